"""`make dev` as a person starts it: the UI answers on loopback and knows the ledger's job."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from orchestration.home import REPO

pytestmark = pytest.mark.slow

SECONDS = 120
JOBS = '{"query": "{ repositoriesOrError { ... on RepositoryConnection { nodes { jobs { name } } } } }"}'


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def jobs_told_by(url: str, process: subprocess.Popen) -> set[str]:
    """The jobs that the UI shows, as soon as it shows any."""
    began = monotonic()
    while monotonic() - began < SECONDS:
        assert process.poll() is None, "the UI ended"
        try:
            request = Request(f"{url}/graphql", JOBS.encode(), {"Content-Type": "application/json"})
            answer = json.load(urlopen(request, timeout=10))
        except (URLError, OSError):
            answer = {}
        for repository in answer.get("data", {}).get("repositoriesOrError", {}).get("nodes", []):
            return {job["name"] for job in repository["jobs"]}
        sleep(0.5)
    raise AssertionError("the UI did not answer")


def test_the_ui_shows_the_jobs(tmp_path: Path) -> None:
    inbox, port = tmp_path / "inbox", free_port()
    inbox.mkdir()
    settings = {"LEDGER_HOME": str(tmp_path / "home"), "LEDGER_INBOX": str(inbox), "LEDGER_PORT": str(port)}
    with (tmp_path / "ui.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "orchestration.cli", "dev"],
            cwd=REPO,
            env={**os.environ, **settings},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            assert "ledger" in jobs_told_by(f"http://127.0.0.1:{port}", process)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
