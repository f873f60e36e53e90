"""When an event happened: the time expression of its own clause, else the one set earlier in the passage."""

import re
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from orchestration.extraction.dates import TimeExpression, resolve
from orchestration.extraction.document import Document, Found, Sent
from orchestration.extraction.syntax import clause_head


@dataclass(frozen=True, slots=True)
class When:
    """The days of an event, both inclusive; `inherited` where the passage set them."""

    first: date | None = None
    last: date | None = None
    precision: str | None = None
    inherited: bool = False

    def columns(self) -> dict[str, str | None]:
        return {
            "event_date_start": self.first.isoformat() if self.first else None,
            "event_date_end": self.last.isoformat() if self.last else None,
            "date_precision": self.precision,
        }


class Clock:
    """Times of a document's events. `of` answers for the trigger of a claim."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._context: dict[int, When] = {}
        current = When()
        section = When()
        for sent in document.sents:
            self._context[sent.index] = current if (current.first or current.last) else section
            for found in sent.line.times:
                if not (sent.span.start <= found.first < sent.span.end) or found.value.precision in ("year",):
                    continue
                resolved = self._resolve(found.value, current)
                if (resolved.first or resolved.last) and self._sets_context(sent, found):
                    current = resolved
            following = document.sents[sent.index + 1] if sent.index + 1 < len(document.sents) else None
            if following and following.line is not sent.line:
                if _opens_section(sent):
                    section = current
                current = current if _keeps_context(sent, following) else When()

    def _resolve(self, time: TimeExpression, context: When) -> When:
        if time.anchor == "context":
            return When(*resolve(time, context.first, context.last))
        return When(time.first, time.last, time.precision)

    def _sets_context(self, sent: Sent, found: Found[TimeExpression]) -> bool:
        """History with its own date and open ranges ("since 2011") date only their own clause."""
        token = sent.line.doc[found.first]
        head = clause_head(token)
        if re.match(r"\s*(?:since|until|from)\b", found.text, re.I):
            return False
        return not (head.dep_ in ("relcl", "advcl", "acl") and any(c.lower_ in ("had", "who", "which", "since", "before", "after", "when", "until") for c in head.children))

    def context(self, sent: Sent) -> When:
        return self._context.get(sent.index, When())

    def of(self, sent: Sent, trigger: Token) -> When:
        """The days of the event that the token names."""
        found = self._own(sent, trigger)
        if found is not None:
            resolved = self._resolve(found.value, self._context[sent.index])
            return resolved
        context = self._context[sent.index]
        if context.first or context.last:
            return When(context.first, context.last, context.precision, inherited=True)
        return When()

    def _own(self, sent: Sent, trigger: Token) -> Found[TimeExpression] | None:
        """The time of the trigger's clause, else of the clause that governs it, else the sentence's only one."""
        times = [f for f in sent.line.times if sent.span.start <= f.first < sent.span.end]
        if not times:
            return None
        phrase = {t.i for t in trigger.subtree}
        for found in times:
            if found.first in phrase and clause_head(sent.line.doc[found.first]) in (trigger, clause_head(trigger)):
                return found
        clause: Token | None = clause_head(trigger)
        for _ in range(5):
            if clause is None:
                break
            same = [f for f in times if clause_head(sent.line.doc[f.first]) == clause]
            if same:
                return min(same, key=lambda f: (abs(f.first - trigger.i)))
            clause = clause_head(clause.head) if clause.dep_ not in ("ROOT", "relcl") else None
        below = [f for f in times if not _in_own_history(sent, f)]
        return below[0] if len(below) == 1 and len(times) == 1 else None


def _in_own_history(sent: Sent, found: Found[TimeExpression]) -> bool:
    head = clause_head(sent.line.doc[found.first])
    return head.dep_ in ("relcl", "advcl", "acl", "ccomp")


def _opens_section(sent: Sent) -> bool:
    """A line that dates what follows: "Over the past 24 hours:", a heading with a date."""
    return sent.line.clean.text.rstrip().endswith(":") or sent.line.clean.kind == "heading"


def _keeps_context(sent: Sent, following: Sent) -> bool:
    """Whether the date goes over from one line to the next: into and through lists, under a heading."""
    kinds = (sent.line.clean.kind, following.line.clean.kind)
    return kinds[1] == "bullet" or kinds == ("heading", "body") and False or _opens_section(sent) or following.line.clean.kind == "heading"
