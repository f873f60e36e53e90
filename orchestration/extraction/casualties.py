"""Casualty claims: how many of whom were killed, injured, captured or are missing, and who did it."""

from dataclasses import dataclass, field, replace

from orchestration.extraction.actors import ActorRef, force_kind
from orchestration.extraction.casualty_bounds import is_answered, natural_cause, number_of
from orchestration.extraction.casualty_captives import CAPTIVE_FRAMES, FREEING
from orchestration.extraction.casualty_causes import (
    attackers_in,
    blamed_behind,
    captors,
    goes_on,
    is_more_of,
    perpetrators,
    shared_circumstances,
)
from orchestration.extraction.casualty_days import run_up
from orchestration.extraction.casualty_drafts import draft_of
from orchestration.extraction.casualty_events import (
    At,
    Event,
    conditions,
    is_cause,
    next_event,
    particles_follow,
    speaks_of_attack,
)
from orchestration.extraction.casualty_figures import (
    FIGURE_FRAMES,
    further_figure,
    same_fate,
    shared_out,
    sum_alone,
)
from orchestration.extraction.casualty_frames import VERB_FRAMES
from orchestration.extraction.casualty_harming import DEAD_BODIES
from orchestration.extraction.casualty_mishaps import by_mishap
from orchestration.extraction.casualty_nouns import NOUN_FRAMES
from orchestration.extraction.casualty_places import Where, own_place, places_of_groups
from orchestration.extraction.casualty_results import RESULT_FRAMES
from orchestration.extraction.casualty_scenes import Scenes, has_own_time
from orchestration.extraction.casualty_scope import scope_of
from orchestration.extraction.casualty_states import (
    STATE_FRAMES,
    is_clipped_list,
    meets_its_end,
    side_phrase,
    state,
)
from orchestration.extraction.casualty_superseded import was_given_up
from orchestration.extraction.casualty_tables import tabled
from orchestration.extraction.casualty_tolls import (
    TOLL_FRAMES,
    among,
    counted_among,
    echoes,
    make_up,
    part_of_toll,
)
from orchestration.extraction.context import Context
from orchestration.extraction.drafts import Draft, Refusal
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import PlaceChoice, choice_of
from orchestration.extraction.syntax import clause_head, is_verb, negated
from orchestration.extraction.timing import When, is_of_today
from orchestration.extraction.victim_parts import class_of_all, parts_after, split_by_colon
from orchestration.extraction.victim_sides import WHOLE_NOUNS
from orchestration.extraction.victim_targets import as_attacked
from orchestration.extraction.victims import Victims, group_of

_SUMMARIES = frozenset({"cumulative", "aggregate"})
_FRAMES = (
    VERB_FRAMES | CAPTIVE_FRAMES | NOUN_FRAMES | STATE_FRAMES | TOLL_FRAMES | FIGURE_FRAMES | RESULT_FRAMES
)
_REMEMBERED = 2
_ATTACK_BEFORE = 2
_POLICE = frozenset(
    "police policeman policemen officer officers agent agents detectives authorities prosecutors government".split()
)
_ATTACKERS = frozenset("attacker attackers assailant assailants raiders infiltrators bombers".split())
_BYSTANDERS = frozenset({"civilian", "unknown"})
_DETAINED = frozenset({"captured", "missing"})
_OF_STATES = frozenset({"state", "coalition", "igo", "police"})


@dataclass
class _Memory:
    """What the passage told last: the outcome and the victims that a later count may leave unsaid."""

    outcome: str = ""
    groups: tuple[Victims, ...] = ()
    causes: list[ActorRef] = field(default_factory=list)
    line: int = -_REMEMBERED
    part: bool = False
    scope: str = ""
    sent: int = -1
    when: When | None = None

    def reaches(self, line: int) -> bool:
        return bool(self.outcome) and line - self.line < _REMEMBERED


# What somebody does to people: it needs no word of war beside it. People also die, are hurt or go missing
# by themselves.
_INFLICTED = frozenset({"killed", "killed_or_injured", "captured"})
_BEFALLING = frozenset(
    {"intransitive", "suffered", "treated", "hospital", "unseen", "survive", "result", "prey"}
)
_TAKEN = frozenset({"captured", "captive", "abducted", "kidnapped", "imprisoned", "detained", "seized"})
_KNOWING = forms_of("know") | {"knowledge"}
_OF_THE_SAME = frozenset({"spoken", "same_fate"})
_LISTED = frozenset({"state", "part", "hospital"})
_COUNTS = frozenset({"state", "put_at", "toll", "count", "part"})


