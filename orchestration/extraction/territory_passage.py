"""The ground that words leave unsaid: behind a pronoun, in the clause of an event, in the passage."""

from dataclasses import replace

from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import PlaceChoice, choice_of, most_specific
from orchestration.extraction.syntax import has_own_clause, is_verb
from orchestration.extraction.territory_scene import Scene, Site
from orchestration.extraction.territory_words import only_locates


def anaphoric(scene: Scene, sent: Sent, head: Token, number: int) -> list[Site]:
    """Places behind a pronoun: what was told of last, or the last two of "both"."""
    if number > 1 and head.lower_ == "them" and (told := _told_before(scene, sent)):
        return [Site(p, words=head.text) for p in told]
    if number > 1:
        return [Site(p, words=head.text) for p in _last_places(scene, sent, head, number)]
    back = scene.told.back(sent, head.i, "it")
    last = scene.told.spoken[-1:]
    if back is None and last and last[0].sent_index >= sent.index - 1 and last[0].words:
        # "took the bridge; we took it back"
        return [Site(replace(last[0].place, inherited=True), words=last[0].words)]
    return [Site(back)] if back else []


def _told_before(scene: Scene, sent: Sent) -> list[PlaceChoice]:
    """The ground that the sentence has told of before "them"."""
    out: list[PlaceChoice] = []
    for told in scene.told.spoken:
        if told.sent_index == sent.index and all(told.place.text != p.text for p in out):
            out.append(replace(told.place, inherited=True))
    return out


def _last_places(scene: Scene, sent: Sent, head: Token, number: int) -> list[PlaceChoice]:
    """The last `number` different places named before the head, in text order."""
    edge, _ = sent.line.article_span(head.i, head.i)
    near = [sent, *list(scene.document.before(sent))[:2]]
    named = [
        choice_of(w.line, f, inherited=True)
        for w in near
        for f in w.line.places
        if w.span.start <= f.first < w.span.end
    ]
    indices = {w.index for w in near}
    named += [replace(t.place, inherited=True) for t in scene.told.spoken if t.sent_index in indices]
    out: list[PlaceChoice] = []
    for place in sorted(named, key=lambda p: -p.start):
        if place.start < edge and len(out) < number and all(place.text != p.text for p in out):
            out.append(place)
    return out[::-1]


def one_of_two(scene: Scene, sent: Sent, head: Token, word: str) -> list[Site]:
    """The first or the second of the last two places: "the former", "the latter"."""
    pair = _last_places(scene, sent, head, 2)
    return [Site(pair[word == "latter"], words=word)] if len(pair) == 2 else []


def clause_sites(sent: Sent, trigger: Token) -> list[Site]:
    """Places that the clause of the trigger names after it, wherever the parser hung them."""
    top = trigger.head if trigger.dep_ in ("nsubj", "nsubjpass", "dobj") else trigger
    while not is_verb(top) and top.dep_ != "ROOT":
        top = top.head
    skip = {
        t.i
        for c in top.subtree
        if c.dep_ in ("relcl", "advcl", "ccomp", "acl", "parataxis") and c is not top
        for t in c.subtree
    }
    line = sent.line
    found = [
        f
        for f in line.places
        if f.first > trigger.i and sent.span.start <= f.first < sent.span.end and f.value.locative
    ]
    inside = {t.i for t in top.subtree} - skip
    return [
        Site(choice_of(line, f))
        for f in most_specific(
            line, [f for f in found if f.last in inside and not only_locates(line.doc[f.last])]
        )
    ][:2]


def event_sites(scene: Scene, sent: Sent, trigger: Token) -> list[Site]:
    """Where the event happened, by its own words around the trigger."""
    return [Site(p) for p in scene.context.places(sent, trigger)]


def passage_site(scene: Scene, sent: Sent, trigger: Token) -> list[Site]:
    """The ground that the passage is about."""
    back = scene.told.back(sent, trigger.i, None)
    return [Site(back)] if back else []


def headed_site(scene: Scene, sent: Sent, verb: Token) -> list[Site]:
    """What heads the entry of a note: "Kunduz: taken by the Taliban on Sunday", of a participle that nothing else is said of."""
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ not in ("ROOT", "conj", "dep", "acl", "advcl"):
        return []
    if has_own_clause(verb):
        return []
    if verb.i > sent.span.start and verb.nbor(-1).text not in (";", ":"):
        return []
    headed = scene.told.headed(sent)
    return [Site(headed)] if headed is not None else []
