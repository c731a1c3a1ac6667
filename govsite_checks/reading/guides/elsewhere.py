"""Where a guide may tell what its text does not: files, pictures, frames, pages of their own for single elements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urldefrag

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import LIVE, Document
from govsite_checks.reading.page.marked import Line

from .lines import outside
from .values import PICTURE
from .words import guide_words, head_of, kinds_of

MAX_PICTURES = 60
MAX_PLACES = 300
MAX_FRAMES = 20
# A picture that is declared narrower or lower is an ornament.
LEAST_PIXELS = 200
_PLACES = "div[id], ul[id], ol[id], table[id], tbody[id], td[id], dd[id], section[id], p[id], span[id]"
# A page's own words, kept in a field for a script to show.
_HIDDEN = "input[type=hidden][value]"
_TEXT = re.compile("[\u4e00-\u9fff]")
LEAST_TEXT = 20
_BOUND = "[v-html], [v-text], [v-for], [ng-bind], [ng-repeat], [data-bind]"


def parts_elsewhere(document: Document) -> Mapping[str, str]:
    """The elements that a link of the page promises on another page: its words, by class."""
    words = guide_words()
    apart = _apart(document, "a")
    here = urldefrag(document.url)[0].rstrip("/")
    found: dict[str, str] = {}
    for link in document.links:
        if not link.url or link.node in apart or words.links["file"].search(link.url):
            continue
        if urldefrag(link.url)[0].rstrip("/") == here:
            continue
        for kind in kinds_of(head_of(words.elsewhere["look"].sub("", link.label[:40]))):
            found.setdefault(kind, link.label[:40])
    return found


def told_elsewhere(document: Document, lines: tuple[Line, ...], shown: int) -> str:
    """What of the page may hold any element, in Chinese; empty where its text is all there is.

    ``shown`` is the number of pictures that stand for elements by themselves.
    """
    words = guide_words()
    for line in lines:
        if any(words.links["file"].search(address) for address in line.links) and _is_guide_file(line.text):
            return f"附件“{line.text[:30]}”"
    if _pictures(document) > shown:
        return "正文中的图片"
    return "正文中的框架页面" if _frames(document) else ""


def filled_places(document: Document) -> bool:
    """Whether the page has empty places with a name that a script of its own may fill, or that a template binds."""
    if document.css(_BOUND)[:1]:
        return True
    if not document.css(f"{LIVE}[src]")[:1]:
        return False
    kept = (node.attributes.get("value") or "" for node in document.css(_HIDDEN)[:MAX_FRAMES])
    if any(len(_TEXT.findall(value[:2_000])) >= LEAST_TEXT for value in kept):
        return True
    harmless = guide_words().elsewhere["harmless_place"]
    apart = _apart(document, _PLACES)
    for node in document.css(_PLACES)[:MAX_PLACES]:
        name = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
        if node.mem_id in apart or harmless.search(name):
            continue
        if not node.text().strip() and node.css_first("img, input, textarea, a, iframe, embed") is None:
            return True
    return False


def _apart(document: Document, selector: str) -> frozenset[int]:
    around = document.derive(outside)
    return frozenset(part.mem_id for node in around for part in (node, *node.css(selector)))


def _is_guide_file(text: str) -> bool:
    """Whether a file may be more than a form to fill in."""
    words = guide_words().elsewhere
    return bool(words["file_guide"].search(text)) or not words["file_form"].search(text)


def _pictures(document: Document) -> int:
    """How many pictures of the page's matter are large enough to be read."""
    apart = _apart(document, "img, embed, object")
    nodes = document.css("img, embed, object")[:MAX_PICTURES]
    return sum(node.mem_id not in apart and _is_readable(node) for node in nodes)


def _is_readable(node: LexborNode) -> bool:
    attrs = node.attributes
    address = attrs.get("src") or attrs.get("data") or ""
    if not address or guide_words().elsewhere["ornament"].search(address):
        return False
    sizes = [(attrs.get(name) or "").removesuffix("px").strip() for name in ("width", "height")]
    return not any(size.isdigit() and int(size) < LEAST_PIXELS for size in sizes)


def _frames(document: Document) -> bool:
    harmless = guide_words().elsewhere["harmless_frame"]
    for frame in document.css("iframe[src], frame[src]")[:MAX_FRAMES]:
        address = (frame.attributes.get("src") or "").strip()
        sizes = [(frame.attributes.get(name) or "").removesuffix("px") for name in ("width", "height")]
        if address in {"", "about:blank"} or harmless.search(address) or {"0", "1"} & set(sizes):
            continue
        if "display:none" not in (frame.attributes.get("style") or "").replace(" ", ""):
            return True
    return False


def pictures_of(texts: list[str]) -> int:
    """How many pictures stand for elements by themselves."""
    return sum(text.count(PICTURE) for text in texts if not text.replace(PICTURE, "").strip())
