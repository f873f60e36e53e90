"""Who is said to be behind a strike told of before: claims of responsibility, blame and suspicion.

"The Taliban claimed responsibility", "the governor blamed the rebels", "the MRTA is suspected" each are a
claim of their own about the strike just told, by another source. Denials are read in `denials`.
"""

from dataclasses import replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.attribution import Attribution
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.drafts import Draft
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_charges import TOLD_BEFORE, Charge, charges
from orchestration.extraction.syntax import (
    clause_head,
    is_passive,
    own_subjects,
    prepositional_objects,
)

_REAL = ("asserted", "possible")
_LOOKBACK = 5  # sentences
_LOOKBACK_LINES = 3


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
        for charge in charges(sent):
            verb = clause_head(charge.trigger)
            start = min([verb.i, *(t.left_edge.i for t in own_subjects(verb) if t.i < verb.i)])
            end = _clause_end(sent, verb)
            if any(start < d.trigger.i < end for d in own):
                continue  # the strike that they are charged with is in the charge's own words
            refs = _parties(context, sent, charge)
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


def _parties(context: Context, sent: Sent, charge: Charge) -> list[ActorRef]:
    """The parties of the charge; who is called by no known name ("pointed to the bodies") only where the charge itself says so."""
    heads = [charge.party]
    if charge.party.i in sent.line.weapon_at:
        heads = _shooters(charge.party)
    refs = [r for r in context.actors(sent, heads) if r.text.strip()]
    named = sent.line.actor_at.get(charge.party.i)
    if not refs and named is not None:
        start, end = sent.line.article_span(named.first, named.last)
        refs = [ActorRef(start, end, context.document.text(start, end), named.value)]
    return [r for r in refs if r.actor is not None] if charge.known_only else refs


def _shooters(weapon: Token) -> list[Token]:
    """Whose the weapon is: "a rocket misfired by the militia was responsible", "a stray Syrian missile was to blame"."""
    fired = [weapon, *(c for c in weapon.children if c.dep_ == "acl")]
    by = [o for t in fired for o in prepositional_objects(t, "by", "from")]
    return [*by, *(c for c in weapon.lefts if c.dep_ in ("amod", "compound", "poss"))]


def _is_by_its_source(context: Context, charge: Charge, draft: Draft) -> bool:
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


def _number_charged(charge: Charge) -> int:
    """How many strikes are meant: two by "both attacks", else one."""
    near = [t for t in charge.trigger.sent if t.lower_ == "both"]
    return (
        2
        if any(t.head.lower_ in TOLD_BEFORE or t.lower_ in TOLD_BEFORE and t.dep_ == "dobj" for t in near)
        else 1
    )


def _told_before(context: Context, sent: Sent, strikes: list[Draft], number: int) -> list[Draft]:
    """The strikes of the nearest sentences before that tell of any that happened, of so many triggers."""
    out: list[Draft] = []
    triggers: list[Token] = []
    for earlier in list(context.document.before(sent))[:_LOOKBACK]:
        if sent.line.index - earlier.line.index > _LOOKBACK_LINES:
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


def _charged(context: Context, sent: Sent, charge: Charge, ref: ActorRef, told: Draft) -> Draft:
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


def _voice(context: Context, sent: Sent, charge: Charge) -> Attribution:
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
