"""The texts with what was marked in them, in parts that a page loads one at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from orchestration.report.claims import Claims
from orchestration.report.facts import FACTS
from orchestration.report.ledger import Ledger
from orchestration.report.names import Names
from orchestration.report.roles import role_spans

# Characters of text in one part; its marks make it about twice that many bytes.
PART_CHARACTERS = 100_000


def parts(names: Names) -> list[int]:
    """The part that each article is in, in the order of `names`."""
    numbers, number, filled = [], 0, 0
    for article in names.articles:
        if filled and filled + article["text_length"] > PART_CHARACTERS:
            number, filled = number + 1, 0
        numbers.append(number)
        filled += article["text_length"]
    return numbers


def article_parts(ledger: Ledger, names: Names, claims: Claims) -> Iterator[tuple[str, Sequence[Any]]]:
    """The parts by name, each a list of articles.

    An article has its text; its claims as [place in the index, [[role, start, end], …]]; its mentions as
    [kind, start, end]; and what was seen and not coded as [table, start, end, reason].
    """
    own_claims: Mapping[int, list[Any]] = defaultdict(list)
    for number, (claim, row) in enumerate(zip(claims.index, claims.rows, strict=True)):
        article = claim["article"]
        spans = role_spans(row, FACTS[claim["fact"]].roles, names.articles[article]["text"])
        own_claims[article].append([number, [[s.role.removesuffix("_text"), s.start, s.end] for s in spans]])
    mentions: Mapping[str, list[Any]] = defaultdict(list)
    for row in ledger.rows(
        "SELECT article_id, mention_kind, mention_start, mention_end FROM marts.fct_mentions"
        " ORDER BY mention_start, mention_end, mention_kind"
    ):
        mentions[row["article_id"]].append([row["mention_kind"], row["mention_start"], row["mention_end"]])
    rejected: Mapping[str, list[Any]] = defaultdict(list)
    for row in ledger.rows(
        "SELECT * FROM marts.fct_rejected_candidates ORDER BY candidate_start, claim_table, reason"
    ):
        rejected[row["article_id"]].append(
            [row["claim_table"], row["candidate_start"], row["candidate_end"], row["reason"]]
        )
    part: list[Any] = []
    numbers = parts(names)
    for index, article in enumerate(names.articles):
        key = article["article_id"]
        part.append(
            {
                "article": index,
                "text": article["text"],
                "claims": own_claims[index],
                "mentions": mentions[key],
                "rejected": rejected[key],
            }
        )
        if index + 1 == len(numbers) or numbers[index + 1] != numbers[index]:
            yield f"articles/{numbers[index]}", part
            part = []
