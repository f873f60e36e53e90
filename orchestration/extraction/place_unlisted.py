"""Names that no gazetteer lists: what stands around one of a place, beyond its common noun.

A village is named after a verb of attack or of taking ("stormed Tel Aas"), after a noun of such an act ("the fall of
Zhelanne"), as what was taken ("Lysychne has been liberated"), in a list of places ("Bouar, Beloko and Baboua"), with
the district that encloses it in brackets ("Sollé (Loroum, Nord)"), with an apposition ("Booco, a town in ..."), or by
a first word that only places have ("Jebel Balaq").
"""

import re

from orchestration.extraction.place_nouns import GENERIC_PRECISION, MODIFIERS

_QUALIFIED = (
    r"(?:(?:the|nearby|neighbou?ring|adjacent|besieged|strategic|(?:north|south|east|west)\w*|central)\s+)*$"
)
# Verbs of taking, leaving and striking, in any form: what they are said of is a place, if it bears a name.
ACTS_ON_PLACES = (
    r"(?:recaptur(?:e[ds]?|ing)|captur(?:e[ds]?|ing)|retak(?:e[sn]?|ing)|retook|tak(?:es?|ing)|took|seiz(?:e[ds]?|ing)|"
    r"storm(?:s|ed|ing)?|besieg(?:e[ds]?|ing)|encircl(?:e[ds]?|ing)|surround(?:s|ed|ing)?|liberat(?:e[ds]?|ing)|overr[au]n(?:s|ning)?|"
    r"enter(?:s|ed|ing)?|re-?enter(?:s|ed|ing)?|reach(?:es|ed|ing)|shell(?:s|ed|ing)?|bomb(?:s|ed|ing)?|bombard(?:s|ed|ing)?|pound(?:s|ed|ing)?|"
    r"evacuat(?:e[ds]?|ing)|abandon(?:s|ed|ing)?|invad(?:e[ds]?|ing)|raid(?:s|ed|ing)?|occup(?:y|ies|ied|ying)|reoccup(?:y|ies|ied)|"
    r"secur(?:e[ds]?|ing)|clear(?:s|ed|ing)|attack(?:s|ed|ing)?|straf(?:e[ds]?|ing)|torch(?:e[ds]|ing)|pummel(?:s|l?ed|l?ing)?|"
    r"hammer(?:s|ed|ing)?|batter(?:s|ed|ing)?|blast(?:s|ed|ing)?|plaster(?:s|ed|ing)?|pepper(?:s|ed|ing)?|rak(?:e[ds]?|ing)|"
    r"rocket(?:s|ed|ing)?|mortar(?:s|ed|ing)?|circl(?:e[ds]?|ing)|overfl(?:ew|ies|ying)|blitz(?:e[ds]|ing)?|cannonad(?:e[ds]?|ing)|napalm(?:s|ed|ing)?|subject(?:s|ed|ing)?)"
)
_OF_ACTS = (
    r"(?:fall|loss|(?:re)?capture|seizure|siege|encirclement|liberation|control|bombardment|shelling|bombing|storming|invasion|"
    r"evacuation|occupation|defen[cs]e|outskirts|edges?|entrance|approaches|hold|residents?|inhabitants?|villagers?|townspeople|"
    r"(?:slopes?|summit|foot|banks?|shores?|forests?|hills?|hillsides?|mountains?|heights|valley|port|airport|airfield|bridge|station|gates?|ruins|"
    r"market|bazaar|church|mosque|hospital|clinic|school|barracks|garrison|base|refinery|dam|crossing|checkpoint|prison|camp|quarter|suburbs?|"
    r"side|entry|mouth|vicinity|direction|middle|heart)|"
    r"population|elders?|mayor|garrison|defenders|streets|cent(?:er|re)|skies|ruins|(?:north|south|east|west)(?:-?(?:east|west))?)\s+of"
)
_ON_ACTS = (
    r"(?:attacks?|assaults?|raids?|offensives?|advance|march|push|shelling|bombardment|bombs?|shells?|rockets?|mortars?|missiles?|fire|"
    r"(?:air)?strikes?|ambush|incursion|sorties?|missions?|barrages?|salvos?|passes|runs|drones?|bombing|blows?)\s+"
    r"(?:were\s+|was\s+|have\s+been\s+|been\s+)?(?:(?:flown|made|fired|launched|directed|carried\s+out|conducted|aimed|mounted|dropped)\s+)?"
    r"(?:on|upon|against|over|into|onto|towards?|at)"
)
_PREPOSITIONS = (
    r"(?:in|at|near|outside|around|towards?|inside|into|across|off|out\s+of|between|through|beyond|opposite|over|above|"
    r"(?:came|come|coming|rain(?:ed|ing)?|f[ae]ll(?:en|ing)?|land(?:ed|ing)?|crash(?:ed|ing)?|slamm(?:ed|ing)|dropped|bombs?|poured)\s+(?:down\s+)?(?:on|onto|upon)|"
    r"(?:road|highway|track|motorway|railway|route|way|turn-off|bridge|gateway|leading|close|next)\s+to|"
    r"(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|yards?|minutes|hours?|drive|far|away|distance)\s+from|"
    r"nearby|neighbou?ring|adjacent|besieged|encircled|[\w-]+-(?:held|controlled|occupied)|"
    r"(?:withdrew|withdrawn|withdrawing|withdrawal|pulled\s+(?:out|back)|retreat(?:ed|ing)?|driven|drove|ousted|expelled|dislodged|fled|"
    r"flushed\s+out|advanced|moved|broken\s+through)\s+from|(?:advanc(?:e|ed|ing)|returned|marched|moved|headed|retreated|fell\s+back)\s+(?:to|on)|"
    r"fled|flee(?:ing|s)?|closing\s+in\s+on|close\s+to|bound\s+for|battle\s+for|fight\s+for|lost\s+control\s+of|took\s+control\s+of)"
)
_BEFORE = re.compile(
    rf"\b(?:{ACTS_ON_PLACES}|{_OF_ACTS}|{_ON_ACTS}|{_PREPOSITIONS})\s+{_QUALIFIED}", re.IGNORECASE
)
_AFTER = re.compile(
    r"\s*(?:[,.;()]|$|-\s|(?:on|and|by|or|to|after|late|early|overnight|yesterday|today|with|have|has|had|killing|where|when|while|was|were|is|are|"
    r"that|which|from|in|at|since|shortly|last|earlier|before|without|again|then|but|for|during|this|over|despite|as|of|all|amid|"
    # a clause, a time or a number goes on: not a noun, whose modifier the name would be ("in Kalashnikov fire")
    r"the|an?|its|their|his|her|it|he|she|they|we|who|whose|if|because|until|till|only|alone|near|outside|around|behind|between|under|"
    r"above|against|among|through|according|so|along|across|off|out|up|not|also|still|now|later|just|about|some|several|more|nearly|almost|"
    r"may|might|will|would|could|can|should|did|does|do|remain|spent|see|heard|hear|woke|go|ran|tell|"
    r"struck|left|hit|saw|said|says|say|told|took|went|came|fell|shot|blew|set|cost|led|"
    r"lost|held|broke|began|burst|brought|drove|sent|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a\s+few|dozens|scores|\d[\d,]*|"
    r"\w{2,}ed|"
    r"(?:kill|wound|injur|leav|destroy|damag|hitt|forc|caus|tak|captur|seiz|burn|trigger|send|bring|mean|say)ing)\b)"
)
_BLOWS = r"(?:\w+\s+){0,2}(?:shelling|shellfire|bombardment|bombing|(?:artillery|mortar|rocket|tank|naval|machine-?gun)\s+(?:fire|attack)|(?:air\s?|missile\s+|drone\s+|aerial\s+)(?:strikes?|raids?|attacks?)|fire\s+from)\b"
# Said of places alone: persons are captured and attacked, too.
_DONE_TO_PLACES = re.compile(
    r"\s+(?:(?:has|have|had)\s+been|was|were|is|are)\s+(?:being\s+)?(?:\w+ly\s+|now\s+|also\s+)?"
    r"(?:liberated|recaptured|retaken|over-?run|besieged|encircled|blockaded|abandoned|evacuated|reoccupied|reconquered|"
    r"shelled|bombed|bombarded|stormed|strafed|mortared|rocketed|"
    r"pounded|pummelled|pummeled|hammered|battered|blitzed|subjected\s+to\s+(?:an?\s+)?(?:\w+\s+){0,2}(?:shelling|bombardment|bombing)|"
    r"under\s+(?:the\s+)?(?:full\s+|complete\s+|firm\s+)?(?:control|siege|fire))\b|"
    rf"\s+(?:came|comes|come|remains?|remained|stayed|is|was|were|are)\s+(?:again\s+|also\s+|still\s+|once\s+more\s+)?under\s+{_BLOWS}|"
    rf"\s+(?:(?:has|have|had)\s+)?(?:suffer|endur|underg|witness|s[ae][ew]|weather)\w*\s+(?:\w+\s+){{0,2}}{_BLOWS}|"
    r"\s+(?:(?:has|have|had)\s+)?(?:changed\s+hands|fallen\b|fell\s+to\s+(?:the\s+)?(?:[A-Z]|rebels|insurgents|government|army|militants))"
)
# What a name may be told to be besides the kinds that go with names.
_OTHER_KINDS = frozenset(
    "capital stronghold islet ridge hilltop height peak pass gorge oasis fortress castle bastion redoubt bridgehead beachhead airstrip quarry oilfield gasfield hub seat headquarters gateway resort spa headland mission monastery railhead waterhole well wells homestead".split()
)
_KINDS = "|".join(
    sorted((GENERIC_PRECISION.keys() - MODIFIERS) | _OTHER_KINDS, key=lambda kind: (-len(kind), kind))
)
_APPOSITION = re.compile(rf",\s+(?:an?|the|its|their)\s+(?:[\w'’-]+\s+){{0,4}}(?:{_KINDS})\b(?!')")
# "Kel Amzur, 25 kilometres west of X": only places lie so far from another.
_LIES_OFF = re.compile(
    r",?\s+\(?(?:(?:some|about|around|roughly|just|only|nearly|almost|over)\s+)?(?:\d[\d.,]*|an?|\w+)[\s-](?:km|kms|kilomet(?:er|re)s?|miles?|mi)\b\)?"
    r"(?:\s+\([^)]*\))?\s+(?:to\s+the\s+)?(?:(?:north|south|east|west)[\w-]*|from|outside|off|away|inland|inside|up|down|short)\b"
)
# ... and says no more of it than where it lies: "Kel Amzur, a market town in the north," but not "X, a village elder".
_IS_A_PLACE = re.compile(
    _APPOSITION.pattern
    + r"(?=\s*[,.;:)]|\s+(?:in|on|of|near|at|by|with|that|which|where|about|some|along|between|above|below|beside|beyond|outside|astride|overlooking|whose|north|south|east|west|\d)|\s*$)"
)
# ", a village in Amhara", ", near Cali", ", Helmand province": where it lies is said of a place, wherever in a sentence it stands.
_SITUATED = re.compile(
    rf"{_APPOSITION.pattern}\s+(?:in|of|near|on|outside|close\s+to|just|about|some|\d+\s?(?:km|miles|kilomet\w+)|(?:north|south|east|west)\w*\s+of)\b|"
    r",\s+(?:near|outside|just\s+(?:outside|(?:north|south|east|west)\w*\s+of))\s+(?:the\s+(?:city|town|village)\s+of\s+)?[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?(?=\s*[,.;]|\s+[a-z])|"
    r",\s+(?:[a-z]+\s+)?[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)?\s(?:[Pp]rovince|[Gg]overnorate|[Oo]blast|[Rr]egion|[Cc]ounty|[Ss]tate|[Dd]epartment|[Dd]istrict)(?=\s*[,.;]|\s+(?:[a-z]+ed|was|were|on|at|in|after|when|before|by|with|came|and)\b)"
)
_INSIDE = re.compile(r"\b(?:in|near|outside|inside)\s+$")  # nobody is in or near a person
# Persons are captured and attacked, too: "captured Ibrahim Haddad, a rebel commander".
_SEIZED = re.compile(
    r"\b(?:captur(?:ed?|ing|es)|seiz(?:ed?|ing|es)|tak(?:e|ing)|took|attack(?:s|ed|ing)?)\s+$"
)
_PERSON_AFTER = re.compile(
    r",\s+(?:who\b|(?:an?|the|his|her|its)\s+(?:[\w'-]+\s+){0,4}(?:commander|leader|spokes\w+|official|officer|member|chief|chieftain|general|"
    r"journalist|activist|politician|cleric|preacher|warlord|ringleader|head|minister|president|governor|mayor|suspect|man|woman|fighter|militant)\b)"
)
_OPENS = re.compile(r"(?:^|[.!?”\"]\s+)(?:In|Near|Outside|Around)\s+$")  # "In Sanawira gunmen stormed …"
_BRACKETED = re.compile(r"\s\([A-Z][a-z][\w'’ .-]*(?:,\s[A-Z][\w'’ .-]+){0,2}\)")
_LIST_END = re.compile(r"(?:,\s+[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?){0,4},?\s+and\s+[A-Z]")
_FIRST_WORDS = frozenset(
    "mount mt jebel jabal djebel jabel wadi ouadi oued cerro tel tell tall kafr kfar deir khirbet beit bayt ilha isla isle pulau ban kampung "
    "barangay sitio nahr qasr bir velyka velykyi velyki mala malyi stara staryi novyi nova novo verkhnii nyzhnii kafar bani beni ras "
    "barrio vereda caserio aldea hacienda finca colonia puerto villa ciudad quebrada rio loma alto chak kot dera shahr qala qalat tal gura "
    "fob camp fort lake checkpoint crossing".split()
)
_REACH = 60  # characters on either side
_NAMELIKE = re.compile(r"(?:[ae][a-z]-)?[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ][\w'’ -]*")


