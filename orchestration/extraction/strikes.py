"""Strikes: air raids, shelling, missiles, drones and bombs, told as a verb, a noun or a weapon in action."""




from dataclasses import replace

from spacy.tokens import Token

from orchestration.extraction.context import Context
from orchestration.extraction.drafts import Draft, Refusal
from orchestration.extraction.numbers import Quantity
from orchestration.extraction.strike_events import Findings
from orchestration.extraction.strike_nouns import find_nouns
from orchestration.extraction.strike_passage import Passage, Told
from orchestration.extraction.strike_rows import Row, part_rows, rows_of
from orchestration.extraction.strike_scope import scope_of
from orchestration.extraction.strike_verbs import find_headlines, find_verbs
from orchestration.extraction.strike_weapons import find_weapons
from orchestration.extraction.strike_words import TABLE, Words, is_definite

_ARMED_PARTY = frozenset({"rebel", "jihadist", "militia", "coalition", "paramilitary", "private_military", "state", "igo", "political"})
_CRAFT = frozenset({"airstrike", "drone", "missile", "rocket", "artillery", "naval", "ied", "suicide_bombing"})


def find_strikes(context: Context) -> tuple[list[Draft], list[Refusal]]:
    """All strikes of the article, and the candidates that are none, in reading order."""
    passage = Passage()
    refusals: list[Refusal] = []
    for sent in context.document.sents:
        words = Words(context, sent)
        words.recall = passage.recall(sent)
        found = _find_events(words)
        refusals.extend(Refusal(TABLE, sent, token, reason) for token, reason in found.refused)
        own: list[Row] = []
        for event in sorted(found.events, key=lambda e: e.trigger.i):
            for row in rows_of(words, event):
                if event.strength == "told":
                    passage.told.extend(Told(sent, words, r) for r in own)
                    own.clear()
                    if (copied := passage.accused(sent, row)) is not None:
                        passage.told.append(Told(sent, words, copied))
                    continue
                passage.inherit(words, row)
                grounded = event.strength == "strong" or any(a.actor for a in row.attackers)
                if (other := context.topics.objection(sent, grounded=grounded)) is not None:
                    refusals.append(Refusal(TABLE, sent, event.trigger, other))
                elif (objection := _objection(words, row, bool(passage.told))) is not None:
                    refusals.append(Refusal(TABLE, sent, event.trigger, objection))
                else:
                    own.append(row)
                    if row.place is not None:
                        words.recall = replace(row.place, inherited=True)
        opens = sent.span.text.rstrip().endswith(":")
        passage.told.extend(
            Told(sent, words, row, silent=opens and bool(row.event.nouns) and not row.place and not row.target.text and is_definite(row.event.nouns[0]))
            for row in [*own, *part_rows(words, own)]
        )
        if not own:
            passage.told.extend(passage.listed(words))
    passage.share_types()
    return [d for item in passage.told if not item.silent for d in _drafts(context, item)], refusals


def _find_events(words: Words) -> Findings:
    """Nouns come first: a weapon or a verb beside them tells of the same strike."""
    found = Findings(words)
    for find in (find_nouns, find_headlines, find_weapons, find_verbs):
        find(found)
    return found


def _objection(words: Words, row: Row, told: bool) -> str | None:
    """Why the row is no strike, if it is none; fills what an earlier sentence told of it."""
    event = row.event
    anchor = event.nouns[0] if event.nouns else event.trigger
    if event.nouns and any(c.lower_ == "such" for c in anchor.children):
        return "a strike told of before"
    own_party = row.attackers and "attacker" not in row.inherited
    own_place = row.place is not None and not row.place.inherited
    if event.nouns and is_definite(anchor) and not own_place and not _counted(row) and not row.target.text and not own_party:
        if not words.sent.span.text.rstrip().endswith(":"):
            return "a strike told of before"
    if event.nouns and not row.attackers and not row.numbers and not row.target.text and _is_title(words):
        return "the title of a list"
    if event.nouns and event.harms_only and is_definite(anchor) and any(c.dep_ == "neg" for v in event.verbs for c in v.children):
        return "a strike told of before"
    if event.arms and not event.nouns and all(is_definite(a.head) for a in event.arms) and not row.attackers and not row.place and not row.target.text and not _counted(row):
        return "a strike told of before"
    if event.arms and all(a.head.lower_.startswith(("grenade", "cylinder")) for a in event.arms) and not event.platforms and event.strike_type is None:
        if not any(t.lower_ in ("explosive", "explosives", "propelled") for a in event.arms for t in a.head.subtree):
            return "a thrown grenade or a thing that is no weapon"
    if event.nouns and event.trigger.lower_ in ("strike", "strikes") and row.strike_type is None and any(_is_worker(words, r.text) for r in row.attackers if r.actor is None):
        return "labour strike"
    known = any(a.actor and a.actor.kind in _ARMED_PARTY for a in row.attackers)
    if event.strength == "strong":
        party = any(a.actor or len(a.text) > 3 for a in row.attackers)
        if party or row.place or row.target.target_class or row.target.owner or (row.weapons and not event.nouns) or _counted(row):
            return None
        return "no party, place, target or weapon"
    if event.strength == "weak":
        if row.strike_type in _CRAFT and (row.weapons or event.nouns):
            return None
        if event.nouns and row.attackers and (known or told):
            return None
        people = row.target.target_class in (None, "personnel", "leadership")
        if not event.nouns and event.trigger.lower_.startswith(("fire", "firing")) and (people or not row.place):
            return "no weapon named"
        if not event.nouns and event.trigger.lower_.startswith("destroy") and people and "targets" not in row.numbers and not any(words.arm(t) for t in event.targets):
            return "no weapon named"
        if not event.nouns and event.trigger.lower_.startswith(_AIMING) and row.attackers and (row.target.target_class or row.target.owner or (known and row.place) or "targets" in row.numbers):
            return None
        if not event.nouns and known and event.trigger.lower_.startswith("engag") and row.target.target_class in _MILITARY:
            return None
        if not event.nouns and known and ("strikes" in row.numbers or any(words.arm(t) for t in event.targets)):
            return None
        if not event.nouns and row.target.owner and row.target.owner.actor and event.trigger.lower_.startswith(("str", "hit", "bomb", "target")):
            return None
        if event.nouns and row.place and event.trigger.lower_.startswith(("blast", "explo", "deton", "barrag")):
            return None
        if event.nouns and row.place and event.targets and event.trigger.lower_.startswith(("strike", "raid")) and row.target.target_class is None:
            return None  # "strikes on Bahir Dar and Gondar"
        if event.nouns and row.place and (told or "strikes" in row.numbers or row.target.owner or row.target.target_class):
            return None
        return "no weapon and no party at war"
    return None


