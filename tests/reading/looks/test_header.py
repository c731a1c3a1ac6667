"""Headers, the ends of pages, titles that scripts set."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.reading.looks.header import EDGE_LINKS, read_edges, read_header, sets_title
from govsite_checks.reading.page.document import Document


def doc(html: str) -> Document:
    return Document(sample.page("article", "/a/1.html", html), sample.AS_OF)


def test_a_header_by_its_name_and_by_its_place() -> None:
    named = read_header(doc("<p>x</p>" * 30 + '<div id="header">某局<img src="l.png" alt="标识"></div>'))
    assert "某局" in named.words
    assert "标识" in named.picture_words
    assert not named.silent_pictures
    first = read_header(doc('<p>某局</p><img src="l.png">'))
    assert "某局" in first.words
    assert first.silent_pictures


def test_the_ends_of_a_page() -> None:
    links = "".join(f'<a href="/{n}/">{n}</a>' for n in range(40))
    edges = read_edges(doc(links))
    assert len(edges.first) == len(edges.last) == EDGE_LINKS
    assert not set(edges.first) & set(edges.last)
    assert (edges.first[0][-3:], edges.last[0][-4:]) == ("/0/", "/39/")
    assert not edges.written
    assert read_edges(doc(links + '<iframe src="/inc/foot.html"></iframe>')).written


@pytest.mark.parametrize("script", ["document.title = x", "$('title').text(x)"])
def test_titles_set_by_scripts(script: str) -> None:
    text = "<p>" + "政务公开" * 100 + "</p>"
    assert sets_title(doc(f"{text}<script>{script}</script>"))
    assert not sets_title(doc(f"{text}<script>var a = 1</script>"))
    assert sets_title(doc('<div id="app"></div><script src="/app.js"></script>'))


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p>欢迎访问某市某局网站</p><p>首页</p><p>概况</p>", True),
        ("<p>首 页 | 设为首页</p><p>某市某局</p>", True),
        ("<p>政务信息网</p><p>首页</p><p>某市某局召开工作推进会</p>", False),
        ("<p>政务信息网</p><p>近日，某市某局就防汛工作作出安排，要求各科室和所属单位参加。</p>", False),
        (
            '<div class="headline"><h2>头条</h2><p>近日，某市某局就防汛工作作出安排，要求各科室参加。</p></div>',
            False,
        ),
        (
            '<div class="head"><p>近日某市某局就防汛工作作出安排，本页头滚动显示，要求各科室参加。</p></div>',
            True,
        ),
    ],
)
def test_news_below_a_header_does_not_name_the_site(html: str, seen: bool) -> None:
    assert ("某市某局" in read_header(doc(html)).words) is seen


@pytest.mark.parametrize(
    ("script", "written"),
    [
        ('document.write(unescape("%3Cfooter class=x%3E"))', True),
        ("document.write('<div class=\"foot\">' + x)", True),
        ("$(function () { $('#foot').load('/foot.html') })", True),
        ('$("#f").html("<div>")', True),
        ("f.innerHTML = x", True),
        ("document.body.insertAdjacentHTML('beforeend', '<div>')", True),
        ("document.write(unescape(\"%3Cspan id='_ideConac' %3E\"))", False),
        ('document.write("<script src=1><\\/script>")', False),
        ("if (f.innerHTML == x) { go() }", False),
    ],
)
def test_parts_that_a_script_writes(script: str, written: bool) -> None:
    assert read_edges(doc(f"<p>一</p><script>{script}</script>")).written is written
