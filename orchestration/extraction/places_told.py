"""The places that an article has told of so far, and what a later description or pronoun stands for."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from orchestration.extraction.document import Document, Found, Line, PlaceMention, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import (
    PlaceChoice,
    choice_of,
    label_place,
    most_specific,
    place_from_text,
)
from orchestration.extraction.syntax import POINTING, is_definite, np_span

CLASSES = tuple(
    frozenset(words.split())
    for words in (
        "city town village capital hamlet settlement township cantonment locality community commune",
        "region province state republic county governorate oblast country territory wilaya department adm1 south north east west",
        "district neighbourhood neighborhood suburb quarter adm2 county subdistrict",
        "base camp post barracks garrison outpost headquarters college airbase fort fortress citadel compound position stronghold site facility",
        "airport airfield airbase airstrip",
        "hill hilltop mountain ridge height heights peak summit",
        "road highway route street junction crossroads",
        "island peninsula",
    )
)


_AROUND_A_PLACE = frozenset(
    "area sector front direction axis outskirts countryside vicinity center centre part parts side suburbs".split()
)


_SECTORS = frozenset({"sector", "front", "direction", "axis"})


_AREAS = CLASSES[1]


SETTLEMENTS = CLASSES[0]


_WAYS = frozenset({"road", "highway", "street", "river", "canal", "bridge"})
_LANDSCAPES = frozenset(
    "foothill foothills hill hills mountain mountains valley forest forests jungle river coast desert gorge ridge heights border island plateau lakeshore shore beach seafront waterfront riverbank countryside lake woods swamp".split()
)
_WIDE = frozenset({"country", "adm1", "sea", "region"})


_ENCLAVES = frozenset({"region", "adm1", "enclave", "pocket", "strip"})
_OF_CITIES = frozenset({"airport", "stadium", "university", "cathedral"})


# What a party can hold, then what else an article names once and calls "the site" after.
_GROUND = frozenset(
    "town city village camp base airport airbase airfield airstrip neighbourhood neighborhood district province region port capital hospital school "
    "market refinery enclave island hamlet settlement centre center crossing checkpoint college corridor suburb strip valley peninsula garrison "
    "outskirts county municipality governorate area".split()
)
_GENERIC_HEADS = _GROUND | frozenset(
    "building compound districts facility locality place position scene site stronghold territory villages".split()
)
_TOWN = 5_000  # inhabitants of the smallest town that a label is believed to name
# What a candidate weighs: less by the sentence and out of the paragraph, more by what is told of it and how often.
_SENTENCE, _PARAGRAPH, _FAR = 0.4, 0.8, 5
_TOLD, _TOLD_HERE, _AGE = 1.2, 1.8, 0.08
_TITLED, _OFTEN, _TOPICAL = 0.4, 0.1, 0.8
_LEAST = -2.3  # what a place must weigh to be meant at all
_SURE = 1.5  # from here on a description is believed to stand for it,
_LIKELY, _LEAD = 0.5, 1.0  # or from here on where no other place comes near it
_OF_ITS_KIND = 1.0  # how well a place of the described kind fits
_UNLISTED_TOWN, _ONLY_NAMED = 1.0, -0.4
_SMALL = frozenset({"town", "village", "hamlet", "settlement", "locality", "community"})
_NAMED_BACK = 2  # sentences that "there" looks back for the name of a town
_REACH = 14  # sentences that a description or a pronoun can look back


@dataclass(frozen=True, slots=True)
class Spoken:
    """Ground that an earlier sentence told of, with the words that stood for it."""

    sent_index: int
    place: PlaceChoice
    words: str
    background: bool = False


@dataclass(frozen=True, slots=True)
class _Meant:
    """The likeliest place behind a description, and whether it is surely the one."""

    choice: PlaceChoice
    is_sure: bool


@dataclass(frozen=True)
class PlacesTold:
    """The places named in a document, and those among them that claims have told of so far."""

    document: Document
    spoken: list[Spoken] = field(default_factory=list)
    mentioned: list[Spoken] = field(default_factory=list)

    def remember(self, sent: Sent, place: PlaceChoice, words: str, *, background: bool = False) -> None:
        """Keep the place of a claim with the words that stood for it ("the garrison of Moroni")."""
        self.spoken.append(Spoken(sent.index, place, words.lower(), background))

    def mention(self, sent: Sent, place: PlaceChoice) -> None:
        """Keep a place that no gazetteer lists, and that no claim has told of, for later descriptions of it."""
        self.mentioned.append(Spoken(sent.index, place, ""))

    @cached_property
    def frequency(self) -> Counter[str]:
        """How often each place is named, by its name in lower case."""
        return Counter(f.value.name.lower() for line in self.document.lines for f in line.places)

    @cached_property
    def title(self) -> str:
        return (self.document.article.title or "").lower()

    @cached_property
    def title_places(self) -> list[tuple[PlaceChoice, PlaceMention]]:
        """Settlements that the title names; their choices have no words in the text."""
        out: list[tuple[PlaceChoice, PlaceMention]] = []
        for found in re.finditer(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?", self.document.article.title or ""):
            choice = place_from_text(self.document, found.group(), 0)
            place = choice.mention.place if choice and choice.mention else None
            if (
                place is not None
                and place.feature == "city"
                and self.document.countries.get(place.country_code or "", 0.0) > 0.2
                and choice is not None
                and choice.mention is not None
            ):
                out.append((choice, choice.mention))
        return out

    def back(self, sent: Sent, before: int, kind: str | None) -> PlaceChoice | None:
        """The named place that a description of this kind ("town"), a pronoun ("it") or the passage (None) stands for.

        None where nothing fits. The best of the places named before: of the right kind, near, told of as ground, often named.
        """
        best = self._best(sent, before, kind)
        return best.choice if best is not None else None

    def described(self, sent: Sent, head: Token) -> PlaceChoice:
        """The place of a definite description ("the town", "its airport"): its own words, with the gazetteer's entry of the
        place told before that it likeliest stands for.

        Of a place that no gazetteer lists nothing is known but its name: that is given where it is surely meant.
        """
        best = self._best(sent, head.left_edge.i, head.lower_)
        unlisted = best is not None and best.choice.mention is not None and best.choice.mention.place is None
        if best is not None and best.is_sure and unlisted:
            return best.choice
        owner = next((c for c in head.lefts if c.dep_ == "poss" and self.is_described_ground(c)), None)
        if best is None and owner is not None:
            return self.described(sent, owner)  # "the city's main market"
        span = np_span(head, with_of=False)
        first = span.start + (span[0].dep_ == "advmod" and span.end - span.start > 1)  # "only the airport"
        start, end = sent.line.article_span(first, span.end - 1)
        mention = best.choice.mention if best is not None else None
        return PlaceChoice(self.document.text(start, end), start, end, mention, inherited=True)

    def generic(self, sent: Sent, head: Token, *, words: bool = False) -> PlaceChoice | None:
        """The named place behind "the town", "the camp's clinic", "there".

        None for words of no place, and for a place of its own without a name ("a hospital", "the two areas").
        """
        low = head.lower_
        if low in POINTING:
            return (
                self._described_capital(sent, head)
                or self._town_just_named(sent, head)
                or self.back(sent, head.i, "it")
            )
        if low == "it":
            return self.back(sent, head.i, "it")
        if low not in _GENERIC_HEADS and low.removesuffix("s") not in _GENERIC_HEADS:
            return None
        if any(c.dep_ == "det" and c.lower_ in ("a", "an", "another", "some") for c in head.children):
            return None
        if low.endswith("s") and any(c.dep_ == "nummod" for c in head.children):
            return None
        here = any(c.dep_ == "det" and c.lower_ == "this" for c in head.children)
        if here and self.back(sent, head.i, low.removesuffix("s")) is None:
            return self._dateline()  # "in this refugee camp"
        if words and self.is_described_ground(head):
            return self.described(sent, head)
        return self.back(sent, head.i, low.removesuffix("s"))

    def _dateline(self) -> PlaceChoice | None:
        """Where the report is filed from, if it says so."""
        for line in self.document.lines[:4]:
            if line.clean.dateline:
                return place_from_text(self.document, line.clean.dateline.split(",")[0], line.clean.start)
        return None

    def _described_capital(self, sent: Sent, there: Token) -> PlaceChoice | None:
        """The capital that the sentence speaks of before "there", where no place is named after it."""
        named = [
            f.last for f in sent.line.places if sent.span.start <= f.first < there.i and f.value.locative
        ]
        before = sent.line.doc[max(named, default=sent.span.start) : there.i]
        capital = next((t for t in reversed(list(before)) if t.lower_ == "capital" and is_definite(t)), None)
        if capital is None:
            return None
        choice = self.described(sent, capital)
        place = choice.mention.place if choice.mention is not None else None
        seats = self.document.lexicon.capitals
        is_seat = place is not None and seats.get(place.country_code or "") == place.name
        return choice if is_seat else replace(choice, mention=None)  # never the town told of last

    def _town_just_named(self, sent: Sent, there: Token) -> PlaceChoice | None:
        """The last town or smaller place that the words before "there" name, two sentences back at most."""
        for where in (sent, *list(self.document.before(sent))[:_NAMED_BACK]):
            if where.line is not sent.line:
                return None
            end = there.i if where is sent else where.span.end
            named = [f for f in where.line.places if where.span.start <= f.first < end]
            towns = [
                f
                for f in most_specific(where.line, named)
                if f.value.locative and (f.value.town or kind_of(f.value) not in (None, *_WIDE))
            ]
            if towns:
                return choice_of(where.line, towns[-1], inherited=True)
        return None

    def is_described_ground(self, head: Token) -> bool:
        """Whether the noun is a definite description of one place ("the airport", "its port")."""
        return head.lower_ in _GROUND and is_definite(head)

    def _best(self, sent: Sent, before: int, kind: str | None) -> _Meant | None:
        pronoun, kind = kind == "it", None if kind == "it" else kind
        weighed: dict[str, tuple[float, float, PlaceChoice]] = {}
        for choice, mention, start in self._candidates(
            sent, before, topical=pronoun, unlisted=kind in _SMALL
        ):
            fit = _fit(mention, kind, self._words_for(mention))
            if fit is None:
                continue
            titled = (
                _TITLED
                if kind_of(mention) not in _WIDE
                and any(len(w) > 4 and w in self.title for w in mention.name.lower().split())
                else 0.0
            )
            score = (
                titled
                + start
                + fit
                + _OFTEN * min(self._named(mention), _FAR)
                + self._told(sent, mention, topical=pronoun)
            )
            key = _key(mention)
            if score > weighed.get(key, (_LEAST,))[0]:
                weighed[key] = (score, fit, choice)
        if not weighed:
            return None
        first, *others = sorted(weighed.values(), key=lambda w: -w[0])
        score, fit, choice = first
        alone = fit >= _OF_ITS_KIND and all(score - other >= _LEAD for other, _, _ in others)
        return _Meant(replace(choice, inherited=True), score >= _SURE or alone and score >= _LIKELY)

    def headed(self, sent: Sent) -> PlaceChoice | None:
        """The place that heads the entry of the sentence, if its entry names one."""
        label = self._label(sent)
        return label if label is not None and label.mention is not None else None

    def _candidates(
        self, sent: Sent, before: int, *, topical: bool, unlisted: bool
    ) -> Iterator[tuple[PlaceChoice, PlaceMention, float]]:
        """Places named before, nearest first, and the dateline; each with what its distance and standing weigh."""
        for where in [sent, *list(self.document.before(sent))[:_REACH]]:
            if self._is_other_entry(where.line, sent.line):
                break
            limit = before if where is sent else where.span.end
            weight = -_SENTENCE * min(sent.index - where.index, _FAR) - (
                0.0 if where.line is sent.line else _PARAGRAPH
            )
            for found in reversed(most_specific(where.line, where.line.places)):
                if where.span.start <= found.first < limit:
                    near = _TOPICAL if topical and where is sent and _is_topic(where.line, found) else 0.0
                    yield (
                        choice_of(where.line, found),
                        found.value,
                        weight + near + _standing(where.line, found),
                    )
            if where is sent and (label := self._label(where)) is not None and label.mention is not None:
                named = any(kind_of(f.value) not in _WIDE for f in where.line.places if f.first < before)
                yield label, label.mention, weight + (0.0 if named else 0.9)
            read = {where.line.article_span(f.first, f.last)[0] for f in where.line.places}
            for told in reversed(self.spoken):
                unread = told.place.start not in read and not told.place.inherited
                if told.sent_index == where.index and told.place.mention is not None and unread:
                    yield told.place, told.place.mention, weight + 0.3
            edge = sent.line.article_span(before, before)[0] if before < len(sent.line.doc) else sent.end
            for named in self.mentioned:
                if (
                    named.sent_index == where.index
                    and named.place.start < edge
                    and named.place.mention is not None
                    and (unlisted or named.place.mention.place is not None)
                ):
                    yield named.place, named.place.mention, weight + _ONLY_NAMED
        yield from ((choice, mention, -1.4) for choice, mention in self.title_places)
        for line in self.document.lines[:4]:
            if (
                line.clean.dateline
                and (choice := place_from_text(self.document, line.clean.dateline, line.clean.start))
                and choice.mention
            ):
                yield choice, choice.mention, -1.6

    def _is_other_entry(self, earlier: Line, line: Line) -> bool:
        """Whether an entry of a live blog, which opens with its time, begins between the two lines."""
        return any(between.clean.stamp for between in self.document.lines[earlier.index + 1 : line.index + 1])

    def _label(self, where: Sent) -> PlaceChoice | None:
        """The place that heads an entry; of a label ("15:02 Senaki:") only a town, as speakers have names too."""
        label = label_place(self.document, where)
        if not where.line.clean.label:
            return label
        place = label.mention.place if label and label.mention else None
        sure = place is not None and place.population >= _TOWN and place.feature == "city"
        return label if sure and self.document.countries.get(place.country_code or "", 0.0) > 0.2 else None

    def _named(self, mention: PlaceMention) -> int:
        """How often the article names the place, alone or inside a longer name."""
        return sum(n for key, n in self.frequency.items() if mention.name.lower() in key)

    def _words_for(self, mention: PlaceMention) -> frozenset[str]:
        return frozenset(
            s.words
            for s in self.spoken
            if s.place.mention is not None and _key(s.place.mention) == _key(mention)
        )

    def _told(self, sent: Sent, mention: PlaceMention, *, topical: bool) -> float:
        name = mention.name.lower()
        ages = [
            sent.index - s.sent_index + (8 if s.background else 0)
            for s in self.spoken
            if s.place.mention is not None
            and (_key(s.place.mention) == _key(mention) or name in s.place.mention.name.lower())
        ]
        if not ages or min(ages) > _REACH:
            return 0.0
        return (_TOLD_HERE if topical and min(ages) == 0 else _TOLD) - _AGE * min(ages)


def _key(mention: PlaceMention) -> str:
    return mention.place.place_id if mention.place else mention.name.lower()


def kind_of(mention: PlaceMention) -> str | None:
    """What kind of place the mention is by its own words or its name's last, else by the gazetteer; "the Gao sector" is Gao."""
    if mention.generic and not (mention.generic in _AROUND_A_PLACE and mention.place):
        return mention.generic
    last = mention.name.rsplit(" ", 1)[-1].lower()
    if last in _LANDSCAPES:
        return last  # "Tagaung Hill", whatever the gazetteer has under the name
    return mention.place.feature if mention.place else None


