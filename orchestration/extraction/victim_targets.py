"""Whom an attack was on, where only a number tells of its victims: "clashed with rebels and killed seven"."""

from collections.abc import Iterator
from dataclasses import replace

from orchestration.extraction.actors import ActorRef, actor_refs, force_kind
from orchestration.extraction.casualty_events import At, is_assault, objects_of
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_passive, is_verb, objects, own_subjects, subjects
from orchestration.extraction.victim_sides import people_class, side_of
from orchestration.extraction.victims import Victims

_CLAUSES = frozenset({"advcl", "conj", "xcomp"})
_MET = forms_of(
    "fight", "engage", "chase", "pursue", "corner", "surround", "intercept", "trap", "confront", "spot"
)
_KILLING = forms_of("kill", "wound", "injure", "hurt", "maim")
_STEPS = 3


def as_attacked(at: At, trigger: Token, group: Victims, doers: list[ActorRef]) -> Victims:
    """The group with the class and side of whoever the same subject attacked, where its words give neither."""
    if not group.bare or group.subset or group.victim_class != "unknown" or group.actor is not None:
        return group
    if not group.count.text or group.count.high == 0 or own_subjects(trigger):
        return group
    for noun in _attacked(at, trigger):
        kind = people_class(at.context, noun)
        armed = force_kind(at.context.document, noun) in ("combatant", "organisation")
        if not armed and kind is None:
            continue
        actor = side_of(at.context, at.sent, noun) if not armed else _party(at, noun)
        if actor is not None and any(actor.same_party(d) for d in doers):
            continue
        return replace(group, victim_class="combatant" if armed else kind or "unknown", actor=actor)
    return group


def _attacked(at: At, trigger: Token) -> Iterator[Token]:
    """What the verbs before the trigger, under the same subject, were done to, with what it is made up of."""
    verb = trigger
    for _ in range(_STEPS):
        if verb.dep_ not in _CLAUSES or not is_verb(verb.head):
            return
        verb = verb.head
        if verb.lower_ in _KILLING:
            return  # others were its victims
        if is_assault(at, verb) or verb.lower_ in _MET:
            met = (
                subjects(verb)
                if is_passive(verb)
                else [*objects(verb), *objects_of(verb, "with", "at", "on", "against")]
            )
            for noun in met:
                yield from objects_of(noun, "of", "with")
                yield noun
        if own_subjects(verb):
            return


def _party(at: At, noun: Token) -> ActorRef | None:
    refs = actor_refs(at.context.document, at.sent, noun)
    return side_of(at.context, at.sent, noun) or next(iter(refs), None)
