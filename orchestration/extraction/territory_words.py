"""What the words of a noun phrase tell of ground: kinds and shares of places, counts, definiteness, times."""

from orchestration.extraction.document import Line, Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.place_spans import LONGEST_TIME
from orchestration.extraction.syntax import preps
from orchestration.extraction.territory_scene import Scene, Site
from orchestration.extraction.time_tables import CALENDAR_NAMES, TIME_UNITS

PLURALS = frozenset({"they", "them", "both"})


MASS = frozenset(
    "countryside territory ground land lands areas terrain south north east west northeast northwest southeast southwest interior frontline front lines hinterland swath territories".split()
)


COMPASS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split()
)


def only_locates(head: Token) -> bool:
    """Whether the name belongs to "20 km north of Goma", which says where something else lies."""
    return head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in COMPASS


SHARES = frozenset({"most", "all", "half", "both", "much", "some", "everything"})


def of_many(head: Token) -> bool:
    return any(name == "of" and (t.lower_ in PLURALS or t.tag_ in ("NNS", "NNPS")) for name, t in preps(head))


_AREAS = frozenset({"hectare", "hectares", "acre", "acres"})


def is_surface(head: Token) -> bool:
    """ "300 square miles": ground by its measure alone."""
    return head.lower_ in _AREAS or any(c.lower_ in ("square", "sq") for c in head.lefts)


PLAYED = frozenset("mock simulated notional fictitious imaginary virtual make-believe dummy".split())


_FORCES_OWN = frozenset(
    "base bases camp camps post posts position positions outpost outposts line lines trench trenches stronghold strongholds territory ground".split()
)


def owned_by_place(head: Token) -> bool:
    """ "its police stations": part of a place told of before, unless such things are a force's own."""
    return head.lower_ not in _FORCES_OWN and any(
        c.dep_ == "poss" and c.lower_ == "its" for c in head.children
    )


def counted(sent: Sent, head: Token) -> tuple[float | None, float | None] | None:
    """The count that stands before a plural noun ("six villages"), if one does."""
    for child in head.lefts:
        if child.dep_ in ("nummod", "amod", "quantmod", "det", "advmod", "compound") and (
            count := number_at(sent, child)
        ):
            return count
    return None


def number_at(sent: Sent, token: Token) -> tuple[float | None, float | None] | None:
    found = sent.line.quantity_at.get(token.i)
    if found is None and _is_bare_number(token):
        return float(token.text), float(token.text)
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


def is_share(sent: Sent, token: Token) -> bool:
    """ "30% of", "over 25 percent of"."""
    near = [token, *token.lefts]
    return any(
        (found := sent.line.quantity_at.get(t.i)) is not None and found.value.kind == "percent" for t in near
    )


def is_number(sent: Sent, token: Token) -> bool:
    found = sent.line.quantity_at.get(token.i)
    if found is None:
        return _is_bare_number(token)
    return found.value.kind in ("count", "percent", "fraction")


def _is_bare_number(token: Token) -> bool:
    """ "11 of Helmand's 14 districts": a number that counts what stands behind its "of"."""
    return token.tag_ == "CD" and token.text.isdigit() and any(name == "of" for name, _ in preps(token))


def is_time(line: Line, i: int) -> bool:
    """Whether the token belongs to a time; a whole clause that dates something is none."""
    found = line.time_at.get(i)
    if found is None:
        return False
    return len(found.text.split()) <= LONGEST_TIME or line.doc[i].lower_ in CALENDAR_NAMES


def is_span(line: Line, token: Token) -> bool:
    """ "a siege of three months", "for two days": a time, or a noun that measures it."""
    return token.lower_ in TIME_UNITS or is_time(line, token.i)


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
    "industrial refugee military artillery naval air hospital border police international displacement oil gas power army "
    "tactical operating training command forward main patrol strategic supply logistics transit fire joint combat".split()
)


def is_ground_word(scene: Scene, token: Token) -> bool:
    """Whether a lower-case word before a noun of place belongs to its kind ("artillery base")."""
    return token.lower_ in _KINDS_OF_SITE or is_ground(scene, token)


def is_part(scene: Scene, token: Token) -> bool:
    """Whether the noun names a share of a place ("parts", "outskirts", "half")."""
    return token.lower_ == "%" or any(r["frame"] == "part" for r in noun_rows(scene, token))


def is_country(site: Site) -> bool:
    entry = site.place.mention.place if site.place and site.place.mention else None
    return entry is not None and entry.feature in ("country", "sea")
