"""Quarters: how they are written, said and counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.census.quarter import FIRST_YEAR, LAST_YEAR, Quarter

QUARTERS = st.builds(Quarter, st.integers(FIRST_YEAR + 5, LAST_YEAR - 5), st.integers(1, 4))


def test_a_quarter_is_read_and_written() -> None:
    assert Quarter.parse(" 2018q3 ") == Quarter(2018, 3)
    assert str(Quarter(2018, 3)) == "2018Q3"
    assert Quarter(2018, 3).said == "2018年第三季度"


@pytest.mark.parametrize("text", ["", "2018", "2018Q5", "2018Q0", "1999Q4", "2018-3", "２０１８Q3x"])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="季度"):
        Quarter.parse(text)


@given(QUARTERS, st.integers(-20, 20))
def test_counting_goes_both_ways(quarter: Quarter, number: int) -> None:
    assert quarter.plus(number).plus(-number) == quarter
    assert (quarter.plus(number) > quarter) == (number > 0)


def test_the_first_quarter_comes_after_the_last_of_the_year_before() -> None:
    assert Quarter(2019, 1).previous == Quarter(2018, 4)
