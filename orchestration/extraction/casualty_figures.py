"""Figures with the noun left out, behind a claim of casualties: "medics spoke of eleven", "the Red Cross says at least
60", "That makes 14", "31 according to the families".
"""

from collections.abc import Callable
from dataclasses import replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.casualty_events import At, Event, objects_of
from orchestration.extraction.casualty_scope import ACCOUNTING
from orchestration.extraction.casualty_tolls import has_state
from orchestration.extraction.document import Found
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import is_passive, is_verb, subjects
from orchestration.extraction.victim_counts import count_of
from orchestration.extraction.victims import Victims, group_of, groups_of

_SPEAKING = frozenset("put puts putting".split())
_LOSSES = frozenset({"losses", "casualties", "toll"})
_ANAPHORS = frozenset({"that", "this", "it", "which"})
_TO_DATE = frozenset({"since", "so", "in", "this", "for", "dead", "killed"})
_RECKONING = forms_of(
    "say", "claim", "admit", "acknowledge", "concede", "believe", "think", "reckon", "estimate", "insist", "maintain",
    "report", "give", "suggest", "own", "confess", "confirm", "put", "count", "list",
)  # fmt: skip
# What may stand between who reckons and the figure: "think the true figure is nearer 200".
_LINKING = frozenset(
    "that it there was were is are be been may might could at as of the a true real actual correct figure number toll "
    "total death nearer closer close to only up".split()
)
_LINKED = 9
_ADMITTING = forms_of("admit", "own", "confess")
_COUNTING = forms_of("count", "list")
_NEARER = frozenset({"nearer", "closer", "close"})
_DOING = frozenset({"did", "do", "does", "had", "have", "has", "was", "were"})
_SUMMED = frozenset({"since", "total", "all", "overall", "altogether"})
_SUMMING = _SUMMED | frozenset(
    "in the a of war began start beginning to date so far about some around then".split()
)
_ALL_TOLD = (("in", "all"), ("in", "total"), ("all", "told"), ("of", "them"))


def speak(at: At, verb: Token, _row: Row) -> list[Event]:
    """As in "medics spoke of eleven", "Baku speaks of 93 civilians", "put it at 12", after a claim of
    casualties.
    """
    heads = objects_of(verb, "of") if verb.lower_ not in _SPEAKING else _put_it_at(verb)
    groups = [
        g
        for h in heads
        if (g := group_of(at.context, at.sent, h, people_only=True))
        and g.count.text
        and ((f := at.sent.line.quantity_at.get(h.i)) is None or not has_state(at, f))
        and not any(row["frame"] == "state" for t in (h, *h.lefts) for row in at.rows(t, "adjective"))
    ]
    return [Event(verb, "", "spoken", tuple(groups), continues=True)] if groups else []


def running_total(at: At, verb: Token, _row: Row) -> list[Event]:
    """As in "That makes 14 since the offensive began": the casualties told before, with those of earlier days."""
    told = any(s.lower_ in _ANAPHORS for s in subjects(verb))
    found = at.sent.line.quantity_at.get(verb.i + 1)
    if not told or found is None or found.value.kind != "count":
        return []
    behind = at.sent.line.doc[found.last + 1 : min(found.last + 2, at.sent.span.end)]
    if not any(t.is_punct or t.lower_ in _TO_DATE for t in behind):
        return []
    victims = Victims(at.sent.line.doc[found.last], count_of(found.value), bare=True)
    return [Event(verb, "", "spoken", (victims,), continues=True)]


def own_figure(at: At, verb: Token, _row: Row) -> list[Event]:
    """As in "and gives its own as 29", "put its own losses at 12": the casualties of the party that speaks, after those
    of the other side.
    """
    doc = at.sent.line.doc
    own = next((t for t in doc[verb.i + 1 : at.sent.span.end] if t.lower_ == "own"), None)
    if own is None or own.i + 3 >= at.sent.span.end:
        return []
    behind = own.i + 1 + int(own.nbor(1).lower_ in _LOSSES)
    found = at.sent.line.quantity_at.get(behind + 1)
    if doc[behind].lower_ not in ("as", "at"):
        return []
    if found is None or found.value.kind != "count" or doc[found.last].dep_ == "nummod":
        return []
    side = _speaker(at, verb)
    victims = Victims(doc[found.last], count_of(found.value), actor=side)
    return [Event(verb, "", "spoken", (victims,), side=side, continues=True)]


