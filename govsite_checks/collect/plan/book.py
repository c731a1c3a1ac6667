"""The columns that were found, and in which order they are opened: the inventory's, the first level, then each type."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from govsite_checks.model import Column, ColumnType
from govsite_checks.reading.columns.navigation import same_host
from govsite_checks.reading.columns.types import is_parent, typed
from govsite_checks.reading.page.document import host_of

from .asked import key_of
from .refused import is_acting, is_edition, is_endless

# Columns that are remembered; a page may name thousands.
MOST = 500
# The types that an inspector looks for, each once before any twice.
CORE = (
    ColumnType.NEWS,
    ColumnType.NOTICE,
    ColumnType.POLICY,
    ColumnType.CONSULTATION,
    ColumnType.SERVICES,
    ColumnType.SURVEY,
    ColumnType.INTERPRETATION,
    ColumnType.INTERVIEW,
    ColumnType.DISCLOSURE_GUIDE,
    ColumnType.DISCLOSURE_REPORT,
    ColumnType.LEADERS,
    ColumnType.FUNCTIONS,
    ColumnType.OVERVIEW,
    ColumnType.ANNUAL_REPORT,
    ColumnType.PERSONNEL,
    ColumnType.PLANNING,
    ColumnType.DISCLOSURE_CATALOGUE,
    ColumnType.DATA,
    ColumnType.RESPONSE,
    ColumnType.DISCLOSURE_REQUEST,
    ColumnType.OPEN_DATA,
    ColumnType.TOPIC,
    ColumnType.REPORTING,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Ranks: a second column of a type comes so many types later; parents among the first types; first-level columns that say
# nothing after them; what is left comes last. Below the urgent rank nothing waits for what other pages may name.
_AGAIN, _PARENT, _URGENT, _UNTYPED, _LATE, _NEVER = 12, 6, 12, 14, 60, 10_000
_RANK = {kind: number for number, kind in enumerate(CORE)}


@dataclass(frozen=True, slots=True)
class Found:
    """A column that was found: ``parent`` is the page that names it, ``order`` its place among all."""

    column: Column
    parent: str
    order: int

    @property
    def gathers(self) -> bool:
        """Whether it is one that gathers others."""
        return is_parent(self.column.title, self.column.url)


class ColumnBook:
    """The columns of one site."""

    def __init__(self, home: str) -> None:
        self.home = home
        self._found: dict[str, Found] = {}
        self._opened: set[str] = set()
        self.types: Counter[str] = Counter()  # of those opened
        self._named: set[tuple[str, str]] = set()
        self._offsite: set[str] = set()  # the types of those opened on other hosts
        self.beyond = self.endless = 0  # not remembered, and not opened for their addresses
        self._numbered = 0

    def add(self, title: str, url: str, parent: str, level: int, hint: str = "") -> None:
        """Note a column; ``hint`` is the type that the inventory gives it. One that is known may move up a level."""
        key = key_of(url)
        known = self._found.get(key)
        if known is not None:
            if level < known.column.level and key not in self._opened:
                self._found[key] = replace(known, column=replace(known.column, level=level))
            return
        if not hint and (is_acting(url, title) or is_edition(url) or self._is_double(title, parent)):
            return
        kind, found = (hint, "inventory") if hint else typed(title, url)
        # Some systems number their columns as others number months; what says by its name what it is for, is a column.
        if kind == ColumnType.OTHER and not hint and is_endless(url):
            self.endless += 1
            return
        if len(self._found) >= MOST:
            self.beyond += 1
            return
        if kind == ColumnType.ANNUAL_REPORT and not hint and not self._is_latest(title):
            return
        self._numbered += 1
        column = Column(url, title, kind, level, found, offsite=not same_host(url, self.home))
        self._found[key] = Found(column, parent, self._numbered)

    def _is_double(self, title: str, parent: str) -> bool:
        """Whether a page has named a column of this title before: one column at two addresses must not count twice."""
        named = (parent, "".join(title.split()))
        if named in self._named:
            return True
        if len(self._named) < 10 * MOST:
            self._named.add(named)
        return False

    def _is_latest(self, title: str) -> bool:
        """Whether a yearly report is to be noted: a column of them rather than a year's, and a later year's rather than
        an earlier one's. What it takes the place of makes room for it.
        """
        year = max(_YEAR.findall(title), default="")
        for key, found in list(self._found.items()):
            if found.column.type != ColumnType.ANNUAL_REPORT:
                continue
            other = max(_YEAR.findall(found.column.title), default="")
            if year and (not other or other >= year or key in self._opened):
                return False
            if other and key not in self._opened:
                del self._found[key]
        return True

    def take(self, most: int, per_type: int, offsite: int, *, urgent: bool = False) -> list[Found]:
        """At most so many columns to open now, in order; ``offsite`` of them on other hosts.

        ``urgent`` ones are those that come first whatever the first pages opened may name.
        """
        taken: list[Found] = []
        for found in self._in_order(per_type, _URGENT if urgent else _NEVER):
            if len(taken) >= most:
                break
            if found.column.offsite:
                if offsite <= 0 or found.column.type in self._offsite or not _is_asked_offsite(found.column):
                    continue
                offsite -= 1
                self._offsite.add(found.column.type)
            taken.append(found)
            self._opened.add(key_of(found.column.url))
            self.types[found.column.type] += 1
        return taken

    def _in_order(self, per_type: int, before: int) -> list[Found]:
        """Those not opened and of a rank below ``before``, by rank; of one rank in the order in which they were found."""
        counts = Counter(self.types)
        ranked: list[tuple[int, int, Found]] = []
        waiting = [found for key, found in self._found.items() if key not in self._opened]
        for found in sorted(waiting, key=lambda found: (found.column.level, found.order)):
            rank = self._rank(found, counts, per_type)
            counts[found.column.type] += 1
            ranked.append((rank, found.order, found))
        return [found for rank, _, found in sorted(ranked, key=lambda row: row[:2]) if rank < before]

    def _rank(self, found: Found, counts: Counter[str], per_type: int) -> int:
        """The inventory's, the first level that says what it is, then types and their further columns interleaved."""
        kind, level = ColumnType(found.column.type), found.column.level
        if found.column.found == "inventory":
            return -2
        earlier = counts[kind]
        if level == 1 and (found.gathers or (kind != ColumnType.OTHER and earlier < per_type)):
            return -1
        if kind in _RANK:
            return _RANK[kind] + _AGAIN * earlier if earlier < per_type else _LATE + earlier
        if found.gathers:
            return _PARENT
        return _UNTYPED if level == 1 else _LATE

    def known_types(self) -> frozenset[str]:
        """The types of all columns that were found."""
        return frozenset(found.column.type for found in self._found.values())

    def left(self) -> list[Found]:
        """The columns that were not opened, the first level first."""
        left = [found for key, found in self._found.items() if key not in self._opened]
        return sorted(
            left, key=lambda found: (found.column.level, found.column.type not in _RANK, found.order)
        )


def _is_asked_offsite(column: Column) -> bool:
    """Whether a column on another host is worth a visit: a government's, and of a type that the standards ask about."""
    return host_of(column.url).endswith(".gov.cn") and column.type in _RANK
