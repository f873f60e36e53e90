"""Sentences composed of slots: every way to tell of a strike, with parties, places, times, tails and speakers at random.

A rule that reads one sentence may fail on the next of its kind; here each frame is read in several settings that
nobody chose. Names of villages are invented, so that no gazetteer helps. The draw is the same on every run.
"""

from dataclasses import dataclass
from random import Random

import pytest

from orchestration.extraction.extractor import Extractor
from orchestration.records import Article, StrikeClaim

DRAWS = 4  # sentences a frame

# {A} who strikes, {N} its adjective before a machine or a noun, {P} a place as object, {I} as a phrase of place,
# {T} a target; then the strike type.
FRAMES = (
    ("{A} shelled {P}", "artillery"),
    ("{A} pummelled {P} with artillery", "artillery"),
    ("{A} opened fire on {P} with tanks", "artillery"),
    ("{A} turned their artillery on {P}", "artillery"),
    ("{A} subjected {P} to heavy shelling", "artillery"),
    ("{A} fired six Grad rockets at {P}", "rocket"),
    ("{A} shot at least a dozen rockets at {T} {I}", "rocket"),
    ("{A} lobbed more than 20 shells into {P}", "artillery"),
    ("{A} emptied their rocket launchers into {P}", "rocket"),
    ("{A} launched a drone strike on {T} {I}", "drone"),
    ("{A} inflicted missile strikes on {T} {I}", "missile"),
    ("{A} carried out a mortar attack on {T} {I}", "artillery"),
    ("{A} set off a bomb {I}", "ied"),
    ("{A} blew up {T} {I}", "ied"),
    ("{N} warplanes hammered {P}", "airstrike"),
    ("{N} jets bombed {T} {I}", "airstrike"),
    ("{N} helicopter gunships rocketed {P}", "airstrike"),
    ("{N} gunboats hit {T} {I}", "naval"),
    ("{N} howitzers struck {T} {I}", "artillery"),
    ("{N} planes flew bombing missions over {P}", "airstrike"),
    ("{N} jets went for {T} {I}", "airstrike"),
    ("{N} gunners retaliated against {P}", "artillery"),
    ("{N} howitzers kept up a steady fire on {P}", "artillery"),
    ("{N} helicopters dropped two barrel bombs on {P}", "airstrike"),
    ("{N} shells crashed through the roof of {T} {I}", "artillery"),
    ("{N} air strikes on {P} continued", "airstrike"),
    ("{P} came under mortar fire from {A}", "artillery"),
    ("{P} was subjected to an aerial bombardment by {A}", "airstrike"),
    ("{P} took six mortar rounds from {A}", "artillery"),
    ("{P} was rocked by {N} air strikes", "airstrike"),
    ("{P} remained under fire from {N} tanks", "artillery"),
    ("{T} {I} was shelled by {A}", "artillery"),
    ("{T} {I} was reduced to rubble by {N} air strikes", "airstrike"),
    ("dozens of mortar shells fired by {A} fell {I}", "artillery"),
    ("a bomb hidden in a cart planted by {A} exploded {I}", "ied"),
    ("a mine planted by {A} killed a shepherd {I}", "ied"),
    ("residents accused {A} of shelling {P}", "artillery"),
    ("an inquiry found that {A} had shelled {T} {I}", "artillery"),
    ("two civilians died when {N} jets bombed {T} {I}", "airstrike"),
    ("three people were killed in a {N} air strike on {P}", "airstrike"),
)

