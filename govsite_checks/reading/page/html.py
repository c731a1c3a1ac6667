"""A page as it is laid out: its visible text in order, and the elements that matter with their places in that text.

The tree is lexbor's, the one a browser builds. One walk turns it into a ``Flow``. What a reader of the page would
not see (comments, scripts, styles, templates, ``noscript``) is no text; what an inline style hides is kept apart.

Thousands of pages are walked in a run, and a page has thousands of nodes: what is done for each of them is little,
and an element becomes an ``Element`` only when something asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from re import Pattern

from selectolax.lexbor import LexborNode

from govsite_checks.model import Page
from govsite_checks.reading.footers.lexicon import lexicon

from .text import BLOCK, INLINE, holds_invisible, plain, shown, without_invisible
from .tree import parse as parse

MAX_NODES = 300_000
MAX_CHARS = 20_000_000
# Names whose area is remembered between pages, and how long they may be.
MAX_NAMES = 8_192
MAX_NAME = 100

# Where an element stands, by the nearest ancestor whose name says so.
PLAIN_AREA, FOOT, MAIN, ARTICLE = range(4)

_INLINE_TAGS = (
    frozenset(
        ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font")
    )
    | frozenset(
        ("i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "script", "small", "span")
    )
    | frozenset(("strike", "strong", "style", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p"))
)
_UNSEEN_TAGS = frozenset(
    ("script", "style", "noscript", "noframes", "template", "textarea", "title", "option", "svg", "iframe")
)
_ACTIVE_TAGS = frozenset(("script", "iframe", "frame", "object", "embed"))
_KEPT_TAGS = _ACTIVE_TAGS | {"a", "area", "img", "meta"}
_NAMED_AREAS = {"footer": FOOT, "article": ARTICLE}
_AREAS: dict[str, int] = {}
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")


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
    """The visible text of a page and of what was put together with it, and those of its elements that matter.

    ``elements`` holds the links, images, scripts and frames, ``meta`` elements, those that a script may act on, and
    the outermost ones of every footer; what stands around them is reached by ``parent``. ``links``, ``images``,
    ``scripts``, ``metas`` and ``acting`` (others with a handler or a setting) are views of it. ``pieces`` are joined
    into ``text`` by ``close``, which also makes ``runs``, the spans of text with their area; ``hidden_pieces`` is the
    text that inline styles hide. ``includes`` keeps server-side include instructions that were left in the page.
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
    # How the pieces end: with a boundary, or (empty) with text. A page begins as if a block had just ended.
    ending: str = BLOCK
    # Where text of another area than before begins, and that area.
    turns: list[tuple[int, int]] = field(default_factory=list)

    def close(self) -> Flow:
        """Join the text; nothing is added afterwards."""
        text = self.text = "".join(self.pieces)
        for place, (start, area) in enumerate(self.turns, 1):
            end = self.turns[place][0] if place < len(self.turns) else len(text)
            while end > start and text[end - 1] in (INLINE, BLOCK):
                end -= 1
            if self.runs and self.runs[-1][2] == area:
                start = self.runs.pop()[0]
            self.runs.append((start, end, area))
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
    style = (attrs.get("style") or "").lower()
    # Most styles are done with here: they are many on pages that were pasted from an office program.
    return ("none" in style or "hidden" in style) and _HIDING.search(style) is not None


def area_of(name: str) -> int:
    """The area that a name (class, id, role) stands for, or ``PLAIN_AREA``."""
    area = _AREAS.get(name)
    if area is None:
        # By its words, which come again on other pages: a footer before an article, an article before a list.
        areas = {
            _area_of_word(word) if len(word) <= MAX_NAME else _area_of_word.__wrapped__(word)
            for word in name.lower().split()
        }
        area = next((area for area in (FOOT, ARTICLE, MAIN) if area in areas), PLAIN_AREA)
        if len(name) <= MAX_NAME:
            if len(_AREAS) >= MAX_NAMES:
                _AREAS.clear()
            _AREAS[name] = area
    return area


