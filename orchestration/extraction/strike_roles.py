"""What the tokens of a strike stand for: parties, places, targets, type, numbers, scope."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from orchestration.extraction.actors import ActorRef, force_kind
from orchestration.extraction.document import Found, PlaceMention
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.placing import EVENT_PREPS, PlaceChoice, choice_of, generic_place, mentions_under_np, most_specific
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_words import Arm, Words, before_noun, is_single, top_of
from orchestration.extraction.syntax import clause_head, conjuncts, np_span, preps

_SITE_PREPS = EVENT_PREPS | {"of", "between", "onto", "above", "beyond", "targeting", "under", "behind"}
_ORIGIN = re.compile(r"\bfrom\s+(?:the\s+)?(?:(?:direction|territory|city|town|village|port|region|area)\s+of\s+)?$", re.I)
_BELIEVED = frozenset("believed thought suspected presumed understood alleged said reported".split())
_CLAIMING = frozenset({"claimed", "claim", "claims"})
_FIRST = frozenset({"we", "us", "our", "ours"})
_THIRD = frozenset({"they", "he", "she", "it", "them", "who"})
_UNLISTED_PREPS = frozenset({"in", "near", "at", "around", "outside", "inside", "on"})
_PLACE_HEADS = frozenset(
    "camp base airport airfield village town city district neighbourhood neighborhood hospital crossing checkpoint prison refinery port "
    "barracks quarter suburb market bridge dam hill ridge valley island mosque church school station plant".split()
)
_FAR_FROM = re.compile(r"\b(?:north|south|east|west)[a-z]*\s+of\s+(?:the\s+)?$", re.I)
_BETWEEN = re.compile(r"\bbetween\b[^,;.]{2,40}\band\s+(?:the\s+)?$", re.I)
_ROAD = re.compile(r"\b(?:roads?|highway|route|way|railway|motorway)\s+from\s+(?:the\s+)?$", re.I)


def attackers(words: Words, event: Event) -> list[ActorRef]:
    """The parties that struck, as far as the sentence says so."""
    accused = _accused(words, event)
    if accused:
        return accused
    refs = _parties(words, event.doers)
    if refs:
        return refs
    for head in [*event.nouns, *(a.head for a in event.arms), *(p.head for p in event.platforms)]:
        refs = [*_modifiers(words, head), *_by(words, head)]
        if refs:
            return _once(refs)
    return _claimed_by(words, event) or _firing_line(words, event)


def _accused(words: Words, event: Event) -> list[ActorRef]:
    """"accused the rebels of firing it": whoever is accused did it, as the accuser says."""
    frame = words.context.attribution(words.sent, event.trigger).frame
    if frame is None or frame.accused is None:
        return []
    return _parties(words, [frame.accused])


def _parties(words: Words, heads: list[Token]) -> list[ActorRef]:
    out: list[ActorRef] = []
    for head in heads:
        if words.strike_noun(head) or head.lower_ in ("that", "which", "there", "one", "those"):
            continue
        kind = force_kind(words.context.document, head)
        for ref in words.context.actors(words.sent, [head]):
            if ref.actor is None and (kind == "platform" or words.arm(head)) and not _has_owner(words, head):
                continue
            out.append(ref)
        if not out or kind == "platform":
            out.extend(_believed(words, head))
            out.extend(r for r in [*_modifiers(words, head), *_by(words, head)] if not any(r.same_party(o) for o in out))
    return _once(_voiced(words, out))


def _voiced(words: Words, refs: list[ActorRef]) -> list[ActorRef]:
    """"we" and "our" are whoever speaks."""
    out = []
    for ref in refs:
        if ref.actor is None and ref.text.lower() in _FIRST:
            speaker = speaker_party(words, None)
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
    if frame.speaker.actor is None:
        return None
    return ActorRef(frame.speaker.start, frame.speaker.end, frame.speaker.text, frame.speaker.actor, resolved=True)


def _has_owner(words: Words, head: Token) -> bool:
    return any(force_kind(words.context.document, t) in ("organisation", "combatant") for t in before_noun(head))


def _once(refs: list[ActorRef]) -> list[ActorRef]:
    out: list[ActorRef] = []
    for ref in refs:
        if not any(ref.same_party(o) for o in out):
            out.append(ref)
    return out


def _modifiers(words: Words, head: Token) -> list[ActorRef]:
    """Parties before a noun: "Russian and Syrian strikes", "Israel's bombardment", "rebel shells", "its raids"."""
    out: list[ActorRef] = []
    line, document = words.line, words.context.document
    for token in before_noun(head):
        found = line.actor_at.get(token.i)
        if found is not None:
            if found.last == token.i and not _patron(line.clean.text, found.start, found.end):
                start, end = line.article_span(found.first, found.last)
                out.append(ActorRef(start, end, document.text(start, end), found.value))
        elif token.dep_ == "poss" and token.head == head and token.pos_ == "PRON":
            out.extend(_voiced(words, words.context.actors(words.sent, [token])))
        elif token.dep_ in ("poss", "compound", "nmod", "amod") and force_kind(document, token) in ("organisation", "combatant"):
            if not any(o.start <= line.offset(token.idx) < o.end for o in out) and not (out and token.dep_ != "poss"):
                out.extend(_force(words, token))
    return out


def _force(words: Words, token: Token) -> list[ActorRef]:
    refs = words.context.actors(words.sent, [token])
    return [r for r in refs if r.actor is not None] or refs[:1]


def _patron(text: str, start: int, end: int) -> bool:
    """"Iranian-backed", "anti-ISIL": the name is no doer. "US-led strikes" are the coalition's, and so stay."""
    after, before = text[end : end + 14].lower(), text[max(0, start - 5) : start].lower()
    return bool(re.match(r"-\s?(?:backed|held|controlled|run|supplied|aligned|allied|trained|supported|made|funded|linked|occupied|designed|built|used|style)\b", after)) or before.endswith(("anti-", "pro-"))


