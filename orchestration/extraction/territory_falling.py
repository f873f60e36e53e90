"""Places that fall, go, give in or change hands, as verbs tell it of the place: "X fell to", "X went in four days"."""

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import clause_head, is_passive, preps, subjects
from orchestration.extraction.territory_changes import NOBODY, Change, Reading, outcome
from orchestration.extraction.territory_parties import doing_parties, owner, parties
from orchestration.extraction.territory_passage import passage_site
from orchestration.extraction.territory_scene import Scene, named_at
from orchestration.extraction.territory_sites import capital_site, sites_of
from orchestration.extraction.territory_taking import certain, holder_of
from orchestration.extraction.territory_undergoers import undergoers_of
from orchestration.extraction.territory_words import is_country, is_time
from orchestration.extraction.time_tables import TIME_UNITS, TIMES_OF_DAY

_OCCASIONS = (
    frozenset("spring summer autumn winter wave assault attack offensive battle fighting rush end".split())
    | TIME_UNITS
    | TIMES_OF_DAY
)
_IMMINENT = frozenset({"about", "set", "likely", "poised", "bound", "going", "expected"})
_FALLS_ON = frozenset("on in near from off by at below behind under onto outside over short".split())


def fall(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """A place falls (to X), or is gone. What else falls is refused: shells, prices, people."""
    if row["lemma"] == "gone":
        return _gone(scene, sent, verb)
    if row["lemma"] == "go":
        return _went(scene, sent, verb)
    counted_out = _counted_out(verb)
    imminent = verb.dep_ == "xcomp" and verb.head.lower_ in _IMMINENT
    if (
        verb.dep_ == "xcomp"
        and not imminent
        and not counted_out
        or any(
            c.dep_ in ("acomp", "attr", "dobj", "prt", "npadvmod")
            and (c.left_edge.i == 0 or c.left_edge.nbor(-1).text != ",")
            and not is_time(sent.line, c.i)
            and c.lower_ not in ("days", "weeks", "months", "one", "another")
            for c in verb.children
        )
    ):
        return "falls, but not into hands"
    pairs = [(name, t) for name, t in preps(verb) if not is_time(sent.line, t.i) and t.dep_ != "pcomp"]
    if lost := [
        t for name, t in pairs if name in ("from", "of") and t.lower_ in ("control", "hands", "grip", "grasp")
    ]:
        sites = sites_of(scene, sent, subjects(verb))
        losers = next((p for t in lost if (p := owner(scene, sent, t)).refs), NOBODY)
        return outcome("loss", verb, sites, losers=losers) if sites and losers.refs else "slips from no force"
    if any(name in _FALLS_ON and t.lower_ not in _OCCASIONS for name, t in pairs):
        return "something falls on or from a place"
    falling = (
        subjects(verb.head.head if verb.head.pos_ == "ADJ" or verb.head.dep_ == "acomp" else verb.head)
        if imminent
        else subjects(verb)
    )
    sites = sites_of(scene, sent, falling)
    if row["lemma"] in _BREAKING and any(s.words.removesuffix("s") in _BUILT for s in sites):
        return "a building collapses"
    if verb.tag_ == "VB" and verb.head.dep_ == "appos" and clause_head(verb.head).lower_ in _TAKEN:
        return "told by the main clause"  # "seized Zaranj, the first capital to fall to the group"
    supposed = _supposed(sent, verb)
    if not sites and supposed is not None:
        sites = sites_of(scene, sent, [supposed])
    if not sites:
        return "what falls is no ground"
    to = [t for name, t in pairs if name in ("to", "into")]
    takers = parties(scene, sent, [t for t in to if t.lower_ not in ("hands", "control")])
    for hands in (t for t in to if t.lower_ == "hands"):
        of = parties(scene, sent, [t for name, t in preps(hands) if name == "of"])
        takers = of if of.refs else owner(scene, sent, hands)
    if to and not takers.refs and any(t.pos_ != "PRON" for t in to):
        return "falls to no force"
    if supposed is not None:
        return [Change("capture", verb, tuple(sites), takers.refs, modality="hypothetical")]
    if counted_out:
        return [Change("capture", verb, tuple(sites), takers.refs, modality="asserted")]
    return outcome("capture", verb, sites, takers)


def _gone(scene: Scene, sent: Sent, verb: Token) -> Reading:
    """ "Malakal is gone": lost, as those say who held it."""
    being = verb.head if verb.dep_ == "acomp" else verb
    forms = {being.lower_} if being is not verb else {c.lower_ for c in verb.children if c.dep_[:3] == "aux"}
    if any(name == "from" for name, _ in preps(verb)):  # "the Chechens were gone from Argun"
        sites, leavers = sites_of(scene, sent, from_places(verb)), parties(scene, sent, subjects(being))
        return (
            outcome("withdrawal", verb, sites, losers=leavers) if sites and leavers.refs else "goes somewhere"
        )
    if not forms & _BEING or any(not is_time(sent.line, t.i) for _, t in preps(verb)):
        return "goes somewhere"
    sites = sites_of(scene, sent, subjects(being))
    return outcome("loss", verb, sites) if certain(sites) else "what is gone is no ground"


_TAKEN = forms_of("capture", "conquer", "enter", "overrun", "seize", "take", "win")
_UNFOUGHT = frozenset({"shot", "shots", "fight", "resistance", "struggle", "battle", "bloodshed", "firing"})
_IN_TURN = frozenset({"first", "next", "then", "too", "also", "last", "overnight", "soon", "finally"})


def _went(scene: Scene, sent: Sent, verb: Token) -> Reading:
    """ "Mosul went in four days", "Kabul went without a shot": a town that only time and ease are told of was taken."""
    tells = [
        c
        for c in verb.children
        if c.dep_ in ("acomp", "attr", "dobj", "prt", "xcomp", "ccomp", "oprd", "neg", "aux")
    ]
    pairs = preps(verb)
    unfought = any(name == "without" and t.lower_ in _UNFOUGHT for name, t in pairs)
    lasted = [t for name, t in pairs if name in ("in", "within", "after") and t.lower_ in _OCCASIONS]
    others = [
        t
        for name, t in pairs
        if t not in lasted
        and not (name == "without" and t.lower_ in _UNFOUGHT)
        and not (is_time(sent.line, t.i) and t.lower_ not in ("half", "quarter"))
    ]
    manner = [
        c
        for c in verb.children
        if c.dep_ == "advmod" and c.lower_ not in _IN_TURN and not is_time(sent.line, c.i)
    ]
    supposed = verb.tag_ == "VBZ" and any(c.lower_ in ("if", "once", "when") for c in verb.lefts)
    taken = verb.tag_ == "VBD" and (unfought or lasted) or supposed and not pairs
    if tells or others or manner or not taken:
        return "goes somewhere"
    heads = subjects(verb)
    sites = [s for s in sites_of(scene, sent, heads) if not is_country(s)]
    seats = [s for h in heads if (s := capital_site(scene, sent, h))]
    return outcome("capture", verb, sites or seats) if certain(sites) or seats else "what went is no ground"


def from_places(verb: Token) -> list[Token]:
    return [t for name, t in preps(verb) if name == "from"]


_BEING = frozenset({"is", "are", "was", "were", "'s", "had", "has", "have"})
_BREAKING = frozenset(
    {"collapse", "crumble", "topple", "tumble", "cave in", "give way", "drop", "slide", "slip"}
)
_BUILT = frozenset(
    "building bridge tower block school hospital church mosque hotel factory dam mine tunnel house hall minaret cathedral stadium "
    "wall roof headquarters headquarter barrack compound complex palace temple shrine market warehouse silo embankment high-rise".split()
)
_ORDINALS = frozenset("first second third fourth fifth sixth seventh last latest only".split())
_CAME = frozenset({"was", "were", "became"})


def _counted_out(verb: Token) -> bool:
    """ "became the third town to fall", "was next to fall": an infinitive that tells what has come about."""
    if verb.tag_ != "VB" or not any(c.lower_ == "to" for c in verb.children):
        return False
    if verb.head.lower_ in _CAME and any(
        c.dep_ == "acomp" and c.lower_ in (*_ORDINALS, "next") for c in verb.head.children
    ):
        return True
    above = [verb.head, *(c for c in verb.head.children if c.dep_ == "attr")]
    return any(c.lower_ in _ORDINALS for n in above for c in n.lefts)


def _supposed(sent: Sent, verb: Token) -> Token | None:
    """The subject of "should Sake fall", which stands between the two."""
    first = verb.i - 1
    while first > sent.span.start and verb.doc[first].pos_ in ("PROPN", "NOUN", "DET", "ADJ", "ADP", "PUNCT"):
        first -= 1
    return verb.nbor(-1) if verb.doc[first].lower_ == "should" and first < verb.i - 1 else None


def give_in(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """A force gives a place up to another, or a garrison gives in."""
    losers = doing_parties(scene, sent, verb)
    takers = parties(
        scene,
        sent,
        [
            t
            for name, t in preps(verb)
            if name == "to" and (named_at(sent.line, t.i) is None or t.i in sent.line.actor_at)
        ],
    )
    sites = sites_of(scene, sent, undergoers_of(verb))
    given = [s for s in sites_of(scene, sent, subjects(verb)) if s.place is not None] if not sites else []
    if given and not losers.refs and not is_passive(verb):  # "Goma surrendered to the rebels"
        return outcome("capture", verb, given, takers)
    if sites and losers.refs:
        return outcome("handover" if takers.refs else "loss", verb, sites, takers, losers)
    garrisons = [
        t
        for t in (
            subjects(verb) or sent.span[max(0, verb.i - sent.span.start - 8) : verb.i - sent.span.start]
        )
        if t.lower_ in ("garrison", "defenders")
    ]
    losers = losers if losers.refs else parties(scene, sent, garrisons)
    inside = [t for h in garrisons for name, t in preps(h) if name in ("at", "in", "of")]
    sites = [s for s in sites_of(scene, sent, inside) if s.place is not None]
    sites = sites or (passage_site(scene, sent, verb) if garrisons else [])
    return outcome("capture", verb, sites, takers, losers) if sites else "nobody gives a place up"


def change_hands(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """A place changes hands: once it is taken, again and again it is fought over."""
    heads = subjects(verb)
    held = [
        t for h in heads if h.lower_ in ("control", "possession") for n, t in preps(h) if n in ("of", "over")
    ]
    sites = sites_of(scene, sent, held or heads)
    if not sites:
        return "what changes hands is no ground"
    if any(c.lower_ in ("times", "twice", "repeatedly", "often") for c in verb.children):
        return [Change("contested", verb, tuple(sites), scope="aggregate")]
    return outcome("capture", verb, sites, losers=holder_of(scene, sent, subjects(verb)) or NOBODY)
