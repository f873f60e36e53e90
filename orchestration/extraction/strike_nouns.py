"""Strikes told as a noun: "the raid on X", "X came under shelling", "was killed in an airstrike"."""

import re

from orchestration.extraction.actors import force_kind
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import (
    CAUSES,
    INSTRUMENT,
    Event,
    Findings,
    controlled,
    dealt_by,
    landed_on,
    launched,
    leads,
    link_platforms,
    passing_by,
)
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import before_noun, top_of
from orchestration.extraction.syntax import (
    agents,
    clause_head,
    conjuncts,
    head_of_conjuncts,
    is_definite,
    is_none,
    is_passive,
    is_verb,
    objects,
    own_subjects,
    preps,
    subjects,
)

_ONTO = frozenset({"on", "against", "at", "upon", "targeting", "hitting"})
_EVENT_HEADS = frozenset(
    "campaign campaigns mission missions operation operations spree wave waves run runs pass passes flight flights sortie sorties dive dives duty duties strike strikes offensive offensives attempt attempts raid raids attack attacks".split()
)
_NOT_FIRE = re.compile(
    r"^(?:small|arms|machine|sniper|friendly|covering|rifle|return|cease|camp|forest|gun|gas|arm|bush|set|caught)$",
    re.I,
)
_GROUND = re.compile(
    r"^(?:ground|commando|police|dawn|night|house|drugs?|cattle|cross-border|border|prison|infantry|armed|knife|gun|machete|stabbing|gas|union|labou?r|hunger|general|"
    r"rent|sit-down|teachers?|dock|bus|rail|transport|strategic|cyber|heart|bird|lightning|rescue|arson|shark|panic|verbal|secondary)$",
    re.I,
)


def find_nouns(findings: Findings) -> None:
    for token in findings.words.sent.tokens():
        _strike_noun(findings, token)


def _strike_noun(findings: Findings, noun: Token) -> None:
    named = findings.words.strike_noun(noun)
    if named is not None and (weapon := _weapon_as_verb(noun)) is not None:
        _weapon_strike(findings, noun, weapon)
        return
    if _is_direct_hit(noun):
        named = "weak", None
    if named is None or noun.i in findings.used:
        return
    strength, strike_type = named
    if noun.dep_ == "oprd" and any(t.pos_ == "PRON" or is_definite(t) for t in objects(noun.head)):
        findings.refused.append((noun, "what a strike told before is called"))
        return
    if noun.lower_ in ("volley", "salvo", "barrage", "hail", "bombardment") and _of_no_weapon(findings, noun):
        findings.refused.append((noun, "a volley of something else"))
        return
    carrier = noun
    if (
        noun.dep_ in ("compound", "nmod", "amod")
        and noun.head.i > noun.i
        and noun.head.pos_ in ("NOUN", "PROPN")
    ):
        if noun.head.lower_ not in _EVENT_HEADS:
            if strength != "armed":
                findings.refused.append((noun, "names a thing, not a strike"))
            return
        if findings.words.strike_noun(noun.head):
            return
        carrier = noun.head
    modifier = findings.words.modifier_type(noun)
    befores = before_noun(noun)
    again = strength == "armed" and modifier is None and _is_one_more(findings, noun)
    armed = again or _arms_within(findings, noun) or _is_dealt_by_guns(findings, carrier)
    if strength == "armed" and modifier is None and not armed:
        return
    if noun.lower_ in ("launch", "launches") and modifier == "naval":
        return  # a boat
    if noun.lower_ == "fire" and noun.dep_ == "pobj" and noun.head.lower_ == "on":
        return  # "was set on fire by jets"
    if noun.lower_ in ("fire", "firing") and any(_NOT_FIRE.match(t.text) for t in befores):
        return
    if (
        strength != "strong"
        and modifier is None
        and not armed
        and any(_GROUND.match(t.text) for t in befores)
    ):
        findings.refused.append((noun, "an attack on the ground or no attack at all"))
        return
    top = top_of(carrier)
    if _is_plot(findings, head_of_conjuncts(top)):
        findings.refused.append((noun, "what a story is about"))
        return
    event = Event(
        noun,
        "noun:another" if again else f"noun:{noun.lower_}",
        "strong" if modifier and strength != "armed" else strength,
        modifier or strike_type,
        nouns=list(dict.fromkeys([noun, carrier, top])),
    )
    if strength == "armed":
        event.strength = (
            "weak"
            if again or modifier in ("ied", "artillery", "rocket") and noun.lower_ in ("fire",)
            else "strong"
        )
    if noun.dep_ == "amod" and noun.head.i < noun.i and noun.head.dep_ in ("nsubj", "nsubjpass", "pobj"):
        event.doers.append(noun.head)  # "army shelling", read as an army that is shelling
        _role_of(findings, event, noun.head)
    else:
        _role_of(findings, event, top if _joined_to_verb(top) else head_of_conjuncts(top))
    _clauses_of(findings, event)
    _struck(findings, event)
    if noun.lower_.startswith(("blast", "explo", "deton")):
        for verb in [noun, *event.verbs[:1]]:
            landed_on(findings, event, verb)
        passing_by(findings, event)
    _arms_near(findings, event, noun)
    findings.used.update(t.i for t in [noun, carrier, top])
    findings.add(event, [v for v in event.verbs if v.i not in findings.by_verb])


