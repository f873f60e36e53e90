"""`make explain REF=…`: an article as the ledger reads it, passage by passage, with every claim's reasons.

Reads the published ledger only. Text of articles is shown with its control characters spelled out:
what a report says must not steer the terminal of whoever reads it.
"""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from orchestration.home import SettingError, Settings
from orchestration.records import ClaimTable
from orchestration.terminal import printable

Row = Mapping[str, Any]

MAX_WIDTH = 110
MAX_SUGGESTIONS = 10
FACTS: Mapping[ClaimTable, str] = {
    "strikes": "fct_strikes",
    "casualties": "fct_casualty_claims",
    "territory": "fct_territorial_changes",
}
_LETTERS: Mapping[ClaimTable, str] = {"strikes": "S", "casualties": "C", "territory": "T"}
_NAMES: Mapping[ClaimTable, str] = {"strikes": "strike", "casualties": "casualties", "territory": "territory"}
_EVENTS: Mapping[ClaimTable, str] = {
    "strikes": "strike_type",
    "casualties": "outcome",
    "territory": "change_type",
}
_PARTIES: Mapping[ClaimTable, tuple[str, ...]] = {
    "strikes": ("attacker", "target_actor"),
    "casualties": ("victim_actor", "perpetrator"),
    "territory": ("gainer", "loser"),
}
_DETAILS: Mapping[ClaimTable, tuple[str, ...]] = {
    "strikes": ("target_text", "target_class", "weapon_text", "launched_from"),
    "casualties": ("count_text", "count_rule", "victims_text", "victim_class"),
    "territory": ("direction", "reference_text"),
}
_LABELS = {
    "target_text": "target",
    "weapon_text": "weapon",
    "count_text": "as written",
    "victims_text": "victims",
    "reference_text": "measured to",
}
_INTERVALS: Mapping[ClaimTable, tuple[str, ...]] = {
    "strikes": ("strikes", "targets", "munitions", "intercepted"),
    "casualties": ("count",),
    "territory": ("places", "distance_km"),
}
_FLAGS: Mapping[ClaimTable, tuple[str, ...]] = {
    "strikes": (),
    "casualties": ("superseded",),
    "territory": ("superlative",),
}


class NotFound(Exception):
    """No article, or more than one, is meant by the reference; the message says which there are."""


@dataclass(frozen=True, slots=True)
class Story:
    """One article of the ledger with all that was made of it, in reading order."""

    article: Row
    claims: Sequence[tuple[ClaimTable, Row]]
    rejected: Sequence[Row]


def main(arguments: Sequence[str]) -> int:
    """Prints one article; returns the exit code."""
    reference = arguments[0].strip() if arguments else ""
    if not reference:
        return _fail(
            "say which article: make explain REF=<source_ref or article_id, or the beginning of one>"
        )
    try:
        ledger = Settings.from_environment().home.ledger
        story = read_story(ledger, reference)
    except (SettingError, NotFound) as error:
        return _fail(str(error))
    width = min(MAX_WIDTH, shutil.get_terminal_size((MAX_WIDTH, 24)).columns)
    try:
        print("\n".join(tell(story, width)), flush=True)
    except BrokenPipeError:
        # Whoever reads on, such as `head`, has seen enough; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def read_story(ledger: Path, reference: str) -> Story:
    """The article that `reference` means: a `source_ref` or an `article_id`, whole or the beginning of one alone.

    A `source_ref` under which the article was delivered once more is as good. Raises NotFound.
    """
    if not ledger.exists():
        raise NotFound(f"there is no ledger at {ledger}: `make run` first")
    with duckdb.connect(str(ledger), read_only=True) as database:
        article_id = _find(database, reference)
        (article,) = _rows(database, "SELECT * FROM marts.dim_articles WHERE article_id = $id", id=article_id)
        claims = [
            (table, row)
            for table, fact in FACTS.items()
            for row in _rows(database, f"SELECT * FROM marts.{fact} WHERE article_id = $id", id=article_id)
        ]
        rejected = _rows(
            database,
            "SELECT * FROM marts.fct_rejected_candidates WHERE article_id = $id"
            " ORDER BY candidate_start, claim_table, reason",
            id=article_id,
        )
    tables = list(FACTS)
    claims.sort(
        key=lambda c: (c[1]["evidence_start"], c[1]["evidence_end"], tables.index(c[0]), c[1]["claim_id"])
    )
    return Story(article, claims, rejected)


