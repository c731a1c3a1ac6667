"""The site reposts important information of the State Council."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Role, Snapshot, Verdict, rule
from govsite_checks.reading.lists.upkeep import clean
from govsite_checks.reading.page.document import Link, document, host_of
from govsite_checks.reading.publication.kinds import near_link

_HOST = "www.gov.cn"


@rule(
    id="state-council-news-reposted",
    title="转载国务院重要信息",
    clause="guideline-2017/state-council-repost",
    remediation="在首页设置“国务院信息”栏目，及时转载国务院在中国政府网发布的重要文件信息。",
    examples=[
        Example.ok(sample.home(("/gwy/", "国务院要闻")), says="“国务院要闻”"),
        Example.ok(
            sample.home(("http://www.gov.cn/zhengce/content/2018-09/01/content_1.htm", "关于示例工作的意见")),
            says="“关于示例工作的意见”",
        ),
        Example.needs_review(sample.home(), says="未见转载国务院信息"),
        Example.needs_review(
            sample.home(("http://www.gov.cn/", "国家门户网站")),
            says="未见转载国务院信息",
            note="友情链接不是转载",
        ),
        Example.needs_review(
            sample.home(("http://www.gov.cn/", "中国政府网")),
            says="未见转载国务院信息",
            note="友情链接不是转载",
        ),
        Example.needs_review(
            sample.home(("http://www.drc.gov.cn/", "国务院某研究中心")),
            says="未见转载国务院信息",
            note="机构名称",
        ),
        Example.needs_review(
            sample.home(("http://www.gov.cn.example.com/a/b.htm", "关于示例工作的意见")),
            says="未见转载国务院信息",
            note="不是中国政府网的地址",
        ),
    ],
    catalogue=("state-council-repost-24h",),
    auto="P",
)
def state_council_news_reposted(snapshot: Snapshot) -> Iterable[Finding]:
    """Information of the State Council is reposted on the home page.

    检查内容：
        首页是否有转载国务院信息的栏目，或指向中国政府网文件、要闻页面的链接。
    检查依据：
        《政府网站发展指引》：国务院在中国政府网发布的重要文件信息，各网站应及时转载。
    整改方法：
        在首页设置“国务院信息”栏目，及时转载国务院在中国政府网发布的重要文件信息。
    人工判断：
        未见栏目和链接的一律由人工确认，本项不判不符合；转载是否及时、是否齐全由人工判断。
    已知局限：
        转载后不带原链接、栏目名称中没有“国务院”的识别不出。
    """
    roles = (Role.HOME, Role.FRAME, Role.COLUMN)
    for page in (page for role in roles for page in snapshot.pages_of(role) if page.seen):
        if _HOST not in page.html:
            continue
        link = next((link for link in document(snapshot, page).links if _reposts(link)), None)
        if link is not None:
            yield Finding.at(Verdict.OK, f"有转载国务院信息的链接“{clean(link.label, 40)}”。", page)
            return
    near = near_link(snapshot, ("state-council",))
    if near is not None and host_of(near[1].url) != _HOST:
        yield Finding.at(Verdict.OK, f"有转载国务院信息的链接“{clean(near[1].label, 20)}”。", near[0])
        return
    yield Finding.at(
        Verdict.NEEDS_REVIEW,
        "首页和已查看的栏目中未见转载国务院信息的栏目或链接，需人工确认。",
        snapshot.home,
    )


def _reposts(link: Link) -> bool:
    """Whether a link leads to an article on the State Council's site."""
    if host_of(link.url) != _HOST or len(link.text) < 8:
        return False
    return link.url.endswith((".htm", ".html")) and "/content" in link.url
