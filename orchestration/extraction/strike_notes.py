"""Bombs in the notes of coders, told without a verb: "Car bomb outside police headquarters", "Water truck on a mine"."""

from itertools import takewhile

from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import Event, Findings
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import Arm
from orchestration.extraction.syntax import is_verb

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
