"""Words that the tagger takes for another part of speech: a verb for a noun, a preposition for a verb."""

import numpy as np
from spacy.attrs import DEP, LOWER, SENT_START
from spacy.strings import hash_string
from spacy.symbols import advmod
from spacy.tokens import Doc, Token

from orchestration.extraction.parse_attach import attach
from orchestration.extraction.syntax import HAVE, is_verb

FLAGS = frozenset("flag flags banner banners colours colors tricolour tricolor standard ensign".split())
_OVERRUN = "overrun"
_PAST_ONLY = frozenset({"retook", "overran", "re-took", "over-ran", "beleaguered"})
_FLYING = frozenset({"flies", "waves", "flutters"})
_BURNING = frozenset({"alight", "ablaze", "aflame", "afire"})
_COMPASS = frozenset("north south east west northeast northwest southeast southwest inland afield".split())
_ROUND = "round"
_SHOT = "shot"
_MISREAD = np.array(
    [
        hash_string(word)
        for word in sorted({_OVERRUN, _ROUND, _SHOT, *_PAST_ONLY, *_FLYING, *_BURNING, *_COMPASS})
    ],
    dtype=np.uint64,
)


def mend_tags(doc: Doc) -> None:
    """Put right, in place, the words with the wrong part of speech: few are suspected, which arrays find at once."""
    lower, dep, starts = doc.to_array([LOWER, DEP, SENT_START]).T
    openers = (starts == 1) & (dep == advmod)
    for i in np.flatnonzero(openers | np.isin(lower, _MISREAD)):
        token = doc[int(i)]
        if openers[i] and token.tag_ in ("RB", "JJ"):
            _mend_name(token)
        if token.lower_ in _FLYING and token.tag_ == "NNS" and token.i:
            _mend_flying(token)
        if token.lower_ in _BURNING and token.dep_ == "dobj":
            _mend_alight(token)
        if token.lower_ == _ROUND and token.tag_ in ("VB", "VBP"):
            _mend_round(token)
        if token.lower_ in _COMPASS and token.dep_ == "nsubj":
            _mend_compass(token)
        if token.lower_ in _COMPASS and token.i and token.nbor(-1).dep_ == "compound":
            _mend_whereabouts(token)
        if token.lower_ in _COMPASS and token.dep_ in ("dobj", "npadvmod"):
            _mend_direction(token)
        if token.lower_ == _OVERRUN and token.i and token.nbor(-1).lower_ in HAVE:
            _mend_perfect(token)
        if token.lower_ == _SHOT and token.i + 2 < len(doc) and token.nbor(1).lower_ == "dead":
            _mend_shot_dead(token)
        if token.lower_ in _PAST_ONLY and token.tag_ in ("NN", "NNP", "JJ", "VB", "VBP"):
            _mend_past(token)


def _mend_flying(verb: Token) -> None:
    """ "The rebel flag flies over the citadel": what flags do, which the tagger takes for insects."""
    flag = verb.nbor(-1)
    subjects = [c for c in verb.lefts if c.dep_ == "nsubj" and c.lower_ in FLAGS]
    if not subjects and (flag.lower_ not in FLAGS or flag.head != verb):
        return
    if not subjects:
        for child in [c for c in verb.lefts if c != flag]:
            child.head = flag
        flag.dep_ = "nsubj"
    verb.tag_, verb.pos_ = "VBZ", "VERB"


def _mend_round(word: Token) -> None:
    """ "air defences round Tripoli": the preposition, which the tagger takes for a verb."""
    before = word.nbor(-1) if word.i else word
    things = [c for c in word.children if c.dep_ == "dobj"]
    if before.pos_ not in ("NOUN", "PROPN") or not things or len(list(word.lefts)):
        return
    word.tag_, word.pos_ = "IN", "ADP"
    attach(word, before, "prep")
    attach(things[0], word, "pobj")


def _mend_whereabouts(compass: Token) -> None:
    """ "killed an interpreter west of Basra": where, and no kind of west."""
    noun = compass.nbor(-1)
    after = compass.nbor(1).lower_ if compass.i + 1 < len(compass.doc) else ""
    if noun.head != compass or noun.tag_ not in ("NN", "NNS") or after != "of":
        return
    for child in [c for c in compass.lefts if c != noun]:
        child.head = noun
    noun.head = compass.head if compass.dep_ != "ROOT" else noun
    noun.dep_ = compass.dep_
    compass.head, compass.dep_ = noun, "advmod"
    compass.tag_, compass.pos_ = "RB", "ADV"


