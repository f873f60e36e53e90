"""Names of persons: after a title, before a reporting verb, or with an apposition that tells an office."""

import re
from collections.abc import Iterator, Mapping

from orchestration.extraction.document import Document, Found, Line
from orchestration.extraction.lexicon import TITLE_WORD
from orchestration.extraction.place_nouns import GENERIC_PRECISION
from orchestration.extraction.place_unlisted import is_described_as_place, stands_as_place
from orchestration.extraction.time_tables import DAY_NAMES

_PART = r"(?:(?:al|el|bin|ibn|van|von|de|da|dos|del|ould|abu)[-\s])?(?:[A-Z]\.|(?:[Aa]l-|[Ee]l-)?[A-Z][\w'’]+(?:-[A-Z]?\w+)*)"
_NAME = re.compile(rf"(?=[A-Z]|al-|el-){_PART}(?:\s+{_PART}){{0,3}}")
_SPEAKS = re.compile(
    r"^\s*(?:,[^,]{3,90},)?\s*(?:said|told|says|tells|added|stated|claimed|announced|confirmed|denied|warned|wrote|insisted|who\s|,\s+(?:a|an|the|who|head|chief|deputy|spokes\w+|director|commander|governor|mayor|minister|leader)\b)"
)
_SAYS = re.compile(
    r",\s+(?:said|told|says|tells|added|stated|claimed|announced|confirmed|denied|warned|wrote)\b"
)
_ATTRIBUTED = re.compile(
    r",\s+(?:the|an?|its|his|her|their)\s+(?:[\w'’-]+\s+){1,6}(?:said|says|say|told|tells|added|reported|reports|confirmed|announced|claimed|stated|wrote)\b"
)
_LIES_IN = re.compile(
    r"\b(?:in|at|near|into|around|outside|inside|towards?|entered|reached|captured|seized|shelled|bombed|bombarded|struck|(?:village|town|city|hamlet|district)\s+of)\s+"
    r"(?:(?:the|nearby|neighbou?ring|(?:north|south|east|west)\w*|central|rural)\s+)*$",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|says|added|told|according to|recalled|recalls|explained)\s+$")
_FIRST_WORD = frozenset(DAY_NAMES) | frozenset(
    "the a an in on at and but state local government rebel army police three two one he she they it we staff both several most "
    "near from outside around inside after before since with by for to regarding concerning besides beyond following".split()
)


def find_persons(document: Document) -> None:
    """Fill `persons` of every line with full names; a later bare surname is the same person."""
    surnames: dict[str, str] = {}
    for line in document.lines:
        for start, end, name in _titled(line, document):
            if " " in name:  # "Col. Dante Salvador" is no country
                inside = (
                    a for a in line.actors if a.value.kind == "state" and start < a.start < a.end <= end
                )
                for actor in list(inside):
                    line.actors.remove(actor)
            _add(line, start, end, name)
            surnames.setdefault(name.split()[-1], name)
        for start, end, name in _speaking(line, document):
            _add(line, start, end, name)
            surnames.setdefault(name.split()[-1], name)
    for line in document.lines:
        for surname, full in surnames.items():
            for found in re.finditer(rf"\b{re.escape(surname)}\b", line.clean.text):
                if not any(p.start <= found.start() < p.end for p in line.persons):
                    _add(line, found.start(), found.end(), full)
        line.persons.sort(key=lambda p: p.start)


def _add(line: Line, start: int, end: int, name: str) -> None:
    tokens = line.tokens_of(start, end)
    covered = any(f.start < end and start < f.end for f in (*line.persons, *line.actors))
    if tokens and not covered:
        line.persons.append(Found(start, end, *tokens, name, line.clean.text[start:end]))


