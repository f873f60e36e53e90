"""What a fact rule gets to see of an article, in one place."""

from dataclasses import dataclass
from functools import cached_property

from orchestration.extraction.actors import ActorRef, refs_of
from orchestration.extraction.attribution import Attribution, Reports
from orchestration.extraction.document import Document, Sent
from orchestration.extraction.lexicon import Actor, Lexicon, Row
from orchestration.extraction.modality import modality_of
from orchestration.extraction.parse import Token
from orchestration.extraction.places_told import PlacesTold
from orchestration.extraction.placing import PlaceChoice, event_places
from orchestration.extraction.timing import Clock, When
from orchestration.extraction.topics import Topics


@dataclass(frozen=True)
class Context:
    """A document with its readings. Rules take a context and a sentence and return drafts.

    `of_war` tells that the article as a whole is known to be of armed conflict.
    """

    document: Document
    of_war: bool = False

    @property
    def lexicon(self) -> Lexicon:
        return self.document.lexicon

    @cached_property
    def reports(self) -> Reports:
        return Reports(self.document)

    @cached_property
    def clock(self) -> Clock:
        return Clock(self.document)

    @cached_property
    def topics(self) -> Topics:
        return Topics(self.document, of_war=self.of_war)

    @cached_property
    def _attributions(self) -> dict[tuple[int, int], Attribution]:
        return {}

    def attribution(self, sent: Sent, token: Token) -> Attribution:
        at = (sent.index, token.i)
        if at not in self._attributions:
            self._attributions[at] = self.reports.of(sent, token)
        return self._attributions[at]

    def when(self, sent: Sent, token: Token) -> When:
        """The days of the event that the token names; a plan's weekday lies ahead, and no day of what was done before is its day."""
        ahead = modality_of(token, sourced=True) in ("planned", "hypothetical")
        when = self.clock.of(sent, token, ahead=ahead)
        return When() if ahead and when.inherited else when

    def modality(self, sent: Sent, token: Token) -> str:
        """The codebook's modality of the event that the token names, denials and hedges included."""
        attribution = self.attribution(sent, token)
        if attribution.denied:
            return "denied"
        own = modality_of(token, sourced=attribution.source_name is not None)
        return "possible" if own == "asserted" and attribution.hedged else own

    def speakers_party(self, sent: Sent, token: Token | None = None) -> Actor | None:
        """The side of whoever says the words around the token (or anything in the sentence), if it is known."""
        frames = sorted(self.reports.frames(sent), key=lambda f: len(f.content))
        speakers = (f.speaker for f in frames if f.speaker and (token is None or token.i in f.content))
        return next((s.actor or s.party for s in speakers if s.actor or s.party), None)

    def actors(self, sent: Sent, heads: list[Token]) -> list[ActorRef]:
        return refs_of(self.document, sent, heads)

    def places(self, sent: Sent, trigger: Token, extra: list[Token] | None = None) -> list[PlaceChoice]:
        return event_places(sent, trigger, extra)

    @cached_property
    def told(self) -> PlacesTold:
        """The places of the strikes and casualties that the rules have read so far."""
        return PlacesTold(self.document)

    def passage_place(self, sent: Sent, before: Token | None = None) -> PlaceChoice | None:
        return self.told.back(sent, before.i if before is not None else sent.span.start, None)

    def town_before(self, sent: Sent, before: Token) -> PlaceChoice | None:
        """The settlement named last before the token, in its line or in those just before."""
        return self.told.back(sent, before.i, "town")

    def triggers(self, token: Token, table: str) -> list[Row]:
        """Rows of the table's trigger dictionary for the token as a verb or as a noun.

        A phrasal lemma ("blow up") is found by its first word: the rule checks the rest.
        """
        pos = "verb" if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB") else "noun"
        return list(self.lexicon.triggers.get(f"{table}:{pos}:{token.lower_}", ()))
