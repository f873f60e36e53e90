"""Who a sentence says was behind a strike told of before: claims, blame, suspicion, and where it is said to have come from.

Everything here reads one clause and returns the token of the party; which strike is meant is found in `strike_blame`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orchestration.extraction.document import Sent
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import (
    agents,
    is_definite,
    is_none,
    is_passive,
    negated,
    objects,
    own_subjects,
    preps,
    subjects,
    undergoers,
)

_NAMELESS = frozenset({"who", "whoever", "that", "it", "this"})
TOLD_BEFORE = frozenset("it this that these them both attack attacks blast blasts bombing bombings explosion explosions "
                  "strike strikes raid raids airstrike airstrikes shelling bombardment bomb bombs incident killings killing deaths massacre ambush fire firing shooting "
                  "salvo barrage rocket rockets missile missiles drone drones shell shells mortar mortars round rounds device mine outrage atrocity carnage".split())  # fmt: skip


_PRONOUNS = frozenset({"it", "they", "them", "this", "that"})
_COMING = forms_of("come", "originate", "emanate", "arrive")
FIRING = forms_of("fire", "launch", "plant", "drop", "lay", "send", "shoot")


_CLAIMING = forms_of("claim", "take", "assume", "admit", "accept")
_HOLDING = forms_of("hold")
_ACCUSING = forms_of("accuse")
_BLAMING = forms_of("blame")
_POINTING = forms_of("point")


@dataclass(frozen=True, slots=True)
class _Idiom:
    """A verb that lays something at the door of the party behind a preposition."""

    verbs: frozenset[str]
    things: frozenset[str]
    links: frozenset[str]
    particle: str | None = None


_IDIOMS = (
    _Idiom(
        forms_of("lay", "put", "pin", "place"),
        frozenset({"blame", "responsibility"}),
        frozenset({"on", "upon", "with"}),
    ),
    _Idiom(forms_of("pin"), TOLD_BEFORE, frozenset({"on", "upon"})),
    _Idiom(forms_of("attribute", "ascribe"), TOLD_BEFORE, frozenset({"to"})),
    _Idiom(forms_of("put"), TOLD_BEFORE, frozenset({"to"}), "down"),
    _Idiom(_POINTING, frozenset({"finger", "fingers"}), frozenset({"at", "to"})),
)


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is charged, the token whose speaker charges them, and how sure that is.

    `known_only`: the words charge nobody by themselves; they do where the party is one that is known to fight.
    """

    party: Token
    trigger: Token
    modality: str
    known_only: bool = False


def charges(sent: Sent) -> Iterator[Charge]:
    """Whom the sentence charges with a strike told of before, in the order of its words; a party may come more than once."""
    for token in sent.tokens():
        if token.pos_ not in ("VERB", "AUX", "ADJ") and not token.tag_.startswith("VB"):
            continue
        yield from _claim(token)
        yield from _blame(token)
        yield from _suspicion(token)
        yield from _being_behind(token)
        yield from _held_responsible(token)
        yield from _accusation(token)
        yield from _origin(token)
        yield from _maker(token)
        yield from _naming(token)
        yield from _doing(token)


def _claim(verb: Token) -> Iterator[Charge]:
    """ "claimed responsibility", "took credit"; "no group has claimed it" charges nobody."""
    thing = next((t for t in objects(verb) if t.lower_ in ("responsibility", "credit")), None)
    if thing is None or verb.lower_ not in _CLAIMING or is_passive(verb) or negated(verb):
        return
    for party in subjects(verb):
        if not _names_nobody(party) and points_back(thing, "for"):
            yield Charge(party, thing, "asserted")


def _blame(verb: Token) -> Iterator[Charge]:
    """ "blamed the rebels", "blamed it on the rebels", "laid the blame on the army", "pointed the finger at Hamas"."""
    if negated(verb):
        return
    if verb.lower_ in _BLAMING:
        on = [o for name, o in preps(verb) if name == "on"]
        things = subjects(verb) if is_passive(verb) else objects(verb)
        if on and all(t.lower_ in TOLD_BEFORE for t in things):
            yield Charge(on[0], on[0], "asserted")
        elif not on and things and points_back(verb, "for"):
            yield Charge(things[0], things[0], "asserted")
    elif verb.lower_ in _POINTING and not objects(verb):
        pointed = [o for name, o in preps(verb)[:1] if name in ("to", "at")]
        yield from (Charge(o, o, "asserted", known_only=True) for o in pointed)
    else:
        yield from _laying(verb)


