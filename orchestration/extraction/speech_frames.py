"""Acts of reporting within one sentence: a speaker, a cue and the tokens that it covers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from orchestration.extraction.document import Document, Sent
from orchestration.extraction.lexicon import Cue
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Parse, Token
from orchestration.extraction.quotations import quoted_tokens
from orchestration.extraction.speakers import Speaker, Speakers
from orchestration.extraction.syntax import (
    agents,
    conjuncts,
    is_passive,
    is_verb,
    negated,
    np_span,
    objects,
    subjects,
)

_BASIS = (
    ("intercept", re.compile(r"\bintercept(?:ed|s|ions?)?\b|\bwiretap|\bradio (?:communications|traffic|chatter)", re.I)),
    ("imagery", re.compile(r"\b(?:satellite|drone|aerial|geolocated)\b.{0,20}\b(?:image|imagery|picture|photo|footage|video)|\b(?:videos?|footage|photographs?|photos|imagery|images|pictures)\b", re.I)),
    ("medical_records", re.compile(r"\b(?:hospital|medical|morgue|burial) (?:records?|registers?|data|lists?)\b|\bdeath certificates?\b", re.I)),
)  # fmt: skip
_ACCUSING = frozenset({"accuse", "blame", "charge"})
_QUOTING = frozenset({"quote", "cite"})
_GIVEN_AS = frozenset({"at", "as", "to"})
_ROLLS = frozenset({"names", "list"})
_ADDING = frozenset("adding noting stressing specifying explaining emphasising emphasizing".split())
_FIGURES = frozenset("figure number toll count total tally balance".split())
_WITNESSING = forms_of(
    "see",
    "count",
    "find",
    "treat",
    "bury",
    "examine",
    "collect",
    "recover",
    "watch",
    "receive",
    "visit",
    "tally",
)
_HARMED = frozenset({"dead", "wounded", "injured", "killed", "missing"})
_COUNTED = 3
_LISTED = 9
# Those who read the news speak for the outlet; what a bulletin counts speaks for nobody.
_NO_SPEAKERS = frozenset(
    "presenter reporter anchor host correspondent newsreader announcer casualties losses toll killed wounded dead injured "
    "victims".split()
)
_ACCORDING = frozenset({"according", "acc", "acc."})
_BY_ACCOUNT = frozenset({"by", "in", "on", "at", "from", "per"})
_CARING_ROLES = frozenset({"medical", "monitor", "un"})
_ASIDE = frozenset({"advcl", "prep", "npadvmod", "advmod", "punct", "mark", "cc"})
_HOUR = re.compile(r"[0-2]\d:?[0-5]\d")
_CONTRASTING = frozenset({"while", "whereas", "although", "but", "though"})
_TELLING = frozenset("tell tells told telling inform informs informed brief briefed assured reminded".split())
_DASHES = frozenset({"-", "--", "–", "—"})
_FORMS_OF_BE = frozenset("is are was were be been being".split())
_BREAKING = frozenset("and but while when after before".split())
_OPENING_WORDS = 9
_TO_THAT = 5
_CLOSING_WORDS = 9
_REPORT_WORDS = 6
_TAIL_WORDS = 4
_SPEAKING_LABEL = re.compile(
    r"ministry|\bmod\b|spokes|office|army|military|police|officials?\b|council|governor|mayor|minister|command|agency|witness|resident|"
    r"source|monitor|observatory|\bstaff\b|nato|pentagon|kremlin|reuters|\bafp\b|\bidf\b|hamas|general|red cross|says|said|tell|^@|\bhead\b|blogger|correspondent|"
    r"president|air force|administration|commander|\bcorps\b|brigade|division|battalion|regiment|\bgroup of forces\b",
    re.I,
)  # fmt: skip


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


def _before_hour(sent: Sent, colon: int) -> int:
    """The last token of a speaker's name before a colon, without the hour of a broadcast ("Radio Truth, 1900:")."""
    doc = sent.line.doc
    hour = colon - 1
    if hour - 2 >= sent.span.start and doc[hour].lower_ in ("gmt", "utc"):
        hour -= 1
    aired = hour - 1 > sent.span.start and doc[hour - 1].text == "," and _HOUR.fullmatch(doc[hour].text)
    return hour - 2 if aired else colon - 1


