"""Dates of publication that cannot all be true: after the day of the look, or at odds with each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from itertools import combinations

from govsite_checks.model import CHINA, ColumnType, Page, Role, Snapshot
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.articles.labels import read_labels
from govsite_checks.reading.lists.listing import ListItem, read_list
from govsite_checks.reading.lists.upkeep import clean, day_of
from govsite_checks.reading.page.document import document

from .reading import Dated, date_in_address, first_date

# Days ahead that a list may show on purpose: what is announced there takes place later.
_ANNOUNCING = frozenset({ColumnType.SURVEY, ColumnType.INTERVIEW})


@dataclass(frozen=True, slots=True)
class Clash:
    """Two dates that do not fit: ``kind`` is ahead, differing or modified; ``said`` names both in Chinese."""

    kind: str
    page: Page
    said: str
    days: int


def read_clashes(snapshot: Snapshot) -> tuple[Clash, ...]:
    """Every clash on the lists and content pages that were seen; how many days it takes is for the rule to say."""
    return (*_ahead(snapshot), *_articles(snapshot))


def _ahead(snapshot: Snapshot) -> Iterator[Clash]:
    today = day_of(snapshot.as_of)
    known: set[str] = set()
    for page in snapshot.pages:
        if page.role not in {Role.HOME, Role.COLUMN, Role.COLUMN_NEXT} or not page.seen:
            continue
        if page.column is not None and page.column.type in _ANNOUNCING:
            continue
        listing = document(snapshot, page).derive(read_list)
        for item in (*listing.items, *listing.others):
            days = _days_ahead(item, today)
            if days > 0 and item.link.url not in known and item.dated is not None:
                known.add(item.link.url)
                yield Clash("ahead", page, f"“{clean(item.title)}”标注的日期为{item.dated.day}", days)


def _days_ahead(item: ListItem, today: date) -> int:
    """Days by which a row with a year lies ahead; none where the year was guessed."""
    if item.dated is None or str(item.dated.day.year) not in item.dated.text:
        return 0
    return (item.dated.day - today).days


def _articles(snapshot: Snapshot) -> Iterator[Clash]:
    today = day_of(snapshot.as_of)
    for page in snapshot.pages_of(Role.ARTICLE):
        if not page.seen:
            continue
        of = document(snapshot, page)
        article = of.derive(read_article)
        written = of.derive(read_labels).pub_date
        label = first_date(written, snapshot.as_of) if written else None
        dates = [
            (name, dated)
            for name, dated in (
                ("PubDate标签", label),
                ("页面", article.shown if article.shown is not None and article.shown.sure else None),
                ("网址", date_in_address(of.url, snapshot.as_of)),
            )
            if dated is not None
        ]
        title = clean(article.title or of.title or page.url)
        latest = max((dated.day for _, dated in dates), default=None)
        if latest is not None and latest > today:
            yield Clash("ahead", page, f"“{title}”标注的日期为{latest}", (latest - today).days)
        yield from _differing(page, title, dates)
        modified = _modified(page)
        if latest is not None and modified is not None and modified < latest:
            said = f"“{title}”标注的日期为{latest}，而文件最后修改于{modified}"
            yield Clash("modified", page, said, (latest - modified).days)


def _differing(page: Page, title: str, dates: list[tuple[str, Dated]]) -> Iterator[Clash]:
    pairs = list(combinations(dates, 2))
    if pairs:
        (one, first), (other, second) = max(
            pairs, key=lambda pair: abs((pair[0][1].day - pair[1][1].day).days)
        )
        days = abs((first.day - second.day).days)
        if days:
            said = f"“{title}”的{one}中为{first.day}，{other}中为{second.day}"
            yield Clash("differing", page, said, days)


def _modified(page: Page) -> date | None:
    """The day of the answer's Last-Modified field."""
    try:
        moment = parsedate_to_datetime(page.modified)
    except (TypeError, ValueError):
        return None
    return moment.astimezone(CHINA).date() if moment.tzinfo is not None else moment.date()
