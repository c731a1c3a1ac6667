"""A page in wrong characters is told from a page that its scripts have changed."""

from __future__ import annotations

import pytest

from govsite_checks.reading.rendering.misread import misread

LINES = (
    "主办单位：某市人民政府办公室",
    "网站标识码：1100000088",
    "京ICP备05000001号",
    "联系我们",
    "关于本站的声明",
)
PAGE = "<html><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>"


@pytest.mark.parametrize(
    ("real", "taken"), [("utf-8", "gb18030"), ("utf-8", "cp1252"), ("gb18030", "cp1252")]
)
def test_wrong_characters_are_seen(real: str, taken: str) -> None:
    # Browsers have a character for each byte of a Western encoding, where Python has none for five of them.
    shown = PAGE.encode(real).decode(taken, "replace")
    assert misread(PAGE, shown)


def test_characters_that_are_lost_altogether_are_seen() -> None:
    shown = PAGE.encode("gb18030").decode("utf-8", "replace")
    assert misread(PAGE, shown)
    assert not misread(shown, shown)  # lost as sent, too
    assert not misread(PAGE, PAGE + "\ufffd" * 50)


@pytest.mark.parametrize(
    "shown",
    [
        PAGE,
        PAGE.replace("联系我们", "聯繫我們"),
        "<html><body><div id=app><p>政务服务一网通办</p></div></body></html>",
        "<html><body></body></html>",
        "",
    ],
)
def test_a_page_that_scripts_changed_is_none(shown: str) -> None:
    assert not misread(PAGE, shown)


def test_a_few_wrong_words_on_a_right_page_are_its_own() -> None:
    odd = "<p>办事指南</p>".encode().decode("gb18030", "replace")
    assert not misread(PAGE + "<p>办事指南</p>", PAGE + odd)
