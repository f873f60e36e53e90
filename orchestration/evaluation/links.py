"""`make links`: origins, incidents and relations against the gold links of the story set.

    make links             the whole pipeline on gold/stories, the plain rules beside it
    make links SPLINK=1    and the same reports linked by Splink
    python -m orchestration.evaluation.links [--splink] [--errors]

Linking is scored on the gold claims that the extractor found; how many that are is said first. Relations
are scored between statements: who points to whom among those that say the same makes no difference.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from orchestration.evaluation import link_baseline
from orchestration.evaluation.gold import GoldError
from orchestration.evaluation.link_scores import Score, alone, b_cubed, pairwise, score_sets
from orchestration.evaluation.predictions import PipelineError, read_ledger, run_pipeline
from orchestration.evaluation.stories import GoldClaim, StorySet, found_claims, load_stories
from orchestration.linking.records import Report

SYMMETRIC = frozenset(("corroborates", "disputes_actor", "disputes_target", "disputes_count"))
BARS = {"incidents, pairwise": 0.90, "incidents, B-cubed": 0.90, "syndication": 0.95, "relations": 0.85}
CLAIMS = """
    SELECT
        l.claim_id, l.fact_table, l.article_id, l.scope, l.modality, l.claim_action, l.place_id, l.strike_claim_id,
        l.event_date_start, l.count_min, l.published_on, a.source_ref
    FROM intermediate.int_linked_claims AS l
    INNER JOIN marts.dim_articles AS a ON l.article_id = a.article_id