def _is_one_more(findings: Findings, noun: Token) -> bool:
    """ "in a second attack on the same spot", right after a strike was told: one more of its kind."""
    if findings.words.recall is None:
        return False
    if noun.lower_ in ("attack", "attacks") and any(c.lower_ == "such" for c in noun.children):
        return noun.dep_ == "pobj" and _is_subjected(noun.head)
    return (
        noun.lower_ == "attack"
        and any(c.lower_ in ("second", "third", "another", "similar") for c in noun.children)
        and any(c.lower_ == "same" or c.lower_ == "there" for c in noun.subtree)
    )


_UNDERGOING = {
    "under": forms_of(
        "come", "be", "remain", "stay", "lie", "reel", "labour", "live", "shake", "buckle", "fall"
    ),
    "to": forms_of("subject", "treat", "expose", "wake", "awake", "awaken"),
}


def _is_subjected(prep: Token) -> bool:
    """Whether the preposition is that of "was subjected to"."""
    return prep.lower_ == "to" and prep.head.lower_ in ("subject", "subjected")


def _weapon_as_verb(noun: Token) -> Token | None:
    """ "A Nigerien armed forces drone strike on …": the weapon, where the parser takes it for the verb of the strike."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.i != noun.i - 1 or noun.tag_ != "NN" or not verb.tag_.startswith("VB"):
        return None
    return verb if verb.lower_ in ("drone", "rocket", "mortar", "missile") else None


def _weapon_strike(findings: Findings, noun: Token, weapon: Token) -> None:
    """The strike whose weapon was read as its verb: what looks like the verb's subject is who struck."""
    kind = findings.words.noun_value(weapon, "modifier")
    event = Event(noun, f"noun:{noun.lower_}", "strong", kind, nouns=[noun], doers=own_subjects(weapon))
    _role_of(findings, event, weapon)
    _struck(findings, event)
    findings.used.update((noun.i, weapon.i))
    findings.add(event, [weapon, *event.verbs])


def _is_direct_hit(noun: Token) -> bool:
    """ "took a direct hit", "Haifa: impact near the port": where something came down, whatever it was."""
    if noun.pos_ != "NOUN" or not noun.lower_.startswith(("hit", "impact")):
        return False
    direct = any(c.lower_ in ("direct", "confirmed", "missile", "rocket", "drone") for c in noun.children)
    return direct or (
        noun.lower_.startswith("impact") and any(name in ("near", "at", "in") for name, _ in preps(noun))
    )


def _of_no_weapon(findings: Findings, noun: Token) -> bool:
    """ "a volley of pellets", "a barrage of questions"; "a bombardment of the town" hits a place."""
    for name, obj in preps(noun):
        if (
            name == "of"
            and obj.tag_ == "NNS"
            and findings.words.arm(obj) is None
            and obj.lower_ not in ("weapons", "strikes", "raids", "attacks", "munitions")
        ):
            return not any(c.dep_ == "det" for c in obj.children) and class_of(findings.words, obj) is None
    return False


