"""What a template may ask for: figures, lists and facts. Whatever is asked for and is not there ends the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final, TypeVar

from govsite_checks.census.census import Problem
from govsite_checks.census.figure import Figure

from .material import LEDGER_OF, TITLE_OF, Material, safe, safe_name

NAMED: Final = 10  # sites that a sentence names at most
UNITS: Final = 40  # units that a sentence names at most
OPEN, MIDDLE, CLOSE = "\ue000", "\ue001", "\ue002"  # around a figure in what a template gives
_MARKED = re.compile(f"{OPEN}(\\d+){MIDDLE}([^{CLOSE}]*){CLOSE}")
_T = TypeVar("_T")
_DIGITS = "零一二三四五六七八九"
_ENDS_AS_SITE = re.compile(r"(?:网|网站|网站群|平台|系统|门户)$")


class MissingError(Exception):
    """Something that a sentence needs is not there; the message says in Chinese what."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in a sentence: as it is written there, and where it comes from."""

    figure: Figure
    text: str

    @property
    def source(self) -> str:
        """In one Chinese line: n, N, their definition, what stands aside."""
        figure = self.figure
        parts = [figure.title]
        if figure.ratio is not None:
            parts.append(f"{figure.ratio.n}/{figure.ratio.of}")
        if figure.count is not None:
            parts.append(str(figure.count))
        parts.append(figure.definition or (figure.ratio.definition if figure.ratio else ""))
        parts += [f"{reason} {number}" for reason, number in figure.aside]
        if figure.before is not None:
            parts.append(f"上季度 {figure.before.n}/{figure.before.of}")
        return "；".join(part.rstrip("。") for part in parts if part)


@dataclass(frozen=True, slots=True)
class NamedProblem:
    """A problem as a template sees it: names and details are safe to be written."""

    name: str
    unit: str
    details: tuple[str, ...]
    site: str

    @property
    def said(self) -> str:
        """``“北京市文化局”网``."""
        return f"“{self.name}”" if _ENDS_AS_SITE.search(self.name) else f"“{self.name}”网"


@dataclass(frozen=True, slots=True)
class StreakGroup:
    """Units that have passed for the same number of quarters; ``said`` is the number in Chinese."""

    units: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class DeedRow:
    """A deed and who did it."""

    units: tuple[str, ...]
    deed: str


