"""Readers that query the published ledger without pause while runs publish it anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from time import monotonic
from typing import Any

import duckdb

from tests.faults.kills import PUBLISHING, run_job, settings_in
from tests.faults.processes import forked
from tests.faults.story import lay_out, states

QUERY = """
    SELECT count(*), count(DISTINCT s.place_name), max(a.text_length)
    FROM marts.fct_strikes AS s INNER JOIN marts.dim_articles AS a ON s.article_id = a.article_id
"""
LONG_WAIT = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """How often was asked, and how that went."""

    readers: int
    publications: int
    queries: int
    errors: tuple[str, ...]
    longest_wait: float
    long_waits: int
    failures: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        return not (self.errors or self.failures or self.long_waits)

    def lines(self) -> Iterator[str]:
        """The figures for people."""
        yield f"{self.readers} readers asked {self.queries:,} times during {self.publications} publishing runs"
        yield f"{len(self.errors)} errors, {self.long_waits} waits over {LONG_WAIT:g} s, the longest {self.longest_wait:.2f} s"
        yield from (*self.errors[:5], *self.failures)


def read_while_publishing(folder: Path, readers: int, publications: int) -> Report:
    """Runs the ledger once, then publishes again and again while the readers ask, each in its own process."""
    folder.mkdir(parents=True)
    settings = settings_in(folder)
    (state,) = states(1)
    lay_out(state, settings.inbox)
    log = folder / "output.log"
    failures = [
        end.error for end in (forked(lambda: run_job(settings, state, None, None), log),) if end.error
    ]
    if failures:
        return Report(readers, 0, 0, (), 0.0, 0, tuple(failures))
    context = get_context("fork")
    stop, answers = context.Event(), context.Queue()
    asking = [
        context.Process(target=_read, args=(settings.home.ledger, stop, answers)) for _ in range(readers)
    ]
    for reader in asking:
        reader.start()
    for _ in range(publications):
        end = forked(lambda: run_job(settings, state, PUBLISHING, None), log)
        if end.error:
            failures.append(end.error)
    stop.set()
    told = [answers.get() for _ in asking]
    for reader in asking:
        reader.join()
    return Report(
        readers=readers,
        publications=publications,
        queries=sum(count for count, _, _ in told),
        errors=tuple(error for _, errors, _ in told for error in errors),
        longest_wait=max(max(waits, default=0.0) for _, _, waits in told),
        long_waits=sum(wait > LONG_WAIT for _, _, waits in told for wait in waits),
        failures=tuple(failures),
    )


def _read(ledger: Path, stop: Event, answers: Any) -> None:
    """Opens, asks, closes, until told to stop. A wait is all of that, by the clock."""
    count, errors, waits = 0, [], []
    while not stop.is_set():
        began = monotonic()
        try:
            with duckdb.connect(str(ledger), read_only=True, config={"threads": 1}) as connection:
                connection.execute(QUERY).fetchall()
        except duckdb.Error as error:
            errors.append(str(error))
        waits.append(monotonic() - began)
        count += 1
    answers.put((count, errors, waits))
