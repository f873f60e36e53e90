"""Named places: which spans of a line name one, and which gazetteer entry each means.

A span is a place by its position (after a locative preposition, with a generic noun such as
"district", as a dateline or label) or by being known; a known spelling in no such position counts
only where it is not a word, a person or an organisation. Among same-named entries the one in the
country that the rest of the article is about wins, then the more populous.
"""

import re
from collections import Counter
from dataclasses import replace
from math import asin, atan2, cos, degrees, log10, radians, sin

from orchestration.extraction.document import Document, Found, Line, PlaceMention
from orchestration.extraction.lexicon import Lexicon, Place

_NAME = re.compile(
    r"""\b(?:(?:[Aa]l|[Ee]l|[Aa]r|[Aa]s|[Aa]sh|[Aa]d|[Aa]n|[Aa]t|[Aa]z|[Ee]z|[Ee]d|[Ee]r|[Ee]s|[Dd]eir|umm|Umm|abu|Abu|de|al)[-\s])*
    [A-Z][\w'’]*(?:[.](?=\s[A-Z]))?
    (?:[-\s](?:(?:al|el|ar|as|ash|ad|an|at|az|ez|ed|er|es|de|del|la|las|los|da|do|dos|ul|ibn|bin|bou|di|du|des|sur|on|of)[-\s]){0,2}[A-Z\d][\w'’]*|[-](?=[a-z]{2,})[\w'’]+){0,5}""",
    re.VERBOSE,
)
GENERIC_PRECISION: dict[str, int | None] = {
    "province": 4, "governorate": 4, "oblast": 4, "region": 4, "state": 4, "department": 4, "republic": 4, "wilaya": 4,
    "prefecture": 4, "canton": 4, "county": 3, "district": 3, "raion": 3, "territory": 3, "municipality": 3, "woreda": 3,
    "subdistrict": 3, "township": 3, "agency": 3, "countryside": 5, "valley": 5, "area": 2, "direction": 2, "axis": 2,
    "front": 2, "sector": 2, "outskirts": 2, "city": 1, "town": 1, "village": 1, "hamlet": 1, "neighbourhood": 1,
    "neighborhood": 1, "suburb": 1, "quarter": 1, "camp": 1, "airport": 1, "airfield": 1, "airbase": 1, "base": 1,
    "dam": 1, "port": 1, "harbour": 1, "harbor": 1, "crossing": 1, "checkpoint": 1, "hospital": 1, "refinery": 1,
    "road": 1, "highway": 1, "bridge": 1, "square": 1, "street": 1, "market": 1, "barracks": 1, "college": 1,
    "university": 1, "school": 1, "stadium": 1, "island": 1, "peninsula": 5, "mountain": 2, "mountains": 5, "hill": 1,
    "hills": 5, "river": 5, "sea": 7, "gulf": 7, "strait": 7, "coast": 7, "lake": 5, "desert": 5, "strip": 5, "corridor": 5,
    "enclave": 5, "pocket": 5, "heights": 1, "plateau": 5, "forest": 5, "station": 1, "plant": 1, "terminal": 1, "mine": 1,
    "outpost": 1, "garrison": 1, "fort": 1, "citadel": 1, "prison": 1, "farm": 1, "farms": 1, "settlement": 1, "kibbutz": 1,
    "villages": None, "towns": None, "cities": None, "districts": 3, "provinces": 4, "regions": 4, "neighbourhoods": 1,
    "neighborhoods": 1, "suburbs": 1, "governorates": 4, "zone": 1, "complex": 1, "compound": 1, "commune": 1, "parish": 1,
    "parts": 2, "canal": 1, "junction": 1, "crossroads": 1, "field": 1, "naval": 1, "industrial": 1, "international": 1,
    "refugee": 1, "displacement": 1, "military": 1, "displaced": 1, "air": 1, "artillery": 1, "power": 1, "gas": 1, "oil": 1,
    "border": 1, "mosque": 1, "church": 1, "peninsular": 5, "archipelago": 5, "cape": 1, "bay": 7, "waters": 7, "capital": 1,
}  # fmt: skip
_MODIFIERS = frozenset("naval industrial international refugee displacement military displaced air artillery power gas oil border".split())
_ADMIN = frozenset({"province", "governorate", "oblast", "region", "state", "department", "republic", "prefecture", "wilaya"})
_GENERIC = re.compile(r"[-\s]+((?:[a-z]+\s+)?)(" + "|".join(sorted((k for k in GENERIC_PRECISION if k not in _MODIFIERS), key=len, reverse=True)) + r")\b", re.IGNORECASE)
_GENERIC_OF = re.compile(
    r"\b(cit(?:y|ies)|towns?|villages?|hamlets?|districts?|provinces?|neighbou?rhoods?|suburbs?|camps?|ports?|regions?|"
    r"settlements?|states?|governorates?|islands?|capital|municipalit(?:y|ies)|area|outskirts|cent(?:re|er)|countryside|"
    r"departments?|sub-?districts?|townships?|county|vicinity|community|locality|stronghold|enclave|commune|parish)"
    r"(?:\s+of)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|on|of|from|to|into|around|outside|inside|over|toward|towards|above|across|off|between|against|within|"
    r"through|throughout|beyond|behind|along|onto|via|north|south|east|west|northeast|northwest|southeast|southwest|"
    r"northern|southern|eastern|western|central|upper|lower|northeastern|northwestern|southeastern|southwestern|"
    r"nearby|neighbou?ring|besieged|occupied|around)\s+(?:(?:the|downtown|central|nearby|neighbou?ring|northern|southern|eastern|western|rural|greater)\s+)*$",
    re.IGNORECASE,
)
_STRONG_LOCATIVE = re.compile(r"\b(?:in|at|near|outside|around|inside|into|towards?|over|across)\s+(?:(?:the|northern|southern|eastern|western|central|downtown|nearby|neighbou?ring|rural)\s+)*$", re.IGNORECASE)
_AND_LIST = re.compile(r"(?:,|\band|\bor)\s+(?:in\s+|near\s+|the\s+)?$", re.IGNORECASE)
_PERSON_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|General|Colonel|Major|Captain|Lieutenant|Sergeant|Brigadier|Admiral|President|"
    r"Minister|Sheikh|Sheik|Mullah|Emir|King|Prince|Sir|Judge|Senator|Governor|Mayor|spokesman|spokeswoman|spokesperson|"
    r"secretary|ambassador|commander|Commander|leader|named|called|journalist|photographer)\.?\s+$"
)
_NOT_PLACE = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december the a an and or but in on at he she it they we i you this that these those his her its their "
    "our my after before when while if as by with for from to of no not all some many most more last next early late also "
    "however meanwhile earlier later since until then there here where what who why how two three four five six seven eight "
    "nine ten one god allah islam islamic muslim christian sunni shiite shia jewish arab kurdish police army government "
    "president minister general colonel captain major state states council party group force forces front brigade rebels "
    "operation war agency news network report reports human rights observatory un us eu uk residents witnesses officials "
    "militants local local local local unit units base hit strikes strike killed dead near breaking update live note notes "
    "day night morning evening today yesterday tomorrow ramadan eid christmas easter english western eastern northern southern "
    "west east north south central middle coalition ministry defence defense foreign security national army navy air "
    "hospital school church mosque market university airport highway river lake sea mount street road camp best most much".split()
)
_COMPASS = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270, "northwest": 315}
_OFFSET = re.compile(
    r"(?P<n>\d+(?:\.\d+)?)\s*[- ]?(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi)\b[^.;,]{0,12}?\s*(?:to the\s+|to\s+|(?:away\s+)?)?"
    r"(?P<dir>(?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern|wards?)?\s+of\s+(?:the\s+)?(?:\w+\s+(?:of|city|town)\s+){0,2}$",
    re.IGNORECASE,
)


