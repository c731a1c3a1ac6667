"""Trends and courses over the quarters of a history."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from govsite_checks.census.quarter import Quarter
from govsite_checks.history import History, import_quarter
from govsite_checks.history.trends import courses, rule_trend, site_trend, unit_trend

Make = Callable[..., Any]
FIRST = Quarter(2017, 4)


@pytest.fixture
def filled(history: History, part_of: Make, roster_of: Make) -> History:
    """Five quarters, the third missing, the last under the second version of the rule."""
    said = [
        ("violation", "ok", 1),
        ("ok", "no-evidence", 1),
        ("", "", 0),
        ("violation", "ok", 1),
        ("ok", "ok", 2),
    ]
    for back, (one, two, version) in enumerate(said):
        if not version:
            continue
        quarter = FIRST.plus(back)
        verdicts = {
            "s1": {"footer-icp": one, "footer-jiucuo": "ok"},
            "s2": {"footer-icp": two, "footer-jiucuo": "ok"},
        }
        part = part_of(f"q{back}", verdicts, quarter, version=version)
        import_quarter(history, quarter, roster_of(quarter), [part])
    return history


def told(points: Any) -> list[tuple[str, str, Decimal | None]]:
    return [(str(p.quarter), f"{p.share.n}/{p.share.of}", p.points) for p in points]


def test_a_trend_of_a_rule(filled: History) -> None:
    points = rule_trend(filled, "footer-icp")
    assert told(points) == [
        ("2017Q4", "1/2", None),
        ("2018Q1", "1/1", Decimal("50.0")),
        ("2018Q3", "1/2", None),
        ("2018Q4", "2/2", None),
    ]
    assert "没有2018年第二季度的结果" in points[2].incomparable
    assert "版本" in points[3].incomparable
    assert points[1].counts["no-evidence"] == 1
    assert told(rule_trend(filled, "footer-icp", "甲区"))[0] == ("2017Q4", "0/1", None)
    assert rule_trend(filled, "nothing-known") == ()


def test_a_trend_of_a_unit_is_of_its_running_sites(filled: History) -> None:
    assert told(unit_trend(filled, "甲区"))[:2] == [
        ("2017Q4", "1/2", None),
        ("2018Q1", "2/2", Decimal("50.0")),
    ]
    assert unit_trend(filled, "无此单位") == ()


def test_a_trend_of_a_site_has_its_score(filled: History) -> None:
    points = site_trend(filled, "s1")
    assert (points[0].outcome, points[0].score) == ("passed", Decimal("88.50"))
    assert told(points)[1] == ("2018Q1", "2/2", Decimal("50.0"))
    assert site_trend(filled, "s9") == ()


def test_what_became_of_each_problem(filled: History) -> None:
    found = courses(filled)
    assert [
        (c.site, c.rule, str(c.episode.since), str(c.episode.until), str(c.episode.state)) for c in found
    ] == [
        ("s1", "footer-icp", "2017Q4", "2018Q1", "rectified"),
        ("s1", "footer-icp", "2018Q3", "2018Q4", "ended"),
    ]
    assert (found[0].name, found[0].unit, found[0].title) == ("第一网", "甲区", "标题 footer-icp")


def test_the_course_as_it_stood_in_an_earlier_quarter(filled: History) -> None:
    then = courses(filled, until=Quarter(2018, 3))
    assert [str(c.episode.state) for c in then] == ["rectified", "relapsed"]
    assert [str(c.episode.state) for c in courses(filled, until=FIRST)] == ["open"]


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"unit": "甲区"}, 2), ({"unit": "市乙局"}, 0), ({"site": "s1"}, 2), ({"site": "s2"}, 0),
        ({"rule": "footer-icp"}, 2), ({"rule": "footer-jiucuo"}, 0), ({"site": "s1", "rule": "footer-icp", "unit": "甲区"}, 2),
    ],
)  # fmt: skip
def test_one_unit_site_or_rule_can_be_asked_for(filled: History, asked: dict[str, str], number: int) -> None:
    assert len(courses(filled, **asked)) == number
