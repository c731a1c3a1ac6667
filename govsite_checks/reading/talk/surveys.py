"""Surveys and consultations (调查征集) as a column lists them: when, whether over, whether with a result."""

from __future__ import annotations

from dataclasses import dataclass

from govsite_checks.reading.dates.reading import Dated, DateSource, dates_in
from govsite_checks.reading.guides.lines import body_lines
from govsite_checks.reading.lists.listing import ListItem, read_list
from govsite_checks.reading.page.document import Document, join

from .lines import blocks_in
from .words import message_words


@dataclass(frozen=True, slots=True)
class Survey:
    """One activity. ``ended`` is True where the page says that it is over, or names its last day, which is past;
    ``result`` where its row shows a result; ``dated`` is the day of its row.
    """

    title: str
    url: str = ""
    dated: Dated | None = None
    ended: bool = False
    result: bool = False


def read_surveys(document: Document) -> tuple[Survey, ...]:
    """The activities that a column's page lists."""
    said = _said(document)
    return tuple(
        _survey(item, said.get(item.link.url, ""), document) for item in document.derive(read_list).items
    )


def _said(document: Document) -> dict[str, str]:
    """All the words of the row in which a link stands, by its address."""
    said: dict[str, str] = {}
    for block in blocks_in(body_lines(document)):
        text = " ".join(field for line in block for field in line.fields)[:1_000]
        for line in block:
            for href in line.links:
                said.setdefault(join(document.base, href), text)
    return said


def _survey(item: ListItem, text: str, document: Document) -> Survey:
    words = message_words().survey
    beside = text.replace(item.title, " ", 1)
    ended = (bool(words["ended"].search(beside)) or _is_over(beside, document)) and not words["open"].search(
        beside
    )
    # The headline of a result is a result: 关于…征集结果的公告.
    result = bool(words["result"].search(beside) or words["result"].search(item.title))
    return Survey(item.title, item.link.url, item.dated, ended, result)


def _is_over(text: str, document: Document) -> bool:
    """Whether the last of several days in a row of a period is past."""
    days = [dated.day for dated in dates_in(text, document.as_of, DateSource.ROW)]
    over = len(days) >= 2 and max(days) < document.as_of.date()
    return over and message_words().survey["period"].search(text) is not None


def shows_result(document: Document) -> bool:
    """Whether the page of an activity shows a result."""
    words = message_words().survey["result"]
    return any(len(line.text) <= 40 and words.search(line.text) for line in body_lines(document))
