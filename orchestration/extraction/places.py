"""Named places: which spans of a line name one, and which gazetteer entry each means.

A span is a place by its position (after a locative preposition, with a generic noun such as
"district", as a dateline or label) or by being known; a known spelling in no such position counts
only where it is not a word, a person or an organisation. Among same-named entries the one in the
country that the rest of the article is about wins, then the more populous.
"""

import re
from dataclasses import replace

from orchestration.extraction.document import Document, Found, Line, PlaceMention
from orchestration.extraction.lexicon import Lexicon, Place
from orchestration.extraction.parse import Token
from orchestration.extraction.place_entries import HOME_SHARE, choose, country_votes, displaced
from orchestration.extraction.place_namesakes import bears_name_of_ship, has_article, names_house
from orchestration.extraction.place_spans import LOCATIVE, Candidate, candidates

# "our correspondent in Jinotega": where the news comes from, not where it happened.
_NEWSROOM = re.compile(r"\b(?:correspondents?|reporters?|bureau|stringers?)\s+(?:in|at|near)\s+$", re.I)


def find_places(document: Document) -> None:
    """Fill `places` of every line, and `countries` of the document with what each country weighs."""
    named = [(line, candidate) for line in document.lines for candidate in candidates(line, document.lexicon)]
    raw = _without_namesakes(named)
    votes = country_votes(document, [candidate for _, candidate in raw])
    document.countries.update(votes.shares)
    for line, candidate in raw:
        tokens = line.tokens_of(candidate.start, candidate.end)
        place = None
        if not _is_venue_elsewhere(line, candidate, document.lexicon):
            place = choose(document.lexicon, candidate, votes)
        if tokens is None or (place is None and not candidate.strong):
            continue
        if not candidate.locative and _stands_for_government(line, candidate.start, line.doc[tokens[1]]):
            continue
        before = line.clean.text[: candidate.start]
        if _NEWSROOM.search(before):
            continue
        precision = place.where_precision if place else None
        latitude, longitude = (place.latitude, place.longitude) if place else (None, None)
        if place and (moved := displaced(before, place)):
            latitude, longitude = moved
            precision = 2
        elif precision == 1 and _NEAR.search(before):
            precision = 2
        text = line.clean.text[candidate.start : candidate.end]
        mention = PlaceMention(
            text=text, name=candidate.name, place=place, generic=candidate.generic, where_precision=precision,
            latitude=latitude, longitude=longitude,
            locative=candidate.locative or candidate.strong,
            admin=any(p.feature in ("adm1", "region", "country") for p in candidate.entries),
            town=any(p.feature in ("city", "town", "village") for p in candidate.entries),
        )  # fmt: skip
        line.places.append(Found(candidate.start, candidate.end, *tokens, mention, text))
    _find_again(document)
    for line in document.lines:
        line.places[:] = _with_parents(line, line.places, _labelled(document, line))


def _without_namesakes(named: list[tuple[Line, Candidate]]) -> list[tuple[Line, Candidate]]:
    """Without the ships and the houses that bear the name of a town; a city may well own the house."""
    ships = {c.name for line, c in named if bears_name_of_ship(line.clean.text, c.start, c.end)}
    out: list[tuple[Line, Candidate]] = []
    for line, c in named:
        text = line.clean.text
        of_ship = bears_name_of_ship(text, c.start, c.end) or c.name in ships and has_article(text, c.start)
        small = all(p.feature == "city" and p.population < _OWNS_HOUSES for p in c.entries)
        if not of_ship and not (small and names_house(text, c.start, c.end)):
            out.append((line, c))
    return out


_OWNS_HOUSES = 50_000  # inhabitants of a town whose name before a hotel or a club may tell where it is
_VENUES = frozenset(
    "church college farm hospital hotel market mosque plant plantation prison road school square stadium street university".split()
)
_IN_TOWN = re.compile(r"(?:,|\s+in)\s+([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)")


def _is_venue_elsewhere(line: Line, candidate: Candidate, lexicon: Lexicon) -> bool:
    """Whether it is a house or a street of a town that is named behind it: "al-Quds hospital in Aleppo" is not in al-Quds."""
    if candidate.generic not in _VENUES:
        return False
    town = _IN_TOWN.match(line.clean.text, candidate.end)
    names = (town.group(1), town.group(1).split()[0]) if town else ()
    features = {p.feature for name in names for p in lexicon.find_places(name)}
    return bool(features & {"city", "town", "village"})


_OPENED = re.compile(r"\(\s*(?:[^()]{2,40},\s+)?$")


def _in_brackets_after_place(line: Line, start: int, places: list[Found[PlaceMention]]) -> bool:
    """ "Bariire (Afgooye, Lower Shabelle)": what the brackets hold only says where the place before them lies."""
    found = _OPENED.search(line.clean.text[:start])
    return found is not None and any(0 <= found.start() - p.end <= 1 for p in places)


_FALLING = frozenset(
    "fell fall falls fallen falling came comes was is were are remains remained lies lay changed surrendered collapsed".split()
)


