"""Casualties told by verbs: "killed 12", "were wounded when", "lost six men", "took a dozen prisoners"."""

from collections.abc import Callable
from dataclasses import replace

from orchestration.extraction.actors import force_kind
from orchestration.extraction.casualty_causes import causes_of, circumstances, is_active, number_behind
from orchestration.extraction.casualty_events import (
    At,
    Event,
    is_assault,
    is_attack,
    objects_of,
    particles_follow,
)
from orchestration.extraction.document import Found
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import (
    agents,
    conjuncts,
    is_passive,
    is_verb,
    negated,
    objects,
    own_subjects,
    preps,
    subjects,
    undergoers,
)
from orchestration.extraction.victim_counts import MUSTERS, NOBODY, count_of, countable
from orchestration.extraction.victim_sides import WHOLE_NOUNS, people_class
from orchestration.extraction.victims import ORDINALS, Victims, group_of, groups_of

_NOBODY = frozenset({"nobody", "none", "neither"})
_ONE = frozenset({"one", "anyone", "anybody", "person", "body"})
_DEAD = frozenset({"dead", "down", "killed"})
_FALLING = frozenset({"to", "into", "from", "on", "upon", "under", "behind", "back", "for"})
DEAD_BODIES = frozenset({"body", "bodies", "corpse", "corpses", "remains"})
_LAST_RITES = frozenset({"mourn", "bury"})
_PRISONERS = frozenset("prisoner prisoners captive captives hostage hostages pows pow".split())
_OF_WAR = frozenset({"prisoner", "prisoners", "pow", "pows"})
_HARM = frozenset(
    "injuries injury wounds wound burns cuts bruises concussion fractures trauma shrapnel legs leg limb limbs "
    "arm arms eye hand foot".split()
)
_LIMBS = frozenset("leg legs arm arms limb limbs eye eyes hand hands foot feet sight".split())
_LIMB_HIT = _LIMBS | frozenset(
    "thigh thighs knee knees shoulder shoulders elbow ankle wrist buttock buttocks calf finger fingers "
    "hip".split()
)
_BODY = _LIMB_HIT | frozenset(
    "head chest stomach abdomen neck back face throat temple forehead ribs torso groin".split()
)
_LIVES = frozenset({"life", "lives"})
_SEVERED = _LIMBS | frozenset(
    "ear ears lip lips nose noses finger fingers breast breasts genitals tongue tongues toes".split()
)
_CARERS = frozenset(
    "hospital hospitals clinic clinics doctors medics surgeons nurses borders msf crescent cross staff "
    "paramedics".split()
)
_TREATING = frozenset("treat treats treated treating".split())
_MENDING = frozenset({"operate on", "bandage", "patch up", "hospitalise", "medevac"})
_NEEDING = frozenset("need needs needed require required requires receive received".split())
_CARE = frozenset({"hospital", "hospitals", "clinic", "hospitalised", "hospitalized"})
_HURT_WORDS = frozenset({"wounded", "injured", "wounds", "injuries", "burns", "hurt"})
_ARMED_CLASS = frozenset({"combatant"})
_FREEING = forms_of("free", "release", "rescue", "liberate")
_KNOWN = 2  # times that a person is named in an article
_TAKING = frozenset({"take", "takes", "took", "taken", "taking"})

_BY_FORCE = frozenset("forcibly violently".split())
_PICKY = frozenset({"people only", "known people", "fighters only", "without dead"})
_ACTIONS = frozenset({"action", "defence", "defense", "line", "duty", "front", "battlefield"})
_BANDS = frozenset({"militia", "militias", "gang", "gangs", "group", "groups"})
_FIELD = frozenset({"ground", "field", "grass", "battlefield", "snow", "mud", "sand"})
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
_OTHERS = frozenset({"others", "more"})
_THEIRS = frozenset({"his", "her", "their", "its", "other", "fellow"})
_SEIZING = forms_of(
    "bind", "tie", "blindfold", "handcuff", "line", "drag", "haul", "pull", "march", "herd", "take", "seize", "capture",
    "abduct", "round",
)  # fmt: skip
_ROLLS = frozenset("names graves headstones gravestones obituaries funerals portraits photographs".split())
_REACH = 10
_NEAR_END = 7


def conditions(row: Row) -> set[str]:
    """What a trigger asks for, from its note."""
    return set(row["note"].split("; "))


