"""Whether weapons are stopped in flight: shot down, intercepted, jammed, and not hit on the ground."""

import re

from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import Event, Findings
from orchestration.extraction.syntax import preps

_AIMED = frozenset({"at", "into", "onto", "towards", "toward", "against"})


def is_interception(event: Event, verb: Token, doers: list[Token]) -> bool:
    """Whether weapons in flight are stopped; destroyed on the ground, they are what a strike hit."""
    if not all(
        a.strike_type in ("drone", "missile", "rocket", "artillery", "airstrike", None) or a.role == "device"
        for a in event.arms
    ):
        return False
    if any(a.role == "platform" and a.strike_type != "drone" for a in event.arms):
        return False
    if verb.lower_.startswith(("intercept", "downed", "swat", "jam")) or _has_down(verb):
        return True
    sent = [name for head in (verb, *(a.head for a in event.arms)) for name, _ in preps(head)]
    if verb.lower_.startswith(("shot", "shoot")) and not _AIMED.isdisjoint(sent):
        return False  # "shot forty rockets at the town"
    if verb.lower_.startswith("fight") or verb.lower_.startswith("fought"):
        return True
    if any(a.role == "device" for a in event.arms):
        return False
    joined = [
        v for v in (verb, verb.head, *verb.children) if v.lower_.startswith(("intercept", "shot", "downed"))
    ]
    over = any(name == "over" for name, _ in preps(verb))
    guards = any(
        re.search(
            r"\b(?:air|missile)[ -]?defen[cs]es?\b|\bdestroyers?\b|\bfrigates?\b|\bbattery\b",
            " ".join(t.text for t in d.subtree),
            re.I,
        )
        for d in doers
    )
    heading = any(
        c.dep_ == "relcl"
        and any(w.lower_ in ("heading", "headed", "approaching", "flying", "bound") for w in c.subtree)
        for a in event.arms
        for c in a.head.children
    )
    return bool(joined) or over or guards or heading


def stopped_on_its_way(findings: Findings, participle: Token) -> Token | None:
    """ "six drones sent towards Jizan were shot down": the parser takes the participle for the subject."""
    main = participle.head
    if participle.dep_ in ("nsubjpass", "csubjpass") and "intercept" in findings.words.frames(main):
        return main
    return None


def _has_down(verb: Token) -> bool:
    return any(c.lower_ == "down" and c.dep_ in ("prt", "advmod", "prep") for c in verb.children)
