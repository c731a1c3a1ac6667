"""Availability: the week to the visit, what is decided early is never decided otherwise later, and what one visit says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.evaluate import evaluate, snapshot_of
from govsite_checks.model import DayOfVisits, Example, Page, PageError, Role, Snapshot, Verdict, Visits
from govsite_checks.rules.availability.home_available import home_available
from govsite_checks.rules.availability.home_loads_quickly import home_loads_quickly
from govsite_checks.rules.availability.home_opens import home_opens
from govsite_checks.rules.availability.page_missing_reported import page_missing_reported

LAST = sample.AS_OF.date()
OK, VIOLATION, REVIEW, NOTHING = Verdict.OK, Verdict.VIOLATION, Verdict.NEEDS_REVIEW, Verdict.NO_EVIDENCE


def snapshot(*days: DayOfVisits, html: str = "<p>a", pages: tuple[Page, ...] = ()) -> Snapshot:
    return snapshot_of(Example(html, (), visits=Visits(days), pages=pages))


def days(*counts: tuple[int, int], last: int = 0) -> list[DayOfVisits]:
    """(visits, failed) of consecutive days, of which the last lies ``last`` days before the examples' day."""
    return [
        DayOfVisits(LAST - timedelta(days=last + len(counts) - 1 - at), *count)
        for at, count in enumerate(counts)
    ]


def verdict(*given_days: DayOfVisits, **parameters: object) -> Verdict:
    (finding,) = evaluate(home_available, snapshot(*given_days), **parameters)
    return finding.verdict


def test_no_page_has_to_be_seen() -> None:
    unseen = snapshot_of(Example("", (), visits=Visits(tuple(days(*[(20, 20)] * 7)))))
    unseen = replace(unseen, pages=())
    assert [f.verdict for f in evaluate(home_available, unseen)] == [VIOLATION]


@pytest.mark.parametrize(("failed", "expected"), [(6, OK), (7, VIOLATION), (8, VIOLATION)])
def test_the_share_is_five_percent_and_more(failed: int, expected: Verdict) -> None:
    assert verdict(*days((20, failed), *[(20, 0)] * 6)) is expected


@pytest.mark.parametrize(("visits", "expected"), [(19, NOTHING), (20, VIOLATION)])
def test_twenty_a_day_are_asked_for(visits: int, expected: Verdict) -> None:
    # 6 of 133 with 7 missing may come to 6 or to 13 of 140.
    counts = [(visits, 6 if visits == 19 else 7), *[(visits, 0)] * 6]
    assert verdict(*days(*counts)) is expected


def test_seven_days_are_asked_for() -> None:
    assert verdict(*days(*[(20, 1)] * 6)) is NOTHING
    assert verdict(*days(*[(20, 1)] * 7)) is VIOLATION
    assert verdict(*days(*[(20, 1)] * 6), days=6) is VIOLATION


def test_days_outside_the_week_do_not_count() -> None:
    week = days(*[(20, 0)] * 7)
    assert verdict(*days((20, 20), last=7), *week) is OK
    assert verdict(*days(*[(20, 20)] * 7, last=7)) is NOTHING
    assert verdict(*days((20, 20), last=6), *week[1:]) is VIOLATION


def test_the_week_is_that_of_china() -> None:
    found = replace(snapshot(*days(*[(20, 0)] * 7)), as_of=sample.AS_OF.astimezone(UTC))
    assert [f.verdict for f in evaluate(home_available, found)] == [OK]


def test_parameters_are_those_of_the_profile() -> None:
    counts = days((10, 1), *[(10, 0)] * 6)
    assert verdict(*counts) is NOTHING
    assert verdict(*counts, visits_per_day=10) is OK
    assert verdict(*counts, visits_per_day=10, percent=1.4) is VIOLATION


def test_who_sampled_more_often_is_not_judged_by_the_least() -> None:
    # With twenty on each of two more days 8 would be 5 % of 160, but a week of 24 a day has 168.
    assert verdict(*days((24, 8), *[(24, 0)] * 4)) is NOTHING
    assert verdict(*days((24, 8), *[(24, 0)] * 6)) is OK
    # Nine would be 5 % of 168, but the days that are left may be sampled three times as often.
    assert verdict(*days((24, 9), *[(24, 0)] * 4)) is NOTHING
    assert verdict(*days((24, 9), *[(24, 0)] * 6)) is VIOLATION


@given(
    st.integers(20, 30).flatmap(
        lambda each: st.lists(st.integers(0, each).map(lambda failed: (each, failed)), min_size=7, max_size=7)
    ),
    st.integers(1, 6),
    st.integers(0, 30),
)
def test_what_is_decided_early_stays(counts: list[tuple[int, int]], whole: int, part: int) -> None:
    final = verdict(*days(*counts))
    visits, failed = counts[whole]
    begun = min(part, visits)
    least, most = max(0, failed - (visits - begun)), min(begun, failed)
    for so_far in {least, most}:
        early = verdict(*days(*counts[:whole], (begun, so_far), last=6 - whole))
        assert early in {final, NOTHING}


def test_a_message_names_how_many_are_missing() -> None:
    (finding,) = evaluate(home_available, snapshot(*days((24, 2), (5, 0), last=5)))
    assert finding.message == "已访问 29 次，有 2 次未能打开，还缺 115 次访问，未能判定。"


@pytest.mark.parametrize("error", [*PageError])
def test_one_visit_is_never_a_violation(error: PageError) -> None:
    home = sample.page(Role.HOME, "/", status=None, error=error)
    for rule in (home_opens, home_loads_quickly, page_missing_reported):
        probe = sample.page(Role.PROBE, "/none", status=None, error=error)
        found = evaluate(rule, snapshot(pages=(home, probe)))
        assert {finding.verdict for finding in found} <= {REVIEW, NOTHING}


@pytest.mark.parametrize("error", ["challenge", "robots", "blocked-by-guard", "site-left", "not-collected"])
def test_what_was_kept_from_us_is_unseen(error: str) -> None:
    home = sample.page(Role.HOME, "/", status=200, error=error)
    assert [f.verdict for f in evaluate(home_opens, snapshot(pages=(home,)))] == [NOTHING]


def test_a_home_page_that_opened_late_is_for_a_person() -> None:
    late = replace(sample.page(Role.HOME, "/", "<p>a", elapsed_s=16.0), opened_in_time=False)
    (finding,) = evaluate(home_opens, snapshot(pages=(late,)))
    assert (finding.verdict, "16.0 秒" in finding.message) == (REVIEW, True)


@pytest.mark.parametrize(("elapsed", "expected"), [(2.9, OK), (3.04, OK), (3.06, REVIEW)])
def test_three_seconds(elapsed: float, expected: Verdict) -> None:
    home = sample.page(Role.HOME, "/", "<p>a", elapsed_s=elapsed)
    assert [f.verdict for f in evaluate(home_loads_quickly, snapshot(pages=(home,)))] == [expected]


def test_a_title_cannot_break_the_sentence() -> None:
    probe = replace(sample.page(Role.PROBE, "/none", "<p>正文</p>" * 99), title="首页。违\n规。" * 30)
    (finding,) = evaluate(page_missing_reported, snapshot(pages=(probe,)))
    assert finding.message.count("。") == 1
    assert finding.message.endswith("。")


def test_an_unseen_home_page_is_compared_with_nothing() -> None:
    home = sample.page(Role.HOME, "/", status=None, error="timeout")
    probe = sample.page(Role.PROBE, "/none", "")
    (finding,) = evaluate(page_missing_reported, snapshot(pages=(home, probe)))
    assert "得到的是首页" not in finding.message
