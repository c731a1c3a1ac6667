"""Indicators over sites: to figures with n, N, what stands aside, and the quarter before where it may be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govsite_checks.summary import Ratio

from .figure import Figure
from .indicators import IN, INDICATORS, PASSED, REST, Indicator
from .quarter import Quarter
from .results import JudgedRule, QuarterResults, SiteResult

SITES_TOTAL: Final = "sites-total"
_TOTAL_DEFINITION: Final = "台账中监测时间点状态为“正常运行”的网站数。"
_PRICED: Final = ("veto", "deduct")
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Comparison:
    """The quarter before, and by indicator why its figure may not be set beside this quarter's (empty where it may)."""

    before: QuarterResults | None
    reasons: Mapping[str, str]

    @classmethod
    def of(cls, now: QuarterResults, before: QuarterResults | None) -> Comparison:
        """Compare two quarters' rules and standards.

        Raises:
            ValueError: ``before`` is not the quarter before ``now``.
        """
        if before is not None and before.quarter != now.quarter.previous:
            raise ValueError(f"{before.quarter} 不是 {now.quarter} 的上一季度")
        return cls(before, {each.id: _incomparable(each, now, before) for each in INDICATORS})


def figures(
    sites: Sequence[SiteResult], then: Sequence[SiteResult], compared: Comparison
) -> dict[str, Figure]:
    """The figures of some sites by id; ``then`` are the corresponding sites of the quarter before."""
    total = Figure(
        SITES_TOTAL,
        "正常运行的网站数",
        count=_running(sites),
        definition=_TOTAL_DEFINITION,
        count_before=None if compared.before is None else _running(then),
    )
    return {
        SITES_TOTAL: total,
        **{each.id: _figure(each, sites, then, compared.reasons[each.id]) for each in INDICATORS},
    }


def _figure(
    indicator: Indicator, sites: Sequence[SiteResult], then: Sequence[SiteResult], incomparable: str
) -> Figure:
    counts = _count(indicator, sites)
    definition = indicator.definition
    if indicator is PASSED and (doubtful := sum(site.reference for site in sites if site.outcome)):
        definition += f"其中 {doubtful} 个网站的得分为参考分（分值未核实）。"
    return Figure(
        indicator.id,
        indicator.title,
        _ratio(counts, definition),
        definition=definition,
        aside=tuple((reason, n) for reason, n in sorted(counts.items()) if reason not in {IN, REST}),
        before=None if incomparable else _ratio(_count(indicator, then), indicator.definition),
        incomparable=incomparable,
    )


def _count(indicator: Indicator, sites: Iterable[SiteResult]) -> Counter[str]:
    return Counter(indicator.place(site) for site in sites if indicator.concerns(site))


def _ratio(counts: Counter[str], definition: str) -> Ratio:
    return Ratio(counts[IN], counts[IN] + counts[REST], definition)


def _running(sites: Iterable[SiteResult]) -> int:
    return sum(site.status == "online" for site in sites)


def _incomparable(indicator: Indicator, now: QuarterResults, before: QuarterResults | None) -> str:
    """Why an indicator may not be compared with the quarter before; empty where it may."""
    if before is None:
        return f"历史中没有{now.quarter.previous.said}"
    return why_incomparable(
        before.quarter,
        now.judged,
        before.judged,
        _priced(now, before) if indicator is PASSED else indicator.rules,
        same_profile=now.profile == before.profile or not indicator.by_profile,
    )


def why_incomparable(
    quarter: Quarter,
    now: Mapping[str, JudgedRule],
    before: Mapping[str, JudgedRule],
    rules: Iterable[str],
    *,
    same_profile: bool,
) -> str:
    """Why what rests on some rules may not be compared with an earlier ``quarter``; empty where it may."""
    wanted = tuple(rules)
    if missing := [rule for rule in wanted if rule not in before]:
        return f"{quarter.said}没有检查 {_named(missing)}"
    changed = [rule for rule in wanted if rule in now and now[rule].version != before[rule].version]
    if changed:
        return f"与{quarter.said}的规则版本不同：{_named(changed)}"
    return "" if same_profile else f"与{quarter.said}的检查标准不同"


def _priced(now: QuarterResults, before: QuarterResults) -> tuple[str, ...]:
    """The rules that decide who passes, in either quarter."""
    both = (*now.judged.values(), *before.judged.values())
    return tuple(sorted({rule.id for rule in both if rule.effect in _PRICED}))


def _named(rules: Sequence[str]) -> str:
    more = f" 等 {len(rules)} 项" if len(rules) > _NAMED else ""
    return "、".join(rules[:_NAMED]) + more
