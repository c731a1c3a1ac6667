"""List pages: the rows of a column with link, title and date, and the way to its next page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from statistics import fmean

from govsite_checks.reading.dates.reading import Dated, DateSource
from govsite_checks.reading.page.document import Document, Link
from govsite_checks.reading.page.tree import holds
from govsite_checks.reading.rendering.why import explained

from .blocks import Block, blocks_of
from .clocks import without_clock
from .pagination import next_page
from .records import records_of
from .rows import RowRead, read_block
from .words import listing_words, script_signs

MAX_ITEMS = 500
# Rows that are read at all on one page, whatever its blocks.
MAX_READ = 1_500
FEW = 3
# Characters that tell a headline from the entry of a menu.
HEADLINE = 10
# With fewer a dated link of a header or of a line of its own is no headline.
SHORTEST = 6
# Characters of paragraphs that make an article of a page: one without a list, one with a few rows beside it.
PROSE, LONG_PROSE, BESIDE_PROSE = 300, 1_000, 8
MAX_CONTAINERS = 300
MAX_EMPTY_LINE = 40
_CONTAINERS = frozenset(("ul", "ol", "tbody", "div", "section", "table", "dl"))
_DIGITS_ONLY = re.compile(r"[\d\s<>«»‹›.…上下首末尾前后页共第/-]*")


@dataclass(frozen=True, slots=True)
class ListItem:
    """One row. ``pinned`` is True where it stands above newer rows or is marked 置顶; ``dated`` is None without a date."""

    link: Link
    title: str
    dated: Dated | None = None
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The main list of a page.

    ``items`` in the order of the page, at most ``MAX_ITEMS``. ``next_url`` leads to the next page (empty where there is
    none or it cannot be known; how many pages there are is ``pagination.pages_said``). ``sure`` is True where the rows
    were told from navigation with confidence. ``scripted`` says, in Chinese, why rows may be missing from the text (the
    list is filled by a script, or lies in a frame); empty where the text shows all there is. ``empty_said`` is the
    page's own words that there is nothing (暂无信息 …). ``is_article`` is True where the page is itself one article.
    ``cut`` counts the rows beyond ``MAX_ITEMS``. ``others`` are the dated rows of the page's other lists, and their headlines
    without a date.
    """

    items: tuple[ListItem, ...] = ()
    next_url: str = ""
    sure: bool = False
    scripted: str = ""
    empty_said: str = ""
    is_article: bool = False
    cut: int = 0
    others: tuple[ListItem, ...] = ()

    @property
    def newest(self) -> Dated | None:
        """The latest sure date of its rows; None where no row has one."""
        days = [item.dated for item in self.items if item.dated is not None and item.dated.sure]
        return max(days, key=lambda dated: dated.day, default=None)


@dataclass(frozen=True, slots=True)
class _Read:
    """A block after reading, with what speaks for its being the page's list."""

    block: Block
    rows: list[RowRead]

    @property
    def dated(self) -> int:
        return sum(1 for row in self.rows if row.dated is not None)

    @property
    def weight(self) -> float:
        words = sum(min(len(row.title), 30) / 10 for row in self.rows if len(row.title) >= 8)
        weight = 3.0 * self.dated + words
        if self.block.apart:
            weight *= 0.1 if self.dated < FEW else 0.9
        return weight * (0.5 if self.block.aside else 1.0)


def read_list(document: Document) -> Listing:
    """The main list of a page."""
    read = _read_blocks(document)
    records = records_of(document)
    if records is not None:
        read += [_Read(one.block, one.rows) for one in _read_blocks(records)]
    main = max(read, key=lambda one: one.weight, default=None)
    if main is None or main.weight <= 0 or not _is_list(main):
        main = None
    rows = main.rows if main is not None else []
    others = [row for one in read if one is not main for row in one.rows if _is_news(row, one.block)]
    items = _items(rows)
    sure = main is not None and _is_sure(main)
    return Listing(
        items=items[:MAX_ITEMS],
        next_url=next_page(document),
        sure=sure,
        scripted=explained(_scripted(document, len(items), sure), document.page),
        empty_said="" if sure else _empty_said(document),
        is_article=_is_article(document, len(items) if sure else 0),
        cut=(main.block.cut if main else 0) + max(0, len(items) - MAX_ITEMS) + _unread(main),
        others=_items(others)[:MAX_ITEMS],
    )


def _is_news(row: RowRead, block: Block) -> bool:
    """Whether a row beside the main list is dated, or a headline outside navigation and rankings."""
    if row.dated is None:
        return len(row.title) >= HEADLINE and not block.apart and not block.aside
    # What stands dated in a header beside a short word is the page's clock.
    return len(row.title) >= SHORTEST or not (block.apart or len(block.rows) < FEW)


