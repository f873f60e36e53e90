"""Parts of a group of victims: "including three children", "two of them women", "most of them rebels"."""

from collections.abc import Iterator
from dataclasses import replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.context import Context
from orchestration.extraction.document import Found, PlaceMention, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import DASHES, conjuncts, is_verb
from orchestration.extraction.victim_counts import Count, count_of, countable
from orchestration.extraction.victim_sides import people_class
from orchestration.extraction.victims import Victims, group_of, paired

_INCLUDING = frozenset({"including", "include", "includes", "included", "incl", "incl."})
_PARTITIVE = frozenset({"them", "whom", "those"})
_WHOM = frozenset({"whom", "which"})
_MOSTLY = frozenset({"mostly", "mainly", "predominantly", "largely", "chiefly"})
FRACTIONS = frozenset({"most", "many", "majority", "half", "some"})
_COPULAS = frozenset({"were", "was", "are", "is"})
_CONDITION = frozenset({"in", "with", "seriously", "critically", "gravely", "badly", "severely", "lightly"})
_PREDICATES = {"civilian": "civilian", "military": "combatant", "unarmed": "civilian"}
_REACH = 45
_OPENING = 8
_SETTING_OFF = DASHES | {","}
_LISTING = frozenset({":", "(", "[", ",", ";", "and"})
_NOMINAL = ("NOUN", "PROPN", "NUM", "PRON")
_INNER = frozenset({"nummod", "compound", "amod", "quantmod", "nmod", "poss", "det", "npadvmod"})


def parts_after(context: Context, sent: Sent, start: int, end: int, total: int | None) -> list[Victims]:
    """The parts named in the sentence from the token `start` up to `end`, each marked as a subset; `total` is
    the number of the whole, where it has one.
    """
    out: list[Victims] = []
    if listed := (
        breakdown(context, sent, start)
        or _distant_breakdown(context, sent, start, total)
        or _summands(context, sent, start, total)
        or _of_the_dead(context, sent, start)
    ):
        return listed
    i, limit = start, min(end, start + _REACH)
    if i < limit and sent.line.doc[i].lower_ == "of":
        i += 1  # "killed scores of them": the whole group, not a part
    while i < limit:
        found = [replace(g, subset=True) for g in _parts_at(context, sent, i)]
        out.extend(found)
        i = max([i, *(g.head.i for g in found)]) + 1
    return out


def class_of_all(context: Context, sent: Sent, start: int, end: int) -> str:
    """The class that an apposition gives the whole: "19 dead, all of them civilians", "44 dead, soldiers and
    civilians"; "unknown" where there is none.
    """
    doc = sent.line.doc
    reach = range(start, min(sent.span.end - 1, start + _OPENING))
    comma = next(
        (i for i in reach if doc[i].text in _SETTING_OFF and (i < end or doc[i + 1].lower_ == "all")), None
    )
    if comma is None:
        return "unknown"
    first = comma + 1
    if doc[first].lower_ == "all":
        first += 3 if doc[first + 1 : first + 3].text.lower() in ("of them", "of whom") else 1
        if first < sent.span.end and doc[first].lower_ == "military":
            return "combatant"
    elif doc[first].tag_ not in ("NNS", "NNPS"):
        return "unknown"
    heads = phrase_heads(sent, first)
    if doc[comma + 1].lower_ == "all":  # "all civilians, the governor's office said"
        joined = len(heads) > 1 and doc[heads[0].i + 1].lower_ == "and"  # "all women and children"
        heads = heads[: 1 + joined]
    last = max((h.i for h in heads), default=first)
    closed = last + 1 >= sent.span.end or doc[last + 1].is_punct or doc[last + 1].pos_ in ("ADP", "ADV")
    groups = [group_of(context, sent, h, people_only=True) for h in heads]
    fronted = doc[comma + 1].lower_ != "all"
    speaks = fronted and any(h.dep_ in ("nsubj", "nsubjpass") for h in heads)  # "…, police said"
    if speaks or not closed or not groups or any(g is None or g.count.rule != "bare_plural" for g in groups):
        return "unknown"
    classes = {g.victim_class for g in groups if g is not None}
    return classes.pop() if len(classes) == 1 else "mixed"


