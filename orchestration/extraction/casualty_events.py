"""What the rules for casualties share: where they stand, the event that they find, the words of attack."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from orchestration.extraction.actors import ActorRef, force_kind
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import clause_head, is_verb, objects, preps, subjects
from orchestration.extraction.victim_sides import people_class
from orchestration.extraction.victims import Victims

REACH = 10  # tokens behind a verb among which it has its words
_FIRST_PERSON = frozenset({"we", "us", "our", "ours"})


@dataclass(frozen=True, slots=True)
class At:
    """Where a rule stands: a sentence of a document."""

    context: Context
    sent: Sent

    def rows(self, token: Token, pos: str) -> tuple[Row, ...]:
        return self.context.lexicon.triggers.get(f"casualties:{pos}:{token.lower_}", ())

    def actors(self, heads: Iterable[Token]) -> list[ActorRef]:
        """The parties that the phrases denote; "we" and a speaker's "his own" are the party of whoever speaks."""
        out: list[ActorRef] = []
        for head in heads:
            refs = self.context.actors(self.sent, [head])
            if head.lower_ in ("his", "her") and (party := self.context.speakers_party(self.sent, head)):
                refs = [replace(self.ref(head), actor=party, resolved=True)]
            for ref in refs:
                first = ref.actor is None and ref.text.lower() in _FIRST_PERSON
                speaker = self.context.speakers_party(self.sent) if first else None
                out.append(replace(ref, actor=speaker, resolved=True) if speaker is not None else ref)
        return out

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
    `tacit` marks a detention that does not say by whom, which counts only behind a capture told before.
    `violent` marks a word that by itself tells of political violence ("beheaded").
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
    violent: bool = False
    tacit: bool = False


_TELLING = frozenset({"transitive", "intransitive", "state", "prisoner", "unseen"})


def next_event(at: At, trigger: Token, start: int) -> int:
    """Where, behind the victims that end before `start`, the sentence goes on to others: the subject or the
    verb of the next counted outcome, else the sentence's end. What stands behind is a part of those.
    """
    doc, numbers = at.sent.line.doc, at.sent.line.quantity_at
    for token in doc[start : at.sent.span.end]:
        if token.i == trigger.i or not any(
            row["frame"] in _TELLING for pos in ("verb", "adjective") for row in at.rows(token, pos)
        ):
            continue
        own = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass") and start <= c.i < token.i]
        own += [g for c in token.children if c.dep_ == "aux" for g in c.children if g.dep_ == "nsubj"]
        if own and any(t.i in numbers for t in own[0].subtree if t.i >= own[0].left_edge.i):
            return max(start, own[0].left_edge.i)
        before = numbers.get(token.i - 1)
        if before is not None and before.first >= start:
            return before.first  # "five dead and 30 wounded"
        if not own and any(
            c.dep_ == "dobj" and c.i > token.i and c.left_edge.i in numbers for c in token.children
        ):
            return token.i
    return at.sent.span.end


def is_cause(at: At, token: Token) -> bool:
    """Whether the noun is an attack or a weapon: something with somebody behind it."""
    if token.i in at.sent.line.weapon_at:
        return True
    if token.lower_ == "fire" and {c.dep_ for c in token.children} == {"det"}:
        return False  # "the fire killed 12 workers"
    speaks = token.dep_ == "nsubj" and token.head.lower_ in at.context.lexicon.reporting
    if speaks and force_kind(at.context.document, token) == "organisation":
        return False  # "the UN mission documented"
    return any(row["frame"] == "cause" for row in at.rows(token, "noun"))


_STRIKING = frozenset({"bombard", "burn", "destroy", "harm", "hit", "set_off"})
_WIELDING = frozenset({"conduct", "launch", "plant"})


def is_violent(at: At, verb: Token) -> bool:
    """Whether the verb is one of attack: "shelled", "opened fire", of a weapon "landed", but not "denied" or "shot down"."""
    strikes = at.context.lexicon.triggers.get(f"strikes:verb:{verb.lower_}", ())
    frames = {row["frame"] for row in strikes if particles_follow(at.sent, verb, row["lemma"])}
    if any(c.lower_ == "down" and c.dep_ in ("prt", "advmod") for c in verb.rights) and "intercept" in frames:
        return any(people_class(at.context, o) for o in objects(verb))
    return (
        verb.lower_ in _ATTACKING
        or any(row["frame"] == "violent" for row in at.rows(verb, "verb"))
        or not frames.isdisjoint(_STRIKING)
        or not frames.isdisjoint(_WIELDING)
        and verb.lower_ not in at.context.lexicon.reporting  # "denied the strike"
        and any(is_cause(at, o) for o in _wielded(verb))
        or ("impact" in frames and any(is_cause(at, s) for s in subjects(verb)))
    )


def _wielded(verb: Token) -> list[Token]:
    return [*objects(verb), *(c for c in verb.children if c.dep_ == "nsubjpass")]


_ON_GROUND = frozenset({"take", "attack", "assault", "clear", "besiege"})


def is_assault(at: At, verb: Token) -> bool:
    """Whether the verb is one of attack, from afar or on the ground, or of an attack met: its object is where people fall."""
    triggers = at.context.lexicon.triggers
    ground = triggers.get(f"territory:verb:{verb.lower_}", ())
    met = triggers.get(f"strikes:verb:{verb.lower_}", ())
    return (
        is_violent(at, verb)
        or any(row["frame"] in _ON_GROUND for row in ground)
        or any(row["frame"] == "intercept" for row in met)
    )


_ATTACKING = frozenset(
    "attacked ambushed shelled bombed bombarded raided strafed shot massacred overran clashed fired stormed "
    "rocketed mortared detonated".split()
)


def speaks_of_attack(at: At) -> bool:
    """Whether the paragraph, up to the sentence's end, names an attack or a weapon, or a verb of nothing else."""
    line = at.sent.line
    return any(
        t.lower_ in _ATTACKING or (t.pos_ == "NOUN" and _is_strong(at, t))
        for t in line.doc[: at.sent.span.end]
    )


def _is_strong(at: At, noun: Token) -> bool:
    return any(row["frame"] == "cause" and row["value"] == "strong" for row in at.rows(noun, "noun"))


def is_attack(at: At, head: Token) -> bool:
    """Whether a noun is an attack or a weapon that can be the subject of "killed" but not its victim."""
    return is_cause(at, head) and people_class(at.context, head) is None


def objects_of(head: Token, *names: str) -> list[Token]:
    """Heads of the objects of these prepositions on the token."""
    return [obj for name, obj in preps(head) if name in names]


def governing_verb(token: Token) -> Token | None:
    verb = clause_head(token)
    return verb if is_verb(verb) else None


def particles_follow(sent: Sent, verb: Token, lemma: str) -> bool:
    """Whether the rest of a phrasal lemma follows, right away or behind the object ("shot two men dead")."""
    rest = lemma.split()[1:]
    if not rest:
        return True
    following = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + 9, sent.span.end)] if t.tag_ != "PRP$"]
    at = next((i for i in range(len(following)) if following[i : i + len(rest)] == rest), None)
    return at is not None and not any(
        (is_verb(t) and t.i not in sent.line.quantity_at) or t.is_punct
        for t in verb.doc[verb.i + 1 : verb.i + 1 + at]
    )


def conditions(row: Row) -> set[str]:
    """What a trigger asks for, from its note."""
    return set(row["note"].split("; "))


def governs(verb: Token, word: Token) -> bool:
    """Whether no other verb stands between the verb and the word behind it."""
    return not any(is_verb(t) and t.tag_ != "VBN" for t in verb.doc[verb.i + 1 : word.i])
