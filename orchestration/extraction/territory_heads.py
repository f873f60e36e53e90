"""Who does what to what around a trigger verb, also where the parser lost the thread."""

import re

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import (
    agents,
    conjuncts,
    doers,
    is_passive,
    is_verb,
    preps,
    subjects,
    undergoers,
)
from orchestration.extraction.territory_scene import Scene
from orchestration.extraction.territory_words import is_time, whole_word

EVENT_NOUNS = frozenset(
    "offensive attack assault operation campaign push advance drive raid counter-offensive counteroffensive onslaught "
    "counterattack counter-attack incursion invasion ceasefire truce deal agreement war fighting battle aim goal objective "
    "claim claims attempt attempts intention plan ambition task mission priority target effort efforts bid move moves".split()
)


IMPERSONAL = frozenset(
    {
        "who",
        "which",
        "that",
        "it",
        "they",
        "he",
        "she",
        "there",
        "what",
        "this",
        "these",
        "those",
        "some",
        "many",
        "most",
        "others",
        "both",
        "one",
        "all",
    }
)


_SUBORDINATING = frozenset({"after", "before", "until", "since", "as", "when", "while", "because", "once"})


def doers_of(sent: Sent, token: Token) -> list[Token]:
    """Logical subject of a trigger, also where the parser lost it.

    In "an operation to retake X" it is whoever has or prepares the operation; in "kept them from
    entering" it is them; after "after" and "as" it is the noun phrase just before the verb.
    """
    if token.tag_ == "VB" and (timed := _doers_in_time(token)):
        return timed
    if _is_predicate(token):
        return agents(token)
    if _is_perfect(token):
        return [c for c in token.head.head.children if c.dep_ == "nsubj"]
    if token.dep_ == "amod":
        if _misread_object(token) is not None:
            return _phrase_before(sent, token)
        return _doers_of_gerund(token) if token.tag_ == "VBG" else _before_a_day(sent, token)
    if _is_done_by(token):
        return [t for name, t in preps(token) if name == "by"] or [
            c
            for t in sent.line.doc[token.i + 1 : sent.span.end]
            if t.lower_ == "by" and t.head is token.head
            for c in t.children
            if c.dep_ == "pobj" and not is_time(sent.line, c.i)
        ]
    if not is_verb(token):
        if any(c.dep_ == "auxpass" for c in token.children) or _behind_comma(token) is not None:
            return agents(token)
        if token.dep_ == "dobj" and token.head.lower_ in _HAVE:  # "which rebels had overrun"
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
    if (base := _led_astray(token)) is not None:
        return conjuncts(base)
    if _is_garden_path(token) or _relative_before(token) or is_finite_in_disguise(token):
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
    if token.dep_ == "acl" and token.tag_ == "VBD" and (backed := _backed(token)) is not None:
        return [backed]
    if _undergone(token) or _behind_comma(token):
        return agents(token)
    if (
        token.dep_ == "advcl"
        and token.i < token.head.i
        and token.head.dep_ == "ROOT"
        and not is_passive(token)
    ):
        if token.head.pos_ in (
            "NOUN",
            "PROPN",
        ):  # "Having taken X, the rebels pressed on", read as one phrase
            return conjuncts(token.head)
    if _declared(token) is not None:
        return agents(token) or subjects(token.head)
    if _noted(token) is not None:
        return agents(token)
    if _had_done(token):
        return subjects_before(token)
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


def _have_of(verb: Token) -> Token | None:
    """The "has" of "The army has Palmyra surrounded", an auxiliary or the verb above."""
    own = next((c for c in verb.lefts if c.dep_ == "aux" and c.lower_ in _HAVE), None)
    above = verb.head if verb.dep_ == "ccomp" and verb.head.lower_ in _HAVE and verb.head.i < verb.i else None
    return own or above


def _had_done(verb: Token) -> list[Token]:
    """ "The army has Palmyra surrounded": what stands between "has" and the participle is what is surrounded."""
    have = _have_of(verb)
    if have is None or verb.tag_ not in ("VBN", "VBD") or any(c.dep_ == "dobj" for c in verb.children):
        return []
    return [c for c in verb.lefts if c.dep_ in ("nsubj", "dobj") and c.i > have.i]


