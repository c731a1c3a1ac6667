"""Results of the site's search carry a date and a column or source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.page.document import LIVE, Document, document
from govsite_checks.reading.search.evidence import answer, asked, shown, unanswered, unasked
from govsite_checks.reading.search.page import Result, Results

# A script in each row, where there is one, is among the first so many.
MAX_SCRIPTS = 200
_TITLE = "关于示例市道路养护有关工作的通知"
# Anything that looks like a date, in whatever form: enough to doubt that there is none.
_FULL_DATE = re.compile(r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_LIKE_A_DATE = re.compile(
    r"(?:19|20)\d\d\s*[-./年]|\d{1,2}\s*[-/月]\s*\d{1,2}|[天日月年时]前|[昨今前][天日]|二[〇○零]"
)


def _asked(rest: str, count: int = 3) -> Page:
    rows = "".join(f'<li><a href="/a/{n}.html">{_TITLE}之{n}</a><p>节选</p>{rest}</li>' for n in range(count))
    return sample.page("search", "/s?q=1", f"<ul>{rows}</ul>", query=_TITLE, note="known")


@rule(
    id="search-results-dated",
    title="搜索结果标明日期和栏目（来源）",
    clause="guideline-2017/site-search-works",
    remediation="在每条搜索结果中标明发布日期和所在栏目（或来源）。",
    needs=(Role.HOME, Role.SEARCH),
    examples=[
        Example.ok("", says="3 条", pages=(_asked("<span>来源：市交通局</span> 2018-09-01"),)),
        Example.ok("", says="3 条", pages=(_asked("[通知公告] 2018年9月1日"),)),
        Example.violation("", says="3 条结果均未见日期", pages=(_asked("<span>栏目：通知公告</span>"),)),
        Example.needs_review("", says="未见栏目或来源", pages=(_asked("2018-09-01"),)),
        Example.needs_review("", says="部分", pages=(_asked("栏目：通知公告 09-01"),), note="没有年份的日期"),
        Example.needs_review(
            "",
            says="页面其他位置有日期",
            pages=(
                sample.page(
                    "search",
                    "/s?q=1",
                    "<ul>"
                    + f'<li><a href="/a/1.html">{_TITLE}</a></li><li><a href="/a/2.html">{_TITLE}二</a></li>'
                    f'<li><a href="/a/3.html">{_TITLE}三</a></li></ul><ol><li>2018-09-01</li><li>2018-08-01</li>'
                    "<li>2018-07-01</li></ol>",
                    query=_TITLE,
                    note="known",
                ),
            ),
            note="日期单独成列",
        ),
        Example.needs_review(
            "",
            says="脚本",
            pages=(_asked("<script>document.write(dayOf(1536537600))</script>"),),
            note="日期由每条结果里的脚本写出",
        ),
        Example.needs_review("", says="仅 1 条", pages=(_asked("", 1),), note="结果太少，不足以判断"),
        Example.no_evidence("", says="没有读到结果", pages=(_asked("", 0),)),
        Example.no_evidence("", says="没有可用的搜索结果页"),
    ],
    catalogue=("site-search-works",),
)
def search_results_dated(snapshot: Snapshot, *, least_results: int = 3) -> Iterable[Finding]:
    """Results carry a date and a column or source.

    检查内容：
        搜索本站文章标题所得的各条结果，是否标明日期，以及栏目、来源或发布机构。
    检查依据：
        《政府网站发展指引》对站内搜索功能的要求（条文表述未核实）。
    整改方法：
        在每条搜索结果中标明发布日期和所在栏目（或来源）。
    人工判断：
        结果太少、只有部分结果带日期、日期写法不能识别，或未见栏目和来源时，需人工查看。
    已知局限：
        只看读到的结果；栏目以图标、颜色表示的识别不出。
    """
    pages = asked(snapshot, "known", "older")
    if not pages:
        yield unasked(snapshot)
        return
    seen = [page for page in pages if page.seen]
    if not seen:
        yield unanswered(pages[0])
        return
    read = [(page, answer(snapshot, page)) for page in seen]
    page, results = max(read, key=lambda pair: len(pair[1].results))
    yield _judge(page, results, least_results, document(snapshot, page))


def _judge(page: Page, answered: Results, least: int, of: Document) -> Finding:
    results = answered.results
    if not results:
        reason = answered.scripted or "页面没有列出能识别的结果"
        return Finding.at(Verdict.NO_EVIDENCE, f"搜索{shown(page)}没有读到结果：{reason}。", page)
    dated = sum(result.dated is not None for result in results)
    named = sum(bool(result.column) for result in results)
    if dated == len(results) and named:
        return Finding.at(
            Verdict.OK, f"搜索{shown(page)}的 {len(results)} 条结果标明日期，{named} 条标明栏目或来源。", page
        )
    if dated == len(results):
        return _review(page, f"的 {len(results)} 条结果标明日期，未见栏目或来源")
    if dated or any(_LIKE_A_DATE.search(_about(result)) for result in results):
        return _review(page, f"的 {len(results)} 条结果中，部分结果的日期未能识别")
    if len(_FULL_DATE.findall(of.text)) >= len(results):
        return _review(page, f"的 {len(results)} 条结果未见日期，但页面其他位置有日期")
    if sum("document.write" in node.text() for node in of.css(LIVE)[:MAX_SCRIPTS]) >= len(results):
        return _review(page, f"的 {len(results)} 条结果未见日期，日期可能由脚本显示")
    if len(results) < least:
        return _review(page, f"仅 {len(results)} 条结果，未见日期")
    return Finding.at(
        Verdict.VIOLATION,
        f"搜索{shown(page)}的 {len(results)} 条结果均未见日期。",
        page,
        snippet=results[0].summary,
    )


def _about(result: Result) -> str:
    """The row without its title: a year in a title is no date."""
    return result.summary.replace(result.link.text, " ", 1)


def _review(page: Page, what: str) -> Finding:
    return Finding.at(Verdict.NEEDS_REVIEW, f"搜索{shown(page)}{what}，需人工确认。", page)
