"""The smaller place within a known one, though no gazetteer has it."""

import re

from orchestration.extraction.actors import force_kind
from orchestration.extraction.context import Context
from orchestration.extraction.document import Found, Line, PlaceMention, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.place_namesakes import bears_name_of_ship
from orchestration.extraction.place_nouns import PEOPLES
from orchestration.extraction.placing import PlaceChoice, lying_in

_FINER = re.compile(
    r"\b(?:in|at|near|on|off|outside|over|upon|into|around|of|between)\s+(?:the\s+)?(?P<name>(?:(?:la|las|los|el|san|santa|al)\s+)?[A-Z][\w'’-]*(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][\w'’-]*){0,3})(?:,\s+|\s*\(|\s+(?=near|outside|close))(?:just\s+|right\s+|immediately\s+)?(?:(?:in|near|outside|close to|(?:\d+\s*(?:km|miles?|kilomet\w+)\s+)?(?:north|south|east|west)\w*\s+of)\s+)?(?:the\s+)?$"
)
_INNER = re.compile(
    r"^'s\s+(?P<name>(?:[A-Z][\w'’-]*\s)+(?:[a-z]+\s)?(?:quarter|district|suburb|neighbou?rhood|camp|estate|area|ward|market|square|street|junction)|[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,2}(?=\s*(?:[,.;]|$)))"
)


def finer(context: Context, sent: Sent, mention: Found[PlaceMention]) -> PlaceChoice | None:
    """The smaller place before a known larger one, though no gazetteer has it: "at La Lejia, Norte de Santander"."""
    text = sent.line.clean.text
    found = _FINER.search(text[: mention.start])
    inner = _INNER.match(text[mention.end :]) if found is None else None
    if found is not None:
        start, end = found.span("name")
    elif inner is not None:
        start, end = mention.end + inner.start("name"), mention.end + inner.end("name")
    else:
        return None
    tokens = sent.line.tokens_of(start, end)
    if (
        tokens is None
        or tokens[0] < sent.span.start
        or not all(
            is_free(context, sent.line, sent.line.doc[i]) and i not in sent.line.place_at
            for i in range(tokens[0], tokens[1] + 1)
        )
    ):
        return None
    at, to = sent.line.article_span(*tokens)
    name = context.document.text(at, to)
    smaller = PlaceMention(name, name, None, None, None, None, None, True)
    return PlaceChoice(name, at, to, lying_in(smaller, mention.value))


def is_free(context: Context, line: Line, token: Token) -> bool:
    """Whether the word names nothing that is known to be something else."""
    return (
        not any(
            token.i in at
            for at in (line.actor_at, line.person_at, line.time_at, line.weapon_at, line.quantity_at)
        )
        and token.lower_ not in context.lexicon.adjectives
        and token.lower_ not in PEOPLES
        and force_kind(context.document, token) is None
        and not bears_name_of_ship(line.clean.text, token.idx, token.idx + len(token.text))
    )
