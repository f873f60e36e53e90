"""The plainest rules that link: what the weighed evidence has to beat.

Articles are copies where they share a paragraph word for word. Claims are of one incident where their place and kind
are the same and their days at most one apart; a casualty claim goes with its strike. Claims of one incident
relate by their numbers, days and modality alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Any

from orchestration.linking.reports import MODALITIES, SCOPES, STATES
from orchestration.linking.shingles import words_of

MIN_WORDS_SHARED = 8
Row = Mapping[str, Any]
Edge = tuple[str, str, str]


def origins(texts: Mapping[str, str]) -> dict[str, str]:
    """The origin of each article: the first of those that it shares a paragraph with, word for word."""
    holders: dict[str, str] = {}
    shared: list[tuple[str, str]] = []
    for key in sorted(texts):
        for paragraph in texts[key].split("\n\n"):
            words = " ".join(words_of(paragraph))
            if len(words.split()) >= MIN_WORDS_SHARED:
                shared.append((key, holders.setdefault(words, key)))
    return _components(texts, shared)


def incidents(claims: Iterable[Row]) -> dict[str, str | None]:
    """The incident of each claim that is about one event. Rows are those of `int_linked_claims`."""
    linkable = [c for c in claims if _is_linkable(c)]
    known = {c["claim_id"] for c in linkable}
    pairs = [(c["claim_id"], c["strike_claim_id"]) for c in linkable if c["strike_claim_id"] in known]
    pairs += [(a["claim_id"], b["claim_id"]) for a, b in combinations(linkable, 2) if _same(a, b)]
    return dict(_components(known, pairs))


def relations(claims: Sequence[Row], incident_of: Mapping[str, str | None]) -> set[Edge]:
    """Relation, from and to for each pair of claims of one incident and table, from different articles."""
    found = set()
    for a, b in combinations(sorted(claims, key=lambda c: (c["published_on"], c["claim_id"])), 2):
        incident = incident_of.get(a["claim_id"])
        if (
            incident is None
            or incident_of.get(b["claim_id"]) != incident
            or a["fact_table"] != b["fact_table"]
        ):
            continue
        if relation := _relation(a, b):
            found.add((relation, b["claim_id"], a["claim_id"]))
    return found


def _relation(a: Row, b: Row) -> str | None:
    """How the later claim `b` relates to `a`."""
    if "denied" in (a["modality"], b["modality"]):
        return "denies" if a["modality"] != b["modality"] else None
    if a["scope"] != b["scope"]:
        return "subset_of" if a["article_id"] == b["article_id"] else None
    if a["article_id"] == b["article_id"]:
        return None
    if a["fact_table"] != "fct_casualty_claims" or a["count_min"] == b["count_min"]:
        return "corroborates" if a["claim_action"] == b["claim_action"] else None
    if a["claim_action"] != b["claim_action"]:
        return None
    return "updates" if b["published_on"] > a["published_on"] else "disputes_count"


def _is_linkable(claim: Row) -> bool:
    return (
        claim["scope"] in SCOPES and claim["modality"] in MODALITIES and claim["claim_action"] not in STATES
    )


def _same(a: Row, b: Row) -> bool:
    kinds = {a["fact_table"], b["fact_table"]}
    if kinds == {"fct_strikes", "fct_territorial_changes"} or a["place_id"] is None:
        return False
    return a["place_id"] == b["place_id"] and abs(_day(a) - _day(b)) <= timedelta(days=1)


def _day(claim: Row) -> Any:
    return claim["event_date_start"] or claim["published_on"]


def _components(items: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each item the first of those that pairs connect it with."""
    first = {item: item for item in items}

    def root(item: str) -> str:
        while first[item] != item:
            item = first[item]
        return item

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        first[high] = low
    return {item: root(item) for item in first}