def _is_dealt_by_guns(findings: Findings, noun: Token) -> bool:
    """ "howitzers kept up a steady fire on the town", "bombers dealt the depot a blow": what deals it tells what it is."""
    verb = noun.head
    if (
        noun.dep_ != "dobj"
        or not is_verb(verb)
        or verb.lower_.startswith("open")
        or not findings.words.frames(verb).keys() & {"conduct", "launch"}
    ):
        return False
    arms = [findings.words.arm(t) for t in subjects(verb)]
    return bool(arms) and all(
        a is not None and a.role in ("platform", "launcher") and a.strike_type for a in arms
    )


def _arms_within(findings: Findings, noun: Token) -> bool:
    """ "an attack carried out with four limpet mines", "an assault with rockets", "under fire from tanks"."""
    sources = [t for h in (noun, noun.head.head) if h is noun or noun.dep_ == "pobj" for _, t in _sources(h)]
    arms = [a for t in sources if (a := findings.words.arm(t)) and a.strike_type]
    if (
        noun.lower_ == "fire"
        and arms
        or noun.lower_ in ("attack", "attacks")
        and any(not a.is_fired for a in arms)
    ):
        return True
    for token in noun.subtree:
        if (
            token.i > noun.i
            and (arm := findings.words.arm(token))
            and arm.is_fired
            and leads(token).lower_ in ("with", "using", "involving")
        ):
            return True
    return False


def _sources(head: Token) -> list[tuple[str, Token]]:
    return [(name, thing) for name, thing in preps(head) if name in ("from", "by")]


def _clauses_of(findings: Findings, event: Event) -> None:
    """Clauses that hang on the strike: "the raid that killed", "a strike launched by jets", "the bombing which gutted the bakery"."""
    for noun in event.nouns:
        for clause in noun.children:
            if clause.dep_ not in ("relcl", "acl") or not is_verb(clause) or clause in event.verbs:
                continue
            frames = findings.words.frames(clause)
            if (
                not is_passive(clause)
                and frames.keys() & {"hit", "destroy", "bombard"}
                and clause.lower_ not in CAUSES
            ):
                event.targets.extend(t for t in objects(clause) if t != noun)
                event.verbs.append(clause)
            elif frames.keys() & {"harm", "conduct", "launch", "impact"}:
                event.verbs.append(clause)
                if is_passive(clause) and frames.keys() & {"conduct", "launch"}:
                    event.doers.extend(agents(clause))


def _struck(findings: Findings, event: Event) -> None:
    """ "strikes on positions", "the shelling of a market", "carried out raids against camps"."""
    for noun in event.nouns:
        for name, head in preps(noun):
            if name in _ONTO or (
                name == "of"
                and noun == event.trigger
                and noun.lower_ not in ("barrage", "salvo", "volley", "raids", "series")
            ):
                event.targets.append(head)
    for verb in event.verbs[:1]:
        if event.nouns[-1].dep_ in ("dobj", "conj", "nsubjpass") and findings.words.frames(verb).keys() & {
            "conduct",
            "launch",
        }:
            times = findings.words.line.time_at
            event.targets.extend(head for name, head in preps(verb) if name in _ONTO and head.i not in times)


def _role_of(findings: Findings, event: Event, head: Token) -> None:
    """Read the part that the strike noun plays in its clause."""
    verb, dep = head.head, head.dep_
    if dep in ("nsubj", "nsubjpass", "csubj") and is_verb(verb):
        _as_subject(findings, event, verb, passive=dep == "nsubjpass")
    elif _is_object(head) and is_verb(verb) or _joined_to_verb(head):
        _as_object(findings, event, verb)
    elif dep in ("pobj", "pcomp"):
        _as_prep_object(findings, event, verb)


def _is_object(noun: Token) -> bool:
    """Whether the noun is the object of its verb; "made bombing runs over" is parsed as a clause of running."""
    return noun.dep_ in ("dobj", "attr", "oprd", "dative") or noun.dep_ == "ccomp" and noun.tag_ == "NNS"


