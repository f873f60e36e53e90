"""What a strike takes from the sentences before it: its party, its place, its type.

A release names the party once and lists strikes under it; "these strikes" and "other raids" are the
strikes told just before; a line that ends in a colon opens a list of what was hit.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.document import Line, Sent
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import PlaceChoice, choice_of, most_specific
from orchestration.extraction.strike_counted import says_all
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_rows import STOPPABLE, Row, part_of
from orchestration.extraction.strike_targets import Target, target_of
from orchestration.extraction.strike_words import Words, top_of
from orchestration.extraction.syntax import conjuncts, is_definite, is_passive, is_verb, preps

_HITS = re.compile(
    r"\b(?:hits|strikes|targets\s+(?:hit|struck|engaged|destroyed|serviced))\b[^:]{0,20}:\s*$", re.I
)
_FORCES = re.compile(
    r"\b(?:command|forces?|army|nato|isaf|coalition|ministry of defen[cs]e|defen[cs]e ministry|corps|fama|armed|military|staff|air force|navy|joint|cjtf|centcom|africom)\b",
    re.I,
)
_NEAR = 2
_TAKING_PLACE = frozenset("occurred occurs happened took taking".split())
_HIT = frozenset({"hit", "struck", "damaged", "destroyed"})
_FIRED = frozenset({"fired", "firing"})
_RETOLD = frozenset({"hit", "struck", "targeted"})
_LAID = forms_of("explode", "detonate", "go", "plant", "hide", "leave", "trigger", "set", "blow")
_SHOT = frozenset({"artillery", "rocket", "missile", "naval"})
_FROM_AFAR = _SHOT | {"airstrike", "drone", None}
_FURTHER = frozenset(
    {"other", "further", "more", "additional", "separate", "another", "similar", "subsequent", "fresh", "new"}
)
_RAIDS = frozenset(
    "strike strikes raid raids airstrike airstrikes sortie sorties bombing bombings bombardment attack attacks".split()
)


@dataclass(slots=True)
class Told:
    """A row with the sentence that tells it. `frame` is the sentence and token that date, place and voice it.

    A `silent` row only opens a list ("The strikes targeted:") and is no claim by itself.
    """

    sent: Sent
    words: Words
    row: Row
    frame: tuple[Sent, Token] | None = None
    silent: bool = False


class Passage:
    """The strikes told so far, in order."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def recall(self, sent: Sent) -> PlaceChoice | None:
        """The place of the last strike told, if that was within two sentences."""
        last = self._last(sent)
        if last is None or last.row.place is None:
            return None
        line, before = sent.line, last.sent.line
        near = line is before or (
            line.index - before.index == 1 and line.clean.kind != "bullet" and not line.clean.stamp
        )
        return replace(last.row.place, inherited=True) if near else None

    def inherit(self, words: Words, row: Row) -> None:
        """Fill the party (and with it the type) of a strike that the passage has named.

        A strike from the air that a force reports in its own release, naming nobody, is its own.
        """
        self._from_before(words, row)
        if not row.attackers and (owner := self._issuer(words)) is not None and _is_own_work(row):
            row.attackers = [owner]
            row.inherited = (*row.inherited, "attacker")

    def _issuer(self, words: Words) -> ActorRef | None:
        """The force that issued the article, if its publisher is one."""
        document = words.context.document
        publisher = document.article.publisher or ""
        if (
            not _FORCES.search(publisher)
            or words.context.attribution(words.sent, words.sent.span.root).source_name is not None
        ):
            return None
        named = [(m, m.aliases[0].actor) for m in document.lexicon.find_aliases(publisher)]
        for kind in ("coalition", "state"):
            if kind == "state" and "command" in publisher.lower():
                return None  # a nation's command also reports what its allies struck
            for match, actor in named:
                if actor.kind == kind:
                    return ActorRef(0, 0, publisher[match.start : match.end], actor, resolved=True)
        return None

    def _from_before(self, words: Words, row: Row) -> None:
        noun = row.event.nouns[0] if row.event.nouns else None
        if row.attackers:
            return
        if (source := self._listed_under(words, row)) is not None:
            row.attackers = list(source.row.attackers)
            row.inherited = (*row.inherited, "attacker")
            return
        if noun is None or noun.lower_ not in _RAIDS:
            return
        sent = words.sent
        source: Told | None = None
        if sent.line.clean.kind == "bullet" and row.place is not None:
            source = next(
                (
                    t
                    for t in self.told
                    if t.row.attackers
                    and t.sent.line.clean.kind != "bullet"
                    and t.sent.line.index < sent.line.index
                ),
                None,
            )
        elif is_definite(noun) or _is_further(noun) or _is_bare_plural(noun):
            source = self._last(sent, lambda row: bool(row.attackers))
        elif noun.tag_ == "NNS":
            source = self._summed_up(sent)
        if source is None or not self._agrees(row, source.row):
            return
        row.attackers = list(source.row.attackers)
        row.inherited = (*row.inherited, "attacker")
        row.strike_type = row.strike_type or source.row.strike_type

    def _listed_under(self, words: Words, row: Row) -> Told | None:
        """The strikes that the title of a list tells of ("Raids of the coalition, by governorate:"), where the row is one of them."""
        of_them = any(n.lower_ in _RAIDS for n in row.event.nouns) or bool(row.event.platforms)
        opening = _list_opening(words) if of_them else None
        return (
            next((t for t in self.told if t.sent.line is opening and t.row.attackers), None)
            if opening
            else None
        )

    def _summed_up(self, sent: Sent) -> Told | None:
        """ "The coalition answered with bombing. Observers counted 21 raids on Sirwah": the strikes named without a place just before."""
        last = self._last(sent)
        if last is None or last.sent.line is not sent.line or last.sent is sent or last.row.place is not None:
            return None
        return last if last.row.attackers and not last.row.numbers else None

    def accused(self, sent: Sent, row: Row) -> Row | None:
        """ "activists accused rebels of firing it": the weapon just told of, with the accused as the party."""
        last = self._last(sent, lambda row: bool(row.event.arms))
        if last is None or not row.attackers:
            return None
        return replace(last.row, event=row.event, attackers=row.attackers, inherited=("place", "weapon"))

    def types(self) -> frozenset[str | None]:
        """The types of the strikes told so far, None among them where one was told of no type."""
        return frozenset(item.row.strike_type for item in self.told)

    def resume(self, words: Words, row: Row, own: list[Row]) -> str | None:
        """Fill a row that only counts weapons ("another landed …") from the strike told before, in its sentence (`own`) first; why not, where it is no row.

        What the same source says was stopped of it is a number of that strike, no strike of its own.
        """
        here = [Told(words.sent, words, r) for r in own if r.modality is None]
        stopped = row.event.intercepted
        last = (
            here[-1]
            if here
            else self._last(words.sent, lambda row: row.event.strength != "told" and row.modality is None)
        )
        if last is None or stopped and last.row.strike_type not in STOPPABLE:
            return "nothing told before that it counts"
        if stopped:  # a number of those fired, not of those that one of several places was hit by
            same = [t for t in self.told if t.sent is last.sent and t.row.event is last.row.event]
            last = next((t for t in same if "munitions" in t.row.numbers), last)
        fired = last.row.numbers.get("munitions")
        counted = fired if says_all(row.event.trigger) else row.numbers.get("munitions")
        if row.event.intercepted and self._same_voice(words, row, last):
            if counted is not None:
                last.row.numbers.setdefault("intercepted", counted)
            return "a number of the strike told before"
        own_place = row.place is not None and not row.place.inherited
        common = any(
            t.pos_ != "PROPN" for t in row.event.targets
        )  # not "one of them struck M/V Galaxy Leader"
        aimed = row.target.target_class is not None and row.place is not None and common
        harmed = row.event.harms_only and not own_place
        if harmed or not (row.event.intercepted or own_place or aimed or _goes_off(row)):
            return "no place of its own"
        kind = "intercepted" if row.event.intercepted else "munitions" if last.row.event.arms else "strikes"
        row.numbers = {kind: counted} if counted is not None else {}
        if row.event.intercepted and not own_place and last.row.place is not None:
            row.place = replace(last.row.place, inherited=True)
        row.strike_type = last.row.strike_type
        row.attackers = list(last.row.attackers)
        row.weapons = list(last.row.weapons)
        row.inherited = (*row.inherited, "attacker", "weapon")
        return None

    def retells(self, words: Words, row: Row) -> None:
        """ "The army said it had struck a command post", of a strike told just before by others: its type is that one's."""
        trigger = row.event.trigger
        if row.strike_type is not None or trigger.lower_ not in _RETOLD or not row.attackers:
            return
        last = self._last(words.sent, lambda r: r.modality is None)
        if (
            last is None
            or row.place is not None
            and not row.place.inherited
            or self._same_voice(words, row, last)
        ):
            return
        if not last.row.attackers or any(a.same_party(b) for a in row.attackers for b in last.row.attackers):
            row.strike_type = last.row.strike_type

    def stops(self, words: Words, row: Row) -> bool:
        """Whether the row only says how many were stopped of the weapons just told of ("149 drones … 124 UAVs were shot down")."""
        stopped = row.numbers.get("intercepted")
        if not row.event.intercepted or stopped is None or row.place is not None and not row.place.inherited:
            return False
        last = self._last(words.sent, lambda r: r.strike_type == row.strike_type and "munitions" in r.numbers)
        if last is None or last.sent.line is not words.sent.line or "intercepted" in last.row.numbers:
            return False
        fired = last.row.numbers["munitions"]
        if row.attackers and not any(a.same_party(b) for a in row.attackers for b in last.row.attackers):
            return False
        if (
            fired.high is not None
            and (stopped.low or 0) > fired.high
            or not self._same_voice(words, row, last)
        ):
            return False
        last.row.numbers["intercepted"] = stopped
        return True

    def lands(self, words: Words, row: Row) -> bool:
        """Whether the row only says where all of the weapons just told of came down ("All of the rounds landed short, hitting a home")."""
        arms = row.event.arms
        if not arms or not all(says_all(top_of(a.head)) for a in arms) or row.attackers:
            return False
        if row.place is not None and not row.place.inherited:
            return False
        last = self._last(words.sent, lambda r: bool(r.event.arms) and r.modality is None)
        if last is None or not self._agrees_in_type(row, last.row) or row.event.intercepted:
            return False
        if last.row.target.text is None:
            last.row.target = row.target
        return True

    def locates(self, words: Words, row: Row) -> bool:
        """Whether the row only says where the strike told just before took place ("The strike occurred near Buulobarde")."""
        event = row.event
        if (
            not event.nouns
            or not is_definite(event.nouns[0])
            or row.place is None
            or row.place.inherited
            or not any(v.lower_ in _TAKING_PLACE for v in event.verbs)
        ):
            return False
        last = self._last(words.sent)
        own_party = row.attackers and "attacker" not in row.inherited
        if last is None or not self._agrees_in_type(row, last.row) or own_party or row.target.text:
            return False
        last.row.place = last.row.place or row.place
        return True

    def drop_bombs(self, sent: Sent, row: Row) -> None:
        """Bombs of no kind that hit something are dropped, where raids from the air were told of just before, and no bombs of another kind."""
        arms = [a for a in row.event.arms if a.strike_type is None]
        if row.strike_type != "ied" or not arms or len(arms) < len(row.event.arms):
            return
        laid = any(v.lower_ in _LAID for v in row.event.verbs)
        if laid or not all(a.head.lower_ in ("bomb", "bombs") for a in arms):
            return
        reach = int(all(is_definite(a.head) for a in arms))
        near = [t for t in self.told if 0 <= sent.line.index - t.sent.line.index <= reach]
        if any(t.row.strike_type == "airstrike" for t in near) and "ied" not in self.types():
            row.strike_type = "airstrike"

    def _agrees_in_type(self, row: Row, earlier: Row) -> bool:
        return row.strike_type is None or earlier.strike_type in (None, row.strike_type)

    def resume_type(self, sent: Sent, row: Row, own: list[Row]) -> None:
        """Give "a direct hit" or "a projectile" the type and the party of the strike told just before, in the sentence (`own`) first."""
        told = self._last(sent)
        last = own[-1] if own else told.row if told else None
        if last is not None:
            row.strike_type = last.strike_type
            row.attackers = row.attackers or list(last.attackers)
            row.inherited = (*row.inherited, "attacker", "weapon")

    def goes_on(self, sent: Sent, row: Row, own: list[Row]) -> bool:
        """Whether "the building was itself hit the next day", "denies having fired on it" go on with the strikes just told, whose type is then theirs."""
        trigger = row.event.trigger
        hit = trigger.lower_ in _HIT and is_passive(trigger) and not row.event.doers
        people = row.target.target_class in (None, "personnel", "leadership")
        fired = trigger.lower_ in _FIRED and row.place is not None and _aims(trigger)
        if not fired and (not hit or people):
            return False
        if row.strike_type is not None or row.attackers and not fired:
            return False
        told = self._last(sent, lambda r: r.modality is None)
        last = own[-1] if own else told.row if told else None
        if last is None or last.strike_type not in (_SHOT if fired else _FROM_AFAR):
            return False
        if fired or row.place is None or row.place.inherited:
            self.resume_type(sent, row, own)
        return True

    def _same_voice(self, words: Words, row: Row, last: Told) -> bool:
        """Whether one source tells both; what only one clause of a sentence attributes to somebody holds for all of it."""
        context = words.context
        own = context.attribution(words.sent, row.event.trigger).source_name
        other = context.attribution(*(last.frame or (last.sent, last.row.event.trigger))).source_name
        return own == other or last.sent is words.sent and None in (own, other)

    def _last(self, sent: Sent, wanted: Callable[[Row], bool] | None = None) -> Told | None:
        """The last strike told (such a one as wanted), if it was told just before."""
        for item in reversed(self.told):
            if item.sent.index < sent.index - _NEAR:
                return None
            if wanted is None or wanted(item.row):
                return item
        return None

    def _agrees(self, row: Row, earlier: Row) -> bool:
        """Whether the same party can be meant: what it struck with is not something else."""
        if (
            earlier.modality is not None
            or len(earlier.attackers) > 2
            or any(not _is_named(a) for a in earlier.attackers)
        ):
            return False
        return (
            row.strike_type is None or earlier.strike_type is None or row.strike_type == earlier.strike_type
        )

    def share_types(self) -> None:
        """An unqualified strike takes the type that the article gives to the same party's strikes.

        Where it gives several, raids and bombs are from the air if any are, and a strike is what most are.
        """
        types: dict[str, Counter[str]] = {}
        for item in self.told:
            if item.row.strike_type:
                for ref in item.row.attackers:
                    types.setdefault(_party(ref), Counter())[item.row.strike_type] += 1
        for item in self.told:
            if item.row.strike_type is not None or not item.row.attackers:
                continue
            seen = types.get(_party(item.row.attackers[0]), Counter())
            if "airstrike" in seen and item.row.event.trigger.lower_.startswith(("raid", "bomb")):
                item.row.strike_type = "airstrike"
            elif seen and (len(seen) == 1 or seen.most_common(1)[0][1] * 2 > sum(seen.values())):
                item.row.strike_type = seen.most_common(1)[0][0]

    def _announced(self, opening: Line) -> Told | None:
        """The strike behind a title such as "Key hits 9 June:": the last one told, its date that of the title."""
        last = next((t for t in reversed(self.told) if t.row.event.nouns), None)
        if last is None or not _HITS.search(opening.clean.text):
            return None
        document = last.words.context.document
        sent = next((s for s in document.sents if s.line is opening), None)
        return replace(last, frame=(sent, sent.span.root)) if sent is not None else None

    def listed(self, words: Words) -> list[Told]:
        """The rows of a bullet that only names what was hit, under a line that opens such a list with a colon."""
        line, sent = words.line, words.sent
        if line.clean.kind != "bullet" or any(
            t.dep_ in ("nsubj", "nsubjpass") and is_verb(t.head) and t.head.lower_ != "struck"
            for t in sent.span
        ):
            return []
        document = words.context.document
        opening = next((x for x in reversed(document.lines[: line.index]) if x.clean.kind != "bullet"), None)
        if opening is None or not opening.clean.text.rstrip().endswith(":"):
            return []
        parents = [
            t for t in self.told if t.sent.line is opening and (t.row.event.nouns or announces_targets(t.row))
        ]
        parent = parents[-1] if parents else self._announced(opening)
        if parent is None:
            return []
        root = sent.span.root
        heads = [
            t
            for t in sent.span
            if t.pos_ in ("NOUN", "PROPN")
            and t.dep_ in ("ROOT", "conj", "appos", "nsubj", "dobj", "attr")
            and t.i not in line.place_at
        ] or conjuncts(root)
        mentions = [m for m in line.places if sent.span.start <= m.first < sent.span.end]
        event = Event(root, "list:target", "strong", targets=heads)
        target = target_of(words, tuple(heads))
        nothing = any(t.lower_ == "nothing" for t in sent.span)
        places: list[PlaceChoice | None] = [choice_of(line, m) for m in most_specific(line, mentions)] or [
            None
        ]
        return [
            Told(
                sent,
                words,
                replace(
                    parent.row,
                    event=event,
                    place=place,
                    target=target if target.text else Target(),
                    numbers=_own_count(words, heads),
                    scope="subset",
                    inherited=("attacker",),
                    modality="negated" if nothing else None,
                ),
                parent.frame or (parent.sent, parent.row.event.trigger),
            )
            for place in places
        ]

    def shared_out(self, words: Words) -> list[Told]:
        """The parts of the strikes told in the sentence before ("Two were in Zap, four in Avasin and one in Qandil")."""
        last = self._last(words.sent)
        if last is None or last.sent.index != words.sent.index - 1 or not _is_several(last.row):
            return []
        parent = replace(last.row, event=replace(last.row.event, rule="part:subset"))
        return [
            Told(words.sent, words, row, (last.sent, last.row.event.trigger))
            for member in words.members
            if member.says == "subset" and (row := part_of(words, parent, member)) is not None
        ]


