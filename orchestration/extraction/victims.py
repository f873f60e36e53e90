"""Who the victims are: groups with a count, a class and a side, read from noun phrases."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from orchestration.extraction.actors import ActorRef, actor_refs, force_kind
from orchestration.extraction.context import Context
from orchestration.extraction.document import Found, Sent
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.syntax import clause_head, np_span, subjects

_ANYBODY = frozenset("people persons person men man others other individuals souls lives them us those everyone many".split())
_WHOLE_PRONOUNS = frozenset("them whom us those these".split())
WHOLE_NOUNS = frozenset("dead victims wounded injured casualties killed fatalities bodies deaths slain missing detainees captives hostages".split())
_SINGULAR_PRONOUNS = frozenset("he she him her one another someone somebody himself herself".split())
_PLURAL_PRONOUNS = frozenset("they them those many we us".split())
_CONTINUING = frozenset("others other more another one comrades comrade colleagues companions".split())
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_NOT_PEOPLE = frozenset("it that which what itself this these each other hundred thousand people's".split())
_COLLECTIVE = frozenset("personnel manpower police staff infantry cavalry crew people family household militia faithful folk youth".split())
_FAMILY = frozenset(
    "son daughter wife husband child baby mother father brother sister grandson granddaughter grandmother grandfather "
    "cousin niece nephew sibling twin fiance fiancee boyfriend girlfriend partner spouse uncle aunt infant grandchild".split()
)
_RELATIVES = _FAMILY | {f"{w}s" for w in _FAMILY} | {"children", "wives", "babies", "grandchildren", "parents", "passenger", "companion", "friend"}
_TUPLES = {"pair": 2, "duo": 2, "trio": 3, "quartet": 4}
_UNTOLD = frozenset("undetermined unknown unspecified undisclosed uncertain untold".split())
_HOUSEHOLDS = frozenset({"family", "household", "crew", "group", "team"})
_TITLES = {"military": "combatant", "political": "civilian", "religious": "civilian"}
_NAME_PARTS = frozenset({"compound", "nmod", "flat"})
_ARMED = frozenset({"rebel", "jihadist", "militia", "paramilitary", "private_military", "coalition"})
_SIDELESS = frozenset({"media", "agency", "un", "monitor", "ngo", "court", "company"})
PARTIES = frozenset(
    "rebel rebels insurgent insurgents guerrilla guerrillas guerilla guerillas separatist separatists militant militants jihadist "
    "jihadists jihadi jihadis islamist islamists terrorist terrorists militiaman militiamen loyalist loyalists mercenary mercenaries "
    "paramilitary paramilitaries subversive subversives gunman gunmen attacker attackers opposition resistance enemy police gendarmes".split()
)
_STATE_SERVANTS = frozenset(
    "soldier soldiers serviceman servicemen servicewoman policeman policemen gendarme gendarmes trooper troopers conscript "
    "conscripts troops paratrooper paratroopers".split()
)
_OF_THE_STATE = frozenset("regular government army security state regime federal wounded young conscript".split())
_ATTRIBUTES = frozenset({"amod", "compound", "nmod"})
_AGENT_ENDINGS_SINGULAR = ("er", "or", "man", "woman", "ist", "ant", "ee", "ian", "expert")
_AGENT_ENDINGS = ("ers", "ors", "men", "women", "ists", "ants", "ees", "goers", "mates", "folk", "kin", "ians")


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


def count_of(quantity: Quantity) -> Count:
    low = None if quantity.low is None else int(quantity.low)
    high = None if quantity.high is None else int(quantity.high)
    return Count(low, high, quantity.rule, quantity.text)


def countable(found: Found[Quantity] | None) -> bool:
    """Whether the number counts things: no age, date, distance, sum of money."""
    return found is not None and found.value.kind in ("count", "fraction")


def quantity_in(sent: Sent, first: int, last: int) -> Quantity | None:
    """The last countable number among these tokens."""
    numbers = (sent.line.quantity_at.get(i) for i in range(last, first - 1, -1))
    return next((found.value for found in numbers if found is not None and countable(found)), None)


def groups_of(context: Context, sent: Sent, heads: list[Token], *, people_only: bool = False) -> list[Victims]:
    """The groups that coordinated noun phrases name; a mother "and her daughter" are one group of two."""
    out: list[Victims] = []
    for head in heads:
        group = None if _names_a_part(head) else group_of(context, sent, head, people_only=people_only)
        if group is None or (out and _same_number(sent, out[-1].head, head)):
            continue
        if out and _is_family_pair(out[-1], group):
            both = 1 + (group.count.low or 1)
            out[-1] = _joined(context, sent, out[-1], group, Count(both, both, "exact", None))
        elif out and _shares_number(out[-1], group):
            out[-1] = _joined(context, sent, out[-1], group, out[-1].count)
        else:
            out.append(group)
    return out


def _same_number(sent: Sent, first: Token, second: Token) -> bool:
    """Whether two heads are words of one number ("40 or more")."""
    found = sent.line.quantity_at.get(first.i)
    return found is not None and found is sent.line.quantity_at.get(second.i)


def _names_a_part(head: Token) -> bool:
    """Whether the phrase says what a part of the victims were: "28 people, most of them women and children"."""
    while True:
        if any(i > 0 and head.doc[i - 1].lower_ in ("them", "whom") for i in (head.left_edge.i, head.i)):
            return True
        if any(c.lower_ in ("among", "including") for c in head.lefts):
            return True
        if head.dep_ != "conj":
            return False
        head = head.head


def _shares_number(first: Victims, second: Victims) -> bool:
    """"a dozen soldiers and policemen": one number over two nouns."""
    between = first.head.doc[first.head.i + 1 : second.head.i]
    return (
        second.count.rule == "bare_plural"
        and first.count.text is not None
        and first.count.rule != "singular"
        and [t.lower_ for t in between] == ["and"]
    )


def _is_family_pair(first: Victims, second: Victims) -> bool:
    """Whether somebody unnamed is followed by whoever belongs to her: "a woman and her son", "a father and his two sons"."""
    return (
        first.count.rule == "singular"
        and (second.count.rule == "singular" or (second.count.rule == "exact" and second.head.lower_ in _RELATIVES))
        and second.head.pos_ == "NOUN"
        and any(c.dep_ == "poss" and c.lower_ in ("her", "his", "their") for c in second.head.children)
        and first.head.pos_ not in ("PROPN", "PRON")
    )


def _joined(context: Context, sent: Sent, first: Victims, second: Victims, count: Count) -> Victims:
    start, end = sent.line.article_span(_first_word(sent, np_span(first.head).start, first.head.i), second.head.i)
    mixed = {first.victim_class, second.victim_class} == {"civilian", "combatant"}
    return replace(first, count=count, text=context.document.text(start, end), victim_class="mixed" if mixed else first.victim_class)


def group_of(context: Context, sent: Sent, head: Token, *, people_only: bool = False) -> Victims | None:
    """The victims that the phrase with this head names; None where it names no people.

    A word that no dictionary knows passes for people only where `people_only` is false, which is for
    words that only people can be the object of ("killed"), and only with a number or in the plural.
    """
    if head.lower_ in _NOT_PEOPLE or is_time(sent, head):
        return None
    if head.lower_ in _ORDINALS and any(c.lower_ in ("a", "another") for c in head.children) and _of_object(head, head.i) is None:
        return Victims(head, SINGLE, bare=True)  # "and injured a third"
    number = sent.line.quantity_at.get(head.i)
    if number is not None and (not countable(number) or _counts_things(context, sent, number)):
        return None
    noun, whole = _counted_noun(sent, head) if number is not None or _is_measure(head) else (head, None)
    count = _count(sent, head)
    if count is None or (noun is not None and not _denotes_people(context, sent, noun, count, people_only)):
        return None
    first = min(np_span(head, with_of=False).start, head.i)
    last = noun.i if noun is not None and noun.i > head.i else head.i
    start, end = sent.line.article_span(_first_word(sent, first, last), last)
    text = context.document.text(start, end)
    if whole is not None and whole.lower_ in _WHOLE_PRONOUNS:
        known, actor = antecedent(context, sent, whole, head)
        return Victims(head, count, text, known, actor, bare=True)
    described = noun if noun is not None else head
    actor = side_of(context, sent, described, head)
    known = _class_of(context, sent, described, actor) if noun is not None else "unknown"
    if noun is None and count.rule == "couple":
        known = "civilian"  # "a couple in their sixties"
    subset = whole is not None and whole.lower_ in WHOLE_NOUNS
    return Victims(head, count, text, known, actor, subset, bare=noun is None or noun.lower_ in _CONTINUING)


def _counts_things(context: Context, sent: Sent, number: Found[Quantity]) -> bool:
    """Whether a noun of no people follows that the parser took for something else ("a few hilltops changed hands")."""
    if number.last + 1 >= sent.span.end:
        return False
    noun = sent.line.doc[number.last + 1]
    return noun.tag_ == "NNS" and not noun.is_punct and not _denotes_people(context, sent, noun, UNCOUNTED, True)


def is_time(sent: Sent, token: Token) -> bool:
    """Whether the token belongs to an expression of time ("three days", "Friday")."""
    found = sent.line.time_at.get(token.i)
    return found is not None and sent.line.quantity_at.get(token.i) is None


def _is_measure(head: Token) -> bool:
    """"a pair of insurgents", "an undetermined number of delinquents"."""
    measure = head.lower_ in _TUPLES or (head.lower_ == "number" and any(c.lower_ in _UNTOLD for c in head.children))
    return measure and _of_object(head, head.i) is not None


def _counted_noun(sent: Sent, head: Token) -> tuple[Token | None, Token | None]:
    """For a number as head: the noun that it counts ("tens of people"), or the whole that it is of."""
    found = sent.line.quantity_at.get(head.i)
    last = found.last if found is not None else head.i
    inner = _of_object(head, last) or _after_of(sent, last)
    if inner is None:
        return None, None
    described = inner.lower_ == "those" and any(c.dep_ in ("acl", "relcl", "prep") for c in inner.children)
    if (inner.lower_ in WHOLE_NOUNS or inner.lower_ in _WHOLE_PRONOUNS) and not described:
        return None, inner
    return inner, None


def _of_object(head: Token, last: int) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.i > last:
                return inner
    return None


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


def _first_word(sent: Sent, first: int, last: int) -> int:
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


# -- how many -------------------------------------------------------------------


def _count(sent: Sent, head: Token) -> Count | None:
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
    """"a family of six", "men captured on the road, an estimated 500"."""
    if head.lower_ in _HOUSEHOLDS and head.i + 2 < sent.span.end and head.nbor(1).lower_ == "of":
        found = sent.line.quantity_at.get(head.i + 2)
        return found.value if found is not None and found.value.kind == "count" else None
    if head.tag_ not in ("NNS", "NNPS"):
        return None
    numbers = (sent.line.quantity_at.get(c.i) for c in head.children if c.dep_ == "appos" and c.pos_ == "NUM" and c.nbor(-1).text != "of")
    return next((n.value for n in numbers if n is not None and n.value.kind == "count" and not _partitive_follows(sent, n.last)), None)


def _partitive_follows(sent: Sent, last: int) -> bool:
    return last + 1 < sent.span.end and sent.line.doc[last + 1].lower_ == "of"


def _unnumbered(head: Token) -> Count | None:
    determiners = {c.lower_ for c in head.children if c.dep_ in ("det", "poss", "nummod", "preconj", "predet")}
    low = head.lower_
    if "no" in determiners:
        return NOBODY
    if low in _TUPLES:
        return Count(_TUPLES[low], _TUPLES[low], "exact", head.text)
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
    if low in _SINGULAR_PRONOUNS or head.pos_ in ("NOUN", "PROPN"):
        return replace(SINGLE, text="a" if determiners & {"a", "an"} else None)
    return None


# -- whether they are people ------------------------------------------------------


def people_class(context: Context, noun: Token) -> str | None:
    """The victim class of the noun with its compound ("police officer" before "officer"), if it is one of people."""
    nouns = context.lexicon.victim_nouns
    words = [t.lower_ for t in noun.doc[max(0, noun.i - 2) : noun.i + 1]]
    for size in range(len(words), 0, -1):
        for joined in (" ".join(words[-size:]), "-".join(words[-size:])):
            if joined in nouns:
                return nouns[joined]
    return nouns.get(_hyphenated(noun))


def _hyphenated(noun: Token) -> str:
    """The word that the tokenizer cut at its hyphens ("passers-by")."""
    doc, first, last = noun.doc, noun.i, noun.i
    while first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        first -= 2
    while last + 2 < len(doc) and doc[last + 1].text == "-" and not doc[last + 1].whitespace_:
        last += 2
    return doc[first : last + 1].text.lower()


def _denotes_people(context: Context, sent: Sent, noun: Token, count: Count, people_only: bool) -> bool:
    force = force_kind(context.document, noun)
    known = people_class(context, noun)
    person = is_named_person(context, sent, noun)
    if force == "platform" and known is None:
        return False
    if force == "organisation" and known is None:
        return noun.lower_ in ("forces", "troops") and count.low is not None and count.low > 1
    if person or known or force == "combatant" or noun.lower_ in _ANYBODY | _SINGULAR_PRONOUNS:
        return True
    named = sent.line.actor_at.get(noun.i)
    if named is not None:
        return _stands_for_people(sent, noun, named.start)
    if noun.i in sent.line.place_at and noun.tag_ != "NNPS":
        return False
    return _could_be_people(context, sent, noun, count, people_only)


def is_named_person(context: Context, sent: Sent, noun: Token) -> bool:
    """A name after a title, or one that an apposition or a noun before it calls a person."""
    return sent.line.person_at.get(noun.i) is not None or (noun.pos_ == "PROPN" and _class_of_name(context, noun) is not None)


def _stands_for_people(sent: Sent, noun: Token, start: int) -> bool:
    """An organisation's name counts people in the plural ("12 Taliban", "Kenyans"); a leader is himself."""
    if sent.line.alias_types.get(start) == "leader":
        return True
    return noun.tag_ in ("NNPS", "NNS") or quantity_in(sent, np_span(noun, with_of=False).start, noun.i) is not None


