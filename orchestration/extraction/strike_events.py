"""Strikes as a sentence tells them: the tokens of each event, and what nouns, weapons and verbs read alike.

Each finder (`strike_nouns`, `strike_weapons`, `strike_verbs`) collects the tokens of one event: who did it, what
was hit, with what, and the verbs whose phrases say where and when. What these tokens stand for is read
in `strike_rows`.
"""

from dataclasses import dataclass, field

from orchestration.extraction.actors import force_kind
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_things import class_of, is_place_only, names_only_ground
from orchestration.extraction.strike_words import Arm, Words, before_noun
from orchestration.extraction.syntax import (
    clause_head,
    conjuncts,
    head_of_conjuncts,
    is_verb,
    objects,
    own_subjects,
    preps,
    subjects,
)

_LANDED = frozenset(
    {
        "outside",
        "beside",
        "on",
        "onto",
        "into",
        "in",
        "at",
        "through",
        "under",
        "beneath",
        "underneath",
        "inside",
        "against",
        "amid",
        "among",
        "around",
        "alongside",
        "upon",
    }
)
CAUSES = frozenset({"cause", "caused", "causes", "causing"})
REFLEXIVE = frozenset({"himself", "herself", "themselves", "itself"})
INSTRUMENT = frozenset({"with", "using", "via", "through", "employing", "firing"})


@dataclass(slots=True)
class Event:
    """The tokens of one strike. `verbs` carry its place and time; `doers` and `targets` are heads of noun phrases."""

    trigger: Token
    rule: str
    strength: str
    strike_type: str | None = None
    nouns: list[Token] = field(default_factory=list)
    verbs: list[Token] = field(default_factory=list)
    doers: list[Token] = field(default_factory=list)
    targets: list[Token] = field(default_factory=list)
    arms: list[Arm] = field(default_factory=list)
    platforms: list[Arm] = field(default_factory=list)
    intercepted: bool = False
    harms_only: bool = False
    aside: frozenset[int] = frozenset()
    total: Token | None = None

    def heads(self) -> list[Token]:
        return [*self.nouns, *(a.head for a in self.arms), *self.targets]


@dataclass(slots=True)
class Findings:
    """What was found in one sentence so far; the finders of nouns, weapons and verbs fill it in this order.

    `by_verb` tells which event a verb belongs to, `used` the tokens that are spoken for, `refused` the
    triggers that tell of no strike, with the reason.
    """

    words: Words
    events: list[Event] = field(default_factory=list)
    refused: list[tuple[Token, str]] = field(default_factory=list)
    by_verb: dict[int, Event] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def add(self, event: Event, verbs: list[Token]) -> None:
        self.events.append(event)
        for verb in verbs:
            self.by_verb.setdefault(verb.i, event)


_CREWS = frozenset(  # of those who man a weapon: "mortar teams", "a Mirage patrol", "tank crews"
    "patrol patrols pair pairs formation formations crew crews team teams unit units battery batteries section sections squad squads "
    "squadron squadrons gunner gunners pilot pilots operator operators force forces troops group groups regiment brigade battalion".split()
)  # fmt: skip
_SOME = frozenset(
    "one two three four several some most many all each both none pair couple number group flight formation squadron wave".split()
)


def link_platforms(findings: Findings, event: Event) -> None:
    for head in event.doers:
        for token in (
            head,
            *(o for name, o in preps(head) if name == "of" and head.lower_ in _SOME),
            *(t for t in before_noun(head) if head.pos_ == "PROPN" or head.lower_ in _CREWS),
            *(c for c in head.children if c.dep_ == "appos" and c.i == head.i + 1),  # "an army TB2"
        ):
            arm = findings.words.arm(token) or _named_craft(findings, token, head)
            if (
                arm
                and arm.role in ("platform", "launcher")
                and not any(p.head == arm.head for p in event.platforms)
            ):
                event.platforms.append(arm)
                break
    for verb in [*event.verbs, *(t for t in event.targets if t.i > event.trigger.i)]:
        for name, head in preps(verb):
            if head.lower_.startswith("grenade") or name == "through":
                continue
            if (
                name in (*INSTRUMENT, "from")
                and (arm := findings.words.arm(head))
                and (name != "from" or arm.role in ("platform", "launcher"))
            ):
                fires = arm.role in ("platform", "launcher") and (name == "from" or not arm.is_fired)
                target = event.platforms if fires else event.arms
                if not any(a.head == head for a in [*event.arms, *event.platforms]):
                    target.append(arm)
                    findings.used.add(head.i)
        for arm in _deeper_instruments(findings, event, verb):
            (
                event.platforms if arm.role in ("platform", "launcher") and not arm.is_fired else event.arms
            ).append(arm)
            findings.used.add(arm.head.i)
        for child in verb.children:
            if child.dep_ == "advcl" and child.lower_ in ("using", "employing"):
                for head in objects(child):
                    if arm := findings.words.arm(head):
                        event.platforms.append(arm)
                        findings.used.add(head.i)


