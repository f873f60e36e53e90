"""Who struck: the parties behind the doers, owners and users of a strike's words."""

import re
from dataclasses import replace

from orchestration.extraction.actors import ARMED_KINDS, ActorRef, actors_in, force_kind, tells_which
from orchestration.extraction.parse import Token
from orchestration.extraction.place_nouns import PEOPLES
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_words import Words, before_noun
from orchestration.extraction.syntax import clause_head, conjuncts, objects, preps, subjects

_BELIEVED = frozenset("believed thought suspected presumed understood alleged said reported".split())
_POSSESSIVES = frozenset({"its", "their", "his", "our", "my"})
ENEMY = re.compile(
    r"\b(?:terrorists?|militants?|insurgents?|enemy|rebels?|jihadists?|bandits?|extremists?|separatists?)\b",
    re.I,
)
_CLAIMING = frozenset({"claimed", "claim", "claims"})
_OWNS = re.compile(
    r"^(?:arm(?:y|ies)|military|government|regime|junta|police|navy|rebels?|insurgents?|militants?|guerrillas?|enemy|coalition|alliance|militias?|opposition|"
    r"resistance|separatists?|jihadis?t?s?|islamists?|extremists?|terrorists?|paramilitar(?:y|ies)|gangs?|bandits?|cartels?|federal|loyalists?|occupation|settlers?|marines?|troops?)$",
    re.I,
)  # fmt: skip
_FIRST = frozenset({"we", "us", "our", "ours"})


def is_force(ref: ActorRef) -> bool:
    """Whether the party is known, or at least called by a word for a force at war ("the Coalition", "rebels")."""
    words = ref.text.split()
    return ref.actor is not None or (bool(words) and _OWNS.match(words[-1]) is not None)


def attackers(words: Words, event: Event) -> list[ActorRef]:
    """The parties that struck, as far as the sentence says so."""
    accused = _accused(words, event)
    if accused:
        return accused
    refs = _spoken_for(words, event) or _parties(words, event.doers)
    if refs:
        return refs
    for head in [*event.nouns, *(a.head for a in event.arms), *(p.head for p in event.platforms)]:
        refs = [*owners_before(words, head), *_by(words, head)]
        if refs:
            return _once(refs)
    for platform in event.platforms:
        if refs := _unlisted(words, platform.head):
            return refs
    return _claimed_by(words, event) or _firing_line(words, event)


def _accused(words: Words, event: Event) -> list[ActorRef]:
    """ "accused the rebels of firing it": whoever is accused did it, as the accuser says."""
    frame = words.context.attribution(words.sent, event.trigger).frame
    if frame is None or frame.accused is None:
        return []
    return _parties(words, [frame.accused])


def _parties(words: Words, heads: list[Token]) -> list[ActorRef]:
    out: list[ActorRef] = []
    heads = [
        h
        for head in heads
        for h in (
            head,
            *(
                subjects(head.head)
                if head.dep_ == "dobj" and head.head.lower_.startswith(("us", "employ"))
                else []
            ),
        )
    ]
    for head in heads:
        if words.strike_noun(head) or head.lower_ in ("that", "which", "there", "one", "those"):
            continue
        kind = force_kind(words.context.document, head)
        for ref in words.context.actors(words.sent, [head]):
            if (
                ref.resolved
                and ref.actor is not None
                and words.arm(head)
                and not _has_owner(words, head)
                and not any(
                    c.dep_ == "poss" or c.dep_ == "det" and c.lower_ not in ("a", "an", "any", "some", "no")
                    for c in head.children
                )
            ):
                continue  # bare "helicopters" are and "a helicopter" are nobody's by themselves
            if ref.actor is None and (kind == "platform" or words.arm(head)) and not _has_owner(words, head):
                continue
            out.append(_owned(words, head, ref))
        if head.lower_ in ("they", "we") and not words.context.actors(words.sent, [head]):
            start, end = words.line.article_span(head.i, head.i)
            out.append(ActorRef(start, end, words.context.document.text(start, end), None))
        if not out and head.lower_.removesuffix("s") in PEOPLES and head.tag_ in ("NNP", "NNPS"):
            start, end = words.line.article_span(head.i, head.i)  # "the Muslims had shelled"
            out.append(ActorRef(start, end, words.context.document.text(start, end), None))
        if not out and (person := words.line.person_at.get(head.i)) is not None:
            start, end = words.line.article_span(person.first, person.last)
            out.append(ActorRef(start, end, words.context.document.text(start, end), None))
        if not out or kind == "platform":
            out.extend(_believed(words, head))
            out.extend(
                r
                for r in [
                    *(o for o in owners_before(words, head) if not (out and _is_pronoun(o))),
                    *([] if any(o.actor for o in out) else _by(words, head)),
                ]
                if not any(r.same_party(o) for o in out)
            )
    return _once(_voiced(words, out))


