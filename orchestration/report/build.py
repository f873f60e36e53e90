"""The report of one published ledger, as a folder of pages that is swapped as a whole."""

import os
import re
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.report import tables
from orchestration.report.articles import article_parts, parts
from orchestration.report.changes import read_changes
from orchestration.report.claims import Claims, read_claims
from orchestration.report.codebook import read_codebook
from orchestration.report.facts import FACTS
from orchestration.report.incidents import incident_parts
from orchestration.report.kit import prepare_kit
from orchestration.report.ledger import open_ledger, open_newest
from orchestration.report.names import Names, read_names
from orchestration.report.quality import read_quality

if TYPE_CHECKING:
    from markupsafe import Markup

# How many articles the pages show: more of them a browser opens slowly, and each run writes all anew.
REPORT_ARTICLES = 5000
HERE = Path(__file__).parent
START = "index.html"
# Pages by file, each with its name in the menu.
PAGES = {
    "index.html": "Overview",
    "incidents.html": "Incidents",
    "articles.html": "Articles",
    "places.html": "Places",
    "actors.html": "Actors",
    "sources.html": "Sources",
    "strikes.html": "Strikes",
    "casualties.html": "Casualty claims",
    "territory.html": "Territorial changes",
    "codebook.html": "Codebook",
    "quality.html": "Data quality",
}


@dataclass(frozen=True, slots=True)
class Headlines:
    """What the report is about, in figures. `older_articles` are in the ledger and not in the report."""

    articles: int
    older_articles: int
    claims: dict[str, int]
    places: int
    sources: int
    incidents: int
    contested: int
    from_date: date | None
    to_date: date | None
    by_month: dict[str, dict[str, int]]

    @property
    def all_claims(self) -> int:
        """The claims of all facts."""
        return sum(self.claims.values())


def build_report(
    ledger_path: Path, target: Path, kit: Path | None = None, articles: int = REPORT_ARTICLES
) -> Headlines:
    """Writes the report of this ledger to the folder `target`, in place of the one that is there.

    It shows no more than so many `articles`, the last published ones: a browser loads all claims at once.

    Raises NoLedger. Nothing is changed if anything goes wrong before all is written.
    """
    kit = kit or prepare_kit()
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        headlines = _write(ledger_path, unfinished, kit, articles)
        _swap(unfinished, target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return headlines


def _write(ledger_path: Path, folder: Path, kit: Path, articles: int) -> Headlines:
    with open_ledger(ledger_path) as whole, open_newest(ledger_path, articles) as ledger:
        shutil.copytree(kit / "site", folder)
        for name in ("css", "js"):
            shutil.copytree(HERE / name, folder / name)
        data = folder / "data"
        names = read_names(ledger)
        claims = read_claims(ledger, names)
        tables.write(data, "names", names.tables(parts(names)))
        tables.write(data, "claims", claims.table)
        for pieces in (
            claims.details(),
            article_parts(ledger, names, claims),
            incident_parts(ledger, names, claims),
        ):
            for name, piece in pieces:
                tables.write(data, name, piece)
        in_ledger = whole.rows("SELECT count(*) AS n FROM marts.dim_articles")[0]["n"]
        headlines = _headlines(names, claims, in_ledger - len(names.articles))
        context = {
            "pages": PAGES,
            "facts": FACTS,
            "headlines": headlines,
            "changes": read_changes(whole),
            "quality": read_quality(whole),
            "codebook": read_codebook(whole),
        }
        _write_pages(folder, context)
    return headlines


def _write_pages(folder: Path, context: dict[str, Any]) -> None:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=_day, number=_number, words=_words, code=_code)
    fact_pages = {f"{fact.name}.html": fact for fact in FACTS}
    for page in PAGES:
        template = "fact.html" if page in fact_pages else page
        text = environment.get_template(template).render(context, page=page, fact=fact_pages.get(page))
        (folder / page).write_text(text, encoding="utf-8", newline="\n")


def _swap(new: Path, target: Path) -> None:
    """A folder cannot be replaced in one step as a file can: for an instant there is none."""
    old = target.with_name(f".{target.name}.old.{os.getpid()}")
    if target.exists():
        target.replace(old)
    new.replace(target)
    shutil.rmtree(old, ignore_errors=True)


def _headlines(names: Names, claims: Claims, older: int) -> Headlines:
    by_month: dict[str, dict[str, int]] = {}
    counts = dict.fromkeys((fact.name for fact in FACTS), 0)
    for claim in claims.index:
        fact = FACTS[claim["fact"]]
        counts[fact.name] += 1
        if claim["from"]:
            month = by_month.setdefault(f"{claim['from']:%Y-%m}", {})
            month[fact.title] = month.get(fact.title, 0) + 1
    published = [row["published_on"] for row in names.articles if row["published_on"]]
    return Headlines(
        articles=len(names.articles),
        older_articles=older,
        claims=counts,
        places=len({claim["place"] for claim in claims.index} - {None}),
        sources=sum(1 for row in names.sources if row["source_name"]),
        incidents=len(names.incidents),
        contested=sum(1 for row in names.incidents if row["is_contested"]),
        from_date=min(published, default=None),
        to_date=max(published, default=None),
        by_month=by_month,
    )


def _day(value: date | datetime | None) -> str:
    if value is None:
        return "no date"
    text = f"{value.day} {value:%B %Y}"
    return f"{text}, {value:%H:%M}" if isinstance(value, datetime) else text


def _number(value: int) -> str:
    return f"{value:,}"


def _words(value: str) -> str:
    return value.replace("_", " ")


def _code(text: str) -> "Markup":
    """Text in which `words` between backticks are code."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))
