"""The report in a real browser: it loads, filters, leads to the words, and no text does anything."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from orchestration.report.build import PAGES, build_report
from tests.report.browser import BROWSER, browser
from tests.report.conftest import HOSTILE
from tests.report.synthetic import Tables

pytestmark = pytest.mark.skipif(
    not BROWSER, reason="there is no chromium (Debian's package of that name), so no page was opened"
)

ARTICLE = f"articles.html#id={'a' * 32}"
DATA_PAGES = [page for page in PAGES if page != "codebook.html"]
# One thing of each kind, the hostile one where there is one.
THINGS = [
    ARTICLE,
    f"{ARTICLE}&claim={'c' * 20}",
    f"articles.html#id={'h' * 32}&claim={'h' * 20}",
    "places.html#id=%3Cimg+src%3Dx+onerror%3Dalert%281%29%3E%3Cscript%3Ealert%282%29%3C%2Fscript%3E%7B%7B7*7%7D%7D",
    "actors.html#id=russia",
    "incidents.html#id=none",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def complaints() -> list[str]:
    """Whatever a page should not do, as it happens."""
    return []


@pytest.fixture
def tab(chromium: Browser, complaints: list[str], site: tuple[Path, Tables]) -> Iterator[Page]:
    folder = site[0].parent.as_uri()
    page = chromium.new_page()
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((folder, "data:", "blob:")) else complaints.append(request.url)
        ),
    )
    yield page
    page.close()


@pytest.fixture
def show(tab: Page, site: tuple[Path, Tables]) -> Callable[[str], Page]:
    """Opens a page of the report and waits until it is drawn."""

    def _show(address: str) -> Page:
        # A change of the hash alone would not load the page anew.
        tab.goto("about:blank")
        tab.goto(f"{site[0].as_uri()}/{address}")
        if not address.startswith("codebook"):
            drawn(tab)
        return tab

    return _show


def drawn(page: Page) -> None:
    page.locator("html[data-ready=yes]").wait_for(state="attached", timeout=60_000)


@pytest.mark.parametrize("address", [*PAGES, *THINGS])
def test_a_page_loads_in_silence(show, complaints: list[str], address: str) -> None:
    page = show(address)
    assert complaints == []
    assert page.locator("h1").count() == 1
    assert "Loading" not in page.locator("main").inner_text()


@pytest.mark.parametrize("address", [*PAGES, ARTICLE, f"{ARTICLE}&claim={'c' * 20}", "actors.html#id=russia"])
def test_axe_finds_no_serious_fault_and_a_phone_does_not_scroll_sideways(show, address: str) -> None:
    page = show(address)
    serious = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        violations = Axe().run(page).response["violations"]
        serious += [
            (v["id"], v["nodes"][0]["html"]) for v in violations if v["impact"] in ("serious", "critical")
        ]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_incident_puts_its_claims_side_by_side(show, site, complaints: list[str]) -> None:
    _, tables = site
    incident = tables.rows["dim_incidents"][-1]
    page = show(f"incidents.html#id={incident['incident_id']}")
    assert page.locator(".speakers .card").count() == incident["claim_count"]
    assert page.locator(".relations .dispute").count() == 1
    assert page.locator("#intervals svg").count() == 1
    assert complaints == []


def test_filters_filter_and_the_address_keeps_them(show, site) -> None:
    _, tables = site
    page = show("strikes.html")
    drones = sum(1 for row in tables.rows["fct_strikes"] if row["strike_type"] == "drone")
    page.locator("#filters").evaluate("e => e.open = true")
    page.get_by_label("Kind").select_option("strikes.drone")
    drawn(page)
    assert (
        page.locator(".lede").inner_text().startswith(f"{drones} rows of {len(tables.rows['fct_strikes'])}")
    )
    assert "kind=strikes.drone" in page.url
    page.locator("nav a", has_text="Overview").click()
    drawn(page)
    assert page.locator("#summary").inner_text().startswith(f"{drones} of ")
    assert page.locator("#filter-state").inner_text() == "drone"


@pytest.mark.parametrize(
    ("address", "passes"),
    [
        ("confidence=0.8", lambda row: row["confidence"] >= 0.8),
        ("modality=denied", lambda row: row["modality"] == "denied"),
        (
            "from=2023-07-01&to=2024-12-31",
            lambda row: "2023-07-01" <= str(row.get("event_date_start")) <= "2024-12-31",
        ),
        ("place=SY", lambda row: row.get("country_code") == "SY"),
        ("actor=rsf", lambda row: row.get("attacker_id") == "rsf"),
        ("kind=strikes.ied", lambda row: row["strike_type"] == "ied"),
    ],
)
def test_each_filter_shows_the_rows_that_pass_it(show, site, address: str, passes: Callable) -> None:
    _, tables = site
    expected = sum(1 for row in tables.rows["fct_strikes"] if passes(row))
    assert 0 < expected < len(tables.rows["fct_strikes"])
    page = show(f"strikes.html#{address}")
    assert page.locator(".lede").inner_text().startswith(f"{expected} row")


def test_a_row_leads_to_its_words_and_the_words_back_to_the_row(show) -> None:
    page = show("casualties.html#q=Kharkiv")
    page.get_by_role("link", name="Show in the article").click()
    drawn(page)
    assert page.url.endswith(f"claim={'c' * 20}")
    assert "".join(page.locator("#text mark.on").all_inner_texts()).upper().endswith("PEOPLE")
    roles = {name.strip().lower() for name in page.locator(".role-name").all_inner_texts()}
    assert roles == {"count", "victims"}
    assert (
        page.locator("#panel .card.on blockquote").inner_text() == "Shells hit Kharkiv, killing three people"
    )
    page.locator("#text a.tag.strikes").click()
    drawn(page)
    assert page.locator("#panel .card.on .tag").inner_text() == "S1"
    marked = page.locator("#text mark.on").all_text_contents()
    assert "tanks took Vovchansk" in "".join(marked)


def test_overlapping_claims_are_both_marked(show) -> None:
    page = show(ARTICLE)
    both = page.locator("#text mark.strikes.casualties")
    assert "".join(both.all_text_contents()) == "Shells hit Kharkiv, killing three people"
    rest = page.locator("#text mark.strikes:not(.casualties)")
    assert "".join(rest.all_text_contents()) == ", and tanks took Vovchansk, Kyiv said."


def test_what_was_not_coded_is_shown_on_demand(show, site) -> None:
    _, tables = site
    article = tables.rows["fct_rejected_candidates"][0]["article_id"]
    page = show(f"articles.html#id={article}")
    assert page.locator(".not-coded").count() == 0
    page.get_by_label("Show what was seen and not coded").check()
    assert page.locator("#text .not-coded").first.inner_text() == "harvest"
    assert "no weapon and no party at war" in page.locator("#panel").inner_text()


def test_a_table_sorts_and_pages(show, site) -> None:
    _, tables = site
    page = show("casualties.html")
    page.get_by_role("button", name="Least").click()
    drawn(page)
    page.get_by_role("button", name="Least").click()
    drawn(page)
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert page.locator("tbody tr").first.locator("td.number").first.inner_text() == "999,999"
    page.get_by_role("button", name="Later").click()
    drawn(page)
    assert "page=2" in page.url
    assert page.locator("tbody tr").count() == 25


def test_the_csv_holds_what_is_shown_and_no_formula(show, site) -> None:
    _, tables = site
    page = show("strikes.html#q=shelled+Homs")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download 1 row as CSV").click()
    (row,) = csv.DictReader(io.StringIO(waiting.value.path().read_bytes().decode()))
    assert row["claim_id"] == "h" * 20
    assert row["evidence_text"] == f"{HOSTILE} shelled Homs."
    assert row["target_text"].startswith("'=HYPERLINK")


@pytest.mark.parametrize("page_name", DATA_PAGES)
def test_hostile_text_is_shown_as_text(show, complaints: list[str], page_name: str) -> None:
    page = show(page_name)
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")
    assert page.locator("main img, main script").count() == 0
    assert complaints == []
    if page_name not in ("territory.html", "index.html"):
        assert HOSTILE[:20] in page.locator("main").inner_text()


def test_what_a_chart_says_of_a_hostile_source_is_text(show, complaints: list[str]) -> None:
    page = show(f"index.html#{urlencode({'place': HOSTILE})}")
    page.locator("#intervals .mark-symbol path").first.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert HOSTILE in page.locator("#vg-tooltip-element").inner_text()
    assert page.locator("#vg-tooltip-element img").count() == 0
    assert complaints == []


def test_a_hostile_address_of_an_article_is_no_link(show) -> None:
    page = show(THINGS[2])
    links = page.locator("main a").evaluate_all("all => all.map(a => a.protocol)")
    assert set(links) == {"file:"}
    assert page.locator("h1").inner_text() == HOSTILE


def test_the_keyboard_reaches_everything_in_order(show) -> None:
    page = show(ARTICLE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    assert "id=aaa" in page.url
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.label || ''"))
    assert [label for label in reached if label] == ["C1", "S1"]


def test_the_map_opens_with_the_keyboard(show, complaints: list[str]) -> None:
    page = show("places.html#id=p-1")
    symbol = page.locator("#map .leaflet-marker-icon[tabindex]").first
    assert "claim" in symbol.get_attribute("aria-label")
    symbol.press("Enter")
    assert complaints == []


def test_an_empty_ledger_says_so_on_every_page(chromium: Browser, tmp_path: Path) -> None:
    Tables().write(tmp_path / "ledger.duckdb")
    build_report(tmp_path / "ledger.duckdb", tmp_path / "report")
    page = chromium.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for name in DATA_PAGES:
        page.goto((tmp_path / "report" / name).as_uri())
        drawn(page)
        assert page.locator(".empty").count() > 0, name
    page.close()
    assert errors == []