def _is_pronoun(ref: ActorRef) -> bool:
    return ref.text.lower() in _POSSESSIVES


def _owned(words: Words, head: Token, ref: ActorRef) -> ActorRef:
    """ "Hezbollah said its fighters": a force without a name of its own is its owner's."""
    if ref.actor is not None:
        return ref
    for owner in (c for c in head.children if c.dep_ == "poss" and c.pos_ == "PRON"):
        for named in _voiced(words, words.context.actors(words.sent, [owner])):
            if named.actor is not None:
                return replace(ref, actor=named.actor, resolved=True)
    return ref


def _spoken_for(words: Words, event: Event) -> list[ActorRef]:
    """ "Russia claims it is targeting only rebels": the speaker's "it" is the speaker."""
    if len(event.doers) != 1 or event.doers[0].lower_ != "it":
        return []
    speaker = speaker_party(words, event.doers[0])
    return [speaker] if speaker is not None and speaker.actor is not None else []


def _voiced(words: Words, refs: list[ActorRef]) -> list[ActorRef]:
    """ "we" and "our" are whoever speaks."""
    out = []
    for ref in refs:
        if ref.actor is None and ref.text.lower() in _FIRST:
            speaker = speaker_party(words, None) or _speakers_alias(words)
            out.append(replace(ref, actor=speaker.actor, resolved=True) if speaker and speaker.actor else ref)
        else:
            out.append(ref)
    return out


def speaker_party(words: Words, trigger: Token | None) -> ActorRef | None:
    """The party at war that the sentence's speaker speaks for, if it is one."""
    token = trigger or words.sent.span.root
    attribution = words.context.attribution(words.sent, token)
    frame = attribution.frame
    if frame is None or frame.speaker is None:
        return None
    party = frame.speaker.actor or frame.speaker.party
    if party is None:
        return None
    return ActorRef(frame.speaker.start, frame.speaker.end, frame.speaker.text, party, resolved=True)


def reporting_party(words: Words, event: Event, owner: ActorRef | None) -> list[ActorRef]:
    """Whoever at war reports strikes on another's forces and names nobody: its own ("the general staff announced
    that air strikes had killed 30 terrorists", "the GNA reported 17 sorties against LNA trucks").
    """
    if not event.nouns or event.intercepted or owner is not None and owner.text.lower() in _POSSESSIVES:
        return []
    felled = [t for v in event.verbs if "harm" in words.frames(v) for t in objects(v)]
    enemy = owner.text if owner is not None else " ".join(t.text for t in felled)
    attribution = words.context.attribution(words.sent, event.trigger)
    speaker = attribution.frame.speaker if attribution.frame is not None else None
    if speaker is None or attribution.denied or attribution.source_role not in ("belligerent", "government"):
        return []
    if speaker.actor is None and attribution.source_role != "belligerent":
        return []
    if speaker.actor is not None and speaker.actor.kind not in ARMED_KINDS:
        return []
    theirs = owner.actor if owner is not None else None
    counted = any(words.count(n) is not None for n in event.nouns)
    if counted and owner is None and speaker.actor is not None and speaker.actor.kind == "coalition":
        return [ActorRef(speaker.start, speaker.end, speaker.text, speaker.actor, resolved=True)]
    if theirs is None and not ENEMY.search(enemy) or theirs is not None and theirs == speaker.actor:
        return []
    return [ActorRef(speaker.start, speaker.end, speaker.text, speaker.actor, resolved=True)]


def _speakers_alias(words: Words) -> ActorRef | None:
    """ "a source in the SBU tells us … our drones": the organisation that the speaker is placed in or speaks for."""
    for frame in words.context.reports.frames(words.sent):
        speaker = frame.speaker
        if speaker is not None:
            named = (actor for _, actor in actors_in(words.context.document, speaker.text))
            if (actor := next(named, speaker.party)) is not None:
                return ActorRef(speaker.start, speaker.end, speaker.text, actor, resolved=True)
    return None


def _has_owner(words: Words, head: Token) -> bool:
    return any(
        force_kind(words.context.document, t) in ("organisation", "combatant") for t in before_noun(head)
    )


def _once(refs: list[ActorRef]) -> list[ActorRef]:
    out: list[ActorRef] = []
    for ref in refs:
        if not any(ref.same_party(o) for o in out):
            out.append(ref)
    return out


