"""What was refused is kept with its reason, under a safe name."""

from pathlib import Path

import pytest

from orchestration.ingestion.deliveries import Refusal
from orchestration.ingestion.quarantine import quarantine, quarantine_name


def refusal(path: str, line_number: int | None = None) -> Refusal:
    return Refusal(
        delivery_id="0123456789abcdef", path=path, line_number=line_number, reason="it is empty", content=b"x"
    )


@pytest.mark.parametrize(
    ("path", "line", "name"),
    [
        ("report.txt", None, "report-01234567.txt"),
        ("a/b/report.txt", None, "a_b_report-01234567.txt"),
        ("feed.jsonl", 12, "feed-line-12-01234567.jsonl"),
        ("../../etc/passwd", None, "etc_passwd-01234567"),
        ('it\'s "odd"\n🔥.txt', None, "it_s_odd-01234567.txt"),
        ("🔥.txt", None, "unnamed-01234567.txt"),
        ("x" * 300 + ".txt", None, "x" * 80 + "-01234567.txt"),
    ],
)
def test_names_are_safe(path: str, line: int | None, name: str) -> None:
    assert quarantine_name(refusal(path, line)) == name


def test_copy_and_reason(tmp_path: Path) -> None:
    quarantine([refusal("feed.jsonl", 12)], tmp_path / "quarantine")
    copy, reason = sorted((tmp_path / "quarantine").iterdir())
    assert copy.read_bytes() == b"x"
    assert reason.read_text() == "feed.jsonl#12\nit is empty\n"


def test_nothing_refused_makes_no_folder(tmp_path: Path) -> None:
    quarantine([], tmp_path / "quarantine")
    assert not (tmp_path / "quarantine").exists()
