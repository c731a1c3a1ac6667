"""Write the census page of a report: figures, charts with a table beside each, the sites that are named. Opens offline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from govsite_checks.census.census import Census, Problem
from govsite_checks.census.figure import Figure
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.text import KIND_WORDS, NO_UNIT, change
from govsite_checks.files import write_bytes, write_text

from .charts import MOST_UNITS, SHORT, SHOWN, Trend, charts
from .links import site_file
from .scripts import script_data
from .texts import chinese_time
from .writer import POLICY

PAGE: Final = "census.html"
# Where an index that is already written keeps a place for the way to this page.
INDEX_PLACE: Final = "<!-- census -->"
# plotly writes styles into the page as it draws. A style can load nothing here, and no script but the report's own runs.
PAGE_POLICY: Final = POLICY.replace("style-src 'self' file:", "style-src 'self' file: 'unsafe-inline'")
_INDEX_LINK: Final = f'<a href="{PAGE}">普查统计</a>'
_MOST_PROBLEMS: Final = 2000


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure as a row: empty texts where there is nothing to say."""

    title: str
    text: str
    share: str
    before: str
    change: str
    aside: str
    definition: str


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One site that is named; ``file`` is its page where the report has one."""

    name: str
    unit: str
    details: str
    file: str


def write_census_page(folder: Path, census: Census, trend: Trend) -> Path:
    """Write ``census.html`` and what it needs into a report's folder, and the way to it into the report's index.

    ``trend`` are the figures of the quarters up to this one. The same census gives the same bytes.

    Raises:
        OSError: a file cannot be written.
    """
    drawn = charts(census, trend)
    assets = folder / "assets"
    script = resources.files("plotly").joinpath("package_data", "plotly.min.js")
    write_bytes(assets / "plotly.min.js", script.read_bytes())
    for name in ("report.css", "census.css", "census.js"):
        write_bytes(assets / name, resources.files(__package__).joinpath("assets", name).read_bytes())
    data = script_data("govsiteCensus", [chart.to_dict() for chart in drawn])
    write_text(assets / "census-data.js", data)
    page = folder / PAGE
    described = {chart.id: chart.described for chart in drawn}
    write_text(page, _template().render(**_content(folder, census, trend), described=described))
    _link_from_index(folder / "index.html")
    return page


def _link_from_index(index: Path) -> None:
    if index.is_file():
        text = index.read_text(encoding="utf-8")
        if INDEX_PLACE in text:
            write_text(index, text.replace(INDEX_PLACE, _INDEX_LINK, 1))


def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("govsite_checks.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(policy=PAGE_POLICY)
    return environment.get_template("census.html")


def _content(folder: Path, census: Census, trend: Trend) -> dict[str, object]:
    results = census.results
    return {
        "title": results.title or results.inventory,
        "said": census.quarter.said,
        "as_of": chinese_time(results.as_of),
        "profile": results.profile_title or results.profile,
        "verified": results.profile_verified,
        "figures": [_figure(figure) for figure in census.figures.values()],
        "heads": [SHORT[id] for id in SHOWN],
        "units": [
            (
                row.unit or NO_UNIT,
                _total(row.figures["sites-total"]),
                [_cell(row.figures[id]) for id in SHOWN],
            )
            for row in census.units
        ],
        "units_drawn": MOST_UNITS,
        "quarters": [_quarter(quarter, figures) for quarter, figures in trend],
        "streaks": [(streak.unit, streak.quarters) for streak in census.streaks if streak.quarters > 1],
        "problems": _problems(folder, census),
        "has_index": (folder / "index.html").is_file(),
    }


def _figure(figure: Figure) -> FigureView:
    if figure.ratio is None:
        return FigureView(figure.title, figure.text or "–", "", figure.before_text, "", "", figure.definition)
    before = "" if figure.before is None else f"{figure.before_text}（{figure.before.n}/{figure.before.of}）"
    return FigureView(
        figure.title,
        figure.text or "–",
        f"{figure.ratio.n}/{figure.ratio.of}",
        before,
        change(figure) or (f"不比较：{figure.incomparable}" if figure.incomparable else ""),
        "、".join(f"{reason} {n}" for reason, n in figure.aside),
        figure.definition,
    )


def _total(figure: Figure) -> str:
    return (
        str(figure.count)
        if figure.count_before is None
        else f"{figure.count}（上季度 {figure.count_before}）"
    )


def _cell(figure: Figure) -> tuple[str, str]:
    """The percentage and its n/N; a dash where nothing is known."""
    return (figure.text, f"{figure.ratio.n}/{figure.ratio.of}") if figure.ratio and figure.text else ("–", "")


def _quarter(quarter: Quarter, figures: Mapping[str, Figure]) -> tuple[str, str, list[tuple[str, str, str]]]:
    cells = [(*_cell(figures[id]), figures[id].incomparable) for id in SHOWN]
    return str(quarter), figures["sites-total"].text, cells


def _problems(folder: Path, census: Census) -> list[tuple[str, int, Sequence[ProblemView]]]:
    """The sites that are named, by kind: how many, and those that are listed."""
    found = [(title, census.problems_of(kind)) for kind, title in KIND_WORDS.items()]
    return [
        (title, len(named), [_problem(folder, each) for each in named[:_MOST_PROBLEMS]])
        for title, named in found
        if named
    ]


def _problem(folder: Path, problem: Problem) -> ProblemView:
    file = site_file(problem.site)
    return ProblemView(
        problem.name,
        problem.unit or NO_UNIT,
        "、".join(filter(None, problem.details)),
        f"sites/{file}" if (folder / "sites" / file).is_file() else "",
    )
