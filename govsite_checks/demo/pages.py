"""The pages of one demo site, rendered on demand: the same row and ``as_of`` give the same bytes."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from . import writing
from .answer import NOT_FOUND, Answer, redirect
from .content import BEIJING, Article, Column, columns_of
from .sites import DemoSite

_TEMPLATES = Path(__file__).with_name("templates")
_PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_WEEKDAYS = "一二三四五六日"

# Pages without dates that headers and footers link to.
_TEXTS = {"/gywm/": "关于我们", "/lxwm/": "联系我们", "/ssqk/": "隐私声明", "/wza/": "无障碍浏览"}

_FOOT_AND_LIBRARY = Markup('<div id="foot"></div><script src="/js/jquery.min.js"></script>')


@dataclass(frozen=True, slots=True)
class Words:
    """The words and numbers of a site as its templates write them; empty where they are not shown."""

    name: str
    number: int
    host: str
    url: str
    domain: str
    sponsor: str
    phone: str
    code: Markup
    icp: Markup
    police: Markup
    police_digits: str
    jiucuo_code: str
    conac_id: str
    conac_account: str
    loader: bool


def words_of(site: DemoSite) -> Words:
    """The words of a site. The register's ids are made from the host, so they are stable and nobody's."""
    facts = site.facts
    fill: Mapping[str, object] = {"code": site.code, "n": site.number}
    police = facts.police.format(**fill)
    digest = hashlib.sha256(site.host.encode()).hexdigest()
    return Words(
        name=site.name,
        number=site.number,
        host=site.host,
        url=site.url,
        domain=site.host.removeprefix("www."),
        sponsor=f"{site.name}办公室",
        phone=f"0399-55501{site.number:02d}",
        code=writing.number(facts.code.format(**fill), facts.digits),
        icp=writing.number(facts.icp.format(**fill), facts.digits),
        police=writing.number(police, facts.digits),
        police_digits="".join(filter(str.isdigit, police)),
        jiucuo_code=facts.jiucuo_code.format(**fill),
        conac_id=digest[:32].upper(),
        conac_account=f"99{site.number:019d}",
        loader=site.layout in {"classic", "ministry"},
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


class SitePages:
    """The pages of one site at one moment, by path."""

    def __init__(self, site: DemoSite, as_of: datetime) -> None:
        self._site = site
        self._as_of = as_of.astimezone(BEIJING)
        self._words = words_of(site)
        self._columns = columns_of(site.name, site.number, site.layout, as_of)
        self._routes = self._common() | self._entry() | self._footer_resources()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every request target that is no 404."""
        return tuple(quote(path) for path in self._routes)

    def answer(self, target: str) -> Answer:
        """The answer to a request target: path and query as they were sent, percent-encoded or raw bytes."""
        make = self._routes.get(_readable(target))
        return make() if make is not None else NOT_FOUND

    def _common(self) -> dict[str, Callable[[], Answer]]:
        routes: dict[str, Callable[[], Answer]] = {
            "/sitemap.html": lambda: self._html("sitemap"),
            "/css/style.css": lambda: Answer(body=_style(), content_type="text/css"),
        }
        for picture in ("logo", "banner", "jiucuo", "ghs"):
            routes[f"/images/{picture}.png"] = lambda: Answer(body=_PNG, content_type="image/png")
        for path, heading in _TEXTS.items():
            routes[path] = lambda heading=heading: self._html("text", heading=heading)  # type: ignore[misc]
        for column in self._columns:
            routes[column.url] = lambda column=column: self._html("list", column=column)  # type: ignore[misc]
            for article in column.articles:
                routes[article.url] = lambda column=column, article=article: self._article(column, article)  # type: ignore[misc]
        return routes

    def _entry(self) -> dict[str, Callable[[], Answer]]:
        """The way from the site's address to its home page."""
        entry = self._site.entry
        if entry == "meta-refresh":
            return {"/": lambda: self._html("refresh"), "/index.html": self._home}
        if entry == "redirect":
            return {
                "/": lambda: redirect(b"/portal/"),
                "/portal/": lambda: redirect(f"{self._site.url}portal/index.shtml".encode(), 301),
                "/portal/index.shtml": self._home,
            }
        if entry == "gbk-redirect":
            return {"/": lambda: redirect("/首页/index.htm".encode("gbk")), "/首页/index.htm": self._home}
        if self._site.delivery == "frameset":
            return {"/": lambda: self._html("frameset"), "/main.htm": self._home}
        return {"/": self._home}

    def _footer_resources(self) -> dict[str, Callable[[], Answer]]:
        """The documents and scripts that bring the footer, where it is not in the page itself."""
        footer = self._footer_html
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
                return {
                    "/js/app.3f9c1a.js": lambda: self._script(writing.computed(self._words.name + footer))
                }
        return {}

    @cached_property
    def _footer_html(self) -> str:
        """The footer as HTML, however it reaches the page."""
        macro = getattr(_environment().get_template("footers.html.jinja").module, self._site.layout)
        facts = self._site.facts
        html = str(macro(facts, self._words))
        if not facts.commented:
            return html
        # A comment inside the comment would end it early.
        return f"<div class='bottom'>版权所有 {self._site.name}</div>\n<!--\n{html.replace('--', '')}\n-->"

    @cached_property
    def _foot(self) -> Markup:
        """What stands at the end of a page to bring the footer."""
        footer = self._footer_html
        charset = self._site.charset.actual
        match self._site.delivery:
            case "write":
                return _script_tag(writing.written_by_concatenation(footer))
            case "unescape":
                return _script_tag(writing.written_by_unescape(footer))
            case "put-in":
                return _FOOT_AND_LIBRARY + _script_tag(writing.put_into("foot", footer))
            case "script-file" | "lost-script":
                return Markup('<script src="/js/foot.js" charset="{}"></script>').format(charset)
            case "computed":
                return Markup('<script src="/js/foot.js"></script>')
            case "iframe":
                return Markup(
                    '<iframe src="/common/foot.html" width="100%" height="180" frameborder="0"></iframe>'
                )
            case "loaded":
                return _FOOT_AND_LIBRARY + _script_tag(
                    '$(function () { $("#foot").load("/common/foot.html"); });'
                )
            case "frameset" | "application":
                return Markup("")
        # Our own template's output, not a site's: it is meant to be HTML.
        return Markup(footer)  # noqa: S704

    def _home(self) -> Answer:
        if self._site.delivery == "application":
            return self._html("shell")
        facts = self._site.facts
        return self._html(
            self._site.layout,
            lead=self._columns[0].articles[0],
            decoy=facts.decoy,
            today=_long_date(self._as_of),
            meta_code=facts.meta_code.format(code=self._site.code),
        )

    def _article(self, column: Column, article: Article) -> Answer:
        return self._html("article", column=column, article=article)

    def _html(self, template: str, **context: object) -> Answer:
        text = (
            _environment()
            .get_template(f"{template}.html.jinja")
            .render(
                w=self._words,
                columns=self._columns,
                foot=self._foot,
                meta_charset=self._site.charset.meta,
                **context,
            )
        )
        return self._text(text)

    def _frame(self) -> Answer:
        """The footer as a document of its own, for a frame."""
        return self._html("frame", footer=Markup(self._footer_html))  # noqa: S704

    def _text(self, text: str) -> Answer:
        charset = self._site.charset
        kind = f"text/html; charset={charset.header}" if charset.header else "text/html"
        return Answer(body=text.encode(charset.actual), content_type=kind)

    def _script(self, text: str) -> Answer:
        return Answer(body=text.encode(self._site.charset.actual), content_type="application/javascript")


def _script_tag(script: str) -> Markup:
    return Markup('<script type="text/javascript">\n{}\n</script>').format(Markup(script))  # noqa: S704


def _long_date(day: datetime) -> str:
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def _readable(target: str) -> str:
    """A request target without its fragment, its escapes undone, read as UTF-8 or else as GBK."""
    raw = unquote_to_bytes(target.encode("latin-1").partition(b"#")[0])
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


@cache
def _style() -> bytes:
    return (_TEMPLATES / "style.css").read_bytes()


def _library() -> Answer:
    return Answer(body=(_TEMPLATES / "library.js").read_bytes(), content_type="application/javascript")
