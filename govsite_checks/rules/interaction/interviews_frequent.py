"""Interviews are held often enough."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Role, Snapshot, rule
from govsite_checks.reading.talk.activities import often

_THREE = sample.rows(10, 150, 365, 400, subject="负责人谈政策")
_TWO = sample.rows(10, 150, 366, 400, subject="负责人谈政策")


@rule(
    id="interviews-frequent",
    title="每年开展足够次数的在线访谈",
    clause="census-2015/activity-counts",
    remediation="结合重点工作组织在线访谈并公开实录，门户网站每年不少于6次，其他网站不少于3次。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="3次", pages=(sample.column("interview", _THREE),)),
        Example.violation("", says="2次，少于3次", pages=(sample.column("interview", _TWO),)),
        Example.violation(
            "", says="3次，少于6次", pages=(sample.column("interview", _THREE),), site={"kind": "portal"}
        ),
        Example.no_evidence("", says="未见", pages=(sample.column("news", sample.rows(1, 2, 3)),)),
    ],
    catalogue=("interview-column",),
)
def interviews_frequent(
    snapshot: Snapshot, *, window_days: int = 365, per_year_portal: int = 6, per_year_other: int = 3
) -> Iterable[Finding]:
    """At least so many interviews are listed for the last year.

    检查内容：
        在线访谈类栏目近一年（默认365天）开展访谈的次数：门户网站不少于6次，其他网站不少于3次。
    检查依据：
        国办发〔2015〕15号普查评分表“互动访谈类栏目”考察开展访谈的次数；具体次数未核实。
    整改方法：
        结合重点工作组织在线访谈，公开访谈预告和实录。
    人工判断：
        列表未看全、由脚本生成、没有日期或日期不能确认时，需人工查看。
    已知局限：
        以列表条目计数，访谈预告也计入，只会多算不会少算。
    """
    wanted = per_year_portal if snapshot.site.kind == "portal" else per_year_other
    yield from often(snapshot, ColumnType.INTERVIEW, window_days, wanted, "在线访谈")
