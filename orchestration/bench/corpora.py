"""The texts of the benchmark: conflict reports from the gold articles, and general news with some of them."""

import json
import random
from collections.abc import Iterator

from orchestration.bench.general_news import general_news
from orchestration.home import REPO
from orchestration.ingestion.identity import article_id, text_hash
from orchestration.records import Article

CONFLICT = "conflict reports"
GENERAL = "general news"
# Reports of armed conflict in a hundred of general news.
CONFLICT_SHARE = 4


def texts(corpus: str, count: int, seed: int = 1) -> Iterator[str]:
    """`count` texts, no two the same; the same for the same seed."""
    conflict = _conflict_reports()
    if corpus == CONFLICT:
        for i in range(count):
            yield _numbered(conflict[i % len(conflict)], i // len(conflict))
        return
    chance = random.Random(seed)
    for i, text in enumerate(general_news(count, seed)):
        war = chance.random() < CONFLICT_SHARE / 100
        yield _numbered(chance.choice(conflict) if war else text, seed * 1_000_000 + i)


def articles(corpus: str, count: int, seed: int = 1) -> list[Article]:
    """The texts as articles, of one day."""
    return [
        Article(article_id(text, None), text, text_hash(text), str(i), None, None, None, "2024-03-15")
        for i, text in enumerate(texts(corpus, count, seed))
    ]


def _conflict_reports() -> list[str]:
    lines = [
        line
        for name in ("dev", "dev_real")
        for line in (REPO / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [json.loads(line)["text"] for line in lines]


def _numbered(text: str, number: int) -> str:
    """Another report of the same words: texts that are the same count once in a ledger."""
    return f"{text}\n\nReport {number}." if number else text
