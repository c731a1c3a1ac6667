"""Survey columns are in use."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep import Seen, Upkeep, clean, without_parents
from govsite_checks.reading.talk.activities import columns_of, newest_of
from govsite_checks.reading.talk.joined import today_of
from govsite_checks.reading.talk.words import message_words


@rule(
    id="survey-column-used",
    title="调查征集栏目正常使用",
    clause="beijing-notice-2018q3/survey-unused",
    remediation="结合工作开展网上调查、意见征集；确无需要的栏目应调整或合并。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="365天以内", pages=(sample.column("survey", sample.rows(365, 400)),)),
        Example.violation("", says="366天", pages=(sample.column("survey", sample.rows(366, 400)),)),
        Example.violation(
            "", says="没有内容", pages=(sample.column("survey", "<h2>征集调查</h2><p>暂无信息</p>"),)
        ),
        Example.needs_review(
            "",
            says="需人工确认",
            pages=(
                sample.column(
                    "survey",
                    '<ul id="list"></ul><script>$.get("/q",function(d){$("#list").html(d)})</script>',
                ),
            ),
        ),
        Example.no_evidence("", says="未见", pages=(sample.column("news", sample.rows(1, 2, 3)),)),
        Example.no_evidence(
            "",
            says="未能查看",
            pages=(sample.column("survey", error="timeout", status=None), sample.column("news")),
        ),
        Example.no_evidence(
            "",
            says="未见",
            pages=(sample.column("survey", sample.rows(366, 400), title="结果反馈"),),
            note="只公布结果的栏目不要求有新的活动",
        ),
    ],
    catalogue=("survey-column",),
)
def survey_column_used(snapshot: Snapshot, *, window_days: int = 365) -> Iterable[Finding]:
    """Every survey column has an activity within the window.

    检查内容：
        调查征集类栏目是否为空，最新一次活动的日期距监测时间点是否超过一年（默认365天，第365天仍视为未超过）。
    检查依据：
        北京市2018年第三季度通报将“调查征集栏目长期未使用”列为存在的问题；普查评分表“调查征集类栏目”考察开展活动的次数。
        通报未说明“长期”的天数，一年是默认值，可在评分标准文件中修改。
    整改方法：
        结合工作开展网上调查、意见征集；确无需要的栏目应调整或合并。
    人工判断：
        列表由脚本生成、没有日期、日期不能确认或未按日期排列时，需人工查看。
    已知局限：
        以列表所示日期为准；只公布结果的栏目不在此列。
    """
    words = message_words().survey["only_results"]
    columns = [
        column
        for column in without_parents(columns_of(snapshot, ColumnType.SURVEY))
        if not words.search(column.column.title)
    ]
    for column in columns:
        yield _finding(column, snapshot, window_days)
    if not columns:
        yield Finding.at(Verdict.NO_EVIDENCE, "已查看的页面中未见调查征集类栏目。", snapshot.home)


def _finding(column: Upkeep, snapshot: Snapshot, window_days: int) -> Finding:
    name, newest = f"栏目“{column.title}”", newest_of(snapshot, column)
    age = (today_of(snapshot) - newest.day).days if newest is not None else window_days + 1
    if newest is not None and age <= window_days:
        text = f"{name}最近一次活动的日期为{newest.day}，在{window_days}天以内。"
        return Finding.at(Verdict.OK, text, column.page)
    if column.seen is Seen.UNSEEN:
        return Finding.at(Verdict.NO_EVIDENCE, f"未能查看{name}：{clean(column.why)}。", column.page)
    if column.seen is Seen.EMPTY:
        text = f"{name}没有内容（{clean(column.why)}）。"
        return Finding.at(Verdict.VIOLATION, text, column.page, details=(column.title,))
    if column.seen is Seen.DATED and newest is not None:
        text = f"{name}最近一次活动的日期为{newest.day}，距监测时间点{age}天，超过{window_days}天。"
        return Finding.at(Verdict.VIOLATION, text, column.page, snippet=newest.text, details=(column.title,))
    text = f"{name}在{window_days}天内是否开展活动不能确认：{clean(column.why)}，需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, column.page)
