"""Pages laid out: what a reader sees, in order; and pages made to exhaust a reader."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.model import Page, Role
from govsite_checks.reading.footers.footer import read_page
from govsite_checks.reading.page.html import (
    _AREAS,
    ARTICLE,
    FOOT,
    MAIN,
    MAX_NAME,
    MAX_NAMES,
    Flow,
    area_of,
    lay_out,
)
from govsite_checks.reading.page.text import lines_of
from govsite_checks.reading.page.tree import parse

HOME = Page(role=Role.HOME, url="https://www.example.gov.cn/")


def flow_of(html: str) -> Flow:
    flow = Flow()
    lay_out(html, HOME, flow, lambda *_: None)
    return flow.close()


def shown(html: str) -> str:
    return lines_of(flow_of(html).text).replace("\x01", "")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>甲<b>乙</b>丙</p><p>丁</p>", "甲乙丙\n丁"),
        ("甲<br>乙<!-- 丙 --><script>丁</script><style>戊</style>", "甲\n乙"),
        ("甲<template>乙</template><noscript>丙</noscript><textarea>丁</textarea>", "甲"),
        ('甲<i style="display:none">乙<b>丙</b></i><i hidden>丁</i>戊', "甲戊"),
        ("甲<div style='DISPLAY : NONE'>乙</div><div>丙</div>", "甲\n丙"),
        ("<table><tr><td>甲<td>乙</table>丙</body></html>丁", "甲\n乙\n丙丁"),
        ("甲&nbsp;&nbsp;乙\n   丙\u3000丁", "甲 乙 丙 丁"),
        ("１２：ＡＢ\u200b－", "12:AB-"),
    ],
)
def test_what_a_reader_sees(html: str, text: str) -> None:
    assert shown(html) == text


def test_areas_are_those_of_the_nearest_name() -> None:
    flow = flow_of(
        '<div class="content">主<div class="TRS_Editor">文<div class="footer">脚<ul class="list">列</ul></div></div>尾</div>末'
    )
    areas = {flow.text[start:end].strip("\x01\x02"): area for start, end, area in flow.runs}
    assert areas == {"主": MAIN, "文": ARTICLE, "脚\x02列": FOOT, "尾": MAIN, "末": 0}


def test_hidden_text_is_kept_apart() -> None:
    assert "".join(flow_of('<p style="display:none">备<b>案</b></p>').hidden_pieces) == "备案"


def test_what_stands_around_a_link_is_made_when_it_is_asked_for() -> None:
    flow = flow_of(
        "<div id=a>甲<p class=list>乙<a href=/x>丙<img src=r.png></a></p><p><a href=/y>丁</a></p></div>"
    )
    first, second = flow.links
    assert first.parent is not None
    assert second.parent is not None
    assert (first.parent.name, first.parent.area) == ("list", MAIN)
    assert first.parent.parent is second.parent.parent
    outer = second.parent.parent
    assert outer is not None
    assert (outer.tag, outer.get("id"), flow.words(outer)) == ("div", "a", "甲 乙丙 丁")
    assert first.images == flow.images
    assert flow.images[0].parent is first


def test_the_outermost_elements_of_a_footer_are_kept() -> None:
    flow = flow_of("<div class=foot><p class=copyright>甲</p></div><footer>乙</footer><p>丙</p>")
    assert [(e.tag, flow.words(e)) for e in flow.elements] == [("div", "甲"), ("footer", "乙")]


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Footer", FOOT),
        ("nav FOOT-er list", FOOT),
        ("list article", ARTICLE),
        ("news-LIST", MAIN),
        ("a b", 0),
        ("friend", 0),
        ("x" * 500 + " foot", FOOT),
    ],
)
def test_the_area_of_a_name(name: str, area: int) -> None:
    assert [area_of(name), area_of(name)] == [area, area]


def test_names_that_are_remembered_are_bounded() -> None:
    for number in range(MAX_NAMES + 10):
        area_of(f"n{number}")
    area_of("y" * (MAX_NAME + 1))
    assert len(_AREAS) <= MAX_NAMES
    assert max(map(len, _AREAS)) <= MAX_NAME


def test_a_walk_cut_short_ends_what_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govsite_checks.reading.page.html.MAX_NODES", 8)
    flow = flow_of("<div class=foot><a href=/x>甲</a>" + "<p>乙" * 20)
    assert flow.cut
    assert [e.end for e in flow.elements] == [len(flow.text), 1]


HOSTILE = {
    "nested": "<div>" * 200_000 + "备",
    "nested inline": "<b>" * 200_000 + "备",
    "nested and closed": "<div>" * 100_000 + "备" + "</div>" * 100_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">备",
    "attributes behind quotes": "<p x='>' " + " ".join(f"a{n}='<'" for n in range(60_000)) + ">备",
    "fonts": "".join(f"<font color={n}>" for n in range(3_000)) + "<p>备" * 50_000,
    "tags": "<p>备" * 150_000,
    "links": "<a href=/x>网站地图</a>" * 20_000,
    "images": "<a href=//bszs.conac.cn/>" + "<img src=red.png>" * 20_000,
    "scripts": "<script>document.write('<b>备</b>')</script>" * 5_000,
    "script in script": "<script>document.write('<script>document.write(1)<\\/script>')</script>" * 2_000,
    "frames": "<iframe src=/a></iframe>" * 20_000,
    "comments": "<!--#include virtual='/f'-->" * 50_000,
    "marks": "<p>京ICP备05000001号 网站标识码：1100000088 主办：某局</p>" * 10_000,
    "one line": "京ICP备主办单位：电话：地址：" * 40_000,
    "open": "<" * 1_000_000,
    "quotes": '<a href="' * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_soon(name: str) -> None:
    start = time.process_time()
    read_page(Page(role=Role.HOME, url="https://www.example.gov.cn/", text=HOSTILE[name]), {})
    assert time.process_time() - start < 10


def test_a_page_that_nests_too_deeply_is_not_parsed() -> None:
    assert parse("<div>" * 200_000) is None
    footer = read_page(Page(role=Role.HOME, url="https://www.example.gov.cn/", text="<div>" * 200_000), {})
    assert footer.cut
    assert footer.doubt("icp")


def test_an_old_page_without_closing_tags_is_parsed() -> None:
    assert parse("<table>" + "<tr><td><p>某局<li>备<br>" * 3_000) is not None


@given(st.text(alphabet="<>/ab=\"'!-divspancript备:京ICP1234 \n", max_size=400))
@settings(max_examples=200, deadline=None)
def test_reading_never_raises(text: str) -> None:
    read_page(Page(role=Role.HOME, url="https://www.example.gov.cn/", text=text), {})
