"""The head of an entry in a list of events: a file number, a day and the places, in any order.

As in "Boni (Douentza), 17 May: ...", "2012-04-09, Colombia, Cauca, Caloto. ...", "S0412 - 6 June 2017. Al Mansoura,
Raqqa governorate. ...", "Philippines, 6 Nov 2019. Patikul (Sulu): ...".
"""

import re
from dataclasses import dataclass

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_ABOUT = r"(?:(?:ca?\.|circa|around|about|on|night of)\s)?"
_DAY = (
    rf"{_ABOUT}(?:(?:19|20)\d\d-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d\d|"
    rf"\d{{1,2}}-{_MONTH}-(?:19|20)\d\d|\d{{1,2}}(?:\s?[-–/]\s?\d{{1,2}})?\s{_MONTH}(?:,?\s(?:19|20)\d\d)?|{_MONTH}\s\d{{1,2}}(?:,?\s(?:19|20)\d\d)?)"
)
_CODE = r"(?:[A-Z]{1,6}[-/ ]?\d[\w/-]*|(?:No\.?|#|Incident|Event|Case|Ref\.?)\s?\d[\w/-]*)"
_PARTICLE = r"(?:(?:de|del|la|los|las|al|el|and|of|du|des|ash|as|ad|az|ar|an)[\s-])"
_NAME = rf"[A-Z][\w'’-]*(?:[ -]{_PARTICLE}*[A-Z\d][\w'’-]*){{0,4}}"
_KIND = (
    r"(?:\s(?:governorate|province|region|district|city|town|village|county|state|department|oblast|raion|"
    r"township|municipality|area|camp|road|sector|territory))?"
)
_PLACE = rf"(?:(?:near|between|outside|around|off|north|south|east|west)\s(?:of\s)?)?{_NAME}{_KIND}(?:\s\([A-Z][^()\n]{{2,40}}\))?"
_PLACES = rf"{_PLACE}(?:,\s{_PLACE}){{0,3}}"
_GAP = r"(?:[,;.:]|\s[-–—])\s"
_END = r"(?:[.:]|\s[-–—])\s+(?=\S)"
_HEADS = tuple(
    re.compile(rf"\s*(?P<head>{form}){_END}")
    for form in (
        rf"(?:{_CODE}{_GAP})?(?P<day>{_DAY}){_GAP}(?P<places>{_PLACES})",
        rf"(?:[A-Z][\w ]{{2,30}}\s[-–—]\s)?(?P<places>{_PLACES}),\s(?P<day>{_DAY})(?=:)",
        rf"(?:{_CODE}{_GAP})?(?P<country>{_PLACES}),\s(?P<day>{_DAY}),\s(?P<places>{_PLACES})",
        rf"(?:{_CODE}{_GAP})?(?P<country>{_PLACES}){_GAP}(?P<day>{_DAY})\.\s(?P<places>{_PLACES})(?=:)",
        rf"(?:{_CODE}{_GAP})?(?P<places>{_PLACES}){_GAP}(?P<day>{_DAY})(?=\.)",
        rf"(?:{_CODE}{_GAP})(?P<day>{_DAY})",
    )
)
_BEFORE_NAME = re.compile(r"(?:near|between|outside|around|off|north|south|east|west)\s(?:of\s)?")


@dataclass(frozen=True, slots=True)
class EntryHead:
    """What stands at the head of an entry: its day as written, and its places in order, each with its offset."""

    day: str
    places: tuple[tuple[str, int], ...]


def read_entry_head(raw: str, at: int) -> tuple[EntryHead, int] | None:
    """The head that `raw` has at `at`, places with their offsets in `raw`, and where the entry's text begins."""
    for form in _HEADS:
        if found := form.match(raw, at):
            groups = found.groupdict()
            named = groups.get("places")
            places = tuple(_names(named, found.start("places"))) if named else ()
            return EntryHead(found["day"], places), found.end()
    return None


def _names(listed: str, start: int) -> list[tuple[str, int]]:
    """The names of a list without what stands before ("near") and in brackets, with their offsets."""
    out = []
    for part in re.finditer(
        r"[^,()]+(?=,|\(|$)", re.sub(r"\([^()]*\)", lambda m: "(" * len(m.group()), listed)
    ):
        lead = len(part.group()) - len(part.group().lstrip())
        name = part.group().strip()
        if before := _BEFORE_NAME.match(name):
            lead, name = lead + before.end(), name[before.end() :]
        if name:
            out.append((re.split(r" and ", name)[0], start + part.start() + lead))
    return out
