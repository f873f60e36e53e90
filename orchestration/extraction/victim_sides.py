"""Who victims are: people or not, civilians or fighters, and of which side."""

from collections.abc import Iterator
from dataclasses import replace

from orchestration.extraction.actors import ActorRef, actor_refs, force_kind
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import FIGHTING_KINDS, ONLOOKER_KINDS
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import clause_head, hyphenated, np_span, subjects
from orchestration.extraction.victim_counts import HOUSEHOLDS, countable, first_word

ANYBODY = frozenset(
    "people persons person men man others other individuals souls lives them us those everyone many".split()
)
_ARMED_BODIES = frozenset(
    "army armies navy police guard guards forces militia militias brigade brigades battalion battalions "
    "gendarmerie patrol garrison gang gangs".split()
)
_COMMUNITIES = frozenset(
    "tribe tribes clan clans community communities sect minority congregation parliament".split()
)
_KIN = frozenset({"family", "household", "clan"})
WHOLE_NOUNS = frozenset(
    "dead victims wounded injured casualties killed fatalities bodies deaths slain missing detainees "
    "captives hostages".split()
)
_TITLES = {"military": "combatant", "political": "civilian", "religious": "civilian"}


_NAME_PARTS = frozenset({"compound", "nmod", "flat"})


_SIDELESS = ONLOOKER_KINDS | {"un"}
PARTIES = frozenset(
    "rebel rebels insurgent insurgents guerrilla guerrillas guerilla guerillas separatist separatists "
    "militant militants jihadist jihadists jihadi jihadis islamist islamists terrorist terrorists "
    "militiaman militiamen loyalist loyalists mercenary mercenaries paramilitary paramilitaries "
    "subversive subversives gunman gunmen attacker attackers bandit bandits intruder intruders infiltrator infiltrators "
    "ultra ultras raider raiders extremist extremists opposition resistance enemy police "
    "gendarmes".split()
)
_STATE_SERVANTS = frozenset(
    "soldier soldiers serviceman servicemen servicewoman policeman policemen gendarme gendarmes "
    "trooper troopers conscript conscripts troops paratrooper paratroopers".split()
)
_OF_THE_STATE = frozenset(
    "regular government army security state regime federal wounded young conscript".split()
)
_ATTRIBUTES = frozenset({"amod", "compound", "nmod"})


# Second parts of what people are called by their work ("tea picker"); the victim nouns hold those that stand alone.
_TRADES = frozenset(
    "cutter maker picker collector grower gatherer breeder burner digger mender weaver keeper hawker hauler washer "
    "sweeper builder fitter welder tapper diver planter brewer dealer owner carrier splitter crusher rearer harvester "
    "chopper sorter packer carver painter polisher presser layer setter goer dweller holder user conductor cobbler "
    "changer bookseller hairdresser tiler joiner".split()
)


def people_class(context: Context, noun: Token) -> str | None:
    """The victim class of the noun with its compound ("police officer" before "officer"), if it is one of
    people.
    """
    nouns = context.lexicon.victim_nouns
    words = [t.lower_ for t in noun.doc[max(0, noun.i - 2) : noun.i + 1]]
    for size in range(len(words), 0, -1):
        for joined in (" ".join(words[-size:]), "-".join(words[-size:])):
            if joined in nouns:
                return nouns[joined]
    return nouns.get(hyphenated(noun)) or ("civilian" if _is_trade(noun) else None)


def _is_trade(noun: Token) -> bool:
    """Whether the word names people by their work: "wood-cutters", "a tea picker"."""
    before = noun.nbor(-1) if noun.i else noun
    composed = before.text == "-" or any(c.dep_ == "compound" and c.tag_ in ("NN", "NNS") for c in noun.lefts)
    return composed and noun.lower_.removesuffix("s") in _TRADES


def is_named_person(context: Context, sent: Sent, noun: Token) -> bool:
    """A name after a title, or one that an apposition or a noun before it calls a person."""
    if sent.line.person_at.get(noun.i) is not None or _ends_a_name(context, sent, noun):
        return True
    return noun.pos_ == "PROPN" and _class_of_name(context, noun) is not None


