"""The links of a page gathered into blocks of like rows: the lists that a reader sees.

A row is the largest element that holds one link (a picture and a headline of the same address are one); rows of one
parent, and of parents alike beside each other, are a block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from .document import Document, Link
from .listing_words import listing_words

# How far above a link its row may begin.
MAX_CLIMB = 8
# Links of one row: a category, a unit, the headline, 详情.
MAX_IN_ROW = 4
MAX_ROWS = 2_000
MAX_VISITS = 50
MAX_PARENT_CHARS = 200_000

_TELLING = re.compile(
    r"\d\s?[-/.月年天日小分—－／．]|(?:19|20|２０)\d\d|[２今昨前][０天日]|刚[刚才]|[一二]\s?[○〇零九]|置顶|顶[\]】］]"
)


@dataclass(slots=True, eq=False)
class Row:
    """A row before it is read: its element, its links with their elements, and what stands around it.

    ``telling`` is False where nothing within the row's parent can be a date or a mark: most links of a page are rows of
    menus, and reading them line by line is what costs.
    """

    node: LexborNode
    links: list[tuple[Link, LexborNode]]
    telling: bool = True


@dataclass(slots=True, eq=False)
class Block:
    """Rows that belong together. ``apart`` is True in navigation, header and footer, ``aside`` in a ranking and such."""

    rows: list[Row] = field(default_factory=list)
    apart: bool = False
    aside: bool = False
    cut: int = 0


@dataclass(slots=True, eq=False)
class _Place:
    """An element above links."""

    node: LexborNode
    tag: str
    up: int = 0  # the number of its parent; 0 at the top
    visits: int = 0
    keys: set[str] = field(default_factory=set)
    children: set[int] = field(default_factory=set)


class _Forest:
    """The elements above the links of a page, each looked at once."""

    def __init__(self, nodes: list[LexborNode], links: tuple[Link, ...]) -> None:
        self.places: dict[int, _Place] = {}
        for node, link in zip(nodes, links, strict=False):
            self._add(node, link.url or f"{link.href} {link.text}")

    def _add(self, node: LexborNode, key: str) -> None:
        child = 0
        at: LexborNode | None = node
        while at is not None and at.tag not in {"html", "-undef"}:
            number = at.mem_id
            place = self.places.get(number)
            if place is None:
                place = self.places[number] = _Place(at, at.tag or "")
            elif place.visits > MAX_VISITS or len(place.keys) > MAX_IN_ROW:
                # Full, and so is all above it.
                self._link(child, number)
                return
            place.visits += 1
            place.keys.add(key)
            self._link(child, number)
            child, at = number, at.parent

    def _link(self, child: int, parent: int) -> None:
        if child:
            self.places[child].up = parent
            self.places[parent].children.add(child)

    def row_of(self, number: int) -> int:
        """The number of the element that is the row of a link."""
        row = number
        for _ in range(MAX_CLIMB):
            place = self.places[row]
            up = self.places.get(place.up)
            if up is None or up.tag in {"body", "html"} or self._whole(place, up):
                break
            if len(up.keys) > 1:
                return place.up if self._shared(up) else row
            row = place.up
        return row

    def _whole(self, place: _Place, up: _Place) -> bool:
        """Whether an element is a row by its very kind."""
        return place.tag in {"li", "article"} or (place.tag == "tr" and len(up.children) > 1)

    def _shared(self, up: _Place) -> bool:
        """Whether an element with a few links is one row: an item of a list among others like it."""
        if len(up.keys) > MAX_IN_ROW or up.tag not in {"li", "tr"}:
            return False
        above = self.places.get(up.up)
        return above is not None and len(above.children) >= 3


def blocks_of(document: Document) -> list[Block]:
    """The blocks of a page in the order of their first links."""
    links = document.links
    nodes = document.css("a[href], area[href]")[: len(links)]
    forest = _Forest(nodes, links)
    places = forest.places
    rows: dict[int, Row] = {}
    for node, link in zip(nodes, links, strict=False):
        number = forest.row_of(node.mem_id)
        row = rows.get(number)
        if row is None:
            row = rows[number] = Row(places[number].node, [])
        row.links.append((link, node))
    return _gather(document, rows, places)


def _gather(document: Document, rows: dict[int, Row], places: dict[int, _Place]) -> list[Block]:
    words = listing_words()
    apart, aside = document.numbers(words.apart), document.numbers(words.aside)
    above = _Above(places, apart, aside)
    blocks: dict[tuple[int, str, str], Block] = {}
    names: dict[int, tuple[int, str, str]] = {}
    telling: dict[int, bool] = {}
    for number, row in rows.items():
        parent = places[number].up
        key = names.get(parent)
        if key is None:
            key = names[parent] = _key(parent, places)
            around = places.get(parent, places[number]).node
            telling[parent] = _TELLING.search(around.text()[:MAX_PARENT_CHARS]) is not None
        row.telling = telling[parent]
        block = blocks.get(key)
        if block is None:
            of, beside = above.of(number)
            block = blocks[key] = Block(apart=of, aside=beside)
        if len(block.rows) < MAX_ROWS:
            block.rows.append(row)
        else:
            block.cut += 1
    return list(blocks.values())


def _key(parent: int, places: dict[int, _Place]) -> tuple[int, str, str]:
    """What rows of one block have in common: the parent, or parents of one kind under one element."""
    place = places.get(parent)
    if place is None:
        return parent, "", ""
    if place.tag in {"ul", "ol", "table", "tbody", "dl"} and place.up:
        return place.up, place.tag, place.node.attributes.get("class") or ""
    return parent, "", ""


class _Above:
    """Whether an element lies in a part of the page that holds no rows, remembered on the way up."""

    def __init__(self, places: dict[int, _Place], apart: frozenset[int], aside: frozenset[int]) -> None:
        self._places, self._apart, self._aside = places, apart, aside
        self._known: dict[int, tuple[bool, bool]] = {}

    def of(self, number: int) -> tuple[bool, bool]:
        """Whether it is apart, whether it is aside."""
        way: list[int] = []
        apart = aside = False
        while number and number not in self._known and len(way) < 200:
            way.append(number)
            place = self._places.get(number)
            if place is None:
                break
            number = place.up
        if number in self._known:
            apart, aside = self._known[number]
        for step in reversed(way):
            apart, aside = apart or step in self._apart, aside or step in self._aside
            self._known[step] = apart, aside
        return apart, aside
