"""What an article, a line and a sentence are about: strikes, captures and casualties are words of other news too.

The words of `topic_words.csv` speak for war or for another topic (sport, labour, exercises, business, politics, disaster,
accident, disease, crime, fiction ...); armed groups, munitions and combatants speak for war as well.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from orchestration.extraction.actors import FIGHTING_KINDS, force_kind
from orchestration.extraction.document import Document, Line, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_verb

WAR = "war"
_MISHAPS = frozenset({"disaster", "disease", "accident"})
_STAGED = ("sport", "fiction", "exercise")  # what looks like war and is none
_LONGEST = 3  # words in a term of the dictionary
_STRAY = 2  # words of other topics that any article may hold
_WAR_NEWS = 3  # times as many words of war as of all else: an article about war
_PASSAGE = 2  # words of another topic that make a line be about it


class Topics:
    """Counts of the words of war and of other topics in a document. `objection` judges one candidate."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._by_line: dict[int, dict[int, str]] = {}

    def objection(
        self, sent: Sent, *, grounded: bool, explicit: bool = False, trigger: Token | None = None
    ) -> str | None:
        """Why a candidate in the sentence is none of armed conflict; None where it may be one.

        `grounded` tells that a party or a weapon stands behind it: that is believed in an article about
        other things too, where the line speaks more of war than of them. `explicit` words ("was shot",
        "the town fell") are believed in an article that speaks of nothing else at all. A `trigger` that is a
        verb ("bombarded the goal") does not vouch for itself.
        """
        near = self._count(self._line(sent.line), sent.span.start, sent.span.end)
        own = int(trigger is not None and is_verb(trigger) and self._line(sent.line).get(trigger.i) == WAR)
        near_war = near.pop(WAR, 0) - own
        if near and not near_war and (set(near) & _MISHAPS or not grounded):
            return _about(near)
        if sum(near[t] for t in _STAGED) >= _PASSAGE and near.total() >= near_war:
            return _about(near)
        line = self._count(self._line(sent.line))
        line_war = line.pop(WAR, 0) - own
        if line.total() >= _PASSAGE and line.total() > line_war:
            return _about(line)
        other = Counter(self._article)
        war = other.pop(WAR, 0)
        if not other:
            return None if war or grounded or explicit else "nothing in the article speaks of war"
        if war >= _WAR_NEWS * other.total():
            return None
        if other["fiction"] > 1:
            return _about(other)
        if grounded and other.total() <= _STRAY:
            return None
        return None if grounded and line_war > line.total() else _about(other)

    @cached_property
    def _article(self) -> Counter[str]:
        out: Counter[str] = Counter()
        for line in self._document.lines:
            out.update(self._line(line).values())
        return out

    def _count(self, words: dict[int, str], first: int = 0, end: int | None = None) -> Counter[str]:
        return Counter(topic for i, topic in words.items() if i >= first and (end is None or i < end))

    def _line(self, line: Line) -> dict[int, str]:
        if line.index not in self._by_line:
            self._by_line[line.index] = dict(self._words(line))
        return self._by_line[line.index]

    def _words(self, line: Line) -> Iterator[tuple[int, str]]:
        for token in line.doc:
            if topic := self._topic(line, token):
                yield token.i, topic

    def _topic(self, line: Line, token: Token) -> str | None:
        terms, first, words = self._document.lexicon.topic_words, token.i, line.words
        if words[first] in self._document.lexicon.topic_openers:
            for size in range(min(_LONGEST, len(words) - first), 0, -1):
                if topic := terms.get(" ".join(words[first : first + size])):
                    return topic
        actor = line.actor_at.get(token.i)
        if actor is not None:
            return WAR if actor.value.kind in FIGHTING_KINDS and actor.first == token.i else None
        weapon = line.weapon_at.get(token.i)
        if weapon is not None and weapon.first == token.i and weapon.value.kind == "munition":
            return WAR
        return WAR if force_kind(self._document, token) == "combatant" and token.lower_ != "members" else None


def _about(topics: Counter[str]) -> str:
    return f"about {max(topics, key=lambda t: (topics[t], t))}, not war"
