"""Mends what the parser regularly gets wrong in news of war, before anything is read from the parse.

Each repair knows one mistake by the words around it, not by what the sentence is about.
"""

import numpy as np
from spacy.attrs import DEP, HEAD, POS, SENT_START, TAG
from spacy.tokens import Doc

from orchestration.extraction.parse_head_repairs import mend_heads
from orchestration.extraction.parse_tag_repairs import mend_tags

_READ = [TAG, POS, HEAD, DEP, SENT_START]


def mend(doc: Doc) -> Doc:
    """The doc with its heads and labels put right where one of the mistakes is seen; as parsed, if that left no tree."""
    parsed = doc.to_array(_READ)
    mend_tags(doc)
    mend_heads(doc)
    if _is_tree(doc):
        return doc
    again = Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    return again.from_array(_READ, parsed)


def _is_tree(doc: Doc) -> bool:
    """Whether every word hangs, over others, on a root, and none on itself by way of others."""
    size = len(doc)
    above = np.arange(size) + doc.to_array([HEAD]).astype(np.int64).reshape(-1)
    if size and (above.min() < 0 or above.max() >= size):
        return False
    top = above
    for _ in range(size.bit_length()):
        top = top[top]  # twice as far up at each step
    return bool(np.array_equal(above[top], top))
