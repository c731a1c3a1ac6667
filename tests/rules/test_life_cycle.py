"""Closed, merged and suspended sites: days on either side of a limit, and what no firewall may cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, gravest
from govsite_checks.model import Page, PageError, Role, Rule, Snapshot, Verdict
from govsite_checks.rules.life_cycle.closed_content_migrated import closed_content_migrated
from govsite_checks.rules.life_cycle.closed_domain_clean import closed_domain_clean
from govsite_checks.rules.life_cycle.closed_filings_cancelled import closed_filings_cancelled
from govsite_checks.rules.life_cycle.closed_mark_cancelled import closed_mark_cancelled
from govsite_checks.rules.life_cycle.closed_site_announced import closed_site_announced
from govsite_checks.rules.life_cycle.closed_site_settled_in_time import closed_site_settled_in_time
from govsite_checks.rules.life_cycle.closed_site_silent import closed_site_silent
from govsite_checks.rules.life_cycle.merged_site_marked import merged_site_marked
from govsite_checks.rules.life_cycle.suspended_site_announced import suspended_site_announced
from govsite_checks.rules.life_cycle.suspended_site_restored import suspended_site_restored

ALL: tuple[Rule, ...] = (
    closed_content_migrated, closed_domain_clean, closed_filings_cancelled, closed_mark_cancelled,
    closed_site_announced, closed_site_settled_in_time, closed_site_silent, merged_site_marked,
    suspended_site_announced, suspended_site_restored,
)  # fmt: skip
PAGE = sample.site_page()
NOTICE = "<title>公告</title><p>本网站因系统升级，自2018年8月起临时关闭。</p>"
TODAY = sample.AS_OF.date()


def snapshot(html: str = PAGE, *pages: Page, home: Page | None = None, **site: Any) -> Snapshot:
    given = replace(sample.SITE, **site)
    first = home or sample.page(Role.HOME, given.url, html)
    return Snapshot(site=given, as_of=sample.AS_OF, pages=(first, *pages))


def verdict(rule: Rule, seen: Snapshot, **parameters: Any) -> str:
    return str(gravest(evaluate(rule, seen, **parameters)))


@pytest.mark.parametrize("rule", ALL, ids=[rule.id for rule in ALL])
@pytest.mark.parametrize("status", ["online", "offline", "merged", "suspended"])
@pytest.mark.parametrize("error", list(PageError))
def test_an_unseen_site_is_never_accused(rule: Rule, status: str, error: PageError) -> None:
    home = sample.page(Role.HOME, "/", error=error, status=403)
    others = [
        sample.page(role, "/x/", error=error, status=403) for role in (Role.HTTPS, Role.TWIN, Role.MIGRATED)
    ]
    seen = snapshot(
        "", *others, home=home, status=status, approved_on=date(2015, 1, 1), moved_to="https://a.gov.cn/"
    )
    assert Verdict.VIOLATION not in {finding.verdict for finding in evaluate(rule, seen)}


@pytest.mark.parametrize("rule", ALL, ids=[rule.id for rule in ALL])
def test_nothing_collected_is_never_accused(rule: Rule) -> None:
    for status in ("online", "offline", "merged", "suspended"):
        bare = Snapshot(
            site=replace(sample.SITE, status=status, approved_on=date(2015, 1, 1)), as_of=sample.AS_OF
        )
        assert Verdict.VIOLATION not in {finding.verdict for finding in evaluate(rule, bare)}


@pytest.mark.parametrize(
    ("approved", "months", "expected"),
    [
        (date(2018, 2, 10), 7, "ok"),  # due today
        (date(2018, 2, 9), 7, "violation"),  # due yesterday
        (date(2018, 2, 9), 8, "ok"),
        (date(2018, 8, 10), 1, "ok"),
        (date(2018, 8, 9), 1, "violation"),
    ],
)
def test_months_since_the_approval(approved: date, months: int, expected: str) -> None:
    seen = snapshot(status="offline", approved_on=approved)
    assert verdict(closed_site_settled_in_time, seen, months=months) == expected


@pytest.mark.parametrize(
    ("ago", "days", "expected"), [(30, 30, "ok"), (31, 30, "violation"), (31, 31, "ok"), (0, 30, "ok")]
)
def test_days_of_a_suspension(ago: int, days: int, expected: str) -> None:
    seen = snapshot(NOTICE, status="suspended", approved_on=TODAY - timedelta(days=ago))
    assert verdict(suspended_site_restored, seen, days=days) == expected


def test_a_suspension_that_lies_ahead() -> None:
    seen = snapshot(NOTICE, status="suspended", approved_on=TODAY + timedelta(days=400))
    assert verdict(suspended_site_restored, seen) == "ok"


def test_a_whole_site_at_a_closed_address_is_named_by_its_words() -> None:
    (finding,) = evaluate(closed_site_silent, snapshot(status="offline"))
    assert finding.verdict is Verdict.VIOLATION
    assert sample.SITE.name in finding.message


def test_another_sites_page_at_a_closed_address_is_for_a_person() -> None:
    assert (
        verdict(closed_site_silent, snapshot(PAGE.replace("示例市", "别处市"), status="offline"))
        == "needs-review"
    )


def test_a_merged_site_may_stay_where_it_is() -> None:
    seen = snapshot(status="merged", approved_on=date(2017, 1, 1))
    assert verdict(closed_site_settled_in_time, seen) == "needs-review"
    assert verdict(closed_site_silent, seen) == "not-applicable"


BETS = "<title>新葡京_百家乐_老虎机</title><p>欢迎</p>"


@pytest.mark.parametrize(
    ("url", "final", "expected"),
    [
        ("http://www.old.com/", "", "violation"),
        ("http://slj.example.gov.cn/", "", "needs-review"),
        ("http://slj.example.gov.cn/", "http://www.old.com/", "violation"),
        ("http://www.gov.cn.old.com/", "", "violation"),
    ],
)
def test_a_gamblers_page_is_certain_only_off_the_governments_domain(
    url: str, final: str, expected: str
) -> None:
    home = sample.page(Role.HOME, url, BETS, final=final)
    assert verdict(closed_domain_clean, snapshot(home=home, url=url, status="offline")) == expected


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [(404, "http-status", "violation"), (410, "http-status", "violation"), (403, "http-status", "no-evidence"),
     (500, "http-status", "no-evidence"), (None, "dns", "no-evidence"), (None, "site-left", "no-evidence")],
)  # fmt: skip
def test_only_a_page_that_is_gone_says_that_nothing_was_moved(
    status: int | None, error: str, expected: str
) -> None:
    moved = "https://www.parent.gov.cn/a/"
    page = sample.page(Role.MIGRATED, moved, status=status, error=error)
    assert verdict(closed_content_migrated, snapshot("", page, status="offline", moved_to=moved)) == expected


def test_a_guess_of_the_planner_is_no_promise() -> None:
    page = sample.page(Role.MIGRATED, "https://www.parent.gov.cn/a/", status=404, error="http-status")
    assert verdict(closed_content_migrated, snapshot("", page, status="offline")) == "no-evidence"


def test_marks_of_a_merged_page_one_by_one() -> None:
    parent = replace(sample.SITE, id="p", site_code="1100000001", url="https://kjj.example.gov.cn/")
    foot = '主办：某局 网站标识码：1100000001 <script id="_jiucuo_" sitecode="{}" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
    conac = '<a href="//bszs.conac.cn/sitename?method=show&amp;id=0123456789ABCDEF0123456789ABCDEF"><img src="/m.png" alt="党政机关"></a>'
    for html, expected in (
        (conac + foot.format("1100000001"), ["ok", "ok", "ok"]),
        (foot.format("1100000001"), ["violation", "ok", "ok"]),
        (conac + foot.format("1100000088"), ["ok", "ok", "violation"]),
        (conac + foot.format(""), ["ok", "ok", "needs-review"]),
        (conac + "主办：某局 版权所有", ["ok", "violation", "violation"]),
        (conac + '<script src="/js/foot.js"></script>', ["ok", "needs-review", "needs-review"]),
    ):
        seen = replace(snapshot(sample.site_page(html), status="merged"), parent=parent)
        assert [str(finding.verdict) for finding in evaluate(merged_site_marked, seen)] == expected


def test_a_column_of_the_parent_is_judged_by_its_marks_and_its_home_page_is_not() -> None:
    parent = replace(sample.SITE, id="p", site_code="1100000001", url="https://kjj.example.gov.cn/")
    for final, expected in (
        ("https://kjj.example.gov.cn/", ["ok"]),
        ("https://kjj.example.gov.cn/old/", ["violation"] * 3),
    ):
        home = sample.page(Role.HOME, "/", sample.site_page("主办：某局 版权所有"), final=final)
        seen = replace(snapshot(home=home, status="merged"), parent=parent)
        assert [str(finding.verdict) for finding in evaluate(merged_site_marked, seen)] == expected
