"""The day of a page's clock, where a script has written it beside a link: no date of a row."""

from __future__ import annotations

from govsite_checks.model import CHINA
from govsite_checks.reading.page.document import Document

from .rows import RowRead


def without_clock(document: Document, rows: list[RowRead]) -> list[RowRead]:
    """The rows of a block, without the day of a clock that a script has written beside one of them.

    Such is the one date of a block, today's, that is not in the page as it was sent while its link is. Rows that a script
    writes whole, and a list to which it adds the dates, are no clock.
    """
    if not document.page.is_rendered or not rows:
        return rows
    dated = [row for row in rows if row.dated is not None]
    if len(dated) != 1 or not _is_clock(document, dated[0]):
        return rows
    return [row._replace(dated=None) if row is dated[0] else row for row in rows]


def _is_clock(document: Document, row: RowRead) -> bool:
    sent = document.source
    if row.dated is None or row.dated.day != document.as_of.astimezone(CHINA).date():
        return False
    return row.dated.text not in sent.html and any(link.url == row.link.url for link in sent.links)
