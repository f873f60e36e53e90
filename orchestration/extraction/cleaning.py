"""Raw lines of a report made fit for the parser, with the way back to the stored text.

The stored text is never changed. Each line is copied with its typographic noise mended (curly
quotes, glued punctuation, bullets, time stamps, datelines, upper case) and every character of the
copy remembers the offset that it came from, so that evidence always points into the stored text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, Protocol

from orchestration.extraction.entry_heads import EntryHead, read_entry_head
from orchestration.extraction.time_tables import CALENDAR_NAMES

LineKind = Literal["body", "heading", "bullet"]


class Names(Protocol):
    """What is known of names when capitals are to be restored."""

    def is_name(self, word: str) -> bool:
        """Whether the lower-case word is a name or part of one."""

    def is_acronym(self, word: str) -> bool:
        """Whether the word stays in capitals."""

    def is_title(self, word: str) -> bool:
        """Whether the lower-case word stands before a person's name."""

    def is_common(self, word: str) -> bool:
        """Whether the lower-case word is no part of a person's name."""

    def is_strange(self, word: str) -> bool:
        """Whether the lower-case word has no English inflection: a name, as far as can be told."""

    def phrases(self, lower: str) -> Iterator[tuple[int, int, str]]:
        """Names of several words in lower-case text: start, end, and the name as it is written."""

    def is_place(self, phrase: str) -> bool:
        """Whether the lower-case words are the name of a place."""


@dataclass(frozen=True, slots=True)
class CleanLine:
    """One line for the parser.

    `origin[i]` is the article offset of `text[i]`; `start` and `end` bound the whole line in the
    article. `label` is what stood before a colon at the head of the line ("Defence ministry",
    "Homs province"), `label_start` its article offset; `dateline` is the place name of a dateline.
    `entry` is what places and dates an entry of a list of events ("Djibasso (Kossi), 13 May"), with offsets in the line.
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
    entry: EntryHead | None = None


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
    \s*(?P<mark>\.?\s*/[A-Z][\w.&' -]{1,30}/\.?\s*(?:--|[-–—]{1,3}|:)?|--|[-–—]{1,3}|:)\s*(?:\[[A-Z][A-Z .'’-]*\]\s*)*(?=["“'‘A-Z])""",
    re.VERBOSE,
)
_LABEL = re.compile(
    r"\s*(?:\[(?P<bracketed>[A-Z][^\[\]\n\"“”:]{1,40})\]|(?P<label>@?[^\W\d_][^:\n\"“”]{1,60}?)\s*:)\s+(?=\S)"
)
_END_MARK = re.compile(r"(?:\s*\[END TEXT\]\s*)?$")
_PUNCTUATION = str.maketrans({
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'", "´": "'",
    "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "…": ".", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\n": " ", "\r": " ", "\u200b": " ", "\u200e": " ", "\u200f": " ", "\ufeff": " ", "\t": " ",
})  # fmt: skip
# Blanks and signs beside each other that may be mended.
_UNEVEN = re.compile(r'  |\( | [,.;:)?!]|#|" ')
_OCR_COMMA = re.compile(r"(?<=[A-Z]\.[A-Z]),(?=-(?:led|backed|made|supplied|trained|based))")
_GLUED = re.compile(
    r"(?<=[a-z\d)\"'])([,;:])(?=[A-Za-z\"])|(?<=[a-z)\"'])([.?!])(?=[A-Z][a-z])|\b(?<=Col|Gen|Maj|Sgt|Cpl|Lt.)(\.)(?=[A-Z])"
)
_HANDLE = re.compile(r"(?:https?://|www\.)\S+|@\w+")
# "On 30 January two shells landed" is read as a January of two shells: the parser gets to see a comma.
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_LEADING_DATE = re.compile(
    rf"(?:^|(?<=[.!?] ))On (?:the )?(?:{_NTH} (?:of )?{_MONTH}|{_MONTH} {_NTH})(?:,? (?:19|20)\d\d\b|(?!,? (?:19|20)\d\d\b))"
    r"(?= (?:\d|[A-Za-z]))(?! (?:and|or|to|at|in|near|when|after|before|as|between|with|by|the same)\b)"
)
# The parser cuts "re-entered" into three words: it gets to see one.
_PREFIXED = re.compile(
    r"(?<=\b[Rr]e)-(?=[a-z]{3,})|(?<=\b[Cc]ounter)-(?=[a-z]{3,})|(?<=\b[Oo]ver)-(?=r[au]n)|(?<=\b[Ss]ub)-(?=district|county|prefecture)"
)
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
    r"(?=(?P<name>[^\W\d_]+(?: [^\W\d_]+){0,2}))"
)


