"""How sure the extraction of a claim is: a logistic regression over what can be seen of it. Pure.

`confidence` is the chance that a careful coder would have made the row: the same event, at the same
place or with the same interval, really said to be so. It says nothing of whether the claim is true, nor of the other
columns. The weights are in `confidence_weights.csv`, fitted by `make calibrate`.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from orchestration.records import (
    CasualtyClaim,
    Claim,
    ClaimTable,
    Extraction,
    StrikeClaim,
    TerritorialClaim,
)

BIAS = "bias"
LONG_SENTENCE = 35
SHORT_SENTENCE = 8
FEW_CLAIMS = 2
_UNREAL = ("planned", "hypothetical", "negated", "denied")
_PARTY = {"strikes": "attacker", "casualties": "perpetrator", "territory": "gainer"}
_FULL_STOP = re.compile(r"""[.?!…]["'”’)\]]*\s*$""")


@dataclass(frozen=True)
class Surroundings:
    """What the rest of the article tells of a claim: its sentence, and the candidates beside it."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    claims: int
    per_sentence: Mapping[tuple[ClaimTable, int], int]
    rejected: Mapping[int, int] = field(default_factory=dict)

    def sentence(self, claim: Claim) -> int:
        """The sentence in which the evidence begins."""
        return max(0, bisect_right(self.starts, claim.evidence_start) - 1)


def surroundings(text: str, extraction: Extraction) -> Surroundings:
    """The surroundings of the claims of one article, whose text is `text`."""
    starts = [s.start for s in extraction.sentences]
    tables: tuple[tuple[ClaimTable, Sequence[Claim]], ...] = (
        ("strikes", extraction.strikes),
        ("casualties", extraction.casualties),
        ("territory", extraction.territory),
    )
    return Surroundings(
        text=text,
        starts=starts,
        ends=[s.end for s in extraction.sentences],
        claims=sum(len(claims) for _, claims in tables),
        per_sentence=Counter(
            (table, bisect_right(starts, c.evidence_start) - 1) for table, claims in tables for c in claims
        ),
        rejected=Counter(bisect_right(starts, r.start) - 1 for r in extraction.rejected),
    )


def features(claim: Claim, around: Surroundings) -> dict[str, float]:
    """What is seen of a claim, by name; a name that is left out is 0."""
    table = _table(claim)
    family = claim.rule.split(":")[0]
    found = [BIAS, f"table:{table}", f"rule:{family}", *_reading(claim), *_roles(claim, table), *_kind(claim)]
    out = dict.fromkeys(found, 1.0)
    return out | _sentence(claim, table, around)


def confidence(weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    """The chance that the claim is right, to three decimals. A feature without a weight does not count."""
    logit = math.fsum(weights.get(name, 0.0) * value for name, value in seen.items())
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit)))), 3)


def _reading(claim: Claim) -> list[str]:
    """How the sentence states it."""
    out = []
    if claim.modality in _UNREAL:
        out.append("modality:unreal")
    elif claim.modality == "possible":
        out.append("modality:possible")
    if claim.scope != "incident":
        out.append(f"scope:{'subset' if claim.scope == 'subset' else 'several'}")
    if claim.attribution in ("carried_over", "outlet_voice"):
        out.append(f"attribution:{claim.attribution}")
    if claim.mention_count > 1:
        out.append("told again")
    if claim.event_date_start is None and claim.event_date_end is None:
        out.append("no date")
    return out


def _roles(claim: Claim, table: ClaimTable) -> list[str]:
    """Which roles are filled, and from where."""
    out = []
    inherited = (claim.inherited or "").split(";")
    if claim.place_text is None:
        out.append(f"no place:{table}")
    elif claim.place_id is None:
        out.append("place unknown")
    if "place" in inherited and claim.place_text is not None:
        out.append(f"place inherited:{table}")
    if set(inherited) - {"", "place", "date"}:
        out.append("role inherited")
    role = _PARTY[table]
    if getattr(claim, f"{role}_text") is None:
        out.append("nobody acts")
    elif getattr(claim, f"{role}_id") is None:
        out.append("actor unknown")
    if claim.where_precision is not None and claim.where_precision >= 5:
        out.append("wide place")
    return out


def _kind(claim: Claim) -> list[str]:
    """What the row says, where kinds differ in how easily they are misread."""
    if isinstance(claim, StrikeClaim):
        return ["strike:unspecified"] if claim.strike_type == "unspecified" else []
    if isinstance(claim, CasualtyClaim):
        out = [
            f"count:{claim.count_rule}"
            if claim.count_rule in ("exact", "singular", "bare_plural")
            else "count:other"
        ]
        return [*out, "victims unknown"] if claim.victim_class == "unknown" else out
    if isinstance(claim, TerritorialClaim):
        return (
            [f"change:{claim.change_type}"]
            if claim.change_type in ("control", "contested", "advance")
            else []
        )
    return []


def _sentence(claim: Claim, table: ClaimTable, around: Surroundings) -> dict[str, float]:
    """What kind of sentence it stands in, and what else was seen there."""
    if not around.starts:
        return {}
    index = around.sentence(claim)
    sentence = around.text[around.starts[index] : around.ends[index]]
    words = len(sentence.split())
    out = {}
    if words > LONG_SENTENCE:
        out["long sentence"] = 1.0
    if words < SHORT_SENTENCE:
        out["short sentence"] = 1.0
    if not _FULL_STOP.search(sentence):
        out["no full stop"] = 1.0
    if sentence.isupper():
        out["capitals"] = 1.0
    if around.claims <= FEW_CLAIMS:
        out["few claims in the article"] = 1.0
    if (beside := around.per_sentence.get((table, index), 1) - 1) > 0:
        out["claims beside it"] = round(math.log2(1 + beside), 3)
    if refused := around.rejected.get(index, 0):
        out["candidates refused beside it"] = round(math.log2(1 + refused), 3)
    return out


def _table(claim: Claim) -> ClaimTable:
    if isinstance(claim, StrikeClaim):
        return "strikes"
    return "casualties" if isinstance(claim, CasualtyClaim) else "territory"
