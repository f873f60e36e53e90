"""When an event happened: the time expression of its own clause, else the one set earlier in the passage."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from orchestration.extraction.dates import find_times, in_context_year, resolve
from orchestration.extraction.document import Document, Found, Sent
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import clause_head, is_verb
from orchestration.extraction.time_expressions import TimeExpression

_OPEN = re.compile(r"\s*(?:since|until|till|from)\b", re.I)
_LIST_LEAD = re.compile(r":\s*$")
_STAMP = re.compile(
    r"\b(?:as of|as at|published|updated|posted|dated|issued|for immediate release)\b[\s:]*$", re.I
)
_SAME_EVENT = frozenset({"when", "as", "after", "while", "where", "during"})
_HISTORY_YEARS = 2
_PLAIN_SAYING = frozenset(
    "said says say told tells announced reported confirmed stated added wrote claimed declared acknowledged".split()
)
_RIGHT_BEHIND = 6
_PUT = frozenset("put rose risen rises climbed stood stands reached revised raised given".split())


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event, both inclusive; `inherited` where the passage set them."""

    first: date | None = None
    last: date | None = None
    precision: str | None = None
    inherited: bool = False

    def __bool__(self) -> bool:
        return self.first is not None or self.last is not None

    def columns(self) -> dict[str, str | None]:
        return {
            "event_date_start": self.first.isoformat() if self.first else None,
            "event_date_end": self.last.isoformat() if self.last else None,
            "date_precision": self.precision,
        }


