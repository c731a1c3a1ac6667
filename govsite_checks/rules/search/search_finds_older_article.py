"""The site's search finds an older article of the site by its title."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, rule
from govsite_checks.reading.search.evidence import asked, judge_found, unasked

_TITLE = "关于示例市道路养护有关工作的通知"
_FORM = f'<form action="/s"><input name="q" value="{_TITLE}"></form>'
_NONE = f"<h1>搜索</h1>{_FORM}<p>没有找到相关内容</p>"
_ARTICLE = sample.page(
    "article", "/a/1.html", f"<h1>{_TITLE}</h1><p>发布时间：{sample.day(200)}</p><p>正文</p>"
)


def _asked(html: str, *, query: str = _TITLE, error: str = "", status: int = 200) -> Page:
    return sample.page("search", "/s?q=1", html, query=query, note="older", error=error, status=status)


@rule(
    id="search-finds-older-article",
    title="站内搜索能搜到较早的文章",
    clause="guideline-2017/site-search-works",
    remediation="检查搜索的索引范围，使本站仍在发布的历史文章都能被搜到。",
    needs=(Role.HOME, Role.SEARCH),
    examples=[
        Example.ok(
            "",
            says="能搜到",
            pages=(
                _ARTICLE,
                _asked(
                    f'{_FORM}<ul><li><a href="/a/1.html"><em>{_TITLE}</em></a> {sample.day(200)}</li></ul>'
                ),
            ),
        ),
        Example.ok(
            "",
            says="能搜到",
            pages=(_ARTICLE, _asked(f'<li><a href="/a/1.html" title="{_TITLE}">{_TITLE[:12]}…</a></li>')),
            note="标题被截短",
        ),
        Example.violation("", says="没有找到相关内容", pages=(_ARTICLE, _asked(_NONE))),
        Example.violation(
            "",
            says="列出 1 条，其中没有该标题",
            pages=(
                _ARTICLE,
                _asked(
                    f'{_FORM}<li><a href="/b/2.html">道路养护工作有关简报</a><p>按照{_TITLE}执行</p></li>'
                ),
            ),
        ),
        Example.needs_review(
            "",
            says="没有显示所搜的词",
            pages=(_ARTICLE, _asked("<h1>搜索</h1><p>没有找到相关内容</p>")),
            note="搜索词可能未被正确理解，不能说明搜不到",
        ),
        Example.needs_review("", says="未能核实", pages=(_asked(_NONE),), note="文章日期未知"),
        Example.needs_review(
            "",
            says="未能完整读取",
            pages=(
                _ARTICLE,
                _asked(
                    f'{_FORM}<li><a href="/b/2.html">道路养护工作有关简报</a><p>{_TITLE}</p></li>'
                    '<a href="/s?p=2">下一页</a>'
                ),
            ),
            note="文章可能在后面的结果页",
        ),
        Example.no_evidence(
            "",
            says="脚本",
            pages=(_ARTICLE, _asked(f"{_FORM}<div id=app></div><script>new Vue({{el:'#app'}})</script>")),
        ),
        Example.needs_review(
            "", says="返回错误状态码500", pages=(_asked("", error="http-status", status=500),)
        ),
        Example.no_evidence("", says="验证页", pages=(_asked("", error="challenge"),)),
        Example.no_evidence("", says="没有可用的搜索结果页"),
    ],
    catalogue=("site-search-works",),
)
def search_finds_older_article(snapshot: Snapshot) -> Iterable[Finding]:
    """An older article is among the results for its own title.

    检查内容：
        用本站较早一篇文章的标题搜索，结果中是否有这篇文章；标题被截短、有高亮标记的也算。
    检查依据：
        《政府网站发展指引》对站内搜索功能的要求（条文表述未核实）。
    整改方法：
        检查搜索的索引范围，使本站仍在发布的历史文章都能被搜到。
    人工判断：
        结果页没有显示所搜的词、结果不止一页、文章的发布日期未能核实时，需人工重搜。
    已知局限：
        结果由脚本加载的搜索看不到；按整个标题搜索，不检查按其他词能否搜到。
    """
    pages = asked(snapshot, "older")
    if not pages:
        yield unasked(snapshot)
    for page in pages:
        yield judge_found(snapshot, page, "这篇较早的文章", 0)
