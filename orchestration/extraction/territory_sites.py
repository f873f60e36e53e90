"""The ground at stake: which places a noun phrase names, counts or points back to."""

import re
from dataclasses import replace

from orchestration.extraction.actors import main_country
from orchestration.extraction.document import Found, Line, PlaceMention, Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.place_nouns import PEOPLES
from orchestration.extraction.place_spans import LONGEST_TIME
from orchestration.extraction.placing import PlaceChoice, choice_of, most_specific
from orchestration.extraction.syntax import clause_head, conjuncts, is_verb, preps, subjects
from orchestration.extraction.territory_scene import CLASSES, SETTLEMENTS, Scene, Site, kind_of, named_at

_PRONOUNS = frozenset({"it", "there", "here", "itself"})


_RELATIVES = frozenset({"which", "that"})


_PLURALS = frozenset({"they", "them", "both"})


_NAMING = frozenset({"of", "called", "named"})


_LOCATING = frozenset(
    "in at on into to near around outside inside within between along across throughout beside above over".split()
)


_NP_LINKS = frozenset(
    {"compound", "nmod", "poss", "amod", "appos", "prep", "pobj", "pcomp", "dep", "nummod", "conj"}
)


_INDEFINITE = frozenset({"a", "an", "another", "some", "any", "no", "every", "each", "one"})


_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


_MASS = frozenset(
    "countryside territory ground land lands areas terrain south north east west northeast northwest southeast southwest interior frontline front lines hinterland swath territories".split()
)


_IN_TOWN = frozenset("neighbourhood neighborhood quarter suburb district street block".split())


_COMPASS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)


def only_locates(head: Token) -> bool:
    """Whether the name belongs to "20 km north of Goma", which says where something else lies."""
    return head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in _COMPASS


def sites_of(scene: Scene, sent: Sent, heads: list[Token]) -> list[Site]:
    """The ground that the noun phrases with these heads stand for; empty where they are no ground."""
    out: list[Site] = []
    for head in heads:
        for site in _sites(scene, sent, head):
            if not any(_same(site, other) for other in out):
                out.append(site)
    named = [s for s in out if s.place is not None or s.low is not None or s.measured]
    return named or out


def _same(a: Site, b: Site) -> bool:
    return (a.place.text if a.place else None, a.low, a.high) == (
        b.place.text if b.place else None,
        b.low,
        b.high,
    )


def _sites(scene: Scene, sent: Sent, head: Token, depth: int = 0) -> list[Site]:
    line = sent.line
    low = head.lower_
    if low in _PRONOUNS or low in _PLURALS:
        return _anaphoric(scene, sent, head, 2 if low in _PLURALS else 1)
    if low in _RELATIVES:
        verb = head.head
        while verb.dep_ not in ("relcl", "ROOT"):
            verb = verb.head
        if verb.dep_ != "relcl" or depth >= 3:
            return []
        sites = _sites(scene, sent, verb.head, depth + 1)
        if not any(s.place for s in sites) and (named := _before_comma(sent, head)) is not None:
            return [Site(choice_of(line, named))]
        if not any(s.place for s in sites) and (named := _apposed(sent, verb.head)) is not None:
            return [Site(choice_of(line, named))]
        if any(s.place for s in sites) or not is_ground(scene, verb.head):
            return sites
        return _anaphoric(scene, sent, verb.head, 1)  # "seized X, on the border, which it still holds"
    if depth < 3 and (first := _before_bracket(sent, head)) is not None:
        return _sites(scene, sent, first, 3)
    if (found := named_at(line, head.i)) is not None:
        inner = (
            [t for name, t in preps(head) if name == "of"]
            if found.value.generic in SETTLEMENTS | CLASSES[2]
            and f" {found.value.generic}" in f" {found.text}"
            else []
        )
        if (
            inner
            and depth < 3
            and (of := [s for t in inner for s in _sites(scene, sent, t, depth + 1) if s.place])
        ):
            return of  # "the Ogaden town of Jijiga"
        return [Site(choice_of(line, found), words=kind_of(found.value) or ""), *_examples(scene, sent, head)]
    if is_part(scene, head) or _is_number(sent, head):
        inner = [
            s
            for name, t in preps(head)
            if name == "of" and depth < 3
            for s in _sites(scene, sent, t, depth + 1)
        ]
        if inner and all(s.place is None for s in inner) and (at := _located(scene, sent, head)):
            inner = [replace(s, place=at[0]) for s in inner[:1]]
        if inner:
            count = _number_at(sent, head)
            one = (
                inner[0].place
                if len(inner) == 1 and not any(t.lower_ in _PLURALS for _, t in preps(head))
                else None
            )
            whole = (
                [Site(one, *count, words=inner[0].words)]
                if count and _of_many(head)
                else [replace(s, measured=s.measured or _is_share(sent, head)) for s in inner]
            )
            return whole + _examples(scene, sent, head)
        if any(c.dep_ == "poss" and c.lower_ == "its" for c in head.children):  # "the rebels hold its west"
            return _anaphoric(scene, sent, head, 1)
        if _is_elided(scene, sent, head):
            back = scene.back(sent, head.i, "it")
            return [Site(back, *(_number_at(sent, head) or (None, None)), words=head.lower_)] if back else []
        if _is_surface(sent, head):
            return [Site(None, words="territory", measured=True)]
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
                    else scene.back(sent, head.left_edge.i, c.lower_)
                )
                for c in whole
            ]
    if is_ground(scene, head):
        return _grounds(scene, sent, head)
    reduced = [c for c in head.lefts if c.dep_ == "compound" and c.text.islower() and is_ground(scene, c)]
    if (
        reduced and head.i in line.actor_at
    ):  # "territory ISIL once controlled in Iraq", read as one noun phrase
        inside = names_under(line, head)
        return [Site(choice_of(line, inside[0]) if inside else None, words=reduced[0].lower_)]
    unlisted = _unlisted(scene, sent, head) if not is_part(scene, head) else None
    return [Site(unlisted)] if unlisted else []


