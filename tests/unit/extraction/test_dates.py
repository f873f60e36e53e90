"""Expressions of time: every rule of the codebook's section on dates, and the joins between them."""

from datetime import date

import pytest

from orchestration.extraction.dates import TimeExpression, find_times, in_context_year, resolve

THURSDAY = date(2024, 3, 14)


def day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


def only(text: str, published: date | None = THURSDAY) -> TimeExpression:
    found = find_times(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "text", "first", "last", "precision"),
    [
        ("They struck on Friday.", "Friday", "2024-03-08", "2024-03-08", "day"),
        ("They struck on Thursday.", "Thursday", "2024-03-14", "2024-03-14", "day"),
        ("RAIDS ON MONDAY", "MONDAY", "2024-03-11", "2024-03-11", "day"),
        ("Friday's raid", "Friday", "2024-03-08", "2024-03-08", "day"),
        ("last Thursday", "last Thursday", "2024-03-07", "2024-03-07", "day"),
        ("next Friday", "next Friday", "2024-03-15", "2024-03-15", "day"),
        ("the fort fell late Saturday", "late Saturday", "2024-03-09", "2024-03-09", "day"),
        ("at dawn on Wednesday", "at dawn on Wednesday", "2024-03-13", "2024-03-13", "day"),
        ("on Tuesday evening", "Tuesday evening", "2024-03-12", "2024-03-12", "day"),
        ("in the early hours of Monday", "the early hours of Monday", "2024-03-11", "2024-03-11", "day"),
        ("on Tuesday last week", "Tuesday last week", "2024-03-05", "2024-03-05", "day"),
        ("today", "today", "2024-03-14", "2024-03-14", "day"),
        ("this morning", "this morning", "2024-03-14", "2024-03-14", "day"),
        ("tonight", "tonight", "2024-03-14", "2024-03-14", "day"),
        ("yesterday", "yesterday", "2024-03-13", "2024-03-13", "day"),
        ("last night", "last night", "2024-03-13", "2024-03-13", "day"),
        ("the day before yesterday", "the day before yesterday", "2024-03-12", "2024-03-12", "day"),
        ("tomorrow", "tomorrow", "2024-03-15", "2024-03-15", "day"),
        ("overnight", "overnight", "2024-03-13", "2024-03-14", "range"),
        ("over night", "over night", "2024-03-13", "2024-03-14", "range"),
        ("overnight into Tuesday", "overnight into Tuesday", "2024-03-11", "2024-03-12", "range"),
        ("at the weekend", "the weekend", "2024-03-09", "2024-03-10", "range"),
        ("last week", "last week", "2024-03-04", "2024-03-10", "week"),
        ("this week", "this week", "2024-03-11", "2024-03-14", "week"),
        ("next week", "next week", "2024-03-18", "2024-03-24", "week"),
        ("earlier this month", "earlier this month", "2024-03-01", "2024-03-14", "month"),
        ("last month", "last month", "2024-02-01", "2024-02-29", "month"),
        ("this year", "this year", "2024-01-01", "2024-03-14", "year"),
        ("late last year", "late last year", "2023-01-01", "2023-12-31", "year"),
        ("a week ago", "a week ago", "2024-03-07", "2024-03-07", "day"),
        ("three days ago", "three days ago", "2024-03-11", "2024-03-11", "day"),
        ("a couple of days ago", "a couple of days ago", "2024-03-12", "2024-03-12", "day"),
        ("two months ago", "two months ago", "2024-01-01", "2024-01-31", "month"),
        ("a year ago", "a year ago", "2023-01-01", "2023-12-31", "year"),
        ("in the past 24 hours", "in the past 24 hours", "2024-03-13", "2024-03-14", "range"),
        ("over the last 48 hours", "over the last 48 hours", "2024-03-12", "2024-03-14", "range"),
        ("over the past three days", "over the past three days", "2024-03-11", "2024-03-14", "range"),
        ("in the past two weeks", "in the past two weeks", "2024-02-29", "2024-03-14", "range"),
        ("in the past month", "in the past month", "2024-02-14", "2024-03-14", "range"),
        ("in just 24 hours", "in just 24 hours", "2024-03-13", "2024-03-14", "range"),
        (
            "in the 24 hours to Sunday morning",
            "in the 24 hours to Sunday morning",
            "2024-03-09",
            "2024-03-10",
            "range",
        ),
        ("on the 14th", "the 14th", "2024-03-14", "2024-03-14", "day"),
        ("on the 20th, after a siege", "the 20th", "2024-02-20", "2024-02-20", "day"),
        ("since Friday", "since Friday", "2024-03-08", "2024-03-14", "range"),
        ("since this morning", "since this morning", "2024-03-14", "2024-03-14", "day"),
        ("since mid-February", "since mid-February", "2024-02-15", "2024-03-14", "range"),
        ("since April 2023", "since April 2023", "2023-04-01", "2024-03-14", "range"),
        ("since 2011", "since 2011", "2011-01-01", "2024-03-14", "range"),
        (
            "since the assault began on 1 March",
            "since the assault began on 1 March",
            "2024-03-01",
            "2024-03-14",
            "range",
        ),
        ("until Friday", "until Friday", "-", "2024-03-08", "range"),
    ],
)
def test_from_publication(sentence: str, text: str, first: str, last: str, precision: str) -> None:
    found = only(sentence)
    assert (found.text, found.first, found.last, found.precision) == (text, day(first), day(last), precision)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("26 December 2016", "2016-12-26", "2016-12-26", "day"),
        ("December 26, 2016", "2016-12-26", "2016-12-26", "day"),
        ("Dec. 26", "2023-12-26", "2023-12-26", "day"),
        ("Dec.14th", "2023-12-14", "2023-12-14", "day"),
        ("Aug 7", "2023-08-07", "2023-08-07", "day"),
        ("7th of October 2023", "2023-10-07", "2023-10-07", "day"),
        ("Feb 29", "2024-02-29", "2024-02-29", "day"),
        ("2024-01-12", "2024-01-12", "2024-01-12", "day"),
        ("9/11/2013", "2013-11-09", "2013-11-09", "day"),
        ("11/23/2013", "2013-11-23", "2013-11-23", "day"),
        ("12.10.2023", "2023-10-12", "2023-10-12", "day"),
        ("Saturday 9/11/2013", "2013-11-09", "2013-11-09", "day"),
        ("Monday, 26 December 2016", "2016-12-26", "2016-12-26", "day"),
        ("Friday (8 March)", "2024-03-08", "2024-03-08", "day"),
        ("June 13 last year", "2023-06-13", "2023-06-13", "day"),
        ("February 8 and 9", "2024-02-08", "2024-02-09", "range"),
        ("20-21 November", "2023-11-20", "2023-11-21", "range"),
        ("3, 4 and 5 March", "2024-03-03", "2024-03-05", "range"),
        ("between 24 February and 4 March", "2024-02-24", "2024-03-04", "range"),
        ("from 5 March to 7 April 2022", "2022-03-05", "2022-04-07", "range"),
        ("Dec. 30 - Jan. 2", "2023-12-30", "2024-01-02", "range"),
        ("from Monday to Wednesday", "2024-03-11", "2024-03-13", "range"),
        ("Friday and Saturday", "2024-03-08", "2024-03-09", "range"),
        ("overnight from Tuesday to Wednesday", "2024-03-12", "2024-03-13", "range"),
        ("the night of Tuesday to Wednesday", "2024-03-12", "2024-03-13", "range"),
        ("late Tuesday into early Wednesday", "2024-03-12", "2024-03-13", "range"),
        ("the first half of February", "2024-02-01", "2024-02-15", "range"),
        ("the second half of February", "2024-02-16", "2024-02-29", "range"),
        ("September 2014", "2014-09-01", "2014-09-30", "month"),
        ("early September 2014", "2014-09-01", "2014-09-30", "month"),
        ("late December", "2023-12-01", "2023-12-31", "month"),
        ("last June", "2023-06-01", "2023-06-30", "month"),
        ("next June", "2024-06-01", "2024-06-30", "month"),
        ("between July and September 2023", "2023-07-01", "2023-09-30", "range"),
        ("late 2021", "2021-01-01", "2021-12-31", "year"),
        ("1994-96", "1994-01-01", "1996-12-31", "range"),
        ("2014 to 2016", "2014-01-01", "2016-12-31", "range"),
        ("the summer of 2016", "2016-06-01", "2016-08-31", "range"),
        ("last summer", "2023-06-01", "2023-08-31", "range"),
        ("the 1990s", "1990-01-01", "1999-12-31", "range"),
        ("two days after 7 October 2023", "2023-10-09", "2023-10-09", "day"),
        ("the week of March 4", "2024-03-04", "2024-03-10", "week"),
    ],
)
def test_dates_and_ranges(text: str, first: str, last: str, precision: str) -> None:
    found = only(f"The column, {text}, had halted.")
    assert (found.text, found.first, found.last, found.precision) == (text, day(first), day(last), precision)


