"""Settles which delivery becomes which article.

An article is a text and its publisher: the same report sent twice is one article, a reprint by
another publisher is another. A delivery that names no publisher belongs to the article that has its
text. Nothing here depends on the order in which deliveries are read, or on earlier runs.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from orchestration.ingestion.deliveries import Candidate, Delivery, Outcome, Refusal, place_of
from orchestration.ingestion.language import detect_language
from orchestration.records import Article


@dataclass(frozen=True, slots=True)
class Settled:
    """The articles of an inbox, and the outcome of each delivery, both in order of their names."""

    articles: tuple[Article, ...]
    deliveries: tuple[Delivery, ...]


def text_hash(text: str) -> str:
    """The full hash of a text, for comparing it with a copy elsewhere."""
    return sha256(text.encode()).hexdigest()


def article_id(text: str, publisher: str | None) -> str:
    """The same text by the same publisher has the same id on every machine."""
    return sha256(f"{publisher or ''}\0{text_hash(text)}".encode()).hexdigest()[:32]


def settle(read: Iterable[Candidate | Refusal]) -> Settled:
    """One article for each text and publisher; every delivery with its outcome.

    Of several deliveries of one article the accepted one is that with an id, else with a publisher,
    else the first by name: a nameless copy does not rename an article. The earliest known date wins,
    since a copy cannot precede the report. Two different texts by one publisher
    under one id are a mistake of the sender: the first one stands, the other is set down as its
    duplicate.
    """
    candidates: list[Candidate] = []
    deliveries: list[Delivery] = []
    for item in read:
        if isinstance(item, Refusal):
            deliveries.append(_refused(item))
        else:
            candidates.append(item)
    candidates.sort(key=_by_rank)

    publishers_of_text: dict[str, set[str]] = defaultdict(set)
    hashes = {candidate.delivery_id: text_hash(candidate.text) for candidate in candidates}
    for candidate in candidates:
        if candidate.metadata.publisher:
            publishers_of_text[hashes[candidate.delivery_id]].add(candidate.metadata.publisher)

    groups: dict[str, list[Candidate]] = {}
    publisher_of: dict[str, str | None] = {}
    article_of_id: dict[tuple[str, str | None], str] = {}
    for candidate in candidates:
        known = sorted(publishers_of_text[hashes[candidate.delivery_id]])
        publisher = candidate.metadata.publisher or (known[0] if known else None)
        key = article_id(candidate.text, publisher)
        if candidate.metadata.id:
            holder = article_of_id.setdefault((candidate.metadata.id, publisher), key)
            if holder != key:
                deliveries.append(
                    _outcome(
                        candidate,
                        "duplicate",
                        holder,
                        f"its id is already used by {_place(groups[holder][0])}, with another text",
                    )
                )
                continue
        groups.setdefault(key, []).append(candidate)
        publisher_of[key] = publisher

    articles = []
    for key, group in groups.items():
        first = group[0]
        articles.append(_article(key, publisher_of[key], group))
        deliveries.append(_outcome(first, "accepted", key, None))
        deliveries.extend(
            _outcome(other, "duplicate", key, f"the same report as {_place(first)}") for other in group[1:]
        )
    return Settled(
        articles=tuple(sorted(articles, key=lambda article: (article.source_ref, article.article_id))),
        deliveries=tuple(sorted(deliveries, key=lambda d: (d.path, d.line_number or 0, d.delivery_id))),
    )


def mark_languages(settled: Settled, known: Mapping[str, str]) -> Settled:
    """The same with the language of each article: `known` by its id, else detected in its text."""
    return replace(
        settled,
        articles=tuple(
            replace(article, language=known.get(article.article_id) or detect_language(article.text))
            for article in settled.articles
        ),
    )


def _by_rank(candidate: Candidate) -> tuple[bool, bool, str, str, int]:
    known = candidate.metadata
    name = (candidate.source_ref, candidate.path, candidate.line_number or 0)
    return (known.id is None, known.publisher is None, *name)


def _place(candidate: Candidate) -> str:
    return place_of(candidate.path, candidate.line_number)


def _article(key: str, publisher: str | None, group: list[Candidate]) -> Article:
    first = group[0]
    dates = [c.metadata.published_on for c in group if c.metadata.published_on]
    return Article(
        article_id=key,
        text=first.text,
        text_hash=text_hash(first.text),
        source_ref=first.source_ref,
        url=next((c.metadata.url for c in group if c.metadata.url), None),
        title=next((c.metadata.title for c in group if c.metadata.title), None),
        publisher=publisher,
        author=next((c.metadata.author for c in group if c.metadata.author), None),
        published_on=min(dates, default=None),
    )


def _outcome(candidate: Candidate, outcome: Outcome, key: str, reason: str | None) -> Delivery:
    return Delivery(
        delivery_id=candidate.delivery_id,
        path=candidate.path,
        line_number=candidate.line_number,
        source_ref=candidate.source_ref,
        outcome=outcome,
        reason=reason,
        article_id=key,
        url=candidate.metadata.url,
        title=candidate.metadata.title,
        publisher=candidate.metadata.publisher,
        author=candidate.metadata.author,
        published_on=candidate.metadata.published_on,
        remarks=candidate.remarks,
        record_id=candidate.metadata.id,
        text_hash=text_hash(candidate.text),
    )


def _refused(refusal: Refusal) -> Delivery:
    return Delivery(
        delivery_id=refusal.delivery_id,
        path=refusal.path,
        line_number=refusal.line_number,
        source_ref=None,
        outcome="refused",
        reason=refusal.reason,
        article_id=None,
        url=None,
        title=None,
        publisher=None,
        author=None,
        published_on=None,
        remarks=None,
    )
