"""Strikes told by a weapon: it is fired, lands, explodes, kills, is trodden on or is shot down."""

import re

from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import (
    CAUSES,
    Event,
    Findings,
    aimed_at,
    dealt_by,
    has_word,
    landed_on,
    link_platforms,
    lost_agents,
    passing_by,
    struck_by,
)
from orchestration.extraction.strike_interceptions import is_interception, stopped_on_its_way
from orchestration.extraction.strike_notes import (
    fell_at,
    guns_noted,
    is_laid_note,
    is_noted_under_place,
    is_tripped_note,
    laid_at,
)
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_weapon_clauses import is_own_weapon, read_clauses
from orchestration.extraction.strike_words import Arm, top_of
from orchestration.extraction.syntax import (
    agents,
    conjuncts,
    head_of_conjuncts,
    is_passive,
    is_verb,
    objects,
    own_subjects,
    preps,
    subjects,
)

_ADDS_UP = (
    "total",
    "reach",
    "stand",
    "stood",
    "amount",
    "bring",
    "brought",
    "rise",
    "rose",
    "come",
    "came",
    "climb",
    "exceed",
    "pass",
)
_HARMLESS = frozenset("baton plastic rubber blank paintball tear teargas smoke pellet stun pepper".split())
_MADE_OF = re.compile(
    r"^(?:types?|kinds?|sorts?|make|origin|calibres?|calibers?|size|range|kg|kilos?|pounds?|dynamite|explosives?|tnt|anfo|rockets?|missiles?|shells?|rounds?|bombs?|idf|war|mass)$",
    re.I,
)


def find_weapons(findings: Findings) -> None:
    for token in findings.words.sent.tokens():
        if token.i in findings.used or (arm := findings.words.arm(token)) is None:
            continue
        if arm.is_fired:
            _weapon(findings, arm)
        else:
            guns_noted(findings, arm)


def _weapon(findings: Findings, arm: Arm) -> None:
    """A weapon that is fired, lands, explodes, kills or is shot down."""
    head = head_of_conjuncts(_what_flies(top_of(arm.head)))
    group = [
        arm,
        *(
            a
            for t in conjuncts(top_of(arm.head))[1:]
            if (a := findings.words.arm(_through_of(t))) and a.is_fired
        ),
    ]
    if (
        head_of_conjuncts(top_of(arm.head)) != top_of(arm.head)
        and findings.words.arm(head)
        and findings.words.arm(head).is_fired
    ):  # type: ignore[union-attr]
        return
    group.extend(a for a in _after_place(findings, head) if a.head.i not in {g.head.i for g in group})
    if any(c.lower_ in _HARMLESS for c in arm.head.children):
        findings.refused.append((arm.head, "no weapon of war"))
        return
    if any(c.lower_ == "of" and any(_is_figure(g) for g in c.children) for c in arm.head.children):
        findings.refused.append((arm.head, "a figure of speech"))  # "a missile of a free kick"
        return
    if head.dep_ == "dobj" and (told := _strike_that(findings, head.head)) is not None:
        told.arms.extend(group)  # "a bombardment that brought down a million shells"
        findings.used.update(a.head.i for a in group)
        return
    event = Event(arm.head, f"weapon:{arm.head.lower_}", "strong", arms=group)
    linked = _main_link(findings, event, head) | read_clauses(findings, event, arm.head)
    if not linked:
        return
    event.verbs = list(dict.fromkeys(event.verbs))
    for verb in event.verbs:
        if not event.targets:
            landed_on(findings, event, verb)
    if arm.role == "device" or arm.strike_type is None:
        passing_by(findings, event)
    other = next((findings.by_verb[v.i] for v in event.verbs if v.i in findings.by_verb), None)
    if other is not None and other.trigger.i not in (a.head.i for a in group):
        worn = any(a.strike_type == "suicide_bombing" for a in other.arms) and arm.role == "device"
        other.arms.extend(a for a in group if not worn and a.head.i not in {x.head.i for x in other.arms})
        findings.used.update(a.head.i for a in group)
        return
    findings.used.update(a.head.i for a in group)
    link_platforms(findings, event)
    findings.add(event, event.verbs)


