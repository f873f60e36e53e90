"""What a verb says again of another force and other ground: "Rebels hold the north, the army the south"."""

from dataclasses import replace

from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_passive, is_verb
from orchestration.extraction.territory_changes import Change
from orchestration.extraction.territory_parties import parties
from orchestration.extraction.territory_scene import Scene
from orchestration.extraction.territory_sites import sites_of
from orchestration.extraction.territory_words import is_part

_JOINTS = frozenset({",", ";", "and", "while", "but", "with"})
_IN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
# What begins a second phrase right behind the first: "the army | the south".
_OPENING = frozenset({"DT", "PDT", "PRP$"})
_TWINS = frozenset({"control", "capture", "recapture"})


def gapped_parties(scene: Scene, sent: Sent, change: Change) -> list[Change]:
    """The change once more for each later pair of a force and its ground that stand without a verb of their own."""
    verb = change.trigger
    if change.change_type not in _TWINS or not change.gainers or not is_verb(verb) or is_passive(verb):
        return []
    out: list[Change] = []
    for joint in sent.line.doc[verb.i + 1 : sent.span.end - 1]:
        if joint.lower_ not in _JOINTS:
            continue
        who, ground = _pair_after(sent, joint)
        if who is None or ground is None:
            continue
        found = parties(scene, sent, [who])
        sites = [s for s in sites_of(scene, sent, [ground]) if s.place is not None]
        if not sites and is_part(scene, ground):
            # "the rebels most of the town, the army a sliver"
            sites = [s for s in change.sites if s.place is not None]
        if found.refs and sites and not any(found.refs[0].same_party(g) for g in change.gainers):
            out.append(replace(change, sites=tuple(sites), gainers=found.refs, losers=()))
    return out


def _pair_after(sent: Sent, joint: Token) -> tuple[Token | None, Token | None]:
    """The heads of two noun phrases in a row behind the joint, before a stop or another joint."""
    first, i = _phrase(sent, joint.i + 1)
    if first is None or i >= sent.span.end:
        return None, None
    if sent.line.doc[i].tag_ not in _OPENING:
        return None, None
    second, end = _phrase(sent, i)
    if second is None:
        return None, None
    after = sent.line.doc[end] if end < sent.span.end else None
    closed = after is None or after.is_punct or after.lower_ in _JOINTS or after.pos_ == "ADP"
    return (first, second) if closed else (None, None)


def _phrase(sent: Sent, start: int) -> tuple[Token | None, int]:
    """The last noun of the phrase that begins here, and where the phrase ends."""
    doc, i = sent.line.doc, start
    head = None
    while i < sent.span.end and (doc[i].pos_ in _IN_PHRASE or i == start and doc[i].tag_ == "PRP$"):
        if i > start and doc[i].tag_ in ("DT", "PDT"):
            break
        if doc[i].pos_ in ("NOUN", "PROPN"):
            head = doc[i]
        i += 1
    return head, i