def _by(words: Words, head: Token) -> list[ActorRef]:
    """"strikes by Russia", "fire from ISIL fighters", "forces of either the regime or Russia"."""
    out: list[ActorRef] = []
    for child in head.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            for obj in child.children:
                if obj.dep_ == "pobj":
                    for token in conjuncts(obj):
                        out.extend(_named(words, token, strict=child.lower_ == "from"))
        elif child.dep_ in ("acl", "relcl"):
            for grand in child.children:
                if grand.dep_ == "agent" and child.lower_ in ("carried", "conducted", "launched", "fired", "staged", "claimed", "dropped", "led", "planted", "attributed"):
                    for obj in grand.children:
                        out.extend(_named(words, obj, strict=False))
                elif grand.dep_ == "prep" and grand.lower_ in ("on", "to", "by") and child.lower_ in ("blamed", "attributed", "claimed"):
                    for obj in grand.children:
                        for token in conjuncts(obj):
                            out.extend(_named(words, token, strict=False))
    return out


def _named(words: Words, token: Token, *, strict: bool) -> list[ActorRef]:
    refs = words.context.actors(words.sent, [token])
    if strict:
        return [r for r in refs if r.actor is not None and r.actor.kind != "state" or force_kind(words.context.document, token) == "combatant"]
    kind = force_kind(words.context.document, token)
    if kind == "platform" or words.arm(token):
        return [r for r in [*_believed(words, token), *_modifiers(words, token), *refs] if r.actor is not None or _has_owner(words, token)]
    return refs


def _believed(words: Words, head: Token) -> list[ActorRef]:
    """"jets believed to be Russian"."""
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
    for head in [*event.doers, *(p.head for p in event.platforms), *event.nouns, *(a.head for a in event.arms)]:
        if words.line.doc[head.i + 1 : head.i + 2].text.lower() in ("believed", "thought", "suspected", "presumed"):
            return True
        if any(c.dep_ == "amod" and c.lower_ in ("suspected", "presumed", "alleged") for c in head.children):
            return True
    return False


