"""What the site's own search is asked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from govsite_checks.collect.plan.searching import Known, form_of_hint, nonsense, queries, words_of
from govsite_checks.model import Role, Site

SITE = Site("3300000001", "实验市人民政府", "http://www.lab.gov.cn/")
FORM = "<form action='/search' method=get><input type=text name=keyword placeholder=请输入关键词><input type=submit value=搜索></form>"
NAV = (
    "<ul class=nav><li><a href='/'>首页</a></li><li><a href='/gzdt/'>工作动态</a></li><li><a href='/tzgg/'>通知公告</a></li>"
    "<li><a href='/a/'>政务公开</a></li><li><a href='/b/'>互动交流</a></li></ul>"
)
BODY = "<p>" + "有关工作的安排和进展，内容为测试所写。" * 20 + "</p>"


def pages(lab: Any, form: str = FORM, ages: tuple[int, ...] = (1, 10, 120)) -> dict[str, str]:
    found = {"/": NAV + form}
    items = ""
    for age in ages:
        day = (lab.as_of - timedelta(days=age)).date()
        title = f"我镇第{age}次部署安排秋季防火巡查值守工作"
        items += f"<li><a href='/gzdt/{age}.html'>{title}</a><span>{day}</span></li>"
        found[f"/gzdt/{age}.html"] = (
            f"<h1>{title}</h1><div>发布时间：{day}</div><div class=content>{BODY}</div>"
        )
    found["/gzdt/"] = NAV + f"<ul class=list>{items}</ul>"
    return found


def asked(trip: Any) -> dict[str, str]:
    return {page.note: page.query for page in trip.of(Role.SEARCH)}


def test_a_recent_and_an_older_article_and_nonsense_are_asked_for(lab: Any) -> None:
    trip = lab.visit(pages(lab))
    words = asked(trip)
    assert "第10次" in words["known"]
    assert "第120次" in words["older"]
    assert words["absurd"] == nonsense(lab.site())
    for page in trip.of(Role.SEARCH):
        assert parse_qs(urlsplit(page.url).query)["keyword"] == [page.query]
        assert (page.method, page.body, page.parent) == ("GET", b"", lab.home)


@pytest.mark.parametrize(
    ("age", "note"), [(2, None), (3, "known"), (60, "known"), (61, None), (90, None), (91, "older")]
)
def test_ages_of_what_is_asked_for(age: int, note: str | None) -> None:
    today = date(2018, 9, 10)
    found = dict(queries(SITE, [Known("我镇部署安排秋季防火巡查", today - timedelta(days=age))], today))
    assert {name for name in found if name != "absurd"} == ({note} if note else set())


def test_of_several_the_newest_is_asked_for() -> None:
    today = date(2018, 9, 10)
    known = [Known(f"我镇第{age}次部署防火巡查", today - timedelta(days=age)) for age in (50, 5, 1, 300, 100)]
    found = dict(queries(SITE, known, today))
    assert "第5次" in found["known"]
    assert "第100次" in found["older"]


def test_rows_of_lists_stand_in_for_articles_that_were_not_opened() -> None:
    today = date(2018, 9, 10)
    rows = [Known(f"我镇第{age}次部署防火巡查", today - timedelta(days=age)) for age in (9, 200)]
    cut = [Known("我镇第三次部署防火巡查和…", today - timedelta(days=100))]
    opened = [Known("我镇第四十次部署防火巡查", today - timedelta(days=40))]
    assert "第四十次" in dict(queries(SITE, opened, today, rows))["known"]
    assert "第9次" in dict(queries(SITE, [], today, rows))["known"]
    assert "第200次" in dict(queries(SITE, opened, today, [*cut, *rows]))["older"]
    assert "older" not in dict(queries(SITE, opened, today, cut))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("关于印发《某某市城市管理办法》的通知", "某某市城市管理办法"),
        ("短题", "短题"),
        ("二〇一七年部署安排防火巡查", "二〇一七年部署安排防火巡查"),
        ("𬒈村水库除险加固开工", "𬒈村水库除险加固开工"),
        ("", ""),
        ("！！！", ""),
        ("一二三四五六七八九十一二三四五六七八九十甲乙丙丁", "三四五六七八九十一二三四五六七八九十甲乙"),
    ],
)
def test_the_middle_of_a_title_is_pasted(title: str, words: str) -> None:
    assert words_of(title) == words


def test_a_posting_form_of_the_own_host_is_posted(lab: Any) -> None:
    trip = lab.visit(pages(lab, FORM.replace("get", "post")))
    assert {(page.method, page.url) for page in trip.of(Role.SEARCH)} == {
        ("POST", "http://www.lab.gov.cn/search")
    }
    assert all(b"keyword=" in page.body for page in trip.of(Role.SEARCH))


@pytest.mark.parametrize("action", ["http://www.sou.example/s", "http://so.other.gov.cn/search"])
def test_nothing_is_posted_elsewhere(lab: Any, action: str) -> None:
    trip = lab.visit(pages(lab, FORM.replace("get", "post").replace("/search", action)))
    assert not trip.of(Role.SEARCH)
    assert trip.omitted("foreign-form") == {"search": 1}


def test_no_other_form_is_ever_posted(lab: Any) -> None:
    letter = "<form action='/letter/submit' method=post><input name=title><textarea name=content></textarea><input type=submit value=提交></form>"
    trip = lab.visit(pages(lab, letter))
    assert not [page for page in trip.wanted if page.method != "GET" or page.body]
    assert trip.omitted("no-form") == {"search": 1}


SCRIPTED = "<form onsubmit='return false'><input name=q placeholder=请输入关键词><input type=button value=搜索></form>"


def test_a_form_that_only_a_script_can_send_is_typed_into_where_it_stands(lab: Any) -> None:
    trip = lab.visit(pages(lab, SCRIPTED), typed="<p>没有找到相关结果</p>")
    words = asked(trip)
    assert "第10次" in words["known"]
    assert words["absurd"] == nonsense(lab.site())
    for page in trip.of(Role.SEARCH):
        assert (page.act, page.url, page.method, page.body) == ("search", lab.home, "GET", b"")
    assert not trip.omitted("no-form")


def test_a_form_that_no_browser_sent_is_named_once(lab: Any) -> None:
    trip = lab.visit(pages(lab, SCRIPTED))
    assert len(trip.of(Role.SEARCH)) == 3
    assert trip.omitted("no-form") == {"search": 1}


def test_a_typed_search_is_turned_over_as_any(lab: Any) -> None:
    more = (
        "<ul>" + "<li><a href='/gzdt/10.html'>结果</a></li>" * 10 + "</ul><a href='/so?q=1&page=2'>下一页</a>"
    )
    trip = lab.visit(pages(lab, SCRIPTED), typed=more)
    assert [page.url for page in trip.of(Role.SEARCH) if page.note == "known-next"] == [
        f"{lab.home}so?q=1&page=2"
    ]


def test_a_link_to_a_search_is_followed_to_the_form(lab: Any) -> None:
    site = pages(lab, "<a href='/so/'>站内搜索</a>") | {"/so/": FORM}
    trip = lab.visit(site)
    assert [(page.url, page.note) for page in trip.of(Role.OTHER)] == [(f"{lab.home}so/", "search-page")]
    assert {urlsplit(page.url).path for page in trip.of(Role.SEARCH)} == {"/search"}


def test_a_link_to_a_search_of_others_is_not_followed(lab: Any) -> None:
    trip = lab.visit(pages(lab, "<a href='http://www.sou.example/so/'>站内搜索</a>"))
    assert not trip.of(Role.OTHER)
    assert not trip.of(Role.SEARCH)


def test_the_field_of_a_page_behind_a_link_is_typed_into_there(lab: Any) -> None:
    trip = lab.visit(pages(lab, "<a href='/so/'>站内搜索</a>") | {"/so/": SCRIPTED})
    assert {page.url for page in trip.of(Role.SEARCH)} == {f"{lab.home}so/"}


def test_results_are_turned_over_once(lab: Any) -> None:
    site = pages(lab)
    results = (
        "<ul class=result>"
        + "".join(
            f"<li><a href='/gzdt/{n}.html'>我镇防火{n}</a><span>2018-08-0{n}</span></li>" for n in range(1, 9)
        )
        + "</ul>"
    )

    trip = lab.visit(site)
    known = next(page for page in trip.of(Role.SEARCH) if page.note == "known")
    site[known.url] = results + "<a href='/search?keyword=x&page=2'>下一页</a>"
    trip = lab.visit(site)
    following = trip.of(Role.SEARCH)[-1]
    assert (following.note, following.url, following.query) == (
        "known-next",
        "http://www.lab.gov.cn/search?keyword=x&page=2",
        known.query,
    )
    assert len([page for page in trip.of(Role.SEARCH) if page.note == "known-next"]) == 1
    assert not [page for page in lab.visit(site, searches=3).of(Role.SEARCH) if page.note == "known-next"]


def test_of_two_results_one_is_turned_over(lab: Any) -> None:
    site = pages(lab)
    rows = "".join(
        f"<li><a href='/gzdt/{n}.html'>我镇防火{n}</a><span>2018-08-0{n}</span></li>" for n in range(1, 9)
    )
    for page in lab.visit(site).of(Role.SEARCH):
        site[page.url] = f"<ul class=result>{rows}</ul><a href='/search?of={page.note}&page=2'>下一页</a>"
    following = [page for page in lab.visit(site, searches=9).of(Role.SEARCH) if page.note == "known-next"]
    assert [page.url for page in following] == ["http://www.lab.gov.cn/search?of=known&page=2"]


def test_the_form_of_a_column_serves_where_the_home_page_has_none(lab: Any) -> None:
    site = pages(lab, "")
    site["/gzdt/"] += FORM
    assert "known" in asked(lab.visit(site))


@pytest.mark.parametrize(
    ("hint", "url"),
    [("/s?site=1&q=", "http://www.lab.gov.cn/s"), ("/s?q={}&site=1", "http://www.lab.gov.cn/s")],
)
def test_the_inventory_may_name_the_search(lab: Any, hint: str, url: str) -> None:
    trip = lab.visit(pages(lab, ""), site=lab.site(search=hint))
    page = next(page for page in trip.of(Role.SEARCH) if page.note == "absurd")
    assert page.url.partition("?")[0] == url
    assert parse_qs(urlsplit(page.url).query) == {"q": [page.query], "site": ["1"]}


def test_the_inventory_may_name_the_page_of_the_search(lab: Any) -> None:
    trip = lab.visit({**pages(lab, ""), "/so.html": FORM}, site=lab.site(search="/so.html"))
    assert trip.urls(Role.OTHER) == ["/so.html"]
    assert "known" in asked(trip)


def test_a_plain_address_is_no_form() -> None:
    assert form_of_hint("http://x/so.html") is None
    assert form_of_hint("http://x/so?=") is None
