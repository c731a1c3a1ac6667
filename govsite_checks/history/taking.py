"""The census of a quarter out of the history: its results, and as much of the quarters before it as a census needs."""

from __future__ import annotations

from collections.abc import Mapping

from govsite_checks.census.census import Census
from govsite_checks.census.figure import Figure
from govsite_checks.census.figures import Comparison, figures
from govsite_checks.census.indicators import RULES
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.taking import take_census

from .store import History
from .trends import courses


def census_of(history: History, quarter: Quarter) -> Census:
    """The census of a quarter.

    Raises:
        HistoryError: the history does not have the quarter, or cannot be read.
    """
    results = history.load(quarter, RULES)
    earlier = [
        history.load(run.quarter, RULES if run.quarter == quarter.previous else ())
        for run in history.runs()
        if run.quarter < quarter
    ]
    return take_census(results, earlier, courses(history, until=quarter, recent=True))


def figures_by_quarter(
    history: History, until: Quarter, most: int
) -> tuple[tuple[Quarter, Mapping[str, Figure]], ...]:
    """The figures of all sites in the quarters up to one, the earliest first, ``most`` at the most.

    Each is compared with the quarter right before it, where there is one. Quarters of which only the inventory is known
    have no shares.

    Raises:
        HistoryError: the history cannot be read.
    """
    wanted = [run.quarter for run in history.runs() if run.quarter <= until][-most:]
    found: list[tuple[Quarter, Mapping[str, Figure]]] = []
    before = None
    for quarter in wanted:
        now = history.load(quarter, RULES)
        near = before if before is not None and before.quarter == quarter.previous else None
        compared = Comparison.of(now, near)
        found.append((quarter, figures(now.sites, near.sites if near else (), compared)))
        before = now
    return tuple(found)