def _mend_direction(compass: Token) -> None:
    """ "Troops advanced southeast of Kreminna": where to, not what; but "seized the east of the city"."""
    if is_verb(compass.head) and compass.head.i < compass.i and not list(compass.lefts):
        compass.tag_, compass.pos_, compass.dep_ = "RB", "ADV", "advmod"


def _mend_compass(compass: Token) -> None:
    """ "Further north, army guns shelled Azezo": the guns are the subject, not what the point of the compass is called."""
    verb = compass.head
    subject = next((c for c in compass.rights if c.dep_ == "appos" and c.right_edge.i < verb.i), None)
    if subject is None or not is_verb(verb):
        return
    for child in [c for c in compass.children if c.i > compass.i]:
        child.head = verb
    attach(subject, verb, "nsubj")
    attach(compass, verb, "advmod")


def _mend_alight(state: Token) -> None:
    """ "A drone set a tanker alight": what burns, which the parser takes for a modifier of how it burns."""
    if not state.i:
        return
    verb, thing = state.head, state.nbor(-1)
    if thing.head != state or thing.pos_ not in ("NOUN", "PROPN"):
        return
    for child in [c for c in state.children if c != thing]:
        child.head = thing if child.i < thing.i else verb
    attach(thing, verb, "dobj")
    attach(state, verb, "oprd")


def _mend_perfect(verb: Token) -> None:
    """ "It has overrun 150 positions": the participle, taken for a noun before the object of "has"."""
    have, noun = verb.nbor(-1), verb.head
    while noun.dep_ in ("nummod", "compound", "amod", "quantmod") and noun.i > verb.i:
        noun = noun.head
    if verb.dep_ not in ("compound", "amod", "nmod") or noun.head != have or noun.dep_ != "dobj":
        return
    above, dep = have.head, have.dep_
    for child in list(have.children):
        child.head = verb
    if dep == "ROOT":
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        attach(verb, above, dep)
    attach(have, verb, "aux")
    attach(noun, verb, "dobj")
    verb.tag_, verb.pos_, have.pos_ = "VBN", "VERB", "AUX"


def _mend_shot_dead(shot: Token) -> None:
    """ "A sniper shot dead a teacher": "dead" says how the shot ended, nothing of the sniper, and the shot is no noun."""
    dead = shot.nbor(1)
    if dead.dep_ == "ROOT" and shot.dep_ == "nsubj" and shot.head == dead:
        head, dep = (dead, "ROOT") if dead.head == dead else (dead.head, dead.dep_)
        for child in list(dead.children):
            if child != shot:
                attach(child, shot, child.dep_)
        sniper = next((c for c in shot.lefts if c.dep_ in ("compound", "amod")), None)
        attach(shot, shot if head == dead else head, dep)
        shot.tag_, shot.pos_ = "VBD", "VERB"
        if sniper is not None:
            for child in [c for c in shot.lefts if c.dep_ == "det" and c.i < sniper.i]:
                attach(child, sniper, "det")
            attach(sniper, shot, "nsubj")
    if is_verb(shot):
        for child in [c for c in dead.rights if c.dep_ in ("pobj", "dobj") and c.pos_ in ("NOUN", "PROPN")]:
            attach(child, shot, "dobj")
        attach(dead, shot, "advmod")


def _mend_past(token: Token) -> None:
    """ "The French retook Douaumont": a form that is nothing but a past tense, which the tagger takes for a noun."""
    if any(c.dep_ in ("nsubj", "dobj", "nsubjpass") for c in token.children):
        token.tag_, token.pos_ = "VBD", "VERB"


_OPENING = frozenset(
    "then there here next so thus now soon also meanwhile later again still instead otherwise however yet even only just once "
    "never always often ever maybe perhaps elsewhere overnight today yesterday tomorrow tonight first last back out up down in".split()
)


def _mend_name(token: Token) -> None:
    """ "Bakhmut fell on 20 May": a name at the head of its sentence, which the tagger takes for an adverb."""
    verb = token.head
    if verb.i != token.i + 1 or verb.tag_ not in ("VBD", "VBZ") or token.lower_ in _OPENING:
        return
    if token.lower_.endswith("ly") or any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children):
        return
    token.tag_, token.pos_, token.dep_ = "NNP", "PROPN", "nsubj"
