"""What a site's search answered, as its rules need it: which page was asked what for, and what may be said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from govsite_checks.model import Finding, Page, PageError, Role, Snapshot, Verdict
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.dates.reading import Dated
from govsite_checks.reading.domains.closing import why
from govsite_checks.reading.links.verdicts import quoted
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.lists.upkeep import day_of
from govsite_checks.reading.page.document import Document, document
from govsite_checks.wording import RENDER_ERROR

from .match import same_title
from .page import Result, Results, offers_search, read_answer, search_fields

_CUT = re.compile(r"(?:…|\.{2,})\s*$")
_OMITTED = {
    "foreign-form": "搜索表单提交到其他网站，未作查询",
    "no-form": "未见可以直接提交的搜索表单",
    "budget": "访问次数已用完，未作查询",
}


def asked(snapshot: Snapshot, *notes: str) -> tuple[Page, ...]:
    """The pages of searches for some purposes, in the order of planning."""
    return tuple(page for page in snapshot.pages_of(Role.SEARCH) if page.note in notes)


def answer(snapshot: Snapshot, page: Page) -> Results:
    """What a page of a search shows."""
    return document(snapshot, page).derive(read_answer)


def unasked(snapshot: Snapshot) -> Finding:
    """The finding for a search that was not made, with the reason where one is known."""
    reasons = [_OMITTED.get(note.outcome, "") for note in snapshot.observed("omission", "search")]
    other = "没有合适的文章标题可供搜索" if snapshot.pages_of(Role.SEARCH) else "没有可用的搜索结果页"
    reason = next((reason for reason in reasons if reason), other)
    return Finding.at(Verdict.NO_EVIDENCE, f"未能查看站内搜索的结果：{reason}。", snapshot.home)


def unanswered(page: Page) -> Finding:
    """The finding for a search of which the answer was not seen: an error of the server is for a person to look at."""
    failed = page.error == PageError.HTTP_STATUS and (page.status or 0) not in (401, 403, 412, 429, 503, 521)
    verdict = Verdict.NEEDS_REVIEW if failed else Verdict.NO_EVIDENCE
    end = "，需人工确认" if failed else ""
    return Finding.at(verdict, f"搜索{shown(page)}时未能看到结果：{_reason(page)}{end}。", page)


def _reason(page: Page) -> str:
    """Why an answer was not seen: of a search that is typed in a browser, what went wrong there."""
    rendered = page.rendered
    if page.error != PageError.NOT_COLLECTED or rendered is None:
        return why(page)
    return f"搜索须在浏览器中提交，{RENDER_ERROR.get(rendered.error, rendered.error)}"


def shown(page: Page) -> str:
    """The words of a query, for a message."""
    return f"“{quoted(page.query, 40)}”"


@dataclass(frozen=True, slots=True)
class Known:
    """An article of the site that a query may mean: its address, its title, its day where that is sure, whether it was
    opened.
    """

    url: str
    title: str
    day: date | None
    opened: bool


def known_articles(snapshot: Snapshot, words: str) -> tuple[Known, ...]:
    """The articles of the site, seen or listed, whose titles hold the words of a query."""
    found: dict[str, Known] = {}
    for page in snapshot.pages_of(Role.ARTICLE):
        if page.seen:
            article = document(snapshot, page).derive(read_article)
            title = article.title or page.title
            if same_title(words, title):
                found[page.url] = Known(page.url, title, _sure(article.published), True)
    for page in (*snapshot.pages_of(Role.COLUMN), *snapshot.pages_of(Role.COLUMN_NEXT)):
        for item in document(snapshot, page).derive(read_list).items if page.seen else ():
            known = found.get(item.link.url)
            if known is None and same_title(words, item.title):
                found[item.link.url] = Known(item.link.url, item.title, _sure(item.dated), False)
            elif known is not None and known.day is None:
                found[item.link.url] = replace(known, day=_sure(item.dated))
    return tuple(found.values())


def _sure(dated: Dated | None) -> date | None:
    return dated.day if dated is not None and dated.sure else None


def has_pager(document: Document) -> bool:
    """Whether a page has something that may be a pager, even one without words."""
    return bool(
        document.css("[class*=pag i], [id*=pag i], [class*=fenye i], [id*=fenye i], [class*=more i]")[:1]
    ) or ("createPage" in document.page.text)


def without_search(snapshot: Snapshot, pages: Iterable[Page]) -> tuple[Page, ...]:
    """Which of some pages offer no search.

    Pages of one template write their search field alike, so that what one page was read for need not be read again.
    """
    fields: dict[str, None] = {}
    missing = []
    for page in pages:
        if any(_shows(page.html, field) for field in fields):
            continue
        of = document(snapshot, page)
        if offers_search(of):
            fields.update(dict.fromkeys(search_fields(of)))
        else:
            missing.append(page)
    return tuple(missing)


def _shows(text: str, field: str) -> bool:
    """Whether the source of a field stands in a page, outside of comments."""
    at = text.find(field)
    return at >= 0 and text.rfind("<!--", 0, at) <= text.rfind("-->", 0, at)


def judge_found(snapshot: Snapshot, page: Page, what: str, settle_days: int) -> Finding:
    """Whether the answer to words of the title of an article of the site lists that article.

    ``settle_days`` is how long after its publication an article may still be missing from the index.
    """
    if not page.seen:
        return unanswered(page)
    results, title = answer(snapshot, page), shown(page)
    meant = known_articles(snapshot, page.query)
    if any(_is_meant(result, page.query, meant) for result in results.results):
        return Finding.at(Verdict.OK, f"按标题{title}能搜到{what}。", page)
    if results.scripted:
        return Finding.at(Verdict.NO_EVIDENCE, f"搜索{title}的结果未能读取：{results.scripted}。", page)
    said = _absence(results)
    doubt = _doubt(snapshot, results, meant, settle_days) if said else "结果未能完整读取"
    if doubt:
        message = f"按标题{title}未见{what}；{doubt}，需人工确认。"
        return Finding.at(Verdict.NEEDS_REVIEW, message, page, snippet=results.none_said)
    message = f"按标题{title}未能搜到{what}：{said}。"
    return Finding.at(Verdict.VIOLATION, message, page, snippet=results.none_said)


def _is_meant(result: Result, words: str, meant: tuple[Known, ...]) -> bool:
    """Whether a result is the article: by the words in its title, by its whole title (cut, perhaps), by its address."""
    if same_title(words, result.title):
        return True
    return any(result.link.url == known.url or same_title(known.title, result.title) for known in meant)


def _absence(results: Results) -> str:
    """How a result page, seen whole, says that the article is not there; empty where it does not say it."""
    if results.none_said:
        return f"结果页显示“{quoted(results.none_said, 40)}”"
    if results.count == 0:
        return "结果页显示找到 0 条"
    listed = len(results.results)
    if listed and not results.next_url and not results.paged and results.count <= listed:
        return f"结果页列出 {listed} 条，其中没有该标题"
    return ""


def _doubt(snapshot: Snapshot, results: Results, meant: tuple[Known, ...], settle_days: int) -> str:
    """Why the absence of an article may not be the search's fault."""
    if not results.echoed:
        return "结果页没有显示所搜的词"
    if any(_CUT.search(result.title) for result in results.results):
        return "结果的标题被截短"
    days = [known.day for known in meant if known.day is not None]
    if not days:
        return "未能核实该文章的发布日期"
    if not any(known.opened for known in meant):
        return "该文章只见于列表，未打开核对标题"
    if (day_of(snapshot.as_of) - min(days)).days < settle_days:
        return f"该文章发布于 {min(days)}，可能尚未编入索引"
    return ""
