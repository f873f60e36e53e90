"""The records that pass between the stages: articles in, mentions and claims out.

Every offset is a Unicode code point in `Article.text`, end exclusive. Dates are ISO strings
(`2015-10-09`). A field that the text does not settle is None: nothing is guessed. The meaning of
each claim column is in `docs/codebook.md`; the field names here are the column names of the `raw`
tables.
"""

from dataclasses import dataclass
from typing import Literal

Scope = Literal["incident", "subset", "aggregate", "cumulative", "campaign"]
Modality = Literal["asserted", "possible", "planned", "hypothetical", "negated", "denied"]
SourceRole = Literal[
    "belligerent", "allied_state", "opposing_state", "government", "local_official", "medical", "monitor", "un",
    "witness", "media", "unnamed_official", "expert", "outlet",
]  # fmt: skip
Attribution = Literal["direct_quote", "partial_quote", "paraphrase", "outlet_voice", "carried_over"]
CueForce = Literal["neutral", "assertive", "distancing", "confirming", "denying"]
EvidentialBasis = Literal["intercept", "imagery", "witness", "medical_records", "own_forces"]
DatePrecision = Literal["day", "range", "week", "month", "year"]
StrikeType = Literal[
    "airstrike", "drone", "missile", "rocket", "artillery", "naval", "ied", "suicide_bombing", "unspecified",
]  # fmt: skip
TargetClass = Literal[
    "command_post", "training_camp", "depot", "military_base", "position", "convoy", "vehicle", "personnel",
    "leadership", "infrastructure", "residential", "medical", "education", "religious", "market",
    "displaced_site", "port", "airport", "energy", "government", "other",
]  # fmt: skip
Outcome = Literal["killed", "injured", "killed_or_injured", "missing", "captured"]
VictimClass = Literal["civilian", "combatant", "mixed", "unknown"]
ChangeType = Literal[
    "capture", "recapture", "advance", "withdrawal", "loss", "siege", "siege_broken", "attack_repelled", "contested",
    "handover", "distance", "control",
]  # fmt: skip
MentionKind = Literal["actor", "person", "place", "weapon", "number", "date", "speaker", "trigger"]
ClaimTable = Literal["strikes", "casualties", "territory"]


@dataclass(frozen=True, slots=True)
class Article:
    """One report as it is stored: exact text, and what its sender said about it.

    `article_id` is a hash of the text and the publisher, so that the same report delivered twice
    is one article and a reprint by another publisher is another.
    """

    article_id: str
    text: str
    text_hash: str
    source_ref: str
    url: str | None
    title: str | None
    publisher: str | None
    published_on: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, in reading order."""

    article_id: str
    sentence_index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text that names something: `value` is its canonical reading.

    `value` holds the actor id, the place id, the ISO date or range, the number interval, the strike
    type of a weapon, or the canonical name of a person, by kind; None where nothing resolves it.
    """

    mention_id: str
    article_id: str
    sentence_index: int
    kind: MentionKind
    start: int
    end: int
    text: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the three fact tables share."""

    claim_id: str
    article_id: str
    rule: str
    mention_ids: str
    inherited: str | None
    mention_count: int
    evidence_text: str
    evidence_start: int
    evidence_end: int
    scope: Scope
    modality: Modality
    source_text: str | None
    source_name: str | None
    source_role: SourceRole | None
    source_via: str | None
    attribution: Attribution
    cue: str | None
    cue_force: CueForce | None
    evidential_basis: EvidentialBasis | None
    event_date_start: str | None
    event_date_end: str | None
    date_precision: DatePrecision | None
    place_text: str | None
    place_name: str | None
    place_id: str | None
    country_code: str | None
    latitude: float | None
    longitude: float | None
    where_precision: int | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeClaim(Claim):
    """Somebody says that something was struck from a distance or blown up."""

    strike_type: StrikeType
    attacker_text: str | None
    attacker_id: str | None
    attacker_name: str | None
    target_text: str | None
    target_class: TargetClass | None
    target_actor_text: str | None
    target_actor_id: str | None
    target_actor_name: str | None
    weapon_text: str | None
    strikes_min: int | None
    strikes_max: int | None
    targets_min: int | None
    targets_max: int | None
    munitions_min: int | None
    munitions_max: int | None
    intercepted_min: int | None
    intercepted_max: int | None
    launched_from: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyClaim(Claim):
    """Somebody says how many of whom were killed, injured, captured or are missing."""

    outcome: Outcome
    count_text: str | None
    count_min: int | None
    count_max: int | None
    count_rule: str
    victims_text: str | None
    victim_class: VictimClass
    victim_actor_text: str | None
    victim_actor_id: str | None
    victim_actor_name: str | None
    perpetrator_text: str | None
    perpetrator_id: str | None
    perpetrator_name: str | None
    strike_claim_id: str | None
    superseded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritorialClaim(Claim):
    """Somebody says that a place was taken, lost, besieged, fought over, or is held."""

    change_type: ChangeType
    gainer_text: str | None
    gainer_id: str | None
    gainer_name: str | None
    loser_text: str | None
    loser_id: str | None
    loser_name: str | None
    places_min: int | None
    places_max: int | None
    distance_km_min: float | None
    distance_km_max: float | None
    direction: str | None
    reference_text: str | None
    superlative: bool


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was seen and not coded, with the reason: silence can be audited."""

    article_id: str
    claim_table: ClaimTable
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one article, in reading order."""

    article_id: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    strikes: tuple[StrikeClaim, ...]
    casualties: tuple[CasualtyClaim, ...]
    territory: tuple[TerritorialClaim, ...]
    rejected: tuple[Rejected, ...]
