"""`make score`: the ledger against the gold articles.

    make score                                          the whole pipeline; writes docs/quality.md
    make score FAST=1 [SETS="dev own_dev"] [SHOW=extra] the extractor alone, nothing written: for whoever writes rules
    python -m orchestration.evaluation.score [--fast] [--show missed|extra|field|all] [--article PART_OF_ID] [SET ...]

Examples and `--show` are from the development sets only: of the held-back articles nothing but figures is shown.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from orchestration.evaluation.gold import HELD_BACK, SETS, GoldArticle, GoldError, load_gold
from orchestration.evaluation.predictions import (
    PipelineError,
    Rows,
    extract,
    read_ledger,
    rows_of,
    run_pipeline,
)
from orchestration.evaluation.quality import (
    kept_notes,
    loss_table,
    quality_page,
    reliability_table,
    score_table,
    weakness_list,
)
from orchestration.evaluation.report import Judgement, errors, judge_all, weaknesses
from orchestration.home import REFERENCE_DIR, REPO, Settings
from orchestration.reference import extractor_version, load_extractor

PAGE = REPO / "docs" / "quality.md"
_SHOWN = {
    "missed": ("missed",),
    "extra": ("extra",),
    "field": ("wrong field",),
    "all": ("missed", "extra", "wrong field"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Scores the sets and prints the tables; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(SETS)}; all without a name")
    parser.add_argument(
        "--fast", action="store_true", help="the extractor alone, no warehouse, nothing written"
    )
    parser.add_argument("--show", choices=sorted(_SHOWN))
    parser.add_argument("--article", default="", help="only articles whose id holds this")
    options = parser.parse_args(arguments)
    if unknown := set(options.sets) - set(SETS):
        parser.error(f"no such set: {', '.join(sorted(unknown))}")
    try:
        articles = [a for a in load_gold(options.sets or SETS) if options.article in a.source_ref]
        if not articles:
            parser.error(f"no gold article's id holds {options.article!r}")
        predicted = _fast(articles) if options.fast else _whole(articles)
    except (GoldError, PipelineError) as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    judgements = judge_all(articles, predicted)
    _print(judgements, options.show)
    if not options.fast and len(articles) == len(load_gold()):
        notes = kept_notes(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else ""
        PAGE.write_text(quality_page(judgements, extractor_version(REFERENCE_DIR), notes), encoding="utf-8")
        print(f"\nAll figures: {PAGE.relative_to(REPO)}")
    return 0


def _whole(articles: Sequence[GoldArticle]) -> dict[str, Rows]:
    print(f"Running the pipeline on {len(articles)} gold articles", flush=True)
    with TemporaryDirectory(prefix="ledger-score-") as folder:
        return read_ledger(run_pipeline(articles, Path(folder)), articles)


def _fast(articles: Sequence[GoldArticle]) -> dict[str, Rows]:
    extractor = load_extractor(REFERENCE_DIR, Settings.from_environment().home.cache)
    return rows_of(extract(articles, extractor))


def _print(judgements: Sequence[Judgement], show: str | None) -> None:
    open_to_all = [j for j in judgements if j.article.set_name != HELD_BACK]
    held_back = [j for j in judgements if j.article.set_name == HELD_BACK]
    print(f"\n{score_table(judgements)}")
    if open_to_all and held_back:
        print(f"\n{loss_table(open_to_all, held_back)}")
    print(f"\n{reliability_table(open_to_all, held_back)}")
    if show:
        for error in errors(open_to_all):
            if error.kind in _SHOWN[show]:
                print(f"{error.kind:11} {error.source_ref} {error.table}.{error.group}: {error.told}")
    elif open_to_all:
        for kind, column in (("missed", "event"), ("extra", "rule"), ("wrong field", "field")):
            print(
                f"\nMost often {kind}:\n{weakness_list(weaknesses(open_to_all, kind, 4), column, markup=False)}"
            )


if __name__ == "__main__":
    sys.exit(main())
