"""Which forces the noun phrases around a verb stand for."""

import re
from dataclasses import replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import ONLOOKER_KINDS
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import (
    clause_head,
    conjuncts,
    hyphenated,
    is_nobody,
    is_passive,
    is_verb,
    np_span,
    preps,
)
from orchestration.extraction.territory_changes import NOBODY, Parties
from orchestration.extraction.territory_doers import EVENT_NOUNS, IMPERSONAL, doers_of
from orchestration.extraction.territory_own_side import FIRST_PERSON, own_side
from orchestration.extraction.territory_scene import Scene
from orchestration.extraction.territory_unlisted import (
    CARRIERS,
    MEN,
    is_force_word,
    unlisted_before,
    unlisted_party,
)
from orchestration.extraction.territory_words import is_time
from orchestration.extraction.time_tables import TIMES_OF_DAY

_NO_PARTY = frozenset(
    "there what road air sea land rail foot day force surprise storm mistake helicopter truck".split()
    + [*TIMES_OF_DAY]
)
_BODIES = frozenset(
    "heroes hundreds thousands dozens scores members elements number handful columns column group groups remnants rest remainder wave waves mass many some most lions sons men convoy convoys bulk part".split()
)
_TOGETHER = frozenset({"together", "along", "jointly", "alongside"})
_CROWD = re.compile(
    r"(?:men|fighters|rebels|militants|insurgents|soldiers|troops|guerrillas|bandits|terrorists)$", re.I
)
LEADERS = frozenset("leader commander warlord chief chieftain boss head kingpin strongman".split())
_SINGLES = frozenset("deserter defector prisoner detainee survivor refugee veteran hostage captive".split())
_LINES = frozenset({"front", "fronts", "frontline", "frontlines"})
_FIRMS = frozenset("company firm corporation party union club team bank parliament".split())
_CROWD_PRONOUNS = frozenset({"they", "them", "it"})


def parties(scene: Scene, sent: Sent, heads: list[Token]) -> Parties:
    """The forces behind the noun phrases with these heads; an attack or offensive stands for whoever makes it."""
    refs: list[ActorRef] = []
    named = False
    for head in heads:
        if (
            head.lower_ in _NO_PARTY
            and not list(head.lefts)
            or is_time(sent.line, head.i)
            or _is_munition(sent, head)
            or _is_repeated(head)
        ):
            continue
        named = named or not (head.lower_ in IMPERSONAL | EVENT_NOUNS or is_nobody(head))
        for ref in _refs(scene, sent, head):
            if not any(ref.same_party(o) for o in refs):
                refs.append(ref)
    return Parties(tuple(refs), named)


def doing_parties(scene: Scene, sent: Sent, verb: Token) -> Parties:
    """The forces that do what a trigger verb tells; of a coordinated verb without one, those of the main clause."""
    heads = doers_of(sent, verb)
    found = parties(scene, sent, heads + _joined_by(verb, heads))
    if not found.refs and is_passive(verb) and (torn := _later_by(sent, verb)):
        return parties(scene, sent, torn)
    hung = (
        verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.dep_ == "dobj" and verb.head.lower_ != "those"
    )
    if not found.refs and hung:
        return parties(scene, sent, doers_of(sent, verb.head.head))  # "the unit lost nine men taking X"
    if found.refs or verb.dep_ != "conj" or is_passive(verb):
        return found
    said = [
        c for c in verb.head.children if c.dep_ == "ccomp" and c.right_edge.i < verb.i and c.i < verb.head.i
    ]
    if said and found.unfit:  # "The army has taken X, radio said, and was advancing on Y"
        above = parties(scene, sent, doers_of(sent, said[0]))
        return above if above.refs else found
    if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return found
    top = verb.head
    while top.dep_ != "ROOT" and not (is_verb(top) and any(c.dep_ == "nsubj" for c in top.children)):
        top = top.head
    above = parties(scene, sent, doers_of(sent, top)) if is_verb(top) else NOBODY
    return above if above.refs else found


def _joined_by(verb: Token, heads: list[Token]) -> list[Token]:
    """The other party of "the army, together with commandos of X, took Y"."""
    if not heads:
        return []
    nodes = [
        c for n in (verb, heads[-1]) for c in n.children if c.i < verb.i and c.lower_ in _TOGETHER | {"with"}
    ]
    joined = [n for n in nodes if n.lower_ != "with" or n.i and n.nbor(-1).lower_ in _TOGETHER]
    links = [w for n in joined for w in (n, *n.children) if w.lower_ in ("with", "alongside")]
    return [t for w in links for c in w.children if c.dep_ == "pobj" for t in conjuncts(c)]


