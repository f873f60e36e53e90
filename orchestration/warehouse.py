"""The only module that writes DuckDB.

`warehouse.duckdb` has one writer process, and a reader in another process would block it. So whoever
opens it holds a lock on a file beside it (`orchestration.locks`). The tables of `raw` are derived from
the records; every load is one transaction that deletes and inserts the rows of its own keys.
"""

import dataclasses
import os
import re
import shutil
import types
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import duckdb
import pyarrow as pa

from orchestration.home import Lake
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
from orchestration.locks import hold
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
from orchestration.sql import literal

# Raised when a release can no longer read what an earlier one wrote, or writes what it could not read.
WAREHOUSE_FORMAT = 2
SECONDS_TO_WAIT_FOR_A_STRANGER = 15.0
# A dbt whose run was killed goes on to its end: minutes, in a large ledger.
SECONDS_TO_WAIT_FOR_AN_ORPHAN = 900.0
# DuckDB begins a file with three headers of 4,096 bytes. A smaller one holds no table yet.
SMALLEST_DATABASE_BYTES = 3 * 4096
UNKNOWN_MONTH = "unknown"
# In DuckDB's messages: the disk or its rights are at fault, and not the file.
NOT_WRITABLE = ("ermission denied", "Read-only", "No space left", "File too large", "quota")
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


class WarehouseUnusable(Exception):
    """The warehouse is damaged, or of a newer release. The message says what to do."""


class NotTested(Exception):
    """The marts were not built and tested as a whole, so they are not published."""


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """An article to read: `again` if this extractor or an earlier one has read it as it stands."""

    extraction_id: str
    article_id: str
    month: str = UNKNOWN_MONTH
    again: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is: of all current articles, and in characters of those asked for."""

    characters: int
    unread: int
    outdated: int


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


def lock_of(path: Path) -> Path:
    """The lock that goes with the warehouse at `path`."""
    return path.with_suffix(".lock")


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Holds the warehouse at `path` against every other process of the ledger; waits for its turn."""
    with hold(lock_of(path)):
        yield


@contextmanager
def open_warehouse(path: Path, lake: Lake | None = None) -> Iterator["Warehouse"]:
    """The warehouse at `path`, or the lake, its tables made if they are missing, closed whatever happens.

    Raises `WarehouseBusy` or `WarehouseUnusable`, whose messages are for people.
    """
    with exclusive(path):
        connection = _connect_lake(lake) if lake else _connect(path)
        try:
            warehouse = Warehouse(connection)
            warehouse.require_known_format(path)
            warehouse.create_tables()
            yield warehouse
        except duckdb.IOException as error:
            raise _unusable(lake or path, str(error)) from error
        finally:
            connection.close()


def copy_to_lake(path: Path, lake: Lake) -> int:
    """Copies what no run can make again, `raw` and `history`, from the warehouse at `path`; returns the rows.

    Raises `WarehouseUnusable`, also if there are tables in the lake.
    """
    with exclusive(path):
        connection = _connect_lake(lake)
        try:
            found = connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
            if found != (0,):
                raise WarehouseUnusable(f"the lake {lake.catalogue} is not empty, and was left as it is")
            connection.execute(f"ATTACH {literal(str(path))} AS file (READ_ONLY)")
            tables = connection.execute(
                "SELECT schema_name, table_name FROM duckdb_tables()"
                " WHERE database_name = 'file' AND schema_name IN ('raw', 'history')"
            ).fetchall()
            connection.execute("BEGIN")
            rows = 0
            for schema, table in tables:
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
                connection.execute(f"CREATE TABLE {schema}.{table} AS FROM file.{schema}.{table}")
                rows += _count(connection, f"{schema}.{table}")
            connection.execute("COMMIT")
            return rows
        except duckdb.Error as error:
            raise _unusable(lake, str(error)) from None
        finally:
            connection.close()


