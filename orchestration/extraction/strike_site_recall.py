"""The place of a strike whose own words name none: what they point back to, who tells of it, what the passage is about."""

import re

from orchestration.extraction.document import Found, PlaceMention
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.place_namesakes import bears_name_of_ship
from orchestration.extraction.placing import (
    PlaceChoice,
    choice_of,
    label_place,
    most_specific,
    place_from_text,
)
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_site_parties import bears_name, is_origin
from orchestration.extraction.strike_site_phrases import SITE_PREPS, is_apart
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import POINTING, clause_head, is_definite, objects, own_subjects, preps
from orchestration.extraction.tellers_home import home_of

_ANY = frozenset({"every", "each", "any", "no", "all"})


_ARMED = frozenset(
    {"state", "rebel", "jihadist", "militia", "paramilitary", "private_military", "coalition", "igo"}
)


_ANSWERING = forms_of("answer", "reply", "respond", "retaliate")


def answers(event: Event) -> bool:
    """Whether the strike is a reply, which falls where the enemy is: "rebels shelled Azaz; the jets responded with strikes"."""
    verbs = {clause_head(t) for t in (event.trigger, *event.verbs)}
    verbs |= {v.head for v in verbs if v.dep_ in ("advcl", "xcomp", "pcomp")}
    return any(
        v.lower_ in _ANSWERING
        or v.lower_ in ("returned", "fired")
        and any(c.lower_ in ("fire", "back") for c in v.rights)
        for v in verbs
    )


def is_of_ship(words: Words, targets: list[Token]) -> bool:
    """Whether a named ship was hit, which is no part of the ground told of before."""
    text = words.line.clean.text
    return any(bears_name_of_ship(text, t.idx, t.idx + len(t.text)) for t in targets)


def meant_by_pronoun(words: Words, targets: list[Token]) -> PlaceChoice | None:
    """ "returned to Natie district, striking it": the place that the sentence has named before the pronoun."""
    for head in targets:
        if head.lower_ == "it":
            before = [
                m
                for m in words.line.places
                if words.sent.span.start <= m.first < head.i and m.value.locative and not is_origin(words, m)
            ]
            if len(before) == 1:
                return choice_of(words.line, before[0], inherited=True)
    return None


_WITNESS_OF = re.compile(
    r"^(?i:the\s+)?(?:\w+\s+)?(?i:residents?|villagers?|inhabitants?|people|locals|witness(?:es)?|elders?|doctors?|medics?|mayor|governor|police chief|officials?|nurses?)"
    r"\s+(?:of|in|from|at)\s+(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})"
)  # fmt: skip


def named_before(words: Words, targets: list[Token]) -> PlaceChoice | None:
    """The place given when the same thing was first told of: "the attack on a convoy, which took place in X … the convoy was hit"."""
    for head in targets:
        if head.pos_ != "NOUN" or not any(
            c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in head.children
        ):
            continue
        for earlier in list(words.context.document.before(words.sent))[:6]:
            token = next((t for t in earlier.span if t.lower_ == head.lower_ and t.pos_ == "NOUN"), None)
            if token is None:
                continue
            inside = [
                m
                for m in earlier.line.places
                if earlier.span.start <= m.first < earlier.span.end and m.value.locative
            ]
            if inside:
                after = [m for m in inside if m.first > token.i]
                return choice_of(earlier.line, (after or inside[-1:])[0], inherited=True)
    return None


def topic_place(words: Words, event: Event) -> PlaceChoice | None:
    """ "Samarra, retaken in October, is slipping again: Friday's attack on the town hall …": the town that opens the sentence."""
    first = next((m for m in words.line.places if m.first >= words.sent.span.start), None)
    named = first is not None and first.first < event.trigger.i and _is_topic(words, first)
    return choice_of(words.line, first, inherited=True) if first is not None and named else None


def earlier_in_sentence(words: Words, event: Event) -> PlaceChoice | None:
    """The last place that the sentence named before the event, unless the event stands in a clause of its own."""
    verb = clause_head(event.verbs[0] if event.verbs else event.trigger)
    if verb.dep_ == "conj" and own_subjects(verb) or is_apart(verb):
        return None
    start = words.sent.span.start
    earlier = [
        m
        for m in words.line.places
        if start <= m.first < event.trigger.i
        and (m.value.locative or _is_topic(words, m))
        and not is_origin(words, m)
    ]
    earlier = [
        m
        for m in earlier
        if m.first not in words.line.actor_at and not (m.value.place and m.value.place.feature == "country")
    ]
    return choice_of(words.line, earlier[-1], inherited=True) if earlier else None


