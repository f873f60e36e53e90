"""Reading what linking goes by from the reference data: the only files that it needs."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from orchestration.linking.credits import Agencies, agencies_of
from orchestration.linking.linker import Rules
from orchestration.linking.weights import weights_of
from orchestration.reference import read_csv

TABLES = ("actors", "actor_aliases", "link_weights")


def load_rules(reference_dir: Path) -> tuple[Agencies, Rules]:
    """The agencies, and the weights with the actors' hierarchy. Raises ReferenceError."""
    tables: Mapping[str, Sequence[Mapping[str, str]]] = {
        name: read_csv(reference_dir, name) for name in TABLES
    }
    parent_of = {row["actor_id"]: row["parent_id"] for row in tables["actors"] if row["parent_id"]}
    return (
        agencies_of(tables["actors"], tables["actor_aliases"]),
        Rules(weights_of(tables["link_weights"]), parent_of),
    )


@lru_cache(maxsize=8)
def linker_version(reference_dir: Path) -> str:
    """Twelve hex digits that change when the rules of linking or their data do."""
    digest = hashlib.sha256()
    files = [*Path(__file__).parent.glob("*.py"), *(reference_dir / f"{name}.csv" for name in TABLES)]
    for path in sorted(files):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
