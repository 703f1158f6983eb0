"""Charts as tables with drawings in them: the numbers are text, and what is drawn only shows them again.

Drawings are SVG in percentages, so they fill their cell on any screen. Screen readers pass over them.
"""

from __future__ import annotations

from itertools import pairwise

from readiness.report.document import BarChart, DataTable, TimelineChart, TimelineRow, Tone, TrendChart, TrendLine
from readiness.report.html.markup import NONE, Html, inline, joined, tag, text
from readiness.report.place import Places
from readiness.report.tabular import bar_table, timeline_table
from readiness.report.theme import Theme

_STEPS = 10
_DASHES = ("", "", "5 3")
_STROKES = ("1.6", "2.8", "1.5")


def bars(chart: BarChart, theme: Theme, places: Places) -> Html:
    """A bar per row with its numbers, the key above, the axis below."""
    table = bar_table(chart)
    key = [(_share("100%", theme), chart.in_place), (_solid("100%", theme), chart.proven)]
    if chart.before:
        key.append((_notch("50%", theme), chart.before))
    drawn = []
    for bar in chart.bars:
        parts = [_grid(4, theme)]
        parts += [_share(_percent(bar.in_place), theme)] if bar.in_place is not None else []
        parts += [_solid(_percent(bar.proven), theme)] if bar.proven else []
        parts += [_notch(_percent(bar.before), theme)] if bar.before is not None else []
        drawn.append(_svg("bar", *parts))
    axis = _axis([(25 * n, str(25 * n)) for n in range(5)])
    return joined(_key(key), _with_drawings(table, drawn, axis, places))


def timeline(chart: TimelineChart, theme: Theme, places: Places) -> Html:
    """A step per row on the axis of hours."""
    table = timeline_table(chart)
    dot = tag("circle", cx="50%", cy="6", r="4", fill=theme.ink)
    key = [(dot, chart.earliest), (_due("50%", theme), chart.due)]
    drawn = [_svg("bar", _grid(6, theme), *_step(row, chart.hours, theme)) for row in chart.rows]
    axis = _axis([(100 * n / 6, f"{chart.hours * n / 6:g}") for n in range(7)])
    return joined(_key(key), _with_drawings(table, drawn, axis, places, chart.axis))


def trend(chart: TrendChart, theme: Theme, plain: Html) -> Html:
    """The lines with their names above, then every number in `plain`, the chart as a table."""
    key = []
    for number, one in enumerate(chart.lines):
        colour = theme.accent if number == 1 else theme.ink
        stroke = {"stroke": colour, "stroke_width": _STROKES[number % 3], "stroke_dasharray": _DASHES[number % 3]}
        swatch = joined(tag("line", x1="0", y1="6", x2="100%", y2="6", **stroke), _spot(number, "50%", "6", colour))
        key.append((swatch, f"{one.name} {one.end}"))
    title = tag("p", text(chart.axis), class_="small")
    if not chart.at:
        return joined(title, _key(key))
    lines = [part for number, one in enumerate(chart.lines) for part in _line(number, one, chart, theme)]
    grid = []
    for number in (0, 25, 50, 75, 100):
        y = f"{100 - number}%"
        grid.append(tag("line", x1="0", x2="100%", y1=y, y2=y, stroke=theme.rule if number else theme.muted))
        grid.append(tag("text", text(str(number)), x="-6", y=y, dy="4", text_anchor="end"))
    days = [
        tag("text", text(day), x=_at(chart, at), y="100%", dy="18", text_anchor="middle")
        for day, at in {chart.days[0]: chart.at[0], chart.days[-1]: chart.at[-1]}.items()
    ]
    plot = tag("svg", *grid, *days, *lines, x="8%", width="84%", height="100%")
    return joined(title, _key(key), _svg("trend", plot), plain)


def steps(share: float | None, theme: Theme) -> Html:
    """A bar of ten steps; nothing at all for a share that is not known."""
    if share is None:
        return NONE
    parts = []
    for number in range(_STEPS):
        part = min(max(share / 100 * _STEPS - number, 0.0), 1.0)
        x = f"{10 * number}%"
        parts.append(
            tag("rect", x=x, y="0.5", width="8.6%", height="10", fill="#fff", stroke=theme.muted, stroke_width="0.7")
        )
        if part:
            parts.append(tag("rect", x=x, y="0.5", width=f"{8.6 * part:.4g}%", height="10", fill=theme.accent))
    return _svg("steps", *parts)


