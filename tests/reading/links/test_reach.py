"""What an answer says of the link that led to it: only an answer that says so makes a link broken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govsite_checks import sample
from govsite_checks.model import Page, PageError, Role, Snapshot
from govsite_checks.reading.links.reach import State, answers, key_of, reach

NO_NAME = "域名不存在或没有地址记录"


def snapshot(*pages: Page) -> Snapshot:
    home = sample.page(Role.HOME, "/", "<p>首页</p>")
    return Snapshot(sample.SITE, sample.AS_OF, (home, *pages))


def failed(url: str, error: str, status: int | None = None, detail: str = "") -> Page:
    return sample.page(Role.EXTERNAL, url, status=status, error=error, detail=detail)


@pytest.mark.parametrize("status", [404, 410])
def test_gone_is_broken(status: int) -> None:
    found = reach(failed("/a", PageError.HTTP_STATUS, status))
    assert found.state is State.BROKEN
    assert str(status) in found.why


@pytest.mark.parametrize("status", [400, 401, 403, 405, 412, 429, 500, 502, 503, 521])
def test_a_refusal_or_a_fault_of_the_server_is_unknown(status: int) -> None:
    found = reach(failed("/a", PageError.HTTP_STATUS, status))
    assert found.state is State.UNKNOWN
    assert str(status) in found.why


@pytest.mark.parametrize(
    "error",
    [error for error in PageError if error not in {PageError.HTTP_STATUS, PageError.NOT_TEXT, PageError.DNS}],
)
def test_what_kept_us_away_is_unknown(error: PageError) -> None:
    assert reach(failed("/a", error)).state is State.UNKNOWN


def test_a_challenge_with_status_404_is_unknown() -> None:
    assert reach(failed("/a", PageError.CHALLENGE, 404)).state is State.UNKNOWN


def test_a_file_that_is_no_text_is_there() -> None:
    assert reach(failed("/a.pdf", PageError.NOT_TEXT, 200)).state is State.OK


def test_a_name_that_does_not_exist() -> None:
    page = failed("http://a.example.org/", PageError.DNS, detail=NO_NAME)
    assert reach(page, "www.example.gov.cn").state is State.BROKEN
    assert reach(page, "www.example.gov.cn").by_name
    # The site's own name was found when its home page answered.
    assert reach(page, "a.example.org").state is State.UNKNOWN
    # The resolver failed, which says nothing of the name.
    assert reach(replace(page, detail="域名解析超时")).state is State.UNKNOWN


def test_no_name_is_missing_where_no_other_name_is_found() -> None:
    dead = failed("http://a.example.org/", PageError.DNS, detail=NO_NAME)
    alone = answers(snapshot(dead, sample.page(Role.TWIN, "https://example.gov.cn/")))
    assert alone.reach(dead).state is State.UNKNOWN
    other = answers(snapshot(dead, failed("http://b.example.com/", PageError.REFUSED)))
    assert other.reach(dead).state is State.BROKEN


@pytest.mark.parametrize(
    "final", ["/404.html", "/error/404.htm", "/common/page404.jsp", "/notfound.html", "/404/"]
)
def test_a_redirect_to_an_error_page(final: str) -> None:
    assert reach(sample.page(Role.LINK, "/a/1.html", final=final)).state is State.BROKEN


@pytest.mark.parametrize(
    "final",
    ["/", "/index.html", "/a/t20180404_1.html", "/info/1404.htm", "/a/404001.html", "/news-2404.html"],
)
def test_other_redirects_are_fine(final: str) -> None:
    assert reach(sample.page(Role.LINK, "/a/1.html", final=final)).state is State.OK


def test_an_address_that_is_named_404_itself() -> None:
    assert reach(sample.page(Role.LINK, "/404.html", final="/cn/404.html")).state is State.OK


@pytest.mark.parametrize(
    "title",
    [
        "页面不存在",
        "404 Not Found",
        "404",
        "您访问的页面已被删除",
        "找不到该页面",
        "Page Not Found",
        "对不起，文章不存在",
    ],
)
def test_a_title_that_says_there_is_nothing(title: str) -> None:
    page = replace(sample.page(Role.LINK, "/a/1.html"), title=title)
    assert reach(page).state is State.DOUBTFUL


@pytest.mark.parametrize("title", ["关于做好安全工作的通知", "第404号公告", "页面设计规范", "文件下载", ""])
def test_other_titles(title: str) -> None:
    assert reach(replace(sample.page(Role.LINK, "/a/1.html"), title=title)).state is State.OK


def test_the_words_count_only_on_a_page_that_says_little_else() -> None:
    said = "<p>您访问的页面不存在</p>"
    assert reach(sample.page(Role.ARTICLE, "/a", said)).state is State.DOUBTFUL
    assert reach(sample.page(Role.ARTICLE, "/a", said + "<p>" + "正文内容" * 100 + "</p>")).state is State.OK


def test_the_title_of_an_address_that_cannot_exist() -> None:
    probe = replace(sample.page(Role.PROBE, "/govsite-x.html"), title="提示信息")
    link = replace(sample.page(Role.LINK, "/a/1.html"), title="提示信息")
    assert answers(snapshot(probe, link)).reach(link).state is State.DOUBTFUL
    # A site that gives every page one title says nothing by it.
    home = replace(sample.page(Role.HOME, "/"), title="提示信息")
    one_title = Snapshot(sample.SITE, sample.AS_OF, (home, probe, link))
    assert answers(one_title).reach(link).state is State.OK


def test_answers_are_found_by_either_address() -> None:
    page = sample.page(Role.COLUMN, "/zwgk", final="/zwgk/index.html")
    known = answers(snapshot(page))
    for url in ("https://www.example.gov.cn/zwgk", "https://www.example.gov.cn/zwgk/index.html#top"):
        assert known.of(url) is page
    assert known.of("https://www.example.gov.cn/other") is None
    assert known.of("https://www.example.gov.cn") is not None
    assert key_of("https://a.cn#x") == "https://a.cn/"


def test_of_two_answers_the_one_with_a_status_counts() -> None:
    left = sample.page(Role.LINK, "/a", status=None, error=PageError.SITE_LEFT)
    seen = sample.page(Role.ARTICLE, "/a", "<p>正文</p>")
    assert answers(snapshot(left, seen)).of(seen.url) is seen


@pytest.mark.parametrize(
    "words", ["Page Not Found", "PAGE NOT FOUND", "page nOt fOuNd", "您访问的页面不存在", "404 not found"]
)
def test_a_short_page_that_says_so_is_doubtful_however_it_is_written(words: str) -> None:
    page = sample.page(Role.ARTICLE, "/a", f"<p>{words}</p>")
    assert reach(page).state is State.DOUBTFUL
