"""Who says so: the reporting frames of a document and the source of any token in it.

A frame is one act of reporting: a speaker, a cue and the tokens that it covers. The innermost frame
around a claim names its source; the frames around that one are who relayed it.
"""

import re
from dataclasses import dataclass, replace

from orchestration.extraction.document import Document, Line, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.quotations import quotations, quoting
from orchestration.extraction.speakers import Speaker, Speakers
from orchestration.extraction.speech_acts import Frame, Hearing
from orchestration.extraction.speech_cues import cue_of
from orchestration.extraction.speech_frames import frames_of
from orchestration.extraction.syntax import subjects

_CONTINUES = re.compile(
    r"^[\"']?(?:(?:\w+|at least \w+|the rest|most|some|many|half|several|others?|another \w+|dozens|the other \w+)\s+(?:of\s+(?:them|the\s+(?:dead|wounded|injured|victims|casualties|killed|bodies))|others|more)\b|"
    r"(?:they|he|she)\s+(?:were|was|had|also|have)\b|among\s+(?:them|the\s+(?:dead|wounded|victims))|the\s+(?:dead|victims|wounded|others|rest)\b|others\b)",
    re.I,
)


# "COL. GEN. MALYSHEV:", "Q (Reuters):", "PRESENTER:" open a turn of a transcript.
_TURN = re.compile(r"(?:Q|A|QUESTION|ANSWER|[A-Z][A-Z.'’ -]{2,40})(?: \([^()]*\))?:\s")
_TURNS = 3


@dataclass(frozen=True, slots=True)
class Attribution:
    """The attribution columns of a claim, and whether its frame denies it or hedges it."""

    source_text: str | None = None
    source_name: str | None = None
    source_role: str | None = None
    source_via: str | None = None
    attribution: str = "outlet_voice"
    cue: str | None = None
    cue_force: str | None = None
    evidential_basis: str | None = None
    denied: bool = False
    hedged: bool = False
    frame: Frame | None = None


def _is_of_denied(sent: Sent, told: Frame, outer: Frame) -> bool:
    """Whether the saying is what the outer speaker denies: "denied government claims that"."""
    if not outer.denies or None in (told.cue_index, outer.cue_index) or sent.index != told.sent_index:
        return False
    saying = sent.line.doc[told.cue_index]
    return saying.dep_ in ("dobj", "ccomp") and saying.head.i == outer.cue_index


