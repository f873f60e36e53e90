"""Inputs on their way through ingestion, extraction and the warehouse, and what must hold for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from orchestration.engines.batches import Extractor, extract_batch
from orchestration.ingestion.deliveries import Limits, Refusal
from orchestration.ingestion.identity import mark_languages, settle
from orchestration.ingestion.inbox import read_inbox
from orchestration.ingestion.quarantine import quarantine
from orchestration.records import Article, Extraction
from orchestration.warehouse import Unread, open_warehouse
from tests.fuzz.inputs import Input

LIMITS = Limits(file_bytes=200_000, text_chars=20_000, archive_bytes=1_000_000, records=200, seconds=10)
BATCH = 50


@dataclass
class Tally:
    """What became of the inputs; `failures` name an input and what does not hold for it."""

    inputs: int = 0
    deliveries: int = 0
    accepted: int = 0
    articles_read: int = 0
    over_budget: int = 0
    claims: int = 0
    mentions: int = 0
    failures: list[str] = field(default_factory=list)


def check_round(inputs: Sequence[Input], extractor: Extractor, tally: Tally) -> None:
    """All inputs as one inbox: read, settled, stored, extracted, stored. Raises nothing; adds to `tally`."""
    tally.inputs += len(inputs)
    try:
        with TemporaryDirectory() as folder:
            _run(inputs, extractor, Path(folder), tally)
    except Exception as error:  # noqa: BLE001 - that one escapes is what is looked for
        names = f"{inputs[0][0]} to {inputs[-1][0]}"
        tally.failures.append(f"{names}: {type(error).__name__} escaped: {str(error)[:500]}")


def _run(inputs: Sequence[Input], extractor: Extractor, folder: Path, tally: Tally) -> None:
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, content in inputs:
        (inbox / name).write_bytes(content)
    read = list(read_inbox(inbox, LIMITS))
    settled = mark_languages(settle(read), {})
    quarantine([item for item in read if isinstance(item, Refusal)], folder / "quarantine")
    tally.deliveries += len(settled.deliveries)
    tally.accepted += sum(d.outcome == "accepted" for d in settled.deliveries)
    outcomes = [delivery.path for delivery in settled.deliveries]
    for name, _ in inputs:
        if not any(path == name or path.startswith(f"{name}/") for path in outcomes):
            tally.failures.append(f"{name}: no outcome")
    ids = [delivery.delivery_id for delivery in settled.deliveries]
    if len(set(ids)) < len(ids) or len(read) != len(ids):
        tally.failures.append(f"{inputs[0][0]} …: {len(read)} read, {len(ids)} outcomes, {len(set(ids))} ids")
    with open_warehouse(folder / "warehouse.duckdb") as warehouse:
        warehouse.store_inbox(settled.articles, settled.deliveries)
        tasks = warehouse.select_extractions("fuzz")
        articles = warehouse.articles([task.article_id for task in tasks])
        for start in range(0, len(tasks), BATCH):
            batch = articles[start : start + BATCH]
            results = extract_batch(extractor, batch)
            warehouse.store_extractions("fuzz", list(zip(tasks[start : start + BATCH], results, strict=True)))
            for article, result in zip(batch, results, strict=True):
                tally.failures += [f"{article.source_ref}: {p}" for p in problems(article, result, tally)]
        stored = warehouse.scalar("SELECT count(*) FROM raw.extractions WHERE status <> 'failed'")
        if stored != len(tasks):
            tally.failures.append(f"{inputs[0][0]} …: {len(tasks)} articles, {stored} readings stored")


def problems(article: Article, result: Extraction | Unread, tally: Tally) -> Iterator[str]:
    """What does not hold for one article."""
    if isinstance(result, Unread):
        if result.status == "failed":
            yield f"could not be read: {result.reason}: {article.text[:300]!r}"
        tally.over_budget += result.status == "quarantined"
        return
    tally.articles_read += 1
    claims = [*result.strikes, *result.casualties, *result.territory]
    tally.claims += len(claims)
    tally.mentions += len(result.mentions)
    for claim in claims:
        start, end = claim.evidence_start, claim.evidence_end
        if not (0 <= start < end <= len(article.text)) or article.text[start:end] != claim.evidence_text:
            yield f"evidence of {claim.rule} is not the text at {start}:{end}: {claim.evidence_text!r}"
        if not 0 <= claim.confidence <= 1:
            yield f"confidence of {claim.rule} is {claim.confidence}"
    if len({claim.claim_id for claim in claims}) < len(claims):
        yield "two claims have one id"
    for mention in result.mentions:
        if article.text[mention.start : mention.end] != mention.text:
            yield f"mention is not the text at {mention.start}:{mention.end}: {mention.text!r}"
    for sentence in result.sentences:
        if not 0 <= sentence.start <= sentence.end <= len(article.text):
            yield f"sentence at {sentence.start}:{sentence.end} of {len(article.text)} characters"