class FrameReader:
    """Reads the frames of a document's sentences; its speakers are remembered by whoever collects them."""

    def __init__(self, document: Document, speakers: Speakers) -> None:
        self._document = document
        self._speakers = speakers

    def frames(self, sent: Sent) -> list[Frame]:
        """The frames that the sentence itself opens, in reading order."""
        nouns = self._document.lexicon.speech_nouns
        out = [frame for frame in (self._label(sent), self._tail(sent)) if frame is not None]
        for token in sent.span:
            uses = nouns.get(token.lower_, frozenset()) if token.pos_ in ("NOUN", "PROPN") else frozenset()
            if token.lower_ in _ACCORDING or token.lower_ == "per":
                found = self._according(sent, token)
            elif "account" in uses and (found := self._account(sent, token)):
                pass
            elif "report" in uses:
                found = self._nominal(sent, token)
            else:
                found = None
                if cue := self.cue(token):
                    said = self._verbal(sent, token, cue)
                    for speaker in (f.speaker for f in said if f.speaker is not None):
                        self._speakers.remember(
                            speaker
                        )  # "the minister wrote that nine had died, and he added"
                    out.extend(said)
            if found is not None:
                out.append(found)
        if not any(f.speaker is not None or f.denies for f in out):
            out.extend(f for f in (self._opening(sent), self._closing(sent)) if f is not None)
        return out

    def _opening(self, sent: Sent) -> Frame | None:
        """As in "A priest who fled maintains that …", whatever the parser made of it: a speaker, a cue, "that"."""
        doc, reporting = sent.line.doc, self._document.lexicon.reporting
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
            speaker = self._speakers.of(sent, [head]) if that is not None else None
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

    def _closing(self, sent: Sent) -> Frame | None:
        """As in "…, a priest who fled told AFP", whatever the parser made of it: a comma, a speaker, a cue."""
        doc, reporting = sent.line.doc, self._document.lexicon.reporting
        first = max(sent.span.start + _REPORT_WORDS, sent.span.end - _CLOSING_WORDS)
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
            speaker = self._speakers.of(sent, [head]) if head is not None else None
            if head is None or speaker is None or any(_breaks(t) for t in doc[head.i : token.i]):
                return None
            told = frozenset(range(_clause_start(sent, doc[comma]), comma))
            denies = cue.force == "denying"
            return Frame(sent.index, told, speaker, token.text, cue.force, token.i, denies=denies)
        return None

    def _label(self, sent: Sent) -> Frame | None:
        """ "Defence ministry: …", "Regional head Anton Hrytsenko: "…": the speaker stands before a colon."""
        clean, line = sent.line.clean, sent.line
        if clean.label and _NO_SPEAKERS & set(clean.label.lower().split()):
            return None
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
        if colon is None or colon.i - sent.span.start < 1:
            return None
        if verbs := [t for t in tokens if t.i < colon.i and t.pos_ in ("VERB", "AUX")]:
            return self._quoted_behind(sent, verbs[0], colon)
        if self._is_attack([t for t in tokens if t.i < colon.i]):
            return None
        last = _before_hour(sent, colon.i)
        aired = last < colon.i - 1
        head = line.doc[last]
        while head.head.i < colon.i and head.head.i >= sent.span.start and head.head != head:
            head = head.head
        quoted = colon.i + 1 < sent.span.end and line.doc[colon.i + 1].text == '"'
        start, end = line.article_span(sent.span.start, last)
        text = self._document.text(start, end)
        if _NO_SPEAKERS & set(text.lower().split()):
            return None
        if not (
            quoted
            or aired
            or _SPEAKING_LABEL.search(text)
            or self._speakers.has_role(text)
            or head.i in line.actor_at
            or head.i in line.person_at
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

    def _quoted_behind(self, sent: Sent, verb: Token, colon: Token) -> Frame | None:
        """As in "The mayor of Bor was blunter: "We have buried nine."": the quotation is of whoever the clause is about."""
        quoted = colon.i + 1 < sent.span.end and sent.line.doc[colon.i + 1].is_quote
        before = sent.line.doc[sent.span.start : colon.i]
        if not quoted or any(self.cue(t) for t in before):
            return None
        speaker = self._speakers.of(sent, subjects(verb))
        if speaker is None:
            return None
        said = frozenset(range(colon.i + 1, sent.span.end))
        return Frame(sent.index, said, speaker, ":", "neutral", colon.i)

    def _is_attack(self, phrase: list[Token]) -> bool:
        """Whether a phrase before a colon names what happened: "Clash between army and rebels: three dead"."""
        head = [t for t in takewhile(lambda t: t.pos_ != "ADP", phrase) if t.pos_ in ("NOUN", "PROPN")][-1:]
        triggers = self._document.lexicon.triggers
        return any(
            row["frame"] == "cause" for t in head for row in triggers.get(f"casualties:noun:{t.lower_}", ())
        )

    def _tail(self, sent: Sent) -> Frame | None:
        """As in "At least 31 deaths, EHRC.": a note that ends in the name of its source."""
        doc = sent.line.doc
        end = sent.span.end
        while end > sent.span.start and doc[end - 1].is_punct:
            end -= 1
        comma = next(
            (
                i
                for i in range(end - 1, max(sent.span.start, end - 3 - _TAIL_WORDS), -1)
                if doc[i].text in ("-", "--", "–", "—")
                or doc[i].text in (",", "(")
                and i >= end - _TAIL_WORDS
            ),
            None,
        )
        if comma is None:
            return None
        if doc[comma].text not in (",", "("):
            return self._dashed(sent, comma, end)
        found = sent.line.actor_at.get(comma + 1)
        if doc[comma].text == "(" and (bracketed := self._bracketed(sent, comma, end)) is not None:
            return bracketed
        if found is None or found.last != end - 1 or found.first != comma + 1:
            return None
        start, _ = sent.line.article_span(found.first, found.last)
        speaker = self._speakers.named(found.text, start)
        if speaker.role not in ("monitor", "un", "media", "medical") or any(
            t.pos_ == "PROPN" and t.i not in range(found.first, end) for t in doc[comma - 1 : comma]
        ):
            return None
        return Frame(
            sent.index, frozenset(range(sent.span.start, comma)), speaker, None, "neutral", found.first
        )

    def _bracketed(self, sent: Sent, bracket: int, end: int) -> Frame | None:
        """As in "Lysychne has been liberated (MoD)": an office in brackets after all that it reports."""
        if end <= bracket + 1 or not any(is_verb(t) for t in sent.line.doc[sent.span.start : bracket]):
            return None
        start, stop = sent.line.article_span(bracket + 1, end - 1)
        text = self._document.text(start, stop)
        if not self._speakers.has_role(text):
            return None
        said = frozenset(range(sent.span.start, bracket))
        return Frame(sent.index, said, self._speakers.named(text, start), None, "neutral", bracket + 1)

    def _dashed(self, sent: Sent, dash: int, end: int) -> Frame | None:
        """As in "Attack kills 5 – mayor": a headline with its source behind a dash."""
        if end <= dash + 1 or sent.line.doc[dash].whitespace_ == "":
            return None
        start, stop = sent.line.article_span(dash + 1, end - 1)
        text = self._document.text(start, stop)
        named = sent.line.actor_at.get(dash + 1)
        surname = (
            end == dash + 2 and sent.line.doc[dash + 1].tag_ == "NNP" and dash + 1 not in sent.line.place_at
        )
        if not self._speakers.has_role(text) and (named is None or named.last != end - 1) and not surname:
            return None
        said = frozenset(range(sent.span.start, dash))
        return Frame(sent.index, said, self._speakers.named(text, start), None, "neutral", dash + 1)

    def cue(self, token: Token) -> Cue | None:
        """The reporting verb that the token is, where what that verb asks for is there."""
        if token.pos_ not in ("VERB", "AUX") and not token.tag_.startswith("VB"):
            return None
        reporting = self._document.lexicon.reporting
        low = token.lower_
        if low not in self._document.lexicon.reporting_words:
            return None
        particles = [token.nbor(1).lower_] if token.i + 1 < len(token.doc) else []
        particles += [c.lower_ for c in token.children if c.dep_ in ("prep", "prt") and c.i > token.i]
        if token.i + 2 < len(token.doc):
            particles.append(f"{token.nbor(1).lower_} {token.nbor(2).lower_}")  # "owned up to"
        cue = next((two for p in particles if (two := reporting.get(f"{low} {p}"))), None)
        cue = cue or reporting.get(low)
        return None if cue is None or (cue.asks == "figure" and not _gives_figure(token)) else cue

    def _verbal(self, sent: Sent, verb: Token, cue: Cue) -> list[Frame]:
        line, lemma = sent.line, cue.lemma
        if lemma in _ACCUSING and (accused := self._accusation(sent, verb, lemma)):
            return accused
        if (aside := self._as_told(sent, verb, cue)) is not None:
            return [aside]
        if cue.force == "denying" and (denied := self._denied_before(sent, verb)) is not None:
            return [denied]
        passive = is_passive(verb) and not _closes_quote(sent, verb)
        if lemma in _QUOTING:
            subject = subjects(verb) or next(_surface_subjects(sent, verb), [])
            return self._relayed(sent, verb, subject, passive)
        if passive:
            return self._reported_by(sent, verb, cue.force) if cue.asks in ("any", "quote") else []
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
            return []
        subject, speaker = self._subject_and_speaker(sent, verb)
        if speaker is None:
            return []
        content = _content(sent, verb, subject)
        closing = bool(content) and max(content) < verb.i
        if (
            cue.asks == "quote"
            and not (content & quoted_tokens(line))
            and not closing
            and not _tells_that(verb)
        ):
            return []
        if cue.asks == "medical":
            if speaker.role not in _CARING_ROLES:
                return []
            content = content | {verb.i}
        if cue.asks == "figure" or " of" in lemma:
            content = content | {verb.i}
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
        denies = cue.force == "denying"
        return [
            Frame(
                sent.index, content, speaker, verb.text, cue.force, verb.i, _basis(aside), via, denies=denies
            )
        ]

    def _denied_before(self, sent: Sent, verb: Token) -> Frame | None:
        """As in "…, a report the government denied", "…, which Belgrade denied": what stands before is what is denied."""
        if verb.dep_ != "relcl" or any(c.dep_ in ("ccomp", "xcomp") for c in verb.children):
            return None
        pronoun = next((c for c in verb.lefts if c.dep_ == "dobj" and c.lower_ == "which"), None)
        noun = verb.head if verb.head.dep_ in ("npadvmod", "appos", "dobj", "dep") and not pronoun else None
        if noun is not None and (noun.left_edge.i == 0 or noun.left_edge.nbor(-1).text != ","):
            return None
        pointed = pronoun or noun
        speaker = self._speakers.of(sent, [c for c in verb.lefts if c.dep_ == "nsubj"])
        if pointed is None or speaker is None:
            return None
        return Frame(sent.index, frozenset({pointed.i}), speaker, verb.text, "denying", verb.i, denies=True)

    def _as_told(self, sent: Sent, verb: Token, cue: Cue) -> Frame | None:
        """As in "as reported by the governor, …", "…, as a nun put it": an aside about the rest of the sentence."""
        if verb.dep_ not in ("advcl", "pcomp") or not any(
            t.lower_ == "as"
            for t in (verb.head, *(c for c in verb.lefts if c.dep_ in ("mark", "advmod", "prep")))
        ):
            return None
        if any(c.dep_ in ("ccomp", "xcomp") for c in verb.children) or cue.asks not in ("any", "quote"):
            return None
        if not is_passive(verb) and any(c.dep_ == "dobj" and c.lower_ != "it" for c in verb.children):
            return None
        heads = agents(verb) if is_passive(verb) else [c for c in verb.children if c.dep_ == "nsubj"]
        speaker = self._speakers.of(sent, heads)
        if speaker is None:
            return None
        told = _beside_phrase(sent, verb, _under([verb]))
        return Frame(sent.index, told, speaker, verb.text, cue.force, verb.i, denies=cue.force == "denying")

    def _subject_and_speaker(self, sent: Sent, verb: Token) -> tuple[list[Token], Speaker | None]:
        """Who speaks by the verb: its subject, else the noun beside it where the parser lost the subject."""
        subject = self._of_main_report(verb) or subjects(verb)
        if subject and subject[0].lower_ in ("which", "that") and verb.dep_ == "relcl":
            subject = [verb.head]
        own = [c for c in verb.children if c.dep_ == "nsubj"]
        if len(own) > 1 and own[-1].i < verb.i and own[-1].left_edge.i == own[0].i + 1:
            subject = [own[-1]]  # "Putin's ally Ramzan Kadyrov said": an office and its holder
        if len(own) > 1 and own[-1].i > verb.i and verb.nbor(-1).text == ",":
            subject = conjuncts(own[-1])  # "Seven dead, says the governor": the dead are no subject of it
        if (closing_noun := _closing_noun(sent, verb)) is not None:
            subject = [closing_noun]
        tried = [subject] if subject else []
        surface = list(_surface_subjects(sent, verb))
        has_own = any(
            c.dep_ in ("nsubj", "nsubjpass") and not _is_parenthesis(sent, verb, c.i) for c in verb.children
        )
        closing = verb.i > sent.span.start and verb.nbor(-1).text == ","
        beside = verb.i > sent.span.start and verb.nbor(-1).pos_ in ("NOUN", "PROPN")
        for heads in (*surface, *tried) if (closing or beside) and not has_own else (*tried, *surface):
            if speaker := self._speakers.of(sent, heads):
                return heads, speaker
        return subject, None

    def _of_main_report(self, verb: Token) -> list[Token]:
        """The subject of the report that a participle adds to: "said the rebels left, adding that he saw none"."""
        if verb.lower_ not in _ADDING or verb.dep_ != "advcl":
            return []
        return next((own for t in verb.ancestors if self.cue(t) and (own := subjects(t))), [])

    def _reported_by(self, sent: Sent, verb: Token, force: str) -> list[Frame]:
        """ "is believed to have", "was reported by the army": without a by-phrase nobody vouches."""
        if negated(verb):
            return []  # "they have not been heard from since"
        parts = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "nsubjpass", "advcl", "prep")]
        own = next((c for c in parts if c.dep_ == "nsubjpass" and c.pos_ in ("NOUN", "PROPN")), None)
        if (
            own is not None
        ):  # "they shelled the town, no casualties were reported": the clause before is another sentence
            parts = [c for c in parts if not (c.dep_ == "ccomp" and c.i < own.i)]
        content = frozenset(t.i for c in parts for t in c.subtree) | {verb.i}
        by = agents(verb)
        if by and any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in verb.children):
            content |= frozenset(range(by[0].i + 1, sent.span.end))  # "It was announced by the rebels that"
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
        if verb.tag_ == "VBG" and self.cue(verb.head):  # "the ministry, citing a commander, said ..."
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
        """As in "according to the army", "as per the governor"."""
        if token.lower_ == "per":
            heads = [c for c in token.children if c.dep_ == "pobj"]
        else:
            beside = [*token.children, *token.doc[token.i + 1 : token.i + 3]]
            heads = [p for t in beside if t.lower_ == "to" for p in t.children if p.dep_ == "pobj"]
        if not heads:
            return None
        written = token.lower_ in _ACCORDING
        phrase = _under([token, heads[0]]) | {token.i, token.i + int(written)}
        colon = next((t.i for t in token.doc[heads[0].i + 1 : heads[0].i + 3] if t.text == ":"), None)
        if colon is not None and colon < sent.span.end:  # "Losses according to the ministry: 300 servicemen"
            phrase = frozenset(i for i in phrase if i < colon)
        content = _own_stretch(sent, token, _beside_phrase(sent, token, phrase))
        basis = _basis(np_span(heads[0]).text)
        speaker = self._speakers.of(sent, conjuncts(heads[0])) or self._holder(sent, heads[0])
        content |= _witnessed(heads[0])
        cue = "according to" if written else token.text
        if basis and (speaker is None or speaker.actor is None):
            return Frame(sent.index, content, None, cue, "neutral", token.i, basis)
        return Frame(sent.index, content, speaker, cue, "neutral", token.i) if speaker else None

    def _holder(self, sent: Sent, noun: Token) -> Speaker | None:
        """Whose account a noun is: "according to the army's tally"."""
        if "account" not in self._document.lexicon.speech_nouns.get(noun.lower_, frozenset()):
            return None
        owners = (c for c in noun.children if c.dep_ in ("poss", "compound", "amod"))
        return next((s for owner in owners if (s := self._speakers.of(sent, [owner]))), None)

    def _account(self, sent: Sent, noun: Token) -> Frame | None:
        """As in "by the imam's own account", "in the words of a trader", "the ministry's count stood at 96"."""
        holders = [c for c in noun.children if c.dep_ in ("poss", "compound", "amod")] + _objects_of(
            noun, "of", "by", "from"
        )
        speaker = next((s for h in holders if (s := self._speakers.of(sent, [h]))), None)
        by_account = noun.dep_ == "pobj" and noun.head.lower_ in _BY_ACCOUNT and noun.head.lower_ != "of"
        if speaker is None and by_account and any(c.dep_ == "amod" for c in noun.children):
            span = np_span(noun)
            first = span.start + int(span[0].dep_ == "det")
            start, end = sent.line.article_span(first, span.end - 1)
            speaker = self._speakers.named(self._document.text(start, end), start)  # "Western estimates"
        if speaker is None:
            return None
        force = self._document.lexicon.noun_forces[noun.lower_]
        if by_account:
            phrase = _under([noun.head]) if noun.head.dep_ != "ROOT" else _under([noun])
            return Frame(
                sent.index, _beside_phrase(sent, noun.head, phrase), speaker, noun.text, force, noun.i
            )
        if noun.dep_ == "nsubj" and is_verb(noun.head):
            content = _under([noun.head]) - _under([noun])
            return Frame(sent.index, content, speaker, noun.text, force, noun.i)
        return None

    def _nominal(self, sent: Sent, noun: Token) -> Frame | None:
        """As in "Moscow's announcement that …", "claims from Russia it is …": a report with its owner."""
        holders = [
            c
            for c in noun.children
            if c.dep_ == "poss" or (c.dep_ in ("compound", "amod") and c.i in sent.line.actor_at)
        ]
        holders += _objects_of(noun, "from", "by")
        clauses = [
            c
            for owner in (noun, *holders)
            for c in owner.children
            if c.dep_ in ("acl", "ccomp", "relcl")
            and c.pos_ in ("VERB", "AUX")
            and c.i > noun.i
            and not (c.dep_ == "relcl" and self.cue(c))  # "a report the government denied"
        ]
        if not clauses and noun.head.pos_ in ("ADP", "SCONJ"):
            clauses = [c for c in noun.head.head.children if c.dep_ == "ccomp" and c.i > noun.i]
        force = self._document.lexicon.noun_forces[noun.lower_]
        content = _under(clauses)
        if not content and holders:
            last = max(_under(holders))
            opens = noun.head.dep_ == "prep" and last + 2 < sent.span.end and force == "distancing"
            content = frozenset(range(last + 1, sent.span.end)) if opens else content
        speaker = self._speakers.of(sent, holders)
        if speaker is None or not content:
            return None
        return Frame(sent.index, content, speaker, noun.text, force, noun.i, denies=force == "denying")

    def _accusation(self, sent: Sent, verb: Token, lemma: str) -> list[Frame]:
        """As in "activists accused rebels of firing it", "the army blamed the attack on the group"."""
        passive = is_passive(verb)
        accusers, accused = (agents(verb), subjects(verb)) if passive else (subjects(verb), objects(verb))
        content = _under(
            c
            for c in verb.children
            if (c.dep_ == "prep" and c.lower_ in ("of", "for", "on", "with"))
            or (c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i)
        )
        on = _objects_of(verb, "on")
        if lemma == "blame" and on and accused:
            content, accused = _under(accused), on
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