def breakdown(context: Context, sent: Sent, start: int) -> list[Victims]:
    """A list of parts behind a colon or in brackets: "11 fatalities: four soldiers, seven VDP", "[12 GNA;
    11 LNA]".
    """
    doc = sent.line.doc
    opening = next(
        (i for i in range(start, min(start + _OPENING, sent.span.end)) if doc[i].text in (":", "(", "[")),
        None,
    )
    if opening is None or opening + 1 not in sent.line.quantity_at:
        return []
    closing = next((i for i in range(opening, sent.span.end) if doc[i].text in (")", "]")), sent.span.end)
    out: list[Victims] = []
    for found in sent.line.quantities:
        if (
            opening < found.first < closing
            and found.value.kind == "count"
            and doc[found.first - 1].lower_ in _LISTING
        ):
            part = _listed_part(context, sent, found)
            if part is None:
                return []
            out.append(replace(part, subset=True))
    return out if len(out) > 1 else []


def _distant_breakdown(context: Context, sent: Sent, start: int, total: int | None) -> list[Victims]:
    """As in "514 dead since the offensive began: 268 rebels, 154 soldiers and 92 civilians": it adds up."""
    doc = sent.line.doc
    colon = next(
        (t.i for t in doc[min(start + _OPENING, sent.span.end) : sent.span.end] if t.text == ":"), None
    )
    parts = breakdown(context, sent, colon) if colon is not None else []
    return parts if total is not None and sum(p.count.low or 0 for p in parts) == total else []


def _summands(context: Context, sent: Sent, start: int, total: int | None) -> list[Victims]:
    """As in "stands at 20 -- 14 civilians and six soldiers": counts behind a dash or comma that make up the
    whole.
    """
    doc = sent.line.doc
    opening = next(
        (i for i in range(start, min(start + _OPENING, sent.span.end)) if doc[i].text in _SETTING_OFF), None
    )
    if opening is None or total is None:
        return []
    counted = [
        f for f in sent.line.quantities if opening < f.first < sent.span.end and f.value.kind == "count"
    ]
    parts: list[Victims] = []
    for found in counted:
        part = _listed_part(context, sent, found)
        if part is None:
            return []
        parts.append(replace(part, subset=True))
        if sum(p.count.low or 0 for p in parts) >= total:
            break
    return parts if len(parts) > 1 and sum(p.count.low or 0 for p in parts) == total else []


def _of_the_dead(context: Context, sent: Sent, start: int) -> list[Victims]:
    """As in "Of the 22 dead, 14 were women and six were children"."""
    doc = sent.line.doc
    first = max(sent.span.start, start - _OPENING)
    fronted = any(
        t.lower_ == "of" and t.nbor(1).lower_ == "the" and (t.i == sent.span.start or t.nbor(-1).is_punct)
        for t in doc[first : start - 1]
    )
    if not fronted:
        return []
    numbers = (f for f in sent.line.quantities if start <= f.first < sent.span.end and countable(f))
    return [replace(g, subset=True) for f in numbers for g in _said_to_be(context, sent, f)]


def _said_to_be(context: Context, sent: Sent, found: Found[Quantity]) -> list[Victims]:
    """Whom a copula makes of a number: "14 were women"."""
    if found.last + 1 >= sent.span.end or sent.line.doc[found.last + 1].lower_ not in _COPULAS:
        return []
    heads = phrase_heads(sent, found.last + 2)
    groups = [g for h in heads[:1] if (g := group_of(context, sent, h))]
    return [replace(g, head=sent.line.doc[found.last], count=count_of(found.value)) for g in groups]


def _listed_part(context: Context, sent: Sent, found: Found[Quantity]) -> Victims | None:
    """What a number in a list counts: people, or a party by its name alone."""
    number = sent.line.doc[found.last]
    if found.last + 1 >= sent.span.end:
        return None
    noun = number.head if number.dep_ == "nummod" and number.head.i > number.i else number.nbor(1)
    party = sent.line.actor_at.get(found.last + 1)
    group = group_of(context, sent, noun) if party is None or noun.i > party.last else None
    if group is not None:
        return replace(group, head=number, count=count_of(found.value))
    if party is None:
        return None
    start, end = sent.line.article_span(party.first, party.last)
    return Victims(
        number, count_of(found.value), party.text, "combatant", ActorRef(start, end, party.text, party.value)
    )


