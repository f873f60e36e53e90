"""Named places: which spans of a line name one, and which gazetteer entry each means.

A span is a place by its position (after a locative preposition, with a generic noun such as
"district", as a dateline or label) or by being known; a known spelling in no such position counts
only where it is not a word, a person or an organisation. Among same-named entries the one in the
country that the rest of the article is about wins, then the more populous.
"""

import re
<<<<<<< HEAD
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import asin, atan2, cos, degrees, log10, radians, sin
=======
from dataclasses import replace
>>>>>>> 101fd3046c879ed2cec833ce575ff8e569938f99

from spacy.tokens import Token

from orchestration.extraction.document import Document, Found, Line, PlaceMention
from orchestration.extraction.lexicon import Place
from orchestration.extraction.place_entries import choose, country_votes, displaced
from orchestration.extraction.place_heads import head_of
from orchestration.extraction.place_spans import LOCATIVE, candidates


def find_places(document: Document) -> None:
    """Fill `places` of every line, and `countries` of the document with what each country weighs."""
    raw = [(line, candidate) for line in document.lines for candidate in candidates(line, document.lexicon)]
    votes = country_votes(document, [candidate for _, candidate in raw])
    document.countries.update(votes.shares)
    for line, candidate in raw:
        tokens = line.tokens_of(candidate.start, candidate.end)
        place = choose(document.lexicon, candidate, votes.shares_for(candidate.name))
        if tokens is None or (place is None and not candidate.strong):
            continue
        if not candidate.locative and _stands_for_government(line, candidate.start, line.doc[tokens[1]]):
            continue
        before = line.clean.text[: candidate.start]
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
            latitude=latitude, longitude=longitude, locative=candidate.locative or candidate.strong,
            admin=any(p.feature in ("adm1", "region", "country") for p in candidate.entries),
            town=any(p.feature in ("city", "town", "village") for p in candidate.entries),
        )  # fmt: skip
        line.places.append(Found(candidate.start, candidate.end, *tokens, mention, text))
    _find_again(document)
    for line in document.lines:
        line.places[:] = _with_parents(line, line.places, _labelled(document, line))


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


def _find_again(document: Document) -> None:
    """A name that its position made a place once is one wherever it stands after a locative word."""
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
                if taken or tokens is None or not LOCATIVE.search(line.clean.text[:start]):
                    continue
                mention = replace(known, text=name, generic=None, locative=True)
                line.places.append(Found(start, end, *tokens, mention, name))
    for line in document.lines:
        line.places.sort(key=lambda f: f.start)


_NEAR = re.compile(
    r"\b(?:near|outside|close to|vicinity of|around|outskirts of)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$",
    re.I,
)

<<<<<<< HEAD

@dataclass(frozen=True, slots=True)
class _Candidate:
    """A span that may name a place, with what its position says. `unknown` is in no gazetteer spelling."""

    start: int
    end: int
    name: str
    generic: str | None
    locative: bool
    strong: bool
    entries: tuple[Place, ...]


LONGEST_TIME = 5  # words; a longer time is a clause with names of its own ("since they took the town in May")


def _candidates(line: Line, lexicon: Lexicon) -> list[_Candidate]:
    text = line.clean.text
    taken = [(f.start, f.end) for f in line.actors if not _may_be_place(line, f)]
    taken += [(f.start, f.end) for f in line.times if len(f.text.split()) <= LONGEST_TIME]
    taken += [(f.start, f.end) for f in line.persons]
    out: list[_Candidate] = []
    for run in _NAME.finditer(text):
        parts = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\S+", run.group())]
        i = 0
        while i < len(parts):
            if text[slice(*parts[i])].lower() in _NOT_FIRST:
                i += 1
                continue
            for j in range(len(parts), i, -1):
                start, end = parts[i][0], parts[j - 1][1]
                name = re.sub(r"(?:['’]s|[.,'’]+)$", "", text[start:end])
                end = start + len(name)
                if not name or any(s < end and start < e for s, e in taken):
                    continue
                if any(q.start <= start and end <= q.end for q in line.quantities):
                    continue  # "Forty villages"
                whole = j == len(parts) and (i == 0 or text[slice(*parts[i - 1])].lower() in _NOT_FIRST)
                listed = next((c.end for c in reversed(out) if c.locative and c.end <= start), None)
                if j < len(parts) and _name_goes_on(text[slice(*parts[j])], lexicon):
                    continue
                if found := _candidate(line, start, end, name, lexicon, whole_run=whole, listed=listed):
                    out.append(found)
                    i = j
                    break
            else:
                i += 1
    return out


