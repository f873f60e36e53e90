"""Names that no gazetteer lists: what stands around one of a place, beyond its common noun.

A village is named after a verb of attack or of taking ("stormed Tel Aas"), after a noun of such an act ("the fall of
Zhelanne"), as what was taken ("Lysychne has been liberated"), in a list of places ("Bouar, Beloko and Baboua"), with
the district that encloses it in brackets ("Sollé (Loroum, Nord)"), with an apposition ("Booco, a town in ..."), or by
a first word that only places have ("Jebel Balaq").
"""

import re

_QUALIFIED = (
    r"(?:(?:the|nearby|neighbou?ring|adjacent|besieged|strategic|(?:north|south|east|west)\w*|central)\s+)*$"
)
# Verbs of taking, leaving and striking, in any form: what they are said of is a place, if it bears a name.
ACTS_ON_PLACES = (
    r"(?:recaptur(?:e[ds]?|ing)|captur(?:e[ds]?|ing)|retak(?:e[sn]?|ing)|retook|tak(?:es?|ing)|took|seiz(?:e[ds]?|ing)|"
    r"storm(?:s|ed|ing)?|besieg(?:e[ds]?|ing)|encircl(?:e[ds]?|ing)|surround(?:s|ed|ing)?|liberat(?:e[ds]?|ing)|overr[au]n(?:s|ning)?|"
    r"enter(?:s|ed|ing)?|re-?enter(?:s|ed|ing)?|reach(?:es|ed|ing)|shell(?:s|ed|ing)?|bomb(?:s|ed|ing)?|bombard(?:s|ed|ing)?|pound(?:s|ed|ing)?|"
    r"evacuat(?:e[ds]?|ing)|abandon(?:s|ed|ing)?|invad(?:e[ds]?|ing)|raid(?:s|ed|ing)?|occup(?:y|ies|ied|ying)|reoccup(?:y|ies|ied)|"
    r"secur(?:e[ds]?|ing)|clear(?:s|ed|ing)|attack(?:s|ed|ing)?|strafed|torched)"
)
_OF_ACTS = (
    r"(?:fall|loss|(?:re)?capture|seizure|siege|encirclement|liberation|control|bombardment|shelling|bombing|storming|invasion|"
    r"evacuation|occupation|defen[cs]e|outskirts|edges?|entrance|approaches|hold)\s+of"
)
_ON_ACTS = (
    r"(?:attacks?|assaults?|raids?|offensives?|advance|march|push|shelling|bombardment|bombs?|shells?|rockets?|mortars?|missiles?|fire|"
    r"(?:air)?strikes?|ambush|incursion)\s+(?:on|upon|against|over|into|towards?)"
)
_PREPOSITIONS = (
    r"(?:in|at|near|outside|around|towards?|inside|into|across|off|out\s+of|between|through|beyond|opposite|"
    r"(?:withdrew|withdrawn|withdrawing|withdrawal|pulled\s+(?:out|back)|retreat(?:ed|ing)?|driven|drove|ousted|expelled|dislodged|fled|"
    r"flushed\s+out|advanced|moved|broken\s+through)\s+from|(?:advanc(?:e|ed|ing)|returned|marched|moved|headed|retreated|fell\s+back)\s+(?:to|on)|"
    r"closing\s+in\s+on|close\s+to|bound\s+for|battle\s+for|fight\s+for|lost\s+control\s+of|took\s+control\s+of)"
)
_BEFORE = re.compile(
    rf"\b(?:{ACTS_ON_PLACES}|{_OF_ACTS}|{_ON_ACTS}|{_PREPOSITIONS})\s+{_QUALIFIED}", re.IGNORECASE
)
_AFTER = re.compile(
    r"\s*(?:[,.;()]|$|-\s|(?:on|and|by|or|to|after|late|early|overnight|yesterday|today|with|have|has|had|killing|where|when|while|was|were|is|are|"
    r"that|which|from|in|at|since|last|earlier|before|without|again|then|but|for|during|this|over|despite|as|"
    # a clause, a time or a number goes on: not a noun, whose modifier the name would be ("in Kalashnikov fire")
    r"the|an?|its|their|his|her|it|he|she|they|we|who|whose|if|because|until|till|only|alone|near|outside|around|behind|between|under|"
    r"above|against|among|through|according|so|along|across|off|out|up|not|also|still|now|later|just|about|some|several|more|nearly|almost|"
    r"may|might|will|would|could|should|can|did|does|do|struck|left|hit|saw|said|says|say|told|took|went|came|fell|shot|blew|set|cost|led|"
    r"lost|held|broke|began|burst|brought|drove|sent|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a\s+few|dozens|scores|\d[\d,]*|"
    r"[a-z]{2,}ed|"
    r"(?:kill|wound|injur|leav|destroy|damag|hitt|forc|caus|tak|captur|seiz|burn|trigger|send|bring|mean|say)ing)\b)"
)
# Said of places alone: persons are captured and attacked, too.
_DONE_TO_PLACES = re.compile(
    r"\s+(?:(?:has|have|had)\s+been|was|were|is|are)\s+(?:being\s+)?(?:\w+ly\s+|now\s+|also\s+)?"
    r"(?:liberated|recaptured|retaken|overrun|besieged|encircled|shelled|bombed|bombarded|stormed|"
    r"under\s+(?:the\s+)?(?:full\s+|complete\s+|firm\s+)?(?:control|siege|fire))\b|"
    r"\s+(?:(?:has|have|had)\s+)?(?:changed\s+hands|fallen\b|fell\s+to\s+(?:the\s+)?(?:[A-Z]|rebels|insurgents|government|army|militants))"
)
_APPOSITION = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}(?:town|village|city|settlement|hamlet|suburb|district|neighbou?rhood|locality|community|outpost|capital|"
    r"stronghold|enclave|island|base|ridge|hill|hilltop|mountain|valley|river|oasis|port|quarter|municipality|commune|estate)\b(?!')"
)
# Persons are captured and attacked, too: "captured Ibrahim Haddad, a rebel commander".
_SEIZED = re.compile(
    r"\b(?:captur(?:ed?|ing|es)|seiz(?:ed?|ing|es)|tak(?:e|ing)|took|attack(?:s|ed|ing)?)\s+$"
)
_PERSON_AFTER = re.compile(
    r",\s+(?:who\b|(?:an?|the|his|her|its)\s+(?:[\w'-]+\s+){0,4}(?:commander|leader|spokes\w+|official|officer|member|chief|chieftain|general|"
    r"journalist|activist|politician|cleric|preacher|warlord|ringleader|head|minister|president|governor|mayor|suspect|man|woman|fighter|militant)\b)"
)
_BRACKETED = re.compile(r"\s\([A-Z][a-z][\w'’ .-]*(?:,\s[A-Z][\w'’ .-]+){0,2}\)")
_LIST_END = re.compile(r"(?:,\s+[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?){0,4},?\s+and\s+[A-Z]")
_FIRST_WORDS = frozenset(
    "mount mt jebel jabal djebel jabel wadi ouadi oued cerro tel tell tall kafr kfar deir khirbet beit bayt ilha isla isle pulau ban kampung "
    "barangay sitio nahr qasr bir velyka velykyi velyki mala malyi stara staryi novyi nova novo verkhnii nyzhnii kafar bani beni ras "
    "barrio vereda caserio aldea hacienda finca colonia puerto villa ciudad quebrada rio loma alto chak kot dera shahr qala qalat tal gura "
    "fob camp fort lake checkpoint crossing".split()
)
_REACH = 60  # characters on either side
_NAMELIKE = re.compile(r"[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ][\w'’ -]*")


def is_placed(text: str, start: int, end: int, *, listed: bool, gap: str) -> bool:
    """Whether the words around the name `text[start:end]`, which is a whole run of capitals, are those around a place's.

    `listed` tells that a place stands before it in a list, `gap` what stands between the two.
    """
    name, before, after = text[start:end], text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if not _NAMELIKE.fullmatch(name) or _SEIZED.search(before) and _PERSON_AFTER.match(after):
        return False
    if _DONE_TO_PLACES.match(after) or name.split()[0].lower() in _FIRST_WORDS and " " in name:
        return True
    if listed and ("and" in gap or _LIST_END.match(after)) and _AFTER.match(after):
        return True
    return bool(_BEFORE.search(before)) and bool(
        _AFTER.match(after) or _APPOSITION.match(after) or _BRACKETED.match(after)
    )


def is_described_as_place(text: str, start: int, end: int) -> bool:
    """Whether the name `text[start:end]` stands where places do and is told to be one ("out of Ceel Cali, a hamlet")."""
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    return before is not None and _APPOSITION.match(text, end) is not None


def without_kind(name: str) -> str:
    """The name without a first word that tells what kind of place it is ("Ciudad Delgado"); empty where there is none."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in _FIRST_WORDS else ""
