"""How well a partition agrees with the gold one: pairwise, B-cubed, and of relations between statements."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

Partition = Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall; 1 where there was nothing to be wrong about."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_sets(gold: AbstractSet[Hashable], found: AbstractSet[Hashable]) -> Score:
    """Of two sets: how much of what was found is gold, and how much of the gold was found."""
    hits = len(gold & found)
    return Score(hits / len(found) if found else 1.0, hits / len(gold) if gold else 1.0)


def pairwise(gold: Partition, found: Partition) -> Score:
    """Over pairs of items that are together. Both partitions are of the same items."""
    return score_sets(_pairs(gold), _pairs(found))


def b_cubed(gold: Partition, found: Partition) -> Score:
    """Over items: the share of each one's companions that are right (Bagga and Baldwin, 1998)."""
    gold_of, found_of = _groups(gold), _groups(found)
    if not gold:
        return Score(1.0, 1.0)
    shared = {item: len(gold_of[gold[item]] & found_of[found[item]]) for item in gold}
    return Score(
        sum(shared[item] / len(found_of[found[item]]) for item in gold) / len(gold),
        sum(shared[item] / len(gold_of[gold[item]]) for item in gold) / len(gold),
    )


def _groups(partition: Partition) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for item, key in partition.items():
        groups[key].add(item)
    return groups


def _pairs(partition: Partition) -> set[Hashable]:
    return {pair for members in _groups(partition).values() for pair in combinations(sorted(members), 2)}


def alone(items: Iterable[str], partition: Mapping[str, str | None]) -> dict[str, Hashable]:
    """The partition of these items in which an item without a group is a group of its own."""
    return {item: partition.get(item) or ("alone", item) for item in items}
