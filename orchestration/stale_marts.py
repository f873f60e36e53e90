"""Which raw tables have changed since the marts were last built from them and tested.

What dbt built from unchanged tables by unchanged SQL would come out the same, so a run builds only what
lies downstream of the others: next to nothing, where nothing is new. Told by content, not by time.
"""

import json
from collections.abc import Collection, Mapping

from orchestration.warehouse import Warehouse

BUILT_FROM = "built from"
# What a build itself writes.
NOTES = frozenset(("meta", "built_articles"))


def stale_sources(warehouse: Warehouse, relations: Collection[tuple[str, str]]) -> frozenset[str] | None:
    """The raw tables whose rows differ from those of the last build that `note_built` was told of.

    None if everything must be looked at: nothing was noted yet, or one of the `relations` (schema, name)
    that a build leaves is gone.
    """
    noted = warehouse.meta(BUILT_FROM)
    if not noted or not warehouse.has_relations(relations):
        return None
    now, then = warehouse.fingerprints("raw"), json.loads(noted)
    return frozenset(table for table in now.keys() - NOTES if now[table] != then.get(table))


def note_built(warehouse: Warehouse, tables: Mapping[str, str]) -> None:
    """Remembers of what `tables` (fingerprints of `raw`, taken before the build) everything was built."""
    warehouse.set_meta(BUILT_FROM, json.dumps(dict(tables)))
