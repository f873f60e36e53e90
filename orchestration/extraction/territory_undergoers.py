"""What a verb of a change of hands is done to, also where the parser lost the object."""

from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import HAVE, conjuncts, is_passive, is_verb, preps, subjects, undergoers
from orchestration.extraction.territory_finite_verbs import (
    has_lost_relative,
    is_finite_in_disguise,
    is_garden_path,
    object_of_misread_verb,
)
from orchestration.extraction.territory_participles import (
    is_done_by,
    is_predicate,
    noun_before_comma,
    objects_of_having,
    subject_of_aside,
    subject_of_declared,
    subject_of_note,
)


def undergoers_of(token: Token) -> list[Token]:
    """Logical object of a trigger, also of "the besieged town" and of participles read as adjectives."""
    if is_predicate(token):
        return subjects(token.head)
    if token.dep_ == "amod":
        return [object_of_misread_verb(token) or token.head]
    if (place := noun_before_comma(token)) is not None:
        return [place]
    if has_lost_relative(token):
        return [token.doc[token.head.left_edge.i - 1]]
    if not is_verb(token) and token.dep_ == "dobj" and token.head.lower_ in HAVE:
        return [c for c in token.head.children if c.lower_ in ("which", "that")]
    if is_done_by(token):
        return subjects(token.head)
    if token.lower_ == "left" and is_finite_in_disguise(token):
        return [c for c in token.children if c.dep_ == "dobj"]
    if not is_verb(token):
        passive = [t for c in token.children if c.dep_ == "nsubjpass" for t in conjuncts(c)]
        return passive or (
            [token.head] if token.dep_ == "compound" and token.head.i > token.i else _next_phrase(token)
        )
    if is_garden_path(token):
        return [
            t
            for c in token.children
            if c.dep_ in ("dobj", "prt")
            for t in (conjuncts(c) if c.dep_ == "dobj" else [p for p in c.children if p.dep_ == "pobj"])
        ]
    if (place := subject_of_aside(token) or subject_of_declared(token)) is not None:
        return conjuncts(place)
    if had := objects_of_having(token):
        return conjuncts(had[0])
    if (noted := subject_of_note(token)) is not None:
        return conjuncts(noted)
    named = [c for c in token.rights if c.dep_ == "oprd" and c.text[:1].isupper() and c.i == token.i + 1]
    if named and not is_passive(token):  # "left Tchoumbali to save lives"
        return conjuncts(named[0])
    found = undergoers(token) or _second_subjects(token) or _shared_objects(token)
    if found:
        return found
    particle = [
        t
        for c in token.children
        if c.dep_ == "prt"
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]
    if particle:
        return particle
    if token.dep_ in ("acl", "relcl") and not any(c.dep_ in ("nsubj", "dobj") for c in token.children):
        return found
    return _next_phrase(token)


def _shared_objects(verb: Token) -> list[Token]:
    """ "stormed and held the mosque": the object of two verbs, which the parser gives to the second."""
    if is_passive(verb) or not any(c.dep_ == "nsubj" for c in verb.children):
        return []
    second = next((c for c in verb.rights if c.dep_ == "conj" and is_verb(c)), None)
    if second is None or any(c.dep_ in ("nsubj", "nsubjpass", "auxpass") for c in second.children):
        return []
    between = verb.doc[verb.i + 1 : second.i]
    if not between or any(t.dep_ not in ("cc", "advmod", "aux") for t in between):
        return []
    return [t for c in second.rights if c.dep_ == "dobj" for t in conjuncts(c)]


def _second_subjects(verb: Token) -> list[Token]:
    """An object after the verb that the parser called a second subject."""
    named = [c for c in verb.children if c.dep_ == "nsubj"]
    return [t for c in named[1:] if c.i > verb.i and named[0].i < verb.i for t in conjuncts(c)]


def _next_phrase(verb: Token) -> list[Token]:
    """The noun phrase right after a verb that the parser left without an object."""
    if any(c.dep_ in ("ccomp", "xcomp", "auxpass") for c in verb.children):
        return []
    doc = verb.doc
    i = verb.i + 1
    while i < len(doc) and (
        doc[i].pos_ in ("DET", "ADV", "PART", "NUM")
        and not (doc[i].pos_ == "ADV" and doc[i].text[:1].isupper())
        or doc[i].dep_ == "prt"
        or doc[i].text in ('"', "'")
    ):
        i += 1
    if i < len(doc) and doc[i].pos_ == "ADV" and doc[i].text[:1].isupper():
        return [doc[i]]  # "abandoned Sana'a", "attacking Bakhmut": a name that the tagger takes for an adverb
    if i >= len(doc) or doc[i].pos_ not in ("NOUN", "PROPN", "ADJ", "PRON"):
        return []
    head = doc[i]
    closed = i + 1 < len(doc) and doc[i + 1].text == ","
    if closed and head.tag_ == "NNP":
        return [head]  # "have left Avdiivka, army chief X said"
    while (
        head.head.i > head.i
        and head.dep_ in ("compound", "amod", "nmod", "det", "punct", "poss", "nummod")
        and head.head.pos_ in ("NOUN", "PROPN")
    ):
        head = head.head
    return (
        [head]
        if head.pos_ in ("NOUN", "PROPN")
        and head.dep_ not in ("nsubj", "nsubjpass")
        and head.lower_ not in ("time", "times")
        else []
    )


def objects_of_particle(verb: Token, lemma: str) -> list[Token]:
    """ "hemmed in the village": the object of a phrasal verb whose particle the parser took for a preposition."""
    rest = lemma.split()[1:]
    return [t for name, t in preps(verb) if len(rest) == 1 and name == rest[0] and t.head.i == verb.i + 1]
