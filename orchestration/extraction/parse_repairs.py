"""Mends what the parser regularly gets wrong in news of war, before anything is read from the parse.

Each repair knows one mistake by the words around it, not by what the sentence is about: a subject taken into the
phrase of time before it, a verb in the past tense taken for a participle before its object, a noun taken for a
modifier of the verb behind it.
"""

import numpy as np
from spacy.attrs import DEP, HEAD, POS, TAG
from spacy.symbols import AUX, VERB
from spacy.tokens import Doc, Token

_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
_DAYS_AND_MONTHS = _DAYS | _MONTHS
_PARTS_OF_DAY = frozenset("morning afternoon evening night dawn dusk noon midnight".split())
_TIME_PREPS = frozenset("on in by at before after during since".split())
_COUNTED = frozenset({"nummod", "det", "poss", "quantmod"})


def mend(doc: Doc) -> Doc:
    """The same doc, its heads and labels put right where one of the mistakes is seen."""
    ids = {name: doc.vocab.strings[name] for name in ("pobj", "amod", "conj", "nsubj", "det", "VBD", "VBN")}
    read = doc.to_array([DEP, TAG, HEAD, POS])
    dep, tag, pos = read[:, 0], read[:, 1], read[:, 3]
    above = np.arange(len(doc)) + read[:, 2].astype(np.int64)
    verbal = (pos == VERB) | (pos == AUX)
    below_verb = verbal[above]
    past = (tag == ids["VBD"]) | (tag == ids["VBN"])
    timed = not _DAYS_AND_MONTHS.isdisjoint(doc.text.lower().replace(",", " ").split())
    behind = above < np.arange(len(doc))
    suspects = (
        (dep == ids["pobj"]) & timed
        | (dep == ids["amod"]) & past
        | (dep == ids["conj"]) & below_verb & ~verbal
        | (dep == ids["nsubj"]) & (tag[above] == ids["VBN"])
        | (dep == ids["det"]) & below_verb & ~behind
    )
    for i in np.flatnonzero(suspects):
        token = doc[int(i)]
        if dep[i] == ids["pobj"]:
            _free_subject(token)
        elif dep[i] == ids["amod"]:
            _raise_verb(token)
        elif dep[i] == ids["conj"]:
            _join_objects(token)
        elif dep[i] == ids["nsubj"]:
            _is_active(token.head)
        else:
            _restore_subject(token.head)
    return doc


def _is_verb(token: Token) -> bool:
    return token.pos in (VERB, AUX) or token.tag_.startswith("VB")


def _set(token: Token, head: Token, dep: str) -> None:
    token.head = head
    token.dep_ = dep


def _free_subject(noun: Token) -> None:
    """ "On Tuesday shells fell": the parser makes one phrase of day and subject, and leaves the verb without any."""
    prep = noun.head
    first = prep.i + 1
    if prep.lower_ not in _TIME_PREPS or noun.i <= first or noun.pos_ not in ("NOUN", "PROPN"):
        return
    day = noun.doc[first]
    if day.lower_ not in _DAYS and day.lower_ not in _MONTHS or day.head != noun:
        return
    last = day.nbor(1) if day.nbor(1).lower_ in _PARTS_OF_DAY and day.nbor(1) != noun else day
    if noun.lower_ in _PARTS_OF_DAY or last.i + 1 > noun.i or noun.tag_ == "CD":
        return
    verb = prep.head
    if not _is_verb(verb) or verb.i < noun.i:
        if not _is_verb(verb):
            return
        inner = next((c for c in noun.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBD"), None)
        if inner is not None:
            _set(inner, verb, "ccomp")
        said = inner or next(
            (c for c in verb.rights if c.dep_ == "ccomp" and c.i > noun.i and _is_verb(c)), None
        )
        if said is None:
            return
        verb = said
    if any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.children):
        return
    _set(noun, verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")
    if last is not day:
        _set(day, last, "compound")
    _set(last, prep, "pobj")


def _raise_verb(verb: Token) -> None:
    """ "The RSF hurled six shells into the village": between a participle and its noun no number would stand."""
    noun = verb.head
    if noun.i <= verb.i + 1 or verb.i == 0:
        return
    between = [c for c in noun.lefts if verb.i < c.i and c.dep_ in _COUNTED]
    subject = verb.nbor(-1)
    if not between or between[0].i != verb.i + 1 or subject.pos_ not in ("NOUN", "PROPN"):
        return
    if subject.head not in (verb, noun) or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return
    before = [c for c in (*noun.lefts, *verb.lefts) if c.i < subject.i]
    after = [c for c in noun.rights if c.dep_ in ("prep", "npadvmod", "advcl", "punct", "advmod")]
    head, dep = noun.head, noun.dep_
    if dep == "ROOT":
        verb.head = verb
        verb.dep_ = "ROOT"
    else:
        _set(verb, head, dep if dep in ("ccomp", "conj", "advcl") else "ccomp")
    _set(noun, verb, "dobj")
    _set(subject, verb, "nsubj")
    for child in before:
        if child.dep_ in ("det", "compound", "amod", "nmod", "poss", "nummod"):
            _set(child, subject, child.dep_)
        else:
            child.head = verb
    for child in after:
        child.head = verb


def _join_objects(noun: Token) -> None:
    """ "bombed Lashio and Kya Inn Su": a name is no second verb; it goes with the object right before the "and"."""
    verb, first = noun.head, noun.left_edge
    if (
        noun.pos_ not in ("NOUN", "PROPN")
        or first.i < 2
        or first.nbor(-1).lower_ not in ("and", "or", "&")
        or first.nbor(-1).head != verb
    ):
        return
    before = first.nbor(-2)
    if before.dep_ not in ("dobj", "conj", "pobj") or before.pos_ not in ("NOUN", "PROPN") or before == verb:
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "dobj") for c in noun.children):
        return
    joint = first.nbor(-1)
    _set(noun, before, "conj")
    joint.head = before


def _is_active(verb: Token) -> None:
    """ "A bomb hit a bus": with a subject, an object and no auxiliary the verb is in the past tense, whatever its tag."""
    plain = not any(c.dep_ in ("aux", "auxpass", "agent") for c in verb.children)
    if (
        plain
        and verb.dep_ in ("ROOT", "ccomp", "conj", "advcl")
        and any(c.dep_ == "dobj" for c in verb.rights)
    ):
        verb.tag_ = "VBD"


def _restore_subject(verb: Token) -> None:
    """ "An IED hit enemy positions": verbs have no article; it is that of the noun before, which is the subject."""
    lefts = list(verb.lefts)
    subject = verb.nbor(-1)
    if verb.tag_ not in ("VBD", "VBN", "VBP", "VBZ") or subject not in lefts:
        return
    if subject.pos_ not in ("NOUN", "PROPN") or subject.dep_ not in ("compound", "nmod", "npadvmod", "amod"):
        return
    if not any(c.dep_ in ("dobj", "prep", "advmod", "npadvmod", "prt") for c in verb.rights):
        return
    _set(subject, verb, "nsubj")
    for child in lefts:
        if child != subject and child.dep_ in ("det", "compound", "amod", "nmod", "nummod", "poss"):
            _set(child, subject, child.dep_)
    _is_active(verb)
