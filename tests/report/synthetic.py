"""A published ledger made of nothing: invented reports whose claims are known, as many as one likes.

The tables are those of dbt's contracts, so a column that is added there is here at once. For the tests of the report,
and for `python -m tests.report.measure`.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import yaml

from orchestration.home import DBT_DIR

ARROW = {
    "varchar": pa.string(),
    "varchar[]": pa.list_(pa.string()),
    "bigint": pa.int64(),
    "integer": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
SEEN = dt.datetime(2026, 1, 2, 6)  # noqa: DTZ001 - the column has no zone
FILLER = (
    "Roads in the area stayed open and markets were busy. Officials from both delegations had met earlier in the week"
    " to discuss the harvest, the price of fuel and the reopening of two schools. Rain is expected at the weekend. "
)
ATTACKERS = [
    ("russia", "Russia"),
    ("rsf", "Rapid Support Forces"),
    ("sudan", "Sudan"),
    ("isis", "Islamic State"),
]
KINDS = ["airstrike", "drone", "missile", "rocket", "artillery", "ied", "unspecified"]
CHANGES = ["capture", "advance", "withdrawal", "siege", "contested", "attack_repelled"]
COUNTRIES = [("SY", "Syria", 35.0, 38.0), ("UA", "Ukraine", 49.0, 33.0), ("SD", "Sudan", 14.0, 29.0)]
ROLES = ["belligerent", "monitor", "medical", "local_official", "witness"]
SYLLABLES = [
    "Ka",
    "ra",
    "Mo",
    "li",
    "Be",
    "shu",
    "Ta",
    "nor",
    "Al",
    "dem",
    "Or",
    "wi",
    "Ze",
    "fa",
    "Hu",
    "gol",
]


@dataclass
class Tables:
    """The rows of each mart, to which reports are added."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def article(self, text: str, **values: Any) -> str:
        article_id = values.pop("article_id", None) or _hash(text)[:32]
        self.rows["dim_articles"].append(
            {
                "article_id": article_id,
                "text": text,
                "text_hash": _hash(text),
                "text_length": len(text),
                "source_ref": f"ref-{article_id[:8]}",
                "delivery_count": 1,
                "sentence_count": text.count(".") or 1,
                "claim_count": 0,
                "extraction_status": "done",
                "origin_id": f"o-{article_id}",
                **values,
            }
        )
        self.rows["fct_deliveries"].append(
            {
                "delivery_id": _hash("delivery", article_id),
                "article_id": article_id,
                "path": f"{article_id}.txt",
                "outcome": "accepted",
                "first_seen_at": SEEN,
            }
        )
        return article_id

    def claim(self, table: str, article_id: str, text: str, evidence: str, **values: Any) -> str:
        start = text.index(evidence)
        number = len(self.rows[table])
        row = {
            "claim_id": _hash(table, article_id, number)[:20],
            "article_id": article_id,
            "evidence_text": evidence,
            "evidence_start": start,
            "evidence_end": start + len(evidence),
            "scope": "incident",
            "modality": "asserted",
            "source_role": "outlet",
            "attribution": "outlet_voice",
            "confidence": 0.9,
            "rule": "synthetic",
            "mention_count": 1,
            "extractor_version": "synthetic",
            "origin_id": f"o-{article_id}",
            **values,
        }
        if table == "fct_casualty_claims":
            row = {"superseded": False, "victim_class": "unknown", "count_rule": "exact", **row}
        if table == "fct_territorial_changes":
            row = {"superlative": False, **row}
        self.rows[table].append(row)
        return row["claim_id"]

    def write(self, path: Path) -> None:
        """The published file."""
        self._count()
        with duckdb.connect(str(path)) as database:
            database.execute("CREATE SCHEMA marts")
            for table, columns in contracts().items():
                schema = pa.schema([(name, ARROW[kind]) for name, kind in columns.items()])
                rows = [{name: row.get(name) for name in columns} for row in self.rows[table]]
                database.register("arriving", pa.Table.from_pylist(rows, schema=schema))
                database.execute(f"CREATE TABLE marts.{table} AS SELECT * FROM arriving")
                database.execute(f"COMMENT ON TABLE marts.{table} IS 'A table of `tests` & <b>more</b>.'")
                database.unregister("arriving")

    def incident(self, claims: Sequence[tuple[str, str]], **values: Any) -> str:
        """One incident of these claims, each a table and a claim_id."""
        rows = {row["claim_id"]: row for table in FACTS for row in self.rows[table][-200:]}
        incident_id = _hash("incident", *(claim for _, claim in claims))[:32]
        own = [rows[claim] for _, claim in claims]
        self.rows["dim_incidents"].append(
            {
                "incident_id": incident_id,
                "incident_kind": "strike",
                "incident_type": own[0].get("strike_type"),
                **{
                    key: own[0].get(key)
                    for key in ("event_date_start", "event_date_end", "place_id", "place_name")
                },
                "claim_count": len(own),
                "article_count": len({row["article_id"] for row in own}),
                "origin_count": 1,
                "source_count": len({row.get("source_name") for row in own}),
                "is_contested": False,
                **values,
            }
        )
        for table, claim in claims:
            self.rows["bridge_incident_claims"].append(
                {
                    "incident_id": incident_id,
                    "claim_id": claim,
                    "fact_table": table,
                    "article_id": rows[claim]["article_id"],
                    "match_probability": 0.9,
                    "reasons": "the same day and place",
                }
            )
        return incident_id

    def relation(self, relation: str, incident: str, one: str, other: str) -> None:
        """How one claim stands to another of the same incident."""
        self.rows["fct_claim_relations"].append(
            {
                "relation_id": _hash(relation, one, other)[:32],
                "relation": relation,
                "from_claim_id": one,
                "to_claim_id": other,
                "incident_id": incident,
                "rule": "synthetic",
            }
        )

    def _count(self) -> None:
        """The counts that the dimensions hold."""
        claims = [(table, row) for table in FACTS for row in self.rows[table]]
        by_article = Counter(row["article_id"] for _, row in claims)
        by_place = Counter(row.get("place_id") for _, row in claims)
        by_source = Counter((row.get("source_name"), row["source_role"]) for _, row in claims)
        by_actor = Counter(row.get(f"{role}_id") for _, row in claims for role in PARTIES)
        for article in self.rows["dim_articles"]:
            article["claim_count"] = by_article[article["article_id"]]
        for place in self.rows["dim_places"]:
            place["claim_count"] = by_place[place["place_id"]]
        for actor in self.rows["dim_actors"]:
            actor["claim_count"] = by_actor[actor["actor_id"]]
        self.rows["dim_sources"] = [
            {"source_id": _hash(name, role), "source_name": name, "source_role": role, "claim_count": n}
            for (name, role), n in by_source.items()
        ]


