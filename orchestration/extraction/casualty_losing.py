"""Casualties told as a loss or a price: "lost six men", "lost their lives", "cost 70 people their lives"."""

from dataclasses import replace

from orchestration.extraction.actors import force_kind
from orchestration.extraction.casualty_body import LIMBS
from orchestration.extraction.casualty_causes import causes_of, circumstances, is_active
from orchestration.extraction.casualty_events import REACH, At, Event, governs, objects_of
from orchestration.extraction.casualty_victim_heads import victims_beside
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_nobody, is_none, is_passive, objects, subjects
from orchestration.extraction.victim_counts import NOBODY, countable
from orchestration.extraction.victims import Victims, group_of, groups_of

_LIVES = frozenset({"life", "lives"})


def lose(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "Hezbollah lost 12 men", "eight soldiers lost their lives", "its driver lost both legs"."""
    if is_passive(verb):
        return _were_lost(at, verb, row)
    if not is_active(at, verb):
        return []
    things = objects(verb) or victims_beside(at, verb)
    words = {t.lower_ for t in things}
    dying = words & _LIVES or any(o.lower_ in _LIVES for t in (verb, *things) for o in objects_of(t, "for"))
    if dying or words & LIMBS:  # "lost his battle for life" as well
        outcome = "killed" if dying else "injured"
        groups = groups_of(at.context, at.sent, subjects(verb))
        return (
            [Event(verb, outcome, "lost_lives", tuple(groups), tuple(circumstances(at, verb)))]
            if groups
            else []
        )
    side = next(iter(at.actors(subjects(verb))), None)
    if side is not None and (nobody := next((h for h in things if is_nobody(h)), None)):
        return [Event(verb, row["value"], "lost", (Victims(nobody, NOBODY, None, "combatant"),), side=side)]
    groups = [
        g
        for g in groups_of(at.context, at.sent, things, people_only=True)
        if _is_toll(g) and not _has_fate(at, g)
    ]
    if not groups and (cost := _lost_with(at, verb, things)):
        return [Event(verb, row["value"], "lost", tuple(cost), places=tuple(things), side=side)]
    kinds = {force_kind(at.context.document, s) for s in subjects(verb)}
    if "platform" in kinds:
        groups = [g for g in groups if not g.bare]  # "allied planes flew 4,000 sorties and lost eight"
    if kinds & {"organisation", "combatant"}:
        groups = [replace(g, victim_class="combatant") if g.victim_class == "unknown" else g for g in groups]
    if side is not None:  # "Israel lost eight soldiers": its own, wherever the article is set
        groups = [replace(g, actor=None) if g.actor and g.actor.resolved else g for g in groups]
    outcome = "killed_or_injured" if groups and _or_wounded(groups[-1]) else row["value"]
    return [Event(verb, outcome, "lost", tuple(groups), side=side)] if groups else []


def _has_fate(at: At, group: Victims) -> bool:
    """As in "lost two dead and nine wounded": what became of them is told by the word behind the number."""
    found = at.sent.line.quantity_at.get(group.head.i)
    last = found.last if found is not None else group.head.i
    behind = group.head.doc[last + 1 : last + 2]
    return any(row["frame"] == "state" for t in behind for row in at.rows(t, "adjective"))


def _or_wounded(group: Victims) -> bool:
    """As in "lost 870 soldiers, killed or wounded"."""
    behind = [t.lower_ for t in group.head.doc[group.head.i + 1 : group.head.i + 6] if not t.is_punct]
    return (
        behind[:1] == ["killed"]
        and behind[1:2] in (["and"], ["or"])
        and behind[2:3] in (["wounded"], ["injured"])
    )


def _lost_with(at: At, verb: Token, things: list[Token]) -> list[Victims]:
    """As in "lost the pass to them with close to 1,000 men": the men that a place cost."""
    company = [obj for t in (verb, *things) for obj in objects_of(t, "with")]
    return [g for g in groups_of(at.context, at.sent, company, people_only=True) if g.count.text]


def _were_lost(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "not a single soldier was lost", "12 men were lost in the ambush"."""
    heads = subjects(verb)
    causes = tuple(circumstances(at, verb))
    if nobody := next((h for h in heads if is_none(h)), None):
        group = group_of(at.context, at.sent, nobody, people_only=True)
        return [Event(verb, row["value"], "lost", (replace(group, count=NOBODY),), causes)] if group else []
    groups = [g for g in groups_of(at.context, at.sent, heads, people_only=True) if g.count.text]
    return [Event(verb, row["value"], "lost", tuple(groups), causes)] if groups else []


def _is_toll(group: Victims) -> bool:
    """People whom one can lose to a war: counted, fighters, or family."""
    return (
        bool(group.count.text)
        or group.victim_class == "combatant"
        or any(c.dep_ == "poss" for c in group.head.children)
    )


def lives(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "claimed the lives of 12 people", "claimed 12 lives", "cost 70 people their lives", "cost a boy both
    feet", "cost the enemy seven men".
    """
    near = verb.doc[verb.i + 1 : min(verb.i + REACH, at.sent.span.end)]
    life = next((t for t in near if t.lower_ in ("life", "lives")), None)
    if row["note"] == "price" and life is None:
        return _paid(at, verb, row)
    if life is None or not governs(verb, life):
        return []
    inner = objects_of(life, "of")
    payers = [c for c in verb.children if c.dep_ == "dative" and c.i < life.i]
    heads = inner or [h for h in objects(verb) if h != life] or payers or [life]
    groups = groups_of(at.context, at.sent, heads)
    return (
        [Event(verb, row["value"], "lives", tuple(groups), causes_of(at, verb), tuple(heads))]
        if groups
        else []
    )


def _paid(at: At, verb: Token, row: Row) -> list[Event]:
    """What something cost somebody, if it was limbs or men."""
    things = objects(verb)
    payers = [c for c in verb.children if c.dep_ == "dative"]
    if limbs := [t for t in things if t.lower_ in LIMBS]:
        heads = [t for t in things if t not in limbs and t.i < limbs[0].i] or payers
        groups = groups_of(at.context, at.sent, heads, people_only=True)
        return [Event(verb, "injured", "lives", tuple(groups), causes_of(at, verb))] if groups else []
    counted = [
        t for t in things if countable(at.sent.line.quantity_at.get(t.left_edge.i)) and t not in payers
    ]
    side = next(iter(at.actors(payers or [t for t in things if t not in counted][:1])), None)
    groups = [g for g in groups_of(at.context, at.sent, counted, people_only=True) if g.count.text]
    if side is None or not groups:
        return []
    return [Event(verb, row["value"], "lost", tuple(groups), side=side)]
