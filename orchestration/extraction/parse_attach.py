"""Hanging a word on another in a parse that is being mended."""

from spacy.tokens import Token


def attach(token: Token, head: Token, dep: str) -> None:
    """Hang the token, and all that hangs on it, on the head by that relation; never on what hangs on itself."""
    if token == head or token.is_ancestor(head):
        return
    token.head = head
    token.dep_ = dep
