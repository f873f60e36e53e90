"""Names that ships and houses bear: the cruiser Belgrano, the Cheonan that was sunk, the Reina nightclub.

Towns have them, too, and the gazetteer holds a town of nearly every name.
"""

import re

_CLASSES = (
    "aircraft carrier|battlecruiser|battleship|boat|bulk carrier|bulker|carrier|coaster|container ship|corvette|craft|cruise liner|cruise ship|"
    "cruiser|cutter|destroyer|dhow|dreadnought|drillship|ferry|freighter|frigate|gunboat|launch|liner|merchantman|minehunter|minelayer|"
    "minesweeper|motor yacht|ship|sloop|steamer|steamship|submarine|supertanker|tanker|trawler|troopship|tug|tugboat|"
    "vessel|warship|yacht"
)
_PREFIXES = "USS|USNS|USCGC|HMS|HMAS|HMCS|HMNZS|HMNLS|HNoMS|INS|PNS|SLNS|BNS|KRI|BRP|ROKS|JDS|TCG|ARA|RFS|MV|M/V|MT|M/T|MSC|SS|RV"
_SUNK = "sank|sinks?|sinking|sunk|torpedo(?:ed|es|ing)|scuttl(?:ed|ing)|rammed|shadowed"
# Before a name with its article, where no noun follows ("sank the Gaza ferry").
_AFLOAT = re.compile(
    rf"(?:\b(?:{_SUNK})|\b(?:sinking|loss|crew|decks?|hull|wreck) of|\baboard|\bon board) the\s+[\"'“‘]?$"
)
_NO_NOUN = re.compile(
    r"[\"'”’]?(?:\s*[^\w\s]|\s+(?:in|off|near|at|on|with|by|and|as|when|while|after|which|last|this|early|late)\b|\s*$)"
)
_TITLED = re.compile(rf"(?:\b(?:{_PREFIXES})|\b(?i:{_CLASSES}))\s+(?:[A-Z][\w-]+\s+)?[\"'“‘]?$")
_WAS_SUNK = re.compile(rf"[\"'”’]?\s+(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:{_SUNK})\b")
_ARTICLE = re.compile(r"\b[Tt]he\s+[\"'“‘]?$")

_HOUSE = re.compile(
    r"[\"'”’]?\s+(?:[a-z]+\s+)?(?:bakery|ballroom|bar|cabaret|caf[eé]|casino|cinema|club|coffee\s?house|concert hall|dance hall|"
    r"department store|diner|disco|discotheque|guest\s?house|hotel|mall|motel|music hall|night\s?club|pharmacy|pizzeria|pub|restaurant|"
    r"shopping (?:centre|center|mall)|supermarket|tavern|theatre|theater|wedding hall)\b",
    re.I,
)  # fmt: skip
_ONE_OF_ITS = re.compile(r"\b(?:an?|another|one|two|three|four|several|some)\s+$", re.I)


def bears_name_of_ship(text: str, start: int, end: int) -> bool:
    """Whether the words around the name make it a ship's: "USS Cole", "the tanker Luanda", "sank the Cheonan"."""
    before = text[:start]
    return (
        _TITLED.search(before) is not None
        or _AFLOAT.search(before) is not None
        and _NO_NOUN.match(text, end) is not None
        or has_article(text, start)
        and _WAS_SUNK.match(text, end) is not None
    )


def has_article(text: str, start: int) -> bool:
    """Whether "the" stands before the name, as before a ship's wherever it is named again: "the Cole", not "Cole"."""
    return _ARTICLE.search(text[:start]) is not None


def names_house(text: str, start: int, end: int) -> bool:
    """Whether a house bears the name ("the Reina nightclub"); "a Kabul hotel" is one of a town."""
    return _HOUSE.match(text, end) is not None and _ONE_OF_ITS.search(text[:start]) is None
