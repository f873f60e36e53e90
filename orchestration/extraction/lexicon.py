"""The dictionaries that the rules read, compiled once from the rows of `seeds/reference`.

Everything here is built from plain rows (dictionaries of strings): reading files is the business
of `orchestration.reference`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from orchestration.extraction.folding import plain
from orchestration.extraction.morphology import plural, verb_forms
from orchestration.extraction.subject import Subjects

Row = Mapping[str, str]

TITLE_WORD = re.compile(r"[\w'’.-]+")
# Kinds of actor by how they bear arms: groups under arms, and those with their coalitions.
ARMED_GROUPS = frozenset({"rebel", "jihadist", "militia", "paramilitary", "private_military"})
FIGHTING_KINDS = ARMED_GROUPS | {"coalition"}
# Who tells of the dead, tends the wounded and judges takes no part in a war.
ONLOOKER_KINDS = frozenset({"agency", "company", "court", "media", "medical", "monitor", "ngo"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, organisation or outlet of `actors.csv`."""

    actor_id: str
    name: str
    kind: str
    country_code: str | None


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling of an actor. `alias_type` tells how far it stands for the actor by itself."""

    text: str
    actor: Actor
    alias_type: str


@dataclass(frozen=True, slots=True)
class AliasMatch:
    """Where an alias stands in a text, with all the actors that it may mean."""

    start: int
    end: int
    aliases: tuple[Alias, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry. `feature` is that of `places.csv` or a GeoNames populated place ("city")."""

    place_id: str
    name: str
    feature: str
    country_code: str | None
    admin1: str | None
    latitude: float
    longitude: float
    where_precision: int
    population: int


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon or platform of `weapons.csv` with the type of strike that it makes."""

    term: str
    strike_type: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: its lemma, its force, and what it asks for to be one of speech.

    `asks` is "any", "quote" (words in quotation marks), "figure" (a number that it gives something as) or
    "medical" (a subject that counts the hurt by caring for them).
    """

    lemma: str
    force: str
    asks: str


PlaceLookup = Callable[[str, bool], Sequence[Place]]


