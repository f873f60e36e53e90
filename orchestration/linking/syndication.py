"""Which articles carry one report: reprints, rewrites, and copies that credit one agency.

Articles are taken in the order of publication, and each joins the origin of the article that it
resembles most, or begins an origin of its own. So an article that comes later moves no other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from orchestration.linking.credits import Agencies
from orchestration.linking.keys import key_of
from orchestration.linking.records import ArticleBand, ArticleOrigin, ArticleText, Basis
from orchestration.linking.shingles import band_keys, shingles

# Copies are printed within days of the report; an agency's own within two.
MAX_DAYS = 7
MAX_DAYS_OF_AGENCY_COPY = 2
# Of the articles that share a key, only those that share the most are read.
MAX_CANDIDATES = 50
REPRINT_JACCARD = 0.7
# Shares of the shorter text: measured on the story set (`make links`).
REWRITE_SHARE = 0.30
AGENCY_COPY_SHARE = 0.12
AGENCY_COPY_WORDS = 0.55
MIN_SHARED_SHINGLES = 12

_CONTENT = re.compile(r"[^\W_]{4,}|\d+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of one text stands in another."""

    jaccard: float
    share: float
    shared: int
    words: float


def bands_of(article: ArticleText, agency: str | None) -> list[ArticleBand]:
    """The keys under which the article is stored: its MinHash, and its agency and day."""
    keys = band_keys(shingles(article.text))
    if agency and article.published_on:
        keys.append(_agency_key(agency, article.published_on))
    return [ArticleBand(article.article_id, key) for key in keys]


def lookup_keys(article: ArticleText, agency: str | None) -> list[int]:
    """The keys under which to look for articles like this one."""
    keys = band_keys(shingles(article.text))
    if agency and article.published_on:
        day = date.fromisoformat(article.published_on)
        days = range(-MAX_DAYS_OF_AGENCY_COPY, MAX_DAYS_OF_AGENCY_COPY + 1)
        keys += [_agency_key(agency, (day + timedelta(days=n)).isoformat()) for n in days]
    return keys


def settle_origins(
    new: Sequence[ArticleText],
    stored: Iterable[ArticleText],
    stored_origins: Mapping[str, ArticleOrigin],
    stored_bands: Iterable[ArticleBand],
    agencies: Agencies,
) -> list[ArticleOrigin]:
    """The origin of each new article, given those stored articles that share a key with one of them."""
    texts = {article.article_id: article for article in stored}
    origins = {key: origin for key, origin in stored_origins.items() if key in texts}
    agency_of = {key: origin.agency_name for key, origin in origins.items()}
    found_under: dict[int, list[str]] = defaultdict(list)
    for item in stored_bands:
        found_under[item.band].append(item.article_id)
    features: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    settled = []
    for article in sorted(new, key=lambda a: _order(a, agencies)):
        agency = agencies.of_article(article)
        agency_of[article.article_id] = agency
        texts[article.article_id] = article
        shared = Counter(
            other
            for key in lookup_keys(article, agency)
            for other in found_under.get(key, ())
            if other != article.article_id and other in origins and _near(article, texts[other], MAX_DAYS)
        )
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:MAX_CANDIDATES]
        origin = _origin(article, agency, [texts[key] for key, _ in ranked], origins, agency_of, features)
        origins[article.article_id] = origin
        settled.append(origin)
        for item in bands_of(article, agency):
            found_under[item.band].append(article.article_id)
    return settled


def likeness(a: tuple[frozenset[str], frozenset[str]], b: tuple[frozenset[str], frozenset[str]]) -> Likeness:
    """How alike two texts are, by their word triples and their content words."""
    shared = len(a[0] & b[0])
    union = len(a[0]) + len(b[0]) - shared
    return Likeness(
        jaccard=shared / union if union else 0.0,
        share=shared / max(1, min(len(a[0]), len(b[0]))),
        shared=shared,
        words=len(a[1] & b[1]) / max(1, min(len(a[1]), len(b[1]))),
    )


def basis_of(found: Likeness, same_agency: bool, near_for_agency: bool) -> Basis | None:
    """Why two articles carry one report; None where nothing says so."""
    if found.jaccard >= REPRINT_JACCARD:
        return "reprint"
    if found.share >= REWRITE_SHARE and found.shared >= MIN_SHARED_SHINGLES:
        return "rewrite"
    if same_agency and near_for_agency:
        if found.share >= AGENCY_COPY_SHARE or found.words >= AGENCY_COPY_WORDS:
            return "agency_copy"
    return None


def _origin(
    article: ArticleText,
    agency: str | None,
    candidates: Sequence[ArticleText],
    origins: Mapping[str, ArticleOrigin],
    agency_of: Mapping[str, str | None],
    features: dict[str, tuple[frozenset[str], frozenset[str]]],
) -> ArticleOrigin:
    own = _features(article, features)
    best: tuple[float, str, Basis] | None = None
    for other in candidates:
        found = likeness(own, _features(other, features))
        same_agency = agency is not None and agency_of[other.article_id] == agency
        # Two agencies write their own reports, whatever communiqué both of them copy from.
        if agency and agency_of[other.article_id] not in (None, agency) and found.jaccard < REPRINT_JACCARD:
            continue
        basis = basis_of(found, same_agency, _near(article, other, MAX_DAYS_OF_AGENCY_COPY))
        if basis and (best is None or (found.share, other.article_id) > best[:2]):
            best = (found.share, other.article_id, basis)
    if best is None:
        return ArticleOrigin(
            article.article_id, origin_id(article.article_id), "original", agency, None, None
        )
    share, other_id, basis = best
    return ArticleOrigin(
        article.article_id, origins[other_id].origin_id, basis, agency, other_id, round(share, 3)
    )


def origin_id(article_id: str) -> str:
    """The id of the origin that begins with this article."""
    return sha256(f"origin\0{article_id}".encode()).hexdigest()[:32]


def _features(
    article: ArticleText, features: dict[str, tuple[frozenset[str], frozenset[str]]]
) -> tuple[frozenset[str], frozenset[str]]:
    if article.article_id not in features:
        content = frozenset(_CONTENT.findall(article.text.lower()))
        features[article.article_id] = (shingles(article.text), content)
    return features[article.article_id]


def _order(article: ArticleText, agencies: Agencies) -> tuple[str, bool, bool, int, str]:
    """By day; on one day the agency first, then who credits none, then the longer text, as a cut is shorter."""
    return (
        article.published_on or "9999",
        not agencies.is_agency(article.publisher),
        agencies.of_article(article) is not None,
        -len(article.text),
        article.article_id,
    )


def _near(a: ArticleText, b: ArticleText, days: int) -> bool:
    if not a.published_on or not b.published_on:
        return True
    return abs((date.fromisoformat(a.published_on) - date.fromisoformat(b.published_on)).days) <= days


def _agency_key(agency: str, day: str) -> int:
    return key_of(f"agency {day} {agency}")
