"""What linking one more article costs, in an empty warehouse and in a large one, in CPU seconds.

    python -m orchestration.evaluation.link_cost [--articles 20000]

The bulk is synthetic: random words, and one strike with its toll an article, at one of 400 places on one of
730 days. It exercises every table that linking reads; of the extractor and of dbt it says nothing.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any, get_type_hints

from orchestration.home import REFERENCE_DIR
from orchestration.ingestion.deliveries import Delivery
from orchestration.ingestion.identity import article_id, text_hash
from orchestration.linking.rules import linker_version, load_rules
from orchestration.linking.store import link_new_articles
from orchestration.records import Article, CasualtyClaim, Extraction, StrikeClaim
from orchestration.warehouse import Warehouse, open_warehouse

BAR = 2.0
REPEATS = 7
PLACES, DAYS, WORDS = 400, 730, 250
FIRST_DAY = date(2023, 1, 1)
TARGETS = ("market", "medical", "residential", "depot", "position")
BATCH = 2000


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints both costs and their ratio; 1 where it is above the bar."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=20_000)
    options = parser.parse_args(arguments)
    chance = random.Random(1)
    with TemporaryDirectory(prefix="ledger-cost-") as folder:
        with open_warehouse(Path(folder) / "empty.duckdb") as warehouse:
            empty_ledger = _Ledger(warehouse)
            # The first call imports what linking needs; it is no part of either cost.
            empty_ledger.add([_article(chance, 0)])
            empty = _cost_of_one(empty_ledger, chance)
        with open_warehouse(Path(folder) / "large.duckdb") as warehouse:
            ledger = _Ledger(warehouse)
            bulk = sum(
                ledger.add([_article(chance, n) for n in range(start, min(start + BATCH, options.articles))])
                for start in range(0, options.articles, BATCH)
            )
            large = _cost_of_one(ledger, chance)
    print(f"{options.articles} articles linked in {bulk:.0f} s")
    print(f"one more in an empty warehouse: {empty * 1000:.0f} ms")
    print(f"one more among {options.articles}: {large * 1000:.0f} ms, {large / empty:.2f} times as much")
    return 0 if large <= BAR * empty else 1


class _Ledger:
    """A warehouse that is filled as the assets of inbox and extraction do, and then linked."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._articles: list[Article] = []

    def add(self, made: Sequence[tuple[Article, Extraction]]) -> float:
        """Stores the articles as read, and links them; returns the CPU seconds of linking alone."""
        self._articles += [article for article, _ in made]
        read = {article.article_id: extraction for article, extraction in made}
        self._warehouse.store_inbox(self._articles, [_delivery(article) for article in self._articles])
        tasks = self._warehouse.select_extractions("synthetic")
        self._warehouse.store_extractions("synthetic", [(task, read[task.article_id]) for task in tasks])
        started = process_time()
        agencies, rules = load_rules(REFERENCE_DIR)
        outcome = link_new_articles(self._warehouse, agencies, rules, linker_version(REFERENCE_DIR))
        spent = process_time() - started
        if outcome.linked != len(made):
            raise RuntimeError(f"{outcome.linked} of {len(made)} articles were linked")
        return spent


def _cost_of_one(ledger: _Ledger, chance: random.Random) -> float:
    """The median CPU time of linking one new article, one after the other."""
    return median(ledger.add([_article(chance, 10_000_000 + n)]) for n in range(REPEATS))


def _article(chance: random.Random, number: int) -> tuple[Article, Extraction]:
    place, day = chance.randrange(PLACES), FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    text = " ".join(f"w{int(chance.paretovariate(0.25)) % 50_000}" for _ in range(WORDS))
    evidence = f"A strike hit place {place}, killing people, article {number}."
    text = f"{evidence} {text}"
    publisher = f"Paper {number % 50}"
    key = article_id(text, publisher)
    article = Article(
        key, text, text_hash(text), f"synthetic-{number}", None, None, publisher, day.isoformat()
    )
    shared = {
        "article_id": key, "evidence_text": evidence, "evidence_start": 0, "evidence_end": len(evidence),
        "scope": "incident", "modality": "asserted", "attribution": "outlet_voice", "rule": "synthetic",
        "mention_ids": "", "mention_count": 1, "event_date_start": day.isoformat(),
        "event_date_end": day.isoformat(), "date_precision": "day", "place_text": f"Place {place}",
        "place_id": f"p-{place}", "place_name": f"Place {place}", "country_code": f"C{place % 20}",
        "latitude": 30 + place / 20, "longitude": 30 + place % 20, "where_precision": 1, "confidence": 0.5,
    }  # fmt: skip
    strike = _claim(
        StrikeClaim, shared, claim_id=f"{key}-s", strike_type="airstrike", target_class=chance.choice(TARGETS)
    )
    killed = chance.randrange(1, 30)
    toll = _claim(
        CasualtyClaim, shared, claim_id=f"{key}-c", outcome="killed", count_min=killed, count_max=killed,
        count_rule="exact", victim_class="civilian", strike_claim_id=f"{key}-s", superseded=False,
    )  # fmt: skip
    return article, Extraction(key, (), (), (strike,), (toll,), (), ())


def _claim(record: type, shared: dict[str, Any], **own: Any) -> Any:
    """A claim record in which what is not given is None."""
    return record(**{**dict.fromkeys(get_type_hints(record)), **shared, **own})


def _delivery(article: Article) -> Delivery:
    return Delivery(
        delivery_id=article.article_id,
        path=article.source_ref,
        line_number=None,
        source_ref=article.source_ref,
        outcome="accepted",
        reason=None,
        article_id=article.article_id,
        url=None,
        title=None,
        publisher=article.publisher,
        published_on=article.published_on,
        remarks=None,
    )


if __name__ == "__main__":
    sys.exit(main())