@pytest.mark.parametrize(
    ("sentence", "text", "first", "last"),
    [
        ("It fell in February.", "February", "2024-02-01", "2024-02-29"),
        ("In May they left.", "May", "2023-05-01", "2023-05-31"),
        ("They left in March 2012.", "March 2012", "2012-03-01", "2012-03-31"),
        ("The war began in 2014.", "2014", "2014-01-01", "2014-12-31"),
        ("the ceasefire of 1994 held", "1994", "1994-01-01", "1994-12-31"),
        ("the 2014 war", "2014", "2014-01-01", "2014-12-31"),
        ("the war (2014)", "2014", "2014-01-01", "2014-12-31"),
    ],
)
def test_months_and_years_alone(sentence: str, text: str, first: str, last: str) -> None:
    found = only(sentence)
    assert (found.text, found.first, found.last) == (text, day(first), day(last))


@pytest.mark.parametrize(
    ("text", "offset", "precision", "clause"),
    [
        ("two days earlier", -2, "day", False),
        ("ten days earlier", -10, "day", False),
        ("a day later", 1, "day", False),
        ("the next day", 1, "day", False),
        ("the following day", 1, "day", False),
        ("the day after", 1, "day", False),
        ("the day before", -1, "day", False),
        ("the previous day", -1, "day", False),
        ("the same day", 0, "day", False),
        ("that night", 0, "day", False),
        ("hours earlier", 0, "day", False),
        ("a few hours later", 0, "day", False),
        ("24 hours later", 1, "day", False),
        ("a week later", 7, "day", False),
        ("a month earlier", -30, "month", False),
        ("the following year", 365, "year", False),
    ],
)
def test_context(text: str, offset: int, precision: str, clause: bool) -> None:
    found = only(f"They fled {text}, he said.")
    assert (found.text, found.anchor, found.offset_days) == (text, "context", offset)
    assert (found.first, found.last, found.precision, found.clause) == (None, None, precision, clause)


