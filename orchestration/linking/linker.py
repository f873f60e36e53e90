"""The claims of new articles into incidents, among the reports that stand already."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby

from orchestration.linking.blocking import block_keys, lookup_keys
from orchestration.linking.clustering import JOIN_BITS, Cluster, Merge, Pair, cluster
from orchestration.linking.comparison import compare
from orchestration.linking.records import IncidentClaim, IncidentMove, LinkClaim, Report, ReportBlock
from orchestration.linking.reports import Grouped, gather, report_of
from orchestration.linking.weights import Weights, probability


@dataclass(frozen=True, slots=True)
class Rules:
    """What linking goes by: the weights of evidence, and which actor belongs to which."""

    weights: Weights
    parent_of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A report with the claims that it was gathered from."""

    report: Report
    group: Grouped


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking found about the new articles, and which standing incidents it merged."""

    reports: tuple[Report, ...]
    blocks: tuple[ReportBlock, ...]
    claims: tuple[IncidentClaim, ...]
    moves: tuple[IncidentMove, ...]
    merges: tuple[Merge, ...]


def gather_reports(claims: Iterable[LinkClaim]) -> list[Gathered]:
    """The reports of each article, from its claims."""
    ordered = sorted(claims, key=lambda c: c.article_id)
    return [
        Gathered(report_of(group), group)
        for _, own in groupby(ordered, key=lambda c: c.article_id)
        for group in gather(own)
    ]


def link(
    gathered: Sequence[Gathered],
    standing: Sequence[Report],
    standing_blocks: Iterable[ReportBlock],
    previous: Mapping[str, str],
    alive: AbstractSet[str],
    rules: Rules,
    why_moved: str,
) -> Linked:
    """Puts the gathered reports into incidents.

    `standing` are the stored reports of every incident that shares a block with a gathered one.
    `previous` gives the incident in which a claim was before this run, and `alive` which of those still
    hold other reports; a claim that ends elsewhere is a move, for the reason `why_moved`.
    """
    reports = [item.report for item in gathered]
    scores = _score(reports, standing, standing_blocks, rules)
    clusters, merges = cluster(reports, standing, scores)
    new_ids = {report.report_id for report in reports}
    group_of = {item.report.report_id: item.group for item in gathered}
    by_id = {report.report_id: report for report in (*reports, *standing)}
    taken = set(alive) | {report.incident_id for report in standing}
    incident_of: dict[str, str] = {}
    for item in sorted(clusters, key=lambda c: (c.incident_id is None, min(_order(r) for r in c.members))):
        incident = item.incident_id or _id_for(item, group_of, previous, taken)
        taken.add(incident)
        incident_of |= {report.report_id: incident for report in item.members}
    partners = _partners(scores, incident_of)
    founders = {min(item.members, key=_order).report_id for item in clusters}
    claims: list[IncidentClaim] = []
    for report in sorted(reports, key=_order):
        founds = report.report_id in founders
        incident = incident_of[report.report_id]
        partner = partners.get(report.report_id)
        likely, why = _tie(report, by_id[partner[1]] if partner else None, founds, rules)
        claims += _claims(report, group_of[report.report_id], incident, likely, why, rules)
    moves = [
        IncidentMove(c.claim_id, c.article_id, previous[c.claim_id], c.incident_id, why_moved, c.article_id)
        for c in claims
        if previous.get(c.claim_id, c.incident_id) != c.incident_id
    ]
    return Linked(
        reports=tuple(replace(r, incident_id=incident_of[r.report_id]) for r in reports),
        blocks=tuple(ReportBlock(r.report_id, r.article_id, key) for r in reports for key in block_keys(r)),
        claims=tuple(claims),
        moves=tuple(moves),
        merges=tuple(merges if new_ids else ()),
    )


def incident_id(claim_id: str, number: int = 0) -> str:
    """The id of the incident that begins with this claim; `number` tells it from an older one that did."""
    key = f"incident\0{claim_id}" + (f"\0{number}" if number else "")
    return sha256(key.encode()).hexdigest()[:32]


def score_pair(a: Report, b: Report, rules: Rules) -> float:
    """The odds, in bits, that two reports tell of one event. The order of the two does not matter."""
    return rules.weights.score(compare(*sorted((a, b), key=_order), rules.parent_of))


def _score(
    new: Sequence[Report], standing: Sequence[Report], standing_blocks: Iterable[ReportBlock], rules: Rules
) -> dict[Pair, float]:
    by_id = {report.report_id: report for report in (*new, *standing)}
    under: dict[int, list[str]] = defaultdict(list)
    for item in standing_blocks:
        under[item.block].append(item.report_id)
    for report in new:
        for key in block_keys(report):
            under[key].append(report.report_id)
    scores: dict[Pair, float] = {}
    touched: dict[str, set[str]] = defaultdict(set)
    for report in new:
        for other_id in {other for key in lookup_keys(report) for other in under.get(key, ())}:
            other = by_id.get(other_id)
            pair = _pair(report.report_id, other_id)
            if other is None or other.article_id == report.article_id or pair in scores:
                continue
            scores[pair] = score_pair(report, other, rules)
            if other.incident_id and scores[pair] >= JOIN_BITS:
                touched[report.report_id].add(other.incident_id)
    _score_standing(touched, standing, scores, rules)
    return scores


def _score_standing(
    touched: Mapping[str, set[str]], standing: Sequence[Report], scores: dict[Pair, float], rules: Rules
) -> None:
    """Compares incidents with each other that one new report could belong to: it may show them to be one."""
    members: dict[str, list[Report]] = defaultdict(list)
    for report in standing:
        members[report.incident_id].append(report)
    for incidents in touched.values():
        ordered = sorted(incidents)
        for i, one in enumerate(ordered):
            for other in ordered[i + 1 :]:
                for a in members[one]:
                    for b in members[other]:
                        pair = _pair(a.report_id, b.report_id)
                        if pair not in scores:
                            scores[pair] = score_pair(a, b, rules)


def _partners(scores: Mapping[Pair, float], incident_of: Mapping[str, str]) -> dict[str, tuple[float, str]]:
    """For each report the one in its incident that it is likeliest to be one with."""
    best: dict[str, tuple[float, str]] = {}
    for (a, b), bits in scores.items():
        if incident_of[a] == incident_of[b]:
            best[a] = max(best.get(a, (bits, b)), (bits, b))
            best[b] = max(best.get(b, (bits, a)), (bits, a))
    return best


def _tie(report: Report, partner: Report | None, founds: bool, rules: Rules) -> tuple[float, str]:
    """How probably the report belongs to its incident, and why; the first account does by definition."""
    if partner is None:
        return 1.0, "the only account"
    levels = compare(*sorted((report, partner), key=_order), rules.parent_of)
    likely = 1.0 if founds else probability(rules.weights.score(levels))
    return likely, f"as article {partner.article_id}: {rules.weights.reasons(levels)}"


def _claims(
    report: Report, group: Grouped, incident: str, likely: float, why: str, rules: Rules
) -> list[IncidentClaim]:
    return [
        IncidentClaim(
            claim_id=claim.claim_id,
            fact_table=claim.fact_table,
            article_id=claim.article_id,
            report_id=report.report_id,
            incident_id=incident,
            match_probability=round(likely * rules.weights.within_article(told), 4),
            reasons=f"{told}; {why}",
        )
        for claim, told in group.members
    ]


def _id_for(
    item: Cluster, group_of: Mapping[str, Grouped], previous: Mapping[str, str], taken: AbstractSet[str]
) -> str:
    """The id that most of the claims had before, if it is free; else one after the first claim."""
    ordered = sorted(item.members, key=_order)
    claims = [claim for report in ordered for claim in group_of[report.report_id].claims]
    had = Counter(previous[c.claim_id] for c in claims if c.claim_id in previous)
    for incident, _ in sorted(had.items(), key=lambda x: (-x[1], x[0])):
        if incident not in taken:
            return incident
    number = 0
    while (minted := incident_id(claims[0].claim_id, number)) in taken:
        number += 1
    return minted


def _order(report: Report) -> tuple[str, str, str]:
    return (report.published_on or "9999", report.article_id, report.report_id)


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
