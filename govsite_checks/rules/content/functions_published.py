"""The site publishes the functions of its body."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Snapshot, rule
from govsite_checks.reading.publication.kinds import judge_published

_HOME = sample.home()
_MAP = sample.sitemap()


@rule(
    id="functions-published",
    title="公开机构职能",
    clause="guideline-2017/org-function-present",
    remediation="设置“机构职能”栏目，公布机构设置和主要职责。",
    examples=[
        Example.ok(
            _HOME,
            says="“机构职能”",
            pages=(
                sample.column(
                    "functions", "<h1>机构职能</h1><p>主要职责是负责示例事务。</p>", title="机构职能"
                ),
            ),
        ),
        Example.ok(sample.home(("/x/", "机构职能")), says="“机构职能”"),
        Example.ok(
            _HOME,
            says="在其他网站",
            pages=(
                sample.page(
                    "column",
                    "https://other.gov.cn/x/",
                    column=sample.column_of(
                        "functions", "https://other.gov.cn/x/", title="机构职能", offsite=True
                    ),
                ),
            ),
        ),
        Example.violation(_HOME, says="未见机构职能", pages=(_MAP,)),
        Example.needs_review(
            sample.home(("/lxwm/", "处室电话")), says="名称相近的链接“处室电话”", pages=(_MAP,)
        ),
        Example.needs_review("<p>首页</p>", says="内容极少", note="首页可能由脚本生成，不能说明没有"),
        Example.needs_review(_HOME, says="未见网站地图", note="看过的栏目太少"),
        Example.needs_review(
            sample.home(("/zwgk/", "政务公开")),
            says="“政务公开”未能查看",
            pages=(
                _MAP,
                sample.page(
                    "column",
                    "/zwgk/",
                    column=sample.column_of("other", "/zwgk/", title="政务公开"),
                    error="timeout",
                ),
            ),
        ),
        Example.no_evidence(
            _HOME, says="访问超时", pages=(sample.column("functions", title="机构职能", error="timeout"),)
        ),
    ],
    catalogue=("org-function-present",),
)
def functions_published(snapshot: Snapshot) -> Iterable[Finding]:
    """The functions of the body are published.

    检查内容：
        是否设有机构职能（机构设置、主要职责、内设机构）栏目，栏目是否有内容；首页、网站地图或栏目页上有同名链接的也算。
    检查依据：
        《政府网站发展指引》对信息发布内容的要求。
    整改方法：
        设置“机构职能”栏目，公布机构设置和主要职责。
    人工判断：
        首页或“政务公开”等上级栏目未能查看、内容由脚本加载，或看过的栏目太少时，不判为没有，由人工确认；有名称相近的链接、栏目没有内容或打不开的，也由人工确认。
    已知局限：
        栏目按名称、标签和网址识别，名称特别的可能认不出；只看有没有，内容是否准确、全面需人工判断。
    """
    yield from judge_published(snapshot, (ColumnType.FUNCTIONS,), "机构职能")