class Warehouse:
    """An open warehouse. Get one from `open_warehouse`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def require_known_format(self, path: Path) -> None:
        """Raises `WarehouseUnusable` if a later release than this one wrote the warehouse."""
        if not self.scalar(
            "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'raw' AND table_name = 'meta'"
        ):
            return
        found = int(self.meta("format") or 0)
        if found > WAREHOUSE_FORMAT:
            raise WarehouseUnusable(
                f"{path} was written by a newer release of the ledger (format {found}; this release knows"
                f" {WAREHOUSE_FORMAT}): use that release, or `make restore` a backup of before the upgrade"
            )

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
        if self.meta("format") != str(WAREHOUSE_FORMAT):
            self.set_meta("format", str(WAREHOUSE_FORMAT))

    def meta(self, key: str) -> str | None:
        """What the warehouse says about itself: its `format`, and the state of its `marts`."""
        row = self._connection.execute("SELECT value FROM raw.meta WHERE key = $key", {"key": key}).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Replaces what the warehouse says about itself under `key`."""
        with self._transaction():
            self._connection.execute("DELETE FROM raw.meta WHERE key = $key", {"key": key})
            self._connection.execute(
                "INSERT INTO raw.meta VALUES ($key, $value)", {"key": key, "value": value}
            )

    def now(self) -> datetime:
        """The time in UTC, never before the last that is stored.

        History is read in the order of its times. A clock that is put back would turn it round.
        """
        system = datetime.now(UTC).replace(tzinfo=None)
        latest = self.latest_time()
        return max(system, latest + timedelta(microseconds=1)) if latest else system

    def latest_time(self) -> datetime | None:
        """The last time that is stored anywhere; None in an empty warehouse."""
        return self.scalar(
            "SELECT greatest((SELECT max(extracted_at) FROM raw.extractions),"
            " (SELECT max(first_seen_at) FROM raw.deliveries), (SELECT max(ended_at) FROM raw.runs))"
        )

    def record_run(self, run_id: str, started_at: datetime, **values: Any) -> None:
        """Sets columns of the run's row in `raw.runs`, which is made if it is new; the rest stay."""
        known = {name: values[name] for name in RUN_COLUMNS if name in values}
        if len(known) != len(values):
            raise KeyError(f"no column of raw.runs: {sorted(values.keys() - known.keys())}")
        with self._transaction():
            present = self._connection.execute(
                "SELECT count(*) FROM raw.runs WHERE run_id = $id", {"id": run_id}
            ).fetchone()
            if not present or not present[0]:
                self._connection.execute(
                    "INSERT INTO raw.runs (run_id, started_at) VALUES ($id, $at)",
                    {"id": run_id, "at": started_at},
                )
            assignments = ", ".join(f"{name} = ${name}" for name in known)
            self._connection.execute(
                f"UPDATE raw.runs SET {assignments} WHERE run_id = $id", {**known, "id": run_id}
            )

    def store_inbox(
        self, articles: Sequence[Article], deliveries: Sequence[Delivery], gone: Sequence[str] | None = None
    ) -> None:
        """Stores what was settled. Rows of what left the inbox stay, no longer current.

        With `gone`, the ids of the deliveries that left: all others stay as they are. Without it
        `deliveries` are the whole inbox.
        """
        ids = [d.delivery_id for d in deliveries]
        with self._transaction():
            self._merge("raw.articles", "article_id", Article, articles)
            self._merge("raw.deliveries", "delivery_id", Delivery, deliveries)
            if gone is None:
                self._mark_current("raw.deliveries", "delivery_id", ids)
                return
            for state, keys in (("false", list(gone)), ("true", ids)):
                self._connection.execute(
                    f"UPDATE raw.deliveries SET is_current = {state}"
                    f" WHERE is_current IS DISTINCT FROM {state}"
                    " AND delivery_id IN (SELECT unnest($ids::VARCHAR[]))",
                    {"ids": keys},
                )

    def inbox_files(self, reading_version: str) -> dict[str, str | None]:
        """The files that this version read, with their stamps; nothing if the last run was by another."""
        return dict(
            self.rows(
                "SELECT file_path, stamp FROM raw.inbox_files WHERE reading_version = $version",
                {"version": reading_version},
            )
        )

    def deliveries_of_files(self, paths: Sequence[str]) -> set[str]:
        """The ids of the current deliveries that came with these files."""
        return {
            key
            for (key,) in self.rows(
                "SELECT delivery_id FROM raw.deliveries WHERE is_current AND delivery_id IN ("
                " SELECT unnest(delivery_ids) FROM raw.inbox_files"
                " WHERE file_path IN (SELECT unnest($paths::VARCHAR[])))",
                {"paths": list(paths)},
            )
        }

    def store_inbox_files(
        self,
        reading_version: str,
        files: Sequence[tuple[str, str | None, list[str]]],
        gone: Sequence[str] | None,
    ) -> None:
        """Stores which deliveries came with each file that was read (path, stamp, ids), in place of what was
        known of it and of the files that are `gone`; without these, in place of all."""
        loaded = pa.table(
            {
                "file_path": pa.array([path for path, _, _ in files], pa.string()),
                "stamp": pa.array([stamp for _, stamp, _ in files], pa.string()),
                "delivery_ids": pa.array([ids for _, _, ids in files], pa.list_(pa.string())),
            }
        )
        self._connection.register("incoming", loaded)
        with self._transaction():
            if gone is None:
                self._connection.execute("DELETE FROM raw.inbox_files")
            else:
                self._connection.execute(
                    "DELETE FROM raw.inbox_files WHERE file_path IN (SELECT file_path FROM incoming)"
                    " OR file_path IN (SELECT unnest($gone::VARCHAR[]))",
                    {"gone": list(gone)},
                )
            self._connection.execute(
                "INSERT INTO raw.inbox_files BY NAME SELECT *, $version AS reading_version FROM incoming",
                {"version": reading_version},
            )
        self._connection.unregister("incoming")

    def languages(self, article_ids: Sequence[str]) -> dict[str, str]:
        """The languages of those of these articles that somebody has looked at, by article id."""
        return dict(
            self.rows(
                "SELECT article_id, language FROM raw.articles"
                " WHERE language IS NOT NULL AND article_id IN (SELECT unnest($ids::VARCHAR[]))",
                {"ids": list(article_ids)},
            )
        )

    def select_extractions(
        self,
        extractor_version: str,
        months: Collection[str] = (),
        limit_again: int | None = None,
    ) -> list[Task]:
        """What there is to read.

        New and changed articles, and those that failed, come first and all. Then come those that only
        an earlier extractor has read, the newest months first, at most `limit_again` of them. With
        `months` (`2015-10`, `unknown`) instead: all articles of these months, read or not.

        Marks on the way which extractor reads now, and which reading of each article counts: that by
        this extractor of the article as it stands, and until there is one, the last that was done.
        """
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE wanted AS {_WANTED}",
            {"version": extractor_version, "unknown": UNKNOWN_MONTH},
        )
        with self._transaction():
            self._connection.execute(
                "INSERT INTO raw.extractors SELECT $version, false"
                " WHERE $version NOT IN (SELECT extractor_version FROM raw.extractors)",
                {"version": extractor_version},
            )
            self._mark_current("raw.extractors", "extractor_version", [extractor_version])
            self._connection.execute(
                "UPDATE raw.extractions SET is_current = NOT coalesce(is_current, false)"
                " WHERE coalesce(is_current, false) <>"
                " (extraction_id IN (SELECT counts_id FROM wanted WHERE counts_id IS NOT NULL))"
            )
        is_task = "month IN (SELECT unnest($months::VARCHAR[]))" if months else "NOT is_done"
        is_again = "is_there OR was_read" if months else "was_read"
        tasks = [
            Task(*row)
            for row in self.rows(
                f"SELECT extraction_id, article_id, month, {is_again} FROM wanted WHERE {is_task}"
                " ORDER BY source_ref, article_id",
                {"months": list(months)} if months else None,
            )
        ]
        self._connection.execute("DROP TABLE wanted")
        first = [task for task in tasks if not task.again]
        again = sorted((task for task in tasks if task.again), key=lambda task: task.month, reverse=True)
        return first + (again if months else again[:limit_again])

    def progress(self, extractor_version: str, article_ids: Sequence[str]) -> Progress:
        """How long these articles are together, how many of all current ones no reading of theirs
        is done of, and how many only an earlier extractor has read."""
        row = self._connection.execute(
            "SELECT (SELECT coalesce(sum(length(text)), 0) FROM raw.articles"
            " WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))),"
            " count(*) FILTER (e.status IS DISTINCT FROM 'done'),"
            " count(*) FILTER (e.status = 'done' AND e.extractor_version <> $version)"
            " FROM (SELECT DISTINCT d.article_id FROM raw.deliveries AS d"
            " INNER JOIN raw.articles AS t ON d.article_id = t.article_id"
            " WHERE d.is_current AND d.outcome = 'accepted'"
            " AND coalesce(t.language, 'und') IN ('en', 'und')) AS a"
            " LEFT JOIN raw.extractions AS e ON a.article_id = e.article_id AND e.is_current",
            {"ids": list(article_ids), "version": extractor_version},
        ).fetchone()
        assert row is not None
        return Progress(*map(int, row))

    def months(self) -> list[str]:
        """The months of publication (`2015-10`, `unknown`) of the articles that are current."""
        return [
            row[0]
            for row in self.rows(
                f"SELECT DISTINCT coalesce(substr(published_on, 1, 7), '{UNKNOWN_MONTH}') AS month"
                " FROM raw.articles WHERE article_id IN"
                " (SELECT article_id FROM raw.deliveries WHERE is_current AND outcome = 'accepted')"
                " ORDER BY month"
            )
        ]

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
        """Stores what was read from each article, or the reason why nothing could be.

        From then on this is the reading that counts; those before it stay, no longer current.
        """
        with self._transaction():
            keys = {"ids": [task.extraction_id for task, _ in results]}
            self._connection.execute(
                "UPDATE raw.extractions SET is_current = false"
                " WHERE is_current AND article_id IN (SELECT unnest($articles::VARCHAR[]))",
                {"articles": [task.article_id for task, _ in results]},
            )
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

    def fingerprints(self, schema: str) -> dict[str, str]:
        """Of each table of a schema, by name, a value that changes when any of its rows does.

        What is only remembered of the last run, and says nothing that other tables do not, is left out.
        Comparable within one version of DuckDB, whose hash it is. A row order means nothing.
        """
        tables = self.rows(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = $schema"
            " AND database_name = current_database()"
            " AND table_name NOT IN (SELECT unnest($remembered::VARCHAR[])) ORDER BY table_name",
            {"schema": schema, "remembered": list(REMEMBERED)},
        )
        rows = "SELECT concat(count(*), ':', sum(hash(t))) FROM"
        return {name: self.scalar(f'{rows} "{schema}"."{name}" AS t') for (name,) in tables}

    def has_relations(self, names: Collection[tuple[str, str]]) -> bool:
        """Whether every one of these is there: schema and name of tables and views."""
        there = self.rows(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = current_database()"
            " UNION ALL"
            " SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = current_database()"
        )
        return set(names) <= set(there)

    def preview(self, table: str, limit: int = 5) -> Preview:
        """The row count of a table, view or query in brackets, and its first rows as they lie."""
        cursor = self._connection.execute(f"SELECT * FROM {table} LIMIT {limit}")
        columns = tuple(column[0] for column in cursor.description)
        rows = tuple(cursor.fetchall())
        count = len(rows) if len(rows) < limit else self.scalar(f"SELECT count(*) FROM {table}")
        return Preview(count, columns, rows)

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
                "UPDATE raw.incident_moves SET moved_at = $now WHERE moved_at IS NULL", {"now": self.now()}
            )

    def begin_build(self, *, anew: bool) -> None:
        """Marks the marts as being built; `anew` all their rows, and not only those of what changed."""
        self.set_meta(MARTS, BUILDING)
        if anew:
            self.set_meta(PUBLISHED, "")

    def end_build(self) -> None:
        """Marks the marts as built and tested as a whole, and the articles as built as they were then."""
        if not (self.meta(PUBLISHED) or "").startswith(f"{self.meta(BUILD)} "):
            self.set_meta(PUBLISHED, "")
        self.set_meta(BUILD, str(int(self.meta(BUILD) or 0) + 1))
        with self._transaction():
            self._connection.execute(
                f"DELETE FROM raw.built_articles WHERE article_id IN ({_CHANGED_ARTICLES})"
            )
            self._connection.execute(
                "INSERT INTO raw.built_articles BY NAME SELECT article_id, state_hash, incident_ids"
                " FROM intermediate.int_changed_articles WHERE state_hash IS NOT NULL"
            )
        self.set_meta(MARTS, TESTED)

    def publish(self, target: Path, tables: Collection[str], views: str = "") -> list[tuple[str, int]]:
        """Replaces `target` by a copy of these tables of `marts`, in one step; returns their row counts.

        `views` is SQL that adds views and macros to the copy. Whoever has the old file open keeps
        reading it undisturbed. What else lies in `marts` is left out: a table of an earlier release,
        or one that a killed build left half made.

        Raises `NotTested` if the last build of the marts did not come to its end.
        """
        if self.meta(MARTS) != TESTED:
            raise NotTested(
                "the last build of the marts did not come to its end, or a data test failed:"
                " the published ledger stays as it is; run the whole job again"
            )
        for leftover in target.parent.glob(f".{target.name}.*"):
            leftover.unlink()
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        published = self.meta(PUBLISHED)
        kept = CARRIED_OVER if published and published.split(" ", 1)[1] == _stamp(target) else {}
        if kept:
            shutil.copyfile(target, temporary)
        self._connection.execute(f"ATTACH {literal(str(temporary))} AS published")
        try:
            counts = self._copy_marts(tables, kept)
            self._connection.execute("CHECKPOINT published")
        finally:
            self._connection.execute("DETACH published")
        with duckdb.connect(str(temporary)) as published:
            published.execute(views)
        _sync(temporary)
        # A log that a reader left behind belongs to the old file and must not be replayed on the new.
        target.with_name(f"{target.name}.wal").unlink(missing_ok=True)
        temporary.replace(target)
        _sync(target.parent)
        self.set_meta(PUBLISHED, f"{self.meta(BUILD) or 0} {_stamp(target)}")
        return counts

    def tidy(self) -> None:
        """Of a lake: merges the small files of many transactions, and removes what nobody reads any more."""
        from orchestration.lake import tidy

        tidy(self._connection)

    def _copy_marts(
        self, tables: Collection[str], kept: Mapping[str, tuple[str, str]]
    ) -> list[tuple[str, int]]:
        """Copies the tables; those that are `kept` are there already but for the articles or incidents that changed."""
        names = {"names": sorted(tables)}
        described = self._connection.execute(
            "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'marts'"
            " AND database_name = current_database() AND table_name IN (SELECT unnest($names::VARCHAR[]))"
            " ORDER BY table_name",
            names,
        ).fetchall()
        columns = self._connection.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE schema_name = 'marts'"
            " AND database_name = current_database() AND comment IS NOT NULL"
            " AND table_name IN (SELECT unnest($names::VARCHAR[]))",
            names,
        ).fetchall()
        run = self._connection.execute
        run("CREATE SCHEMA IF NOT EXISTS published.marts")
        for (name,) in self.rows(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'published' ORDER BY table_name"
        ):
            if name not in kept:
                run(f'DROP TABLE published.marts."{name}"')
        counts = []
        for name, comment in described:
            if name in kept:
                key, changed = kept[name]
                run(f"DELETE FROM published.marts.{name} WHERE {key} IN ({changed})")
                run(
                    f"INSERT INTO published.marts.{name} BY NAME"
                    f" SELECT * FROM marts.{name} WHERE {key} IN ({changed})"
                )
            else:
                run(f"CREATE TABLE published.marts.{name} AS FROM marts.{name}")
                run(f"COMMENT ON TABLE published.marts.{name} IS {literal(comment or '')}")
            counts.append((name, self.scalar(f"SELECT count(*) FROM published.marts.{name}")))
        for table, column, comment in columns:
            if table in kept:
                continue
            run(f'COMMENT ON COLUMN published.marts.{table}."{column}" IS {literal(comment)}')
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
            "UPDATE changed SET first_seen_at = $now WHERE first_seen_at IS NULL", {"now": self.now()}
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
            {"version": extractor_version, "now": self.now()},
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


