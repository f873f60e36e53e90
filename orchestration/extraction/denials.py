"""Denials of what was said before: "the army denied it", "Moscow rejected the claim", "they called that a lie".

A denial that spells out what it denies ("denied that the town had fallen") is read by the fact rules
themselves. Here the denied claim stands in an earlier clause or sentence and only a pronoun or a
general noun points back to it.
"""

import re
from dataclasses import replace

from orchestration.extraction.actors import ActorRef
from orchestration.extraction.attribution import Attribution, Frame
from orchestration.extraction.context import Context
from orchestration.extraction.document import Sent
from orchestration.extraction.drafts import Draft
from orchestration.extraction.morphology import forms_of
from orchestration.extraction.parse import Token
from orchestration.extraction.strike_charges import FIRING, deed_done, is_told_deed
from orchestration.extraction.syntax import objects

_ANAPHORIC = frozenset(
    "it that this which them so claim claims report reports accusation accusations allegation allegations charge charges "
    "account accounts statement statements responsibility involvement role part blame news suggestion suggestions version "
    "story stories assertion assertions wrongdoing knowledge".split()
)
_RESPONSIBILITY = frozenset(
    {"responsibility", "involvement", "role", "part", "blame", "wrongdoing", "knowledge"}
)
_DISMISSIVE = re.compile(
    r"\b(?:lies?|nonsense|groundless|unsubstantiated|without foundation|false|fabrications?|fabricated|baseless|untrue|unfounded|propaganda|fake|ridiculous|absurd|rubbish|fiction|fantasy|invention|inventions|slander|misinformation|disinformation)\b",
    re.IGNORECASE,
)
_CALLING = frozenset(
    "called call calls calling described describes describe dismissed dismisses branded labelled termed slammed rejected".split()
)
_DENIED_TABLES = ("strikes", "territory", "casualties")
_REAL = ("asserted", "possible", None)
_LOOK_BACK = 3
_BARE = 8  # words after the cue of a denial that says nothing else


def find_denials(context: Context, drafts: list[Draft]) -> list[Draft]:
    """One denied draft for each claim that an anaphoric denial points back to."""
    out: list[Draft] = []
    for sent in context.document.sents:
        for frame in context.reports.frames(sent):
            if frame.carried or frame.cue_index is None or frame.speaker is None:
                continue
            cue = sent.line.doc[frame.cue_index]
            kind = _kind_of_denial(sent, frame, cue)
            if kind is None or _spelled_out(frame, sent, drafts):
                continue
            if kind == "claim" and _goes_on(context, sent, cue, drafts):
                continue
            for target in _denied(context, sent, frame, cue, kind, drafts):
                out.append(_denial_of(context, target, sent, frame, cue, kind))
    return out


def _kind_of_denial(sent: Sent, frame: Frame, cue: Token) -> str | None:
    """ "responsibility" or "claim" where the cue denies something said before, else None."""
    pointed = [t for t in objects(cue) if t.lower_ in _ANAPHORIC] or [
        sent.line.doc[i]
        for i in sorted(frame.content)
        if sent.line.doc[i].lower_ in _ANAPHORIC
        and (sent.line.doc[i].head in (cue, cue.head) or cue.head is sent.line.doc[i])
    ]
    if frame.denies and any(_did_it(sent.line.doc[i]) for i in frame.content):
        return "responsibility"
    if frame.denies and any(is_told_deed(t) for t in objects(cue)):
        return "responsibility"
    if frame.denies and pointed:
        return "responsibility" if pointed[0].lower_ in _RESPONSIBILITY else "claim"
    if not frame.denies and cue.lower_ not in _CALLING:
        return _said_of_it(sent, frame)
    pointed = pointed or [t for t in cue.subtree if cue.i < t.i <= cue.i + _NEAR and t.lower_ in _ANAPHORIC]
    if cue.lower_ in _CALLING and pointed and _DISMISSIVE.search(" ".join(t.text for t in cue.subtree)):
        return "claim"
    return None


_DOING = FIRING | forms_of("bomb", "carry", "order", "shell", "throw")


def _did_it(verb: Token) -> bool:
    """ "denied that it had fired them", "denied carrying out the attack": what was told of before, and who did it."""
    if deed_done(verb) is not None:
        return True
    return verb.lower_ in _DOING and any(t.lower_ in ("it", "them", "any") for t in objects(verb))


