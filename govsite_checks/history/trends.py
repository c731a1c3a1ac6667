"""What the quarters say one after another: of a rule, a unit, a site; and what became of each problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from govsite_checks.census.course import Course, Sight, episodes
from govsite_checks.census.quarter import Quarter
from govsite_checks.model import Verdict
from govsite_checks.summary import Ratio

from .records import NUMBER, VERDICT_OF, number_of, quarter_of
from .store import History

_DECIDED = "其中待人工复核、未能查看、不适用和工具故障的另计，不在分子和分母中。"
RULE_SHARE = "符合的网站数 ÷ 已作出结论（符合或不符合）的网站数；" + _DECIDED
ITEM_SHARE = "符合的检查项数 ÷ 已作出结论（符合或不符合）的检查项数；" + _DECIDED
# What has to be equal for two quarters to be compared: the standard, and each rule with its version.
_VERSIONS = "run.profile || (SELECT group_concat(rule || ':' || version) FROM judged WHERE judged.quarter = run.quarter)"
# CROSS JOIN keeps the order: each result is then found by its key, and no index of its own is needed for a site.
_OF_UNIT = (
    f"SELECT run.quarter, {_VERSIONS}, result.verdict, count(*) FROM run "  # noqa: S608
    "CROSS JOIN judged ON judged.quarter = run.quarter "
    "CROSS JOIN roster ON roster.quarter = run.quarter "
    "CROSS JOIN result ON result.quarter = run.quarter AND result.rule = judged.rule AND result.site = roster.site "
    "WHERE roster.unit = ? AND roster.status = 'online' GROUP BY 1, 3 ORDER BY 1"
)
_OF_SITE = (
    f"SELECT run.quarter, {_VERSIONS}, result.verdict, count(*) FROM run "  # noqa: S608
    "CROSS JOIN judged ON judged.quarter = run.quarter "
    "CROSS JOIN result ON result.quarter = run.quarter AND result.rule = judged.rule "
    "AND result.site = (SELECT key FROM site_key WHERE id = ?) GROUP BY 1, 3 ORDER BY 1"
)
_COURSES = (
    "SELECT result.rule, result.site, result.quarter, result.verdict, judged.version, result.waived FROM "
    "(SELECT DISTINCT site, rule FROM result WHERE verdict = 2 {}) AS seen CROSS JOIN run "
    "CROSS JOIN judged ON judged.quarter = run.quarter AND judged.rule = seen.rule "
    "CROSS JOIN result ON result.quarter = run.quarter AND result.rule = seen.rule AND result.site = seen.site "
    "WHERE run.quarter <= ?"
)
_CHOICES = (
    "AND site = (SELECT key FROM site_key WHERE id = ?)",
    "AND rule = (SELECT key FROM rule_key WHERE id = ?)",
    "AND site IN (SELECT roster.site FROM roster WHERE roster.unit = ?)",
)
_NEVER = 2**31


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One quarter of a trend. ``counts`` are by verdict; ``points`` is the change in percentage points against the quarter
    before, None where there is nothing to compare with; ``incomparable`` says in Chinese why not.
    """

    quarter: Quarter
    share: Ratio
    counts: dict[str, int]
    points: Decimal | None = None
    incomparable: str = ""
    outcome: str = ""
    score: Decimal | None = None


def rule_trend(history: History, rule: str, unit: str | None = None) -> tuple[TrendPoint, ...]:
    """The share of sites that meet a demand, quarter by quarter, of all units or of one; empty for an unknown rule."""
    rows = history.rows(
        "SELECT run.quarter, run.profile || ':' || judged.version, result.verdict, count(*) FROM run "
        "JOIN judged ON judged.quarter = run.quarter AND judged.rule = (SELECT key FROM rule_key WHERE id = ?1) "
        "JOIN result ON result.quarter = run.quarter AND result.rule = judged.rule "
        "JOIN roster ON roster.quarter = run.quarter AND roster.site = result.site "
        "WHERE ?2 IS NULL OR roster.unit = ?2 GROUP BY 1, 2, 3 ORDER BY 1",
        rule,
        unit,
    )
    return _linked(_points(rows, RULE_SHARE))


def unit_trend(history: History, unit: str) -> tuple[TrendPoint, ...]:
    """The share of demands that the running sites of a unit meet, quarter by quarter."""
    return _linked(_points(history.rows(_OF_UNIT, unit), ITEM_SHARE))


