"""Checks of the raw tables. Those of the models are the data tests of the dbt project."""

from collections.abc import Iterator

from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec, AssetKey, multi_asset_check

from orchestration.defs.articles import DELIVERIES
from orchestration.defs.claims import EXTRACTIONS
from orchestration.defs.previews import markdown_table
from orchestration.defs.resources import WRITER_POOL, LedgerResource
from orchestration.warehouse import Warehouse

CLAIM_TABLES = ("claims_strikes", "claims_casualties", "claims_territory")
EVERY_DELIVERY_ACCEPTED = "nothing_refused"
EVERY_ARTICLE_READ = "every_article_was_read"
EVIDENCE_MATCHES = "evidence_matches_text"

REFUSED = """
    SELECT path, line_number, reason
    FROM raw.deliveries
    WHERE is_current AND outcome = 'refused'
    UNION ALL
    SELECT a.source_ref, NULL, e.error
    FROM raw.extractions AS e
    INNER JOIN raw.articles AS a ON e.article_id = a.article_id
    WHERE e.is_current AND e.status = 'quarantined'
"""
UNREAD = """
    SELECT a.source_ref, coalesce(e.error, 'not read yet') AS error
    FROM raw.articles AS a
    INNER JOIN raw.deliveries AS d
        ON a.article_id = d.article_id AND d.is_current AND d.outcome = 'accepted'
    LEFT JOIN raw.extractions AS e ON a.article_id = e.article_id AND e.is_current
    WHERE coalesce(e.status, 'not read') NOT IN ('done', 'quarantined') AND a.language IN ('en', 'und')
"""
MISQUOTED = """
    SELECT c.claim_id, c.evidence_text
    FROM raw.{table} AS c
    INNER JOIN raw.articles AS a ON c.article_id = a.article_id
    WHERE c.evidence_text IS DISTINCT FROM
        substr(a.text, c.evidence_start + 1, c.evidence_end - c.evidence_start)
"""


@multi_asset_check(
    name="raw_checks",
    specs=[
        AssetCheckSpec(
            EVERY_DELIVERY_ACCEPTED,
            asset=DELIVERIES,
            description="Every report in the inbox could be read, within its budget of size and time.",
        ),
        AssetCheckSpec(
            EVERY_ARTICLE_READ,
            asset=EXTRACTIONS,
            description="The current extractor has read every current article in English without an error.",
        ),
        *(
            AssetCheckSpec(
                EVIDENCE_MATCHES,
                asset=["raw", table],
                description="The evidence of every claim is the article's text between its two offsets.",
            )
            for table in CLAIM_TABLES
        ),
    ],
    pool=WRITER_POOL,
)
def raw_checks(ledger: LedgerResource) -> Iterator[AssetCheckResult]:
    """Refusals are a warning, since the rest is unharmed; anything else is an error."""
    with ledger.warehouse() as warehouse:
        yield _no_rows(warehouse, REFUSED, DELIVERIES, EVERY_DELIVERY_ACCEPTED, AssetCheckSeverity.WARN)
        yield _no_rows(warehouse, UNREAD, EXTRACTIONS, EVERY_ARTICLE_READ)
        for table in CLAIM_TABLES:
            yield _no_rows(
                warehouse, MISQUOTED.format(table=table), AssetKey(["raw", table]), EVIDENCE_MATCHES
            )


def _no_rows(
    warehouse: Warehouse,
    query: str,
    asset: AssetKey,
    name: str,
    severity: AssetCheckSeverity = AssetCheckSeverity.ERROR,
) -> AssetCheckResult:
    found = warehouse.preview(f"({query})")
    return AssetCheckResult(
        asset_key=asset,
        check_name=name,
        passed=found.row_count == 0,
        severity=severity,
        metadata={"rows": found.row_count, "examples": markdown_table(found)},
    )
