"""What is read from the articles, as assets: sentences, mentions, claims, and what was not coded.

How an article is read is decided in `orchestration.extraction`. Only articles that this extractor
has not read as they now stand are read; the rest keep their rows. After a new release of the extractor
a run reads a part of the archive again; what is left shows the claims of the earlier reading.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence

from dagster import (
    AssetExecutionContext,
    AssetKey,
    AssetSpec,
    Config,
    Failure,
    MaterializeResult,
    MetadataValue,
    multi_asset,
)
from pydantic import Field

from orchestration.defs.articles import ARTICLES, DELIVERIES
from orchestration.defs.loggers import one_line, say
from orchestration.defs.previews import table_metadata
from orchestration.defs.resources import WRITER_POOL, ExtractorResource, LedgerResource
from orchestration.defs.runs import Stage
from orchestration.engines.batches import BATCH, Batch, Results
from orchestration.ingestion.deliveries import Refusal
from orchestration.ingestion.quarantine import quarantine
from orchestration.records import Article
from orchestration.warehouse import Task, Unread, Warehouse

EXTRACTIONS = AssetKey(["raw", "extractions"])
DESCRIPTIONS = {
    "extractions": "One row for each reading of an article by one version of the extractor: done, or"
    " failed with the reason.",
    "extractors": "The versions of the extractor that this warehouse has known, and which of them reads now.",
    "sentences": "Where each sentence stands in its article.",
    "mentions": "Spans that name an actor, a place, a weapon, a number, a date, a speaker or a trigger.",
    "claims_strikes": "Strikes as extracted, with evidence and the rule that found them.",
    "claims_casualties": "Casualty counts as extracted, with evidence and the number rule.",
    "claims_territory": "Changes and states of control as extracted, with evidence.",
    "rejected": "Candidates that were seen and not coded, and why.",
}


class ExtractionConfig(Config):
    """Which articles a run reads."""

    months: list[str] = Field(
        default_factory=list,
        description="Months of publication (2015-10, unknown) whose articles are all read, also those that"
        " were read before. Empty: what is new or changed in any month.",
    )


@multi_asset(
    name="extraction",
    specs=[
        AssetSpec(
            ["raw", name],
            deps=[ARTICLES, DELIVERIES],
            group_name="raw",
            kinds={"python", "duckdb"},
            description=description,
        )
        for name, description in DESCRIPTIONS.items()
    ],
    pool=WRITER_POOL,
)
def extraction_assets(
    context: AssetExecutionContext,
    config: ExtractionConfig,
    ledger: LedgerResource,
    extractor: ExtractorResource,
) -> Iterator[MaterializeResult]:
    """Reads the articles that are new to this extractor, and stores what it found batch by batch."""
    version = extractor.version()
    with Stage(context, ledger, "extraction") as stage, ledger.warehouse() as warehouse:
        tasks = warehouse.select_extractions(version, config.months, ledger.read_again)
        if tasks:
            say(context, _what_is_read(tasks))
            _read(context, ledger, warehouse, extractor, tasks)
            _require_one_read(warehouse)
        else:
            say(context, "Nothing new to read")
        progress = warehouse.progress(version, [task.article_id for task in tasks])
        if progress.outdated:
            say(context, f"{progress.outdated} articles still show what an earlier release read in them")
        previews = {name: warehouse.preview(f"raw.{name}") for name in DESCRIPTIONS}
        stage.record(
            warehouse,
            extractor_version=version,
            months=", ".join(config.months) or None,
            read_count=len(tasks),
            read_again_count=sum(task.again for task in tasks),
            read_chars=progress.characters,
            unread_count=progress.unread,
            outdated_count=progress.outdated,
        )
        seconds = stage.seconds
    for name, preview in previews.items():
        yield MaterializeResult(
            asset_key=["raw", name],
            metadata={
                **table_metadata(preview),
                "extractor_version": version,
                "articles read in this run": len(tasks),
                "articles by month": MetadataValue.json(
                    dict(sorted(Counter(t.month for t in tasks).items()))
                ),
                "articles per second": round(len(tasks) / seconds, 2),
                "characters per second": round(progress.characters / seconds),
            },
        )


def _what_is_read(tasks: Sequence[Task]) -> str:
    again = sum(task.again for task in tasks)
    new = len(tasks) - again
    parts = [f"{new} new or changed article{'' if new == 1 else 's'}"] if new else []
    parts += [f"{again} article{'' if again == 1 else 's'} again"] if again else []
    return f"Reading {' and '.join(parts)}"


def _read(
    context: AssetExecutionContext,
    ledger: LedgerResource,
    warehouse: Warehouse,
    extractor: ExtractorResource,
    tasks: Sequence[Task],
) -> None:
    read = 0
    for batch, results in ledger.engine(len(tasks)).read(extractor.loader(), _batches(warehouse, tasks)):
        for article, result in zip(batch.articles, results, strict=True):
            if isinstance(result, Unread):
                line = f"  {result.status}: {article.source_ref}: {result.reason}"
                say(context, one_line(line), logging.WARNING)
        quarantine(over_budget(batch.articles, results), ledger.layout.quarantine)
        warehouse.store_extractions(extractor.version(), list(zip(batch.tasks, results, strict=True)))
        read += len(batch.tasks)
        if len(tasks) > BATCH:
            say(context, f"  {read} of {len(tasks)} articles read")


def _batches(warehouse: Warehouse, tasks: Sequence[Task]) -> Iterator[Batch]:
    for at in range(0, len(tasks), BATCH):
        chosen = tasks[at : at + BATCH]
        yield Batch(chosen, warehouse.articles([task.article_id for task in chosen]))


def _require_one_read(warehouse: Warehouse) -> None:
    """Where not one article can be read it is the extractor that is broken: the ledger stays as it is."""
    if warehouse.scalar("SELECT count(*) FROM raw.extractions WHERE is_current AND status <> 'failed'") == 0:
        reason = warehouse.scalar("SELECT min(error) FROM raw.extractions WHERE is_current")
        raise Failure(f"not one article could be read: {reason}")


def over_budget(articles: Sequence[Article], results: Results) -> list[Refusal]:
    """The articles that could not be read within their budget, for the quarantine."""
    return [
        Refusal(
            delivery_id=article.article_id,
            path=article.source_ref,
            line_number=None,
            reason=result.reason,
            content=article.text.encode(),
        )
        for article, result in zip(articles, results, strict=True)
        if isinstance(result, Unread) and result.status == "quarantined"
    ]
