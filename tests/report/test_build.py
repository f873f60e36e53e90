"""The report as files: what it is made from, and what it must not hold."""

import re
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from orchestration.report.build import PAGES, build_report
from orchestration.report.ledger import NoLedger
from tests.report.synthetic import Tables, many


class Page(HTMLParser):
    """What a page loads, and whether it has a script or a style of its own."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.own: list[str] = []
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs) -> None:
        values = dict(attrs)
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        if tag == "script" and "src" not in values or tag == "style":
            self.own.append(tag)
        self.own += [name for name, _ in attrs if name == "style" or name.startswith("on")]
        self.loaded += [values["src"]] if "src" in values else []
        if tag == "link" and not values["href"].startswith("data:"):
            self.loaded.append(values["href"])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_loads_only_what_lies_beside_it(site: tuple[Path, Tables], page: str) -> None:
    folder, _ = site
    parsed = Page((folder / page).read_text(encoding="utf-8"))
    assert parsed.own == []
    assert "default-src 'none'" in parsed.policy
    assert "unsafe" not in parsed.policy
    assert [path for path in parsed.loaded if not (folder / path).is_file()] == []


def test_what_we_write_names_no_host(site: tuple[Path, Tables]) -> None:
    folder, _ = site
    ours = [*folder.glob("css/*"), *folder.glob("js/**/*.js")]
    assert ours
    assert [file for file in ours if re.search(r"https?://\w", file.read_text(encoding="utf-8"))] == []


def test_descriptions_are_text_with_code_in_it(site: tuple[Path, Tables]) -> None:
    page = (site[0] / "codebook.html").read_text(encoding="utf-8")
    assert "A table of <code>tests</code> &amp; &lt;b&gt;more&lt;/b&gt;." in page


def test_the_same_ledger_gives_the_same_report(tmp_path: Path) -> None:
    many(30).write(tmp_path / "ledger.duckdb")
    for name in ("one", "two"):
        build_report(tmp_path / "ledger.duckdb", tmp_path / name)
    one, two = (
        {
            file.relative_to(tmp_path / name): file.read_bytes()
            for file in (tmp_path / name).rglob("*")
            if file.is_file()
        }
        for name in ("one", "two")
    )
    assert one == two


def test_a_new_report_takes_the_place_of_the_old_one_as_a_whole(tmp_path: Path) -> None:
    report = tmp_path / "report"
    report.mkdir()
    (report / "left over.html").write_text("old")
    many(30).write(tmp_path / "ledger.duckdb")
    build_report(tmp_path / "ledger.duckdb", report)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.duckdb", "report"]
    assert not (report / "left over.html").exists()


def test_a_failure_leaves_the_old_report(tmp_path: Path) -> None:
    report = tmp_path / "report"
    report.mkdir()
    (report / "index.html").write_text("old")
    many(30).write(tmp_path / "ledger.duckdb")
    with duckdb.connect(str(tmp_path / "ledger.duckdb")) as ledger:
        ledger.execute("DROP TABLE marts.fct_mentions")
    with pytest.raises(duckdb.Error):
        build_report(tmp_path / "ledger.duckdb", report)
    assert [path.name for path in report.iterdir()] == ["index.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.duckdb", "report"]


def test_without_a_ledger_there_is_a_plain_word(tmp_path: Path) -> None:
    with pytest.raises(NoLedger, match="make run"):
        build_report(tmp_path / "ledger.duckdb", tmp_path / "report")


def test_headlines_count_what_the_ledger_holds(tmp_path: Path) -> None:
    tables = many(100)
    tables.write(tmp_path / "ledger.duckdb")
    headlines = build_report(tmp_path / "ledger.duckdb", tmp_path / "report")
    assert headlines.articles == len(tables.rows["dim_articles"])
    assert headlines.claims["casualties"] == len(tables.rows["fct_casualty_claims"])
    assert sum(sum(counts.values()) for counts in headlines.by_month.values()) == headlines.all_claims


@pytest.mark.parametrize(
    "missing", [["dim_incidents"], ["fct_claim_relations"], ["bridge_incident_claims", "dim_origins"]]
)
def test_a_ledger_without_incidents_has_a_report(tmp_path: Path, missing: list[str]) -> None:
    many(30).write(tmp_path / "ledger.duckdb")
    with duckdb.connect(str(tmp_path / "ledger.duckdb")) as ledger:
        for table in missing:
            ledger.execute(f"DROP TABLE marts.{table}")
    headlines = build_report(tmp_path / "ledger.duckdb", tmp_path / "report")
    assert headlines.all_claims >= 30
    assert (headlines.incidents > 0) == (missing == ["fct_claim_relations"])


def test_an_empty_ledger_has_a_report(tmp_path: Path) -> None:
    Tables().write(tmp_path / "ledger.duckdb")
    headlines = build_report(tmp_path / "ledger.duckdb", tmp_path / "report")
    assert headlines.all_claims == 0
    assert "The ledger holds no claims yet" in (tmp_path / "report" / "index.html").read_text()