def _parts_at(context: Context, sent: Sent, i: int) -> list[Victims]:
    doc, low = sent.line.doc, sent.line.doc[i].lower_
    following = doc[i + 1].lower_ if i + 1 < sent.span.end else ""
    if low == "included" and (not following or not following[0].isalnum()):
        return _before_among(context, sent, i)  # "12 troops killed, their commander included"
    if low in _INCLUDING:
        return _groups(context, sent, i + (2 if following == "." else 1))
    if low == "among" and following in _PARTITIVE:
        behind = doc[i + 2] if i + 2 < sent.span.end else None
        if behind is None or behind.is_punct or is_verb(behind):
            return _before_among(context, sent, i)
        return _groups(context, sent, i + 2)
    if low in _MOSTLY:
        return _fractions(context, sent, i + 1, Count(None, None, "fraction", doc[i].text))
    apart = following in _PARTITIVE and doc[i - 1].text == ","  # "15 killed, of them four Uzbeks"
    if low == "of" and (following in _WHOM or apart) or (low in _WHOM and doc[i - 1].lower_ == "of"):
        if counted := _of_whom(context, sent, i + 1):
            return counted
    if (
        low == "of"
        and following in _PARTITIVE
        and i > sent.span.start + 1
        and (doc[i - 2].pos_ != "ADP" or doc[i - 2].lower_ in ("with", "including"))
    ):
        return _partitive(context, sent, i)
    if (
        low in ("one", "two", "three")
        and i > sent.span.start
        and doc[i - 1].text == ","
        and following in ("a", "an", "seriously", "critically")
    ):
        return _one_of_many(sent, i)
    return []


def _before_among(context: Context, sent: Sent, i: int) -> list[Victims]:
    """As in "22 dead, a nurse among them", "a girl of nine among them": the part stands before, behind a comma."""
    doc = sent.line.doc
    comma = next(
        (j for j in range(i - 1, max(sent.span.start, i - _OPENING), -1) if doc[j].text in (",", ";")), None
    )
    noun = doc[i - 1]
    if comma is None or noun.pos_ not in _NOMINAL:
        return [g] if noun.pos_ in _NOMINAL and (g := group_of(context, sent, noun)) is not None else []
    heads = [h for h in phrase_heads(sent, comma + 1) if h.i < i]
    groups = (group_of(context, sent, h) for h in heads)
    return paired(context, sent, (g for g in groups if g is not None and g.count.rule != "bare_plural"))


def _groups(context: Context, sent: Sent, begin: int) -> list[Victims]:
    return paired(context, sent, (group_of(context, sent, head) for head in phrase_heads(sent, begin)))


def _fractions(context: Context, sent: Sent, begin: int, count: Count) -> list[Victims]:
    return [
        replace(g, count=count)
        for g in _groups(context, sent, begin)[:1]
        if g.count.rule in ("bare_plural", "singular")
    ]


def partitive_count(sent: Sent, of: int) -> Count | None:
    """The number or share before an "of": "two of them", "most of the dead"."""
    before = sent.line.doc[of - 1]
    quantity = sent.line.quantity_at.get(before.i)
    if quantity is not None and countable(quantity):
        first = sent.line.doc[max(quantity.first - 2, 0) : quantity.first]
        return None if [t.lower_ for t in first] == ["all", "but"] else count_of(quantity.value)
    return Count(None, None, "fraction", before.text) if before.lower_ in FRACTIONS else None


