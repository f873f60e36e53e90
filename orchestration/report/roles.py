"""Where in its article the words of a claim's roles stand: attacker, target, count, place, speaker and so on.

A row holds these words, not where they were found. They are looked for in the evidence first; what was carried over
from earlier in the article is found there, nearest to the claim.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """`text[start:end]` is the words of this role, a column such as `attacker_text`. Unicode code points."""

    role: str
    start: int
    end: int


def role_spans(row: Mapping[str, Any], roles: Sequence[str], text: str) -> list[RoleSpan]:
    """The words of these roles of one claim, in reading order; a role whose words stand nowhere has none."""
    spans = []
    for role in roles:
        for words in (row[role] or "").split(SEPARATOR):
            start = _find(words.strip(), text, row["evidence_start"], row["evidence_end"])
            if start is not None:
                spans.append(RoleSpan(role, start, start + len(words.strip())))
    return sorted(spans, key=lambda span: (span.start, -span.end, span.role))


def _find(words: str, text: str, start: int, end: int) -> int | None:
    if not words:
        return None
    inside = next(_places(words, text, start, end), None)
    if inside is not None:
        return inside
    before = None
    for before in _places(words, text, 0, start):  # noqa: B007 - the last one counts
        pass
    return before if before is not None else next(_places(words, text, end, len(text)), None)


def _places(words: str, text: str, start: int, end: int) -> Iterator[int]:
    """Where these very words stand between the two offsets, and are no part of longer words."""
    at = text.find(words, start, end)
    while at != -1:
        around = text[max(0, at - 1) : at] + "|" + text[at + len(words) : at + len(words) + 1]
        if not (_JOINED.match(words[0]) and _JOINED.match(around[0])) and not (
            _JOINED.match(words[-1]) and _JOINED.match(around[-1])
        ):
            yield at
        at = text.find(words, at + 1, end)


_JOINED = re.compile(r"\w")
