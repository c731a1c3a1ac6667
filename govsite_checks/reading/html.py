"""A page as it is laid out: its visible text in order, and its elements with their places in that text.

The tree is lexbor's, the one a browser builds. One walk turns it into a ``Flow``. What a reader of the page would
not see (comments, scripts, styles, templates, ``noscript``) is no text; what an inline style hides is kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govsite_checks.model import Page

from .lexicon import lexicon
from .text import BLOCK, INLINE, plain, shown

MAX_NODES = 300_000
MAX_CHARS = 20_000_000
FREE_TAGS = 8_000
FREE_CHARS = 100_000
MAX_DEPTH = 1_000
MAX_COPIES = 4_000_000
MAX_ATTRIBUTES = 2_000

# Where an element stands, by the nearest ancestor whose name says so.
PLAIN_AREA, FOOT, MAIN, ARTICLE = range(4)

_INLINE_TAGS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "script",
        "style",
        "o:p",
    ]
)
_UNSEEN_TAGS = frozenset(
    ["script", "style", "noscript", "noframes", "template", "textarea", "title", "option", "svg", "iframe"]
)
_ACTIVE_TAGS = frozenset(("script", "iframe", "frame", "object", "embed"))
_SELF_CLOSING = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "a",
        "script",
        "style",
        "!doctype",
    ]
)
_FORMATTING = frozenset(
    ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
)
_FORMAT = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>]", re.IGNORECASE)
# A whole tag, quoted values and all, as the standard cuts it; possessive, so linear.
_WHOLE_TAG = re.compile(
    r"""<[A-Za-z][^\s/>]*+(?:[\s/]++(?:=?[^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+)?+)*+"""
)
_TAG = re.compile(r"<(/?)([A-Za-z!][A-Za-z0-9:]{0,40})")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Element:
    """An element of a Flow: ``start`` and ``end`` are offsets in the Flow's text, ``page`` the page it came from.

    ``area`` says where it stands, ``hidden`` whether an inline style hides it, ``written`` whether a script wrote it.
    ``unshown`` is a hidden link's text.
    """

    tag: str
    attrs: dict[str, str | None]
    parent: Element | None
    area: int
    hidden: bool
    start: int
    page: Page
    written: bool = False
    end: int = 0
    unshown: str = ""
    images: list[Element] = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute's value; empty where there is none."""
        return self.attrs.get(name) or ""

    @property
    def name(self) -> str:
        """Class, id and role: what its author called it."""
        return f"{self.get('class')} {self.get('id')} {self.get('role')}".strip()


@dataclass(slots=True, eq=False)
class Flow:
    """The visible text of a page and of what was put together with it, and all of its elements.

    ``links``, ``images``, ``scripts``, ``metas`` and ``acting`` (others with a handler or a setting) are views of
    ``elements``. ``pieces`` are joined into ``text`` by ``close``; ``runs`` are the spans of text with their area; ``hidden`` is
    the text that inline styles hide. ``comments`` keeps server-side include instructions that were left in the page.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    text: str = ""
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    links: list[Element] = field(default_factory=list)
    images: list[Element] = field(default_factory=list)
    scripts: list[Element] = field(default_factory=list)
    acting: list[Element] = field(default_factory=list)
    metas: list[Element] = field(default_factory=list)
    hidden_pieces: list[str] = field(default_factory=list)
    includes: list[tuple[int, str]] = field(default_factory=list)
    sources: list[tuple[int, Page, bool]] = field(default_factory=list)
    nodes: int = 0
    cut: bool = False

    def put(self, piece: str, area: int) -> None:
        """Add visible text."""
        self.pieces.append(piece)
        start, self.length = self.length, self.length + len(piece)
        if self.runs and self.runs[-1][2] == area:
            self.runs[-1] = (self.runs[-1][0], self.length, area)
        else:
            self.runs.append((start, self.length, area))

    def mark(self, boundary: str) -> None:
        """Add a boundary, unless the text ends with one that is as strong."""
        last = self.pieces[-1] if self.pieces else BLOCK
        if last not in (BLOCK, boundary):
            self.pieces.append(boundary)
            self.length += 1

    def close(self) -> Flow:
        """Join the text; nothing is added afterwards."""
        self.text = "".join(self.pieces)
        return self

    def add(self, element: Element, link: Element | None) -> None:
        """Keep an element under its kind; ``link`` is the link that stands around it."""
        self.elements.append(element)
        tag, attrs = element.tag, element.attrs
        if tag == "a" or tag == "area":
            self.links.append(element)
        elif tag == "img":
            self.images.append(element)
            if link is not None:
                link.images.append(element)
        elif tag == "script":
            self.scripts.append(element)
        elif tag == "meta":
            self.metas.append(element)
        elif "onclick" in attrs or "data-setting" in attrs or attrs.get("id") == "_ideConac":
            self.acting.append(element)

    def words(self, element: Element) -> str:
        """The visible text of an element, made plain."""
        return shown(plain(self.text[element.start : min(element.end, element.start + 2000)]))


def is_hidden(attrs: dict[str, str | None]) -> bool:
    """Whether the element's own attributes hide it for certain."""
    if "hidden" in attrs:
        return True
    style = attrs.get("style")
    return bool(style) and _HIDING.search(style or "") is not None


@lru_cache(maxsize=4096)
def area_of(name: str) -> int:
    """The area that a name (class, id, role) stands for, or ``PLAIN_AREA``."""
    words = lexicon()
    if words.foot_name.search(name):
        return FOOT
    if words.article_name.search(name):
        return ARTICLE
    return MAIN if words.main_name.search(name) else PLAIN_AREA


OnElement = Callable[["Flow", Element, LexborNode], None]


def parse(html: str) -> LexborHTMLParser | None:
    """The tree of a page, or None for a page that only an attack can mean.

    A parser that follows the standard needs time by the square of the depth, and of the attributes of one tag, and
    makes nodes by the product of unclosed ``<font>`` and its like with what follows: 200 000 nested tags take minutes.
    """
    tags = html.count("<")
    if tags > FREE_TAGS or (tags > 1_000 and len(_FORMAT.findall(html)) * tags > MAX_COPIES):
        depth, formats = _depths(html)
        if depth > MAX_DEPTH or formats * tags > MAX_COPIES:
            return None
    if len(html) > FREE_CHARS and any(
        found.end() - found.start() > FREE_CHARS // 10 and found[0].count(" ") > MAX_ATTRIBUTES
        for found in _WHOLE_TAG.finditer(html.replace("\n", " "))
    ):
        return None
    return LexborHTMLParser(html)


def _depths(html: str) -> tuple[int, int]:
    """Upper bounds of how deeply tags nest, and how deeply formatting ones, leaving out those that close themselves."""
    depth = deepest = formats = most = 0
    for found in _TAG.finditer(html):
        name = found[2].lower()
        if name in _SELF_CLOSING:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            formats = max(0, formats - 1) if found[1] else formats + 1
            most = max(most, formats)
    return deepest, most


def lay_out(
    html: str,
    page: Page,
    flow: Flow,
    on_element: OnElement,
    *,
    parent: Element | None = None,
    written: bool = False,
    area: int = PLAIN_AREA,
) -> None:
    """Walk ``html`` and add it to ``flow``. ``on_element`` is called for scripts and frames at their place.

    ``parent`` is the element that stands around it, ``area`` where it stands.
    """
    tree = parse(html[:MAX_CHARS])
    flow.cut = flow.cut or tree is None or len(html) > MAX_CHARS
    flow.sources.append((flow.length, page, written))
    if tree is not None and tree.root is not None:
        _Walk(page, flow, on_element, parent, written, area).run(tree.root)


@dataclass(slots=True)
class _Walk:
    """One walk, depth first without recursion: pages nest as deeply as they like."""

    page: Page
    flow: Flow
    on_element: OnElement
    parent: Element | None
    written: bool
    area: int
    around: Element | None = None
    hidden: bool = False
    link: Element | None = None
    base_area: int = PLAIN_AREA
    opened: list[Element | None] = field(default_factory=list)

    def run(self, root: LexborNode) -> None:
        """Walk the tree under ``root``."""
        self.base_area = self.area
        self.around, self.hidden = self.parent, bool(self.parent and self.parent.hidden)
        flow, opened = self.flow, self.opened
        node: LexborNode | None = root
        while node is not None and flow.nodes <= MAX_NODES:
            flow.nodes += 1
            tag = node.tag or ""
            if tag == "-text":
                self.text(node.text_content or "")
            else:
                child = self.enter(node, tag)
                if child is not None:
                    node = child
                    continue
            following = node.next
            while following is None and opened:
                node = node.parent
                self.leave(opened.pop())
                if node is None:
                    break
                following = node.next
            node = following if opened else None
        flow.cut = flow.cut or flow.nodes > MAX_NODES
        while opened:
            self.leave(opened.pop())

    def text(self, text: str) -> None:
        """Take a text node in."""
        if not text or text.isspace():
            text = " "
        elif INLINE in text or BLOCK in text:
            text = text.replace(INLINE, "").replace(BLOCK, "")
        if self.hidden:
            self.flow.hidden_pieces.append(text)
            if self.link is not None and len(self.link.unshown) < 200:
                self.link.unshown += text
        else:
            self.flow.put(text, self.area)

    def enter(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Take a node in; the child to go on with, if its children are to be walked."""
        if tag == "-comment":
            _comment(node, self.flow)
            return None
        child = node.first_child
        if tag[:1] in "-!":
            if child is not None:
                self.opened.append(None)
            return child
        element = self.element(node, tag)
        if tag in _ACTIVE_TAGS or "data-include" in element.attrs:
            self.on_element(self.flow, element, node)
        if child is None or tag in _UNSEEN_TAGS:
            _close(element, self.flow)
            return None
        self.opened.append(element)
        self.around, self.hidden, self.area = element, element.hidden, element.area
        if tag == "a":
            self.link = element
        return child

    def leave(self, element: Element | None) -> None:
        """Go back to what stands around an element."""
        if element is None:
            return
        _close(element, self.flow)
        around = self.around = element.parent
        self.hidden, self.area = (around.hidden, around.area) if around else (False, self.base_area)
        if self.link is element:
            self.link = None

    def element(self, node: LexborNode, tag: str) -> Element:
        """Take an element in, with its area and whether it is hidden."""
        attrs = node.attributes
        flow = self.flow
        area, hidden = self.area, self.hidden
        if tag == "footer":
            area = FOOT
        elif tag == "article":
            area = ARTICLE
        elif ("class" in attrs or "id" in attrs or "role" in attrs) and tag not in ("body", "html"):
            own = area_of(f"{attrs.get('class') or ''} {attrs.get('id') or ''} {attrs.get('role') or ''}")
            # A part called "list" inside a footer is still the footer; a footer inside anything is a footer.
            if own and not (area == FOOT and own == MAIN):
                area = own
        flow.mark(INLINE if tag in _INLINE_TAGS else BLOCK)
        if not hidden and ("style" in attrs or "hidden" in attrs):
            hidden = is_hidden(attrs)
        element = Element(tag, attrs, self.around, area, hidden, flow.length, self.page, self.written)
        flow.add(element, self.link)
        return element


def _close(element: Element, flow: Flow) -> None:
    element.end = flow.length
    flow.mark(INLINE if element.tag in _INLINE_TAGS else BLOCK)


def _comment(node: LexborNode, flow: Flow) -> None:
    text = (node.comment_content or "").strip() if len(flow.includes) < 50 else ""
    if text.startswith(("#include", "#echo", "esi")):
        flow.includes.append((flow.length, text[:200]))
