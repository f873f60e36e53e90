"""Phrases that the parser hangs on the wrong word: a subject taken into the phrase of time before it, a verb in the
past tense taken for a participle before its object, a noun taken for a modifier of the verb behind it.
"""

from collections.abc import Callable

import numpy as np
from spacy.attrs import DEP, HEAD, LOWER, POS, TAG
from spacy.strings import StringStore, hash_string
from spacy.symbols import AUX, VERB
from spacy.tokens import Doc, Token

from orchestration.extraction.parse_attach import attach
from orchestration.extraction.parse_fire_repairs import (
    FIRE,
    fire_of_name,
    lower_gerund,
    nominalize,
    open_fire,
)
from orchestration.extraction.parse_number_repairs import count_object, free_counted, out_of, set_beside
from orchestration.extraction.syntax import has_own_clause, is_verb
from orchestration.extraction.time_tables import CALENDAR_NAMES, PARTS_OF_DAY, TIME_UNITS

_IDS = {
    label: StringStore()[label]
    for label in (
        "pobj amod conj ccomp advcl xcomp nsubj csubj compound nmod npadvmod det aux auxpass VBD VBN VBG NNP IN"
    ).split()
}
_SETTING_PREPS = frozenset("on in by at near before after during since".split())
_COUNTED = frozenset({"nummod", "det", "poss", "quantmod"})
_WHENS = TIME_UNITS | {*PARTS_OF_DAY, "time", "times", "moment"}


def mend_heads(doc: Doc) -> None:
    """Hang, in place, the phrases that stand on the wrong word on the right one: arrays find the few words that each
    repair may be for, as the parser left them, and the repairs go over them in the order of the table.
    """
    if not len(doc):
        return
    for suspects, mend in _suspects(doc):
        for i in np.flatnonzero(suspects):
            mend(doc[int(i)])


def _suspects(doc: Doc) -> tuple[tuple[np.ndarray, Callable[[Token], object]], ...]:
    read = doc.to_array([DEP, TAG, HEAD, POS, LOWER])
    dep, tag, pos, lower = read[:, 0], read[:, 1], read[:, 3], read[:, 4]
    own = np.arange(len(doc))
    above = own + read[:, 2].astype(np.int64)
    behind = above < own
    verbal = (pos == VERB) | (pos == AUX)
    below_verb = verbal[above]
    past = (tag == _IDS["VBD"]) | (tag == _IDS["VBN"])
    on_auxiliary = ((dep == _IDS["aux"]) | (dep == _IDS["auxpass"]))[above]
    on_finite = ((dep == _IDS["nsubj"]) & ((tag[above] == _IDS["VBN"]) | on_auxiliary)) | (
        dep == _IDS["compound"]
    ) & on_auxiliary
    joined = (dep == _IDS["conj"]) & below_verb & (~verbal | past | (dep[above] == _IDS["ccomp"]))
    childless = np.bincount(above, minlength=len(doc)) == 0
    after_bare = np.roll((tag == _IDS["IN"]) & childless, 1)
    before_bracket = np.append(lower[1:] == hash_string("("), False)
    return (
        ((dep == _IDS["compound"]) & (tag == _IDS["NNP"]) & after_bare, _set_apart),
        ((dep == _IDS["npadvmod"]) & behind & below_verb, _mend_adverbial),
        ((dep == _IDS["advcl"]) & (tag == _IDS["VBG"]) & behind & (tag[above] == _IDS["VBG"]), _raise_result),
        (((dep == _IDS["nmod"]) | (dep == _IDS["compound"])) & ~behind & before_bracket, _free_bracketed),
        ((lower == hash_string("control")) & below_verb & behind, _free_receiver),
        (
            ((dep == _IDS["advcl"]) | (dep == _IDS["conj"])) & (tag == _IDS["VBD"]) & behind & below_verb,
            _part_clauses,
        ),
        ((tag[:-1] == _IDS["VBG"]) & (tag[1:] == _IDS["IN"]), nominalize),
        ((dep == _IDS["csubj"]) & (tag == _IDS["VBG"]), lower_gerund),
        ((lower == hash_string("out")) & below_verb, out_of),
        ((lower == hash_string("all")) | (lower == hash_string("both")), set_beside),
        (lower[:-1] == hash_string("capital"), _name_capital),
        (np.isin(lower, FIRE) & (tag == _IDS["VBG"]), open_fire),
        (np.isin(lower, FIRE) & (own > 0) & (own < len(doc) - 1), fire_of_name),
        ((dep == _IDS["pobj"]) & (above < own - 1), _free_subject),
        ((dep == _IDS["amod"]) & past, _raise_verb),
        ((dep == _IDS["xcomp"]) & (tag == _IDS["VBD"]) & (tag[above] == _IDS["VBD"]), _lower_participle),
        (joined & verbal, _mend_second_verb),
        (joined & ~verbal, _mend_joined),
        (on_finite & on_auxiliary, _lower_subject),
        (on_finite & ~on_auxiliary, _mend_subjects_verb),
        ((dep == _IDS["det"]) & below_verb & ~behind & ~on_auxiliary, _restore_subject),
    )


