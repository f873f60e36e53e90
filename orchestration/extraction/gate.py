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
from orchestration.extraction.subject import (
    HARM,
    OF_WAR,
    SHORT_NOTE,
    around,
    evidence,
    other_topic,
    shared_topic,
)

MODEL = "line"
PASSED_FROM = 0.03  # a line, in an article one of whose lines is as likely as `ARTICLE_FROM`
ARTICLE_FROM = 0.2
_SEVERAL = 2
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
    seen = SeenLines(lexicon, raw)
    if len(text) < SHORT_NOTE and seen.nothing_speaks_against_war:
        return frozenset(start for start, _ in lines)
    weights = lexicon.subject_weights[MODEL]
    likely = {
        i: 1.0 if seen.is_armed_harm(i) else confidence(weights, seen.of(i))
        for i, holds in enumerate(held)
        if holds
    }
    if max(likely.values()) < ARTICLE_FROM:
        return frozenset()
    return frozenset(
        start
        for i, (start, _) in enumerate(lines)
        if (likely[i] if i in likely else confidence(weights, seen.of(i))) >= PASSED_FROM
    )


class SeenLines:
    """What the words of each line of an article, of those beside it and of the article tell of its subject."""

    def __init__(self, lexicon: Lexicon, lines: Sequence[str]) -> None:
        self._counts = [lexicon.subjects.count(line) for line in lines]
        article: Counter[str] = Counter()
        for counts in self._counts:
            article.update(counts)
        self._article = article
        self.nothing_speaks_against_war = other_topic([article]) is None
        self._known = {
            BIAS: 1.0,
            "nothing speaks against it": float(self.nothing_speaks_against_war),
            "length": round(math.log1p(sum(map(len, lines)) / 1000), 3),
            **evidence({"article": article}),
        }

    def is_armed_harm(self, index: int) -> bool:
        """Whether the line tells of harm and of those or that which does it in war, in no fewer words than of all else or
        in several that are of war alone: it may be the only line that does."""
        own = self._counts[index]
        of_war = sum(own[topic] for topic in OF_WAR)
        other = own.total() - own[HARM] - of_war
        return own[HARM] > 0 and of_war > 0 and (of_war >= other or own["war"] >= _SEVERAL)

    def of(self, index: int) -> dict[str, float]:
        """What is seen of one line, by name."""
        own = self._counts[index]
        return {
            **self._known,
            **evidence({"line": own, "near": around(self._counts, index)}),
            **shared_topic(own, self._article),
        }


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
