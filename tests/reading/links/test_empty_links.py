"""Links that lead nowhere, and controls that need no target."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.reading.links.empty_links import EmptyLinks, read_empty_links
from govsite_checks.reading.page.document import Document


def read(html: str) -> EmptyLinks:
    return read_empty_links(Document(sample.page("home", "/", html), sample.AS_OF))


@pytest.mark.parametrize(
    "href",
    [
        "#",
        "",
        "##",
        "javascript:;",
        "javascript:void(0)",
        "javascript:void(0);",
        "JavaScript:void 0",
        "javascript:",
    ],
)
def test_nowhere(href: str) -> None:
    found = read(f'<ul class="list"><li><a href="{href}">领导信息</a></li></ul>')
    assert [link.text for link in found.links] == ["领导信息"]
    assert not found.scripted


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/a/">领导信息</a>',
        '<a href="#part2">领导信息</a>',
        '<a href="javascript:openInfo(3)">领导信息</a>',
        '<a href="#" onclick="go()">领导信息</a>',
        '<a href="#" data-id="3">领导信息</a>',
        '<a href="#" id="leader">领导信息</a>',
        '<a href="#" v-on:click="go">领导信息</a>',
        '<a href="#" class="tab-item">领导信息</a>',
        '<ul class="tabs"><li><a href="#">领导信息</a></li></ul>',
        '<li><a href="#">政务公开</a><ul><li><a href="/a/">公告</a></li></ul></li>',
        '<dl><dt><a href="#">政务公开</a></dt><dd><a href="/a/">公告</a></dd></dl>',
        '<a href="#"><img src="a.png"></a>',
        "<a name=top>领导信息</a>",
    ],
)
def test_somewhere(html: str) -> None:
    assert read(html).links == ()


@pytest.mark.parametrize(
    "words",
    [
        "返回顶部",
        "TOP",
        "上一页",
        "下一篇",
        "3",
        "大",
        "打印本页",
        "加入收藏",
        "无障碍浏览",
        "官方微信",
        "登录",
        "English",
        "关闭",
    ],
)
def test_controls(words: str) -> None:
    assert read(f'<p><a href="#">{words}</a></p>').links == ()


@pytest.mark.parametrize("words", ["赞助单位名单", "更多", "顶级资源", "在线咨询", "大事记"])
def test_words_that_only_begin_like_controls(words: str) -> None:
    assert [link.text for link in read(f'<p><a href="#">{words}</a></p>').links] == [words]


def test_a_script_may_act() -> None:
    assert read('<p><a href="#">领导信息</a></p><script src="/a.js"></script>').scripted


def test_each_words_once() -> None:
    assert len(read('<p><a href="#">领导信息</a></p>' * 5).links) == 1
