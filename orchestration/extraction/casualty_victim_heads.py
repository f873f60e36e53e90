"""To whom a verb of harm is done, also where the parser hung them elsewhere."""

from orchestration.extraction.casualty_causes import is_active, number_behind
from orchestration.extraction.casualty_events import REACH, At, is_assault, is_attack
from orchestration.extraction.document import Found
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import (
    conjuncts,
    is_nobody,
    is_passive,
    is_verb,
    objects,
    own_subjects,
    subjects,
    undergoers,
)
from orchestration.extraction.victim_counts import countable
from orchestration.extraction.victim_sides import people_class
from orchestration.extraction.victims import group_of


def victim_heads(at: At, verb: Token) -> list[Token]:
    """Heads of the people to whom the verb is done."""
    if inverted := _inverted(verb):
        return inverted
    if is_active(at, verb) and is_passive(verb):
        return objects(verb) or victims_beside(at, verb)
    heads = [h for h in undergoers(verb) if not is_attack(at, h)]
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i]
    if is_passive(verb) and len(own) > 1 and own[-1] not in heads:
        heads = [*_listed_before(own), *conjuncts(own[-1])]
    elif (
        not own and any(c.dep_ == "auxpass" for c in verb.children) and verb.dep_ in ("conj", "ROOT", "ccomp")
    ):
        # "and several fighters were taken", read as one with what stands before
        heads = victims_beside(at, verb) or heads
    heads = [*first_of_family(at, verb, own), *heads]
    heads = heads or [c for c in verb.children if c.dep_ == "dative" and c.pos_ == "PRON"]  # "executed them"
    if verb.tag_ in ("VBD", "VBN"):
        heads = [h for h in heads if not _is_beyond(at, verb, h)]
    heads = [h for h in heads or victims_beside(at, verb) if not _of_next_verb(at, verb, h)]
    if heads or is_passive(verb) or verb.tag_ not in ("VBN", "VBD"):
        return heads
    counted = [
        h
        for h in subjects(verb)
        if (g := group_of(at.context, at.sent, h, people_only=True)) and g.count.text
    ]
    clipped = [h for h in subjects(verb) if _is_clipped(at, h) or is_nobody(h)]  # "Nobody hurt in the attack"
    return counted or clipped if second_verb(at, verb) is None else []


def _is_beyond(at: At, verb: Token, head: Token) -> bool:
    """As in "one policeman killed, his weapon taken", "nine wounded near Jolo, a girl among them": no object, but what comes
    next.
    """
    between = verb.doc[verb.i + 1 : head.left_edge.i]
    if not between or head.i < verb.i:
        return False
    numbers = at.sent.line.quantity_at
    told = any(c.dep_ == "nsubj" and c.left_edge.i in numbers for c in verb.lefts) and head.dep_ == "dobj"
    counted = verb.i - 1 in numbers or told
    return between[0].text == "," or counted and any(t.text == "," for t in between)


def _is_clipped(at: At, head: Token) -> bool:
    """A person at the head of a note, without the article of a sentence: "Driver killed, truck looted"; one behind
    another fate: "three sisters were killed and their mother wounded".
    """
    if head.head.dep_ == "conj" and is_passive(head.head.head):
        return people_class(at.context, head) is not None
    if _behind_a_fate(at, head):
        return people_class(at.context, head) is not None
    bare = head.i == at.sent.span.start or at.sent.line.doc[head.i - 1].text == ":"
    return bare and head.tag_ == "NN" and people_class(at.context, head) is not None


def _behind_a_fate(at: At, head: Token) -> bool:
    """As in "driver killed, his mate badly burned": whose relation to the one before is told."""
    first = head.left_edge
    if first.tag_ != "PRP$" or first.i - 2 < at.sent.span.start:
        return False
    mark, fate = first.nbor(-1), first.nbor(-2)
    told = fate.tag_ in ("VBN", "VBD") and not any(c.dep_ == "dobj" for c in fate.children)
    clipped = told and not any(c.dep_ == "auxpass" for c in fate.children) and any(at.rows(fate, "verb"))
    return mark.lower_ in (",", ";", "and") and (clipped or told and is_assault(at, fate))


