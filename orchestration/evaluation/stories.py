"""The story set in `gold/stories/`, as it is read from disk, and its claims among those that were found.

A gold claim is named by what a new extractor does not change: its article, its table, words that stand
in its evidence, and values of its columns.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from orchestration.evaluation.gold import GOLD_DIR, TABLES, GoldArticle, GoldError, reading, records
from orchestration.evaluation.predictions import Rows
from orchestration.records import ClaimTable

STORIES_DIR = GOLD_DIR / "stories"
PARTS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Story:
    """An article of the story set: its part, and the report that it carries by our own account."""

    article: GoldArticle
    part: str
    origin: str


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim that a reader finds in an article; `incident` is empty where it is about none or many.

    Claims of one `statement` say the same, whoever says it.
    """

    source_ref: str
    fact: ClaimTable
    words: str
    values: tuple[tuple[str, str], ...]
    incident: str
    statement: str


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """How what one statement says relates to another."""

    relation: str
    from_statement: str
    to_statement: str


@dataclass(frozen=True, slots=True)
class StorySet:
    """All of it."""

    stories: Sequence[Story]
    claims: Sequence[GoldClaim]
    relations: Sequence[GoldRelation]


def load_stories(folder: Path = STORIES_DIR) -> StorySet:
    """Reads the story set. Raises GoldError, naming the file, where it is not as its README says."""
    with reading(folder):
        origins = {row["article"]: row for row in _rows(folder / "origins.csv")}
        stories = [_story(record, origins[record["id"]]) for record in records(folder / "articles.jsonl")]
        claims = [_claim(row) for row in _rows(folder / "claims.csv")]
        relations = [
            GoldRelation(row["relation"], row["from_statement"], row["to_statement"])
            for row in _rows(folder / "relations.csv")
        ]
    texts = {story.article.source_ref: story.article.text for story in stories}
    for claim in claims:
        if claim.words not in texts.get(claim.source_ref, ""):
            raise GoldError(f"{folder / 'claims.csv'}: {claim.source_ref} does not say {claim.words!r}")
    return StorySet(stories, claims, relations)


def stories_of_war(folder: Path = STORIES_DIR) -> list[GoldArticle]:
    """The articles of the stories, each of armed conflict as a whole: every line of it is evidence. Raises GoldError."""
    return [
        replace(
            story.article,
            rows=dict.fromkeys(
                TABLES, [{"evidence": [line for line in story.article.text.splitlines() if line.strip()]}]
            ),
        )
        for story in load_stories(folder).stories
    ]


def found_claims(
    gold: Iterable[GoldClaim], texts: Mapping[str, str], predicted: Mapping[str, Rows]
) -> dict[GoldClaim, Mapping[str, Any]]:
    """For each gold claim the row that is it, where there is one. No row is two claims."""
    found: dict[GoldClaim, Mapping[str, Any]] = {}
    taken: set[str] = set()
    for claim in gold:
        start = texts[claim.source_ref].index(claim.words)
        end = start + len(claim.words)
        fitting = [
            row
            for row in predicted.get(claim.source_ref, {}).get(claim.fact, ())
            if row["claim_id"] not in taken
            and row["evidence_start"] < end
            and start < row["evidence_end"]
            and all(str(row[key]) == value for key, value in claim.values)
        ]
        if fitting:
            best = min(fitting, key=lambda row: _fit(row, claim, start, end))
            found[claim] = best
            taken.add(best["claim_id"])
    return found


def _fit(row: Mapping[str, Any], claim: GoldClaim, start: int, end: int) -> tuple[bool, bool, int, str]:
    """Rows of the usual modality first, then those that hold the words, then the shortest evidence."""
    usual = row["modality"] == dict(claim.values).get("modality", "asserted")
    holds = row["evidence_start"] <= start and end <= row["evidence_end"]
    return (not usual, not holds, row["evidence_end"] - row["evidence_start"], row["claim_id"])


def _story(record: Mapping[str, Any], about: Mapping[str, str]) -> Story:
    if about["part"] not in PARTS:
        raise ValueError(f"part {about['part']!r}")
    article = GoldArticle(
        set_name="stories",
        source_ref=record["id"],
        text=record["text"],
        register="news",
        conflict=about["story"],
        metadata=record,
        rows={},
    )
    return Story(article, about["part"], about["origin"])


def _claim(row: Mapping[str, str]) -> GoldClaim:
    if row["fact"] not in ("strikes", "casualties", "territory"):
        raise ValueError(f"fact {row['fact']!r}")
    return GoldClaim(
        row["article"],
        row["fact"],  # type: ignore[arg-type]
        row["words"],
        tuple(_pair(item) for item in row["values"].split()),
        row["incident"],
        row["statement"],
    )


def _pair(item: str) -> tuple[str, str]:
    key, mark, value = item.partition("=")
    if not mark:
        raise ValueError(f"value {item!r}")
    return key, value


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
