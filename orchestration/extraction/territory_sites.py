"""The ground at stake: which places a noun phrase names, counts or points back to."""

import re
from dataclasses import replace

from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.place_nouns import ADMINISTRATIVE
from orchestration.extraction.places_told import SETTLEMENTS, kind_of
from orchestration.extraction.placing import PlaceChoice, choice_of, most_specific, place_from_text
from orchestration.extraction.syntax import POINTING, conjuncts, head_of_conjuncts, is_definite, preps
from orchestration.extraction.territory_lists import listed_after
from orchestration.extraction.territory_names import (
    LOCATING,
    NAMING,
    apposed_place,
    choices_of,
    clause_ground,
    is_of_unit,
    located_at_several,
    name_before_bracket,
    named_by_compound,
    named_by_the_clause,
    names_in,
    names_under,
    numbered_name,
    place_before_comma,
    seat_of,
    unlisted_by_the_clause,
    unlisted_name,
)
from orchestration.extraction.territory_passage import anaphoric, one_of_two
from orchestration.extraction.territory_scene import Scene, Site, named_at
from orchestration.extraction.territory_words import (
    COMPASS,
    MASS,
    PLAYED,
    PLURALS,
    SHARES,
    counted,
    is_country,
    is_ground,
    is_number,
    is_part,
    is_share,
    is_surface,
    is_time,
    number_at,
    of_many,
    only_locates,
    owned_by_place,
)

_PRONOUNS = POINTING | {"it", "itself"}


_RELATIVES = frozenset({"which", "that"})
_EACH = frozenset({"both", "all", "each", "none", "two", "three", "four"})  # "A and B, both of which"


_WAYS = frozenset("road roads highway highways route routes corridor railway".split())
_IN_TOWN = frozenset("neighbourhood neighborhood quarter suburb district street block".split())


_MEASURED_OFF = re.compile(
    r"[,(–-]\s*(?:(?:some|about|around|roughly|just|only|nearly|almost)\s+)*[\w.,/ ]{1,24}?(?:km|kms|kilomet\w+|miles?|metres|meters|yards|mi)\)?\s+"
    r"(?:to\s+the\s+)?(?:north|south|east|west)[\w-]*\s+of\s+$",
    re.I,
)


# "the Kurdish-held enclave of X" names none
_HELD_BY = re.compile(r"-(?:held|controlled|run|ruled|occupied)\b", re.I)


def sites_of(scene: Scene, sent: Sent, heads: list[Token]) -> list[Site]:
    """The ground that the noun phrases with these heads stand for; empty where they are no ground."""
    out: list[Site] = []
    for head in heads:
        if only_locates(head) and _MEASURED_OFF.search(sent.line.clean.text[: head.left_edge.idx]):
            continue  # "withdrew from Tchoumbali, 40 km south of Goma"
        if only_locates(head) and any(s.place is not None for s in out):
            continue  # "control of Zaitseve, south of Bakhmut"
        found = _sites(scene, sent, head)
        if not found and any(s.place is not None for s in out):  # "retook A and the antenna at B"
            found = [s for name, t in preps(head) if name == "at" for s in _sites(scene, sent, t, 2)]
        for site in found:
            if not any(_same(site, other) for other in out):
                out.append(site)
    named = [s for s in out if s.place is not None or s.low is not None or s.measured]
    return _without_regions(scene, named) or out


def _without_regions(scene: Scene, sites: list[Site]) -> list[Site]:
    """Of "Novoselivka, Donetsk region, and Zelenyi Hai" the two that are told of: the region says where the first lies."""
    out: list[Site] = []
    for site in sites:
        before, place = (out[-1].place if out else None), site.place
        inside = (
            before is not None
            and place is not None
            and place.mention is not None
            and kind_of(place.mention) in _REGIONS
            and (before.mention is None or kind_of(before.mention) not in _REGIONS)
            and scene.document.text(before.end, place.start).strip() == ","
        )
        if not inside:
            out.append(site)
    return out


_REGIONS = ADMINISTRATIVE | {"county", "adm1"}


