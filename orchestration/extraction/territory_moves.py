"""Changes of territory told by a verb: who takes, leaves, besieges, holds or attacks what."""

from collections.abc import Callable

from spacy.tokens import Token

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.syntax import clause_head, conjuncts, is_passive, preps, subjects
from orchestration.extraction.territory_roles import (
    NOBODY,
    Change,
    Parties,
    control_adjective,
    doers_of,
    owner,
    parties,
    undergoers_of,
)
from orchestration.extraction.territory_sites import Site, event_sites, is_ground, noun_rows, sites_of

Found = list[Change] | str
_GOALS = frozenset("into to towards toward on onto".split())
_ENTRIES = frozenset({"into", "towards", "toward", "onto"})
_ADVANCE_PREPS = frozenset("to into towards toward on onto near in through inside along across around at within".split())
_SOURCES = frozenset({"from", "of"})
_WEAK_TAKERS = frozenset({"take", "free", "secure", "grab", "recover", "snatch", "reach", "leave", "hold", "keep", "cross", "reclaim", "claim", "near", "approach"})


def verb_changes(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """The changes that a trigger verb tells in one frame, or the reason why it tells none."""
    return _FRAMES[row["frame"]](context, sent, verb, row)


# -- taking ---------------------------------------------------------------------


def _object(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    heads = undergoers_of(verb)
    sites = sites_of(context, sent, heads)
    if not sites:
        return "its object is no ground"
    takers = parties(context, sent, doers_of(verb))
    if takers.unfit:
        return "its subject is no force"
    losers = _from_force(context, sent, verb) or _holder(context, sent, heads) or _beaten(context, sent, verb)
    if not takers.refs and not losers.refs and row["lemma"].split()[0] in _WEAK_TAKERS and not _certain(sites):
        return "neither a force nor a named place"
    return [Change(_again(verb, row["value"]), verb, tuple(sites), takers.refs, losers.refs)]


def _certain(sites: list[Site]) -> bool:
    return any(s.place is not None and not s.place.inherited for s in sites)


def _again(verb: Token, change: str) -> str:
    """`recapture` where the words say again or back."""
    near = [c.lower_ for c in verb.children if c.dep_ in ("advmod", "prt")]
    return "recapture" if change == "capture" and ("again" in near or "back" in near and verb.lower_ not in ("driven", "drove", "pushed", "forced")) else change


def _from_force(context: Context, sent: Sent, verb: Token) -> Parties | None:
    """The loser in "took X from Y"."""
    heads = [t for name, t in preps(verb) if name == "from"]
    for child in verb.children:
        if child.dep_ in ("dobj", "nsubjpass"):
            heads += [t for name, t in preps(child) if name == "from"]
    found = parties(context, sent, [h for h in heads if h.i not in sent.line.place_at or h.i in sent.line.actor_at])
    return found if found.refs else None


def _holder(context: Context, sent: Sent, heads: list[Token]) -> Parties | None:
    """The loser in the words of the place: "the rebel-held town", "a base manned by Kenyan troops", "Houthi positions"."""
    for head in heads:
        held = control_adjective(context, sent, head)
        if held.refs:
            return held
        for child in head.children:
            if child.dep_ == "acl" and child.tag_ == "VBN" and child.lower_ in ("manned", "held", "controlled", "occupied", "defended", "guarded", "run"):
                found = parties(context, sent, doers_of(child))
                if found.refs:
                    return found
        if is_ground(context, head) and head.i not in sent.line.place_at:
            found = owner(context, sent, head)
            if found.refs:
                return found
    return None


def _beaten(context: Context, sent: Sent, verb: Token) -> Parties:
    """The loser in "after clashes with Y", "after fierce battles with Y" and "after Y withdrew"."""
    clause = {t.i for t in verb.subtree} | {t.i for t in clause_head(verb).subtree}
    for token in sent.span:
        if token.i not in clause or not any(r["frame"] in ("battle", "attack") for r in noun_rows(context, token)):
            continue
        if token.dep_ != "pobj" or token.head.lower_ not in ("after", "in", "following", "during", "of"):
            continue
        found = parties(context, sent, [t for name, t in preps(token) if name in ("with", "against")])
        if found.refs:
            return Parties(found.refs[:1], True)
    return NOBODY


def _from(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    return _object(context, sent, verb, row)


def _oust(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X drives Y out of, or from, a place."""
    driven = parties(context, sent, undergoers_of(verb))
    if not driven.refs:
        return "its object is no force"
    drivers = parties(context, sent, doers_of(verb))
    if drivers.unfit:
        return "its subject is no force"
    back = any(c.lower_ == "back" for c in verb.children)
    sources = [t for name, t in preps(verb) if name in _SOURCES]
    for head in undergoers_of(verb):
        sources += [t for name, t in preps(head) if name == "from"]
    sites = sites_of(context, sent, [t for t in sources if t.lower_ not in ("fight", "power", "office")])
    lemma = row["lemma"]
    if not sites:
        if lemma not in ("dislodge", "oust", "evict", "rout", "expel") or drivers.refs == ():
            return "no place that they are driven from"
        back_to = context.passage_place(sent, verb)
        sites = [Site(back_to)] if back_to else []
        if not sites:
            return "no place that they are driven from"
    if back:
        return [Change("attack_repelled", verb, tuple(sites), drivers.refs, driven.refs[:1])]
    unnamed = not drivers.refs and is_passive(verb)
    return [Change("loss" if unnamed else _again(verb, "capture"), verb, tuple(sites), drivers.refs, driven.refs[:1])]


def _clear(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X clears a place (of Y), or clears Y from a place."""
    heads = undergoers_of(verb)
    sites = sites_of(context, sent, heads)
    if not sites:
        return _oust(context, sent, verb, row) if row["lemma"] in ("clear", "purge", "sweep") else "its object is no ground"
    takers = parties(context, sent, doers_of(verb))
    if takers.unfit:
        return "its subject is no force"
    of = parties(context, sent, [t for name, t in preps(verb) if name == "of"] + [t for h in heads for name, t in preps(h) if name == "of"])
    losers = of.refs or (_holder(context, sent, heads) or NOBODY).refs
    if not losers and not takers.refs:
        return "neither a force that clears nor one that is cleared"
    return [Change("capture", verb, tuple(sites), takers.refs, losers[:1])]


def _fall(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """A place falls (to X). What else falls is refused: shells, prices, people."""
    heads = subjects(verb)
    if verb.dep_ == "xcomp" or any(c.dep_ in ("acomp", "attr", "dobj", "prt") for c in verb.children):
        return "falls, but not into hands"
    to = [t for name, t in preps(verb) if name in ("to", "into")]
    if any(name in ("on", "in", "near", "from", "off", "by", "at", "below", "behind", "under", "onto", "outside", "over") and t.i not in sent.line.time_at for name, t in preps(verb)):
        return "something falls on or from a place"
    sites = sites_of(context, sent, heads)
    if not sites:
        return "what falls is no ground"
    takers = parties(context, sent, [t for t in to if t.i not in sent.line.place_at or t.i in sent.line.actor_at])
    if to and not takers.refs and not any(t.lower_ in ("hands",) for t in to):
        return "falls to no force"
    if not takers.refs:
        for hands in (t for t in to if t.lower_ == "hands"):
            takers = owner(context, sent, hands)
            of = parties(context, sent, [t for name, t in preps(hands) if name == "of"])
            takers = takers if takers.refs else of
    return [Change("capture", verb, tuple(sites), takers.refs)]


def _yield(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """A force gives a place up to another, or a garrison gives in."""
    sites = sites_of(context, sent, undergoers_of(verb))
    losers = parties(context, sent, doers_of(verb))
    takers = parties(context, sent, [t for name, t in preps(verb) if name == "to" and t.i not in sent.line.place_at])
    if sites and losers.refs:
        return [Change("loss", verb, tuple(sites), takers.refs, losers.refs[:1])]
    if any(h.lower_ == "garrison" for h in subjects(verb)):
        back = context.passage_place(sent, verb)
        return [Change("capture", verb, (Site(back),), takers.refs, losers.refs[:1])] if back else "no place"
    return "nobody gives a place up"


def _swap(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    heads = subjects(verb)
    sites = sites_of(context, sent, heads)
    return [Change("contested", verb, tuple(sites), scope=_repeated(verb))] if sites else "what changes hands is no ground"


def _repeated(verb: Token) -> str:
    return "aggregate" if any(c.lower_ in ("times", "twice", "repeatedly") for c in verb.children) else "incident"


def _flag(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    flags = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.lower_ in ("flag", "flags", "banner", "colours", "colors")]
    sites = sites_of(context, sent, [t for n in [verb, *flags] for name, t in preps(n) if name in ("over", "on", "in", "at", "above", "atop")])
    takers = parties(context, sent, doers_of(verb))
    if not flags or not sites or not takers.refs:
        return "no flag raised over a place by a force"
    return [Change("capture", verb, tuple(sites), takers.refs)]


# -- moving ---------------------------------------------------------------------


def _enter(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X enters, reaches or crosses a place."""
    heads = undergoers_of(verb)
    sites = sites_of(context, sent, heads)
    if not sites:
        return "its object is no ground"
    movers = parties(context, sent, doers_of(verb))
    if not movers.refs:
        return "no force enters"
    if verb.lower_ in ("reach", "reached", "reaches", "reaching", "near", "approach") and not _ground_forces(context, sent, doers_of(verb)):
        return "no force enters"
    return [Change("advance", verb, tuple(sites), movers.refs, superlative_of(verb))] if False else [Change("advance", verb, tuple(sites), movers.refs)]


def _ground_forces(context: Context, sent: Sent, heads: list[Token]) -> bool:
    """Not civilians, aid or aircraft: the mover can take ground."""
    return not any(context.lexicon.victim_nouns.get(h.lower_) == "civilian" for h in heads)


def superlative_of(verb: Token):  # pragma: no cover - placeholder
    return ()


def _advance(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X advances to, on, near or in a place, with the length of the advance where it is said."""
    movers = parties(context, sent, doers_of(verb))
    if not movers.refs:
        return "no force advances"
    if not _intransitive(verb):
        return "pushes something else"
    return _toward(context, sent, verb, movers, _ADVANCE_PREPS)


def _motion(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """A verb of plain motion: only with a preposition of entry, and only of a force."""
    movers = parties(context, sent, doers_of(verb))
    if not movers.refs or not _intransitive(verb):
        return "no force moves"
    entries = _ENTRIES | {"through"} | ({"on"} if verb.lower_.startswith(("march", "clos", "mov")) else set())
    return _toward(context, sent, verb, movers, frozenset(entries))


def _intransitive(verb: Token) -> bool:
    return not any(c.dep_ in ("dobj", "ccomp", "xcomp") and c.i > verb.i and c.lower_ not in ("way", "border") for c in verb.children) and not is_passive(verb)


def _toward(context: Context, sent: Sent, verb: Token, movers: Parties, allowed: frozenset[str]) -> Found:
    goals = [t for name, t in preps(verb) if name in allowed]
    goals = [t for t in goals if t.i not in sent.line.time_at]
    sites = sites_of(context, sent, goals)
    length = length_of(sent, verb)
    if not sites:
        return "no place that they advance to"
    return [Change("advance", verb, tuple(sites), movers.refs, distance=length)]


def length_of(sent: Sent, verb: Token) -> tuple[float | None, float | None] | None:
    """Kilometres of an advance: "advanced about a kilometre into"."""
    for child in verb.subtree:
        found = sent.line.quantity_at.get(child.i)
        if found and found.value.kind == "distance" and clause_head(child) == verb and child.i < verb.i + 10:
            return kilometres(found.value)
    return None


_KM = {"km": 1.0, "m": 0.001, "mile": 1.609344, "yard": 0.0009144, "foot": 0.0003048, "nautical mile": 1.852}


def kilometres(quantity: Quantity) -> tuple[float | None, float | None] | None:
    factor = _KM.get(quantity.unit or "")
    if factor is None:
        return None
    low, high = (round(v * factor, 2) if v is not None else None for v in (quantity.low, quantity.high))
    return low, high


# -- leaving --------------------------------------------------------------------


def _leave_from(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X withdraws (its men) from a place; a goal is not the place that is left."""
    leavers = parties(context, sent, doers_of(verb))
    moved = parties(context, sent, undergoers_of(verb)) if row["lemma"] in ("withdraw", "evacuate", "pull out", "redeploy", "relocate", "pull back") else NOBODY
    heads = doers_of(verb) or undergoers_of(verb)
    leaving = leavers if leavers.refs else moved
    if not leaving.refs:
        return "no force leaves"
    if not _ground_forces(context, sent, heads):
        return "civilians leave"
    sources = [t for name, t in preps(verb) if name in _SOURCES]
    for head in undergoers_of(verb):
        sources += [t for name, t in preps(head) if name == "from"]
    sites = sites_of(context, sent, sources)
    if not sites and not sources and row["lemma"] not in ("evacuate", "flee", "depart", "relocate", "reposition", "break out"):
        back = context.passage_place(sent, verb)
        sites = [Site(back)] if back else []
    return [Change("withdrawal", verb, tuple(sites), (), leaving.refs)] if sites else "no place that they leave"


def _leave(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X abandons or leaves a place."""
    leavers = parties(context, sent, doers_of(verb))
    if not leavers.refs or not _ground_forces(context, sent, doers_of(verb)):
        return "no force leaves"
    if any(c.dep_ in ("oprd", "acomp", "ccomp", "xcomp") for c in verb.children):
        return "leaves something in a state"
    sites = sites_of(context, sent, undergoers_of(verb))
    return [Change("withdrawal", verb, tuple(sites), (), leavers.refs)] if sites else "its object is no ground"


def _lose(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    losers = parties(context, sent, doers_of(verb))
    sites = sites_of(context, sent, undergoers_of(verb))
    if not sites:
        return "what is lost is no ground"
    if losers.unfit:
        return "its subject is no force"
    takers = parties(context, sent, [t for name, t in preps(verb) if name == "to"])
    return [Change("loss", verb, tuple(sites), takers.refs, losers.refs)]


# -- sieges ---------------------------------------------------------------------


def _besiege(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X besieges a place, or a force in a place."""
    heads = undergoers_of(verb)
    besiegers = parties(context, sent, doers_of(verb))
    if besiegers.unfit:
        return "surrounded by no force"
    held = parties(context, sent, [h for h in heads if h.i not in sent.line.place_at])
    sites = sites_of(context, sent, [h for h in heads if not any(r.start <= sent.line.article_span(h.i, h.i)[0] < r.end for r in held.refs)])
    if not sites and held.refs:
        sites = _where(context, sent, verb, heads)
    if not sites:
        return "no place is besieged"
    if not besiegers.refs and row["lemma"] in ("trap", "ring", "cut off", "surround", "isolate", "pocket", "pin down") and not held.refs and not _certain(sites):
        return "no force besieges"
    return [Change("siege", verb, tuple(sites), besiegers.refs, held.refs[:1])]


def _where(context: Context, sent: Sent, verb: Token, heads: list[Token]) -> list[Site]:
    """The place of a force or an attack: in its own phrase, else in the clause, else the passage's."""
    inside = [t for h in heads for name, t in preps(h) if name in ("in", "at", "inside", "near", "on", "around", "of", "against", "outside", "towards", "toward", "along")]
    sites = sites_of(context, sent, inside) if inside else []
    sites = [s for s in sites if s.place is not None] or event_sites(context, sent, verb)
    if sites:
        return sites
    back = context.passage_place(sent, verb)
    return [Site(back)] if back else []


# -- fighting -------------------------------------------------------------------


def _repel(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X repels an attack by Y on a place, or Y itself."""
    heads = undergoers_of(verb)
    attacks = [h for h in heads if is_attack(context, h)]
    defenders = parties(context, sent, doers_of(verb))
    if attacks:
        losers = owner(context, sent, attacks[0])
        sites = attack_sites(context, sent, verb, attacks)
        scope = _attack_scope(sent, attacks[0])
    else:
        losers = parties(context, sent, heads)
        if row["frame"] == "halt" or not losers.refs:
            return "no attack and no force is repelled"
        if row["lemma"] in ("drive back", "push back", "force back") and any(name == "from" for name, _ in preps(verb)):
            return _oust(context, sent, verb, row)
        sites = _where(context, sent, verb, heads)
        scope = None
    if defenders.unfit:
        return "its subject is no force"
    if not sites and not (defenders.refs and losers.refs):
        return "no place"
    return [Change("attack_repelled", verb, tuple(sites or [Site(None)]), defenders.refs, losers.refs[:1], scope=scope)]


def is_attack(context: Context, token: Token) -> bool:
    return any(r["frame"] == "attack" for r in noun_rows(context, token))


def attack_sites(context: Context, sent: Sent, verb: Token, attacks: list[Token]) -> list[Site]:
    """What an attack aimed at: "on X", "near X", "to enter X"; else where the clause puts it."""
    for attack in attacks:
        aims = [t for name, t in preps(attack) if name in ("on", "near", "against", "at", "in", "towards", "toward", "into", "around", "along", "to", "outside")]
        for name, by in preps(attack):
            if name == "by":
                aims += [t for n, t in preps(by) if n in ("near", "on", "in", "at", "towards")]
        for child in attack.children:
            if child.dep_ in ("acl", "relcl", "xcomp") and child.tag_ == "VB":
                aims += undergoers_of(child) + [t for name, t in preps(child) if name in _ADVANCE_PREPS]
        sites = [s for s in sites_of(context, sent, aims) if s.place is not None]
        if sites:
            return sites
    return _where(context, sent, verb, [])


def _attack_scope(sent: Sent, attack: Token) -> str | None:
    for child in attack.lefts:
        found = sent.line.quantity_at.get(child.i)
        if found and found.value.kind == "count" and (found.value.low or 0) >= 10:
            return "aggregate"
    return None


def _fight(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """Two sides fight in, for or near a place."""
    fighters = parties(context, sent, subjects(verb))
    if not fighters.refs:
        return "no force fights"
    against = [t for name, t in preps(verb) if name in ("with", "against")] + undergoers_of(verb)
    where = [t for name, t in preps(verb) if name in ("over", "in", "near", "at", "around", "inside", "on", "outside", "along", "for")]
    for head in undergoers_of(verb):
        where += [t for name, t in preps(head) if name in ("near", "in", "at", "around", "outside")]
    control = [t for t in where if t.lower_ == "control"]
    where += [t for c in control for name, t in preps(c) if name in ("of", "over")]
    sites = [s for s in sites_of(context, sent, [t for t in where if t not in control]) if s.place is not None]
    if not sites:
        return "no place is fought over"
    enemies = parties(context, sent, against)
    if not enemies.refs and len(fighters.refs) < 2 and not any(h.lower_ in ("sides", "forces") for h in subjects(verb)) and not control:
        return "nobody to fight with"
    return [Change("contested", verb, tuple(sites))]


_AIR = frozenset({"drone", "airstrike", "missile", "rocket", "artillery", "naval"})


def _assault(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X attacks a place on the ground: settlements, bases, positions. With weapons from afar it is a strike."""
    heads = undergoers_of(verb)
    sites = sites_of(context, sent, heads)
    if not sites:
        return "what is attacked is no ground"
    attackers = parties(context, sent, doers_of(verb))
    if not attackers.refs:
        return "no force attacks"
    tools = [sent.line.weapon_at[t.i].value for c in verb.children for t in c.subtree if t.i in sent.line.weapon_at and c.dep_ in ("prep", "nsubj", "agent", "advcl")]
    if any(w.strike_type in _AIR for w in tools):
        return "an attack from afar"
    losers = _holder(context, sent, heads) or NOBODY
    return [Change("contested", verb, tuple(sites), attackers.refs, losers.refs[:1], strength=0.6)]


# -- giving and holding ---------------------------------------------------------


def _handover(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X hands a place over to Y."""
    sites = sites_of(context, sent, undergoers_of(verb))
    if not sites:
        return "what is handed over is no ground"
    takers = parties(context, sent, [t for name, t in preps(verb) if name == "to"] + [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"])
    for head in undergoers_of(verb):
        if not takers.refs:
            takers = parties(context, sent, [t for name, t in preps(head) if name == "to"])
    givers = parties(context, sent, doers_of(verb))
    if not takers.refs and (row["lemma"] not in ("hand over", "cede", "relinquish", "give up", "turn over") or not givers.refs):
        return "handed to no force"
    return [Change("handover", verb, tuple(sites), takers.refs, givers.refs[:1])]


def _assume(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    objects_ = [c for c in verb.children if c.dep_ == "dobj"]
    sites = sites_of(context, sent, [t for n in [verb, *objects_] for name, t in preps(n) if name in ("for", "of", "in")])
    takers = parties(context, sent, doers_of(verb))
    givers = parties(context, sent, [t for n in [verb, *objects_, *[t for o in objects_ for _, t in preps(o)]] for name, t in preps(n) if name == "from"])
    if not sites or not takers.refs:
        return "no force takes charge of a place"
    return [Change("handover", verb, tuple(sites), takers.refs, givers.refs[:1])]


def _hold(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X holds a place: a state, no change."""
    heads = undergoers_of(verb)
    if row["lemma"] in ("hold on", "hang on", "cling"):
        heads = [t for name, t in preps(verb) if name in ("to", "on")]
    sites = sites_of(context, sent, heads)
    holders = parties(context, sent, doers_of(verb))
    if not holders.refs:
        return "no force holds"
    if any(h.lower_ == "nothing" for h in heads):
        back = context.passage_place(sent, verb)
        return [Change("control", verb, (Site(back),), holders.refs, modality="negated")] if back else "no place"
    if not sites:
        return "what is held is no ground"
    return [Change("control", verb, tuple(sites), holders.refs)]


def _flow(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    return "linking up says nothing of the ground"


def _progress(context: Context, sent: Sent, verb: Token, row: Row) -> Found:
    """X makes gains in, or towards, a place."""
    movers = parties(context, sent, doers_of(verb))
    nouns = [c for c in verb.children if c.dep_ == "dobj"]
    sites = [s for s in sites_of(context, sent, [t for n in [verb, *nouns] for name, t in preps(n) if name in _ADVANCE_PREPS]) if s.place]
    if not movers.refs or not sites:
        return "no force gains ground in a place"
    return [Change("advance", verb, tuple(sites), movers.refs)]


_FRAMES: dict[str, Callable[[Context, Sent, Token, Row], Found]] = {
    "object": _object,
    "from": _from,
    "oust": _oust,
    "clear": _clear,
    "fall": _fall,
    "yield": _yield,
    "swap": _swap,
    "flag": _flag,
    "enter": _enter,
    "advance": _advance,
    "motion": _motion,
    "leave_from": _leave_from,
    "leave": _leave,
    "lose": _lose,
    "besiege": _besiege,
    "repel": _repel,
    "halt": _repel,
    "fight": _fight,
    "assault": _assault,
    "handover": _handover,
    "assume": _assume,
    "hold": _hold,
    "flow": _flow,
    "progress": _progress,
}

__all__ = ["ActorRef", "conjuncts", "kilometres", "verb_changes"]