def _ends_a_name(context: Context, sent: Sent, noun: Token) -> bool:
    """A surname that a text in capitals hides: a word of no dictionary behind a name of two words."""
    before = sent.line.person_at.get(noun.i - 1) if noun.i > sent.span.start else None
    if before is None or " " not in before.text or noun.head.i < noun.i and noun.dep_ == "compound":
        return False
    strange = noun.lower_ not in context.lexicon.common_words and noun.tag_ in ("NN", "NNP")
    return strange and people_class(context, noun) is None and force_kind(context.document, noun) is None


def side_of(context: Context, sent: Sent, noun: Token, head: Token | None = None) -> ActorRef | None:
    """The party that the victims belong to: by the noun, its modifiers, an of- or from-phrase, an
    apposition.
    """
    force = force_kind(context.document, noun)
    if any(
        t.lower_ == "ethnic" for t in np_span(noun, with_of=False)
    ):  # "ethnic Albanians" are not Albania's
        return _party(context, sent, noun) if force == "combatant" else None
    if _are_of_a_household(noun):
        return None
    civilian = people_class(context, noun) == "civilian"
    named = (
        []
        if is_named_person(context, sent, noun)
        else actor_refs(context.document, sent, noun, pronouns=False)
    )
    for ref in named:
        by_default = (
            ref.resolved
            and ref.actor is not None
            and ref.actor.kind == "state"
            and noun.lower_ in ("man", "men")
        )
        if ref.actor is not None and not by_default and not (civilian and ref.actor.kind == "state"):
            return ref
        if ref.actor is None and force == "combatant":
            return (
                modifier_party(context, sent, noun)
                or _state_behind(context, noun, ref)
                or _of_phrase(context, sent, noun)
                or _party(context, sent, noun)
            )
    if civilian:
        return None
    owners = [noun] if head is None or head == noun else [noun, head]
    modifier = modifier_party(context, sent, noun)
    owned = modifier or next((ref for o in owners if (ref := _of_phrase(context, sent, o))), None)
    return owned or (_apposed(context, sent, noun) if noun.pos_ == "PROPN" else None)


def _are_of_a_household(noun: Token) -> bool:
    """As in "ten members of his family"."""
    return noun.lower_ in ("member", "members") and any(of.lower_ in _KIN for _, of in _belongings(noun))


def _party(context: Context, sent: Sent, noun: Token) -> ActorRef | None:
    """The words of a description that tells a side ("rebel fighters"); "fighters" alone tells none."""
    words = {noun.lower_, *(c.lower_ for c in noun.children if c.dep_ in _ATTRIBUTES)}
    if not words & PARTIES:
        return None
    first = min(
        [
            noun.i,
            *(
                c.left_edge.i
                for c in noun.children
                if c.dep_ in _ATTRIBUTES and not countable(sent.line.quantity_at.get(c.i))
            ),
        ]
    )
    start, end = sent.line.article_span(first_word(sent, first, noun.i), noun.i)
    return ActorRef(start, end, context.document.text(start, end), None)


def antecedent(context: Context, sent: Sent, pronoun: Token, head: Token) -> tuple[str, ActorRef | None]:
    """Class and side of the people behind "them" or "whom": the nearest ones named before who are not the
    doers.
    """
    verb = clause_head(head)
    doers = {s.i for s in subjects(verb)} if head.dep_ in ("dobj", "pobj", "obj") else set()
    known: str = "unknown"
    for where, token in _backwards(context, sent, pronoun):
        if token.i in doers and where is sent:
            continue
        refs = [
            r
            for r in actor_refs(context.document, where, token, pronouns=False)
            if r.actor is None or r.actor.kind not in _SIDELESS
        ]
        people = people_class(context, token) if token.lower_ not in WHOLE_NOUNS | ANYBODY else None
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
    if noun.lower_ not in _STATE_SERVANTS or any(
        c.dep_ in _ATTRIBUTES and c.lower_ not in _OF_THE_STATE for c in noun.children
    ):
        return None
    country = max(context.document.countries, key=lambda k: (context.document.countries[k], k), default=None)
    actors = context.lexicon.actors.values()
    state = (
        next((a for a in actors if a.kind == "state" and a.country_code == country), None)
        if country
        else None
    )
    return replace(ref, actor=state, resolved=True) if state else None


