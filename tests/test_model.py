"""The model: what is printable, what a rule must carry, the order of gravity."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsite_checks.model import (
    GRAVITY,
    MESSAGE_CHARS,
    Example,
    Finding,
    Page,
    PageError,
    Role,
    Site,
    Snapshot,
    Verdict,
    printable,
    rule,
)

NOW = datetime(2018, 9, 10, tzinfo=UTC)
SITE = Site(id="a", name="甲", url="https://a.gov.cn/")


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_printable_text_is_one_clean_line_of_bounded_length(text: str, limit: int) -> None:
    clean = printable(text, limit)
    assert len(clean) <= limit
    assert not any(char in clean for char in "\x00\x1b\r\n\u202e\u2066\u200b\ud800")
    clean.encode("utf-8")


def test_what_could_rewrite_a_terminal_or_turn_a_sentence_is_taken_out() -> None:
    assert printable("甲\x1b[2J乙\u202e丙\r\n丁", 100) == "甲 [2J乙 丙 丁"


def test_what_goes_the_quick_way_would_not_change_on_the_long_one() -> None:
    """Of all signs; what is no printable sign of Unicode takes the long way, with everything beside it."""
    quick = [sign for sign in map(chr, range(0x110000)) if printable(sign, 9) is sign]
    assert len(quick) > 100_000
    for start in range(0, len(quick), 200):
        text = "".join(quick[start : start + 200])
        assert printable(f"{text}\x1b", 900) == text
    for text in (" 甲", "甲 ", "甲  乙", "甲\u3000乙", "甲\xa0乙"):
        assert printable(text, 9) == " ".join(text.split())


def test_a_long_message_is_clipped_and_says_so() -> None:
    finding = Finding(Verdict.OK, "长" * 1000)
    assert len(finding.message) == MESSAGE_CHARS
    assert finding.message.endswith("…")


def test_gravity_is_the_order_of_the_contract() -> None:
    ordered = sorted(Verdict, key=GRAVITY.__getitem__)
    assert ordered == ["violation", "needs-review", "no-evidence", "ok", "not-applicable"]


def test_a_finding_points_at_the_page_that_answered() -> None:
    page = Page(Role.HOME, "http://a/", final_url="http://a/index.html", record="r1")
    finding = Finding.at(Verdict.OK, "好。", page, snippet="原文")
    assert (finding.url, finding.record, finding.snippet) == ("http://a/index.html", "r1", "原文")


def test_a_snapshot_without_pages_has_a_home_page_that_was_not_seen() -> None:
    home = Snapshot(SITE, NOW, problem="证据损坏").home
    assert not home.seen
    assert (home.error, home.detail) == (PageError.NOT_COLLECTED, "证据损坏")


def test_a_reading_is_made_once_for_a_snapshot() -> None:
    calls = []
    snapshot = Snapshot(SITE, NOW)

    def read(given: Snapshot) -> int:
        calls.append(given)
        return len(calls)

    assert (snapshot.derive(read), snapshot.derive(read), len(calls)) == (1, 1, 1)
    assert Snapshot(SITE, NOW).derive(read) == 2


def declare(**changes: object) -> None:
    given = {
        "id": "footer-icp",
        "title": "标明备案号",
        "clause": "x/y",
        "remediation": "写明。",
        "examples": [Example.ok("")],
        **changes,
    }
    rule(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", ["Footer-icp", "footer", "footer_icp", "footer-", "页脚-icp", "footer--icp"])
def test_an_id_outside_the_grammar_is_refused_and_named(bad: str) -> None:
    with pytest.raises(ValueError, match="不合规") as caught:
        declare(id=bad)
    assert bad in str(caught.value)


@pytest.mark.parametrize("field", ["title", "clause", "remediation"])
def test_a_rule_without_its_texts_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="footer-icp"):
        declare(**{field: ""})


def test_who_decides_is_a_closed_vocabulary() -> None:
    with pytest.raises(ValueError, match="auto"):
        declare(auto="X")


def test_a_rule_tells_its_parameters_its_page_and_where_it_was_made() -> None:
    @rule(id="a-b", title="题", clause="x/y", remediation="改。", examples=[])
    def judge(snapshot: Snapshot, *, window_days: int = 14) -> list[Finding]:
        """Say yes."""
        return [Finding(Verdict.OK, str(window_days))]

    assert dict(judge.parameters) == {"window_days": 14}
    assert judge.doc == "Say yes."
    assert judge.origin.endswith("judge")
    assert next(iter(judge(Snapshot(SITE, NOW), window_days=3))).message == "3"
