"""Take a census: from the results of a quarter and of those before it to all that can be said of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from .census import Census
from .figures import Comparison, figures
from .problems import problems
from .results import QuarterResults
from .units import one_site, streaks, unit_rows


def take_census(results: QuarterResults, earlier: Iterable[QuarterResults] = ()) -> Census:
    """The census of a quarter.

    ``earlier`` are quarters before it, in any order; of all but the one right before it, the sites' outcomes are enough.
    The same results give an equal census, whatever parts and in what order they came from.
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
    )
