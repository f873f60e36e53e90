"""The only module that writes DuckDB.

`warehouse.duckdb` has one writer process, and a reader in another process would block it. So whoever
opens it holds a lock on a file beside it, which the kernel lets go of when the process ends, however
it ends. The tables of `raw` are derived from the records; every load is one transaction that deletes
and inserts the rows of its own keys.
"""

import dataclasses
import fcntl
import os
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import duckdb
import pyarrow as pa

from orchestration.ingestion.deliveries import Delivery
from orchestration.linking.records import (
    ArticleBand,
    ArticleOrigin,
    IncidentClaim,
    IncidentMove,
    LinkedArticle,
    Report,
    ReportBlock,
)
from orchestration.records import (
    Article,
    CasualtyClaim,
    Extraction,
    Mention,
    Rejected,
    Sentence,
    StrikeClaim,
    TerritorialClaim,
)
from orchestration.reviews import Review

SECONDS_TO_WAIT_FOR_A_STRANGER = 15.0
SQL_TYPES = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
ARROW_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}

# What one extraction yields: attribute of `Extraction`, table, record.
EXTRACTED: tuple[tuple[str, str, type], ...] = (
    ("sentences", "raw.sentences", Sentence),
    ("mentions", "raw.mentions", Mention),
    ("strikes", "raw.claims_strikes", StrikeClaim),
    ("casualties", "raw.claims_casualties", CasualtyClaim),
    ("territory", "raw.claims_territory", TerritorialClaim),
    ("rejected", "raw.rejected", Rejected),
)

# What linking stores of each article: table, record. Rows of an article are replaced together.
LINKED: tuple[tuple[str, type], ...] = (
    ("raw.article_origins", ArticleOrigin),
    ("raw.article_bands", ArticleBand),
    ("raw.event_reports", Report),
    ("raw.report_blocks", ReportBlock),
    ("raw.incident_claims", IncidentClaim),
    ("raw.linked_articles", LinkedArticle),
)
RecordType = TypeVar("RecordType")


class WarehouseBusy(Exception):
    """Another program than the ledger's own has the warehouse open."""


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """An article that has not been read by the current extractor as it now stands."""

    extraction_id: str
    article_id: str


