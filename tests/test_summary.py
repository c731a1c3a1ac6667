"""The figures of a run: what is counted, what is divided by what, and how it is rounded."""

from __future__ import annotations

import decimal
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.model import (
    TOOL_ERROR,
    Effect,
    EffectKind,
    Finding,
    Judgement,
    Page,
    PageError,
    Role,
    Rule,
    Site,
    Snapshot,
    Verdict,
    Waiver,
)
from govsite_checks.profiles import Charge, Indicator, Profile, Scoring
from govsite_checks.summary import ALL_VERDICTS, WAIVED, Ratio, SiteFacts, Summary, summarise
from govsite_checks.waivers import live_waiver

AS_OF = datetime(2018, 9, 10, 15, 59, 59, tzinfo=UTC)
OK, VIOLATION, REVIEW = Verdict.OK, Verdict.VIOLATION, Verdict.NEEDS_REVIEW
NO_EVIDENCE, NA = Verdict.NO_EVIDENCE, Verdict.NOT_APPLICABLE


def a_rule(id: str) -> Rule:
    return Rule(id, f"要求 {id}", "guideline-2017/footer", "请补上。", lambda snapshot: (), ())


def a_site(id: str, **more: Any) -> Site:
    return Site(id=id, name=f"{id} 网", url=f"http://{id}.gov.cn/", **more)


def judged(site: str, rule: str, verdict: str, effect: Effect | None = None) -> Judgement:
    return Judgement(site, rule, 1, "p", verdict, effect or Effect(), "", (), "c", AS_OF)


def summary_of(
    verdicts: Mapping[str, Sequence[str]],
    *,
    seen: Mapping[str, bool] | None = None,
    sites: Sequence[Site] | None = None,
    effects: Sequence[Effect] = (),
) -> Summary:
    """A run of as many rules as the longest list has verdicts; an empty verdict: a rule not run."""
    rules = [a_rule(f"rule-{n}") for n in range(max(map(len, verdicts.values())))]
    given_effects = [*effects, *[Effect()] * len(rules)]
    chosen = sites or [a_site(id) for id in verdicts]
    return summarise(
        inventory_slug="x",
        inventory_title="某市政府网站",
        region="某市",
        sites=chosen,
        facts={
            s.id: SiteFacts(s.id, home_seen=(seen or {}).get(s.id, True), pages_fetched=2) for s in chosen
        },
        judgements=[
            judged(site, rules[n].id, verdict, given_effects[n])
            for site, row in verdicts.items()
            for n, verdict in enumerate(row)
            if verdict
        ],
        rules=rules,
        profile=Profile("p", "政府网站发展指引"),
        as_of=AS_OF,
        fail_on=("veto", "deduct"),
        tool_version="1.0",
    )


