"""What a home page shows of what is new: its own dated rows, and the columns that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from govsite_checks.model import Role, Snapshot
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.page.document import Link, document

from .blank import is_front
from .listing import ListItem, read_list
from .upkeep import AHEAD, Seen, Upkeep, day_of, read_upkeep

# Dated rows that a home page has to show to stand for a site of which no column was seen.
ENOUGH_ROWS = 5
# Columns that hold what stays, whose age says nothing of a home page.
STANDING = frozenset(
    (
        *(
            "overview",
            "functions",
            "leaders",
            "disclosure-guide",
            "disclosure-catalogue",
            "disclosure-request",
        ),
        *(
            "disclosure-report",
            "annual-report",
            "services",
            "consultation",
            "reporting",
            "topic",
            "open-data",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class HomeNews:
    """The dated rows that a home page shows, its headlines without a date that lead to no column or topic, and the columns that it leads to.

    ``doubt`` says in Chinese why the home page may show more than its text; empty where it shows all there is.
    ``is_article`` is True where the page that answers as home page is one article.
    """

    rows: tuple[ListItem, ...]
    undated: tuple[ListItem, ...]
    sure: bool
    doubt: str
    is_article: bool
    columns: tuple[Upkeep, ...]
    articles: tuple[ListItem, ...]

    def within(self, snapshot: Snapshot, window_days: int) -> tuple[ListItem, ...]:
        """The items of home page, columns and sampled articles that claim a day within the window, each address once."""
        today = day_of(snapshot.as_of)
        first, last = today - timedelta(days=window_days), today + AHEAD
        found: dict[str, ListItem] = {}
        for item in (*self.rows, *(i for c in self.columns for i in c.items), *self.articles):
            if item.dated is not None and first <= item.dated.day <= last:
                found.setdefault(item.link.url or item.title, item)
        return tuple(found.values())

    @property
    def unplaced(self) -> tuple[ListItem, ...]:
        """The headlines without a date that no list of a column dates either."""
        known = {item.link.url for c in self.columns for item in c.items if item.dated is not None}
        known |= {item.link.url for item in (*self.rows, *self.articles) if item.dated is not None}
        return tuple(item for item in self.undated if item.link.url not in known)

    @property
    def thin(self) -> str:
        """Why what was seen does not stand for the site, in Chinese; empty where it does."""
        if self.is_article:
            return "首页为单篇内容"
        if any(c.seen is not Seen.UNSEEN for c in self.columns):
            return ""
        dated = [item for item in self.rows if item.dated is not None and item.dated.sure and not item.pinned]
        enough = self.sure and len(dated) >= ENOUGH_ROWS
        return "" if enough else f"没有看到栏目页，首页带日期的信息不足{ENOUGH_ROWS}条"

    @property
    def open(self) -> tuple[Upkeep, ...]:
        """The columns of which it is not known how new they are."""
        return tuple(c for c in self.columns if c.seen in {Seen.UNSURE, Seen.UNSEEN})


def read_home_news(snapshot: Snapshot) -> HomeNews:
    """The news of the home page of a snapshot, whose home page was seen."""
    of = document(snapshot, snapshot.home)
    listing = of.derive(read_list)
    shown = (*listing.items, *listing.others)
    rows = tuple(item for item in shown if item.dated is not None)
    columns_known = {column.url for column in snapshot.columns}
    undated = tuple(
        item
        for item in shown
        if item.dated is None and item.link.url not in columns_known and not is_front(item.link.url)
    )
    columns = tuple(
        c for c in snapshot.derive(read_upkeep) if c.seen is not Seen.EXEMPT and c.column.type not in STANDING
    )
    return HomeNews(
        rows, undated, listing.sure, listing.scripted, listing.is_article, columns, _articles(snapshot)
    )


def _articles(snapshot: Snapshot) -> tuple[ListItem, ...]:
    """The sampled articles as rows: their dates may stand on their own pages alone."""
    found: list[ListItem] = []
    for page in snapshot.pages_of(Role.ARTICLE):
        if page.seen and (page.column is None or not page.column.offsite):
            article = document(snapshot, page).derive(read_article)
            dates = [dated for dated in (article.published, article.shown) if dated is not None]
            newest = max(dates, key=lambda dated: dated.day, default=None)
            found.append(ListItem(Link(page.url, page.url, article.title), article.title, newest))
    return tuple(found)
