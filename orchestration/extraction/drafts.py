"""Claims on their way: what a fact rule finds, before the columns that all facts share are filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from orchestration.extraction.attribution import Attribution
from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import PlaceChoice
from orchestration.extraction.timing import When
from orchestration.records import ClaimTable


@dataclass(frozen=True, slots=True)
class Draft:
    """One claim as a rule found it.

        `trigger` is the token that states it; `values` the table's own columns; `place` None where the
        rule found none. `when`, `modality`, `scope` and `attribution` override what the assembly would
        read from the words around the trigger.
    `inherited` names the roles that come from the passage, not from the sentence.
    """

    table: ClaimTable
    rule: str
    sent: Sent
    trigger: Token
    values: Mapping[str, Any]
    place: PlaceChoice | None = None
    when: When | None = None
    scope: str | None = None
    modality: str | None = None
    attribution: Attribution | None = None
    evidence: tuple[int, int] | None = None
    inherited: tuple[str, ...] = ()
    mentions: tuple[tuple[int, int], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Refusal:
    """A candidate that a rule saw and did not code."""

    table: ClaimTable
    sent: Sent
    trigger: Token
    reason: str
