"""Where the casualties of a passage happened: the attack or the claim told before, the entry's head, its form."""

from collections.abc import Iterator
from dataclasses import replace

from orchestration.extraction.casualty_events import At, Event, is_assault, is_cause
from orchestration.extraction.casualty_places import (
    Where,
    is_usable,
    on_words,
    strictly_in,
    where_of,
)
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import (
    PlaceChoice,
    choice_of,
    entry_country,
    label_place,
    location_field,
)
from orchestration.extraction.syntax import clause_head, is_verb, subjects
from orchestration.extraction.timing import When, lasts_till_now

_LARGE = frozenset({"country", "sea"})
_QUARTERS = frozenset({"district", "neighbourhood", "neighborhood", "quarter", "suburb"})
_REACH_BACK = 3
_HEADING = 3
_POINTING = frozenset({"the", "this", "that"})


class Scenes:
    """The places of a document's casualties, claim by claim in reading order."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._told: dict[int, PlaceChoice] = {}  # by sentence: where its last claim happened

    def of(self, at: At, event: Event, own: Where, *, summary: bool) -> PlaceChoice | None:
        """The place of an event whose sentence names `own`; a sum over time or space has no other."""
        choice = own.place
        if choice is None and not summary:
            choice = self._passage(at, event)
        elif choice is None and at.sent.span.start == 0:
            choice = label_place(at.context.document, at.sent)
        elif choice is None and self._context.when(at.sent, event.trigger).inherited:
            choice = self._lasting(at, event)
        if choice is not None and not summary:
            self._told[at.sent.index] = choice
        return choice

    def _passage(self, at: At, event: Event) -> PlaceChoice | None:
        """Where the passage is: the claim or the attack before in the paragraph, its label, what it names.

        A sentence with a time of its own tells of something new, and takes no place from those before.
        """
        if event.continues and (told := self._last_told(at.sent)):
            return replace(told, inherited=True)
        scenes = (attack_scene(told) for told in self._spoken_of(at, event))
        if scene := next((s for s in scenes if s is not None), None):
            return replace(scene, inherited=True)
        labelled = label_place(self._context.document, at.sent)
        if not has_own_time(at):
            earlier = _same_passage(self._context, at)
            told = (self._told.get(sent.index) or attack_scene(At(self._context, sent)) for sent in earlier)
            named = (named_scene(At(self._context, sent)) for sent in earlier if labelled is None)
            found = next((choice for choice in (*told, *named) if choice is not None), None)
            if found is not None and not (labelled is not None and _is_quarter_of(found, labelled)):
                return replace(found, inherited=True)
        return (
            labelled
            or location_field(self._context.document)
            or entry_country(self._context.document, at.sent)
        )

    def when_spoken_of(self, at: At, event: Event) -> When | None:
        """The day of the attack to which an undated "the strike killed two" goes back; None where none is told."""
        if self._context.when(at.sent, event.trigger):
            return None
        nouns = _definite(at, event)
        days = (
            self._context.when(told.sent, token)
            for told in self._spoken_of(at, event)
            for token in told.sent.span
            if token.lower_.endswith(nouns)
        )
        return next((day for day in days if day), None)

    def when_at(self, at: At, own: Where) -> When | None:
        """The day of the attack on the place that the words point back to: "1,269 died at the base", which was stormed on
        Sunday; None where none is told.
        """
        choice = own.place
        if choice is None or not choice.inherited:
            return None
        told = (s for s in self._context.document.sents[: at.sent.index] if s.start <= choice.start < s.end)
        for sent in told:
            if at.sent.line.index - sent.line.index > _REACH_BACK:
                return None
            there = At(self._context, sent)
            attacks = (t for t in sent.span if (is_assault(there, t) if is_verb(t) else is_cause(there, t)))
            days = (self._context.when(sent, t) for t in attacks)
            return next((day for day in days if day and day.precision == "day"), None)
        return None

    def _spoken_of(self, at: At, event: Event) -> Iterator[At]:
        """The sentences before, nearest first, that tell of the attack which the event only points to."""
        nouns = _definite(at, event)
        if not nouns or has_own_time(at):
            return
        for earlier in reversed(self._context.document.sents[: at.sent.index]):
            if at.sent.line.index - earlier.line.index > _REACH_BACK:
                return
            if any(t.lower_.endswith(nouns) for t in earlier.span):
                yield At(self._context, earlier)

    def _lasting(self, at: At, event: Event) -> PlaceChoice | None:
        """The place of a state that has lasted since a day told right before: "The commune has been under attack since
        January. More than 260 have died".
        """
        before = self._context.document.sents[at.sent.index - 1]
        if before.line is not at.sent.line or not lasts_till_now(clause_head(event.trigger)):
            return None
        for noun in subjects(before.span.root) if lasts_till_now(before.span.root) else ():
            if (named := before.line.place_at.get(noun.i)) is not None:
                return choice_of(before.line, named, inherited=True)
            if choice := self._context.told.generic(before, noun):
                return choice
        return None

    def _last_told(self, sent: Sent) -> PlaceChoice | None:
        """The place of the nearest claim before, a few paragraphs back at most."""
        for earlier in reversed(self._context.document.sents[: sent.index + 1]):
            if sent.line.index - earlier.line.index > _REACH_BACK:
                return None
            if told := self._told.get(earlier.index):
                return told
        return None


def _definite(at: At, event: Event) -> tuple[str, ...]:
    """The nouns of attacks spoken of before that caused the event: "the strike killed two" (an airstrike, maybe)."""
    causes = [d for d in event.doers if d.tag_ == "NN" and is_cause(at, d)]
    pointed = {d.lower_ for d in causes if any(c.lower_ in _POINTING for c in d.children)}
    return (*pointed, *(noun.lower_ for noun in _called(at, event)))


def _called(at: At, event: Event) -> Iterator[Token]:
    """What "this was a cowardly attack, with ten people killed" says of what was told before."""
    for verb in event.trigger.ancestors:
        if any(c.dep_ == "nsubj" and c.lower_ in ("this", "that", "it") for c in verb.children):
            yield from (c for c in verb.children if c.dep_ == "attr" and c.tag_ == "NN" and is_cause(at, c))


def _is_quarter_of(place: PlaceChoice, label: PlaceChoice) -> bool:
    """Whether a district is one of the town that heads the entry: the town says which of its namesakes it is."""
    town = label.mention.place if label.mention is not None else None
    return (
        town is not None
        and town.feature == "city"
        and place.mention is not None
        and place.mention.generic in _QUARTERS
    )


def _same_passage(context: Context, at: At) -> list[Sent]:
    """Earlier sentences of the paragraph, nearest first, to the one that sets a time."""
    out: list[Sent] = []
    for sent in reversed(context.document.sents[: at.sent.index]):
        if sent.line is not at.sent.line:
            break
        out.append(sent)
        if has_own_time(At(context, sent)):
            break
    return out


def has_own_time(at: At) -> bool:
    """Whether the sentence names a day of its own."""
    return any(
        at.sent.span.start <= f.first < at.sent.span.end
        and f.value.precision == "day"
        and f.value.anchor != "context"
        for f in at.sent.line.times
    )


def attack_scene(at: At) -> PlaceChoice | None:
    """Where the attack of a sentence happened."""
    allowed = frozenset(range(at.sent.span.start, at.sent.span.end))
    for token in at.sent.span:
        attack = is_assault(at, token) if is_verb(token) else token.pos_ == "NOUN" and is_cause(at, token)
        if attack and (
            found := on_words(at, [token], allowed) or strictly_in(at, clause_head(token), allowed)
        ):
            return where_of(at, found).place
        if attack and (named := named_scene(at)):
            return named
    return None


def named_scene(at: At) -> PlaceChoice | None:
    """The first place that a sentence names, no country and no sea; a sentence that is but a name is a
    heading.
    """
    heading = len([t for t in at.sent.span if not t.is_punct]) <= _HEADING
    inside = [
        f
        for f in at.sent.line.places
        if at.sent.span.start <= f.first < at.sent.span.end and (f.value.locative or heading)
    ]
    allowed = frozenset(range(at.sent.span.start, at.sent.span.end))
    small = [
        f
        for f in inside
        if is_usable(at, f, allowed) and not (f.value.place and f.value.place.feature in _LARGE)
    ]
    return where_of(at, small).place
