"""The row of one group of victims: who they are, how many, whose, by whom."""

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.casualty_causes import targets_of
from orchestration.extraction.casualty_events import At, Event
from orchestration.extraction.drafts import Draft
from orchestration.extraction.victim_sides import PARTIES
from orchestration.extraction.victims import Victims

# People in arms whom their own words give no side: it is that of whoever was attacked.
_ANY_FIGHTERS = PARTIES - {"police", "gendarmes"} | {
    "fighter",
    "fighters",
    "combatant",
    "combatants",
    "operatives",
}
_DEATHS = frozenset({"deaths", "fatalities", "dead", "killed", "death", "fatality"})


def draft_of(at: At, event: Event, group: Victims, causes: list[ActorRef]) -> Draft:
    """The claim of one group of an event: its columns, without place and scope."""
    by_default = group.actor is not None and group.actor.resolved and event.side is not None
    side = event.side if by_default else group.actor or event.side
    if (side is None or side.actor is None) and group.head.lower_ in _ANY_FIGHTERS:
        side = next(iter(targets_of(at, event.doers)), side)  # "a raid on Al-Shabaab killed 13 fighters"
    if (
        side is not None
        and side == group.actor
        and _is_anothers(group)
        and any(c.same_party(side) for c in causes)
    ):
        side = None  # "overran the post, killing its commander": the post's, not theirs
    perpetrator = next((c for c in causes if side is None or not c.same_party(side)), None)
    values = {
        "outcome": _outcome(event, group),
        "count_text": group.count.text,
        "count_min": group.count.low,
        "count_max": group.count.high,
        "count_rule": group.count.rule,
        "victims_text": group.text,
        "victim_class": "combatant"
        if group.victim_class == "unknown" and event.side is not None
        else group.victim_class,
        "superseded": event.superseded,
        **_party("victim_actor", side),
        **_party("perpetrator", perpetrator),
    }
    return Draft(
        "casualties",
        f"casualty.{event.rule}",
        at.sent,
        event.trigger,
        values,
        modality=_modality(at, event, group),
    )


def _is_anothers(group: Victims) -> bool:
    """Whether a possessive tells whose the victims are, and does not say that they are the attackers' own."""
    children = {c.lower_ for c in group.head.children}
    return bool(children & {"its", "their", "his", "her"}) and "own" not in children


def _party(role: str, ref: ActorRef | None) -> dict[str, str | None]:
    if ref is None:
        return {f"{role}_text": None, f"{role}_id": None, f"{role}_name": None}
    return {f"{role}_text": ref.text, f"{role}_id": ref.actor_id, f"{role}_name": ref.actor_name}


def _outcome(event: Event, group: Victims) -> str:
    """As in "no one was hurt", "no injuries" say that nobody was killed either; "no deaths" say what they say."""
    nobody = group.count.high == 0 and group.count.rule == "exact"
    if group.subset and group.head.lower_ in _DEATHS:
        return "killed"  # "14 casualties, including five deaths"
    return "killed_or_injured" if nobody and event.outcome == "injured" else event.outcome


def _limited(group: Victims) -> bool:
    return (group.count.text or "").lower().startswith(("no ", "not "))


def _modality(at: At, event: Event, group: Victims) -> str:
    if event.modality is not None:
        return event.modality
    modality = at.context.modality(at.sent, event.trigger)
    if modality == "negated" and group.count.high != 0 and _limited(group):
        return "asserted"  # "no fewer than 500", "not more than 60"
    return "asserted" if group.count.high == 0 and modality in ("negated", "possible") else modality
