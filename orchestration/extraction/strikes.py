"""Strikes: air raids, shelling, missiles, drones and bombs, told as a verb, a noun or a weapon in action."""

import re
from dataclasses import replace
from itertools import permutations

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.drafts import Draft, Refusal
from orchestration.extraction.intent_verbs import WEIGHING
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_continued import (
    only_lands,
    only_locates,
    only_names_doer,
    only_stops,
    resume_count,
)
from orchestration.extraction.strike_counted import find_counted, find_listed_targets
from orchestration.extraction.strike_enumerations import announces_targets, bullet_rows, shared_out
from orchestration.extraction.strike_events import Findings
from orchestration.extraction.strike_nouns import find_nouns
from orchestration.extraction.strike_parties import is_force
from orchestration.extraction.strike_party_before import inherit_party, retold_with_accused
from orchestration.extraction.strike_passage import Passage, Told
from orchestration.extraction.strike_refusals import OF_NO_WEAPON, objection
from orchestration.extraction.strike_rows import Row, part_rows, rows_of
from orchestration.extraction.strike_scope import scope_of
from orchestration.extraction.strike_tables import find_tables
from orchestration.extraction.strike_targets import Target
from orchestration.extraction.strike_type_before import (
    drop_bombs,
    goes_on,
    inherit_type,
    resume_type,
    share_types,
)
from orchestration.extraction.strike_verbs import find_headlines, find_verbs
from orchestration.extraction.strike_weapons import find_weapons
from orchestration.extraction.strike_words import TABLE, Words
from orchestration.extraction.syntax import is_definite

_OWN = re.compile(r"\b(?:own|friendly|fellow)\b", re.I)


def find_strikes(context: Context) -> tuple[list[Draft], list[Refusal]]:
    """All strikes of the article, and the candidates that are none, in reading order."""
    passage = Passage()
    refusals: list[Refusal] = []
    for sent in context.document.sents:
        words = Words(context, sent)
        words.recall = passage.recall(sent)
        words.recalled = passage.recalled(sent)
        found = _find_events(words)
        refusals.extend(Refusal(TABLE, sent, token, reason) for token, reason in found.refused)
        own: list[Row] = []
        for event in sorted(found.events, key=lambda e: e.trigger.i):
            for row in rows_of(words, event):
                if event.strength == "told":
                    passage.told.extend(Told(sent, words, r) for r in own)
                    own.clear()
                    if (copied := retold_with_accused(passage, sent, row)) is not None:
                        passage.told.append(Told(sent, words, copied))
                    continue
                if (
                    event.strength == "counted"
                    and (why := resume_count(passage, words, row, own)) is not None
                ):
                    refusals.append(Refusal(TABLE, sent, event.trigger, why))
                    continue
                if row.strike_type is None and event.rule.startswith(_OF_ANY_KIND):
                    resume_type(passage, sent, row, own)
                _share_party(row, own)
                inherit_party(passage, words, row)
                inherit_type(passage, words, row)
                drop_bombs(passage, sent, row)
                if only_stops(passage, words, row):
                    refusals.append(Refusal(TABLE, sent, event.trigger, "a number of the strike told before"))
                    continue
                if only_lands(passage, words, row):
                    refusals.append(
                        Refusal(TABLE, sent, event.trigger, "where the strike told before landed")
                    )
                    continue
                if only_locates(passage, words, row):
                    refusals.append(
                        Refusal(TABLE, sent, event.trigger, "the place of the strike told before")
                    )
                    continue
                if only_names_doer(passage, words, row):
                    refusals.append(Refusal(TABLE, sent, event.trigger, "who did what was told before"))
                    continue
                if (other := _off_topic(context, sent, row)) is not None:
                    refusals.append(Refusal(TABLE, sent, event.trigger, other))
                    continue
                went_on = goes_on(passage, sent, row, own)
                if (refused := objection(words, row, passage.types())) is not None and not (
                    went_on and refused in OF_NO_WEAPON
                ):
                    refusals.append(Refusal(TABLE, sent, event.trigger, refused))
                else:
                    own.append(row)
                    if row.place is not None:
                        context.told.remember(
                            sent, row.place, " ".join(t.lower_ for t in row.event.targets[:1])
                        )
                        words.recall = replace(row.place, inherited=True)
        opens = sent.span.text.rstrip().endswith(":")
        passage.told.extend(
            Told(
                sent,
                words,
                row,
                silent=opens and (announces_targets(row) or _only_opens(words, row)),
            )
            for row in [*own, *part_rows(words, own)]
        )
        if not own:
            passage.told.extend(bullet_rows(passage, words) or shared_out(passage, words))
    share_types(passage)
    told = [d for item in passage.told if not item.silent for d in _drafts(context, item)]
    tables = find_tables(context)
    rows = {d.sent.index for d in tables}
    return [*(d for d in told if d.sent.index not in rows), *tables], refusals