def _could_be_people(context: Context, sent: Sent, noun: Token, count: Count, people_only: bool) -> bool:
    """Words out of the dictionaries: demonyms, names, nouns of persons; not known things."""
    low = noun.lower_
    lexicon = context.lexicon
    if sent.line.weapon_at.get(noun.i) or low in lexicon.weapons or lexicon.targets.get(low, "leadership") != "leadership":
        return False
    if low in lexicon.adjectives or low.removesuffix("s") in lexicon.adjectives or noun.tag_ == "NNPS":
        return True
    if noun.tag_ == "NNP":
        return not people_only and noun.i not in sent.line.time_at
    counted = count.text is not None and count.rule != "singular"
    if noun.tag_ == "NN":
        return low.endswith(_AGENT_ENDINGS_SINGULAR) and (counted or not people_only or _modifier(context, sent, noun) is not None)
    return noun.tag_ == "NNS" and ((counted and not people_only) or low.endswith(_AGENT_ENDINGS))


# -- which side -------------------------------------------------------------------


def side_of(context: Context, sent: Sent, noun: Token, head: Token | None = None) -> ActorRef | None:
    """The party that the victims belong to: by the noun, its modifiers, an of- or from-phrase, an apposition."""
    force = force_kind(context.document, noun)
    civilian = people_class(context, noun) == "civilian"
    named = [] if is_named_person(context, sent, noun) else actor_refs(context.document, sent, noun, pronouns=False)
    for ref in named:
        by_default = ref.resolved and ref.actor is not None and ref.actor.kind == "state" and noun.lower_ in ("man", "men")
        if ref.actor is not None and not by_default and not (civilian and ref.actor.kind == "state"):
            return ref
        if ref.actor is None and force == "combatant":
            return _state_behind(context, noun, ref) or _of_phrase(context, sent, noun) or _party(context, sent, noun)
    if civilian:
        return None
    owners = [noun] if head is None or head == noun else [noun, head]
    modifier = _modifier(context, sent, noun)
    owned = modifier or next((ref for o in owners if (ref := _of_phrase(context, sent, o))), None)
    return owned or (_apposed(context, sent, noun) if noun.pos_ == "PROPN" else None)


