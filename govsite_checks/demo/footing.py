"""How a footer reaches the pages of a site: as HTML, written by scripts, from a file, in a frame."""

from __future__ import annotations

from markupsafe import Markup

from . import writing
from .render import environment, script_tag
from .site import DemoSite
from .words import Words

_FOOT_AND_LIBRARY = Markup('<div id="foot"></div><script src="/js/jquery.min.js"></script>')
_FRAME = Markup('<iframe src="/common/foot.html" width="100%" height="180" frameborder="0"></iframe>')
# Deliveries of the home page alone: its other pages carry the footer as everybody does.
_HOME_ONLY = frozenset({"frameset", "application"})


def footer_html(site: DemoSite, words: Words) -> str:
    """The footer as HTML, however it reaches the page."""
    macro = getattr(environment().get_template("footers.html.jinja").module, site.layout)
    html = str(macro(site.facts.footer, words))
    if not site.facts.footer.commented:
        return html
    # A comment inside the comment would end it early.
    return f"<div class='bottom'>版权所有 {site.name}</div>\n<!--\n{html.replace('--', '')}\n-->"


def foot_of(site: DemoSite, footer: str, *, home: bool) -> Markup:
    """What stands at the end of a page to bring the footer."""
    if not home and not site.facts.footer.inner:
        return Markup('<div class="oldfoot">版权所有 {}</div>').format(site.name)
    match site.delivery:
        case "write":
            return script_tag(writing.written_by_concatenation(footer))
        case "unescape":
            return script_tag(writing.written_by_unescape(footer))
        case "put-in":
            return _FOOT_AND_LIBRARY + script_tag(writing.put_into("foot", footer))
        case "script-file" | "lost-script":
            return Markup('<script src="/js/foot.js" charset="{}"></script>').format(site.charset.actual)
        case "late":
            return Markup('<div id="foot"></div><script src="/js/foot.js"></script>')
        case "computed":
            return Markup('<script src="/js/foot.js"></script>')
        case "iframe":
            return _FRAME
        case "loaded":
            return _FOOT_AND_LIBRARY + script_tag('$(function () { $("#foot").load("/common/foot.html"); });')
        case delivery if home and delivery in _HOME_ONLY:
            return Markup("")
    # Our own template's output, not a site's: it is meant to be HTML.
    return Markup(footer)  # noqa: S704
