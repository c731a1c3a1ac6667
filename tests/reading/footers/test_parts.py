"""What is asked for besides the home page."""

from __future__ import annotations

import time

import pytest

from govsite_checks.model import Role
from govsite_checks.reading.footers.parts import Part, wanted_parts

BASE = "https://www.example.gov.cn/index.html"
FULL = (
    '<div class="footer">主办单位：某局 电话：010-12345678 网站标识码：1100000088 京ICP备05000001号 京公网安备11010102000001号'
    '<a href="/map/">网站地图</a><a href="//bszs.conac.cn/sitename?method=show&id=0123456789ABCDEF0123456789ABCDEF">标识</a>'
    '<script id="_jiucuo_" sitecode="1100000088" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script></div>'
)


def urls(html: str, role: str | None = None) -> list[str]:
    return [part.url for part in wanted_parts(html, BASE) if role is None or part.role == role]


def test_nothing_but_the_site_map_where_the_footer_shows_all() -> None:
    html = FULL + '<script src="/js/foot.js"></script><iframe src="/bottom.html"></iframe>'
    assert wanted_parts(html, BASE) == (Part(Role.SITEMAP, "https://www.example.gov.cn/map/"),)


def test_named_footers_come_first() -> None:
    html = '<script src="/js/a.js"></script><script src="js/foot.js"></script><script src="//x.example.org/b.js"></script>'
    assert urls(html) == [
        "https://www.example.gov.cn/js/foot.js",
        "https://www.example.gov.cn/js/a.js",
        "https://x.example.org/b.js",
    ]


@pytest.mark.parametrize(
    "src",
    [
        "/js/jquery.min.js",
        "/js/swiper.js",
        "https://hm.baidu.com/hm.js?1",
        "//dcs.conac.cn/js/33/CA330000000604258890010.js",
        "https://zfwzgl.www.gov.cn/exposure/jiucuo.js",
        "data:text/javascript,1",
        "javascript:1",
        "file:///etc/passwd",
        "ftp://x/y.js",
    ],
)
def test_what_never_writes_a_footer_is_not_wanted(src: str) -> None:
    assert urls(f'<p>某局</p><script src="{src}"></script>') == []


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<iframe src="/col/col1/index.html"></iframe>', "https://www.example.gov.cn/col/col1/index.html"),
        ("<frameset><frame src=bottom.htm></frameset>", "https://www.example.gov.cn/bottom.htm"),
        (
            '<div id=footer></div><script>$("#footer").load("inc/f.html")</script>',
            "https://www.example.gov.cn/inc/f.html",
        ),
        (
            "<script>document.write('<iframe src=\"/foot.html\"></iframe>')</script>",
            "https://www.example.gov.cn/foot.html",
        ),
    ],
)
def test_frames_are_wanted(html: str, url: str) -> None:
    assert urls(html, Role.FRAME) == [url]


def test_counters_in_frames_are_not() -> None:
    assert (
        urls(
            '<iframe src="/count" width=0></iframe><iframe style="display:none" src="/c"></iframe><iframe src=""></iframe>'
        )
        == []
    )


def test_a_script_that_a_script_writes() -> None:
    assert urls("<script>document.write('<script src=\"/js/bottom.js\"><\\/script>')</script>") == [
        "https://www.example.gov.cn/js/bottom.js"
    ]


def test_no_more_than_the_bounds_and_always_the_same() -> None:
    html = "".join(
        f'<script src="/js/x{n}.js"></script><iframe src="/f{n}.html"></iframe>' for n in range(50)
    )
    parts = wanted_parts(html, BASE)
    assert [part.role for part in parts] == [Role.FOOTER_SCRIPT] * 8 + [Role.FRAME] * 6
    assert wanted_parts(html, BASE) == parts


def test_the_site_map_of_another_site_is_not_wanted() -> None:
    assert (
        urls(
            '<div class=footer>主办：某局<a href="https://www.elsewhere.org/map">网站地图</a></div>',
            Role.SITEMAP,
        )
        == []
    )


@pytest.mark.parametrize("base", ["", "not an address", "http://[::1", "https://例子.政务/"])
def test_odd_base_addresses_do_no_harm(base: str) -> None:
    wanted_parts('<script src="/js/foot.js"></script>', base)


def test_a_usual_page_is_quick() -> None:
    html = "<ul>" + "<li><a href=/n/1.html>某市召开会议</a><span>09-10</span></li>" * 600 + "</ul>" + FULL
    wanted_parts(html, BASE)
    start = time.process_time()
    for _ in range(5):
        wanted_parts(html, BASE)
    assert (time.process_time() - start) / 5 < 0.1
