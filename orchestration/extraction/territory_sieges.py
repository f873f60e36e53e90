"""Sieges, attacks, battles and footholds told by a noun."""

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import conjuncts, is_passive, is_verb, preps, subjects
from orchestration.extraction.territory_changes import NOBODY, Change, Reading
from orchestration.extraction.territory_fighting import ADVANCES, flies, lasting
from orchestration.extraction.territory_parties import doing_parties, owner, parties
from orchestration.extraction.territory_passage import clause_sites, event_sites, passage_site
from orchestration.extraction.territory_scene import Scene, Site, named_at
from orchestration.extraction.territory_sites import sites_of, where_sites
from orchestration.extraction.territory_taking import certain
from orchestration.extraction.territory_undergoers import undergoers_of
from orchestration.extraction.territory_words import (
    is_country,
    is_ground,
    is_part,
    is_span,
    is_time,
    only_locates,
)

_BREAKERS = frozenset(
    "break breaks broke broken breaking lift lifts lifted lifting end ends ended ending smash smashes smashed smashing relieve relieves "
    "relieved relieving raise raises raised raising crack cracked breach breached breaching ease eased".split()
)


_LAUNCHERS = forms_of(
    "launch", "mount", "begin", "start", "open", "stage", "unleash", "prepare", "plan", "resume", "carry", "conduct", "make",
    "execute", "renew", "press", "deliver", "undertake", "perpetrate", "commence", "attempt", "initiate", "step", "intensify",
    "try", "throw", "wage", "direct", "spearhead", "repeat",
) | {"lead", "led", "leading"}  # fmt: skip


_ASSAULTS = frozenset(
    "attack attacks assault assaults offensive offensives onslaught onslaughts raid raids operation operations incursion incursions "
    "counter-attack counter-attacks counterattack counterattacks counteroffensive counter-offensive attempt attempts bid bids charge charges".split()
)


_FROM_AFAR = frozenset(
    "air aerial airborne bomb bombing cyber terror terrorist suicide missile rocket artillery drone naval".split()
)


_GROUND_PREPS = (
    "in",
    "near",
    "at",
    "around",
    "for",
    "over",
    "inside",
    "on",
    "outside",
    "along",
    "of",
    "within",
    "across",
    "throughout",
)


def governor(noun: Token) -> Token | None:
    """The verb that has the noun for its object or subject."""
    token = noun
    while token.dep_ == "conj" and token.head.pos_ == "NOUN":
        token = token.head
    return (
        token.head
        if token.dep_ in ("dobj", "nsubjpass", "nsubj", "attr", "oprd") and is_verb(token.head)
        else None
    )


def of_sites(scene: Scene, sent: Sent, nodes: list[Token], names: tuple[str, ...]) -> list[Site]:
    return sites_of(scene, sent, [t for n in nodes for name, t in preps(n) if name in names])


