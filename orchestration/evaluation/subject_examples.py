"""What `make calibrate` learns the subject of lines and candidates from: gold articles, and some of them run together.

A candidate or a line is of armed conflict where it stands on the evidence of a gold row. Where an article has rows, a
paragraph without any teaches nothing unless its words speak against war: it may tell the same claim again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from orchestration.evaluation.gold import TABLES, GoldArticle
from orchestration.evaluation.matching import Span, flatten, overlap, spans
from orchestration.extraction import gate
from orchestration.extraction.cleaning import split_lines
from orchestration.extraction.context import Context
from orchestration.extraction.extractor import Extractor
from orchestration.extraction.facts import find_claims
from orchestration.extraction.lexicon import Lexicon
from orchestration.records import Article

_SHORT = 2_500  # characters of an article that is run together with another


@dataclass(frozen=True, slots=True)
class Example:
    """A line, a candidate or a row that is right (of armed conflict, as gold has it) or wrong, and what is seen of it."""

    source_ref: str
    seen: Mapping[str, float]
    right: bool


def digests(articles: Sequence[GoldArticle]) -> list[GoldArticle]:
    """Each article without rows run together with a short one that has some, before and after it in turn.

    From them is learnt to believe a paragraph more than the article that it stands in. They keep the name of the
    article without rows: what is left out of a fit is left out with its digest.
    """
    rowless = [a for a in articles if not any(a.rows.values())]
    short = [a for a in articles if any(a.rows.values()) and len(a.text) < _SHORT]
    out = []
    for i, article in enumerate(rowless):
        other = short[(7 * i) % len(short)]
        texts = (article.text, other.text) if i % 2 else (other.text, article.text)
        out.append(replace(article, text="\n\n".join(texts), rows=other.rows))
    return out


def notes(articles: Sequence[GoldArticle]) -> list[GoldArticle]:
    """A line of each article as an article of its own, one with evidence where there is any: from them is learnt
    how little a note of a sentence or two says of its subject."""
    out = []
    for article in articles:
        told = _Told(article)
        lines = [article.text[start:end] for start, end in split_lines(article.text)]
        own = [line for line in lines if told.claims(line) or not any(article.rows.values())]
        if own:
            out.append(replace(article, text=own[len(own) // 2]))
    return out


def of_lines(articles: Sequence[GoldArticle], lexicon: Lexicon) -> Iterator[Example]:
    """What the gate learns from."""
    for article in articles:
        raw = [article.text[start:end] for start, end in split_lines(article.text)]
        told = _Told(article)
        lines = gate.SeenLines(lexicon, raw)
        for i, line in enumerate(raw):
            seen, right = lines.of(i), told.claims(line)
            if right or told.silent(seen):
                yield Example(article.source_ref, seen, right)


def of_candidates(articles: Sequence[GoldArticle], extractor: Extractor) -> Iterator[Example]:
    """What the judge of candidates learns from."""
    taken = [
        Article(f"{i:032d}", a.text, "", a.source_ref, None, None, None, a.metadata["published_on"])
        for i, a in enumerate(articles)
    ]
    for article, (_, document) in zip(articles, extractor.documents(taken, whole=True), strict=True):
        if document is None:
            continue
        context = Context(document)
        find_claims(context)
        told = _Told(article)
        for judged in context.topics.judged:
            right = told.claims(article.text[judged.start : judged.end])
            if right or told.silent(judged.seen) and not told.claims(article.text[slice(*judged.line)]):
                yield Example(article.source_ref, judged.seen, right)


class _Told:
    """Where the gold rows of an article have their evidence."""

    def __init__(self, article: GoldArticle) -> None:
        self._flat = flatten(article.text)
        passages = [p for table in TABLES for row in article.rows[table] for p in row["evidence"]]
        self._spans: list[Span] = spans(self._flat, passages)

    def claims(self, passage: str) -> bool:
        """Whether a gold row is claimed in the passage."""
        return overlap(spans(self._flat, [passage]), self._spans)

    def silent(self, seen: Mapping[str, float]) -> bool:
        """Whether a passage without a claim is one of another subject."""
        return not self._spans or seen.get("line balance", 0.0) < 0
