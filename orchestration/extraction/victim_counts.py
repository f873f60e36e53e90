"""How many: the interval that the words of a noun phrase give."""

from dataclasses import dataclass, replace

from orchestration.extraction.document import Found, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import np_span

SINGULAR_PRONOUNS = frozenset("he she him her one another someone somebody himself herself".split())
_PLURAL_PRONOUNS = frozenset("they them those many we us".split())


_COLLECTIVE = frozenset(
    "personnel manpower police staff infantry cavalry crew people family household militia faithful "
    "folk youth".split()
)
TUPLES = {"pair": 2, "duo": 2, "trio": 3, "quartet": 4}


HOUSEHOLDS = frozenset({"family", "household", "crew", "group", "team"})
_HEADCOUNT = frozenset({"men", "people", "persons", "souls"})
# Bodies of fighters that are told by their number: "a squad of eight".
MUSTERS = frozenset("group team squad band party patrol detachment platoon column".split())


@dataclass(frozen=True, slots=True)
class Count:
    """A count interval with the words that gave it; `text` None where no number word stands."""

    low: int | None
    high: int | None
    rule: str
    text: str | None


NOBODY = Count(0, 0, "exact", "no")
SINGLE = Count(1, 1, "singular", None)


UNCOUNTED = Count(2, None, "bare_plural", None)


def count_of(quantity: Quantity) -> Count:
    low = None if quantity.low is None else int(quantity.low)
    high = None if quantity.high is None else int(quantity.high)
    return Count(low, high, quantity.rule, quantity.text)


def countable(found: Found[Quantity] | None) -> bool:
    """Whether the number counts things: no age, date, distance, sum of money."""
    return found is not None and found.value.kind in ("count", "fraction")


def quantity_in(sent: Sent, first: int, last: int) -> Quantity | None:
    """The last countable number among these tokens, behind any semicolon."""
    first = next((i + 1 for i in range(last, first - 1, -1) if sent.line.doc[i].text == ";"), first)
    numbers = (sent.line.quantity_at.get(i) for i in range(last, first - 1, -1))
    return next((found.value for found in numbers if found is not None and countable(found)), None)


def of_object(head: Token, last: int) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.i > last:
                return inner
    return None


def first_word(sent: Sent, first: int, last: int) -> int:
    """The first token of the phrase that is no determiner and no number."""
    doc = sent.line.doc
    while first < last and (
        doc[first].dep_ in ("det", "predet")
        or countable(sent.line.quantity_at.get(first))
        or doc[first].is_punct
        or doc[first].lower_ in ("of", "the", "another")
    ):
        first += 1
    return first


def phrase_count(sent: Sent, head: Token) -> Count | None:
    line = sent.line
    own = line.quantity_at.get(head.i)
    if own is not None and countable(own):
        return count_of(own.value)
    first = np_span(head, with_of=False).start
    number = quantity_in(sent, first, head.i)
    if number is None and first > sent.span.start and countable(before := line.quantity_at.get(first - 1)):
        number = before.value if before is not None else None  # "at least" hung elsewhere by the parser
    number = number or _number_behind(sent, head)
    return count_of(number) if number is not None else _unnumbered(head)


def _number_behind(sent: Sent, head: Token) -> Quantity | None:
    """As in "a family of six", "men captured on the road, an estimated 500", "its defenders, 60 men"."""
    if head.lower_ in HOUSEHOLDS | MUSTERS and head.i + 2 < sent.span.end and head.nbor(1).lower_ == "of":
        found = sent.line.quantity_at.get(head.i + 2)
        return found.value if found is not None and found.value.kind == "count" else None
    if head.tag_ not in ("NNS", "NNPS"):
        return None
    beside = (c for c in head.children if c.dep_ == "appos" and c.i > head.i)
    numbers = (
        sent.line.quantity_at.get(c.left_edge.i if c.lower_ in _HEADCOUNT else c.i)
        for c in beside
        if c.lower_ in _HEADCOUNT or c.pos_ == "NUM" and c.nbor(-1).text != "of"
    )
    return next(
        (
            n.value
            for n in numbers
            if n is not None and n.value.kind == "count" and not _partitive_follows(sent, n.last)
        ),
        None,
    )


def _partitive_follows(sent: Sent, last: int) -> bool:
    return last + 1 < sent.span.end and sent.line.doc[last + 1].lower_ == "of"


def _unnumbered(head: Token) -> Count | None:
    determiners = {
        c.lower_ for c in head.children if c.dep_ in ("det", "poss", "nummod", "preconj", "predet")
    }
    low = head.lower_
    if "no" in determiners:
        return NOBODY
    if low in TUPLES:
        return Count(TUPLES[low], TUPLES[low], "exact", head.text)
    if low == "any":
        return UNCOUNTED
    if low == "number":
        return replace(UNCOUNTED, text=head.text)
    if low == "couple":
        return Count(2, 2, "couple", "couple")
    if low == "both" or "both" in determiners:
        return Count(2, 2, "exact", "both")
    if low in _PLURAL_PRONOUNS or low in ("others", "who"):
        return None
    if low in _COLLECTIVE or head.tag_ in ("NNS", "NNPS"):
        return UNCOUNTED
    if low in SINGULAR_PRONOUNS or head.pos_ in ("NOUN", "PROPN"):
        return replace(SINGLE, text="a" if determiners & {"a", "an"} else None)
    return None
