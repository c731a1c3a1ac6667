from __future__ import annotations

from decimal import Decimal

import pytest

from govsite_checks.notice.lint.numerals import percentage, whole


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("457", 457), ("1,234", 1234), ("二", 2), ("两", 2), ("十", 10), ("十六", 16), ("二十三", 23),
        ("一百零五", 105), ("四百五十七", 457), ("三千零二十", 3020), ("二〇一八", 2018), ("一万二千", 12000),
        ("一亿", 10**8), ("9" * 13, None),
    ],
)  # fmt: skip
def test_whole_numbers(said: str, value: int | None) -> None:
    assert whole(said) == value


@pytest.mark.parametrize(
    ("said", "value", "places"),
    [
        ("95.5", "95.5", 1),
        ("97", "97", 0),
        ("九十五点五", "95.5", 1),
        ("一百", "100", 0),
        ("三点一四", "3.14", 2),
    ],
)
def test_percentages_keep_their_places(said: str, value: str, places: int) -> None:
    assert percentage(said) == (Decimal(value), places)


def test_what_is_no_number_is_none() -> None:
    assert percentage("点五") is None
    assert percentage("九十五点十") is None
