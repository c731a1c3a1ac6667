"""The charts of the census page as plotly takes them: plain values, every text from outside made harmless. Pure."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from govsite_checks.census.census import Census
from govsite_checks.census.figure import Figure
from govsite_checks.census.indicators import INDICATORS
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.text import NO_UNIT

WIDTH: Final = (
    680  # of A4 between its margins; a chart is as wide on a screen, so that it prints as it is seen
)
MOST_UNITS: Final = 400
_ROW: Final = 22
_LABEL_CHARS: Final = 14
# Apart in colour and in brightness, so that they are told apart in black and white too (Okabe and Ito's set).
_COLOURS: Final = ("#17406d", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a7f00", "#000000")
_DASHES: Final = ("solid", "dot", "dash", "longdash", "dashdot", "longdashdot", "solid", "dot")
_MARKERS: Final = (
    "circle", "square", "diamond", "triangle-up", "cross", "x", "star", "triangle-down",
)  # fmt: skip
_SCALE: Final = [[0, "#b5482a"], [0.5, "#f3dfa2"], [1, "#1d5c8c"]]
# What is met: the share of it is good. What is broken is told by site, not in colours.
SHOWN: Final = tuple(each.id for each in INDICATORS if each.good)
SHORT: Final[Mapping[str, str]] = {
    "sites-passed": "合格",
    "jiucuo-entry": "找错入口",
    "jiucuo-standard": "规范嵌入",
    "mark-party-gov": "党政机关标识",
    "mark-site-code": "网站标识码",
    "mark-icp": "ICP备案",
    "mark-police": "公安备案",
    "marks-all": "四项标识",
}
_BY_UNIT: Final = ("marks-all", "jiucuo-standard")
Trend = Sequence[tuple[Quarter, Mapping[str, Figure]]]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart; ``described`` says in words what it shows, for those who do not see it."""

    id: str
    described: str
    data: list[dict[str, Any]]
    layout: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """For the page's script."""
        return {"id": self.id, "data": self.data, "layout": self.layout}


def plain(text: str) -> str:
    """A text that plotly prints as it is: it takes tags in labels for markup, and links in them for links."""
    return html.escape(text, quote=True)


def charts(census: Census, trend: Trend) -> tuple[Chart, ...]:
    """The charts of the page; one that has nothing to show is left out."""
    return tuple(
        chart for chart in (_units(census), _trend(trend), _heat(census), _unjudged(census)) if chart.data
    )


def _percent(figure: Figure | None) -> float | None:
    ratio = None if figure is None else figure.ratio
    return None if ratio is None or ratio.percent is None else float(ratio.percent)


def _share(figure: Figure) -> str:
    return (
        f"{figure.text}（{figure.ratio.n}/{figure.ratio.of}）" if figure.ratio and figure.text else "没有结论"
    )


def _unit_names(census: Census) -> list[str]:
    """A label for each unit, each its own: long names are cut, and would fall together."""
    names: list[str] = []
    for row in census.units[:MOST_UNITS]:
        name = row.unit or NO_UNIT
        short = name if len(name) <= _LABEL_CHARS else f"{name[: _LABEL_CHARS - 1]}…"
        names.append(plain(short if short not in names else f"{short}({len(names) + 1})"))
    return names


def _units(census: Census) -> Chart:
    """Rates by unit."""
    names = _unit_names(census)
    rows = census.units[:MOST_UNITS]
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": SHORT[id],
            "y": names,
            "x": [_percent(row.figures[id]) for row in rows],
            "hovertext": [plain(f"{row.unit or NO_UNIT}：{_share(row.figures[id])}") for row in rows],
            "hoverinfo": "text",
            "marker": {"color": colour},
        }
        for id, colour in zip(_BY_UNIT, _COLOURS, strict=False)
    ]
    layout = _layout(len(names) * 28 + 120) | {
        "barmode": "group",
        "bargap": 0.3,
        "xaxis": {"range": [0, 100], "ticksuffix": "%", "side": "top", "fixedrange": True},
        "yaxis": {"autorange": "reversed", "automargin": True, "fixedrange": True, "dtick": 1},
    }
    return Chart(
        "chart-units",
        "各单位四项标识全部列明比例和规范嵌入比例的条形图，数据见表",
        data if names else [],
        layout,
    )