def _unread(main: _Read | None) -> int:
    return (
        len(main.block.rows) - len(main.rows) if main is not None and len(main.block.rows) > MAX_ITEMS else 0
    )


def _read_blocks(document: Document) -> list[_Read]:
    """The blocks of a page that can be lists, read."""
    left = MAX_READ
    found: list[_Read] = []
    for block in blocks_of(document):
        if left <= 0:
            break
        rows = [
            row
            for row in read_block(block, document.as_of, min(left, MAX_ITEMS))
            if _may_be_headline(row.title)
        ]
        left -= len(rows)
        if rows:
            found.append(_Read(block, without_clock(document, rows)))
    return found


@lru_cache(maxsize=10_000)
def _may_be_headline(title: str) -> bool:
    """Whether a row is called something that is no furniture of the page; menus ask for the same words on every page."""
    words = listing_words()
    return bool(
        title
        and title.lower() not in words.about
        and not _DIGITS_ONLY.fullmatch(title)
        and not words.furniture.search(title)
    )


def _is_list(read: _Read) -> bool:
    """Whether a block is a list of content at all: dated rows, or headlines longer than those of a menu."""
    if read.dated >= 2 or (read.dated and (len(read.rows) > 1 or _is_single(read))):
        return True
    return len(read.rows) >= FEW and fmean(len(row.title) for row in read.rows) >= HEADLINE


def _is_sure(read: _Read) -> bool:
    shown = [row for row in read.rows if row.dated is not None]
    written = sum(1 for row in shown if row.dated is not None and row.dated.source is DateSource.ROW)
    if written >= 2 or len(shown) >= FEW:
        return len(shown) * 2 >= len(read.rows)
    return (
        len(shown) == 1 == len(read.rows)
        and not read.block.apart
        and not read.block.aside
        and _is_single(read)
    )


def _is_single(read: _Read) -> bool:
    """Whether one row alone is the list: an item of a list or a table, with a headline and a date of its own."""
    row = read.rows[0]
    written = row.dated is not None and row.dated.source is DateSource.ROW
    return (
        written
        and read.block.rows[0].node.tag in {"li", "tr", "dl", "dt", "dd", "article"}
        and len(row.title) >= 6
    )


def _items(rows: list[RowRead]) -> tuple[ListItem, ...]:
    """The rows as items, each address once, with what stands above newer rows marked."""
    known: dict[str, ListItem] = {}
    for number, row in enumerate(rows):
        key = row.link.url or f"{number}"
        before = known.get(key)
        if before is None or (before.dated is None and row.dated is not None):
            known[key] = ListItem(row.link, row.title, row.dated, row.pinned)
    return _pinned(list(known.values()))


def _pinned(items: list[ListItem]) -> tuple[ListItem, ...]:
    """Mark the first rows that are older than what follows."""
    for number in range(min(8, len(items) - 1)):
        dated = items[number].dated
        later = [item.dated.day for item in items[number + 1 : number + 30] if item.dated is not None]
        if dated is None or not later or dated.day >= max(later):
            break
        items[number] = ListItem(items[number].link, items[number].title, dated, True)
    return tuple(items)


def _scripted(document: Document, items: int, sure: bool) -> str:
    """Why rows may be missing from the text, or nothing.

    Where a list stands in the text, what a script fetches is something else, unless a container waits empty for it.
    """
    if document.tree is None:
        return "页面结构异常，未能解析"
    # Where every script has had its turn, only what a visitor sees can still wait: a template that nobody filled.
    text = document.text if document.settled else document.html
    shown = sure and items >= FEW
    for sign in script_signs(text):
        if not shown or sign.fills or _waits(document):
            return sign.said
    return "页面内嵌框架" if not shown and document.css("iframe[src], frame[src]") else ""


def _waits(document: Document) -> bool:
    """Whether a container named as a list, or a list, stands empty."""
    found = document.css("ul, ol, tbody, [id*='list' i], [class*='list' i]")[:MAX_CONTAINERS]
    return any(
        node.tag in _CONTAINERS and not node.text().strip() and not holds(node, "img, input, a")
        for node in found
    )


def _empty_said(document: Document) -> str:
    """The line in which a page says that there is nothing."""
    pattern = listing_words().empty
    for line in document.lines:
        if len(line) <= MAX_EMPTY_LINE and pattern.search(line):
            return line
    return ""


def _is_article(document: Document, rows: int) -> bool:
    """Whether a page is one text: it is labelled so, or has more prose than the few rows beside it leave room for."""
    labels = document.metas
    if any(value.strip() for value in labels.get("articletitle", ())):
        return True
    if rows > BESIDE_PROSE:
        return False
    prose = sum(len(node.text()) for node in document.css("p")[:400] if not holds(node, "a"))
    return prose >= (LONG_PROSE if rows else PROSE)
