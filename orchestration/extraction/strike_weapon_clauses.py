"""Clauses that hang on a weapon and tell its strike: "a rocket that landed on", "a mine tripped by", "a bomb planted by"."""

from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import Event, Findings, aimed_at, landed_on
from orchestration.extraction.strike_words import top_of
from orchestration.extraction.syntax import agents, is_passive, is_verb, objects, own_subjects, preps

_INTO = frozenset({"into", "onto", "on", "through", "beside", "near", "outside"})


def read_clauses(findings: Findings, event: Event, head: Token) -> bool:
    """Clauses that hang on the weapon: "a rocket that landed on", "bombs dropped by", "a bomb planted by"."""
    linked = False
    own = [c for c in head.children if c.dep_ in ("relcl", "acl")]
    for clause in dict.fromkeys(
        [*own, *_lost_clauses(head), *_reported_clauses(findings, head), *_clauses_of_some(head)]
    ):
        if not is_verb(clause):
            continue
        frames = findings.words.frames(clause)
        if "tread" in frames and event.arms[0].role == "device" and (victims := agents(clause)):
            event.targets.extend(victims)  # "a mine tripped by a patrol"
            event.verbs.append(clause)
            linked = True
        elif frames.keys() & {"launch", "plant", "set_off"} and (
            is_passive(clause) or clause.tag_ == "VBN" or clause.dep_ == "acl" and not objects(clause)
        ):
            event.doers.extend(agents(clause))
            event.verbs.append(clause)
            if "launch" in frames:
                aimed_at(event, clause)
                linked = True
            linked = linked or "set_off" in frames
            if "impact" in frames:
                landed_on(findings, event, clause)
        elif "launch" in frames and (own := own_subjects(clause)) and own[0].lower_ not in ("that", "which"):
            event.doers.extend(own)
            event.verbs.append(clause)
            linked = True
        elif "launch" in frames and any(is_own_weapon(findings, t) for t in objects(clause)):
            continue  # "a mortar that had lobbed eight rounds": the rounds tell of the strike
        elif frames.keys() & {"impact", "hit", "destroy", "harm"} and (
            not is_passive(clause) or "impact" in frames and _comes_down(clause)
        ):
            event.verbs.append(clause)
            if frames.keys() & {"hit", "destroy"}:
                event.targets.extend(t for t in objects(clause) if t != head)
            linked = True
        elif "intercept" in frames and is_passive(clause):
            event.verbs.append(clause)
            event.intercepted = True
            linked = True
    return linked


def is_own_weapon(findings: Findings, token: Token) -> bool:
    """ "detonated their vests": what the bomber carries is no target."""
    arm = findings.words.arm(token)
    return token.lower_ in ("himself", "herself", "themselves", "itself") or (
        arm is not None and arm.role in ("device", "munition")
    )


def _clauses_of_some(weapon: Token) -> list[Token]:
    """ "planted mines along the road, one of which killed two": what some of them did, hung on the road."""
    verb = weapon.head
    beside = [o for _, o in (*preps(weapon), *(preps(verb) if weapon.dep_ == "dobj" else []))]
    return [
        c
        for noun in (weapon, *beside)
        for c in noun.children
        if c.dep_ == "relcl"
        and any(t.dep_ == "nsubj" and any(o.lower_ == "which" for _, o in preps(t)) for t in c.children)
    ]


def _reported_clauses(findings: Findings, head: Token) -> list[Token]:
    """ "a mine that officials said was laid by rebels": what is said of the weapon."""
    return [
        inner
        for clause in head.children
        if clause.dep_ == "relcl" and clause.lower_ in findings.words.context.lexicon.reporting
        for inner in clause.children
        if inner.dep_ == "ccomp"
    ]


def _lost_clauses(head: Token) -> list[Token]:
    """Participles with an agent, hung on a noun beside the weapon: "dozens of rockets fired by", "a bomb in a cart planted by"."""
    top = top_of(head)
    inner = [obj for c in head.children if c.dep_ == "acl" for _, obj in preps(c)]
    beside = [obj for _, obj in preps(head)]
    prep = head.head
    told_of = prep.head if head.dep_ == "pobj" and prep.lower_ == "of" else head
    falling = [  # "told of mortar rounds landing on an island"
        c
        for c in told_of.children
        if c.dep_ in ("xcomp", "advcl") and c.i == head.right_edge.i + 1 and c.tag_ == "VBG"
    ]
    return falling + [
        c
        for noun in dict.fromkeys([*([top] if top != head else []), *inner, *beside])
        for c in noun.children
        if c.dep_ == "acl" and c.tag_ == "VBN" and agents(c)
    ]


def _comes_down(participle: Token) -> bool:
    """ "since rounds ploughed into the bazaar": a verb without object that the parser took for a participle."""
    return not agents(participle) and any(name in _INTO for name, _ in preps(participle))
