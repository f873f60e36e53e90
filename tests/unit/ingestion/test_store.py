"""An inbox that is brought up to date change by change is what it is when read as a whole."""

import json
import os
import random
from pathlib import Path

import pytest

from orchestration.ingestion import inbox as reading
from orchestration.ingestion.deliveries import Limits
from orchestration.ingestion.store import Folder, update_inbox
from orchestration.warehouse import open_warehouse

LIMITS = Limits()
DELIVERIES = "SELECT * EXCLUDE (first_seen_at, is_current) FROM raw.deliveries WHERE is_current"
ARTICLES = f"""
    SELECT * EXCLUDE (first_seen_at) FROM raw.articles
    WHERE article_id IN (SELECT article_id FROM ({DELIVERIES}) WHERE outcome = 'accepted')
"""


@pytest.fixture(autouse=True)
def files_settle_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "NANOSECONDS_TO_SETTLE", -(10**18))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def state(home: Path, inbox: Path, limits: Limits = LIMITS) -> tuple[set, set]:
    """The current deliveries and articles, after one more run."""
    with open_warehouse(home) as warehouse:
        update_inbox(warehouse, [Folder(inbox)], limits)
        return set(warehouse.rows(DELIVERIES)), set(warehouse.rows(ARTICLES))


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened from now on."""
    names: list[str] = []
    real = reading._open
    monkeypatch.setattr(reading, "_open", lambda path: names.append(path.name) or real(path))
    return names


def record(chance: random.Random) -> dict[str, str]:
    """Few texts, ids, publishers and dates, so that many records hang together; some are refused."""
    told = {"text": chance.choice(("", *(f"Jets struck Aleppo {n}." for n in range(5))))}
    for key, values in (("id", "1234"), ("publisher", "AB"), ("published_on", ("2024-01-01", "2024-01-02"))):
        if chance.random() < 0.6:
            told[key] = chance.choice(values)
    return told


@pytest.mark.parametrize("seed", range(12))
def test_change_by_change_or_as_a_whole_comes_to_the_same(tmp_path: Path, inbox: Path, seed: int) -> None:
    chance = random.Random(seed)
    for step in range(6):
        for _ in range(chance.randrange(1, 4)):
            path = inbox / f"{chance.randrange(5)}.jsonl"
            if path.exists() and chance.random() < 0.3:
                path.unlink()
            else:
                path.write_text("\n".join(json.dumps(record(chance)) for _ in range(chance.randrange(1, 4))))
        assert state(tmp_path / "kept.duckdb", inbox) == state(tmp_path / f"new-{step}.duckdb", inbox)


def test_a_file_that_nobody_wrote_to_is_not_opened_again(
    tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text("Jets struck Aleppo.")
    (inbox / "b.txt").write_text("Jets struck Raqqa.")
    names = opened(monkeypatch)
    before = state(tmp_path / "w.duckdb", inbox)
    assert sorted(names) == ["a.txt", "b.txt"]
    names.clear()
    assert state(tmp_path / "w.duckdb", inbox) == before
    assert names == []
    os.utime(inbox / "a.txt")
    assert state(tmp_path / "w.duckdb", inbox) == before
    assert names == ["a.txt"]


def test_a_file_of_the_same_size_and_time_but_other_words_is_opened_again(
    tmp_path: Path, inbox: Path
) -> None:
    file = inbox / "a.txt"
    file.write_text("Jets struck Aleppo.")
    state(tmp_path / "w.duckdb", inbox)
    times = file.stat()
    file.write_text("Jets struck Hasaka.")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    _, articles = state(tmp_path / "w.duckdb", inbox)
    assert {row[1] for row in articles} == {"Jets struck Hasaka."}


def test_a_new_sidecar_is_a_change_of_its_report(tmp_path: Path, inbox: Path) -> None:
    (inbox / "a.txt").write_text("Jets struck Aleppo.")
    state(tmp_path / "w.duckdb", inbox)
    (inbox / "a.yaml").write_text("publisher: Wire")
    assert state(tmp_path / "w.duckdb", inbox) == state(tmp_path / "new.duckdb", inbox)


def test_what_was_refused_and_what_changed_just_now_is_opened_again(
    tmp_path: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "empty.txt").write_text("")
    names = opened(monkeypatch)
    state(tmp_path / "w.duckdb", inbox)
    names.clear()
    state(tmp_path / "w.duckdb", inbox)
    assert names == ["empty.txt"]
    monkeypatch.setattr(reading, "NANOSECONDS_TO_SETTLE", 3_600_000_000_000)
    (inbox / "empty.txt").write_text("Jets struck Aleppo.")
    state(tmp_path / "w.duckdb", inbox)
    names.clear()
    state(tmp_path / "w.duckdb", inbox)
    assert names == ["empty.txt"]


def test_other_limits_read_everything_again(tmp_path: Path, inbox: Path) -> None:
    (inbox / "a.txt").write_text("Jets struck Aleppo.")
    state(tmp_path / "w.duckdb", inbox)
    deliveries, _ = state(tmp_path / "w.duckdb", inbox, Limits(text_chars=5))
    assert {row[4] for row in deliveries} == {"refused"}
