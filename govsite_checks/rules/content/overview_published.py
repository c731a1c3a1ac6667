"""The site publishes an overview of its region or body."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Snapshot, rule
from govsite_checks.reading.publication.kinds import judge_published

_HOME = sample.home()
_MAP = sample.sitemap()


@rule(
    id="overview-published",
    title="公开概况信息",
    clause="guideline-2017/overview-present",
    remediation="设置“概况”栏目，介绍本地区（本部门）的基本情况，并及时更新。",
    examples=[
        Example.ok(
            _HOME,
            says="“市情概况”",
            pages=(
                sample.column("overview", "<h1>市情概况</h1><p>示例市位于示例省中部。</p>", title="市情概况"),
            ),
        ),
        Example.ok(sample.home(("/x/", "市情概况")), says="“市情概况”"),
        Example.ok(
            _HOME,
            says="在其他网站",
            pages=(
                sample.page(
                    "column",
                    "https://other.gov.cn/x/",
                    column=sample.column_of(
                        "overview", "https://other.gov.cn/x/", title="市情概况", offsite=True
                    ),
                ),
            ),
        ),
        Example.violation(_HOME, site={"kind": "portal"}, says="未见概况信息", pages=(_MAP,)),
        Example.violation(_HOME, site={"kind": "department"}, says="未见概况信息", pages=(_MAP,)),
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
            _HOME, says="访问超时", pages=(sample.column("overview", title="市情概况", error="timeout"),)
        ),
        Example.ok(
            _HOME,
            site={"kind": "department"},
            says="“机构职能”",
            pages=(sample.column("functions", "<h1>机构职能</h1><p>主要职责。</p>", title="机构职能"),),
            note="部门的概况常与机构职能合在一起",
        ),
    ],
    catalogue=("overview-present",),
)
def overview_published(snapshot: Snapshot) -> Iterable[Finding]:
    """An overview of the region or of the body is published.

    检查内容：
        是否设有概况栏目（地区概况、走进某地、单位简介等），栏目是否有内容；首页、网站地图或栏目页上有同名链接的也算。部门网站设有机构职能栏目的，视为公开了概况。
    检查依据：
        《政府网站发展指引》对信息发布内容的要求。
    整改方法：
        设置“概况”栏目，介绍本地区（本部门）的基本情况，并及时更新。
    人工判断：
        首页或“政务公开”等上级栏目未能查看、内容由脚本加载，或看过的栏目太少时，不判为没有，由人工确认；有名称相近的链接、栏目没有内容或打不开的，也由人工确认。
    已知局限：
        栏目按名称、标签和网址识别，名称特别的可能认不出；只看有没有，内容是否准确、全面需人工判断。
    """
    types: tuple[str, ...] = (ColumnType.OVERVIEW,)
    if snapshot.site.kind == "department":
        types += (ColumnType.FUNCTIONS,)
    yield from judge_published(snapshot, types, "概况信息")
