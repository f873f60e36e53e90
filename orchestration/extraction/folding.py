"""Keys under which spellings of one name meet: case, accents and transliteration folded away."""

import re
import unicodedata

_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|ad|an|at|az|ath|es|er|ed|en|et|ez|il|ul|the)[\s-]+(?=\w{3})")
_INNER_ARTICLE = re.compile(r"(?<=\w)[\s-]+(?:al|el|ar|as|ash|ad|an|at|az|es|er|ed|ez|ul)[\s-]+(?=\w)")
_FOLDS = (
    (re.compile(r"['’ʼ`ʻʿʾ\"]"), ""),
    (re.compile(r"[\s\-_/.,]+"), " "),
    (re.compile(r"kh"), "k"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dh|th(?=[aeiou])"), "d"),
    (re.compile(r"q"), "k"),
    (re.compile(r"ck"), "k"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ou|oo|u|w"), "o"),
    (re.compile(r"ei|ai|ay|ey|ee|ie|ii|iy|yi|y|e"), "i"),
    (re.compile(r"j|dj|zh"), "j"),
    (re.compile(r"ch|tch"), "ch"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=\w)(?:ah|a|h)\b"), ""),
)


def plain(text: str) -> str:
    """Lower case, no accents, blanks for hyphens and dots, no apostrophes: an exact-spelling key."""
    text = unicodedata.normalize("NFKD", text).lower()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"['’ʼ`ʻʿʾ]", "", text)
    return re.sub(r"[\s\-_/.,]+", " ", text).strip()


def bare(text: str) -> str:
    """Lower case without accents, apostrophes, blanks and Arabic articles: for comparing spellings by eye."""
    key = _INNER_ARTICLE.sub(" ", _ARTICLE.sub("", plain(text)))
    return key.replace(" ", "")


def folded(text: str) -> str:
    """A key that is the same for the usual transliterations of one Arabic, Persian or Slavic name.

    "Ar Raqqah", "Raqqa" and "Raqa" meet, as do "Deir ez-Zor" and "Dayr az Zawr". Keys that come out
    shorter than three letters say too little and are returned empty.
    """
    key = unicodedata.normalize("NFKD", text).lower()
    key = "".join(c for c in key if not unicodedata.combining(c))
    key = re.sub(r"['’ʼ`ʻʿʾ]", "", key)
    key = _ARTICLE.sub("", key)
    key = _INNER_ARTICLE.sub(" ", key)
    for pattern, by in _FOLDS:
        key = pattern.sub(by, key)
    key = key.replace(" ", "")
    return key if len(key) >= 3 else ""
