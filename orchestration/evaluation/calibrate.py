"""`make calibrate`: fits the weights of what a text is about and those of confidence, and writes them.

What a line or a candidate is about is learnt from the development sets, those without armed conflict among them, and from
articles with and without run together; then everything is read again, and confidence is fitted.

What matters is learnt from the development sets: a ridge-penalised logistic regression, whose penalty
is the one with the best likelihood on articles that were left out. But rules are written to be right on
those sets, so what is learnt there promises too much. By how much is measured on text that no rule was
written for: half of the articles of `held_back` stretch the scale and shift it for each fact table, four
numbers in all, and the rest of them tell what the result is worth. Only which rows are right is used of
those articles, never their text.

Newton's method needs no random numbers. A feature needs `MIN_ROWS` rows that have it; the commonest are
kept.
"""

import csv
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from orchestration.evaluation.gold import (
    DEVELOPMENT_SETS,
    HELD_BACK,
    TABLES,
    GoldArticle,
    GoldError,
    load_gold,
    load_sentences,
    sets_scale,
)
from orchestration.evaluation.predictions import extract, rows_of
from orchestration.evaluation.quality import SURE, markdown
from orchestration.evaluation.report import calibration_error, judge_all, reliability
from orchestration.evaluation.stories import stories_of_war
from orchestration.evaluation.subject_examples import Example, digests, notes, of_candidates, of_lines
from orchestration.extraction import gate, topics
from orchestration.extraction.confidence import BIAS, confidence, features, surroundings
from orchestration.extraction.extractor import Extractor
from orchestration.home import REFERENCE_DIR, Settings
from orchestration.reference import load_extractor

WEIGHTS = REFERENCE_DIR / "confidence_weights.csv"
SUBJECT_WEIGHTS = REFERENCE_DIR / "subject_weights.csv"
SOURCE = "fitted by make calibrate on gold/"
MAX_FEATURES = 40
MOST_OF_SUBJECT = 100
MIN_ROWS = 20
SENTENCES_LEFT = 4  # one sentence in so many
FOLDS = 10
PENALTIES = (3.0, 10.0, 30.0, 100.0)
_STEPS = 50

Matrix = NDArray[np.float64]


def main() -> int:
    """Fits, writes the weights and prints how reliable they are; returns the exit code."""
    try:
        development, held_back = load_gold(DEVELOPMENT_SETS), load_gold([HELD_BACK])
        cache = Settings.from_environment().home.cache
        fit_subject([*development, *stories_of_war()], load_sentences(), load_extractor(REFERENCE_DIR, cache))
        extractor = load_extractor(REFERENCE_DIR, cache)
    except GoldError as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    examples = read_examples(development, extractor)
    names = choose_features(examples)
    penalty = min(PENALTIES, key=lambda p: log_loss(examples, left_out(examples, names, p)))
    learnt = fit(examples, names, penalty)
    weights = rescaled(learnt, read_examples([a for a in held_back if sets_scale(a)], extractor))
    write_table(WEIGHTS, ("feature",), {(name,): weight for name, weight in weights.items()})
    print(f"{len(examples)} rows, {len(weights)} features, penalty {penalty:g}")
    _print(
        "Development sets, articles left out of the fit, before the scale",
        examples,
        left_out(examples, names, penalty),
    )
    unseen = read_examples([a for a in held_back if not sets_scale(a)], extractor)
    _print(
        "The other half of held_back, before the scale", unseen, [confidence(learnt, e.seen) for e in unseen]
    )
    _print("The other half of held_back, as written", unseen, [confidence(weights, e.seen) for e in unseen])
    print(f"\nWritten: {WEIGHTS.name}. The extractor's version is new: the next run reads everything again")
    return 0


def read_examples(articles: Sequence[GoldArticle], extractor: Extractor) -> list[Example]:
    """The rows that the extractor makes of the articles. Rows that neither help nor hurt are left out."""
    read = extract(articles, extractor)
    right: dict[str, bool] = {}
    for judgement in judge_all(articles, rows_of(read)):
        right |= {str(judgement.rows[pair.row]["claim_id"]): True for pair in judgement.comparison.pairs}
        right |= {str(judgement.rows[j]["claim_id"]): False for j in judgement.comparison.extra}
    out = []
    for article, extraction in read:
        around = surroundings(article.text, extraction)
        for claim in (*extraction.strikes, *extraction.casualties, *extraction.territory):
            if claim.claim_id in right:
                out.append(Example(article.source_ref, features(claim, around), right[claim.claim_id]))
    return out


def choose_features(examples: Sequence[Example], most: int = MAX_FEATURES) -> list[str]:
    """The features that enough rows have, the bias first, at most `most`: the commonest are kept."""
    counts = Counter(name for example in examples for name, value in example.seen.items() if value)
    common = sorted(
        (name for name in counts if counts[name] >= MIN_ROWS), key=lambda n: (n != BIAS, -counts[n], n)
    )
    return common[:most]


