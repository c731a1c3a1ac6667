"""The report on the work of a government website in a year (政府网站工作年度报表): which years are shown, and where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from govsite_checks.model import CHINA, ColumnType, Page, Role, Snapshot
from govsite_checks.reading.articles.article import read_article
from govsite_checks.reading.columns.types import type_of_title
from govsite_checks.reading.dates.reading import Dated
from govsite_checks.reading.lists.listing import read_list
from govsite_checks.reading.page.document import document

from .words import publication_words

DUE_MONTH, DUE_DAY = 1, 31
MAX_PAGES = 40
MAX_LINKS = 1_500
MAX_LABEL = 80

_HINTS = ("报表", "网站年报", "网站年度", "网站工作年")
_REFERENCE = re.compile(r"&#\d{5}")


@dataclass(frozen=True, slots=True)
class Report:
    """A link to, or a page with, the report of a year; ``year`` is 0 where the words name none."""

    year: int
    title: str
    page: Page
    dated: Dated | None = None


def year_due(as_of: datetime) -> int:
    """The latest year of which the report has to be there: last year's from 1 February on."""
    day = as_of.astimezone(CHINA).date()
    return day.year - (1 if day > date(day.year, DUE_MONTH, DUE_DAY) else 2)


def read_reports(snapshot: Snapshot) -> tuple[Report, ...]:
    """Every report that the seen pages name, home page first."""
    found: list[Report] = []
    known: set[str] = set()
    roles = (Role.HOME, Role.COLUMN, Role.COLUMN_NEXT, Role.SITEMAP, Role.ARTICLE)
    pages = [page for role in roles for page in snapshot.pages_of(role) if page.seen and page.text]
    own = [page for page in pages if page.column is not None and page.column.type == ColumnType.ANNUAL_REPORT]
    for page in dict.fromkeys([*own, *pages][:MAX_PAGES]):
        # Reading every link of every page costs more than all else: most pages do not even hold the words.
        if page in own or page.role in {Role.HOME, Role.SITEMAP} or _may_name(page.html):
            found += _reports_on(snapshot, page, inside=page in own, known=known)
    return tuple(found)


def _may_name(text: str) -> bool:
    """Whether a page's source holds the words, or letters written as references."""
    return any(hint in text for hint in _HINTS) or ("&#" in text and _REFERENCE.search(text) is not None)


def _reports_on(snapshot: Snapshot, page: Page, *, inside: bool, known: set[str]) -> list[Report]:
    of = document(snapshot, page)
    found: list[Report] = []
    if page.role == Role.ARTICLE:
        article = of.derive(read_article)
        if _is_report(article.title, inside=False):
            found.append(Report(year_in(article.title), article.title, page, article.published))
    dated = {item.link.node: item.dated for item in of.derive(read_list).items} if inside else {}
    for link in of.links[:MAX_LINKS]:
        if link.text in known:
            continue
        known.add(link.text)
        label = link.label
        if 4 <= len(label) <= MAX_LABEL and _is_report(label, inside=inside and bool(year_in(label))):
            found.append(Report(year_in(label), label, page, dated.get(link.node)))
    return found


def _is_report(title: str, *, inside: bool) -> bool:
    """Whether words name the report; in a column of reports a year and 报表 or 年报 is enough."""
    words = publication_words()["annual"]
    if words["other"].search(title):
        return False
    if words["report"].search(title) and ("网站" in title or "报表" in title):
        return True
    return inside and ("报表" in title or "年报" in title or type_of_title(title) == ColumnType.ANNUAL_REPORT)


def year_in(title: str) -> int:
    """The year that a title names; 0 where it names none."""
    found = publication_words()["annual"]["year"].search(title)
    return int(found[1]) if found else 0
