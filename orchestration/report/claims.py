"""The claims of all three facts in one order.

Every page loads the index: what filters ask for, and what a claim's one line says. The rest, its words above all, is
in parts of one fact each, which a page loads when it shows these claims.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from orchestration.report.facts import FACTS, Fact
from orchestration.report.ledger import Ledger, Row
from orchestration.report.names import INCIDENT_TABLES, Names
from orchestration.report.tables import Table, table

# Claims in one part of the details: about 200 kB, which a disk gives in a few milliseconds.
PART = 500
INDEX = (
    "claim_id", "fact", "kind", "article", "start", "end", "scope", "modality", "source", "attribution", "from", "to",
    "date_precision", "place", "where_precision", "by", "on", "min", "max", "victim_class", "superseded", "confidence",
    "incident",
)  # fmt: skip
# In the index, or in the article's own file, or the same on every row.
_NOT_IN_DETAILS = frozenset(
    "claim_id article_id evidence_start evidence_end scope modality source_name source_role attribution"
    " event_date_start event_date_end date_precision place_name place_id country_code latitude longitude"
    " where_precision confidence count_min count_max victim_class superseded mention_ids extractor_version"
    " origin_id".split()
)


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims: by fact, then by article, then by where they stand."""

    index: Sequence[Mapping[str, Any]]
    rows: Sequence[Row]

    @property
    def table(self) -> Table:
        """The index, and at which claim each fact begins."""
        starts = [
            next((i for i, c in enumerate(self.index) if c["fact"] >= f), len(self.index)) for f in range(4)
        ]
        return {**table(self.index, INDEX), "starts": starts, "part": PART}

    def details(self) -> Iterator[tuple[str, Table]]:
        """The parts by name: `details/strikes-0` holds the first claims of the strikes."""
        for number, fact in enumerate(FACTS):
            rows = [row for claim, row in zip(self.index, self.rows, strict=True) if claim["fact"] == number]
            columns = [
                name
                for name in (rows[0] if rows else ())
                if name not in _NOT_IN_DETAILS and name != fact.kind
            ]
            for part, first in enumerate(range(0, len(rows), PART)):
                yield f"details/{fact.name}-{part}", table(rows[first : first + PART], columns)


def read_claims(ledger: Ledger, names: Names) -> Claims:
    """The claims of this ledger, with what they refer to as places in `names`."""
    finder = _Finder(ledger, names)
    found = []
    for number, fact in enumerate(FACTS):
        for row in ledger.rows(f"SELECT * FROM marts.{fact.table}"):
            found.append((finder.index(number, fact, row), row))
    found.sort(key=lambda f: (f[0]["fact"], f[0]["article"], f[0]["start"], f[0]["end"], f[0]["claim_id"]))
    return Claims([claim for claim, _ in found], [row for _, row in found])


class _Finder:
    """Where the things that a row names stand in the lists."""

    def __init__(self, ledger: Ledger, names: Names) -> None:
        self._articles = {row["article_id"]: i for i, row in enumerate(names.articles)}
        self._places = {row["place_id"]: i for i, row in enumerate(names.places)}
        self._actors = {row["actor_id"]: i for i, row in enumerate(names.actors)}
        self._sources = {(row["source_name"], row["source_role"]): i for i, row in enumerate(names.sources)}
        incidents = {row["incident_id"]: i for i, row in enumerate(names.incidents)}
        self._incidents = {}
        if ledger.has(*INCIDENT_TABLES):
            for row in ledger.rows("SELECT claim_id, incident_id FROM marts.bridge_incident_claims"):
                self._incidents[row["claim_id"]] = incidents.get(row["incident_id"])

    def index(self, number: int, fact: Fact, row: Row) -> Mapping[str, Any]:
        return {
            "claim_id": row["claim_id"],
            "fact": number,
            "kind": row[fact.kind],
            "article": self._articles[row["article_id"]],
            "start": row["evidence_start"],
            "end": row["evidence_end"],
            "scope": row["scope"],
            "modality": row["modality"],
            "source": self._sources.get((row["source_name"], row["source_role"])),
            "attribution": row["attribution"],
            "from": row["event_date_start"],
            "to": row["event_date_end"] or row["event_date_start"],
            "date_precision": row["date_precision"],
            "place": self._places.get(row["place_id"]),
            "where_precision": row["where_precision"],
            "by": self._actors.get(row[f"{fact.by}_id"]),
            "on": self._actors.get(row[f"{fact.on}_id"]),
            "min": row.get("count_min"),
            "max": row.get("count_max"),
            "victim_class": row.get("victim_class"),
            "superseded": bool(row.get("superseded")),
            "confidence": row["confidence"],
            "incident": self._incidents.get(row["claim_id"]),
        }