def test_an_offset_from_the_clause_that_follows() -> None:
    found = only("The raid came a day after rebels overran the depot.")
    assert (found.text, found.offset_days, found.clause) == ("a day after", 1, True)


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        ("two days earlier", "2024-02-24", "2024-02-24", ("2024-02-22", "2024-02-22", "day")),
        ("a day later", "2024-02-24", "2024-02-25", ("2024-02-25", "2024-02-26", "range")),
        ("a month earlier", "2023-11-14", "2023-11-14", ("2023-10-01", "2023-10-31", "month")),
        ("May of the previous year", "1993-07-01", "1993-07-31", ("1992-05-01", "1992-05-31", "month")),
        ("the following year", "1993-07-01", "1993-07-31", ("1994-01-01", "1994-12-31", "year")),
        ("the previous week", "2024-03-06", "2024-03-06", ("2024-02-26", "2024-03-03", "week")),
        ("the following Monday", "2024-03-06", "2024-03-06", ("2024-03-11", "2024-03-11", "day")),
        ("since then", "2015-03-01", "2015-03-31", ("2015-03-01", "2024-03-14", "range")),
        ("on Friday", "2015-03-01", "2015-03-31", ("2024-03-08", "2024-03-08", "day")),
    ],
)
def test_resolve(text: str, first: str, last: str, expected: tuple[str, str, str]) -> None:
    found = only(f"They fled {text}, he said.")
    start, end, precision = resolve(found, day(first), day(last))
    assert (start, end, precision) == (day(expected[0]), day(expected[1]), expected[2])


