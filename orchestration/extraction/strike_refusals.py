"""Why a candidate that was found is no strike after all: told of before, of no weapon, or of another kind."""

from orchestration.extraction.actors import ARMED_KINDS
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_parties import is_force
from orchestration.extraction.strike_rows import Row
from orchestration.extraction.strike_tables import opens_table
from orchestration.extraction.strike_words import Words, before_noun
from orchestration.extraction.syntax import (
    agents,
    auxiliaries,
    clause_head,
    conjuncts,
    head_of_conjuncts,
    is_definite,
    is_passive,
    negated,
    preps,
)

_TYPED = frozenset(
    {"airstrike", "drone", "missile", "rocket", "artillery", "naval", "ied", "suicide_bombing"}
)
_MILITARY = frozenset({"command_post", "training_camp", "depot", "military_base", "position"})
_BUILT = frozenset(
    "residential medical education religious market energy port airport infrastructure displaced_site depot military_base government".split()
)
_AIMING = tuple("strik struck hit target destroy hammer blast pound fire firing knock flatten level".split())
_OLD = "a strike told of before"


_NO_PARTY = "no weapon and no party at war"
_NO_WEAPON = "no weapon named"
OF_NO_WEAPON = frozenset({_NO_PARTY, _NO_WEAPON})


def objection(words: Words, row: Row, types: frozenset[str | None]) -> str | None:
    """Why the row is no strike, if it is none. `types`: those of the strikes that the article has told of before."""
    told = bool(types)
    if _is_promised(row):
        return None
    could_be_meant = not row.strike_type or None in types or row.strike_type in types
    if _is_told_before(words, row) and (
        could_be_meant or row.place is None or row.event.strength != "strong"
    ):
        return _OLD
    if row.event.nouns and any(
        v.lower_.startswith(("den", "disput")) and negated(v) for v in row.event.verbs[:1]
    ):
        return _OLD  # "did not deny the raid"
    if row.event.nouns and opens_table(words.context.document, words.line):
        return "the title of a table"
    if row.event.nouns and not row.attackers and not row.numbers and not row.target.text and _is_title(words):
        return "the title of a list"
    if _is_aim_of_the_sent(row.event.trigger):
        return "what somebody was sent for"
    if _is_not_to_be_done(row.event.trigger):
        return "what nobody ought to do"
    if _changes_hands(row):
        return "who gets the weapon"
    if _is_asked(words, row.event.trigger):
        return "a question"
    if told and _is_toll_of(row):
        return _OLD
    if _is_what_followed(words, row):
        return "what a deed led to"
    if _is_only_heard(row):
        return "no more than heard"
    if _is_known_for(row):
        return "what somebody is known for, no single strike"
    if _did_not_go_off(row):
        return "it did not go off"
    if _are_shots(row):
        return "shots"
    if _is_thrown(row):
        return "a thrown grenade or a thing that is no weapon"
    if _is_walkout(words, row):
        return "labour strike"
    if _is_cleared(row):
        return "a find that was destroyed"
    if row.event.strength == "strong":
        return None if _has_substance(row) or _harmed(words, row) else "no party, place, target or weapon"
    if row.event.strength == "weak":
        return _weak_noun(words, row, told) if row.event.nouns else _weak_verb(words, row)
    return None


def _is_told_before(words: Words, row: Row) -> bool:
    """ "the attack", "such strikes", "the missile": known already, unless a party, place, target or number is added."""
    event = row.event
    bare = not row.target.text and not _counted(row)
    if event.nouns and is_definite(event.nouns[0]) and _is_said_not_to_harm(row):
        return True
    if not event.nouns:
        known = event.arms and all(is_definite(a.head) for a in event.arms)
        return bool(known) and bare and not row.attackers and (not row.place or row.place.inherited)
    noun = event.nouns[0]
    if any(c.lower_ == "such" for c in noun.children) and row.event.rule != "noun:another":
        return True
    if not is_definite(noun):
        return False
    own_party = row.attackers and "attacker" not in row.inherited
    own_place = row.place is not None and not row.place.inherited
    if bare and not own_party and not own_place and not words.sent.span.text.rstrip().endswith(":"):
        return True
    return event.harms_only and any(c.dep_ == "neg" for v in event.verbs for c in v.children)


_HANDS = frozenset({"hand", "hands", "possession"})


def _changes_hands(row: Row) -> bool:
    """ "chemical weapons could fall into the hands of rebels": the weapons are not fired."""
    return any(
        name in ("into", "in") and obj.lower_ in _HANDS for v in row.event.verbs for name, obj in preps(v)
    )


