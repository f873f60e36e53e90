"""Cutting a line into tokens: names joined by hyphens stay whole, as the parser would else lose their phrase."""

import re
from collections.abc import Callable
from typing import Any

from spacy.tokens import Doc

_PARTICLES = r"(?:au|aux|de|du|des|la|le|les|lès|sur|sous|en|es|et|i|e|o|y|al|el|ar|as|ash|ad|an|at|az|ez|ed|er|na|nad|am)"
_WORD = r"[^\W\d_][\w'’]*"
_HYPHENATED = re.compile(rf"(?<![\w-])(?=[^\W\d_a-z])[^\W\d_]\w*(?:-{_WORD})+(?![\w-])")
_JOINED = re.compile(rf"-{_PARTICLES}-")
# Words that one writer joins by a hyphen and another writes as one ("over-ran", "re-took", "sub-district").
_PREFIXED = re.compile(
    r"(?<![\w-])(over|re|sub|counter)-(run(?:ning)?|ran|t[ao]\w+|captur\w+|occup\w+|enter\w*|gain\w*|conquer\w*|group\w*|seiz\w+|"
    r"establish\w*|deploy\w*|inforc\w+|districts?|count(?:y|ies)|prefectures?|attack\w*|offensives?|assault\w*)(?![\w-])",
    re.IGNORECASE,
)


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
    prefixed = [doc.char_span(f.start(), f.end()) for f in _PREFIXED.finditer(text)]
    if spans or prefixed:
        with doc.retokenize() as retokenizer:
            for span in spans:
                retokenizer.merge(span)
            for span in prefixed:
                if span is not None and len(span) > 1:  # the tagger knows the word as one
                    retokenizer.merge(span, attrs={"NORM": span.text.lower().replace("-", "")})
    return doc
