"""A number found in a text: where it stands, the interval that it means and what it counts."""

from dataclasses import dataclass
from typing import Literal

Number = int | float
Kind = Literal[
    "count",
    "year",
    "age",
    "money",
    "percent",
    "distance",
    "weight",
    "time",
    "date",
    "ordinal",
    "calibre",
    "unit",
    "score",
    "rank",
    "temperature",
    "measure",
    "fraction",
    "phone/other",
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in the text.

    `text` is exactly `source[start:end]`: the number with its hedge ("at least 11", "12 or more",
    "between 10 and 15"), without the unit, the noun or the "of" that follows. `core_start` is where
    the number begins after the hedge. `low` and `high` are inclusive, None is unbounded; both are
    None for a fraction and for a run of digits too long to be a number. `unit` is the canonical unit
    ("km", "mile", "hour", "percent", "USD", ...) where one stands beside the number.
    """

    start: int
    end: int
    text: str
    low: Number | None
    high: Number | None
    rule: str
    core_start: int
    kind: Kind
    unit: str | None = None
