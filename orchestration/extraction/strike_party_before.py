"""The party of a strike, where the sentences before it name it: a release names the party once and lists strikes
under it; "these strikes" and "other raids" are the strikes told just before.
"""

import re
from dataclasses import replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.document import Line, Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_passage import Passage, Told
from orchestration.extraction.strike_rows import Row
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import is_definite

_FORCES = re.compile(
    r"\b(?:command|forces?|army|nato|isaf|coalition|ministry of defen[cs]e|defen[cs]e ministry|corps|fama|armed|military|staff|air force|navy|joint|cjtf|centcom|africom)\b",
    re.I,
)
_FURTHER = frozenset(
    {"other", "further", "more", "additional", "separate", "another", "similar", "subsequent", "fresh", "new"}
)
_RAIDS = frozenset(
    "strike strikes raid raids airstrike airstrikes sortie sorties bombing bombings bombardment attack attacks".split()
)


def inherit_party(passage: Passage, words: Words, row: Row) -> None:
    """Fill the party (and with it the type) of a strike that the passage has named.

    A strike from the air that a force reports in its own release, naming nobody, is its own.
    """
    _from_before(passage, words, row)
    if not row.attackers and (owner := _issuer(words)) is not None and _is_own_work(row):
        row.attackers = [owner]
        row.inherited = (*row.inherited, "attacker")


def _issuer(words: Words) -> ActorRef | None:
    """The force that issued the article, if its publisher is one."""
    document = words.context.document
    publisher = document.article.publisher or ""
    if (
        not _FORCES.search(publisher)
        or words.context.attribution(words.sent, words.sent.span.root).source_name is not None
    ):
        return None
    named = [(m, m.aliases[0].actor) for m in document.lexicon.find_aliases(publisher)]
    for kind in ("coalition", "state"):
        if kind == "state" and "command" in publisher.lower():
            return None  # a nation's command also reports what its allies struck
        for match, actor in named:
            if actor.kind == kind:
                return ActorRef(0, 0, publisher[match.start : match.end], actor, resolved=True)
    return None


def _from_before(passage: Passage, words: Words, row: Row) -> None:
    noun = row.event.nouns[0] if row.event.nouns else None
    if row.attackers:
        return
    if (source := _listed_under(passage, words, row)) is not None:
        row.attackers = list(source.row.attackers)
        row.inherited = (*row.inherited, "attacker")
        return
    if noun is None or noun.lower_ not in _RAIDS:
        return
    sent = words.sent
    source: Told | None = None
    if sent.line.clean.kind == "bullet" and row.place is not None:
        source = next(
            (
                t
                for t in passage.told
                if t.row.attackers
                and t.sent.line.clean.kind != "bullet"
                and t.sent.line.index < sent.line.index
            ),
            None,
        )
    elif is_definite(noun) or _is_further(noun) or _is_bare_plural(noun):
        there = passage.last(sent, lambda told: bool(told.attackers) and _is_at(told, row))
        source = there or passage.last(sent, lambda told: bool(told.attackers))
    elif noun.tag_ == "NNS":
        source = _summed_up(passage, sent)
    if source is None or not _agrees(row, source.row):
        return
    row.attackers = list(source.row.attackers)
    row.inherited = (*row.inherited, "attacker")
    row.strike_type = row.strike_type or source.row.strike_type


def _is_at(told: Row, row: Row) -> bool:
    """Whether both rows name the same place."""
    if told.place is None or row.place is None or told.place.mention is None or row.place.mention is None:
        return False
    one, two = told.place.mention, row.place.mention
    return one.place == two.place if one.place and two.place else one.name == two.name


def _listed_under(passage: Passage, words: Words, row: Row) -> Told | None:
    """The strikes that the title of a list tells of ("Raids of the coalition, by governorate:"), where the row is one of them."""
    of_them = any(n.lower_ in _RAIDS for n in row.event.nouns) or bool(row.event.platforms)
    opening = _list_opening(words) if of_them else None
    return (
        next((t for t in passage.told if t.sent.line is opening and t.row.attackers), None)
        if opening
        else None
    )


def _summed_up(passage: Passage, sent: Sent) -> Told | None:
    """ "The coalition answered with bombing. Observers counted 21 raids on Sirwah": the strikes named without a place just before."""
    last = passage.last(sent)
    if last is None or last.sent.line is not sent.line or last.sent is sent or last.row.place is not None:
        return None
    return last if last.row.attackers and not last.row.numbers else None


def retold_with_accused(passage: Passage, sent: Sent, row: Row) -> Row | None:
    """ "activists accused rebels of firing it": the strike just told by its weapon, with the accused as its party; None where
    none was told so.
    """
    last = passage.last(sent, lambda row: bool(row.event.arms))
    if last is None or not row.attackers:
        return None
    return replace(last.row, event=row.event, attackers=row.attackers, inherited=("place", "weapon"))


def _agrees(row: Row, earlier: Row) -> bool:
    """Whether the same party can be meant: what it struck with is not something else."""
    if (
        earlier.modality is not None
        or len(earlier.attackers) > 2
        or any(not _is_named(a) for a in earlier.attackers)
    ):
        return False
    return row.strike_type is None or earlier.strike_type is None or row.strike_type == earlier.strike_type


def _list_opening(words: Words) -> Line | None:
    """The line that opens, with a colon, the list of labelled lines that the sentence stands in ("Hodeidah: nine raids on …")."""
    line = words.line
    before = line
    while before.clean.label is not None and before.index:
        before = words.context.document.lines[before.index - 1]
    opens = before is not line and before.clean.text.rstrip().endswith(":")
    return before if opens else None


def _is_own_work(row: Row) -> bool:
    event = row.event
    if event.intercepted or row.strike_type not in ("airstrike", "naval"):
        return False
    return (
        any(
            n.lower_
            in ("sortie", "sorties", "mission", "missions", "strike", "strikes", "airstrike", "airstrikes")
            for n in event.nouns
        )
        or bool(event.platforms)
        or event.rule.startswith("list")
    )


def _is_named(ref: ActorRef) -> bool:
    """Whether the party is known, or at least a force told by a name ("Coalition forces", not "they")."""
    words = ref.text.split()
    return ref.actor is not None or (
        len(words) > 1 and words[0].istitle() and words[0] not in ("The", "A", "Two", "Three")
    )


def _is_further(noun: Token) -> bool:
    return any(c.lower_ in _FURTHER for c in noun.children if c.dep_ in ("amod", "det"))


def _is_bare_plural(noun: Token) -> bool:
    """ "Strikes on Aleppo killed …" right after strikes whose party was named."""
    return noun.tag_ in ("NNS", "NNPS") and not any(
        c.dep_ in ("det", "poss", "nummod", "compound") for c in noun.children
    )
