"""Reports told by a verb: "the army said", "was reported by", "SANA quoted", "activists accused"."""

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Cue
from orchestration.extraction.parse import Token
from orchestration.extraction.quotations import quoted_tokens
from orchestration.extraction.speech_acts import Frame, Hearing
from orchestration.extraction.speech_cues import cue_of
from orchestration.extraction.speech_evidence import evidence_in
from orchestration.extraction.speech_extent import beside_phrase, indices_under, told_by
from orchestration.extraction.speech_subjects import subject_and_speaker, surface_subjects
from orchestration.extraction.syntax import (
    agents,
    is_passive,
    negated,
    objects,
    prepositional_objects,
    subjects,
)

_ACCUSING = frozenset({"accuse", "blame", "charge"})
_QUOTING = frozenset({"quote", "cite"})
_CARING_ROLES = frozenset({"medical", "monitor", "un"})


def verbal_reports(at: Hearing, sent: Sent, verb: Token, cue: Cue) -> list[Frame]:
    """The frames that a reporting verb opens; none where nobody speaks or nothing is told."""
    line, lemma = sent.line, cue.lemma
    if lemma in _ACCUSING and (accused := _accusation(at, sent, verb, lemma)):
        return accused
    if (aside := _as_told(at, sent, verb, cue)) is not None:
        return [aside]
    if cue.force == "denying" and (denied := _denied_before(at, sent, verb)) is not None:
        return [denied]
    passive = is_passive(verb) and not _closes_quote(sent, verb)
    if lemma in _QUOTING:
        subject = subjects(verb) or next(surface_subjects(sent, verb), [])
        return _relayed(at, sent, verb, subject, passive)
    if passive:
        return _reported_by(at, sent, verb, cue.force) if cue.asks in ("any", "quote") else []
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return []
    subject, speaker = subject_and_speaker(at, sent, verb)
    if speaker is None:
        return []
    content = told_by(sent, verb, subject)
    closing = bool(content) and max(content) < verb.i
    if cue.asks == "quote" and not (content & quoted_tokens(line)) and not closing and not _tells_that(verb):
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
        (line.actor_at[c.i].value.name for c in told if line.actor_at[c.i].value.kind in ("media", "agency")),
        None,
    )
    aside = " ".join(
        t.text for c in verb.children if c.dep_ in ("prep", "advcl") and c.i not in content for t in c.subtree
    )
    denies = cue.force == "denying"
    return [
        Frame(
            sent.index, content, speaker, verb.text, cue.force, verb.i, evidence_in(aside), via, denies=denies
        )
    ]


def _denied_before(at: Hearing, sent: Sent, verb: Token) -> Frame | None:
    """As in "…, a report the government denied", "…, which Belgrade denied": what stands before is what is denied."""
    if verb.dep_ != "relcl" or any(c.dep_ in ("ccomp", "xcomp") for c in verb.children):
        return None
    pronoun = next((c for c in verb.lefts if c.dep_ == "dobj" and c.lower_ == "which"), None)
    noun = verb.head if verb.head.dep_ in ("npadvmod", "appos", "dobj", "dep") and not pronoun else None
    if noun is not None and (noun.left_edge.i == 0 or noun.left_edge.nbor(-1).text != ","):
        return None
    pointed = pronoun or noun
    speaker = at.speakers.of(sent, [c for c in verb.lefts if c.dep_ == "nsubj"])
    if pointed is None or speaker is None:
        return None
    return Frame(sent.index, frozenset({pointed.i}), speaker, verb.text, "denying", verb.i, denies=True)


def _as_told(at: Hearing, sent: Sent, verb: Token, cue: Cue) -> Frame | None:
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
    speaker = at.speakers.of(sent, heads)
    if speaker is None:
        return None
    told = beside_phrase(sent, verb, indices_under([verb]))
    return Frame(sent.index, told, speaker, verb.text, cue.force, verb.i, denies=cue.force == "denying")


def _reported_by(at: Hearing, sent: Sent, verb: Token, force: str) -> list[Frame]:
    """ "is believed to have", "was reported by the army": without a by-phrase nobody vouches."""
    if negated(verb):
        return []  # "they have not been heard from since"
    parts = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp", "nsubjpass", "advcl", "prep")]
    own = next((c for c in parts if c.dep_ == "nsubjpass" and c.pos_ in ("NOUN", "PROPN")), None)
    # "they shelled the town, no casualties were reported": the clause before is another sentence
    if own is not None:
        parts = [c for c in parts if not (c.dep_ == "ccomp" and c.i < own.i)]
    content = frozenset(t.i for c in parts for t in c.subtree) | {verb.i}
    by = agents(verb)
    if by and any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in verb.children):
        content |= frozenset(range(by[0].i + 1, sent.span.end))  # "It was announced by the rebels that"
    speaker = at.speakers.of(sent, by) if by else None
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


def _relayed(at: Hearing, sent: Sent, verb: Token, subject: list[Token], passive: bool) -> list[Frame]:
    """ "SANA quoted a military source as saying …", "he was quoted by Interfax as saying …"."""
    # "the ministry, citing a commander, said ..."
    if verb.tag_ == "VBG" and cue_of(at.document.lexicon, verb.head):
        inner = at.speakers.of(sent, objects(verb))
        whole = told_by(sent, verb.head, subjects(verb.head)) - {t.i for t in verb.subtree}
        return (
            [Frame(sent.index, whole - {max(whole)}, inner, verb.text, "neutral", verb.i)]
            if inner and whole
            else []
        )
    inner = at.speakers.of(sent, subject if passive else objects(verb))
    outer = at.speakers.of(sent, agents(verb) if passive else subject)
    content = frozenset(t.i for t in verb.subtree if t.i > verb.i)
    if inner is None or not any(t.pos_ == "VERB" for t in verb.subtree if t.i in content):
        return []
    return [
        Frame(sent.index, content, inner, verb.text, "neutral", verb.i, via=outer.name if outer else None)
    ]


def _accusation(at: Hearing, sent: Sent, verb: Token, lemma: str) -> list[Frame]:
    """As in "activists accused rebels of firing it", "the army blamed the attack on the group"."""
    passive = is_passive(verb)
    accusers, accused = (agents(verb), subjects(verb)) if passive else (subjects(verb), objects(verb))
    content = indices_under(
        c
        for c in verb.children
        if (c.dep_ == "prep" and c.lower_ in ("of", "for", "on", "with"))
        or (c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i)
    )
    on = prepositional_objects(verb, "on")
    if lemma == "blame" and on and accused:
        content, accused = indices_under(accused), on
    if not content:
        return []
    speaker = at.speakers.of(sent, accusers)
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


def _tells_that(verb: Token) -> bool:
    """As in "the panel found that rebels killed nine": a clause with "that" is told, without any quotation marks."""
    clauses = [c for c in verb.rights if c.dep_ == "ccomp"]
    return any(m.lower_ == "that" and m.dep_ == "mark" for c in clauses for m in c.lefts)


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
