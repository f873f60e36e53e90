"""Where an event happened: the place in its own words, else the one that the passage is about."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from orchestration.extraction.document import Document, Found, Line, PlaceMention, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.place_nouns import ADMINISTRATIVE, GENERIC_PRECISION
from orchestration.extraction.syntax import clause_head, preps

EVENT_PREPS = frozenset(
    "in at near on around round outside inside over against across into upon within along by off throughout toward towards".split()
)


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place for a claim: the words, the gazetteer's entry, and whether it came from the passage."""

    text: str | None
    start: int
    end: int
    mention: PlaceMention | None
    inherited: bool = False

    def columns(self) -> dict[str, object]:
        m = self.mention
        p = m.place if m else None
        return {
            "place_text": self.text,
            "place_name": p.name if p else None,
            "place_id": p.place_id if p else None,
            "country_code": p.country_code if p else None,
            "latitude": m.latitude if m else None,
            "longitude": m.longitude if m else None,
            "where_precision": m.where_precision if m else None,
        }


def lying_in(mention: PlaceMention, around: PlaceMention) -> PlaceMention:
    """An unlisted place at the coordinates, and hardly the precision, of the larger one that it lies in."""
    if mention.place is not None or around.place is None or around.place.feature in ("country", "sea"):
        return mention
    at = {"place": around.place, "latitude": around.latitude, "longitude": around.longitude}
    return replace(mention, **at, borrowed=True, where_precision=max(around.where_precision or 2, 2))


def choice_of(line: Line, found: Found[PlaceMention], *, inherited: bool = False) -> PlaceChoice:
    start, end = line.article_span(found.first, found.last)
    return PlaceChoice(found.text, start, end, found.value, inherited)


def most_specific(line: Line, found: list[Found[PlaceMention]]) -> list[Found[PlaceMention]]:
    """Without the larger places that only locate a smaller one before them ("Binnish, in Idlib province").

    Coordinated places all stay.
    """
    out: list[Found[PlaceMention]] = []
    dropped: list[Found[PlaceMention]] = []
    text = line.clean.text
    found = _beyond_lines(text, found)
    for k, item in enumerate(found):
        if out:
            last = found[k - 1] if found[k - 1] in dropped else out[-1]
            gap = text[last.end : item.start]
            after = text[item.end : found[k + 1].start] if k + 1 < len(found) else ""
            # "Barangay San Isidro, Paquibato, Davao City"
            address = _UNLISTED_BETWEEN.fullmatch(gap) is not None and not _AND.match(after)
            chained = after.strip() == "," and _encloses(after, item.value, found[k + 1].value)
            listed = bool(_LISTED_GAP.match(after)) and not chained
            if (
                gap.strip() == "of"
                and out[-1].value.generic in _OF_NAMED
                and holds(out[-1].value, item.value)
            ):
                out[-1] = item  # "the Damascus suburb of Darayya"
                continue
            if (
                not listed
                and not re.search(r"\band\b|\bor\b|&|;", gap)
                and len(gap) <= 45
                and (address or _encloses(gap, last.value, item.value))
            ):
                dropped.append(item)
                continue
            if last in dropped and _OWNED_GAP.match(gap):
                dropped.append(item)  # "Achin district of Afghanistan's Nangarhar province"
                continue
            if _OWNED_GAP.match(gap) or _is_state(out[-1].value) and _OWNED_FAR.match(gap):
                out[-1] = item
                continue
        out.append(item)
    return out


def _beyond_lines(text: str, found: list[Found[PlaceMention]]) -> list[Found[PlaceMention]]:
    """Without the border or the river that fire only crossed on its way ("shelling across the Line of Control in Poonch")."""
    return [
        f
        for k, f in enumerate(found)
        if k + 1 == len(found)
        or not _ACROSS.search(text[: f.start])
        or not _THEN_IN.fullmatch(text[f.end : found[k + 1].start])
    ]


