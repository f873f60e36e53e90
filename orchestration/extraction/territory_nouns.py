"""Changes and states of territory told by a noun: which rule reads each frame of the trigger dictionary."""

from collections.abc import Callable

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.territory_acts import act, act_out, act_to, at_gates, handover
from orchestration.extraction.territory_changes import Reading
from orchestration.extraction.territory_control import control, dominion, grip, hands
from orchestration.extraction.territory_scene import Scene
from orchestration.extraction.territory_sieges import attack, battle, foothold, siege
from orchestration.extraction.territory_strongholds import stronghold, years_under


def noun_changes(scene: Scene, sent: Sent, noun: Token, row: Row) -> Reading:
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


_FRAMES: dict[str, Callable[[Scene, Sent, Token, Row], Reading]] = {
    "control": control,
    "foothold": foothold,
    "hands": hands,
    "rule": dominion,
    "siege": siege,
    "act": act,
    "act_of": act_out,
    "act_out": act_out,
    "act_to": act_to,
    "attack": attack,
    "battle": battle,
    "grip": grip,
    "handover": handover,
    "gates": at_gates,
    "stronghold": stronghold,
    "under": years_under,
}
