"""Territorial claims of composed sentences: each frame with forces, places, times, speakers and tails of many kinds.

A frame tells one change; what fills its slots must not matter. Each frame is read `ROUNDS` times, every time with the
next filling of each slot, so that in the whole sample every filling meets frames of every type.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from orchestration.records import Extraction, TerritorialClaim

Extract = Callable[..., Extraction]

ROUNDS = 3
# Frames by the types that may code them: {a} is the force, {p} the ground, {e} another force.
FRAMES = {
    ("capture", "recapture"): """
        {a} seized {p} | {a} have captured {p} | {a} retook {p} | {a} re-occupied {p}
        {a} took control of {p} | {a} got hold of {p} | {a} laid hands on {p} | {a} took possession of {p}
        {a} managed to take over {p} | {a} wrested control of {p} | {a} claimed to have captured {p}
        {p} was seized by {a} | {p} was overrun by {a} | {p} fell to {a} | {p} has fallen to {a}
        {p} came under the control of {a} | {p} passed into the hands of {a} | {p} surrendered to {a}
        {a} drove {e} out of {p} | {a} expelled {e} from {p} | {a} cleared {p} of {e} | {a} captured {p} from {e}
        the capture of {p} by {a} surprised the ministry | {p} was retaken by {a}
        {a} crossed the river and seized {p} | {a} took {p} without a fight""",
    ("withdrawal", "loss"): """
        {a} abandoned {p} | {a} have quitted {p} | {a} withdrew from {p} | {a} pulled out of {p} | {a} slipped out of {p}
        {a} walked out of {p} | {a} were driven out of {p} | {a} were forced to abandon {p} | {a} have lost {p}
        {p} was abandoned by {a} | {a} began withdrawing from {p} | {a} staged a withdrawal from {p}
        {a} are said to have abandoned {p} | {a} fell back from {p} | {a} vacated {p} | {a} evacuated {p}""",
    ("advance",): """
        {a} entered {p} | {a} marched into {p} | {a} advanced on {p} | {a} closed in on {p} | {a} rode into {p}
        {a} crept closer to {p}
        {a} are moving on {p} | {a} reached {p} | {a} gained a foothold in {p} | {a} made progress towards {p}
        {a} took up positions in {p}""",
    ("siege",): """
        {a} besieged {p} | {a} have encircled {p} | {a} hemmed in {p} | {a} laid siege to {p} | {a} put {p} under siege
        {a} cordoned off {p} | {p} was besieged by {a} | {p} has been cut off by {a} since April
        {a} tightened the noose around {p}""",
    ("contested",): """
        {a} attacked {p} | {a} stormed {p} | {a} raided {p} | {a} launched an assault on {p} | {a} tried to take {p}
        {a} carried out an attack on {p} | {a} mounted an attack on {p} | fighting for {p} between {a} and {e} went on""",
    ("control",): """
        {a} hold {p} | {a} control {p} | {a} are in charge of {p} | {a} are holding out in {p}
        {p} is held by {a} | {p} is in the hands of {a} | {p} remains under the control of {a} | {a} dominate {p}""",
    ("attack_repelled",): """
        {a} repelled an attack on {p} | {a} beat back an assault on {p} | {a} withstood an attack on {p}
        {a} foiled an attempt to take {p} | {a} fended off an attack on {p}""",
    ("siege_broken",): """
        {a} broke the siege of {p} | {a} lifted the siege of {p} | {a} broke through the encirclement of {p}""",
    ("distance",): """
        {a} are 5 km from {p} | {a} advanced to within 20 km of {p} | {a} stand 10 miles from {p}
        {a} are massed some 6 kilometres from {p}""",
    ("handover",): """
        {a} handed {p} over to {e} | {a} handed over {p} to {e} | {a} transferred {p} to {e}""",
}
FORCES = (
    ("rebels", "rebels"),
    ("M23 rebels", "m23"),
    ("Chadian soldiers", "chad"),
    ("government troops", "government"),
    ("Serb forces", "serb"),
    ("FARC guerrillas", "farc"),
    ("Al-Shabaab militants", "shabaab"),
)
OTHERS = ("Islamic State", "the Karen National Liberation Army")
# What the words name, and how much of it the row's place must hold.
PLACES = (
    ("Goma", "Goma"),
    ("Kutum", "Kutum"),
    ("Dorgha Bazar", "Dorgha Bazar"),
    ("the village of Kel Amzur", "Kel Amzur"),
    ("the garrison town of Afabet", "Afabet"),
    ("Tessit airbase", "Tessit"),
    ("the Nakorola district", "Nakorola"),
    ("the northern outskirts of Goma", "Goma"),
    ("the centre of Sarrakoro", "Sarrakoro"),
    ("an army camp at Umm Jirsa", "Umm Jirsa"),
    ("Hill 604", "604"),
)
SPEAKERS = (
    "{s}.",
    "{s}, residents said.",
    "{s}, according to local officials.",
    "A UN spokesman said that {s}.",
    "According to the Syrian Observatory for Human Rights, {s}.",
)
TIMES = ("", " on Tuesday", " overnight", " last week", " on 14 May")
TAILS = ("", " after two days of heavy fighting", " as residents slept", ", and hundreds of families fled")


@dataclass(frozen=True)
class Composed:
    """One sentence, the types that its claim may have, and words of its place and of its force."""

    text: str
    types: tuple[str, ...]
    place: str
    force: str


def _composed() -> Iterator[Composed]:
    frames = [
        (types, frame.strip())
        for types, lines in FRAMES.items()
        for line in lines.strip().splitlines()
        for frame in line.split("|")
    ]
    for turn in range(ROUNDS):
        for i, (types, frame) in enumerate(frames):
            k = i + turn * len(frames)
            force, name = FORCES[k % len(FORCES)]
            place, words = PLACES[k % len(PLACES)]
            told = frame.format(a=force, p=place, e=OTHERS[k % len(OTHERS)])
            lasting = "control" in types or frame.endswith("April")
            told += "" if lasting else TIMES[k % len(TIMES)]
            told += TAILS[k % len(TAILS)]
            speaker = SPEAKERS[k % len(SPEAKERS)]
            text = speaker.format(s=told[:1].upper() + told[1:] if speaker.startswith("{s}") else told)
            yield Composed(text.replace(",,", ","), types, words, name)


def _tells(claim: TerritorialClaim, expected: Composed) -> bool:
    parties = f"{claim.gainer_text} {claim.gainer_name} {claim.loser_text} {claim.loser_name}"
    return (
        claim.change_type in expected.types
        and expected.place in f"{claim.place_text} {claim.place_name}"
        and claim.modality in ("asserted", "possible")
        and (expected.force in parties.lower() or "contested" in expected.types)
    )


@pytest.mark.parametrize("expected", list(_composed()), ids=lambda c: c.text)
def test_a_frame_is_read_whatever_fills_it(extract: Extract, expected: Composed) -> None:
    found = extract(expected.text, "2023-05-20").territory
    assert any(_tells(claim, expected) for claim in found), [
        (c.change_type, c.place_text, c.gainer_text, c.loser_text) for c in found
    ]
