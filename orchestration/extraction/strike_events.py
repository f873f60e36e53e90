"""Strikes as a sentence tells them: a noun ("the raid"), a weapon in action ("a shell hit"), or a verb ("shelled").

Each finder collects the tokens of one event: who did it, what was hit, with what, and the verbs whose
phrases say where and when. What these tokens stand for is read in `strike_roles`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from orchestration.extraction.strike_things import SETTLED, class_of, is_place_only
from orchestration.extraction.strike_words import Arm, Words, before_noun, top_of
from orchestration.extraction.syntax import (
    agents,
    clause_head,
    conjuncts,
    head_of_conjuncts,
    is_passive,
    is_verb,
    objects,
    own_subjects,
    subjects,
)

_LANDED = frozenset({"outside", "beside", "on", "onto", "into", "in", "at", "through", "under", "beneath", "underneath", "inside", "against", "amid"})
_ONTO = frozenset({"on", "against", "at", "upon", "targeting", "hitting"})
_INSTRUMENT = frozenset({"with", "using", "via", "through", "employing", "firing"})
_EVENT_HEADS = frozenset("campaign campaigns mission missions operation operations spree wave waves run runs offensive offensives attempt attempts raid raids attack attacks".split())
_NOT_FIRE = re.compile(r"^(?:small|arms|machine|sniper|friendly|covering|rifle|return|cease|camp|forest|gun|gas|arm|bush|set|caught)$", re.I)
_GROUND = re.compile(
    r"^(?:ground|commando|police|dawn|night|house|drugs?|cattle|cross-border|border|prison|infantry|armed|knife|gun|machete|stabbing|gas|union|labou?r|hunger|general|"
    r"rent|sit-down|teachers?|dock|bus|rail|transport|strategic|cyber|heart|bird|lightning|rescue|arson|shark|panic|verbal|secondary)$",
    re.I,
)
_AIR = re.compile(r"\bfrom (?:the )?air\b", re.I)
_SHIP_OR_FLEET = frozenset({"navy", "fleet"})
_HEADLINE_VERBS: dict[str, str | None] = {
    "shells": "artillery", "bombs": None, "rockets": "rocket", "mortars": "artillery", "pounds": None, "blasts": None, "raids": None, "blitzes": None,
    "bombards": None, "strafes": "airstrike", "pound": None, "shell": "artillery", "bomb": None, "bombard": None, "blast": None, "strafe": "airstrike",
}  # fmt: skip
_LOADED = frozenset({"rigged", "packed", "loaded", "laden", "filled", "strapped", "stuffed"})
_ADDS_UP = ("total", "reach", "stand", "stood", "amount", "bring", "brought", "rise", "rose", "come", "came", "climb", "exceed", "pass")
_SELF = frozenset({"himself", "herself", "themselves"})
_CAUSES = frozenset({"cause", "caused", "causes", "causing"})
_REPORTS_OF = frozenset({"report", "reported", "reports", "confirm", "confirmed", "deny", "denied", "describe", "described", "document", "documented", "condemn", "condemned", "see", "saw", "hear", "heard"})


@dataclass(slots=True)
class Event:
    """The tokens of one strike. `verbs` carry its place and time; `doers` and `targets` are heads of noun phrases."""

    trigger: Token
    rule: str
    strength: str
    strike_type: str | None = None
    nouns: list[Token] = field(default_factory=list)
    verbs: list[Token] = field(default_factory=list)
    doers: list[Token] = field(default_factory=list)
    targets: list[Token] = field(default_factory=list)
    arms: list[Arm] = field(default_factory=list)
    platforms: list[Arm] = field(default_factory=list)
    intercepted: bool = False
    harms_only: bool = False
    aside: frozenset[int] = frozenset()
    total: Token | None = None

    def heads(self) -> list[Token]:
        return [*self.nouns, *(a.head for a in self.arms), *self.targets]


def find_events(words: Words) -> tuple[list[Event], list[tuple[Token, str]]]:
    """Events of the sentence in order of their triggers, and the triggers that tell of no strike, with the reason."""
    finder = _Finder(words)
    return finder.run()


class _Finder:
    def __init__(self, words: Words) -> None:
        self.words = words
        self.events: list[Event] = []
        self.refused: list[tuple[Token, str]] = []
        self.by_verb: dict[int, Event] = {}
        self.used: set[int] = set()

    def run(self) -> tuple[list[Event], list[tuple[Token, str]]]:
        tokens = list(self.words.sent.tokens())
        for token in tokens:
            self._strike_noun(token)
        for token in tokens:
            self._headline(token)
        for token in tokens:
            if token.i not in self.used and (arm := self.words.arm(token)) and arm.is_fired:
                self._weapon(arm)
        for token in tokens:
            if is_verb(token) and token.i not in self.by_verb and token.i not in self.used:
                self._verb(token)
        self.events.sort(key=lambda e: e.trigger.i)
        return self.events, self.refused

    def _headline(self, token: Token) -> None:
        """"ARMY SHELLS HILLTOPS": a verb that the parser took for a plural noun, in a line that has no verb."""
        if token.lower_ not in _HEADLINE_VERBS or token.pos_ not in ("NOUN", "PROPN") or token.i in self.used or token.i == 0 or token.i + 1 >= len(token.doc):
            return
        sent = self.words.sent.span
        if self.words.line.clean.kind == "bullet" or len(sent) > 16 or sent.text.rstrip().endswith("."):
            return
        if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in sent):
            return
        before = [t for t in sent if t.i < token.i and (t.i in self.words.line.actor_at or t.i in self.words.line.weapon_at)]
        after = [t for t in sent if t.i > token.i and t.dep_ in ("dobj", "pobj", "appos", "conj", "ROOT", "nsubj") and t.pos_ in ("NOUN", "PROPN")]
        if not before or not after or token.nbor(1).lower_ in ("on", "in", "at", "kill", "hit", "near", "over", "against"):
            return
        event = Event(token, f"headline:{token.lower_}", "strong", _HEADLINE_VERBS[token.lower_], verbs=[token], doers=[before[-1]], targets=after[:1])
        self._platforms(event)
        self.used.add(token.i)
        self._add(event, [token])

    def _add(self, event: Event, verbs: list[Token]) -> None:
        self.events.append(event)
        for verb in verbs:
            self.by_verb.setdefault(verb.i, event)

    # -- nouns ------------------------------------------------------------------

    def _strike_noun(self, noun: Token) -> None:
        found = self.words.strike_noun(noun)
        if found is None and noun.lower_ in ("hit", "hits") and noun.pos_ == "NOUN" and any(c.lower_ == "direct" for c in noun.children):
            found = "weak", None
        if found is None or noun.i in self.used:
            return
        strength, strike_type = found
        if noun.lower_ in ("volley", "salvo", "barrage", "hail", "bombardment") and self._of_no_weapon(noun):
            self.refused.append((noun, "a volley of something else"))
            return
        carrier = noun
        if noun.dep_ in ("compound", "nmod", "amod") and noun.head.i > noun.i and noun.head.pos_ in ("NOUN", "PROPN"):
            if noun.head.lower_ not in _EVENT_HEADS:
                if strength != "armed":
                    self.refused.append((noun, "names a thing, not a strike"))
                return
            if self.words.strike_noun(noun.head):
                return
            carrier = noun.head
        modifier = self.words.modifier_type(noun)
        befores = before_noun(noun)
        if strength == "armed" and modifier is None and not self._arms_within(noun):
            return
        if noun.lower_ in ("fire", "firing") and any(_NOT_FIRE.match(t.text) for t in befores):
            return
        if strength != "strong" and modifier is None and any(_GROUND.match(t.text) for t in befores):
            self.refused.append((noun, "an attack on the ground or no attack at all"))
            return
        top = top_of(carrier)
        event = Event(noun, f"noun:{noun.lower_}", "strong" if modifier and strength != "armed" else strength, modifier or strike_type, nouns=list(dict.fromkeys([noun, carrier, top])))
        if strength == "armed":
            event.strength = "weak" if modifier in ("ied", "artillery", "rocket") and noun.lower_ in ("fire",) else "strong"
        self._role_of(event, head_of_conjuncts(top))
        self._clauses_of(event)
        self._struck(event)
        if noun.lower_.startswith(("blast", "explo", "deton")):
            for verb in [noun, *event.verbs[:1]]:
                self._landed_on(event, verb)
        self._arms_near(event, noun)
        self.used.update(t.i for t in [noun, carrier, top])
        self._add(event, [v for v in event.verbs if v.i not in self.by_verb])

    def _of_no_weapon(self, noun: Token) -> bool:
        """"a volley of pellets", "a barrage of questions"; "a bombardment of the town" hits a place."""
        for name, obj in _preps(noun):
            if name == "of" and obj.tag_ == "NNS" and self.words.arm(obj) is None and obj.lower_ not in ("weapons", "strikes", "raids", "attacks", "munitions"):
                return not any(c.dep_ == "det" for c in obj.children) and class_of(self.words, obj) is None
        return False

    def _arms_within(self, noun: Token) -> bool:
        """"an attack carried out with four limpet mines", "an assault with rockets"."""
        for token in noun.subtree:
            if token.i > noun.i and (arm := self.words.arm(token)) and arm.is_fired and _leads(token).lower_ in ("with", "using", "involving"):
                return True
        return False

    def _clauses_of(self, event: Event) -> None:
        """Clauses that hang on the strike: "the raid that killed", "a strike launched by jets", "the bombing which gutted the bakery"."""
        for noun in event.nouns:
            for clause in noun.children:
                if clause.dep_ not in ("relcl", "acl") or not is_verb(clause) or clause in event.verbs:
                    continue
                frames = self.words.frames(clause)
                if not is_passive(clause) and frames.keys() & {"hit", "destroy", "bombard"} and clause.lower_ not in _CAUSES:
                    event.targets.extend(t for t in objects(clause) if t != noun)
                    event.verbs.append(clause)
                elif frames.keys() & {"harm", "conduct", "launch", "impact"}:
                    event.verbs.append(clause)

    def _struck(self, event: Event) -> None:
        """"strikes on positions", "the shelling of a market", "carried out raids against camps"."""
        for noun in event.nouns:
            for name, head in _preps(noun):
                if name in _ONTO or (name == "of" and noun == event.trigger and noun.lower_ not in ("barrage", "salvo", "volley", "raids", "series")):
                    event.targets.append(head)
        for verb in event.verbs[:1]:
            if event.nouns[-1].dep_ in ("dobj", "conj") and self.words.frames(verb).keys() & {"conduct", "launch"}:
                event.targets.extend(head for name, head in _preps(verb) if name in _ONTO)

    def _role_of(self, event: Event, head: Token) -> None:
        """Read the part that the strike noun plays in its clause."""
        verb, dep = head.head, head.dep_
        if dep in ("nsubj", "nsubjpass", "csubj") and is_verb(verb):
            self._as_subject(event, verb, passive=dep == "nsubjpass")
        elif dep in ("dobj", "attr", "oprd", "dative") and is_verb(verb):
            self._as_object(event, verb)
        elif dep in ("pobj", "pcomp"):
            self._as_prep_object(event, verb)

    def _as_subject(self, event: Event, verb: Token, *, passive: bool) -> None:
        if passive:
            event.verbs.append(verb)
            frames = self.words.frames(verb)
            if "conduct" in frames or "launch" in frames or verb.lower_ in ("blamed", "attributed", "claimed"):
                event.doers.extend(agents(verb))
            if "intercept" in frames:
                event.targets = []
            event.verbs.extend(c for c in verb.children if c.dep_ in ("advcl",) and c.tag_ == "VBG")
            return
        chain = [verb, *(c for c in conjuncts(verb)[1:] if is_verb(c) and not own_subjects(c))]
        chain += [c for v in list(chain) for c in v.children if c.dep_ in ("advcl", "xcomp", "dep") and c.tag_ in ("VBG",) and not own_subjects(c)]
        event.verbs.extend(chain)
        harm_only = True
        for v in chain:
            frames = self.words.frames(v)
            if frames.keys() & {"hit", "destroy", "bombard", "intercept", "launch"}:
                if "launch" in frames and "hit" not in frames:
                    self._launched(event, v)
                    harm_only = False
                    continue
                if v.lower_ in _CAUSES:
                    continue
                event.targets.extend(objects(v))
                harm_only = False
        event.harms_only = harm_only and any("harm" in self.words.frames(v) for v in chain)

    def _launched(self, event: Event, verb: Token) -> None:
        """"the strikes delivered 24 munitions": munitions that a strike used."""
        for head in objects(verb):
            arm = self.words.arm(head)
            if arm and arm.is_fired:
                event.arms.append(arm)
                self.used.add(head.i)
        for name, head in [*_preps(verb), *(p for o in objects(verb) for p in _preps(o))]:
            if name in ("against", "on", "at"):
                event.targets.append(head)

    def _as_object(self, event: Event, verb: Token) -> None:
        frames = self.words.frames(verb)
        event.verbs.append(verb)
        if "take" in frames and event.trigger.lower_ in ("hit", "hits"):
            event.targets.extend(subjects(verb))
        elif "suffer" in frames and verb.lower_ not in ("see", "saw", "hear", "heard", "seen"):
            event.targets.extend(t for t in subjects(verb) if not is_passive(verb))
        elif frames.keys() & {"conduct", "launch", "set_off"}:
            event.doers.extend(agents(verb) if is_passive(verb) else _controlled(verb) or subjects(verb))
            event.verbs.extend(c for c in verb.children if c.dep_ in ("advcl", "xcomp") and c.tag_ in ("VBG", "VB") and not own_subjects(c))
            for v in event.verbs[1:]:
                inner = self.words.frames(v)
                if inner.keys() & {"hit", "destroy", "bombard"} and v.lower_ not in _CAUSES:
                    event.targets.extend(objects(v))
                elif "launch" in inner or "conduct" in inner:
                    self._launched(event, v)

    def _as_prep_object(self, event: Event, prep: Token) -> None:
        head = prep.head
        name = prep.lower_
        if name == "at" and is_verb(head) and "conduct" in self.words.frames(head):  # "cease at once airstrikes"
            event.doers.extend(_controlled(head) or subjects(head))
            event.verbs.append(head)
            return
        if name == "by" and not is_verb(head) and is_passive(clause_head(head)) and "destroy" in self.words.frames(clause_head(head)):
            head = clause_head(head)  # "reduced to rubble by the bombardment", hung on the rubble
        if prep.dep_ == "agent" or (name == "by" and is_verb(head)):
            chain = [head]
            while chain[-1].dep_ == "conj" and is_verb(chain[-1].head) and is_passive(chain[-1].head):
                chain.append(chain[-1].head)  # "was struck and killed by"
            event.verbs.extend(chain)
            if any(self.words.frames(v).keys() & {"hit", "destroy", "bombard"} for v in chain):
                event.targets.extend(subjects(head))
            return
        if name in _INSTRUMENT and not is_verb(head) and self.words.frames(clause_head(head)).keys() & {"launch", "hit", "destroy", "bombard"}:
            head = clause_head(head)  # "sprayed a gathering at Mbau with cannon fire", hung on Mbau
        if name in _INSTRUMENT and is_verb(head):
            event.verbs.append(head)
            event.doers.extend(agents(head) if is_passive(head) else subjects(head))
            if self.words.frames(head).keys() & {"hit", "destroy", "bombard", "harm", "launch"}:
                event.targets.extend(subjects(head) if is_passive(head) else objects(head))
            return
        if name == "under" and is_verb(head) and head.lower_ in ("come", "came", "comes", "coming", "was", "were", "is", "been"):
            event.verbs.append(head)
            event.targets.extend(subjects(head))
            return
        if name == "of" and head.lower_ in ("target", "scene", "site", "targets"):
            verb = clause_head(head)
            event.verbs.append(verb)
            if head.lower_.startswith("target") and is_verb(verb):
                event.targets.extend(own_subjects(verb))
            return
        event.verbs.append(clause_head(head))

    def _arms_near(self, event: Event, noun: Token) -> None:
        """Munitions and platforms in the strike's own phrase ("by jets", "of rockets", "using bombers") and its doers."""
        for head in event.nouns:
            for token in head.subtree:
                if token.i <= noun.i or token.i in self.used or clause_head(token) != clause_head(noun) and token.dep_ not in ("dobj", "conj"):
                    continue
                arm = self.words.arm(token)
                if arm and token.dep_ in ("pobj", "conj", "dobj", "appos") and _leads(token).lower_ in ("by", "of", "with", "from", "using", "involving"):
                    (event.arms if arm.role in ("munition", "device") else event.platforms).append(arm)
                    self.used.add(token.i)
        self._platforms(event)

    def _platforms(self, event: Event) -> None:
        for head in event.doers:
            for token in (head, *(t for t in before_noun(head) if head.pos_ == "PROPN")):
                arm = self.words.arm(token) or self._named_craft(token, head)
                if arm and arm.role in ("platform", "launcher") and not any(p.head == arm.head for p in event.platforms):
                    event.platforms.append(arm)
                    break
        for verb in [*event.verbs, *(t for t in event.targets if t.i > event.trigger.i)]:
            for name, head in _preps(verb):
                if head.lower_.startswith("grenade") or name == "through":
                    continue
                if name in (*_INSTRUMENT, "from") and (arm := self.words.arm(head)) and (name != "from" or arm.role in ("platform", "launcher")):
                    target = event.platforms if arm.role in ("platform", "launcher") and not arm.is_fired else event.arms
                    if not any(a.head == head for a in [*event.arms, *event.platforms]):
                        target.append(arm)
                        self.used.add(head.i)
            for child in verb.children:
                if child.dep_ == "advcl" and child.lower_ in ("using", "employing"):
                    for head in objects(child):
                        if arm := self.words.arm(head):
                            event.platforms.append(arm)
                            self.used.add(head.i)

    def _named_craft(self, token: Token, head: Token) -> Arm | None:
        """"The frigate Sagarawardena", "the battleship New Jersey": a craft before its name."""
        found = self.words.line.weapon_at.get(token.i)
        if token == head or found is None or found.value.kind != "platform":
            return None
        return Arm(head, found.first, "platform", found.value.strike_type)

    # -- weapons ----------------------------------------------------------------

    def _weapon(self, arm: Arm) -> None:
        """A weapon that is fired, lands, explodes, kills or is shot down."""
        head = head_of_conjuncts(top_of(arm.head))
        group = [arm, *(a for t in conjuncts(top_of(arm.head))[1:] if (a := self.words.arm(_through_of(t))) and a.is_fired)]
        if head != top_of(arm.head) and self.words.arm(head) and self.words.arm(head).is_fired:  # type: ignore[union-attr]
            return
        group.extend(a for a in self._after_place(head) if a.head.i not in {g.head.i for g in group})
        if any(c.lower_ in ("baton", "plastic", "rubber", "blank", "paintball") for c in arm.head.children):
            self.refused.append((arm.head, "no weapon of war"))
            return
        if any(c.lower_ == "of" and any(_is_figure(g) for g in c.children) for c in arm.head.children):
            self.refused.append((arm.head, "a figure of speech"))  # "a missile of a free kick"
            return
        if head.dep_ == "dobj" and (told := self._strike_that(head.head)) is not None:
            told.arms.extend(group)  # "a bombardment that brought down a million shells"
            self.used.update(a.head.i for a in group)
            return
        event = Event(arm.head, f"weapon:{arm.head.lower_}", "strong", arms=group)
        linked = self._main_link(event, head) | self._inner_links(event, arm.head)
        if not linked:
            return
        event.verbs = list(dict.fromkeys(event.verbs))
        other = next((self.by_verb[v.i] for v in event.verbs if v.i in self.by_verb), None)
        if other is not None and other.trigger.i not in (a.head.i for a in group):
            other.arms.extend(a for a in group if a.head.i not in {x.head.i for x in other.arms})
            self.used.update(a.head.i for a in group)
            return
        self.used.update(a.head.i for a in group)
        self._platforms(event)
        self._add(event, event.verbs)

    def _strike_that(self, verb: Token) -> Event | None:
        """The strike told as a noun whose clause the verb is."""
        chain = [verb, verb.head] if verb.dep_ == "conj" else [verb]
        for v in chain:
            if v.dep_ == "relcl":
                for event in self.events:
                    if any(n.i == v.head.i for n in event.nouns):
                        return event
        return None

    def _after_place(self, head: Token) -> list[Arm]:
        """"three rockets at Ashdod and a missile at the airport": the parser coordinates the missile with Ashdod."""
        out: list[Arm] = []
        for _, place in _preps(head.head):
            if place.dep_ == "conj" and place.i > head.i and (arm := self.words.arm(place)) and arm.is_fired:
                out.append(arm)
        return out

    def _main_link(self, event: Event, head: Token) -> bool:
        verb, dep = head.head, head.dep_
        if dep == "pobj" and (verb.dep_ == "agent" or verb.lower_ == "by") and is_verb(verb.head):
            return self._by_weapon(event, verb.head)
        if dep == "pobj" and verb.lower_ in ("over", "on", "onto", "into") and is_verb(verb.head) and event.arms[0].role == "device":
            if "tread" in self.words.frames(verb.head) and _has_word(verb.head, verb.lower_):
                event.verbs.append(verb.head)
                event.targets.extend(subjects(verb.head))
                return True
        if dep == "ROOT":
            return self._stranded(event, head)
        if not is_verb(verb):
            return False
        frames = self.words.frames(verb)
        if head.lower_ in ("number", "total") and verb.lower_.startswith(_ADDS_UP):
            event.verbs.append(verb)
            event.total = verb
            return True
        if dep == "nsubj" and (verb.tag_ == "VBN" or agents(verb)) and frames.keys() & {"launch", "plant"} and (main := self._lost_main(verb)) is not None:
            event.doers.extend(agents(verb))
            event.verbs.append(verb)
            return self._acts(event, main)
        if dep == "dobj" and "tread" in frames and event.arms[0].role == "device" and event.arms[0].strike_type == "ied" and not self._is_bomber(event, verb):
            event.verbs.append(verb)
            event.targets.extend(subjects(verb))
            return True
        if dep == "pobj" and "tread" in frames:
            return False
        if dep == "dobj" and "take" in frames and event.arms[0].role == "munition" and (event.arms[0].strike_type or event.arms[0].head.lower_.startswith("round")):
            event.verbs.append(verb)
            event.targets.extend(subjects(verb))
            return True
        if dep == "nsubj" and "intercept" in frames and not objects(verb) and not frames.keys() & {"impact", "hit"}:
            return self._is_used(event, verb, frames, passive=True)  # a headline: "221 drones destroyed overnight"
        if dep == "nsubj" or (dep == "nsubjpass" and not frames.keys() & {"launch", "plant", "set_off", "intercept", "conduct"}):
            return self._acts(event, verb)
        if dep == "dobj" and "plant" in frames and event.arms[0].role == "device" and verb.lower_.startswith(("driv", "drove", "ram")):
            event.doers.extend(subjects(verb))
            event.verbs.append(verb)
            self._aimed_at(event, verb)
            return bool(event.targets)
        if dep == "dobj" and "plant" in frames and any(c.dep_ == "relcl" for c in event.arms[0].head.children):
            event.doers.extend(subjects(verb))
            return False
        if dep == "nsubjpass" or (dep == "dobj" and frames.keys() & {"launch", "set_off", "intercept"}):
            return self._is_used(event, verb, frames, passive=dep == "nsubjpass")
        return False

    def _lost_main(self, participle: Token) -> Token | None:
        """"mortar bombs fired from the hills hit a queue": the main verb, where the parser took the participle for one."""
        candidates = [participle.head, *participle.head.children, *participle.children]
        for token in sorted(candidates, key=lambda t: t.i):
            if token.i > participle.i and is_verb(token) and not own_subjects(token) and token.tag_ in ("VBD", "VBN", "VBP", "VBZ"):
                if self.words.frames(token).keys() & {"impact", "hit", "destroy", "harm"}:
                    return token
        return None

    def _stranded(self, event: Event, head: Token) -> bool:
        """"A suicide bomber on a motorcycle detonated near …": the verb hangs on a noun inside the weapon's phrase."""
        for token in head.subtree:
            if token.i > head.i and token.dep_ in ("acl", "relcl") and token.head != head and token.tag_ in ("VBD", "VBN", "VBP"):
                if self.words.frames(token).keys() & {"impact", "set_off", "hit", "destroy"}:
                    return self._acts(event, token) or self._note(event, token)
        return False

    def _note(self, event: Event, verb: Token) -> bool:
        event.verbs.append(verb)
        return True

    def _is_bomber(self, event: Event, verb: Token) -> bool:
        """Whoever sets a mine off on purpose is a party at war, not its victim; vehicles and patrols trip it."""
        if verb.lower_.startswith(("detonat", "set", "activat")):
            return True
        return verb.lower_.startswith("trigger") and not any(class_of(self.words, t) in ("vehicle", "convoy", "personnel") for t in subjects(verb))

    def _acts(self, event: Event, verb: Token) -> bool:
        """"a shell hit the clinic", "two bombers blew up the gate": the weapon as subject."""
        chain = [verb, *(c for c in conjuncts(verb)[1:] if is_verb(c) and not own_subjects(c)), *(c for c in verb.children if c.dep_ == "xcomp" and is_verb(c))]
        told = [v for v in chain if self.words.frames(v).keys() & {"impact", "hit", "destroy", "harm", "set_off", "bombard"}]
        if not told or is_passive(told[0]):
            return False
        for v in told:
            frames = self.words.frames(v)
            if "set_off" in frames and event.arms[0].role == "device" and not objects(v):
                pass
            if frames.keys() & {"hit", "destroy", "bombard"} or "set_off" in frames and "harm" not in frames:
                event.targets.extend(t for t in objects(v) if not self._own_weapon(t))
        event.harms_only = all("harm" in self.words.frames(v) and "hit" not in self.words.frames(v) for v in told)
        event.verbs.extend([chain[0], *told])
        for v in told:
            if "impact" in self.words.frames(v):
                self._landed_on(event, v)
        event.targets[:] = [t for t in event.targets if not any(t == d for d in event.doers)]
        return True

    def _landed_on(self, event: Event, verb: Token) -> None:
        """What a weapon came down on, in or under; beside it only where it was meant for it (a vehicle, a patrol)."""
        for name, head in _preps(verb):
            kind = class_of(self.words, head)
            if is_place_only(self.words, head) or head.lower_ in SETTLED or head.lower_ in ("road", "highway", "street", "route", "roads"):
                continue
            if kind is None or kind == "other" or head.lower_ in ("city", "town", "area", "outskirts", "suburb", "suburbs"):
                continue
            if name in _LANDED or (name in ("near", "beside", "alongside", "by") and kind in ("vehicle", "convoy", "personnel")):
                event.targets.append(head)

    def _own_weapon(self, token: Token) -> bool:
        """"detonated their vests": what the bomber carries is no target."""
        arm = self.words.arm(token)
        return token.lower_ in ("himself", "herself", "themselves", "itself") or (arm is not None and arm.role in ("device", "munition"))

    def _by_weapon(self, event: Event, verb: Token) -> bool:
        frames = self.words.frames(verb)
        if not (frames.keys() & {"hit", "destroy", "bombard", "harm"} or verb.lower_ in _CAUSES):
            return False
        event.verbs.append(verb)
        if frames.keys() & {"hit", "destroy", "bombard"} and verb.lower_ not in _CAUSES:
            event.targets.extend(subjects(verb))
        else:
            event.harms_only = True
        return True

    def _is_used(self, event: Event, verb: Token, frames: dict[str, str | None], *, passive: bool) -> bool:
        """"fired three rockets", "a missile was launched", "shot down 47 drones"."""
        doers = agents(verb) if passive else subjects(verb)
        if "intercept" in frames and self._is_interception(event, verb, doers):
            event.intercepted = True
            event.verbs.append(verb)
            return True
        if "launch" in frames or "set_off" in frames:
            event.verbs.append(verb)
            event.doers.extend(doers or (lost_agents(verb) if passive else []))
            self._aimed_at(event, verb)
            return True
        if passive and "plant" in frames:
            return False
        return False

    def _aimed_at(self, event: Event, verb: Token) -> None:
        for name, head in [*_preps(verb), *(p for a in event.arms for p in _preps(a.head))]:
            if any(a.head == head for a in event.arms):
                continue
            if name in ("at", "on", "onto", "against", "into", "upon", "over", "towards", "toward", "across", "near", "outside", "under", "beneath", "underneath", "beside", "inside"):
                event.targets.append(head)

    def _is_interception(self, event: Event, verb: Token, doers: list[Token]) -> bool:
        """Whether weapons in flight are stopped; destroyed on the ground, they are what a strike hit."""
        if not all(a.strike_type in ("drone", "missile", "rocket", "artillery", "airstrike", None) or a.role == "device" for a in event.arms):
            return False
        if any(a.role == "platform" and a.strike_type != "drone" for a in event.arms):
            return False
        if verb.lower_.startswith(("intercept", "downed", "swat", "jam")) or _has_down(verb):
            return True
        if verb.lower_.startswith("fight") or verb.lower_.startswith("fought"):
            return True
        if any(a.role == "device" for a in event.arms):
            return False
        joined = [v for v in (verb, verb.head, *verb.children) if v.lower_.startswith(("intercept", "shot", "downed"))]
        over = any(name == "over" for name, _ in _preps(verb))
        guards = any(re.search(r"\b(?:air|missile)[ -]?defen[cs]es?\b|\bdestroyers?\b|\bfrigates?\b|\bbattery\b", " ".join(t.text for t in d.subtree), re.I) for d in doers)
        heading = any(c.dep_ == "relcl" and any(w.lower_ in ("heading", "headed", "approaching", "flying", "bound") for w in c.subtree) for a in event.arms for c in a.head.children)
        return bool(joined) or over or guards or heading

    def _inner_links(self, event: Event, head: Token) -> bool:
        """Clauses that hang on the weapon: "a rocket that landed on", "bombs dropped by", "a bomb planted by"."""
        linked = False
        for clause in head.children:
            if clause.dep_ not in ("relcl", "acl") or not is_verb(clause):
                continue
            frames = self.words.frames(clause)
            if frames.keys() & {"launch", "plant", "set_off"} and (is_passive(clause) or clause.tag_ == "VBN"):
                event.doers.extend(agents(clause))
                event.verbs.append(clause)
                if "launch" in frames:
                    self._aimed_at(event, clause)
                    linked = True
                linked = linked or "set_off" in frames
                if "impact" in frames:
                    self._landed_on(event, clause)
            elif "launch" in frames and (own := own_subjects(clause)) and own[0].lower_ not in ("that", "which"):
                event.doers.extend(own)
                event.verbs.append(clause)
                linked = True
            elif frames.keys() & {"impact", "hit", "destroy", "harm"} and not is_passive(clause):
                event.verbs.append(clause)
                if frames.keys() & {"hit", "destroy"}:
                    event.targets.extend(t for t in objects(clause) if t != head)
                linked = True
            elif "intercept" in frames and is_passive(clause):
                event.verbs.append(clause)
                event.intercepted = True
                linked = True
        return linked

    # -- verbs ------------------------------------------------------------------

    def _verb(self, verb: Token) -> None:
        frames = self.words.frames(verb)
        if frames.keys() & {"set_off", "impact"} and self._rigged(verb):
            return
        if "set_off" in frames and verb.lower_.startswith(("blow", "blew")) and (_has_word(verb, "up") or any(c.lower_ in _SELF for c in verb.children)):
            self._blow_up(verb)
        elif verb.lower_.startswith("rocket") and any(t.lower_ in ("percent", "%", "per", "points") for t in verb.subtree):
            return
        elif "bombard" in frames and verb.dep_ not in ("amod", "compound"):
            event = Event(verb, f"verb:{verb.lower_}", "strong", frames["bombard"], verbs=[verb])
            self._sides(event, verb)
            self._add(event, [verb])
        elif frames.keys() & {"hit", "destroy"} and verb.dep_ not in ("amod", "compound"):
            self._weak_verb(verb)
        elif "launch" in frames or verb.lower_.startswith("open"):
            self._fire_at(verb)
        elif "set_off" in frames and frames.keys() == {"set_off"}:
            self._blow_up(verb)

    def _rigged(self, verb: Token) -> bool:
        """"a tricycle rigged with shells blew up": a vehicle full of explosives goes off."""
        for subject in subjects(verb):
            for clause in subject.children:
                if clause.dep_ in ("acl", "amod") and clause.lower_ in _LOADED and any(self.words.line.weapon_at.get(t.i) or t.lower_.startswith("explosiv") for t in clause.subtree):
                    event = Event(verb, f"verb:{verb.lower_}", "strong", "ied", verbs=[verb])
                    self._landed_on(event, verb)
                    self.used.update(t.i for t in clause.subtree)
                    self._add(event, [verb])
                    return True
        return False

    def _sides(self, event: Event, verb: Token) -> None:
        if is_passive(verb):
            event.doers.extend(agents(verb))
            event.targets.extend(subjects(verb))
        else:
            event.doers.extend(subjects(verb))
            event.targets.extend(objects(verb))
        for child in verb.children:
            if child.dep_ == "advcl" and child.tag_ == "VBG" and not own_subjects(child):
                if self.words.frames(child).keys() & {"launch"}:
                    self._launched(event, child)
                    event.verbs.append(child)
                    self.by_verb[child.i] = event
                elif self.words.frames(child).keys() & {"destroy", "harm"} and child.lower_ not in _CAUSES:
                    event.verbs.append(child)
                    self.by_verb[child.i] = event
        if not event.targets:
            self._aimed_at(event, verb)
        self._platforms(event)

    def _weak_verb(self, verb: Token) -> None:
        event = Event(verb, f"verb:{verb.lower_}", "weak", verbs=[verb])
        self._sides(event, verb)
        armed = bool(event.arms or event.platforms)
        for doer in event.doers:  # "RSF shelling hit the hospital", read as a party that is shelling
            for child in doer.children:
                if child.tag_ == "VBG" and abs(child.i - doer.i) == 1 and (named := self.words.strike_value(child)) is not None:
                    event.strike_type, armed = named or event.strike_type, True
        if _AIR.search(self.words.sent.span.text) and any(t.lower_ == "air" for t in verb.subtree):
            event.strike_type, armed = "airstrike", True
        if armed:
            event.strength = "strong"
        elif not self.words.frames(verb).keys() & {"hit"} and verb.lower_ not in ("destroy", "destroyed", "destroying", "destroys"):
            return
        self._add(event, [verb])

    def _fire_at(self, verb: Token) -> None:
        """"tanks fired on a convoy", "guns firing into the town": heavy weapons that fire, with no munition named."""
        if verb.dep_ == "pcomp" and any(c.dep_ == "dobj" and c.lower_ in ("it", "them") for c in verb.children):
            self._add(Event(verb, "verb:accused", "told", verbs=[verb]), [verb])
            return
        if not verb.lower_.startswith(("fir", "open")) or any(c.dep_ == "dobj" and c.lower_ not in ("fire",) for c in verb.children):
            return
        event = Event(verb, f"verb:{verb.lower_}", "weak", verbs=[verb])
        event.doers.extend(agents(verb) if is_passive(verb) else subjects(verb))
        self._aimed_at(event, verb)
        self._platforms(event)
        for child in verb.children:
            if child.dep_ == "advcl" and child.tag_ == "VBG" and not own_subjects(child) and self.words.frames(child).keys() & {"hit", "destroy", "harm"}:
                self.by_verb[child.i] = event
        if event.platforms:
            event.strength = "strong"
        elif not event.targets:
            return
        self._add(event, [verb])

    def _blow_up(self, verb: Token) -> None:
        """"rebels blew up the bridge": something is blown up by somebody."""
        things = subjects(verb) if is_passive(verb) else objects(verb)
        if not things or not _has_word(verb, "up") and not any(t.lower_ in _SELF for t in things):
            return
        event = Event(verb, f"verb:{verb.lower_}", "strong", verbs=[verb])
        if any(t.lower_ in _SELF for t in things):
            event.strike_type = "suicide_bombing"
            self._aimed_at(event, verb)
        else:
            event.strike_type = "ied" if verb.lower_ != "triggered" else None
            event.targets.extend(things)
        event.doers.extend(agents(verb) if is_passive(verb) else subjects(verb))
        self._platforms(event)
        if event.platforms and any(p.strike_type == "airstrike" for p in event.platforms):
            event.strike_type = "airstrike"
        self._add(event, [verb])


