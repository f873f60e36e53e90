"""Which times of a sentence the passage goes on from: not those of history told in passing, of a report, of a cause."""

import re

from orchestration.extraction.document import Found, Sent
from orchestration.extraction.intent_verbs import UNDERTAKING
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import clause_head, is_verb
from orchestration.extraction.time_expressions import TimeExpression

OPEN = re.compile(r"\s*(?:since|until|till|from)\b", re.I)
LIST_LEAD = re.compile(r":\s*$")
PLAIN_SAYING = frozenset(
    "said says say told tells announced reported confirmed stated added wrote claimed declared acknowledged".split()
)
RIGHT_BEHIND = 6
_YEARS_AGO = re.compile(r"\b(?:years?|decades?|centur(?:y|ies)) ago\b[\s,]*$", re.I)
_GATHERED = frozenset("gathered assembled met congregated come flocked sheltered camped queued".split())
_APART = frozenset({"for", "after", "since", "before", "to", "following", "over", "despite"})
_OFF_THE_FIELD = UNDERTAKING | forms_of(
    "meet",
    "visit",
    "greet",
    "host",
    "post",
    "publish",
    "tweet",
    "sign",
    "vote",
    "resign",
    "condemn",
    "praise",
    "speak",
)
_CHARGING = forms_of("accuse", "suspect", "convict")
_SPOKEN = frozenset("interview briefing speech video footage recording bulletin broadcast address".split())
_HAPPENED = {
    "took": {"place"},
    "broke": {"out"},
    "happened": set(),
    "occurred": set(),
    "began": set(),
    "started": set(),
}
_ANSWERING = forms_of(
    "answer", "avenge", "reply", "respond", "retaliate", "commemorate", "mark", "recall", "resemble"
) | {
    *"response responses revenge vengeance retaliation reprisal reprisals answer reply anniversary reminiscent similar like "
    "than".split()
}


def times_of(sent: Sent) -> list[Found[TimeExpression]]:
    return [f for f in sent.line.times if sent.span.start <= f.first < sent.span.end]


def governor_of(sent: Sent, found: Found[TimeExpression]) -> Token:
    """The verb (or root) that the time dates; "since the war began" dates what happened since, not the beginning."""
    token = sent.line.doc[found.first]
    head = clause_head(token)
    if token.dep_ == "mark" and OPEN.match(found.text) and head.dep_ == "advcl":
        head = clause_head(head.head)
    # "had two weeks ago urged them to leave", whose participle the parser leaves hanging
    if head.lower_ == "had":
        return next((c for c in head.rights if c.dep_ == "dep" and is_verb(c)), head)
    return head


def _root_of(sent: Sent, found: Found[TimeExpression]) -> Token:
    """The token that ties the words of the time to the sentence."""
    words = sent.line.doc[found.first : found.last + 1]
    return next((t for t in words if not found.first <= t.head.i <= found.last), words[0])


def is_anniversary(sent: Sent, found: Found[TimeExpression]) -> bool:
    """As in "twenty-five years ago this week": how long ago the story was, not when something else happened."""
    text = sent.line.clean.text
    return bool(_YEARS_AGO.search(text[: found.start]) or _YEARS_AGO.search(found.text))


def dating(sent: Sent, lexicon: Lexicon) -> list[Found[TimeExpression]]:
    """The times that a passage goes on from: not that of a report ("said today"), nor that of another event ("in
    retaliation for last month's massacre").
    """
    return [f for f in times_of(sent) if not is_of_another(sent, f) and not is_report_time(sent, f, lexicon)]


def is_report_time(sent: Sent, found: Found[TimeExpression], lexicon: Lexicon) -> bool:
    head = governor_of(sent, found)
    return (
        head.lower_ in PLAIN_SAYING
        and head.lower_ in lexicon.reporting
        and found.first - head.i in range(1, RIGHT_BEHIND)
        and any(c.dep_ in ("ccomp", "parataxis") or c.dep_ == "nsubj" and c.i > head.i for c in head.children)
        or head.lower_ in PLAIN_SAYING
        and head.dep_ in ("parataxis", "ccomp")
    )


def is_of_another(sent: Sent, found: Found[TimeExpression]) -> bool:
    """As in "in retaliation for last month's massacre", "since Friday's coup": the day of a cause, not of what is told."""
    owner = next(
        (t for t in sent.line.doc[found.first : found.last + 1] if t.dep_ in ("poss", "npadvmod")), None
    )
    noun = owner.head if owner is not None else None
    return noun is not None and noun.dep_ == "pobj" and noun.head.lower_ in _APART


def is_charged(deed: Token) -> bool:
    """As in "accused Iraq on Wednesday of killing 5,000 Kurds"."""
    return deed.dep_ == "pcomp" and deed.head.lower_ == "of" and deed.head.head.lower_ in _CHARGING


def is_before_past(verb: Token) -> bool:
    """As in "had died"."""
    return any(c.lower_ in ("had", "'d") for c in verb.children if c.dep_ == "aux")


def _is_of_what_is_answered(sent: Sent, found: Found[TimeExpression]) -> bool:
    """As in "in what Tehran called a response to the April 1 strike", "to avenge the bombing of 2 June": the day hangs on a
    noun that the sentence names as the cause, or the match, of what it tells.
    """
    token = sent.line.doc[found.first]
    while not is_verb(token) and token.head != token:
        token = token.head
        if token.lower_ in _ANSWERING:
            return True
    return False


def relative_of(clause: Token) -> Token:
    """The clause that this one is part of the content of, however deep: "a town that they said they took"."""
    while clause.dep_ in ("ccomp", "xcomp", "conj"):
        clause = clause_head(clause.head)
    return clause


def _is_off_the_field(sent: Sent, found: Found[TimeExpression], verb: Token, lexicon: Lexicon) -> bool:
    """As in "vowed on Sunday to retake the city", "In a statement on Friday": the day of words, which is no day of the events
    that follow.
    """
    above = _root_of(sent, found).head
    if above.dep_ == "prep":
        above = above.head
    words = above.lower_ in _SPOKEN or "document" in lexicon.speech_nouns.get(above.lower_, ())
    return words or above in (verb, verb.head) and verb.lower_ in _OFF_THE_FIELD


def happened(clause: Token) -> bool:
    """As in "the attack, which took place on Monday": the relative clause gives the day of what its noun names."""
    what = {c.lower_ for c in clause.children}
    return clause.dep_ == "relcl" and clause.lower_ in _HAPPENED and what >= _HAPPENED[clause.lower_]


def dates_its_sentence(sent: Sent, found: Found[TimeExpression], lexicon: Lexicon) -> bool:
    """Whether what follows may inherit the date: not from history told in passing, nor from a bare heading."""
    head = governor_of(sent, found)
    if sent.line.clean.kind == "heading" and not LIST_LEAD.search(sent.line.clean.text):
        return False
    where = head.dep_ == "relcl" and any(c.lower_ == "where" for c in head.children)
    if where and (not is_before_past(head) or head.lower_ in _GATHERED):
        return True  # "The worst was in Taraza, where guerrillas assaulted the station on Wednesday"
    verbless = not is_verb(sent.span.root)  # "A bomber detonated near the house this morning", misread
    return not (
        (relative_of(head).dep_ in ("relcl", "acl") and not verbless and not happened(head))
        or _is_of_what_is_answered(sent, found)
        or _is_off_the_field(sent, found, head, lexicon)
        or (head.dep_ == "advcl" and is_before_past(head))
        or (is_before_past(head) and head.dep_ != "ROOT")
    )
