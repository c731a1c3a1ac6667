"""The site publishes data."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Snapshot, rule
from govsite_checks.reading.publication.kinds import judge_published

_HOME = sample.home()
_MAP = sample.sitemap()


@rule(
    id="data-published",
    title="公开数据",
    clause="guideline-2017/information-kinds",
    remediation="设置“数据发布”或“统计信息”栏目，发布本地区、本部门的主要数据。",
    examples=[
        Example.ok(
            _HOME,
            says="“统计数据”",
            pages=(
                sample.column("data", "<h1>统计数据</h1><p>2018年上半年示例数据。</p>", title="统计数据"),
            ),
        ),
        Example.ok(sample.home(("/x/", "统计数据")), says="“统计数据”"),
        Example.ok(
            _HOME,
            says="在其他网站",
            pages=(
                sample.page(
                    "column",
                    "https://other.gov.cn/x/",
                    column=sample.column_of(
                        "data", "https://other.gov.cn/x/", title="统计数据", offsite=True
                    ),
                ),
            ),
        ),
        Example.needs_review(_HOME, says="未见数据发布", pages=(_MAP,)),
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
            _HOME, says="访问超时", pages=(sample.column("data", title="统计数据", error="timeout"),)
        ),
    ],
    catalogue=("data-publication",),
    auto="P",
)
def data_published(snapshot: Snapshot) -> Iterable[Finding]:
    """Data are published.

    检查内容：
        是否设有数据发布、统计信息或数据开放栏目，栏目是否有内容；首页、网站地图或栏目页上有同名链接的也算。
    检查依据：
        《政府网站发展指引》对信息发布内容的要求。
    整改方法：
        设置“数据发布”或“统计信息”栏目，发布本地区、本部门的主要数据。
    人工判断：
        有的部门没有可发布的数据，未见栏目的一律由人工确认，本项不判不符合。
    已知局限：
        栏目按名称、标签和网址识别，名称特别的可能认不出；只看有没有，内容是否准确、全面需人工判断。
    """
    yield from judge_published(snapshot, (ColumnType.DATA, ColumnType.OPEN_DATA), "数据发布", must=False)