# Rules compare the mentions of a line with each other: what no paragraph reaches is cut into such as they can bear.
_LONGEST_LINE = 5_000
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")


_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_BREAK = re.compile(r"[ \t]*\r?\n[ \t]*")
_OPEN_END = re.compile(r"[\w,;'’-]\s*$")
_GOES_ON = re.compile(r"\s*[a-z]")
_WRAPPED = range(50, 100)  # columns at which texts are wrapped
_WRAPPED_LINES = 4
_RAGGED = 18  # characters by which a wrapped line may be shorter than the longest


def split_lines(text: str) -> list[tuple[int, int]]:
    """Article offsets of the non-empty lines of `text`, end exclusive, in order; very long ones in pieces.

    Lines that only a wrapped margin or a lost link parts are one: the second goes on in small letters, or the text is
    wrapped at one column and the first fills it.
    """
    lines = [m.span() for m in _LINE.finditer(text) if m.group().strip()]
    width = _wrapped_at(lines)
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and _goes_on(text, joined[-1], (start, end), width):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [p for start, end in joined for p in _pieces(text, start, end) if text[slice(*p)].strip()]


def _wrapped_at(lines: list[tuple[int, int]]) -> int | None:
    """The column at which the text is wrapped; None where its lines are paragraphs."""
    longest = max((end - start for start, end in lines), default=0)
    full = sum(end - start > longest - _RAGGED for start, end in lines)
    return longest if longest in _WRAPPED and full >= _WRAPPED_LINES and 2 * full > len(lines) else None


def _goes_on(text: str, before: tuple[int, int], line: tuple[int, int], width: int | None) -> bool:
    """Whether the line goes on with the one before, with no blank line between them."""
    if not _BREAK.fullmatch(text[before[1] : line[0]]) or not _OPEN_END.search(text[slice(*before)]):
        return False
    if _GOES_ON.match(text[slice(*line)]):
        return True
    last = max(text.rfind("\n", before[0], before[1]) + 1, before[0])
    return width is not None and before[1] - last > width - _RAGGED


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
    entry = None
    if headed := read_entry_head(raw, at):
        entry, at = headed
    label = label_start = None
    if found := _LABEL.match(raw, at):
        group = "label" if found.group("label") else "bracketed"
        text_before = found.group(group)
        if not (_CLAUSE.search(text_before) or _EVENT_NOTE.search(text_before)) and (
            is_label(text_before) or _is_label(text_before, raw[found.end() : found.end() + 1])
        ):
            label, label_start, at = text_before, start + found.start(group), found.end()
    body, origin = _mend(raw, at, start)
    if not body.strip():
        body, origin = _mend(raw, 0, start)
    if _is_upper(body):
        body = _truecase(body, names)
    words = len(body.split())
    if kind == "body" and words < 14 and not re.search(r"[.?!][\"')\]]*\s*$", body):
        kind = "heading"
    return CleanLine(body, tuple(origin), start, end, kind, label, label_start, dateline, stamp, entry)


