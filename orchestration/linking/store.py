"""Linking and the warehouse: which articles are new to it, what they may resemble, and what to store.

Only the blocks of new and changed articles are read, so that one more article costs as much in a large
warehouse as in a small one. Everything is stored in one transaction.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from orchestration.extraction.folding import plain
from orchestration.linking.blocking import lookup_keys
from orchestration.linking.credits import Agencies
from orchestration.linking.linker import Gathered, Linked, Rules, gather_reports, incident_id, link
from orchestration.linking.records import (
    ArticleBand,
    ArticleOrigin,
    ArticleText,
    IncidentMove,
    LinkClaim,
    LinkedArticle,
    Report,
    ReportBlock,
)
from orchestration.linking.syndication import bands_of, settle_origins
from orchestration.linking.syndication import lookup_keys as article_lookup_keys
from orchestration.warehouse import Warehouse

CURRENT = """
    SELECT e.article_id, e.extraction_id, $version AS linker_version
    FROM raw.extractions AS e
    WHERE e.is_current AND e.article_id IN (
        SELECT article_id FROM raw.deliveries WHERE is_current AND outcome = 'accepted'
    )
"""
TO_LINK = f"SELECT * FROM ({CURRENT}) EXCEPT SELECT article_id, extraction_id, linker_version FROM raw.linked_articles"
GONE = f"SELECT article_id FROM raw.linked_articles EXCEPT SELECT article_id FROM ({CURRENT})"
KNOWN = "SELECT article_id FROM raw.linked_articles WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))"
TEXTS = """
    SELECT article_id, publisher, published_on, text FROM raw.articles
    WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
"""
# Of each claim table: its fact table, and its columns under the names of `LinkClaim`.
CLAIM_TABLES = {
    "raw.claims_strikes": (
        "fct_strikes",
        (
            "strike_type AS action, attacker_id AS actor_id, target_actor_id AS opponent_id, target_class,"
            " target_text, NULL AS count_min, NULL AS count_max, NULL AS strike_claim_id"
        ),
    ),
    "raw.claims_casualties": (
        "fct_casualty_claims",
        (
            "outcome AS action, perpetrator_id AS actor_id, victim_actor_id AS opponent_id, NULL AS target_class,"
            " NULL AS target_text, count_min, count_max, strike_claim_id"
        ),
    ),
    "raw.claims_territory": (
        "fct_territorial_changes",
        (
            "change_type AS action, gainer_id AS actor_id, loser_id AS opponent_id, NULL AS target_class,"
            " NULL AS target_text, NULL AS count_min, NULL AS count_max, NULL AS strike_claim_id"
        ),
    ),
}
CLAIMS = " UNION ALL BY NAME ".join(
    f"""
    SELECT
        c.claim_id, '{fact}' AS fact_table, c.article_id, a.published_on, o.origin_id, c.evidence_text,
        c.evidence_start, c.evidence_end, c.scope, c.modality, c.source_name, c.event_date_start,
        c.event_date_end, c.date_precision, c.place_text, NULL AS place_key, c.place_id, c.country_code, c.latitude, c.longitude,
        c.where_precision, {columns}
    FROM {table} AS c
    INNER JOIN raw.articles AS a ON c.article_id = a.article_id
    INNER JOIN origins AS o ON c.article_id = o.article_id
    WHERE c.extraction_id IN (SELECT unnest($ids::VARCHAR[]))
    """
    for table, (fact, columns) in CLAIM_TABLES.items()
)
LIKE_ARTICLES = """
    SELECT b.article_id, b.band FROM raw.article_bands AS b
    WHERE b.band IN (SELECT unnest($keys::BIGINT[]))
"""
ORIGINS = "SELECT * FROM raw.article_origins WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))"
LIKE_REPORTS = """
    SELECT report_id, article_id, block FROM raw.report_blocks
    WHERE block IN (SELECT unnest($keys::BIGINT[]))
"""
REPORTS_OF_INCIDENTS = """
    SELECT * FROM raw.event_reports WHERE incident_id IN (
        SELECT incident_id FROM raw.event_reports WHERE report_id IN (SELECT unnest($ids::VARCHAR[]))
    )
"""
PREVIOUS = """
    SELECT claim_id, incident_id FROM raw.incident_claims
    WHERE article_id IN (SELECT unnest($ids::VARCHAR[]))
"""
ALIVE = """
    SELECT DISTINCT incident_id FROM raw.event_reports
    WHERE incident_id IN (SELECT unnest($ids::VARCHAR[]))
        AND article_id NOT IN (SELECT unnest($articles::VARCHAR[]))
