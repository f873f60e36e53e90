"""Where casualties happened: in the words of the claim, in the attack that caused them, or where the
passage is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from orchestration.extraction.casualty_clauses import clauses_from, elliptical
from orchestration.extraction.casualty_events import At, Event, is_assault, is_attack, is_cause, objects_of
from orchestration.extraction.document import Found, PlaceMention
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.place_finer import finer
from orchestration.extraction.placing import (
    EVENT_PREPS,
    PlaceChoice,
    choice_of,
    lying_in,
    mentions_under_np,
    most_specific,
    opens_sentence,
    stay_of,
)
from orchestration.extraction.side_clauses import elsewhere
from orchestration.extraction.syntax import (
    POINTING,
    clause_head,
    is_passive,
    is_verb,
    np_span,
    objects,
    own_subjects,
    preps,
    subjects,
)
from orchestration.extraction.tellers_home import home_of
from orchestration.extraction.victim_sides import people_class

_ORIGIN = re.compile(
    r"(?<!far )\bfrom\s+(?:the\s+)?(?:(?:city|town|village|port|region|province|direction)\s+of\s+)?"
    r"(?:[A-Z][\w'-]*(?:\s[A-Z][\w'-]*)?,\s+)?$"
)
_LOOSE = frozenset({"acl", "relcl", "advcl", "pcomp", "xcomp"})
_NAMING = frozenset({"compound", "poss", "amod", "nmod"})
_TOLD_BY = frozenset({"toll", "spoken", "put_at"})
_INHABITANTS = frozenset(
    "people residents villagers inhabitants townspeople townsfolk citizens locals".split()
)
_INSIDE = frozenset({"in", "at", "inside"})
_HEIGHTS = frozenset({"air", "sea", "ground", "land", "afar", "above"})
_TO = frozenset({"to", "towards", "toward"})
_AGAINST = frozenset({"against", "with"})
_WARS = forms_of("war", "campaign", "rebellion", "revolt", "uprising", "struggle", "conflict", "jihad")
_MOVED = forms_of("deport", "move", "remove") | {"led", "marched"}
_FLEEING = forms_of("flee", "escape")

Mention = Found[PlaceMention]


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a claim; `several` tells that the words name more than one, of which it is the first."""

    place: PlaceChoice | None = None
    several: bool = False


def own_place(at: At, event: Event) -> Where:
    """The place that the sentence gives to the event: on its own words, then clause by clause outwards,
    then beside it; first of all between its semicolons.
    """
    if event.rule == "echo" and event.places:
        named = at.sent.line.place_at.get(event.places[0].i)  # "20 were killed in Zabul, 12 in Ghazni"
        if named is not None:
            return Where(choice_of(at.sent.line, named))
    allowed = _sayable(at, event)
    stretch = _stretch(at, event.trigger)
    near = Where() if stretch >= allowed else _place_among(at, event, allowed & stretch)
    if near.place is not None and not near.place.inherited:
        return near
    found = _place_among(at, event, allowed)
    if found.place is None and event.outcome == "captured":
        found = _taken_from(at, event.trigger)
    if found.place is not None:
        return found
    if (label := at.sent.line.place_at.get(at.sent.span.start)) is not None and _before_colon(at, label):
        return Where(choice_of(at.sent.line, label))
    return where_of(at, _attacks_beside(at, event.trigger) or _speakers_home(at, event.trigger))


def places_of_groups(at: At, event: Event) -> dict[int, PlaceChoice]:
    """The places that further groups have to themselves ("six people in Toretsk and two women in Siversk"), by their heads."""
    out: dict[int, PlaceChoice] = {}
    for group in event.groups[1:]:
        inside = (
            m for name, o in preps(group.head) if name in _INSIDE for m in mentions_under_np(at.sent, o)
        )
        if (named := next(inside, None)) is not None:
            out[group.head.i] = choice_of(at.sent.line, named)
    return out


def _taken_from(at: At, trigger: Token) -> Where:
    """As in "abducted 200 schoolgirls from the town of Chibok": whence people are taken is where it happened."""
    verb = clause_head(trigger)
    sources = [o for t in (verb, *objects(verb)) for o in objects_of(t, "from")]
    return where_of(at, [m for o in sources for m in mentions_under_np(at.sent, o)])


def _before_colon(at: At, mention: Mention) -> bool:
    """As in "Volgograd: refinery on fire. Belgorod: a drone hit a parked car, 3 injured"."""
    after = mention.last + 1
    return after < at.sent.span.end and at.sent.line.doc[after].text == ":"


