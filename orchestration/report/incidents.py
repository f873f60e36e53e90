"""Incidents with their claims and how these stand to each other, in parts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orchestration.report.claims import Claims
from orchestration.report.ledger import Ledger
from orchestration.report.names import INCIDENT_TABLES, Names

# Incidents in one part.
PART = 500


def incident_parts(ledger: Ledger, names: Names, claims: Claims) -> Iterator[tuple[str, Sequence[Any]]]:
    """The parts by name, each a list of incidents.

    An incident has its claims as [place in the index, probability of the match, reasons], and the relations between
    them as [relation, from, to, rule, detail], the two claims as places in the index.
    """
    if not ledger.has(*INCIDENT_TABLES):
        return
    number = {claim["claim_id"]: i for i, claim in enumerate(claims.index)}
    linked: Mapping[str, list[Any]] = defaultdict(list)
    for row in ledger.rows(
        "SELECT incident_id, claim_id, match_probability, reasons FROM marts.bridge_incident_claims"
    ):
        if row["claim_id"] in number:
            linked[row["incident_id"]].append(
                [number[row["claim_id"]], row["match_probability"], row["reasons"]]
            )
    relations: Mapping[str, list[Any]] = defaultdict(list)
    if ledger.has("fct_claim_relations"):
        for row in ledger.rows("SELECT * FROM marts.fct_claim_relations ORDER BY relation, relation_id"):
            one, other = number.get(row["from_claim_id"]), number.get(row["to_claim_id"])
            if one is not None and other is not None:
                relations[row["incident_id"]].append(
                    [row["relation"], one, other, row["rule"], row["detail"]]
                )
    for part, first in enumerate(range(0, len(names.incidents), PART)):
        yield (
            f"incidents/{part}",
            [
                {
                    "claims": sorted(linked[incident["incident_id"]], key=lambda claim: claim[0]),
                    "relations": relations[incident["incident_id"]],
                }
                for incident in names.incidents[first : first + PART]
            ],
        )
