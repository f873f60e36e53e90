"""The reference dictionaries are well-formed: columns, unique keys, allowed values, patterns that compile."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

REFERENCE = Path(__file__).resolve().parents[2] / "seeds" / "reference"


def words(text: str) -> set[str]:
    return set(text.split())


# table: (columns, {column: allowed values}, fewest rows)
TABLES: dict[str, tuple[list[str], dict[str, set[str]], int]] = {
    "force_nouns": (
        ["term", "kind", "plural", "source"],
        {"kind": words("combatant organisation platform")},
        160,
    ),
    "weapons": (
        ["term", "strike_type", "weapon_kind", "is_pattern", "source"],
        {
            "strike_type": words(
                "airstrike drone missile rocket artillery naval ied suicide_bombing unspecified none"
            ),
            "weapon_kind": words("munition platform launcher device small_arm"),
            "is_pattern": {"true", "false"},
        },
        350,
    ),
    "reporting_verbs": (
        ["lemma", "cue_force", "asks", "source"],
        {
            "cue_force": words("neutral assertive distancing confirming denying"),
            "asks": words("any quote figure medical"),
        },
        110,
    ),
    "speech_nouns": (
        ["term", "uses", "cue_force", "source"],
        {"cue_force": words("neutral distancing confirming denying")},
        100,
    ),
    "victim_nouns": (
        ["term", "plural", "victim_class", "source"],
        {"victim_class": words("civilian combatant unknown mixed")},
        230,
    ),
    "target_nouns": (
        ["term", "target_class", "source"],
        {
            "target_class": words(
                "command_post training_camp depot military_base position convoy vehicle personnel leadership "
                "infrastructure residential medical education religious market displaced_site port airport energy "
                "government other"
            )
        },
        380,
    ),
    "titles": (
        ["term", "kind", "source"],
        {"kind": words("military political civil religious role")},
        180,
    ),
    "official_roles": (
        ["term", "source_role", "source"],
        {
            "source_role": words(
                "belligerent allied_state opposing_state government local_official medical monitor un witness media "
                "unnamed_official expert"
            )
        },
        200,
    ),
}
LOWER_CASE = (
    "force_nouns",
    "reporting_verbs",
    "speech_nouns",
    "victim_nouns",
    "target_nouns",
    "official_roles",
)


def read(table: str) -> tuple[list[str], list[dict[str, str]]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        return list(reader.fieldnames or []), list(reader)


def terms(table: str) -> list[str]:
    key = TABLES[table][0][0]
    return [r[key] for r in read(table)[1]]


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_size(table: str) -> None:
    columns, rows = read(table)
    assert columns == TABLES[table][0]
    assert len(rows) >= TABLES[table][2]


@pytest.mark.parametrize("table", TABLES)
def test_every_field_is_filled_and_trimmed(table: str) -> None:
    for row in read(table)[1]:
        assert None not in row, row
        assert all(v and v == v.strip() and "  " not in v for v in row.values()), row


@pytest.mark.parametrize("table", TABLES)
def test_values_are_allowed(table: str) -> None:
    for row in read(table)[1]:
        for column, allowed in TABLES[table][1].items():
            assert row[column] in allowed, row


@pytest.mark.parametrize("table", TABLES)
def test_keys_are_unique_whatever_their_case_and_sorted(table: str) -> None:
    keys = terms(table)
    assert keys == sorted(keys)
    folded = [k.lower() for k in keys]
    assert sorted({k for k in folded if folded.count(k) > 1}) == []


@pytest.mark.parametrize("table", ["strike_triggers", "casualty_triggers", "territory_triggers"])
def test_no_trigger_is_listed_twice(table: str) -> None:
    rows = (REFERENCE / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    assert sorted(rows) == sorted(set(rows))


@pytest.mark.parametrize("table", LOWER_CASE)
def test_common_nouns_and_verbs_are_lower_case(table: str) -> None:
    assert [t for t in terms(table) if t != t.lower()] == []


def test_speech_nouns_have_known_uses() -> None:
    for row in read("speech_nouns")[1]:
        assert set(row["uses"].split(";")) <= words("account collective document media report speaker"), row


def test_titles_end_without_a_dot() -> None:
    assert [t for t in terms("titles") if t.endswith(".")] == []


def test_plural_of_one_noun_is_not_the_singular_of_another_class() -> None:
    for table, column in (("force_nouns", "kind"), ("victim_nouns", "victim_class")):
        rows = read(table)[1]
        singular = {r["term"]: r[column] for r in rows}
        plural: dict[str, str] = {}
        for r in rows:
            assert singular.get(r["plural"], r[column]) == r[column], r
            assert plural.setdefault(r["plural"], r[column]) == r[column], r


def test_weapon_patterns_compile_and_literals_are_plain() -> None:
    for row in read("weapons")[1]:
        if row["is_pattern"] == "true":
            assert not re.compile(row["term"]).match(""), row
        else:
            assert not re.search(r"[\\\[\]{}()|*?^$]", row["term"]), row


@pytest.mark.parametrize(
    ("text", "strike_type"),
    [
        ("Su-34M", "airstrike"),
        ("MiG-29K", "airstrike"),
        ("F-16", "airstrike"),
        ("Mi-24", "airstrike"),
        ("FAB-500", "airstrike"),
        ("Kh-101", "missile"),
        ("Iskander-M", "missile"),
        ("Shahed-136", "drone"),
        ("Geran-2", "drone"),
        ("MQ-9", "drone"),
        ("BM-21", "rocket"),
        ("2S19", "artillery"),
        ("152mm howitzer", "artillery"),
        ("T-72B3", "artillery"),
        ("AK-47", "none"),
    ],
)
def test_a_designation_has_one_strike_type(text: str, strike_type: str) -> None:
    rows = read("weapons")[1]
    hits = {
        r["strike_type"]
        for r in rows
        if (r["is_pattern"] == "true" and re.fullmatch(r["term"], text, re.IGNORECASE))
        or r["term"].lower() == text.lower()
    }
    assert hits == {strike_type}


def test_patterns_agree_with_the_listed_designations() -> None:
    rows = read("weapons")[1]
    patterns = [r for r in rows if r["is_pattern"] == "true"]
    for row in rows:
        if row["is_pattern"] == "false":
            for pattern in patterns:
                if re.fullmatch(pattern["term"], row["term"], re.IGNORECASE):
                    assert pattern["strike_type"] == row["strike_type"], (row, pattern)
