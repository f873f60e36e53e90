"""Names beside a strike that are no place of it: where it was launched, and states that act."""

import re

from orchestration.extraction.actors import ActorRef, force_kind
from orchestration.extraction.document import Found, PlaceMention
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import clause_head, own_subjects

_ORIGIN = re.compile(
    r"\bfrom\s+(?:(?:over|above|near|inside|within|off|across|behind)\s+)?(?:the\s+)?(?:(?:north|south|east|west)[a-z]*\s+)?(?:(?:direction|territory|city|town|village|port|region|area)\s+of\s+|"
    r"(?:[\w-]+\s+){0,2}(?:hills?|heights?|ridges?|mountains?|slopes|positions?|posts?|bases?|lines|outposts?|trenches|barracks|launchers?|sites?|villages)\s+(?:in|of|at|on|near|around|above|over|overlooking|outside|inside|across|beyond)\s+(?:the\s+)?)?$",
    re.I,
)


# "five kilometres from Kupiansk" tells where, and not whence
_MEASURED = re.compile(
    r"\b(?:km|kms|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|yards?|away|far|drive|walk|minutes|hours?|short\s+distance|distance)\s+from\s+(?:the\s+)?(?:(?:centre|center|outskirts|city|town|village)\s+of\s+)?$",
    re.I,
)
_FAR_FROM = re.compile(r"\b(?:north|south|east|west)[a-z]*\s+of\s+(?:the\s+)?$", re.I)

_OVER = re.compile(r"\b(?:over|above|off|of|inside)\s+(?:the\s+)?$", re.I)

_BETWEEN = re.compile(r"\bbetween\b[^,;.]{2,40}\band\s+(?:the\s+)?$", re.I)


_ON_OR_IN = re.compile(r"\b(?:on|in|near|at|over|against|outside)\s+(?:the\s+)?$", re.I)


_IN_BRACKETS = re.compile(r"\([^()]{0,60}$")
_ROAD = re.compile(r"\b(?:roads?|highway|route|way|railway|motorway)\s+from\s+(?:the\s+)?$", re.I)


def kept(
    words: Words, event: Event, found: list[Found[PlaceMention]], doers: list[ActorRef]
) -> list[Found[PlaceMention]]:
    """Without places of launch, and without names that stand for a party in this event."""
    text = words.line.clean.text
    parties = {t.i for d in event.doers if d.i < event.trigger.i for t in _named_by(d, event)}
    out: list[Found[PlaceMention]] = []
    for mention in sorted(found, key=lambda m: m.first):
        before = text[: mention.start]
        if (
            mention in out
            or mention.first in words.in_members
            or mention.first in event.aside
            or is_origin(words, mention)
        ):
            continue
        if (
            out
            and _IN_BRACKETS.search(before)
            and text[out[-1].end : mention.start].count("(") > text[out[-1].end : mention.start].count(")")
        ):
            continue
        if out and (
            _BETWEEN.search(before)
            or mention.start - out[-1].end < 60
            and (_FAR_FROM.search(before) or _MEASURED.search(before))
        ):
            continue
        if bears_name(words, mention):
            continue
        start, end = words.line.article_span(mention.first, mention.last)
        if _of_speaker(words, event, start) or _over_which_it_flew(words, event, mention):
            continue
        if (
            any(d.start < end and start < d.end for d in doers)
            or _by_party(words, event, mention)
            or _in_by_phrase(words, event, mention)
            or (
                mention.first in parties
                and mention.first not in {t.i for h in event.targets for t in h.subtree}
            )
        ):
            continue
        out.append(mention)
    return [m for m in out if not _names_a_line(words, m)] or out


_LINES = frozenset("pipeline pipelines railway railroad".split())


def _names_a_line(words: Words, mention: Found[PlaceMention]) -> bool:
    """ "a stretch of the Cano Limon-Covenas pipeline": what runs between the towns that it is called by."""
    token = words.line.doc[mention.last]
    return token.dep_ in ("compound", "nmod", "amod") and any(
        t.lower_ in _LINES
        for t in words.line.doc[mention.last + 1 : mention.last + 5]
        if t.is_ancestor(token)
    )


def _of_speaker(words: Words, event: Event, start: int) -> bool:
    """ "according to the deputy head of the Helmand council": a name within the speaker's own words."""
    frame = words.context.attribution(words.sent, event.trigger).frame
    speaker = frame.speaker if frame is not None and not frame.carried else None
    if speaker is None or frame is None or frame.cue_index is None:
        return False
    cue = words.line.doc[frame.cue_index]
    phrases = [t.subtree for t in own_subjects(cue) if event.trigger not in t.subtree]
    named = any(words.line.offset(t.idx) == start for phrase in phrases for t in phrase)
    return named or speaker.start <= start < speaker.end


def _over_which_it_flew(words: Words, event: Event, mention: Found[PlaceMention]) -> bool:
    """ "fired from aircraft over the Black Sea": where the machine was, not what it hit."""
    token = words.line.doc[mention.first]
    return any(
        p.head.dep_ == "pobj"
        and p.head.head.lower_ == "from"
        and p.head.is_ancestor(token)
        and _OVER.search(words.line.clean.text[: mention.start])
        for p in event.platforms
    )


