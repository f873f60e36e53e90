"""The place in the head of an entry of a list of events."""

import pytest

from orchestration.extraction.entry_heads import entry_place

_COUNTRIES = frozenset({"Colombia", "Mexico", "Mali", "Libya"})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("LC-238. 4 August 2019, Murzuq. According to an official, a drone struck a hall.", "Murzuq"),
        ("S0412 - 6 June 2017. Al Mansoura, Raqqa governorate. A school was hit.", "Al Mansoura"),
        ("2012-04-16, Colombia, Arauca, near Arauquita. Air force bombing of a camp.", "Arauquita"),
        ("19 Jan 2015, Donetsk oblast, Horlivka. Hospital hit by rockets.", "Horlivka"),
        ("7 June, Al Bab (Aleppo): A mortar shell hit a bakery.", "Al Bab"),
        ("Mosul, 12 May. Two bombs went off.", "Mosul"),
        ("Mali, 31 May 2023. Military aircraft carried out two strikes.", None),
        ("12 May 2023. Residents said that shells fell.", None),
        ("On 14 May, the air component bombed a camp.", None),
        ("12 killed in Mosul. The toll may rise.", None),
        ("48. Fighters attacked Bangassou.", None),
    ],
)
def test_the_smallest_place_of_a_numbered_or_dated_head(text: str, place: str | None) -> None:
    found = entry_place(text, _COUNTRIES.__contains__)
    assert (text[slice(*found)] if found else None) == place
