"""The ground at stake: which places a noun phrase names, counts or points back to."""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from orchestration.extraction.context import Context
from orchestration.extraction.document import Found, PlaceMention, Sent
from orchestration.extraction.placing import PlaceChoice, choice_of, generic_place, most_specific
from orchestration.extraction.syntax import conjuncts, preps

_ANAPHORS = frozenset({"it", "which", "that", "there", "here"})
_THEM = frozenset({"they", "them", "both"})
_NAMING = frozenset({"of", "called", "named"})
_LOCATING = frozenset("in at on near around outside inside within between along across throughout beside above over".split())
_NP_LINKS = frozenset({"compound", "nmod", "poss", "amod", "appos", "prep", "pobj", "pcomp", "dep", "nummod", "conj"})
_INDEFINITE = frozenset({"a", "an", "another", "some", "any", "no", "every", "each", "one"})


@dataclass(frozen=True, slots=True)
class Site:
    """One piece of ground: a place, or so many unnamed ones; `words` are those of its head."""

    place: PlaceChoice | None
    low: float | None = None
    high: float | None = None
    words: str = ""


def sites_of(context: Context, sent: Sent, heads: list[Token]) -> list[Site]:
    """The ground that the noun phrases with these heads stand for; empty where they are no ground."""
    out: list[Site] = []
    for head in heads:
        for site in _sites(context, sent, head):
            if not any(_same(site, other) for other in out):
                out.append(site)
    return out


def _same(a: Site, b: Site) -> bool:
    return (a.place.text if a.place else None, a.low, a.high) == (b.place.text if b.place else None, b.low, b.high)


def _sites(context: Context, sent: Sent, head: Token, depth: int = 0) -> list[Site]:
    line = sent.line
    low = head.lower_
    if low in _ANAPHORS or low in _THEM:
        return _anaphoric(context, sent, head)
    if head.i in line.place_at:
        return [Site(choice_of(line, line.place_at[head.i]), words=head.text)]
    if head.i in line.actor_at and not is_ground(context, head):
        return []
    if is_part(context, head) and depth < 3:
        whole = [t for name, t in preps(head) if name in ("of", "in") for t in (t,)]
        inner = [s for t in whole for s in _sites(context, sent, t, depth + 1)]
        if inner:
            return inner
    if not is_ground(context, head) and not is_part(context, head):
        unlisted = _unlisted(context, sent, head)
        return [Site(unlisted, words=head.text)] if unlisted else []
    return _grounds(context, sent, head)


def _grounds(context: Context, sent: Sent, head: Token) -> list[Site]:
    """Sites of a common noun of place: "the villages of A and B", "four hamlets near C", "the base"."""
    line = sent.line
    named = names_in(sent, head, _NAMING)
    count = counted(sent, head)
    if named:
        several = [Site(choice_of(line, f), words=head.text) for f in most_specific(line, named)]
        return several
    beyond = names_in(sent, head, _NAMING | _LOCATING)
    located = [choice_of(line, f) for f in most_specific(line, beyond)][:1]
    if count:
        return [Site(located[0] if located else None, count[0], count[1], words=head.text)]
    if located:
        return [Site(located[0], words=head.text)]
    if _is_definite(head):
        if any(c.lower_ == "both" for c in head.children):
            return _anaphoric(context, sent, head)
        back = generic_place(context.document, sent, head) or context.passage_place(sent, head)
        return [Site(replace(back, inherited=True) if back else None, words=head.text)]
    return [Site(None, words=head.text)]


def names_in(sent: Sent, head: Token, prepositions: frozenset[str]) -> list[Found[PlaceMention]]:
    """Named places inside the noun phrase that name or locate it, through these prepositions only."""
    out: list[Found[PlaceMention]] = []

    def walk(token: Token) -> None:
        found = sent.line.place_at.get(token.i)
        if found and found not in out and token.i not in sent.line.actor_at:
            out.append(found)
        for child in token.children:
            if child.dep_ not in _NP_LINKS or (token is head and child.dep_ == "conj"):
                continue
            if child.dep_ == "prep" and child.lower_ not in prepositions:
                continue
            walk(child)

    walk(head)
    out.sort(key=lambda f: f.first)
    return out


def counted(sent: Sent, head: Token) -> tuple[float | None, float | None] | None:
    """The count that stands before a plural noun ("six villages"), if one does."""
    for child in head.lefts:
        found = sent.line.quantity_at.get(child.i)
        if found and found.value.kind == "count" and child.dep_ in ("nummod", "amod", "quantmod", "det", "advmod", "compound"):
            return found.value.low, found.value.high
    return None


