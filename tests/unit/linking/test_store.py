"""Linking in the warehouse: incremental, idempotent, and with a record of what moved."""

from pathlib import Path

import pytest

from orchestration.home import REFERENCE_DIR
from orchestration.ingestion.deliveries import Candidate, Metadata
from orchestration.ingestion.identity import settle
from orchestration.linking.rules import load_rules
from orchestration.linking.store import Outcome, _place_key, link_new_articles
from orchestration.warehouse import open_warehouse

DAY = "2023-10-12"


@pytest.fixture(scope="module")
def agencies_and_rules():
    return load_rules(REFERENCE_DIR)


@pytest.fixture
def run(path: Path, stub_extractor, agencies_and_rules):
    """One run over an inbox of texts by publisher, as the assets do it."""

    def once(texts: dict[str, str], day: str = DAY, version: str = "v1") -> Outcome:
        inbox = settle(
            Candidate(
                delivery_id=name,
                path=f"{name}.txt",
                line_number=None,
                source_ref=f"{name}.txt",
                text=text,
                metadata=Metadata(publisher=name, published_on=day),
                remarks=None,
            )
            for name, text in texts.items()
        )
        with open_warehouse(path) as warehouse:
            warehouse.store_inbox(inbox.articles, inbox.deliveries)
            tasks = warehouse.select_extractions("stub")
            if tasks:
                read = stub_extractor.extract_many(warehouse.articles([t.article_id for t in tasks]))
                warehouse.store_extractions("stub", list(zip(tasks, read, strict=True)))
            return link_new_articles(warehouse, *agencies_and_rules, version)

    return once


def rows(path: Path, sql: str) -> list[tuple]:
    with open_warehouse(path) as warehouse:
        return warehouse.rows(sql)


def incident_of(path: Path) -> dict[str, str]:
    return dict(
        rows(
            path,
            "SELECT a.publisher, i.incident_id FROM raw.incident_claims AS i JOIN raw.articles AS a USING (article_id)",
        )
    )


ONE = {"A": "Jets struck Aleppo. It was early."}
TWO = {**ONE, "B": "In the north jets struck Aleppo on market day."}


def test_nothing_new_changes_nothing(path, run) -> None:
    assert run(TWO) == Outcome(linked=2, gone=0, moved=0)
    before = incident_of(path)
    assert run(TWO) == Outcome(0, 0, 0)
    assert incident_of(path) == before


def test_an_article_is_added_to_the_incident_that_stands(path, run) -> None:
    run(ONE)
    before = incident_of(path)
    assert run(TWO) == Outcome(linked=1, gone=0, moved=0)
    after = incident_of(path)
    assert after["A"] == after["B"] == before["A"]


def test_what_left_the_inbox_leaves_its_incident_and_the_id_stays(path, run) -> None:
    run(TWO)
    before = incident_of(path)
    assert run({"B": TWO["B"]}) == Outcome(linked=0, gone=1, moved=0)
    assert incident_of(path) == {"B": before["B"]}
    run(TWO)
    assert incident_of(path) == before


def test_new_rules_that_decide_the_same_keep_all_ids(path, run) -> None:
    run(TWO)
    before = incident_of(path)
    assert run(TWO, version="v2") == Outcome(linked=2, gone=0, moved=0)
    assert incident_of(path) == before
    assert rows(path, "SELECT count(*) FROM raw.incident_moves") == [(0,)]


def test_an_article_with_another_date_is_linked_anew(path, run) -> None:
    run(ONE)
    assert run(ONE, day="2023-10-20") == Outcome(linked=1, gone=0, moved=0)
    assert rows(path, "SELECT window_start FROM raw.event_reports") == [("2023-10-20",)]


def test_every_current_article_has_one_origin(path, run) -> None:
    run({**TWO, "C": "Nothing happened."})
    assert rows(path, "SELECT count(*), count(DISTINCT article_id) FROM raw.article_origins") == [(3, 3)]


@pytest.mark.parametrize(
    ("text", "key"), [("Ariha", "ariha"), ("the village", None), ("Its port", None), (None, None)]
)
def test_a_description_is_no_name_by_which_places_are_the_same(text: str | None, key: str | None) -> None:
    assert _place_key(text) == key