_ACROSS = re.compile(r"\b(?:across|over|beyond)\s+the\s+$")
_THEN_IN = re.compile(
    r"\s+(?:in|at|near|around|on|into|onto|outside|against)\s+(?:the\s+)?(?:\w+\s+(?:of\s+)?)?"
)
_OF_NAMED = frozenset(
    "suburb town village city neighbourhood neighborhood district quarter camp port hamlet settlement enclave".split()
)
_LISTED_GAP = re.compile(r"^(?:,|,?\s+and|,?\s+or)\s+(?:in\s+|the\s+)?$")
_UNLISTED_BETWEEN = re.compile(r",(?:\s+[A-Z][\w'’-]+){1,3},\s*")
_AND = re.compile(r",?\s+(?:and|or)\b")
_OWNED_GAP = re.compile(r"^'s\s+(?:[\w-]+\s+){0,4}$")
# "Azerbaijan's second largest city, Ganja", "Italy's paramilitary police in the Iraqi city of Nassiriya"
_OWNED_FAR = re.compile(r"^['’]s\s+(?:(?!and\b|or\b)[\w-]+,?\s+){0,10}$")
_ENCLOSING_GAP = re.compile(
    r"^(?:,|\s+in|\s+of|,\s+in|\s+near|,\s+near|,?\s+(?:an?|the)\s[^,;]{2,40}\b(?:of|in|from|near)|\s*\(|\s+on\s+the\s+outskirts\s+of|\s+outside|(?:,?\s+(?:(?:some|about|around|just|only)\s+)?[\w.]+\s(?:km|kms|kilomet(?:er|re)s?|miles?))?,?\s+(?:to\s+the\s+)?(?:north|south|east|west)[\w-]*\s+of|\s+\w+\s+(?:in|of))\s*(?:(?:the|neighbou?ring|nearby|(?:north|south|east|west)\w*|central|city|town|of|district|province|besieged|outskirts)\s+)*$"
)


def _is_state(mention: PlaceMention) -> bool:
    return mention.place is not None and mention.place.feature == "country"


def holds(named: PlaceMention, inner: PlaceMention) -> bool:
    """Whether the first place lies about the second: "the Damascus suburb of Darayya" is Darayya: "the Karrada district of Baghdad" is Karrada."""
    if named.place is None or named.place == inner.place:
        return False
    if inner.place is None:
        return True
    if (
        inner.admin
        or inner.generic in ADMINISTRATIVE | {"county"}
        or inner.place.feature in ("country", "adm1", "region")
    ):
        return False
    return named.place.population > inner.place.population


def _encloses(gap: str, smaller: PlaceMention, larger: PlaceMention) -> bool:
    if not _ENCLOSING_GAP.match(gap):
        return False
    if gap.strip() == ",":
        ranks = {"country": 5, "region": 4, "adm1": 4, "adm2": 3, "sea": 4}
        small, large = ranks.get(smaller.feature or "", 1), ranks.get(larger.feature or "", 1)
        if larger.generic in ADMINISTRATIVE | {"district"}:
            large = max(large, 3)
        if larger.admin and larger.generic not in ("city", "town", "village", "camp"):
            large = max(large, 4)
        return large > small
    return True


_LEAD = 3  # words before the name: "Still in the …"


def opens_sentence(sent: Sent, mention: Found[PlaceMention]) -> bool:
    """ "In Aden city, shells struck homes in Khormaksar": a phrase before the clause only says whereabouts it is."""
    doc, start = sent.line.doc, sent.span.start
    after = doc[mention.last + 1 : mention.last + 2].text
    lead = {t.lower_ for t in doc[start : mention.first]}
    return after == "," and 0 <= mention.first - start <= _LEAD and not lead.isdisjoint(EVENT_PREPS)


_STAYING = frozenset(
    "gathered gathering assembled assembling sheltered sheltering camped camping queued queuing queueing hid hiding slept sleeping "
    "waited waiting stationed deployed posted based working travelling traveling held living".split()
)


