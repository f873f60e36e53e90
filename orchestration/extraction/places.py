"""Named places: which spans of a line name one, and which gazetteer entry each means.

A span is a place by its position (after a locative preposition, with a generic noun such as
"district", as a dateline or label) or by being known; a known spelling in no such position counts
only where it is not a word, a person or an organisation. Among same-named entries the one in the
country that the rest of the article is about wins, then the more populous.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from math import asin, atan2, cos, degrees, log10, radians, sin

from spacy.tokens import Token

from orchestration.extraction.document import Document, Found, Line, PlaceMention
from orchestration.extraction.folding import bare
from orchestration.extraction.lexicon import Actor, Lexicon, Place

_WORD = r"[A-Z\d]\w*(?:['’](?!s\b)\w+)*"
_HYPHENATED = r"(?:ar|as|ash|ad|an|at|az|ez|ed|er|es|al|el|de|la|on|sur|le|les)"
_SPACED = r"(?:al|el|de|del|la|las|los|da|do|dos|ul|ibn|bin|bou|di|du|des|sur|of)"
_NAME = re.compile(
    rf"""\b(?:(?:{_HYPHENATED}|A[rsdntz]|Ash|E[zdrs])-|(?:[Aa]l|[Ee]l|[Dd]eir|[Uu]mm|[Aa]bu|A[rsdntz]|Ash)[-\s])*
    (?=[A-Z]){_WORD}(?:(?:(?<=\b\w\w)|(?<=\b\w\w\w)|(?<=\b\w))[.](?=\s[A-Z]))?
    (?:(?:-(?:{_HYPHENATED}-)?|\s(?:{_SPACED}[-\s]|{_HYPHENATED}-){{0,2}}){_WORD}|-[a-z]{{2,}}\w*){{0,5}}""",
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
    "border": 1, "mosque": 1, "church": 1, "peninsular": 5, "archipelago": 5, "cape": 1, "bay": 7, "waters": 7,
}  # fmt: skip
_MODIFIERS = frozenset(
    "naval industrial international refugee displacement military displaced air artillery power gas oil border".split()
)
_ADMIN = frozenset(
    {"province", "governorate", "oblast", "region", "state", "department", "republic", "prefecture", "wilaya"}
)
_GENERIC = re.compile(
    r"[-\s]+((?:[a-z]+\s+)?)("
    + "|".join(sorted((k for k in GENERIC_PRECISION if k not in _MODIFIERS), key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
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
_STRONG_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|around|inside|into|towards?|over|across)\s+(?:(?:the|northern|southern|eastern|western|central|downtown|nearby|neighbou?ring|rural)\s+)*$",
    re.IGNORECASE,
)
_STRUCK = (
    r"(?:bombed|bombing|bombs?|shelled|shelling|shells|bombarded|bombarding|bombards?|pounded|pounding|pounds|strafed|raided|attacked|attacking|attacks?|"
    r"struck|striking|hit|hitting|hits|targeted|targeting|captured|capturing|captures?|recaptured|recapturing|recaptures?|seized|seizing|"
    r"seizes?|retook|retaken|retake|retaking|took|taken|stormed|storming|besieged|besieging|encircled|liberated|liberating|overran|entered|"
    r"entering|reached|controls?|controlled)"
)
_UNDER = r"(?:\s+(?:has|have|had|also|again))*\s+(?:was|were|is|are|been|being|came|comes|come)(?:\s+(?:again|also|heavily|repeatedly|being|then|under|\w+ly))*\s+"
_ACTED_ON = re.compile(rf"\b{_STRUCK}\s+(?:the\s+)?$", re.IGNORECASE)
_IS_ACTED_ON = re.compile(
    rf"(?:,?\s+and\s+[A-Z][\w-]+)?{_UNDER}(?:{_STRUCK}|(?:artillery|mortar|rocket|air|heavy)?\s*(?:fire|attack|bombardment|siege))\b"
)
_LIST_GAP = re.compile(
    r"(?:'s)?(?:,|,?\s+and|,?\s+or|\s+&|/)\s+(?:(?:in|near|the|also|nearby|northern|southern|eastern|western|central|\w+ern)\s+)*",
    re.IGNORECASE,
)
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
    "hospital school church mosque market university airport highway river lake sea mount street road camp best most much abu ben bin ibn al el deir".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_TOWNS_AND_WORDS = frozenset({"hit", "most"})  # "near Hit", but "Hit by shells"
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


def find_places(document: Document) -> None:
    """Fill `places` of every line, and `countries` of the document with what each country weighs."""
    raw = [(line, candidate) for line in document.lines for candidate in _candidates(line, document.lexicon)]
    votes = _country_votes(document, [candidate for _, candidate in raw])
    document.countries.update(votes)
    for line, candidate in raw:
        tokens = line.tokens_of(candidate.start, candidate.end)
        place = _choose(document.lexicon, candidate, votes)
        if tokens is None or (place is None and not candidate.strong):
            continue
        if _in_brackets_after_place(line, candidate.start):
            continue
        if not candidate.locative and _stands_for_government(line, candidate.start, line.doc[tokens[1]]):
            continue
        before = line.clean.text[: candidate.start]
        precision = place.where_precision if place else None
        latitude, longitude = (place.latitude, place.longitude) if place else (None, None)
        if place and (moved := _displaced(before, place)):
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
        line.places[:] = _with_parents(line, line.places)


_OPENED = re.compile(r"\(\s*(?:[^()]{2,40},\s+)?$")


def _in_brackets_after_place(line: Line, start: int) -> bool:
    """ "Bariire (Afgooye, Lower Shabelle)": what the brackets hold only says where the place before them lies."""
    found = _OPENED.search(line.clean.text[:start])
    return found is not None and any(0 <= found.start() - p.end <= 1 for p in line.places)


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
                if taken or tokens is None or not _LOCATIVE.search(line.clean.text[:start]):
                    continue
                mention = replace(known, text=name, generic=None, locative=True)
                line.places.append(Found(start, end, *tokens, mention, name))
    for line in document.lines:
        line.places.sort(key=lambda f: f.start)


_NEAR = re.compile(
    r"\b(?:near|outside|close to|vicinity of|around|outskirts of)\s+(?:the\s+)?(?:(?:city|town|village)\s+of\s+)?$",
    re.I,
)


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
    taken = [
        (f.start, f.end)
        for f in line.actors
        if not _may_be_place(line, f, lambda name: bool(lexicon.find_places(name)))
    ]
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


_NEXT_WORD = re.compile(r" [A-Z][a-z]+")


def _may_be_place(line: Line, found: Found[Actor], is_known: Callable[[str], bool] | None = None) -> bool:
    """Names of states and capitals also name places; adjectives and organisations do not."""
    if _SETTLEMENT_OF.search(line.clean.text[: found.start]):
        return True  # "the municipality of Miraflores"
    more = _NEXT_WORD.match(line.clean.text, found.end)
    if more is not None and is_known is not None and is_known(line.clean.text[found.start : more.end()]):
        return True  # "Lashkar Gah"
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
    for candidate in candidates:
        if candidate.entries and candidate.entries[0].feature == "country":
            votes[candidate.entries[0].country_code or ""] += 1.5
        elif candidate.entries and candidate.locative:
            weights: Counter[str] = Counter()
            for place in candidate.entries:
                weights[place.country_code or ""] = max(
                    weights[place.country_code or ""],
                    (place.population + 500) ** 0.4 if place.feature == "city" else 60.0,
                )
            total = sum(weights.values())
            for code, weight in weights.items():
                votes[code] += 1.5 * weight / total
    total = sum(v for k, v in votes.items() if k) or 1.0
    return {k: v / total for k, v in votes.items() if k}


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


_PARENT_GAP = re.compile(
    r"^(?:'s|,|,?\s+(?:just\s+)?(?:north|south)?-?(?:east|west|north|south)\s+of|\s+in|\s+of|\s+neighbou?rhood in|\s+on the outskirts of|\s+outside|\s+near|,?\s+(?:a|the)\s+[\w\s-]{3,40}?\s+(?:of|in))\s+(?:(?:the|neighbou?ring|nearby|northern|southern|eastern|western|central|city|town|of|district|province)\s+)*$"
)


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
                value=replace(
                    found.value,
                    place=parent.place,
                    where_precision=near,
                    latitude=parent.latitude,
                    longitude=parent.longitude,
                ),
            )
    return out
