"""A census as text for a terminal: each figure with its n/N and its definition, then units, streaks, problems."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govsite_checks.model import CHINA

from .census import PROBLEM_KINDS, Census, Problem
from .course import State
from .figure import Figure

NO_UNIT: Final = "（未登记单位）"
KIND_WORDS: Final = dict(
    zip(
        PROBLEM_KINDS,
        (
            "单项否决",
            "得分低于合格线",
            "底部标识缺项",
            "永久下线后仍可访问",
            "超过期限未完成下线或整合",
            "整合后页面标识不规范",
            "办事指南要素不全",
            "调查征集栏目长期未使用",
        ),
        strict=True,
    )
)
STATE_WORDS: Final = {
    State.OPEN: "未见整改",
    State.RELAPSED: "反弹",
    State.RECTIFIED: "已整改",
    State.ENDED: "不再可比",
}
# What a row of units shows, and its head.
_UNIT_COLUMNS: Final = (
    ("sites-total", "网站数"),
    ("sites-passed", "合格率"),
    ("jiucuo-standard", "规范嵌入"),
    ("marks-all", "四项标识"),
)
_LISTED: Final = 50


def to_text(census: Census) -> str:
    """The census as lines."""
    return "\n".join(_lines(census)) + "\n"


def _lines(census: Census) -> Iterator[str]:
    results = census.results
    yield f"{census.quarter.said}政府网站普查统计：{results.title or results.inventory}"
    yield f"监测时间点 {results.as_of.astimezone(CHINA):%Y-%m-%d %H:%M}；检查标准 {results.profile_title or results.profile}"
    yield ""
    for figure in census.figures.values():
        yield stated(figure)
        yield f"    口径：{figure.definition}"
    yield from _units(census)
    yield from _named(
        "连续合格", [f"{s.unit}（{s.quarters} 个季度）" for s in census.streaks if s.quarters > 1]
    )
    yield from _named("一部门一网", census.one_site_units)
    yield from _named("一区一网", census.one_site_districts)
    yield from _named("尚未完成集约整合", census.unfinished_units)
    yield from _problems(census)
    yield from _courses(census)


def stated(figure: Figure) -> str:
    """One figure on one line: what, how much, against the quarter before, what stands aside."""
    if figure.ratio is None:
        before = "" if figure.count_before is None else f"，上季度 {figure.count_before}"
        return f"{figure.title}：{figure.text or '–'}{before}"
    text = f"{figure.title}：{figure.text or '–'}（{figure.ratio.n}/{figure.ratio.of}）"
    if figure.before is not None and figure.points is not None:
        text += f"，较上季度（{figure.before.n}/{figure.before.of}）{change(figure)}"
    elif figure.incomparable:
        text += f"，不与上季度比较（{figure.incomparable}）"
    aside = "、".join(f"{reason} {n}" for reason, n in figure.aside)
    return f"{text}；另计：{aside}" if aside else text


def change(figure: Figure) -> str:
    """``提升2.3个百分点``, ``下降…`` or ``持平``; empty where there is nothing to compare with."""
    points = figure.points
    if points is None:
        return ""
    return "持平" if not points else f"{'提升' if points > 0 else '下降'}{abs(points)}个百分点"


def _units(census: Census) -> Iterator[str]:
    yield ""
    rows = [("单位", *(title for _, title in _UNIT_COLUMNS))]
    for row in census.units:
        figures = [row.figures[id] for id, _ in _UNIT_COLUMNS]
        rows.append((row.unit or NO_UNIT, *map(_cell, figures)))
    yield from aligned(rows)


def _cell(figure: Figure) -> str:
    if figure.ratio is None:
        before = "" if figure.count_before is None else f"（上季度 {figure.count_before}）"
        return f"{figure.count}{before}"
    return f"{figure.text} {figure.ratio.n}/{figure.ratio.of}" if figure.text else "–"


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows with their columns below one another; a Chinese character takes two places."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def width(text: str) -> int:
    """How many places a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _named(title: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield ""
        yield f"{title}（{len(names)}）：{'、'.join(names)}"


def _problems(census: Census) -> Iterator[str]:
    for kind, title in KIND_WORDS.items():
        found = census.problems_of(kind)
        if found:
            yield ""
            yield f"{title}（{len(found)} 个网站）"
            yield from map(_problem, found[:_LISTED])
            if len(found) > _LISTED:
                yield f"    另有 {len(found) - _LISTED} 个，见 --format json"


def _problem(problem: Problem) -> str:
    details = "、".join(filter(None, problem.details))
    return (
        f"    “{problem.name}”（{problem.unit or NO_UNIT}，{problem.site}）{'：' if details else ''}{details}"
    )


def _courses(census: Census) -> Iterator[str]:
    if not census.courses:
        return
    now = [course for course in census.courses if course.episode.seen == census.quarter]
    fresh = [c for c in now if c.episode.state is State.OPEN and c.episode.since == census.quarter]
    back = [c for c in now if c.episode.state is State.RELAPSED]
    fixed = [c for c in census.courses if c.episode.state is State.RECTIFIED]
    yield ""
    yield (
        f"问题变化（按网站和要求计，同一规则版本内比较）：本季度发现 {len(now)} 项，其中首次发现 {len(fresh)} 项、"
        f"反弹 {len(back)} 项；上季度的问题本季度见到已整改 {len(fixed)} 项"
    )
    yield from (_listed(f"    反弹：“{c.name}”{c.title}（{c.episode.since} 起）" for c in back))


def _listed(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == _LISTED:
            yield "    ……其余见 govsite history problems --state relapsed"
            return
        yield line
