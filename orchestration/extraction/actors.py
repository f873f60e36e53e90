"""Who a noun phrase stands for: named organisations, states behind their adjectives, and descriptions.

`find_actors` marks the names; `actor_refs` reads a noun phrase as the parties that it denotes, with
coordination ("Russian and Syrian warplanes" is two), descriptions ("the group") and pronouns resolved
to the nearest earlier party that fits.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from orchestration.extraction.document import Document, Found, Line, Sent
from orchestration.extraction.lexicon import ARMED_GROUPS, FIGHTING_KINDS, Actor, AliasMatch
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import (
    conjuncts,
    controllers,
    np_span,
    own_subjects,
    prepositional_objects,
)

NON_STATE_KINDS = ARMED_GROUPS | {"political"}
# All that can be parties to a war.
ARMED_KINDS = FIGHTING_KINDS | {"police", "political", "state", "igo"}
_INSURGENT = re.compile(
    r"^(?:rebels?|militants?|insurgents?|guerr?illas?|gunm[ae]n|separatists?|jihadis?t?s?|extremists?|islamists?|terrorists?|"
    r"opposition|dissidents?|tribes?(?:m[ae]n)?|bandits?|mutineers?|fighters?|factions?|militias?|militiam[ae]n|settlers?|"
    r"warlords?|mercenar(?:y|ies)|activists?|protesters?|civilians?|villagers?|residents?|herders?|gangs?|cartels?)$",
    re.IGNORECASE,
)
_STATE_FORCE = re.compile(
    r"^(?:army|military|navy|police|troops?|soldiers?|government|regime|security|authorities|junta|gendarmerie|policem[ae]n|"
    r"servicem[ae]n|air force|jets?|warplanes?|aircraft|warships?|helicopters?|gunships?|airmen|paratroopers?|commandos?|"
    r"state|administration|armed|loyalists?|pro-government|pro-regime|regime's|government's|ministry|defence|defense)$",
    re.IGNORECASE,
)
_ARMED_SERVICES = frozenset({"forces", "force", "services", "service"})  # "armed men" are anybody's
_GROUP_DESCRIPTION = re.compile(
    r"^(?:group|groups|militants?|insurgents?|jihadis?t?s?|extremists?|islamists?|terrorists?|militia|militias|militiam[ae]n|"
    r"movement|organi[sz]ation|faction|fighters?|rebels?|guerr?illas?|separatists?|coalition|alliance|attackers?|"
    r"gunm[ae]n|assailants?|forces?|troops?|men|enemy|paramilitar(?:y|ies)|side)$",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(
    {"they", "them", "it", "its", "their", "he", "his", "itself", "themselves", "she", "her"}
)
_FIRST_PERSON = frozenset({"we", "us", "our", "ours", "i", "my"})
_COALITION_GENERIC = re.compile(r"^(?:coalition|alliance)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ActorRef:
    """A party as named in the text: article offsets, the words, and the actor that they denote.

    `actor` is None for descriptions that nothing resolves ("gunmen"). `resolved` tells that the
    actor comes from an antecedent, not from the words themselves.
    """

    start: int
    end: int
    text: str
    actor: Actor | None
    resolved: bool = False

    @property
    def actor_id(self) -> str | None:
        return self.actor.actor_id if self.actor else None

    @property
    def actor_name(self) -> str | None:
        return self.actor.name if self.actor else None

    def same_party(self, other: "ActorRef") -> bool:
        if self.actor and other.actor:
            return self.actor.actor_id == other.actor.actor_id
        return self.text.lower() == other.text.lower()


def find_actors(document: Document) -> None:
    """Fill `aliases` and `actors` of every line; ambiguous aliases are settled by the article's countries."""
    found: list[tuple[Line, AliasMatch]] = []
    countries: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    for line in document.lines:
        for match in document.lexicon.find_aliases(line.clean.text):
            found.append((line, match))
            if len(match.aliases) == 1:
                actor = match.aliases[0].actor
                sure[actor.actor_id] += 1
                countries[actor.country_code or ""] += bool(actor.country_code)
    introduced = _introduced_acronyms(document)
    for line, match in found:
        tokens = line.tokens_of(match.start, match.end)
        if tokens is None:
            continue
        text = line.clean.text[match.start : match.end]
        if _opens_place_name(document, line, match):
            continue
        if text in introduced:
            full_name = introduced[text]
            if full_name is not None:
                document.meant.setdefault(text, full_name)
                line.actors.append(Found(match.start, match.end, *tokens, full_name, text))
                line.alias_types[match.start] = "acronym"
            continue
        alias = max(
            match.aliases,
            key=lambda a: (
                sure[a.actor.actor_id] > 0,
                not _is_gone(document, a.actor),
                countries[a.actor.country_code or ""],
                a.actor.kind in FIGHTING_KINDS,
                a.actor.kind in _WORLDWIDE,
                _is_of_its_time(document, a.actor),
                bool(a.actor.country_code),
                a.actor.actor_id,
            ),
        )
        if alias.alias_type == "capital" and _PART_OF_NAME.search(line.clean.text[: match.start]):
            continue
        if alias.actor.kind == "state" and _BYNAME.search(line.clean.text[: match.start]):
            continue
        if alias.alias_type == "leader" and not _leader_stands_for_force(line, match):
            continue
        document.meant.setdefault(text, alias.actor)
        line.actors.append(Found(match.start, match.end, *tokens, alias.actor, text))
        line.alias_types[match.start] = alias.alias_type


