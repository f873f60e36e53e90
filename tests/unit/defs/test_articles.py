"""What a run says about its inbox."""

from orchestration.defs.articles import MAX_LINES, outcome_lines
from orchestration.ingestion.deliveries import Delivery


def delivery(path: str, outcome: str, reason: str | None = None, remarks: str | None = None) -> Delivery:
    return Delivery(
        delivery_id=path,
        path=path,
        line_number=None,
        source_ref=path,
        outcome=outcome,
        reason=reason,
        article_id=None,
        url=None,
        title=None,
        publisher=None,
        author=None,
        published_on=None,
        remarks=remarks,
    )


def test_each_delivery_that_was_not_accepted_has_one_line() -> None:
    assert outcome_lines(
        (
            delivery("a.txt", "accepted"),
            delivery("b\n\x1b[31m🔥.txt", "refused", "it is empty"),
            delivery("c.txt", "accepted", remarks="keys not used: x"),
        )
    ) == [
        "Inbox: 2 articles",
        "  refused: b\\n\\x1b[31m🔥.txt: it is empty",
        "  accepted, but: c.txt: keys not used: x",
    ]


def test_thousands_of_refusals_do_not_drown_the_rest() -> None:
    lines = outcome_lines(tuple(delivery(f"{i}.txt", "refused", "it is empty") for i in range(1000)))
    assert len(lines) == MAX_LINES + 2
    assert lines[-1] == "  … and 950 more: see raw.deliveries"
