"""What the rules for casualties share: the event that they find, and who or what brought it about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from orchestration.extraction.actors import ActorRef, force_kind
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.syntax import clause_head, doers, is_passive, is_verb, preps, subjects
from orchestration.extraction.victims import Victims, people_class

_CAUSE_PREPS = frozenset({"in", "by", "from", "during", "after", "following", "under", "amid", "of", "with", "when", "to"})
_ATTRIBUTED = frozenset("blamed attributed claimed ordered carried launched conducted fired dropped planted staged mounted perpetrated committed".split())
_RELATIVES = frozenset({"who", "which", "that"})
_WHEN = frozenset({"when", "after", "as", "while", "since", "once"})
_POSSESSIVES = frozenset({"its", "their", "his", "our"})
_OWNERS = frozenset({"amod", "compound", "poss", "nmod", "conj", "nsubj", "npadvmod"})


@dataclass(frozen=True, slots=True)
class At:
    """Where a rule stands: a sentence of a document."""

    context: Context
    sent: Sent

    def rows(self, token: Token, pos: str) -> tuple[Row, ...]:
        return self.context.lexicon.triggers.get(f"casualties:{pos}:{token.lower_}", ())

    def actors(self, heads: Iterable[Token]) -> list[ActorRef]:
        return self.context.actors(self.sent, list(heads))

    def ref(self, token: Token) -> ActorRef:
        """The words of the token as a party of their own."""
        start, end = self.sent.line.article_span(token.i, token.i)
        return ActorRef(start, end, self.context.document.text(start, end), None)


@dataclass(frozen=True, slots=True)
class Event:
    """One statement of casualties as a rule found it: the victim groups that share a trigger.

    `doers` are the heads of the phrases that caused it; `places` heads of further phrases to look for
    the place in; `continues` tells that it goes on about an earlier claim (a part of it, a new count),
    whose place and perpetrator are then its own. `outcome` "" is that of the earlier claim. `covers` are
    the people whom the event speaks of without being a group of it ("the number of people killed").
    """

    trigger: Token
    outcome: str
    rule: str
    groups: tuple[Victims, ...]
    doers: tuple[Token, ...] = ()
    places: tuple[Token, ...] = ()
    side: ActorRef | None = None
    superseded: bool = False
    continues: bool = False
    modality: str | None = None
    covers: tuple[Token, ...] = ()


def is_cause(at: At, token: Token) -> bool:
    """Whether the noun is an attack or a weapon: something with somebody behind it."""
    if token.i in at.sent.line.weapon_at:
        return True
    return any(row["frame"] == "cause" for row in at.rows(token, "noun"))


def is_violent(at: At, verb: Token) -> bool:
    """Whether the verb is one of attack ("shelled", "opened fire")."""
    strikes = at.context.lexicon.triggers.get(f"strikes:verb:{verb.lower_}", ())
    return bool(strikes) or any(row["frame"] == "violent" for row in at.rows(verb, "verb"))


def causes_of(at: At, verb: Token) -> tuple[Token, ...]:
    """Heads of what brought about what a transitive verb says: its logical subject, the attack it happened in."""
    heads = [_mended(at, h) for h in doers(verb) if h.lower_ not in _RELATIVES]
    if is_passive(verb):
        heads += [h for h in subjects(verb) if is_attack(at, h)] + circumstances(at, verb)
    return tuple(heads)


def is_attack(at: At, head: Token) -> bool:
    """Whether a noun is an attack that can be the subject of "killed" but not its victim."""
    return is_cause(at, head) and people_class(at.context, head) is None


def _mended(at: At, head: Token) -> Token:
    """The party in "In Zharay district, Kandahar province, a combined force captured", where the parser took the place."""
    if head.i not in at.sent.line.place_at:
        return head
    return next((c for c in head.children if c.dep_ == "appos" and force_kind(at.context.document, c) is not None), head)


def circumstances(at: At, verb: Token) -> list[Token]:
    """The attack that the verb's own words put its event in: "died in a raid", "were hurt when jets bombed"."""
    attacks = [obj for name, obj in preps(verb) if name in _CAUSE_PREPS and is_cause(at, obj)]
    return [*attacks, *attackers_meanwhile(at, verb)]


def attackers_meanwhile(at: At, verb: Token) -> list[Token]:
    """Who attacked in the clause that tells when: "were killed when aircraft bombed the village"."""
    out: list[Token] = []
    for child in verb.children:
        if child.dep_ == "advcl" and is_verb(child) and any(m.lower_ in _WHEN for m in child.children):
            if is_violent(at, child):
                out.extend(doers(child))
    return out


def perpetrators(at: At, heads: Iterable[Token]) -> list[ActorRef]:
    """Who caused it: the parties that did, or whoever stands behind the strike or the weapon that did."""
    out: list[ActorRef] = []
    for head in heads:
        refs = behind(at, head) if is_cause(at, head) and head.i not in at.sent.line.actor_at else at.actors([head])
        out.extend(ref for ref in refs if not any(ref.same_party(o) for o in out))
    return out


def behind(at: At, head: Token) -> list[ActorRef]:
    """The attacker named by the words of a strike or a weapon: "Russian raids", "a rocket fired by Hamas"."""
    owners = list(_owners(at, head))
    if owners:
        return owners
    by = [obj for name, obj in preps(head) if name == "by"]
    for child in head.children:
        if child.dep_ in ("acl", "relcl") and is_verb(child):
            by.extend(t for t in doers(child) if t != head)
            by.extend(obj for name, obj in preps(child) if name in ("on", "to", "by") and child.lower_ in _ATTRIBUTED)
    refs = at.actors(t for t in by if not is_cause(at, t))
    if refs or not by:
        return refs or _of_platform(at, head)
    return [ref for t in by if t != head and is_cause(at, t) for ref in behind(at, t)]


def _of_platform(at: At, head: Token) -> list[ActorRef]:
    """"army helicopters", "junta aircraft": a platform is its owner's."""
    return at.actors([head]) if force_kind(at.context.document, head) == "platform" else []


def _owners(at: At, head: Token) -> Iterator[ActorRef]:
    seen: list[ActorRef] = []
    for token in sorted(head.subtree, key=lambda t: t.i):
        if token.i >= head.i:
            return
        for ref in _owner(at, head, token):
            if not any(ref.same_party(o) for o in seen):
                seen.append(ref)
                yield ref


def _owner(at: At, head: Token, token: Token) -> list[ActorRef]:
    line = at.sent.line
    found = line.actor_at.get(token.i)
    if found is not None:
        after = line.doc[min(found.last + 1, len(line.doc) - 1)]
        if token.dep_ not in _OWNERS or after.text.startswith("-"):
            return []
        start, end = line.article_span(found.first, found.last)
        return [ActorRef(start, end, found.text, found.value)]
    if token.head != head or token.dep_ not in ("poss", "compound", "amod"):
        return []
    if token.lower_ in _POSSESSIVES:
        return at.actors([token])
    if force_kind(at.context.document, token) in ("combatant", "organisation"):
        return at.actors([token]) or [at.ref(token)]
    return []


def objects_of(head: Token, *names: str) -> list[Token]:
    """Heads of the objects of these prepositions on the token."""
    return [obj for name, obj in preps(head) if name in names]


def governing_verb(token: Token) -> Token | None:
    verb = clause_head(token)
    return verb if is_verb(verb) else None