_TARGETS = frozenset("targets sites objects objectives places locations facilities positions".split())


def announces_targets(row: Row) -> bool:
    """ "struck the following targets:": what was hit is still to come."""
    return row.place is None and any(
        t.lower_ in _TARGETS and any(c.lower_ in ("following", "these", "fixed") for c in t.children)
        for t in row.event.targets
    )


def _list_opening(words: Words) -> Line | None:
    """The line that opens, with a colon, the list of labelled lines that the sentence stands in ("Hodeidah: nine raids on …")."""
    line = words.line
    before = line
    while before.clean.label is not None and before.index:
        before = words.context.document.lines[before.index - 1]
    opens = before is not line and before.clean.text.rstrip().endswith(":")
    return before if opens else None


def _is_own_work(row: Row) -> bool:
    event = row.event
    if event.intercepted or row.strike_type not in ("airstrike", "naval"):
        return False
    return (
        any(
            n.lower_
            in ("sortie", "sorties", "mission", "missions", "strike", "strikes", "airstrike", "airstrikes")
            for n in event.nouns
        )
        or bool(event.platforms)
        or event.rule.startswith("list")
    )


def _aims(verb: Token) -> bool:
    return any(name in ("on", "at", "into", "upon") for name, _ in preps(verb))


def _goes_off(row: Row) -> bool:
    """ "a third detonated" is one more; "the second exploded" is one of those told of."""
    return not is_definite(row.event.trigger) and row.event.rule.removeprefix("count:").startswith(
        ("explod", "deton", "went", "blew")
    )


