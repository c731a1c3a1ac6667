"""Whether a page that shows no search may offer one unseen: written by a script, in a frame, on a page not read."""

from __future__ import annotations

import re

from govsite_checks.reading.domains.names import same_site
from govsite_checks.reading.page.document import LIVE, Document, host_of

from .lexicon import form_words, result_words

# A page with less text or fewer links than this has no header of its own to see.
SHELL_CHARS = 150
FEW_LINKS = 8

_TRACES = (
    "[class*=search i], [id*=search i], [class*=sousuo i], [id*=sousuo i], [class*=seach i], [onclick*=search i], "
    "[onclick*=sousuo i], img[src*=search i], img[alt*=搜], img[alt*=检索], [title*=搜索], [title*=检索]"
)
# Ways in to a search that need no word: an icon, a field without a form.
_WAYS_IN = (
    "a[class*=search i], a[id*=search i], a[class*=sousuo i], a[id*=sousuo i], a img[src*=search i], a img[src*=sousuo i], "
    "a i[class*=search i], a span[class*=search i], [contenteditable=true], [contenteditable=''], [role=search], [role=searchbox]"
)
# What such an element does when it is pressed is written at it.
_PRESSED = "[onclick*=search i], [onclick*=sousuo i], [onclick*=seach i], [onkeydown*=search i], [onkeypress*=search i]"
_FRAMES = "iframe[src], frame[src], object[data], embed[src]"
_COMPONENT = re.compile(r"<[a-z][a-z0-9]{0,20}-[a-z0-9-]{1,40}[\s>/]")
_PART = re.compile(
    r"(?:^|[/_.-])(?:head(?:er)?|top|nav|banner|layout|include|loadpart|sou?suo|search|comm?on_?head)[\w.-]{0,30}\.js",
    re.IGNORECASE,
)
_SEARCHES = re.compile(r"search|sou_?suo|jiansuo|/so/|//so\.", re.IGNORECASE)
_WRITES = re.compile(
    r"document\s*\.\s*write(?:ln)?\s*\(|\.\s*load\s*\(|innerHTML\s*=|\.\s*(?:html|append|prepend)\s*\("
)
_MOST_SCRIPT = 200_000


def doubt_of_search(document: Document) -> str:
    """Why a search may be there unseen, in Chinese; empty where the page was read whole and offers none."""
    if document.tree is None:
        return "页面结构异常，未能读取"
    scripts = [node.attributes.get("src") or "" for node in document.css(LIVE)[:300]]
    if document.css("frameset, frame[src]")[:1]:
        return "页面由框架组成"
    if document.css(_FRAMES)[:1]:
        return "页面嵌有框架页，其内容未读取"
    if len(document.text) < SHELL_CHARS or len(document.links) < FEW_LINKS:
        return "页面文字或链接极少，可能未能看全"
    if document.css(_WAYS_IN)[:1] or _leads_to_search(document):
        return "页面有疑似搜索入口的图标或链接"
    if not scripts:
        # What is pressed is for a script to say, which has run where the page was shown to a browser.
        pressed = document.css(_PRESSED)[:1] or (document.page.is_rendered and document.css(_TRACES)[:1])
        return "页面有搜索的痕迹，可能由脚本显示" if pressed else ""
    if document.css(result_words().bound)[:1] or "{{" in document.text or _has_component(document):
        return "页面由脚本框架填充"
    if document.css(_TRACES)[:1]:
        return "页面有搜索的痕迹，可能由脚本显示"
    if any(_PART.search(src[:500]) for src in scripts):
        return "页头可能由脚本写入"
    return _doubt_of_code(document)


def _leads_to_search(document: Document) -> bool:
    """Whether a link without words leads to an address of the site that could answer a search."""
    links = (link for link in document.links if link.url and not link.label)
    return any(
        _SEARCHES.search(link.url[:500]) and same_site(document.host, host_of(link.url)) for link in links
    )


def _has_component(document: Document) -> bool:
    body = document.tree.body if document.tree is not None else None
    return body is not None and _COMPONENT.search((body.html or "")[:2_000_000]) is not None


def _doubt_of_code(document: Document) -> str:
    """What the page's own scripts say: that they search, or that they write parts of the page."""
    words = form_words()
    for node in document.css(f"{LIVE}:not([src])")[:100]:
        code = node.text()[:_MOST_SCRIPT]
        if words.hint.search(code) or re.search(r"search|sousuo", code, re.IGNORECASE):
            return "页面脚本中有搜索的内容，未能确认其是否显示"
        if _WRITES.search(code):
            return "页面有内容由脚本写入"
    if document.css("div[id]:empty, header:empty, nav:empty")[:1]:
        return "页面有空容器，内容可能由脚本填入"
    return ""
