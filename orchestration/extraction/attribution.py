"""Who says so: the reporting frames of a document and the source of any token in it.

A frame is one act of reporting: a speaker, a cue and the tokens that it covers. The innermost frame
around a claim names its source; the frames around that one are who relayed it.
"""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from orchestration.extraction.document import Document, Line, Sent
from orchestration.extraction.speakers import Speaker, Speakers
from orchestration.extraction.syntax import agents, conjuncts, is_passive, np_span, objects, subjects

_BASIS = (
    ("intercept", re.compile(r"\bintercept(?:ed|s|ions?)?\b|\bwiretap|\bradio (?:communications|traffic|chatter)", re.I)),
    ("imagery", re.compile(r"\b(?:satellite|drone|aerial|geolocated)\b.{0,20}\b(?:image|imagery|picture|photo|footage|video)|\b(?:videos?|footage|photographs?|photos|imagery|images|pictures)\b", re.I)),
    ("medical_records", re.compile(r"\b(?:hospital|medical|morgue|burial) (?:records?|registers?|data|lists?)\b|\bdeath certificates?\b", re.I)),
)  # fmt: skip
_NOMINAL_CUES = frozenset(
    "announcement claim claims statement report reports allegation allegations assertion denial insistence news declaration warning testimony boast".split()
)
_DISTANCING_NOUNS = frozenset({"claim", "claims", "allegation", "allegations", "boast"})
_ACCUSING = frozenset({"accuse", "blame", "charge"})
_QUOTING = frozenset({"quote", "cite"})
_WITH_QUOTE_ONLY = frozenset(
    {
        "continue",
        "go on",
        "begin",
        "conclude",
        "offer",
        "joke",
        "muse",
        "proceed",
        "read",
        "call",
        "start",
        "open",
        "end",
        "lead",
        "learn",
        "see",
        "hold",
        "find",
        "figure",
        "respond",
        "reply",
        "answer",
        "react",
        "counter",
    }
)
_PUT_AT = re.compile(r"^(?:puts?|putting)$", re.I)


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