def _deeper_instruments(findings: Findings, event: Event, verb: Token) -> list[Arm]:
    """ "bombed the outpost of Tiwinza with Canberra bombers": the with-phrase, hung on a word of the target."""
    if event.nouns or event.arms or event.platforms or not is_verb(verb):
        return []
    out: list[Arm] = []
    for prep in verb.subtree:
        if (
            prep.i > verb.i
            and prep.dep_ == "prep"
            and prep.lower_ in ("with", "using")
            and _governs(verb, clause_head(prep))
        ):
            things = [t for c in prep.children if c.dep_ == "pobj" for t in conjuncts(c)]
            arms = [a for t in things if (a := findings.words.arm(t)) and not t.lower_.startswith("grenade")]
            out.extend(arms if len(arms) == len(things) else [])
    return out


def _governs(verb: Token, clause: Token) -> bool:
    """Whether the clause is the verb's own, or a participle on its object ("attacked a boat carrying troops with mines")."""
    return clause == verb or clause.dep_ == "acl" and clause.tag_ == "VBG" and clause.head in objects(verb)


def _named_craft(findings: Findings, token: Token, head: Token) -> Arm | None:
    """ "The frigate Sagarawardena", "the battleship New Jersey": a craft before its name."""
    weapon = findings.words.line.weapon_at.get(token.i)
    if token == head or weapon is None or weapon.value.strike_type == "none":
        return None
    manned = head.lower_ in _CREWS and weapon.text.lower() in ("mortar", "rocket", "missile")
    if not manned and weapon.value.kind not in ("platform", "launcher"):
        return None
    return Arm(head, weapon.first, "platform", weapon.value.strike_type)


def landed_on(findings: Findings, event: Event, verb: Token) -> None:
    """What a weapon came down on, in or under; beside it only where it was meant for it (a vehicle, a patrol)."""
    for name, head in preps(verb):
        kind = class_of(findings.words, head)
        if (
            is_place_only(findings.words, head)
            or names_only_ground(findings.words, head)
            or any(a.head == head for a in event.arms)
            or head.lower_ in ("road", "highway", "street", "route", "roads")
        ):
            continue
        if kind is None or kind == "other" or head.lower_ == "outskirts":
            continue
        if name in _LANDED or (
            name in ("near", "beside", "alongside", "by")
            and leads(head).dep_ != "agent"
            and kind in ("vehicle", "convoy", "personnel")
        ):
            event.targets.append(head)


_PASSING = frozenset(
    "passed passing pass travelling traveling travelled traveled driving drove moved moving approached approaching crossed crossing "
    "patrolling patrolled returning passes arrived arriving rode riding walked walking marched marching".split()
)


def passing_by(findings: Findings, event: Event) -> None:
    """ "a bomb exploded as a convoy passed along the road": what passed was the target, and there."""
    if event.targets or not event.verbs:
        return
    above = event.verbs[0].head
    if event.verbs[0].dep_ == "advcl" and above.lower_.startswith(("escap", "surviv")):
        event.targets.extend(subjects(above))
        return
    for token in event.verbs[0].subtree:
        if token.i <= event.verbs[0].i or token.lower_ not in _PASSING or not _while(token):
            continue
        passers = [
            t for t in subjects(token) if class_of(findings.words, t) in ("vehicle", "convoy", "personnel")
        ]
        if passers:
            event.targets.extend(passers)
            event.verbs.append(token)
            return


