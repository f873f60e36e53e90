"""Denials of what was said before: "the army denied it", "Moscow rejected the claim"."""

from orchestration.extraction.context import Context
from orchestration.extraction.drafts import Draft


def find_denials(context: Context, drafts: list[Draft]) -> list[Draft]:
    return []
