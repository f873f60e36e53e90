"""Kills runs with SIGKILL, at chosen points and at random, and compares what comes of it row by row.

Two homes live through the same story. In one of them every state is reached by one undisturbed run. In
the other, runs are killed again and again before one is let through; after each kill the published ledger
must be readable and be a state that was published, and after the run that is let through both homes
must hold the same rows.
"""

import contextlib
import gc
import importlib
import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import IO, Any

from dagster import AssetSelection, DagsterInstance

from orchestration.definitions import build_defs
from orchestration.defs import dbt
from orchestration.defs.publish import LEDGER
from orchestration.home import REPO, Home, Settings
from orchestration.ingestion.deliveries import Limits
from tests.conftest import StubExtractorResource
from tests.faults.compare import differences, rows_of
from tests.faults.processes import End, Fuse, forked, fuse_everything, seconds_between
from tests.faults.story import State, lay_out, states

# Passed by a run that is let through; measured in the undisturbed home.
READ = "inbox and extraction"
BUILD = "build"
PUBLISH = "publication"
COMMAND = "command line, with the real extractor"
READING = AssetSelection.groups("raw").without_checks()
MODELS = AssetSelection.groups("reference", "staging", "intermediate", "marts", "history").without_checks()
PUBLISHING = AssetSelection.assets(LEDGER)
REAL = "with the real extractor"


@dataclass(frozen=True, slots=True)
class Plan:
    """How many kills of each kind, over how many states."""

    states: int
    read_at_points: int
    read_at_random: int
    publish_at_points: int
    build_at_random: int
    command_at_random: int

    @classmethod
    def of(cls, kills: int, states: int) -> "Plan":
        """Spreads the kills: most where they are cheap, and some everywhere."""
        share = {"publish": 0.25, "build": 0.06, "command": 0.02, "random": 0.2}
        publish, build, command, chance = (round(kills * part) for part in share.values())
        build = max(build, 1)
        return cls(states, kills - publish - build - command - chance, chance, publish, build, command)


@dataclass
class Report:
    """What came of it."""

    kills: Counter[str] = field(default_factory=Counter)
    completed: int = 0
    rows_compared: int = 0
    lost: int = 0
    extra: int = 0
    unreadable: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.extra or self.unreadable or self.failures)

    def lines(self) -> Iterator[str]:
        """The figures for people."""
        yield f"{sum(self.kills.values())} kills:"
        for kind, count in sorted(self.kills.items()):
            yield f"  {count:>4} {kind}"
        yield f"{self.completed} runs let through after them"
        yield f"{self.rows_compared:,} rows compared with the undisturbed home: {self.lost} lost, {self.extra} extra"
        yield f"{self.unreadable} times the published ledger was not readable or not a published state"
        yield from self.failures


def settings_in(folder: Path) -> Settings:
    """A ledger of its own, in a folder with a space in its name."""
    home = Home(folder / "its home")
    home.root.mkdir(parents=True)
    home.prepare()
    return Settings(home=home, inbox=folder / "inbox", limits=Limits())


def run_job(settings: Settings, state: State, selection: AssetSelection | None, fuse: Fuse | None) -> int:
    """In a forked process: the ledger's job, or a part of it. Returns how many points it passed."""
    os.environ["LEDGER_HOME"] = str(settings.home.root)
    # Data tests judge rows and change none; each costs as much as a model.
    dbt.NOT_UNIT_TESTS = (*dbt.NOT_UNIT_TESTS, "--exclude-resource-type", "test")
    extractor = StubExtractorResource(stub_version=state.extractor)
    definitions = build_defs(settings, {"extractor": extractor})
    job = definitions.resolve_job_def("ledger")
    keys = selection.resolve(definitions.resolve_asset_graph()) if selection else None
    counter = fuse or Fuse(None)
    # Dagster's own records cost ten times what is struck at here. The commands and the services keep them.
    with DagsterInstance.ephemeral() as instance:
        fuse_everything(counter)
        result = job.execute_in_process(
            instance=instance, raise_on_error=False, asset_selection=list(keys) if keys else None
        )
    if not result.success:
        raise RuntimeError(f"the run failed: {[e.step_key for e in result.get_step_failure_events()]}")
    return counter.passed


