"""List pages: the rows of a column with link, title and date, and the way to its next page."""

from __future__ import annotations

from dataclasses import dataclass

from .dates import Dated
from .document import Document, Link


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
    none or it cannot be known), ``pages`` how many the page says there are (0 unknown). ``sure`` is True where the rows
    were told from navigation with confidence. ``scripted`` says, in Chinese, why rows may be missing from the text (the
    list is filled by a script, or lies in a frame); empty where the text shows all there is. ``empty_said`` is the
    page's own words that there is nothing (暂无信息 …). ``is_article`` is True where the page is itself one article.
    """

    items: tuple[ListItem, ...] = ()
    next_url: str = ""
    pages: int = 0
    sure: bool = False
    scripted: str = ""
    empty_said: str = ""
    is_article: bool = False
    cut: int = 0

    @property
    def newest(self) -> Dated | None:
        """The latest sure date of its rows; None where no row has one."""
        days = [item.dated for item in self.items if item.dated is not None and item.dated.sure]
        return max(days, key=lambda dated: dated.day, default=None)


def read_list(document: Document) -> Listing:
    """The main list of a page."""
    raise NotImplementedError
