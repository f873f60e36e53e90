"""Places that share the words of a strike and say only what differs: "bombed Sirte, then Brega", "Mostar was shelled on
Monday and Konjic on Tuesday", "as was Travnik", "Sarajevo took 300 shells, Gorazde 120", "Shelling: Orikhiv, Huliaipole".
"""

import re
from dataclasses import dataclass

from orchestration.extraction.document import Found, PlaceMention
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_lists import without_times
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import FINITE
from orchestration.extraction.time_expressions import TimeExpression

# What stands between two such places once times and what the first strike did are taken out.
_GAP = re.compile(
    r"\s*(?:(?:on|in|at)\s*)?[,;]?\s*(?P<joint>,|;|and|then|and\s+then|followed\s+by|(?:as|so)\s+(?:was|were|did|had))?\s*,?\s*"
    r"(?:(?:again|also|later|on|in)\s*)?,?\s*(?:(?:(?:an?|the)\s+(?:[\w-]+\s+){1,3})?(?:at|in|on|near|outside|over)\s+)?"
    r"(?:the\s+)?(?:(?:town|city|village|port)\s+of\s+)?",
    re.I,
)
_RESULT = re.compile(
    r",\s+(?:killing|wounding|injuring|hurting|damaging|destroying|hitting)\b[^,;.]{1,60}(?=,|\s+and\b)|\s+(?:from|by|with|for)\s[^,;.]{1,50}(?=,)"
)
_STRONG = re.compile(r"\b(?:then|followed\s+by|(?:as|so)\s+(?:was|were|did|had))\b", re.I)
_WHERE = re.compile(r",\s+where\b")
_IN_BRACKETS = re.compile(r"\s*\(\s*")
_HEADED = re.compile(r"\s*:\s+$")
_LISTED = re.compile(r"\s*(?:\(\d+\))?\s*(?:,|;|and|, and)\s*")


@dataclass(frozen=True, slots=True)
class Gapped:
    """A further place, with the time and the number that are its own."""

    mention: Found[PlaceMention]
    time: Found[TimeExpression] | None = None
    count: Quantity | None = None


def sharing(words: Words, event: Event, last: Found[PlaceMention]) -> list[Gapped]:
    """The places after the last that is read from the event's own words, which share its verb without saying it again."""
    line, doc = words.line, words.line.doc
    text = line.clean.text
    verbs = [v for v in event.verbs if last.last < v.i < words.sent.span.end]
    passed = [v for v in verbs if not any(last.last < m.first < v.i for m in line.places)]
    start = max([last.end, *(v.idx + len(v) for v in passed)])
    out: list[Gapped] = []
    for mention in line.places:
        if mention.start < start or mention.first >= words.sent.span.end:
            continue
        gap = without_times(line, start, mention.start)
        before = [t for t in line.times if start <= t.start and t.end <= mention.start]
        found = _GAP.fullmatch(_RESULT.sub("", gap))
        if found is None or not found.group("joint"):
            break
        lead = [t for t in before if re.search(r"\b(?:and|then)\b", text[start : t.start])]
        behind = next(
            (t for t in line.times if re.fullmatch(r"\s+(?:on|in|at)?\s*", text[mention.end : t.start])), None
        )
        own = lead[0] if len(lead) == 1 else behind
        following = doc[mention.last + 1] if mention.last + 1 < words.sent.span.end else None
        goes_on = following is not None and following.tag_ in FINITE
        told = own or _STRONG.search(gap) or _WHERE.match(text[mention.end :])
        if goes_on or not told:
            break
        out.append(Gapped(mention, own))
        start = mention.end
        if behind is not None and own is behind:
            start = behind.end
    return out


def places_under(words: Words, event: Event) -> list[Gapped]:
    """The places that a bare strike noun heads: "Air raids: Haydan (3), Razih (2) and Baqim"."""
    line = words.line
    text = line.clean.text
    after = [m for m in line.places if m.first > event.trigger.i]
    if (
        not event.nouns
        or not after
        or not _HEADED.fullmatch(text[event.nouns[0].idx + len(event.nouns[0]) : after[0].start])
    ):
        return []
    out: list[Gapped] = []
    end = after[0].start
    for mention in after:
        if out and not _LISTED.fullmatch(text[end : mention.start]):
            break
        number = next(
            (q for q in line.quantities if _IN_BRACKETS.fullmatch(text[mention.end : q.start])), None
        )
        out.append(Gapped(mention, count=number.value if number is not None else None))
        end = mention.end
    return out