"""
CLAIMS_OF_INCIDENT = """
    SELECT claim_id, article_id FROM raw.incident_claims WHERE incident_id = $incident
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many articles were linked, how many left, and how many claims changed their incident."""

    linked: int
    gone: int
    moved: int


def link_new_articles(warehouse: Warehouse, agencies: Agencies, rules: Rules, version: str) -> Outcome:
    """Brings origins and incidents up to date with the current articles. Nothing new changes nothing."""
    tasks = warehouse.records(LinkedArticle, TO_LINK, {"version": version})
    gone = [key for (key,) in warehouse.rows(GONE, {"version": version})]
    if not tasks and not gone:
        return Outcome(0, 0, 0)
    new_ids = sorted(task.article_id for task in tasks)
    touched = [*new_ids, *gone]
    known = {key for (key,) in warehouse.rows(KNOWN, {"ids": touched})}
    articles = warehouse.records(ArticleText, TEXTS, {"ids": new_ids})
    origins = _settle(warehouse, articles, touched, agencies)
    claims = _claims(warehouse, [task.extraction_id for task in tasks], origins)
    linked = _link(warehouse, gather_reports(claims), touched, rules, bool(known & set(new_ids)))
    moves = [*linked.moves, *_moves_of_merges(warehouse, linked, set(touched))]
    agency_of = {origin.article_id: origin.agency_name for origin in origins}
    warehouse.store_links(
        # What was never linked has no rows to replace, and looking for them reads whole tables.
        sorted(known),
        {
            "raw.article_origins": origins,
            "raw.article_bands": [band for a in articles for band in bands_of(a, agency_of[a.article_id])],
            "raw.event_reports": linked.reports,
            "raw.report_blocks": linked.blocks,
            "raw.incident_claims": linked.claims,
            "raw.linked_articles": tasks,
        },
        moves,
        [(merge.from_incident_id, merge.to_incident_id) for merge in linked.merges],
    )
    return Outcome(len(tasks), len(gone), len(moves))


def _settle(
    warehouse: Warehouse, articles: Sequence[ArticleText], touched: Sequence[str], agencies: Agencies
) -> list[ArticleOrigin]:
    keys = sorted({key for a in articles for key in article_lookup_keys(a, agencies.of_article(a))})
    left = set(touched)
    bands = [
        b for b in warehouse.records(ArticleBand, LIKE_ARTICLES, {"keys": keys}) if b.article_id not in left
    ]
    ids = sorted({band.article_id for band in bands})
    stored = warehouse.records(ArticleText, TEXTS, {"ids": ids})
    origins = {o.article_id: o for o in warehouse.records(ArticleOrigin, ORIGINS, {"ids": ids})}
    return settle_origins(articles, stored, origins, bands, agencies)


def _claims(
    warehouse: Warehouse, extraction_ids: Sequence[str], origins: Iterable[ArticleOrigin]
) -> list[LinkClaim]:
    with warehouse.lent("origins", ArticleOrigin, list(origins)):
        claims = warehouse.records(LinkClaim, CLAIMS, {"ids": list(extraction_ids)})
    return [replace(c, place_key=_place_key(c.place_text)) for c in claims]


_DESCRIBED = re.compile(r"(?:the|that|this|these|its|their|his|her|our)\s", re.IGNORECASE)


def _place_key(text: str | None) -> str | None:
    """A place's name as written, folded; None for a description ("the village"), which is another place in every article."""
    return None if not text or _DESCRIBED.match(text) else plain(text)


def _link(
    warehouse: Warehouse, gathered: Sequence[Gathered], touched: Sequence[str], rules: Rules, again: bool
) -> Linked:
    keys = sorted({key for item in gathered for key in lookup_keys(item.report)})
    left = set(touched)
    blocks = [
        b for b in warehouse.records(ReportBlock, LIKE_REPORTS, {"keys": keys}) if b.article_id not in left
    ]
    ids = sorted({block.report_id for block in blocks})
    standing = [
        r for r in warehouse.records(Report, REPORTS_OF_INCIDENTS, {"ids": ids}) if r.article_id not in left
    ]
    previous = dict(warehouse.rows(PREVIOUS, {"ids": list(touched)}))
    founded = {incident_id(c.claim_id) for item in gathered for c in item.group.claims}
    candidates = sorted(founded | set(previous.values()))
    alive = {key for (key,) in warehouse.rows(ALIVE, {"ids": candidates, "articles": list(touched)})}
    why = "its article was read anew, or by other rules" if again else ""
    return link(gathered, standing, blocks, previous, alive, rules, why)


def _moves_of_merges(warehouse: Warehouse, linked: Linked, touched: set[str]) -> list[IncidentMove]:
    return [
        IncidentMove(
            claim_id,
            article_id,
            merge.from_incident_id,
            merge.to_incident_id,
            f"merged: {merge.bits:+.1f} bits that both are one incident",
            merge.cause_article_id,
        )
        for merge in linked.merges
        for claim_id, article_id in warehouse.rows(CLAIMS_OF_INCIDENT, {"incident": merge.from_incident_id})
        if article_id not in touched
    ]
