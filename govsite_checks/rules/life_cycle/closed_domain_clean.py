"""The domain of a closed site has not fallen into other hands."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.domains.closing import Met, Standing, quoted, read_standings, why
from govsite_checks.reading.domains.names import read_domain
from govsite_checks.reading.page.document import host_of

_OLD = {"status": "offline", "url": "http://www.example-slj.com/"}
_OFFLINE = {"status": "offline"}
_BETS = (
    "<title>新葡京官网_百家乐_老虎机</title><meta name='keywords' content='体育投注,时时彩'>"
    "<p>注册送彩金，真人娱乐，皇冠体育，欢迎来到现金网。</p>"
)
_SALE = "<title>域名出售</title><p>该域名正在出售，有意者请联系。</p>"
_WARNING = "<title>警方提醒：打击跨境赌博</title><p>所谓百家乐、老虎机、时时彩、体育投注均为诈骗，公安机关依法查处。</p>"
_WHAT = {
    "for-sale": "域名出售或停放页面",
    "gambling": "疑似赌博页面",
    "adult": "疑似色情页面",
}


@rule(
    id="closed-domain-clean",
    title="已关停网站的域名未被他人使用",
    clause="domain-2018/domain-for-nongov",
    remediation="域名仍由本单位持有的，及时注销或停止解析；已被他人注册的，在承接网站上声明，并清理指向它的链接。",
    examples=[
        Example.ok(
            "",
            site=_OFFLINE,
            says="无法解析",
            pages=(sample.page(Role.HOME, "/", error="dns", status=None),),
        ),
        Example.ok("<title>公告</title><p>本网站已于2018年6月关停。</p>", site=_OFFLINE, says="未见"),
        Example.ok(
            sample.site_page(
                more="<p>" + "举办防范网络赌博、百家乐、老虎机、时时彩宣传活动，公安机关提醒。" + "</p>"
            ),
            site=_OLD,
            says="未见",
        ),
        Example.violation(_BETS, site=_OLD, says="新葡京"),
        Example.violation(_SALE, site=_OLD, says="该域名正在出售"),
        Example.needs_review(_BETS, site=_OFFLINE, says="疑似赌博"),
        Example.needs_review(_WARNING, site=_OLD, says="疑似赌博"),
        Example.needs_review(
            "",
            site=_OLD,
            says="www.shop.com",
            pages=(
                sample.page(
                    Role.HOME,
                    "http://www.example-slj.com/",
                    "<p>某商城</p>" * 9,
                    final="http://www.shop.com/",
                ),
            ),
        ),
        Example.no_evidence(
            "",
            site=_OFFLINE,
            says="访问超时",
            pages=(sample.page(Role.HOME, "/", error="timeout", status=None),),
        ),
        Example.not_applicable(_BETS, says="正常运行"),
    ],
    needs=(),
    applies_to=("offline", "merged"),
    catalogue=("domain-for-nongov", "closed-site-still-up"),
    auto="P",
)
def closed_domain_clean(snapshot: Snapshot) -> Iterable[Finding]:
    """Nothing that is for sale, and nothing of gamblers, is met at the addresses of a closed site.

    检查内容：
        永久下线、已整合网站的原网址是否打开了域名出售或停放页面，或赌博、色情页面。
    检查依据：
        国办函〔2018〕55号要求，被用于非政府网站的域名和网站已关停的域名要及时注销。
    整改方法：
        注销域名或停止解析；域名已被他人注册的，清理各网站上指向它的链接，并发布声明。
    人工判断：
        页面用语确定无疑，且域名不在.gov.cn、.政务之下的，判为不符合；用语不足以确定、页面也可能是在报道或提醒此类问题、域名仍在.gov.cn之下（可能是网站被篡改）、或跳转到非政府网站的，需人工确认。
    已知局限：
        只看原网址打开的页面，不查询域名注册信息；只按文字判断，不识别图片；对搜索引擎和访客显示不同内容的页面看不出来。
    """
    for standing in snapshot.derive(read_standings):
        yield _judged(standing)


def _judged(standing: Standing) -> Finding:
    page, words = standing.page, quoted(standing.words)
    if standing.met is Met.FOREIGN:
        return _foreign(standing)
    if standing.met is Met.UNSEEN:
        return Finding.at(Verdict.NO_EVIDENCE, f"未能查看原网址的页面：{why(page)}。", page)
    if standing.met is Met.SILENT:
        return Finding.at(Verdict.OK, f"原网址不再打开页面（{why(page)}）。", page)
    if standing.met is Met.LEFT:
        text = f"原网址跳转到非政府网站{words}，需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, page, snippet=words)
    return Finding.at(Verdict.OK, "原网址的页面上未见域名出售或赌博、色情等内容。", page)


def _foreign(standing: Standing) -> Finding:
    page, parked, words = standing.page, standing.parked, quoted(standing.words)
    host = host_of(page.final_url or page.url)
    text = f"已关停网站的网址打开的是{_WHAT[parked.kind]}（“{words}”），主机为{quoted(host)}"
    if parked.certain and not read_domain(host).governmental:
        return Finding.at(Verdict.VIOLATION, f"{text}。", page, snippet=words)
    return Finding.at(Verdict.NEEDS_REVIEW, f"{text}，需人工确认。", page, snippet=words)
