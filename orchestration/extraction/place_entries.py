"""Which gazetteer entry a place's name means, and where a place described from it lies."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from math import asin, atan2, cos, degrees, log10, radians, sin

from orchestration.extraction.document import Document
from orchestration.extraction.folding import bare
from orchestration.extraction.lexicon import Lexicon, Place
from orchestration.extraction.place_nouns import ADMINISTRATIVE
from orchestration.extraction.place_spans import Candidate

_COMPASS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
}
_OFFSET = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)\s*[- ]?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b[^.;,]{0,12}?\s*(?:to the\s+|to\s+|(?:away\s+)?)?"
    r"(?P<dir>(?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern|wards?)?\s+of\s+(?:the\s+)?(?:\w+\s+(?:of|city|town)\s+){0,2}$",
    re.IGNORECASE,
)


_FLOOR = 0.02  # share that a country has before anything speaks for it
_PLACELESS = frozenset({"country", "sea", "region"})
_TELLS = 0.5  # votes of a name that stands for a place in the country
_ENOUGH_VOTES = 3.0  # that speak for the country of an article without doubt
_KNOWN = 30_000  # inhabitants of a town abroad that its own name is believed to mean


@dataclass(frozen=True)
class CountryVotes:
    """What speaks for each country in an article: all of it, what each place's name alone contributes, and the names of
    places in each, by their country.
    """

    all: Counter[str]
    own: dict[str, Counter[str]]
    places: dict[str, frozenset[str]]

    @cached_property
    def shares(self) -> dict[str, float]:
        """How much of the article each country has."""
        return _shares(self.all)

    def shares_for(self, name: str) -> dict[str, float]:
        """The shares by which the name is to be read: in an article that is plainly about one country those without
        its own votes, which would else bring a namesake abroad home.
        """
        if name not in self.own:
            return self.shares
        others = self.all - self.own[name]
        shares = _shares(others)
        code = max(shares, key=lambda c: shares[c], default="")
        plain = shares.get(code, 0.0) >= DOMINANT_SHARE and others[code] >= _ENOUGH_VOTES
        return shares if plain else self.shares

    def has_place_beside(self, name: str, code: str | None) -> bool:
        """Whether another name than this one is of a place in the country; parties alone act abroad, too."""
        return bool(self.places.get(code or "", frozenset()) - {name})


def _shares(votes: Counter[str]) -> dict[str, float]:
    total = sum(votes.values()) or 1.0
    return {k: v / total for k, v in votes.items() if k}


def country_votes(document: Document, candidates: list[Candidate]) -> CountryVotes:
    """The votes of an article's names, adjectives, actors and places."""
    votes: Counter[str] = Counter()
    for line in document.lines:
        for found in line.actors:
            if found.value.country_code:
                votes[found.value.country_code] += 1.0 if found.value.kind != "state" else 0.7
        for match in re.finditer(r"\b[A-Z][\w']+\b", line.clean.text):
            code = document.lexicon.adjectives.get(match.group().lower())
            if code:
                votes[code] += 0.7
        if line.clean.dateline:
            entries = document.lexicon.find_places(line.clean.dateline.split(",")[0].title())
            if entries and entries[0].country_code:
                votes[entries[0].country_code] += 1.0
    candidates = [*candidates, *_of_heads(document)]
    first = Counter(votes)
    for candidate in candidates:
        first.update(_own_votes(document.lexicon, candidate))
    shares = _shares(first)
    own: dict[str, Counter[str]] = {}
    places: dict[str, frozenset[str]] = {}
    for candidate in candidates:
        for code, weight in _own_votes(document.lexicon, candidate, shares).items():
            votes[code] += weight
            if candidate.locative and weight >= _TELLS:
                places[code] = places.get(code, frozenset()) | {candidate.name}
            if all(p.feature not in _PLACELESS and p.population < _KNOWN for p in candidate.entries):
                own.setdefault(candidate.name, Counter())[code] += weight
    return CountryVotes(votes, own, places)


