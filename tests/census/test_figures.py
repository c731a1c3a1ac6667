"""Figures: n, N, what stands aside, and when a quarter may be set beside another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from govsite_checks.census.census import Census
from govsite_checks.census.figure import Figure
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import QuarterResults
from govsite_checks.census.taking import take_census

Make = Callable[..., Any]
MARKS = ("footer-party-gov-mark", "footer-site-code", "footer-icp", "footer-police-filing")


def share(census: Census, id: str) -> tuple[int, int, str]:
    ratio = census.figures[id].ratio
    assert ratio is not None
    return ratio.n, ratio.of, census.figures[id].text


def test_the_rates_of_the_notice_come_out(
    notice_quarter: QuarterResults, quarter_before: QuarterResults
) -> None:
    census = take_census(notice_quarter, [quarter_before])
    assert census.figures["sites-total"].text == "457"
    assert census.figures["sites-total"].count_before == 845
    assert share(census, "sites-passed") == (457, 457, "100%")
    assert share(census, "jiucuo-entry") == (457, 457, "100%")
    assert share(census, "jiucuo-standard") == (443, 457, "96.9%")
    assert share(census, "mark-site-code") == (444, 457, "97.2%")
    assert share(census, "mark-icp") == (424, 457, "92.8%")
    assert share(census, "marks-all") == (354, 457, "77.5%")


def test_all_four_are_counted_by_site_and_are_no_product(make_site: Make, make_quarter: Make) -> None:
    halves = [make_site(n, rules=dict.fromkeys(MARKS, "ok" if n < 5 else "violation")) for n in range(10)]
    assert share(take_census(make_quarter(halves)), "marks-all") == (5, 10, "50%")


@pytest.mark.parametrize(
    ("fourth", "expected", "aside"),
    [
        ("ok", (1, 1), ()),
        ("violation", (0, 1), ()),
        ("no-evidence", (0, 0), (("未能查看", 1),)),
        ("needs-review", (0, 0), (("待人工复核", 1),)),
        ("tool-error", (0, 0), (("工具故障", 1),)),
        ("not-applicable", (0, 0), (("不适用", 1),)),
    ],
)
def test_what_was_not_seen_is_in_neither_n_nor_the_denominator(
    make_site: Make, make_quarter: Make, fourth: str, expected: tuple[int, int], aside: Any
) -> None:
    rules = {**dict.fromkeys(MARKS[:3], "ok"), MARKS[3]: fourth}
    figures = take_census(make_quarter([make_site(1, rules=rules)])).figures
    for id in ("marks-all", "mark-police"):
        ratio = figures[id].ratio
        assert ratio is not None
        assert (ratio.n, ratio.of) == expected
        assert figures[id].aside == aside
    assert figures["marks-all"].known == bool(expected[1])


def test_one_missing_mark_decides_whatever_else_is_open(make_site: Make, make_quarter: Make) -> None:
    rules = dict(zip(MARKS, ("violation", "no-evidence", "needs-review", "ok"), strict=True))
    assert share(take_census(make_quarter([make_site(1, rules=rules)])), "marks-all") == (0, 1, "0%")


def test_only_running_sites_are_counted(make_site: Make, make_quarter: Make) -> None:
    sites = [make_site(n, rules={"footer-icp": "ok"}, status=status) for n, status in enumerate(
        ("online", "suspended", "offline", "merged")
    )]  # fmt: skip
    census = take_census(make_quarter(sites))
    assert census.figures["sites-total"].count == 1
    assert share(census, "mark-icp") == (1, 1, "100%")


def test_a_link_is_an_entry_and_no_standard_embed(
    make_site: Make, make_quarter: Make, make_result: Make
) -> None:
    def entry(number: int, entry: str, code: str, *details: str) -> Any:
        rules = {"footer-jiucuo": entry, "footer-jiucuo-code": make_result(code, details=details)}
        return make_site(number, rules=rules)

    census = take_census(
        make_quarter(
            [
                entry(1, "ok", "ok", "嵌入代码"),
                entry(2, "ok", "ok", "链接"),
                entry(3, "ok", "violation"),
                entry(4, "ok", "needs-review"),
                entry(5, "ok", "ok"),
                entry(6, "violation", "not-applicable"),
                entry(7, "no-evidence", "no-evidence"),
            ]
        )
    )
    assert share(census, "jiucuo-entry") == (5, 6, "83.3%")
    assert share(census, "jiucuo-standard") == (1, 3, "33.3%")
    assert dict(census.figures["jiucuo-standard"].aside) == {
        "待人工复核": 1, "嵌入方式未记录": 1, "没有入口": 1, "未能查看": 1,
    }  # fmt: skip


def test_a_tolerated_fault_stands_aside_but_makes_no_mark_appear(
    make_site: Make, make_quarter: Make, make_result: Make
) -> None:
    waived = make_result("violation", waived=True)
    sites = [
        make_site(1, rules={"footer-icp": waived}),
        make_site(2, rules={"closed-site-silent": waived}, status="offline"),
    ]
    census = take_census(make_quarter(sites))
    assert share(census, "mark-icp") == (0, 1, "0%")
    assert share(census, "closed-alive") == (0, 0, "")
    assert census.figures["closed-alive"].aside == (("豁免期内", 1),)
    assert census.problems == ()


def test_half_is_rounded_up_in_decimal(make_site: Make, make_quarter: Make) -> None:
    sites = [make_site(n, rules={"footer-icp": "ok" if n < 1 else "violation"}) for n in range(2000)]
    assert share(take_census(make_quarter(sites)), "mark-icp") == (1, 2000, "0.1%")


def test_a_change_is_in_points_of_the_rounded_figures(
    notice_quarter: QuarterResults, make_result: Make
) -> None:
    links = {f"s{n}" for n in range(25)}
    before = replace(
        notice_quarter,
        quarter=Quarter(2018, 2),
        sites=tuple(
            replace(s, rules={**s.rules, "footer-jiucuo-code": make_result("ok", details=("链接",))})
            if s.id in links
            else s
            for s in notice_quarter.sites
        ),
    )
    figure = take_census(notice_quarter, [before]).figures["jiucuo-standard"]
    assert (figure.text, figure.before and figure.before.n, figure.points) == ("96.9%", 432, Decimal("2.4"))


def incomparable(now: QuarterResults, *earlier: QuarterResults, id: str = "mark-icp") -> Figure:
    figure = take_census(now, earlier).figures[id]
    assert (figure.before is None) == bool(figure.incomparable)
    return figure


def test_quarters_are_compared_only_under_equal_versions(
    make_site: Make, make_quarter: Make, make_result: Make
) -> None:
    now = make_quarter([make_site(1, rules={"footer-icp": make_result("ok", 2), "footer-jiucuo": "ok"})])
    before = make_quarter([make_site(1, rules={"footer-icp": "ok", "footer-jiucuo": "ok"})], Quarter(2018, 2))
    assert "版本不同：footer-icp" in incomparable(now, before).incomparable
    assert incomparable(now, before, id="jiucuo-entry").points == Decimal("0.0")
    assert "没有检查 footer-site-code" in incomparable(now, before, id="mark-site-code").incomparable
    assert "没有2018年第二季度" in incomparable(now).incomparable
    older = replace(before, quarter=Quarter(2018, 1))
    assert "没有2018年第二季度" in incomparable(now, older).incomparable


def test_pass_rates_are_compared_under_the_same_standard_alone(
    make_site: Make, make_quarter: Make, make_result: Make
) -> None:
    def results(when: Quarter, version: int, profile: str) -> QuarterResults:
        rules = {"home-updated": make_result("ok", version, effect="veto"), "footer-icp": "ok"}
        made: QuarterResults = make_quarter([make_site(1, rules=rules)], when, profile=profile)
        return made

    now, q2 = results(Quarter(2018, 3), 1, "a"), Quarter(2018, 2)
    assert incomparable(now, results(q2, 1, "a"), id="sites-passed").before is not None
    assert "标准不同" in incomparable(now, results(q2, 1, "b"), id="sites-passed").incomparable
    assert "home-updated" in incomparable(now, results(q2, 2, "a"), id="sites-passed").incomparable
    assert incomparable(now, results(q2, 2, "b")).before is not None


def test_a_score_on_unverified_points_is_called_so_and_names_nobody(
    make_site: Make, make_quarter: Make
) -> None:
    sites = [
        make_site(1, outcome="failed", reference=True),
        make_site(2, outcome="not-scored"),
        make_site(3, outcome=""),
    ]
    census = take_census(make_quarter(sites))
    assert share(census, "sites-passed") == (0, 1, "0%")
    assert "1 个网站的得分为参考分" in census.figures["sites-passed"].definition
    assert census.figures["sites-passed"].aside == (("未检查", 1), ("未评分", 1))
    assert census.problems == ()


def test_every_share_has_its_definition(notice_quarter: QuarterResults) -> None:
    for figure in take_census(notice_quarter).figures.values():
        assert figure.definition
        if figure.ratio is not None:
            assert "÷" in figure.ratio.definition
