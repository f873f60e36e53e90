"""The vocabulary of strikes as it stands in a sentence: verbs by frame, nouns, weapons by role, counts.

Everything here reads single tokens and their noun phrases; who struck what is read in `strike_events`.
"""

import re
from dataclasses import dataclass, replace

from orchestration.extraction.context import Context
from orchestration.extraction.document import Found, Sent
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import PlaceChoice
from orchestration.extraction.strike_lists import members_of
from orchestration.extraction.time_tables import TIME_UNITS

TABLE = "strikes"
ONE = Quantity(0, 1, "a", 1, 1, "singular", 0, "count")
_UNCREWED = re.compile(
    r"^(?:uncrewed|unmanned|drone|explosives?|laden|kamikaze|remote|controlled|pilotless)$", re.I
)
_CARRIERS_OF_NUMBER = frozenset(
    "series wave waves string spate campaign majority number round rounds some "
    "most many part total dozens scores hundreds thousands tens kind barrage barrages salvo salvos salvoes volley volleys hail burst bursts spell bout pair couple swarm all "
    "stick sticks kilo kilos kilogram kilograms kg ton tons tonne tonnes pound pounds several few flurry first last latest second third wall rain succession sequence one two three four five six seven eight nine ten use".split()
    + [*TIME_UNITS]
)
_INDEFINITE = frozenset({"a", "an", "one", "another", "single"})
_ALWAYS_NOUNS = ("airstrike", "air-strike", "sortie", "bombardment")
_PHRASE = frozenset(
    {"nummod", "quantmod", "amod", "det", "advmod", "nmod", "compound", "predet", "npadvmod", "punct"}
)


@dataclass(frozen=True, slots=True)
class Arm:
    """A weapon in a sentence: the head of its noun phrase and what it does there.

    `role` is `munition` (is fired or dropped), `device` (is planted, driven or worn), `platform`
    (fires or drops) or `launcher`. `strike_type` is None where the weapon by itself tells none.
    """

    head: Token
    first: int
    role: str
    strike_type: str | None

    @property
    def is_fired(self) -> bool:
        """Whether it can be what is fired, dropped or planted; drones both fire and are fired."""
        return self.role in ("munition", "device") or self.strike_type == "drone"


