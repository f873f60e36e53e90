"""From matched rows to figures: scores by any grouping, reliability of confidence, the commonest errors. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, Literal

from orchestration.evaluation.gold import TABLES, GoldArticle
from orchestration.evaluation.matching import Comparison, GoldRow, Row, compare, flatten
from orchestration.records import ClaimTable

Kind = Literal["missed", "extra", "wrong field"]

_EVENT = {"strikes": "strike_type", "casualties": "outcome", "territory": "change_type"}
_BIN_EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One fact table of one article, with what was said and how it compares."""

    article: GoldArticle
    table: ClaimTable
    rows: Sequence[Row]
    comparison: Comparison

    @property
    def gold(self) -> Sequence[GoldRow]:
        return self.article.rows[self.table]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of required gold rows, and the scores that follow. A score of nothing is 0."""

    gold: int = 0
    found: int = 0
    extra: int = 0
    perfect: int = 0
    fields: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: "Tally") -> "Tally":
        names = dict.fromkeys((*self.fields, *other.fields))
        pairs = {name: (self.fields.get(name, (0, 0)), other.fields.get(name, (0, 0))) for name in names}
        return Tally(
            self.gold + other.gold,
            self.found + other.found,
            self.extra + other.extra,
            self.perfect + other.perfect,
            {name: (a[0] + b[0], a[1] + b[1]) for name, (a, b) in pairs.items()},
        )

    @property
    def precision(self) -> float:
        return _ratio(self.found, self.found + self.extra)

    @property
    def recall(self) -> float:
        return _ratio(self.found, self.gold)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.found, self.found + self.extra + self.gold)

    @property
    def perfect_f1(self) -> float:
        """F1 where a row counts as found only if every field that was judged is right."""
        return _ratio(2 * self.perfect, self.found + self.extra + self.gold)


Scores = Mapping[ClaimTable, Tally]


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows whose confidence lies in `[low, high)`, the last bin closed: how sure, and how often right."""

    low: float
    high: float
    rows: int
    right: int
    mean_confidence: float

    @property
    def share_right(self) -> float:
        return _ratio(self.right, self.rows)


@dataclass(frozen=True, slots=True)
class Error:
    """One error in one article, told so that a reader can find it."""

    kind: Kind
    table: ClaimTable
    group: str
    source_ref: str
    told: str


@dataclass(frozen=True, slots=True)
class Weakness:
    """Errors of one kind: `count` of the `of` rows or fields that could have gone wrong that way."""

    kind: Kind
    table: ClaimTable
    group: str
    count: int
    of: int
    examples: tuple[Error, ...]


def judge_all(
    articles: Iterable[GoldArticle], predicted: Mapping[str, Mapping[ClaimTable, Sequence[Row]]]
) -> list[Judgement]:
    """Every table of every article compared with the rows that are predicted for its `source_ref`."""
    out = []
    for article in articles:
        rows_of = predicted.get(article.source_ref, {})
        for table in TABLES:
            rows = rows_of.get(table, ())
            out.append(
                Judgement(article, table, rows, compare(table, article.text, article.rows[table], rows))
            )
    return out


def scores(judgements: Iterable[Judgement]) -> Scores:
    """One tally a fact table."""
    by_table: dict[ClaimTable, list[Tally]] = {table: [] for table in TABLES}
    for judgement in judgements:
        by_table[judgement.table].append(_tally(judgement.comparison))
    return {table: reduce(Tally.__add__, tallies, Tally()) for table, tallies in by_table.items()}


def scores_by(judgements: Iterable[Judgement], key: Callable[[GoldArticle], str]) -> dict[str, Scores]:
    """Scores of the articles that share a key, the keys with most gold rows first."""
    groups: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        groups[key(judgement.article)].append(judgement)
    found = {name: scores(group) for name, group in groups.items()}
    return dict(sorted(found.items(), key=lambda item: (-sum(t.gold for t in item[1].values()), item[0])))


def mean(found: Scores, of: Callable[[Tally], float]) -> float:
    """The mean of a score over the fact tables."""
    return sum(of(tally) for tally in found.values()) / len(found)


def outcomes(judgements: Iterable[Judgement]) -> list[tuple[float, bool]]:
    """Confidence of each row, and whether it is right; rows that neither help nor hurt are left out."""
    out = []
    for judgement in judgements:
        right = {pair.row for pair in judgement.comparison.pairs}
        for j in sorted(right | set(judgement.comparison.extra)):
            out.append((float(judgement.rows[j]["confidence"]), j in right))
    return out


