"""Counts of casualties: tolls and their history, the make-up of a toll, further counts elsewhere or of others."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from orchestration.extraction.casualty_events import At, Event, is_cause, objects_of
from orchestration.extraction.document import Found
from orchestration.extraction.lexicon import Row
from orchestration.extraction.modality import modality_of
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import clause_head, conjuncts, is_verb, prepositional_objects, subjects
from orchestration.extraction.victim_counts import Count, count_of, countable
from orchestration.extraction.victim_parts import partitive_count
from orchestration.extraction.victims import Victims, group_of, groups_of

_TELLING = frozenset({"state", "transitive", "intransitive", "count"})
_DEADLY = frozenset({"death", "fatality", "casualty", "body"})
_NO_TOLLS = frozenset("road roads bridge traffic highway motorway booth charges free".split())
_EARLIER = frozenset("earlier previous initial preliminary first old former prior".split())
_BEFORE_FIGURE = frozenset(
    "to at past of is was are were : reached reaches reaching passed passes exceeded exceeds "
    "exceeding surpassed surpasses topped tops hit hits above over as totalled totaled stands stood "
    "than be approaches approached nears neared as".split()
)
_BEYOND = re.compile(r"(?:past|over|above|beyond|more than|at least)\b", re.I)
_SPEAKING = frozenset("put puts putting".split())
_SETTING = _SPEAKING | frozenset(
    "give gives gave giving raise raises raised raising revise revises revised lower lowers lowered update "
    "updates updated lift lifts lifted increase increases increased set sets".split()
)
_THEY = frozenset({"they", "these", "those"})
_THEY_OF = _THEY | {"them"}
_BEING = frozenset({"is", "are", "was", "were"})
_OTHERS = frozenset({"other", "remaining"})
_OTHER_ATTACK = frozenset({"second", "third", "other", "next", "latter"})
_COUNTING = forms_of("count", "list", "include", "number", "name", "identify")
_SHARES = frozenset({"most", "many", "half", "some"})
_LOCATING = frozenset({"in", "at", "near", "around", "outside", "across"})
_AHEAD = frozenset({"planned", "hypothetical"})  # "is expected to rise to more than 100"
_PERIOD = 30
_JUST = 4


def toll(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "the death toll rose to 31 from 23", "raising an earlier toll of seven", "put the number of
    dead at 70".
    """
    words = {t.lower_ for t in noun.lefts}
    if words & _NO_TOLLS:
        return []
    outcome, people = _what_is_counted(at, noun, row)
    if outcome is None:
        return []
    out: list[Event] = []
    previous = False
    for found in _figures(at, noun):
        relation = _relation(at, noun, found, previous, earlier=bool(words & _EARLIER))
        previous = relation is not None
        things = _counts_places(at, found) or not outcome and _counts_things(at, found)
        ahead = modality_of(clause_head(at.sent.line.doc[found.last]), sourced=True) in _AHEAD
        if relation is not None and not things and not ahead and not has_state(at, found):
            out.append(_toll_event(at, noun, found, outcome, people, superseded=relation == "from"))
    return out


def _counts_places(at: At, found: Found[Quantity]) -> bool:
    """As in "the death toll in the two towns": a number of where the dead were."""
    number = at.sent.line.doc[found.last]
    noun = number.head
    inside = number.dep_ == "nummod" and noun.dep_ == "pobj" and noun.head.lower_ in _LOCATING
    return inside and group_of(at.context, at.sent, noun, people_only=True) is None


def _counts_things(at: At, found: Found[Quantity]) -> bool:
    """Whether a noun behind the number says that it counts no people: "the official figure was 64 attacks"."""
    number = at.sent.line.doc[found.last]
    return number.dep_ == "nummod" and group_of(at.context, at.sent, number.head, people_only=True) is None