def _stretch(at: At, trigger: Token) -> frozenset[int]:
    """The tokens of the sentence between the semicolons that stand around the trigger."""
    stops = [t.i for t in at.sent.span if t.text == ";"]
    start = max((i + 1 for i in stops if i < trigger.i), default=at.sent.span.start)
    end = min((i for i in stops if i > trigger.i), default=at.sent.span.end)
    return frozenset(range(start, end))


def _place_among(at: At, event: Event, allowed: frozenset[int]) -> Where:
    """The place that the allowed tokens give to the event."""
    causes = [d for d in event.doers if is_cause(at, d) and not _stands_off(at, d)]
    causes += [s for s in subjects(clause_head(event.trigger)) if _is_toll(at, s)]
    found = on_words(at, [event.trigger, *event.places, *causes], allowed) or _homes(at, event, allowed)
    clauses = [] if found else list(clauses_from(event.trigger, allowed))
    clauses += [c for noun in event.places if not found for c in noun.children if c.dep_ == "relcl"]
    for clause in clauses:
        found = strictly_in(at, clause, allowed)
        if not found and (generic := _generic(at, clause, causes, allowed)):
            return Where(generic)
        if found:
            break
    loose = (_loosely_in(at, clause, allowed) for clause in clauses if not found)
    found = found or next((f for f in loose if f), []) or _beside(at, event.trigger, allowed)
    if found and all(_is_setting(at, m) for m in found):
        people = [g.head for g in event.groups]
        found = _smaller_at(at, [*causes, *people], allowed) or _attacked_before(at, event, allowed) or found
    return where_of(at, found)


def _stands_off(at: At, doer: Token) -> bool:
    """Whether it is what fires, which need not be where it hits: "warships in the Caspian Sea"."""
    weapon = at.sent.line.weapon_at.get(doer.i)
    return weapon is not None and weapon.value.kind in ("platform", "launcher")


_PROVINCES = frozenset({"adm1", "region", "country"})


def _is_setting(at: At, mention: Mention) -> bool:
    """Whether the place only tells whereabouts it was: a province or a country, or what the sentence opens with ("In Gaza, ...")."""
    large = mention.value.place is not None and mention.value.place.feature in _PROVINCES
    return large or opens_sentence(at.sent, mention)


def _attacked_before(at: At, event: Event, allowed: frozenset[int]) -> list[Mention]:
    """The place of the attack in an earlier clause: "In Diyala, mortar fire landed in a Baqubah market; police reported five dead"."""
    attacks = (t for t in at.sent.span[: event.trigger.i - at.sent.span.start] if t.pos_ == "NOUN")
    named = (strictly_in(at, clause_head(t), allowed) for t in attacks if is_cause(at, t))
    return next((small for ms in named if (small := [m for m in ms if not _is_setting(at, m)][:1])), [])


def _smaller_at(at: At, heads: list[Token], allowed: frozenset[int]) -> list[Mention]:
    """The place of what caused it ("In Maguindanao, a bomb planted along the road in Shariff Aguak hurt a vendor"), or
    where the victims were ("who were waiting for trucks in Khan Younis").
    """
    causes = [t for head in heads if is_cause(at, head) for t in head.subtree]
    inside = [at.sent.line.place_at.get(t.i) for t in (*causes, *(t for h in heads for t in stay_of(h)))]
    small = [
        m
        for m in dict.fromkeys(inside)
        if m is not None
        and m.value.locative
        and is_usable(at, m, allowed)
        and not (m.value.place and m.value.place.feature in _PROVINCES)
        and not opens_sentence(at.sent, m)
    ]
    return small[:1]


def _attacks_beside(at: At, trigger: Token) -> list[Mention]:
    """The place of an attack that the sentence names outside of what is said ("… he said after the raid on X")."""
    everything = frozenset(range(at.sent.span.start, at.sent.span.end)) - elsewhere(
        at.context.lexicon, at.sent, trigger
    )
    attacks = [t for t in at.sent.span if t.pos_ == "NOUN" and is_cause(at, t)]
    return next((f for t in attacks if (f := on_words(at, [t], everything))), [])


def _speakers_home(at: At, trigger: Token) -> list[Mention]:
    """Where those who tell it or care for the victims live or serve: "residents of Karenga said shells had been
    falling", "hospitals in Goma have admitted 80".
    """
    tellers = (t for t in at.sent.span if t.i < trigger.i and t.dep_ == "nsubj" or t.dep_ == "appos")
    homes = (home_of(at.context.lexicon, at.sent, t) for t in tellers)
    return list(dict.fromkeys(m for found in homes for m in found))