def owners_before(words: Words, head: Token) -> list[ActorRef]:
    """Parties before a noun: "Russian and Syrian strikes", "Israel's bombardment", "rebel shells", "its raids"."""
    out: list[ActorRef] = []
    line, document = words.line, words.context.document
    for token in before_noun(head):
        found = line.actor_at.get(token.i)
        if found is not None:
            if tells_which(line, found, head):
                continue
            if found.last == token.i and not _patron(line.clean.text, found.start, found.end):
                start, end = line.article_span(found.first, found.last)
                out.append(ActorRef(start, end, document.text(start, end), found.value))
        elif token.dep_ == "poss" and token.head == head and token.pos_ == "PRON":
            out.extend(_voiced(words, words.context.actors(words.sent, [token])))
        elif (
            token.dep_ in ("poss", "compound", "nmod", "amod")
            and (token.dep_ == "poss" or _OWNS.match(token.text))
            and force_kind(document, token) in ("organisation", "combatant")
        ):
            if not any(o.start <= line.offset(token.idx) < o.end for o in out) and not (
                out and token.dep_ != "poss"
            ):
                out.extend(_force(words, token))
    return out


def _unlisted(words: Words, head: Token) -> list[ActorRef]:
    """ "a DAG helicopter", "Druze batteries", "Aoun's guns": the owner's short name, people or person, though no list has it."""
    for token in before_noun(head):
        person = words.line.person_at.get(token.i) if token.dep_ == "poss" else None
        if person is not None or token.lower_ in PEOPLES and token.text[:1].isupper():
            first, last = (person.first, person.last) if person is not None else (token.i, head.i)
            start, end = words.line.article_span(first, last)
            return [ActorRef(start, end, words.context.document.text(start, end), None)]
        if (
            token.text.isupper()
            and token.is_alpha
            and 2 <= len(token) <= 6
            and token.i not in words.line.weapon_at
            and token.i not in words.line.place_at
        ):
            start, end = words.line.article_span(token.i, token.i)
            return [ActorRef(start, end, words.context.document.text(start, end), None)]
    return []


def _force(words: Words, token: Token) -> list[ActorRef]:
    refs = words.context.actors(words.sent, [token])
    return [r for r in refs if r.actor is not None] or refs[:1]


def _patron(text: str, start: int, end: int) -> bool:
    """ "Iranian-backed", "anti-ISIL": the name is no doer. "US-led strikes" are the coalition's, and so stay."""
    after, before = text[end : end + 14].lower(), text[max(0, start - 5) : start].lower()
    return bool(
        re.match(
            r"-\s?(?:backed|held|controlled|run|supplied|aligned|allied|trained|supported|made|funded|linked|occupied|designed|built|used|style)\b",
            after,
        )
    ) or before.endswith(("anti-", "pro-"))


def _by(words: Words, head: Token) -> list[ActorRef]:
    """ "strikes by Russia", "fire from ISIL fighters", "forces of either the regime or Russia"."""
    out: list[ActorRef] = []
    for child in head.children:
        if child.dep_ in ("prep", "agent") and (
            child.lower_ in ("by", "from")
            or child.lower_ == "of"
            and (words.arm(head) is not None or _are_of_force(words, head, child))
        ):
            for obj in child.children:
                if obj.dep_ == "pobj":
                    for token in conjuncts(obj):
                        out.extend(_named(words, token, strict=child.lower_ == "from"))
                    if not out and words.arm(obj) is None:  # "strikes by the country's rivals, the TPLF"
                        out.extend(
                            r
                            for a in (*obj.children, *head.children)
                            if a.dep_ == "appos" and words.line.doc[max(a.left_edge.i - 1, 0)].text != "("
                            for r in _named(words, a, strict=False)
                            if r.actor is not None
                        )
        elif (
            child.dep_ == "prep"
            and child.lower_ == "between"
            and head.lower_.startswith(("duel", "exchange"))
        ):
            out.extend(
                r
                for obj in child.children
                if obj.dep_ == "pobj"
                for token in conjuncts(obj)
                for r in words.context.actors(words.sent, [token])
            )
        elif child.dep_ in ("acl", "relcl"):
            for grand in child.children:
                if grand.dep_ == "agent" and child.lower_ in (
                    "carried",
                    "conducted",
                    "launched",
                    "fired",
                    "staged",
                    "claimed",
                    "dropped",
                    "led",
                    "planted",
                    "attributed",
                    "operated",
                    "flown",
                    "sown",
                    "laid",
                    "left",
                    "set",
                ):
                    for obj in grand.children:
                        out.extend(_named(words, obj, strict=False))
                elif (
                    grand.dep_ == "prep"
                    and grand.lower_ in ("on", "to", "by")
                    and child.lower_ in ("blamed", "attributed", "claimed")
                ):
                    for obj in grand.children:
                        for token in conjuncts(obj):
                            out.extend(_named(words, token, strict=False))
    return out


