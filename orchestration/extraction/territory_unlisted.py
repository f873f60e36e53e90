"""Forces that no dictionary names: known by their arms, by what carries them, or by a people's name."""

from dataclasses import replace

from orchestration.extraction.actors import NON_STATE_KINDS, ActorRef, possible_antecedents
from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.place_nouns import PEOPLES
from orchestration.extraction.syntax import hyphenated
from orchestration.extraction.territory_scene import Scene
from orchestration.extraction.territory_words import is_time

MEN = frozenset(
    "men boys guys lads people comrades side ones heroes women warriors sons brothers colleagues".split()
)
CARRIERS = frozenset(
    "vehicles vehicle trucks pickups pick-ups pickets boats convoys vanguard spearhead patrols armour armor instructors advisers scouts hunters volunteers "
    "defenders gangs thrust thrusts guards assailants raiders".split()
)
_PERSONS = MEN | frozenset(
    "youths youth teenagers hunters herdsmen villagers tribesmen clansmen residents civilians individuals persons inmates "
    "students farmers islanders highlanders locals supporters followers loyalists partisans adherents kinsmen".split()
)
_UNDER_ARMS = frozenset(
    {"armed", "loyal", "allied", "aligned", "answering", "fighting", "bearing", "led", "commanded", "headed"}
)
_WIELDING = frozenset({"carrying", "wielding", "brandishing", "toting", "bearing", "with"})
_PEOPLE_DEPS = frozenset({"nsubj", "nsubjpass", "conj", "dobj"})


def unlisted_party(scene: Scene, sent: Sent, head: Token) -> list[ActorRef]:
    """A force by a name that no dictionary knows ("the Ninjas", "FAZ"), or by what carries it ("rebel vehicles")."""
    line = sent.line
    if any(
        head.i in at for at in (line.person_at, line.weapon_at, line.quantity_at, line.actor_at)
    ) or is_time(line, head.i):
        return []
    if head.i in line.place_at and not (_is_province(sent, head) and _is_people(head)):
        return []
    modifiers = [c for c in head.lefts if c.dep_ in ("compound", "amod", "nmod")]
    if bears_arms(sent, head) or _is_people(head):
        return [by_words(scene, sent, head)]
    named = (
        head.tag_ == "NNPS"
        or head.tag_ == "NNP"
        and head.text.endswith("s")
        and any(c.lower_ == "the" for c in head.lefts)
        or head.tag_ == "NNP"
        and (head.text.isupper() and len(head.text) > 1)
    )
    carried = hyphenated(head) in CARRIERS and any(
        c.i in line.actor_at or c.text[:1].isupper() or is_force_word(scene, c) for c in modifiers
    )
    named = named or head.lower_ in (
        "defenders",
        "attackers",
        "assailants",
        "besiegers",
        "raiders",
        "invaders",
        "southerners",
        "northerners",
        "easterners",
    )
    if not named and not carried or head.lower_ in scene.lexicon.victim_nouns and not carried:
        return []
    return [by_words(scene, sent, head)]


def unlisted_before(scene: Scene, sent: Sent, head: Token) -> list[ActorRef]:
    """The force without an entry that "they" stands for."""
    start, end = sent.line.article_span(head.i, head.i)
    for where, candidate in possible_antecedents(scene.document, sent, head):
        if head.lower_ == "it" and candidate.tag_ != "NNP":
            continue
        for ref in unlisted_party(scene, where, candidate):
            named = ref if ref.actor is None else replace(ref, start=start, end=end, text=head.text)
            return [replace(named, resolved=True)]
    return []


def by_words(scene: Scene, sent: Sent, head: Token) -> ActorRef:
    """The party that the head and its modifiers call by name, with the actor among them."""
    line = sent.line
    modifiers = [c for c in head.lefts if c.dep_ in ("compound", "amod", "nmod")]
    owners = [line.actor_at[c.i].value for c in modifiers if c.i in line.actor_at]
    first = min((c.i for c in modifiers), default=head.i)
    start, end = line.article_span(first, head.i)
    return ActorRef(start, end, scene.document.text(start, end), owners[0] if owners else None)


def bears_arms(sent: Sent, head: Token) -> bool:
    """Whether the words around a noun of persons arm them: "armed youths", "men loyal to X", "boys with machetes"."""
    if head.lower_ not in _PERSONS:
        return False
    line = sent.line
    told = [t for t in head.doc[head.left_edge.i : head.i] if t.dep_ in ("compound", "amod", "nmod")]
    if any(
        c.lower_ == "armed"
        or (named := line.actor_at.get(c.i)) is not None
        and named.value.kind in NON_STATE_KINDS
        for c in told
    ):
        return True
    if any(c.dep_ in ("acl", "amod", "relcl", "advcl") and c.lower_ in _UNDER_ARMS for c in head.rights):
        return True
    held = [t for c in head.rights if c.lower_ in _WIELDING for t in c.children if t.dep_ in ("pobj", "dobj")]
    return any(t.i in line.weapon_at for t in held)


def _is_province(sent: Sent, head: Token) -> bool:
    """Whether the name is a province's, by its bare name ("Kachin")."""
    mention = sent.line.place_at[head.i].value
    return mention.generic is None and mention.place is not None and mention.place.feature == "adm1"


def _is_people(head: Token) -> bool:
    """ "the Kachin", "the Abkhaz": a people by its name alone, which a province may bear as well."""
    lefts = [c for c in head.lefts if c.dep_ != "punct"]
    if not lefts or any(c.lower_ != "the" for c in lefts) or head.text.islower():
        return False
    if head.dep_ not in _PEOPLE_DEPS and not (head.dep_ == "pobj" and head.head.lower_ == "by"):
        return False
    return head.lower_ in PEOPLES or head.tag_ in ("NNP", "NNPS")


def is_force_word(scene: Scene, token: Token) -> bool:
    """Whether the word is a noun of armed people or of an organisation ("rebel", "militia")."""
    return scene.lexicon.force_nouns.get(token.lower_) in ("combatant", "organisation")
