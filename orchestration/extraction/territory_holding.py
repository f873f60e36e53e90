"""Ground held, as verbs tell it: "still holds X", "is holding out in X", "X belongs to"."""

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_none, is_passive, preps, subjects
from orchestration.extraction.territory_changes import Change, Reading, outcome
from orchestration.extraction.territory_doers import doers_of
from orchestration.extraction.territory_parties import doing_parties, parties
from orchestration.extraction.territory_passage import passage_site
from orchestration.extraction.territory_scene import Scene
from orchestration.extraction.territory_sites import posted_at, sites_of, where_sites
from orchestration.extraction.territory_taking import certain, men
from orchestration.extraction.territory_undergoers import undergoers_of
from orchestration.extraction.territory_words import SHARES, is_country, is_ground, is_time

_WELL = frozenset({"successfully", "stubbornly", "bravely", "heroically", "victoriously"})
_CORDONS = frozenset({"perimeter", "perimeters", "cordon", "cordons"})  # around what guards keep others from
_RUNNING = frozenset({"run", "administer", "operate"})
_INSTITUTIONS = frozenset({"government", "medical", "education", "religious"})
_PRESSED = frozenset({"siege", "blockade", "fire", "bombardment", "attack", "pressure"})


def _is_of_a_place(noun: Token) -> bool:
    """Whether the noun says what it belongs to: "the perimeter of Khe Sanh", "the airport perimeter"."""
    return any(name == "of" for name, _ in preps(noun)) or any(
        c.dep_ in ("compound", "poss") for c in noun.lefts
    )


def hold(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X holds a place: a state, no change."""
    heads = undergoers_of(verb)
    if row["value"] == "prepositional":
        nodes = [verb, *(c for c in verb.children if c.dep_ in ("dobj", "acomp", "advmod", "prt"))]
        heads = [
            t for n in nodes for name, t in preps(n) if name in ("to", "on", "in", "at", "around", "over")
        ]
    if row["value"] == "still" and not _has_ground(scene, verb):
        return []
    if any(name == "under" and t.lower_ in _PRESSED for name, t in preps(verb)):
        return "held under siege"
    if row["lemma"] == "keep" and any(
        c.lower_ in ("up", "going", "on") and c.dep_ == "prt" for c in verb.children
    ):
        return "something is kept up"
    holders = doing_parties(scene, sent, verb)
    if holders.unfit and row["lemma"] == "hold":
        holders = men(scene, sent, verb)
    if not holders.refs and row["value"] == "prepositional":
        holders = parties(scene, sent, undergoers_of(verb))
    if not holders.refs and any(is_none(h) for h in doers_of(sent, verb)):
        sites = [s for s in sites_of(scene, sent, heads) if s.place is not None]
        return (
            [Change("control", verb, tuple(sites), modality="negated")] if sites else "nobody holds nothing"
        )
    if not holders.refs and row["lemma"] in _HOLDING_OUT and not is_passive(verb):
        heads = subjects(verb)
        sites = [s for s in sites_of(scene, sent, [h for h in heads if h.tag_ == "NNP"]) if not is_country(s)]
        if certain(sites):  # "Malanje still held out"; "Vaux held out until 7 June", when it fell
            ended = any(name in ("until", "till") and is_time(sent.line, t.i) for name, t in preps(verb))
            return outcome("capture" if ended else "control", verb, sites)
    if not holders.refs:
        return "no force holds"
    if any(h.lower_ == "nothing" for h in heads):
        return [
            Change("control", verb, tuple(passage_site(scene, sent, verb)), holders.refs, modality="negated")
        ]
    if row["lemma"] == "hold" and any(
        h.lower_ in ("ground", "own") and any(c.dep_ == "poss" for c in h.children) for h in heads
    ):
        sites = passage_site(scene, sent, verb)
        # "they held their ground"
        return outcome("attack_repelled", verb, sites, holders) if sites else "no place"
    if heads and all(h.lower_ == "them" for h in heads):
        return "it is people who are held"
    if heads and heads[0].lower_ in _CORDONS and not _is_of_a_place(heads[0]):
        return "a cordon is held"
    if verb.dep_ == "acl" and row["lemma"] in _RUNNING and any(_is_institution(scene, h) for h in heads):
        return "an institution is run"  # "a ministry in Gaza run by Hamas"
    sites = sites_of(scene, sent, heads)
    against = parties(scene, sent, [t for name, t in preps(verb) if name in ("against", "from")])
    if sites and row["lemma"] == "defend" and against.refs and any(c.lower_ in _WELL for c in verb.children):
        return outcome("attack_repelled", verb, sites, holders, against)
    lasting = any(name in ("for", "until", "till") for name, _ in preps(verb))
    if not sites and row["lemma"] == "hold out" and lasting and not heads:
        sites = passage_site(scene, sent, verb)
    if not sites and row["value"] == "prepositional":
        sites = [s for h in heads for s in scene.poss_named(sent, h)] or where_sites(scene, sent, verb)
    if not sites and row["lemma"] in _HOLDING_OUT:
        sites = posted_at(scene, sent, doers_of(sent, verb))
    if not sites:
        return "what is held is no ground"
    return outcome("control", verb, sites, holders)


def _is_institution(scene: Scene, head: Token) -> bool:
    return scene.lexicon.targets.get(head.lower_) in _INSTITUTIONS


_HOLDING_OUT = frozenset({"hold out", "hold on", "hang on", "dig in", "resist", "stand firm"})


def _has_ground(scene: Scene, verb: Token) -> bool:
    """ "still has Damasak", "has got the whole city": possession of a named place or a share of one, by stress."""
    things = [c for c in verb.children if c.dep_ == "dobj"]
    stressed = any(c.lower_ in ("still", "now", "already") for c in verb.children)
    whole = any(c.lower_ in ("whole", "entire", "all", "most", "half") for t in things for c in t.children)
    shares = [
        t for t in things if t.lower_ in SHARES for name, o in preps(t) if name == "of" and o.tag_ == "NNP"
    ]
    return bool(shares) or any(t.tag_ == "NNP" and stressed or whole and is_ground(scene, t) for t in things)


def belong(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """ "The town belongs to the rebels": a state, of named ground and a force."""
    holders = parties(scene, sent, [t for name, t in preps(verb) if name == "to"])
    sites = [s for s in sites_of(scene, sent, subjects(verb)) if s.place is not None and not is_country(s)]
    return outcome("control", verb, sites, holders) if sites and holders.refs else "belongs to no force"
