"""Acts told by a noun: "the fall of X to Y", "the army's withdrawal from X", "the handover of X"."""

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_verb, preps, subjects
from orchestration.extraction.territory_changes import NOBODY, Change, Reading
from orchestration.extraction.territory_parties import doing_parties, owner, parties
from orchestration.extraction.territory_passage import passage_site
from orchestration.extraction.territory_scene import Scene, named_at
from orchestration.extraction.territory_sieges import governor, of_sites
from orchestration.extraction.territory_sites import capital_site, sites_of
from orchestration.extraction.territory_taking import holder_of
from orchestration.extraction.territory_undergoers import undergoers_of

_CLAIMING = forms_of(
    "claim", "complete", "announce", "declare", "report", "proclaim", "celebrate", "hail", "finish", "achieve", "effect", "attempt", "seek"
)  # fmt: skip
_STAGING = _CLAIMING | forms_of(
    "stage", "make", "carry", "conduct", "begin", "start", "execute", "order", "continue", "resume"
)
_PUT = forms_of("put")
_LEFT_BEHIND = frozenset({"evacuation", "abandonment", "desertion", "surrender"})
_MAKING = forms_of("make", "force", "effect", "gain")


def act(scene: Scene, sent: Sent, noun: Token, row: Row) -> Reading:
    """ "the fall of X to Y", "their retaking of X", "the seizure of X by Y"."""
    by = [t for name, t in preps(noun) if name == "by"]
    sites = of_sites(scene, sent, [noun, *by], ("of",))
    owned = [c for c in noun.children if c.dep_ == "poss" and named_at(sent.line, c.i) is not None]
    capitals = [
        c for c in noun.children if c.dep_ == "poss" and sent.line.alias_types.get(c.idx) == "capital"
    ]
    if not sites and row["value"] != "loss":  # "Hargeisa's fall to the SNM"
        sites = sites_of(scene, sent, owned) or [s for c in capitals if (s := capital_site(scene, sent, c))]
        owned = owned or capitals
    if not sites:
        return "of no ground"
    if row["value"] == "loss":
        losers = parties(scene, sent, [c for c in noun.children if c.dep_ == "poss"])
        return [Change("loss", noun, tuple(sites), (), losers.refs[:1])]
    # "to ISIS", read as an infinitive
    misread = [
        c for c in noun.children if c.i in sent.line.actor_at and c.i > 0 and c.nbor(-1).lower_ == "to"
    ]
    takers = (
        parties(scene, sent, [t for name, t in preps(noun) if name == "to"] + misread)
        if noun.lower_ == "fall"
        else NOBODY
    )
    takers = (
        takers if takers.refs or owned and row["value"] == "capture" and not by else owner(scene, sent, noun)
    )
    if not takers.refs and noun.dep_ == "dobj" and noun.head.lower_ in _CLAIMING:
        takers = parties(scene, sent, subjects(noun.head))
    losers = parties(
        scene,
        sent,
        [
            t
            for n in [noun, *(t for name, t in preps(noun) if name == "of")]
            for name, t in preps(n)
            if name == "from"
        ],
    )
    if not losers.refs:
        losers = holder_of(scene, sent, [t for name, t in preps(noun) if name == "of"]) or losers
    return [Change(row["value"], noun, tuple(sites), takers.refs, losers.refs[:1])]


def _put_to_flight(scene: Scene, sent: Sent, verb: Token) -> Reading:
    """ "The rebels put the army to flight at X", "the garrison was put to flight": who fled, and before whom."""
    leavers = parties(scene, sent, undergoers_of(verb))
    sites = of_sites(scene, sent, [verb, *undergoers_of(verb)], ("at", "in", "near", "from", "outside"))
    sites = [s for s in sites if s.place is not None]
    if not leavers.refs or not sites:
        return "nobody is put to flight"
    return [Change("withdrawal", verb, tuple(sites), doing_parties(scene, sent, verb).refs, leavers.refs[:1])]


def act_out(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
    """ "the army's withdrawal from X", "the enemy is in retreat"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "to" and noun.head.head.lower_ in _PUT:
        return _put_to_flight(scene, sent, noun.head.head)
    leavers = owner(scene, sent, noun)
    verb = governor(noun)
    sites = of_sites(scene, sent, [noun], ("from",)) or (
        of_sites(scene, sent, [verb], ("from",)) if verb is not None else []
    )
    of = [t for name, t in preps(noun) if name == "of"]
    if not leavers.refs:
        leavers = parties(scene, sent, of)
    sites = sites or of_sites(scene, sent, of, ("from",))  # "the retreat of the army from X"
    if not sites and noun.lower_ in _LEFT_BEHIND:  # "the evacuation of X by the army"
        sites = [s for s in of_sites(scene, sent, [noun], ("of",)) if s.place is not None]
    if not leavers.refs and noun.dep_ == "dobj" and verb is not None and verb.lower_ in _STAGING:
        leavers = doing_parties(scene, sent, verb)
    if noun.dep_ == "pobj" and noun.head.lower_ == "in" and is_verb(noun.head.head) and not leavers.refs:
        leavers = parties(scene, sent, subjects(noun.head.head))
        sites = sites or passage_site(scene, sent, noun)
    if not leavers.refs and not (sites and sites[0].place and not sites[0].place.inherited):
        return "nobody withdraws from a place"
    return (
        [Change("withdrawal", noun, tuple(sites), (), leavers.refs[:1])]
        if sites
        else "no place that they leave"
    )


def act_to(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
    """ "the army's entry into X", "made their entry into X"."""
    movers = owner(scene, sent, noun)
    of = [t for name, t in preps(noun) if name == "of"]
    movers = movers if movers.refs else parties(scene, sent, of)
    if not movers.refs and noun.dep_ == "dobj" and noun.head.lower_ in _MAKING:
        movers = doing_parties(scene, sent, noun.head)  # "made their entry into X"
    sites = of_sites(scene, sent, [noun, *of], ("into", "to", "in", "at"))
    return (
        [Change("advance", noun, tuple(sites), movers.refs)]
        if sites and movers.refs
        else "no force enters a place"
    )


def handover(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
    """ "the handover of X to Y"."""
    sites = of_sites(scene, sent, [noun], ("of",))
    takers = parties(scene, sent, [t for name, t in preps(noun) if name == "to"])
    return (
        [Change("handover", noun, tuple(sites), takers.refs, owner(scene, sent, noun).refs[:1])]
        if sites and takers.refs
        else "nothing handed over"
    )


def at_gates(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
    """ "Taliban at the gates of Ghazni": a headline without a verb."""
    link = noun.head
    if (
        noun.dep_ != "pobj"
        or link.lower_ not in ("at", "on")
        or link.head.dep_ != "ROOT"
        or is_verb(link.head)
    ):
        return []
    movers = parties(scene, sent, [link.head])
    sites = [s for s in of_sites(scene, sent, [noun], ("of",)) if s.place is not None]
    return (
        [Change("advance", noun, tuple(sites), movers.refs)]
        if sites and movers.refs
        else "nobody at the gates"
    )