def _under(tokens: Iterable[Token]) -> frozenset[int]:
    """Indices of everything that hangs on the tokens, themselves included."""
    return frozenset(t.i for token in tokens for t in token.subtree)


def _witnessed(speaker: Token) -> frozenset[int]:
    """What a relative clause says that the speaker saw: "according to a priest, who counted seven bodies"."""
    inside = (t for t in speaker.subtree if t.dep_ == "relcl" and t.lower_ in _WITNESSING)
    seen = (v for v in inside if any(c.dep_ == "nsubj" and c.lower_ == "who" for c in v.children))
    return frozenset(t.i for v in seen for t in v.subtree if t.i >= v.i)


def _objects_of(head: Token, *names: str) -> list[Token]:
    return [
        p
        for c in head.children
        if c.dep_ in ("prep", "agent") and c.lower_ in names
        for p in c.children
        if p.dep_ == "pobj"
    ]


def _own_stretch(sent: Sent, token: Token, content: frozenset[int]) -> frozenset[int]:
    """What each of two phrases covers in "12 died according to the army, 60 according to the rebels": what is before it."""
    others = [t for t in sent.span if t.lower_ in _ACCORDING and t != token]
    before = max((t.right_edge.i for t in others if t.i < token.i), default=sent.span.start - 1)
    opens = any(t.i <= sent.span.start + 1 for t in (token, *others))
    if not others or opens or before >= token.i:
        return content
    return frozenset(i for i in content if before < i < token.i) or content


