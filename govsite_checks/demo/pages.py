"""The pages of one demo site, rendered on demand: the same row and ``as_of`` give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from . import search, writing
from .answer import NOT_FOUND, PNG, Answer, redirect
from .column_pages import of_column
from .content import BEIJING, Article, Column, Place, SiteContent
from .content.plans import FURTHER
from .content.texts import STANDING_TITLES
from .footing import foot_of, footer_html
from .labelling import labels_of
from .render import environment, readable, resource, script_tag
from .site import DemoSite
from .traps import TRAPS
from .words import words_of

# The first bytes of the old office format, and enough after them to be a file.
_DOC = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016)
_PICTURES = ("logo", "banner", "jiucuo", "ghs", "map", "topic", "ad", *(f"leader{n}" for n in range(1, 5)))
_WEEKDAYS = "一二三四五六日"
_HOME_TITLES = {
    "portal": "{}门户网站",
    "bureau": "{}",
    "cards": "首页 - {}",
    "classic": "欢迎访问{}网站",
    "ministry": "中国{}（演示）",
}
_OUTSIDE = {
    "alive": "http://www.xugou-daxue.example/",
    "dead": "http://www.shixiao-xugou.invalid/",
    "resold": "http://www.resold-xugou.example/",
}
# Colours of a style sheet that has too many.
_COLOURS = ("#e67e22", "#27ae60", "#8e44ad", "#16a085", "#d35400", "#f1c40f", "#e91e63")

# Layouts whose pages carry their style themselves.
_STYLED = frozenset({"portal", "cards"})

Make = Callable[[], Answer]


class SitePages:
    """The pages of one site at one moment, by path."""

    def __init__(self, site: DemoSite, as_of: datetime) -> None:
        self._site = site
        self._facts = site.facts
        self._now = as_of.astimezone(BEIJING)
        self._words = words_of(site)
        place = Place(site.name, site.number, site.layout, self._now)
        self._content = SiteContent(self._facts, place, site.phone, portal=site.portal)
        # A site of protocol-relative addresses names itself in each of them.
        self._root = f"//{site.host}" if site.layout == "ministry" else ""

    @property
    def paths(self) -> tuple[str, ...]:
        """Every request target that is no 404."""
        return tuple(quote(path, safe="/?=&") for path in self._routes)

    def answer(self, target: str, body: bytes = b"") -> Answer:
        """The answer to a request target (path and query as they were sent) and a posted body."""
        path = readable(target)
        if self._site.trap and (trapped := self._trapped(path)) is not None:
            return trapped
        make = self._routes.get(path) or self._routes.get(path.partition("?")[0])
        if (form := self._form) is not None and path.partition("?")[0] == form.action.partition("?")[0]:
            query = target.partition("?")[2]
            return self._results(search.fields_of("&".join([query, body.decode("latin-1")])))
        return make() if make is not None else self._missing()

    def _trapped(self, path: str) -> Answer | None:
        """The column that never ends, where the site has one."""
        fragment = TRAPS[self._site.trap](path.partition("?")[0], f"{self._now:%Y-%m-%d}")
        column = self._content.column("tzgg")
        if fragment is None or column is None:
            return None
        return self._html("trap", column.title, labelled=column, column=column, fragment=Markup(fragment))  # noqa: S704

    @cached_property
    def _routes(self) -> dict[str, Make]:
        routes = self._resources() | self._standing() | self._columns() | self._services() | self._talks()
        return routes | self._entry() | self._footer_resources()

    # What is asked for beside pages.

    def _resources(self) -> dict[str, Make]:
        routes: dict[str, Make] = {
            "/css/style.css": lambda: Answer(body=self._style, content_type="text/css"),
            "/js/page.js": lambda: Answer(body=resource("page.js"), content_type="application/javascript"),
            "/api/list": lambda: Answer(body=b"[]", content_type="application/json"),
        }
        for picture in _PICTURES:
            routes[f"/images/{picture}.png"] = lambda: Answer(body=PNG, content_type="image/png")
        routes |= dict.fromkeys(self._uploads(), _document)
        facts = self._facts
        match facts.links.attachment:
            case "missing":
                del routes["/uploads/policy1.doc"]
            case "page":
                routes["/uploads/policy1.doc"] = lambda: self._text("<html><body>文件不存在</body></html>")
        if facts.guides.form_status != 200:
            routes["/uploads/form1.doc"] = self._missing
        return routes

    def _uploads(self) -> Iterable[str]:
        for column in self._content.columns:
            yield from (paper.url for article in column.articles for paper in article.attachments)
        yield from (paper.url for guide in self._content.guides for paper in guide.forms)
        yield "/uploads/ysqgk.doc"

    @cached_property
    def _style(self) -> bytes:
        more = "".join(
            f".zt{n}, .zt{n} a {{ color: {colour}; }} .zt{n} b {{ border-color: {colour}; background: {colour}; }}\n"
            for n, colour in enumerate(_COLOURS[: self._facts.layout.colours])
        )
        return resource("style.css") + more.encode()

    # Pages without a column of their own.

    def _standing(self) -> dict[str, Make]:
        routes: dict[str, Make] = {
            "/sitemap.html": lambda: self._html("sitemap", "网站地图"),
            "/leave.html": lambda: self._html("leave", "离开提示"),
        }
        for path, title in {**STANDING_TITLES, **dict(self._further_channels())}.items():
            routes[path] = lambda path=path, title=title: self._html(  # type: ignore[misc]
                "text",
                title,
                heading=title,
                trail=(),
                side=(),
                paragraphs=self._content.text(path if path in STANDING_TITLES else "/gywm/"),
                map="",
                attachments=(),
            )
        for topic in self._content.topics:
            routes[topic.url] = (
                lambda topic=topic: self._html(  # type: ignore[misc]
                    "topic",
                    topic.title,
                    topic=topic,
                    trail=(),
                    articles=topic.articles or self._content.home_columns[0].articles[3:8],
                )
            )
            for article in topic.articles:
                routes[article.url] = lambda a=article, t=topic: self._html(  # type: ignore[misc]
                    "article", a.title, article=a, trail=((t.title, t.url),), related_title=""
                )
        return routes

    def _further_channels(self) -> list[tuple[str, str]]:
        return [(f"/qt{n}/", title) for n, title in enumerate(FURTHER[: self._facts.layout.channels])]

    # Columns and what is in them.

    def _columns(self) -> dict[str, Make]:
        routes: dict[str, Make] = {}
        for column in self._content.columns:
            for page, url in enumerate((column.url, *column.next_urls), start=1):
                routes[url] = lambda column=column, page=page: self._column(column, page)  # type: ignore[misc]
            for article in column.articles if column.kind in {"list", "interviews"} else ():
                if article.url.startswith("/"):
                    routes[article.url] = lambda c=column, a=article: self._article(c, a)  # type: ignore[misc]
        return routes

    def _column(self, column: Column, page: int) -> Answer:
        content = self._content
        channel = column.plan.channel
        parent = content.column(channel) or content.column("zwgk") if channel else None
        context: dict[str, Any] = {
            "column": column,
            "page": page,
            "trail": ((parent.title, parent.url),) if parent else (),
            "side": content.children(parent or column),
        }
        context |= of_column(content, self._facts, column, self._now)
        return self._html(column.kind, column.title, labelled=column, **context)

    def _article(self, column: Column, article: Article) -> Answer:
        titles = {"zcwj": "相关解读", "zcjd": "相关文件"}
        return self._html(
            "article",
            article.title,
            article=article,
            trail=((column.title, column.url),),
            related_title=titles.get(column.slug, "相关链接"),
        )

    # Services and interaction.

    def _services(self) -> dict[str, Make]:
        routes: dict[str, Make] = {}
        services = self._content.column("bsfw")
        if services is None:
            return routes
        trail = ((services.title, services.url),)
        for guide in self._content.guides:
            routes[guide.url] = lambda guide=guide: self._html("guide", guide.title, guide=guide, trail=trail)  # type: ignore[misc]
        broken = self._facts.guides.online != 200
        routes["/wsbs/apply.html"] = self._missing if broken else lambda: self._html("apply", "网上办事大厅")
        return routes

    def _talks(self) -> dict[str, Make]:
        routes: dict[str, Make] = {}
        mailbox, surveys = self._content.column("jzxx"), self._content.column("dczj")
        if mailbox is not None:
            trail = ((mailbox.title, mailbox.url),)
            for message in self._content.messages:
                routes[message.url] = lambda message=message: self._html(  # type: ignore[misc]
                    "message", message.title, message=message, trail=trail
                )
            if self._facts.messages.form:
                routes["/hdjl/write.html"] = lambda: self._html("write", "我要写信", trail=trail)
        if surveys is not None:
            way = ((surveys.title, surveys.url),)
            for survey in self._content.surveys:
                routes[survey.article.url] = lambda survey=survey: self._html(  # type: ignore[misc]
                    "survey", survey.article.title, survey=survey, article=survey.article, trail=way
                )
        return routes

    # The search.

    @property
    def _form(self) -> search.Form | None:
        """The site's own search, where it has one."""
        return search.FORMS[self._site.layout] if self._facts.search.form == "own" else None

    def _results(self, fields: dict[str, str]) -> Answer:
        assert self._form is not None
        found = search.find(self._content, self._facts.search, self._form, fields, self._site.charset.actual)
        query = quote(found.words.encode(self._site.charset.actual, "replace"), safe="")
        return self._html(
            "results",
            "搜索结果",
            found=found,
            results=[(article, self._content.column_of(article)) for article in found.results],
            classes=search.CLASSES,
            again=f"{self._form.action.partition('?')[0]}?{self._form.field}={query}",
        )

    # The home page and the way to it.

    def _entry(self) -> dict[str, Make]:
        """The way from the site's address to its home page."""
        entry = self._site.entry
        if entry == "meta-refresh":
            return {"/": lambda: self._html("refresh", self._site.name), "/index.html": self._home}
        if entry == "redirect":
            return {
                "/": lambda: redirect(b"/portal/"),
                "/portal/": lambda: redirect(f"//{self._site.host}/portal/index.shtml".encode(), 301),
                "/portal/index.shtml": self._home,
            }
        if entry == "gbk-redirect":
            return {"/": lambda: redirect("/首页/index.htm".encode("gbk")), "/首页/index.htm": self._home}
        if self._site.delivery == "frameset":
            return {"/": lambda: self._html("frameset", self._site.name, home=True), "/main.htm": self._home}
        return {"/": self._home}

    def _home(self) -> Answer:
        if self._site.delivery == "application":
            return self._html("shell", self._site.name)
        facts, content = self._facts, self._content
        if facts.server.home_status != 200:
            return NOT_FOUND
        blocks = [(column, self._shown(column)) for column in content.home_columns]
        lead = next((a for _, articles in blocks for a in articles if a.url.startswith("/")), None)
        title = _HOME_TITLES[self._site.layout].format(self._site.name) if facts.layout.titled else "首页"
        page = self._html(
            f"home/{self._site.layout}",
            title,
            home=True,
            blocks=blocks,
            lead=lead,
            decoy=facts.footer.decoy,
        )
        return Answer(page.status, page.body, page.content_type, delay_s=facts.server.delay_s)

    def _shown(self, column: Column) -> tuple[Article, ...]:
        """What the home page shows of a column."""
        facts = self._facts.home
        old = [a for a in column.articles if (self._now.date() - a.published.date()).days > facts.older_than]
        return tuple(old[: facts.rows])

    def _missing(self) -> Answer:
        """The answer for a path that is not there."""
        match self._facts.server.missing:
            case "home":
                return self._home()
            case "redirect":
                return redirect(b"/")
            case "page":
                return self._html("missing", "页面不存在")
        page = self._html("missing", "页面不存在")
        return Answer(404, page.body, page.content_type)

    # Footers.

    def _footer_resources(self) -> dict[str, Make]:
        """The documents and scripts that bring the footer, where it is not in the page itself."""
        footer = self._footer
        match self._site.delivery:
            case "iframe":
                return {"/common/foot.html": self._frame}
            case "loaded":
                return {"/common/foot.html": self._frame, "/js/jquery.min.js": _library}
            case "put-in":
                return {"/js/jquery.min.js": _library}
            case "frameset":
                return {"/bottom.htm": self._frame}
            case "script-file":
                return {"/js/foot.js": lambda: self._script(writing.written_line_by_line(footer))}
            case "computed":
                return {"/js/foot.js": lambda: self._script(writing.computed(footer))}
            case "application":
                words = self._site.name + footer
                return {"/js/app.3f9c1a.js": lambda: self._script(writing.computed(words))}
        return {}

    @cached_property
    def _footer(self) -> str:
        return footer_html(self._site, self._words)

    def _frame(self) -> Answer:
        """The footer as a document of its own, for a frame."""
        return self._html("frame", "页面底部", footer=Markup(self._footer))  # noqa: S704

    # Rendering.

    def _html(
        self,
        template: str,
        title: str,
        *,
        home: bool = False,
        labelled: Column | None = None,
        **context: object,
    ) -> Answer:
        site, facts, content = self._site, self._facts, self._content
        article = context.get("article")
        own = title if home or not facts.layout.titled or site.name in title else f"{title} - {site.name}"
        text = (
            environment()
            .get_template(f"{template}.html.jinja")
            .render(
                w=self._words,
                f=facts,
                layout=site.layout,
                root=self._root,
                title=own,
                home=home,
                header_name=site.name if facts.layout.named else "政务信息网",
                today=_long_date(self._now),
                labels=labels_of(
                    site,
                    column=labelled,
                    article=article if isinstance(article, Article) else None,
                    home=home,
                ),
                nav=self._nav,
                further=[(title, path) for path, title in self._further_channels()],
                columns=content.columns,
                topics=content.topics,
                outside=_OUTSIDE[facts.links.outside],
                form=self._shown_form,
                foot=foot_of(site, self._footer, home=home),
                meta_charset=site.charset.meta,
                style=Markup(self._style.decode()) if site.layout in _STYLED else "",  # noqa: S704
                written=_written,
                **context,
            )
        )
        return self._text(text)

    @cached_property
    def _nav(self) -> list[tuple[Column, tuple[Column, ...]]]:
        return [(channel, self._content.children(channel)) for channel in self._content.channels]

    @property
    def _shown_form(self) -> object:
        match self._facts.search.form:
            case "engine":
                return search.ENGINE
            case "foreign":
                return search.FOREIGN
            case "script":
                return "script"
        return self._form

    def _text(self, text: str) -> Answer:
        charset = self._site.charset
        kind = f"text/html; charset={charset.header}" if charset.header else "text/html"
        return Answer(body=text.encode(charset.actual), content_type=kind)

    def _script(self, text: str) -> Answer:
        return Answer(body=text.encode(self._site.charset.actual), content_type="application/javascript")


def _written(rows: Markup) -> Markup:
    """Rows that a script of the page writes."""
    return script_tag(writing.written_by_concatenation(str(rows)))


def _long_date(day: datetime) -> str:
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def _document() -> Answer:
    return Answer(body=_DOC, content_type="application/msword")


def _library() -> Answer:
    return Answer(body=resource("library.js"), content_type="application/javascript")
