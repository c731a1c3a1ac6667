"""What an outward link leads to by now, by title and host."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govsite_checks import sample
from govsite_checks.model import Page, Role
from govsite_checks.reading.links.resold import advertises, resold


def page(title: str, url: str = "http://a.example.org/", final: str = "") -> Page:
    return replace(sample.page(Role.EXTERNAL, url, final=final), title=title)


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("澳门新葡京官方网站", "博彩"),
        ("北京赛车PK10开奖", "博彩"),
        ("Online Casino", "博彩"),
        ("成人电影在线", "色情"),
        ("example.org 域名出售", "域名"),
        ("This domain is for sale", "域名"),
        ("example.org - domain expired", "域名"),
    ],
)
def test_titles_that_give_it_away(title: str, says: str) -> None:
    assert says in resold(page(title))


@pytest.mark.parametrize(
    "title",
    [
        "某协会",
        "打击跨境赌博专项行动",
        "亚博会官方网站",
        "体育彩票投注站公示",
        "扫黄打非 查处色情网站",
        "域名管理办法解读",
        "",
        "Essex 大学",
    ],
)
def test_titles_of_others(title: str) -> None:
    assert resold(page(title)) == ""


def test_a_dealer_answers() -> None:
    assert "dan.com" in resold(page("", final="https://dan.com/x"))
    assert resold(page("", url="https://www.dan.com/about")) == ""


def test_what_a_government_answers_is_its_own() -> None:
    assert resold(page("澳门赌场监管", url="https://www.dicj.gov.mo/")) == ""


def test_words_of_a_link() -> None:
    assert advertises("百家乐")
    assert not advertises("防范网络赌博平台")
