"""Common nouns that make a name a place's ("district", "airport"), before it or after it, and how precise each is."""

import re

# UCDP's precision of a place of the kind; None where the noun says nothing of it.
GENERIC_PRECISION: dict[str, int | None] = {
    "province": 4, "governorate": 4, "oblast": 4, "region": 4, "state": 4, "department": 4, "republic": 4, "wilaya": 4,
    "prefecture": 4, "canton": 4, "county": 3, "district": 3, "raion": 3, "territory": 3, "municipality": 3, "woreda": 3,
    "subdistrict": 3, "sub-district": 3, "sub-county": 3, "subcounty": 3, "payam": 3, "kebele": 3, "chiefdom": 3, "upazila": 3, "tehsil": 3, "rayon": 3, "okrug": 3, "township": 3, "agency": 3, "countryside": 5, "valley": 5, "area": 2, "direction": 2, "axis": 2,
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
    "local government area": 3, "lga": 3, "police post": 1, "border post": 1, "army post": 1, "post": 1, "police station": 1,
    "bazaar": 1, "estate": 1, "ranch": 1, "plantation": 1, "cooperative": 1, "community": 1, "locality": 1, "microdistrict": 1,
    "ward": 1, "barrio": 1, "roundabout": 1, "trading centre": 1, "trading center": 1, "trading post": 1, "substation": 1, "intersection": 1, "refugee": 1, "displacement": 1, "military": 1, "displaced": 1, "air": 1, "artillery": 1, "power": 1, "gas": 1, "oil": 1,
    "border": 1, "mosque": 1, "church": 1, "peninsular": 5, "archipelago": 5, "cape": 1, "bay": 7, "waters": 7,
}  # fmt: skip
MODIFIERS = frozenset(
    "naval industrial international refugee displacement military displaced air artillery power gas oil border".split()
)
ADMINISTRATIVE = frozenset(
    {"province", "governorate", "oblast", "region", "state", "department", "republic", "prefecture", "wilaya"}
)
NOUN_AFTER = re.compile(
    r"[-\s]+((?:[a-z]+\s+)?)("
    + "|".join(sorted((k for k in GENERIC_PRECISION if k not in MODIFIERS), key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
NOUN_OF = re.compile(
    r"\b(cit(?:y|ies)|towns?|villages?|hamlets?|districts?|provinces?|neighbou?rhoods?|suburbs?|camps?|ports?|regions?|"
    r"settlements?|states?|governorates?|islands?|capital|municipalit(?:y|ies)|area|outskirts|cent(?:re|er)|countryside|"
    r"departments?|sub-?districts?|townships?|county|vicinity|jurisdiction|community|locality|stronghold|enclave|commune|parish)"
    r"(?:\s+of)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)

# What ends the name of a district as a whole, with what it is part of ("Bokkos Local Government Area of Plateau State").
KIND_TAIL = re.compile(
    r"\s+(?:Local Government(?: Area| Council)?|LGA|Township|District|Province|Governorate|County|Municipality|Subdistrict|Village|Region)"
    r"(?:\s+of\s.*)?"
)

# Peoples and faiths: "a Fulani settlement" and "the Catholic church" bear no place's name.
PEOPLES = frozenset(
    "catholic orthodox protestant anglican evangelical pentecostal shi'ite shi'a hindu sikh buddhist druze alawite ismaili copt coptic yazidi "
    "assyrian chaldean turkmen circassian bedouin fulani hausa yoruba igbo ijaw tuareg dogon bambara songhai hutu tutsi hema lendu banyamulenge "
    "nuer dinka murle shilluk masalit zaghawa oromo tigrayan kikuyu luo kalenjin pokot karamojong hazara pashtun pushtun "
    "baluch baloch sindhi mohajir kashmiri naga bodo meitei kuki tamil sinhalese muslim rohingya moro tausug maranao serb croat bosniak "
    "kosovar roma chechen ingush avar abkhaz ossetian miskito maya quechua ashaninka mapuche basque".split()
)
