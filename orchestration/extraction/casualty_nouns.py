"""Casualties told by nouns: "the death of seven", "heavy losses", "no casualties", "the bodies of 45"."""

import re
from collections.abc import Callable
from dataclasses import replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.casualty_causes import causes_of, circumstances, is_carried_out
from orchestration.extraction.casualty_events import At, Event, governing_verb, is_cause, objects_of
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import (
    agents,
    clause_head,
    conjuncts,
    head_of_conjuncts,
    is_passive,
    is_verb,
    objects,
    preps,
    subjects,
)
from orchestration.extraction.victim_counts import NOBODY, SINGLE, UNCOUNTED, count_of, countable, quantity_in
from orchestration.extraction.victim_sides import PARTIES, WHOLE_NOUNS, is_named_person, people_class
from orchestration.extraction.victims import Victims, group_of, groups_of

_NO = re.compile(r"\b(?:no|without|zero|nil|neither|few if any)\b", re.I)
_GRAVE = re.compile(
    r"\b(?:heavy|heaviest|severe|serious|significant|major|considerable|huge|substantial|great|massive|"
    r"mass|many|large|human|grievous|unspecified|further|more|additional|undetermined|unknown number|"
    r"multiple|numerous|steep|crippling)\b",
    re.I,
)
_THINGS_LOST = re.compile(
    r"\b(?:financial|economic|job|material|crop|revenue|electoral|seat|territorial|property|trading|"
    r"net|insurance|of (?:life|power|territory|income|jobs|revenue|ground|equipment|vehicles))\b",
    re.I,
)
BEARING = frozenset(
    "suffer suffered suffering suffers sustain sustained sustaining sustains take taken took taking "
    "incur incurred had have has".split()
)
_CAUSING = frozenset("inflict inflicted inflicting inflicts cause caused causing causes with of".split())


_TIDINGS = frozenset(
    "report reports word news sign signs indication indications evidence claim claims record "
    "information".split()
)
_IDLE = frozenset(
    "avoid avoiding minimise minimize prevent reduce confirm report reported gave give assess verify "
    "limit mourn treat investigate count evacuate remove transport feared fear expected".split()
)
_AMOUNTING = frozenset(
    "amounted amount amounts totalled totaled reached numbered stood exceeded were are is was include "
    "included rose climbed put puts estimated given".split()
)
_BRINGING = frozenset("led leads leading resulted resulting caused causing".split())
_BRINGING_TO = frozenset("bring brings brought bringing deal deals dealt dealing do did doing".split())
_ANSWERABLE = frozenset({"responsible", "answerable", "guilty"})
_MEETING = frozenset({"meet", "meets", "met", "meeting", "find", "found"})


_HEADING_REACH = 9
_RAISING = frozenset(
    "bring brings brought bringing raise raises raised raising push pushes pushed pushing take takes "
    "took taking lift lifted".split()
)
_SHOWING = forms_of("produce", "parade", "display", "exhibit", "present", "show")
_MOVED = frozenset(
    "taken transported transferred held brought moved flown handed captured seized paraded".split()
)
_FINDING = frozenset(
    "found turned discovered recovered dumped lay lying retrieved surfaced appeared identified "
    "unearthed".split()
)