_ENDED = frozenset(
    "cleared captured seized liberated retaken recaptured taken besieged encircled thrown driven pushed repelled overrun".split()
)


def _noted(verb: Token) -> Token | None:
    """ "Hruzke and Vesele cleared, the enemy thrown out": what note style says was done to its subject."""
    if (
        verb.lower_ not in _ENDED
        or verb.tag_ not in ("VBN", "VBD")
        or verb.dep_ not in ("ROOT", "conj", "ccomp")
    ):
        return None
    if any(c.dep_ in ("dobj", "aux", "auxpass", "nsubjpass", "ccomp", "xcomp") for c in verb.children):
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if (
        subject is None
        or verb.tag_ == "VBD"
        and not (after is None or after.is_punct or after.lower_ in ("by", "of", "in", "on", "from"))
    ):
        return None
    return subject


def subjects_before(verb: Token) -> list[Token]:
    """The subject that stands before "has" in "The army has Palmyra surrounded"."""
    have = _have_of(verb) or verb
    own = [c for c in (*have.lefts, *verb.lefts) if c.dep_ == "nsubj" and c.i < have.i]
    if own and own[0].lower_ in ("which", "that", "who") and verb.dep_ == "relcl":
        return conjuncts(verb.head)
    return [t for c in own[:1] for t in conjuncts(c)]


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


_DECLARING = frozenset(
    "declare declares declared declaring pronounce pronounces pronounced proclaim proclaims proclaimed proclaiming".split()
)


def _declared(verb: Token) -> Token | None:
    """ "declared X liberated": the phrase whose new state somebody declares."""
    if verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and _declared(verb.head) is not None:
        return next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if verb.tag_ not in ("VBN", "VBD", "JJ") or verb.dep_ not in ("ccomp", "oprd", "xcomp", "acomp"):
        return None
    if (
        verb.head.lower_ not in _DECLARING
        or verb.head.i > verb.i
        or any(c.dep_ in ("aux", "auxpass", "mark", "dobj") for c in verb.children)
    ):
        return None
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    above = [c for c in verb.head.children if c.dep_ in ("dobj", "nsubjpass") and c.i < verb.i]
    return next(iter(own or above), None)


def is_declared(verb: Token) -> bool:
    """Whether somebody declares the new state of what the participle is said of: "the president declared X liberated"."""
    return _declared(verb) is not None


def _undergone(verb: Token) -> Token | None:
    """ "Samarra, retaken in October, is": a participle behind a comma that the parser took for the verb of its place."""
    if verb.tag_ not in ("VBD", "VBN") or verb.i < 2 or verb.nbor(-1).text != ",":
        return None
    before = verb.nbor(-2)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or before is not subject or before.tag_ != "NNP":
        return None
    return None if any(c.dep_ in ("dobj", "aux") for c in verb.children) else subject


def _behind_comma(verb: Token) -> Token | None:
    """The place of "In Donetsk city, held by separatists since 2014, the mayor ...", and of "the village of X, lost in May",
    wherever its participle hangs."""
    comma = verb.i - 1
    while comma > 1 and verb.doc[comma].pos_ == "ADV":  # "X, briefly occupied by the rebels,"
        comma -= 1
    dated = (
        verb.lower_ in _LEFT_OVER
        and verb.i + 1 < len(verb.doc)
        and verb.nbor(1).lower_ in _DATING | {",", "and"}
    )
    read_as_adjective = verb.tag_ == "JJ" and verb.lower_.endswith("ed") and dated
    if (
        not (verb.tag_ == "VBN" or verb.tag_ == "VBD" and dated or read_as_adjective)
        or comma < 1
        or verb.doc[comma].text != ","
        or verb.doc[comma - 1].pos_ not in ("PROPN", "NOUN")
        and verb.doc[comma - 1].lower_ not in ("there", "here")
    ):
        return None
    if any(
        c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "dobj")
        and c.right_edge.i not in (comma - 1, comma)
        for c in verb.children
    ):
        return None
    return verb.doc[comma - 1] if agents(verb) or dated else None


