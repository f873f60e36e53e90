"""Which rows of the ledger say what the gold rows say. Pure: no file, no database.

A gold row and a row of the ledger can be the same claim where their evidence overlaps and their core
agrees:

- strikes: both real or both unreal, and the same place;
- casualties: both real or both unreal, the same outcome, the same interval;
- territory: both real or both unreal, change types of one group, and the same place.

"Real" is asserted or possible; the rest is unreal. Each gold row takes one row at most and each row one
gold row, so whatever says a thing twice says it once too often. Where several could match, the pair
with the larger share of right fields is made first, required gold rows before optional ones.

A field is judged on matched rows only, and only where the gold row has it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import Any

from orchestration.records import ClaimTable

GoldRow = Mapping[str, Any]
Row = Mapping[str, Any]
Span = tuple[int, int]

NEAR_KM = 25.0
EARTH_RADIUS_KM = 6371.0
_UNREAL = frozenset({"planned", "hypothetical", "negated", "denied"})
_SAME_CHANGE = {"recapture": "capture", "loss": "withdrawal"}
_UNSAID = {"modality": "asserted", "scope": "incident"}


@dataclass(frozen=True, slots=True)
class Layout:
    """What is judged in one fact table.

    `words` are coded words; `numbers` stand for a pair of columns, `_min` and `_max`; `names` maps a
    gold key to the columns of which any may hold the name.
    """

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]


def _party(role: str) -> tuple[str, str]:
    return (f"{role}_text", f"{role}_name")


LAYOUTS: Mapping[ClaimTable, Layout] = {
    "strikes": Layout(
        words=("strike_type", "target_class", "scope", "modality"),
        numbers=("strikes", "targets", "munitions", "intercepted"),
        names={
            "attacker": _party("attacker"),
            "target_actor": _party("target_actor"),
            "source": _party("source"),
            "launched_from": ("launched_from",),
            "weapon": ("weapon_text",),
        },
    ),
    "casualties": Layout(
        words=("victim_class", "scope", "modality"),
        numbers=(),
        names={
            "victim_actor": _party("victim_actor"),
            "perpetrator": _party("perpetrator"),
            "place": _party("place"),
            "source": _party("source"),
        },
    ),
    "territory": Layout(
        words=("change_type", "scope", "modality"),
        numbers=("places", "distance_km"),
        names={"gainer": _party("gainer"), "loser": _party("loser"), "source": _party("source")},
    ),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold row and the row that says it, by index, with the fields that were judged."""

    gold: int
    row: int
    fields: Mapping[str, bool]

    @property
    def perfect(self) -> bool:
        return all(self.fields.values())


@dataclass(frozen=True, slots=True)
class Comparison:
    """One table of one article compared: indices into its gold rows and its rows.

    `pairs` holds required gold rows only. `neutral` are rows that neither help nor hurt: they match an
    optional gold row, or stand on the words of one that forgives whatever is said there.
    """

    pairs: tuple[Pair, ...]
    missed: tuple[int, ...]
    extra: tuple[int, ...]
    neutral: tuple[int, ...] = field(default=())


def compare(table: ClaimTable, text: str, gold_rows: Sequence[GoldRow], rows: Sequence[Row]) -> Comparison:
    """Matches the rows of one table of one article, whose stored text is `text`."""
    flat = flatten(text)
    gold_spans = [spans(flat, gold["evidence"]) for gold in gold_rows]
    row_spans = [spans(flat, [row.get("evidence_text") or ""]) for row in rows]
    candidates: list[tuple[bool, float, int, int]] = []
    judged: dict[tuple[int, int], dict[str, bool]] = {}
    for i, gold in enumerate(gold_rows):
        for j, row in enumerate(rows):
            if overlap(gold_spans[i], row_spans[j]) and core_agrees(table, gold, row):
                fields = judged[i, j] = judge(table, gold, row)
                share = sum(fields.values()) / len(fields) if fields else 1.0
                candidates.append((bool(gold.get("optional")), -share, i, j))
    row_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in row_of and j not in taken:
            row_of[i] = j
            taken.add(j)
    forgiving = [i for i, gold in enumerate(gold_rows) if gold.get("optional") == "region"]
    forgiven = {
        j
        for j in range(len(rows))
        if j not in taken and any(overlap(gold_spans[i], row_spans[j]) for i in forgiving)
    }
    required = [i for i, gold in enumerate(gold_rows) if not gold.get("optional")]
    return Comparison(
        pairs=tuple(Pair(i, row_of[i], judged[i, row_of[i]]) for i in required if i in row_of),
        missed=tuple(i for i in required if i not in row_of),
        extra=tuple(j for j in range(len(rows)) if j not in taken | forgiven),
        neutral=tuple(sorted(forgiven | {j for i, j in row_of.items() if gold_rows[i].get("optional")})),
    )