def deed(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "the death of seven citizens", "the abduction of eight traders by gunmen"."""
    heads = [h for h in objects_of(noun, "of", "to", "among") if not is_cause(at, h)]
    if heads:  # "the capture of a colonel and 70 of his men", where the parser hangs the number on the noun
        heads += [c for c in noun.rights if c.dep_ == "conj" and countable(at.sent.line.quantity_at.get(c.i))]
    if not heads and noun.dep_ == "dobj" and noun.head.lower_ in _CAUSING | _BRINGING_TO:
        heads = objects_of(noun.head, "to", "on", "upon", "among")  # "caused injuries to", "brought death to"
    groups = groups_of(at.context, at.sent, heads, people_only=not _one_by_name(heads, row))
    if not groups and row["value"] == "killed" and any(c.dep_ == "poss" for c in noun.children):
        return _own_death(at, noun)
    if not groups:
        return count(at, noun, row) if noun.tag_ == "NNS" else []
    hands = [t for obj in objects_of(noun, "at") if obj.lower_ == "hands" for t in objects_of(obj, "of")]
    causes = (*objects_of(noun, "by", "in"), *hands) or _verb_causes(at, noun)
    return [Event(noun, row["value"], "deed", tuple(groups), causes, tuple(heads))]


def _one_by_name(heads: list[Token], row: Row) -> bool:
    """As in "the murder of Hector Oqueli": a full name is somebody's where people are killed."""
    return row["value"] == "killed" and any(
        h.tag_ == "NNP" and any(c.dep_ == "compound" and c.tag_ == "NNP" for c in h.lefts) for h in heads
    )


def _own_death(at: At, noun: Token) -> list[Event]:
    """As in "63 villagers met their deaths", "sending some 40 people to their deaths", "fell to his
    death".
    """
    verb = governing_verb(noun)
    if verb is not None and verb.lower_ in _BRINGING and noun.dep_ in ("pobj", "dobj"):
        owners = [c for c in noun.children if c.dep_ == "poss" and c.lower_ in ("his", "her")]
        return [
            Event(noun, "killed", "own_death", (Victims(o, SINGLE, o.text),), _verb_causes(at, noun))
            for o in owners
        ]
    if (
        verb is None
        or noun.lower_ not in ("death", "deaths", "end")
        or not (noun.head == verb or noun.head.lower_ == "to")
    ):
        return []
    sent_there = objects(verb) if noun.head != verb else []
    heads = sent_there or (subjects(verb) if noun.head != verb or verb.lower_ in _MEETING else [])
    groups = groups_of(at.context, at.sent, heads, people_only=True)
    causes = tuple(causes_of(at, verb)) if sent_there else tuple(circumstances(at, verb))
    return [Event(noun, "killed", "own_death", tuple(groups), causes)] if groups else []


def _verb_causes(at: At, noun: Token) -> tuple[Token, ...]:
    """Who stands behind the verb that brings the deed about: "raids led to the death of seven"."""
    verb = governing_verb(noun)
    if verb is not None and noun.dep_ == "nsubjpass" and noun.head == verb:
        return tuple(agents(verb)) if is_carried_out(verb) else ()  # "the massacre was committed by soldiers"
    if verb is None or noun.dep_ not in ("dobj", "pobj", "conj"):
        return ()
    if noun.dep_ == "pobj" and noun.head.head.lower_ in _ANSWERABLE:
        return tuple(subjects(verb))
    return tuple(h for h in causes_of(at, verb) if h != noun and is_cause(at, h))


def count(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "no casualties", "470 casualties", "heavy losses", "losses amounted to 80 servicemen", "1,071
    prisoners".
    """
    if (
        noun.lower_ == "loss"
        and _none(noun)
        and any(o.lower_ in ("life", "lives") for o in objects_of(noun, "of"))
    ):
        return [Event(noun, "killed", "count", (Victims(noun, NOBODY, noun.text),), covers=(noun,))]
    plural = noun.tag_ == "NNS"
    put_at = noun.head.lower_ in _AMOUNTING and side_of_losses(at, noun) is not None
    if noun.dep_ in ("compound", "amod", "poss") or (
        row["note"] == "of people" and _loss_of_things(noun) and not put_at
    ):
        return []
    if row["note"] == "held":
        return _held(at, noun, row)
    one_by_one = noun.lower_ == "loss" and objects_of(noun, "of")  # "the loss of nine lives", "of six men"
    outcome = "killed" if noun.lower_ == "victims" or one_by_one else row["value"]
    side = side_of_losses(at, noun)
    causes = _verb_causes(at, noun)

    def event(*groups: Victims) -> list[Event]:
        return [Event(noun, outcome, "count", groups, causes, (noun,), side)]

    if _none(noun):
        modifier = group_of(at.context, at.sent, noun)
        known = modifier.victim_class if modifier else "unknown"
        none = event(Victims(noun, NOBODY, noun.text, "combatant" if _of_war(noun) else known))
        # "there are no victims"
        return [replace(e, outcome=row["value"] or "killed_or_injured") for e in none]
    if groups := _counted(at, noun):
        return event(*groups)
    if _one_reported(noun):
        return event(Victims(noun, SINGLE, noun.text))
    if plural and _happened(noun):
        return event(Victims(noun, UNCOUNTED, noun.text, "combatant" if _of_war(noun) else "unknown"))
    return []


def _one_reported(noun: Token) -> bool:
    """As in "had acknowledged a single death", "caused one fatality"."""
    words = {c.lower_ for c in noun.children}
    return (
        noun.tag_ == "NN"
        and noun.lower_ != "loss"
        and noun.dep_ == "dobj"
        and bool(words & {"single", "one"})
        and not words & {"no", "not"}
    )


def _of_war(noun: Token) -> bool:
    """Losses, but for "human losses", are those of a side that fights."""
    return noun.lower_ in ("loss", "losses") and not any(
        c.lower_ in ("human", "civilian") for c in noun.children
    )


def _loss_of_things(noun: Token) -> bool:
    phrase = " ".join(t.text for t in noun.subtree)
    return noun.tag_ != "NNS" and not _people_lost(noun) or bool(_THINGS_LOST.search(phrase))


def _people_lost(noun: Token) -> bool:
    """As in "for the loss of a dozen soldiers", "without loss"."""
    return any(name == "of" for name, _ in preps(noun)) or (
        noun.i > 0 and noun.nbor(-1).lower_ in ("without", "no")
    )


def _none(noun: Token) -> bool:
    phrase = " ".join(t.text for t in noun.subtree if t.i <= noun.i)
    if (
        _NO.search(phrase)
        or noun.head.lower_ == "without"
        or (noun.dep_ == "dobj" and noun.head.dep_ == "pcomp" and noun.head.head.lower_ == "without")
        or _none_behind_colon(noun)
        or (noun.i and noun.nbor(-1).lower_ in ("no", "without"))
    ):
        return True
    if any(c.lower_ == "no" for c in _bearer(noun).children):
        return True
    verb = noun.head
    return any(c.lower_ == "any" for c in noun.children) and any(c.dep_ == "neg" for c in verb.children)


def _none_behind_colon(noun: Token) -> bool:
    """As in "Casualties: nil", "Losses - none"."""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    return len(after) == 2 and after[0].is_punct and after[1].lower_ in ("nil", "none", "zero")


def _bearer(noun: Token) -> Token:
    """The noun that bears the "no": of "no injuries or deaths", of "no reports of casualties"."""
    while noun.dep_ == "conj" or (
        noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in _TIDINGS
    ):
        noun = noun.head if noun.dep_ == "conj" else noun.head.head
    return noun


def _counted(at: At, noun: Token) -> list[Victims]:
    """The groups that the noun counts: of whom, how many, or what they amount to."""
    inner = [
        g
        for g in groups_of(at.context, at.sent, objects_of(noun, "of"))
        if g.count.text
        or noun.tag_ == "NN"
        and (g.head.tag_ != "NNP" or is_named_person(at.context, at.sent, g.head))
    ]
    if inner:
        return inner
    number = quantity_in(at.sent, noun.left_edge.i, noun.i) or _raised_to(at, noun) or _number_of(at, noun)
    if number is not None:
        civilian = any(c.lower_ == "civilian" for c in noun.children)
        return [Victims(noun, count_of(number), noun.text, "civilian" if civilian else "unknown")]
    return _amount(at, noun) or _behind_colon(at, noun)


def _behind_colon(at: At, noun: Token) -> list[Victims]:
    """As in "Enemy losses over the past day: 1,080 persons, 7 tanks"."""
    doc = at.sent.line.doc
    colon = next(
        (t for t in doc[noun.i : min(noun.i + _HEADING_REACH, at.sent.span.end)] if t.text == ":"), None
    )
    if colon is None or any(
        is_verb(t) and t.lower_ != "according" for t in doc[at.sent.span.start : colon.i]
    ):
        return []
    number = at.sent.line.quantity_at.get(colon.i + 1)
    if not countable(number) or number is None or number.last + 1 >= at.sent.span.end:
        return []
    people = group_of(at.context, at.sent, doc[number.last + 1], people_only=True)
    if people is None:
        return []
    known = "combatant" if people.victim_class == "unknown" and _of_war(noun) else people.victim_class
    return [replace(people, count=count_of(number.value), victim_class=known)]


def _raised_to(at: At, noun: Token) -> Quantity | None:
    """As in "bring total deaths since January to 4,915"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lower_ not in _RAISING:
        return None
    found = (at.sent.line.quantity_at.get(t.i) for t in objects_of(verb, "to"))
    return next((f.value for f in found if f is not None and f.value.kind == "count"), None)


def _amount(at: At, noun: Token) -> list[Victims]:
    """As in "losses amounted to more than 22,200 servicemen", "casualties were put at 40"."""
    verb = noun.head
    if not is_verb(verb) or noun.dep_ not in ("nsubj", "nsubjpass", "dobj") or verb.lower_ not in _AMOUNTING:
        return []
    heads = (
        objects_of(verb, "to", "at", "as") + objects(verb) + [c for c in verb.children if c.dep_ == "attr"]
    )
    groups = groups_of(at.context, at.sent, [h for h in heads if h != noun], people_only=True)
    found = [
        g for g in groups if g.count.text and g.head.lower_ not in WHOLE_NOUNS and not _told_by_state(at, g)
    ]
    return found or _figure_behind(at, verb)


def _figure_behind(at: At, verb: Token) -> list[Victims]:
    """As in "were put at well over 60", whatever the parser makes of the adverbs."""
    doc = verb.doc
    number = at.sent.line.quantity_at.get(verb.i + 2) if verb.i + 2 < at.sent.span.end else None
    if number is None or not countable(number) or verb.nbor(1).lower_ not in ("at", "to"):
        return []
    after = doc[number.last + 1] if number.last + 1 < at.sent.span.end else None
    if after is not None and after.pos_ in ("NOUN", "PROPN", "VERB", "ADJ"):
        return []
    return [Victims(doc[number.last], count_of(number.value), bare=True)]


def _told_by_state(at: At, group: Victims) -> bool:
    """Whether a state word follows that tells what the number is ("losses of 412 dead and 221 wounded")."""
    after = group.head.i + 1
    return after < at.sent.span.end and any(
        row["frame"] == "state" for row in at.rows(at.sent.line.doc[after], "adjective")
    )


_SILENCE = frozenset({"nothing", "silent", "silence"})


def _happened(noun: Token) -> bool:
    """Whether a plural with no number is said to have occurred: "heavy losses", "caused casualties"."""
    phrase = " ".join(t.text for t in noun.subtree if t.i <= noun.i)
    governor = noun.head
    if any(t.lower_ in _SILENCE for t in clause_head(noun).subtree):
        return False  # "says nothing of its losses"
    if governor.lower_ in _IDLE or (governor.lower_ == "of" and _weighed(governor.head)):
        return False
    if noun.lower_ in ("losses", "casualties"):
        if noun.dep_ == "nsubj" and any(
            c.dep_ == "acomp" and _GRAVE.match(c.lower_) for c in governor.children
        ):
            return True  # "losses were heavy on both sides"
        existential = any(c.dep_ == "expl" for c in governor.children)
        return bool(_GRAVE.search(phrase)) or existential or governor.lower_ in BEARING | _CAUSING
    return bool(_GRAVE.search(phrase)) and governor.lower_ in BEARING | _CAUSING


def _weighed(noun: Token) -> bool:
    """Reports that are counted or examined, not told: "assessments of 102 reports of casualties"."""
    studied = noun.head if noun.dep_ == "dobj" else noun.head.head
    return noun.lower_ in _TIDINGS and (
        any(c.dep_ == "nummod" for c in noun.children) or studied.lower_ in _IDLE
    )


def _held(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "Enemy prisoners of war in coalition hands: 1,071", "the return of 20 hostages" is none."""
    if carried := _counted_captives(at, noun):
        return [Event(noun, row["value"], "held", carried, _verb_causes(at, noun))]
    if noun.dep_ == "nsubj" and (amount := _amount(at, noun)):
        return [Event(noun, row["value"], "held", (replace(amount[0], text=noun.text, bare=True),))]
    rest = at.sent.line.doc[noun.i + 1 : at.sent.span.end]
    number = next(
        (at.sent.line.quantity_at[t.i] for t in rest if countable(at.sent.line.quantity_at.get(t.i))), None
    )
    if number is None or at.sent.line.doc[number.first - 1].text != ":":
        return []
    modifiers = [c for c in noun.children if c.dep_ in ("compound", "amod") and c.lower_ == "enemy"]
    side = at.ref(modifiers[0]) if modifiers else None
    group = Victims(noun, count_of(number.value), noun.text, "combatant" if side else "unknown")
    return [Event(noun, row["value"], "held", (group,), side=side)]


def _counted_captives(at: At, noun: Token) -> tuple[Victims, ...]:
    """As in "with 362 prisoners" beside the dead, "14 detainees were transported to a facility"."""
    number = quantity_in(at.sent, noun.left_edge.i, noun.i)
    beside = noun.dep_ == "pobj" and noun.head.lower_ in ("with", "plus")
    beside = beside or (noun.dep_ == "conj" and head_of_conjuncts(noun).lower_ in WHOLE_NOUNS)
    moved = noun.dep_ == "nsubjpass" and noun.head.lower_ in _MOVED
    moved = moved or (noun.dep_ == "dobj" and noun.head.lower_ in _SHOWING)
    before = noun.doc[max(at.sent.span.start, noun.left_edge.i - 2) : noun.left_edge.i]
    listed = len(before) == 2 and before[1].text == "," and any(at.rows(before[0], "adjective"))
    return (
        (Victims(noun, count_of(number), noun.text, bare=beside),)
        if number is not None and (beside or moved or listed)
        else ()
    )


def side_of_losses(at: At, noun: Token) -> ActorRef | None:
    """Whose losses: "AFU losses", "the army suffered losses", "losses among the rebels"."""
    for child in noun.children:
        if child.dep_ not in ("poss", "compound", "amod", "nmod"):
            continue
        if child.lower_ in PARTIES:
            return at.ref(child)
        if refs := at.actors([child]) or named_party(at, child):
            return refs[0]
    if noun.head.lower_ in BEARING and noun.dep_ == "dobj":
        return next(iter(at.actors(subjects(noun.head))), None)
    if noun.dep_ == "pobj" and noun.head.lower_ == "with" and is_passive(noun.head.head):
        return next(iter(at.actors(subjects(noun.head.head))), None)  # "were repulsed with heavy losses"
    return next(iter(at.actors(objects_of(noun, "among", "on", "to"))), None)


def bodies(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "the bodies of 45 fighters", "counted 13 bodies near the stadium": bodies are people killed."""
    inner = groups_of(at.context, at.sent, objects_of(noun, "of"))
    number = quantity_in(at.sent, noun.left_edge.i, noun.i) or _number_of(at, noun)
    if number is not None:
        base = inner[0] if inner else Victims(noun, UNCOUNTED, noun.text)
        inner = [Victims(noun, count_of(number), base.text, base.victim_class, base.actor)]
    if objects_of(
        noun, "of"
    ):  # "the bodies of twelve men and a nurse", where the parser hung the nurse on the bodies
        beside = [t for t in conjuncts(noun)[1:] if people_class(at.context, t) is not None]
        inner = [*inner, *groups_of(at.context, at.sent, beside, people_only=True)]
    groups = [g for g in inner if g.count.text or g.count.rule == "singular"] or _body_of(at, noun)
    side = _who_left(at, noun) or side_of_losses(at, noun)
    if any(c.lower_ == "civilian" for c in noun.children):
        groups = [replace(g, victim_class="civilian") for g in groups]
    return [Event(noun, row["value"], "bodies", tuple(groups), places=(noun,), side=side)] if groups else []


def _body_of(at: At, noun: Token) -> list[Victims]:
    """As in "whose body turned up in a ravine", "his body was found"."""
    verb = governing_verb(noun)
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if noun.tag_ != "NN" or owner is None or verb is None or verb.lower_ not in _FINDING:
        return []
    person = _antecedent(at, owner, verb) if owner.lower_ == "whose" else owner
    group = group_of(at.context, at.sent, person)
    return [replace(group, head=noun)] if group is not None and group.count.rule == "singular" else []


def _antecedent(at: At, whose: Token, verb: Token) -> Token:
    """The person that "whose" goes back to, behind a place as well: "the mayor of Jesmond, whose body…"."""
    person = verb.head if verb.dep_ == "relcl" else verb
    if person == verb:
        before = (t for t in reversed(whose.doc[at.sent.span.start : whose.i]) if t.pos_ in ("NOUN", "PROPN"))
        person = next(before, whose)
    while person.dep_ == "pobj" and group_of(at.context, at.sent, person, people_only=True) is None:
        person = person.head.head
    return person


def _who_left(at: At, noun: Token) -> ActorRef | None:
    """Whose bodies: "the rebels left seven bodies on the field"."""
    verb = governing_verb(noun)
    if verb is None or verb.lower_ not in ("left", "leave", "leaves", "leaving", "abandoned", "abandoning"):
        return None
    return next(iter(at.actors(subjects(verb))), None)


def _number_of(at: At, noun: Token) -> Quantity | None:
    """As in "a score of bodies", "dozens of corpses"."""
    if noun.i < at.sent.span.start + 2 or noun.nbor(-1).lower_ != "of":
        return None
    found = at.sent.line.quantity_at.get(noun.i - 1) or at.sent.line.quantity_at.get(noun.i - 2)
    return found.value if found is not None and countable(found) else None


def named_party(at: At, token: Token) -> list[ActorRef]:
    found = at.sent.line.actor_at.get(token.i)
    if found is None:
        return []
    start, end = at.sent.line.article_span(found.first, found.last)
    return [ActorRef(start, end, found.text, found.value)]


def price(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "at a cost of six of their own", "at the price of nine men": the losses of whoever pays."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("at", "for"):
        return []
    verb = governing_verb(noun)
    side = next(iter(at.actors(subjects(verb))), None) if verb is not None else None
    groups = [
        replace(g, victim_class="combatant" if g.victim_class == "unknown" and side else g.victim_class)
        for g in groups_of(at.context, at.sent, objects_of(noun, "of"), people_only=True)
        if g.count.text and not _told_by_state(at, g)
    ]
    return [Event(noun, row["value"], "price", tuple(groups), side=side)] if groups else []


def fallen(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "documented 142 martyrs", "registered 97 amputees": a count of those whom the noun itself calls so."""
    number = quantity_in(at.sent, noun.left_edge.i, noun.i)
    if noun.tag_ not in ("NNS", "NNPS") or number is None or noun.dep_ in ("compound", "amod", "poss"):
        return []
    group = group_of(at.context, at.sent, noun)
    if group is None or not group.count.text:
        return []
    return [Event(noun, row["value"], "fallen", (group,), _verb_causes(at, noun), (noun,))]


NOUN_FRAMES: dict[str, Callable[[At, Token, Row], list[Event]]] = {
    "deed": deed,
    "count": count,
    "bodies": bodies,
    "price": price,
    "fallen": fallen,
}
