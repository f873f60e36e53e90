"""Groups of victims: a count, a class and a side, read from noun phrases."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from orchestration.extraction.actors import ActorRef, force_kind
from orchestration.extraction.context import Context
from orchestration.extraction.document import Found, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import clause_head, np_span
from orchestration.extraction.victim_counts import (
    HOUSEHOLDS,
    MUSTERS,
    SINGLE,
    SINGULAR_PRONOUNS,
    TUPLES,
    UNCOUNTED,
    Count,
    countable,
    first_word,
    of_object,
    phrase_count,
    quantity_in,
)
from orchestration.extraction.victim_sides import (
    ANYBODY,
    WHOLE_NOUNS,
    antecedent,
    class_of,
    is_named_person,
    modifier_party,
    people_class,
    side_of,
)

_WHOLE_PRONOUNS = frozenset("them whom us those these".split())
_CONTINUING = frozenset("others other more another one comrades comrade colleagues companions".split())


ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_NOT_PEOPLE = frozenset("it that which what itself this these each other hundred thousand people's".split())


_FAMILY = frozenset(
    "son daughter wife husband child baby mother father brother sister grandson granddaughter "
    "grandmother grandfather cousin niece nephew sibling twin fiance fiancee boyfriend girlfriend "
    "partner spouse uncle aunt infant grandchild".split()
)
_PLAIN = _FAMILY | frozenset("man woman boy girl teenager toddler pensioner youth".split())
_RELATIVES = (
    _FAMILY
    | {f"{w}s" for w in _FAMILY}
    | {"children", "wives", "babies", "grandchildren", "parents", "passenger", "companion", "friend"}
)
_KINDS = frozenset("families households clan clans tribe tribes village villages party community".split())
_UNTOLD = frozenset("undetermined unknown unspecified undisclosed uncertain untold".split())


_AGENT_ENDINGS_SINGULAR = ("er", "or", "man", "woman", "ist", "ant", "ee", "ian", "expert")
_AGENT_ENDINGS = (
    "ers",
    "ors",
    "men",
    "women",
    "ists",
    "ants",
    "ees",
    "goers",
    "mates",
    "folk",
    "kin",
    "ians",
)


@dataclass(frozen=True, slots=True)
class Victims:
    """One group of victims. Two readings with the same `head` token are the same group.

    `bare` tells that the words give a number but no people ("eight", "five others"), so that class and
    side are those of the people named before.
    """

    head: Token
    count: Count
    text: str | None = None
    victim_class: str = "unknown"
    actor: ActorRef | None = None
    subset: bool = False
    bare: bool = False

    def like(self, earlier: "Victims") -> "Victims":
        """The group with the class and side of the one that it continues."""
        known = self.victim_class if self.victim_class != "unknown" else earlier.victim_class
        return replace(self, victim_class=known, actor=self.actor or earlier.actor)


def groups_of(
    context: Context, sent: Sent, heads: list[Token], *, people_only: bool = False
) -> list[Victims]:
    """The groups that coordinated noun phrases name; a mother "and her daughter" are one group of two."""
    named = (
        group_of(context, sent, head, people_only=people_only) for head in heads if not _names_a_part(head)
    )
    return paired(context, sent, named)


def paired(context: Context, sent: Sent, groups: Iterable[Victims | None]) -> list[Victims]:
    """The groups in order, with those that are told as one put together ("a woman and her two daughters")."""
    out: list[Victims] = []
    for group in groups:
        if group is None or (
            out and (_same_number(sent, out[-1].head, group.head) or _restates(out[-1], group))
        ):
            continue
        if out and (_is_family_pair(out[-1], group) or _is_plain_pair(out[-1], group)):
            both = (out[-1].count.low or 1) + (group.count.low or 1)
            pair = _joined(context, sent, out[-1], group, Count(both, both, "exact", None))
            plain = pair.victim_class == "unknown" and _is_plain_pair(out[-1], group)
            out[-1] = replace(pair, victim_class="civilian") if plain else pair
        elif out and _shares_number(out[-1], group):
            out[-1] = _joined(context, sent, out[-1], group, out[-1].count)
        else:
            out.append(_companions(out[0], group) if out else group)
    return out


def _companions(first: Victims, group: Victims) -> Victims:
    """As in "the Taliban commander and two of his associates": of the side of the one named first."""
    owner = (of_object(group.head, group.head.i) or group.head) if group.count.text else group.head
    his = any(
        c.dep_ == "poss" and c.lower_ in ("his", "her") for t in (group.head, owner) for c in t.children
    )
    if not his or first.count.rule != "singular" or group.victim_class == "civilian":
        return group
    return replace(group, actor=first.actor).like(first)


def _same_number(sent: Sent, first: Token, second: Token) -> bool:
    """Whether two heads are words of one number ("40 or more")."""
    found = sent.line.quantity_at.get(first.i)
    return found is not None and found is sent.line.quantity_at.get(second.i)


def _restates(first: Victims, second: Victims) -> bool:
    """Whether a phrase between commas says who the ones counted are: "two civilians, a mother and her child, were"."""
    doc, left, right = first.head.doc, second.head.left_edge.i, second.head.right_edge.i
    between = doc[first.head.i + 1 : left]
    return (
        (first.count.low, first.count.high) == (second.count.low, second.count.high)
        and (first.count.low or 0) > 0
        and [t.text for t in between][:1] == [","]
        and not any(t.lower_ in ("and", "or") for t in between)
        and right + 1 < len(doc)
        and (doc[right + 1].text == "," or doc[right].text == ",")
    )


def _names_a_part(head: Token) -> bool:
    """Whether the phrase says what a part of the victims were: "28 people, most of them women and
    children".
    """
    while True:
        if any(i > 0 and head.doc[i - 1].lower_ in ("them", "whom") for i in (head.left_edge.i, head.i)):
            return True
        if any(c.lower_ in ("among", "including") for c in head.lefts):
            return True
        if head.dep_ != "conj":
            return False
        head = head.head


def _shares_number(first: Victims, second: Victims) -> bool:
    """As in "a dozen soldiers and policemen": one number over two nouns."""
    between = first.head.doc[first.head.i + 1 : second.head.i]
    return (
        second.count.rule == "bare_plural"
        and first.count.text is not None
        and first.count.rule != "singular"
        and [t.lower_ for t in between] == ["and"]
    )


def _is_family_pair(first: Victims, second: Victims) -> bool:
    """Whether somebody unnamed is followed by whoever belongs to her: "a woman and her son", "a father and
    his two sons".
    """
    kin = second.head  # "and three of his children" are counted by themselves
    joined = first.count.rule == "exact" and first.count.text is None and first.count.low is not None
    return (
        (
            first.count.rule == "singular"
            or first.count.rule == "couple"
            and second.count.rule == "singular"
            or joined
            and first.count.low != 0
        )
        and (second.count.rule == "singular" or (second.count.rule == "exact" and kin.lower_ in _RELATIVES))
        and kin.pos_ == "NOUN"
        and any(
            c.dep_ == "poss" and c.lower_ in ("her", "his", "their", first.head.lower_) for c in kin.children
        )
        and first.head.pos_ != "PROPN"
    )


def _is_plain_pair(first: Victims, second: Victims) -> bool:
    """As in "a man and a woman", "her husband and a lodger": two told apart by nothing but who they are at home."""
    heads = (first.head, second.head)
    return (
        all(
            g.count.rule == "singular" and g.victim_class != "combatant" and g.actor is None
            for g in (first, second)
        )
        and all(h.pos_ == "NOUN" for h in heads)
        and (all(h.lower_ in _PLAIN for h in heads) or first.head.lower_ in _FAMILY)
        and any(t.lower_ == "and" for t in first.head.doc[first.head.i + 1 : second.head.i])
    )


def _joined(context: Context, sent: Sent, first: Victims, second: Victims, count: Count) -> Victims:
    start, end = sent.line.article_span(
        first_word(sent, np_span(first.head).start, first.head.i), second.head.i
    )
    mixed = {first.victim_class, second.victim_class} == {"civilian", "combatant"}
    return replace(
        first,
        count=count,
        text=context.document.text(start, end),
        victim_class="mixed" if mixed else first.victim_class,
    )


def group_of(context: Context, sent: Sent, head: Token, *, people_only: bool = False) -> Victims | None:
    """The victims that the phrase with this head names; None where it names no people.

    A word that no dictionary knows passes for people only where `people_only` is false, which is for
    words that only people can be the object of ("killed"), and only with a number or in the plural.
    """
    if head.lower_ in _NOT_PEOPLE or is_time(sent, head):
        return None
    if head.lower_ in ("he", "she", "him"):
        return _one_before(context, sent, head)
    if head.lower_ in ("them", "they"):
        return _counted_before(context, sent, head)
    if (
        head.lower_ in ORDINALS
        and any(c.lower_ in ("a", "another") for c in head.children)
        and of_object(head, head.i) is None
    ):
        return Victims(head, SINGLE, bare=True)  # "and injured a third"
    if head.lower_ == "more" and (number_before := next((c for c in head.lefts if c.dep_ == "nummod"), None)):
        return group_of(context, sent, number_before, people_only=people_only)  # "treated 40 more"
    if head.lower_ == "total" and (whole := of_object(head, head.i)) is not None:
        return group_of(context, sent, whole, people_only=people_only)  # "a total of 38 terrorists"
    number = sent.line.quantity_at.get(head.i)
    if number is not None and (not countable(number) or _counts_things(context, sent, number)):
        return None
    noun, whole = _counted_noun(sent, head) if number is not None or _is_measure(head) else (head, None)
    count = phrase_count(sent, head)
    if count is None or (noun is not None and not _denotes_people(context, sent, noun, count, people_only)):
        return None
    first = min(np_span(head, with_of=False).start, head.i)
    last = noun.i if noun is not None and noun.i > head.i else head.i
    start, end = sent.line.article_span(first_word(sent, first, last), last)
    text = context.document.text(start, end)
    if whole is not None and whole.lower_ in _WHOLE_PRONOUNS:
        known, actor = antecedent(context, sent, whole, head)
        return Victims(head, count, text, known, actor, bare=True)
    described = noun if noun is not None else head
    actor = side_of(context, sent, described, head)
    known = class_of(context, sent, described, actor) if noun is not None else _apposed_class(context, head)
    if noun is None and count.rule == "couple":
        known = "civilian"  # "a couple in their sixties"
    subset = whole is not None and whole.lower_ in WHOLE_NOUNS
    return Victims(head, count, text, known, actor, subset, bare=noun is None or noun.lower_ in _CONTINUING)


def _apposed_class(context: Context, number: Token) -> str:
    """The class of those whom a bare number counts, from what is said beside it: "One, a corporal of 28, died"."""
    beside = (c for c in number.children if c.dep_ == "appos" and c.i > number.i)
    return next((known for c in beside if (known := people_class(context, c))), "unknown")


def _one_before(context: Context, sent: Sent, pronoun: Token) -> Victims:
    """Somebody told of before as the subject: "a gunman stabbed two policemen before he was shot dead"."""
    for token in reversed(sent.line.doc[sent.span.start : pronoun.i]):
        if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ in ("NOUN", "PROPN"):
            group = group_of(context, sent, token, people_only=True)
            if group is not None and group.count.rule == "singular":
                return Victims(pronoun, SINGLE, pronoun.text, group.victim_class, group.actor, bare=True)
    return Victims(pronoun, SINGLE, pronoun.text, bare=True)


def _counted_before(context: Context, sent: Sent, pronoun: Token) -> Victims | None:
    """The people whom the sentence counted before: "pulled 11 passengers off a bus and executed them"."""
    for token in reversed(sent.line.doc[sent.span.start : pronoun.i]):
        number = sent.line.quantity_at.get(token.i)
        if number is None or number.value.kind != "count" or number.first != token.i:
            continue
        counted = sent.line.doc[number.last]
        noun = counted.head if counted.dep_ == "nummod" and counted.i < counted.head.i < pronoun.i else None
        if noun is not None and noun.lower_ in HOUSEHOLDS | _KINDS and _is_of_another(noun):
            continue  # "seven men of one family ... and shot them"
        subject = noun is not None and noun.dep_ in ("nsubj",) and noun.head == clause_head(pronoun)
        if noun is not None and not subject and (group := group_of(context, sent, noun, people_only=True)):
            return group
        return None
    return None


def _is_of_another(noun: Token) -> bool:
    """Whether the phrase only tells of what others are: "eleven passengers of one clan"."""
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in ("of", "from")
        and noun.head.head.pos_ in ("NOUN", "PROPN")
    )


def _counts_things(context: Context, sent: Sent, number: Found[Quantity]) -> bool:
    """Whether a noun of no people follows that the parser took for something else ("a few hilltops changed
    hands").
    """
    if number.last + 1 >= sent.span.end:
        return False
    noun = sent.line.doc[number.last + 1]
    return (
        noun.tag_ == "NNS" and not noun.is_punct and not _denotes_people(context, sent, noun, UNCOUNTED, True)
    )


def is_time(sent: Sent, token: Token) -> bool:
    """Whether the token belongs to an expression of time ("three days", "Friday")."""
    found = sent.line.time_at.get(token.i)
    return found is not None and sent.line.quantity_at.get(token.i) is None


def _is_measure(head: Token) -> bool:
    """As in "a pair of insurgents", "an undetermined number of delinquents"."""
    measure = (
        head.lower_ in TUPLES
        or (head.lower_ in MUSTERS and _counts_its_object(head))
        or head.lower_ == "any"
        or (head.lower_ == "number" and any(c.lower_ in _UNTOLD for c in head.children))
    )
    return measure and of_object(head, head.i) is not None


def _counts_its_object(head: Token) -> bool:
    """As in "a squad of eight rebels": the number stands before the noun behind."""
    noun = of_object(head, head.i)
    return noun is not None and any(c.dep_ == "nummod" for c in noun.children)


def _counted_noun(sent: Sent, head: Token) -> tuple[Token | None, Token | None]:
    """For a number as head: the noun that it counts ("tens of people"), or the whole that it is of."""
    found = sent.line.quantity_at.get(head.i)
    last = found.last if found is not None else head.i
    inner = of_object(head, last) or _after_of(sent, last)
    if inner is None:
        return None, None
    if inner.lower_ == "own":
        return None, inner  # "at the cost of four of their own"
    described = inner.lower_ == "those" and any(c.dep_ in ("acl", "relcl", "prep") for c in inner.children)
    if (inner.lower_ in WHOLE_NOUNS or inner.lower_ in _WHOLE_PRONOUNS) and not described:
        return None, inner
    return inner, None


def _after_of(sent: Sent, last: int) -> Token | None:
    """The noun of "tens of people" where the parser hung it elsewhere."""
    doc, end = sent.line.doc, min(last + 7, sent.span.end)
    if last + 2 >= end or doc[last + 1].lower_ != "of":
        return None
    for i in range(last + 2, end):
        if doc[i].pos_ == "PRON":
            return doc[i]
        if doc[i].pos_ in ("NOUN", "PROPN") and (i + 1 >= end or doc[i + 1].pos_ not in ("NOUN", "PROPN")):
            return doc[i]
    return None


def _denotes_people(context: Context, sent: Sent, noun: Token, count: Count, people_only: bool) -> bool:
    force = force_kind(context.document, noun)
    known = people_class(context, noun)
    person = is_named_person(context, sent, noun)
    if force == "platform" and known is None:
        return False
    if force == "organisation" and known is None:
        return noun.lower_ in ("forces", "troops") and count.low is not None and count.low > 1
    if person or known or force == "combatant" or noun.lower_ in ANYBODY | SINGULAR_PRONOUNS:
        return True
    named = sent.line.actor_at.get(noun.i)
    if named is not None:
        return _stands_for_people(sent, noun, named.start)
    place = sent.line.place_at.get(noun.i)
    if place is not None and noun.tag_ != "NNPS" and (people_only or not _is_surname(noun, place.first)):
        return False
    return _could_be_people(context, sent, noun, count, people_only)


def _is_surname(noun: Token, first: int) -> bool:
    """Whether the place is but the last of the words of a name: "killed Maria Elena Diaz"."""
    return first == noun.i and any(c.dep_ == "compound" and c.tag_ == "NNP" for c in noun.lefts)


def _stands_for_people(sent: Sent, noun: Token, start: int) -> bool:
    """An organisation's name counts people in the plural ("12 Taliban", "Kenyans"); a leader is himself."""
    if sent.line.alias_types.get(start) == "leader":
        return True
    return (
        noun.tag_ in ("NNPS", "NNS")
        or _is_demonym(sent, noun)
        or quantity_in(sent, np_span(noun, with_of=False).start, noun.i) is not None
    )


def _is_demonym(sent: Sent, noun: Token) -> bool:
    """As in "a Tanzanian", "a fourth Russian": one of a people, not the state."""
    named = sent.line.actor_at.get(noun.i)
    if named is None or named.first != named.last or named.value.kind != "state":
        return False
    return any(c.dep_ == "det" and c.lower_ in ("a", "an", "another", "one") for c in noun.children)


def _could_be_people(context: Context, sent: Sent, noun: Token, count: Count, people_only: bool) -> bool:
    """Words out of the dictionaries: demonyms, names, nouns of persons; not known things."""
    low = noun.lower_
    lexicon = context.lexicon
    if (
        sent.line.weapon_at.get(noun.i)
        or low in lexicon.weapons
        or lexicon.targets.get(low, "leadership") != "leadership"
    ):
        return False
    if low in lexicon.adjectives or low.removesuffix("s") in lexicon.adjectives or noun.tag_ == "NNPS":
        return True
    if noun.tag_ == "NNP":
        many = count.low is not None and count.low > 1 and low.endswith("s")  # "some 2,000 Tutsis"
        return (many or not people_only) and noun.i not in sent.line.time_at
    counted = count.text is not None and count.rule != "singular"
    if noun.tag_ == "NN":
        return low.endswith(_AGENT_ENDINGS_SINGULAR) and (
            counted or not people_only or modifier_party(context, sent, noun) is not None
        )
    proper = counted and noun.text[:1].isupper() and noun.i > sent.span.start  # "20 Tutsis"
    return noun.tag_ == "NNS" and ((counted and not people_only) or proper or low.endswith(_AGENT_ENDINGS))
