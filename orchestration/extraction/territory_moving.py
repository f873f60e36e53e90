"""Forces that come and go, as verbs tell it: "advanced to", "entered", "withdrew from", "abandoned"."""

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_passive, prepositional_objects, preps, subjects
from orchestration.extraction.territory_changes import NOBODY, Change, Parties, Reading, outcome
from orchestration.extraction.territory_doers import doers_of
from orchestration.extraction.territory_finite_verbs import is_finite_in_disguise
from orchestration.extraction.territory_names import names_in
from orchestration.extraction.territory_parties import LEADERS, doing_parties, owner, parties
from orchestration.extraction.territory_passage import headed_site, passage_site
from orchestration.extraction.territory_scene import Scene, Site, named_at
from orchestration.extraction.territory_sites import posted_at, sites_of
from orchestration.extraction.territory_undergoers import undergoers_of
from orchestration.extraction.territory_unlisted import bears_arms
from orchestration.extraction.territory_words import is_ground, is_time, only_locates

_ENTRIES = frozenset({"into", "towards", "toward", "onto", "through", "across"})
_DIRECTIONS = frozenset(
    "beyond past to into towards toward on onto near in through inside along across around at within".split()
)
_BORDERS = frozenset({"border", "frontier", "line", "river", "boundary"})
_FRONTIERS = frozenset({"border", "frontier"})
_KM = {"km": 1.0, "m": 0.001, "mile": 1.609344, "yard": 0.0009144, "foot": 0.0003048, "nautical mile": 1.852}


def kilometres(quantity: Quantity) -> tuple[float | None, float | None] | None:
    """The interval of a distance in kilometres; None for a unit that is no distance."""
    factor = _KM.get(quantity.unit or "")
    if factor is None:
        return None
    low, high = (round(v * factor, 2) if v is not None else None for v in (quantity.low, quantity.high))
    return low, high


