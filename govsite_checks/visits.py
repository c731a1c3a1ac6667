"""The visits of a sampler: one SQLite file of them, and what it says of a site in the days before a moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from govsite_checks.model import CHINA, DayOfVisits, Visits

VERSION: Final = 1
_APPLICATION: Final = 0x47565354  # "GVST", which tells the file from any other database
_DAY: Final = timedelta(days=1)
# Twenty visits in eight working hours are 24 minutes apart.
APART: Final = timedelta(minutes=20)
_BUSY_S: Final = 30.0
_VANTAGES: Final = 5
_TABLES: Final = """
CREATE TABLE visit (
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    started TEXT NOT NULL,
    elapsed_s REAL NOT NULL,
    opened INTEGER,
    error TEXT NOT NULL,
    vantage TEXT NOT NULL
);
CREATE INDEX visit_by_site ON visit (site, started);
CREATE TABLE plan (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class VisitsError(Exception):
    """A file of visits cannot be used; the message is one line of Chinese: what, where, what to do."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to a home page.

    ``opened`` says whether it opened within the census table's 15 seconds; None where that cannot be told, as when a
    firewall answered in its place. ``error`` is a ``model.PageError`` or empty, ``elapsed_s`` the seconds that it took.
    """

    site: str
    url: str
    started: datetime
    elapsed_s: float
    opened: bool | None
    error: str = ""
    vantage: str = ""


class VisitLog:
    """A file of visits that is appended to; a context manager. Several processes may append at once."""

    def __init__(self, path: Path) -> None:
        """Open the file, make it where there is none.

        Raises:
            VisitsError: it is no file of visits, or one of a later version, or cannot be written.
        """
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise _unusable(path, error) from error
        try:
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=NORMAL")
            _prepare(self._base, path)
        except sqlite3.Error as error:
            self._base.close()
            raise _unusable(path, error) from error
        except VisitsError:
            self._base.close()
            raise

    def add(self, visits: Iterable[Visit]) -> None:
        """Append visits, all or none.

        Raises:
            VisitsError: they could not be written.
        """
        rows = [_row(visit) for visit in visits]
        with self._writing() as base:
            base.executemany("INSERT INTO visit VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction."""
        base = self._base
        try:
            base.execute("BEGIN IMMEDIATE")
            yield base
            base.execute("COMMIT")
        except sqlite3.Error as error:
            raise _unusable(self._path, error) from error
        finally:
            if base.in_transaction:
                base.execute("ROLLBACK")

    def plan(self) -> Mapping[str, str]:
        """What a sampler that was cut short noted of its plan."""
        return dict(self._base.execute("SELECT name, value FROM plan"))

    def keep_plan(self, plan: Mapping[str, str]) -> None:
        """Note the plan, in place of an earlier one.

        Raises:
            VisitsError: it could not be written.
        """
        with self._writing() as base:
            base.execute("DELETE FROM plan")
            base.executemany("INSERT INTO plan VALUES (?, ?)", list(plan.items()))

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def visits_of(path: Path, site_id: str, as_of: datetime, *, url: str = "", days: int = 7) -> Visits:
    """What a file says of a site in the ``days`` days before ``as_of``; nothing where it knows of no visit.

    A day is the 24 hours that end at the time of ``as_of``, named after the date in China on which it ends: a week
    that was sampled from noon to noon is seven days. With ``url``, only visits to that address count. A visit of which
    it cannot be told whether the page opened is no visit, nor is one less than ``APART`` after the last that counts
    from the same place: the standard asks for visits at intervals (间隔性访问), and a burst is one.

    Raises:
        VisitsError: it is no file of visits, or one of another version.
    """
    begin = as_of - days * _DAY
    query = (
        "SELECT started, opened, vantage FROM visit "
        "WHERE site = ? AND started > ? AND started <= ? AND opened IS NOT NULL AND ? IN ('', url) ORDER BY started"
    )
    try:
        with closing(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=_BUSY_S)
        ) as base:
            _check(base, path)
            rows = base.execute(query, (site_id, _moment(begin), _moment(as_of), url)).fetchall()
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error
    counts: dict[int, list[int]] = {}
    vantages: dict[str, None] = {}
    latest: dict[str, datetime] = {}
    for started, opened, vantage in rows:
        moment = datetime.fromisoformat(started)
        if vantage in latest and moment - latest[vantage] < APART:
            continue
        latest[vantage] = moment
        back = int((as_of - moment) / _DAY)
        count = counts.setdefault(min(back, days - 1), [0, 0])
        count[0] += 1
        count[1] += not opened
        if vantage:
            vantages.setdefault(str(vantage)[:100])
    last = as_of.astimezone(CHINA).date()
    found = tuple(DayOfVisits(last - back * _DAY, *counts[back]) for back in sorted(counts, reverse=True))
    return Visits(found, "、".join(list(vantages)[:_VANTAGES]))


def _row(visit: Visit) -> tuple[object, ...]:
    opened = None if visit.opened is None else int(visit.opened)
    return (
        visit.site,
        visit.url,
        _moment(visit.started),
        round(visit.elapsed_s, 3),
        opened,
        str(visit.error),
        visit.vantage,
    )


def _moment(moment: datetime) -> str:
    """A moment so written that the order of the texts is the order of the moments."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _prepare(base: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file; check those of an old one."""
    base.execute("BEGIN IMMEDIATE")
    fresh = base.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    if fresh:
        for statement in filter(str.strip, _TABLES.split(";")):
            base.execute(statement)
        base.execute(f"PRAGMA application_id={_APPLICATION}")
        base.execute(f"PRAGMA user_version={VERSION}")
    base.execute("COMMIT")
    _check(base, path)


def _check(base: sqlite3.Connection, path: Path) -> None:
    (application,) = base.execute("PRAGMA application_id").fetchone()
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION:
        raise VisitsError(f"{path} 不是访问记录文件；请换一个文件，或先用 govsite probe 采样")
    if version != VERSION:
        raise VisitsError(
            f"{path} 是第 {version} 版的访问记录，本程序只认识第 {VERSION} 版；请升级程序或换一个文件"
        )


def _unusable(path: Path, error: Exception) -> VisitsError:
    if isinstance(error, sqlite3.DatabaseError) and "not a database" in str(error):
        return VisitsError(f"{path} 不是访问记录文件；请换一个文件，或先用 govsite probe 采样")
    if not path.exists():
        return VisitsError(f"访问记录文件 {path} 不存在或无法创建；请检查路径，或先用 govsite probe 采样")
    why = getattr(error, "strerror", None) or str(error)
    return VisitsError(f"访问记录文件 {path} 无法读写（{why[:120]}）；请检查路径、权限和磁盘空间")
