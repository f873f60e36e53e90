"""Names of ground inside a noun phrase, those that no gazetteer lists too."""

import re
from collections.abc import Iterable
from dataclasses import replace

from orchestration.extraction.actors import main_country
from orchestration.extraction.document import Found, Line, PlaceMention, Sent
from orchestration.extraction.parse import Parse, Token
from orchestration.extraction.place_nouns import PEOPLES
from orchestration.extraction.placing import PlaceChoice, choice_of, most_specific
from orchestration.extraction.syntax import clause_head, conjuncts, is_definite, is_verb, preps, subjects
from orchestration.extraction.territory_scene import Scene, named_at
from orchestration.extraction.territory_words import (
    COMPASS,
    is_ground,
    is_ground_word,
    is_time,
    noun_rows,
    only_locates,
)
from orchestration.extraction.time_tables import CALENDAR_NAMES

NAMING = frozenset({"of", "called", "named"})


LOCATING = frozenset(
    "in at on into to near around outside inside within between along across throughout beside above over".split()
)


_NP_LINKS = frozenset(
    {"compound", "nmod", "poss", "amod", "appos", "prep", "pobj", "pcomp", "dep", "nummod", "conj"}
)


def place_before_comma(sent: Sent, relative: Token) -> Found[PlaceMention] | None:
    """The place of "the market at Mellit, 60 km to the north, which the RSF took"."""
    if relative.i <= sent.span.start or relative.nbor(-1).text != ",":
        return None
    before = [f for f in sent.line.places if sent.span.start <= f.first < relative.i]
    return before[-1] if before else None


def apposed_place(sent: Sent, head: Token) -> Found[PlaceMention] | None:
    """The place of "Shuqra (Abyan), a coastal town that they had held", whatever the parser made of the apposition."""
    first = head.left_edge
    if first.lower_ not in ("a", "an", "the") or first.i <= sent.span.start or first.nbor(-1).text != ",":
        return None
    before = [f for f in sent.line.places if sent.span.start <= f.first < first.i]
    gap = sent.line.clean.text[before[-1].end : first.idx] if before else ""
    return before[-1] if before and re.fullmatch(r"(?:\s?\([^()]*\))?,\s", gap) else None


def name_before_bracket(sent: Sent, head: Token) -> Token | None:
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


def located_at_several(sent: Sent, head: Token) -> list[Found[PlaceMention]]:
    """The coordinated places of "positions around A, B and C"."""
    for name, first in preps(head):
        if name in LOCATING:
            named = [named_at(sent.line, t.i) for t in conjuncts(first)]
            if len(named) > 1 and all(named):
                return [f for f in named if f is not None]
    return []


def seat_of(scene: Scene, sent: Sent, head: Token) -> PlaceChoice | None:
    """The city that "the Haitian capital", "the capital of Somalia" or, of one country's war, "the capital" means."""
    document, lexicon = scene.document, scene.lexicon
    names = names_in(sent, head, NAMING)
    if any(f.value.place is None or f.value.place.feature != "country" for f in names):
        return None
    if any(c.lower_ in _OF_A_REGION for c in head.children):
        return None
    national = [lexicon.adjectives[c.lower_] for c in head.lefts if c.lower_ in lexicon.adjectives]
    codes = national or [f.value.place.country_code for f in names if f.value.place]
    code = codes[0] if codes else main_country(document) if is_definite(head) else None
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
    verbs = [verb]
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
        verbs.append(verb)
    near = [
        t for v in verbs for name, t in preps(v) if name in LOCATING and t is not head and not only_locates(t)
    ]
    found = [f for t in near for f in names_in(sent, t, NAMING | LOCATING)]
    if not found:  # "In Bal Dhurre the army holds only the barracks"
        fronted = [t for t in near if t.dep_ == "pobj" and t.tag_ == "NNP" and t.i < verb.i]
        inside = [t for t in fronted if t.head.lower_ in ("in", "at", "near")]
        return [
            replace(n, inherited=True) for t in inside if (n := unlisted_name(scene, sent, t)) is not None
        ]
    return [choice_of(sent.line, f, inherited=True) for f in most_specific(sent.line, found)]