def _what_is_counted(at: At, noun: Token, row: Row) -> tuple[str | None, Victims | None]:
    """The outcome that the noun counts ("" for that of the claim before), and of whom; None where it is no
    toll.
    """
    left = {t.lower_ for t in noun.lefts}
    if row["frame"] == "toll":
        return ("injured" if left & {"injury", "injured", "wounded"} else row["value"]), None
    if left & _DEADLY:
        return "killed", None
    for child in noun.children:  # "the number killed that day"
        if child.dep_ == "acl" and (rows := _participle_rows(at, child)):
            return rows[0]["value"], None
    for head in objects_of(noun, "of", "for"):
        people = group_of(at.context, at.sent, head)
        for token in sorted(head.subtree, key=lambda t: t.i):
            values = [
                r["value"]
                for r in (*at.rows(token, "adjective"), *at.rows(token, "noun"), *_participle_rows(at, token))
                if r["frame"] in _TELLING
            ]
            if values and people is None and token != head and values[0] == "captured":
                continue  # "the number of towns captured"
            if values and token.i < noun.i + _PERIOD:
                return values[0], people if people is not None and people.head != token else None
    set_down = noun.head.lower_ in _SETTING and noun.dep_ == "dobj"
    official = noun.lower_ == "figure" and noun.dep_ == "nsubj" and "official" in left
    anaphoric = (set_down or official) and not objects_of(noun, "of")
    return ("" if anaphoric else None), None


def _participle_rows(at: At, token: Token) -> list[Row]:
    """The rows of a participle, and of what those counted did themselves: "civilians who had died"."""
    told = token.tag_ == "VBN" or token.dep_ == "relcl"
    return [row for row in at.rows(token, "verb") if told and " " not in row["lemma"]]


def _figures(at: At, noun: Token) -> Iterator[Found[Quantity]]:
    before, after = [], []
    for found in at.sent.line.quantities:
        if (
            found.value.kind == "count"
            and at.sent.span.start <= found.first
            and found.last < at.sent.span.end
        ):
            (after if found.first > noun.i else before).append(found)
    doc = at.sent.line.doc
    brought = [
        f
        for f in before
        if f.last == noun.i - 2
        or f.last == noun.i - 1
        or (doc[f.first - 1].lower_ == "to" and f.last >= noun.i - 4)
    ]
    yield from brought[-1:]
    yield from (f for f in after if f.first - noun.i <= _PERIOD)


def _relation(at: At, noun: Token, found: Found[Quantity], previous: bool, *, earlier: bool) -> str | None:
    """As in "to" for a figure that holds, "from" for one that held before, None for a number of something
    else.
    """
    first = found.first
    while first > at.sent.span.start and at.sent.line.doc[first - 1].is_quote:
        first -= 1  # 'at "no less than 15"'
    before = at.sent.line.doc[first - 1].lower_ if first > at.sent.span.start else ""
    if before == "from":
        return "from"
    if (
        before == "the"
        and first - 2 >= at.sent.span.start
        and at.sent.line.doc[first - 2].lower_ in ("in", "into")
    ):
        return "to" if noun.head.lower_ in _SETTING or noun.dep_ == "nsubj" else None  # "in the hundreds"
    if before in ("between", "since", "in", "by", "on"):
        return None
    nearby = {t.lower_ for t in at.sent.line.doc[max(at.sent.span.start, found.first - _JUST) : found.first]}
    if (before == "of" and earlier) or (
        before in ("at", "been") and nearby & {"earlier", "previously", "initially", "had"}
    ):
        return "from"
    if before in _BEFORE_FIGURE or _BEYOND.match(found.text):
        return "to"
    if previous and before in ("and", ",", "then") and _place_after(at, found) is not None:
        return "to"
    return None


def has_state(at: At, found: Found[Quantity]) -> bool:
    """Whether a state word tells what the figure is ("five dead"): its own frame reads it."""
    after = at.sent.line.doc[found.last + 1 : min(found.last + 3, at.sent.span.end)]
    return any(row["frame"] == "state" for token in after for row in at.rows(token, "adjective"))