def _fit(mention: PlaceMention, kind: str | None, words: frozenset[str]) -> float | None:
    """How well a description of this kind fits the place; None where it cannot mean it."""
    own = kind_of(mention)
    if kind is None:
        if own in _WAYS:
            return -0.6
        return -0.8 if own in _WIDE | _AREAS and not words else 0.0
    kind = kind.removesuffix("s") if kind not in ("heights", "barracks", "headquarters") else kind
    if kind == "enclave" and own in _ENCLAVES:
        return 1.0
    if kind in _SECTORS and mention.generic in _SECTORS:
        return 2.0  # "Pokrovsk direction. ... in this sector"
    if kind == own or kind in words:
        return 2.0
    if kind in _LANDSCAPES:
        return None
    for group in CLASSES:
        if kind in group and (own in group or words & group):
            return 1.0
    if own == "adm1" and mention.generic is None and kind not in _AREAS:
        return 0.6 if mention.town else 0.1  # a province by the bare name that its town bears as well
    if mention.generic == "district" and kind in SETTLEMENTS:
        return 0.5  # "overran Musa Qala district centre ... left the town"
    if own in _AREAS | {"country", "sea"} or kind in _AREAS:
        return None
    if own is None:  # a name that no gazetteer lists is a village's more often than not
        return None if kind in _OF_CITIES else _UNLISTED_TOWN if kind in _SMALL else 0.2
    if kind not in _WAYS and own in _WAYS:
        return None
    if kind in SETTLEMENTS and own in _WAYS | _LANDSCAPES:
        return None
    if words and own not in SETTLEMENTS:
        return -1.2 if kind in SETTLEMENTS else -0.3  # "the port" of a city whose airport was told of
    return 0.2 if kind not in SETTLEMENTS and (own in SETTLEMENTS or own == "city") else None