def find_casualties(context: Context) -> tuple[list[Draft], list[Refusal]]:
    """Drafts of casualty claims and the candidates refused, in reading order."""
    return _Finder(context).find()


class _Finder:
    """One pass over an article."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._scenes = Scenes(context)
        self._memory = _Memory()
        self._taken: set[tuple[int, bool]] = set()  # heads of groups told, and whether as held or missing
        self._counted: set[tuple[int | None, str]] = set()  # numbers told of the sentence, by outcome
        self._drafts: list[Draft] = []
        self._refusals: list[Refusal] = []

    def find(self) -> tuple[list[Draft], list[Refusal]]:
        self._drafts, read = tabled(self._context)
        forms = self._context.lexicon.trigger_forms["casualties"]
        for sent in self._context.document.sents:
            if sent.line.index in read:
                continue
            at = At(self._context, sent)
            self._taken, self._counted = set(), set()
            for event in (*make_up(at, after_part=self._memory.part), *sum_alone(at)):
                self._add(at, event, of_war=self._memory.reaches(sent.line.index))
            for token in sent.span:
                found = _events_of(at, token) if token.lower_ in forms else ()
                for event in (*found, *further_figure(at, token), *counted_among(at, token)):
                    self._add(at, event)
        return self._drafts, self._refusals

    def _add(self, at: At, event: Event, *, of_war: bool = False) -> None:
        """Take the event up, unless it is of something else than war; `of_war` where that is known already."""
        if event.tacit and not (
            self._memory.outcome == "captured" and self._memory.reaches(at.sent.line.index)
        ):
            return
        if event.outcome == "injured" and any(g.head.lower_ in DEAD_BODIES for g in event.groups):
            event = replace(event, outcome="killed")
        groups = tuple(
            g
            for g in event.groups
            if (g.head.i, event.outcome in _DETAINED) not in self._taken
            and (number_of(at, g), event.outcome) not in self._counted
            and not self._is_told(at, g, event)
        )
        given_up = event.superseded or bool(groups) and was_given_up(event)
        resumed = self._resumed(at, replace(event, groups=groups, superseded=given_up)) if groups else None
        if resumed is None:
            return
        if resumed.side is None and all(g.actor is None for g in groups):
            resumed = replace(resumed, side=side_phrase(at, resumed.trigger))
        if _is_open_question(at, resumed) or _is_intended(at, resumed) or by_mishap(at, resumed):
            return
        causes = perpetrators(at, resumed.doers)
        violent = resumed.violent or bool(causes) or any(is_cause(at, d) for d in resumed.doers)
        inflicted = speaks_of_attack(at) or (
            resumed.rule not in _BEFALLING
            and (resumed.outcome in _INFLICTED or resumed.rule in _COUNTS)
            and (violent or not any(d.pos_ == "NOUN" for d in resumed.doers))
        )
        if (nature := natural_cause(at, resumed)) is not None:
            self._refusals.append(Refusal("casualties", at.sent, resumed.trigger, f"about {nature}, not war"))
            return
        reason = self._context.topics.objection(
            at.sent, "casualties", grounded=violent, explicit=inflicted, trigger=resumed.trigger
        )
        if reason is not None and not of_war:
            self._refusals.append(Refusal("casualties", at.sent, resumed.trigger, reason))
            self._taken.update((t.i, resumed.outcome in _DETAINED) for t in resumed.covers)
            return
        resumed = replace(
            resumed, groups=tuple(as_attacked(at, resumed.trigger, g, causes) for g in resumed.groups)
        )
        shared = () if resumed.doers else shared_circumstances(at, resumed.trigger)
        causes = (
            causes
            or perpetrators(at, shared)
            or (self._memory.causes if resumed.rule in _OF_THE_SAME else [])
            or blamed_behind(at, resumed.trigger)
            or (captors(at) if resumed.outcome == "captured" else [])
        )
        when = self._when(at, resumed)
        scope = self._write(at, resumed, causes or self._attackers_before(at, resumed), when)
        part = resumed.rule == "part" or any(self._is_told_part(at, g, resumed) for g in resumed.groups)
        sided = tuple(_sided(g, resumed.side) for g in resumed.groups)
        whole = self._memory.groups if part else sided
        told = when or self._context.when(at.sent, resumed.trigger)
        self._memory = _Memory(
            resumed.outcome, whole, causes, at.sent.line.index, part, scope, at.sent.index, told
        )
        shared = shared_out(at, resumed) if not part else []
        for further in (*echoes(at, resumed), *among(at, resumed), *same_fate(at, resumed), *shared):
            self._add(at, further, of_war=True)

    def _resumed(self, at: At, event: Event) -> Event | None:
        """The event with what it leaves unsaid taken from the claim before; None where there is none."""
        known = self._memory.reaches(at.sent.line.index)
        if not event.outcome and not known and event.trigger.lower_ == "victims":
            event = replace(event, outcome="killed")
        if not event.outcome:
            if not known:
                return None
            event = replace(event, outcome=self._memory.outcome)
        if known and self._memory.groups and event.side is None:
            earlier = self._memory.groups[-1]
            same = (
                at.sent.span.start <= earlier.head.i < at.sent.span.end
                and self._memory.line == at.sent.line.index
            )
            further = event.rule in _OF_THE_SAME
            event = replace(
                event,
                groups=tuple(self._like(at, g, earlier, same=same, further=further) for g in event.groups),
            )
        if known:
            whole = self._memory.groups[0] if len(self._memory.groups) == 1 else None
            told = tuple(
                replace(g.like(whole) if whole else g, subset=True) if self._is_told_part(at, g, event) else g
                for g in event.groups
            )
            shot = event.outcome == "killed_or_injured" and any(g.subset for g in told)
            event = replace(event, groups=told, outcome=self._memory.outcome if shot else event.outcome)
        return event

    def _is_told_part(self, at: At, group: Victims, event: Event) -> bool:
        """As in "Four of them burned to death. Two were picked off by snipers": of the dead counted before."""
        alike = event.outcome in (self._memory.outcome, "killed_or_injured") or (
            self._memory.outcome == "killed_or_injured" and _of_them(group)
        )
        if not alike or not self._memory.groups or event.rule == "part":
            return False
        whole = sum(g.count.low or 0 for g in self._memory.groups)
        opens = group.bare and group.head.i <= at.sent.span.start + 1
        fewer = 0 < (group.count.low or 0) < whole
        named = group.count.rule == "singular" and group.head.tag_ == "NNP" and event.rule in _BEFALLING
        same = "unknown" in (group.victim_class, known := self._memory.groups[0].victim_class) or (
            group.victim_class == known
        )
        close = self._memory.line == at.sent.line.index and not has_own_time(at)
        return fewer and (_of_them(group) or (opens and self._memory.part) or (named and same and close))

    def _is_told(self, at: At, group: Victims, event: Event) -> bool:
        """As in "Six peasants were murdered. The victims were dragged out and executed", "murdered the mayor and
        shot him": nobody but those told before.
        """
        if not self._memory.reaches(at.sent.line.index) or self._memory.outcome != "killed":
            return False
        dead = event.outcome in ("killed", "killed_or_injured")
        again = group.count.rule == "bare_plural" and group.head.lower_ in ("victims", "dead", "slain")
        him = group.head.lower_ in ("him", "her") and group.head.dep_ == "dobj"
        return dead and (him or (again and any(c.lower_ == "the" for c in group.head.children)))

    def _like(self, at: At, group: Victims, earlier: Victims, *, same: bool, further: bool) -> Victims:
        """A group with what its words leave unsaid about it, from the one told before; `same` in the same
        sentence, `further` where another figure for it is given.
        """
        spared = earlier.count.high == 0 and earlier.victim_class == "civilian"
        if not group.bare or spared:  # "no civilians were harmed", whoever the dead of another source were
            return group
        if _of_them(group) and self._memory.line == at.sent.line.index:
            return replace(group, victim_class=earlier.victim_class, actor=earlier.actor)
        if len({g.victim_class for g in self._memory.groups}) > 1:
            earlier = replace(earlier, victim_class="unknown", actor=None)
        return group.like(earlier) if same or further or _continues(group) else group

    def _attackers_before(self, at: At, event: Event) -> list[ActorRef]:
        """The parties whose attack, told before in the paragraph, the event is a result of."""
        if event.outcome not in ("killed", "injured") or event.groups[0].count.high == 0:
            return []
        if scope_of(at, event, event.groups[0], "") in _SUMMARIES:
            return []  # a ministry's sum is of more than the attack told before it
        if event.groups[0].head.lower_ in _ATTACKERS or (event.groups[0].text or "").lower() in _ATTACKERS:
            return []  # those who attacked did not kill themselves
        victim = event.groups[0].actor or event.side
        if is_more_of(at, event.doers) and self._memory.reaches(at.sent.line.index):
            return [c for c in self._memory.causes if victim is None or not c.same_party(victim)]
        if not goes_on(at, event.doers) or is_answered(event.trigger):
            return []
        if refs := attackers_in(at, before=event.trigger.i):
            told_by = at.context.attribution(at.sent, event.trigger).source_text
            speaks = refs[0].actor is None and refs[0].text == told_by  # "Refugees say 100 are dead"
            return [] if speaks or _on_one_side(refs[0], victim) or _is_subject(refs[0], event) else refs
        if has_own_time(at) or own_place(at, event).place:
            return []
        sents, nouns = self._context.document.sents, self._context.lexicon.victim_nouns
        for sent in reversed([s for s in sents[: at.sent.index] if s.line is at.sent.line][-_ATTACK_BEFORE:]):
            if refs := attackers_in(At(self._context, sent)):
                if refs[0].actor is None and nouns.get(refs[0].text.split()[-1].lower()) in _BYSTANDERS:
                    return []  # "youths", "men": no party that a later toll can be laid to
                return [] if _on_one_side(refs[0], victim) else refs
        return []

    def _when(self, at: At, event: Event) -> When | None:
        """The days that the event takes from elsewhere: of the attack that it points to, of the figure that it is another
        source's for, of the count before in a list ("12 killed in Homs since May, 40 wounded"); None where it has its own.
        """
        if told := run_up(at, event) or self._scenes.when_spoken_of(at, event):
            return told
        if event.rule == "echo" and (day := at.sent.line.time_at.get(event.trigger.i + 2)) is not None:
            return When(day.value.first, day.value.last, day.value.precision)  # "and five on Tuesday"
        if self._context.when(at.sent, event.trigger):
            return None
        if event.groups[0].count.high != 0 and (told := self._scenes.when_at(at, own_place(at, event))):
            return replace(told, inherited=True)
        before = self._memory.when
        if not before or self._context.clock.is_elsewhere(at.sent, event.trigger):
            return None
        listed = self._memory.sent == at.sent.index and event.rule in _LISTED
        again = event.rule in _OF_THE_SAME and self._memory.reaches(at.sent.line.index)
        again = again or (before.inherited and self._memory.line == at.sent.line.index)
        return replace(before, inherited=True) if listed or again else None

    def _write(self, at: At, event: Event, causes: list[ActorRef], when: When | None) -> str:
        """Drafts for the groups of the event and their parts; the scope of the whole."""
        held = event.outcome in _DETAINED
        self._taken.update((t.i, held) for t in (*(g.head for g in event.groups), *event.covers))
        numbers = (number_of(at, g) for g in event.groups)
        self._counted.update((n, event.outcome) for n in numbers if n is not None)
        parts: list[Victims] = []
        scenes: dict[int, PlaceChoice] = {}
        start, end = max(g.head.i for g in event.groups) + 1, at.sent.span.end
        if not event.superseded:
            end = next_event(at, event.trigger, start)
            parts = [
                p
                for p in parts_after(
                    at.context,
                    at.sent,
                    start,
                    end,
                    event.groups[0].count.low,
                )
                if (p.head.i, held) not in self._taken
            ]
            self._taken.update((i, held) for p in parts for i in range(p.head.left_edge.i, p.head.i))
            split = split_by_colon(at.sent, event.groups[0], at.sent.span.end)
            if any(at.rows(p.head.nbor(1), "adjective") for p, _ in split):
                split = []  # "11,418 casualties: 3,498 killed and 7,920 injured"
            located = {p.head.i for p, _ in split}
            parts = [p for p in parts if p.head.i not in located] + [p for p, _ in split]
            scenes = {p.head.i: choice_of(at.sent.line, m) for p, m in split if m is not None}
            self._taken.update((p.head.i, held) for p in parts)
        main = _summed(event.groups[0], parts)
        if main.victim_class == "unknown":
            main = replace(main, victim_class=class_of_all(at.context, at.sent, start, end))
        same = self._memory.line == at.sent.line.index
        whole = scope_of(at, event, main, self._memory.scope if same else "")
        listed = self._memory.sent == at.sent.index and event.rule in _LISTED
        if whole == "incident" and listed and self._memory.scope in _SUMMARIES and not _own_time(at, event):
            # "More than 260 have died since January, says the UN, which counts 66 wounded"
            whole = self._memory.scope
        beside = self._memory.sent == at.sent.index and self._memory.scope != "cumulative"
        if whole == "cumulative" and beside and event.rule == "transitive":
            whole = self._memory.scope  # "killed 80 on Friday and injured 1,600"
        own = own_place(at, event)
        if whole == "incident" and (own.several and len(event.groups) == 1 or len(scenes) > 1):
            whole = "aggregate"
        if len(scenes) > 1 or own.several and whole == "aggregate" and main.count.high != 0:
            own = Where()  # "142 dead: 51 in Damascus, 40 in Aleppo": one number over several places has none
        scenes |= places_of_groups(at, event)
        place = self._scenes.of(at, event, own, summary=whole in _SUMMARIES)
        if whole == "cumulative" and _counts_till_now(at, event, when):
            when = When()
        for group in (
            main,
            *event.groups[1:],
            *(p.like(main if p.bare else replace(main, victim_class="unknown")) for p in parts),
        ):
            scope = "subset" if group.subset else whole
            scene = scenes.get(group.head.i, place)
            self._drafts.append(
                replace(draft_of(at, event, group, causes), place=scene, scope=scope, when=when)
            )
        return whole


def _counts_till_now(at: At, event: Event, when: When | None) -> bool:
    """Whether no day of the passage is that of the figure: "The war has cost a million lives"."""
    days = when if when is not None else at.context.when(at.sent, event.trigger)
    return days.inherited and days.first == days.last and is_of_today(clause_head(event.trigger))


def _own_time(at: At, event: Event) -> bool:
    """Whether the event has a time of its own, not the passage's."""
    when = at.context.when(at.sent, event.trigger)
    return bool(when) and not when.inherited