def _homes(at: At, event: Event, allowed: frozenset[int]) -> list[Mention]:
    """The place whose inhabitants the victims are: "fifteen of Warmil's people", "villagers of Bambo"."""
    out: list[Mention] = []
    for group in event.groups:
        for noun in (group.head, *objects_of(group.head, "of")):
            if noun.lower_ in _INHABITANTS:
                owners = [c for c in noun.children if c.dep_ == "poss"] + objects_of(noun, "of", "in")
                out.extend(
                    m
                    for t in owners
                    if (m := at.sent.line.place_at.get(t.i)) is not None and is_usable(at, m, allowed)
                )
    return out


def _may_hold(at: At, setting: Mention, inner: Mention) -> bool:
    """Whether the second place, of the clause, can lie in the first, of the phrase before it: in one country, and no larger."""
    if not any(t.pos_ in _OF_CLAUSES for t in at.sent.line.doc[setting.last + 1 : inner.first]):
        return False  # "Near Forkhill, Co. Armagh, ..."
    large, small = setting.value.place, inner.value.place
    if large is None or small is None:
        return True
    same = large.country_code == small.country_code
    return same and (large.feature in _PROVINCES or small.feature not in _PROVINCES)


_OF_CLAUSES = frozenset({"VERB", "AUX", "NOUN", "PRON"})
_LISTED_GAP = re.compile(r"\s*(?:,|and|,\s*and|&)\s*(?:in\s+)?")


def where_of(at: At, found: list[Mention]) -> Where:
    kept = most_specific(at.sent.line, sorted(found, key=lambda m: m.first))
    if not kept:
        return Where()
    if len(kept) > 1 and opens_sentence(at.sent, kept[0]) and _may_hold(at, kept[0], kept[1]):
        kept = [replace(kept[1], value=lying_in(kept[1].value, kept[0].value)), *kept[2:]]
    gap = at.sent.line.clean.text[kept[0].end : kept[1].start] if len(kept) > 1 else ""
    between = at.sent.line.clean.text[kept[0].end : kept[-1].start] if len(kept) > 1 else ""
    # "the road between Djibo and Bourzanga" is one
    ends = at.sent.line.doc[kept[0].first].head.lower_ == "between"
    several = not ends and bool(_LISTED_GAP.fullmatch(gap)) and bool(re.search(r"\band\b|&", between))
    smaller = finer(at.context, at.sent, kept[0])
    return Where(smaller or choice_of(at.sent.line, kept[0]), several)


def _sayable(at: At, event: Event) -> frozenset[int]:
    """The tokens that can tell the place: what the innermost speaker says and what stands before, without
    the speaker.
    """
    told = at.context.reports.frames(at.sent)
    frames = sorted((f for f in told if event.trigger.i in f.content), key=lambda f: len(f.content))
    inside = frames[0].content if frames else frozenset(range(at.sent.span.start, at.sent.span.end))
    first = min(inside, default=at.sent.span.start)
    before = set(range(at.sent.span.start, first)) if frames else set()
    speakers = {
        i
        for f in frames or told
        if f.speaker is not None
        for i in _speaker_tokens(at, f.speaker.start, f.speaker.end)
        if i not in f.content
    }
    if event.rule in _TOLD_BY:
        speakers |= {
            t.i
            for s in subjects(clause_head(event.trigger))
            if s != event.trigger
            for t in s.subtree
            if event.trigger.i != t.i
        }
    return frozenset(
        (inside | before)
        - speakers
        - _in_names(event)
        - elsewhere(at.context.lexicon, at.sent, event.trigger)
    )


def _in_names(event: Event) -> set[int]:
    """The words of victims' own names, which may be those of towns: "killed Maria Fuentes"."""
    named = [g.head for g in event.groups if g.count.rule == "singular" and g.head.tag_ == "NNP"]
    return {t.i for head in named for t in np_span(head, with_of=False)}


def _speaker_tokens(at: At, start: int, end: int) -> Iterator[int]:
    """The phrase of the speaker, with what hangs on its head."""
    line = at.sent.line
    tokens = [t for t in at.sent.span if start <= line.offset(t.idx) < end]
    for token in tokens:
        yield token.i
        if token.dep_ in ("nsubj", "pobj") and token.head not in tokens:
            yield from (t.i for t in token.subtree)


def is_usable(at: At, mention: Mention | None, allowed: frozenset[int]) -> bool:
    if mention is None or mention.first not in allowed:
        return False
    before = at.sent.line.clean.text[: mention.start]
    # "Kapaing (Yinmarbin township, Sagaing)": it only encloses
    in_brackets = before.rfind("(") > before.rfind(")")
    name = at.sent.line.doc[mention.last]
    names_attack = name.dep_ == "compound" and is_cause(at, name.head)  # "the toll from the Dnipro strike"
    if in_brackets or _ORIGIN.search(before) and not names_attack:
        return False
    return not (_is_apart(at, name) or _is_owner(at, mention, name))


