"""What an act of reporting covers: the tokens that are told by a verb, or beside a phrase of attribution."""

import re
from collections.abc import Iterable

from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import DASHES

_ASIDE = frozenset({"advcl", "prep", "npadvmod", "advmod", "punct", "mark", "cc"})
_CONTRASTING = frozenset({"while", "whereas", "although", "but", "though"})
_CUE_LIKE = re.compile(
    r"^(?:said|says|say|denied|rejected|added|told|reported|confirmed|announced|claimed|accused|called|vowed|dismissed)$",
    re.I,
)


def indices_under(tokens: Iterable[Token]) -> frozenset[int]:
    """Indices of everything that hangs on the tokens, themselves included."""
    return frozenset(t.i for token in tokens for t in token.subtree)


def beside_phrase(sent: Sent, token: Token, phrase: frozenset[int]) -> frozenset[int]:
    """What a phrase of attribution covers: its clause where that is a report within another, else the
    stretch between semicolons that it stands in.
    """
    governor = token.head
    while governor.dep_ != "ROOT" and governor.pos_ not in ("VERB", "AUX"):
        governor = governor.head
    start = clause_start(sent, token)
    scope = governor.subtree if governor.dep_ == "ccomp" and governor.left_edge.i >= start else sent.span
    return frozenset(t.i for t in scope if t.i not in phrase and (t.i >= start or token.i <= start + 1))


def told_by(sent: Sent, verb: Token, subject: list[Token]) -> frozenset[int]:
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
    after_content = before is not None and before.is_punct and before.text not in (";", ":", "(")
    if closing_dash := _closing_dash(sent, verb, before):
        return frozenset(range(verb.i + 1, closing_dash))
    if (
        after_content
        and not clause_after
        and not _only_aside(sent, verb, left)
        and any(t.pos_ in ("VERB", "AUX", "NOUN", "PROPN") for t in doc[sent.span.start : left])
    ):
        start = clause_start(sent, doc[left])
        content = set(range(start, left))
        end = right + 1
        while end < sent.span.end and doc[end].text not in (",", ";", '"'):
            end += 1
        if end < sent.span.end - 2 and doc[end].text in (",", '"'):
            content.update(range(end + 1, sent.span.end))
        return frozenset(content)
    stop = next((t.i for t in doc[verb.i + 1 : sent.span.end] if t.text == ";"), sent.span.end)
    content = {t.i for t in verb.subtree if verb.i < t.i < stop}
    content.difference_update(
        *(indices_under([c]) for t in verb.subtree if t.i > verb.i for c in _contrasts(t))
    )
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


def is_dash(token: Token) -> bool:
    """Whether the token is a dash that parts clauses, and no hyphen."""
    return (
        token.text in DASHES and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)
    )


def _closing_dash(sent: Sent, verb: Token, before: Token | None) -> int | None:
    """The second dash of "20 died - the hospital says 30 - in the raid": what is told between the two is all that is told."""
    if before is None or not is_dash(before) or not any(c.i > verb.i for c in verb.children):
        return None
    return next((t.i for t in sent.line.doc[verb.i + 2 : sent.span.end] if is_dash(t)), None)


def _only_aside(sent: Sent, verb: Token, left: int) -> bool:
    """Whether what stands before is but a circumstance of a verb whose words follow: "Speaking to the BBC, the
    minister put the dead at 30".
    """
    asides = [c for c in verb.children if c.i < left]
    follows = any(c.dep_ in ("dobj", "prep", "attr") and c.i > verb.i for c in verb.children)
    inside = indices_under(asides)
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


def clause_start(sent: Sent, token: Token) -> int:
    """Where the stretch before the token begins: after the last semicolon, else at the sentence's start."""
    doc = sent.line.doc
    for i in range(token.i - 1, sent.span.start, -1):
        if doc[i].text == ";":
            return i + 1
    return sent.span.start