@lru_cache(maxsize=8192)
def _area_of_word(word: str) -> int:
    return next((area for area, pattern in _area_names() if pattern.search(word)), PLAIN_AREA)


@cache
def _area_names() -> tuple[tuple[int, Pattern[str]], ...]:
    """The patterns of names, for words in lower case: heeding case is three times as quick."""
    words = lexicon()
    return tuple(
        (area, re.compile(pattern.pattern) if pattern.pattern.islower() else pattern)
        for area, pattern in ((FOOT, words.foot_name), (ARTICLE, words.article_name), (MAIN, words.main_name))
    )


OnElement = Callable[["Flow", Element, LexborNode], None]


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
        clean = INLINE not in html and BLOCK not in html and not holds_invisible(html)
        _Walk(page, flow, on_element, parent, written, area).run(tree.root, clean=clean)


# What a tag means for the walk: its name, the boundary it sets in the text, whether an Element is always made of it,
# whether what it holds is seen, and the area that it begins by itself. Comments have no name.
_Shape = tuple[str, str, bool, bool, int]
# An element that the walk is in: its node, its shape, its attributes, where it starts, its area, whether it is hidden.
# For most elements nothing else is ever asked for, and a tuple costs a tenth of an Element.
_Open = tuple[LexborNode, _Shape, dict[str, str | None], int, int, bool]


def _shape(tag: str) -> _Shape:
    boundary = INLINE if tag in _INLINE_TAGS else BLOCK
    area = _NAMED_AREAS.get(tag, PLAIN_AREA)
    return ("" if tag[:1] in "-!" else tag, boundary, tag in _KEPT_TAGS, tag not in _UNSEEN_TAGS, area)


# The shapes of the tags that lexbor knows, by its number for them: quicker to get than a name.
_SHAPES: dict[int, _Shape] = {}
# Numbers from here on are no tag's for good: lexbor makes them up for the tags of one page.
_KNOWN = 512
# The number of a text node.
_TEXT = 2


def _shape_of(node: LexborNode, number: int) -> _Shape:
    shape = _shape(node.tag or "")
    if number < _KNOWN:
        _SHAPES[number] = shape
    return shape


