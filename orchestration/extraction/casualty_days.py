"""The stretch of days over which a count has run up: "had died by 17 April", "have died in two weeks", "have died since"."""

import re

from orchestration.extraction.calendar_days import stepped_back
from orchestration.extraction.casualty_events import At, Event
from orchestration.extraction.parse import Token
from orchestration.extraction.passage_days import OPEN, governor_of, is_before_past, times_of
from orchestration.extraction.syntax import clause_head
from orchestration.extraction.time_atoms import amount_of
from orchestration.extraction.timing import When, lasts_till_now

_BY = re.compile(r"\b(?:by|as of|as at)\s+(?:the end of\s+)?$", re.I)
_IN_SPELL = re.compile(r"\bin (?:just |only )?(?P<n>\w+) (?P<unit>day|week|month)s\b", re.I)


def run_up(at: At, event: Event) -> When:
    """The days over which the dead and wounded of the event were counted; nothing for those of a day."""
    clause = clause_head(event.trigger)
    if by := counted_by(at, event.trigger):
        return by
    published = at.context.document.published_on
    if published is None or not lasts_till_now(clause):
        return When()
    doc = at.sent.line.doc
    words = " ".join(doc[i].text for i in range(clause.i, at.sent.span.end))
    spell = _IN_SPELL.search(words)
    if spell is not None and (count := amount_of(spell["n"])) is not None:
        return When(stepped_back(published, count, spell["unit"].lower()), published, "range")
    if any(_is_bare_since(c) for c in clause.children):
        told = [f for f in times_of(at.sent) if f.last < event.trigger.i and not OPEN.match(f.text)]
        clock = at.context.clock
        day = clock.at(at.sent, told[-1]) if told else clock.named_last(at.sent)
        return When(day.first, published, "range") if day.first is not None else When()
    return When()


def counted_by(at: At, trigger: Token) -> When:
    """As in "944 people had been killed by 17 April": all up to that day."""
    clause = clause_head(trigger)
    if not (is_before_past(clause) or lasts_till_now(clause)):
        return When()
    for found in times_of(at.sent):
        up_to = _BY.search(at.sent.line.clean.text[: found.start]) is not None
        if up_to and found.value.last is not None and governor_of(at.sent, found) == clause:
            return When(None, at.context.clock.at(at.sent, found).last, "range")
    return When()


def _is_bare_since(token: Token) -> bool:
    return token.lower_ == "since" and token.dep_ == "advmod" and not any(True for _ in token.children)
