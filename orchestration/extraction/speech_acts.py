"""An act of reporting within one sentence, and where such acts are heard."""

from dataclasses import dataclass

from orchestration.extraction.document import Document
from orchestration.extraction.parse import Token
from orchestration.extraction.speakers import Speaker, Speakers

REPORT_WORDS = 6  # words that what is told before its speaker has at least


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of reporting inside one sentence. `content` holds token indices of the line.

    `passive` is a report by nobody ("is believed to"); `denies` rejects its content; `accused` is made
    the doer of the content; `carried` comes from a neighbouring sentence of the same passage.
    """

    sent_index: int
    content: frozenset[int]
    speaker: Speaker | None
    cue: str | None
    cue_force: str | None
    cue_index: int | None = None
    basis: str | None = None
    via: str | None = None
    denies: bool = False
    passive: bool = False
    accused: Token | None = None
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Hearing:
    """Where reports are heard: a document, and those who speak in it so far."""

    document: Document
    speakers: Speakers
