"""The history as others use it: which quarters it has, and the results of one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self

from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import JudgedRule, QuarterResults, RuleResult, SiteResult

from .base import connect, transaction, unusable
from .records import VERDICT_OF, HistoryError, number_of, quarter_of

_TABLES = ("result", "score", "judged", "roster", "run")


@dataclass(frozen=True, slots=True)
class Run:
    """What the history has of a quarter. ``profile`` is empty where only the inventory is known; ``judged`` counts sites."""

    quarter: Quarter
    as_of: datetime
    inventory: str
    title: str
    region: str
    profile: str
    profile_title: str
    profile_verified: bool
    sites: int
    judged: int


class History:
    """A file of quarters; a context manager. Several processes may use it at once."""

    def __init__(self, path: Path, *, make: bool = False) -> None:
        """Open a history; with ``make``, make one where there is none.

        Raises:
            HistoryError: there is none, or it cannot be used.
        """
        self.path = path
        self._base = connect(path, make=make)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all or none.

        Raises:
            HistoryError: it could not be written.
        """
        with transaction(self._base, self.path):
            yield self._base

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query.

        Raises:
            HistoryError: the file cannot be read.
        """
        try:
            return self._base.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise unusable(self.path, error) from error

    def forget(self, quarter: Quarter) -> None:
        """Let go of a quarter; within ``writing``."""
        for table in _TABLES:
            self._base.execute(f"DELETE FROM {table} WHERE quarter = ?", (number_of(quarter),))  # noqa: S608

    def runs(self) -> tuple[Run, ...]:
        """Every quarter, the earliest first."""
        rows = self.rows(
            "SELECT run.*, (SELECT count(*) FROM roster WHERE roster.quarter = run.quarter), "
            "(SELECT count(DISTINCT site) FROM result WHERE result.quarter = run.quarter) FROM run ORDER BY quarter"
        )
        return tuple(_run(row) for row in rows)

    def run_of(self, quarter: Quarter) -> Run | None:
        """What there is of a quarter, if anything."""
        rows = self.rows("SELECT *, 0, 0 FROM run WHERE quarter = ?", number_of(quarter))
        return _run(rows[0]) if rows else None

    def judged(self, quarter: Quarter) -> dict[str, JudgedRule]:
        """The rules that were judged in a quarter, by id."""
        rows = self.rows(
            "SELECT rule_key.id, title, version, effect FROM judged JOIN rule_key ON rule_key.key = judged.rule "
            "WHERE quarter = ? ORDER BY 1",
            number_of(quarter),
        )
        return {str(row[0]): JudgedRule(*row) for row in rows}  # type: ignore[arg-type]

    def unjudged(self, quarter: Quarter) -> tuple[str, ...]:
        """The running sites of a quarter of which nothing was judged, in inventory order."""
        rows = self.rows(
            "SELECT site_key.id FROM roster JOIN site_key ON site_key.key = roster.site "
            "WHERE quarter = ?1 AND status = 'online' "
            "AND site NOT IN (SELECT site FROM result WHERE quarter = ?1) ORDER BY position",
            number_of(quarter),
        )
        return tuple(str(id) for (id,) in rows)

    def load(self, quarter: Quarter, rules: Collection[str] | None = None) -> QuarterResults:
        """The results of a quarter; the verdicts of some rules only where ``rules`` says which, else of all.

        Raises:
            HistoryError: the history does not have the quarter.
        """
        run = self.run_of(quarter)
        if run is None:
            known = "、".join(str(each.quarter) for each in self.runs()) or "无"
            raise HistoryError(f"历史文件 {self.path} 中没有 {quarter}（现有：{known}）；请先导入这一季度")
        judged = self.judged(quarter)
        return QuarterResults(
            run.quarter,
            run.as_of,
            run.inventory,
            run.title,
            run.region,
            run.profile,
            run.profile_verified,
            self._sites(number_of(quarter), judged, rules),
            judged,
            run.profile_title,
        )

    def _sites(
        self, number: int, judged: Mapping[str, JudgedRule], rules: Collection[str] | None
    ) -> tuple[SiteResult, ...]:
        verdicts = self._verdicts(number, judged, rules)
        rows = self.rows(
            "SELECT site_key.key, site_key.id, name, unit, unit_kind, kind, status, url, merged_into, approved_on, "
            "coalesce(outcome, ''), coalesce(total, ''), coalesce(reference, 0), coalesce(vetoes, '[]'), "
            "coalesce(open_vetoes, '[]') FROM roster JOIN site_key ON site_key.key = roster.site "
            "LEFT JOIN score ON score.quarter = roster.quarter AND score.site = roster.site "
            "WHERE roster.quarter = ? ORDER BY position",
            number,
        )
        return tuple(_site(row, verdicts.get(row[0], {})) for row in rows)

    def _verdicts(
        self, number: int, judged: Mapping[str, JudgedRule], rules: Collection[str] | None
    ) -> dict[object, dict[str, RuleResult]]:
        found: dict[object, dict[str, RuleResult]] = {}
        for id, rule in judged.items():
            if rules is not None and id not in rules:
                continue
            rows = self.rows(
                "SELECT site, verdict, message, waived, url, details FROM result WHERE quarter = ? "
                "AND rule = (SELECT key FROM rule_key WHERE id = ?)",
                number,
                id,
            )
            for site, verdict, message, waived, url, details in rows:
                words = tuple(json.loads(str(details))) if details else ()
                found.setdefault(site, {})[id] = RuleResult(
                    VERDICT_OF[int(str(verdict))],
                    rule.version,
                    str(message),
                    rule.effect,
                    bool(waived),
                    str(url),
                    words,
                )
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _run(row: tuple[object, ...]) -> Run:
    number, as_of, inventory, title, region, profile, profile_title, verified, sites, judged = row
    return Run(
        quarter_of(int(str(number))),
        datetime.fromisoformat(str(as_of)),
        str(inventory),
        str(title),
        str(region),
        str(profile),
        str(profile_title),
        bool(verified),
        int(str(sites)),
        int(str(judged)),
    )


def _site(row: tuple[object, ...], rules: Mapping[str, RuleResult]) -> SiteResult:
    _, id, name, unit, unit_kind, kind, status, url, merged_into, approved_on = map(str, row[:10])
    outcome, total, reference, vetoes, open_vetoes = row[10:]
    return SiteResult(
        id,
        name,
        unit,
        unit_kind,
        kind,
        status,
        url,
        merged_into,
        date.fromisoformat(approved_on) if approved_on else None,
        str(outcome),
        Decimal(str(total)) if total else None,
        bool(reference),
        tuple(json.loads(str(vetoes))),
        tuple(json.loads(str(open_vetoes))),
        rules,
    )
