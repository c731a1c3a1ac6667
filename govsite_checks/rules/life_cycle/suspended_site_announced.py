"""A site that is offline for a while says so."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.closing import Met, Standing, quoted, read_standing, why

_SUSPENDED = {"status": "suspended"}


@rule(
    id="suspended-site-announced",
    title="临时下线期间在本站公告",
    clause="guideline-2017/temp-offline-limit",
    remediation="在原网址放置公告，写明临时下线的原因、起止时间和替代渠道，并在上级门户网站公告。",
    examples=[
        Example.ok(
            "<title>公告</title><p>本网站因系统升级，自2018年9月1日起暂停访问。</p>",
            site=_SUSPENDED,
            says="公告",
        ),
        Example.ok(sample.site_page(), site=_SUSPENDED, says="可以打开"),
        Example.needs_review(
            "<title>Welcome to nginx!</title><p>Welcome to nginx!</p>", site=_SUSPENDED, says="未见公告"
        ),
        Example.needs_review(
            "",
            site=_SUSPENDED,
            says="无法解析",
            pages=(sample.page(Role.HOME, "/", error="dns", status=None),),
        ),
        Example.no_evidence(
            "",
            site=_SUSPENDED,
            says="访问超时",
            pages=(sample.page(Role.HOME, "/", error="timeout", status=None),),
        ),
        Example.not_applicable(sample.site_page(), says="正常运行"),
    ],
    needs=(),
    applies_to=("suspended",),
    catalogue=("temp-offline-limit",),
    auto="P",
)
def suspended_site_announced(snapshot: Snapshot) -> Iterable[Finding]:
    """A notice is met at the site's address while it is offline.

    检查内容：
        台账状态为“临时下线”的网站，原网址是否有公告。
    检查依据：
        《政府网站发展指引》要求临时下线在本站和上级门户网站公告（条文凭记忆整理，未核实）。
    整改方法：
        在原网址放置公告，写明原因、时间和替代渠道。
    人工判断：
        未见公告的，列出供人工查看，本条不直接判为不符合：公告可能在上级门户网站，或是图片。
    已知局限：
        不查看上级门户网站上的公告；访问超时、被防火墙拦截的，不作结论。
    """
    yield _judged(read_standing(snapshot))


def _judged(standing: Standing) -> Finding:
    page, words = standing.page, quoted(standing.words)
    if standing.met is Met.UNSEEN:
        return Finding.at(Verdict.NO_EVIDENCE, f"未能查看原网址的页面：{why(page)}。", page)
    if standing.met is Met.NOTICE:
        return Finding.at(Verdict.OK, f"原网址有公告（“{words}”）。", page, snippet=words)
    if standing.met in (Met.SITE, Met.MOVED):
        return Finding.at(Verdict.OK, "网站可以打开，无需以公告代替。", page)
    if standing.met is Met.SILENT:
        text = f"临时下线期间原网址打不开（{why(page)}），未见公告，需人工确认。"
    else:
        text = f"临时下线期间原网址的页面（“{words}”）上未见公告，需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, page, snippet=words)
