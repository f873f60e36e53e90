"""Who gains and who loses ground: the parties of a change of territory, and the change itself."""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Token

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Actor, Row
from orchestration.extraction.syntax import (
    agents,
    conjuncts,
    doers,
    is_passive,
    is_verb,
    np_span,
    preps,
    subjects,
    undergoers,
)
from orchestration.extraction.territory_sites import Scene, Site, is_time, whole_word
from orchestration.extraction.timing import When

FIRST_PERSON = frozenset({"we", "us", "our", "ours", "i", "my"})
_EVENT_NOUNS = frozenset(
    "offensive attack assault operation campaign push advance drive raid counter-offensive counteroffensive onslaught "
    "counterattack counter-attack incursion invasion ceasefire truce deal agreement war fighting battle aim goal objective "
    "claim claims attempt attempts intention plan ambition task mission priority target effort efforts bid".split()
)
_IMPERSONAL = frozenset(
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
_NO_PARTY = frozenset(
    "there what road air sea land rail foot night day dawn dusk noon nightfall force surprise storm mistake helicopter truck".split()
)
_MEN = frozenset(
    "men boys guys lads people comrades side ones heroes women warriors sons brothers colleagues".split()
)
_BODIES = frozenset(
    "heroes hundreds thousands dozens scores members elements number handful columns column group groups remnants wave waves mass many some most lions sons men convoy convoys bulk part".split()
)
_SUBORDINATING = frozenset({"after", "before", "until", "since", "as", "when", "while", "because", "once"})
_MEDIA_KINDS = frozenset({"media", "agency", "monitor", "ngo", "medical", "court", "company"})


@dataclass(frozen=True, slots=True)
class Parties:
    """The forces that stand in one role. `named` tells that some phrase fills the role, force or not."""

    refs: tuple[ActorRef, ...] = ()
    named: bool = False

    @property
    def unfit(self) -> bool:
        """Something other than a force fills the role."""
        return self.named and not self.refs


NOBODY = Parties()


@dataclass(frozen=True, slots=True)
class Change:
    """A change (or a state) of territory as one trigger tells it, before it is split into rows."""

    change_type: str
    trigger: Token
    sites: tuple[Site, ...]
    gainers: tuple[ActorRef, ...] = ()
    losers: tuple[ActorRef, ...] = ()
    scope: str | None = None
    modality: str | None = None
    distance: tuple[float | None, float | None] | None = None
    direction: str | None = None
    reference: str | None = None
    strength: float = 0.8
    when: When | None = None


def outcome(
    change_type: str,
    trigger: Token,
    sites: list[Site],
    gainers: Parties = NOBODY,
    losers: Parties = NOBODY,
    *,
    scope: str | None = None,
    strength: float = 0.8,
) -> list[Change]:
    """One change of this type at these sites; of several losers the first stands for them."""
    return [
        Change(
            change_type, trigger, tuple(sites), gainers.refs, losers.refs[:1], scope=scope, strength=strength
        )
    ]


def parties(scene: Scene, sent: Sent, heads: list[Token]) -> Parties:
    """The forces behind the noun phrases with these heads; an attack or offensive stands for whoever makes it."""
    refs: list[ActorRef] = []
    named = False
    for head in heads:
        if (
            head.lower_ in _NO_PARTY
            and not list(head.lefts)
            or is_time(sent.line, head.i)
            or _is_munition(sent, head)
        ):
            continue
        named = named or head.lower_ not in _IMPERSONAL and head.lower_ not in _EVENT_NOUNS
        for ref in _refs(scene, sent, head):
            if not any(ref.same_party(o) for o in refs):
                refs.append(ref)
    return Parties(tuple(refs), named)


def _is_munition(sent: Sent, head: Token) -> bool:
    """A rocket or a shell lands on ground but takes none."""
    found = sent.line.weapon_at.get(head.i)
    return found is not None and found.value.kind == "munition"


def _refs(scene: Scene, sent: Sent, head: Token) -> list[ActorRef]:
    low = head.lower_
    if low in FIRST_PERSON:
        return [own_side(scene, sent, head, head, head)]
    if low in _EVENT_NOUNS:
        return list(owner(scene, sent, head).refs)
    owners = [c for c in head.children if c.dep_ == "poss"]
    if any(c.lower_ in FIRST_PERSON for c in owners) or owners and low in _MEN:
        return [own_side(scene, sent, head, np_span(head, with_of=False)[0], head)]
    if low in _FIRMS and head.i not in sent.line.actor_at:
        return []
    refs = [_armed(scene, r) for r in scene.actors(sent, [head])]
    refs = [r for r in refs if r.actor is None or r.actor.kind not in _MEDIA_KINDS]
    refs = [*_beside(scene, sent, head), *refs] if refs else _unlisted_party(scene, sent, head)
    members = [t for name, t in preps(head) if name == "of"]
    if not members or any(r.actor for r in refs) and not any(len(list(t.lefts)) > 1 for t in members):
        return refs
    if refs or low in _BODIES or head.i in sent.line.quantity_at:
        inside = [_whole(scene, sent, head, r) for r in parties(scene, sent, members).refs]
        if any(r.actor for r in refs) and len(inside) < 2:
            return refs
        return (
            inside
            or refs
            or [
                _people(scene, sent, head, t)
                for t in members
                if t.pos_ == "PROPN" and t.i not in sent.line.place_at
            ][:1]
        )
    return refs


_FIRMS = frozenset({"company", "firm", "corporation", "party", "union", "club", "team", "bank", "parliament"})


def _armed(scene: Scene, ref: ActorRef) -> ActorRef:
    """The army rather than the agency, of two that share an acronym: agencies take no ground."""
    if ref.actor is None or ref.actor.kind not in _MEDIA_KINDS:
        return ref
    others = [a.actor for a in scene.lexicon.aliases.get(ref.text, ()) if a.actor.kind not in _MEDIA_KINDS]
    return replace(ref, actor=others[0]) if others else ref


def _beside(scene: Scene, sent: Sent, head: Token) -> list[ActorRef]:
    """The other party of "Afghan and coalition forces", where the second is a name of its own."""
    line = sent.line
    named = line.actor_at.get(head.i)
    if named is None or named.first - 2 < sent.span.start or line.doc[named.first - 1].lower_ != "and":
        return []
    other = line.actor_at.get(named.first - 2)
    if (
        other is None
        or line.doc[other.last].pos_ not in ("ADJ", "PROPN")
        or line.doc[other.last].head is not head
    ):
        return []
    start, end = line.article_span(other.first, other.last)
    return [ActorRef(start, end, scene.document.text(start, end), other.value)]


_CARRIERS = frozenset(
    "vehicles vehicle trucks pickups pick-ups pickets boats convoys vanguard spearhead patrols armour armor instructors advisers scouts hunters volunteers "
    "defenders gangs thrust thrusts guards assailants raiders".split()
)


def _unlisted_party(scene: Scene, sent: Sent, head: Token) -> list[ActorRef]:
    """A force by a name that no dictionary knows ("the Ninjas", "FAZ"), or by what carries it ("rebel vehicles")."""
    line = sent.line
    if any(
        head.i in at
        for at in (line.place_at, line.person_at, line.weapon_at, line.quantity_at, line.actor_at)
    ) or is_time(line, head.i):
        return []
    modifiers = [c for c in head.lefts if c.dep_ in ("compound", "amod", "nmod")]
    named = (
        head.tag_ == "NNPS"
        or head.tag_ == "NNP"
        and head.text.endswith("s")
        and any(c.lower_ == "the" for c in head.lefts)
        or head.tag_ == "NNP"
        and (head.text.isupper() and len(head.text) > 1)
    )
    carried = head.lower_ in _CARRIERS and any(
        c.i in line.actor_at or c.text[:1].isupper() or _is_force_word(scene, c) for c in modifiers
    )
    named = named or head.lower_ in (
        "defenders",
        "attackers",
        "assailants",
        "besiegers",
        "raiders",
        "invaders",
    )
    if not named and not carried or head.lower_ in scene.lexicon.victim_nouns and not carried:
        return []
    owners = [line.actor_at[c.i].value for c in modifiers if c.i in line.actor_at]
    first = min((c.i for c in modifiers), default=head.i)
    start, end = line.article_span(first, head.i)
    return [ActorRef(start, end, scene.document.text(start, end), owners[0] if owners else None)]


def _people(scene: Scene, sent: Sent, head: Token, member: Token) -> ActorRef:
    """ "a handful of Brandenburgers": people by a name that no dictionary knows."""
    start, end = sent.line.article_span(head.i, member.i)
    return ActorRef(start, end, scene.document.text(start, end), None)


def _whole(scene: Scene, sent: Sent, head: Token, member: ActorRef) -> ActorRef:
    """ "units of the Tsentr group": the words of the whole phrase, the actor of its member."""
    start, _ = sent.line.article_span(head.i, head.i)
    return (
        ActorRef(start, member.end, scene.document.text(start, member.end), member.actor, member.resolved)
        if member.end > start
        else member
    )


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
    found = [m.aliases[0].actor for m in scene.lexicon.find_aliases(text)]
    return next((a for a in found if a.kind not in _MEDIA_KINDS), None)


def _actor_beside(scene: Scene, person: str) -> Actor | None:
    """The organisation in the phrase that introduces a person ("Hamdo, a captain in Ahrar al-Sham")."""
    for sent in scene.document.sents:
        for found in sent.line.persons:
            if found.value == person and sent.span.start <= found.first < sent.span.end:
                head = sent.line.doc[found.last]
                while head.dep_ in ("compound", "appos", "nmod", "flat") and head.head is not head:
                    head = head.head
                inside = [sent.line.actor_at[t.i].value for t in head.subtree if t.i in sent.line.actor_at]
                fit = [a for a in inside if a.kind not in _MEDIA_KINDS]
                if fit:
                    return fit[0]
    return None


def owner(scene: Scene, sent: Sent, noun: Token) -> Parties:
    """Whose act, attack or place the noun is: "by X", "X's", "X attack", "of X" for forces."""
    heads: list[Token] = []
    for child in noun.children:
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            heads += [t for p in child.children if p.dep_ == "pobj" for t in conjuncts(p)]
    if not heads:
        heads = [c for c in noun.children if c.dep_ == "poss"]
    found = parties(scene, sent, heads)
    if found.refs:
        return found
    modifiers = [c for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")]
    return parties(
        scene, sent, [m for m in modifiers if m.i in sent.line.actor_at or _is_force_word(scene, m)]
    )


def _is_force_word(scene: Scene, token: Token) -> bool:
    return scene.lexicon.force_nouns.get(token.lower_) in ("combatant", "organisation")


def doers_of(sent: Sent, token: Token) -> list[Token]:
    """Logical subject of a trigger, also where the parser lost it.

    In "an operation to retake X" it is whoever has or prepares the operation; in "kept them from
    entering" it is them; after "after" and "as" it is the noun phrase just before the verb.
    """
    if _is_predicate(token):
        return agents(token)
    if token.dep_ == "amod":
        return _doers_of_gerund(token) if token.tag_ == "VBG" else []
    if not is_verb(token):
        if any(c.dep_ == "auxpass" for c in token.children):
            return agents(token)
        if token.dep_ == "dobj" and token.head.lower_ in _HAVE:  # "which rebels had overrun"
            return [c for c in token.head.children if c.dep_ == "nsubj" and c.lower_ not in _IMPERSONAL]
        before = token.nbor(-1) if token.i else token
        if token.dep_ == "compound" and before.tag_ in ("NNS", "NNPS") and before.i not in sent.line.place_at:
            return [before]
        return [
            c for c in token.lefts if c.dep_ in ("amod", "compound", "nsubj") and c.i in sent.line.actor_at
        ] or _phrase_before(sent, token)
    if _is_garden_path(token) or _relative_before(token):
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
    found = doers(token)
    if (
        is_passive(token)
        or any(c.dep_ in ("nsubj", "csubj") for c in token.children)
        or token.tag_ not in ("VBD", "VBZ", "VBP")
    ):
        return found
    return _phrase_before(sent, token) or found


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


def _doers_of_purpose(verb: Token) -> list[Token]:
    own = [c for c in verb.head.children if c.dep_ == "poss"]
    if verb.head.lower_ in _EVENT_NOUNS and any(
        c.dep_ in ("compound", "amod") or c.lower_ == "by" for c in verb.head.children
    ):
        own = own or [verb.head]  # "a government claim to have retaken X"
    governor = verb.head
    while governor.dep_ in ("pobj", "prep", "dobj", "attr", "conj", "nsubj") and not is_verb(governor):
        governor = governor.head
    return own or (
        subjects(governor) if is_verb(governor) and verb.head not in subjects(governor) else [verb.head]
    )


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
        return [token.head]
    if _relative_before(token):
        return [token.doc[token.head.left_edge.i - 1]]
    if not is_verb(token) and token.dep_ == "dobj" and token.head.lower_ in _HAVE:
        return [c for c in token.head.children if c.lower_ in ("which", "that")]
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
    found = undergoers(token) or _second_subjects(token)
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


def _next_phrase(verb: Token) -> list[Token]:
    """The noun phrase right after a verb that the parser left without an object."""
    if any(c.dep_ in ("ccomp", "xcomp", "auxpass") for c in verb.children):
        return []
    doc = verb.doc
    i = verb.i + 1
    while i < len(doc) and (
        doc[i].pos_ in ("DET", "ADV", "PART", "NUM") or doc[i].dep_ == "prt" or doc[i].text in ('"', "'")
    ):
        i += 1
    if (
        i >= len(doc)
        or doc[i].pos_ not in ("NOUN", "PROPN", "ADJ", "PRON")
        or doc[i].head is verb
        and doc[i].dep_ in ("npadvmod", "advmod")
    ):
        return []
    head = doc[i]
    while (
        head.head.i > head.i
        and head.dep_ in ("compound", "amod", "nmod", "det", "punct", "poss", "nummod")
        and head.head.pos_ in ("NOUN", "PROPN")
    ):
        head = head.head
    return [head] if head.pos_ in ("NOUN", "PROPN") and head.dep_ not in ("nsubj", "nsubjpass") else []


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
    if any(c.dep_ in ("dobj", "nsubjpass") and c.lower_ == rest[-1] for c in verb.children):
        return True  # "made marginal gains"
    return [t.lower_ for t in doc[i : i + len(rest)]] == rest


def verb_rows(scene: Scene, token: Token) -> list[Row]:
    """Rows of the trigger dictionary for the token as a verb, longest phrase first."""
    if (
        token.pos_ in ("NUM", "ADP", "DET", "PRON")
        or token.text[:1].isupper()
        and token.tag_ in ("NNP", "NNPS")
        and token.i > 0
    ):
        return []
    rows = scene.lexicon.triggers.get(
        f"territory:verb:{whole_word(token)}", ()
    ) or scene.lexicon.triggers.get(f"territory:verb:{token.lower_}", ())
    if not rows:
        return []
    if not (
        is_verb(token)
        or _is_opening(token)
        or token.dep_ in ("acomp", "amod")
        and token.lower_.endswith(("ed", "en", "d", "t"))
        or _only_verb(scene, token)
    ):
        return []
    matching = [r for r in rows if follows(token, r["lemma"])]
    longest = max((len(r["lemma"].split()) for r in matching), default=0)
    return [r for r in matching if len(r["lemma"].split()) == longest or longest == 1]


def _is_opening(token: Token) -> bool:
    """ "Marching on the town, they ..."; "Encircled by ...": a capital that made the tagger see a name."""
    return token.i == 0 and token.lower_.endswith(("ing", "ed")) and token.dep_ in ("advcl", "dep", "csubj")


def _only_verb(scene: Scene, token: Token) -> bool:
    """A finite form that the tagger misread: "The French retook Douaumont"."""
    low = token.lower_
    if any(c.dep_ == "auxpass" for c in token.children) or low == "overrun":
        return True
    return (
        token.tag_ in ("NN", "JJ", "VB")
        and bool(re.search(r"(?:ook|ran|eld|ove|eized|tured|ained|ieged|ircled|rated)$", low))
        and not scene.lexicon.triggers.get(f"territory:noun:{low}")
    )


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
    if _is_force_word(scene, word):
        start, end = line.article_span(word.i, word.i)
        refs = scene.actors(sent, [word])
        actor = refs[0].actor if refs else None
        return Parties((ActorRef(start, end, word.text, actor, resolved=actor is not None),), True)
    return NOBODY