def fit(examples: Sequence[Example], names: Sequence[str], penalty: float) -> dict[str, float]:
    """Weights by feature, to three decimals. The bias is not penalised."""
    x = np.array([[e.seen.get(name, 0.0) for name in names] for e in examples])
    ridge = np.array([0.0 if name == BIAS else penalty for name in names])
    weights = _newton(x, _right(examples), ridge, np.zeros(len(names)))
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def rescaled(weights: Mapping[str, float], examples: Sequence[Example]) -> dict[str, float]:
    """The same weights, stretched for all and shifted for each fact table so that they hold on these examples.

    No stretch and no shift are what the four numbers are pulled towards.
    """
    logits = [sum(weights.get(name, 0.0) * value for name, value in e.seen.items()) for e in examples]
    tables = [f"table:{table}" for table in TABLES]
    x = np.array([[z, *(e.seen.get(t, 0.0) for t in tables)] for z, e in zip(logits, examples, strict=True)])
    stretch, *shifts = _newton(x, _right(examples), np.ones(4), np.array([1.0, 0.0, 0.0, 0.0]))
    out = {name: float(stretch) * weight for name, weight in weights.items()}
    for table, shift in zip(tables, shifts, strict=True):
        out[table] = out.get(table, 0.0) + float(shift)
    return {name: round(weight, 3) for name, weight in out.items()}


def _newton(x: Matrix, y: Matrix, ridge: Matrix, towards: Matrix) -> Matrix:
    """The weights of a logistic regression, each pulled to its value in `towards` with the strength of its `ridge`."""
    weights = towards.astype(float)
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (y - chance) - ridge * (weights - towards)
        hessian = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(ridge + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        weights = weights + step
        if float(np.max(np.abs(step))) < 1e-8:
            break
    return weights


def _right(examples: Sequence[Example]) -> Matrix:
    return np.array([float(e.right) for e in examples])


def left_out(examples: Sequence[Example], names: Sequence[str], penalty: float) -> list[float]:
    """Confidence of each row by weights that were fitted without its article."""
    out = [0.0] * len(examples)
    for fold in range(FOLDS):
        weights = fit([e for e in examples if _fold(e) != fold], names, penalty)
        for i, example in enumerate(examples):
            if _fold(example) == fold:
                out[i] = confidence(weights, example.seen)
    return out


def log_loss(examples: Sequence[Example], predicted: Sequence[float]) -> float:
    """Mean surprise at what turned out; less is better."""
    chance = np.clip([p if e.right else 1 - p for p, e in zip(predicted, examples, strict=True)], 1e-3, 1.0)
    return float(-np.mean(np.log(chance)))


def write_table(path: Path, keys: tuple[str, ...], weights: Mapping[tuple[str, ...], float]) -> None:
    """The reference table: weights by what the keys name, in their order."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow((*keys, "weight", "source"))
        writer.writerows((*key, f"{weights[key]:.3f}", SOURCE) for key in sorted(weights))


def fit_subject(
    articles: Sequence[GoldArticle], sentences: Sequence[GoldArticle], extractor: Extractor
) -> None:
    """Fits and writes the weights of both models of the subject, and prints how they decide on articles left out.

    The judge of candidates learns from some of the sentences, not from all, and the gate from none: nearly every one has
    a claim, and so many would teach that short texts do.
    """
    whole = [*articles, *digests(articles), *notes(articles)]
    found = {
        (gate.MODEL, gate.PASSED_FROM): list(of_lines(whole, extractor.lexicon)),
        (topics.MODEL, topics.REFUSED_UNDER): list(
            of_candidates([*whole, *sentences[::SENTENCES_LEFT]], extractor)
        ),
    }
    weights: dict[tuple[str, ...], float] = {}
    for (model, least), seen in found.items():
        names = choose_features(seen, MOST_OF_SUBJECT)
        penalty = min(PENALTIES, key=lambda p: log_loss(seen, left_out(seen, names, p)))
        weights |= {(model, name): weight for name, weight in fit(seen, names, penalty).items()}
        predicted = left_out(seen, names, penalty)
        kept = [e.right for e, p in zip(seen, predicted, strict=True) if p >= least]
        right = sum(e.right for e in seen)
        print(
            f"{model}: {len(seen)} examples, {right} of armed conflict, {len(names)} features, penalty {penalty:g}; left out,"
            f" from {least}: precision {sum(kept) / max(1, len(kept)):.3f}, recall {sum(kept) / max(1, right):.3f}"
        )
    write_table(SUBJECT_WEIGHTS, ("model", "feature"), weights)


def _print(title: str, examples: Sequence[Example], predicted: Sequence[float]) -> None:
    rows = [(p, e.right) for p, e in zip(predicted, examples, strict=True)]
    bins = reliability(rows)
    sure = [right for p, right in rows if p > SURE]
    body = [
        [f"{b.low:.1f} to {b.high:.1f}", str(b.rows), f"{b.mean_confidence:.3f}", f"{b.share_right:.3f}"]
        for b in bins
    ]
    print(
        f"\n{title}: mean distance {calibration_error(bins):.3f}; {sum(sure)} of {len(sure)} rows over {SURE} right\n"
    )
    print(markdown(["confidence", "rows", "mean", "right"], body))


def _fold(example: Example) -> int:
    """An article's fold depends on its name alone, so that new articles do not move the old ones."""
    return int(sha256(example.source_ref.encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    sys.exit(main())
