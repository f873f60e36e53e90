"""Forces that are, stay or arrive in a place: "the rebels are still in X", "the army is master of X", "the column arrived at X"."""

from orchestration.extraction.actors import NON_STATE_KINDS
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.places_told import SETTLEMENTS
from orchestration.extraction.syntax import is_passive, preps, subjects
from orchestration.extraction.territory_changes import Change, Parties, Reading, outcome
from orchestration.extraction.territory_doers import EVENT_NOUNS, doers_of
from orchestration.extraction.territory_moving import is_civilian
from orchestration.extraction.territory_parties import doing_parties, owner, parties
from orchestration.extraction.territory_scene import Scene, Site, named_at
from orchestration.extraction.territory_sites import sites_of
from orchestration.extraction.territory_undergoers import undergoers_of
from orchestration.extraction.territory_unlisted import bears_arms
from orchestration.extraction.territory_words import (
    is_country,
    is_ground,
    is_part,
    is_span,
    is_time,
    noun_rows,
)
from orchestration.extraction.time_tables import TIMES_OF_DAY

_WAYS = frozenset({"road", "highway", "route", "bridge", "street"})
_INSIDE = frozenset({"in", "inside", "at", "within", "on"})
_LASTING = frozenset({"still", "now", "already", "firmly", "again", "everywhere", "yet"})
_MEN = frozenset({"men", "boys", "guys"})
_MASTERS = frozenset({"master", "masters", "mistress"})
_ARMIES = frozenset(
    "forces force army military units brigade brigades militia militias elements columns troops".split()
)
_NEUTRAL = frozenset({"peacekeepers", "peacekeeper", "observers", "monitors", "inspectors"})
_NONE = frozenset({"no", "not", "none", "neither", "nobody", "never"})
_STAYING = frozenset({"remain", "remains", "remained", "remaining", "stay", "stays", "stayed", "staying"})


