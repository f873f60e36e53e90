"""The time line as a small picture, for Dagster's pages."""

import base64
import json
from calendar import monthrange
from pathlib import Path

from orchestration.report.build import Headlines
from orchestration.report.facts import FACTS

WIDTH, HEIGHT = 420, 120


def thumbnail(headlines: Headlines, kit: Path) -> str | None:
    """A PNG as a data URI, with a bar for each month that has claims; None if no claim is dated."""
    if not headlines.by_month:
        return None
    import vl_convert

    spec = json.loads((kit / "thumbnail.json").read_text(encoding="utf-8"))
    spec.update(width=WIDTH, height=HEIGHT, background="white")
    next(data for data in spec["data"] if data["name"] == "rows")["values"] = _rows(headlines)
    return "data:image/png;base64," + base64.b64encode(vl_convert.vega_to_png(spec)).decode()


def _rows(headlines: Headlines) -> list[dict[str, object]]:
    rows = []
    for month, counts in sorted(headlines.by_month.items()):
        low = 0
        _, days = monthrange(int(month[:4]), int(month[5:]))
        for fact in FACTS:
            n = counts.get(fact.title, 0)
            edges = {"from": f"{month}-01", "to": f"{month}-{days}"}
            rows.append({**edges, "low": low, "high": low + n, "kind": fact.title, "n": n})
            low += n
    return rows
