"""A parsed line as plain objects, which rules ask millions of times: spaCy's own are made anew at each question.

Names and meanings are those of spaCy's `Token`, `Span` and `Doc`. Nothing here changes after it was built.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any, overload

from spacy.attrs import DEP, HEAD, ORTH, POS, SENT_START, SPACY, TAG
from spacy.tokens import Doc
from spacy.vocab import Vocab

_FIELDS = [ORTH, TAG, DEP, POS, HEAD, SENT_START, SPACY]
# A hostile text may bring ever new words; the table starts anew before it takes much memory.
_LARGEST_TABLE = 200_000


class Form:
    """What a word is wherever it stands."""

    __slots__ = ("is_alpha", "is_punct", "is_quote", "like_num", "lower_", "text")

    def __init__(self, vocab: Vocab, orth: int) -> None:
        lexeme = vocab[orth]
        self.text: str = lexeme.text
        self.lower_: str = lexeme.lower_
        self.is_alpha: bool = lexeme.is_alpha
        self.is_punct: bool = lexeme.is_punct
        self.is_quote: bool = lexeme.is_quote
        self.like_num: bool = lexeme.like_num


_NO_TOKENS: list["Token"] = []  # what all tokens share that nothing hangs on


class Token:
    """A word of a line. `i` counts through the line, `idx` is its offset in the line's text in characters.

    `children` stand in the order of the line, as do `lefts` and `rights`, those before and after the token. The
    head of a root is the root itself. Two tokens are equal only if they are the same.
    """

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "form",
        "head",
        "i",
        "idx",
        "is_sent_start",
        "known",
        "left_edge",
        "lefts",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "tag_",
        "text",
        "whitespace_",
    )

    head: "Token"
    left_edge: "Token"
    right_edge: "Token"
    lefts: list["Token"]
    rights: list["Token"]
    children: list["Token"]

    def __init__(
        self, doc: "Parse", i: int, idx: int, form: Form, read: tuple[str, str, str], starts: bool, space: str
    ) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.form = form
        self.text = form.text
        self.lower_ = form.lower_
        self.lefts = self.rights = self.children = _NO_TOKENS
        self.known: dict[str, Any] = {}
        self.tag_, self.dep_, self.pos_ = read
        self.is_sent_start = starts
        self.whitespace_ = space
        self.left_edge = self.right_edge = self

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    @property
    def is_alpha(self) -> bool:
        return self.form.is_alpha

    @property
    def is_punct(self) -> bool:
        return self.form.is_punct

    @property
    def is_quote(self) -> bool:
        return self.form.is_quote

    @property
    def like_num(self) -> bool:
        return self.form.like_num

    @property
    def sent(self) -> "Span":
        """The parser's sentence that it stands in."""
        return self.doc.sents[bisect_right(self.doc.sent_starts, self.i) - 1]

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Its head, that one's head, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> list["Token"]:
        """The token and all that hangs on it; in the order of the line, unless branches cross."""
        if "subtree" not in self.known:
            found: list[Token] = []
            for child in self.lefts:
                found += child.subtree
            found.append(self)
            for child in self.rights:
                found += child.subtree
            self.known["subtree"] = found
        return self.known["subtree"]

    def is_ancestor(self, descendant: "Token") -> bool:
        """Whether the descendant hangs on this token, at whatever depth."""
        return any(t is self for t in descendant.ancestors)

    def nbor(self, distance: int = 1) -> "Token":
        """The token so far to the right. Raises IndexError outside the line."""
        if self.i + distance < 0:
            raise IndexError(self.i + distance)
        return self.doc[self.i + distance]