def _beside_phrase(sent: Sent, token: Token, phrase: frozenset[int]) -> frozenset[int]:
    """What a phrase of attribution covers: its clause where that is a report within another, else the
    stretch between semicolons that it stands in.
    """
    governor = token.head
    while governor.dep_ != "ROOT" and governor.pos_ not in ("VERB", "AUX"):
        governor = governor.head
    start = _clause_start(sent, token)
    scope = governor.subtree if governor.dep_ == "ccomp" and governor.left_edge.i >= start else sent.span
    return frozenset(t.i for t in scope if t.i not in phrase and (t.i >= start or token.i <= start + 1))


def _gives_figure(verb: Token) -> bool:
    """Whether the verb gives a number as something ("put the dead at 30", "raised its count to 13"), a number of dead or
    wounded ("gave 80 wounded") or their names.
    """
    behind = [t for t in verb.subtree if t.i > verb.i]
    given = any(
        t.lower_ in _GIVEN_AS
        and (
            any(p.dep_ in ("pobj", "pcomp") and _has_number(p) for p in t.children)
            or (t.i + 1 < len(t.doc) and t.nbor(1).like_num and t.lower_ == "as")
        )
        for t in behind
    )
    given = given or any(
        t.lower_ in _FIGURES
        and t.dep_ == "dobj"
        and t.head == verb
        and any(map(_has_number, _objects_of(t, "of")))
        for t in behind
    )  # "gave a figure of 53"
    named = any(t.lower_ in _ROLLS and t.dep_ == "dobj" and t.head == verb for t in behind)
    listed = any(  # "gave its own dead in October: 1,099"
        t.dep_ == "dobj"
        and t.head == verb
        and t.lower_ in _HARMED | {"losses", "casualties"}
        and any(
            c.text == ":" and c.nbor(1).like_num for c in t.doc[t.i + 1 : min(t.i + _LISTED, len(t.doc) - 1)]
        )
        for t in behind
    )
    if listed:
        return True
    harmed = (t for t in behind if t.lower_ in _HARMED)
    return (
        given
        or named
        or any(n.like_num for t in harmed for n in t.doc[max(verb.i + 1, t.i - _COUNTED) : t.i])
    )


