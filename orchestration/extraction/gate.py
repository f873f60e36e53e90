"""Which lines of an article are worth a parse: those that can hold a claim, and those that tell who speaks beside them.

Most news is about other things, though it strikes, captures and falls too. So each line is first judged by what its
words, those beside it and those of the article are about, before anything is cleaned: an article of which no line may
be of armed conflict is not looked at again. The weights are in `subject_weights.csv`, fitted by `make calibrate`.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence

from orchestration.extraction.cleaning import CleanLine
from orchestration.extraction.confidence import BIAS, confidence
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.subject import around, evidence, other_topic

MODEL = "line"
PASSED_FROM = 0.03  # a line, in an article one of whose lines is as likely as `ARTICLE_FROM`
ARTICLE_FROM = 0.2
_SHORT_NOTE = 400  # characters; so short a text may say "Kidal has fallen" and no more
_BARS = 2  # of a row of a table
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def on_subject(lexicon: Lexicon, text: str, lines: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The starts of those lines of the text, given by their offsets, that may be of armed conflict by their words.

    None are where all that holds a trigger word of a fact or looks like the row of a table is of something else.
    """
    raw = [text[start:end] for start, end in lines]
    held = [_holds(lexicon, set(_WORD.findall(line.lower())), line) for line in raw]
    if not any(held):
        return frozenset()
    if len(text) < _SHORT_NOTE and other_topic([lexicon.subjects.count(text)]) is None:
        return frozenset(start for start, _ in lines)
    weights = lexicon.subject_weights[MODEL]
    chances = [confidence(weights, seen) for seen in seen_of_lines(lexicon, raw)]
    if max(chance for chance, holds in zip(chances, held, strict=True) if holds) < ARTICLE_FROM:
        return frozenset()
    return frozenset(
        start for (start, _), chance in zip(lines, chances, strict=True) if chance >= PASSED_FROM
    )


def seen_of_lines(lexicon: Lexicon, lines: Sequence[str]) -> list[dict[str, float]]:
    """What the words of each line, of those beside it and of the article tell of its subject."""
    counts = [lexicon.subjects.count(line) for line in lines]
    article = sum(counts, Counter())
    known = {
        BIAS: 1.0,
        "length": round(math.log1p(sum(map(len, lines)) / 1000), 3),
        **evidence({"article": article}),
    }
    return [known | evidence({"line": own, "near": around(counts, i)}) for i, own in enumerate(counts)]


def worth_parsing(lexicon: Lexicon, lines: Sequence[CleanLine], of_war: Collection[int]) -> list[bool]:
    """One flag a line: it is of those that may be of armed conflict (by their starts, `of_war`) and holds a trigger word
    of a fact or is the row of a table, it stands beside such a line and reports speech, or it is an item of a list that
    such a line opens."""
    words = [set(_WORD.findall(line.text.lower())) for line in lines]
    holds = [
        line.start in of_war and _holds(lexicon, w, line.text) for w, line in zip(words, lines, strict=True)
    ]
    out: list[bool] = []
    lists = False
    for i, line in enumerate(lines):
        if line.kind != "bullet":
            lists = holds[i] and line.text.rstrip().endswith(":")
        beside = any(holds[max(0, i - 1) : i + 2])
        speaks = beside and (
            '"' in line.text or line.text.endswith(":") or not lexicon.cue_words.isdisjoint(words[i])
        )
        out.append(holds[i] or speaks or lists)
    return out


def _holds(lexicon: Lexicon, words: set[str], line: str) -> bool:
    return not lexicon.trigger_words.isdisjoint(words) or line.count("|") >= _BARS
