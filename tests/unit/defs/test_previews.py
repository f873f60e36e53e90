"""Previews are safe to render."""

from orchestration.defs.previews import markdown_table
from orchestration.warehouse import Preview


def test_cells_cannot_break_the_table() -> None:
    table = markdown_table(Preview(1, ("a", "b"), (("x|y\nz", "<b>" + "w" * 200),)))
    assert table.splitlines()[2].startswith("| x\\|y z | &lt;b>www")
    assert table.endswith("w… |")


def test_wide_tables_say_what_is_left_out() -> None:
    columns = tuple(f"c{i}" for i in range(20))
    assert markdown_table(Preview(1, columns, (tuple(range(20)),))).endswith("*and 8 more columns*")


def test_no_rows() -> None:
    assert markdown_table(Preview(0, ("a",), ())) == "*no rows*"