@pytest.mark.parametrize(
    ("n", "of", "text"),
    [
        (455, 457, "99.6%"),
        (1, 2000, "0.1%"),  # 0.05 exactly
        (3, 2000, "0.2%"),  # 0.15: half to even, or a binary fraction, would say 0.1
        (5, 2000, "0.3%"),  # 0.25: half to even would say 0.2
        (1999, 2000, "100.0%"),
        (1, 2001, "0.0%"),
        (0, 7, "0.0%"),
        (7, 7, "100.0%"),
        (0, 0, "–"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
    ],
)
def test_percent_is_rounded_half_up(n: int, of: int, text: str) -> None:
    assert Ratio(n, of, "").text == text


@given(st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_percent_equals_decimal_half_up_in_any_context(share: tuple[int, int]) -> None:
    n, of = share
    with decimal.localcontext(prec=60):
        expected = (Decimal(100 * n) / Decimal(of)).quantize(Decimal("0.1"), decimal.ROUND_HALF_UP)
    with decimal.localcontext(prec=2):
        assert Ratio(n, of, "").percent == expected


def test_nothing_to_divide_by_is_null_and_never_zero_percent() -> None:
    assert Ratio(0, 0, "d").to_dict() == {"n": 0, "of": 0, "percent": None, "definition": "d"}


def test_rate_of_a_rule_leaves_out_what_was_not_seen() -> None:
    summary = summary_of(
        {
            "a": [OK],
            "b": [VIOLATION],
            "c": [REVIEW],
            "d": [NO_EVIDENCE],
            "e": [NA],
            "f": [TOOL_ERROR],
        }
    )
    row = summary.rules[0]
    assert (row.rate.n, row.rate.of) == (1, 3)
    assert row.counts == dict.fromkeys(ALL_VERDICTS, 1)
    for named in ("待人工复核", "未能查看", "不适用", "工具故障"):
        assert named in row.rate.definition


def test_a_site_without_evidence_is_in_the_denominator_and_is_named() -> None:
    summary = summary_of({"a": [OK, OK], "b": [NO_EVIDENCE, NA], "c": [NA, NA]}, seen={"b": False})
    assert (summary.judged.n, summary.judged.of) == (1, 2)
    assert summary.no_evidence == ("b",)
    assert (summary.clean.n, summary.clean.of) == (1, 1)


def test_a_site_that_is_not_online_does_not_count_as_unseen() -> None:
    sites = [a_site("a"), a_site("b", status="offline"), a_site("c", status="merged")]
    summary = summary_of({"a": [OK], "b": [NA], "c": [NA]}, sites=sites, seen={"b": False, "c": False})
    assert summary.no_evidence == ()
    assert (summary.judged.n, summary.judged.of) == (1, 1)
    assert summary.by_status == {"online": 1, "suspended": 0, "offline": 1, "merged": 1}
    assert [site.reason for site in summary.sites] == ["", "", ""]


def test_an_unseen_site_is_named_although_no_demand_applies_to_it() -> None:
    summary = summary_of({"typo": [NA]}, seen={"typo": False})
    assert summary.no_evidence == ("typo",)
    assert (summary.judged.n, summary.judged.of) == (0, 1)


def test_a_site_that_was_not_run_is_neither_judged_nor_unseen() -> None:
    summary = summary_of({"a": [OK], "b": [""]}, seen={"b": False})
    assert summary.no_evidence == ()
    assert summary.judged.of == 1
    assert summary.to_dict()["sites"]["not_run"] == 1


def test_one_verdict_by_evidence_makes_a_site_judged() -> None:
    summary = summary_of({"a": [OK, NO_EVIDENCE]})
    assert (summary.judged.n, summary.no_evidence) == (1, ())
    assert (summary.clean.n, summary.clean.of) == (0, 1)


@pytest.mark.parametrize("verdict", [VIOLATION, REVIEW, NO_EVIDENCE, TOOL_ERROR])
def test_clean_is_spoilt_by_whatever_is_open(verdict: str) -> None:
    assert summary_of({"a": [OK, verdict]}).clean.n == 0
    assert summary_of({"a": [OK, NA]}).clean.n == 1


def test_a_tool_error_is_nobodys_fault_but_ours() -> None:
    summary = summary_of({"a": [TOOL_ERROR], "b": [TOOL_ERROR, OK], "c": [TOOL_ERROR, NO_EVIDENCE]})
    assert [site.worst for site in summary.sites] == [TOOL_ERROR, TOOL_ERROR, NO_EVIDENCE]
    assert summary.counts[VIOLATION] == 0
    assert summary.judged.n == 1


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [
        ([OK, REVIEW, VIOLATION], VIOLATION),
        ([OK, NO_EVIDENCE, REVIEW], REVIEW),
        ([OK, NO_EVIDENCE], NO_EVIDENCE),
        ([NA, OK], OK),
        ([NA], NA),
        ([""], ""),
    ],
)
def test_worst_follows_the_gravity_of_verdicts(verdicts: list[str], worst: str) -> None:
    assert summary_of({"a": verdicts}).sites[0].worst == worst


def test_violations_are_counted_by_effect() -> None:
    effects = [Effect(EffectKind.VETO), Effect(EffectKind.DEDUCT, 2.0), Effect()]
    summary = summary_of(
        {"a": [VIOLATION] * 3, "b": [OK, VIOLATION, VIOLATION], "c": [OK] * 3}, effects=effects
    )
    assert summary.by_effect == {"veto": 1, "deduct": 2, "bonus": 0, "notice": 2, WAIVED: 0}
    assert [site.worst_effect for site in summary.sites] == ["veto", "deduct", ""]
    assert [row.effect.kind for row in summary.rules] == ["veto", "deduct", "notice"]


def test_a_bonus_that_was_not_earned_is_no_fault() -> None:
    summary = summary_of({"a": [VIOLATION, OK], "b": [VIOLATION]}, effects=[Effect(EffectKind.BONUS, 5.0)])
    assert summary.clean.n == 2
    assert [site.worst for site in summary.sites] == [OK, OK]
    assert summary.by_effect["bonus"] == 2


def test_a_violation_under_a_live_waiver_is_counted_apart() -> None:
    waiver = Waiver("rule-0", date(2018, 9, 10), "备案变更中")
    site = a_site("a", waivers=(waiver,))
    summary = summary_of({"a": [VIOLATION]}, sites=[site], effects=[Effect(EffectKind.VETO)])
    assert summary.by_effect == {"veto": 0, "deduct": 0, "bonus": 0, "notice": 0, WAIVED: 1}
    assert summary.clean.n == 0


def test_the_last_day_of_a_waiver_is_a_day_in_china() -> None:
    site = a_site("a", waivers=(Waiver("r-x", date(2018, 9, 10), "理由"),))
    assert live_waiver(site, "r-x", datetime(2018, 9, 10, 15, 59, 59, tzinfo=UTC)) is not None
    assert live_waiver(site, "r-x", datetime(2018, 9, 10, 16, 0, 0, tzinfo=UTC)) is None
    assert live_waiver(site, "r-y", AS_OF) is None


def test_a_judgement_of_an_unknown_site_or_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="b::rule-0"):
        summary_of({"a": [OK], "b": [OK]}, sites=[a_site("a")])