def _controlled(verb: Token) -> list[Token]:
    """"press the regime to halt its raids": whoever is pressed would do it."""
    if verb.tag_ != "VB" or verb.dep_ not in ("advcl", "xcomp", "ccomp") or not any(c.lower_ == "to" for c in verb.children) or own_subjects(verb):
        return []
    if not verb.head.lower_.startswith(("press", "urg", "ask", "call", "order", "forc", "tell", "told", "want", "allow", "persuad", "demand", "warn", "instruct")):
        return []
    return [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]


def lost_agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive verb that the parser hung on a word before it ("lobbed into the town from the hills by rebels")."""
    for token in verb.subtree:
        if token.i > verb.i and token.lower_ == "by" and token.dep_ in ("prep", "agent"):
            return [t for c in token.children if c.dep_ == "pobj" for t in conjuncts(c)]
    return []


def _preps(head: Token) -> Iterator[tuple[str, Token]]:
    from orchestration.extraction.syntax import preps

    yield from preps(head)


def _has_word(verb: Token, word: str) -> bool:
    return verb.i + 1 < len(verb.doc) and (verb.nbor(1).lower_ == word or any(c.lower_ == word for c in verb.children))


def _leads(token: Token) -> Token:
    """The preposition or participle that governs the token through its coordination."""
    return head_of_conjuncts(token).head


def _has_down(verb: Token) -> bool:
    return any(c.lower_ == "down" and c.dep_ in ("prt", "advmod", "prep") for c in verb.children)


_MADE_OF = re.compile(r"^(?:types?|kinds?|sorts?|make|origin|calibres?|calibers?|size|range|kg|kilos?|pounds?|dynamite|explosives?|tnt|anfo|rockets?|missiles?|shells?|rounds?|bombs?|idf|war|mass)$", re.I)


def _is_figure(obj: Token) -> bool:
    """"a missile of a free kick", "a bomb of hail": no weapon is of such a thing."""
    if obj.dep_ != "pobj" or obj.tag_ not in ("NN", "NNS") or _MADE_OF.match(obj.text):
        return False
    return any(d.lower_ in ("a", "an") for d in obj.children) or (obj.tag_ == "NN" and not any(True for _ in obj.children))


def _through_of(token: Token) -> Token:
    """"two of the missiles": the noun behind a number."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for grand in child.children:
                if grand.dep_ == "pobj":
                    return grand
    return token
