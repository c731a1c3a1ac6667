"""The links of the home page within the site lead to pages that exist."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Expected, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.reach import answers
from govsite_checks.reading.links.verdicts import Followed, report
from govsite_checks.reading.page.document import document

_HOME = '<a href="/zwgk/">政务公开</a><a href="/hdjl/">互动交流</a><a href="/bsfw/">办事服务</a>'
_OTHERS = {Role.HOME, Role.EXTERNAL, Role.RESOURCE}


@rule(
    id="home-links-sound",
    title="首页的站内链接均能打开",
    clause="census-2015/link-availability",
    remediation="修正或删除首页上打不开的链接。",
    examples=[
        Example.ok(_HOME, says="2 个", pages=(sample.page("link", "/zwgk/"), sample.page("link", "/hdjl/"))),
        Example.violation(
            _HOME,
            says="“政务公开”打不开：返回 404",
            pages=(
                sample.page("link", "/zwgk/", status=404, error="http-status"),
                sample.page("column", "/hdjl/"),
            ),
        ),
        Example(
            _HOME,
            (Expected(Verdict.VIOLATION, "互动交流"), Expected(Verdict.NO_EVIDENCE, "另有 1 个")),
            pages=(
                sample.page("link", "/zwgk/", status=403, error="http-status"),
                sample.page("link", "/hdjl/", status=410, error="http-status"),
                sample.page("link", "/bsfw/"),
            ),
            note="403 是拒绝访问，不能说明链接失效",
        ),
        Example.needs_review(
            _HOME,
            says="需人工确认",
            pages=(
                sample.page("column", "/zwgk/", "<title>提示</title><p>您访问的页面不存在</p>"),
                sample.page("link", "/hdjl/"),
            ),
            note="状态码是 200，页面文字说不存在",
        ),
        Example.needs_review(
            _HOME,
            says="安全设备",
            pages=tuple(
                sample.page("link", path, status=404, error="http-status")
                for path in ("/zwgk/", "/hdjl/", "/bsfw/")
            ),
            note="没有一个链接能打开，更可能是访问被拦截",
        ),
        Example.no_evidence(
            _HOME, says="未能确认", pages=(sample.page("link", "/zwgk/", status=None, error="timeout"),)
        ),
        Example.no_evidence(_HOME, says="未抽查"),
    ],
    catalogue=("link-availability", "dead-link"),
)
def home_links_sound(snapshot: Snapshot) -> Iterable[Finding]:
    """No link of the home page within the site is answered by 404 or 410, or leads to an error page named so.

    检查内容：
        首页上指向本站的链接能否打开；打不开的逐一列出链接文字和地址。
    检查依据：
        全国政府网站普查评分表“链接可用性”：考察首页和其他页面不能打开或指向错误的链接数量。
    整改方法：
        修正或删除打不开的链接；页面迁移后为旧地址设置跳转。
    人工判断：
        状态码正常而页面文字称“页面不存在”、域名在一个网络环境下查不到、抽查的链接全部打不开时，需人工查看。
    已知局限：
        只访问抽查到的链接；返回 403、5xx、超时、被防火墙拦截的计为“未能确认”；不判断链接是否指向错误的内容。
    """
    known = snapshot.derive(answers)
    followed: dict[int, Followed] = {}
    for link in document(snapshot, snapshot.home).links:
        page = known.of(link.url) if link.url else None
        if page is not None and page.role not in _OTHERS and id(page) not in followed:
            followed[id(page)] = Followed(link.label or link.href, page, known.reach(page), "首页链接")
    yield from report(list(followed.values()), "首页站内链接", home=snapshot.home)
