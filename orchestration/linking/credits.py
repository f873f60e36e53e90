"""Which agency an article is by, or says that it is taken from.

A credit is a dateline ("KHARKIV (Reuters) -"), a signature at the end, or words in the opening that
give the whole story to the agency ("AFP reported"). That a witness "told AFP" further down, or that a
photograph is Reuters's, credits no story.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from orchestration.linking.records import ArticleText

OPENING_PARAGRAPHS = 2
_DATELINE_CHARS = 160
_SIGNATURE_CHARS = 60
_CASED = re.compile(r"[A-Za-z]")


class Agencies:
    """News agencies by the names that publishers and texts give them."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a spelling and the agency's canonical name."""
        self._canonical: Mapping[str, str] = dict(names)

    @cached_property
    def _spelled(self) -> str:
        longest_first = sorted(self._canonical, key=lambda name: (-len(name), name))
        return "|".join(re.escape(name) for name in longest_first)

    @cached_property
    def _dateline(self) -> re.Pattern[str]:
        return re.compile(rf"[(\[]({self._spelled})[)\]]|^\W*({self._spelled})\s*[-–—:]", re.MULTILINE)

    @cached_property
    def _signature(self) -> re.Pattern[str]:
        return re.compile(rf"(?:^|[\s(\[©–—-])({self._spelled})\W*$")

    @cached_property
    def _reported(self) -> re.Pattern[str]:
        verbs = "reported|reports|said|says"
        return re.compile(
            rf"\b({self._spelled})(?:'s| news agency)? (?:{verbs})\b"
            rf"|\b(?:according to|reported by|by) (?:the )?(?:news agency )?({self._spelled})\b"
        )

    def of_article(self, article: ArticleText) -> str | None:
        """The canonical name of the agency whose text this is, as far as the article itself tells."""
        if article.publisher and (name := self._canonical.get(article.publisher.strip())):
            return name
        if not self._canonical:
            return None
        text = article.text.strip()
        opening = "\n\n".join(re.split(r"\n\s*\n", text)[:OPENING_PARAGRAPHS])
        for pattern, where in (
            (self._dateline, opening[:_DATELINE_CHARS]),
            (self._signature, text[-_SIGNATURE_CHARS:]),
            (self._reported, opening),
        ):
            if found := pattern.search(where):
                return self._canonical[next(group for group in found.groups() if group)]
        return None

    def is_agency(self, publisher: str | None) -> bool:
        """Whether this publisher is an agency itself."""
        return bool(publisher) and publisher.strip() in self._canonical


def agencies_of(actors: Iterable[Mapping[str, str]], aliases: Iterable[Mapping[str, str]]) -> Agencies:
    """The agencies of the actors' dictionary, by their names and other names."""
    names = {row["actor_id"]: row["name"] for row in actors if row["kind"] == "agency"}
    spellings = [(name, name) for name in names.values()]
    spellings += [
        (row["alias"], names[row["actor_id"]])
        for row in aliases
        if row["actor_id"] in names and _CASED.search(row["alias"])
    ]
    return Agencies(spellings)
