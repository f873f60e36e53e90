"""Tests beyond one machine: `make scale-test` runs them, with all that they need; `make test` passes them over."""

import importlib.util
import os
from pathlib import Path

import pytest

ASKED_FOR = "LEDGER_SCALE_TESTS"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and not os.environ.get(ASKED_FOR):
            item.add_marker(pytest.mark.skip(reason="Ray and Postgres: `make scale-test` runs these"))


@pytest.fixture(scope="session")
def ray_cluster():
    """A head without cores and two nodes with one each, all on loopback; gives it and what starts a node."""
    if importlib.util.find_spec("ray") is None:
        pytest.skip("Ray is not installed: make scale")
    from tests.scale.cluster import loopback_cluster

    with loopback_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory):
    """A server of this machine's packages, in a temporary folder; gives a connection string without a database."""
    for package in ("psycopg", "duckdb_extension_ducklake"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed: make scale")
    from tests.scale.server import find_binaries, running_server

    binaries = find_binaries()
    if binaries is None:
        pytest.skip("there is no Postgres server: apt-get install postgresql")
    with running_server(binaries) as address:
        yield address
