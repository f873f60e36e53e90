"""Whether a strike row is one incident, a sum of several, a total since some day, or an ongoing activity."""

import re

from orchestration.extraction.numbers import Quantity
from orchestration.extraction.strike_rows import Row
from orchestration.extraction.strike_words import Words
from orchestration.extraction.syntax import clause_head

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_CUMULATIVE = re.compile(
    rf"(?<!time )\bsince\s+(?:(?:early|late|mid)[- ]?)?(?:the\s+)?(?:(?:start|beginning|outbreak|launch|onset)\b|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}|(?:19|20)\d\d|it\s+(?:began|started)|last\s+(?:year|month)|operation|war|conflict|fighting|invasion|ceasefire|campaign)"
    r"|\bso far\b|\bto date\b|\bin total\b|\bnow totals?\b|\bbring(?:s|ing)? the total\b|\b(?:over|in|during) the (?:last|past) (?:\w+ )?years?\b",
    re.I,
)
_CAMPAIGN = re.compile(
    r"\baround the clock\b|\brepeated(?:ly)?\b|\b(?:almost |near(?:ly)? )?daily\b|\bevery (?:day|night|few \w+|week|hour)\b|\b(?:several|many|\w+) times a (?:day|week)\b|"
    r"\bfor (?:(?:a|several|many|\w+|\d+) )?(?:days|weeks|months|years)\b|\bcontinu\w+|\bkept up\b|\bkeeps? (?:up|\w+ing)\b|\bregularly\b|\brelentless(?:ly)?\b|\bongoing\b|\bescalating\b|"
    r"\bcampaign of\b|\bmajority of\b|\b(?:has|have|had) not stopped\b|\bintensif\w+|\bround[- ]the[- ]clock\b|\bday and night\b|\bdays? of\b|\bwar effort\b|\bsteadily\b|\boften\b|\bfrequent(?:ly)?\b",
    re.I,
)  # fmt: skip
_WINDOW = re.compile(
    r"\b(?:past|last|previous|preceding)\s+(?:24|48|72|\w+|\d+)?\s*(?:hours?|days?|weeks?|months?)\b|\b24 hours\b|\bin a (?:day|single day|week)\b|\b(?:this|last) (?:week|month|weekend)\b|\bovernight\b|\bduring the (?:day|night|week)\b",
    re.I,
)
_AREAS = re.compile(
    r"\b\d+ (?:areas|settlements|localities|places|districts|points|locations|towns|villages)\b", re.I
)
_MANY = {"strikes": 10, "targets": 10, "munitions": 500, "intercepted": 20}  # below that, only over a period
_COLLECTIVE = frozenset(
    {"target", "targets", "objects", "sites", "facilities", "positions", "areas", "objectives"}
)


def scope_of(words: Words, row: Row, window: bool) -> str:
    """The codebook's scope; `window` tells that a line above dates a whole period ("Over the past 24 hours:")."""
    if row.scope is not None:
        return row.scope
    verb = clause_head(row.event.verbs[0] if row.event.verbs else row.event.trigger)
    text = " ".join(t.text for t in verb.subtree) if verb.dep_ != "ROOT" else words.sent.span.text
    local = _local(words, row)
    if row.event.total is not None or _adds_up_since_the_start(words, row):
        return "cumulative"
    if any(
        v.dep_ == "xcomp" and v.head.lower_.startswith(("continu", "keep", "kept", "go"))
        for v in row.event.verbs[:1]
    ) and not _numbered(row):
        return "campaign"
    if _CUMULATIVE.search(local) or (_CUMULATIVE.search(text) and _numbered(row)):
        return "cumulative"
    if (
        _CAMPAIGN.search(local)
        or _habit(row)
        or any(
            v.lower_.startswith(("ceas", "halt", "suspend", "paus"))
            for v in row.event.verbs[:1]
            if row.event.nouns
        )
    ):
        return "campaign"
    period = window or bool(_WINDOW.search(text))
    if _sums(row, period):
        return "aggregate"
    return "incident"


def _local(words: Words, row: Row) -> str:
    """The words of the event's own clause, in order, without those of clauses that hang on it."""
    event = row.event
    heads = [clause_head(v) for v in event.verbs] or [clause_head(event.trigger)]
    keep = {t.i for t in words.sent.span if clause_head(t) in heads}
    for noun in event.nouns:
        keep.update(t.i for t in noun.subtree)
    return " ".join(words.line.doc[i].text for i in sorted(keep))


def _adds_up_since_the_start(words: Words, row: Row) -> bool:
    """ "the airstrikes have destroyed 967 vehicle bombs": a large number in the present perfect, with no period said."""
    verbs = row.event.verbs[:1]
    perfect = any(
        c.dep_ == "aux" and c.lower_ in ("has", "have")
        for v in verbs
        for c in (*v.children, *v.head.children)
    )
    if not perfect or _WINDOW.search(words.sent.span.text):
        return False
    counts = [q for k in ("strikes", "targets", "munitions") if (q := row.numbers.get(k))] + [
        q for t in row.event.targets if (q := words.count(t))
    ]
    return any(_low(q) >= 100 for q in counts)


def _numbered(row: Row) -> bool:
    return any(k in row.numbers for k in ("strikes", "targets", "munitions", "intercepted"))


def _habit(row: Row) -> bool:
    """Progressive and habitual verbs: "were bombing it", "they shell us"."""
    trigger = row.event.trigger
    verb = trigger if trigger.tag_.startswith("VB") else None
    if verb is None or verb.tag_ != "VBG":
        return False
    return any(
        c.dep_ == "aux" and c.lower_ in ("is", "are", "was", "were", "been", "be") for c in verb.children
    ) and not any(c.dep_ == "aux" and c.lower_ in ("will", "would") for c in verb.children)


def _sums(row: Row, period: bool) -> bool:
    for kind, many in _MANY.items():
        quantity = row.numbers.get(kind)
        if quantity is None:
            continue
        low = _low(quantity)
        if kind == "targets":
            heads = {t.lower_ for t in row.event.targets}
            if (heads & _COLLECTIVE and low >= many) or (period and low >= 2):
                return True
            continue
        if low >= many or (period and low >= (20 if kind == "munitions" else 2)):
            return True
    plural = any(
        n.tag_ in ("NNS", "NNPS") or n.lower_ in ("series", "wave", "string", "spate")
        for n in row.event.nouns
    )
    if any(_AREAS.search(t.doc[t.left_edge.i : t.right_edge.i + 1].text) for t in row.event.targets):
        return True
    return plural and (period or any(n.lower_ in ("series", "string", "spate") for n in row.event.nouns))


def _low(quantity: Quantity) -> float:
    return float(quantity.low if quantity.low is not None else quantity.high or 0)