def be_in(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """An armed force that is still, now or not in a settlement holds it (or does not)."""
    who = subjects(verb)
    if (masters := _mastered(scene, sent, verb)) is not None:
        holders = parties(scene, sent, who)
        return outcome("control", verb, masters, holders) if holders.refs else "no force is master"
    if any(c.i > verb.i and c.lower_ in ("theirs", "ours") for c in verb.children):
        grounds = [h for h in who if h.pos_ != "PRON"]
        sites = [s for s in sites_of(scene, sent, grounds) if s.place is not None and s.words not in _WAYS]
        held = "control" if verb.lower_ in ("is", "are", "'s", "remains", "remain") else "capture"
        return outcome(held, verb, sites, _whose(scene, sent, verb)) if sites else []
    if any(c.dep_ == "acomp" and c.lower_ in ("free", "liberated") for c in verb.children):
        sites = [s for s in sites_of(scene, sent, who) if s.place is not None and not is_country(s)]
        freed = any(
            c.lower_ in ("since", "now", "again", "of") for t in verb.children for c in (t, *t.children)
        )
        return outcome("capture", verb, sites) if sites and freed else []
    if any(c.dep_ == "expl" for c in verb.children):
        return _there_are(scene, sent, verb)
    if bases := [c for c in verb.children if c.dep_ == "attr" and is_ground(scene, c) and _is_last(c, verb)]:
        holders = owner(scene, sent, bases[0])
        if bases[0].lower_ in SETTLEMENTS and any(r.actor and r.actor.kind == "state" for r in holders.refs):
            return []  # "remains a Croatian town"
        sites = [s for s in sites_of(scene, sent, who) if s.place is not None and not is_country(s)]
        return outcome("control", verb, sites, holders) if sites and holders.refs else []
    if (theirs := _is_whose(scene, sent, verb)) is not None:
        return theirs
    if any(c.dep_ in ("acomp", "advmod", "attr") and c.lower_ == "next" for c in verb.children):
        return _next_in_line(scene, sent, verb)
    posted = [c for c in verb.children if c.dep_ in ("acomp", "oprd", "xcomp") and c.lower_ in _POSTED]
    if any(c.dep_ in ("attr", "acomp", "xcomp", "ccomp", "oprd") and c not in posted for c in verb.children):
        return []
    if under := [t for name, t in preps(verb) if name == "under"]:
        return _is_under(scene, sent, verb, under)
    if any(name == "on" and t.lower_ in EVENT_NOUNS | _MANNERS for name, t in preps(verb)):
        return "on the move or the offensive"
    if verb.lower_ in _BEING and (
        near := [t for name, t in preps(verb) if name in ("at", "on") and t.lower_ in _GATES]
    ):
        movers, sites = _fighters(scene, sent, who), sites_of(scene, sent, near)
        return outcome("advance", verb, sites, movers) if sites and movers.refs else "no force at the gates"
    denied = any(t.lower_ in _NONE for h in who for t in h.subtree if t.i < verb.i) or any(
        c.dep_ == "neg" for c in verb.children
    )
    lasting = any(c.lower_ in _LASTING and c.dep_ == "advmod" for c in verb.children) or any(
        c.lower_ == "our" for h in who for c in h.children
    )
    inside = any(name == "inside" for name, _ in preps(verb))
    rejected = scene.attribution(sent, verb).denied
    back = any(c.lower_ == "back" and c.dep_ == "advmod" for c in verb.children)
    lasting = lasting or any(c.lower_ == "since" and c.dep_ in ("prep", "mark") for c in verb.children)
    lasting = lasting or any(name == "for" and is_span(sent.line, t) for name, t in preps(verb))
    soon = _will_be(sent, verb)
    come = soon or any(
        name == "by" and (is_time(sent.line, t.i) or t.lower_ in TIMES_OF_DAY) for name, t in preps(verb)
    )
    if not (denied or lasting or inside or rejected or back or come or verb.lower_ in _STAYING):
        return []
    holders = _fighters(scene, sent, who)
    if not holders.refs:
        return []
    near = [
        t for n in (verb, *posted) for name, t in preps(n) if name in _INSIDE and not is_time(sent.line, t.i)
    ]
    named = [
        t
        for t in near
        if named_at(sent.line, t.i) is not None or is_ground(scene, t) or is_part(scene, t) or t.tag_ == "NNP"
    ]
    sites = [s for s in sites_of(scene, sent, named) if s.place is not None and not is_country(s)]
    if not sites:
        return []
    modality = "negated" if denied else None
    change = "recapture" if back else "advance" if come and not denied else "control"
    return [Change(change, verb, tuple(sites), holders.refs, modality=modality)]


_MANNERS = frozenset("defensive move run march way alert standby patrol leave parade guard trial".split())


def _there_are(scene: Scene, sent: Sent, verb: Token) -> Reading:
    """ "There are still rebels in X", "there are no rebels left in X"."""
    who = [c for c in verb.children if c.dep_ == "attr"]
    holders = _fighters(scene, sent, who)
    none = any(c.lower_ == "no" for h in who for c in h.children) or any(
        c.dep_ == "neg" for c in verb.children
    )
    still = any(c.lower_ in ("still", "left") for n in (verb, *who) for c in n.children)
    nodes = [verb, *who, *(c for h in who for c in h.children if c.dep_ in ("acl", "relcl", "amod"))]
    near = [
        t for n in nodes for name, t in preps(n) if name in ("in", "inside") and not is_time(sent.line, t.i)
    ]
    sites = [s for s in sites_of(scene, sent, near) if s.place is not None and not is_country(s)]
    if not holders.refs or not sites or not (none or still):
        return []
    gone = any(c.lower_ == "left" for n in (verb, *who) for c in n.children)
    # "there is not a single soldier in X" denies that it was taken
    told = "capture" if none and not gone else "control"
    return [Change(told, verb, tuple(sites), holders.refs, modality="negated" if none else None)]


def _is_last(base: Token, verb: Token) -> bool:
    """ "The town was the army's last base on the coast", "remains a rebel town"."""
    lasting = verb.lower_ in _STAYING or any(c.lower_ in ("now", "still") for c in verb.children)
    return (
        base.lower_ in SETTLEMENTS
        and lasting
        or any(c.lower_ in ("last", "only", "main", "sole", "remaining", "final") for c in base.lefts)
    )


_POSTED = frozenset("deployed present positioned stationed camped encamped active".split())
_SOON = frozenset({"tomorrow", "tonight", "soon", "shortly"})


def _will_be(sent: Sent, verb: Token) -> bool:
    """ "We shall be in the capital within a day": a force that is to come, and when."""
    if not any(
        c.dep_ == "aux" and c.lower_ in ("will", "shall", "'ll", "would", "could") for c in verb.children
    ):
        return False
    return any(c.lower_ in _SOON for c in verb.children) or any(
        name in ("within", "by", "before", "in") and is_span(sent.line, t) for name, t in preps(verb)
    )


def _is_whose(scene: Scene, sent: Sent, verb: Token) -> Reading | None:
    """ "The town is Russian now": the state whose adjective, by now or again, is said of a named place."""
    said = [c for c in verb.children if c.dep_ == "acomp" and c.i in sent.line.actor_at]
    dated = any(name in ("by", "since", "until") and is_time(sent.line, t.i) for name, t in preps(verb))
    dated = dated or any(
        name in ("by", "since", "until") and t.lower_ in ("end", "beginning", "start")
        for name, t in preps(verb)
    )
    by_now = any(c.lower_ in ("now", "again", "still", "already") for t in (verb, *said) for c in t.children)
    if not said or not (by_now or dated):
        return None
    sites = [s for s in sites_of(scene, sent, subjects(verb)) if s.place is not None and not is_country(s)]
    return outcome("control", verb, sites, parties(scene, sent, said)) if sites else None


def _is_under(scene: Scene, sent: Sent, verb: Token, under: list[Token]) -> Reading:
    """ "The west bank is under the rebels": the force that a named place is subject to."""
    holders = parties(
        scene,
        sent,
        [t for t in under if t.lower_ not in EVENT_NOUNS | _FIRES and not _is_told_by_noun(scene, t)],
    )
    sites = [s for s in sites_of(scene, sent, subjects(verb)) if s.place is not None]
    lasting = any(c.lower_ in ("since", "still") for c in verb.children)
    if sites and lasting and any(t.lower_ in ("attack", "assault") for t in under):
        return outcome("contested", verb, sites)
    return outcome("control", verb, sites, holders) if sites and holders.refs else []


_FIRES = frozenset("guns gun fire bombardment shelling pressure artillery bombs threat".split())


def _is_told_by_noun(scene: Scene, under: Token) -> bool:
    """Whether what a place is under tells its own claim: "under the authority of the State", "under siege"."""
    return any(r["frame"] in ("rule", "control", "hands", "siege") for r in noun_rows(scene, under))


_BEING = frozenset({"is", "are", "was", "were", "'re", "'s", "stand", "stands", "stood"})
_GATES = frozenset({"gates", "gate", "doorstep", "doorsteps", "outskirts", "edge", "edges", "threshold"})


def _next_in_line(scene: Scene, sent: Sent, verb: Token) -> Reading:
    """ "Tarhuna will be next": what is to fall after the ground just told of."""
    told = scene.told.spoken[-1:]
    sites = [
        s for s in sites_of(scene, sent, subjects(verb)) if s.place is not None and not s.place.inherited
    ]
    if not told or sent.index - told[0].sent_index > 2 or not sites:
        return []
    return [Change("capture", verb, tuple(sites), modality="planned")]


def be_seen(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """A force that is seen in a settlement has come there."""
    if not is_passive(verb):
        return []
    seen = _fighters(scene, sent, undergoers_of(verb))
    near = [
        t
        for name, t in preps(verb)
        if name in _INSIDE
        and (
            named_at(sent.line, t.i) is not None
            or is_ground(scene, t)
            or is_part(scene, t)
            or t.tag_ == "NNP"
        )
    ]
    sites = [s for s in sites_of(scene, sent, near) if s.place is not None and not is_country(s)]
    return outcome("advance", verb, sites, seen) if sites and seen.refs else []


def _whose(scene: Scene, sent: Sent, verb: Token) -> Parties:
    """Who "they" of "the town was theirs" are: the force of the clause before; "we" are the speaker's side."""
    ours = [c for c in verb.children if c.lower_ == "ours"]
    if ours:
        return parties(scene, sent, ours)
    top = verb.head if verb.dep_ == "conj" else verb
    return parties(scene, sent, subjects(top)) if top is not verb else Parties()


def _mastered(scene: Scene, sent: Sent, verb: Token) -> list[Site] | None:
    """The ground of "was master of the whole valley", "are masters of the town"."""
    masters = [c for c in verb.children if c.dep_ == "attr" and c.lower_ in _MASTERS]
    if not masters:
        return None
    return sites_of(scene, sent, [t for m in masters for name, t in preps(m) if name == "of"])


def _fighters(scene: Scene, sent: Sent, heads: list[Token]) -> Parties:
    """Of the parties those that bear arms: a state or an organisation as such is not in a town."""
    members = [t for h in heads for name, t in preps(h) if name == "of"]
    armed = [
        h
        for h in (*heads, *members)
        if h.lower_ not in _NEUTRAL
        and scene.lexicon.force_nouns.get(h.lower_) == "combatant"
        or h.lower_ in _ARMIES
        or (named := sent.line.actor_at.get(h.i)) is not None
        and named.value.kind in NON_STATE_KINDS
        or h.lower_ in ("they", "we")
        or h.tag_ == "NNPS"
        or h.lower_ in _MEN
        and any(c.dep_ == "poss" for c in h.lefts)
        or bears_arms(sent, h)
    ]
    return parties(scene, sent, armed)


def arrive(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """A column or a force arrives in a place."""
    movers = doing_parties(scene, sent, verb)
    if any(h.i in sent.line.weapon_at for h in doers_of(sent, verb)):
        return "machines arrive"
    if not movers.refs or is_civilian(scene, sent, doers_of(sent, verb)):
        return "no force arrives"
    at = [
        t
        for n in (
            verb,
            *(
                c
                for c in verb.children
                if c.dep_ == "dobj" and c.lower_ in ("position", "positions", "post", "posts")
            ),
        )
        for name, t in preps(n)
        if name in ("in", "at", "outside", "before", "on", "into", "around", "near", "along")
        and not is_time(sent.line, t.i)
    ]
    sites = [s for s in sites_of(scene, sent, at) if s.place is not None and not is_country(s)]
    return outcome("advance", verb, sites, movers) if sites else "no place where they arrive"
