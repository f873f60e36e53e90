"""Territorial claims: which ground was taken, left, besieged, fought over or is held, by whom."""

import re
from collections.abc import Callable
from dataclasses import replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.drafts import Draft, Refusal
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.places_told import PlacesTold
from orchestration.extraction.placing import choice_of
from orchestration.extraction.syntax import clause_head, is_verb
from orchestration.extraction.territory_changes import Change, Reading
from orchestration.extraction.territory_distance import distances
from orchestration.extraction.territory_falling import change_hands, fall, give_in
from orchestration.extraction.territory_fighting import (
    assault,
    besiege,
    come_under,
    contest,
    fight,
    fizzle,
    repel,
    trade_fire,
)
from orchestration.extraction.territory_gapping import gapped_parties
from orchestration.extraction.territory_holding import belong, hold
from orchestration.extraction.territory_moving import (
    advance,
    enter,
    gain_ground,
    leave,
    leave_from,
    move,
    move_in,
    send,
)
from orchestration.extraction.territory_names import unlisted_in
from orchestration.extraction.territory_nouns import noun_changes
from orchestration.extraction.territory_presence import arrive, be_in, be_seen
from orchestration.extraction.territory_scene import Scene, Site
from orchestration.extraction.territory_sites import sites_of
from orchestration.extraction.territory_strongholds import held_place
from orchestration.extraction.territory_taking import (
    TRYING,
    clear,
    fly_flag,
    hand_over,
    lose,
    oust,
    raise_flag,
    relieve,
    restore,
    take,
    take_charge,
    take_hold,
)
from orchestration.extraction.territory_trigger_verbs import verb_rows
from orchestration.extraction.territory_words import is_time, noun_rows

VERB_FRAMES: dict[str, Callable[[Scene, Sent, Token, Row], Reading]] = {
    "advance": advance,
    "arrive": arrive,
    "assault": assault,
    "be_in": be_in,
    "be_seen": be_seen,
    "belong": belong,
    "besiege": besiege,
    "change_hands": change_hands,
    "come_under": come_under,
    "contest": contest,
    "clear": clear,
    "enter": enter,
    "fall": fall,
    "fight": fight,
    "fly_flag": fly_flag,
    "fizzle": fizzle,
    "gain_ground": gain_ground,
    "give_in": give_in,
    "halt": repel,
    "hand_over": hand_over,
    "hold": hold,
    "leave": leave,
    "leave_from": leave_from,
    "lose": lose,
    "move": move,
    "move_in": move_in,
    "oust": oust,
    "raise_flag": raise_flag,
    "repel": repel,
    "relieve": relieve,
    "restore": restore,
    "send": send,
    "take": take,
    "take_charge": take_charge,
    "take_hold": take_hold,
    "trade_fire": trade_fire,
}
_HELD = frozenset({"held", "controlled", "run", "ruled", "dominated", "administered"})
_QUIET_FRAMES = frozenset({"site", "part", "force_in", "distance"})
_SUPERLATIVE = re.compile(
    r"\b(?:closest|nearest|biggest|largest|deepest|farthest|furthest|most significant|fastest|never been so (?:close|near))\b",
    re.I,
)


def find_territory(context: Context) -> tuple[list[Draft], list[Refusal]]:
    """Drafts of territorial claims, one a place and a gainer, and the candidates refused."""
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    scene = Scene(context, PlacesTold(context.document))
    for sent in context.document.sents:
        changes: list[Change] = []
        for place in unlisted_in(scene, sent):
            scene.told.mention(sent, place)
        for token in sent.span:
            found, reasons = _changes_at(scene, sent, token)
            changes.extend(found)
            for change in found:
                scene.remember(sent, change.trigger, change.sites)
            if reasons and not found:
                refusals.append(Refusal("territory", sent, token, reasons[0]))
        changes.extend(distances(scene, sent))
        changes.extend(_gapped(scene, sent, changes))
        changes.extend(twin for c in tuple(changes) for twin in gapped_parties(scene, sent, c))
        changes = [_presupposed(context, sent, _tried(context, sent, change)) for change in changes]
        for change in _settled(changes):
            placed = any(s.place for s in change.sites)
            grounded = any(
                p.actor or placed and _is_fighters(scene, p) for p in (*change.gainers, *change.losers)
            )
            if other := context.topics.objection(
                sent, "territory", grounded=grounded, explicit=True, trigger=change.trigger
            ):
                refusals.append(Refusal("territory", sent, change.trigger, other))
            else:
                drafts.extend(_drafts(sent, change))
    return _without_beginnings(drafts), refusals


