"""Two weeks of operation, day by day: files and feeds that change, fail and return, sensor and schedule.

What the ledger must hold is kept beside it in plain Python: what lies in the inbox each day, and what
ever lay there. The clock is the story's own.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from dagster import AssetSelection, DagsterInstance, RunRequest, build_schedule_context, build_sensor_context

from orchestration.definitions import build_defs
from orchestration.defs.resources import LedgerResource
from orchestration.defs.schedules import daily_schedule
from orchestration.defs.sensors import inbox_sensor
from orchestration.home import Settings
from orchestration.warehouse import Warehouse, open_warehouse
from tests.conftest import StubExtractorResource

DAYS = 14
FIRST_DAY = datetime.fromisoformat("2024-03-01T06:00")
# The feed does not answer on these days; on the next it brings what was missed.
SILENT_DAYS = range(4, 7)
# Wire B's last report comes on this day.
LAST_OF_WIRE_B = 8
NEW_EXTRACTOR = 8
READ_AGAIN = 4
READING = AssetSelection.groups("raw")


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the story knows it: by these three it is an article, and by all a reading."""

    text: str
    publisher: str | None
    published_on: str | None


@dataclass
class Story:
    """The inbox and what must come of it."""

    inbox: Path
    reports: dict[str, Report] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    ever: set[tuple[Report, str]] = field(default_factory=set)
    articles_ever: set[tuple[str, str | None]] = field(default_factory=set)

    def put(self, name: str, report: Report) -> None:
        """A text with its sidecar."""
        (self.inbox / name).write_text(report.text)
        sidecar = f"publisher: {report.publisher}\npublished_on: {report.published_on}\n"
        (self.inbox / name).with_suffix(".yaml").write_text(sidecar)
        self.reports[name] = report

    def take(self, name: str) -> Report:
        """Removes it."""
        (self.inbox / name).unlink()
        (self.inbox / name).with_suffix(".yaml").unlink()
        return self.reports.pop(name)

    def poll(self, day: int) -> None:
        """The feed as of this day: two records a day, all of them in one file."""
        if day in SILENT_DAYS:
            return
        records = []
        for number in range(2 * day):
            report = Report(
                f"Jets struck Aleppo, says item {number}.", "Wire A", f"2024-03-{1 + number // 2:02}"
            )
            records.append({"id": f"a{number}", **{k: getattr(report, k) for k in report.__slots__}})
            self.reports[f"feed#{number}"] = report
        (self.inbox / "feed.jsonl").write_text("\n".join(map(json.dumps, records)))

    def settle(self) -> None:
        """Remembers what lies there now."""
        self.ever |= set(self.claims())
        self.articles_ever |= {(report.text, report.publisher) for report in self.reports.values()}

    def claims(self) -> Iterator[tuple[Report, str]]:
        """One for each "struck PLACE"."""
        for report in self.reports.values():
            for match in re.finditer(r"struck (\w+)", report.text):
                yield report, match.group()


def live(story: Story, day: int) -> None:
    """What happens to the inbox on this day."""
    story.poll(day)
    if day <= LAST_OF_WIRE_B:
        text = f"Rockets struck Raqqa on day {day}. Then they struck Homs."
        story.put(f"b{day}.txt", Report(text, "Wire B", f"2024-03-{day:02}"))
    if day == 5:
        story.put("b1.txt", replace(story.reports["b1.txt"], text="Rockets struck Idlib instead."))
    if day == 9:
        story.take("b2.txt")
    if day == 10:
        story.put(
            "b2.txt", Report("Rockets struck Raqqa on day 2. Then they struck Homs.", "Wire B", "2024-03-02")
        )
    if day == 11:
        story.put("b3.txt", replace(story.reports["b3.txt"], published_on="2024-02-29"))
    if day == 12:
        (story.inbox / "c.txt").write_text("")
        story.refused.add("c.txt")
    if day == 13:
        story.refused.clear()
        story.put("c.txt", Report("Nothing happened.", "Wire C", "2024-03-13"))
    story.settle()


@dataclass(frozen=True, slots=True)
class Totals:
    """What is there after a day."""

    accepted: int
    refused: int
    articles_ever: int
    strikes: int
    retired: int
    outdated: int