# The attacker's words, and a word that its name or text must hold; the adjective of the same side.
WARS = (
    (
        "the Syrian army",
        "Syria",
        "Syrian",
        "Syria",
        ("Kafr Dabbin", "Tel Hamroun"),
        "Idlib province",
        "Aleppo",
    ),
    (
        "Hezbollah",
        "Hezbollah",
        "Israeli",
        "Israel",
        ("Deir Zahlan", "Ain Mazraa"),
        "southern Lebanon",
        "Tyre",
    ),
    ("the M23", "M23", "Congolese", "Congo", ("Bweremanja", "Mutahiro"), "North Kivu", "Goma"),
    (
        "Tigrayan forces",
        "Tigray",
        "Ethiopian",
        "Ethiopia",
        ("Wuha Meda", "Adi Harsha"),
        "Amhara region",
        "Mekelle",
    ),
    ("the Houthis", "Houthi", "Saudi", "Saudi", ("Al Qahifa", "Shaab Hamid"), "Saada province", "Taiz"),
    (
        "Russian forces",
        "Russia",
        "Ukrainian",
        "Ukrain",
        ("Vershynka", "Hrushkove"),
        "Kherson region",
        "Kherson",
    ),
)
OBJECTS = (
    "{V}",
    "the village of {V}",
    "{V} village",
    "the northern outskirts of {V}",
    "{V}, a village in {R},",
)
PHRASES = (
    "in {V}",
    "near {V}",
    "in the village of {V}",
    "about five kilometres from {V}",
    "near {V}, a town in {R},",
)
TARGETS = ("a primary school", "the district hospital", "a bridge", "an ammunition depot", "a church")
TIMES = ("", "", "On Tuesday ", "Yesterday ", "Early on Monday, ")
TAILS = (
    "",
    "",
    " as residents slept",
    " despite a ceasefire",
    " in retaliation for an ambush",
    " for several hours",
)
SPEAKERS = ("", "", ", residents said", ", the governor said", ", according to a monitoring group")


@dataclass(frozen=True)
class Composed:
    text: str
    strike_type: str
    village: str
    party: str | None


def compose(frame: str, strike_type: str, draw: Random) -> Composed:
    agent, party, adjective, its_party, villages, region, _ = draw.choice(WARS)
    village = draw.choice(villages)
    slots = {
        "A": agent,
        "N": adjective,
        "P": draw.choice(OBJECTS).format(V=village, R=region),
        "I": draw.choice(PHRASES).format(V=village, R=region),
        "T": draw.choice(TARGETS),
    }
    core = frame.format(**slots).replace(" a E", " an E").replace(" a I", " an I").replace(" a U", " an U")
    text = f"{draw.choice(TIMES)}{core}{draw.choice(TAILS)}{draw.choice(SPEAKERS)}.".replace(",,", ",")
    text = text.replace(",.", ".")
    named = party if "{A}" in frame else its_party if "{N}" in frame else None
    return Composed(text[0].upper() + text[1:], strike_type, village, named)


SENTENCES = {
    frame: [compose(frame, kind, Random(f"{frame} {i}")) for i in range(DRAWS)] for frame, kind in FRAMES
}


@pytest.fixture(scope="module")
def read(extractor: Extractor) -> dict[str, tuple[StrikeClaim, ...]]:
    """The strikes of every composed text, each read as an article of its own."""
    texts = list(dict.fromkeys(c.text for composed in SENTENCES.values() for c in composed))
    articles = [
        Article(f"{i:032x}", text, "", str(i), None, None, None, "2023-05-20") for i, text in enumerate(texts)
    ]
    return {a.text: e.strikes for a, e in zip(articles, extractor.extract_many(articles), strict=True)}


def told(claim: StrikeClaim, composed: Composed) -> tuple[str, bool, bool]:
    """What the claim says: its type, whether it names the village, whether it names the party."""
    attacker = f"{claim.attacker_text} {claim.attacker_name}"
    return (
        claim.strike_type,
        composed.village in (claim.place_text or ""),
        composed.party is None or composed.party in attacker,
    )


@pytest.mark.parametrize("frame", SENTENCES)
def test_one_strike_is_told_whatever_stands_around_it(
    read: dict[str, tuple[StrikeClaim, ...]], frame: str
) -> None:
    for composed in SENTENCES[frame]:
        assert [told(c, composed) for c in read[composed.text]] == [(composed.strike_type, True, True)], (
            composed.text
        )
