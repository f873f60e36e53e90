"""Ground that a phrase calls somebody's: "the rebel stronghold of X", "rebel-held X", "seven years under Boko Haram"."""

from orchestration.extraction.actors import NON_STATE_KINDS
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import clause_head, conjuncts, is_verb, preps, subjects
from orchestration.extraction.territory_changes import Change, Reading
from orchestration.extraction.territory_holders import held_by
from orchestration.extraction.territory_parties import owner, parties
from orchestration.extraction.territory_scene import Scene, named_at
from orchestration.extraction.territory_sieges import of_sites
from orchestration.extraction.territory_sites import sites_of
from orchestration.extraction.territory_undergoers import undergoers_of
from orchestration.extraction.territory_words import is_country

_REMNANTS = frozenset({"foothold", "footholds", "toehold", "toeholds", "holdout", "holdouts"})


def stronghold(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
    """ "the rebel stronghold of X", "X, one of the last fiefs of the rebels", "ISIS stronghold X"."""
    one = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    set_beside = one if one.lower_ == "one" else noun
    holders = owner(scene, sent, noun)
    of = [t for name, t in preps(noun) if name in ("of", "in", "at", "around", "near")]
    if noun.lower_ in _REMNANTS:
        of = []  # "its last foothold in Darfur": the region that it is a piece of
    if not holders.refs:
        holders = parties(
            scene, sent, [t for t in of if named_at(sent.line, t.i) is None or t.i in sent.line.actor_at]
        )
    places = [
        t
        for t in of
        if named_at(sent.line, t.i) is not None
        and not any(r.start == sent.line.article_span(t.i, t.i)[0] for r in holders.refs)
    ]
    beside = [c for c in noun.children if c.dep_ == "appos"]
    places = beside or places
    if set_beside.dep_ == "appos" and (
        named_at(sent.line, set_beside.head.i) is not None or set_beside.head.tag_ == "NNP"
    ):
        places = [set_beside.head]
    elif noun.dep_ == "compound" or noun.dep_ == "nmod":
        places.append(noun.head)
        holders = holders if holders.refs else owner(scene, sent, noun.head)
    elif noun.dep_ == "attr" and is_verb(noun.head):
        places.extend(subjects(noun.head))
    elif noun.dep_ == "nsubj" and noun.head.lower_ in ("is", "was", "remains", "remained"):
        places.extend(c for c in noun.head.children if c.dep_ == "attr")
    sites = [s for s in sites_of(scene, sent, places) if s.place is not None]
    if not holders.refs or not sites:
        return "nobody's stronghold, or none with a name"
    return [Change("control", noun, tuple(sites), holders.refs[:1])]


def years_under(scene: Scene, sent: Sent, noun: Token, _row: Row) -> Reading:
    """ "The town was resettled after seven years under Boko Haram": who held it all that time."""
    holders = parties(scene, sent, [t for name, t in preps(noun) if name == "under"])
    armed = [r for r in holders.refs if r.actor is not None and r.actor.kind in NON_STATE_KINDS]
    if not armed:
        return []
    verb = clause_head(noun)
    heads = of_sites(scene, sent, [noun], ("in", "at")) or sites_of(
        scene, sent, undergoers_of(verb) or subjects(verb)
    )
    sites = [s for s in heads if s.place is not None and not is_country(s)]
    return [Change("control", noun, tuple(sites), tuple(armed[:1]))] if sites else "no ground is held"


def held_place(scene: Scene, sent: Sent, token: Token) -> Reading:
    """ "rebel-held X", "the government-controlled town of X": `token` is the participle after the hyphen."""
    holders = held_by(scene, sent, token.i)
    head = token.head
    while (
        head.dep_ in ("amod", "compound", "punct")
        and head.head is not head
        and head.pos_ not in ("NOUN", "PROPN")
    ):
        head = head.head
    if not holders.refs:
        return "held by nobody known"
    if _is_institution(scene, head):
        return "runs an institution"
    sites = [
        s
        for h in conjuncts(head)
        for s in sites_of(scene, sent, [h])
        if s.place is not None and not s.place.inherited
    ]
    return [Change("control", token, tuple(sites), holders.refs[:1])] if sites else "no named place is held"


def _is_institution(scene: Scene, noun: Token) -> bool:
    """Whether the noun is an office or an outlet, which parties run ("the Hamas-run health ministry"), and no ground."""
    before = f"{noun.nbor(-1).lower_} {noun.lower_}" if noun.i else noun.lower_
    dictionaries = (scene.lexicon.roles, scene.lexicon.speech_nouns)
    return any(word in known for known in dictionaries for word in (noun.lower_, before))