_MILITARY = frozenset({"command_post", "training_camp", "depot", "military_base", "position"})
_ENDING = ("ceas", "stop", "halt", "end", "suspend", "paus")
_PLANNING = ("plan", "threaten", "vow", "promis", "prepar", "intend", "consider", "order", "authori", "plot")
_AIMING = ("strik", "struck", "hit", "target", "destroy", "hammer", "blast", "pound", "fire", "firing", "knock", "flatten", "level")


def _is_worker(words: Words, text: str) -> bool:
    last = text.split()[-1].lower()
    return any(r["frame"] == "trap" and r["value"] == "labour strike" for r in words.context.lexicon.triggers.get(f"{TABLE}:noun:{last}", ()))


def _counted(row: Row) -> bool:
    return any(q.low is None or q.low > 1 for q in row.numbers.values())


def _is_title(words: Words) -> bool:
    """A line without a verb that stands over bullets ("Strikes in Iraq")."""
    document, line = words.context.document, words.line
    if any(t.pos_ in ("VERB", "AUX") for t in line.doc) and line.clean.kind != "heading":
        return False
    following = document.lines[line.index + 1] if line.index + 1 < len(document.lines) else None
    return following is not None and following.clean.kind == "bullet"


def _drafts(context: Context, item: Told) -> list[Draft]:
    row = item.row
    scope = scope_of(item.words, row, window=False)
    out: list[Draft] = []
    for attacker in row.attackers or [None]:
        values = {
            "strike_type": row.strike_type or "unspecified",
            "attacker_text": attacker.text if attacker else None,
            "attacker_id": attacker.actor_id if attacker else None,
            "attacker_name": attacker.actor_name if attacker else None,
            "target_text": row.target.text,
            "target_class": row.target.target_class,
            "target_actor_text": row.target.owner.text if row.target.owner else None,
            "target_actor_id": row.target.owner.actor_id if row.target.owner else None,
            "target_actor_name": row.target.owner.actor_name if row.target.owner else None,
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
                when=context.when(*item.frame) if item.frame else None,
                attribution=context.attribution(*item.frame) if item.frame else None,
                inherited=row.inherited,
            )
        )
    return out


def _modality(context: Context, item: Told) -> str | None:
    event = item.row.event
    read = context.modality(*(item.frame or (item.sent, event.trigger)))
    if read == "asserted" and _only_seems(event.trigger):
        return "possible"
    verb = event.verbs[0] if event.nouns and event.verbs else None
    if verb is not None and verb.lower_.startswith(_ENDING) and read in ("planned", "asserted"):
        return "asserted"
    if verb is not None and read == "asserted" and verb.lower_.startswith(_PLANNING) and event.nouns[-1].dep_ == "dobj":
        return "planned"
    if event.harms_only and read == "negated":
        return "asserted"
    if item.row.modality is None or item.row.modality == "negated":
        return item.row.modality or read
    return item.row.modality if read == "asserted" else read


def _only_seems(token: Token) -> bool:
    """"pictures appear to show guns firing": what seems to be shown is no more than possible."""
    for _ in range(5):
        if token.dep_ == "ROOT":
            return False
        token = token.head
        if token.lower_ in ("appear", "appears", "appeared", "seem", "seems", "seemed", "purport", "purports"):
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

