"""The census out of the history: with what came before, and nothing that came after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from govsite_checks.census.quarter import Quarter
from govsite_checks.history import History, census_of, figures_by_quarter, import_quarter

Make = Callable[..., Any]
FIRST = Quarter(2018, 1)


@pytest.fixture
def filled(history: History, part_of: Make, roster_of: Make) -> History:
    """An inventory alone, then three quarters: missing, there, missing again."""
    import_quarter(history, FIRST.previous, roster_of(FIRST.previous))
    for back, verdict in enumerate(("violation", "ok", "violation")):
        quarter = FIRST.plus(back)
        part = part_of(f"q{back}", {"s1": {"footer-icp": verdict}, "s2": {"footer-icp": "ok"}}, quarter)
        import_quarter(history, quarter, roster_of(quarter), [part])
    return history


def test_a_census_has_what_came_before_and_nothing_that_came_after(filled: History) -> None:
    census = census_of(filled, FIRST.plus(1))
    icp = census.figures["mark-icp"]
    assert icp.ratio is not None
    assert icp.before is not None
    assert ((icp.ratio.n, icp.ratio.of), (icp.before.n, icp.before.of)) == ((2, 2), (1, 2))
    assert [(str(c.episode.state), str(c.episode.until)) for c in census.courses] == [("rectified", "2018Q2")]
    assert [(streak.unit, streak.quarters) for streak in census.streaks] == [("甲区", 2), ("市乙局", 2)]
    last = census_of(filled, FIRST.plus(2))
    assert [str(c.episode.state) for c in last.courses] == ["relapsed"]
    assert [streak.quarters for streak in last.streaks] == [3, 3]


def test_of_a_quarter_of_which_only_the_inventory_is_known_the_sites_are_counted(filled: History) -> None:
    census = census_of(filled, FIRST)
    assert census.figures["sites-total"].count_before == 2
    assert "没有检查 footer-icp" in census.figures["mark-icp"].incomparable


def test_figures_go_back_so_many_quarters(filled: History) -> None:
    trend = figures_by_quarter(filled, FIRST.plus(2), 3)
    assert [str(quarter) for quarter, _ in trend] == ["2018Q1", "2018Q2", "2018Q3"]
    assert [figures["mark-icp"].text for _, figures in trend] == ["50%", "100%", "50%"]
    assert [str(figures["mark-icp"].points) for _, figures in trend] == ["None", "50.0", "-50.0"]
    assert len(figures_by_quarter(filled, FIRST, 9)) == 2
