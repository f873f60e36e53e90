"""The ground that an article has told of so far, and what a later description of it stands for."""

from collections.abc import Iterable
from dataclasses import dataclass

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.attribution import Attribution
from orchestration.extraction.context import Context
from orchestration.extraction.document import Document, Found, Line, PlaceMention, Sent
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.parse import Token
from orchestration.extraction.places_told import PlacesTold
from orchestration.extraction.placing import (
    PlaceChoice,
    choice_of,
)
from orchestration.extraction.syntax import clause_head

_BEHIND = frozenset({"since", "after", "before", "until"})


@dataclass(frozen=True, slots=True)
class Site:
    """One piece of ground: a place, or so many unnamed ones; `words` are those of its head.

    `measured` tells that a share or a surface of it is meant ("a third of", "300 square miles")."""

    place: PlaceChoice | None
    low: float | None = None
    high: float | None = None
    words: str = ""
    measured: bool = False


@dataclass(frozen=True)
class Scene:
    """A context, and the ground that the article has told of so far."""

    context: Context
    told: PlacesTold

    @property
    def document(self) -> Document:
        return self.context.document

    @property
    def lexicon(self) -> Lexicon:
        return self.context.lexicon

    def actors(self, sent: Sent, heads: list[Token]) -> list[ActorRef]:
        return self.context.actors(sent, heads)

    def attribution(self, sent: Sent, token: Token) -> Attribution:
        return self.context.attribution(sent, token)

    def remember(self, sent: Sent, trigger: Token, sites: Iterable[Site]) -> None:
        """Keep the ground of a change; what a subordinate clause tells is background."""
        clause = clause_head(trigger)
        behind = (
            clause.dep_ in ("relcl", "acl")
            or clause.dep_ == "advcl"
            and any(c.lower_ in _BEHIND and c.dep_ == "mark" for c in clause.children)
        )
        for site in sites:
            if site.place is not None:
                self.told.remember(sent, site.place, site.words, background=behind)

    def poss_named(self, sent: Sent, head: Token) -> list[Site]:
        """The named owner of something that is no ground itself ("the town's wells", "Bunia's gold")."""
        owners = [
            f for c in head.children if c.dep_ == "poss" and (f := named_at(sent.line, c.i)) is not None
        ]
        return [Site(choice_of(sent.line, f)) for f in owners]


def named_at(line: Line, i: int) -> Found[PlaceMention] | None:
    """The named place at a token, unless a longer name of an organisation covers it."""
    place, actor = line.place_at.get(i), line.actor_at.get(i)
    if place is None or actor is not None and (actor.first < place.first or actor.last > place.last):
        return None
    return place
