"""How well the columns of a site are kept: what each shows, how new it is, whether it is blank. No windows here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from govsite_checks.model import CHINA, Column, ColumnType, Page, PageError, Role, Snapshot
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.dates.reading import Dated
from govsite_checks.reading.page.document import document, host_of
from govsite_checks.reading.page.text import clean as clean
from govsite_checks.wording import PAGE_ERROR

from .blank import blank, has_own, leads_on, stem_of
from .listing import Listing, ListItem, read_list
from .pagination import pages_said

# A day so little after ``as_of`` may be a clock that is fast, or a page collected a little later; it can clear.
AHEAD = timedelta(days=7)
# Rows out of order that a list may have and still go down by date.
MISPLACED_SHARE = 0.1

_ARCHIVED = re.compile("归档|存档|历史|往[届期年]|已结束|旧版")


class Seen(StrEnum):
    """How much of a column was seen."""

    DATED = "dated"  # a list with sure dates: fit to accuse
    UNSURE = "unsure"  # something is there whose dates are not certain
    EMPTY = "empty"  # the page was seen whole and shows nothing
    UNSEEN = "unseen"
    EXEMPT = "exempt"  # leads elsewhere, a topic, an archive


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What is known of how a column is kept.

    ``newest`` is the latest day that anything of it claims, sure or not; ``why`` says in Chinese why it is not DATED.
    ``content`` is True where there is no list, but the page has something of its own, or leads to sub-columns;
    ``more`` where the list goes on beyond what was seen.
    """

    column: Column
    page: Page
    seen: Seen
    newest: Dated | None = None
    why: str = ""
    items: tuple[ListItem, ...] = ()
    content: bool = False
    more: bool = False

    @property
    def title(self) -> str:
        """The column's name, fit for a sentence."""
        return clean(self.column.title) or self.column.url

    def age(self, as_of: datetime) -> int | None:
        """Days from its newest item to ``as_of``; None without one."""
        return (day_of(as_of) - self.newest.day).days if self.newest is not None else None

    def fresh(self, as_of: datetime, window_days: int) -> bool:
        """Whether anything of it, sure or not, lies within the window; its last day included."""
        age = self.age(as_of)
        return age is not None and age <= window_days

    def stale(self, as_of: datetime, window_days: int) -> bool:
        """Whether all of it surely lies before the window."""
        return self.seen is Seen.DATED and not self.fresh(as_of, window_days)


def day_of(as_of: datetime) -> date:
    """The day of a moment in China."""
    return as_of.astimezone(CHINA).date()


def named(columns: Sequence[Upkeep], most: int = 5) -> str:
    """The names of some columns with the days of their newest items, for a list after a colon; empty without one."""
    if not columns:
        return ""
    names = "、".join(
        f"“{clean(c.column.title, 16)}”{f'（{c.newest.day}）' if c.newest else ''}" for c in columns[:most]
    )
    return f"：{names}{'等' if len(columns) > most else ''}"


def read_upkeep(snapshot: Snapshot) -> tuple[Upkeep, ...]:
    """Every column of a site, in the order in which they were planned."""
    found: dict[str, Upkeep] = {}
    for page in snapshot.pages_of(Role.COLUMN):
        if page.column is not None and page.column.url not in found:
            found[page.column.url] = _upkeep(snapshot, page, page.column)
    return tuple(found.values())


def of_types(columns: Iterable[Upkeep], types: Iterable[str]) -> tuple[Upkeep, ...]:
    """The columns of some types that are held to be updated."""
    wanted = frozenset(types)
    return tuple(c for c in columns if c.column.type in wanted and c.seen is not Seen.EXEMPT)


