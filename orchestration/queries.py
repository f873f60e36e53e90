"""Asks the published ledger the queries of a file, and prints each with its answer.

`python -m orchestration.queries [FILE] [--first N] [--into README.md]`; by default all of
`docs/queries.sql`. With --into the queries and answers take the place of those that stand in that file
between its two marks.
"""

import argparse
import re
import sys
from pathlib import Path

import duckdb

from orchestration.home import REPO, SettingError, Settings

MAX_CELL = 72
BEGIN, END = "<!-- queries -->", "<!-- /queries -->"


def main(arguments: list[str] | None = None) -> int:
    """Prints the answers; returns 1 where there is no ledger to ask."""
    parser = argparse.ArgumentParser(prog="orchestration.queries", description="Queries and their answers")
    parser.add_argument("file", type=Path, nargs="?", default=REPO / "docs" / "queries.sql")
    parser.add_argument("--first", type=int, metavar="N")
    parser.add_argument("--into", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    try:
        ledger = Settings.from_environment().home.ledger
        text = options.file.read_text(encoding="utf-8")
    except (SettingError, OSError) as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    if not ledger.exists():
        print("Failed: there is no ledger yet: `make run` first", file=sys.stderr)
        return 1
    answers = []
    with duckdb.connect(str(ledger), read_only=True) as connection:
        for title, sql in split_queries(text)[: options.first]:
            answer = table(*ask(connection, sql))
            answers.append(render(title, sql, answer, markdown=options.into is not None))
    if options.into:
        page = options.into.read_text(encoding="utf-8")
        options.into.write_text(replace_marked(page, "\n".join(answers)), encoding="utf-8")
    else:
        print("\n".join(answers))
    return 0


def split_queries(text: str) -> list[tuple[str, str]]:
    """The queries of a file, each with the comment above it as its title."""
    queries = []
    for statement in re.split(r";\s*(?:\n|$)", text):
        comments = re.findall(r"^--\s*(.*)$", statement, re.MULTILINE)
        sql = re.sub(r"^--.*\n", "", statement, flags=re.MULTILINE).strip()
        if sql:
            queries.append((" ".join(comments), sql))
    return queries


def ask(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """The names of the columns, and the rows."""
    cursor = connection.execute(sql)
    return [column[0] for column in cursor.description], cursor.fetchall()


def render(title: str, sql: str, answer: str, *, markdown: bool) -> str:
    """One query with its answer, for a terminal or for the README."""
    if markdown:
        return f"**{title}**\n\n```sql\n{sql};\n```\n\n```text\n{answer}\n```\n"
    return f"{title}\n\n{answer}\n"


def replace_marked(page: str, text: str) -> str:
    """`page` with `text` between its two marks, in place of what stood there."""
    before, _, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"the page does not hold {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{text}\n{END}{after}"


def table(columns: list[str], rows: list[tuple[object, ...]]) -> str:
    """Aligned columns; a long text is cut."""
    cells = [columns, *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split())
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


if __name__ == "__main__":
    sys.exit(main())
