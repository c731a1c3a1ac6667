"""Dates as pages write them, and what only looks like one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.reading.dates.reading import (
    DateSource,
    contradict,
    date_in_address,
    dates_in,
    eight_digits,
    first_date,
    label_before,
    month_in_address,
    spots_in,
)

AS_OF = sample.AS_OF


@pytest.mark.parametrize(
    "text",
    [
        "2018-09-01",
        "2018/9/1",
        "2018.9.1",
        "2018年9月1日",
        "2018 年 9 月 1 日",
        "二〇一八年九月一日",
        "二○一八年九月一日",
        "二零一八年九月一日",
        "２０１８－０９－０１",
        "2018—09—01",
        "2018–09–01",
        "发布于2018-09-01",
        "2018-09-01。",
        "[2018-09-01]",
        "01\n2018-09",
        "2018.09\n01",
        "09-01\n2018",
        "2018\n09-01",
        "1\n9月\n2018",
        "9天前",
    ],
)
def test_a_day(text: str) -> None:
    dated = first_date(text, AS_OF)
    assert dated is not None
    assert (dated.day.isoformat(), dated.moment, dated.sure) == ("2018-09-01", None, True)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2018-09-01 08:30", "2018-09-01T08:30:00+08:00"),
        ("2018-09-01 08:30:15", "2018-09-01T08:30:15+08:00"),
        ("2018-09-01T08:30:15", "2018-09-01T08:30:15+08:00"),
        ("2018年9月1日 8时30分", "2018-09-01T08:30:00+08:00"),
        ("2018-09-0108:30", "2018-09-01T08:30:00+08:00"),
        ("2018—09—01 08：30", "2018-09-01T08:30:00+08:00"),
    ],
)
def test_a_moment(text: str, moment: str) -> None:
    dated = first_date(text, AS_OF)
    assert dated is not None
    assert dated.moment is not None
    assert dated.moment.isoformat() == moment


@pytest.mark.parametrize(
    "text",
    [
        "9999-01-01",
        "0000-01-01",
        "2018-02-31",
        "2018-13-01",
        "2018-00-10",
        "2018年9月",
        "2018-09",
        "京政发〔2018〕12号",
        "010-2018-0910",
        "192.168.9.10",
        "1.2018.9.10",
        "2018.9.1.2",
        "12018-09-01",
        "二〇一八年十三月一日",
        "今天上午，市长调研",
        "从明天起",
        "3天前我市出台政策",
        "今天是：星期一",
        "20180901123",
    ],
)
def test_no_day(text: str) -> None:
    assert not dates_in(text, AS_OF)


def test_a_day_after_the_look_is_not_sure() -> None:
    today, tomorrow = first_date("2018-09-10", AS_OF), first_date("2018-09-11", AS_OF)
    assert today is not None
    assert today.sure
    assert tomorrow is not None
    assert not tomorrow.sure


def test_a_loose_date_is_not_sure() -> None:
    dated = first_date("2018-09-01", AS_OF, DateSource.LOOSE)
    assert dated is not None
    assert not dated.sure


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("09-01", "2018-09-01"),
        ("[09-10]", "2018-09-10"),
        ("9月10日", "2018-09-10"),
        ("09/10", "2018-09-10"),
        ("09-12", "2018-09-12"),
        ("09-30", "2017-09-30"),
        ("12-31", "2017-12-31"),
        ("02-29", "2016-02-29"),
    ],
)
def test_a_day_without_a_year_is_the_latest_possible_and_not_sure(text: str, day: str) -> None:
    (spot,) = spots_in(text, AS_OF, yearless=True)
    assert spot.yearless
    assert (spot.dated.day.isoformat(), spot.dated.sure) == (day, False)
    assert not spots_in(text, AS_OF)


@pytest.mark.parametrize(
    "text", ["13-01", "8-9月", "10-20人", "12:30-14:30", "100-200", "2018-09", "9-1", "05-08%"]
)
def test_what_is_no_day_of_a_year(text: str) -> None:
    assert not spots_in(text, AS_OF, yearless=True)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/xx/202312/t20231206_123.html", "2023-12-06"),
        ("/2023/12/06/c1.html", "2023-12-06"),
        ("/art/2023/12/6/art_1_2.html", "2023-12-06"),
        ("/2023-12/06/c_112.htm", "2023-12-06"),
        ("/2023-12-6.html", "2023-12-06"),
        ("/202312/06/1.html", "2023-12-06"),
        ("/20231206/1.html", "2023-12-06"),
        ("/2023/1206/c1a2/page.htm", "2023-12-06"),
        ("/20231206083012.shtml", "2023-12-06"),
        ("/20231206_88.html", "2023-12-06"),
        ("/info/1001/20231.htm", None),
        ("/upload/2023/12/06/x.jpg", None),
        ("/1202312061/1.html", None),
        ("/t20231306_1.html", None),
        ("/bm01000001/", None),
        ("/?date=2023-12-06", None),
        ("/2023/12/", None),
    ],
)
def test_a_day_in_an_address(path: str, day: str | None) -> None:
    dated = date_in_address(f"https://www.example.gov.cn{path}", AS_OF)
    assert (dated.day.isoformat() if dated else None) == day
    assert dated is None or dated.source is DateSource.ADDRESS


def test_a_month_in_an_address() -> None:
    assert month_in_address("https://a.gov.cn/xw/202312/x.html") == (2023, 12)
    assert month_in_address("https://a.gov.cn/xw/2023-12/x.html") == (2023, 12)
    assert month_in_address("https://a.gov.cn/xw/12/x.html") == (0, 0)


def test_eight_digits_alone() -> None:
    dated = eight_digits(" 20180901 ", AS_OF)
    assert dated is not None
    assert dated.day.isoformat() == "2018-09-01"
    assert eight_digits("20181301", AS_OF) is None
    assert eight_digits("电话20180901", AS_OF) is None


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("发布时间：", "published"),
        ("发布日期 ", "published"),
        ("【发布时间】", "published"),
        ("发 布 时 间：", "published"),
        ("时间：", "likely"),
        ("日期:", "likely"),
        ("更新时间：", "likely"),
        ("成文日期：", "other"),
        ("截止时间：", "other"),
        ("有效期至：", "other"),
        ("答复时间：", "other"),
        ("召开会议", ""),
        ("来源：本站 ", ""),
    ],
)
def test_what_the_words_before_a_date_say(before: str, said: str) -> None:
    assert label_before(f"{before}2018-09-01", len(before)) == said


def test_when_two_sources_contradict() -> None:
    days = [first_date(f"2018-09-{day:02}", AS_OF) for day in (1, 6, 7)]
    assert not contradict(days[0], days[1])
    assert contradict(days[0], days[2])
    assert not contradict(days[0], None)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789-/.年月日时分:： \n〇一二十今昨天前发布于t_", max_size=120))
def test_any_text_is_read(text: str) -> None:
    for spot in spots_in(text, AS_OF, yearless=True):
        assert 1980 <= spot.dated.day.year <= 2099
        assert 0 <= spot.start < spot.end <= len(text)


def test_a_long_line_of_digits_takes_no_time() -> None:
    started = time.process_time()
    for text in ("2018-" * 40_000, "1" * 200_000, "年月日" * 60_000, "\n1" * 100_000, "二" * 200_000):
        spots_in(text, AS_OF, yearless=True)
        date_in_address(f"https://a.gov.cn/{text}", AS_OF)
    assert time.process_time() - started < 5