_BEARERS = frozenset(
    "command corps brigade division battalion regiment fleet front army police administration".split()
)


def _standing(line: Line, found: Found[PlaceMention]) -> float:
    """How far the mention itself is what its clause is about: not a mere point of reference, not a government."""
    token = line.doc[found.last]
    before = line.clean.text[max(0, found.start - 24) : found.start].lower()
    if token.dep_ in ("compound", "amod", "nmod") and token.head.tag_ == "NNS" and token.head.text.islower():
        return -1.2  # "Darfur rebels", "Goma residents"
    if before.rstrip().endswith(
        (" from", " towards", " toward", " outside", " between", "north of", "south of", "east of", "west of")
    ):
        return -0.7
    if token.dep_ == "compound" and token.head.tag_ == "NNP" and token.head.lower_ in _BEARERS:
        return -2.5  # "the Western Mindanao Command"
    if (
        token.i in line.actor_at
        and token.dep_ in ("nsubj", "poss", "compound")
        and not before.rstrip().endswith((" in", " of", " at"))
    ):
        return -2.5
    return 0.3 if token.dep_ in ("nsubj", "nsubjpass", "dobj") else 0.0


def _is_topic(line: Line, found: Found[PlaceMention]) -> bool:
    """Whether the clause is about the place: its subject or its object."""
    return line.doc[found.last].dep_ in ("nsubj", "nsubjpass", "dobj")