def test_summary_json_is_the_same_whatever_the_order_of_judgements() -> None:
    verdicts = {"a": [OK, VIOLATION], "b": [REVIEW, NO_EVIDENCE]}
    sites = [a_site("a"), a_site("b")]
    backwards = dict(reversed(verdicts.items()))
    one, two = (summary_of(v, sites=sites).to_dict() for v in (verdicts, backwards))
    assert json.dumps(one) == json.dumps(two)


def test_summary_json_has_its_keys() -> None:
    data = summary_of({"a": [OK, VIOLATION], "b": [NO_EVIDENCE, NO_EVIDENCE]}, seen={"b": False}).to_dict()
    assert data["schema"] == 1
    assert data["tool"] == {"name": "govsite-checks", "version": "1.0"}
    assert data["inventory"] == {"slug": "x", "title": "某市政府网站", "region": "某市"}
    assert data["fail_on"] == ["veto", "deduct"]
    assert data["sites"]["judged"]["percent"] == 50.0
    assert data["sites"]["no_evidence"] == ["b"]
    assert data["pages"] == {"fetched": 4, "rendered": 0}
    assert data["verdicts"] == {
        "violation": 1,
        "needs-review": 0,
        "no-evidence": 2,
        "tool-error": 0,
        "ok": 1,
        "not-applicable": 0,
    }
    assert data["rules"][0]["rate"]["of"] == 1
    assert data["site_rows"][1]["reason"] == "未采集"


def test_names_from_the_inventory_are_made_printable() -> None:
    site = Site(id="a", name="某局\u202e站\x1b[31m", url="http://a.gov.cn/", unit="\u2066某市")
    row = summary_of({"a": [OK]}, sites=[site]).sites[0]
    assert (row.name, row.unit) == ("某局 站 [31m", "某市")