def transitive(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "killed 12 people", "a soldier was shot dead", "wounding tens", "no one was hurt"."""
    if row["value"] in ("injured", "killed_or_injured") and _died_of_it(at, verb):
        return []
    if row["lemma"] == "cut" and any(c.dep_ == "prt" for c in verb.children):
        return []  # "were cut off from assistance"
    if row["note"] == "without dead" and any(t.lower_ in _DEAD for t in verb.doc[verb.i + 1 : verb.i + 4]):
        return []
    heads = _who_is_meant(at, verb, victim_heads(at, verb))
    if verb.lower_ == "held" and any(h.i == verb.i + 1 and h.lower_ in _PRISONERS for h in heads):
        return []  # "gendarmes held hostage"
    second = _shared_verb(at, verb)
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
    event = _event(verb, outcome, "transitive", causes, heads)
    if nobody := next((h for h in heads if is_nobody(h) or _not_any(verb, h)), None):
        return [
            event(replace(group_of(at.context, at.sent, nobody) or Victims(nobody, NOBODY), count=NOBODY))
        ]
    groups = groups_of(at.context, at.sent, heads, people_only=bool(_PICKY & conditions(row)))
    if groups and row["value"] == "killed":
        groups += list(groups_of(at.context, at.sent, _along_with(verb, heads), people_only=True))
        groups += _with_others(at, verb, heads)
    if "counted" in conditions(row):
        groups = [g for g in groups if g.count.text and g.count.rule != "singular"]
    if row["value"] == "captured":
        groups = [g for g in groups if g.head.lower_ not in DEAD_BODIES and not _may_be_place(at, g)]
    if "known people" in conditions(row):
        groups = [g for g in groups if _is_known(at, g)]
    if row["note"] == "fighters only":
        armed = any(g.victim_class in _ARMED_CLASS for g in groups)
        groups = [
            g for g in groups if g.victim_class in _ARMED_CLASS or g.bare or (armed and bool(g.count.text))
        ]
    if row["note"] == "without dead":
        groups = [g for g in groups if g.count.rule != "bare_plural"]
    return [event(*groups)] if groups else []


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


def _along_with(verb: Token, heads: list[Token]) -> list[Token]:
    """Who else: "killed the commander, along with a close associate"."""
    return [
        obj
        for t in (verb, *heads)
        for c in t.rights
        if c.lower_ in ("along", "together")
        for p in (c, *c.children)
        for obj in objects_of(p, "with")
    ] + [
        obj
        for t in (verb, *heads)
        for c in t.rights
        if c.dep_ == "prep" and c.lower_ == "with" and c.nbor(-1).lower_ in ("along", "together")
        for g in c.children
        if g.dep_ == "pobj"
        for obj in conjuncts(g)
    ]


def _with_others(at: At, verb: Token, heads: list[Token]) -> list[Victims]:
    """As in "killed the commander with 14 of his men", "died with six aides": not "killed four with two accomplices"."""
    named = [h for head in heads for h in (head, *(c for c in head.rights if c.dep_ == "appos"))]
    named += [
        c for c in verb.rights if c.dep_ == "npadvmod" and c.tag_ == "NNP"
    ]  # "the chief, Gen. Raziq, with …"
    company = [obj for t in (verb, *named) for obj in objects_of(t, "with")]
    counted = [
        g
        for g in groups_of(at.context, at.sent, company, people_only=True)
        if g.count.text and g.count.rule != "singular"
    ]
    befallen = not is_active(at, verb) or not objects(verb)
    return [g for g in counted if befallen or _is_of_them(g.head)]


def _is_of_them(head: Token) -> bool:
    """As in "14 of his men", "26 others": who belong to the ones just named."""
    owned = [head, *objects_of(head, "of")]
    return head.lower_ in _OTHERS or any(c.lower_ in _THEIRS for t in owned for c in t.children)


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
    words = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + _REACH, at.sent.span.end)]]
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
    return any(name in ("in", "on", "through") and obj.lower_ in _LIMB_HIT for name, obj in preps(verb))


def hit(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "one policeman was hit in the thigh", "struck on the temple by a baton round"."""
    where = [obj for name, obj in preps(verb) if name in ("in", "on", "through") and obj.lower_ in _BODY]
    heads = undergoers(verb)
    groups = groups_of(at.context, at.sent, heads, people_only=True) if where else []
    return [Event(verb, row["value"], "hit", tuple(groups), causes_of(at, verb))] if groups else []


def _event(
    trigger: Token, outcome: str, rule: str, causes: tuple[Token, ...], heads: list[Token]
) -> Callable[..., Event]:
    return lambda *groups: Event(trigger, outcome, rule, groups, causes, tuple(heads))


def victim_heads(at: At, verb: Token) -> list[Token]:
    """Heads of the people to whom the verb is done."""
    if inverted := _inverted(verb):
        return inverted
    if is_active(at, verb) and is_passive(verb):
        return objects(verb) or _beside(at, verb)
    heads = [h for h in undergoers(verb) if not is_attack(at, h)]
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i]
    if is_passive(verb) and len(own) > 1 and own[-1] not in heads:
        heads = [*_listed_before(own), *conjuncts(own[-1])]
    elif (
        not own and any(c.dep_ == "auxpass" for c in verb.children) and verb.dep_ in ("conj", "ROOT", "ccomp")
    ):
        heads = (
            _beside(at, verb) or heads
        )  # "and several fighters were taken", read as one with what stands before
    heads = [*_before_family(at, verb, own), *heads]
    heads = heads or [c for c in verb.children if c.dep_ == "dative" and c.pos_ == "PRON"]  # "executed them"
    if verb.tag_ in ("VBD", "VBN"):
        heads = [h for h in heads if not _is_beyond(at, verb, h)]
    heads = [h for h in heads or _beside(at, verb) if not _of_next_verb(at, verb, h)]
    if heads or is_passive(verb) or verb.tag_ not in ("VBN", "VBD"):
        return heads
    counted = [
        h
        for h in subjects(verb)
        if (g := group_of(at.context, at.sent, h, people_only=True)) and g.count.text
    ]
    clipped = [h for h in subjects(verb) if _is_clipped(at, h) or is_nobody(h)]  # "Nobody hurt in the attack"
    return counted or clipped if _shared_verb(at, verb) is None else []


