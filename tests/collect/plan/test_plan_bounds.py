"""Sites without end, sites made to exhaust a planner, and what is said of what was left out."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.collect import Wanted
from govsite_checks.collect.plan import Budget, StandardPlanner
from govsite_checks.collect.plan.asked import Asked, chance, key_of
from govsite_checks.evidence.exchange import Capture
from govsite_checks.model import BRIEF_ROLES, Role


def rows(lab: Any, folder: str, ages: Any) -> str:
    items = "".join(
        f"<li><a href='{folder}{age}.html'>某项工作取得新进展的第{age}条消息</a><span>{(lab.as_of - timedelta(days=age)).date()}</span></li>"
        for age in ages
    )
    return f"<ul class=list>{items}</ul>"


def home(*entries: tuple[str, str]) -> str:
    return (
        "<ul class=nav><li><a href='/'>首页</a></li>"
        + "".join(f"<li><a href='{u}'>{t}</a></li>" for t, u in entries)
        + "</ul>"
    )


def following(n: int) -> str:
    return f"<a href='/dc/index_{n}.html'>下一页</a>"


SURVEYS = home(("调查征集", "/dc/"), ("互动交流", "/hd/"), ("新闻中心", "/xw/"), ("政务公开", "/gk/"))


def test_a_list_that_turns_back_on_itself_is_a_loop(lab: Any) -> None:
    pages = {
        "/": SURVEYS,
        "/dc/": rows(lab, "/dc/", range(1, 9)) + "<a href='/dc/index_1.html'>下一页</a>",
        "/dc/index_1.html": rows(lab, "/dc/", range(9, 17)) + "<a href='/dc/index.html'>下一页</a>",
    }
    trip = lab.visit(pages)
    assert trip.urls(Role.COLUMN_NEXT) == ["/dc/index_1.html"]
    assert trip.omitted("loop") == {"survey": 1}


def test_growing_page_numbers_without_new_rows_are_a_loop(lab: Any) -> None:
    pages = {
        "/": SURVEYS,
        "/dc/": rows(lab, "/dc/", range(1, 9)) + "<a href='/dc/index.html?page=2'>下一页</a>",
    }
    pages |= {
        f"/dc/index.html?page={n}": rows(lab, "/dc/", range(1, 9))
        + f"<a href='/dc/index.html?page={n + 1}'>下一页</a>"
        for n in range(2, 99)
    }
    trip = lab.visit(pages, next_pages=20, next_pages_of_interaction=20)
    assert trip.urls(Role.COLUMN_NEXT) == ["/dc/index.html?page=2"]
    assert trip.omitted("loop") == {"survey": 1}


@pytest.mark.parametrize("further", ["/dc/2018/10/", "/dc/list?ym=201810"])
def test_months_without_end_are_a_calendar(lab: Any, further: str) -> None:
    pages = {"/": SURVEYS, "/dc/2018/09/": rows(lab, "/dc/", range(1, 9)) + f"<a href='{further}'>下一页</a>"}
    trip = lab.visit(pages, redirects={"/dc/": "/dc/2018/09/"})
    assert not trip.of(Role.COLUMN_NEXT)
    assert trip.omitted("calendar") == {"survey": 1}


def test_a_calendar_is_named_by_its_next_month(lab: Any) -> None:
    trip = lab.visit(
        {"/": SURVEYS, "/dc/": rows(lab, "/dc/", range(1, 9)) + "<a href='/dc/x/2.html'>下个月</a>"}
    )
    assert trip.omitted("calendar") == {"survey": 1}


def test_a_column_that_says_what_it_is_for_is_one_however_its_address_looks(lab: Any) -> None:
    menu = "".join(
        f'<li><a href="/list.php?m={n}">{title}</a></li>'
        for n, title in enumerate(("工作动态", "通知公告", "政策文件", "调查征集", "十月", "十一月"), start=1)
    )
    lists = {f"/list.php?m={n}": rows(lab, f"/a{n}/", range(1, 4)) for n in range(1, 7)}
    trip = lab.visit({"/": f"<div class=nav><ul>{menu}</ul></div>", **lists})
    assert trip.urls(Role.COLUMN) == [f"/list.php?m={n}" for n in range(1, 5)]
    assert trip.omitted("endless") == {"column": 2}


def test_a_number_in_an_address_is_no_month(lab: Any) -> None:
    pages = {
        "/": SURVEYS,
        "/dc/": rows(lab, "/dc/", range(1, 9)) + "<a href='/dc/list.html?uid=201805&pageNum=2'>下一页</a>",
    }
    assert lab.visit(pages).urls(Role.COLUMN_NEXT) == ["/dc/list.html?uid=201805&pageNum=2"]


def test_endless_pagination_ends_with_the_budget(lab: Any) -> None:
    pages = {"/": SURVEYS}
    pages |= {
        f"/dc/{'' if n == 0 else f'index_{n}.html'}": rows(lab, f"/dc/{n}/", range(1, 9))
        + f"<a href='/dc/index_{n + 1}.html'>下一页</a>"
        for n in range(50)
    }
    assert len(lab.visit(pages).of(Role.COLUMN_NEXT)) == 3
    assert len(lab.visit(pages, next_pages=2).of(Role.COLUMN_NEXT)) == 2
    assert lab.visit(pages, next_pages=2).omitted("budget")["survey"] == 1


def test_columns_beyond_the_budget_are_named_and_counted(lab: Any) -> None:
    many = home(
        *[(f"第{n}街道动态", f"/dt{n}/") for n in range(100)], ("通知公告", "/gg/"), ("政策文件", "/wj/")
    )
    trip = lab.visit({"/": many, "/gg/": "<p>", "/wj/": "<p>"}, columns=10, columns_listed=30)
    assert len(trip.of(Role.COLUMN)) == 10
    assert len(trip.skipped()) == 30
    assert all(
        page.role == Role.COLUMN and page.column and "名额已满" in page.skip for page in trip.skipped()
    )
    assert trip.omitted("budget")["news"] == 92


def test_thousands_of_columns_are_remembered_within_bounds(lab: Any) -> None:
    pages = {"/": "".join(f"<p><a href='/dt{n}/'>第{n}组动态</a></p>" for n in range(5_000)), "/map.html": ""}
    pages["/dt0/"] = "".join(f"<p><a href='/dz{n}/'>第{n}队动态</a></p>" for n in range(5_000))
    pages["/dt1/"] = "".join(f"<p><a href='/dy{n}/'>第{n}班动态</a></p>" for n in range(5_000))
    trip = lab.visit(pages)
    assert len(trip.wanted) < 250
    assert trip.omitted("budget")["column"] > 0


def test_of_one_type_further_columns_wait_for_other_types(lab: Any) -> None:
    many = (
        "".join(f"<h3><a href='/dt{n}/'>第{n}街道动态</a></h3>" for n in range(30))
        + "<h3><a href='/gg/'>通知公告</a></h3>"
    )
    main = home(("新闻中心", "/xw/"), ("政务公开", "/gk/"), ("互动交流", "/hd/"), ("营商环境", "/ys/"))
    opened = lab.visit({"/": main + many}, columns=8).urls(Role.COLUMN)
    assert {"/gg/", "/ys/"} <= set(opened)
    assert opened.index("/gg/") < opened.index("/ys/")


def test_pages_of_text_keep_to_the_budget(lab: Any) -> None:
    pages = {
        "/": SURVEYS
        + "<form action='/s'><input name=keyword placeholder=请输入关键词><input type=submit value=搜索></form>"
    }
    for folder in ("/dc/", "/hd/", "/xw/", "/gk/"):
        pages[folder] = rows(lab, folder, range(1, 60))
        pages |= {f"{folder}{n}.html": "<h1>某条消息</h1>" for n in range(60)}
    trip = lab.visit(pages, pages=20, searches=2, articles=500, articles_per_column=400)
    text = [page for page in trip.wanted if page.role not in BRIEF_ROLES and not page.skip]
    assert 18 <= len(text) <= 20
    assert trip.of(Role.SEARCH)
    assert trip.of(Role.PROBE)
    assert trip.omitted("budget")[Role.ARTICLE] > 0


def test_a_budget_of_nothing_asks_for_the_home_page_alone(lab: Any) -> None:
    nothing = dict.fromkeys(Budget.__dataclass_fields__, 0)
    trip = lab.visit({"/": SURVEYS + "<a href='/a.doc'>附件</a><img src=/a.png>"}, **nothing)
    assert {page.role for page in trip.wanted} <= {Role.HOME, Role.PROBE, Role.HTTPS, Role.TWIN}


HOSTILE = {
    "ten thousand rows": "<ul>"
    + "".join(
        f"<li><a href='/a/{n}.html'>某项工作取得新进展的第{n}条消息</a><span>2018-09-01</span></li>"
        for n in range(10_000)
    )
    + "</ul>",
    "nested tags": "<div>" * 200_000,
    "nothing but script": "<script>"
    + "var a=1;document.write('<a href=/x/>工作动态</a>');" * 20_000
    + "</script>",
    "links without words": "<a href='/a'></a>" * 30_000,
    "one endless word": "<a href='/a/'>" + "政" * 500_000 + "</a>",
    "more, more, more": "".join(f"<div>题目{n}<a href='/m{n}/'>更多</a></div>" for n in range(10_000)),
    "pictures": "".join(f"<img src='/{n}.png'>" for n in range(30_000)),
    "hosts": "".join(f"<a href='http://h{n}.example/'>甲</a>" for n in range(10_000)),
    "bytes of no meaning": "\x00\ufffd<a href='http://[::1/'>x</a><a href='//'>y</a><a href='http://a b/'>z</a>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_bounded(lab: Any, name: str) -> None:
    pages = {"/": SURVEYS + HOSTILE[name], "/dc/": HOSTILE[name], "/hd/": HOSTILE[name]}
    began = time.process_time()
    trip = lab.visit(pages)
    assert time.process_time() - began < 20
    assert len(trip.wanted) < 300


def test_a_site_that_answers_every_address_with_new_ones_ends(lab: Any) -> None:
    """Every page links to ten columns, ten articles, a next page and a search that exist for it alone."""
    plan = StandardPlanner(Budget(), lab.as_of).begin(lab.site())
    asked: list[Wanted] = []
    queue = list(plan.first())
    rounds = 0
    while queue:
        for page in queue:
            asked.append(page)
        seen, queue = queue, []
        for page in seen:
            n = len(asked)
            text = (
                home(*[(f"第{n}{i}街道动态", f"/c{n}-{i}/") for i in range(10)])
                + rows(lab, f"/r{n}/", range(1, 11))
                + f"<a href='/next{n}.html'>下一页</a><a href='/f{n}.doc'>附件{n}</a>"
                + "<form action='/s'><input name=keyword placeholder=请输入关键词><input type=submit value=搜索></form>"
            )
            brief = page.role in BRIEF_ROLES
            if not page.skip:
                queue += plan.then(page, Capture(page.role, page.url, page.url), "" if brief else text)
        queue = queue or list(plan.last())
        rounds += 1
        assert rounds < 100
    assert len([page for page in asked if not page.skip]) < 230
    assert len([page for page in asked if page.skip]) <= Budget().columns_listed


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=2_000))
def test_no_page_breaks_the_plan(text: str) -> None:
    from datetime import datetime

    from govsite_checks.model import CHINA, Site

    site = Site("1", "甲", "http://www.lab.gov.cn/")
    plan = StandardPlanner(Budget(), datetime(2018, 9, 10, tzinfo=CHINA)).begin(site)
    queue = list(plan.first())
    for _ in range(30):
        for page in queue:
            if not page.skip:
                plan.then(
                    page, Capture(page.role, page.url, page.url), "" if page.role in BRIEF_ROLES else text
                )
        queue = list(plan.last())
        if not queue:
            break
    tuple(plan.observations())


def test_ways_to_write_one_address() -> None:
    assert key_of("http://www.x.gov.cn/a/index.html") == key_of("https://x.gov.cn/a/")
    assert key_of("http://x.gov.cn/a?b=1") != key_of("http://x.gov.cn/a?b=2")
    assert key_of("http://x.gov.cn") == key_of("http://X.gov.cn/")
    assert key_of("http://x.gov.cn/indexes/") != key_of("http://x.gov.cn/")


def test_an_address_is_taken_once_and_few_that_differ_in_their_query() -> None:
    asked = Asked(100)
    assert asked.take(Wanted(Role.LINK, "http://x/a"), 10)
    assert not asked.take(Wanted(Role.ARTICLE, "http://x/a"), 10)
    assert [asked.take(Wanted(Role.LINK, f"http://x/b?p={n}"), 10) for n in range(5)] == [True] * 3 + [
        False
    ] * 2
    assert not asked.take(Wanted(Role.LINK, "http://x/c"), 4)


def test_sites_published_under_one_path_are_sampled_like_others() -> None:
    asked = Asked(100)
    assert all(asked.take(Wanted(Role.ARTICLE, f"http://x/view.jsp?id={n}"), 10) for n in range(9))


def test_chance_is_the_same_each_time() -> None:
    assert chance(0, "a") == chance(0, "a") != chance(1, "a")
