"""Results of made-up quarters, as an import would give them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import JudgedRule, QuarterResults, RuleResult, SiteResult
from govsite_checks.model import CHINA

MARKS = ("footer-party-gov-mark", "footer-site-code", "footer-icp", "footer-police-filing")
Q3 = Quarter(2018, 3)


def result(verdict: str, version: int = 1, **more: Any) -> RuleResult:
    return RuleResult(verdict, version, **more)


def site(
    number: int, unit: str = "市甲局", rules: Mapping[str, str | RuleResult] = {}, **more: Any
) -> SiteResult:
    given = {
        "unit_kind": "department",
        "outcome": "passed",
        "url": f"http://www.s{number}.gov.cn/",
        **more,
    }
    verdicts = {id: found if isinstance(found, RuleResult) else result(found) for id, found in rules.items()}
    return SiteResult(f"s{number}", f"第{number}网", unit, rules=verdicts, **given)


def quarter(sites: Iterable[SiteResult], when: Quarter = Q3, **more: Any) -> QuarterResults:
    """A quarter in which every rule that a site carries was judged, in the version that it carries."""
    kept = tuple(sites)
    judged = {
        id: JudgedRule(id, f"标题 {id}", found.version, found.effect)
        for each in kept
        for id, found in each.rules.items()
    }
    given = {"profile": "beijing-2018", "profile_verified": True, "judged": judged, **more}
    return QuarterResults(
        when,
        datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA),
        "bj",
        "北京市政府网站",
        "北京市",
        sites=kept,
        **given,
    )


def notice_fleet() -> QuarterResults:
    """457 running sites with the marks of the notice of 2018, as far as its rates have a numerator.

    97.2 % are 444 sites with a code, 92.8 % 424 with an ICP number, 77.5 % 354 with all four; 95.5 and 94.8 are no k/457,
    and 91 sites at the most could lack a mark if they were, so the other two marks lack what makes 354.
    """
    lacking = {
        MARKS[1]: range(13),
        MARKS[2]: range(13, 46),
        MARKS[0]: range(46, 73),
        MARKS[3]: range(73, 103),
    }
    sites = []
    for n in range(457):
        rules: dict[str, str | RuleResult] = {
            mark: "violation" if n in missing else "ok" for mark, missing in lacking.items()
        }
        how = "链接" if n < 14 else "嵌入代码"
        rules |= {"footer-jiucuo": "ok", "footer-jiucuo-code": result("ok", details=(how,))}
        sites.append(site(n, f"市第{n % 60}局", rules))
    return quarter(sites)


@pytest.fixture(scope="session")
def make_site() -> Callable[..., SiteResult]:
    """``make_site(number, unit, {rule: verdict or RuleResult}, **fields)``."""
    return site


@pytest.fixture(scope="session")
def make_quarter() -> Callable[..., QuarterResults]:
    """``make_quarter(sites, when, **fields)``."""
    return quarter


@pytest.fixture(scope="session")
def make_result() -> Callable[..., RuleResult]:
    """``make_result(verdict, version, **fields)``."""
    return result


@pytest.fixture(scope="session")
def notice_quarter() -> QuarterResults:
    """The fleet of the notice."""
    return notice_fleet()


@pytest.fixture(scope="session")
def quarter_before(notice_quarter: QuarterResults) -> QuarterResults:
    """The quarter before it: 845 sites running, of which the later ones were closed since."""
    more = [replace(notice_quarter.sites[0], id=f"old{n}", rules={}) for n in range(845 - 457)]
    return replace(notice_quarter, quarter=Q3.previous, sites=(*notice_quarter.sites, *more))