def test_resolve_without_context() -> None:
    assert resolve(only("two days earlier"), None, None) == (None, None, None)
    assert resolve(only("a few days later"), THURSDAY, THURSDAY) == (None, None, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "They may go and march on the city.",
        "Black Friday sales and the Sunday Times",
        "the 14th floor and the 17th month",
        "2014 people died",
        "Resolution 2254 stands.",
        "for three days the guns fired",
        "the fall of the town",
        "the 17 November group",
        "on Fridays",
        "from 2000 metres",
        "30 Feb came",
        "the March on Rome",
    ],
)
def test_what_is_no_date(sentence: str) -> None:
    assert find_times(sentence, THURSDAY) == []


def test_without_publication_only_full_dates_resolve() -> None:
    text = (
        "On Friday, on 19 September, in June, last week, on 7 June 2014, in May 2015, since 2011, overnight"
    )
    found = {item.text: item for item in find_times(text, None)}
    assert found["7 June 2014"].first == date(2014, 6, 7)
    assert found["May 2015"].last == date(2015, 5, 31)
    for words in ("Friday", "19 September", "June", "last week", "since 2011", "overnight"):
        assert (found[words].first, found[words].last, found[words].precision) == (None, None, None)
    assert found["since 2011"].point_first == date(2011, 1, 1)


def test_ambiguous_numeric_dates_follow_the_page() -> None:
    american = find_times("Filed 10/23/2015. The raid of 10/11/2015 failed.", date(2016, 1, 1))
    assert american[1].first == date(2015, 10, 11)
    future = find_times("The raid of 06/07/2015 failed.", date(2015, 6, 14))
    assert future[0].first == date(2015, 6, 7)


def test_the_day_inside_since_and_until() -> None:
    since = only("They have held it since their troops went in on 1 March.")
    assert (since.point_first, since.last) == (date(2024, 3, 1), THURSDAY)
    until = only("They held it until 7 June.")
    assert (until.first, until.point_first) == (None, date(2023, 6, 7))


def test_the_future_reading_is_at_hand() -> None:
    found = only("The hill is to be handed over on Wednesday.")
    assert (found.first, found.ahead_first) == (date(2024, 3, 13), date(2024, 3, 20))
    assert only("It follows on December 1.").ahead_first == date(2024, 12, 1)


def test_a_yearless_date_in_a_passage_of_history() -> None:
    retaken = only("The French retook it on 24 October.")
    assert in_context_year(retaken, date(1916, 2, 25)) == (date(1916, 10, 24), date(1916, 10, 24), "day")
    wrapped = only("It fell in January.")
    assert in_context_year(wrapped, date(1916, 12, 18)) == (date(1917, 1, 1), date(1917, 1, 31), "month")
    held = only("It held out until 7 June.")
    assert in_context_year(held, date(1916, 2, 25)) == (date(1916, 6, 7), date(1916, 6, 7), "day")
    assert in_context_year(only("in May 2015"), date(1916, 2, 25))[0] == date(2015, 5, 1)