def _stands_for_government(line: Line, start: int, token: Token) -> bool:
    """A capital that acts or owns ("Moscow denied", "Moscow's raids", "with Moscow in its tenth day") is no place."""
    if line.alias_types.get(start) != "capital":
        return False
    if token.dep_ == "poss":
        return True
    if token.dep_ == "pobj":
        return token.head.lower_ in ("with", "by", "for", "despite")
    return token.dep_ == "nsubj" and token.head.lower_ not in _FALLING


_RUNS_ON = re.compile(r"\s+[A-Z]|-\w")
_RUNS_UP = re.compile(r"(?<![.!?:] )\b[A-Z][\w.'’]*\s+$|\b(?:said|told|says|by)\s+$")


def _find_again(document: Document) -> None:
    """A name that its position made a place once is one wherever it stands alone, locative after a locative word."""
    unlisted = {
        f.value.name: f.value
        for line in document.lines
        for f in line.places
        if f.value.place is None and len(f.value.name) > 3
    }
    for name, known in unlisted.items():
        pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        for line in document.lines:
            for match in pattern.finditer(line.clean.text):
                start, end = match.span()
                taken = any(
                    f.start < end and start < f.end
                    for f in (*line.places, *line.actors, *line.persons, *line.times)
                )
                tokens = line.tokens_of(start, end)
                if taken or tokens is None:
                    continue
                before = line.clean.text[:start]
                locative = LOCATIVE.search(before) is not None
                if not locative and (_RUNS_ON.match(line.clean.text, end) or _RUNS_UP.search(before)):
                    continue  # part of a longer name, or a man's
                mention = replace(known, text=name, generic=None, locative=locative)
                line.places.append(Found(start, end, *tokens, mention, name))
    for line in document.lines:
        line.places.sort(key=lambda f: f.start)


_NEAR = re.compile(
    r"\b(?:near|outside|close to|vicinity of|around|outskirts of)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$",
    re.I,
)

_BRACKET_GAP = re.compile(r"\s?\((?:[^()]{2,40},\s+)?")
_LIST_GOES_ON = re.compile(r"(?:,\s+[A-Z][\w'’ -]{2,30}){0,3},?\s+(?:and|or)\s+[A-Z]")
_PARENT_GAP = re.compile(
    r"^(?:'s|,|,?\s+(?:just\s+)?(?:north|south)?-?(?:east|west|north|south)\s+of|\s+in|\s+of|\s+neighbou?rhood in|\s+on the outskirts of|\s+outside|\s+near|,?\s+(?:a|the)\s+[\w\s-]{3,40}?\s+(?:of|in))\s+(?:(?:the|neighbou?ring|nearby|northern|southern|eastern|western|central|city|town|of|district|province)\s+)*$"
)


def _with_parents(
    line: Line, places: list[Found[PlaceMention]], labelled: Place | None
) -> list[Found[PlaceMention]]:
    """Without the places in brackets that only enclose another; unlisted places take the coordinates of the larger
    place that follows or precedes them, at its precision.
    """
    out = [f for f in places if not _in_brackets_after_place(line, f.start, places)]
    for i, found in enumerate(out):
        if found.value.place is not None:
            continue
        parent = _parent(line, places, found)
        place = parent.place if parent is not None else labelled
        if place is None or place.feature in ("country", "sea"):
            continue
        precision = (parent.where_precision if parent is not None else place.where_precision) or 6
        out[i] = replace(
            found,
            value=replace(
                found.value,
                place=place,
                borrowed=True,
                where_precision=max(precision, 2),
                latitude=parent.latitude if parent is not None else place.latitude,
                longitude=parent.longitude if parent is not None else place.longitude,
            ),
        )
    return out


def _parent(line: Line, places: list[Found[PlaceMention]], found: Found[PlaceMention]) -> PlaceMention | None:
    """The listed place that encloses an unlisted one: after it, in the brackets after it, or before it."""
    text, at = line.clean.text, places.index(found)
    following = next((f for f in places[at + 1 :] if f.value.place is not None), None)
    if following is not None:
        gap = text[found.end : following.start]
        listed = gap == ", " and _LIST_GOES_ON.match(text[following.end :])
        if not listed and _PARENT_GAP.match(gap) or _BRACKET_GAP.fullmatch(gap):
            return following.value
    previous = places[at - 1] if at else None
    if previous is not None:
        gap = text[previous.end : found.start]
        if re.fullmatch(r"'s\s+(?:\w+\s+)?", gap):
            return previous.value
    return None


def _labelled(document: Document, line: Line) -> Place | None:
    """The place whose name is the label of the line ("BUENOS AIRES: ...", "Al Bayda: ..."), if it is at home there."""
    label = line.clean.label
    if not label:
        return None
    entries = document.lexicon.find_places(label.title() if label.isupper() else label)
    at_home = [p for p in entries if document.countries.get(p.country_code or "", 0.0) >= HOME_SHARE]
    return max(at_home, key=lambda p: p.population, default=None)
