"""The figures as text: tables for the terminal, and the whole of `docs/quality.md`. Pure."""

from collections.abc import Callable, Iterable, Sequence

from orchestration.evaluation.gold import DEVELOPMENT_SETS, HELD_BACK, TABLES, GoldArticle, sets_scale
from orchestration.evaluation.report import (
    Judgement,
    Kind,
    Tally,
    Weakness,
    calibration_error,
    mean,
    outcomes,
    reliability,
    rows_without_conflict,
    scores,
    scores_by,
    weaknesses,
)
from orchestration.terminal import printable

NOTES_START = "<!-- notes: written by hand, kept by `make score` -->"
NOTES_END = "<!-- end of notes -->"
SURE = 0.9
_CHECK = "held_back, the other half"
_TITLES = {"strikes": "Strikes", "casualties": "Casualties", "territory": "Territory"}
_SET_TITLES = {
    "seed": "seed report",
    "dev": "dev (written)",
    "dev_real": "dev_real (published documents)",
    "own_dev": "own_dev (written)",
    "own_dev2": "own_dev2 (written)",
    "own_dev3": "own_dev3 (written)",
    "own_dev4": "own_dev4 (written)",
    "own_dev5": "own_dev5 (written)",
    "own_dev6": "own_dev6 (written)",
    "own_dev7": "own_dev7 (written)",
    "own_dev8": "own_dev8 (written)",
    HELD_BACK: "held_back (never looked at)",
}
_KINDS: tuple[tuple[Kind, str, str], ...] = (
    ("missed", "Claims that are missed", "kind of event"),
    ("extra", "Rows that should not be", "rule"),
    ("wrong field", "Fields that are wrong in rows that are right", "field"),
)


def quality_page(judgements: Sequence[Judgement], version: str, notes: str) -> str:
    """`docs/quality.md`: every figure is of these judgements; examples are from the development sets only."""
    development = [j for j in judgements if j.article.set_name in DEVELOPMENT_SETS]
    held_back = [j for j in judgements if j.article.set_name == HELD_BACK]
    traps, rows = rows_without_conflict(development)
    traps_held, rows_held = rows_without_conflict(held_back)
    parts = [
        "# Quality",
        (
            "Written by `make score`, which runs the whole pipeline (inbox to marts) on the articles of `gold/` and compares"
            f" its rows with theirs; all but the notes at the end is replaced each time. Extractor `{version}`."
        ),
        (
            "*F1* asks whether the claim is there: evidence overlaps, and the core agrees (event, place or interval, real or"
            " unreal). *Perfect* is F1 where a row counts only if every field that the gold row has is right. A row said twice"
            " counts as extra. The rules of matching are in `orchestration/evaluation/matching.py`, the sets in"
            " `gold/README.md`."
        ),
        "## By set",
        score_table(judgements),
        "## On text that nobody tuned for",
        (
            "`held_back` was written by the codebook and is not read while rules are written: the difference"
            " is what the development sets together promise too much."
        ),
        loss_table(development, held_back),
        (
            f"Articles without any gold row, the traps among them: {traps} in the development sets, of which {rows} rows"
            f" were made; {traps_held} in {HELD_BACK}, of which {rows_held}."
        ),
        "## By field",
        "Right of judged, on rows that matched.",
        *(f"**{_TITLES[table]}**\n\n{field_table(judgements, table)}" for table in TABLES),
        "## By register",
        "All sets together, held-back text among them.",
        group_table(judgements, lambda article: article.register, "register"),
        "## By conflict",
        group_table(judgements, lambda article: article.conflict, "conflict"),
        "## Confidence",
        (
            "`confidence` is the chance that the row is right: that a careful coder would have made it, whatever becomes of its"
            " fields. What it looks at is weighed on the development sets by `make calibrate`; since the rules were tuned on"
            " those, half of the articles of `held_back` then set the scale (a stretch, and a shift a table), and the table"
            " shows the other half beside the development sets. On these, confidence is too modest by design."
        ),
        reliability_table(development, held_back),
        sure_line("the development sets", development) + "\n" + sure_line(_CHECK, checking(held_back)),
        "## Known weaknesses",
        "The commonest errors on the development sets, chosen by the command: how many of how many, and where to see them.",
    ]
    for kind, title, column in _KINDS:
        parts += [f"### {title}", weakness_list(weaknesses(development, kind, 8), column)]
    parts += ["## Notes", f"{NOTES_START}\n\n{notes.strip()}\n\n{NOTES_END}"]
    return "\n\n".join(parts) + "\n"


def kept_notes(page: str) -> str:
    """What stands between the markers of an earlier page; empty where there is none."""
    _, start, rest = page.partition(NOTES_START)
    notes, end, _ = rest.partition(NOTES_END)
    return notes.strip() if start and end else ""


def score_table(judgements: Iterable[Judgement]) -> str:
    """Counts and scores by set and fact table."""
    known = list(judgements)
    body: list[list[str]] = []
    for name in dict.fromkeys(j.article.set_name for j in known):
        mine = [j for j in known if j.article.set_name == name]
        found = scores(mine)
        title = f"{_SET_TITLES.get(name, name)}, {len({j.article.source_ref for j in mine})}"
        for table, tally in found.items():
            body.append([title, table, *_counts(tally), *_scores(tally)])
            title = ""
        body.append(
            ["", "*mean*", "", "", "", "", "", _number(mean(found, _f1)), _number(mean(found, _perfect))]
        )
    head = ["set, articles", "table", "gold", "found", "extra", "precision", "recall", "F1", "perfect"]
    return markdown(head, body, text_columns=2)