class Words:
    """One sentence read with the strike dictionary.

    `recall` is the place of the strike told just before, `recalled` of the last one of each type in the paragraph;
    `members` are the numbered parts that the sentence lists, `in_members` their tokens.
    """

    def __init__(self, context: Context, sent: Sent) -> None:
        self.context = context
        self.sent = sent
        self.line = sent.line
        self._triggers = context.lexicon.triggers
        self._forms = context.lexicon.trigger_forms[TABLE]
        self.recall: PlaceChoice | None = None
        self.recalled: dict[str, PlaceChoice] = {}
        self.members = members_of(sent)
        self.in_members = frozenset(i for m in self.members for i in range(m.first, m.last + 1))

    def frames(self, token: Token) -> dict[str, str | None]:
        """Frames of the token as a verb, each with the strike type that it gives; phrasal verbs only with their particle."""
        out: dict[str, str | None] = {}
        for row in self._triggers.get(f"{TABLE}:verb:{token.lower_}", ()):
            rest = row["lemma"].split()[1:]
            if not rest or _has_particle(token, rest):
                out.setdefault(row["frame"], row["value"] or None)
        return out

    def noun_value(self, token: Token, frame: str) -> str | None:
        """The value of the token's noun row of that frame, "" where the row gives none; None without a row."""
        for row in self._triggers.get(f"{TABLE}:noun:{token.lower_}", ()):
            if row["frame"] == frame:
                return row["value"]
        return None

    def strike_noun(self, token: Token) -> tuple[str, str | None] | None:
        """Strength (`strong`, `weak`, `armed`) and type of a noun that names a strike."""
        if token.lower_ not in self._forms or not _is_nominal(token):
            return None
        for frame, strength in (("strike", "strong"), ("strike_weak", "weak"), ("strike_armed", "armed")):
            value = self.noun_value(token, frame)
            if value is not None:
                return strength, value or None
        return None

    def strike_value(self, token: Token) -> str | None:
        """The type of a noun of the strong kind by its form alone; None where it is none."""
        return self.noun_value(token, "strike")

    def modifier_types(self, noun: Token) -> list[str]:
        """All types of "a missile and drone attack", where the words before the noun are coordinated."""
        found: list[str] = []
        joined = False
        for token in before_noun(noun):
            joined = joined or token.lower_ == "and" or token.text == ","
            value = self.noun_value(token, "modifier")
            if value and value not in found and value not in ("suicide_bombing", "ied"):
                found.append(value)
        return found if joined and len(found) > 1 else []

    def modifier_type(self, noun: Token) -> str | None:
        """The strike type that words before the noun give ("drone strike", "suicide car bomb attack")."""
        found: list[str] = []
        for token in before_noun(noun):
            value = self.noun_value(token, "modifier")
            weapon = self.line.weapon_at.get(token.i)
            if value:
                found.append(value)
            elif weapon and weapon.value.strike_type not in ("none", "unspecified"):
                found.append(weapon.value.strike_type)
        for strongest in ("drone", "suicide_bombing"):
            if strongest in found:
                return strongest
        return found[-1] if found else None

    def arm(self, token: Token) -> Arm | None:
        """The weapon whose noun phrase the token heads, if any. Small arms are none."""
        found = self.line.weapon_at.get(token.i)
        if found is None and token.lower_ not in self._forms or token.is_punct or _is_modifier(token):
            return None
        if found is not None and found.last >= token.i and found.value.kind != "small_arm":
            weapon = found.value
            if weapon.strike_type == "none":
                return None
            role = (
                weapon.kind if weapon.kind in ("munition", "device", "platform", "launcher") else "munition"
            )
            if token.lower_ in (
                "rockets",
                "rocket",
                "missiles",
                "missile",
                "shells",
                "shell",
                "rounds",
                "bombs",
            ):
                role = "munition"
            own = None if weapon.strike_type == "unspecified" else weapon.strike_type
            return Arm(token, min(found.first, token.i), role, own)
        for role in ("munition", "platform"):
            value = self.noun_value(token, role)
            if value is None or not _is_nominal(token):
                continue
            if value == "drone" and not any(_UNCREWED.match(t.text) for t in before_noun(token)):
                return None
            own = None if value in ("", "none") else value
            role = "device" if own == "ied" else role
            return Arm(
                token, token.i, role, self.modifier_type(token) if role == "munition" and own is None else own
            )
        return None

    def count(self, head: Token) -> Quantity | None:
        """The number that counts the noun ("18 strikes", "more than 60 rockets"); None where unsaid."""
        inside = [t for c in head.lefts if c.dep_ in _PHRASE for t in c.subtree]
        for token in [*sorted(inside, key=lambda t: t.i), head]:
            found = self.line.quantity_at.get(token.i)
            if found and found.value.kind == "count" and _counts(found, head):
                return found.value
        twin = next((t for t in inside if t.lower_ == "twin" and head.tag_ == "NNS"), None)
        if twin is not None:
            return replace(ONE, start=twin.idx, end=twin.idx + len(twin), text="twin", low=2, high=2)
        return None

    def weapon_texts(self, tokens: list[Token]) -> list[str]:
        """Weapons named in these tokens as written, neighbours in one name ("Grad rockets")."""
        spans: list[tuple[int, int]] = []
        for token in sorted(tokens, key=lambda t: t.i):
            found = self.line.weapon_at.get(token.i)
            if (
                found
                and found.value.kind == "small_arm"
                and not found.text.lower().startswith(("rocket", "grenade"))
            ):
                continue
            if found:
                first, last = found.first, found.last
            elif not _is_modifier(token) and any(
                self.noun_value(token, role) is not None for role in ("munition", "platform")
            ):
                first = last = token.i
            else:
                continue
            first = self._with_model(first)
            if spans and first <= spans[-1][1] + 1 and last >= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
            elif not spans or first > spans[-1][1]:
                spans.append((first, last))
        texts = [self.context.document.text(*self.line.article_span(*s)) for s in spans]
        return list(dict.fromkeys(texts))

    def _with_model(self, first: int) -> int:
        """The first token of a weapon's name with the model or size before it ("A-6E aircraft", "16-inch guns", "long-range guns")."""
        doc = self.line.doc
        while first > self.sent.span.start:
            token = doc[first - 1]
            model = any(c.isdigit() for c in token.text) and any(c.isalpha() for c in token.text)
            if not (
                model
                or (token.text == "-" and first > 1)
                or (token.lower_ in ("range", "inch", "mm", "made") and doc[first - 2].text == "-")
                or (doc[first].text == "-" and token.is_alpha | token.text.isdigit())
            ):
                return first
            first -= 1
        return first


