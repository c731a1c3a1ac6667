"""Notice and policy columns have something new."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Expected, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep_findings import by_column


@rule(
    id="notice-columns-updated",
    title="通知公告、政策文件类栏目按期更新",
    clause="census-2015/basic-info-freshness",
    remediation="在通知公告、政策文件类栏目中及时发布信息，确保六个月内有更新。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="在184天以内", pages=(sample.column("notice", sample.rows(184, 200, 300)),)),
        Example.violation("", says="185天", pages=(sample.column("policy", sample.rows(185, 200, 300)),)),
        Example(
            "",
            (Expected(Verdict.OK, "通知公告"), Expected(Verdict.VIOLATION, "规范性文件")),
            pages=(
                sample.column("notice", sample.rows(5, 6, 7)),
                sample.column("policy", sample.rows(400, 500, 600), title="规范性文件", level=2),
            ),
        ),
        Example.needs_review(
            "",
            says="未全部查看",
            pages=(
                sample.column(
                    "policy", sample.rows(700, 400, 650, 300, 500, 420) + '<a href="index_1.html">下一页</a>'
                ),
            ),
            note="条目不按日期排列，新的可能在后面",
        ),
        Example.no_evidence("", says="未见", pages=(sample.column("news", sample.rows(1, 2, 3)),)),
    ],
    catalogue=("basic-info-freshness",),
)
def notice_columns_updated(
    snapshot: Snapshot, *, window_days: int = 184, first_level_only: bool = False
) -> Iterable[Finding]:
    """Every notice or policy column has an item of the last six months.

    检查内容：
        通知公告、政策文件类栏目中最新一条信息的日期，距监测时间点是否在规定天数以内。默认184天，即六个月最长的天数，第184天仍视为已更新。
        first_level_only 为真时只看一级栏目（国办秘函〔2019〕19号）。
    检查依据：
        国办发〔2015〕15号普查评分表“基本信息”和“栏目不更新”的要求。
    整改方法：
        及时发布信息；不能保障更新的栏目要调整或合并。
    人工判断：
        列表由脚本生成、没有日期、日期年份不能确定、条目未按日期排列或各处日期相互矛盾时，需人工查看。
    已知局限：
        只看列表及抽查到的内容页。六个月一律按184天计算，最多比按日历计算宽3天。
    """
    yield from by_column(
        snapshot,
        (ColumnType.NOTICE, ColumnType.POLICY),
        window_days=window_days,
        first_level_only=first_level_only,
    )