def _tells_that(verb: Token) -> bool:
    """As in "the panel found that rebels killed nine": a clause with "that" is told, without any quotation marks."""
    clauses = [c for c in verb.rights if c.dep_ == "ccomp"]
    return any(m.lower_ == "that" and m.dep_ == "mark" for c in clauses for m in c.lefts)


def _is_parenthesis(sent: Sent, cue: Token, subject: int) -> bool:
    """Whether the report stands between dashes or commas behind what the parser took for its subject: "The Peshmerga, a
    colonel recalled, withdrew", "Nine Marines, concedes a source, died".
    """
    between = cue.doc[min(subject, cue.i) : cue.i]
    inverted = any(c.dep_ == "dobj" and _ends_at_comma(sent, c) for c in cue.rights)
    ends = inverted or cue.i + 1 < len(cue.doc) and cue.nbor(1).text == ","
    return any(_is_dash(t) or ends and t.text == "," for t in between)


def _has_number(token: Token) -> bool:
    return any(t.like_num or t.pos_ == "NUM" for t in token.subtree)


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


def _closing_noun(sent: Sent, verb: Token) -> Token | None:
    """The speaker of a sentence that ends in its report, whatever the parser hung the verb on: "…, the command in
    Ayacucho reported today".
    """
    doc = sent.line.doc
    behind = [t for t in doc[verb.i + 1 : sent.span.end] if not t.is_punct]
    if any(t.i not in sent.line.time_at for t in behind) or verb.i - sent.span.start < _REPORT_WORDS:
        return None
    comma = next(
        (i for i in range(verb.i - 1, max(sent.span.start, verb.i - 12), -1) if doc[i].text == ","), None
    )
    if comma is None or doc[comma + 1].pos_ not in ("DET", "NOUN", "PROPN", "ADJ"):
        return None
    between = doc[comma + 1 : verb.i]
    if any(t.pos_ in ("VERB", "AUX", "CCONJ") or t.is_quote for t in between):
        return None
    nominal = ("NOUN", "PROPN")
    return next(
        (t for t in between if t.pos_ in nominal and t.nbor(1).pos_ not in (*nominal, "PUNCT", "PART")), None
    )