def numbered_name(scene: Scene, sent: Sent, head: Token) -> PlaceChoice | None:
    """ "Hill 418", "Point 5140": ground whose name is its number."""
    doc, after = head.doc, head.i + 1
    if after >= sent.span.end or not doc[after].like_num or not head.text[:1].isupper():
        return None
    return (
        None
        if _names(sent.line, doc[head.i - 1]) and head.i > sent.span.start
        else _invented(scene, sent, head.i, after)
    )


_HELD = frozenset({"held", "controlled", "run", "ruled", "occupied", "dominated", "backed", "led"})


def named_by_compound(scene: Scene, sent: Sent, head: Token, *, any_word: bool = False) -> PlaceChoice | None:
    """ "Tagaung Hill base", "the Al Salem hospital complex": a name before a noun of place, unknown to the gazetteer."""
    doc, line = head.doc, sent.line
    if head.i > sent.span.start + 1 and doc[head.i - 2].text == "-" and doc[head.i - 1].lower_ in _HELD:
        return None  # "the Kurdish-held enclave"
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
        and not (
            _opens(sent, doc[first - 1]) and (doc[first - 1].pos_ in ("ADJ", "NOUN") or head.tag_ == "NNS")
        )
    ):
        first -= 1
    while first < head.i and doc[first].text == "-":
        first += 1
    if (
        head.lower_ in _FRONTS
        or head.lower_ in _OF_A_FORCE
        and any(t.lower_ in scene.lexicon.adjectives for t in doc[first : head.i])
    ):
        return None  # "West African lines"
    if is_of_unit(doc, first, head) and first > sent.span.start and doc[first - 1].text[:1].isdigit():
        return _invented(scene, sent, first - 1, head.i)  # "the 22nd Division compound"
    if (
        not doc[first].text[:1].isupper()
        or first == head.i
        or (doc[first].lower_ in scene.lexicon.adjectives and not any_word)
    ):
        return None
    return _invented(scene, sent, first, head.i)


_FRONTS = frozenset("line lines position positions defences defenses trenches".split())
_OF_A_FORCE = frozenset(
    "headquarters base bases camp barracks post posts outpost outposts compound garrison".split()
)
_UNITS = frozenset("division brigade battalion regiment corps army squadron company platoon group".split())


def is_of_unit(doc: Parse, first: int, head: Token) -> bool:
    """Whether a name before a noun of ground is that of the unit that lies there."""
    return head.lower_ in _OF_A_FORCE and any(t.lower_ in _UNITS for t in doc[first : head.i])


def _opens(sent: Sent, token: Token) -> bool:
    """Whether the token opens the sentence, or a quotation in it, so that its capital tells nothing."""
    return token.i == sent.span.start or token.nbor(-1).text in ('"', "“", "'", "‘")


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


def unlisted_by_the_clause(scene: Scene, sent: Sent, head: Token) -> PlaceChoice | None:
    """The name, unknown to the gazetteer, of "Kel Amzur is the latest town to fall", "Kel Amzur became the third town that"."""
    if head.dep_ != "attr" or not is_verb(head.head):
        return None
    return next((p for s in subjects(head.head) if (p := unlisted_name(scene, sent, s)) is not None), None)


def named_by_the_clause(sent: Sent, head: Token) -> Found[PlaceMention] | None:
    """The name that a description is set beside: "El Fasher, the last city that", "Mosul is the largest city that"."""
    if head.dep_ == "appos":
        return named_at(sent.line, head.head.i)
    if head.dep_ == "attr" and is_verb(head.head):
        for subject in subjects(head.head):
            found = named_at(sent.line, subject.i) or next(iter(names_in(sent, subject, NAMING)), None)
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
                and child.nbor(-1).lower_ in COMPASS
                and "near" not in prepositions
            ):
                continue
            walk(child)

    walk(head)
    out.sort(key=lambda f: f.first)
    return out


