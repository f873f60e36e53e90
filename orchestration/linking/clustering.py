"""Reports into incidents: the likeliest pairs first, never two events of one article into one.

What is an incident already stays one. A new report joins it or begins another; two incidents become one
only where nearly every pair of their reports says so, and then the older one keeps its id.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.linking.records import Report
from orchestration.linking.weights import NEVER

# Odds, in bits, from which reports are put together, and from which incidents that stand are.
JOIN_BITS = 0.0
MERGE_BITS = 6.0

Pair = tuple[str, str]


@dataclass(slots=True)
class Cluster:
    """Reports of one event; `incident_id` where it stood before this run."""

    incident_id: str | None
    members: list[Report]
    articles: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.articles.update(report.article_id for report in self.members)


@dataclass(frozen=True, slots=True)
class Merge:
    """An incident that became part of another, and the odds in bits that it is the same."""

    from_incident_id: str
    to_incident_id: str
    bits: float
    cause_article_id: str


def cluster(
    new: Sequence[Report], standing: Sequence[Report], scores: Mapping[Pair, float]
) -> tuple[list[Cluster], list[Merge]]:
    """The clusters after the new reports came, and which standing incidents were merged.

    `standing` are reports with an incident, `scores` the odds in bits of pairs of report ids, each pair
    sorted; a pair that is missing was never compared and counts for nothing.
    """
    of_incident: dict[str, list[Report]] = defaultdict(list)
    for report in standing:
        of_incident[report.incident_id].append(report)
    clusters = [Cluster(key, members) for key, members in sorted(of_incident.items())]
    clusters += [Cluster(None, [report]) for report in new]
    holder = {report.report_id: item for item in clusters for report in item.members}
    merges = []
    for pair, bits in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        if bits < JOIN_BITS:
            break
        a, b = holder[pair[0]], holder[pair[1]]
        if a is b or a.articles & b.articles:
            continue
        together = mean_bits(a.members, b.members, scores)
        both_stand = a.incident_id is not None and b.incident_id is not None
        if together < (MERGE_BITS if both_stand else JOIN_BITS):
            continue
        keeper, other = _keeper(a, b)
        if both_stand:
            merges.append(
                Merge(other.incident_id or "", keeper.incident_id or "", together, _newest(keeper, other))
            )
        keeper.members.extend(other.members)
        keeper.articles |= other.articles
        for report in other.members:
            holder[report.report_id] = keeper
        other.members = []
    return [item for item in clusters if item.members], merges


def mean_bits(a: Iterable[Report], b: Iterable[Report], scores: Mapping[Pair, float]) -> float:
    """The mean odds of the pairs between two clusters; NEVER where one pair rules it out."""
    others = list(b)
    found = [
        scores[pair]
        for x in a
        for y in others
        if (pair := (min(x.report_id, y.report_id), max(x.report_id, y.report_id))) in scores
    ]
    if not found or min(found) <= NEVER / 2:
        return NEVER
    return sum(found) / len(found)


def _keeper(a: Cluster, b: Cluster) -> tuple[Cluster, Cluster]:
    """A standing incident before a new one, the older before the younger, else the larger."""
    return (a, b) if _age(a) <= _age(b) else (b, a)


def _age(item: Cluster) -> tuple[bool, str, int, str]:
    first = min((r.published_on or "9999", r.report_id) for r in item.members)
    return (item.incident_id is None, first[0], -len(item.members), first[1])


def _newest(a: Cluster, b: Cluster) -> str:
    return max((*a.members, *b.members), key=lambda r: (r.published_on or "", r.report_id)).article_id
