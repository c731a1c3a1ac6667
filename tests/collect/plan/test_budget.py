"""Budgets from profile data."""

from __future__ import annotations

import pytest

from govsite_checks.collect.plan import Budget


def test_what_is_not_named_keeps_its_default() -> None:
    assert Budget.of({}) == Budget()
    assert Budget.of({"columns": 3}) == Budget(columns=3)


def test_the_counts_add_up_to_the_pages() -> None:
    plan = Budget()
    parts = plan.columns + plan.next_pages + plan.articles + plan.guides + plan.messages + plan.searches
    assert plan.pages - 10 <= parts <= plan.pages


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="采集名额中没有“collumns”，可用的有：pages、columns、"):
        Budget.of({"collumns": 3})


@pytest.mark.parametrize("value", [-1, 1_001, 2.5, "3", True, None])
def test_what_is_no_count_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="采集名额 columns 应为 0 到 1000 的整数"):
        Budget.of({"columns": value})
