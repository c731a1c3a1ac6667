"""Evaluation: what a rule never has to remember, and what happens when it breaks its contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from govsite_checks.evaluate import MAX_FINDINGS, RuleError, evaluate, gravest, judge, snapshot_of, tool_error
from govsite_checks.model import (
    Effect,
    EffectKind,
    Example,
    Finding,
    Page,
    PageError,
    Role,
    Rule,
    Site,
    Snapshot,
    Verdict,
    rule,
)

NOW = datetime(2018, 9, 10, tzinfo=UTC)
SITE = Site(id="a", name="甲", url="https://a.gov.cn/")
SEEN = Page(Role.HOME, SITE.url, status=200, text="<p>x</p>")


def make(function: Callable[..., Iterable[Finding]], **more: object) -> Rule:
    return rule(id="a-b", title="题", clause="x/y", remediation="改。", examples=[], **more)(function)  # type: ignore[arg-type]


def says(*verdicts: Verdict) -> Rule:
    return make(lambda _: [Finding(v, f"{v}。") for v in verdicts])


def test_a_site_that_the_rule_does_not_concern_is_not_applicable() -> None:
    closed = Snapshot(replace(SITE, status="offline"), NOW, (SEEN,))
    (finding,) = evaluate(says(Verdict.VIOLATION), closed)
    assert finding.verdict is Verdict.NOT_APPLICABLE
    assert "永久下线" in finding.message


@pytest.mark.parametrize("error", list(PageError))
def test_an_unseen_page_is_no_evidence_with_its_reason_whatever_the_error(error: PageError) -> None:
    page = Page(Role.HOME, SITE.url, error=error, status=403, detail="细节")
    (finding,) = evaluate(says(Verdict.VIOLATION), Snapshot(SITE, NOW, (page,)))
    assert finding.verdict is Verdict.NO_EVIDENCE
    assert finding.message.startswith("未能查看首页：")
    assert "细节" in finding.message


def test_a_status_is_named() -> None:
    page = Page(Role.HOME, SITE.url, error=PageError.HTTP_STATUS, status=403)
    (finding,) = evaluate(says(Verdict.OK), Snapshot(SITE, NOW, (page,)))
    assert "403" in finding.message


def test_nothing_collected_is_no_evidence() -> None:
    (finding,) = evaluate(says(Verdict.VIOLATION), Snapshot(SITE, NOW, problem="证据损坏"))
    assert finding.verdict is Verdict.NO_EVIDENCE
    assert "证据损坏" in finding.message


def test_a_page_that_was_never_planned_is_named_where_the_home_page_was_seen() -> None:
    rule_ = make(lambda _: [Finding(Verdict.OK, "好。")], needs=(Role.GUIDE, Role.PROBE, Role.MESSAGE))
    (finding,) = evaluate(rule_, Snapshot(SITE, NOW, (SEEN,)))
    assert finding.verdict is Verdict.NO_EVIDENCE
    assert finding.message == "未采集到所需页面（办事指南、不存在的地址、留言）。"
    lost = Page(Role.HOME, SITE.url, error=PageError.DNS)
    assert evaluate(rule_, Snapshot(SITE, NOW, (lost,)))[0].message.startswith("未能查看首页：")
    unseen = Page(Role.GUIDE, SITE.url + "g", error=PageError.TIMEOUT)
    assert evaluate(rule_, Snapshot(SITE, NOW, (SEEN, unseen)))[0].message.startswith("未能查看办事指南页：")


def test_one_seen_page_of_the_needed_roles_is_enough() -> None:
    rule_ = make(lambda _: [Finding(Verdict.OK, "好。")], needs=(Role.HOME, Role.SITEMAP))
    pages = (Page(Role.HOME, SITE.url, error=PageError.DNS), Page(Role.SITEMAP, SITE.url))
    assert evaluate(rule_, Snapshot(SITE, NOW, pages))[0].verdict is Verdict.OK


def crash(_: Snapshot) -> Iterator[Finding]:
    yield Finding(Verdict.OK, "好。")
    raise ZeroDivisionError("零")


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (crash, "ZeroDivisionError"),
        (lambda _: [], "没有给出任何结论"),
        (lambda _: ["x"], "不是 Finding"),
        (lambda _: None, "TypeError"),
    ],
)
def test_a_rule_that_breaks_its_contract_is_our_fault_and_named(
    function: Callable[..., Iterable[Finding]], words: str
) -> None:
    with pytest.raises(RuleError, match=words):
        evaluate(make(function), Snapshot(SITE, NOW, (SEEN,)))


def test_endless_findings_are_cut_and_counted() -> None:
    def endless(_: Snapshot) -> Iterator[Finding]:
        while True:
            yield Finding(Verdict.VIOLATION, "坏。")

    found = evaluate(make(endless), Snapshot(SITE, NOW, (SEEN,)))
    assert len(found) == MAX_FINDINGS
    assert "未逐一列出" in found[-1].message


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (("ok", "violation", "needs-review"), "violation"),
        (("ok", "no-evidence", "needs-review"), "needs-review"),
        (("ok", "no-evidence"), "no-evidence"),
        (("not-applicable", "ok"), "ok"),
    ],
)
def test_the_gravest_verdict_decides(verdicts: tuple[str, ...], expected: str) -> None:
    assert gravest(Finding(Verdict(v), "。") for v in verdicts) == expected


def test_a_judgement_carries_effect_profile_clause_and_the_gravest_words() -> None:
    rule_ = make(
        lambda _: [Finding(Verdict.OK, "好。"), *(Finding(Verdict.VIOLATION, f"坏{i}。") for i in range(5))]
    )
    judgement = judge(rule_, Snapshot(SITE, NOW, (SEEN,)), profile="p", effect=Effect(EffectKind.DEDUCT, 5.0))
    assert judgement.message == "坏0。坏1。坏2。（另有 2 条）"
    assert (judgement.verdict, judgement.profile, judgement.clause, judgement.as_of) == (
        "violation",
        "p",
        "x/y",
        NOW,
    )
    assert judgement.effect == Effect(EffectKind.DEDUCT, 5.0)


def test_parameters_reach_the_rule() -> None:
    def windowed(_: Snapshot, *, days: int = 14) -> list[Finding]:
        return [Finding(Verdict.OK, f"{days}天。")]

    judgement = judge(make(windowed), Snapshot(SITE, NOW, (SEEN,)), parameters={"days": 7})
    assert judgement.message == "7天。"


def test_a_crashed_rule_has_a_judgement_that_accuses_nobody() -> None:
    judgement = tool_error(says(), Snapshot(SITE, NOW), RuleError("坏了"), profile="p", effect=Effect())
    assert (judgement.verdict, judgement.findings, judgement.message) == ("tool-error", (), "坏了")


def test_an_example_becomes_a_snapshot_with_its_parts() -> None:
    example = Example.ok(
        "<p>甲</p>", site={"nature": "institution"}, parts=(("footer-script", "https://x/f.js", "1"),)
    )
    snapshot = snapshot_of(example)
    assert snapshot.site.nature == "institution"
    assert [page.role for page in snapshot.pages] == ["home", "footer-script"]
    assert snapshot.home.text == "<p>甲</p>"