def find_places(document: Document) -> None:
    """Fill `places` of every line, and `countries` of the document with what each country weighs."""
    lexicon = document.lexicon
    raw: list[tuple[Line, int, int, str, str | None, bool, bool, tuple[Place, ...]]] = []
    for line in document.lines:
        raw.extend(_candidates(line, lexicon))
    votes = _country_votes(document, raw)
    document.countries.update(votes)
    for line, start, end, name, generic, locative, strong, entries in raw:
        tokens = line.tokens_of(start, end)
        if tokens is None:
            continue
        place = _choose(entries, generic, votes, locative or strong)
        if place is None and not strong:
            continue
        precision = place.where_precision if place else None
        latitude = place.latitude if place else None
        longitude = place.longitude if place else None
        if place and (moved := _displaced(line.clean.text[:start], place)):
            latitude, longitude = moved
            precision = 2
        elif place and re.search(r"\b(?:near|outside|close to|vicinity of|around|outskirts of)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$", line.clean.text[:start], re.I) and precision == 1:
            precision = 2
        text = line.clean.text[start:end]
        mention = PlaceMention(
            text=text, name=name, place=place, generic=generic, where_precision=precision,
            latitude=latitude, longitude=longitude, locative=locative or strong,
        )  # fmt: skip
        line.places.append(Found(start, end, tokens[0], tokens[1], mention, text))
    for line in document.lines:
        line.places[:] = _with_parents(line, line.places)