def _name_goes_on(word: str, lexicon: Lexicon) -> bool:
    """Whether the next word of a run belongs to the name: short capitalised words that mean nothing by themselves ("Nang Ta")."""
    bare = re.sub(r"['’]s$|\W+$", "", word)
    low = bare.lower()
    known = (
        low in lexicon.adjectives
        or low in lexicon.common_words
        or low in GENERIC_PRECISION
        or low in _NOT_PLACE
        or bool(lexicon.find_aliases(bare))
    )
    return bare[:1].isupper() and len(bare) <= 4 and not bare.isupper() and not known


_NOT_FIRST = frozenset(
    "in at near on from across over around outside inside meanwhile after since before between the a an as both two three "
    "four several many all some its their our his her this that these most of to into by for with and but if when while".split()
)


_SETTLEMENT_OF = re.compile(r"\b(?:municipality|town|city|village|district|commune|township|port) of $")


def _may_be_place(line: Line, found: Found[Actor]) -> bool:
    """Names of states and capitals also name places; adjectives and organisations do not."""
    if _SETTLEMENT_OF.search(line.clean.text[: found.start]):
        return True  # "the municipality of Miraflores"
    return (
        found.value.kind == "state"
        and line.alias_types.get(found.start) in ("name", "capital", "acronym")
        or line.alias_types.get(found.start) == "capital"
    )


def _candidate(
    line: Line,
    start: int,
    end: int,
    name: str,
    lexicon: Lexicon,
    *,
    whole_run: bool,
    listed: int | None = None,
) -> _Candidate | None:
    """The candidate of one span; `listed` is where the last place before it ended, if it stood in a place's position."""
    text = line.clean.text
    low = name.lower()
    words = low.split()
    if (
        (low in _NOT_PLACE and not (low in _TOWNS_AND_WORDS and _STRONG_LOCATIVE.search(text[:start])))
        or low in lexicon.adjectives
        or (
            len(words) == 1
            and (
                low in GENERIC_PRECISION
                or low in lexicon.common_words
                or low.removesuffix("s") in lexicon.common_words
            )
        )
        or len(words[-1]) < 2
        or (len(name) < 3)
        or (name.isupper() and len(name) <= 5)
    ):
        return None
    before, after = text[:start], text[end:]
    if words[0] in _MONTHS and words[-1].isdigit():
        return None
    if _UNIT_AFTER.match(after) or _UNIT_BEFORE.search(before):
        return None
    if (
        after.startswith("-")
        or (after[:1] == "'" and not after.startswith("'s"))
        or before.endswith(("-", "@", "#"))
    ):
        return None
    generic, right = None, end
    if (follow := _GENERIC.match(after)) and follow.group(1).strip().lower() in ("", *_MODIFIERS):
        generic, right = follow.group(2).lower(), end + follow.end()
    elif lead := _GENERIC_OF.search(before):
        word = lead.group(1).lower()
        of = lead.group(0).rstrip().lower().endswith(("of", "of the"))
        generic = (
            word if of or word not in ("capital", "stronghold", "area", "outskirts", "enclave") else None
        )
    strong = generic is not None or bool(_STRONG_LOCATIVE.search(before))
    owner = bool(_OWNS_PLACE.match(after))
    heads = bool(_ENTRY_BEFORE.fullmatch(before) and _ENTRY_AFTER.match(after))
    strong = strong or heads
    in_list = listed is not None and bool(_LIST_GAP.fullmatch(text[listed:start]))
    acted_on = bool(_ACTED_ON.search(before) or _IS_ACTED_ON.match(after))
    locative = strong or owner or in_list or acted_on or bool(_LOCATIVE.search(before))
    if _PERSON_BEFORE.search(before):
        return None
    tag = _tag_at(line, start)
    if len(words) == 1 and not locative and not tag.startswith("NNP"):
        return None
    entries = tuple(lexicon.find_places(name))
    if (
        not entries
        and len(words) > 1
        and words[-1] in GENERIC_PRECISION
        and lexicon.find_places(name.rsplit(" ", 1)[0])
    ):
        return None  # "Shwebo Township": the name is Shwebo
    if not entries and not tag.startswith("NNP") and not strong:
        return None
    if not entries and whole_run and not locative:
        return None
    if not entries and not lexicon.find_places(name, fuzzy=True):
        # an unknown name is a place only where its position says so, and only as the whole name
        named = (
            strong
            and whole_run
            and generic is not None
            and not _looks_like_organisation(name, after, generic)
        )
        placed = heads or whole_run and _UNKNOWN_BEFORE.search(before) and _UNKNOWN_AFTER.match(after)
        if not named and not placed:
            return None
        return _Candidate(start, right, name, generic, True, True, ())
    if not locative and re.match(r"\s+[A-Z]\w+", after) and not _PLACE_WORD_AFTER.match(after):
        return None
    return _Candidate(start, right, name, generic, locative, strong and whole_run, entries)