def stay_of(people: Token) -> list[Token]:
    """The words that tell where people were when it happened: "who were queuing for bread in Atareb", "sleeping in a house in
    Hajjah", "soldiers on patrol in Sangin"; not where they were from or going.
    """
    out: list[Token] = []
    for verb in people.rights:
        if verb.dep_ not in ("relcl", "acl"):
            continue
        was = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")} & {"was", "were"}
        at = verb.lower_ in ("was", "were") and not any(c.dep_ in ("attr", "acomp") for c in verb.children)
        if was and verb.tag_ == "VBG" or at or verb.lower_ in _STAYING:
            out.extend(t for t in verb.subtree if t.i > verb.i)
    return out


def event_places(sent: Sent, trigger: Token, extra: list[Token] | None = None) -> list[PlaceChoice]:
    """Places of the event: on its own prepositions, in its phrases, in its clause; empty where unsaid."""
    line = sent.line
    found: list[Found[PlaceMention]] = []
    for head in [trigger, *(extra or [])]:
        for name, obj in preps(head):
            if name in EVENT_PREPS or name in ("of", "between", "from"):
                if name == "from" or name == "of" and head is trigger and trigger.pos_ == "VERB":
                    continue
                found.extend(m for m in mentions_under_np(sent, obj) if m not in found)
        if head is not trigger:
            found.extend(m for m in mentions_under_np(sent, head) if m not in found)
    if not found:
        clause = clause_head(trigger)
        for token in clause.subtree:
            mention = line.place_at.get(token.i)
            if (
                mention
                and mention.value.locative
                and mention not in found
                and clause_head(token) == clause
                and not _is_origin(line, mention)
            ):
                found.append(mention)
    found.sort(key=lambda m: m.first)
    return [choice_of(line, m) for m in most_specific(line, found)]


def mentions_under_np(sent: Sent, head: Token) -> list[Found[PlaceMention]]:
    """Named places of a noun phrase, without those of relative clauses that hang on it."""
    skip: set[int] = set()
    for child in head.children:
        if child.dep_ in ("relcl", "advcl", "ccomp"):
            skip.update(t.i for t in child.subtree)
    out: list[Found[PlaceMention]] = []
    for t in sorted(head.subtree, key=lambda t: t.i):
        found = sent.line.place_at.get(t.i)
        if found and t.i not in skip and found not in out:
            out.append(found)
    return out


def _is_origin(line: Line, mention: Found[PlaceMention]) -> bool:
    return bool(
        re.search(
            r"(?<!far )\bfrom\s+(?:the\s+)?(?:(?:city|town|village|port|region)\s+of\s+)?$",
            line.clean.text[: mention.start],
            re.I,
        )
    )


def label_place(document: Document, sent: Sent) -> PlaceChoice | None:
    """The place that heads the sentence's entry: its label ("Homs province:", "Ryazan. Governor:"), the dateline
    of one entry among several ("MOSUL - A bomber ..."), what stands before the colon of a note ("Boni (Douentza),
    17 May: ..."), the name that opens its line ("Kharkiv direction. ..."), or its dated or numbered head.
    """
    line = sent.line
    clean = line.clean
    if clean.label and clean.label_start is not None:
        return place_from_text(document, clean.label.split(". ")[0], clean.label_start)
    if clean.entry and (named := _entry_place(document, line)) is not None:
        return named
    if clean.dateline and _is_digest(document):
        name = clean.dateline.split(",")[0].strip()
        start = document.article.text.find(name, clean.start, clean.end)
        return _headed(document, name, start) if start >= 0 else None
    opening = opening_place(line)
    return choice_of(line, opening, inherited=True) if opening is not None else None


def _entry_place(document: Document, line: Line) -> PlaceChoice | None:
    """The narrowest place of an entry's head: the last behind a country ("Colombia, Cauca, Caloto"), else the first.

    A country alone places nothing: the entry goes on to say where in it. An unlisted place lies where the next does.
    """
    entry = line.clean.entry
    if entry is None or not entry.places:
        return None
    from_country = any(p.feature == "country" for p in document.lexicon.find_places(entry.places[0][0]))
    if from_country and len(entry.places) == 1:
        return None
    outwards = entry.places[::-1] if from_country else entry.places
    name, start = outwards[0]
    found = _headed(document, name, line.clean.start + start)
    larger = (place_from_text(document, n, line.clean.start + at) for n, at in outwards[1:])
    around = next((c.mention for c in larger if c is not None and c.mention and _is_small(c.mention)), None)
    if found.mention is None or found.mention.place is not None or around is None:
        return found
    return replace(found, mention=lying_in(found.mention, around))