def enter(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X enters, reaches or crosses a place; crossing a border, X advances where it is crossed."""
    movers = doing_parties(scene, sent, verb)
    if not movers.refs and row["lemma"] in ("enter", "re-enter", "reenter") and is_passive(verb):
        sites = [s for s in sites_of(scene, sent, undergoers_of(verb)) if s.place is not None]
        return outcome("advance", verb, sites) if sites and not movers.unfit else "no force enters"
    if not movers.refs:
        return "no force enters"
    if is_civilian(scene, sent, doers_of(sent, verb)):
        return "civilians enter"
    if is_unmanned(sent, doers_of(sent, verb)):
        return "machines move"
    heads = undergoers_of(verb)
    if row["lemma"] == "cross" and any(h.lower_ in _ROADS for h in heads):
        return "crosses a road"
    if row["lemma"] == "reach" and any(
        h.lower_ in ("position", "positions", "point", "points") for h in heads
    ):
        sites = [
            s
            for s in sites_of(
                scene, sent, [t for n in [verb, *heads] for name, t in preps(n) if name == "to"]
            )
            if s.place
        ]
    elif any(h.lower_ in _BORDERS for h in heads):
        points = [
            t for n in [verb, *heads] for name, t in preps(n) if name in ("of", "into", "near", "at", "to")
        ]
        sites = [s for s in sites_of(scene, sent, points) if s.place is not None] or sites_of(
            scene,
            sent,
            [h for h in heads if h.lower_ in _FRONTIERS or names_in(sent, h, frozenset({"of"}))],
        )
    else:
        sites = sites_of(scene, sent, [h for h in heads if h.i not in sent.line.quantity_at])
    if row["lemma"] == "cross" and not heads:  # "tanks crossed at Masnaa"
        points = [t for name, t in preps(verb) if name in ("at", "near") and not is_time(sent.line, t.i)]
        sites = [s for s in sites_of(scene, sent, points) if s.place is not None]
    return outcome("advance", verb, sites, movers) if sites else "its object is no ground"


_ROADS = frozenset({"road", "highway", "street", "track"})
_HELPLESS = frozenset({"wounded", "injured", "sick", "dead", "captured", "freed", "released", "fallen"})
_RELIEF = frozenset(
    {"aid", "relief", "humanitarian", "medical", "crescent", "cross", "food", "un", "refugee"}
)


def is_unmanned(sent: Sent, heads: list[Token]) -> bool:
    """Whether they are drones, missiles or aircraft, which take no ground."""
    return any(
        (found := sent.line.weapon_at.get(h.i)) is not None and found.value.strike_type in _UNMANNED
        for h in heads
    )


def is_civilian(scene: Scene, sent: Sent, heads: list[Token]) -> bool:
    """Whether those with these heads bear no arms: civilians, convoys of relief."""
    return any(
        scene.lexicon.victim_nouns.get(h.lower_) == "civilian"
        and not bears_arms(sent, h)
        or h.lower_ in ("convoy", "column", "mission", "team", "convoys", "trucks", "lorries", "teams")
        and any(c.lower_ in _RELIEF for c in h.lefts)
        or any(c.lower_ in _HELPLESS for c in h.lefts)
        for h in (*heads, *(o for head in heads for o in prepositional_objects(head, "of")))
    )


def advance(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X advances to, on, near or in a place, with the length of the advance where it is said."""
    movers = doing_parties(scene, sent, verb)
    if not movers.refs:
        return "no force advances"
    if not _intransitive(sent, verb):
        return "pushes something else"
    return _toward(scene, sent, verb, movers, _DIRECTIONS, alone=row["lemma"] in ("advance", "gain"))


_AHEAD = frozenset(
    "closer close nearer near nearby up forward ahead through on deeper north south east west northward northwards southward southwards eastward eastwards westward westwards".split()
)
_TRAVEL = frozenset({"fly", "travel", "arrive", "come", "go", "drive", "return"})
_OFFICERS = frozenset("general admiral colonel envoy officer minister president mediator".split())
_UNMANNED = frozenset({"drone", "missile", "rocket", "airstrike"})
_MORE = {
    "on": frozenset({"on", "upon", "for"}),
    "land": frozenset({"on", "at", "in", "near"}),
    "for": frozenset({"for"}),
    "to": frozenset({"to"}),
}


def move(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """A verb of plain motion: only with a preposition of entry, and only of a force."""
    movers = doing_parties(scene, sent, verb)
    if is_unmanned(sent, doers_of(sent, verb)):
        return "machines move"
    alone = all(h.tag_ == "NN" and h.lower_ in LEADERS | _OFFICERS for h in doers_of(sent, verb))
    if alone and row["lemma"] in _TRAVEL and all(name != "with" for name, _ in preps(verb)):
        return "a person travels"
    if not movers.refs or not _intransitive(sent, verb) or is_civilian(scene, sent, doers_of(sent, verb)):
        return "no force moves"
    if row["lemma"] != "fly" and row["value"] != "land" and (left := _out_of(scene, sent, verb)):
        return outcome("withdrawal", verb, left, losers=movers)
    allowed = _ENTRIES | _MORE.get(row["value"], frozenset())
    if row["lemma"].endswith(" way") or any(c.dep_ == "dobj" and c.lower_ == "way" for c in verb.children):
        allowed |= {"to"}
    if any(c.lower_ in _AHEAD and c.dep_ in ("advmod", "prt", "prep") for c in verb.children):
        allowed |= {"to"}
    found = _toward(scene, sent, verb, movers, allowed)
    inward = any(
        c.lower_ in ("in", "inside")
        and (
            c.dep_ in ("prt", "advmod")
            or c.dep_ == "prep"
            and all(is_time(sent.line, t.i) for t in c.children)
        )
        for c in verb.children
    )
    # "since the rebels marched in"
    if isinstance(found, str) and inward and row["value"] not in ("land", "into"):
        sites = passage_site(scene, sent, verb)
        return outcome("advance", verb, sites, movers) if sites else found
    return found


def send(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X sends, leads or pours men into a place."""
    sent_there = [h for h in undergoers_of(verb) if h.i not in sent.line.weapon_at]
    movers = parties(scene, sent, sent_there)
    if not movers.refs or is_civilian(scene, sent, sent_there):
        return "no force is sent"
    left = [s for s in sites_of(scene, sent, _sources_of(verb, sent_there)) if s.place is not None]
    if left and row["lemma"] == "order":
        return [Change("withdrawal", verb, tuple(left), (), movers.refs[:1], modality="planned")]
    goals = [t for n in (verb, *sent_there) for name, t in preps(n) if name in ("into", "onto")]
    sites = [s for s in sites_of(scene, sent, goals) if s.place is not None]
    senders = doing_parties(scene, sent, verb)
    known = any(r.actor for r in movers.refs) or not senders.refs
    return outcome("advance", verb, sites, movers if known else senders) if sites else "sent to no place"


def _sources_of(verb: Token, men: list[Token]) -> list[Token]:
    """What they are ordered out of."""
    pairs = [p for n in (verb, *men) for p in preps(n)]
    return [t for name, t in pairs if name == "of" and t.head.head.lower_ == "out"]


def _out_of(scene: Scene, sent: Sent, verb: Token) -> list[Site]:
    """The place of "slipped out of X", "marched out of X and Y": any motion out of it leaves it."""
    if any(name in ("into", "onto") for name, _ in preps(verb)):
        return []
    sources = [
        t
        for name, t in preps(verb)
        if name == "of"
        and t.head.lower_ == "of"
        and t.head.head.lower_ == "out"
        and not is_time(sent.line, t.i)
    ]
    return [s for s in sites_of(scene, sent, sources) if s.place is not None]


_LENGTHS = {
    "kilometre": "km",
    "kilometer": "km",
    "km": "km",
    "mile": "mile",
    "metre": "m",
    "meter": "m",
    "yard": "yard",
    "inch": "m",
    "step": "m",
}


def _intransitive(sent: Sent, verb: Token) -> bool:
    """Whether the verb moves nothing but its subject; a length is no object."""
    along = any(
        c.dep_ == "prt" and c.lower_ in ("up", "down", "along", "across", "over", "past")
        for c in verb.children
    )
    objects = [
        c
        for c in verb.children
        if c.dep_ in (("ccomp", "xcomp") if along else ("dobj", "ccomp", "xcomp"))
        and c.i > verb.i
        and c.lower_ not in ("way", "ground", "landfall", "ashore")
    ]
    return all(_is_length(sent, c) for c in objects) and (not is_passive(verb) or is_finite_in_disguise(verb))


def _is_length(sent: Sent, token: Token) -> bool:
    return token.lower_.removesuffix("s") in _LENGTHS or _length_at(sent, token) is not None


def _length_at(sent: Sent, token: Token) -> tuple[float | None, float | None] | None:
    """Kilometres of a length whose unit, or number, the token is: "some 4 km", "about a kilometre"."""
    for i in range(token.left_edge.i, token.i + 1):
        found = sent.line.quantity_at.get(i)
        if found and found.value.kind == "distance":
            return kilometres(found.value)
    unit = _LENGTHS.get(token.lower_)
    if unit in ("km", "mile") and any(c.lower_ in ("a", "one") for c in token.children):
        return round(_KM[unit], 2), round(_KM[unit], 2)
    return None


_ALONG = frozenset({"down", "up", "along", "through", "across"})  # "racing down the highway to X"


def _toward(
    scene: Scene, sent: Sent, verb: Token, movers: Parties, allowed: frozenset[str], *, alone: bool = False
) -> Reading:
    nodes, length = [verb, *(c for c in verb.children if c.dep_ == "dobj" and c.lower_ == "way")], None
    for child in verb.children:
        measures = (
            [child]
            if child.dep_ in ("dobj", "npadvmod", "advmod")
            else [g for g in child.children if g.dep_ == "pobj"]
        )
        for measure in measures:
            own = _length_at(sent, measure)
            if own is not None or _is_length(sent, measure):
                length, nodes = length or own, [*nodes, measure]
    ways = [t for name, t in preps(verb) if name in _ALONG and is_ground(scene, t)]
    up = any(c.dep_ == "prt" and c.lower_ in _ALONG for c in verb.children)
    # "moving up the valley"
    ways += [c for c in verb.children if up and c.dep_ == "dobj" and is_ground(scene, c)]
    onward = [t for n in ways for name, t in preps(n) if name in ("to", "towards", "toward", "into")]
    allowed = allowed | {"to"} if ways else allowed
    goals = onward + [
        t
        for n in nodes
        for name, t in preps(n)
        if (name in allowed or alone and only_locates(t) or name == "as" and t.head.head.lower_ == "far")
        and not is_time(sent.line, t.i)
        and not _is_length(sent, t)
    ]
    sites = [s for s in sites_of(scene, sent, goals) if s.place is not None and s.words != "mines"]
    if not sites and goals and length is not None:  # "penetrated 6 km into its territory, at X"
        sites = [
            s
            for s in sites_of(scene, sent, [t for name, t in preps(verb) if name in ("at", "near")])
            if s.place
        ]
    if (
        not sites
        and alone
        and (
            length is not None
            and not any(name in ("to", "within") for name, _ in preps(verb))
            or not goals
            and any(c.dep_ == "neg" for c in verb.children)
        )
    ):
        sites = passage_site(scene, sent, verb)
    if not sites:
        return "no place that they advance to"
    return [Change("advance", verb, tuple(sites), movers.refs, distance=length)]


def gain_ground(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X makes gains in, or towards, a place."""
    movers = doing_parties(scene, sent, verb)
    nodes = [verb, *(c for c in verb.children if c.dep_ == "dobj")]
    goals = [t for n in nodes for name, t in preps(n) if name in _DIRECTIONS or only_locates(t)]
    sites = [s for s in sites_of(scene, sent, goals) if s.place]
    if not goals and (headed := scene.told.headed(sent)) is not None:
        sites = [Site(headed)]  # "Kherson direction. The enemy made no progress"
    if not movers.refs or not sites:
        return "no force gains ground in a place"
    if row["value"] == "withdrawal":
        return outcome("withdrawal", verb, sites, losers=movers)
    return outcome("advance", verb, sites, movers)


def move_in(scene: Scene, sent: Sent, verb: Token, _row: Row) -> Reading:
    """X moves in where others have just left: the ground is theirs."""
    movers = doing_parties(scene, sent, verb)
    left = [s.place for s in scene.told.spoken[-1:] if s.sent_index >= sent.index - 1]
    if not left and (headed := scene.told.headed(sent)) is not None:
        left = [headed]
    if (
        not movers.refs
        or not left
        or any(
            name in _DIRECTIONS - {"within", "on"} and not is_time(sent.line, t.i) for name, t in preps(verb)
        )
    ):
        return "no force moves into ground that others left"
    return [Change("capture", verb, (Site(left[0]),), movers.refs)]


_MOVED = frozenset({"withdraw", "evacuate", "pull out", "redeploy", "relocate", "pull back", "reposition"})
_CLEARLY_LEFT = frozenset(
    {
        "withdraw",
        "retreat",
        "pull out",
        "pull back",
        "fall back",
        "retrograde",
        "disengage",
        "back out",
        "walk out",
    }
)


def leave_from(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X withdraws (its men) from a place; a goal is not the place that is left."""
    leavers = doing_parties(scene, sent, verb)
    movable = row["lemma"] in _MOVED or row["value"] == "men"
    if not leavers.refs and movable and undergoers_of(verb) or not doers_of(sent, verb):
        leavers = parties(scene, sent, undergoers_of(verb)) if movable else NOBODY
    if (
        row["lemma"] == "evacuate"
        and undergoers_of(verb)
        and not parties(scene, sent, undergoers_of(verb)).refs
    ):
        return "brings no force away"
    if not leavers.refs and not any(c.dep_ == "auxpass" for c in verb.children):
        # "disengaged", taken for a participle
        leavers = parties(scene, sent, [c for c in verb.children if c.dep_ == "nsubj"])
    if row["value"] == "men" and not parties(scene, sent, undergoers_of(verb)).refs:
        return "moves no men"
    if not undergoers_of(verb) and is_one_man(scene, doers_of(sent, verb)):
        return "one man leaves"
    if not leavers.refs:
        return "no force leaves"
    if is_civilian(scene, sent, doers_of(sent, verb) or undergoers_of(verb)):
        return "civilians leave"
    men = parties(scene, sent, [c for c in verb.children if c.dep_ == "dobj"])
    if movable and men.refs and leavers.refs and leavers.refs[0].text.lower() in ("i", "we", "he", "she"):
        leavers = men  # "I decided to withdraw our units"
    nodes = [
        verb,
        *(c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "npadvmod") or c.lower_ == "go"),
    ]
    sources = [
        t
        for n in nodes
        for name, t in preps(n)
        if name in ("from", "of") and not is_time(sent.line, t.i) and not only_locates(t)
    ]
    sites = sites_of(scene, sent, sources)
    if not sites and not sources:
        sites = posted_at(scene, sent, doers_of(sent, verb))
    if not sites and not sources and row["lemma"] in _CLEARLY_LEFT:
        sites = passage_site(scene, sent, verb)
    told = scene.told.spoken[-1:]
    if not sites and not sources and told and told[0].sent_index == sent.index and row["value"] != "men":
        sites = [Site(told[0].place)]  # "captured X after the garrison fled"
    outside = [t for name, t in preps(verb) if name == "outside"]
    sites = sites or sites_of(scene, sent, outside if movable else [])
    takers = (
        parties(
            scene, sent, [t for name, t in preps(verb) if name == "to" and (named_at(sent.line, t.i) is None)]
        )
        if sources
        else NOBODY
    )
    takers = takers if takers.refs else _who_forced(scene, sent, verb)
    return outcome("withdrawal", verb, sites, takers, leavers) if sites else "no place that they leave"


_GIVEN_UP = frozenset({"abandon", "vacate", "evacuate", "desert"})
_MILITARY = frozenset(
    "base camp position post outpost garrison barrack headquarter checkpoint bunker fort airbase trench line".split()
)


def _leaves_in_a_state(verb: Token) -> bool:
    """ "left the town without power", "left it in ruins"."""
    without = any(
        name == "without" and t.tag_ != "VBG"
        for name, t in [*preps(verb), *(p for o in undergoers_of(verb) for p in preps(o))]
    )
    states = [c for c in verb.rights if c.dep_ in ("oprd", "acomp", "ccomp")]
    return without or any(c.tag_ != "NNP" for c in states)


_COLUMNS = frozenset(
    "convoy convoys column columns patrol patrols reinforcements contingent vehicles trucks".split()
)
_FORCING = forms_of(
    "force", "compel", "oblige", "cause", "induce", "drive", "press", "pressure", "allow", "leave"
)


def _who_forced(scene: Scene, sent: Sent, verb: Token) -> Parties:
    """Who gains by "forced the garrison to abandon X"."""
    above = verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or above.lower_ not in _FORCING or is_passive(above):
        return NOBODY
    return parties(scene, sent, subjects(above))


def is_one_man(scene: Scene, heads: list[Token]) -> bool:
    """ "a soldier who walked out": one person is no force."""
    return len(heads) == 1 and any(
        h.tag_ == "NN"
        and scene.lexicon.force_nouns.get(h.lower_) == "combatant"
        and scene.lexicon.force_nouns.get(f"{h.lower_}s") == "combatant"
        and any(c.lower_ in ("a", "one", "another", "the") for c in h.lefts if c.dep_ in ("det", "nummod"))
        for h in heads
    )


def _left_to(scene: Scene, sent: Sent, verb: Token) -> list[Change]:
    """ "Only Mullaitivu was left to them": what a force still holds."""
    holders = parties(scene, sent, [t for name, t in preps(verb) if name == "to"])
    sites = [
        s for s in sites_of(scene, sent, subjects(verb)) if s.place is not None and not s.place.inherited
    ]
    only = any(t.lower_ == "only" for t in verb.doc[sent.span.start : verb.i])
    return outcome("control", verb, sites, holders) if only and sites and holders.refs else []


def leave(scene: Scene, sent: Sent, verb: Token, row: Row) -> Reading:
    """X abandons or leaves a place."""
    leavers = doing_parties(scene, sent, verb)
    heads = doers_of(sent, verb)
    if leavers.unfit or is_civilian(scene, sent, heads[:1]):
        return "no force leaves"
    if row["lemma"] == "leave" and is_passive(verb) and (kept := _left_to(scene, sent, verb)):
        return kept
    if row["lemma"] == "leave" and any(h.lower_ in LEADERS for h in heads) or is_one_man(scene, heads):
        return "one man leaves"
    if row["lemma"] == "leave" and undergoers_of(verb) and _leaves_in_a_state(verb):
        return "leaves something in a state"
    if row["lemma"] == "leave" and any(h.lower_ in _COLUMNS for h in heads):
        if any(name == "for" for n in (verb, *undergoers_of(verb)) for name, _ in preps(n)):
            return "a column sets out"
    if row["lemma"] == "leave" and verb.tag_ == "VBN" and verb.dep_ == "acl":
        return "what is left to somebody"
    sites = sites_of(scene, sent, undergoers_of(verb)) or headed_site(scene, sent, verb)
    takers = parties(
        scene, sent, [t for name, t in preps(verb) if name == "to" and named_at(sent.line, t.i) is None]
    )
    told = scene.told.spoken[-1:]
    alone = not undergoers_of(verb) and leavers.refs and row["lemma"] == "leave"
    last = sent.index - (verb.tag_ == "VBD" and not any(name == "for" for name, _ in preps(verb)))
    if alone and told and told[0].sent_index >= last:
        sites = [Site(told[0].place)]  # "the rebels who were occupying the village left"
    elif alone and (headed := scene.told.headed(sent)) is not None:
        sites = [Site(headed)]  # "Bara, 3 May: The rebels left without a fight"
    if not leavers.refs:
        leavers = owner(scene, sent, undergoers_of(verb)[0]) if undergoers_of(verb) else NOBODY
        military = any(s.words.removesuffix("s") in _MILITARY for s in sites)
        given_up = row["lemma"] in _GIVEN_UP and (military or leavers.refs)
        if not is_passive(verb) or not (given_up or takers.refs):
            return "no force leaves"
    takers = takers if takers.refs else _who_forced(scene, sent, verb)
    return outcome("withdrawal", verb, sites, takers, leavers) if sites else "its object is no ground"
