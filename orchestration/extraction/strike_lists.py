"""Parts of a strike told by number alone: "including 16 over Belgorod", "five of them near Baiji", "and another one on the village"."""

import re
from dataclasses import dataclass

from orchestration.extraction.document import Found, Line, PlaceMention, Sent
from orchestration.extraction.numbers import Quantity

_LEADS = re.compile(
    r"(?:\bincluding|\bof which|\bof them|\bof these|\bof those|\bamong them|\bamong which|\bfrom which)\s*,?\s*$|\d\s[^:.;]{3,80}:\s*$",
    re.I,
)
_FOLLOWS = re.compile(r"^\s+of\s+(?:them|these|those|which)\b", re.I)
_LINK = re.compile(r"^\s*(?:,|;|and|, and|& )\s*$", re.I)
_TO_PLACE = re.compile(
    r"^(?:\s+of\s+(?:them|these|those|which))?(?:\s+(?:were|was|fell|landed|hit|came down))?(?:\s+(?:against|at|on)\s+(?:the\s+)?[\w' -]{3,30}?)?"
    r"\s+(?:over|near|in|on|at|against|into|above|around|outside|off|north of|south of|east of|west of)\s+(?:the\s+)?(?:\w+\s+){0,3}$",
    re.I,
)  # fmt: skip
_STOPPED = re.compile(
    r"^(?:\s+of\s+(?:them|these|those|which))?\s*(?:were|was|had been|have been|being)?\s*(?:all\s+)?(?:shot down|intercepted|downed|destroyed|brought down|neutrali[sz]ed)\b",
    re.I,
)
_REFINES = re.compile(r"^\s+were\s+(?:strike|combat|attack)\s+(?:sorties|missions)\b", re.I)
_OPENS = re.compile(
    r"^(?:\s+of\s+(?:them|these|those))?\s+(?:were|was|fell|landed|hit|struck|came down|took place|targeted)\b",
    re.I,
)
_NEW_CLAUSE = re.compile(r"(?:[;,]|\band|\bbut)\s*(?:all\s+)?$", re.I)
_MORE = re.compile(
    r"(?:\band|,|\bfollowed by|\bthen)\s+(?P<what>another|one more|a (?:second|third|fourth)|(?P<n>\w+) (?:others?|more))(?:\s+(?:one|ones|raids?|strikes?))?\s+(?:on|in|near|at|against|over|targeting)\s+(?:the\s+)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Member:
    """One part: its number, its place, and what it says (`subset`, `more` of the same, `stopped` in flight,
    or `refines`: the only ones of the number that were strikes)."""

    says: str
    quantity: Quantity | None
    first: int
    last: int
    mention: Found[PlaceMention] | None = None


def members_of(sent: Sent) -> list[Member]:
    """The numbered parts that a sentence lists, in order."""
    line = sent.line
    text = line.clean.text
    out: list[Member] = []
    in_list_until = -1
    for found in line.quantities:
        if not sent.span.start <= found.first < sent.span.end or found.value.kind != "count":
            continue
        before, after = text[: found.start], text[found.end :]
        if _REFINES.match(after):
            out.append(Member("refines", found.value, found.first, found.last))
            continue
        if _STOPPED.match(after) and _NEW_CLAUSE.search(before):
            out.append(Member("stopped", found.value, found.first, found.last))
            continue
        listed = bool(_LEADS.search(before) or _FOLLOWS.match(after)) or (
            in_list_until >= 0 and _LINK.match(text[in_list_until : found.start])
        )
        listed = listed or _opens(sent, found)
        gapped = not listed and _is_gapped(sent, found)
        if not (listed or gapped):
            continue
        if _STOPPED.match(after):
            out.append(Member("stopped", found.value, found.first, found.last))
            in_list_until = -1
            continue
        mention = _place_after(sent, found)
        if mention is None:
            in_list_until = -1
            continue
        out.append(Member("more" if gapped else "subset", found.value, found.first, mention.last, mention))
        in_list_until = mention.end
    out.extend(_more(sent))
    return sorted(out, key=lambda m: m.first)


def _opens(sent: Sent, found: Found[Quantity]) -> bool:
    """ "Two were in Zap, four in Avasin": a bare number that opens the sentence, of what the one before told."""
    text = sent.line.clean.text
    return not text[sent.span.start_char : found.start].strip() and bool(_OPENS.match(text[found.end :]))


_JOINED = re.compile(r"(?:,|;|\band|, and|\bthen)\s*$")


def _is_gapped(sent: Sent, found: Found[Quantity]) -> bool:
    """ "nine raids on Durayhimi and two on Razih": a bare number with its place, after a number with thing and place."""
    text = sent.line.clean.text
    if not _JOINED.search(text[: found.start]):
        return False
    last = next((m for m in reversed(sent.line.places) if m.end <= found.start), None)
    if (
        last is None
        or last.first < sent.span.start
        or not re.fullmatch(
            r"[\s,]*(?:,|;|and|then|and then)?\s*", without_times(sent.line, last.end, found.start)
        )
    ):
        return False
    return any(
        q.value.kind == "count" and sent.span.start <= q.first and q.end < last.start
        for q in sent.line.quantities
    )


def without_times(line: Line, start: int, end: int) -> str:
    """The words between two characters of the line, times and their prepositions taken out."""
    text = line.clean.text
    for time in reversed([t for t in line.times if start <= t.start and t.end <= end]):
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return re.sub(r"\b(?:on|in|at|before|after|by)\b(?=\s{2,})", "", text[start:end])


def _place_after(sent: Sent, found: Found[Quantity]) -> Found[PlaceMention] | None:
    text = sent.line.clean.text
    following = next((q.start for q in sent.line.quantities if q.start >= found.end), len(text))
    for mention in sent.line.places:
        if found.end <= mention.start < following and mention.first < sent.span.end:
            lead = re.sub(
                r"(?:city|town|village|district|region|province)\s+of\s+(?:the\s+)?$",
                "",
                text[found.end : mention.start],
            )
            return mention if _TO_PLACE.match(lead) else None
    return None


def _more(sent: Sent) -> list[Member]:
    line = sent.line
    text = line.clean.text
    out: list[Member] = []
    for match in _MORE.finditer(text):
        tokens = line.tokens_of(match.start(), match.end())
        if tokens is None or not sent.span.start <= tokens[0] < sent.span.end:
            continue
        mention = next(
            (
                m
                for m in line.places
                if match.end() <= m.start <= match.end() + 30
                and re.fullmatch(r"(?:\w+\s+)?(?:\w+\s+of\s+)?(?:the\s+)?", text[match.end() : m.start])
            ),
            None,
        )
        if mention is None:
            continue
        number = next(
            (
                q.value
                for q in line.quantities
                if match.start() <= q.start < match.end() and q.value.kind == "count"
            ),
            None,
        )
        out.append(Member("more", number, tokens[0], mention.last, mention))
    return out