def reliability(rows: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The rows by confidence; bins that hold no row are left out."""
    known = list(rows)
    out = []
    for low, high in zip(_BIN_EDGES, _BIN_EDGES[1:], strict=False):
        inside = [(c, right) for c, right in known if low <= c < high or (c == high == _BIN_EDGES[-1])]
        if inside:
            right = sum(r for _, r in inside)
            out.append(Bin(low, high, len(inside), right, sum(c for c, _ in inside) / len(inside)))
    return out


def calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance between what a row's confidence promises and how often such rows are right."""
    total = sum(b.rows for b in bins)
    return _ratio(sum(b.rows * abs(b.mean_confidence - b.share_right) for b in bins), total)


def rows_without_conflict(judgements: Iterable[Judgement]) -> tuple[int, int]:
    """Articles that have no gold row at all, and the rows that were made of them all the same."""
    articles: set[str] = set()
    rows = 0
    for judgement in judgements:
        if not any(judgement.article.rows.values()):
            articles.add(judgement.article.source_ref)
            rows += len(judgement.rows)
    return len(articles), rows


def errors(judgements: Iterable[Judgement]) -> list[Error]:
    """Every error, in the order of the articles."""
    out: list[Error] = []
    for judgement in judgements:
        table, ref, comparison = judgement.table, judgement.article.source_ref, judgement.comparison
        for i in comparison.missed:
            gold = judgement.gold[i]
            out.append(Error("missed", table, _event(table, gold), ref, _tell(table, gold)))
        for j in comparison.extra:
            row = judgement.rows[j]
            out.append(Error("extra", table, _family(row), ref, f"{_tell(table, row)} [{row['rule']}]"))
        for pair in comparison.pairs:
            gold, row = judgement.gold[pair.gold], judgement.rows[pair.row]
            for name, right in pair.fields.items():
                if not right:
                    told = f"{_gold_value(gold, name)} read as {_row_value(row, name)}: {_tell(table, gold)}"
                    out.append(Error("wrong field", table, name, ref, told))
    return out


def weaknesses(judgements: Sequence[Judgement], kind: Kind, limit: int, examples: int = 2) -> list[Weakness]:
    """The commonest errors of a kind, each with examples from different articles."""
    possible: dict[tuple[ClaimTable, str], int] = defaultdict(int)
    for judgement in judgements:
        comparison = judgement.comparison
        if kind == "missed":
            for gold in judgement.gold:
                possible[judgement.table, _event(judgement.table, gold)] += not gold.get("optional")
        elif kind == "extra":
            for j in {*comparison.extra, *(pair.row for pair in comparison.pairs)}:
                possible[judgement.table, _family(judgement.rows[j])] += 1
        else:
            for pair in comparison.pairs:
                for name in pair.fields:
                    possible[judgement.table, name] += 1
    groups: dict[tuple[ClaimTable, str], list[Error]] = defaultdict(list)
    for error in errors(judgements):
        if error.kind == kind:
            groups[error.table, error.group].append(error)
    found = []
    for (table, group), members in groups.items():
        one_each = {error.source_ref: error for error in reversed(members)}
        chosen = sorted(one_each.values(), key=members.index)[:examples]
        found.append(Weakness(kind, table, group, len(members), possible[table, group], tuple(chosen)))
    return sorted(found, key=lambda w: (-w.count, w.table, w.group))[:limit]


def _tally(comparison: Comparison) -> Tally:
    fields: dict[str, tuple[int, int]] = {}
    for pair in comparison.pairs:
        for name, right in pair.fields.items():
            so_far = fields.get(name, (0, 0))
            fields[name] = (so_far[0] + right, so_far[1] + 1)
    return Tally(
        gold=len(comparison.pairs) + len(comparison.missed),
        found=len(comparison.pairs),
        extra=len(comparison.extra),
        perfect=sum(pair.perfect for pair in comparison.pairs),
        fields=fields,
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _event(table: ClaimTable, row: Mapping[str, Any]) -> str:
    value = row.get(_EVENT[table])
    return str((value[0] if isinstance(value, list) else value) or "unsaid")


def _family(row: Row) -> str:
    """The part of a rule's name that names its construction."""
    return str(row["rule"]).split(":")[0]


def _tell(table: ClaimTable, row: Mapping[str, Any]) -> str:
    """A row in a few words: what, how many, by whom, where, and the passage."""
    keys = {
        "strikes": ("attacker", "place"),
        "casualties": ("count_min", "count_max", "place"),
        "territory": ("gainer", "loser", "place"),
    }[table]
    said = [_event(table, row)]
    if (modality := _first(row.get("modality"))) not in (None, "asserted"):
        said.append(str(modality))
    for key in keys:
        value = _first(row.get(key, row.get(f"{key}_text")))
        if value is not None:
            said.append(f"{key} {value}")
    passage = flatten(str(row.get("evidence_text") or _first(row.get("evidence")) or ""))
    shown = passage if len(passage) <= 160 else passage[:157].rstrip() + "…"
    return f"{', '.join(said)} «{shown}»"


def _first(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return next((item for item in value if item is not None), None)


def _gold_value(gold: GoldRow, name: str) -> str:
    if name in gold:
        value = gold[name]
        return (
            " to ".join(map(str, value))
            if name == "date" and isinstance(value, list)
            else _shown(_first(value))
        )
    return _interval(gold, name)


def _row_value(row: Row, name: str) -> str:
    if name == "date":
        start, end = row.get("event_date_start"), row.get("event_date_end")
        return _shown(start) if start == end else f"{start} to {end}"
    if name == "latlon":
        return f"{row.get('latitude')}, {row.get('longitude')}"
    for column in (name, f"{name}_text"):
        if column in row:
            return _shown(row[column])
    return _interval(row, name)


def _interval(row: Mapping[str, Any], name: str) -> str:
    return f"{_shown(row.get(f'{name}_min'))} to {_shown(row.get(f'{name}_max'))}"


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)