def _before_comma(sent: Sent, relative: Token) -> Found[PlaceMention] | None:
    """The place of "the market at Mellit, 60 km to the north, which the RSF took"."""
    if relative.i <= sent.span.start or relative.nbor(-1).text != ",":
        return None
    before = [f for f in sent.line.places if sent.span.start <= f.first < relative.i]
    return before[-1] if before else None


def _apposed(sent: Sent, head: Token) -> Found[PlaceMention] | None:
    """The place of "Shuqra (Abyan), a coastal town that they had held", whatever the parser made of the apposition."""
    first = head.left_edge
    if first.lower_ not in ("a", "an", "the") or first.i <= sent.span.start or first.nbor(-1).text != ",":
        return None
    before = [f for f in sent.line.places if sent.span.start <= f.first < first.i]
    gap = sent.line.clean.text[before[-1].end : first.idx] if before else ""
    return before[-1] if before and re.fullmatch(r"(?:\s?\([^()]*\))?,\s", gap) else None


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


_SHARES = frozenset({"most", "all", "half", "both", "much", "some", "everything"})


def _is_elided(scene: Scene, sent: Sent, head: Token) -> bool:
    """ "regained three", "hold most of": a share or a number of ground that the words before it named."""
    alone = all(c.dep_ in ("det", "advmod", "quantmod", "punct", "prep", "nummod") for c in head.children)
    if not alone or head.dep_ not in ("dobj", "pobj", "nsubjpass"):
        return False
    if head.lower_ in _SHARES:
        return True
    told = scene.spoken[-1:]
    return (
        head.pos_ == "NUM"
        and bool(told)
        and sent.index - told[0].sent_index <= 1
        and told[0].words.endswith("s")
    )


def _of_many(head: Token) -> bool:
    return any(
        name == "of" and (t.lower_ in _PLURALS or t.tag_ in ("NNS", "NNPS")) for name, t in preps(head)
    )


def _is_surface(sent: Sent, head: Token) -> bool:
    """ "300 square miles": ground by its measure alone."""
    return any(c.lower_ in ("square", "sq") for c in head.lefts)


def _before_bracket(sent: Sent, head: Token) -> Token | None:
    """Of "Rab Dhuure (Bakool)" the first name, where the parser made the second the head."""
    doc, i = head.doc, head.i
    while i > sent.span.start and doc[i - 1].dep_ == "compound" and doc[i - 1].head.i <= head.i:
        i -= 1
    if i < sent.span.start + 2 or doc[i - 1].text != "(" or not doc[i - 2].text[:1].isupper():
        return None
    return doc[i - 2] if doc[i - 2].dep_ in ("nmod", "compound", "appos") else None


