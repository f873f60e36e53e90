"""Which raw tables have changed since the marts were last built from them and tested.

What dbt built from unchanged tables by unchanged SQL would come out the same, so a run builds only what
lies downstream of the others: next to nothing, where nothing is new. Told by content, not by time.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from orchestration.dbt_runner import models_version
from orchestration.warehouse import Warehouse

BUILT_FROM = "marts built from"


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build is made of: the version of the models, and the fingerprint of each raw table by its name."""

    models: str
    tables: Mapping[str, str]


def inputs_of(warehouse: Warehouse, project: Path) -> Inputs:
    """What a build would be made of now; `project` comes from `prepare_project`."""
    return Inputs(models_version(project), warehouse.fingerprints("raw"))


def stale_tables(
    warehouse: Warehouse, now: Inputs, relations: Collection[tuple[str, str]]
) -> frozenset[str] | None:
    """The raw tables whose rows differ from those of the last build that `note_built` was told of.

    None if everything must be built: by other models than then, or because one of the `relations`
    (schema, name) that a build leaves is gone.
    """
    noted = warehouse.meta(BUILT_FROM)
    then = Inputs(**json.loads(noted)) if noted else None
    if then is None or then.models != now.models or not warehouse.has_relations(relations):
        return None
    return frozenset(table for table in now.tables if now.tables[table] != then.tables.get(table))


def note_built(warehouse: Warehouse, inputs: Inputs) -> None:
    """Remembers of what everything was built; `inputs` were taken before the build."""
    warehouse.set_meta(BUILT_FROM, json.dumps(asdict(inputs)))
