"""Whether a sentence tells of another event, in another place than the one whose day the passage is at."""

import re

from orchestration.extraction.document import PlaceMention, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import clause_head, own_subjects, subjects

_SAME_DAY = re.compile(
    r"\b(?:noon|midday|midnight|dawn|daybreak|dusk|sunrise|sunset|nightfall|overnight|morning|afternoon|evening|night|hours?|"
    r"minutes|later|then|meanwhile|simultaneously|too|same|first day|second day|nearby|neighbou?ring|in all|at (?:about |around )?"
    r"\d\d?(?:[:.]\d\d| ?[ap]\.?m\b)|\d\d?[:.]\d\d|hospital|morgue|clinic)\b",
    re.I,
)
_BACK = frozenset("it they he she we one another others both each some these those this that all".split())
_TOWN_SIZED = 3  # the coarsest where_precision of a place that lies apart from another


def tells_of_elsewhere(told: Sent, sent: Sent, trigger: Token) -> bool:
    """Whether `sent` names a town, and none that `told`, earlier in the same paragraph, names, and nothing ties the two:
    no hour, no "later" or "nearby", no subject that points back.
    """
    if told.line is not sent.line or sent.line.clean.kind == "bullet" or "|" in sent.line.clean.text:
        return False
    before, here = _towns(told), _towns(sent)
    if not before or not here or any(_is_of(a.name, b.name) for a in before for b in here):
        return False
    lands = {
        p.place.country_code for p in _places(told, "pobj") if p.place is not None and p.feature == "country"
    }
    if any(p.place is not None and p.place.country_code in lands for p in here):
        return False
    if _SAME_DAY.search(
        sent.line.clean.text[sent.line.doc[sent.span.start].idx : sent.line.doc[sent.span.end - 1].idx]
    ):
        return False
    return not any(_points_back(noun) for noun in subjects(clause_head(trigger)))


def _places(sent: Sent, role: str | None = None) -> list[PlaceMention]:
    doc = sent.line.doc
    return [
        p.value
        for p in sent.line.places
        if sent.span.start <= p.first < sent.span.end
        and (doc[p.last].dep_ == role if role else doc[p.last].dep_ != "poss")
        and p.value.locative
        and p.value.generic is None
        and not p.value.borrowed
    ]


def _towns(sent: Sent) -> list[PlaceMention]:
    return [p for p in _places(sent) if (p.where_precision or 1) <= _TOWN_SIZED]


def _is_of(one: str, other: str) -> bool:
    """Whether one name holds the other ("Aleppo University Hospital", "Aleppo")."""
    return one in other or other in one


def _points_back(noun: Token) -> bool:
    """As in "They", "The patrol", "Both", but not "The Houthis"."""
    if noun.lower_ in _BACK:
        # "British forces around Basra said they had ...": they are named right there
        clause = clause_head(noun)
        return clause.dep_ != "ccomp" or all(s.pos_ == "PRON" for s in own_subjects(clause.head))
    return noun.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ in ("the", *_BACK) for c in noun.children)
