"""From one event of a sentence to its rows: a row a place, an attacker and a kind of weapon."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import PlaceChoice, choice_of
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_kinds import number_of, single, type_of
from orchestration.extraction.strike_lists import Member
from orchestration.extraction.strike_parties import attackers, is_believed, reporting_party
from orchestration.extraction.strike_shared import after_colon, by_type, with_weapons
from orchestration.extraction.strike_site_parties import launched_from
from orchestration.extraction.strike_sites import sites
from orchestration.extraction.strike_targets import Target, felled_leader, target_of
from orchestration.extraction.strike_words import ONE, Arm, Words, top_of
from orchestration.extraction.syntax import is_nobody, np_span, own_subjects, preps
from orchestration.extraction.time_tables import TIME_UNITS, TIMES_OF_DAY
from orchestration.extraction.timing import When

# types of strike that can be shot down
STOPPABLE = frozenset({"drone", "missile", "rocket", "artillery", None})
_SINGLE = frozenset(
    "one another other first second third fourth fifth sixth seventh eighth ninth tenth last".split()
)
_NO_TARGETS = frozenset(
    "which that who himself themselves mistake clock request behest invitation urging orders distance range altitude "
    "expense cost seconds a.m. p.m. am pm gmt".split()
    + [*TIME_UNITS, *TIMES_OF_DAY]
)
_TIMES = frozenset({"time", "times", "occasions"})


@dataclass(slots=True)
class Row:
    """One strike row on its way: parties and places still as references."""

    event: Event
    strike_type: str | None
    attackers: list[ActorRef]
    place: PlaceChoice | None
    target: Target
    weapons: list[str]
    numbers: dict[str, Quantity] = field(default_factory=dict)
    launched_from: str | None = None
    scope: str | None = None
    modality: str | None = None
    inherited: tuple[str, ...] = ()
    when: When | None = None


def rows_of(words: Words, event: Event) -> list[Row]:
    """The rows of one event, attackers not yet multiplied out."""
    if rows := _shared_rows(words, event):
        return rows
    out: list[Row] = []
    for part in _by_platform(words, event):
        for single_type in by_type(part):
            out.extend(_rows(words, single_type))
    return out


def _shared_rows(words: Words, event: Event) -> list[Row]:
    """A row for each place that shares the verb with others but has a weapon or a target of its own."""
    out: list[Row] = []
    for part in with_weapons(words, event) or after_colon(words, event):
        own = event
        if part.arms:
            kept = [p for p in event.platforms if p.head in event.doers]
            fired = [a for a in part.arms if a.is_fired]
            own = replace(event, arms=fired, platforms=[*kept, *(a for a in part.arms if a not in fired)])
        target = target_of(words, (part.target,)) if part.target is not None else Target()
        base = _rows(words, replace(own, targets=[]))[0]
        numbers = {k: v for k, v in base.numbers.items() if k == "munitions" and part.arms}
        if part.target is not None and (count := _target_count(words, (part.target,))) is not None:
            numbers["targets"] = count
        place = choice_of(words.line, part.mention)
        out.append(replace(base, place=place, target=target, numbers=numbers, scope=None))
    return out


def _by_platform(words: Words, event: Event) -> list[Event]:
    """ "army helicopters and the artillery of the UN": parties whose weapons are of different types strike apart."""
    kinds = {p.head.i: p.strike_type for p in event.platforms}
    armed = [d for d in event.doers if d.i in kinds]
    if len(armed) < 2 or len(armed) != len(event.doers) or len({kinds[d.i] for d in armed}) < 2:
        return [event]
    parties = [tuple(r.text for r in attackers(words, replace(event, doers=[d]))) for d in armed]
    if len(set(parties)) < len(parties) or () in parties:
        return [event]
    return [replace(event, doers=[d], platforms=[p for p in event.platforms if p.head == d]) for d in armed]


def _rows(words: Words, event: Event) -> list[Row]:
    doers = attackers(words, event)
    origin = launched_from(words, event)
    modality = (
        "negated"
        if any(is_nobody(d) for d in event.doers)
        else "possible"
        if is_believed(words, event)
        else None
    )
    out: list[Row] = []
    for group, targets in _groups(words, event):
        strike_type = type_of(words, event, group)
        kinds = words.modifier_types(event.nouns[0]) if event.nouns and not group else []
        numbers = _numbers(words, event, group)
        weapons = _weapons(words, event, group)
        aside = (
            frozenset(
                t.i
                for a in event.arms
                if a not in group and (a.head.dep_ == "conj" or a.head.i > group[0].head.i)
                for t in a.head.subtree
            )
            if group
            else frozenset()
        )
        found = sites(words, replace(event, arms=group, aside=aside), targets, doers)
        rows = [
            Row(
                event,
                strike_type,
                doers,
                site.place,
                target_of(words, site.targets),
                weapons,
                dict(numbers),
                origin,
                modality=modality,
            )
            for site in found
        ]
        for row in rows:
            row.attackers = row.attackers or reporting_party(words, event, row.target.owner)
            if _is_own_target(row):
                row.target = replace(row.target, owner=_nobody_known(words, row))
            if row.target.target_class is None and (own := _struck_place(words, row.place)) is not None:
                row.target = replace(row.target, text=row.target.text or own[0], target_class=own[1])
        if not targets and (leader := felled_leader(words, event)) is not None:
            rows = [replace(row, target=leader) for row in rows]
        for row, site in zip(rows, found, strict=True):
            if site.time is not None:
                row.when, row.numbers = words.context.clock.at(words.sent, site.time), {}
            if site.count is not None:
                row.numbers = {"munitions" if event.arms else "strikes": site.count}
            if (quantity := _target_count(words, site.targets)) is not None:
                row.numbers["targets"] = quantity
        if any(site.count is not None for site in found):
            out.extend(rows)
        elif any(site.is_part for site in found):
            parts = [r for r, site in zip(rows, found, strict=True) if site.is_part]
            for part in parts:
                part.numbers, part.scope = {}, "subset"
            out.extend(rows)
        else:
            out.extend(_with_total(rows))
        out.extend(
            replace(row, strike_type=kind, numbers={})
            for kind in kinds
            if kind != strike_type
            for row in rows
        )
    return out


# Words of a place's kind that tell nothing of what stands there.
_WIDE_KINDS = frozenset("city town capital district province region area country state".split())
_STRUCK_PREPS = frozenset({"at", "on", "into", "onto", "upon", "against", "inside", "over"})


def _struck_place(words: Words, place: PlaceChoice | None) -> tuple[str, str] | None:
    """The name and the class of the place that was itself hit; None where things were hit in it or near it."""
    if place is None or place.inherited or place.mention is None or place.text is None:
        return None
    word = place.mention.generic or ""
    kind = None if word in _WIDE_KINDS else words.context.lexicon.targets.get(word)
    line = words.line
    found = next(
        (f for f in line.places if line.article_span(f.first, f.last) == (place.start, place.end)), None
    )
    if kind is None or found is None:
        return None
    last = line.doc[found.last]
    governor = next((t for t in (last, *last.ancestors) if t.dep_ in ("pobj", "dobj", "nsubjpass")), None)
    if governor is None or governor.dep_ == "pobj" and governor.head.lower_ not in _STRUCK_PREPS:
        return None
    return place.text, kind


def _is_own_target(row: Row) -> bool:
    """ "died when an Israeli bomb hit their bunker": nobody strikes what is theirs; the pronoun means others."""
    owner = row.target.owner
    return (
        owner is not None
        and owner.actor is not None
        and owner.text.lower() in ("its", "their", "his")
        and any(a.actor is not None and a.actor.actor_id == owner.actor.actor_id for a in row.attackers)
    )


def _nobody_known(words: Words, row: Row) -> ActorRef | None:
    """The pronoun without a party; None where it is told in the sentence to whom it belongs."""
    root = words.sent.span.root
    told = [t for t in own_subjects(root) if t.i < row.event.trigger.i and t not in row.event.doers]
    owner = row.target.owner
    return None if told and root not in row.event.verbs or owner is None else replace(owner, actor=None)


def part_rows(words: Words, rows: list[Row]) -> list[Row]:
    """The rows of the numbered parts that the sentence lists after the event that they belong to."""
    out: list[Row] = []
    for member in words.members:
        before = [r for r in rows if r.event.trigger.i < member.first]
        if not before:
            continue
        parent = before[-1]
        if member.says == "refines":
            for row in rows:
                row.numbers["strikes"] = member.quantity or ONE
            continue
        if member.says == "stopped":
            for row in rows:
                stoppable = row.strike_type in STOPPABLE
                if stoppable and row.event is parent.event and ("munitions" in row.numbers or row is parent):
                    row.numbers["intercepted"] = member.quantity or ONE
            continue
        if (row := part_of(words, parent, member)) is not None:
            out.append(row)
    return out


def part_of(words: Words, parent: Row, member: Member) -> Row | None:
    """The row of one numbered part of a strike, where it names a place."""
    if member.mention is None:
        return None
    kind = next(
        (k for k in ("intercepted", "munitions", "strikes", "targets") if k in parent.numbers),
        "strikes" if parent.event.nouns else "munitions",
    )
    return replace(
        parent,
        place=choice_of(words.line, member.mention),
        target=Target() if member.says == "more" else replace(parent.target, text=None),
        numbers={kind: member.quantity or ONE},
        scope="subset" if member.says == "subset" else None,
    )


def _groups(words: Words, event: Event) -> Iterator[tuple[list[Arm], list[Token]]]:
    """Kinds of weapon that stand for rows of their own: of different types, or each with its own place."""
    targets = [t for t in dict.fromkeys(event.targets) if not _is_no_target(words, event, t)]
    fired = [a for a in event.arms if a.is_fired]
    if not fired or (event.harms_only and not any(words.count(a.head) or single(a.head) for a in fired)):
        yield list(event.arms), targets
        return
    if any(p.strike_type == "airstrike" for p in event.platforms):
        yield fired, targets  # whatever an aircraft fires, it is one attack from the air
        return
    groups: list[list[Arm]] = []
    for arm in fired:
        last = groups[-1] if groups else None
        if (
            last is None
            or arm.strike_type != last[0].strike_type
            or (arm.head.dep_ == "conj" and _own_preps(words, arm.head))
        ):
            groups.append([arm])
        else:
            last.append(arm)
    for group in groups:
        own = (
            [o for name, o in preps(group[0].head) if name in ("at", "on", "into", "against")]
            if len(groups) > 1 and group is not groups[0]
            else []
        )
        yield (
            group,
            own
            or (
                []
                if group is not groups[0] and _own_preps(words, group[0].head)
                else [t for t in targets if not any(t in g[0].head.subtree for g in groups if g is not group)]
            ),
        )


def _own_preps(words: Words, head: Token) -> bool:
    return any(
        c.dep_ == "prep"
        and any(words.line.place_at.get(t.i) for t in c.subtree)
        and c.lower_ in ("at", "on", "in", "over", "near", "into", "against")
        for c in head.children
    )


def _is_no_target(words: Words, event: Event, head: Token) -> bool:
    if words.strike_noun(head) or words.line.time_at.get(head.i) or head.lower_ in _NO_TARGETS:
        return True
    if any(d == head for d in event.doers):
        return True
    return (
        words.line.quantity_at.get(head.i) is not None
        and head.pos_ == "NUM"
        and not any(c.dep_ == "prep" for c in head.children)
    )


def _numbers(words: Words, event: Event, group: list[Arm]) -> dict[str, Quantity]:
    out: dict[str, Quantity] = {}
    if event.strength == "counted":
        quantity = _bare_count(words, event.trigger)
        return {"munitions": quantity} if quantity is not None else {}
    if event.nouns:
        quantity = number_of(words, event.nouns[0]) or next(
            (q for n in event.nouns[1:] if (q := number_of(words, n))), None
        )
        if quantity is None and single(event.nouns[0]):
            quantity = ONE
        if quantity is None and event.trigger.lower_ == "sorties":
            quantity = _after_colon(words, event.trigger)
        if quantity is not None and event.nouns[0].lower_ not in (
            "fire",
            "shelling",
            "bombardment",
            "bombing",
        ):
            out["strikes"] = quantity
    elif (times := _times(words, event)) is not None:
        out["strikes"] = times
    fired = [a for a in group if a.role != "device" or event.intercepted]
    together = any(c.lower_ == "other" for a in fired[1:] for c in a.head.children)
    if len(fired) == 1 or together:  # "149 Shahed, Gerbera and other drones"
        _count_fired(words, event, fired[0], out)
    return out


def _bare_count(words: Words, token: Token) -> Quantity | None:
    """The number that a word without its noun gives: "another" and "the third" are one, "the rest" is none known."""
    if token.lower_ in _SINGLE:
        return ONE
    found = words.line.quantity_at.get(token.i)
    return found.value if found is not None and found.value.kind == "count" else None


def _after_colon(words: Words, noun: Token) -> Quantity | None:
    """ "Strike sorties conducted 09 JUNE: 47"."""
    for found in words.line.quantities:
        if (
            found.first > noun.i
            and found.value.kind == "count"
            and words.line.clean.text[: found.start].rstrip().endswith(":")
        ):
            return found.value
    return None


def _count_fired(words: Words, event: Event, arm: Arm, out: dict[str, Quantity]) -> None:
    top = top_of(arm.head)
    own = words.count(arm.head) or (ONE if single(arm.head) else None)
    part = words.line.quantity_at.get(top.i) if top != arm.head else None
    if arm.strike_type == "suicide_bombing":
        return
    if event.intercepted:
        if (split := _of_a_whole(words, arm.head)) is not None:
            out["intercepted"], out["munitions"] = split
        elif part is not None and part.value.kind == "count":
            out["intercepted"] = part.value
            if own is not None:
                out["munitions"] = own
        elif own is not None:
            out["intercepted"] = own
            if any("launch" in words.frames(v) and "intercept" not in words.frames(v) for v in event.verbs):
                out["munitions"] = own
        return
    quantity = part.value if part is not None and part.value.kind == "count" else own
    if event.total is not None:
        region = {t.i for t in event.total.subtree if t.i > arm.head.i}
        quantity = next(
            (
                f.value
                for f in reversed(words.line.quantities)
                if f.first in region and f.value.kind == "count"
            ),
            None,
        )
    if (
        quantity is None
        and (impacts := next((t for t in words.sent.span if t.lower_ == "impacts"), None)) is not None
    ):
        quantity = words.count(impacts)  # "rockets hitting the town, at least 40 impacts"
    if quantity is not None:
        out["munitions"] = quantity


def _of_a_whole(words: Words, weapon: Token) -> tuple[Quantity, Quantity] | None:
    """The part and the whole of "28 of 35 drones", read as one number phrase."""
    doc = words.line.doc
    numbers = [f for f in words.line.quantities if weapon.left_edge.i <= f.first and f.last < weapon.i]
    if len(numbers) != 2 or any(f.value.kind != "count" for f in numbers):
        return None
    between = [t.lower_ for t in doc[numbers[0].last + 1 : numbers[1].first]]
    return (numbers[0].value, numbers[1].value) if between in (["of"], ["out", "of"], ["of", "the"]) else None


def _times(words: Words, event: Event) -> Quantity | None:
    """ "attacked shipping at least 61 times", "bombed twice"."""
    if any(c.lower_ == "twice" for c in event.trigger.children):
        return replace(ONE, text="twice", low=2, high=2, rule="exact")
    for child in event.trigger.children:
        if (
            child.dep_ == "npadvmod"
            and child.lower_ in _TIMES
            and not any(c.dep_ == "npadvmod" for c in child.children)
        ):
            return words.count(child)
    return None


def _target_count(words: Words, heads: tuple[Token, ...]) -> Quantity | None:
    """The number of targets where one kind of thing was hit."""
    if len(heads) != 1:
        return None
    head = heads[0]
    found = words.count(head)
    if found is None and head.pos_ == "NUM":
        at = words.line.quantity_at.get(head.i)
        found = at.value if at and at.value.kind == "count" else None
    if (
        found is None
        or words.line.place_at.get(head.i)
        or head.lower_ in ("people", "civilians", "areas", "times")
    ):
        return None
    return found


def _weapons(words: Words, event: Event, group: list[Arm]) -> list[str]:
    tokens: list[Token] = []
    for arm in [*group, *event.platforms]:
        tokens.extend(np_span(arm.head))
        tokens.extend(
            t for c in arm.head.children if c.dep_ in ("prep",) and c.lower_ == "of" for t in c.subtree
        )
    for noun in event.nouns:
        tokens.extend(t for t in np_span(noun))
    for doer in event.doers:
        tokens.extend(np_span(doer))
    for verb in event.verbs:
        tokens.extend(o for o in verb.children if o.dep_ == "dobj" and o.lower_.startswith("grenade"))
    return words.weapon_texts(list(dict.fromkeys(tokens)))


def _with_total(rows: list[Row]) -> list[Row]:
    """One number over several places is a row of its own without a place, beside a row for each place."""
    shared = (
        {
            k: rows[0].numbers[k]
            for k in ("strikes", "munitions", "intercepted")
            if k in rows[0].numbers and _several(rows[0].numbers[k])
        }
        if rows
        else {}
    )
    if (
        len(rows) > 1
        and not shared
        and (count := rows[0].numbers.get("targets"))
        and rows[0].target == rows[1].target
        and _several(count)
    ):
        shared = {"targets": count}
    if len(rows) < 2 or not shared:
        return rows
    total = replace(
        rows[0],
        place=None,
        numbers=dict(rows[0].numbers),
        scope="aggregate",
        target=rows[0].target if rows[0].target == rows[-1].target else Target(),
    )
    for row in rows:
        row.numbers = {k: v for k, v in row.numbers.items() if k not in shared}
    return [total, *rows]


def _several(quantity: Quantity) -> bool:
    return quantity.low is None or quantity.low > 1