class Reports:
    """All frames of a document. `of` answers for any token."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._speakers = Speakers(document)
        hearing = Hearing(document, self._speakers)
        self._by_sent: dict[int, list[Frame]] = {}
        for sent in document.sents:
            frames = frames_of(hearing, sent)
            self._by_sent[sent.index] = frames
            for frame in sorted(frames, key=lambda f: -len(f.content)):
                if frame.speaker:
                    self._speakers.remember(frame.speaker)
        for line in document.lines:
            self._carry_over_semicolons(line)
            self._carry_quotations(line)
            self._carry_passage(line)
        self._carry_statements()
        self._carry_turns()

    def frames(self, sent: Sent) -> list[Frame]:
        return self._by_sent.get(sent.index, [])

    def speaker(self, sent: Sent, heads: list[Token]) -> Speaker | None:
        """Who the heads of these noun phrases name as one who speaks; None where they name nobody."""
        return self._speakers.of(sent, heads) if heads else None

    def of(self, sent: Sent, token: Token) -> Attribution:
        """The attribution of what the token says: its innermost speaker, and who relays that one."""
        covering = sorted(
            (f for f in self.frames(sent) if token.i in f.content), key=lambda f: (f.carried, len(f.content))
        )
        basis = next((f.basis for f in covering if f.basis), None)
        hedged = any(f.passive for f in covering)
        speaking = [f for f in covering if f.speaker is not None]
        if not speaking:
            return Attribution(evidential_basis=basis, hedged=hedged, denied=any(f.denies for f in covering))
        frame = speaking[0]
        if len(speaking) > 1 and _is_of_denied(sent, frame, speaking[1]):
            speaking = speaking[1:]  # "Kyiv denied Moscow's claim that": whoever denies it is the source
            frame = speaking[0]
        speaker = _meant(frame, speaking[1:])
        assert speaker is not None
        outer = [
            f.speaker.name
            for f in reversed(speaking[1:])
            if f.speaker and not f.carried and f.speaker.name != speaker.name
        ]
        via = list(dict.fromkeys([*outer, *([frame.via] if frame.via else [])]))
        return Attribution(
            source_text=speaker.text,
            source_name=speaker.name,
            source_role=speaker.role,
            source_via=">".join(via) or None,
            attribution="carried_over" if frame.carried else quoting(sent.line, token, frame.content),
            cue=frame.cue,
            cue_force=frame.cue_force,
            evidential_basis=basis,
            denied=frame.denies,
            hedged=hedged,
            frame=frame,
        )

    # -- passages ---------------------------------------------------------------------

    def _sents(self, line: Line) -> list[Sent]:
        return [s for s in self._document.sents if s.line is line]

    def _carry_over_semicolons(self, line: Line) -> None:
        """A clause behind a semicolon that nobody else says goes on with whoever spoke before it: "60 crossed the
        river, police said; 39 of them surrendered".
        """
        for sent in self._sents(line):
            stops = [t.i for t in sent.span if t.text == ";"]
            for stop, end in zip(stops, [*stops[1:], sent.span.end], strict=False):
                frames = self._by_sent[sent.index]
                stretch = frozenset(range(stop + 1, end))
                told = [
                    f
                    for f in frames
                    if f.speaker and f.accused is None and f.content and max(f.content) < stop
                ]
                if told and not any(f.speaker and f.content & stretch for f in frames):
                    nearest = max(told, key=lambda f: (max(f.content), -len(f.content)))
                    frames.append(_carried(nearest, sent, stretch))

    def _carry_quotations(self, line: Line) -> None:
        """Sentences inside a quotation take the speaker named beside it, before or after."""
        sents = self._sents(line)
        for first, last in quotations(line):
            inside = [s for s in sents if s.span.start <= last and s.span.end > first]
            own = [
                f
                for s in inside
                for f in self._by_sent[s.index]
                if f.speaker
                and not f.carried
                and f.cue_index is not None
                and not first <= f.cue_index <= last
            ]
            source = max(own, key=lambda f: len(f.content & frozenset(range(first, last + 1))), default=None)
            if source is None and inside:
                source = self._neighbour(inside[0], -1) or self._neighbour(inside[-1], 1)
            if source is None:
                continue
            for sent in inside:
                span = frozenset(range(max(first, sent.span.start), min(last + 1, sent.span.end)))
                words = [i for i in span if not line.doc[i].is_punct]
                whole = len(words) >= 0.6 * len([t for t in sent.span if not t.is_punct])
                if sent.index == source.sent_index:
                    frames = self._by_sent[sent.index]
                    for k, frame in enumerate(frames):
                        if frame is source:
                            frames[k] = replace(frame, content=frame.content | span)
                            source = frames[k]
                elif whole and words:
                    self._by_sent[sent.index].append(_carried(source, sent, span))

    def _neighbour(self, sent: Sent, step: int) -> Frame | None:
        """The speaker of the sentence before or after, in the same line or the line before."""
        index = sent.index + step
        if not 0 <= index < len(self._document.sents):
            return None
        other = self._document.sents[index]
        if other.line is not sent.line and (step > 0 or other.line.index != sent.line.index - 1):
            return None
        frames = [
            f for f in self._by_sent[index] if f.speaker and f.accused is None and not f.speaker.is_media
        ]
        return max(frames, key=lambda f: len(f.content), default=None)

    def _carry_passage(self, line: Line) -> None:
        """A sentence that plainly goes on with the one before ("five of the dead were children") keeps its speaker."""
        sents = self._sents(line)
        for before, sent in zip(sents, sents[1:], strict=False):
            if any(f.speaker for f in self._by_sent[sent.index]):
                continue
            source = self._neighbour(sent, -1)
            labelled = source is not None and source.cue == ":" and source.sent_index == before.index
            if source is not None and (labelled or _CONTINUES.match(sent.span.text)):
                self._by_sent[sent.index].append(
                    _carried(source, sent, frozenset(range(sent.span.start, sent.span.end)))
                )

    def _carry_statements(self) -> None:
        """Lines after "X said:" are X's, until somebody else speaks or a heading comes."""
        source: Frame | None = None
        for line in self._document.lines:
            sents = self._sents(line)
            if not sents:
                continue
            own = [f for s in sents for f in self._by_sent[s.index] if f.speaker and not f.carried]
            if source is not None and line.clean.kind != "heading":
                for sent in sents:
                    if not any(
                        f.speaker and len(f.content) >= 0.5 * len(sent.span)
                        for f in self._by_sent[sent.index]
                    ):
                        self._by_sent[sent.index].append(
                            _carried(source, sent, frozenset(range(sent.span.start, sent.span.end)))
                        )
            elif line.clean.kind == "heading":
                source = None
            if line.clean.text.rstrip().endswith(":"):
                source = self._opening(sents[-1], own)

    def _carry_turns(self) -> None:
        """In a transcript whoever has the word speaks on, paragraph after paragraph, until another has it."""
        opened = {line.index for line in self._document.lines if _TURN.match(self._written(line))}
        if len(opened) < _TURNS:
            return
        source: Frame | None = None
        for line in self._document.lines:
            sents = self._sents(line)
            if line.index in opened and sents:
                # "COL. GEN." may end a sentence
                first = [f for s in sents[:2] for f in self._by_sent[s.index]]
                labels = [f for f in first if f.speaker and f.cue == ":" and not f.carried]
                source = labels[0] if labels else None
            for sent in sents if source is not None else ():
                if not any(f.speaker and not f.carried for f in self._by_sent[sent.index]):
                    whole = frozenset(range(sent.span.start, sent.span.end))
                    self._by_sent[sent.index].append(_carried(source, sent, whole))

    def _written(self, line: Line) -> str:
        """The line as it stands in the article, with its label."""
        start = line.clean.start if line.clean.label_start is None else line.clean.label_start
        return self._document.text(start, line.clean.end)

    def _opening(self, sent: Sent, own: list[Frame]) -> Frame | None:
        """The speaker of a line that ends in a colon ("The Minister, Tobias Ellwood, said:")."""
        if own:
            return own[-1]
        cues = [t for t in sent.span if cue_of(self._document.lexicon, t)]
        speaker = self._speakers.of(sent, subjects(cues[-1])) if cues else None
        if speaker is None:
            return None
        self._speakers.remember(speaker)
        return Frame(sent.index, frozenset(), speaker, cues[-1].text, "neutral", cues[-1].i)


_PRONOUNS = frozenset({"he", "she", "it", "they"})


def _meant(frame: Frame, outer: list[Frame]) -> Speaker | None:
    """Who speaks: behind a pronoun, whoever's words the report is part of ("Col. Silva said he knew of no dead")."""
    if frame.speaker is None or frame.speaker.text.lower() not in _PRONOUNS:
        return frame.speaker
    around = (f.speaker for f in outer if not f.carried and frame.cue_index in f.content)
    return next((s for s in around if s is not None and s.text.lower() not in _PRONOUNS), frame.speaker)


def _carried(source: Frame, sent: Sent, content: frozenset[int]) -> Frame:
    return replace(
        source,
        sent_index=sent.index,
        content=content,
        carried=True,
        denies=False,
        accused=None,
        passive=False,
        cue_index=None,
    )
