"""dbt in this process, by its documented Python entry point: no second interpreter, no second parse.

Knows nothing of Dagster. The project is parsed once a checkout and kept in the cache, named by its
content, so that neither a new home nor a rerun parses it again.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from orchestration.duckdb_extension import UNPACKED
from orchestration.home import CACHE_DIR, DBT_DIR, REFERENCE_DIR, Lake

# Folders that dbt writes into, if a person runs it by hand.
DBT_OUTPUTS = frozenset(("target", "logs", "dbt_packages"))
MANIFEST, PARSED = "manifest.json", "partial_parse.msgpack"
MAX_REASONS = 5
# The dictionaries that models read (dbt_project/models/staging/_seeds.yml).
SEEDS = ("actors", "countries", "weapons")


class DbtFailed(Exception):
    """dbt did not do what it was told; the message is dbt's own."""


@dataclass(frozen=True, slots=True)
class NodeResult:
    """What became of one node: a model, a seed or a data test.

    `status` is dbt's word (success, pass, warn, fail, error, skipped), `failures` the number of rows
    that a data test found, `seconds` what the node took.
    """

    unique_id: str
    status: str
    seconds: float
    failures: int | None
    message: str | None

    @property
    def failed(self) -> bool:
        """Whether the build is unsuccessful because of it."""
        return self.status in ("error", "fail")


def prepare_project(cache: Path = CACHE_DIR) -> Path:
    """A folder with the project as parsed from the files on disk; parsed only if that was not done yet."""
    folder = cache / "dbt" / f"parsed-{_fingerprint(DBT_DIR)}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as temporary:
            target = Path(temporary, "target")
            _invoke(["parse", "--no-partial-parse", *_folders(target)])
            if not folder.exists():
                target.replace(folder)
        for other in folder.parent.glob("parsed-*"):
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
    return folder


def preload() -> None:
    """Imports what `build` will need: seconds that a caller may spend while another process works."""
    import dbt.adapters.duckdb
    import dbt.cli.main
    import dbt.task.build  # noqa: F401


def models_version(project: Path) -> str:
    """Changes whenever the models might yield other rows of the same raw tables.

    `project` comes from `prepare_project`, which is named by the models' content; rows also follow from
    the dictionaries, and from what DuckDB makes of the SQL.
    """
    digest = sha256(f"{project.name} {version('duckdb')}".encode())
    for name in SEEDS:
        digest.update((REFERENCE_DIR / f"{name}.csv").read_bytes())
    return digest.hexdigest()[:16]


def build(
    project: Path, home: Path, lake: Lake | None, target: Path, arguments: Sequence[str]
) -> list[NodeResult]:
    """Runs `dbt build` on the warehouse of `home`, or on the lake; compiled SQL goes into `target`.

    `project` comes from `prepare_project`. Returns all nodes in the order in which they ended, failed
    ones too; raises `DbtFailed` if dbt could not even begin. What happened is in this result and in what
    dbt prints: its JSON artifacts would say it again, for half a second a run.
    """
    from dbt.contracts.graph.manifest import Manifest

    os.environ.update(profile_environment(home, lake))
    manifest = Manifest.from_msgpack((project / PARSED).read_bytes())
    nodes = _invoke(["--no-write-json", "build", *arguments, *_folders(target)], manifest)
    return [
        NodeResult(
            unique_id=node.node.unique_id,
            status=str(node.status),
            seconds=node.execution_time,
            failures=node.failures,
            message=node.message,
        )
        for node in nodes
    ]


def profile_environment(home: Path, lake: Lake | None) -> dict[str, str]:
    """The variables from which dbt's profile takes where the warehouse is."""
    return {
        "LEDGER_HOME": str(home),
        "LEDGER_LAKE": lake.catalogue if lake else "",
        "LEDGER_EXTENSIONS": str(UNPACKED),
    }


def reasons(results: Sequence[NodeResult]) -> str:
    """The failed nodes and what dbt says of them, in one line."""
    failed = [node for node in results if node.failed]
    told = [f"{node.unique_id.split('.')[2]}: {node.message}" for node in failed[:MAX_REASONS]]
    if len(failed) > MAX_REASONS:
        told.append(f"and {len(failed) - MAX_REASONS} more")
    return " ".join("; ".join(told).split())


def _invoke(arguments: list[str], manifest: Any = None) -> Any:
    from dbt.cli.main import dbtRunner

    done = dbtRunner(manifest=manifest).invoke(arguments)
    if done.exception is not None:
        # dbt also catches what asks this process to stop.
        if not isinstance(done.exception, Exception):
            raise done.exception
        raise DbtFailed(" ".join(str(done.exception).split())) from done.exception
    return done.result


def _folders(target: Path) -> list[str]:
    return [
        *("--project-dir", str(DBT_DIR), "--profiles-dir", str(DBT_DIR)),
        *("--target-path", str(target), "--log-path", str(target)),
    ]


def _fingerprint(folder: Path) -> str:
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_file() and relative.parts[0] not in DBT_OUTPUTS:
            digest.update(f"{relative}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