def _claimed_by(words: Words, event: Event) -> list[ActorRef]:
    """"for which Da'esh has claimed responsibility", "claimed by", "blamed on"."""
    for verb in words.sent.tokens():
        if verb.lower_ in _CLAIMING and any(c.dep_ == "dobj" and c.lower_ in ("responsibility", "credit") for c in verb.children):
            if words.line.doc[verb.i].head == clause_head(event.trigger) or any(t.dep_ == "relcl" for t in (verb,)):
                return [r for r in words.context.actors(words.sent, [c for c in verb.children if c.dep_ == "nsubj"]) if r.actor]
        if verb.lower_ in ("attributed", "blamed") and verb.dep_ != "amod" and any(v == verb for v in event.verbs):
            for name, obj in preps(verb):
                if name in ("to", "on"):
                    return words.context.actors(words.sent, [obj])
    for verb in event.verbs:
        for child in verb.children:
            if child.dep_ in ("advcl", "acl") and child.lower_ in ("blamed", "attributed"):
                return [r for name, obj in preps(child) if name in ("on", "to") for r in words.context.actors(words.sent, [obj])]
    return []


def _firing_line(words: Words, event: Event) -> list[ActorRef]:
    """"mortar bombs fired from Serb lines": whose lines they are."""
    for verb in event.verbs:
        for name, obj in preps(verb):
            if name == "from" and force_kind(words.context.document, obj) is None:
                refs = _modifiers(words, obj)
                if refs:
                    return refs
    return []


# -- places ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Site:
    """A place that was struck, with the targets that stand there."""

    place: PlaceChoice | None
    targets: tuple[Token, ...]


def sites(words: Words, event: Event, targets: list[Token], doers: list[ActorRef]) -> list[Site]:
    """One entry a place, each with its own targets; a single entry without a place where none is named."""
    grouped = _by_target(words, event, targets, doers)
    if grouped:
        return grouped
    found: list[Found[PlaceMention]] = []
    for head in [*event.nouns, *(a.head for a in event.arms), *targets]:
        found.extend(m for m in _around(words, head, np=head in targets) if m not in found)
    if not found:
        for verb in dict.fromkeys(event.verbs):
            found.extend(m for m in _around(words, verb, np=False) if m not in found)
            if verb.dep_ in ("relcl", "acl"):
                found.extend(m for m in _linear(words, verb) if m not in found)
    if not _kept(words, event, found, doers):
        found = _in_clause(words, event)
    if not _kept(words, event, found, doers):
        found = _upward(words, event)
    if not _kept(words, event, found, doers):
        found = _opening(words, event)
    found = _kept(words, event, found, doers)
    if found:
        return [Site(choice_of(words.line, m), tuple(targets)) for m in most_specific(words.line, found)]
    return [Site(_unlisted(words, event, targets) or _generic(words, event, targets) or _passage(words, event, targets), tuple(targets))]


def _by_target(words: Words, event: Event, targets: list[Token], doers: list[ActorRef]) -> list[Site]:
    """"a depot at Massawa and a mast outside Asmara": targets that each name their own place."""
    if len(targets) < 2:
        return []
    own = [(t, most_specific(words.line, _kept(words, event, _own_places(words, event, t, targets), doers))) for t in targets]
    placed = [m for _, ms in own for m in ms]
    if sum(bool(ms) for _, ms in own) < 2:
        return []
    out: list[Site] = []
    waiting: list[Token] = []
    for target, mentions in own:
        waiting.append(target)
        if mentions:
            out.extend(Site(choice_of(words.line, m), tuple(waiting)) for m in mentions)
            waiting = []
    if waiting and placed:
        out.append(Site(None, tuple(waiting)))
    return out


