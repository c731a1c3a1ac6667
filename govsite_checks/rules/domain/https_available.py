"""The site can be visited over HTTPS."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, PageError, Role, Snapshot, Verdict, rule
from govsite_checks.wording import PAGE_ERROR

_PAGE = sample.site_page()
_HTTP = sample.page(Role.HOME, "http://www.example.gov.cn/", _PAGE)
_SITE = {"url": "http://www.example.gov.cn/"}
_HTTPS = "https://www.example.gov.cn/"


@rule(
    id="https-available",
    title="网站支持HTTPS访问",
    clause="website-security/https",
    remediation="为网站配置有效的证书并开放443端口，HTTP访问跳转到HTTPS。属建议性要求。",
    examples=[
        Example.ok(_PAGE, says="HTTPS"),
        Example.ok("", site=_SITE, pages=(_HTTP, sample.page(Role.HTTPS, _HTTPS, _PAGE)), says="HTTPS"),
        Example.violation(
            "",
            site=_SITE,
            pages=(_HTTP, sample.page(Role.HTTPS, _HTTPS, error="refused", status=None)),
            says="连接被拒绝",
        ),
        Example.violation(
            "",
            site=_SITE,
            pages=(_HTTP, sample.page(Role.HTTPS, _HTTPS, _PAGE, final="http://www.example.gov.cn/")),
            says="转回HTTP",
        ),
        Example.needs_review(
            "",
            site=_SITE,
            pages=(_HTTP, sample.page(Role.HTTPS, _HTTPS, error="tls", status=None)),
            says="国密",
        ),
        Example.needs_review(
            "",
            site=_SITE,
            pages=(_HTTP, sample.page(Role.HTTPS, _HTTPS, error="http-status", status=404)),
            says="404",
        ),
        Example.no_evidence(
            "",
            site=_SITE,
            pages=(_HTTP, sample.page(Role.HTTPS, _HTTPS, error="timeout", status=None)),
            says="访问超时",
        ),
        Example.no_evidence("", site=_SITE, pages=(_HTTP,), says="未采集"),
    ],
    catalogue=("https-valid",),
    scope="online",
)
def https_available(snapshot: Snapshot) -> Iterable[Finding]:
    """The home page is met over HTTPS.

    检查内容：
        首页能否以HTTPS打开；台账网址为HTTP的，另以HTTPS访问同一主机。
    检查依据：
        网络安全的通行做法，属建议性要求；《政府网站发展指引》中未见编号条款。
    整改方法：
        配置证书，开放443端口，HTTP访问跳转到HTTPS。
    人工判断：
        安全连接未能建立的，可能使用了国密算法，无法测试；HTTPS返回错误状态码的，需人工查看。
    已知局限：
        HTTPS端口拒绝连接、或又转回HTTP的，判为不支持；访问超时、连接中断的不作结论。
    """
    home = snapshot.home
    if home.seen and (home.final_url or home.url).lower().startswith("https:"):
        yield Finding.at(Verdict.OK, "首页以HTTPS打开。", home)
        return
    page = next(iter(snapshot.pages_of(Role.HTTPS)), None)
    if page is None:
        yield Finding.at(Verdict.NO_EVIDENCE, "首页以HTTP打开，未采集其HTTPS形式。", home)
    elif page.seen:
        yield _met(page)
    else:
        yield _unmet(page)


def _met(page: Page) -> Finding:
    if (page.final_url or page.url).lower().startswith("https:"):
        return Finding.at(Verdict.OK, "首页可以用HTTPS打开。", page)
    return Finding.at(Verdict.VIOLATION, "以HTTPS访问首页，被转回HTTP。", page)


def _unmet(page: Page) -> Finding:
    reason = PAGE_ERROR.get(page.error, "未采集")
    if page.error == PageError.REFUSED:
        return Finding.at(Verdict.VIOLATION, f"首页不能用HTTPS打开：{reason}。", page)
    if page.error == PageError.TLS:
        text = f"首页未能用HTTPS打开：{reason}，可能使用国密算法，需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, page)
    if page.error == PageError.HTTP_STATUS:
        text = f"以HTTPS访问首页，返回状态码{page.status}，需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, text, page)
    return Finding.at(Verdict.NO_EVIDENCE, f"未能以HTTPS访问首页：{reason}。", page)
