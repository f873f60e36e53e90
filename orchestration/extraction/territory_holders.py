"""Whose control, hands or ground a phrase tells: "rebel-held X", "under army control", "in Tuareg hands"."""

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import preps
from orchestration.extraction.territory_changes import NOBODY, Parties
from orchestration.extraction.territory_parties import owner, parties
from orchestration.extraction.territory_scene import Scene
from orchestration.extraction.territory_unlisted import is_force_word

_GOVERNING = frozenset(
    {"federal", "central", "national", "allied", "royalist", "republican", "friendly", "hostile"}
)


def named_owner(scene: Scene, sent: Sent, noun: Token) -> Parties:
    """Whose control, hands or flag: "rebel control", "the enemy's hands", "the flag of the army", "Tuareg hands"."""
    found = owner(scene, sent, noun)
    if found.refs:
        return found
    of = parties(scene, sent, [t for name, t in preps(noun) if name in ("of", "by")])
    names = [
        c
        for c in noun.lefts
        if c.dep_ in ("compound", "amod")
        and (c.text[:1].isupper() and c.i not in sent.line.place_at or c.lower_ in _GOVERNING)
    ]
    if of.refs or not names:
        return of
    start, end = sent.line.article_span(names[0].i, names[-1].i)
    return Parties((ActorRef(start, end, scene.document.text(start, end), None),), True)  # "Tuareg hands"


def control_adjective(scene: Scene, sent: Sent, head: Token) -> Parties:
    """The force in "rebel-held X", "government-controlled X", "the Taliban stronghold of X"."""
    doc = sent.line.doc
    left = head.left_edge.i
    for i in range(head.i, left - 1, -1):
        if (
            doc[i].lower_ in ("held", "controlled", "occupied", "run", "ruled", "dominated", "administered")
            and i >= 2
            and doc[i - 1].text == "-"
        ):
            return held_by(scene, sent, i)
    return NOBODY


def held_by(scene: Scene, sent: Sent, i: int) -> Parties:
    """The force before "-held" at token `i`: a name, a national adjective or a force noun."""
    line, doc = sent.line, sent.line.doc
    word = doc[i - 2]
    named = line.actor_at.get(word.i)
    if named:
        start, end = line.article_span(named.first, named.last)
        return Parties((ActorRef(start, end, scene.document.text(start, end), named.value),), True)
    if is_force_word(scene, word):
        start, end = line.article_span(word.i, word.i)
        refs = scene.actors(sent, [word])
        actor = refs[0].actor if refs else None
        return Parties((ActorRef(start, end, word.text, actor, resolved=actor is not None),), True)
    return NOBODY
