"""Casualties told by verbs: which rule reads each frame of the trigger dictionary."""

from collections.abc import Callable

from orchestration.extraction.casualty_dying import fall, found, intransitive, leave, own_end
from orchestration.extraction.casualty_events import At, Event
from orchestration.extraction.casualty_harming import transitive
from orchestration.extraction.casualty_injuries import hit, sever, suffer, throat, treat
from orchestration.extraction.casualty_losing import lives, lose
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token

VERB_FRAMES: dict[str, Callable[[At, Token, Row], list[Event]]] = {
    "transitive": transitive,
    "intransitive": intransitive,
    "lose": lose,
    "suffer": suffer,
    "treat": treat,
    "leave": leave,
    "lives": lives,
    "found": found,
    "fall": fall,
    "own_end": own_end,
    "hit": hit,
    "sever": sever,
    "throat": throat,
}
