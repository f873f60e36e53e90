"""Strikes told by a list of what was hit, or by how many of them hit which place."""

import re
from dataclasses import replace

from orchestration.extraction.document import Line
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import PlaceChoice, choice_of, most_specific
from orchestration.extraction.strike_events import Event
from orchestration.extraction.strike_passage import Passage, Told
from orchestration.extraction.strike_rows import Row, part_of
from orchestration.extraction.strike_targets import Target, target_of
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import conjuncts, is_verb

_HITS = re.compile(
    r"\b(?:hits|strikes|targets\s+(?:hit|struck|engaged|destroyed|serviced))\b[^:]{0,20}:\s*$", re.I
)
_TARGETS = frozenset("targets sites objects objectives places locations facilities positions".split())


def _announced(passage: Passage, opening: Line) -> Told | None:
    """The strike behind a title such as "Key hits 9 June:": the last one told, its date that of the title."""
    last = next((t for t in reversed(passage.told) if t.row.event.nouns), None)
    if last is None or not _HITS.search(opening.clean.text):
        return None
    document = last.words.context.document
    sent = next((s for s in document.sents if s.line is opening), None)
    return replace(last, frame=(sent, sent.span.root)) if sent is not None else None


def bullet_rows(passage: Passage, words: Words) -> list[Told]:
    """The rows of a bullet that only names what was hit, under a line that opens such a list with a colon."""
    line, sent = words.line, words.sent
    if line.clean.kind != "bullet" or any(
        t.dep_ in ("nsubj", "nsubjpass") and is_verb(t.head) and t.head.lower_ != "struck" for t in sent.span
    ):
        return []
    document = words.context.document
    opening = next((x for x in reversed(document.lines[: line.index]) if x.clean.kind != "bullet"), None)
    if opening is None or not opening.clean.text.rstrip().endswith(":"):
        return []
    parents = [
        t for t in passage.told if t.sent.line is opening and (t.row.event.nouns or announces_targets(t.row))
    ]
    parent = parents[-1] if parents else _announced(passage, opening)
    if parent is None:
        return []
    root = sent.span.root
    heads = [
        t
        for t in sent.span
        if t.pos_ in ("NOUN", "PROPN")
        and t.dep_ in ("ROOT", "conj", "appos", "nsubj", "dobj", "attr")
        and t.i not in line.place_at
    ] or conjuncts(root)
    mentions = [m for m in line.places if sent.span.start <= m.first < sent.span.end]
    event = Event(root, "list:target", "strong", targets=heads)
    target = target_of(words, tuple(heads))
    nothing = any(t.lower_ == "nothing" for t in sent.span)
    places: list[PlaceChoice | None] = [choice_of(line, m) for m in most_specific(line, mentions)] or [None]
    return [
        Told(
            sent,
            words,
            replace(
                parent.row,
                event=event,
                place=place,
                target=target if target.text else Target(),
                numbers=_own_count(words, heads),
                scope="subset",
                inherited=("attacker",),
                modality="negated" if nothing else None,
            ),
            parent.frame or (parent.sent, parent.row.event.trigger),
        )
        for place in places
    ]


def shared_out(passage: Passage, words: Words) -> list[Told]:
    """The parts of the strikes told in the sentence before ("Two were in Zap, four in Avasin and one in Qandil")."""
    last = passage.last(words.sent)
    if last is None or last.sent.index != words.sent.index - 1 or not _is_several(last.row):
        return []
    parent = replace(last.row, event=replace(last.row.event, rule="part:subset"))
    return [
        Told(words.sent, words, row, (last.sent, last.row.event.trigger))
        for member in words.members
        if member.says == "subset" and (row := part_of(words, parent, member)) is not None
    ]


def announces_targets(row: Row) -> bool:
    """ "struck the following targets:": what was hit is still to come."""
    return row.place is None and any(
        t.lower_ in _TARGETS and any(c.lower_ in ("following", "these", "fixed") for c in t.children)
        for t in row.event.targets
    )


def _is_several(row: Row) -> bool:
    """Whether several strikes or weapons were told of: by their number, or by a plural."""
    counted = row.numbers.get("strikes") or row.numbers.get("munitions")
    if counted is not None:
        return counted.low is None or counted.low > 1
    return any(t.tag_ == "NNS" for t in (*row.event.nouns, *(a.head for a in row.event.arms)))


def _own_count(words: Words, heads: list[Token]) -> dict[str, Quantity]:
    found = words.count(heads[0]) if len(heads) == 1 else None
    return {"targets": found} if found is not None else {}
