"""Clauses of a sentence that tell of another event, whose place and party are not those of the main one."""

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_verb, own_subjects
from orchestration.extraction.time_tables import TIME_UNITS

_BETWEEN_EVENTS = frozenset({"after", "before"})
_SHORT = frozenset({"minute", "minutes", "hour", "hours"})
_CONTRASTING = frozenset({"while", "whereas"})


def elsewhere(lexicon: Lexicon, sent: Sent, trigger: Token) -> frozenset[int]:
    """The tokens that tell of an event apart from the trigger's: what happened days before or after it ("a day after jets
    struck Balakot"), what somebody else is told to say ("while Belgrade claimed ..."), what follows the semicolon behind it.
    """
    out: set[int] = set()
    for verb in sent.span:
        if not is_verb(verb) or verb == trigger or trigger in verb.subtree or not own_subjects(verb):
            continue
        says = verb.dep_ == "advcl" and verb.lower_ in lexicon.reporting
        contrasts = says and any(c.lower_ in _CONTRASTING for c in verb.children)
        if verb.i > trigger.i and contrasts or _is_days_away(verb):
            out.update(t.i for t in verb.subtree)
    stop = next((t.i for t in sent.span if t.text == ";" and t.i > trigger.i), sent.span.end)
    return frozenset(out) | frozenset(range(stop, sent.span.end))


def _is_days_away(verb: Token) -> bool:
    """Whether the clause is what the day is counted from: "two days after jets bombed Kobani"."""
    marks = [t for t in (*verb.lefts, verb.head) if t.lower_ in _BETWEEN_EVENTS and 0 < t.i < verb.i]
    return any(mark.nbor(-1).lower_ in TIME_UNITS - _SHORT for mark in marks)
