"""Who does what a verb of a change of hands tells, also where the parser lost the subject."""

from orchestration.extraction.document import Sent
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import (
    HAVE,
    agents,
    conjuncts,
    doers,
    is_passive,
    is_verb,
    preps,
    subjects,
)
from orchestration.extraction.territory_finite_verbs import (
    has_lost_relative,
    is_finite_in_disguise,
    is_garden_path,
    is_perfect,
    object_of_misread_verb,
    subject_backed,
    subject_of_stray_verb,
)
from orchestration.extraction.territory_participles import (
    is_done_by,
    is_predicate,
    noun_before_comma,
    objects_of_having,
    subject_of_aside,
    subject_of_declared,
    subject_of_note,
    subjects_of_having,
)
from orchestration.extraction.territory_words import is_time
from orchestration.extraction.time_tables import TIME_UNITS

EVENT_NOUNS = frozenset(
    "offensive attack assault operation campaign push advance drive raid counter-offensive counteroffensive onslaught "
    "counterattack counter-attack incursion invasion ceasefire truce deal agreement war fighting battle aim goal objective "
    "claim claims attempt attempts intention plan ambition task mission priority target effort efforts bid move moves".split()
)
IMPERSONAL = frozenset(
    "who which that it they he she there what this these those some many most others both one all".split()
)
_SUBORDINATING = frozenset({"after", "before", "until", "since", "as", "when", "while", "because", "once"})
_TERMS = TIME_UNITS | {"deadline", "ultimatum"}
_GIVING = forms_of("give", "grant", "allow", "leave", "set")


def doers_of(sent: Sent, token: Token) -> list[Token]:
    """Logical subject of a trigger, also where the parser lost it.

    In "an operation to retake X" it is whoever has or prepares the operation; in "kept them from
    entering" it is them; after "after" and "as" it is the noun phrase just before the verb.
    """
    if token.tag_ == "VB" and (timed := _doers_in_time(token)):
        return timed
    if is_predicate(token):
        return agents(token)
    if is_perfect(token):
        return [c for c in token.head.head.children if c.dep_ == "nsubj"]
    if token.dep_ == "amod":
        if object_of_misread_verb(token) is not None:
            return _phrase_before(sent, token)
        return _doers_of_gerund(token) if token.tag_ == "VBG" else _before_a_day(sent, token)
    if is_done_by(token):
        return [t for name, t in preps(token) if name == "by"] or [
            c
            for t in sent.line.doc[token.i + 1 : sent.span.end]
            if t.lower_ == "by" and t.head is token.head
            for c in t.children
            if c.dep_ == "pobj" and not is_time(sent.line, c.i)
        ]
    if not is_verb(token):
        if any(c.dep_ == "auxpass" for c in token.children) or noun_before_comma(token) is not None:
            return agents(token)
        if token.dep_ == "dobj" and token.head.lower_ in HAVE:  # "which rebels had overrun"
            return [c for c in token.head.children if c.dep_ == "nsubj" and c.lower_ not in IMPERSONAL]
        before = token.nbor(-1) if token.i else token
        if (
            token.dep_ == "compound"
            and before.tag_ in ("NNS", "NNPS", "VBZ")
            and before.i not in sent.line.place_at
        ):
            return [before]
        return [
            c for c in token.lefts if c.dep_ in ("amod", "compound", "nsubj") and c.i in sent.line.actor_at
        ] or _phrase_before(sent, token)
    if is_finite_in_disguise(token) and (own := [c for c in token.children if c.dep_ == "nsubj"]):
        return conjuncts(own[0])
    if (base := subject_of_stray_verb(token)) is not None:
        return conjuncts(base)
    if is_garden_path(token) or has_lost_relative(token) or is_finite_in_disguise(token):
        return [token.head]
    if (
        (token.dep_ in ("acl", "relcl") or token.dep_ == "xcomp" and token.head.pos_ == "NOUN")
        and token.tag_ == "VB"
        and any(c.lower_ == "to" for c in token.children)
    ):
        return _doers_of_purpose(token)
    if (
        token.dep_ == "pcomp"
        and token.head.lower_ == "from"
        and (kept := [c for c in token.head.head.children if c.dep_ == "dobj"])
    ):
        return kept
    if token.dep_ == "acl" and token.tag_ == "VBD" and (backed := subject_backed(token)) is not None:
        return [backed]
    if subject_of_aside(token) or noun_before_comma(token):
        return agents(token)
    if (
        token.dep_ == "advcl"
        and token.i < token.head.i
        and token.head.dep_ == "ROOT"
        and not is_passive(token)
    ):
        # "Having taken X, the rebels pressed on", read as one phrase
        if token.head.pos_ in ("NOUN", "PROPN"):
            return conjuncts(token.head)
    if subject_of_declared(token) is not None:
        return agents(token) or subjects(token.head)
    if subject_of_note(token) is not None:
        return agents(token)
    if objects_of_having(token):
        return subjects_of_having(token)
    if (cleft := _cleft(token)) is not None:
        return conjuncts(cleft)
    if (loyal := _of_adjective(token)) is not None:
        return [loyal]
    found = doers(token)
    if (
        is_passive(token)
        or any(c.dep_ in ("nsubj", "csubj") for c in token.children)
        or token.tag_ not in ("VBD", "VBZ", "VBP")
    ):
        return found
    return _phrase_before(sent, token) or found


