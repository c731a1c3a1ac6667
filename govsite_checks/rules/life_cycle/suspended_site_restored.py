"""A site that was taken offline for a while is back within its days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.closing import Met, quoted, read_standing, why

_LATE = {"status": "suspended", "approved_on": date(2018, 8, 10)}
_DUE = {"status": "suspended", "approved_on": date(2018, 8, 11)}
_NOTICE = "<title>公告</title><p>本网站因系统升级，自2018年8月起临时关闭。</p>"


@rule(
    id="suspended-site-restored",
    title="临时下线的网站按期恢复",
    clause="guideline-2017/temp-offline-limit",
    remediation="恢复网站并更新台账中的状态；不再恢复的，按永久下线办理审批、迁移和注销。",
    examples=[
        Example.ok(_NOTICE, site=_DUE, says="2018-09-10"),
        Example.ok(sample.site_page(), site=_LATE, says="已能打开"),
        Example.violation(_NOTICE, site=_LATE, says="31日"),
        Example.needs_review(
            "",
            site=_LATE,
            says="域名无法解析",
            pages=(sample.page(Role.HOME, "/", error="dns", status=None),),
        ),
        Example.no_evidence(
            "",
            site=_LATE,
            says="防火墙",
            pages=(sample.page(Role.HOME, "/", error="challenge", status=403),),
        ),
        Example.no_evidence(_NOTICE, site={"status": "suspended"}, says="批准日期"),
        Example.not_applicable(sample.site_page(), says="正常运行"),
    ],
    needs=(),
    applies_to=("suspended",),
    catalogue=("temp-offline-limit",),
    auto="P",
)
def suspended_site_restored(snapshot: Snapshot, *, days: int = 30) -> Iterable[Finding]:
    """Not more days than allowed have passed, or the site opens again.

    检查内容：
        台账状态为“临时下线”的网站，自批准之日起是否超过规定天数仍未恢复。
    检查依据：
        《政府网站发展指引》对临时下线的次数、时限和公告的要求（条文凭记忆整理，未核实）。
    整改方法：
        恢复网站；不再恢复的，按永久下线办理。
    人工判断：
        超过天数，且原网址只有维护、临时下线一类公告的，判为不符合；网站打不开的，可能只是采集地点不能访问，需人工确认。
    已知局限：
        批准日期以台账为准；不判断一年内临时下线的次数。
    """
    approved = snapshot.site.approved_on
    if approved is None:
        yield Finding(Verdict.NO_EVIDENCE, "台账未登记临时下线的批准日期，无从计算天数。", snapshot.site.url)
        return
    passed = (snapshot.as_of.date() - approved).days
    since = f"自{approved.isoformat()}批准临时下线至{snapshot.as_of.date().isoformat()}，已{passed}日"
    if passed <= days:
        yield Finding(Verdict.OK, f"{since}，未超过{days}日。", snapshot.site.url)
        return
    yield _overdue(snapshot, since, days)


def _overdue(snapshot: Snapshot, since: str, days: int) -> Finding:
    standing = read_standing(snapshot)
    page, words = standing.page, quoted(standing.words)
    if standing.met is Met.UNSEEN:
        return Finding.at(Verdict.NO_EVIDENCE, f"{since}，未能确认网站是否恢复：{why(page)}。", page)
    if standing.met in (Met.SITE, Met.MOVED):
        return Finding.at(Verdict.OK, f"{since}，网站已能打开，台账状态待更新。", page)
    if standing.met is Met.NOTICE:
        text = f"{since}，超过{days}日，原网址仍只有公告（“{words}”）。"
        return Finding.at(Verdict.VIOLATION, text, page, snippet=words)
    state = why(page) if standing.met is Met.SILENT else f"页面标题“{words}”" if words else "页面没有可见文字"
    text = f"{since}，超过{days}日，未能确认网站已恢复（{state}），需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, page, snippet=words)