def tell(story: Story, width: int = MAX_WIDTH) -> list[str]:
    """The lines to print: what the article is, then each passage with its claims and rejected candidates."""
    article, text = story.article, story.article["text"]
    lines = _heading(story)
    numbered = _numbered(story.claims)
    labels = {row["claim_id"]: label for label, _, row in numbered}
    start = 0
    for passage in text.splitlines(keepends=True):
        end = start + len(passage)
        claims = [
            (label, table, row) for label, table, row in numbered if start <= row["evidence_start"] < end
        ]
        rejected = [r for r in story.rejected if start <= r["candidate_start"] < end]
        if passage.strip():
            lines += ["", *_wrapped(_marked(passage, start, numbered).strip(), width, "")]
        for label, table, row in claims:
            lines += ["", *_claim(label, table, row, labels, width)]
        if rejected:
            lines.append("")
        for candidate in rejected:
            said = f'not coded, {_NAMES[candidate["claim_table"]]}: "{candidate["candidate_text"]}": {candidate["reason"]}'
            lines += _wrapped(printable(said), width, "    - ", "      ")
        start = end
    if not story.claims:
        lines += ["", "No claims."]
    if article["extraction_status"] != "done":
        lines += [
            "",
            f"Extraction: {article['extraction_status']}. {printable(article['extraction_error'] or '')}".rstrip(),
        ]
    return lines


def _find(database: duckdb.DuckDBPyConnection, reference: str) -> str:
    names = _rows(
        database,
        "SELECT article_id, source_ref FROM marts.dim_articles UNION"
        " SELECT d.article_id, d.source_ref FROM marts.fct_deliveries AS d JOIN marts.dim_articles USING (article_id)"
        " WHERE d.source_ref IS NOT NULL ORDER BY source_ref",
    )

    def meant(test: Any) -> dict[str, str]:
        return {
            n["article_id"]: n["source_ref"] for n in names if test(n["source_ref"]) or test(n["article_id"])
        }

    found = meant(lambda name: name == reference) or meant(lambda name: name.startswith(reference))
    if len(found) == 1:
        return next(iter(found))
    shown = printable(reference)
    if found:
        raise NotFound(f"{len(found)} articles are called {shown}…; say more of the name:\n{_listed(found)}")
    alike = meant(lambda name: reference.lower() in name.lower())
    if alike:
        raise NotFound(f"no article is called {shown}. Alike:\n{_listed(alike)}")
    raise NotFound(
        f"no article is called {shown}. The ledger has {len({n['article_id'] for n in names})}, for instance:\n"
        + _listed({n["article_id"]: n["source_ref"] for n in names})
    )


def _listed(found: Mapping[str, str]) -> str:
    shown = [
        f"  {printable(ref)}  ({article_id})" for article_id, ref in list(found.items())[:MAX_SUGGESTIONS]
    ]
    if len(found) > len(shown):
        shown.append(f"  and {len(found) - len(shown)} more")
    return "\n".join(shown)


def _rows(database: duckdb.DuckDBPyConnection, query: str, **parameters: str) -> list[Row]:
    cursor = database.execute(query, parameters or None)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _heading(story: Story) -> list[str]:
    article = story.article
    counts = ", ".join(
        f"{sum(t == table for t, _ in story.claims)} {name}" for table, name in (
            ("strikes", "strikes"), ("casualties", "casualty claims"), ("territory", "territorial claims")
        )
    )  # fmt: skip
    told = [
        ("article", f"{article['source_ref']}  ({article['article_id']})"),
        ("title", article["title"]),
        ("publisher", article["publisher"]),
        ("published", article["published_on"]),
        ("url", article["url"]),
        ("claims", f"{counts}; {len(story.rejected)} candidates not coded"),
        ("extractor", article["extractor_version"]),
    ]
    return [f"{name:<11}{printable(str(value))}" for name, value in told if value is not None]


def _numbered(claims: Iterable[tuple[ClaimTable, Row]]) -> list[tuple[str, ClaimTable, Row]]:
    counts = dict.fromkeys(FACTS, 0)
    out = []
    for table, row in claims:
        counts[table] += 1
        out.append((f"{_LETTERS[table]}{counts[table]}", table, row))
    return out


