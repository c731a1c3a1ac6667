"""Important policy documents link to their interpretation."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep import clean
from govsite_checks.reading.publication.policies import (
    has_interpretation,
    links_interpretation,
    read_policies,
)

_TITLE = "示例市道路养护管理办法"
_BODY = "<p>第一条 为加强道路养护，制定本办法。</p><p>第二条 本办法适用于本市行政区域。</p>"


def _policy(more: str = "", title: str = _TITLE, path: str = "/zc/1.html") -> Page:
    html = f"<h1>{title}</h1><div class='content'>{_BODY}{more}</div>"
    return sample.page("article", path, html, column=sample.column_of("policy"))


@rule(
    id="policy-interpreted",
    title="重要政策文件链接到解读",
    clause="guideline-2017/interpretation-linked",
    remediation="发布重要政策文件时同步发布解读，并在文件页面上链接到解读。",
    needs=(Role.HOME, Role.ARTICLE),
    examples=[
        Example.ok(
            "", says="1 件", pages=(_policy('<p>相关解读：<a href="/jd/1.html">《办法》解读</a></p>'),)
        ),
        Example.needs_review(
            "",
            says="1 件在解读栏目中有解读",
            pages=(
                _policy(),
                sample.page(
                    "article",
                    "/jd/1.html",
                    f"<h1>《{_TITLE}》解读</h1><p>正文</p>",
                    column=sample.column_of("interpretation"),
                ),
            ),
            note="有解读，文件页面没有链接过去",
        ),
        Example.needs_review("", says="“示例市道路养护管理办法”", pages=(_policy(),)),
        Example.no_evidence(
            "",
            says="未抽查到政策文件",
            pages=(_policy(title="市政府召开道路养护工作会议"),),
            note="会议新闻不是文件",
        ),
        Example.no_evidence("", says="未抽查到政策文件"),
    ],
    catalogue=("interpretation-linked", "interpretation-ratio"),
    auto="P",
)
def policy_interpreted(snapshot: Snapshot) -> Iterable[Finding]:
    """Policy documents lead to an interpretation.

    检查内容：
        抽查到的政策文件（办法、规定、意见、方案等），页面上是否有通往解读的链接；没有链接的，看解读栏目中是否有针对它的解读。
    检查依据：
        《政府网站发展指引》：重要政策应同步发布解读。
    整改方法：
        发布重要政策文件时同步发布解读，并在文件页面上链接到解读。
    人工判断：
        哪些文件属于重要政策、应当解读，由人工判断；未见解读的一律列为线索，本项不判不符合。
    已知局限：
        只看抽查到的文件和查看过的解读列表；以图片、视频解读且标题不含文件名称的识别不出。
    """
    policies = [policy for policy in snapshot.derive(read_policies) if policy.important]
    if not policies:
        yield Finding.at(Verdict.NO_EVIDENCE, "未抽查到政策文件的内容页。", snapshot.home)
        return
    missing = [policy for policy in policies if not links_interpretation(snapshot, policy)]
    if not missing:
        yield Finding.at(Verdict.OK, f"抽查的政策文件 {len(policies)} 件均链接到解读。", policies[0].page)
        return
    names = "、".join(f"“{clean(policy.title, 30)}”" for policy in missing[:3])
    more = "等" if len(missing) > 3 else ""
    there = sum(has_interpretation(snapshot, policy) for policy in missing)
    note = f"（其中 {there} 件在解读栏目中有解读）" if there else ""
    yield Finding.at(
        Verdict.NEEDS_REVIEW,
        f"抽查的政策文件 {len(policies)} 件中 {len(missing)} 件的页面未见解读链接：{names}{more}{note}，需人工确认。",
        missing[0].page,
    )
