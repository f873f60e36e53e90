"""Casualties told by states: "nine people dead", "11 KILLED IN AIR STRIKES", "is missing", "are in
custody".
"""

from collections.abc import Callable
from dataclasses import replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.casualty_causes import causes_of, circumstances
from orchestration.extraction.casualty_events import (
    At,
    Event,
    governing_verb,
    is_cause,
    is_violent,
    objects_of,
)
from orchestration.extraction.casualty_nouns import BEARING, named_party, side_of_losses
from orchestration.extraction.document import Found
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import (
    conjuncts,
    has_own_clause,
    head_of_conjuncts,
    is_nobody,
    is_passive,
    is_verb,
    objects,
    preps,
    subjects,
)
from orchestration.extraction.victim_counts import NOBODY, Count, count_of, countable
from orchestration.extraction.victim_sides import WHOLE_NOUNS
from orchestration.extraction.victims import Victims, group_of, groups_of

_NEAR = 8
_HARMING = frozenset({"transitive", "violent", "leave", "lives"})
_DEGREES = frozenset(
    "reported left now confirmed seriously critically gravely badly lightly slightly already still "
    "feared presumed more others other is are was were be been remain remains remained have has had "
    "gone listed as".split()
)
_PUTTING = frozenset({"put", "puts", "putting"})
_TELLING = forms_of(
    "give", "admit", "acknowledge", "announce", "disclose", "reveal", "publish", "release", "report"
)
_COLON_BEHIND = 9
_REPORTS = frozenset(
    "figure figures count tally report reports data estimate estimates toll bulletin".split()
)
_GIVEN_AS = frozenset({"at", "numbered", "number", ":", "as"})


_BESIDE = 7
_FILLERS = frozenset({"x", "others", "more", "people", "other", "persons"})
_OF_ITS_OWN = frozenset({"its", "their", "his", "her", "our", "my"})


_COPULAR_STEPS = frozenset(
    {"acomp", "oprd", "attr", "xcomp", "prep", "pobj", "amod", "pcomp", "advmod", "ccomp"}
)
_HOSPITAL_VERBS = frozenset(
    "is are was were remain remains remained taken rushed brought admitted sent transported evacuated "
    "hospitalised ended".split()
)


def state(at: At, token: Token, row: Row) -> list[Event]:
    """As in "nine people dead", "10 hurt", "11 KILLED IN AIR STRIKES", "three mariners are still missing"."""
    if row["value"] in ("killed", "injured", "captured") and _is_full_verb(at, token):
        return []
    if token.dep_ == "advmod" and is_verb(token.head) and objects(token.head):
        return []  # "a gunman shot dead two men"
    if row["note"] == "feared" and _feared(at, token) is None:
        return []
    number, noun = _counted_before(at, token)
    both = _with_other_state(at, token, row["value"])
    if number is not None and both:
        return _counted_state(at, token, "killed_or_injured", number, noun)
    if number is not None and token.dep_ == "amod" and token.head.i > token.i:
        noun = token.head  # "nine abducted nuns"
    if number is not None:
        return _counted_state(at, token, row["value"], number, noun)
    if same := _as_many(at, token):
        return [Event(token, row["value"], "state", (same,))]
    return _put_at(at, token, row["value"]) or _predicate(at, token, row) or _coordinated(at, token, row)


def meets_its_end(at: At, people: Token) -> bool:
    """Whether the people are killed or hurt by the verb that they stand with."""
    verb = people.head
    return people.dep_ in ("dobj", "nsubjpass", "nsubj") and any(
        row["value"] in ("killed", "injured", "killed_or_injured") for row in at.rows(verb, "verb")
    )


_FEARED = frozenset({"feared", "presumed", "believed"})


def _with_other_state(at: At, token: Token, outcome: str) -> bool:
    """As in "dozens of dead and wounded": one number over two outcomes."""
    doc, i = token.doc, token.i
    if i + 2 >= at.sent.span.end or doc[i + 1].lower_ not in ("and", "or", "/"):
        return False
    others = {r["value"] for r in at.rows(doc[i + 2], "adjective") if r["frame"] == "state"}
    return outcome in ("killed", "injured") and bool(others & ({"killed", "injured"} - {outcome}))


def _as_many(at: At, token: Token) -> Victims | None:
    """As in "three dead and as many wounded", "twice as many hurt": the number before, or its double."""
    words = [t.lower_ for t in token.doc[max(at.sent.span.start, token.i - 3) : token.i]]
    if words[-2:] != ["as", "many"]:
        return None
    before = [
        f for f in at.sent.line.quantities if at.sent.span.start <= f.first < token.i - 2 and countable(f)
    ]
    if not before:
        return None
    count = count_of(before[-1].value)
    if words[0] == "twice":
        count = replace(count, low=count.low and 2 * count.low, high=count.high and 2 * count.high)
    return Victims(token.nbor(-1), count, bare=True)


