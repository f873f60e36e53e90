"""`make fuzz`: half of the inputs made up, half damaged. Prints what became of them; ends with 1 on any failure."""

import argparse
import sys

from orchestration.home import CACHE_DIR, REFERENCE_DIR
from orchestration.reference.isolated import IsolatedExtractor
from tests.fuzz.checking import LIMITS, Tally, check_round
from tests.fuzz.inputs import damaged, made_up

A_ROUND = 250


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.fuzz.run", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    tally = Tally()
    extractor = IsolatedExtractor(REFERENCE_DIR, CACHE_DIR, LIMITS.seconds)
    start = arguments.seed * 1_000_000
    told = 0
    while tally.inputs < arguments.inputs:
        size = min(A_ROUND, arguments.inputs - tally.inputs)
        number = start + tally.inputs
        check_round([*made_up(size // 2, number), *(damaged(size - size // 2, number))], extractor, tally)
        print(f"{tally.inputs:>8,} inputs, {len(tally.failures)} failures", flush=True)
        for failure in tally.failures[told:]:
            print(f"  {failure}", flush=True)
        told = len(tally.failures)
    print(
        f"{tally.inputs:,} inputs, {tally.deliveries:,} outcomes ({tally.accepted:,} accepted),"
        f" {tally.articles_read:,} articles read, {tally.over_budget:,} over their budget,"
        f" {tally.claims:,} claims and {tally.mentions:,} mentions checked; {len(tally.failures)} failures"
    )
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
