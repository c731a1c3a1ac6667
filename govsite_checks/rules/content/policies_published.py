"""The site publishes policy documents."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Snapshot, rule
from govsite_checks.reading.publication.kinds import judge_published

_HOME = sample.home()
_MAP = sample.sitemap()


@rule(
    id="policies-published",
    title="公开政策文件",
    clause="guideline-2017/information-kinds",
    remediation="设置“政策文件”栏目，分类发布本单位制定的文件，并可检索。",
    examples=[
        Example.ok(
            _HOME,
            says="“政策文件”",
            pages=(
                sample.column("policy", "<h1>政策文件</h1><p>关于示例事项的通知。</p>", title="政策文件"),
            ),
        ),
        Example.ok(sample.home(("/x/", "政策文件")), says="“政策文件”"),
        Example.ok(
            _HOME,
            says="在其他网站",
            pages=(
                sample.page(
                    "column",
                    "https://other.gov.cn/x/",
                    column=sample.column_of(
                        "policy", "https://other.gov.cn/x/", title="政策文件", offsite=True
                    ),
                ),
            ),
        ),
        Example.violation(_HOME, says="未见政策文件", pages=(_MAP,)),
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
            _HOME, says="访问超时", pages=(sample.column("policy", title="政策文件", error="timeout"),)
        ),
    ],
    catalogue=("policy-documents",),
)
def policies_published(snapshot: Snapshot) -> Iterable[Finding]:
    """Policy documents are published.

    检查内容：
        是否设有政策文件（政策法规、规范性文件）栏目，栏目是否有内容；首页、网站地图或栏目页上有同名链接的也算。
    检查依据：
        《政府网站发展指引》对信息发布内容的要求。
    整改方法：
        设置“政策文件”栏目，分类发布本单位制定的文件，并可检索。
    人工判断：
        首页或“政务公开”等上级栏目未能查看、内容由脚本加载，或看过的栏目太少时，不判为没有，由人工确认；有名称相近的链接、栏目没有内容或打不开的，也由人工确认。
    已知局限：
        栏目按名称、标签和网址识别，名称特别的可能认不出；只看有没有，内容是否准确、全面需人工判断。
    """
    yield from judge_published(snapshot, (ColumnType.POLICY,), "政策文件")
