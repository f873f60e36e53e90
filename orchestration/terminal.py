"""Text of articles on a terminal."""

import unicodedata

_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def printable(text: str) -> str:
    """The text with everything that a terminal might obey, line breaks included, spelled out as `\\x1b` or `\\u202e`."""
    return "".join(_spelled(c) if unicodedata.category(c) in _STEERING else c for c in text)


def _spelled(character: str) -> str:
    if character in "\n\t":
        return " "
    return (
        character.encode("ascii", "backslashreplace").decode("ascii")
        if ord(character) > 127
        else f"\\x{ord(character):02x}"
    )