def _is_several(row: Row) -> bool:
    """Whether several strikes or weapons were told of: by their number, or by a plural."""
    counted = row.numbers.get("strikes") or row.numbers.get("munitions")
    if counted is not None:
        return counted.low is None or counted.low > 1
    return any(t.tag_ == "NNS" for t in (*row.event.nouns, *(a.head for a in row.event.arms)))


def _own_count(words: Words, heads: list[Token]) -> dict[str, Quantity]:
    found = words.count(heads[0]) if len(heads) == 1 else None
    return {"targets": found} if found is not None else {}


def _party(ref: ActorRef) -> str:
    return ref.actor.actor_id if ref.actor else ref.text.lower()


def _is_named(ref: ActorRef) -> bool:
    """Whether the party is known, or at least a force told by a name ("Coalition forces", not "they")."""
    words = ref.text.split()
    return ref.actor is not None or (
        len(words) > 1 and words[0].istitle() and words[0] not in ("The", "A", "Two", "Three")
    )


def _is_further(noun: Token) -> bool:
    return any(c.lower_ in _FURTHER for c in noun.children if c.dep_ in ("amod", "det"))


def _is_bare_plural(noun: Token) -> bool:
    """ "Strikes on Aleppo killed …" right after strikes whose party was named."""
    return noun.tag_ in ("NNS", "NNPS") and not any(
        c.dep_ in ("det", "poss", "nummod", "compound") for c in noun.children
    )
