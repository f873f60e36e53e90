"""Places in the words of a strike: on its own prepositions, in its clause, in the clauses above, at the head of its sentence."""

import re

from orchestration.extraction.document import Found, PlaceMention
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import (
    EVENT_PREPS,
    mentions_under_np,
    stay_of,
)
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_things import class_of
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import clause_head, is_passive, objects, own_subjects, preps

SITE_PREPS = EVENT_PREPS | {
    "including",
    "of",
    "between",
    "onto",
    "above",
    "beyond",
    "targeting",
    "under",
    "behind",
}


_STANDS_IN = re.compile(
    r"\b(?:in|near|at|on|over|of)\s+(?:(?:the|northern|southern|eastern|western|central|neighbou?ring|nearby)\s+)*(?:(?:city|town|village)\s+of\s+)?$",
    re.I,
)


def around(words: Words, head: Token, *, np: bool) -> list[Found[PlaceMention]]:
    out: list[Found[PlaceMention]] = []
    if np:
        # "Abu Jandal, a leader in Raqqa, was hit near Tabqa"
        aside = {
            t.i
            for c in head.children
            if c.dep_ == "appos" and class_of(words, c) in ("personnel", "leadership")
            for t in c.subtree
        }
        out.extend(m for m in mentions_under_np(words.sent, head) if m.first not in aside)
    for name, obj in preps(head):
        if (name in SITE_PREPS or _gives_example(obj)) and not (
            name == "of" and head.pos_ in ("VERB", "AUX") and not _compass(head)
        ):
            out.extend(m for m in mentions_under_np(words.sent, obj) if m not in out)
    for child in head.children:
        if child.dep_ in ("advmod", "npadvmod") and child.lower_.rstrip("s").endswith(
            ("north", "south", "east", "west", "mile", "km", "kilometre", "kilometer")
        ):
            for token in child.subtree:
                mention = words.line.place_at.get(token.i)
                if mention and mention not in out:
                    out.append(mention)
    return out


def _gives_example(obj: Token) -> bool:
    """ "villages such as Zaostrog"."""
    prep = obj.head
    return prep.lower_ == "as" and prep.i > 0 and prep.nbor(-1).lower_ == "such"


def _compass(head: Token) -> bool:
    return any(
        c.dep_ == "advmod" and c.lower_.endswith(("north", "south", "east", "west")) for c in head.children
    )


def linear(words: Words, verb: Token) -> list[Found[PlaceMention]]:
    """All places of a clause that hangs on the weapon, whatever the parser attached them to."""
    out: list[Found[PlaceMention]] = []
    for token in verb.subtree:
        mention = words.line.place_at.get(token.i)
        if mention and mention not in out:
            out.append(mention)
    return out