def names_under(line: Line, head: Token) -> list[Found[PlaceMention]]:
    """Named places anywhere under the head, in order."""
    return list(
        dict.fromkeys(f for t in sorted(head.subtree, key=lambda t: t.i) if (f := named_at(line, t.i)))
    )


def _grounds(scene: Scene, sent: Sent, head: Token) -> list[Site]:
    """Sites of a common noun of place: "the villages of A and B", "four hamlets near C", "the base"."""
    line = sent.line
    word = head.lower_
    if word == "capital" and (seat := _seat(scene, sent, head)) is not None:
        return [Site(seat, words="city")]
    if (numbered := _numbered(scene, sent, head)) is not None:
        return [Site(numbered, words=word)]
    if any(c.lower_ in _PLAYED for c in head.lefts):
        return []
    if head.text[:1].isupper() and (own := _named_by_compound(scene, sent, head, any_word=True)) is not None:
        return [Site(own, words=word)]  # "the Jewish Quarter of the Old City"
    if (beside := _set_beside(scene, sent, head)) is not None:
        return [Site(beside, words=word)]
    named = names_in(sent, head, _NAMING)
    if list_of_names := _listed(scene, sent, head):
        return [Site(p, words=word) for p in list_of_names]
    if named:
        chain = [f for f in line.places if named[0].first <= f.first <= named[-1].first]
        kept = [f for f in most_specific(line, chain) if f in named] or most_specific(line, named)
        return [Site(choice_of(line, f), words=word) for f in kept]
    called = [
        p
        for name, t in preps(head)
        if name in _NAMING and not is_ground(scene, t) and (p := _unlisted(scene, sent, t))
    ]
    if called:
        return [Site(p, words=word) for p in called]
    if (own := _named_by_compound(scene, sent, head)) is not None:
        return [Site(own, words=word)]
    if (other := _named_by_the_clause(sent, head)) is not None:
        return [Site(choice_of(line, other), words=word)]
    if examples := _examples(scene, sent, head):
        return examples
    located = [choice_of(line, f) for f in most_specific(line, names_in(sent, head, _NAMING | _LOCATING))][:1]
    located = located or _located(scene, sent, head)
    count = counted(sent, head)
    if not count and head.tag_ == "NNS" and (several := _located_at_several(sent, head)):
        return [Site(choice_of(line, f), words=word) for f in several]
    if not located and any(c.lower_ in ("there", "here") and c.dep_ == "advmod" for c in head.children):
        back = scene.back(sent, head.i, "it")
        located = [back] if back else []
    if not located and word not in SETTLEMENTS and _owned_by_place(head):
        back = scene.back(sent, head.left_edge.i, "city")
        located = [back] if back else []
    if not located and (count or not _is_definite(head)) and word not in _MASS:
        located = clause_ground(scene, sent, head)[:1]
    if count or located:
        return [Site(located[0] if located else None, *(count or (None, None)), words=word)]
    if any(c.lower_ == "both" for c in head.children):
        return _anaphoric(scene, sent, head, 2)
    if word in _MASS:
        return [Site(None, words=word)]
    if _is_definite(head):
        back = scene.back(sent, head.left_edge.i, word) or next(iter(clause_ground(scene, sent, head)), None)
        return [Site(back, words=word)]
    if word.removesuffix("s") in _IN_TOWN:
        return [Site(scene.back(sent, head.i, "city"), words=word)]
    return [Site(None, words=word)]


_PLAYED = frozenset("mock simulated notional fictitious imaginary virtual make-believe dummy".split())


def _located_at_several(sent: Sent, head: Token) -> list[Found[PlaceMention]]:
    """The coordinated places of "positions around A, B and C"."""
    for name, first in preps(head):
        if name in _LOCATING:
            named = [named_at(sent.line, t.i) for t in conjuncts(first)]
            if len(named) > 1 and all(named):
                return [f for f in named if f is not None]
    return []


_FORCES_OWN = frozenset(
    "base bases camp camps post posts position positions outpost outposts line lines trench trenches stronghold strongholds territory ground".split()
)


def _owned_by_place(head: Token) -> bool:
    """ "its police stations": part of a place told of before, unless such things are a force's own."""
    return head.lower_ not in _FORCES_OWN and any(
        c.dep_ == "poss" and c.lower_ == "its" for c in head.children
    )


