"""Two weeks of operation in one test, with exact totals for every day."""

from dataclasses import replace

import duckdb
import pytest

from orchestration.home import Settings
from orchestration.warehouse import Warehouse
from tests.faults.fortnight import DAYS, NEW_EXTRACTOR, SILENT_DAYS, Totals, live_through

pytestmark = pytest.mark.slow


def test_two_weeks(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    operation, _, by_day, alarms = live_through(
        settings, lambda now: monkeypatch.setattr(Warehouse, "now", now), whole_runs=range(DAYS, DAYS + 1)
    )
    for day, found, expected in by_day:
        assert replace(found, outdated=0) == expected, f"day {day}"
    # The archive is read again in parts, while its claims stay: by days of at most two runs of four.
    outdated = {day: found.outdated for day, found, _ in by_day}
    assert all(outdated[day] == 0 for day in range(1, NEW_EXTRACTOR))
    assert outdated[NEW_EXTRACTOR] > outdated[NEW_EXTRACTOR + 1] > outdated[NEW_EXTRACTOR + 2] >= 0
    assert outdated[DAYS] == 0
    # 28 items of Wire A, 8 reports of Wire B, one of Wire C; b1 is edited once, so one article is history.
    assert by_day[-1][1] == Totals(
        accepted=37, refused=0, articles_ever=38, strikes=28 + 7 * 2 + 1, retired=2 + 2, outdated=0
    )
    # Every day brings something, which the sensor sees once; and the schedule runs every day.
    assert operation.started_by.count("schedule") == DAYS
    assert operation.started_by.count("sensor") == DAYS
    assert not {"no_source_is_quiet", "reports_come_in"} & alarms[SILENT_DAYS[-1]]
    assert "no_source_is_quiet" in alarms[DAYS]
    assert "nothing_refused" in alarms[12]
    with duckdb.connect(str(settings.home.ledger), read_only=True) as ledger:
        counts = [
            ledger.execute(f"SELECT count(*) FROM marts.{table}").fetchall()[0][0]
            for table in ("dim_articles", "fct_strikes", "fct_retired_claims", "fct_runs")
        ]
    assert counts == [37, 43, 4, 2 * DAYS]