def in_clause(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """Places of the event's clauses that the parser attached to something else in them."""
    clauses = [clause_head(v) for v in event.verbs] or [clause_head(event.trigger)]
    return [
        m
        for m in words.line.places
        if m.value.locative
        and m.first > words.sent.span.start
        and clause_head(words.line.doc[m.first]) in clauses
    ]


def upward(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """Places on the clauses above ("In Fallujah a doctor said bombs had killed …"), and behind "where"."""
    token = clause_head(event.verbs[0] if event.verbs else event.trigger)
    for _ in range(5):
        if token.dep_ == "relcl" and any(c.lower_ == "where" for c in token.subtree):
            left = min(token.left_edge.i, next(c.i for c in token.subtree if c.lower_ == "where"))
            return [
                m for m in words.line.places if words.sent.span.start <= m.first < left and m.value.locative
            ]
        if token.dep_ == "ROOT" or is_apart(token):
            break
        meanwhile = token.dep_ == "advcl" and any(c.lower_ in ("when", "after", "as") for c in token.children)
        token = clause_head(token.head)
        things = own_subjects(token) if meanwhile and is_passive(token) else []
        out = [m for t in things for m in mentions_under_np(words.sent, t)]
        out += [
            m for name, obj in preps(token) if name in EVENT_PREPS for m in mentions_under_np(words.sent, obj)
        ]
        out = [m for m in out if m.value.locative]
        if out:
            return out
    for child in clause_head(event.trigger).children:
        if child.dep_ in ("npadvmod", "advcl", "dep", "appos") and child.i > event.trigger.i:
            for name, obj in preps(child):
                if name in ("in", "near", "at"):
                    found = mentions_under_np(words.sent, obj)
                    if found:
                        return found
    return []


def is_apart(verb: Token) -> bool:
    """ "they pounded the suburbs; shells fell on the camp": what follows the semicolon, or "while", tells of something else."""
    if verb.dep_ == "advcl" and verb.i > verb.head.i and own_subjects(verb):
        return any(c.lower_ in ("while", "whereas") for c in verb.children)
    return (
        verb.dep_ == "ccomp"
        and verb.head.i > verb.i
        and any(t.text == ";" for t in verb.doc[verb.i : verb.head.i])
    )


def heading(words: Words) -> Found[PlaceMention] | None:
    """The place before the colon that opens the sentence, in a paragraph of such notes ("Odesa: … Nikopol: …")."""
    text = words.line.clean.text
    start = words.sent.span.start_char
    first = next((m for m in words.line.places if m.first >= words.sent.span.start), None)
    if first is None or first.last >= words.sent.span.end or text[start : first.start].strip(" -\u2022*"):
        return None
    return first if re.match(r"\s*:\s", text[first.end :]) else None


def opening(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """The places that a sentence opens with ("Near Kobani, three strikes …"), wherever the parser put them."""
    start = words.sent.span.start
    while start < event.trigger.i and not words.line.doc[start].is_alpha:
        start += 1
    headed = heading(words)
    if headed is not None and headed.last < event.trigger.i:
        return [headed]
    if words.line.doc[start].lower_ not in EVENT_PREPS:
        return []
    comma = next(
        (
            t.i
            for t in words.line.doc[start : event.trigger.i]
            if t.text == "," and t.i not in words.line.place_at
        ),
        event.trigger.i,
    )
    return [m for m in words.line.places if start < m.first < comma and m.value.locative]


def following(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """The first place after the trigger that stands in, near or on something, where the parser lost the thread."""
    doc = words.line.doc
    for mention in words.line.places:
        if event.trigger.i < mention.first < min(
            words.sent.span.end, event.trigger.i + 30
        ) and _STANDS_IN.search(words.line.clean.text[: mention.start]):
            between = doc[event.trigger.i + 1 : mention.first]
            if not any(
                t.text in (";", ":")
                or (
                    t.dep_ in ("nsubj", "nsubjpass")
                    and t.head.i > t.i
                    and t.head not in event.verbs
                    and any(
                        x.is_punct or x.pos_ in ("CCONJ", "SCONJ") for x in doc[event.trigger.i + 1 : t.i]
                    )
                )
                for t in between
            ):
                return [m for m in words.line.places if mention.first <= m.first < words.sent.span.end]
            return []
    return []


_TRAILING = re.compile(r",\s*$")
_AT_END = re.compile(r"\s*(?:,\s+[A-Z][\w'’ -]+)?[.!]?\s*$")


def trailing(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """The bare place at the end of a note: "Drone hit a bus, Kupiansk", "two dead in a blast, Quetta, Balochistan"."""
    text = words.line.clean.text
    end = words.sent.span.end_char
    for mention in words.line.places:
        if mention.first > event.trigger.i and mention.first < words.sent.span.end:
            if _TRAILING.search(text[: mention.start]) and _AT_END.fullmatch(text[mention.end : end]):
                return [mention]
    return []


def at_stay(words: Words, event: Event) -> list[Found[PlaceMention]]:
    """The first place where those whom it hit were at the time: "killed four soldiers who were on patrol in Sangin"."""
    people = [t for v in event.verbs for t in objects(v)]
    tokens = sorted((t for p in people for t in stay_of(p)), key=lambda t: t.i)
    found = dict.fromkeys(m for t in tokens if (m := words.line.place_at.get(t.i)) and m.value.locative)
    return list(found)[:1]


_NEXT_TARGET = re.compile(
    r"^\s*(?:,|;|,?\s+and)(?:\s+and)?\s+(?:an?\s+|the\s+|two\s+|three\s+|several\s+)?(?:[\w'-]+\s+){1,4}"
    r"(?:at|in|on|near|outside|around|over)\s+(?:the\s+)?(?:(?:village|town|city)\s+of\s+)?$"
)


def listed_after(words: Words, event: Event, last: Found[PlaceMention]) -> list[Found[PlaceMention]]:
    """The places of further targets in a list ("hit a depot at Tarhuna and trucks on the Gharyan road"), the parser's attachment aside."""
    line, out = words.line, []
    if last.first < event.trigger.i:
        return []
    for mention in line.places:
        if mention.first <= last.last or mention.first >= words.sent.span.end:
            continue
        gap = line.doc[last.last + 1 : mention.first]
        if any(t.pos_ in ("VERB", "AUX") or t.i in line.person_at for t in gap):
            break
        things = [t for t in gap if t.pos_ == "NOUN" and class_of(words, t) is not None]
        if not things or not _NEXT_TARGET.match(line.clean.text[last.end : mention.start]):
            break
        out.append(mention)
        last = mention
    return out
