"""The model's parts of speech by table: what spaCy's attribute ruler gives, at a tenth of its cost.

The ruler matches all its patterns against every sentence. Yet what it says of a token follows from the
token's tag, dependency and word, if a pattern names that word, and from whether an expletive stands before
it. So each such combination is put to the ruler once, in a text of its own, and its answer is kept. Lemmas
and morphology, which the ruler gives too and no rule reads, are left out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy
from spacy.attrs import DEP, LOWER, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

NAME = "parts_of_speech"
_RULER = "attribute_ruler"
# A hostile text may bring ever new words; the table starts anew before it takes much memory.
_LARGEST_TABLE = 200_000
_ASKED_OF_TOKENS = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
_UNNAMED = 0  # stands for all words that no pattern names

_Key = tuple[int, int, int, bool]
_Answer = tuple[int, int, int]


class PartsOfSpeech:
    """A component of a pipeline: sets `pos`, and for blanks `tag` and `dep`, as the ruler would."""

    def __init__(self, vocab: Vocab, ruler: Any) -> None:
        self._vocab = vocab
        self._ruler = ruler
        self._expletive = vocab.strings.add("expl")
        self._answers: dict[_Key, _Answer] = {}
        self._words: dict[int, int] = {}
        self._is_named = _named(ruler.patterns)

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        parts: list[int] = []
        after_expletive = False
        answers, words = self._answers, self._words
        for i, (tag, word, dep) in enumerate(doc.to_array([TAG, LOWER, DEP]).tolist()):
            named = words.get(word)
            key = (tag, self._remember(word) if named is None else named, dep, after_expletive)
            part, new_tag, new_dep = answers.get(key) or self._ask(doc[i], key)
            parts.append(part)
            if new_tag != tag:
                doc[i].tag = new_tag
            if new_dep != dep:
                doc[i].dep = new_dep
            after_expletive = dep == self._expletive
        return doc.from_array([POS], numpy.array(parts, dtype="uint64").reshape(-1, 1))

    def _remember(self, word: int) -> int:
        if len(self._words) >= _LARGEST_TABLE:
            self._words.clear()
        text = self._vocab.strings[word]
        self._words[word] = word if text.isspace() or self._is_named(text) else _UNNAMED
        return self._words[word]

    def _ask(self, token: Token, key: _Key) -> _Answer:
        before = ["there"] if key[3] else []
        words = [*before, token.text]
        alone = Doc(
            self._vocab,
            words=words,
            tags=[*("EX" for _ in before), token.tag_],
            deps=[*("expl" for _ in before), token.dep_],
            heads=[len(before)] * len(words),
        )
        answered = self._ruler(alone)[-1]
        if len(self._answers) >= _LARGEST_TABLE:
            self._answers.clear()
        self._answers[key] = (answered.pos, answered.tag, answered.dep)
        return self._answers[key]


def _named(patterns: list[Mapping[str, Any]]) -> Callable[[str], bool]:
    """Tells whether a pattern asks for a word. All words count as named if one asks for more than the table knows."""
    asked = list(_asked(patterns))
    if any(name not in _ASKED_OF_TOKENS for name, _ in asked):
        return lambda _: True
    words: set[str] = set()
    forms: list[str] = []
    for name, value in asked:
        if name != "LOWER":
            continue
        if isinstance(value, str):
            words.add(value)
        else:
            for test, of in value.items():
                if test in ("IN", "NOT_IN"):
                    words.update(of)
                else:
                    forms.append(of if test == "REGEX" else "")  # another test may hold of any word
    form = re.compile("|".join(f"(?:{f})" for f in forms) or r"(?!)")
    return lambda word: word in words or form.search(word) is not None


def _asked(patterns: list[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """What the patterns ask of tokens, by the name of the attribute."""
    for rule in patterns:
        for pattern in rule["patterns"]:
            for token in pattern:
                yield from token.items()


def replace_ruler(nlp: Language) -> None:
    """Puts the table in the place of the pipeline's attribute ruler, which stays there for its questions."""
    nlp.add_pipe(NAME, after=_RULER)
    nlp.disable_pipe(_RULER)


@Language.factory(NAME, assigns=["token.pos", "token.tag", "token.dep"], requires=["token.tag", "token.dep"])
def _parts_of_speech(nlp: Language, name: str) -> PartsOfSpeech:  # noqa: ARG001 (spaCy hands it by name)
    return PartsOfSpeech(nlp.vocab, nlp.get_pipe(_RULER))
