"""Who the victims are: groups with a count, a class and a side, read from noun phrases."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from orchestration.extraction.actors import ActorRef, actor_refs, force_kind
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.syntax import conjuncts, np_span

_PEOPLE = frozenset({"people", "persons", "men", "man", "person", "others", "other", "individuals", "souls", "lives", "members", "dead", "victims", "residents"})
_OF_WHOLE = frozenset({"them", "whom", "those", "these", "dead", "victims", "wounded", "injured", "casualties", "killed", "fatalities", "bodies", "deaths", "detainees", "captives", "missing"})
_MASS_OF_ARMED = frozenset({"men", "members", "troops", "people", "personnel", "others", "dead", "losses", "casualties", "manpower"})
_SINGULAR_PRONOUNS = frozenset({"he", "she", "him", "her", "one", "another", "someone"})
_FAMILY = frozenset("son daughter wife husband child baby mother father brother sister parents children sons daughters grandson granddaughter grandmother grandfather cousin niece nephew sibling twin".split())
_PERSON_ROLE = re.compile(r"\b(?:leader|chief|head|commander|commandant|emir|kingpin|strongman|warlord|deputy|mastermind|spokes\w+|minister|mayor|governor|official|judge|journalist|reporter|photographer)\b", re.I)
_COMBATANT_ROLE = re.compile(r"\b(?:commander|fighter|militant|soldier|leader|emir|operative|officer|colonel|general|captain|major|lieutenant|sergeant|corporal|bomb-?maker|guerr?illa|jihadist|warlord|insurgent|pilot|brigadier)\b", re.I)
_CIVILIAN_ROLE = re.compile(r"\b(?:journalist|reporter|photographer|cameraman|doctor|nurse|teacher|mayor|judge|activist|farmer|student|worker|priest|imam|lawyer|shopkeeper|resident|driver|year-old (?:girl|boy|woman|child))\b", re.I)
_NON_PERSONS = frozenset(
    "hope hopes bill deal plan plans time talks animals livestock cattle sheep goats dogs motion proposal project process economy "
    "peace pride feelings chances cells bacteria virus measure amendment lights engine power fire camels horses birds fish trees "
    "momentum effort efforts trade tourism business jobs".split()
)


@dataclass(frozen=True, slots=True)
class Count:
    """A count interval with the words that gave it; `text` None where no number word stands."""

    low: int | None
    high: int | None
    rule: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Victims:
    """One group of victims of one casualty claim."""

    head: Token
    count: Count
    text: str | None
    victim_class: str
    actor: ActorRef | None
    subset: bool = False


def count_of(quantity: Quantity) -> Count:
    low = None if quantity.low is None else int(quantity.low)
    high = None if quantity.high is None else int(quantity.high)
    return Count(low, high, quantity.rule, quantity.text)


def quantity_in(sent: Sent, first: int, last: int) -> Quantity | None:
    """The last countable number among these tokens."""
    out = None
    for i in range(first, last + 1):
        found = sent.line.quantity_at.get(i)
        if found and found.value.kind in ("count", "fraction"):
            out = found.value
    return out


def groups_of(context: Context, sent: Sent, heads: list[Token], *, people_only: bool = False, outcome: str = "killed") -> list[Victims]:
    """The victim groups that coordinated noun phrases name; a mother "and her daughter" are one group of two."""
    out: list[Victims] = []
    for head in heads:
        group = group_of(context, sent, head, people_only=people_only)
        if group is None:
            continue
        if out and _joins(out[-1], group):
            first = out[-1]
            count = Count(2, 2, "exact", None)
            start, end = sent.line.article_span(np_span(first.head).start, head.i)
            out[-1] = Victims(first.head, count, context.document.text(start, end), first.victim_class, first.actor)
            continue
        out.append(group)
    return out


def _joins(first: Victims, second: Victims) -> bool:
    """"a woman and her son": a singular victim and a relative of hers."""
    return (
        first.count.rule == "singular"
        and second.count.rule == "singular"
        and second.head.lower_ in _FAMILY
        and any(c.dep_ == "poss" and c.lower_ in ("her", "his", "their") for c in second.head.children)
        and first.head.pos_ != "PROPN"
    )


def group_of(context: Context, sent: Sent, head: Token, *, people_only: bool = False) -> Victims | None:
    """The victims that the phrase with this head names; None where it names no people."""
    line, lexicon = sent.line, context.lexicon
    low = head.lower_
    if low in _NON_PERSONS or low in ("it", "that", "which", "itself", "what"):
        return None
    span = np_span(head, with_of=False)
    quantity_found = line.quantity_at.get(head.i)
    numeric_head = quantity_found is not None and quantity_found.value.kind in ("count", "fraction")
    noun: Token | None = None if numeric_head else head
    subset = False
    if numeric_head:
        inner = _of_object(head) or _after_quantity(sent, quantity_found.last)
        if inner is not None and (inner.lower_ in _OF_WHOLE or inner.lower_ in ("their", "its")):
            subset = True
        elif inner is not None:
            noun = inner
    count = _count(sent, head, span.start, noun)
    if count is None:
        return None
    person = line.person_at.get(head.i)
    noun_word = _noun_class(context, noun) if noun is not None else None
    named = noun is not None and (noun.i in line.actor_at)
    force = force_kind(context.document, noun) if noun is not None else None
    if noun is not None and not (noun_word or person or force in ("combatant", "organisation") or named or noun.lower_ in _SINGULAR_PRONOUNS or noun.lower_ in _PEOPLE):
        if people_only or not _could_be_people(noun, count):
            return None
    if force in ("organisation",) and not noun_word and count.rule in ("singular", "bare_plural") and (people_only or noun.lower_ not in ("police", "troops", "forces")):
        return None
    if named and not person and force is None and noun_word is None and noun.tag_ in ("NNP", "NN") and count.rule == "singular":
        return None  # a group, a state or a city is no single victim
    text_first = min(span.start, head.i)
    last = noun.i if noun is not None and noun.i > head.i else head.i
    start, end = line.article_span(_skip_determiners(sent, text_first, last), last)
    actor = _side(context, sent, noun if noun is not None else head, head)
    victim_class = _classify(context, sent, head, noun, noun_word, actor, bool(person))
    return Victims(head, count, context.document.text(start, end), victim_class, actor, subset)


def _skip_determiners(sent: Sent, first: int, last: int) -> int:
    doc = sent.line.doc
    while first < last and (doc[first].dep_ in ("det", "predet") or doc[first].i in sent.line.quantity_at or doc[first].is_punct or doc[first].lower_ in ("of", "the")):
        first += 1
    return first


def _of_object(head: Token) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from"):
            for grand in child.children:
                if grand.dep_ == "pobj":
                    return grand
    return None


def _after_quantity(sent: Sent, last: int) -> Token | None:
    """The noun of "tens of people" where the parser hung it elsewhere."""
    doc = sent.line.doc
    if last + 2 < len(doc) and doc[last + 1].lower_ == "of":
        span_end = min(last + 7, sent.span.end)
        for i in range(last + 2, span_end):
            if doc[i].pos_ in ("NOUN", "PROPN", "PRON") and (i + 1 >= span_end or doc[i + 1].pos_ not in ("NOUN", "PROPN") or doc[i].pos_ == "PRON"):
                return doc[i]
    return None


def _count(sent: Sent, head: Token, first: int, noun: Token | None) -> Count | None:
    line = sent.line
    own = line.quantity_at.get(head.i)
    if own and own.value.kind in ("count", "fraction"):
        return count_of(own.value)
    quantity = quantity_in(sent, first, head.i)
    if quantity is None and first > sent.span.start:
        before = line.quantity_at.get(first - 1)  # "at least" attached elsewhere by the parser
        if before and before.value.kind in ("count", "fraction") and line.doc[first - 1].lower_ not in ("of",):
            quantity = before.value
    if quantity is not None:
        return count_of(quantity)
    determiners = {c.lower_ for c in head.children if c.dep_ in ("det", "poss", "nummod")}
    if "no" in determiners:
        return Count(0, 0, "exact", "no")
    if head.lower_ in _SINGULAR_PRONOUNS or head.tag_ in ("NN", "NNP"):
        if head.lower_ in ("personnel", "manpower", "police", "staff", "infantry", "cavalry", "crew") or head.lower_ in ("people",):
            return Count(2, None, "bare_plural", None)
        return Count(1, 1, "singular", "a" if determiners & {"a", "an"} else None)
    if head.lower_ in ("both",):
        return Count(2, 2, "exact", "both")
    if head.tag_ in ("NNS", "NNPS") or head.lower_ in ("people", "civilians"):
        return Count(2, None, "bare_plural", None)
    if head.lower_ in ("they", "them", "those", "others", "many", "who"):
        return None
    return Count(1, 1, "singular", None) if head.pos_ in ("NOUN", "PROPN") else None


def _noun_class(context: Context, noun: Token) -> str | None:
    """The victim class of the noun with its compound ("police officer" before "officer")."""
    nouns = context.lexicon.victim_nouns
    words = [t.lower_ for t in noun.doc[max(0, noun.i - 2) : noun.i + 1]]
    for size in (3, 2, 1):
        if len(words) >= size:
            for joined in (" ".join(words[-size:]), "-".join(words[-size:])):
                if joined in nouns:
                    return nouns[joined]
    return None


def _could_be_people(noun: Token, count: Count) -> bool:
    """Demonyms and names in the plural ("Palestinians", "Yazidis") or people counted by an unknown noun with -ers, -men."""
    if noun.tag_ == "NNPS" or (noun.tag_ in ("NNS", "NNP") and noun.text[:1].isupper() and noun.text.endswith("s")):
        return True
    if noun.text[:1].isupper() and count.text is not None and noun.text.endswith(("ese", "i", "an", "ian")):
        return True
    return noun.tag_ == "NNS" and bool(re.search(r"(?:ers|ors|men|women|ists|ants|ees|goers|mates|folk|kin)$", noun.lower_)) and noun.lower_ not in ("launchers", "containers", "trailers", "tankers", "bunkers", "helicopters", "carriers", "bombers", "transformers", "towers", "quarters", "headquarters", "routers", "numbers", "rubbers", "shelters", "computers", "boilers", "mortars", "generators", "tractors", "reactors", "excavators", "radars", "interceptors", "plants", "restaurants", "trees", "supporters'", "letters", "fires", "fighters'", "rockers", "centers", "papers", "borders", "orders", "powers")


def _side(context: Context, sent: Sent, noun: Token, head: Token) -> ActorRef | None:
    """The party that the victims belong to, by their modifiers or an of- or from-phrase."""
    line = sent.line
    refs = [r for r in actor_refs(context.document, sent, noun, pronouns=False) if r.actor or force_kind(context.document, noun)]
    if refs:
        ref = refs[0]
        if ref.actor is None or (ref.actor.kind == "state" and _noun_class(context, noun) not in ("combatant", None) and force_kind(context.document, noun) is None):
            return None if ref.actor is None and force_kind(context.document, noun) not in ("combatant", "organisation") else ref
        return ref
    for token in np_span(noun, with_of=False):
        found = line.actor_at.get(token.i)
        if found and token.i != noun.i and found.value.kind not in ("state", "media", "agency", "un", "monitor", "ngo"):
            start, end = line.article_span(found.first, found.last)
            return ActorRef(start, end, found.text, found.value)
    for owner in (noun, head):
        for child in owner.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "belonging", "with", "in"):
                for grand in child.children:
                    if grand.dep_ == "pobj" and (found := line.actor_at.get(grand.i)) and found.value.kind not in ("media", "agency"):
                        if found.value.kind == "state" and child.lower_ != "of":
                            continue
                        start, end = line.article_span(found.first, found.last)
                        return ActorRef(start, end, found.text, found.value)
                    if grand.dep_ == "pobj" and child.lower_ in ("of", "from") and force_kind(context.document, grand) in ("organisation", "combatant"):
                        return next(iter(actor_refs(context.document, sent, grand)), None)
            if child.dep_ == "poss" and child.lower_ in ("its", "their", "our", "his"):
                return next(iter(actor_refs(context.document, sent, child)), None)
    return None


def _classify(context: Context, sent: Sent, head: Token, noun: Token | None, noun_class: str | None, actor: ActorRef | None, person: bool) -> str:
    modifiers = {c.lower_ for t in {head, noun} if t is not None for c in t.children if c.dep_ in ("amod", "compound", "nmod")}
    if person or (head.pos_ == "PROPN" and noun_class is None and (actor is None or actor.text == head.text)):
        described = " ".join(t.text for c in head.children if c.dep_ in ("appos", "compound", "nmod", "amod") for t in c.subtree)
        if _COMBATANT_ROLE.search(described):
            return "combatant"
        return "civilian" if _CIVILIAN_ROLE.search(described) else "unknown"
    if "civilian" in modifiers:
        return "civilian"
    if noun_class in ("civilian", "combatant", "mixed"):
        return noun_class
    force = force_kind(context.document, noun) if noun is not None else None
    if force == "combatant":
        return "combatant"
    if actor is not None and actor.actor is not None and actor.actor.kind in ("rebel", "jihadist", "militia", "paramilitary", "private_military"):
        return "combatant"
    if force == "organisation" and noun is not None and noun.lower_ in ("troops", "forces", "police", "army", "military"):
        return "combatant"
    if noun is not None and noun.lower_ in _MASS_OF_ARMED and actor is not None and actor.actor is not None and noun.lower_ != "people" and noun.lower_ != "others":
        return "combatant"
    return "unknown"


_INCLUDING = re.compile(r"^(?:including|among|includes?|included|notably)$")


def subsets_after(context: Context, sent: Sent, start: int) -> list[Victims]:
    """Parts of a group that follow it: "including three children", "two of them women", "most of them rebels"."""
    doc, line = sent.line.doc, sent.line
    out: list[Victims] = []
    i = start
    limit = min(sent.span.end, start + 45)
    while i < limit:
        token = doc[i]
        low = token.lower_
        heads: list[Token] = []
        if low in ("including", "include", "includes", "included") or (low == "among" and i + 1 < limit and doc[i + 1].lower_ in ("them", "whom")):
            begin = i + (1 if low != "among" else 2)
            heads = _np_heads(sent, begin)
        elif low in ("mostly", "mainly", "predominantly", "largely") and i + 1 < limit:
            for head in _np_heads(sent, i + 1)[:1]:
                group = group_of(context, sent, head)
                if group and group.count.rule == "bare_plural":
                    out.append(Victims(head, Count(None, None, "fraction", token.text), group.text, group.victim_class, group.actor, True))
        elif low == "of" and i + 1 < limit and doc[i + 1].lower_ in ("them", "whom", "those") and i > 0:
            quantity = line.quantity_at.get(i - 1)
            count = count_of(quantity.value) if quantity and quantity.value.kind in ("count", "fraction") else None
            if count is None and doc[i - 1].lower_ in ("most", "many", "majority", "half", "all", "some"):
                count = Count(None, None, "fraction", doc[i - 1].text)
            if count is not None and not (doc[i - 1].lower_ == "all"):
                heads_after = _np_heads(sent, i + 2, skip_verbs=True)[:1]
                for head in heads_after:
                    group = group_of(context, sent, head)
                    if group and group.count.rule in ("bare_plural", "singular"):
                        out.append(Victims(head, count, group.text, group.victim_class, group.actor, True))
                if heads_after:
                    i = heads_after[0].i
        for head in heads:
            group = group_of(context, sent, head)
            if group:
                out.append(Victims(head, group.count, group.text, group.victim_class, group.actor, True))
                i = max(i, head.i)
        i += 1
    return out


def _np_heads(sent: Sent, begin: int, *, skip_verbs: bool = False) -> list[Token]:
    """Heads of the coordinated noun phrases that start at the token."""
    doc = sent.line.doc
    i = begin
    while i < sent.span.end and (doc[i].pos_ not in ("NOUN", "PROPN", "NUM", "PRON")):
        if doc[i].pos_ in ("VERB",) and not skip_verbs and doc[i].tag_ not in ("VBN", "VBG"):
            return []
        if doc[i].is_punct and doc[i].text in ".;)":
            return []
        i += 1
    if i >= sent.span.end:
        return []
    token = doc[i]
    while token.dep_ in ("nummod", "compound", "amod", "quantmod", "nmod", "poss", "det") and token.head.i > token.i and token.head.i < sent.span.end:
        token = token.head
    out = [token]
    for other in conjuncts(token)[1:]:
        if other.i > token.i:
            out.append(other)
    return [t for t in out if t.pos_ in ("NOUN", "PROPN", "NUM", "PRON")]
