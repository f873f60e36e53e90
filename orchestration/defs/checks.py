"""Checks of the raw tables. Those of the models are the data tests of the dbt project."""

from collections.abc import Iterator

from dagster import (
    AssetCheckExecutionContext,
    AssetCheckKey,
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetKey,
    multi_asset_check,
)

from orchestration.defs import alarms
from orchestration.defs.articles import ARTICLES, DELIVERIES
from orchestration.defs.claims import EXTRACTIONS
from orchestration.defs.previews import markdown_table
from orchestration.defs.resources import WRITER_POOL, LedgerResource
from orchestration.warehouse import Warehouse

CLAIM_TABLES = ("claims_strikes", "claims_casualties", "claims_territory")
EVERY_DELIVERY_ACCEPTED = "nothing_refused"
EVERY_ARTICLE_READ = "every_article_was_read"
EVERY_ARTICLE_UP_TO_DATE = "every_article_is_up_to_date"
EVIDENCE_MATCHES = "evidence_matches_text"
REPORTS_COME_IN = "reports_come_in"
NO_SOURCE_IS_QUIET = "no_source_is_quiet"
VOLUME_IS_USUAL = "volume_is_usual"
RATE_IS_USUAL = "rate_of_claims_is_usual"

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
OUTDATED = """
    SELECT a.source_ref, e.extractor_version
    FROM raw.extractions AS e
    INNER JOIN raw.articles AS a ON e.article_id = a.article_id
    WHERE
        e.is_current AND e.status = 'done'
        AND e.extractor_version NOT IN (SELECT extractor_version FROM raw.extractors WHERE is_current)
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
        AssetCheckSpec(
            EVERY_ARTICLE_UP_TO_DATE,
            asset=EXTRACTIONS,
            description="No article waits to be read again by a new release of the extractor.",
        ),
        AssetCheckSpec(
            REPORTS_COME_IN,
            asset=ARTICLES,
            description="The ledger is not without new reports for longer than is usual.",
        ),
        AssetCheckSpec(
            NO_SOURCE_IS_QUIET,
            asset=ARTICLES,
            description="No publisher is silent for longer than is usual with them.",
        ),
        AssetCheckSpec(
            VOLUME_IS_USUAL,
            asset=ARTICLES,
            description="The week's reports are between half and twice as many as in the four weeks before.",
        ),
        *(
            AssetCheckSpec(
                EVIDENCE_MATCHES,
                asset=["raw", table],
                description="The evidence of every claim is the article's text between its two offsets.",
            )
            for table in CLAIM_TABLES
        ),
        *(
            AssetCheckSpec(
                RATE_IS_USUAL,
                asset=["raw", table],
                description="The week's articles hold about as many claims as articles did before.",
            )
            for table in CLAIM_TABLES
        ),
    ],
    pool=WRITER_POOL,
    can_subset=True,
)
def raw_checks(context: AssetCheckExecutionContext, ledger: LedgerResource) -> Iterator[AssetCheckResult]:
    """Those of the checks that the run selects."""
    selected = context.selected_asset_check_keys
    for result in _results(ledger):
        if AssetCheckKey(result.asset_key, result.check_name) in selected:
            yield result


def _results(ledger: LedgerResource) -> Iterator[AssetCheckResult]:
    """What people should look at, though nothing is wrong in the ledger, is a warning; the rest an error."""
    warn = AssetCheckSeverity.WARN
    with ledger.warehouse() as warehouse:
        today = warehouse.now().date().isoformat()
        yield _no_rows(warehouse, REFUSED, DELIVERIES, EVERY_DELIVERY_ACCEPTED, warn)
        yield _no_rows(warehouse, UNREAD, EXTRACTIONS, EVERY_ARTICLE_READ)
        yield _no_rows(warehouse, OUTDATED, EXTRACTIONS, EVERY_ARTICLE_UP_TO_DATE, warn)
        yield _no_rows(warehouse, alarms.silence(today), ARTICLES, REPORTS_COME_IN, warn)
        yield _no_rows(warehouse, alarms.quiet_sources(today), ARTICLES, NO_SOURCE_IS_QUIET, warn)
        yield _no_rows(warehouse, alarms.unusual_volume(today), ARTICLES, VOLUME_IS_USUAL, warn)
        for table in CLAIM_TABLES:
            yield _no_rows(
                warehouse, MISQUOTED.format(table=table), AssetKey(["raw", table]), EVIDENCE_MATCHES
            )
            yield _no_rows(
                warehouse, alarms.unusual_rate(today, table), AssetKey(["raw", table]), RATE_IS_USUAL, warn
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