class Kills:
    """One telling of the story, with its kills."""

    def __init__(self, folder: Path, plan: Plan, seed: int, say: Callable[[str], None]) -> None:
        self._plan = plan
        self._chance = random.Random(seed)
        self._say = say
        self._quiet = settings_in(folder / "undisturbed")
        self._struck = settings_in(folder / "struck")
        self._log = folder / "output.log"
        self._published: list[dict] = []
        self._points: Counter[str] = Counter()
        self.report = Report()

    def tell(self) -> Report:
        """Every state: its kills, the run that is let through, and the comparison."""
        story = states(self._plan.states)
        self._measure(story[0])
        for number, state in enumerate(story):
            began = monotonic()
            lay_out(state, self._quiet.inbox)
            lay_out(state, self._struck.inbox)
            self._undisturbed(state)
            self._strike(state, number)
            self._let_through(state)
            self._strike_publication(state, number)
            kills = sum(self.report.kills.values())
            self._say(f"state {number + 1} of {len(story)}: {kills} kills, {monotonic() - began:.0f} s")
        return self.report

    def _share(self, total: int, number: int) -> int:
        """How many of the kills fall to this state."""
        return total * (number + 1) // self._plan.states - total * number // self._plan.states

    def _measure(self, state: State) -> None:
        """How many points there are to strike at; on the way, what a run imports is imported for all."""
        lay_out(state, self._quiet.inbox)
        self._points[READ] = self._must(lambda: run_job(self._quiet, state, READING, None), READ) or 100
        for name in (
            self._must(_modules_after(lambda: run_job(self._quiet, state, MODELS, None)), BUILD) or ()
        ):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        gc.freeze()
        self._points[PUBLISH] = (
            self._must(lambda: run_job(self._quiet, state, PUBLISHING, None), PUBLISH) or 100
        )
        self._say(f"{self._points[READ]} points in {READ}, {self._points[PUBLISH]} in {PUBLISH}")

    def _undisturbed(self, state: State) -> None:
        self._must(lambda: run_job(self._quiet, state, None, None), "an undisturbed run")

    def _must(self, work: Callable[[], Any], what: str) -> Any:
        end = forked(work, self._log)
        if end.error or end.killed:
            self.report.failures.append(f"{what} did not succeed: {end.error or 'killed'}")
        return end.value

    def _strike(self, state: State, number: int) -> None:
        for _ in range(self._share(self._plan.read_at_points, number)):
            self._at_a_point(state, READING, READ)
        for _ in range(self._share(self._plan.read_at_random, number)):
            self._at_random(lambda: run_job(self._struck, state, READING, None), READ, 2.5)
        for _ in range(self._share(self._plan.build_at_random, number)):
            self._at_random(lambda: run_job(self._struck, state, MODELS, None), BUILD, 9.0)
        for _ in range(self._share(self._plan.command_at_random, number)):
            self._command()

    def _strike_publication(self, state: State, number: int) -> None:
        for _ in range(self._share(self._plan.publish_at_points, number)):
            self._at_a_point(state, PUBLISHING, PUBLISH)
        self._must(lambda: run_job(self._struck, state, PUBLISHING, None), PUBLISH)
        self._compare()

    def _at_a_point(self, state: State, selection: AssetSelection, kind: str) -> None:
        while True:
            fuse = Fuse(self._chance.randint(1, self._points[kind]))
            end = forked(lambda fuse=fuse: run_job(self._struck, state, selection, fuse), self._log)
            if self._count(end, f"{kind}, at a chosen point"):
                return

    def _at_random(self, work: Callable[[], int], kind: str, most: float) -> None:
        while True:
            end = forked(work, self._log, kill_after=seconds_between(self._chance, most))
            if self._count(end, f"{kind}, at random"):
                return

    def _count(self, end: End, kind: str) -> bool:
        """Notes a kill, looks at the published file; False where the run was over before."""
        if end.error:
            self.report.failures.append(f"{kind}: {end.error}")
        if not end.killed:
            return bool(end.error)
        self.report.kills[kind] += 1
        self._look_at_ledger()
        return True

    def _command(self) -> None:
        """`make run`'s command on a home of its own: the real extractor would change the story's rows."""
        with self._log.open("ab") as log:
            started = command(self._log.parent / "struck", log)
            try:
                started.wait(seconds_between(self._chance, 30.0))
            except subprocess.TimeoutExpired:
                os.killpg(started.pid, signal.SIGKILL)
                started.wait()
                self.report.kills[f"{COMMAND}, at random"] += 1

    def _let_through(self, state: State) -> None:
        self._must(lambda: run_job(self._struck, state, None, None), "a run after kills")
        self._compare()

    def let_commands_through(self) -> None:
        """The command once more where it was killed, once where it was not, and the comparison."""
        folder = self._log.parent
        for home in ("struck", "undisturbed"):
            with self._log.open("ab") as log:
                if code := command(folder / home, log).wait():
                    self.report.failures.append(f"the command ended with {code}; see {self._log}")
        self._compare_homes(Home(folder / "undisturbed" / REAL), Home(folder / "struck" / REAL))

    def _compare(self) -> None:
        self._compare_homes(self._quiet.home, self._struck.home)
        self._published = [forked(lambda: rows_of(self._struck.home.ledger, "marts"), self._log).value]

    def _compare_homes(self, quiet: Home, struck: Home) -> None:
        end = forked(lambda: _compare(quiet, struck), self._log)
        if end.error or end.value is None:
            self.report.failures.append(f"the homes could not be compared: {end.error}")
            return
        rows, lost, extra = end.value
        self.report.completed += 1
        self.report.rows_compared += rows
        self.report.lost += lost
        self.report.extra += extra

    def _look_at_ledger(self) -> None:
        if not self._published:
            return
        end = forked(lambda: rows_of(self._struck.home.ledger, "marts"), self._log)
        if end.error or end.value not in self._published:
            self.report.unreadable += 1