def _same(a: Site, b: Site) -> bool:
    return (a.place.text if a.place else None, a.low, a.high) == (
        b.place.text if b.place else None,
        b.low,
        b.high,
    )


def _sites(scene: Scene, sent: Sent, head: Token, depth: int = 0) -> list[Site]:
    line = sent.line
    low = head.lower_
    if low in _PRONOUNS or low in PLURALS and not any(t.lower_ == "which" for _, t in preps(head)):
        return anaphoric(scene, sent, head, 2 if low in PLURALS else 1)
    which = next((t.lower_ for t in (head, *head.lefts) if t.lower_ in ("former", "latter")), None)
    if which is not None and is_definite(head) and (low == which or low in SETTLEMENTS):
        return one_of_two(scene, sent, head, which)
    if low == "place" and is_definite(head) and not any(name == "of" for name, _ in preps(head)):
        return anaphoric(scene, sent, head, 1)  # "the rebels left the place"
    if low in _RELATIVES:
        verb = head.head
        while verb.dep_ not in ("relcl", "ROOT"):
            verb = verb.head
        if verb.dep_ != "relcl" or depth >= 3:
            return []
        share = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head
        grounds = conjuncts(head_of_conjuncts(verb.head)) if share.lower_ in _EACH else [verb.head]
        sites = [s for g in grounds for s in _sites(scene, sent, g, depth + 1)]
        if not any(s.place for s in sites) and (named := place_before_comma(sent, head)) is not None:
            return [Site(choice_of(line, named))]
        if not any(s.place for s in sites) and (named := apposed_place(sent, verb.head)) is not None:
            return [Site(choice_of(line, named))]
        if any(s.place for s in sites) or not is_ground(scene, verb.head):
            return sites
        return anaphoric(scene, sent, verb.head, 1)  # "seized X, on the border, which it still holds"
    if depth < 3 and (first := name_before_bracket(sent, head)) is not None:
        return _sites(scene, sent, first, 3)
    if (found := named_at(line, head.i)) is not None and not _HELD_BY.search(found.text):
        inner = (
            [t for name, t in preps(head) if name == "of"]
            if found.value.generic in SETTLEMENTS and f" {found.value.generic}" in f" {found.text}"
            else []
        )
        if (
            inner
            and depth < 3
            and (of := [s for t in inner for s in _sites(scene, sent, t, depth + 1) if s.place])
        ):
            return of  # "the Ogaden town of Jijiga"
        return [Site(choice_of(line, found), words=kind_of(found.value) or ""), *_examples(scene, sent, head)]
    if (
        head.dep_ == "pobj"
        and head.head.lower_ in ("for", "over")
        and (seat := capital_site(scene, sent, head))
    ):
        return [seat]  # "the battle for Kyiv", which stands for its government elsewhere
    if (
        head.like_num
        and head.i > sent.span.start
        and head.nbor(-1).head == head
        and is_ground(scene, head.nbor(-1))
    ):
        if (numbered := numbered_name(scene, sent, head.nbor(-1))) is not None:
            return [Site(numbered, words=head.nbor(-1).lower_)]  # "Hill 604", read as a number of hills
    if is_part(scene, head) or is_number(sent, head) or head.tag_ == "CD":
        if countries := [
            t for name, t in preps(head) if name == "of" and t.lower_ == "country" and is_definite(t)
        ]:
            back = scene.told.back(sent, countries[0].left_edge.i, "country")
            return [Site(back, words="country", measured=True)]  # "some 40 percent of the country"
        excepted = [t for name, t in preps(head) if name == "but"]  # "all but two of", "all but a corner of"
        inner = [
            s
            for n in (head, *excepted)
            for name, t in preps(n)
            if name == "of" and depth < 3
            for s in _sites(scene, sent, t, depth + 1)
        ]
        if not inner and depth < 3:
            inner = [s for t in _counted_before(sent, head) for s in _sites(scene, sent, t, depth + 1)]
        if inner and all(s.place is None for s in inner) and (at := _located(scene, sent, head)):
            inner = [replace(s, place=at[0]) for s in inner[:1]]
        if inner:
            count = number_at(sent, head)
            one = (
                inner[0].place
                if len(inner) == 1 and not any(t.lower_ in PLURALS for _, t in preps(head))
                else None
            )
            whole = (
                [Site(one, *count, words=inner[0].words)]
                if count and of_many(head)
                else [replace(s, measured=s.measured or is_share(sent, head)) for s in inner]
            )
            return whole + _examples(scene, sent, head)
        if any(c.dep_ == "poss" and c.lower_ == "its" for c in head.children):  # "the rebels hold its west"
            return anaphoric(scene, sent, head, 1)
        if _is_elided(scene, sent, head):
            back = scene.told.back(sent, head.i, "it")
            return [Site(back, *(number_at(sent, head) or (None, None)), words=head.lower_)] if back else []
        if is_surface(head):
            at = _located(scene, sent, head)
            return [Site(at[0] if at else None, words="territory", measured=True)]
    if is_part(scene, head):
        whole = [
            c for c in head.lefts if c.dep_ == "compound" and (named_at(line, c.i) or is_ground(scene, c))
        ]
        if whole and (at := _located(scene, sent, head)) and not any(named_at(line, c.i) for c in whole):
            return [Site(at[0], words=whole[0].lower_)]
        if whole:
            return [
                Site(
                    choice_of(line, line.place_at[c.i])
                    if named_at(line, c.i)
                    else scene.told.back(sent, head.left_edge.i, c.lower_)
                )
                for c in whole
            ]
    if is_part(scene, head) and (owned := _owned(scene, sent, head)):
        return owned
    if low in MASS and not is_ground(scene, head) and (at := _located(scene, sent, head)):
        return [Site(at[0], words=low)]  # "the high ground overlooking X"
    if low in _HALVES and is_definite(head) and (back := scene.told.back(sent, head.i, "city")) is not None:
        return [Site(back, words=low)]  # "moved into the western half"
    if is_ground(scene, head):
        return _grounds(scene, sent, head)
    reduced = [c for c in head.lefts if c.dep_ == "compound" and c.text.islower() and is_ground(scene, c)]
    # "territory ISIL once controlled in Iraq", read as one noun phrase
    if reduced and head.i in line.actor_at:
        inside = names_under(line, head)
        return [Site(choice_of(line, inside[0]) if inside else None, words=reduced[0].lower_)]
    if head.tag_ in ("JJ", "RB", "VBN"):  # "walked into Baidoa unopposed", read as one phrase
        inner = [f for c in head.lefts if c.dep_ == "compound" and (f := named_at(line, c.i)) is not None]
        if inner:
            return [Site(choice_of(line, inner[-1]))]
    unlisted = unlisted_name(scene, sent, head) if not is_part(scene, head) else None
    return [Site(unlisted)] if unlisted else []


