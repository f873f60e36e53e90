"""Cutting a line into tokens: names joined by hyphens stay whole, as the parser would else lose their phrase."""

import re
from collections.abc import Callable
from typing import Any

from spacy.tokens import Doc

_PARTICLES = r"(?:au|aux|de|du|des|la|le|les|lès|sur|sous|en|es|et|i|e|o|y|al|el|ar|as|ash|ad|an|at|az|ez|ed|er|na|nad|am)"
_WORD = r"[^\W\d_][\w'’]*"
_HYPHENATED = re.compile(rf"(?<![\w-])(?=[^\W\d_a-z])[^\W\d_]\w*(?:-{_WORD})+(?![\w-])")
_JOINED = re.compile(rf"-{_PARTICLES}-")
_BOMBING = re.compile(r"\b(?:dive|carpet|car|fire|saturation)-bomb(?:s|ed|ing)\b", re.I)  # verbs


def tokenised(make_doc: Callable[[str], Doc], text: str, is_place: Callable[[str], Any]) -> Doc:
    """The tokens of a line; "Port-au-Prince" and hyphenated names of known places are one each."""
    doc = make_doc(text)
    spans = []
    for found in _HYPHENATED.finditer(text):
        name = found.group()
        if not all(p[:1].isupper() or re.fullmatch(_PARTICLES, p.lower()) for p in name.split("-")):
            continue
        if _JOINED.search(name) or is_place(name):
            span = doc.char_span(found.start(), found.end())
            if span is not None and len(span) > 1:
                spans.append(span)
    verbs = (doc.char_span(m.start(), m.end()) for m in _BOMBING.finditer(text))
    spans.extend(span for span in verbs if span is not None and len(span) > 1)
    if spans:
        with doc.retokenize() as retokenizer:
            for span in spans:
                retokenizer.merge(span)
    return doc