def _cleft(verb: Token) -> Token | None:
    """ "It was UNITA that took X": whom the main clause singles out."""
    above = verb.head
    if verb.dep_ not in ("ccomp", "relcl", "advcl") or above.lower_ not in ("was", "is", "were"):
        return None
    if not any(c.dep_ == "nsubj" and c.lower_ in ("that", "who") for c in verb.children):
        return None
    if not any(c.dep_ in ("nsubj", "expl") and c.lower_ == "it" for c in above.children):
        return None
    return next((c for c in above.children if c.dep_ == "attr" and c.i < verb.i), None)


def _of_adjective(verb: Token) -> Token | None:
    """ "(Reports say) fighters loyal to X had taken Y": the subject that the parser gave to the adjective before the verb."""
    if (
        verb.dep_ == "advcl"
        and verb.tag_ in ("VBD", "VBZ", "VBP")
        and verb.head.tag_ == "JJ"
        and verb.head.i < verb.i
        and not any(c.dep_ in ("nsubj", "nsubjpass", "mark") for c in verb.children)
    ):
        return next((c for c in verb.head.lefts if c.dep_ == "nsubj"), None)
    if verb.dep_ != "ccomp" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return None
    beside = [c for c in verb.head.children if c.dep_ == "ccomp" and c.pos_ == "ADJ" and c.i < verb.i]
    return next((s for c in beside for s in c.children if s.dep_ == "nsubj"), None)


def _doers_in_time(verb: Token) -> list[Token]:
    """ "gave the rebels 48 hours to leave", "the rebels have two days to withdraw": who has that long."""
    giver, own = verb.head, [c for c in verb.head.children if c.lower_ in _TERMS and c.i < verb.i]
    if verb.head.lower_ in _TERMS and is_verb(verb.head.head):
        giver, own = verb.head.head, [verb.head]
    if not own:
        return []
    if giver.lower_ in HAVE or is_passive(giver):
        return subjects(giver)
    given = [c for c in giver.children if c.dep_ in ("dative", "dobj") and c.i < own[0].i]
    return [t for c in given for t in conjuncts(c)] if giver.lower_ in _GIVING else []


def _doers_of_purpose(verb: Token) -> list[Token]:
    own = [c for c in verb.head.children if c.dep_ == "poss"]
    if verb.head.lower_ in EVENT_NOUNS and any(
        c.dep_ in ("compound", "amod") or c.lower_ == "by" for c in verb.head.children
    ):
        own = own or [verb.head]  # "a government claim to have retaken X"
    governor = verb.head
    while governor.dep_ in ("pobj", "prep", "dobj", "attr", "conj", "nsubj") and not is_verb(governor):
        governor = governor.head
    return own or (
        subjects(governor) if is_verb(governor) and verb.head not in subjects(governor) else [verb.head]
    )


def _before_a_day(sent: Sent, verb: Token) -> list[Token]:
    """ "Rebels on Saturday captured X": a finite verb that the parser took for a participle of its object."""
    i = verb.i - 1
    time = sent.line.time_at.get(i)
    if time is None or time.first <= sent.span.start + 1:
        return []
    i = time.first - 1
    if verb.doc[i].lower_ in ("on", "in", "late", "early"):
        i -= 1
    token = verb.doc[i]
    return [token] if i >= sent.span.start and token.pos_ in ("NOUN", "PROPN") else []


def _doers_of_gerund(participle: Token) -> list[Token]:
    """ "made progress in liberating neighbourhoods": a gerund that the parser took for an adjective."""
    before = participle.nbor(-1) if participle.i else participle
    if before.dep_ != "prep" or participle.left_edge.i != participle.i:
        return []
    governor = before.head
    while not is_verb(governor) and governor.dep_ != "ROOT":
        governor = governor.head
    return subjects(governor)


def _phrase_before(sent: Sent, verb: Token) -> list[Token]:
    """The subject of a finite verb that the parser hung elsewhere: a force or an object of "after", right before it."""
    i = verb.i - 1
    while i > sent.span.start and (verb.doc[i].pos_ in ("AUX", "ADV") or verb.doc[i].text in (")", "also")):
        i -= 1
    token = verb.doc[i]
    while token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.i < token.i:
        token = token.head.head  # "after a column of the army seized X"
    if (
        token.dep_ == "pobj"
        and token.head.dep_ in ("agent", "prep")
        and token.head.lower_ not in _SUBORDINATING
    ):
        return [token.head.head.head] if token.head.head.dep_ == "acl" else []
    if i in sent.line.actor_at:
        return [verb.doc[sent.line.actor_at[i].last]]
    while token.dep_ != "ROOT" and token.head.i < verb.i:
        if token.dep_ == "pobj" and token.head.lower_ in _SUBORDINATING:
            return [token]
        token = token.head
    return []