def _upkeep(snapshot: Snapshot, page: Page, column: Column) -> Upkeep:
    exempt = _exempt(page, column)
    if exempt:
        return Upkeep(column, page, Seen.EXEMPT, why=exempt)
    if not page.seen:
        return Upkeep(column, page, Seen.UNSEEN, why=_unseen(page))
    listing = document(snapshot, page).derive(read_list)
    further = [
        document(snapshot, next_page).derive(read_list)
        for next_page in snapshot.pages_of(Role.COLUMN_NEXT)
        if next_page.seen and next_page.column is not None and next_page.column.url == column.url
    ]
    items = (*listing.items, *(item for more in further for item in more.items))
    claims = [*items, *listing.others]
    newest = _latest([item.dated for item in claims], snapshot.as_of)
    articles = _latest(_published(snapshot, column), snapshot.as_of)
    if articles is not None and (newest is None or articles.day > newest.day):
        newest = articles
    pages = document(snapshot, page).derive(pages_said)
    why = _doubt(listing, items, newest, pages)
    more = bool(listing.cut or (further[-1] if further else listing).next_url or pages > 1 + len(further))
    if not why:
        return Upkeep(column, page, Seen.DATED, newest, items=items, more=more)
    if not items and newest is None:
        said = blank(snapshot, page, column, listing)
        if said:
            return Upkeep(column, page, Seen.EMPTY, why=said)
    content = (
        bool(items)
        or listing.is_article
        or has_own(snapshot, page, column)
        or leads_on(snapshot, page, column)
    )
    return Upkeep(column, page, Seen.UNSURE, newest, why, items, content, more)


def _exempt(page: Page, column: Column) -> str:
    """Why a column is not held to be updated by this site, or nothing."""
    if column.offsite:
        return "链接到站外"
    if column.type == ColumnType.TOPIC:
        return "专题"
    if _ARCHIVED.search(column.title):
        return "归档栏目"
    if page.seen and page.final_url and host_of(page.final_url) != host_of(page.url):
        return "跳转到其他网站"
    return ""


def _unseen(page: Page) -> str:
    reason = PAGE_ERROR.get(page.error, page.error)
    return f"{reason}{page.status}" if page.error == PageError.HTTP_STATUS and page.status else reason


def _latest(claims: Iterable[Dated | None], as_of: datetime) -> Dated | None:
    """The latest of some dates, those too far ahead left out."""
    limit = day_of(as_of) + AHEAD
    return max((d for d in claims if d is not None and d.day <= limit), key=lambda d: d.day, default=None)


def _published(snapshot: Snapshot, column: Column) -> list[Dated | None]:
    """The dates of the sampled articles of a column, by whatever source."""
    articles = (
        document(snapshot, page).derive(read_article)
        for page in snapshot.pages_of(Role.ARTICLE)
        if page.seen and page.column is not None and page.column.url == column.url
    )
    return [dated for article in articles for dated in (article.published, article.shown)]


def _doubt(listing: Listing, items: tuple[ListItem, ...], newest: Dated | None, pages: int) -> str:
    """Why the newest row of a column may not be its newest item, or nothing."""
    if listing.scripted:
        return listing.scripted
    if listing.is_article:
        return "栏目页为单篇内容"
    if not items:
        return "未见信息列表"
    if not listing.sure or newest is None:
        return "列表未标明可确认的日期"
    if any(item.dated is None for item in items):
        return "部分条目没有日期"
    if not newest.sure:
        return f"日期“{clean(newest.text)}”不能确认"
    if any(item.dated is not None and not item.dated.sure for item in items):
        return "部分条目的日期不能确认"
    if not _in_order(items) and (listing.next_url or pages > 1 or listing.cut):
        return "列表未按日期排列，且其余各页未全部查看"
    return ""


def _in_order(items: tuple[ListItem, ...]) -> bool:
    days = [item.dated.day for item in items if item.dated is not None and not item.pinned]
    if len(days) * 2 <= len(items):
        return False
    rises = sum(1 for one, other in pairwise(days) if other > one)
    return rises <= max(1, int(len(days) * MISPLACED_SHARE)) and rises < max(2, len(days) - 1)


def could_be_blank(column: Upkeep) -> bool:
    """Whether a column shows nothing in the text, and only a script or a frame could fill it."""
    return column.seen is Seen.UNSURE and not column.items and column.newest is None and not column.content


def without_parents(columns: Iterable[Upkeep]) -> tuple[Upkeep, ...]:
    """The columns without those that only gather others of the list: a column and its parts are counted once."""
    kept = list(columns)
    stems = {stem for c in kept if (stem := stem_of(c.column.url))}
    gathering = {stem for stem in stems if any(other != stem and other.startswith(stem) for other in stems)}
    return tuple(c for c in kept if stem_of(c.column.url) not in gathering)