def is_ground(context: Context, token: Token) -> bool:
    """Whether the noun names a kind of place that can be taken or held."""
    return any(r["frame"] == "site" for r in noun_rows(context, token))


def is_part(context: Context, token: Token) -> bool:
    """Whether the noun names a share of a place ("parts", "outskirts", "half")."""
    found = any(r["frame"] == "part" for r in noun_rows(context, token))
    return found or token.lower_ in ("%",)


def noun_rows(context: Context, token: Token):
    return context.lexicon.triggers.get(f"territory:noun:{token.lower_}", ())


def _is_definite(head: Token) -> bool:
    """"the town", "its camp", and bare plurals that a genitive or "both" makes definite."""
    lefts = list(head.lefts)
    if any(c.dep_ in ("det", "nummod") and c.lower_ in _INDEFINITE for c in lefts):
        return False
    return any(c.lower_ in ("the", "this", "that", "these", "those", "both") or c.dep_ == "poss" for c in lefts)


def _anaphoric(context: Context, sent: Sent, head: Token) -> list[Site]:
    """Places behind a pronoun: the antecedent of a relative, the last named place, the last ones of "both"."""
    low = head.lower_
    if low in ("which", "that"):
        verb = head.head
        while verb.dep_ not in ("relcl", "ROOT"):
            verb = verb.head
        return _sites(context, sent, verb.head, 1) if verb.dep_ == "relcl" and verb.head is not verb else []
    if low in _THEM or any(c.lower_ == "both" for c in head.children):
        return [Site(p, words=head.text) for p in _last_places(context, sent, head, 2)]
    back = _subject_place(context, sent, head) or context.passage_place(sent, head)
    return [Site(replace(back, inherited=True), words=head.text)] if back else []


def _subject_place(context: Context, sent: Sent, head: Token) -> PlaceChoice | None:
    """The place that the sentence before, or the clause before, is about: its subject."""
    for where in [sent, *list(context.document.before(sent))[:1]]:
        for token in where.span:
            if where is sent and token.i >= head.i:
                break
            if token.dep_ in ("nsubj", "nsubjpass") and token.i in where.line.place_at and token.i not in where.line.actor_at:
                return choice_of(where.line, where.line.place_at[token.i], inherited=True)
    return None


def _last_places(context: Context, sent: Sent, head: Token, number: int) -> list[PlaceChoice]:
    """The last `number` different places named before the head, in text order."""
    out: list[PlaceChoice] = []
    for where in [sent, *list(context.document.before(sent))[:2]]:
        limit = head.i if where is sent else where.span.end
        for found in reversed(where.line.places):
            if where.span.start <= found.first < limit and all(found.text != p.text for p in out):
                out.append(choice_of(where.line, found, inherited=True))
            if len(out) == number:
                return out[::-1]
    return out[::-1]


def _unlisted(context: Context, sent: Sent, head: Token) -> PlaceChoice | None:
    """A capitalised name where only ground can stand ("captured Lesovka"), unknown to the gazetteer."""
    line = sent.line
    if head.tag_ not in ("NNP", "NNPS") and not (head.text[:1].isupper() and head.i > sent.span.start):
        return None
    if any(i in line.actor_at or i in line.person_at or i in line.weapon_at or i in line.time_at for i in (head.i,)):
        return None
    if head.lower_ in context.lexicon.adjectives or head.lower_ in context.lexicon.force_nouns:
        return None
    first = last = head.i
    while first > sent.span.start and line.doc[first - 1].text[:1].isupper() and line.doc[first - 1].dep_ in ("compound", "nmod", "amod"):
        first -= 1
    while last + 1 < sent.span.end and line.doc[last + 1].tag_ in ("NNP", "NNPS") and line.doc[last + 1].dep_ in ("flat", "nmod"):
        last += 1
    start, end = line.article_span(first, last)
    text = context.document.text(start, end)
    mention = PlaceMention(text, text, None, None, None, None, None, True)
    return PlaceChoice(text, start, end, mention)


def event_sites(context: Context, sent: Sent, trigger: Token) -> list[Site]:
    """Where the event happened, by its own words around the trigger."""
    return [Site(p) for p in context.places(sent, trigger)]


def coordinated(heads: list[Token]) -> list[Token]:
    return [t for h in heads for t in conjuncts(h)]
