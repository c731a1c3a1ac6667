"""All pages of the site keep one header and one footer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import listed
from govsite_checks.reading.looks.header import read_edges
from govsite_checks.reading.page.document import document, host_of

_PAGES = (Role.SITEMAP, Role.COLUMN, Role.ARTICLE, Role.GUIDE)
# With fewer links a page has no header and footer to compare.
_FEW = 6
# The links nearest to an edge of the home page: surely of its header or its footer.
_OUTERMOST = 4


def _links(*names: str) -> str:
    return "".join(f'<a href="/{name}/">{name}</a>' for name in names)


_TOP, _BOTTOM = _links("a", "b", "c", "d"), _links("w", "x", "y", "z")
_OTHER = _links("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11", "m12", "m13", "m14")


def _article(html: str) -> tuple[Page, ...]:
    return (sample.page("article", "/a/1.html", html),)


@rule(
    id="layout-consistent",
    title="各页面的页头和页尾保持一致",
    clause="guideline-2017/layout-consistent",
    remediation="各页面使用统一的页头和页尾模板。",
    needs=_PAGES,
    examples=[
        Example.ok(_TOP + _BOTTOM, says="1 个", pages=_article(f"{_TOP}<p>正文</p>{_BOTTOM}")),
        Example.ok(
            _TOP + _OTHER + _BOTTOM,
            says="1 个",
            pages=_article(_TOP + _links(*(f"p{n}" for n in range(30))) + _BOTTOM),
            note="页头、页尾的链接不多，其余是正文的链接",
        ),
        Example.needs_review(_TOP + _BOTTOM, says="1 个页面", pages=_article(f"{_OTHER}<p>正文</p>")),
        Example.no_evidence(
            _TOP + _BOTTOM,
            says="没有可比较",
            pages=_article(f'<script src="/js/header.js"></script>{_OTHER}'),
            note="页头由脚本写入，看不到",
        ),
    ],
    catalogue=("layout-consistent",),
    auto="P",
)
def layout_consistent(snapshot: Snapshot, *, least_shared_percent: int = 30) -> Iterable[Finding]:
    """The first and the last links of each sampled page also stand on the home page, for the most part.

    检查内容：
        抽查的栏目页、内容页等页面，开头和末尾的链接与首页的链接重合的比例，或首页最前、最后几个链接在其中的比例，由此看页头、页尾是否统一。
    检查依据：
        《政府网站发展指引》附件《网页设计规范》：各页面的头部标识区和底部功能区应保持一致。
    整改方法：
        各页面使用统一的页头和页尾模板；整合进来的页面一并更换。
    人工判断：
        重合比例低于设定值的只列为线索，由人工对照页面确认；专题页等特殊版式可以保留。
    已知局限：
        不看外观；页头、页尾由外部脚本或框架写入的页面，以及链接很少的页面不比较。
    """
    home = snapshot.home
    own = host_of(home.final_url or home.url)
    sent = document(snapshot, home).source
    at_home = {link.url for link in sent.links if link.url} | {home.url, home.final_url}
    front = document(snapshot, home).derive(read_edges)
    compared, unlike = 0, []
    for page in snapshot.pages:
        if page.role in _PAGES and page.seen and host_of(page.final_url or page.url) == own:
            edges = document(snapshot, page).derive(read_edges)
            if edges.written or len(edges.first) < _FEW or len(at_home) < _FEW:
                continue
            compared += 1
            alike = min(_shared(edges.first, at_home, front.first), _shared(edges.last, at_home, front.last))
            unlike += [page] if alike * 100 < least_shared_percent else []
    if not compared:
        yield Finding.at(Verdict.NO_EVIDENCE, "抽查的页面没有可比较的页头和页尾。", home)
    elif unlike:
        names = listed([page.title or page.url for page in unlike], 3, 40)
        text = f"抽查的 {compared} 个页面中有 {len(unlike)} 个页面的页头或页尾与首页不同（{names}），需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, unlike[0])
    else:
        yield Finding.at(Verdict.OK, f"抽查的 {compared} 个页面的页头和页尾与首页一致。", home)


def _shared(end: Sequence[str], at_home: set[str], front: Sequence[str]) -> float:
    """How far one end of a page is the home page's: the share of its links that stand there, or of the outermost there here.

    Between a short header or footer and the page's edge stand links of the content, which the first measure counts.
    """
    outermost = set(front[:_OUTERMOST])
    share = len(set(end) & at_home) / len(set(end)) if end else 1.0
    return max(share, len(outermost & set(end)) / len(outermost) if outermost else 0.0)
