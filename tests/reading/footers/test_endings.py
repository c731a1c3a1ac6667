"""A page without a footer that may have one: broken off on its way, or ending in a picture."""

from __future__ import annotations

import pytest

from govsite_checks.model import Page, Role
from govsite_checks.reading.footers.footer import Footer, read_page

NEWS = "".join(f"<li><a href=/n/{n}.html>某市召开第{n}次工作会议</a></li>" for n in range(20))


def read(html: str) -> Footer:
    return read_page(Page(role=Role.HOME, url="https://www.example.gov.cn/", text=html), {})


@pytest.mark.parametrize(
    "end",
    [
        '<div class="footer">主办：某局 <a href="/ab',
        '<div class="footer">主办：某局 <a href="/ab"',
        "<div><p>主办：某局 承",
        "<li><a href=/n/99.html>某市召",
        "<!-- 页脚 ",
    ],
)
def test_a_page_that_breaks_off_may_go_on(end: str) -> None:
    assert "截断" in read(f"<html><body><ul>{NEWS}</ul>{end}").doubt("icp")


@pytest.mark.parametrize(
    "end", ["", "</ul>", "<div>主办：某局</div>\n", "主办：某局</body></html>", "<!-- 完 -->", "</body>\n1"]
)
def test_a_page_that_only_leaves_out_its_last_tags_does_not(end: str) -> None:
    assert read(f"<html><body><ul>{NEWS}</ul>{end}").doubt("icp") == ""


@pytest.mark.parametrize(
    "foot",
    [
        '<img src="/i/a7.jpg" width="1000">',
        '<div class="footer"><img src="/i/a7.jpg"></div><p>欢迎访问</p>',
        '<div><img src="/i/bottom.jpg"></div><p>欢迎访问</p>',
        '<div class="footer" style="background:url(/i/a7.jpg)"></div>',
    ],
)
def test_a_picture_in_place_of_a_footer_is_for_a_person(foot: str) -> None:
    assert "图片" in read(f"<html><body><ul>{NEWS}</ul>{foot}</body></html>").doubt("icp")


@pytest.mark.parametrize(
    "foot",
    [
        '<img src="/i/a7.jpg"><p>欢迎访问本站</p>',
        '<div style="display:none"><img src="/i/count.gif"></div>',
        '<div class="footer"><img src="/i/a7.jpg">主办：某局 网站标识码：1100000088</div>',
    ],
)
def test_other_pictures_hold_no_footer(foot: str) -> None:
    assert read(f"<html><body><ul>{NEWS}</ul>{foot}</body></html>").doubt("icp") == ""


@pytest.mark.parametrize(
    "text", ["", "网站正在升级维护，请稍后访问。", '<meta http-equiv="refresh" content="0;url=/a/">']
)
def test_next_to_nothing_proves_nothing(text: str) -> None:
    assert read(f"<html><body>{text}</body></html>").doubt("icp")