class Reports:
    """All frames of a document. `of` answers for any token."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._speakers = Speakers(document)
        self._by_sent: dict[int, list[Frame]] = {}
        for sent in document.sents:
            frames = self._frames(sent)
            self._by_sent[sent.index] = frames
            for frame in sorted(frames, key=lambda f: -len(f.content)):
                if frame.speaker:
                    self._speakers.remember(frame.speaker)
        for line in document.lines:
            self._carry_quotations(line)
            self._carry_passage(line)
        self._carry_statements()

    def frames(self, sent: Sent) -> list[Frame]:
        return self._by_sent.get(sent.index, [])

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
        speaker = frame.speaker
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
            attribution="carried_over" if frame.carried else _quoting(sent.line, token, frame),
            cue=frame.cue,
            cue_force=frame.cue_force,
            evidential_basis=basis,
            denied=frame.denies,
            hedged=hedged,
            frame=frame,
        )

    def speaker(self, sent: Sent, heads: list[Token]) -> Speaker | None:
        """Who the heads of these noun phrases name as one who speaks; None where they name nobody."""
        return self._speakers.of(sent, heads) if heads else None

    # -- frames of one sentence -----------------------------------------------------

    def _frames(self, sent: Sent) -> list[Frame]:
        out: list[Frame] = []
        if frame := self._label(sent):
            out.append(frame)
        for token in sent.span:
            low = token.lower_
            if low == "according" and (frame := self._according(sent, token)):
                out.append(frame)
            elif (
                low in _NOMINAL_CUES
                and token.pos_ in ("NOUN", "PROPN")
                and (frame := self._nominal(sent, token))
            ):
                out.append(frame)
            elif cue := self._cue(token):
                out.extend(self._verbal(sent, token, *cue))
        return out

    def _label(self, sent: Sent) -> Frame | None:
        """ "Defence ministry: …", "Regional head Anton Hrytsenko: "…": the speaker stands before a colon."""
        clean, line = sent.line.clean, sent.line
        if clean.label and clean.label_start is not None and sent.span.start == 0:
            if (
                not _SPEAKING_LABEL.search(clean.label)
                and not self._speakers.has_role(clean.label)
                and self._document.lexicon.find_places(
                    re.sub(r"\s+(?:province|governorate|region|oblast|district)$", "", clean.label)
                )
            ):
                return None
            text = re.sub(r",?\s+(?:via\b.*|tells us|told us|says|said)$", "", clean.label)
            speaker = self._speakers.named(text, clean.label_start, singular=True)
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
        if (
            colon is None
            or colon.i - sent.span.start < 1
            or any(t.pos_ in ("VERB", "AUX") and t.i < colon.i for t in tokens)
        ):
            return None
        head = line.doc[colon.i - 1]
        while head.head.i < colon.i and head.head.i >= sent.span.start and head.head != head:
            head = head.head
        quoted = colon.i + 1 < sent.span.end and line.doc[colon.i + 1].text == '"'
        start, end = line.article_span(sent.span.start, colon.i - 1)
        text = self._document.text(start, end)
        if not (
            quoted or _SPEAKING_LABEL.search(text) or head.i in line.actor_at or head.i in line.person_at
        ):
            return None
        return Frame(
            sent.index,
            frozenset(range(colon.i + 1, sent.span.end)),
            self._speakers.named(text, start, singular=True),
            ":",
            "neutral",
            colon.i,
        )

    def _cue(self, token: Token) -> tuple[str, str] | None:
        if token.pos_ not in ("VERB", "AUX") and not token.tag_.startswith("VB"):
            return None
        if _PUT_AT.match(token.text) and any(
            p.lower_ == "at" for c in [token, *token.children] for p in c.children if p.dep_ == "prep"
        ):
            return "put", "neutral"
        reporting = self._document.lexicon.reporting
        if token.i + 1 < len(token.doc) and (two := reporting.get(f"{token.lower_} {token.nbor(1).lower_}")):
            return two
        return reporting.get(token.lower_)

    def _verbal(self, sent: Sent, verb: Token, lemma: str, force: str) -> list[Frame]:
        line = sent.line
        if lemma in _ACCUSING:
            return self._accusation(sent, verb, lemma)
        subject = subjects(verb) or _surface_subject(sent, verb)
        passive = is_passive(verb) and not _closes_quote(sent, verb)
        if lemma in _QUOTING:
            return self._relayed(sent, verb, subject, passive)
        if passive:
            return self._reported_by(sent, verb, force)
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
            return []
        if subject and subject[0].lower_ in ("which", "that") and verb.dep_ == "relcl":
            subject = [verb.head]
        speaker = self._speakers.of(sent, subject)
        if speaker is None and (beside := _surface_subject(sent, verb)) and beside != subject:
            subject, speaker = beside, self._speakers.of(sent, beside)
        if speaker is None:
            return []
        content = _content(sent, verb, subject)
        if lemma in _WITH_QUOTE_ONLY and not (content & _quoted_tokens(line)):
            return []
        if not content:
            return []
        told = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i in line.actor_at]
        via = next(
            (
                line.actor_at[c.i].value.name
                for c in told
                if line.actor_at[c.i].value.kind in ("media", "agency")
            ),
            None,
        )
        aside = " ".join(
            t.text
            for c in verb.children
            if c.dep_ in ("prep", "advcl") and c.i not in content
            for t in c.subtree
        )
        return [
            Frame(
                sent.index,
                content,
                speaker,
                verb.text,
                force,
                verb.i,
                _basis(aside),
                via,
                denies=force == "denying",
            )
        ]

    def _reported_by(self, sent: Sent, verb: Token, force: str) -> list[Frame]:
        """ "is believed to have", "was reported by the army": without a by-phrase nobody vouches."""
        parts = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "nsubjpass", "advcl", "prep")]
        own = next((c for c in parts if c.dep_ == "nsubjpass" and c.pos_ in ("NOUN", "PROPN")), None)
        if (
            own is not None
        ):  # "they shelled the town, no casualties were reported": the clause before is another sentence
            parts = [c for c in parts if not (c.dep_ == "ccomp" and c.i < own.i)]
        content = frozenset(t.i for c in parts for t in c.subtree) | {verb.i}
        by = agents(verb)
        speaker = self._speakers.of(sent, by) if by else None
        if by and speaker is None:
            return []
        clausal = any(c.dep_ in ("ccomp", "xcomp") for c in parts)
        return (
            [
                Frame(
                    sent.index,
                    content,
                    speaker,
                    verb.text,
                    force,
                    verb.i,
                    passive=speaker is None and clausal,
                )
            ]
            if speaker or clausal
            else []
        )

    def _relayed(self, sent: Sent, verb: Token, subject: list[Token], passive: bool) -> list[Frame]:
        """ "SANA quoted a military source as saying …", "he was quoted by Interfax as saying …"."""
        if verb.tag_ == "VBG" and self._cue(verb.head):  # "the ministry, citing a commander, said ..."
            inner = self._speakers.of(sent, objects(verb))
            whole = _content(sent, verb.head, subjects(verb.head)) - {t.i for t in verb.subtree}
            return (
                [Frame(sent.index, whole - {max(whole)}, inner, verb.text, "neutral", verb.i)]
                if inner and whole
                else []
            )
        inner = self._speakers.of(sent, subject if passive else objects(verb))
        outer = self._speakers.of(sent, agents(verb) if passive else subject)
        content = frozenset(t.i for t in verb.subtree if t.i > verb.i)
        if inner is None or not any(t.pos_ == "VERB" for t in verb.subtree if t.i in content):
            return []
        return [
            Frame(sent.index, content, inner, verb.text, "neutral", verb.i, via=outer.name if outer else None)
        ]

    def _according(self, sent: Sent, token: Token) -> Frame | None:
        heads = [
            p
            for t in [*token.children, *([token.nbor(1)] if token.i + 1 < len(token.doc) else [])]
            if t.lower_ == "to"
            for p in t.children
            if p.dep_ == "pobj"
        ]
        if not heads:
            return None
        phrase = {t.i for t in token.subtree} | {t.i for t in heads[0].subtree} | {token.i, token.i + 1}
        governor = token.head
        while governor.dep_ != "ROOT" and governor.pos_ not in ("VERB", "AUX"):
            governor = governor.head
        start = _clause_start(sent, token)
        scope = governor.subtree if governor.dep_ == "ccomp" and governor.left_edge.i >= start else sent.span
        content = frozenset(
            t.i for t in scope if t.i not in phrase and (t.i >= start or token.i <= start + 1)
        )
        basis = _basis(np_span(heads[0]).text)
        speaker = self._speakers.of(sent, conjuncts(heads[0]))
        if basis and (speaker is None or speaker.actor is None):
            return Frame(sent.index, content, None, "according to", "neutral", token.i, basis)
        return Frame(sent.index, content, speaker, "according to", "neutral", token.i) if speaker else None

    def _nominal(self, sent: Sent, noun: Token) -> Frame | None:
        """ "Moscow's announcement that …", "claims from Russia it is …", "reports of …" stay with their owner."""
        holders = [
            c
            for c in noun.children
            if c.dep_ == "poss" or (c.dep_ in ("compound", "amod") and c.i in sent.line.actor_at)
        ]
        holders += [
            p
            for c in noun.children
            if c.dep_ == "prep" and c.lower_ in ("from", "by")
            for p in c.children
            if p.dep_ == "pobj"
        ]
        clauses = [
            c
            for owner in (noun, *holders)
            for c in owner.children
            if c.dep_ in ("acl", "ccomp", "relcl") and c.pos_ in ("VERB", "AUX") and c.i > noun.i
        ]
        if not clauses and noun.head.pos_ in ("ADP", "SCONJ"):
            clauses = [c for c in noun.head.head.children if c.dep_ == "ccomp" and c.i > noun.i]
        content = frozenset(t.i for c in clauses for t in c.subtree)
        if not content and holders:
            last = max(t.i for h in holders for t in h.subtree)
            content = (
                frozenset(range(last + 1, sent.span.end))
                if noun.head.dep_ == "prep" and last + 2 < sent.span.end and noun.lower_ in _DISTANCING_NOUNS
                else content
            )
        speaker = self._speakers.of(sent, holders)
        if speaker is None or not content:
            return None
        force = (
            "distancing"
            if noun.lower_ in _DISTANCING_NOUNS
            else "denying"
            if noun.lower_ == "denial"
            else "neutral"
        )
        return Frame(sent.index, content, speaker, noun.text, force, noun.i, denies=force == "denying")

    def _accusation(self, sent: Sent, verb: Token, lemma: str) -> list[Frame]:
        """ "activists accused rebels of firing it", "the army blamed the attack on the group"."""
        passive = is_passive(verb)
        accusers, accused = (agents(verb), subjects(verb)) if passive else (subjects(verb), objects(verb))
        content = frozenset(
            t.i for c in verb.children
            if (c.dep_ == "prep" and c.lower_ in ("of", "for", "on", "with")) or (c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i)
            for t in c.subtree
        )  # fmt: skip
        on = [
            p
            for c in verb.children
            if c.dep_ == "prep" and c.lower_ == "on"
            for p in c.children
            if p.dep_ == "pobj"
        ]
        if lemma == "blame" and on and accused:
            content, accused = frozenset(t.i for a in accused for t in a.subtree), on
        if not content:
            return []
        speaker = self._speakers.of(sent, accusers)
        return [
            Frame(
                sent.index,
                content,
                speaker,
                verb.text,
                "assertive",
                verb.i,
                accused=accused[0] if accused else None,
                passive=speaker is None and lemma != "blame",
            )
        ]

    # -- passages ---------------------------------------------------------------------

    def _sents(self, line: Line) -> list[Sent]:
        return [s for s in self._document.sents if s.line is line]

    def _carry_quotations(self, line: Line) -> None:
        """Sentences inside a quotation take the speaker named beside it, before or after."""
        sents = self._sents(line)
        for first, last in _quotations(line):
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

    def _opening(self, sent: Sent, own: list[Frame]) -> Frame | None:
        """The speaker of a line that ends in a colon ("The Minister, Tobias Ellwood, said:")."""
        if own:
            return own[-1]
        cues = [t for t in sent.span if self._cue(t)]
        speaker = self._speakers.of(sent, subjects(cues[-1])) if cues else None
        if speaker is None:
            return None
        self._speakers.remember(speaker)
        return Frame(sent.index, frozenset(), speaker, cues[-1].text, "neutral", cues[-1].i)


