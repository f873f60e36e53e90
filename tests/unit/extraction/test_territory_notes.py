"""Ground fought over, in event notes and short reports: encounters, patrols under fire, assaults beaten off."""

from collections.abc import Callable

import pytest

from orchestration.records import Extraction

Extract = Callable[..., Extraction]


_KONDUGA = ("attack_repelled", "Konduga", None)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Encounter between police and Maoists in the forest near Lalgarh.", ("contested", "Lalgarh", None)),
        ("Firefight between Rwandan troops and rebels at Rutshuru.", ("contested", "Rutshuru", None)),
        (
            "A marine patrol came under fire from Abu Sayyaf gunmen at Patikul on Thursday.",
            ("contested", "Patikul", "Abu Sayyaf gunmen"),
        ),
        (
            "Soldiers came under small-arms fire from insurgents in Sangin.",
            ("contested", "Sangin", "insurgents"),
        ),
        ("Militants raided the barracks at Konduga; driven off after three hours.", _KONDUGA),
        ("Rebels attacked the camp at Konduga. Repulsed after an hour.", _KONDUGA),
        ("Attack on the barracks at Konduga foiled.", _KONDUGA),
    ],
)
def test_fighting_in_the_words_of_a_note(
    extract: Extract, text: str, row: tuple[str, str, str | None]
) -> None:
    assert [(c.change_type, c.place_text, c.gainer_text) for c in extract(text).territory] == [row]


@pytest.mark.parametrize(
    "text",
    [
        "The encounter between the two presidents in Geneva lasted an hour.",
        "The governor's speech came under fire from the opposition in Maiduguri.",
        "An army base at Halgan came under mortar fire from rebels.",
        "The soldiers drove off at noon.",
    ],
)
def test_no_fighting_on_the_ground(extract: Extract, text: str) -> None:
    assert not extract(text).territory
