"""Keys as numbers: a comparison of two is one instruction, and a column of them is small."""

from hashlib import blake2b

BITS = 63


def key_of(text: str) -> int:
    """A hash of the text in 63 bits, the same on every machine."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> (64 - BITS)
