"""One run of the ledger, measured: `python -m orchestration.bench.timed_run`, with the settings of `make run`.

Prints a line of JSON: user CPU seconds of the run with all its processes, and the memory of the largest.
"""

import json
import resource
import subprocess
import sys


def main() -> int:
    """Runs `make run`'s command."""
    done = subprocess.run([sys.executable, "-m", "orchestration.cli", "run"], check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"cpu": used.ru_utime, "peak_mb": used.ru_maxrss / 1024}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
