"""The clauses whose words can tell where casualties happened, from the trigger's own outwards."""

import re
from collections.abc import Iterator

from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import clause_head, is_definite, is_passive, is_verb, own_subjects, preps

_WHEN = frozenset({"when", "after", "as", "while", "where", "once", "before"})
_INSIDE = frozenset({"in", "at", "inside"})


def clauses_from(trigger: Token, allowed: frozenset[int]) -> Iterator[Token]:
    """Clauses from the trigger's own outwards, as far as the words of one speaker go."""
    clause = clause_head(trigger)
    for step in range(5):
        yield clause
        if step == 0:  # "a shell struck the clinic; two patients died"
            yield from (c for c in clause.lefts if c.dep_ == "ccomp")
        yield from _shared_adjuncts(clause) if not _is_located(clause) else ()
        for verb in (clause, *_coordinated(clause)):
            yield from (
                c
                for c in verb.children
                if c.dep_ in ("advcl", "relcl") and any(g.lower_ in _WHEN for g in c.children)
            )
        yield from (
            c for prep in clause.children if prep.lower_ in _WHEN for c in prep.children if c.dep_ == "pcomp"
        )
        if clause.dep_ == "relcl":
            yield _located_by(clause.head)
        if clause.dep_ == "ROOT":
            return
        clause = clause_head(clause.head)
        if clause.i not in allowed:
            return


def _located_by(noun: Token) -> Token:
    """The place that another one only locates: of "Baga, north of Maiduguri, where", Baga."""
    way = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and _COMPASS.fullmatch(way.lower_):
        return way.head.head if way.head.lower_ == "of" else way.head
    return noun


_COMPASS = re.compile(r"(?:north|south)?[- ]?(?:north|south|east|west)(?:wards?)?")


def _is_located(clause: Token) -> bool:
    """Whether the verb says by itself where it happened, in whatever words: "perished in the academy and ..."."""
    return any(name in _INSIDE and is_definite(noun) for name, noun in preps(clause))


def _coordinated(clause: Token) -> list[Token]:
    return [c for c in clause.rights if c.dep_ == "conj" and is_verb(c)]


def elliptical(clause: Token) -> list[Token]:
    """Further participles under one auxiliary, whose adjuncts are all of theirs: "38 were killed and 532 wounded there"."""
    return [
        c
        for c in _coordinated(clause)
        if is_passive(clause)
        and c.tag_ == "VBN"
        and not any(a.dep_ in ("aux", "auxpass") for a in c.children)
    ]


def _shared_adjuncts(clause: Token) -> list[Token]:
    """A second verb under the same subject, whose adjuncts are the first one's too: "killed one and
    wounded two near X".
    """
    return [c for c in _coordinated(clause) if not own_subjects(c)]