def _trend(trend: Trend) -> Chart:
    """Rates over the quarters; a line is broken where two quarters may not be compared."""
    data = []
    for number, id in enumerate(SHOWN):
        x: list[str] = []
        y: list[float | None] = []
        for quarter, figures in trend:
            figure = figures[id]
            if figure.incomparable and x:
                x.append(str(quarter))
                y.append(None)
            x.append(str(quarter))
            y.append(_percent(figure))
        if any(value is not None for value in y):
            data.append(_line(number, id, x, y))
    layout = _layout(460) | {
        "xaxis": {
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [str(quarter) for quarter, _ in trend],
            "fixedrange": True,
        },
        "yaxis": {"ticksuffix": "%", "automargin": True, "fixedrange": True},
    }
    return Chart("chart-trend", "各项比例逐季变化的折线图，数据见表", data, layout)


def _line(number: int, id: str, x: list[str], y: list[float | None]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": SHORT[id],
        "x": x,
        "y": y,
        "connectgaps": False,
        "line": {"color": _COLOURS[number], "dash": _DASHES[number], "width": 2},
        "marker": {"symbol": _MARKERS[number], "size": 9},
        "hovertemplate": "%{x}　%{y}%",
    }


def _heat(census: Census) -> Chart:
    """Every unit by every indicator."""
    names = _unit_names(census)
    rows = census.units[:MOST_UNITS]
    figures = [[row.figures[id] for id in SHOWN] for row in rows]
    data = [
        {
            "type": "heatmap",
            "x": [SHORT[id] for id in SHOWN],
            "y": names,
            "z": [[_percent(figure) for figure in line] for line in figures],
            "text": [[_cell(figure) for figure in line] for line in figures],
            "texttemplate": "%{text}",
            "hovertext": [
                [plain(f"{row.unit or NO_UNIT} {figure.title}：{_share(figure)}") for figure in line]
                for row, line in zip(rows, figures, strict=True)
            ],
            "hoverinfo": "text",
            "zmin": 0,
            "zmax": 100,
            "colorscale": _SCALE,
            "colorbar": {
                "ticksuffix": "%",
                "thickness": 12,
                "lenmode": "pixels",
                "len": 200,
                "y": 1,
                "yanchor": "top",
            },
            "xgap": 1,
            "ygap": 1,
        }
    ]
    layout = _layout(len(names) * _ROW + 130) | {
        "xaxis": {"side": "top", "fixedrange": True, "tickangle": -35, "automargin": True},
        "yaxis": {"autorange": "reversed", "automargin": True, "fixedrange": True, "dtick": 1},
    }
    return Chart(
        "chart-heat",
        "单位与指标的热力图，颜色越深比例越高，空白为没有结论，数据见表",
        data if names else [],
        layout,
    )


def _cell(figure: Figure) -> str:
    return f"{figure.ratio.n}/{figure.ratio.of}" if figure.ratio and figure.ratio.of else ""


def _unjudged(census: Census) -> Chart:
    """What could not be judged, by indicator and reason."""
    figures = [census.figures[id] for id in SHOWN]
    reasons = list(dict.fromkeys(reason for figure in figures for reason, _ in figure.aside))
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": plain(reason),
            "y": [SHORT[figure.id] for figure in figures],
            "x": [dict(figure.aside).get(reason, 0) for figure in figures],
            "marker": {
                "color": _COLOURS[number % len(_COLOURS)],
                "pattern": {"shape": ("", "/", "x", ".")[number % 4]},
            },
            "hovertemplate": f"%{{y}}　{plain(reason)} %{{x}}",
        }
        for number, reason in enumerate(reasons)
    ]
    layout = _layout(360) | {
        "barmode": "stack",
        "xaxis": {"title": {"text": "网站数"}, "rangemode": "tozero", "fixedrange": True},
        "yaxis": {"autorange": "reversed", "automargin": True, "fixedrange": True},
    }
    return Chart("chart-unjudged", "各项指标中未能判定的网站数，按原因堆叠的条形图，数据见表", data, layout)


def _layout(height: int) -> dict[str, Any]:
    return {
        "width": WIDTH,
        "height": height,
        "margin": {"l": 10, "r": 20, "t": 60, "b": 50},
        "font": {"size": 13, "color": "#1c2733"},
        "legend": {"orientation": "h", "y": 1, "yanchor": "top", "x": 0, "yref": "container"},
        "hoverlabel": {"align": "left"},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
    }
