"""Names of ground that a text lists after a count or a description of it: "three towns in Masisi: A, B and C"."""

from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Parse, Token
from orchestration.extraction.placing import PlaceChoice
from orchestration.extraction.syntax import DASHES, is_verb
from orchestration.extraction.territory_names import choices_of
from orchestration.extraction.territory_scene import Scene

_OPENING = DASHES | {":", "("}
_CLOSING = DASHES | {")", ".", ";", "!"}
_BETWEEN = frozenset({",", "and", "&", ";"})
_INSIDE = frozenset("al el de la du da e i of the ul ur bin ibn abu -".split())
_REACH = 9  # tokens between the noun and its list ("three districts of Baghlan province: ")


def listed_after(scene: Scene, sent: Sent, head: Token) -> list[PlaceChoice]:
    """The places, two at least, of a list of names behind a colon, a dash or a bracket after a plural noun of ground.

    The parser often ends the sentence at the colon: the list may stand in what it takes for the next one.
    """
    if head.tag_ not in ("NNS", "NNPS"):
        return []
    doc = head.doc
    start = _opened_at(head)
    names = _names_from(doc, start) if start is not None else []
    listed = choices_of(scene, sent, names)
    return listed if len(listed) > 1 and len(listed) == len(names) else []


def _opened_at(head: Token) -> int | None:
    """Where the list begins: right behind the noun and what locates it, with no verb between."""
    doc = head.doc
    for i in range(head.i + 1, min(head.i + _REACH, len(doc))):
        token = doc[i]
        if token.text in _OPENING and not _joins_words(doc, i):
            return i + 1
        if token.is_punct or is_verb(token) or token.pos_ in ("CCONJ", "SCONJ"):
            return None
    return None


def _joins_words(doc: Parse, i: int) -> bool:
    """Whether the dash stands inside a name: "Mazar-i-Sharif"."""
    return doc[i].text == "-" and doc[i].idx == doc[i - 1].idx + len(doc[i - 1].text)


def _names_from(doc: Parse, start: int) -> list[Token]:
    """The last words of the capitalised names in a row, if nothing but the list follows."""
    names: list[Token] = []
    i = start
    while i < len(doc):
        first = i
        while i < len(doc) and (
            doc[i].text[:1].isupper()
            or doc[i].lower_ in _INSIDE
            and (i > first or doc[i].lower_ == "the")
            and not (doc[i].text == "-" and not _joins_words(doc, i))
        ):
            i += 1
        if i == first or not doc[i - 1].text[:1].isupper():
            return []
        names.append(doc[i - 1])
        if i == len(doc) or doc[i].text in _CLOSING:
            return names
        between = i
        while i < len(doc) and doc[i].lower_ in _BETWEEN:
            i += 1
        if i == between:
            return []
        if i < len(doc) and not doc[i].text[:1].isupper() and doc[i].lower_ != "the":
            return (
                names if doc[between].text == "," and "and" in {t.lower_ for t in doc[start:between]} else []
            )
    return names