def core_agrees(table: ClaimTable, gold: GoldRow, row: Row) -> bool:
    """Whether the two state the same event, apart from where in the text they stand."""
    if not _realities(row) <= _realities(gold):
        return False
    if table == "casualties":
        return row.get("outcome") in _choices(gold["outcome"]) and _same_interval(gold, row, "count")
    if table == "territory":
        wanted = {_SAME_CHANGE.get(change, change) for change in _choices(gold["change_type"])}
        change = row.get("change_type")
        if _SAME_CHANGE.get(str(change), change) not in wanted:
            return False
    return "place" not in gold or same_name(gold["place"], [row.get("place_text"), row.get("place_name")])


def judge(table: ClaimTable, gold: GoldRow, row: Row) -> dict[str, bool]:
    """Whether each field that the gold row has is right."""
    layout = LAYOUTS[table]
    out = {
        key: (row.get(key) or _UNSAID.get(key)) in _choices(gold[key]) for key in layout.words if key in gold
    }
    for key in layout.numbers:
        if f"{key}_min" in gold or f"{key}_max" in gold:
            out[key] = _same_interval(gold, row, key)
    for key, columns in layout.names.items():
        if key not in gold:
            continue
        if key == "weapon" and isinstance(gold[key], list):
            said = fold(row.get("weapon_text") or "")
            out[key] = all(fold(weapon) in said for weapon in gold[key])
        else:
            out[key] = same_name(gold[key], [row.get(column) for column in columns])
    if "date" in gold:
        out["date"] = _dates(row) == (gold["date"] if isinstance(gold["date"], list) else [gold["date"]] * 2)
    if gold.get("latlon"):
        out["latlon"] = _is_near(gold["latlon"], row)
    return out


def same_name(gold: Any, predicted: Iterable[Any]) -> bool:
    """Whether a predicted name is one of those that gold accepts, or one holds the other as whole words.

    None in place of a name means that nothing may be predicted; None in a list of names, that nothing
    need be.
    """
    names = [fold(name) for name in _choices(gold) if name is not None]
    said = [fold(name) for name in predicted if name not in (None, "")]
    if not names:
        return not said
    if not said:
        return isinstance(gold, list) and None in gold
    return any(f" {a} " in f" {b} " or f" {b} " in f" {a} " for a in names for b in said)


def same_number(gold: float | None, predicted: float | None) -> bool:
    """Equal, both absent, or within two per cent of a gold number that is no whole number."""
    if gold is None or predicted is None:
        return gold is predicted
    wanted = float(gold)
    tolerance = 1e-6 if wanted.is_integer() else 1e-6 + 0.02 * abs(wanted)
    return abs(wanted - float(predicted)) <= tolerance


def fold(value: Any) -> str:
    """For comparing names: lower case, no accents, no punctuation, no leading article."""
    decomposed = unicodedata.normalize("NFKD", str(value)).lower()
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("'s", "")
    spaced = re.sub(r"[^a-z0-9 ]+", " ", bare)
    return " ".join(re.sub(r"^\s*(?:the|an|a)\s+", "", spaced).split())


def flatten(text: str) -> str:
    """Every run of white space as one space: how a passage is copied must not matter."""
    return re.sub(r"\s+", " ", text).strip()


def spans(flat: str, passages: Iterable[str]) -> list[Span]:
    found = ((flat.find(passage), len(passage)) for passage in map(flatten, passages))
    return [(start, start + length) for start, length in found if start >= 0]


def overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether any of the spans shares a character with any of the others."""
    return any(a < d and c < b for a, b in some for c, d in others)


def _choices(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _realities(row: Mapping[str, Any]) -> set[bool]:
    return {(modality or "asserted") not in _UNREAL for modality in _choices(row.get("modality"))}


def _same_interval(gold: GoldRow, row: Row, key: str) -> bool:
    return all(same_number(gold.get(f"{key}_{end}"), row.get(f"{key}_{end}")) for end in ("min", "max"))


def _dates(row: Row) -> list[str | None]:
    ends = (row.get("event_date_start"), row.get("event_date_end"))
    return [None if end is None else str(end)[:10] for end in ends]


def _is_near(point: Sequence[float], row: Row) -> bool:
    """Whether the row's coordinates are within `NEAR_KM` of the point, over the earth's surface."""
    if row.get("latitude") is None or row.get("longitude") is None:
        return False
    lat1, lon1, lat2, lon2 = map(
        radians, (point[0], point[1], float(row["latitude"]), float(row["longitude"]))
    )
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(h)) <= NEAR_KM
