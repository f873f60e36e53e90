"""Reading a dependency parse: who does what to whom, under which conditions.

The labels are those of spaCy's English models (ClearNLP). Each function takes tokens of one parsed
line and returns tokens; nothing here knows about conflict.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TypeVar

from orchestration.extraction.intent_verbs import MAKING_DO
from orchestration.extraction.parse import Parse, Span, Token

Answer = TypeVar("Answer")

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
CLAUSAL = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "parataxis", "conj", "csubj", "csubjpass"}
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_NP_RIGHT = frozenset(
    {
        "relcl",
        "neg",
        "acl",
        "appos",
        "cc",
        "conj",
        "punct",
        "parataxis",
        "advcl",
        "prep",
        "ccomp",
        "dep",
        "npadvmod",
        "advmod",
    }
)


def _remembered(ask: Callable[[Token], Answer]) -> Callable[[Token], Answer]:
    """Answers once a token: every rule asks it, and the answer climbs the tree. For use on a finished parse."""
    name = ask.__name__

    @wraps(ask)
    def answer(token: Token) -> Answer:
        known = token.known
        if name not in known:
            known[name] = ask(token)
        return known[name]

    return answer


def is_definite(noun: Token) -> bool:
    """ "the strike", "these raids", "its airport": told of before, or the only one of its kind there."""
    return any(
        c.dep_ == "poss" or c.dep_ in ("det", "predet") and c.lower_ in _DEFINITE for c in noun.children
    )


def conjuncts(token: Token) -> list[Token]:
    """The token and everything coordinated with it to the right, in order."""
    out = [token]
    for child in token.rights:
        if child.dep_ == "conj" or (child.dep_ == "appos" and _is_list_apposition(child)):
            out.extend(conjuncts(child))
    return out


def _is_list_apposition(token: Token) -> bool:
    """A middle member of "A, B and C" that the parser took for an apposition."""
    return (
        not tells_again(token)
        and any(c.dep_ == "conj" for c in token.children)
        and token.i > 0
        and token.doc[token.left_edge.i - 1].text == ","
    )


def tells_again(noun: Token) -> bool:
    """ "eight people, all women and children", "both soldiers and civilians": those told of, and no further ones."""
    first = noun.left_edge
    if first.head != noun or first.lower_ != "all" and first.dep_ != "preconj":
        return False
    others = [c for c in noun.children if c.dep_ == "conj"]
    return not any(g.dep_ in ("nummod", "det") for c in others for g in c.children)


def head_of_conjuncts(token: Token) -> Token:
    """The first member of the coordination that the token belongs to."""
    while token.dep_ == "conj" or (token.dep_ == "appos" and _is_list_apposition(token)):
        token = token.head
    return token


def is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB")


@_remembered
def is_passive(verb: Token) -> bool:
    """Whether the verb's own form is passive: "was hit", or the bare participle of "the town hit by"."""
    if any(c.dep_ == "auxpass" or c.dep_ in PASSIVE_SUBJECTS for c in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    relations = {c.dep_ for c in verb.children}
    if {"nsubj", "dobj"} <= relations:
        return False  # "relieved" of "The army relieved Goma", taken for a participle
    if verb.dep_ == "conj" and is_verb(verb.head):
        return is_passive(verb.head) and not any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children)
    return verb.dep_ in ("acl", "advcl", "amod", "dep", "ROOT") and not any(
        c.dep_ == "aux" and c.lower_ in ("have", "has", "had", "having", "'ve", "'d") for c in verb.children
    )


@_remembered
def clause_head(token: Token) -> Token:
    """The verb (or root) of the clause that the token stands in."""
    while token.dep_ != "ROOT" and not (is_verb(token) and token.dep_ in CLAUSAL):
        token = token.head
    return token


def own_subjects(verb: Token) -> list[Token]:
    for child in verb.children:
        if child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS or child.dep_ == "expl":
            return [child]
    return []


DASHES = frozenset({"-", "--", "–", "—"})
POINTING = frozenset({"there", "here"})  # adverbs that mean a place told of
HAVE = frozenset({"have", "has", "had"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # tags of a verb that makes a sentence


def has_own_clause(verb: Token) -> bool:
    """Whether the verb has a subject, an object or an auxiliary: a participle of a note has none."""
    return any(c.dep_ in _OF_A_CLAUSE for c in verb.children)


_OF_A_CLAUSE = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "dobj"})


_RELATIVE = frozenset({"who", "which", "that", "whom"})


def _is_label(subject: Token, last: Token) -> bool:
    """Whether a colon parts it from the last subject: "Radio Nacional, 1900: The army entered the city"."""
    return subject is not last and any(t.text == ":" for t in subject.doc[subject.i + 1 : last.i])