def _toll_event(
    at: At, noun: Token, found: Found[Quantity], outcome: str, people: Victims | None, *, superseded: bool
) -> Event:
    head = at.sent.line.doc[found.last]
    counted = head.head if head.dep_ == "nummod" else head
    own = group_of(at.context, at.sent, counted) if counted is not head else None
    base = own or people or Victims(head, count_of(found.value))
    victims = replace(
        base, head=head, count=count_of(found.value), bare=own is None and people is None, subset=False
    )
    if victims.victim_class == "unknown" and any(c.lower_ == "civilian" for c in noun.children):
        victims = replace(victims, victim_class="civilian")
    place = _place_after(at, found)
    return Event(
        noun,
        outcome,
        "toll",
        (victims,),
        doers=tuple(o for o in prepositional_objects(noun, "from", "in", "of") if is_cause(at, o)),
        places=(place,) if place is not None else (),
        superseded=superseded,
        continues=not outcome,
        covers=(noun, people.head) if people is not None else (noun,),
    )


def _place_after(at: At, found: Found[Quantity]) -> Token | None:
    """The place right behind a figure: "139 in Silopi"."""
    doc, i = at.sent.line.doc, found.last + 1
    while i < at.sent.span.end and doc[i].lower_ in ("more", "others", "dead", "killed", "people"):
        i += 1
    if i + 1 >= at.sent.span.end or doc[i].lower_ not in _LOCATING:
        return None
    return next((t for t in doc[i + 1 : min(i + 5, at.sent.span.end)] if t.i in at.sent.line.place_at), None)


# -- the make-up of a toll --------------------------------------------------------------


def part_of_toll(at: At, token: Token, row: Row) -> list[Event]:
    """As in "five of the dead were children", "among the dead were two nurses", "the dead included a
    priest".
    """
    doc = at.sent.line.doc
    before = [t.lower_ for t in doc[max(at.sent.span.start, token.i - 3) : token.i]]
    if not {"the", "those", "among", "his", "its", "their"} & set(before) or "own" in before:
        return []
    verb = _copula(token)
    described = _attributes(verb, token) if verb is not None else []
    groups: list[Victims] = []
    if noun := _aside_among(at, token):
        groups = groups_of(at.context, at.sent, [noun])
    elif "of" in before:
        groups = _share(at, token, described)
    elif verb is not None and ("among" in before or verb.lower_ in ("included", "include", "includes")):
        groups = groups_of(at.context, at.sent, described) or (
            groups_of(at.context, at.sent, subjects(verb), people_only=True) if "among" in before else []
        )
    elif verb is not None and verb.lower_ in ("were", "are"):
        groups = [g for g in groups_of(at.context, at.sent, described) if g.count.text]
    return [_part(token, row["value"], groups)] if groups else []


def _aside_among(at: At, token: Token) -> Token | None:
    """The noun of "nine wounded, a girl among the wounded"."""
    doc = at.sent.line.doc
    among = token.i - 2
    if among - 2 < at.sent.span.start or doc[among].lower_ != "among" or doc[among - 1].tag_ != "NN":
        return None
    noun = doc[among - 1]
    first = noun.left_edge.i
    return noun if first > at.sent.span.start and doc[first - 1].text in (",", ";") else None


def _part(trigger: Token, outcome: str, groups: list[Victims]) -> Event:
    parts = tuple(replace(g, subset=True) for g in groups)
    return Event(trigger, outcome, "part", parts, continues=True)


def _share(at: At, token: Token, described: list[Token]) -> list[Victims]:
    doc = at.sent.line.doc
    of = next(j for j in range(token.i - 1, at.sent.span.start - 1, -1) if doc[j].lower_ == "of")
    share = partitive_count(at.sent, of) if of > at.sent.span.start else None
    if share is None:
        return []
    group = group_of(at.context, at.sent, described[0]) if described else None
    if group is None:
        side = next(iter(at.actors(described)), None)
        return [Victims(doc[of - 1], share, None, "combatant" if side else "unknown", side)] if side else []
    return [replace(group, head=doc[of - 1], count=share)]


def _copula(token: Token) -> Token | None:
    while token.dep_ != "ROOT":
        token = token.head
        if is_verb(token):
            return token
    return token if is_verb(token) else None


def _attributes(verb: Token, after: Token) -> list[Token]:
    """What the verb says of its subject: "were children", "belonged to the movement"."""
    direct = [
        t
        for c in verb.children
        if c.dep_ in ("attr", "dobj", "nsubj") and c.i > after.i
        for t in conjuncts(c)
    ]
    return direct or objects_of(verb, "to")


