"""Units: their rows of figures, who is left with one site, and who has passed for how many quarters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from govsite_checks.summary import Ratio

from .census import CLOSED_ALIVE, CLOSED_OVERDUE, Problem, Streak, UnitRow
from .figure import Figure
from .figures import Comparison, figures
from .results import QuarterResults, SiteResult

DISTRICT: Final = "district"
# A site that is out of service for a while comes back: it is a site that the unit still has.
_LEFT: Final = ("online", "suspended")
_UNSETTLED: Final = (CLOSED_ALIVE, CLOSED_OVERDUE)
_ONE_SITE: Final = (
    "名下只余一个网站（正常运行或临时下线）的{name}数 ÷ 名下仍有网站的{name}数；"
    "有网站下线后仍可访问、或超过期限未完成下线的，计入分母、不计入分子；未登记所属单位的网站不计。"
)


@dataclass(frozen=True, slots=True)
class OneSite:
    """Who has come down to one site (一部门一网, 一区一网), who has not, and the two figures."""

    units: tuple[str, ...]
    districts: tuple[str, ...]
    unfinished: tuple[str, ...]
    figures: Mapping[str, Figure]


def by_unit(sites: Iterable[SiteResult]) -> dict[str, list[SiteResult]]:
    """The sites of each unit, units in inventory order; those of no unit under an empty name."""
    found: dict[str, list[SiteResult]] = {}
    for site in sites:
        found.setdefault(site.unit, []).append(site)
    return found


def unit_rows(results: QuarterResults, compared: Comparison) -> tuple[UnitRow, ...]:
    """The figures of each unit; one that has no site any more comes last, with what it had."""
    now = by_unit(results.sites)
    then = by_unit(compared.before.sites if compared.before else ())
    return tuple(
        UnitRow(
            unit,
            (now.get(unit) or then[unit])[0].unit_kind,
            figures(now.get(unit, ()), then.get(unit, ()), compared),
        )
        for unit in dict.fromkeys((*now, *then))
    )


def one_site(results: QuarterResults, problems: Sequence[Problem]) -> OneSite:
    """Who is left with one site. A site that was closed and still runs is not closed."""
    left = {unit: _left(sites) for unit, sites in by_unit(results.sites).items() if unit and _left(sites)}
    unsettled = {problem.unit for problem in problems if problem.kind in _UNSETTLED}
    kinds = {unit: sites[0].unit_kind for unit, sites in by_unit(results.sites).items()}
    done = {unit for unit, number in left.items() if number == 1 and unit not in unsettled}
    named: dict[bool, list[str]] = defaultdict(list)
    for unit in left:
        named[kinds[unit] == DISTRICT].append(unit)
    units, districts = (tuple(unit for unit in named[kind] if unit in done) for kind in (False, True))
    return OneSite(
        units,
        districts,
        tuple(unit for unit in left if unit not in done),
        {
            "one-site-units": _share("one-site-units", "一部门一网", "部门和单位", units, named[False]),
            "one-site-districts": _share("one-site-districts", "一区一网", "区", districts, named[True]),
        },
    )


def _left(sites: Iterable[SiteResult]) -> int:
    return sum(site.status in _LEFT for site in sites)


def _share(id: str, title: str, name: str, done: Sequence[str], of: Sequence[str]) -> Figure:
    definition = _ONE_SITE.format(name=name)
    return Figure(id, title, Ratio(len(done), len(of), definition), definition=definition)


def streaks(results: QuarterResults, earlier: Iterable[QuarterResults]) -> tuple[Streak, ...]:
    """The units whose sites have all passed in this quarter and in those right before it, in inventory order.

    A quarter that is missing ends a streak, and so does one in which a running site of the unit got no result: that all
    passed is only said where all were seen to.
    """
    past = {each.quarter: all_passed(each) for each in earlier}
    found = []
    for unit in all_passed(results):
        number = 1
        while unit in past.get(results.quarter.plus(-number), ()):
            number += 1
        found.append(Streak(unit, number))
    return tuple(found)


def all_passed(results: QuarterResults) -> dict[str, None]:
    """The units whose running sites, one at least, all passed."""
    running = by_unit(results.running)
    return {
        unit: None
        for unit, sites in running.items()
        if unit and all(site.outcome == "passed" for site in sites)
    }
