"""Surveys are held often enough."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Role, Snapshot, rule
from govsite_checks.reading.talk.activities import often

_SIX = sample.rows(10, 60, 120, 180, 240, 300, 400, subject="关于某办法的意见征集")
_TWO = sample.rows(10, 300, 366, 500, subject="关于某办法的意见征集")


@rule(
    id="surveys-frequent",
    title="每年开展足够次数的调查征集",
    clause="index-2019/survey",
    remediation="结合重大决策和公众关心的问题开展网上调查、意见征集，门户网站每年不少于6次。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="6次", pages=(sample.column("survey", _SIX),), site={"kind": "portal"}),
        Example.violation("", says="2次，少于3次", pages=(sample.column("survey", _TWO),)),
        Example.violation(
            "",
            says="5次，少于6次",
            pages=(sample.column("survey", sample.rows(10, 60, 120, 180, 365, 366)),),
            site={"kind": "portal"},
        ),
        Example.needs_review(
            "",
            says="其余各页",
            pages=(sample.column("survey", sample.rows(10, 60) + '<a href="index_1.html">下一页</a>'),),
        ),
        Example.no_evidence("", says="未见", pages=(sample.column("news", sample.rows(1, 2, 3)),)),
    ],
    catalogue=("survey", "survey-column"),
)
def surveys_frequent(
    snapshot: Snapshot, *, window_days: int = 365, per_year_portal: int = 6, per_year_other: int = 3
) -> Iterable[Finding]:
    """At least so many surveys are listed for the last year.

    检查内容：
        调查征集类栏目近一年（默认365天）开展活动的次数：门户网站不少于6次，其他网站不少于3次。同一活动列在两个栏目的计一次。
    检查依据：
        国办秘函〔2019〕19号“征集调查”要求6次以上；其他网站3次的标准见于普查评分表的评分办法，未核实。
    整改方法：
        结合重大决策和公众关心的问题，定期开展网上调查、意见征集。
    人工判断：
        列表未看全、由脚本生成、没有日期或日期不能确认时，需人工查看。
    已知局限：
        以列表条目计数，结果反馈也计入，只会多算不会少算；不判断活动是否真实开展。
    """
    wanted = per_year_portal if snapshot.site.kind == "portal" else per_year_other
    yield from often(snapshot, ColumnType.SURVEY, window_days, wanted, "调查征集")
