"""What the latest run brought: reports that were not there before, and claims that no longer stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from orchestration.report.ledger import Ledger, Row

# Articles, and changed claims, that the overview names.
SHOWN = 8
RETIRED = {
    "article_removed": "because their report was removed",
    "article_changed": "because what is known about their report was corrected",
    "extractor_changed": "because the rules were mended",
}
CHANGES = {
    "added": "came in",
    "removed": "left the tables",
    "changed": "changed",
}
CAUSES = {
    "new_article": "with a new report",
    "changed_text": "because the text of their report changed",
    "changed_metadata": "because what is known about their report was corrected",
    "new_rules": "because the rules were mended",
    "article_removed": "because their report was removed",
    "article_returned": "because their report came back",
    "review": "because an analyst reviewed them",
}


@dataclass(frozen=True, slots=True)
class Move:
    """How many claims moved alike, in words: "came in with a new report"."""

    count: int
    words: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The latest delivery, the claims that moved in the latest run, and some of those that did not just come in."""

    latest: datetime | None
    is_first: bool
    article_count: int
    claim_count: int
    articles: Sequence[Row]
    moves: Sequence[Move]
    examples: Sequence[Row]


def read_changes(ledger: Ledger) -> Changes:
    """Reads deliveries and, where this ledger has it, the changes of claims; else what was retired so far.

    `is_first` if there was no delivery before the latest.
    """
    (times,) = ledger.rows(
        "SELECT max(first_seen_at) AS latest, count(DISTINCT first_seen_at) AS n FROM marts.fct_deliveries"
    )
    articles = ledger.rows(
        "SELECT article_id, coalesce(title, source_ref) AS title, publisher, published_on, claim_count"
        " FROM marts.dim_articles WHERE article_id IN (SELECT article_id FROM marts.fct_deliveries"
        " GROUP BY article_id HAVING min(first_seen_at) = (SELECT max(first_seen_at) FROM marts.fct_deliveries))"
        " ORDER BY published_on DESC NULLS LAST, article_id"
    )
    has_changes = ledger.has("fct_claim_changes")
    return Changes(
        latest=times["latest"],
        is_first=times["n"] <= 1,
        article_count=len(articles),
        claim_count=sum(article["claim_count"] for article in articles),
        articles=articles[:SHOWN],
        moves=_moves(ledger) if has_changes else _retired(ledger),
        examples=_examples(ledger) if has_changes else [],
    )


_LATEST = "changed_at = (SELECT max(changed_at) FROM marts.fct_claim_changes)"


def _moves(ledger: Ledger) -> list[Move]:
    rows = ledger.rows(
        f"SELECT claim_change, cause, count(*) AS n FROM marts.fct_claim_changes WHERE {_LATEST}"
        " GROUP BY ALL ORDER BY n DESC, claim_change, cause"
    )
    return [
        Move(
            row["n"],
            f"{CHANGES.get(row['claim_change'], row['claim_change'])} {CAUSES.get(row['cause'], row['cause'])}",
        )
        for row in rows
    ]


def _examples(ledger: Ledger) -> list[Row]:
    return ledger.rows(
        f"SELECT claim_change, claim_id, article_id, source_ref, evidence_text, changed_fields"
        f" FROM marts.fct_claim_changes WHERE {_LATEST} AND cause <> 'new_article'"
        f" ORDER BY claim_change, source_ref, claim_id LIMIT {SHOWN}"
    )


def _retired(ledger: Ledger) -> list[Move]:
    rows = ledger.rows(
        "SELECT retired_because, count(*) AS n FROM marts.fct_retired_claims GROUP BY 1 ORDER BY n DESC, 1"
    )
    return [
        Move(
            row["n"], f"left the tables so far {RETIRED.get(row['retired_because'], row['retired_because'])}"
        )
        for row in rows
    ]
