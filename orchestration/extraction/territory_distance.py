"""How far a force stands from something: "just over 10 km from the city", "to within six miles of"."""

import re
from dataclasses import replace

from orchestration.extraction.document import Found, Sent
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import (
    clause_head,
    is_passive,
    is_verb,
    np_span,
    objects,
    preps,
    subjects,
)
from orchestration.extraction.territory_changes import Change, Parties
from orchestration.extraction.territory_doers import doers_of
from orchestration.extraction.territory_moving import kilometres
from orchestration.extraction.territory_parties import doing_parties, owner, parties
from orchestration.extraction.territory_passage import passage_site
from orchestration.extraction.territory_scene import Scene, Site, named_at
from orchestration.extraction.territory_sites import sites_of

_MEASURE = re.compile(
    r"\s*(?:\([^)]{1,20}\)\s*)?(?:away\s+|short\s+|(?:to the\s+)?(?:north|south|east|west)\w*\s+)?(?P<prep>from|of|outside|off|to)\b",
    re.I,
)
_PARENTHESIS = re.compile(
    r"[^.;]{0,14}?\(\s*(?P<n>\d+(?:[.,]\d+)?)\s*-?\s*(?P<unit>km|kms|kilomet(?:er|re)s?)\s*\)", re.I
)
_SIDE = re.compile(
    r"\s*(?:\([^)]{1,20}\)\s*)?(?:to|on) the ((?:north|south)(?:[- ]?(?:east|west))?|east|west)\b", re.I
)
_OF_ITSELF = re.compile(r"\s*of\b", re.I)  # "140 km of the front line" are as much of it
_AWAY = re.compile(r"\s*(?:\([^)]{1,20}\)\s*)?away\b", re.I)
_COMPASS = re.compile(r"\b((?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern|wards?)?\b", re.I)
_STANDING = forms_of(
    "be", "stand", "remain", "bring", "come", "put", "get", "take", "advance", "move", "push", "reach", "arrive", "stop", "halt",
    "fight", "camp", "encamp", "deploy", "dig", "entrench", "leave", "lie", "sit", "hold", "see", "spot", "sight", "report",
    "position", "locate", "station", "park", "mass", "amass", "gather", "assemble", "concentrate", "base", "stall", "operate",
    "patrol", "wait", "bivouac", "draw", "close", "approach", "lay", "line", "perch", "poise", "progress", "march", "edge", "inch",
) | {"'s", "'re", "'m"}  # fmt: skip


# "advanced up to 800 metres west of Makiivka": the length of an advance, not a distance from the place.
_GAINED = re.compile(
    r"\b(?:advanc(?:e|ed|es|ing)|push(?:ed|es|ing)?)\s+(?:(?:up|further|another|about|around|roughly|some|nearly|almost|at|least|a|by|to)\s+){0,3}$",
    re.I,
)


def distances(scene: Scene, sent: Sent) -> list[Change]:
    """A change for each distance between a force and a place that the sentence gives."""
    out: list[Change] = []
    movers: Parties | None = None
    for found in (*sent.line.quantities, *_bare_units(sent)):
        if (
            not (sent.span.start <= found.first < sent.span.end)
            or found.value.kind != "distance"
            or _in_brackets(sent, found)
        ):
            continue
        unit = _unit_token(sent, found)
        if unit is None:
            continue
        change = _distance(scene, sent, found, unit, movers)
        if change is not None:
            out.append(change)
            movers = Parties(change.gainers, True)
    return out


def _in_brackets(sent: Sent, found: Found[Quantity]) -> bool:
    before = sent.line.clean.text[max(0, found.start - 2) : found.start]
    return "(" in before


def _unit_token(sent: Sent, found: Found[Quantity]) -> Token | None:
    doc = sent.line.doc
    i = min(found.last + 1, len(doc) - 1)
    while i < min(found.last + 3, len(doc)) and doc[i].lower_ in ("-", "a", "an"):
        i += 1
    return doc[i] if i < len(doc) else None