def _has_particle(verb: Token, rest: list[str]) -> bool:
    near = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod", "prep", "dobj", "oprd", "acomp")}
    following = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 1 + len(rest)]]
    if following == rest or len(rest) == 1 and rest[0] in near:
        return True
    return len(rest) == 2 and any(  # "set the depot on fire"
        c.lower_ == rest[0] and any(g.lower_ == rest[1] for g in c.children) for c in verb.children
    )


def _is_nominal(token: Token) -> bool:
    """Whether the token heads a noun phrase; a gerund ("shelling") does where it takes no object."""
    if token.pos_ in ("NOUN", "PROPN") or token.lower_.startswith(_ALWAYS_NOUNS):
        return True
    if token.tag_ == "VBZ" and token.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj"):
        return True  # "Missile strikes on the depot continued", tagged as a verb
    if token.tag_ != "VBG" or any(c.dep_ in ("dobj", "nsubj", "aux", "prt") for c in token.children):
        return False
    if token.dep_ in ("pcomp", "xcomp", "advcl", "acl") and any(
        c.dep_ == "prep" and c.lower_ in ("at", "on", "into") for c in token.children
    ):
        return False
    return token.dep_ in ("pobj", "pcomp", "nsubj", "nsubjpass", "dobj", "compound", "conj", "ROOT", "appos")


def _is_modifier(token: Token) -> bool:
    near = token.head.i - token.i
    return (
        token.dep_ in ("compound", "nmod", "amod", "npadvmod", "nummod")
        and 0 < near <= 4
        and token.head.pos_ in ("NOUN", "PROPN")
    )


def before_noun(noun: Token) -> list[Token]:
    """The words of the noun phrase that stand before its head, possessors included, in order."""
    out: list[Token] = []
    for child in noun.lefts:
        if child.dep_ in ("compound", "amod", "nmod", "npadvmod", "nummod", "punct", "poss", "conj"):
            out.extend(t for t in child.subtree if t.i < noun.i)
    return sorted(out, key=lambda t: t.i)


def top_of(noun: Token) -> Token:
    """The head that carries role and number: "series" in "a series of strikes", "five" in "five of the strikes"."""
    top = noun
    for _ in range(3):
        prep = top.head
        if top.dep_ not in ("pobj", "pcomp") or prep.lower_ != "of" or prep.head == prep:
            return top
        carrier = prep.head.head if prep.head.lower_ == "out" else prep.head  # "54 out of 76 drones"
        if carrier.lower_ in _CARRIERS_OF_NUMBER or carrier.pos_ == "NUM":
            top = carrier
        else:
            return top
    return top


def _counts(found: Found[Quantity], head: Token) -> bool:
    last = head.doc[found.last]
    return last == head or last.head == head or (last.head.head == head and last.head.i < head.i)


def is_single(head: Token) -> bool:
    """ "a strike", "one missile", "another raid"."""
    return any(c.dep_ in ("det", "nummod", "amod") and c.lower_ in _INDEFINITE for c in head.children)
