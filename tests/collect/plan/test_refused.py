"""Addresses that are never asked for."""

from __future__ import annotations

import pytest

from govsite_checks.collect.plan.refused import is_edition, is_refused

HOST = "http://www.x.gov.cn"


@pytest.mark.parametrize(
    "path",
    [
        "/logout",
        "/user/logout.do",
        "/user.jsp?action=delete&id=1",
        "/unsubscribe.html?mail=a",
        "/subscribe/",
        "/vote.asp?id=3",
        "/login.jsp",
        "/sso/login?service=x",
        "/admin",
        "/admin/",
        "/list?year=2018&month=10",
        "/a.html?sort=time",
        "/a;jsessionid=1234",
        "/calendar/2018-10.html",
        "/index.html?print=1",
        "/form.php?Submit=1",
    ],
)
def test_addresses_that_act_or_never_end(path: str) -> None:
    assert is_refused(HOST + path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/gzdt/",
        "/tzgg/202010/t20201012_12.html",
        "/zwgk/index_2.html",
        "/list.jsp?channel=12&page=2",
        "/info/1001/2.htm",
        "/delete-note/a.html",
        "/index.php?m=content&c=index&a=lists&catid=37&page=2",
        "/loginfo/a.html",
        "/xw/day1.html",
    ],
)
def test_plain_addresses(path: str) -> None:
    assert not is_refused(HOST + path)


def test_a_host_is_no_act() -> None:
    assert not is_refused("http://login.x.gov.cn")
    assert not is_refused("http://post.gov.cn/")


@pytest.mark.parametrize("words", ["退出", "退出登录", "删除", "投票", " 订阅 ", "登陆"])
def test_words_that_act(words: str) -> None:
    assert is_refused(HOST + "/a.html", words)


def test_words_about_acts_are_no_acts() -> None:
    assert not is_refused(HOST + "/a.html", "关于删除有关条款的通知")


@pytest.mark.parametrize(
    "url",
    [HOST + "/en/", HOST + "/wap/a.html", "http://english.x.gov.cn/", "http://m.x.gov.cn/a", HOST + "/wza/"],
)
def test_editions(url: str) -> None:
    assert is_edition(url)


@pytest.mark.parametrize("url", [HOST + "/engineering/", HOST + "/a/en/", "http://mzj.x.gov.cn/"])
def test_no_editions(url: str) -> None:
    assert not is_edition(url)