def _titled(line: Line, document: Document) -> Iterator[tuple[int, int, str]]:
    """Names after a rank, an honorific or a role ("Lt. Gen. Igor Makushev", "spokesman Peter Cook")."""
    text = line.clean.text
    titles = document.lexicon.titles
    words = [(m.start(), m.end(), m.group()) for m in TITLE_WORD.finditer(text)]
    for i, (_, end, word) in enumerate(words):
        if word.lower().rstrip(".") not in document.lexicon.title_ends:
            continue
        phrase_hit = None
        for size in (3, 2, 1):
            if i + 1 >= size:
                phrase = text[words[i - size + 1][0] : end].lower().rstrip(".")
                if phrase in titles:
                    phrase_hit = phrase
                    break
        if phrase_hit is None or i + 1 >= len(words):
            continue
        gap = text[end : words[i + 1][0]]
        if gap.strip(" .,") or "," in gap:
            continue
        found = _NAME.match(text, words[i + 1][0])
        if not found or not found.group()[:1]:
            continue
        name = _trim(found.group(), titles)
        if name is None:
            continue
        if _begins_place_name(line, document, words[i][0], found.start(), found.end()):
            continue
        offset = found.group().find(name)
        start = found.start() + offset
        if name.lower() in document.lexicon.common_words or name.lower() in _FIRST_WORD:
            continue
        yield start, start + len(name), name


def _begins_place_name(line: Line, document: Document, title: int, start: int, end: int) -> bool:
    """ "in Sayyid Abad district", "near Sheikh Zuweid": the title is the first word of a place's name."""
    text = line.clean.text
    if not text[title].isupper() or not _LIES_IN.search(text[:title]):
        return False
    kind = (
        _DISTRICT.match(text, end)
        or text[title:start].strip().lower() in _IN_NAMES
        and text[end : end + 2] != "'s"
    )
    return bool(kind or document.lexicon.find_places(text[title:end]))


_IN_NAMES = frozenset(
    "sheikh sheik shaikh sayyid sayed sidi haji hajji imam mir malik khan saint san emir".split()
)
_DISTRICT = re.compile(
    r"\s+(?:district|province|county|township|village|town|city|subdistrict|area|camp|displacement)\b"
)


def _speaking(line: Line, document: Document) -> Iterator[tuple[int, int, str]]:
    """Two or more capitalised words that speak or have an office, and are no known organisation or place."""
    text = line.clean.text
    for found in _NAME.finditer(text):
        words = found.group().split()
        if len(words) < 2 or words[0].lower() in _FIRST_WORD:
            continue
        speaks = _SPEAKS.match(text[found.end() :])
        if speaks is None and text[: found.start()].endswith(", "):
            speaks = _SAYS.match(text, found.end())  # "the governor of Donetsk, Pavel Gubarev, said"
        if speaks and speaks.group().lstrip().startswith(",") and _LIES_IN.search(text[: found.start()]):
            speaks = None  # "in Ghiza Bahriya, a waterfront district"
        if speaks and _ATTRIBUTED.match(text, found.end()):
            speaks = None  # "shelled Hawi Zaidan, a military spokesman said"
        if speaks and is_described_as_place(text, found.start(), found.end()):
            speaks = None
        if (
            speaks
            and speaks.group().lstrip().startswith(",")
            and stands_as_place(text, found.start(), found.end())
        ):
            speaks = None  # "an attack on Kel Amzur, the first in weeks"
        speaks = speaks or (
            _SAID.search(text[: found.start()]) and text[found.end() : found.end() + 2] != "'s"
        )
        if not speaks:
            continue
        if words[-1].lower() in GENERIC_PRECISION:  # "Shwebo Township"
            continue
        name = found.group().rstrip(".")
        if (
            any(a.alias_type != "leader" for m in document.lexicon.find_aliases(name) for a in m.aliases)
            or document.lexicon.find_places(name)
            or words[0].lower() in document.lexicon.adjectives
        ):
            continue
        if any(
            w.lower().rstrip("s") in document.lexicon.force_nouns
            or w.lower()
            in (
                "ministry",
                "council",
                "observatory",
                "office",
                "agency",
                "committee",
                "network",
                "watch",
                "center",
                "centre",
            )
            for w in words
        ):
            continue
        yield found.start(), found.end(), name


def _trim(name: str, titles: Mapping[str, str]) -> str | None:
    words = name.rstrip(".,").split()
    while words and words[0].lower().rstrip(".") in titles:
        words = words[1:]
    for i, w in enumerate(words):
        if w.endswith("'s"):
            words = [*words[:i], w[:-2]]
            break
    return " ".join(words) if words else None
