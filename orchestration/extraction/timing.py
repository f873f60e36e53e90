"""When an event happened: the time expression of its own clause, else the one set earlier in the passage."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from orchestration.extraction.dates import find_times, in_context_year, resolve
from orchestration.extraction.days_elsewhere import tells_of_elsewhere
from orchestration.extraction.document import Document, Found, Sent
from orchestration.extraction.intent_verbs import UNDERTAKING
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.parse import Token
from orchestration.extraction.passage_days import (
    LIST_LEAD,
    OPEN,
    PLAIN_SAYING,
    RIGHT_BEHIND,
    dates_its_sentence,
    dating,
    governor_of,
    happened,
    is_anniversary,
    is_before_past,
    is_charged,
    is_of_another,
    is_report_time,
    relative_of,
    times_of,
)
from orchestration.extraction.syntax import clause_head, is_verb
from orchestration.extraction.time_expressions import TimeExpression

_SUMMED_UP = re.compile(
    r"\b(?:as (?:of|at)|situation at|up to|until) (?:midnight|noon|nightfall|(?:1[2-9]|2[0-4])(?:[:.h]\s?\d\d|\d\d hours|"
    r"\d\dh)\b|\d{1,2}(?::\d\d)? ?p\.?m\b)",
    re.I,
)
_HEAD_LINES = 4
_HEAD_WORDS = 14
_SINCE = re.compile(r"\s*(?:ever )?since\b", re.I)
_STAMP = re.compile(
    r"\b(?:as of|as at|published|updated|posted|dated|issued|for immediate release)\b[\s:]*$", re.I
)
_SAME_EVENT = frozenset({"when", "as", "after", "while", "where", "during"})
_HISTORY_YEARS = 2
_WEEKS = 20  # days from which a stretch of time is no date of a single event
_LATE = 10  # days after which what goes on as the text is written is no more of the day told before
_COMPARED = re.compile(
    r"\b(?:from|against|compared (?:to|with))\s+(?:\w+\s+)?[\d,.]+\s+(?:(?:in|on|for|of)\s+)?(?:the\s+)?$",
    re.I,
)
_DATELINE = re.compile(r"\W{0,2}[A-Z][\w'’.-]*(?:[\s,/]+\(?[A-Z][\w'’.-]*\)?){0,3}[\s,]+(?:on\s+)?$")
_DASH = re.compile(r"\)?\s*(?:-|–|—|:)")
_RESTRICTING = frozenset({"who", "that", "which"})
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
        self._story: dict[int, When] = {}
        self._month: dict[int, When] = {}
        self._day = self._of_bulletin()
        self._told: dict[int, Sent] = {}
        told: Sent | None = None
        passage, anchor, listed, story, month = When(), When(), When(), When(), When()
        for sent in document.sents:
            if sent.span.start == 0 and (headed := self._headed(sent)):
                passage = anchor = headed
            self._passage[sent.index], self._anchor[sent.index] = passage, anchor
            self._story[sent.index], self._month[sent.index] = story, month
            if told is not None:
                self._told[sent.index] = told
            carried = dating(sent, document.lexicon)
            for found in times_of(sent):
                if found.value.clause or _STAMP.search(sent.line.clean.text[: found.start]):
                    continue
                resolved = self._resolve(
                    found.value, month if _is_dated_in_context(found.value) else anchor, story
                )
                if not resolved:
                    continue
                if not is_anniversary(sent, found):
                    month = resolved
                story = self._told_on(sent, found, resolved, story)
                if not anchor and is_report_time(sent, found, document.lexicon):
                    anchor = resolved  # "the previous day" is the one before the report
                if found not in carried or is_anniversary(sent, found):
                    continue
                if found.value.precision != "year" and not OPEN.match(found.text):
                    anchor = resolved
                    if _looks_back(sent, found, resolved, passage):
                        continue
                    if dates_its_sentence(sent, found, document.lexicon) or _heads_table(document, sent):
                        passage, told = resolved, sent
            following = document.sents[sent.index + 1] if sent.index + 1 < len(document.sents) else None
            if following is not None and following.line is not sent.line:
                if following.line.clean.label is None:
                    listed = When()
                elif LIST_LEAD.search(sent.line.clean.text):
                    listed = passage  # the date over a list holds for all its labelled lines
                if not _runs_on(sent, following):
                    passage = listed

    def _of_bulletin(self) -> When:
        """The day that a bulletin is of: its head gives the hour at which the day was summed up ("as of 18:00, 6 August")."""
        for line in self._document.lines[:_HEAD_LINES]:
            if _SUMMED_UP.search(line.clean.text) and len(line.clean.text.split()) <= _HEAD_WORDS:
                days = [f.value for f in line.times if f.value.precision == "day" and f.value.first]
                return When(days[0].first, days[0].last, "day") if len(days) == 1 else When()
        return When()

    def _told_on(self, sent: Sent, found: Found[TimeExpression], resolved: When, story: When) -> When:
        """The day that a story of the past has come to: a text that gives the year of one event gives it for those that
        follow, until it says of another when it was by the day of publication.
        """
        time = found.value
        if is_anniversary(sent, found):
            return story
        if resolved.first is not None and self._is_history(resolved.first):
            dates = (
                time.precision != "year"
                and not OPEN.match(found.text)
                and dates_its_sentence(sent, found, self._document.lexicon)
            )
            return resolved if dates else story
        return When() if time.anchor != "context" else story

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
            passage = self._since_told_before(sent, trigger) or self._passage[sent.index] or self._day
            if passage and self._is_past(passage) and is_of_today(clause_head(trigger)):
                return When()
            if passage and self._is_past(passage) and _is_long(passage, trigger):
                passage = self._before_history(sent)
            if self.is_elsewhere(sent, trigger):
                return When()
            return When(passage.first, passage.last, passage.precision, inherited=True) if passage else When()
        time = found.value
        if _on_the_day(found, trigger) and (time.point_first or time.point_last):
            return When(time.point_first, time.point_last, time.precision)
        if ahead and time.ahead_first:
            return When(time.ahead_first, time.ahead_last, time.precision)
        if time.clause and trigger.i > found.last:
            return self._before_offset(sent, trigger, found)
        if time.clause:
            return When()
        return self.at(sent, found)

    def is_elsewhere(self, sent: Sent, trigger: Token) -> bool:
        """Whether the passage is at a day, and the sentence tells of another event than that of the day."""
        told, passage = self._told.get(sent.index), self._passage[sent.index]
        return told is not None and passage.first == passage.last and tells_of_elsewhere(told, sent, trigger)

    def named_last(self, sent: Sent) -> When:
        """The days named last before the sentence, whatever they are the days of."""
        return self._anchor[sent.index]

    def _before_history(self, sent: Sent) -> When:
        """The day that the passage was at before it told of weeks or a year long over: what is told next is of it again."""
        before = sent.index
        while before and self._document.sents[before - 1].line is sent.line:
            before -= 1
            if (day := self._passage[before]) and not self._is_past(day):
                return day
        return When()

    def _since_told_before(self, sent: Sent, trigger: Token) -> When:
        """As in "The town has been under attack since 27 January. More than 260 people have died": what goes on till now is
        of the days told right before.
        """
        before = self._document.sents[sent.index - 1] if sent.index else None
        if before is None or before.line is not sent.line or not lasts_till_now(clause_head(trigger)):
            return When()
        for found in times_of(before):
            head = governor_of(before, found)
            lasting = lasts_till_now(head) and head.dep_ != "relcl"
            resolved = self._resolve(found.value, self._anchor[before.index], self._story[before.index])
            if (
                lasting
                and _SINCE.match(found.text)
                and resolved
                and resolved.last == self._document.published_on
            ):
                return resolved
        return When()

    def at(self, sent: Sent, time: Found[TimeExpression]) -> When:
        """The days that one time expression of the sentence means, counted from the one before it in the sentence, if any."""
        story = self._story[sent.index]
        anchor = (self._month if _is_dated_in_context(time.value) else self._anchor)[sent.index]
        for earlier in times_of(sent) if time.value.anchor == "context" else ():
            dates = earlier.value.precision != "year" and not OPEN.match(earlier.text)
            if (
                earlier.first < time.first
                and dates
                and not is_report_time(sent, earlier, self._document.lexicon)
            ):
                anchor = self._resolve(earlier.value, anchor, story) or anchor
        return self._resolve(time.value, anchor, story)

    def _before_offset(self, sent: Sent, trigger: Token, found: Found[TimeExpression]) -> When:
        """ "retook the town on Saturday, two days after bombers hit their lines": the bombers struck on Thursday."""
        governor = clause_head(clause_head(trigger).head)
        time = found.value
        if governor == clause_head(trigger):
            return When()
        if any(c.dep_ == "mark" and found.first <= c.i <= found.last + 1 for c in governor.children):
            return self.of(sent, governor)  # "two days after jets bombed the camp, killing nine"
        main = self.of(sent, governor)
        if not main or time.offset_days is None or main.first is None or main.last is None:
            return When()
        step = timedelta(days=time.offset_days)
        return When(main.first - step, main.last - step, "day" if main.first == main.last else "range")

    def _resolve(self, time: TimeExpression, anchor: When, story: When) -> When:
        if time.anchor == "context":
            return When(*resolve(time, anchor.first, anchor.last))
        past = story.first or anchor.first
        if (time.yearless or time.nth) and past is not None and self._is_history(past):
            return When(*in_context_year(time, past))
        return When(time.first, time.last, time.precision)

    def _is_past(self, when: When) -> bool:
        published = self._document.published_on
        return published is not None and when.last is not None and (published - when.last).days > _LATE

    def _is_history(self, day: date) -> bool:
        published = self._document.published_on
        return published is not None and published.year - day.year >= _HISTORY_YEARS


def _is_dated_in_context(time: TimeExpression) -> bool:
    """Whether the words name a day or a month and the passage its month or year ("the 12th of that month")."""
    return time.anchor == "context" and (time.month_day is not None or time.month is not None)


def lasts_till_now(verb: Token) -> bool:
    """As in "have died", "has been besieged", but not "claimed to have died"."""
    if any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return False
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("have", "has", "'ve") for c in verb.children)


def _is_long(passage: When, trigger: Token) -> bool:
    """Whether the passage is of weeks or a year that ended before, which dates no single event told next: "The town fell in
    June 2013. A rocket killed two". What points back ("those attacks") is of that time.
    """
    weeks = (
        passage.first is not None
        and passage.last is not None
        and (passage.last - passage.first).days >= _WEEKS
    )
    return weeks and not any(
        t.dep_ == "det" and t.lower_ in ("those", "these") for t in clause_head(trigger).subtree
    )


def is_of_today(verb: Token) -> bool:
    """As in "is threatening", "they now hold", "has killed thousands": what goes on as the text is written."""
    tense = next((c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i), verb)
    return tense.lower_ in ("is", "are", "has", "have", "'s", "'re", "'ve") or tense.tag_ in ("VBZ", "VBP")


def _on_the_day(found: Found[TimeExpression], trigger: Token) -> bool:
    """Whether the trigger stands in the time or tells what happened on its day: "since July 12, when they seized"."""
    clause = clause_head(trigger)
    while clause.dep_ == "conj" and is_verb(clause.head):
        clause = clause.head
    when = next((c for c in clause.children if c.lower_ == "when"), None)
    told = clause.dep_ == "relcl" and found.first <= clause.head.i <= found.last
    behind = when is not None and when.i - found.last in (1, 2)
    return found.first <= trigger.i <= found.last or when is not None and (told or behind)


def _own_time(sent: Sent, trigger: Token, lexicon: Lexicon) -> Found[TimeExpression] | None:
    """The time of the trigger's phrase or clause, of the clauses around it, of a when-clause in it, or the only one
    near; when somebody said it is none.
    """
    times = [
        f
        for f in times_of(sent)
        if not _STAMP.search(sent.line.clean.text[: f.start])
        and not _of_saying(sent, f, trigger, lexicon)
        and not is_of_another(sent, f)
        and not is_anniversary(sent, f)
        and not _in_later_part(sent, f, trigger)
        and not _is_compared(sent, f)
        and not _of_undertaking(f, trigger)
        and not (trigger.i < f.first and _sets_apart(sent, f))
    ]
    if (
        len(times) > 1
    ):  # what dates a report, or the text itself, is no day of an event that has one of its own
        times = [f for f in times if not _heads_line(sent, f) and not _follows_saying(sent, f)] or times
    if not times:
        return None
    inside = [f for f in times if f.first <= trigger.i <= f.last]
    if inside:
        return inside[0]
    phrase = {t.i for t in trigger.subtree}
    own = clause_head(trigger)
    governed = [(f, governor_of(sent, f)) for f in times]
    attached = [f for f, head in governed if f.first in phrase and head in (trigger, own)]
    if not attached and trigger.pos_ == "NOUN":  # "the number of people killed since the unrest began in May"
        attached = [f for f, _ in governed if f.first in phrase and f.first > trigger.i]
    if attached:
        return _nearest(attached, trigger)
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
        if same and not (clause == own and below and all(OPEN.match(f.text) for f in same)):
            return _nearest(same, trigger)
        if below and clause == own:
            return below[0]
        if clause.dep_ == "ROOT" or (clause.dep_ == "relcl" and clause.head.pos_ not in ("NOUN", "PROPN")):
            break
        if clause.dep_ == "relcl" and is_before_past(clause) and not is_before_past(clause_head(clause.head)):
            return None  # history told in passing has its own dates
        clause = clause_head(clause.head)
    run = _run_of(own)
    nearest = [
        f
        for f, head in governed
        if not _told_as_history(head, own) and (not OPEN.match(f.text) or head in run)
    ]
    return nearest[0] if len(nearest) == 1 and len(times) <= 2 else None


def _sets_apart(sent: Sent, found: Found[TimeExpression]) -> bool:
    """As in "on Monday, days before an election": how far the day just named lies from something else."""
    if found.value.anchor != "context" or not found.text.endswith(("before", "after")):
        return False
    text = sent.line.clean.text
    return any(f.value.first is not None and text[f.end : found.start] == ", " for f in times_of(sent))


def _in_later_part(sent: Sent, found: Found[TimeExpression], trigger: Token) -> bool:
    """Whether a semicolon parts the time from what was told before: "27 bodies; the building was hit the next day"."""
    return any(t.text == ";" for t in sent.line.doc[trigger.i : found.first])


def _nearest(times: list[Found[TimeExpression]], trigger: Token) -> Found[TimeExpression]:
    """The time next to the trigger; what was done and over has a day before it has a beginning: "Kidal, held by rebels
    since 2012, was taken on 3 June".
    """
    over = trigger.tag_ in ("VBD", "VBN") and not lasts_till_now(trigger)
    days = [f for f in times if not OPEN.match(f.text)] if over else []
    return min(days or times, key=lambda f: abs(f.first - trigger.i))


def _of_undertaking(found: Found[TimeExpression], trigger: Token) -> bool:
    """As in "threatened on Monday to shell the airport", "accused them on Monday of shelling it": the day of the words, not
    of what is threatened or charged.
    """
    if is_charged(trigger):
        return trigger.head.head.i < found.first < trigger.head.i
    above = trigger.head
    to = next((c.i for c in trigger.lefts if c.lower_ == "to"), None)
    return (
        trigger.dep_ in ("xcomp", "advcl")
        and above.lower_ in UNDERTAKING
        and to is not None
        and above.i < found.first < to
    )


def _is_compared(sent: Sent, found: Found[TimeExpression]) -> bool:
    """As in "309 raids, up from 241 in October": when another number was told."""
    return bool(_COMPARED.search(sent.line.clean.text[: found.start]))


def _heads_line(sent: Sent, found: Found[TimeExpression]) -> bool:
    """As in "(Nairobi, March 11, 2021) - Troops …", "BENI, March 22 - Rebels …"."""
    text = sent.line.clean.text
    return bool(_DATELINE.match(text[: found.start]) and _DASH.match(text[found.end :]))


def _follows_saying(sent: Sent, found: Found[TimeExpression]) -> bool:
    """As in "The army said on Friday it took Bor on 3 May", whatever the parser hangs the first day on."""
    before = sent.line.doc[max(found.first - 2, sent.span.start) : found.first]
    return any(t.lower_ in PLAIN_SAYING and t.tag_ == "VBD" for t in before)


def _is_owned(sent: Sent, found: Found[TimeExpression]) -> bool:
    """As in "the toll of Monday's attack": the day of what is spoken of."""
    return any(t.dep_ == "poss" for t in sent.line.doc[found.first : found.last + 1])


def _of_saying(sent: Sent, found: Found[TimeExpression], trigger: Token, lexicon: Lexicon) -> bool:
    """Whether the time is that of a report of the trigger ("killed 44 people, the project said today")."""
    head = governor_of(sent, found)
    cue = lexicon.reporting.get(head.lower_)
    return (
        cue is not None
        and cue.asks == "any"
        and head.lower_ in PLAIN_SAYING
        and head != clause_head(trigger)
        and found.first - head.i in range(1, RIGHT_BEHIND)
    )


def _run_of(clause: Token) -> list[Token]:
    """The clause and those coordinated to its right, up to one with a time: "nine died and 15 were hurt when"."""
    out = [clause]
    while following := next((c for c in out[-1].rights if c.dep_ == "conj" and is_verb(c)), None):
        out.append(following)
    return out


def _introduces(verb: Token) -> bool:
    return any(c.lower_ in _SAME_EVENT for c in verb.children if c.dep_ in ("mark", "advmod"))


def _told_as_history(head: Token, own: Token) -> bool:
    """A date inside a relative clause or a had-clause does not date what stands outside of it.

    Unless the clause tells which ones: "rebels who entered Bo on Friday shot nine", "in a fight that broke out on Friday".
    """
    relative = relative_of(head)
    if relative.dep_ == "relcl" and own not in relative.subtree and not happened(relative):
        which = (
            relative.tag_ == "VBD"
            and relative.head.dep_ != "appos"
            and relative.left_edge.lower_ in _RESTRICTING
            and relative.left_edge.i
            and relative.left_edge.nbor(-1).text != ","
        )
        return not which or is_before_past(head)
    return is_before_past(head) and not is_before_past(own)


def _looks_back(sent: Sent, found: Found[TimeExpression], resolved: When, passage: When) -> bool:
    """As in "Rebels shelled the town on Monday. It had been bombed on 20 May": what came before the day that is told of."""
    return (
        is_before_past(governor_of(sent, found))
        and resolved.last is not None
        and passage.first is not None
        and resolved.last < passage.first
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
        or bool(LIST_LEAD.search(sent.line.clean.text))
        or (kind == "heading" and _list_follows(following))
    )


def _list_follows(heading: Sent) -> bool:
    """A heading inside a list ("Syria", between bullets) does not end the passage."""
    return len(heading.line.clean.text.split()) <= 4