def site_trend(history: History, site: str) -> tuple[TrendPoint, ...]:
    """The share of demands that a site meets and its score, quarter by quarter; empty for an unknown site."""
    rows = history.rows(_OF_SITE, site)
    scores = {
        quarter_of(int(str(number))): (str(outcome), str(total))
        for number, outcome, total in history.rows(
            "SELECT quarter, outcome, total FROM score WHERE site = (SELECT key FROM site_key WHERE id = ?)",
            site,
        )
    }
    found = []
    for point in _linked(_points(rows, ITEM_SHARE)):
        outcome, total = scores.get(point.quarter, ("", ""))
        found.append(replace(point, outcome=outcome, score=Decimal(total) if total else None))
    return tuple(found)


def courses(
    history: History,
    *,
    unit: str = "",
    site: str = "",
    rule: str = "",
    until: Quarter | None = None,
    recent: bool = False,
) -> tuple[Course, ...]:
    """What became of every problem up to a quarter, by site, rule and time; of one unit, site or rule where one is given.

    With ``recent``, of those sites and rules alone of which the quarter ``until`` or the one before it has a violation.
    """
    last = _NEVER if until is None else number_of(until)
    asked: list[tuple[str, object]] = [
        (text, value) for text, value in zip(_CHOICES, (site, rule, unit), strict=True) if value
    ]
    if recent:
        asked += [("AND quarter >= ?", last - 1), ("AND quarter <= ?", last)]
    query = _COURSES.format(" ".join(text for text, _ in asked))
    rows = history.rows(query, *(value for _, value in asked), last)
    named, titles = _names(history, last), _titles(history, last)
    seen: dict[tuple[object, object], list[Sight]] = {}
    for rule_key, site_key, number, verdict, version, waived in rows:
        seen.setdefault((rule_key, site_key), []).append(_sight(number, verdict, version, waived))
    found: list[Course] = []
    for (rule_key, site_key), sights in seen.items():
        (rule_id, title), (site_id, name, of_unit) = titles[rule_key], named[site_key]
        if not unit or of_unit == unit:
            found += [Course(rule_id, title, site_id, name, of_unit, each) for each in episodes(sights)]
    return tuple(sorted(found, key=lambda course: (course.site, course.rule, course.episode.since)))


def _sight(number: object, verdict: object, version: object, waived: object) -> Sight:
    return Sight(quarter_of(int(str(number))), VERDICT_OF[int(str(verdict))], int(str(version)), bool(waived))


def _names(history: History, last: int) -> dict[object, tuple[str, str, str]]:
    """Id, name and unit of every site by its number, as the last inventory that has it says."""
    rows = history.rows(
        "SELECT site_key.key, site_key.id, name, unit, max(quarter) FROM roster "
        "JOIN site_key ON site_key.key = roster.site WHERE quarter <= ? GROUP BY 1",
        last,
    )
    return {key: (str(id), str(name), str(unit)) for key, id, name, unit, _ in rows}


def _titles(history: History, last: int) -> dict[object, tuple[str, str]]:
    rows = history.rows(
        "SELECT rule_key.key, rule_key.id, title, max(quarter) FROM judged "
        "JOIN rule_key ON rule_key.key = judged.rule WHERE quarter <= ? GROUP BY 1",
        last,
    )
    return {key: (str(id), str(title)) for key, id, title, _ in rows}


def _points(rows: Iterable[tuple[object, ...]], definition: str) -> Iterator[tuple[TrendPoint, str]]:
    """The points of a trend, each with what has to be equal for two of them to be compared."""
    for (number, versions), group in groupby(rows, key=lambda row: (row[0], row[1])):
        counts = {VERDICT_OF[int(str(verdict))]: int(str(n)) for _, _, verdict, n in group}
        counts = {verdict: counts.get(verdict, 0) for verdict in NUMBER}
        met, decided = counts[Verdict.OK], counts[Verdict.OK] + counts[Verdict.VIOLATION]
        yield TrendPoint(quarter_of(int(str(number))), Ratio(met, decided, definition), counts), str(versions)


def _linked(points: Iterable[tuple[TrendPoint, str]]) -> tuple[TrendPoint, ...]:
    """Each point with its change against the quarter right before it, under equal versions only."""
    found: list[TrendPoint] = []
    known = ""
    for point, versions in points:
        before = found[-1] if found else None
        if before is None:
            found.append(point)
        elif before.quarter != point.quarter.previous:
            found.append(replace(point, incomparable=f"没有{point.quarter.previous.said}的结果"))
        elif known != versions:
            found.append(replace(point, incomparable="检查标准、规则或规则版本与上季度不同"))
        elif before.share.percent is None or point.share.percent is None:
            found.append(replace(point, incomparable="没有作出结论的网站"))
        else:
            found.append(replace(point, points=point.share.percent - before.share.percent))
        known = versions
    return tuple(found)