def _seat(scene: Scene, sent: Sent, head: Token) -> PlaceChoice | None:
    """The city that "the Haitian capital", "the capital of Somalia" or, of one country's war, "the capital" means."""
    document, lexicon = scene.document, scene.lexicon
    names = names_in(sent, head, _NAMING)
    if any(f.value.place is None or f.value.place.feature != "country" for f in names):
        return None
    if any(c.lower_ in _OF_A_REGION for c in head.children):
        return None
    national = [lexicon.adjectives[c.lower_] for c in head.lefts if c.lower_ in lexicon.adjectives]
    codes = national or [f.value.place.country_code for f in names if f.value.place]
    code = codes[0] if codes else main_country(document) if _is_definite(head) else None
    entries = [p for p in lexicon.find_places(lexicon.capitals.get(code or "", "")) if p.country_code == code]
    if not entries:
        return None
    entry = max(entries, key=lambda p: (p.feature == "city", p.population, p.place_id))
    first = min([c.i for c in head.lefts if c.lower_ in lexicon.adjectives] or [head.i])
    start, end = sent.line.article_span(first, head.i)
    text = document.text(start, end)
    mention = PlaceMention(
        text, entry.name, entry, None, entry.where_precision, entry.latitude, entry.longitude, True
    )
    return PlaceChoice(text, start, end, mention)


_OF_A_REGION = frozenset(
    "provincial regional district state county departmental oblast prefectural new former rebel de commercial economic cultural spiritual business ancient old historic".split()
)


def clause_ground(scene: Scene, sent: Sent, head: Token) -> list[PlaceChoice]:
    """The place that the clause of a noun of ground stands in: "In Mosul gunmen held four police stations"."""
    verb = clause_head(head)
    near = [t for name, t in preps(verb) if name in _LOCATING and t is not head and not only_locates(t)]
    found = [f for t in near for f in names_in(sent, t, _NAMING | _LOCATING)]
    return [choice_of(sent.line, f, inherited=True) for f in most_specific(sent.line, found)]


def _examples(scene: Scene, sent: Sent, head: Token) -> list[Site]:
    """The names of "key towns including A and B"."""
    names = [t for name, t in preps(head) if name in ("including", "like") and t.i > head.i]
    choices = [
        choice_of(sent.line, f) if (f := named_at(sent.line, t.i)) else _unlisted(scene, sent, t)
        for t in names
    ]
    return [Site(c, words=head.lower_) for c in choices if c is not None]


def _located(scene: Scene, sent: Sent, head: Token) -> list[PlaceChoice]:
    """The place in the words after a noun of place: "its camp at Tessalit", "a base on the city's edge"."""
    pairs = [(name, t) for name, t in preps(head) if name in _LOCATING]
    pairs += [(name, t) for name, t in preps(head) if name == "of" and only_locates(t)]
    pairs += [
        (name, t) for c in head.children if c.dep_ == "relcl" for name, t in preps(c) if name in _LOCATING
    ]
    after = head.doc[head.i + 1] if head.i + 1 < sent.span.end else None
    if not pairs and after is not None and after.lower_ in _LOCATING and after.dep_ == "prep":
        pairs = [
            (after.lower_, t) for t in after.children if t.dep_ == "pobj" and not is_time(sent.line, t.i)
        ]
    for _, token in pairs:
        found = named_at(sent.line, token.i)
        place = choice_of(sent.line, found) if found else _unlisted(scene, sent, token)
        if place is None and is_part(scene, token):
            owners = [c for c in token.children if c.dep_ == "poss"] + [
                t for name, t in preps(token) if name == "of"
            ]
            place = next((s.place for o in owners for s in _sites(scene, sent, o, 2) if s.place), None)
            place = place or next(
                (scene.back(sent, head.i, o.lower_) for o in owners if is_ground(scene, o)), None
            )
        if (
            place is not None
            and token.dep_ == "pobj"
            and token.head.lower_ == "to"
            and is_country(Site(place))
        ):
            place = None  # "the road to China"
        if place is None and is_ground(scene, token) and _is_definite(token):
            place = next((s.place for s in _grounds(scene, sent, token) if s.place), None)
        if place is not None:
            return [place]
    return []