def _of_heads(document: Document) -> list[Candidate]:
    """The names at the heads of entries, which the lines' own text does not hold."""
    named = (name for line in document.lines if line.clean.entry for name, _ in line.clean.entry.places)
    return [
        Candidate(0, 0, name, None, True, True, tuple(document.lexicon.find_places(name))) for name in named
    ]


def _own_votes(
    lexicon: Lexicon, candidate: Candidate, prior: dict[str, float] | None = None
) -> dict[str, float]:
    """What one name says of the country: all for a country's, shared among the namesakes of a town by their size and,
    with `prior`, by the country's share of the article.
    """
    if candidate.entries and candidate.entries[0].feature == "country":
        return {candidate.entries[0].country_code or "": 1.5}
    if not candidate.entries or not candidate.locative:
        return {}
    weights: dict[str, float] = {}
    for place in candidate.entries:
        code = place.country_code or ""
        weight = (place.population + 500) ** 0.4 if place.feature == "city" else 100.0
        if _is_respelt(place, candidate.name):
            weight *= 0.5
        if code in lexicon.at_war:
            weight *= 2
        weights[code] = max(weights.get(code, 0.0), weight)
    if prior is not None:
        # Regions that lie in several countries have what no country has.
        shares = prior | {"": max(0.0, 1 - sum(prior.values()))}
        weights = {code: w * (shares.get(code, 0.0) + _FLOOR) for code, w in weights.items()}
    total = sum(weights.values())
    return {code: 1.5 * weight / total for code, weight in weights.items()}


HOME_SHARE, NEAR_SHARE, LOOSE_SHARE, DOMINANT_SHARE = 0.08, 0.04, 0.15, 0.5


def choose(lexicon: Lexicon, candidate: Candidate, told: CountryVotes) -> Place | None:
    """The entry that is meant: at home in the article's countries first, then a transliteration at home, then a large city.

    A town at war abroad goes before one a fraction of its size in a country that only has a party in the article.
    """
    votes = told.shares_for(candidate.name)
    home = [
        p
        for p in candidate.entries
        if votes.get(p.country_code or "", 0.0) >= HOME_SHARE or p.feature in _PLACELESS
    ]
    home = home or [p for p in candidate.entries if votes.get(p.country_code or "", 0.0) >= NEAR_SHARE]
    if home:
        best = _best(lexicon, home, candidate, votes)
        if best is not None and _by_another_name(best, candidate.name):
            least = _NEARLY * votes.get(best.country_code or "", 0.0)
            namesakes = [
                p
                for p in home
                if bare(p.name) == bare(candidate.name) and votes.get(p.country_code or "", 0.0) >= least
            ]
            namesakes = namesakes or [p for p in candidate.entries if _is_known_namesake(p, candidate.name)]
            return _best(lexicon, namesakes, candidate, votes) or best
        if (
            best is not None
            and best.feature == "city"
            and not told.has_place_beside(candidate.name, best.country_code)
        ):
            larger = [
                p
                for p in candidate.entries
                if _is_known_namesake(p, candidate.name)
                and p.country_code in lexicon.at_war
                and p.population >= _OUTWEIGHS * best.population
            ]
            return _best(lexicon, larger, candidate, votes) or best
        return best
    if candidate.locative:
        loose = [
            p
            for p in lexicon.find_places(candidate.name, fuzzy=True)
            if votes.get(p.country_code or "", 0.0) >= LOOSE_SHARE
        ]
        if loose:
            return _best(lexicon, loose, candidate, votes)
    away = _best(lexicon, list(candidate.entries), candidate, votes)
    if away is None:
        return None
    dominated = max(votes.values(), default=0.0) >= DOMINANT_SHARE
    borrowed = away.name.lower() != candidate.name.lower()  # known by another spelling only
    enough = (100_000 if dominated or borrowed else 15_000) if candidate.locative else 500_000
    return away if away.population >= enough else None


_OUTWEIGHS = 5  # times as many inhabitants as a namesake has
_NEARLY = 0.6  # of the share of its country that a namesake's country needs, to go before another name's
_ALIKE = 0.5  # share of letters in common that makes a name a spelling of another