def siege(scene: Scene, sent: Sent, noun: Token, row: Row) -> Reading:
    """A siege laid, kept up, broken or suffered."""
    verb = governor(noun)
    if noun.dep_ == "pobj" and noun.head.lower_ == "through" and is_verb(noun.head.head):
        verb = noun.head.head  # "broke through the encirclement of X"
    if row["value"] == "ring" and (
        verb is None
        or not verb.lower_.startswith(("tighten", "clos", "dr", "thr", "form", "complet", "shut", "seal"))
    ):
        return "a ring of something else"
    aims = [
        t
        for n in ([noun, verb] if row["value"] == "ring" and verb is not None else [noun])
        for name, t in preps(n)
        if name in ("of", "on", "around", "against", "to") and not is_span(sent.line, t)
    ] + [c for c in noun.children if c.dep_ == "poss" and named_at(sent.line, c.i) is not None]
    if not aims and verb is not None and verb.lower_ in _BREAKERS:  # "lifted the siege on X"
        aims = [
            t for name, t in preps(verb) if name in ("on", "of", "around") and not is_time(sent.line, t.i)
        ]
    besieged = parties(scene, sent, [t for t in aims if named_at(sent.line, t.i) is None])
    sites = sites_of(
        scene,
        sent,
        [
            t
            for t in aims
            if named_at(sent.line, t.i) is not None
            or is_ground(scene, t)
            or is_part(scene, t)
            or t.tag_ == "NNP"
            and not besieged.refs
        ],
    )
    if not aims and verb is not None and verb.lower_ in _EXTENDING:  # "the siege was extended to X"
        sites = [s for s in of_sites(scene, sent, [verb], ("to",)) if s.place is not None]
    if not aims and verb is not None and not sites:  # "Bo, where there is a siege"
        sites = where_sites(scene, sent, verb)
    if aims and not sites:
        sites = event_sites(scene, sent, noun) or clause_sites(sent, noun)[:1]
    besiegers = owner(scene, sent, noun)
    if row["value"] == "ring":
        if verb is not None and noun.dep_ == "dobj":
            besiegers = parties(scene, sent, subjects(verb))
        return [Change("siege", noun, tuple(sites), besiegers.refs)] if sites else "a ring around nothing"
    if verb is not None and verb.lower_ in _BREAKERS | {"is", "was", "are", "were"}:
        broken = verb.lower_ in _BREAKERS or any(
            c.dep_ == "acomp" and c.lower_ in _BREAKERS for c in verb.children
        )
        if broken and any(c.lower_ in ("until", "unless") and c.dep_ == "mark" for c in verb.children):
            return (
                [
                    Change(
                        "siege",
                        noun,
                        tuple(sites),
                        besiegers.refs or doing_parties(scene, sent, verb).refs,
                    )
                ]
                if sites
                else "a siege of nothing"
            )
        if broken:
            breakers = NOBODY if noun.dep_ == "nsubj" else doing_parties(scene, sent, verb)
            if not sites:
                sites = passage_site(scene, sent, noun)
            if breakers.unfit and not besiegers.refs or not sites:
                return "no siege that a force breaks"
            return [Change("siege_broken", verb, tuple(sites), breakers.refs, besiegers.refs[:1])]
    if noun.dep_ == "pobj" and noun.head.lower_ == "under":
        verb = noun.head.head
        putting = verb.lower_ in _PUTTING and not is_passive(verb)
        if putting:  # "put X under siege"
            besiegers = besiegers if besiegers.refs else doing_parties(scene, sent, verb)
        sites = sites_of(
            scene, sent, _put_under(verb) if putting else subjects(verb) if is_verb(verb) else [verb]
        )
        besiegers = (
            besiegers
            if besiegers.refs
            else parties(scene, sent, [t for name, t in preps(verb) if name == "by"])
        )
        return (
            [Change("siege", verb, tuple(sites), besiegers.refs[:1])]
            if sites and (sites[0].place or _any_of(verb))
            else "nothing besieged"
        )
    if (
        verb is not None
        and noun.dep_ == "dobj"
        and verb.lower_
        in (
            "lay",
            "lays",
            "laid",
            "laying",
            "impose",
            "imposed",
            "imposes",
            "imposing",
            "tighten",
            "tightens",
            "tightened",
            "tightening",
            "maintain",
            "maintained",
            "declare",
            "declared",
            "announce",
            "announced",
            "enforce",
            "enforced",
        )
    ):
        besiegers = doing_parties(scene, sent, verb)
        sites = (
            sites or of_sites(scene, sent, [verb], ("to", "on", "around")) or passage_site(scene, sent, noun)
        )
        return (
            [Change("siege", verb, tuple(sites), besiegers.refs, besieged.refs[:1])]
            if sites and besiegers.refs
            else "no force besieges"
        )
    if sites:
        if not besiegers.refs and verb is not None and noun.dep_ == "dobj":
            besiegers = doing_parties(scene, sent, verb)
        return [Change("siege", noun, tuple(sites), besiegers.refs, besieged.refs[:1])]
    link = noun.head
    # "after ten months of siege"
    if noun.dep_ == "pobj" and link.lower_ == "of" and link.head.dep_ == "pobj":
        link = link.head.head
    if noun.dep_ == "pobj" and link.lower_ in ("after", "following") and is_verb(link.head):
        verb = link.head
        sites = sites_of(scene, sent, undergoers_of(verb) or subjects(verb))
        takers = besiegers if besiegers.refs else doing_parties(scene, sent, verb)
        return (
            [Change("siege", noun, tuple(sites), takers.refs)]
            if sites and (takers.refs or certain(sites))
            else "a siege of nothing"
        )
    return "a siege of nothing"


