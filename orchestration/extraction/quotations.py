"""What stands between quotation marks, and how a report gives the words of its speaker."""

from orchestration.extraction.document import Line
from orchestration.extraction.parse import Token


def quotations(line: Line) -> list[tuple[int, int]]:
    """First and last token of each stretch between double quotation marks; unclosed ones run to the end."""
    out: list[tuple[int, int]] = []
    start: int | None = None
    for token in line.doc:
        if token.text in ('"', "''", "``"):
            if start is None:
                start = token.i + 1
            else:
                if token.i > start:
                    out.append((start, token.i - 1))
                start = None
    if start is not None and start < len(line.doc):
        out.append((start, len(line.doc) - 1))
    return out


def quoted_tokens(line: Line) -> frozenset[int]:
    if line.quoted is None:
        line.quoted = frozenset(i for first, last in quotations(line) for i in range(first, last + 1))
    return line.quoted


def quoting(line: Line, token: Token, frame_content: frozenset[int]) -> str:
    """How the frame gives the words: quoted whole, quoted in part, or in the outlet's words."""
    quoted = quoted_tokens(line)
    content = [i for i in frame_content if not line.doc[i].is_punct]
    if token.i in quoted:
        return "direct_quote" if sum(i in quoted for i in content) >= 0.9 * len(content) else "partial_quote"
    return "partial_quote" if any(i in quoted for i in content) else "paraphrase"
