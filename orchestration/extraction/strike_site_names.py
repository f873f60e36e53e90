"""Places that no gazetteer lists, by their position in the words of a strike."""

from orchestration.extraction.parse import Token
from orchestration.extraction.place_finer import is_free
from orchestration.extraction.placing import PlaceChoice
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import Words, before_noun
from orchestration.extraction.syntax import is_definite, np_span, objects, preps

_UNLISTED_PREPS = frozenset(
    {
        "in",
        "near",
        "at",
        "around",
        "outside",
        "inside",
        "on",
        "into",
        "over",
        "upon",
        "onto",
        "across",
        "off",
        "towards",
        "toward",
    }
)


_PLACE_HEADS = frozenset(
    "camp base airport airfield village town city district neighbourhood neighborhood hospital crossing checkpoint prison refinery port "
    "barracks quarter suburb road highway junction market bridge dam hill ridge valley island mosque church school station plant".split()
)


def unlisted(words: Words, event: Event, targets: list[Token]) -> list[PlaceChoice]:
    """Named places that no gazetteer knows: "at the Beach refugee camp", "near Kibumba", "the Balakot raid"."""
    heads = [
        obj
        for h in [*event.nouns, *event.verbs, *(a.head for a in event.arms), *targets, *_harmed(words, event)]
        for name, obj in preps(h)
        if name in _UNLISTED_PREPS
    ]
    heads.extend(
        o for h in tuple(heads) for name, o in preps(h) if name in _UNLISTED_PREPS and o not in heads
    )
    heads.sort(key=lambda t: t.tag_ not in ("NNP", "NNPS"))
    out: list[PlaceChoice] = []
    for head in [
        *heads,
        *targets,
        *(
            t
            for n in event.nouns
            for t in before_noun(n)
            if t.dep_ == "compound" and event.trigger.lower_.startswith(("raid", "bomb", "strike", "air"))
        ),
    ]:
        if (span := _unlisted_span(words, event, head, heads, targets)) is None:
            continue
        if out and head not in heads:
            break
        start, end = words.line.article_span(*span)
        choice = PlaceChoice(words.context.document.text(start, end), start, end, None)
        if choice not in out and (
            not out or out[0].end < start and len(words.line.clean.text) and head.dep_ == "conj"
        ):
            out.append(choice)
    return out


def _harmed(words: Words, event: Event) -> list[Token]:
    """Those whom the weapon killed or wounded: "mortar bombs wounded a farmer at al-Izba"."""
    return [t for v in event.verbs if "harm" in words.frames(v) for t in objects(v)]


def _unlisted_span(
    words: Words, event: Event, head: Token, heads: list[Token], targets: list[Token]
) -> tuple[int, int] | None:
    """First and last token of the place's name, if the head names one."""
    named = [
        t
        for t in head.lefts
        if t.dep_ in ("compound", "nmod")
        and t.tag_ in ("NNP", "NNPS")
        and is_free(words.context, words.line, t)
    ]
    inner = [t for name, t in preps(head) if name == "of" and is_free(words.context, words.line, t)]
    if (
        head.lower_ in _PLACE_HEADS
        and inner
        and inner[0].pos_ in ("PROPN", "NOUN", "X")
        and not inner[0].lower_.endswith("s")
    ):
        span = np_span(inner[0])
        return span.start, span.end - 1
    landscape = head in heads and head.text.islower() and is_definite(head) and class_of(words, head) is None
    if named and (landscape or head.lower_ in _PLACE_HEADS) and is_free(words.context, words.line, head):
        return min(t.left_edge.i for t in named), head.i
    if class_of(words, head) not in (None, "residential", "other", "infrastructure"):
        return None
    ground = (
        head in heads
        or (head in targets and _is_struck_ground(words, event))
        or (head not in targets and head.head in event.nouns)
    )
    proper = (
        head.text[:1].isupper()
        and head.pos_ in ("PROPN", "NOUN")
        and (head.i > words.sent.span.start or head.pos_ == "PROPN")
    )
    if (
        ground
        and proper
        and is_free(words.context, words.line, head)
        and head.lower_ not in _PLACE_HEADS
        and not words.noun_value(head, "modifier")
    ):
        return np_span(head, with_of=False).start, head.i
    return None


def _is_struck_ground(words: Words, event: Event) -> bool:
    """Whether what the verb names can only be ground: places are shelled and bombed, persons are targeted."""
    if (
        event.nouns
        and event.verbs
        and event.verbs[0].lower_.startswith(
            ("hit", "str", "pound", "rock", "flatten", "level", "come", "came", "suffer", "endur")
        )
    ):
        return True
    return bool(event.verbs) and (
        "bombard" in words.frames(event.verbs[0])
        or event.trigger in event.verbs[:1]
        and event.trigger.lower_.startswith(("hit", "struck", "pound", "raid", "took", "take", "receiv"))
        or event.rule.startswith("headline")
        or bool(event.arms and event.verbs[0].lower_.startswith(("hit", "took", "take", "rock", "receiv")))
    )