_OFFICIAL_OF = re.compile(
    r"^(?P<name>[A-Z][\w-]+)['’]s\s+(?:\w+\s)?(?:governor|mayor|prefect|police chief|military administration)\b"
)


def _is_topic(words: Words, mention: Found[PlaceMention]) -> bool:
    """ "Samarra, retaken in October, is slipping again: …": the town that a sentence begins with."""
    following = words.line.doc[mention.last + 1 : mention.last + 2].text
    stated = following in (",", ":") or following == "under" and ":" in words.sent.span.text
    return mention.first == words.sent.span.start and mention.value.town and stated


def witness_place(words: Words, event: Event) -> PlaceChoice | None:
    """ "Residents of Karenga said", "the mayor of Tyre": who tells it is there."""
    frame = words.context.attribution(words.sent, event.trigger).frame
    if frame is None or frame.speaker is None or frame.carried:
        return None
    speaker = frame.speaker
    clean = words.line.clean
    if (
        clean.label_start is not None
        and clean.label
        and speaker.start <= clean.label_start + len(clean.label)
    ):
        place = place_from_text(words.context.document, re.split(r"[,.]", clean.label)[0], clean.label_start)
        if place is not None:
            return place
    spoken = (t for t in words.sent.span if speaker.start <= words.line.offset(t.idx) < speaker.end)
    homes = (m for t in spoken for m in home_of(words.context.lexicon, words.sent, t))
    if (home := next(homes, None)) is not None:
        return choice_of(words.line, home, inherited=True)
    if speaker.actor is not None and speaker.actor.kind in _ARMED:
        return None
    for mention in words.line.places:
        start, end = words.line.article_span(mention.first, mention.last)
        if (
            frame.speaker.start <= start
            and end <= frame.speaker.end
            and mention.value.place
            and mention.value.place.feature != "country"
            and not bears_name(words, mention)
        ):
            return choice_of(words.line, mention, inherited=True)
    if named := _WITNESS_OF.match(speaker.text) or _OFFICIAL_OF.match(speaker.text):
        name, start = named.group("name"), speaker.start + named.start("name")
        unlisted = PlaceChoice(name, start, start + len(name), None, inherited=True)
        return place_from_text(words.context.document, name, start) or unlisted
    return None


def points_back(words: Words, event: Event, targets: list[Token]) -> bool:
    """Whether the event's own phrases point back to the passage: "the gate", "their homes", "us", "the assailants"."""
    heads = [h for h in targets if class_of(words, h) not in ("vehicle", "convoy")]
    for head in [*event.nouns, *event.verbs]:
        for name, obj in preps(head):
            if name in SITE_PREPS and not (name == "of" and head in event.verbs):
                heads.extend([obj, *(o for n, o in preps(obj) if n == "of")])
    heads.extend(
        d for d in event.doers if d.lower_ in ("assailants", "attackers", "they", "assailant", "bombers")
    )
    return any(
        _is_back(h)
        for h in heads
        if not words.line.time_at.get(h.i) and h.lower_ not in _BORDERS and not _are_counted(h)
    )


_OF_TOWNS = frozenset(
    "outskirts suburbs suburb districts quarters neighbourhoods neighborhoods streets centre center market markets edges approaches "
    "airport airstrip airfield hospital hospitals residents inhabitants".split()
)
_BORDERS = frozenset(  # as large as the country
    "border borders frontier frontiers line sea region province country state governorate oblast".split()
)


def _are_counted(head: Token) -> bool:
    """ "in the two areas": not one place."""
    return head.tag_ == "NNS" and any(c.dep_ == "nummod" for c in head.children)


def is_told_on(words: Words, event: Event, targets: list[Token]) -> bool:
    """Whether an event without a place goes on with the incident of its paragraph: a single blow, not a sum or a threat."""
    if any(
        class_of(words, t) in ("vehicle",) and not _is_back(t)
        for t in targets
        if t.lower_ in ("ship", "vessel", "tanker", "carrier")
    ):
        return False
    counts = [words.count(h) for h in (*event.nouns, *(a.head for a in event.arms), *targets)]
    return not any(q is not None and (q.low or 0) > 20 for q in counts) and not any(
        a.lower_ in ("will", "would", "could") for v in event.verbs for a in v.children
    )


