"""Judgements as JSON lines: the same bytes for the same judgement, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks import findings
from govsite_checks.model import Effect, EffectKind, Finding, Judgement, Verdict

texts = st.text(max_size=80)
some_findings = st.builds(
    Finding,
    st.sampled_from(Verdict),
    texts,
    url=texts,
    selector=texts,
    snippet=texts,
    record=st.just("urn:uuid:1"),
    details=st.lists(texts, max_size=3).map(tuple),
)
judgements = st.builds(
    Judgement,
    site=st.just("1100000088"),
    rule=st.just("footer-icp"),
    rule_version=st.integers(1, 9),
    profile=st.just("guideline-2017"),
    verdict=st.sampled_from([*map(str, Verdict), "tool-error"]),
    effect=st.builds(Effect, st.sampled_from(EffectKind), st.none() | st.floats(0, 100)),
    message=st.just("见。"),
    findings=st.lists(some_findings, max_size=3).map(tuple),
    clause=st.just("guideline-2017/footer"),
    as_of=st.just(datetime(2018, 9, 10, 15, 59, 59, tzinfo=UTC)),
)


@given(judgements)
def test_a_line_comes_back_as_it_went(judgement: Judgement) -> None:
    line = findings.to_json(judgement)
    assert "\n" not in line
    line.encode("utf-8")
    assert findings.to_json(findings.from_json(line)) == line
    assert findings.from_json(line) == judgement


def test_a_line_has_exactly_the_keys_of_the_contract() -> None:
    judgement = Judgement(
        "s",
        "r-x",
        1,
        "p",
        "ok",
        Effect(),
        "m",
        (Finding(Verdict.OK, "m"),),
        "c/d",
        datetime(2018, 1, 1, tzinfo=UTC),
    )
    row = json.loads(findings.to_json(judgement))
    assert list(row) == [
        "site",
        "rule",
        "rule_version",
        "profile",
        "verdict",
        "effect",
        "points",
        "message",
        "findings",
        "clause",
        "as_of",
    ]
    assert list(row["findings"][0]) == ["verdict", "message", "url", "selector", "snippet", "record"]


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"site": 1}', "not json", "null"])
def test_another_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="不是一条检查结论"):
        findings.from_json(line)