def _mend_adverbial(noun: Token) -> None:
    if not count_object(noun):
        _join_list(noun)


def _mend_second_verb(verb: Token) -> None:
    _lower_participle(verb)
    _join_reports(verb)


def _mend_joined(noun: Token) -> None:
    if not free_counted(noun):
        _join_objects(noun)


def _free_subject(noun: Token) -> None:
    """ "On Tuesday shells fell", "In Goma rebel columns were seen": the parser makes one phrase of the setting and the
    subject, and leaves the verb without any."""
    prep = noun.head
    if prep.lower_ == "between":
        _free_range(noun)
        return
    if prep.lower_ in ("since", "after", "before"):
        _open_clause(noun)
    if prep.i + 1 >= len(noun.doc):
        return
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
    attach(noun, verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")
    if last is not setting:
        attach(setting, last, "compound")
    attach(last, prep, "pobj")


def _open_clause(noun: Token) -> None:
    """ "the deadliest since a blast in Quetta killed 31": behind the preposition stands a clause, no phrase."""
    prep, after = noun.head, noun.right_edge.i + 1
    verb = noun.doc[after] if after < len(noun.doc) else noun
    if verb.tag_ != "VBD" or verb.dep_ != "conj" or not is_verb(verb) or verb.head.i > prep.i:
        return
    if not any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children):
        attach(noun, verb, "nsubj")
        attach(prep, verb, "mark")
        verb.dep_ = "advcl"


