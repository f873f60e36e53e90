"""Two reports side by side: one level for each thing that they can agree or disagree in."""

from collections.abc import Mapping
from datetime import date

from orchestration.linking.geography import compare_places
from orchestration.linking.records import Report, parts
from orchestration.linking.reports import SIEGE, actions_alike

Levels = dict[str, str]
# A toll that grows does so within days and by less than this factor.
RISE = 4
ONE_REPORT = 0.6
DAY_MISTAKEN = 1


def compare(a: Report, b: Report, parent_of: Mapping[str, str]) -> Levels:
    """The level of each comparison. `parent_of` gives the actor that another belongs to."""
    return {
        "kind": _kind(a, b),
        "place": compare_places(a, b),
        "date": _date(a, b),
        "day_part": _sets(parts(a.day_parts), parts(b.day_parts)),
        "actor": _actors(parts(a.actor_ids), parts(b.actor_ids), parent_of),
        "opponent": _actors(parts(a.opponent_ids), parts(b.opponent_ids), parent_of),
        "action": _action(a, b),
        "target": _sets(parts(a.target_classes), parts(b.target_classes)),
        "killed": _toll((a.killed_min, a.killed_max), (b.killed_min, b.killed_max), _days_after(a, b)),
        "injured": _toll((a.injured_min, a.injured_max), (b.injured_min, b.injured_max), _days_after(a, b)),
        "words": _words(parts(a.words), parts(b.words), a.origin_id == b.origin_id),
    }


def _kind(a: Report, b: Report) -> str:
    kinds = {a.kind, b.kind}
    if len(kinds) == 1:
        return "same"
    return "with_casualties" if "casualty" in kinds else "different"


def _date(a: Report, b: Report) -> str:
    if None in (a.window_start, a.window_end, b.window_start, b.window_end):
        return "unknown"
    gap = max(_day(a.window_start) - _day(b.window_end), _day(b.window_start) - _day(a.window_end))
    if a.date_stated and b.date_stated:
        if gap > 0:
            return "next_day" if gap == DAY_MISTAKEN else "apart"
        return "same_day" if a.window_start == a.window_end and b.window_start == b.window_end else "overlap"
    return "news_of_then" if gap <= 0 else "apart"


def _day(value: str | None) -> int:
    return date.fromisoformat(value or "").toordinal()


def _days_after(a: Report, b: Report) -> int:
    """How many days after `a` the report `b` was published; 0 where that is unknown."""
    return _day(b.published_on) - _day(a.published_on) if a.published_on and b.published_on else 0


def _sets(a: frozenset[str], b: frozenset[str]) -> str:
    if not a or not b:
        return "unknown"
    return "same" if a & b else "different"


def _actors(a: frozenset[str], b: frozenset[str], parent_of: Mapping[str, str]) -> str:
    if not a or not b:
        return "unknown"
    if a & b:
        return "same"
    wider_a = a | {parent_of[x] for x in a if x in parent_of}
    wider_b = b | {parent_of[x] for x in b if x in parent_of}
    return "related" if wider_a & wider_b else "different"


def _action(a: Report, b: Report) -> str:
    ours, theirs = parts(a.actions), parts(b.actions)
    if not ours or not theirs:
        return "unknown"
    if a.kind == b.kind == "territorial":
        if bool(ours & SIEGE) != bool(theirs & SIEGE):
            return "different"
        return "same" if ours & theirs else "alike"
    if (ours & theirs) - {"unspecified"}:
        return "same"
    return "alike" if any(actions_alike(x, y) for x in ours for y in theirs) else "different"


def _toll(a: tuple[int | None, int | None], b: tuple[int | None, int | None], days_after: int) -> str:
    if a[0] is None or b[0] is None:
        return "unknown"
    low_a, high_a, low_b, high_b = a[0], a[1] or a[0] * RISE, b[0], b[1] or b[0] * RISE
    if low_a == low_b and a[1] == b[1]:
        return "equal"
    if low_a <= high_b and low_b <= high_a:
        return "overlap"
    grown = low_b > low_a if days_after > 0 else low_a > low_b if days_after < 0 else True
    return "rising" if grown and max(low_a, low_b) <= RISE * max(1, min(low_a, low_b)) else "different"


def _words(a: frozenset[str], b: frozenset[str], same_origin: bool) -> str:
    shared = len(a & b)
    share = shared / max(1, min(len(a), len(b)))
    if same_origin and share >= ONE_REPORT:
        return "one_report"
    if shared >= 3 and share >= 0.35:
        return "many"
    return "some" if shared >= 2 else "few"
