"""What kind of strike, and how many."""

import re

from orchestration.extraction.numbers import Quantity
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_parties import owners_before
from orchestration.extraction.strike_words import Arm, Words, is_single, top_of


def type_of(words: Words, event: Event, group: list[Arm]) -> str | None:
    """The strike type that the sentence itself gives; None leaves it to the rest of the article."""
    kinds = [a.strike_type or ("airstrike" if a.head.lower_ in ("bomb", "bombs") else None) for a in group]
    kinds = [k for k in kinds if k]
    platforms = [p.strike_type for p in event.platforms if p.strike_type]
    doers = " ".join(t.text for d in event.doers for t in d.subtree).lower()
    if (
        event.strike_type == "suicide_bombing"
        or "suicide_bombing" in kinds
        or any(p.strike_type == "suicide_bombing" for p in event.platforms)
    ):
        return "suicide_bombing"
    if any(_kills_himself(v) for v in event.verbs):
        return "suicide_bombing"
    if "drone" not in kinds and any("suicide" in t.lower_ for a in group for t in a.head.subtree):
        return "suicide_bombing"
    if "airstrike" in platforms:
        return "airstrike"
    if "drone" in platforms and "drone" not in kinds:
        return "drone"
    if ("naval" in platforms or _from_a_ship(words, event)) and "missile" not in kinds:
        return "naval"
    if group and group[0].head.lower_ == "debris":
        inner = [
            words.line.weapon_at[t.i].value.strike_type
            for t in group[0].head.subtree
            if t.i in words.line.weapon_at
        ]
        return inner[0] if inner else None
    if (
        group
        and not kinds
        and group[0].head.lower_.startswith(("explosiv", "charge", "dynamit"))
        and not any("launch" in words.frames(v) for v in event.verbs)
    ):
        return "ied"
    if group and not kinds and event.nouns and event.trigger.lower_.startswith(("deton", "explo")):
        return "ied"
    if (
        event.nouns
        and event.strike_type is None
        and not kinds
        and not platforms
        and event.trigger.lower_.startswith(("explo", "deton"))
    ):
        state = any(
            r.actor and r.actor.kind in ("rebel", "jihadist", "militia", "paramilitary")
            for h in event.doers
            for r in words.context.actors(words.sent, [h])
        )
        return "ied" if state else None
    if kinds:
        return _munition_type(words, event, group, kinds)
    if platforms and event.strike_type is None:
        return platforms[0]
    if event.strike_type is None and re.search(r"\bair (?:force|component|wing|arm)\b|\baviation\b", doers):
        return "airstrike"
    if event.strike_type is None and re.search(r"\bnavy\b|\bgunboats?\b", doers):
        return "naval"
    if event.strike_type == "artillery" and platforms and set(platforms) == {"rocket"}:
        return "rocket"  # "shelled by Grads"
    if event.strike_type == "artillery" and (
        "naval" in platforms or re.search(r"\bnavy\b|\bwarships?\b", doers)
    ):
        return "naval"
    return event.strike_type


def _from_a_ship(words: Words, event: Event) -> bool:
    """ "a frigate's gun silenced a battery": guns that a ship owns."""
    owners = (
        c
        for p in event.platforms
        if p.strike_type == "artillery"
        for c in p.head.children
        if c.dep_ == "poss"
    )
    return any((arm := words.arm(o)) is not None and arm.strike_type == "naval" for o in owners)


def _kills_himself(verb: Token) -> bool:
    """ "the bomber blew himself up"."""
    return verb.lower_.startswith(("blew", "blow", "deton", "explod")) and any(
        c.dep_ == "dobj" and c.lower_ in ("himself", "herself", "themselves") for c in verb.children
    )


def _munition_type(words: Words, event: Event, group: list[Arm], kinds: list[str]) -> str:
    first = kinds[0]
    if (
        first != "airstrike"
        or group[0].head.lower_ not in ("bomb", "bombs")
        or _is_specific_bomb(words, group[0])
    ):
        return first
    dropped = any(
        v.lower_.startswith(("jettison", "drop", "fell", "fall", "land", "miss", "rain", "releas", "deliver"))
        for v in event.verbs
    )
    if dropped:
        return "airstrike"
    state = any(
        r.actor and r.actor.kind in ("state", "coalition", "igo") for r in owners_before(words, group[0].head)
    )
    return "airstrike" if state else "ied"


def _is_specific_bomb(words: Words, arm: Arm) -> bool:
    found = words.line.weapon_at.get(arm.head.i)
    return found is not None and len(found.text.split()) > 1


def number_of(words: Words, head: Token) -> Quantity | None:
    top = top_of(head)
    return words.count(head) or (words.count(top) if top != head else None) or _self_number(words, top, head)


def _self_number(words: Words, top: Token, head: Token) -> Quantity | None:
    if top == head:
        return None
    found = words.line.quantity_at.get(top.i)
    return found.value if found and found.value.kind == "count" else None


def single(head: Token) -> bool:
    return is_single(head) and head.tag_ not in ("NNS", "NNPS")