def _party(context: Context, sent: Sent, noun: Token) -> ActorRef | None:
    """The words of a description that tells a side ("rebel fighters"); "fighters" alone tells none."""
    words = {noun.lower_, *(c.lower_ for c in noun.children if c.dep_ in _ATTRIBUTES)}
    if not words & PARTIES:
        return None
    first = min([noun.i, *(c.left_edge.i for c in noun.children if c.dep_ in _ATTRIBUTES and not countable(sent.line.quantity_at.get(c.i)))])
    start, end = sent.line.article_span(_first_word(sent, first, noun.i), noun.i)
    return ActorRef(start, end, context.document.text(start, end), None)


def antecedent(context: Context, sent: Sent, pronoun: Token, head: Token) -> tuple[str, ActorRef | None]:
    """Class and side of the people behind "them" or "whom": the nearest ones named before who are not the doers."""
    verb = clause_head(head)
    doers = {s.i for s in subjects(verb)} if head.dep_ in ("dobj", "pobj", "obj") else set()
    known: str = "unknown"
    for where, token in _backwards(context, sent, pronoun):
        if token.i in doers and where is sent:
            continue
        refs = [r for r in actor_refs(context.document, where, token, pronouns=False) if r.actor is None or r.actor.kind not in _SIDELESS]
        people = people_class(context, token) if token.lower_ not in WHOLE_NOUNS | _ANYBODY else None
        armed = force_kind(context.document, token) in ("combatant", "organisation")
        if armed and known == "unknown":
            known = "combatant"
        if refs and armed and (refs[0].actor is not None or token.lower_ in PARTIES):
            return known, refs[0]
        if people is not None:
            return ("combatant" if armed else people), side_of(context, where, token)
    return known, None


