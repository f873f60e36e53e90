"""Changes and states of territory told by a noun: control, hands, siege, fall, retreat, clashes, strongholds."""

from collections.abc import Callable

from orchestration.extraction.actors import NON_STATE_KINDS
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.places_told import SETTLEMENTS
from orchestration.extraction.syntax import clause_head, conjuncts, is_passive, is_verb, preps, subjects
from orchestration.extraction.territory_passage import passage_site
from orchestration.extraction.territory_roles import (
    NOBODY,
    Change,
    Parties,
    doing_parties,
    held_by,
    named_owner,
    owner,
    parties,
)
from orchestration.extraction.territory_scene import Scene, Site, named_at
from orchestration.extraction.territory_sieges import (
    Found,
    attack,
    battle,
    foothold,
    governor,
    of_sites,
    siege,
)
from orchestration.extraction.territory_sites import capital_site, sites_of
from orchestration.extraction.territory_taking import from_whom, holder_of
from orchestration.extraction.territory_undergoers import undergoers_of
from orchestration.extraction.territory_words import is_country, whole_word

_CONTROL_VERBS = {
    "capture": "take takes took taken taking seize seizes seized seizing gain gains gained gaining win wins won winning wrest wrests "
    "wrested wresting extend extends extended extending expand expands expanded expanding spread impose imposes imposed imposing "
    "obtain obtained get gets got achieve achieved snatch snatched assume assumes assumed assuming establish establishes established establishing complete completed claim claims "
    "claimed claiming secure secured grab grabbed",
    "recapture": "regain regains regained regaining retake retook retaken retaking restore restores restored restoring re-establish "
    "re-established reestablish reestablished recover recovers recovered recovering reassert reasserted reasserting resume resumed",
    "loss": "lose loses lost losing",
    "control": "have has had having hold holds held holding keep keeps kept keeping retain retains retained retaining maintain "
    "maintains maintained exercise exercises exercised exert exerts consolidate consolidates consolidated cement cemented tighten tightened",
    "handover": "hand hands handed handing cede cedes ceded ceding give gave given giving transfer transferred relinquish relinquished "
    "surrender surrendered return returned yield yielded",
}  # fmt: skip


_CONTROL = {form: change for change, forms in _CONTROL_VERBS.items() for form in forms.split()}


_COMING = frozenset(
    "come comes came coming fall falls fell fallen falling pass passes passed passing bring brings brought bringing slip slipped return returned".split()
)