def _sided(group: Victims, side: ActorRef | None) -> Victims:
    """The group as its side's: whose losses are told are fighters."""
    known = "combatant" if side is not None and group.victim_class == "unknown" else group.victim_class
    return replace(group, actor=group.actor or side, victim_class=known)


def _is_open_question(at: At, event: Event) -> bool:
    """As in "She did not know if there had been casualties": nobody claims any, and nobody says how many."""
    uncounted = all(
        g.head.lower_ == "number" or (g.count.text is None and g.count.high != 0) for g in event.groups
    )
    if not uncounted or event.modality is not None:
        return False
    clause = clause_head(event.trigger)
    known = [
        t
        for t in at.sent.span
        if t.lower_ in _KNOWING and (t.i < event.trigger.i or clause_head(t) == clause)
    ]
    if any(negated(clause_head(t)) for t in known):
        return True  # "We do not yet know the number of soldiers put out of action"
    return at.context.modality(at.sent, event.trigger) == "hypothetical"


def _is_intended(at: At, event: Event) -> bool:
    """Whether nobody has been hurt yet: "vowed to kill every rebel", "expected to be murdered"."""
    return (event.modality or at.context.modality(at.sent, event.trigger)) == "planned"


def _is_subject(attacker: ActorRef, event: Event) -> bool:
    """Whether the party found is the victims themselves."""
    return any(
        g.actor is not None and g.actor.same_party(attacker) or (g.text or "") in attacker.text
        for g in event.groups
    )


