"""Every page that was sampled offers the site's search."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import ColumnType, Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.columns.navigation import read_navigation
from govsite_checks.reading.domains.names import same_site
from govsite_checks.reading.links.reach import is_gone
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import document
from govsite_checks.reading.rendering.why import explained
from govsite_checks.reading.search.doubt import doubt_of_search
from govsite_checks.reading.search.evidence import without_search

_FORM = '<form action="/search"><input name="q" placeholder="请输入关键词"><button>搜索</button></form>'
_LINKS = "".join(f'<li><a href="/c{number}/">栏目之{number}</a></li>' for number in range(12))
_NAMES = ("走进示例", "工作动态", "通知公告", "政务公开", "办事服务", "互动交流")
_NAV = "".join(f'<li><a href="/d{number}/">{name}</a></li>' for number, name in enumerate(_NAMES))
_BARE = f"<h1>示例市人民政府</h1><ul class='nav'>{_NAV}</ul><ul>{_LINKS}</ul><p>{'本页是示例市人民政府网站的内容。' * 12}</p>"
# A home page is one where so many entries of a navigation are, or so many pages were seen.
_ENOUGH_ENTRIES, _ENOUGH_PAGES = 4, 3
_ENOUGH_LACKING = 2
_ROLES = (Role.HOME, Role.COLUMN, Role.ARTICLE)


def _shown(header: str) -> Page:
    """A home page whose header a script writes, as a browser shows it."""
    sent = f'<div id="header"></div><script src="/js/app.js"></script>{_BARE}'
    return sample.rendered(sample.page(Role.HOME, "/", sent), f'<div id="header">{header}</div>{_BARE}')


@rule(
    id="search-present",
    title="首页和各页面提供站内搜索",
    clause="guideline-2017/site-search-works",
    remediation="在全站统一的页头设置站内搜索框，各页面均可使用。",
    needs=(Role.HOME,),
    examples=[
        Example.ok(_FORM + _BARE, says="1 个页面"),
        Example.ok(_FORM, says="2 个页面", pages=(sample.column("news", _FORM + _BARE),)),
        Example.ok('<a href="/search/">站内搜索</a>', says="1 个页面", note="以链接进入搜索页"),
        Example.ok(
            '<input placeholder="请输入搜索内容"><button onclick="go(this)">搜索</button>',
            says="1 个页面",
            note="由脚本提交的搜索框",
        ),
        Example.violation(_BARE, says="首页未见站内搜索"),
        Example.violation(f"<!-- {_FORM} -->{_BARE}", says="首页未见站内搜索", note="在注释中的不算"),
        Example.violation(
            '<form action="/login"><input name="user"><input type="password" name="p"></form>' + _BARE,
            says="首页未见站内搜索",
            note="登录表单不是搜索",
        ),
        Example.needs_review(
            f'<meta name="ArticleTitle" content="某通知">{_BARE}',
            says="单篇内容",
            note="作为首页打开的是一篇文章",
        ),
        Example.needs_review(
            f"<h1>某专题</h1><ul>{_LINKS}</ul><p>{'本页介绍某项活动的安排。' * 20}</p>",
            says="未识别出首页的导航",
            note="作为首页打开的是一个专题页",
        ),
        Example.violation(
            _FORM,
            says="抽查的 4 个页面中有 2 个未见站内搜索",
            pages=(
                sample.column("news", _BARE),
                sample.column("notice", _BARE),
                sample.page("article", "/a/1.html", _FORM),
            ),
            note="首页以外的页面多数没有",
        ),
        Example.needs_review(
            _FORM,
            says="抽查的 3 个页面中有 1 个未见站内搜索",
            pages=(sample.column("news", _BARE), sample.page("article", "/a/1.html", _FORM)),
            note="首页有，个别页面没有",
        ),
        Example.needs_review(
            f'<div id="header"></div><script src="/js/app.js"></script>{_BARE}',
            says="空容器",
            note="页头可能由脚本填入",
        ),
        Example.ok("", says="1 个页面", pages=(_shown(_FORM),), note="页头由脚本填入，浏览器打开后可见"),
        Example.violation(
            "", says="首页未见站内搜索", pages=(_shown("欢迎访问"),), note="脚本填入的页头中没有"
        ),
        Example.needs_review(
            f'<iframe src="/top.html"></iframe>{_BARE}', says="框架页", note="页头在框架页中"
        ),
        Example.ok(
            f'<iframe src="/top.html"></iframe>{_BARE}',
            says="1 个页面",
            parts=((Role.FRAME, "https://www.example.gov.cn/top.html", _FORM),),
            note="搜索框在框架页中",
        ),
        Example.ok(
            _FORM,
            says="1 个页面",
            pages=(sample.page("article", "/a/1.html", _BARE, final="http://other.gov.cn/"),),
        ),
    ],
    catalogue=("site-search-works",),
)
def search_present(snapshot: Snapshot) -> Iterable[Finding]:
    """A search form is on the home page and on the other pages that were sampled.

    检查内容：
        首页以及抽查到的本站栏目页、内容页上，是否有搜索框或进入搜索页的链接。
    检查依据：
        《政府网站发展指引》对站内搜索功能的要求（条文表述未核实）。
    整改方法：
        在全站统一的页头设置站内搜索框，各页面均可使用。
    人工判断：
        页面未见搜索框，而页头可能由脚本写入、由框架页显示，或页面留有搜索的痕迹，以及作为首页打开的页面是单篇内容、只看到这一个页面而未识别出导航时，需人工查看。
        首页提供搜索、抽查的其他页面中只有一个或少数没有的，可能是特殊页面，需人工查看。
    已知局限：
        只看有没有搜索入口，能否搜到内容由其他检查判断；专题栏目和其他网站的页面不查。
    """
    pages = [page for page in snapshot.pages if page.role in _ROLES and _is_own(snapshot, page)]
    missing = [page for page in without_search(snapshot, pages) if not _is_framed(snapshot, page)]
    doubts = {page.url: document(snapshot, page).derive(doubt_of_search) for page in missing}
    home = snapshot.home
    if home in missing and not doubts[home.url]:
        doubts[home.url] = _doubt_of_front(snapshot, len(pages))
    sure = [page for page in missing if not doubts[page.url]]
    if sure and (home in sure or _is_usual(sure, pages)):
        yield Finding.at(Verdict.VIOLATION, _said(sure, len(pages), home), sure[0])
        return
    if home in missing:
        doubt = explained(doubts[home.url], home)
        yield Finding.at(Verdict.NEEDS_REVIEW, f"首页未见站内搜索；{doubt}，需人工确认。", home)
        return
    if sure:
        text = f"首页提供站内搜索；{_said(sure, len(pages), home)[:-1]}，需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, sure[0])
        return
    note = f"，另有 {len(missing)} 个页面未能确认" if missing else ""
    yield Finding.at(Verdict.OK, f"首页等 {len(pages) - len(missing)} 个页面提供站内搜索{note}。", home)


def _is_usual(sure: list[Page], pages: list[Page]) -> bool:
    """Whether most of the sampled pages below the home page lack a search, and not a single one of its own kind."""
    return len(sure) >= _ENOUGH_LACKING and 2 * len(sure) > len(pages) - 1


def _doubt_of_front(snapshot: Snapshot, seen: int) -> str:
    """Why the page that answers as home page may not be one, in Chinese; empty where it leads to columns or others agree."""
    home = document(snapshot, snapshot.home)
    if home.derive(read_list).is_article:
        return "该页为单篇内容，可能不是首页"
    if seen < _ENOUGH_PAGES and len(home.derive(read_navigation)) < _ENOUGH_ENTRIES:
        return "只看到这一个页面，且未识别出首页的导航"
    return ""


def _is_own(snapshot: Snapshot, page: Page) -> bool:
    """Whether a page was seen, is the site's own, and is no topic with a design of its own."""
    if not page.seen or (page.column is not None and page.column.type == ColumnType.TOPIC):
        return False
    shown, home = document(snapshot, page), document(snapshot, snapshot.home)
    return not shown.derive(is_gone) and (page.role == Role.HOME or same_site(shown.host, home.host))


def _is_framed(snapshot: Snapshot, page: Page) -> bool:
    """Whether a frame of a page shows the search."""
    frames = [frame for frame in snapshot.pages_of(Role.FRAME) if frame.seen and frame.parent == page.url]
    return bool(frames) and len(without_search(snapshot, frames)) < len(frames)


def _said(sure: list[Page], total: int, home: Page) -> str:
    if total == 1:
        return "首页未见站内搜索。"
    if home in sure and len(sure) == total:
        return f"首页未见站内搜索，抽查的其余 {total - 1} 个页面也未见。"
    names = "、".join(f"“{quoted(_name(page), 20)}”" for page in sure[:3])
    more = "等" if len(sure) > 3 else ""
    return f"抽查的 {total} 个页面中有 {len(sure)} 个未见站内搜索：{names}{more}。"


def _name(page: Page) -> str:
    if page.role == Role.HOME:
        return "首页"
    return page.title or (page.column.title if page.role == Role.COLUMN and page.column else "") or page.url