def table_counts(path: Path) -> dict[str, int]:
    """The rows of each table of a DuckDB file that is only read; raises `WarehouseUnusable`."""
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            names = connection.execute(
                "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() ORDER BY name"
            ).fetchall()
            return {name: _count(connection, name) for (name,) in names}
    except duckdb.Error as error:
        raise _unusable(path, str(error)) from None


def read_every_block(warehouse: "Warehouse") -> int:
    """Reads every value of every table, so that a damaged block shows; returns the number of rows."""
    rows = 0
    try:
        for schema, name in warehouse.rows("SELECT schema_name, table_name FROM duckdb_tables()"):
            (found,) = warehouse.rows(f'SELECT count(*), bit_xor(hash(t)) FROM "{schema}"."{name}" AS t')
            rows += found[0]
    except duckdb.Error as error:
        raise _unusable(Path("warehouse.duckdb"), str(error)) from None
    return rows


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return row[0] if row else 0


def _reading_of(version: str) -> str:
    """SQL for the id of one reading of an article: by which extractor, and with what was known about it.

    The article's id covers its text and publisher; the date that "Friday" is counted from does not
    show in it, so a corrected date is a new reading of the same article.
    """
    told = ", ".join(f"coalesce(a.{name}, '')" for name in ("url", "title", "publisher", "published_on"))
    return f"sha256(concat_ws(chr(0), {version}, a.article_id, {told}))[:32]"