def _on_one_side(attacker: ActorRef, victim: ActorRef | None) -> bool:
    """Whether both are of states or their coalition: armies of one camp do not attack each other."""
    return (
        victim is not None
        and victim.actor is not None
        and attacker.actor is not None
        and {victim.actor.kind, attacker.actor.kind} <= _OF_STATES
    )


def _summed(group: Victims, parts: list[Victims]) -> Victims:
    """The whole of a list of parts, with the class that they make up."""
    classes = {p.victim_class for p in parts}
    total = sum(p.count.low or 0 for p in parts)
    if group.victim_class != "unknown" or "unknown" in classes or len(parts) < 2 or total != group.count.low:
        return group
    return replace(group, victim_class=classes.pop() if len(classes) == 1 else "mixed")


def _of_them(group: Victims) -> bool:
    """As in "26 of them were taken": of the victims told before."""
    behind = [t.lower_ for t in group.head.doc[group.head.i + 1 : group.head.i + 3]]
    apart = group.head.i > 0 and group.head.nbor(-1).text == ","  # "14 casualties, seven of them dead"
    return behind == ["of", "them"] and (apart or group.head.dep_ in ("nsubj", "nsubjpass"))


def _continues(group: Victims) -> bool:
    """Whether a number without a noun goes on about the people of the sentence before: "dozens more",
    "others".
    """
    following = group.head.doc[group.head.i : group.head.i + 2]
    return any(t.lower_ in ("more", "others", "other", "another") for t in following)


