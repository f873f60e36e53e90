"""Strikes told as a verb: "shelled the town", "the hospital was bombed", "tanks fired on a convoy"."""

import re

from orchestration.extraction.actors import force_kind
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import (
    CAUSES,
    REFLEXIVE,
    Event,
    Findings,
    aimed_at,
    controlled,
    has_word,
    landed_on,
    launched,
    link_platforms,
    struck_by,
)
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.syntax import (
    FINITE,
    agents,
    conjuncts,
    is_passive,
    is_verb,
    negated,
    objects,
    own_subjects,
    preps,
    subjects,
)

_AIR = re.compile(r"\bfrom (?:the )?air\b", re.I)
_HEADLINE_VERBS: dict[str, str | None] = {
    "shells": "artillery", "bombs": None, "rockets": "rocket", "mortars": "artillery", "pounds": None, "blasts": None, "raids": None, "blitzes": None,
    "bombards": None, "strafes": "airstrike", "pound": None, "shell": "artillery", "bomb": None, "bombard": None, "blast": None, "strafe": "airstrike",
}  # fmt: skip
_LOADED = frozenset({"full", "rigged", "packed", "loaded", "laden", "filled", "strapped", "stuffed"})


def find_headlines(findings: Findings) -> None:
    for token in findings.words.sent.tokens():
        _headline(findings, token)


def find_verbs(findings: Findings) -> None:
    for token in findings.words.sent.tokens():
        if is_verb(token) and token.i not in findings.by_verb and token.i not in findings.used:
            _verb(findings, token)


def _headline(findings: Findings, token: Token) -> None:
    """ "ARMY SHELLS HILLTOPS": a verb that the parser took for a plural noun, in a line that has no verb."""
    if (
        token.lower_ not in _HEADLINE_VERBS
        or token.pos_ not in ("NOUN", "PROPN")
        or token.i in findings.used
        or token.i == 0
        or token.i + 1 >= len(token.doc)
    ):
        return
    sent = findings.words.sent.span
    if findings.words.line.clean.kind == "bullet" or len(sent) > 16 or sent.text.rstrip().endswith("."):
        return
    if any(t.tag_ in FINITE for t in sent):
        return
    before = [
        t
        for t in sent
        if t.i < token.i and (t.i in findings.words.line.actor_at or t.i in findings.words.line.weapon_at)
    ]
    after = [
        t
        for t in sent
        if t.i > token.i
        and t.dep_ in ("dobj", "pobj", "appos", "conj", "ROOT", "nsubj")
        and t.pos_ in ("NOUN", "PROPN")
    ]
    if (
        not before
        or not after
        or token.nbor(1).lower_ in ("on", "in", "at", "kill", "hit", "near", "over", "against")
    ):
        return
    event = Event(
        token,
        f"headline:{token.lower_}",
        "strong",
        _HEADLINE_VERBS[token.lower_],
        verbs=[token],
        doers=[before[-1]],
        targets=after[:1],
    )
    link_platforms(findings, event)
    findings.used.add(token.i)
    findings.add(event, [token])


def _verb(findings: Findings, verb: Token) -> None:
    frames = findings.words.frames(verb)
    if frames.keys() & {"set_off", "impact", "burn"} and _rigged(findings, verb):
        return
    if verb.lower_.startswith(_DRIVING) and _driven(findings, verb):
        return
    if (
        "set_off" in frames
        and verb.lower_.startswith(("blow", "blew"))
        and (has_word(verb, "up") or any(c.lower_ in REFLEXIVE for c in verb.children))
    ):
        _blow_up(findings, verb)
    elif verb.lower_.startswith("rocket") and any(
        t.lower_ in ("percent", "%", "per", "points") for t in verb.subtree
    ):
        return
    elif "bombard" in frames and _is_finite(verb) and not _first_of_two(findings, verb):
        if _of_no_weapon(findings, verb):
            findings.refused.append((verb, "bombarded with something that is no weapon"))
            return
        event = Event(verb, f"verb:{verb.lower_}", "strong", frames["bombard"], verbs=[verb])
        if event.strike_type is None and _from_the_air(findings, verb):
            event.strike_type = "airstrike"
        if (second := _shares_object(verb)) is not None:
            event.verbs.append(second)
            event.targets.extend(objects(second))
            event.strike_type = event.strike_type or findings.words.frames(second).get("bombard")
        _sides(findings, event, verb)
        findings.add(event, list(event.verbs))
    elif frames.keys() & {"hit", "destroy"} and _is_finite(verb):
        _weak_verb(findings, verb)
    elif "launch" in frames or verb.lower_.startswith("open"):
        _fire_at(findings, verb)
    elif "set_off" in frames and (frames.keys() == {"set_off"} or _worn(verb)):
        _blow_up(findings, verb)
    if verb.i not in findings.by_verb and (
        verb.lower_.startswith(_USING)
        or verb.lower_ in _TURNING
        or "launch" in frames
        and not is_passive(verb)
    ):
        _used_against(findings, verb)