def _speaker(at: At, verb: Token) -> ActorRef | None:
    """The party that gives a figure: the subject; whoever speaks, where the parser took the dead for the subject ("said
    60 were killed, and gives its own as 12").
    """
    if verb.dep_ != "conj" or not is_passive(verb.head):
        return next(iter(at.actors(subjects(verb))), None)
    frame = at.context.attribution(at.sent, verb.head).frame
    speaker = frame.speaker if frame is not None else None
    return (
        ActorRef(speaker.start, speaker.end, speaker.text, speaker.actor)
        if speaker is not None and speaker.actor is not None
        else None
    )


def _put_it_at(verb: Token) -> list[Token]:
    if not any(c.dep_ == "dobj" and c.lower_ in ("it", "that", "this") for c in verb.children):
        return []
    return objects_of(verb, "at")


def further_figure(at: At, number: Token) -> list[Event]:
    """A bare figure that somebody else gives: "the Red Cross said at least 60", "hospital staff say it was 31", "diplomats
    think 75 is closer to the truth", "31 according to the families".
    """
    found = at.sent.line.quantity_at.get(number.i)
    if found is None or found.last != number.i or found.value.kind != "count":
        return []
    if not (_is_said(at, found) or _is_near_the_truth(at, found) or _is_according_to(at, found)):
        return []
    victims = Victims(number, count_of(found.value), bare=True)
    return [Event(number, "", "spoken", (victims,), continues=True)]


def _behind(at: At, found: Found[Quantity]) -> int:
    """The first token behind the figure and the marks that close its quotation."""
    i = found.last + 1
    while i < at.sent.span.end and at.sent.line.doc[i].is_quote:
        i += 1
    return i


def _ends(at: At, i: int) -> bool:
    """Whether a phrase ends before the token, or behind the "of them" and "in all" that it opens."""
    doc = at.sent.line.doc
    if (
        doc[i].lower_ if i < at.sent.span.end else "",
        doc[i + 1].lower_ if i + 1 < at.sent.span.end else "",
    ) in _ALL_TOLD:
        i += 2
    return i >= at.sent.span.end or (doc[i].is_punct and doc[i].text != "-")


def _reckoner(at: At, found: Found[Quantity]) -> Token | None:
    """The verb of saying or reckoning whose whole message is the figure."""
    doc, i = at.sent.line.doc, found.first - 1
    linked = 0
    while i > at.sent.span.start and (doc[i].lower_ in _LINKING or doc[i].is_quote):
        i, linked = i - 1, linked + 1
    if i <= at.sent.span.start:
        return None
    verb = doc[i]
    if verb.nbor(1).lower_ == "to" and verb.lower_ not in _ADMITTING:
        return None  # "hostages, believed to be 45", whatever the parser makes of it
    if verb.lower_ in _COUNTING and (linked or verb.tag_ == "VBG" or _counts_blows(at, verb)):
        return None  # "I stopped counting at thirty", "who counted eight", of rockets
    passive = verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children)
    if linked > _LINKED or verb.lower_ not in _RECKONING or passive or is_passive(verb):
        return None
    return None if any(s.lower_ in _ANAPHORS for s in subjects(verb)) or not subjects(verb) else verb


def _counts_blows(at: At, verb: Token) -> bool:
    """Whether weapons are told of in the sentence before the verb, which may be what is counted."""
    return any(at.sent.span.start <= f.first < verb.i for f in at.sent.line.weapons)


def _is_said(at: At, found: Found[Quantity]) -> bool:
    number = at.sent.line.doc[found.last]
    counts = number.dep_ in ("nummod", "nsubj", "nsubjpass") and number.head.i > number.i
    return not counts and _ends(at, _behind(at, found)) and _reckoner(at, found) is not None


