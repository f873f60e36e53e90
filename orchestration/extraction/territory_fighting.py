"""Ground besieged, defended and fought over, as verbs tell it: "besieged X", "repelled an attack on X", "fought over X"."""

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.places_told import SETTLEMENTS
from orchestration.extraction.placing import choice_of, most_specific
from orchestration.extraction.syntax import (
    POINTING,
    agents,
    clause_head,
    has_own_clause,
    is_passive,
    is_verb,
    preps,
    subjects,
)
from orchestration.extraction.territory_changes import NOBODY, Change, Parties, Reading, outcome
from orchestration.extraction.territory_doers import doers_of
from orchestration.extraction.territory_moving import is_civilian
from orchestration.extraction.territory_names import names_under
from orchestration.extraction.territory_participles import is_declared
from orchestration.extraction.territory_parties import doing_parties, owner, parties
from orchestration.extraction.territory_passage import event_sites, headed_site, passage_site
from orchestration.extraction.territory_scene import Scene, Site, named_at
from orchestration.extraction.territory_sites import sites_of, where_sites
from orchestration.extraction.territory_taking import TRYING, certain, holder_of, oust
from orchestration.extraction.territory_undergoers import objects_of_particle, undergoers_of
from orchestration.extraction.territory_words import is_country, is_ground, is_time, noun_rows, only_locates
from orchestration.extraction.time_tables import TIME_UNITS

_AROUND = frozenset(
    "in at inside near on around of against outside towards toward along into to opposite".split()
)
_SHOTS = frozenset({"fire", "shots", "gunfire", "salvos", "volleys"})


