"""Units: rows of figures, one site left, streaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from govsite_checks.census.quarter import Quarter
from govsite_checks.census.taking import take_census

Make = Callable[..., Any]
NOW = Quarter(2018, 3)


def test_each_unit_has_a_row_also_one_that_has_no_site_any_more(make_site: Make, make_quarter: Make) -> None:
    now = make_quarter(
        [make_site(1, "甲区", {"footer-icp": "ok"}, unit_kind="district"), make_site(2, "市乙局")]
    )
    before = make_quarter([make_site(1, "甲区"), make_site(3, "甲区"), make_site(4, "市丙局")], NOW.previous)
    rows = take_census(now, [before]).units
    counts = [(row.unit, row.kind, (f := row.figures["sites-total"]).count, f.count_before) for row in rows]
    assert counts == [
        ("甲区", "district", 1, 2),
        ("市乙局", "department", 1, 0),
        ("市丙局", "department", 0, 1),
    ]
    ratio = rows[0].figures["mark-icp"].ratio
    assert ratio is not None
    assert (ratio.n, ratio.of) == (1, 1)


def test_one_site_is_said_of_units_that_have_come_down_to_one(make_site: Make, make_quarter: Make) -> None:
    alive = {"closed-site-silent": "violation"}
    census = take_census(
        make_quarter(
            [
                make_site(1, "甲区", unit_kind="district"),
                make_site(2, "甲区", unit_kind="district", status="merged"),
                make_site(3, "乙区", unit_kind="district"),
                make_site(4, "乙区", unit_kind="district", status="suspended"),
                make_site(5, "丙区", unit_kind="district"),
                make_site(6, "丙区", alive, unit_kind="district", status="offline"),
                make_site(7, "市甲局"),
                make_site(8, "乙集团", unit_kind="other"),
                make_site(9, "市丁局", status="merged"),
                make_site(10, ""),
            ]
        )
    )
    assert census.one_site_districts == ("甲区",)
    assert census.one_site_units == ("市甲局", "乙集团")
    assert census.unfinished_units == ("乙区", "丙区")
    ratio = census.figures["one-site-districts"].ratio
    assert ratio is not None
    assert (ratio.n, ratio.of) == (1, 3)


def past(make_site: Make, make_quarter: Make, outcomes: dict[int, str]) -> list[Any]:
    """Quarters so many before this one, in which the one site of a unit had an outcome."""
    return [
        make_quarter([make_site(1, "甲区", outcome=outcome)], NOW.plus(-back))
        for back, outcome in outcomes.items()
    ]


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ({}, 1),
        (dict.fromkeys(range(1, 7), "passed"), 7),
        ({1: "passed", 3: "passed"}, 2),
        ({1: "passed", 2: "failed", 3: "passed"}, 2),
        ({1: "not-scored", 2: "passed"}, 1),
        ({1: "", 2: "passed"}, 1),
    ],
)
def test_a_streak_ends_with_a_failure_or_with_a_quarter_that_is_missing(
    make_site: Make, make_quarter: Make, outcomes: dict[int, str], expected: int
) -> None:
    now = make_quarter([make_site(1, "甲区")])
    census = take_census(now, past(make_site, make_quarter, outcomes))
    assert [(streak.unit, streak.quarters) for streak in census.streaks] == [("甲区", expected)]


def test_no_streak_is_told_of_a_unit_of_which_a_site_was_not_seen(
    make_site: Make, make_quarter: Make
) -> None:
    sites = [make_site(1, "甲区"), make_site(2, "甲区", outcome="not-scored"), make_site(3, "")]
    assert take_census(make_quarter(sites)).streaks == ()
    closed = [make_site(1, "甲区"), make_site(2, "甲区", outcome="not-scored", status="offline")]
    assert len(take_census(make_quarter(closed)).streaks) == 1
