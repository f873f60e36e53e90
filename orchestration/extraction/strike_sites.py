"""Where a strike hit: the place in its own words, in its clause, else the one that its words point back to."""

import re
from dataclasses import dataclass

from orchestration.extraction.actors import ActorRef, tells_which
from orchestration.extraction.document import Found, PlaceMention
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.parse import Token
from orchestration.extraction.place_finer import finer
from orchestration.extraction.placing import (
    EVENT_PREPS,
    PlaceChoice,
    choice_of,
    mentions_under_np,
    most_specific,
    opens_sentence,
)
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_gaps import Gapped, places_under, sharing
from orchestration.extraction.strike_site_names import unlisted
from orchestration.extraction.strike_site_parties import is_origin, kept
from orchestration.extraction.strike_site_phrases import (
    around,
    at_stay,
    following,
    in_clause,
    linear,
    listed_after,
    opening,
    trailing,
    upward,
)
from orchestration.extraction.strike_site_recall import (
    answers,
    dateline_place,
    earlier_in_sentence,
    generic_site,
    is_of_ship,
    is_told_on,
    meant_by_pronoun,
    named_before,
    paragraph_place,
    points_back,
    title_place,
    topic_place,
    witness_place,
)
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import Words, before_noun
from orchestration.extraction.syntax import is_definite, preps
from orchestration.extraction.time_expressions import TimeExpression

_INCLUDING = re.compile(r"\b(?:including|notably|among them|such as|especially|particularly)\b", re.I)


@dataclass(frozen=True, slots=True)
class Site:
    """A place that was struck, with the targets that stand there; `is_part` of the place before ("in Gaza, including Rafah").

    `time` and `count` are its own, where it follows another place with one ("bombed Tyre on Monday, and on Tuesday
    Sidon", "Sarajevo took 300 shells, Gorazde 120").
    """

    place: PlaceChoice | None
    targets: tuple[Token, ...]
    is_part: bool = False
    time: Found[TimeExpression] | None = None
    count: Quantity | None = None


def sites(words: Words, event: Event, targets: list[Token], doers: list[ActorRef]) -> list[Site]:
    """One entry a place, each with its own targets; a single entry without a place where none is named."""
    if grouped := _by_target(words, event, targets, doers):
        return grouped
    found = kept(words, event, _own(words, event, targets), doers)
    if not found and _is_concession(event):
        return [Site(None, tuple(targets))]
    above = () if answers(event) else (upward,)
    for elsewhere in (in_clause, *above, opening, following, trailing):
        if found:
            break
        found = kept(words, event, elsewhere(words, event), doers)
    if found and all(_is_setting(words, m) for m in found):
        found = kept(words, event, at_stay(words, event), doers) or found
    if found:
        found = [*found, *kept(words, event, listed_after(words, event, found[-1]), doers)]
        listed = _without_setting(words, event, most_specific(words.line, found))
        named = [
            Site(
                finer(words.context, words.sent, m) or choice_of(words.line, m),
                tuple(targets),
                _is_part(words, listed[0], m),
            )
            for m in listed
        ]
        spans = [(s.place.start, s.place.end) if s.place else None for s in named]
        own = [s for i, s in enumerate(named) if spans[i] not in spans[:i]]
        return [*own, *_beside(words, found[-1]), *_gapped(words, sharing(words, event, found[-1]))]
    if listed := places_under(words, event):
        return _gapped(words, listed)
    if named := unlisted(words, event, targets):
        return [Site(place, tuple(targets)) for place in named]
    return [Site(_recalled(words, event, targets), tuple(targets))]


def _gapped(words: Words, found: list[Gapped]) -> list[Site]:
    return [Site(choice_of(words.line, g.mention), (), time=g.time, count=g.count) for g in found]


def _beside(words: Words, last: Found[PlaceMention]) -> list[Site]:
    """The ground without a name that stands beside a named place: "raided Dhahban and the airport"."""
    named = words.line.doc[last.last]
    told = words.context.told
    return [
        Site(told.described(words.sent, noun), (noun,))
        for noun in named.rights
        if noun.dep_ == "conj" and told.is_described_ground(noun) and not mentions_under_np(words.sent, noun)
    ]


def _is_part(words: Words, whole: Found[PlaceMention], mention: Found[PlaceMention]) -> bool:
    """Whether the place is named as one of those within the first: "in Pakistan, including Bahawalpur and Muridke"."""
    return bool(_INCLUDING.search(words.line.clean.text[whole.end : mention.start]))


def _own(words: Words, event: Event, targets: list[Token]) -> list[Found[PlaceMention]]:
    """Places on the event's own nouns, weapons and targets, else on its verbs."""
    found: list[Found[PlaceMention]] = []
    for head in [*event.nouns, *(a.head for a in event.arms), *targets]:
        found.extend(m for m in around(words, head, np=head in targets) if m not in found)
    for noun in event.nouns:  # "the Balakot raid"
        found.extend(
            m
            for t in before_noun(noun)
            if (m := words.line.place_at.get(t.i))
            and t.dep_ == "compound"
            and m not in found
            and ((named := words.line.actor_at.get(t.i)) is None or tells_which(words.line, named, noun))
        )
    if found:
        return found
    for verb in dict.fromkeys(event.verbs):
        found.extend(m for m in around(words, verb, np=False) if m not in found)
        if verb.dep_ in ("relcl", "acl"):
            found.extend(m for m in linear(words, verb) if m not in found)
    return found


