"""The links of a page gathered into blocks of like rows: the lists that a reader sees.

A row is the largest element that holds one link (a picture and a headline of the same address are one); rows of one
parent, and of parents alike beside each other, are a block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document, Link

from .words import listing_words

# How far above a link its row may begin.
MAX_CLIMB = 8
# Links of one row: a category, a unit, the headline, 详情.
MAX_IN_ROW = 4
MAX_ROWS = 2_000
MAX_VISITS = 50
MAX_NAME = 400
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

    apart: bool = False
    aside: bool = False
    rows: list[Row] = field(default_factory=list)
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The addresses that the rows of a block lead to; ``apart`` as of the block."""

    apart: bool
    urls: frozenset[str]


class _Place:
    """An element above links.

    The links below it come one after the other, so that those of one address, and those below one child, are
    counted by comparing with the last: no sets, of which a page would need hundreds.
    """

    __slots__ = ("addresses", "children", "last_child", "last_key", "node", "tag", "up", "visits")

    def __init__(self, node: LexborNode, tag: str) -> None:
        self.node, self.tag = node, tag
        self.up: _Place | None = None  # none as long as nothing asked for it, and at the top
        self.visits = self.addresses = self.children = 0
        self.last_child: _Place | None = None
        self.last_key = ""


class _Forest:
    """The elements above the links of a page, each looked at once."""

    def __init__(self) -> None:
        self.places: dict[int, _Place] = {}

    def add(self, node: LexborNode, number: int, key: str) -> _Place:
        """Count a link in all elements above it; its own place."""
        own = self.places.get(number)
        if own is None:
            own = self.places[number] = _Place(node, "a")
        child = own
        place: _Place | None = own
        while place is not None:
            if child is not place and child is not place.last_child:
                place.last_child = child
                place.children += 1
                child.up = place
            if place.visits > MAX_VISITS or place.addresses > MAX_IN_ROW:
                break  # full, and so is all above it
            place.visits += 1
            if key != place.last_key:
                place.last_key = key
                place.addresses += 1
            child = place
            place = child.up or self._place(child.node.parent)
        return own

    def close(self) -> None:
        """Part places that know each other: as circles they would hold the page's tree until garbage is collected."""
        for place in self.places.values():
            place.last_child = None

    def _place(self, node: LexborNode | None) -> _Place | None:
        if node is None:
            return None
        number = node.mem_id
        place = self.places.get(number)
        if place is None:
            tag = node.tag or ""
            if tag in _TOP:
                return None
            place = self.places[number] = _Place(node, tag)
        return place


def _row_of(place: _Place) -> _Place:
    """The element that is the row of a link."""
    row = place
    for _ in range(MAX_CLIMB):
        up = row.up
        if up is None or up.tag == "body" or _whole(row, up):
            break
        if up.addresses > 1:
            return up if _shared(up) else row
        row = up
    return row


def _whole(place: _Place, up: _Place) -> bool:
    """Whether an element is a row by its very kind."""
    return place.tag in {"li", "article"} or (place.tag == "tr" and up.children > 1)


def _shared(up: _Place) -> bool:
    """Whether an element with a few links is one row: an item of a list among others like it."""
    if up.addresses > MAX_IN_ROW or up.tag not in {"li", "tr"}:
        return False
    return up.up is not None and up.up.children >= 3


def blocks_of(document: Document) -> list[Block]:
    """The blocks of a page in the order of their first links."""
    links = document.links
    nodes = document.css("a[href], area[href]")[: len(links)]
    forest = _Forest()
    placed = [
        (forest.add(node, link.node, link.url or f"{link.href} {link.text}"), link, node)
        for node, link in zip(nodes, links, strict=False)
    ]
    rows: dict[_Place, Row] = {}
    for own, link, node in placed:
        place = _row_of(own)
        row = rows.get(place)
        if row is None:
            row = rows[place] = Row(place.node, [])
        row.links.append((link, node))
    blocks = _gather(rows)
    forest.close()
    document.note(groups_of, tuple(_group(block) for block in blocks))
    return blocks


def groups_of(document: Document) -> tuple[Group, ...]:
    """The links of each block of a page: what is left of the blocks when the page's tree is gone."""
    return tuple(_group(block) for block in blocks_of(document))


def _group(block: Block) -> Group:
    return Group(block.apart, frozenset(link.url for row in block.rows for link, _ in row.links))


def _gather(rows: dict[_Place, Row]) -> list[Block]:
    above = _Above()
    blocks: dict[tuple[_Place | None, str, str], Block] = {}
    gathered: dict[_Place | None, Block] = {}
    for place, row in rows.items():
        block = gathered.get(place.up)
        if block is None:
            key = _key(place.up)
            block = blocks.get(key)
            if block is None:
                block = blocks[key] = Block(*above.of(place))
            gathered[place.up] = block
        if len(block.rows) < MAX_ROWS:
            block.rows.append(row)
        else:
            block.cut += 1
    return list(blocks.values())


def _key(parent: _Place | None) -> tuple[_Place | None, str, str]:
    """What rows of one block have in common: the parent, or parents of one kind under one element."""
    if parent is not None and parent.up is not None and parent.tag in {"ul", "ol", "table", "tbody", "dl"}:
        return parent.up, parent.tag, parent.node.attributes.get("class") or ""
    return parent, "", ""


class _Above:
    """Whether an element lies in a part of the page that holds no rows, remembered on the way up."""

    def __init__(self) -> None:
        self._known: dict[_Place, tuple[bool, bool]] = {}

    def of(self, place: _Place | None) -> tuple[bool, bool]:
        """Whether it is apart, whether it is aside."""
        way: list[_Place] = []
        while place is not None and place not in self._known:
            way.append(place)
            place = place.up
        apart, aside = self._known[place] if place is not None else (False, False)
        for step in reversed(way):
            named = _named(step)
            apart, aside = self._known[step] = apart or named[0], aside or named[1]
        return apart, aside


def _named(place: _Place) -> tuple[bool, bool]:
    if place.tag in _APART:
        return True, False
    attributes = place.node.attributes
    name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if name == " " or place.tag == "body":
        return False, place.tag == "aside"
    return _said_by(name[:MAX_NAME])


@lru_cache(maxsize=10_000)
def _said_by(name: str) -> tuple[bool, bool]:
    """Whether a name tells of a part of the page that holds no rows, or of one beside them."""
    words = listing_words()
    return words.apart.search(name) is not None, words.aside.search(name) is not None
