"""What the model makes of a word by itself, before it looks at those beside it: computed once a word and kept.

The first layers of the model see of a token its form alone. In news most tokens are words that came before.
"""

from typing import Any

import numpy
from spacy.language import Language
from thinc.api import Model

_TOK2VEC = "tok2vec"
_FEATURES = "extract_features"
# A hostile text may bring ever new words; the table starts anew before it takes much memory.
_LARGEST_TABLE = 50_000


def remember_words(nlp: Language) -> None:
    """Puts a table in front of the model's embedding of words. The vectors have the same bits as without it, if rows
    of matrix products do not depend on the rows beside them. For a model that is not trained any more."""
    model = nlp.get_pipe(_TOK2VEC).model
    embed = model.layers[0]
    if embed.layers and embed.layers[0].name == _FEATURES:
        model.layers[0] = Model("remembered_words", _Table(), layers=[embed])


class _Table:
    """The forward pass: from docs to an array of word vectors each."""

    def __init__(self) -> None:
        self._rows: dict[bytes, int] = {}
        self._vectors = numpy.empty((0, 0), dtype="float32")

    def __call__(self, model: Model, docs: Any, is_train: bool) -> tuple[list[Any], Any]:
        if is_train:
            raise RuntimeError("a model that remembers words cannot be trained")
        features, *others = model.layers[0].layers
        read = features.predict(docs)
        seen = numpy.ascontiguousarray(numpy.concatenate(read))
        words = seen.view(f"V{seen.itemsize * seen.shape[1]}").ravel().tolist()
        self._learn(others, seen, words)
        found = self._vectors[[self._rows[word] for word in words]]
        ends = numpy.cumsum([len(doc) for doc in read])
        return numpy.split(found, ends[:-1]), None

    def _learn(self, layers: list[Model], seen: Any, words: list[bytes]) -> None:
        """Computes the vectors of the words that the table lacks."""
        if len(self._rows) > _LARGEST_TABLE:
            self._rows.clear()
        known = len(self._rows)
        new = {word: at for at, word in enumerate(words) if word not in self._rows}
        if not new:
            return
        made: Any = [seen[list(new.values())]]
        for layer in layers:
            made = layer.predict(made)
        vectors, after = made[0], known + len(new)
        if after > len(self._vectors):
            grown = numpy.empty((2 * after, vectors.shape[1]), dtype=vectors.dtype)
            if known:
                grown[:known] = self._vectors[:known]
            self._vectors = grown
        self._vectors[known:after] = vectors
        self._rows.update(zip(new, range(known, after), strict=True))
