"""Which lines of an article are worth a parse: those that can hold a claim, and those that tell who speaks beside them.

Most news is about other things, though it strikes, captures and falls too. So first the article as a whole
must hold a word of war, several words of bodily harm, or the name of those who fight. A note of a sentence
or two is read without: it may say "Kidal has fallen" and no more.
"""

import re
from collections.abc import Sequence

from orchestration.extraction.actors import FIGHTING_KINDS
from orchestration.extraction.cleaning import CleanLine
from orchestration.extraction.lexicon import HARSH_WORDS, Lexicon

_BARS = 2  # of a row of a table
_SHORT_NOTE = 400  # characters
_SEVERAL = 3  # different harsh words
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def worth_parsing(lexicon: Lexicon, lines: Sequence[CleanLine]) -> list[bool]:
    """One flag a line: it holds a trigger word of a fact or is the row of a table, it stands beside such a line and
    reports speech, or it is an item of a list that such a line opens.

    In an article that does not speak of war no line is worth it.
    """
    words = [set(_WORD.findall(line.text.lower())) for line in lines]
    holds = [
        not lexicon.trigger_words.isdisjoint(w) or line.text.count("|") >= _BARS
        for w, line in zip(words, lines, strict=True)
    ]
    if not any(holds) or not _speaks_of_war(lexicon, lines, words):
        return [False] * len(lines)
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


def _speaks_of_war(lexicon: Lexicon, lines: Sequence[CleanLine], words: Sequence[set[str]]) -> bool:
    if sum(len(line.text) for line in lines) < _SHORT_NOTE:
        return True
    if len(HARSH_WORDS.intersection(set().union(*words))) >= _SEVERAL:
        return True
    return not all(lexicon.war_words.isdisjoint(w) for w in words) or any(
        alias.actor.kind in FIGHTING_KINDS
        for line in lines
        for match in lexicon.find_aliases(line.text)
        for alias in match.aliases
    )
