"""New-media accounts: from a roster and an export of posts to what is said of each account."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from govsite_checks.office import Fault, Row

from .gathered import Gathered, doubles
from .known import Units, folded
from .likeness import Origin, Text, origins
from .measures import MediaMeasures, platform_names
from .newmedia import AccountRow, Merge, NewMedia, Update

_SIGNS = ("likes", "comments", "shares")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Reach:
    """The newest days that the roster and, by platform, the export of posts know: when they were made, or later.

    Each platform has an export of its own, and one may be older than the others.
    """

    roster: date
    posts: Mapping[str, date]


def new_media_of(
    roster: Gathered, posts: Gathered | None, units: Units, cut_off: datetime, measures: MediaMeasures
) -> NewMedia:
    """What the roster and the posts up to a cut-off say; without ``posts`` only the roster's own dates."""
    roster = roster.without([units.fault(row) for row in roster.rows if not units.find(row.text("unit"))])
    roster = roster.without(doubles(roster.rows, _key, lambda row: _about(row, units), "account", "账号"))
    running = {_key(row): row for row in roster.rows if row.text("status") != "closed"}
    exported = None if posts is None else _sound(posts, {_key(row) for row in roster.rows})
    shown = (
        [row for row in exported.rows if (row.moment("published") or cut_off) <= cut_off] if exported else []
    )
    of_account: dict[Key, list[Row]] = {}
    for row in shown:
        of_account.setdefault(_key(row), []).append(row)
    whose = _origins(shown, running, units, measures)
    reach = _Reach(
        max((row.day("last_post") or date.min for row in running.values()), default=date.min),
        _newest(shown),
    )
    rows = tuple(
        _row(row, of_account.get(key, []), whose.get(key, Counter()), units, cut_off, reach, measures)
        for key, row in running.items()
    )
    return _result(roster, exported, rows, len(shown), units, cut_off, measures)


def _newest(posts: Iterable[Row]) -> dict[str, date]:
    """The day of the newest post on each platform."""
    found: dict[str, date] = {}
    for row in posts:
        platform = platform_of(row)
        found[platform] = max(found.get(platform, date.min), _day(row))
    return found


def _key(row: Row) -> Key:
    return folded(row.text("account")), platform_of(row)


def platform_of(row: Row) -> str:
    """The platform of a row, under the one name that it is kept under."""
    said = re.sub(r"\s+", "", unicodedata.normalize("NFKC", row.text("platform")))
    return platform_names().get(said.casefold(), said)


def _about(row: Row, units: Units) -> Hashable:
    return units.find(row.text("unit")), row.text("status"), row.moment("last_post")


def _sound(posts: Gathered, known: set[Key]) -> Gathered:
    """The posts of accounts of the roster, each once."""
    unknown = [_unknown(row) for row in posts.rows if _key(row) not in known]
    left = posts.without(unknown)
    same = ("published", "title", "text")
    return left.without(
        doubles(
            left.rows,
            lambda row: (*_key(row), *(row.values.get(key) for key in same)),
            lambda _: "",
            "title",
            "该条发布",
        )
    )


def _unknown(row: Row) -> Fault:
    said, platform = row.text("account")[:40], row.text("platform")[:20]
    return row.fault(f"账号“{said}”（{platform}）不在政务新媒体台账中；请核对名称和平台", "account")


def _day(row: Row) -> date:
    return row.day("published") or date.min  # the table refuses rows without it


def _origins(
    shown: Sequence[Row], running: dict[Key, Row], units: Units, measures: MediaMeasures
) -> dict[Key, Counter[Origin]]:
    """How many of each account's posts are its own, follow others', or cannot be told."""
    rows = [row for row in shown if _key(row) in running]
    texts = [
        Text(units.find(running[_key(row)].text("unit")), moment, f"{row.text('title')} {row.text('text')}")
        for row in rows
        if (moment := row.moment("published"))
    ]
    found: dict[Key, Counter[Origin]] = {}
    for row, origin in zip(rows, origins(texts, measures.likeness, measures.least_signs), strict=True):
        found.setdefault(_key(row), Counter())[origin] += 1
    return found


def _row(
    row: Row,
    posts: Sequence[Row],
    whose: Counter[Origin],
    units: Units,
    cut_off: datetime,
    reach: _Reach,
    measures: MediaMeasures,
) -> AccountRow:
    last = _last(row, posts, cut_off)
    bar = cut_off.date() - timedelta(days=measures.window_days)
    return AccountRow(
        account=row.text("account"),
        platform=platform_of(row),
        unit=units.find(row.text("unit")),
        update=_update(row, last, bar, cut_off, reach, posted=bool(posts)),
        last=last,
        posts=len(posts),
        compared=whose[Origin.OWN] + whose[Origin.COPY],
        copies=whose[Origin.COPY],
        open=whose[Origin.OPEN],
        reads=_sum(posts, ("reads",)),
        interactions=_sum(posts, _SIGNS),
    )


def _last(row: Row, posts: Sequence[Row], cut_off: datetime) -> date | None:
    """The day of the last update up to the cut-off."""
    days = [_day(post) for post in posts]
    said = row.moment("last_post")
    if said is not None and said <= cut_off:
        days.append(said.date())
    return max(days, default=None)


def _update(
    row: Row, last: date | None, bar: date, cut_off: datetime, reach: _Reach, *, posted: bool
) -> Update:
    """Whether an account was updated; tables that themselves end before the window prove nothing against it."""
    if last is not None and last >= bar:
        return Update.FRESH
    said = row.moment("last_post")
    by_roster = said is not None and said <= cut_off and reach.roster >= bar
    by_posts = posted and reach.posts.get(platform_of(row), date.min) >= bar
    return Update.STALE if by_roster or by_posts else Update.UNKNOWN


def _sum(posts: Sequence[Row], keys: Sequence[str]) -> int | None:
    numbers = [number for row in posts for key in keys if (number := row.number(key)) is not None]
    return sum(numbers) if numbers else None


def _result(
    roster: Gathered,
    exported: Gathered | None,
    rows: tuple[AccountRow, ...],
    shown: int,
    units: Units,
    cut_off: datetime,
    measures: MediaMeasures,
) -> NewMedia:
    said = roster.said()
    said["notes"] += units.notes
    if exported is not None:
        more = exported.said()
        said = {key: value + more[key] for key, value in said.items()}
        if later := len(exported.rows) - shown:
            said["notes"] += (f"{later} 条发布晚于监测时间点，未计入",)
    closing = cut_off.date() - timedelta(days=measures.close_days)
    return NewMedia(
        **said,
        accounts=rows,
        window_days=measures.window_days,
        posts_read=exported is not None,
        copying=tuple(row for row in rows if _copies(row, measures)),
        merges=tuple(_merges(rows)),
        closings=tuple(
            row for row in rows if row.update is Update.STALE and row.last is not None and row.last < closing
        ),
    )


def _copies(row: AccountRow, measures: MediaMeasures) -> bool:
    enough = row.compared >= measures.least_posts
    return enough and 100 * row.copies >= measures.copied_percent * row.compared


def _merges(rows: Sequence[AccountRow]) -> Iterator[Merge]:
    groups: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        groups.setdefault((row.unit, row.platform), []).append(row.account)
    for (unit, platform), accounts in groups.items():
        if len(accounts) > 1:
            yield Merge(unit, platform, tuple(accounts))