def test_facts_of_a_snapshot() -> None:
    site = a_site("a")
    seen = SiteFacts.of(
        Snapshot(
            site,
            AS_OF,
            (
                Page(Role.ROBOTS, "http://a.gov.cn/robots.txt", status=404, error=PageError.HTTP_STATUS),
                Page(Role.HOME, site.url, "http://a.gov.cn/index.html", 200, text="<p>"),
                Page(Role.FRAME, "http://a.gov.cn/f", error=PageError.TIMEOUT),
            ),
        )
    )
    assert (seen.home_seen, seen.home_status, seen.home_url) == (True, 200, "http://a.gov.cn/index.html")
    assert (seen.pages_fetched, len(seen.pages), seen.home_reason) == (2, 2, "")
    unseen = SiteFacts.of(Snapshot(site, AS_OF, (Page(Role.HOME, site.url, error=PageError.DNS),)))
    assert (unseen.home_seen, unseen.home_error, unseen.home_reason) == (False, "dns", "域名无法解析")
    broken = SiteFacts.of(Snapshot(site, AS_OF, problem="证据已损坏"))
    assert not broken.home_seen
    assert "证据已损坏" in broken.home_reason


def scored(*, verified: bool, as_of: datetime = AS_OF, verdicts: Sequence[str] = (VIOLATION, OK)) -> Summary:
    """Two sites, one rule that deducts half of the points, under a standard that held in 2018."""
    rule = a_rule("rule-0")
    effect = Effect(EffectKind.DEDUCT, 50.0, verified)
    profile = Profile(
        "p",
        "标准",
        effects={"rule-0": effect},
        scoring=Scoring(indicators=(Indicator("one", "一", points=Decimal(100)),)),
        charges={"rule-0": Charge("one")},
        effective_from=date(2018, 1, 1),
        effective_to=date(2018, 12, 31),
    )
    sites = [a_site(f"s{n}") for n in range(len(verdicts))]
    found = Finding(Verdict.VIOLATION, "所见。")
    rows = [
        replace(judged(site.id, "rule-0", verdict, effect), findings=(found,) if verdict == VIOLATION else ())
        for site, verdict in zip(sites, verdicts, strict=True)
    ]
    return summarise(
        inventory_slug="x",
        inventory_title="某市",
        region="",
        sites=sites,
        facts={site.id: SiteFacts(site.id, home_seen=True) for site in sites},
        judgements=rows,
        rules=[rule],
        profile=profile,
        as_of=as_of,
        fail_on=(),
        tool_version="1.0",
    )


def test_the_share_that_passes_carries_its_figures() -> None:
    summary = scored(verified=True)
    assert (summary.passed.n, summary.passed.of, summary.reference) == (1, 2, False)
    row = summary.to_dict()["site_rows"][0]["score"]
    assert (row["outcome"], row["total"], row["indicators"][0]["lost"]) == ("failed", 50.0, 50.0)
    assert summary.to_dict()["passed"]["reference"] is False
    assert scored(verified=False).reference


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        ("2017-12-31T23:59:59+08:00", "早于本标准施行日期（2018-01-01）"),
        ("2018-01-01T00:00:00+08:00", ""),
        ("2018-12-31T23:59:59+08:00", ""),
        ("2019-01-01T00:00:00+08:00", "晚于本标准停止适用的日期（2018-12-31）"),
    ],
)
def test_a_standard_that_did_not_hold_on_the_day_is_said_so(moment: str, says: str) -> None:
    note = scored(verified=True, as_of=datetime.fromisoformat(moment)).profile_note
    assert says in note
    assert bool(note) == bool(says)


def test_judgements_of_a_site_stand_together() -> None:
    sites = [a_site("a"), a_site("b")]
    rules = [a_rule("rule-0"), a_rule("rule-1")]
    rows = [judged("a", "rule-0", OK), judged("b", "rule-0", OK), judged("a", "rule-1", OK)]
    with pytest.raises(ValueError, match="没有排在一起"):
        summarise(
            inventory_slug="x",
            inventory_title="",
            region="",
            sites=sites,
            facts={},
            judgements=rows,
            rules=rules,
            profile=Profile("p", "标准"),
            as_of=AS_OF,
            fail_on=(),
            tool_version="1",
        )