_SPEAKING_LABEL = re.compile(
    r"ministry|\bmod\b|spokes|office|army|military|police|officials?\b|council|governor|mayor|minister|command|agency|witness|resident|"
    r"source|monitor|observatory|\bstaff\b|nato|pentagon|kremlin|reuters|\bafp\b|\bidf\b|hamas|general|red cross|says|said|tell|^@|\bhead\b|blogger|correspondent|"
    r"president|air force|administration|commander",
    re.I,
)  # fmt: skip
_CONTINUES = re.compile(
    r"^[\"']?(?:(?:\w+|at least \w+|the rest|most|some|many|half|several|others?|another \w+|dozens|the other \w+)\s+(?:of\s+(?:them|the\s+(?:dead|wounded|injured|victims|casualties|killed|bodies))|others|more)\b|"
    r"(?:they|he|she)\s+(?:were|was|had|also|have)\b|among\s+(?:them|the\s+(?:dead|wounded|victims))|the\s+(?:dead|victims|wounded|others|rest)\b|others\b)",
    re.I,
)


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


def _closes_quote(sent: Sent, verb: Token) -> bool:
    """ ""…," a spokesman boasted": a cue that the parser took for a participle of its own subject."""
    doc = sent.line.doc
    if verb.dep_ != "acl" or verb.head.i != verb.i - 1:
        return False
    left = verb.head.left_edge.i
    return (
        left > sent.span.start
        and doc[left - 1].text in ('"', ",")
        or left < len(doc)
        and doc[left].text == '"'
    )


