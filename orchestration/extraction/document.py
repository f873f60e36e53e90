"""An article as the rules see it: cleaned lines, parsed sentences, and the names found in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from orchestration.extraction.cleaning import CleanLine
from orchestration.extraction.lexicon import Actor, Lexicon, Place, Weapon
from orchestration.extraction.parse import Parse, Span, Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.time_expressions import TimeExpression
from orchestration.records import Article

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Something found in a line: character offsets in the line's clean text, tokens, and its reading."""

    start: int
    end: int
    first: int
    last: int
    value: T
    text: str


@dataclass(slots=True)
class Line:
    """One parsed line with its mentions; `*_at` maps token indices to the mention that covers them."""

    index: int
    clean: CleanLine
    doc: Parse
    alias_types: dict[int, str] = field(default_factory=dict)
    actors: list[Found[Actor]] = field(default_factory=list)
    places: list[Found["PlaceMention"]] = field(default_factory=list)
    weapons: list[Found[Weapon]] = field(default_factory=list)
    quantities: list[Found[Quantity]] = field(default_factory=list)
    times: list[Found[TimeExpression]] = field(default_factory=list)
    persons: list[Found[str]] = field(default_factory=list)
    actor_at: dict[int, Found[Actor]] = field(default_factory=dict)
    place_at: dict[int, Found["PlaceMention"]] = field(default_factory=dict)
    weapon_at: dict[int, Found[Weapon]] = field(default_factory=dict)
    quantity_at: dict[int, Found[Quantity]] = field(default_factory=dict)
    time_at: dict[int, Found[TimeExpression]] = field(default_factory=dict)
    person_at: dict[int, Found[str]] = field(default_factory=dict)
    quoted: frozenset[int] | None = None
    _words: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """Its tokens in lower case."""
        if not self._words:
            self._words.extend(t.lower_ for t in self.doc)
        return self._words

    def index_mentions(self) -> None:
        """Fill the token maps from the lists; a later mention does not displace an earlier one."""
        for found, at in (
            (self.actors, self.actor_at),
            (self.places, self.place_at),
            (self.weapons, self.weapon_at),
            (self.quantities, self.quantity_at),
            (self.times, self.time_at),
            (self.persons, self.person_at),
        ):
            for item in found:
                for i in range(item.first, item.last + 1):
                    at.setdefault(i, item)  # type: ignore[arg-type]

    def offset(self, clean_offset: int) -> int:
        """Article offset of a character of the clean text."""
        return self.clean.origin[min(clean_offset, len(self.clean.origin) - 1)]

    def article_span(self, first: int, last: int) -> tuple[int, int]:
        """Article offsets of the tokens `first` to `last` inclusive, end exclusive."""
        start, end = self.doc[first].idx, self.doc[last].idx + len(self.doc[last].text)
        return self.clean.origin[start], self.clean.origin[end - 1] + 1

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token touched by the clean-text characters `start` to `end`."""
        return self.doc.touched(start, end)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A named place as written, with its gazetteer entry, or None where nothing is known of it.

    `generic` is the common noun that goes with it ("district", "airport"); `admin` tells that a province,
    a region or a country is called so too, `town` that a settlement is. A `borrowed` entry is that of the larger
    place in which an unlisted one lies.
    """

    text: str
    name: str
    place: Place | None
    generic: str | None
    where_precision: int | None
    latitude: float | None
    longitude: float | None
    locative: bool
    admin: bool = False
    town: bool = False
    borrowed: bool = False

    @property
    def feature(self) -> str | None:
        """What the named place itself is, as far as the gazetteer tells; None for one that only lies in its entry."""
        return self.place.feature if self.place is not None and not self.borrowed else None


@dataclass(frozen=True, slots=True)
class Sent:
    """A sentence of a line. `index` counts through the article, `start`/`end` are article offsets."""

    index: int
    line: Line
    span: Span
    start: int
    end: int

    def tokens(self) -> Iterator[Token]:
        return iter(self.span)


@dataclass(slots=True)
class Document:
    """One article: its lines in order and its sentences, with what the whole article tells.

    `countries` gives each country's share of what is named, `meant` the actor of each name as the article uses it.
    """

    article: Article
    lexicon: Lexicon
    published_on: date | None
    lines: list[Line]
    sents: list[Sent]
    countries: dict[str, float] = field(default_factory=dict)
    meant: dict[str, Actor] = field(default_factory=dict)

    def text(self, start: int, end: int) -> str:
        return self.article.text[start:end]

    def before(self, sent: Sent) -> Iterable[Sent]:
        """Earlier sentences, nearest first."""
        return reversed(self.sents[: sent.index])
