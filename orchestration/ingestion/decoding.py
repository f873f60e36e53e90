"""Bytes become text, exactly, or are refused.

Nothing is normalised: line endings, spaces and accents stay as they were sent, because the offsets
of every claim point into this text. Only a byte order mark is dropped.
"""

import codecs

from charset_normalizer import from_bytes

from orchestration.ingestion.deliveries import Unreadable

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LAYOUT_CONTROLS = frozenset("\t\n\r\f\v")
# Texts in a Latin script are ASCII but for accents and typographic quotes.
LATIN_ACCENT_SHARE = 0.15
# A guess on a few bytes of another script is no better than chance.
MIN_BYTES_TO_GUESS = 64


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of `data`, in `encoding` if its sender named one.

    Raises `Unreadable` where the bytes are no text, or their encoding cannot be told.
    """
    text = _decode_as(data, encoding) if encoding else _decode_detected(data)
    if "\0" in text:
        raise Unreadable("it holds NUL characters: a binary file?")
    controls = sum(1 for c in text if c < " " and c not in LAYOUT_CONTROLS)
    if controls * 200 > len(text):
        raise Unreadable("it holds control characters: a binary file?")
    return text


def byte_order_mark(data: bytes) -> str | None:
    """The encoding that the first bytes announce, if they do."""
    return next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), None)


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not {encoding} (byte {error.start})") from None
    except (LookupError, ValueError):
        raise Unreadable(f"its sidecar names an unknown encoding: {encoding!r}") from None


def _decode_detected(data: bytes) -> str:
    marked = byte_order_mark(data)
    if marked:
        return _decode_as(data, marked)
    if b"\0" in data[:4096]:
        return _decode_as(data, _unmarked_utf16(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    accents = sum(1 for byte in data if byte >= 0x80)
    if accents <= LATIN_ACCENT_SHARE * len(data):
        # The superset of Latin-1 that most "Latin-1" texts are written in. Its five undefined
        # bytes are refused below rather than read as control characters.
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            raise Unreadable("its encoding cannot be told: neither UTF-8 nor Latin-1") from None
    guess = from_bytes(data).best() if len(data) >= MIN_BYTES_TO_GUESS else None
    if guess is None:
        raise Unreadable("its encoding cannot be told: a binary file? Save it as UTF-8")
    return _decode_as(data, guess.encoding)


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without a mark: in Latin text every other byte is zero."""
    sample = data[:4096]
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if len(data) % 2 == 0 and odd > 0.6 and even < 0.1:
        return "utf-16-le"
    if len(data) % 2 == 0 and even > 0.6 and odd < 0.1:
        return "utf-16-be"
    raise Unreadable("it holds NUL bytes: a binary file?")
