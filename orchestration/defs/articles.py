"""The inbox as assets: every delivery with its outcome, and the articles that came of them.

What is a readable report, and which of two copies counts, is decided in `orchestration.ingestion`.
"""

from collections.abc import Iterator

from dagster import AssetExecutionContext, AssetKey, AssetSpec, MaterializeResult, MetadataValue, multi_asset

from orchestration.defs.feeds import FEEDS
from orchestration.defs.loggers import one_line, say
from orchestration.defs.months import add_months
from orchestration.defs.previews import table_metadata
from orchestration.defs.resources import WRITER_POOL, LedgerResource
from orchestration.defs.runs import Stage
from orchestration.ingestion.deliveries import Delivery, Refusal, place_of
from orchestration.ingestion.identity import mark_languages, settle
from orchestration.ingestion.inbox import read_inbox
from orchestration.ingestion.quarantine import quarantine

RUNS = AssetKey(["raw", "runs"])
ARTICLES = AssetKey(["raw", "articles"])
DELIVERIES = AssetKey(["raw", "deliveries"])
# A folder of thousands of refusals would drown everything else that a run says.
MAX_LINES = 50
# No path in an inbox has two slashes in a row, so none can be taken for a file of a feed.
FEEDS_PREFIX = "feeds://"


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
        read = list(read_inbox(ledger.inbox_path, ledger.limits, skip=ledger.layout.root))
        if ledger.layout.feeds.is_dir():
            read += read_inbox(ledger.layout.feeds, ledger.limits, prefix=FEEDS_PREFIX)
        settled = settle(read)
        refusals = [item for item in read if isinstance(item, Refusal)]
        quarantine(refusals, ledger.layout.quarantine)
        for line in outcome_lines(settled.deliveries):
            say(context, line)
        outcomes = {"accepted": 0, "duplicate": 0, "refused": 0}
        for delivery in settled.deliveries:
            outcomes[delivery.outcome] += 1
        with ledger.warehouse() as warehouse:
            settled = mark_languages(settled, warehouse.languages())
            warehouse.store_inbox(settled.articles, settled.deliveries)
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
        asset_key=ARTICLES, metadata={**table_metadata(articles), "in the inbox now": len(settled.articles)}
    )
    yield MaterializeResult(asset_key=RUNS, metadata=table_metadata(runs))


def outcome_lines(deliveries: tuple[Delivery, ...]) -> list[str]:
    """What became of the inbox, one plain line each for what was not accepted."""
    articles = sum(delivery.outcome == "accepted" for delivery in deliveries)
    lines = [f"Inbox: {articles} article{'' if articles == 1 else 's'}"]
    told = [delivery for delivery in deliveries if delivery.outcome != "accepted" or delivery.remarks]
    for delivery in told[:MAX_LINES]:
        name = place_of(delivery.path, delivery.line_number)
        what = delivery.outcome if delivery.outcome != "accepted" else "accepted, but"
        lines.append(one_line(f"  {what}: {name}: {delivery.reason or delivery.remarks}"))
    if len(told) > MAX_LINES:
        lines.append(f"  … and {len(told) - MAX_LINES} more: see raw.deliveries")
    return lines
