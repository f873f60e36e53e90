"""`.txt` and `.md`: one report each, with metadata in front matter or in a sidecar."""

from collections.abc import Iterator

from orchestration.ingestion.decoding import decode
from orchestration.ingestion.deliveries import Candidate, Limits, Refusal, Unreadable
from orchestration.ingestion.forms.source import (
    Source,
    read_sidecar,
    read_whole,
    refusal,
    report,
    sidecar_encoding,
)
from orchestration.ingestion.metadata import parse_yaml

FENCE = "---"


def read_plain_text(source: Source, limits: Limits) -> Iterator[Candidate | Refusal]:
    """One outcome. The sidecar wins over front matter, key by key."""
    content = b""
    try:
        content = read_whole(source, limits)
        fields = read_sidecar(source.sidecar, limits)
        front, text = _split_front_matter(decode(content, sidecar_encoding(fields)))
        yield report(source, content, text, front, fields, limits)
    except Unreadable as refused:
        yield refusal(source, None, content or refused.content, refused.reason)


def _split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """Front matter and the text after it. A text that only opens with a rule has none."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return {}, text
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        return {}, text
    fields = parse_yaml("\n".join(lines[1:end]), "front matter")
    return ({}, text) if fields is None else (fields, "\n".join(lines[end + 1 :]))