def _surface_subjects(sent: Sent, verb: Token) -> Iterator[list[Token]]:
    """Where the parse lost the subject: the noun right before a closing "…, witnesses said", the one that its
    apposition or relative clause is on, the noun right after "…, said the mayor".
    """
    doc = sent.line.doc
    behind = _noun_behind(sent, verb)
    told = next((c for c in verb.children if c.dep_ in ("dobj", "dative")), None)
    if behind is not None and told is behind and _ends_at_comma(sent, behind):
        yield [behind]  # "Ramadi, concedes a source in the army, is lost"
    i = verb.i - 1
    while i > sent.span.start and doc[i].pos_ in ("AUX", "ADV"):
        i -= 1
    if i >= sent.span.start and doc[i].text == ")":  # "Free Aceh Movement (GAM) said"
        i = next((k - 1 for k in range(i, sent.span.start, -1) if doc[k].text == "("), i)
    bridged = i > sent.span.start and doc[i].text == ","
    i -= int(bridged)
    if i >= sent.span.start and doc[i].pos_ in ("NOUN", "PROPN", "PRON"):
        if doc[i].dep_ != "pobj" and (not bridged or doc[i].pos_ == "PROPN"):
            yield _joined_before(doc[i])
        token = doc[i]
        while (
            token.dep_ in ("pobj", "prep", "compound", "dobj", "relcl", "acl", "appos")
            and token.i > sent.span.start
        ):
            if token.head.i >= token.i:
                break
            if token.dep_ in ("relcl", "acl", "appos") and token.head.pos_ in ("NOUN", "PROPN"):
                yield [token.head]
            token = token.head
    elif bridged and (clause := next((t for t in (doc[i], *doc[i].ancestors) if t.dep_ == "relcl"), None)):
        yield [clause.head]  # "In Bria a nurse, who asked not to be named, said"
    if behind is not None and told is None:
        yield [behind]


