"""Whether a count is of one incident, a sum over several, or a total since a war began."""

import re

from spacy.tokens import Token

from orchestration.extraction.casualty_events import At, Event
from orchestration.extraction.syntax import clause_head, is_verb, subjects
from orchestration.extraction.victims import Victims

_SO_FAR = re.compile(
    r"\b(?:since (?!(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|this morning|dawn|midnight|noon)|so far|to date|in total|overall|altogether|"
    r"during the (?:war|conflict|campaign|insurgency)|throughout the (?:war|conflict)|"
    r"in (?:the|a|its|their) (?:[\w-]+ ){0,3}(?:war|conflict|insurgency|uprising|genocide|rebellion))\b",
    re.I,
)
_OVER_TIME = re.compile(
    r"\b(?:(?:in|over|during|within|for) (?:the )?(?:past|last|previous|just|course of)? ?(?:the )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|24|48|72|few|several)[\s-](?:hours|days|weeks|months|years)|"
    r"in (?:just )?24 hours|in the past (?:day|week|month|year)|(?:this|last) (?:week|month|year)|toll for|daily toll|in (?:a|one) (?:day|week|month|year)|"
    r"per (?:day|week|month|year)|a (?:week|month|year)$)\b",
    re.I,
)
_OVER_PLACES = re.compile(
    r"\b(?:in (?:two |three |four |several )?(?:separate|various|different|multiple|scattered)|nationwide|countrywide|across (?:the|several|many)|a series of|"
    r"(?:multiple|several|numerous|dual|twin|separate|various) (?:[\w-]+ ){0,2}(?:attacks|bombings|strikes|raids|airstrikes|explosions|blasts|clashes|incidents))\b",
    re.I,
)
_WARS = frozenset("war wars conflict campaign insurgency fighting uprising operation operations rebellion genocide violence unrest offensive".split())
_NO_SINGLE_INCIDENT = 1000


def scope_of(at: At, event: Event, group: Victims) -> str:
    """The codebook's scope of a claim."""
    if group.subset:
        return "subset"
    words = " ".join(t.text for t in _clause_words(event.trigger))
    if _SO_FAR.search(words) or _war_itself(event.trigger) or (group.count.low or 0) >= _NO_SINGLE_INCIDENT:
        return "cumulative"
    return "aggregate" if _OVER_TIME.search(words) or _OVER_PLACES.search(words) else "incident"


def _clause_words(trigger: Token) -> list[Token]:
    """The words of the trigger's clause, with those of the clause that a bare participle belongs to."""
    clause = clause_head(trigger)
    if clause.dep_ in ("conj", "advcl", "acl") and is_verb(clause.head) and clause.tag_ in ("VBG", "VBN"):
        clause = clause.head
    return [t for t in sorted(clause.subtree, key=lambda t: t.i) if t.sent == trigger.sent]


def _war_itself(trigger: Token) -> bool:
    """"the war has killed", "a war that killed": what kills is the war as a whole."""
    clause = clause_head(trigger)
    return is_verb(clause) and any(s.lower_ in _WARS for s in subjects(clause))