def is_placed(text: str, start: int, end: int, *, listed: bool, gap: str, ends: bool) -> bool:
    """Whether the words around the name `text[start:end]`, which is a whole run of capitals, are those around a place's.

    `listed` tells that a place stands before it in a list, `gap` what stands between the two, `ends` that the word
    behind the name is none that it could go with ("in Hezbollah territory").
    """
    name, before, after = text[start:end], text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if (
        not _NAMELIKE.fullmatch(name)
        or " of " in name
        or _SEIZED.search(before)
        and _PERSON_AFTER.match(after)
    ):
        return False
    if (
        _DONE_TO_PLACES.match(after)
        or _IS_A_PLACE.match(text, end)
        or _LIES_OFF.match(text, end)
        or _SITUATED.match(after)
        or name.split()[0].lower() in _FIRST_WORDS
        and " " in name
    ):
        return True
    if listed and ("and" in gap or _LIST_END.match(after)) and _AFTER.match(after):
        return True
    if _OPENS.search(before):
        return True
    return bool(_BEFORE.search(before)) and bool(
        ends or _AFTER.match(after) or _APPOSITION.match(after) or _BRACKETED.match(after)
    )


def is_described_as_place(text: str, start: int, end: int) -> bool:
    """Whether the name `text[start:end]` is told to be one or to lie somewhere ("Kot Malang, a village in Nangarhar")."""
    if _IS_A_PLACE.match(text, end) or _LIES_OFF.match(text, end):
        return True
    if _SITUATED.match(text, end) or _INSIDE.search(text[max(0, start - _REACH) : start]):
        return True
    before = _BEFORE.search(text[max(0, start - _REACH) : start])
    return before is not None and _APPOSITION.match(text, end) is not None


_OF_A_PLACE = re.compile(
    r"\b(?:town|village|city|hamlet|settlement|district|suburb|township|port|outpost|locality|community|commune|post|base|hill)\s+of\s+$",
    re.IGNORECASE,
)
_THE_FIRST = re.compile(
    r",\s+the\s+(?:first|second|third|last|latest|only|largest|biggest|most|main|key|seat|gateway|scene|site|headquarters|hub|cent(?:re|er)|home)\b"
)


def stands_as_place(text: str, start: int, end: int) -> bool:
    """Whether the words before the name are those before a place's; what persons suffer, too, asks for more behind it."""
    before = text[max(0, start - _REACH) : start]
    if _OF_A_PLACE.search(before):
        return True
    if not _BEFORE.search(before) or _PERSON_AFTER.match(text, end):
        return False
    return not _SEIZED.search(before) or _THE_FIRST.match(text, end) is not None


def without_kind(name: str) -> str:
    """The name without a first word that tells what kind of place it is ("Ciudad Delgado"); empty where there is none."""
    first, _, rest = name.partition(" ")
    return rest if first.lower() in _FIRST_WORDS else ""