def _while(verb: Token) -> bool:
    """Whether the clause tells what went on meanwhile; the parser takes "as a convoy passed" for a prepositional phrase too."""
    if any(c.lower_ in ("as", "while", "when") for c in verb.children):
        return True
    return verb.dep_ in ("acl", "relcl") and verb.head.dep_ == "pobj" and verb.head.head.lower_ == "as"


def launched(findings: Findings, event: Event, verb: Token) -> None:
    """ "the strikes delivered 24 munitions": munitions that a strike used."""
    for head in objects(verb):
        arm = findings.words.arm(head)
        if arm and arm.is_fired:
            event.arms.append(arm)
            findings.used.add(head.i)
    for name, head in [*preps(verb), *(p for o in objects(verb) for p in preps(o))]:
        if name in ("against", "on", "at"):
            event.targets.append(head)


def aimed_at(event: Event, verb: Token) -> None:
    for name, head in [*preps(verb), *(p for a in event.arms for p in preps(a.head))]:
        if any(a.head == head for a in event.arms):
            continue
        if name in (
            "at",
            "on",
            "onto",
            "against",
            "into",
            "upon",
            "over",
            "towards",
            "toward",
            "across",
            "near",
            "outside",
            "under",
            "beneath",
            "underneath",
            "beside",
            "inside",
        ):
            event.targets.append(head)


_NAMING_DOERS = (
    "accus",
    "blam",
    "suspect",
    "denounc",
    "condemn",
    "criticis",
    "criticiz",
    "prevent",
    "stop",
    "see",
    "saw",
    "charg",
    "report",
)


def controlled(verb: Token) -> list[Token]:
    """ "press the regime to halt its raids": whoever is pressed would do it; whoever is accused of shelling did it."""
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and not own_subjects(verb):
        above = verb.head.head
        accuser = above.head if above.dep_ in ("dobj", "nsubjpass") else above
        if accuser.lower_.startswith(_NAMING_DOERS):
            return [c for c in accuser.children if c.dep_ in ("dobj", "nsubjpass") and c.i < verb.i]
    if (
        verb.tag_ != "VB"
        or verb.dep_ not in ("advcl", "xcomp", "ccomp")
        or not any(c.lower_ == "to" for c in verb.children)
        or own_subjects(verb)
    ):
        return []
    if not verb.head.lower_.startswith(
        (
            "press",
            "urg",
            "ask",
            "call",
            "order",
            "forc",
            "tell",
            "told",
            "want",
            "allow",
            "persuad",
            "demand",
            "warn",
            "instruct",
        )
    ):
        return []
    return [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]


def lost_agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive verb that the parser hung on a word before it ("lobbed into the town from the hills by rebels")."""
    for token in verb.subtree:
        if token.i > verb.i and token.lower_ == "by" and token.dep_ in ("prep", "agent"):
            return [t for c in token.children if c.dep_ == "pobj" for t in conjuncts(c)]
    return []


def dealt_by(findings: Findings, verb: Token) -> list[Token]:
    """Whoever a blow came from where the verb tells of its victim: "came under fire from rebels", "took six shells from them"."""
    line, document = findings.words.line, findings.words.context.document
    return [
        head
        for name, head in preps(verb)
        if name in ("by", "from")
        and head.i not in line.place_at
        and (head.i in line.actor_at or force_kind(document, head) is not None or findings.words.arm(head))
    ]


def struck_by(verb: Token) -> list[Token]:
    """What the verb's subject hits: its object, or what it "set fire to"."""
    found: list[Token] = []
    for thing in objects(verb):
        onto = [o for name, o in preps(verb) if name == "to"] if thing.lower_ == "fire" else []
        found.extend(onto or [thing])
    return found


def has_word(verb: Token, word: str) -> bool:
    return verb.i + 1 < len(verb.doc) and (
        verb.nbor(1).lower_ == word or any(c.lower_ == word for c in verb.children)
    )


def leads(token: Token) -> Token:
    """The preposition or participle that governs the token through its coordination."""
    return head_of_conjuncts(token).head