def _events_of(at: At, token: Token) -> list[Event]:
    """What the frames of one token find; the first frame that finds anything counts."""
    if token.dep_ == "amod" and clause_head(token.head).lower_ in FREEING:
        return []  # "rescued 253 kidnapped hostages"
    if token.dep_ == "amod" and token.lower_ in _TAKEN and meets_its_end(at, token.head):
        return []  # "executed 12 captured soldiers"
    if _is_of_a_thing(at, token) or token.lower_ == "held" and token.head.head.lower_ in FREEING:
        return []
    for row in at.rows(token, "adjective"):
        part = part_of_toll(at, token, row) if token.lower_ in WHOLE_NOUNS else []
        told = state(at, token, row) if row["frame"] == "state" else []
        parts = {g.head.i for event in part for g in event.groups}
        if part and any(g.count.text and g.head.i not in parts for event in told for g in event.groups):
            return [*told, *part]  # "most of the 34 killed were women": the whole is told as well
        if found := part or told:
            return found
    if token.tag_ in ("VBN", "VBD") and token.lower_ in WHOLE_NOUNS and _is_nominal(token):
        return []
    if token.dep_ == "acl" and _are_missing(at, token.head):
        return []  # "three students seized on Friday remain missing"
    # "kills 26 in Homs, wounds 50"
    clipped = token.tag_ in ("NNS", "NNPS") and token.i + 1 in at.sent.line.quantity_at
    misread = token.tag_ == "JJ" and any(c.dep_ == "dobj" for c in token.children)  # "and crippled two men"
    listed = is_clipped_list(at, token)
    rows = at.rows(token, "verb") if (is_verb(token) or clipped or misread) and not listed else ()
    for row in (*rows, *(at.rows(token, "noun") if not rows or token.tag_ == "VBG" else ())):
        frame = _FRAMES.get(row["frame"])
        if frame is None or not particles_follow(at.sent, token, row["lemma"]):
            continue
        if found := frame(at, token, row):
            atrocity = "atrocity" in conditions(row)
            kept = found
            if row["note"] == "by a force":
                kept = [
                    replace(e, tacit=not e.doers and not _are_fighters(e))
                    for e in found
                    if not e.doers or _by_force(at, e)
                ]
            return [replace(e, violent=True) for e in kept] if atrocity else kept
    return []


