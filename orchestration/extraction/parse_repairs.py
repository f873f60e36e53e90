"""Mends what the parser regularly gets wrong in news of war, before anything is read from the parse.

Each repair knows one mistake by the words around it, not by what the sentence is about: a subject taken into the
phrase of time before it, a verb in the past tense taken for a participle before its object, a noun taken for a
modifier of the verb behind it.
"""

import numpy as np
from spacy.attrs import DEP, HEAD, LOWER, POS, SENT_START, TAG
from spacy.strings import hash_string
from spacy.symbols import AUX, VERB, advmod
from spacy.tokens import Doc, Token

from orchestration.extraction.syntax import is_verb
from orchestration.extraction.time_tables import CALENDAR_NAMES, PARTS_OF_DAY

_SETTING_PREPS = frozenset("on in by at near before after during since".split())
_COUNTED = frozenset({"nummod", "det", "poss", "quantmod"})
_HAVE = frozenset({"has", "have", "had"})
_OVERRUN = "overrun"
_PAST_ONLY = frozenset({"retook", "overran", "re-took", "over-ran", "beleaguered"})
_FLYING = frozenset({"flies", "waves", "flutters"})
_BURNING = frozenset({"alight", "ablaze", "aflame", "afire"})
_COMPASS = frozenset("north south east west northeast northwest southeast southwest inland afield".split())
_ROUND = "round"
_SHOT = "shot"
_PERIODS = frozenset(
    "day days week weeks month months year years hour hours minute minutes time times moment".split()
)
_ASIDE = 12  # tokens that an aside between commas may have
_ASIDES = frozenset("including among most many some mostly all both one of incl".split())
_MISREAD = np.array(
    [
        hash_string(word)
        for word in sorted({_OVERRUN, _ROUND, _SHOT, *_PAST_ONLY, *_FLYING, *_BURNING, *_COMPASS})
    ],
    dtype=np.uint64,
)


def mend(doc: Doc) -> Doc:
    """The same doc, its heads and labels put right where one of the mistakes is seen."""
    _mend_tags(doc)
    _mend_heads(doc)
    return doc


def _mend_tags(doc: Doc) -> None:
    """Words with the wrong part of speech: few are suspected, which arrays find at once."""
    lower, dep, starts = doc.to_array([LOWER, DEP, SENT_START]).T
    openers = (starts == 1) & (dep == advmod)
    for i in np.flatnonzero(openers | np.isin(lower, _MISREAD)):
        token = doc[int(i)]
        if openers[i] and token.tag_ in ("RB", "JJ"):
            _is_name(token)
        if token.lower_ in _FLYING and token.tag_ == "NNS" and token.i:
            _is_flying(token)
        if token.lower_ in _BURNING and token.dep_ == "dobj":
            _is_alight(token)
        if token.lower_ == _ROUND and token.tag_ in ("VB", "VBP"):
            _is_around(token)
        if token.lower_ in _COMPASS and token.dep_ == "nsubj":
            _is_where(token)
        if token.lower_ == _OVERRUN and token.i and token.nbor(-1).lower_ in _HAVE:
            _is_perfect(token)
        if token.lower_ == _SHOT and token.i + 2 < len(doc) and token.nbor(1).lower_ == "dead":
            _is_shooting_dead(token)
        if token.lower_ in _PAST_ONLY and token.tag_ in ("NN", "NNP", "JJ", "VB", "VBP"):
            _is_past(token)


