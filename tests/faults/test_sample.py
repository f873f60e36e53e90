"""A sample of `make faults`: the kills. Readers and services take minutes, and run by that target alone."""

import subprocess
import sys

import pytest

from orchestration.home import REPO

pytestmark = pytest.mark.slow


def faults(*arguments: str) -> str:
    """In a process of its own: it forks, which one with DuckDB's threads in it must not."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", *arguments],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_no_row_is_lost_or_doubled_by_kills() -> None:
    told = faults("kills", "--kills", "6", "--states", "1")
    assert "6 kills:" in told, told
    assert ": 0 lost, 0 extra" in told, told
    assert "No fault was found" in told, told