def noun_changes(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
    """The changes that a trigger noun tells in one frame, or the reason why it tells none."""
    if noun.i in sent.line.actor_at or _in_name(noun):
        return []
    rule = _FRAMES.get(row["frame"])
    return rule(scene, sent, noun, row) if rule else []


def _in_name(noun: Token) -> bool:
    """ "the Front for the Liberation of X": the act is part of a name."""
    if noun.tag_ not in ("NNP", "NNPS") or not noun.text[:1].isupper():
        return False
    over = noun.head.head if noun.dep_ == "pobj" else noun.head
    return noun.dep_ in ("pobj", "compound") and over.tag_ in ("NNP", "NNPS") and over.text[:1].isupper()


def _control(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
    """ "take control of X", "under rebel control", "in control of X"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "under":
        return _under(scene, sent, noun, noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ == "in":
        return _in_control(scene, sent, noun, noun.head)
    verb = governor(noun)
    if verb is None and (
        taken := next(
            (c for c in noun.lefts if c.dep_ == "amod" and c.tag_ in ("VBD", "VBN") and c.lower_ in _CONTROL),
            None,
        )
    ):
        return _misread(scene, sent, noun, taken)
    change = _CONTROL.get(whole_word(verb)) or _CONTROL.get(verb.lower_) if verb is not None else None
    if verb is not None and verb.lower_ in ("disputed", "contested", "dispute", "contest"):
        sites = of_sites(scene, sent, [noun], ("of", "over"))
        return [Change("contested", verb, tuple(sites))] if sites else "control of no ground"
    if verb is not None and noun.dep_ == "nsubj" and verb.lower_ in _PASSING:
        takers = parties(scene, sent, [t for name, t in preps(verb) if name == "to"])
        sites = of_sites(scene, sent, [noun], ("of", "over"))
        return (
            [Change("handover", verb, tuple(sites), takers.refs)]
            if sites and takers.refs
            else "control passes to no force"
        )
    if verb is None or change is None:
        return "control that nobody takes or has"
    spreading = verb.lower_.startswith(("exten", "expan", "spread"))
    sites = of_sites(
        scene, sent, [noun, verb], ("of", "over", "to", "across", "into") if spreading else ("of", "over")
    )
    if not sites:
        return "control of no ground"
    actors = doing_parties(scene, sent, verb)
    if actors.unfit:
        return "its subject is no force"
    other = parties(
        scene,
        sent,
        [
            t
            for n in (noun, verb)
            for name, t in preps(n)
            if name == ("to" if change in ("handover", "loss") else "from")
        ],
    )
    if not other.refs and change in ("capture", "recapture"):
        other = from_whom(scene, sent, verb) or other
    if change in ("handover", "loss"):
        return (
            [Change(change, verb, tuple(sites), other.refs, actors.refs[:1])]
            if actors.refs or other.refs
            else "no force"
        )
    if not actors.refs and not (verb.dep_ == "xcomp" or change == "control"):
        actors = owner(scene, sent, noun)
    return (
        [Change(change, verb, tuple(sites), actors.refs, other.refs[:1])]
        if actors.refs
        else "no force takes control"
    )


_PASSING = forms_of("pass", "revert", "return", "go")


def _misread(scene: Scene, sent: Sent, noun: Token, verb: Token) -> Found:
    """ "The military reestablished control over X", read as one noun phrase."""
    sites = of_sites(scene, sent, [noun], ("of", "over"))
    actors = parties(scene, sent, [verb.nbor(-1)] if verb.i else [])
    return (
        [Change(_CONTROL[verb.lower_], verb, tuple(sites), actors.refs)]
        if sites and actors.refs
        else "control that nobody takes or has"
    )


def _under(scene: Scene, sent: Sent, noun: Token, prep: Token) -> Found:
    """ "X is (comes) under Y's control"; "areas under Y's control"."""
    holders = named_owner(scene, sent, noun)
    if not holders.refs and not any(c.dep_ in ("compound", "poss") for c in noun.children):
        return _under_somebody(scene, sent, noun, prep)
    if not holders.refs:
        return "under nobody's control"
    return _placed(scene, sent, prep, holders, noun)


def _under_somebody(scene: Scene, sent: Sent, noun: Token, prep: Token) -> Found:
    """ "The town is completely under control": somebody says that it is held, and not by whom."""
    verb = prep.head
    if verb.lower_ not in _STATES:
        return "under nobody's control"
    heads = [h for h in subjects(verb) if named_at(sent.line, h.i) is not None or h.lower_ in SETTLEMENTS]
    sites = [s for s in sites_of(scene, sent, heads) if s.place is not None and not is_country(s)]
    if not sites or scene.attribution(sent, noun).frame is None:
        return "under nobody's control"
    return [Change("control", noun, tuple(sites))]


_STATES = frozenset({"is", "was", "are", "were", "remains", "remained", "'s", "be"})


def _placed(scene: Scene, sent: Sent, prep: Token, holders: Parties, noun: Token) -> Found:
    """What stands under the control, or in the hands, of somebody: subject, object, or the noun it hangs on."""
    head = prep.head
    while head.dep_ == "prep" and head.head is not head:
        head = head.head
    if not is_verb(head) and head.dep_ in ("attr", "acomp", "npadvmod", "advmod") and is_verb(head.head):
        head = head.head
    if is_verb(head):
        coming = head.lower_ in _COMING
        back = any(c.lower_ in ("back", "again") and c.dep_ == "advmod" for c in head.children)
        bringing = head.lower_.startswith(("bring", "brought", "put")) and not is_passive(head)
        heads = [c for c in head.children if c.dep_ == "dobj"] if bringing else subjects(head)
        if bringing and any(c.dep_ == "poss" and c.lower_ in ("its", "their") for c in noun.children):
            holders = parties(scene, sent, subjects(head))
        sites = sites_of(scene, sent, heads)
        return (
            [
                Change(
                    "recapture" if back else "capture" if coming else "control",
                    head,
                    tuple(sites),
                    holders.refs[:1],
                )
            ]
            if sites
            else "no ground is held"
        )
    sites = sites_of(scene, sent, [head])
    return (
        [Change("control", noun, tuple(sites), holders.refs[:1])]
        if sites and sites[0].place
        else "no ground is held"
    )


def _in_control(scene: Scene, sent: Sent, noun: Token, prep: Token) -> Found:
    more = [
        t
        for c in prep.children
        if c.dep_ == "conj" and c.lower_ == "of"
        for t in c.children
        if t.dep_ == "pobj"
    ]
    sites = of_sites(scene, sent, [noun, prep], ("of", "over")) + sites_of(scene, sent, more)
    verb = prep.head
    back = verb.lower_ == "back" and is_verb(verb.head)  # "is back in control of X"
    verb = verb.head if back else verb
    there = [c for c in verb.children if c.lower_ == "there"]
    sites = sites or sites_of(scene, sent, there)
    if not sites and not is_verb(verb) and (headed := scene.told.headed(sent)) is not None:
        sites = [Site(headed)]  # "Goma: M23 in control since January"
    holders = (
        parties(scene, sent, [c for c in verb.children if c.dep_ == "dobj"] or subjects(verb))
        if is_verb(verb)
        else parties(scene, sent, [verb])  # "Islamists in control of X"
    )
    return (
        [
            Change(
                "recapture" if back else "control",
                verb if is_verb(verb) else noun,
                tuple(sites),
                holders.refs,
            )
        ]
        if sites and holders.refs
        else "nobody in control of ground"
    )


def _hands(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
    """ "X is in Y's hands", "fell into the hands of Y", "held by"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "out":
        return _out_of_hands(scene, sent, noun)
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "into", "to", "at"):
        return []
    holders = named_owner(scene, sent, noun)
    if not holders.refs:
        return "in nobody's hands"
    return _placed(scene, sent, noun.head, holders, noun)


def _out_of_hands(scene: Scene, sent: Sent, noun: Token) -> Found:
    """ "X slipped out of army hands" loses it; "the hill was never out of Cambodian hands" says who holds it."""
    verb = clause_head(noun)
    never = any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)
    gone = verb.lower_ in _COMING or verb.lower_ in _MOVING
    holders = named_owner(scene, sent, noun)
    sites = [s for s in sites_of(scene, sent, subjects(verb)) if s.place is not None]
    if not (never or gone) or not holders.refs or not sites:
        return "out of nobody's hands"
    if gone:
        return [Change("loss", verb, tuple(sites), (), holders.refs[:1])]
    return [Change("control", verb, tuple(sites), holders.refs[:1], modality="asserted")]


