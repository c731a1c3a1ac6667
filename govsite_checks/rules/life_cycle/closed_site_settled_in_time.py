"""A closing that was approved is carried out within months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.closing import Met, months_after, quoted, read_standing, why

_LATE = {"status": "offline", "approved_on": date(2018, 2, 9)}
_DUE = {"status": "offline", "approved_on": date(2018, 2, 10)}


@rule(
    id="closed-site-settled-in-time",
    title="批准下线或整合的网站按期完成下线",
    clause="beijing-notice-2018q3/merge-overdue",
    remediation="完成内容迁移后停止原网站的服务；已完成的，核对台账中的状态和批准日期。",
    examples=[
        Example.ok(sample.site_page(), site=_DUE, says="2018-09-10"),
        Example.ok(
            "",
            site=_LATE,
            says="不再提供访问",
            pages=(sample.page(Role.HOME, "/", error="dns", status=None),),
        ),
        Example.ok(
            "",
            site=_LATE,
            says="跳转",
            pages=(sample.page(Role.HOME, "/", sample.site_page(), final="https://www.parent.gov.cn/"),),
        ),
        Example.violation(sample.site_page(), site=_LATE, says="2018-02-09"),
        Example.violation(
            sample.site_page(), site={"status": "online", "approved_on": date(2018, 1, 20)}, says="超过7个月"
        ),
        Example.needs_review(
            sample.site_page(), site={**_LATE, "status": "merged"}, says="仍在原网址提供访问"
        ),
        Example.needs_review("<p>某某信息，欢迎您的来访，今后继续</p>" * 2, site=_LATE, says="未能确认"),
        Example.no_evidence(sample.site_page(), site={"status": "offline"}, says="批准日期"),
        Example.no_evidence(
            "",
            site=_LATE,
            says="访问超时",
            pages=(sample.page(Role.HOME, "/", error="timeout", status=None),),
        ),
        Example.not_applicable(sample.site_page(), says="未登记"),
    ],
    needs=(),
    applies_to=("online", "offline", "merged"),
    catalogue=("merge-overdue",),
)
def closed_site_settled_in_time(snapshot: Snapshot, *, months: int = 7) -> Iterable[Finding]:
    """The site no longer runs once so many months have passed since its closing was approved.

    检查内容：
        台账登记了批准下线或整合日期的网站，超过规定月数后原网站是否仍在提供访问。
    检查依据：
        2018年第三季度通报把通过永久下线审批后超过7个月仍未完成整合下线列为问题。
    整改方法：
        完成内容迁移后停止原网站的服务，并更新台账。
    人工判断：
        已整合的网站仍用原网址承载页面的，是否算完成整合由人工确认；页面未能认出是否属于原网站的，需人工查看。
    已知局限：
        批准日期以台账为准，台账未登记的不作结论；月数按日历月计算，满期次日起才算超过。
    """
    site = snapshot.site
    if site.approved_on is None:
        if site.status == "online":
            yield Finding(Verdict.NOT_APPLICABLE, "台账未登记下线审批，本项不适用。", site.url)
        else:
            yield Finding(Verdict.NO_EVIDENCE, "台账未登记下线或整合的批准日期，无从计算期限。", site.url)
        return
    limit = months_after(site.approved_on, months)
    yield (
        _late(snapshot, site.approved_on, months)
        if snapshot.as_of.date() > limit
        else _in_time(snapshot, limit)
    )


def _in_time(snapshot: Snapshot, limit: date) -> Finding:
    return Finding.at(Verdict.OK, f"下线期限为{limit.isoformat()}，尚未超过。", snapshot.home)


def _late(snapshot: Snapshot, approved: date, months: int) -> Finding:
    standing = read_standing(snapshot)
    since = f"{approved.isoformat()}批准后已超过{months}个月"
    if standing.met is Met.UNSEEN:
        return Finding.at(
            Verdict.NO_EVIDENCE,
            f"{since}，未能确认原网站是否仍提供访问：{why(standing.page)}。",
            standing.page,
        )
    if not standing.answers:
        ended = "跳转到其他网站" if standing.met in (Met.MOVED, Met.LEFT) else "不再提供访问"
        return Finding.at(Verdict.OK, f"{since}，原网站已{ended}。", standing.page)
    words = quoted(standing.words)
    if standing.met is not Met.SITE:
        text = f"{since}，原网址仍有页面（标题“{words}”），未能确认是否为原网站，需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, standing.page, snippet=words)
    if snapshot.site.status == "merged":
        text = f"{since}，仍在原网址提供访问（“{words}”），是否已完成整合需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, standing.page, snippet=words)
    return Finding.at(
        Verdict.VIOLATION,
        f"{since}，原网站仍可正常访问，页面显示“{words}”。",
        standing.page,
        snippet=words,
    )
