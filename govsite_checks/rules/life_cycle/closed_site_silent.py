"""A site that was closed for good no longer answers."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Expected, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.closing import Met, Standing, quoted, read_standings, why

_OFFLINE = {"status": "offline"}
_NOTICE = (
    "<title>关停公告</title><p>根据集约化工作要求，本网站已于2018年6月30日关停，请访问市政府门户网站。</p>"
)
_SALE = "<title>域名出售</title><p>该域名正在出售，有意者请联系。</p>"


@rule(
    id="closed-site-silent",
    title="永久下线的网站不再提供访问",
    clause="beijing-notice-2018q3/closed-site-silent",
    remediation="停止原网站的服务；确需引导访问的，只保留关停公告，或跳转到承接其内容的网站。",
    examples=[
        Example.ok(
            "",
            site=_OFFLINE,
            says="无法解析",
            pages=(sample.page(Role.HOME, "/", error="dns", status=None),),
        ),
        Example.ok(
            "",
            site=_OFFLINE,
            says="404",
            pages=(sample.page(Role.HOME, "/", error="http-status", status=404),),
        ),
        Example.ok(_NOTICE, site=_OFFLINE, says="公告"),
        Example.ok("<title>Welcome to nginx!</title><h1>Welcome</h1>", site=_OFFLINE, says="服务器默认页面"),
        Example.ok(
            "",
            site=_OFFLINE,
            says="www.parent.gov.cn",
            pages=(sample.page(Role.HOME, "/", sample.site_page(), final="https://www.parent.gov.cn/"),),
        ),
        Example.violation(sample.site_page(), site=_OFFLINE, says="仍可正常访问"),
        Example(
            "",
            (Expected(Verdict.OK, "连接被拒绝"), Expected(Verdict.VIOLATION, "仍可正常访问")),
            site=_OFFLINE,
            pages=(
                sample.page(Role.HOME, "/", error="refused", status=None),
                sample.page(Role.HTTPS, "/", sample.site_page()),
            ),
        ),
        Example.needs_review(
            sample.site_page(more="<marquee>本网站将于9月30日关停。</marquee>" + "<p>工作动态</p>" * 300),
            site=_OFFLINE,
            says="关停",
        ),
        Example.needs_review(
            "<title>欢迎</title><p>某某信息，欢迎您的来访，内容持续更新。</p>" * 2,
            site=_OFFLINE,
            says="未能确认",
        ),
        Example.needs_review(_SALE, site=_OFFLINE, says="与原网站无关"),
        Example.no_evidence(
            "",
            site=_OFFLINE,
            says="访问超时",
            pages=(sample.page(Role.HOME, "/", error="timeout", status=None),),
        ),
        Example.no_evidence(
            "",
            site=_OFFLINE,
            says="防火墙",
            pages=(sample.page(Role.HOME, "/", error="challenge", status=403),),
        ),
        Example.not_applicable(sample.site_page(), says="正常运行"),
    ],
    needs=(),
    applies_to=("offline",),
    catalogue=("closed-site-still-up",),
)
def closed_site_silent(snapshot: Snapshot) -> Iterable[Finding]:
    """Nothing of the site itself is met at its old addresses.

    检查内容：
        台账状态为“永久下线”的网站，其原网址（含HTTPS和有无www的另一形式）是否仍能打开原网站的页面。
    检查依据：
        2018年第三季度通报把永久下线后仍可正常访问列为问题，并要求杜绝“下线仍运行”。
    整改方法：
        停止原网站的服务；可保留关停公告，或跳转到承接其内容的网站。
    人工判断：
        打开的页面未能认出是否属于原网站、页面正文为空、整站之上挂有关停公告、跳转到非政府网站，或页面已被他人使用时，需人工查看。
    已知局限：
        域名无法解析、连接被拒绝或中断、返回404或410，视为不再提供访问；访问超时、被防火墙拦截、返回其他错误状态码的，可能只是对采集地点不开放，不作结论。
        只看首页网址，不逐一访问原网站的内部页面。
    """
    for standing in snapshot.derive(read_standings):
        yield _judged(standing)


def _judged(standing: Standing) -> Finding:
    page, words = standing.page, quoted(standing.words)
    if standing.met is Met.SITE and standing.parked.kind != "closed":
        return Finding.at(
            Verdict.VIOLATION,
            f"台账登记为永久下线，采集时仍可正常访问，页面显示“{words}”。",
            page,
            snippet=words,
        )
    verdict, text = {
        Met.SILENT: (Verdict.OK, f"原网址不再提供访问（{why(page)}）。"),
        Met.MOVED: (Verdict.OK, f"原网址跳转到{words}。"),
        Met.NOTICE: (Verdict.OK, f"原网址只有公告（“{words}”）。"),
        Met.DEFAULT: (Verdict.OK, f"原网址只有服务器默认页面（“{words}”）。"),
        Met.UNSEEN: (Verdict.NO_EVIDENCE, f"未能确认原网址是否仍提供访问：{why(page)}。"),
        Met.LEFT: (Verdict.NEEDS_REVIEW, f"原网址跳转到非政府网站{words}，需人工确认。"),
        Met.FOREIGN: (Verdict.NEEDS_REVIEW, f"原网址的页面与原网站无关（“{words}”），需人工确认。"),
        Met.EMPTY: (Verdict.NEEDS_REVIEW, "原网址仍有应答，页面没有可见文字，需人工确认。"),
        Met.SITE: (
            Verdict.NEEDS_REVIEW,
            f"原网站仍可访问，页面上有关停公告（“{quoted(standing.parked.words)}”），需人工确认。",
        ),
        Met.PAGE: (
            Verdict.NEEDS_REVIEW,
            f"原网址仍有页面（标题“{words}”），未能确认是否为原网站，需人工确认。",
        ),
    }[standing.met]
    return Finding.at(verdict, text, page, snippet=words)
