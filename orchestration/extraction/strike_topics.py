"""Passages that use the words of war for something else: strikes of workers, late goals, films, markets, quakes.

A passage is judged by the words around the trigger: what speaks for war (parties, forces, weapons,
victims) against what speaks for another topic (rows with frame `trap` in the strike dictionary).
"""

from collections import Counter
from functools import cached_property

from orchestration.extraction.actors import ARMED_KINDS
from orchestration.extraction.context import Context
from orchestration.extraction.document import Line, Sent
from orchestration.extraction.strike_words import TABLE

PEACEFUL = "nothing else in the article speaks of war"
_SOFT = frozenset({"suspect", "worker", "guard", "level", "copy", "board", "share", "match", "coach", "staff", "actor", "defender", "storm", "kick", "guards", "workers", "staffs"})


class Topics:
    """What an article and its lines are about, as far as it matters for strikes."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines: dict[int, tuple[Counter[str], int]] = {}

    def reason_against(self, sent: Sent) -> str | None:
        """The other topic of the passage, or None where it may be about war."""
        traps, armed = self._line(sent.line)
        near = self._in_sentence(sent)
        if near and armed <= sum(near.values()):
            return near.most_common(1)[0][0]
        if traps and sum(traps.values()) > armed:
            return traps.most_common(1)[0][0]
        total, war = self._article
        if sum(total.values()) >= 4 and 3 * sum(total.values()) > war:
            return total.most_common(1)[0][0]
        return None if war else PEACEFUL

    @cached_property
    def _article(self) -> tuple[Counter[str], int]:
        traps: Counter[str] = Counter()
        war = 0
        for line in self._context.document.lines:
            own, armed = self._line(line)
            traps.update(own)
            war += armed
        return traps, war

    def _line(self, line: Line) -> tuple[Counter[str], int]:
        if line.index not in self._lines:
            traps: Counter[str] = Counter()
            for token in line.doc:
                traps.update(self._trap(token))
            self._lines[line.index] = traps, self._armed(line)
        return self._lines[line.index]

    def _in_sentence(self, sent: Sent) -> Counter[str]:
        out: Counter[str] = Counter()
        for token in sent.span:
            out.update(self._trap(token))
        return out

    def _trap(self, token) -> list[str]:  # type: ignore[no-untyped-def]
        if token.lower_ in _SOFT or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
            return []
        return [r["value"] for r in self._context.lexicon.triggers.get(f"{TABLE}:noun:{token.lower_}", ()) if r["frame"] == "trap"][:1]

    def _armed(self, line: Line) -> int:
        lexicon = self._context.lexicon
        score = len({f.value.actor_id for f in line.actors if f.value.kind in ARMED_KINDS and f.value.kind not in ("state", "igo", "political")})
        score += len({f.text.lower() for f in line.weapons if f.value.strike_type != "none"})
        score += sum(lexicon.force_nouns.get(t.lower_) == "combatant" or t.lower_ in _WAR for t in line.doc)
        return score


_WAR = frozenset(
    "army troops forces military airstrike airstrikes shelling shelled bombardment bombarded war ceasefire truce killed wounded casualties militia regime "
    "airstrikes raids missiles front frontline offensive siege besieged strikes bombing bombed martyred navy brigade battalion ammunition".split()
)
