"""Where things lie: the inbox, and the folder of everything that is produced.

Both come from the environment, so that one checkout serves any number of ledgers. No other module
reads the environment for a path.
"""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from orchestration.ingestion.deliveries import Limits

REPO = Path(__file__).resolve().parent.parent
REFERENCE_DIR = REPO / "seeds" / "reference"
EXAMPLES_DIR = REPO / "seeds" / "articles"
DBT_DIR = REPO / "dbt_project"
# What can be built again from this checkout, for all its homes: named by content, so never stale.
CACHE_DIR = REPO / ".cache"
# How many articles a run reads again for a new extractor: a large archive would hold it up for days.
READ_AGAIN = 5000
# Bytes that must be free in the home before a run begins.
FREE_SPACE = 200_000_000

# What a ledger may share with other machines, besides its inbox.
SHARED = ("LEDGER_RAY", "LEDGER_RAY_FILES", "LEDGER_LAKE", "LEDGER_LAKE_FILES")


class SettingError(Exception):
    """A setting in the environment cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Home:
    """The layout of `LEDGER_HOME`."""

    root: Path

    @property
    def dagster(self) -> Path:
        """Dagster's own state: runs, events, schedules (DAGSTER_HOME)."""
        return self.root / "dagster"

    @property
    def warehouse(self) -> Path:
        """The working database. One process at a time opens it; people read `ledger`."""
        return self.root / "warehouse.duckdb"

    @property
    def run_lock(self) -> Path:
        """Locked by the run that is going on, from its first step to its last."""
        return self.root / "run.lock"

    @property
    def ui_lock(self) -> Path:
        """Locked by the UI for as long as it runs."""
        return self.root / "ui.lock"

    @property
    def backups(self) -> Path:
        """What `make backup` made, a folder each."""
        return self.root / "backups"

    @property
    def ledger(self) -> Path:
        """The published copy, replaced as a whole at the end of a run."""
        return self.root / "ledger.duckdb"

    @property
    def report(self) -> Path:
        """The pages that show the published copy; `index.html` is the first."""
        return self.root / "report"

    @property
    def exports(self) -> Path:
        """The published tables in open formats, replaced as a whole."""
        return self.root / "exports"

    @property
    def reviews(self) -> Path:
        """What analysts say of claims and links, as a CSV that they write; it need not exist."""
        return self.root / "reviews.csv"

    @property
    def quarantine(self) -> Path:
        """Copies of what was refused, each with its reason."""
        return self.root / "quarantine"

    @property
    def feeds_file(self) -> Path:
        """Which feeds to fetch, written by whoever runs the ledger. Need not be there."""
        return self.root / "feeds.yml"

    @property
    def feeds(self) -> Path:
        """What was fetched from feeds: files that are never changed, read as if they lay in the inbox."""
        return self.root / "feeds"

    @property
    def cache(self) -> Path:
        """What can be built again, such as the index of places: one for all homes."""
        return CACHE_DIR

    @property
    def logs(self) -> Path:
        """What runs log, a line of JSON an entry; and all that the last one at the command line printed."""
        return self.root / "logs"

    @property
    def dbt_target(self) -> Path:
        """What dbt builds and logs in this home, and its docs."""
        return self.root / "dbt"

    def prepare(self) -> None:
        """Makes the folder usable by Dagster: settings in place, before any process starts in it.

        Raises `OSError` if the folder cannot be written to.
        """
        self.dagster.mkdir(parents=True, exist_ok=True)
        self.logs.mkdir(exist_ok=True)
        probe = self.root / f".writable.{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
        settings = self.dagster / "dagster.yaml"
        source = REPO / "dagster.yaml"
        if not settings.exists() or settings.read_bytes() != source.read_bytes():
            temporary = settings.with_name(f".dagster.yaml.{os.getpid()}")
            shutil.copyfile(source, temporary)
            temporary.replace(settings)


@dataclass(frozen=True, slots=True)
class Lake:
    """A warehouse for several machines, in place of `Home.warehouse`.

    `catalogue` is a connection string of libpq without a password, `files` the folder of its Parquet files,
    which must be the same folder on all machines.
    """

    catalogue: str
    files: str

    @property
    def address(self) -> str:
        """As DuckDB attaches it."""
        return f"ducklake:postgres:{self.catalogue}"


