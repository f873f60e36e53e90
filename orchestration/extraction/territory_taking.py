"""Ground taken, lost, cleared, given and flown flags over, as verbs tell it: "seized X", "drove Y from X", "handed X over"."""

from dataclasses import replace

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.parse_tag_repairs import FLAGS
from orchestration.extraction.syntax import (
    agents,
    clause_head,
    is_nobody,
    is_passive,
    is_verb,
    preps,
    subjects,
)
from orchestration.extraction.territory_changes import NOBODY, Parties, Reading, outcome
from orchestration.extraction.territory_doers import doers_of
from orchestration.extraction.territory_holders import control_adjective, named_owner
from orchestration.extraction.territory_participles import is_declared
from orchestration.extraction.territory_parties import doing_parties, owner, parties
from orchestration.extraction.territory_passage import headed_site, passage_site
from orchestration.extraction.territory_scene import Scene, Site, named_at
from orchestration.extraction.territory_sites import sites_of
from orchestration.extraction.territory_undergoers import undergoers_of
from orchestration.extraction.territory_unlisted import by_words
from orchestration.extraction.territory_words import is_country, is_ground, is_time, noun_rows

# Verbs of daily life: with no force and no named place in sight they say nothing of war.
_WEAK = frozenset(
    "take free secure grab recover snatch hold keep reclaim claim leave lose clear cross reach".split()
)
_MILITARY = frozenset(
    "base camp position post outpost line trench garrison barrack headquarter stronghold checkpoint bastion bunker defence defense airbase fort".split()
)
_MANNED = frozenset({"manned", "held", "controlled", "occupied", "defended", "guarded", "run", "garrisoned"})


_GAINING = frozenset({"secure", "gain", "win"})
_FOOTHOLDS = frozenset({"bridgehead", "beachhead", "foothold", "toehold"})


