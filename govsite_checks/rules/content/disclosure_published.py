"""The site publishes guide, catalogue and annual report of the disclosure of government information."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Snapshot, Verdict, rule
from govsite_checks.reading.publication.kinds import absence, offer_of

_GUIDE, _CATALOGUE, _REPORT = ("/zn/", "信息公开指南"), ("/ml/", "信息公开目录"), ("/nb/", "信息公开年报")
_KINDS = {
    ColumnType.DISCLOSURE_GUIDE: "信息公开指南",
    ColumnType.DISCLOSURE_CATALOGUE: "信息公开目录",
    ColumnType.DISCLOSURE_REPORT: "信息公开年报",
}


@rule(
    id="disclosure-published",
    title="公开信息公开指南、目录和年报",
    clause="guideline-2017/information-kinds",
    remediation="设置信息公开指南、信息公开目录和信息公开年报栏目，或在首页链接到其所在的信息公开平台。",
    examples=[
        Example.ok(sample.home(_GUIDE, _CATALOGUE, _REPORT), says="指南、信息公开目录、信息公开年报"),
        Example.ok(
            sample.home(),
            says="指南、信息公开目录、信息公开年报",
            pages=(
                sample.column("disclosure-guide", error="timeout"),
                sample.column("disclosure-report"),
                sample.page("sitemap", "/map.html", '<a href="/ml/">政府信息公开目录</a>'),
            ),
            note="只看有没有栏目",
        ),
        Example.violation(
            sample.home(_GUIDE, _REPORT), says="未见信息公开目录", pages=(sample.sitemap(_GUIDE, _REPORT),)
        ),
        Example.violation(
            sample.home(),
            says="未见信息公开指南、信息公开目录、信息公开年报",
            pages=(sample.sitemap(),),
        ),
        Example.needs_review(
            sample.home(("/xxgk/", "政府信息公开")),
            says="“政府信息公开”未能查看",
            pages=(sample.sitemap(),),
            note="三项内容可能在未查看的上级栏目中",
        ),
        Example.needs_review(sample.home(), says="未见网站地图"),
        Example.needs_review(
            sample.home(_GUIDE, _CATALOGUE, ("/nb/", "年度报告汇编")),
            says="“年度报告汇编”",
            pages=(sample.sitemap(),),
        ),
    ],
    catalogue=("disclosure-published",),
)
def disclosure_published(snapshot: Snapshot) -> Iterable[Finding]:
    """The guide, the catalogue and the annual report of disclosure are there.

    检查内容：
        是否设有信息公开指南、信息公开目录、信息公开年报三个栏目（或链接），列出缺少的。
    检查依据：
        《政府网站发展指引》对信息发布内容的要求。
    整改方法：
        设置信息公开指南、信息公开目录和信息公开年报栏目，或在首页链接到其所在的信息公开平台。
    人工判断：
        首页或“政务公开”等上级栏目未能查看、在其他网站、内容由脚本加载，或看过的栏目太少时，不判为没有，由人工确认。
    已知局限：
        只看有没有栏目或链接，不看内容是否完整；信息公开年报不是《政府网站工作年度报表》，后者另有检查。
    """
    missing = {kind: name for kind, name in _KINDS.items() if not offer_of(snapshot, (kind,)).exists}
    if not missing:
        yield Finding.at(Verdict.OK, f"设有{'、'.join(_KINDS.values())}。", snapshot.home)
        return
    yield absence(snapshot, tuple(missing), "、".join(missing.values()))
