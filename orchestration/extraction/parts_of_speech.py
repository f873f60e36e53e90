"""The model's parts of speech by table: what spaCy's attribute ruler gives, at a tenth of its cost.

The ruler matches all its patterns against every sentence. Yet what it says of a token follows from the
token's tag, word and dependency, and from whether an expletive stands before it. So each such combination
is put to the ruler once, in a text of its own, and its answer is kept. Lemmas and morphology, which the
ruler gives too and no rule reads, are left out.
"""

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

_Key = tuple[int, int, int, bool]
_Answer = tuple[int, int, int]


class PartsOfSpeech:
    """A component of a pipeline: sets `pos`, and for blanks `tag` and `dep`, as the ruler would."""

    def __init__(self, vocab: Vocab, ruler: Any) -> None:
        self._vocab = vocab
        self._ruler = ruler
        self._expletive = vocab.strings.add("expl")
        self._answers: dict[_Key, _Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        parts = numpy.empty(len(doc), dtype="uint64")
        after_expletive = False
        for i, (tag, word, dep) in enumerate(doc.to_array([TAG, LOWER, DEP]).tolist()):
            key = (tag, word, dep, after_expletive)
            answer = self._answers.get(key)
            if answer is None:
                answer = self._ask(doc[i], key)
            parts[i], new_tag, new_dep = answer
            if new_tag != tag:
                doc[i].tag = new_tag
            if new_dep != dep:
                doc[i].dep = new_dep
            after_expletive = dep == self._expletive
        return doc.from_array([POS], parts.reshape(-1, 1))

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


def replace_ruler(nlp: Language) -> None:
    """Puts the table in the place of the pipeline's attribute ruler, which stays there for its questions."""
    nlp.add_pipe(NAME, after=_RULER)
    nlp.disable_pipe(_RULER)


@Language.factory(NAME, assigns=["token.pos", "token.tag", "token.dep"], requires=["token.tag", "token.dep"])
def _parts_of_speech(nlp: Language, name: str) -> PartsOfSpeech:
    return PartsOfSpeech(nlp.vocab, nlp.get_pipe(_RULER))
