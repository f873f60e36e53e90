"""Which reports are worth comparing: those of one country and day, of one place's name, or of one origin."""

from datetime import date, timedelta

from orchestration.linking.keys import key_of
from orchestration.linking.records import Report
from orchestration.linking.reports import MAX_WINDOW_DAYS

# Days by which two reports may differ about one event, the local midnight included.
SLACK_DAYS = 1


def block_keys(report: Report) -> list[int]:
    """The keys under which a report is stored."""
    return _keys(report, slack=0)


def lookup_keys(report: Report) -> list[int]:
    """The keys under which to look for reports of the same event."""
    return _keys(report, slack=SLACK_DAYS)


def _keys(report: Report, slack: int) -> list[int]:
    keys = [f"origin {report.origin_id}"]
    for place in (report.country_code, report.place_key):
        if place and report.window_start and report.window_end:
            start, end = date.fromisoformat(report.window_start), date.fromisoformat(report.window_end)
            if (end - start).days <= MAX_WINDOW_DAYS:
                days = range(-slack, (end - start).days + slack + 1)
                keys += [f"{place} {(start + timedelta(days=n)).isoformat()}" for n in days]
    return [key_of(key) for key in keys]