def _backwards(context: Context, sent: Sent, pronoun: Token) -> Iterator[tuple[Sent, Token]]:
    """Nouns before the pronoun in its paragraph, nearest first."""
    for i in range(pronoun.i - 2, sent.span.start - 1, -1):
        if sent.line.doc[i].pos_ in ("NOUN", "PROPN"):
            yield sent, sent.line.doc[i]
    for earlier in context.document.before(sent):
        if earlier.line is not sent.line:
            return
        yield from ((earlier, t) for t in reversed(list(earlier.span)) if t.pos_ in ("NOUN", "PROPN"))


def _state_behind(context: Context, noun: Token, ref: ActorRef) -> ActorRef | None:
    """Soldiers and policemen that nobody owns are those of the country that the article is about."""
    if noun.lower_ not in _STATE_SERVANTS or any(c.dep_ in _ATTRIBUTES and c.lower_ not in _OF_THE_STATE for c in noun.children):
        return None
    country = max(context.document.countries, key=lambda k: (context.document.countries[k], k), default=None)
    actors = context.lexicon.actors.values()
    state = next((a for a in actors if a.kind == "state" and a.country_code == country), None) if country else None
    return replace(ref, actor=state, resolved=True) if state else None


def _modifier(context: Context, sent: Sent, noun: Token) -> ActorRef | None:
    for token in np_span(noun, with_of=False):
        found = sent.line.actor_at.get(token.i)
        owned = token.dep_ == "poss" and token.head == noun
        if found is not None and token.i != noun.i and found.value.kind not in _SIDELESS and (owned or found.value.kind != "state"):
            start, end = sent.line.article_span(found.first, found.last)
            return ActorRef(start, end, found.text, found.value)
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ in ("its", "their", "our", "his"):
            owners = actor_refs(context.document, sent, child)
            return next((o for o in owners if o.actor is not None or o.text.split()[-1].lower() in PARTIES), None)
    return None


