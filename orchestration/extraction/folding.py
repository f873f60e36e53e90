"""Keys under which spellings of one name meet: case, accents and transliteration folded away."""

import re
import unicodedata

_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|ad|an|at|az|ath|es|er|ed|en|et|ez|il|ul|the) (?=\w{3})")
_INNER_ARTICLE = re.compile(r"(?<=\w) (?:al|el|ar|as|ash|ad|an|at|az|es|er|ed|ez|ul) (?=\w)")
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`ʻʿʾ\""))
_BLANKS = dict.fromkeys(map(ord, "-_/.,"), " ")
_TABLE = _APOSTROPHES | _BLANKS
# In order: digraphs of the usual transliterations before the single letters that they contain.
_FOLDS = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("q", "k"), ("ck", "k"), ("ph", "f"), ("tch", "ch"), ("dj", "j"), ("zh", "j"),
    ("ou", "o"), ("oo", "o"), ("u", "o"), ("w", "o"), ("ei", "i"), ("ai", "i"), ("ay", "i"), ("ey", "i"), ("ee", "i"), ("ie", "i"),
    ("iy", "i"), ("yi", "i"), ("y", "i"), ("e", "i"), (" ", ""),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_ENDING = re.compile(r"(?<=\w)(?:ah|a|h)$")
SHORTEST_KEY = 3


def plain(text: str) -> str:
    """Lower case, no accents, blanks for hyphens and dots, no apostrophes: an exact-spelling key."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.lower().translate(_TABLE).split())


def bare(text: str) -> str:
    """`plain` without blanks and Arabic articles: for comparing spellings letter by letter."""
    return _without_articles(plain(text)).replace(" ", "")


def folded(text: str) -> str:
    """A key that is the same for the usual transliterations of one Arabic, Persian or Slavic name.

    "Ar Raqqah", "Raqqa" and "Raqa" meet, as do "Deir ez-Zor" and "Dayr az Zawr". Keys that come out
    shorter than three letters say too little and are returned empty.
    """
    return folded_plain(plain(text))


def folded_plain(key: str) -> str:
    """`folded` of a text that is `plain` already."""
    key = _without_articles(key)
    for old, new in _FOLDS:
        if old in key:
            key = key.replace(old, new)
    key = _ENDING.sub("", _DOUBLED.sub(r"\1", key))
    return key if len(key) >= SHORTEST_KEY else ""


def _without_articles(key: str) -> str:
    return _INNER_ARTICLE.sub(" ", _ARTICLE.sub("", key)) if " " in key else key
