"""`python -m tests.report.measure [CLAIMS]`: how long the report of a large ledger takes, how big it is, how fast it opens.

Prints user time, which a busy machine does not stretch, and wall time.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from orchestration.report.build import build_report
from orchestration.report.kit import prepare_kit
from tests.report.browser import BROWSER, browser
from tests.report.synthetic import describe, many


def main(claims: int) -> int:
    kit = prepare_kit()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = many(claims)
        tables.write(folder / "ledger.duckdb")
        print(
            describe(
                tables, ("dim_articles", "fct_strikes", "fct_casualty_claims", "fct_territorial_changes")
            )
        )
        before, started = resource.getrusage(resource.RUSAGE_SELF).ru_utime, time.monotonic()
        build_report(folder / "ledger.duckdb", folder / "report", kit)
        user, wall = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before, time.monotonic() - started
        files = [file for file in (folder / "report").rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files)
        print(f"built in {user:.1f} s of user time, {wall:.1f} s of wall time")
        print(f"{size / 1e6:.1f} MB in {len(files)} files")
        if not BROWSER:
            print("there is no chromium, so nothing was opened")
            return 0
        with browser() as chromium:
            for page in ("index.html", "strikes.html", "places.html", "articles.html"):
                tab = chromium.new_page()
                devtools = tab.context.new_cdp_session(tab)
                devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
                started = time.monotonic()
                tab.goto((folder / "report" / page).as_uri())
                tab.locator("html[data-ready=yes]").wait_for(state="attached", timeout=60_000)
                wall = time.monotonic() - started
                metrics = {m["name"]: m["value"] for m in devtools.send("Performance.getMetrics")["metrics"]}
                busy = metrics["TaskDuration"]
                print(
                    f"{page}: drawn after {busy:.1f} s of the page's processor time, {wall:.1f} s of wall time"
                )
                tab.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000))