def _without_beginnings(drafts: list[Draft]) -> list[Draft]:
    """Without the assaults that the next sentence tells to have been repelled there."""
    ended = {(d.sent.index - 1, _place_of(d)) for d in drafts if d.rule == "attack_repelled"}
    tried = {i for i, _ in ended}
    return [
        d
        for d in drafts
        if d.rule != "contested"
        or (d.sent.index, _place_of(d)) not in ended
        and (d.place is not None or d.sent.index not in tried)
    ]


def _place_of(draft: Draft) -> str | None:
    return draft.place.text if draft.place else None


def _is_fighters(scene: Scene, party: ActorRef) -> bool:
    """Whether the words alone tell that the party bears arms ("rebel pickets", "soldiers")."""
    return any(scene.lexicon.force_nouns.get(w) == "combatant" for w in party.text.lower().split())


def _changes_at(scene: Scene, sent: Sent, token: Token) -> tuple[list[Change], list[str]]:
    """What the token triggers: changes of the first frame that fits, else the reasons of those that do not."""
    reasons: list[str] = []
    hyphened = token.i > 1 and token.nbor(-1).text == "-"
    if not hyphened and token.lower_ not in scene.lexicon.trigger_forms["territory"]:
        return [], []
    if token.lower_ in _HELD and hyphened:
        found = held_place(scene, sent, token)
        return (found, []) if isinstance(found, list) else ([], [])
    for row in verb_rows(scene, sent, token):
        found = VERB_FRAMES[row["frame"]](scene, sent, token, row)
        if isinstance(found, list) and found:
            return found, []
        if isinstance(found, str):
            reasons.append(found)
    if token.pos_ in ("NOUN", "PROPN") or token.tag_ == "VBG":
        for row in noun_rows(scene, token):
            if row["frame"] in _QUIET_FRAMES:
                continue
            found = noun_changes(scene, sent, token, row)
            if isinstance(found, list) and found:
                return found, []
            if isinstance(found, str):
                reasons.append(found)
    return [], reasons


