"""Participles that tell a change of hands ("X, lost in May", "has X surrounded", "declared X liberated"), whatever the
parser took them for: what each is said of.
"""

from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import HAVE, POINTING, agents, conjuncts, preps

_ENDED = frozenset(
    "cleared captured seized liberated retaken recaptured taken besieged encircled thrown driven pushed repelled overrun".split()
)
_DECLARING = frozenset(
    "declare declares declared declaring pronounce pronounces pronounced proclaim proclaims proclaimed proclaiming".split()
)
_LEFT_OVER = frozenset(
    "lost captured seized taken retaken recaptured liberated abandoned occupied won evacuated overrun "
    "besieged encircled surrounded blockaded isolated ringed".split()
)
_DATING = frozenset("in on at by to since for last early late this earlier after during yesterday".split())
# Which the tagger takes for a noun.
_OVERRUN = frozenset({"overrun", "overran", "over-run"})


def _have_of(verb: Token) -> Token | None:
    """The "has" of "The army has Palmyra surrounded", an auxiliary or the verb above."""
    own = next((c for c in verb.lefts if c.dep_ == "aux" and c.lower_ in HAVE), None)
    above = verb.head if verb.dep_ == "ccomp" and verb.head.lower_ in HAVE and verb.head.i < verb.i else None
    return own or above


def objects_of_having(verb: Token) -> list[Token]:
    """ "The army has Palmyra surrounded": what stands between "has" and the participle is what is surrounded."""
    have = _have_of(verb)
    if have is None or verb.tag_ not in ("VBN", "VBD") or any(c.dep_ == "dobj" for c in verb.children):
        return []
    return [c for c in verb.lefts if c.dep_ in ("nsubj", "dobj") and c.i > have.i]


def subject_of_note(verb: Token) -> Token | None:
    """ "Hruzke and Vesele cleared, the enemy thrown out": what note style says was done to its subject."""
    if (
        verb.lower_ not in _ENDED
        or verb.tag_ not in ("VBN", "VBD")
        or verb.dep_ not in ("ROOT", "conj", "ccomp")
    ):
        return None
    if any(c.dep_ in ("dobj", "aux", "auxpass", "nsubjpass", "ccomp", "xcomp") for c in verb.children):
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if (
        subject is None
        or verb.tag_ == "VBD"
        and not (after is None or after.is_punct or after.lower_ in ("by", "of", "in", "on", "from"))
    ):
        return None
    return subject


def subjects_of_having(verb: Token) -> list[Token]:
    """The subject that stands before "has" in "The army has Palmyra surrounded"."""
    have = _have_of(verb) or verb
    own = [c for c in (*have.lefts, *verb.lefts) if c.dep_ == "nsubj" and c.i < have.i]
    if own and own[0].lower_ in ("which", "that", "who") and verb.dep_ == "relcl":
        return conjuncts(verb.head)
    return [t for c in own[:1] for t in conjuncts(c)]


def subject_of_declared(verb: Token) -> Token | None:
    """ "declared X liberated": the phrase whose new state somebody declares."""
    if verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and subject_of_declared(verb.head) is not None:
        return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if verb.tag_ not in ("VBN", "VBD", "JJ") or verb.dep_ not in ("ccomp", "oprd", "xcomp", "acomp"):
        return None
    if (
        verb.head.lower_ not in _DECLARING
        or verb.head.i > verb.i
        or any(c.dep_ in ("aux", "auxpass", "mark", "dobj") for c in verb.children)
    ):
        return None
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    above = [c for c in verb.head.children if c.dep_ in ("dobj", "nsubjpass") and c.i < verb.i]
    return next(iter(own or above), None)


def is_declared(verb: Token) -> bool:
    """Whether somebody declares the new state of what the participle is said of: "the president declared X liberated"."""
    return subject_of_declared(verb) is not None


def subject_of_aside(verb: Token) -> Token | None:
    """ "Samarra, retaken in October, is": a participle behind a comma that the parser took for the verb of its place."""
    if verb.tag_ not in ("VBD", "VBN") or verb.i < 2 or verb.nbor(-1).text != ",":
        return None
    before = verb.nbor(-2)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or before is not subject or before.tag_ != "NNP":
        return None
    return None if any(c.dep_ in ("dobj", "aux") for c in verb.children) else subject


def noun_before_comma(verb: Token) -> Token | None:
    """The place of "In Donetsk city, held by separatists since 2014, the mayor ...", and of "the village of X, lost in May",
    wherever its participle hangs."""
    comma = verb.i - 1
    while comma > 1 and verb.doc[comma].pos_ == "ADV":  # "X, briefly occupied by the rebels,"
        comma -= 1
    dated = (
        verb.lower_ in _LEFT_OVER
        and verb.i + 1 < len(verb.doc)
        and verb.nbor(1).lower_ in _DATING | {",", "and"}
    )
    read_as_adjective = verb.tag_ == "JJ" and verb.lower_.endswith("ed") and dated
    if (
        not (verb.tag_ == "VBN" or verb.tag_ == "VBD" and dated or read_as_adjective)
        or comma < 1
        or verb.doc[comma].text != ","
        or verb.doc[comma - 1].pos_ not in ("PROPN", "NOUN")
        and verb.doc[comma - 1].lower_ not in POINTING
    ):
        return None
    if any(
        c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "dobj")
        and c.right_edge.i not in (comma - 1, comma)
        for c in verb.children
    ):
        return None
    return verb.doc[comma - 1] if agents(verb) or dated else None


def is_predicate(token: Token) -> bool:
    """Whether the word tells a state behind a form of "be": "the town is besieged"."""
    return token.dep_ == "acomp" and (token.tag_ == "VBN" or not token.tag_.startswith("VB"))


def is_done_by(token: Token) -> bool:
    """ "Point 5140 was overrun by the rebels", read as what the point was."""
    return (
        token.dep_ == "attr"
        and token.tag_ in ("NN", "JJ")
        and token.head.lower_ in ("was", "were", "been", "is", "are", "being")
        and not any(c.dep_ in ("det", "poss", "amod") for c in token.children)
        and (token.lower_ in _OVERRUN or any(name == "by" for name, _ in preps(token)))
    )
