"""Strikes told as the rows of a table: "Place | Means | Launched | Shot down", one strike a row.

A header names the columns; the rows below it have as many cells. A table counts strikes where it has
a column of places and one of weapons or of strikes, else it is no table of strikes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from orchestration.extraction.context import Context
from orchestration.extraction.document import Document, Found, Line, PlaceMention, Sent
from orchestration.extraction.drafts import Draft
from orchestration.extraction.placing import PlaceChoice, choice_of
from orchestration.extraction.strike_words import TABLE
from orchestration.extraction.timing import When

_COLUMNS = {
    "place": r"places?|locations?|settlements?|towns?|cit(?:y|ies)|villages?|sites?|where|regions?|provinces?|oblasts?|districts?|areas?",
    "means": r"means|weapons?(?: used)?|weapon types?|types?|munition types?|ordnance|systems?|methods?|what|drone types?|missile types?",
    "munitions": r"launched|fired|used|munitions|missiles|drones|rockets|shells|rounds|number|count|total launched",
    "strikes": r"strikes|air ?strikes|raids|attacks|sorties|shellings",
    "intercepted": r"shot down|intercepted|downed|destroyed in flight|neutrali[sz]ed|brought down",
    "target": r"targets?|consequences?|results?|damage|what was hit|objects?|impacts?",
}
_COLUMN = {name: re.compile(rf"\s*(?:{pattern})\s*", re.I) for name, pattern in _COLUMNS.items()}
_COUNTS = ("munitions", "strikes", "intercepted")
_TOTAL = re.compile(r"\s*(?:sub)?total\b|\s*all\b", re.I)
_CELLS = 3
_WORD = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row: its words in the clean text of the line, and where they stand there."""

    text: str
    start: int
    end: int


def cells_of(line: Line) -> list[Cell]:
    """The cells of a line with bars between them; empty where it has fewer than three."""
    out: list[Cell] = []
    at = 0
    for part in line.clean.text.split("|"):
        bare = part.strip()
        start = at + len(part) - len(part.lstrip())
        out.append(Cell(bare, start, start + len(bare)))
        at += len(part) + 1
    while out and not out[0].text:
        out.pop(0)
    while out and not out[-1].text:
        out.pop()
    return out if len(out) >= _CELLS else []


def opens_table(document: Document, line: Line) -> bool:
    """Whether the line stands right above a table, as its title does."""
    following = document.lines[line.index + 1] if line.index + 1 < len(document.lines) else None
    return following is not None and bool(cells_of(following)) and not cells_of(line)


def find_tables(context: Context) -> list[Draft]:
    """One draft a row of each table of strikes."""
    out: list[Draft] = []
    columns: dict[str, int] = {}
    width = 0
    title: Line | None = None
    for line in context.document.lines:
        cells = cells_of(line)
        if not cells:
            columns, title = {}, line
        elif (named := _columns(cells)) is not None:
            columns, width = named, len(cells)
        elif columns and len(cells) == width and not _TOTAL.match(cells[0].text):
            out.extend(_row(context, line, cells, columns, title))
    return out


def _columns(cells: list[Cell]) -> dict[str, int] | None:
    """The columns that the cells of a header name; None where it is no header of a table of strikes."""
    found: dict[str, int] = {}
    for i, cell in enumerate(cells):
        name = next((n for n, pattern in _COLUMN.items() if pattern.fullmatch(cell.text)), None)
        if name is not None:
            found.setdefault(name, i)
    armed = "means" in found and bool(found.keys() & set(_COUNTS)) or "intercepted" in found
    return found if "place" in found and (armed or "strikes" in found) else None


