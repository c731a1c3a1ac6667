"""Which pages of an opened column are sampled: the newest, one that is a month old, the rest spread by chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice, zip_longest

from govsite_checks.model import ColumnType
from govsite_checks.reading.columns.navigation import is_article_address, is_file, is_utility, same_host
from govsite_checks.reading.columns.types import is_parent
from govsite_checks.reading.publication.policies import names_of, speaks_of_abolishing

from .asked import chance
from .lists import ONE_PAGE, Opened, Row
from .refused import is_acting
from .searching import OLDER
from .turns import in_turn

MONTH = timedelta(days=30)
QUARTER = timedelta(days=90)
YEAR = timedelta(days=365)
# Columns whose rows are no articles: messages, or the parts of one page.
_NO_ARTICLES = (ONE_PAGE - {ColumnType.TOPIC}) | {ColumnType.CONSULTATION}
# Of these more articles are looked at: how policy is published and explained is judged by article.
_STUDY = (ColumnType.POLICY, ColumnType.INTERPRETATION, ColumnType.NEWS)
STUDIED = frozenset(_STUDY)
# Where documents, and notices that they are void, are published; so many rows that say so are sampled first.
_OF_DOCUMENTS = frozenset({ColumnType.POLICY, ColumnType.NOTICE})
VOID = 2


def pages_of(opened: Opened) -> list[Row]:
    """The rows of a column that lead to pages of the same host."""
    return [
        row
        for row in opened.rows
        if row.url
        and (opened.sure or row.day is not None or is_article_address(row.url))
        and same_host(row.url, opened.url)
        and not is_file(row.url)
        and not is_utility(row.title)
        and not is_acting(row.url, row.title)
    ]


def in_order(opened: Opened, today: date, seed: object) -> Iterator[Row]:
    """The rows of a column in the order in which they are to be sampled."""
    rows = pages_of(opened)
    if not rows:
        return
    void = void_first(opened, rows)
    yield from void
    rows = [row for row in rows if row not in void]
    newest = _newest(rows) if rows else None
    if newest is not None:
        yield newest
    rest = sorted((row for row in rows if row is not newest), key=lambda row: chance(seed, row.url))
    old = next((row for row in rest if row.day is not None and row.day <= today - MONTH), None)
    if old is not None:
        yield old
    yield from (row for row in rest if row is not old)


def void_first(opened: Opened, rows: Iterable[Row]) -> list[Row]:
    """The rows that say that documents are void: whether these say so themselves is judged by article."""
    if opened.column.type not in _OF_DOCUMENTS:
        return []
    return list(islice((row for row in rows if speaks_of_abolishing(row.title)), VOID))


def _newest(rows: list[Row]) -> Row:
    dated = [row for row in rows if row.day is not None]
    if dated:
        return max(dated, key=lambda row: row.day or date.min)
    return next((row for row in rows if not row.pinned), rows[0])


def articles(
    columns: Iterable[Opened], today: date, seed: object, each: int, studied: int
) -> Iterator[tuple[Opened, Row]]:
    """The articles to sample, one of each type of column before two of any, and within a type by columns."""
    usable = [o for o in sorted(columns, key=_late) if not o.is_article and o.column.type not in _NO_ARTICLES]
    pairs = [
        (opened, row)
        for opened in usable
        for row in islice(in_order(opened, today, seed), studied if opened.column.type in STUDIED else each)
    ]
    by_column = in_turn(pairs, lambda pair: pair[0].column.url)
    by_column.sort(key=lambda pair: _late(pair[0]))
    yield from in_turn(by_column, lambda pair: pair[0].column.type)


def _late(opened: Opened) -> float:
    """Columns that are studied first, then the yearly report; last those that gather others, for their rows are others'."""
    if is_parent(opened.column.title, opened.column.url):
        return 3
    if opened.column.type in STUDIED:
        return _STUDY.index(ColumnType(opened.column.type)) / len(_STUDY)
    return 1 if opened.column.type == ColumnType.ANNUAL_REPORT else 2


def named_void(columns: Iterable[Opened], names: frozenset[str]) -> Iterator[tuple[Opened, Row]]:
    """The rows of policy columns that notices name as void."""
    for opened in columns:
        if opened.column.type == ColumnType.POLICY:
            yield from ((opened, row) for row in pages_of(opened) if names_of(row.title) & names)


def older(columns: Iterable[Opened], today: date) -> Iterator[tuple[Opened, Row]]:
    """Rows of articles that are old enough to ask an archive for, the youngest of them first."""
    usable = [
        (row.day, opened, row)
        for opened in columns
        if opened.column.type not in _NO_ARTICLES
        for row in pages_of(opened)
        if row.day is not None and (today - row.day).days > OLDER
    ]
    yield from ((opened, row) for _, opened, row in sorted(usable, key=lambda found: found[0], reverse=True))


def messages(columns: Iterable[Opened], today: date, seed: object) -> Iterator[tuple[Opened, str]]:
    """The addresses of messages to open, each column in turn: one that waits for 3 to 12 months, the newest, the others.

    Where a column's messages could not be told, its rows stand for them.
    """
    queues = [
        [(opened, url) for url in _by_need(opened, today) or _rows(opened, today, seed)]
        for opened in columns
        if opened.messages or opened.column.type == ColumnType.CONSULTATION
    ]
    for turn in zip_longest(*queues):
        yield from (pair for pair in turn if pair is not None)


def _rows(opened: Opened, today: date, seed: object) -> list[str]:
    return [row.url for row in in_order(opened, today, seed)]


def _by_need(opened: Opened, today: date) -> list[str]:
    usable = [m for m in opened.messages if m.url and same_host(m.url, opened.url) and not is_acting(m.url)]
    aged = [m for m in usable if m.asked is not None and today - YEAR <= m.asked.day <= today - QUARTER]
    waiting = [m for m in aged if m.state == "waiting"]
    newest = sorted(usable, key=lambda m: m.asked.day if m.asked else date.min, reverse=True)
    return list(dict.fromkeys(m.url for m in (*waiting[:1], *newest[:1], *waiting[1:], *aged, *newest)))
