"""How often a site holds what its columns list: surveys, interviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from govsite_checks.model import ColumnType, Finding, Snapshot, Verdict
from govsite_checks.reading.dates.reading import Dated
from govsite_checks.reading.lists.listing import ListItem, read_list
from govsite_checks.reading.lists.pagination import pages_said
from govsite_checks.reading.lists.upkeep import AHEAD, Seen, Upkeep, of_types, read_upkeep
from govsite_checks.reading.page.document import document
from govsite_checks.wording import COLUMN_TYPE

from .joined import today_of


@dataclass(frozen=True, slots=True)
class Held:
    """The activities of a site: ``count`` those that may be of the window, ``doubt`` why there may be more."""

    columns: tuple[Upkeep, ...]
    count: int
    doubt: str = ""


def columns_of(snapshot: Snapshot, type: str) -> tuple[Upkeep, ...]:
    """The site's own columns of a type."""
    return of_types(snapshot.derive(read_upkeep), (type,))


def newest_of(snapshot: Snapshot, column: Upkeep) -> Dated | None:
    """The latest day of a column's own rows and pages: rows of other columns beside its list are not its own."""
    newest = column.newest
    if newest is None or column.seen is not Seen.DATED:
        return newest
    others = document(snapshot, column.page).derive(read_list).others
    folders = {_folder(item.link.url) for item in column.items} | {_folder(column.column.url)}
    foreign = [item.dated for item in others if _folder(item.link.url) not in folders]
    if not any(dated is newest for dated in foreign):
        return newest
    own = [
        item.dated
        for item in (*column.items, *others)
        if item.dated not in foreign and item.dated is not None
    ]
    return max(own, key=lambda dated: dated.day, default=newest)


def _folder(url: str) -> str:
    """The host and the first folder of an address: what the columns of a site differ in."""
    return "/".join(url.split("/", 4)[2:4])


def held(snapshot: Snapshot, type: str, window_days: int) -> Held:
    """What the columns of a type list for the days before ``as_of``; one that two columns list is counted once."""
    columns = columns_of(snapshot, type)
    today = today_of(snapshot)
    kept = {
        item.link.url or item.title
        for column in columns
        for item in column.items
        if item.dated is None or _within(item.dated.day, today, window_days)
    }
    doubts = (_doubt(snapshot, column, today, window_days) for column in columns)
    return Held(columns, len(kept), next((doubt for doubt in doubts if doubt), ""))


def _within(day: date, today: date, window_days: int) -> bool:
    return -AHEAD.days <= (today - day).days <= window_days


def _doubt(snapshot: Snapshot, column: Upkeep, today: date, window_days: int) -> str:
    """Why a column may hold more of the window than was read, in Chinese."""
    if column.seen is Seen.EMPTY:
        return ""
    if column.seen is not Seen.DATED:
        return f"“{column.title}”{column.why or '未能看全'}"
    of = document(snapshot, column.page)
    listing = of.derive(read_list)
    more = listing.next_url or of.derive(pages_said) > 1 or listing.cut
    if more and not _reaches_beyond(column.items, today, window_days):
        return f"“{column.title}”其余各页未全部查看"
    return ""


def _reaches_beyond(items: Iterable[ListItem], today: date, window_days: int) -> bool:
    """Whether the last rows are older than the window."""
    last = [item for item in items if item.dated is not None and not item.pinned][-1:]
    return any(item.dated is not None and (today - item.dated.day).days > window_days for item in last)


def often(
    snapshot: Snapshot, type: ColumnType, window_days: int, wanted: int, what: str
) -> Iterator[Finding]:
    """Whether as many activities as wanted were held in the window."""
    found = held(snapshot, type, window_days)
    home = snapshot.home
    if not found.columns:
        text = f"已查看的页面中未见{COLUMN_TYPE[type]}类栏目，无法统计开展次数。"
        yield Finding.at(Verdict.NO_EVIDENCE, text, home)
        return
    page = found.columns[0].page
    if found.count >= wanted:
        text = f"近{window_days}天内开展{what}{found.count}次，不少于{wanted}次。"
        yield Finding.at(Verdict.OK, text, page)
    elif all(column.seen is Seen.UNSEEN for column in found.columns):
        yield Finding.at(Verdict.NO_EVIDENCE, f"未能查看{COLUMN_TYPE[type]}类栏目，无法统计开展次数。", page)
    elif found.doubt:
        text = f"所见近{window_days}天内开展的{what}为{found.count}次，少于{wanted}次；{found.doubt}，需人工确认。"
        yield Finding.at(Verdict.NEEDS_REVIEW, text, page)
    else:
        yield Finding.at(
            Verdict.VIOLATION, f"近{window_days}天内开展{what}{found.count}次，少于{wanted}次。", page
        )