def loss_table(development: Iterable[Judgement], held_back: Iterable[Judgement]) -> str:
    """F1 and perfect F1 of the development sets beside held-back text."""
    seen, unseen = scores(development), scores(held_back)
    body = []
    for name, of in (("F1", _f1), ("perfect", _perfect)):
        rows = [(table, of(seen[table]), of(unseen[table])) for table in TABLES]
        rows.append(("*mean*", mean(seen, of), mean(unseen, of)))
        body += [[name, table, _number(a), _number(b), f"{b - a:+.3f}"] for table, a, b in rows]
    return markdown(["score", "table", "development", HELD_BACK, "difference"], body, text_columns=2)


def field_table(judgements: Iterable[Judgement], table: str) -> str:
    """Right of judged for each field, over the development sets and over held-back text."""
    known = [j for j in judgements if j.table == table]
    groups: dict[str, Tally] = {}
    for name, wanted in (("development", DEVELOPMENT_SETS), (HELD_BACK, (HELD_BACK,))):
        groups[name] = (
            scores(j for j in known if j.article.set_name in wanted)[known[0].table] if known else Tally()
        )
    fields = sorted({name for tally in groups.values() for name in tally.fields})
    body = []
    for field in fields:
        line = [field]
        for tally in groups.values():
            right, of = tally.fields.get(field, (0, 0))
            line += [f"{right}/{of}" if of else "", _number(right / of) if of else ""]
        body.append(line)
    return markdown(["field", "development", "share", HELD_BACK, "share"], body)


def group_table(judgements: Iterable[Judgement], key: Callable[[GoldArticle], str], title: str) -> str:
    """F1 by table, and the mean perfect F1, for each group of articles. A blank has no rows to score."""
    known = list(judgements)
    body = []
    for name, found in scores_by(known, key).items():
        articles = len({j.article.source_ref for j in known if key(j.article) == name})
        total = sum(found.values(), Tally())
        body.append(
            [
                name,
                str(articles),
                str(total.gold),
                *(_number(t.f1) if t.gold or t.extra else "" for t in found.values()),
                _number(total.f1) if total.gold or total.extra else "",
                _number(total.perfect_f1) if total.gold or total.extra else "",
            ]
        )
    return markdown([title, "articles", "gold rows", *TABLES, "all rows", "perfect"], body)


def checking(held_back: Iterable[Judgement]) -> list[Judgement]:
    """The held-back articles that had no part in the weights of confidence."""
    return [judgement for judgement in held_back if not sets_scale(judgement.article)]


def reliability_table(development: Iterable[Judgement], held_back: Iterable[Judgement]) -> str:
    """How often rows of each confidence are right, on development text and on text that nothing was fitted to."""
    seen, unseen = reliability(outcomes(development)), reliability(outcomes(checking(held_back)))
    body = []
    for low, high in sorted({(b.low, b.high) for b in (*seen, *unseen)}):
        line = [f"{low:.1f} to {high:.1f}"]
        for bins in (seen, unseen):
            b = next((b for b in bins if b.low == low), None)
            line += [str(b.rows), _number(b.mean_confidence), _number(b.share_right)] if b else ["", "", ""]
        body.append(line)
    distances = [_number(calibration_error(bins)) for bins in (seen, unseen)]
    body.append(["*mean distance*", "", "", distances[0], "", "", distances[1]])
    head = ["confidence", "rows, development", "mean", "right", f"rows, {_CHECK}", "mean", "right"]
    return markdown(head, body)


def sure_line(name: str, judgements: Iterable[Judgement]) -> str:
    """One sentence on the rows that the ledger is sure of."""
    sure = [right for confidence, right in outcomes(judgements) if confidence > SURE]
    share = f"{sum(sure) / len(sure):.3f}" if sure else "none"
    return f"- Rows over {SURE} on {name}: {len(sure)}, right: {share}."


def weakness_list(found: Iterable[Weakness], column: str, *, markup: bool = True) -> str:
    """Weaknesses as a list with their examples; as Markdown, or plain for a terminal."""
    lines = []
    for weakness in found:
        title = f"{weakness.table}, {column} {weakness.group}"
        lines.append(f"- {f'**{_escaped(title)}**' if markup else title}: {weakness.count} of {weakness.of}")
        for example in weakness.examples:
            lines.append(
                f"  - {example.source_ref}: {_escaped(example.told) if markup else printable(example.told)}"
            )
    return "\n".join(lines) or "None."


def markdown(head: Sequence[str], body: Iterable[Sequence[str]], text_columns: int = 1) -> str:
    """An aligned table; all columns but the first `text_columns` are numbers."""
    rows = [list(row) for row in body]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    rules = ["-" * w if i < text_columns else "-" * (w - 1) + ":" for i, w in enumerate(widths)]
    lines = []
    for row in (list(head), rules, *rows):
        cells = [
            c.ljust(w) if i < text_columns else c.rjust(w)
            for i, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _counts(tally: Tally) -> list[str]:
    return [str(tally.gold), str(tally.found), str(tally.extra)]


def _scores(tally: Tally) -> list[str]:
    return [_number(x) for x in (tally.precision, tally.recall, tally.f1, tally.perfect_f1)]


def _number(value: float) -> str:
    return f"{value:.3f}"


def _f1(tally: Tally) -> float:
    return tally.f1


def _perfect(tally: Tally) -> float:
    return tally.perfect_f1


def _escaped(text: str) -> str:
    """Text from an article as plain words of a page: nothing in it is markup."""
    for character in "\\`*_[]<>#|":
        text = text.replace(character, f"\\{character}")
    return text