@dataclass(slots=True)
class _Walk:
    """One walk, depth first without recursion: pages nest as deeply as they like."""

    page: Page
    flow: Flow
    on_element: OnElement
    parent: Element | None
    written: bool
    area: int
    opened: list[_Open] = field(default_factory=list)
    # The Elements of what is open, where they were asked for.
    made: list[Element | None] = field(default_factory=list)
    link: Element | None = None

    def run(self, root: LexborNode, *, clean: bool) -> None:
        """Walk the tree under ``root``; ``clean`` tells that its text holds neither boundary characters nor
        such as nobody sees.

        One long loop that calls nothing for what is usual: it is most of what reading a page costs.
        """
        flow, opened, made, shapes = self.flow, self.opened, self.made, _SHAPES
        put, length, ending, nodes = flow.pieces.append, flow.length, flow.ending, flow.nodes
        text_area = flow.turns[-1][1] if flow.turns else -1
        area, hidden = self.area, bool(self.parent and self.parent.hidden)
        node: LexborNode | None = root
        while node is not None and nodes <= MAX_NODES:
            nodes += 1
            number = node.tag_id
            if number == _TEXT:
                text = node.text_content or " "
                if text.isspace():
                    text = " "
                elif not clean:
                    text = without_invisible(text.replace(INLINE, "").replace(BLOCK, ""))
                    text_area = text_area if text else -1
                if hidden:
                    self.hide(text)
                else:
                    if area != text_area:
                        text_area = area
                        flow.turns.append((length, area))
                    put(text)
                    length += len(text)
                    ending = ""
            elif not (shape := shapes.get(number) or _shape_of(node, number))[0]:
                _comment(node, flow, length)
            else:
                tag, boundary, kept, seen, own_area = shape
                attrs = node.attributes
                own_area, own_hidden = own_area or area, hidden
                if attrs:
                    if "class" in attrs or "id" in attrs or "role" in attrs:
                        own_area = _own_area(tag, attrs, area)
                        kept = kept or attrs.get("id") == "_ideConac"
                    if not hidden and ("style" in attrs or "hidden" in attrs):
                        own_hidden = is_hidden(attrs)
                    if "onclick" in attrs or "data-setting" in attrs or "data-include" in attrs:
                        kept = True
                if ending != BLOCK and ending != boundary:
                    put(boundary)
                    length += 1
                    ending = boundary
                element = None
                if kept or (own_area == FOOT and (area != FOOT or not opened)):
                    element = self.keep(tag, attrs, length, own_area, own_hidden)
                    if tag in _ACTIVE_TAGS or "data-include" in attrs:
                        flow.length, flow.ending, flow.nodes = length, ending, nodes
                        self.on_element(flow, element, node)
                        length, ending, nodes = flow.length, flow.ending, flow.nodes
                        text_area = flow.turns[-1][1] if flow.turns else -1
                child = node.first_child if seen else None
                if child is not None:
                    opened.append((node, shape, attrs, length, own_area, own_hidden))
                    made.append(element)
                    node, area, hidden = child, own_area, own_hidden
                    if tag == "a":
                        self.link = element
                    continue
                if element is not None:
                    element.end = length
                if ending != BLOCK and ending != boundary:
                    put(boundary)
                    length += 1
                    ending = boundary
            following = node.next
            while following is None and opened:
                node, shape, _, _, _, _ = opened.pop()
                element = made.pop()
                if element is not None:
                    element.end = length
                    if element is self.link:
                        self.link = None
                boundary = shape[1]
                if ending != BLOCK and ending != boundary:
                    put(boundary)
                    length += 1
                    ending = boundary
                if opened:
                    _, _, _, _, area, hidden = opened[-1]
                    following = node.next
            node = following if opened else None
        flow.length, flow.ending, flow.nodes = length, ending, nodes
        flow.cut = flow.cut or nodes > MAX_NODES
        self.close()

    def hide(self, text: str) -> None:
        """Take text in that is not shown."""
        self.flow.hidden_pieces.append(text)
        if self.link is not None and len(self.link.unshown) < 200:
            self.link.unshown += text

    def keep(self, tag: str, attrs: dict[str, str | None], start: int, area: int, hidden: bool) -> Element:
        """Make an Element, and those of what stands around it that are not made yet."""
        opened, made, around = self.opened, self.made, self.parent
        first = len(made)
        while first and made[first - 1] is None:
            first -= 1
        if first:
            around = made[first - 1]
        for place in range(first, len(made)):
            _, shape, its, begin, where, unseen = opened[place]
            outer = around
            around = made[place] = Element(
                shape[0], its, outer, where, unseen, begin, self.page, self.written
            )
        element = Element(tag, attrs, around, area, hidden, start, self.page, self.written)
        self.flow.add(element, self.link)
        return element

    def close(self) -> None:
        """End what is still open where the walk was cut short."""
        flow = self.flow
        while self.opened:
            boundary, element = self.opened.pop()[1][1], self.made.pop()
            if element is not None:
                element.end = flow.length
            if flow.ending not in (BLOCK, boundary):
                flow.pieces.append(boundary)
                flow.length, flow.ending = flow.length + 1, boundary


def _own_area(tag: str, attrs: dict[str, str | None], area: int) -> int:
    """The area that an element with a name begins, standing in ``area``."""
    if tag in _NAMED_AREAS:
        return _NAMED_AREAS[tag]
    if tag == "body" or tag == "html":
        return area
    name = attrs.get("class") or ""
    if "id" in attrs or "role" in attrs:
        name = f"{name} {attrs.get('id') or ''} {attrs.get('role') or ''}"
    own = area_of(name) if name else PLAIN_AREA
    # A part called "list" inside a footer is still the footer; a footer inside anything is a footer.
    return own if own and not (area == FOOT and own == MAIN) else area


def _comment(node: LexborNode, flow: Flow, place: int) -> None:
    text = (node.comment_content or "").strip() if len(flow.includes) < 50 else ""
    if text.startswith(("#include", "#echo", "esi")):
        flow.includes.append((place, text[:200]))