class Speaker:
    """The functions of a template, over one material. ``mentions`` are the figures of the sentence being written."""

    def __init__(self, material: Material) -> None:
        """Speak of a material."""
        self._material = material
        self._figures = material.figures()
        self.mentions: list[Mention] = []
        self.gaps: list[str] = []

    def functions(self) -> dict[str, object]:
        """What templates may call and name."""
        census = self._material.census
        return {
            "quarter": census.quarter.said,
            "previous_quarter": census.quarter.previous.said,
            "next_quarter": census.quarter.plus(1).said,
            "region": safe(census.results.region),
            "scope": safe(self._material.scope),
            "day": self._material.day,
            "profile_verified": census.results.profile_verified,
            "has_messages": self._material.messages is not None,
            "fact": self.fact,
            "figure": self.figure,
            "share": self.share,
            "part": self.part,
            "whole": self.whole,
            "number": self.number,
            "number_before": self.number_before,
            "figure_before": self.figure_before,
            "change": self.change,
            "aside": self.aside,
            "known": self.known,
            "names": names,
            "sites": sites,
            "quoted": quoted,
            "problems": self.problems,
            "streaks": self.streaks,
            "one_site_districts": tuple(safe(name) for name in census.one_site_districts),
            "unfinished_units": tuple(safe(name) for name in census.unfinished_units),
            "busiest": self.busiest,
            "slow_units": self.slow_units,
            "truthful": self.truthful,
            "deeds": self.deeds,
            "refusals": self.refusals,
        }

    def fact(self, name: str, default: str | None = None) -> str:
        """What the office itself says: 发文机关."""
        said = self._material.facts.get(name)
        if said:
            return safe(said, 400)
        if default is None:
            raise MissingError(f"没有给出“{name}”（--set {name}=…）")
        return default

    def known(self, id: str) -> bool:
        """Whether there is such a figure with something to state."""
        return id in self._figures and self._figures[id].known

    def figure(self, id: str) -> str:
        """A figure as a notice states it: ``457``, ``97.2%``."""
        figure = self._need(id)
        return self._mark(figure, figure.text)

    def share(self, id: str, of: int | str = "sites-total") -> str:
        """A share; with ``（n/N）`` where its N is not the number that the sentence speaks of."""
        figure = self._need(id)
        if figure.ratio is None:
            raise MissingError(f"{figure.title}不是比例")
        base = of if isinstance(of, int) else self.number(of)
        beside = "" if figure.ratio.of == base else f"（{figure.ratio.n}/{figure.ratio.of}）"
        return self._mark(figure, figure.text + beside)

    def part(self, id: str) -> str:
        """The n of a share."""
        figure, (n, _) = self._need(id), self._sides(id)
        return self._mark(figure, str(n))

    def whole(self, id: str) -> str:
        """The N of a share."""
        figure, (_, of) = self._need(id), self._sides(id)
        return self._mark(figure, str(of))

    def number(self, id: str) -> int:
        """A count, or the n of a share, to be compared with: it is not written."""
        figure = self._need(id)
        return figure.count if figure.count is not None else self._sides(id)[0]

    def number_before(self, id: str) -> int:
        """The count of the quarter before."""
        before = self._need(id).count_before
        if before is None:
            raise MissingError(f"历史中没有上一季度的“{self._figures[id].title}”")
        return before

    def figure_before(self, id: str) -> str:
        """The count of the quarter before, to be written."""
        return self._mark(self._need(id), str(self.number_before(id)))

    def change(self, id: str, lead: str = "，较上季度") -> str:
        """``，较上季度提升2.3个百分点``; nothing, and a gap, where the quarters may not be compared."""
        figure = self._need(id)
        points = figure.points
        if points is None:
            self.gaps.append(
                f"“{figure.title}”未写较上季度的变化：{figure.incomparable or '没有上一季度的数字'}"
            )
            return ""
        if not points:
            return f"{lead}持平"
        word = "提升" if points > 0 else "下降"
        return f"{lead}{word}{self._mark(figure, str(_plain(abs(points))))}个百分点"

    def aside(self, id: str) -> str:
        """What is in neither n nor N: ``未能查看2个、待人工复核1个``; empty where nothing is."""
        figure = self._need(id)
        return "、".join(f"{safe(reason)}{number}个" for reason, number in figure.aside)

    def problems(self, kind: str) -> tuple[NamedProblem, ...]:
        """The problems of a kind that a notice may name; where nothing was judged, nothing can be said."""
        if kind in self._figures and not self._figures[kind].known:
            raise MissingError(f"“{self._figures[kind].title}”没有已作出结论的网站")
        return tuple(_named(problem) for problem in self._material.census.problems_of(kind))

    def streaks(self, least: int = 2) -> tuple[StreakGroup, ...]:
        """The districts that passed as a whole for at least so many quarters, the longest first."""
        kinds = {row.unit: row.kind for row in self._material.census.units}
        every = [
            s
            for s in self._material.census.streaks
            if s.quarters >= least and kinds.get(s.unit) == "district"
        ]
        every.sort(key=lambda streak: -streak.quarters)
        return tuple(
            StreakGroup(
                tuple(safe(streak.unit) for streak in group), "两" if quarters == 2 else chinese(quarters)
            )
            for quarters, group in groupby(every, key=lambda streak: streak.quarters)
        )

    def busiest(self) -> tuple[str, ...]:
        """The units that received most messages."""
        messages = self._ledger("网民留言台账", self._material.messages)
        if not messages.top:
            raise MissingError("收到留言最多的单位并列，不能确定")
        return tuple(safe(unit.unit) for unit in messages.top)

    def slow_units(self) -> tuple[str, ...]:
        """The units whose share in time is below the bar."""
        messages = self._ledger("网民留言台账", self._material.messages)
        return tuple(safe(unit.unit) for unit in messages.units_below)

    def truthful(self) -> bool:
        """Whether 自查情况整体真实准确 may be written; else the sentence is left out, with what the figures lack."""
        checks = self._ledger("自查表", self._material.selfchecks)
        if not checks.truthful.allowed:
            raise MissingError("数字不支持“自查情况整体真实准确”：" + "；".join(checks.truthful.lacking))
        return True

    def deeds(self) -> tuple[DeedRow, ...]:
        """The deeds of the highlights ledger; none are ever invented."""
        highlights = self._ledger("工作亮点", self._material.highlights)
        if not highlights.deeds:
            raise MissingError("工作亮点中没有可用的行")
        return tuple(DeedRow(tuple(map(safe, units)), safe(deed, 400)) for units, deed in highlights.deeds)

    def refusals(self) -> tuple[str, ...]:
        """Of each ledger that has rows which could not be counted: its name and how many."""
        return tuple(
            f"{title}{ledger.refusal.replace(' ', '')}"
            for title, ledger in self._material.ledgers
            if ledger.refusal
        )

    def _need(self, id: str) -> Figure:
        figure = self._figures.get(id)
        if figure is None:
            raise MissingError(self._why_missing(id))
        if not figure.known:
            raise MissingError(f"“{figure.title}”的分母为 0，没有可写的比例")
        return figure

    def _why_missing(self, id: str) -> str:
        """A figure of a ledger by its title; one that a template made up by its own word."""
        if id not in TITLE_OF:
            return f"没有名为“{safe(id)}”的数字"
        ledger = next(title for start, title in LEDGER_OF.items() if id.startswith(start))
        given = any(title == ledger for title, _ in self._material.ledgers)
        lacking = f"{ledger}中没有所需的内容" if given else f"没有{ledger}"
        return f"{lacking}，“{TITLE_OF[id]}”无从计算"

    def _sides(self, id: str) -> tuple[int, int]:
        ratio = self._need(id).ratio
        if ratio is None:
            raise MissingError(f"“{self._figures[id].title}”不是比例")
        return ratio.n, ratio.of

    @staticmethod
    def _ledger(title: str, ledger: _T | None) -> _T:
        if ledger is None:
            raise MissingError(f"没有{title}")
        return ledger

    def _mark(self, figure: Figure, text: str) -> str:
        self.mentions.append(Mention(figure, text))
        return f"{OPEN}{len(self.mentions) - 1}{MIDDLE}{text}{CLOSE}"


