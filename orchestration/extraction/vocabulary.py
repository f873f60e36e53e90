"""Which words of a text in capitals are names: those that neither the language model nor the dictionaries know."""

import re
from collections.abc import Iterable, Iterator
from copy import copy

from ahocorasick_rs import AhoCorasick, MatchKind
from spacy.lang.en.stop_words import STOP_WORDS

from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.place_nouns import GENERIC_PRECISION

_STEMS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y"), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ers", ""),
    ("ers", "e"), ("men", "man"), ("ly", ""), ("ist", "y"), ("ists", "y"), ("ness", ""), ("ment", ""),
)  # fmt: skip
_COMMON = frozenset(
    "today yesterday tomorrow noon left right called persons community capital site fighting relations political emergency mercy downing "
    "fifth branch section banana volcano outskirts charge presidential penetrated persisted announced number territory zone public second third first morning evening crime seven eight nine hundred thousand hand light dead late press "
    "text north south east west city town state hill valley river said will days years month week night time part work home water land "
    "power free great little good young black white green golden silver iron stone rock wood field forest garden house church cross "
    "king queen prince saint sister brother father mother children people woman women leader leaders voice truth justice peace freedom "
    "faith hope glory victory martyr martyrs soldier soldiers tiger tigers lion lions eagle eagles falcon wolf bear horse fire storm thunder "
    "lightning star stars moon space earth world order reform action call shield sword spear arrow hammer anvil dawn sunrise spring summer "
    "autumn winter cast lead pillar defence defensive edge protective guardian walls inherent resolve unified protector enduring restore "
    "desert gulf ocean coast shore beach point bank bridge gate tower port centre center square market street road line front base camp".split()
)  # fmt: skip
_FUNCTION_WORDS = frozenset(
    "is it who all and for one may or no so us an as at by in of on to he we".split()
) - {"us"}
_PERSONAL = frozenset({"leader", "capital", "seat"})
_IN_BRACKETS = re.compile(r"(?<=[A-Z\"] )[\[(]([A-Z]{2,6})[\])]")
_ACRONYM = 6  # letters; "CAR" and "IS" in capitals are read by `is_acronym`
_SHORT = 3  # letters; shorter names of countries are acronyms too ("car")
_ARTICLES = frozenset({"la", "las", "los", "el", "al", "san", "santa", "le", "les"})
_PREFIXES = ("un", "anti", "non", "re", "counter", "over", "semi", "pro", "ex", "mis", "sub")


class Vocabulary:
    """English words as they stand at the start: reading articles adds none, so that no article changes another."""

    def __init__(self, lexicon: Lexicon, strings: Iterable[str]) -> None:
        listed = (
            *lexicon.weapons, *lexicon.force_nouns, *lexicon.victim_nouns, *lexicon.targets, *lexicon.roles, *lexicon.titles,
            *lexicon.reporting, *(key.split(":", 2)[2] for key in lexicon.triggers),
        )  # fmt: skip
        names = (*lexicon.aliases, *(n for n in lexicon.country_names if len(n) > _SHORT))
        whole = {
            n.lower()
            for n in names
            if " " not in n and not (sum(c.isupper() for c in n) > 1 and len(n) <= _ACRONYM)
        }
        parts = lexicon.name_words - lexicon.common_words - _COMMON - GENERIC_PRECISION.keys()
        self._names = (whole | parts) - STOP_WORDS
        self._in_bodies = frozenset(
            w
            for n, readings in lexicon.aliases.items()
            if " " in n and not any(r.alias_type in _PERSONAL for r in readings)
            for w in n.lower().split()
        )
        self._whole = whole
        self._lexicon = lexicon
        self._declared: frozenset[str] = frozenset()
        self._acronyms = frozenset(
            n for n in lexicon.aliases if n.isupper() and n.isalpha() and len(n) <= _ACRONYM
        )
        self._phrases = tuple(sorted({n for n in lexicon.aliases if " " in n and not n.isupper()}))
        self._automaton = AhoCorasick([n.lower() for n in self._phrases], matchkind=MatchKind.LeftmostLongest)
        self._listed = frozenset(part for term in listed for part in term.lower().replace("-", " ").split())
        self._words = frozenset(s for s in strings if s.isalpha() and s.islower()) | self._listed

    def is_name(self, word: str) -> bool:
        """Whether the lower-case word is listed as part of a name, or is no English word."""
        if word in self._names:
            return word in self._whole or not self._is_common(word)
        return len(word) > 3 and word.isalpha() and not self._is_word(word)

    def is_title(self, word: str) -> bool:
        """Whether the lower-case word stands before a person's name ("colonel")."""
        return word in self._lexicon.titles or word in ("comrade", "commander", "commandant")

    def is_strange(self, word: str) -> bool:
        """Whether the word is none of the dictionaries and has no English inflection ("herrera")."""
        low = word.lower()
        return len(low) > 3 and not self.is_common(low) and not self._is_inflected(low)

    def is_common(self, word: str) -> bool:
        """Whether the lower-case word is one of the dictionaries or a function word, and so no part of a person's name."""
        return word in self._listed or word in STOP_WORDS or word in _COMMON

    def _is_common(self, word: str) -> bool:
        """An English word that is known only from the names of bodies ("control", "operation"): they are found whole."""
        return word in self._listed or (
            word in self._in_bodies and word in self._words and not self._lexicon.find_places(word.title())
        )

    def reading(self, text: str) -> "Vocabulary":
        """The vocabulary for one article: short names that it gives in brackets ("SHINING PATH [SL]") stay in capitals."""
        declared = frozenset(_IN_BRACKETS.findall(text))
        if declared <= self._acronyms:
            return self
        own = copy(self)
        own._declared = declared
        return own

    def is_acronym(self, word: str) -> bool:
        """Whether the word in capitals is an actor's short name ("URNG") and no English word."""
        low = word.lower()
        if word in self._declared:
            return True
        return (
            word in self._acronyms
            and low not in self._listed | _FUNCTION_WORDS
            and (low not in self._words or len(word) < 4)
        )

    def phrases(self, lower: str) -> Iterator[tuple[int, int, str]]:
        """Names of several words in a lower-case text, with their own capitals: "shining path" is "Shining Path"."""
        for index, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=False):
            if not (start and lower[start - 1].isalnum()) and not lower[end : end + 1].isalnum():
                yield start, end, self._phrases[index]

    def is_place(self, phrase: str) -> bool:
        """Whether the lower-case words are a place's name ("las condes", "baquba") and no English word."""
        words = phrase.split()
        if len(words) == 1 and (len(phrase) < 5 or self.is_common(phrase) or self._is_inflected(phrase)):
            return False
        if STOP_WORDS.intersection(words) and words[0] not in _ARTICLES:
            return False
        return bool(self._lexicon.find_places(phrase.title()))

    def _is_inflected(self, word: str) -> bool:
        """Whether English forms of the word are known: of "battle" there are battles, of "baquba" nothing."""
        stem = word.removesuffix("e")
        stripped = (word.removesuffix(end) for end in ("ly", "ed", "ing", "s"))
        forms = (*stripped, word + "s", word + "es", word + "ly", stem + "ed", stem + "ing")
        return any(form != word and form in self._words for form in forms)

    def _is_word(self, word: str) -> bool:
        if word in self._words:
            return True
        bare = [word, *(word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) > len(p) + 3)]
        return any(
            stem in self._words
            for base in bare
            for stem in (
                base,
                *(
                    base[: -len(end)] + by
                    for end, by in _STEMS
                    if base.endswith(end) and len(base) > len(end) + 2
                ),
            )
        )
