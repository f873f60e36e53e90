"""The three fact tables, as the pages speak of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact table.

    `by` and `on` are the prefixes of its two parties: who acts (strikes, causes, gains) and who is acted upon
    (is the target, suffers, loses). `roles` are its columns of words that stand in the article.
    """

    name: str
    title: str
    table: str
    kind: str
    by: str
    on: str
    roles: tuple[str, ...]


FACTS = (
    Fact(
        "strikes", "Strikes", "fct_strikes", "strike_type", "attacker", "target_actor",
        ("attacker_text", "target_text", "target_actor_text", "weapon_text", "launched_from", "place_text",
         "source_text"),
    ),
    Fact(
        "casualties", "Casualty claims", "fct_casualty_claims", "outcome", "perpetrator", "victim_actor",
        ("count_text", "victims_text", "victim_actor_text", "perpetrator_text", "place_text", "source_text"),
    ),
    Fact(
        "territory", "Territorial changes", "fct_territorial_changes", "change_type", "gainer", "loser",
        ("gainer_text", "loser_text", "reference_text", "place_text", "source_text"),
    ),
)  # fmt: skip
