"""Who speaks: a noun phrase, a pronoun or a label read as a source with a canonical name and a role."""

import re
from dataclasses import dataclass, replace

from orchestration.extraction.actors import (
    NON_STATE_KINDS,
    ActorRef,
    actor_refs,
    actors_in,
    force_kind,
    main_country,
    nearest_of_kinds,
)
from orchestration.extraction.document import Document, Sent
from orchestration.extraction.lexicon import FIGHTING_KINDS, Actor
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import np_span, prepositional_objects

_MEDIA_KINDS = frozenset({"media", "agency"})
_KIND_ROLE = {
    "un": "un", "igo": "un", "monitor": "monitor", "ngo": "monitor", "media": "media", "agency": "media", "medical": "medical",
    "court": "expert", "company": "expert", "police": "local_official",
}  # fmt: skip
_WORD = re.compile(r"\w+")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
_DETERMINERS = re.compile(r"^(?:the|a|an|its|their|his|her|our|one|another|some)\s+", re.IGNORECASE)
_OF_AID = frozenset({"ngo", "monitor", "un", "igo", "medical"})
_KINDS_OF_GROUP = {
    "group": NON_STATE_KINDS | {"monitor", "ngo"},
    "movement": NON_STATE_KINDS,
    "militia": NON_STATE_KINDS,
    "faction": NON_STATE_KINDS,
    "organisation": NON_STATE_KINDS | _OF_AID,
    "organization": NON_STATE_KINDS | _OF_AID,
    "charity": frozenset({"ngo", "medical"}),
    "agency": frozenset({"un", "ngo"}),
    "alliance": frozenset({"igo", "coalition"}),
    "coalition": frozenset({"coalition"}),
}
_INANIMATE = frozenset("it this that which what there everything nothing these those".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source: words as written with their article offsets, canonical name, role.

    `singular` tells that a person can be meant by "he" or "she". `actor` is the speaker itself, `party` the
    side that a person speaks for ("Russia's deputy chief of staff").
    """

    text: str
    name: str
    role: str | None
    start: int
    end: int
    is_media: bool = False
    singular: bool = False
    actor: Actor | None = None
    party: Actor | None = None


@dataclass(frozen=True, slots=True)
class _Office:
    """What an article tells of a person: the role, and the side that is spoken for."""

    role: str | None
    party: Actor | None


class Speakers:
    """Reads noun phrases of one document as speakers and remembers the last ones for pronouns."""

    def __init__(self, document: Document) -> None:
        self._document = document
        names = {f.value for line in document.lines for f in line.persons}
        self._persons = sorted(names, key=lambda n: (-len(n), n))
        self._offices: dict[str, _Office] = {}
        self._last: Speaker | None = None
        self._last_person: Speaker | None = None

    def remember(self, speaker: Speaker) -> None:
        """Make the speaker the one that a later "he added" or "it said" means."""
        if speaker.is_media:
            return
        self._last = speaker
        if speaker.singular:
            self._last_person = speaker

    def of(self, sent: Sent, heads: list[Token]) -> Speaker | None:
        """The speaker that the coordinated noun phrases name; None where they cannot speak."""
        if not heads:
            return None
        head = heads[0]
        if head.pos_ == "PRON" or head.lower_ in _INANIMATE:
            return self._pronoun(sent, head)
        if not self._can_speak(sent, head):
            return None
        if (meant := self._group_meant(sent, head) or self._spoken_for(sent, head)) is not None:
            return meant
        # Whose a document is: "a statement from the army", "a report by the panel"
        if "document" in self._uses(head.lower_) and (authors := prepositional_objects(head, "from", "by")):
            if author := self.of(sent, authors):
                return author
        if "document" in self._uses(head.lower_) and not self._owner(sent, head) and self._last is not None:
            return self._reworded(self._last, sent, head)
        line = sent.line
        span = np_span(head)
        first, last = span.start, span.end - 1
        if len(heads) > 1 and heads[-1].head == heads[-2] and heads[-1].i - head.i < 12:
            last = max(last, np_span(heads[-1]).end - 1)
        while first < head.i and (
            line.doc[first].dep_ in ("det", "predet")
            or line.doc[first].is_punct
            or _CLOCK.fullmatch(line.doc[first].text)
            or (first in line.time_at and first not in line.person_at)  # "On Tuesday Abu Omar said"
        ):
            first += 1
        named = line.actor_at.get(head.i)
        last = max(last, named.last) if named is not None else last
        last -= int(line.doc[last].dep_ == "case" and last > head.i)
        start, end = line.article_span(first, last)
        person = next(
            (line.person_at[c.i].value for c in head.children if c.dep_ == "appos" and c.i in line.person_at),
            None,
        )
        person = person or self._apposed_name(sent, head)
        described = " ".join([self._document.text(start, end), *self._descriptions(head)])
        return self.named(
            self._document.text(start, end),
            start,
            described=described,
            person=person,
            singular=head.tag_ in ("NN", "NNP")
            and len(heads) == 1
            and "collective" not in self._uses(head.lower_),
        )

    def named(
        self,
        text: str,
        start: int,
        *,
        described: str | None = None,
        person: str | None = None,
        singular: bool = False,
    ) -> Speaker:
        """The speaker that a bare phrase names. `described` adds words that tell the role."""
        lead = len(text) - len(text.lstrip(" \"'“”["))
        text, start = text.strip(" \"'“”[]"), start + lead
        end = start + len(text)
        bare = _DETERMINERS.sub("", text)
        if bare.isupper() and (" " in bare or self.has_role(bare) or self._uses(bare.lower())):
            bare = bare.lower()  # a report in capitals
        described = described or bare
        role = self._role(described)
        if name := (person or self._full_name(bare)):
            titled = self._role(bare)  # "commander Rahim Gaziyev, a former teacher"
            own = (titled if titled != "witness" else None) or role or self._actor_role(described)
            known = self._office(name) if own is None else _Office(own, self._party(described))
            return Speaker(text, name, known.role, start, end, singular=True, party=known.party)
        named = actors_in(self._document, text)
        if named:
            longest, actor = max(named, key=lambda n: n[0].end - n[0].start)
            if actor.kind == "state" and self._is_outlet(text[longest.end :]):
                # "Israeli media" are not Israel
                return Speaker(text, bare, "media", start, end, is_media=True)
            whole = longest.end >= len(text) - 9 and longest.start <= len(text) - len(bare) + 1
            own_role = self._role(bare)
            name = actor.name if whole or own_role is None else bare
            return Speaker(
                text,
                name,
                (None if whole else own_role) or self._kind_role(actor),
                start,
                end,
                actor.kind in _MEDIA_KINDS and whole,
                singular and not whole,
                actor,
                actor if actor.kind not in _MEDIA_KINDS else None,
            )
        media = role in (None, "media") and any("media" in self._uses(w) for w in _WORD.findall(bare.lower()))
        proper = bare[:1].isupper() and any(w[:1].isupper() for w in bare.split()[1:])
        return Speaker(
            text,
            bare if proper or bare.isupper() else bare[:1].lower() + bare[1:],
            "media" if media else role,
            start,
            end,
            media,
            singular and not media,
        )

    def _is_outlet(self, rest: str) -> bool:
        """Whether what follows a nation's name is of the press: "Israeli media", "Zagreb radio", "Russian milbloggers"."""
        words = _WORD.findall(rest.lower())
        return bool(words) and ("media" in self._uses(words[-1]) or self._role(words[-1]) == "media")

    def has_role(self, text: str) -> bool:
        """Whether the words hold a role of the dictionary ("villagers", "police chief")."""
        return self._role(text) is not None

    def _uses(self, word: str) -> frozenset[str]:
        return self._document.lexicon.speech_nouns.get(word, frozenset())

    # -- parts --------------------------------------------------------------------

    def _can_speak(self, sent: Sent, head: Token) -> bool:
        line, lexicon = sent.line, self._document.lexicon
        low = head.lower_
        if any(c.dep_ == "det" and c.lower_ == "no" for c in head.children):
            return False
        if head.i in line.time_at and head.i not in line.person_at:
            return False
        if head.i in line.person_at or head.i in line.actor_at or self._uses(low) & {"document", "speaker"}:
            return True
        if head.i in line.weapon_at:
            return False
        if self._role(low) or self._role(np_span(head).text):
            return True
        singular = low.removesuffix("s")
        if low in lexicon.victim_nouns or singular in lexicon.victim_nouns or low in lexicon.titles:
            return True
        if force_kind(self._document, head) in ("combatant", "organisation"):
            return True
        # "says Arman, a conscript"; but "in Engels, the governor said"
        described = head.dep_ != "pobj" and any(
            c.dep_ == "appos" and self._role(c.lower_) for c in head.children
        )
        return head.tag_ in ("NNP", "NNPS") and (described or head.i not in line.place_at)

    def _pronoun(self, sent: Sent, head: Token) -> Speaker | None:
        low = head.lower_
        if low in ("he", "she", "i", "him", "her"):
            return self._reworded(self._last_person or self._last, sent, head)
        if low == "who" and head.head.dep_ == "relcl":
            return self.of(sent, [head.head.head])
        if low == "they" and self._last is not None and not self._last.singular and self._last.actor is None:
            return self._reworded(self._last, sent, head)
        if low in ("it", "they", "we"):
            refs = actor_refs(self._document, sent, head) if low != "we" else []
            if (
                refs
                and refs[0].actor
                and (self._last is None or self._last.actor is None or self._last.actor == refs[0].actor)
            ):
                collective = self._last is not None and self._last.actor is None and not self._last.singular
                if collective and self._last is not None and self._last.name and low == "it":
                    return self._reworded(self._last, sent, head)
                return self._from_ref(refs[0], sent, head)
            return self._reworded(self._last, sent, head)
        if low in ("some", "others", "many", "several", "one", "another", "both"):
            return self._reworded(Speaker(low, low, None, 0, 0), sent, head)
        return None

    def _spoken_for(self, sent: Sent, head: Token) -> Speaker | None:
        """The party that "a spokesman for the Turkish army" speaks for, where nobody says the spokesman's name."""
        if not head.lower_.startswith("spokes") or any(c.dep_ == "appos" for c in head.children):
            return None
        if any(c.dep_ == "compound" for c in head.children) or head.i in sent.line.person_at:
            return None
        for owner in prepositional_objects(head, "for", "of")[:1]:
            refs = [r for r in actor_refs(self._document, sent, owner, pronouns=False) if r.actor]
            if refs:
                first = np_span(head, with_of=False).start
                first += int(sent.line.doc[first].dep_ == "det")
                start, end = sent.line.article_span(first, np_span(owner).end - 1)
                ref = ActorRef(start, end, self._document.text(start, end), refs[0].actor)
                return replace(self._from_ref(ref, sent, head), singular=True)
        return None

    def _group_meant(self, sent: Sent, head: Token) -> Speaker | None:
        """Which group a bare "the group", "the charity" is: the one that spoke last, else the one named last."""
        bare = [c.lower_ for c in head.children if not c.is_punct] == ["the"]
        kinds = _KINDS_OF_GROUP.get(head.lower_) if bare else None
        if kinds is None:
            return None
        last = self._last
        if last is not None and last.actor is not None and last.actor.kind in kinds:
            actor: Actor | None = last.actor
        else:
            actor = nearest_of_kinds(self._document, sent, head, kinds)
        if actor is None:
            return None
        start, end = sent.line.article_span(head.i, head.i)
        return self._from_ref(ActorRef(start, end, self._document.text(start, end), actor), sent, head)

    def _reworded(self, speaker: Speaker | None, sent: Sent, head: Token) -> Speaker | None:
        if speaker is None:
            return None
        start, end = sent.line.article_span(head.i, head.i)
        return replace(speaker, text=self._document.text(start, end), start=start, end=end)

    def _from_ref(self, ref: ActorRef, sent: Sent, head: Token) -> Speaker:
        """The party as a speaker, in the words of the pronoun or the phrase that means it."""
        assert ref.actor is not None
        start, end = sent.line.article_span(head.i, head.i)
        if head.pos_ != "PRON":
            start, end = ref.start, ref.end
        return Speaker(
            self._document.text(start, end),
            ref.actor.name,
            self._kind_role(ref.actor),
            start,
            end,
            ref.actor.kind in _MEDIA_KINDS,
            False,
            ref.actor,
        )

    def _owner(self, sent: Sent, head: Token) -> bool:
        return any(t.i in sent.line.actor_at or self._role(t.lower_) for t in np_span(head) if t != head)

    def _apposed_name(self, sent: Sent, head: Token) -> str | None:
        """The name beside an office that no list of names knows: "the militia's spokesman, Ahmed al-Asadi"."""
        if head.pos_ != "NOUN" or self._role(head.lower_) is None:
            return None
        for child in head.children:
            if child.dep_ != "appos" or child.tag_ != "NNP" or child.i in sent.line.actor_at:
                continue
            span = np_span(child, with_of=False)
            if len(span) > 1 and all(t.text[:1].isupper() or "-" in t.text or t.lower_ == "al" for t in span):
                return span.text
        return None

    def _office(self, name: str) -> _Office:
        """The first office that the article gives the person: "the governor, Volodymyr Saldo", "NATO spokesman Jamie Shea"."""
        if name not in self._offices:
            mentions = (
                line.doc[f.last] for line in self._document.lines for f in line.persons if f.value == name
            )
            told = (" ".join([np_span(t).text, *self._descriptions(t)]) for t in mentions if t.doc.is_parsed)
            offices = (_Office(self._role(t) or self._actor_role(t), self._party(t)) for t in told)
            self._offices[name] = next((o for o in offices if o.role), _Office(None, None))
        return self._offices[name]

    def _descriptions(self, head: Token) -> list[str]:
        phrases = [" ".join(t.text for t in c.subtree) for c in head.children if c.dep_ in ("appos", "prep")]
        if head.dep_ == "appos" and head.tag_ == "NNP" and head.head.pos_ == "NOUN":
            phrases.insert(0, np_span(head.head).text)
        return phrases[:2]

    def _full_name(self, text: str) -> str | None:
        """The full name of the person that the phrase names, by full name or surname."""
        for full in self._persons:
            if full in text and not text[text.index(full) + len(full) :].startswith(("'s ", "’s ")):
                return full  # but not of "Vladimir Putin's ally"
        words = re.findall(r"[\w'’-]+", text)
        if words and words[-1][:1].isupper() and not self._document.lexicon.find_aliases(text):
            for full in self._persons:
                if full.split()[-1] == words[-1] or (len(words) > 1 and full.endswith(" ".join(words[-2:]))):
                    return full
        return None

    def _role(self, text: str) -> str | None:
        """The source role of the longest phrase in the text that the dictionary of roles knows, last first."""
        roles = self._document.lexicon.roles
        words = re.findall(r"[\w'’-]+", text.lower())
        for size in (4, 3, 2, 1):
            for i in range(len(words) - size, -1, -1):
                phrase = " ".join(words[i : i + size])
                for form in (
                    phrase,
                    phrase.removesuffix("s"),
                    phrase.removesuffix("es"),
                    re.sub(r"ies$", "y", phrase),
                    re.sub(r"men$", "man", phrase),
                ):
                    if form in roles:
                        return roles[form]
        return None

    def _actor_role(self, text: str) -> str | None:
        named = actors_in(self._document, text)
        return self._kind_role(named[0][1]) if named else None

    def _party(self, text: str) -> Actor | None:
        actors = (actor for _, actor in actors_in(self._document, text))
        return next((a for a in actors if a.kind == "igo" or a.kind not in _KIND_ROLE), None)

    def _kind_role(self, actor: Actor) -> str:
        if actor.kind in _KIND_ROLE:
            return _KIND_ROLE[actor.kind]
        if actor.kind in FIGHTING_KINDS | NON_STATE_KINDS:
            return "belligerent"
        return "government" if actor.country_code == main_country(self._document) else "belligerent"
