"""What a text is about, by its words alone. Pure, and fast: it is asked of every text before anything is parsed.

Each term of `topic_words.csv` speaks for a topic: four of them for armed conflict, the others against it. How much each
says, in the sentence, in its paragraph, beside it and in the whole article, is in `subject_weights.csv`, fitted by
`make calibrate`. Words that are as common in sport as in war (strike, attack, shot, siege) are no terms.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

OF_WAR = ("war", "forces", "arms", "crisis")
HARM = "harm"
NOTHING = "nothing"  # of terms that only keep their words from speaking for another topic ("rescue workers")
_STAGED = ("sport", "game", "fiction")
_UNDER_ARMS = ("exercise", "procurement")
_MISHAP = ("accident", "fire", "disaster", "disease", "wildlife")
_CIVIL = ("business", "education", "labour", "politics", "religion", "science", "technology", "travel")
# Topics that weigh alike are counted together: the more so as few articles show each of them.
KINDS: Mapping[str, str] = {
    **{topic: topic for topic in (*OF_WAR, HARM, "crime")},
    **dict.fromkeys(_STAGED, "staged"),
    **dict.fromkeys(_UNDER_ARMS, "under arms"),
    **dict.fromkeys(_MISHAP, "mishap"),
    **dict.fromkeys(_CIVIL, "civil"),
}
SHORT_NOTE = 400  # characters; so short a text may say "Kidal has fallen" and no more
_LONGEST = 4  # words in a term
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Subjects:
    """The terms of all topics, compiled. A term is compared word by word, in lower case, the longest first."""

    def __init__(self, topics: Mapping[str, str]) -> None:
        self._topics = {key: topic for term, topic in topics.items() if (key := " ".join(_words(term)))}
        self._sizes: dict[str, int] = {}
        for term in self._topics:
            first, *rest = term.split()
            self._sizes[first] = max(self._sizes.get(first, 1), min(1 + len(rest), _LONGEST))

    def find(self, text: str) -> list[tuple[int, str]]:
        """Offset and topic of each term in the text, left to right."""
        found = list(_WORD.finditer(text))
        hits = self._hits([m.group().lower() for m in found])
        return [(found[i].start(), topic) for i, topic in hits]

    def count(self, text: str) -> Counter[str]:
        """How many terms of each topic the text holds."""
        return Counter(topic for _, topic in self._hits(_words(text)))

    def _hits(self, words: Sequence[str]) -> list[tuple[int, str]]:
        sizes, topics = self._sizes, self._topics
        out: list[tuple[int, str]] = []
        after = 0
        for i in [i for i, word in enumerate(words) if word in sizes]:
            if i < after:
                continue
            for size in range(sizes[words[i]], 0, -1):
                topic = topics.get(" ".join(words[i : i + size]) if size > 1 else words[i])
                if topic is not None:
                    after = i + size
                    if topic != NOTHING:
                        out.append((i, topic))
                    break
        return out


def evidence(counts: Mapping[str, Counter[str]]) -> dict[str, float]:
    """What the counts of topics tell, by name, where the keys of `counts` name how far the words stand away.

    Counts are on a log scale. The balance of a scope is -1 where all words speak against war, 1 where all speak for it;
    the lead is how many times as many do, on a log scale.
    """
    out: dict[str, float] = {}
    for scope, topics in counts.items():
        kinds: dict[str, int] = {}
        for topic, number in topics.items():
            kind = KINDS[topic]
            kinds[kind] = kinds.get(kind, 0) + number
        for kind, number in kinds.items():
            out[f"{scope} {kind}"] = math.log1p(number)
        of_war = sum(kinds.get(kind, 0) for kind in OF_WAR)
        other = sum(kinds.values()) - of_war - kinds.get(HARM, 0)
        if of_war or other:
            out[f"{scope} balance"] = (of_war - other) / (of_war + other + 1)
            out[f"{scope} lead"] = math.log((of_war + 1) / (other + 1))
            out[f"{scope} lead of war"] = math.log((kinds.get("war", 0) + 1) / (other + 1))
    return out


def around(counts: Sequence[Counter[str]], index: int) -> Counter[str]:
    """The topics of the lines just before and after one."""
    out: Counter[str] = Counter()
    for beside in (index - 1, index + 1):
        if 0 <= beside < len(counts):
            out.update(counts[beside])
    return out


_MAIN_FROM = 3  # words of its topic in an article


def shared_topic(here: Mapping[str, int], article: Mapping[str, int]) -> dict[str, float]:
    """What it tells that a passage names the topic that its article has most words of, if that is not war.

    A passage of another subject in news in brief does not; a scene of war in the review of a film does.
    """
    main = other_topic([article])
    if main is None or article[main] < _MAIN_FROM or not here.get(main):
        return {}
    return {"main topic here": 1.0}


def other_topic(counts: Iterable[Mapping[str, int]]) -> str | None:
    """The topic against war that has most words in the first of the counts that hold any."""
    for topics in counts:
        others = {t: n for t, n in topics.items() if t not in OF_WAR and t != HARM}
        if others:
            return max(others, key=lambda t: (others[t], t))
    return None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
