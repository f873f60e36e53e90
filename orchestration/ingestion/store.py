"""The inbox and the warehouse: which files are to be read, and which deliveries they can concern.

What becomes of a delivery depends on those that have its text or its id, and on no others. So, where files were
added, changed or taken away, only the deliveries that hang together with theirs are settled anew. It
comes to the same as settling the whole inbox.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from orchestration.home import REPO
from orchestration.ingestion.deliveries import Candidate, Limits, Metadata, Refusal
from orchestration.ingestion.identity import Settled, mark_languages, settle, text_hash
from orchestration.ingestion.inbox import FileRead, read_files
from orchestration.warehouse import Warehouse

LIKE = """
    SELECT delivery_id, text_hash, record_id FROM raw.deliveries
    WHERE is_current AND outcome <> 'refused' AND (
        text_hash IN (SELECT unnest($hashes::VARCHAR[])) OR record_id IN (SELECT unnest($ids::VARCHAR[]))
    )
"""
STORED = """
    SELECT
        d.delivery_id, d.path, d.line_number, d.source_ref, t.text, d.remarks,
        d.record_id, d.url, d.title, d.publisher, d.author, d.published_on
    FROM raw.deliveries AS d
    LEFT JOIN (
        SELECT text_hash, any_value(text) AS text FROM raw.articles
        WHERE text_hash IN (
            SELECT text_hash FROM raw.deliveries WHERE delivery_id IN (SELECT unnest($ids::VARCHAR[]))
        )
        GROUP BY text_hash
    ) AS t ON d.text_hash = t.text_hash
    WHERE d.delivery_id IN (SELECT unnest($ids::VARCHAR[]))
"""
KEYS = """
    SELECT text_hash, record_id FROM raw.deliveries WHERE delivery_id IN (SELECT unnest($ids::VARCHAR[]))
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of files to ingest; paths are told with `prefix`, `skip` is left out."""

    path: Path
    prefix: str = ""
    skip: Path | None = None


def update_inbox(warehouse: Warehouse, folders: Sequence[Folder], limits: Limits) -> list[Refusal]:
    """Brings deliveries and articles up to date with what lies in the folders; returns all that is refused."""
    version = reading_version(limits)
    known = warehouse.inbox_files(version)
    files = _read(folders, limits, known)
    changes = _settle_changes(warehouse, files, known) if known else None
    if changes is None:
        if known:
            files = _read(folders, limits, {})
        changes = settle(item for file in files for item in file.items or ()), None
    settled, gone = changes
    settled = mark_languages(settled, warehouse.languages([a.article_id for a in settled.articles]))
    warehouse.store_inbox(settled.articles, settled.deliveries, gone)
    read = [
        (file.path, file.stamp, [item.delivery_id for item in file.items])
        for file in files
        if file.items is not None
    ]
    there = {file.path for file in files}
    left = [path for path in known if path not in there]
    warehouse.store_inbox_files(version, read, left if gone is not None else None)
    return [item for file in files for item in file.items or () if isinstance(item, Refusal)]


def reading_version(limits: Limits) -> str:
    """Changes whenever a file might be read differently: with the readers, the libraries, or the limits."""
    digest = sha256(repr(limits).encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    digest.update((REPO / "requirements.lock").read_bytes())
    return digest.hexdigest()[:16]


def _read(folders: Sequence[Folder], limits: Limits, known: dict[str, str | None]) -> list[FileRead]:
    stamps = {path: stamp for path, stamp in known.items() if stamp}
    return [
        file
        for folder in folders
        for file in read_files(folder.path, limits, stamps, skip=folder.skip, prefix=folder.prefix)
    ]


def _settle_changes(
    warehouse: Warehouse, files: Sequence[FileRead], known: Iterable[str]
) -> tuple[Settled, list[str] | None] | None:
    """What is to be settled anew, and the ids of deliveries that are gone; None if that cannot be told."""
    unchanged = {file.path for file in files if file.items is None}
    before = warehouse.deliveries_of_files([path for path in known if path not in unchanged])
    items = {item.delivery_id: item for file in files for item in file.items or ()}
    gone = sorted(before - items.keys())
    new = [item for key, item in items.items() if key not in before]
    concerned = _concerned(warehouse, new, gone)
    if concerned is None:
        return None
    stored = _stored(warehouse, [key for key in concerned if key not in items])
    if stored is None:
        return None
    again = [items[key] for key in concerned if key in items]
    return settle([*new, *again, *stored]), gone


def _concerned(
    warehouse: Warehouse, new: Sequence[Candidate | Refusal], gone: Sequence[str]
) -> list[str] | None:
    """The standing deliveries that hang together, by text or id, with those that are new or gone."""
    hashes = {text_hash(item.text) for item in new if isinstance(item, Candidate)}
    ids = {item.metadata.id for item in new if isinstance(item, Candidate) and item.metadata.id}
    for hashed, record_id in warehouse.rows(KEYS, {"ids": list(gone)}) if gone else ():
        hashes.add(hashed)
        ids.add(record_id)
    hashes.discard(None)
    ids.discard(None)
    left, found = set(gone), set[str]()
    while hashes or ids:
        rows = warehouse.rows(LIKE, {"hashes": sorted(hashes), "ids": sorted(ids)})
        reached = [row for row in rows if row[0] not in found and row[0] not in left]
        if not reached:
            break
        if any(hashed is None for _, hashed, _ in reached):
            return None
        found.update(key for key, _, _ in reached)
        hashes = {hashed for _, hashed, _ in reached} - hashes
        ids = {record_id for _, _, record_id in reached if record_id} - ids
    return sorted(found - {item.delivery_id for item in new})


def _stored(warehouse: Warehouse, keys: Sequence[str]) -> list[Candidate] | None:
    """These deliveries as they were read; None if the text of one is in no article."""
    rows = warehouse.rows(STORED, {"ids": list(keys)}) if keys else []
    if any(text is None for _, _, _, _, text, *_ in rows):
        return None
    return [
        Candidate(
            delivery_id=key,
            path=path,
            line_number=line,
            source_ref=source_ref,
            text=text,
            metadata=Metadata(*metadata),
            remarks=remarks,
        )
        for key, path, line, source_ref, text, remarks, *metadata in rows
    ]
