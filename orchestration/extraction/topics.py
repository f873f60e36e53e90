"""Whether a candidate is of armed conflict: strikes, captures and casualties are words of other news too.

A logistic regression over what can be seen of the candidate: what its sentence, its paragraph, those beside it and
the article are about, who is named there, and how much its own words vouch for it. The weights are in
`subject_weights.csv`, fitted by `make calibrate`.
"""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from orchestration.extraction.actors import ARMED_KINDS
from orchestration.extraction.confidence import BIAS, confidence
from orchestration.extraction.document import Document, Sent
from orchestration.extraction.lexicon import FIGHTING_KINDS
from orchestration.extraction.parse import Token
from orchestration.extraction.subject import OF_WAR, SHORT_NOTE, around, evidence, other_topic, shared_topic
from orchestration.extraction.syntax import is_verb
from orchestration.records import ClaimTable

MODEL = "candidate"
REFUSED_UNDER = 0.5
# In a note of a sentence or two, where one word more or less tips the scales, and where an armed party and
# words of war stand together in the sentence: it takes more than its victims' trades to make that another subject.
VOUCHED_REFUSED_UNDER = 0.3
# In an article that is of war, which speaks of schools, churches, herds and elections too.
AT_WAR_REFUSED_UNDER = 0.03
_SURE = 0.9
_SURE_CANDIDATES = 3  # so many sure candidates make an article one of war,
_MEAN_OF_WAR = 0.45  # where its candidates are as likely on the whole


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate: where its sentence stands in the article, and what is seen of it."""

    start: int
    end: int
    line: tuple[int, int]
    seen: Mapping[str, float]


class Topics:
    """The topics of a document, line by line. `objection` judges one candidate; `judged` keeps what it saw of each."""

    def __init__(self, document: Document, *, of_war: bool = False) -> None:
        self._document = document
        self._known: dict[tuple[int, int, str | None], tuple[dict[str, Counter[str]], dict[str, float]]] = {}
        self._of_war = of_war
        self._likely: list[float] = []
        self.has_refused = False
        self.judged: list[Judged] = []

    @property
    def are_of_war(self) -> bool:
        """Whether the candidates judged so far make the article one of armed conflict."""
        sure = sum(p >= _SURE for p in self._likely)
        return sure >= _SURE_CANDIDATES and sum(self._likely) >= _MEAN_OF_WAR * len(self._likely)

    def objection(
        self,
        sent: Sent,
        table: ClaimTable,
        *,
        grounded: bool,
        explicit: bool = False,
        trigger: Token | None = None,
    ) -> str | None:
        """Why a candidate in the sentence is none of armed conflict; None where it may be one.

        `grounded` tells that a party or a weapon stands behind it, `explicit` that its words speak of attack by themselves
        ("was shot", "the town fell"). A `trigger` that is a verb ("bombarded the goal") does not vouch for itself.
        """
        counts, told_by = self._told(sent, trigger)
        seen = {BIAS: 1.0, f"table:{table}": 1.0, **told_by}
        seen[f"length:{table}"] = round(math.log1p(len(self._document.article.text) / 1000), 3)
        for name, told in (
            ("grounded", grounded),
            ("explicit", explicit),
            ("headline", sent.line.clean.kind == "heading"),
        ):
            if told:
                seen[f"{name}:{table}"] = 1.0
        self.judged.append(Judged(sent.start, sent.end, (sent.line.clean.start, sent.line.clean.end), seen))
        if self._is_short:
            # So little text need not tell its subject: an armed group does, or that nothing speaks against war.
            unopposed = (grounded or explicit) and "nothing speaks against it" in seen
            if unopposed or grounded and "armed group" in seen:
                return None
        armed = "armed party" in seen and any(counts["sentence"][topic] for topic in OF_WAR)
        least = VOUCHED_REFUSED_UNDER if armed or grounded and self._is_short else REFUSED_UNDER
        least = AT_WAR_REFUSED_UNDER if self._of_war else least
        likely = confidence(self._document.lexicon.subject_weights[MODEL], seen)
        self._likely.append(likely)
        if likely >= least:
            return None
        self.has_refused = True
        topic = other_topic(counts.values())
        return f"about {topic}, not war" if topic else "nothing in the article speaks of war"

    def _told(self, sent: Sent, trigger: Token | None) -> tuple[dict[str, Counter[str]], dict[str, float]]:
        """The topics around a candidate and what is seen of its sentence, which many candidates share."""
        left_out = None
        if trigger is not None and is_verb(trigger):
            left_out = next((t for start, t in self._terms[sent.line.index] if start == trigger.idx), None)
        key = (sent.start, sent.end, left_out)
        if key not in self._known:
            counts = self._counts(sent, left_out)
            self._known[key] = (
                counts,
                {
                    **evidence(counts),
                    **self._named(sent),
                    **shared_topic(counts["line"], counts["article"]),
                },
            )
        return self._known[key]

    def _counts(self, sent: Sent, left_out: str | None) -> dict[str, Counter[str]]:
        """Topics by how far away their words stand, from near to far, without a word of the topic `left_out`."""
        at = self._terms[sent.line.index]
        first, last = sent.span[0].idx, sent.span[-1].idx
        counts = {
            "sentence": Counter([t for start, t in at if first <= start <= last]),
            "line": self._lines[sent.line.index],
            "near": around(self._lines, sent.line.index),
            "article": self._article,
        }
        if left_out is not None:
            own = Counter([left_out])
            counts |= {scope: counts[scope] - own for scope in ("sentence", "line", "article")}
        return counts

    def _named(self, sent: Sent) -> dict[str, float]:
        """Who and what is named in the sentence and in its line."""
        line, first, last = sent.line, sent.span.start, sent.span.end - 1
        found = {
            "armed group beside it": any(a.value.kind in FIGHTING_KINDS for a in line.actors),
            "armed group": any(
                a.value.kind in FIGHTING_KINDS and first <= a.first <= last for a in line.actors
            ),
            "armed party": any(a.value.kind in ARMED_KINDS and first <= a.first <= last for a in line.actors),
            "munition": any(w.value.kind == "munition" and first <= w.first <= last for w in line.weapons),
            "place": any(first <= p.first <= last for p in line.places),
            "date": any(first <= t.first <= last for t in line.times),
            "nothing speaks of war": not any(self._article[topic] for topic in OF_WAR),
            "nothing speaks against it": other_topic([self._article]) is None,
        }
        return {name: 1.0 for name, told in found.items() if told}

    @property
    def _is_short(self) -> bool:
        return len(self._document.article.text) < SHORT_NOTE

    @cached_property
    def _terms(self) -> list[list[tuple[int, str]]]:
        subjects = self._document.lexicon.subjects
        return [subjects.find(line.clean.text) for line in self._document.lines]

    @cached_property
    def _lines(self) -> list[Counter[str]]:
        return [Counter(topic for _, topic in terms) for terms in self._terms]

    @cached_property
    def _article(self) -> Counter[str]:
        return sum(self._lines, Counter())
