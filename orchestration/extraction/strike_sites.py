"""Where a strike hit: the place in its own words, in its clause, else the one that its words point back to."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.document import Found, PlaceMention
from orchestration.extraction.placing import (
    EVENT_PREPS,
    PlaceChoice,
    choice_of,
    generic_place,
    mentions_under_np,
    most_specific,
    place_from_text,
)
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import Words, before_noun, is_definite
from orchestration.extraction.syntax import clause_head, np_span, own_subjects, preps

_SITE_PREPS = EVENT_PREPS | {"of", "between", "onto", "above", "beyond", "targeting", "under", "behind"}
_ORIGIN = re.compile(
    r"\bfrom\s+(?:the\s+)?(?:(?:north|south|east|west)[a-z]*\s+)?(?:(?:direction|territory|city|town|village|port|region|area)\s+of\s+)?$",
    re.I,
)
_ANY = frozenset({"every", "each", "any", "no", "all"})
_UNLISTED_PREPS = frozenset(
    {
        "in",
        "near",
        "at",
        "around",
        "outside",
        "inside",
        "on",
        "into",
        "over",
        "upon",
        "onto",
        "across",
        "off",
        "towards",
        "toward",
    }
)
_PLACE_HEADS = frozenset(
    "camp base airport airfield village town city district neighbourhood neighborhood hospital crossing checkpoint prison refinery port "
    "barracks quarter suburb road highway junction market bridge dam hill ridge valley island mosque church school station plant".split()
)
_FAR_FROM = re.compile(r"\b(?:north|south|east|west)[a-z]*\s+of\s+(?:the\s+)?$", re.I)
_BETWEEN = re.compile(r"\bbetween\b[^,;.]{2,40}\band\s+(?:the\s+)?$", re.I)
_ON_OR_IN = re.compile(r"\b(?:on|in|near|at|over|against|outside)\s+(?:the\s+)?$", re.I)
_STANDS_IN = re.compile(
    r"\b(?:in|near|at|on|over|of)\s+(?:(?:the|northern|southern|eastern|western|central|neighbou?ring|nearby)\s+)*(?:(?:city|town|village)\s+of\s+)?$",
    re.I,
)
_WITNESS_OF = re.compile(
    r"^(?i:the\s+)?(?:\w+\s+)?(?i:residents?|villagers?|inhabitants?|people|locals|witness(?:es)?|elders?|doctors?|medics?|mayor|governor|police chief|officials?|nurses?)"
    r"\s+(?:of|in|from|at)\s+(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})"
)  # fmt: skip
_IN_BRACKETS = re.compile(r"\([^()]{0,60}$")
_FINER = re.compile(
    r"\b(?:in|at|near|on|outside|over|upon|into|around|of|between)\s+(?:the\s+)?(?P<name>(?:(?:la|las|los|el|san|santa|al)\s+)?[A-Z][\w'’-]*(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w'’-]*){0,3})(?:,\s+|\s*\()(?:in\s+)?(?:the\s+)?$"
)
_INNER = re.compile(
    r"^'s\s+(?P<name>(?:[A-Z][\w'’-]*\s)+(?:[a-z]+\s)?(?:quarter|district|suburb|neighbou?rhood|camp|estate|area|ward|market|square|street|junction)|[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,2}(?=\s*(?:[,.;]|$)))"
)
_ROAD = re.compile(r"\b(?:roads?|highway|route|way|railway|motorway)\s+from\s+(?:the\s+)?$", re.I)


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
    for noun in event.nouns:  # "the Balakot raid"
        found.extend(
            m
            for t in before_noun(noun)
            if (m := words.line.place_at.get(t.i))
            and t.dep_ == "compound"
            and m not in found
            and t.i not in words.line.actor_at
        )
    if not found:
        for verb in dict.fromkeys(event.verbs):
            found.extend(m for m in _around(words, verb, np=False) if m not in found)
            if verb.dep_ in ("relcl", "acl"):
                found.extend(m for m in _linear(words, verb) if m not in found)
    if not _kept(words, event, found, doers) and _is_concession(event):
        return [Site(None, tuple(targets))]
    if not _kept(words, event, found, doers):
        found = _in_clause(words, event)
    if not _kept(words, event, found, doers):
        found = _upward(words, event)
    if not _kept(words, event, found, doers):
        found = _opening(words, event)
    if not _kept(words, event, found, doers):
        found = _following(words, event)
    found = _kept(words, event, found, doers)
    if found:
        listed = _without_setting(words, event, most_specific(words.line, found))
        return [Site(_finer(words, m) or choice_of(words.line, m), tuple(targets)) for m in listed]
    if unlisted := _unlisted(words, event, targets):
        return [Site(place, tuple(targets)) for place in unlisted]
    told = words.recall if event.nouns and is_definite(event.nouns[0]) else None
    place = (
        _title(words)
        or told
        or _witness(words, event)
        or _named_before(words, targets)
        or _generic(words, event, targets)
        or _earlier(words, event)
    )
    if place is None and _points_back(words, event, targets):
        place = words.recall or words.context.passage_place(words.sent, before=event.trigger)
    if place is None and _is_told_on(words, event, targets):
        place = _paragraph(words)
    return [Site(place, tuple(targets))]


_CONCESSIVE = frozenset({"despite", "amid", "amidst", "notwithstanding"})


def _is_concession(event: Event) -> bool:
    """ "Despite raids by Russia the group has reached Aleppo": the clause goes on about something else, elsewhere."""
    return any(t.dep_ == "prep" and t.lower_ in _CONCESSIVE for t in event.trigger.ancestors)


def _following(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """The first place after the trigger that stands in, near or on something, where the parser lost the thread."""
    doc = words.line.doc
    for mention in words.line.places:
        if event.trigger.i < mention.first < min(
            words.sent.span.end, event.trigger.i + 30
        ) and _STANDS_IN.search(words.line.clean.text[: mention.start]):
            between = doc[event.trigger.i + 1 : mention.first]
            if not any(
                t.text in (";", ":")
                or (t.dep_ in ("nsubj", "nsubjpass") and t.head.i > t.i and t.head not in event.verbs)
                for t in between
            ):
                return [m for m in words.line.places if mention.first <= m.first < words.sent.span.end]
            return []
    return []


def _without_setting(
    words: Words, event: Event, found: list[Found[PlaceMention]]
) -> list[Found[PlaceMention]]:
    """Without the larger place that the sentence opens with, where a place inside it follows ("In Wardak province, … in Nerkh district")."""
    if len(found) < 2 or found[0].first >= event.trigger.i or found[1].first < event.trigger.i:
        return found
    large, small = found[0].value, found[1].value
    inside = (
        large.place is None or small.place is None or large.place.country_code == small.place.country_code
    )
    return found[1:] if inside and _rank(large) > _rank(small) else found


def _rank(mention: PlaceMention) -> int:
    by_word = {
        "province": 4,
        "region": 4,
        "oblast": 4,
        "governorate": 4,
        "state": 4,
        "department": 4,
        "district": 3,
        "township": 3,
        "county": 3,
    }
    by_entry = {"country": 5, "region": 4, "adm1": 4, "adm2": 3, "sea": 4}
    return max(
        by_word.get(mention.generic or "", 1), by_entry.get(mention.place.feature, 1) if mention.place else 1
    )


def _finer(words: Words, mention: Found[PlaceMention]) -> PlaceChoice | None:
    """The smaller place before a known larger one, though no gazetteer has it: "at La Lejia, Norte de Santander"."""
    text = words.line.clean.text
    found = _FINER.search(text[: mention.start])
    inner = _INNER.match(text[mention.end :]) if found is None else None
    if found is not None:
        start, end = found.span("name")
    elif inner is not None:
        start, end = mention.end + inner.start("name"), mention.end + inner.end("name")
    else:
        return None
    tokens = words.line.tokens_of(start, end)
    if (
        tokens is None
        or tokens[0] < words.sent.span.start
        or not all(
            _is_free(words, words.line.doc[i]) and i not in words.line.place_at
            for i in range(tokens[0], tokens[1] + 1)
        )
    ):
        return None
    at, to = words.line.article_span(*tokens)
    return PlaceChoice(words.context.document.text(at, to), at, to, None)


def _by_target(words: Words, event: Event, targets: list[Token], doers: list[ActorRef]) -> list[Site]:
    """ "a depot at Massawa and a mast outside Asmara": targets that each name their own place."""
    if len(targets) < 2:
        return []
    own = [
        (t, most_specific(words.line, _kept(words, event, _own_places(words, event, t, targets), doers)))
        for t in targets
    ]
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
                out.extend(
                    m for m in mentions_under_np(words.sent, obj) if m not in out and m.first < following
                )
    return sorted(out, key=lambda m: m.first)


def _around(words: Words, head: Token, *, np: bool) -> list[Found[PlaceMention]]:
    out: list[Found[PlaceMention]] = []
    if np:
        out.extend(mentions_under_np(words.sent, head))
    for name, obj in preps(head):
        if name in _SITE_PREPS and not (name == "of" and head.pos_ in ("VERB", "AUX") and not _compass(head)):
            out.extend(m for m in mentions_under_np(words.sent, obj) if m not in out)
    for child in head.children:
        if child.dep_ in ("advmod", "npadvmod") and child.lower_.rstrip("s").endswith(
            ("north", "south", "east", "west", "mile", "km", "kilometre", "kilometer")
        ):
            for token in child.subtree:
                mention = words.line.place_at.get(token.i)
                if mention and mention not in out:
                    out.append(mention)
    return out


def _compass(head: Token) -> bool:
    return any(
        c.dep_ == "advmod" and c.lower_.endswith(("north", "south", "east", "west")) for c in head.children
    )


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
    return [
        m
        for m in words.line.places
        if m.value.locative
        and m.first > words.sent.span.start
        and clause_head(words.line.doc[m.first]) in clauses
    ]


def _unlisted(words: Words, event: Event, targets: list[Token]) -> list[PlaceChoice]:
    """Named places that no gazetteer knows: "at the Beach refugee camp", "near Kibumba", "the Balakot raid"."""
    heads = [
        obj
        for h in [*event.nouns, *event.verbs, *(a.head for a in event.arms), *targets]
        for name, obj in preps(h)
        if name in _UNLISTED_PREPS
    ]
    heads.sort(key=lambda t: t.tag_ not in ("NNP", "NNPS"))
    out: list[PlaceChoice] = []
    for head in [
        *heads,
        *targets,
        *(
            t
            for n in event.nouns
            for t in before_noun(n)
            if t.dep_ == "compound" and event.trigger.lower_.startswith(("raid", "bomb", "strike", "air"))
        ),
    ]:
        if (span := _unlisted_span(words, event, head, heads, targets)) is None:
            continue
        if out and head not in heads:
            break
        start, end = words.line.article_span(*span)
        choice = PlaceChoice(words.context.document.text(start, end), start, end, None)
        if choice not in out and (
            not out or out[0].end < start and len(words.line.clean.text) and head.dep_ == "conj"
        ):
            out.append(choice)
    return out


def _unlisted_span(
    words: Words, event: Event, head: Token, heads: list[Token], targets: list[Token]
) -> tuple[int, int] | None:
    """First and last token of the place's name, if the head names one."""
    named = [
        t
        for t in head.lefts
        if t.dep_ in ("compound", "nmod") and t.tag_ in ("NNP", "NNPS") and _is_free(words, t)
    ]
    inner = [t for name, t in preps(head) if name == "of" and _is_free(words, t)]
    if (
        head.lower_ in _PLACE_HEADS
        and inner
        and inner[0].pos_ in ("PROPN", "NOUN", "X")
        and not inner[0].lower_.endswith("s")
    ):
        span = np_span(inner[0])
        return span.start, span.end - 1
    if named and head.lower_ in _PLACE_HEADS and _is_free(words, head):
        return min(t.left_edge.i for t in named), head.i
    if class_of(words, head) not in (None, "residential", "other", "infrastructure"):
        return None
    ground = (
        head in heads
        or (head in targets and _is_struck_ground(words, event))
        or (head not in targets and head.head in event.nouns)
    )
    proper = (
        head.text[:1].isupper()
        and head.pos_ in ("PROPN", "NOUN")
        and (head.i > words.sent.span.start or head.pos_ == "PROPN")
    )
    if (
        ground
        and proper
        and _is_free(words, head)
        and head.lower_ not in _PLACE_HEADS
        and not words.noun_value(head, "modifier")
    ):
        return np_span(head, with_of=False).start, head.i
    return None


