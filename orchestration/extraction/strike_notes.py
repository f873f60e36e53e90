"""Strikes told without a verb of their own: "Car bomb outside police headquarters", "Water truck on a mine", "Grads on the port"."""

from itertools import takewhile

from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import label_place
from orchestration.extraction.strike_events import Event, Findings
from orchestration.extraction.strike_site_phrases import heading
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import Arm
from orchestration.extraction.syntax import FINITE, is_verb, preps, subjects

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET", "CCONJ", "SYM", "PUNCT"})
_LAID = frozenset("on at under outside inside near beside against in".split())


def is_laid_note(findings: Findings, arm: Arm) -> bool:
    """ "Car bomb outside police headquarters.": a device that opens a phrase without a verb, as coders note it."""
    doc, sent = findings.words.line.doc, findings.words.sent.span
    if arm.role != "device" and not arm.head.lower_.startswith("bomb") or arm.head.i + 1 >= sent.end:
        return False
    first = arm.first
    while first > sent.start and doc[first - 1].head.i in range(first, arm.head.i + 1):
        first -= 1
    if (
        first > sent.start
        and doc[first - 1].text not in (".", ":", ";", "-")
        or doc[first].lower_ in ("the", "this")
    ):
        return False
    phrase = list(takewhile(lambda t: t.text not in (".", ":", ";"), doc[arm.head.i + 1 : sent.end]))
    return bool(phrase) and phrase[0].lower_ in _LAID and not any(is_verb(t) for t in phrase)


def is_tripped_note(findings: Findings, arm: Arm) -> bool:
    """ "Water truck on a mine near Ayorou": the note of what ran over a device, without a verb."""
    prep = arm.head.head
    thing = prep.head
    return (
        arm.role == "device"
        and arm.head.dep_ == "pobj"
        and prep.lower_ in ("on", "over")
        and all(t.head == thing for t in findings.words.line.doc[_phrase_start(findings, thing) : thing.i])
        and class_of(findings.words, thing) in ("vehicle", "convoy", "personnel")
    )


def _phrase_start(findings: Findings, token: Token) -> int:
    """Where the phrase of a note begins that the token stands in: after the last stop, or with the sentence."""
    doc, start = findings.words.line.doc, findings.words.sent.span.start
    before = range(token.i - 1, start - 1, -1)
    return next((i + 1 for i in before if doc[i].text in (".", ":", ";")), start)


def laid_at(findings: Findings, event: Event, head: Token) -> bool:
    """What the device of a note was laid at, under or against."""
    at = [
        t for t in head.nbor(1).children if t.dep_ == "pobj" and findings.words.line.time_at.get(t.i) is None
    ]
    event.targets.extend(t for t in at if class_of(findings.words, t) is not None)
    event.verbs.append(head)
    return any(t.lower_ not in _FOUND_AT for t in at)


_FOUND_AT = frozenset("case possession hands question".split())


_ANSWERING = forms_of("answer", "reply", "respond", "retaliate")
_MOUNTED = frozenset({"cannon", "cannons", "gun", "guns"})  # a vehicle's own, where they are somebody's
_EXPOSED = forms_of("be", "lie", "stay", "remain", "come", "live")


def guns_noted(findings: Findings, arm: Arm) -> None:
    """Guns that fire without a verb that says so: "HIMARS into a barracks", "Dbayeh has been under the army's guns", "they answered with howitzers"."""
    prep, words = arm.head.head, findings.words
    onto = ("into", "at", "against", *(("on",) if arm.strike_type in ("artillery", "rocket") else ()))
    targets = [o for name, o in preps(arm.head) if name in onto and o.i not in words.line.time_at]
    inside = {t.i for target in targets for t in target.subtree}
    told = any(t.tag_ in FINITE and t.i not in inside for t in words.sent.tokens())
    verbs = []
    if arm.head.dep_ == "pobj" and prep.lower_ == "under" and prep.head.lower_ in _EXPOSED:
        verbs = [prep.head] if arm.strike_type == "artillery" else []
        targets = subjects(prep.head)
    elif arm.head.dep_ == "pobj" and prep.lower_ == "with" and prep.head.lower_ in _ANSWERING:
        if arm.head.lower_ in _MOUNTED and any(c.dep_ == "poss" for c in arm.head.children):
            return  # "the Warrior replied with its cannon": shots
        verbs = [prep.head]
    elif not is_noted_under_place(findings, arm) and (arm.head.dep_ != "ROOT" or not targets or told):
        return
    if arm.strike_type is None or arm.head.dep_ == "pobj" and not verbs:
        return
    event = Event(
        arm.head,
        f"weapon:{arm.head.lower_}",
        "strong",
        verbs=verbs,
        platforms=[arm],
        doers=subjects(prep.head) if prep.lower_ == "with" else [arm.head],
        targets=targets,
    )
    findings.used.add(arm.head.i)
    findings.add(event, verbs)


def is_noted_under_place(findings: Findings, arm: Arm) -> bool:
    """ "Nikopol: Grads and FPV drones, nobody hurt": weapons alone, in an entry that its place heads."""
    words = findings.words
    headed = heading(words)
    start = words.sent.span.start if headed is None else headed.last + 1
    first = next(
        (t for t in words.line.doc[start : words.sent.span.end] if t.is_alpha or t.pos_ == "NUM"), arm.head
    )
    phrase = list(
        takewhile(lambda t: t.text not in (",", ".", ";", ":"), words.line.doc[first.i : words.sent.span.end])
    )
    return (
        arm.strike_type is not None
        and arm.role in ("munition", "launcher", "platform")
        and arm.head in phrase
        and all(t.pos_ in _NOMINAL or t.lower_ in _LAID for t in phrase)
        and (headed is not None or label_place(words.context.document, words.sent) is not None)
    )


def fell_at(findings: Findings, event: Event, head: Token) -> bool:
    """ "Missile at the port", "claim a missile at Eilat": a munition named with where it went, without a verb."""
    arm = event.arms[0]
    if not arm.is_fired or arm.role == "device" or arm.strike_type is None:
        return False
    for name, obj in preps(head):
        if (
            name in ("at", "on", "in", "into", "towards", "toward")
            and obj.i not in findings.words.line.time_at
        ):
            if name == "in" and class_of(findings.words, obj) is None:
                continue
            event.targets.append(obj)
            return True
    return False