def capital_site(scene: Scene, sent: Sent, head: Token) -> Site | None:
    """The city itself of a capital that is read as its government, for words that can only mean the city."""
    if sent.line.alias_types.get(head.idx) != "capital":
        return None
    seat = place_from_text(scene.document, head.text, sent.line.article_span(head.i, head.i)[0])
    return Site(seat) if seat else None


_HALVES = frozenset({"half", "side", "part", "third", "end"})


def _counted_before(sent: Sent, head: Token) -> list[Token]:
    """What "six" counts in "Of the province's nine districts, six are in rebel hands"."""
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return []
    return [t for name, t in preps(head.head) if name == "of" and t.head.i == sent.span.start]


def _owned(scene: Scene, sent: Sent, head: Token) -> list[Site]:
    """The place whose part this is, one that no gazetteer lists too: "Hama's northern entrance", "Kel Amzur's outskirts"."""
    owners = [c for c in head.children if c.dep_ == "poss" and c.tag_ in ("NNP", "NNPS")]
    if is_part(scene, head) and (named := [f for c in owners if (f := named_at(sent.line, c.i)) is not None]):
        return [Site(choice_of(sent.line, f), words=head.lower_) for f in named]
    unlisted = [unlisted_name(scene, sent, c) for c in owners if named_at(sent.line, c.i) is None]
    return [Site(p, words=head.lower_) for p in unlisted if p is not None]


