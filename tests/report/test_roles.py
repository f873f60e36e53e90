"""Where the words of a claim's roles are found in its article."""

import pytest

from orchestration.report.roles import RoleSpan, role_spans

TEXT = "The army shelled Raqqa. Later it hit the army base in Raqqa, a medic said. A medic in Homs spoke too."
EVIDENCE = "Later it hit the army base in Raqqa, a medic said."


def found(role: str, words: str | None) -> list[str]:
    start = TEXT.index(EVIDENCE)
    row = {role: words, "evidence_start": start, "evidence_end": start + len(EVIDENCE)}
    return [f"{span.start}:{TEXT[span.start : span.end]}" for span in role_spans(row, [role], TEXT)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Raqqa", "54:Raqqa"),  # in the evidence, not the first in the text
        ("The army", "0:The army"),  # carried over from before
        ("Homs", "86:Homs"),  # said only later
        ("a medic", "61:a medic"),
    ],
)
def test_words_are_looked_for_in_the_evidence_first(words: str, expected: str) -> None:
    assert found("place_text", words) == [expected]


@pytest.mark.parametrize("words", [None, "", "Idlib", "arm", "edic"])
def test_what_stands_nowhere_has_no_span(words: str | None) -> None:
    """A part of a longer word is not the word."""
    assert found("place_text", words) == []


def test_a_list_of_weapons_has_a_span_each() -> None:
    text = "Su-34M and Su-24SM jets bombed it with 💥 and bombs."
    row = {"weapon_text": "Su-34M; Su-24SM; bombs", "evidence_start": 0, "evidence_end": len(text)}
    spans = role_spans(row, ["weapon_text"], text)
    assert [text[s.start : s.end] for s in spans] == ["Su-34M", "Su-24SM", "bombs"]
    assert spans[0] == RoleSpan("weapon_text", 0, 6)
