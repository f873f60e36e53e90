"""Casualties of a verb that is done to people: "killed 12", "were wounded when", "wounding tens"."""

from collections.abc import Callable
from dataclasses import replace

from orchestration.extraction.actors import force_kind
from orchestration.extraction.casualty_body import LIMB_PARTS
from orchestration.extraction.casualty_causes import causes_of, circumstances, is_active
from orchestration.extraction.casualty_company import along_with, with_others
from orchestration.extraction.casualty_dying import own_end
from orchestration.extraction.casualty_events import (
    REACH,
    At,
    Event,
    conditions,
    objects_of,
    particles_follow,
)
from orchestration.extraction.casualty_losing import lose
from orchestration.extraction.casualty_victim_heads import second_verb, victim_heads, who_is_meant
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import (
    is_nobody,
    is_passive,
    is_verb,
    negated,
    objects,
    own_subjects,
    preps,
    subjects,
)
from orchestration.extraction.victim_counts import MUSTERS, NOBODY
from orchestration.extraction.victim_sides import WHOLE_NOUNS, people_class
from orchestration.extraction.victims import Victims, group_of, groups_of

_DEAD = frozenset({"dead", "down", "killed"})
DEAD_BODIES = frozenset({"body", "bodies", "corpse", "corpses", "remains"})
_LAST_RITES = frozenset({"mourn", "bury"})
PRISONERS = frozenset("prisoner prisoners captive captives hostage hostages pows pow".split())
_KNOWN = 2  # times that a person is named in an article
_PICKY = frozenset({"people only", "known people", "fighters only", "without dead"})
_FATALLY = frozenset({"fatally", "mortally", "summarily"})
_AS_EXECUTIONERS = (
    ("in", "cold", "blood"),
    ("the", "head"),
    ("of", "the", "neck"),
    ("point", "-", "blank"),
    ("point", "blank"),
    ("close", "range"),
    ("execution", "-", "style"),
    ("firing", "squad"),
    ("one", "by", "one"),
    ("against", "a", "wall"),
    ("through", "the", "heart"),
)
_HELPLESS = frozenset(
    "captured bound blindfolded handcuffed captive kneeling surrendered surrendering".split()
)
_SEIZING = forms_of(
    "bind", "tie", "blindfold", "handcuff", "line", "drag", "haul", "pull", "march", "herd", "take", "seize", "capture",
    "abduct", "round",
)  # fmt: skip
_ROLLS = frozenset("names graves headstones gravestones obituaries funerals portraits photographs".split())
_ENDS: dict[str, Callable[[At, Token, Row], list[Event]]] = {"own_end": own_end, "lose": lose}