def _only_opens(words: Words, row: Row) -> bool:
    """ "The strikes targeted:": strikes without place and target, whose list is still to come."""
    if not row.event.nouns or row.place or row.target.text:
        return False
    return is_definite(row.event.nouns[0]) or _labels_follow(words)


def _labels_follow(words: Words) -> bool:
    """Whether the next line of the article belongs to a list of labelled lines ("Hodeidah: …")."""
    lines, index = words.context.document.lines, words.line.index
    return index + 1 < len(lines) and lines[index + 1].clean.label is not None


def _off_topic(context: Context, sent: Sent, row: Row) -> str | None:
    """Why the row is of another topic. Weapons and parties are believed more than words of war, which are used of other things."""
    event = row.event
    explicit = event.strength == "strong"
    armed = bool(event.arms or event.platforms or row.weapons or any(is_force(a) for a in row.attackers))
    owned = row.target.owner is not None and row.target.owner.actor is not None
    return context.topics.objection(
        sent,
        TABLE,
        grounded=armed or owned or (explicit and bool(event.nouns)),
        explicit=explicit,
        trigger=event.trigger,
    )


def _share_party(row: Row, own: list[Row]) -> None:
    """ "Israeli jets bombed Nabatieh and tanks shelled Kfar Tebnit": bare machines are those of the party just named."""
    bare = [
        p.head
        for p in row.event.platforms
        if p.head.tag_ == "NNS"
        and not any(c.dep_ in ("det", "poss", "amod", "nummod", "compound") for c in p.head.children)
    ]
    if bare and not row.attackers and own and len(own[-1].attackers) == 1:
        row.attackers = list(own[-1].attackers)
        row.inherited = (*row.inherited, "attacker")


def _find_events(words: Words) -> Findings:
    """Nouns come first: a weapon or a verb beside them tells of the same strike."""
    found = Findings(words)
    for find in (find_nouns, find_headlines, find_weapons, find_counted, find_listed_targets, find_verbs):
        find(found)
    _part_arms(found)
    return found


def _part_arms(found: Findings) -> None:
    """ "four missile strikes using five missiles, and 48 air strikes, dropping 71 bombs": each has the weapons of its type."""
    typed = [e for e in found.events if e.nouns and e.strike_type]
    for event, other in permutations(typed, 2):
        moved = [a for a in event.arms if a.strike_type == other.strike_type != event.strike_type]
        if moved and not other.arms:
            event.arms = [a for a in event.arms if a not in moved]
            other.arms = moved
    for event in typed:
        shared = {a.head.i for e in typed if e is not event for a in e.arms}
        if any(e.strike_type != event.strike_type for e in typed):
            event.arms = [
                a for a in event.arms if a.head.i not in shared or a.strike_type in (None, event.strike_type)
            ]


_OF_ANY_KIND = (
    "noun:hit",
    "noun:impact",
    "noun:another",
    "noun:salvo",
    "noun:barrage",
    "noun:volley",
    "weapon:projectile",
    "weapon:round",
    "weapon:munition",
    "weapon:warhead",
)
_ENDING = forms_of("cease", "stop", "halt", "end", "suspend", "pause")