def _is_beyond(at: At, verb: Token, head: Token) -> bool:
    """As in "one policeman killed, his weapon taken", "nine wounded near Jolo, a girl among them": no object, but what comes
    next.
    """
    between = verb.doc[verb.i + 1 : head.left_edge.i]
    if not between or head.i < verb.i:
        return False
    counted = verb.i - 1 in at.sent.line.quantity_at
    return between[0].text == "," or counted and any(t.text == "," for t in between)


def _is_clipped(at: At, head: Token) -> bool:
    """A person at the head of a note, without the article of a sentence: "Driver killed, truck looted"; one behind
    another fate: "three sisters were killed and their mother wounded".
    """
    if head.head.dep_ == "conj" and is_passive(head.head.head):
        return people_class(at.context, head) is not None
    if _behind_a_fate(at, head):
        return people_class(at.context, head) is not None
    bare = head.i == at.sent.span.start or at.sent.line.doc[head.i - 1].text == ":"
    return bare and head.tag_ == "NN" and people_class(at.context, head) is not None


def _behind_a_fate(at: At, head: Token) -> bool:
    """As in "driver killed, his mate badly burned": whose relation to the one before is told."""
    first = head.left_edge
    if first.tag_ != "PRP$" or first.i - 2 < at.sent.span.start:
        return False
    mark, fate = first.nbor(-1), first.nbor(-2)
    told = fate.tag_ in ("VBN", "VBD") and not any(c.dep_ == "dobj" for c in fate.children)
    clipped = told and not any(c.dep_ == "auxpass" for c in fate.children) and any(at.rows(fate, "verb"))
    return mark.lower_ in (",", ";", "and") and (clipped or told and is_assault(at, fate))


def _listed_before(own: list[Token]) -> list[Token]:
    """The first of a list that the parser took for two subjects: "the general, his driver and two aides"."""
    return own[:1] if own[-1].left_edge.i == own[0].i + 2 and own[0].nbor(1).text == "," else []


def _before_family(at: At, verb: Token, own: list[Token]) -> list[Token]:
    """The first of "a teacher, her husband and their baby", which the parser leaves beside the verb."""
    if not own or own[0].left_edge.tag_ != "PRP$" or own[0].left_edge.i < at.sent.span.start + 2:
        return []
    first = own[0].left_edge.nbor(-2)
    apart = own[0].left_edge.nbor(-1).text == "," and first.dep_ != "nsubj"
    beside = first == verb.head or first.head == verb
    return [first] if apart and beside and people_class(at.context, first) else []


def _inverted(verb: Token) -> list[Token]:
    """As in "Killed in the ambush were two soldiers": the victims stand behind the auxiliary."""
    late = next((c for c in verb.rights if c.dep_ == "auxpass"), None)
    return [] if late is None else [t for c in late.rights if c.dep_ == "attr" for t in conjuncts(c)]


def _of_next_verb(at: At, verb: Token, head: Token) -> bool:
    """Whether a clipped verb of its own stands before the number: "kills 26 at a wedding, wounds 50"."""
    before = head.nbor(-1) if head.i > verb.i + 1 else None
    return (
        before is not None
        and before.tag_ in ("NNS", "NNPS")
        and any(r["frame"] == "transitive" for r in at.rows(before, "verb"))
    )


def _beside(at: At, verb: Token) -> list[Token]:
    """Victims whom the parser hung elsewhere: the number right behind the verb, the noun right before a
    passive.
    """
    doc = verb.doc
    if is_passive(verb) and not is_active(at, verb):
        first = min((c.i for c in verb.children if c.dep_ in ("aux", "auxpass")), default=verb.i)
        before = doc[first - 1] if first > at.sent.span.start else None
        return (
            [before]
            if first < verb.i and before is not None and before.pos_ in ("NOUN", "PROPN", "NUM")
            else []
        )
    following = number_behind(at, verb) or _behind_aside(at, verb)
    if following is None:
        return []
    number = doc[following.last]
    if number.dep_ == "conj" and number.head.i >= following.first:
        number = number.head  # "between seven and ten herders"
    if number.head.lower_ in ("incl", "incl.", "inc"):
        return [number]  # "wounds 38 incl. 4 children"
    return [number.head if number.dep_ == "nummod" and number.head.i > number.i else number]


