"""Results of the site's search are sorted into classes."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.search.evidence import answer, asked, shown, unanswered, unasked

_TITLE = "关于示例市道路养护有关工作的通知"
_ROW = f'<ul><li><a href="/a/1.html">{_TITLE}</a> 2018-09-01</li></ul>'


def _asked(html: str, error: str = "") -> Page:
    return sample.page("search", "/s?q=1", html, query=_TITLE, note="known", error=error)


@rule(
    id="search-results-classified",
    title="搜索结果分类展示",
    clause="guideline-2017/site-search-works",
    remediation="按新闻、政策、服务、互动等类别展示或筛选搜索结果。",
    needs=(Role.HOME, Role.SEARCH),
    examples=[
        Example.ok(
            "",
            says="“新闻、政策、服务”",
            pages=(_asked(f"<div><a>全部</a><a>新闻</a><a>政策</a><a>服务</a></div>{_ROW}"),),
        ),
        Example.needs_review("", says="未见分类", pages=(_asked(_ROW),)),
        Example.needs_review(
            "",
            says="未见分类",
            pages=(_asked(f"<nav><a>首页</a><a>政务公开</a><a>政务服务</a></nav>{_ROW}"),),
            note="网站导航不是结果的分类",
        ),
        Example.no_evidence("", says="脚本", pages=(_asked("<p v-for='x in list'>{{x}}</p>"),)),
        Example.no_evidence("", says="访问超时", pages=(_asked("", "timeout"),)),
        Example.no_evidence("", says="没有可用的搜索结果页"),
    ],
    catalogue=("site-search-works",),
    auto="P",
)
def search_results_classified(snapshot: Snapshot) -> Iterable[Finding]:
    """Results can be told apart by class.

    检查内容：
        搜索结果页是否按类别（如新闻、政策、服务、互动）展示或筛选结果。
    检查依据：
        《政府网站发展指引》对站内搜索功能的要求（条文表述未核实）。
    整改方法：
        按新闻、政策、服务、互动等类别展示或筛选搜索结果。
    人工判断：
        未见分类的一律由人工确认，本项不判不符合。
    已知局限：
        分类以下拉框、图标或脚本呈现的可能识别不出。
    """
    pages = asked(snapshot, "known", "older")
    if not pages:
        yield unasked(snapshot)
        return
    seen = [page for page in pages if page.seen]
    if not seen:
        yield unanswered(pages[0])
        return
    for page in seen:
        if classes := answer(snapshot, page).classes:
            yield Finding.at(Verdict.OK, f"搜索结果分类展示：“{'、'.join(classes[:6])}”。", page)
            return
    page = seen[0]
    scripted = answer(snapshot, page).scripted
    if scripted:
        yield Finding.at(Verdict.NO_EVIDENCE, f"搜索{shown(page)}的结果未能读取：{scripted}。", page)
        return
    yield Finding.at(Verdict.NEEDS_REVIEW, f"搜索{shown(page)}的结果页未见分类，需人工确认。", page)
