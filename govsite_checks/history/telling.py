"""What the history says, as text for a terminal or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from govsite_checks.census.course import Course, State
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.text import NO_UNIT, STATE_WORDS, aligned
from govsite_checks.wording import VERDICT

from .records import HistoryError
from .store import History, Run
from .trends import TrendPoint, courses, rule_trend, site_trend, unit_trend

_OUTCOMES: Final = {
    "failed-by-veto": "不合格（单项否决）",
    "failed": "不合格",
    "passed": "合格",
    "not-scored": "未评分",
}


def runs(path: Path, how: str) -> str:
    """The quarters that a history has.

    Raises:
        HistoryError: it cannot be read.
    """
    with History(path) as history:
        found = history.runs()
    if how == "json":
        return _json([_run_dict(run) for run in found])
    head = ("季度", "监测时间点", "台账", "网站数", "有结果", "检查标准")
    rows = [
        (
            str(r.quarter),
            f"{r.as_of:%Y-%m-%d}",
            r.inventory,
            str(r.sites),
            str(r.judged),
            r.profile or "（只有台账）",
        )
        for r in found
    ]
    return _table([head, *rows])


def _run_dict(run: Run) -> dict[str, Any]:
    return {
        "quarter": str(run.quarter),
        "as_of": run.as_of.isoformat(),
        "inventory": run.inventory,
        "sites": run.sites,
        "judged": run.judged,
        "profile": run.profile,
    }


def trend(path: Path, how: str, *, rule: str = "", unit: str = "", site: str = "") -> str:
    """The trend of a rule (of all units or of one), of a unit, or of a site.

    Raises:
        HistoryError: the history knows nothing of it, or cannot be read.
    """
    with History(path) as history:
        points = _points(history, rule, unit, site)
    if not points:
        raise HistoryError(f"历史文件 {path} 中没有 {site or rule or unit} 的检查结果；请核对编号或名称")
    return _json([_point_dict(point) for point in points]) if how == "json" else _trend_text(points)


def _points(history: History, rule: str, unit: str, site: str) -> tuple[TrendPoint, ...]:
    if site:
        return site_trend(history, site)
    return rule_trend(history, rule, unit or None) if rule else unit_trend(history, unit)


def _trend_text(points: Sequence[TrendPoint]) -> str:
    scored = any(point.outcome for point in points)
    head = ["季度", "符合率", "n/N", *(["评分"] if scored else []), "较上季度", "另计"]
    rows = [
        [
            str(point.quarter),
            point.share.text,
            f"{point.share.n}/{point.share.of}",
            *([_score(point)] if scored else []),
            _change(point),
            _aside(point),
        ]
        for point in points
    ]
    return _table([head, *rows]) + f"口径：{points[0].share.definition}\n"


def _score(point: TrendPoint) -> str:
    words = _OUTCOMES.get(point.outcome, "–")
    return words if point.score is None else f"{words} {point.score}"


def _change(point: TrendPoint) -> str:
    if point.points is None:
        return f"不比较：{point.incomparable}" if point.incomparable else "–"
    return "持平" if not point.points else f"{point.points:+} 个百分点"


def _aside(point: TrendPoint) -> str:
    aside = {verdict: n for verdict, n in point.counts.items() if n and verdict not in {"ok", "violation"}}
    return "、".join(f"{VERDICT[verdict]} {n}" for verdict, n in aside.items()) or "–"


def _point_dict(point: TrendPoint) -> dict[str, Any]:
    percent = point.share.percent
    return {
        "quarter": str(point.quarter),
        "n": point.share.n,
        "of": point.share.of,
        "percent": None if percent is None else float(percent),
        "definition": point.share.definition,
        "verdicts": point.counts,
        "points": None if point.points is None else float(point.points),
        "incomparable": point.incomparable,
        "outcome": point.outcome,
        "score": None if point.score is None else float(point.score),
    }


def problems(
    path: Path,
    how: str,
    *,
    rule: str = "",
    unit: str = "",
    site: str = "",
    until: Quarter | None = None,
    state: str = "",
) -> tuple[str, bool]:
    """What became of the problems, and whether any of those told is open.

    Raises:
        HistoryError: the history cannot be read.
    """
    with History(path) as history:
        found = courses(history, rule=rule, unit=unit, site=site, until=until)
    told = [course for course in found if _wanted(course, state)]
    still_open = any(course.episode.is_open for course in told)
    if how == "json":
        return _json([_course_dict(course) for course in told]), still_open
    if not told:
        return "没有这样的问题\n", False
    head = ("网站", "单位", "要求", "始见", "最近见到", "情况", "于")
    return _table([head, *map(_course_row, told)]), still_open


def _wanted(course: Course, state: str) -> bool:
    return not state or course.episode.state == state or (state == State.OPEN and course.episode.is_open)


def _course_row(course: Course) -> tuple[str, ...]:
    episode = course.episode
    return (
        f"{course.name}（{course.site}）",
        course.unit or NO_UNIT,
        course.title,
        str(episode.since),
        str(episode.seen),
        STATE_WORDS[episode.state],
        str(episode.until or "–"),
    )


def _course_dict(course: Course) -> dict[str, Any]:
    episode = course.episode
    return {
        "site": course.site,
        "name": course.name,
        "unit": course.unit,
        "rule": course.rule,
        "title": course.title,
        "state": str(episode.state),
        "since": str(episode.since),
        "seen": str(episode.seen),
        "until": str(episode.until) if episode.until else None,
    }


def _table(rows: Sequence[Sequence[str]]) -> str:
    return "".join(f"{line}\n" for line in aligned(rows))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
