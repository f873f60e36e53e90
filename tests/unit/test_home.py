"""Settings come from the environment, and a wrong one says so."""

from pathlib import Path

import pytest

from orchestration.home import EXAMPLES_DIR, REPO, Home, SettingError, Settings, environment_of


def test_defaults() -> None:
    settings = Settings.from_environment({})
    assert settings.home.root == REPO / "data"
    assert settings.inbox == EXAMPLES_DIR
    assert settings.limits.file_bytes == 20_000_000


def test_paths_with_spaces() -> None:
    settings = Settings.from_environment({"LEDGER_HOME": "/a b/c", "LEDGER_INBOX": "d e"})
    assert settings.home.warehouse == Path("/a b/c/warehouse.duckdb")
    assert settings.inbox == Path.cwd() / "d e"


def test_limits() -> None:
    limits = Settings.from_environment({"LEDGER_MAX_FILE_MB": "0.5", "LEDGER_MAX_TEXT_CHARS": "100"}).limits
    assert (limits.file_bytes, limits.text_chars) == (500_000, 100)


@pytest.mark.parametrize("value", ["many", "0", "-1"])
def test_a_limit_that_is_none(value: str) -> None:
    with pytest.raises(SettingError, match="LEDGER_MAX_FILE_MB"):
        Settings.from_environment({"LEDGER_MAX_FILE_MB": value})


def test_a_home_is_prepared_once(tmp_path: Path) -> None:
    home = Home(tmp_path / "a b")
    home.prepare()
    written = (home.dagster / "dagster.yaml").stat().st_mtime_ns
    home.prepare()
    assert (home.dagster / "dagster.yaml").stat().st_mtime_ns == written
    assert [file.name for file in home.dagster.iterdir()] == ["dagster.yaml"]


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ({"LEDGER_LAKE": "host=db password=secret"}, "PGPASSWORD"),
        ({"LEDGER_LAKE": "host=db"}, "LEDGER_LAKE needs packages that are not installed .*: make scale"),
        ({"LEDGER_RAY": "auto"}, r"LEDGER_RAY needs packages that are not installed \(ray\): make scale"),
    ],
)
def test_what_needs_more_than_one_machine_says_what_is_missing(
    setting: dict[str, str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.home.find_spec", lambda _: None)
    with pytest.raises(SettingError, match=reason):
        Settings.from_environment(setting)


def test_another_home_shares_neither_lake_nor_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_LAKE", "host=db")
    monkeypatch.setenv("LEDGER_WORKERS", "3")
    environment = environment_of(Path("/a"), Path("/b"))
    assert "LEDGER_LAKE" not in environment
    assert (environment["LEDGER_HOME"], environment["LEDGER_WORKERS"]) == ("/a", "3")