def _distance(
    scene: Scene, sent: Sent, found: Found[Quantity], unit: Token, earlier: Parties | None
) -> Change | None:
    text = sent.line.clean.text
    before, after = text[: found.start], text[unit.idx + len(unit.text) :]
    measure = _MEASURE.match(after)
    within = re.search(r"\bwithin\s+$", before) is not None
    verb = clause_head(unit)
    if verb.lower_ in _SEPARATING and unit.i < verb.i:
        return _separation(scene, sent, found, verb)
    if (
        measure is None
        and not _AWAY.match(after)
        and not _SIDE.match(after)
        and not re.search(r"\bat\s+$", before)
    ):
        return None
    if not within and _GAINED.search(before):
        return None
    if not within and measure is not None and measure["prep"].lower() == "of" and _OF_ITSELF.match(after):
        return None
    bare = None if is_verb(verb) else parties(scene, sent, [verb])  # "Rebels 10 km from Damascus": a headline
    if (
        not within
        and not (bare and bare.refs)
        and (verb.lower_ not in _STANDING or _locates_a_noun(unit, found, sent))
    ):
        return None
    movers = bare if bare and bare.refs else _movers(scene, sent, verb)
    kms = _kilometres_at(found, text)
    if (
        not movers.refs
        and kms is not None
        and (turned := _turned(scene, sent, unit, measure, verb)) is not None
    ):
        return replace(turned, distance=kms)
    movers = movers if movers.refs else earlier or movers
    if not movers.refs and not any(h.lower_ in _FRONTS for h in subjects(verb)) or kms is None:
        return None
    site, reference, direction = _target(scene, sent, unit, measure)
    if site is None:
        site = next(iter(passage_site(scene, sent, unit)), None)
        side = _SIDE.match(after)
        direction = direction or (side.group(1).lower() if side else None)
    if site is None or site.place is None:
        return None
    return Change(
        "distance", verb, (site,), movers.refs[:1], distance=kms, reference=reference, direction=direction
    )


def _turned(
    scene: Scene, sent: Sent, unit: Token, measure: re.Match[str] | None, verb: Token
) -> Change | None:
    """ "Basra lies 12 miles from the Iranian lines": the place is the subject, the force what it is measured from."""
    if measure is None or measure["prep"].lower() != "from":
        return None
    named = [h for h in subjects(verb) if named_at(sent.line, h.i) is not None]
    from_whom = [t for n in (unit, verb) for name, t in preps(n) if name == "from"]
    own = [
        c for h in from_whom if h.lower_ in _LINES for c in h.lefts if c.dep_ in ("amod", "compound", "poss")
    ]
    forces = parties(scene, sent, from_whom)
    forces = forces if forces.refs else parties(scene, sent, own)
    sites = [s for s in sites_of(scene, sent, named) if s.place is not None]
    if not sites or not forces.refs or any(named_at(sent.line, t.i) is not None for t in from_whom):
        return None
    return Change("distance", verb, (sites[0],), forces.refs[:1])


def _bare_units(sent: Sent) -> list[Found[Quantity]]:
    """ "within a kilometre of", "a mile from": one unit, which is no number of its own."""
    line = sent.line
    out: list[Found[Quantity]] = []
    for token in sent.span[1:]:
        unit = _BARE.get(token.lower_)
        article = token.nbor(-1)
        if unit is None or article.lower_ not in ("a", "an", "one") or article.i in line.quantity_at:
            continue
        if article.i > 0 and article.nbor(-1).i in line.quantity_at:
            continue  # "half a kilometre"
        near = article.i > 0 and article.nbor(-1).lower_ in ("within", "than", "under")
        start, end = article.idx, article.idx + len(article.text)
        text = article.text
        value = Quantity(
            start, end, text, 0 if near else 1, 1, "up_to" if near else "singular", start, "distance", unit
        )
        out.append(Found(start, end, article.i, article.i, value, text))
    return out


_BARE = {"kilometre": "km", "kilometer": "km", "mile": "mile"}
_SEPARATING = frozenset({"separate", "separates", "separated", "divide", "divides"})


def _separation(scene: Scene, sent: Sent, found: Found[Quantity], verb: Token) -> Change | None:
    """ "Ten kilometres separate the rebels from the airport"."""
    forces = objects(verb)
    aims = [t for n in [verb, *forces] for name, t in preps(n) if name == "from"]
    movers, sites = parties(scene, sent, forces), sites_of(scene, sent, aims)
    kms = _kilometres_at(found, sent.line.clean.text)
    if not movers.refs or not sites or kms is None:
        return None
    return Change("distance", verb, tuple(sites[:1]), movers.refs[:1], distance=kms)


