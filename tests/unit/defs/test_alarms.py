"""Alarms ring when something changes, and at no other time."""

from datetime import date, timedelta

import duckdb
import pytest

from orchestration.defs import alarms

TODAY = date(2024, 6, 30)


@pytest.fixture
def raw():
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA raw")
        connection.execute(
            "CREATE TABLE raw.articles (article_id VARCHAR, publisher VARCHAR, first_seen_at TIMESTAMP)"
        )
        connection.execute(
            "CREATE TABLE raw.extractions"
            " (extraction_id VARCHAR, article_id VARCHAR, is_current BOOLEAN, status VARCHAR)"
        )
        connection.execute("CREATE TABLE raw.claims_strikes (extraction_id VARCHAR)")
        yield connection


def arrive(raw, publisher: str, days_ago: list[int], each: int = 1, claims: int = 0) -> None:
    for days in days_ago:
        for number in range(each):
            key = f"{publisher}-{days}-{number}"
            raw.execute(
                "INSERT INTO raw.articles VALUES (?, ?, ?)", [key, publisher, TODAY - timedelta(days)]
            )
            raw.execute("INSERT INTO raw.extractions VALUES (?, ?, true, 'done')", [key, key])
            # Some articles hold one claim more than others.
            for _ in range(claims + number % 2 if claims else 0):
                raw.execute("INSERT INTO raw.claims_strikes VALUES (?)", [key])


def rows(raw, query: str) -> list[tuple]:
    return raw.execute(query).fetchall()


def test_a_daily_source_that_falls_silent(raw) -> None:
    arrive(raw, "daily", list(range(10, 20)))
    arrive(raw, "steady", list(range(20)))
    arrive(raw, "weekly", [6, 13, 20, 27, 34, 41])
    arrive(raw, "archive", [200])
    assert rows(raw, alarms.quiet_sources(TODAY.isoformat())) == [("daily", TODAY - timedelta(10), 1.0, 10)]
    assert rows(raw, alarms.silence(TODAY.isoformat())) == []


def test_silence_everywhere(raw) -> None:
    arrive(raw, "a", list(range(10, 20)))
    arrive(raw, "b", list(range(10, 20)))
    ((source, _, _, silent),) = rows(raw, alarms.silence(TODAY.isoformat()))
    assert (source, silent) == ("all sources", 10)


@pytest.mark.parametrize(("this_week", "rings"), [(2, False), (0, True), (5, True)])
def test_the_volume_of_a_week(raw, this_week: int, rings: bool) -> None:
    arrive(raw, "a", list(range(7, 35)), each=2)
    arrive(raw, "a", list(range(7)), each=this_week)
    assert bool(rows(raw, alarms.unusual_volume(TODAY.isoformat()))) == rings


@pytest.mark.parametrize(("claims", "rings"), [(3, False), (1, True), (6, True)])
def test_the_rate_of_claims(raw, claims: int, rings: bool) -> None:
    arrive(raw, "a", list(range(10, 40)), each=5, claims=3)
    arrive(raw, "a", list(range(7)), each=5, claims=claims)
    assert bool(rows(raw, alarms.unusual_rate(TODAY.isoformat(), "claims_strikes"))) == rings


def test_a_new_ledger_has_no_alarm(raw) -> None:
    arrive(raw, "a", [0], each=200, claims=2)
    day = TODAY.isoformat()
    queries = (alarms.silence(day), alarms.quiet_sources(day), alarms.unusual_volume(day),
               alarms.unusual_rate(day, "claims_strikes"))  # fmt: skip
    assert [rows(raw, query) for query in queries] == [[], [], [], []]