def _noun_behind(sent: Sent, verb: Token) -> Token | None:
    """The noun right after a cue that itself follows a comma or a quotation: "…, said the mayor"."""
    doc = sent.line.doc
    j = verb.i + 1
    while j < sent.span.end and (
        doc[j].pos_ in ("DET", "ADJ") or doc[j].dep_ in ("compound", "poss", "case", "amod")
    ):
        j += 1
    closes = verb.i > sent.span.start and doc[verb.i - 1].is_punct
    return doc[j] if closes and j < sent.span.end and doc[j].pos_ in ("NOUN", "PROPN") else None


def _ends_at_comma(sent: Sent, noun: Token) -> bool:
    """Whether a comma ends the phrase of the noun, which is no listener ("told reporters, …")."""
    after = noun.right_edge.i + 1
    return after < sent.span.end and noun.doc[after].text == "," and noun.head.lower_ not in _TELLING


def _joined_before(noun: Token) -> list[Token]:
    """The noun with those coordinated before it, back to a comma: "…, residents and the PDF said"."""
    first = noun
    while first.dep_ == "conj" and first.head.i < first.i and first.head.pos_ in ("NOUN", "PROPN"):
        if any(t.text == "," for t in noun.doc[first.head.i : first.i]):
            break
        first = first.head
    return [noun] if first is noun else conjuncts(first)


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
    if closing_dash := _closing_dash(sent, verb, before):
        return frozenset(range(verb.i + 1, closing_dash))
    if (
        after_content
        and not clause_after
        and not _only_aside(sent, verb, left)
        and any(t.pos_ in ("VERB", "AUX", "NOUN", "PROPN") for t in doc[sent.span.start : left])
    ):
        start = _clause_start(sent, doc[left])
        content = set(range(start, left))
        end = right + 1
        while end < sent.span.end and doc[end].text not in (",", ";", '"'):
            end += 1
        if end < sent.span.end - 2 and doc[end].text in (",", '"'):
            content.update(range(end + 1, sent.span.end))
        return frozenset(content)
    stop = next((t.i for t in doc[verb.i + 1 : sent.span.end] if t.text == ";"), sent.span.end)
    content = {t.i for t in verb.subtree if verb.i < t.i < stop}
    content.difference_update(*(_under([c]) for t in verb.subtree if t.i > verb.i for c in _contrasts(t)))
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i < verb.i and not _own_report(child, verb):
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