def _is_near_the_truth(at: At, found: Found[Quantity]) -> bool:
    words = [t.lower_ for t in at.sent.line.doc[found.last + 1 : min(found.last + 4, at.sent.span.end)]]
    near = any(w in _NEARER for w in words) and words[0] in ("is", "was", "may", "would", "might")
    return near and _reckoner(at, found) is not None


def _is_according_to(at: At, found: Found[Quantity]) -> bool:
    doc, i = at.sent.line.doc, _behind(at, found)
    before = doc[found.first - 1].lower_ if found.first > at.sent.span.start else ""
    i += int(i < at.sent.span.end and doc[i].text == ",")
    words = [t.lower_ for t in doc[i : min(i + 2, at.sent.span.end)]]
    return before in (",", ";", "and", "but", "or") and words == ["according", "to"]


def sum_alone(at: At) -> list[Event]:
    """A sentence that is but a sum: "Since 24.02.2022 about 1,066,000", "In all, 214 since the war began"."""
    counted = [
        f
        for f in at.sent.line.quantities
        if at.sent.span.start <= f.first and f.last < at.sent.span.end and f.value.kind == "count"
    ]
    if len(counted) != 1:
        return []
    after = _behind(at, counted[0])
    if not _ends(at, after) and at.sent.line.doc[after].lower_ not in _SUMMED:
        return []
    own = set(range(counted[0].first, counted[0].last + 1))
    words = [t for t in at.sent.span if not t.is_punct and t.i not in own and t.i not in at.sent.line.time_at]
    if not all(t.lower_ in _SUMMING for t in words) or not any(t.lower_ in _SUMMED for t in at.sent.span):
        return []
    number = at.sent.line.doc[counted[0].last]
    return [
        Event(number, "", "spoken", (Victims(number, count_of(counted[0].value), bare=True),), continues=True)
    ]


def shared_out(at: At, event: Event) -> list[Event]:
    """As in "Shelling accounted for 31 deaths, mines and other devices for 22": the verb and the dead are left out."""
    verb = next((t for t in event.trigger.ancestors if t.lower_ in ACCOUNTING), None)
    last = max(g.head.i for g in event.groups)
    if verb is None:
        return []
    out: list[Event] = []
    for found in at.sent.line.quantities:
        before = at.sent.line.doc[found.first - 1] if found.first > last else None
        inside = found.last < at.sent.span.end and found.value.kind == "count"
        if before is not None and inside and before.lower_ == "for" and _ends(at, found.last + 1):
            number = at.sent.line.doc[found.last]
            group = replace(event.groups[0], head=number, count=count_of(found.value))
            out.append(replace(event, trigger=number, groups=(group,), doers=()))
    return out


def same_fate(at: At, event: Event) -> list[Event]:
    """As in "24 men handed themselves over, and nine more did so in El Tarra", "three policemen lost their lives, as did a
    girl".
    """
    out: list[Event] = []
    for verb in at.sent.line.doc[event.trigger.i + 1 : at.sent.span.end]:
        if verb.lower_ not in _DOING or not is_verb(verb):
            continue
        behind = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + 3, at.sent.span.end)]]
        inverted = verb.nbor(-1).lower_ in ("as", "so")
        if not inverted and behind[:1] not in (["so"], ["likewise"]) and behind != ["the", "same"]:
            continue
        heads = [c for c in verb.children if c.dep_ == "nsubj" and (c.i > verb.i) == inverted]
        groups = groups_of(at.context, at.sent, heads, people_only=True)
        if groups and not any(g.head.i in {v.head.i for v in event.groups} for g in groups):
            out.append(Event(verb, event.outcome, "same_fate", tuple(groups), event.doers, tuple(heads)))
    return out


FIGURE_FRAMES: dict[str, Callable[[At, Token, Row], list[Event]]] = {
    "speak": speak,
    "running_total": running_total,
    "own_figure": own_figure,
}