def _listed(scene: Scene, sent: Sent, head: Token) -> list[PlaceChoice]:
    """The names of "the villages of A, B and C", those unknown to the gazetteer too."""
    names = [t for name, t in preps(head) if name in _NAMING] or [
        t for c in head.children if c.dep_ == "appos" for t in conjuncts(c)
    ]
    if len(names) < 2 or head.tag_ not in ("NNS", "NNPS"):
        return []
    found = [(named_at(sent.line, t.i), t) for t in names]
    choices = [choice_of(sent.line, f) if f else _unlisted(scene, sent, t) for f, t in found]
    return [c for c in choices if c is not None]


def _set_beside(scene: Scene, sent: Sent, head: Token) -> PlaceChoice | None:
    """The name in "the last stronghold in Abyan, the town of Mahfad": what the description is, not where it lies."""
    inner = [
        c
        for name, t in preps(head)
        if name == "in" or name == "of" and named_at(sent.line, t.i) is None
        for c in t.children
    ]
    for child in (*head.children, *inner):
        if child.lower_ in _COMPASS | {
            "capital"
        }:  # "north of Bunia", "capital of Vaupes": only where it lies
            continue
        if child.dep_ == "appos" and is_ground(scene, child) and named_at(sent.line, child.i) is None:
            for name, token in preps(child):
                if name == "of":
                    found = named_at(sent.line, token.i)
                    return choice_of(sent.line, found) if found else _unlisted(scene, sent, token)
    return None


def _numbered(scene: Scene, sent: Sent, head: Token) -> PlaceChoice | None:
    """ "Hill 418", "Point 5140": ground whose name is its number."""
    doc, after = head.doc, head.i + 1
    if after >= sent.span.end or not doc[after].like_num or not head.text[:1].isupper():
        return None
    return (
        None
        if _names(sent.line, doc[head.i - 1]) and head.i > sent.span.start
        else _invented(scene, sent, head.i, after)
    )


def _named_by_compound(
    scene: Scene, sent: Sent, head: Token, *, any_word: bool = False
) -> PlaceChoice | None:
    """ "Tagaung Hill base", "the Al Salem hospital complex": a name before a noun of place, unknown to the gazetteer."""
    doc, line = head.doc, sent.line
    first = head.i
    while (
        first > head.i - 2
        and doc[first - 1].dep_ in ("compound", "amod")
        and doc[first - 1].head == head
        and doc[first - 1].text.islower()
        and is_ground_word(scene, doc[first - 1])
    ):
        first -= 1
    while (
        first > sent.span.start
        and _names(line, doc[first - 1])
        and not (first - 1 == sent.span.start and doc[first - 1].pos_ in ("ADJ", "NOUN"))
    ):
        first -= 1
    while first < head.i and doc[first].text == "-":
        first += 1
    if (
        not doc[first].text[:1].isupper()
        or first == head.i
        or (doc[first].lower_ in scene.lexicon.adjectives and not any_word)
    ):
        return None
    return _invented(scene, sent, first, head.i)


def _names(line: Line, token: Token) -> bool:
    """Whether a token before a noun of place is part of its name."""
    if (
        token.like_num
        or token.lower_ in PEOPLES
        or is_time(line, token.i)
        or any(token.i in at for at in (line.actor_at, line.weapon_at, line.quantity_at))
    ):
        return False
    return (
        token.text[:1].isupper()
        and token.pos_ in ("PROPN", "NOUN", "ADJ")
        or token.text == "-"
        and token.i > 0
        and token.nbor(-1).text[:1].isupper()
    )


def _invented(scene: Scene, sent: Sent, first: int, last: int) -> PlaceChoice:
    """A place choice for words that the reading of names passed over; the gazetteer's only entry, if it has one."""
    start, end = sent.line.article_span(first, last)
    text = scene.document.text(start, end)
    entries = scene.lexicon.find_places(text)
    home = [p for p in entries if scene.document.countries.get(p.country_code or "", 0.0) > 0.05]
    entry = home[0] if home else entries[0] if len(entries) == 1 else None
    at = (entry.where_precision, entry.latitude, entry.longitude) if entry else (None, None, None)
    return PlaceChoice(text, start, end, PlaceMention(text, text, entry, None, *at, True))


def _named_by_the_clause(sent: Sent, head: Token) -> Found[PlaceMention] | None:
    """The name that a description is set beside: "El Fasher, the last city that", "Mosul is the largest city that"."""
    if head.dep_ == "appos":
        return named_at(sent.line, head.head.i)
    if head.dep_ == "attr" and is_verb(head.head):
        for subject in subjects(head.head):
            found = named_at(sent.line, subject.i) or next(iter(names_in(sent, subject, _NAMING)), None)
            if found:
                return found
    return None


