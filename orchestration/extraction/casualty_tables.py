"""Casualties told by labels, not by sentences: "Killed: 14 | Wounded: 32", a table with a row for each place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from orchestration.extraction.attribution import Attribution
from orchestration.extraction.context import Context
from orchestration.extraction.dates import find_times
from orchestration.extraction.document import Line, Sent
from orchestration.extraction.drafts import Draft
from orchestration.extraction.numbers import find_quantities
from orchestration.extraction.placing import PlaceChoice, place_from_text
from orchestration.extraction.timing import When
from orchestration.extraction.victim_counts import Count, count_of
from orchestration.extraction.victim_sides import WHOLE_NOUNS

_CELL = re.compile(r"[^|]+")
_FIELD = re.compile(r"\s*(?P<label>[A-Za-z][^:|;]{2,50}?)\s*:\s+(?P<value>[^|;]+)")
_SEPARATED = re.compile(r"[^|;]+")
_RULE = re.compile(r"[\s|:+-]*")
_TOTAL = re.compile(r"\s*(?:grand |sub)?-?\s*(?:total|sum|overall|all)\b", re.I)
_WHERE = re.compile(
    r"\b(?:place|location|locality|where|site|area|territory|region|province|district|governorate|oblast|state|"
    r"department|municipality|county|commune|city|town|village|camp|sector|zone|front)s?\b",
    re.I,
)
_WHEN = re.compile(r"\b(?:date|day|when|period|week|month)\b", re.I)
_BESIDES = re.compile(
    r"\b(?:previous|earlier|last week|change|rate|cases?|percent|share|vehicles?)\b|%", re.I
)
_LEAGUE = re.compile(r"\b(?:played|won|drawn|drew|points|pts|goals)\b", re.I)  # "Club | Played | Lost"
_PLAIN_RANGE = re.compile(r"\s*(\d[\d,]*)\s+[-–—]\s+(\d[\d,]*)\s*")
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBER_WORDS = 5
_LABEL_WORDS = 5
_HEADINGS_ABOVE = 2
_NOTE_WORDS = 7
_COUNTING_FRAMES = frozenset({"state", "count", "toll"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line between separators: article offsets and the words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Column:
    """What the numbers under a heading count."""

    outcome: str
    victim_class: str
    victims: str | None


def tabled(context: Context) -> tuple[list[Draft], frozenset[int]]:
    """Drafts of the labelled counts and tables of a document, and the lines that nothing else need read."""
    drafts: list[Draft] = []
    read: set[int] = set()
    lines = context.document.lines
    for i, line in enumerate(lines):
        if i in read:
            continue
        if (fields := _fields(context, line)) is not None:
            read.add(i)
            drafts.extend(_field_drafts(context, line, fields))
        elif columns := _heading(context, line):
            rows = [
                r
                for r in _rows(context, lines[i + 1 :], len(_cells(context, line)))
                if not _tells(context, r)
            ]
            if rows:
                read.update((i, *(r.index for r in rows)))
                heads = [c.text for c in _cells(context, line)]
                dated = _dated_above(lines, i)
                for row in rows:
                    drafts.extend(_row_drafts(context, row, heads, columns, dated))
    kept = [
        d
        for d in drafts
        if context.topics.objection(d.sent, "casualties", grounded=False, explicit=False) is None
    ]
    return kept, frozenset(read)


# -- fields ----------------------------------------------------------------------------


def _fields(context: Context, line: Line) -> list[tuple[Cell, _Column, Count]] | None:
    """The counts of a line that is nothing but labels and their numbers; None where it is anything else."""
    out: list[tuple[Cell, _Column, Count]] = []
    for cell in _split(context, line, _SEPARATED):
        found = _FIELD.fullmatch(cell.text.rstrip(" .,"))
        if found is None:
            return None
        column = _column(context, found.group("label"))
        if column is None:
            return None
        value, of_whom = _value_of(context, found.group("value"))
        count = _count(value)
        if count is None:
            return None
        out.append((cell, replace(column, **of_whom) if of_whom else column, count))
    return out or None


def _value_of(context: Context, text: str) -> tuple[str, dict[str, str]]:
    """The number of a field without what stands in brackets behind it, and of whom it is ("2 civilians")."""
    text = _BRACKETED.sub("", text).strip().rstrip(".,")
    number, _, noun = text.rpartition(" ")
    known = context.lexicon.victim_nouns.get(noun.lower()) if number else None
    return (number, {"victim_class": known, "victims": noun}) if known else (text, {})


def _field_drafts(context: Context, line: Line, fields: list[tuple[Cell, _Column, Count]]) -> Iterator[Draft]:
    about = dict(_fields_around(context, line))
    where = next((cell for name, cell in about.items() if _WHERE.search(name)), None)
    when = next((cell for name, cell in about.items() if _WHEN.search(name)), None)
    place = _place(context, where) if where is not None else None
    dated = _dates(context, when.text) if when is not None else When()
    for cell, column, count in fields:
        yield _draft(context, line, cell, column, count, place, dated, "incident")


def _fields_around(context: Context, line: Line) -> Iterator[tuple[str, Cell]]:
    """The other fields of the block that the line stands in, line by line."""
    lines = context.document.lines
    for step in (-1, 1):
        i = line.index + step
        while 0 <= i < len(lines):
            cells = list(_split(context, lines[i], _SEPARATED))
            found = [(c, m) for c in cells if (m := _FIELD.fullmatch(c.text))]
            if not found or len(found) < len(cells):
                break
            for cell, m in found:
                start = cell.start + m.start("value")
                yield m.group("label"), Cell(start, start + len(m.group("value")), m.group("value"))
            i += step


# -- tables ----------------------------------------------------------------------------


def _heading(context: Context, line: Line) -> dict[int, _Column]:
    """The columns of a table's head that count casualties, by position."""
    cells = _cells(context, line)
    if len(cells) < 2 or any(find_quantities(c.text) or _LEAGUE.search(c.text) for c in cells):
        return {}
    found = {i: column for i, c in enumerate(cells) if (column := _column(context, c.text)) is not None}
    return found if len(found) < len(cells) else {}


