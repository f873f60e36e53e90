"""A change of territory as one trigger tells it, and the forces in its roles."""

from dataclasses import dataclass

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.parse import Token
from orchestration.extraction.territory_scene import Site
from orchestration.extraction.timing import When


@dataclass(frozen=True, slots=True)
class Parties:
    """The forces that stand in one role. `named` tells that some phrase fills the role, force or not."""

    refs: tuple[ActorRef, ...] = ()
    named: bool = False

    @property
    def unfit(self) -> bool:
        """Something other than a force fills the role."""
        return self.named and not self.refs


NOBODY = Parties()


@dataclass(frozen=True, slots=True)
class Change:
    """A change (or a state) of territory as one trigger tells it, before it is split into rows."""

    change_type: str
    trigger: Token
    sites: tuple[Site, ...]
    gainers: tuple[ActorRef, ...] = ()
    losers: tuple[ActorRef, ...] = ()
    scope: str | None = None
    modality: str | None = None
    distance: tuple[float | None, float | None] | None = None
    direction: str | None = None
    reference: str | None = None
    when: When | None = None


# What a rule answers: the changes that a trigger tells, or why it tells none.
Reading = list[Change] | str


def outcome(
    change_type: str,
    trigger: Token,
    sites: list[Site],
    gainers: Parties = NOBODY,
    losers: Parties = NOBODY,
    *,
    scope: str | None = None,
) -> list[Change]:
    """One change of this type at these sites, as the answer of a rule; of several losers the first stands for them."""
    return [Change(change_type, trigger, tuple(sites), gainers.refs, losers.refs[:1], scope=scope)]
