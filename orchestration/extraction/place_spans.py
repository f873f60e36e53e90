"""Which spans of a line may name a place, by their position or by being known."""

import re
from dataclasses import dataclass

from orchestration.extraction.document import Found, Line
from orchestration.extraction.lexicon import Actor, Lexicon, Place
from orchestration.extraction.place_nouns import (
    GENERIC_PRECISION,
    KIND_TAIL,
    MODIFIERS,
    NOUN_AFTER,
    NOUN_OF,
    PEOPLES,
)
from orchestration.extraction.place_unlisted import ACTS_ON_PLACES, is_placed, without_kind
from orchestration.extraction.time_tables import CALENDAR_NAMES

_WORD = r"[A-Z\d]\w*(?:['’](?!s\b)\w+)*"
_HYPHENATED = r"(?:e|i|o|u|ul|ye|ar|as|ash|ad|an|at|az|ez|ed|er|es|al|el|de|la|on|sur|le|les)"
_SPACED = r"(?:al|el|de|del|la|las|los|da|do|dos|ul|ibn|bin|bou|di|du|des|es|sur|of)"
_NAME = re.compile(
    rf"""\b(?:(?:{_HYPHENATED}|A[rsdntz]|Ash|E[zdrs])-|(?:[Aa]l|[Ee]l|[Dd]eir|[Uu]mm|[Aa]bu|A[rsdntz]|Ash)[-\s])*
    (?=[A-Z]){_WORD}(?:(?:(?<=\b\w)|(?<=\b(?:St|Mt|Ft|Pt|Dr))|(?<=\b(?:Ste|Sta|Sto|Pto|Gen|Cap|Col|Sgt)))[.](?=\s[A-Z]))?
    (?:(?:-(?:{_HYPHENATED}[-\s])?|\s(?:{_SPACED}[-\s]|{_HYPHENATED}-){{0,2}}'?){_WORD}|-[a-z]{{2,}}\w*){{0,5}}""",
    re.VERBOSE,
)
_LOCATIVES = (
    "in|at|near|on|of|from|to|into|around|outside|inside|over|toward|towards|above|across|off|between|against|within|beside|opposite|"
    "through|throughout|beyond|behind|along|onto|via|north|south|east|west|northeast|northwest|southeast|southwest|"
    "northern|southern|eastern|western|central|upper|lower|northeastern|northwestern|southeastern|southwestern|"
    "nearby|neighboring|neighbouring|besieged|occupied"
)
_BEFORE_NAMES = (
    "the|downtown|central|nearby|neighboring|neighbouring|northern|southern|eastern|western|rural|greater"
)
_SETTLED = "capital|city|town|village|stronghold|port|district|province|region|enclave"
# "in the Somali capital Mogadishu", "of Azerbaijan's second largest city, Ganja"
_APPOSED = rf"(?:the\s+(?:[\w'’-]+\s+){{0,3}}(?:{_SETTLED})\s+)?"
_LARGEST = r"(?:the|\w+['’]s)\s+(?:\w+\s+)?(?:largest|biggest)\s+(?:city|town|port),\s+"
LOCATIVE = re.compile(
    rf"\b(?:(?:{_LOCATIVES})\s+(?:(?:{_BEFORE_NAMES})\s+)*{_APPOSED}|{_LARGEST})$", re.IGNORECASE
)
_STRONG_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|around|inside|into|towards?|over|across)\s+(?:(?:the|northern|southern|eastern|western|central|downtown|nearby|neighbou?ring|rural)\s+)*$",
    re.IGNORECASE,
)
# Without one of these words right before a name neither of the two finds anything.
_ENDS_LOCATIVE = frozenset(f"{_LOCATIVES}|{_BEFORE_NAMES}|{_SETTLED}".split("|"))
# What is hit or controlled may be a man or a thing, too: it makes a place only of a name that is listed as one.
_STRUCK = rf"(?:{ACTS_ON_PLACES}|struck|striking|hit|hitting|hits|targeted|targeting|controls?|controlled)"
_UNDER = r"(?:\s+(?:has|have|had|also|again))*\s+(?:was|were|is|are|been|being|came|comes|come)(?:\s+(?:again|also|heavily|repeatedly|being|then|under|\w+ly))*\s+"
_ACTED_ON = re.compile(rf"\b{_STRUCK}\s+(?:the\s+)?$", re.IGNORECASE)
_IS_ACTED_ON = re.compile(
    rf"(?:,?\s+and\s+[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){{0,3}})?{_UNDER}(?:{_STRUCK}|(?:artillery|mortar|rocket|air|heavy)?\s*(?:fire|attack|bombardment|siege))\b"
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
_NOT_PLACE = CALENDAR_NAMES | frozenset(
    "assembly senate parliament congress knesset duma majlis commons lords cabinet supreme "
    "the a an and or but in on at he she it they we i you this that these those his her its their "
    "our my after before when while if as by with for from to of no not all some many most more last next early late also "
    "however meanwhile earlier later since until then there here where what who why how two three four five six seven eight "
    "nine ten one god allah islam islamic muslim christian sunni shiite shia jewish arab kurdish police army government "
    "president minister general colonel captain major state states council party group force forces front brigade rebels "
    "operation war agency news network report reports human rights observatory un us eu uk residents witnesses officials "
    "militants local unit units base hit strikes strike killed dead near breaking update live note notes day night morning "
    "evening today yesterday tomorrow ramadan eid christmas easter english western eastern northern southern west east "
    "north south central middle coalition ministry defence defense foreign security national navy air hospital school "
    "church mosque market university airport highway river lake sea mount street road camp best much abu ben bin ibn al el "
    "deir jan feb apr jun jul aug sep sept oct nov dec".split()
)
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_TOWNS_AND_WORDS = frozenset({"hit", "most"})  # "near Hit", but "Hit by shells"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may name a place, with what its position says. `unknown` is in no gazetteer spelling."""

    start: int
    end: int
    name: str
    generic: str | None
    locative: bool
    strong: bool
    entries: tuple[Place, ...]


LONGEST_TIME = 5  # words; a longer time is a clause with names of its own ("since they took the town in May")


def candidates(line: Line, lexicon: Lexicon) -> list[Candidate]:
    text = line.clean.text
    taken = [(f.start, f.end) for f in line.actors if not _may_be_place(line, f)]
    taken += [(f.start, f.end) for f in line.times if len(f.text.split()) <= LONGEST_TIME]
    taken += [(f.start, f.end) for f in line.persons]
    out: list[Candidate] = []
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
                whole = (j == len(parts) or bool(KIND_TAIL.fullmatch(text[end : parts[-1][1]]))) and (
                    i == 0
                    or text[slice(*parts[i - 1])].lower() in _NOT_FIRST
                    or any(s <= parts[i - 1][0] < e for s, e in taken)
                )
                listed = next((c.end for c in reversed(out) if c.locative and c.end <= start), None)
                if j < len(parts) and _name_goes_on(text[slice(*parts[j])], lexicon):
                    continue
                if i and j == len(parts) and _name_began(text[slice(*parts[i - 1])], lexicon):
                    continue
                if found := _candidate(line, start, end, name, lexicon, whole_run=whole, listed=listed):
                    out.append(found)
                    i = j
                    break
                if i == 0 and j == len(parts) and _holds_place_word(name, lexicon):
                    i = j  # a name of its own, but in no position of a place
                    break
            else:
                i += 1
    return out


def _name_goes_on(word: str, lexicon: Lexicon) -> bool:
    """Whether the next word of a run belongs to the name: a capitalised word that means nothing by itself ("Nang Ta", "Bal Gharib")."""
    bare = re.sub(r"['’]s$|\W+$", "", word)
    if len(bare) <= 4:
        known = (
            bare.lower() in lexicon.adjectives
            or bare.lower() in lexicon.common_words
            or bare.lower() in GENERIC_PRECISION
            or bare.lower() in _NOT_PLACE
            or bool(lexicon.find_aliases(bare))
        )
        return bare[:1].isupper() and not bare.isupper() and not known
    return _name_began(bare, lexicon)


def _name_began(word: str, lexicon: Lexicon) -> bool:
    """Whether the word before in a run belongs to the name: a capitalised word that means nothing by itself ("Dorgha Bazar")."""
    low = word.lower()
    known = (
        low in lexicon.adjectives
        or low in lexicon.common_words
        or low.removesuffix("s") in lexicon.common_words
        or low in lexicon.titles
        or low.rstrip(".") in lexicon.titles
        or low in lexicon.force_nouns
        or low in GENERIC_PRECISION
        or low in _NOT_PLACE
        or low in _MONTHS
        or bool(lexicon.find_aliases(word))
        or bool(lexicon.find_places(word))
    )
    return bool(re.fullmatch(r"[A-Z][a-z][\w'’]+", word)) and not known


_NOT_FIRST = frozenset(
    "in at near on from across over around outside inside meanwhile after since before between the a an as both two three "
    "four several many all some its their our his her this that these most of to into by for with and but if when while".split()
)


_SETTLEMENT_OF = re.compile(r"\b(?:municipality|town|city|village|district|commune|township|port) of $")


# "a town in Tigray" makes no town of Tigray; "the camp at Kalma" is called so.
_ONE_OF_MANY = frozenset(
    "capital stronghold area outskirts enclave town village city hamlet settlement suburb district municipality locality".split()
)
_GROUNDS = re.compile(r"\s+(?:air\s?base|base|airport|airfield|prison|camp|city|district)\b")
_IN_PROVINCE = re.compile(
    r",\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?\s(?:province|governorate|district|oblast|region|county)\b"
)


def _may_be_place(line: Line, found: Found[Actor]) -> bool:
    """Names of states and capitals also name places; adjectives and organisations do not."""
    if _SETTLEMENT_OF.search(line.clean.text[: found.start]):
        return True  # "the municipality of Miraflores"
    kind = line.alias_types.get(found.start)
    if kind == "capital" or found.value.kind == "state" and kind in ("name", "acronym"):
        return True
    after = line.clean.text[found.end :]
    return bool(kind == "seat" and _GROUNDS.match(after) or _IN_PROVINCE.match(after))


def _candidate(
    line: Line,
    start: int,
    end: int,
    name: str,
    lexicon: Lexicon,
    *,
    whole_run: bool,
    listed: int | None = None,
) -> Candidate | None:
    """The candidate of one span; `listed` is where the last place before it ended, if it stood in a place's position,
    `headed` where the name begins that heads the line.
    """
    text = line.clean.text
    low = name.lower()
    words = low.split()
    if (
        (low in _NOT_PLACE and not (low in _TOWNS_AND_WORDS and _STRONG_LOCATIVE.search(text[:start])))
        or low in lexicon.adjectives
        or low in PEOPLES
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
    if KIND_TAIL.search(name):
        return None
    if words[0] in _MONTHS and words[-1].isdigit():
        return None
    last = _last_word(before)
    if _UNIT_AFTER.match(after) or last.lower() in _ENDS_UNIT and _UNIT_BEFORE.search(before):
        return None
    if (
        after.startswith("-")
        or (after[:1] == "'" and not after.startswith("'s"))
        or before.endswith(("-", "@", "#"))
    ):
        return None
    generic, right = None, end
    if (follow := NOUN_AFTER.match(after)) and follow.group(1).strip().lower() in ("", *MODIFIERS):
        generic, right = follow.group(2).lower(), end + follow.end()
    elif lead := NOUN_OF.search(before):
        word = lead.group(1).lower()
        of = lead.group(0).rstrip().lower().endswith(("of", "of the"))
        generic = word if of or word not in _ONE_OF_MANY else None
    may_locate = last.lower() in _ENDS_LOCATIVE
    strong = generic is not None or may_locate and bool(_STRONG_LOCATIVE.search(before))
    owner = bool(_OWNS_PLACE.match(after))
    gap = text[listed:start] if listed is not None else ""
    in_list = bool(gap and _LIST_GAP.fullmatch(gap))
    acted_on = not strong and bool(_ACTED_ON.search(before) or _IS_ACTED_ON.match(after))
    locative = strong or owner or in_list or acted_on or may_locate and bool(LOCATIVE.search(before))
    if not may_locate and _PERSON_BEFORE.search(before):
        return None
    tag = _tag_at(line, start)
    if len(words) == 1 and not locative and not tag.startswith("NNP"):
        if not (
            whole_run and is_placed(text, start, end, listed=in_list, gap=gap, ends=_ends_name(line, end))
        ):
            return None
    entries = tuple(lexicon.find_places(name) or lexicon.find_places(without_kind(name)))
    if (
        not entries
        and len(words) > 1
        and words[-1] in GENERIC_PRECISION
        and lexicon.find_places(name.rsplit(" ", 1)[0])
    ):
        return None  # "Shwebo Township": the name is Shwebo
    # Of a listed name after "in" nothing more is asked.
    placed = (
        (not entries or not strong)
        and whole_run
        and (
            is_placed(text, start, end, listed=in_list, gap=gap, ends=_ends_name(line, end))
            or not entries
            and (
                (strong or acted_on)
                and _holds_place_word(name, lexicon)
                or " of " not in name
                and _lies_in_listed(after, lexicon)
            )
        )
    )
    if not entries and not placed:
        if not strong and not tag.startswith("NNP") or whole_run and not locative:
            return None
        if not lexicon.find_places(name, fuzzy=True):
            named = strong and whole_run and generic is not None
            if not named or _looks_like_organisation(name, after, generic):
                return None
            return Candidate(start, right, name, generic, True, True, ())
    if not entries and _looks_like_organisation(name, after, generic):
        return None
    if not locative and re.match(r"\s+[A-Z]\w+", after) and not _PLACE_WORD_AFTER.match(after):
        return None
    return Candidate(
        start, right, name, generic, locative or placed, (strong or placed) and whole_run, entries
    )


_LIES_IN = re.compile(
    r",\s+(?:(?:north|south|east|west|central)[a-z]*\s+)?([A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?)(?=\s*[,.;)]|\s*$|\s+[a-z])"
)


def _lies_in_listed(after: str, lexicon: Lexicon) -> bool:
    """Whether a comma and a known province or country follow ("Bweremanja, North Kivu, was shelled")."""
    found = _LIES_IN.match(after)
    large = ("adm1", "adm2", "region", "country")
    return found is not None and any(p.feature in large for p in lexicon.find_places(found.group(1)))


_LARGE_TOWN = 50_000  # inhabitants; before the name of a quarter such a name stands for the town


def _holds_place_word(name: str, lexicon: Lexicon) -> bool:
    """Whether one word of a longer name is a place by itself, and the others mean nothing ("Adi Harsha", "Hawi Zaidan")."""
    words = name.split()
    if not 2 <= len(words) <= 3 or not all(
        w[:1].isupper() and w.isalpha() and not w.isupper() for w in words
    ):
        return False
    listed = {w: lexicon.find_places(w) for w in words}
    plain = [w for w in words if not listed[w]]
    return (
        0 < len(plain) < len(words)
        and all(
            len(w) > 2
            and w.lower() not in lexicon.adjectives
            and w.lower() not in lexicon.common_words
            and w.lower() not in GENERIC_PRECISION
            and w.lower() not in _NOT_PLACE
            and w.lower() not in PEOPLES
            and not lexicon.find_aliases(w)
            for w in plain
        )
        and all(p.population < _LARGE_TOWN for entries in listed.values() for p in entries)
    )


# "Bravo Company", "the Golani Brigade": a unit bears the name
_UNIT_AFTER = re.compile(
    r"\s+(?:Company|Battalion|Regiment|Brigade|Division|Squadron|Platoon|Battery|Squad|Corps|Crescent|Task [Ff]orce|[Bb]attle ?[Gg]roup|"
    r"(?:[Gg]rouping|[Gg]roup|[Aa]rmy) of [Ff]orces)\b"
)
# "Line of Control"
_UNIT_BEFORE = re.compile(r"\b(?:[Ll]ines? of|Red|Task [Ff]orce|Operation|[Cc]ode-?named)\s+$")
_ENDS_UNIT = frozenset({"of", "red", "force", "operation", "named", "codenamed"})
_OWNS_PLACE = re.compile(
    r"'s\s+(?:[\w-]+\s+){0,3}(?:"
    + "|".join(
        sorted(
            (
                k
                for k in GENERIC_PRECISION
                if k not in ("air", "power", "oil", "gas", "military", "state", "front", "border")
            ),
            key=len,
            reverse=True,
        )
    )
    + r"|northern|southern|eastern|western|central|mayor|governor|prefect|police chief|residents|inhabitants|townspeople)\b",
    re.IGNORECASE,
)
_PLACE_WORD_AFTER = re.compile(
    r"\s+(?:Province|City|District|Airport|Camp|State|Region|On|In|The|Governorate|Oblast|Township|Village)\b"
)


_GOING_ON = ("NN", "JJ", "CD", "FW", "XX", "POS", "HYPH")


def _ends_name(line: Line, end: int) -> bool:
    """Whether the word behind the name is a verb, an adverb or a small word, with which no name makes one phrase."""
    tokens = line.tokens_of(end + 1, end + 2)
    return tokens is not None and not line.doc[tokens[0]].tag_.startswith(_GOING_ON)


def _last_word(before: str) -> str:
    """The word before a name, a blank or a comma and a blank between them; empty where there is none."""
    words = before.rstrip()
    if words == before:
        return ""
    words = words.removesuffix(",")
    start = end = len(words)
    while start and (words[start - 1].isalnum() or words[start - 1] == "_"):
        start -= 1
    return words[start:end]


def _tag_at(line: Line, start: int) -> str:
    tokens = line.tokens_of(start, start + 1)
    return line.doc[tokens[0]].tag_ if tokens else ""


_ORGANISATIONS = frozenset(
    "army front movement party brigade brigades battalion division group council union alliance force forces militia guard guards "
    "relations press police health defence defense justice treasury intelligence security information affairs league congress organisation organization coalition corps command committee faction resistance network".split()
)


def _looks_like_organisation(name: str, after: str, generic: str | None) -> bool:
    """ "a stronghold of the X Army" names no place, nor does "X state" where a state acts."""
    if name.split()[-1].lower() in _ORGANISATIONS:
        return True
    return generic in ("state", "front", "party", "republic") and not after.startswith(" state")
