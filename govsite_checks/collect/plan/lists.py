"""What was read on the pages of a column: its rows so far, its way on, and whether that way ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlsplit

from govsite_checks.model import Column, ColumnType
from govsite_checks.reading.lists.listing import Listing
from govsite_checks.reading.page.document import Link
from govsite_checks.reading.talk.messages import Message

from .asked import key_of

# Rows that are kept of one column: what is sampled from, no more.
ROWS = 200
YEAR = timedelta(days=365)
# Columns whose lists are followed further: what was asked and answered within a year matters.
INTERACTIVE = frozenset({ColumnType.CONSULTATION, ColumnType.SURVEY, ColumnType.INTERVIEW})
# Columns that are one page: nothing is followed.
ONE_PAGE = frozenset(
    {
        ColumnType.OVERVIEW,
        ColumnType.FUNCTIONS,
        ColumnType.LEADERS,
        ColumnType.DISCLOSURE_GUIDE,
        ColumnType.DISCLOSURE_REQUEST,
        ColumnType.SERVICES,
        ColumnType.REPORTING,
        ColumnType.TOPIC,
    }
)
# A day or a month in an address: a list whose next page is another month is a calendar.
_MOMENT = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-/_.]?(?:0[1-9]|1[0-2]|[1-9])(?!\d)(?:[-/_.]?(?:[0-2]\d|3[01]|\d)(?!\d))?"
    r"|(?<=[?&])(?:y|year|m|month|ym|date|day)=\d{1,8}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: its link, and the day where that is sure; ``pinned`` as in ``ListItem``."""

    url: str
    title: str
    day: date | None
    pinned: bool = False


@dataclass(slots=True)
class Opened:
    """A column that was opened.

    ``next_url`` is the next page to ask for, ``end`` why there is no going on: ``loop``, ``calendar`` or nothing.
    """

    column: Column
    url: str
    depth: int
    rows: list[Row] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    guides: list[Link] = field(default_factory=list)
    next_url: str = ""
    next_parent: str = ""
    end: str = ""
    pages: int = 0
    is_article: bool = False
    sure: bool = False
    _known: set[str] = field(default_factory=set)
    _visited: set[str] = field(default_factory=set)

    def read(self, listing: Listing, url: str, final_url: str) -> None:
        """Take a page of the list in: its rows, and the way on where it is one."""
        first = self.pages == 0
        self.pages += 1
        self._visited |= {key_of(url), key_of(final_url)}
        fresh = self._take(listing)
        self.is_article = first and listing.is_article
        self.sure = self.sure or listing.sure
        self.next_url, self.next_parent = listing.next_url, final_url
        if self.next_url and key_of(self.next_url) in self._visited:
            self._stop("loop")
        elif self.next_url and _is_calendar(final_url, self.next_url):
            self._stop("calendar")
        elif not first and not fresh:
            self._stop("loop" if listing.items and self.next_url else "")

    def _take(self, listing: Listing) -> int:
        """The rows that were not known; how many."""
        fresh = 0
        for item in listing.items:
            key = key_of(item.link.url) if item.link.url else item.title
            if not key or key in self._known:
                continue
            fresh += 1
            if len(self._known) < 10 * ROWS:
                self._known.add(key)
            if len(self.rows) < ROWS:
                day = item.dated.day if item.dated is not None and item.dated.sure else None
                self.rows.append(Row(item.link.url, item.title, day, item.pinned))
        return fresh

    def _stop(self, why: str) -> None:
        self.end, self.next_url = why, ""

    def oldest(self) -> date | None:
        """The oldest sure day of its rows and messages."""
        days = [row.day for row in self.rows if row.day is not None]
        days += [m.asked.day for m in self.messages if m.asked is not None and m.asked.sure]
        return min(days, default=None)

    def wants_more(self, today: date, per_column: int, per_interactive: int) -> bool:
        """Whether a further page of the list is of use."""
        if not self.next_url or self.column.offsite or self.column.type in ONE_PAGE:
            return False
        followed = self.pages - 1
        if self.column.type not in INTERACTIVE:
            return followed < per_column
        oldest = self.oldest()
        return followed < per_interactive and (oldest is None or oldest > today - YEAR)


def _is_calendar(here: str, further: str) -> bool:
    """Whether the next page is that of another month or day, as endless calendars have it."""
    now, then = _moments(here), _moments(further)
    return bool(then) and now != then and (bool(now) or "=" in "".join(then))


def _moments(url: str) -> list[str]:
    parts = urlsplit(url)
    return _MOMENT.findall(f"{parts.path}?{parts.query}")
