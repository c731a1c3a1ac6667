"""A row of a list read: its headline, its date, whether it is pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from govsite_checks.model import CHINA
from govsite_checks.reading.dates.reading import (
    Dated,
    DateSource,
    Spot,
    contradict,
    date_in_address,
    eight_digits,
    label_before,
    month_in_address,
    plain,
    spots_in,
    spots_in_plain,
)
from govsite_checks.reading.page.document import Link
from govsite_checks.reading.page.tree import holds

from .blocks import Block, Row
from .words import listing_words

MAX_LINES = 24
MAX_ROW_CHARS = 2_000
# A line with a date that is longer than this is a sentence, not a date beside a headline.
MAX_DATE_LINE = 60
MAX_BESIDE = 3
# Rows at the head of a list that may be pinned above newer ones.
MAX_PINNED = 5
MIN_HEADLINE = 8
# How far behind a date its day of the week may stand: a word, a sign, an hour.
CLOCK_CHARS = 12
# Texts of rows that are remembered: most rows of a page are those of the menus that all pages share.
_REMEMBERED = 10_000
_ROWS: dict[tuple[str, str, bool, datetime], RowRead] = {}

# What a date or a mark of a row cannot do without: most links of a page are rows of menus, and have none of it.
_TELLING = re.compile(
    r"\d\s?[-/.月年天日小分—－／．]|(?:19|20|２０)\d\d|\d{8}|[２今昨前][０天日]|刚[刚才]|[一二]\s?[○〇零九]|置顶|顶[\]】］]"
)
_OPEN, _CLOSE = "[(（【〔<《", "])）】〕>》"
_EDGE = re.compile(r"[\s\[\]()（）【】〔〕|·•/,，;；:：-]*")
_WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天]")
_ENDS = frozenset("])）】〕日 ")
_BRACKETED_END = re.compile(r"\s*[\[(（【〔]?\s*(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?\s*[\])）】〕]?\s*$")


class RowRead(NamedTuple):
    """What a row says. ``yearless`` is True while the year of its date is the latest that can be."""

    link: Link
    title: str
    dated: Dated | None
    pinned: bool
    yearless: bool


def read_block(block: Block, as_of: datetime, limit: int) -> list[RowRead]:
    """The first ``limit`` rows of a block, with their years resolved down the list."""
    rows = block.rows[:limit]
    # What stands beside the rows of a menu is no date of theirs.
    members = frozenset() if block.apart else frozenset(row.node.mem_id for row in rows)
    read = [_read(row, members, as_of) for row in rows]
    if members and not any(row.dated for row in read):
        read = [_with_date(item, row, members, as_of) for item, row in zip(read, rows, strict=True)]
    return _years(read, as_of)


def _read(row: Row, members: frozenset[int], as_of: datetime) -> RowRead:
    link, node = max(row.links, key=_headline) if len(row.links) > 1 else row.links[0]
    alone = row.whole or not members
    if not _tells(row.node.text()[:MAX_ROW_CHARS]):
        outside = [] if alone else _beside(row, members)
        if not outside and not _says_more(link):
            return RowRead(link, link.text, _agreed(None, link, as_of), False, False)
        return _read_lines(row, link, _lines_under(node), outside, as_of)
    key = (row.node.html or "", link.url, alone, as_of)
    known = _ROWS.get(key)
    if known is not None:
        return RowRead(link, known.title, known.dated, known.pinned, known.yearless)
    inside = _lines_under(node)
    outside = _without(_lines_under(row.node), inside)
    own = alone or bool(outside)
    read = _read_lines(row, link, inside, outside if own else _beside(row, members), as_of)
    if own:
        _remember(key, read, row.node.tag)
    return read


def _remember(key: tuple[str, str, bool, datetime], read: RowRead, tag: str | None) -> None:
    """Keep what a row says for the next that is written alike, unless what stands around it may count."""
    under_head = tag == "tr" and read.dated is not None and not read.dated.sure
    if len(key[0]) <= MAX_ROW_CHARS and not under_head:
        if len(_ROWS) >= _REMEMBERED:
            _ROWS.clear()
        _ROWS[key] = read


def _read_lines(row: Row, link: Link, inside: list[str], outside: list[str], as_of: datetime) -> RowRead:
    """A row by the lines of its headline and those beside it."""
    spot = row_date(outside, inside, link, as_of)
    if spot is not None and row.node.tag == "tr" and not spot.dated.sure and not spot.yearless:
        spot = _under_head(row.node, as_of) or spot
    words = "\n".join((*outside, link.text))
    pinned = any(mark in words for mark in listing_words().pinned)
    dated = _agreed(spot, link, as_of)
    return RowRead(link, _title(link, inside), dated, pinned, spot is not None and spot.yearless)


def _lines_under(node: LexborNode) -> list[str]:
    return lines_of(node.text(separator="\n", strip=True))


def _says_more(link: Link) -> bool:
    """Whether the title of a link says something else than its words."""
    return bool(link.title) and link.title != link.text


@lru_cache(maxsize=_REMEMBERED)
def _tells(text: str) -> bool:
    """Whether a text may hold a date or a mark of a row."""
    return _TELLING.search(text) is not None


def _headline(pair: tuple[Link, object]) -> tuple[bool, bool, int]:
    """What makes a link the headline of its row: words of its own, not about the page, the longest."""
    link = pair[0]
    about = link.text.lower() in listing_words().about or link.text[:1] in "[【"
    return bool(link.text) and not about, not link.picture, len(link.label)


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, at most ``MAX_LINES``, spaces single."""
    flat = (" ".join(line.split()) for line in plain(text[:MAX_ROW_CHARS]).split("\n"))
    return [line for line in flat if line][:MAX_LINES]


