"""Numbers and words of quantity that the parser hangs on the wrong word: "shot down 28 of 35 drones", "two died and four,
among them a child, were hurt".
"""

from spacy.tokens import Token

from orchestration.extraction.parse_attach import attach
from orchestration.extraction.syntax import tells_again

_ASIDE = 12  # tokens that an aside between commas may have
_ASIDES = frozenset("including among most many some mostly all both one of incl".split())


def free_counted(number: Token) -> bool:
    """ "Two died and four, among them a child, were hurt": behind the aside comes the verb of the number, which is no second
    verb itself. Whether it was so.
    """
    if _joins_the_killed(number):
        return True
    doc, first = number.doc, number.i + 1
    if [t.lower_ for t in doc[first : first + 2]] in (["of", "them"], ["of", "whom"]):
        first += 2
    if number.tag_ not in ("CD", "JJ", "JJR", "NNS") or first + 2 >= len(doc) or doc[first].text != ",":
        return False
    if doc[first + 1].lower_ not in _ASIDES and doc[first + 1].tag_ != "CD":
        return False
    commas = (t.i for t in doc[first + 1 : min(first + _ASIDE, len(doc) - 2)] if t.text == ",")
    verb = next((doc[i + 1].head for i in commas if doc[i + 1].dep_ == "auxpass"), None)
    if verb is None or verb.i < number.i:
        return False
    for own in [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > number.i]:
        if own.left_edge.i != first + 1:
            return False
        attach(own, number, "appos")
    attach(number, verb, "nsubjpass")
    return True


def _joins_the_killed(number: Token) -> bool:
    """ "killed a commander and three of his bodyguards": the number goes with the object before the "and". Whether it was so."""
    verb, joint = number.head, number.nbor(-1) if number.i else number
    if number.tag_ != "CD" or joint.lower_ != "and" or not any(c.lower_ == "of" for c in number.rights):
        return False
    thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.right_edge.i == joint.i - 1), None)
    if thing is None or any(c.dep_ in ("aux", "auxpass", "nsubj", "nsubjpass") for c in number.children):
        return False
    attach(number, thing, "conj")
    joint.head = thing
    return True


def out_of(out: Token) -> None:
    """ "shot down 54 out of 76 drones": of the drones, not out of somewhere."""
    number, verb = out.nbor(-1) if out.i else out, out.head
    if number.tag_ != "CD" or not any(c.lower_ == "of" for c in out.rights):
        return
    if number.head.head == verb and number.head.lower_ == "down":
        attach(number, verb, "dobj")
    if number.head == verb:
        attach(out, number, "prep")


def count_object(number: Token) -> bool:
    """ "shot down 28 of 35 drones": the number is what was shot down, not how; True where it was put right."""
    parts = number.tag_ == "CD" and any(c.lower_ in ("of", "out") for c in number.rights)
    if not parts or number.nbor(-1).is_punct or any(c.dep_ == "dobj" for c in number.head.children):
        return False
    number.dep_ = "dobj"
    return True


def set_beside(word: Token) -> None:
    """ "killed eight people, all women and children": behind the comma the same people are told again, and no others."""
    noun = word.head
    if word.i == 0 or word.nbor(-1).text != "," or noun.dep_ != "conj" or noun.head.i > word.i:
        return
    if not any(c.dep_ == "cc" and c.i < word.i for c in noun.head.children) and tells_again(noun):
        noun.dep_ = "appos"
