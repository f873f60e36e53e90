"""Whether a figure is one that its own words call given up: "first said two", "had earlier put the toll at 60"."""

from orchestration.extraction.casualty_events import Event
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import clause_head, is_verb

_TELLING = forms_of(
    "say",
    "tell",
    "give",
    "put",
    "report",
    "announce",
    "state",
    "claim",
    "list",
    "count",
    "speak",
    "estimate",
    "confirm",
    "set",
)
_SETTING = forms_of("give", "put", "set", "estimate", "list", "count")
_AT_FIRST = frozenset({"initially", "originally", "first"})
_BEFORE = frozenset({"earlier", "previously", "before"})
_REVISING = forms_of("revise", "correct", "update", "raise", "lower", "replace")
_AFTERWARDS = frozenset({"then", "later", "finally", "eventually", "now"})
_CLAUSES_UP = 3


def was_given_up(event: Event) -> bool:
    """Whether the report of the figure is called the first one, or one that a later one replaced."""
    figure = event.groups[0].head
    noun = event.trigger
    if event.rule == "toll" and noun.dep_ == "dobj" and noun.head.lower_ in _REVISING:
        return any(c.dep_ == "prep" and c.lower_ == "of" and figure in c.subtree for c in noun.children)
    above = clause_head(noun)
    for _ in range(_CLAUSES_UP):
        if above.lower_ in _TELLING and above.i < figure.i and _is_first_word(above):
            return not _is_last_word(above, figure)
        if above.dep_ not in ("ccomp", "xcomp", "conj", "pcomp") or not is_verb(above.head):
            return False
        if above.dep_ == "conj" and any(c.lower_ in _AFTERWARDS for c in above.children):
            return False
        above = above.head
    return False


def _is_last_word(verb: Token, figure: Token) -> bool:
    """As in "first put the toll at 50, then at 100 and finally at 300": the last of the figures that one gave."""
    steps = [t.i for t in verb.subtree if t.lower_ in _AFTERWARDS]
    return any(verb.i < i < figure.i for i in steps) and not any(i > figure.i for i in steps)


def _is_first_word(verb: Token) -> bool:
    adverbs = {
        c.lower_
        for c in verb.children
        if c.dep_ == "advmod" and (c.lower_ != "first" or c.i == verb.i - 1)  # not "First, police said"
    }
    had = any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    at_first = any(
        c.dep_ == "prep" and c.lower_ == "at" and any(o.lower_ == "first" for o in c.children)
        for c in verb.children
    )
    return (
        at_first or bool(adverbs & _AT_FIRST) or had and verb.lower_ in _SETTING and bool(adverbs & _BEFORE)
    )