def _in_excess(verb: Token) -> list[Token]:
    """What "in excess of 70 men" counts: the parser has no subject and no object there, but a phrase of place."""
    return [
        t
        for prep in verb.children
        if prep.dep_ == "prep" and prep.lower_ == "in"
        for excess in prep.children
        if excess.lower_ == "excess"
        for of in excess.children
        if of.lower_ == "of"
        for noun in of.children
        if noun.dep_ == "pobj"
        for t in conjuncts(noun)
    ]


def controllers(verb: Token) -> list[Token]:
    """Who is to do what the verb of a clause without a subject tells: the object of the verb above ("told the army to leave")."""
    above = verb.head
    # The parser often takes what they are to do for a purpose.
    ordered = verb.dep_ == "advcl" and above.lower_ in MAKING_DO and any(c.lower_ == "to" for c in verb.lefts)
    if verb.dep_ != "xcomp" and not ordered:
        return []
    told = [c for c in above.children if c.dep_ in ("dobj", "dative") and (c.i < verb.i or not ordered)]
    passive = above.dep_ == "ROOT" and is_passive(above)
    return conjuncts(told[0]) if told and not passive else []


def subjects(verb: Token) -> list[Token]:
    """Heads of the surface subject of the verb, inherited through coordination, relatives and control."""
    for _ in range(12):
        found = [c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ in PASSIVE_SUBJECTS]
        if found:
            found = [c for c in found if not _is_label(c, found[-1])] or found
            first = found[0]
            if first.lower_ in _RELATIVE and verb.dep_ in ("relcl", "ccomp", "acl"):
                return conjuncts(_antecedent(verb))
            joined = found[1:2] if len(found) > 1 and _and_between(first, found[1]) else []
            return [*conjuncts(first), *(t for s in joined for t in conjuncts(s))]
        if counted := [t for t in _in_excess(verb) if t.i < verb.i]:
            return counted
        if verb.dep_ in ("acl", "relcl"):
            return conjuncts(_antecedent(verb)) if verb.tag_ in ("VBG", "VBN", "VBD", "VB") else []
        if verb.dep_ == "ROOT":
            return []
        parent = verb.head
        if controlled := controllers(verb):
            return controlled
        while parent.dep_ != "ROOT" and not is_verb(parent):
            if parent.dep_ in (
                "pobj",
                "prep",
                "conj",
                "dobj",
                "attr",
                "agent",
                "pcomp",
                "nsubj",
                "nsubjpass",
                "compound",
                "appos",
                "amod",
                "acomp",
                "oprd",
                "npadvmod",
            ):
                parent = parent.head
            else:
                break
        if not is_verb(parent) or parent == verb:
            return []
        verb = parent
    return []


def _and_between(first: Token, second: Token) -> bool:
    """Whether two subjects that the parser gave one verb are a coordination: "their commander, Lt X, and four
    agents were killed".
    """
    return any(t.dep_ == "cc" and first.i < t.i < second.i for t in first.children)


def _antecedent(verb: Token) -> Token:
    return verb.head


def objects(verb: Token) -> list[Token]:
    """Heads of the direct object with its coordination; for a relative clause on the object, its antecedent."""
    out: list[Token] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "obj") or (
            child.dep_ == "attr" and verb.lower_ not in ("is", "was", "are", "were", "be")
        ):
            if child.lower_ in _RELATIVE and verb.dep_ == "relcl":
                if any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children):
                    continue  # "announced by the rebels that gunmen killed two", read as a relative clause
                out.extend(conjuncts(verb.head))
            else:
                out.extend(conjuncts(child))
    if (
        not out
        and verb.dep_ == "relcl"
        and any(c.dep_ in SUBJECTS and c.lower_ not in _RELATIVE for c in verb.children)
    ):
        return conjuncts(verb.head)
    return out or [t for t in _in_excess(verb) if t.i > verb.i] or _objects_of_complement(verb)


def _objects_of_complement(verb: Token) -> list[Token]:
    """The object that the parser hung on the complement: "shot dead eight farmers"."""
    return [
        t
        for c in verb.children
        if c.dep_ in ("acomp", "oprd") and c.i > verb.i and not is_passive(verb)
        for o in c.children
        if o.dep_ == "dobj"
        for t in conjuncts(o)
    ]


