"""A page that is met over HTTPS loads nothing over HTTP."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.page.document import Document, document

_ACTIVE = (
    "script[src^='http:' i], iframe[src^='http:' i], frame[src^='http:' i], embed[src^='http:' i], "
    "object[data^='http:' i], link[rel~='stylesheet' i][href^='http:' i]"
)
_PASSIVE = "img[src^='http:' i], audio[src^='http:' i], video[src^='http:' i], source[src^='http:' i]"
_UPGRADE = "meta[http-equiv='Content-Security-Policy' i][content*='upgrade-insecure-requests' i]"
_JIUCUO = (
    '<script id="_jiucuo_" sitecode="1100000088" src="http://pucha.kaipuyun.cn/exposure/jiucuo.js"></script>'
)
_HTTP = sample.page(Role.HOME, "http://www.example.gov.cn/", f"<p>首页</p>{_JIUCUO}")


@rule(
    id="https-content-unmixed",
    title="HTTPS首页不引用HTTP资源",
    clause="website-security/https",
    remediation="把页面引用的脚本、样式、框架和图片的地址改为https://；对方不支持HTTPS的，改用本站资源。",
    examples=[
        Example.ok('<script src="/js/a.js"></script><a href="http://www.gov.cn/">链接</a>', says="未见"),
        Example.ok(
            f'<meta http-equiv="Content-Security-Policy" content="upgrade-insecure-requests">{_JIUCUO}',
            says="自动改用",
        ),
        Example.violation(_JIUCUO, says="1个脚本、样式或框架"),
        Example.violation(
            '<link rel="stylesheet" href="HTTP://www.example.gov.cn/a.css"><img src="http://x.cn/a.png">',
            says="a.css",
        ),
        Example.needs_review('<img src="http://www.example.gov.cn/a.png">', says="图片"),
        Example.violation(
            "",
            site={"url": "http://www.example.gov.cn/"},
            pages=(_HTTP, sample.page(Role.HTTPS, "https://www.example.gov.cn/", _JIUCUO)),
            says="jiucuo.js",
        ),
        Example.not_applicable("", site={"url": "http://www.example.gov.cn/"}, pages=(_HTTP,), says="HTTP"),
    ],
    catalogue=("mixed-content",),
    scope="online",
)
def https_content_unmixed(snapshot: Snapshot) -> Iterable[Finding]:
    """Scripts, styles, frames and pictures of the home page are not fetched over plain HTTP.

    检查内容：
        以HTTPS打开的首页，是否引用了http://开头的脚本、样式、框架（浏览器会拦截），或图片、音视频（浏览器会警告或改用HTTPS）。
    检查依据：
        网络安全的通行做法，属建议性要求；《政府网站发展指引》中未见编号条款。以HTTP引用的找错代码会被浏览器拦截，入口不能显示。
    整改方法：
        把引用地址改为https://。
    人工判断：
        只引用了图片、音视频的，浏览器大多能自动改用HTTPS，由人工确认显示是否正常。
    已知局限：
        只看首页源代码中的地址，不看脚本运行后加载的资源；服务器以应答头要求浏览器自动改用HTTPS的，看不出来。
    """
    pages = (snapshot.home, *snapshot.pages_of(Role.HTTPS))
    page = next((page for page in pages if page.seen and _is_secure(page)), None)
    if page is None:
        yield Finding.at(Verdict.NOT_APPLICABLE, "首页以HTTP打开，本项不适用。", snapshot.home)
        return
    yield _judged(document(snapshot, page).source, page)


def _is_secure(page: Page) -> bool:
    return (page.final_url or page.url).lower().startswith("https:")


def _judged(read: Document, page: Page) -> Finding:
    active, passive = _addresses(read, _ACTIVE), _addresses(read, _PASSIVE)
    if not active and not passive:
        return Finding.at(Verdict.OK, "HTTPS首页未见引用HTTP资源。", page)
    first = (active or passive)[0]
    if read.css(_UPGRADE):
        return Finding.at(Verdict.OK, "首页引用的HTTP资源由页面设置自动改用HTTPS。", page)
    shown = first.replace("。", " ").replace("!", " ")[:80]
    if active:
        text = f"HTTPS首页以HTTP引用了{len(active)}个脚本、样式或框架，如{shown}。"
        return Finding.at(Verdict.VIOLATION, text, page, snippet=first)
    text = f"HTTPS首页以HTTP引用了{len(passive)}个图片或音视频，如{shown}，显示是否正常需人工确认。"
    return Finding.at(Verdict.NEEDS_REVIEW, text, page, snippet=first)


def _addresses(read: Document, selector: str) -> list[str]:
    """The different addresses that the elements of a selection load."""
    found = (node.attributes for node in read.css(selector))
    return list(dict.fromkeys((a.get("src") or a.get("href") or a.get("data") or "").strip() for a in found))