# Each current article in English: the reading that is wanted, the one that counts meanwhile, whether the wanted
# one is there and did not fail, and whether an earlier extractor, or this one, read it as it stands.
_WANTED = f"""
    WITH latest AS (
        SELECT article_id, max({{read_at: extracted_at, version: extractor_version, id: extraction_id}}) AS reading
        FROM raw.extractions WHERE status = 'done' GROUP BY article_id
    ),
    current_articles AS (
        SELECT
            a.article_id, a.source_ref,
            coalesce(substr(a.published_on, 1, 7), $unknown) AS month,
            {_reading_of("$version")} AS extraction_id,
            l.reading.id AS latest_id,
            l.reading.id = {_reading_of("l.reading.version")} AS was_read
        FROM raw.articles AS a
        LEFT JOIN latest AS l ON a.article_id = l.article_id
        WHERE coalesce(a.language, 'und') IN ('en', 'und') AND a.article_id IN (
            SELECT article_id FROM raw.deliveries WHERE is_current AND outcome = 'accepted'
        )
    )
    SELECT
        c.article_id, c.source_ref, c.month, c.extraction_id,
        coalesce(e.extraction_id, c.latest_id) AS counts_id,
        e.extraction_id IS NOT NULL AS is_there,
        coalesce(e.status <> 'failed', false) AS is_done,
        coalesce(c.was_read AND e.extraction_id IS NULL, false) AS was_read
    FROM current_articles AS c
    LEFT JOIN raw.extractions AS e ON c.extraction_id = e.extraction_id
"""


