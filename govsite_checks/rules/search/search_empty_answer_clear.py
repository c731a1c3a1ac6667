"""The site's search says clearly that it found nothing."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.search.evidence import answer, asked, shown, unanswered, unasked

_WORDS = "鐾龘靐齉爩"
_FORM = f'<form action="/s"><input name="q" value="{_WORDS}"></form>'


def _asked(html: str, *, error: str = "", status: int = 200) -> Page:
    return sample.page("search", "/s?q=1", html, query=_WORDS, note="absurd", error=error, status=status)


@rule(
    id="search-empty-answer-clear",
    title="搜不到内容时明确提示",
    clause="guideline-2017/site-search-works",
    remediation="没有结果时，在结果页明确写出没有找到相关内容，不列出无关内容。",
    needs=(Role.HOME, Role.SEARCH),
    examples=[
        Example.ok("", says="没有找到相关内容", pages=(_asked(f"{_FORM}<p>抱歉，没有找到相关内容</p>"),)),
        Example.ok("", says="0 条", pages=(_asked(f"{_FORM}<p>共找到 0 条信息</p>"),)),
        Example.needs_review("", says="称找到 86 条", pages=(_asked(f"{_FORM}<p>共找到 86 条信息</p>"),)),
        Example.needs_review(
            "",
            says="未见“没有找到”一类的说明",
            pages=(_asked(f"{_FORM}<ul><li><a href='/a'>市长会见客人</a></li></ul>"),),
        ),
        Example.needs_review(
            "", says="返回错误状态码500", pages=(_asked("", error="http-status", status=500),)
        ),
        Example.no_evidence(
            "", says="脚本", pages=(_asked("<div id=app></div><script>axios.get('/s')</script>"),)
        ),
        Example.no_evidence("", says="访问超时", pages=(_asked("", error="timeout"),)),
        Example.no_evidence("", says="没有可用的搜索结果页"),
    ],
    catalogue=("site-search-works",),
    auto="P",
)
def search_empty_answer_clear(snapshot: Snapshot) -> Iterable[Finding]:
    """A search for words that stand nowhere says that nothing was found.

    检查内容：
        用一组不会出现的字词搜索，结果页是否写明没有找到，或写明找到 0 条。
    检查依据：
        《政府网站发展指引》对站内搜索功能的要求（条文表述未核实）。
    整改方法：
        没有结果时，在结果页明确写出没有找到相关内容，不列出无关内容。
    人工判断：
        未见这样的说明、称找到若干条，或服务器出错的，一律由人工确认，本项不判不符合。
    已知局限：
        结果由脚本加载的搜索看不到；以图片提示的识别不出。
    """
    pages = asked(snapshot, "absurd")
    if not pages:
        yield unasked(snapshot)
    for page in pages:
        yield _judge(snapshot, page)


def _judge(snapshot: Snapshot, page: Page) -> Finding:
    if not page.seen:
        return unanswered(page)
    results = answer(snapshot, page)
    if results.scripted:
        return Finding.at(Verdict.NO_EVIDENCE, f"搜索{shown(page)}的结果未能读取：{results.scripted}。", page)
    if results.count > 0:
        said = f"结果页称找到 {results.count} 条"
    elif results.none_said:
        return Finding.at(Verdict.OK, f"搜不到内容时结果页提示“{quoted(results.none_said, 60)}”。", page)
    elif results.count == 0:
        return Finding.at(Verdict.OK, "搜不到内容时结果页写明找到 0 条。", page)
    else:
        said = "结果页未见“没有找到”一类的说明"
    return Finding.at(Verdict.NEEDS_REVIEW, f"搜索不会出现的字词{shown(page)}时，{said}，需人工确认。", page)
