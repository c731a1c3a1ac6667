from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.model import Effect, EffectKind, Finding, Judgement, Verdict
from govsite_checks.profiles import Charge, Group, Indicator, Profile, Scoring
from govsite_checks.score import Outcome, half_up, score

SITE = replace(sample.SITE, kind="portal")
D = Decimal


def table(**changes: object) -> Scoring:
    frame = Scoring(
        bonus_above=D(80),
        bonus_most=D(30),
        bonus_for=("portal",),
        services_group="services",
        groups=(Group("services", "办事服务", D(25)), Group("rest", "其他", D(75))),
        indicators=(
            Indicator("guides", "办事指南", "services", D(25)),
            Indicator("links", "链接", "rest", D(10)),
            Indicator("news", "信息", "rest", D(65)),
        ),
    )
    return replace(frame, **changes)  # type: ignore[arg-type]


def profile(
    charges: Mapping[str, tuple[str, float, Charge]], scoring: Scoring | None = None, **changes: object
) -> Profile:
    effects = {id: Effect(EffectKind(kind), points or None) for id, (kind, points, _) in charges.items()}
    return replace(
        Profile(
            "p",
            "标准",
            effects=MappingProxyType(effects),
            scoring=scoring or table(),
            charges=MappingProxyType(
                {id: charge for id, (_, _, charge) in charges.items() if charge.indicator}
            ),
        ),
        **changes,  # type: ignore[arg-type]
    )


def judged(of: Profile, rule: str, verdict: str, *urls: str) -> Judgement:
    found = tuple(Finding(Verdict(verdict), "所见。", url) for url in urls or ("",))
    return Judgement("s", rule, 1, "p", verdict, of.effect(rule), "所见。", found, "c/d", sample.AS_OF)


LINKS = Charge("links", per_finding=True)
NEWS = Charge("news")
GUIDES = Charge("guides")


@pytest.mark.parametrize(("lost", "outcome"), [(40, Outcome.PASSED), (40.01, Outcome.FAILED)])
def test_exactly_sixty_passes(lost: float, outcome: Outcome) -> None:
    of = profile({"news-x": ("deduct", lost, NEWS)})
    result = score(of, SITE, [judged(of, "news-x", "violation")])
    assert result.outcome is outcome
    assert result.deducted == D("100") - D(str(lost))


@pytest.mark.parametrize(("lost", "total"), [(20, D(80)), (19.99, D("80.01") + 7)])
def test_exactly_eighty_earns_no_bonus_round(lost: float, total: Decimal) -> None:
    of = profile({"news-x": ("deduct", lost, NEWS)})
    site = replace(SITE, bonus_points=D(7))
    assert score(of, site, [judged(of, "news-x", "violation")]).total == total


def test_a_bonus_is_for_portals_and_never_more_than_there_is() -> None:
    of = profile({"news-x": ("deduct", 1, NEWS)})
    ok = [judged(of, "news-x", "ok")]
    assert score(of, replace(SITE, bonus_points=D(99)), ok).total == D(130)
    assert score(of, replace(SITE, kind="department", bonus_points=D(9)), ok).bonus is None


def test_a_veto_ends_the_scoring() -> None:
    of = profile({"home-x": ("veto", 0, Charge()), "news-x": ("deduct", 5, NEWS)})
    result = score(of, SITE, [judged(of, "home-x", "violation"), judged(of, "news-x", "violation")])
    assert (result.outcome, result.total, result.vetoes) == (Outcome.FAILED_BY_VETO, None, ("home-x",))


def test_of_a_part_of_the_rules_a_veto_is_told_and_a_score_is_not() -> None:
    of = profile({"home-x": ("veto", 0, Charge()), "news-x": ("deduct", 5, NEWS)})
    news, veto = judged(of, "news-x", "violation"), judged(of, "home-x", "violation")
    part = score(of, SITE, [news], whole=False)
    assert (part.outcome, part.total, part.why) == (
        Outcome.NOT_SCORED,
        None,
        "本次只判定了部分规则，不产生得分",
    )
    assert score(of, SITE, [veto], whole=False).outcome is Outcome.FAILED_BY_VETO


@pytest.mark.parametrize("verdict", ["needs-review", "no-evidence", "tool-error"])
def test_what_could_not_be_judged_is_listed_and_never_deducted(verdict: str) -> None:
    of = profile({"home-x": ("veto", 0, Charge()), "news-x": ("deduct", 5, NEWS)})
    rows = [replace(judged(of, id, "ok"), verdict=verdict) for id in ("home-x", "news-x")]
    result = score(of, SITE, rows)
    assert (result.total, result.outcome) == (D(100), Outcome.PASSED)
    assert (result.open_vetoes, result.unjudged) == (("home-x",), ("news-x",))
    assert not any(row.checked for row in result.indicators)


def test_deductions_are_capped_at_their_indicator() -> None:
    of = profile({"links-x": ("deduct", 0.1, LINKS), "links-y": ("deduct", 4, Charge("links"))})
    few = [judged(of, "links-x", "violation", *"abc"), judged(of, "links-y", "violation", "x", "y")]
    assert score(of, SITE, few).total == D("95.7")
    many = [judged(of, "links-x", "violation", *(f"u{n}" for n in range(400))), few[1]]
    assert score(of, SITE, many).total == D(90)


