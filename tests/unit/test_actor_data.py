"""The dictionaries of actors and their aliases are well-formed: keys, references, allowed values."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "seeds" / "reference"
KINDS = frozenset(
    {
        *(
            "state",
            "rebel",
            "jihadist",
            "militia",
            "coalition",
            "paramilitary",
            "private_military",
            "police",
            "political",
        ),
        *(
            "igo",
            "un",
            "ngo",
            "monitor",
            "media",
            "agency",
            "medical",
            "court",
            "company",
        ),
    }
)
ALIAS_TYPES = frozenset(
    {
        "name",
        "acronym",
        "adjective",
        "demonym_plural",
        "capital",
        "seat",
        "branch",
        "leader",
    }
)


def read(name: str, columns: list[str]) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as f:
        reader = csv.DictReader(f)
        assert reader.fieldnames == columns
        return list(reader)


@pytest.fixture(scope="module")
def actors() -> list[dict[str, str]]:
    return read(
        "actors.csv",
        ["actor_id", "name", "kind", "country_code", "parent_id", "source"],
    )


@pytest.fixture(scope="module")
def aliases() -> list[dict[str, str]]:
    return read("actor_aliases.csv", ["alias", "actor_id", "alias_type", "source"])


def test_actor_ids_are_unique_slugs_in_order(actors: list[dict[str, str]]) -> None:
    ids = [row["actor_id"] for row in actors]
    assert len(ids) == len(set(ids)) >= 600
    assert ids == sorted(ids)
    assert not [i for i in ids if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", i)]


def test_actors_hold_allowed_values(actors: list[dict[str, str]]) -> None:
    ids = {row["actor_id"] for row in actors}
    with (REFERENCE / "countries.csv").open(encoding="utf-8", newline="") as f:
        codes = {row["country_code"] for row in csv.DictReader(f)}
    for row in actors:
        where = row["actor_id"]
        assert row["name"] and row["name"] == row["name"].strip(), where
        assert row["kind"] in KINDS, where
        assert not row["country_code"] or row["country_code"] in codes, where
        assert not row["parent_id"] or (row["parent_id"] in ids and row["parent_id"] != where), where
        assert row["source"], where


def test_one_state_for_each_country_code(actors: list[dict[str, str]]) -> None:
    """A national adjective is looked up by its country's code, so extinct and breakaway states have none."""
    codes = [row["country_code"] for row in actors if row["kind"] == "state" and row["country_code"]]
    assert len(codes) == len(set(codes)) >= 193


def test_parents_form_no_cycle(actors: list[dict[str, str]]) -> None:
    parent = {row["actor_id"]: row["parent_id"] for row in actors}
    for start in parent:
        seen, current = set(), start
        while current:
            assert current not in seen, start
            seen.add(current)
            current = parent[current]


def test_alias_keys_are_unique_and_in_order(aliases: list[dict[str, str]]) -> None:
    keys = [(row["alias"], row["actor_id"]) for row in aliases]
    assert len(keys) == len(set(keys)) >= 2500
    assert keys == sorted(keys)


def test_aliases_resolve_and_hold_allowed_values(
    actors: list[dict[str, str]], aliases: list[dict[str, str]]
) -> None:
    ids = {row["actor_id"] for row in actors}
    for row in aliases:
        where = f"{row['alias']} -> {row['actor_id']}"
        assert row["actor_id"] in ids, where
        assert row["alias_type"] in ALIAS_TYPES, where
        assert row["alias"] and row["alias"] == row["alias"].strip() and "  " not in row["alias"], where
        assert not re.search("[‘’“”|]", row["alias"]), where
        assert row["source"], where


def test_no_alias_is_a_plain_word(aliases: list[dict[str, str]]) -> None:
    plain = {
        "Front",
        "Army",
        "Force",
        "Forces",
        "Government",
        "Police",
        "Coalition",
        "Rebels",
        "Navy",
        "Military",
        "Male",
        "Begin",
    }
    assert not plain & {row["alias"] for row in aliases}


def test_every_actor_has_its_name_as_an_alias(
    actors: list[dict[str, str]], aliases: list[dict[str, str]]
) -> None:
    keys = {(row["alias"], row["actor_id"]) for row in aliases}
    missing = [r["name"] for r in actors if "(" not in r["name"] and (r["name"], r["actor_id"]) not in keys]
    assert not missing


@pytest.mark.parametrize(
    ("alias", "actor_id"),
    [
        ("ISIS", "islamic_state"),
        ("Da'esh", "islamic_state"),
        ("Kremlin", "russia"),
        ("IDF", "israel"),
        ("Tatmadaw", "myanmar"),
        ("Jabhat al-Nusra", "hts"),
        ("Haftar", "lna"),
        ("FMLN", "fmln"),
        ("Sendero Luminoso", "shining_path"),
        ("Tehran", "iran"),
        ("U.S.", "united_states"),
        ("Houthis", "houthis"),
    ],
)
def test_well_known_aliases(aliases: list[dict[str, str]], alias: str, actor_id: str) -> None:
    assert actor_id in {row["actor_id"] for row in aliases if row["alias"] == alias}
