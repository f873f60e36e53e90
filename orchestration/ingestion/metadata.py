"""What a sender says about a report: the keys that are known, their types, and dates.

The same rules hold for a sidecar, for front matter, for a record, and for what a page says of itself.
"""

import re
from collections.abc import Mapping
from datetime import date

import yaml

from orchestration.ingestion.deliveries import Metadata, Unreadable

KEYS = ("id", "url", "title", "publisher", "author", "published_on")
# Known, and no metadata of the article: a remark to the reader of the file, and the file's encoding.
SIDE_KEYS = ("note", "encoding")
MAX_YAML_CHARS = 65_536
MAX_VALUE_CHARS = 4_096
YAML_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
ISO_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")


def parse_yaml(text: str, what: str) -> dict[str, object] | None:
    """The mapping that `text` holds; None where it is well-formed YAML of another kind.

    Every scalar stays the string that was written: `id: 007` is "007", `title: No` is "No".
    Raises `Unreadable`, naming `what`, where it is no YAML.
    """
    if len(text) > MAX_YAML_CHARS:
        raise Unreadable(f"its {what} is longer than {MAX_YAML_CHARS:,} characters")
    try:
        value = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise Unreadable(f"its {what} is not valid YAML{where}") from None
    except RecursionError:
        raise Unreadable(f"its {what} is nested too deeply") from None
    if value in YAML_NULLS if isinstance(value, str) else value is None:
        return {}
    if not isinstance(value, dict):
        return None
    return {
        str(key): None if isinstance(item, str) and item in YAML_NULLS else item
        for key, item in value.items()
    }


def read_metadata(fields: Mapping[str, object]) -> tuple[Metadata, str | None]:
    """The metadata in `fields`, and a remark on keys that nobody knows and addresses that are none.

    An address of another kind than http(s) is dropped, since people click on it. Raises `Unreadable` for a value of the wrong type and for a date that is none: a wrong date
    would shift every "Friday" of the report, so it is not silently taken for unknown.
    """
    values = {key: _text(key, fields.get(key)) for key in KEYS}
    published_on = values.pop("published_on")
    remarks = []
    if values["url"] and not WEB_ADDRESS.match(values["url"]):
        values["url"] = None
        remarks.append("url not used: it is no http(s) address")
    unknown = sorted(str(key) for key in fields if key not in (*KEYS, *SIDE_KEYS, "text"))
    if unknown:
        # A key may hold what no database can keep; it is only told, so it is told in escapes.
        shown = ", ".join(unknown)[:200].encode("utf-8", "backslashreplace").decode()
        remarks.append(f"keys not used: {shown}".replace("\0", "\\x00"))
    return Metadata(**values, published_on=_date(published_on)), "; ".join(remarks) or None


def _text(key: str, value: object) -> str | None:
    if value is None:
        return None
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise Unreadable(f"its {key} is not text but {_kind(value)}")
    if len(value) > MAX_VALUE_CHARS:
        raise Unreadable(f"its {key} is longer than {MAX_VALUE_CHARS:,} characters")
    require_storable(value, key)
    return value.strip() or None


def _date(value: str | None) -> str | None:
    if value is None:
        return None
    written = ISO_DATE.fullmatch(value)
    try:
        return date.fromisoformat(written.group(1)).isoformat() if written else _no_date(value)
    except ValueError:
        return _no_date(value)


def _no_date(value: str) -> str:
    shown = value if len(value) <= 40 else value[:40] + "…"
    raise Unreadable(f"its published_on is no date: {shown!r} (write YYYY-MM-DD, or leave it out)")


def require_storable(value: str, what: str) -> None:
    """Raises `Unreadable` for what no database can keep: NUL and half surrogate pairs."""
    if "\0" in value:
        raise Unreadable(f"its {what} holds NUL characters")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise Unreadable(f"its {what} holds half of a surrogate pair") from None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "true or false"}
    return names.get(type(value), "a number")
