"""Whether a passage is about war at all: elections, matches, markets and films use its words too."""

from collections import Counter
from functools import cached_property

from orchestration.extraction.actors import force_kind
from orchestration.extraction.document import Document, Line, Sent

_ARMED = frozenset({"rebel", "jihadist", "militia", "paramilitary", "private_military", "coalition"})
_WAR = frozenset(
    "troops soldiers army armies militants fighters rebels insurgents guerrillas gunmen shelling shelled shells airstrike airstrikes artillery "
    "mortar mortars missile missiles rocket rockets drones killed wounded ceasefire truce war front frontline offensive battalion brigade "
    "besieged encircled garrison checkpoint jihadists warplanes bombardment ammunition tanks civilians occupiers mercenaries commandos junta".split()
)


_REHEARSAL = frozenset({"parade", "parades", "rehearsal", "exercises", "drills", "manoeuvres", "maneuvers", "wargame", "re-enactment", "reenactment"})


class Topic:
    """Counts the different words of war and of other topics, by line and in the whole article."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines: dict[int, tuple[dict[str, str], set[str]]] = {}

    def reason_against(self, sent: Sent) -> str | None:
        """The other topic that the passage is about, or None where it may be about war."""
        if any(t.lower_ in _REHEARSAL for t in sent.span):
            return "about a drill or a parade, not war"
        other, war = self._passage(sent.line)
        if len(other) >= 2 and len(other) > len(war):
            return self._name(other)
        other, war = self._article
        if len(other) >= 4 and 1.5 * len(other) > len(war):
            return self._name(other)
        return self._name(other) if other and not war else None

    def _name(self, other: dict[str, str]) -> str:
        counts = Counter(other.values())
        return f"about {max(counts, key=lambda t: (counts[t], t))}, not war"

    def _passage(self, line: Line) -> tuple[dict[str, str], set[str]]:
        """The line; a heading together with the line under it."""
        other, war = self._of(line)
        lines = self._document.lines
        near = lines[line.index + 1 : line.index + 2] if line.clean.kind == "heading" else []
        for neighbour in near:
            more, armed = self._of(neighbour)
            other, war = other | more, war | armed
        return other, war

    @cached_property
    def _article(self) -> tuple[dict[str, str], set[str]]:
        other: dict[str, str] = {}
        war: set[str] = set()
        for line in self._document.lines:
            more, armed = self._of(line)
            other, war = other | more, war | armed
        return other, war

    def _of(self, line: Line) -> tuple[dict[str, str], set[str]]:
        if line.index not in self._lines:
            triggers = self._document.lexicon.triggers
            other: dict[str, str] = {}
            war = {f.value.actor_id for f in line.actors if f.value.kind in _ARMED}
            for token in line.doc:
                low = token.lower_
                topic = next((r["value"] for r in triggers.get(f"territory:noun:{low}", ()) if r["frame"] == "topic"), None)
                if topic and token.i not in line.actor_at:
                    other[low] = topic
                elif low in _WAR or token.pos_ == "NOUN" and force_kind(self._document, token) == "combatant":
                    war.add(low)
            self._lines[line.index] = other, war
        return self._lines[line.index]
