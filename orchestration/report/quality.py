"""The figures of the data-quality page: what came in, what was read, what was left out, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.report.facts import FACTS, Fact
from orchestration.report.ledger import Ledger, Row

# Reasons for not coding a candidate that the page lists.
REASONS_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one fact's claims, how many have each of the things that one would like to know."""

    fact: Fact
    claims: int
    known: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything on the page."""

    deliveries: Sequence[Row]
    refusals: Sequence[Row]
    readings: Sequence[Row]
    unread: Sequence[Row]
    rejected: Sequence[Row]
    rejected_count: int
    coverage: Sequence[Coverage]


def read_quality(ledger: Ledger) -> Quality:
    """Reads deliveries, articles, rejected candidates and the facts."""
    rejected = ledger.rows(
        "SELECT claim_table, reason, count(*) AS n, any_value(candidate_text) AS example"
        " FROM marts.fct_rejected_candidates GROUP BY ALL ORDER BY n DESC, claim_table, reason"
    )
    return Quality(
        deliveries=ledger.rows(
            "SELECT outcome, count(*) AS n FROM marts.fct_deliveries GROUP BY 1 ORDER BY n DESC"
        ),
        refusals=ledger.rows(
            "SELECT path, line_number, reason, first_seen_at FROM marts.fct_deliveries WHERE outcome = 'refused'"
            " ORDER BY first_seen_at DESC, path, line_number LIMIT 200"
        ),
        readings=ledger.rows(
            "SELECT extraction_status AS status, count(*) AS n, count(*) FILTER (claim_count = 0) AS without_claims"
            " FROM marts.dim_articles GROUP BY 1 ORDER BY n DESC"
        ),
        unread=ledger.rows(
            "SELECT article_id, source_ref, extraction_error FROM marts.dim_articles"
            " WHERE extraction_status <> 'done' ORDER BY source_ref LIMIT 200"
        ),
        rejected=rejected[:REASONS_SHOWN],
        rejected_count=sum(row["n"] for row in rejected),
        coverage=[_coverage(ledger, fact) for fact in FACTS],
    )


def _coverage(ledger: Ledger, fact: Fact) -> Coverage:
    (row,) = ledger.rows(
        f"SELECT count(*) AS claims, count(latitude) AS located, count(event_date_start) AS dated,"
        f" count(source_name) AS attributed, count({fact.by}_text) AS by, count({fact.on}_text) AS on_,"
        f" count(*) FILTER (confidence >= 0.8) AS sure FROM marts.{fact.table}"
    )
    return Coverage(
        fact=fact,
        claims=row["claims"],
        known={
            "place on the map": row["located"],
            "date of the event": row["dated"],
            "named source": row["attributed"],
            _NAMES[fact.by]: row["by"],
            _NAMES[fact.on]: row["on_"],
            "confidence of 0.8 or more": row["sure"],
        },
    )


_NAMES = {
    "attacker": "who struck",
    "target_actor": "whose target it was",
    "perpetrator": "who caused it",
    "victim_actor": "the victims' side",
    "gainer": "who gained",
    "loser": "who lost",
}