_PARTS_OF_WEAPONS = frozenset(
    "shrapnel splinters splinter fragments fragment debris wreckage pieces blast explosion impact detonation".split()
)


def _what_flies(weapon: Token) -> Token:
    """ "shrapnel from a shell", "the impact of a rocket": what hurts is a part of the weapon, and has its part in the clause."""
    prep = weapon.head
    if weapon.dep_ == "pobj" and prep.lower_ in ("from", "of") and prep.head.lower_ in _PARTS_OF_WEAPONS:
        return prep.head
    return weapon


def _strike_that(findings: Findings, verb: Token) -> Event | None:
    """The strike told as a noun whose clause the verb is."""
    chain = [verb, verb.head] if verb.dep_ == "conj" else [verb]
    if len(chain) > 1 and not own_subjects(verb) and not _places(findings, verb):
        first = findings.by_verb.get(verb.head.i)  # "flew six sorties over Kutum and dropped bombs"
        if first is not None and first.nouns and "launch" in findings.words.frames(verb):
            return first
    for v in chain:
        if v.dep_ == "relcl":
            for event in findings.events:
                if any(n.i == v.head.i for n in event.nouns):
                    return event
    return None


def _places(findings: Findings, verb: Token) -> bool:
    """Whether the verb or its objects name where something was aimed."""
    phrases = [*preps(verb), *(p for t in objects(verb) for p in preps(t))]
    return any(obj.i not in findings.words.line.time_at for _, obj in phrases)


def _after_place(findings: Findings, head: Token) -> list[Arm]:
    """ "three rockets at Ashdod and a missile at the airport": the parser coordinates the missile with Ashdod."""
    out: list[Arm] = []
    for _, place in preps(head.head):
        if place.dep_ == "conj" and place.i > head.i and (arm := findings.words.arm(place)) and arm.is_fired:
            out.append(arm)
    return out


