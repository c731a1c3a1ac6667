"""News columns have something new."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import (
    ColumnType,
    Example,
    Expected,
    Finding,
    PageError,
    Role,
    Snapshot,
    Verdict,
    rule,
)
from govsite_checks.reading.lists.upkeep_findings import by_column

_FETCHED = '<ul id="list"></ul><script>$.ajax({url: "/api/list"})</script>'


@rule(
    id="news-columns-updated",
    title="动态、要闻类栏目按期更新",
    clause="census-2015/basic-info-freshness",
    remediation="在动态、要闻类栏目中及时发布信息，确保两周内有更新；不能保障更新的栏目要调整或合并。",
    needs=(Role.COLUMN,),
    examples=[
        Example.ok("", says="在14天以内", pages=(sample.column("news", sample.rows(14, 20, 30)),)),
        Example.violation(
            "", says="距监测时间点15天", pages=(sample.column("news", sample.rows(15, 20, 30)),)
        ),
        Example(
            "",
            (Expected(Verdict.OK, "要闻"), Expected(Verdict.VIOLATION, "部门动态")),
            pages=(
                sample.column("news", sample.rows(1, 2, 3), "/yw/", title="要闻"),
                sample.column("news", sample.rows(40, 41, 42), "/bmdt/", title="部门动态"),
            ),
        ),
        Example.ok(
            "",
            pages=(sample.column("news", sample.rows(90, 2, 3, 40)),),
            note="置顶的旧信息之后有新信息",
        ),
        Example.ok(
            "",
            pages=(sample.column("news", sample.rows(5, 9, 30, pattern="%m-%d")),),
            note="日期没有年份",
        ),
        Example.needs_review(
            "",
            says="另行取数",
            pages=(sample.column("news", _FETCHED),),
        ),
        Example.ok(
            "",
            says="在14天以内",
            pages=(sample.rendered(sample.column("news", _FETCHED), sample.rows(14, 20, 30)),),
            note="列表由脚本另行取数，浏览器打开后可见",
        ),
        Example.violation(
            "",
            says="距监测时间点15天",
            pages=(sample.rendered(sample.column("news", _FETCHED), sample.rows(15, 20, 30)),),
        ),
        Example.needs_review(
            "",
            says="未能加载完整",
            pages=(sample.rendered(sample.column("news", _FETCHED), _FETCHED, complete=False),),
            note="浏览器打开后列表仍未出现",
        ),
        Example.needs_review(
            "",
            says="不能确认",
            pages=(
                sample.column(
                    "news",
                    '<ul><li><a href="/a/1.html">关于第一项工作的信息报道</a></li>'
                    '<li><a href="/a/2.html">关于第二项工作的信息报道</a></li>'
                    '<li><a href="/a/3.html">关于第三项工作的信息报道</a></li></ul>',
                ),
            ),
            note="没有日期",
        ),
        Example(
            "",
            (Expected(Verdict.OK, "最新"), Expected(Verdict.NO_EVIDENCE, "访问超时")),
            pages=(
                sample.column("news", sample.rows(1, 2, 3)),
                sample.column("news", path="/bmdt/", status=None, error=PageError.TIMEOUT),
            ),
        ),
    ],
    catalogue=("basic-info-freshness", "news-updates"),
)
def news_columns_updated(snapshot: Snapshot, *, window_days: int = 14) -> Iterable[Finding]:
    """Every news column has an item of the last two weeks.

    检查内容：
        动态、要闻类栏目中最新一条信息的日期，距监测时间点是否在规定天数以内（默认14天，第14天仍视为已更新）。每个栏目一条结论。
    检查依据：
        国办发〔2015〕15号普查评分表“基本信息”和“栏目不更新”的要求。
    整改方法：
        及时发布信息；不能保障更新的栏目要调整或合并。
    人工判断：
        列表由脚本生成、没有日期、日期年份不能确定、条目未按日期排列或各处日期相互矛盾时，需人工查看。
    已知局限：
        只看列表及抽查到的内容页；转载信息按本站标注的日期计算。跳转到站外的栏目、专题和归档栏目不计。
    """
    yield from by_column(snapshot, (ColumnType.NEWS,), window_days=window_days)
