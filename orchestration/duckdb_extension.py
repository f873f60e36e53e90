"""DuckDB's extensions as they come from the package index: nothing is fetched while the ledger runs."""

import duckdb

from orchestration.home import CACHE_DIR

# Where DuckDB unpacks them. dbt's profile names the same folder.
UNPACKED = CACHE_DIR / "duckdb"


def load(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Loads the extension that the package `duckdb-extension-<name>` holds; raises `ModuleNotFoundError`."""
    from duckdb_extensions import import_extension

    UNPACKED.mkdir(parents=True, exist_ok=True)
    connection.execute("SET extension_directory = $folder", {"folder": str(UNPACKED)})
    import_extension(name, con=connection)
    connection.execute(f"LOAD {name}")
