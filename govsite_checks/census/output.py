"""A census as JSON: everything that it states, with n, N and definitions. The same census gives the same bytes."""

from __future__ import annotations

import json
from typing import Any

from govsite_checks.summary import Ratio

from .census import Census
from .figure import Figure

SCHEMA = 1


def to_json(census: Census) -> str:
    """The census as JSON text; ``docs/census.schema.json`` describes it."""
    return json.dumps(to_dict(census), ensure_ascii=False, indent=2) + "\n"


def to_dict(census: Census) -> dict[str, Any]:
    """The census as plain values."""
    results = census.results
    return {
        "schema": SCHEMA,
        "quarter": str(census.quarter),
        "as_of": results.as_of.isoformat(),
        "inventory": {"slug": results.inventory, "title": results.title, "region": results.region},
        "profile": {
            "id": results.profile,
            "title": results.profile_title,
            "verified": results.profile_verified,
        },
        "figures": [_figure(figure, defined=True) for figure in census.figures.values()],
        "units": [
            {
                "unit": row.unit,
                "kind": row.kind,
                "figures": [_figure(each, defined=False) for each in row.figures.values()],
            }
            for row in census.units
        ],
        "problems": [
            {
                "kind": problem.kind,
                "site": problem.site,
                "name": problem.name,
                "unit": problem.unit,
                "details": list(problem.details),
                "rule": problem.rule,
                "url": problem.url,
            }
            for problem in census.problems
        ],
        "streaks": [{"unit": streak.unit, "quarters": streak.quarters} for streak in census.streaks],
        "one_site_units": list(census.one_site_units),
        "one_site_districts": list(census.one_site_districts),
        "unfinished_units": list(census.unfinished_units),
        "courses": [
            {
                "site": course.site,
                "rule": course.rule,
                "state": str(course.episode.state),
                "since": str(course.episode.since),
                "seen": str(course.episode.seen),
                "until": str(course.episode.until) if course.episode.until else None,
            }
            for course in census.courses
        ],
    }


def _figure(figure: Figure, *, defined: bool) -> dict[str, Any]:
    """A figure; the rows of units leave the definitions to the figures of the whole."""
    words = {"title": figure.title, "definition": figure.definition} if defined else {}
    row: dict[str, Any] = {"id": figure.id, **words}
    if figure.ratio is None:
        return row | {"count": figure.count, "count_before": figure.count_before}
    points = figure.points
    return row | {
        **_ratio(figure.ratio),
        "aside": dict(figure.aside),
        "before": None if figure.before is None else _ratio(figure.before),
        "points": None if points is None else float(points),
        "incomparable": figure.incomparable,
    }


def _ratio(ratio: Ratio) -> dict[str, Any]:
    percent = ratio.percent
    return {"n": ratio.n, "of": ratio.of, "percent": None if percent is None else float(percent)}
