"""Personnel and planning columns have something new."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Role, Snapshot, rule
from govsite_checks.reading.lists.upkeep_findings import by_column


@rule(
    id="planning-columns-updated",
    title="人事信息、规划计划类栏目按期更新",
    clause="census-2015/basic-info-freshness",
    remediation="在人事信息、规划计划类栏目中及时发布信息，确保一年内有更新。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="在366天以内", pages=(sample.column("planning", sample.rows(366, 400)),)),
        Example.violation("", says="367天", pages=(sample.column("personnel", sample.rows(367, 400)),)),
        Example.no_evidence("", says="未见", pages=(sample.column("news", sample.rows(1, 2, 3)),)),
    ],
    catalogue=("basic-info-freshness",),
)
def planning_columns_updated(snapshot: Snapshot, *, window_days: int = 366) -> Iterable[Finding]:
    """Every personnel or planning column has an item of the last year.

    检查内容：
        人事信息、规划计划类栏目中最新一条信息的日期，距监测时间点是否在规定天数以内（默认366天，第366天仍视为已更新）。
    检查依据：
        国办发〔2015〕15号普查评分表“基本信息”。一年的期限和扣分办法未核实。
    整改方法：
        及时发布信息；不能保障更新的栏目要调整或合并。
    人工判断：
        列表由脚本生成、没有日期、日期年份不能确定、条目未按日期排列或各处日期相互矛盾时，需人工查看。
    已知局限：
        只看列表及抽查到的内容页。五年一编的规划本来更新较少，由主管单位酌定。
    """
    yield from by_column(snapshot, (ColumnType.PERSONNEL, ColumnType.PLANNING), window_days=window_days)