def transitive(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "killed 12 people", "a soldier was shot dead", "wounding tens", "no one was hurt"."""
    if row["value"] in ("injured", "killed_or_injured") and _died_of_it(at, verb):
        return []
    if row["lemma"] == "cut" and any(c.dep_ == "prt" for c in verb.children):
        return []  # "were cut off from assistance"
    if row["note"] == "without dead" and any(t.lower_ in _DEAD for t in verb.doc[verb.i + 1 : verb.i + 4]):
        return []
    heads = who_is_meant(at, verb, victim_heads(at, verb))
    if verb.lower_ == "held" and any(h.i == verb.i + 1 and h.lower_ in PRISONERS for h in heads):
        return []  # "gendarmes held hostage"
    second = second_verb(at, verb)
    if second is not None and (not heads or _both_passive(verb, second)):
        return _one_group_two_verbs(at, verb, second, row)
    as_passive = is_active(at, verb) and heads and heads == subjects(verb)  # "60 injured when shells hit"
    causes = tuple(circumstances(at, verb)) if as_passive else causes_of(at, verb)
    outcome = (
        "killed"
        if row["value"] in ("injured", "killed_or_injured")
        and (any(c.lower_ in _FATALLY for c in verb.children) or _to_death(at, verb, row))
        else "injured"
        if row["value"] == "killed_or_injured" and _in_limb(verb)
        else row["value"]
    )
    causes = tuple(c for c in causes if c not in heads)
    if row["lemma"] in _LAST_RITES:
        causes = ()
    if nobody := next((h for h in heads if is_nobody(h) or _not_any(verb, h)), None):
        none = replace(group_of(at.context, at.sent, nobody) or Victims(nobody, NOBODY), count=NOBODY)
        return [Event(verb, outcome, "transitive", (none,), causes, tuple(heads))]
    groups = _harmed(at, verb, row, heads)
    return [Event(verb, outcome, "transitive", tuple(groups), causes, tuple(heads))] if groups else []


def _harmed(at: At, verb: Token, row: Row, heads: list[Token]) -> list[Victims]:
    """The groups of people among the heads, as far as the trigger is one of harm to them, and who is harmed with them."""
    groups = groups_of(at.context, at.sent, heads, people_only=bool(_PICKY & conditions(row)))
    if groups and row["value"] == "killed":
        groups += list(groups_of(at.context, at.sent, along_with(verb, heads), people_only=True))
        groups += with_others(at, verb, heads)
    if "counted" in conditions(row):
        groups = [g for g in groups if g.count.text and g.count.rule != "singular"]
    groups = [g for g in groups if not _died_before(g)]
    if row["value"] == "captured":
        groups = [g for g in groups if g.head.lower_ not in DEAD_BODIES and not _may_be_place(at, g)]
    if "known people" in conditions(row):
        groups = [g for g in groups if _is_known(at, g)]
    if row["note"] == "fighters only":
        armed = any(g.victim_class == "combatant" for g in groups)
        groups = [
            g for g in groups if g.victim_class == "combatant" or g.bare or (armed and bool(g.count.text))
        ]
    if row["note"] == "without dead":
        groups = [g for g in groups if g.count.rule != "bare_plural"]
    return groups


def _died_before(group: Victims) -> bool:
    """ "burned their bodies", "hung the corpses from a tree": of the dead told of, who are not killed again."""
    if group.head.lower_ not in DEAD_BODIES or group.count.rule != "bare_plural":
        return False
    return any(c.lower_ in ("their", "the") for c in group.head.lefts)


def _is_known(at: At, group: Victims) -> bool:
    """Whether a noun of people is named, where the verb is done to things as well ("shot down", "destroyed")."""
    if group.count.rule == "bare_plural" and group.head.tag_ == "NN":
        return False  # "blew up a police jeep"
    if group.head.lower_ in MUSTERS and group.count.text:
        return True
    named = [
        group.head,
        *objects_of(group.head, "of"),
        *([group.head.head] if group.head.dep_ == "nummod" else []),
    ]
    return any(
        (people_class(at.context, t) or force_kind(at.context.document, t) == "combatant")
        and t.pos_ != "PRON"
        and t.lower_ not in WHOLE_NOUNS
        for t in named
    )


def _may_be_place(at: At, group: Victims) -> bool:
    """Whether a bare name stands for what is taken as well as for a person: "captured Taybat al-Imam"."""
    head = group.head
    if head.tag_ != "NNP" or group.count.rule != "singular" or head.i in at.sent.line.actor_at:
        return False
    described = any(c.dep_ in ("appos", "relcl") or c.tag_ == "NN" for c in head.children)
    named = at.sent.line.person_at.get(head.i)
    told = (
        sum(f.value == named.value for line in at.context.document.lines for f in line.persons)
        if named
        else 0
    )
    return not described and told < _KNOWN and group.victim_class != "combatant"


def _died_of_it(at: At, verb: Token) -> bool:
    """As in "was shot in the chest and died of his wounds", "a guard hurt in the blast breathed his last": the
    death is the claim.
    """
    later = [
        c
        for c in verb.children
        if c.dep_ == "conj" and not any(g.dep_ in ("nsubj", "nsubjpass") for g in c.children)
    ]
    if verb.dep_ == "acl" and verb.head.dep_ == "nsubj":
        later.append(verb.head.head)
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not own_subjects(verb) and is_verb(verb.head):
        later.append(verb.head)  # "Wounded in the raid, the mayor died on Friday"
    return any(_tells_death(at, c) for c in later)


def _tells_death(at: At, verb: Token) -> bool:
    """Whether the subject of the verb dies."""
    for row in at.rows(verb, "verb"):
        if not particles_follow(at.sent, verb, row["lemma"]):
            continue
        if row["value"] == "killed" and row["frame"] == "intransitive":
            return True
        if row["frame"] in ("own_end", "lose") and any(
            e.outcome == "killed" for e in _ENDS[row["frame"]](at, verb, row)
        ):
            return True
    return False


def _to_death(at: At, verb: Token, row: Row) -> bool:
    """As in "scalded to death"; "shot in the back of the head", "shot a bound prisoner": as executioners do."""
    words = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + REACH, at.sent.span.end)]]
    if ("to", "death") in zip(words, words[1:], strict=False):
        return True
    return row["note"] == "without dead" and (
        _after_seizing(verb)
        or _by_name(verb)
        or any(tuple(words[i : i + len(end)]) == end for end in _AS_EXECUTIONERS for i in range(len(words)))
        or any(c.lower_ in _HELPLESS for h in victim_heads(at, verb) for c in h.children)
    )


def _after_seizing(verb: Token) -> bool:
    """As in "bound the hands of nine villagers and shot them": whoever shoots those he holds kills them."""
    them = any(c.lower_ in ("them", "him", "her") and c.dep_ in ("dobj", "dative") for c in verb.children)
    return them and verb.dep_ == "conj" and verb.head.lower_ in _SEIZING


def _by_name(verb: Token) -> bool:
    """As in "supplied the names of 62 people shot there": of the dead."""
    people = verb.head
    if verb.dep_ not in ("acl", "relcl") or people.dep_ != "pobj" or people.head.lower_ != "of":
        return False
    return people.head.head.lower_ in _ROLLS


def _in_limb(verb: Token) -> bool:
    return any(name in ("in", "on", "through") and obj.lower_ in LIMB_PARTS for name, obj in preps(verb))


def _both_passive(verb: Token, second: Token) -> bool:
    """As in "60 civilians were killed and injured": the second verb has no victims of its own."""
    between = {t.lower_ for t in verb.doc[verb.i + 1 : second.i]}
    return is_passive(verb) and between <= {"and", "or", "/"} and not objects(second) and second.tag_ == "VBN"


def _one_group_two_verbs(at: At, verb: Token, second: Token, row: Row) -> list[Event]:
    """As in "killed and injured several": one group under two verbs is killed_or_injured."""
    other = at.rows(second, "verb")[0]
    groups = groups_of(at.context, at.sent, victim_heads(at, verb) or victim_heads(at, second))
    if not groups or {row["value"], other["value"]} != {"killed", "injured"}:
        return []
    heads = tuple(g.head for g in groups)
    return [Event(verb, "killed_or_injured", "two_verbs", tuple(groups), causes_of(at, verb), heads)]


def _not_any(verb: Token, head: Token) -> bool:
    """Whether the verb denies it of any: "did not harm any civilians"."""
    without = verb.dep_ == "pcomp" and verb.head.lower_ == "without"
    anybody = head.lower_ in ("anyone", "anybody") or any(c.lower_ == "any" for c in head.children)
    return anybody and (negated(verb) or without)