def _is_dateline(found: re.Match[str]) -> bool:
    place = found.group("place")
    head = re.split(r"[ ,/]", place)[0]
    if found.group("date") or found.group("agency"):
        return True
    if found.string[found.start("mark") - 1].isalnum() and found.string[found.end("mark")].isalnum():
        return False  # "THE CANO LIMON-COVENAS PIPELINE"
    if found.group("mark") == ":":  # "ARMY SPOKESMAN: ..." is a label
        return False
    # a headline: "JETS POUND THE SUBURBS - WITNESS"
    capitals_throughout = not any(c.islower() for c in found.string)
    return head.isupper() and len(head) > 2 and not (capitals_throughout and len(place.split()) > 3)


_LABEL_HEADS = re.compile(
    r"\b(?:ministry|spokes\w+|office|army|military|police|officials?|council|governor|mayor|president|minister|"
    r"command|air force|navy|forces|headquarters|agency|witness(?:es)?|residents?|sources?|monitor|observatory|command|staff|ministry of defen[cs]e|"
    r"correspondent|nato|un|mod|pentagon|kremlin|reuters|afp|idf|hamas|commander|blogger|head|general|col|gen|red cross|tells us|says?|said)\b|^@\w+$",
    re.IGNORECASE,
)


# "NATO aircraft struck three targets: …" is a sentence that goes on, no label.
_CLAUSE = re.compile(
    r"\b(?:struck|hit|targeted|bombed|shelled|attacked|destroyed|killed|captured|seized|is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)
# "Bomb on a police vehicle, Kabul: …", "Clash between army and rebels: …" are notes of an event, no label.
_EVENT_NOTE = re.compile(
    r"\b(?:bombs?|bombing|ied|mines?|grenades?|mortars?|rockets?|missiles?|shells?|shelling|blast|explosion|attack|raid|strike|airstrike|"
    r"ambush|clash(?:es)?|firefight|shooting|assault)\s+(?:on|at|in|near|outside|under|against|between|by|of|targeting|hits?)\b",
    re.IGNORECASE,
)


def _is_label(label: str, following: str) -> bool:
    """Whether words before a colon name a speaker: by their head, or because a quotation follows."""
    short = len(label.split()) <= 9 and not re.search(r"[.;]\s", label)
    # "Clash between army and rebels"
    head = re.split(r"\s(?:between|on|at|against|near|after|outside)\s", label)[0]
    return short and bool(_LABEL_HEADS.search(head) or (following in ('"', "“") and label[:1].isupper()))


def _mend(raw: str, at: int, start: int) -> tuple[str, list[int]]:
    """Characters of `raw[at:]` with noise mended, and the article offset of each."""
    line = raw.translate(_PUNCTUATION)
    hyphens: set[int] = set()
    if "-" in line:
        line = _OCR_COMMA.sub(".", line)
        hyphens = {m.start() for m in _PREFIXED.finditer(line)}
    glued = list(_GLUED.finditer(line))
    protected = [(m.start(), m.end()) for m in _HANDLE.finditer(line)] if glued else []
    gaps = {m.end() for m in glued if not any(s <= m.start() < e for s, e in protected)}
    commas = {m.end() for m in _LEADING_DATE.finditer(line)} if "On " in line else set()
    group = {m.start() for m in _IS_GROUP.finditer(line)} if "IS" in line else set()
    if group and _is_upper(line[at:]):
        group = set()
    if not (gaps or hyphens or commas or group or _UNEVEN.search(line, at) or line.startswith(" ", at)):
        text = line[at:].rstrip(" ")
        return text, list(range(start + at, start + at + len(text)))
    out: list[str] = []
    origin: list[int] = []
    quotes = 0
    for i in range(at, len(line)):
        c = line[i]
        if i in commas and origin:
            out.append(",")
            origin.append(origin[-1])
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
_KEEP = frozenset(
    "US UN UK EU NATO ISIS ISIL IDF RAF FMLN FARC ELN PKK AFP AP USA USSR UAE SDF YPG RSF SAF".split()
)


_DATED = re.compile(
    r"(?:\d|\b(?:IN|OF|LAST|SINCE|UNTIL|EARLY|LATE|MID|THIS|NEXT|BY)) M(?:AY|ARCH)$|M(?:AY|ARCH),? \d"
)
_SHORTENED = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:LT|COL|GEN|MAJ|CAPT|SGT|DR|MR|MRS|ST|NO)\.$")