@dataclasses.dataclass(frozen=True, slots=True)
class Unread:
    """Why an article has no extraction. A failed reading is tried again in the next run; one that is
    quarantined, since it went over its budget, only by another version of the extractor."""

    status: Literal["failed", "quarantined"]
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Preview:
    """How many rows a table has, and the first of them."""

    row_count: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Holds the warehouse at `path` against every other process of the ledger; waits for its turn."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_free(path: Path) -> bool:
    """Whether no process of the ledger holds the warehouse at this moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def open_warehouse(path: Path) -> Iterator["Warehouse"]:
    """The warehouse at `path`, its tables made if they are missing, closed whatever happens."""
    with exclusive(path):
        connection = _connect(path)
        try:
            warehouse = Warehouse(connection)
            warehouse.create_tables()
            yield warehouse
        finally:
            connection.close()


class Warehouse:
    """An open warehouse. Get one from `open_warehouse`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def create_tables(self) -> None:
        """Makes the tables and columns of `raw` that are missing. Rows that exist are not touched."""
        self._connection.execute("CREATE SCHEMA IF NOT EXISTS raw")
        for table, columns in RAW_COLUMNS.items():
            ddl = ", ".join(f'"{name}" {sql_type}' for name, sql_type in columns.items())
            self._connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({ddl})")
        present = {
            (f"{schema}.{table}", column)
            for schema, table, column in self.rows(
                "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE schema_name = 'raw'"
            )
        }
        for table, columns in RAW_COLUMNS.items():
            for name, sql_type in columns.items():
                # A column that a later release brought: unknown for the rows of an earlier one.
                if (table, name) not in present:
                    nullable = sql_type.removesuffix(" NOT NULL")
                    self._connection.execute(f'ALTER TABLE {table} ADD COLUMN "{name}" {nullable}')

    def store_inbox(self, articles: Sequence[Article], deliveries: Sequence[Delivery]) -> None:
        """Makes the inbox as it now is the current one; rows of what left it stay, no longer current."""
        with self._transaction():
            self._merge("raw.articles", "article_id", Article, articles)
            self._merge("raw.deliveries", "delivery_id", Delivery, deliveries)
            self._mark_current("raw.deliveries", "delivery_id", [d.delivery_id for d in deliveries])

    def languages(self) -> dict[str, str]:
        """The languages of the articles that somebody has looked at, by article id."""
        return dict(
            self._connection.execute(
                "SELECT article_id, language FROM raw.articles WHERE language IS NOT NULL"
            ).fetchall()
        )

    def select_extractions(self, extractor_version: str) -> list[Task]:
        """Marks the extractions that the current articles and extractor have, and returns those
        that are missing or failed. Articles in another language than English have none."""
        wanted = {
            extraction_id(extractor_version, *row): row[0]
            for row in self._connection.execute(
                "SELECT article_id, url, title, publisher, published_on FROM raw.articles"
                " WHERE article_id IN"
                " (SELECT article_id FROM raw.deliveries WHERE is_current AND outcome = 'accepted')"
                " AND coalesce(language, 'und') IN ('en', 'und')"
                " ORDER BY source_ref, article_id"
            ).fetchall()
        }
        with self._transaction():
            self._mark_current("raw.extractions", "extraction_id", list(wanted))
        done = {
            row[0]
            for row in self._connection.execute(
                "SELECT extraction_id FROM raw.extractions WHERE is_current AND status <> 'failed'"
            ).fetchall()
        }
        return [Task(key, article) for key, article in wanted.items() if key not in done]

    def articles(self, article_ids: Sequence[str]) -> list[Article]:
        """These articles, in this order."""
        names = [field.name for field in dataclasses.fields(Article)]
        rows = self._connection.execute(
            f"SELECT {', '.join(names)} FROM raw.articles"
            " WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
            {"ids": list(article_ids)},
        ).fetchall()
        found = {row[0]: Article(*row) for row in rows}
        return [found[key] for key in article_ids]

    def store_extractions(
        self, extractor_version: str, results: Sequence[tuple[Task, Extraction | Unread]]
    ) -> None:
        """Stores what was read from each article, or the reason why nothing could be."""
        with self._transaction():
            keys = {"ids": [task.extraction_id for task, _ in results]}
            for table in ("raw.extractions", *(table for _, table, _ in EXTRACTED)):
                self._connection.execute(
                    f"DELETE FROM {table} WHERE extraction_id IN (SELECT unnest($ids::VARCHAR[]))", keys
                )
            self._insert_readings(extractor_version, results)
            for attribute, table, record in EXTRACTED:
                rows = [
                    (task.extraction_id, item)
                    for task, result in results
                    if not isinstance(result, Unread)
                    for item in getattr(result, attribute)
                ]
                self._insert_extracted(table, record, extractor_version, rows)

    def store_reviews(self, reviews: Sequence[Review]) -> None:
        """Makes these lines the reviews; those of an earlier file are in the past of that file."""
        with self._transaction(), self.lent("incoming", Review, reviews):
            self._connection.execute("DELETE FROM raw.reviews")
            self._connection.execute("INSERT INTO raw.reviews BY NAME SELECT * FROM incoming")

    def preview(self, table: str, limit: int = 5) -> Preview:
        """The row count of a table or view, and its first rows as they lie."""
        count = self.scalar(f"SELECT count(*) FROM {table}")
        cursor = self._connection.execute(f"SELECT * FROM {table} LIMIT {limit}")
        columns = tuple(column[0] for column in cursor.description)
        return Preview(count, columns, tuple(cursor.fetchall()))

    def scalar(self, sql: str) -> Any:
        """The one value that a query yields."""
        row = self._connection.execute(sql).fetchone()
        return row[0] if row else None

    def rows(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows that a query yields."""
        return self._connection.execute(sql, parameters).fetchall()

    def records(
        self, record: type[RecordType], sql: str, parameters: Mapping[str, Any] | None = None
    ) -> list[RecordType]:
        """All rows that a query yields, each as a record of the columns that bear its fields' names."""
        cursor = self._connection.execute(sql, parameters)
        names = [column[0] for column in cursor.description or ()]
        places = [names.index(name) for name, _, _ in _columns(record)]
        fields = [name for name, _, _ in _columns(record)]
        return [
            record(**{name: row[place] for name, place in zip(fields, places, strict=True)})
            for row in cursor.fetchall()
        ]

    @contextmanager
    def lent(self, name: str, record: type, rows: Sequence[object]) -> Iterator[None]:
        """Lets queries read these records as a table `name` for as long as the `with` block runs."""
        self._connection.register(name, _arrow(record, rows))
        try:
            yield
        finally:
            self._connection.unregister(name)

    def store_links(
        self,
        article_ids: Sequence[str],
        rows: Mapping[str, Sequence[object]],
        moves: Sequence[IncidentMove],
        merges: Sequence[tuple[str, str]],
    ) -> None:
        """Replaces what linking stored of these articles, merges incidents (from, to), adds the moves."""
        with self._transaction():
            for table, record in LINKED:
                self._connection.execute(
                    f"DELETE FROM {table} WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))",
                    {"ids": list(article_ids)},
                )
                self._insert(table, record, rows[table])
            for source, target in merges:
                for table in ("raw.event_reports", "raw.incident_claims"):
                    self._connection.execute(
                        f"UPDATE {table} SET incident_id = $target WHERE incident_id = $source",
                        {"target": target, "source": source},
                    )
            self._insert("raw.incident_moves", IncidentMove, moves)
            self._connection.execute(
                "UPDATE raw.incident_moves SET moved_at = $now WHERE moved_at IS NULL", {"now": _now()}
            )

    def publish(self, target: Path) -> list[tuple[str, int]]:
        """Replaces `target` by a copy of all tables of `marts`, in one step; returns their row counts.

        Whoever has the old file open keeps reading it undisturbed. The staging views are left out:
        they name this database and would be broken in any other file.
        """
        for leftover in target.parent.glob(f".{target.name}.*"):
            leftover.unlink()
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        self._connection.execute(f"ATTACH {_literal(str(temporary))} AS published")
        try:
            counts = self._copy_marts()
            self._connection.execute("CHECKPOINT published")
        finally:
            self._connection.execute("DETACH published")
        _sync(temporary)
        # A log that a reader left behind belongs to the old file and must not be replayed on the new.
        target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
        temporary.replace(target)
        _sync(target.parent)
        return counts

    def _copy_marts(self) -> list[tuple[str, int]]:
        tables = self.rows(
            "SELECT table_name, comment FROM duckdb_tables()"
            " WHERE schema_name = 'marts' AND database_name = current_database() ORDER BY table_name"
        )
        columns = self.rows(
            "SELECT table_name, column_name, comment FROM duckdb_columns()"
            " WHERE schema_name = 'marts' AND database_name = current_database() AND comment IS NOT NULL"
        )
        run = self._connection.execute
        run("CREATE SCHEMA published.marts")
        counts = []
        for name, comment in tables:
            run(f"CREATE TABLE published.marts.{name} AS FROM marts.{name}")
            run(f"COMMENT ON TABLE published.marts.{name} IS {_literal(comment or '')}")
            counts.append((name, self.scalar(f"SELECT count(*) FROM published.marts.{name}")))
        for table, column, comment in columns:
            run(f'COMMENT ON COLUMN published.marts.{table}."{column}" IS {_literal(comment)}')
        return counts

    def _merge(self, table: str, key: str, record: type, rows: Sequence[object]) -> None:
        """Replaces the rows of `table` whose values differ, adds those that are new."""
        self._connection.register("incoming", _arrow(record, rows))
        names = [name for name, _, _ in _columns(record)]
        same = " AND ".join(f"i.{name} IS NOT DISTINCT FROM o.{name}" for name in names)
        kept = ", ".join(f"o.{name}" for name in RAW_COLUMNS[table] if name not in names)
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE changed AS SELECT i.*, {kept}"
            f" FROM incoming AS i LEFT JOIN {table} AS o ON i.{key} = o.{key}"
            f" WHERE o.{key} IS NULL OR NOT ({same})"
        )
        self._connection.execute(
            "UPDATE changed SET first_seen_at = $now WHERE first_seen_at IS NULL", {"now": _now()}
        )
        self._connection.execute(f"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM changed)")
        self._connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM changed")
        self._connection.execute("DROP TABLE changed")
        self._connection.unregister("incoming")

    def _mark_current(self, table: str, key: str, ids: Sequence[str]) -> None:
        self._connection.execute(
            f"UPDATE {table} SET is_current = NOT coalesce(is_current, false) WHERE"
            f" coalesce(is_current, false) <> ({key} IN (SELECT unnest($ids::VARCHAR[])))",
            {"ids": list(ids)},
        )

    def _insert_readings(
        self, extractor_version: str, results: Sequence[tuple[Task, Extraction | Unread]]
    ) -> None:
        unread = [result if isinstance(result, Unread) else None for _, result in results]
        columns = {
            "extraction_id": [task.extraction_id for task, _ in results],
            "article_id": [task.article_id for task, _ in results],
            "status": ["done" if why is None else why.status for why in unread],
            "error": [None if why is None else why.reason for why in unread],
        }
        loaded = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
        self._connection.register("incoming", loaded)
        self._connection.execute(
            "INSERT INTO raw.extractions BY NAME SELECT *, $version AS extractor_version,"
            " $now::TIMESTAMP AS extracted_at, true AS is_current FROM incoming",
            {"version": extractor_version, "now": _now()},
        )
        self._connection.unregister("incoming")

    def _insert_extracted(
        self, table: str, record: type, extractor_version: str, rows: list[tuple[str, object]]
    ) -> None:
        if not rows:
            return
        loaded = _arrow(record, [item for _, item in rows])
        loaded = loaded.append_column("extraction_id", pa.array([key for key, _ in rows], pa.string()))
        self._connection.register("incoming", loaded)
        self._connection.execute(
            f"INSERT INTO {table} BY NAME SELECT *, $version AS extractor_version FROM incoming",
            {"version": extractor_version},
        )
        self._connection.unregister("incoming")

    def _insert(self, table: str, record: type, rows: Sequence[object]) -> None:
        if rows:
            with self.lent("incoming", record, rows):
                self._connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def extraction_id(extractor_version: str, article_id: str, *metadata: str | None) -> str:
    """One reading of an article: by which extractor, and with what was known about the article.

    The article's id covers its text and publisher; the date that "Friday" is counted from does not
    show in it, so a corrected date is a new reading of the same article.
    """
    key = "\0".join([extractor_version, article_id, *(value or "" for value in metadata)])
    return sha256(key.encode()).hexdigest()[:32]


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Opens the file; a person who looked into it with another program gets time to close it."""
    deadline = monotonic() + SECONDS_TO_WAIT_FOR_A_STRANGER
    while True:
        try:
            return duckdb.connect(str(path))
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise
            if monotonic() > deadline:
                raise WarehouseBusy(
                    f"{path} is open in another program; close it there, and query ledger.duckdb instead"
                ) from None
        sleep(0.5)


def _arrow(record: type, rows: Iterable[object]) -> pa.Table:
    columns = _columns(record)
    items = list(rows)
    return pa.table(
        {
            name: pa.array([getattr(item, name) for item in items], ARROW_TYPES[python])
            for name, python, _ in columns
        }
    )


def _columns(record: type) -> list[tuple[str, type, bool]]:
    """Name, scalar type and nullability of each field of a record."""
    hints = get_type_hints(record)
    return [(field.name, *_scalar(hints[field.name])) for field in dataclasses.fields(record)]


def _scalar(hint: Any) -> tuple[type, bool]:
    if hint in SQL_TYPES:
        return hint, False
    if get_origin(hint) in (Union, types.UnionType):
        inner = [part for part in get_args(hint) if part is not types.NoneType]
        return _scalar(inner[0])[0], True
    # A Literal is stored as what its values are.
    return type(get_args(hint)[0]), False


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sql_columns(record: type) -> dict[str, str]:
    return {
        name: f"{SQL_TYPES[python]}{'' if nullable else ' NOT NULL'}"
        for name, python, nullable in _columns(record)
    }


_EXTRACTION_COLUMNS = {"extraction_id": "VARCHAR NOT NULL", "extractor_version": "VARCHAR NOT NULL"}

# Every table of `raw`, and the SQL types of its columns.
RAW_COLUMNS: dict[str, dict[str, str]] = {
    "raw.articles": {**_sql_columns(Article), "first_seen_at": "TIMESTAMP"},
    "raw.deliveries": {**_sql_columns(Delivery), "first_seen_at": "TIMESTAMP", "is_current": "BOOLEAN"},
    "raw.extractions": {
        **_EXTRACTION_COLUMNS,
        "article_id": "VARCHAR NOT NULL",
        "status": "VARCHAR NOT NULL",
        "error": "VARCHAR",
        "extracted_at": "TIMESTAMP",
        "is_current": "BOOLEAN",
    },
    **{table: {**_EXTRACTION_COLUMNS, **_sql_columns(record)} for _, table, record in EXTRACTED},
    **{table: _sql_columns(record) for table, record in LINKED},
    "raw.incident_moves": {**_sql_columns(IncidentMove), "moved_at": "TIMESTAMP"},
    "raw.reviews": _sql_columns(Review),
}