def _is_struck_ground(words: Words, event: Event) -> bool:
    """Whether what the verb names can only be ground: places are shelled and bombed, persons are targeted."""
    if (
        event.nouns
        and event.verbs
        and event.verbs[0].lower_.startswith(("hit", "str", "pound", "rock", "flatten", "level"))
    ):
        return True
    return bool(event.verbs) and (
        "bombard" in words.frames(event.verbs[0])
        or event.trigger in event.verbs[:1]
        and event.trigger.lower_.startswith(("hit", "pound", "raid", "took", "take", "receiv"))
        or event.rule.startswith("headline")
        or bool(event.arms and event.verbs[0].lower_.startswith(("hit", "took", "take", "rock", "receiv")))
    )


def _is_free(words: Words, token: Token) -> bool:
    """Whether the word names nothing that is known to be something else."""
    line = words.line
    return (
        not any(
            token.i in at
            for at in (line.actor_at, line.person_at, line.time_at, line.weapon_at, line.quantity_at)
        )
        and token.lower_ not in words.context.lexicon.adjectives
    )


def _named_before(words: Words, targets: list[Token]) -> PlaceChoice | None:
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


def _earlier(words: Words, event: Event) -> PlaceChoice | None:
    """The last place that the sentence named before the event, unless the event stands in a clause of its own."""
    verb = clause_head(event.verbs[0] if event.verbs else event.trigger)
    if verb.dep_ == "conj" and own_subjects(verb):
        return None
    start = words.sent.span.start
    earlier = [
        m
        for m in words.line.places
        if start <= m.first < event.trigger.i and m.value.locative and not _is_origin(words, m)
    ]
    earlier = [
        m
        for m in earlier
        if m.first not in words.line.actor_at and not (m.value.place and m.value.place.feature == "country")
    ]
    return choice_of(words.line, earlier[-1], inherited=True) if earlier else None


