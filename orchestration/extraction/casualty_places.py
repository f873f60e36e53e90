"""Where casualties happened: in the words of the claim, in the attack that caused them, or where the passage is."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from orchestration.extraction.casualty_events import At, Event, is_cause, is_violent
from orchestration.extraction.context import Context
from orchestration.extraction.document import Found, PlaceMention, Sent
from orchestration.extraction.placing import (
    EVENT_PREPS,
    PlaceChoice,
    choice_of,
    context_place,
    generic_place,
    mentions_under_np,
    most_specific,
)
from orchestration.extraction.syntax import clause_head, is_verb, preps

_ORIGIN = re.compile(r"\bfrom\s+(?:the\s+)?(?:(?:city|town|village|port|region|province|direction)\s+of\s+)?$", re.I)
_WHEN = frozenset({"when", "after", "as", "while", "where", "once", "before"})
_LARGE = frozenset({"country", "sea"})
_REACH_BACK = 3


class Scenes:
    """The places of a document's casualties, claim by claim in reading order."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._told: dict[int, PlaceChoice] = {}  # by line: where its last claim happened

    def of(self, at: At, event: Event, *, summary: bool) -> PlaceChoice | None:
        """The place of an event; a sum over time or space has one only if it is said with it."""
        choice = own_place(at, event)
        if choice is None and not summary:
            choice = self._passage(at, event)
        if choice is not None and not summary:
            self._told[at.sent.line.index] = choice
        return choice

    def _passage(self, at: At, event: Event) -> PlaceChoice | None:
        """Where the passage is: the last claim of the paragraph, what it told before, its label."""
        line = at.sent.line
        if event.continues and (told := self._last_told(line.index)):
            return replace(told, inherited=True)
        earlier = [s for s in self._context.document.sents[: at.sent.index] if s.line is line]
        for sent in reversed(earlier):
            if choice := scene_of(At(self._context, sent)):
                return replace(choice, inherited=True)
        if told := self._told.get(line.index):
            return replace(told, inherited=True)
        return context_place(self._context.document, at.sent, before=at.sent.span.start)

    def _last_told(self, index: int) -> PlaceChoice | None:
        near = (self._told.get(i) for i in range(index, max(-1, index - _REACH_BACK), -1))
        return next((t for t in near if t is not None), None)


def own_place(at: At, event: Event) -> PlaceChoice | None:
    """The place that the sentence gives to the event: on its own words first, then clause by clause outwards."""
    heads = [*event.places, *(d for d in event.doers if is_cause(at, d))]
    found = _on_words(at, event.trigger, heads)
    if not found:
        for clause in _clauses_from(at, event.trigger):
            found = _in_clause(at, clause)
            if not found and (generic := _generic(at, clause, event.trigger)):
                return generic
            if found:
                break
    kept = most_specific(at.sent.line, sorted(found, key=lambda m: m.first))
    return choice_of(at.sent.line, kept[0]) if kept else None


def _on_words(at: At, trigger: Token, heads: list[Token]) -> list[Found[PlaceMention]]:
    found: list[Found[PlaceMention]] = []
    for head in [trigger, *heads]:
        for name, obj in preps(head):
            if name in EVENT_PREPS or (name == "of" and is_cause(at, head)):
                found.extend(m for m in mentions_under_np(at.sent, obj) if m not in found)
        direct = at.sent.line.place_at.get(head.i)
        if direct is not None and direct not in found and head is not trigger:
            found.append(direct)
    return [m for m in found if _happens_there(at, m)]


def _happens_there(at: At, mention: Found[PlaceMention]) -> bool:
    return not _ORIGIN.search(at.sent.line.clean.text[: mention.start])


def _clauses_from(at: At, trigger: Token) -> Iterator[Token]:
    """Clauses from the trigger's own outwards, as far as the words of one speaker go."""
    said = _said_with(at, trigger)
    clause = clause_head(trigger)
    for _ in range(5):
        yield clause
        yield from (c for c in clause.children if c.dep_ in ("advcl", "relcl") and any(g.lower_ in _WHEN for g in c.children))
        if clause.dep_ == "relcl":
            yield from _around_antecedent(at, clause)
        if clause.dep_ == "ROOT":
            return
        above = clause_head(clause.head)
        if said and above.i not in said:
            return
        clause = above


def _around_antecedent(at: At, clause: Token) -> Iterator[Token]:
    """The noun that a relative clause is on: "a barrage on the market that killed five"."""
    if clause.head.i in at.sent.line.place_at or any(True for _ in preps(clause.head)):
        yield clause.head


def _said_with(at: At, trigger: Token) -> frozenset[int]:
    """The tokens that the innermost speaker says, empty in the outlet's own voice."""
    frames = [f for f in at.context.reports.frames(at.sent) if trigger.i in f.content]
    return min((f.content for f in frames), key=len, default=frozenset())


def _in_clause(at: At, clause: Token) -> list[Found[PlaceMention]]:
    """Named places of one clause, without those of clauses inside it."""
    found: list[Found[PlaceMention]] = []
    said = _said_with(at, clause)
    for token in sorted(clause.subtree, key=lambda t: t.i):
        mention = at.sent.line.place_at.get(token.i)
        if mention is None or mention in found or not mention.value.locative or (said and token.i not in said):
            continue
        if clause_head(token) == clause or not is_verb(clause):
            found.append(mention)
    return [m for m in found if _happens_there(at, m)]


def _generic(at: At, clause: Token, trigger: Token) -> PlaceChoice | None:
    """"there", "in the town": the place named before."""
    for child in clause.children:
        if child.dep_ == "advmod" and child.lower_ in ("there", "here"):
            return generic_place(at.context.document, at.sent, child)
    for name, obj in preps(clause):
        if name in EVENT_PREPS and obj.i not in at.sent.line.place_at:
            choice = generic_place(at.context.document, at.sent, obj)
            if choice is not None:
                return choice
    return None


def scene_of(at: At) -> PlaceChoice | None:
    """Where a sentence plays: the place of its attack, else the first one that its main clause names."""
    for token in at.sent.span:
        attack = is_violent(at, token) if is_verb(token) else token.pos_ == "NOUN" and is_cause(at, token)
        if attack and (found := _on_words(at, token, []) or _in_clause(at, clause_head(token))):
            return choice_of(at.sent.line, most_specific(at.sent.line, sorted(found, key=lambda m: m.first))[0])
    found = [f for f in at.sent.line.places if at.sent.span.start <= f.first < at.sent.span.end and f.value.locative]
    kept = [f for f in most_specific(at.sent.line, found) if _happens_there(at, f) and not _is_large(f)]
    return choice_of(at.sent.line, kept[0]) if kept else None


def _is_large(mention: Found[PlaceMention]) -> bool:
    return mention.value.place is not None and mention.value.place.feature in _LARGE