_BEARERS = frozenset("radio television tv news daily newspaper agency channel broadcaster".split())
_SYSTEMS = frozenset(
    "system systems launcher launchers radar radars battery batteries missile missiles complex".split()
)


def bears_name(words: Words, mention: Found[PlaceMention]) -> bool:
    """ "Kyiv's military intelligence agency", "the APRA party", "the boat Tombouctou": not a place, but who or what bears its name."""
    token = words.line.doc[mention.last]
    before = words.line.doc[mention.first - 1] if mention.first > words.sent.span.start else None
    if before is not None and before.pos_ == "NOUN" and class_of(words, before) == "vehicle":
        return True
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    if after in _BEARERS or token.dep_ == "compound" and token.head.lower_ in _SYSTEMS:
        return True
    if token.dep_ not in ("poss", "compound"):
        return False
    kind = force_kind(words.context.document, token.head)
    if token.dep_ == "compound":
        return kind == "organisation" and token.head.i == token.i + 1
    if mention.value.generic is not None:
        return False
    return mention.first in words.line.actor_at and kind is not None


def is_origin(words: Words, mention: Found[PlaceMention]) -> bool:
    """Whether the place is where something was launched, or is coordinated with such a place."""
    text = words.line.clean.text
    before = text[: mention.start]
    if _ORIGIN.search(before):
        if names_strike(words, mention):
            return False
        return not _ROAD.search(before) and not _MEASURED.search(before)
    if _is_used_to_fire(words, mention):
        return True
    for other in words.line.places:
        if other.end < mention.start and re.fullmatch(
            r"(?:,?\s+and|,?\s+in)\s+(?:the\s+)?", text[other.end : mention.start]
        ):
            return is_origin(words, other)
    return False


_USE = forms_of("use")


def _is_used_to_fire(words: Words, mention: Found[PlaceMention]) -> bool:
    """ "had used Qana to fire rockets at its towns": the ground that they fired from."""
    ground = words.line.doc[mention.last]
    if ground.dep_ == "compound":
        ground = ground.head
    use = ground.head
    if ground.dep_ != "dobj" or use.lower_ not in _USE:
        return False
    return any(
        t.tag_ == "VB" and {"strike", "bombard", "launch", "fire"} & set(words.frames(t)) for t in use.subtree
    )


def _in_by_phrase(words: Words, event: Event, mention: Found[PlaceMention]) -> bool:
    """ "strikes by Ethiopia's rivals": what follows "by" names the party."""
    return any(
        c.lower_ == "by" and c.dep_ in ("prep", "agent") and mention.first in {t.i for t in c.subtree}
        and not _ON_OR_IN.search(words.line.clean.text[: mention.start])
        for n in (*event.nouns, *(a.head for a in event.arms)) for c in n.children
    )  # fmt: skip


def _by_party(words: Words, event: Event, mention: Found[PlaceMention]) -> bool:
    """A state named as the doer ("carried out by forces of Russia") is no place."""
    inside = {
        t.i
        for d in event.doers
        if d != event.trigger  # "Shelling in Kyiv killed 14", read as a clause
        for t in _named_by(d, event)
        if not any(t in h.subtree for h in event.targets)
    }
    named = words.line.actor_at.get(mention.first)
    return mention.first in inside and named is not None


def _named_by(doer: Token, event: Event) -> list[Token]:
    """The words of the doer's phrase, without a clause in it that tells of the event ("nations that struck Iraq")."""
    aside = {
        t.i
        for c in doer.children
        if c.dep_ in ("relcl", "acl") and event.trigger in c.subtree
        for t in c.subtree
    }
    return [t for t in doer.subtree if t.i not in aside]


def names_strike(words: Words, mention: Found[PlaceMention]) -> bool:
    """ "the toll from the Dnipro strike": the name tells which strike it was."""
    token = words.line.doc[mention.last]
    return token.dep_ in ("compound", "nmod") and bool(words.strike_noun(token.head))


def launched_from(words: Words, event: Event) -> str | None:
    """The named place of launch ("from Kursk and Primorsko-Akhtarsk")."""
    text, line = words.line.clean.text, words.line
    clauses = [clause_head(v) for v in event.verbs] or [clause_head(event.trigger)]
    clauses += [
        c
        for v in (*event.verbs, *event.doers)
        for c in v.children
        if c.dep_ in ("advcl", "acl")
        and c.lower_ in ("taking", "flying", "operating", "based", "launched", "fired")
    ]
    region = {t.i for t in words.sent.span if clause_head(t) in clauses} | {
        t.i for a in event.arms for t in a.head.subtree
    }
    for mention in line.places:
        used = words.sent.span.start <= mention.first < words.sent.span.end and _is_used_to_fire(
            words, mention
        )
        if not used and (
            mention.first not in region
            or not _ORIGIN.search(text[: mention.start])
            or _ROAD.search(text[: mention.start])
            or _MEASURED.search(text[: mention.start])
            or names_strike(words, mention)
        ):
            continue
        end = mention
        for other in line.places:
            if (
                other.first > end.last
                and re.fullmatch(r"\s*(?:,|and|, and)\s+", text[end.end : other.start])
                and not re.match(r"\s*,\s*$", text[end.end : other.start])
            ):
                end = other
        start, stop = line.article_span(mention.first, end.last)
        return words.context.document.text(start, stop)
    return None
