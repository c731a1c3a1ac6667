"""Waivers: a tolerated violation is xfailed, one that is gone is said to be superfluous, one that ran out fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.model import Site, Waiver
from govsite_checks.waivers import expired_words, live_waiver, waiver_words

Run = Callable[..., pytest.RunResult]
WAIVER = Waiver("footer-icp", date(2018, 12, 31), "备案变更中", "京政办〔2018〕1号")
SITE = Site("a", "甲", "http://a/", waivers=(WAIVER,))


def test_a_waiver_lives_through_its_last_day_in_beijing() -> None:
    assert live_waiver(SITE, "footer-icp", datetime(2018, 12, 31, 15, 59, tzinfo=UTC)) is WAIVER
    assert live_waiver(SITE, "footer-icp", datetime(2018, 12, 31, 16, 0, tzinfo=UTC)) is None
    assert live_waiver(SITE, "footer-site-code", datetime(2018, 1, 1, tzinfo=UTC)) is None


def test_its_words_name_the_reason_the_document_and_the_days_left() -> None:
    words = waiver_words(WAIVER, datetime(2018, 12, 21, tzinfo=UTC))
    assert words == "豁免至 2018-12-31（还有 10 天）：备案变更中，京政办〔2018〕1号"


def test_its_words_name_who_approved_it_also_when_it_ran_out() -> None:
    waiver = replace(WAIVER, approver="办公厅张某")
    grounds = "备案变更中，京政办〔2018〕1号，办公厅张某批准"
    assert waiver_words(waiver, datetime(2018, 12, 21, tzinfo=UTC)).endswith(f"：{grounds}")
    assert expired_words(waiver) == f"豁免已于 2018-12-31 到期：{grounds}"


def waived(web: Any, folder: Path, waivers: str) -> Path:
    """An inventory of the site without marks, with waivers."""
    site = (
        '  - {site_code: "1100000002", name: 虚构县政府, url: "http://bare.demo-few.gov.cn/", '
        f"waivers: [{waivers}]}}\n"
    )
    return web.inventory(folder, site, name="waived.yaml")  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("rule", "until", "outcome"),
    [
        ("footer-icp", "2099-01-01", "xfailed"),
        ("footer-sponsor", "2099-01-01", "xpassed"),
        ("footer-icp", "2020-01-01", "failed"),
    ],
)
def test_outcomes(
    few: Path, run: Run, pytester: pytest.Pytester, web: Any, rule: str, until: str, outcome: str
) -> None:
    pytester.makeini("[pytest]\nstrict = true\n")
    path = waived(web, pytester.path, f"{{rule: {rule}, until: {until}, reason: 变更中}}")
    result = run("--sites", path, "-rxX", rules=[rule])
    counts = result.parseoutcomes()
    assert counts[outcome] == 1
    assert result.ret == (1 if outcome == "failed" else 0)
    if outcome != "failed":
        result.stdout.fnmatch_lines(["*豁免*"])


def test_outcomes_cross_from_a_worker(few: Path, run: Run, pytester: pytest.Pytester, web: Any) -> None:
    pytester.makeini("[pytest]\nstrict = true\n")
    live = [
        f"{{rule: {rule}, until: 2099-01-01, reason: 变更中}}" for rule in ("footer-icp", "footer-sponsor")
    ]
    path = waived(web, pytester.path, ", ".join(live))
    result = run("--sites", path, "-n", "2", "-rxX", rules=["footer-icp", "footer-sponsor"])
    result.assert_outcomes(xfailed=1, xpassed=1)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["XFAIL*footer-icp*豁免*", "XPASS*footer-sponsor*豁免*"])