@dataclass(frozen=True)
class Lexicon:
    """Everything that the rules look up. Keys are lower case unless said otherwise."""

    actors: Mapping[str, Actor]
    aliases: Mapping[str, tuple[Alias, ...]]
    weapons: Mapping[str, Weapon]
    weapon_families: re.Pattern[str]
    _families: tuple[Weapon, ...]
    _weapon_automaton: AhoCorasick
    _weapon_terms: tuple[Weapon, ...]
    reporting: Mapping[str, Cue]
    speech_nouns: Mapping[str, frozenset[str]]
    noun_forces: Mapping[str, str]
    roles: Mapping[str, str]
    titles: Mapping[str, str]
    force_nouns: Mapping[str, str]
    victim_nouns: Mapping[str, str]
    victim_plurals: frozenset[str]
    targets: Mapping[str, str]
    country_names: Mapping[str, str]
    adjectives: Mapping[str, str]
    capitals: Mapping[str, str]
    triggers: Mapping[str, tuple[Row, ...]]
    confidence_weights: Mapping[str, float]
    place_lookup: PlaceLookup
    name_words: frozenset[str]
    common_words: frozenset[str]
    topic_words: Mapping[str, str]
    subjects: Subjects
    subject_weights: Mapping[str, Mapping[str, float]]
    trigger_words: frozenset[str]
    cue_words: frozenset[str]
    _alias_automaton: AhoCorasick
    _alias_keys: tuple[str, ...]

    @cached_property
    def reporting_words(self) -> frozenset[str]:
        """The first words of all forms of reporting verbs."""
        return frozenset(form.split()[0] for form in self.reporting)

    @cached_property
    def at_war(self) -> frozenset[str]:
        """Codes of the countries that have several armed groups of their own among the actors."""
        groups = Counter(a.country_code for a in self.actors.values() if a.kind in FIGHTING_KINDS)
        return frozenset(code for code, count in groups.items() if code and count >= _SEVERAL)

    @cached_property
    def trigger_forms(self) -> Mapping[str, frozenset[str]]:
        """The forms of all triggers of a table, whatever their part of speech."""
        keys = [key.split(":", 2) for key in self.triggers]
        return {
            table: frozenset(form for of, _, form in keys if of == table)
            for table in ("strikes", "casualties", "territory")
        }

    @cached_property
    def title_ends(self) -> frozenset[str]:
        """The last words of all titles."""
        return frozenset(TITLE_WORD.findall(title)[-1].rstrip(".") for title in self.titles)

    def find_aliases(self, text: str) -> list[AliasMatch]:
        """Actor aliases in `text`, longest first, whole words, case as listed, left to right."""
        return [
            AliasMatch(start, end, self.aliases[self._alias_keys[index]])
            for start, end, index in _longest(self._alias_automaton, text)
        ]

    def find_weapons(self, text: str) -> list[tuple[int, int, Weapon]]:
        """Weapons named in `text`, whole words, any case, longest where they overlap, left to right."""
        low = text.lower()
        found = [
            (start, end, self._weapon_terms[index])
            for start, end, index in _longest(self._weapon_automaton, low)
        ]
        for designation in (_DESIGNATION if _FIGURE.search(text) else _NAMED_DESIGNATION).finditer(text):
            if m := self.weapon_families.match(text, designation.start()):
                found.append((m.start(), m.end(), self._families[int((m.lastgroup or "w0")[1:])]))
        found.sort(key=lambda f: (f[0], -f[1]))
        kept: list[tuple[int, int, Weapon]] = []
        for item in found:
            if not kept or item[0] >= kept[-1][1]:
                kept.append(item)
        return kept

    def find_places(self, name: str, *, fuzzy: bool = False) -> Sequence[Place]:
        """Gazetteer entries of this spelling or, with `fuzzy`, of a transliteration that looks alike."""
        return self.place_lookup(name, fuzzy)


# frames that only a trigger beside them brings to life
_QUIET_FRAMES = frozenset({"site", "part", "be_in", "under"})
# Where a member of a weapon family can begin: a letter or a "suicide" word follows, or a number.
_LETTERED = r"(?=\w{3,12}[- ][A-Z]s?\b)|(?=[Ss]uicide\s)"
_NAMED_DESIGNATION = re.compile(rf"\b(?:{_LETTERED})[A-Za-z]")
_DESIGNATION = re.compile(rf"\b(?:(?=(?:\w{{1,15}}[- ]){{0,2}}\w{{0,12}}[- ]?\d)|{_LETTERED})[A-Za-z\d]")
_FIGURE = re.compile(r"\d")


def _longest(automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """Start, end and index of the matches that are whole words, the longest where they overlap, left to right.

    All matches are looked at: in "a drone bombed" the term "drone bomb" is no whole word, and "drone" is.
    """
    whole = (
        (start, -end, index)
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True)
        if _whole(text, start, end)
    )
    out: list[tuple[int, int, int]] = []
    for start, end, index in sorted(whole):
        if not out or start >= out[-1][1]:
            out.append((start, -end, index))
    return out


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before in "@_") and not (after.isalnum() or after == "_")


def _topics(rows: Sequence[Row]) -> dict[str, str]:
    """Topics by term, single words in both numbers."""
    out = {r["term"].lower(): r["topic"] for r in rows}
    for term, topic in list(out.items()):
        if " " not in term:
            out.setdefault(plural(term), topic)
    return out


_SHORT_ALIAS = 4  # letters; shorter acronyms are words too ("IS")
_SEVERAL = 4  # armed groups of a country at war


