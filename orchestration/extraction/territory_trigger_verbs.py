"""Which words tell a change of hands as verbs: those of the dictionary with their particles beside them, also where
the tagger took them for nouns.
"""

import re

from orchestration.extraction.document import Sent
from orchestration.extraction.lexicon import Row
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import is_verb
from orchestration.extraction.territory_participles import is_done_by
from orchestration.extraction.territory_scene import Scene
from orchestration.extraction.territory_words import is_time, whole_word


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
    if any(c.dep_ == "auxpass" for c in token.children) or low == "overrun" or is_done_by(token):
        return True
    return (
        (token.tag_ in ("NN", "JJ", "VB") or token.tag_ in ("NNP", "NNS") and token.text.islower())
        and bool(re.search(r"(?:ook|ran|eld|ove|eized|tured|ained|ieged|ircled|rated)$", low))
        and not scene.lexicon.triggers.get(f"territory:noun:{low}")
    )