@dataclass(frozen=True, slots=True)
class Ray:
    """A cluster that reads the articles: its address (`auto`: that of this machine), and a folder all nodes share."""

    address: str
    files: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """One ledger: what goes in, and where it comes out."""

    home: Home
    inbox: Path
    limits: Limits
    read_again: int = READ_AGAIN
    free_space: int = FREE_SPACE
    workers: int = 1
    ray: Ray | None = None
    lake: Lake | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings that docs/operations.md lists; raises `SettingError` naming a wrong one."""
        default = Limits()
        home = Home(_path(environment, "LEDGER_HOME", REPO / "data"))
        return cls(
            home=home,
            inbox=_path(environment, "LEDGER_INBOX", EXAMPLES_DIR),
            limits=Limits(
                file_bytes=int(_number(environment, "LEDGER_MAX_FILE_MB", default.file_bytes / 1e6) * 1e6),
                text_chars=int(_number(environment, "LEDGER_MAX_TEXT_CHARS", default.text_chars)),
                archive_bytes=int(
                    _number(environment, "LEDGER_MAX_ARCHIVE_MB", default.archive_bytes / 1e6) * 1e6
                ),
                records=int(_number(environment, "LEDGER_MAX_RECORDS", default.records)),
                seconds=_number(environment, "LEDGER_MAX_SECONDS", default.seconds),
            ),
            read_again=int(_number(environment, "LEDGER_READ_AGAIN", READ_AGAIN, least=0)),
            free_space=int(_number(environment, "LEDGER_MIN_FREE_MB", FREE_SPACE / 1e6, least=0) * 1e6),
            workers=max(1, int(_number(environment, "LEDGER_WORKERS", _cores()))),
            ray=_ray(environment, home),
            lake=_lake(environment, home),
        )


def environment_of(home: Path, inbox: Path) -> dict[str, str]:
    """For a process that has another home than this one: it must not write into the lake of this one."""
    own = {name: value for name, value in os.environ.items() if name not in SHARED}
    return {**own, "LEDGER_HOME": str(home), "LEDGER_INBOX": str(inbox)}


def _ray(environment: Mapping[str, str], home: Home) -> Ray | None:
    address = environment.get("LEDGER_RAY")
    if not address:
        return None
    _require("LEDGER_RAY", "ray")
    return Ray(address, _path(environment, "LEDGER_RAY_FILES", home.root / "ray"))


def _lake(environment: Mapping[str, str], home: Home) -> Lake | None:
    catalogue = environment.get("LEDGER_LAKE")
    if not catalogue:
        return None
    if "password" in catalogue:
        raise SettingError("LEDGER_LAKE must not hold a password: use PGPASSWORD or ~/.pgpass")
    _require("LEDGER_LAKE", "psycopg", "duckdb_extension_ducklake", "duckdb_extension_postgres_scanner")
    return Lake(catalogue, f"{_path(environment, 'LEDGER_LAKE_FILES', home.root / 'lake')}/")


def _require(setting: str, *modules: str) -> None:
    """Raises `SettingError` if the packages of the extra `scale` are not there."""
    if missing := [name for name in modules if find_spec(name) is None]:
        raise SettingError(
            f"{setting} needs packages that are not installed ({', '.join(missing)}): make scale"
        )


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _path(environment: Mapping[str, str], name: str, default: Path) -> Path:
    value = environment.get(name)
    return Path(value).expanduser().absolute() if value else default


def _number(
    environment: Mapping[str, str], name: str, default: float, *, least: float | None = None
) -> float:
    """The number in a variable: more than 0, or `least` and more."""
    value = environment.get(name)
    if not value:
        return default
    try:
        number = float(value)
    except ValueError:
        raise SettingError(f"{name} is not a number: {value!r}") from None
    if least is None and number <= 0:
        raise SettingError(f"{name} must be more than 0, not {value!r}")
    if least is not None and number < least:
        raise SettingError(f"{name} must be {least:g} or more, not {value!r}")
    return number
