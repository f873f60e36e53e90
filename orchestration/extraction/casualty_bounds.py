"""What a candidate of casualties is not: the deed of nature, the work of those who answer it, a number told before."""

from orchestration.extraction.casualty_events import At, Event
from orchestration.extraction.parse import Token
from orchestration.extraction.victims import Victims

_BECAUSE = frozenset({"after", "avenging", "because", "before", "following", "for", "over", "since"})
_ANSWERS = frozenset({"answer", "reaction", "reply", "response", "retaliation"})


def is_answered(trigger: Token) -> bool:
    """Whether an attack of the sentence was made because of the deed, or after it: "fired rockets in retaliation for the
    killing of a commander", "shelled the town after a soldier was killed"."""
    for token in (trigger, *trigger.ancestors):
        to = token.lower_ == "to" and token.head.lower_ in _ANSWERS
        if token.dep_ == "prep" and (to or token.lower_ in _BECAUSE) and token.i < trigger.i:
            return True
        if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _BECAUSE for c in token.lefts):
            return True
        if token.dep_ == "ROOT":
            return False
    return False


def natural_cause(at: At, event: Event) -> str | None:
    """The topic of what no party did: "measles has killed 6,000", "storms battered the coast, killing three"."""
    topics = (
        at.context.lexicon.topic_words.get(d.lower_) for d in event.doers if d.i not in at.sent.line.weapon_at
    )
    return next((topic for topic in topics if topic in ("disaster", "disease")), None)


def number_of(at: At, group: Victims) -> int | None:
    """Where the number that counts the group begins: the one of these words nearest to its head."""
    same = [
        f.first
        for f in at.sent.line.quantities
        if at.sent.span.start <= f.first < at.sent.span.end and f.value.text == group.count.text
    ]
    return min(same, key=lambda i: abs(i - group.head.i), default=None)