def _is_full_verb(at: At, token: Token) -> bool:
    """A verb with a subject or an object of its own is read by its frame, but for "30 wounded"."""
    own = {c.dep_ for c in token.children if c.tag_ != "IN"}  # "came to seventeen killed"
    if token.i + 1 < at.sent.span.end and token.nbor(1).text == ":":
        return False  # "Wounded: 32"
    if _as_many(at, token) is not None:
        return False
    if token.i - 1 in at.sent.line.quantity_at and (
        not own & {"aux", "auxpass", "dobj"} or is_clipped_list(at, token)
    ):
        return False
    return token.tag_.startswith("VB") and has_own_clause(token)


def is_clipped_list(at: At, state: Token) -> bool:
    """As in "1 killed 2 wounded": a figure and its fate right behind another, without a word between."""
    doc, numbers = at.sent.line.doc, at.sent.line.quantity_at
    if state.i - 1 not in numbers or state.i + 2 >= at.sent.span.end:
        return False
    behind = [t.lower_ for t in doc[state.i + 1 : state.i + 3]]
    if behind in (["(", "all"], ["(", "both"], ["of", "whom"]):
        return True  # "5 injured (all civilians)", "six killed of whom four schoolchildren"
    following = numbers.get(state.i + 1)
    if following is None or following.last + 1 >= at.sent.span.end:
        return False
    return any(row["frame"] == "state" for row in at.rows(doc[following.last + 1], "adjective"))


def _counted_before(at: At, token: Token) -> tuple[Found[Quantity] | None, Token | None]:
    """The number and the noun of the phrase that ends right before the state word."""
    doc, numbers = at.sent.line.doc, at.sent.line.quantity_at
    i, noun = token.i - 1, None
    if i - 1 >= at.sent.span.start and doc[i].is_quote:
        i -= 1  # '17 "occupiers" destroyed'
    if doc[i].lower_ == "of" and i - 1 in numbers and i - 1 >= at.sent.span.start:
        i -= 1  # "dozens of dead"
    while i > at.sent.span.start and doc[i].lower_ in _DEGREES and i not in numbers:
        i -= 1
    if (
        i >= at.sent.span.start
        and i not in numbers
        and (doc[i].pos_ in ("NOUN", "PROPN", "ADJ") or doc[i].lower_ in _FILLERS)
    ):
        noun = doc[i]
        i = next(
            (
                j
                for j in range(i - 1, max(at.sent.span.start, i - 5) - 1, -1)
                if j in numbers or not _inside_phrase(doc[j])
            ),
            i,
        )
        i -= int(doc[i].lower_ == "of" and i - 1 in numbers)
    if (
        noun is not None
        and noun.lower_ == "own"
        and doc[i].lower_ in _OF_ITS_OWN
        and doc[i - 1].lower_ == "of"
    ):
        i, noun = i - 2, None  # "27 of its own killed"
    number = numbers.get(i) if i >= at.sent.span.start else None
    return (number, noun) if number is not None and number.value.kind == "count" else (None, None)


def _inside_phrase(token: Token) -> bool:
    hyphen = token.text == "-"  # "eight wood-cutters dead"
    return token.is_quote or hyphen or (token.pos_ in ("NOUN", "PROPN", "ADJ", "DET") and not token.is_punct)


_SURPASSING = frozenset("passed exceeded topped surpassed exceeds tops passes surpasses".split())


def _surpassed(at: At, number: Found[Quantity]) -> Count:
    """The count of "the tally passed 30,000 dead"."""
    count = count_of(number.value)
    before = at.sent.line.doc[number.first - 1].lower_ if number.first > at.sent.span.start else ""
    if before not in _SURPASSING or count.rule != "exact" or count.low is None:
        return count
    return replace(count, low=count.low + 1, high=None, rule="more_than")