_GOING_ON = forms_of("continue", "go", "resume", "intensify", "escalate", "repeat", "stop", "end", "cease")


def _is_promised(row: Row) -> bool:
    """ "the bombing will continue": a plan, of whatever was told before."""
    nouns, verbs = row.event.nouns, row.event.verbs
    return (
        bool(nouns and verbs)
        and nouns[-1].dep_ in ("nsubj", "nsubjpass")
        and verbs[0].lower_ in _GOING_ON
        and "will" in auxiliaries(verbs[0])
    )


def _is_said_not_to_harm(row: Row) -> bool:
    """ "the strike had not injured any civilians or damaged any property": the strike took place, and was told."""
    verbs = row.event.verbs
    return (
        bool(verbs)
        and (row.place is None or row.place.inherited)
        and negated(verbs[0])
        and row.event.nouns[-1].dep_ == "nsubj"
    )


_KNOWN_FOR = frozenset(
    "responsible involved wanted known notorious linked specialised specialized convicted arrested detained captured experienced expert "
    "trained accused suspected".split()
)


_SENDING = forms_of("send", "dispatch", "design", "scramble")


def _is_aim_of_the_sent(verb: Token) -> bool:
    """ "the jets had been sent to destroy a bridge": whether they did is told elsewhere."""
    return (
        verb.tag_ == "VB"
        and verb.dep_ in ("xcomp", "advcl", "acl")
        and verb.head.lower_ in _SENDING
        and verb.head.tag_ in ("VBN", "VBD")
        and not {"will", "would", "be"} & set(auxiliaries(verb.head))
    )


def _is_not_to_be_done(verb: Token) -> bool:
    """ "their obligation not to target hospitals", "were urged not to bomb": no strike, and nobody's plan."""
    return verb.tag_ == "VB" and verb.dep_ in ("acl", "xcomp", "ccomp", "advcl") and negated(verb) and any(
        c.lower_ == "to" and c.dep_ == "aux" for c in verb.children
    )  # fmt: skip


_LEADING_TO = forms_of("lead")
_BRINGING_ON = forms_of("trigger", "prompt", "provoke", "spark")


def _is_what_followed(words: Words, row: Row) -> bool:
    """ "an atrocity that led to the bombing": a strike of another day, of which nothing else is told."""
    for noun in row.event.nouns:
        verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun.head
        led = verb.lower_ in _LEADING_TO and verb is not noun.head
        brought = noun.dep_ == "dobj" and verb.lower_ in _BRINGING_ON
        own = any(t.i in words.line.place_at or t.i in words.line.actor_at for t in noun.subtree)
        if (led or brought) and verb.dep_ == "relcl" and is_definite(noun) and not own:
            return True
    return False


_ASKING = forms_of("ask", "wonder", "debate", "question", "discuss")


def _is_asked(words: Words, trigger: Token) -> bool:
    """ "Ours hit a dam?", "asked whether they would bomb it": whether it happened; what asks who or why takes it for
    granted.
    """
    clause = clause_head(trigger)
    if clause.dep_ == "ccomp" and clause.head.lower_ in _ASKING:
        return any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in clause.children)
    span = words.sent.span
    text = span.text.rstrip()
    return (
        text.endswith("?")
        and clause_head(trigger) == span.root
        and not any(t.tag_ in ("WP", "WDT", "WRB", "WP$") for t in span)
    )


def _is_toll_of(row: Row) -> bool:
    """ "TOLL FROM INDIAN STRIKES RISES TO 26": a sum of the dead, of strikes that the article has told."""
    own_place = row.place is not None and not row.place.inherited
    return not own_place and any(
        n.dep_ == "pobj" and n.head.head.lower_ in ("toll", "tolls", "dead", "deaths")
        for n in row.event.nouns
    )


def _is_only_heard(row: Row) -> bool:
    """ "loud explosions heard near the capital": a noise, that nobody says is of a strike."""
    start = row.event.trigger.lower_
    if not row.event.nouns or not start.startswith(("explo", "blast", "bang")) or row.strike_type is not None:
        return False
    noun = row.event.nouns[-1]
    heard = [noun.head, *(c for c in noun.children if c.dep_ == "acl")]
    return not row.attackers and not row.target.text and any(v.lower_ in _HEARING for v in heard)


_HEARING = forms_of("hear")


def _is_known_for(row: Row) -> bool:
    """ "insurgents responsible for IED attacks", "wanted for bombings": strikes of no number, place or day of their own."""
    for noun in row.event.nouns:
        prep = head_of_conjuncts(noun).head
        if noun.tag_ not in ("NNS", "NNPS") or noun.dep_ not in ("pobj", "conj") or row.numbers:
            continue
        if any(c.dep_ in ("det", "poss") for c in noun.children) or prep.lower_ not in (
            "for",
            "in",
            "of",
            "to",
            "with",
        ):
            continue
        if prep.head.lower_ in _KNOWN_FOR:
            return True
    return False


