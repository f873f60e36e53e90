"""From drafts to records: the shared columns, one row a proposition, ids from content."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from orchestration.extraction.confidence import confidence, features, surroundings
from orchestration.extraction.context import Context
from orchestration.extraction.document import Line
from orchestration.extraction.drafts import Draft, Refusal
from orchestration.records import (
    CasualtyClaim,
    Claim,
    Extraction,
    Mention,
    Rejected,
    Sentence,
    StrikeClaim,
    TerritorialClaim,
)

AnyClaim = TypeVar("AnyClaim", bound=Claim)

_RECORDS: dict[str, type[Claim]] = {
    "strikes": StrikeClaim,
    "casualties": CasualtyClaim,
    "territory": TerritorialClaim,
}
_OWN_FIELDS = {
    table: sorted({f.name for f in fields(record)} - {f.name for f in fields(Claim)})
    for table, record in _RECORDS.items()
}
_DEFAULTS: dict[str, dict[str, Any]] = {
    "strikes": {"strike_type": "unspecified"},
    "casualties": {"superseded": False, "victim_class": "unknown", "count_rule": "exact"},
    "territory": {"superlative": False},
}
_CORE = {
    "strikes": ("scope", "modality", "strike_type", "attacker_text", "place_text", "target_text", "source_text", "strikes_min", "munitions_min", "intercepted_min"),
    "casualties": ("scope", "modality", "outcome", "count_min", "count_max", "victims_text", "victim_class", "source_text"),
    "territory": ("scope", "modality", "change_type", "gainer_text", "loser_text", "place_text", "source_text", "distance_km_min"),
}  # fmt: skip
_NUMBERS = (
    "strikes_min", "strikes_max", "targets_min", "targets_max", "munitions_min", "munitions_max", "intercepted_min",
    "intercepted_max", "places_min", "places_max", "distance_km_min", "distance_km_max",
)  # fmt: skip


def assemble(context: Context, drafts: list[Draft], refusals: list[Refusal]) -> Extraction:
    """The extraction of one article: sentences, mentions, deduplicated claims, rejected candidates."""
    mentions = _mentions(context)
    rows = {
        table: _merge([_record(context, d, mentions) for d in drafts if d.table == table])
        for table in _RECORDS
    }
    article = context.document.article
    strikes = [_identified(r) for r in rows["strikes"]]
    casualties = [
        _identified(replace(r, strike_claim_id=_strike_of(context, r, strikes))) for r in rows["casualties"]
    ]  # type: ignore[type-var]
    extraction = Extraction(
        article_id=article.article_id,
        sentences=tuple(
            Sentence(article.article_id, s.index, s.start, s.end) for s in context.document.sents
        ),
        mentions=tuple(mentions),
        strikes=tuple(_ordered(strikes)),  # type: ignore[arg-type]
        casualties=tuple(_ordered(casualties)),  # type: ignore[arg-type]
        territory=tuple(_ordered([_identified(r) for r in rows["territory"]])),  # type: ignore[arg-type]
        rejected=tuple(dict.fromkeys(_rejected(context, r) for r in refusals)),
    )
    return _weighed(context, extraction)


def _weighed(context: Context, extraction: Extraction) -> Extraction:
    """The same claims, each with its confidence: it depends on what else was found."""
    weights = context.lexicon.confidence_weights
    around = surroundings(context.document.article.text, extraction)

    def weigh(claims: tuple[AnyClaim, ...]) -> tuple[AnyClaim, ...]:
        return tuple(replace(c, confidence=confidence(weights, features(c, around))) for c in claims)

    return replace(
        extraction,
        strikes=weigh(extraction.strikes),
        casualties=weigh(extraction.casualties),
        territory=weigh(extraction.territory),
    )


def _record(context: Context, draft: Draft, mentions: list[Mention]) -> Claim:
    sent, document = draft.sent, context.document
    attribution = draft.attribution or context.attribution(sent, draft.trigger)
    modality = draft.modality or context.modality(sent, draft.trigger)
    when = draft.when if draft.when is not None else context.when(sent, draft.trigger)
    start, end = draft.evidence or (sent.start, sent.end)
    inherited = list(draft.inherited)
    if draft.place and draft.place.inherited:
        inherited.append("place")
    if when.inherited:
        inherited.append("date")
    place = (
        draft.place.columns()
        if draft.place
        else dict.fromkeys(
            (
                "place_text",
                "place_name",
                "place_id",
                "country_code",
                "latitude",
                "longitude",
                "where_precision",
            )
        )
    )
    used = [m.mention_id for m in mentions if m.start < end and start < m.end]
    record = _RECORDS[draft.table]
    values = dict.fromkeys(_OWN_FIELDS[draft.table]) | _DEFAULTS[draft.table] | dict(draft.values)
    return record(
        claim_id="",
        article_id=document.article.article_id,
        rule=draft.rule,
        mention_ids=";".join(used),
        inherited=";".join(dict.fromkeys(inherited)) or None,
        mention_count=1,
        evidence_text=document.text(start, end),
        evidence_start=start,
        evidence_end=end,
        scope=draft.scope or "incident",  # type: ignore[arg-type]
        modality=modality,  # type: ignore[arg-type]
        source_text=attribution.source_text,
        source_name=attribution.source_name,
        source_role=attribution.source_role or ("outlet" if attribution.source_name is None else None),
        source_via=attribution.source_via,
        attribution=attribution.attribution,
        cue=attribution.cue,
        cue_force=attribution.cue_force,
        evidential_basis=attribution.evidential_basis,
        **when.columns(),  # type: ignore[arg-type]
        **place,  # type: ignore[arg-type]
        confidence=0.0,
        **values,
    )


def _identified(claim: Claim) -> Claim:
    table = next(t for t, record in _RECORDS.items() if isinstance(claim, record))
    parts = [claim.article_id, table, str(claim.evidence_start), str(claim.evidence_end)]
    parts += [repr(getattr(claim, name)) for name in _CORE[table]]
    return replace(claim, claim_id=hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20])


def _ordered(claims: Iterable[Claim]) -> list[Claim]:
    """In the order of the text. Of claims that no column of the key tells apart the first stands."""
    unique: dict[str, Claim] = {}
    for claim in claims:
        unique.setdefault(claim.claim_id, claim)
    return sorted(unique.values(), key=lambda c: (c.evidence_start, c.evidence_end, c.claim_id))


def _merge(claims: list[Claim]) -> list[Claim]:
    """One row a proposition and source: repetitions join the most specific wording."""
    kept: list[Claim] = []
    for claim in claims:
        for i, other in enumerate(kept):
            if _same(claim, other):
                best, rest = (claim, other) if _specificity(claim) > _specificity(other) else (other, claim)
                kept[i] = _filled(best, rest)
                break
        else:
            kept.append(claim)
    return kept


def _filled(best: Claim, rest: Claim) -> Claim:
    """The better wording, its empty columns filled from the other wording of the same claim."""
    gaps = {
        f.name: getattr(rest, f.name)
        for f in fields(best)
        if getattr(best, f.name) is None and getattr(rest, f.name) is not None
        and not f.name.startswith(("source", "cue", "event_date", "date_", "place_", "country", "latitude", "longitude", "where", "inherited", "evidential"))
    }  # fmt: skip
    group_rules = (
        ("event_date_start", "event_date_end", "date_precision"),
        ("place_text", "place_name", "place_id", "country_code", "latitude", "longitude", "where_precision"),
        ("source_text", "source_name", "source_via", "cue", "cue_force", "evidential_basis"),
    )
    for group in group_rules:
        if getattr(best, group[0]) is None and getattr(rest, group[0]) is not None:
            gaps |= {name: getattr(rest, name) for name in group}
            if group[0] == "source_text":
                gaps |= {"source_role": rest.source_role, "attribution": rest.attribution}
    return replace(best, mention_count=best.mention_count + rest.mention_count, **gaps)


def _specificity(claim: Claim) -> int:
    told = {f.name for f in fields(claim) if getattr(claim, f.name) is not None}
    return (
        len(told - {"claim_id", "mention_ids", "inherited"})
        - (2 if "place" in (claim.inherited or "") else 0)
        + (0 if told.isdisjoint(_NUMBERS) else 4)
    )


def _fits(a: Any, b: Any) -> bool:
    return a is None or b is None or a == b


def _name_fits(a: str | None, b: str | None) -> bool:
    if a is None or b is None:
        return True
    if a == b:
        return True
    x, y = (_OWNED_OR_THE.sub("", t.lower()) for t in (a, b))
    return x in y or y in x


_OWNED_OR_THE = re.compile(r"'s\b|’s\b|^the |\bthe ")


def _party_fits(a: Claim, b: Claim, role: str) -> bool:
    x, y = getattr(a, f"{role}_id"), getattr(b, f"{role}_id")
    if x and y:
        return bool(x == y)
    return _name_fits(getattr(a, f"{role}_text"), getattr(b, f"{role}_text")) or bool(x) != bool(y)


def _place_fits(a: Claim, b: Claim) -> bool:
    if a.place_id and b.place_id:
        return a.place_id == b.place_id
    return _name_fits(a.place_text, b.place_text)


def _dates_fit(a: Claim, b: Claim) -> bool:
    if (
        a.event_date_start is None
        and a.event_date_end is None
        or b.event_date_start is None
        and b.event_date_end is None
    ):
        return True
    lo = max(a.event_date_start or "", b.event_date_start or "")
    hi = min(a.event_date_end or "9", b.event_date_end or "9")
    return lo <= hi


def _same(a: Claim, b: Claim) -> bool:
    if a.modality != b.modality or not _name_fits(a.source_name, b.source_name) or not _dates_fit(a, b):
        return False
    if "claim" in f"{a.inherited};{b.inherited}".split(";") and a.source_name != b.source_name:
        return False  # blame or denial of a strike told by the outlet: another's claim
    if isinstance(a, CasualtyClaim) and isinstance(b, CasualtyClaim):
        return (
            (a.outcome, a.count_min, a.count_max, a.superseded)
            == (b.outcome, b.count_min, b.count_max, b.superseded)
            and (a.scope == b.scope or {a.scope, b.scope} == {"incident", "aggregate"})
            and (a.victim_class == b.victim_class or "unknown" in (a.victim_class, b.victim_class))
            and _party_fits(a, b, "victim_actor")
            and _place_fits(a, b)
            and not (a.evidence_start == b.evidence_start and a.scope == "subset")
            and not (
                a.count_rule in ("singular", "fraction")
                and (a.victims_text or "").lower() != (b.victims_text or "").lower()
            )
            and (a.evidence_start != b.evidence_start or (a.victims_text or "") == (b.victims_text or ""))
        )
    if any(not _fits(getattr(a, n), getattr(b, n)) for n in _NUMBERS if hasattr(a, n)):
        return False
    if isinstance(a, StrikeClaim) and isinstance(b, StrikeClaim):
        if _tells_anew(a, b):
            return False
        return (
            (a.strike_type == b.strike_type or "unspecified" in (a.strike_type, b.strike_type))
            and (
                a.scope == b.scope
                or "incident" in (a.scope, b.scope)
                and {a.scope, b.scope} <= {"incident", "aggregate", "subset"}
            )
            and _party_fits(a, b, "attacker")
            and _place_fits(a, b)
            and _strike_places_fit(a, b)
            and _name_fits(a.launched_from, b.launched_from)
            and (a.target_class is None or b.target_class is None or a.target_class == b.target_class)
            and _fits(a.target_actor_id, b.target_actor_id)
        )
    if isinstance(a, TerritorialClaim) and isinstance(b, TerritorialClaim):
        group = {"recapture": "capture", "loss": "withdrawal"}
        return (
            group.get(a.change_type, a.change_type) == group.get(b.change_type, b.change_type)
            and (a.change_type == b.change_type or _one_deed(a, b))
            and not (a.evidence_start == b.evidence_start and _apart(a.gainer_text, b.gainer_text))
            and _party_fits(a, b, "gainer")
            and _party_fits(a, b, "loser")
            and _place_fits(a, b)
            and a.place_text is not None
            and b.place_text is not None
        )
    return False


def _tells_anew(a: StrikeClaim, b: StrikeClaim) -> bool:
    """Whether somebody says of a strike that the outlet told who did it or what it hit, or the other way round: two claims, by two sources."""
    by_somebody = (a.source_name is None) != (b.source_name is None)
    party = (a.attacker_text is None) != (b.attacker_text is None)
    return by_somebody and (party or (a.target_class is None) != (b.target_class is None))


def _apart(a: str | None, b: str | None) -> bool:
    """Whether both are named and neither name holds the other: two parties of one sentence are two claims."""
    return bool(a and b) and a.lower() not in b.lower() and b.lower() not in a.lower()


def _one_deed(a: TerritorialClaim, b: TerritorialClaim) -> bool:
    """Whether a capture and a recapture, or a loss and a withdrawal, are one: the same party in two sentences."""
    both = a.gainer_text and b.gainer_text or a.loser_text and b.loser_text
    return bool(both) and a.evidence_start != b.evidence_start


def _strike_places_fit(a: StrikeClaim, b: StrikeClaim) -> bool:
    """Two wordings of one strike name one place; a wording without a place needs a party or a number in common.

    In one sentence a row without a place is the total of the rows with one.
    """
    if (a.place_text is None) != (b.place_text is None):
        alike = (
            a.strike_type == b.strike_type != "unspecified"
            and a.target_class is not None
            and a.target_class == b.target_class
        )
        return (
            a.evidence_start != b.evidence_start
            and a.attacker_id is not None
            and a.attacker_id == b.attacker_id
            and alike
        )
    if a.place_text is None:
        return a.evidence_start == b.evidence_start or any(
            getattr(a, n) is not None and getattr(a, n) == getattr(b, n) and getattr(a, n) > 1
            for n in ("munitions_min", "strikes_min", "targets_min", "intercepted_min")
        )
    return True


def _strike_of(context: Context, casualty: Claim, strikes: list[Claim]) -> str | None:
    """The strike that caused it: one that the same words tell of, at the same place where both have one, else the one that
    the sentence before told of ("Jets bombed Homs. Two civilians were killed").
    """
    for strike in strikes:
        if strike.evidence_start < casualty.evidence_end and casualty.evidence_start < strike.evidence_end:
            if _fits(strike.place_id, casualty.place_id) and strike.modality == casualty.modality:
                return strike.claim_id
    return _strike_before(context, casualty, strikes)


def _strike_before(context: Context, casualty: Claim, strikes: list[Claim]) -> str | None:
    """The strike of the sentence before in the paragraph, where the casualty took its place from there and nothing sets the
    two apart: neither who did it, nor what is sure.
    """
    assert isinstance(casualty, CasualtyClaim)
    before = [s for s in strikes if s.evidence_end <= casualty.evidence_start]
    last = max((s.evidence_end for s in before), default=0)
    between = [s for s in context.document.sents if last < s.end <= casualty.evidence_start]
    paragraph = "\n" not in context.document.text(last, casualty.evidence_start)
    if "place" not in (casualty.inherited or "").split(";") or between or not paragraph:
        return None
    causes = [
        s.claim_id
        for s in before
        if isinstance(s, StrikeClaim)
        and s.evidence_end == last
        and (s.place_text, s.modality, s.scope) == (casualty.place_text, casualty.modality, "incident")
        and (s.attacker_id == casualty.perpetrator_id or casualty.count_max == 0)
        and (s.attacker_text is not None or casualty.perpetrator_text is None)
    ]
    return causes[0] if len(causes) == 1 else None


def _rejected(context: Context, refusal: Refusal) -> Rejected:
    start, end = refusal.sent.line.article_span(refusal.trigger.i, refusal.trigger.i)
    return Rejected(
        context.document.article.article_id,
        refusal.table,
        start,
        end,
        context.document.text(start, end),
        refusal.reason,
    )


def _mentions(context: Context) -> list[Mention]:
    document = context.document
    out: list[Mention] = []
    for line in document.lines:
        for kind, items, value in (
            ("actor", line.actors, lambda f: f.value.actor_id),
            ("person", line.persons, lambda f: f.value),
            ("place", line.places, lambda f: f.value.place.place_id if f.value.place else None),
            ("weapon", line.weapons, lambda f: f.value.strike_type),
            (
                "number",
                [q for q in line.quantities if q.value.kind in ("count", "fraction")],
                lambda f: f"{_number(f.value.low)}..{_number(f.value.high)}",
            ),
            ("date", line.times, lambda f: f"{f.value.first or ''}/{f.value.last or ''}"),
        ):
            for found in items:  # type: ignore[attr-defined]
                out.append(_mention(document, line, kind, found.first, found.last, value(found)))  # type: ignore[no-untyped-call]
    seen: set[tuple[int, int]] = set()
    for sent in document.sents:
        for frame in context.reports.frames(sent):
            speaker = frame.speaker
            if speaker and not frame.carried and (speaker.start, speaker.end) not in seen:
                seen.add((speaker.start, speaker.end))
                out.append(
                    _mention_at(document, "speaker", speaker.start, speaker.end, speaker.name, sent.index)
                )
    unique = {m.mention_id: m for m in reversed(out)}
    return sorted(unique.values(), key=lambda m: (m.start, m.end, m.kind))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _mention(document: Any, line: Line, kind: str, first: int, last: int, value: str | None) -> Mention:
    start, end = line.article_span(first, last)
    index = next(
        (s.index for s in document.sents if s.line is line and s.span.start <= first < s.span.end), 0
    )
    return _mention_at(document, kind, start, end, value, index)


def _mention_at(
    document: Any, kind: str, start: int, end: int, value: str | None, sentence_index: int
) -> Mention:
    article_id = document.article.article_id
    key = f"{article_id}\x1f{kind}\x1f{start}\x1f{end}"
    return Mention(
        mention_id=hashlib.sha256(key.encode()).hexdigest()[:16],
        article_id=article_id,
        sentence_index=sentence_index,
        kind=kind,  # type: ignore[arg-type]
        start=start,
        end=end,
        text=document.text(start, end),
        value=value,
    )
