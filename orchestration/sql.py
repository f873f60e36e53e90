"""Text within SQL, for the statements that take no parameters: ATTACH, COPY, COMMENT."""


def literal(value: str) -> str:
    """The value as a string of SQL, whatever it holds."""
    return "'" + value.replace("'", "''") + "'"