def _rows(context: Context, lines: list[Line], width: int) -> Iterator[Line]:
    for line in lines:
        text = context.document.text(line.clean.start, line.clean.end)
        if _RULE.fullmatch(text):
            continue
        if "|" not in text or len(_cells(context, line)) != width:
            return
        yield line


def _tells(context: Context, line: Line) -> bool:
    """Whether a cell of the row is a note in prose, which says more than its number does."""
    return any(len(c.text.split()) > _NOTE_WORDS for c in _cells(context, line))


def _row_drafts(
    context: Context, line: Line, heads: list[str], columns: dict[int, _Column], above: When
) -> Iterator[Draft]:
    cells = _cells(context, line)
    total = any(_TOTAL.match(c.text) for c in cells)
    where = next((i for i, head in enumerate(heads) if _WHERE.search(head) and i not in columns), None)
    when = next((i for i, head in enumerate(heads) if _WHEN.search(head) and i not in columns), None)
    place = None
    if not total:
        named = (
            cells[where] if where is not None else next(c for i, c in enumerate(cells) if i not in columns)
        )
        place = _place(context, named, known=where is None)
    own = _dates(context, cells[when].text) if when is not None and not total else When()
    scope = "incident" if own.precision == "day" else "aggregate"
    for i, column in columns.items():
        count = _count(cells[i].text)
        if count is not None and count.high != 0:
            yield _draft(context, line, None, column, count, place, own or above, scope)


def _dated_above(lines: list[Line], head: int) -> When:
    """The days that the headings right above a table give to all of it."""
    for line in reversed(lines[max(0, head - _HEADINGS_ABOVE) : head]):
        if line.clean.kind != "heading":
            break
        if line.times and (time := line.times[-1].value).first is not None:
            return When(time.first, time.last, time.precision, inherited=True)
    return When()


# -- cells -----------------------------------------------------------------------------


def _cells(context: Context, line: Line) -> list[Cell]:
    return list(_split(context, line, _CELL)) if "|" in line.clean.text else []