def _witness(words: Words, event: Event) -> PlaceChoice | None:
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
    if speaker.actor is not None:
        return None
    for mention in words.line.places:
        start, end = words.line.article_span(mention.first, mention.last)
        if (
            frame.speaker.start <= start
            and end <= frame.speaker.end
            and mention.value.place
            and mention.value.place.feature != "country"
        ):
            return choice_of(words.line, mention, inherited=True)
    if named := _WITNESS_OF.match(speaker.text):
        start = speaker.start + named.start("name")
        return PlaceChoice(named.group("name"), start, start + len(named.group("name")), None, inherited=True)
    return None


def _points_back(words: Words, event: Event, targets: list[Token]) -> bool:
    """Whether the event's own phrases point back to the passage: "the gate", "their homes", "us", "the assailants"."""
    heads = [h for h in targets if class_of(words, h) not in ("vehicle", "convoy")]
    for head in [*event.nouns, *event.verbs]:
        for name, obj in preps(head):
            if name in _SITE_PREPS and not (name == "of" and head in event.verbs):
                heads.extend([obj, *(o for n, o in preps(obj) if n == "of")])
    heads.extend(
        d for d in event.doers if d.lower_ in ("assailants", "attackers", "they", "assailant", "bombers")
    )
    return any(_is_back(h) for h in heads if not words.line.time_at.get(h.i))