_NOTHING_TO_DO = re.compile(
    r"\b(?:nothing\s+to\s+do\s+with|no\s+(?:part|role|hand)\s+in|not\s+(?:been\s+)?(?:involved\s+in|behind))\b",
    re.I,
)
_NEAR = 4  # tokens between the cue and what it names
_SHORT = 14  # tokens of a saying that says no more than that something is false


def _said_of_it(sent: Sent, frame: Frame) -> str | None:
    """ "said the allegations were baseless", "insisted that it had nothing to do with the attack"."""
    said = [sent.line.doc[i] for i in sorted(frame.content)]
    text = " ".join(t.text for t in said)
    if not 0 < len(said) <= _SHORT:
        return None
    if _NOTHING_TO_DO.search(text):
        return "responsibility"
    about = any(t.lower_ in _ANAPHORIC and t.dep_ in ("nsubj", "nsubjpass") for t in said[:3])
    return "claim" if about and _DISMISSIVE.search(text) else None


def _goes_on(context: Context, sent: Sent, cue: Token, drafts: list[Draft]) -> bool:
    """Whether the speaker says at once, in the same sentence or a quotation after it, what did not happen.

    That is then the denied claim, in its own words.
    """
    if sent.span.end - cue.i > _BARE:
        return True
    following = context.document.sents[sent.index + 1 : sent.index + 2]
    return any(
        d.sent is s and context.modality(s, d.trigger) in ("negated", "denied")
        for s in following
        if s.line is sent.line
        for d in drafts
    )


def _spelled_out(frame: Frame, sent: Sent, drafts: list[Draft]) -> bool:
    return any(d.sent is sent and d.trigger.i in frame.content and d.table in _DENIED_TABLES for d in drafts)


def _denied(
    context: Context, sent: Sent, frame: Frame, cue: Token, kind: str, drafts: list[Draft]
) -> list[Draft]:
    """The claim that is denied: the nearest one of another speaker, in this sentence or shortly before."""
    assert frame.speaker is not None
    for earlier in [sent, *list(context.document.before(sent))[:_LOOK_BACK]]:
        if earlier.line is not sent.line and sent.line.index - earlier.line.index > 1:
            break
        candidates = [
            d
            for d in drafts
            if d.sent is earlier
            and d.table in (("strikes",) if kind == "responsibility" else _DENIED_TABLES)
            and (earlier is not sent or d.trigger.i < cue.i)
            and (d.modality in _REAL)
            and context.modality(d.sent, d.trigger) in ("asserted", "possible")
            and context.attribution(d.sent, d.trigger).source_name != frame.speaker.name
        ]
        if candidates:
            first = min(candidates, key=lambda d: (_depth(d.trigger), d.trigger.i))
            if first.table == "casualties":
                return candidates if len(candidates) == 1 else []  # of several tolls nobody says which
            return [d for d in candidates if d.table == first.table and d.trigger == first.trigger][:1]
    return []


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _denial_of(context: Context, target: Draft, sent: Sent, frame: Frame, cue: Token, kind: str) -> Draft:
    speaker = frame.speaker
    assert speaker is not None
    values = dict(target.values)
    if kind == "responsibility" and values.get("attacker_text") is None and speaker.actor is not None:
        ref = ActorRef(speaker.start, speaker.end, speaker.text, speaker.actor)
        values |= {"attacker_text": ref.text, "attacker_id": ref.actor_id, "attacker_name": ref.actor_name}
    attribution = Attribution(
        source_text=speaker.text, source_name=speaker.name, source_role=speaker.role, source_via=frame.via,
        attribution="paraphrase", cue=frame.cue, cue_force="denying", denied=True, frame=frame,
    )  # fmt: skip
    return replace(
        target,
        rule="denial.anaphoric",
        sent=sent,
        trigger=cue,
        values=values,
        place=replace(target.place, inherited=True) if target.place else None,
        when=target.when if target.when is not None else context.when(target.sent, target.trigger),
        modality="denied",
        attribution=attribution,
        evidence=None,
        inherited=(*target.inherited, "claim"),
    )
