"""Casualties told by the part of the body that was hurt, or by the care that it needs: "was hit in the thigh",
"suffered burns", "were treated for", "cut off the lips of".
"""

from orchestration.extraction.casualty_body import BODY_PARTS, INJURIES, LIMBS, SEVERABLE
from orchestration.extraction.casualty_causes import causes_of, circumstances, is_active
from orchestration.extraction.casualty_events import REACH, At, Event, conditions, objects_of
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_passive, objects, preps, subjects, undergoers
from orchestration.extraction.victim_counts import count_of, countable
from orchestration.extraction.victims import Victims, groups_of

_CARERS = frozenset(
    "hospital hospitals clinic clinics doctors medics surgeons nurses borders msf crescent cross staff "
    "paramedics".split()
)
_TREATING = frozenset("treat treats treated treating".split())
_MENDING = frozenset({"operate on", "bandage", "patch up", "hospitalise", "medevac"})
_NEEDING = frozenset("need needs needed require required requires receive received".split())
_CARE = frozenset({"hospital", "hospitals", "clinic", "hospitalised", "hospitalized"})
_HURT_WORDS = frozenset({"wounded", "injured", "wounds", "injuries", "burns", "hurt"})


def hit(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "one policeman was hit in the thigh", "struck on the temple by a baton round"."""
    where = [obj for name, obj in preps(verb) if name in ("in", "on", "through") and obj.lower_ in BODY_PARTS]
    heads = undergoers(verb)
    groups = groups_of(at.context, at.sent, heads, people_only=True) if where else []
    return [Event(verb, row["value"], "hit", tuple(groups), causes_of(at, verb))] if groups else []


def suffer(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "eleven of whom suffered burns"; casualties and losses that are suffered are read by their
    noun.
    """
    behind = {t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + 5, at.sent.span.end)]}
    harm = any(h.lower_ in INJURIES - {"arms"} for h in objects(verb)) or behind & (INJURIES - LIMBS)
    if not is_active(at, verb) or not harm:
        return []  # "received small-arms fire"
    groups = [g for g in groups_of(at.context, at.sent, subjects(verb)) if g.victim_class or g.count.text]
    causes = tuple(circumstances(at, verb))
    return [Event(verb, row["value"], "suffered", tuple(groups), causes)] if groups else []


def treat(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "has treated some 70 wounded", "30 were treated for burns", "were rushed to hospital"."""
    words = {t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + 1 + REACH, at.sent.span.end)]}
    heads = undergoers(verb)
    hurt = [h for h in heads if h.lower_ in _HURT_WORDS and countable(at.sent.line.quantity_at.get(h.i - 1))]
    if hurt:
        number = at.sent.line.quantity_at[hurt[0].i - 1]
        return [Event(verb, "injured", "treated", (Victims(hurt[0], count_of(number.value), bare=True),))]
    if not is_passive(verb) and verb.lower_ in _NEEDING and words & (_CARE | {"treatment"}):
        heads = subjects(verb)
    elif "with harm" in conditions(row):  # "six were pulled from the rubble with fractures"
        heads = heads if words & _HURT_WORDS or ("with" in words and words & INJURIES) else []
    elif (
        verb.lower_ in _TREATING and is_active(at, verb) and any(s.lower_ in _CARERS for s in subjects(verb))
    ):
        heads = objects(verb)  # "the clinic treated nearly 40 more"
    elif verb.tag_ == "VBG" and is_active(at, verb) and words & (_HURT_WORDS | INJURIES):
        heads = objects(verb)  # "medics are treating 16 people with shrapnel wounds"
    elif not is_passive(verb) or not (words & (_CARE | _HURT_WORDS) or row["lemma"] in _MENDING):
        return []
    groups = [g for g in groups_of(at.context, at.sent, heads, people_only=True) if g.count.text]
    return [Event(verb, row["value"], "treated", tuple(groups))] if groups else []


_THROATS = frozenset({"throat", "throats"})


def _who_had(verb: Token, parts: frozenset[str]) -> list[Token]:
    """Who suffers it in "nine shepherds had their throats slit", told of parts of the body."""
    caused = verb.head
    if verb.tag_ != "VBN" or caused.lower_ not in ("had", "have", "has"):
        return []
    named = [*objects(caused), *(c for c in verb.children if c.dep_ == "nsubj")]
    return subjects(caused) if any(t.lower_ in parts for t in named) else []


def throat(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "slit the throat of a headman", "their throats were cut", "48 villagers had their throats cut"."""
    throats = [h for h in undergoers(verb) if h.lower_ in _THROATS]
    heads = [t for h in throats for t in objects_of(h, "of") or [c for c in h.children if c.dep_ == "poss"]]
    groups = groups_of(at.context, at.sent, _who_had(verb, _THROATS) or heads)
    return [Event(verb, row["value"], "throat", tuple(groups), causes_of(at, verb))] if groups else []


def sever(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "cut off the lips of seven women", "hands were hacked off", "a guard had his arm blown off"."""
    parts = [h for h in undergoers(verb) if h.lower_ in SEVERABLE]
    if not parts and (victims := _who_had(verb, SEVERABLE)):
        groups = groups_of(at.context, at.sent, victims, people_only=True)
        return [Event(verb, row["value"], "severed", tuple(groups), causes_of(at, verb))] if groups else []
    heads = [t for p in parts for t in objects_of(p, "of") or [c for c in p.children if c.dep_ == "poss"]]
    groups = groups_of(at.context, at.sent, [h for h in heads if h.pos_ != "PRON"], people_only=True)
    return [Event(verb, row["value"], "severed", tuple(groups), causes_of(at, verb))] if groups else []