def _settled(changes: list[Change]) -> list[Change]:
    """Without the assaults and battles of a sentence that also tells how they ended there."""
    decided = {
        p
        for c in changes
        if c.change_type in ("capture", "recapture", "attack_repelled", "withdrawal", "loss")
        for p in _texts(c)
    }
    changes = _kept(_with_participles(changes))
    measured = {c.trigger for c in changes if c.change_type == "distance"}
    repelled = [c.trigger for c in changes if c.change_type == "attack_repelled"]
    taken = [c.trigger for c in changes if c.change_type in _TAKEN]
    left = {p for c in changes if c.change_type == "withdrawal" for p in _texts(c)}
    leavers = [r for c in changes if c.change_type == "withdrawal" for r in c.losers]
    freed = {p for c in changes if c.change_type == "siege_broken" for p in _texts(c)}
    out = []
    for change in changes:
        if (
            change.trigger.dep_ in ("acl", "relcl", "xcomp")
            and change.trigger.tag_ == "VB"
            and any(t != change.trigger and t.is_ancestor(change.trigger) for t in repelled)
        ):
            continue
        if change.change_type == "control" and any(c.lower_ == "if" for c in change.trigger.children):
            continue
        trying = change.trigger.dep_ == "xcomp" and change.trigger.head.lower_ in TRYING
        if trying and change.change_type == "withdrawal":
            continue  # "tanks that tried to break out of the city"
        if trying and change.change_type in ("advance", "contested") and _beaten_back(change, changes):
            continue
        behind = change.trigger.head.head if change.trigger.dep_ in ("relcl", "acl") else change.trigger.head
        if any(behind == t for t in repelled) and change.change_type in ("advance", "contested"):
            continue
        told = change.trigger.pos_ == "NOUN" or change.trigger.dep_ == "amod"
        if change.change_type == "siege" and told and _texts(change) & freed or _is_avoided(change.trigger):
            continue
        if change.change_type == "control" and change.trigger.dep_ == "dobj" and change.trigger.head in taken:
            continue  # "captured the last rebel stronghold"
        theirs = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in change.trigger.children)
        said_of_it = change.trigger.dep_ == "acl" or change.trigger.dep_ == "appos" and theirs
        if change.change_type == "control" and said_of_it and _texts(change) & decided:
            continue
        if change.trigger.dep_ == "relcl" and change.change_type in _TAKEN and _texts(change) & left:
            if not change.gainers or any(g.same_party(r) for g in change.gainers for r in leavers):
                continue  # "left X, which they had taken in May"
        if change.trigger.dep_ == "amod" and not any(s.place or s.low for s in change.sites):
            continue  # "along the abandoned lines"
        if _is_gone_on(change, changes):
            continue
        if _is_heading(change) or _is_general(change):
            continue
        if change.change_type == "contested" and _left_again(change, changes):
            out.append(change)
            continue
        if change.change_type == "contested" and decided and (decided & _texts(change) or not _texts(change)):
            continue
        if change.change_type == "advance" and change.trigger in measured:
            continue
        if change.change_type == "control" and change.trigger.dep_ in ("acl", "relcl") and not _texts(change):
            continue
        out.append(change)
    return out


_AVOIDING = frozenset(
    "avoid avoids avoided avoiding prevent prevents prevented preventing escape escaped risk risks risking".split()
)


_ATTEMPTS = frozenset({"attempt", "attempts", "bid", "bids"})
_NOT_FOUGHT = frozenset({"planned", "hypothetical", "negated"})


def _tried(context: Context, sent: Sent, change: Change) -> Change:
    """ "made 31 attempts to take X": an assault whose outcome the words leave open."""
    trigger = change.trigger
    tried = trigger.dep_ in ("acl", "relcl") and trigger.tag_ == "VB" and trigger.head.lower_ in _ATTEMPTS
    if not tried or change.change_type not in (*_TAKEN, "advance"):
        return change
    if (change.modality or context.modality(sent, trigger)) in _NOT_FOUGHT:
        return change
    return replace(change, change_type="contested")


def _presupposed(context: Context, sent: Sent, change: Change) -> Change:
    """What a clause with ", which" adds is taken for granted by whoever denies the rest of the sentence."""
    trigger = change.trigger
    clause = clause_head(trigger)
    added = (
        clause.dep_ == "relcl"
        and clause.left_edge.i > sent.span.start
        and clause.left_edge.nbor(-1).text == ","
    )
    if added and change.modality is None and context.modality(sent, trigger) == "denied":
        return replace(change, modality="asserted")
    return change


def _is_avoided(trigger: Token) -> bool:
    """ "to avoid being encircled": what did not come about."""
    head = trigger.head if trigger.dep_ in ("xcomp", "pcomp", "ccomp") else trigger
    while head.dep_ in ("prep", "pcomp"):
        head = head.head
    return head is not trigger and head.lower_ in _AVOIDING


def _left_again(assault: Change, changes: list[Change]) -> bool:
    """Whether only those who attacked the place are told to have left it: that decides nothing."""
    ended = [
        c
        for c in changes
        if c.change_type in (*_TAKEN, "attack_repelled", "withdrawal") and _texts(c) & _texts(assault)
    ]
    return bool(ended) and all(
        c.change_type == "withdrawal" and any(r.same_party(g) for r in c.losers for g in assault.gainers)
        for c in ended
    )


