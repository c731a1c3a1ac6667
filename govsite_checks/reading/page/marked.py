"""Text with its joints: the visible lines of a page in which cells, list items, emphasis, pictures and links stay known.

Guides and messages are written in tables, definition lists, headings, cards and plain paragraphs alike. Their readers look
at lines; what the markup says about a line is kept as control characters, which no text of a page can contain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from selectolax.lexbor import LexborNode

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
# Lines up to this length are kept to be known again.
MAX_SHORT = 400

# Tags, and what takes their place: where that has no group, replacing is much quicker.
_MARKS = (
    (re.compile(r"""<a\b[^>]*?\shref="([^"]*)"[^>]*>"""), rf"{JOINT}{LINK}\1{LINK_END}"),
    (re.compile(r"</?(?:a|span|label|em|i|font)\b[^>]*>|</(?:strong|b)>"), JOINT),
    (re.compile(r"<(?:td|th|dt)\b[^>]*>"), f"<p>{CELL}"),
    (re.compile(r"<tr\b[^>]*>"), f"<p>{ROW}"),
    (re.compile(r"<li\b[^>]*>"), f"<p>{ITEM}"),
    (re.compile(r"<h[1-6]\b[^>]*>"), f"<p>{STRONG}"),
    (re.compile(r"<(?:strong|b)\b[^>]*>"), f"{JOINT}{STRONG}"),
    (re.compile(r"<(?:img|embed|object|video|textarea|iframe)\b[^>]*>"), PICTURE),
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
        if JOINT not in self.raw:
            return (self.text,) if self.text else ()
        parts = (_plain(part) for part in _ADDRESS.sub("", self.raw).split(JOINT))
        return tuple(part for part in parts if part)


def read_marked(document: Document, leave_out: Iterable[LexborNode] = ()) -> tuple[Line, ...]:
    """The lines of a page's body, at most ``MAX_LINES``, without some of its elements.

    Elements that a style hides are kept: the panels of tabs are hidden until they are chosen, and are there.
    """
    tree = document.tree
    body = tree.body if tree is not None else None
    html = (body.html or "")[:MAX_CHARS] if body is not None else ""
    for node in leave_out:
        if part := node.html:
            html = html.replace(part, " ", 1)
    return lines_of(html)


def lines_of(html: str) -> tuple[Line, ...]:
    """The lines of serialised HTML."""
    marked = _CONTROL.sub("", html) if _CONTROL.search(html) else html
    for pattern, put in _MARKS:
        marked = pattern.sub(put, marked)
    rows = text_of(marked).split("\n", MAX_LINES)[:MAX_LINES]
    return tuple(_short(row) if len(row) <= MAX_SHORT else line_of(row) for row in rows if row)


def line_of(raw: str) -> Line:
    """A line out of its text with marks."""
    return Line(_plain(_ADDRESS.sub("", raw)), raw)


# The menus of a site are the same on all of its pages.
_short = lru_cache(maxsize=8192)(line_of)


def _plain(raw: str) -> str:
    return " ".join(_ANY_MARK.sub("", raw).split())