_USING = ("us", "deploy", "employ", "bring", "brought", "send", "sent", "scrambl", "commit")
_TURNING = forms_of("turn", "train", "concentrate", "swing", "direct", "focus")


def _used_against(findings: Findings, verb: Token) -> None:
    """ "used gunships against the trenches", "tanks were deployed against the camp", "emptied their launchers into it"."""
    things = subjects(verb) if is_passive(verb) else objects(verb)
    arms = [a for t in things if (a := findings.words.arm(t)) and a.strike_type is not None]
    against = [
        obj
        for name, obj in [
            *preps(verb),
            *(p for t in things for p in preps(t)),
            *(p for name, o in preps(verb) if name == "into" for p in preps(o)),
        ]
        if name == "against"
        or name in ("on", "upon")
        and verb.lower_ in _TURNING
        or name in ("at", "into", "onto")
        and verb.lower_ not in _TURNING
        and not verb.lower_.startswith(_USING)
    ]
    if not arms or not against:
        return
    event = Event(verb, f"verb:{verb.lower_}", "strong", verbs=[verb], platforms=arms, targets=against)
    event.doers.extend(agents(verb) if is_passive(verb) else subjects(verb))
    findings.used.update(a.head.i for a in arms)
    findings.add(event, [verb])


def _shares_object(verb: Token) -> Token | None:
    """ "bombed and strafed the villages": the second verb, where the first has no object of its own."""
    if is_passive(verb) or objects(verb):
        return None
    return next(
        (c for c in conjuncts(verb)[1:] if is_verb(c) and not own_subjects(c) and objects(c)),
        None,
    )


def _first_of_two(findings: Findings, verb: Token) -> bool:
    """ "planes bombed and strafed the villages": the parser takes the first verb for a participle of the planes."""
    noun = verb.head
    return (
        verb.dep_ == "acl"
        and noun.i == verb.i - 1
        and not agents(verb)
        and verb.i + 2 < len(verb.doc)
        and verb.nbor(1).lower_ == "and"
        and noun.head == verb.nbor(2)
        and bool(findings.words.frames(noun.head).keys() & {"bombard", "hit", "destroy"})
    )


_BEFORE_NOUN = ("amod", "compound")


def _is_finite(verb: Token) -> bool:
    """Whether the verb heads a clause; the parser hangs "leveled" on its object in "an F-16 leveled one house"."""
    return verb.dep_ not in _BEFORE_NOUN or (verb.head.i > verb.i and bool(own_subjects(verb)))


def _of_no_weapon(findings: Findings, verb: Token) -> bool:
    """ "bombarded with calls", "shelling people with dates": what follows "with" is bare and no weapon."""
    words = findings.words
    for name, thing in preps(verb):
        if (
            name == "with"
            and thing.tag_ == "NNS"
            and not any(c.dep_ in ("det", "poss", "nummod") for c in thing.children)
        ):
            named = words.line.weapon_at.get(thing.i) or words.arm(thing) or words.strike_noun(thing)
            return named is None and not any(words.line.weapon_at.get(t.i) for t in thing.subtree)
    return False


def _rigged(findings: Findings, verb: Token) -> bool:
    """ "a tricycle rigged with shells blew up": a vehicle full of explosives goes off."""
    for subject in subjects(verb):
        load = _load(findings, subject, verb)
        if load is not None:
            event = Event(verb, f"verb:{verb.lower_}", "strong", "ied", verbs=[verb])
            landed_on(findings, event, verb)
            findings.used.update(load)
            findings.add(event, [verb])
            return True
    return False


def _load(findings: Findings, thing: Token, verb: Token) -> list[int] | None:
    """The tokens of "packed with dynamite" beside a vehicle; the parser makes the participle the main verb too."""
    for clause in [*thing.children, thing.head]:
        if clause.lower_ not in _LOADED or clause.i < thing.i:
            continue
        inside = [t for t in clause.subtree if t not in verb.subtree or verb in clause.ancestors]
        if any(findings.words.line.weapon_at.get(t.i) or t.lower_.startswith("explosiv") for t in inside):
            return [t.i for t in inside if t.i > clause.i]
    return None


_DRIVING = (
    "drove",
    "driv",
    "ram",
    "crash",
    "steer",
    "slam",
    "plough",
    "plow",
    "explod",
    "deton",
    "blew",
    "blow",
)


