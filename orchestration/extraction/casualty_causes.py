"""Who or what brought casualties about: the parties that did it, and those who stand behind an attack."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from orchestration.extraction.actors import ActorRef, force_kind, tells_which
from orchestration.extraction.casualty_events import (
    At,
    is_assault,
    is_attack,
    is_cause,
    is_violent,
    objects_of,
)
from orchestration.extraction.document import Found
from orchestration.extraction.lexicon import FIGHTING_KINDS, ONLOOKER_KINDS
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.quantities import Quantity
from orchestration.extraction.syntax import (
    agents,
    clause_head,
    conjuncts,
    doers,
    head_of_conjuncts,
    is_passive,
    is_verb,
    np_span,
    objects,
    preps,
    subjects,
)
from orchestration.extraction.victim_counts import countable
from orchestration.extraction.victim_sides import is_named_person, modifier_party, people_class

_CAUSE_PREPS = frozenset(
    {"in", "by", "from", "during", "after", "following", "under", "amid", "of", "with", "to"}
)
_ATTRIBUTED = frozenset(
    "blamed attributed claimed ordered carried launched conducted fired dropped planted staged mounted "
    "perpetrated committed".split()
)
_CARRIED_OUT = frozenset(
    "carry carries carried carrying conduct conducted conducting launch launched launching stage "
    "staged mount mounted claim claimed commit committed fire fired firing drop dropped dropping lob "
    "lobbed detonate detonated plant planted throw threw thrown hurl hurled make made order ordered "
    "open opened deliver delivered unleash unleashed call called rain rained set".split()
)
_COMING = frozenset({"come", "comes", "came", "coming"})
_RELATIVES = frozenset({"who", "which", "that"})
_WHEN = frozenset({"when", "after", "as", "while", "since", "once"})
_POSSESSIVES = frozenset({"its", "their", "his", "our"})
_OWNERS = frozenset({"amod", "compound", "poss", "nmod", "conj", "nsubj", "npadvmod"})
_ACCUSING = frozenset({"accuse", "accuses", "accused", "accusing", "blame", "blamed", "suspect", "suspected"})
_VICTIMS_OWN = frozenset({"their", "his", "her"})
_MEETING = forms_of(
    "step", "hit", "strike", "drive", "run", "ride", "roll", "trip", "trigger", "encounter", "pass"
)
_STRUCK = frozenset("hit struck attacked ambushed downed targeted destroyed damaged".split())
_PLANTED = frozenset(
    "mine mines landmine landmines bomb bombs ied ieds device devices explosive explosives".split()
)
_SUMS = frozenset("losses toll tolls total tally number count figure casualties".split())
_DEFINITE = frozenset({"the", "this", "these", "those", "all", "both", "its", "their"})


def causes_of(at: At, verb: Token) -> tuple[Token, ...]:
    """Heads of what brought about what a transitive verb says: its logical subject, the attack it happened
    in.
    """
    if is_active(at, verb):
        heads = _blast_before(at, verb) or subjects(verb) or _just_before(at, verb) or objects_of(verb, "by")
        return tuple(_accused(verb) or [_mended(at, h) for h in heads if h.lower_ not in _RELATIVES])
    return (*(_mended(at, h) for h in agents(verb)), *circumstances(at, verb))


def _blast_before(at: At, verb: Token) -> list[Token]:
    """As in "a bomb went off as a patrol was passing, killing two": the bomb killed, though those passing stand nearer."""
    if verb.dep_ == "conj" and verb.tag_ == "VBG" and verb.head.tag_ == "VBG":
        return _blast_before(at, verb.head)  # "killing one and wounding three"
    when = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or when.dep_ != "advcl":
        return []
    meanwhile = any(c.lower_ in _WHEN for c in when.children) and not any(
        is_cause(at, s) for s in subjects(when)
    )
    return [s for s in subjects(when.head) if is_cause(at, s)] if meanwhile else []


def shared_circumstances(at: At, trigger: Token) -> tuple[Token, ...]:
    """The attack that the second of two outcomes names for both: "26 were killed and 46 wounded in the strikes"."""
    seconds = [t for c in trigger.rights if c.dep_ == "conj" for t in (c, *c.rights)]
    return tuple(
        h
        for t in seconds
        if t.tag_ in ("VBN", "VBD", "JJ") and at.rows(t, "adjective")
        for h in (*agents(t), *circumstances(at, t))
    )


def is_carried_out(verb: Token) -> bool:
    """Whether the verb says of an attack whose it was ("was carried out by", "was blamed on")."""
    return verb.lower_ in _CARRIED_OUT | _ATTRIBUTED


def is_active(at: At, verb: Token) -> bool:
    """Whether the verb has its doer as subject, also where the parser tagged "an explosion killed" as a
    participle.
    """
    if verb.tag_ == "VBN" and agents(verb) and not any(c.dep_ == "aux" for c in verb.children):
        return False  # "its pilot taken prisoner by rebels"
    if not is_passive(verb):
        return not any(c.dep_ == "agent" for c in verb.children) or bool(objects(verb))
    if any(c.dep_ == "auxpass" for c in verb.children):
        return False
    if (
        any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in verb.children)
        and number_behind(at, verb) is not None
    ):
        return True
    return any(c.dep_ == "dobj" for c in verb.children) or any(is_attack(at, s) for s in subjects(verb))


def number_behind(at: At, verb: Token) -> Found[Quantity] | None:
    """The number right behind a verb, an adverb or a preposition at most between ("abducted upward of 120
    women").
    """
    numbers = at.sent.line.quantity_at
    reach = range(verb.i + 1, min(verb.i + 4, at.sent.span.end))
    found = next((f for i in reach if (f := numbers.get(i)) is not None and countable(f)), None)
    if found is None or (found.first > verb.i + 1 and verb.nbor(1).pos_ not in ("ADV", "ADP", "DET")):
        return None
    return found


def _just_before(at: At, verb: Token) -> list[Token]:
    """The party or attack right before a verb whose subject the parser lost ("bombs dropped by helicopters
    had killed").
    """
    first = min([verb.i, *(c.i for c in verb.children if c.dep_ == "aux")])
    before = verb.doc[first - 1] if first > at.sent.span.start else None
    return (
        [before] if before is not None and before.pos_ in ("NOUN", "PROPN") and is_attack(at, before) else []
    )


def _accused(verb: Token) -> list[Token]:
    """As in "accused the troops of executing villagers": those accused are the doers."""
    while verb.dep_ in ("advcl", "conj") and verb.tag_ == "VBG":
        verb = verb.head  # "accused the army of bombing a mosque, killing 31"
    prep = verb.head
    if verb.dep_ != "pcomp" or prep.lower_ not in ("of", "for"):
        accusing = verb
    else:
        accusing = prep.head if is_verb(prep.head) else prep.head.head
    if accusing.lower_ not in _ACCUSING:
        return []
    return [t for c in accusing.children if c.dep_ == "dobj" for t in conjuncts(c)]


def _mended(at: At, head: Token) -> Token:
    """The doer that is meant: "a series of air strikes", "In X district, Y province, a combined force
    captured".
    """
    if head.i in at.sent.line.place_at:
        return next(
            (
                c
                for c in head.children
                if c.dep_ == "appos" and force_kind(at.context.document, c) is not None
            ),
            head,
        )
    if not is_cause(at, head):
        return next((t for t in objects_of(head, "of") if is_attack(at, t)), head)
    return head


def circumstances(at: At, verb: Token) -> list[Token]:
    """The attack that the verb's own words put its event in: "died in a raid", "were hurt when jets
    bombed".
    """
    verbs = [verb, *_coordinated_fates(verb)]
    attacks = [
        obj
        for v in verbs
        for name, obj in preps(v)
        if name in _CAUSE_PREPS and is_cause(at, obj) and not (name == "in" and _is_ridden(at, obj))
    ]
    hands = [t for obj in objects_of(verb, "at") if obj.lower_ == "hands" for t in objects_of(obj, "of")]
    return [*attacks, *hands, *_attackers_meanwhile(at, verb), *_met_meanwhile(verb)]


def _coordinated_fates(verb: Token) -> list[Token]:
    """The last of "a soldier was killed and two were wounded in an attack": its words are for both."""
    last = verb
    while following := next(
        (c for c in last.rights if c.dep_ == "conj" and (is_passive(c) or _bare_fate(c))), None
    ):
        last = following
    return [last] if last != verb and is_passive(verb) else []


def _bare_fate(verb: Token) -> bool:
    """As in "ten were killed and up to 30 injured in a raid", without an auxiliary of its own."""
    return verb.tag_ == "VBN" and not any(c.dep_ in ("dobj", "aux") for c in verb.children)


def _attackers_meanwhile(at: At, verb: Token) -> list[Token]:
    """Who attacked in the clause that tells when: "were killed when aircraft bombed the village"."""
    out: list[Token] = []
    for clause in (
        verb,
        *(c for c in verb.rights if c.dep_ == "conj" and is_verb(c)),
        *([verb.head] if verb.dep_ in ("conj", "xcomp", "oprd") else []),
    ):
        for child in clause.children:
            if (
                child.dep_ == "advcl"
                and is_verb(child)
                and not any(c.dep_ == "ccomp" for c in child.rights)  # "while Belgrade claimed that"
                and any(m.lower_ in _WHEN for m in child.lefts)
                and is_assault(at, child)
                and not (_is_suffered(child) or _hurts_nobody(child))
            ):
                out.extend(d for d in doers(child) if not any(c.lower_ in _VICTIMS_OWN for c in d.children))
    return out


def _met_meanwhile(verb: Token) -> list[Token]:
    """What the victims set off in the clause that tells when: "died when they stepped on a mine laid by the rebels"."""
    clauses = [verb, *(c for c in verb.rights if c.dep_ == "conj" and is_verb(c))]
    told = (c for clause in clauses for c in clause.children if c.dep_ == "advcl" and is_verb(c))
    return [
        o
        for c in told
        if c.lower_ in _MEETING and any(m.lower_ in _WHEN for m in c.lefts)
        for o in (*objects(c), *objects_of(c, "on", "over", "into"))
        if o.lower_ in _PLANTED
    ]


def _is_ridden(at: At, noun: Token) -> bool:
    """As in "died in a helicopter": what the victims were in, not what killed them."""
    return force_kind(at.context.document, noun) == "platform" and not any(
        c.dep_ in ("acl", "relcl") and c.lower_ in _STRUCK for c in noun.children
    )


def perpetrators(at: At, heads: Iterable[Token]) -> list[ActorRef]:
    """Who caused it: the parties that did, or whoever stands behind the strike or the weapon that did."""
    out: list[ActorRef] = []
    for head in heads:
        parties = [
            ref for ref in _parties(at, head) if ref.actor is None or ref.actor.kind not in ONLOOKER_KINDS
        ]
        out.extend(ref for ref in parties if not any(ref.same_party(o) for o in out))
    return out


def _parties(at: At, head: Token) -> list[ActorRef]:
    if is_attack(at, head) and head.i not in at.sent.line.actor_at:
        return behind(at, head)
    if head.lower_ in ("we", "i") and at.context.speakers_party(at.sent, head) is None:
        return []  # whoever writes does not fight
    refs = [_with_of(at, head, _spoken_for(at, head, ref)) for ref in at.actors([head])]
    if refs or is_named_person(at.context, at.sent, head):
        return refs
    if refs := _plain_people(at, head):
        return [_with_of(at, head, ref) for ref in refs]
    attack = _attack_around(at, head)
    return behind(at, attack) if attack is not None else []


def _spoken_for(at: At, head: Token, ref: ActorRef) -> ActorRef:
    """The party behind "the army said it killed nine", where only its words are known."""
    if head.lower_ != "it" or ref.actor is not None:
        return ref
    frame = at.context.attribution(at.sent, head).frame
    speaker = frame.speaker if frame is not None else None
    if speaker is None or speaker.role not in ("belligerent", "government"):
        return ref
    return ActorRef(speaker.start, speaker.end, speaker.text, speaker.actor)


def blamed_behind(at: At, trigger: Token) -> list[ActorRef]:
    """Whom the sentence goes on to blame: "killed three, the rebels said, blaming government forces"."""
    doc = at.sent.line.doc
    behind = doc[trigger.i + 1 : at.sent.span.end]
    verb = next((t for t in behind if t.lower_ == "blaming" and t.dep_ in ("advcl", "conj", "dep")), None)
    other = verb is not None and any(o.lower_ in ("for", "of") for o in verb.rights if o.dep_ == "prep")
    return at.actors(objects(verb)) if verb is not None and not other else []


def _plain_people(at: At, head: Token) -> list[ActorRef]:
    """People who are no force: "youths", "two uniformed men"; not those whom a note counts ("15 residents shot dead")."""
    kind = people_class(at.context, head)
    if kind is None or head.pos_ != "NOUN":
        return []
    if kind == "civilian" and (head.dep_ == "conj" or any(c.dep_ == "nummod" for c in head.children)):
        return []
    start, end = at.sent.line.article_span(
        min([head.i, *(c.i for c in head.lefts if c.dep_ in ("amod", "compound"))]), head.i
    )
    return [ActorRef(start, end, at.context.document.text(start, end), None)]


def _attack_around(at: At, head: Token) -> Token | None:
    """The attack that a relative clause is on, where the parser hung it on a place: "a barrage on the
    market that killed five".
    """
    token = head
    while token.dep_ in ("pobj", "prep", "appos", "compound", "npadvmod"):
        token = token.head
        if is_verb(token):
            return next((c for c in token.children if c.dep_ == "dobj" and is_attack(at, c)), None)
        if is_attack(at, token):
            return token
    return None


def _with_of(at: At, head: Token, ref: ActorRef) -> ActorRef:
    """A description with the phrase that tells whose it is: "units of the Sever group"."""
    if ref.actor is not None or not objects_of(head, "of") or ref.resolved:
        return ref
    start, end = at.sent.line.article_span(np_span(head).start, np_span(head).end - 1)
    return (
        replace(ref, end=max(end, ref.end), text=at.context.document.text(ref.start, max(end, ref.end)))
        if start <= ref.start
        else ref
    )


def behind(at: At, head: Token) -> list[ActorRef]:
    """The attacker named by the words of a strike or a weapon: "Russian raids", "a rocket fired by Hamas"."""
    owners = list(_owners(at, head)) or list(_owners(at, head_of_conjuncts(head)))
    if owners:
        return owners
    by = [obj for name, obj in preps(head) if name == "by"]
    by += [o for o in objects_of(head, "from") if _has_owner(at, o)]
    for child in head.children:
        if child.dep_ in ("acl", "relcl") and is_verb(child):
            by.extend(t for t in _told_doers(at, child) if t != head)
            by.extend(
                obj
                for name, obj in preps(child)
                if name in ("on", "to", "by") and child.lower_ in _ATTRIBUTED
            )
    refs = at.actors(t for t in by if not is_attack(at, t))
    if refs:
        return refs
    inner = [ref for t in by if t != head and is_attack(at, t) for ref in behind(at, t)]
    return (
        inner
        or _owner_of_platform(at, head)
        or _claimants(at, head)
        or _launchers(at, head)
        or _blamed(at, head)
    )


def _blamed(at: At, head: Token) -> list[ActorRef]:
    """As in "blamed al-Shabaab for the attack that killed two", "said it was behind the attack"."""
    prep = head.head
    if head.dep_ != "pobj" or prep.lower_ not in ("for", "behind"):
        return []
    verb = clause_head(prep)
    if prep.lower_ == "behind":
        return at.actors(subjects(verb))
    return at.actors(objects(verb)) if verb.lower_ in _ACCUSING else []


def _has_owner(at: At, noun: Token) -> bool:
    """As in "fire from Israeli gunboats": a force that somebody is known to own."""
    forced = force_kind(at.context.document, noun) is not None
    return forced and any(ref.actor is not None for ref in at.actors([noun]))


def _told_doers(at: At, clause: Token) -> list[Token]:
    """The doers of a relative clause; of one that somebody tells, those told of: "that Kiev says was fired by the rebels"."""
    if clause.lower_ not in at.context.lexicon.reporting:
        return doers(clause)
    told = [c for c in clause.rights if c.dep_ == "ccomp" and is_verb(c)]
    return [d for c in told for d in doers(c)]


def _claimants(at: At, head: Token) -> list[ActorRef]:
    """As in "multiple attacks, also claimed by Da'esh, have killed": whoever owned up to it."""
    verb = head.head
    if head.dep_ not in ("nsubj", "nsubjpass") or verb.lower_ not in _ATTRIBUTED or not is_passive(verb):
        return []
    return at.actors([*agents(verb), *objects_of(verb, "on", "to")])


def _owner_of_platform(at: At, head: Token) -> list[ActorRef]:
    """As in "army helicopters", "junta aircraft": a platform is its owner's."""
    if force_kind(at.context.document, head) != "platform":
        return []
    return [ref for ref in at.actors([head]) if ref.actor is not None]


def _launchers(at: At, head: Token) -> list[ActorRef]:
    """Who launched the attack: "Dae'sh claimed attacks which killed", "hit back with a barrage that
    killed".
    """
    first = head_of_conjuncts(head)
    if first != head and force_kind(at.context.document, first) in ("combatant", "organisation"):
        return at.actors([first])  # "The patrol called in two airstrikes", misread
    verb = clause_head(head)
    if not is_verb(verb):
        return []
    direct = head.dep_ == "dobj" and head.head == verb and verb.lower_ in _CARRIED_OUT
    means = head.dep_ == "pobj" and head.head.lower_ == "with" and head.head.head == verb
    return at.actors(t for t in doers(verb) if not is_cause(at, t)) if direct or means else []


def _owners(at: At, head: Token) -> Iterator[ActorRef]:
    seen: list[ActorRef] = []
    for token in sorted(head.subtree, key=lambda t: t.i):
        if token.i >= head.i:
            return
        for ref in _owner(at, head, token):
            if not any(ref.same_party(o) for o in seen):
                seen.append(ref)
                yield ref


def _owner(at: At, head: Token, token: Token) -> list[ActorRef]:
    line = at.sent.line
    found = line.actor_at.get(token.i)
    if found is not None:
        after = line.doc[min(found.last + 1, len(line.doc) - 1)]
        # "a Saudi-led strike"
        led = [t.lower_ for t in line.doc[found.last + 1 : found.last + 3]] == ["-", "led"]
        joined = after.text.startswith("-") or tells_which(line, found, head)
        if not led and (token.dep_ not in _OWNERS or joined):
            return []
        start, end = line.article_span(found.first, found.last)
        return [ActorRef(start, end, found.text, found.value)]
    if token.head != head or token.dep_ not in ("poss", "compound", "amod"):
        return []
    if token.lower_ in _POSSESSIVES:
        return at.actors([token])
    if force_kind(at.context.document, token) in ("combatant", "organisation"):
        return at.actors([token]) or [at.ref(token)]
    return []


def captors(at: At) -> list[ActorRef]:
    """In whose hands the sentence says people are: "remain in the hands of the enemy", "held by the rebels"."""
    for token in at.sent.span:
        if token.lower_ == "hands" and token.dep_ == "pobj" and token.head.lower_ == "in":
            if refs := at.actors(objects_of(token, "of")):
                return refs
        if token.lower_ == "held" and (refs := at.actors(agents(token))):
            return refs
    return []


def is_more_of(at: At, heads: tuple[Token, ...]) -> bool:
    """Whether the cause is strikes with no word of whose, as in a report of one force's strikes: "Strikes
    on X killed 12".
    """
    return bool(heads) and all(
        is_attack(at, h) and h.tag_ == "NNS" and not any(c.dep_ in ("det", "amod") for c in h.children)
        for h in heads
    )


def goes_on(at: At, heads: tuple[Token, ...]) -> bool:
    """Whether what caused it is left unsaid, or is an attack spoken of before ("the blast", "all of the
    rounds").
    """
    return all(
        is_attack(at, h) and any(c.lower_ in _DEFINITE for c in h.children) or h.lower_ == "all"
        for h in heads
    )


def _is_dying(at: At, verb: Token) -> bool:
    return any(row["frame"] == "intransitive" for row in at.rows(verb, "verb"))


def _is_suffered(verb: Token) -> bool:
    """As in "a convoy came under fire", "stepped on a mine": who stands before the verb is the one attacked."""
    met = [*objects(verb), *objects_of(verb, "on", "over", "into")] if verb.lower_ in _MEETING else []
    return (verb.lower_ in _COMING and bool(objects_of(verb, "under"))) or any(
        o.lower_ in _PLANTED for o in met
    )


def _is_struck(noun: Token) -> bool:
    """As in "Army helicopter hit by rebel fire", "shot down an army helicopter": what is named is the target."""
    if noun.dep_ == "dobj" and any(c.lower_ == "down" for c in noun.head.rights):
        return True
    verbs = [c for c in noun.children if c.dep_ == "acl" and c.lower_ in _STRUCK]
    verbs += [noun.head] if noun.dep_ in ("nsubj", "nsubjpass") else []
    return any(agents(v) for v in verbs)


def _hurts_nobody(verb: Token) -> bool:
    """As in "taking its losses to 376"."""
    return any(o.lower_ in _SUMS for o in objects(verb))


def attackers_in(at: At, before: int | None = None) -> list[ActorRef]:
    """The parties that attack in a sentence (up to a token): doers of its violent verbs, owners of its
    attacks.
    """
    for token in at.sent.line.doc[at.sent.span.start : before if before is not None else at.sent.span.end]:
        says = token.lower_ in at.context.lexicon.reporting
        if says and any(c.dep_ in ("ccomp", "xcomp") for c in token.children):
            continue  # "Pakistan claims 26 were martyred"
        if is_verb(token) and is_violent(at, token) and not (_is_suffered(token) or _hurts_nobody(token)):
            refs = perpetrators(at, causes_of(at, token)) if not _is_dying(at, token) else []
        else:
            attacks = token.pos_ == "NOUN" and is_attack(at, token) and not _is_struck(token)
            refs = behind(at, token) if attacks else []
        if refs:
            return refs
    return []


def targets_of(at: At, heads: Iterable[Token]) -> list[ActorRef]:
    """The armed parties that the attacks with these heads were made on: "an airstrike on an Al-Shabaab camp"."""
    struck = [obj for h in heads if is_attack(at, h) for obj in objects_of(h, "against", "on", "targeting")]
    refs = [
        *at.context.actors(at.sent, struck),
        *(ref for obj in struck if (ref := modifier_party(at.context, at.sent, obj))),
    ]
    return [ref for ref in refs if ref.actor is not None and ref.actor.kind in FIGHTING_KINDS]