def _around(body: str, found: re.Match[str]) -> str:
    """The word with what stands just before it and, where that settles it, the number after it."""
    after = body[found.end() : found.end() + 3]
    return body[max(0, found.start() - 6) : found.end()] + (after if re.match(r",? \d", after) else "")


def _truecase(body: str, names: Names) -> str:
    """Upper-case text in sentence case: names keep a capital, known acronyms stay. The length stays the same."""

    def word(found: re.Match[str]) -> str:
        said = found.group()
        low = said.lower()
        if said == "US" and re.match(r"[.,;!?\"]|$", body[found.end() :].lstrip()):
            return said if body[: found.start()].endswith("THE ") else low  # "they bombed us."
        if said.endswith("'S") and names.is_acronym(said[:-2]):
            return said[:-1] + "s"
        if (
            said in _KEEP
            or any(c.isdigit() for c in said)
            or names.is_acronym(said)
            or (len(said) == 1 and said != "A")
        ):
            return said
        if low in ("may", "march"):
            return low.capitalize() if _DATED.search(_around(body, found)) else low
        before = body[: found.start()].rstrip(" \"'([")
        sentence_start = (
            not before
            or before[-1] == ":"
            and body[found.start() - 1] == '"'
            or before[-1] in ".?!"
            and not _SHORTENED.search(before)
        )
        if low in CALENDAR_NAMES or names.is_name(low.removesuffix("'s")):
            return "-".join(p[:1].upper() + p[1:] for p in low.split("-"))
        if "-" in low and any(names.is_name(p) for p in low.split("-")):
            low = "-".join(p[:1].upper() + p[1:] if names.is_name(p) else p for p in low.split("-"))
        return low[:1].upper() + low[1:] if sentence_start else low

    restored = _with_persons(_SMALL.sub(word, body), names)
    for start, end, name in names.phrases(restored.lower()):
        restored = restored[:start] + name + restored[end:]
    restored = _SAINT.sub(lambda m: m.group().title(), restored)
    for found in _AFTER_LOCATIVE.finditer(restored.lower()):
        words = found.group("name").split(" ")
        for size in range(len(words), 0, -1):
            name = " ".join(words[:size])
            if names.is_place(name):
                start = found.start("name")
                restored = restored[:start] + _titled(name) + restored[start + len(name) :]
                break
    return restored


def _titled(name: str) -> str:
    """ "norte de santander" is "Norte de Santander"."""
    return re.sub(r"(?<= )(?:De|Del|Da|Do|Dos|Of|And|Y|E)(?= )", lambda m: m.group().lower(), name.title())


_LOWER_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAME_WORDS = 3


def _with_persons(text: str, names: Names) -> str:
    """Capitals for the words between a title and a name that is known, or that are no English words: "general hernan Botero"."""
    words = list(_LOWER_WORD.finditer(text))
    out = text
    for i, title in enumerate(words):
        if not names.is_title(title.group().lower()):
            continue
        run = []
        for before, found in zip(
            words[i : i + _NAME_WORDS], words[i + 1 : i + 1 + _NAME_WORDS], strict=False
        ):
            low = found.group().lower()
            if text[before.end() : found.start()] not in (" ", ' "') or names.is_common(low):
                break
            run.append(found)
            if found.group()[:1].isupper():
                break
        if run and run[-1].group()[:1].islower():
            run = list(takewhile(lambda w: names.is_strange(w.group()), run))
        if len(run) > 1 or run and run[0].group()[:1].isupper():
            for found in (title, *run):
                out = out[: found.start()] + found.group()[:1].upper() + out[found.start() + 1 :]
    return out