def expected(story: Story) -> Totals:
    """By the story alone, once everything has been read again."""
    current = set(story.claims())
    return Totals(
        accepted=len(story.reports),
        refused=len(story.refused),
        articles_ever=len(story.articles_ever),
        strikes=len(current),
        retired=len(story.ever - current),
        outdated=0,
    )


class Operation:
    """The ledger in operation: sensor, schedule, runs."""

    def __init__(self, settings: Settings, instance: DagsterInstance) -> None:
        self._settings = replace(settings, read_again=READ_AGAIN)
        self._instance = instance
        self._cursor: str | None = None
        self.started_by: list[str] = []
        self.outdated: list[int] = []

    def look(self) -> bool:
        """The sensor, once: whether it asks for a run."""
        resources = {"ledger": LedgerResource.from_settings(self._settings)}
        with build_sensor_context(self._instance, self._cursor, resources=resources) as context:
            asked = isinstance(inbox_sensor(context), RunRequest)
            self._cursor = context.cursor
        return asked

    def tick(self, now: datetime) -> bool:
        """The schedule, at its hour."""
        context = build_schedule_context(instance=self._instance, scheduled_execution_time=now)
        return len(daily_schedule.evaluate_tick(context).run_requests or ()) == 1

    def run(self, who: str, extractor: str, selection: AssetSelection | None) -> set[str]:
        """One run; returns the names of the checks that failed."""
        definitions = build_defs(self._settings, {"extractor": StubExtractorResource(stub_version=extractor)})
        job = definitions.resolve_job_def("ledger")
        keys = selection.resolve(definitions.resolve_asset_graph()) if selection else None
        result = job.execute_in_process(
            instance=self._instance, raise_on_error=False, asset_selection=list(keys) if keys else None
        )
        assert result.success
        self.started_by.append(who)
        return {e.check_name for e in result.get_asset_check_evaluations() if not e.passed}

    def totals(self) -> Totals:
        """What the warehouse holds: `retired` as `fct_retired_claims` defines it."""
        with open_warehouse(self._settings.home.warehouse) as warehouse:
            return Totals(*(int(warehouse.scalar(query)) for query in TOTALS))


CURRENT_CLAIMS = """
    SELECT c.claim_id FROM raw.claims_strikes AS c INNER JOIN raw.extractions AS e
    ON c.extraction_id = e.extraction_id WHERE e.is_current
"""
TOTALS = (
    "SELECT count(*) FROM raw.deliveries WHERE is_current AND outcome = 'accepted'",
    "SELECT count(*) FROM raw.deliveries WHERE is_current AND outcome = 'refused'",
    "SELECT count(*) FROM raw.articles",
    f"SELECT count(*) FROM ({CURRENT_CLAIMS})",
    f"SELECT count(DISTINCT claim_id) FROM raw.claims_strikes WHERE claim_id NOT IN ({CURRENT_CLAIMS})",
    """SELECT count(*) FROM raw.extractions WHERE is_current AND extractor_version NOT IN
    (SELECT extractor_version FROM raw.extractors WHERE is_current)""",
)


def live_through(
    settings: Settings, set_clock: Callable[[Callable[[Warehouse], datetime]], None], whole_runs: range
) -> tuple[Operation, Story, list[tuple[int, Totals, Totals]], dict[int, set[str]]]:
    """All the days. Runs build and publish on the days of `whole_runs`, on the others they only read.

    Returns the operation, the story, each day's totals beside the expected ones, and its failed checks.
    """
    story = Story(settings.inbox)
    by_day, alarms = [], {}
    with DagsterInstance.ephemeral() as instance:
        operation = Operation(settings, instance)
        for day in range(1, DAYS + 1):
            now = FIRST_DAY + timedelta(days=day - 1)
            ticks = iter(range(1_000_000))
            set_clock(lambda _, now=now, ticks=ticks: now + timedelta(milliseconds=next(ticks)))
            extractor = "stub-1" if day < NEW_EXTRACTOR else "stub-2"
            live(story, day)
            if operation.look():
                operation.run("sensor", extractor, READING)
            assert not operation.look(), "the inbox did not change, and was to be read again"
            assert operation.tick(now)
            alarms[day] = operation.run("schedule", extractor, None if day in whole_runs else READING)
            by_day.append((day, operation.totals(), expected(story)))
    return operation, story, by_day, alarms
