"""The links of a page gathered into blocks of like rows: the lists that a reader sees.

A row is the largest element that holds one link (a picture and a headline of the same address are one); rows of one
parent, and of parents alike beside each other, are a block.
"""

from __future__ import annotations

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
_WHOLE = frozenset(("li", "tr", "article"))
_APART = frozenset(("nav", "header", "footer"))
_TOP = frozenset(("html", "-undef", "-document"))


@dataclass(slots=True, eq=False)
class Row:
    """A row before it is read: its element, and its links with their elements."""

    node: LexborNode
    links: list[tuple[Link, LexborNode]]

    @property
    def whole(self) -> bool:
        """Whether its element is a row by its very kind, so that nothing of the row stands beside it."""
        return self.node.tag in _WHOLE


@dataclass(slots=True, eq=False)
class Block:
    """Rows that belong together. ``apart`` is True in navigation, header and footer, ``aside`` in a ranking and such."""

    rows: list[Row] = field(default_factory=list)
    apart: bool = False
    aside: bool = False
    cut: int = 0


class _Place:
    """An element above links.

    The links below it come one after the other, so that those of one address, and those below one child, are
    counted by comparing with the last: no sets, of which a page would need hundreds.
    """

    __slots__ = ("addresses", "children", "last_child", "last_key", "node", "tag", "up", "visits")

    def __init__(self, node: LexborNode, tag: str) -> None:
        self.node = node
        self.tag = tag
        self.up = 0  # the number of its parent; 0 at the top
        self.visits = self.addresses = self.children = self.last_child = 0
        self.last_key = ""


class _Forest:
    """The elements above the links of a page, each looked at once."""

    def __init__(self, nodes: list[LexborNode], links: tuple[Link, ...]) -> None:
        self.places: dict[int, _Place] = {}
        for node, link in zip(nodes, links, strict=False):
            self._add(node, link.url or f"{link.href} {link.text}")

    def _add(self, node: LexborNode, key: str) -> None:
        places = self.places
        child = 0
        at: LexborNode | None = node
        while at is not None:
            number = at.mem_id
            place = places.get(number)
            if place is None:
                tag = at.tag or ""
                if tag in _TOP:
                    return
                place = places[number] = _Place(at, tag)
            if child != place.last_child:
                place.last_child = child
                place.children += 1
                places[child].up = number
            if place.visits > MAX_VISITS or place.addresses > MAX_IN_ROW:
                return  # full, and so is all above it
            place.visits += 1
            if key != place.last_key:
                place.last_key = key
                place.addresses += 1
            child, at = number, at.parent

    def row_of(self, number: int) -> int:
        """The number of the element that is the row of a link."""
        row = number
        for _ in range(MAX_CLIMB):
            place = self.places[row]
            up = self.places.get(place.up)
            if up is None or up.tag in {"body", "html"} or self._whole(place, up):
                break
            if up.addresses > 1:
                return place.up if self._shared(up) else row
            row = place.up
        return row

    def _whole(self, place: _Place, up: _Place) -> bool:
        """Whether an element is a row by its very kind."""
        return place.tag in {"li", "article"} or (place.tag == "tr" and up.children > 1)

    def _shared(self, up: _Place) -> bool:
        """Whether an element with a few links is one row: an item of a list among others like it."""
        if up.addresses > MAX_IN_ROW or up.tag not in {"li", "tr"}:
            return False
        above = self.places.get(up.up)
        return above is not None and above.children >= 3


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
    return _gather(rows, places)


def _gather(rows: dict[int, Row], places: dict[int, _Place]) -> list[Block]:
    above = _Above(places)
    blocks: dict[tuple[int, str, str], Block] = {}
    names: dict[int, tuple[int, str, str]] = {}
    for number, row in rows.items():
        parent = places[number].up
        key = names.get(parent)
        if key is None:
            key = names[parent] = _key(parent, places)
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

    def __init__(self, places: dict[int, _Place]) -> None:
        self._places = places
        self._known: dict[int, tuple[bool, bool]] = {}

    def of(self, number: int) -> tuple[bool, bool]:
        """Whether it is apart, whether it is aside."""
        way: list[int] = []
        apart = aside = False
        while number and number not in self._known:
            way.append(number)
            number = self._places[number].up
        if number:
            apart, aside = self._known[number]
        for step in reversed(way):
            named = self._named(self._places[step])
            apart, aside = apart or named[0], aside or named[1]
            self._known[step] = apart, aside
        return apart, aside

    def _named(self, place: _Place) -> tuple[bool, bool]:
        if place.tag in _APART:
            return True, False
        attributes = place.node.attributes
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if name == " " or place.tag == "body":
            return False, place.tag == "aside"
        words = listing_words()
        return words.apart.search(name) is not None, words.aside.search(name) is not None
