"""Pages for the examples of rules: a fictional site on a fixed day, and short ways to write its pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from .model import BRIEF_ROLES, CHINA, Column, ColumnType, Page, Rendered, Role, Site
from .wording import COLUMN_TYPE

AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
SITE = Site(
    id="1100000088",
    name="示例市人民政府",
    url="https://www.example.gov.cn/",
    site_code="1100000088",
    nature="organ",
)


def day(days_ago: int, pattern: str = "%Y-%m-%d") -> str:
    """The date so many days before the examples' day."""
    return (AS_OF - timedelta(days=days_ago)).strftime(pattern)


def page(
    role: str,
    path: str,
    html: str = "",
    *,
    status: int | None = 200,
    error: str = "",
    detail: str = "",
    column: Column | None = None,
    note: str = "",
    query: str = "",
    parent: str = "",
    final: str = "",
    content_type: str = "",
    elapsed_s: float = 0.1,
    modified: str = "",
) -> Page:
    """A page of the fictional site; ``path`` may be a whole address. A brief role has no text."""
    url = urljoin(SITE.url, path)
    return Page(
        role=role,
        url=url,
        final_url=urljoin(url, final) if final else url,
        status=status,
        error=error,
        detail=detail,
        text="" if role in BRIEF_ROLES else html,
        record="example",
        parent=urljoin(SITE.url, parent) if parent else SITE.url,
        column=column,
        note=note,
        query=query,
        content_type=content_type or "text/html; charset=utf-8",
        elapsed_s=elapsed_s,
        modified=modified,
    )


def column_of(
    type: str, path: str = "", *, title: str = "", level: int = 1, found: str = "title", offsite: bool = False
) -> Column:
    """A column of the fictional site."""
    address = urljoin(SITE.url, path or f"/{type}/")
    return Column(address, title or COLUMN_TYPE.get(ColumnType(type), type), type, level, found, offsite)


def column(
    type: str,
    html: str = "",
    path: str = "",
    *,
    title: str = "",
    level: int = 1,
    status: int | None = 200,
    error: str = "",
) -> Page:
    """The first page of a column."""
    of = column_of(type, path, title=title, level=level)
    return page(Role.COLUMN, of.url, html, column=of, status=status, error=error)


def rows(
    *days_ago: int, subject: str = "关于示例事项的信息", folder: str = "/a/", pattern: str = "%Y-%m-%d"
) -> str:
    """A list of dated links, as a list page has it."""
    items = "".join(
        f'<li><a href="{folder}{number}.html">{subject}第{number}期</a><span>{day(ago, pattern)}</span></li>'
        for number, ago in enumerate(days_ago, 1)
    )
    return f'<ul class="list">{items}</ul>'


def site_page(footer: str = "", *, more: str = "", links: int = 12) -> str:
    """A plain page of the fictional site with its name and so many links; ``more`` stands in front of its footer."""
    nav = "".join(f'<a href="/c{number}/">栏目{number}</a>' for number in range(links))
    return (
        f"<html><head><title>{SITE.name}</title></head><body><h1>{SITE.name}</h1><nav>{nav}</nav>{more}"
        f"<footer>{footer}</footer></body></html>"
    )


_COLUMNS = (
    ("/news/", "工作动态"),
    ("/notice/", "通知公告"),
    ("/services/", "办事服务"),
    ("/topics/", "专题专栏"),
    ("/survey/", "征集调查"),
)


def home(*links: tuple[str, str], without: str = "") -> str:
    """A home page that shows enough to say what it lacks: a navigation, ``links`` (address, words) first, articles, text.

    ``without`` is the entry of its navigation that is left out.
    """
    shown = [entry for entry in (*links, *_COLUMNS) if entry[1] != without]
    entries = "".join(f'<li><a href="{path}">{words}</a></li>' for path, words in shown)
    articles = "".join(f'<li><a href="/a/{n}.html">关于示例事项的信息第{n}期</a></li>' for n in range(20))
    text = "本页是示例市人民政府网站的内容。" * 12
    return f'<ul class="nav">{entries}</ul><ul>{articles}</ul><p>{text}</p>'


def sitemap(*links: tuple[str, str], without: str = "") -> Page:
    """A site map with the entries of such a home page."""
    return page(Role.SITEMAP, "/map.html", home(*links, without=without))


def rendered(
    page: Page, html: str, *, complete: bool = True, error: str = "", reason: str = "always"
) -> Page:
    """A page as a browser shows it: ``html`` is the document after its scripts have run, without them.

    Where it is not ``complete``, ``html`` has the scripts that still have something to show. ``error`` is a
    ``RenderError`` where the browser has nothing to show.
    """
    seen = Rendered(
        reason, "" if error else html, page.final_url, error=error, complete=complete, record="rendered"
    )
    return replace(page, rendered=seen)