def names_in(sent: Sent, head: Token, prepositions: frozenset[str]) -> list[Found[PlaceMention]]:
    """Named places inside the noun phrase that name or locate it, through these prepositions only."""
    out: list[Found[PlaceMention]] = []

    def walk(token: Token) -> None:
        found = named_at(sent.line, token.i)
        if found and found not in out:
            out.append(found)
        for child in token.children:
            if child.dep_ not in _NP_LINKS or (token is head and child.dep_ == "conj"):
                continue
            if (
                child.dep_ == "appos"
                and named_at(sent.line, child.i) is None
                and not child.text[:1].isupper()
            ):
                continue
            if child.dep_ == "prep" and child.lower_ not in prepositions:
                continue
            if (
                child.lower_ == "of"
                and child.i
                and child.nbor(-1).lower_ in _COMPASS
                and "near" not in prepositions
            ):
                continue
            walk(child)

    walk(head)
    out.sort(key=lambda f: f.first)
    return out


def counted(sent: Sent, head: Token) -> tuple[float | None, float | None] | None:
    """The count that stands before a plural noun ("six villages"), if one does."""
    for child in head.lefts:
        if child.dep_ in ("nummod", "amod", "quantmod", "det", "advmod", "compound") and (
            count := _number_at(sent, child)
        ):
            return count
    return None


def _number_at(sent: Sent, token: Token) -> tuple[float | None, float | None] | None:
    found = sent.line.quantity_at.get(token.i)
    if found is None or found.value.kind != "count":
        return None
    low, high = found.value.low, found.value.high
    if (
        found.text.lower().startswith("over ")
        and found.first > 0
        and sent.line.doc[found.first - 1].pos_ == "VERB"
        and low is not None
    ):
        return low - 1, low - 1  # "hand over 10 bases"
    return low, high


def _is_share(sent: Sent, token: Token) -> bool:
    """ "30% of", "over 25 percent of"."""
    near = [token, *token.lefts]
    return any(
        (found := sent.line.quantity_at.get(t.i)) is not None and found.value.kind == "percent" for t in near
    )


def _is_number(sent: Sent, token: Token) -> bool:
    found = sent.line.quantity_at.get(token.i)
    return found is not None and found.value.kind in ("count", "percent", "fraction")


_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


def is_time(line: Line, i: int) -> bool:
    """Whether the token belongs to a time; a whole clause that dates something is none."""
    found = line.time_at.get(i)
    if found is None:
        return False
    return len(found.text.split()) <= LONGEST_TIME or line.doc[i].lower_ in _CALENDAR


def noun_rows(scene: Scene, token: Token) -> tuple[Row, ...]:
    return scene.lexicon.triggers.get(f"territory:noun:{whole_word(token)}", ())


def whole_word(token: Token) -> str:
    """The word with a prefix that the tokeniser cut off ("re-taking", "counter-attack")."""
    if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("re", "counter"):
        return f"{token.nbor(-2).lower_}-{token.lower_}"
    return token.lower_


def is_ground(scene: Scene, token: Token) -> bool:
    """Whether the noun names a kind of place that can be taken or held."""
    return any(r["frame"] == "site" for r in noun_rows(scene, token))


_KINDS_OF_SITE = frozenset(
    "industrial refugee military artillery naval air hospital border police international displacement oil gas power army".split()
)


def is_ground_word(scene: Scene, token: Token) -> bool:
    """Whether a lower-case word before a noun of place belongs to its kind ("artillery base")."""
    return token.lower_ in _KINDS_OF_SITE or is_ground(scene, token)


def is_part(scene: Scene, token: Token) -> bool:
    """Whether the noun names a share of a place ("parts", "outskirts", "half")."""
    return token.lower_ == "%" or any(r["frame"] == "part" for r in noun_rows(scene, token))


def _is_definite(head: Token) -> bool:
    lefts = list(head.lefts)
    if any(c.dep_ in ("det", "nummod") and c.lower_ in _INDEFINITE for c in lefts):
        return False
    return any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in lefts)


