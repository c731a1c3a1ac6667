"""What answers in place of a site, told from news about such things."""

from __future__ import annotations

import time

import pytest

from govsite_checks import sample
from govsite_checks.model import Page, Role
from govsite_checks.reading.domains.parked import NOTICE_CHARS, NOTICE_LINKS, Parked, read_parked
from govsite_checks.reading.page.document import Document


def read(html: str, url: str = "http://www.old.com/") -> Parked:
    page = Page(role=Role.HOME, url=url, final_url=url, status=200, text=html)
    return read_parked(Document(page, sample.AS_OF))


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<title>Welcome to nginx!</title>", "default"),
        ("<title>IIS7</title>", "default"),
        ("<title>404 Not Found</title><center>nginx</center>", "default"),
        ("<title>没有找到站点</title>", "default"),
        ("<title>Index of /</title>", "default"),
        ("<p>It works!</p>", "default"),
        ("<title>old.com - This domain is for sale</title><p>Buy this domain</p>", "for-sale"),
        ("<p>此域名可转让，请联系QQ</p>", "for-sale"),
        ("<p>本网站已于2018年6月30日关停。</p>", "closed"),
        ("<p>因机构改革，本站已迁移至某市政府门户网站。</p>", "closed"),
        ("<p>某局网站停止运行，请访问市政府门户网站。</p>", "closed"),
        ("<p>本网站正在升级维护，暂停访问。</p>", "suspended"),
        ("<p>系统临时下线公告</p>", "suspended"),
    ],
)
def test_kinds_of_pages(html: str, kind: str) -> None:
    found = read(html)
    assert (found.kind, found.certain) == (kind, True)


def test_a_dealer_is_known_by_its_host() -> None:
    assert read("<p>hello</p>", "https://www.dan.com/buy").kind == "for-sale"
    assert read("<p>hello</p>", "https://notdan.com/").kind == ""
    frame = '<script src="//img.sedoparking.com/a.js"></script><p>old.com</p>'
    assert read(frame) == Parked("for-sale", "sedoparking.com", False)


def test_bets_are_certain_by_their_title() -> None:
    page = "<title>新葡京官网_百家乐</title><p>欢迎</p>"
    assert read(page) == Parked("gambling", "新葡京、百家乐", True)


@pytest.mark.parametrize(
    "html",
    [
        "<title>警方打击百家乐、老虎机</title><p>时时彩</p>",
        "<title>法治新闻</title><p>公安机关查处百家乐、老虎机、六合彩、时时彩窝点</p>",
    ],
)
def test_news_of_gamblers_is_never_certain(html: str) -> None:
    assert not read(html).certain


def test_one_word_is_nothing() -> None:
    assert read("<title>某市政府</title><p>某某涉百家乐一案开庭</p>") == Parked()


def test_a_notice_on_a_whole_site_is_not_certain() -> None:
    notice = "<p>本网站将于9月30日关停。</p>"
    assert read(notice + "字" * (NOTICE_CHARS - 20)).certain
    assert not read(notice + "字" * NOTICE_CHARS).certain
    assert read(notice + '<a href="/a">甲</a>' * NOTICE_LINKS).certain
    assert not read(notice + '<a href="/a">甲</a>' * (NOTICE_LINKS + 1)).certain


@pytest.mark.parametrize(
    "words",
    ["维护社会稳定工作会议召开，市领导参会", "我市加强城市维护管理，效果集中体现", "产业升级取得进展"],
)
def test_headlines_are_no_notice(words: str) -> None:
    assert read(f"<p>{words}</p>") == Parked()


def test_a_page_like_any_other() -> None:
    assert read(sample.site_page("主办：某局")) == Parked()
    assert read("") == Parked()


def test_hostile_pages_are_read_in_bounded_time() -> None:
    begun = time.process_time()
    for text in ("网站" * 400_000, "域名" * 400_000, "<title>" + "百家乐" * 300_000, "关停" * 400_000):
        read(text)
    assert time.process_time() - begun < 5