def _subjects(
    topics: Mapping[str, str],
    force_nouns: Mapping[str, str],
    weapons: Mapping[str, Weapon],
    aliases: Mapping[str, Sequence[Alias]],
) -> Subjects:
    """The terms of the topics, with munitions, those who fight, and the names of groups under arms."""
    return Subjects(
        {
            **{term: "forces" for term, kind in force_nouns.items() if kind == "combatant" and " " in term},
            **{term: "arms" for term, weapon in weapons.items() if weapon.kind == "munition" and " " in term},
            **{
                name.lower(): "war"
                for name, readings in aliases.items()
                if len(name) >= _SHORT_ALIAS and all(r.actor.kind in FIGHTING_KINDS for r in readings)
            },
            **topics,
        }
    )


def _by_model(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    out: dict[str, dict[str, float]] = {}
    for r in rows:
        out.setdefault(r["model"], {})[r["feature"]] = float(r["weight"])
    return out


def build_lexicon(tables: Mapping[str, Sequence[Row]], place_lookup: PlaceLookup) -> Lexicon:
    """Compile the rows of the reference tables (by file stem) into a lexicon.

    Raises KeyError where a table or a column is missing.
    """
    actors = {
        r["actor_id"]: Actor(r["actor_id"], r["name"], r["kind"], r["country_code"] or None)
        for r in tables["actors"]
    }
    aliases: dict[str, list[Alias]] = {}
    for r in tables["actor_aliases"]:
        actor = actors.get(r["actor_id"])
        if actor:
            aliases.setdefault(r["alias"], []).append(Alias(r["alias"], actor, r["alias_type"]))
    for actor in actors.values():
        if not any(a.actor == actor for a in aliases.get(actor.name, ())):
            aliases.setdefault(actor.name, []).append(Alias(actor.name, actor, "name"))
    frozen = {k: tuple(v) for k, v in sorted(aliases.items())}
    keys = tuple(frozen)
    exact: dict[str, Weapon] = {}
    patterns: list[tuple[str, Weapon]] = []
    for r in tables["weapons"]:
        weapon = Weapon(r["term"], r["strike_type"], r["weapon_kind"])
        if r["is_pattern"].lower() == "true":
            patterns.append((r["term"], weapon))
            continue
        for form in {r["term"].lower(), plural(r["term"].lower())}:
            exact.setdefault(form, weapon)
    spelled = {
        v: w for form, w in exact.items() for v in (form, form.replace(" ", "-"), form.replace("-", " "))
    }
    families = re.compile(
        "|".join(rf"(?P<w{i}>\b(?:{p})\b)" for i, (p, _) in enumerate(patterns)) or r"(?!)", re.IGNORECASE
    )
    reporting: dict[str, Cue] = {}
    for r in tables["reporting_verbs"]:
        parts = r["lemma"].split()
        rest = " ".join(parts[1:])
        for form in verb_forms(r["lemma"]):
            reporting.setdefault((form + " " + rest).strip(), Cue(r["lemma"], r["cue_force"], r["asks"]))
    topics = _topics(tables["topic_words"])
    force_nouns: dict[str, str] = {}
    for r in tables["force_nouns"]:
        for form in (r["term"], r["plural"] or plural(r["term"])):
            force_nouns.setdefault(form.lower(), r["kind"])
    victim_nouns: dict[str, str] = {}
    victim_plurals: set[str] = set()
    for r in tables["victim_nouns"]:
        many = (r["plural"] or plural(r["term"])).lower()
        victim_nouns.setdefault(r["term"].lower(), r["victim_class"])
        victim_nouns.setdefault(many, r["victim_class"])
        if many != r["term"].lower():
            victim_plurals.add(many)
    targets: dict[str, str] = {}
    for r in tables["target_nouns"]:
        for form in {r["term"].lower(), plural(r["term"].lower())}:
            targets.setdefault(form, r["target_class"])
    triggers: dict[str, list[Row]] = {}
    for table, rows in (
        ("strikes", "strike_triggers"),
        ("casualties", "casualty_triggers"),
        ("territory", "territory_triggers"),
    ):
        for r in tables[rows]:
            forms: Iterable[str] = (
                verb_forms(r["lemma"]) if r["pos"] == "verb" else (r["lemma"], plural(r["lemma"]))
            )
            for form in dict.fromkeys(forms):
                triggers.setdefault(f"{table}:{r['pos']}:{form}", []).append(r)
    country_names: dict[str, str] = {}
    capitals = {r["country_code"]: r["capital"] for r in tables["countries"] if r["capital"]}
    adjectives: dict[str, str] = {}
    for r in tables["countries"]:
        for name in (r["name"], *filter(None, r["other_names"].split("|"))):
            country_names[name.lower()] = r["country_code"]
        for adjective in filter(None, r["adjectives"].split("|")):
            adjectives.setdefault(adjective.lower(), r["country_code"])
    name_words = frozenset(
        w for text in (*keys, *(r["name"] for r in tables["places"]), *(r["name"] for r in tables["countries"]))
        for w in plain(text).split() if len(w) > 3
    ) - frozenset(
        "army forces force group front state movement party national people peoples liberation armed united defence "
        "defense ministry air security council union islamic popular democratic north south east west central north "
        "civil human rights office command general committee republic military police organization organisation "
        "navy government regime coalition resistance rebels fighters militia brigade brigades battalion guard guards "
        "mission news agency radio network watch association international society centre center department foreign "
        "health interior service special support rapid joint task white house world food program programme river "
        "lake mount road highway city town camp base airport port island islands gulf strait province district "
        "region border eastern western northern southern upper lower black green blue high long with from".split()
    )  # fmt: skip
    return Lexicon(
        actors=actors,
        aliases=frozen,
        weapons=exact,
        weapon_families=families,
        _families=tuple(w for _, w in patterns),
        _weapon_automaton=AhoCorasick(tuple(spelled), matchkind=MatchKind.Standard),
        _weapon_terms=tuple(spelled.values()),
        reporting=reporting,
        speech_nouns={r["term"]: frozenset(r["uses"].split(";")) for r in tables["speech_nouns"]},
        noun_forces={r["term"]: r["cue_force"] for r in tables["speech_nouns"]},
        roles={r["term"].lower(): r["source_role"] for r in tables["official_roles"]},
        titles={r["term"].lower().rstrip("."): r["kind"] for r in tables["titles"]},
        force_nouns=force_nouns,
        victim_nouns=victim_nouns,
        victim_plurals=frozenset(victim_plurals),
        targets=targets,
        country_names=country_names,
        adjectives=adjectives,
        capitals=capitals,
        triggers={k: tuple(v) for k, v in triggers.items()},
        confidence_weights={r["feature"]: float(r["weight"]) for r in tables["confidence_weights"]},
        place_lookup=place_lookup,
        name_words=name_words,
        topic_words=topics,
        subjects=_subjects(topics, force_nouns, exact, frozen),
        subject_weights=_by_model(tables["subject_weights"]),
        trigger_words=frozenset(
            part
            for key, rows in triggers.items()
            if any(r.get("frame") not in _QUIET_FRAMES for r in rows)
            for word in key.split(":", 2)[2:]
            for part in (word, *re.split(r"[\s-]", word)[:1])
        ),
        cue_words=frozenset(
            form.split()[0] for form, cue in reporting.items() if cue.asks in ("any", "quote")
        ),
        common_words=frozenset(
            w
            for w in (
                *force_nouns,
                *victim_nouns,
                *targets,
                *exact,
                *reporting,
                *(r["term"].lower() for r in tables["official_roles"]),
                *(r["term"].lower().rstrip(".") for r in tables["titles"]),
            )
            if " " not in w
        ),
        _alias_automaton=AhoCorasick(keys, matchkind=MatchKind.Standard),
        _alias_keys=keys,
    )
