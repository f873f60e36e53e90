"""The side that "we" and "our troops" mean."""

from orchestration.extraction.actors import ActorRef, actors_in
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import ONLOOKER_KINDS, Actor
from orchestration.extraction.parse import Token
from orchestration.extraction.territory_scene import Scene

FIRST_PERSON = frozenset({"we", "us", "our", "ours", "i", "my"})


def own_side(scene: Scene, sent: Sent, token: Token, first: Token, last: Token) -> ActorRef:
    """The side that "we" and "our troops" mean: the one whose speaker says so, where his words tell it."""
    start, end = sent.line.article_span(first.i, last.i)
    text = scene.document.text(start, end)
    frame = scene.attribution(sent, token).frame
    speaker = frame.speaker if frame else None
    actor: Actor | None = None
    if speaker is not None:
        actor = speaker.actor
        actor = (
            actor or _actor_in(scene, f"{speaker.text} {speaker.name}") or _actor_beside(scene, speaker.name)
        )
    return ActorRef(start, end, text, actor, resolved=True)


def _actor_in(scene: Scene, text: str) -> Actor | None:
    found = [actor for _, actor in actors_in(scene.document, text)]
    return next((a for a in found if a.kind not in ONLOOKER_KINDS), None)


def _actor_beside(scene: Scene, person: str) -> Actor | None:
    """The organisation in the phrase that introduces a person ("Hamdo, a captain in Ahrar al-Sham")."""
    for sent in scene.document.sents:
        for found in sent.line.persons:
            if found.value == person and sent.span.start <= found.first < sent.span.end:
                head = sent.line.doc[found.last]
                while head.dep_ in ("compound", "appos", "nmod", "flat") and head.head is not head:
                    head = head.head
                inside = [sent.line.actor_at[t.i].value for t in head.subtree if t.i in sent.line.actor_at]
                fit = [a for a in inside if a.kind not in ONLOOKER_KINDS]
                if fit:
                    return fit[0]
    return None
