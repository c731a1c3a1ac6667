"""The ways of writing: whatever the text, running the script would give it back."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.demo import server as demo_server
from govsite_checks.demo.render import readable
from govsite_checks.demo.writing import (
    computed,
    js_escape,
    number,
    written_by_concatenation,
    written_line_by_line,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def _from_units(units: list[int]) -> str:
    return b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le")


def js_unescape(text: str) -> str:
    found = re.findall(r"%u([0-9A-F]{4})|%([0-9A-F]{2})|([^%])", text)
    return _from_units([int(four or two, 16) if four or two else ord(char) for four, two, char in found])


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_escape_can_be_undone(text: str) -> None:
    escaped = js_escape(text)
    assert escaped.isascii()
    assert js_unescape(escaped) == text


@given(TEXT)
@settings(max_examples=100, deadline=None)
def test_computed_gives_the_text_back_and_shows_none_of_it(text: str) -> None:
    script = computed(text)
    codes = re.findall(r"c=\[([\d,]*)\]", script)[0]
    assert _from_units([int(code) ^ 73 for code in codes.split(",") if code]) == text
    assert script.isascii()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40), max_size=5))
@settings(max_examples=100, deadline=None)
def test_literals_hold_their_quotes_and_close_no_script(lines: list[str]) -> None:
    kept = [line.strip() for line in "\n".join(lines).splitlines() if line.strip()]
    for script in (written_by_concatenation("\n".join(lines)), written_line_by_line("\n".join(lines))):
        literals = re.findall(r"'((?:[^'\\\n]|\\.)*)'", script)
        assert [re.sub(r"\\(.)", r"\1", literal) for literal in literals] == kept
        assert "</" not in script


def test_digits() -> None:
    assert number("京ICP备1号", "plain") == "京ICP备1号"
    assert number("1199000001", "full-width") == "１１９９０００００１"
    split = number("1199000001", "split")
    assert "1199000001" not in split
    assert re.sub("<[^>]+>", "", split) == "1199000001"
    assert number("<b>", "plain") == "&lt;b&gt;"


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_head_is_a_request_or_a_value_error(head: bytes) -> None:
    try:
        request = demo_server._parse(head)
    except ValueError:
        return
    readable(request.target)


@given(st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_target_can_be_read(target: bytes) -> None:
    request = demo_server._parse(
        b"GET /" + target.replace(b" ", b"").replace(b"\r\n", b"") + b" HTTP/1.1\r\n\r\n"
    )
    readable(request.target)