def _laying(verb: Token) -> Iterator[Charge]:
    """ "laid the blame on the army", "it was put down to the rebels"."""
    for idiom in _IDIOMS:
        laid = undergoers(verb) if verb.lower_ in idiom.verbs else []
        if not any(t.lower_ in idiom.things for t in laid):
            continue
        if idiom.particle is None or any(c.lower_ == idiom.particle for c in verb.children):
            pairs = (*preps(verb), *(p for t in laid for p in preps(t)))
            yield from (Charge(o, o, "asserted") for name, o in pairs if name in idiom.links)


def _accusation(verb: Token) -> Iterator[Charge]:
    """ "Kyiv accused Russia", "accused the rebels of the attack": the charge is the strike told before, or says no other."""
    if (
        verb.lower_ not in _ACCUSING
        or negated(verb)
        or any(c.dep_ in ("pcomp", "xcomp") for c in verb.children)
    ):
        return
    charged = [o for name, o in preps(verb) if name == "of"]
    inner = [c for c in verb.children if c.dep_ == "prep" and any(g.dep_ == "pcomp" for g in c.children)]
    if inner or not all(o.lower_ in TOLD_BEFORE for o in charged):
        return
    for party in (subjects(verb) if is_passive(verb) else objects(verb))[:1]:
        if not _names_nobody(party):
            yield Charge(party, party, "asserted", known_only=True)


def _is_told_weapon(token: Token) -> bool:
    """ "they", "the missile", "the fire": what was told of before."""
    return token.lower_ in _PRONOUNS or token.lower_ in TOLD_BEFORE and is_definite(token)


def _origin(verb: Token) -> Iterator[Charge]:
    """ "the shells came from the Azerbaijani side", "it was fired by rebels", "Cambodian troops fired them"."""
    if negated(verb):
        return
    things = own_subjects(verb)
    if verb.lower_ in _COMING and things and _is_told_weapon(things[0]):
        yield from (Charge(o, o, "asserted", known_only=True) for name, o in preps(verb) if name == "from")
    elif verb.lower_ in FIRING and is_passive(verb) and things and _is_told_weapon(things[0]):
        yield from (Charge(o, o, "asserted", known_only=True) for o in agents(verb))
    elif verb.lower_ in FIRING and any(t.lower_ in ("it", "them") for t in objects(verb)):
        yield from (Charge(t, t, "asserted", known_only=True) for t in things[:1] if t.pos_ != "PRON")


def _maker(verb: Token) -> Iterator[Charge]:
    """ "the missile was Russian", "the drone was the army's": of a weapon told of before, whose it was."""
    if verb.lower_ not in ("was", "were", "is", "are") or negated(verb):
        return
    things = own_subjects(verb)
    if not things or things[0].lower_ not in TOLD_BEFORE or not is_definite(things[0]):
        return
    for told in verb.children:
        if told.dep_ == "acomp" and told.text[:1].isupper():
            yield Charge(told, told, "asserted", known_only=True)
        if told.lower_ == "own" and verb.dep_ == "ccomp":  # "the army admitted that the drone was its own"
            yield from (Charge(t, told, "asserted") for t in own_subjects(verb.head))


_CALLING = forms_of("call", "brand", "term", "label", "describe")


def _naming(verb: Token) -> Iterator[Charge]:
    """ "Hamas called it an Israeli air strike", "described the blast as a Houthi attack"."""
    if verb.lower_ not in _CALLING or negated(verb) or not any(_is_told_weapon(t) for t in objects(verb)):
        return
    names = [c for c in verb.children if c.dep_ == "oprd"] + [o for name, o in preps(verb) if name == "as"]
    for name in names[:1]:
        parties = [c for c in name.lefts if c.dep_ in ("amod", "compound", "nmod") and c.text[:1].isupper()]
        if name.lower_ in TOLD_BEFORE and parties:
            yield Charge(parties[0], name, "asserted", known_only=True)