def _did_not_go_off(row: Row) -> bool:
    """ "a device that failed to explode", "shot before he could detonate his vest"."""
    for verb in row.event.verbs:
        if verb.dep_ == "xcomp" and verb.head.lower_ in ("failed", "fails", "failing", "fail"):
            return True
        if (
            verb.dep_ == "advcl"
            and any(c.lower_ == "before" for c in verb.children)
            and any(c.lower_ in ("could", "can") for c in verb.children)
        ):
            return True
    return False


def _is_thrown(row: Row) -> bool:
    event = row.event
    if not event.arms or event.platforms or event.strike_type is not None:
        return False
    if not all(a.head.lower_.startswith(("grenade", "cylinder")) for a in event.arms):
        return False
    if any(t.lower_ == "gas" for a in event.arms for t in before_noun(a.head)) and row.place is not None:
        return False  # "lobbed gas cylinders at the police station": home-made mortars
    return not any(
        t.lower_ in ("explosive", "explosives", "propelled") for a in event.arms for t in a.head.subtree
    )


def _is_walkout(words: Words, row: Row) -> bool:
    """ "the dockers' strike", "a strike by the museum's guards": of people at work, and at nothing and nowhere."""
    event = row.event
    if not event.nouns or row.strike_type is not None or event.trigger.lower_ not in ("strike", "strikes"):
        return False
    civil = [r for r in row.attackers if r.actor is None]
    topics = words.context.lexicon.topic_words
    if any(topics.get(r.text.split()[-1].lower()) == "labour" for r in civil) or _lasts(event.nouns[0]):
        return True
    if event.nouns[0].dep_ == "dobj" and event.nouns[0].head.lower_ in _CALLING and not row.target.text:
        return not any(r.actor or is_force(r) for r in row.attackers)  # "dockers began a strike on Monday"
    nowhere = row.place is None or row.place.inherited
    return bool(civil) and len(civil) == len(row.attackers) and nowhere and not event.targets


_DURATION = frozenset("minute hour day week month".split())
_CALLING = forms_of("end", "call", "suspend", "join", "stage", "observe", "go", "begin", "resume", "declare")


def _lasts(noun: Token) -> bool:
    """ "ended a five-day strike", "called a 48-hour strike": only walk-outs are told by how long they last."""
    timed = any(t.lower_.rpartition("-")[2].rstrip("s") in _DURATION for t in before_noun(noun))
    return timed or noun.dep_ == "pobj" and noun.head.lower_ == "on" and noun.head.head.lower_ in _CALLING


_FINDING = forms_of(
    "discover",
    "find",
    "locate",
    "uncover",
    "recover",
    "seize",
    "capture",
    "confiscate",
    "unearth",
    "identify",
)


def _is_cleared(row: Row) -> bool:
    """ "a patrol found and destroyed two devices": what is found is blown up on the ground, by hand."""
    blown = [v for v in row.event.verbs if v.lower_.startswith(("destroy", "deton", "blow", "blew"))]
    return not row.event.nouns and any(
        v.lower_ in _FINDING for b in blown for v in conjuncts(head_of_conjuncts(b))
    )


def _has_substance(row: Row) -> bool:
    party = any(a.actor or len(a.text) > 3 for a in row.attackers)
    target = row.target.target_class or row.target.owner
    return bool(party or row.place or target or (row.weapons and not row.event.nouns) or _counted(row))


def _harmed(words: Words, row: Row) -> bool:
    """ "TWENTY were slaughtered in three hours of shelling": a strike of a known kind, by those whom it harmed."""
    if row.strike_type not in _TYPED or not row.event.nouns:
        return False
    clause = clause_head(row.event.nouns[-1])
    return f"casualties:verb:{clause.lower_}" in words.context.lexicon.triggers and not negated(clause)


def _weak_noun(words: Words, row: Row, told: bool) -> str | None:
    """An "attack", a "raid", a "blast": a strike by its type, by its party at war, or by place and target."""
    if row.strike_type in _TYPED or (row.attackers and (told or _at_war(row))):
        return None
    if row.place and any(is_force(a) for a in row.attackers):
        return None
    if told and _counted(row) and row.event.trigger.lower_ == "raids":
        return None  # "the Houthis counted 73 raids"
    start = row.event.trigger.lower_
    if start.startswith(_BURSTS):
        return "shots"
    if row.place and start.startswith(("blast", "explo", "deton", "barrag")):
        return None
    if (
        row.place
        and row.event.targets
        and start.startswith(("strike", "raid"))
        and row.target.target_class is None
    ):
        return None  # "strikes on Bahir Dar and Gondar"
    if row.place and start.startswith("strike") and _killed_in(words, row):
        return None
    if row.place and (told or "strikes" in row.numbers or row.target.owner or row.target.target_class):
        return None
    return _NO_PARTY


