"""`LEDGER_HOME=… python -m tests.report.pictures`: the README's pictures, of the report in that home.

Those in docs/images are of a ledger of seeds/articles and, from gold/, the development sets and stories/articles.jsonl.
"""

import sys

import duckdb
from playwright.sync_api import Page

from orchestration.home import REPO, Settings
from tests.report.browser import browser

PICTURES = REPO / "docs" / "images"
DESK = {"width": 1180, "height": 860}
PHONE = {"width": 390, "height": 844}
CONTESTED = """
    SELECT incident_id FROM marts.dim_incidents WHERE is_contested
    ORDER BY source_count DESC, claim_count DESC, incident_id LIMIT 1
"""
CLAIM = """
    SELECT article_id, claim_id FROM marts.fct_casualty_claims INNER JOIN marts.dim_articles USING (article_id)
    WHERE source_ref = 'example-el-fasher-2024-06-03' AND count_text = '31'
"""


def main() -> int:
    home = Settings.from_environment().home
    with duckdb.connect(str(home.ledger), read_only=True) as ledger:
        (incident,) = ledger.execute(CONTESTED).fetchone()
        article, claim = ledger.execute(CLAIM).fetchone()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        page = chromium.new_page()
        for name, address, size in (
            ("overview", "index.html", DESK),
            ("incident", f"incidents.html#id={incident}", DESK),
            ("article", f"articles.html#id={article}&claim={claim}", DESK),
            ("overview-phone", "index.html", PHONE),
            ("article-phone", f"articles.html#id={article}&claim={claim}", PHONE),
        ):
            _take(page, name, f"{home.report.as_uri()}/{address}", size)
    return 0


def _take(page: Page, name: str, address: str, size: dict[str, int]) -> None:
    page.set_viewport_size(size)
    page.goto("about:blank")
    page.goto(address)
    page.locator("html[data-ready=yes]").wait_for(state="attached")
    # The filter has its say in the address; the pictures are for what is below it.
    page.locator("#filters").evaluate("filters => { filters.open = false; }")
    page.locator(".leaflet-tile-pane, .leaflet-overlay-pane canvas, #text").first.wait_for(state="attached")
    page.wait_for_timeout(1000)
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
