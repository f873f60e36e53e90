"""Those who are taken, held or not seen again: "took 12 soldiers prisoner", "40 rebels laid down their arms"."""

from collections.abc import Callable
from dataclasses import replace

from orchestration.extraction.actors import force_kind
from orchestration.extraction.casualty_causes import causes_of
from orchestration.extraction.casualty_events import At, Event, governs, objects_of
from orchestration.extraction.casualty_harming import PRISONERS
from orchestration.extraction.casualty_victim_heads import victim_heads
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import agents, is_passive, is_yet_to, negated, objects, subjects
from orchestration.extraction.victim_counts import count_of, countable
from orchestration.extraction.victims import Victims, group_of, groups_of

_OF_WAR = frozenset({"prisoner", "prisoners", "pow", "pows"})
FREEING = forms_of("free", "release", "rescue", "liberate")
_TAKING = forms_of("take")
_BY_FORCE = frozenset("forcibly violently".split())
_BANDS = frozenset({"militia", "militias", "gang", "gangs", "group", "groups"})
_REACH = 10


def surrender(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "nine surrendered", "40 rebels laid down their arms": prisoners of whom they surrender to."""
    if row["lemma"] in ("turn in", "hand in", "hand over", "give up") and not any(
        c.lower_ in ("themselves", "himself") for c in verb.children
    ):
        return []
    if verb.tag_ == "VBG" and verb.head.lower_ in ("after", "before"):
        return []  # "executed after surrendering"
    groups = [
        g
        for g in groups_of(at.context, at.sent, subjects(verb), people_only=True)
        if g.count.text or g.victim_class != "civilian"
    ]
    takers = tuple(objects_of(verb, "to"))
    return [Event(verb, row["value"], "surrender", tuple(groups), takers)] if groups else []


def unseen(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "100 of our boys have not been seen", "were never heard from again"."""
    untold = negated(verb) or is_yet_to(verb) or is_yet_to(verb.head)
    if not (untold and is_passive(verb)) or any(c.dep_ == "agent" for c in verb.children):
        return []
    groups = groups_of(at.context, at.sent, subjects(verb), people_only=True)
    return [Event(verb, row["value"], "unseen", tuple(groups), modality="asserted")] if groups else []


def prisoner(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "took 12 soldiers prisoner", "were taken hostage", "holds seven prisoners", "took 135 of
    them".
    """
    near = [
        t for t in verb.doc[verb.i + 1 : min(verb.i + 1 + _REACH, at.sent.span.end)] if t.lower_ in PRISONERS
    ]
    things = victim_heads(at, verb)
    if near and verb.lower_ == "held" and near[0].i == verb.i + 1 and near[0].tag_ == "NN":
        return _held_captive(at, verb, row)
    fate = verb.tag_ == "VBN" or verb.i + 1 < at.sent.span.end and verb.nbor(1).lower_ in PRISONERS
    own = at.sent.line.quantity_at.get(verb.i - 1) if fate else None
    if (
        near
        and countable(own)
        and own is not None
        and own.first > at.sent.span.start
        and not {*objects(verb)} - {*near}
    ):
        taken_by = (*objects_of(near[0], "by"), *agents(verb))  # "60 killed and 12 taken prisoner"
        fighters = near[0].lower_ in _OF_WAR
        number = Victims(
            verb.nbor(-1), count_of(own.value), None, "combatant" if fighters else "unknown", bare=True
        )
        return [Event(verb, row["value"], "prisoner", (number,), taken_by, covers=(near[0],))]
    takers = tuple(objects_of(near[0], "by")) or tuple(agents(verb)) if near and verb.tag_ == "VBN" else ()
    if takers and (taken := groups_of(at.context, at.sent, subjects(verb))):
        # "its pilot taken prisoner by rebels"
        return [Event(verb, row["value"], "prisoner", tuple(taken), takers)]
    if near and verb.lower_ == "taken" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        if held := groups_of(at.context, at.sent, [c for c in verb.lefts if c.dep_ == "nsubj"]):
            by = (*objects_of(near[0], "by"), *agents(verb))
            return [Event(verb, row["value"], "prisoner", tuple(held), by, covers=(near[0],))]
    if near and near[0] in objects(verb):
        groups = _counted_prisoners(at, verb, near[0])
    elif near and governs(verb, near[0]):
        groups = groups_of(at.context, at.sent, [h for h in things if h != near[0]])
    else:
        groups = _taken_of_them(at, verb, things)
    if near and near[0].lower_ in _OF_WAR:
        groups = [
            replace(g, victim_class="combatant") if g.bare and g.victim_class == "unknown" else g
            for g in groups
        ]
    return [Event(verb, row["value"], "prisoner", tuple(groups), causes_of(at, verb))] if groups else []


def _held_captive(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "four workers held hostage by the rebels": those before it are held; none of those "freed" behind it."""
    behind = verb.doc[verb.i + 2 : at.sent.span.end]
    people = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")] or subjects(verb)
    freed = any(t.lower_ in FREEING and any(c.dep_ == "auxpass" for c in t.children) for t in behind)
    if freed or any(p.head.lower_ in FREEING for p in people):
        return []
    groups = groups_of(at.context, at.sent, people, people_only=True)
    by = (*agents(verb), *objects_of(verb, "by"), *objects_of(verb.nbor(1), "by"))
    covers = (verb.nbor(1),)
    return [Event(verb, row["value"], "prisoner", tuple(groups), by, covers=covers)] if groups else []


def _counted_prisoners(at: At, verb: Token, word: Token) -> list[Victims]:
    """As in "took a dozen prisoners", "took a dozen policemen prisoner": those taken in battle are
    fighters.
    """
    people = [c for c in word.children if c.dep_ in ("compound", "nmod") and c.tag_ == "NNS"]
    groups = groups_of(at.context, at.sent, [word])
    if people and (named := group_of(at.context, at.sent, people[0], people_only=True)):
        return [replace(named, head=word, count=g.count) for g in groups]
    battle = verb.lower_ in _TAKING
    return [
        replace(g, victim_class="combatant") if battle and g.victim_class == "unknown" else g for g in groups
    ]


def _taken_of_them(at: At, verb: Token, things: list[Token]) -> list[Victims]:
    """As in "We have taken 135 of them": a number of the people spoken of; "ten were taken by gunmen", "forcibly
    took three boys".
    """
    after = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + _REACH, at.sent.span.end)]]
    by_force = (
        ("with", "them") in zip(after, after[1:], strict=False)
        or any(c.lower_ in _BY_FORCE for c in verb.children)
        or (is_passive(verb) and any(_is_force(at, a) for a in agents(verb)))
    )
    if verb.lower_ in _TAKING and by_force:
        people = groups_of(at.context, at.sent, things, people_only=True)
        return [g for g in people if g.count.text or g.count.rule == "singular"]
    if verb.lower_ not in _TAKING or is_passive(verb):
        return []
    return [
        replace(g, victim_class="combatant")
        for h in things
        if countable(at.sent.line.quantity_at.get(h.i))
        and (g := group_of(at.context, at.sent, h))
        and _of_them(h)
    ]


def _is_force(at: At, agent: Token) -> bool:
    """Whether fighters are named, no army that takes somebody along."""
    return agent.lower_ in _BANDS or force_kind(at.context.document, agent) == "combatant"


def _of_them(head: Token) -> bool:
    return [t.lower_ for t in head.doc[head.i + 1 : head.i + 3]] == ["of", "them"]


CAPTIVE_FRAMES: dict[str, Callable[[At, Token, Row], list[Event]]] = {
    "surrender": surrender,
    "unseen": unseen,
    "prisoner": prisoner,
}
