"""Verbs in the past tense that the parser took for participles: "The rebels handed over the town", "Rebels with tanks
pushed into X".
"""

from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_verb, preps
from orchestration.extraction.territory_participles import HAVE

_SAYING = forms_of("say", "report", "announce", "tell", "add", "confirm", "claim", "state", "declare")
_HEADING = frozenset({"towards", "toward", "into", "onto", "for", "to", "from", "on"})


def subject_backed(verb: Token) -> Token | None:
    """ "Somali forces backed by African troops seized the port": the verb hung on those who back."""
    backer = verb.head
    link = backer.head if backer.dep_ == "pobj" else None
    if (
        link is not None
        and link.dep_ in ("agent", "prep")
        and link.head.dep_ == "acl"
        and link.head.tag_ == "VBN"
    ):
        return link.head.head
    return None


def has_lost_relative(verb: Token) -> bool:
    """ "Kawlin, which the resistance seized": a clause whose relative the parser lost to another verb."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.head.i > verb.i:
        return False
    left = verb.head.left_edge.i
    return (
        left > 0
        and verb.doc[left - 1].lower_ in ("which", "that")
        and verb.doc[left - 1].tag_ in ("WDT", "IN")
    )


def object_of_misread_verb(verb: Token) -> Token | None:
    """ "Units of X liberated Tsvitkove, Zaporozhye region": a past tense that the parser took for an adjective of the
    region behind its object."""
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    finite = (
        verb.tag_ == "VBD" and after.tag_ in ("NNP", "NNPS") and after.dep_ in ("nmod", "compound", "appos")
    )
    while finite and after.head.i == after.i + 1 and after.dep_ == "compound":
        after = after.head
    closed = finite and after.i + 1 < verb.head.i and after.nbor(1).text == ","
    return after if closed else None


def is_garden_path(token: Token) -> bool:
    """ "The rebels handed over the town": a finite verb that the parser took for a participle, though it has an object."""
    if (
        token.dep_ != "acl"
        or token.tag_ != "VBN"
        or token.head.i >= token.i
        or any(c.dep_ in ("agent", "nsubj") for c in token.children)
    ):
        return False
    return any(
        c.dep_ == "dobj" or c.dep_ == "prt" and any(p.dep_ == "pobj" for p in c.children)
        for c in token.children
    )


def _is_quoted_before(token: Token) -> bool:
    """ "Commandos swarmed into X, said the report", "..., residents said": what is said was taken for the subject of saying it."""
    said = token.head.head
    if token.head.dep_ != "nsubj" or said.lower_ not in _SAYING or said.i < token.i:
        return False
    return said.nbor(-1).text == "," or any(c.dep_ == "nsubj" and c.i > token.i for c in said.children)


def subject_of_stray_verb(verb: Token) -> Token | None:
    """ "Rebels with tanks pushed into X.": the subject of a sentence whose only verb was hung on what is with it."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or any(c.dep_ == "agent" for c in verb.children):
        return None
    link = verb.head.head
    if (
        verb.head.dep_ != "pobj"
        or link.lower_ not in ("with", "in", "from", "on")
        or link.head.dep_ != "ROOT"
    ):
        return None
    base = link.head
    if is_verb(base) or not any(name in _HEADING for name, _ in preps(verb)):
        return None
    return None if any(is_verb(c) and c.dep_ not in ("acl", "relcl") for c in base.children) else base


def is_finite_in_disguise(token: Token) -> bool:
    """ "The guerrillas pressed on towards X.": the only verb of its sentence, taken for a participle, whether the parser
    hung it on its own subject or the subject on it.
    """
    if token.tag_ not in ("VBN", "VBD") or any(c.dep_ in ("agent", "aux", "auxpass") for c in token.children):
        return False
    if any(c.dep_ == "nsubj" for c in token.children):
        marked = token.lower_ == "left" and any(c.dep_ in ("mark", "advmod") for c in token.lefts)
        return token.tag_ == "VBN" and (marked or any(name in _HEADING for name, _ in preps(token)))
    return (
        token.dep_ == "acl"
        and (token.head.dep_ in ("ROOT", "dep") or _is_quoted_before(token))
        and token.head.i < token.i
        and not is_verb(token.head)
        and not any(
            is_verb(c) and c.dep_ not in ("prep", "conj") and not (c.dep_ == "advcl" and c.i < token.head.i)
            for c in token.head.children
            if c.i != token.i
        )
    )


def is_perfect(token: Token) -> bool:
    """ "They had over-run Afabet": a participle right after "had" that the parser took for an adjective of its object."""
    return (
        token.dep_ == "amod"
        and token.i > 0
        and token.nbor(-1).lower_ in HAVE
        and token.head.dep_ == "dobj"
        and token.head.head == token.nbor(-1)
    )