def _is_dash(token: Token) -> bool:
    """Whether it parts clauses, and is no hyphen."""
    return (
        token.text in _DASHES and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)
    )


def _closing_dash(sent: Sent, verb: Token, before: Token | None) -> int | None:
    """The second dash of "20 died - the hospital says 30 - in the raid": what is told between the two is all that is told."""
    if before is None or not _is_dash(before) or not any(c.i > verb.i for c in verb.children):
        return None
    return next((t.i for t in sent.line.doc[verb.i + 2 : sent.span.end] if _is_dash(t)), None)


def _only_aside(sent: Sent, verb: Token, left: int) -> bool:
    """Whether what stands before is but a circumstance of a verb whose words follow: "Speaking to the BBC, the
    minister put the dead at 30".
    """
    asides = [c for c in verb.children if c.i < left]
    follows = any(c.dep_ in ("dobj", "prep", "attr") and c.i > verb.i for c in verb.children)
    inside = _under(asides)
    return (
        follows
        and bool(asides)
        and all(c.dep_ in _ASIDE and not _is_statement(c) for c in asides)
        and all(t.i in inside or t.is_punct for t in sent.line.doc[sent.span.start : left])
        and not any(t.text == '"' for t in sent.line.doc[sent.span.start : left])
    )


def _is_statement(clause: Token) -> bool:
    """Whether a clause tells something by itself: it has a subject and no word that makes it a circumstance."""
    parts = {c.dep_ for c in clause.children}
    return clause.dep_ == "advcl" and bool(parts & {"nsubj", "nsubjpass"}) and "mark" not in parts


def _own_report(clause: Token, verb: Token) -> bool:
    """Whether a clause before the verb is a report of its own: "Police said six died; medics spoke of eleven"."""
    return any(t.text == ";" for t in verb.doc[clause.i : verb.i])


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


def _contrasts(verb: Token) -> list[Token]:
    """The clauses on a verb in which somebody else speaks: "118 had died, while Belgrade claimed …"."""
    return [
        c
        for c in verb.rights
        if c.dep_ == "advcl"
        and _CUE_LIKE.match(c.text)
        and any(m.lower_ in _CONTRASTING for m in c.lefts)
        and any(s.dep_ == "nsubj" for s in c.lefts)
    ]


def _clause_start(sent: Sent, token: Token) -> int:
    """Where the stretch before the token begins: after the last semicolon, else at the sentence's start."""
    doc = sent.line.doc
    for i in range(token.i - 1, sent.span.start, -1):
        if doc[i].text == ";":
            return i + 1
    return sent.span.start


def _basis(words: str) -> str | None:
    return next((name for name, pattern in _BASIS if pattern.search(words)), None)