def _driven(findings: Findings, verb: Token) -> bool:
    """ "drove a minibus filled with explosives into a checkpoint": by whoever dies in it, where it says so."""
    for thing in objects(verb):
        load = _load(findings, thing, verb)
        if load is None:
            continue
        event = Event(verb, f"verb:{verb.lower_}", "strong", "ied", verbs=[verb])
        for driver in subjects(verb):
            arm = findings.words.arm(driver)
            if arm is not None and arm.strike_type == "suicide_bombing":
                event.strike_type = "suicide_bombing"
                findings.used.add(driver.i)
            else:
                event.doers.append(driver)
        aimed_at(event, verb)
        findings.used.update(load)
        findings.add(event, [verb])
        return True
    return False


def _undergoes(findings: Findings, verb: Token) -> bool:
    """ "Detention centre struck twice around midnight", "Pipeline blown up": the note of a coder leaves the auxiliary out."""
    if is_passive(verb):
        return True
    things = own_subjects(verb)
    return (
        verb.tag_ in ("VBD", "VBN")
        and (verb.dep_ == "ROOT" or verb.dep_ == "ccomp" and verb.head.i > verb.i)
        and bool(things)
        and not objects(verb)
        and not any(c.dep_ in ("aux", "det", "poss") for c in (*verb.children, *things[0].children))
        and not any(name in ("at", "on", "against", "into") for name, _ in preps(verb))
        and (
            class_of(findings.words, things[0]) not in (None, "vehicle", "personnel", "leadership")
            or _is_named_ground(findings, things[0])
        )
        and findings.words.arm(things[0]) is None
    )


def _is_named_ground(findings: Findings, thing: Token) -> bool:
    """ "Yunakivka shelled from MLRS all night": a name that opens the note and is nobody's."""
    line = findings.words.line
    return (
        thing.tag_ == "NNP"
        and thing.left_edge.i == findings.words.sent.span.start
        and thing.i not in line.actor_at
        and thing.i not in line.person_at
        and force_kind(findings.words.context.document, thing) is None
    )


def _sides(findings: Findings, event: Event, verb: Token) -> None:
    if _undergoes(findings, verb):
        event.doers.extend(agents(verb))
        event.targets.extend(subjects(verb))
    else:
        event.doers.extend(controlled(verb) or subjects(verb))
        things = struck_by(verb) or ([verb.head] if verb.dep_ in _BEFORE_NOUN else [])
        event.targets.extend(_whole(t) for t in things)
    for child in verb.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and not own_subjects(child):
            if findings.words.frames(child).keys() & {"launch"}:
                launched(findings, event, child)
                event.verbs.append(child)
                findings.by_verb[child.i] = event
            elif findings.words.frames(child).keys() & {"destroy", "harm"} and child.lower_ not in CAUSES:
                event.verbs.append(child)
                findings.by_verb[child.i] = event
    if verb.lower_ in _GOING:
        event.targets.extend(obj for name, obj in preps(verb) if name in ("for", "after"))
    if not event.targets:
        aimed_at(event, verb)
    link_platforms(findings, event)


_GOING = forms_of("go")
_SHARES = frozenset(
    "most half part parts much all some many majority rest remainder third quarter bulk".split()
)


def _whole(thing: Token) -> Token:
    """ "destroyed most of the batteries": what is a share of something stands for it."""
    inner = [o for name, o in preps(thing) if name == "of"] if thing.lower_ in _SHARES else []
    return inner[0] if inner else thing


def _is_air_arm(doer: Token) -> bool:
    """ "the Israeli air force destroyed …", "the air component pounded …": whatever it does it does from the air."""
    return (
        doer.lower_ in ("force", "component", "wing", "arm") and doer.i > 0 and doer.nbor(-1).lower_ == "air"
    )


def _goes_with_main(findings: Findings, verb: Token) -> bool:
    """ "a missile fell on Drohobych, damaging a substation": the participle tells what the weapon of its verb did there."""
    main = findings.by_verb.get(verb.head.i)
    if (
        main is None
        or verb.dep_ != "advcl"
        or verb.tag_ != "VBG"
        or own_subjects(verb)
        or verb.i < verb.head.i
    ):
        return False
    things = objects(verb)
    if any(m.first in {t.i for o in things for t in o.subtree} for m in findings.words.line.places):
        return False
    counted = main.strength == "counted"
    if not main.targets and (main.arms or counted) and not main.intercepted:
        main.targets.extend(t for t in things if class_of(findings.words, t) is not None)
    return bool(main.arms or main.nouns or counted)