def _anaphoric(scene: Scene, sent: Sent, head: Token, number: int) -> list[Site]:
    """Places behind a pronoun: what was told of last, or the last two of "both"."""
    if number > 1:
        return [Site(p, words=head.text) for p in _last_places(scene, sent, head, number)]
    back = scene.back(sent, head.i, "it")
    return [Site(back)] if back else []


def _last_places(scene: Scene, sent: Sent, head: Token, number: int) -> list[PlaceChoice]:
    """The last `number` different places named before the head, in text order."""
    out: list[PlaceChoice] = []
    for where in [sent, *list(scene.document.before(sent))[:2]]:
        limit = head.i if where is sent else where.span.end
        for found in reversed(where.line.places):
            if where.span.start <= found.first < limit and all(found.text != p.text for p in out):
                out.append(choice_of(where.line, found, inherited=True))
            if len(out) == number:
                return out[::-1]
    return out[::-1]


def _unlisted(scene: Scene, sent: Sent, head: Token) -> PlaceChoice | None:
    """A capitalised name where only ground can stand ("captured Lesovka"), unknown to the gazetteer."""
    line = sent.line
    if not head.text[:1].isupper() or head.pos_ in ("PRON", "DET", "NUM", "VERB"):
        return None
    if head.i == sent.span.start and head.tag_ != "NNP" and not _at_home(scene, head.text):
        return None
    if is_time(line, head.i) or any(head.i in at for at in (line.actor_at, line.person_at, line.weapon_at)):
        return None
    if any(c.dep_ == "appos" and c.lower_ in scene.lexicon.roles for c in head.children):
        return None  # "captured Ibrahim Haddad, a rebel commander"
    if head.lower_ in scene.lexicon.adjectives or head.lower_ in scene.lexicon.force_nouns:
        return None
    if (
        head.lower_.rstrip(".") in scene.lexicon.titles
        or noun_rows(scene, head)
        and not is_ground(scene, head)
    ):
        return None
    first = head.i
    while (
        first > sent.span.start
        and line.doc[first - 1].dep_ in ("compound", "nmod", "amod", "punct")
        and (_names(line, line.doc[first - 1]) or line.doc[first - 1].tag_ == "NNP")
    ):
        first -= 1
    while first > sent.span.start + 1 and line.doc[first - 1].text == "-":
        first -= 2  # "Mazar-i-Sharif", "Jisr al-Shughur"
        if (
            first > sent.span.start
            and line.doc[first].text.islower()
            and line.doc[first - 1].text[:1].isupper()
            and line.doc[first - 1].dep_ == "compound"
        ):
            first -= 1
    return _invented(scene, sent, first, head.i)


def _at_home(scene: Scene, name: str) -> bool:
    """Whether the gazetteer has the name in a country that the article is about."""
    shares = scene.document.countries
    return any(shares.get(p.country_code or "", 0.0) > 0.05 for p in scene.lexicon.find_places(name))


def clause_sites(scene: Scene, sent: Sent, trigger: Token) -> list[Site]:
    """Places that the clause of the trigger names after it, wherever the parser hung them."""
    top = trigger.head if trigger.dep_ in ("nsubj", "nsubjpass", "dobj") else trigger
    while not is_verb(top) and top.dep_ != "ROOT":
        top = top.head
    skip = {
        t.i
        for c in top.subtree
        if c.dep_ in ("relcl", "advcl", "ccomp", "acl", "parataxis") and c is not top
        for t in c.subtree
    }
    line = sent.line
    found = [
        f
        for f in line.places
        if f.first > trigger.i and sent.span.start <= f.first < sent.span.end and f.value.locative
    ]
    inside = {t.i for t in top.subtree} - skip
    return [
        Site(choice_of(line, f))
        for f in most_specific(
            line, [f for f in found if f.last in inside and not only_locates(line.doc[f.last])]
        )
    ][:2]


def event_sites(scene: Scene, sent: Sent, trigger: Token) -> list[Site]:
    """Where the event happened, by its own words around the trigger."""
    return [Site(p) for p in scene.context.places(sent, trigger)]


def passage_site(scene: Scene, sent: Sent, trigger: Token) -> list[Site]:
    """The ground that the passage is about."""
    back = scene.back(sent, trigger.i, None)
    return [Site(back)] if back else []


def is_country(site: Site) -> bool:
    entry = site.place.mention.place if site.place and site.place.mention else None
    return entry is not None and entry.feature in ("country", "sea")