def _of_phrase(context: Context, sent: Sent, owner: Token) -> ActorRef | None:
    for prep, obj in _belongings(owner):
        found = sent.line.actor_at.get(obj.i)
        if found is None:  # "of the separatist Free Aceh Movement", read as an apposition
            found = next((at for c in obj.children if c.dep_ == "appos" and (at := sent.line.actor_at.get(c.i))), None)
        if found is not None and found.value.kind not in _SIDELESS and (found.value.kind != "state" or prep == "of"):
            start, end = sent.line.article_span(found.first, found.last)
            return ActorRef(start, end, found.text, found.value)
        if prep in ("of", "from") and force_kind(context.document, obj) in ("organisation", "combatant"):
            return next(iter(actor_refs(context.document, sent, obj)), None)
        if prep in ("of", "in", "from") and (ref := _modifier(context, sent, obj)):
            return ref
    return None


def _belongings(owner: Token) -> Iterator[tuple[str, Token]]:
    for child in owner.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "belonging", "with", "in"):
            yield from ((child.lower_, grand) for grand in child.children if grand.dep_ == "pobj")


def _apposed(context: Context, sent: Sent, noun: Token) -> ActorRef | None:
    """The side of a named person, from what is said of him: "Farhat, a commander in Hezbollah's Radwan force"."""
    for child in noun.children:
        if child.dep_ == "appos" and child.i > noun.i:
            return side_of(context, sent, child)
    return None