def _own_places(words: Words, event: Event, target: Token, targets: list[Token]) -> list[Found[PlaceMention]]:
    """Places inside the target's phrase or between it and the next target, without those of later targets."""
    skip: set[int] = set()
    for child in target.children:
        if child.dep_ in ("conj", "appos", "relcl", "advcl", "ccomp"):
            skip.update(t.i for t in child.subtree)
    out: list[Found[PlaceMention]] = []
    for token in target.subtree:
        mention = words.line.place_at.get(token.i)
        if mention and token.i not in skip and mention not in out:
            out.append(mention)
    following = next((t.i for t in sorted(targets, key=lambda t: t.i) if t.i > target.i), None)
    for verb in event.verbs:
        for name, obj in preps(verb):
            if following is not None and target.i < obj.i < following and name in EVENT_PREPS:
                out.extend(m for m in mentions_under_np(words.sent, obj) if m not in out and m.first < following)
    return sorted(out, key=lambda m: m.first)


def _around(words: Words, head: Token, *, np: bool) -> list[Found[PlaceMention]]:
    out: list[Found[PlaceMention]] = []
    if np:
        out.extend(mentions_under_np(words.sent, head))
    for name, obj in preps(head):
        if name in _SITE_PREPS and not (name == "of" and head.pos_ in ("VERB", "AUX") and not _compass(head)):
            out.extend(m for m in mentions_under_np(words.sent, obj) if m not in out)
    for child in head.children:
        if child.dep_ in ("advmod", "npadvmod") and child.lower_.rstrip("s").endswith(("north", "south", "east", "west", "mile", "km", "kilometre", "kilometer")):
            for token in child.subtree:
                mention = words.line.place_at.get(token.i)
                if mention and mention not in out:
                    out.append(mention)
    return out


def _compass(head: Token) -> bool:
    return any(c.dep_ == "advmod" and c.lower_.endswith(("north", "south", "east", "west")) for c in head.children)


def _linear(words: Words, verb: Token) -> list[Found[PlaceMention]]:
    """All places of a clause that hangs on the weapon, whatever the parser attached them to."""
    out: list[Found[PlaceMention]] = []
    for token in verb.subtree:
        mention = words.line.place_at.get(token.i)
        if mention and mention not in out:
            out.append(mention)
    return out