def _is_small(mention: PlaceMention) -> bool:
    return mention.place is not None and mention.place.feature not in ("country", "sea")


def entry_country(document: Document, sent: Sent) -> PlaceChoice | None:
    """The country at the head of an entry that names no other place there: where it happened at the widest."""
    entry = sent.line.clean.entry
    if entry is None or len(entry.places) != 1:
        return None
    name, start = entry.places[0]
    return place_from_text(document, name, sent.line.clean.start + start)


_DIGEST = 3  # datelines that make a list of entries out of an article


def _is_digest(document: Document) -> bool:
    datelines = (line for line in document.lines if line.clean.dateline is not None)
    return len(list(islice(datelines, _DIGEST))) == _DIGEST


def _headed(document: Document, name: str, start: int) -> PlaceChoice:
    """The place that an entry names at its head, with its words alone where the gazetteer has none such."""
    unlisted = PlaceMention(name, name, None, None, None, None, None, True)
    return place_from_text(document, name, start) or PlaceChoice(
        name, start, start + len(name), unlisted, True
    )


_FIELD = re.compile(
    r"^[ \t]*(?:Location|Place|Where|Locality|Incident location)\s*:\s*(?P<name>[^\n,;(]{3,60})", re.M
)


def location_field(document: Document) -> PlaceChoice | None:
    """The place of an article about one incident that fills a form: "Location: Al-Nuseirat refugee camp, Gaza"."""
    fields = list(_FIELD.finditer(document.article.text))
    if len(fields) != 1:
        return None
    name, start = fields[0].group("name").rstrip(), fields[0].start("name")
    named = [f for line in document.lines for f in line.places if name.startswith(f.text) and f.value.place]
    if named and (place := named[0].value):
        return PlaceChoice(name, start, start + len(name), place, inherited=True)
    return place_from_text(document, name, start)


_OPENS = re.compile(r"(?:[A-Z][\w ]{2,30} - )?(?:the )?", re.I)
_HEAD_ENDS = re.compile(r"\s*(?:\([^()]{2,40}\))?(?:,\s[^:.;,]{2,40}){0,2}(?::\s|\.(?:\s|$))|\s*\|\s")


def opening_place(line: Line) -> Found[PlaceMention] | None:
    """The place whose name heads the line: it opens it, with what locates and dates it, up to a colon or a stop."""
    first = next(iter(line.places), None)
    if first is not None and first.value.place and first.value.place.feature == "country":
        first = next((f for f in line.places[1:2] if line.clean.text[first.end : f.start] == " - "), first)
    if first is None or not _OPENS.fullmatch(line.clean.text[: first.start]):
        return None
    return first if _HEAD_ENDS.match(line.clean.text[first.end :]) else None


def place_from_text(document: Document, text: str, start: int) -> PlaceChoice | None:
    """A place read from a label or dateline outside the parsed text."""
    words = text.split()
    name = " ".join(w for w in words if w.lower().rstrip(".,") not in GENERIC_PRECISION) or text
    entries = document.lexicon.find_places(name.title() if name.isupper() else name)
    if not entries:
        return None
    best = max(
        entries,
        key=lambda p: (
            document.countries.get(p.country_code or "", 0.0),
            (p.feature == "adm1") == ("province" in text.lower() or "governorate" in text.lower()),
            p.population,
            p.place_id,
        ),
    )
    mention = PlaceMention(text, name, best, None, best.where_precision, best.latitude, best.longitude, True)
    return PlaceChoice(text, start, start + len(text), mention, inherited=True)