class Span:
    """Tokens `start` to `end` of a line, end exclusive."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: "Parse", start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Span": ...
    def __getitem__(self, at: int | slice) -> "Token | Span":
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self))
            return Span(self.doc, self.start + first, self.start + max(first, last))
        return self.doc.tokens[self.start : self.end][at]

    @property
    def start_char(self) -> int:
        return self.doc.tokens[self.start].idx if self.start < len(self.doc) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        if self.end == self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """The token nearest to the root of its sentence, the first of several; no comma, if there is a word."""
        tokens = self.doc.tokens[self.start : self.end]
        outer = [t for t in tokens if t.head is t or not self.start <= t.head.i < self.end]
        return min(outer, key=_depth, default=tokens[0])


def _depth(token: Token) -> int:
    """Steps to the root of the sentence; as many as there are tokens for punctuation and space that nothing hangs on."""
    if token.head is token:
        return 0
    if not token.children and (token.is_punct or token.text.isspace()):
        return len(token.doc)
    return sum(1 for _ in token.ancestors)


class Parse:
    """The tokens of one line, with its tree where the parser read it (`is_parsed`)."""

    def __init__(self, text: str, is_parsed: bool) -> None:
        self.text = text
        self.is_parsed = is_parsed
        self.tokens: list[Token] = []

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self.tokens))
            return Span(self, first, max(first, last))
        return self.tokens[at]

    @cached_property
    def sent_starts(self) -> list[int]:
        """Indices of the tokens that begin the parser's sentences."""
        return [t.i for t in self.tokens if t.is_sent_start or t.i == 0]

    @cached_property
    def sents(self) -> list[Span]:
        """The parser's sentences."""
        starts = self.sent_starts
        ends = [*starts[1:], len(self)]
        return [Span(self, a, b) for a, b in zip(starts, ends, strict=False)]

    @cached_property
    def _offsets(self) -> list[int]:
        return [t.idx for t in self.tokens]

    def touched(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token touched by the characters `start` to `end`, end exclusive; a space touches none."""
        if not 0 <= start < end <= len(self.text) or not self.tokens:
            return None
        first, last = bisect_right(self._offsets, start) - 1, bisect_right(self._offsets, end - 1) - 1
        first += start >= self.tokens[first].idx + len(self.tokens[first].text)
        return (first, last) if first <= last else None


class Parses:
    """Makes plain parses of spaCy's, for one vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._forms: dict[int, Form] = {}
        self._readings: dict[tuple[int, int, int], tuple[str, str, str]] = {}

    def of(self, doc: Doc) -> Parse:
        """The parse of a line as plain objects."""
        out = Parse(doc.text, doc.has_annotation("DEP"))
        tokens, forms, readings = out.tokens, self._forms, self._readings
        at = 0
        heads: list[int] = []
        for i, (orth, tag, dep, pos, head, start, spaced) in enumerate(
            doc.to_array(_FIELDS).astype("int64").tolist()
        ):
            form = forms.get(orth) or self._form(orth)
            read = readings.get((tag, dep, pos)) or self._reading((tag, dep, pos))
            tokens.append(Token(out, i, at, form, read, start == 1, " " if spaced else ""))
            at += len(form.text) + (1 if spaced else 0)
            heads.append(i + head)
        _plant(tokens, heads)
        return out

    def _form(self, orth: int) -> Form:
        if len(self._forms) >= _LARGEST_TABLE:
            self._forms.clear()
        form = self._forms[orth] = Form(self._vocab, orth % 2**64)
        return form

    def _reading(self, labels: tuple[int, int, int]) -> tuple[str, str, str]:
        """The names of a tag, a dependency and a part of speech."""
        tag, dep, pos = (self._vocab.strings[label % 2**64] if label else "" for label in labels)
        self._readings[labels] = tag, dep, pos
        return tag, dep, pos


def _plant(tokens: list[Token], heads: list[int]) -> None:
    """Give each token its head, its children and the edges of its subtree."""
    for i, (token, at) in enumerate(zip(tokens, heads, strict=True)):
        token.head = head = tokens[at]
        if i < at:
            if head.lefts is _NO_TOKENS:
                head.lefts = []
            head.lefts.append(token)
        elif i > at:
            if head.rights is _NO_TOKENS:
                head.rights = []
            head.rights.append(token)
    for token in tokens:
        if token.lefts:
            token.children = token.lefts + token.rights if token.rights else token.lefts
        else:
            token.children = token.rights
        _widen(token)


def _widen(token: Token) -> None:
    """Make the edges of all that the token hangs on reach as far as the token."""
    above = token
    while above.head is not above:
        above = above.head
        if token.i < above.left_edge.i:
            above.left_edge = token
        elif token.i > above.right_edge.i:
            above.right_edge = token
        else:
            return
