"""Who is said to be behind a strike told of before: claims of responsibility, blame and suspicion.

"The Taliban claimed responsibility", "the governor blamed the rebels", "the MRTA is suspected" each are a
claim of their own about the strike just told, by another source. Denials are read in `denials`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.attribution import Attribution
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.drafts import Draft
from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import (
    clause_head,
    is_passive,
    negated,
    objects,
    own_subjects,
    preps,
    subjects,
)

_REAL = ("asserted", "possible")
_LOOK_BACK = 5  # sentences
_LOOK_BACK_LINES = 3
_NOBODY = frozenset({"nobody", "none", "one", "neither", "group", "organisation", "organization", "party"})
_CLAIMING = ("claim", "took", "take", "taking", "assum", "admit", "accept")
_LAYING = ("lay", "laid", "put", "pin", "plac")
_POINTING = ("point",)
_BACK = frozenset("it this that these them both attack attacks blast blasts bombing bombings explosion explosions "
                  "strike strikes raid raids airstrike airstrikes shelling bombardment bomb bombs incident killings killing deaths massacre ambush fire firing shooting "
                  "salvo barrage rocket rockets missile missiles drone drones shell shells mortar mortars round rounds device mine outrage atrocity carnage".split())  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Charge:
    """Who is charged, the token whose speaker charges them, and how sure that is."""

    party: Token
    trigger: Token
    modality: str


def find_blame(context: Context, drafts: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """One draft for each party that a sentence without a strike of its own holds responsible for the strike before it.

    And the drafts that these say again with the party, as where the strike's own source names it: "a strike killed
    six, according to the mayor, who blamed the rebels".
    """
    strikes = [d for d in drafts if d.table == "strikes"]
    if not strikes:
        return [], []
    out: list[Draft] = []
    said_again: list[Draft] = []
    for sent in context.document.sents:
        own = [d for d in strikes if d.sent is sent and "claim" not in d.inherited]
        for charge in _charges(sent):
            verb = clause_head(charge.trigger)
            start = min([verb.i, *(t.left_edge.i for t in own_subjects(verb) if t.i < verb.i)])
            end = _clause_end(sent, verb)
            if any(start < d.trigger.i < end for d in own):
                continue  # the strike that they are charged with is in the charge's own words
            refs = [r for r in context.actors(sent, [charge.party]) if r.text.strip()]
            told = (
                [d for d in own if _stands_apart(sent, d.trigger, start)]
                if any(d.trigger.i < start for d in own)
                else _told_before(context, sent, strikes, _number_charged(charge))
            )
            for draft in told:
                if _is_by_its_source(context, charge, draft) and len(refs) == 1:
                    said_again.append(draft)
                    out.append(replace(draft, values=dict(draft.values) | _party_columns(refs[0])))
                    continue
                out.extend(
                    _charged(context, sent, charge, ref, draft)
                    for ref in ([r for r in refs if r.actor is not None] or refs[:1])
                    if draft.values["attacker_text"] is None or draft.values["attacker_id"] != ref.actor_id
                )
    return out, said_again


def _is_by_its_source(context: Context, charge: _Charge, draft: Draft) -> bool:
    """Whether whoever is the source of the strike names the party in a relative clause on them."""
    verb = clause_head(charge.trigger)
    if (
        verb.dep_ != "relcl"
        or draft.sent.span.root.doc != verb.doc
        or draft.values["attacker_text"] is not None
    ):
        return False
    frame = context.attribution(draft.sent, draft.trigger).frame
    speaker = frame.speaker if frame is not None and not frame.carried else None
    if speaker is None:
        return False
    named = draft.sent.line.offset(verb.head.idx)
    return speaker.start <= named < speaker.end or any(
        draft.sent.line.offset(t.idx) == speaker.start for t in verb.head.subtree
    ) or verb.head.dep_ == "appos" and speaker.start <= draft.sent.line.offset(verb.head.head.idx) < speaker.end  # fmt: skip


def _party_columns(ref: ActorRef) -> dict[str, str | None]:
    return {
        "attacker_text": ref.text,
        "attacker_id": ref.actor_id,
        "attacker_name": ref.actor_name,
    }


def _clause_end(sent: Sent, verb: Token) -> int:
    """Where the semicolon after the charge stands, else the end of its sentence."""
    return next((t.i for t in sent.tokens() if t.i > verb.i and t.text == ";"), sent.span.end)


def _stands_apart(sent: Sent, trigger: Token, start: int) -> bool:
    """Whether the charge is a clause of its own after the strike: "… shelled the town; Kyiv blamed Moscow"."""
    before = sent.line.doc[start - 1] if start > trigger.i else None
    return before is not None and (before.text in (";", ",", "-") or before.dep_ == "cc")


def _charges(sent: Sent) -> Iterator[_Charge]:
    for token in sent.tokens():
        if token.pos_ not in ("VERB", "AUX", "ADJ") and not token.tag_.startswith("VB"):
            continue
        yield from _claim(token)
        yield from _blame(token)
        yield from _suspicion(token)
        yield from _being_behind(token)
        yield from _held_responsible(token)


def _claim(verb: Token) -> Iterator[_Charge]:
    """ "claimed responsibility", "took credit"; "no group has claimed it" charges nobody."""
    thing = next((t for t in objects(verb) if t.lower_ in ("responsibility", "credit")), None)
    if thing is None or not verb.lower_.startswith(_CLAIMING) or is_passive(verb) or negated(verb):
        return
    for party in subjects(verb)[:1]:
        if not _is_nobody(party) and _points_back(thing, "for"):
            yield _Charge(party, thing, "asserted")


def _blame(verb: Token) -> Iterator[_Charge]:
    """ "blamed the rebels", "blamed it on the rebels", "laid the blame on the army", "pointed the finger at Hamas"."""
    low = verb.lower_
    if negated(verb):
        return
    if low.startswith("blam"):
        on = [o for name, o in preps(verb) if name == "on"]
        things = subjects(verb) if is_passive(verb) else objects(verb)
        if on and all(t.lower_ in _BACK for t in things):
            yield _Charge(on[0], on[0], "asserted")
        elif not on and things and _points_back(verb, "for"):
            yield _Charge(things[0], things[0], "asserted")
    elif low.startswith(("attribut", "ascrib")) and not is_passive(verb):
        if any(t.lower_ in _BACK for t in objects(verb)):
            yield from (_Charge(o, o, "asserted") for name, o in preps(verb) if name == "to")
    elif low.startswith(_LAYING) and any(
        t.lower_ in ("blame", "responsibility") or low.startswith("pin") and t.lower_ in _BACK
        for t in objects(verb)
    ):
        for name, obj in [*preps(verb), *(p for t in objects(verb) for p in preps(t))]:
            if name in ("on", "upon", "with"):
                yield _Charge(obj, obj, "asserted")
    elif low.startswith(_POINTING) and any(t.lower_.startswith("finger") for t in objects(verb)):
        for name, obj in [*preps(verb), *(p for t in objects(verb) for p in preps(t))]:
            if name in ("at", "to"):
                yield _Charge(obj, obj, "asserted")


def _suspicion(verb: Token) -> Iterator[_Charge]:
    """ "police suspect the MRTA", "the MRTA is suspected": no more than possible."""
    if verb.lower_ not in ("suspect", "suspects", "suspected") or verb.dep_ in ("amod", "compound", "acl"):
        return
    things = subjects(verb) if is_passive(verb) else objects(verb)
    if things and not any(c.dep_ in ("ccomp", "xcomp") for c in verb.children) and _points_back(verb, "of"):
        yield _Charge(things[0], things[0], "possible")


def _being_behind(token: Token) -> Iterator[_Charge]:
    """ "the Extraditables were responsible", "Hezbollah was behind the attack"."""
    verb = token.head if token.lower_ == "responsible" else token
    if verb.lower_ not in ("is", "was", "are", "were", "be", "been") or negated(verb):
        return
    if token.lower_ == "responsible":
        if token.dep_ != "acomp" or not _points_back(token, "for"):
            return
    elif not any(name == "behind" and obj.lower_ in _BACK for name, obj in preps(verb)):
        return
    for party in subjects(verb)[:1]:
        if not _is_nobody(party):
            yield _Charge(party, token, "asserted")


def _held_responsible(word: Token) -> Iterator[_Charge]:
    """ "the mayor holds the army responsible", "held it accountable for the attack"."""
    verb = word.head
    if word.lower_ not in ("responsible", "accountable") or not verb.lower_.startswith(("hold", "held")):
        return
    if negated(verb) or is_passive(verb) or not _points_back(word, "for"):
        return
    inner = [c for c in word.children if c.dep_ == "nsubj"]
    for party in (inner or objects(verb))[:1]:
        if not _is_nobody(party):
            yield _Charge(party, party, "asserted")


def _is_nobody(party: Token) -> bool:
    return party.lower_ in ("nobody", "none", "who", "whoever", "that", "it", "this") or any(
        c.lower_ in ("no", "any", "which", "neither") for c in party.children
    ) or (party.lower_ in _NOBODY and party.i and party.nbor(-1).lower_ in ("no", "any"))  # fmt: skip


def _points_back(head: Token, preposition: str) -> bool:
    """Whether what they are charged with, if it is said at all, is the strike told of before: "the deaths of 200" are others."""
    charged = [obj for name, obj in preps(head) if name == preposition]
    return all(obj.lower_ in _BACK and not any(name == "of" for name, _ in preps(obj)) for obj in charged)


def _number_charged(charge: _Charge) -> int:
    """How many strikes are meant: two by "both attacks", else one."""
    near = [t for t in charge.trigger.sent if t.lower_ == "both"]
    return 2 if any(t.head.lower_ in _BACK or t.lower_ in _BACK and t.dep_ == "dobj" for t in near) else 1


def _told_before(context: Context, sent: Sent, strikes: list[Draft], number: int) -> list[Draft]:
    """The strikes of the nearest sentences before that tell of any that happened, of so many triggers."""
    out: list[Draft] = []
    triggers: list[Token] = []
    for earlier in list(context.document.before(sent))[:_LOOK_BACK]:
        if sent.line.index - earlier.line.index > _LOOK_BACK_LINES:
            return out
        found = [
            d
            for d in strikes
            if d.sent is earlier
            and (d.modality or context.modality(d.sent, d.trigger)) in _REAL
            and d.scope in (None, "incident")
        ]
        for draft in found if number == 1 else reversed(found):
            if draft.trigger not in triggers and len(triggers) < number:
                triggers.append(draft.trigger)
        out.extend(d for d in found if d.trigger in triggers)
        if len(triggers) == number:
            break
    return out


def _charged(context: Context, sent: Sent, charge: _Charge, ref: ActorRef, told: Draft) -> Draft:
    values = dict(told.values) | _party_columns(ref)
    modality = context.modality(sent, charge.trigger)
    return replace(
        told,
        rule="blame",
        sent=sent,
        trigger=charge.trigger,
        values=values,
        place=replace(told.place, inherited=True) if told.place else None,
        when=told.when or context.when(told.sent, told.trigger),
        modality=charge.modality if modality == "asserted" else modality,
        attribution=_voice(context, sent, charge),
        evidence=None,
        inherited=(*told.inherited, "claim"),
    )


def _voice(context: Context, sent: Sent, charge: _Charge) -> Attribution:
    """Whoever charges them: the speaker of the words around, else the subject of the charge."""
    read = context.attribution(sent, charge.trigger)
    verb = clause_head(charge.trigger)
    if read.source_name is not None or charge.modality == "possible" and is_passive(verb):
        return read
    speaker = context.reports.speaker(sent, [] if is_passive(verb) else own_subjects(verb))
    if speaker is None or charge.party == charge.trigger and charge.party in own_subjects(verb):
        return read
    return replace(
        read,
        source_text=speaker.text,
        source_name=speaker.name,
        source_role=speaker.role,
        attribution="paraphrase",
        cue=verb.text,
        cue_force="assertive",
    )