def choices_of(scene: Scene, sent: Sent, names: Iterable[Token]) -> list[PlaceChoice]:
    """The places of these names, those unknown to the gazetteer too; what names none is left out."""
    found = [(named_at(sent.line, t.i), t) for t in names]
    choices = [choice_of(sent.line, f) if f else unlisted_name(scene, sent, t) for f, t in found]
    return [c for c in choices if c is not None]


_HOLY = frozenset({"sheikh", "sheik", "shaikh", "sidi", "sayyid", "hajji", "imam", "saint", "san", "mir"})


def unlisted_name(scene: Scene, sent: Sent, head: Token) -> PlaceChoice | None:
    """A capitalised name where only ground can stand ("captured Lesovka"), unknown to the gazetteer."""
    line = sent.line
    if not head.text[:1].isupper() or head.pos_ in ("PRON", "DET", "NUM", "VERB"):
        return None
    if head.i == sent.span.start and head.tag_ != "NNP" and not _is_listed(scene, head.text):
        return None
    if head.lower_ in CALENDAR_NAMES or any(c.dep_ == "nummod" for c in head.lefts):
        return None  # "one M-60 machinegun"
    named = head.dep_ == "pobj" and head.head.lower_ == "of" and is_ground(scene, head.head.head)
    titled = head.i > sent.span.start and head.nbor(-1).lower_ in _HOLY and head.dep_ == "pobj"
    titled = titled and head.head.lower_ in LOCATING | {"from"}  # "expelled from Sheikh Zuweid"
    beside = any(c.dep_ == "appos" and is_ground(scene, c) for c in head.children)
    shrine = head.dep_ == "nsubjpass" and head.i > 0 and head.nbor(-1).lower_ in _HOLY
    # "the enclave of Sheikh Maqsoud" is called after one
    people = {} if named or titled or beside or shrine else line.person_at
    if is_time(line, head.i) or any(head.i in at for at in (line.actor_at, people, line.weapon_at)):
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
    after = line.doc[head.i + 1] if head.i + 1 < sent.span.end else None
    numbered = (
        after is not None and after.like_num and after.text[:1].isdigit() and not is_time(line, after.i)
    )
    return _invented(scene, sent, first, after.i if numbered and after is not None else head.i)


_SCENES = frozenset("in at near around outside inside towards toward regarding concerning to from of".split())


def unlisted_in(scene: Scene, sent: Sent) -> list[PlaceChoice]:
    """The names that are not read as places, though the sentence puts them where a place stands: "the road to Bal Dhurre",
    "Bambari is a ghost town" of a name that the gazetteer has."""
    heads = [
        t
        for t in sent.span
        if t.tag_ == "NNP"
        and t.dep_ == "pobj"
        and t.head.lower_ in _SCENES
        and (t.head.lower_ not in ("of", "to", "from") or is_ground(scene, t.head.head))
        and not t.text.isupper()
        and not any(c.dep_ in ("det", "poss") for c in t.children)
        and named_at(sent.line, t.i) is None
    ]
    names = [n for t in heads if (n := unlisted_name(scene, sent, t)) is not None]
    topics = [
        t
        for t in sent.span
        if t.tag_ == "NNP"
        and t.dep_ in ("nsubj", "nsubjpass")
        and t.head.lower_ in _BEING
        and named_at(sent.line, t.i) is None
        and _is_listed(scene, t.text)
    ]
    told = [n for t in topics if (n := unlisted_name(scene, sent, t)) is not None]
    return names + [n for n in told if n.mention is not None and n.mention.place is not None]


_BEING = frozenset("is was are were lies lay remains remained became looks sits stands stood".split())


def _is_listed(scene: Scene, name: str) -> bool:
    """Whether the gazetteer has the name, and no dictionary knows it for a word."""
    return name.lower() not in scene.lexicon.common_words and bool(scene.lexicon.find_places(name))
