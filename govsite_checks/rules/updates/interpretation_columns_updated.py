"""Interpretation columns have something new."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Role, Snapshot, rule
from govsite_checks.reading.lists.upkeep_findings import by_column


@rule(
    id="interpretation-columns-updated",
    title="政策解读类栏目按期更新",
    clause="index-2019/publish-and-interpret",
    remediation="发布重要政策文件时同步发布解读，确保政策解读栏目六个月内有更新。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="在184天以内", pages=(sample.column("interpretation", sample.rows(184, 200)),)),
        Example.violation("", says="185天", pages=(sample.column("interpretation", sample.rows(185, 200)),)),
        Example.no_evidence("", says="未见", pages=(sample.column("news", sample.rows(1, 2, 3)),)),
    ],
    catalogue=("policy-interpretation",),
)
def interpretation_columns_updated(snapshot: Snapshot, *, window_days: int = 184) -> Iterable[Finding]:
    """Every interpretation column has an item of the last six months.

    检查内容：
        政策解读类栏目中最新一条信息的日期，距监测时间点是否在规定天数以内。默认184天，即六个月最长的天数，第184天仍视为已更新。
    检查依据：
        国办秘函〔2019〕19号扣分指标“发布解读”。期限和扣分办法未核实。
    整改方法：
        发布重要政策文件时同步发布解读。
    人工判断：
        列表由脚本生成、没有日期、日期年份不能确定、条目未按日期排列或各处日期相互矛盾时，需人工查看。
    已知局限：
        只看列表及抽查到的内容页，不判断这一时期有没有应当解读的政策。
    """
    yield from by_column(snapshot, (ColumnType.INTERPRETATION,), window_days=window_days)