def _joined_to_verb(noun: Token) -> bool:
    """ "carried out four missile strikes, and 48 air strikes": the parser joins the second noun to the verb."""
    verb = noun.head
    return (
        noun.dep_ == "conj"
        and is_verb(verb)
        and not is_passive(verb)
        and not any(c.dep_ in ("nsubj", "aux", "acl", "relcl") for c in noun.children)
        and any(c.dep_ == "dobj" and c.i < noun.i for c in verb.children)
    )


def _as_subject(findings: Findings, event: Event, verb: Token, *, passive: bool) -> None:
    if passive:
        event.verbs.append(verb)
        frames = findings.words.frames(verb)
        if "conduct" in frames or "launch" in frames or verb.lower_ in ("blamed", "attributed", "claimed"):
            event.doers.extend(agents(verb))
        if "intercept" in frames:
            event.targets = []
        event.verbs.extend(c for c in verb.children if c.dep_ in ("advcl",) and c.tag_ == "VBG")
        return
    chain = [verb, *(c for c in conjuncts(verb)[1:] if is_verb(c) and not own_subjects(c))]
    chain += [
        c
        for v in list(chain)
        for c in v.children
        if c.dep_ in ("advcl", "xcomp", "dep") and c.tag_ in ("VBG",) and not own_subjects(c)
    ]
    event.verbs.extend(chain)
    harm_only = True
    for v in chain:
        frames = findings.words.frames(v)
        if frames.keys() & {"hit", "destroy", "bombard", "intercept", "launch"}:
            if "launch" in frames and "hit" not in frames:
                launched(findings, event, v)
                harm_only = False
                continue
            if v.lower_ in CAUSES:
                continue
            event.targets.extend(objects(v))
            harm_only = False
    event.harms_only = harm_only and any("harm" in findings.words.frames(v) for v in chain)


def _as_object(findings: Findings, event: Event, verb: Token) -> None:
    frames = findings.words.frames(verb)
    event.verbs.append(verb)
    if any(c.dep_ == "oprd" for c in verb.children):
        return  # "Hamas called it an Israeli air strike": whoever names it did not do it
    if "take" in frames and event.trigger.lower_ in ("hit", "hits"):
        event.targets.extend(subjects(verb))
    elif "suffer" in frames and verb.lower_ not in ("see", "saw", "hear", "heard", "seen"):
        if not is_passive(verb):
            event.targets.extend(subjects(verb))
            event.doers.extend(dealt_by(findings, verb))
    elif frames.keys() & {"conduct", "launch", "set_off"}:
        event.doers.extend(agents(verb) if is_passive(verb) else controlled(verb) or subjects(verb))
        event.verbs.extend(
            v
            for c in verb.children
            if c.dep_ in ("advcl", "xcomp") and c.tag_ in ("VBG", "VB") and not own_subjects(c)
            for v in conjuncts(c)
            if is_verb(v) and not own_subjects(v)
        )
        for v in event.verbs[1:]:
            inner = findings.words.frames(v)
            if inner.keys() & {"hit", "destroy", "bombard"} and v.lower_ not in CAUSES:
                event.targets.extend(objects(v))
            elif "launch" in inner or "conduct" in inner:
                launched(findings, event, v)


_ROLES = frozenset(
    "responsibility role part involvement hand credit blame participation complicity authorship".split()
)