def _later_by(sent: Sent, verb: Token) -> list[Token]:
    """The agent of "were chased from their base at X by Y", which the parser hung on what stands between."""
    return [
        c
        for t in sent.line.doc[verb.i + 1 : sent.span.end]
        if t.lower_ == "by" and t.dep_ in ("prep", "agent") and clause_head(t) == verb
        for c in t.children
        if c.dep_ == "pobj" and not is_time(sent.line, c.i)
    ]


def _is_repeated(head: Token) -> bool:
    """ "driven out street by street": a manner, nobody who drives."""
    link = head.head
    return link.lower_ == "by" and link.i > 0 and link.nbor(-1).lower_ == head.lower_


def _is_munition(sent: Sent, head: Token) -> bool:
    """A rocket or a shell lands on ground but takes none."""
    found = sent.line.weapon_at.get(head.i)
    return found is not None and found.value.kind == "munition"


def _refs(scene: Scene, sent: Sent, head: Token) -> list[ActorRef]:
    low = head.lower_
    if low in FIRST_PERSON:
        return [own_side(scene, sent, head, head, head)]
    if low in EVENT_NOUNS:
        return list(owner(scene, sent, head).refs)
    owners = [c for c in head.children if c.dep_ == "poss"]
    if any(c.lower_ in FIRST_PERSON for c in owners) or owners and low in MEN:
        return [own_side(scene, sent, head, np_span(head, with_of=False)[0], head)]
    if owners and owners[0].lower_ in ("their", "its") and hyphenated(head) in CARRIERS:
        return list(parties(scene, sent, owners).refs)  # "their pick-ups drove into X"
    if low in _FIRMS and head.i not in sent.line.actor_at and not _is_unit(sent, head):
        return []
    if low in _LINES and not any(c.text[:1].isupper() for c in head.lefts):
        return []
    if low in ("he", "she", "him", "her") or low in _SINGLES:
        return []  # one person is no force
    refs = [_armed(scene, r) for r in _apposed(scene, sent, head) or scene.actors(sent, [head])]
    if low == "it":  # one thing stands for no crowd
        refs = [r for r in refs if r.actor or not _CROWD.search(r.text)]
    refs = [r for r in refs if r.actor is None or r.actor.kind not in ONLOOKER_KINDS]
    if len(refs) > 1:  # "Wagner (Africa Corps) forces" are one party by two names
        refs = [r for r in refs if scene.document.text(max(0, r.start - 1), r.start) != "("] or refs
    refs = [*_beside(scene, sent, head), *refs] if refs else unlisted_party(scene, sent, head)
    if not refs and low in _CROWD_PRONOUNS:
        refs = unlisted_before(scene, sent, head)
    refs = refs or _led(scene, sent, head)
    members = [t for name, t in preps(head) if name == "of"]
    if not members or any(r.actor for r in refs) and not any(_is_joint(sent, t) for t in members):
        return refs
    if refs or low in _BODIES or head.i in sent.line.quantity_at:
        inside = list(parties(scene, sent, members).refs)
        if len(inside) < 2:
            inside = [_whole(scene, sent, head, r) for r in inside]
        if any(r.actor for r in refs) and len(inside) < 2:
            return refs
        return (
            inside
            or refs
            or [
                _people(scene, sent, head, t)
                for t in members
                if t.pos_ == "PROPN" and t.i not in sent.line.place_at
            ][:1]
        )
    return refs


def _is_joint(sent: Sent, member: Token) -> bool:
    """Whether several stand before the noun: "a column of Chadian and French elements"."""
    named = {
        sent.line.actor_at[i].first for i in range(member.left_edge.i, member.i) if i in sent.line.actor_at
    }
    return len(list(member.lefts)) > 1 or len(named) > 1


def _apposed(scene: Scene, sent: Sent, head: Token) -> list[ActorRef]:
    """The name beside a description: "its ethnic Kokang member, the MNDAA", "HTS, the former affiliate that"."""
    if head.i in sent.line.actor_at:
        return []
    while head.lower_ in ("that", "which", "who") and head.head.dep_ == "relcl":
        head = head.head.head
    beside = [c for c in head.children if c.dep_ == "appos"] + ([head.head] if head.dep_ == "appos" else [])
    named = [
        f
        for c in beside
        if (f := sent.line.actor_at.get(c.i)) is not None and f.value.kind not in ONLOOKER_KINDS
    ]
    if not named or head.i in sent.line.actor_at:
        return []
    start, end = sent.line.article_span(named[0].first, named[0].last)
    return [ActorRef(start, end, scene.document.text(start, end), named[0].value)]


