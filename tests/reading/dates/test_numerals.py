"""Chinese numerals of dates."""

from __future__ import annotations

import pytest

from govsite_checks.reading.dates.numerals import small_number, year_of

ONES = "一二三四五六七八九"


def test_every_number_up_to_thirty_one() -> None:
    for value in range(1, 32):
        tens, ones = divmod(value, 10)
        text = ("" if tens == 0 else "十" if tens == 1 else f"{ONES[tens - 1]}十") + (
            ONES[ones - 1] if ones else ""
        )
        assert small_number(text) == value


@pytest.mark.parametrize(("text", "value"), [("廿五", 25), ("卅", 30), ("一十", 10)])
def test_older_ways(text: str, value: int) -> None:
    assert small_number(text) == value


@pytest.mark.parametrize("text", ["", "十十", "一二", "二十三四", "百", "〇", "五廿十"])
def test_no_number(text: str) -> None:
    assert small_number(text) == 0


@pytest.mark.parametrize(
    ("text", "year"),
    [("二〇一八", 2018), ("二○一八", 2018), ("一九九零", 1990), ("二十一八", 0), ("二〇一", 0)],
)
def test_a_year(text: str, year: int) -> None:
    assert year_of(text) == year
