"""The pages of one demo site by path, rendered on demand: the same row and ``as_of`` give the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from markupsafe import Markup

from . import front, resources, search
from .answer import Answer
from .column_pages import of_column
from .content import Article, Column
from .content.texts import STANDING_TITLES
from .render import readable
from .site import DemoSite
from .traps import TRAPS
from .writer import Writer

Make = Callable[[], Answer]
# Where an application asks for what is on a page.
_INNER = "/api/page?path="


class SitePages:
    """The pages of one site at one moment, by path."""

    def __init__(self, site: DemoSite, as_of: datetime) -> None:
        self._site = site
        self._w = Writer(site, as_of)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every request target that is no 404."""
        return tuple(quote(path, safe="/?=&") for path in self._routes)

    def answer(self, target: str, body: bytes = b"") -> Answer:
        """The answer to a request target (path and query as they were sent) and a posted body."""
        if self._site.delivery != "single-page":
            return self._answer(target, body)
        inner = target.removeprefix(_INNER)
        answer = self._answer(unquote(inner) if inner != target else target, body)
        # Whatever is asked for, the application is there; files and errors of the server are not its own.
        shown = answer.content_type.startswith("text/html") and not answer.location
        return self._w.html("app", "") if shown and inner == target and target != "/robots.txt" else answer

    def _answer(self, target: str, body: bytes) -> Answer:
        path = readable(target)
        if self._site.trap and (trapped := self._trapped(path)) is not None:
            return trapped
        make = self._routes.get(path) or self._routes.get(path.partition("?")[0])
        if (form := self._w.form) is not None and path.partition("?")[0] == form.action.partition("?")[0]:
            query = target.partition("?")[2]
            return self._results(form, search.fields_of("&".join([query, body.decode("latin-1")])))
        return make() if make is not None else self._missing()

    def _missing(self) -> Answer:
        return front.missing(self._w)

    def _trapped(self, path: str) -> Answer | None:
        """The column that never ends, where the site has one."""
        fragment = TRAPS[self._site.trap](path.partition("?")[0], f"{self._w.now:%Y-%m-%d}")
        column = self._w.content.column("tzgg")
        if fragment is None or column is None:
            return None
        return self._w.html("trap", column.title, labelled=column, column=column, fragment=Markup(fragment))  # noqa: S704

    @cached_property
    def _routes(self) -> dict[str, Make]:
        routes = resources.files(self._w) | self._standing() | self._columns()
        routes |= self._services() | self._talks()
        return routes | front.entry(self._w) | resources.of_footer(self._w)

    # Pages without a column of their own.

    def _standing(self) -> dict[str, Make]:
        routes: dict[str, Make] = {
            "/sitemap.html": lambda: self._w.html("sitemap", "网站地图"),
            "/leave.html": lambda: self._w.html("leave", "离开提示"),
        }
        for path, title in {**STANDING_TITLES, **dict(self._w.further_channels)}.items():
            routes[path] = lambda path=path, title=title: self._w.html(  # type: ignore[misc]
                "text",
                title,
                heading=title,
                trail=(),
                side=(),
                paragraphs=self._w.content.text(path if path in STANDING_TITLES else "/gywm/"),
                map="",
                attachments=(),
            )
        for topic in self._w.content.topics:
            routes[topic.url] = (
                lambda topic=topic: self._w.html(  # type: ignore[misc]
                    "topic",
                    topic.title,
                    topic=topic,
                    trail=(),
                    articles=topic.articles or self._w.content.home_columns[0].articles[3:8],
                )
            )
            for article in topic.articles:
                routes[article.url] = lambda a=article, t=topic: self._w.html(  # type: ignore[misc]
                    "article", a.title, article=a, trail=((t.title, t.url),), related_title=""
                )
        return routes

    # Columns and what is in them.

    def _columns(self) -> dict[str, Make]:
        routes: dict[str, Make] = {}
        for column in self._w.content.columns:
            for page, url in enumerate((column.url, *column.next_urls), start=1):
                routes[url] = lambda column=column, page=page: self._column(column, page)  # type: ignore[misc]
            for article in column.articles if column.kind in {"list", "interviews"} else ():
                if article.url.startswith("/"):
                    routes[article.url] = lambda c=column, a=article: self._article(c, a)  # type: ignore[misc]
        return routes

    def _column(self, column: Column, page: int) -> Answer:
        content = self._w.content
        channel = column.plan.channel
        parent = content.column(channel) or content.column("zwgk") if channel else None
        context: dict[str, Any] = {
            "column": column,
            "page": page,
            "trail": ((parent.title, parent.url),) if parent else (),
            "side": content.children(parent or column),
        }
        context |= of_column(content, self._w.facts, column, self._w.now)
        return self._w.html(column.kind, column.title, labelled=column, **context)

    def _article(self, column: Column, article: Article) -> Answer:
        titles = {"zcwj": "相关解读", "zcjd": "相关文件"}
        return self._w.html(
            "article",
            article.title,
            article=article,
            trail=((column.title, column.url),),
            related_title=titles.get(column.slug, "相关链接"),
        )

    # Services and interaction.

    def _services(self) -> dict[str, Make]:
        routes: dict[str, Make] = {}
        services = self._w.content.column("bsfw")
        if services is None:
            return routes
        trail = ((services.title, services.url),)
        for guide in self._w.content.guides:
            routes[guide.url] = lambda guide=guide: self._w.html(
                "guide", guide.title, guide=guide, trail=trail
            )  # type: ignore[misc]
        routes["/wsbs/apply.html"] = lambda: self._w.html("apply", "网上办事大厅")
        facts = self._w.facts.guides
        lost = self._w.content.guides[: facts.count] if facts.online != 200 else ()
        return routes | {guide.online: self._missing for guide in lost if guide.online}

    def _talks(self) -> dict[str, Make]:
        routes: dict[str, Make] = {}
        mailbox, surveys = self._w.content.column("jzxx"), self._w.content.column("dczj")
        if mailbox is not None:
            trail = ((mailbox.title, mailbox.url),)
            for message in self._w.content.messages:
                routes[message.url] = lambda message=message: self._w.html(  # type: ignore[misc]
                    "message", message.title, message=message, trail=trail
                )
            if self._w.facts.messages.form:
                routes["/hdjl/write.html"] = lambda: self._w.html("write", "我要写信", trail=trail)
        if surveys is not None:
            way = ((surveys.title, surveys.url),)
            for survey in self._w.content.surveys:
                routes[survey.article.url] = lambda survey=survey: self._w.html(  # type: ignore[misc]
                    "survey", survey.article.title, survey=survey, article=survey.article, trail=way
                )
        return routes

    # The search.

    def _results(self, form: search.Form, fields: dict[str, str]) -> Answer:
        content, charset = self._w.content, self._site.charset.actual
        found = search.find(content, self._w.facts.search, form, fields, charset)
        query = quote(found.words.encode(charset, "replace"), safe="")
        return self._w.html(
            "results",
            "搜索结果",
            found=found,
            results=[(article, content.column_of(article)) for article in found.results],
            classes=search.CLASSES,
            again=f"{form.action.partition('?')[0]}?{form.field}={query}",
        )
