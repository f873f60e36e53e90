"""Casualties of a verb of their own: "six people died", "fell in an ambush", "was found dead", "left the commander dead"."""

from orchestration.extraction.casualty_causes import causes_of, circumstances
from orchestration.extraction.casualty_company import with_others
from orchestration.extraction.casualty_events import REACH, At, Event, is_attack, objects_of
from orchestration.extraction.casualty_victim_heads import first_of_family, who_is_meant
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_nobody, is_passive, objects, preps, subjects
from orchestration.extraction.victim_counts import NOBODY
from orchestration.extraction.victims import ORDINALS, Victims, groups_of

_FALLING = frozenset({"to", "into", "from", "on", "upon", "under", "behind", "back", "for"})
_ACTIONS = frozenset({"action", "defence", "defense", "line", "duty", "front", "battlefield"})
_FIELD = frozenset({"ground", "field", "grass", "battlefield", "snow", "mud", "sand"})
_NEAR_END = 7


def intransitive(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "six people died", "an officer succumbed to his wounds"; "of cancer" is for the gate to
    refuse.
    """
    heads = _one_more(at, verb) or who_is_meant(at, verb, subjects(verb)) or _fronted(verb)
    heads = [*first_of_family(at, verb, heads[:1]), *heads]
    causes = tuple(circumstances(at, verb))
    if nobody := next((h for h in heads if is_nobody(h)), None):
        groups = [Victims(nobody, NOBODY)]
    else:
        groups = groups_of(at.context, at.sent, heads, people_only=row["note"] == "people only")
        groups += with_others(at, verb, heads) if groups else []
    if not groups:
        return []
    return [Event(verb, row["value"], "intransitive", tuple(groups), causes, tuple(heads))]


def _fronted(verb: Token) -> list[Token]:
    """As in "With him died his driver and two guards": the subject behind, which the parser takes for the object."""
    opens = any(c.dep_ in ("prep", "advmod") and c.i < verb.i for c in verb.children)
    return objects(verb) if opens and verb.tag_ == "VBD" else []


def _one_more(at: At, verb: Token) -> list[Token]:
    """As in "four died on the spot and a fifth succumbed in hospital", where the parser has no subject for it."""
    before = verb.doc[max(at.sent.span.start, verb.i - 2) : verb.i]
    article, ordinal = before if len(before) == 2 else (verb, verb)
    return [ordinal] if ordinal.lower_ in ORDINALS and article.lower_ in ("a", "another") else []


def own_end(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "58 have made the supreme sacrifice", "gave their lives", "breathed his last"."""
    near = {t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + _NEAR_END, at.sent.span.end)]}
    if is_passive(verb) or not near & set(row["note"].split()):
        return []
    groups = groups_of(at.context, at.sent, subjects(verb), people_only=True)
    return (
        [Event(verb, row["value"], "own_end", tuple(groups), tuple(circumstances(at, verb)))]
        if groups
        else []
    )


def fall(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "eight rangers fell in an ambush"."""
    attacks = [
        obj
        for name, obj in preps(verb)
        if name in ("in", "to", "on") and (is_attack(at, obj) or obj.lower_ in _ACTIONS)
    ]
    perfect = any(c.dep_ == "aux" and c.lower_ in ("have", "has", "had") for c in verb.children)
    loose = any(
        c.dep_ in ("prt", "dobj", "acomp")
        or c.dep_ == "prep"
        and c.lower_ in _FALLING
        and not any(g.i in at.sent.line.time_at for g in c.children)
        for c in verb.children
    )
    groups = (
        [
            g
            for g in groups_of(at.context, at.sent, subjects(verb), people_only=True)
            if attacks or ((perfect or g.victim_class == "combatant") and g.count.text and not loose)
        ]
        if not is_passive(verb)
        else []
    )
    return [Event(verb, row["value"], "fall", tuple(groups), tuple(attacks))] if groups else []


def leave(at: At, verb: Token, _row: Row) -> list[Event]:
    """As in "left the commander dead": the counted forms are read by their state word."""
    near = verb.doc[verb.i + 1 : min(verb.i + REACH, at.sent.span.end)]
    for state in near:
        rows = at.rows(state, "adjective")
        if rows and rows[0]["frame"] == "state" and not any(c.dep_ == "dobj" for c in state.children):
            heads = [h for h in objects(verb) if h.i < state.i] or [
                c for c in state.children if c.dep_ == "nsubj"
            ]
            groups = groups_of(at.context, at.sent, heads, people_only=True)
            if not groups:
                return []
            said = tuple(verb.doc[groups[-1].head.i : state.i])  # "a family of six dead"
            return [Event(verb, rows[0]["value"], "left", tuple(groups), causes_of(at, verb), covers=said)]
    behind = {o.lower_ for o in objects_of(verb, "on", "in")} & _FIELD or any(
        t.lower_ == "behind" for t in near[:2]
    )
    own = (
        [g for g in groups_of(at.context, at.sent, objects(verb)) if _is_their_own(g.head)] if behind else []
    )
    side = next(iter(at.actors(subjects(verb))), None)
    return [Event(verb, "killed", "left", tuple(own), side=side)] if own else []


def _is_their_own(head: Token) -> bool:
    """As in "twelve of their own"."""
    behind = [t.lower_ for t in head.doc[head.i + 1 : head.i + 4]]
    return behind[:1] == ["of"] and behind[2:] == ["own"]


def found(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "one of them was found dead"."""
    if not is_passive(verb) or not any(
        t.lower_ in ("dead", "beheaded", "murdered", "hanged", "shot")
        for t in verb.doc[verb.i + 1 : verb.i + 4]
    ):
        return []
    groups = groups_of(at.context, at.sent, subjects(verb), people_only=True)
    return [Event(verb, row["value"], "found_dead", tuple(groups), modality="asserted")] if groups else []