def _behind_aside(at: At, verb: Token) -> Found[Quantity] | None:
    """The number behind a phrase between commas: "put to death, with axes and knives, 32 of them"."""
    doc, end = verb.doc, min(verb.i + _REACH + 4, at.sent.span.end)
    commas = [t.i for t in doc[verb.i + 1 : end] if t.text == ","]
    if len(commas) < 2 or commas[0] > verb.i + 4 or any(is_verb(t) for t in doc[verb.i + 1 : commas[1]]):
        return None
    numbers = (at.sent.line.quantity_at.get(i + 1) for i in commas[1:])
    return next((f for f in numbers if countable(f)), None)


def _shared_verb(at: At, verb: Token) -> Token | None:
    """The second verb of "killed and injured several"."""
    for child in verb.children:
        counted = any(i in at.sent.line.quantity_at for i in range(verb.i + 1, child.i))
        second = child.dep_ == "conj" and is_verb(child) and not own_subjects(child)
        if second and child.i <= verb.i + 4 and at.rows(child, "verb"):
            return None if counted and child.i - 1 in at.sent.line.quantity_at else child
    return None


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
    heads = [g.head for g in groups]
    return [_event(verb, "killed_or_injured", "two_verbs", causes_of(at, verb), heads)(*groups)]


def is_nobody(head: Token) -> bool:
    """As in "nobody", "no one", "none of them"."""
    words = {c.lower_ for c in head.children}
    if head.lower_ in _NOBODY or {"not", "single"} <= words:
        return True
    return head.lower_ in _ONE and (
        any(c.lower_ == "no" for c in head.children) or (head.i > 0 and head.nbor(-1).lower_ == "no")
    )


def _not_any(verb: Token, head: Token) -> bool:
    """As in "did not harm any civilians": a claim of none."""
    without = verb.dep_ == "pcomp" and verb.head.lower_ == "without"
    anybody = head.lower_ in ("anyone", "anybody") or any(c.lower_ == "any" for c in head.children)
    return anybody and (negated(verb) or without)


