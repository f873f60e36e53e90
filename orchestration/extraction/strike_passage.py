"""The strikes that an article has told so far, and whether a row goes on about one of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from orchestration.extraction.document import Sent
from orchestration.extraction.parse import Token
from orchestration.extraction.placing import PlaceChoice
from orchestration.extraction.strike_rows import Row
from orchestration.extraction.strike_words import Words

_NEAR = 2  # sentences back that count as just before


@dataclass(slots=True)
class Told:
    """A row with the sentence that tells it. `frame` is the sentence and token that date, place and voice it.

    A `silent` row only opens a list ("The strikes targeted:") and is no claim by itself.
    """

    sent: Sent
    words: Words
    row: Row
    frame: tuple[Sent, Token] | None = None
    silent: bool = False


class Passage:
    """The strikes told so far, in order."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def recall(self, sent: Sent) -> PlaceChoice | None:
        """The place of the last strike told, if that was within two sentences."""
        last = self.last(sent)
        if last is None or last.row.place is None:
            return None
        line, before = sent.line, last.sent.line
        near = line is before or (
            line.index - before.index == 1 and line.clean.kind != "bullet" and not line.clean.stamp
        )
        return replace(last.row.place, inherited=True) if near else None

    def recalled(self, sent: Sent) -> dict[str, PlaceChoice]:
        """The place of the last strike of each type that the paragraph told, however far back."""
        return {
            item.row.strike_type: replace(item.row.place, inherited=True)
            for item in self.told
            if item.sent.line is sent.line and item.row.strike_type and item.row.place is not None
        }

    def types(self) -> frozenset[str | None]:
        """The types of the strikes told so far, None among them where one was told of no type."""
        return frozenset(item.row.strike_type for item in self.told)

    def last(self, sent: Sent, wanted: Callable[[Row], bool] | None = None) -> Told | None:
        """The last strike told (such a one as wanted), if it was told just before."""
        for item in reversed(self.told):
            if item.sent.index < sent.index - _NEAR:
                return None
            if wanted is None or wanted(item.row):
                return item
        return None


def agrees_in_type(row: Row, earlier: Row) -> bool:
    """Whether the row can be of the strike told earlier: its type is the same, or one of them tells none."""
    return row.strike_type is None or earlier.strike_type in (None, row.strike_type)


def same_voice(words: Words, row: Row, last: Told) -> bool:
    """Whether one source tells both; what only one clause of a sentence attributes to somebody holds for all of it."""
    context = words.context
    own = context.attribution(words.sent, row.event.trigger).source_name
    other = context.attribution(*(last.frame or (last.sent, last.row.event.trigger))).source_name
    return own == other or last.sent is words.sent and None in (own, other)
