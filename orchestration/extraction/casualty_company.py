"""Who else is harmed: "along with a close associate", "with 14 of his men"."""

from orchestration.extraction.casualty_causes import is_active
from orchestration.extraction.casualty_events import At, objects_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import conjuncts, objects
from orchestration.extraction.victims import Victims, groups_of

_OTHERS = frozenset({"others", "more"})
_THEIRS = frozenset({"his", "her", "their", "its", "other", "fellow"})


def along_with(verb: Token, heads: list[Token]) -> list[Token]:
    """Heads of those whom the verb harms beside the heads: "killed the commander, along with a close associate"."""
    return [
        obj
        for t in (verb, *heads)
        for c in t.rights
        if c.lower_ in ("along", "together")
        for p in (c, *c.children)
        for obj in objects_of(p, "with")
    ] + [
        obj
        for t in (verb, *heads)
        for c in t.rights
        if c.dep_ == "prep" and c.lower_ == "with" and c.nbor(-1).lower_ in ("along", "together")
        for g in c.children
        if g.dep_ == "pobj"
        for obj in conjuncts(g)
    ]


def with_others(at: At, verb: Token, heads: list[Token]) -> list[Victims]:
    """The counted groups that share the fate: "killed the commander with 14 of his men", "died with six aides"; but not
    those of "killed four with two accomplices".
    """
    named = [h for head in heads for h in (head, *(c for c in head.rights if c.dep_ == "appos"))]
    # "the chief, Gen. Raziq, with …"
    named += [c for c in verb.rights if c.dep_ == "npadvmod" and c.tag_ == "NNP"]
    company = [obj for t in (verb, *named) for obj in objects_of(t, "with")]
    counted = [
        g
        for g in groups_of(at.context, at.sent, company, people_only=True)
        if g.count.text and g.count.rule != "singular"
    ]
    befallen = not is_active(at, verb) or not objects(verb)
    return [g for g in counted if befallen or _is_of_them(g.head)]


def _is_of_them(head: Token) -> bool:
    """As in "14 of his men", "26 others": who belong to the ones just named."""
    owned = [head, *objects_of(head, "of")]
    return head.lower_ in _OTHERS or any(c.lower_ in _THEIRS for t in owned for c in t.children)