def _locates_a_noun(unit: Token, found: Found[Quantity], sent: Sent) -> bool:
    """ "Kemise, a town 53 km south of Kombolcha": the distance belongs to a noun that is no force."""
    if unit.head.lower_ in ("position", "positions"):
        return False  # "took up positions 2 km from X"
    if (
        unit.dep_ in ("npadvmod", "nummod", "appos", "nmod")
        and unit.head.pos_ in ("NOUN", "PROPN")
        and unit.head.i < unit.i
    ):
        return True
    before = sent.line.clean.text[: found.start]
    return (
        bool(re.search(r",\s*(?:some|about|around|just|only|roughly)?\s*$", before))
        and found.first > sent.span.start + 1
        and unit.dep_ not in ("conj", "attr")
    )


_LINES = frozenset(
    {
        "lines",
        "line",
        "positions",
        "position",
        "troops",
        "forces",
        "front",
        "frontline",
        "vanguard",
        "columns",
        "tanks",
        "trench",
        "trenches",
        "outpost",
        "outposts",
        "post",
        "checkpoint",
    }
)
# of nobody alone
_FRONTS = frozenset({"front", "fronts", "frontline", "frontlines", "lines", "line", "fighting"})


def _movers(scene: Scene, sent: Sent, verb: Token) -> Parties:
    moved = (
        objects(verb)
        if verb.lower_.startswith(("bring", "brought", "put", "leave", "left", "take", "took"))
        else []
    )
    found = parties(scene, sent, moved)
    if found.refs:
        return found
    heads = subjects(verb) if is_passive(verb) else doers_of(sent, verb)
    lines = [h for h in heads if h.lower_ in _LINES]
    if lines:
        whose = [c for h in lines for c in h.children if c.dep_ == "poss"]
        owners = parties(
            scene, sent, [verb.head if w.lower_ == "whose" and verb.dep_ == "relcl" else w for w in whose]
        )
        owners = owners if owners.refs else owner(scene, sent, lines[0])  # "the nearest Russian trench"
        if owners.refs:
            return owners
    found = parties(scene, sent, [h for h in heads if named_at(sent.line, h.i) is None])
    return found if found.refs else doing_parties(scene, sent, verb)


def _target(
    scene: Scene, sent: Sent, unit: Token, measure: re.Match[str] | None
) -> tuple[Site | None, str | None, str | None]:
    """The place measured to, what in it is measured to, and the compass word of that."""
    if measure is None:
        return None, None, None
    at = unit.idx + len(unit.text) + measure.start("prep")
    prep = next((t for t in sent.span if t.idx == at), None)
    heads = [c for c in prep.children if c.dep_ == "pobj"] if prep is not None else []
    if not heads and prep is not None:
        heads = [t for _, t in preps(prep)] or [
            t
            for t in sent.span[prep.i + 1 - sent.span.start : prep.i + 6 - sent.span.start]
            if named_at(sent.line, t.i) is not None
        ][:1]
    for head in heads:
        reference = np_span(head).text
        bare = re.sub(r"^(?:the|its|their)\s+", "", np_span(head, with_of=False).text, flags=re.I)
        compass = _COMPASS.search(bare)
        direction = compass.group(1).lower() if compass else None
        sites = sites_of(scene, sent, [head])
        if not sites:
            sites = sites_of(
                scene, sent, [t for name, t in preps(head) if name in ("in", "at", "of", "near")]
            )
        if sites:
            whole = (
                head.i in sent.line.place_at and bare.lower() == sites[0].place.text.lower()
                if sites[0].place
                else False
            )
            return sites[0], None if whole or head.i in sent.line.place_at else bare, direction
        return None, reference, direction
    return None, None, None


def _kilometres_at(found: Found[Quantity], text: str) -> tuple[float | None, float | None] | None:
    """The distance in kilometres: of miles, the kilometres in brackets after them where the text gives them."""
    if found.value.unit == "mile" and found.value.low == found.value.high:
        given = _PARENTHESIS.match(text[found.end :])
        if given:
            n = float(given.group("n").replace(",", "."))
            return n, n
    return kilometres(found.value)
