"""Claims of none: "nobody was hurt", "did not harm any civilians"."""

from orchestration.extraction.parse import Token
from orchestration.extraction.syntax import negated

_NOBODY = frozenset({"nobody", "none", "neither"})
_ONE = frozenset({"one", "anyone", "anybody", "person", "body"})


def is_nobody(head: Token) -> bool:
    """Whether the phrase says that there was none: "nobody", "no one", "not a single soldier"."""
    words = {c.lower_ for c in head.children}
    if head.lower_ in _NOBODY or {"not", "single"} <= words:
        return True
    return head.lower_ in _ONE and (
        any(c.lower_ == "no" for c in head.children) or (head.i > 0 and head.nbor(-1).lower_ == "no")
    )


def not_any(verb: Token, head: Token) -> bool:
    """Whether the verb denies it of any: "did not harm any civilians"."""
    without = verb.dep_ == "pcomp" and verb.head.lower_ == "without"
    anybody = head.lower_ in ("anyone", "anybody") or any(c.lower_ == "any" for c in head.children)
    return anybody and (negated(verb) or without)
