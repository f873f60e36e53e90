"""The head of an entry in a list of events: its number, its day and its place, before the report begins.

"LC-238. 4 August 2019, Murzuq. According to …", "2012-04-16, Colombia, Arauca, near Arauquita. Air force …",
"7 June, Al Bab (Aleppo): A mortar …".
"""

import re
from collections.abc import Callable
from itertools import takewhile

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*(?:\.(?=,?\s\d))?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?:\s?-\s?\d{1,2})?"
_DATE = (
    r"(?:(?:ca?\.|circa|around|about|on|night of)\s)?"
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|{_DAY}\s{_MONTH}(?:,?\s(?:\d{{4}}|\d\d\b))?|{_MONTH}\s{_DAY}(?:,?\s\d{{4}})?)"
    r"(?:,?\s(?:at\s|c\.\s?)?\d{1,2}[:.]?\d{2}(?:\s?(?:hrs|hours|local(?:\stime)?|h|[ap]m))?\b)?"
)
_CODE = (
    r"(?:(?:Incident|Event|Case|Entry|No\.?)\s)?[#\[(]?[A-Z]{0,6}[-/]?\d{1,6}(?:[-/]\d+)*[\])]?(?=[.,:\s])"
)
_WORD = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][\w'’-]*"
_NAME = rf"{_WORD}(?:[ -](?:(?:de|del|la|las|los|al|el|of|the|do|da|du|sur)[ -])*{_WORD}){{0,4}}"
_KIND = (
    r"(?:\s(?:province|governorate|district|town|village|city|camp|state|region|road|highway|area|county|department|"
    r"oblast|sector|township|municipality|countryside|suburb|neighbou?rhood|outskirts|LGA))?"
)
_PLACE = (
    r"(?:(?:near|outside|in|at|around|between|(?:north|south|east|west)\w*\sof)\s)?"
    rf"(?P<name>{_NAME}{_KIND})(?:\sand\s{_NAME}{_KIND})?(?:\s\([^()\d]{{2,60}}\))?"
)
_SEPARATOR = re.compile(r"\s-\s|\s\|\s|[,.:;]\s(?:-\s)?")
_PROVINCE = re.compile(r"\b(?:province|governorate|state|region|department|oblast)$", re.I)
_BEGINS = re.compile(r"[\"'(]?[A-Z\d]")
_NUMBERED = re.compile(rf"{_DATE}|{_CODE}")
_PLACED = re.compile(_PLACE)


def entry_place(text: str, is_country: Callable[[str], bool]) -> tuple[int, int] | None:
    """Where the head of the entry `text` names its place (offsets, end exclusive); None where it has no such head.

    A head has a number or a day, and a place. Of several places the smallest counts: the first, or the last
    where they begin with a country (which alone is no place) or a province.
    """
    at, numbered, closed = 0, False, False
    names: list[tuple[int, int]] = []
    while not closed:
        found = _NUMBERED.match(text, at) or _PLACED.match(text, at)
        following = _SEPARATOR.match(text, found.end()) if found else None
        if found is None or following is None:
            return None
        if found.re is _NUMBERED:
            numbered = True
        else:
            names.append(found.span("name"))
        at = following.end()
        closed = numbered and bool(names) and following.group()[0] in ".: "
    if not _BEGINS.match(text, at):
        return None
    countries = list(takewhile(lambda span: is_country(text[slice(*span)]), names))
    if len(countries) == len(names):
        return None
    return names[-1] if countries or _PROVINCE.search(text[slice(*names[0])]) else names[0]
