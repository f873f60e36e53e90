"""Raw lines of a report made fit for the parser, with the way back to the stored text.

The stored text is never changed. Each line is copied with its typographic noise mended (curly
quotes, glued punctuation, bullets, time stamps, datelines, upper case) and every character of the
copy remembers the offset that it came from, so that evidence always points into the stored text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

LineKind = Literal["body", "heading", "bullet"]


class Names(Protocol):
    """What is known of names when capitals are to be restored."""

    def is_name(self, word: str) -> bool:
        """Whether the lower-case word is a name or part of one."""

    def is_acronym(self, word: str) -> bool:
        """Whether the word stays in capitals."""

    def phrases(self, lower: str) -> Iterator[tuple[int, int, str]]:
        """Names of several words in lower-case text: start, end, and the name as it is written."""

    def is_place(self, phrase: str) -> bool:
        """Whether several lower-case words are the name of a place."""


@dataclass(frozen=True, slots=True)
class CleanLine:
    """One line for the parser.

    `origin[i]` is the article offset of `text[i]`; `start` and `end` bound the whole line in the
    article. `label` is what stood before a colon at the head of the line ("Defence ministry",
    "Homs province"), `label_start` its article offset; `dateline` is the place name of a dateline.
    """

    text: str
    origin: tuple[int, ...]
    start: int
    end: int
    kind: LineKind
    label: str | None
    label_start: int | None
    dateline: str | None
    stamp: str | None


_NOISE = re.compile(
    r"""^\s*(?:
      advertisement|sponsored|share\ this.*|read\ more\b.*|read\ also\b.*|see\ also\b.*|related\b.{0,60}|
      by\ (?:a\ )?(?:staff\ (?:writer|reporter).*|[A-Z][\w.'-]+(?:\ [A-Z][\w.'-]+){1,3}(?:\ (?:and|in)\ .*)?)|
      (?:published|updated|posted|last\ updated)\b.{0,80}|subscribe\b.*|sign\ up\b.*|follow\ us\b.*|
      (?:photo|image|picture|video|credit|source)s?\s*:.{0,120}|for\ immediate\ release|copyright\b.*|©.*|
      click\ here\b.*|comments?\s*\(?\d*\)?|all\ rights\ reserved.*|reporting\ by\b.*|\(?\s*(?:additional\ )?reporting\b.*;.*edit(?:ing|ed)\ by.*|
      tags?:.*|menu|home|print|e-?mail|.{0,160}\((?:handout|file\ photo|photo|reuters|afp|ap|getty|epa|file)[^()]*\)\s*
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
_BULLET = re.compile(
    r"\s*(?:[-–—•▪●○◦*·►▶‣■□⁃➢✓>\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?|\.(?=\s))\s*|\s*\(?\d{1,2}[.)]\s+(?=[A-Z])"
)
_STAMP = re.compile(
    r"\s*\[?(\d{1,2}[:.h]\d{2}(?:\s?(?:[ap]\.?m\.?|GMT|UTC|local(?: time)?))?)\]?\s*[-–—:|]?\s*",
    re.IGNORECASE,
)
_FLAG = re.compile(
    r"\s*(?:UPDATE(?:\s?\d)?|URGENT|FLASH|ALERT|BREAKING(?: NEWS)?|LEAD|NEWS ?ALERT|BULLETIN|CORRECTED|WRAPUP)\s*(?:\d+)?\s*[-–—:|]+\s*"
)
_DATELINE = re.compile(
    r"""\s*(?P<place>[A-Z][A-Z.'’\-]+(?:[ ,/]+[A-Z][A-Za-z.'’\-]*){0,5}|[A-Z][\w'’.-]+(?:[ ,]+[A-Z][\w'’.-]*){0,3})
    (?P<date>,?\s*(?:\(?(?:Mon|Tues?|Wed(?:nes)?|Thurs?|Fri|Sat(?:ur)?|Sun)(?:day)?\)?,?\s*)?
       (?:\d{1,2}\s+)?(?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[A-Za-z]*\.?(?:\s+\d{1,2})?(?:,?\s+\d{4})?)?
    \s*(?P<agency>\((?P<inner>[^()\n]{2,60})\))?
    \s*(?P<mark>--|[-–—]{1,3}|:)\s*(?:\[TEXT\]\s*)?(?=["“'‘A-Z])""",
    re.VERBOSE,
)
_LABEL = re.compile(
    r"\s*(?:\[(?P<bracketed>[A-Z][^\[\]\n\"“”:]{1,40})\]|(?P<label>@?[^\W\d_][^:\n\"“”]{1,60}?)\s*:)\s+(?=\S)"
)
_END_MARK = re.compile(r"(?:\s*\[END TEXT\]\s*)?$")
_PUNCTUATION = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "…": ".", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\u200b": " ", "\u200e": " ", "\u200f": " ", "\ufeff": " ", "\t": " ",
}  # fmt: skip
_OCR_COMMA = re.compile(r"(?<=[A-Z]\.[A-Z]),(?=-(?:led|backed|made|supplied|trained|based))")
_GLUED = re.compile(
    r"(?<=[a-z\d)\"'])([,;:])(?=[A-Za-z\"])|(?<=[a-z)\"'])([.?!])(?=[A-Z][a-z])|\b(?<=Col|Gen|Maj|Sgt|Cpl|Lt.)(\.)(?=[A-Z])"
)
_HANDLE = re.compile(r"(?:https?://|www\.)\S+|@\w+")
# The parser cuts "re-entered" into three words: it gets to see one.
_PREFIXED = re.compile(r"(?<=\b[Rr]e)-(?=[a-z]{3,})|(?<=\b[Cc]ounter)-(?=[a-z]{3,})")
# The parser takes the group for the verb "is": it gets to see a longer name of the same group.
_IS_GROUP = re.compile(
    r"(?<!\b(?:it|he|be) )(?<!\b(?:she|who) )(?<!\b(?:this|that|what) )(?<!\b(?:there|which) )\bIS\b(?! [A-Z]{2,}\b)"
)