def actors_in(document: Document, text: str) -> list[tuple[AliasMatch, Actor]]:
    """The actors that a phrase names, left to right, each name in the meaning that it has in the article."""
    return [
        (m, document.meant.get(text[m.start : m.end], m.aliases[0].actor))
        for m in document.lexicon.find_aliases(text)
    ]


# The last year of states whose names stand for their successors too ("Moscow").
_LAST_YEARS = {"arab_deterrent_force": 1983, "czechoslovakia": 1992, "soviet_union": 1991, "yugoslavia": 2003}


def _is_of_its_time(document: Document, actor: Actor) -> bool:
    """Whether the state still was when the article was published; its successor is not meant before."""
    last = _LAST_YEARS.get(actor.actor_id)
    published = document.published_on
    return last is not None and published is not None and published.year <= last


def _is_gone(document: Document, actor: Actor) -> bool:
    """Whether it was dissolved before the year of publication: its acronym means somebody else by now."""
    published = document.published_on
    return published is not None and published.year > _LAST_YEARS.get(actor.actor_id, published.year)


# Who is quoted in articles about any country: what an ambiguous name means where nothing else tells.
_WORLDWIDE = frozenset({"agency", "media", "un", "igo", "coalition"})


_NEXT_WORD = re.compile(r"\s[A-Z][\w'’]+")


def _opens_place_name(document: Document, line: Line, match: AliasMatch) -> bool:
    """ "Lashkar Gah" is a town: the words begin a longer name of a place, and are no state's."""
    following = _NEXT_WORD.match(line.clean.text, match.end)
    if following is None or any(a.actor.kind == "state" for a in match.aliases):
        return False
    return bool(document.lexicon.find_places(line.clean.text[match.start : following.end()]))


