"""What the ledger says about the gold articles: by the whole pipeline, or by the extractor alone."""

import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from orchestration.evaluation.gold import GoldArticle, write_inbox
from orchestration.extraction.extractor import Extractor
from orchestration.home import REPO, environment_of
from orchestration.ingestion.deliveries import Limits
from orchestration.ingestion.identity import settle
from orchestration.ingestion.inbox import read_inbox
from orchestration.records import Article, ClaimTable, Extraction

FACTS: Mapping[ClaimTable, str] = {
    "strikes": "fct_strikes",
    "casualties": "fct_casualty_claims",
    "territory": "fct_territorial_changes",
}
Rows = Mapping[ClaimTable, Sequence[Mapping[str, Any]]]


class PipelineError(Exception):
    """The pipeline did not end well on the gold articles; the message holds what it printed."""


def run_pipeline(articles: Iterable[GoldArticle], folder: Path) -> Path:
    """Delivers the articles to an empty ledger in `folder` and runs it as `make run` does.

    Returns the published ledger. Raises PipelineError where the command fails, checks included.
    """
    inbox, home = folder / "inbox", folder / "home"
    write_inbox(articles, inbox)
    done = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "run"],
        cwd=REPO,
        env=environment_of(home, inbox),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise PipelineError(f"the pipeline failed on the gold articles:\n{done.stdout}")
    return home / "ledger.duckdb"


def read_ledger(ledger: Path, articles: Iterable[GoldArticle]) -> dict[str, Rows]:
    """The rows of the three fact tables by the article's `source_ref`, as `marts` has them.

    Raises PipelineError where an article is not in the ledger.
    """
    out: dict[str, dict[ClaimTable, list[dict[str, Any]]]] = {}
    with duckdb.connect(str(ledger), read_only=True) as database:
        for (ref,) in database.execute("SELECT source_ref FROM marts.dim_articles").fetchall():
            out[ref] = {table: [] for table in FACTS}
        for table, fact in FACTS.items():
            cursor = database.execute(
                f"SELECT a.source_ref, f.* FROM marts.{fact} AS f JOIN marts.dim_articles AS a USING (article_id)"
                " ORDER BY f.article_id, f.evidence_start, f.evidence_end, f.claim_id"
            )
            names = [column[0] for column in cursor.description or ()][1:]
            for ref, *values in cursor.fetchall():
                out[ref][table].append(dict(zip(names, values, strict=True)))
    if missing := [a.source_ref for a in articles if a.source_ref not in out]:
        raise PipelineError(f"not in the ledger: {', '.join(missing)}")
    return dict(out)


def extract(articles: Iterable[GoldArticle], extractor: Extractor) -> list[tuple[Article, Extraction]]:
    """The extractor's reading of each article, taken in as from an inbox, with no warehouse."""
    with TemporaryDirectory(prefix="ledger-gold-") as folder:
        write_inbox(articles, Path(folder))
        taken = settle(read_inbox(Path(folder), Limits())).articles
    return list(zip(taken, extractor.extract_many(taken), strict=True))


def rows_of(extractions: Iterable[tuple[Article, Extraction]]) -> dict[str, Rows]:
    """Extractions in the shape of `read_ledger`."""
    return {
        article.source_ref: {
            table: [asdict(claim) for claim in getattr(extraction, table)] for table in FACTS
        }
        for article, extraction in extractions
    }
