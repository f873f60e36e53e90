"""The language of a text."""

from functools import cache
from typing import Any

ENGLISH = "en"
UNDETERMINED = "und"
# A text in another language than English is left unread, so it must be sure not to be English. Lists of
# foreign names in an English report come to a thousandth, a sentence of Spanish to a thirty-thousandth.
MAX_PROBABILITY_OF_ENGLISH = 1e-4
# A long text is judged by its beginning and its middle: one part in English makes it worth reading.
SAMPLE_CHARS = 4_000


def detect_language(text: str) -> str:
    """The ISO 639 code of the text's language; "und" where it is too short or too mixed to be sure that
    it is not English. The same text gives the same code everywhere.
    """
    if len(text) <= 2 * SAMPLE_CHARS:
        return _language_of(text)
    middle = len(text) // 2
    found = [_language_of(text[start : start + SAMPLE_CHARS]) for start in (0, middle)]
    return next((language for language in (ENGLISH, UNDETERMINED) if language in found), found[0])


def _language_of(sample: str) -> str:
    ranked = _identifier().rank(sample)
    best = str(ranked[0][0])
    if best == ENGLISH or dict(ranked)[ENGLISH] < MAX_PROBABILITY_OF_ENGLISH:
        return best
    return UNDETERMINED


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