def _by_another_name(place: Place, name: str) -> bool:
    """Whether the entry bears the name only as an old or other one: Engels, once Pokrovsk."""
    one, two = bare(place.name), bare(name)
    return one != two and SequenceMatcher(None, one, two).ratio() < _ALIKE


def _is_known_namesake(place: Place, name: str) -> bool:
    return place.feature == "city" and place.population >= _KNOWN and bare(place.name) == bare(name)


def _best(
    lexicon: Lexicon, entries: list[Place], candidate: Candidate, votes: dict[str, float]
) -> Place | None:
    towns = {
        p.country_code
        for p in entries
        if p.feature == "city"
        and p.population >= _SEAT
        and SequenceMatcher(None, bare(p.name), bare(candidate.name)).ratio() >= _SAME_NAME
    }
    return max(
        entries,
        key=lambda p: (
            _score(p, candidate.generic, votes)
            + _AT_WAR * (p.country_code is None or p.country_code in lexicon.at_war)
            - _RESPELT * _is_respelt(p, candidate.name)
            - _BORNE_ONCE * (p.feature == "city" and _by_another_name(p, candidate.name))
            - _SHADOWED * (p.feature == "adm1" and p.country_code in towns),
            p.place_id,
        ),
        default=None,
    )


_AT_WAR = 0.6  # what speaks for a country with armed groups of its own
_RESPELT = 0.5  # what speaks against a town whose first name is another
# What speaks further against one whose first name is nothing like it: Nikopol, once Slovyansk.
_BORNE_ONCE = 0.02
_SHADOWED = 1.3  # what speaks against a province that bears its seat's name
_SAME_NAME = 0.75  # share of letters that two spellings of a name have in common
_SEAT = 15_000  # inhabitants of a town that its province is named after


def _is_respelt(place: Place, name: str) -> bool:
    return place.feature == "city" and bare(place.name) != bare(name)


def _score(place: Place, generic: str | None, votes: dict[str, float]) -> float:
    """How well an entry fits: its country's share of the article, its size, and the common noun beside it."""
    share = votes.get(place.country_code or "", 0.0) if place.country_code else 1 - sum(votes.values())
    score = 4.0 * share
    score += 0.35 * log10(place.population + 10) if place.feature == "city" else 1.6
    if place.feature == "country":
        score += 3.0
    if place.feature == "sea":
        score += 1.5
    if generic in ADMINISTRATIVE:
        score += 2.0 if place.feature == "adm1" else -0.5
    elif generic == "district":
        score += 1.0 if place.feature in ("adm2", "neighbourhood") else 0.0
    elif generic in ("camp", "airport", "base", "port", "dam", "neighbourhood", "refinery"):
        score += 1.0 if place.feature == generic else 0.0
    if generic in ("city", "town", "village") and place.feature not in ("city", "town", "village"):
        score -= 1.0
    return score


def displaced(before: str, place: Place) -> tuple[float, float] | None:
    """Coordinates of "N km DIRECTION of" the place, if the words before it say so."""
    found = _OFFSET.search(before[-60:])
    if not found:
        return None
    km = float(found.group("n")) * (1.609344 if found.group("unit").lower().startswith("mi") else 1.0)
    bearing = radians(_COMPASS[re.sub(r"[- ]", "", found.group("dir").lower())])
    return offset_point(place.latitude, place.longitude, km, bearing)


def offset_point(latitude: float, longitude: float, km: float, bearing: float) -> tuple[float, float]:
    """The point `km` away on the sphere in direction `bearing` (radians from north), rounded to 1e-4°."""
    a, lat, lon = km / 6371.0, radians(latitude), radians(longitude)
    to_lat = asin(sin(lat) * cos(a) + cos(lat) * sin(a) * cos(bearing))
    to_lon = lon + atan2(sin(bearing) * sin(a) * cos(lat), cos(a) - sin(lat) * sin(to_lat))
    return round(degrees(to_lat), 4), round(degrees(to_lon), 4)