def _is_of_a_thing(at: At, token: Token) -> bool:
    """As in "a dead tank", "the vanished army": an attribute of what is no people."""
    noun = token.head
    if token.dep_ != "amod" or noun.i < token.i or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    counted = any(i in at.sent.line.quantity_at for i in range(noun.left_edge.i, noun.i))
    return not counted and group_of(at.context, at.sent, noun, people_only=True) is None


def _are_missing(at: At, noun: Token) -> bool:
    """Whether the people are then said to be missing."""
    if noun.dep_ not in ("nsubj", "nsubjpass"):
        return False
    said = (row for t in noun.head.children for row in at.rows(t, "adjective") if t.dep_ in ("acomp", "oprd"))
    return any(row["frame"] == "state" and row["value"] == "missing" for row in said)


def _is_nominal(token: Token) -> bool:
    """As in "two of the wounded succumbed": those spoken of, whatever the parser makes of the word."""
    before = token.nbor(-1).lower_ if token.i else ""
    return before in ("the", "those") and not any(c.dep_ in ("dobj", "agent", "aux") for c in token.children)


def _are_fighters(event: Event) -> bool:
    """Whether fighters are detained, whom but a force detains ("40 suspected insurgents have been detained")."""
    return event.trigger.lower_ == "detained" and all(g.victim_class == "combatant" for g in event.groups)


def _by_force(at: At, event: Event) -> bool:
    """Whether a party of the conflict did it: arrests by ordinary police are no captures."""
    if any(d.lower_ in _POLICE for d in event.doers):
        return False
    if any(force_kind(at.context.document, d) is not None for d in event.doers):
        return True
    return any(
        ref.actor is not None and ref.actor.kind != "police" or "force" in ref.text.lower()
        for ref in perpetrators(at, event.doers)
    )