def pieces(text: str, mentions: Sequence[Mention]) -> list[str | Mention]:
    """A rendered sentence as plain stretches and the figures between them."""
    found: list[str | Mention] = []
    end = 0
    for match in _MARKED.finditer(text):
        found += [text[end : match.start()]] * bool(text[end : match.start()])
        found.append(mentions[int(match[1])])
        end = match.end()
    return [*found, text[end:]] if text[end:] else found


def plain(text: str) -> str:
    """A rendered sentence without the marks of its figures."""
    return _MARKED.sub(lambda match: match[2], text)


def names(units: Sequence[str], most: int = UNITS, measure: str = "个单位") -> str:
    """``甲区、乙区``; of many the first, ``等12个单位``."""
    if len(units) <= most:
        return "、".join(units)
    return "、".join(units[:most]) + f"等{len(units)}{measure}"


def sites(problems: Sequence[NamedProblem], most: int = NAMED) -> str:
    """``“甲局”网、“乙局”网``, each once; of many the first, ``等12个网站``."""
    said = list({problem.site: problem.said for problem in problems}.values())
    shown = "、".join(said[:most])
    return shown if len(said) <= most else f"{shown}等{len(said)}个网站"


def quoted(words: Iterable[str]) -> str:
    """``“申请条件”“办理时间”``."""
    return "".join(f"“{word}”" for word in words)


def chinese(number: int) -> str:
    """A number below a hundred in Chinese numerals; a larger one in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    front = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[ones] if ones or not tens else "")


def _named(problem: Problem) -> NamedProblem:
    details = tuple(safe_name(detail, 60) for detail in problem.details)
    return NamedProblem(safe_name(problem.name), safe(problem.unit), details, problem.site)


def _plain(points: Decimal) -> Decimal:
    """2.0 points are 2."""
    return points.to_integral_value() if points == points.to_integral_value() else points