_UNIT_AFTER = re.compile(
    r"\s+(?:Company|Battalion|Regiment|Brigade|Division|Squadron|Platoon|Battery|Squad|Corps|Crescent|Task Force)\b"
)  # "Bravo Company", "the Golani Brigade": a unit bears the name
_UNIT_BEFORE = re.compile(
    r"\b(?:[Ll]ines? of|Red|Task [Ff]orce|Operation|[Cc]ode-?named)\s+$"
)  # "Line of Control"
_OWNS_PLACE = re.compile(
    r"'s\s+(?:[\w-]+\s+){0,3}(?:"
    + "|".join(
        sorted(
            (
                k
                for k in GENERIC_PRECISION
                if k not in ("air", "power", "oil", "gas", "military", "state", "front", "front", "border")
            ),
            key=len,
            reverse=True,
        )
    )
    + r"|northern|southern|eastern|western|central)\b",
    re.IGNORECASE,
)
# "Mali - Tessit (Gao), 15 May: An army drone ...": the name that heads an entry of a list of events.
_ENTRY_BEFORE = re.compile(r"(?:[A-Z][\w ]{2,30} - )?")
_ENTRY_AFTER = re.compile(r"\s\([A-Z][^()\d]{2,40}\)(?:,\s[^:.;]{2,30})?:\s")
_UNKNOWN_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|around|towards?)\s+(?:(?:nearby|neighbou?ring|adjacent|(?:north|south|east|west)\w*ern)\s+)?$",
    re.I,
)
_UNKNOWN_AFTER = re.compile(
    r"\s*(?:[,.;()]|$|(?:on|and|by|after|late|early|overnight|with|have|has|killing|where|when|was|were|that|which|from|in|since|last|earlier|before)\b)"
)
_PLACE_WORD_AFTER = re.compile(
    r"\s+(?:Province|City|District|Airport|Camp|State|Region|On|In|The|Governorate|Oblast|Township|Village)\b"
)


def _tag_at(line: Line, start: int) -> str:
    tokens = line.tokens_of(start, start + 1)
    return line.doc[tokens[0]].tag_ if tokens else ""


_ORGANISATIONS = frozenset(
    "army front movement party brigade brigades battalion division group council union alliance force forces militia guard guards "
    "relations press police health defence defense justice treasury intelligence security information affairs league congress organisation organization coalition corps command committee faction resistance network".split()
)


def _looks_like_organisation(name: str, after: str, generic: str) -> bool:
    """ "a stronghold of the X Army" names no place, nor does "X state" where a state acts."""
    if name.split()[-1].lower() in _ORGANISATIONS:
        return True
    return generic in ("state", "front", "party", "republic") and not after.startswith(" state")


def _country_votes(document: Document, candidates: list[_Candidate]) -> dict[str, float]:
    """How much of the article each country has: its names, adjectives, actors and unambiguous places."""
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
        for name, _ in line.clean.entry.places if line.clean.entry else ():
            votes.update(_vote_of(document.lexicon.find_places(name), locative=True))
    for candidate in candidates:
        votes.update(_vote_of(candidate.entries, locative=candidate.locative))
    total = sum(v for k, v in votes.items() if k) or 1.0
    return {k: v / total for k, v in votes.items() if k}


def _vote_of(entries: Sequence[Place], *, locative: bool) -> dict[str, float]:
    """The vote of a name, shared by the countries that have such a place as their places are large."""
    if entries and entries[0].feature == "country":
        return {entries[0].country_code or "": 1.5}
    if not entries or not locative:
        return {}
    weights: dict[str, float] = {}
    for place in entries:
        size = (place.population + 500) ** 0.4 if place.feature == "city" else 60.0
        code = place.country_code or ""
        weights[code] = max(weights.get(code, 0.0), size)
    total = sum(weights.values())
    return {code: 1.5 * weight / total for code, weight in weights.items()}


