"""From articles to claims: clean, parse, mark, read, assemble."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from spacy.tokens import Doc

from orchestration.extraction.actors import find_actors
from orchestration.extraction.assembly import assemble
from orchestration.extraction.cleaning import CleanLine, clean_line, split_lines
from orchestration.extraction.context import Context
from orchestration.extraction.dates import find_times
from orchestration.extraction.document import Document, Found, Line, Sent
from orchestration.extraction.facts import find_claims
from orchestration.extraction.gate import on_subject, worth_parsing
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.numbers import find_quantities
from orchestration.extraction.parse import Parse, Parses, Span
from orchestration.extraction.parse_repairs import mend
from orchestration.extraction.persons import find_persons
from orchestration.extraction.place_nouns import ADMINISTRATIVE
from orchestration.extraction.places import find_places
from orchestration.extraction.tokens import tokenised
from orchestration.extraction.vocabulary import Vocabulary
from orchestration.records import Article, Extraction

BATCH = 64
_LONGEST_LABEL = 4
_KINDS_OF_PLACE = ADMINISTRATIVE | {"district", "city"}


class Extractor:
    """Reads articles into claims. The same article gives the same extraction, whatever came before it.

    `nlp` is a spaCy pipeline with a tagger and a parser of the English label scheme.
    """

    def __init__(self, lexicon: Lexicon, nlp: Any) -> None:
        self.lexicon = lexicon
        self._nlp = nlp
        self._parses = Parses(nlp.vocab)
        self._vocabulary = Vocabulary(lexicon, nlp.vocab.strings)

    def extract(self, article: Article) -> Extraction:
        return next(self.extract_many([article]))

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One extraction an article, in order; parses in batches over article borders."""
        for article, document in self.documents(articles):
            if document is None:
                yield Extraction(article.article_id, (), (), (), (), (), ())
                continue
            context = Context(document)
            yield assemble(context, *find_claims(context))

    def documents(
        self, articles: Iterable[Article], *, whole: bool = False
    ) -> Iterator[tuple[Article, Document | None]]:
        """The articles with all mentions marked, in order; None for those that cannot hold a claim.

        `whole` parses whatever holds a trigger word, whatever it is about.
        """
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) == BATCH:
                yield from self._batch(batch, whole)
                batch = []
        if batch:
            yield from self._batch(batch, whole)

    def _batch(self, articles: list[Article], whole: bool) -> Iterator[tuple[Article, Document | None]]:
        cleaned: list[list[CleanLine]] = []
        wanted: list[list[bool]] = []
        for article in articles:
            spans = split_lines(article.text)
            of_war = {start for start, _ in spans} if whole else on_subject(self.lexicon, article.text, spans)
            cleaned.append(self._clean(article, spans) if of_war else [])
            wanted.append(worth_parsing(self.lexicon, cleaned[-1], of_war))
        parsed = self._nlp.pipe(
            self._tokens(line.text)
            for lines, flags in zip(cleaned, wanted, strict=True)
            for line, flag in zip(lines, flags, strict=True)
            if flag
        )
        for article, lines, flags in zip(articles, cleaned, wanted, strict=True):
            if not any(flags):
                yield article, None
                continue
            docs = [
                self._parses.of(mend(next(parsed)) if flag else self._tokens(line.text))
                for line, flag in zip(lines, flags, strict=True)
            ]
            yield article, self.document(article, lines, docs)

    def _tokens(self, text: str) -> Doc:
        return tokenised(self._nlp.make_doc, text, self.lexicon.find_places)

    def _clean(self, article: Article, spans: Iterable[tuple[int, int]]) -> list[CleanLine]:
        names = self._vocabulary.reading(article.text)
        lines = (clean_line(article.text, start, end, names, self._is_label) for start, end in spans)
        return [line for line in lines if line is not None and line.text]

    def _is_label(self, label: str) -> bool:
        """Whether words before a colon name a place ("Homs province") or people who speak ("Villagers")."""
        words = label.split()
        if len(words) > _LONGEST_LABEL or not label[:1].isupper():
            return False
        head = words[-1].lower()
        if any(
            form in self.lexicon.roles or form in self.lexicon.victim_nouns
            for form in (head, head.removesuffix("s"))
        ):
            return True
        name = " ".join(w for w in words if w.lower() not in _KINDS_OF_PLACE) or label
        return bool(self.lexicon.find_places(name))

    def document(self, article: Article, lines: list[CleanLine], docs: list[Parse]) -> Document:
        """The article with all mentions marked."""
        published = date.fromisoformat(article.published_on) if article.published_on else None
        document = Document(
            article,
            self.lexicon,
            published,
            [Line(i, c, d) for i, (c, d) in enumerate(zip(lines, docs, strict=True))],
            [],
        )
        for line in document.lines:
            for span in _sentences(line.doc) if line.doc.is_parsed else ():
                start, end = line.article_span(span.start, span.end - 1)
                document.sents.append(Sent(len(document.sents), line, span, start, end))
            self._mark(line, published)
        find_actors(document)
        find_persons(document)
        find_places(document)
        for line in document.lines:
            line.index_mentions()
        return document

    def _mark(self, line: Line, published: date | None) -> None:
        text = line.clean.text
        for time in find_times(text, published):
            if tokens := line.tokens_of(time.start, time.end):
                line.times.append(Found(time.start, time.end, *tokens, time, time.text))
        for quantity in find_quantities(text):
            if tokens := line.tokens_of(quantity.start, quantity.end):
                line.quantities.append(Found(quantity.start, quantity.end, *tokens, quantity, quantity.text))
        for start, end, weapon in self.lexicon.find_weapons(text):
            if tokens := line.tokens_of(start, end):
                line.weapons.append(Found(start, end, *tokens, weapon, text[start:end]))


def _sentences(doc: Parse) -> Iterator[Span]:
    """The parser's sentences; one that starts inside quotation marks or brackets without a verb joins the one before."""
    start = 0
    sents = doc.sents
    for i, sent in enumerate(sents):
        text = sent.text.rstrip()
        following = sents[i + 1] if i + 1 < len(sents) else None
        if following is not None and (
            not text
            or text.endswith(("incl.", "acc."))
            or text[-1] not in ".?!:\"')"
            and text[-1:].isalnum()
            and following.text[:1].islower()
        ):
            continue
        yield doc[start : sent.end]
        start = sent.end
    if start < len(doc):
        yield doc[start : len(doc)]
