"""What a run says about its inbox."""

from orchestration.defs.articles import MAX_LINES, outcome_lines


def test_each_delivery_that_was_not_accepted_has_one_line() -> None:
    told = [
        ("b\n\x1b[31m🔥.txt", None, "refused", "it is empty", 2),
        ("c.txt", 7, "accepted", "keys not used: x", 2),
    ]
    assert outcome_lines({"accepted": 2, "refused": 1}, told) == [
        "Inbox: 2 articles",
        "  refused: b\\n\\x1b[31m🔥.txt: it is empty",
        "  accepted, but: c.txt#7: keys not used: x",
    ]


def test_thousands_of_refusals_do_not_drown_the_rest() -> None:
    told = [(f"{i}.txt", None, "refused", "it is empty", 1000) for i in range(MAX_LINES)]
    lines = outcome_lines({"accepted": 0}, told)
    assert len(lines) == MAX_LINES + 2
    assert lines[-1] == "  … and 950 more: see raw.deliveries"