_LEFT_OVER = frozenset(
    "lost captured seized taken retaken recaptured liberated abandoned occupied won evacuated overrun "
    "besieged encircled surrounded blockaded isolated ringed".split()
)
_DATING = frozenset("in on at by to since for last early late this earlier after during yesterday".split())


_HAVE = frozenset({"have", "has", "had"})


def _backed(verb: Token) -> Token | None:
    """ "Somali forces backed by African troops seized the port": the verb hung on those who back."""
    backer = verb.head
    link = backer.head if backer.dep_ == "pobj" else None
    if (
        link is not None
        and link.dep_ in ("agent", "prep")
        and link.head.dep_ == "acl"
        and link.head.tag_ == "VBN"
    ):
        return link.head.head
    return None


_SPELLS = frozenset("hours days weeks minutes hour day week month months deadline ultimatum".split())
_GIVING = forms_of("give", "grant", "allow", "leave", "set")


def _doers_in_time(verb: Token) -> list[Token]:
    """ "gave the rebels 48 hours to leave", "the rebels have two days to withdraw": who has that long."""
    giver, own = verb.head, [c for c in verb.head.children if c.lower_ in _SPELLS and c.i < verb.i]
    if verb.head.lower_ in _SPELLS and is_verb(verb.head.head):
        giver, own = verb.head.head, [verb.head]
    if not own:
        return []
    if giver.lower_ in _HAVE or is_passive(giver):
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