def _suspicion(verb: Token) -> Iterator[Charge]:
    """ "police suspect the MRTA", "the MRTA is suspected": no more than possible."""
    if verb.lower_ not in ("suspect", "suspects", "suspected") or verb.dep_ in ("amod", "compound", "acl"):
        return
    things = subjects(verb) if is_passive(verb) else objects(verb)
    if things and not any(c.dep_ in ("ccomp", "xcomp") for c in verb.children) and points_back(verb, "of"):
        yield Charge(things[0], things[0], "possible")


def _being_behind(token: Token) -> Iterator[Charge]:
    """ "the Extraditables were responsible", "Hezbollah was behind the attack"."""
    verb = token.head if token.lower_ == "responsible" else token
    if verb.lower_ not in ("is", "was", "are", "were", "be", "been") or negated(verb):
        return
    if token.lower_ == "responsible":
        if token.dep_ != "acomp" or not points_back(token, "for"):
            return
    elif not any(name == "behind" and obj.lower_ in TOLD_BEFORE for name, obj in preps(verb)):
        return
    for party in subjects(verb)[:1]:
        speaks = party.lower_ in ("it", "they") and verb.dep_ == "ccomp" and own_subjects(verb.head)
        if speaks:  # "Al-Shabaab said it was behind the attack"
            yield Charge(own_subjects(verb.head)[0], token, "asserted", known_only=True)
        elif not _names_nobody(party):
            yield Charge(party, token, "asserted")


def _held_responsible(word: Token) -> Iterator[Charge]:
    """ "the mayor holds the army responsible", "held it accountable for the attack"."""
    verb = word.head
    if word.lower_ not in ("responsible", "accountable") or verb.lower_ not in _HOLDING:
        return
    if negated(verb) or is_passive(verb) or not points_back(word, "for"):
        return
    inner = [c for c in word.children if c.dep_ == "nsubj"]
    for party in (inner or objects(verb))[:1]:
        if not _names_nobody(party):
            yield Charge(party, party, "asserted")


_CARRYING_OUT = forms_of("carry", "stage", "order", "conduct", "mount", "perpetrate", "execute")
_DEEDS = TOLD_BEFORE - _PRONOUNS - {"these", "them", "both"}


def deed_done(verb: Token) -> Token | None:
    """The deed told of before that the verb says somebody did: "carried out the attack", "the bombing was staged by"."""
    if verb.lower_ not in _CARRYING_OUT:
        return None
    if verb.lower_ in _CARRYING and not any(c.lower_ == "out" for c in verb.children):
        return None
    return next((t for t in undergoers(verb) if is_told_deed(t)), None)


_CARRYING = forms_of("carry")


def is_told_deed(noun: Token) -> bool:
    """ "the attack", "those strikes": and nothing in the words about which other it could be."""
    bare = all(c.dep_ in ("det", "punct", "predet") or c.lower_ == "both" for c in noun.children)
    return noun.lower_ in _DEEDS and is_definite(noun) and bare


def _doing(verb: Token) -> Iterator[Charge]:
    """ "the ELN said it carried out the attack", "one of its fighters staged it", "the bombing was ordered by Hamas"."""
    deed = deed_done(verb)
    if deed is None or negated(verb) or any(t.lower_.startswith("den") for t in verb.ancestors):
        return
    for party in (agents(verb) if is_passive(verb) else subjects(verb))[:1]:
        members = [o for name, o in preps(party) if name == "of"]
        speakers = own_subjects(verb.head) if verb.dep_ == "ccomp" else []
        if party.lower_ in _PRONOUNS | {"he", "she"}:
            meant = speakers[:1]
        else:
            meant = members[:1] if party.lower_ in _PART_OF else [party]
        yield from (Charge(t, deed, "asserted", known_only=True) for t in meant if not _names_nobody(t))


_PART_OF = frozenset("one two three some members member unit units".split())


def _names_nobody(party: Token) -> bool:
    """ "nobody", "any group", "no party", and "who", "it", which by themselves name none."""
    return (
        is_none(party)
        or party.lower_ in _NAMELESS
        or any(c.lower_ in ("any", "which") for c in party.children)
        or party.i > 0
        and party.nbor(-1).lower_ in ("no", "any")
    )


def points_back(head: Token, preposition: str) -> bool:
    """Whether what they are charged with, if it is said at all, is the strike told of before: "the deaths of 200" are others."""
    charged = [obj for name, obj in preps(head) if name == preposition]
    return all(
        obj.lower_ in TOLD_BEFORE and not any(name == "of" for name, _ in preps(obj)) for obj in charged
    )
