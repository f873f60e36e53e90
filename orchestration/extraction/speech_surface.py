"""Reports known by the words at the edge of a sentence, whatever the parser made of them: "A priest who fled
maintains that …", "…, a priest who fled told AFP".
"""

from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Parse, Token
from orchestration.extraction.speech_acts import REPORT_WORDS, Frame, Hearing
from orchestration.extraction.speech_extent import clause_start

_FORMS_OF_BE = frozenset("is are was were be been being".split())
_BREAKING = frozenset("and but while when after before".split())
_OPENING_WORDS = 9
_TO_THAT = 5
_CLOSING_WORDS = 9


def _first_noun(doc: Parse, start: int, end: int) -> Token | None:
    """The head of the noun phrase that starts here; None where none does."""
    for token in doc[start:end]:
        if token.pos_ in ("NOUN", "PROPN"):
            follows = token.i + 1 < end and token.nbor(1).pos_ in ("NOUN", "PROPN", "PART")
            if not follows or token.dep_ not in ("compound", "poss", "nmod"):
                return token
        elif token.pos_ not in ("DET", "ADJ", "NUM", "PART") and token.tag_ not in (
            "PRP$",
            "VBN",
            "POS",
            "HYPH",
        ):
            return None
    return None


def _breaks(token: Token) -> bool:
    """Whether the word begins another clause; "and" before a noun phrase does not ("relief workers and a bishop reckon")."""
    return token.lower_ in _BREAKING and not (
        token.lower_ == "and" and token.nbor(1).pos_ in ("DET", "ADJ", "NOUN", "PROPN")
    )


def opening_report(at: Hearing, sent: Sent) -> Frame | None:
    """As in "A priest who fled maintains that …", whatever the parser made of it: a speaker, a cue, "that"."""
    doc, reporting = sent.line.doc, at.document.lexicon.reporting
    head = _first_noun(doc, sent.span.start, sent.span.end)
    if head is None:
        return None
    for token in doc[head.i + 1 : min(head.i + _OPENING_WORDS, sent.span.end)]:
        if token.text in (";", ":", '"') or token.lower_ in _BREAKING:
            return None
        cue = reporting.get(token.lower_)
        if cue is None or cue.asks != "any" or token.nbor(-1).lower_ in _FORMS_OF_BE | {"to"}:
            continue
        that = next(
            (t for t in doc[token.i + 1 : min(token.i + _TO_THAT, sent.span.end)] if t.lower_ == "that"),
            None,
        )
        speaker = at.speakers.of(sent, [head]) if that is not None else None
        if that is None or speaker is None:
            continue
        stop = next((t.i for t in doc[that.i : sent.span.end] if t.text == ";"), sent.span.end)
        denies = cue.force == "denying"
        return Frame(
            sent.index,
            frozenset(range(that.i + 1, stop)),
            speaker,
            token.text,
            cue.force,
            token.i,
            denies=denies,
        )
    return None


def closing_report(at: Hearing, sent: Sent) -> Frame | None:
    """As in "…, a priest who fled told AFP", whatever the parser made of it: a comma, a speaker, a cue."""
    doc, reporting = sent.line.doc, at.document.lexicon.reporting
    first = max(sent.span.start + REPORT_WORDS, sent.span.end - _CLOSING_WORDS)
    for token in reversed(doc[first : sent.span.end]):
        cue = reporting.get(token.lower_)
        if cue is None or cue.asks != "any" or token.tag_ not in ("VBD", "VBZ", "VBP"):
            continue
        comma = next(
            (i for i in range(token.i - 1, first - _CLOSING_WORDS, -1) if doc[i].text in (",", '"')), None
        )
        if comma is None or comma <= sent.span.start or doc[comma + 1].pos_ in ("ADP", "SCONJ", "CCONJ"):
            return None
        head = _first_noun(doc, comma + 1, token.i)
        speaker = at.speakers.of(sent, [head]) if head is not None else None
        if head is None or speaker is None or any(_breaks(t) for t in doc[head.i : token.i]):
            return None
        told = frozenset(range(clause_start(sent, doc[comma]), comma))
        denies = cue.force == "denying"
        return Frame(sent.index, told, speaker, token.text, cue.force, token.i, denies=denies)
    return None
