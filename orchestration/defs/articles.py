"""The inbox as assets: every delivery with its outcome, and the articles that came of them.

What is a readable report, and which of two copies counts, is decided in `orchestration.ingestion`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dagster import AssetExecutionContext, AssetKey, AssetSpec, MaterializeResult, MetadataValue, multi_asset

from orchestration.defs.feeds import FEEDS
from orchestration.defs.loggers import one_line, say
from orchestration.defs.months import add_months
from orchestration.defs.previews import table_metadata
from orchestration.defs.resources import WRITER_POOL, LedgerResource
from orchestration.defs.runs import Stage
from orchestration.ingestion.deliveries import place_of
from orchestration.ingestion.quarantine import quarantine
from orchestration.ingestion.store import Folder, update_inbox

RUNS = AssetKey(["raw", "runs"])
ARTICLES = AssetKey(["raw", "articles"])
DELIVERIES = AssetKey(["raw", "deliveries"])
# A folder of thousands of refusals would drown everything else that a run says.
MAX_LINES = 50
# No path in an inbox has two slashes in a row, so none can be taken for a file of a feed.
FEEDS_PREFIX = "feeds://"
OUTCOMES = "SELECT outcome, count(*) FROM raw.deliveries WHERE is_current GROUP BY outcome"
TOLD = f"""
    SELECT path, line_number, outcome, coalesce(reason, remarks), count(*) OVER ()
    FROM raw.deliveries
    WHERE is_current AND (outcome <> 'accepted' OR remarks IS NOT NULL)
    ORDER BY path, line_number NULLS FIRST, delivery_id
    LIMIT {MAX_LINES}
"""


@multi_asset(
    name="inbox",
    specs=[
        AssetSpec(
            DELIVERIES,
            deps=[FEEDS],
            group_name="raw",
            kinds={"python", "duckdb"},
            description="Every file and record that was ever in the inbox: accepted, a duplicate, or"
            " refused with the reason. `is_current` marks what lies there now.",
        ),
        AssetSpec(
            ARTICLES,
            deps=[FEEDS],
            group_name="raw",
            kinds={"python", "duckdb"},
            description="One row a report: its exact text and what its sender said about it.",
        ),
        AssetSpec(
            RUNS,
            group_name="raw",
            kinds={"python", "duckdb"},
            description="One row a run, with what it was given, how long each stage took, and what came of"
            " it. Every stage adds to the row of its run.",
        ),
    ],
    pool=WRITER_POOL,
)
def inbox_assets(context: AssetExecutionContext, ledger: LedgerResource) -> Iterator[MaterializeResult]:
    """Reads the inbox and what feeds brought into `raw.deliveries` and `raw.articles`; what is refused
    goes to quarantine."""
    with Stage(context, ledger, "inbox") as stage:
        folders = [Folder(ledger.inbox_path, skip=ledger.layout.root)]
        if ledger.layout.feeds.is_dir():
            folders.append(Folder(ledger.layout.feeds, prefix=FEEDS_PREFIX))
        with ledger.warehouse() as warehouse:
            quarantine(update_inbox(warehouse, folders, ledger.limits), ledger.layout.quarantine)
            outcomes = {"accepted": 0, "duplicate": 0, "refused": 0}
            outcomes |= dict(warehouse.rows(OUTCOMES))
            for line in outcome_lines(outcomes, warehouse.rows(TOLD)):
                say(context, line)
            deliveries = warehouse.preview("raw.deliveries")
            articles = warehouse.preview("raw.articles")
            add_months(context.instance, warehouse.months())
            stage.record(
                warehouse,
                inbox=ledger.inbox,
                **{f"{outcome}_count": count for outcome, count in outcomes.items()},
            )
            runs = warehouse.preview("raw.runs")
    yield MaterializeResult(
        asset_key=DELIVERIES,
        metadata={
            **table_metadata(deliveries),
            **outcomes,
            "inbox": MetadataValue.path(ledger.inbox),
            "quarantine": MetadataValue.path(str(ledger.layout.quarantine)),
        },
    )
    yield MaterializeResult(
        asset_key=ARTICLES, metadata={**table_metadata(articles), "in the inbox now": outcomes["accepted"]}
    )
    yield MaterializeResult(asset_key=RUNS, metadata=table_metadata(runs))


def outcome_lines(outcomes: Mapping[str, int], told: Sequence[tuple[Any, ...]]) -> list[str]:
    """What became of the inbox, one plain line each for what was not accepted.

    `told` are the first rows to be named: path, line, outcome, reason, and how many such rows there are.
    """
    articles = outcomes["accepted"]
    lines = [f"Inbox: {articles} article{'' if articles == 1 else 's'}"]
    for path, line_number, outcome, reason, _ in told:
        what = outcome if outcome != "accepted" else "accepted, but"
        lines.append(one_line(f"  {what}: {place_of(path, line_number)}: {reason}"))
    if told and told[0][4] > len(told):
        lines.append(f"  … and {told[0][4] - len(told)} more: see raw.deliveries")
    return lines