def _mend_heads(doc: Doc) -> None:
    """Phrases that hang on the wrong word."""
    ids = {
        name: doc.vocab.strings[name]
        for name in (
            "pobj",
            "amod",
            "conj",
            "ccomp",
            "xcomp",
            "nsubj",
            "compound",
            "npadvmod",
            "det",
            "aux",
            "auxpass",
            "VBD",
            "VBN",
            "NNP",
            "VBG",
            "IN",
        )
    }
    read = doc.to_array([DEP, TAG, HEAD, POS])
    dep, tag, pos = read[:, 0], read[:, 1], read[:, 3]
    above = np.arange(len(doc)) + read[:, 2].astype(np.int64)
    verbal = (pos == VERB) | (pos == AUX)
    below_verb = verbal[above]
    past = (tag == ids["VBD"]) | (tag == ids["VBN"])
    behind = above < np.arange(len(doc))
    auxiliary = (dep == ids["aux"]) | (dep == ids["auxpass"])
    suspects = (
        (dep == ids["pobj"]) & (above < np.arange(len(doc)) - 1)
        | (dep == ids["amod"]) & past
        | (dep == ids["conj"]) & below_verb & (~verbal | past | (dep[above] == ids["ccomp"]))
        | (dep == ids["xcomp"]) & (tag == ids["VBD"]) & (tag[above] == ids["VBD"])
        | (dep == ids["nsubj"]) & ((tag[above] == ids["VBN"]) | auxiliary[above])
        | (dep == ids["compound"]) & auxiliary[above]
        | (dep == ids["det"]) & below_verb & ~behind
    )
    childless = np.bincount(above, minlength=len(doc)) == 0
    bare = np.roll((tag == ids["IN"]) & childless, 1)
    for i in np.flatnonzero((dep == ids["compound"]) & (tag == ids["NNP"]) & bare):
        _set_apart(doc[int(i)])
    for i in np.flatnonzero((dep == ids["npadvmod"]) & behind & below_verb):
        _join_list(doc[int(i)])
    gerunds = (tag[:-1] == ids["VBG"]) & (tag[1:] == ids["IN"])
    for i in np.flatnonzero(gerunds):
        _nominalize(doc[int(i)])
    for i in np.flatnonzero(suspects):
        token = doc[int(i)]
        if dep[i] == ids["pobj"]:
            _free_subject(token)
        elif dep[i] == ids["amod"]:
            _raise_verb(token)
        elif dep[i] == ids["xcomp"]:
            _lower_participle(token)
        elif dep[i] == ids["conj"] and verbal[i]:
            _lower_participle(token)
            _join_reports(token)
        elif dep[i] == ids["conj"] and not _free_counted(token):
            _join_objects(token)
        elif dep[i] == ids["conj"]:
            continue
        elif auxiliary[above[i]]:
            _lower_subject(token)
        elif dep[i] == ids["nsubj"]:
            _is_active(token.head)
        else:
            _restore_subject(token.head)


FLAGS = frozenset("flag flags banner banners colours colors tricolour tricolor standard ensign".split())


def _is_flying(verb: Token) -> None:
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


def _is_around(word: Token) -> None:
    """ "air defences round Tripoli": the preposition, which the tagger takes for a verb."""
    before = word.nbor(-1) if word.i else word
    things = [c for c in word.children if c.dep_ == "dobj"]
    if before.pos_ not in ("NOUN", "PROPN") or not things or len(list(word.lefts)):
        return
    word.tag_, word.pos_ = "IN", "ADP"
    _set(word, before, "prep")
    _set(things[0], word, "pobj")


def _is_where(compass: Token) -> None:
    """ "Further north, army guns shelled Azezo": the guns are the subject, not what the point of the compass is called."""
    verb = compass.head
    subject = next((c for c in compass.rights if c.dep_ == "appos" and c.right_edge.i < verb.i), None)
    if subject is None or not is_verb(verb):
        return
    for child in [c for c in compass.children if c.i > compass.i]:
        child.head = verb
    _set(subject, verb, "nsubj")
    _set(compass, verb, "advmod")


def _is_alight(state: Token) -> None:
    """ "A drone set a tanker alight": what burns, which the parser takes for a modifier of how it burns."""
    if not state.i:
        return
    verb, thing = state.head, state.nbor(-1)
    if thing.head != state or thing.pos_ not in ("NOUN", "PROPN"):
        return
    for child in [c for c in state.children if c != thing]:
        child.head = thing if child.i < thing.i else verb
    _set(thing, verb, "dobj")
    _set(state, verb, "oprd")


def _is_perfect(verb: Token) -> None:
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
        _set(verb, above, dep)
    _set(have, verb, "aux")
    _set(noun, verb, "dobj")
    verb.tag_, verb.pos_, have.pos_ = "VBN", "VERB", "AUX"


