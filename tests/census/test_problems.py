"""Problems by site: only what was seen and is not tolerated, with the words that a notice needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from govsite_checks.census.problems import months_between, problems

Make = Callable[..., Any]


def test_each_kind_names_its_sites_with_what_completes_the_sentence(
    make_site: Make, make_quarter: Make, make_result: Make
) -> None:
    bad = "violation"
    sites = [
        make_site(1, rules={"survey-column-used": make_result(bad, details=("调查征集",))}),
        make_site(2, rules={"guide-elements-complete": make_result(bad, details=("申请条件", "联系电话"), url="http://g/")}),
        make_site(3, rules={"merged-site-marked": make_result(bad, details=("党政机关网站标识",))}, status="merged", merged_into="s1"),
        make_site(4, rules={"closed-site-settled-in-time": bad}, status="offline", approved_on=date(2018, 2, 5)),
        make_site(5, rules={"closed-site-silent": bad}, status="offline"),
        make_site(6, rules={"footer-icp": bad, "footer-site-code": bad, "footer-police-filing": "needs-review"}),
        make_site(7, outcome="failed", score=Decimal("58.5")),
        make_site(8, {}, rules={"home-updated": make_result(bad, effect="veto")}, outcome="failed-by-veto", vetoes=("home-updated",)),
    ]  # fmt: skip
    found = problems(make_quarter(sites))
    assert [(p.kind, p.site, p.details) for p in found] == [
        ("veto", "s8", ("标题 home-updated",)),
        ("below-pass", "s7", ("58.5",)),
        ("marks-missing", "s6", ("政府网站标识码", "ICP备案编号")),
        ("closed-alive", "s5", ()),
        ("closed-overdue", "s4", ("7",)),
        ("merged-residue", "s3", ("第1网", "党政机关网站标识")),
        ("guide-elements", "s2", ("申请条件", "联系电话")),
        ("survey-unused", "s1", ("调查征集",)),
    ]
    assert [p.url for p in found if p.kind == "guide-elements"] == ["http://g/"]
    assert {p.name for p in found} == {f"第{n}网" for n in range(1, 9)}


@pytest.mark.parametrize("verdict", ["ok", "needs-review", "no-evidence", "not-applicable", "tool-error"])
def test_nothing_but_a_violation_is_a_problem(make_site: Make, make_quarter: Make, verdict: str) -> None:
    rules = dict.fromkeys(
        (
            "survey-column-used",
            "guide-elements-complete",
            "closed-site-silent",
            "footer-icp",
            "merged-site-marked",
        ),
        verdict,
    )
    assert problems(make_quarter([make_site(1, rules=rules)])) == ()


def test_whole_months_are_counted() -> None:
    assert months_between(date(2018, 2, 10), date(2018, 9, 10)) == 7
    assert months_between(date(2018, 2, 11), date(2018, 9, 10)) == 6
    assert months_between(date(2017, 12, 31), date(2018, 1, 31)) == 1
