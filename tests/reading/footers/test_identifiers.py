"""Numbers: right ones in any writing, wrong ones told apart, and no input that takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.reading.footers.identifiers import (
    icp_filings,
    police_filings,
    record_code,
    site_codes,
    take_digits,
)
from govsite_checks.reading.page.text import INLINE, lines_of, tight

FINDERS = (site_codes, icp_filings, police_filings)


def prepared(text: str) -> str:
    return tight(lines_of(text))


@given(
    st.from_regex(r"[0-9]{10}", fullmatch=True),
    st.sampled_from(["：", ":", "", " ： ", "&".replace("&", " ")]),
)
@settings(max_examples=60, deadline=None)
def test_any_code_is_found(code: str, colon: str) -> None:
    (number,) = site_codes(prepared(f"主办：某局 网站标识码{colon}{code} 京ICP备05000001号"))
    assert (number.value, number.problem) == (code, "")


@given(st.from_regex(r"[0-9]{8}([0-9]{2})?", fullmatch=True), st.sampled_from("京沪蜀川黔贵滇云"), st.data())
@settings(max_examples=80, deadline=None)
def test_any_icp_number_is_found_however_it_is_split(digits: str, province: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(digits)))
    gap = data.draw(st.sampled_from(["", INLINE, " ", f" {INLINE} "]))
    text = f"{province}{gap}ICP{gap}备{digits[:cut]}{gap}{digits[cut:]}{gap}号-1"
    found = [number.value for number in icp_filings(prepared(text))]
    if len(digits) == 8 or cut not in (8,) or not gap:
        assert found == [f"{province}ICP备{digits}号"]


@given(st.text(alphabet=f"京ICP备公网安标识码：: {INLINE}\x020123456789-号bm（）", max_size=200))
@settings(max_examples=300, deadline=None)
def test_never_raises(text: str) -> None:
    for find in FINDERS:
        for number in find(prepared(text)):
            assert number.problem in ("", "empty", "digits", "province", "old")


HOSTILE = {
    "icp": "京ICP备" * 200_000,
    "digits": "京ICP备" + "1" * 1_000_000,
    "spaced": "京ICP备" + "1 " * 500_000,
    "spaces": "京ICP备" + " " * 1_000_000,
    "labels": "网站标识码：" * 150_000,
    "police": "京公网安备" * 200_000,
    "police words": "公安" * 500_000,
    "markers": INLINE * 1_000_000,
    "mixed": f"公{INLINE} 安{INLINE} " * 150_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_soon(name: str) -> None:
    start = time.process_time()
    text = prepared(HOSTILE[name])
    for find in FINDERS:
        for _ in find(text):
            pass
    assert time.process_time() - start < 6


@pytest.mark.parametrize(
    ("run", "counts", "taken"),
    [
        ("1100000088", (10,), "1100000088"),
        ("11 0000 0088", (10,), "1100000088"),
        (f"05000001{INLINE}2018", (8, 10), "05000001"),
        ("2024 054100", (8, 10), "2024054100"),
        ("123", (10,), "123"),
    ],
)
def test_take_digits(run: str, counts: tuple[int, ...], taken: str) -> None:
    assert take_digits(run, counts) == taken


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=11010102000001", "11010102000001"),
        ("https://beian.mps.gov.cn/#/query/webSearch?code=11010102000001", "11010102000001"),
        ("https://beian.mps.gov.cn/", ""),
    ],
)
def test_record_code(url: str, code: str) -> None:
    assert record_code(url) == code