def _main_link(findings: Findings, event: Event, head: Token) -> bool:
    verb, dep = head.head, head.dep_
    if is_laid_note(findings, event.arms[0]):
        return laid_at(findings, event, head)
    if is_tripped_note(findings, event.arms[0]):
        event.targets.append(verb.head)
        event.verbs.append(verb.head)
        return True
    if dep == "pobj" and (verb.dep_ == "agent" or verb.lower_ == "by") and is_verb(verb.head):
        return _by_weapon(findings, event, verb.head)
    if (
        dep == "pobj"
        and verb.lower_ in ("over", "on", "onto", "into")
        and is_verb(verb.head)
        and event.arms[0].role == "device"
    ):
        if "tread" in findings.words.frames(verb.head) and has_word(verb.head, verb.lower_):
            event.verbs.append(verb.head)
            event.targets.extend(subjects(verb.head))
            return True
    noted = dep == "dep" and is_verb(verb) and verb.i > head.i  # "Twelve shells on Sudzha, the governor said"
    if is_noted_under_place(findings, event.arms[0]):
        fell_at(findings, event, head)
        return True
    if dep == "ROOT" or noted or dep == "appos" and not is_verb(head.sent.root):
        return _stranded(findings, event, head) or fell_at(findings, event, head)
    if dep == "dobj" and verb.lower_ in _TELLING and fell_at(findings, event, head):
        event.verbs.append(verb)
        return True
    if dep == "pobj" and verb.lower_ == "from" and verb.head.lower_ in _SUFFERED and is_verb(verb.head.head):
        event.targets.extend(subjects(verb.head.head))  # "the hospital sustained damage from a rocket"
        event.verbs.append(verb.head.head)
        return "suffer" in findings.words.frames(verb.head.head)
    if dep == "dobj" and verb.lower_ in _TRADING and event.arms[0].role == "munition":
        event.doers.extend(subjects(verb))
        event.verbs.append(verb)
        aimed_at(event, verb)
        return not any(n == "for" and o.i not in findings.words.line.time_at for n, o in preps(verb))
    if dep == "dobj" and verb.lower_ in _COUNTING and _is_counted(findings, event, head):
        event.verbs.append(verb)
        return True
    if dep == "pobj" and verb.lower_ == "with":
        return _answers(event, verb.head) or _assaults(event, verb.head)
    if dep == "attr" and (told := _cleft(findings, head)) is not None:
        event.verbs.append(told)
        event.harms_only = True
        return True
    if not is_verb(verb):
        return False
    frames = findings.words.frames(verb)
    if (
        dep in ("nsubj", "nsubjpass")
        and "tread" in frames
        and event.arms[0].role == "device"
        and (victims := agents(verb))
        and not frames.keys() & {"hit"}
    ):
        event.targets.extend(victims)  # "Pressure bomb tripped by a patrol"
        event.verbs.append(verb)
        return True
    if head.lower_ in ("number", "total") and verb.lower_.startswith(_ADDS_UP):
        event.verbs.append(verb)
        event.total = verb
        return True
    if (
        dep == "nsubj"
        and (verb.tag_ == "VBN" or agents(verb))
        and (frames.keys() & {"launch", "plant"} or not objects(verb))
        and not frames.keys() & {"impact", "hit", "destroy", "harm", "intercept"}
        and (main := _lost_main(findings, verb)) is not None
    ):
        event.doers.extend(agents(verb))
        event.verbs.append(verb)
        return _acts(findings, event, main)
    if dep == "nsubj" and (main := stopped_on_its_way(findings, verb)) is not None:
        event.doers.extend(agents(verb))
        event.verbs.extend([verb, main])
        event.intercepted = True
        return True
    if (
        dep == "nsubj"
        and verb.lower_ in ("fired", "launched", "dropped", "lobbed")
        and event.arms[0].role == "munition"
        and not objects(verb)
    ):
        return _is_used(findings, event, verb, frames, passive=True)  # "rockets fired on the town caused …"
    if (
        dep == "dobj"
        and "tread" in frames
        and event.arms[0].role == "device"
        and event.arms[0].strike_type == "ied"
        and not _is_bomber(findings, verb)
    ):
        event.verbs.append(verb)
        event.targets.extend(subjects(verb))
        return True
    if dep == "pobj" and "tread" in frames:
        return False
    if (
        dep == "dobj"
        and "take" in frames
        and event.arms[0].role == "munition"
        and (event.arms[0].strike_type or event.arms[0].head.lower_.startswith("round"))
    ):
        event.verbs.append(verb)
        event.targets.extend(subjects(verb))
        event.doers.extend(dealt_by(findings, verb))
        return True
    if (
        dep == "nsubj"
        and "intercept" in frames
        and not objects(verb)
        and not frames.keys() & {"impact", "hit"}
    ):
        # a headline: "221 drones destroyed overnight"
        return _is_used(findings, event, verb, frames, passive=True)
    if dep == "nsubj" or (
        dep == "nsubjpass" and not frames.keys() & {"launch", "plant", "set_off", "intercept", "conduct"}
    ):
        return _acts(findings, event, verb)
    if (
        dep == "dobj"
        and "plant" in frames
        and event.arms[0].role == "device"
        and verb.lower_.startswith(("driv", "drove", "ram"))
    ):
        event.doers.extend(subjects(verb))
        event.verbs.append(verb)
        aimed_at(event, verb)
        return bool(event.targets)
    if dep == "dobj" and "plant" in frames and any(c.dep_ == "relcl" for c in event.arms[0].head.children):
        event.doers.extend(subjects(verb))
        return False
    if dep == "nsubjpass" and "plant" in frames and agents(verb):
        event.doers.extend(agents(verb))  # "the bomb which went off had been planted by rebels"
        return False
    if dep == "nsubjpass" and verb.lower_ in _COUNTING:
        return _is_used(findings, event, verb, frames, passive=True)
    if dep == "nsubjpass" or (dep == "dobj" and frames.keys() & {"launch", "set_off", "intercept"}):
        return _is_used(findings, event, verb, frames, passive=dep == "nsubjpass")
    return False