def _relative_before(verb: Token) -> bool:
    """ "Kawlin, which the resistance seized": a clause whose relative the parser lost to another verb."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.head.i > verb.i:
        return False
    left = verb.head.left_edge.i
    return (
        left > 0
        and verb.doc[left - 1].lower_ in ("which", "that")
        and verb.doc[left - 1].tag_ in ("WDT", "IN")
    )


def undergoers_of(token: Token) -> list[Token]:
    """Logical object of a trigger, also of "the besieged town" and of participles read as adjectives."""
    if _is_predicate(token):
        return subjects(token.head)
    if token.dep_ == "amod":
        return [_misread_object(token) or token.head]
    if (place := _behind_comma(token)) is not None:
        return [place]
    if _relative_before(token):
        return [token.doc[token.head.left_edge.i - 1]]
    if not is_verb(token) and token.dep_ == "dobj" and token.head.lower_ in _HAVE:
        return [c for c in token.head.children if c.lower_ in ("which", "that")]
    if _is_done_by(token):
        return subjects(token.head)
    if token.lower_ == "left" and is_finite_in_disguise(token):
        return [c for c in token.children if c.dep_ == "dobj"]
    if not is_verb(token):
        passive = [t for c in token.children if c.dep_ == "nsubjpass" for t in conjuncts(c)]
        return passive or (
            [token.head] if token.dep_ == "compound" and token.head.i > token.i else _next_phrase(token)
        )
    if _is_garden_path(token):
        return [
            t
            for c in token.children
            if c.dep_ in ("dobj", "prt")
            for t in (conjuncts(c) if c.dep_ == "dobj" else [p for p in c.children if p.dep_ == "pobj"])
        ]
    if (place := _undergone(token) or _declared(token)) is not None:
        return conjuncts(place)
    if had := _had_done(token):
        return conjuncts(had[0])
    if (noted := _noted(token)) is not None:
        return conjuncts(noted)
    named = [c for c in token.rights if c.dep_ == "oprd" and c.text[:1].isupper() and c.i == token.i + 1]
    if named and not is_passive(token):  # "left Tchoumbali to save lives"
        return conjuncts(named[0])
    found = undergoers(token) or _second_subjects(token) or _shared_objects(token)
    if found:
        return found
    particle = [
        t
        for c in token.children
        if c.dep_ == "prt"
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]
    if particle:
        return particle
    if token.dep_ in ("acl", "relcl") and not any(c.dep_ in ("nsubj", "dobj") for c in token.children):
        return found
    return _next_phrase(token)


def _misread_object(verb: Token) -> Token | None:
    """ "Units of X liberated Tsvitkove, Zaporozhye region": a past tense that the parser took for an adjective of the
    region behind its object."""
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    finite = (
        verb.tag_ == "VBD" and after.tag_ in ("NNP", "NNPS") and after.dep_ in ("nmod", "compound", "appos")
    )
    while finite and after.head.i == after.i + 1 and after.dep_ == "compound":
        after = after.head
    closed = finite and after.i + 1 < verb.head.i and after.nbor(1).text == ","
    return after if closed else None


def _shared_objects(verb: Token) -> list[Token]:
    """ "stormed and held the mosque": the object of two verbs, which the parser gives to the second."""
    if is_passive(verb) or not any(c.dep_ == "nsubj" for c in verb.children):
        return []
    second = next((c for c in verb.rights if c.dep_ == "conj" and is_verb(c)), None)
    if second is None or any(c.dep_ in ("nsubj", "nsubjpass", "auxpass") for c in second.children):
        return []
    between = verb.doc[verb.i + 1 : second.i]
    if not between or any(t.dep_ not in ("cc", "advmod", "aux") for t in between):
        return []
    return [t for c in second.rights if c.dep_ == "dobj" for t in conjuncts(c)]


def _second_subjects(verb: Token) -> list[Token]:
    """An object after the verb that the parser called a second subject."""
    named = [c for c in verb.children if c.dep_ == "nsubj"]
    return [t for c in named[1:] if c.i > verb.i and named[0].i < verb.i for t in conjuncts(c)]


def _is_predicate(token: Token) -> bool:
    return (
        token.dep_ == "acomp"
        and not token.tag_.startswith("VB")
        or token.dep_ == "acomp"
        and token.tag_ == "VBN"
    )


def _is_garden_path(token: Token) -> bool:
    """ "The rebels handed over the town": a finite verb that the parser took for a participle, though it has an object."""
    if (
        token.dep_ != "acl"
        or token.tag_ != "VBN"
        or token.head.i >= token.i
        or any(c.dep_ in ("agent", "nsubj") for c in token.children)
    ):
        return False
    return any(
        c.dep_ == "dobj" or c.dep_ == "prt" and any(p.dep_ == "pobj" for p in c.children)
        for c in token.children
    )


_SAYING = forms_of("say", "report", "announce", "tell", "add", "confirm", "claim", "state", "declare")


def _is_quoted_before(token: Token) -> bool:
    """ "Commandos swarmed into X, said the report", "..., residents said": what is said was taken for the subject of saying it."""
    said = token.head.head
    if token.head.dep_ != "nsubj" or said.lower_ not in _SAYING or said.i < token.i:
        return False
    return said.nbor(-1).text == "," or any(c.dep_ == "nsubj" and c.i > token.i for c in said.children)


def _led_astray(verb: Token) -> Token | None:
    """ "Rebels with tanks pushed into X.": the subject of a sentence whose only verb was hung on what is with it."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or any(c.dep_ == "agent" for c in verb.children):
        return None
    link = verb.head.head
    if (
        verb.head.dep_ != "pobj"
        or link.lower_ not in ("with", "in", "from", "on")
        or link.head.dep_ != "ROOT"
    ):
        return None
    base = link.head
    if is_verb(base) or not any(name in _HEADING for name, _ in preps(verb)):
        return None
    return None if any(is_verb(c) and c.dep_ not in ("acl", "relcl") for c in base.children) else base


_HEADING = frozenset({"towards", "toward", "into", "onto", "for", "to", "from", "on"})


