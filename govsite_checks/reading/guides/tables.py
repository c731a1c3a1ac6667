"""Guides written as tables and definition lists: a heading in one cell, its text in the next, or below it."""

from __future__ import annotations

from itertools import pairwise

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document, text_of

from .lines import outside
from .values import PICTURE, Found
from .words import head_of, kinds_of

MAX_ROWS = 1_500
MAX_CELLS = 40
_CONTENT = "img, embed, object, video, a[href], textarea, input[value], iframe"


def from_tables(document: Document) -> tuple[Found, ...]:
    """What the rows of tables and the terms of definition lists say."""
    apart = {part.mem_id for node in document.derive(outside) for part in node.css("tr, dt")}
    rows = [node for node in document.css("tr")[:MAX_ROWS] if node.mem_id not in apart]
    terms = [node for node in document.css("dt")[:MAX_ROWS] if node.mem_id not in apart]
    found: list[Found] = []
    skip = -1
    for index, row in enumerate(rows):
        if index <= skip:
            continue
        cells = [cell for cell in row.iter() if cell.tag in {"td", "th"}][:MAX_CELLS]
        heads = [_head(cell) for cell in cells]
        below = rows[index + 1] if index + 1 < len(rows) else None
        if below is not None and _is_top(heads) and _values_below(heads, cells, below, found):
            skip = index + 1
        else:
            _pairs(row, cells, heads, found)
    for term in terms:
        _definition(term, found)
    return tuple(found)


def _head(cell: LexborNode) -> str:
    """The heading that a cell is; empty where it is none of a guide."""
    text = cell.text()
    if len(text) > 200:
        return ""
    head = head_of(text)
    return head if kinds_of(head) else ""


def _is_top(heads: list[str]) -> bool:
    """Whether a row may name the columns below it: all of its cells are headings, or two that stand side by side."""
    if len(heads) < 3:
        return False
    return all(heads) or any(one and other for one, other in pairwise(heads))


def _values_below(heads: list[str], cells: list[LexborNode], below: LexborNode, found: list[Found]) -> bool:
    """A row of headings and the row of their texts below it."""
    values = [cell for cell in below.iter() if cell.tag in {"td", "th"}]
    if len(values) != len(cells) or (_head(values[0]) and any(_head(value) for value in values[1:])):
        return False
    for head, value in zip(heads, values, strict=True):
        if head:
            _add(found, head, _text(value), value)
    return True


def _pairs(row: LexborNode, cells: list[LexborNode], heads: list[str], found: list[Found]) -> None:
    """Heading, text, heading, text … in one row; a heading without a cell beside it stands above its text."""
    index = 0
    while index < len(cells):
        head = heads[index]
        index += 1
        if not head:
            continue
        if index == len(cells):
            # Without a row below it, its text is outside of the table: the lines tell.
            if len(cells) == 1 and _next_row(row) is not None:
                _add(found, head, _below(row), row)
            continue
        first = index
        index += 1
        while index < len(cells) and not heads[index]:
            index += 1
        text = " ".join(_text(cell) for cell in cells[first:index]).strip()
        _add(found, head, text, cells[first])


def _next_row(row: LexborNode) -> LexborNode | None:
    node = row.next
    while node is not None and node.tag != "tr":
        node = node.next
    return node


def _below(row: LexborNode) -> str:
    """The text of the rows below one, up to the next heading."""
    parts: list[str] = []
    node = _next_row(row)
    while node is not None and len(parts) < 30:
        cells = [cell for cell in node.iter() if cell.tag in {"td", "th"}]
        if cells and _head(cells[0]):
            break
        parts.append(_text(node))
        node = _next_row(node)
    return " ".join(part for part in parts if part)


def _definition(term: LexborNode, found: list[Found]) -> None:
    head = _head(term)
    if not head:
        return
    parts: list[str] = []
    value = None
    node = term.next
    while node is not None and node.tag != "dt" and len(parts) < 30:
        if node.tag == "dd":
            value = value or node
            parts.append(_text(node))
        node = node.next
    # A term without a description is a heading in a list of another shape: its lines tell.
    if value is not None:
        _add(found, head, " ".join(part for part in parts if part), value)


def _text(cell: LexborNode) -> str:
    html = cell.html or ""
    text = text_of(html).replace("\n", " ")
    return text or (PICTURE if cell.css_first(_CONTENT) is not None else "")


def _add(found: list[Found], head: str, text: str, value: LexborNode) -> None:
    fillable = not text and any(
        mark in (value.html or "")[:2_000] for mark in (" id=", " data-", " v-", " ng-", " :")
    )
    found.extend(Found(kind, head, text, fillable) for kind in sorted(kinds_of(head)))
