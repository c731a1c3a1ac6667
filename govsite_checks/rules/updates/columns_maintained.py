"""Fewer than ten columns were left without anything new for long."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep import named, of_types, read_upkeep, without_parents

# Columns of these kinds are lists that go on; the others hold what stays.
_GOING_ON = (
    ColumnType.NEWS,
    ColumnType.NOTICE,
    ColumnType.POLICY,
    ColumnType.INTERPRETATION,
    ColumnType.RESPONSE,
    ColumnType.PERSONNEL,
    ColumnType.PLANNING,
    ColumnType.DATA,
    ColumnType.SURVEY,
    ColumnType.INTERVIEW,
    ColumnType.OTHER,
)


def _columns(days: int, count: int) -> tuple[Page, ...]:
    return tuple(
        sample.column("other", sample.rows(days, days + 9, days + 99), f"/x{n}/", title=f"专栏{n}")
        for n in range(1, count + 1)
    )


@rule(
    id="columns-maintained",
    title="应更新而长期未更新的栏目不足10个",
    clause="census-2015/column-not-updated",
    remediation="更新长期没有新信息的栏目；不再更新的栏目要归档、合并或撤下。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="9个", pages=_columns(400, 9)),
        Example.needs_review("", says="10个", pages=_columns(367, 10)),
        Example.ok("", says="0个", pages=_columns(366, 10)),
    ],
    catalogue=("column-not-updated",),
    auto="P",
)
def columns_maintained(
    snapshot: Snapshot, *, window_days: int = 366, max_stale: int = 9
) -> Iterable[Finding]:
    """At most nine columns that should be updated had nothing new for a year.

    检查内容：
        列表类栏目中最新一条信息早于规定天数（默认366天）的个数，默认不多于9个（满10个即单项否决）。逐个列出栏目。
    检查依据：
        国办发〔2015〕15号普查评分表和国办秘函〔2019〕19号单项否决“栏目不更新”第二种情形。原文没有规定“长期”的天数。
    整改方法：
        更新长期没有新信息的栏目；不再更新的栏目要归档、合并或撤下。
    人工判断：
        哪些栏目“应更新”由人判断，本项只列出候选，不作不符合的结论。
    已知局限：
        概况、机构职能、负责人、公开指南等内容相对固定的栏目不计；专题、归档和跳转到站外的栏目不计。
    """
    columns = of_types(snapshot.derive(read_upkeep), _GOING_ON)
    stale = without_parents(c for c in columns if c.stale(snapshot.as_of, window_days))
    said = f"已查看的栏目中超过{window_days}天没有新信息的有{len(stale)}个"
    if len(stale) <= max_stale:
        yield Finding.at(Verdict.OK, f"{said}，不多于{max_stale}个。", snapshot.home)
        return
    yield Finding.at(Verdict.NEEDS_REVIEW, f"{said}{named(stale, 8)}，是否应更新需人工确认。", snapshot.home)
