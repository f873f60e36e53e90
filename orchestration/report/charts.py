"""The charts, in Altair. A page gives each its rows, so that filters work on it.

The rows of a chart come under the name `rows`; which columns they have says the function. Colours are those of Okabe
and Ito, which people with any kind of colour vision can tell apart; shape or position says the same once more.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

KIND_COLOURS = {"Strikes": "#c44e00", "Casualty claims": "#0072b2", "Territorial changes": "#00795a"}
VICTIM_COLOURS = {"civilians": "#0072b2", "combatants": "#c44e00", "both": "#8f4a75", "unknown": "#5a5a5a"}
# Where a scale that widens small numbers is marked.
_STEPS = [0, *(step * 10**power for power in range(7) for step in (1, 2, 5))]
_PLAIN = "format(datum.value, ',')"
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"


def specifications() -> Mapping[str, Any]:
    """All charts as Vega, which a browser draws without Vega-Lite's compiler and without `eval`."""
    import vl_convert

    charts = {"timeline": timeline(), "intervals": intervals(), "toll": toll(), "confidence": confidence()}
    return {name: vl_convert.vegalite_to_vega(_styled(chart)) for name, chart in charts.items()}


def timeline() -> "alt.Chart":
    """Claims by time and kind. Columns: from, to (a bar's two edges), low, high (of its part), kind, n, when."""
    import altair as alt

    return (
        _chart()
        .mark_bar(stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("from:T", title=None, axis=alt.Axis(labelOverlap=True, grid=False, tickCount=6)),
            x2="to:T",
            y=alt.Y("low:Q", title="claims", axis=alt.Axis(tickMinStep=1, format=",d", tickCount=4)),
            y2="high:Q",
            color=_colour("kind:N", KIND_COLOURS),
            tooltip=[
                alt.Tooltip("when:N", title="When"),
                alt.Tooltip("kind:N", title="Kind"),
                alt.Tooltip("n:Q", title="Claims", format=","),
            ],
        )
        .properties(height=190)
    )


def intervals() -> "alt.LayerChart":
    """Counts as intervals, a row each, with its words above its line.

    Columns: row (key), order, label (who claims how many), low, high (where an open interval ends in the picture),
    open, said (the interval in words), victims, claim (what the tooltip says).
    """
    import altair as alt

    y = alt.Y("row:N", title=None, sort=alt.SortField("order"), axis=None)
    x = alt.X(
        "low:Q",
        title=None,
        scale=alt.Scale(type="symlog", domainMin=0),
        axis=alt.Axis(
            labelExpr=_PLAIN, values=_STEPS, labelOverlap="greedy", orient="top", domain=False, ticks=False
        ),
    )
    base = _chart().encode(
        y=y,
        color=_colour("victims:N", VICTIM_COLOURS),
        tooltip=[alt.Tooltip("claim:N", title="Claim"), alt.Tooltip("said:N", title="Count")],
    )
    lines = base.mark_rule(strokeWidth=5, strokeCap="round", opacity=0.75, yOffset=7).encode(x=x, x2="high:Q")
    ends = base.mark_point(filled=True, size=80, opacity=1, yOffset=7, shape="circle").encode(x=x)
    tops = (
        base.transform_filter("datum.open")
        .mark_point(filled=True, size=130, opacity=1, yOffset=7, shape="triangle-right")
        .encode(x=alt.X("high:Q"))
    )
    labels = base.mark_text(align="left", baseline="bottom", yOffset=2, fontSize=12.5).encode(
        x=alt.value(0), text="label:N", color=alt.value("#222")
    )
    return alt.layer(lines, ends, tops, labels).properties(height=alt.Step(34))


def toll() -> "alt.LayerChart":
    """An incident's counts by when they were reported. Columns: day, low, high, outcome, claim, said."""
    import altair as alt

    colours = {"killed": "#222222", "injured": "#0072b2", "killed or injured": "#8f4a75"}
    colours |= {"missing": "#c44e00", "captured": "#00795a"}
    base = _chart().encode(
        x=alt.X(
            "day:T",
            title="reported on",
            scale=alt.Scale(padding=30),
            axis=alt.Axis(
                labelOverlap=True, tickCount={"interval": "day", "step": 1}, format="%-d %b %Y", grid=False
            ),
        ),
        color=_colour("outcome:N", colours),
        tooltip=[alt.Tooltip("claim:N", title="Claim"), alt.Tooltip("said:N", title="Count")],
    )
    y = alt.Y(
        "low:Q",
        title="people",
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(format=",d", tickCount=6),
    )
    lines = base.mark_rule(strokeWidth=4, strokeCap="round", opacity=0.6).encode(y=y, y2="high:Q")
    points = base.mark_point(filled=True, size=80).encode(y=y)
    return alt.layer(lines, points).properties(height=220)


def confidence() -> "alt.Chart":
    """How sure the extraction is. Columns: from, to (edges from 0 to 1), low, high, kind, n."""
    import altair as alt

    return (
        _chart()
        .mark_bar(stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X(
                "from:Q",
                title="confidence of the reading",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(tickCount=5, format=".1f", grid=False),
            ),
            x2="to:Q",
            y=alt.Y("low:Q", title="claims", axis=alt.Axis(tickMinStep=1, format=",d", tickCount=4)),
            y2="high:Q",
            color=_colour("kind:N", KIND_COLOURS),
            tooltip=[alt.Tooltip("kind:N", title="Kind"), alt.Tooltip("n:Q", title="Claims", format=",")],
        )
        .properties(height=190)
    )


def _chart() -> "alt.Chart":
    import altair as alt

    return alt.Chart(alt.NamedData(name="rows"))


def _colour(field: str, colours: Mapping[str, str]) -> "alt.Color":
    import altair as alt

    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return alt.Color(
        field, scale=scale, legend=alt.Legend(title=None, orient="bottom", columns=4, symbolType="square")
    )


def _styled(chart: Any) -> Mapping[str, Any]:
    styled = chart.properties(width=600, background="transparent").configure(
        font=_FONT,
        axis={"labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": "#333",
              "titleColor": "#333", "gridColor": "#e3e3e3"},
        legend={"labelFontSize": 12, "labelColor": "#222"},
        view={"stroke": None},
    )  # fmt: skip
    return {**styled.to_dict(), "autosize": {"type": "fit-x", "contains": "padding"}}