def _candidates(line: Line, lexicon: Lexicon):
    text = line.clean.text
    taken = [(f.start, f.end) for f in line.actors if f.value is not None and not _may_be_place(f)]
    taken += [(f.start, f.end) for f in line.times]
    taken += [(f.start, f.end) for f in line.persons]
    out = []
    for run in _NAME.finditer(text):
        parts = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"[^\s]+", run.group())]
        i = 0
        while i < len(parts):
            for j in range(len(parts), i, -1):
                start, end = parts[i][0], parts[j - 1][1]
                name = text[start:end].rstrip(".,'’")
                if name.endswith(("'s", "’s")):
                    name = name[:-2]
                end = start + len(name)
                if any(s < end and start < e for s, e in taken) or not name:
                    continue
                found = _candidate(text, start, end, name, lexicon, whole_run=(i == 0 and j == len(parts)))
                if found:
                    out.append((line, found[0], found[1], *found[2:]))
                    i = j
                    break
            else:
                i += 1
    return out


def _may_be_place(found) -> bool:
    """Names of states and capitals also name places."""
    return found.value.kind == "state"


def _candidate(text: str, start: int, end: int, name: str, lexicon: Lexicon, *, whole_run: bool):
    low = name.lower()
    if low in _NOT_PLACE or low in lexicon.adjectives or (len(name) < 3 and not name.isupper()):
        return None
    before, after = text[:start], text[end:]
    if after.startswith("-") or (after[:1] == "'" and not after.startswith("'s")) or before.endswith(("-", "@")):
        return None
    generic = None
    right = end
    if follow := _GENERIC.match(after):
        generic, right = follow.group(2).lower(), end + follow.end()
        if follow.group(1).strip().lower() not in ("", *_MODIFIERS):
            generic, right = None, end
    if generic is None and (lead := _GENERIC_OF.search(before)):
        generic = lead.group(1).lower()
        if lead.group(0).rstrip().lower().endswith("of") is False and generic in ("capital", "stronghold"):
            generic = None if generic == "stronghold" else generic
    in_list = bool(_AND_LIST.search(before))
    locative = bool(_LOCATIVE.search(before)) or generic is not None or after.startswith("'s ") or in_list
    strong = generic is not None or bool(_STRONG_LOCATIVE.search(before))
    if _PERSON_BEFORE.search(before):
        return None
    entries = tuple(lexicon.find_places(name))
    if not entries and low.startswith("the "):
        entries = tuple(lexicon.find_places(name[4:]))
    if not entries:
        # an unknown name is a place only where its position says so, and only as the whole name
        if strong and whole_run and generic is not None and not _looks_like_organisation(after, generic):
            return start, right, name, generic, True, True, ()
        if whole_run and bool(re.search(r"\b(?:in|at|near|outside|around)\s+$", before)) and re.match(r"\s*(?:[,.;)]|$|on\b|and\b|by\b|after\b|late\b|early\b|overnight\b|with\b|have\b|has\b|killing\b|where\b|when\b)", after):
            return start, end, name, None, True, True, ()
        return None
    if not locative and re.match(r"\s+[A-Z]\w+", after) and not re.match(r"\s+(?:Province|City|District|Airport|Camp|State|Region|On|In|The)\b", after):
        return None
    return start, (right if follow and generic else end), name, generic, locative, strong, entries