class Clock:
    """Times of a document's events. `of` answers for the trigger of a claim.

    Two dates go along with the reading: the date of the passage, which an undated sentence of the same
    paragraph or list inherits, and the last date said at all, which "the same day" and "a week later" mean.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._passage: dict[int, When] = {}
        self._anchor: dict[int, When] = {}
        self._known: dict[tuple[int, int, int, int, bool], When] = {}
        passage, anchor, listed = When(), When(), When()
        for sent in document.sents:
            if sent.span.start == 0 and (headed := self._headed(sent)):
                passage = anchor = headed
            self._passage[sent.index], self._anchor[sent.index] = passage, anchor
            for found in _times(sent):
                if found.value.clause or _STAMP.search(sent.line.clean.text[: found.start]):
                    continue
                resolved = self._resolve(found.value, anchor)
                if not resolved:
                    continue
                if found.value.precision != "year" and not _OPEN.match(found.text):
                    anchor = resolved
                    if _dates_its_sentence(sent, found) or _heads_table(document, sent):
                        passage = resolved
            following = document.sents[sent.index + 1] if sent.index + 1 < len(document.sents) else None
            if following is not None and following.line is not sent.line:
                if following.line.clean.label is None:
                    listed = When()
                elif _LIST_LEAD.search(sent.line.clean.text):
                    listed = passage  # the date over a list holds for all its labelled lines
                if not _runs_on(sent, following):
                    passage = listed

    def _headed(self, sent: Sent) -> When:
        """The day at the head of an entry ("Boni (Douentza), 17 May: ...")."""
        entry = sent.line.clean.entry
        times = find_times(entry.day, self._document.published_on) if entry else ()
        return next((When(t.first, t.last, t.precision) for t in times), When())

    def of(self, sent: Sent, trigger: Token, *, ahead: bool = False) -> When:
        """The days of the event that the token names; `ahead` reads weekdays into the future (plans)."""
        key = (sent.index, sent.start, sent.end, trigger.i, ahead)
        if key not in self._known:
            self._known[key] = self._of(sent, trigger, ahead)
        return self._known[key]

    def _of(self, sent: Sent, trigger: Token, ahead: bool) -> When:
        found = _own_time(sent, trigger, self._document.lexicon)
        if found is None:
            passage = self._passage[sent.index]
            return When(passage.first, passage.last, passage.precision, inherited=True) if passage else When()
        time, anchor = found.value, self._anchor[sent.index]
        if _on_the_day(sent, found, trigger) and (time.point_first or time.point_last):
            return When(time.point_first, time.point_last, time.precision)
        if ahead and time.ahead_first:
            return When(time.ahead_first, time.ahead_last, time.precision)
        if time.clause and trigger.i > found.last:
            return self._before_offset(sent, trigger, time)
        if time.clause:
            return When()
        return self._resolve(time, anchor)

    def at(self, sent: Sent, time: Found[TimeExpression]) -> When:
        """The days that one time expression of the sentence means, counted from the one before it in the sentence, if any."""
        anchor = self._anchor[sent.index]
        for earlier in _times(sent):
            if earlier.first < time.first:
                anchor = self._resolve(earlier.value, anchor) or anchor
        return self._resolve(time.value, anchor)

    def _before_offset(self, sent: Sent, trigger: Token, time: TimeExpression) -> When:
        """ "retook the town on Saturday, two days after bombers hit their lines": the bombers struck on Thursday."""
        governor = clause_head(clause_head(trigger).head)
        main = self.of(sent, governor) if governor != clause_head(trigger) else When()
        if not main or time.offset_days is None or main.first is None or main.last is None:
            return When()
        step = timedelta(days=time.offset_days)
        return When(main.first - step, main.last - step, "day" if main.first == main.last else "range")

    def _resolve(self, time: TimeExpression, anchor: When) -> When:
        if time.anchor == "context":
            return When(*resolve(time, anchor.first, anchor.last))
        if time.yearless and anchor.first is not None and self._is_history(anchor.first):
            return When(*in_context_year(time, anchor.first))
        return When(time.first, time.last, time.precision)

    def _is_history(self, day: date) -> bool:
        published = self._document.published_on
        return published is not None and published.year - day.year >= _HISTORY_YEARS


def _on_the_day(sent: Sent, found: Found[TimeExpression], trigger: Token) -> bool:
    """Whether the trigger stands in the time or tells what happened on its day: "since July 12, when they seized"."""
    clause = clause_head(trigger)
    told = clause.dep_ == "relcl" and found.first <= clause.head.i <= found.last
    return found.first <= trigger.i <= found.last or told and any(c.lower_ == "when" for c in clause.children)


def _times(sent: Sent) -> list[Found[TimeExpression]]:
    return [f for f in sent.line.times if sent.span.start <= f.first < sent.span.end]


def _governor(sent: Sent, found: Found[TimeExpression]) -> Token:
    """The verb (or root) that the time dates; "since the war began" dates what happened since, not the beginning."""
    token = sent.line.doc[found.first]
    head = clause_head(token)
    if token.dep_ == "mark" and _OPEN.match(found.text) and head.dep_ == "advcl":
        head = clause_head(head.head)
    return head


def _own_time(sent: Sent, trigger: Token, lexicon: Lexicon) -> Found[TimeExpression] | None:
    """The time of the trigger's phrase or clause, of the clauses around it, of a when-clause in it, or the only one
    near; when somebody said it is none.
    """
    times = [
        f
        for f in _times(sent)
        if not _STAMP.search(sent.line.clean.text[: f.start]) and not _of_saying(sent, f, trigger, lexicon)
    ]
    if not times:
        return None
    inside = [f for f in times if f.first <= trigger.i <= f.last]
    if inside:
        return inside[0]
    phrase = {t.i for t in trigger.subtree}
    own = clause_head(trigger)
    governed = [(f, _governor(sent, f)) for f in times]
    attached = [f for f, head in governed if f.first in phrase and head in (trigger, own)]
    if not attached and trigger.pos_ == "NOUN":  # "the number of people killed since the unrest began in May"
        attached = [f for f, _ in governed if f.first in phrase and f.first > trigger.i]
    if attached:
        return min(attached, key=lambda f: abs(f.first - trigger.i))
    owned = [f for f in times if _is_owned(sent, f)]
    if len(owned) == 1 and len(times) > 1 and own.lower_ in _PUT:
        return owned[0]
    clause = own
    for _ in range(6):
        same = [f for f, head in governed if head == clause]
        below = [
            f
            for f, head in governed
            if head.dep_ == "advcl" and head.head in _run_of(clause) and _introduces(head)
        ]
        if same and not (clause == own and below and all(_OPEN.match(f.text) for f in same)):
            return min(same, key=lambda f: abs(f.first - trigger.i))
        if below and clause == own:
            return below[0]
        if clause.dep_ == "ROOT" or (clause.dep_ == "relcl" and clause.head.pos_ not in ("NOUN", "PROPN")):
            break
        if clause.dep_ == "relcl" and _perfect(clause) and not _perfect(clause_head(clause.head)):
            return None  # history told in passing has its own dates
        clause = clause_head(clause.head)
    run = _run_of(own)
    nearest = [
        f
        for f, head in governed
        if not _told_as_history(head, own) and (not _OPEN.match(f.text) or head in run)
    ]
    return nearest[0] if len(nearest) == 1 and len(times) <= 2 else None


def _is_owned(sent: Sent, found: Found[TimeExpression]) -> bool:
    """As in "the toll of Monday's attack": the day of what is spoken of."""
    return any(t.dep_ == "poss" for t in sent.line.doc[found.first : found.last + 1])


def _of_saying(sent: Sent, found: Found[TimeExpression], trigger: Token, lexicon: Lexicon) -> bool:
    """Whether the time is that of a report of the trigger ("killed 44 people, the project said today")."""
    head = _governor(sent, found)
    cue = lexicon.reporting.get(head.lower_)
    return (
        cue is not None
        and cue.asks == "any"
        and head.lower_ in _PLAIN_SAYING
        and head != clause_head(trigger)
        and found.first - head.i in range(1, _RIGHT_BEHIND)
    )


def _run_of(clause: Token) -> list[Token]:
    """The clause and those coordinated to its right, up to one with a time: "nine died and 15 were hurt when"."""
    out = [clause]
    while following := next((c for c in out[-1].rights if c.dep_ == "conj" and is_verb(c)), None):
        out.append(following)
    return out


def _introduces(verb: Token) -> bool:
    return any(c.lower_ in _SAME_EVENT for c in verb.children if c.dep_ in ("mark", "advmod"))


def _perfect(verb: Token) -> bool:
    return any(c.lower_ in ("had", "'d") for c in verb.children if c.dep_ == "aux")


def _told_as_history(head: Token, own: Token) -> bool:
    """A date inside a relative clause or a had-clause does not date what stands outside of it."""
    if head.dep_ == "relcl" and own not in head.subtree:
        return True
    return _perfect(head) and not _perfect(own)


def _dates_its_sentence(sent: Sent, found: Found[TimeExpression]) -> bool:
    """Whether what follows may inherit the date: not from history told in passing, nor from a bare heading."""
    head = _governor(sent, found)
    if sent.line.clean.kind == "heading" and not _LIST_LEAD.search(sent.line.clean.text):
        return False
    if head.dep_ == "relcl" and any(c.lower_ == "where" for c in head.children) and not _perfect(head):
        return True  # "The worst was in Taraza, where guerrillas assaulted the station on Wednesday"
    verbless = not is_verb(sent.span.root)  # "A bomber detonated near the house this morning", misread
    return not (
        (head.dep_ in ("relcl", "acl") and not verbless)
        or (head.dep_ == "advcl" and _perfect(head))
        or (_perfect(head) and head.dep_ != "ROOT")
    )


def _heads_table(document: Document, sent: Sent) -> bool:
    """Whether the line is the heading of a table, whose rows are of its days."""
    below = sent.line.index + 1
    return (
        sent.line.clean.kind == "heading"
        and below < len(document.lines)
        and "|" in document.lines[below].clean.text
    )


def _runs_on(sent: Sent, following: Sent) -> bool:
    """Whether the passage's date goes over to the next line: into and through a list, and past its headings."""
    kind = following.line.clean.kind
    return (
        kind == "bullet"
        or "|" in following.line.clean.text
        or bool(_LIST_LEAD.search(sent.line.clean.text))
        or (kind == "heading" and _list_follows(sent, following))
    )


def _list_follows(sent: Sent, heading: Sent) -> bool:
    """A heading inside a list ("Syria", between bullets) does not end the passage."""
    return len(heading.line.clean.text.split()) <= 4
