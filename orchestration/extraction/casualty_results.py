"""Casualties told by what became of people, whatever was done: "roasted to death", "left with burns", "forced into a
van", "fell into the hands of the guerrillas", "did not survive", "no trace of the crew".
"""

from collections.abc import Callable

from orchestration.extraction.casualty_causes import causes_of, circumstances
from orchestration.extraction.casualty_events import At, Event, is_cause, objects_of
from orchestration.extraction.casualty_victim_heads import victim_heads
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import (
    is_nobody,
    is_passive,
    is_verb,
    negated,
    objects,
    preps,
    subjects,
    undergoers,
)
from orchestration.extraction.victims import Victims, groups_of

_REACH = 14
_SENTENCING = forms_of(
    "sentence", "condemn", "fall", "plunge", "leap", "jump", "scare", "frighten", "bore", "lead"
)
_INTO = frozenset({"into", "onto", "in", "aboard"})
_TAKEN_INTO = frozenset(
    "van vans truck trucks lorry lorries car cars vehicle vehicles jeep jeeps pickup pickups minibus bus buses "
    "boot trunk boat boats helicopter ambulance bush forest jungle captivity waiting".split()
)
_WOUNDS = frozenset(
    "injuries injury wounds wound burns cuts bruises fractures concussion shrapnel splinters fragments glass "
    "lacerations stumps".split()
)
_HOSPITAL = frozenset("hospital hospitals clinic clinics infirmary intensive".split())
_FIRES = frozenset("fire flames blaze burning furnace oven".split())
_BULLETS = frozenset("bullets bullet rounds lead gunfire".split())
_NOWHERE = frozenset("unknown undisclosed unspecified".split())
_ENDS: dict[str, Callable[[Token, Token], bool]] = {
    "into a vehicle": lambda prep, noun: prep.lower_ in _INTO and noun.lower_ in _TAKEN_INTO,
    "with wounds": lambda prep, noun: prep.lower_ in ("with", "by") and noun.lower_ in _WOUNDS,
    "into fire": lambda prep, noun: prep.lower_ in _INTO and noun.lower_ in _FIRES,
    "to hospital": lambda prep, noun: prep.lower_ in ("in", "to") and noun.lower_ in _HOSPITAL,
    "with bullets": lambda prep, noun: prep.lower_ == "with" and noun.lower_ in _BULLETS,
    "to an unknown place": lambda prep, noun: prep.lower_ == "to" and noun.lower_ in _NOWHERE,
}
_ENDING_UP = forms_of("fall", "be", "remain", "come", "end", "pass", "become")
_STAYING = forms_of("remain", "stay")
_HELD_UNDER = frozenset({"trapped", "buried", "stuck"})
_STILL = _STAYING | {"still", "feared"}
_HELD_IN = frozenset({"in", "into"})
_NOTHING = frozenset({"nothing", "no", "little"})
_FATE = frozenset({"fate", "whereabouts"})
_FAILING = forms_of("fail")


