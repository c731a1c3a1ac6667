"""Bring a quarter into the history: its inventory, and what one run or the parts of one found. All or nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from govsite_checks.census.quarter import Quarter
from govsite_checks.model import CHINA, Site, printable
from govsite_checks.waivers import live_waiver

from .parts import Line, Part, Said, Scored
from .records import NUMBER, HistoryError, number_of
from .store import History

_BATCH: Final = 5000
_ASKED_AT_ONCE: Final = 500  # older SQLite takes 999 values in a query
_NAMED: Final = 20
_NAME_CHARS: Final = 120
_INCOMING: Final = """CREATE TEMP TABLE incoming (
    rule INTEGER, site INTEGER, verdict INTEGER, waived INTEGER, message TEXT, url TEXT, details TEXT, clash INTEGER DEFAULT 0,
    PRIMARY KEY (rule, site)) WITHOUT ROWID"""
_COLUMNS: Final = ("verdict", "waived", "message", "url", "details")


def _differ(one: str, other: str) -> str:
    """The condition that two rows say different things."""
    pair = [", ".join(f"{table}.{column}" for column in _COLUMNS) for table in (one, other)]
    return f"({pair[0]}) IS NOT ({pair[1]})"


_PUT: Final = " ".join(
    (
        "INSERT INTO incoming (rule, site, verdict, waived, message, url, details) VALUES (?, ?, ?, ?, ?, ?, ?)",
        "ON CONFLICT (rule, site) DO UPDATE SET clash = 1 WHERE",
        _differ("excluded", "incoming"),
    )
)
_COMPARE: Final = (
    f"SELECT count(*), coalesce(sum({_differ('incoming', 'result')}), 0) FROM incoming JOIN result "  # noqa: S608
    "ON result.quarter = ? AND result.rule = incoming.rule AND result.site = incoming.site"
)


@dataclass(frozen=True, slots=True)
class Roster:
    """The inventory of a quarter: which sites there were. ``as_of`` counts where no run says better."""

    inventory: str
    title: str
    region: str
    as_of: datetime
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``unjudged`` are the running sites of which the history has no judgement yet."""

    sites: int
    new: int
    changed: int
    same: int
    unjudged: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Run:
    """The run that the parts are of, as their lines tell it."""

    profile: str = ""
    as_of: str = ""
    profile_title: str = ""
    verified: bool = False
    versions: dict[str, tuple[int, str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    scores: dict[str, Scored] = field(default_factory=dict)


def import_quarter(
    history: History, quarter: Quarter, roster: Roster, parts: Sequence[Part] = (), *, replace: bool = False
) -> Imported:
    """Bring in a quarter, or more of one; the same again changes nothing, and the order of parts does not matter.

    Without parts, only the inventory is kept: how many sites there were, and whose. With ``replace``, what the history had
    of the quarter goes.

    Raises:
        HistoryError: the parts are not of one run over this inventory, not of the run that the history has of the quarter,
            say two things of one site, or a file is damaged. Nothing is changed.
        OSError: a file cannot be read.
    """
    with history.writing() as base:
        if replace:
            history.forget(quarter)
        return _Import(base, history, quarter, roster).run(parts)


class _Import:
    """One import, within one transaction."""

    def __init__(self, base: sqlite3.Connection, history: History, quarter: Quarter, roster: Roster) -> None:
        self._base, self._history, self._quarter, self._roster = base, history, quarter, roster
        self._number = number_of(quarter)
        self._sites = {site.id: site for site in roster.sites}
        self._site_keys = _keys(base, "site_key", self._sites)
        self._rule_keys: dict[str, int] = {}
        self._run = _Run()

    def run(self, parts: Sequence[Part]) -> Imported:
        base = self._base
        base.execute("DROP TABLE IF EXISTS temp.incoming")
        base.execute(_INCOMING)
        notes = [note for part in parts for note in self._take(part)]
        if parts and not self._run.versions:
            raise HistoryError("给出的检查报告中没有任何检查结论；请给出一次检查的报告目录")
        self._refuse_clashes()
        notes += self._fit(bool(parts))
        self._keep_roster()
        new, changed, same = self._keep_results()
        base.execute("DROP TABLE temp.incoming")
        unjudged = self._history.unjudged(self._quarter)
        return Imported(len(self._sites), new, changed, same, unjudged, tuple(notes))

    # --- taking in -----------------------------------------------------------------------------------------------

    def _take(self, part: Part) -> Iterator[str]:
        """Take in one part; yields what the user should know of it."""
        said = part.said()
        if said is None:
            yield f"{part.findings.parent} 没有 summary.json，其中网站的合格情况无从统计"
        else:
            self._take_summary(said, part)
        judged: dict[str, None] = {}
        batch: list[tuple[object, ...]] = []
        for number, line in enumerate(part.lines(), start=1):
            self._note(line, f"{part.findings}:{number}")
            judged[line.site] = None
            batch.append(self._row(line))
            if len(batch) >= _BATCH:
                self._put(batch)
                batch.clear()
        self._put(batch)
        if said is not None:
            self._take_scores(said, judged, part)

    def _take_summary(self, said: Said, part: Part) -> None:
        if said.inventory != self._roster.inventory:
            raise HistoryError(
                f"{part.summary} 是台账 {said.inventory} 的检查，不是 {self._roster.inventory}；请用 --sites 给出检查时的台账"
            )
        run = self._run
        self._agree(said.profile, said.as_of, str(part.summary))
        run.profile_title, run.verified = said.profile_title, said.verified
        run.titles.update(said.titles)

    def _take_scores(self, said: Said, judged: Mapping[str, None], part: Part) -> None:
        for site, scored in said.scores.items():
            if site in judged and self._run.scores.setdefault(site, scored) != scored:
                raise HistoryError(f"{part.summary} 中网站 {site} 的得分与其他部分不同；请去掉过时的一份")

    def _note(self, line: Line, where: str) -> None:
        """Check a line against the inventory and against the lines before it."""
        if line.site not in self._sites:
            raise HistoryError(f"{where}：台账中没有网站 {line.site}；请用 --sites 给出检查时的台账")
        self._agree(line.profile, line.as_of, where)
        known = self._run.versions.setdefault(line.rule, (line.version, line.effect))
        if known != (line.version, line.effect):
            raise HistoryError(f"{where}：规则 {line.rule} 的版本或处理方式与其他部分不同；各部分须一致")
        if line.rule not in self._rule_keys:
            self._rule_keys.update(_keys(self._base, "rule_key", [line.rule]))

    def _agree(self, profile: str, as_of: str, where: str) -> None:
        run = self._run
        if not run.as_of:
            run.profile, run.as_of = profile, as_of
        if (run.profile, run.as_of) != (profile, as_of):
            raise HistoryError(
                f"{where}：检查标准 {profile}、监测时间点 {as_of} 与其他部分的 {run.profile}、{run.as_of} 不同；"
                "各部分须是同一次检查"
            )

    def _row(self, line: Line) -> tuple[object, ...]:
        waived = (
            live_waiver(self._sites[line.site], line.rule, datetime.fromisoformat(line.as_of)) is not None
        )
        return (
            self._rule_keys[line.rule],
            self._site_keys[line.site],
            NUMBER[line.verdict],
            int(waived),
            line.message,
            line.url,
            json.dumps(line.details, ensure_ascii=False) if line.details else "",
        )

    def _put(self, batch: Sequence[tuple[object, ...]]) -> None:
        self._base.executemany(_PUT, batch)

    def _refuse_clashes(self) -> None:
        rows = self._base.execute(
            "SELECT DISTINCT site_key.id FROM incoming JOIN site_key ON site_key.key = incoming.site WHERE clash ORDER BY 1"
        ).fetchall()
        if rows:
            named = "、".join(id for (id,) in rows[:_NAMED])
            raise HistoryError(f"{len(rows)} 个网站在各部分中的结论不同：{named}；请去掉过时的一份")

    # --- keeping -------------------------------------------------------------------------------------------------

    def _fit(self, judged: bool) -> Iterator[str]:
        """See that what comes in goes with what the history has of the quarter.

        Raises:
            HistoryError: it is of another run.
        """
        known = self._history.run_of(self._quarter)
        run, roster = self._run, self._roster
        as_of = run.as_of or (known.as_of.isoformat() if known else roster.as_of.isoformat())
        how = "要以这一次取代，请加 --replace"
        if known is not None and known.inventory != roster.inventory:
            raise HistoryError(f"历史中 {self._quarter} 是台账 {known.inventory} 的检查；{how}")
        if judged and known is not None and known.profile:
            if (known.profile, known.as_of.isoformat()) != (run.profile, as_of):
                raise HistoryError(
                    f"历史中 {self._quarter} 已有按标准 {known.profile}、监测时间点 {known.as_of:%Y-%m-%d %H:%M:%S} 的检查，"
                    f"与这一次不同；{how}"
                )
            for rule, kept in self._history.judged(self._quarter).items():
                if rule in run.versions and run.versions[rule] != (kept.version, kept.effect):
                    raise HistoryError(
                        f"历史中 {self._quarter} 的规则 {rule} 是另一版本或另一处理方式；{how}"
                    )
        day = datetime.fromisoformat(as_of).astimezone(CHINA)
        if (day.year, (day.month - 1) // 3 + 1) != (self._quarter.year, self._quarter.number):
            yield f"监测时间点 {day:%Y-%m-%d} 不在{self._quarter.said}之内，请核对 --quarter"
        self._keep_run(as_of, judged or known is None)

    def _keep_run(self, as_of: str, fresh: bool) -> None:
        run, roster = self._run, self._roster
        if not fresh:
            return
        known = self._history.run_of(self._quarter)
        title = run.profile_title or (known.profile_title if known else "")
        verified = run.verified if run.profile_title else bool(known and known.profile_verified)
        self._base.execute(
            "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._number,
                as_of,
                roster.inventory,
                printable(roster.title, _NAME_CHARS),
                printable(roster.region, _NAME_CHARS),
                run.profile,
                title,
                int(verified),
            ),
        )

    def _keep_roster(self) -> None:
        base, number = self._base, self._number
        base.execute("DELETE FROM roster WHERE quarter = ?", (number,))
        base.executemany(
            "INSERT INTO roster VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, self._site_keys[site.id], position, *_fields(site))
                for position, site in enumerate(self._roster.sites)
            ],
        )
        for table in ("score", "result"):
            base.execute(
                f"DELETE FROM {table} WHERE quarter = ?1 AND site NOT IN (SELECT site FROM roster WHERE quarter = ?1)",  # noqa: S608
                (number,),
            )

    def _keep_results(self) -> tuple[int, int, int]:
        """Write judgements and scores; how many judgements are new, changed, the same."""
        base, number = self._base, self._number
        base.executemany(
            "INSERT OR REPLACE INTO judged VALUES (?, ?, ?, ?, ?)",
            [
                (number, self._rule_keys[rule], version, effect, self._run.titles.get(rule, rule))
                for rule, (version, effect) in self._run.versions.items()
            ],
        )
        base.executemany(
            "INSERT OR REPLACE INTO score VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (number, self._site_keys[site], *_score_row(scored))
                for site, scored in self._run.scores.items()
            ],
        )
        (total,) = base.execute("SELECT count(*) FROM incoming").fetchone()
        known, changed = base.execute(_COMPARE, (number,)).fetchone()
        base.execute(
            "INSERT OR REPLACE INTO result SELECT ?, rule, site, verdict, waived, message, url, details FROM incoming",
            (number,),
        )
        return total - known, changed, known - changed


def _fields(site: Site) -> tuple[str, ...]:
    return (
        printable(site.name, _NAME_CHARS),
        printable(site.unit, _NAME_CHARS),
        site.unit_kind,
        site.kind,
        site.status,
        printable(site.url, 2000),
        site.merged_into,
        site.approved_on.isoformat() if site.approved_on else "",
    )


def _score_row(scored: Scored) -> tuple[object, ...]:
    return (
        scored.outcome,
        scored.total,
        int(scored.reference),
        json.dumps(scored.vetoes),
        json.dumps(scored.open_vetoes),
    )


def _keys(base: sqlite3.Connection, table: str, ids: Iterable[str]) -> dict[str, int]:
    """The numbers that stand for ids, given where they have none."""
    wanted = list(ids)
    base.executemany(f"INSERT OR IGNORE INTO {table} (id) VALUES (?)", [(id,) for id in wanted])  # noqa: S608
    found: dict[str, int] = {}
    for begin in range(0, len(wanted), _ASKED_AT_ONCE):
        some = wanted[begin : begin + _ASKED_AT_ONCE]
        marks = ",".join("?" * len(some))
        found.update(base.execute(f"SELECT id, key FROM {table} WHERE id IN ({marks})", some).fetchall())  # noqa: S608
    return found