def _weak_verb(findings: Findings, verb: Token) -> None:
    if _goes_with_main(findings, verb):
        return
    event = Event(verb, f"verb:{verb.lower_}", "weak", verbs=[verb])
    _sides(findings, event, verb)
    if not event.targets and any(c.tag_ == "VB" and c.dep_ in ("advcl", "xcomp") for c in verb.children):
        return  # "took off from Niamey to bomb a camp": what they flew for tells of the strike
    armed = bool(event.arms or event.platforms)
    for doer in event.doers:  # "RSF shelling hit the hospital", read as a party that is shelling
        for child in doer.children:
            if (
                child.tag_ == "VBG"
                and abs(child.i - doer.i) == 1
                and (named := findings.words.strike_value(child)) is not None
            ):
                event.strike_type, armed = named or event.strike_type, True
    if _from_the_air(findings, verb) or any(_is_air_arm(d) for d in event.doers):
        event.strike_type, armed = "airstrike", True
    if armed:
        event.strength = "strong"
    elif not findings.words.frames(verb).keys() & {"hit"} and verb.lower_ not in (
        "destroy",
        "destroyed",
        "destroying",
        "destroys",
    ):
        return
    findings.add(event, [verb])


def _from_the_air(findings: Findings, verb: Token) -> bool:
    return bool(_AIR.search(findings.words.sent.span.text)) and any(t.lower_ == "air" for t in verb.subtree)


def _fire_at(findings: Findings, verb: Token) -> None:
    """ "tanks fired on a convoy", "guns firing into the town": heavy weapons that fire, with no munition named."""
    if verb.dep_ == "pcomp" and any(c.dep_ == "dobj" and c.lower_ in ("it", "them") for c in verb.children):
        findings.add(Event(verb, "verb:accused", "told", verbs=[verb]), [verb])
        return
    if not verb.lower_.startswith(("fir", "open")) or any(
        c.dep_ == "dobj" and c.lower_ not in ("fire",) for c in verb.children
    ):
        return
    if _is_participle_before_hit(findings, verb):
        return
    event = Event(verb, f"verb:{verb.lower_}", "weak", verbs=[verb])
    event.doers.extend(agents(verb) if is_passive(verb) else subjects(verb))
    aimed_at(event, verb)
    link_platforms(findings, event)
    for child in verb.children:
        if (
            child.dep_ == "advcl"
            and child.tag_ == "VBG"
            and not own_subjects(child)
            and findings.words.frames(child).keys() & {"hit", "destroy", "harm"}
        ):
            findings.by_verb[child.i] = event
    event.targets[:] = [
        t for t in event.targets if t.i not in findings.words.line.time_at and t.pos_ != "NUM"
    ]
    if is_passive(verb) and (event.targets or negated(verb) or _none_of(subjects(verb))):
        event.platforms.extend(
            a for t in subjects(verb) if (a := findings.words.arm(t)) and a.role in ("platform", "launcher")
        )
    if event.platforms:
        event.strength = "strong"
    elif not event.targets:
        return
    findings.add(event, [verb])


def _is_participle_before_hit(findings: Findings, verb: Token) -> bool:
    """ "artillery fired from a base in Loikaw struck a church": the parser coordinates the participle with the verb."""
    second = next((c for c in verb.children if c.dep_ == "conj" and is_verb(c) and not own_subjects(c)), None)
    return (
        second is not None
        and not any(c.dep_ == "cc" for c in verb.children)
        and any(name == "from" for name, _ in preps(verb))
        and bool(findings.words.frames(second).keys() & {"hit", "destroy", "bombard"})
    )


def _none_of(things: list[Token]) -> bool:
    """ "no artillery was fired"."""
    return any(c.lower_ == "no" and c.dep_ == "det" for t in things for c in t.children)


_GARMENTS = frozenset("vest vests belt belts jacket jackets waistcoat waistcoats".split())


def _worn(verb: Token) -> list[Token]:
    """The garments that "two girls detonated their vests" blows up: with those who wear them."""
    return [
        t
        for t in objects(verb)
        if t.lower_ in _GARMENTS and any(c.dep_ == "poss" and c.pos_ == "PRON" for c in t.lefts)
    ]


def _blow_up(findings: Findings, verb: Token) -> None:
    """ "rebels blew up the bridge": something is blown up by somebody."""
    passive = _undergoes(findings, verb)
    things = subjects(verb) if passive else objects(verb)
    own = bool(_worn(verb)) or any(t.lower_ in REFLEXIVE for t in things)
    if not things or not has_word(verb, "up") and not own:
        return
    event = Event(verb, f"verb:{verb.lower_}", "strong", verbs=[verb])
    if own:
        event.strike_type = "suicide_bombing"
        aimed_at(event, verb)
    else:
        event.strike_type = "ied" if verb.lower_ != "triggered" else None
        event.targets.extend(things)
    event.doers.extend(agents(verb) if passive else subjects(verb))
    link_platforms(findings, event)
    if event.platforms and any(p.strike_type == "airstrike" for p in event.platforms):
        event.strike_type = "airstrike"
    findings.add(event, [verb])
