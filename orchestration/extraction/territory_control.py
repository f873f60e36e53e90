"""Control told by a noun: "took control of X", "under rebel rule", "in the army's hands", "tightened their grip on X"."""

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.places_told import SETTLEMENTS
from orchestration.extraction.syntax import clause_head, is_passive, is_verb, preps, subjects
from orchestration.extraction.territory_changes import Change, Parties, Reading
from orchestration.extraction.territory_holders import named_owner
from orchestration.extraction.territory_parties import doing_parties, owner, parties
from orchestration.extraction.territory_scene import Scene, Site, named_at
from orchestration.extraction.territory_sieges import governor, of_sites
from orchestration.extraction.territory_sites import sites_of
from orchestration.extraction.territory_taking import from_whom
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
    "handover": "hand hands handed handing cede cedes ceded ceding give gives gave given giving transfer transferred relinquish relinquished "
    "surrender surrendered return returned yield yielded",
}  # fmt: skip
_CONTROL = {form: change for change, forms in _CONTROL_VERBS.items() for form in forms.split()}
_COMING = frozenset(
    "come comes came coming fall falls fell fallen falling pass passes passed passing bring brings brought bringing slip slipped return returned".split()
)
_PASSING = forms_of("pass", "revert", "return", "go")
_STATES = frozenset({"is", "was", "are", "were", "remains", "remained", "'s", "be"})
_MOVING = forms_of("slide", "drop", "move", "go")
_GRIPPING = frozenset(
    "tighten tightens tightened tightening keep keeps kept have has had strengthen strengthened consolidate consolidated maintain maintains maintained cement cemented retain retains retained".split()
)
_WRITS = frozenset({"authority", "rule", "sovereignty", "domination", "dominance"})


def control(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
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
    given = parties(scene, sent, [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"])
    if given.refs and (not actors.refs or verb.dep_ == "advcl"):  # "took the hill, giving them control of X"
        return [Change("capture", verb, tuple(sites), given.refs)]
    if given.refs and actors.refs:
        return [Change("handover", verb, tuple(sites), given.refs, actors.refs[:1])]
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


def _misread(scene: Scene, sent: Sent, noun: Token, verb: Token) -> Reading:
    """ "The military reestablished control over X", read as one noun phrase."""
    sites = of_sites(scene, sent, [noun], ("of", "over"))
    actors = parties(scene, sent, [verb.nbor(-1)] if verb.i else [])
    return (
        [Change(_CONTROL[verb.lower_], verb, tuple(sites), actors.refs)]
        if sites and actors.refs
        else "control that nobody takes or has"
    )


def _under(scene: Scene, sent: Sent, noun: Token, prep: Token) -> Reading:
    """ "X is (comes) under Y's control"; "areas under Y's control"."""
    holders = named_owner(scene, sent, noun)
    if not holders.refs and not any(c.dep_ in ("compound", "poss") for c in noun.children):
        return _under_somebody(scene, sent, noun, prep)
    if not holders.refs:
        return "under nobody's control"
    return _placed(scene, sent, prep, holders, noun)


def _under_somebody(scene: Scene, sent: Sent, noun: Token, prep: Token) -> Reading:
    """ "The town is completely under control": somebody says that it is held, and not by whom."""
    verb = prep.head
    if verb.lower_ not in _STATES:
        return "under nobody's control"
    heads = [h for h in subjects(verb) if named_at(sent.line, h.i) is not None or h.lower_ in SETTLEMENTS]
    sites = [s for s in sites_of(scene, sent, heads) if s.place is not None and not is_country(s)]
    if not sites or scene.attribution(sent, noun).frame is None:
        return "under nobody's control"
    return [Change("control", noun, tuple(sites))]


def _placed(scene: Scene, sent: Sent, prep: Token, holders: Parties, noun: Token) -> Reading:
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


def _in_control(scene: Scene, sent: Sent, noun: Token, prep: Token) -> Reading:
    """ "Islamists in control of X", "is back in control of X", "Goma: M23 in control since January"."""
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


def hands(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
    """ "X is in Y's hands", "fell into the hands of Y", "held by"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "out":
        return _out_of_hands(scene, sent, noun)
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "into", "to", "at"):
        return []
    holders = named_owner(scene, sent, noun)
    if not holders.refs:
        return "in nobody's hands"
    return _placed(scene, sent, noun.head, holders, noun)


def _out_of_hands(scene: Scene, sent: Sent, noun: Token) -> Reading:
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


def grip(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
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


def dominion(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
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
