"""Strikes: air raids, shelling, missiles, drones and bombs, told as a verb, a noun or a weapon in action."""

from collections import Counter
from dataclasses import dataclass, replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.drafts import Draft, Refusal
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.placing import PlaceChoice
from orchestration.extraction.strike_events import find_events
from orchestration.extraction.strike_rows import Row, part_rows, rows_of
from orchestration.extraction.strike_scope import scope_of
from orchestration.extraction.strike_topics import Topics
from orchestration.extraction.strike_words import TABLE, Words, is_definite

_ARMED_PARTY = frozenset({"rebel", "jihadist", "militia", "coalition", "paramilitary", "private_military", "state", "igo", "political"})
_CRAFT = frozenset({"airstrike", "drone", "missile", "rocket", "artillery", "naval", "ied", "suicide_bombing"})


@dataclass(slots=True)
class _Told:
    """A row with the sentence that tells it."""

    sent: Sent
    words: Words
    row: Row


def find_strikes(context: Context) -> tuple[list[Draft], list[Refusal]]:
    """All strikes of the article, and the candidates that are none, in reading order."""
    topics = Topics(context)
    told: list[_Told] = []
    refusals: list[Refusal] = []
    for sent in context.document.sents:
        words = Words(context, sent)
        words.recall = _recalled(told, sent)
        events, refused = find_events(words)
        refusals.extend(Refusal(TABLE, sent, token, reason) for token, reason in refused)
        own: list[Row] = []
        for event in events:
            if (reason := topics.reason_against(sent)) is not None:
                refusals.append(Refusal(TABLE, sent, event.trigger, reason))
                continue
            for row in rows_of(words, event):
                if (reason := _objection(words, row, told)) is not None:
                    refusals.append(Refusal(TABLE, sent, event.trigger, reason))
                else:
                    own.append(row)
        told.extend(_Told(sent, words, row) for row in [*own, *part_rows(words, own)])
    _share_types(told)
    return [d for t in told for d in _drafts(context, t)], refusals


def _recalled(told: list[_Told], sent: Sent) -> PlaceChoice | None:
    """The place of the last strike told, if that was within two sentences."""
    if not told or told[-1].sent.index < sent.index - 2 or told[-1].row.place is None:
        return None
    return replace(told[-1].row.place, inherited=True)


def _objection(words: Words, row: Row, told: list[_Told]) -> str | None:
    """Why the row is no strike, if it is none; fills what an earlier sentence told of it."""
    event = row.event
    anchor = event.nouns[0] if event.nouns else event.trigger
    if event.nouns and is_definite(anchor) and not row.place and not row.numbers and not row.target.text and not row.attackers:
        return "a strike told of before"
    if event.nouns and not row.attackers and not row.numbers and not row.target.text and _is_title(words):
        return "the title of a list"
    if event.arms and not event.nouns and all(is_definite(a.head) for a in event.arms) and not row.attackers and not row.place and not row.target.text and not _counted(row):
        return "a strike told of before"
    known = any(a.actor and a.actor.kind in _ARMED_PARTY for a in row.attackers)
    if event.strength == "strong":
        if row.attackers or row.place or row.target.text or row.weapons or row.numbers:
            return None
        return "no party, place, target or weapon"
    if event.strength == "weak":
        if row.strike_type in _CRAFT and (row.weapons or event.nouns):
            return None
        if event.nouns and row.attackers and (known or told):
            return None
        if not event.nouns and event.trigger.lower_.startswith(_AIMING) and row.attackers and (row.target.target_class or row.target.owner or (known and row.place) or "targets" in row.numbers):
            return None
        if not event.nouns and known and ("strikes" in row.numbers or any(words.arm(t) for t in event.targets)):
            return None
        if not event.nouns and row.target.owner and row.target.owner.actor and event.trigger.lower_.startswith(("str", "hit", "bomb", "target")):
            return None
        if event.nouns and row.place and (told or "strikes" in row.numbers or row.target.owner or row.target.target_class):
            return None
        return "no weapon and no party at war"
    return None


_AIMING = ("strik", "struck", "hit", "target", "destroy", "hammer", "blast", "pound", "fire", "firing", "knock", "flatten", "level")


def _counted(row: Row) -> bool:
    return any(q.low is None or q.low > 1 for q in row.numbers.values())


def _is_title(words: Words) -> bool:
    """A line without a verb that stands over bullets ("Strikes in Iraq")."""
    document, line = words.context.document, words.line
    if any(t.pos_ in ("VERB", "AUX") for t in line.doc) and line.clean.kind != "heading":
        return False
    following = document.lines[line.index + 1] if line.index + 1 < len(document.lines) else None
    return following is not None and following.clean.kind == "bullet"


def _share_types(told: list[_Told]) -> None:
    """An unqualified strike takes the type that the article gives to the same party's strikes."""
    types: dict[str, Counter[str]] = {}
    for item in told:
        if item.row.strike_type:
            for ref in item.row.attackers:
                types.setdefault(_party(ref), Counter())[item.row.strike_type] += 1
    for item in told:
        if item.row.strike_type is None and len(item.row.attackers) > 0:
            seen = types.get(_party(item.row.attackers[0]))
            if seen and len(seen) == 1:
                item.row.strike_type = next(iter(seen))


def _party(ref: ActorRef) -> str:
    return ref.actor.actor_id if ref.actor else ref.text.lower()


def _drafts(context: Context, item: _Told) -> list[Draft]:
    row = item.row
    scope = scope_of(item.words, row, window=False)
    out: list[Draft] = []
    for attacker in row.attackers or [None]:
        values = {
            "strike_type": row.strike_type or "unspecified",
            "attacker_text": attacker.text if attacker else None,
            "attacker_id": attacker.actor_id if attacker else None,
            "attacker_name": attacker.actor_name if attacker else None,
            "target_text": row.target.text,
            "target_class": row.target.target_class,
            "target_actor_text": row.target.owner.text if row.target.owner else None,
            "target_actor_id": row.target.owner.actor_id if row.target.owner else None,
            "target_actor_name": row.target.owner.actor_name if row.target.owner else None,
            "weapon_text": "; ".join(row.weapons) or None,
            "launched_from": row.launched_from,
        } | _columns(row.numbers)
        out.append(
            Draft(
                table=TABLE,
                rule=row.event.rule,
                sent=item.sent,
                trigger=row.event.trigger,
                values=values,
                place=row.place,
                scope=scope,
                modality=_modality(context, item),
                inherited=row.inherited,
            )
        )
    return out


def _modality(context: Context, item: _Told) -> str | None:
    if item.row.modality is None:
        return None
    read = context.modality(item.sent, item.row.event.trigger)
    return item.row.modality if read == "asserted" else read


def _columns(numbers: dict[str, Quantity]) -> dict[str, float | None]:
    out: dict[str, float | None] = {}
    for kind, quantity in numbers.items():
        out[f"{kind}_min"], out[f"{kind}_max"] = quantity.low, quantity.high
    return out