def _counted_state(
    at: At, token: Token, outcome: str, number: Found[Quantity], noun: Token | None
) -> list[Event]:
    group = group_of(at.context, at.sent, noun) if noun is not None else None
    if noun is not None and group is None and noun.lower_ not in _FILLERS:
        return []
    head = noun if noun is not None else at.sent.line.doc[number.last]
    victims = Victims(
        head,
        _surpassed(at, number),
        group.text if group else None,
        group.victim_class if group else "unknown",
        group.actor if group else None,
        bare=noun is None or noun.lower_ in ("others", "more", "other"),
    )
    if victims.victim_class == "unknown" and any(t.lower_ == "losses" for t in at.sent.span if t.i < token.i):
        victims = replace(victims, victim_class="combatant")
    verb = governing_verb(token)
    causes = _doers_before(at, verb, number.first) if verb is not None and verb != token else []
    attacks = (
        [obj for name, obj in preps(token) if is_cause(at, obj)]
        + objects_of(token, "by")
        + circumstances(at, token)
    )
    doc = at.sent.line.doc
    own = doc[token.i - 2 : token.i - 1] if doc[token.i - 1].lower_ == "own" else ()
    side = next(iter(at.actors(own)), None) or _owner_before(at, token, verb)
    causes = tuple(dict.fromkeys([*attacks, *causes]))
    groups = (*_before_in_list(at, head), victims)
    return [Event(token, outcome, "state", groups, causes, (head,), side, modality=_feared(at, token))]


def _before_in_list(at: At, last: Token) -> list[Victims]:
    """The counted groups that a list names before its last: "3 soldiers and 1 policeman dead"."""
    first = head_of_conjuncts(last)
    if first == last:
        return []
    groups = groups_of(at.context, at.sent, [t for t in conjuncts(first) if t.i < last.i])
    return [
        g
        for g in groups
        if g.count.text
        and g.count.rule != "singular"
        and not g.bare
        and g.head.lower_ not in WHOLE_NOUNS
        and g.head.i + 1 < len(g.head.doc)
        and g.head.nbor(1).lower_ in (",", "and")
    ]


def _doers_before(at: At, verb: Token, number: int) -> list[Token]:
    """Who or what left people dead: doers of a verb of harm, an attack that is the subject of any verb."""
    harms = is_violent(at, verb) or any(r["frame"] in _HARMING for r in at.rows(verb, "verb"))
    return [h for h in causes_of(at, verb) if h.i < number and (harms or is_cause(at, h))]


def _feared(at: At, token: Token) -> str | None:
    """As in "some 40 people are feared dead"."""
    before = {t.lower_ for t in token.doc[max(at.sent.span.start, token.i - 2) : token.i]}
    return "possible" if before & _FEARED else None


def _owner_before(at: At, token: Token, verb: Token | None) -> ActorRef | None:
    """As in "We have 30 wounded", "put his own losses at 8 dead": whose they are."""
    if verb is not None and verb.lower_ in BEARING | {"lost"}:
        return next(iter(at.actors(subjects(verb))), None)
    if verb is not None and verb.lower_ in ("cost", "costs", "costing"):
        return next(
            iter(at.actors(c for c in verb.children if c.dep_ in ("dative", "dobj") and c.i < token.i)), None
        )
    paid = next((t for t in token.ancestors if t.lower_ in ("cost", "price") and t.dep_ == "pobj"), None)
    if paid is not None and (payer := governing_verb(paid)) is not None:
        return next(iter(at.actors(subjects(payer))), None)
    losses = [t for t in at.sent.span if t.lower_ in ("losses", "casualties", "toll") and t.i < token.i]
    if losses:
        return side_of_losses(at, losses[-1])
    return side_phrase(at, token) or _heading_owner(at, token)


_SIDES = frozenset({"side", "ranks"})


def side_phrase(at: At, token: Token) -> ActorRef | None:
    """As in "eighteen wounded on the friendly side", "on the Malian side, one wounded"."""
    doc = at.sent.line.doc
    nearby = [
        *range(token.i + 1, min(token.i + _BESIDE, at.sent.span.end)),
        *range(token.i - 1, max(token.i - _BESIDE, at.sent.span.start), -1),
    ]
    side = next((doc[i] for i in nearby if doc[i].lower_ in _SIDES and doc[i].dep_ == "pobj"), None)
    if side is None:
        return None
    for child in side.children:
        if child.lower_ == "enemy":
            return at.ref(child)
        if refs := named_party(at, child) or at.actors([child]):
            return refs[0]
    return None


def _heading_owner(at: At, token: Token) -> ActorRef | None:
    """As in "Chad's bill: 29 killed, 58 wounded"."""
    colon = next((t for t in at.sent.span if t.text == ":" and t.i < token.i), None)
    if colon is None:
        return None
    owners = (
        t
        for t in at.sent.line.doc[at.sent.span.start : colon.i]
        if t.dep_ == "poss" and t.head.lower_ not in _REPORTS
    )
    return next((ref for t in owners for ref in named_party(at, t) or at.actors([t])), None)