def _is_told_on(words: Words, event: Event, targets: list[Token]) -> bool:
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


def _paragraph(words: Words) -> PlaceChoice | None:
    """The place of the paragraph's earlier sentences, if they name only one outside its own larger places."""
    line = words.line
    earlier = [
        m
        for m in line.places
        if m.first < words.sent.span.start and m.value.locative and m.first not in line.actor_at
    ]
    kept = [
        m
        for m in most_specific(line, earlier)
        if not (m.value.place and m.value.place.feature in ("country", "sea", "region"))
    ]
    names = {m.value.place.place_id if m.value.place else m.text for m in kept}
    return choice_of(line, kept[-1], inherited=True) if len(names) == 1 else None


def _is_back(head: Token) -> bool:
    if head.lower_ in ("us", "them", "they"):
        return True
    return any(
        (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these")) or c.dep_ == "poss"
        for c in head.children
    )


def _title(words: Words) -> PlaceChoice | None:
    """ "Taganrog. Residents report …": the paragraph's first sentence is a bare place."""
    document, sent = words.context.document, words.sent
    clean = sent.line.clean
    if (
        clean.label
        and clean.label_start is not None
        and (place := place_from_text(document, re.split(r"[.]\s", clean.label)[0], clean.label_start))
        is not None
    ):
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


def _upward(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """Places on the clauses above ("In Fallujah a doctor said bombs had killed …"), and behind "where"."""
    token = clause_head(event.verbs[0] if event.verbs else event.trigger)
    for _ in range(5):
        if token.dep_ == "relcl" and any(c.lower_ == "where" for c in token.subtree):
            left = min(token.left_edge.i, next(c.i for c in token.subtree if c.lower_ == "where"))
            return [
                m for m in words.line.places if words.sent.span.start <= m.first < left and m.value.locative
            ]
        if token.dep_ == "ROOT":
            break
        token = clause_head(token.head)
        out = [
            m for name, obj in preps(token) if name in EVENT_PREPS for m in mentions_under_np(words.sent, obj)
        ]
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
    comma = next(
        (
            t.i
            for t in words.line.doc[start : event.trigger.i]
            if t.text == "," and t.i not in words.line.place_at
        ),
        event.trigger.i,
    )
    return [m for m in words.line.places if start < m.first < comma and m.value.locative]


def _kept(
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
            or _is_origin(words, mention)
        ):
            continue
        if (
            out
            and _IN_BRACKETS.search(before)
            and text[out[-1].end : mention.start].count("(") > text[out[-1].end : mention.start].count(")")
        ):
            continue
        if out and (
            _BETWEEN.search(before) or (_FAR_FROM.search(before) and mention.start - out[-1].end < 60)
        ):
            continue
        start, end = words.line.article_span(mention.first, mention.last)
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
    return out


def _is_origin(words: Words, mention: Found[PlaceMention]) -> bool:
    """Whether the place is where something was launched, or is coordinated with such a place."""
    text = words.line.clean.text
    before = text[: mention.start]
    if _ORIGIN.search(before):
        return not _ROAD.search(before)
    for other in words.line.places:
        if other.end < mention.start and re.fullmatch(
            r",?\s+and\s+(?:the\s+)?", text[other.end : mention.start]
        ):
            return _is_origin(words, other)
    return False


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
    heads = [
        h
        for h in heads
        if not (h.tag_ == "NNS" and any(c.dep_ == "poss" and c.pos_ == "PRON" for c in h.children))
        and not any(c.lower_ in _ANY for c in h.children)
    ]
    for head in heads:
        if head.lower_ in ("there", "here") and not any(m.first < head.i for m in words.line.places):
            continue
        if (choice := generic_place(document, words.sent, head)) is not None:
            return choice
    return None


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
        if (
            mention.first not in region
            or not _ORIGIN.search(text[: mention.start])
            or _ROAD.search(text[: mention.start])
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
