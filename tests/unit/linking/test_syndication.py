"""Reprints, rewrites and credited copies have one origin; independent reports do not."""

import pytest

from orchestration.linking.credits import Agencies
from orchestration.linking.records import ArticleText
from orchestration.linking.syndication import bands_of, settle_origins

AGENCIES = Agencies([("Reuters", "Reuters"), ("AFP", "Agence France-Presse")])
REPORT = (
    "Jets struck a vegetable market in Ariha on Thursday morning, killing seven people, a rescue group said. "
    "The group runs ambulances in the north and keeps count of the dead. Two children were among them, and "
    "a third was dug out alive in the afternoon. The planes came from a base on the coast, spotters said, "
    "and flew over the town for ten minutes. Shops had just opened, and a queue stood at the bakery. "
    "Fighting in the province had been limited since a truce was agreed three years ago."
)
OTHER = (
    "Residents of Ariha spent a night in cellars after warplanes bombed their market and killed eight. "
    "A teacher, who asked not to be named, counted four explosions from the roof of her school. Bread was "
    "handed out by candle light, and the road to the west stayed closed. Officials in the capital said "
    "nothing about the raid, which was the second in the region within a month of relative calm there."
)


def origins(*articles: ArticleText) -> dict[str, str]:
    settled = settle_origins(articles, [], {}, [], AGENCIES)
    return {origin.article_id: origin.origin_id for origin in settled}


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        (REPORT, True),
        (REPORT + "\n\nReuters", True),
        (" ".join(REPORT.split()[:40]), True),
        (REPORT.replace("killing seven people", "which killed seven").replace("in the north", "there"), True),
        (OTHER, False),
        (OTHER + " Two children were among them, and a third was dug out alive.", False),
    ],
)
def test_copies(article, text, is_copy) -> None:
    found = origins(article("a", REPORT), article("b", text, "Other paper", "2023-10-13"))
    assert (found["a"] == found["b"]) is is_copy


def test_a_copy_a_month_later_is_another_report(article) -> None:
    found = origins(article("a", REPORT), article("b", REPORT, "Other paper", "2023-11-13"))
    assert found["a"] != found["b"]


def test_a_shared_quotation_is_no_copy(article) -> None:
    quote = '"' + " ".join(REPORT.split()[:45]) + '"'
    found = origins(article("a", REPORT + " " + quote), article("b", OTHER + " " + quote))
    assert found["a"] != found["b"]


def test_a_loose_rewrite_that_credits_the_agency_is_a_copy(article) -> None:
    rewrite = (
        "Seven people died when jets struck a market in Ariha, Reuters reported. A rescue group that keeps "
        "count of the dead said two children were killed in the town on Thursday. A truce had limited "
        "fighting in the province for three years. Spotters said the planes flew from the coast."
    )
    agency = article("a", "AMMAN (Reuters) - " + REPORT, "Reuters")
    credited = article("b", rewrite, "Paper", "2023-10-13")
    silent = article("c", rewrite.replace(", Reuters reported", ""), "Weekly", "2023-10-13")
    found = origins(agency, credited)
    assert found["a"] == found["b"]
    found = origins(agency, silent)
    assert found["a"] != found["c"]


def test_two_agencies_are_two_origins(article) -> None:
    changed = REPORT.replace("a rescue group said", "officials said").replace(
        "Shops had just opened", "It was early"
    )
    found = origins(
        article("a", "AMMAN (Reuters) - " + REPORT, "Reuters"),
        article("b", "AMMAN (AFP) - " + changed[:350], "AFP"),
    )
    assert found["a"] != found["b"]


def test_what_comes_later_moves_no_origin(article) -> None:
    first = article("b", REPORT, "Paper", "2023-10-13")
    (old,) = settle_origins([first], [], {}, [], AGENCIES)
    earlier = article("a", REPORT, "Agency", "2023-10-12")
    (new,) = settle_origins([earlier], [first], {"b": old}, bands_of(first, None), AGENCIES)
    assert new.origin_id == old.origin_id
    assert (new.basis, new.like_article_id, new.similarity) == ("reprint", "b", 1.0)


@pytest.mark.parametrize(
    ("publisher", "text", "agency"),
    [
        ("Reuters", "Anything.", "Reuters"),
        ("Paper", "KYIV, June 4 (Reuters) - Shells fell.", "Reuters"),
        ("Paper", "Shells fell.\n\nAFP", "Agence France-Presse"),
        ("Paper", "Shells fell on Friday, AFP reported.", "Agence France-Presse"),
        ("Paper", "Shells fell, according to Reuters.", "Reuters"),
        ("Paper", "Citadel\nCitadelReuters\n\nShells fell on Friday.", None),
        (
            "Paper",
            "Shells fell.\n\nIt rained.\n\nA resident told AFP that the market burned. It rained on.",
            None,
        ),
        (None, "Shells fell.", None),
    ],
)
def test_credits(article, publisher, text, agency) -> None:
    assert AGENCIES.of_article(article("a", text, publisher)) == agency