def test_days_of_no_named_month_in_a_passage_of_history() -> None:
    held = only("Between the 16th and the 18th they held the camp.")
    assert in_context_year(held, date(1982, 9, 14)) == (date(1982, 9, 16), date(1982, 9, 18), "range")
    assert in_context_year(only("by the 9th"), date(1982, 6, 14))[0] == date(1982, 7, 9)


def test_a_day_of_the_month_told_before() -> None:
    assert resolve(only("On the 12th of that month"), date(1982, 8, 1), date(1982, 8, 31))[0] == date(
        1982, 8, 12
    )
    assert resolve(only("On the 3rd of the following month"), date(1991, 1, 17), None)[0] == date(1991, 2, 3)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("since the new year", "2024-01-01", "2024-03-14"),
        ("in the second quarter", "2023-04-01", "2023-06-30"),
        ("in the first half of last year", "2023-01-01", "2023-06-30"),
        ("since the twenty-seventh of January", "2024-01-27", "2024-03-14"),
    ],
)
def test_periods_of_the_year_and_days_in_words(text: str, first: str, last: str) -> None:
    found = only(text)
    assert (found.first, found.last) == (day(first), day(last))


@pytest.mark.parametrize(
    ("published", "text", "first", "last"),
    [
        ("2024-03-16", "this weekend", "2024-03-16", "2024-03-17"),
        ("2024-03-16", "the weekend", "2024-03-09", "2024-03-10"),
        ("2024-03-17", "the weekend", "2024-03-16", "2024-03-17"),
        ("2024-03-17", "last weekend", "2024-03-09", "2024-03-10"),
        ("2024-03-18", "next weekend", "2024-03-23", "2024-03-24"),
        ("2024-01-01", "last month", "2023-12-01", "2023-12-31"),
        ("2024-01-01", "yesterday", "2023-12-31", "2023-12-31"),
        ("2024-03-11", "last Monday", "2024-03-04", "2024-03-04"),
    ],
)
def test_edges_of_the_calendar(published: str, text: str, first: str, last: str) -> None:
    found = only(text, day(published))
    assert (found.first, found.last) == (day(first), day(last))


def test_spans_do_not_overlap() -> None:
    text = "🔴 On Monday, Dec. 26, and the next day — since Friday, between 1 and 3 March 2024 — they fled."
    end = 0
    for found in find_times(text, THURSDAY):
        assert found.start >= end
        assert text[found.start : found.end] == found.text
        end = found.end


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31), None])
def test_the_ends_of_the_calendar_do_not_fail(published: date | None) -> None:
    text = (
        "9999 years ago, 9999 days ago, last week, next week, next year, last year, since Friday, "
        "next June, the week before last, last winter, in the past 9999 months, 29 February, overnight, "
        "the 31st of last month, this weekend, two days after yesterday, the 24 hours to Monday, "
        "the winter of 2099, on the 31st."
    )
    for found in find_times(text, published):
        for context in (date(1, 1, 1), date(9999, 12, 31)):
            resolve(found, context, context)
            in_context_year(found, context)


@pytest.mark.parametrize(
    "unit",
    [
        "1 ",
        "1-",
        "1, ",
        "May ",
        "May 1, ",
        "since ",
        "since then ",
        "the ",
        "between Friday and ",
        "Friday ",
        "\n",
        " ",
    ]
    + [
        "1/",
        "1/1/",
        "20",
        "early ",
        "two days ",
        "a couple of ",
        "the night of ",
        "(",
        "overnight ",
        "in the past ",
    ],
)
def test_long_repetitive_text_is_read_to_its_end(unit: str) -> None:
    """A pattern that backtracks would not come back from it."""
    text = unit * (30_000 // len(unit))
    assert all(0 <= found.start < found.end <= len(text) for found in find_times(text, THURSDAY))
