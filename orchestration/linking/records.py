"""The records of linking: what is read, what is stored. Field names are the columns of `raw`.

Dates are ISO strings. A field that holds several values joins them with `;`, sorted, so that a record
is one flat row of its table.
"""

from dataclasses import dataclass
from typing import Literal

FactTable = Literal["fct_strikes", "fct_casualty_claims", "fct_territorial_changes"]
ReportKind = Literal["strike", "casualty", "territorial"]
Basis = Literal["original", "reprint", "rewrite", "agency_copy"]

SEPARATOR = ";"


def joined(values: set[str] | frozenset[str]) -> str:
    """Several values as one field."""
    return SEPARATOR.join(sorted(values))


def parts(field: str) -> frozenset[str]:
    """The values of a field that holds several."""
    return frozenset(field.split(SEPARATOR)) if field else frozenset()


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What syndication needs of an article."""

    article_id: str
    publisher: str | None
    published_on: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ArticleBand:
    """One key under which an article is found again by those that resemble it: a hash of 63 bits."""

    article_id: str
    band: int


@dataclass(frozen=True, slots=True)
class ArticleOrigin:
    """Whose report an article carries. Articles with one `origin_id` carry one report.

    `agency_name` is the agency that published or is credited with this text; `like_article_id` is the
    article that it was found to repeat, `similarity` the share of its own word triples found there.
    """

    article_id: str
    origin_id: str
    basis: Basis
    agency_name: str | None
    like_article_id: str | None
    similarity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkClaim:
    """A claim of any fact table in the fields that linking compares.

    `actor` is who acts (attacker, perpetrator, gainer), `opponent` who suffers it (target, victims,
    loser); `action` is the strike type, the outcome or the change type.
    """

    claim_id: str
    fact_table: FactTable
    article_id: str
    published_on: str | None
    origin_id: str
    evidence_text: str
    evidence_start: int
    evidence_end: int
    scope: str
    modality: str
    source_name: str | None
    event_date_start: str | None
    event_date_end: str | None
    date_precision: str | None
    place_text: str | None
    place_key: str | None
    place_id: str | None
    country_code: str | None
    latitude: float | None
    longitude: float | None
    where_precision: int | None
    action: str
    actor_id: str | None
    opponent_id: str | None
    target_class: str | None
    target_text: str | None
    count_min: int | None
    count_max: int | None
    strike_claim_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article's account of one event: the unit that is linked across articles.

    The window is that of the event's dates; where the text gives none (`date_stated` false) it is the
    days before publication in which news is told, and NULL without a publication date. `place_key` is
    the place's name as written, folded to lower case without accents and marks.
    """

    report_id: str
    article_id: str
    origin_id: str
    incident_id: str
    kind: ReportKind
    published_on: str | None
    window_start: str | None
    window_end: str | None
    date_stated: bool
    place_key: str | None
    place_id: str | None
    country_code: str | None
    latitude: float | None
    longitude: float | None
    where_precision: int | None
    actions: str
    actor_ids: str
    opponent_ids: str
    target_classes: str
    day_parts: str
    words: str
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """One key under which a report is found again by those that may tell of the same event."""

    report_id: str
    article_id: str
    block: int


@dataclass(frozen=True, slots=True)
class IncidentClaim:
    """A claim in its incident, with the probability that it belongs there and why."""

    claim_id: str
    fact_table: FactTable
    article_id: str
    report_id: str
    incident_id: str
    match_probability: float
    reasons: str


@dataclass(frozen=True, slots=True)
class IncidentMove:
    """A claim that was in one incident and is now in another, with the article that was the cause."""

    claim_id: str
    article_id: str
    from_incident_id: str
    to_incident_id: str
    reason: str
    cause_article_id: str | None


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article as it was when it was linked: what to compare to tell whether it changed."""

    article_id: str
    extraction_id: str
    linker_version: str
