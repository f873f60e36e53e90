"""`make faults`: the suites in full, and the figures that they give."""

import argparse
import sys
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic

PARTS = ("kills", "readers", "services")


def main() -> int:
    """Runs the parts that are named, else all; 0 only if none found a fault."""
    parser = argparse.ArgumentParser(prog="tests.faults")
    parser.add_argument("parts", nargs="*", default=PARTS, metavar="|".join(PARTS))
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--states", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--publications", type=int, default=20)
    chosen = parser.parse_args()
    clean = True
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for part in chosen.parts:
        began = monotonic()
        print(f"== {part}", flush=True)
        clean = _run(part, Path(mkdtemp(prefix="ledger-faults-")), chosen) and clean
        print(f"{part} took {monotonic() - began:,.0f} s", flush=True)
    print("No fault was found" if clean else "FAULTS WERE FOUND")
    return 0 if clean else 1


def _run(part: str, folder: Path, chosen: argparse.Namespace) -> bool:
    def say(line: str) -> None:
        print(line, flush=True)

    if part == "kills":
        from tests.faults.kills import Plan, inflict

        report = inflict(folder / "kills", Plan.of(chosen.kills, chosen.states), chosen.seed, say)
    elif part == "readers":
        from tests.faults.readers import read_while_publishing

        report = read_while_publishing(folder / "readers", readers=8, publications=chosen.publications)
    else:
        from tests.faults.services import strike_services

        report = strike_services(folder / "services", say)
    for line in report.lines():
        say(line)
    return report.is_clean


if __name__ == "__main__":
    sys.exit(main())
