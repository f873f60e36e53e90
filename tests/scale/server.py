"""A Postgres server in a temporary folder, on a socket and with no port."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534
SETTINGS = "-c listen_addresses='' -c fsync=off"


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian puts it. The newest, if there are several."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    debian = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(debian, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def running_server(binaries: Path) -> Iterator[str]:
    """Makes a server and ends it; gives its libpq connection string. Root hands it to nobody, as it demands."""
    as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    # A socket's path may be no longer than 107 bytes: pytest's folders are.
    with tempfile.TemporaryDirectory(prefix="ledger-pg-", dir="/tmp") as folder:
        if as_nobody:
            os.chown(folder, NOBODY, NOBODY)
        data = Path(folder, "data")

        def run(program: str, *arguments: str) -> None:
            log = Path(folder, "log") if program == "pg_ctl" else None
            options = ["-l", log, "-w"] if log else []
            subprocess.run(
                [binaries / program, "-D", data, *options, *arguments],
                check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **as_nobody,
            )  # fmt: skip

        run("initdb", "-U", "ledger", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-o", f"{SETTINGS} -k {folder}", "start")
        try:
            yield f"host={folder} user=ledger"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