def _drafts(context: Context, item: Told) -> list[Draft]:
    row = item.row
    scope = scope_of(item.words, row, window=False)
    out: list[Draft] = []
    for attacker in row.attackers or [None]:
        target = _of_others(row.target, attacker)
        values = {
            "strike_type": row.strike_type or "unspecified",
            "attacker_text": attacker.text if attacker else None,
            "attacker_id": attacker.actor_id if attacker else None,
            "attacker_name": attacker.actor_name if attacker else None,
            "target_text": target.text,
            "target_class": target.target_class,
            "target_actor_text": target.owner.text if target.owner else None,
            "target_actor_id": target.owner.actor_id if target.owner else None,
            "target_actor_name": target.owner.actor_name if target.owner else None,
            "weapon_text": "; ".join(row.weapons) or None,
            "launched_from": row.launched_from,
        } | _columns(row.numbers)
        out.append(
            Draft(
                table=TABLE,
                rule=row.event.rule,
                sent=item.sent,
                trigger=row.event.trigger,
                values=values,
                place=row.place,
                scope=scope,
                modality=_modality(context, item),
                when=context.when(*item.frame) if item.frame else row.when,
                attribution=context.attribution(*item.frame) if item.frame else None,
                inherited=row.inherited,
            )
        )
    return out


def _of_others(target: Target, attacker: ActorRef | None) -> Target:
    """The target as another's than the attacker's, unless the words say that it was the attacker's own."""
    if attacker is None or _OWN.search(target.text or ""):
        return target
    if target.text == attacker.text:
        return Target()
    owner = target.owner
    return replace(target, owner=None) if owner is not None and owner.same_party(attacker) else target


def _modality(context: Context, item: Told) -> str | None:
    event = item.row.event
    read = context.modality(*(item.frame or (item.sent, event.trigger)))
    if read == "asserted" and _only_seems(event.trigger):
        return "possible"
    verb = event.verbs[0] if event.nouns and event.verbs else None
    if verb is not None and verb.lower_ in _ENDING and read in ("planned", "asserted"):
        return "asserted"
    if verb is not None and read == "asserted" and verb.lower_ in WEIGHING and event.nouns[-1].dep_ == "dobj":
        return "planned"
    if read == "planned" and _flew_to(event.trigger, event.verbs):
        return "asserted"
    if event.harms_only and read == "negated":
        return "asserted"
    if item.row.modality is None or item.row.modality == "negated":
        return item.row.modality or read
    return item.row.modality if read == "asserted" else read


_FLYING = forms_of("fly", "take", "return", "come", "dive", "swoop")


def _flew_to(trigger: Token, verbs: list[Token]) -> bool:
    """ "crews flew 3,000 miles to fire missiles at Sabha": what those who set out in the past did there."""
    return any(
        v.tag_ == "VB"
        and v.dep_ in ("advcl", "xcomp")
        and v.head.lower_ in _FLYING
        and v.head.tag_ in ("VBD", "VBN")
        and not any(c.lower_ in ("will", "would", "be") for c in v.head.children)
        for v in (trigger, *verbs[:1])
    )


def _only_seems(token: Token) -> bool:
    """ "pictures appear to show guns firing": what seems to be shown is no more than possible."""
    for _ in range(5):
        if token.dep_ == "ROOT":
            return False
        token = token.head
        if token.lower_ in (
            "appear",
            "appears",
            "appeared",
            "seem",
            "seems",
            "seemed",
            "purport",
            "purports",
        ):
            return True
        if token.lower_ == "suspected" and token.tag_ == "VBN" and token.dep_ != "amod":
            return True
        if token.dep_ in ("relcl", "advcl", "conj") or token.tag_.startswith("NNP"):
            return False
    return False


def _columns(numbers: dict[str, Quantity]) -> dict[str, float | None]:
    out: dict[str, float | None] = {}
    for kind, quantity in numbers.items():
        out[f"{kind}_min"], out[f"{kind}_max"] = quantity.low, quantity.high
    return out
