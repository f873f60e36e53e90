"""The queries of the README: how they are read from their file, and shown."""

import pytest

from orchestration.home import REPO
from orchestration.queries import replace_marked, split_queries, table


def test_each_query_has_the_comment_above_it_as_its_title() -> None:
    text = "-- 1. One\nselect 1;\n\n-- 2. Two,\n-- in two lines\nselect ';';\n"
    assert split_queries(text) == [("1. One", "select 1"), ("2. Two, in two lines", "select ';'")]


def test_the_queries_that_ship() -> None:
    titles = [title for title, _ in split_queries((REPO / "docs" / "queries.sql").read_text())]
    assert [title.split(".")[0] for title in titles] == [str(number) for number in range(1, 21)]


def test_columns_are_aligned() -> None:
    assert table(["a", "bb"], [(1, None), ("x\ny", 2)]) == "a    bb\n---  --\n1\nx y  2"


def test_only_what_is_marked_is_replaced() -> None:
    page = "before <!-- queries -->old<!-- /queries --> after"
    assert replace_marked(page, "new") == "before <!-- queries -->\n\nnew\n<!-- /queries --> after"
    with pytest.raises(ValueError, match="does not hold"):
        replace_marked("no marks", "new")
