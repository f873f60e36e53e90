"""The model as it is made fast says what the model says."""

import json
from pathlib import Path

import pytest

from orchestration.reference import MODEL_PACKAGES, load_model

GOLD = Path(__file__).resolve().parents[3] / "gold"
UNUSUAL = [
    "There 's no doubt that there are two of them .",
    "There were, he said,  many  of those\tleft.",
    "It ain't over; they've let's gonna do what they'd done.",
    " ",
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    lines = (GOLD / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return UNUSUAL + [line for g in lines for line in json.loads(g)["text"].splitlines() if line]


@pytest.fixture(scope="module")
def fast():
    return load_model()


def test_parts_of_speech_are_those_of_the_attribute_ruler(fast, texts: list[str]) -> None:
    ruler = fast.get_pipe("attribute_ruler")
    for doc in fast.pipe(texts):
        by_table = [(t.pos_, t.tag_, t.dep_) for t in doc]
        with fast.select_pipes(disable=["parts_of_speech"]):
            by_ruler = [(t.pos_, t.tag_, t.dep_) for t in ruler(fast(doc.text))]
        assert by_table == by_ruler, doc.text


def test_a_parse_does_not_depend_on_what_is_parsed_with_it(fast, texts: list[str]) -> None:
    together = [[(t.tag_, t.dep_, t.head.i) for t in doc] for doc in fast.pipe(texts)]
    assert together == [[(t.tag_, t.dep_, t.head.i) for t in fast(text)] for text in texts]


def test_hardly_a_parse_differs_from_the_models_own(fast, texts: list[str]) -> None:
    package = next(p for p in map(pytest.importorskip, MODEL_PACKAGES[:1]))
    own = package.load(exclude=["ner", "lemmatizer"])
    same = total = 0
    for mine, theirs in zip(fast.pipe(texts), own.pipe(texts), strict=True):
        total += len(theirs)
        same += sum(
            (a.tag, a.dep, a.head.i) == (b.tag, b.dep, b.head.i) for a, b in zip(mine, theirs, strict=True)
        )
    assert same >= 0.999 * total


def test_words_that_came_before_are_read_as_when_they_were_new(
    texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = load_model()
    new = [doc.tensor.tobytes() for doc in model.pipe(texts)]
    again = [doc.tensor.tobytes() for doc in model.pipe(texts)]
    monkeypatch.setattr("orchestration.extraction.remembered_words._LARGEST_TABLE", 3)
    forgetful = [model(text).tensor.tobytes() for text in texts]
    assert new == again == forgetful
