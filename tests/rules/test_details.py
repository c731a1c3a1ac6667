"""The words that statistics and notices take from findings: there wherever they are needed, as the message says them."""

from __future__ import annotations

import pytest

from govsite_checks import registry
from govsite_checks.evaluate import evaluate, snapshot_of
from govsite_checks.model import Example, Finding, Verdict

RULES = registry.gather(registry.installed())
NAMING = ("guide-elements-complete", "merged-site-marked", "survey-column-used")


def found(rule: str, verdict: Verdict) -> list[Finding]:
    """What a rule says of its own examples, of one verdict."""
    made = [evaluate(RULES[rule], snapshot_of(example)) for example in RULES[rule].examples]
    return [finding for findings in made for finding in findings if finding.verdict is verdict]


@pytest.mark.parametrize("rule", NAMING)
def test_a_violation_names_what_it_is_about(rule: str) -> None:
    findings = found(rule, Verdict.VIOLATION)
    assert findings
    for finding in findings:
        assert finding.details
        assert all(word in finding.message for word in finding.details)


def test_an_entry_with_the_right_code_says_how_it_is_embedded() -> None:
    assert {finding.details for finding in found("footer-jiucuo-code", Verdict.OK)} == {("嵌入代码",)}
    link = '<footer><a href="//zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1100000088&amp;url=x">找错</a></footer>'
    (finding,) = evaluate(RULES["footer-jiucuo-code"], snapshot_of(Example.ok(link)))
    assert (finding.verdict, finding.details) == (Verdict.OK, ("链接",))


def test_details_from_a_site_are_short_and_printable() -> None:
    finding = Finding(Verdict.OK, "见。", details=("栏\u202e目\n" + "长" * 100, *["多"] * 50))
    assert len(finding.details) == 20
    assert len(finding.details[0]) == 60
    assert "\u202e" not in finding.details[0]