def where_sites(scene: Scene, sent: Sent, verb: Token) -> list[Site]:
    """The ground that a clause with "where" tells of: "the districts of A and B, where rebels remain entrenched"."""
    clause = verb
    while clause.dep_ not in ("relcl", "advcl", "ROOT") and clause.head.i < clause.i:
        clause = clause.head
    where = next((c for c in (*clause.children, *verb.children) if c.lower_ == "where"), None)
    if where is None or where.i <= sent.span.start:
        return []
    if clause.dep_ == "relcl" and (sites := [s for s in sites_of(scene, sent, [clause.head]) if s.place]):
        return sites
    line = sent.line
    before = [f for f in line.places if sent.span.start <= f.first < where.i]
    small = [
        f for f in most_specific(line, before) if f.value.place is None or f.value.place.feature != "country"
    ]
    last = small[-1:]
    for f in reversed(small[:-1]):  # with those that "and" joins to it
        if line.clean.text[f.end : last[0].start].strip() not in ("and", ",", ", and"):
            break
        last.insert(0, f)
    return [Site(choice_of(line, f)) for f in last]


def posted_at(scene: Scene, sent: Sent, leavers: list[Token]) -> list[Site]:
    """Where those who leave stood, in their own phrase: "the garrison at X slipped away"."""
    posts = [t for h in leavers for name, t in preps(h) if name in ("at", "in", "inside")]
    owners = [c for h in leavers for c in h.children if c.dep_ == "poss"]
    posts += [c for c in owners if named_at(sent.line, c.i) is not None]  # "Goma's garrison fled"
    posts += [c for h in leavers for c in h.children if c.lower_ in POINTING]
    clauses = [h.head for h in leavers for c in h.children if c.lower_ == "whose"]
    posts += [v.head for v in clauses if v.dep_ == "relcl"]  # "Shadaw, whose garrison walked out"
    return [s for s in sites_of(scene, sent, posts) if s.place is not None and not is_country(s)]


def _is_elided(scene: Scene, sent: Sent, head: Token) -> bool:
    """ "regained three", "hold most of": a share or a number of ground that the words before it named."""
    alone = all(c.dep_ in ("det", "advmod", "quantmod", "punct", "prep", "nummod") for c in head.children)
    if not alone or head.dep_ not in ("dobj", "pobj", "nsubjpass"):
        return False
    if head.lower_ in SHARES:
        return True
    told = scene.told.spoken[-1:]
    return (
        head.pos_ == "NUM"
        and bool(told)
        and sent.index - told[0].sent_index <= 1
        and told[0].words.endswith("s")
    )


