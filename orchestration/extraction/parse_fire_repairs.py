"""Fire told by a gerund, which the parser takes for a verb of whoever stands near: "shelling hit a school, the governor said",
"killed by Pakistani shelling".
"""

import numpy as np
from spacy.strings import hash_string
from spacy.tokens import Token

from orchestration.extraction.parse_attach import attach
from orchestration.extraction.syntax import is_verb

_FIRE = frozenset({"shelling", "bombing", "firing", "sniping", "strafing", "mortaring"})
FIRE = np.array([hash_string(word) for word in sorted(_FIRE)], dtype=np.uint64)
_TOLD = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "dep", "aux", "relcl"})


def nominalize(gerund: Token) -> None:
    """ "RSF shelling of the market left six dead": a gerund with "of" is a noun, and the name before it tells whose."""
    of, doer = gerund.nbor(1), gerund.nbor(-1) if gerund.i else gerund
    if gerund.lower_ in _FIRE and of.head == gerund and doer.tag_ not in ("NNS", "NNPS"):
        _own_fire(doer, gerund)
    named = doer.pos_ == "PROPN" or doer.text.isupper()
    if of.lower_ != "of" or of.head != gerund or not named or doer.dep_ not in ("nsubj", "compound"):
        return
    verb = gerund.head
    if doer.dep_ == "nsubj" and gerund.dep_ == "nsubj" and doer.head == verb:
        attach(doer, gerund, "compound")
    elif gerund.dep_ == "acl" and verb == doer and is_verb(doer.head):
        attach(gerund, doer.head, doer.dep_)
        attach(doer, gerund, "compound")
    elif gerund.dep_ == "ROOT" and doer.head == gerund:
        main = next((c for c in gerund.rights if c.dep_ == "ccomp" and c.tag_ in ("VBD", "VBZ")), None)
        if main is None or any(c.dep_ in ("nsubj", "nsubjpass") for c in main.children):
            return
        main.head = main
        main.dep_ = "ROOT"
        attach(gerund, main, "nsubj")
        attach(doer, gerund, "compound")


def lower_gerund(gerund: Token) -> None:
    """ "Jets flying from Crete attacked Benghazi": the jets attacked, not that they flew."""
    doers = [c for c in gerund.lefts if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN")]
    verb = gerund.head
    if len(doers) == 1 and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        attach(doers[0], verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")
        attach(gerund, doers[0], "acl")


def open_fire(gerund: Token) -> None:
    """ "Shelling hit a school", "said shelling near Lviv wounded a man": the fire did it, and nobody who speaks shells; but
    "denied shelling the town"."""
    if any(c.dep_ == "dobj" and c.i > gerund.i for c in gerund.children):
        return
    verb = _done_by(gerund)
    if verb is None:
        return
    if gerund.dep_ == "ROOT":
        for child in [c for c in gerund.children if c.i > verb.i]:
            child.head = verb
        verb.head = verb
        verb.dep_ = "ROOT"
    elif verb.head == gerund:
        attach(verb, gerund.head, "ccomp")
    attach(gerund, verb, "nsubj")
    gerund.tag_, gerund.pos_ = "NN", "NOUN"
    verb.pos_ = "VERB"


def _done_by(gerund: Token) -> Token | None:
    """The finite verb without a subject of its own that says what fire did: its head, or the next verb that tells it."""
    if gerund.dep_ in ("aux", "csubj") and gerund.head.i > gerund.i:
        near = [gerund.head]
    elif gerund.dep_ in ("xcomp", "ccomp", "ROOT"):
        near = [t for t in (*gerund.rights, *gerund.head.rights) if t.i > gerund.i]
    else:
        return None
    told = (t for t in near if t.tag_ in ("VBD", "VBZ") and t.dep_ in _TOLD)
    verb = next(told, None)
    return None if verb is None or any(c.dep_ in ("nsubj", "nsubjpass", "mark") for c in verb.lefts) else verb


def fire_of_name(gerund: Token) -> None:
    """ "RSF shelling killed 12", "killed in Azerbaijani shelling": the name right before the fire tells whose it was."""
    doer, after = gerund.nbor(-1), gerund.nbor(1)
    if doer.tag_ not in ("NN", "NNP", "JJ"):
        return
    if doer.dep_ == gerund.dep_ == "pobj" and doer.head == gerund.head:
        attach(doer, gerund, "amod")
        gerund.tag_, gerund.pos_ = "NN", "NOUN"
    elif doer.head == after == gerund.head and doer.dep_ == "npadvmod" and gerund.dep_ == "nsubj":
        attach(doer, gerund, "compound")
    elif after.tag_ == "VBD" and after in (gerund.head, gerund.head.head) or after.is_punct:
        _own_fire(doer, gerund)


def _own_fire(doer: Token, gerund: Token) -> None:
    """ "killed by Pakistani shelling in Poonch", "RSF shelling hit a bus": fire, and whose, not somebody who shells; but
    "by a gunman firing from a roof"."""
    phrase, over = doer.dep_, doer.head
    loose = gerund.dep_ in ("advcl", "acl", "pcomp", "amod", "advmod") and gerund.head in (
        doer,
        over,
        over.head,
    )
    counted = any(c.dep_ in ("det", "nummod", "poss") for c in doer.children)
    if phrase not in ("pobj", "dobj", "nsubj", "nsubjpass") or not loose or counted:
        return
    attach(gerund, over, phrase)
    attach(doer, gerund, "amod" if doer.tag_ in ("JJ", "NNP") else "compound")
    gerund.tag_, gerund.pos_ = "NN", "NOUN"
