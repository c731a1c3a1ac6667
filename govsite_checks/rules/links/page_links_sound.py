"""The links of the other pages within the site lead to pages that exist."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, rule
from govsite_checks.reading.links.reach import answers, key_of
from govsite_checks.reading.links.verdicts import follow, report
from govsite_checks.reading.page.document import document
from govsite_checks.wording import ROLE

_PLACES = (Role.SITEMAP, Role.COLUMN, Role.COLUMN_NEXT, Role.ARTICLE, Role.GUIDE)
_LINKED = frozenset((Role.LINK, Role.COLUMN, Role.COLUMN_NEXT, Role.ARTICLE, Role.GUIDE, Role.MESSAGE))
_HOME = '<a href="/zwgk/">政务公开</a>'
_LIST = sample.column("notice", '<a href="/a/1.html">关于示例的通知</a><a href="/a/2.html">公告</a>', "/tz/")


@rule(
    id="page-links-sound",
    title="其他页面的站内链接均能打开",
    clause="census-2015/link-availability",
    remediation="修正或删除栏目页、内容页上打不开的链接。",
    needs=_PLACES,
    examples=[
        Example.ok(_HOME, says="1 个", pages=(_LIST, sample.page("article", "/a/1.html", parent="/tz/"))),
        Example.violation(
            _HOME,
            says="“关于示例的通知”打不开：返回 404",
            pages=(
                _LIST,
                sample.page("article", "/a/1.html", status=404, error="http-status", parent="/tz/"),
                sample.page("article", "/a/2.html", parent="/tz/"),
            ),
        ),
        Example.no_evidence(
            _HOME,
            says="未抽查",
            pages=(_LIST, sample.page("link", "/zwgk/", status=404, error="http-status")),
            note="首页上的链接由首页的规则判断",
        ),
        Example.no_evidence(
            _HOME,
            says="未抽查",
            pages=(_LIST, sample.page("column", "/old/", status=404, error="http-status", parent="/tz/")),
            note="台账提示的地址没有出现在任何页面上，不是错链",
        ),
    ],
    catalogue=("link-availability", "dead-link"),
)
def page_links_sound(snapshot: Snapshot) -> Iterable[Finding]:
    """No link of a sampled page other than the home page is answered by 404 or 410.

    检查内容：
        栏目页、内容页、网站地图等页面上指向本站的链接能否打开；打不开的逐一列出。首页上已有的链接由首页的规则判断。
    检查依据：
        全国政府网站普查评分表“链接可用性”：考察首页和其他页面不能打开或指向错误的链接数量。
    整改方法：
        修正或删除打不开的链接；页面迁移后为旧地址设置跳转。
    人工判断：
        状态码正常而页面文字称“页面不存在”、抽查的链接全部打不开时，需人工查看。
    已知局限：
        只访问抽查到的链接；附件、图片、站外链接和在线系统由其他规则判断；拒绝访问、超时等计为“未能确认”。
    """
    known = snapshot.derive(answers)
    at_home = {key_of(link.url) for link in document(snapshot, snapshot.home).links if link.url}
    followed = []
    for page in snapshot.pages:
        if page.role not in _LINKED or key_of(page.url) in at_home or known.of(page.url) is not page:
            continue
        parent = known.of(page.parent)
        if parent is not None and parent.seen and parent.role in _PLACES:
            followed.append(follow(snapshot, known, page, f"{ROLE[parent.role]}链接"))
    yield from report([item for item in followed if item], "其他页面的站内链接", home=snapshot.home)
