"""Which raw tables have changed since the marts were last built from them and tested.

What dbt built from unchanged tables by unchanged SQL would come out the same, so a run builds only what
lies downstream of the others: next to nothing, where nothing is new. Told by content, not by time.
"""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from orchestration.dbt_runner import models_version
from orchestration.warehouse import Warehouse

BUILT_FROM = "built_from"


def stale_sources(
    warehouse: Warehouse, project: Path, relations: Collection[tuple[str, str]]
) -> frozenset[str] | None:
    """The raw tables whose rows differ from those of the last build that `note_built` was told of.

    None if everything must be built: another project or DuckDB than then, or one of the `relations`
    (schema, name) that a build leaves is gone.
    """
    noted = json.loads(warehouse.meta(BUILT_FROM) or "{}")
    if noted.get("by") != models_version(project) or not warehouse.has_relations(relations):
        return None
    now, then = warehouse.fingerprints("raw"), noted["tables"]
    return frozenset(table for table in now if now[table] != then.get(table))


def note_built(warehouse: Warehouse, project: Path, tables: Mapping[str, str]) -> None:
    """Remembers of what `tables` (fingerprints of `raw`, taken before the build) everything was built."""
    warehouse.set_meta(BUILT_FROM, json.dumps({"by": models_version(project), "tables": dict(tables)}))