def _is_unit(sent: Sent, head: Token) -> bool:
    """ "an Israeli company", "a company of the 92nd Regiment": soldiers, no firm."""
    return head.lower_ == "company" and (
        any(c.i in sent.line.actor_at for c in head.lefts)
        or any(name == "of" for name, _ in preps(head))
        or head.text[:1].isupper()
    )


def _led(scene: Scene, sent: Sent, head: Token) -> list[ActorRef]:
    """The force that somebody introduced by an office leads: "gang leader X", "the rebel commander"."""
    offices = [t for t in (head, *head.lefts) if t.lower_ in LEADERS]
    line = sent.line
    for office in offices:
        before = office.nbor(-1) if office.i > sent.span.start else office
        named = line.actor_at.get(before.i)
        if named is not None and named.value.kind not in ONLOOKER_KINDS:
            start, end = line.article_span(named.first, named.last)
            return [ActorRef(start, end, scene.document.text(start, end), named.value)]
        if before is not office and is_force_word(scene, before):
            start, end = line.article_span(before.i, before.i)
            return [ActorRef(start, end, before.text, None)]
    return []


def _armed(scene: Scene, ref: ActorRef) -> ActorRef:
    """The army rather than the agency, of two that share an acronym: agencies take no ground."""
    if ref.actor is None or ref.actor.kind not in ONLOOKER_KINDS:
        return ref
    shares = scene.document.countries
    others = [
        a.actor
        for a in scene.lexicon.aliases.get(ref.text, ())
        if a.actor.kind not in ONLOOKER_KINDS and shares.get(a.actor.country_code or "", 0.0) > 0.1
    ]
    return replace(ref, actor=others[0]) if others else ref


def _beside(scene: Scene, sent: Sent, head: Token) -> list[ActorRef]:
    """The other party of "Afghan and coalition forces", where the second is a name of its own."""
    line = sent.line
    named = line.actor_at.get(head.i)
    if named is None or named.first - 2 < sent.span.start or line.doc[named.first - 1].lower_ != "and":
        return []
    other = line.actor_at.get(named.first - 2)
    if (
        other is None
        or line.doc[other.last].pos_ not in ("ADJ", "PROPN")
        or line.doc[other.last].head is not head
    ):
        return []
    start, end = line.article_span(other.first, other.last)
    return [ActorRef(start, end, scene.document.text(start, end), other.value)]


def _people(scene: Scene, sent: Sent, head: Token, member: Token) -> ActorRef:
    """ "a handful of Brandenburgers": people by a name that no dictionary knows."""
    start, end = sent.line.article_span(head.i, member.i)
    return ActorRef(start, end, scene.document.text(start, end), None)


def _whole(scene: Scene, sent: Sent, head: Token, member: ActorRef) -> ActorRef:
    """ "units of the Tsentr group": the words of the whole phrase, the actor of its member."""
    start, _ = sent.line.article_span(head.i, head.i)
    return (
        ActorRef(start, member.end, scene.document.text(start, member.end), member.actor, member.resolved)
        if member.end > start
        else member
    )


def owner(scene: Scene, sent: Sent, noun: Token) -> Parties:
    """Whose act, attack or place the noun is: "by X", "X's", "X attack", "of X" for forces."""
    heads: list[Token] = []
    for child in noun.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            heads += [t for p in child.children if p.dep_ == "pobj" for t in conjuncts(p)]
        # "the takeover of X by Y", "of the village of X by Y"
        elif child.dep_ == "prep" and child.lower_ == "of":
            of = [p for p in child.children if p.dep_ == "pobj"]
            of += [t for p in of for name, t in preps(p) if name == "of"]
            heads += [t for p in of for name, t in preps(p) if name == "by"]
    if not heads:
        heads = [c for c in noun.children if c.dep_ == "poss"]
    found = parties(scene, sent, heads)
    if found.refs:
        return found
    modifiers = [c for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")]
    return parties(
        scene, sent, [m for m in modifiers if m.i in sent.line.actor_at or is_force_word(scene, m)]
    )
