"""The published ledger: the file that people query, replaced in one step at the end of a run."""

from collections.abc import Sequence
from pathlib import Path

from dagster import AssetExecutionContext, AssetKey, AssetsDefinition, MaterializeResult, MetadataValue, asset

from orchestration.defs.loggers import say
from orchestration.defs.resources import WRITER_POOL, LedgerResource
from orchestration.defs.runs import Stage

LEDGER = AssetKey(["published", "ledger"])
# The view and macros that analysts find beside the tables.
PUBLISHED_VIEWS = Path(__file__).parent.parent / "published.sql"


def build_publish_asset(marts: Sequence[AssetKey]) -> AssetsDefinition:
    """The asset that copies these marts to `ledger.duckdb`."""
    tables = [key.path[-1] for key in marts]

    @asset(
        key=LEDGER,
        deps=marts,
        group_name="published",
        kinds={"python", "duckdb"},
        description="`ledger.duckdb`, the marts in a file of their own. It is swapped as a whole:"
        " whoever has the old one open keeps reading it.",
        pool=WRITER_POOL,
    )
    def published_ledger(context: AssetExecutionContext, ledger: LedgerResource) -> MaterializeResult:
        target = ledger.layout.ledger
        with Stage(context, ledger, "publish") as stage, ledger.warehouse() as warehouse:
            counts = warehouse.publish(target, tables, PUBLISHED_VIEWS.read_text(encoding="utf-8"))
            stage.record(
                warehouse,
                published_at=warehouse.now(),
                published_row_count=sum(count for _, count in counts),
            )
            if ledger.lake:
                warehouse.tidy()
        say(context, f"Published {target}")
        table = "\n".join(["| table | rows |", "| --- | --- |", *(f"| {n} | {c} |" for n, c in counts)])
        return MaterializeResult(
            metadata={
                "dagster/row_count": sum(count for _, count in counts),
                "preview": MetadataValue.md(table),
                "file": MetadataValue.path(str(target)),
                "bytes": target.stat().st_size,
            }
        )

    return published_ledger