def _marked(passage: str, start: int, numbered: Iterable[tuple[str, ClaimTable, Row]]) -> str:
    """The passage, which begins at `start` of the text, with the label of each claim where its evidence ends."""
    marks: dict[int, str] = {}
    for label, _, row in numbered:
        at = row["evidence_end"] - start
        if 0 < at <= len(passage):
            marks[at] = f"{marks.get(at, '')}[{label}]"
    parts, last = [], 0
    for at in sorted(marks):
        parts += [printable(passage[last:at]), marks[at]]
        last = at
    return "".join([*parts, printable(passage[last:])])


def _claim(label: str, table: ClaimTable, row: Row, labels: Mapping[str, str], width: int) -> list[str]:
    title = f"{_NAMES[table]}: {row[_EVENTS[table]]}, {row['modality']}, {row['scope']}"
    title += "".join(f", {flag}" for flag in _FLAGS[table] if row.get(flag))
    lines = [f"  [{label}] {title}    confidence {row['confidence']:.2f}"]
    for name, value in _told(table, row, labels):
        lines += _wrapped(printable(value), width, f"       {name:<14}", " " * 21)
    return lines


def _told(table: ClaimTable, row: Row, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name and value of each line below a claim's title; what the claim leaves open is left out."""
    out = [("evidence", f"“{row['evidence_text']}” {row['evidence_start']}–{row['evidence_end']}")]
    for role in _PARTIES[table]:
        out.append((role.replace("_", " "), _party(row, role)))
    for key in _INTERVALS[table]:
        low, high = row.get(f"{key}_min"), row.get(f"{key}_max")
        if low is not None or high is not None:
            out.append((key.replace("_", " "), _interval(low, high)))
    out += [(_LABELS.get(key, key.replace("_", " ")), str(row[key] or "")) for key in _DETAILS[table]]
    if strike := labels.get(row.get("strike_claim_id") or ""):
        out.append(("caused by", f"[{strike}]"))
    out.append(("place", _place(row)))
    out.append(("date", _date(row)))
    out.append(("source", _source(row)))
    out.append(
        ("rule", row["rule"] + (f", told {row['mention_count']} times" if row["mention_count"] > 1 else ""))
    )
    out.append(("inherited", (row["inherited"] or "").replace(";", ", ")))
    out.append(("claim", row["claim_id"]))
    return [(name, value) for name, value in out if value]


def _party(row: Row, role: str) -> str:
    text, name, key = row.get(f"{role}_text"), row.get(f"{role}_name"), row.get(f"{role}_id")
    if text is None and name is None:
        return ""
    return f"“{text}”" + (f" = {name} ({key})" if key else " (nobody in the dictionary)")


def _place(row: Row) -> str:
    if row["place_text"] is None:
        return ""
    if row["place_id"] is None and row["latitude"] is None:
        return f"“{row['place_text']}” (not in the gazetteer)"
    where = [str(row[key]) for key in ("place_name", "country_code") if row[key]]
    if row["latitude"] is not None and row["longitude"] is not None:
        where.append(f"{row['latitude']:.3f} {row['longitude']:.3f}")
    if row["where_precision"] is not None:
        where.append(f"precision {row['where_precision']}")
    return f"“{row['place_text']}” = {', '.join(where)}"


def _date(row: Row) -> str:
    start, end = row["event_date_start"], row["event_date_end"]
    if start is None and end is None:
        return ""
    days = str(start) if start == end else f"{start or 'unknown'} to {end or 'unknown'}"
    return f"{days} ({row['date_precision']})" if row["date_precision"] else days


def _source(row: Row) -> str:
    who = f"“{row['source_text']}”" if row["source_text"] else "the outlet itself"
    if row["source_name"] and row["source_name"] != row["source_text"]:
        who += f" = {row['source_name']}"
    told = [who, row["source_role"], row["attribution"]]
    if row["cue"]:
        told.append(f"cue “{row['cue']}” ({row['cue_force']})" if row["cue_force"] else f"cue “{row['cue']}”")
    if row["source_via"]:
        told.append(f"via {row['source_via']}")
    if row["evidential_basis"]:
        told.append(f"by {row['evidential_basis']}")
    return ", ".join(part for part in told if part)


def _interval(low: float | None, high: float | None) -> str:
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _wrapped(text: str, width: int, first: str, rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [first]


def _fail(message: str) -> int:
    print(f"Failed: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
