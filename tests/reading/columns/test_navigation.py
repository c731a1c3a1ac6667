"""Which links of a page lead to columns, at which level; gates; what lies below a column."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from govsite_checks.model import CHINA, Page, Role
from govsite_checks.reading.columns.navigation import (
    gate,
    is_article_address,
    is_file,
    is_more,
    is_utility,
    read_navigation,
    read_subcolumns,
    same_host,
)
from govsite_checks.reading.page.document import Document

HOME = "http://www.x.gov.cn/"


def doc(html: str, url: str = HOME, role: str = Role.HOME) -> Document:
    return Document(Page(role, url, url, text=html), datetime(2018, 9, 10, tzinfo=CHINA))


def found(html: str, url: str = HOME, role: str = Role.HOME) -> dict[str, int]:
    return {entry.link.label: entry.level for entry in read_navigation(doc(html, url, role))}


LISTS = {
    "a list with menus below": (
        "<div id=nav><ul><li><a href='/'>首页</a></li>"
        "<li><a href='/xw/'>新闻中心</a><ul><li><a href='/xw/yw/'>要闻</a></li><li><a href='/xw/dt/'>部门动态</a></li></ul></li>"
        "<li><a href='/gk/'>政务公开</a><div><p><a href='/gk/gg/'>通知公告</a></p></div></li>"
        "<li><a href='/fw/'>办事服务</a></li><li><a href='/hd/'>互动交流</a></li></ul></div>"
    ),
    "definition lists": (
        "<div class=menu><dl><dt><a href='/'>首页</a></dt></dl><dl><dt><a href='/xw/'>新闻中心</a></dt><dd><a href='/xw/yw/'>要闻</a></dd>"
        "<dd><a href='/xw/dt/'>部门动态</a></dd></dl><dl><dt><a href='/gk/'>政务公开</a></dt><dd><a href='/gk/gg/'>通知公告</a></dd></dl>"
        "<dl><dt><a href='/fw/'>办事服务</a></dt></dl><dl><dt><a href='/hd/'>互动交流</a></dt></dl></div>"
    ),
    "an old table without names": (
        "<table><tr><td><a href='/'>首 页</a></td><td><a href='/xw/'>新闻中心</a></td><td><a href='/gk/'>政务公开</a></td>"
        "<td><a href='/fw/'>办事服务</a></td><td><a href='/hd/'>互动交流</a></td></tr></table>"
        "<a href='/xw/yw/'>要闻</a><p><a href='/xw/dt/'>部门动态</a></p><div><a href='/gk/gg/'>通知公告</a></div>"
    ),
    "bare links in a named element": (
        "<nav><a href='/index.html'>网站首页</a> | <a href='/xw/'>新闻中心</a> | <a href='/gk/'>政务公开</a> | "
        "<a href='/fw/'>办事服务</a> | <a href='/hd/'>互动交流</a></nav>"
        "<h3><a href='/xw/yw/'>要闻</a></h3><h3><a href='/xw/dt/'>部门动态</a></h3><h3><a href='/gk/gg/'>通知公告</a></h3>"
    ),
    "no link to the home page": (
        "<div class=mainmenu><ul><li><a href='/xw/'>新闻中心</a><ul><li><a href='/xw/yw/'>要闻</a></li>"
        "<li><a href='/xw/dt/'>部门动态</a></li></ul></li><li><a href='/gk/'>政务公开</a><ul><li><a href='/gk/gg/'>通知公告</a></li></ul></li>"
        "<li><a href='/fw/'>办事服务</a></li><li><a href='/hd/'>互动交流</a></li></ul></div>"
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_the_main_navigation_is_the_first_level(name: str) -> None:
    body = "".join(
        f"<p><a href='/xw/yw/2018/{i}.html'>关于某项工作取得进展的第{i}条消息</a></p>" for i in range(9)
    )
    levels = found(LISTS[name] + body)
    assert {title for title, level in levels.items() if level == 1} == {
        "新闻中心",
        "政务公开",
        "办事服务",
        "互动交流",
    }
    assert {title for title, level in levels.items() if level == 2} == {"要闻", "部门动态", "通知公告"}


def test_two_rows_of_one_navigation_are_both_first() -> None:
    rows = (
        "<div class=n><ul class=r><li><a href='/'>首页</a></li><li><a href='/1/'>政务公开</a></li><li><a href='/2/'>办事服务</a></li>"
        "<li><a href='/3/'>互动交流</a></li><li><a href='/4/'>新闻中心</a></li></ul><ul class=r><li><a href='/5/'>走进东湖</a></li>"
        "<li><a href='/6/'>专题专栏</a></li><li><a href='/7/'>通知公告</a></li></ul></div>"
    )
    assert found(rows) == dict.fromkeys(
        ["政务公开", "办事服务", "互动交流", "新闻中心", "走进东湖", "专题专栏", "通知公告"], 1
    )


def test_the_outer_list_is_the_navigation_though_a_menu_names_more() -> None:
    menus = "".join(
        f"<li><a href='/gk/{i}/'>{title}</a></li>"
        for i, title in enumerate(
            ["政策文件", "政策解读", "领导信息", "机构职能", "通知公告", "统计数据", "人事信息"]
        )
    )
    html = (
        "<div class=nav><ul><li><a href='/xw/'>新闻动态</a></li><li><a href='/gk/'>政务公开</a><div><ul>"
        + menus
        + "</ul></div></li>"
        "<li><a href='/fw/'>政务服务</a></li><li><a href='/hd/'>政民互动</a></li></ul></div>"
    )
    levels = found(html)
    assert [title for title, level in levels.items() if level == 1] == [
        "新闻动态",
        "政务公开",
        "政务服务",
        "政民互动",
    ]
    assert levels["政策文件"] == 2


def test_without_a_navigation_what_the_home_page_names_is_the_first_level() -> None:
    assert found("<h2><a href='/a/'>工作动态</a></h2><h2><a href='/b/'>通知公告</a></h2>") == {
        "工作动态": 1,
        "通知公告": 1,
    }


def test_more_has_the_title_beside_it() -> None:
    html = (
        "<div class=t><span>通知公告</span><a href='/tzgg/'>更多&gt;&gt;</a></div>"
        "<div class=t><h3>招标采购</h3><p><a href='/zbcg/'>MORE</a></p></div>"
        "<div><a href='/gzdt/'>更多</a></div>"
        "<div><b>甲类</b><b>乙类</b><a href='/x/'>更多</a></div>"
    )
    assert found(html) == {"通知公告": 1, "招标采购": 1, "动态要闻": 1}


@pytest.mark.parametrize(
    ("own", "pager"),
    [
        ("/gzdt/", "<b>1</b><a href='/gzdt/index_2.html'>2</a><a href='/gzdt/index_2.html'>&gt;</a>"),
        ("/gzdt/", "<a href='/gzdt/index_1.html'>»</a><a href='/gzdt/index_11.html'>11</a>"),
        ("/gzdt/", "<a href='/gzdt/index_1.html'></a><a href='/gzdt/index_1.html'>更多</a>"),
        ("/gzdt/", "<a href='/gzdt/index_1.html'>下页</a><a href='/gzdt/index_9.html'>最后一页</a>"),
        ("/gzdt.htm", "<a href='/gzdt/2.htm'>&gt;&gt;</a>"),
        ("/gzdt/list.html", "<a href='/gzdt/list_2.html'>&gt;&gt;</a>"),
        ("/list.jsp?id=3", "<a href='/list.jsp?id=3&pageNo=2'>&gt;</a>"),
    ],
)
def test_what_turns_the_page_is_no_column(own: str, pager: str) -> None:
    page = doc(f"<div class=list><h2>动态要闻</h2><div>{pager}</div></div>", HOME[:-1] + own, Role.COLUMN)
    assert [entry.link.url for entry in read_subcolumns(page)] == []


def test_rows_of_articles_are_no_columns_whatever_their_titles() -> None:
    titles = ["政府网站工作年度报表", "机构职能", "领导分工", "政府信息公开年报", "公开指南"]
    rows = "".join(
        f"<li><a href='/zwgk/content_24{n}.html'>{title}</a><span>2018-0{n}-12</span></li>"
        for n, title in enumerate(titles, 1)
    )
    years = "".join(
        f"<p><a href='/zwgk/content_{year}1.html'>政府网站工作年度报表（{year}年度）</a></p>"
        for year in (2016, 2017)
    )
    lone = (
        "<p><a href='/zwgk/content_99.html'>机构职责</a></p><p><a href='/wznb/'>政府网站工作年度报表</a></p>"
    )
    page = doc(f"<h2>政务公开</h2><ul>{rows}</ul>{years}{lone}", HOME + "zwgk/", Role.COLUMN)
    assert {entry.link.url[-7:] for entry in read_subcolumns(page)} == {"99.html", "n/wznb/"}
    assert found(years) == {}


def test_columns_whose_addresses_are_numbers_are_columns() -> None:
    html = (
        "<div><h3>通知公告</h3><a href='/list_12.html'>&gt;&gt;</a></div>"
        "<div><h3>招标采购</h3><a href='/channel/12.html'>更多</a></div>"
        "<div><h3>人事信息</h3><a href='/list.jsp?page=1&id=7'>更多</a></div>"
    )
    assert found(html) == {"通知公告": 1, "招标采购": 1, "人事信息": 1}
    assert not is_utility("12345")


def test_what_leads_to_no_column_is_left_out() -> None:
    html = (
        "<a href='/login/'>登录</a><a href='/en/'>English</a><a href='javascript:;'>工作动态</a><a href='mailto:a@b.c'>领导信箱</a>"
        "<a href='/xw/t20180901_123.html'>部门动态</a><a href='/f/gg.doc'>通知公告</a><a href='/'>政务公开</a>"
        "<a href='/wx/'>政务微信</a><a href='/jgzn/t20100101_5.html'>机构职能</a>"
    )
    # A page about functions is often a single page.
    assert found(html) == {"机构职能": 1}


def test_about_us_is_a_column_in_the_navigation_and_small_print_elsewhere() -> None:
    entries = "".join(
        f"<li><a href='/{i}/'>{t}</a></li>" for i, t in enumerate(["新闻中心", "政务公开", "互动交流"])
    )
    bar = "<ul class=nav><li><a href='/'>首页</a></li>" + entries
    assert found(bar + "<li><a href='/about/'>关于我们</a></li></ul>")["关于我们"] == 1
    assert "关于我们" not in found(bar + "</ul><div><a href='/about/'>关于我们</a></div>")


def test_each_address_once_under_the_first_name() -> None:
    assert found("<a href='/a/'>工作动态</a><p><a href='/a/'>要闻</a>") == {"工作动态": 1}


def test_a_site_map_names_columns_of_any_title_but_no_other_bodies() -> None:
    html = (
        "<ul><li><a href='/a/'>营商环境</a></li><li><a href='/b/'>民政局</a></li><li><a href='/c/'>工作动态</a></li>"
        "<li><a href='/d/2018/09/1.html'>某地</a></li></ul>"
    )

    assert found(html, HOME + "map.html", Role.SITEMAP) == {"营商环境": 1, "工作动态": 1}
    assert found(html) == {"工作动态": 1}


def test_friendly_links_are_no_navigation() -> None:
    others = "".join(f"<li><a href='http://www.d{i}.gov.cn/'>某{i}市民政局</a></li>" for i in range(9))
    assert found(f"<div class=nav><ul>{others}</ul></div><a href='/a/'>工作动态</a>") == {"工作动态": 1}


def test_a_list_of_bodies_is_no_navigation_though_it_names_a_kind_or_two() -> None:
    others = "".join(f"<li><a href='/d{i}/'>某{i}市民政局</a></li>" for i in range(9))
    kinds = "".join(
        f"<li><a href='/k{i}/'>{t}</a></li>"
        for i, t in enumerate(["政务服务", "通知公告", "办事指南", "信访局"])
    )
    assert all(level == 1 for level in found(f"<div class=nav><ul>{kinds}{others}</ul></div>").values())
    assert "某1市民政局" not in found(f"<div class=nav><ul>{kinds}{others}</ul></div>")


def test_the_list_with_the_home_page_goes_before_a_longer_one() -> None:
    top = "<ul><li><a href='/'>首页</a></li>" + "".join(
        f"<li><a href='/t{i}/'>{t}</a></li>"
        for i, t in enumerate(["城市概况", "信息公开", "公共服务", "营商环境"])
    )
    menu = "".join(
        f"<li><a href='/m{i}/'>{t}</a></li>"
        for i, t in enumerate(["政策文件", "公开指南", "领导信息", "机构职能", "网上调查", "领导信箱"])
    )
    levels = found(f"<div class=nav>{top}</ul><ul class=submenu>{menu}</ul></div>")
    assert [title for title, level in levels.items() if level == 1] == [
        "城市概况",
        "信息公开",
        "公共服务",
        "营商环境",
    ]
    assert levels["政策文件"] == 2


def test_below_a_column_lie_folders_under_its_own_and_what_titles_name() -> None:
    html = (
        "<a href='/bsfw/grbs/'>婚姻登记</a><a href='/bsfw/1.html'>居住证办理指南</a><a href='/bsfw/frbs/index.html'>企业开办</a>"
        "<a href='/other/'>婚育收养</a><a href='/tzgg/'>通知公告</a><a href='/bsfw/'>办事服务</a>"
    )
    names = [entry.link.label for entry in read_subcolumns(doc(html, HOME + "bsfw/", Role.COLUMN))]
    assert names == ["婚姻登记", "企业开办", "通知公告"]


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ("<a href='/index2.html'>进入网站</a>", "/index2.html"),
        ("<a href='/main/'><img src=a.jpg></a>", "/main/"),
        ("<map><area href='/cn/' alt='进入'></map><a href='http://y.cn/'>技术支持</a>", "/cn/"),
        ("<p>没有链接</p>", ""),
        ("<a href='/index.html'>进入网站</a><a href='/b/'>乙</a>", "/index.html"),
        ("<a href='/index.html'>返回首页</a><a href='/b/'>乙</a>", ""),
        ("<a href='http://other.cn/'>进入网站</a>", ""),
        ("".join(f"<a href='/{i}/'>第{i}栏目</a>" for i in range(9)), ""),
        ("<a href='/a/'>甲</a><a href='/b/'>乙</a>", ""),
    ],
)
def test_a_gate_leads_on(html: str, target: str) -> None:
    assert gate(doc(html)) == (HOME[:-1] + target if target else "")


@pytest.mark.parametrize(
    "path",
    [
        "/art/2018/9/1/art_1_2345.html",
        "/info/1001/12345.htm",
        "/xw/201809/t20180901_123456.html",
        "/2018-09/01/content_52.htm",
        "/content_5200760.htm",
        "/col/c1001/content_123456.html",
        "/view.php?id=123456",
        "/show.jsp?newsid=ab-12345678",
    ],
)
def test_addresses_of_articles(path: str) -> None:
    assert is_article_address(HOME[:-1] + path)


@pytest.mark.parametrize(
    "path",
    [
        "/tzgg/",
        "/col/col1234/index.html",
        "/zwgk/index_2.html",
        "/list.jsp?id=12",
        "/channels/512.html",
        "/gk/",
        "/node_12.htm",
    ],
)
def test_addresses_of_lists(path: str) -> None:
    assert not is_article_address(HOME[:-1] + path)


def test_hosts_are_compared_without_www() -> None:
    assert same_host("http://www.x.gov.cn/a", "https://x.gov.cn:8080/")
    assert same_host("http://user@X.gov.cn?a=1", "http://x.gov.cn#b")
    assert not same_host("http://a.x.gov.cn/", "http://x.gov.cn/")
    assert not same_host("", "")
    assert not same_host("mailto:a@x.cn", "mailto:b@x.cn")


def test_small_words() -> None:
    assert is_file("http://x/a/b.PDF?x=1")
    assert not is_file("http://x.doc/a?b.pdf")
    assert is_more(" 更 多 >>")
    assert is_more("More")
    assert not is_more("更多政策文件解读")
    assert is_utility("无障碍浏览")
    assert not is_utility("通知公告")


@pytest.mark.parametrize(
    "html",
    [
        "<div class=nav>" + "<a href='/1/'>政策" * 20_000,
        "<ul class=nav>" + "<li><a href='/'>首页</a>" * 20_000,
        "<div class=nav>" * 900 + "<a href='/a/'>首页</a>" * 900,
        "".join(f"<div class=nav><a href='/{i}/'>首页</a></div>" for i in range(20_000)),
        "".join(f"<p>题目{i} <a href='/{i}/'>更多</a></p>" for i in range(20_000)),
        "<p>" + "字" * 2_000_000 + "<a href='/a/'>更多</a>",
        "<a href='/a/'>" + "政" * 1_000_000 + "</a>",
    ],
)
def test_hostile_pages_end_soon(html: str) -> None:
    page = doc(html)
    page.links  # noqa: B018 - parsed before the clock starts
    began = time.process_time()
    read_navigation(page)
    read_subcolumns(page)
    gate(page)
    assert time.process_time() - began < 3