def among(at: At, event: Event) -> list[Event]:
    """As in "two nurses were among the 14 people who died": whom the sentence counts among the victims of the event."""
    out: list[Event] = []
    for group in event.groups:
        noun = group.head.head if group.head.dep_ == "nummod" else group.head
        prep = noun.head
        if noun.dep_ != "pobj" or prep.lower_ != "among" or prep.head.lower_ not in _BEING:
            continue
        heads = [*subjects(prep.head), *(c for c in prep.head.rights if c.dep_ == "attr")]
        if parts := groups_of(at.context, at.sent, heads, people_only=True):
            out.append(_part(prep.head, event.outcome, parts))
    return out


def make_up(at: At, *, after_part: bool) -> list[Event]:
    """A sentence that goes on to say who the casualties were: "They are: 41 civilians, 38 rebels", "The other five".

    `after_part` tells that the claim before was of a part already, so that others are left.
    """
    span = at.sent.span
    first = next((t for t in span if not t.is_punct), None)
    if first is None:
        return []
    if (
        first.lower_ in _THEY
        and first.i + 1 < span.end
        and first.nbor(1).lower_ in ("are", "were", "include", "included")
        and first.nbor(1).dep_ != "auxpass"
    ):
        groups = [
            g for f in at.sent.line.quantities if span.start <= f.first < span.end if (g := _listed(at, f))
        ]
        return [_part(first, "", groups)] if groups else []
    if first.lower_ == "of" and first.i + 1 < span.end and first.nbor(1).lower_ in _THEY_OF:
        numbers = (f for f in at.sent.line.quantities if first.i < f.first < span.end and countable(f))
        described = [g for f in numbers for g in _described_share(at, span.doc[f.last])]
        return [_part(first, "", described)] if described else []  # "Of those, 29 were schoolchildren"
    if first.lower_ == "the" and first.i + 2 < span.end and first.nbor(1).lower_ in _OTHERS:
        number = at.sent.line.quantity_at.get(first.i + 2)
        if after_part and countable(number) and number is not None:
            return [_part(first, "", [Victims(span.doc[number.last], count_of(number.value))])]
    if (number := at.sent.line.quantity_at.get(first.i)) is not None and countable(number):
        described = _described_share(at, span.doc[number.last])
        rest = (f for f in at.sent.line.quantities if f.first > number.last and countable(f))
        further = [g for f in rest if f.last < span.end for g in _described_share(at, span.doc[f.last])]
        return [_part(first, "", [*described, *further])] if described else []
    if first.lower_ in _SHARES and first.dep_ == "nsubj":
        described = [
            g
            for t in _attributes(first.head, first)[:1]
            if (g := group_of(at.context, at.sent, t, people_only=True))
        ]
        share = Count(None, None, "fraction", first.text)
        return [_part(first, "", [replace(g, count=share) for g in described])] if described else []
    return []


def counted_among(at: At, number: Token) -> list[Event]:
    """As in "The mayor counts three children among them": whom somebody finds among those told."""
    found = at.sent.line.quantity_at.get(number.i)
    noun = number.head if number.dep_ == "nummod" else number
    if not countable(found) or noun.dep_ != "dobj" or noun.head.lower_ not in _COUNTING:
        return []
    them = objects_of(noun, "among") + objects_of(noun.head, "among")
    group = group_of(at.context, at.sent, noun) if any(t.lower_ in _THEY_OF for t in them) else None
    return [_part(number, "", [group])] if group is not None else []


def _described_share(at: At, number: Token) -> list[Victims]:
    """As in "Two were soldiers", "Two of them were cooks": what a copula makes of a number of those told."""
    subject = number.head if number.dep_ == "nummod" and number.head.lower_ == "others" else number
    verb = subject.head
    of_whom = [t.lower_ for t in number.doc[number.i + 1 : number.i + 3]]
    if subject.dep_ != "nsubj" or verb.lower_ not in ("was", "were", "is", "are"):
        return []
    if of_whom[0] == "of" and of_whom[1:] != ["them"]:
        return []
    found = at.sent.line.quantity_at[number.i]
    groups = (group_of(at.context, at.sent, t, people_only=True) for t in _attributes(verb, subject)[:1])
    return [replace(g, head=number, count=count_of(found.value)) for g in groups if g is not None]


