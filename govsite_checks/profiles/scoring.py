"""The scoring table of a profile: laid over the one below, and whether its figures add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from .models import GroupEntry, IndicatorEntry, ScoringEntry
from .records import Charge, Group, Indicator, Scoring

# Where in the file a fault lies, below its root, and what it is.
Misfit = tuple[tuple[str | int, ...], str]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Identified)


def lay_scoring(entry: ScoringEntry | None, below: Scoring | None) -> Scoring | None:
    """The scoring of a file over the one below: figures replaced, groups and indicators replaced by id or added."""
    if entry is None:
        return below
    under = below or Scoring()
    given: dict[str, Any] = {
        name: _decimal(getattr(entry, name))
        for name in ("full", "pass_line", "bonus_above", "bonus_most")
        if getattr(entry, name) is not None
    }
    groups = [Group(g.id, g.title, _decimal(g.points), g.verified) for g in entry.groups or ()]
    indicators = [
        Indicator(i.id, i.title, i.group or "", _decimal(i.points), i.verified, i.clause or "", i.bonus)
        for i in entry.indicators or ()
    ]
    return Scoring(
        full=given.get("full", under.full),
        pass_line=given.get("pass_line", under.pass_line),
        bonus_above=given.get("bonus_above", under.bonus_above),
        bonus_most=given.get("bonus_most", under.bonus_most),
        bonus_for=under.bonus_for if entry.bonus_for is None else tuple(entry.bonus_for),
        services_group=under.services_group if entry.services_group is None else entry.services_group,
        verified=under.verified if entry.verified is None else entry.verified,
        groups=_over(groups, under.groups),
        indicators=_over(indicators, under.indicators),
    )


def _decimal(figure: float | None) -> Decimal | None:
    """Points are decimal figures: what is written is meant, not its binary neighbour."""
    return None if figure is None else Decimal(str(figure)).normalize()


def _over(new: Iterable[T], below: Iterable[T]) -> tuple[T, ...]:
    """What is below with what is new in the place of the same id, the rest behind."""
    merged = {item.id: item for item in below}
    merged.update({item.id: item for item in new})
    return tuple(merged.values())


def misfits(entry: ScoringEntry | None, scoring: Scoring | None) -> Iterator[Misfit]:
    """What is wrong with the scoring that a file writes, once it is laid over the one below."""
    if entry is None or scoring is None:
        return
    tables: dict[str, Sequence[GroupEntry | IndicatorEntry] | None] = {
        "groups": entry.groups,
        "indicators": entry.indicators,
    }
    for name, rows in tables.items():
        counted = Counter(row.id for row in rows or ())
        for place, row in enumerate(rows or ()):
            if counted[row.id] > 1:
                yield ("scoring", name, place, "id"), f"编号 {row.id} 重复"
    known = {group.id for group in scoring.groups}
    for place, row in enumerate(entry.indicators or ()):
        if row.group and row.group not in known:
            yield ("scoring", "indicators", place, "group"), f"没有编号为 {row.group} 的指标组"
    if scoring.services_group and scoring.services_group not in known:
        yield ("scoring", "services_group"), f"没有编号为 {scoring.services_group} 的指标组"
    yield from _sums(entry, scoring)


def _sums(entry: ScoringEntry, scoring: Scoring) -> Iterator[Misfit]:
    """Points that do not add up. Figures that are not known leave room; known ones never exceed the whole."""
    where: tuple[str | int, ...] = ("scoring", "indicators") if entry.indicators else ("scoring",)
    counting = [indicator for indicator in scoring.indicators if not indicator.bonus]
    if wrong := _wrong_sum([i.points for i in counting], scoring.full):
        yield where, f"各指标分值合计 {wrong:f}，应为 {scoring.full:f}"
    for group in scoring.groups:
        points = [i.points for i in counting if i.group == group.id]
        if group.points is not None and (wrong := _wrong_sum(points, group.points)):
            yield where, f"指标组“{group.title}”的各指标分值合计 {wrong:f}，应为 {group.points:f}"
    if wrong := _wrong_sum([g.points for g in scoring.groups], scoring.full):
        yield where, f"各指标组分值合计 {wrong:f}，应为 {scoring.full:f}"


def _wrong_sum(points: list[Decimal | None], whole: Decimal) -> Decimal | None:
    known = [figure for figure in points if figure is not None]
    total = sum(known, Decimal(0)).normalize()
    complete = bool(points) and len(known) == len(points)
    return total if (complete and total != whole) or total > whole else None


def misfit_of_charge(charge: Charge, scored: bool, points: float | None, scoring: Scoring | None) -> str:
    """What is wrong with how a rule enters the score; empty where nothing is."""
    if not charge.indicator:
        return (
            "按本标准计分的扣分规则应写明 indicator（归入哪个指标）" if scoring and scored and points else ""
        )
    if not scored:
        return "只有 deduct（扣分）和 bonus（加分）的规则才归入指标"
    if scoring is None or scoring.indicator(charge.indicator) is None:
        known: Mapping[str, Indicator] = {i.id: i for i in scoring.indicators} if scoring else {}
        return f"没有编号为 {charge.indicator} 的指标；可用：{'、'.join(known) or '（本标准没有写 scoring.indicators）'}"
    return ""