def _is_shooting_dead(shot: Token) -> None:
    """ "A sniper shot dead a teacher": "dead" says how the shot ended, nothing of the sniper, and the shot is no noun."""
    dead = shot.nbor(1)
    if dead.dep_ == "ROOT" and shot.dep_ == "nsubj" and shot.head == dead:
        head, dep = (dead, "ROOT") if dead.head == dead else (dead.head, dead.dep_)
        for child in list(dead.children):
            if child != shot:
                _set(child, shot, child.dep_)
        sniper = next((c for c in shot.lefts if c.dep_ in ("compound", "amod")), None)
        _set(shot, shot if head == dead else head, dep)
        shot.tag_, shot.pos_ = "VBD", "VERB"
        if sniper is not None:
            for child in [c for c in shot.lefts if c.dep_ == "det" and c.i < sniper.i]:
                _set(child, sniper, "det")
            _set(sniper, shot, "nsubj")
    if is_verb(shot):
        for child in [c for c in dead.rights if c.dep_ in ("pobj", "dobj") and c.pos_ in ("NOUN", "PROPN")]:
            _set(child, shot, "dobj")
        _set(dead, shot, "advmod")


def _is_past(token: Token) -> None:
    """ "The French retook Douaumont": a form that is nothing but a past tense, which the tagger takes for a noun."""
    if any(c.dep_ in ("nsubj", "dobj", "nsubjpass") for c in token.children):
        token.tag_, token.pos_ = "VBD", "VERB"


_OPENING = frozenset(
    "then there here next so thus now soon also meanwhile later again still instead otherwise however yet even only just once "
    "never always often ever maybe perhaps elsewhere overnight today yesterday tomorrow tonight first last back out up down in".split()
)


def _is_name(token: Token) -> None:
    """ "Bakhmut fell on 20 May": a name at the head of its sentence, which the tagger takes for an adverb."""
    verb = token.head
    if verb.i != token.i + 1 or verb.tag_ not in ("VBD", "VBZ") or token.lower_ in _OPENING:
        return
    if token.lower_.endswith("ly") or any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children):
        return
    token.tag_, token.pos_, token.dep_ = "NNP", "PROPN", "nsubj"


def _set(token: Token, head: Token, dep: str) -> None:
    token.head = head
    token.dep_ = dep


def _free_subject(noun: Token) -> None:
    """ "On Tuesday shells fell", "In Goma rebel columns were seen": the parser makes one phrase of the setting and the
    subject, and leaves the verb without any."""
    prep = noun.head
    if prep.lower_ == "between":
        _free_range(noun)
        return
    if prep.lower_ in ("since", "after", "before"):
        _open_clause(noun)
    setting = noun.doc[prep.i + 1]
    within = setting.head if setting.head.dep_ == "compound" and setting.head.i > setting.i else setting
    if prep.lower_ not in _SETTING_PREPS or noun not in (setting.head, within.head):
        return
    last = setting.nbor(1) if setting.nbor(1).lower_ in PARTS_OF_DAY else setting
    if last.i >= noun.i or noun.pos_ not in ("NOUN", "PROPN") or noun.lower_ in PARTS_OF_DAY:
        return
    dated = setting.lower_ in CALENDAR_NAMES
    named = setting.dep_ == "compound" and setting.tag_ == "NNP" and noun.tag_ == "NNS"
    if not dated and not (named and _is_right_before_a_verb(noun)):
        return
    verb = _verb_without_subject(noun, prep)
    if verb is None:
        return
    _set(noun, verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")
    if last is not setting:
        _set(setting, last, "compound")
    _set(last, prep, "pobj")


def _open_clause(noun: Token) -> None:
    """ "the deadliest since a blast in Quetta killed 31": behind the preposition stands a clause, no phrase."""
    prep, after = noun.head, noun.right_edge.i + 1
    verb = noun.doc[after] if after < len(noun.doc) else noun
    if verb.tag_ != "VBD" or verb.dep_ != "conj" or not is_verb(verb) or verb.head.i > prep.i:
        return
    if not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children):
        _set(noun, verb, "nsubj")
        _set(prep, verb, "mark")
        verb.dep_ = "advcl"