_OF_WHOM = frozenset("raids strikes airstrikes attacks sorties raid strike airstrike".split())


def _are_of_force(words: Words, head: Token, of: Token) -> bool:
    """ "the raids of the coalition": what follows is no place that is raided."""
    if head.lower_ not in _OF_WHOM:
        return False
    named = [words.line.actor_at.get(t.i) for t in of.children]
    return any(n is not None and n.value.kind in ARMED_KINDS - {"state"} for n in named)


def _named(words: Words, token: Token, *, strict: bool) -> list[ActorRef]:
    refs = words.context.actors(words.sent, [token])
    if strict:
        force = force_kind(words.context.document, token)
        if force == "platform":
            return owners_before(words, token)  # "a shell from an American plane"
        return [
            r
            for r in refs
            if r.actor is not None and r.actor.kind != "state" or force in ("combatant", "organisation")
        ]
    kind = force_kind(words.context.document, token)
    if kind == "platform" or words.arm(token):
        return [
            r
            for r in [*_believed(words, token), *owners_before(words, token), *refs]
            if r.actor is not None or _has_owner(words, token)
        ]
    return refs


def _believed(words: Words, head: Token) -> list[ActorRef]:
    """ "jets believed to be Russian"."""
    for child in head.subtree:
        if child.i > head.i and child.lower_ in _BELIEVED:
            for token in words.line.doc[child.i + 1 : child.i + 6]:
                found = words.line.actor_at.get(token.i)
                if found:
                    start, end = words.line.article_span(found.first, found.last)
                    return [ActorRef(start, end, words.context.document.text(start, end), found.value)]
    after = words.line.doc[head.i + 1 : head.i + 2].text.lower()
    if after in _BELIEVED:
        for token in words.line.doc[head.i + 2 : head.i + 6]:
            found = words.line.actor_at.get(token.i)
            if found:
                start, end = words.line.article_span(found.first, found.last)
                return [ActorRef(start, end, words.context.document.text(start, end), found.value)]
    return []


def is_believed(words: Words, event: Event) -> bool:
    """Whether the sentence only believes who struck ("suspected US drones", "jets believed to be Russian")."""
    for head in [
        *event.doers,
        *(p.head for p in event.platforms),
        *event.nouns,
        *(a.head for a in event.arms),
    ]:
        if words.line.doc[head.i + 1 : head.i + 2].text.lower() in (
            "believed",
            "thought",
            "suspected",
            "presumed",
        ):
            return True
        if any(c.dep_ == "amod" and c.lower_ in ("suspected", "presumed", "alleged") for c in head.children):
            return True
    return False


def _claimed_by(words: Words, event: Event) -> list[ActorRef]:
    """ "for which Da'esh has claimed responsibility", "claimed by", "blamed on"."""
    for verb in words.sent.tokens():
        if verb.lower_ in _CLAIMING and any(
            c.dep_ == "dobj" and c.lower_ in ("responsibility", "credit") for c in verb.children
        ):
            if words.line.doc[verb.i].head == clause_head(event.trigger) or any(
                t.dep_ == "relcl" for t in (verb,)
            ):
                return [
                    r
                    for r in words.context.actors(words.sent, [c for c in verb.children if c.dep_ == "nsubj"])
                    if r.actor
                ]
        if (
            verb.lower_ in ("attributed", "blamed")
            and verb.dep_ != "amod"
            and any(v == verb for v in event.verbs)
        ):
            for name, obj in preps(verb):
                if name in ("to", "on"):
                    return words.context.actors(words.sent, [obj])
    for verb in event.verbs:
        for child in verb.children:
            if child.dep_ in ("advcl", "acl") and child.lower_ in ("blamed", "attributed"):
                return [
                    r
                    for name, obj in preps(child)
                    if name in ("on", "to")
                    for r in words.context.actors(words.sent, [obj])
                ]
    return []


def _firing_line(words: Words, event: Event) -> list[ActorRef]:
    """ "mortar bombs fired from Serb lines": whose lines they are."""
    for verb in event.verbs:
        for name, obj in preps(verb):
            if name == "from" and force_kind(words.context.document, obj) is None:
                refs = owners_before(words, obj)
                if refs:
                    return refs
    return []
