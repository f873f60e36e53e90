"""The head of an entry in a list of events: what numbers, dates and places it, before the words that tell it.

"2012-04-09, Colombia, Cauca, Caloto. FARC fired ...", "LC-260. 14 October 2019, Al Furnaj, Tripoli. Three ...",
"Philippines, 6 Nov 2019. Patikul (Sulu): firefight ...".
"""

import re
from dataclasses import dataclass

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = (
    r"(?:(?:ca\.?|circa|around|about|on|by|early|late|mid)[ -])?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}(?:st|nd|rd|th)?(?:[-/]\d{{1,2}})? {_MONTH}(?:,? \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?)"
)
_CODE = r"\[?(?:[A-Z]{1,6}[- ]?\d[\w/-]*|#?\d{1,5}(?![\d:]))\]?"
_PARTICLE = r"(?:de|del|la|las|los|le|les|du|des|da|do|al|el|an|ar|as|ash|az|ez|of|y|e)"
_PROPER = rf"(?:(?:[a-z]{{2,3}}-)?[A-Z][\w'’]*(?:-\w+)*)(?: (?:{_PARTICLE}[ -])*[A-Z][\w'’]*(?:-\w+)*){{0,3}}"
_KIND = (
    r"(?: (?:province|governorate|district|region|oblast|state|county|territory|city|town|village|township|municipality|"
    r"camp|road|area|sector|LGA|cercle|department|prefecture))?"
)
_SIDE = r"(?:(?:near|outside|around|in|at|off|(?:north|south|east|west)\w* of|between) )?"
_PLACE = rf"(?i:{_SIDE})(?P<{{0}}>{_PROPER}){_KIND}(?: and {_PROPER}{_KIND})?(?: \([^()\n]{{2,50}}\))?"
_SEPARATOR = r"(?:,|\.|:| -| \|| /|;) "
_ITEM = re.compile(
    rf"(?:(?P<day>{_DAY})|(?P<code>{_CODE})|{_PLACE.replace('{0}', 'place')})(?P<mark>{_SEPARATOR})"
)
_CLOSING = frozenset({".", ":", "-", "|"})
_LONGEST = 6  # items; a list of names that goes on is no head


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of a line ends, and the spans of the names in it, in the order written."""

    end: int
    names: tuple[tuple[int, int], ...]


def head_of(text: str) -> Head | None:
    """The head of a line that numbers or dates what it tells; None where it has none."""
    names: list[tuple[int, int]] = []
    at, known, head = 0, False, None
    for _ in range(_LONGEST):
        item = _ITEM.match(text, at)
        if item is None:
            break
        at = item.end()
        if item.group("place"):
            names.append(item.span("place"))
        else:
            known = True
        if known and item.group("mark").strip() in _CLOSING:
            head = Head(at, tuple(names))
    return head if head is not None and head.names else None