def modifier_party(context: Context, sent: Sent, noun: Token) -> ActorRef | None:
    for token in np_span(noun, with_of=False):
        found = sent.line.actor_at.get(token.i)
        owned = token.dep_ == "poss" and token.head == noun
        if (
            found is not None
            and token.i != noun.i
            and found.value.kind not in _SIDELESS
            and (owned or found.value.kind != "state" or people_class(context, noun) == "combatant")
        ):
            start, end = sent.line.article_span(found.first, found.last)
            return ActorRef(start, end, found.text, found.value)
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ in ("his", "her", "our"):
            party = context.speakers_party(sent, child)
            if party is not None and party.kind not in _SIDELESS:
                start, end = sent.line.article_span(child.i, child.i)
                return ActorRef(start, end, context.document.text(start, end), party, resolved=True)
        if child.dep_ == "poss" and child.lower_ in ("its", "their", "our", "his"):
            owners = actor_refs(context.document, sent, child)
            return next(
                (o for o in owners if o.actor is not None or o.text.split()[-1].lower() in PARTIES), None
            )
    return None


def _of_phrase(context: Context, sent: Sent, owner: Token) -> ActorRef | None:
    for prep, obj in _belongings(owner):
        found = sent.line.actor_at.get(obj.i)
        if found is None:  # "of the separatist Free Aceh Movement", read as an apposition
            found = next(
                (at for c in obj.children if c.dep_ == "appos" and (at := sent.line.actor_at.get(c.i))), None
            )
        if (
            found is not None
            and found.value.kind not in _SIDELESS
            and (found.value.kind != "state" or prep == "of")
        ):
            start, end = sent.line.article_span(found.first, found.last)
            return ActorRef(start, end, found.text, found.value)
        if prep in ("of", "from") and force_kind(context.document, obj) in ("organisation", "combatant"):
            return next(iter(actor_refs(context.document, sent, obj)), None)
        lives_there = obj.i in sent.line.place_at  # "people in Lima's Miraflores district"
        if prep in ("of", "in", "from") and not lives_there and (ref := modifier_party(context, sent, obj)):
            return ref
    return None


def _belongings(owner: Token) -> Iterator[tuple[str, Token]]:
    for child in owner.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "belonging", "with", "in"):
            yield from ((child.lower_, grand) for grand in child.children if grand.dep_ == "pobj")


def _apposed(context: Context, sent: Sent, noun: Token) -> ActorRef | None:
    """The side of a named person, from what is said of him: "Farhat, a commander in Hezbollah's Radwan
    force".
    """
    for child in noun.children:
        if child.dep_ == "appos" and child.i > noun.i:
            return side_of(context, sent, child)
    return None


def class_of(context: Context, sent: Sent, noun: Token, actor: ActorRef | None) -> str:
    if "civilian" in {c.lower_ for c in noun.children if c.dep_ in _ATTRIBUTES}:
        return "civilian"
    if noun.pos_ == "PROPN" or sent.line.person_at.get(noun.i):
        described = _class_of_name(context, noun) or _class_by_introduction(context, sent, noun)
        if described is not None:
            return "combatant" if _fights(actor) else described
    known = people_class(context, noun)
    wholes = [of for _, of in _belongings(noun)] if noun.lower_ in ("member", "members") else []
    if any(of.lower_ in _ARMED_BODIES for of in wholes):
        return "combatant"
    if any(of.lower_ in _COMMUNITIES for of in wholes):
        return "civilian"
    if _are_of_a_household(noun):
        return "civilian"
    if wholes and not _fights(actor) and not any(c.dep_ == "compound" for c in noun.children):
        return "civilian" if any(of.lower_ in HOUSEHOLDS for of in wholes) else "unknown"
    if known is not None and known != "unknown":
        return known
    if noun.lower_ in ("forces", "troops"):
        return "combatant"
    if known is None and noun.lower_.removesuffix("s") in _TRADES:
        return "civilian"
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
    return actor is not None and (actor.actor is None or actor.actor.kind in FIGHTING_KINDS)


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
        return (
            "combatant" if any(p is not None and p.value.kind in FIGHTING_KINDS for p in parties) else known
        )
    return None
