"""Who says so: the reporting frames of a document and the source of any token in it.

A frame is one act of reporting: a speaker, a cue and the tokens that it covers. The innermost frame
around a claim names its source; the frames around that one are who relayed it.
"""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from orchestration.extraction.actors import ActorRef, actor_refs, main_country
from orchestration.extraction.document import Document, Line, Sent
from orchestration.extraction.syntax import agents, conjuncts, is_passive, np_span, objects, subjects

_BASIS = (
    ("intercept", re.compile(r"\bintercept(?:ed|s|ions?)?\b|\bwiretap|\bradio (?:communications|traffic|chatter)", re.I)),
    ("imagery", re.compile(r"\b(?:satellite|drone|aerial|geolocated)\b.{0,20}\b(?:image|imagery|picture|photo|footage|video)|\b(?:videos?|footage|photographs?|photos|imagery|images|pictures)\b", re.I)),
    ("medical_records", re.compile(r"\b(?:hospital|medical|morgue|burial) (?:records?|registers?|data|lists?)\b|\bdeath certificates?\b", re.I)),
)  # fmt: skip
_NOT_SPEAKERS = frozenset("it this that which what there who these those one everything nothing".split())
_NOMINAL_CUES = frozenset("announcement claim claims statement report reports allegation allegations assertion denial insistence news declaration word warning testimony boast".split())
_OBJECT_CUES = frozenset(
    "announce report claim confirm deny reject allege acknowledge admit record document refute dismiss dispute verify count cite condemn concede register "
    "mourn predict expect warn threaten describe denounce contradict estimate".split()
)
_ACCUSE = frozenset({"accuse", "blame", "suspect", "charge"})
_VIA_KINDS = frozenset({"media", "agency"})
_ORG_ROLE = {
    "un": "un", "monitor": "monitor", "ngo": "monitor", "media": "media", "agency": "media", "medical": "medical",
    "igo": "un", "court": "expert", "company": "expert", "police": "local_official",
}  # fmt: skip
_ARMED = frozenset({"rebel", "jihadist", "militia", "paramilitary", "private_military", "coalition", "political"})
_BY_HAND = re.compile(r"\b(?:by (?:phone|telephone|voice message|email|e-mail)|in a statement|on (?:condition|twitter|telegram|facebook|its|their|his))\b.*", re.I)
_TITLE_WORDS = re.compile(r"^(?:the|a|an|its|their|his|her|our|one|another|some)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever speaks: words as written, canonical name, role, and what kind of actor it is."""

    text: str
    name: str
    role: str | None
    start: int
    end: int
    is_media: bool = False
    ref: ActorRef | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One act of reporting inside one sentence. `content` holds token indices of the line.

    `passive` is a report by nobody ("is believed to"); `denies` rejects its content; `accuses` makes
    somebody the doer of the content.
    """

    sent_index: int
    content: frozenset[int]
    speaker: Speaker | None
    cue: str
    cue_force: str
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
        self._persons = _person_names(document)
        self._by_sent: dict[int, list[Frame]] = {}
        self._last: Speaker | None = None
        self._last_person: Speaker | None = None
        open_quote: int | None = None
        for sent in document.sents:
            if sent.index and document.sents[sent.index - 1].line is not sent.line:
                open_quote = None
            frames = self._frames(sent)
            self._by_sent[sent.index] = frames
            for frame in frames:
                if frame.speaker and not frame.speaker.is_media:
                    self._last = frame.speaker
                    if frame.speaker.name[:1].isupper():
                        self._last_person = frame.speaker
            open_quote = open_quote or None
        self._carry_over()

    def frames(self, sent: Sent) -> list[Frame]:
        return self._by_sent.get(sent.index, [])

    def of(self, sent: Sent, token: Token) -> Attribution:
        """The attribution of what the token says."""
        covering = sorted((f for f in self.frames(sent) if token.i in f.content), key=lambda f: len(f.content))
        basis = next((f.basis for f in covering if f.basis), None)
        hedged = any(f.passive for f in covering)
        speaking = [f for f in covering if f.speaker is not None]
        if not speaking:
            return Attribution(evidential_basis=basis, hedged=hedged, denied=any(f.denies for f in covering))
        frame = speaking[0]
        if frame.speaker and frame.speaker.is_media and len(speaking) > 1 and not speaking[1].speaker.is_media and not speaking[1].carried:  # type: ignore[union-attr]
            frame = speaking[1] if len(speaking[1].content) == len(frame.content) else frame
        speaker = frame.speaker
        assert speaker is not None
        outer = [f.speaker.name for f in reversed(speaking) if f is not frame and f.speaker and f.speaker.name != speaker.name]
        via = list(dict.fromkeys([*outer, *([frame.via] if frame.via else [])]))
        return Attribution(
            source_text=speaker.text,
            source_name=speaker.name,
            source_role=speaker.role,
            source_via=">".join(via) or None,
            attribution="carried_over" if frame.carried else self._quoting(sent, token, frame),
            cue=frame.cue,
            cue_force=frame.cue_force,
            evidential_basis=basis,
            denied=any(f.denies for f in speaking[:1]),
            hedged=hedged,
            frame=frame,
        )

    def _quoting(self, sent: Sent, token: Token, frame: Frame) -> str:
        line = sent.line
        quoted = _quoted_tokens(line)
        if token.i in quoted:
            content = [i for i in frame.content if not line.doc[i].is_punct]
            return "direct_quote" if sum(i in quoted for i in content) >= 0.9 * len(content) else "partial_quote"
        return "partial_quote" if any(i in quoted for i in frame.content) else "paraphrase"

    # -- frames -----------------------------------------------------------------

    def _frames(self, sent: Sent) -> list[Frame]:
        out: list[Frame] = []
        line = sent.line
        if line.clean.label and line.clean.label_start is not None and sent.span.start == 0 or self._labelled(sent):
            label = self._label_frame(sent)
            if label:
                out.append(label)
        for token in sent.span:
            low = token.lower_
            if low == "according" and (frame := self._according(sent, token)):
                out.append(frame)
            elif low in _NOMINAL_CUES and token.pos_ in ("NOUN", "PROPN") and (frame := self._nominal(sent, token)):
                out.append(frame)
            elif cue := self._cue(token):
                out.extend(self._verbal(sent, token, *cue))
        return out

    def _labelled(self, sent: Sent) -> bool:
        return sent.line.clean.label is not None

    def _label_frame(self, sent: Sent) -> Frame | None:
        label, start = sent.line.clean.label, sent.line.clean.label_start
        if not label or start is None or self._document.lexicon.find_places(label.split(" province")[0]):
            return None
        if not _SPEAKING_LABEL.search(label):
            return None
        text = re.sub(r",?\s+(?:tells|told)\s+us$|\s+(?:says?|said)$", "", label)
        speaker = self._named_speaker(text, start)
        return Frame(sent.index, frozenset(range(sent.span.start, sent.span.end)), speaker, ":", "neutral")

    def _cue(self, token: Token) -> tuple[str, str] | None:
        if token.pos_ not in ("VERB", "AUX") and not token.tag_.startswith("VB"):
            return None
        reporting = self._document.lexicon.reporting
        if token.i + 1 < len(token.doc):
            two = reporting.get(f"{token.lower_} {token.nbor(1).lower_}")
            if two:
                return two
        return reporting.get(token.lower_)

    def _verbal(self, sent: Sent, verb: Token, lemma: str, force: str) -> list[Frame]:
        line = sent.line
        if lemma in _ACCUSE:
            return self._accusation(sent, verb, lemma)
        own = [t for t in subjects(verb)]
        passive = is_passive(verb)
        content = self._content(sent, verb, lemma)
        if not content:
            return []
        if passive:
            by = agents(verb)
            speaker = self._speaker(sent, by) if by else None
            quoted = lemma in ("quote", "cite")
            if quoted and own:
                speaker = self._speaker(sent, own)
            return [Frame(sent.index, content, speaker, verb.text, force, passive=speaker is None)]
        if lemma in ("quote", "cite"):
            relayed = objects(verb)
            speaker = self._speaker(sent, relayed)
            outer = self._speaker(sent, own)
            return [Frame(sent.index, content, speaker, verb.text, "neutral", via=outer.name if outer else None)] if speaker else []
        if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ == "as":
            return []
        if not own or own[0].lower_ in ("there", "which", "that", "what"):
            if own and own[0].lower_ in ("which", "that") and verb.dep_ == "relcl":
                own = [verb.head]
            else:
                return []
        if own[0].lower_ in ("it", "they", "he", "she", "who", "we", "i"):
            speaker = self._pronoun_speaker(sent, own[0])
        else:
            speaker = self._speaker(sent, own)
        if speaker is None:
            return []
        content = content - frozenset(range(own[0].left_edge.i, own[-1].i + 1)) - {verb.i}
        told = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i in line.actor_at]
        via = next((line.actor_at[c.i].value.name for c in told if line.actor_at[c.i].value.kind in _VIA_KINDS), None)
        basis = self._basis_of_clause(verb, content)
        return [Frame(sent.index, content, speaker, verb.text, force, via=via, denies=force == "denying", basis=basis)]

    def _basis_of_clause(self, verb: Token, content: frozenset[int]) -> str | None:
        words = " ".join(t.text for c in verb.children if c.dep_ in ("prep", "advcl") and c.i not in content for t in c.subtree)
        return _basis(words)

    def _content(self, sent: Sent, verb: Token, lemma: str) -> frozenset[int]:
        """The token indices that the reporting verb covers."""
        out: set[int] = set()
        for child in verb.children:
            if child.dep_ in ("ccomp", "xcomp") or (child.dep_ == "advcl" and child.i < verb.i and _in_quotes(sent.line, child)):
                out.update(t.i for t in child.subtree)
            elif child.dep_ == "prep" and child.lower_ in ("of", "about", "on", "as", "in") and lemma in ("speak", "warn", "boast", "complain", "talk", "tell", "quote", "cite", "describe", "know"):
                out.update(t.i for t in child.subtree)
            elif child.dep_ in ("dobj", "conj") and child.dep_ == "dobj" and lemma in _OBJECT_CUES:
                out.update(t.i for t in child.subtree)
        if verb.dep_ == "parataxis" or (verb.dep_ in ("ccomp", "advcl", "conj", "dep", "appos") and not out and _comma_bound(verb)):
            own = {t.i for t in verb.subtree}
            out.update(t.i for t in verb.head.subtree if t.i not in own)
            out.add(verb.head.i)
        if not out and verb.dep_ == "ROOT":
            skip = {verb.i}
            for child in verb.children:
                if child.dep_ in ("nsubj", "nsubjpass", "dative", "npadvmod", "aux", "prep", "advmod", "agent", "punct"):
                    skip.update(t.i for t in child.subtree)
            rest = [t for t in sent.span if t.i not in skip]
            if any(t.pos_ in ("VERB", "AUX") for t in rest) or _has_quote(sent):
                out.update(t.i for t in rest if lemma not in ("tell",) or t.dep_ != "dobj")
        if verb.dep_ == "ROOT":
            quoted = _quoted_tokens(sent.line)
            out.update(t.i for t in sent.span if t.i in quoted)
        if out and verb.dep_ == "ROOT" and _clause_after_content(verb, out):
            for child in verb.children:  # "A, X said, after B": what hangs on the cue belongs to the content
                if child.dep_ in ("advcl", "conj") and child.i > verb.i and not _own_subject(child):
                    out.update(t.i for t in child.subtree)
                elif child.dep_ == "advcl" and child.i > verb.i:
                    out.update(t.i for t in child.subtree)
        return frozenset(out)

    def _according(self, sent: Sent, token: Token) -> Frame | None:
        heads = [p for t in token.children if t.lower_ == "to" for p in t.children if p.dep_ == "pobj"]
        if not heads and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
            heads = [p for p in token.nbor(1).children if p.dep_ == "pobj"]
        if not heads:
            return None
        phrase = {t.i for t in token.subtree}
        head = token.head
        while head.dep_ != "ROOT" and head.pos_ not in ("VERB", "AUX"):
            head = head.head
        content = frozenset(t.i for t in head.subtree if t.i not in phrase) if head.pos_ in ("VERB", "AUX") and head.dep_ in ("ccomp",) else frozenset(t.i for t in sent.span if t.i not in phrase)
        words = np_span(heads[0]).text
        basis = _basis(words)
        if basis and not self._document.lexicon.roles.get(heads[0].lower_):
            return Frame(sent.index, content, None, "according to", "neutral", basis=basis)
        speaker = self._speaker(sent, conjuncts(heads[0]))
        return Frame(sent.index, content, speaker, "according to", "neutral", basis=None) if speaker else None

    def _nominal(self, sent: Sent, noun: Token) -> Frame | None:
        holders = [c for c in noun.children if c.dep_ == "poss"]
        holders += [p for c in noun.children if c.dep_ == "prep" and c.lower_ in ("from", "by") for p in c.children if p.dep_ == "pobj"]
        clauses = [c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and c.pos_ in ("VERB", "AUX")]
        if not clauses and noun.head.pos_ == "ADP":
            clauses = [c for c in noun.head.head.children if c.dep_ in ("ccomp",) and c.i > noun.i]
        for holder in list(holders):
            clauses += [c for c in holder.children if c.dep_ in ("relcl", "acl", "ccomp") and c.i > noun.i]
        if not holders or not clauses:
            return None
        speaker = self._speaker(sent, holders)
        if speaker is None:
            return None
        content = frozenset(t.i for c in clauses for t in c.subtree)
        force = {"claim": "distancing", "claims": "distancing", "allegation": "distancing", "allegations": "distancing", "denial": "denying"}.get(noun.lower_, "neutral")
        return Frame(sent.index, content, speaker, noun.text, force, denies=force == "denying")

    def _accusation(self, sent: Sent, verb: Token, lemma: str) -> list[Frame]:
        passive = is_passive(verb)
        accuser = agents(verb) if passive else subjects(verb)
        accused = subjects(verb) if passive else objects(verb)
        content = frozenset(
            t.i for c in verb.children if (c.dep_ == "prep" and c.lower_ in ("of", "for", "on", "with")) or c.dep_ in ("xcomp", "ccomp") for t in c.subtree
        )
        if lemma == "blame" and accused and any(c.dep_ == "prep" and c.lower_ == "on" for c in verb.children):
            on = [p for c in verb.children if c.dep_ == "prep" and c.lower_ == "on" for p in c.children if p.dep_ == "pobj"]
            content = frozenset(t.i for a in accused for t in a.subtree)
            accused = on
        if not content:
            return []
        speaker = self._pronoun_speaker(sent, accuser[0]) if accuser and accuser[0].pos_ == "PRON" else self._speaker(sent, accuser)
        return [Frame(sent.index, content, speaker, verb.text, "assertive", accused=accused[0] if accused else None, passive=speaker is None)]

    # -- speakers ---------------------------------------------------------------

    def _pronoun_speaker(self, sent: Sent, token: Token) -> Speaker | None:
        if token.lower_ in ("he", "she", "i"):
            known = self._last_person or self._last
        elif token.lower_ in ("who",):
            return self._speaker(sent, [token.head.head])
        else:
            known = self._subject_speaker(sent, token) or self._last
        if known is None:
            return None
        start, end = sent.line.article_span(token.i, token.i)
        return replace(known, text=self._document.text(start, end), start=start, end=end)

    def _subject_speaker(self, sent: Sent, token: Token) -> Speaker | None:
        """"Hezbollah lost 12 men, it said": the pronoun is the subject or the last speaker."""
        refs = actor_refs(self._document, sent, token)
        if refs and refs[0].actor and self._last is not None and self._last.name != refs[0].actor.name:
            return self._last
        if refs and refs[0].actor:
            return _actor_speaker(self._document, refs[0].text, refs[0].actor, refs[0])
        return None

    def _speaker(self, sent: Sent, heads: list[Token]) -> Speaker | None:
        """The speaker that the noun phrase names; None where it cannot speak."""
        heads = [h for h in heads if h.lower_ not in _NOT_SPEAKERS]
        if not heads:
            return None
        head = heads[0]
        line = sent.line
        span = np_span(head)
        first, last = span.start, span.end - 1
        for other in heads[1:]:
            last = max(last, np_span(other).end - 1)
        if any(t.i in line.time_at or t.i in line.quantity_at for t in (head,)) and head.i not in line.actor_at:
            return None
        while first < head.i and (line.doc[first].dep_ in ("det", "predet") or line.doc[first].is_punct):
            first += 1
        start, end = line.article_span(first, last)
        text = self._document.text(start, end)
        return self._named_speaker(text, start, head=head, sent=sent)

    def _named_speaker(self, text: str, start: int, head: Token | None = None, sent: Sent | None = None) -> Speaker:
        text = text.strip(" \"'“”")
        bare = _TITLE_WORDS.sub("", text)
        lexicon = self._document.lexicon
        matches = lexicon.find_aliases(text)
        role = self._role(bare)
        name = self._full_name(bare, head, sent)
        if name:
            described = " ".join([bare, *self._appositions(head)])
            return Speaker(text, name, self._role(described) or self._kind_role(described), start, start + len(text))
        if matches:
            longest = max(matches, key=lambda m: (m.end - m.start))
            actor = longest.aliases[0].actor
            covers = longest.end >= len(text) - 2 and longest.start <= 4
            is_spoken_for = role is not None and not covers
            return Speaker(
                text, bare if is_spoken_for else actor.name, role or _actor_role(self._document, actor), start, start + len(text),
                is_media=actor.kind in _VIA_KINDS,
            )  # fmt: skip
        media = bool(re.search(r"\b(?:television|tv|radio|news(?:paper)?|media|agency|channel|daily|times|post)\b", bare, re.I)) and role is None
        lowered = bare if bare[:1].isupper() and any(w[:1].isupper() for w in bare.split()[1:]) else bare[:1].lower() + bare[1:]
        return Speaker(text, lowered, "media" if media else role, start, start + len(text), is_media=media)

    def _appositions(self, head: Token | None) -> list[str]:
        if head is None:
            return []
        return [" ".join(t.text for t in c.subtree) for c in head.children if c.dep_ in ("appos", "prep")][:2]

    def _full_name(self, text: str, head: Token | None, sent: Sent | None) -> str | None:
        """The full name of a person named in the phrase, if there is one."""
        for full in self._persons:
            if full in text:
                return full
        words = [w for w in re.findall(r"[\w'’-]+", text)]
        if head is not None and sent is not None and head.i in sent.line.actor_at and len(words) <= 3:
            return None
        if words and words[-1][:1].isupper():
            for full in self._persons:
                if full.split()[-1] == words[-1] or (len(words) > 1 and full.endswith(" ".join(words[-2:]))):
                    return full
        return None

    def _role(self, text: str) -> str | None:
        roles = self._document.lexicon.roles
        words = re.findall(r"[\w'’-]+", text.lower())
        for size in (4, 3, 2, 1):
            for i in range(len(words) - size, -1, -1):
                phrase = " ".join(words[i : i + size])
                for form in (phrase, phrase.removesuffix("s"), phrase.removesuffix("es"), re.sub(r"ies$", "y", phrase), re.sub(r"men$", "man", phrase)):
                    if form in roles:
                        return roles[form]
        return None

    def _kind_role(self, text: str) -> str | None:
        matches = self._document.lexicon.find_aliases(text)
        return _actor_role(self._document, matches[0].aliases[0].actor) if matches else None

    # -- passages ---------------------------------------------------------------

    def _carry_over(self) -> None:
        """Sentences of a passage in one voice take the speaker of the sentence before (or after) them."""
        previous: Sent | None = None
        for sent in self._document.sents:
            frames = self._by_sent[sent.index]
            quoted = _quoted_tokens(sent.line)
            content_tokens = [t for t in sent.span if not t.is_punct and not t.is_space]
            wholly_quoted = bool(content_tokens) and all(t.i in quoted for t in content_tokens)
            speaking = [f for f in frames if f.speaker and not (f.speaker.is_media and f.via)]
            covered = any(len(f.content) >= 0.5 * max(1, len(content_tokens)) for f in speaking)
            if not covered and previous is not None:
                source = self._passage_source(previous)
                same_line = previous.line is sent.line
                if source and (
                    (wholly_quoted and (same_line or sent.index - source.sent_index <= 2))
                    or (same_line and _continues(sent))
                ):
                    whole = frozenset(range(sent.span.start, sent.span.end))
                    frames.append(replace(source, sent_index=sent.index, content=whole, carried=True, denies=False, accused=None, passive=False))
                elif wholly_quoted and not source:
                    self._take_next(sent)
            elif not covered and wholly_quoted:
                self._take_next(sent)
            previous = sent

    def _passage_source(self, sent: Sent) -> Frame | None:
        frames = [f for f in self._by_sent[sent.index] if f.speaker is not None and f.accused is None]
        return max(frames, key=lambda f: (len(f.content))) if frames else None

    def _take_next(self, sent: Sent) -> None:
        """A quotation's first sentence, when the speaker is only named after the second."""
        if sent.index + 1 < len(self._document.sents):
            following = self._document.sents[sent.index + 1]
            source = self._passage_source(following) if following.line is sent.line else None
            if source:
                whole = frozenset(range(sent.span.start, sent.span.end))
                self._by_sent[sent.index].append(replace(source, sent_index=sent.index, content=whole, carried=True, denies=False))


_SPEAKING_LABEL = re.compile(
    r"ministry|spokes|office|army|military|police|official|council|governor|mayor|minister|command|agency|witness|resident|"
    r"source|monitor|observatory|staff|nato|pentagon|kremlin|reuters|afp|idf|hamas|general|red cross|says|said|tell|^@",
    re.I,
)
_CONTINUES = re.compile(
    r"^(?:[\"']?)(?:(?:\w+|at least \w+|the rest|most|some|many|half|several|others?|another \w+|the other \w+)\s+(?:of\s+(?:them|the\s+(?:dead|wounded|injured|victims|casualties|killed|bodies))|others|were|was|more)\b|"
    r"(?:they|he|she|it)\s+(?:were|was|had|also|added)|among\s+(?:them|the\s+(?:dead|wounded|victims))|the\s+(?:dead|victims|wounded|others|rest)\b|others\b)",
    re.I,
)


def _continues(sent: Sent) -> bool:
    """Whether a sentence elaborates the one before, such as a toll that is broken down."""
    return bool(_CONTINUES.match(sent.span.text.strip()))


def _basis(words: str) -> str | None:
    return next((name for name, pattern in _BASIS if pattern.search(words)), None)


def _own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _clause_after_content(verb: Token, content: set[int]) -> bool:
    return min(content) < verb.i


def _comma_bound(verb: Token) -> bool:
    left = verb.left_edge.i
    return left > 0 and verb.doc[left - 1].text in (",", '"', "-", ";") or (left > 1 and verb.doc[left].is_punct)


def _in_quotes(line: Line, token: Token) -> bool:
    return token.i in _quoted_tokens(line)


def _has_quote(sent: Sent) -> bool:
    return '"' in sent.span.text


def _quoted_tokens(line: Line) -> frozenset[int]:
    """Tokens between double quotation marks; an unclosed quotation runs to the end of the line."""
    if line.quoted is None:
        inside, out = False, set()
        for token in line.doc:
            if token.text in ('"', "''", "``"):
                inside = not inside
            elif inside:
                out.add(token.i)
        line.quoted = frozenset(out)
    return line.quoted


def _actor_speaker(document: Document, text: str, actor, ref: ActorRef) -> Speaker:
    return Speaker(text, actor.name, _actor_role(document, actor), ref.start, ref.end, actor.kind in _VIA_KINDS, ref)


def _actor_role(document: Document, actor) -> str | None:
    if actor.kind in _ORG_ROLE:
        return _ORG_ROLE[actor.kind]
    if actor.kind in _ARMED:
        return "belligerent"
    return "government" if actor.country_code == main_country(document) else "belligerent"


_NAME_RUN = re.compile(r"\b[A-Z][\w'’-]+(?:\s+(?:al-|el-|bin\s|ibn\s|van\s|von\s|de\s|da\s|dos\s|al\s|[A-Z]\.\s?)?[A-Z][\w'’-]+){1,3}")


def _person_names(document: Document) -> list[str]:
    """Full names of persons in the article, longest first."""
    names = {f.value for line in document.lines for f in line.persons}
    return sorted(names, key=lambda n: (-len(n), n))