def _free_range(noun: Token) -> None:
    """ "Between ten and fifteen others lost limbs": what the range counts is the subject of the verb right behind."""
    prep = noun.head
    verb = prep.head
    opens = prep.i == 0 or prep.nbor(-1).is_punct or bool(prep.nbor(-1).is_sent_end)
    if not opens or not any(c.dep_ == "nummod" for c in noun.children) or verb.i <= noun.i:
        return
    if is_verb(verb) and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        attach(noun, verb, "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "nsubj")
        attach(prep, next(c for c in noun.children if c.dep_ == "nummod"), "quantmod")


def _set_apart(name: Token) -> None:
    """ "In Ramadi gunmen seized a mosque": the name after a bare preposition is where it happens, no part of the subject."""
    prep, noun = name.nbor(-1) if name.i else name, name.head
    if (
        prep.lower_ in ("in", "at", "near")
        and noun.i == name.i + 1
        and noun.tag_ == "NNS"
        and noun.dep_ == "nsubj"
    ):
        attach(name, prep, "pobj")


def _is_right_before_a_verb(noun: Token) -> bool:
    after = noun.right_edge.i + 1
    return after < len(noun.doc) and noun.doc[after].pos_ in ("AUX", "VERB", "ADV")


def _verb_without_subject(noun: Token, prep: Token) -> Token | None:
    """The verb that the noun may be the subject of: the one that the phrase stands before, the one that it took for a
    relative clause (which becomes what is told), or what is said at the end of the sentence."""
    verb = prep.head
    while verb.dep_ in ("prep", "pobj", "advmod") and verb.i < prep.i:
        verb = verb.head  # "At dawn on Sunday columns moved in"
    if not is_verb(verb):
        return None
    if verb.i < noun.i:
        inner = next((c for c in noun.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBD"), None)
        if inner is not None:
            attach(inner, verb, "ccomp")
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
    attach(noun, verb, "nsubjpass" if auxiliary.dep_ == "auxpass" else "nsubj")


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
        attach(verb, head, dep if dep in ("ccomp", "conj", "advcl") else "ccomp")
    attach(noun, verb, "dobj")
    attach(subject, verb, "nsubj")
    for child in before:
        if child.dep_ in ("det", "compound", "amod", "nmod", "poss", "nummod"):
            attach(child, subject, child.dep_)
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


def _name_capital(noun: Token) -> None:
    """ "in the Turkish capital Ankara", "shelling of the Somali capital, Mogadishu": the name stands where the noun stands."""
    doc, first = noun.doc, noun.i + 1 + int(noun.nbor(1).text == ",")
    last = first
    while last < len(doc) and doc[last].tag_ == "NNP":
        last += 1
    if last == first or noun.dep_ != "pobj":
        return
    name = doc[last - 1]
    if first > noun.i + 1 and name.dep_ != "appos":
        return  # "in the capital, Hamas said"
    if name.head not in (noun, *noun.ancestors) or name.dep_ not in ("appos", "nsubj", "dobj", "npadvmod"):
        return
    for child in [c for c in noun.rights if c.i > name.i]:
        child.head = name
    attach(name, noun.head, noun.dep_)
    attach(noun, name, "compound")


_RESULTS = frozenset("killing wounding injuring leaving destroying causing forcing damaging".split())


def _raise_result(result: Token) -> None:
    """ "engaged insurgents emplacing a bomb, killing three": the engagement killed them, not those who emplaced it."""
    doing = result.head
    people, comma = doing.head, result.nbor(-1) if result.i else result
    if result.lower_ not in _RESULTS or comma.text != "," or doing.dep_ != "acl":
        return
    verb = people
    while verb.dep_ in ("dobj", "pobj", "prep") and verb.head != verb:
        verb = verb.head
    if verb != people and verb.tag_ in ("VBD", "VBZ") and is_verb(verb):
        attach(result, verb, "advcl")


def _free_bracketed(name: Token) -> None:
    """ "shelled Bakhmut (Donetsk)": the name in brackets tells where the first lies."""
    inside, doc = name.head, name.doc
    closed = any(t.text == ")" for t in doc[inside.i + 1 : min(inside.i + 3, len(doc))])
    if not name.text[:1].isupper() or not inside.text[:1].isupper() or not closed or inside.head == inside:
        return
    attach(name, inside.head, inside.dep_)
    attach(inside, name, "appos")
    name.tag_, name.pos_ = "NNP", "PROPN"


def _join_list(noun: Token) -> None:
    """ "killed a guard, a nurse and a cook": the second of a list of objects is no circumstance of the verb."""
    verb, first = noun.head, noun.left_edge.i
    thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < noun.i), None)
    listed = noun.pos_ == "NOUN" and any(c.dep_ == "conj" for c in noun.rights)
    if thing is None or not listed or noun.lower_ in _WHENS:
        return
    if noun.doc[first - 1].text == "," and thing.right_edge.i == first - 2:
        attach(noun, thing, "conj")


_GIVING = frozenset("give gives gave given giving hand hands handed handing".split())


def _free_receiver(control: Token) -> None:
    """ "gave the rebels control of X": they are given it, it is no "rebels control"."""
    named = [c for c in control.lefts if c.dep_ == "compound"]
    if (
        control.head.lower_ not in _GIVING
        or control.dep_ != "dobj"
        or not named
        or named[-1].i + 1 != control.i
    ):
        return
    receiver = named[-1]
    for child in [c for c in control.lefts if c != receiver]:
        child.head = receiver
    attach(receiver, control.head, "dative")


def _part_clauses(verb: Token) -> None:
    """ "The army left Bor and rebels moved in", "quit Kunduz and Taliban fighters entered": behind the name and the "and"
    stands who does what the second verb tells, no second thing that the first verb is about."""
    first, noun = verb.head, verb.nbor(-1)
    lost = verb.dep_ == "advcl"
    if noun.pos_ not in ("NOUN", "PROPN") or first.i > noun.i:
        return
    if lost and any(c.i < verb.i for c in verb.children) or not lost and noun.head != verb:
        return
    thing = next((c for c in noun.lefts if c.dep_ == "nmod" and c.pos_ == "PROPN"), None)
    if thing is None:
        thing = noun.head if noun.dep_ == "conj" and noun.head.pos_ == "PROPN" else None
    joint = next((c for c in thing.rights if c.lower_ == "and"), None) if thing is not None else None
    if thing is None or joint is None or thing.i <= first.i:
        return
    if thing.head == noun:
        if not lost and thing.left_edge.nbor(-1) != first:
            return
        governor, role = (noun.head, noun.dep_) if lost else (first, "dobj")
        for part in [c for c in thing.rights if c.dep_ == "conj"]:
            attach(part, noun, "compound")
        attach(thing, governor, role)
    attach(noun, verb, "nsubj")
    attach(verb, first, "conj")
    joint.head = first


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
    if has_own_clause(noun):
        return
    joint = first.nbor(-1)
    attach(noun, before, "conj")
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
        attach(verb, head, dep)
    for child in moved:
        child.head = verb
    attach(subject, verb, "nsubj")
    attach(first, subject, "acl")
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
    attach(verb, report, "conj")
    if joint is not None:
        joint.head = report


def _mend_subjects_verb(subject: Token) -> None:
    _mend_active(subject.head)


def _mend_active(verb: Token) -> None:
    """ "A bomb hit a bus": with a subject, an object and no auxiliary the verb is in the past tense, whatever its tag."""
    plain = not any(c.dep_ in ("aux", "auxpass", "agent") for c in verb.children)
    if (
        plain
        and verb.dep_ in ("ROOT", "ccomp", "conj", "advcl")
        and any(c.dep_ == "dobj" for c in verb.rights)
    ):
        verb.tag_ = "VBD"


def _restore_subject(article: Token) -> None:
    """ "An IED hit enemy positions": verbs have no article; it is that of the noun before, which is the subject."""
    verb = article.head
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
            attach(child, verb, "dobj")  # "a bridge which the marines took"
    attach(subject, verb, "nsubj")
    for child in lefts:
        if child != subject and child.dep_ in ("det", "compound", "amod", "nmod", "nummod", "poss"):
            attach(child, subject, child.dep_)
    _mend_active(verb)