def _partitive(context: Context, sent: Sent, of: int) -> list[Victims]:
    """As in "three of them children", "one of whom was a nurse": what the part is stands behind."""
    count = partitive_count(sent, of)
    does_something = of + 2 < sent.span.end and sent.line.doc[of + 2].pos_ in ("VERB", "AUX")
    if count is None or (does_something and _is_subject_of_event(context, sent.line.doc[of - 1])):
        return []
    if of + 2 < sent.span.end and sent.line.doc[of + 2].lower_ in _CONDITION and count.rule != "fraction":
        return [Victims(sent.line.doc[of - 1], count, bare=True)]  # "three of them in serious condition"
    if of + 2 < sent.span.end and (known := _PREDICATES.get(sent.line.doc[of + 2].lower_)):
        # "more than 1,600 of them civilian"
        return [Victims(sent.line.doc[of - 1], count, victim_class=known)]
    heads = phrase_heads(sent, of + 2, over_verbs=True)
    described = [g for h in heads[:1] if (g := group_of(context, sent, h))]
    groups = [g for g in described if g.count == count or g.count.rule in ("bare_plural", "singular")]
    both = heads[1:] and groups and people_class(context, heads[1]) is not None
    if both and people_class(context, heads[1]) != groups[0].victim_class:
        groups = [replace(groups[0], victim_class="mixed")]
    return [replace(g, count=count) for g in groups]


def _of_whom(context: Context, sent: Sent, begin: int) -> list[Victims]:
    """As in "of whom eleven were hospital patients"."""
    found = next(
        (f for i in (begin, begin + 1) if i < sent.span.end and countable(f := sent.line.quantity_at.get(i))),
        None,
    )
    if found is None:
        return []
    if said := _said_to_be(context, sent, found):
        return said
    heads = phrase_heads(sent, found.first)  # "of whom two children"
    groups = (group_of(context, sent, h) for h in heads[:1])
    return [g for g in groups if g is not None and not is_verb(sent.line.doc[found.last + 1])]


def _is_subject_of_event(context: Context, part: Token) -> bool:
    """Whether the part is the subject of an outcome of its own: "three of them have bled to death"."""
    verb = part.head
    return (
        part.dep_ in ("nsubj", "nsubjpass") and is_verb(verb) and bool(context.triggers(verb, "casualties"))
    )


def _one_of_many(sent: Sent, i: int) -> list[Victims]:
    """As in "four wounded, one seriously": a number and how badly."""
    number = sent.line.quantity_at.get(i)
    adverb = sent.line.doc[i + 1]
    if number is None or not countable(number) or adverb.pos_ != "ADV":
        return []
    return [Victims(sent.line.doc[i], count_of(number.value), bare=True)]


def phrase_heads(sent: Sent, begin: int, *, over_verbs: bool = False) -> list[Token]:
    """Heads of the coordinated noun phrases that start at the token; `over_verbs` looks behind a copula."""
    doc = sent.line.doc
    for token in doc[begin : sent.span.end]:
        if token.pos_ in _NOMINAL and not token.is_punct and token.text != "-":
            return list(_coordinated(_governor(sent, token)))
        if token.is_punct and token.text in ".;),":
            break
        if token.pos_ == "VERB" and not over_verbs and token.tag_ not in ("VBN", "VBG"):
            break
    return []


def _governor(sent: Sent, token: Token) -> Token:
    while token.dep_ in _INNER and token.i < token.head.i < sent.span.end:
        token = token.head
    return token


def _coordinated(head: Token) -> Iterator[Token]:
    for token in conjuncts(head):
        if token.i >= head.i and token.pos_ in _NOMINAL:
            yield token


def split_by_colon(sent: Sent, whole: Victims, end: int) -> list[tuple[Victims, Found[PlaceMention] | None]]:
    """The parts of "Three soldiers died: two in a mine blast near Shali and one in an ambush", with the place
    named behind each; none unless they add up to the whole.
    """
    line, doc = sent.line, sent.line.doc
    colon = next((t.i for t in doc[whole.head.i + 1 : end] if t.text == ":"), None)
    if colon is None:
        return []
    counts = [
        f
        for f in line.quantities
        if f.first > colon
        and f.last + 1 < end
        and countable(f)
        and doc[f.last + 1].pos_ in ("ADP", "VERB", "SCONJ")
    ]
    total = sum(f.value.low or 0 for f in counts)
    if len(counts) < 2 or total != whole.count.low:
        return []
    out: list[tuple[Victims, Found[PlaceMention] | None]] = []
    for found, until in zip(counts, [*(f.first for f in counts[1:]), end], strict=True):
        named = [m for m in line.places if found.last < m.first < until]
        part = Victims(doc[found.last], count_of(found.value), subset=True, bare=True)
        out.append((part, named[-1] if named else None))
    return out
