"""A census in words: one line a figure, columns that stand below one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from govsite_checks.census.course import Course, Episode, State
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import QuarterResults
from govsite_checks.census.taking import take_census
from govsite_checks.census.text import aligned, stated, to_text, width

Make = Callable[..., Any]


def test_a_figure_is_stated_with_its_change_and_what_stands_aside(
    make_site: Make, make_quarter: Make
) -> None:
    def results(ok: int, when: Quarter) -> QuarterResults:
        verdicts = ["ok"] * ok + ["violation"] * (8 - ok) + ["no-evidence"]
        made: QuarterResults = make_quarter(
            [make_site(n, rules={"footer-icp": verdict}) for n, verdict in enumerate(verdicts)], when
        )
        return made

    now, before = Quarter(2018, 3), Quarter(2018, 2)
    for ok, words in ((7, "提升25.0个百分点"), (3, "下降25.0个百分点"), (5, "持平")):
        figure = take_census(results(ok, now), [results(5, before)]).figures["mark-icp"]
        assert f"，较上季度（5/8）{words}；另计：未能查看 1" in stated(figure)


def test_columns_stand_below_one_another() -> None:
    lines = list(aligned([("单位", "n"), ("甲", "10"), ("abc区", "7")]))
    assert [width(line[: line.rindex(line.split()[-1])]) for line in lines] == [7, 7, 7]


def test_every_part_is_told(notice_quarter: QuarterResults, quarter_before: QuarterResults) -> None:
    q3 = notice_quarter.quarter
    courses = [
        Course("footer-icp", "标明ICP备案编号", "s1", "第1网", "甲", Episode(q3, q3, 1, State.RELAPSED)),
        Course("footer-icp", "标明ICP备案编号", "s2", "第2网", "甲", Episode(q3, q3, 1)),
        Course("footer-icp", "标明ICP备案编号", "s3", "第3网", "甲", Episode(q3.previous, q3.previous, 1, State.RECTIFIED, q3)),
        Course("footer-icp", "标明ICP备案编号", "s4", "第4网", "甲", Episode(q3.previous, q3.previous, 1, State.RECTIFIED, q3.previous)),
    ]  # fmt: skip
    census = take_census(notice_quarter, [quarter_before], courses)
    text = to_text(census)
    assert text.startswith("2018年第三季度政府网站普查统计：北京市政府网站\n")
    for line in (
        "正常运行的网站数：457，上季度 845",
        "政府网站标识码添加比例：97.2%（444/457）",
        "底部标识缺项（103 个网站）",
        "另有 53 个，见 --format json",
        "连续合格（60）：市第0局（2 个季度）",
        "本季度发现 2 项，其中首次发现 1 项、反弹 1 项；上季度的问题本季度见到已整改 1 项",
        "    反弹：“第1网”标明ICP备案编号（2018Q3 起）",
    ):
        assert line in text
    assert "第4网" not in {course.name for course in census.courses}
    assert to_text(replace(census)) == text
