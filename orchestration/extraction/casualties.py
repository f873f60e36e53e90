"""casualties."""

from orchestration.extraction.context import Context
from orchestration.extraction.drafts import Draft, Refusal


def find_casualties(context: Context) -> tuple[list[Draft], list[Refusal]]:
    return [], []
