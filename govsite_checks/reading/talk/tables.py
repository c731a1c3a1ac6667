"""Messages in a table whose first row names its columns."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from govsite_checks.reading.page.document import Document, join, text_of

from .parts import Message, message_of
from .words import role_of

MAX_ROWS = 1_000
MAX_MESSAGES = 300
_TIMES = frozenset({"asked", "maybe", "replied", "handled", "state"})


def from_tables(document: Document) -> tuple[Message, ...]:
    """The messages of the tables of a page, in order."""
    found: list[Message] = []
    roles: list[str] = []
    table = -1
    for row in document.css("tr")[:MAX_ROWS]:
        cells = [cell for cell in row.iter() if cell.tag in {"td", "th"}][:20]
        here = [role_of(cell.text()[:60]) for cell in cells]
        if "title" in here and _TIMES & set(here) and sum(map(bool, here)) * 2 > len(here):
            roles, table = here, _around(row)
        elif roles and len(cells) == len(roles) and table in {_around(row), -1}:
            message = _message(document, cells, roles)
            if message is not None and len(found) < MAX_MESSAGES:
                found.append(message)
        elif roles and len(cells) > 1 and any(here):
            roles = []
    return tuple(found)


def _around(row: LexborNode) -> int:
    """The number of the table that a row is of; of all tables alike, where the heading is a table of its own."""
    node = row.parent
    while node is not None and node.tag in {"tbody", "thead", "tfoot"}:
        node = node.parent
    return node.mem_id if node is not None and node.css_first("a[href]") is not None else -1


def _message(document: Document, cells: list[LexborNode], roles: list[str]) -> Message | None:
    values: list[tuple[str, str]] = []
    url = title = ""
    for cell, role in zip(cells, roles, strict=True):
        text = text_of(cell.html or "").replace("\n", " ")
        if role == "title":
            link = cell.css_first("a[href]")
            url = join(document.base, link.attributes.get("href") or "") if link is not None else ""
            whole = (link.attributes.get("title") or "").strip() if link is not None else ""
            title = whole if len(whole) > len(text.rstrip(".…")) and whole[:4] == text[:4] else text
        elif role:
            values.append((role, text))
    if not title:
        return None
    return message_of([*values, ("title", title)], document.as_of, url=url)