_SAINT = re.compile(
    r"\b(?:san|santa|santo|sao|saint|la|las|los|el)(?= [A-Z])|"
    r"(?:(?<=\bin )|(?<=\bat )|(?<=\bnear )|(?<=\bof )|(?<=\bto ))(?:san|santa|la|las|los|el) [a-z]+"
)
_AFTER_LOCATIVE = re.compile(
    r"(?:(?<=\bin )|(?<=\bat )|(?<=\bnear )|(?<=\bof )|(?<=\bfrom )|(?<=\bto )|(?<=\boutside )|(?<=\binto )|(?<=\bon )|(?<=\bthe )|(?<=, ))"
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+){1,2})"
)


# Rules compare the mentions of a line with each other: what no paragraph reaches is cut into such as they can bear.
_LONGEST_LINE = 5_000
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")


def split_lines(text: str) -> list[tuple[int, int]]:
    """Article offsets of the non-empty lines of `text`, end exclusive, in order; very long ones in pieces."""
    return [
        piece
        for m in re.finditer(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+", text)
        for piece in _pieces(text, m.start(), m.end())
        if text[slice(*piece)].strip()
    ]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line cut at the last end of a sentence, else the last blank, that lets the piece be short enough."""
    while end - start > _LONGEST_LINE:
        furthest = start + _LONGEST_LINE
        cut = max((m.end() for m in _SENTENCE_END.finditer(text, start, furthest)), default=0)
        cut = cut or text.rfind(" ", start, furthest) + 1 or furthest
        yield start, cut
        start = cut
    yield start, end


def is_noise(line: str) -> bool:
    """Whether a line is furniture of a page (by-line, caption credit, advertisement), not report."""
    return len(line) < 400 and bool(_NOISE.match(line))


def clean_line(
    text: str, start: int, end: int, names: Names, is_label: Callable[[str], bool]
) -> CleanLine | None:
    """The line `text[start:end]` made fit for the parser, or None where it is noise.

    `names` restores capitals in upper-case text; `is_label` whether words before a colon name a place or a speaker.
    """
    end -= len(_END_MARK.search(text[start:end]).group())  # type: ignore[union-attr]
    raw = text[start:end]
    if is_noise(raw):
        return None
    at = 0
    kind: LineKind = "body"
    if (bullet := _BULLET.match(raw)) and bullet.end() > 0 and raw[: bullet.end()].strip():
        at, kind = bullet.end(), "bullet"
    stamp = None
    if (found := _STAMP.match(raw, at)) and found.end() < len(raw):
        stamp, at = found.group(1), found.end()
    dateline = None
    while flag := _FLAG.match(raw, at):
        at = flag.end()
    if (found := _DATELINE.match(raw, at)) and _is_dateline(found):
        dateline, at = found.group("place").strip(" ,"), found.end()
    label = label_start = None
    if found := _LABEL.match(raw, at):
        group = "label" if found.group("label") else "bracketed"
        text_before = found.group(group)
        if is_label(text_before) or _is_label(text_before, raw[found.end() : found.end() + 1]):
            label, label_start, at = text_before, start + found.start(group), found.end()
    body, origin = _mend(raw, at, start)
    if not body.strip():
        body, origin = _mend(raw, 0, start)
    if _is_upper(body):
        body = _truecase(body, names)
    words = len(body.split())
    if kind == "body" and words < 14 and not re.search(r"[.?!][\"')\]]*\s*$", body):
        kind = "heading"
    return CleanLine(body, tuple(origin), start, end, kind, label, label_start, dateline, stamp)


def _is_dateline(found: re.Match[str]) -> bool:
    place = found.group("place")
    head = re.split(r"[ ,/]", place)[0]
    if found.group("date") or found.group("agency"):
        return True
    if found.group("mark") == ":":  # "ARMY SPOKESMAN: ..." is a label
        return False
    capitals_throughout = not any(
        c.islower() for c in found.string
    )  # a headline: "JETS POUND THE SUBURBS - WITNESS"
    return head.isupper() and len(head) > 2 and not (capitals_throughout and len(place.split()) > 3)


_LABEL_HEADS = re.compile(
    r"\b(?:ministry|spokes\w+|office|army|military|police|officials?|council|governor|mayor|president|minister|"
    r"command|air force|navy|forces|headquarters|agency|witness(?:es)?|residents?|sources?|monitor|observatory|command|staff|ministry of defen[cs]e|"
    r"correspondent|nato|un|mod|pentagon|kremlin|reuters|afp|idf|hamas|commander|blogger|head|general|col|gen|red cross|tells us|says?|said)\b|^@\w+$",
    re.IGNORECASE,
)


def _is_label(label: str, following: str) -> bool:
    """Whether words before a colon name a speaker: by their head, or because a quotation follows."""
    short = len(label.split()) <= 9 and not re.search(r"[.;]\s", label)
    return short and bool(_LABEL_HEADS.search(label) or (following in ('"', "“") and label[:1].isupper()))


def _mend(raw: str, at: int, start: int) -> tuple[str, list[int]]:
    """Characters of `raw[at:]` with noise mended, and the article offset of each."""
    line = "".join(_PUNCTUATION.get(c, c) for c in raw)
    line = _OCR_COMMA.sub(".", line)
    protected = [(m.start(), m.end()) for m in _HANDLE.finditer(line)]
    gaps = {m.end() for m in _GLUED.finditer(line) if not any(s <= m.start() < e for s, e in protected)}
    hyphens = {m.start() for m in _PREFIXED.finditer(line)}
    group = set() if _is_upper(line[at:]) else {m.start() for m in _IS_GROUP.finditer(line)}
    out: list[str] = []
    origin: list[int] = []
    quotes = 0
    for i in range(at, len(line)):
        c = line[i]
        if i in gaps and out and out[-1] != " ":
            out.append(" ")
            origin.append(start + i)
        if c == " " and (not out or out[-1] == " "):
            continue
        if c == '"':
            quotes += 1
        elif c == " " and out and out[-1] == '"' and quotes % 2 == 1 and len(out) > 1 and out[-2] in " .,":
            continue  # a blank after an opening quotation mark
        elif c == " " and out and out[-1] == "(":
            continue
        if (
            c in ",.;:)?!"
            and out
            and out[-1] == " "
            and not (c == "." and i + 1 < len(line) and line[i + 1].isalnum())
        ):
            out.pop()
            origin.pop()
        if c == "#" and i + 1 < len(line) and line[i + 1].isalpha():
            continue
        if i in hyphens:
            continue
        if i in group:
            out.extend("ISI")
            origin.extend((start + i, start + i, start + i))
            continue
        out.append(c)
        origin.append(start + i)
        if c == "." and i + 1 < len(line) and line[i + 1] == '"' and i + 2 < len(line) and line[i + 2] == " ":
            continue
    while out and out[-1] == " ":
        out.pop()
        origin.pop()
    return "".join(out), origin


def _is_upper(body: str) -> bool:
    letters = [c for c in body if c.isalpha()]
    return len(letters) >= 12 and sum(c.isupper() for c in letters) / len(letters) > 0.8


_SMALL = re.compile(r"[A-Za-z]{1,3}-\d[\w-]*|[A-Za-z][A-Za-z'’-]*")
_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
_KEEP = frozenset(
    "US UN UK EU NATO ISIS ISIL IDF RAF FMLN FARC ELN PKK AFP AP USA USSR UAE SDF YPG RSF SAF".split()
)


def _truecase(body: str, names: Names) -> str:
    """Upper-case text in sentence case: names keep a capital, known acronyms stay. The length stays the same."""

    def word(found: re.Match[str]) -> str:
        said = found.group()
        low = said.lower()
        if (
            said in _KEEP
            or any(c.isdigit() for c in said)
            or names.is_acronym(said)
            or (len(said) == 1 and said != "A")
        ):
            return said
        sentence_start = found.start() == 0 or body[: found.start()].rstrip()[-1:] in ".?!"
        if sentence_start or low in _MONTHS or names.is_name(low.removesuffix("'s")):
            return "-".join(p[:1].upper() + p[1:] for p in low.split("-"))
        return low

    restored = _SMALL.sub(word, body)
    for start, end, name in names.phrases(restored.lower()):
        restored = restored[:start] + name + restored[end:]
    restored = _SAINT.sub(lambda m: m.group().title(), restored)
    for found in _AFTER_LOCATIVE.finditer(restored.lower()):
        words = found.group("name").split(" ")
        for size in range(len(words), 1, -1):
            name = " ".join(words[:size])
            if names.is_place(name):
                start = found.start("name")
                restored = restored[:start] + name.title() + restored[start + len(name) :]
                break
    return restored