def _surface_subject(sent: Sent, verb: Token) -> list[Token]:
    """The noun right before a closing "…, witnesses said" or right after "…, said the mayor", where the parse lost it."""
    doc = sent.line.doc
    i = verb.i - 1
    while i > sent.span.start and doc[i].pos_ in ("AUX", "ADV"):
        i -= 1
    if i >= sent.span.start and doc[i].pos_ in ("NOUN", "PROPN", "PRON") and doc[i].dep_ not in ("pobj",):
        return [doc[i]]
    j = verb.i + 1
    while j < sent.span.end and (
        doc[j].pos_ in ("DET", "ADJ") or doc[j].dep_ in ("compound", "poss", "case", "amod")
    ):
        j += 1
    return (
        [doc[j]]
        if j < sent.span.end
        and doc[j].pos_ in ("NOUN", "PROPN")
        and verb.i > sent.span.start
        and doc[verb.i - 1].is_punct
        else []
    )


def _content(sent: Sent, verb: Token, subject: list[Token]) -> frozenset[int]:
    """The tokens that a reporting verb covers.

    After the content ("…, X said") it is what stands before, back to a semicolon, and what follows a
    parenthetical; before it ("X said …") what hangs on the verb to its right, less other speakers' clauses.
    """
    doc = sent.line.doc
    own = subject[0] if subject and subject[0].i >= sent.span.start and subject[0].doc is doc else None
    edges = [verb.i] + (
        [own.left_edge.i, *(h.right_edge.i for h in subject if h.doc is doc and abs(h.i - verb.i) < 30)]
        if own is not None
        else []
    )
    left, right = min(edges), max(verb.i, *(e for e in edges if e < verb.i + 12))
    clause_after = any(c.dep_ in ("ccomp", "xcomp") and c.i > verb.i for c in verb.children)
    before = doc[left - 1] if left > sent.span.start else None
    after_content = before is not None and (
        before.text in (",", '"', "-", "--", ".", "?", "!")
        or (before.is_punct and before.text not in (";", ":", "("))
    )
    if (
        after_content
        and not clause_after
        and any(t.pos_ in ("VERB", "AUX", "NOUN") for t in doc[sent.span.start : left])
    ):
        start = _clause_start(sent, doc[left])
        content = set(range(start, left))
        end = right + 1
        while end < sent.span.end and doc[end].text not in (",", ";", '"'):
            end += 1
        if end < sent.span.end - 2 and doc[end].text in (",", '"'):
            content.update(range(end + 1, sent.span.end))
        return frozenset(content)
    content = {t.i for t in verb.subtree if t.i > verb.i}
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i < verb.i:
            content.update(t.i for t in child.subtree)
        if (
            child.dep_ in ("conj", "parataxis", "advcl", "ccomp")
            and child.i > verb.i
            and _speaks_otherwise(child)
        ):
            content.difference_update(t.i for t in child.subtree)
    return frozenset(
        i for i in content if own is None or not own.left_edge.i <= i <= own.right_edge.i or i > verb.i
    )