HOME_SHARE, NEAR_SHARE, LOOSE_SHARE = 0.08, 0.04, 0.15
_PLACELESS = frozenset({"country", "sea", "region"})


def _choose(lexicon: Lexicon, candidate: _Candidate, votes: dict[str, float]) -> Place | None:
    """The entry that is meant: at home in the article's countries first, then a transliteration at home, then a large city."""
    home = [
        p
        for p in candidate.entries
        if votes.get(p.country_code or "", 0.0) >= HOME_SHARE or p.feature in _PLACELESS
    ]
    home = home or [p for p in candidate.entries if votes.get(p.country_code or "", 0.0) >= NEAR_SHARE]
    if home:
        best = _best(home, candidate.generic, votes)
        if best is not None and _by_another_name(best, candidate.name):
            namesakes = [p for p in candidate.entries if _is_known_namesake(p, candidate.name)]
            return _best(namesakes, candidate.generic, votes) or best
        return best
    if candidate.locative:
        loose = [
            p
            for p in lexicon.find_places(candidate.name, fuzzy=True)
            if votes.get(p.country_code or "", 0.0) >= LOOSE_SHARE
        ]
        if loose:
            return _best(loose, candidate.generic, votes)
    away = _best(list(candidate.entries), candidate.generic, votes)
    if away is None:
        return None
    dominated = max(votes.values(), default=0.0) >= 0.5
    borrowed = away.name.lower() != candidate.name.lower()  # known by another spelling only
    enough = (100_000 if dominated or borrowed else 15_000) if candidate.locative else 500_000
    return away if away.population >= enough else None


_ALIKE = 0.5  # share of letters in common that makes a name a spelling of another
_KNOWN = 30_000  # inhabitants of a town abroad that its own name is believed to mean


def _by_another_name(place: Place, name: str) -> bool:
    """Whether the entry bears the name only as an old or other one: Engels, once Pokrovsk."""
    return SequenceMatcher(None, bare(place.name), bare(name)).ratio() < _ALIKE


def _is_known_namesake(place: Place, name: str) -> bool:
    return place.feature == "city" and place.population >= _KNOWN and bare(place.name) == bare(name)


def _best(entries: list[Place], generic: str | None, votes: dict[str, float]) -> Place | None:
    return max(entries, key=lambda p: (_score(p, generic, votes), p.place_id), default=None)


def _score(place: Place, generic: str | None, votes: dict[str, float]) -> float:
    """How well an entry fits: its country's share of the article, its size, and the common noun beside it."""
    score = 4.0 * votes.get(place.country_code or "", 0.0)
    score += 0.35 * log10(place.population + 10) if place.feature == "city" else 1.2
    if place.feature == "country":
        score += 3.0
    if place.feature == "sea":
        score += 1.5
    if generic in _ADMIN:
        score += 2.0 if place.feature == "adm1" else -0.5
    elif generic == "district":
        score += 1.0 if place.feature in ("adm2", "neighbourhood") else 0.0
    elif generic in ("camp", "airport", "base", "port", "dam", "neighbourhood", "refinery"):
        score += 1.0 if place.feature == generic else 0.0
    elif place.feature == "adm1":
        score -= 0.9
    if generic in ("city", "town", "village") and place.feature not in ("city", "town", "village"):
        score -= 1.0
    return score


def _displaced(before: str, place: Place) -> tuple[float, float] | None:
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


=======
_BRACKET_GAP = re.compile(r"\s?\((?:[^()]{2,40},\s+)?")
_LIST_GOES_ON = re.compile(r"(?:,\s+[A-Z][\w'’ -]{2,30}){0,3},?\s+(?:and|or)\s+[A-Z]")
>>>>>>> 101fd3046c879ed2cec833ce575ff8e569938f99
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
        if re.fullmatch(r"'s\s+(?:\w+\s+)?", gap) or gap == ", " and found.end <= _head_end(text):
            return previous.value
    return None


def _labelled(document: Document, line: Line) -> Place | None:
    """The place whose name is the label of the line ("BUENOS AIRES: ...", "Al Bayda: ..."), if it is at home there."""
    label = line.clean.label
    if not label:
        return None
    entries = document.lexicon.find_places(label.title() if label.isupper() else label)
    return max(
        entries, key=lambda p: (document.countries.get(p.country_code or "", 0.0), p.population), default=None
    )


def _head_end(text: str) -> int:
    head = head_of(text)
    return head.end if head is not None else 0