def is_finite_in_disguise(token: Token) -> bool:
    """ "The guerrillas pressed on towards X.": the only verb of its sentence, taken for a participle, whether the parser
    hung it on its own subject or the subject on it.
    """
    if token.tag_ not in ("VBN", "VBD") or any(c.dep_ in ("agent", "aux", "auxpass") for c in token.children):
        return False
    if any(c.dep_ == "nsubj" for c in token.children):
        marked = token.lower_ == "left" and any(c.dep_ in ("mark", "advmod") for c in token.lefts)
        return token.tag_ == "VBN" and (marked or any(name in _HEADING for name, _ in preps(token)))
    return (
        token.dep_ == "acl"
        and (token.head.dep_ in ("ROOT", "dep") or _is_quoted_before(token))
        and token.head.i < token.i
        and not is_verb(token.head)
        and not any(
            is_verb(c) and c.dep_ not in ("prep", "conj") and not (c.dep_ == "advcl" and c.i < token.head.i)
            for c in token.head.children
            if c.i != token.i
        )
    )


def _next_phrase(verb: Token) -> list[Token]:
    """The noun phrase right after a verb that the parser left without an object."""
    if any(c.dep_ in ("ccomp", "xcomp", "auxpass") for c in verb.children):
        return []
    doc = verb.doc
    i = verb.i + 1
    while i < len(doc) and (
        doc[i].pos_ in ("DET", "ADV", "PART", "NUM")
        and not (doc[i].pos_ == "ADV" and doc[i].text[:1].isupper())
        or doc[i].dep_ == "prt"
        or doc[i].text in ('"', "'")
    ):
        i += 1
    if i < len(doc) and doc[i].pos_ == "ADV" and doc[i].text[:1].isupper():
        return [doc[i]]  # "abandoned Sana'a", "attacking Bakhmut": a name that the tagger takes for an adverb
    if i >= len(doc) or doc[i].pos_ not in ("NOUN", "PROPN", "ADJ", "PRON"):
        return []
    head = doc[i]
    closed = i + 1 < len(doc) and doc[i + 1].text == ","
    if closed and head.tag_ == "NNP":
        return [head]  # "have left Avdiivka, army chief X said"
    while (
        head.head.i > head.i
        and head.dep_ in ("compound", "amod", "nmod", "det", "punct", "poss", "nummod")
        and head.head.pos_ in ("NOUN", "PROPN")
    ):
        head = head.head
    return (
        [head]
        if head.pos_ in ("NOUN", "PROPN")
        and head.dep_ not in ("nsubj", "nsubjpass")
        and head.lower_ not in ("time", "times")
        else []
    )


def objects_of_particle(verb: Token, lemma: str) -> list[Token]:
    """ "hemmed in the village": the object of a phrasal verb whose particle the parser took for a preposition."""
    rest = lemma.split()[1:]
    return [t for name, t in preps(verb) if len(rest) == 1 and name == rest[0] and t.head.i == verb.i + 1]


def follows(verb: Token, lemma: str) -> bool:
    """Whether the rest of a phrasal lemma ("hand over", "fall back") stands beside the verb."""
    rest = lemma.split()[1:]
    if not rest or rest[0] in ("shots", "fire"):
        return True
    doc, i = verb.doc, verb.i + 1
    if len(rest) == 1 and any(
        c.lower_ == rest[0] and c.i > verb.i and (c.dep_ in ("prt", "advmod") or c.i == i)
        for c in verb.children
    ):
        return True
    things = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "oprd", "attr", "ccomp")]
    if any(c.lower_ in (rest[-1], f"{rest[-1]}s") for c in things):
        return True  # "made marginal gains", "made themselves masters of"
    return [t.lower_ for t in doc[i : i + len(rest)]] == rest