def _cleft(findings: Findings, weapon: Token) -> Token | None:
    """ "It was a shell on the market that killed 68": the verb of the clause that the sentence splits off."""
    if not any(t.lower_ == "it" and t.dep_ == "nsubj" for t in weapon.head.lefts):
        return None
    split = (t for t in weapon.head.subtree if t.dep_ == "relcl" and t.i > weapon.i)
    return next((t for t in split if findings.words.frames(t).keys() & {"harm", "hit", "destroy"}), None)


def _answers(event: Event, verb: Token) -> bool:
    """ "howitzers answered with 16 rounds", "retaliated with a salvo of rockets"."""
    if not is_verb(verb) or not verb.lower_.startswith(("answer", "repl", "respond", "retaliat")):
        return False
    event.doers.extend(subjects(verb))
    event.verbs.append(verb)
    aimed_at(event, verb)
    return event.arms[0].role == "munition"


_ASSAULTING = forms_of("ambush", "assault", "storm", "assassinate", "waylay", "raid", "greet")


def _assaults(event: Event, verb: Token) -> bool:
    """ "a convoy was ambushed with a roadside bomb": an assault that its weapon makes a strike."""
    if verb.lower_ not in _ASSAULTING or event.arms[0].role not in ("munition", "device"):
        return False
    passive = is_passive(verb)
    event.doers.extend(agents(verb) if passive else subjects(verb))
    event.targets.extend(subjects(verb) if passive else objects(verb))
    event.verbs.append(verb)
    return event.arms[0].strike_type is not None


def _lost_main(findings: Findings, participle: Token) -> Token | None:
    """ "mortar bombs fired from the hills hit a queue": the main verb, where the parser took the participle for one."""
    candidates = [participle.head, *participle.head.children, *participle.children]
    for token in sorted(candidates, key=lambda t: t.i):
        if (
            token.i > participle.i
            and is_verb(token)
            and not own_subjects(token)
            and token.tag_ in ("VBD", "VBN", "VBP", "VBZ")
        ):
            if findings.words.frames(token).keys() & {"impact", "hit", "destroy", "harm"}:
                return token
    return None


def _stranded(findings: Findings, event: Event, head: Token) -> bool:
    """ "A suicide bomber on a motorcycle detonated near …": the verb hangs on a noun inside the weapon's phrase."""
    for token in head.subtree:
        if (
            token.i > head.i
            and token.dep_ in ("acl", "relcl")
            and token.head != head
            and token.tag_ in ("VBD", "VBN", "VBP")
        ):
            if findings.words.frames(token).keys() & {"impact", "set_off", "hit", "destroy"}:
                if not _acts(findings, event, token):
                    event.verbs.append(token)
                return True
    return False


_TELLING = forms_of("claim", "report", "confirm", "announce")
_SUFFERED = frozenset({"damage", "hit", "hits", "losses", "destruction"})
_TRADING = forms_of("trade", "exchange", "swap")
_COUNTING = forms_of("count", "record", "register", "log")


def _is_counted(findings: Findings, event: Event, weapon: Token) -> bool:
    """ "Observers counted 400 incoming shells": so many came down."""
    incoming = any(c.lower_ in ("incoming", "impacting") for c in weapon.children)
    return event.arms[0].role == "munition" and incoming and findings.words.count(weapon) is not None


def _is_bomber(findings: Findings, verb: Token) -> bool:
    """Whoever sets a mine off on purpose is a party at war, not its victim; vehicles and patrols trip it."""
    if any(
        class_of(findings.words, t) in ("vehicle", "convoy") or t.lower_ == "patrol" for t in subjects(verb)
    ):
        return False
    if verb.lower_.startswith(("detonat", "set", "activat")):
        return True
    return verb.lower_.startswith("trigger") and not any(
        class_of(findings.words, t) in ("vehicle", "convoy", "personnel") for t in subjects(verb)
    )


