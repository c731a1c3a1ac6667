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
FREE_TAGS = 4_000
MAX_DEPTH = 2_000

# Where an element stands, by the nearest ancestor whose name says so.
PLAIN_AREA, FOOT, MAIN, ARTICLE = range(4)

_INLINE_TAGS = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q s samp small span "
    "strike strong sub sup time tt u var wbr script style o:p".split()
)
_UNSEEN_TAGS = frozenset("script style noscript noframes template textarea title option svg iframe".split())
_ACTIVE_TAGS = frozenset(("script", "iframe", "frame", "object", "embed"))
_SELF_CLOSING = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot option "
    "optgroup a script style !doctype".split()
)
_TAG = re.compile(r"<(/?)([A-Za-z!][A-Za-z0-9:]{0,40})")
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Element:
    """An element of a Flow: ``start`` and ``end`` are offsets in the Flow's text, ``page`` the page it came from.

    ``area`` says where it stands, ``hidden`` whether an inline style hides it, ``written`` whether a script wrote it.
    """

    tag: str
    attrs: dict[str, str | None]
    parent: Element | None
    area: int
    hidden: bool
    start: int
    page: Page
    written: bool = False
    order: int = 0
    end: int = 0

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

    ``pieces`` are joined into ``text`` by ``close``; ``runs`` are the spans of text with their area; ``hidden`` is
    the text that inline styles hide. ``comments`` keeps server-side include instructions that were left in the page.
    """

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    text: str = ""
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
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

    def elements_after(self, element: Element, count: int) -> list[Element]:
        """The next few elements in the order of the page: the descendants of an element come first."""
        return self.elements[element.order + 1 : element.order + 1 + count]

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
    """The tree of a page, or None for a page whose tags nest so deeply that only an attack can mean it.

    A parser that follows the standard needs time by the square of the depth: 200 000 nested tags take minutes.
    """
    if html.count("<") > FREE_TAGS and _depth(html) > MAX_DEPTH:
        return None
    return LexborHTMLParser(html)


def _depth(html: str) -> int:
    """An upper bound of how deeply tags nest, leaving out those that close by themselves."""
    depth = deepest = 0
    for found in _TAG.finditer(html):
        if found[2].lower() in _SELF_CLOSING:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


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
    base_area: int
    opened: list[Element | None] = field(default_factory=list)

    def run(self, root: LexborNode) -> None:
        node: LexborNode | None = root
        around, hidden, area = self.parent, bool(self.parent and self.parent.hidden), self.base_area
        flow, opened = self.flow, self.opened
        while node is not None:
            flow.nodes += 1
            if flow.nodes > MAX_NODES:
                flow.cut = True
                break
            child = self.enter(node, around, hidden, area)
            if child is not None:
                around = opened[-1] or around
                if around is not None:
                    hidden, area = around.hidden, around.area
                node = child
                continue
            while opened and node.next is None:
                node = node.parent
                done = opened.pop()
                if done is not None:
                    _close(done, flow)
                    around = done.parent
                    hidden, area = (around.hidden, around.area) if around else (False, self.base_area)
                if node is None:
                    break
            node = node.next if node is not None and opened else None
        for left in reversed(opened):
            if left is not None:
                _close(left, flow)

    def enter(self, node: LexborNode, around: Element | None, hidden: bool, area: int) -> LexborNode | None:
        """Take a node in; the child to go on with, if its children are to be walked."""
        tag = node.tag or ""
        if tag == "-text":
            _text(node, self.flow, hidden, area)
            return None
        if tag == "-comment":
            _comment(node, self.flow)
            return None
        child = node.first_child
        if tag.startswith(("-", "!")):
            if child is not None:
                self.opened.append(None)
            return child
        element = _open(node, tag, self.page, self.flow, around, self.written, hidden, area)
        if tag in _ACTIVE_TAGS or "data-include" in element.attrs:
            self.on_element(self.flow, element, node)
        if child is None or tag in _UNSEEN_TAGS:
            _close(element, self.flow)
            return None
        self.opened.append(element)
        return child


def _open(
    node: LexborNode, tag: str, page: Page, flow: Flow, around: Element | None, written: bool, hidden: bool, area: int
) -> Element:
    attrs = node.attributes
    if tag == "footer":
        area = FOOT
    elif tag == "article":
        area = ARTICLE
    elif tag not in ("body", "html") and ("class" in attrs or "id" in attrs or "role" in attrs):
        own = area_of(f"{attrs.get('class') or ''} {attrs.get('id') or ''} {attrs.get('role') or ''}")
        # A part called "list" inside a footer is still the footer; a footer inside anything is a footer.
        if own and not (area == FOOT and own == MAIN):
            area = own
    flow.mark(INLINE if tag in _INLINE_TAGS else BLOCK)
    element = Element(
        tag, attrs, around, area, hidden or is_hidden(attrs), flow.length, page, written, len(flow.elements)
    )
    flow.elements.append(element)
    return element


def _close(element: Element, flow: Flow) -> None:
    element.end = flow.length
    flow.mark(INLINE if element.tag in _INLINE_TAGS else BLOCK)


def _text(node: LexborNode, flow: Flow, hidden: bool, area: int) -> None:
    text = node.text_content or ""
    if not text:
        return
    if text.isspace():
        text = " "
    text = text.replace(INLINE, "").replace(BLOCK, "")
    if hidden:
        flow.hidden_pieces.append(text)
    elif text:
        flow.put(text, area)


def _comment(node: LexborNode, flow: Flow) -> None:
    text = (node.comment_content or "").strip() if len(flow.includes) < 50 else ""
    if text.startswith(("#include", "#echo", "esi")):
        flow.includes.append((flow.length, text[:200]))