def agents(verb: Token) -> list[Token]:
    """Heads of the by-phrase of a passive verb."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return [t for p in child.children if p.dep_ == "pobj" for t in conjuncts(p)]
    if verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb):
        return agents(verb.head)
    return [
        t
        for c in verb.children
        if c.dep_ == "conj" and is_passive(c) and c.tag_ == "VBN"
        for t in _own_agents(c)
    ]


def _own_agents(verb: Token) -> list[Token]:
    return [
        t
        for c in verb.children
        if c.dep_ == "agent"
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]


def doers(verb: Token) -> list[Token]:
    """Logical subject: the by-phrase of a passive, the subject of an active verb."""
    return agents(verb) if is_passive(verb) else subjects(verb)


def undergoers(verb: Token) -> list[Token]:
    """Logical object: the subject of a passive, the object of an active verb."""
    return subjects(verb) if is_passive(verb) else objects(verb)


def preps(head: Token) -> list[tuple[str, Token]]:
    """(preposition, object head) pairs that hang on the token, through chains such as "out of"."""
    out: list[tuple[str, Token]] = []
    for child in head.children:
        if child.dep_ in ("prep", "agent", "dative") or (
            child.dep_ == "advmod" and any(g.dep_ == "pobj" for g in child.children)
        ):
            out.extend(_prep_objects(child, child.lower_))
        elif child.dep_ == "conj" and child.pos_ == "ADP":  # "from X on Sunday and then from Y"
            out.extend(_prep_objects(child, child.lower_))
        elif child.dep_ in ("prt", "advmod"):
            far = child.lower_ == "far"  # "not far from Djibo" is near it
            for grand in child.children:
                if grand.dep_ == "prep":
                    name = "near" if far and grand.lower_ == "from" else grand.lower_
                    out.extend(_prep_objects(grand, name))
    return out


def _prep_objects(prep: Token, name: str) -> Iterator[tuple[str, Token]]:
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp"):
            for token in conjuncts(child):
                yield name, token
        elif child.dep_ == "prep":
            yield from _prep_objects(child, child.lower_)
        elif child.dep_ == "conj" and child.pos_ in ("ADP", "SCONJ"):
            yield from _prep_objects(child, child.lower_)


def prepositional_objects(head: Token, *names: str) -> list[Token]:
    """Heads of the objects of these prepositions on the token itself, each without what is coordinated with it."""
    return [
        p
        for c in head.children
        if c.dep_ in ("prep", "agent") and c.lower_ in names
        for p in c.children
        if p.dep_ == "pobj"
    ]


def np_span(head: Token, *, with_of: bool = True) -> Span:
    """The noun phrase of a head: determiners and modifiers on the left, an of-phrase on the right.

    Relative clauses, appositions and coordinated phrases stay outside.
    """
    doc: Parse = head.doc
    left = head.i
    for child in head.lefts:
        if child.dep_ in ("cc", "conj", "punct", "preconj", "advcl", "prep", "nsubj", "mark", "aux", "relcl"):
            continue
        if child.dep_ == "nummod" and any(t.text == "," for t in doc[child.i : head.i]):
            continue  # "One dead, five wounded, among them a child"
        left = min(left, child.left_edge.i)
    right = head.i
    for child in head.rights:
        if child.dep_ not in _NP_RIGHT:
            right = max(right, child.right_edge.i)
        elif with_of and child.dep_ == "prep" and child.lower_ == "of" and child.i == right + 1:
            for grand in child.children:
                if grand.dep_ == "pobj":
                    right = max(right, np_span(grand).end - 1)
    return doc[left : right + 1]


def hyphenated(noun: Token) -> str:
    """The word that the tokenizer cut at its hyphens ("passers-by")."""
    doc, first, last = noun.doc, noun.i, noun.i
    while first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        first -= 2
    while last + 2 < len(doc) and doc[last + 1].text == "-" and not doc[last + 1].whitespace_:
        last += 2
    return doc[first : last + 1].text.lower()


def negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children) or any(
        c.lower_ in ("never", "neither", "nor") for c in verb.children
    )


_NOBODY = frozenset({"nobody", "no-one", "none", "neither"})
_ONE = frozenset({"one", "anyone", "anybody", "person", "body"})


def is_nobody(head: Token) -> bool:
    """ "nobody", "no one", "none of them", "not a single soldier"."""
    words = {c.lower_ for c in head.children}
    if head.lower_ in _NOBODY or {"not", "single"} <= words:
        return True
    return head.lower_ in _ONE and ("no" in words or head.i > 0 and head.nbor(-1).lower_ == "no")


def is_none(head: Token) -> bool:
    """ "nobody", and "no army", "neither side": a noun phrase that stands for none."""
    return is_nobody(head) or any(c.lower_ in ("no", "neither") for c in head.lefts)


def is_yet_to(verb: Token) -> bool:
    """ "have yet to take the town", "five are yet to be found": of the verb above what is to come."""
    return any(c.lower_ == "yet" for c in verb.children)


def auxiliaries(verb: Token) -> list[str]:
    return [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
