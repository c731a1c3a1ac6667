"""Documents that were abolished, or have lapsed, say so on their own page."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep import clean
from govsite_checks.reading.publication.policies import (
    abolished_by,
    read_abolitions,
    read_policies,
    validity_said,
)

_TITLE = "示例市道路养护管理办法"
_NOTICE = sample.page(
    "article",
    "/gg/1.html",
    "<h1>关于废止部分规范性文件的决定</h1><div class='content'><p>现决定废止下列文件：</p>"
    f"<p>一、《{_TITLE}》</p><p>二、《示例市集市管理规定》</p></div>",
    column=sample.column_of("notice"),
)


def _policy(more: str = "", title: str = _TITLE) -> Page:
    html = f"<h1>{title}</h1><div class='content'><p>第一条 为加强道路养护，制定本办法。</p>{more}</div>"
    return sample.page("article", "/zc/1.html", html, column=sample.column_of("policy"))


@rule(
    id="abolished-policy-labelled",
    title="废止、失效的文件在原文页面上注明",
    clause="guideline-2017/policy-validity-label",
    remediation="在已废止、失效或修改的文件原文页面的显著位置注明其效力状态。",
    needs=(Role.HOME, Role.ARTICLE),
    examples=[
        Example.ok("", says="1 件", pages=(_policy(),)),
        Example.ok("", says="1 件", pages=(_policy("<p>有效性：废止</p>"), _NOTICE)),
        Example.ok("", says="1 件", pages=(_policy(title=f"{_TITLE}（已废止）"), _NOTICE)),
        Example.needs_review("", says="“示例市道路养护管理办法”", pages=(_policy(), _NOTICE)),
        Example.needs_review(
            "",
            says="“示例市道路养护管理办法",
            pages=(
                _policy(),
                sample.column(
                    "policy",
                    f'<ul><li><a href="/zc/1.html">{_TITLE}（已失效）</a><span>2018-09-01</span></li>'
                    '<li><a href="/zc/2.html">示例市集市管理规定</a><span>2018-08-01</span></li>'
                    '<li><a href="/zc/3.html">示例市广场管理规定</a><span>2018-07-01</span></li></ul>',
                ),
            ),
            note="列表写了失效，原文页面没有写",
        ),
        Example.ok(
            "",
            says="1 件",
            pages=(_policy(title="示例市道路养护管理办法实施细则"), _NOTICE),
            note="名称只是相近的，不是同一文件",
        ),
        Example.no_evidence("", says="未抽查到政策文件"),
    ],
    catalogue=("policy-validity-label",),
    auto="P",
)
def abolished_policy_labelled(snapshot: Snapshot) -> Iterable[Finding]:
    """Documents that are void say so on their own page.

    检查内容：
        抽查到的政策文件中，列表标题或其他页面的废止公告称其废止、失效的，原文页面上是否有效力状态的说明。
    检查依据：
        《政府网站发展指引》：已修改、废止或失效的文件应在原文件页面上注明。
    整改方法：
        在已废止、失效或修改的文件原文页面的显著位置注明其效力状态。
    人工判断：
        公告所列与原文是否为同一文件、是否已经注明（如以图片注明），由人工确认，本项不判不符合。
    已知局限：
        只比对抽查到的文件和公告；页面写有效力状态即视为注明，不核对写得是否正确。
    """
    policies = snapshot.derive(read_policies)
    if not policies:
        yield Finding.at(Verdict.NO_EVIDENCE, "未抽查到政策文件的内容页。", snapshot.home)
        return
    abolitions = snapshot.derive(read_abolitions)
    unlabelled = [
        (policy, source)
        for policy in policies
        if (source := abolished_by(policy, abolitions)) and not validity_said(snapshot, policy)
    ]
    for policy, source in unlabelled:
        yield Finding.at(
            Verdict.NEEDS_REVIEW,
            f"文件“{clean(policy.title, 40)}”见于“{clean(source, 40)}”，原文页面未见效力状态的说明，需人工确认。",
            policy.page,
        )
    if not unlabelled:
        yield Finding.at(
            Verdict.OK, f"抽查的政策文件 {len(policies)} 件，未见已废止而未注明的。", policies[0].page
        )