def _listed(at: At, found: Found[Quantity]) -> Victims | None:
    head = at.sent.line.doc[found.last]
    if found.value.kind != "count":
        return None
    noun = head.head if head.dep_ == "nummod" and head.head.i > head.i else head
    return group_of(at.context, at.sent, noun)


# -- counts elsewhere and of others ------------------------------------------------------


def echoes(at: At, event: Event) -> list[Event]:
    """Further counts of the same kind elsewhere, or of another side: "killed 12 in Homs and five in Hama", "lost
    192 troops, and Armenia more than 200".
    """
    doc = at.sent.line.doc
    last = max(g.head.i for g in event.groups)
    out: list[Event] = _other_sides(at, event, last) if event.rule == "lost" else []
    for found in at.sent.line.quantities:
        if found.first <= last or found.last >= at.sent.span.end or found.value.kind != "count":
            continue
        place = _place_after(at, found)
        by = _agent_after(at, found) if event.doers and place is None else ()
        if by and doc[found.first - 1].lower_ in ("and", ","):
            victims = Victims(doc[found.last], count_of(found.value), bare=True)
            out.append(replace(event, groups=(victims,), doers=by, rule="echo"))
            continue
        if place is None and _is_elsewhen(at, found):
            number = doc[found.last]
            out.append(
                replace(
                    event,
                    trigger=number,
                    groups=(Victims(number, count_of(found.value), bare=True),),
                    rule="echo",
                )
            )
            continue
        if (
            place is None
            or doc[found.first - 1].lower_ not in ("and", ",")
            or doc[found.last].dep_ == "nummod"
        ):
            continue
        victims = Victims(doc[found.last], count_of(found.value), bare=True)
        out.append(replace(event, groups=(victims,), places=(place,), rule="echo"))
    return out


def _is_elsewhen(at: At, found: Found[Quantity]) -> bool:
    """As in "three on Monday and five on Tuesday", "two in the first blast and seven in the second"."""
    doc, after = at.sent.line.doc, found.last + 1
    if doc[found.first - 1].lower_ not in ("and", ",") or after + 1 >= at.sent.span.end:
        return False
    words = [t.lower_ for t in doc[after : min(after + 3, at.sent.span.end)]]
    day = at.sent.line.time_at.get(after + 1)
    another = words[0] in ("in", "by") and words[1:2] == ["the"] and words[2:] and words[2] in _OTHER_ATTACK
    return bool(words[0] == "on" and day is not None or another)


def _agent_after(at: At, found: Found[Quantity]) -> tuple[Token, ...]:
    """Who killed the further number: "12 were killed by gunmen and nine by shelling"."""
    doc, after = at.sent.line.doc, found.last + 1
    if after + 1 >= at.sent.span.end or doc[after].lower_ != "by":
        return ()
    return tuple(t for t in doc[after].children if t.dep_ in ("pobj", "pcomp"))


def _other_sides(at: At, event: Event, last: int) -> list[Event]:
    """The losses of other parties, with the verb left out."""
    line, doc, out = at.sent.line, at.sent.line.doc, []
    for found in line.quantities:
        after = found.last + 1
        ends = after >= at.sent.span.end or doc[after].is_punct or doc[after].pos_ == "ADP"
        if not last < found.first - 1 or after > at.sent.span.end or not ends or found.value.kind != "count":
            continue
        party = line.actor_at.get(found.first - 1) or line.place_at.get(found.first - 1)
        first = party.first if party is not None else found.first - 1
        while first - 1 > last and doc[first - 1].pos_ in ("DET", "ADJ"):
            first -= 1
        if doc[first - 1].lower_ not in ("and", "while", "against", ";"):
            continue
        side = next(iter(at.actors([doc[found.first - 1]])), None)
        if side is None:
            continue
        victims = Victims(doc[found.last], count_of(found.value), None, "combatant", bare=True)
        out.append(replace(event, groups=(victims,), side=side, rule="echo"))
    return out


TOLL_FRAMES: dict[str, Callable[[At, Token, Row], list[Event]]] = {
    "toll": toll,
    "number": toll,
}