def _split(context: Context, line: Line, pattern: re.Pattern[str]) -> Iterator[Cell]:
    start = line.clean.start
    for found in pattern.finditer(context.document.text(start, line.clean.end)):
        stripped = found.group().strip()
        if stripped:
            at = start + found.start() + found.group().index(stripped)
            yield Cell(at, at + len(stripped), stripped)


def _column(context: Context, label: str) -> _Column | None:
    """What a label counts: an outcome, of whom; None for other labels."""
    words = re.findall(r"[a-z-]+", label.lower())
    if not words or len(words) > _LABEL_WORDS or _BESIDES.search(label):
        return None
    lexicon = context.lexicon
    outcomes: list[str] = []
    for word in words:
        rows = [
            r
            for pos in ("adjective", "noun")
            for r in lexicon.triggers.get(f"casualties:{pos}:{word}", ())
            if r["frame"] in _COUNTING_FRAMES and r["note"] != "of people"
        ]
        outcomes += [r["value"] for r in rows[:1]]
    if not outcomes:
        return None
    if set(outcomes) == {"killed", "injured"}:
        outcome = "killed_or_injured"
    elif len(specific := set(outcomes) - {"killed_or_injured"}) <= 1:
        outcome = specific.pop() if specific else "killed_or_injured"
    else:
        return None
    people = [
        (w, lexicon.victim_nouns[w]) for w in words if w in lexicon.victim_nouns and w not in WHOLE_NOUNS
    ]
    civilian = "civilian" in words
    known = "civilian" if civilian else people[0][1] if people else "unknown"
    return _Column(outcome, known, people[0][0] if people else None)


def _count(text: str) -> Count | None:
    """The number that a cell is; None where it holds anything besides."""
    text = text.strip().rstrip(".,")
    if found := _PLAIN_RANGE.fullmatch(text):
        low, high = (int(n.replace(",", "")) for n in found.groups())
        return Count(low, high, "range", text) if low <= high else None
    quantities = find_quantities(text)
    if len(quantities) != 1 or quantities[0].kind != "count" or len(text.split()) > _NUMBER_WORDS:
        return None
    return count_of(quantities[0]) if len(quantities[0].text) >= len(text) - 1 else None


def _place(context: Context, cell: Cell, *, known: bool = False) -> PlaceChoice | None:
    """The place that a cell names; one of which nothing is known only if it need not be `known`."""
    name = re.split(r"\s*[,(]", cell.text)[0].strip()
    if not name:
        return None
    choice = place_from_text(context.document, name, cell.start)
    if choice is None and not known:
        return PlaceChoice(name, cell.start, cell.start + len(name), None)
    return choice


def _dates(context: Context, text: str) -> When:
    published: date | None = context.document.published_on
    times = [t for t in find_times(text, published) if t.first is not None]
    return When(times[0].first, times[0].last, times[0].precision) if len(times) == 1 else When()


def _draft(
    context: Context,
    line: Line,
    cell: Cell | None,
    column: _Column,
    count: Count,
    place: PlaceChoice | None,
    when: When,
    scope: str,
) -> Draft:
    sents = [s for s in context.document.sents if s.line is line]
    before = [s.index for s in context.document.sents if s.line.index < line.index]
    index = sents[0].index if sents else (before[-1] if before else 0)
    sent = Sent(index, line, line.doc[:], line.clean.start, line.clean.end)
    told = context.attribution(sents[0], sents[0].span[0]) if sents else Attribution()
    return Draft(
        "casualties",
        "casualty.tabled",
        sent,
        line.doc[0],
        {
            "outcome": column.outcome,
            "count_text": count.text,
            "count_min": count.low,
            "count_max": count.high,
            "count_rule": count.rule,
            "victims_text": column.victims,
            "victim_class": column.victim_class,
            "superseded": False,
        },
        place=place,
        when=when,
        scope=scope,
        modality="asserted",
        attribution=told if told.attribution == "carried_over" else Attribution(),
        evidence=(cell.start, cell.end) if cell is not None else (line.clean.start, line.clean.end),
    )
