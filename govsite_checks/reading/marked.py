"""Text with its joints: the visible lines of a page in which cells, list items, emphasis, pictures and links stay known.

Guides and messages are written in tables, definition lists, headings, cards and plain paragraphs alike. Their readers look
at lines; what the markup says about a line is kept as control characters, which no text of a page can contain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from .document import Document, text_of

CELL = "\x02"  # a cell of a table or the term of a definition list begins
STRONG = "\x01"  # a heading or emphasised words begin
ITEM = "\x03"  # an item of a list begins
PICTURE = "\x04"  # a picture or an embedded file
JOINT = "\x05"  # the edge of an inline element
ROW = "\x06"  # a row of a table begins
LINK, LINK_END = "\x0e", "\x0f"  # around the address of a link, before its text

MAX_CHARS = 2_000_000
MAX_LINES = 6_000

_MARKS = (
    (re.compile(r"(<(?:td|th|dt)\b[^>]*>)"), rf"\1{CELL}"),
    (re.compile(r"(<tr\b[^>]*>)"), rf"\1{ROW}"),
    (re.compile(r"(<li\b[^>]*>)"), rf"\1{ITEM}"),
    (re.compile(r"(<(?:h[1-6]|strong|b)\b[^>]*>)"), rf"\1{STRONG}"),
    (re.compile(r"(<(?:img|embed|object|video)\b[^>]*>)"), rf"\1{PICTURE}"),
    (re.compile(r"(</?(?:a|span|label|em|i|font|strong|b)\b[^>]*>)"), rf"\1{JOINT}"),
    (re.compile(r"""(<a\b[^>]*?\shref="([^"]*)"[^>]*>)"""), rf"\1{LINK}\2{LINK_END}"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_ADDRESS = re.compile(f"{LINK}[^{LINK_END}]*{LINK_END}")
_ADDRESSES = re.compile(f"{LINK}([^{LINK_END}]*){LINK_END}")
_ANY_MARK = re.compile("[\x01-\x06]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its ``text`` without marks, and ``raw`` with them."""

    text: str
    raw: str

    @property
    def cell(self) -> bool:
        """Whether a cell or a term begins here."""
        return CELL in self.raw

    @property
    def row(self) -> bool:
        """Whether a row of a table begins here."""
        return ROW in self.raw

    @property
    def item(self) -> bool:
        """Whether an item of a list begins here."""
        return ITEM in self.raw

    @property
    def strong(self) -> bool:
        """Whether it is, at least in part, a heading or emphasised."""
        return STRONG in self.raw

    @property
    def picture(self) -> bool:
        """Whether it shows a picture or an embedded file."""
        return PICTURE in self.raw

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses of its links, as written."""
        return tuple(unescape(href) for href in _ADDRESSES.findall(self.raw))

    @property
    def fields(self) -> tuple[str, ...]:
        """The texts of its inline elements, empty ones left out."""
        parts = (_plain(part) for part in _ADDRESS.sub("", self.raw).split(JOINT))
        return tuple(part for part in parts if part)


def read_marked(document: Document, leave_out: str = "") -> tuple[Line, ...]:
    """The lines of a page's body, at most ``MAX_LINES``, without the elements that a selector names.

    Elements that a style hides are kept: the panels of tabs are hidden until they are chosen, and are there.
    """
    tree = document.tree
    body = tree.body if tree is not None else None
    html = (body.html or "")[:MAX_CHARS] if body is not None else ""
    for node in document.css(leave_out)[:60] if leave_out else ():
        if node.tag not in {"body", "html"} and (part := node.html):
            html = html.replace(part, " ", 1)
    return lines_of(html)


def lines_of(html: str) -> tuple[Line, ...]:
    """The lines of serialised HTML."""
    marked = _CONTROL.sub("", html) if _CONTROL.search(html) else html
    for pattern, put in _MARKS:
        marked = pattern.sub(put, marked)
    rows = text_of(marked).split("\n", MAX_LINES)[:MAX_LINES]
    return tuple(Line(_plain(_ADDRESS.sub("", row)), row) for row in rows if row)


def _plain(raw: str) -> str:
    return " ".join(_ANY_MARK.sub("", raw).split())
