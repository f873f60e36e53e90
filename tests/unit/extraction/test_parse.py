"""The plain parse says what spaCy's says."""

import pytest
from spacy.tokens import Doc

from orchestration.extraction.parse import Parses
from orchestration.reference import load_model

TEXTS = [
    'On Monday, troops who had held the "old" town for 3 days left it; rebels took over. They didn\'t wait.',
    "  Two  spaces, and 1,200 people — at least — fled.",
    "REBELS SEIZE TOWN",
    "",
]


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    return list(load_model().pipe(TEXTS))


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_tokens_have_what_spacys_have(docs: list[Doc], number: int) -> None:
    doc = docs[number]
    parse = Parses(doc.vocab).of(doc)
    assert len(parse) == len(doc)
    for ours, theirs in zip(parse, doc, strict=True):
        for name in (
            "i",
            "idx",
            "text",
            "lower_",
            "tag_",
            "dep_",
            "pos_",
            "whitespace_",
            "is_alpha",
            "is_punct",
        ):
            assert getattr(ours, name) == getattr(theirs, name)
        for name in ("children", "lefts", "rights", "subtree", "ancestors"):
            assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], name
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(ours, name).i == getattr(theirs, name).i, name
        assert (ours.sent.start, ours.sent.end) == (theirs.sent.start, theirs.sent.end)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_spans_have_what_spacys_have(docs: list[Doc], number: int) -> None:
    doc = docs[number]
    parse = Parses(doc.vocab).of(doc)
    assert [(s.start, s.end, s.text) for s in parse.sents] == [(s.start, s.end, s.text) for s in doc.sents]
    for first in range(len(doc)):
        for end in range(first + 1, len(doc) + 1):
            ours, theirs = parse[first:end], doc[first:end]
            assert (ours.text, ours.start_char, ours.end_char) == (
                theirs.text,
                theirs.start_char,
                theirs.end_char,
            )
            assert ours.root.i == theirs.root.i


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_characters_touch_the_tokens_that_spacy_expands_to(docs: list[Doc], number: int) -> None:
    doc = docs[number]
    parse = Parses(doc.vocab).of(doc)
    for start in range(len(doc.text)):
        for end in range(start + 1, len(doc.text) + 1):
            span = doc.char_span(start, end, alignment_mode="expand")
            expected = (span.start, span.end - 1) if span is not None and len(span) else None
            assert parse.touched(start, end) == expected


def test_no_neighbour_stands_outside_the_line(docs: list[Doc]) -> None:
    parse = Parses(docs[2].vocab).of(docs[2])
    assert parse[0].nbor().text == "SEIZE"
    for token, distance in ((parse[0], -1), (parse[2], 1)):
        with pytest.raises(IndexError):
            token.nbor(distance)