def _connect_lake(lake: Lake) -> duckdb.DuckDBPyConnection:
    from orchestration.lake import attach

    connection = duckdb.connect()
    try:
        attach(connection, lake)
    except duckdb.Error as error:
        connection.close()
        raise _unusable(lake, str(error)) from None
    return connection


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Opens the file; whoever looked into it with another program gets time to close it."""
    began = monotonic()
    while True:
        try:
            return duckdb.connect(str(path))
        except duckdb.Error as error:
            message = str(error)
            if "lock" in message and "Could not set lock" in message:
                orphan = _is_dbt(_holder(message))
                patience = SECONDS_TO_WAIT_FOR_AN_ORPHAN if orphan else SECONDS_TO_WAIT_FOR_A_STRANGER
                if monotonic() - began > patience:
                    raise WarehouseBusy(
                        f"{path} is open in another program; close it there, and query ledger.duckdb instead"
                    ) from None
            elif _was_being_made(path):
                # The process that was making it was killed before there was a table.
                path.unlink()
            else:
                raise _unusable(path, message) from None
        sleep(0.5)


def _holder(message: str) -> int | None:
    """The process that DuckDB names as the holder of its lock."""
    found = re.search(r"PID (\d+)", message)
    return int(found.group(1)) if found else None


def _is_dbt(pid: int | None) -> bool:
    try:
        return pid is not None and b"dbt" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _was_being_made(path: Path) -> bool:
    return path.stat().st_size <= SMALLEST_DATABASE_BYTES and not path.with_name("ledger.duckdb").exists()


def _unusable(path: Path | Lake, message: str) -> WarehouseUnusable:
    reason = " ".join(message.split())
    if isinstance(path, Lake):
        return WarehouseUnusable(f"the lake {path.catalogue} cannot be used ({reason})")
    if "version number" in reason:
        return WarehouseUnusable(
            f"{path} was written by a newer DuckDB than this environment has: use the release of the"
            f" ledger that wrote it, or `make restore` a backup ({reason})"
        )
    if any(words in reason for words in NOT_WRITABLE):
        return WarehouseUnusable(f"{path} cannot be written ({reason})")
    if path.name != "warehouse.duckdb":
        return WarehouseUnusable(f"{path} is damaged ({reason})")
    return WarehouseUnusable(
        f"{path} is damaged: `make doctor` tells what is wrong, `make restore` brings the last backup back;"
        f" ledger.duckdb stays as it is meanwhile ({reason})"
    )


def arrow_schema(record: type) -> pa.Schema:
    """The fields of a record as columns."""
    return pa.schema({name: ARROW_TYPES[python] for name, python, _ in _columns(record)})


def _arrow(record: type, rows: Iterable[object]) -> pa.Table:
    schema, items = arrow_schema(record), list(rows)
    return pa.table([[getattr(item, name) for item in items] for name in schema.names], schema)


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


def _stamp(path: Path) -> str:
    """Tells whether it is still the file that it was."""
    try:
        found = path.stat()
    except OSError:
        return "none"
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


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


# The state of the marts, under `raw.meta`: what is published was built and tested as a whole.
MARTS = "marts"
BUILDING = "building"
TESTED = "tested"
# The number of the last build, and that of the build that was published with the stamp of the file; empty where
# the published file is not what the marts were before the last build.
BUILD = "build"
PUBLISHED = "published"
_CHANGED_ARTICLES = "SELECT article_id FROM intermediate.int_changed_articles"
_CHANGED_INCIDENTS = "SELECT incident_id FROM intermediate.int_changed_incidents"
# The marts that are large, with the column by which their rows are made anew, and which of its values a build did.
CARRIED_OVER = {
    "dim_articles": ("article_id", _CHANGED_ARTICLES),
    "fct_strikes": ("article_id", _CHANGED_ARTICLES),
    "fct_casualty_claims": ("article_id", _CHANGED_ARTICLES),
    "fct_territorial_changes": ("article_id", _CHANGED_ARTICLES),
    "fct_mentions": ("article_id", _CHANGED_ARTICLES),
    "fct_rejected_candidates": ("article_id", _CHANGED_ARTICLES),
    "dim_incidents": ("incident_id", _CHANGED_INCIDENTS),
    "bridge_incident_claims": ("incident_id", _CHANGED_INCIDENTS),
    "mart_acled_events": ("event_id_cnty", _CHANGED_INCIDENTS),
    "mart_ucdp_events": ("id", _CHANGED_INCIDENTS),
    "mart_contested_incidents": ("incident_id", _CHANGED_INCIDENTS),
    "mart_civilian_harm": ("incident_id", _CHANGED_INCIDENTS),
}
# The tables of `raw` in which a run remembers what the one before it did.
REMEMBERED = ("meta", "built_articles", "inbox_files")

# One row a run: what it was given, by what it was made, how long it took, and what came of it.
RUN_COLUMNS = {
    "job": "VARCHAR",
    "started_by": "VARCHAR",
    "started_at": "TIMESTAMP",
    "ended_at": "TIMESTAMP",
    "build_began_at": "TIMESTAMP",
    "published_at": "TIMESTAMP",
    "failed_stage": "VARCHAR",
    "error": "VARCHAR",
    "inbox": "VARCHAR",
    "months": "VARCHAR",
    "ledger_version": "VARCHAR",
    "extractor_version": "VARCHAR",
    "dagster_version": "VARCHAR",
    "dbt_version": "VARCHAR",
    "duckdb_version": "VARCHAR",
    "inbox_seconds": "DOUBLE",
    "extraction_seconds": "DOUBLE",
    "build_seconds": "DOUBLE",
    "publish_seconds": "DOUBLE",
    "accepted_count": "BIGINT",
    "duplicate_count": "BIGINT",
    "refused_count": "BIGINT",
    "read_count": "BIGINT",
    "read_again_count": "BIGINT",
    "read_chars": "BIGINT",
    "unread_count": "BIGINT",
    "outdated_count": "BIGINT",
    "published_row_count": "BIGINT",
}

_EXTRACTION_COLUMNS = {"extraction_id": "VARCHAR NOT NULL", "extractor_version": "VARCHAR NOT NULL"}

# Every table of `raw`, and the SQL types of its columns.
RAW_COLUMNS: dict[str, dict[str, str]] = {
    "raw.articles": {**_sql_columns(Article), "first_seen_at": "TIMESTAMP"},
    "raw.deliveries": {**_sql_columns(Delivery), "first_seen_at": "TIMESTAMP", "is_current": "BOOLEAN"},
    # Which deliveries came with each file of the inbox, and its stamp: a file that has it still is not read.
    "raw.inbox_files": {
        "file_path": "VARCHAR NOT NULL",
        "stamp": "VARCHAR",
        "delivery_ids": "VARCHAR[]",
        "reading_version": "VARCHAR NOT NULL",
    },
    "raw.extractions": {
        **_EXTRACTION_COLUMNS,
        "article_id": "VARCHAR NOT NULL",
        "status": "VARCHAR NOT NULL",
        "error": "VARCHAR",
        "extracted_at": "TIMESTAMP",
        "is_current": "BOOLEAN",
    },
    "raw.extractors": {"extractor_version": "VARCHAR NOT NULL", "is_current": "BOOLEAN"},
    **{table: {**_EXTRACTION_COLUMNS, **_sql_columns(record)} for _, table, record in EXTRACTED},
    **{table: _sql_columns(record) for table, record in LINKED},
    "raw.incident_moves": {**_sql_columns(IncidentMove), "moved_at": "TIMESTAMP"},
    "raw.reviews": _sql_columns(Review),
    # What `int_article_states` said of each article when the marts were last built and tested.
    "raw.built_articles": {
        "article_id": "VARCHAR NOT NULL",
        "state_hash": "UBIGINT NOT NULL",
        "incident_ids": "VARCHAR[]",
    },
    "raw.runs": {"run_id": "VARCHAR NOT NULL", **RUN_COLUMNS},
    "raw.meta": {"key": "VARCHAR NOT NULL", "value": "VARCHAR"},
}
