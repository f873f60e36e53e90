"""Reports that the tests look at: a small one of everything, and one of a hostile article."""

import datetime as dt
from pathlib import Path

import pytest

from orchestration.report.build import build_report
from tests.report.synthetic import Tables, many

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tables]:
    """A report of some 200 claims in a folder with a space, and the rows that it shows."""
    folder = tmp_path_factory.mktemp("a report")
    tables = many(200)
    _overlapping(tables)
    _hostile(tables)
    tables.write(folder / "ledger.duckdb")
    build_report(folder / "ledger.duckdb", folder / "report")
    return folder / "report", tables


def _overlapping(tables: Tables) -> None:
    """Claims whose words overlap, behind a character that is two units in JavaScript."""
    text = "💥 Kharkiv:\n\nShells hit Kharkiv, killing three people, and tanks took Vovchansk, Kyiv said."
    article = tables.article(
        text, article_id="a" * 32, title="Overlapping", published_on=dt.date(2024, 5, 18)
    )
    hit, all_of_it = "Shells hit Kharkiv, killing three people", text[text.index("Shells") :]
    tables.claim(
        "fct_strikes", article, text, all_of_it, claim_id="s" * 20, strike_type="artillery", weapon_text="Shells",
        place_text="Kharkiv", source_text="Kyiv",
    )  # fmt: skip
    tables.claim(
        "fct_casualty_claims", article, text, hit, claim_id="c" * 20, outcome="killed", count_text="three",
        count_min=3, count_max=3, victims_text="people",
    )  # fmt: skip


def _hostile(tables: Tables) -> None:
    text = f"{HOSTILE} shelled Homs. {HOSTILE}"
    place = {
        "place_id": HOSTILE,
        "place_name": HOSTILE,
        "country_code": "XX",
        "latitude": 35.0,
        "longitude": 37.0,
    }
    tables.rows["dim_places"].append({**place, "country_name": HOSTILE, "spellings": HOSTILE})
    tables.rows["dim_actors"].append({"actor_id": HOSTILE, "actor_name": HOSTILE, "actor_kind": HOSTILE})
    article = tables.article(
        text, article_id="h" * 32, title=HOSTILE, publisher=HOSTILE, source_ref=HOSTILE, url="javascript:alert(3)",
        published_on=dt.date(2030, 1, 1),
    )  # fmt: skip
    tables.claim(
        "fct_strikes", article, text, f"{HOSTILE} shelled Homs.", claim_id="h" * 20, strike_type="artillery",
        attacker_text=HOSTILE, attacker_id=HOSTILE, attacker_name=HOSTILE, source_name=HOSTILE, source_role="witness",
        source_text=HOSTILE, target_text=f'=HYPERLINK("x"){HOSTILE}', cue=HOSTILE, rule=HOSTILE, where_precision=1,
        **place,
    )  # fmt: skip
    casualties = tables.claim(
        "fct_casualty_claims", article, text, f"{HOSTILE} shelled Homs.", outcome="killed", count_text=HOSTILE,
        count_min=999_999, count_max=None, source_name=HOSTILE, source_role="witness", **place,
    )  # fmt: skip
    incident = tables.incident(
        [("fct_strikes", "h" * 20), ("fct_casualty_claims", casualties)], is_contested=True, place_name=HOSTILE,
        actor_names=HOSTILE,
    )  # fmt: skip
    tables.relation("denies", incident, "h" * 20, casualties)
    tables.rows["fct_rejected_candidates"].append(
        {"article_id": article, "claim_table": "strikes", "candidate_text": HOSTILE, "candidate_start": 0,
         "candidate_end": 5, "reason": HOSTILE}
    )  # fmt: skip
    tables.rows["fct_deliveries"].append(
        {"delivery_id": "r", "path": HOSTILE, "outcome": "refused", "reason": HOSTILE, "first_seen_at": dt.datetime(2026, 1, 1)}  # noqa: DTZ001
    )  # fmt: skip