def _with_drawings(table: DataTable, drawn: list[Html], axis: Html, places: Places, axis_title: str = "") -> Html:
    """The table with a column of drawings after the first."""
    titles = [column.title for column in table.columns]
    aligned = [column.align.value for column in table.columns]
    heads = [
        tag("th", text(title), scope="col", role="columnheader", class_=align) if title else tag("td", role="cell")
        for title, align in zip(titles, aligned, strict=True)
    ]
    over = (
        tag("th", text(axis_title), scope="col", role="columnheader", class_="drawn")
        if axis_title
        else tag("td", role="cell", class_="drawn")
    )
    rows = []
    for row, drawing in zip(table.rows, drawn, strict=True):
        cells = [tag("th", inline(row[0], places), scope="row", role="rowheader", class_="w7")]
        cells.append(tag("td", drawing, role="cell", class_="drawn"))
        for cell, title, align in zip(row[1:], titles[1:], aligned[1:], strict=True):
            cells.append(tag("td", inline(cell, places), role="cell", class_=align, data_title=title))
        rows.append(tag("tr", *cells, role="row"))
    rest = [tag("td") for _title in titles[1:]]
    foot = tag("tfoot", tag("tr", tag("td"), tag("td", axis, class_="drawn"), *rest), aria_hidden="true")
    head = tag("thead", tag("tr", heads[0], over, *heads[1:], role="row"), role="rowgroup")
    body = tag("tbody", *rows, role="rowgroup")
    return tag("table", head, body, foot, class_="chart cards", role="table")


def _key(entries: list[tuple[Html, str]]) -> Html:
    items = [
        tag("li", tag("svg", drawing, aria_hidden="true", focusable="false"), text(name)) for drawing, name in entries
    ]
    return tag("ul", *items, class_="key")


def _svg(kind: str, *parts: Html) -> Html:
    return tag("svg", *parts, class_=kind, aria_hidden="true", focusable="false")


def _percent(share: float | None) -> str:
    return f"{min(max(share or 0.0, 0.0), 100.0):.4g}%"


def _grid(parts: int, theme: Theme) -> Html:
    lines = []
    for number in range(parts + 1):
        x = f"{100 * number / parts:.4g}%"
        lines.append(tag("line", x1=x, x2=x, y1="-4", y2="20", stroke=theme.rule, stroke_width="0.8"))
    return joined(*lines)


def _share(width: str, theme: Theme) -> Html:
    return tag("rect", y="1", width=width, height="11", fill=theme.panel, stroke=theme.ink)


def _solid(width: str, theme: Theme) -> Html:
    return tag("rect", y="3.5", width=width, height="6", fill=theme.accent)


def _notch(x: str, theme: Theme) -> Html:
    return tag("svg", tag("path", d="M-4-3h8l-4 7z", fill=theme.ink), x=x, overflow="visible")


def _due(x: str, theme: Theme) -> Html:
    path = tag("path", d="M-4 1h4v11h-4", fill="none", stroke=theme.ink, stroke_width="1.7")
    return tag("svg", path, x=x, overflow="visible")


def _step(row: TimelineRow, hours: float, theme: Theme) -> list[Html]:
    made = [_due(_percent(100 * row.due / hours), theme)] if row.due is not None and row.due <= hours else []
    if row.earliest is None:
        return made
    late = row.tone is Tone.BAD
    colour = theme.bad if late else theme.accent
    x = _percent(100 * row.earliest / hours)
    made.append(tag("line", x1="0", x2=x, y1="6.5", y2="6.5", stroke=colour, stroke_width="3" if late else "2"))
    if row.earliest > hours:
        made.append(tag("svg", tag("path", d="M-4 1.5l9 5-9 5z", fill=colour), x=x, overflow="visible"))
    else:
        made.append(tag("circle", cx=x, cy="6.5", r="4", fill=colour))
    return made


def _axis(marks: list[tuple[float, str]]) -> Html:
    numbers = [tag("text", text(name), x=f"{at:.4g}%", y="11", text_anchor="middle") for at, name in marks]
    return _svg("axis", *numbers)


def _at(chart: TrendChart, at: float) -> str:
    first, last = chart.at[0], chart.at[-1]
    # A single day stands in the middle.
    return f"{100 * (at - first) / (last - first):.4g}%" if last > first else "50%"


def _line(number: int, line: TrendLine, chart: TrendChart, theme: Theme) -> list[Html]:
    colour = theme.accent if number == 1 else theme.ink
    points = [
        (_at(chart, at), f"{100 - min(max(share, 0.0), 100.0):.4g}%")
        for at, share in zip(chart.at, line.shares, strict=True)
    ]
    stroke = {"stroke": colour, "stroke_width": _STROKES[number % 3], "stroke_dasharray": _DASHES[number % 3]}
    made = [tag("line", x1=x, y1=y, x2=next_x, y2=next_y, **stroke) for (x, y), (next_x, next_y) in pairwise(points)]
    return [*made, *(_spot(number, x, y, colour) for x, y in points)]


def _spot(number: int, x: str, y: str, colour: str) -> Html:
    """An open dot, a full dot, a square: one shape for each line."""
    fill = colour if number == 1 else "#fff"
    if number > 1:
        square = tag("rect", x="-3.5", y="-3.5", width="7", height="7", fill=fill, stroke=colour)
        return tag("svg", square, x=x, y=y, overflow="visible")
    return tag("circle", cx=x, cy=y, r="3.5", fill=fill, stroke=colour)
