"""Whether men were lost to a mishap and to no enemy: "lost four men when their tank plunged into the river"."""

import re

from orchestration.extraction.casualty_events import At, Event, is_cause
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.syntax import clause_head, is_verb, subjects

_GOING_WRONG = forms_of(
    "plunge",
    "overturn",
    "roll",
    "crash",
    "capsize",
    "collide",
    "skid",
    "derail",
    "slip",
    "tumble",
    "flip",
    "veer",
)
_BROUGHT_DOWN = re.compile(
    r"\b(?:shot|down(?:ed|ing)|brought down|fired (?:at|on)|came under|ambush\w*|hit by|struck by)\b", re.I
)
_RUNNING = forms_of("run")


def by_mishap(at: At, event: Event) -> bool:
    """Whether a clause with "when", "as" or "after" tells how their own vehicle went wrong, and nothing near tells of an
    attack, a weapon or somebody who did it.
    """
    clauses = [
        c
        for c in clause_head(event.trigger).children
        if c.dep_ == "advcl" and is_verb(c) and any(m.lower_ in ("when", "as", "after") for m in c.children)
    ]
    wrong = [
        c
        for c in clauses
        if c.lower_ in _GOING_WRONG or c.lower_ in _RUNNING and any(t.lower_ == "aground" for t in c.children)
    ]
    text = at.sent.line.clean.text[: at.sent.line.doc[at.sent.span.end - 1].idx]
    if not wrong or _BROUGHT_DOWN.search(text):
        return False
    own = {t.i for c in wrong for noun in subjects(c) for t in noun.subtree}
    return not any(
        is_cause(at, t) for t in at.sent.span if t.pos_ == "NOUN" and t.dep_ != "compound" and t.i not in own
    )