def test_findings_that_are_no_violation_cost_nothing() -> None:
    of = profile({"links-x": ("deduct", 1, LINKS)})
    mixed = judged(of, "links-x", "violation", "a")
    mixed = replace(mixed, findings=(*mixed.findings, Finding(Verdict.NEEDS_REVIEW, "所见。", "b")))
    assert score(of, SITE, [mixed]).total == D(99)


def test_a_column_is_not_deducted_twice() -> None:
    twice = Charge("news", per_finding=True, not_twice=True)
    of = profile({"columns-x": ("deduct", 2, twice), "columns-y": ("deduct", 3, twice)})
    rows = [judged(of, "columns-x", "violation", "a", "b"), judged(of, "columns-y", "violation", "b", "c")]
    assert score(of, SITE, rows).total == D(100 - 4 - 3)
    assert score(of, SITE, reversed(rows)).total == D(100 - 4 - 3)
    both = profile(
        {id: ("deduct", p, replace(twice, not_twice=False)) for id, p in (("columns-x", 2), ("columns-y", 3))}
    )
    assert score(both, SITE, rows).total == D(100 - 4 - 6)


@pytest.mark.parametrize(
    ("services", "total", "scaled"), [(False, D("93.33"), True), (True, D(75), False), (None, D(75), False)]
)
def test_without_outward_services_it_is_seventy_five_times_four_thirds(
    services: bool | None, total: Decimal, scaled: bool
) -> None:
    of = profile({"news-x": ("deduct", 5, NEWS), "guides-x": ("deduct", 20, GUIDES)})
    rows = [judged(of, "news-x", "violation"), judged(of, "guides-x", "violation")]
    result = score(of, replace(SITE, services=services), rows)
    assert (result.total, result.scaled) == (total, scaled)


def test_sixty_is_compared_before_it_is_rounded() -> None:
    # 44.997 of 75 is 59.996 of 100: printed as 60.00 and below the line.
    of = profile({"news-x": ("deduct", 30.003, NEWS)})
    result = score(of, replace(SITE, services=False), [judged(of, "news-x", "violation")])
    assert (result.total, result.outcome) == (D("60.00"), Outcome.FAILED)


def test_points_that_are_not_verified_make_a_reference_score() -> None:
    sure = profile({"news-x": ("deduct", 5, NEWS)})
    rows = [judged(sure, "news-x", "violation")]
    assert not score(sure, SITE, rows).reference
    unsure = replace(sure, effects=MappingProxyType({"news-x": Effect(EffectKind.DEDUCT, 5, False)}))
    assert score(unsure, SITE, rows).reference
    assert not score(replace(unsure, accept_unverified=True), SITE, rows).reference
    frame = replace(sure, scoring=table(verified=False))
    assert score(frame, SITE, rows).reference


def test_no_figures_no_score() -> None:
    blank = table(indicators=(Indicator("news", "信息", "rest", None),))
    of = profile({"news-x": ("deduct", 0, NEWS)}, blank)
    result = score(of, SITE, [judged(of, "news-x", "violation")])
    assert (result.outcome, result.total, result.unpriced) == (Outcome.NOT_SCORED, None, ("news-x",))
    assert "分值未见原文" in result.why
    assert (
        score(replace(of, scoring=None), SITE, [judged(of, "news-x", "ok")]).why
        == "本标准不设分值，不产生得分"
    )


@pytest.mark.parametrize(
    ("site", "more"),
    [
        ({"status": "offline"}, {}),
        ({}, {"seen": False}),
        ({"kind": "department"}, {}),
    ],
)
def test_sites_that_get_no_score(site: Mapping[str, str], more: Mapping[str, bool]) -> None:
    of = replace(profile({"home-x": ("veto", 0, Charge())}), applies_to=("portal",))
    result = score(of, replace(SITE, **site), [judged(of, "home-x", "violation")], **more)  # type: ignore[arg-type]
    assert result.outcome is Outcome.NOT_SCORED
    assert result.why.endswith("不评分")


def test_a_waived_rule_costs_nothing() -> None:
    of = profile({"home-x": ("veto", 0, Charge()), "news-x": ("deduct", 5, NEWS)})
    rows = [judged(of, "home-x", "violation"), judged(of, "news-x", "violation")]
    assert score(of, SITE, rows, waived={"home-x", "news-x"}).why == "本次没有检查任何项目，不评分"
    assert score(of, SITE, rows, waived={"home-x"}).total == D(95)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from([*Verdict, "tool-error"])), max_size=9
    )
)
def test_a_score_stays_between_nought_and_full_marks(rows: list[tuple[str, str]]) -> None:
    of = profile({f"{id}-x": ("deduct", 70, Charge("news", per_finding=True)) for id in "abc"})
    found = [
        replace(judged(of, f"{id}-x", "violation", *"uvw"), verdict=str(verdict)) for id, verdict in rows
    ]
    total = score(of, SITE, found).total
    assert total is None or D(35) <= total <= D(100)


@pytest.mark.parametrize(("figure", "text"), [("59.995", "60.00"), ("59.9949", "59.99"), ("0.005", "0.01")])
def test_half_up(figure: str, text: str) -> None:
    assert str(half_up(Fraction(figure))) == text