def _without(lines: list[str], inside: list[str]) -> list[str]:
    """The lines of a row without those of its headline."""
    if not inside:
        return lines
    for start in range(len(lines) - len(inside) + 1):
        if lines[start : start + len(inside)] == inside:
            return lines[:start] + lines[start + len(inside) :]
    return [line for line in lines if line not in inside]


def _beside(row: Row, members: frozenset[int], *, before: bool = False) -> list[str]:
    """The lines of what stands right after (or before) a row that is no element of a list."""
    lines: list[str] = []
    at = row.node.prev if before else row.node.next
    for _ in range(MAX_BESIDE * 2):
        if at is None or at.mem_id in members or len(lines) >= MAX_BESIDE or at.tag in {"br", "hr"}:
            break
        if at.tag not in {"script", "style", "-comment"} and _tells(at.text()[:MAX_ROW_CHARS]):
            if at.tag != "-text" and holds(at, "a[href]"):
                break  # rows of their own, with dates of their own
            lines += _lines_under(at)[:MAX_BESIDE]
        at = at.prev if before else at.next
    return lines


def _with_date(item: RowRead, row: Row, members: frozenset[int], as_of: datetime) -> RowRead:
    """The row with the date that stands before it, where none of its block stands after."""
    if row.whole:
        return item
    before = _beside(row, members, before=True)
    if not before and not _says_more(item.link):
        return item
    spot = row_date(before, [], item.link, as_of)
    if spot is None:
        return item
    return item._replace(dated=_agreed(spot, item.link, as_of), yearless=spot.yearless)


def _title(link: Link, inside: list[str]) -> str:
    """The headline's words: the title attribute where it completes a cut text, without the date at its end."""
    text = link.label
    if len(inside) > 1 and text == link.text:
        said = [line for line in inside if len(line) > 3 and not _only_date(line)]
        text = said[0] if said else text
    if not text or not (text[-1].isdigit() or text[-1] in _ENDS):
        return text
    return _BRACKETED_END.sub("", text) or text


def _under_head(row: LexborNode, as_of: datetime) -> Spot | None:
    """The date in the cell of a table's row whose head names the date of publication."""
    table: LexborNode | None = row
    while table is not None and table.tag not in {"table", "body"}:
        table = table.parent
    head = table.css_first("tr") if table is not None else None
    if head is None:
        return None
    named = [
        number
        for number, cell in enumerate(head.css("th, td")[:MAX_LINES])
        if label_before(f"{' '.join(cell.text().split())}:", len(cell.text()) + 1) == "published"
    ]
    cells = row.css("td")
    if len(named) != 1 or named[0] >= len(cells):
        return None
    return next(iter(spots_in(cells[named[0]].text(), as_of, DateSource.ROW)), None)


def _only_date(line: str) -> bool:
    return len(line) < 24 and not re.search("[\u4e00-\u9fff]{4}", line) and any(c.isdigit() for c in line)


def row_date(outside: list[str], inside: list[str], link: Link, as_of: datetime) -> Spot | None:
    """The date of publication in the lines of a row, its weightiest; unsure where equal ones differ."""
    found = [*_candidates(outside, as_of, headline=False), *_candidates(inside, as_of, headline=True)]
    if not found and _says_more(link):
        found = list(_candidates([plain(link.title)], as_of, headline=True))
    if not found:
        return None
    best = max(weight for weight, _ in found)
    spots = [spot for weight, spot in found if weight == best]
    latest = max(spots, key=lambda spot: spot.dated.day)
    if any(contradict(latest.dated, spot.dated) for spot in spots):
        return latest._replace(dated=replace(latest.dated, sure=False))
    return latest


def _candidates(lines: list[str], as_of: datetime, *, headline: bool) -> Iterator[tuple[int, Spot]]:
    """The dates of lines with their weight: 4 labelled, 3 a line of its own, 2 blocks, 1 at the edge of a line."""
    for line in lines:
        if not _tells(line) or (
            len(line) > MAX_DATE_LINE and ":" not in line and (not headline or len(lines) > 1)
        ):
            continue
        alone = eight_digits(line, as_of, DateSource.ROW) if len(line) == 8 and line.isdecimal() else None
        if alone is not None:
            yield 3, Spot(0, len(line), alone)
            continue
        for spot in spots_in_plain(line, as_of, DateSource.ROW, yearless=True):
            if _is_clock(line, spot, as_of):
                continue
            weight = _weight(line, spot, headline=headline)
            if weight:
                yield weight, spot
    if any(len(line) <= 3 and line[0].isdecimal() for line in lines) or "年" in lines:
        for spot in spots_in_plain("\n".join(lines), as_of, DateSource.ROW):
            if "\n" in spot.dated.text:
                yield 2, spot