def paragraph_place(words: Words) -> PlaceChoice | None:
    """The place of the paragraph's earlier sentences, if they name only one outside its own larger places."""
    line = words.line
    earlier = [
        m
        for m in line.places
        if m.first < words.sent.span.start
        and m.value.locative
        and (m.first not in line.actor_at or line.doc[m.last].dep_ == "pobj")
    ]
    kept = [m for m in most_specific(line, earlier) if m.value.feature not in ("country", "sea", "region")]
    names = {m.value.place.place_id if m.value.place else m.text for m in kept}
    return choice_of(line, kept[-1], inherited=True) if len(names) == 1 else None


def _is_back(head: Token) -> bool:
    if head.lower_ in ("us", "them", "they"):
        return True
    return any(
        (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these")) or c.dep_ == "poss"
        for c in head.children
    )


_ITEMS = 3  # lines with a dateline that make a list of items, each from its own place


def dateline_place(words: Words) -> PlaceChoice | None:
    """ "KIRKUK - A roadside bomb …" in a list of such items: each tells of what happened there."""
    document, line = words.context.document, words.line
    items = sum(1 for x in document.lines if x.clean.dateline)
    if not line.clean.dateline or items < _ITEMS:
        return None
    start = document.article.text.find(line.clean.dateline, line.clean.start, line.clean.end)
    return place_from_text(document, line.clean.dateline, start)


def title_place(words: Words) -> PlaceChoice | None:
    """ "Taganrog. Residents report …": the paragraph's first sentence is a bare place."""
    document, sent = words.context.document, words.sent
    if (place := label_place(document, sent)) is not None:
        return place
    first = next(s for s in document.sents if s.line is sent.line)
    if first is sent:
        return None
    bare = first.span.text.strip(" .\u2022-")
    if (
        re.fullmatch(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}", bare)
        and (place := place_from_text(document, bare, first.start + max(first.span.text.find(bare), 0)))
        is not None
    ):
        return place
    inside = [m for m in sent.line.places if first.span.start <= m.first < first.span.end]
    if len(inside) == 1 and sum(t.is_alpha for t in first.span) <= inside[0].last - inside[0].first + 2:
        return choice_of(sent.line, inside[0], inherited=True)
    return None


def generic_site(words: Words, event: Event, targets: list[Token]) -> PlaceChoice | None:
    """The named place behind "the town", "it", "there"."""
    document = words.context.document
    heads = list(targets)
    for head in [*event.nouns, *event.verbs, *(a.head for a in event.arms), *targets]:
        at = [obj for name, obj in preps(head) if name in SITE_PREPS]
        heads.extend([*at, *(o for obj in at for name, o in preps(obj) if name == "of")])
        heads.extend(c for c in head.children if c.dep_ == "advmod" and c.lower_ in POINTING)
        heads.extend(c for c in head.children if c.dep_ == "poss")
    heads.extend(  # "a convoy leaving the town"
        t
        for target in targets
        for c in target.children
        if c.dep_ == "acl"
        for t in (*objects(c), *(o for _, o in preps(c)))
    )
    above = clause_head(event.trigger)
    if above.dep_ == "advcl":
        heads.extend(c for c in above.head.children if c.lower_ == "there")
    heads = [
        h
        for h in heads
        if not (h.tag_ == "NNS" and any(c.dep_ == "poss" and c.pos_ == "PRON" for c in h.children))
        and not any(c.lower_ in _ANY for c in h.children)
    ]
    for head in heads:
        if head.lower_ == "capital" and is_definite(head):  # of whatever country: not the place told of last
            start, end = words.line.article_span(head.i, head.i)
            return PlaceChoice(document.text(start, end), start, end, None, inherited=True)
        if words.recall is not None and any(c.lower_ == "same" for c in head.children):
            return words.recall  # "on the same spot"
        if head.lower_ in POINTING and head.dep_ == "expl":
            continue
        if head.dep_ == "poss" and head.lower_ == "its" and head.head.lower_ in _OF_TOWNS:
            if (town := words.context.town_before(words.sent, before=head)) is not None:
                return town
        if (choice := words.context.told.generic(words.sent, head, words=True)) is not None:
            return choice
    return None
