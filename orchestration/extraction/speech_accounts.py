"""Reports told by a noun or a preposition: "according to the army", "by the imam's own account", "Moscow's
announcement that".
"""

from orchestration.extraction.document import Sent
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.speakers import Speaker
from orchestration.extraction.speech_acts import Frame, Hearing
from orchestration.extraction.speech_cues import cue_of
from orchestration.extraction.speech_evidence import evidence_in
from orchestration.extraction.speech_extent import beside_phrase, indices_under
from orchestration.extraction.syntax import conjuncts, is_verb, np_span, prepositional_objects

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
ACCORDING = frozenset({"according", "acc", "acc."})
_BY_ACCOUNT = frozenset({"by", "in", "on", "at", "from", "per"})


def according_report(at: Hearing, sent: Sent, token: Token) -> Frame | None:
    """As in "according to the army", "as per the governor"."""
    if token.lower_ == "per":
        heads = [c for c in token.children if c.dep_ == "pobj"]
    else:
        beside = [*token.children, *token.doc[token.i + 1 : token.i + 3]]
        heads = [p for t in beside if t.lower_ == "to" for p in t.children if p.dep_ == "pobj"]
    if not heads:
        return None
    written = token.lower_ in ACCORDING
    phrase = indices_under([token, heads[0]]) | {token.i, token.i + int(written)}
    colon = next((t.i for t in token.doc[heads[0].i + 1 : heads[0].i + 3] if t.text == ":"), None)
    if colon is not None and colon < sent.span.end:  # "Losses according to the ministry: 300 servicemen"
        phrase = frozenset(i for i in phrase if i < colon)
    content = _own_stretch(sent, token, beside_phrase(sent, token, phrase))
    basis = evidence_in(np_span(heads[0]).text)
    speaker = at.speakers.of(sent, conjuncts(heads[0])) or _holder(at, sent, heads[0])
    content |= _witnessed(heads[0])
    cue = "according to" if written else token.text
    if basis and (speaker is None or speaker.actor is None):
        return Frame(sent.index, content, None, cue, "neutral", token.i, basis)
    return Frame(sent.index, content, speaker, cue, "neutral", token.i) if speaker else None


def _holder(at: Hearing, sent: Sent, noun: Token) -> Speaker | None:
    """Whose account a noun is: "according to the army's tally"."""
    if "account" not in at.document.lexicon.speech_nouns.get(noun.lower_, frozenset()):
        return None
    owners = (c for c in noun.children if c.dep_ in ("poss", "compound", "amod"))
    return next((s for owner in owners if (s := at.speakers.of(sent, [owner]))), None)


def account_report(at: Hearing, sent: Sent, noun: Token) -> Frame | None:
    """As in "by the imam's own account", "in the words of a trader", "the ministry's count stood at 96"."""
    holders = [c for c in noun.children if c.dep_ in ("poss", "compound", "amod")] + prepositional_objects(
        noun, "of", "by", "from"
    )
    speaker = next((s for h in holders if (s := at.speakers.of(sent, [h]))), None)
    by_account = noun.dep_ == "pobj" and noun.head.lower_ in _BY_ACCOUNT and noun.head.lower_ != "of"
    if speaker is None and by_account and any(c.dep_ == "amod" for c in noun.children):
        span = np_span(noun)
        first = span.start + int(span[0].dep_ == "det")
        start, end = sent.line.article_span(first, span.end - 1)
        speaker = at.speakers.named(at.document.text(start, end), start)  # "Western estimates"
    if speaker is None:
        return None
    force = at.document.lexicon.noun_forces[noun.lower_]
    if by_account:
        phrase = indices_under([noun.head]) if noun.head.dep_ != "ROOT" else indices_under([noun])
        return Frame(sent.index, beside_phrase(sent, noun.head, phrase), speaker, noun.text, force, noun.i)
    if noun.dep_ == "nsubj" and is_verb(noun.head):
        content = indices_under([noun.head]) - indices_under([noun])
        return Frame(sent.index, content, speaker, noun.text, force, noun.i)
    return None


def announced_report(at: Hearing, sent: Sent, noun: Token) -> Frame | None:
    """As in "Moscow's announcement that …", "claims from Russia it is …": a report with its owner."""
    holders = [
        c
        for c in noun.children
        if c.dep_ == "poss" or (c.dep_ in ("compound", "amod") and c.i in sent.line.actor_at)
    ]
    holders += prepositional_objects(noun, "from", "by")
    clauses = [
        c
        for owner in (noun, *holders)
        for c in owner.children
        if c.dep_ in ("acl", "ccomp", "relcl")
        and c.pos_ in ("VERB", "AUX")
        and c.i > noun.i
        and not (c.dep_ == "relcl" and cue_of(at.document.lexicon, c))  # "a report the government denied"
    ]
    if not clauses and noun.head.pos_ in ("ADP", "SCONJ"):
        clauses = [c for c in noun.head.head.children if c.dep_ == "ccomp" and c.i > noun.i]
    force = at.document.lexicon.noun_forces[noun.lower_]
    content = indices_under(clauses)
    if not content and holders:
        last = max(indices_under(holders))
        opens = noun.head.dep_ == "prep" and last + 2 < sent.span.end and force == "distancing"
        content = frozenset(range(last + 1, sent.span.end)) if opens else content
    speaker = at.speakers.of(sent, holders)
    if speaker is None or not content:
        return None
    return Frame(sent.index, content, speaker, noun.text, force, noun.i, denies=force == "denying")


def _witnessed(speaker: Token) -> frozenset[int]:
    """What a relative clause says that the speaker saw: "according to a priest, who counted seven bodies"."""
    inside = (t for t in speaker.subtree if t.dep_ == "relcl" and t.lower_ in _WITNESSING)
    seen = (v for v in inside if any(c.dep_ == "nsubj" and c.lower_ == "who" for c in v.children))
    return frozenset(t.i for v in seen for t in v.subtree if t.i >= v.i)


def _own_stretch(sent: Sent, token: Token, content: frozenset[int]) -> frozenset[int]:
    """What each of two phrases covers in "12 died according to the army, 60 according to the rebels": what is before it."""
    others = [t for t in sent.span if t.lower_ in ACCORDING and t != token]
    before = max((t.right_edge.i for t in others if t.i < token.i), default=sent.span.start - 1)
    opens = any(t.i <= sent.span.start + 1 for t in (token, *others))
    if not others or opens or before >= token.i:
        return content
    return frozenset(i for i in content if before < i < token.i) or content
