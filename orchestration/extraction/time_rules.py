"""A pattern of time expressions, with its reader and the words without which no text can match it."""

import re
from dataclasses import dataclass

from orchestration.extraction.time_atoms import Reader

FIGURE = "0"
YEAR_FIGURE = "2000"
FIGURES = frozenset({FIGURE})


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what reads its matches. A text matches only if it holds a word of each of the sets in `needs`.

    `FIGURE` stands there for any digit, `YEAR_FIGURE` for four that may be a year.
    """

    pattern: re.Pattern[str]
    read: Reader
    needs: tuple[frozenset[str], ...]
