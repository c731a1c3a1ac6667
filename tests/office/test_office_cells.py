"""Cells of dates: every way of writing a day gives that day, and nothing else is taken for one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.model import CHINA
from govsite_checks.office import ColumnSpec, Kind
from govsite_checks.office.cells import CellError, read_cell

DAY = ColumnSpec("day", ("日期",), Kind.DATE)
MOMENT = ColumnSpec("moment", ("时间",), Kind.DATETIME)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
FORMS = (
    "{0:%Y-%m-%d}",
    "{0:%Y/%m/%d}",
    "{0:%Y.%m.%d}",
    "{0:%Y%m%d}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}-{0.month}-{0.day}",
    " {0.year} 年 {0.month} 月 {0.day} 日 ",
    "{0:%Y-%m-%d}（星期三）",
    "{0:%Y-%m-%d} 00:00:00",
    "{0:%Y-%m-%d}T00:00:00+08:00",
)
_WIDE = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")


@given(day=DAYS, form=st.sampled_from(FORMS), wide=st.booleans())
def test_every_way_of_writing_a_day_gives_that_day(day: date, form: str, wide: bool) -> None:
    said = form.format(day)
    assert read_cell(said.translate(_WIDE) if wide else said, DAY) == day


@given(day=DAYS)
def test_a_cell_that_lost_its_format_is_still_its_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read_cell(serial, DAY) == day
    assert read_cell(float(serial) + 0.5, DAY) == day
    assert read_cell(int(f"{day:%Y%m%d}"), DAY) == day
    assert read_cell(datetime.combine(day, time(23, 59, 59)), DAY) == day


@given(day=DAYS, seconds=st.integers(0, 86_399))
def test_hours_are_kept_in_beijing_time(day: date, seconds: int) -> None:
    moment = datetime.combine(day, time(), CHINA) + timedelta(seconds=seconds)
    assert read_cell(f"{moment:%Y-%m-%d %H:%M:%S}", MOMENT) == moment
    assert read_cell(moment.replace(tzinfo=None), MOMENT) == moment


@given(st.text(max_size=30))
def test_a_text_is_a_day_an_empty_cell_or_a_fault(text: str) -> None:
    with suppress(CellError):
        value = read_cell(text, DAY)
        assert value is None or (isinstance(value, date) and str(value.year) in _digits(text))


def _digits(text: str) -> str:
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


@given(st.integers() | st.floats(allow_nan=True, allow_infinity=True))
def test_a_number_is_a_day_of_this_age_or_a_fault(number: float) -> None:
    with suppress(CellError):
        value = read_cell(number, DAY)
        assert isinstance(value, date)
        assert 1990 <= value.year <= 2100


@pytest.mark.parametrize(
    "said", ["2018-02-30", "2018-13-01", "18-9-10", "9月10日", "2018-09", "2018年第三季度", "1899-01-01"]
)
def test_what_is_no_day_is_named(said: str) -> None:
    with pytest.raises(CellError):
        read_cell(said, DAY)


def test_words_that_stand_for_nothing_in_one_column_only() -> None:
    replied = ColumnSpec("replied", ("答复日期",), Kind.DATE, empty=frozenset({"未答复"}))
    assert read_cell(" 未答复 ", replied) is None
    with pytest.raises(CellError):
        read_cell("未答复", DAY)
