"""The columns that were found, and in which order they are opened: the inventory's, the first level, then each type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from govsite_checks.model import Column, ColumnType
from govsite_checks.reading.columns import is_parent, typed
from govsite_checks.reading.document import host_of
from govsite_checks.reading.navigation import same_host

from .asked import key_of
from .refused import is_edition, is_refused

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
# The groups that columns are opened in, and how many of them come before what the first pages opened may name.
_GROUPS, _URGENT = 6, 4
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
        self.beyond = 0

    def add(self, title: str, url: str, parent: str, level: int, hint: str = "") -> None:
        """Note a column; ``hint`` is the type that the inventory gives it. One that is known may move up a level."""
        key = key_of(url)
        known = self._found.get(key)
        if known is not None:
            if level < known.column.level and key not in self._opened:
                self._found[key] = replace(known, column=replace(known.column, level=level))
            return
        if not hint and (is_refused(url, title) or is_edition(url)):
            return
        if len(self._found) >= MOST:
            self.beyond += 1
            return
        kind, found = (hint, "inventory") if hint else typed(title, url)
        column = Column(url, title, kind, level, found, offsite=not same_host(url, self.home))
        self._found[key] = Found(column, parent, len(self._found))

    def take(self, most: int, per_type: int, offsite: int, *, urgent: bool = False) -> list[Found]:
        """At most so many columns to open now, in order; ``offsite`` of them on other hosts.

        ``urgent`` ones are those that no later finding can put back: all but further columns of a known type.
        """
        taken: list[Found] = []
        for found in self._in_order(per_type, _URGENT if urgent else _GROUPS):
            if len(taken) >= most:
                break
            if found.column.offsite:
                if offsite <= 0 or not _is_asked_offsite(found.column):
                    continue
                offsite -= 1
            taken.append(found)
            self._opened.add(key_of(found.column.url))
            self.types[found.column.type] += 1
        return taken

    def _in_order(self, per_type: int, last: int) -> Iterator[Found]:
        """Those not opened: the inventory's, the first level that says what it is, each type, the first level, the rest."""
        waiting = [found for key, found in self._found.items() if key not in self._opened]
        groups: dict[int, list[Found]] = {group: [] for group in range(_GROUPS)}
        counts = Counter(self.types)
        for found in sorted(waiting, key=_by_rank):
            kind, level = found.column.type, found.column.level
            if found.column.found == "inventory":
                group = 0
            elif level == 1 and (kind != ColumnType.OTHER or found.gathers):
                group = 1
            elif kind in _RANK and not counts[kind]:
                group = 2
            elif level == 1 or found.gathers:
                group = 3
            elif kind in _RANK and counts[kind] < per_type:
                group = 4
            else:
                group = 5
            counts[kind] += kind != ColumnType.OTHER
            groups[group].append(found)
        for group in range(2):
            yield from sorted(groups[group], key=lambda found: found.order)
        for group in range(2, last):
            yield from groups[group]

    def left(self) -> list[Found]:
        """The columns that were not opened, the first level first."""
        left = [found for key, found in self._found.items() if key not in self._opened]
        return sorted(
            left, key=lambda found: (found.column.level, found.column.type not in _RANK, found.order)
        )


def _by_rank(found: Found) -> tuple[int, int, int]:
    return _RANK.get(ColumnType(found.column.type), len(CORE)), found.column.level, found.order


def _is_asked_offsite(column: Column) -> bool:
    """Whether a column on another host is worth a visit: a government's, and of a type that the standards ask about."""
    return host_of(column.url).endswith(".gov.cn") and column.type in _RANK
