"""How a page of one demo site is written: its templates filled, in the site's own encoding."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from markupsafe import Markup

from . import search, writing
from .answer import Answer
from .content import BEIJING, Article, Column, Place, SiteContent
from .content.plans import FURTHER
from .footing import foot_of, footer_html
from .labelling import labels_of
from .render import environment, resource, script_tag
from .site import DemoSite
from .words import words_of

_WEEKDAYS = "一二三四五六日"
_OUTSIDE = {
    "alive": "http://www.xugou-daxue.example/",
    "dead": "http://www.shixiao-xugou.invalid/",
    "lost": "http://www.xugou-daxue.example/meiyou/",
    "resold": "http://www.resold-xugou.example/",
}
# Colours of a style sheet that has too many.
_COLOURS = ("#e67e22", "#27ae60", "#8e44ad", "#16a085", "#d35400", "#f1c40f", "#e91e63")
# Layouts whose pages carry their style themselves.
_STYLED = frozenset({"portal", "cards"})


class Writer:
    """Writes the pages of one site at one moment."""

    def __init__(self, site: DemoSite, as_of: datetime) -> None:
        self.site = site
        self.facts = site.facts
        self.now = as_of.astimezone(BEIJING)
        place = Place(site.name, site.number, site.layout, self.now)
        self.content = SiteContent(self.facts, place, site.phone, portal=site.portal)
        self._words = words_of(site)
        # A site of protocol-relative addresses names itself in each of them.
        self._root = f"//{site.host}" if site.layout == "ministry" else ""

    def html(
        self,
        template: str,
        title: str,
        *,
        home: bool = False,
        labelled: Column | None = None,
        **context: object,
    ) -> Answer:
        """A page of a template; ``labelled`` is the column whose page it is."""
        site, facts, content = self.site, self.facts, self.content
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
                today=_long_date(self.now),
                labels=labels_of(
                    site,
                    column=labelled,
                    article=article if isinstance(article, Article) else None,
                    home=home,
                ),
                nav=self._nav,
                further=[(title, path) for path, title in self.further_channels],
                columns=content.columns,
                topics=content.topics,
                outside=_OUTSIDE[facts.links.outside],
                form=self._shown_form,
                foot=foot_of(site, self.footer, home=home),
                meta_charset=site.charset.meta,
                style=Markup(self.style.decode()) if site.layout in _STYLED else "",  # noqa: S704
                written=_written,
                **context,
            )
        )
        return self.text(text)

    def text(self, text: str) -> Answer:
        """A page of ready HTML."""
        charset = self.site.charset
        kind = f"text/html; charset={charset.header}" if charset.header else "text/html"
        return Answer(body=text.encode(charset.actual), content_type=kind)

    def script(self, text: str) -> Answer:
        """A script."""
        return Answer(body=text.encode(self.site.charset.actual), content_type="application/javascript")

    def rows(self, articles: Iterable[Article]) -> Answer:
        """Rows of a list as data for a script."""
        rows = [{"title": a.title, "url": a.url, "date": a.published.strftime("%Y-%m-%d")} for a in articles]
        return Answer(body=json.dumps(rows).encode(), content_type="application/json")

    @cached_property
    def footer(self) -> str:
        """The footer, before it is brought onto a page."""
        return footer_html(self.site, self._words)

    @cached_property
    def style(self) -> bytes:
        """The style sheet."""
        more = "".join(
            f".zt{n}, .zt{n} a {{ color: {colour}; }} .zt{n} b {{ border-color: {colour}; background: {colour}; }}\n"
            for n, colour in enumerate(_COLOURS[: self.facts.layout.colours])
        )
        return resource("style.css") + more.encode()

    @property
    def further_channels(self) -> list[tuple[str, str]]:
        """Path and title of the channels that the navigation has too many."""
        return [(f"/qt{n}/", title) for n, title in enumerate(FURTHER[: self.facts.layout.channels])]

    @property
    def form(self) -> search.Form | None:
        """The site's own search, where it has one."""
        return search.FORMS[self.site.layout] if self.facts.search.form == "own" else None

    @property
    def _shown_form(self) -> object:
        match self.facts.search.form:
            case "engine":
                return search.ENGINE
            case "foreign":
                return search.FOREIGN
            case "script":
                return "script"
        return self.form

    @cached_property
    def _nav(self) -> list[tuple[Column, tuple[Column, ...]]]:
        return [(channel, self.content.children(channel)) for channel in self.content.channels]


def _written(rows: Markup) -> Markup:
    """Rows that a script of the page writes."""
    return script_tag(writing.written_by_concatenation(str(rows)))


def _long_date(day: datetime) -> str:
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"