def _is_gone_on(change: Change, changes: list[Change]) -> bool:
    """ "gave up X and fell back to Y": the second verb tells where those went who left X, not that they left more."""
    trigger = change.trigger
    if (
        change.change_type != "withdrawal"
        or trigger.dep_ != "conj"
        or any(not _inherits(s) for s in change.sites)
    ):
        return False
    return any(
        c.trigger == trigger.head
        and c.change_type in ("withdrawal", "loss")
        and any(r.same_party(o) for r in c.losers for o in change.losers)
        for c in changes
    )


def _beaten_back(change: Change, changes: list[Change]) -> bool:
    """ "ambushed a unit that tried to enter X and forced it back": the try is told by its end."""
    return any(
        c.change_type == "attack_repelled" and any(r.same_party(g) for r in c.losers for g in change.gainers)
        for c in changes
    )


def _inherits(site: Site) -> bool:
    return site.place is None or site.place.inherited


def _is_heading(change: Change) -> bool:
    """ "Government regains territory: On 9 November ...": the type of an event, not the event."""
    if any(s.place is not None or s.low is not None or s.measured for s in change.sites):
        return False
    return any(t.text == ":" for t in change.trigger.doc[change.trigger.i + 1 : change.trigger.i + 4])


def _is_general(change: Change) -> bool:
    """ "all towns they occupy": ground of whatever kind, told of in passing."""
    head = change.trigger.head
    return (
        change.trigger.dep_ == "relcl"
        and not _texts(change)
        and any(c.lower_ in ("all", "any", "every", "whatever") for c in head.children)
    )


_IN_A_DAY = re.compile(
    r"\b(?:in|over|during|within) (?:the )?(?:past |last |previous |preceding )?(?:single day|day|24 hours|48 hours|week)\b",
    re.I,
)
_TAKEN = frozenset({"capture", "recapture", "loss"})


def _scope(change: Change, site: Site) -> str | None:
    """`cumulative` for a share or a number of places taken by now ("have retaken 23 villages since May")."""
    counted = site.measured or (site.low or 0) >= 10
    if change.change_type in _TAKEN and counted:
        return "aggregate" if _IN_A_DAY.search(clause_head(change.trigger).sent.text) else "cumulative"
    return None


def _gapped(scene: Scene, sent: Sent, changes: list[Change]) -> list[Change]:
    """ "Jabrayil fell on the 4th, and Fuzuli on October 17": what the verb says again of another place and day."""
    out: list[Change] = []
    context, line = scene.context, sent.line
    for change in changes:
        if change.change_type not in (*_TAKEN, "advance", "withdrawal") or not change.sites:
            continue
        if (again := _said_again(sent, change.trigger)) is not None:
            named = [s for s in sites_of(scene, sent, [again[0]]) if s.place is not None]
            told = {s.place.text for s in change.sites if s.place}
            if named and all(s.place.text not in told for s in named if s.place):
                out.append(replace(change, sites=tuple(named), when=context.when(sent, again[1])))
                continue
        for found in line.places:
            if not (change.trigger.i < found.first < sent.span.end) or found.text in {
                s.place.text for s in change.sites if s.place
            }:
                continue
            before, after = line.doc[found.first - 1], found.last + 1
            after += after < sent.span.end and line.doc[after].lower_ in ("on", "in", "at", "by")
            day = _day_before(sent, found.first)
            if day is not None and day.i > change.trigger.i:
                place = Site(choice_of(line, found))
                out.append(replace(change, sites=(place,), when=context.when(sent, day)))
                break
            if (
                before.lower_ in ("and", ",")
                and after in line.time_at
                and not any(is_verb(t) for t in line.doc[change.trigger.i + 1 : found.last + 1])
            ):
                place = Site(choice_of(line, found))
                out.append(replace(change, sites=(place,), when=context.when(sent, line.doc[after])))
    return out