FACTS = ("fct_strikes", "fct_casualty_claims", "fct_territorial_changes")
PARTIES = ("attacker", "target_actor", "victim_actor", "perpetrator", "gainer", "loser")


def contracts() -> Mapping[str, Mapping[str, str]]:
    """Every mart with its columns and their types, as dbt enforces them."""
    found = {}
    for file in sorted((DBT_DIR / "models" / "marts").rglob("_*__models.yml")):
        for model in yaml.safe_load(file.read_text())["models"]:
            found[model["name"]] = {c["name"]: c["data_type"].lower() for c in model["columns"]}
    return found


def many(claims: int, seed: int = 7) -> Tables:
    """About this many claims, in reports of 3,000 characters with 14 claims each, as real ones are."""
    random = Random(seed)
    tables = Tables()
    places = _places(random, max(12, claims // 40))
    sources = [
        (f"{_word(random)} {_word(random)}", random.choice(ROLES)) for _ in range(max(8, claims // 100))
    ]
    tables.rows["dim_places"] = places
    tables.rows["dim_actors"] = [
        {"actor_id": i, "actor_name": n, "actor_kind": "state"} for i, n in ATTACKERS
    ]
    made = 0
    while made < claims:
        made += _report(tables, random, places, sources)
    return tables


def _report(
    tables: Tables, random: Random, places: list[dict[str, Any]], sources: list[tuple[str, str]]
) -> int:
    published = dt.date(2023, 1, 1) + dt.timedelta(days=random.randrange(900))
    sentences: list[tuple[str, dict[str, Any], str]] = []
    for _ in range(6):
        place, (actor, name), (source, role) = (
            random.choice(places),
            random.choice(ATTACKERS),
            random.choice(sources),
        )
        killed = int(random.paretovariate(0.9)) + random.randrange(3)
        shared = {
            "place_text": place["place_name"],
            **{
                key: place[key] for key in ("place_name", "place_id", "country_code", "latitude", "longitude")
            },
            "where_precision": random.choice([1, 1, 1, 2, 3, 4]),
            "event_date_start": published - dt.timedelta(days=1),
            "event_date_end": published - dt.timedelta(days=1),
            "date_precision": "day",
            "source_text": source,
            "source_name": source,
            "source_role": role,
            "attribution": "paraphrase",
            "cue": "said",
            "modality": random.choice(["asserted"] * 5 + ["possible", "denied"]),
            "confidence": round(random.uniform(0.5, 1), 3),
        }
        if random.random() < 0.3:
            evidence = f"{name} took parts of {place['place_name']} at dawn, {source} said."
            sentences.append(
                (evidence, {**shared, "gainer_text": name, "gainer_id": actor, "gainer_name": name}, "t")
            )
        else:
            evidence = f"{name} shelled a depot in {place['place_name']}, killing at least {killed} people, {source} said."
            values = {"attacker_text": name, "attacker_id": actor, "attacker_name": name, "killed": killed}
            sentences.append((evidence, {**shared, **values}, "s"))
    text = "\n\n".join(f"{evidence} {FILLER}" for evidence, _, _ in sentences) + f"\n\n{random.random()}"
    article = tables.article(
        text, title=f"Fighting reported in {sentences[0][1]['place_name']}", publisher=f"{_word(random)} Times",
        published_on=published,
    )  # fmt: skip
    made = 0
    for evidence, values, kind in sentences:
        values = dict(values)
        killed = values.pop("killed", None)
        _mentions(tables, article, text, evidence, values)
        if kind == "t":
            tables.claim(FACTS[2], article, text, evidence, change_type=random.choice(CHANGES), **values)
            made += 1
            continue
        linked = [FACTS[0], FACTS[1], FACTS[1]]
        claims = [tables.claim(
            FACTS[0], article, text, evidence, strike_type=random.choice(KINDS), target_text="depot",
            target_class="depot", **values,
        )]  # fmt: skip
        parties = {f"perpetrator_{key}": values.pop(f"attacker_{key}") for key in ("text", "id", "name")}
        for outcome in ("killed", "injured"):
            claims.append(tables.claim(
                FACTS[1], article, text, evidence, outcome=outcome, count_text=f"at least {killed}", count_min=killed,
                count_max=random.choice([None, killed + 3]), victims_text="people",
                victim_class=random.choice(["civilian", "combatant", "mixed", "unknown"]), **values, **parties,
            ))  # fmt: skip
        incident = tables.incident(list(zip(linked, claims, strict=True)), is_contested=random.random() < 0.1)
        if tables.rows["dim_incidents"][-1]["is_contested"]:
            tables.relation("disputes_count", incident, claims[1], claims[2])
        made += 3
    return made


def _mentions(tables: Tables, article: str, text: str, evidence: str, values: Mapping[str, Any]) -> None:
    start = text.index(evidence)
    for kind, words in (
        ("place", values["place_text"]),
        ("speaker", values["source_text"]),
        ("actor", evidence.split(" ")[0]),
    ):
        at = text.index(words, start)
        tables.rows["fct_mentions"].append(
            {
                "mention_id": _hash(article, at, kind)[:16],
                "article_id": article,
                "sentence_index": 0,
                "mention_kind": kind,
                "mention_text": words,
                "mention_start": at,
                "mention_end": at + len(words),
            }
        )
    at = text.index("harvest", start)
    tables.rows["fct_rejected_candidates"].append(
        {
            "article_id": article,
            "claim_table": "strikes",
            "candidate_text": "harvest",
            "candidate_start": at,
            "candidate_end": at + 7,
            "reason": "no weapon and no party at war",
        }
    )


def _places(random: Random, n: int) -> list[dict[str, Any]]:
    found = []
    for i in range(n):
        code, country, latitude, longitude = random.choice(COUNTRIES)
        name = _word(random) + random.choice(["", "", " al-Jadid", "-on-Sea"])
        found.append(
            {
                "place_id": f"p-{i}",
                "place_name": name,
                "spellings": name,
                "country_code": code,
                "country_name": country,
                "latitude": latitude + random.gauss(0, 1.2),
                "longitude": longitude + random.gauss(0, 1.5),
            }
        )
    return found


def _word(random: Random) -> str:
    return "".join(random.sample(SYLLABLES, 3)).capitalize()


def _hash(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()


def describe(tables: Tables, names: Iterable[str] = FACTS) -> str:
    """How many rows these tables have, in words."""
    return ", ".join(f"{len(tables.rows[name]):,} {name}" for name in names)
