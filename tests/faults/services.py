"""Kills the services of `make dev` while a run is going on: worker, daemon, code server, webserver, all."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from orchestration.home import REPO, Home
from orchestration.locks import is_free
from tests.faults.compare import differences, rows_of
from tests.faults.processes import forked

# What stands in the command line of each service.
VICTIMS = {
    "run worker": "spawn_main",
    "daemon": "dagster._daemon",
    "code server": "dagster api grpc",
    "webserver": "dagster_webserver",
    "everything": "",
}
SECONDS_UNTIL_A_RUN = 300
SECONDS_UNTIL_PUBLISHED = 900


@dataclass
class Report:
    """What was killed, and what came of it."""

    killed: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    lost: int = 0
    extra: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.failures or self.lost or self.extra)

    def lines(self) -> Iterator[str]:
        """The figures for people."""
        yield f"{len(self.killed)} services killed during runs: {', '.join(self.killed)}"
        yield f"compared with an undisturbed home: {self.lost} rows lost, {self.extra} extra"
        yield from self.failures


def strike_services(
    folder: Path, say: Callable[[str], None], victims: tuple[str, ...] = tuple(VICTIMS)
) -> Report:
    """A new report for each victim; every one of them must be published in the end, by sensor alone."""
    home, inbox = Home(folder / "struck"), folder / "inbox"
    inbox.mkdir(parents=True)
    report = Report()
    environment = {
        **os.environ,
        "LEDGER_HOME": str(home.root),
        "LEDGER_INBOX": str(inbox),
        "LEDGER_PORT": str(_free_port()),
    }
    ui = _start(environment, folder)
    try:
        for number, victim in enumerate(victims):
            (inbox / f"{number}.txt").write_text(
                f"Jets struck Aleppo on day {number}, killing {number + 2} people."
            )
            if not _wait(lambda: not is_free(home.run_lock), SECONDS_UNTIL_A_RUN):
                report.failures.append(f"no run began before the {victim} was to be killed")
                break
            sleep(2)
            _kill(home, victim, ui)
            report.killed.append(victim)
            say(f"killed: {victim}")
            if victim != "run worker" and victim != "code server":
                _end(ui, home)
                ui = _start(environment, folder)
            if not _wait(lambda n=number: _published(home, folder) == n + 1, SECONDS_UNTIL_PUBLISHED):
                report.failures.append(f"nothing was published after the {victim} was killed")
                break
    finally:
        _end(ui, home)
    if report.failures:
        return report
    quiet = Home(folder / "undisturbed")
    subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "run"],
        cwd=REPO, env={**environment, "LEDGER_HOME": str(quiet.root)}, check=True, capture_output=True,
    )  # fmt: skip
    end = forked(
        lambda: differences(rows_of(quiet.ledger, "marts"), rows_of(home.ledger, "marts")),
        folder / "compare.log",
    )
    if end.error:
        report.failures.append(end.error)
    else:
        report.lost, report.extra = end.value
    return report


def _start(environment: dict[str, str], folder: Path) -> subprocess.Popen:
    with (folder / "ui.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "orchestration.cli", "dev"],
            cwd=REPO, env=environment, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def _kill(home: Home, victim: str, ui: subprocess.Popen) -> None:
    for pid in _processes(home, VICTIMS[victim]):
        os.kill(pid, signal.SIGKILL)
    if victim == "everything":
        os.kill(ui.pid, signal.SIGKILL)


def _end(ui: subprocess.Popen, home: Home) -> None:
    """Whatever is left of the UI, as a person would end it after a crash."""
    for pid in {ui.pid, *_processes(home, "")}:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    ui.wait()


def _processes(home: Home, words: str) -> list[int]:
    """Processes of this home, by the environment that they were started with."""
    wanted = f"DAGSTER_HOME={home.dagster}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if wanted in (entry / "environ").read_bytes().split(b"\0") and words in command:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _published(home: Home, folder: Path) -> int:
    if not home.ledger.exists():
        return 0
    end = forked(lambda: rows_of(home.ledger, "marts")["dim_articles"].total(), folder / "look.log")
    return end.value or 0


def _wait(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        if condition():
            return True
        sleep(1)
    return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
