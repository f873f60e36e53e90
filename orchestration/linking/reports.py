"""What one article tells of each event: its claims gathered into reports.

A claim belongs to an event only if it is about one: an aggregate, a cumulative figure or a campaign is
about many, and what was planned, conditional or did not happen is about none. A state of control and a
distance are no events either. All of them stay claims; none is ever part of an incident.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from orchestration.linking.cues import day_parts, telling_words, tells_of_another, tells_of_rise
from orchestration.linking.geography import compare_places
from orchestration.linking.records import LinkClaim, Report, ReportKind, joined

SCOPES = frozenset(("incident", "subset"))
MODALITIES = frozenset(("asserted", "possible", "denied"))
STATES = frozenset(("control", "distance"))
SIEGE = frozenset(("siege", "siege_broken"))
# News is told within three days of its event, where it does not say when that was.
DAYS_OF_NEWS = 3
# The dead are counted for longer: a toll that is said to rise may be a week younger than its event.
DAYS_OF_TOLLS = 7
# A longer window names no single event: it can be linked by its article alone.
MAX_WINDOW_DAYS = 14
# A casualty claim without a place belongs to the event last told of, if that is not far above.
MAX_CHARS_BACK = 700

# Strike types that one weapon is called in different reports.
ALIKE = (
    frozenset(("airstrike", "drone", "missile")),
    frozenset(("rocket", "artillery", "missile")),
    frozenset(("ied", "suicide_bombing")),
    frozenset(("naval", "missile")),
)


@dataclass(slots=True)
class Grouped:
    """The claims of one report while it is gathered, each with the reason why it is there."""

    kind: ReportKind
    members: list[tuple[LinkClaim, str]] = field(default_factory=list)

    @property
    def claims(self) -> list[LinkClaim]:
        """The claims without their reasons."""
        return [claim for claim, _ in self.members]


def is_linkable(claim: LinkClaim) -> bool:
    """Whether the claim is about one event, so that it may belong to an incident."""
    return claim.scope in SCOPES and claim.modality in MODALITIES and claim.action not in STATES


def actions_alike(a: str, b: str) -> bool:
    """Whether two strike types may be one strike's."""
    return a == b or "unspecified" in (a, b) or any(a in group and b in group for group in ALIKE)


def gather(claims: Iterable[LinkClaim]) -> list[Grouped]:
    """The events that one article tells of, in reading order. `claims` are those of one article."""
    ordered = sorted(
        (c for c in claims if is_linkable(c)), key=lambda c: (c.evidence_start, c.evidence_end, c.claim_id)
    )
    groups: list[Grouped] = []
    for claim in ordered:
        if claim.fact_table == "fct_strikes":
            _join(groups, claim, "strike", _best_strike(groups, claim), "told as the same strike")
    for claim in ordered:
        if claim.fact_table == "fct_territorial_changes":
            _join(groups, claim, "territorial", _best_territorial(groups, claim), "the same place and time")
    casualties = [c for c in ordered if c.fact_table == "fct_casualty_claims"]
    for claim in casualties:
        if target := _group_of_strike(groups, claim):
            target.members.append((claim, "casualties of this strike"))
    for claim in casualties:
        if not _group_of_strike(groups, claim):
            target, why = _home_of_casualties(groups, claim)
            _join(groups, claim, "casualty", target, why)
    return sorted(groups, key=lambda g: min(c.evidence_start for c in g.claims))