def _killed_in(words: Words, row: Row) -> bool:
    """ "nine people were killed in strikes in Rafah", "the toll of the Dnipro strike": by no walkout."""
    phrase = row.event.nouns[-1]
    if phrase.dep_ != "pobj":
        return False
    above = phrase.head.head
    if above.lower_ in ("toll", "dead", "killed", "deaths", "victims"):
        return True
    return f"casualties:verb:{above.lower_}" in words.context.lexicon.triggers and not negated(above)


_BURSTS = ("volley", "hail", "fusillade", "burst")


def _are_shots(row: Row) -> bool:
    """ "a stray round hit a woman": a round that nothing heavier fires is a bullet."""
    event = row.event
    return (
        row.strike_type is None
        and not event.nouns
        and not event.platforms
        and bool(event.arms)
        and all(a.head.lower_ in ("round", "rounds") for a in event.arms)
        and row.target.target_class in (None, "personnel", "leadership")
        and any(c.lower_ in ("stray", "live", "single", "spent") for a in event.arms for c in a.head.children)
    )


def _weak_verb(words: Words, row: Row) -> str | None:
    """ "hit", "targeted", "destroyed", "fired at": a strike by its weapon, or by a party at war and what it aimed at."""
    event, target = row.event, row.target
    if row.strike_type in _TYPED and row.weapons:
        return None
    start = event.trigger.lower_
    if row.strike_type is None and any(t.lower_ in _SHOTS for t in agents(event.trigger)):
        return "shots"
    if is_passive(event.trigger) and not event.doers and _is_ahead(event.trigger):
        return "a threat with no weapon named"
    undergone = is_passive(event.trigger) or bool(event.targets)
    if undergone and not event.doers and row.place and target.target_class in _BUILT:
        return None if start in ("hit", "struck") and not agents(event.trigger) else _NO_WEAPON
    threatened = row.place and not row.place.inherited and not target.target_class
    if (
        start.startswith(("strik", "hit"))
        and threatened
        and any(a.text.lower() in ("we", "they") for a in row.attackers)
    ):
        return None
    people = target.target_class in (None, "personnel", "leadership")
    if target.target_class == "personnel" and not row.weapons and _is_a_habit_denied(event.trigger):
        return _NO_WEAPON
    armed_target = any(words.arm(t) for t in event.targets)
    if start.startswith(("fire", "firing")) and (people or not row.place):
        return _NO_WEAPON
    if start.startswith("destroy") and people and "targets" not in row.numbers and not armed_target:
        return _NO_WEAPON
    aimed = target.target_class or target.owner or (_at_war(row) and row.place) or "targets" in row.numbers
    if start.startswith(_AIMING) and row.attackers and aimed:
        return None
    if _at_war(row) and start.startswith("engag") and target.target_class in _MILITARY:
        return None
    if _at_war(row) and ("strikes" in row.numbers or armed_target):
        return None
    if target.owner and target.owner.actor and start.startswith(("str", "hit", "bomb", "target")):
        return None
    return _NO_PARTY


def _is_a_habit_denied(verb: Token) -> bool:
    """ "The RSF denies targeting civilians": of no attack in particular."""
    return verb.tag_ == "VBG" and verb.dep_ == "xcomp" and verb.head.lower_ in ("denies", "deny")


_SHOTS = frozenset("fire gunfire bullet bullets shot shots gunshot gunshots".split())


def _is_ahead(verb: Token) -> bool:
    return not {"will", "would", "shall", "could", "might", "may"}.isdisjoint(auxiliaries(verb))


def _at_war(row: Row) -> bool:
    return any(a.actor and a.actor.kind in ARMED_KINDS - {"police"} for a in row.attackers)


def _counted(row: Row) -> bool:
    return any(q.low is None or q.low > 1 for q in row.numbers.values())


def _is_title(words: Words) -> bool:
    """A line without a verb that stands over bullets ("Strikes in Iraq")."""
    document, line = words.context.document, words.line
    if any(t.pos_ in ("VERB", "AUX") for t in line.doc) and line.clean.kind != "heading":
        return False
    following = document.lines[line.index + 1] if line.index + 1 < len(document.lines) else None
    return following is not None and following.clean.kind == "bullet"
