"""All fact rules over one article, in order."""

from dataclasses import replace

from orchestration.extraction.casualties import find_casualties
from orchestration.extraction.context import Context
from orchestration.extraction.denials import find_denials
from orchestration.extraction.drafts import Draft, Refusal
from orchestration.extraction.strike_blame import find_blame
from orchestration.extraction.strikes import find_strikes
from orchestration.extraction.territory import find_territory


def find_claims(context: Context) -> tuple[list[Draft], list[Refusal]]:
    """Drafts of all three tables and the candidates refused, in reading order a table.

    Where single candidates were taken for another subject in an article that is plainly of war, all are read again with that known.
    """
    drafts, refusals = _find(context)
    if context.topics.has_refused and context.topics.are_of_war:
        drafts, refusals = _find(replace(context, of_war=True))
    return drafts, refusals


def _find(context: Context) -> tuple[list[Draft], list[Refusal]]:
    drafts: list[Draft] = []
    refusals: list[Refusal] = []
    for find in (find_strikes, find_casualties, find_territory):
        found, refused = find(context)
        drafts.extend(found)
        refusals.extend(refused)
    drafts.extend(find_denials(context, drafts))
    blamed, said_again = find_blame(context, drafts)
    drafts = [*(d for d in drafts if not any(d is a for a in said_again)), *blamed]
    return drafts, refusals
