"""What claims refer to: articles, places, actors, sources, incidents. Each is known by its place in its list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.report.ledger import Ledger, Row
from orchestration.report.tables import Table, table

INCIDENT_TABLES = ("dim_incidents", "bridge_incident_claims")
_INCIDENT_COLUMNS = (
    "incident_id", "incident_kind", "incident_type", "event_date_start", "event_date_end", "date_precision",
    "place_id", "place_name", "actor_names", "opponent_names", "killed_lowest", "killed_highest", "injured_lowest",
    "injured_highest", "claim_count", "article_count", "origin_count", "source_count", "is_contested",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """The lists, in the order in which the site numbers them."""

    articles: Sequence[Row]
    places: Sequence[Row]
    actors: Sequence[Row]
    sources: Sequence[Row]
    incidents: Sequence[Row]

    def tables(self, parts: Sequence[int]) -> Mapping[str, Table]:
        """The lists as the pages get them; of an article not its text, but the part that it is in."""
        articles = [
            {name: value for name, value in row.items() if name != "text"} | {"part": part}
            for row, part in zip(self.articles, parts, strict=True)
        ]
        return {
            "articles": _table(articles),
            "places": _table(self.places),
            "actors": _table(self.actors),
            "sources": _table(self.sources),
            "incidents": _table(self.incidents),
        }


def read_names(ledger: Ledger) -> Names:
    """Articles by date, the latest first; the others by how many claims they have."""
    origin = "origin_id" if "origin_id" in ledger.columns("dim_articles") else "NULL AS origin_id"
    return Names(
        articles=ledger.rows(
            f"SELECT article_id, title, publisher, published_on, source_ref, url, claim_count, text_length,"
            f" extraction_status, {origin}, text FROM marts.dim_articles"
            " ORDER BY published_on DESC NULLS LAST, article_id"
        ),
        places=ledger.rows(
            "SELECT place_id, coalesce(place_name, spellings) AS place_name, country_code, country_name, latitude,"
            " longitude, spellings, claim_count FROM marts.dim_places ORDER BY claim_count DESC, place_id"
        ),
        actors=ledger.rows(
            "SELECT actor_id, actor_name, actor_kind, country_code, claim_count FROM marts.dim_actors"
            " WHERE claim_count > 0 ORDER BY claim_count DESC, actor_id"
        ),
        sources=ledger.rows(
            "SELECT source_id, source_name, source_role, claim_count FROM marts.dim_sources"
            " ORDER BY claim_count DESC, source_id"
        ),
        incidents=_incidents(ledger),
    )


def _incidents(ledger: Ledger) -> list[Row]:
    if not ledger.has(*INCIDENT_TABLES):
        return []
    return ledger.rows(
        f"SELECT {', '.join(_INCIDENT_COLUMNS)} FROM marts.dim_incidents"
        " ORDER BY event_date_start DESC NULLS LAST, claim_count DESC, incident_id"
    )


def _table(rows: Sequence[Row]) -> Table:
    return table(rows, rows[0] if rows else ())
