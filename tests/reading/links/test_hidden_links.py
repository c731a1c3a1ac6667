"""What hides a link, and what only looks like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.reading.links.hidden_links import MAX_HIDDEN, HiddenLink, How, of_style, read_hidden_links
from govsite_checks.reading.page.document import Document

LINK = '<a href="http://x.example.com/">某公司</a>'


def read(html: str) -> tuple[HiddenLink, ...]:
    return read_hidden_links(Document(sample.page("home", "/", html), sample.AS_OF))


@pytest.mark.parametrize(
    ("style", "how"),
    [
        ("display:none", How.GONE),
        ("DISPLAY : NONE !important", How.GONE),
        ("visibility: hidden", How.GONE),
        ("position:absolute;top:-999px", How.AWAY),
        ("left:-9999em", How.AWAY),
        ("opacity:0", How.AWAY),
        ("opacity: 0.0", How.AWAY),
        ("height:1px;overflow:hidden", How.TINY),
        ("overflow-y:hidden; width:0", How.TINY),
        ("font-size:0", How.FAINT),
        ("text-indent:-9999px", How.FAINT),
        ("display:block", None),
        ("opacity:0.8", None),
        ("height:100px;overflow:hidden", None),
        ("height:1px", None),
        ("min-height:0;overflow:auto", None),
        ("line-height:1.5", None),
        ("font-size:12px", None),
        ("left:-1px", None),
        ("margin:-10px", None),
        ("backface-visibility:hidden", None),
        ("height:100%;overflow:hidden", None),
    ],
)
def test_styles(style: str, how: How | None) -> None:
    assert of_style(style) is how


@pytest.mark.parametrize(
    ("html", "how"),
    [
        (f'<div style="display:none"><p><span>{LINK}</span></p></div>', How.GONE),
        ('<a style="display:none" href="http://x.example.com/">某公司</a>', How.GONE),
        (f"<div hidden>{LINK}</div>", How.GONE),
        (f'<marquee height="1px" width=5>{LINK}</marquee>', How.MARQUEE),
        (
            f"<style>\n.a, .k1 {{ position:absolute; left:-5000px }}</style><div class=k1>{LINK}</div>",
            How.SHEET,
        ),
        (
            f'<div id="q">{LINK}</div><script>document.getElementById("q").style.display="none"</script>',
            How.SCRIPT,
        ),
    ],
)
def test_hidden(html: str, how: How) -> None:
    assert [item.how for item in read(html)] == [how]


@pytest.mark.parametrize(
    "html",
    [
        LINK,
        f'<marquee height="200">{LINK}</marquee>',
        '<div style="display:none"><a href="/a/">本站</a><a href="https://www.gov.cn/">国</a></div>',
        f'<body style="display:none">{LINK}</body>',
        f'<!-- <div style="display:none">{LINK}</div> -->',
        f"<style>.k2{{display:none}}</style><div class=k1>{LINK}</div>",
    ],
)
def test_not_hidden(html: str) -> None:
    assert read(html) == ()


def test_siblings_of_what_is_hidden_are_seen() -> None:
    assert read(f'<div><p style="display:none">x</p>{LINK}<b>{LINK}</b></div>') == ()


@pytest.mark.parametrize(
    ("words", "sold"),
    [
        ("时时彩平台", True),
        ("澳门新葡京", True),
        ("传奇 私服", True),
        ("严厉打击网络赌博", False),
        ("中国福利彩票发行管理中心", False),
        ("亚博会官方网站", False),
        ("某某医院", False),
        ("办证大厅", False),
        ("创业小额贷款办理", False),
    ],
)
def test_words_of_trades(words: str, sold: bool) -> None:
    html = f'<p style="display:none"><a href="http://x.example.com/">{words}</a></p>'
    assert [item.sold for item in read(html)] == [sold]


def test_a_known_host_sells_nothing() -> None:
    html = '<p style="display:none"><a href="http://news.people.com.cn/">博彩</a></p>'
    assert [(item.outward.known, item.sold) for item in read(html)] == [(True, False)]


def test_a_hostile_page_is_bounded() -> None:
    many = "".join(f'<a style="display:none" href="http://x{n}.example.com/">x</a>' for n in range(2_000))
    sheets = "<style>" + ".a{" * 50_000 + "</style><style>" + "x" * 200_000 + "none</style>"
    start = time.process_time()
    assert len(read(sheets + many)) == MAX_HIDDEN
    assert time.process_time() - start < 3


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet='<>/div style="display:none;hft-019apx#.{}', max_size=200))
def test_never_raises(text: str) -> None:
    read(text + LINK)
