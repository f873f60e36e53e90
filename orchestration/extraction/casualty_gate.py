"""Whether a statement of casualties is about armed conflict: the vocabulary of war against that of other news."""

from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Token

from orchestration.extraction.actors import force_kind
from orchestration.extraction.casualty_events import At, Event
from orchestration.extraction.context import Context
from orchestration.extraction.document import Line

_ARMED = frozenset({"rebel", "jihadist", "militia", "paramilitary", "private_military", "coalition"})
_MISHAPS = frozenset({"disaster", "disease", "accident"})
_LONGEST = 3  # words in a phrase of the dictionary
_NOTE = 80  # tokens of a note too short to name its war
_STRAY = 2  # words of other worlds that any article may hold
_WAR_NEWS = 3  # times as many words of war as of all else: an article about war


class Gate:
    """Counts of the words of war and of other worlds in an article, its lines and its sentences."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._by_line = [dict(self._words(line)) for line in context.document.lines]
        self._article = Counter(world for words in self._by_line for world in words.values())
        self._war = self._article.pop("war", 0)
        self._peace = sum(self._article.values())
        self._length = sum(len(line.doc) for line in context.document.lines)

    def refusal(self, at: At, event: Event, *, violent: bool) -> str | None:
        """Why the event is none of armed conflict; None where it is one.

        `violent` tells that a party or a weapon stands behind it. In an article about war only a
        sentence about a mishap is refused; in any other, only what a party or a weapon did counts,
        in a paragraph more about war than about anything else.
        """
        worlds = self._around(at)
        war = worlds.pop("war", 0)
        if worlds and not war and (set(worlds) & _MISHAPS or not violent):
            return f"about {max(worlds, key=lambda w: (worlds[w], w))}, not war"
        if self._peace == 0:
            return None if violent or self._war or self._length <= _NOTE else "no armed conflict in the article"
        if self._article["fiction"] * _WAR_NEWS > self._war and (worlds["fiction"] or self._article["fiction"] > 1):
            return "told by a film or a game"
        if self._war >= _WAR_NEWS * self._peace or (violent and self._peace <= _STRAY and not worlds):
            return None
        line = Counter(self._by_line[at.sent.line.index].values())
        if not violent or line["war"] <= line.total() - line["war"]:
            return "in an article mostly about other things"
        return None

    def _around(self, at: At) -> Counter[str]:
        span, words = at.sent.span, self._by_line[at.sent.line.index]
        return Counter(world for i, world in words.items() if span.start <= i < span.end)

    def _words(self, line: Line) -> Iterable[tuple[int, str]]:
        for token in line.doc:
            if world := self._world(line, token):
                yield token.i, world

    def _world(self, line: Line, token: Token) -> str | None:
        triggers = self._context.lexicon.triggers
        for size in range(min(_LONGEST, len(line.doc) - token.i), 0, -1):
            for row in triggers.get(f"casualties:noun:{' '.join(line.words[token.i : token.i + size])}", ()):
                if row["frame"] in ("war", "peace"):
                    return "war" if row["frame"] == "war" else row["value"]
        actor = line.actor_at.get(token.i)
        if actor is not None:
            return "war" if actor.value.kind in _ARMED and actor.first == token.i else None
        weapon = line.weapon_at.get(token.i)
        if weapon is not None and weapon.first == token.i and weapon.value.kind == "munition":
            return "war"
        return "war" if force_kind(self._context.document, token) == "combatant" and token.lower_ != "members" else None