# -- which class ------------------------------------------------------------------


def _class_of(context: Context, sent: Sent, noun: Token, actor: ActorRef | None) -> str:
    if "civilian" in {c.lower_ for c in noun.children if c.dep_ in _ATTRIBUTES}:
        return "civilian"
    if noun.pos_ == "PROPN" or sent.line.person_at.get(noun.i):
        described = _class_of_name(context, noun) or _class_by_introduction(context, sent, noun)
        if described is not None:
            return described
    known = people_class(context, noun)
    wholes = [of for _, of in _belongings(noun)] if noun.lower_ in ("member", "members") else []
    if wholes and not _fights(actor) and not any(c.dep_ == "compound" for c in noun.children):
        return "civilian" if any(of.lower_ in _HOUSEHOLDS for of in wholes) else "unknown"
    if known is not None and known != "unknown":
        return known
    if noun.lower_ in ("forces", "troops"):
        return "combatant"
    if force_kind(context.document, noun) == "combatant" or _fights(actor):
        return "combatant"
    return "unknown"


def _class_by_title(context: Context, noun: Token) -> str | None:
    """The class that a title before the name tells: "Corporal Neil Harkworth", "Senator Quintero"."""
    words = [t.lower_.rstrip(".") for t in noun.doc[max(0, noun.left_edge.i - 1) : noun.i]]
    kinds = (context.lexicon.titles.get(w) for w in words)
    return next((_TITLES[kind] for kind in kinds if kind in _TITLES), None)


def _class_by_introduction(context: Context, sent: Sent, noun: Token) -> str | None:
    """The class of a person whom the article introduced before: "Jawadullah, the Taliban shadow governor"."""
    named = sent.line.person_at.get(noun.i)
    if named is None:
        return None
    for line in context.document.lines[: sent.line.index + 1]:
        for found in line.persons:
            if found.value == named.value and (known := _class_of_name(context, line.doc[found.last])):
                return known
    return None


def _fights(actor: ActorRef | None) -> bool:
    return actor is not None and (actor.actor is None or actor.actor.kind in _ARMED)


def _class_of_name(context: Context, noun: Token) -> str | None:
    """The class of a named person, from the office before or after the name."""
    if known := _class_by_title(context, noun):
        return known
    offices = [c for c in noun.children if c.dep_ in _NAME_PARTS or c.dep_ == "appos"]
    line = next((line for line in context.document.lines if line.doc is noun.doc), None)
    for office in offices:
        known = people_class(context, office)
        if known is None or known == "unknown":
            continue
        parties = (line.actor_at.get(t.i) for t in office.subtree) if line is not None else ()
        return "combatant" if any(p is not None and p.value.kind in _ARMED for p in parties) else known
    return None