def _put_at(at: At, token: Token, outcome: str) -> list[Event]:
    """As in "puts its own wounded at under 20", "the dead numbered 12", "Killed: 12"."""
    doc, after = at.sent.line.doc, token.i + 1
    if after >= at.sent.span.end:
        return []
    if (given := _put_later(token)) is not None:
        after = given
    first = after + int(doc[after].lower_ in _GIVEN_AS)
    number = at.sent.line.quantity_at.get(first + int(first + 1 < at.sent.span.end and doc[first].is_quote))
    closed = given is not None or _ends(at, number.last if number is not None else first)
    if (
        number is None
        or number.value.kind != "count"
        or ((number.first == after or doc[after].text == ":") and not closed)
    ):
        return []
    side = next(
        (
            ref
            for c in token.children
            if c.dep_ in ("poss", "amod", "compound")
            for ref in at.actors([c]) or named_party(at, c)
        ),
        None,
    )
    civilian = any(c.lower_ == "civilian" for c in token.children)
    victims = Victims(
        doc[number.last],
        count_of(number.value),
        victim_class="civilian" if civilian else "unknown",
        bare=not civilian,
    )
    event = Event(token, outcome, "put_at", (victims,), side=side)
    return [event, *_own_beside(at, event, number.last + 1)]


def _own_beside(at: At, event: Event, after: int) -> list[Event]:
    """The second figure of "put rebel dead at 120 and its own at nine"."""
    doc, end = at.sent.line.doc, at.sent.span.end
    words = [t.lower_ for t in doc[after : min(after + 4, end)]]
    if len(words) < 4 or words[0] not in ("and", ",") or words[1] not in _OF_ITS_OWN or words[2] != "own":
        return []
    number = at.sent.line.quantity_at.get(after + 4) if words[3] == "at" and after + 4 < end else None
    if number is None or number.value.kind != "count":
        return []
    verb = governing_verb(event.trigger)
    side = next(iter(at.actors(subjects(verb))), None) if verb is not None else None
    return [replace(event, groups=(Victims(doc[number.last], count_of(number.value), bare=True),), side=side)]


def _put_later(token: Token) -> int | None:
    """Where the figure is given that a verb of estimate puts behind a phrase: "put the dead in Gori at 17", "gave its own
    dead in October: 1,099".
    """
    verb, doc = token.head, token.doc
    if verb.lower_ in _TELLING and token.dep_ == "dobj":
        behind = doc[token.i + 1 : token.i + _COLON_BEHIND]
        stop = next((t for t in behind if t.text in (":", ".", ";") or is_verb(t)), None)
        if stop is not None and stop.text == ":":
            return stop.i
    if verb.lower_ not in _PUTTING or token.dep_ not in ("dobj", "oprd", "advcl", "acomp"):
        return None
    behind = [c.i for c in verb.children if c.dep_ == "prep" and c.lower_ == "at" and c.i > token.i]
    return max(behind, default=None)


def _ends(at: At, last: int) -> bool:
    """Whether a phrase ends at the token: "injured 27; fatalities 4, incl. a policeman"."""
    return last + 1 >= at.sent.span.end or not at.sent.line.doc[last + 1].text[:1].isalnum()


def _predicate(at: At, token: Token, row: Row) -> list[Event]:
    """As in "one was missing", "the pilot is listed as missing", "half are dead", "pilots missing"."""
    heads = _subjects_of_state(token)
    if token.head.lower_ in _PUTTING and not is_passive(token.head):
        heads = []  # "a diplomat put the rebel dead at nearer 100"
    told = [
        h.i
        for h in heads
        if h.i + 1 < token.i and any(r["frame"] == "state" for r in at.rows(h.nbor(1), "adjective"))
    ]
    # "3 soldiers and 1 policeman dead, a journalist missing"
    heads = [h for h in heads if h.i > max(told, default=-1)]
    clipped = (
        at.sent.line.clean.kind != "body"
        and token.i > at.sent.span.start
        and token.nbor(-1).pos_ in ("NOUN", "PROPN")
    )
    if not heads and clipped:
        heads = [token.nbor(-1)]  # "four students seized, guard slain"
    if nobody := next((h for h in heads if is_nobody(h)), None):
        return [Event(token, row["value"], "state", (Victims(nobody, NOBODY),))]
    groups = [
        g
        for g in groups_of(at.context, at.sent, heads, people_only=True)
        if g.count.rule != "bare_plural" or row["value"] == "missing"
    ]
    causes = tuple(circumstances(at, token))
    return (
        [Event(token, row["value"], "state", tuple(groups), causes, modality=_feared(at, token))]
        if groups
        else []
    )