def _in_clause(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """Places of the event's clauses that the parser attached to something else in them."""
    clauses = [clause_head(v) for v in event.verbs] or [clause_head(event.trigger)]
    return [m for m in words.line.places if m.value.locative and m.first > words.sent.span.start and clause_head(words.line.doc[m.first]) in clauses]


def _unlisted(words: Words, event: Event, targets: list[Token]) -> PlaceChoice | None:
    """A named place that no gazetteer knows: "at the Beach refugee camp", "near Kibumba"."""
    heads = [obj for h in [*event.nouns, *event.verbs, *(a.head for a in event.arms), *targets] for name, obj in preps(h) if name in _UNLISTED_PREPS]
    for head in [*heads, *targets]:
        named = [t for t in head.lefts if t.dep_ in ("compound", "nmod") and t.tag_ in ("NNP", "NNPS") and _is_free(words, t)]
        if named and head.lower_ in _PLACE_HEADS and _is_free(words, head):
            start, end = words.line.article_span(min(t.left_edge.i for t in named), head.i)
        elif head in heads and head.tag_ == "NNP" and _is_free(words, head) and not head.is_upper:
            start, end = words.line.article_span(np_span(head, with_of=False).start, head.i)
        else:
            continue
        return PlaceChoice(words.context.document.text(start, end), start, end, None)
    return None


def _is_free(words: Words, token: Token) -> bool:
    """Whether the word names nothing that is known to be something else."""
    line = words.line
    return not any(token.i in at for at in (line.actor_at, line.person_at, line.time_at, line.weapon_at, line.quantity_at)) and token.lower_ not in words.context.lexicon.adjectives


def _passage(words: Words, event: Event, targets: list[Token]) -> PlaceChoice | None:
    """The place that the passage is about, where the event plainly stays in it.

    It does where its own phrase points back ("the gate", "their homes", "us"), where the sentence named the
    place before, or where the paragraph opens with a place as its title ("Kherson. Artillery shelled …").
    """
    context, sent = words.context, words.sent
    title = _title(words)
    if title is not None:
        return title
    earlier = [m for m in words.line.places if sent.span.start <= m.first < event.trigger.i and m.value.locative and not _ORIGIN.search(words.line.clean.text[: m.start])]
    if earlier:
        return choice_of(words.line, earlier[-1], inherited=True)
    heads = [*targets, *(obj for h in [*event.nouns, *event.verbs] for name, obj in preps(h) if name in _SITE_PREPS)]
    back = any(
        h.lower_ in ("us", "them", "it") or any(c.dep_ in ("det", "poss") and c.lower_ in ("the", "its", "their", "his", "our", "this", "that") or c.dep_ == "poss" for c in h.children)
        for h in heads
        if not words.line.time_at.get(h.i)
    )
    return context.passage_place(sent, before=event.trigger) if back else None


def _title(words: Words) -> PlaceChoice | None:
    """"Taganrog. Residents report …": the paragraph's first sentence is a bare place."""
    document, sent = words.context.document, words.sent
    first = next(s for s in document.sents if s.line is sent.line)
    if first is sent:
        return None
    inside = [m for m in sent.line.places if first.span.start <= m.first < first.span.end]
    if len(inside) == 1 and sum(t.is_alpha for t in first.span) <= inside[0].last - inside[0].first + 2:
        return choice_of(sent.line, inside[0], inherited=True)
    return None


def _upward(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """Places on the clauses above ("In Fallujah a doctor said bombs had killed …"), and behind "where"."""
    token = clause_head(event.verbs[0] if event.verbs else event.trigger)
    for _ in range(5):
        if token.dep_ == "relcl" and any(c.lower_ == "where" for c in token.children):
            return mentions_under_np(words.sent, token.head)
        if token.dep_ == "ROOT":
            break
        token = clause_head(token.head)
        out = [m for name, obj in preps(token) if name in EVENT_PREPS for m in mentions_under_np(words.sent, obj)]
        out = [m for m in out if m.value.locative]
        if out:
            return out
    for child in clause_head(event.trigger).children:
        if child.dep_ in ("npadvmod", "advcl", "dep", "appos") and child.i > event.trigger.i:
            for name, obj in preps(child):
                if name in ("in", "near", "at"):
                    found = mentions_under_np(words.sent, obj)
                    if found:
                        return found
    return []


def _opening(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """The places that a sentence opens with ("Near Kobani, three strikes …"), wherever the parser put them."""
    start = words.sent.span.start
    while start < event.trigger.i and not words.line.doc[start].is_alpha:
        start += 1
    if words.line.doc[start].lower_ not in EVENT_PREPS:
        return []
    comma = next((t.i for t in words.line.doc[start : event.trigger.i] if t.text == "," and t.i not in words.line.place_at), event.trigger.i)
    return [m for m in words.line.places if start < m.first < comma and m.value.locative]


def _kept(words: Words, event: Event, found: list[Found[PlaceMention]], doers: list[ActorRef]) -> list[Found[PlaceMention]]:
    """Without places of launch, and without names that stand for a party in this event."""
    text = words.line.clean.text
    parties = {t.i for d in event.doers for t in d.subtree if d.i < event.trigger.i} if event.doers else set()
    out: list[Found[PlaceMention]] = []
    for mention in sorted(found, key=lambda m: m.first):
        before = text[: mention.start]
        if mention in out or (_ORIGIN.search(before) and not _ROAD.search(before)):
            continue
        if out and (_BETWEEN.search(before) or (_FAR_FROM.search(before) and mention.start - out[-1].end < 60)):
            continue
        start, end = words.line.article_span(mention.first, mention.last)
        if any(d.start < end and start < d.end for d in doers) or _by_party(words, event, mention) or (mention.first in parties and mention.first not in {t.i for h in event.targets for t in h.subtree}):
            continue
        out.append(mention)
    return out


def _by_party(words: Words, event: Event, mention: Found[PlaceMention]) -> bool:
    """A state named as the doer ("carried out by forces of Russia") is no place."""
    inside = {t.i for d in event.doers for t in d.subtree if not any(t in h.subtree for h in event.targets)}
    named = words.line.actor_at.get(mention.first)
    return mention.first in inside and named is not None


def _generic(words: Words, event: Event, targets: list[Token]) -> PlaceChoice | None:
    """The named place behind "the town", "it", "there"."""
    document = words.context.document
    heads = list(targets)
    for head in [*event.nouns, *event.verbs, *(a.head for a in event.arms), *targets]:
        heads.extend(obj for name, obj in preps(head) if name in _SITE_PREPS)
        heads.extend(c for c in head.children if c.dep_ == "advmod" and c.lower_ in ("there", "here"))
        heads.extend(c for c in head.children if c.dep_ == "poss")
    above = clause_head(event.trigger)
    if above.dep_ == "advcl":
        heads.extend(c for c in above.head.children if c.lower_ == "there")
    for head in heads:
        if (choice := generic_place(document, words.sent, head)) is not None:
            return choice
    return None


def launched_from(words: Words, event: Event) -> str | None:
    """The named place of launch ("from Kursk and Primorsko-Akhtarsk")."""
    text, line = words.line.clean.text, words.line
    region = {t.i for v in event.verbs for t in v.subtree} | {t.i for a in event.arms for t in a.head.subtree}
    for mention in line.places:
        if mention.first not in region or not _ORIGIN.search(text[: mention.start]) or _ROAD.search(text[: mention.start]):
            continue
        end = mention
        for other in line.places:
            if other.first > end.last and re.fullmatch(r"\s*(?:,|and|, and)\s+", text[end.end : other.start]) and not re.match(r"\s*,\s*$", text[end.end : other.start]):
                end = other
        start, stop = line.article_span(mention.first, end.last)
        return words.context.document.text(start, stop)
    return None


# -- targets --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """What was hit: as written, its class, and whose it was."""

    text: str | None = None
    target_class: str | None = None
    owner: ActorRef | None = None


def target_of(words: Words, heads: tuple[Token, ...]) -> Target:
    """The targets read together; the class is that of the first that has one."""
    texts: list[str] = []
    target_class: str | None = None
    owner: ActorRef | None = None
    for head in heads:
        if _is_place_only(words, head):
            continue
        if head.pos_ == "PRON" and head.lower_ not in ("them", "us"):
            continue
        span = np_span(head)
        first = span.start
        while first < head.i and words.line.doc[first].dep_ in ("det", "punct"):
            first += 1
        start, end = words.line.article_span(first, max(span.end - 1, head.i))
        texts.append(words.context.document.text(start, end))
        target_class = target_class or class_of(words, head)
        owner = owner or _owner(words, head)
    return Target("; ".join(dict.fromkeys(texts)) or None, target_class, owner)


def _is_place_only(words: Words, head: Token) -> bool:
    mention = words.line.place_at.get(head.i)
    if mention is None:
        return False
    return mention.value.generic is None or mention.value.generic in ("city", "town", "village", "district", "province", "region", "neighbourhood", "neighborhood", "governorate", "area", "state", "strip", "suburb", "suburbs", "township", "hamlet", "island", "countryside", "quarter", "capital")


def class_of(words: Words, head: Token) -> str | None:
    """The class of the longest listed noun phrase that ends in the head, or in what an "of" adds to it."""
    targets = words.context.lexicon.targets
    doc = words.line.doc
    for last in (head.i, *_of_ends(head)):
        for length in range(5, 0, -1):
            first = last - length + 1
            if first < words.sent.span.start:
                continue
            phrase = doc[first : last + 1].text.lower().replace(" - ", "-").replace(" '", "'")
            if phrase in targets and (last == head.i or targets[phrase] not in ("other",)):
                return targets[phrase]
    return None


def _of_ends(head: Token) -> list[int]:
    if head.lower_ not in ("group", "groups", "row", "rows", "part", "parts", "number", "territory", "lot", "outskirts", "one", "roof", "gate", "wall", "section", "concentration", "gathering", "meeting", "building", "members", "dozens", "two", "three", "several", "queue", "objects"):
        return []
    return [t.i for name, t in preps(head) if name == "of"]


def _owner(words: Words, head: Token) -> ActorRef | None:
    """Whose target it was: the party that it is, or that its modifiers name."""
    document = words.context.document
    refs = [r for r in _modifiers(words, head) if not (r.actor and r.actor.kind in ("igo", "un"))]
    if refs:
        return refs[0]
    direct = words.context.actors(words.sent, [head]) if head.pos_ != "PRON" else []
    for ref in direct:
        if words.line.place_at.get(head.i) is None and (ref.actor is not None or force_kind(document, head) == "combatant"):
            return ref
    for name, obj in preps(head):
        if name in ("of", "held", "from"):
            for ref in words.context.actors(words.sent, [obj]):
                if ref.actor is not None and words.line.place_at.get(obj.i) is None:
                    return ref
    for child in head.children:
        if child.dep_ in ("acl", "relcl"):
            for grand in child.children:
                if grand.dep_ == "agent":
                    for obj in grand.children:
                        for ref in words.context.actors(words.sent, [obj]):
                            return ref
    return None


# -- type, numbers, scope -------------------------------------------------------


def type_of(words: Words, event: Event, group: list[Arm]) -> str | None:
    """The strike type that the sentence itself gives; None leaves it to the rest of the article."""
    kinds = [a.strike_type for a in group if a.strike_type]
    platforms = [p.strike_type for p in event.platforms if p.strike_type]
    doers = " ".join(t.text for d in event.doers for t in d.subtree).lower()
    if event.strike_type == "suicide_bombing" or "suicide_bombing" in kinds or any(p.strike_type == "suicide_bombing" for p in event.platforms):
        return "suicide_bombing"
    if any("suicide" in t.lower_ for a in group for t in a.head.subtree):
        return "suicide_bombing"
    if "airstrike" in platforms:
        return "airstrike"
    if "drone" in platforms and "drone" not in kinds:
        return "drone"
    if "naval" in platforms and "missile" not in kinds:
        return "naval"
    if kinds:
        return _munition_type(words, event, group, kinds)
    if platforms and event.strike_type is None:
        return platforms[0]
    if event.strike_type is None and re.search(r"\bair force\b|\baviation\b", doers):
        return "airstrike"
    if event.strike_type is None and re.search(r"\bnavy\b|\bgunboats?\b", doers):
        return "naval"
    if event.strike_type == "artillery" and ("naval" in platforms or re.search(r"\bnavy\b|\bwarships?\b", doers)):
        return "naval"
    return event.strike_type


def _munition_type(words: Words, event: Event, group: list[Arm], kinds: list[str]) -> str:
    first = kinds[0]
    if first != "airstrike" or group[0].head.lower_ not in ("bomb", "bombs") or _is_specific_bomb(words, group[0]):
        return first
    dropped = any(v.lower_.startswith(("drop", "fell", "fall", "land", "miss", "rain", "releas", "deliver")) for v in event.verbs)
    if dropped:
        return "airstrike"
    state = any(r.actor and r.actor.kind in ("state", "coalition", "igo") for r in _modifiers(words, group[0].head))
    return "airstrike" if state else "ied"


def _is_specific_bomb(words: Words, arm: Arm) -> bool:
    found = words.line.weapon_at.get(arm.head.i)
    return found is not None and len(found.text.split()) > 1


def number_of(words: Words, head: Token) -> Quantity | None:
    top = top_of(head)
    return words.count(head) or (words.count(top) if top != head else None) or _self_number(words, top, head)


def _self_number(words: Words, top: Token, head: Token) -> Quantity | None:
    if top == head:
        return None
    found = words.line.quantity_at.get(top.i)
    return found.value if found and found.value.kind == "count" else None


def single(head: Token) -> bool:
    return is_single(head) and head.tag_ not in ("NNS", "NNPS")