def take(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X takes a place (from Y)."""
    heads = undergoers_of(verb)
    sites = sites_of(scene, sent, heads) or sites_of(
        scene, sent, [c for c in verb.children if c.dep_ == "dobj" and c.lower_ in ("which", "that")]
    )
    sites = sites or headed_site(scene, sent, verb)
    if not sites:
        return "its object is no ground"
    if row["lemma"] in _GAINING and any(h.lower_ in _FOOTHOLDS for h in heads):
        return "a foothold, which its noun tells"
    if row["lemma"] == "reduce" and any(name == "to" for name, _ in preps(verb)):
        return "reduced to rubble"
    if row["value"] in ("road", "ring") and not any(s.words.removesuffix("s") in _WAYS for s in sites):
        return "what is cut is no road"
    takers = doing_parties(scene, sent, verb)
    if takers.unfit and is_declared(verb):
        takers = NOBODY
    if takers.unfit and row["lemma"] in _BY_FORCE:
        takers = men(scene, sent, verb)
    if takers.unfit:
        return "its subject is no force"
    losers = from_whom(scene, sent, verb) or holder_of(scene, sent, heads) or beaten(scene, sent, verb)
    sure = certain(sites) or any(h.lower_ == "both" for h in heads)
    if not takers.refs and not losers.refs and row["lemma"].split()[0] in _WEAK and not sure:
        return "neither a force nor a named place"
    if (
        row["lemma"] == "occupy"
        and verb.tag_ == "VBG"
        and any(c.lower_ in ("were", "was", "are", "is") for c in verb.children)
    ):
        return outcome("control", verb, sites, takers)
    if row["lemma"] == "occupy" and any(
        is_time(sent.line, t.i) or t.lower_ == "since"
        for c in verb.children
        if c.lower_ == "since"
        for t in c.subtree
    ):
        return outcome("control", verb, sites, takers)
    if row["value"] in ("road", "ring"):
        if any(c.lower_ in ("all", "every", "both", "last") for h in heads for c in h.children):
            return outcome("siege", verb, sites, takers)
        if row["value"] == "ring":
            return "one road among several"
    intended = any(
        c.lower_ in ("will", "would", "may", "might", "could", "to", "shall", "'ll")
        for c in verb.head.children
    )
    if verb.dep_ == "xcomp" and verb.head.lower_ in TRYING and not intended:
        return outcome("contested", verb, sites, takers, losers or NOBODY)
    change = "capture" if row["value"] == "road" else row["value"]
    if row["lemma"] == "occupy" and verb.tag_ in ("VBZ", "VBP"):
        change = "control"  # "Russia now occupies a fifth of Ukraine"
    return outcome(again(verb, change), verb, sites, takers, losers)


# Verbs that make fighters of the men who do them.
_BY_FORCE = frozenset({"seize", "capture", "overrun", "retake", "recapture", "storm", "occupy"})


def men(scene: Scene, sent: Sent, verb: Token) -> Parties:
    """Those who are only called men: "the men seized the bridge"."""
    crowd = [h for h in doers_of(sent, verb) if h.lower_ in ("men", "boys", "lads")]
    return Parties((by_words(scene, sent, crowd[0]),), True) if crowd else Parties((), True)


_WAYS = frozenset(
    {"road", "highway", "route", "supply line", "line", "lines", "corridor", "railway", "bridge", "crossing"}
)
TRYING = frozenset(
    "attempt attempts attempted attempting try tries tried trying struggle struggled struggling fight fighting fought battle battling".split()
)


def certain(sites: list[Site]) -> bool:
    """Whether a named place is among the sites, in the words of the clause itself."""
    return any(s.place is not None and not s.place.inherited for s in sites)


def again(verb: Token, change: str) -> str:
    """`recapture` where the words say again or back."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("advmod", "prt")}
    return "recapture" if change == "capture" and words & {"again", "back", "anew"} else change


def from_whom(scene: Scene, sent: Sent, verb: Token) -> Parties | None:
    """The loser in "took X from Y"."""
    nodes = [verb, *(c for c in verb.children if c.dep_ in ("dobj", "nsubjpass"))]
    heads = [
        t
        for n in nodes
        for name, t in preps(n)
        if name == "from" and (named_at(sent.line, t.i) is None or t.i in sent.line.actor_at)
    ]
    found = parties(scene, sent, heads)
    if not found.refs:
        found = parties(scene, sent, _later_from(sent, verb))
    return found if found.refs else None


def _later_from(sent: Sent, verb: Token) -> list[Token]:
    """The object of a "from" later in the clause, where brackets or a list tore it from its verb."""
    return [
        c
        for t in sent.line.doc[verb.i + 1 : sent.span.end]
        if t.lower_ == "from" and clause_head(t) == verb
        for c in t.children
        if c.dep_ == "pobj" and (named_at(sent.line, c.i) is None or c.i in sent.line.actor_at)
    ]


def holder_of(scene: Scene, sent: Sent, heads: list[Token]) -> Parties | None:
    """The loser in the words of the place: "the rebel-held town", "a base manned by Kenyan troops", "Houthi positions"."""
    for head in heads:
        named = head.i in sent.line.actor_at and head.i not in sent.line.place_at
        if named and any(
            c.dep_ == "compound" and c.text.islower() and is_ground(scene, c) for c in head.lefts
        ):
            return parties(scene, sent, [head])  # "territory ISIL once controlled"
        found = control_adjective(scene, sent, head)
        for child in head.children:
            if child.dep_ == "acl" and child.lower_ in _MANNED and not found.refs:
                found = parties(scene, sent, doers_of(sent, child))
            elif (
                child.dep_ == "relcl"
                and not found.refs
                and any(
                    r["frame"] == "hold" or r["frame"] == "take" and is_passive(child)
                    for r in scene.lexicon.triggers.get(f"territory:verb:{child.lower_}", ())
                )
            ):
                found = parties(scene, sent, agents(child) if is_passive(child) else subjects(child))
        if not found.refs and is_ground(scene, head) and named_at(sent.line, head.i) is None:
            found = _holding_owner(scene, sent, head)
        beside = [c for c in head.children if c.dep_ == "appos" and is_ground(scene, c)]
        # "Camp Abubakar, the MILF's headquarters", "X, the last town held by Y"
        if not found.refs and beside:
            found = _holding_owner(scene, sent, beside[0])
            manned = [c for c in beside[0].children if c.dep_ == "acl" and c.lower_ in _MANNED]
            found = parties(scene, sent, agents(manned[0])) if manned and not found.refs else found
            hands = [
                t
                for name, t in preps(beside[0])
                if name in ("in", "under") and t.lower_ in ("hands", "control", "rule")
            ]
            found = named_owner(scene, sent, hands[0]) if hands and not found.refs else found
        for name, part in preps(head):
            if name == "of" and not found.refs and head.lower_.removesuffix("s") in _MILITARY:
                found = parties(scene, sent, [part] if named_at(sent.line, part.i) is None else [])
            if name == "of" and not found.refs:
                found = holder_of(scene, sent, [part]) or found
        if found.refs:
            return found
    return None


def _holding_owner(scene: Scene, sent: Sent, ground: Token) -> Parties:
    """Whose the ground is; "the Georgian port of Poti", "Haiti's second city" only say where it lies."""
    found = owner(scene, sent, ground)
    located = all(r.actor and r.actor.kind == "state" for r in found.refs)
    return NOBODY if located and ground.lower_.removesuffix("s") not in _MILITARY else found


def beaten(scene: Scene, sent: Sent, verb: Token) -> Parties:
    """The loser in "after clashes with Y" and "in fierce battles against Y"."""
    within = {t.i for t in verb.subtree} | ({t.i for t in verb.head.subtree} if is_verb(verb.head) else set())
    for token in sent.span:
        if (
            token.i in within
            and token.dep_ == "pobj"
            and any(r["frame"] in ("battle", "attack") for r in noun_rows(scene, token))
        ):
            found = parties(scene, sent, [t for name, t in preps(token) if name in ("with", "against")])
            if found.refs:
                return Parties(found.refs[:1], True)
    return NOBODY


def oust(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X drives Y out of, or from, a place."""
    heads = undergoers_of(verb)
    driven = parties(scene, sent, heads)
    if any(h.i in sent.line.weapon_at for h in heads):
        return "machines are knocked out"
    drivers = doing_parties(scene, sent, verb)
    them = [h for h in heads if h.lower_ == "them" or h.lower_ == "him" and drivers.refs]
    if not driven.refs and them:
        driven = Parties((by_words(scene, sent, them[0]),))
    if not driven.refs:
        return "its object is no force"
    if not drivers.refs and any(scene.lexicon.force_nouns.get(h.lower_) == "platform" for h in heads):
        return "machines are driven somewhere"
    if drivers.unfit:
        return "its subject is no force"
    sources = [t for n in [verb, *heads] for name, t in preps(n) if name in ("from", "of", "off")]
    sites = sites_of(scene, sent, sources)
    if sites and not any(s.place for s in sites):  # "pushed them off more ground on Mount X"
        around = [t for name, t in preps(verb) if name in ("on", "in", "at", "around", "near")]
        named = [t for t in around if named_at(sent.line, t.i) is not None]
        sites = [replace(sites[0], place=s.place) for s in sites_of(scene, sent, named)[:1]] or sites
    if (
        them
        and them[0].lower_ == "him"
        and (
            not certain(sites)
            or any(is_country(s) for s in sites)
            or any(name == "to" for name, _ in preps(verb))
        )
    ):
        return "one man is driven from somewhere"
    out = any(c.lower_ == "out" for c in verb.children)
    beaten_out = (
        drivers.refs
        or is_passive(verb)
        and scene.told.spoken
        and scene.told.spoken[-1].sent_index >= sent.index - (row["lemma"] != "rout")
    )
    if not sites and (row["value"] == "always" or out) and beaten_out and not sources:
        sites = passage_site(scene, sent, verb)
    if not sites:
        return "no place that they are driven from"
    if any(c.lower_ == "back" for c in verb.children):
        return outcome("attack_repelled", verb, sites, drivers, driven)
    if not drivers.refs and is_passive(verb):
        return outcome("loss", verb, sites, drivers, driven)
    return outcome(again(verb, "capture"), verb, sites, drivers, driven)


def clear(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X clears a place (of Y), or clears Y from a place."""
    heads = undergoers_of(verb)
    sites = sites_of(scene, sent, heads) or headed_site(scene, sent, verb)
    if not sites:
        return oust(scene, sent, verb, row)
    takers = doing_parties(scene, sent, verb)
    declared = is_declared(verb)
    if takers.unfit and not declared:
        return "its subject is no force"
    inside = [t for h in heads for t in h.subtree if t.dep_ == "pobj" and t.head.lower_ == "of"]
    rid_of = [t for name, t in preps(verb) if name == "of"]
    cleared = parties(scene, sent, rid_of + inside)
    if rid_of and cleared.unfit:
        return "cleared of no force"
    losers = cleared if cleared.refs else holder_of(scene, sent, heads) or NOBODY
    surface = takers.refs and all(s.measured for s in sites)
    if not losers.refs and not certain(sites) and not declared and not surface:
        return "neither a named place nor a force that is cleared"
    return outcome("capture", verb, sites, takers, losers)


def raise_flag(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    flags = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.lower_ in FLAGS]
    heads = [
        t
        for n in [verb, *flags]
        for name, t in preps(n)
        if name in ("over", "on", "in", "at", "above", "atop")
    ]
    takers = doing_parties(scene, sent, verb)
    if is_passive(verb) and not takers.refs:
        takers = next((p for f in flags if (p := named_owner(scene, sent, f)).refs), takers)
    # "over the governor's office in Kirkuk"
    sites = sites_of(scene, sent, heads) or sites_of(
        scene, sent, [t for h in heads for name, t in preps(h) if name in ("in", "at", "of")]
    )
    return (
        outcome("capture", verb, sites, takers)
        if flags and sites and takers.refs
        else "no flag raised over a place by a force"
    )


def fly_flag(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """ "Our flag went up over X", "the black flag flies over X": whose flag it is takes, or holds, what it flies over."""
    flags = [h for h in subjects(verb) if h.lower_ in FLAGS]
    holders = next((p for f in flags if (p := named_owner(scene, sent, f)).refs), NOBODY)
    over = [t for name, t in preps(verb) if name in ("over", "above", "from", "on", "in", "at", "atop")]
    sites = [s for s in sites_of(scene, sent, over) if s.place is not None and not is_country(s)]
    if flags and holders.refs and sites:
        return outcome(row["value"], verb, sites, holders)
    flown = [c for c in verb.children if c.dep_ == "dobj" and c.lower_ in FLAGS]
    holders = next((p for f in flown if (p := named_owner(scene, sent, f)).refs), NOBODY)
    sites = [s for s in sites_of(scene, sent, subjects(verb)) if s.place is not None and not is_country(s)]
    still = any(c.lower_ in ("still", "again") for c in verb.children)
    if flown and (holders.refs or still) and certain(sites):  # "only X now flies the rebel flag"
        return outcome("control", verb, sites, holders)
    return "no flag over a place"


_TAKING_HOLD = frozenset(
    {"hold", "hands", "hand", "possession", "master", "masters", "command", "lords", "charge"}
)


def take_hold(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """ "got hold of X", "laid hands on X", "made themselves masters of X": the ground hangs on a noun of possession."""
    nodes = [verb, *(c for c in verb.children if c.lower_ in _TAKING_HOLD)]
    nodes += [g for c in verb.children for g in c.children if g.lower_ in _TAKING_HOLD]
    sites = sites_of(
        scene, sent, [t for n in nodes for name, t in preps(n) if name in ("of", "on", "upon", "over")]
    )
    takers = doing_parties(scene, sent, verb)
    named = [s for s in sites if s.place is not None]
    return (
        outcome("capture", verb, named, takers) if named and takers.refs else "no force lays hands on ground"
    )


def relieve(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """ "relieved X": the siege of a town, or of the garrison in it, is broken."""
    takers = doing_parties(scene, sent, verb)
    heads = undergoers_of(verb)
    inside = [
        t for h in heads if h.lower_ == "garrison" for name, t in preps(h) if name in ("of", "in", "at")
    ]
    sites = [
        s for s in sites_of(scene, sent, inside or heads) if s.place is not None and not s.place.inherited
    ]
    if not sites or not takers.refs or any(name == "of" for name, _ in preps(verb)):
        return "no besieged place is relieved"
    return outcome("siege_broken", verb, sites, takers)


def lose(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """Y loses a place (to X)."""
    sites = sites_of(scene, sent, undergoers_of(verb)) or headed_site(scene, sent, verb)
    losers = doing_parties(scene, sent, verb)
    if not sites:
        return "what is lost is no ground"
    if losers.unfit:
        return "its subject is no force"
    takers = parties(scene, sent, [t for name, t in preps(verb) if name == "to"])
    return outcome("loss", verb, sites, takers, losers)


_ANYBODY = frozenset({"anyone", "anybody"})
_CHARGES = frozenset({"responsibility", "security", "authority", "command", "sovereignty"})
_RULES = frozenset({"rule", "control", "authority", "hands", "administration", "sovereignty", "jurisdiction"})
_GIVERS = frozenset(
    {
        "hand over",
        "cede",
        "relinquish",
        "yield",
        "give up",
        "turn over",
        "hand back",
        "give back",
        "sign over",
    }
)


def hand_over(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """Y hands a place over to X."""
    heads = undergoers_of(verb)
    charges = [h for h in heads if h.lower_ in _CHARGES]
    fields = [t for c in charges for name, t in preps(c) if name in ("for", "of", "over", "in")]
    fields += [
        t for f in fields if f.lower_ in _CHARGES for name, t in preps(f) if name in ("in", "of", "over")
    ]
    sites = (
        sites_of(scene, sent, heads)
        or sites_of(scene, sent, [f for f in fields if f.lower_ not in _CHARGES])
        or headed_site(scene, sent, verb)
    )
    if not sites and charges and any(c.lower_ == "there" for c in (*verb.children, *charges[0].children)):
        sites = passage_site(scene, sent, verb)
    if not sites:
        return "what is handed over is no ground"
    to = [
        t
        for n in [verb, *[c for c in verb.children if c.dep_ in ("prt", "prep")], *heads]
        for name, t in preps(n)
        if name == "to"
    ]
    to += [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    if any(is_nobody(t) for t in to):
        return "handed to nobody"
    takers = parties(scene, sent, to)
    for rule in (t for t in to if t.lower_ in _RULES and not takers.refs):
        takers = owner(scene, sent, rule)
    givers = doing_parties(scene, sent, verb)
    if not givers.refs:
        givers = from_whom(scene, sent, verb) or givers
    if row["lemma"] in ("give up", "surrender") and is_passive(verb) and not takers.refs and certain(sites):
        return outcome("loss", verb, sites, NOBODY, givers)  # "not one metre of X will be given up"
    if not takers.refs and any(t.lower_ in _ANYBODY for t in to) and certain(sites):
        # "denied that X had been handed over to anyone"
        return outcome("handover", verb, sites, NOBODY, givers)
    if not takers.refs and (row["lemma"] not in _GIVERS or not givers.refs or sites[0].place is None):
        return "handed to no force"
    if not takers.refs and row["lemma"] in ("give up", "relinquish", "yield"):
        return outcome("loss", verb, sites, NOBODY, givers)
    return outcome("handover", verb, sites, takers, givers)


def take_charge(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """X assumes responsibility for a place from Y."""
    charges = [c for c in verb.children if c.dep_ == "dobj"]
    nodes = [verb, *charges]
    grounds = [t for n in nodes for name, t in preps(n) if name in ("for", "of", "in")]
    sites = sites_of(scene, sent, [t for t in grounds if t.pos_ != "PRON" and t.lower_ != "both"])
    takers = doing_parties(scene, sent, verb)
    givers = parties(scene, sent, [t for n in [*nodes, *grounds] for name, t in preps(n) if name == "from"])
    return (
        outcome("handover", verb, sites, takers, givers)
        if sites and takers.refs
        else "no force takes charge of a place"
    )


def restore(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """ "restored security to the villages of A and B": what an army says of ground that it took back."""
    takers = doing_parties(scene, sent, verb)
    goods = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    heads = [t for n in [verb, *goods] for name, t in preps(n) if name in ("to", "in", "over")]
    sites = [s for s in sites_of(scene, sent, heads) if s.place is not None]
    return outcome("recapture", verb, sites, takers) if sites and takers.refs else "restores something else"
