"""From levels to a probability: each level adds its weight of evidence, in bits.

The weights are data (`seeds/reference/link_weights.csv`): log2 of how much likelier a level is between two
reports of one event than between two of different events, after Fellegi and Sunter (1969).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orchestration.linking.comparison import Levels

PRIOR = ("prior", "")
# A level that cannot be between reports of one event, whatever else agrees.
NEVER = -50.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of evidence by comparison and level, and the prior odds, in bits."""

    bits: Mapping[tuple[str, str], float]

    def score(self, levels: Levels) -> float:
        """The sum of the prior and of what the levels add, in bits: 0 is even odds."""
        return self.bits[PRIOR] + sum(self.bits.get(item, 0.0) for item in levels.items())

    def within_article(self, why: str) -> float:
        """The probability that a claim belongs to the report of its article that it was put into."""
        return probability(self.bits[("within_article", why)])

    def reasons(self, levels: Levels) -> str:
        """The levels that spoke for or against, the weightiest first."""
        spoke = [(item, self.bits.get(item, 0.0)) for item in levels.items()]
        ranked = sorted((x for x in spoke if x[1]), key=lambda x: (-abs(x[1]), x[0]))
        return ", ".join(f"{name} {level} {bits:+.1f}" for (name, level), bits in ranked)


def weights_of(rows: Iterable[Mapping[str, str]]) -> Weights:
    """The weights in rows of the CSV file."""
    return Weights({(row["comparison"], row["level"]): float(row["bits"]) for row in rows})


def probability(bits: float) -> float:
    """The probability that odds of 2 to the power of `bits` stand for."""
    return 1 / (1 + 2 ** -max(-40.0, min(40.0, bits)))