def _acts(findings: Findings, event: Event, verb: Token) -> bool:
    """ "a shell hit the clinic", "two bombers blew up the gate": the weapon as subject."""
    chain = [
        verb,
        *(c for c in conjuncts(verb)[1:] if is_verb(c) and not own_subjects(c)),
        *(c for c in verb.children if c.dep_ == "xcomp" and is_verb(c)),
    ]
    told = [
        v
        for v in chain
        if findings.words.frames(v).keys() & {"impact", "hit", "destroy", "harm", "set_off", "bombard"}
    ]
    if not told or is_passive(told[0]) and not _goes_off(findings, told[0]):
        return False
    for v in told:
        frames = findings.words.frames(v)
        if frames.keys() & {"hit", "destroy", "bombard"} or "set_off" in frames and "harm" not in frames:
            event.targets.extend(t for t in struck_by(v) if not is_own_weapon(findings, t))
    event.harms_only = all(
        "harm" in findings.words.frames(v) and "hit" not in findings.words.frames(v) for v in told
    )
    event.verbs.extend(told if chain[0] not in told and told[0].dep_ == "conj" else [chain[0], *told])
    for v in told:
        if "impact" in findings.words.frames(v):
            landed_on(findings, event, v)
    event.targets[:] = [t for t in event.targets if t not in event.doers]
    return True


def _goes_off(findings: Findings, verb: Token) -> bool:
    """ "a car bomb detonated near Lashio": a participle to the tagger, but it has a subject and no auxiliary."""
    return (
        "impact" in findings.words.frames(verb)
        and not objects(verb)
        and not agents(verb)
        and any(c.dep_ == "nsubj" for c in verb.children)
    )


def _by_weapon(findings: Findings, event: Event, verb: Token) -> bool:
    frames = findings.words.frames(verb)
    if not (frames.keys() & {"hit", "destroy", "bombard", "harm"} or verb.lower_ in CAUSES):
        return False
    event.verbs.append(verb)
    if frames.keys() & {"hit", "destroy", "bombard"} and verb.lower_ not in CAUSES:
        event.targets.extend(subjects(verb))
    else:
        event.harms_only = True
    return True


def _is_used(
    findings: Findings, event: Event, verb: Token, frames: dict[str, str | None], *, passive: bool
) -> bool:
    """ "fired three rockets", "a missile was launched", "shot down 47 drones"."""
    doers = agents(verb) if passive else subjects(verb)
    if "intercept" in frames and is_interception(event, verb, doers):
        event.intercepted = True
        event.verbs.append(verb)
        return True
    if passive and verb.lower_ in _COUNTING and findings.words.count(event.arms[0].head) is not None:
        event.verbs.append(verb)
        return True
    if passive and any(
        c.dep_ == "xcomp" and any(findings.words.arm(o) for o in objects(c)) for c in verb.children
    ):
        return False  # "a drone was used to drop explosives": the explosives tell of the strike
    if "launch" in frames or "set_off" in frames:
        event.verbs.append(verb)
        if verb.dep_ == "relcl" and any(d.lower_ in ("that", "which") for d in doers):
            doers = [verb.head]
        event.doers.extend(doers or (lost_agents(verb) if passive else []))
        aimed_at(event, verb)
        if not event.targets and not passive and verb.dep_ == "advcl" and verb.tag_ == "VBG":
            main = verb.head  # "raided the port, dropping six bombs": one strike
            if findings.words.frames(main).keys() & {"bombard", "hit"} and not is_passive(main):
                event.targets.extend(objects(main))
                event.verbs.append(main)
        return True
    return False


def _is_figure(obj: Token) -> bool:
    """ "a missile of a free kick", "a bomb of hail": no weapon is of such a thing."""
    if obj.dep_ != "pobj" or obj.tag_ not in ("NN", "NNS") or _MADE_OF.match(obj.text):
        return False
    return any(d.lower_ in ("a", "an") for d in obj.children) or (
        obj.tag_ == "NN" and not any(True for _ in obj.children)
    )


def _through_of(token: Token) -> Token:
    """ "two of the missiles": the noun behind a number."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for grand in child.children:
                if grand.dep_ == "pobj":
                    return grand
    return token
