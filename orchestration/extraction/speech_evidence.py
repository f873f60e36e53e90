"""What evidence a report rests on by its own words: an intercept, imagery, records of the dead."""

import re

_BASIS = (
    ("intercept", re.compile(r"\bintercept(?:ed|s|ions?)?\b|\bwiretap|\bradio (?:communications|traffic|chatter)", re.I)),
    ("imagery", re.compile(r"\b(?:satellite|drone|aerial|geolocated)\b.{0,20}\b(?:image|imagery|picture|photo|footage|video)|\b(?:videos?|footage|photographs?|photos|imagery|images|pictures)\b", re.I)),
    ("medical_records", re.compile(r"\b(?:hospital|medical|morgue|burial) (?:records?|registers?|data|lists?)\b|\bdeath certificates?\b", re.I)),
)  # fmt: skip


def evidence_in(words: str) -> str | None:
    """The kind of evidence that the words name; None where they name none."""
    return next((name for name, pattern in _BASIS if pattern.search(words)), None)
