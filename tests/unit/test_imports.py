"""Who may import what: the layers of the design, kept by a test."""

import ast
from pathlib import Path

import pytest

ORCHESTRATION = Path(__file__).parents[2] / "orchestration"
# Extraction is a pure function of the text: no framework, no database, no file, no clock, no chance.
IMPURE = {"dagster", "dagster_dbt", "duckdb", "dbt", "pyarrow", "pathlib", "os", "io", "shutil", "tempfile",
          "subprocess", "socket", "sqlite3", "urllib", "requests", "time", "random", "secrets", "uuid",
          "threading", "multiprocessing"}  # fmt: skip
IMPURE_CALLS = {"open", "print", "input", "now", "today", "utcnow"}
FRAMEWORKS = {"dagster", "dagster_dbt", "duckdb", "dbt", "pyarrow"}


def modules(package: str) -> list[Path]:
    return sorted((ORCHESTRATION / package).rglob("*.py"))


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names.add((node.module or "").split(".")[0])
    return names


def called(tree: ast.AST) -> set[str]:
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {f.id for f in functions if isinstance(f, ast.Name)} | {
        f.attr for f in functions if isinstance(f, ast.Attribute) and f.attr in {"now", "today", "utcnow"}
    }


@pytest.mark.parametrize("module", modules("extraction"), ids=lambda path: path.stem)
def test_extraction_is_pure(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert imported(tree) & IMPURE == set()
    assert called(tree) & IMPURE_CALLS == set()


@pytest.mark.parametrize("module", modules("ingestion") + modules("feeds"), ids=lambda path: path.stem)
def test_ingestion_knows_no_framework(module: Path) -> None:
    reader = {"pyarrow"} if module.name == "parquet.py" else set()
    assert imported(ast.parse(module.read_text(encoding="utf-8"))) & FRAMEWORKS <= reader


def test_only_the_warehouse_writes_duckdb() -> None:
    """Whoever else opens a file reads the published one."""
    for path in ORCHESTRATION.rglob("*.py"):
        if path.name == "warehouse.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) == "duckdb.connect":
                options = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
                assert options.get("read_only") == "True", f"{path.name}, line {node.lineno}"


@pytest.mark.parametrize("module", modules("linking"), ids=lambda path: path.stem)
def test_linking_is_pure_but_for_its_store_and_its_rules(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    forbidden = FRAMEWORKS if module.stem in ("store", "rules") else IMPURE
    assert imported(tree) & forbidden == set()
    assert called(tree) & IMPURE_CALLS == set()
