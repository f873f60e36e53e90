"""The class of a thing that was hit, from the dictionary of targets."""

import re

from orchestration.extraction.actors import force_kind
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import preps

_SHELLS = frozenset(
    "group groups row rows part parts number territory lot outskirts one roof gate wall section concentration gathering meeting building members "
    "dozens two three several queue objects stalls edge side entrance courtyard yard garden basement cellar grounds premises head tail stretch door doors doorway fence perimeter front rear corner roof".split()
)
_GENERIC = frozenset(
    "compound facility site complex building area center centre house structure location place".split()
)


def class_of(words: Words, head: Token) -> str | None:
    """The class of the longest listed noun phrase that ends in the head, or in what an "of" adds to it."""
    targets = words.context.lexicon.targets
    doc = words.line.doc
    if head.lower_ in ("office", "offices") and _is_an_officials(words, head):
        return "government"
    if head.lower_ in _GENERIC and head.i > words.sent.span.start:
        phrases = (" ".join(t.lower_ for t in doc[max(head.i - n, 0) : head.i + 1]) for n in (3, 2, 1))
        before = doc[head.i - 1].lower_
        if (
            not any(phrase in targets for phrase in phrases)
            and before in targets
            and doc[head.i - 1].dep_ == "compound"
        ):
            return targets[before]  # "the headquarters compound" is a headquarters
    for last in (head.i, *_of_ends(head)):
        for length in range(5, 0, -1):
            first = last - length + 1
            if first < words.sent.span.start:
                continue
            phrase = doc[first : last + 1].text.lower().replace(" - ", "-").replace(" '", "'")
            if targets.get(phrase) == "military_base" and head.lower_ in ("camp", "camps", "encampment"):
                return _camp_of(words, head)
            if phrase in targets and not (last == head.i and head.lower_ in _SHELLS and _of_ends(head)):
                return targets[phrase]
    if _on_base(words, head):
        return "military_base"
    people = head.pos_ != "PROPN" and head.lower_ in words.context.lexicon.victim_nouns
    return targets.get(head.lower_) or ("personnel" if people else None)


_UPROOTED = re.compile(r"^(?:displaced|refugees?|idps?|evacuees?|uprooted|homeless|displacement)$", re.I)


def _camp_of(words: Words, head: Token) -> str:
    """A camp where the sentence speaks of refugees is theirs; one "of herders" is where they live; else it is a base."""
    targets = words.context.lexicon.targets
    dwellers = [t for name, t in preps(head) if name in ("of", "for")]
    if any(_UPROOTED.match(t.text) for t in words.sent.span):
        return "displaced_site"
    if any(_is_civilian(words, t) for t in dwellers):
        return "residential"
    return targets.get(f"{head.nbor(-1).lower_} {head.lower_}" if head.i else head.lower_, "military_base")


def _is_civilian(words: Words, dweller: Token) -> bool:
    known = words.context.lexicon.victim_nouns.get(dweller.lower_)
    return known == "civilian" or (
        known is None
        and dweller.tag_ == "NNS"
        and dweller.i not in words.line.actor_at
        and force_kind(words.context.document, dweller) is None
    )


def _of_ends(head: Token) -> list[int]:
    return [t.i for name, t in preps(head) if name == "of"] if head.lower_ in _SHELLS else []


SETTLED = frozenset(
    "city town village district province region neighbourhood neighborhood governorate area state strip suburb suburbs township hamlet island "
    "countryside quarter capital".split()
)


def is_place_only(words: Words, head: Token) -> bool:
    """Whether the head names nothing but a place: a town, not an airport or a camp."""
    mention = words.line.place_at.get(head.i)
    return (
        mention is not None
        and (mention.value.generic is None or mention.value.generic in SETTLED)
        and not _on_base(words, head)
    )


def _is_an_officials(words: Words, office: Token) -> bool:
    """ "the ward administrator's office", "the office of the governor"."""
    holders = [c for c in office.children if c.dep_ == "poss"]
    holders += [t for name, t in preps(office) if name == "of"]
    roles = words.context.lexicon.roles
    return any(t.lower_ in roles for t in holders)


def names_only_ground(words: Words, head: Token) -> bool:
    """Whether the word is one for a settled area, with nothing before it that tells what it is ("a residential quarter")."""
    before = f"{head.nbor(-1).lower_} {head.lower_}" if head.i else ""
    return head.lower_ in SETTLED and before not in words.context.lexicon.targets


def _on_base(words: Words, head: Token) -> bool:
    """ "FOB Salerno", "Camp Bastion": a base by the word before its name."""
    return head.pos_ == "PROPN" and any(
        t.text in ("FOB", "COP", "PB", "Fort", "Base", "Outpost", "Firebase")
        for t in words.line.doc[max(head.left_edge.i, head.i - 3) : head.i]
    )
