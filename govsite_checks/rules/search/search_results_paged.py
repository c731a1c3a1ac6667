"""More results than one page holds can be paged through."""

from __future__ import annotations

from collections.abc import Iterable

from govsite_checks import sample
from govsite_checks.model import Example, Finding, Page, Role, Snapshot, Verdict, rule
from govsite_checks.reading.page.document import document
from govsite_checks.reading.search.evidence import answer, asked, has_pager, shown, unanswered, unasked

_TITLE = "关于示例市道路养护有关工作的通知"


def _rows(first: int, count: int) -> str:
    rows = "".join(f'<li><a href="/a/{n}.html">{_TITLE}之{n}</a></li>' for n in range(first, first + count))
    return f"<ul>{rows}</ul>"


def _asked(html: str, note: str = "known", *, error: str = "", status: int = 200) -> Page:
    return sample.page(
        "search", f"/s?q=1&for={note}", html, query=_TITLE, note=note, error=error, status=status
    )


_FIRST = _asked(f'<p>共找到 57 条</p>{_rows(0, 10)}<a href="/s?q=1&for=known-next">下一页</a>')


@rule(
    id="search-results-paged",
    title="搜索结果能够翻页",
    clause="guideline-2017/site-search-works",
    remediation="结果不止一页时提供翻页，并保证各页能打开、内容接续。",
    needs=(Role.HOME, Role.SEARCH),
    examples=[
        Example.ok("", says="第二页", pages=(_FIRST, _asked(_rows(10, 10), "known-next"))),
        Example.ok("", says="提供翻页", pages=(_FIRST,)),
        Example.violation(
            "", says="共 57 条，只列出 10 条", pages=(_asked(f"<p>共找到 57 条</p>{_rows(0, 10)}"),)
        ),
        Example.needs_review(
            "",
            says="只列出 10 条",
            pages=(_asked(f"<p>共找到 57 条</p>{_rows(0, 10)}<div class='pagination'></div>"),),
            note="翻页可能由脚本生成",
        ),
        Example.needs_review("", says="与第一页相同", pages=(_FIRST, _asked(_rows(0, 10), "known-next"))),
        Example.needs_review(
            "",
            says="返回错误状态码404",
            pages=(_FIRST, _asked("", "known-next", error="http-status", status=404)),
        ),
        Example.not_applicable("", says="只有一页", pages=(_asked(f"<p>共找到 3 条</p>{_rows(0, 3)}"),)),
        Example.no_evidence("", says="脚本", pages=(_asked("<p v-for='x in list'>{{x}}</p>"),)),
        Example.no_evidence("", says="没有可用的搜索结果页"),
    ],
    catalogue=("site-search-works",),
)
def search_results_paged(snapshot: Snapshot, *, least_listed: int = 5) -> Iterable[Finding]:
    """A result page that does not hold everything leads on to the next.

    检查内容：
        结果页写明的条数多于列出的条数时，是否提供翻页；第二页能否打开，内容是否与第一页不同。
    检查依据：
        《政府网站发展指引》对站内搜索功能的要求（条文表述未核实）。
    整改方法：
        结果不止一页时提供翻页，并保证各页能打开、内容接续。
    人工判断：
        翻页可能由脚本生成、第二页打不开或与第一页相同时，需人工翻页确认。
    已知局限：
        只翻到第二页；写明的条数不足列出条数两倍的，不据此判断。
    """
    pages = asked(snapshot, "known", "older")
    if not pages:
        yield unasked(snapshot)
        return
    seen = [page for page in pages if page.seen]
    if not seen:
        yield unanswered(pages[0])
        return
    following = asked(snapshot, "known-next")
    if following:
        yield _judge_next(snapshot, seen, following[0])
        return
    page = max(seen, key=lambda page: len(answer(snapshot, page).results))
    yield _judge_first(snapshot, page, least_listed)


def _judge_next(snapshot: Snapshot, seen: list[Page], following: Page) -> Finding:
    if not following.seen:
        return unanswered(following)
    there = answer(snapshot, following)
    if there.scripted or not there.results:
        reason = there.scripted or "没有列出能识别的结果"
        return Finding.at(
            Verdict.NEEDS_REVIEW, f"搜索{shown(following)}的第二页未能读取：{reason}，需人工确认。", following
        )
    first = {result.link.url for page in seen for result in answer(snapshot, page).results}
    if {result.link.url for result in there.results} <= first:
        return Finding.at(
            Verdict.NEEDS_REVIEW,
            f"搜索{shown(following)}的第二页列出的 {len(there.results)} 条与第一页相同，需人工确认。",
            following,
        )
    return Finding.at(Verdict.OK, f"搜索结果能够翻页，第二页列出 {len(there.results)} 条。", following)


def _judge_first(snapshot: Snapshot, page: Page, least: int) -> Finding:
    results = answer(snapshot, page)
    listed = len(results.results)
    if not listed:
        reason = results.scripted or "没有列出能识别的结果"
        return Finding.at(Verdict.NO_EVIDENCE, f"搜索{shown(page)}没有读到结果：{reason}。", page)
    if results.next_url or results.paged:
        return Finding.at(Verdict.OK, f"搜索{shown(page)}的结果页提供翻页。", page)
    if listed < least or results.count < 2 * listed:
        return Finding.at(Verdict.NOT_APPLICABLE, f"搜索{shown(page)}的结果只有一页，不需翻页。", page)
    said = f"搜索{shown(page)}的结果页写明共 {results.count} 条，只列出 {listed} 条，未见翻页"
    if has_pager(document(snapshot, page)):
        return Finding.at(Verdict.NEEDS_REVIEW, f"{said}，翻页可能由脚本生成，需人工确认。", page)
    return Finding.at(Verdict.VIOLATION, f"{said}。", page)
