"""The home page of a demo site, the way to it, and what answers for a path that is not there."""

from __future__ import annotations

from collections.abc import Callable

from .answer import NOT_FOUND, Answer, redirect
from .content import Article, Column
from .writer import Writer

_TITLES = {
    "portal": "{}门户网站",
    "bureau": "{}",
    "cards": "首页 - {}",
    "classic": "欢迎访问{}网站",
    "ministry": "中国{}（演示）",
}


def entry(w: Writer) -> dict[str, Callable[[], Answer]]:
    """The way from the site's address to its home page, by path."""
    site = w.site
    if site.entry == "meta-refresh":
        return {"/": lambda: w.html("refresh", site.name), "/index.html": lambda: home(w)}
    if site.entry == "redirect":
        return {
            "/": lambda: redirect(b"/portal/"),
            "/portal/": lambda: redirect(f"//{site.host}/portal/index.shtml".encode(), 301),
            "/portal/index.shtml": lambda: home(w),
        }
    if site.entry == "gbk-redirect":
        return {"/": lambda: redirect("/首页/index.htm".encode("gbk")), "/首页/index.htm": lambda: home(w)}
    if site.delivery == "frameset":
        return {"/": lambda: w.html("frameset", site.name, home=True), "/main.htm": lambda: home(w)}
    return {"/": lambda: home(w)}


def home(w: Writer) -> Answer:
    """The home page."""
    if w.site.delivery == "application":
        return w.html("shell", w.site.name)
    facts, content = w.facts, w.content
    if facts.server.home_status != 200:
        return NOT_FOUND
    blocks = [(column, _shown(w, column)) for column in content.home_columns]
    lead = next((a for _, articles in blocks for a in articles if a.url.startswith("/")), None)
    title = _TITLES[w.site.layout].format(w.site.name) if facts.layout.titled else "首页"
    page = w.html(
        f"home/{w.site.layout}",
        title,
        home=True,
        blocks=blocks,
        lead=lead,
        decoy=facts.footer.decoy,
    )
    return Answer(page.status, page.body, page.content_type, delay_s=facts.server.delay_s)


def _shown(w: Writer, column: Column) -> tuple[Article, ...]:
    """What the home page shows of a column."""
    facts = w.facts.home
    old = [a for a in column.articles if (w.now.date() - a.published.date()).days > facts.older_than]
    return tuple(old[: facts.rows])


def missing(w: Writer) -> Answer:
    """The answer for a path that is not there."""
    match w.facts.server.missing:
        case "home":
            return home(w)
        case "redirect":
            return redirect(b"/")
        case "page":
            return w.html("missing", "页面不存在")
    page = w.html("missing", "页面不存在")
    return Answer(404, page.body, page.content_type)