def verb_rows(scene: Scene, sent: Sent, token: Token) -> list[Row]:
    """Rows of the trigger dictionary for the token as a verb, longest phrase first."""
    if (
        token.pos_ in ("NUM", "ADP", "DET", "PRON")
        or token.text[:1].isupper()
        and token.tag_ in ("NNP", "NNPS")
        and token.i > 0
    ):
        return []
    triggers = scene.lexicon.triggers
    rows = next(
        (
            found
            for form in (whole_word(token), token.lower_)
            if (found := triggers.get(f"territory:verb:{form}"))
        ),
        (),
    )
    if not rows:
        return []
    if not (
        is_verb(token)
        or _is_opening(token)
        or token.dep_ in ("acomp", "amod")
        and token.lower_.endswith(("ed", "en", "d", "t"))
        or _only_verb(scene, token)
        or _is_headline_verb(scene, sent, token)
    ):
        return []
    matching = [r for r in rows if follows(token, r["lemma"]) and not _dates(sent, token, r["lemma"])]
    longest = max((len(r["lemma"].split()) for r in matching), default=0)
    return [r for r in matching if len(r["lemma"].split()) == longest or longest == 1]


def _dates(sent: Sent, verb: Token, lemma: str) -> bool:
    """ "fell on 22 April": the preposition of a phrasal lemma belongs to the day."""
    return (
        lemma.endswith((" on", " upon"))
        and verb.i + 2 < sent.span.end
        and verb.nbor(1).lower_ == "on"
        and any(is_time(sent.line, verb.i + n) for n in (1, 2))
    )


def _is_opening(token: Token) -> bool:
    """ "Marching on the town, they ..."; "Encircled by ...": a capital that made the tagger see a name."""
    return token.i == 0 and token.lower_.endswith(("ing", "ed")) and token.dep_ in ("advcl", "dep", "csubj")


def _is_perfect(token: Token) -> bool:
    """ "They had over-run Afabet": a participle right after "had" that the parser took for an adjective of its object."""
    return (
        token.dep_ == "amod"
        and token.i > 0
        and token.nbor(-1).lower_ in _HAVE
        and token.head.dep_ == "dobj"
        and token.head.head == token.nbor(-1)
    )


_OVERRUN = frozenset({"overrun", "overran", "over-run"})  # which the tagger takes for a noun


def _is_done_by(token: Token) -> bool:
    """ "Point 5140 was overrun by the rebels", read as what the point was."""
    return (
        token.dep_ == "attr"
        and token.tag_ in ("NN", "JJ")
        and token.head.lower_ in ("was", "were", "been", "is", "are", "being")
        and not any(c.dep_ in ("det", "poss", "amod") for c in token.children)
        and (token.lower_ in _OVERRUN or any(name == "by" for name, _ in preps(token)))
    )


def _is_headline_verb(scene: Scene, sent: Sent, token: Token) -> bool:
    """ "The 24th Brigade withdraws from X": a present tense after a force that the tagger took for a plural noun."""
    if token.tag_ not in ("NN", "NNS") or token.i + 1 >= len(token.doc) or token.i == 0:
        return False
    after, before = token.nbor(1), token.nbor(-1)
    crowd = before.tag_ in ("NNS", "NNPS")  # "Forces storm Tessit airbase": a plural names no kind of storm
    if token.dep_ not in ("ROOT", "ccomp", "pobj", "dobj", "appos", "conj") and not (
        crowd and token.dep_ == "compound"
    ):
        return False
    onward = after.pos_ in ("ADP", "DET", "PROPN", "PART") or after.dep_ == "prt"
    return onward and before.dep_ in ("compound", "nmod", "nsubj", "amod") and _is_force(scene, sent, before)


def _is_force(scene: Scene, sent: Sent, token: Token) -> bool:
    named = sent.line.actor_at.get(token.i)
    return (
        scene.lexicon.force_nouns.get(token.lower_) is not None or named is not None and named.last == token.i
    )


def _only_verb(scene: Scene, token: Token) -> bool:
    """A finite form that the tagger misread: "The French retook Douaumont"."""
    low = token.lower_
    if any(c.dep_ == "auxpass" for c in token.children) or low == "overrun" or _is_done_by(token):
        return True
    return (
        (token.tag_ in ("NN", "JJ", "VB") or token.tag_ in ("NNP", "NNS") and token.text.islower())
        and bool(re.search(r"(?:ook|ran|eld|ove|eized|tured|ained|ieged|ircled|rated)$", low))
        and not scene.lexicon.triggers.get(f"territory:noun:{low}")
    )