"""
Edge = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Links:
    """What one way of linking says: origin by article, incident by claim, relations between claims."""

    origins: Mapping[str, str]
    incidents: Mapping[str, str | None]
    relations: frozenset[Edge] | None


@dataclass(frozen=True, slots=True)
class Found:
    """The ledger of the story set, and which of its rows are the gold claims."""

    stories: StorySet
    claims: Mapping[GoldClaim, Mapping[str, Any]]
    ways: Mapping[str, Links]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the scores; 1 where the pipeline failed or a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--splink", action="store_true", help="link the same reports by Splink, too")
    parser.add_argument("--errors", action="store_true", help="name each wrong pair and relation")
    options = parser.parse_args(arguments)
    try:
        stories = load_stories()
        print(f"Running the pipeline on {len(stories.stories)} articles", flush=True)
        with TemporaryDirectory(prefix="ledger-links-") as folder:
            ledger = run_pipeline([s.article for s in stories.stories], Path(folder))
            found = read(ledger, stories, splink=options.splink)
    except (GoldError, PipelineError) as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    print(report(found))
    if options.errors:
        print(errors(found))
    kept = scores(found, "weighed evidence", lambda _: True)
    missed = [name for name, bar in BARS.items() if kept[name].f1 < bar]
    for name in missed:
        print(f"Failed: {name}: F1 {kept[name].f1:.3f}, below {BARS[name]}", file=sys.stderr)
    return 1 if missed else 0


def read(ledger: Path, stories: StorySet, splink: bool) -> Found:
    """What the ledger, the plain rules and, if asked, Splink say of the stories."""
    texts = {s.article.source_ref: s.article.text for s in stories.stories}
    rows = read_ledger(ledger, [s.article for s in stories.stories])
    with duckdb.connect(str(ledger.with_name("warehouse.duckdb")), read_only=True) as database:
        claims = _dicts(database, CLAIMS)
        reports = [Report(**row) for row in _dicts(database, "SELECT * FROM raw.event_reports")]
        report_of = dict(database.execute("SELECT claim_id, report_id FROM raw.incident_claims").fetchall())
        ways = {"weighed evidence": _kept(database)}
    plain = link_baseline.incidents(claims)
    ways["plain rules"] = Links(
        link_baseline.origins(texts), plain, frozenset(link_baseline.relations(claims, plain))
    )
    if splink:
        from orchestration.evaluation.link_splink import incident_of_reports

        cluster = incident_of_reports(reports)
        incidents = {claim: cluster[report] for claim, report in report_of.items()}
        ways["Splink"] = Links(ways["weighed evidence"].origins, incidents, None)
    return Found(stories, found_claims(stories.claims, texts, rows), ways)


def scores(found: Found, way: str, wanted: Callable[[str], bool]) -> dict[str, Score]:
    """The scores of one way of linking, on the articles that are wanted."""
    links = found.ways[way]
    origin = {s.article.source_ref: s.origin for s in found.stories.stories if wanted(s.article.source_ref)}
    claims = {row["claim_id"]: gold for gold, row in found.claims.items() if wanted(gold.source_ref)}
    gold = alone(claims, {key: claim.incident or None for key, claim in claims.items()})
    predicted = alone(claims, links.incidents)
    out = {
        "syndication": pairwise(origin, {key: links.origins[key] for key in origin}),
        "incidents, pairwise": pairwise(gold, predicted),
        "incidents, B-cubed": b_cubed(gold, predicted),
    }
    if links.relations is not None:
        out["relations"] = score_sets(*_relations(found, links.relations, wanted))
    return out


def report(found: Found) -> str:
    """The table of scores: each way of linking, on each part and on all."""
    part_of = {s.article.source_ref: s.part for s in found.stories.stories}
    parts = sorted(set(part_of.values()))
    lines = []
    for part in parts:
        gold = [c for c in found.stories.claims if part_of[c.source_ref] == part]
        seen = sum(c in found.claims for c in gold)
        articles = sum(own == part for own in part_of.values())
        lines.append(
            f"{part:8} {articles:3} articles, {seen} of {len(gold)} gold claims found by the extractor"
        )
    lines.append(f"\n{'':18}{'':22}{'precision':>10}{'recall':>8}{'F1':>8}")
    for part in (*parts, "all"):
        for way in sorted(found.ways, reverse=True):
            measured = scores(found, way, lambda ref, part=part: part in ("all", part_of[ref]))
            for name, score in measured.items():
                lines.append(
                    f"{part:8} {way:18} {name:20} {score.precision:7.3f} {score.recall:7.3f} {score.f1:7.3f}"
                )
    return "\n".join(lines)


def errors(found: Found) -> str:
    """The relations that are missing or wrong, and the incidents that were split or mixed."""
    links = found.ways["weighed evidence"]
    gold, predicted = _relations(found, links.relations or frozenset(), lambda _: True)
    lines = [f"missing  {' '.join(edge)}" for edge in sorted(gold - predicted)]
    lines += [f"wrong    {' '.join(edge)}" for edge in sorted(predicted - gold)]
    incidents: dict[str, set[str]] = {}
    for claim, row in found.claims.items():
        incidents.setdefault(claim.incident or claim.statement, set()).add(
            str(links.incidents.get(row["claim_id"]))
        )
    lines += [f"split    {key} into {len(ids)}" for key, ids in sorted(incidents.items()) if len(ids) > 1]
    return "\n".join(lines)


def _relations(
    found: Found, relations: frozenset[Edge], wanted: Callable[[str], bool]
) -> tuple[frozenset[Edge], frozenset[Edge]]:
    """Gold and found relations between statements, of which enough was found to be related."""
    rows = {row["claim_id"]: gold for gold, row in found.claims.items() if wanted(gold.source_ref)}
    made: dict[str, int] = {}
    for claim in rows.values():
        made[claim.statement] = made.get(claim.statement, 0) + 1
    gold = {
        _edge(r.relation, r.from_statement, r.to_statement)
        for r in found.stories.relations
        if r.from_statement in made
        and r.to_statement in made
        and (r.from_statement != r.to_statement or made[r.from_statement] > 1)
    }
    predicted = {
        _edge(relation, rows[a].statement, rows[b].statement)
        for relation, a, b in relations
        if a in rows and b in rows
    }
    return frozenset(gold), frozenset(predicted)


def _edge(relation: str, a: str, b: str) -> Edge:
    return (relation, *sorted((a, b))) if relation in SYMMETRIC else (relation, a, b)  # type: ignore[return-value]


def _kept(database: duckdb.DuckDBPyConnection) -> Links:
    query = database.execute
    return Links(
        dict(query("SELECT source_ref, origin_id FROM marts.dim_articles").fetchall()),
        dict(query("SELECT claim_id, incident_id FROM marts.bridge_incident_claims").fetchall()),
        frozenset(
            query("SELECT relation, from_claim_id, to_claim_id FROM marts.fct_claim_relations").fetchall()
        ),
    )


def _dicts(database: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    cursor = database.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


if __name__ == "__main__":
    sys.exit(main())