def _free_range(noun: Token) -> None:
    """ "Between ten and fifteen others lost limbs": what the range counts is the subject of the verb right behind."""
    prep = noun.head
    verb = prep.head
    opens = prep.i == 0 or prep.nbor(-1).is_punct or bool(prep.nbor(-1).is_sent_end)
    if not opens or not any(c.dep_ == "nummod" for c in noun.children) or verb.i <= noun.i:
        return
    if is_verb(verb) and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        _set(noun, verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")
        _set(prep, next(c for c in noun.children if c.dep_ == "nummod"), "quantmod")


def _free_counted(number: Token) -> bool:
    """ "Two died and four, among them a child, were hurt": behind the aside comes the verb of the number, which is no second
    verb itself. Whether it was so.
    """
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
        _set(own, number, "appos")
    _set(number, verb, "nsubjpass")
    return True


def _set_apart(name: Token) -> None:
    """ "In Ramadi gunmen seized a mosque": the name after a bare preposition is where it happens, no part of the subject."""
    prep, noun = name.nbor(-1) if name.i else name, name.head
    if (
        prep.lower_ in ("in", "at", "near")
        and noun.i == name.i + 1
        and noun.tag_ == "NNS"
        and noun.dep_ == "nsubj"
    ):
        _set(name, prep, "pobj")


def _is_right_before_a_verb(noun: Token) -> bool:
    after = noun.right_edge.i + 1
    return after < len(noun.doc) and noun.doc[after].pos_ in ("AUX", "VERB", "ADV")


def _verb_without_subject(noun: Token, prep: Token) -> Token | None:
    """The verb that the noun may be the subject of: the one that the phrase stands before, the one that it took for a
    relative clause, or what is said at the end of the sentence."""
    verb = prep.head
    while verb.dep_ in ("prep", "pobj", "advmod") and verb.i < prep.i:
        verb = verb.head  # "At dawn on Sunday columns moved in"
    if not is_verb(verb):
        return None
    if verb.i < noun.i:
        inner = next((c for c in noun.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBD"), None)
        if inner is not None:
            _set(inner, verb, "ccomp")
        said = (c for c in verb.rights if c.dep_ == "ccomp" and c.i > noun.i and is_verb(c))
        verb = inner or next(said, None)
    if verb is None or any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.children):
        return None
    return verb


def _lower_subject(noun: Token) -> None:
    """ "M23 rebels had over-run Goma", "Goma remains surrounded": the subject hangs on the auxiliary."""
    auxiliary = noun.head
    verb = auxiliary.head
    if noun.i > auxiliary.i or noun.pos_ not in ("NOUN", "PROPN", "PRON"):
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.children):
        return
    _set(noun, verb, "nsubjpass" if auxiliary.dep_ == "auxpass" else "nsubj")


def _raise_verb(verb: Token) -> None:
    """ "The RSF hurled six shells into the village": between a participle and its noun no number would stand."""
    noun = verb.head
    if noun.i <= verb.i or verb.i == 0:
        return
    between = [c for c in noun.lefts if verb.i < c.i and c.dep_ in _COUNTED]
    subject = verb.nbor(-1)
    if subject.pos_ not in ("NOUN", "PROPN") or subject.head not in (verb, noun):
        return
    if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return
    if not (between and between[0].i == verb.i + 1 or _is_counted_before(verb, subject)):
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


def _is_counted_before(verb: Token, subject: Token) -> bool:
    """ "Two Sukhoi-25s bombed rebel columns at Kibati": a sentence without any other verb, whose subject has a number."""
    noun = verb.head
    return (
        (noun.dep_ in ("ROOT", "ccomp") or any(c.dep_ == "mark" for c in noun.lefts))
        and subject.head == verb
        and any(c.dep_ == "nummod" for c in (*subject.lefts, *noun.lefts))
        and not any(c.dep_ in ("nsubj", "nsubjpass", "cop", "acl", "relcl") for c in noun.children)
    )


def _nominalize(gerund: Token) -> None:
    """ "RSF shelling of the market left six dead": a gerund with "of" is a noun, and the name before it tells whose."""
    of, doer = gerund.nbor(1), gerund.nbor(-1) if gerund.i else gerund
    named = doer.pos_ == "PROPN" or doer.text.isupper()
    if of.lower_ != "of" or of.head != gerund or not named or doer.dep_ not in ("nsubj", "compound"):
        return
    verb = gerund.head
    if doer.dep_ == "nsubj" and gerund.dep_ == "nsubj" and doer.head == verb:
        _set(doer, gerund, "compound")
    elif gerund.dep_ == "acl" and verb == doer and is_verb(doer.head):
        _set(gerund, doer.head, doer.dep_)
        _set(doer, gerund, "compound")
    elif gerund.dep_ == "ROOT" and doer.head == gerund:
        main = next((c for c in gerund.rights if c.dep_ == "ccomp" and c.tag_ in ("VBD", "VBZ")), None)
        if main is None or any(c.dep_ in ("nsubj", "nsubjpass") for c in main.children):
            return
        main.head = main
        main.dep_ = "ROOT"
        _set(gerund, main, "nsubj")
        _set(doer, gerund, "compound")


def _join_list(noun: Token) -> None:
    """ "killed a guard, a nurse and a cook": the second of a list of objects is no circumstance of the verb."""
    verb, first = noun.head, noun.left_edge.i
    thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < noun.i), None)
    listed = noun.pos_ == "NOUN" and any(c.dep_ == "conj" for c in noun.rights)
    if thing is None or not listed or noun.lower_ in (*_PERIODS, *PARTS_OF_DAY):
        return
    if noun.doc[first - 1].text == "," and thing.right_edge.i == first - 2:
        _set(noun, thing, "conj")


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


