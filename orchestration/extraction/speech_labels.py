"""Reports whose speaker is only named, before a colon or behind all that is told: "Defence ministry: …", "…, EHRC",
"… – mayor".
"""

import re
from itertools import takewhile

from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.speech_acts import Frame, Hearing
from orchestration.extraction.speech_cues import cue_of
from orchestration.extraction.syntax import DASHES, is_verb, subjects

# Those who read the news speak for the outlet; what a bulletin counts speaks for nobody.
_NO_SPEAKERS = frozenset(
    "presenter reporter anchor host correspondent newsreader announcer casualties losses toll killed wounded dead injured "
    "victims".split()
)
_HOUR = re.compile(r"[0-2]\d:?[0-5]\d")
_TAIL_WORDS = 4
_SPEAKING_LABEL = re.compile(
    r"ministry|\bmod\b|spokes|office|army|military|police|officials?\b|council|governor|mayor|minister|command|agency|witness|resident|"
    r"source|monitor|observatory|\bstaff\b|nato|pentagon|kremlin|reuters|\bafp\b|\bidf\b|hamas|general|red cross|says|said|tell|^@|\bhead\b|blogger|correspondent|"
    r"president|air force|administration|commander|\bcorps\b|brigade|division|battalion|regiment|\bgroup of forces\b",
    re.I,
)  # fmt: skip


def _before_hour(sent: Sent, colon: int) -> int:
    """The last token of a speaker's name before a colon, without the hour of a broadcast ("Radio Truth, 1900:")."""
    doc = sent.line.doc
    hour = colon - 1
    if hour - 2 >= sent.span.start and doc[hour].lower_ in ("gmt", "utc"):
        hour -= 1
    aired = hour - 1 > sent.span.start and doc[hour - 1].text == "," and _HOUR.fullmatch(doc[hour].text)
    return hour - 2 if aired else colon - 1


def labelled_report(at: Hearing, sent: Sent) -> Frame | None:
    """ "Defence ministry: …", "Regional head Anton Hrytsenko: "…": the speaker stands before a colon."""
    clean, line = sent.line.clean, sent.line
    if clean.label and _NO_SPEAKERS & set(clean.label.lower().split()):
        return None
    if clean.label and clean.label_start is not None and sent.span.start == 0:
        if (
            not _SPEAKING_LABEL.search(clean.label)
            and not at.speakers.has_role(clean.label)
            and at.document.lexicon.find_places(
                re.sub(r"\s+(?:province|governorate|region|oblast|district)$", "", clean.label)
            )
        ):
            return None
        text = re.sub(r",?\s+(?:via\b.*|tells us|told us|says|said)$", "", clean.label)
        speaker = at.speakers.named(text, clean.label_start, singular=True)
        return Frame(
            sent.index,
            frozenset(range(sent.span.start, sent.span.end)),
            speaker,
            ":",
            "neutral",
            sent.span.start,
        )
    tokens = list(sent.span)[:14]
    colon = next((t for t in tokens if t.text == ":"), None)
    if colon is None or colon.i - sent.span.start < 1:
        return None
    if verbs := [t for t in tokens if t.i < colon.i and t.pos_ in ("VERB", "AUX")]:
        return _quoted_behind(at, sent, verbs[0], colon)
    if _is_attack(at, [t for t in tokens if t.i < colon.i]):
        return None
    last = _before_hour(sent, colon.i)
    aired = last < colon.i - 1
    head = line.doc[last]
    while head.head.i < colon.i and head.head.i >= sent.span.start and head.head != head:
        head = head.head
    quoted = colon.i + 1 < sent.span.end and line.doc[colon.i + 1].text == '"'
    start, end = line.article_span(sent.span.start, last)
    text = at.document.text(start, end)
    if _NO_SPEAKERS & set(text.lower().split()):
        return None
    if not (
        quoted
        or aired
        or _SPEAKING_LABEL.search(text)
        or at.speakers.has_role(text)
        or head.i in line.actor_at
        or head.i in line.person_at
    ):
        return None
    return Frame(
        sent.index,
        frozenset(range(colon.i + 1, sent.span.end)),
        at.speakers.named(text, start, singular=True),
        ":",
        "neutral",
        colon.i,
    )


