"""Several places that share one verb, each with a weapon or a target of its own.

"shelled Kherson with artillery and Nikopol with mortars", "hit: a depot in Waddan, a radar near Brega and
two tanks at Zliten". The parser hangs such parts on one another; here they are read by their order.
"""

import re
from dataclasses import dataclass, replace

from orchestration.extraction.document import Found, PlaceMention
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import Arm, Words, top_of
from orchestration.extraction.syntax import head_of_conjuncts

_WITH = re.compile(r"\s+(?:with|using|by)\s+(?:[\w-]+\s+){0,3}$", re.I)
_NEXT = re.compile(r"\s*[,;]?\s*(?:and|while|but)?\s*(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$", re.I)
_BREAK = re.compile(
    r"(?:;|,)\s+(?:and\s+)?(?=(?:an?|the|one|two|three|four|five|six|several|\d+)\b)|\s+and\s+(?=(?:an?|the|one|two|three|four|five|six|several|\d+)\b)",
    re.I,
)
_PARTS = 2
_OPENING = 90  # characters from the verb to the colon


@dataclass(frozen=True, slots=True)
class Part:
    """One place with the weapons or the target that belong to it alone."""

    mention: Found[PlaceMention]
    arms: tuple[Arm, ...] = ()
    target: Token | None = None


def with_weapons(words: Words, event: Event) -> list[Part]:
    """The places of a verb that each have a weapon; empty where fewer than two do."""
    if event.nouns or event.trigger not in event.verbs:
        return []
    text = words.line.clean.text
    places = [m for m in words.line.places if event.trigger.i < m.first and m.last < words.sent.span.end]
    out: list[Part] = []
    last = None
    for place in places:
        weapons = [w for w in _weapons_after(words, place.end) if _WITH.fullmatch(text[place.end : w[1]])]
        if not weapons or last is not None and not _NEXT.fullmatch(text[last : place.start]):
            continue
        arm, _, last = weapons[0]
        out.append(Part(place, (arm,)))
    return out if len(out) >= _PARTS else []


def _weapons_after(words: Words, start: int) -> list[tuple[Arm, int, int]]:
    """Weapons of the sentence from a character on: the arm, and its first and last character."""
    out: list[tuple[Arm, int, int]] = []
    for token in words.sent.span:
        if token.idx >= start and (arm := words.arm(token)) is not None:
            first = words.line.doc[arm.first].idx
            out.append((arm, first, token.idx + len(token)))
    return out


def after_colon(words: Words, event: Event) -> list[Part]:
    """The targets that a colon opens, each with its place; empty where fewer than two have one."""
    text = words.line.clean.text
    end = words.sent.span.end_char
    if words.sent.span.text.rstrip().endswith(":"):
        end = len(text)  # the parser ends the sentence at the colon
    colon = text.find(": ", event.trigger.idx, end)
    if colon < 0 or colon - event.trigger.idx > _OPENING:
        return []
    out: list[Part] = []
    at = colon + 2
    for cut in [*_BREAK.finditer(text, at, end), None]:
        stop = cut.start() if cut is not None else end
        places = [m for m in words.line.places if at <= m.start and m.end <= stop]
        tokens = words.line.tokens_of(at, stop)
        if places and tokens is not None:
            thing = next((t for t in words.line.doc[tokens[0] : places[0].first] if _is_head(words, t)), None)
            if thing is not None:
                out.append(Part(places[0], target=thing))
        at = cut.end() if cut is not None else end
    return out if len(out) >= _PARTS else []


def _is_head(words: Words, token: Token) -> bool:
    """Whether the token is the last noun of a phrase that names something to be hit."""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "nmod", "amod"):
        return False
    return class_of(words, token) is not None


def by_type(event: Event) -> list[Event]:
    """ "with artillery and drones": weapons of different types in one phrase strike apart.

    What fires and what is fired ("rockets from a tank") are one strike, and so are the bombs and missiles of a jet.
    """
    doers = {d.i for d in event.doers}
    own = [p for p in event.platforms if p.head.i in doers]
    used = [p for p in event.platforms if p.head.i not in doers and p.strike_type]
    joined = {head_of_conjuncts(top_of(a.head)).i for a in [*used, *event.arms]}
    kinds = list(dict.fromkeys(a.strike_type for a in sorted([*used, *event.arms], key=lambda a: a.head.i)))
    if (
        event.strike_type is not None
        or own
        or not used
        or event.nouns
        or len(joined) > 1
        or len(kinds) < _PARTS
        or None in kinds
    ):
        return [event]
    return [
        replace(
            event,
            arms=[a for a in event.arms if a.strike_type == kind],
            platforms=[p for p in used if p.strike_type == kind],
        )
        for kind in kinds
    ]
