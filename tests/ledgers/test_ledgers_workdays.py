"""Deadlines in working days: the calendar of holidays, and what is said of years that it does not know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.ledgers.workdays import deadline, end_of, is_working_day

KNOWN = st.dates(date(2015, 1, 1), date(2025, 6, 30))
ANY = st.dates(date(1995, 1, 1), date(2060, 1, 1))
DAYS = st.integers(1, 60)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (date(2018, 9, 10), 3, date(2018, 9, 13)),
        (date(2018, 9, 7), 3, date(2018, 9, 12)),  # over a weekend
        (date(2018, 9, 21), 1, date(2018, 9, 25)),  # 中秋, the 22nd to the 24th
        (date(2018, 9, 28), 1, date(2018, 9, 29)),  # a Saturday on which work is done
        (date(2018, 9, 29), 2, date(2018, 10, 8)),  # a Sunday on which work is done, then 国庆
    ],
)
def test_deadlines_go_by_the_calendar(received: date, days: int, due: date) -> None:
    assert deadline(received, days).day == due
    assert deadline(received, days).assumed == ()


def test_years_that_the_calendar_does_not_know_are_said() -> None:
    found = deadline(date(2055, 1, 1), 3)
    assert (found.day, found.assumed) == (date(2055, 1, 6), (2055,))
    assert (
        deadline(date(2003, 12, 31), 1).assumed == ()
    )  # 1 January 2004 is no working day, the 2nd is; both are known
    assert is_working_day(date(2055, 1, 2)) == (False, False)


@pytest.mark.parametrize("days", [0, -1, 251])
def test_days_out_of_bounds_are_refused(days: int) -> None:
    with pytest.raises(ValueError, match="办理期限应为 1 至 250 个工作日"):
        deadline(date(2018, 1, 1), days)


@given(ANY, DAYS)
def test_a_deadline_is_a_working_day_so_many_on(received: date, days: int) -> None:
    due = deadline(received, days).day
    between = [received + timedelta(days=n) for n in range(1, (due - received).days + 1)]
    assert is_working_day(due)[0]
    assert sum(is_working_day(day)[0] for day in between) == days


@given(ANY, DAYS)
def test_later_receipt_and_more_days_never_bring_a_deadline_forward(received: date, days: int) -> None:
    due = deadline(received, days).day
    assert deadline(received + timedelta(days=1), days).day >= due
    assert deadline(received, days + 1).day > due


@given(KNOWN, DAYS)
def test_nothing_is_assumed_within_the_calendar(received: date, days: int) -> None:
    assert deadline(received, days).assumed == ()


def test_the_end_of_a_day_is_written_as_the_cut_off_is() -> None:
    assert end_of(date(2018, 9, 10)).isoformat() == "2018-09-10T23:59:59+08:00"