def _is_apart(at: At, name: Token) -> bool:
    """Whether the place is where something came from ("fired from a base in Loikaw"), where somebody was brought
    ("flown to Dnipro"), whom a war is against, or what a party or a person is told to be of ("JNIM, the
    branch of al-Qaeda in the Sahel").
    """
    line = at.sent.line
    for token in (name, *name.ancestors):
        if token.dep_ == "pobj" and token.head.lower_ == "from" and token != name:
            if token.lower_ not in _HEIGHTS:  # "hit from the air at Menaka"
                return is_verb(token.head.head) or is_cause(at, token.head.head)
        if token == name and token.dep_ == "pobj" and token.head.lower_ == "by" and name.i in line.actor_at:
            return True  # "a drone attack by Ukraine"
        if token.dep_ == "pobj" and token.head.lower_ in _TO and _is_borne(at, token.head):
            return True
        if token.dep_ == "pobj" and token.head.lower_ in _AGAINST and token.head.head.lower_ in _WARS:
            return True
        if token.dep_ == "appos" and token.head.i not in line.place_at:
            return token.head.i in line.actor_at or token.head.i in line.person_at
        if is_verb(token) and token.dep_ != "relcl":
            return False
    return False


def _is_owner(at: At, mention: Mention, name: Token) -> bool:
    """Whether a country only owns what is named: "the headquarters of Italy's police", but "in Yemen's north"."""
    country = mention.value.place is not None and mention.value.place.feature == "country"
    owned = name.head
    unnamed = owned.lower_ in _QUARTERS_OF and not any(c.dep_ == "appos" for c in owned.children)
    return country and name.dep_ == "poss" and not (is_cause(at, owned) or unnamed)


_QUARTERS_OF = frozenset(
    "north south east west northeast northwest southeast southwest region province capital city town port border coast interior".split()
)


def _is_borne(at: At, to: Token) -> bool:
    """Whether the preposition tells where somebody is brought or flees: "led away on foot towards the hills"."""
    mover = clause_head(to) if to.lower_.startswith("toward") else to.head
    if mover.lower_ in _FLEEING:
        return any(people_class(at.context, s) == "civilian" for s in subjects(mover))
    return mover.lower_ in _MOVED or any(r["frame"] == "treat" for r in at.rows(mover, "verb"))


def on_words(at: At, heads: list[Token], allowed: frozenset[int]) -> list[Mention]:
    """Places on the prepositions of the words themselves, and the place in "the Kabul bombing"."""
    places, found = at.sent.line.place_at, []
    for head in dict.fromkeys(heads):
        for name, obj in preps(head):
            if name in EVENT_PREPS or name == "between" or (name in ("of", "for") and is_cause(at, head)):
                found.extend(m for m in mentions_under_np(at.sent, obj) if m not in found)
        named = (
            [c.i for c in head.lefts if c.dep_ in _NAMING and not _owns(at, c)]
            if is_cause(at, head) or _is_toll(at, head)
            else []
        )
        direct = [head.i] if head is not heads[0] else []
        found.extend(places[i] for i in [*named, *direct] if i in places and places[i] not in found)
    return [m for m in found if is_usable(at, m, allowed)]


def _owns(at: At, name: Token) -> bool:
    """ "Russia's overnight attack": whose it was; "Gaza's death toll" is of Gaza."""
    actor = at.sent.line.actor_at.get(name.i)
    return name.dep_ == "poss" and actor is not None and is_attack(at, name.head)


def _is_toll(at: At, token: Token) -> bool:
    return any(row["frame"] == "toll" for row in at.rows(token, "noun"))


def strictly_in(at: At, clause: Token, allowed: frozenset[int]) -> list[Mention]:
    """Named places of one clause, without those of clauses inside it; of an attack, also what it hit."""
    attacked = _attacked(at, clause) if is_verb(clause) else set()
    found: list[Mention] = []
    fires = is_verb(clause) and (is_assault(at, clause) or any(is_cause(at, o) for o in objects(clause)))
    theirs = (
        {t.i for s in own_subjects(clause) for t in s.subtree} if fires and not is_passive(clause) else set()
    )
    for token in sorted(clause.subtree, key=lambda t: t.i):
        mention = at.sent.line.place_at.get(token.i)
        if mention is None or mention in found or not is_usable(at, mention, allowed):
            continue
        inside = clause_head(token) == clause or not is_verb(clause)
        told_of = token == clause and any(c.dep_ == "relcl" for c in clause.children)  # "Moura, where ..."
        located = (
            told_of or mention.value.locative or (token.dep_ == "pobj" and token.head.lower_ in EVENT_PREPS)
        )
        if inside and (located or attacked & set(range(mention.first, mention.last + 1))):
            found.append(mention)
    # "Gunners in Donetsk shelled Avdiivka": where those who fire stand is where it hit only if no other place is told
    return [m for m in found if m.first not in theirs] or found