def _compare(quiet: Home, struck: Home) -> tuple[int, int, int]:
    rows = lost = extra = 0
    for database, schema in (("warehouse", "raw"), ("warehouse", "marts"), ("ledger", "marts")):
        expected = rows_of(getattr(quiet, database), schema)
        found = rows_of(getattr(struck, database), schema)
        rows += sum(sum(counter.values()) for counter in expected.values())
        less, more = differences(expected, found)
        lost += less
        extra += more
    return rows, lost, extra


def _modules_after(work: Callable[[], object]) -> Callable[[], list[str]]:
    """`work` in a forked process, and then the names of all modules that it needed."""

    def names() -> list[str]:
        work()
        return sorted(sys.modules)

    return names


def command(folder: Path, output: IO[bytes]) -> subprocess.Popen:
    """`make run`'s command on the example reports, in a home of its own in `folder`."""
    environment = {
        **os.environ,
        "LEDGER_HOME": str(folder / REAL),
        "LEDGER_INBOX": str(REPO / "seeds" / "articles"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "orchestration.cli", "run"],
        cwd=REPO, env=environment, stdout=output, stderr=output, start_new_session=True,
    )  # fmt: skip


def inflict(folder: Path, plan: Plan, seed: int, say: Callable[[str], None] = print) -> Report:
    """The whole telling, in a folder that is removed if nothing went wrong."""
    folder.mkdir(parents=True)
    telling = Kills(folder, plan, seed, say)
    report = telling.tell()
    if plan.command_at_random:
        telling.let_commands_through()
    if report.is_clean:
        shutil.rmtree(folder)
    return report