# "Lower Juba" is no Juba
_PART_OF_NAME = re.compile(r"\b(?:Lower|Middle|Upper|New|Old|East|West|North|South)\s$")
_BYNAME = re.compile(r"\b[AaEe]l-$")  # "Abu Jandal al-Kuwaiti" is no Kuwait
_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’.-]+)(?:\s+(?:of|for|the|and|in|to|de|del|la|du|des|[A-Z][\w'’.-]+)){1,9})\s+\(([A-Z][A-Za-z-]{1,9})\)"
)


def _introduced_acronyms(document: Document) -> dict[str, Actor | None]:
    """Acronyms that the article itself introduces in brackets, with the actor of the full name, or None where it is not known."""
    out: dict[str, Actor | None] = {}
    for line in document.lines:
        for found in _ACRONYM.finditer(line.clean.text):
            full, acronym = found.group(1), found.group(2)
            initials = "".join(w[0] for w in re.findall(r"[A-Za-z][\w'’]*", full) if w[0].isupper())
            if acronym.upper() not in initials.upper() and not initials.upper().endswith(
                acronym.upper()[-2:]
            ):
                continue
            named = [m for m in document.lexicon.find_aliases(full) if m.end >= len(full) - 1]
            own = [a for m in document.lexicon.find_aliases(acronym) for a in m.aliases]
            if named:
                out.setdefault(acronym, named[-1].aliases[0].actor)
            elif not any(
                a.actor.name.lower() in full.lower() or full.lower() in a.actor.name.lower() for a in own
            ):
                out.setdefault(acronym, None)
    return out


def _leader_stands_for_force(line: Line, match: AliasMatch) -> bool:
    after, before = line.clean.text[match.end :], line.clean.text[: match.start]
    return bool(
        re.match(
            r"(?:'s?)?\s+(?:forces|troops|army|regime|government|loyalists|soldiers|men|warplanes|jets|militia\w*|side|administration)\b",
            after,
        )
        or re.search(
            r"\b(?:loyal to|forces of|troops of|regime of|pro|anti|army of)[\s-]+(?:[A-Z]\w+\s+){0,3}$",
            before,
        )
    )


def actor_refs(document: Document, sent: Sent, head: Token, *, pronouns: bool = True) -> list[ActorRef]:
    """The parties that the noun phrase with this head denotes, in text order; empty where it is none."""
    line = sent.line
    refs: list[ActorRef] = []
    lower = head.lower_ if head.text != "US" else ""  # the state, not "us"
    if lower in _PRONOUNS | _FIRST_PERSON or lower in ("who", "which", "that"):
        return _pronoun(document, sent, head) if pronouns else []
    named = line.actor_at.get(head.i)
    span = np_span(head)
    if named is not None and not _is_location_use(head, named):
        start, end = line.article_span(named.first, named.last)
        return [ActorRef(start, end, document.text(start, end), named.value)]
    force = force_kind(document, head)
    modifiers = [line.actor_at[t.i] for t in span if t.i in line.actor_at and t.i != head.i]
    modifiers = [
        m for i, m in enumerate(modifiers) if m not in modifiers[:i] and not _inside_by_adjective(line, m)
    ]
    of_only = [m for m in modifiers if m.first > head.i]
    before = [m for m in modifiers if m.first < head.i]
    if force is None:
        if line.person_at.get(head.i):
            return []
        return []
    text_start, text_end = _phrase_offsets(line, head)
    text = document.text(text_start, text_end)
    if before and not _owned_by_insurgents(head, before):
        for m in before:
            start, end = (text_start, text_end) if len(before) == 1 else line.article_span(m.first, m.last)
            refs.append(ActorRef(start, end, document.text(start, end), m.value))
        return refs
    if of_only and not before and not _INSURGENT_STATE(head, of_only):
        return [ActorRef(text_start, text_end, text, m.value) for m in of_only[:1]]
    if (whole := _whole_of(document, sent, head)) is not None:
        return [ActorRef(text_start, text_end, text, whole)]
    described = _description(document, sent, head)
    return [ActorRef(text_start, text_end, text, described, resolved=described is not None)]


def _whole_of(document: Document, sent: Sent, head: Token) -> Actor | None:
    """The group or force that fighters are from: "militants from Boko Haram", "soldiers from the Somali army"; "rebels from
    Chad" only come from there."""
    if force_kind(document, head) != "combatant":
        return None
    for group in prepositional_objects(head, "from", "with"):
        if group.head.lower_ == "with" and group.head.i != head.i + 1:
            continue  # "tribesmen, together with the army"
        for ref in actor_refs(document, sent, group, pronouns=False):
            if ref.actor is not None and (ref.actor.kind != "state" or force_kind(document, group)):
                return ref.actor
    return None


def _INSURGENT_STATE(head: Token, mentions: list[Found[Actor]]) -> bool:
    return bool(_INSURGENT.match(head.text)) and mentions[0].value.kind == "state"


def _owned_by_insurgents(head: Token, before: list[Found[Actor]]) -> bool:
    """ "Syrian rebels" are not Syria: a national adjective says where they come from."""
    if not all(m.value.kind == "state" for m in before):
        return False
    if _INSURGENT.match(head.text) or any(
        _INSURGENT.match(t.text) for t in head.lefts if t.dep_ in ("compound", "amod")
    ):
        return True
    return any(
        t.text.lower()
        in ("opposition", "rebel", "kurdish", "separatist", "militant", "pro-russian", "shiite", "sunni")
        for t in head.lefts
    )


def _inside_by_adjective(line: Line, mention: Found[Actor]) -> bool:
    """ "Iranian-backed", "Saudi-led": the adjective names the patron, not the party."""
    after = line.clean.text[mention.end : mention.end + 14]
    before = line.clean.text[max(0, mention.start - 6) : mention.start].lower()
    return bool(
        re.match(
            r"-\s?(?:backed|led|held|controlled|run|supplied|aligned|allied|trained|supported|made|funded|appointed|flagged|born|based|affiliated|linked|occupied|designed|built)\b",
            after,
        )
    ) or before.endswith(("anti-", "pro-"))


def _is_location_use(head: Token, named: Found[Actor]) -> bool:
    return (
        named.value.kind == "state"
        and head.dep_ == "pobj"
        and head.head.lower_
        in ("in", "at", "across", "inside", "into", "near", "over", "throughout", "around", "within")
    )


def force_kind(document: Document, head: Token) -> str | None:
    """The kind of force noun that the head is ("combatant", "organisation", "platform"), or None."""
    words = document.lexicon.force_nouns
    if head.i and (kind := words.get(f"{head.nbor(-1).lower_} {head.lower_}")):
        return kind
    return words.get(head.lower_)


def _phrase_offsets(line: Line, head: Token) -> tuple[int, int]:
    span = np_span(head, with_of=False)
    first = span.start
    while first < head.i and (
        line.doc[first].dep_ in ("det", "nummod", "quantmod", "predet", "advmod", "punct", "case")
        or line.doc[first].lower_ in ("the", "a", "an", "its", "their", "his")
        or first in line.time_at  # "Sunday M23 elements", swallowed by the date
    ):
        first += 1
    return line.article_span(first, max(head.i, first))


def main_country(document: Document) -> str | None:
    """The country that the article is mostly about, by its places and actors."""
    return max(document.countries, key=lambda k: (document.countries[k], k), default=None)


_ARMY_OF = {"PS": "IL"}  # whose army "the army" is where the country has none
_SET_THERE = 0.3  # share of an article that a place told right there is worth


def _description(document: Document, sent: Sent, head: Token) -> Actor | None:
    """The actor behind "the army", "the group", "regime warplanes": by country or by antecedent."""
    low = head.lower_
    lefts = [t.lower_ for t in head.lefts]
    if (owner := _pronouns_party(document, sent, head)) is not None:
        return owner
    if _COALITION_GENERIC.match(low) or "coalition" in lefts:
        return _only_of_kind(document, "coalition") or nearest_of_kinds(
            document, sent, head, frozenset({"coalition"})
        )
    insurgent = bool(_INSURGENT.match(head.text)) or any(_INSURGENT.match(w) for w in lefts)
    of_state = [
        w
        for w in lefts
        if "non" not in lefts and _STATE_FORCE.match(w) and (w != "armed" or low in _ARMED_SERVICES)
    ]
    if not insurgent and (_STATE_FORCE.match(low) or of_state):
        if (
            low
            in (
                "troops",
                "soldiers",
                "forces",
                "jets",
                "aircraft",
                "helicopters",
                "warplanes",
                "drones",
            )
            and not of_state
        ):
            if "the" in lefts or "its" in lefts or "their" in lefts or "our" in lefts:
                return nearest_of_kinds(document, sent, head, ARMED_KINDS)
            return None
        return _entry_state(document, sent) or _home_state(document, sent)
    definite = any(w in ("the", "its", "their", "his", "these", "those", "this", "that") for w in lefts)
    if definite and _GROUP_DESCRIPTION.match(low):
        return nearest_of_kinds(document, sent, head, NON_STATE_KINDS)
    return None


def _pronouns_party(document: Document, sent: Sent, head: Token) -> Actor | None:
    """Whose men "its forces", "their army" are: the party that the pronoun stands for; a state has no "fighters", and a
    man is of the side that his own phrase names ("Ukraine's army chief said his troops")."""
    owner = next((c for c in head.children if c.dep_ == "poss" and c.lower_ in ("its", "their", "his")), None)
    if owner is None:
        return None
    if owner.lower_ == "his":
        if head.dep_ == "conj":
            return None
        where, man = next(possible_antecedents(document, sent, owner), (sent, head))
        named = [where.line.actor_at[t.i].value for t in man.lefts if t.i in where.line.actor_at]
    else:
        named = [r.actor for r in _pronoun(document, sent, owner) if r.actor is not None]
    fit = {a.actor_id: a for a in named if a.kind in ARMED_KINDS}
    party = next(iter(fit.values())) if len(fit) == 1 else None
    return None if party and party.kind == "state" and _INSURGENT.match(head.text) else party


def tells_which(line: Line, found: Found[Actor], deed: Token) -> bool:
    """ "the Mogadishu bombing", "Sunday's Kabul attack": the capital before the deed is where it was, and not who did it."""
    name = line.doc[found.last]
    if line.alias_types.get(found.start) != "capital" or name.dep_ != "compound" or name.head != deed:
        return False
    elsewhere = any(c.dep_ == "prep" and c.lower_ in ("on", "of", "against") for c in deed.rights)
    return not elsewhere and any(c.lower_ == "the" or c.dep_ == "poss" for c in deed.lefts)


def _entry_state(document: Document, sent: Sent) -> Actor | None:
    """The state whose name heads the entry of a list: "Myanmar, 9 Nov 2019. Military helicopters …"."""
    entry = sent.line.clean.entry
    names = (
        a.actor for name, _ in (entry.places if entry else ()) for a in document.lexicon.aliases.get(name, ())
    )
    return next((actor for actor in names if actor.kind == "state"), None)


def _home_state(document: Document, sent: Sent) -> Actor | None:
    """The state whose army or government is meant by "the army": that of the article's main country, or of the country
    in which the sentence and the one before it are set.
    """
    shares: Counter[str] = Counter()
    for code, share in document.countries.items():
        shares[_ARMY_OF.get(code, code)] += share
    for where in (sent, *list(document.before(sent))[:1]):
        set_in = {
            f.value.place.country_code
            for f in where.line.places
            if f.value.place and f.value.locative and where.span.start <= f.first < where.span.end
        }
        for code in set_in & shares.keys():
            shares[code] += _SET_THERE
    code = max(shares, key=lambda k: (shares[k], k), default=None)
    if code is None:
        return None
    return next(
        (a for a in document.lexicon.actors.values() if a.kind == "state" and a.country_code == code), None
    )


def _only_of_kind(document: Document, kind: str) -> Actor | None:
    ids = {f.value.actor_id: f.value for line in document.lines for f in line.actors if f.value.kind == kind}
    return next(iter(ids.values())) if len(ids) == 1 else None


def nearest_of_kinds(document: Document, sent: Sent, head: Token, kinds: frozenset[str]) -> Actor | None:
    """The nearest actor of these kinds named before the head, within four sentences."""
    aside: Actor | None = None
    for earlier in [sent, *list(document.before(sent))[:4]]:
        limit = head.i if earlier is sent else earlier.span.end
        for found in reversed([f for f in earlier.line.actors if earlier.span.start <= f.first < limit]):
            if found.value.kind in kinds and not _inside_by_adjective(earlier.line, found):
                if not _describes_a_person(document, earlier.line, found):
                    return found.value
                aside = aside or found.value
    return aside


def _describes_a_person(document: Document, line: Line, found: Found[Actor]) -> bool:
    """Whether the name only tells whose somebody is: "a Wagner instructor", "the Hamas leader"."""
    token = line.doc[found.last]
    lexicon, noun = document.lexicon, token.head.lower_
    person = noun in lexicon.victim_nouns or noun in lexicon.roles or noun in lexicon.titles
    return token.dep_ in ("compound", "amod", "nmod", "poss") and token.head.tag_ in ("NN", "NNP") and person


def _pronoun(document: Document, sent: Sent, head: Token) -> list[ActorRef]:
    start, end = sent.line.article_span(head.i, head.i)
    text = document.text(start, end)
    if head.lower_ in _FIRST_PERSON:
        return [ActorRef(start, end, text, None)]
    if head.lower_ in ("who", "which", "that"):
        verb = head.head
        return actor_refs(document, sent, verb.head) if verb.dep_ == "relcl" else []
    for token in possible_antecedents(document, sent, head):
        where, candidate = token
        refs = actor_refs(document, where, candidate, pronouns=False)
        if refs:
            return [
                ActorRef(start, end, text, r.actor, resolved=True)
                if r.actor
                else ActorRef(r.start, r.end, r.text, None, resolved=True)
                for r in refs
            ]
    return []


def possible_antecedents(document: Document, sent: Sent, head: Token) -> Iterator[tuple[Sent, Token]]:
    """Subjects of the clauses above and before the pronoun, nearest clause first, then earlier sentences."""
    token = head
    while token.dep_ != "ROOT":
        token = token.head
        if token.pos_ in ("NOUN", "PROPN"):  # "Moscow's announcement that its raids ..."
            for holder in token.children:
                if (
                    holder.dep_ == "poss"
                    and holder.i < head.i
                    and holder.pos_ in ("NOUN", "PROPN")
                    and head not in holder.subtree
                ):
                    yield sent, holder
        for told in controllers(token):
            if told.i < head.i and head not in told.subtree:
                yield sent, told
        for subject in own_subjects(token):
            for part in conjuncts(subject):
                if part.i < head.i and head not in part.subtree:
                    yield sent, part
            if token.dep_ == "relcl" and any(c.lower_ == "whose" for c in subject.children):
                yield sent, token.head  # "the LNA, whose spokesman said its aircraft ..."
    for i in range(head.i - 1, sent.span.start - 1, -1):
        candidate = sent.line.doc[i]
        owns = candidate.dep_ == "poss" and head.dep_ == "poss"  # "the army's raids, as well as its siege"
        named = candidate.dep_ in ("nsubj", "nsubjpass", "pobj", "dobj")
        if (named or owns) and candidate.pos_ in ("NOUN", "PROPN"):
            yield sent, candidate
    for earlier in list(document.before(sent))[:3]:
        ordered = [t for t in earlier.span if t.dep_ in ("nsubj", "nsubjpass")] + [
            t for t in earlier.span if t.dep_ in ("dobj", "pobj")
        ]
        for candidate in ordered:
            if candidate.pos_ in ("NOUN", "PROPN"):
                yield earlier, candidate


def refs_of(document: Document, sent: Sent, heads: list[Token]) -> list[ActorRef]:
    """The parties of several heads, each party once."""
    out: list[ActorRef] = []
    for head in heads:
        for ref in actor_refs(document, sent, head):
            if not any(ref.same_party(o) for o in out):
                out.append(ref)
    return out
