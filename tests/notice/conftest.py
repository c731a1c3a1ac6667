"""A census of the size of a real one, with ledgers, made of the parts that make them in a run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import JudgedRule, QuarterResults, RuleResult, SiteResult
from govsite_checks.census.taking import take_census
from govsite_checks.ledgers.highlights import Highlight, Highlights
from govsite_checks.ledgers.ledger import Refused
from govsite_checks.ledgers.messages import Messages, UnitMessages
from govsite_checks.model import CHINA
from govsite_checks.notice.material import Material

Q3 = Quarter(2018, 3)
AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
MARKS = ("footer-party-gov-mark", "footer-site-code", "footer-icp", "footer-police-filing")
# By mark, the sites that lack it: 444, 424 and together 354 of 457 have theirs.
LACKING = (range(46, 73), range(13), range(13, 46), range(73, 103))
HOSTILE = "=cmd|' /C calc'!A0\x07\u202e“网”" + "长" * 300


def site(number: int, unit: str, rules: dict[str, RuleResult], **more: object) -> SiteResult:
    given = {"unit_kind": "department", "outcome": "passed", "url": f"http://www.s{number}.gov.cn/", **more}
    return SiteResult(f"{1100000000 + number}", f"北京市第{number}局", unit, rules=rules, **given)  # type: ignore[arg-type]


def judged(verdict: str, *details: str) -> RuleResult:
    return RuleResult(verdict, 1, "未见。", "deduct", details=details, url="http://www.s.gov.cn/fw/")


def fleet() -> list[SiteResult]:
    sites = []
    for n in range(457):
        rules = {
            mark: judged("violation" if n in lacking else "ok")
            for mark, lacking in zip(MARKS, LACKING, strict=True)
        }
        rules["footer-jiucuo"] = judged("ok")
        rules["footer-jiucuo-code"] = judged("ok", "链接" if n < 14 else "嵌入代码")
        district = n < 22
        unit = ("东城区", "西城区")[n % 2] if district else f"市第{n % 50}局"
        sites.append(site(n, unit, rules, unit_kind="district" if district else "department"))
    guide = judged("violation", "申请条件", "办理时间")
    sites[30] = replace(sites[30], rules={**sites[30].rules, "guide-elements-complete": guide})
    sites.append(site(900, "市科委", {"closed-site-silent": judged("violation")}, status="offline"))
    overdue = {"closed-site-settled-in-time": judged("violation")}
    sites.append(site(901, "市科委", overdue, status="offline", approved_on=date(2018, 2, 1)))
    residue = {"merged-site-marked": judged("violation")}
    sites.append(site(902, "市科委", residue, status="merged", merged_into=sites[30].id))
    return sites


def results(sites: list[SiteResult], quarter: Quarter = Q3, version: int = 1) -> QuarterResults:
    rules = {id: JudgedRule(id, f"要求 {id}", version, "deduct") for each in sites for id in each.rules}
    return QuarterResults(
        quarter, AS_OF, "bj", "北京市政府网站", "北京市", "beijing-2018", True, tuple(sites), judged=rules
    )


def messages() -> Messages:
    units = [UnitMessages("市公安局", 130, 130, 0, 0, 0), UnitMessages("市住房城乡建设委", 112, 112, 0, 0, 0)]
    units += [
        UnitMessages(f"市第{n}局", 7, 5 if n < 11 else 7, 2 if n < 11 else 0, 0, int(n < 20))
        for n in range(57)
    ]
    return Messages(
        rows_read=641,
        rows_refused=2,
        refused=(Refused("留言.xlsx", 12, "C", "“答复日期”早于收到日期"),),
        cut_off=AS_OF,
        units=tuple(units),
        least_percent=Decimal(75),
        top=tuple(units[:2]),
        units_below=tuple(units[2:4]),
    )


@pytest.fixture(scope="session")
def material() -> Material:
    """The census with a ledger of messages and of highlights, and what the office says of itself."""
    sites = fleet()
    more = [site(2000 + n, "市己局", {}) for n in range(388)]
    before = results([s for s in sites if s.status == "online"] + more, Q3.previous)
    deeds = Highlights(
        rows=(Highlight("市教委", "优化搜索功能", "报送"), Highlight("市交通委", "优化搜索功能", "报送"))
    )
    return Material(
        census=take_census(results(sites), [before]),
        messages=messages(),
        highlights=deeds,
        facts={"发文机关": "北京市人民政府办公厅", "主送机关": "各区人民政府", "成文日期": "2018年9月19日"},
    )


@pytest.fixture(scope="session")
def bare() -> Material:
    """A census alone: no quarter before, no ledgers, nothing said by the office."""
    return Material(census=take_census(results(fleet())))


@pytest.fixture(scope="session")
def hostile() -> Material:
    """A census whose names are meant to do harm."""
    sites = [replace(each, name=HOSTILE, unit=HOSTILE) for each in fleet()[440:]]
    return Material(
        census=take_census(results(sites)),
        messages=replace(messages(), units=(UnitMessages(HOSTILE, 1, 1, 0, 0, 0),)),
    )