def trade_fire(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """ "The two sides traded fire at X", "shots were exchanged"."""
    if not any(h.lower_ in _SHOTS for h in undergoers_of(verb)):
        return "no shots are exchanged"
    near = [
        t
        for name, t in preps(verb)
        if name in ("in", "at", "near", "around", "outside", "along", "over") and not is_time(sent.line, t.i)
    ]
    sites = [s for s in sites_of(scene, sent, near) if s.place is not None]
    return [Change("contested", verb, tuple(sites))] if sites else "no place is fought over"


def come_under(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """ "A patrol came under fire from rebels at X", "X came under attack by rebels": small arms, for the rest is a strike."""
    fires = [t for name, t in preps(verb) if name == "under" and t.lower_ in _UNDER]
    if not fires:
        return "under nothing that is fought with"
    if any(
        sent.line.weapon_at[t.i].value.strike_type in _AIR
        for t in fires[0].subtree
        if t.i in sent.line.weapon_at
    ):
        return "an attack from afar"
    by = [t for n in (verb, fires[0]) for name, t in preps(n) if name in ("from", "by")]
    attackers = parties(scene, sent, by)
    if not attackers.refs:
        return "no force attacks"
    heads = subjects(verb)
    grounds = [h for h in heads if named_at(sent.line, h.i) is not None]
    attacked = parties(scene, sent, [h for h in heads if h not in grounds])
    if not grounds and (not attacked.refs or is_civilian(scene, sent, heads)):
        return "no force is attacked"
    near = [t for h in (*heads, *by) for name, t in preps(h) if name in _AROUND]
    sites = sites_of(scene, sent, grounds) or ground_of(scene, sent, verb, heads)
    sites = sites or [s for s in sites_of(scene, sent, near) if s.place is not None]
    if not sites:
        return "no place is fought over"
    return outcome("contested", verb, sites if grounds else sites[:1], attackers, attacked)


_UNDER = frozenset({"fire", "gunfire", "attack", "assault"})
_AIR = frozenset({"drone", "airstrike", "missile", "rocket", "artillery", "naval", "suicide_bombing", "ied"})


def besiege(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X besieges a place, or a force in a place."""
    heads = undergoers_of(verb) or objects_of_particle(verb, row["lemma"])
    keeping = (
        verb.dep_ == "xcomp"
        and verb.tag_ == "VBN"
        and verb.head.lower_ in {"keep", "keeps", "kept", "hold", "holds", "held"} | _LEAVING
    )
    if keeping:  # "which the rebels have kept cut off"
        heads = undergoers_of(verb.head) or [c for c in verb.head.children if c.lower_ == "which"]
    besiegers = parties(scene, sent, _keepers(sent, verb.head) if keeping else doers_of(sent, verb))
    if besiegers.unfit and keeping and verb.head.lower_ in _LEAVING:
        besiegers = NOBODY  # "the bridge was destroyed, leaving the city cut off"
    if besiegers.unfit:
        return "surrounded by no force"
    heads = [t for h in heads for t in _home_of(scene, h)]
    grounds = [h for h in heads if named_at(sent.line, h.i) is not None]
    held = parties(scene, sent, [h for h in heads if h not in grounds])
    sites = sites_of(scene, sent, grounds if held.refs else heads)
    if not sites and held.refs:
        sites = where_sites(scene, sent, verb) or ground_of(scene, sent, verb, heads)
    sites = [s for s in sites if not is_country(s)] or headed_site(scene, sent, verb)
    if not sites:
        return "no place is besieged"
    settled = (is_passive(verb) or is_declared(verb)) and any(
        s.words in SETTLEMENTS | _POCKETS for s in sites
    )
    if row["lemma"] in _CORDONS and not certain(sites) and not any(s.words in SETTLEMENTS for s in sites):
        return "a street is closed"
    vague = not besiegers.refs and row["value"] == "weak" and not certain(sites) and not settled
    if vague and (not held.refs or row["lemma"] == "trap"):
        return "no force besieges"
    tried = verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.lower_ in TRYING
    return [
        Change(
            "siege", verb, tuple(sites), besiegers.refs, held.refs[:1], modality="planned" if tried else None
        )
    ]


_LEAVING = forms_of("leave")
_POCKETS = frozenset({"enclave", "pocket", "valley", "peninsula", "garrison"})
_CORDONS = frozenset({"cordon", "cordon off", "seal off", "ring-fence"})


def _home_of(scene: Scene, head: Token) -> list[Token]:
    """Of "residents of Kadugli, encircled by": the place, for it is not people that are besieged."""
    homes = [t for name, t in preps(head) if name in ("of", "in")]
    return homes if homes and scene.lexicon.victim_nouns.get(head.lower_) == "civilian" else [head]


def _keepers(sent: Sent, verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in ("which", "that")] or doers_of(
        sent, verb
    )


def ground_of(scene: Scene, sent: Sent, verb: Token, heads: list[Token]) -> list[Site]:
    """The ground of a force or an attack: in its own phrase, else in the clause, else the passage's."""
    inside = [t for h in heads for name, t in preps(h) if name in _AROUND and not only_locates(t)]
    owners = [c for h in heads for c in h.children if c.dep_ == "poss"]
    inside += [c for c in owners if named_at(sent.line, c.i) is not None]  # "Bihac's defenders"
    sites = [s for s in sites_of(scene, sent, inside) if s.place is not None] or event_sites(
        scene, sent, verb
    )
    return sites or passage_site(scene, sent, verb)


def repel(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X repels an attack by Y on a place, or Y itself."""
    if _stands_bare(verb):
        return _beaten(scene, sent, verb, row)
    if row["lemma"].endswith(" off") and any(
        name == "off" and (named_at(sent.line, t.i) is not None or is_ground(scene, t))
        for name, t in preps(verb)
    ):
        return oust(scene, sent, verb, row)  # "were driven off the ridge"
    heads = undergoers_of(verb)
    clipped = [] if heads else [t for h in subjects(verb) for t in _attacks_in(scene, h)]
    attacks = clipped or [t for h in heads for t in _attacks_in(scene, h)]  # "Attack on the post foiled"
    defenders = parties(scene, sent, agents(verb)) if clipped else doing_parties(scene, sent, verb)
    held = [] if clipped else [h for h in doers_of(sent, verb) if is_ground(scene, h)]
    if defenders.unfit and held:  # "the defences at X withstood two assaults"
        defenders = owner(scene, sent, held[0])
    elif defenders.unfit:
        return "its subject is no force"
    if attacks:
        stopped = row["frame"] == "halt" and any(a.lower_ in ADVANCES for a in attacks)
        at = [t for name, t in preps(verb) if name in _HALTED_AT] if stopped else []
        sites = [s for s in sites_of(scene, sent, held + at) if s.place is not None]
        sites = sites or attack_sites(scene, sent, verb, attacks)
        by = next((p for a in attacks if (p := owner(scene, sent, a)).refs), NOBODY)
        by = by if by.refs else parties(scene, sent, [t for name, t in preps(attacks[0]) if name == "of"])
        by = by if by.refs or is_passive(verb) else parties(scene, sent, agents(verb))
        change = outcome("attack_repelled", verb, sites, defenders, by, scope=_attack_scope(sent, attacks[0]))
        if sites or not (defenders.refs and by.refs):
            return change if sites or defenders.refs else "no place and no force"
        return outcome("attack_repelled", verb, [Site(None)], defenders, by)
    if before := _attacks_before(scene, sent, heads):
        return _repelled_before(scene, sent, verb, before, defenders)
    losers = parties(scene, sent, heads)
    trying = any(c.dep_ in ("relcl", "acl") and c.lower_ in _TRYING for h in heads for c in h.children)
    at = [t for name, t in preps(verb) if name in _HALTED_AT and named_at(sent.line, t.i) is not None]
    halted = trying or at and defenders.refs
    if row["frame"] == "halt" and not halted or not losers.refs or is_civilian(scene, sent, heads):
        return "no attack and no force is repelled"
    if any(name == "from" for name, _ in preps(verb)):
        return oust(scene, sent, verb, row)
    tried = [g for h in heads for c in h.children if c.dep_ in ("relcl", "acl") for g in (c, *c.children)]
    aims = [
        t for c in tried if is_verb(c) for t in (*undergoers_of(c), *(o for n, o in preps(c) if n in _AROUND))
    ]
    # "stopped at X" before "drove off men who tried to enter X"
    sites = [s for s in sites_of(scene, sent, at or aims) if s.place is not None]
    sites = sites or ground_of(scene, sent, verb, heads)
    return outcome("attack_repelled", verb, sites, defenders, losers)


ADVANCES = frozenset(
    "advance advances push pushes thrust thrusts incursion incursions drive march inroad inroads foray forays penetration".split()
)
_HALTED_AT = frozenset({"at", "outside", "near", "before", "short"})


def _stands_bare(verb: Token) -> bool:
    """ "Rebels raided the post; driven off after an hour": a participle without subject and object, as notes have it."""
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ not in ("ROOT", "conj", "dep", "ccomp"):
        return False
    if has_own_clause(verb) or any(c.dep_ == "cc" for c in verb.children):
        return False
    opens = verb.is_sent_start or verb.nbor(-1).text in (";", ",", ":", "-", "–")
    return opens and any(c.lower_ in _AFTER for c in verb.children)


_AFTER = frozenset({"after", "by", "at", "following", "with", "within", "twice", "in"})


def _beaten(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """The assault that a bare participle ends: that of the clause, or of the sentence, before it."""
    if row["frame"] == "halt":
        return "no attack and no force is repelled"
    told, assaulting = sent, verb.head
    if verb.dep_ == "ROOT":
        told = scene.document.sents[sent.index - 1] if sent.index else sent
        assaulting = told.span.root
        if told is sent or told.line is not sent.line:
            return "no attack and no force is repelled"
    attackers = parties(scene, told, subjects(assaulting))
    sites = [s for s in sites_of(scene, told, undergoers_of(assaulting)) if s.place is not None]
    sites = sites or ground_of(scene, told, assaulting, [])
    if not attackers.refs or not sites:
        return "no attack and no force is repelled"
    return outcome("attack_repelled", verb, sites, parties(scene, sent, agents(verb)), attackers)


_COUNTING = frozenset({"all", "most", "both", "many", "some", "half", "each"})


def _attacks_before(scene: Scene, sent: Sent, heads: list[Token]) -> list[Token]:
    """The attacks of the sentence before that "28 of them" or "all of them" counts."""
    counted = [
        h
        for h in heads
        if (h.pos_ == "NUM" or h.lower_ in _COUNTING)
        and any(name == "of" and t.lower_ in ("them", "these", "those", "which") for name, t in preps(h))
    ]
    if not counted or not sent.index:
        return []
    before = scene.document.sents[sent.index - 1]
    return (
        [t for t in before.span if t.tag_ == "NNS" and _attacks_in(scene, t)]
        if before.line is sent.line
        else []
    )


def _repelled_before(
    scene: Scene, sent: Sent, verb: Token, attacks: list[Token], defenders: Parties
) -> Reading:
    """Attacks told of in the sentence before, on the ground that it named."""
    before = scene.document.sents[sent.index - 1]
    by = owner(scene, before, attacks[0])
    by = by if by.refs else parties(scene, before, subjects(clause_head(attacks[0])))
    sites = [Site(s.place) for s in scene.told.spoken if s.sent_index == before.index]
    scope = _attack_scope(before, attacks[0])
    return (
        outcome("attack_repelled", verb, sites, defenders, by, scope=scope) if sites else "nowhere repelled"
    )


_TRYING = frozenset({"tried", "trying", "attempted", "attempting", "advancing", "marching"})


def _attacks_in(scene: Scene, head: Token) -> list[Token]:
    """The attack that a phrase names: "four counter-attacks", "three of their assaults"."""
    nodes = [head, *(t for name, t in preps(head) if name == "of")]
    return [
        t
        for t in nodes
        if any(r["frame"] == "attack" for r in noun_rows(scene, t))
        or t.lower_ in _ACTIONS
        and any(c.lower_ in _OF_ATTACK for c in t.lefts)
    ]


_ACTIONS = frozenset({"action", "actions", "operation", "operations"})
_OF_ATTACK = frozenset({"assault", "offensive", "attack", "storming", "ground"})


def attack_sites(scene: Scene, sent: Sent, verb: Token, attacks: list[Token]) -> list[Site]:
    """What an attack aimed at: "on X", "near X", "to enter X"; else where the clause puts it."""
    for attack in [*attacks, *(c for a in attacks for c in _each_of(a))]:
        aims = [t for name, t in preps(attack) if name in _AROUND and not only_locates(t)]
        aims += [
            t
            for name, by in preps(attack)
            if name in ("by", "of") and named_at(sent.line, by.i) is None
            for n, t in preps(by)
            if n in _AROUND - {"of"}
        ]
        for child in attack.children:
            if child.dep_ in ("acl", "relcl", "xcomp") and child.tag_ == "VB":
                aims += undergoers_of(child) + [
                    t for name, t in preps(child) if name in _AROUND | {"through"}
                ]
        sites = [s for s in sites_of(scene, sent, aims) if s.place is not None]
        if not sites and aims:
            inside = [f for a in attack.children if a.dep_ == "acl" for f in names_under(sent.line, a)]
            sites = [Site(choice_of(sent.line, f)) for f in most_specific(sent.line, inside)[:1]]
        if sites:
            return sites
    beside = [t for name, t in preps(verb) if name in ("on", "against") and not is_time(sent.line, t.i)]
    sites = [s for s in sites_of(scene, sent, beside) if s.place is not None]
    return sites or ground_of(scene, sent, verb, [])


def _each_of(attack: Token) -> list[Token]:
    """The items of "two attempts, one near X and one opposite Y"."""
    ones = [c for c in attack.rights if c.dep_ == "appos" and c.lower_ in ("one", "the")]
    return ones + [c for one in ones for c in one.rights if c.dep_ == "conj" and c.lower_ == "one"]


def _attack_scope(sent: Sent, attack: Token) -> str | None:
    for child in attack.lefts:
        found = sent.line.quantity_at.get(child.i)
        if found and found.value.kind == "count" and (found.value.low or 0) >= 10:
            return "aggregate"
    return None


def fight(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """Two sides fight in, for or near a place."""
    if row["lemma"] == "engage" and is_passive(verb):
        return "under fire, which is no fight for ground"
    sides = subjects(verb)
    fighters = parties(scene, sent, sides)
    foes = undergoers_of(verb)
    foes = foes + [t for name, t in preps(verb) if name in ("with", "against")]
    against = parties(scene, sent, foes)
    step_by_step = [t for name, t in preps(verb) if name in ("from", "to") and t.lower_ in _STEPS]
    step_by_step += [t for s in step_by_step for name, t in preps(s) if name == "to" and t.lower_ in _STEPS]
    step_by_step += [c for c in verb.children if c.lower_ == "hand"]  # "fought hand to hand in X"
    where = [
        t
        for n in [verb, *foes, *step_by_step]
        for name, t in preps(n)
        if name in ("over", "in", "near", "at", "around", "inside", "on", "outside", "along", "for")
    ]
    # "for a fifth day in X", hung on the day
    where += [t for d in where if d.lower_ in TIME_UNITS for name, t in preps(d) if name in _WITHIN]
    control = [t for t in where if t.lower_ == "control"]
    where += [t for c in control for name, t in preps(c) if name in ("of", "over")]
    both = any(
        h.lower_ in ("sides", "forces", "armies")
        or h.tag_ in ("NNS", "NNPS")
        and any(c.lower_ in _RIVAL for c in h.lefts)
        for h in sides
    ) or (fighters.refs and len(sides) > 1 and not is_civilian(scene, sent, sides))
    if not fighters.refs and not both:
        return "no force fights"
    over = sites_of(
        scene,
        sent,
        [t for name, t in preps(verb) if name in ("for", "over") and (t.tag_ == "NNP" or t.lower_ == "it")],
    )
    goes_on = row["lemma"] == "fight" and any(
        c.lower_ == "still" and c.dep_ == "advmod" for c in verb.children
    )
    at_stake = any(s.place is not None and not is_country(s) for s in over)
    where += [c for c in verb.children if c.lower_ in POINTING and c.dep_ == "advmod"]
    if not (
        at_stake
        or goes_on
        or step_by_step
        or against.refs
        or len(fighters.refs) > 1
        or both
        or control
        or row["value"] == "alone"
    ):
        return "nobody to fight with"
    where = [t for t in where if t not in control]
    sites = [s for s in sites_of(scene, sent, where) if s.place is not None] or [
        s for t in where for s in scene.poss_named(sent, t)
    ]
    return (
        [Change("contested", verb, tuple(sites), scope="cumulative" if lasting(verb) else None)]
        if sites
        else "no place is fought over"
    )


_WITHIN = frozenset({"in", "near", "at", "around", "inside", "outside"})
_STEPS = frozenset("house street room building door block tunnel trench hand floor tree".split())
_RIVAL = frozenset({"rival", "opposing", "warring", "feuding", "competing", "hostile"})


def lasting(verb: Token) -> bool:
    """Whether the clause sums up a stretch of time: "since July 2012", "over the past year"."""
    return any(
        c.dep_ in ("prep", "mark", "advcl")
        and (c.lower_ == "since" or any(g.lower_ == "since" for g in c.children))
        for c in verb.children
    )


def assault(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X attacks a place on the ground: settlements, bases, positions. With weapons from afar it is a strike."""
    onto = row["lemma"].split()[1:]
    heads = [t for name, t in preps(verb) if [name] == onto] if onto else undergoers_of(verb)
    attackers = doing_parties(scene, sent, verb)
    stormed = row["lemma"] == "storm" and is_passive(verb) and not attackers.unfit
    if not attackers.refs and not stormed:
        return "no force attacks"
    sites = sites_of(scene, sent, heads)
    if not attackers.refs and not certain(sites):
        return "no force attacks"
    if any(flies(scene, r.text) for r in attackers.refs):
        return "an attack from afar"
    if not heads and not is_passive(verb):
        sites = [s for s in sites_of(scene, sent, _attacked_near(sent, verb)) if s.place is not None]
    if not sites:
        return "what is attacked is no ground"
    near = [t for c in verb.children if c.dep_ in ("prep", "nsubj", "agent", "advcl") for t in c.subtree]
    if any(sent.line.weapon_at[t.i].value.strike_type in _AIR for t in near if t.i in sent.line.weapon_at):
        return "an attack from afar"
    if any(
        s.place and s.place.mention and s.place.mention.place and s.place.mention.place.feature == "country"
        for s in sites
    ):
        return "a country is attacked, not a place"
    losers = holder_of(scene, sent, heads) or NOBODY
    done = row["lemma"] == "storm" and (
        verb.dep_ == "pcomp" and verb.head.lower_ in ("after", "by") or _takes_prisoners(verb)
    )
    return outcome("capture" if done else "contested", verb, sites, attackers, losers)


def _attacked_near(sent: Sent, verb: Token) -> list[Token]:
    """Where "attacked 17 times near A and B", "attacked towards C" put an assault without an object."""
    aims = [t for name, t in preps(verb) if name in ("near", "towards", "toward", "around", "outside")]
    areas = [
        t
        for name, t in preps(verb)
        if name == "in" and t.lower_ in ("area", "areas", "direction", "vicinity")
    ]
    return [
        t
        for t in (*aims, *(o for a in areas for name, o in preps(a) if name == "of"))
        if not is_time(sent.line, t.i)
    ]


_TAKING = forms_of("take", "capture")


def _takes_prisoners(verb: Token) -> bool:
    """ "stormed the barracks, taking 40 soldiers prisoner": the garrison gave in."""
    taking = [c for c in verb.rights if c.dep_ in ("advcl", "conj") and c.lower_ in _TAKING]
    return any(t.lower_ in ("prisoner", "prisoners", "captive") for v in taking for t in v.subtree)


def flies(scene: Scene, party: str) -> bool:
    """Whether the party is machines ("warplanes"), which strike from afar."""
    return scene.lexicon.force_nouns.get(party.lower().rpartition(" ")[2]) == "platform"


def contest(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """ "X is hotly contested": ground that nobody holds yet."""
    sites = [
        s for s in sites_of(scene, sent, undergoers_of(verb)) if s.place is not None and not is_country(s)
    ]
    active = not is_passive(verb) and verb.dep_ != "acomp"
    if not sites or active and not doing_parties(scene, sent, verb).refs:
        return "no ground is contested"
    return [Change("contested", verb, tuple(sites))]


def fizzle(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """An attack that fails, falters or peters out is repelled."""
    from_subject = [h for h in subjects(verb) if any(r["frame"] == "attack" for r in noun_rows(scene, h))]
    if from_subject:
        sites = attack_sites(scene, sent, verb, from_subject)
        by = owner(scene, sent, from_subject[0])
        if not sites and not by.refs:
            return "no place and no force"
        return outcome("attack_repelled", verb, sites or [Site(None)], NOBODY, by)
    return "no attack fails"
