"""What analysts say of claims and links: one line of a CSV each, checked when it is loaded.

A review never changes a claim. It is stored beside it, and the models decide what it applies to.
"""

import csv
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from orchestration.records import CasualtyClaim, StrikeClaim, TerritorialClaim

COLUMNS = ("claim_id", "field", "value", "who", "when", "why")
# A word on the claim as a whole; NULL values of other fields are corrections.
VERDICT = "verdict"
VERDICTS = ("accepted", "rejected")
# A word on the link between a claim and its incident: another incident's id, or nothing for none.
LINK = "incident_id"
# What the machine says of its own work is not for correction, nor is what identifies a claim.
FIXED = frozenset(
    "claim_id article_id rule mention_ids inherited mention_count evidence_text evidence_start evidence_end"
    " confidence".split()
)
MAX_BYTES = 50_000_000


class ReviewsUnreadable(Exception):
    """The file of reviews as a whole cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Review:
    """One line of the file. `problem` says why it cannot count; it is then kept, and nothing else.

    `value` None is a correction to "not known". `line_number` counts from 1, the header included.
    """

    line_number: int
    claim_id: str | None
    field: str | None
    value: str | None
    reviewed_by: str | None
    reviewed_on: str | None
    reason: str | None
    problem: str | None


def read_reviews(path: Path) -> list[Review]:
    """All lines of the CSV at `path`, in order; none if there is no such file.

    Raises `ReviewsUnreadable` where the file is too large, is not UTF-8 or lacks a column.
    """
    if not path.exists():
        return []
    if path.stat().st_size > MAX_BYTES:
        raise ReviewsUnreadable(f"{path}: larger than {MAX_BYTES // 1_000_000} MB")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise ReviewsUnreadable(f"{path}: no column {', '.join(missing)} in the first line")
            return [check(reader.line_num, row) for row in reader]
    except UnicodeDecodeError:
        raise ReviewsUnreadable(f"{path}: not UTF-8") from None
    except csv.Error as error:
        raise ReviewsUnreadable(f"{path}: {error}") from None


def check(line_number: int, row: Mapping[str | None, Any]) -> Review:
    """A line as a review, with the first thing that is wrong with it as its `problem`."""
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    return Review(
        line_number=line_number,
        claim_id=cells["claim_id"] or None,
        field=cells["field"] or None,
        value=cells["value"] or None,
        reviewed_by=cells["who"] or None,
        reviewed_on=cells["when"] or None,
        reason=cells["why"] or None,
        problem=_problem(cells) if None not in row else "more cells than columns",
    )


def _problem(cells: Mapping[str, str]) -> str | None:
    for name in ("claim_id", "field", "who"):
        if not cells[name]:
            return f"no {name}"
    if not _is_date(cells["when"]):
        return f"when is not a date (YYYY-MM-DD): {cells['when']!r}"
    field, value = cells["field"], cells["value"]
    if field == VERDICT:
        return None if value in VERDICTS else f"a verdict is one of {', '.join(VERDICTS)}, not {value!r}"
    if field == LINK:
        return None
    if field not in _HINTS:
        return f"there is no field {field!r} to correct"
    return _wrong_value(field, value)


def _wrong_value(field: str, value: str) -> str | None:
    allowed, nullable = _HINTS[field]
    if not value:
        return None if nullable else f"{field} cannot be empty"
    if isinstance(allowed, tuple):
        return None if value in allowed else f"{field} is one of {', '.join(allowed)}, not {value!r}"
    if field.startswith("event_date_"):
        return None if _is_date(value) else f"{field} is not a date (YYYY-MM-DD): {value!r}"
    if allowed is bool:
        return None if value in ("true", "false") else f"{field} is true or false, not {value!r}"
    if allowed in (int, float):
        try:
            allowed(value)
        except ValueError:
            return f"{field} is not a number: {value!r}"
    return None


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _hints() -> dict[str, tuple[Any, bool]]:
    """For each correctable field its type, or the tuple of its values, and whether it may be unknown."""
    found: dict[str, tuple[Any, bool]] = {}
    for record in (StrikeClaim, CasualtyClaim, TerritorialClaim):
        for name, hint in get_type_hints(record).items():
            if name in FIXED:
                continue
            nullable = get_origin(hint) in (Union, types.UnionType)
            inner = next(part for part in get_args(hint) if part is not types.NoneType) if nullable else hint
            found[name] = (get_args(inner) if get_origin(inner) is Literal else inner, nullable)
    return found


_HINTS = _hints()