def _day_before(sent: Sent, name: int) -> Token | None:
    """The time of "seized X and, a day later, Y", which stands between the two."""
    i = name - 1
    while i > sent.span.start and (is_time(sent.line, i) or sent.line.doc[i].text == ","):
        i -= 1
    day = sent.line.doc[i + 1] if i + 1 < name - 1 else None
    if day is None or sent.line.doc[i].lower_ not in ("and", "then"):
        return None
    return next((t for t in sent.line.doc[i + 1 : name] if is_time(sent.line, t.i)), None)


def _said_again(sent: Sent, verb: Token) -> tuple[Token, Token] | None:
    """The name and the day of "X fell on the 4th, and Y on the 17th", where no gazetteer lists Y."""
    for name in verb.rights:
        if name.dep_ == "conj" and name.tag_ == "NNP":
            day = next(
                (t for c in name.rights if c.dep_ == "prep" for t in c.children if is_time(sent.line, t.i)),
                None,
            )
            if day is not None:
                return name, day
    return None


def _kept(changes: list[Change]) -> list[Change]:
    """ "stormed and held the mosque" is one change: what was attacked and then held was taken."""
    out: list[Change] = []
    for change in changes:
        first = next(
            (
                i
                for i, c in enumerate(out)
                if c.change_type == "contested"
                and change.change_type == "control"
                and change.trigger.dep_ == "conj"
                and change.trigger.head == c.trigger
                and change.gainers
                and (
                    not any(t.dep_ == "dobj" for t in c.trigger.children)
                    or any(t.dep_ == "dobj" and t.lower_ == "it" for t in change.trigger.children)
                )
                and _texts(c) == _texts(change)
            ),
            None,
        )
        if first is None:
            out.append(change)
        else:
            out[first] = replace(out[first], change_type="capture")
    return out


def _with_participles(changes: list[Change]) -> list[Change]:
    """ "recaptured Baga, ousting Boko Haram" is one change: the participle only names who lost."""
    out: list[Change] = []
    for change in changes:
        main = next(
            (
                i
                for i, c in enumerate(out)
                if change.trigger.dep_ == "advcl"
                and change.trigger.tag_ == "VBG"
                and change.trigger.head == c.trigger
                and c.change_type in _TAKEN
                and _texts(c) & _texts(change)
            ),
            None,
        )
        if main is None:
            out.append(change)
        elif not out[main].losers:
            out[main] = replace(out[main], losers=change.losers)
    return out


def _texts(change: Change) -> set[str]:
    return {s.place.text.lower() for s in change.sites if s.place is not None and s.place.text}


def _drafts(sent: Sent, change: Change) -> list[Draft]:
    return [
        _draft(sent, change, site, gainer) for site in change.sites for gainer in (change.gainers or (None,))
    ]


def _draft(sent: Sent, change: Change, site: Site, gainer) -> Draft:
    loser = next((r for r in change.losers if gainer is None or not r.same_party(gainer)), None)
    if loser is None and change.losers and change.losers[0].text != (gainer and gainer.text):
        # "its units beat off the attackers": whoever they are, not those who beat them
        loser = replace(change.losers[0], actor=None) if change.losers[0].resolved else None
    low, high = change.distance or (None, None)
    values = {
        "change_type": change.change_type,
        "gainer_text": gainer.text if gainer else None,
        "gainer_id": gainer.actor_id if gainer else None,
        "gainer_name": gainer.actor_name if gainer else None,
        "loser_text": loser.text if loser else None,
        "loser_id": loser.actor_id if loser else None,
        "loser_name": loser.actor_name if loser else None,
        "places_min": site.low,
        "places_max": site.high,
        "distance_km_min": low,
        "distance_km_max": high,
        "direction": change.direction,
        "reference_text": change.reference,
        "superlative": change.change_type in ("advance", "distance", "capture")
        and bool(_SUPERLATIVE.search(sent.span.text)),
    }
    return Draft(
        table="territory",
        rule=change.change_type,
        sent=sent,
        trigger=change.trigger,
        values=values,
        place=site.place,
        modality=change.modality,
        scope=change.scope or _scope(change, site),
        when=change.when,
    )
