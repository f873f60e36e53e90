"""Which lines of an article are worth a parse: those that can hold a claim, and those that tell who speaks beside them."""

import re
from collections.abc import Sequence

from orchestration.extraction.cleaning import CleanLine
from orchestration.extraction.lexicon import Lexicon

_BARS = 2  # of a row of a table
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def worth_parsing(lexicon: Lexicon, lines: Sequence[CleanLine]) -> list[bool]:
    """One flag a line: it holds a trigger word of a fact or is the row of a table, or it stands beside such a line and reports speech."""
    words = [set(_WORD.findall(line.text.lower())) for line in lines]
    holds = [
        not lexicon.trigger_words.isdisjoint(w) or line.text.count("|") >= _BARS
        for w, line in zip(words, lines, strict=True)
    ]
    out: list[bool] = []
    for i, line in enumerate(lines):
        beside = any(holds[max(0, i - 1) : i + 2])
        speaks = beside and (
            '"' in line.text or line.text.endswith(":") or not lexicon.cue_words.isdisjoint(words[i])
        )
        out.append(holds[i] or speaks)
    return out
