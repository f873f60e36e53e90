"""What was hit: the words, the class, and whose it was."""

from dataclasses import dataclass, replace

from orchestration.extraction.actors import ActorRef, force_kind
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_parties import owners_before
from orchestration.extraction.strike_things import class_of, is_place_only
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import is_passive, np_span, objects, preps, subjects


@dataclass(frozen=True, slots=True)
class Target:
    """What was hit: as written, its class, and whose it was."""

    text: str | None = None
    target_class: str | None = None
    owner: ActorRef | None = None


def felled_leader(words: Words, event: Event) -> Target | None:
    """ "an airstrike that killed a commander": who was killed was the target, where it was a leader."""
    for verb in [*event.verbs, *(c for v in event.verbs for c in v.children if c.dep_ in ("advcl", "conj"))]:
        if "harm" not in words.frames(verb):
            continue
        for head in subjects(verb) if is_passive(verb) else objects(verb):
            named = [head, *(c for c in head.children if c.dep_ == "appos")]
            if any(class_of(words, t) == "leadership" for t in named):
                target = target_of(words, (head,))
                return replace(
                    target,
                    target_class="leadership",
                    owner=target.owner or next((o for t in named if (o := _owner(words, t))), None),
                )
    return None


def target_of(words: Words, heads: tuple[Token, ...]) -> Target:
    """The targets read together; the class is that of the first that has one."""
    texts: list[str] = []
    target_class: str | None = None
    owner: ActorRef | None = None
    for head in heads:
        if is_place_only(words, head):
            continue
        if head.pos_ == "PRON" and (meant := _meant(words, head)) is not None:
            head = meant
        if head.pos_ == "PRON" and head.lower_ not in ("them", "us"):
            continue
        span = np_span(head)
        first = span.start
        while first < head.i and words.line.doc[first].dep_ in ("det", "punct"):
            first += 1
        start, end = words.line.article_span(first, max(span.end - 1, head.i))
        texts.append(words.context.document.text(start, end))
        for noun in (head, *(c for c in head.children if c.dep_ == "appos")):  # "Abu Jandal, an ISIL leader"
            target_class = target_class or class_of(words, noun)
            owner = owner or _owner(words, noun)
    return Target("; ".join(dict.fromkeys(texts)) or None, target_class, owner)


def _meant(words: Words, pronoun: Token) -> Token | None:
    """ "a clinic was burned after it was hit": the subject of the clause above, where that is a thing that can be struck."""
    verb = pronoun.head
    if pronoun.lower_ != "it" or verb.dep_ not in ("advcl", "conj") or not is_passive(verb):
        return None
    above = [t for t in subjects(verb.head) if t.pos_ == "NOUN" and class_of(words, t) is not None]
    return above[0] if len(above) == 1 else None


def _is_a_weapon(words: Words, ref: ActorRef) -> bool:
    """ "when a mortar bomb landed inside their camp": the pronoun is not the bomb's."""
    inside = [w for w in words.line.weapons if words.line.article_span(w.first, w.last)[0] >= ref.start]
    return ref.actor is None and any(words.line.article_span(w.first, w.last)[1] <= ref.end for w in inside)


def _is_a_city(words: Words, ref: ActorRef) -> bool:
    """ "Sarajevo's market" lies in the capital, and is not the government's; "Kyiv's forces" are."""
    starts = (f.start for f in words.line.actors if words.line.article_span(f.first, f.last)[0] == ref.start)
    return any(words.line.alias_types.get(start) == "capital" for start in starts)


_FORCES = frozenset(
    {
        "military_base",
        "position",
        "vehicle",
        "personnel",
        "command_post",
        "leadership",
        "convoy",
        "depot",
        "training_camp",
    }
)


def _owner(words: Words, head: Token) -> ActorRef | None:
    """Whose target it was: the party that it is, or that its modifiers name."""
    document = words.context.document
    refs = [
        r
        for r in owners_before(words, head)
        if not (r.actor and r.actor.kind in ("igo", "un"))
        and not _is_a_weapon(words, r)
        and not (_is_a_city(words, r) and class_of(words, head) not in _FORCES)
    ]
    if refs:
        return refs[0]
    direct = words.context.actors(words.sent, [head]) if head.pos_ != "PRON" else []
    for ref in direct:
        if words.line.place_at.get(head.i) is None and (
            ref.actor is not None or force_kind(document, head) == "combatant"
        ):
            return ref
    for name, obj in preps(head):
        if name in ("of", "held", "from"):
            for ref in words.context.actors(words.sent, [obj]):
                if ref.actor is not None and words.line.place_at.get(obj.i) is None:
                    return ref
    for child in head.children:
        if child.dep_ in ("acl", "relcl"):
            for grand in child.children:
                if grand.dep_ == "agent":
                    for obj in grand.children:
                        for ref in words.context.actors(words.sent, [obj]):
                            return ref
    return None