def _is_clock(line: str, spot: Spot, as_of: datetime) -> bool:
    """Whether a date is the day of the look with its day of the week: the page's own clock, not a row's date."""
    if not _WEEKDAY.search(line[spot.start : spot.end + CLOCK_CHARS]):
        return False
    return abs((spot.dated.day - as_of.astimezone(CHINA).date()).days) <= 1


def _weight(line: str, spot: Spot, *, headline: bool) -> int:
    said = label_before(line, spot.start)
    if said == "other":
        return 0
    if said == "published":
        return 5
    if said == "likely":
        return 4
    before, after = line[: spot.start], line[spot.end :]
    rest = _EDGE.sub("", _WEEKDAY.sub("", before + after))
    if not rest:
        return 3
    closed = before[-1:] in _OPEN and after[:1] in _CLOSE and bool(before) and bool(after)
    at_edge = not _EDGE.sub("", before) or not _EDGE.sub("", after)
    if headline:
        # Within a headline only what is set off from its words.
        return 1 if at_edge and (closed or _set_off(before, after)) else 0
    if not at_edge or len(line) > MAX_DATE_LINE:
        return 0
    return 1 if not spot.yearless or closed or _set_off(before, after) else 0


def _set_off(before: str, after: str) -> bool:
    """Whether a space or a line parts a date from the words beside it."""
    return (not before or before[-1].isspace()) and (not after or after[0].isspace())


def _agreed(spot: Spot | None, link: Link, as_of: datetime) -> Dated | None:
    """The date of a row, set beside the one in the address of its link."""
    if spot is None and len(link.label) < MIN_HEADLINE:
        return None  # the address of a headline counts; that of a word such as 关于我们 dates the page and no news
    address = date_in_address(link.url, as_of) if link.url else None
    if spot is None:
        return address
    shown = spot.dated
    if spot.yearless:
        return _with_year(shown, address, link)
    if contradict(shown, address) and address is not None:
        later = max(shown, address, key=lambda dated: dated.day)
        text = f"{shown.text}（网址中为{address.day.isoformat()}）"
        return replace(later, text=text, source=DateSource.ROW, sure=False, moment=None)
    return shown


def _with_year(shown: Dated, address: Dated | None, link: Link) -> Dated:
    """A date without a year, in the year that the address tells."""
    year, month = (address.day.year, address.day.month) if address is not None else month_in_address(link.url)
    if not year:
        return shown
    for candidate in (year, year + 1, year - 1):
        try:
            day = shown.day.replace(year=candidate)
        except ValueError:
            continue
        if abs((day.year - year) * 12 + day.month - month) <= 1:
            sure = address is None or abs((day - address.day).days) <= 31
            return replace(shown, day=day, sure=sure, moment=None)
    return shown


def _years(rows: list[RowRead], as_of: datetime) -> list[RowRead]:
    """Years of dates that have none: down a list sorted newest first they go down too.

    Sure where the list is in order as it stands: then a day is the latest that it can be. Whoever stands first may be
    pinned, so only rows further down say that a year has passed, and then no year is sure.
    """
    if not any(row.yearless and row.dated is not None and not row.dated.sure for row in rows):
        return rows
    today = as_of.astimezone(CHINA).date()
    resolved: list[RowRead] = []
    last: date | None = None
    in_order = True
    for number, row in enumerate(rows):
        dated = row.dated
        if dated is not None and row.yearless and not dated.sure and last is not None and dated.day > last:
            earlier = _earlier(dated, last) if number >= MAX_PINNED else dated
            in_order = in_order and earlier is dated
            dated = earlier
            row = row._replace(dated=dated)
        if dated is not None:
            if last is not None and dated.day > last and number > MAX_PINNED:
                in_order = False
            last = dated.day
        resolved.append(row)
    several = sum(1 for row in rows if row.dated is not None) >= 3
    return [_settled(row, several and in_order, today) for row in resolved]


def _earlier(dated: Dated, last: date) -> Dated:
    """The date a year earlier where that is how the list goes on: it had reached January, and this is December."""
    if last.month > 3 or dated.day.month < 10:
        return dated
    try:
        day = dated.day.replace(year=last.year - 1)
    except ValueError:
        return dated
    return replace(dated, day=day, moment=None) if day < dated.day else dated


def _settled(row: RowRead, in_order: bool, today: date) -> RowRead:
    if row.dated is None or not row.yearless or row.dated.sure:
        return row
    return row._replace(dated=replace(row.dated, sure=in_order and row.dated.day <= today))