def _row(
    context: Context, line: Line, cells: list[Cell], columns: dict[str, int], title: Line | None
) -> Iterator[Draft]:
    sent = next((s for s in context.document.sents if s.line is line), None)
    mention = _mention(line, cells[columns["place"]])
    place = _unlisted(context, line, cells[columns["place"]]) if mention is None else choice_of(line, mention)
    if sent is None or place is None:
        return
    means = cells[columns["means"]] if "means" in columns else None
    values: dict[str, Any] = {
        "strike_type": _type_of(context, line, means, title) or "unspecified",
        "weapon_text": _stored(context, line, means) if means is not None and _weapon(line, means) else None,
    }
    for kind in _COUNTS:
        if kind in columns and (number := _number(line, cells[columns[kind]])) is not None:
            values[f"{kind}_min"], values[f"{kind}_max"] = number
    if not any(values.get(f"{kind}_max") for kind in ("munitions", "strikes", "intercepted")):
        return  # nothing was launched there
    if values.get("intercepted_max") == 0:
        values["intercepted_min"] = values["intercepted_max"] = None
    if "target" in columns:
        values |= _target(context, line, cells[columns["target"]])
    yield Draft(
        table=TABLE,
        rule="table",
        sent=sent,
        trigger=sent.span[0],
        values=values,
        place=place,
        scope="aggregate" if (values.get("strikes_max") or 0) > 1 else "incident",
        modality="asserted",
        when=_when(context, title),
        evidence=(line.offset(cells[0].start), line.offset(cells[-1].end - 1) + 1),
    )


def _mention(line: Line, cell: Cell) -> Found[PlaceMention] | None:
    return next((p for p in line.places if cell.start <= p.start < cell.end), None)


_NAME = re.compile(r"[A-Z][\w'’-]*(?: [\w'’-]+){0,3}")


def _unlisted(context: Context, line: Line, cell: Cell) -> PlaceChoice | None:
    """The name in the cell, where no gazetteer lists it."""
    found = _NAME.match(cell.text)
    if found is None:
        return None
    start, end = line.offset(cell.start), line.offset(cell.start + found.end() - 1) + 1
    return PlaceChoice(context.document.text(start, end), start, end, None)


def _weapon(line: Line, cell: Cell) -> str | None:
    return next((w.value.strike_type for w in line.weapons if cell.start <= w.start < cell.end), None)


def _type_of(context: Context, line: Line, means: Cell | None, title: Line | None) -> str | None:
    """The strike type of the weapon in the cell, else of the words of the cell or of the table's title."""
    if means is not None and (kind := _weapon(line, means)) not in (None, "none", "unspecified"):
        return kind
    texts = ([means.text] if means is not None else []) + ([title.clean.text] if title is not None else [])
    for text in texts:
        for word in _WORD.findall(text.lower()):
            for row in context.lexicon.triggers.get(f"{TABLE}:noun:{word}", ()):
                if row["value"] and row["frame"] in ("strike", "munition", "modifier", "platform"):
                    return row["value"]
    return None


def _number(line: Line, cell: Cell) -> tuple[float | None, float | None] | None:
    found = next((q.value for q in line.quantities if cell.start <= q.start < cell.end), None)
    if found is not None and found.kind == "count":
        return found.low, found.high
    return (int(cell.text), int(cell.text)) if cell.text.isdigit() else None


def _target(context: Context, line: Line, cell: Cell) -> dict[str, Any]:
    """The first thing of the cell that is something to be hit ("warehouse; 2 civilians injured")."""
    for found in _WORD.finditer(cell.text.split(";")[0]):
        kind = context.lexicon.targets.get(found.group().lower())
        if kind is not None:
            start, end = line.offset(cell.start), line.offset(cell.start + found.end() - 1) + 1
            return {"target_text": context.document.text(start, end), "target_class": kind}
    return {}


def _stored(context: Context, line: Line, cell: Cell) -> str:
    return context.document.text(line.offset(cell.start), line.offset(cell.end - 1) + 1)


def _when(context: Context, title: Line | None) -> When | None:
    """The days that the title of the table names."""
    if title is None or not title.times:
        return None
    titled: Sent | None = next((s for s in context.document.sents if s.line is title), None)
    return context.when(titled, titled.span.root) if titled is not None else None
