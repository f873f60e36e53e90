"""The type of a strike, where the sentences around it tell it."""

from collections import Counter

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.document import Sent
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_passage import Passage, same_voice
from orchestration.extraction.strike_rows import Row
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import is_definite, is_passive, preps

_HIT = frozenset({"hit", "struck", "damaged", "destroyed"})
_FIRED = frozenset({"fired", "firing"})
_RETOLD = frozenset({"hit", "struck", "targeted"})
_LAID = forms_of("explode", "detonate", "go", "plant", "hide", "leave", "trigger", "set", "blow")
_SHOT = frozenset({"artillery", "rocket", "missile", "naval"})
_FROM_AFAR = _SHOT | {"airstrike", "drone", None}


def inherit_type(passage: Passage, words: Words, row: Row) -> None:
    """Give "The army said it had struck a command post" the type of the strike that others told just before."""
    trigger = row.event.trigger
    if row.strike_type is not None or trigger.lower_ not in _RETOLD or not row.attackers:
        return
    last = passage.last(words.sent, lambda r: r.modality is None)
    if last is None or row.place is not None and not row.place.inherited or same_voice(words, row, last):
        return
    if not last.row.attackers or any(a.same_party(b) for a in row.attackers for b in last.row.attackers):
        row.strike_type = last.row.strike_type


def drop_bombs(passage: Passage, sent: Sent, row: Row) -> None:
    """Take bombs of no kind that hit something for dropped ones, where raids from the air were told of just before, and no
    bombs of another kind.
    """
    arms = [a for a in row.event.arms if a.strike_type is None]
    if row.strike_type != "ied" or not arms or len(arms) < len(row.event.arms):
        return
    laid = any(v.lower_ in _LAID for v in row.event.verbs)
    if laid or not all(a.head.lower_ in ("bomb", "bombs") for a in arms):
        return
    reach = int(all(is_definite(a.head) for a in arms))
    near = [t for t in passage.told if 0 <= sent.line.index - t.sent.line.index <= reach]
    if any(t.row.strike_type == "airstrike" for t in near) and "ied" not in passage.types():
        row.strike_type = "airstrike"


def resume_type(passage: Passage, sent: Sent, row: Row, own: list[Row]) -> None:
    """Give "a direct hit" or "a projectile" the type and the party of the strike told just before, in the sentence (`own`) first."""
    told = passage.last(sent)
    last = own[-1] if own else told.row if told else None
    if last is not None:
        row.strike_type = last.strike_type
        row.attackers = row.attackers or list(last.attackers)
        row.inherited = (*row.inherited, "attacker", "weapon")


def goes_on(passage: Passage, sent: Sent, row: Row, own: list[Row]) -> bool:
    """Whether "the building was itself hit the next day", "denies having fired on it" go on with the strikes just told, whose type is then theirs."""
    trigger = row.event.trigger
    hit = trigger.lower_ in _HIT and is_passive(trigger) and not row.event.doers
    people = row.target.target_class in (None, "personnel", "leadership")
    fired = trigger.lower_ in _FIRED and row.place is not None and _aims(trigger)
    if not fired and (not hit or people):
        return False
    if row.strike_type is not None or row.attackers and not fired:
        return False
    told = passage.last(sent, lambda r: r.modality is None)
    last = own[-1] if own else told.row if told else None
    if last is None or last.strike_type not in (_SHOT if fired else _FROM_AFAR):
        return False
    if fired or row.place is None or row.place.inherited:
        resume_type(passage, sent, row, own)
    return True


def share_types(passage: Passage) -> None:
    """An unqualified strike takes the type that the article gives to the same party's strikes.

    Where it gives several, raids and bombs are from the air if any are, and a strike is what most are.
    """
    types: dict[str, Counter[str]] = {}
    for item in passage.told:
        if item.row.strike_type:
            for ref in item.row.attackers:
                types.setdefault(_party(ref), Counter())[item.row.strike_type] += 1
    for item in passage.told:
        if item.row.strike_type is not None or not item.row.attackers:
            continue
        seen = types.get(_party(item.row.attackers[0]), Counter())
        if "airstrike" in seen and item.row.event.trigger.lower_.startswith(("raid", "bomb")):
            item.row.strike_type = "airstrike"
        elif seen and (len(seen) == 1 or seen.most_common(1)[0][1] * 2 > sum(seen.values())):
            item.row.strike_type = seen.most_common(1)[0][0]


def _aims(verb: Token) -> bool:
    return any(name in ("on", "at", "into", "upon") for name, _ in preps(verb))


def _party(ref: ActorRef) -> str:
    return ref.actor.actor_id if ref.actor else ref.text.lower()