def _grounds(scene: Scene, sent: Sent, head: Token) -> list[Site]:
    """Sites of a common noun of place: "the villages of A and B", "four hamlets near C", "the base"."""
    line = sent.line
    word = head.lower_
    if word in _OFFICES and not any(
        c.lower_ in _GUARDED or c.text[:1].isupper() and c.dep_ == "compound" for c in head.lefts
    ):
        return []
    if word == "capital" and (seat := seat_of(scene, sent, head)) is not None:
        return [Site(seat, words="city")]
    if (numbered := numbered_name(scene, sent, head)) is not None:
        return [Site(numbered, words=word)]
    if any(c.lower_ in PLAYED for c in head.lefts):
        return []
    if head.text[:1].isupper() and (own := named_by_compound(scene, sent, head, any_word=True)) is not None:
        return [Site(own, words=word)]  # "the Jewish Quarter of the Old City"
    if (beside := _set_beside(scene, sent, head)) is not None:
        return [Site(beside, words=word)]
    named = names_in(sent, head, NAMING)
    if (
        named
        and all(is_country(Site(choice_of(line, f))) for f in named)
        and (at := _located(scene, sent, head))
    ):
        return [Site(at[0], words=word)]  # "Libya's air base at Maaten es Sarra"
    if list_of_names := (listed_after(scene, sent, head) or _listed(scene, sent, head)):
        return [Site(p, words=word) for p in list_of_names]
    if named:
        chain = [f for f in line.places if named[0].first <= f.first <= named[-1].first]
        kept = [f for f in most_specific(line, chain) if f in named] or most_specific(line, named)
        return [Site(choice_of(line, f), words=word) for f in kept]
    called = [
        p
        for name, t in preps(head)
        if name in NAMING and not is_ground(scene, t) and (p := unlisted_name(scene, sent, t))
    ]
    if called:
        return [Site(p, words=word) for p in called]
    if (own := named_by_compound(scene, sent, head)) is not None:
        before = head.nbor(-1).lower_ if head.i else ""
        owned = before in scene.lexicon.force_nouns and _located(scene, sent, head)
        if is_of_unit(
            head.doc, max(head.i - 3, 0), head
        ):  # "In Zalingei, rebels took the 21st Division headquarters"
            owned = owned or [c for c in clause_ground(scene, sent, head)[:1] if c.start < own.start]
        return [Site(owned[0] if owned else own, words=word)]  # "the Defence Forces base at X"
    if (other := named_by_the_clause(sent, head)) is not None:
        return [Site(choice_of(line, other), words=word)]
    if (described := unlisted_by_the_clause(scene, sent, head)) is not None:
        return [Site(described, words=word)]
    if examples := _examples(scene, sent, head):
        return examples
    located = [choice_of(line, f) for f in most_specific(line, names_in(sent, head, NAMING | LOCATING))][:1]
    located = (
        located or [s.place for s in _owned(scene, sent, head) if s.place] or _located(scene, sent, head)
    )
    count = counted(sent, head)
    if not count and head.tag_ == "NNS" and (several := located_at_several(sent, head)):
        return [Site(choice_of(line, f), words=word) for f in several]
    if not located and any(c.lower_ in POINTING and c.dep_ == "advmod" for c in head.children):
        back = scene.told.back(sent, head.i, "it")
        located = [back] if back else []
    if not located and word not in SETTLEMENTS and owned_by_place(head):
        back = scene.told.back(sent, head.left_edge.i, "city")
        located = [back] if back else []
    if not located and (count or not is_definite(head)) and word not in MASS:
        located = clause_ground(scene, sent, head)[:1]
    if count or located:
        return [Site(located[0] if located else None, *(count or (None, None)), words=word)]
    if any(c.lower_ == "both" for c in head.children):
        return anaphoric(scene, sent, head, 2)
    if word in MASS:
        return [Site(None, words=word)]
    if is_definite(head):
        described = scene.told.described(sent, head)
        inside = clause_ground(scene, sent, head)[:1] if described.mention is None else []
        start, _ = sent.line.article_span(head.left_edge.i, head.i)
        if not inside and described.start == start and word in _OWN_LINES and _is_theirs(head):
            return [Site(None, words=word)]  # "quit their remaining positions": no place by any name
        return [Site(inside[0] if inside else described, words=word)]
    if word.removesuffix("s") in _IN_TOWN:
        return [Site(scene.told.back(sent, head.i, "city"), words=word)]
    return [Site(None, words=word)]


_OWN_LINES = frozenset("positions lines posts trenches defences defenses".split())


def _is_theirs(head: Token) -> bool:
    return any(c.dep_ == "poss" and c.lower_ in ("their", "its", "our", "his") for c in head.children)


def _examples(scene: Scene, sent: Sent, head: Token) -> list[Site]:
    """The names of "key towns including A and B"."""
    names = [t for name, t in preps(head) if name in ("including", "like") and t.i > head.i]
    return [Site(c, words=head.lower_) for c in choices_of(scene, sent, names)]


