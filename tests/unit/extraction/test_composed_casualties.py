"""Casualties in sentences composed of slots: what happened, to how many of whom, where, when, by whose word.

A frame has to hold with whatever agents, people, places, times, reports and tails it meets: the sample crosses them.
"""

import random

import pytest

from orchestration.extraction.extractor import Extractor
from orchestration.records import Article

_SAMPLE = 500
# An article about war, for the gate.
_CONTEXT = "\n\nArmy shelling and mortar fire by rebels went on around the front line on Monday, the ministry said.\n"

# How the end is told: active and passive forms.
_VERBS = {
    "killed": (
        ("killed", "killed"),
        ("shot dead", "shot dead"),
        ("murdered", "murdered"),
        ("gunned down", "gunned down"),
        ("massacred", "massacred"),
        ("beat to death", "beaten to death"),
        ("roasted alive", "roasted alive"),
        ("bayoneted", "bayoneted"),
        ("summarily executed", "summarily executed"),
        ("felled", "felled"),
        ("mowed down", "mown down"),
        ("shot down", "shot down"),
    ),
    "injured": (
        ("wounded", "wounded"),
        ("maimed", "maimed"),
        ("crippled", "crippled"),
        ("shot and wounded", "shot and wounded"),
        ("badly hurt", "badly hurt"),
    ),
    "captured": (
        ("captured", "captured"),
        ("abducted", "abducted"),
        ("frogmarched away", "frogmarched away"),
        ("led away", "led away"),
        ("rounded up", "rounded up"),
        ("forcibly took", "forcibly taken"),
    ),
}
_FRAMES = (
    "{agent} {active} {people}{place}{tail}",
    "{people} were {passive} by {agent}{place}{tail}",
    "{agent} attacked a settlement{place}, where {people} were {passive}{tail}",
)
_SENTENCES = (
    ("killed", "{people} did not survive an attack{place}"),
    ("killed", "{people} met their deaths{place} in crossfire"),
    ("killed", "{people} fell victim to {agent}{place}"),
    ("killed", "an attack by {agent}{place} left {people} dead"),
    ("killed", "{people} lost their lives{place}"),
    ("killed", "{agent} took the lives of {people}{place}"),
    ("injured", "{people} received gunshot wounds{place}"),
    ("injured", "{agent} left {people} with burns{place}"),
    ("injured", "rockets caused injuries to {people}{place}"),
    ("injured", "{people} were put in hospital by a mortar bomb{place}"),
    ("captured", "{people} fell into the hands of {agent}{place}"),
    ("captured", "{agent} forced {people} into a van{place}"),
    ("captured", "{people} gave themselves up{place} to government troops"),
    ("missing", "nothing has been heard of {people} since the attack{place}"),
)
_AGENTS = (
    "Taliban fighters",
    "soldiers of the 4th Division",
    "gunmen",
    "junta soldiers",
    "Shining Path insurgents",
    "an armed group",
    "men of the 103rd Brigade",
)
_PEOPLE = (
    "villagers",
    "soldiers",
    "port workers",
    "charcoal-makers",
    "policemen",
    "people",
    "guerrillas",
    "wood-cutters",
)
_COUNTS = (
    ("eight", 8, 8),
    ("at least 14", 14, None),
    ("more than 30", 31, None),
    ("an estimated 300", 270, 330),
    ("dozens of", 24, 99),
    ("two dozen", 24, 24),
    ("as many as 25", 0, 25),
)
_PLACES = (
    (" in Kunduz", "Kunduz"),
    (" at Dorgha Bazar", "Dorgha Bazar"),
    (" in the village of Kalimba", "Kalimba"),
    (" 12 km south of Bukavu", "Bukavu"),
    (" not far from Djibo", "Djibo"),
    (" on the outskirts of Vavuniya", "Vavuniya"),
    ("", None),
)
_TIMES = ("", "", "on Friday", "in the early hours of May 3", "late on Wednesday")
_REPORTS = (
    "{told}.",
    "{told}, police said.",
    "According to the UN, {told}.",
    "As reported by the ICRC, {told}.",
    "{told}, according to local officials.",
    "Residents said {told}.",
)
_TAILS = (
    "",
    " before withdrawing",
    " for want of identity cards",
    " in broad daylight",
    " after a gun battle",
)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _composed() -> list[tuple[str, str, int | None, int | None, str | None]]:
    """Texts with the outcome, the interval and the place that each tells."""
    chance = random.Random(7)
    out = []
    for _ in range(_SAMPLE):
        if chance.random() < 0.6:
            outcome = chance.choice(sorted(_VERBS))
            active, passive = chance.choice(_VERBS[outcome])
            frame = chance.choice(_FRAMES)
        else:
            outcome, frame = chance.choice(_SENTENCES)
            active = passive = ""
        number, low, high = chance.choice(_COUNTS)
        place, name = chance.choice(_PLACES)
        told = frame.format(
            agent=chance.choice(_AGENTS),
            active=active,
            passive=passive,
            people=f"{number} {chance.choice(_PEOPLE)}",
            place=place,
            tail=chance.choice(_TAILS),
        )
        time = chance.choice(_TIMES)
        if time:
            told = f"{time}, {told}" if chance.random() < 0.5 else f"{told} {time}"
        text = _upper(chance.choice(_REPORTS).format(told=told))
        out.append((text, outcome, low, high, name))
    return out


@pytest.fixture(scope="module")
def missed(extractor: Extractor) -> list[str]:
    """The composed texts whose claim is not read, or not with its place, or not alone."""
    cases = _composed()
    articles = [
        Article(f"{i:032d}", text + _CONTEXT, "", "test", None, None, None, "2023-05-20")
        for i, (text, *_) in enumerate(cases)
    ]
    out = []
    for (text, outcome, low, high, name), read in zip(cases, extractor.extract_many(articles), strict=True):
        rows = [(c.outcome, c.count_min, c.count_max) for c in read.casualties]
        places = {c.place_text for c in read.casualties}
        if rows != [(outcome, low, high)] or (name is not None and places != {name}):
            out.append(f"{text} {rows} {places}")
    return out


def test_composed_claims_are_read_whole_and_alone(missed: list[str]) -> None:
    assert not missed, f"{len(missed)} of {_SAMPLE}:\n" + "\n".join(missed[:20])