def _quoted_behind(at: Hearing, sent: Sent, verb: Token, colon: Token) -> Frame | None:
    """As in "The mayor of Bor was blunter: "We have buried nine."": the quotation is of whoever the clause is about."""
    quoted = colon.i + 1 < sent.span.end and sent.line.doc[colon.i + 1].is_quote
    before = sent.line.doc[sent.span.start : colon.i]
    if not quoted or any(cue_of(at.document.lexicon, t) for t in before):
        return None
    speaker = at.speakers.of(sent, subjects(verb))
    if speaker is None:
        return None
    said = frozenset(range(colon.i + 1, sent.span.end))
    return Frame(sent.index, said, speaker, ":", "neutral", colon.i)


def _is_attack(at: Hearing, phrase: list[Token]) -> bool:
    """Whether a phrase before a colon names what happened: "Clash between army and rebels: three dead"."""
    head = [t for t in takewhile(lambda t: t.pos_ != "ADP", phrase) if t.pos_ in ("NOUN", "PROPN")][-1:]
    triggers = at.document.lexicon.triggers
    return any(
        row["frame"] == "cause" for t in head for row in triggers.get(f"casualties:noun:{t.lower_}", ())
    )


def signed_report(at: Hearing, sent: Sent) -> Frame | None:
    """As in "At least 31 deaths, EHRC.": a note that ends in the name of its source."""
    doc = sent.line.doc
    end = sent.span.end
    while end > sent.span.start and doc[end - 1].is_punct:
        end -= 1
    comma = next(
        (
            i
            for i in range(end - 1, max(sent.span.start, end - 3 - _TAIL_WORDS), -1)
            if doc[i].text in DASHES or doc[i].text in (",", "(") and i >= end - _TAIL_WORDS
        ),
        None,
    )
    if comma is None:
        return None
    if doc[comma].text not in (",", "("):
        return _dashed(at, sent, comma, end)
    found = sent.line.actor_at.get(comma + 1)
    if doc[comma].text == "(" and (bracketed := _bracketed(at, sent, comma, end)) is not None:
        return bracketed
    if found is None or found.last != end - 1 or found.first != comma + 1:
        return None
    start, _ = sent.line.article_span(found.first, found.last)
    speaker = at.speakers.named(found.text, start)
    if speaker.role not in ("monitor", "un", "media", "medical") or any(
        t.pos_ == "PROPN" and t.i not in range(found.first, end) for t in doc[comma - 1 : comma]
    ):
        return None
    return Frame(sent.index, frozenset(range(sent.span.start, comma)), speaker, None, "neutral", found.first)


def _bracketed(at: Hearing, sent: Sent, bracket: int, end: int) -> Frame | None:
    """As in "Lysychne has been liberated (MoD)": an office in brackets after all that it reports."""
    if end <= bracket + 1 or not any(is_verb(t) for t in sent.line.doc[sent.span.start : bracket]):
        return None
    start, stop = sent.line.article_span(bracket + 1, end - 1)
    text = at.document.text(start, stop)
    if not at.speakers.has_role(text):
        return None
    said = frozenset(range(sent.span.start, bracket))
    return Frame(sent.index, said, at.speakers.named(text, start), None, "neutral", bracket + 1)


def _dashed(at: Hearing, sent: Sent, dash: int, end: int) -> Frame | None:
    """As in "Attack kills 5 – mayor": a headline with its source behind a dash."""
    if end <= dash + 1 or sent.line.doc[dash].whitespace_ == "":
        return None
    start, stop = sent.line.article_span(dash + 1, end - 1)
    text = at.document.text(start, stop)
    named = sent.line.actor_at.get(dash + 1)
    surname = end == dash + 2 and sent.line.doc[dash + 1].tag_ == "NNP" and dash + 1 not in sent.line.place_at
    if not at.speakers.has_role(text) and (named is None or named.last != end - 1) and not surname:
        return None
    said = frozenset(range(sent.span.start, dash))
    return Frame(sent.index, said, at.speakers.named(text, start), None, "neutral", dash + 1)