def _listed_before(own: list[Token]) -> list[Token]:
    """The first of a list that the parser took for two subjects: "the general, his driver and two aides"."""
    return own[:1] if own[-1].left_edge.i == own[0].i + 2 and own[0].nbor(1).text == "," else []


def first_of_family(at: At, verb: Token, own: list[Token]) -> list[Token]:
    """The first of "a teacher, her husband and their baby", which the parser leaves beside the verb."""
    if not own or own[0].left_edge.tag_ != "PRP$" or own[0].left_edge.i < at.sent.span.start + 2:
        return []
    first = own[0].left_edge.nbor(-2)
    apart = own[0].left_edge.nbor(-1).text == "," and first.dep_ != "nsubj"
    beside = first == verb.head or first.head == verb
    return [first] if apart and beside and people_class(at.context, first) else []


def _inverted(verb: Token) -> list[Token]:
    """As in "Killed in the ambush were two soldiers": the victims stand behind the auxiliary."""
    late = next((c for c in verb.rights if c.dep_ == "auxpass"), None)
    return [] if late is None else [t for c in late.rights if c.dep_ == "attr" for t in conjuncts(c)]


def _of_next_verb(at: At, verb: Token, head: Token) -> bool:
    """Whether a clipped verb of its own stands before the number: "kills 26 at a wedding, wounds 50"."""
    before = head.nbor(-1) if head.i > verb.i + 1 else None
    return (
        before is not None
        and before.tag_ in ("NNS", "NNPS")
        and any(r["frame"] == "transitive" for r in at.rows(before, "verb"))
    )


def victims_beside(at: At, verb: Token) -> list[Token]:
    """Victims whom the parser hung elsewhere: the number right behind the verb, the noun right before a
    passive.
    """
    doc = verb.doc
    if is_passive(verb) and not is_active(at, verb):
        first = min((c.i for c in verb.children if c.dep_ in ("aux", "auxpass")), default=verb.i)
        before = doc[first - 1] if first > at.sent.span.start else None
        return (
            [before]
            if first < verb.i and before is not None and before.pos_ in ("NOUN", "PROPN", "NUM")
            else []
        )
    following = number_behind(at, verb) or _behind_aside(at, verb)
    if following is None:
        return []
    number = doc[following.last]
    if number.dep_ == "conj" and number.head.i >= following.first:
        number = number.head  # "between seven and ten herders"
    if number.head.lower_ in ("incl", "incl.", "inc"):
        return [number]  # "wounds 38 incl. 4 children"
    return [number.head if number.dep_ == "nummod" and number.head.i > number.i else number]


def _behind_aside(at: At, verb: Token) -> Found[Quantity] | None:
    """The number behind a phrase between commas: "put to death, with axes and knives, 32 of them"."""
    doc, end = verb.doc, min(verb.i + REACH + 4, at.sent.span.end)
    commas = [t.i for t in doc[verb.i + 1 : end] if t.text == ","]
    if len(commas) < 2 or commas[0] > verb.i + 4 or any(is_verb(t) for t in doc[verb.i + 1 : commas[1]]):
        return None
    numbers = (at.sent.line.quantity_at.get(i + 1) for i in commas[1:])
    return next((f for f in numbers if countable(f)), None)


def second_verb(at: At, verb: Token) -> Token | None:
    """The second verb of "killed and injured several"."""
    for child in verb.children:
        counted = any(i in at.sent.line.quantity_at for i in range(verb.i + 1, child.i))
        second = child.dep_ == "conj" and is_verb(child) and not own_subjects(child)
        if second and child.i <= verb.i + 4 and at.rows(child, "verb"):
            return None if counted and child.i - 1 in at.sent.line.quantity_at else child
    return None


def who_is_meant(at: At, verb: Token, heads: list[Token]) -> list[Token]:
    """The heads, of whom no place is a who: the mayor of "the mayor of Bor, who was wounded"."""
    if verb.dep_ != "relcl" or not any(c.lower_ == "who" for c in verb.children):
        return heads
    meant = (h.head.head if h.i in at.sent.line.place_at and h.dep_ == "pobj" else h for h in heads)
    return [h for h in meant if h.pos_ in ("NOUN", "PROPN", "NUM", "PRON")] or heads