def _looks_like_organisation(after: str, generic: str) -> bool:
    return generic in ("state", "front", "party", "republic") and not after.startswith(" state")


def _country_votes(document: Document, raw) -> dict[str, float]:
    votes: Counter[str] = Counter()
    for line in document.lines:
        for found in line.actors:
            if found.value.country_code:
                votes[found.value.country_code] += 1.0 if found.value.kind != "state" else 0.7
        for match in re.finditer(r"\b[A-Z][\w']+\b", line.clean.text):
            code = document.lexicon.adjectives.get(match.group().lower())
            if code:
                votes[code] += 0.7
    for _, _, _, _, _, _, _, entries in raw:
        countries = {e.country_code for e in entries if e.country_code}
        if len(countries) == 1 and entries:
            votes[next(iter(countries))] += 1.5
        elif entries and entries[0].feature == "country":
            votes[entries[0].country_code or ""] += 1.5
    total = sum(votes.values()) or 1.0
    return {k: v / total for k, v in votes.items() if k}


def _choose(entries: tuple[Place, ...], generic: str | None, votes: dict[str, float], locative: bool) -> Place | None:
    best, best_score = None, -1.0
    for place in entries:
        score = 4.0 * votes.get(place.country_code or "", 0.0)
        if place.country_code and votes.get(place.country_code, 0.0) > 0.08:
            score += 1.5
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
        if score > best_score:
            best, best_score = place, score
    if best is None:
        return None
    at_home = votes.get(best.country_code or "", 0.0) > 0.03 or best.feature in ("country", "sea", "region")
    if not at_home and (not locative or best.population < 100_000) and best.population < 500_000:
        return None
    return best


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


_PARENT_GAP = re.compile(r"^(?:'s|,|\s+in|\s+of|\s+neighbou?rhood in|\s+on the outskirts of|\s+outside|\s+near|,?\s+(?:a|the)\s+[\w\s-]{3,40}?\s+(?:of|in))\s+(?:(?:the|neighbou?ring|nearby|northern|southern|eastern|western|central|city|town|of|district|province)\s+)*$")


def _with_parents(line: Line, places: list[Found[PlaceMention]]) -> list[Found[PlaceMention]]:
    """Unknown places take the coordinates of the larger place that follows or precedes them."""
    out = list(places)
    text = line.clean.text
    for i, found in enumerate(out):
        if found.value.place is not None:
            continue
        parent = None
        if i + 1 < len(out) and _PARENT_GAP.match(text[found.end : out[i + 1].start]):
            parent = out[i + 1].value
        elif i and re.fullmatch(r"'s\s+(?:\w+\s+)?", text[out[i - 1].end : found.start]):
            parent = out[i - 1].value
        if parent and parent.place and parent.place.feature not in ("country", "sea"):
            near = 2 if (parent.where_precision or 6) <= 2 else parent.where_precision
            out[i] = replace(
                found,
                value=replace(found.value, place=parent.place, where_precision=near, latitude=parent.latitude, longitude=parent.longitude),
            )
    return out