def intransitive(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "six people died", "an officer succumbed to his wounds"; "of cancer" is for the gate to
    refuse.
    """
    heads = _one_more(at, verb) or _who_is_meant(at, verb, subjects(verb)) or _fronted(verb)
    heads = [*_before_family(at, verb, heads[:1]), *heads]
    causes = tuple(circumstances(at, verb))
    event = _event(verb, row["value"], "intransitive", causes, heads)
    if nobody := next((h for h in heads if is_nobody(h)), None):
        return [event(Victims(nobody, NOBODY))]
    groups = groups_of(at.context, at.sent, heads, people_only=row["note"] == "people only")
    groups += _with_others(at, verb, heads) if groups else []
    return [event(*groups)] if groups else []


def _fronted(verb: Token) -> list[Token]:
    """As in "With him died his driver and two guards": the subject behind, which the parser takes for the object."""
    opens = any(c.dep_ in ("prep", "advmod") and c.i < verb.i for c in verb.children)
    return objects(verb) if opens and verb.tag_ == "VBD" else []


def _who_is_meant(at: At, verb: Token, heads: list[Token]) -> list[Token]:
    """As in "the mayor of Bor, who was wounded": no place is a who."""
    if verb.dep_ != "relcl" or not any(c.lower_ == "who" for c in verb.children):
        return heads
    meant = (h.head.head if h.i in at.sent.line.place_at and h.dep_ == "pobj" else h for h in heads)
    return [h for h in meant if h.pos_ in ("NOUN", "PROPN", "NUM", "PRON")] or heads


def _one_more(at: At, verb: Token) -> list[Token]:
    """As in "four died on the spot and a fifth succumbed in hospital", where the parser has no subject for it."""
    before = verb.doc[max(at.sent.span.start, verb.i - 2) : verb.i]
    article, ordinal = before if len(before) == 2 else (verb, verb)
    return [ordinal] if ordinal.lower_ in ORDINALS and article.lower_ in ("a", "another") else []


def surrender(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "nine surrendered", "40 rebels laid down their arms": prisoners of whom they surrender to."""
    if row["lemma"] in ("turn in", "hand in", "hand over", "give up") and not any(
        c.lower_ in ("themselves", "himself") for c in verb.children
    ):
        return []
    if verb.tag_ == "VBG" and verb.head.lower_ in ("after", "before"):
        return []  # "executed after surrendering"
    groups = [
        g
        for g in groups_of(at.context, at.sent, subjects(verb), people_only=True)
        if g.count.text or g.victim_class != "civilian"
    ]
    takers = tuple(objects_of(verb, "to"))
    return [Event(verb, row["value"], "surrender", tuple(groups), takers)] if groups else []


def unseen(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "100 of our boys have not been seen", "were never heard from again"."""
    untold = negated(verb) or _yet_to(verb)
    if not (untold and is_passive(verb)) or any(c.dep_ == "agent" for c in verb.children):
        return []
    groups = groups_of(at.context, at.sent, subjects(verb), people_only=True)
    return [Event(verb, row["value"], "unseen", tuple(groups), modality="asserted")] if groups else []


def _yet_to(verb: Token) -> bool:
    """As in "five are yet to be found"."""
    return any(c.lower_ == "yet" for t in (verb, verb.head) for c in t.children)


def prisoner(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "took 12 soldiers prisoner", "were taken hostage", "holds seven prisoners", "took 135 of
    them".
    """
    near = [
        t for t in verb.doc[verb.i + 1 : min(verb.i + 1 + _REACH, at.sent.span.end)] if t.lower_ in _PRISONERS
    ]
    things = victim_heads(at, verb)
    if near and verb.lower_ == "held" and near[0].i == verb.i + 1 and near[0].tag_ == "NN":
        return _held_captive(at, verb, row)
    fate = verb.tag_ == "VBN" or verb.i + 1 < at.sent.span.end and verb.nbor(1).lower_ in _PRISONERS
    own = at.sent.line.quantity_at.get(verb.i - 1) if fate else None
    if (
        near
        and countable(own)
        and own is not None
        and own.first > at.sent.span.start
        and not {*objects(verb)} - {*near}
    ):
        taken_by = (*objects_of(near[0], "by"), *agents(verb))  # "60 killed and 12 taken prisoner"
        fighters = near[0].lower_ in _OF_WAR
        number = Victims(
            verb.nbor(-1), count_of(own.value), None, "combatant" if fighters else "unknown", bare=True
        )
        return [Event(verb, row["value"], "prisoner", (number,), taken_by, covers=(near[0],))]
    takers = tuple(objects_of(near[0], "by")) or tuple(agents(verb)) if near and verb.tag_ == "VBN" else ()
    if takers and (taken := groups_of(at.context, at.sent, subjects(verb))):
        return [
            Event(verb, row["value"], "prisoner", tuple(taken), takers)
        ]  # "its pilot taken prisoner by rebels"
    if near and verb.lower_ == "taken" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        if held := groups_of(at.context, at.sent, [c for c in verb.lefts if c.dep_ == "nsubj"]):
            by = (*objects_of(near[0], "by"), *agents(verb))
            return [Event(verb, row["value"], "prisoner", tuple(held), by, covers=(near[0],))]
    if near and near[0] in objects(verb):
        groups = _counted_prisoners(at, verb, near[0])
    elif near and _governs(verb, near[0]):
        groups = groups_of(at.context, at.sent, [h for h in things if h != near[0]])
    else:
        groups = _taken_of_them(at, verb, things)
    if near and near[0].lower_ in _OF_WAR:
        groups = [
            replace(g, victim_class="combatant") if g.bare and g.victim_class == "unknown" else g
            for g in groups
        ]
    return [Event(verb, row["value"], "prisoner", tuple(groups), causes_of(at, verb))] if groups else []


def _held_captive(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "four workers held hostage by the rebels": those before it are held; none of those "freed" behind it."""
    behind = verb.doc[verb.i + 2 : at.sent.span.end]
    people = [c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")] or subjects(verb)
    freed = any(t.lower_ in _FREEING and any(c.dep_ == "auxpass" for c in t.children) for t in behind)
    if freed or any(p.head.lower_ in _FREEING for p in people):
        return []
    groups = groups_of(at.context, at.sent, people, people_only=True)
    by = (*agents(verb), *objects_of(verb, "by"), *objects_of(verb.nbor(1), "by"))
    covers = (verb.nbor(1),)
    return [Event(verb, row["value"], "prisoner", tuple(groups), by, covers=covers)] if groups else []


def _counted_prisoners(at: At, verb: Token, word: Token) -> list[Victims]:
    """As in "took a dozen prisoners", "took a dozen policemen prisoner": those taken in battle are
    fighters.
    """
    people = [c for c in word.children if c.dep_ in ("compound", "nmod") and c.tag_ == "NNS"]
    groups = groups_of(at.context, at.sent, [word])
    if people and (named := group_of(at.context, at.sent, people[0], people_only=True)):
        return [replace(named, head=word, count=g.count) for g in groups]
    battle = verb.lower_ in _TAKING
    return [
        replace(g, victim_class="combatant") if battle and g.victim_class == "unknown" else g for g in groups
    ]


def _governs(verb: Token, word: Token) -> bool:
    """Whether no other verb stands between."""
    return not any(is_verb(t) and t.tag_ != "VBN" for t in verb.doc[verb.i + 1 : word.i])


def _taken_of_them(at: At, verb: Token, things: list[Token]) -> list[Victims]:
    """As in "We have taken 135 of them": a number of the people spoken of; "ten were taken by gunmen", "forcibly
    took three boys".
    """
    after = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + _REACH, at.sent.span.end)]]
    by_force = (
        ("with", "them") in zip(after, after[1:], strict=False)
        or any(c.lower_ in _BY_FORCE for c in verb.children)
        or (is_passive(verb) and any(_is_force(at, a) for a in agents(verb)))
    )
    if verb.lower_ in _TAKING and by_force:
        people = groups_of(at.context, at.sent, things, people_only=True)
        return [g for g in people if g.count.text or g.count.rule == "singular"]
    if verb.lower_ not in _TAKING or is_passive(verb):
        return []
    return [
        replace(g, victim_class="combatant")
        for h in things
        if countable(at.sent.line.quantity_at.get(h.i))
        and (g := group_of(at.context, at.sent, h))
        and _of_them(h)
    ]


def _is_force(at: At, agent: Token) -> bool:
    """Whether fighters are named, no army that takes somebody along."""
    return agent.lower_ in _BANDS or force_kind(at.context.document, agent) == "combatant"


def _of_them(head: Token) -> bool:
    return [t.lower_ for t in head.doc[head.i + 1 : head.i + 3]] == ["of", "them"]


def lose(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "Hezbollah lost 12 men", "eight soldiers lost their lives", "its driver lost both legs"."""
    if is_passive(verb):
        return _were_lost(at, verb, row)
    if not is_active(at, verb):
        return []
    things = objects(verb) or _beside(at, verb)
    words = {t.lower_ for t in things}
    dying = words & _LIVES or any(o.lower_ in _LIVES for t in (verb, *things) for o in objects_of(t, "for"))
    if dying or words & _LIMBS:  # "lost his battle for life" as well
        outcome = "killed" if dying else "injured"
        groups = groups_of(at.context, at.sent, subjects(verb))
        return (
            [Event(verb, outcome, "lost_lives", tuple(groups), tuple(circumstances(at, verb)))]
            if groups
            else []
        )
    side = next(iter(at.actors(subjects(verb))), None)
    if side is not None and (nobody := next((h for h in things if is_nobody(h)), None)):
        return [Event(verb, row["value"], "lost", (Victims(nobody, NOBODY, None, "combatant"),), side=side)]
    groups = [
        g
        for g in groups_of(at.context, at.sent, things, people_only=True)
        if _is_toll(g) and not _has_fate(at, g)
    ]
    if not groups and (cost := _lost_with(at, verb, things)):
        return [Event(verb, row["value"], "lost", tuple(cost), places=tuple(things), side=side)]
    kinds = {force_kind(at.context.document, s) for s in subjects(verb)}
    if "platform" in kinds:
        groups = [g for g in groups if not g.bare]  # "allied planes flew 4,000 sorties and lost eight"
    if kinds & {"organisation", "combatant"}:
        groups = [replace(g, victim_class="combatant") if g.victim_class == "unknown" else g for g in groups]
    if side is not None:  # "Israel lost eight soldiers": its own, wherever the article is set
        groups = [replace(g, actor=None) if g.actor and g.actor.resolved else g for g in groups]
    outcome = "killed_or_injured" if groups and _or_wounded(groups[-1]) else row["value"]
    return [Event(verb, outcome, "lost", tuple(groups), side=side)] if groups else []


def _has_fate(at: At, group: Victims) -> bool:
    """As in "lost two dead and nine wounded": what became of them is told by the word behind the number."""
    found = at.sent.line.quantity_at.get(group.head.i)
    last = found.last if found is not None else group.head.i
    behind = group.head.doc[last + 1 : last + 2]
    return any(row["frame"] == "state" for t in behind for row in at.rows(t, "adjective"))


def _or_wounded(group: Victims) -> bool:
    """As in "lost 870 soldiers, killed or wounded"."""
    behind = [t.lower_ for t in group.head.doc[group.head.i + 1 : group.head.i + 6] if not t.is_punct]
    return (
        behind[:1] == ["killed"]
        and behind[1:2] in (["and"], ["or"])
        and behind[2:3] in (["wounded"], ["injured"])
    )


def _lost_with(at: At, verb: Token, things: list[Token]) -> list[Victims]:
    """As in "lost the pass to them with close to 1,000 men": the men that a place cost."""
    company = [obj for t in (verb, *things) for obj in objects_of(t, "with")]
    return [g for g in groups_of(at.context, at.sent, company, people_only=True) if g.count.text]


def _were_lost(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "not a single soldier was lost", "12 men were lost in the ambush"."""
    heads = subjects(verb)
    causes = tuple(circumstances(at, verb))
    if nobody := next((h for h in heads if is_nobody(h) or any(c.lower_ == "no" for c in h.children)), None):
        group = group_of(at.context, at.sent, nobody, people_only=True)
        return [Event(verb, row["value"], "lost", (replace(group, count=NOBODY),), causes)] if group else []
    groups = [g for g in groups_of(at.context, at.sent, heads, people_only=True) if g.count.text]
    return [Event(verb, row["value"], "lost", tuple(groups), causes)] if groups else []


def own_end(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "58 have made the supreme sacrifice", "gave their lives", "breathed his last"."""
    near = {t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + _NEAR_END, at.sent.span.end)]}
    if is_passive(verb) or not near & set(row["note"].split()):
        return []
    groups = groups_of(at.context, at.sent, subjects(verb), people_only=True)
    return (
        [Event(verb, row["value"], "own_end", tuple(groups), tuple(circumstances(at, verb)))]
        if groups
        else []
    )


def _is_toll(group: Victims) -> bool:
    """People whom one can lose to a war: counted, fighters, or family."""
    return (
        bool(group.count.text)
        or group.victim_class in _ARMED_CLASS
        or any(c.dep_ == "poss" for c in group.head.children)
    )


def suffer(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "eleven of whom suffered burns"; casualties and losses that are suffered are read by their
    noun.
    """
    behind = {t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + 5, at.sent.span.end)]}
    harm = any(h.lower_ in _HARM - {"arms"} for h in objects(verb)) or behind & (_HARM - _LIMBS)
    if not is_active(at, verb) or not harm:
        return []  # "received small-arms fire"
    groups = [g for g in groups_of(at.context, at.sent, subjects(verb)) if g.victim_class or g.count.text]
    causes = tuple(circumstances(at, verb))
    return [Event(verb, row["value"], "suffered", tuple(groups), causes)] if groups else []


def treat(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "has treated some 70 wounded", "30 were treated for burns", "were rushed to hospital"."""
    words = {t.lower_ for t in verb.doc[verb.i + 1 : min(verb.i + 1 + _REACH, at.sent.span.end)]}
    heads = undergoers(verb)
    hurt = [h for h in heads if h.lower_ in _HURT_WORDS and countable(at.sent.line.quantity_at.get(h.i - 1))]
    if hurt:
        number = at.sent.line.quantity_at[hurt[0].i - 1]
        return [Event(verb, "injured", "treated", (Victims(hurt[0], count_of(number.value), bare=True),))]
    if not is_passive(verb) and verb.lower_ in _NEEDING and words & (_CARE | {"treatment"}):
        heads = subjects(verb)
    elif "with harm" in conditions(row):  # "six were pulled from the rubble with fractures"
        heads = heads if words & _HURT_WORDS or ("with" in words and words & _HARM) else []
    elif (
        verb.lower_ in _TREATING and is_active(at, verb) and any(s.lower_ in _CARERS for s in subjects(verb))
    ):
        heads = objects(verb)  # "the clinic treated nearly 40 more"
    elif verb.tag_ == "VBG" and is_active(at, verb) and words & (_HURT_WORDS | _HARM):
        heads = objects(verb)  # "medics are treating 16 people with shrapnel wounds"
    elif not is_passive(verb) or not (words & (_CARE | _HURT_WORDS) or row["lemma"] in _MENDING):
        return []
    groups = [g for g in groups_of(at.context, at.sent, heads, people_only=True) if g.count.text]
    return [Event(verb, row["value"], "treated", tuple(groups))] if groups else []


def fall(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "eight rangers fell in an ambush"."""
    attacks = [
        obj
        for name, obj in preps(verb)
        if name in ("in", "to", "on") and (is_attack(at, obj) or obj.lower_ in _ACTIONS)
    ]
    perfect = any(c.dep_ == "aux" and c.lower_ in ("have", "has", "had") for c in verb.children)
    loose = any(
        c.dep_ in ("prt", "dobj", "acomp")
        or c.dep_ == "prep"
        and c.lower_ in _FALLING
        and not any(g.i in at.sent.line.time_at for g in c.children)
        for c in verb.children
    )
    groups = (
        [
            g
            for g in groups_of(at.context, at.sent, subjects(verb), people_only=True)
            if attacks or ((perfect or g.victim_class in _ARMED_CLASS) and g.count.text and not loose)
        ]
        if not is_passive(verb)
        else []
    )
    return [Event(verb, row["value"], "fall", tuple(groups), tuple(attacks))] if groups else []


def throat(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "slit the throat of a headman", "their throats were cut"."""
    throats = [h for h in undergoers(verb) if h.lower_ in ("throat", "throats")]
    heads = [t for h in throats for t in objects_of(h, "of") or [c for c in h.children if c.dep_ == "poss"]]
    groups = groups_of(at.context, at.sent, heads)
    return [Event(verb, row["value"], "throat", tuple(groups), causes_of(at, verb))] if groups else []


def sever(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "cut off the lips of seven women", "hands were hacked off", "a guard had his arm blown off"."""
    parts = [h for h in undergoers(verb) if h.lower_ in _SEVERED]
    if not parts and (caused := verb.head).lower_ in ("had", "have", "has"):
        parts = [h for h in objects(caused) if h.lower_ in _SEVERED] or [
            c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in _SEVERED
        ]
        groups = groups_of(at.context, at.sent, subjects(caused), people_only=True) if parts else []
        return [Event(verb, row["value"], "severed", tuple(groups))] if groups else []
    heads = [t for p in parts for t in objects_of(p, "of") or [c for c in p.children if c.dep_ == "poss"]]
    groups = groups_of(at.context, at.sent, [h for h in heads if h.pos_ != "PRON"], people_only=True)
    return [Event(verb, row["value"], "severed", tuple(groups), causes_of(at, verb))] if groups else []


def leave(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "left the commander dead": the counted forms are read by their state word."""
    near = verb.doc[verb.i + 1 : min(verb.i + _REACH, at.sent.span.end)]
    for state in near:
        rows = at.rows(state, "adjective")
        if rows and rows[0]["frame"] == "state" and not any(c.dep_ == "dobj" for c in state.children):
            heads = [h for h in objects(verb) if h.i < state.i] or [
                c for c in state.children if c.dep_ == "nsubj"
            ]
            groups = groups_of(at.context, at.sent, heads, people_only=True)
            if not groups:
                return []
            said = tuple(verb.doc[groups[-1].head.i : state.i])  # "a family of six dead"
            return [Event(verb, rows[0]["value"], "left", tuple(groups), causes_of(at, verb), covers=said)]
    behind = {o.lower_ for o in objects_of(verb, "on", "in")} & _FIELD or any(
        t.lower_ == "behind" for t in near[:2]
    )
    own = (
        [g for g in groups_of(at.context, at.sent, objects(verb)) if _is_their_own(g.head)] if behind else []
    )
    side = next(iter(at.actors(subjects(verb))), None)
    return [Event(verb, "killed", "left", tuple(own), side=side)] if own else []


def _is_their_own(head: Token) -> bool:
    """As in "twelve of their own"."""
    behind = [t.lower_ for t in head.doc[head.i + 1 : head.i + 4]]
    return behind[:1] == ["of"] and behind[2:] == ["own"]


def lives(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "claimed the lives of 12 people", "claimed 12 lives", "cost 70 people their lives", "cost a boy both
    feet", "cost the enemy seven men".
    """
    near = verb.doc[verb.i + 1 : min(verb.i + _REACH, at.sent.span.end)]
    life = next((t for t in near if t.lower_ in ("life", "lives")), None)
    if row["note"] == "price" and life is None:
        return _paid(at, verb, row)
    if life is None or not _governs(verb, life):
        return []
    inner = objects_of(life, "of")
    payers = [c for c in verb.children if c.dep_ == "dative" and c.i < life.i]
    heads = inner or [h for h in objects(verb) if h != life] or payers or [life]
    groups = groups_of(at.context, at.sent, heads)
    return (
        [Event(verb, row["value"], "lives", tuple(groups), causes_of(at, verb), tuple(heads))]
        if groups
        else []
    )


def _paid(at: At, verb: Token, row: Row) -> list[Event]:
    """What something cost somebody, if it was limbs or men."""
    things = objects(verb)
    payers = [c for c in verb.children if c.dep_ == "dative"]
    if limbs := [t for t in things if t.lower_ in _LIMBS]:
        heads = [t for t in things if t not in limbs and t.i < limbs[0].i] or payers
        groups = groups_of(at.context, at.sent, heads, people_only=True)
        return [Event(verb, "injured", "lives", tuple(groups), causes_of(at, verb))] if groups else []
    counted = [
        t for t in things if countable(at.sent.line.quantity_at.get(t.left_edge.i)) and t not in payers
    ]
    side = next(iter(at.actors(payers or [t for t in things if t not in counted][:1])), None)
    groups = [g for g in groups_of(at.context, at.sent, counted, people_only=True) if g.count.text]
    if side is None or not groups:
        return []
    return [Event(verb, row["value"], "lost", tuple(groups), side=side)]


def found(at: At, verb: Token, row: Row) -> list[Event]:
    """As in "one of them was found dead"."""
    if not is_passive(verb) or not any(
        t.lower_ in ("dead", "beheaded", "murdered", "hanged", "shot")
        for t in verb.doc[verb.i + 1 : verb.i + 4]
    ):
        return []
    groups = groups_of(at.context, at.sent, subjects(verb), people_only=True)
    return [Event(verb, row["value"], "found_dead", tuple(groups), modality="asserted")] if groups else []


_ENDS: dict[str, Callable[[At, Token, Row], list[Event]]] = {"own_end": own_end, "lose": lose}

VERB_FRAMES: dict[str, Callable[[At, Token, Row], list[Event]]] = {
    "transitive": transitive,
    "intransitive": intransitive,
    "surrender": surrender,
    "unseen": unseen,
    "prisoner": prisoner,
    "lose": lose,
    "suffer": suffer,
    "treat": treat,
    "leave": leave,
    "lives": lives,
    "found": found,
    "fall": fall,
    "own_end": own_end,
    "hit": hit,
    "sever": sever,
    "throat": throat,
}