def report_of(group: Grouped, incident_id: str = "") -> Report:
    """The report that a group makes: what its claims say together of place, time, actors and tolls."""
    claims = group.claims
    sure = [c for c in claims if c.modality != "denied"] or claims
    placed = min(
        (c for c in sure if c.place_text),
        key=lambda c: (c.place_id is None, c.where_precision or 9, c.evidence_start),
        default=None,
    )
    window = _window(sure)
    killed, injured = _toll(sure, "killed"), _toll(sure, "injured")
    ids = sorted(c.claim_id for c in claims)
    text = " ".join(dict.fromkeys(c.evidence_text for c in claims))
    strikes = {c.action for c in sure if c.fact_table != "fct_casualty_claims"}
    return Report(
        report_id=sha256("\0".join(["report", claims[0].article_id, *ids]).encode()).hexdigest()[:32],
        article_id=claims[0].article_id,
        origin_id=claims[0].origin_id,
        incident_id=incident_id,
        kind=group.kind,
        published_on=claims[0].published_on,
        window_start=window[0],
        window_end=window[1],
        date_stated=window[2],
        place_key=placed.place_key if placed else None,
        place_id=placed.place_id if placed else None,
        country_code=placed.country_code if placed else None,
        latitude=placed.latitude if placed else None,
        longitude=placed.longitude if placed else None,
        where_precision=placed.where_precision if placed else None,
        actions=joined(strikes),
        actor_ids=joined({c.actor_id for c in claims if c.actor_id}),
        opponent_ids=joined({c.opponent_id for c in claims if c.opponent_id}),
        target_classes=joined({c.target_class for c in sure if c.target_class and c.target_class != "other"}),
        day_parts=joined(day_parts(" ".join(dict.fromkeys(c.evidence_text for c in sure)))),
        words=joined(telling_words(text)),
        killed_min=killed[0],
        killed_max=killed[1],
        injured_min=injured[0],
        injured_max=injured[1],
    )


def _join(
    groups: list[Grouped], claim: LinkClaim, kind: ReportKind, target: Grouped | None, why: str
) -> None:
    if target is None:
        groups.append(Grouped(kind, [(claim, "first told")]))
    else:
        target.members.append((claim, why))


def _group_of_strike(groups: Sequence[Grouped], claim: LinkClaim) -> Grouped | None:
    if claim.strike_claim_id is None:
        return None
    return next((g for g in groups if any(c.claim_id == claim.strike_claim_id for c in g.claims)), None)


def _best_strike(groups: Sequence[Grouped], claim: LinkClaim) -> Grouped | None:
    fitting = [g for g in groups if g.kind == "strike" and all(_one_strike(c, claim) for c in g.claims)]
    return _nearest(fitting, claim)


def _best_territorial(groups: Sequence[Grouped], claim: LinkClaim) -> Grouped | None:
    fitting = [g for g in groups if g.kind == "territorial" and all(_one_change(c, claim) for c in g.claims)]
    return _nearest(fitting, claim)


def _home_of_casualties(groups: Sequence[Grouped], claim: LinkClaim) -> tuple[Grouped | None, str]:
    """The group that a casualty claim without a strike of its own belongs to."""
    if claim.scope == "subset" and (whole := _nearest(_same_sentence(groups, claim), claim)):
        return whole, "part of the number before it"
    fitting = [g for g in groups if all(_may_be_of(c, claim) for c in g.claims)]
    near = [g for g in fitting if _same_place(g, claim) or _gap(g, claim) <= MAX_CHARS_BACK]
    return _nearest(near, claim), "told of the same event"


def _same_sentence(groups: Sequence[Grouped], claim: LinkClaim) -> list[Grouped]:
    return [g for g in groups if any(c.evidence_start == claim.evidence_start for c in g.claims)]


def _nearest(groups: Sequence[Grouped], claim: LinkClaim) -> Grouped | None:
    """The group last told of before the claim; else the next one after it."""
    return min(groups, key=lambda g: (_gap(g, claim), min(c.evidence_start for c in g.claims)), default=None)


def _gap(group: Grouped, claim: LinkClaim) -> int:
    before = [
        claim.evidence_start - c.evidence_start
        for c in group.claims
        if c.evidence_start <= claim.evidence_start
    ]
    if before:
        return min(before)
    return 10_000 + min(c.evidence_start - claim.evidence_start for c in group.claims)