def _attacked(at: At, verb: Token) -> set[int]:
    """The tokens that name what an attack hit: its object, or the subject of what "was shelled" or "came under fire"."""
    if is_assault(at, verb):
        hit = [*objects(verb), *(c for c in verb.children if c.dep_ == "nsubjpass")]
    elif verb.lower_ in _COME and any(name == "under" and is_cause(at, o) for name, o in preps(verb)):
        hit = own_subjects(verb)
    else:
        return set()
    return {t.i for noun in hit for t in (noun, *objects_of(noun, "of", "in", "at", "near"))}


_COME = frozenset("came come comes coming".split())


def _loosely_in(at: At, clause: Token, allowed: frozenset[int]) -> list[Mention]:
    """Named places of the modifiers of a clause: "hit a bus that was carrying families near Zabid"."""
    found: list[Mention] = []
    for token in sorted(clause.subtree, key=lambda t: t.i):
        mention = at.sent.line.place_at.get(token.i)
        if mention is None or mention in found or not is_usable(at, mention, allowed):
            continue
        stormed = token.dep_ == "dobj" and is_assault(at, token.head)
        if not mention.value.locative and not stormed:
            continue
        inner = clause_head(token)
        if inner == clause or (inner.dep_ in _LOOSE and inner.i > clause.left_edge.i):
            found.append(mention)
    return found[:1] if found else []


def _beside(at: At, trigger: Token, allowed: frozenset[int]) -> list[Mention]:
    """The nearest place before the trigger in its sentence, else the nearest behind it."""
    inside = [m for m in at.sent.line.places if at.sent.span.start <= m.first < at.sent.span.end]
    usable = [m for m in inside if (m.value.locative or m.value.generic) and is_usable(at, m, allowed)]
    before = [m for m in usable if m.first < trigger.i]
    near = before[-1:] or usable[:1]
    if not near:
        return []
    return (
        [m for m in usable if m.first >= near[0].first] if not before else _with_smaller(at, usable, near[0])
    )


def _with_smaller(at: At, usable: list[Mention], mention: Mention) -> list[Mention]:
    """The mention with those before that it encloses ("Toribio, in Cauca") or that it is listed with."""
    kept = [mention]
    for earlier in reversed([m for m in usable if m.first < mention.first]):
        gap = at.sent.line.clean.text[earlier.end : kept[0].start]
        if not _LISTED_GAP.fullmatch(gap) and most_specific(at.sent.line, [earlier, kept[0]]) != [earlier]:
            break
        kept.insert(0, earlier)
    return kept


def _generic(at: At, clause: Token, causes: list[Token], allowed: frozenset[int]) -> PlaceChoice | None:
    """As in "there", "in the town", "shelling of the city's market": the place named before."""
    sent = at.sent
    for word in clause.subtree:
        here = word.dep_ == "advmod" and word.lower_ in POINTING and word.i in allowed
        if here and clause_head(word) in (clause, *elliptical(clause)):
            return at.context.told.generic(sent, word)
    for child in clause.children:
        taken = child.lower_ == "it" and child.dep_ in ("nsubjpass", "dobj") and is_assault(at, clause)
        if taken and (choice := at.context.told.back(sent, child.i, "it")):
            return choice  # "It was recaptured on 2 January, when 784 were killed"
    for head in (clause, *causes):
        for name, obj in preps(head):
            if (
                (name in EVENT_PREPS or name == "of")
                and not mentions_under_np(sent, obj)
                and (choice := _named_before(at, obj))
            ):
                return choice
    attacked = objects(clause) if is_verb(clause) and is_assault(at, clause) else []
    return next((choice for t in attacked if (choice := _named_before(at, t))), None)


def _named_before(at: At, noun: Token) -> PlaceChoice | None:
    """The place behind "the city's market", "the airport", "the streets of the town"."""
    nouns = (noun, *objects_of(noun, "of", "in", "at", "near"))
    owners = [c for t in nouns for c in t.children if c.dep_ == "poss"]
    return next((g for t in (*owners, *nouns) if (g := at.context.told.generic(at.sent, t))), None)
