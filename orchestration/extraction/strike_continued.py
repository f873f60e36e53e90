"""Sentences that go on about the strike told just before: how many of its weapons were stopped, where they landed,
where it took place.
"""

from dataclasses import replace

from orchestration.extraction.strike_charges import deed_done
from orchestration.extraction.strike_counted import says_all
from orchestration.extraction.strike_passage import Passage, Told, agrees_in_type, same_voice
from orchestration.extraction.strike_rows import STOPPABLE, Row
from orchestration.extraction.strike_words import Words, top_of
from orchestration.extraction.syntax import is_definite

_TAKING_PLACE = frozenset("occurred occurs happened took taking".split())


def resume_count(passage: Passage, words: Words, row: Row, own: list[Row]) -> str | None:
    """Fill a row that only counts weapons ("another landed …") from the strike told before, in its sentence (`own`) first; why not, where it is no row.

    What the same source says was stopped of it is a number of that strike, no strike of its own.
    """
    here = [Told(words.sent, words, r) for r in own if r.modality is None]
    stopped = row.event.intercepted
    last = (
        here[-1]
        if here
        else passage.last(words.sent, lambda row: row.event.strength != "told" and row.modality is None)
    )
    if last is None or stopped and last.row.strike_type not in STOPPABLE:
        return "nothing told before that it counts"
    if stopped:  # a number of those fired, not of those that one of several places was hit by
        same = [t for t in passage.told if t.sent is last.sent and t.row.event is last.row.event]
        last = next((t for t in same if "munitions" in t.row.numbers), last)
    fired = last.row.numbers.get("munitions")
    counted = fired if says_all(row.event.trigger) else row.numbers.get("munitions")
    if row.event.intercepted and same_voice(words, row, last):
        if counted is not None:
            last.row.numbers.setdefault("intercepted", counted)
        return "a number of the strike told before"
    own_place = row.place is not None and not row.place.inherited
    # not "one of them struck M/V Galaxy Leader"
    common = any(t.pos_ != "PROPN" for t in row.event.targets)
    aimed = row.target.target_class is not None and row.place is not None and common
    harmed = row.event.harms_only and not own_place
    if harmed or not (row.event.intercepted or own_place or aimed or _goes_off(row)):
        return "no place of its own"
    kind = "intercepted" if row.event.intercepted else "munitions" if last.row.event.arms else "strikes"
    row.numbers = {kind: counted} if counted is not None else {}
    if row.event.intercepted and not own_place and last.row.place is not None:
        row.place = replace(last.row.place, inherited=True)
    row.strike_type = last.row.strike_type
    row.attackers = list(last.row.attackers)
    row.weapons = list(last.row.weapons)
    row.inherited = (*row.inherited, "attacker", "weapon")
    return None


def only_stops(passage: Passage, words: Words, row: Row) -> bool:
    """Whether the row only says how many were stopped of the weapons just told of, whose number is then
    filled in: "149 drones … 124 UAVs were shot down".
    """
    stopped = row.numbers.get("intercepted")
    if not row.event.intercepted or stopped is None or row.place is not None and not row.place.inherited:
        return False
    last = passage.last(words.sent, lambda r: r.strike_type == row.strike_type and "munitions" in r.numbers)
    if last is None or last.sent.line is not words.sent.line or "intercepted" in last.row.numbers:
        return False
    fired = last.row.numbers["munitions"]
    if row.attackers and not any(a.same_party(b) for a in row.attackers for b in last.row.attackers):
        return False
    if fired.high is not None and (stopped.low or 0) > fired.high or not same_voice(words, row, last):
        return False
    last.row.numbers["intercepted"] = stopped
    return True


def only_lands(passage: Passage, words: Words, row: Row) -> bool:
    """Whether the row only says where all of the weapons just told of came down, whose target is
    then filled in: "All of the rounds landed short, hitting a home".
    """
    arms = row.event.arms
    if not arms or not all(says_all(top_of(a.head)) for a in arms) or row.attackers:
        return False
    if row.place is not None and not row.place.inherited:
        return False
    last = passage.last(words.sent, lambda r: bool(r.event.arms) and r.modality is None)
    if last is None or not agrees_in_type(row, last.row) or row.event.intercepted:
        return False
    if last.row.target.text is None:
        last.row.target = row.target
    return True


def only_locates(passage: Passage, words: Words, row: Row) -> bool:
    """Whether the row only says where the strike told just before took place, which is then filled
    in: "The strike occurred near Buulobarde".
    """
    event = row.event
    if (
        not event.nouns
        or not is_definite(event.nouns[0])
        or row.place is None
        or row.place.inherited
        or not any(v.lower_ in _TAKING_PLACE for v in event.verbs)
    ):
        return False
    last = passage.last(words.sent)
    own_party = row.attackers and "attacker" not in row.inherited
    if last is None or not agrees_in_type(row, last.row) or own_party or row.target.text:
        return False
    last.row.place = last.row.place or row.place
    return True


def only_names_doer(passage: Passage, words: Words, row: Row) -> bool:
    """Whether the row only says who did, or denies having done, what was told just before of others or
    of nobody: "the ELN said it carried out the bombing". Whose deed it was is then a charge or a denial.
    """
    event = row.event
    if not event.nouns or row.target.text or row.place is not None and not row.place.inherited:
        return False
    if not any(deed_done(v) == event.nouns[0] for v in event.verbs):
        return False
    last = passage.last(words.sent, lambda r: r.modality is None)
    if last is None or not agrees_in_type(row, last.row):
        return False
    return not any(a.same_party(b) for a in row.attackers for b in last.row.attackers)


def _goes_off(row: Row) -> bool:
    """ "a third detonated" is one more; "the second exploded" is one of those told of."""
    return not is_definite(row.event.trigger) and row.event.rule.removeprefix("count:").startswith(
        ("explod", "deton", "went", "blew")
    )