# Nouns of offices as much as of their buildings: ground only as "the security branch", "Taldou academy".
_OFFICES = frozenset({"branch", "directorate", "academy", "institute", "command"})
_GUARDED = frozenset(
    {
        "security",
        "intelligence",
        "police",
        "military",
        "naval",
        "regional",
        "operations",
        "western",
        "eastern",
        "northern",
        "southern",
    }
)
_LYING_BY = frozenset(
    "overlooking dominating commanding guarding protecting defending surrounding ringing flanking facing adjoining bordering "
    "straddling screening fringing abutting shielding covering controlling".split()
)


def _located(scene: Scene, sent: Sent, head: Token) -> list[PlaceChoice]:
    """The place in the words after a noun of place: "its camp at Tessalit", "a base on the city's edge"."""
    pairs = [(name, t) for name, t in preps(head) if name in LOCATING]
    pairs += [(name, t) for name, t in preps(head) if name == "of" and only_locates(t)]
    pairs += [
        (name, t) for c in head.children if c.dep_ == "relcl" for name, t in preps(c) if name in LOCATING
    ]
    pairs += [p for c in head.rights if c.lower_ in COMPASS for p in preps(c)]  # "the mountains west of X"
    pairs += [
        (c.lower_, t)
        for c in head.rights
        if c.dep_ == "acl" and c.lower_ in _LYING_BY
        for t in c.children
        if t.dep_ == "dobj" and t.tag_ in ("NNP", "NNPS")
    ]
    after = head.doc[head.i + 1] if head.i + 1 < sent.span.end else None
    if not pairs and after is not None and after.lower_ in LOCATING and after.dep_ == "prep":
        pairs = [
            (after.lower_, t) for t in after.children if t.dep_ == "pobj" and not is_time(sent.line, t.i)
        ]
    if not pairs and after is not None and after.lower_ in COMPASS:
        # "regained positions south of X", hung on the verb
        pairs = [(name, t) for name, t in preps(after) if named_at(sent.line, t.i) is not None]
    for _, token in pairs:
        place = next(iter(choices_of(scene, sent, [token])), None)
        if place is None and is_part(scene, token):
            owners = [c for c in token.children if c.dep_ == "poss"] + [
                t for name, t in preps(token) if name == "of"
            ]
            place = next((s.place for o in owners for s in _sites(scene, sent, o, 2) if s.place), None)
            place = place or next(
                (scene.told.back(sent, head.i, o.lower_) for o in owners if is_ground(scene, o)), None
            )
        if place is not None and token.dep_ == "pobj" and token.head.lower_ == "to" and head.lower_ in _WAYS:
            if is_country(Site(place)):
                place = None  # "the road to China"
            else:  # who cuts the road to a town has not taken the town
                start, end = sent.line.article_span(head.i, token.i)
                place = PlaceChoice(scene.document.text(start, end), start, end, None)
        if place is None and is_ground(scene, token) and is_definite(token):
            place = next((s.place for s in _grounds(scene, sent, token) if s.place), None)
        if place is not None:
            return [place]
    return []


def _listed(scene: Scene, sent: Sent, head: Token) -> list[PlaceChoice]:
    """The names of "the villages of A, B and C", those unknown to the gazetteer too."""
    names = [t for name, t in preps(head) if name in NAMING] or [
        t for c in head.children if c.dep_ == "appos" for t in conjuncts(c)
    ]
    if len(names) < 2 or head.tag_ not in ("NNS", "NNPS"):
        return []
    return choices_of(scene, sent, names)


def _set_beside(scene: Scene, sent: Sent, head: Token) -> PlaceChoice | None:
    """The name in "the last stronghold in Abyan, the town of Mahfad": what the description is, not where it lies."""
    inner = [
        c
        for name, t in preps(head)
        if name == "in" or name == "of" and named_at(sent.line, t.i) is None
        for c in t.children
    ]
    for child in (*head.children, *inner):
        if child.lower_ in COMPASS | {"capital"}:  # "north of Bunia", "capital of Vaupes": only where it lies
            continue
        if child.dep_ == "appos" and is_ground(scene, child) and named_at(sent.line, child.i) is None:
            for name, token in preps(child):
                if name == "of":
                    return next(iter(choices_of(scene, sent, [token])), None)
    return None
