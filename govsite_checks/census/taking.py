"""Take a census: from the results of a quarter and of those before it to all that can be said of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from .census import Census
from .course import Course
from .figures import Comparison, figures
from .problems import problems
from .quarter import Quarter
from .results import QuarterResults
from .units import one_site, streaks, unit_rows


def take_census(
    results: QuarterResults, earlier: Iterable[QuarterResults] = (), courses: Iterable[Course] = ()
) -> Census:
    """The census of a quarter.

    ``earlier`` are quarters before it, in any order; of all but the one right before it, the sites' outcomes are enough.
    ``courses`` are what became of the problems; those that ended before this quarter are left out. The same results give
    an equal census, whatever parts and in what order they came from.
    """
    past = {each.quarter: each for each in earlier}
    compared = Comparison.of(results, past.get(results.quarter.previous))
    then = compared.before.sites if compared.before else ()
    found = problems(results)
    single = one_site(results, found)
    return Census(
        results.quarter,
        results,
        {**figures(results.sites, then, compared), **single.figures},
        found,
        unit_rows(results, compared),
        streaks(results, past.values()),
        single.units,
        single.districts,
        single.unfinished,
        tuple(course for course in courses if _current(course, results.quarter)),
    )


def _current(course: Course, quarter: Quarter) -> bool:
    """Whether a problem is open, or what became of it became known in this quarter."""
    return course.episode.is_open or course.episode.until == quarter