_MOVING = forms_of("slide", "drop", "move", "go")


def _act(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
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
    misread = [
        c for c in noun.children if c.i in sent.line.actor_at and c.i > 0 and c.nbor(-1).lower_ == "to"
    ]  # "to ISIS", read as an infinitive
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


_CLAIMING = forms_of(
    "claim", "complete", "announce", "declare", "report", "proclaim", "celebrate", "hail", "finish", "achieve", "effect", "attempt", "seek"
)  # fmt: skip
_STAGING = _CLAIMING | forms_of(
    "stage", "make", "carry", "conduct", "begin", "start", "execute", "order", "continue", "resume"
)


_PUT = forms_of("put")


def _put_to_flight(scene: Scene, sent: Sent, verb: Token) -> Found:
    """ "The rebels put the army to flight at X", "the garrison was put to flight": who fled, and before whom."""
    leavers = parties(scene, sent, undergoers_of(verb))
    sites = of_sites(scene, sent, [verb, *undergoers_of(verb)], ("at", "in", "near", "from", "outside"))
    sites = [s for s in sites if s.place is not None]
    if not leavers.refs or not sites:
        return "nobody is put to flight"
    return [Change("withdrawal", verb, tuple(sites), doing_parties(scene, sent, verb).refs, leavers.refs[:1])]


_LEFT_BEHIND = frozenset({"evacuation", "abandonment", "desertion", "surrender"})


def _act_out(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
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


_MAKING = forms_of("make", "force", "effect", "gain")


def _act_to(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
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


def _handover(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
    sites = of_sites(scene, sent, [noun], ("of",))
    takers = parties(scene, sent, [t for name, t in preps(noun) if name == "to"])
    return (
        [Change("handover", noun, tuple(sites), takers.refs, owner(scene, sent, noun).refs[:1])]
        if sites and takers.refs
        else "nothing handed over"
    )


def _stronghold(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
    """ "the rebel stronghold of X", "X, one of the last fiefs of the rebels", "ISIS stronghold X"."""
    one = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    set_beside = one if one.lower_ == "one" else noun
    holders = owner(scene, sent, noun)
    of = [t for name, t in preps(noun) if name in ("of", "in", "at", "around", "near")]
    if noun.lower_ in _REMNANTS:
        of = []  # "its last foothold in Darfur": the region that it is a piece of
    if not holders.refs:
        holders = parties(
            scene, sent, [t for t in of if named_at(sent.line, t.i) is None or t.i in sent.line.actor_at]
        )
    places = [
        t
        for t in of
        if named_at(sent.line, t.i) is not None
        and not any(r.start == sent.line.article_span(t.i, t.i)[0] for r in holders.refs)
    ]
    beside = [c for c in noun.children if c.dep_ == "appos"]
    places = beside or places
    if set_beside.dep_ == "appos" and (
        named_at(sent.line, set_beside.head.i) is not None or set_beside.head.tag_ == "NNP"
    ):
        places = [set_beside.head]
    elif noun.dep_ == "compound" or noun.dep_ == "nmod":
        places.append(noun.head)
        holders = holders if holders.refs else owner(scene, sent, noun.head)
    elif noun.dep_ == "attr" and is_verb(noun.head):
        places.extend(subjects(noun.head))
    elif noun.dep_ == "nsubj" and noun.head.lower_ in ("is", "was", "remains", "remained"):
        places.extend(c for c in noun.head.children if c.dep_ == "attr")
    sites = [s for s in sites_of(scene, sent, places) if s.place is not None]
    if not holders.refs or not sites:
        return "nobody's stronghold, or none with a name"
    return [Change("control", noun, tuple(sites), holders.refs[:1])]


_REMNANTS = frozenset({"foothold", "footholds", "toehold", "toeholds", "holdout", "holdouts"})


def _at_gates(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
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


def _years_under(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
    """ "The town was resettled after seven years under Boko Haram": who held it all that time."""
    holders = parties(scene, sent, [t for name, t in preps(noun) if name == "under"])
    armed = [r for r in holders.refs if r.actor is not None and r.actor.kind in NON_STATE_KINDS]
    if not armed:
        return []
    verb = clause_head(noun)
    heads = of_sites(scene, sent, [noun], ("in", "at")) or sites_of(
        scene, sent, undergoers_of(verb) or subjects(verb)
    )
    sites = [s for s in heads if s.place is not None and not is_country(s)]
    return [Change("control", noun, tuple(sites), tuple(armed[:1]))] if sites else "no ground is held"


def held_place(scene: Scene, sent: Sent, token: Token) -> Found:
    """ "rebel-held X", "the government-controlled town of X": `token` is the participle after the hyphen."""
    holders = held_by(scene, sent, token.i)
    head = token.head
    while (
        head.dep_ in ("amod", "compound", "punct")
        and head.head is not head
        and head.pos_ not in ("NOUN", "PROPN")
    ):
        head = head.head
    if not holders.refs:
        return "held by nobody known"
    if _is_institution(scene, head):
        return "runs an institution"
    sites = [
        s
        for h in conjuncts(head)
        for s in sites_of(scene, sent, [h])
        if s.place is not None and not s.place.inherited
    ]
    return [Change("control", token, tuple(sites), holders.refs[:1])] if sites else "no named place is held"


def _is_institution(scene: Scene, noun: Token) -> bool:
    """Whether the noun is an office or an outlet, which parties run ("the Hamas-run health ministry"), and no ground."""
    before = f"{noun.nbor(-1).lower_} {noun.lower_}" if noun.i else noun.lower_
    dictionaries = (scene.lexicon.roles, scene.lexicon.speech_nouns)
    return any(word in known for known in dictionaries for word in (noun.lower_, before))


_GRIPPING = frozenset(
    "tighten tightens tightened tightening keep keeps kept have has had strengthen strengthened consolidate consolidated maintain maintains maintained cement cemented retain retains retained".split()
)


def _grip(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
    """ "tightened their grip on X": a state of control, firmer than before."""
    verb = governor(noun)
    if verb is None or verb.lower_ not in _GRIPPING:
        return []
    sites = [s for s in of_sites(scene, sent, [noun, verb], ("on", "over")) if s.place is not None]
    holders = parties(scene, sent, subjects(verb))
    return (
        [Change("control", verb, tuple(sites), holders.refs)]
        if sites and holders.refs
        else "a grip on nothing"
    )


_WRITS = frozenset({"authority", "rule", "sovereignty", "domination", "dominance"})


def _rule(scene: Scene, sent: Sent, noun: Token, row: Row) -> Found:
    """ "under Eritrean occupation", "under rebel rule", "in command of the village"."""
    if noun.lower_ in ("command", "charge") and noun.dep_ == "pobj" and noun.head.lower_ == "in":
        return _in_control(scene, sent, noun, noun.head)
    verb = governor(noun)
    change = _CONTROL.get(verb.lower_) if verb is not None and noun.dep_ == "dobj" else None
    if verb is not None and change in ("capture", "recapture", "control") and noun.lower_ in _WRITS:
        sites = [s for s in of_sites(scene, sent, [noun, verb], ("in", "over", "to", "across")) if s.place]
        actors = doing_parties(scene, sent, verb)
        return (
            [Change(change, verb, tuple(sites), actors.refs)]
            if sites and actors.refs
            else "no ground is ruled"
        )
    under = noun.dep_ == "pobj" and noun.head.lower_ == "under"
    return _under(scene, sent, noun, noun.head) if under else []


_FRAMES: dict[str, Callable[[Scene, Sent, Token, Row], Found]] = {
    "control": _control,
    "foothold": foothold,
    "hands": _hands,
    "rule": _rule,
    "siege": siege,
    "act": _act,
    "act_of": _act_out,
    "act_out": _act_out,
    "act_to": _act_to,
    "attack": attack,
    "battle": battle,
    "grip": _grip,
    "handover": _handover,
    "gates": _at_gates,
    "stronghold": _stronghold,
    "under": _years_under,
}