def result(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "left four with burns", "shoved two teachers into a pickup": the end of the phrase tells the outcome."""
    end = _end_of(at, verb, _ENDS[row["note"]])
    if end is None:
        return []
    heads = [h for h in victim_heads(at, verb) if h.i < end.i]
    groups = [g for g in groups_of(at.context, at.sent, heads, people_only=True) if _is_told(g)]
    causes = tuple(c for c in causes_of(at, verb) if c not in heads) or _doers_behind(at, end)
    return [Event(verb, row["value"], "result", tuple(groups), causes, tuple(heads))] if groups else []


def _doers_behind(at: At, end: Token) -> tuple[Token, ...]:
    """Who did it, where the parser hung the by-phrase on the end: "left with burns by raiders"."""
    near = end.doc[end.i + 1 : min(end.i + 5, at.sent.span.end)]
    return tuple(t for noun in near if noun.pos_ == "NOUN" for t in objects_of(noun, "by"))


def _is_told(group: Victims) -> bool:
    return group.count.text is not None or group.count.rule in ("singular", "bare_plural")


def _end_of(at: At, verb: Token, is_end: Callable[[Token, Token], bool]) -> Token | None:
    """The preposition of the phrase that tells the end, in the verb's own words."""
    doc, last = verb.doc, min(verb.i + _REACH, at.sent.span.end)
    for prep in doc[verb.i + 1 : last]:
        if is_verb(prep) and prep.tag_ not in ("VBN", "VBG"):
            return None
        if prep.pos_ == "ADP" and any(is_end(prep, noun) for noun in doc[prep.i + 1 : min(prep.i + 5, last)]):
            return prep
    return None


def to_death(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "roasted to death", whatever the verb."""
    prep = noun.head
    bare = not any(c.dep_ in ("det", "poss", "prep", "amod") for c in noun.children)
    if noun.dep_ != "pobj" or prep.lower_ != "to" or not is_verb(prep.head) or not bare:
        return []
    verb = prep.head
    if verb.lower_ in _SENTENCING:
        return []
    heads = undergoers(verb)
    groups = groups_of(at.context, at.sent, heads, people_only=True)
    causes = tuple(c for c in causes_of(at, verb) if c not in heads)
    return [Event(noun, row["value"], "result", tuple(groups), causes, tuple(heads))] if groups else []


def hands(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "fell into the hands of the rebels", "six are in militia hands": taken by whose hands they are."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in _HELD_IN or not is_verb(prep.head):
        return []
    verb = prep.head
    if verb.lower_ not in _ENDING_UP:
        return []
    owners = objects_of(noun, "of") or [c for c in noun.children if c.dep_ in ("poss", "compound", "amod")]
    groups = [
        g
        for g in groups_of(at.context, at.sent, subjects(verb), people_only=True)
        if g.count.text or g.count.rule == "singular"
    ]
    if not groups or not owners:
        return []
    return [Event(noun, row["value"], "hands", tuple(groups), tuple(owners))]


def prey(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "eleven drivers fell victim to an ambush"."""
    verb = noun.head
    if not is_verb(verb) or verb.lower_ not in _ENDING_UP or any(c.dep_ == "det" for c in noun.children):
        return []
    doers = objects_of(noun, "to") or objects_of(verb, "to")
    groups = [g for g in groups_of(at.context, at.sent, subjects(verb), people_only=True) if g.count.text]
    return [Event(noun, row["value"], "prey", tuple(groups), tuple(doers))] if groups and doers else []


def survive(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "twelve did not survive", "three failed to pull through"."""
    nobody = [s for s in subjects(verb) if is_nobody(s)]
    if nobody and not negated(verb):
        heads = [o for s in nobody for o in objects_of(s, "of", "among", "aboard")]
        lost = [g for g in groups_of(at.context, at.sent, heads, people_only=True) if g.count.text]
        causes = (*circumstances(at, verb), *(o for o in objects(verb) if is_cause(at, o)))
        return (
            [Event(verb, row["value"], "survive", tuple(lost), causes, modality="asserted")] if lost else []
        )
    failed = verb.head if verb.dep_ == "xcomp" and verb.head.lower_ in _FAILING else None
    if not negated(verb) and failed is None:
        return []
    groups = [
        g
        for g in groups_of(at.context, at.sent, subjects(failed or verb), people_only=True)
        if g.count.text or g.count.rule == "singular"
    ]
    causes = tuple(circumstances(at, verb))
    return (
        [Event(verb, row["value"], "survive", tuple(groups), causes, modality="asserted")] if groups else []
    )


def unheard(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "nothing has been heard of eight fishermen since"."""
    if not is_passive(verb) or not any(s.lower_ in _NOTHING for s in subjects(verb)):
        return []
    heads = objects_of(verb, "of", "from")
    groups = groups_of(at.context, at.sent, heads, people_only=True)
    return [Event(verb, row["value"], "unseen", tuple(groups), modality="asserted")] if groups else []


def unknown(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "of a dozen persons nothing is known", "nothing is known of the fate of six drivers"."""
    verb = noun.head
    if noun.dep_ not in ("nsubjpass", "nsubj") or verb.lower_ != "known":
        return []
    heads = [o for p in verb.children if p.lower_ in ("of", "about") for o in p.children if o.dep_ == "pobj"]
    heads = [t for h in heads for t in (objects_of(h, "of") if h.lower_ in _FATE else [h])]
    groups = [g for g in groups_of(at.context, at.sent, heads, people_only=True) if g.count.text][:1]
    return [Event(noun, row["value"], "unseen", tuple(groups), modality="asserted")] if groups else []


def traceless(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "there was no trace of eight fishermen", "no word on two of the drivers"."""
    if not any(c.lower_ == "no" for c in noun.children):
        return []
    heads = objects_of(noun, "of", "from", "on", "about") or [
        obj for name, obj in preps(noun.head) if name == "of" and noun.head.lower_ in ("is", "was", "been")
    ]
    groups = [g for g in groups_of(at.context, at.sent, heads, people_only=True) if g.count.text]
    return [Event(noun, row["value"], "unseen", tuple(groups), modality="asserted")] if groups else []


def under(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "scores remain under the rubble", "six are still trapped beneath the ruins": nobody knows of them."""
    prep = noun.head
    if (
        noun.dep_ != "pobj"
        or prep.lower_ not in ("under", "beneath", "underneath", "in")
        or not is_verb(prep.head)
    ):
        return []
    verb = prep.head
    still = {c.lower_ for t in (verb, verb.head) for c in t.children} | {verb.head.lower_}
    stays = verb.lower_ in _STAYING or (verb.lower_ in _HELD_UNDER and still & _STILL)
    if not stays or (prep.lower_ == "in" and verb.lower_ not in _HELD_UNDER):
        return []
    groups = [g for g in groups_of(at.context, at.sent, subjects(verb), people_only=True) if g.count.text]
    return [Event(noun, row["value"], "unseen", tuple(groups), modality="asserted")] if groups else []


RESULT_FRAMES: dict[str, Callable[[At, Token, Row], list[Event]]] = {
    "result": result,
    "to_death": to_death,
    "hands": hands,
    "prey": prey,
    "survive": survive,
    "unheard": unheard,
    "unknown": unknown,
    "traceless": traceless,
    "under": under,
}
