"""Mends what the parser regularly gets wrong in news of war, before anything is read from the parse.

Each repair knows one mistake by the words around it, not by what the sentence is about.
"""

from spacy.tokens import Doc

from orchestration.extraction.parse_head_repairs import mend_heads
from orchestration.extraction.parse_tag_repairs import mend_tags


def mend(doc: Doc) -> Doc:
    """The same doc, its heads and labels put right where one of the mistakes is seen."""
    mend_tags(doc)
    mend_heads(doc)
    return doc