def _same_place(group: Grouped, claim: LinkClaim) -> bool:
    return any(compare_places(c, claim) in ("same", "near") for c in group.claims)


def _one_strike(a: LinkClaim, b: LinkClaim) -> bool:
    """Whether two strike claims of one article tell of one strike. `a` stands before `b`."""
    if not actions_alike(a.action, b.action) or not _times_meet(a, b):
        return False
    same_evidence = a.evidence_start == b.evidence_start and a.evidence_end == b.evidence_end
    level = compare_places(a, b)
    if level in ("far", "namesake"):
        return False
    if same_evidence:
        return True
    if level in ("same_region", "same_country"):
        return _same_actor(a, b)
    if tells_of_another(b.evidence_text) or (
        tells_of_another(a.evidence_text) and a.evidence_start > b.evidence_start
    ):
        return False
    if _conflict(day_parts(a.evidence_text), day_parts(b.evidence_text)):
        return False
    # Only of one place can two speakers be told to dispute the target or the attacker.
    disputed = level in ("same", "same_name", "near") and (
        a.source_name != b.source_name or "denied" in (a.modality, b.modality)
    )
    if a.target_class and b.target_class and a.target_class != b.target_class and not disputed:
        return False
    return not (a.actor_id and b.actor_id and a.actor_id != b.actor_id and not disputed)


def _one_change(a: LinkClaim, b: LinkClaim) -> bool:
    if (a.action in SIEGE) != (b.action in SIEGE):
        return False
    return compare_places(a, b) in ("same", "near") and _times_meet(a, b)


def _may_be_of(event: LinkClaim, casualties: LinkClaim) -> bool:
    if not _times_meet(event, casualties):
        return False
    if compare_places(event, casualties) == "far":
        return False
    if _conflict(day_parts(event.evidence_text), day_parts(casualties.evidence_text)):
        return False
    if event.evidence_start != casualties.evidence_start and tells_of_another(casualties.evidence_text):
        return False
    if (
        event.actor_id
        and casualties.actor_id
        and event.actor_id not in (casualties.actor_id, casualties.opponent_id)
    ):
        return event.source_name != casualties.source_name
    return True


def _same_actor(a: LinkClaim, b: LinkClaim) -> bool:
    return a.actor_id is not None and a.actor_id == b.actor_id


def _conflict(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not a & b


def _times_meet(a: LinkClaim, b: LinkClaim) -> bool:
    ours, theirs = _stated(a), _stated(b)
    return ours is None or theirs is None or (ours[0] <= theirs[1] and theirs[0] <= ours[1])


def _stated(claim: LinkClaim) -> tuple[str, str] | None:
    """The days that the claim gives for its event. "Rose to 14 on Sunday" dates the counting, not the event."""
    if not claim.event_date_start or tells_of_rise(claim.evidence_text):
        return None
    return claim.event_date_start, claim.event_date_end or claim.event_date_start


def _window(claims: Sequence[LinkClaim]) -> tuple[str | None, str | None, bool]:
    """The shortest stated period, else the days of news before publication."""
    stated = [window for claim in claims if (window := _stated(claim))]
    if stated:
        return *min(stated, key=lambda w: (_days(*w), w)), True
    published = claims[0].published_on
    if not published:
        return None, None, False
    back = DAYS_OF_TOLLS if any(tells_of_rise(c.evidence_text) for c in claims) else DAYS_OF_NEWS
    return (date.fromisoformat(published) - timedelta(days=back)).isoformat(), published, False


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def _toll(claims: Sequence[LinkClaim], outcome: str) -> tuple[int | None, int | None]:
    """The largest number of the outcome that the report gives for the event as a whole."""
    whole = [c for c in claims if c.action == outcome and c.scope == "incident" and c.count_min is not None]
    if not whole:
        return None, None
    largest = max(whole, key=lambda c: (c.count_min or 0, c.claim_id))
    return largest.count_min, largest.count_max