def _coordinated(at: At, token: Token, row: Row) -> list[Event]:
    """As in "a balance of two soldiers and an undetermined number of delinquents dead": several groups
    before one state.
    """
    if token.i == at.sent.span.start or token.nbor(-1).pos_ not in ("NOUN", "PROPN"):
        return []
    last = token.nbor(-1)
    while last.dep_ == "pobj" and last.head.lower_ == "of":
        last = last.head.head
    first = head_of_conjuncts(last)
    groups = (
        groups_of(at.context, at.sent, [t for t in conjuncts(first) if t.i < token.i])
        if first != last
        else []
    )
    return [Event(token, row["value"], "state", tuple(groups))] if any(g.count.text for g in groups) else []


def _subjects_of_state(token: Token) -> list[Token]:
    own = [c for c in token.children if c.dep_ == "nsubj"] or [
        g for c in token.children if c.dep_ == "aux" for g in c.children if g.dep_ == "nsubj"
    ]
    if own:
        return [t for o in own for t in conjuncts(o)] if is_verb(token) else own
    step = token
    for _ in range(3):
        if step.dep_ not in _COPULAR_STEPS:
            return []
        step = step.head
        if is_verb(step):
            return [s for s in subjects(step) if s.i < token.i] if step.i < token.i else []
    return []


def hospital(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "11 in hospital", "a couple of passers-by are in hospital", "were taken to hospital"."""
    doc = at.sent.line.doc
    prep = noun.head if noun.dep_ == "pobj" else doc[max(noun.i - 1, at.sent.span.start)]
    if noun.i < at.sent.span.start + 2 or prep.lower_ not in ("in", "to"):
        return []
    if row["note"] and not set(row["note"].split()) & {t.lower_ for t in noun.lefts}:
        return []
    number = at.sent.line.quantity_at.get(prep.i - 1)
    if countable(number) and number is not None:
        return [
            Event(
                noun,
                row["value"],
                "hospital",
                (Victims(doc[number.last], count_of(number.value), bare=True),),
            )
        ]
    verb = prep.head
    if verb.pos_ == "NOUN" and prep.lower_ == "in":  # "seven port workers in hospital"
        counted = group_of(at.context, at.sent, verb, people_only=True)
        told = (
            counted is not None
            and (counted.count.text or _is_clipped(at, verb))
            and verb.dep_ in ("ROOT", "conj", "appos", "dobj", "nsubj")
        )
        return [Event(noun, row["value"], "hospital", (counted,))] if counted is not None and told else []
    if not is_verb(verb) or verb.lower_ not in _HOSPITAL_VERBS:
        return []
    groups = [g for g in groups_of(at.context, at.sent, subjects(verb), people_only=True) if g.count.text]
    return [Event(noun, row["value"], "hospital", tuple(groups))] if groups else []


def _is_clipped(at: At, noun: Token) -> bool:
    """Somebody without an article behind another fate or a heading: "two killed, driver in hospital"."""
    first = noun.left_edge.i
    mark = at.sent.line.doc[first - 1].text if first > at.sent.span.start else ""
    return noun.tag_ == "NN" and first == noun.i and mark in (",", ":", ";")


def custody(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "two more are in custody", "900 men marched into captivity"."""
    prep = noun.head
    if noun.dep_ != "pobj" or prep.lower_ not in ("in", "into") or not is_verb(prep.head):
        return []
    verb = prep.head
    if objects(verb) and not is_passive(verb):
        return []  # "took two men into captivity"
    heads = subjects(verb) or [t for c in verb.children if c.dep_ == "nsubj" for t in conjuncts(c)]
    groups = groups_of(at.context, at.sent, heads, people_only=True)
    return [Event(noun, row["value"], "custody", tuple(groups))] if groups else []


def fate(at: At, noun: Token, row: Row) -> list[Event]:
    """As in "fate of two commandos unknown", "their whereabouts are unknown"."""
    after = [t.lower_ for t in noun.doc[noun.i + 1 : min(noun.i + 1 + _NEAR, at.sent.span.end)]]
    groups = (
        groups_of(at.context, at.sent, objects_of(noun, "of"), people_only=True)
        if {"unknown", "unclear"} & set(after)
        else []
    )
    return [Event(noun, row["value"], "fate", tuple(groups), modality="asserted")] if groups else []


STATE_FRAMES: dict[str, Callable[[At, Token, Row], list[Event]]] = {
    "hospital": hospital,
    "custody": custody,
    "fate": fate,
}