_EXTENDING = forms_of("extend", "expand", "widen")
_PUTTING = forms_of("put", "place", "keep", "bring", "hold", "have")


def _any_of(verb: Token) -> bool:
    """ "denied that any town was under siege"."""
    return any(c.lower_ in ("any", "no") for s in subjects(verb) for c in s.children)


def _put_under(verb: Token) -> list[Token]:
    """What is put, also where the parser called it a subject of what it is put under."""
    things = [c for c in verb.children if c.dep_ in ("dobj", "nsubj") and c.i > verb.i]
    things = things or [c for c in verb.lefts if c.dep_ == "dobj"]  # "a town that they keep under siege"
    return [t for c in things for t in conjuncts(c)]


_FOOTING = forms_of("establish", "gain", "secure", "win", "set", "seize", "obtain", "carve", "create", "take")
_KEEPING = forms_of("keep", "hold", "retain", "maintain", "have", "defend", "consolidate")


def foothold(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
    """ "established a bridgehead at X": the first piece of it."""
    verb = governor(noun)
    kept = verb is not None and verb.lower_ in _KEEPING
    if verb is None or verb.lower_ not in _FOOTING and not kept:
        return "no foothold that a force gains"
    nodes = [noun, verb, *(t for name, t in preps(noun) if name == "across")]
    sites = [
        s
        for s in of_sites(scene, sent, nodes, ("at", "in", "on", "near", "around", "inside"))
        if s.place or s.low
    ]
    sites = sites or [s for s in of_sites(scene, sent, nodes, ("across",)) if s.place]
    movers = doing_parties(scene, sent, verb)
    return (
        [
            Change(
                "control" if kept else "advance",
                verb,
                tuple(sites if len(sites) < 4 else sites[:1]),
                movers.refs,
            )
        ]
        if sites and movers.refs
        else "no foothold that a force gains"
    )


_PLANNING = forms_of("plan", "prepare")


def attack(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
    """ "an advance towards X"; "launched an offensive on X". A bare "attack on X" is its result's background."""
    low = noun.lower_
    if low in ADVANCES:
        movers = owner(scene, sent, noun)
        of = [t for name, t in preps(noun) if name == "of"]
        movers = movers if movers.refs else parties(scene, sent, of)
        sites = of_sites(scene, sent, [noun, *of], ("towards", "toward", "into", "on", "to", "for"))
        if (
            not movers.refs
            and noun.dep_ == "dobj"
            and (verb := governor(noun)) is not None
            and verb.lower_ in _LAUNCHERS
        ):
            movers = doing_parties(scene, sent, verb)  # "made a push for X"
        return (
            [Change("advance", noun, tuple(sites), movers.refs)]
            if movers.refs and sites and sites[0].place
            else "nobody advances on a place"
        )
    verb = governor(noun)
    if low in _ASSAULTS and verb is not None and verb.lower_ in _LAUNCHERS:
        movers = doing_parties(scene, sent, verb)
        sites = of_sites(scene, sent, [noun, verb], ("on", "against", "towards", "into"))
        if (
            movers.refs
            and sites
            and sites[0].place
            and not any(is_country(s) for s in sites)
            and not any(t.i in sent.line.weapon_at or t.lower_ in _FROM_AFAR for t in noun.subtree)
            and not any(flies(scene, m.text) for m in movers.refs)
        ):
            planned = "planned" if verb.lower_ in _PLANNING else None
            return [Change("contested", verb, tuple(sites), movers.refs, modality=planned)]
    if low in _ASSAULTS and verb is not None and noun.dep_ == "nsubj" and _goes_on(sent, verb):
        sites = of_sites(scene, sent, [noun], ("on", "against"))
        movers = owner(scene, sent, noun)
        afar = any(t.i in sent.line.weapon_at or t.lower_ in _FROM_AFAR for t in noun.subtree)
        if movers.refs and sites and sites[0].place and not is_country(sites[0]) and not afar:
            return [Change("contested", noun, tuple(sites), movers.refs)]
    return []


_GOING_ON = forms_of("begin", "start", "commence", "continue", "resume", "rage", "intensify", "last", "open")
_ENTERING = forms_of("enter")


def _goes_on(sent: Sent, verb: Token) -> bool:
    """Whether the clause tells that an assault is under way: "began at dawn", "has entered its fifth month"."""
    entered = verb.lower_ in _ENTERING and any(
        is_time(sent.line, c.i) or c.lower_ in ("day", "week", "month", "year", "phase") for c in verb.rights
    )
    return verb.lower_ in _GOING_ON or entered


_ENGAGED = frozenset({"locked", "engaged", "involved", "embroiled", "bogged", "caught"})
_TEMPORAL = frozenset({"since", "until", "before", "by"})


def battle(scene: Scene, sent: Sent, noun: Token, row: Row) -> Reading:
    """Clashes, fighting or a battle with a place of their own."""
    if noun.dep_ == "pobj" and noun.head.lower_ in _TEMPORAL:
        return "fighting that only dates something"
    if noun.dep_ in ("compound", "amod", "poss"):
        return "fighting that only describes something"
    if row["value"] == "sides" and not _has_sides(scene, sent, noun):
        return "a meeting of no forces"
    verb = governor(noun)
    if (
        verb is not None
        and verb.lower_ in ("is", "was", "are", "were")
        and any(c.lower_ == "over" for c in verb.children)
    ):
        return "fighting that is over"
    if row["value"] == "still" and (
        not _is_still_heard(noun, verb) or any(name == "of" for name, _ in preps(noun))
    ):
        return "shots, and no fight told of"
    nodes = [
        noun,
        *([verb] if verb is not None and noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") else []),
    ]
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "in"
        and is_verb(noun.head.head)
        and noun.head.head.lower_ in _ENGAGED
    ):
        nodes.append(noun.head.head)  # "are locked in battle for X"
    heads = [
        t
        for n in nodes
        for name, t in preps(n)
        if name in _GROUND_PREPS and not is_time(sent.line, t.i) and not only_locates(t)
    ]
    if verb is not None and noun.dep_ == "nsubj" and verb.lower_ in _REACHING:
        heads += [c for c in verb.children if c.dep_ == "dobj" and not is_time(sent.line, c.i)]
    inner = [
        t
        for h in heads
        for name, t in preps(h)
        if h.lower_ in ("vicinity", "control", "outskirts") and name == "of"
    ]
    sites = [
        s
        for s in sites_of(scene, sent, [h for h in heads if h.lower_ not in ("control",)] + inner)
        if s.place is not None
    ]
    if (
        not sites
        and noun.dep_ in ("nsubj", "ROOT", "ccomp", "dobj", "attr", "pobj")
        and (noun.dep_ != "pobj" or noun.head.lower_ == "in")
        and (noun.dep_ not in ("dobj", "pobj") or _has_sides(scene, sent, noun))
    ):
        sites = clause_sites(sent, noun)
    if not sites and verb is not None and not heads:  # "X, where the general staff still sees fighting"
        sites = where_sites(scene, sent, verb)
    if not sites and (headed := scene.told.headed(sent)) is not None and noun.dep_ in ("ROOT", "nsubj"):
        sites = [Site(headed)]  # "Lashkar Gah: fighting in four districts"
    if not sites:
        return "fighting in no place"
    scope = "cumulative" if verb is not None and lasting(verb) else None
    return [Change("contested", noun, tuple(dict.fromkeys(sites)), scope=scope)]


_REACHING = forms_of("reach", "enter", "engulf", "approach", "rock", "shake", "hit")
_LASTING = frozenset({"still", "again"})


def _is_still_heard(noun: Token, verb: Token | None) -> bool:
    """ "There is still shooting inside X", "gunfire continued in X": shots that belong to a fight going on."""
    words = {c.lower_ for t in (noun, verb) if t is not None for c in t.children if c.dep_ == "advmod"}
    return bool(words & _LASTING) or verb is not None and noun.dep_ == "nsubj" and verb.lower_ in _GOING_ON


def _has_sides(scene: Scene, sent: Sent, noun: Token) -> bool:
    return bool(
        parties(scene, sent, [t for name, t in preps(noun) if name in ("between", "with", "against")]).refs
    )