def _as_prep_object(findings: Findings, event: Event, prep: Token) -> None:
    head = prep.head
    name = prep.lower_
    # "cease at once airstrikes"
    if name == "at" and is_verb(head) and "conduct" in findings.words.frames(head):
        event.doers.extend(controlled(head) or subjects(head))
        event.verbs.append(head)
        return
    if (
        name == "by"
        and not is_verb(head)
        and is_passive(clause_head(head))
        and "destroy" in findings.words.frames(clause_head(head))
    ):
        head = clause_head(head)  # "reduced to rubble by the bombardment", hung on the rubble
    if prep.dep_ == "agent" or (name == "by" and is_verb(head)):
        chain = [head]
        while chain[-1].dep_ == "conj" and is_verb(chain[-1].head) and is_passive(chain[-1].head):
            chain.append(chain[-1].head)  # "was struck and killed by"
        event.verbs.extend(chain)
        if any(findings.words.frames(v).keys() & {"hit", "destroy", "bombard"} for v in chain):
            event.targets.extend(subjects(head))
        return
    if (
        name in INSTRUMENT
        and not is_verb(head)
        and findings.words.frames(clause_head(head)).keys() & {"launch", "hit", "destroy", "bombard"}
    ):
        head = clause_head(head)  # "sprayed a gathering at Mbau with cannon fire", hung on Mbau
    if name in INSTRUMENT and is_verb(head):
        event.verbs.append(head)
        event.doers.extend(agents(head) if is_passive(head) else subjects(head))
        if findings.words.frames(head).keys() & {"hit", "destroy", "bombard", "harm", "launch"}:
            event.targets.extend(subjects(head) if is_passive(head) else objects(head))
        return
    beside = any(o.lower_ in _ROLES for o in objects(head)) if is_verb(head) else head.lower_ in _ROLES
    if beside and name in ("in", "for", "of", "to"):
        verb = clause_head(head)
        event.verbs.append(verb)  # "denied any role in the shelling", "claimed responsibility for the attack"
        parties = agents(verb) if is_passive(verb) else controlled(verb) or subjects(verb)
        event.doers.extend(t for t in parties if not is_none(t))
        return
    frames = findings.words.frames(head) if is_verb(head) else {}
    if name in ("in", "during") and frames.keys() & {"hit", "destroy", "bombard", "harm"}:
        event.verbs.append(head)  # "destroyed four tanks in an air strike"
        event.doers.extend(agents(head) if is_passive(head) else _forces(findings, head))
        if frames.keys() & {"hit", "destroy", "bombard"}:
            event.targets.extend(subjects(head) if is_passive(head) else objects(head))
        return
    held = (
        name == "under" and is_verb(head) and any(t.i in findings.words.line.place_at for t in subjects(head))
    )
    if name in ("under", "to") and is_verb(head) and (held or head.lower_ in _UNDERGOING[name]):
        event.verbs.append(head)
        undergone = name == "under" or is_passive(head) or not objects(head)
        event.targets.extend(subjects(head) if undergone else objects(head))
        event.doers.extend(dealt_by(findings, head) if undergone else subjects(head))
        return
    if name == "of" and head.lower_ in ("target", "scene", "site", "targets"):
        verb = clause_head(head)
        event.verbs.append(verb)
        if head.lower_.startswith("target") and is_verb(verb):
            event.targets.extend(own_subjects(verb))
        return
    event.verbs.append(clause_head(head))


def _forces(findings: Findings, verb: Token) -> list[Token]:
    """The subjects of the verb that are forces; who "lost a leg in a strike" or died in it did not strike."""
    context = findings.words.context
    document = context.document
    if any(row["frame"] == "intransitive" for row in context.triggers(verb, "casualties")):
        return []
    return [
        t
        for t in subjects(verb)
        if force_kind(document, t) is not None or t.i in findings.words.line.actor_at
    ]


_TOLD = frozenset({"fiction", "game"})  # topics of things that have a plot


def _is_plot(findings: Findings, noun: Token) -> bool:
    """ "a film about the bombing of Dresden"."""
    topics = findings.words.context.lexicon.topic_words
    if noun.dep_ == "dobj":  # "the documentary follows the bombing of Guernica"
        return any(topics.get(t.lower_) in _TOLD for t in subjects(noun.head))
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("about", "on", "of"):
        return False
    return topics.get(noun.head.head.lower_) in _TOLD


def _arms_near(findings: Findings, event: Event, noun: Token) -> None:
    """Munitions and platforms in the strike's own phrase ("by jets", "of rockets", "using bombers") and its doers."""
    for head in event.nouns:
        for token in head.subtree:
            if (
                token.i <= noun.i
                or token.i in findings.used
                or any(noun.i < a.i and findings.words.strike_noun(a) for a in token.ancestors)
                or clause_head(token) != clause_head(noun)
                and token.dep_ not in ("dobj", "conj")
            ):
                continue
            arm = findings.words.arm(token)
            if (
                arm
                and token.dep_ in ("pobj", "conj", "dobj", "appos")
                and leads(token).lower_ in ("by", "of", "with", "from", "using", "involving")
            ):
                (event.arms if arm.role in ("munition", "device") else event.platforms).append(arm)
                findings.used.add(token.i)
    link_platforms(findings, event)
