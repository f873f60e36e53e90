"""What the latest run brought: reports that were not there before, and claims that no longer stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from orchestration.report.ledger import Ledger, Row

# Articles that the overview names.
SHOWN = 8
REASONS = {
    "article_removed": "because their report was removed",
    "article_changed": "because what is known about their report was corrected",
    "extractor_changed": "because the rules were mended",
}


@dataclass(frozen=True, slots=True)
class Changes:
    """The latest delivery and everything that ever left the facts."""

    latest: datetime | None
    is_first: bool
    article_count: int
    claim_count: int
    articles: Sequence[Row]
    retired: Sequence[tuple[int, str]]


def read_changes(ledger: Ledger) -> Changes:
    """Reads deliveries and retired claims. `is_first` if there was no delivery before the latest."""
    (times,) = ledger.rows(
        "SELECT max(first_seen_at) AS latest, count(DISTINCT first_seen_at) AS n FROM marts.fct_deliveries"
    )
    articles = ledger.rows(
        "SELECT article_id, coalesce(title, source_ref) AS title, publisher, published_on, claim_count"
        " FROM marts.dim_articles WHERE article_id IN (SELECT article_id FROM marts.fct_deliveries"
        " GROUP BY article_id HAVING min(first_seen_at) = (SELECT max(first_seen_at) FROM marts.fct_deliveries))"
        " ORDER BY published_on DESC NULLS LAST, article_id"
    )
    retired = ledger.rows(
        "SELECT retired_because, count(*) AS n FROM marts.fct_retired_claims GROUP BY 1 ORDER BY n DESC, 1"
    )
    return Changes(
        latest=times["latest"],
        is_first=times["n"] <= 1,
        article_count=len(articles),
        claim_count=sum(article["claim_count"] for article in articles),
        articles=articles[:SHOWN],
        retired=[(row["n"], REASONS.get(row["retired_because"], row["retired_because"])) for row in retired],
    )
