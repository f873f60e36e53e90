"""Verbs that report: those of the dictionary, where what the verb asks for is there."""

from orchestration.extraction.lexicon import Cue, Lexicon
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import prepositional_objects

_GIVEN_AS = frozenset({"at", "as", "to"})
_ROLLS = frozenset({"names", "list"})
_FIGURES = frozenset("figure number toll count total tally balance".split())
_HARMED = frozenset({"dead", "wounded", "injured", "killed", "missing"})
_COUNTED = 3
_LISTED = 9


def cue_of(lexicon: Lexicon, token: Token) -> Cue | None:
    """The reporting verb that the token is, where what that verb asks for is there."""
    if token.pos_ not in ("VERB", "AUX") and not token.tag_.startswith("VB"):
        return None
    reporting = lexicon.reporting
    low = token.lower_
    if low not in lexicon.reporting_words:
        return None
    particles = [token.nbor(1).lower_] if token.i + 1 < len(token.doc) else []
    particles += [c.lower_ for c in token.children if c.dep_ in ("prep", "prt") and c.i > token.i]
    if token.i + 2 < len(token.doc):
        particles.append(f"{token.nbor(1).lower_} {token.nbor(2).lower_}")  # "owned up to"
    cue = next((two for p in particles if (two := reporting.get(f"{low} {p}"))), None)
    cue = cue or reporting.get(low)
    return None if cue is None or (cue.asks == "figure" and not _gives_figure(token)) else cue


def _gives_figure(verb: Token) -> bool:
    """Whether the verb gives a number as something ("put the dead at 30", "raised its count to 13"), a number of dead or
    wounded ("gave 80 wounded") or their names.
    """
    behind = [t for t in verb.subtree if t.i > verb.i]
    given = any(
        t.lower_ in _GIVEN_AS
        and (
            any(p.dep_ in ("pobj", "pcomp") and _has_number(p) for p in t.children)
            or (t.i + 1 < len(t.doc) and t.nbor(1).like_num and t.lower_ == "as")
        )
        for t in behind
    )
    # "gave a figure of 53"
    given = given or any(
        t.lower_ in _FIGURES
        and t.dep_ == "dobj"
        and t.head == verb
        and any(map(_has_number, prepositional_objects(t, "of")))
        for t in behind
    )
    named = any(t.lower_ in _ROLLS and t.dep_ == "dobj" and t.head == verb for t in behind)
    listed = any(  # "gave its own dead in October: 1,099"
        t.dep_ == "dobj"
        and t.head == verb
        and t.lower_ in _HARMED | {"losses", "casualties"}
        and any(
            c.text == ":" and c.nbor(1).like_num for c in t.doc[t.i + 1 : min(t.i + _LISTED, len(t.doc) - 1)]
        )
        for t in behind
    )
    if listed:
        return True
    harmed = (t for t in behind if t.lower_ in _HARMED)
    return (
        given
        or named
        or any(n.like_num for t in harmed for n in t.doc[max(verb.i + 1, t.i - _COUNTED) : t.i])
    )


def _has_number(token: Token) -> bool:
    return any(t.like_num or t.pos_ == "NUM" for t in token.subtree)
