"""Which pages are parsed, and which only an attack can mean."""

from __future__ import annotations

import pytest

from govsite_checks.reading.page.tree import FREE_CHARS, MAX_ATTRIBUTES, parse


@pytest.mark.parametrize("between", [" ", "\n", "\t", "\f", "/", "=1 ", '=""', "='>'", "='<p>' / "])
def test_a_tag_with_no_end_of_attributes_is_not_parsed(between: str) -> None:
    names = between.join(f"a{number}" for number in range(20_000))
    assert parse(f"<p {names}>备" + " " * FREE_CHARS) is None


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="data:image/png;base64,' + "aGk/ " * 30_000 + '">',
        '<p style="' + "top: 1px; " * 20_000 + '">',
        "<p " + "class=a " * 20_000 + ">",
        "<p " + " ".join(f"a{number}" for number in range(MAX_ATTRIBUTES // 2)) + ">" + "x" * FREE_CHARS,
        "<p a=1>" * 2_000 + "x" * FREE_CHARS,
        "1 < 2 " * 7_000 + "x" * FREE_CHARS,
    ],
    ids=["picture", "style", "repeated", "many", "tags", "signs"],
)
def test_what_a_page_may_well_hold_is_parsed(tag: str) -> None:
    assert parse(tag) is not None


def test_formatting_that_is_never_closed_is_not_parsed() -> None:
    assert parse("".join(f"<font color={number}>" for number in range(3_000)) + "<p>备" * 3_000) is None
    assert parse("<font>备</font>" * 3_000) is not None
