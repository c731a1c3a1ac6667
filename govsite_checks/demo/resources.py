"""What is asked for beside the pages of a demo site: styles, pictures, papers, and what brings the footer."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from . import front, writing
from .answer import PNG, Answer
from .render import resource
from .writer import Writer

# The first bytes of the old office format, and enough after them to be a file.
_DOC = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016)
_PICTURES = ("logo", "banner", "jiucuo", "ghs", "map", "topic", "ad", *(f"leader{n}" for n in range(1, 5)))

Make = Callable[[], Answer]


def files(w: Writer) -> dict[str, Make]:
    """Styles, scripts, pictures and papers by path."""
    routes: dict[str, Make] = {
        "/css/style.css": lambda: Answer(body=w.style, content_type="text/css"),
        "/js/page.js": lambda: Answer(body=resource("page.js"), content_type="application/javascript"),
        "/js/pranks.js": lambda: Answer(body=resource("pranks.js"), content_type="application/javascript"),
        "/api/silent": lambda: Answer(stay_silent=True),
    }
    routes |= _lists(w)
    for picture in _PICTURES:
        routes[f"/images/{picture}.png"] = lambda: Answer(body=PNG, content_type="image/png")
    routes |= dict.fromkeys(_uploads(w), _document)
    match w.facts.links.attachment:
        case "missing":
            del routes["/uploads/policy1.doc"]
        case "page":
            routes["/uploads/policy1.doc"] = lambda: w.text("<html><body>文件不存在</body></html>")
    if w.facts.guides.form_status != 200:
        routes["/uploads/form1.doc"] = lambda: front.missing(w)
    return routes


def _lists(w: Writer) -> dict[str, Make]:
    """The rows of the columns that a script fetches, page by page."""
    return {
        f"/api/list?col={column.slug}&page={page}": lambda c=column, p=page: w.rows(c.rows(p))  # type: ignore[misc]
        for column in w.content.columns
        if column.slug in w.facts.columns.fetched
        for page in range(1, column.pages + 1)
    }


def _uploads(w: Writer) -> Iterable[str]:
    for column in w.content.columns:
        yield from (paper.url for article in column.articles for paper in article.attachments)
    yield from (paper.url for guide in w.content.guides for paper in guide.forms)
    yield "/uploads/ysqgk.doc"


def of_footer(w: Writer) -> dict[str, Make]:
    """The documents and scripts that bring the footer, where it is not in the page itself."""
    match w.site.delivery:
        case "iframe":
            return {"/common/foot.html": lambda: _frame(w)}
        case "loaded":
            return {"/common/foot.html": lambda: _frame(w), "/js/jquery.min.js": _library}
        case "put-in":
            return {"/js/jquery.min.js": _library}
        case "frameset":
            return {"/bottom.htm": lambda: _frame(w)}
        case "script-file":
            return {"/js/foot.js": lambda: w.script(writing.written_line_by_line(w.footer))}
        case "computed":
            return {"/js/foot.js": lambda: w.script(writing.computed(w.footer))}
        case "late":
            return {"/js/foot.js": lambda: w.script(writing.computed_late("foot", w.footer))}
        case "application":
            return {"/js/app.3f9c1a.js": lambda: w.script(writing.computed(w.site.name + w.footer))}
        case "single-page":
            return {
                "/js/app.js": lambda: Answer(body=resource("app.js"), content_type="application/javascript")
            }
    return {}


def _frame(w: Writer) -> Answer:
    """The footer as a document of its own, for a frame."""
    return w.html("frame", "页面底部", footer=Markup(w.footer))  # noqa: S704


def _document() -> Answer:
    return Answer(body=_DOC, content_type="application/msword")


def _library() -> Answer:
    return Answer(body=resource("library.js"), content_type="application/javascript")
