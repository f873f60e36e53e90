"""The warehouse as a DuckLake: its catalogue in Postgres, its rows in Parquet files that all machines see.

Postgres puts the transactions of all machines in order, and lets their runs take turns. Who may connect, and
by which password, is libpq's business: the environment (`PGPASSWORD`) or `~/.pgpass`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

from orchestration.duckdb_extension import load
from orchestration.home import Lake
from orchestration.sql import literal

if TYPE_CHECKING:
    import psycopg

EXTENSIONS = ("ducklake", "postgres_scanner")
# dbt's models were parsed for a database of this name, that of `warehouse.duckdb`.
NAME = "warehouse"
# Any number that no other program takes advisory locks of in the same database.
RUN_LOCK = 0x1ED6E2
SECONDS_TO_CONNECT = 10
# Snapshots and files that nothing refers to any more go after this time.
KEPT = "7 days"


class LakeUnusable(Exception):
    """The catalogue cannot be reached; the message says why."""


def attach(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Makes the lake's tables those of the connection; the lake is made if it is new. Raises `duckdb.Error`."""
    for name in EXTENSIONS:
        load(connection, name)
    connection.execute(f"ATTACH {literal(lake.address)} AS {NAME} (DATA_PATH {literal(lake.files)})")
    connection.execute(f"USE {NAME}")


def tidy(connection: duckdb.DuckDBPyConnection) -> None:
    """Merges the small files of many transactions, and removes what is older than a week and no longer read."""
    connection.execute(f"CALL {NAME}.set_option('expire_older_than', '{KEPT}')")
    connection.execute(f"CHECKPOINT {NAME}")


@contextmanager
def connected(lake: Lake) -> Iterator["psycopg.Connection"]:
    """A connection to the catalogue's server; raises `LakeUnusable`."""
    import psycopg

    try:
        connection = psycopg.connect(lake.catalogue, autocommit=True, connect_timeout=SECONDS_TO_CONNECT)
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise LakeUnusable(f"the lake {lake.catalogue} cannot be reached ({reason})") from None
    with connection:
        yield connection


@contextmanager
def turn(lake: Lake, waits: Callable[[], None]) -> Iterator[None]:
    """Holds the lake against the runs of all other machines; calls `waits` if another one has it.

    The lock ends with its connection, so with the process that holds it, however that ends.
    """
    with connected(lake) as connection:
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", [RUN_LOCK]).fetchone()
        if row is None or not row[0]:
            waits()
            connection.execute("SELECT pg_advisory_lock(%s)", [RUN_LOCK])
        yield
