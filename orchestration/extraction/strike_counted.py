"""Strikes whose weapon was named before: "one landed on a laundry", "the other three hit a depot", "all were shot down"."""

import re

from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import (
    REFLEXIVE,
    Event,
    Findings,
    aimed_at,
    has_word,
    landed_on,
)
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.syntax import (
    conjuncts,
    is_definite,
    is_passive,
    is_verb,
    negated,
    objects,
    preps,
)

_ONES = frozenset(
    "one another others other both some most several many few two three four five six seven eight nine ten eleven twelve dozen "
    "dozens rest remainder first second third fourth fifth sixth seventh eighth ninth tenth last all both".split()
)
_AIMED = forms_of("aim", "fire", "launch", "send", "head", "bind")
_BEING = frozenset({*forms_of("include"), "were", "are", "was"})
_MEANT = frozenset({"it", "they"})
_POINTING = frozenset({"them", "these", "those", "which"})
_LANDS = ("impact", "hit", "destroy", "set_off")
_ALL = re.compile(r"^(?:all|both|each|every)$", re.I)


def find_counted(findings: Findings) -> None:
    """Events of strength `counted`: their weapon, type and party are those of the strike told just before."""
    for token in findings.words.sent.tokens():
        verb = token.head
        if (
            token.i in findings.used
            or token.dep_ not in ("nsubj", "nsubjpass", "dobj")
            or not _stands_alone(token)
            or not is_verb(verb)
            or verb.i in findings.by_verb
            or verb.dep_ == "relcl"
            or negated(verb)
            or any(t.lower_ in REFLEXIVE for t in objects(verb))
        ):
            continue
        frames = findings.words.frames(verb)
        event = Event(token, f"count:{verb.lower_}", "counted", verbs=[verb])
        for clause in token.children:  # "a ninth, aimed at Dhahran, was shot down"
            if clause.dep_ == "acl" and clause.lower_ in _AIMED:
                aimed_at(event, clause)
        if is_passive(verb) or token.dep_ != "nsubj":
            if "intercept" not in frames or verb.lower_.startswith("sho") and not has_word(verb, "down"):
                continue
            event.intercepted = True
        elif frames.keys() & set(_LANDS) or "harm" in frames and objects(verb):
            if frames.keys() & {"hit", "destroy"}:
                event.targets.extend(objects(verb))
            event.harms_only = not frames.keys() - {"harm"}
            landed_on(findings, event, verb)
        else:
            continue
        findings.used.add(token.i)
        findings.add(event, [verb])


def find_listed_targets(findings: Findings) -> None:
    """What the strikes told before hit, or were meant for: "The targets were a depot at Baiji and the radio tower in
    Mosul", "the coalition said the target was a weapons store", "the aircraft were after militants".
    """
    for token in findings.words.sent.tokens():
        verb = token.head
        if token.dep_ not in ("nsubj", "nsubjpass") or verb.i in findings.by_verb or negated(verb):
            continue
        if token.lower_ in ("target", "targets") and verb.lower_ in _BEING:
            if any(c.dep_ not in ("det", "amod", "prep", "punct") for c in token.children):
                continue
            listed = [t for c in verb.rights if c.dep_ in ("attr", "dobj") for t in conjuncts(c)]
        elif token.lower_ in _MEANT or is_definite(token) and findings.words.arm(token) is not None:
            after = "after" if verb.lower_ in _BEING else "at" if verb.lower_ in ("aimed", "directed") else ""
            listed = [o for name, o in preps(verb) if name == after]
        else:
            continue
        listed = [t for t in listed if class_of(findings.words, t) is not None]
        if listed:
            event = Event(token, "count:targets", "counted", verbs=[verb], targets=listed)
            findings.add(event, [verb])


def _stands_alone(token: Token) -> bool:
    """Whether the word counts things without naming them ("another", "the other three", "two of them")."""
    if token.lower_ not in _ONES and token.pos_ != "NUM":
        return False
    return all(obj.lower_ in _POINTING for name, obj in preps(token) if name == "of")


def says_all(token: Token) -> bool:
    """Whether the word stands for all that was told of before."""
    return bool(_ALL.match(token.text))
