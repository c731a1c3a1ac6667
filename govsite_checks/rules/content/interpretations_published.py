"""The site has a column of interpretations of policies."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Snapshot, rule
from govsite_checks.reading.publication.kinds import judge_published, offer_of

_HOME = sample.home()
_MAP = sample.sitemap()


@rule(
    id="interpretations-published",
    title="设有政策解读栏目",
    clause="guideline-2017/content-functions",
    remediation="设置“政策解读”栏目，发布对重要政策文件的解读。",
    examples=[
        Example.ok(
            _HOME,
            says="“政策解读”",
            pages=(
                sample.column(
                    "interpretation", "<h1>政策解读</h1><p>关于示例办法的解读。</p>", title="政策解读"
                ),
            ),
        ),
        Example.ok(sample.home(("/x/", "政策解读")), says="“政策解读”"),
        Example.ok(
            _HOME,
            says="在其他网站",
            pages=(
                sample.page(
                    "column",
                    "https://other.gov.cn/x/",
                    column=sample.column_of(
                        "interpretation", "https://other.gov.cn/x/", title="政策解读", offsite=True
                    ),
                ),
            ),
        ),
        Example.violation(_HOME, site={"kind": "portal"}, says="未见政策解读", pages=(_MAP,)),
        Example.violation(
            sample.home(("/flfg/", "法律法规")),
            site={"kind": "department"},
            says="未见政策解读",
            pages=(_MAP,),
        ),
        Example.needs_review(
            _HOME, site={"kind": "department"}, says="是否应当公开", pages=(_MAP,), note="部门不一定制定政策"
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
            _HOME,
            says="访问超时",
            pages=(sample.column("interpretation", title="政策解读", error="timeout"),),
        ),
    ],
    catalogue=("policy-interpretation",),
)
def interpretations_published(snapshot: Snapshot) -> Iterable[Finding]:
    """There is a column of interpretations of policies.

    检查内容：
        是否设有政策解读栏目，栏目是否有内容；首页、网站地图或栏目页上有同名链接的也算。
    检查依据：
        《政府网站发展指引》对解读回应功能的要求。
    整改方法：
        设置“政策解读”栏目，发布对重要政策文件的解读。
    人工判断：
        首页或“政务公开”等上级栏目未能查看、内容由脚本加载，或看过的栏目太少时，不判为没有，由人工确认；有名称相近的链接、栏目没有内容或打不开的，也由人工确认；部门网站没有政策文件栏目的，是否应当有解读由人工确认。
    已知局限：
        栏目按名称、标签和网址识别，名称特别的可能认不出；只看有没有，内容是否准确、全面需人工判断。
    """
    # A department that issues no documents has nothing to interpret.
    must = snapshot.site.kind == "portal" or offer_of(snapshot, (ColumnType.POLICY,)).exists
    yield from judge_published(snapshot, (ColumnType.INTERPRETATION,), "政策解读", must=must)