def _lower_participle(verb: Token) -> None:
    """ "Shells fired from the hills killed a boy": of two verbs that nothing joins the first is a participle of the subject."""
    first = verb.head
    subject = next((c for c in first.lefts if c.dep_ == "nsubj"), None)
    if verb.tag_ not in ("VBD", "VBZ") or first.tag_ not in ("VBD", "VBN") or first.i > verb.i:
        return
    if subject is None or subject.right_edge.i != first.i - 1 or subject.pos_ not in ("NOUN", "PROPN"):
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "mark") for c in verb.children):
        return
    if any(c.dep_ in ("cc", "dobj", "aux", "auxpass", "ccomp") or c.text in (",", ";") for c in first.children
           if subject.i < c.i < verb.i):  # fmt: skip
        return
    head, dep = first.head, first.dep_
    moved = [c for c in first.children if c.i < subject.i or c.i > verb.i]
    if dep == "ROOT":
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        _set(verb, head, dep)
    for child in moved:
        child.head = verb
    _set(subject, verb, "nsubj")
    _set(first, subject, "acl")
    first.tag_ = "VBN"


_REPORTED = frozenset(
    "said added claimed insisted announced warned stressed told maintained stated asserted says adds claims insists".split()
)


def _join_reports(verb: Token) -> None:
    """ "denied that the base was lost and said rebels had fled": the second report is no part of what the first denies."""
    told = verb.head
    report = told.head
    if (
        told.dep_ != "ccomp"
        or verb.lower_ not in _REPORTED
        or not is_verb(report)
        or report.tag_ != verb.tag_
        or report.i > told.i
    ):
        return
    if any(c.dep_ in ("nsubj", "nsubjpass", "mark") for c in verb.children):
        return
    joint = next((c for c in told.rights if c.dep_ == "cc" and c.i < verb.i), None)
    _set(verb, report, "conj")
    if joint is not None:
        joint.head = report


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
    relative = any(c.dep_ == "nsubj" and c.lower_ in ("which", "that") for c in lefts)
    if not relative and not any(c.dep_ in ("dobj", "prep", "advmod", "npadvmod", "prt") for c in verb.rights):
        return
    for child in lefts:
        if child.dep_ == "nsubj" and child.lower_ in ("which", "that"):
            _set(child, verb, "dobj")  # "a bridge which the marines took"
    _set(subject, verb, "nsubj")
    for child in lefts:
        if child != subject and child.dep_ in ("det", "compound", "amod", "nmod", "nummod", "poss"):
            _set(child, subject, child.dep_)
    _is_active(verb)