def _recalled(words: Words, event: Event, targets: list[Token]) -> PlaceChoice | None:
    """The place that the words of the event point back to, or that its paragraph is about."""
    if answers(event) and not points_back(words, event, targets) or is_of_ship(words, targets):
        return generic_site(words, event, targets)
    place = (
        meant_by_pronoun(words, targets)
        or dateline_place(words)
        or title_place(words)
        or topic_place(words, event)
        or (words.recall if event.nouns and is_definite(event.nouns[0]) else None)
        or witness_place(words, event)
        or generic_site(words, event, targets)
        or named_before(words, targets)
        or earlier_in_sentence(words, event)
    )
    alike = words.recalled.get(event.strike_type or "")
    if place is None and points_back(words, event, targets):
        place = words.recall or words.context.passage_place(words.sent, before=event.trigger)
    if place is None and is_told_on(words, event, targets):
        place = paragraph_place(words) or alike
    if place is not None and _is_whence(words, place):
        return None
    if place is not None and place.inherited and _is_too_small(words, place, targets):
        town = words.context.town_before(words.sent, before=event.trigger)
        place = town or place
    return place


def _is_whence(words: Words, place: PlaceChoice) -> bool:
    """Whether the sentence names the place as the one that it was fired from."""
    named = (m for m in words.line.places if words.line.offset(words.line.doc[m.first].idx) == place.start)
    return any(is_origin(words, m) for m in named)


_OUTSIDE_TOWNS = frozenset(
    "road highway hill mountain ridge river bridge valley crossing checkpoint airport base pass lake".split()
)
_IN_TOWNS = frozenset(
    {"market", "medical", "education", "religious", "government", "displaced_site", "residential"}
)


def _is_too_small(words: Words, place: PlaceChoice, targets: list[Token]) -> bool:
    """ "the market square" after "on the Tskhinvali road": a road or a hill holds none, the town told of before does."""
    kind = place.mention.generic or place.mention.feature if place.mention is not None else None
    return kind in _OUTSIDE_TOWNS and any(class_of(words, t) in _IN_TOWNS for t in targets)


_CONCESSIVE = frozenset({"despite", "amid", "amidst", "notwithstanding"})


def _is_concession(event: Event) -> bool:
    """ "Despite raids by Russia the group has reached Aleppo": the clause goes on about something else, elsewhere."""
    return any(t.dep_ == "prep" and t.lower_ in _CONCESSIVE for t in event.trigger.ancestors)


def _without_setting(
    words: Words, event: Event, found: list[Found[PlaceMention]]
) -> list[Found[PlaceMention]]:
    """Without the larger place that the sentence opens with, where a place inside it follows ("In Wardak province, … in Nerkh district")."""
    if len(found) < 2 or found[0].first >= event.trigger.i or found[1].first < event.trigger.i:
        return found
    large, small = found[0].value, found[1].value
    inside = (
        large.place is None
        or small.place is None
        or large.feature in ("sea", "region")
        or large.place.country_code == small.place.country_code
    )
    part_of_town = small.generic in _PARTS_OF_TOWN and large.town and large.generic is None
    apart = opens_sentence(words.sent, found[0])
    return found[1:] if inside and (apart or _rank(large) > _rank(small) or part_of_town) else found


def _is_setting(words: Words, mention: Found[PlaceMention]) -> bool:
    """Whether the place only tells whereabouts it was: a province or a country, or what the sentence opens with."""
    return mention.value.feature in ("country", "region", "adm1") or opens_sentence(words.sent, mention)


_PARTS_OF_TOWN = frozenset(
    "district neighbourhood neighborhood quarter suburb zone ward junction roundabout square street avenue boulevard crossroads "
    "intersection market hospital mosque station bridge university campus".split()
)


def _rank(mention: PlaceMention) -> int:
    by_word = {
        "province": 4,
        "region": 4,
        "oblast": 4,
        "governorate": 4,
        "state": 4,
        "department": 4,
        "area": 3,
        "district": 3,
        "township": 3,
        "county": 3,
    }
    by_entry = {"country": 5, "region": 4, "adm1": 4, "adm2": 3, "sea": 4}
    return max(by_word.get(mention.generic or "", 1), by_entry.get(mention.feature or "", 1))


def _by_target(words: Words, event: Event, targets: list[Token], doers: list[ActorRef]) -> list[Site]:
    """ "a depot at Massawa and a mast outside Asmara": targets that each name their own place."""
    if len(targets) < 2:
        return []
    own = [
        (t, most_specific(words.line, kept(words, event, _own_places(words, event, t, targets), doers)))
        for t in targets
    ]
    placed = [m for _, ms in own for m in ms]
    if placed and all(t.i < min(m.first for m in placed) for t in targets):
        return []  # "a house and a truck in Dargah Mandi, near Miran Shah"
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