_CUE_LIKE = re.compile(
    r"^(?:said|says|say|denied|rejected|added|told|reported|confirmed|announced|claimed|accused|called|vowed|dismissed)$",
    re.I,
)


def _speaks_otherwise(verb: Token) -> bool:
    """A coordinated clause in which somebody speaks or acts on his own account."""
    own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    return bool(_CUE_LIKE.match(verb.text)) or (
        verb.dep_ == "conj" and own and verb.head.lower_ in ("said", "says", "denied", "announced")
    )


def _clause_start(sent: Sent, token: Token) -> int:
    """Where the stretch before the token begins: after the last semicolon, else at the sentence's start."""
    doc = sent.line.doc
    for i in range(token.i - 1, sent.span.start, -1):
        if doc[i].text == ";":
            return i + 1
    return sent.span.start


def _basis(words: str) -> str | None:
    return next((name for name, pattern in _BASIS if pattern.search(words)), None)


def _quotations(line: Line) -> list[tuple[int, int]]:
    """First and last token of each stretch between double quotation marks; unclosed ones run to the end."""
    out: list[tuple[int, int]] = []
    start: int | None = None
    for token in line.doc:
        if token.text in ('"', "''", "``"):
            if start is None:
                start = token.i + 1
            else:
                if token.i > start:
                    out.append((start, token.i - 1))
                start = None
    if start is not None and start < len(line.doc):
        out.append((start, len(line.doc) - 1))
    return out


def _quoted_tokens(line: Line) -> frozenset[int]:
    if line.quoted is None:
        line.quoted = frozenset(i for first, last in _quotations(line) for i in range(first, last + 1))
    return line.quoted


def _quoting(line: Line, token: Token, frame: Frame) -> str:
    """How the frame gives the words: quoted whole, quoted in part, or in the outlet's words."""
    quoted = _quoted_tokens(line)
    content = [i for i in frame.content if not line.doc[i].is_punct]
    if token.i in quoted:
        return "direct_quote" if sum(i in quoted for i in content) >= 0.9 * len(content) else "partial_quote"
    return "partial_quote" if any(i in quoted for i in content) else "paraphrase"
