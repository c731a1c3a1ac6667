"""What is planned of sites that run: breadth before depth, types, samples, brief looks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from govsite_checks.model import ColumnHint, ColumnType, PageError, Role

BODY = "本条消息说明有关工作的安排和进展，内容为测试所写。" * 20


def rows(lab: Any, folder: str, ages: Any, title: str = "某项工作取得新进展") -> str:
    """A list of dated links; each address carries its age in days."""
    items = "".join(
        f"<li><a href='{folder}{age}.html'>{title}的第{age}条消息</a><span>{(lab.as_of - timedelta(days=age)).date()}</span></li>"
        for age in ages
    )
    return f"<ul class=list>{items}</ul>"


def nav(*entries: tuple[str, str]) -> str:
    items = "".join(f"<li><a href='{url}'>{title}</a></li>" for title, url in (("首页", "/"), *entries))
    return f"<div class=nav><ul>{items}</ul></div>"


MAIN = nav(("新闻中心", "/xwzx/"), ("政务公开", "/zwgk/"), ("办事服务", "/bsfw/"), ("互动交流", "/hdjl/"))


def article(age: int, lab: Any, more: str = "") -> str:
    day = (lab.as_of - timedelta(days=age)).date()
    head = f"<h1>某项工作取得新进展的第{age}条消息</h1><p>发布时间：{day}　来源：本站</p>"
    return f"{MAIN}<div class=article>{head}<div class=content><p>{BODY}</p>{more}</div></div>"


@pytest.fixture
def town(lab: Any) -> dict[str, str]:
    """A small town's site: a navigation, two levels of columns, lists of many pages."""
    pages = {
        "/": MAIN
        + rows(lab, "/xwzx/yw/", range(1, 6))
        + "<div class=foot><a href='/map.html'>网站地图</a></div>",
        "/map.html": MAIN + "<a href='/zwgk/ldzc/'>领导之窗</a><a href='/hdjl/zxft/'>在线访谈</a>",
        "/xwzx/": MAIN + "<a href='/xwzx/yw/'>要闻</a><a href='/xwzx/bm/'>部门动态</a>",
        "/zwgk/": MAIN + "<a href='/zwgk/tzgg/'>通知公告</a><a href='/zwgk/zcwj/'>政策文件</a>",
        "/bsfw/": MAIN
        + "<ul><li><a href='/bsfw/g1.html'>居住证办理</a></li><li><a href='/bsfw/g2.html'>养犬登记办理</a></li></ul>",
        "/hdjl/": MAIN + "<a href='/hdjl/xx/'>镇长信箱</a><a href='/hdjl/dczj/'>调查征集</a>",
        "/zwgk/ldzc/": MAIN + f"<p>{BODY}</p>",
    }
    for folder in (
        "/xwzx/yw/",
        "/xwzx/bm/",
        "/zwgk/tzgg/",
        "/zwgk/zcwj/",
        "/hdjl/xx/",
        "/hdjl/dczj/",
        "/hdjl/zxft/",
    ):
        pages[folder] = (
            MAIN + rows(lab, folder, range(2, 92, 6)) + f"<a href='{folder}index_1.html'>下一页</a>"
        )
        pages[folder + "index_1.html"] = (
            MAIN + rows(lab, folder, range(92, 182, 6)) + f"<a href='{folder}index_2.html'>下一页</a>"
        )
        pages |= {f"{folder}{age}.html": article(age, lab) for age in range(1, 182)}
    return pages


def test_columns_of_every_level_are_opened_the_first_level_first(lab: Any, town: dict[str, str]) -> None:
    trip = lab.visit(town)
    opened = trip.urls(Role.COLUMN)
    assert opened[:4] == ["/xwzx/", "/zwgk/", "/bsfw/", "/hdjl/"]
    assert trip.types() | {} == {
        "/xwzx/": "other",
        "/zwgk/": "other",
        "/bsfw/": "services",
        "/hdjl/": "other",
        "/xwzx/yw/": "news",
        "/xwzx/bm/": "news",
        "/zwgk/tzgg/": "notice",
        "/zwgk/zcwj/": "policy",
        "/zwgk/ldzc/": "leaders",
        "/hdjl/xx/": "consultation",
        "/hdjl/dczj/": "survey",
        "/hdjl/zxft/": "interview",
    }
    levels = {page.column.title: page.column.level for page in trip.of(Role.COLUMN) if page.column}
    assert levels["新闻中心"] == 1
    assert levels["部门动态"] == 2
    assert not trip.skipped()


def test_every_column_is_opened_before_any_second_page_or_article(lab: Any, town: dict[str, str]) -> None:
    roles = [page.role for page in lab.visit(town).wanted]
    last_column = len(roles) - 1 - roles[::-1].index(Role.COLUMN)
    assert last_column < roles.index(Role.COLUMN_NEXT) < roles.index(Role.ARTICLE) < roles.index(Role.LINK)


def test_what_was_asked_and_answered_is_followed_further_than_news(lab: Any, town: dict[str, str]) -> None:
    trip = lab.visit(town, next_pages=20)
    for folder in ("/hdjl/xx/", "/hdjl/dczj/", "/hdjl/zxft/"):
        town[folder + "index_2.html"] = rows(lab, folder, range(182, 400, 6))
    further = lab.visit(town, next_pages=20).urls(Role.COLUMN_NEXT)
    assert {url for url in further if url.endswith("index_2.html")} == {
        "/hdjl/xx/index_2.html",
        "/hdjl/dczj/index_2.html",
        "/hdjl/zxft/index_2.html",
    }
    assert "/xwzx/yw/index_1.html" in trip.urls(Role.COLUMN_NEXT)


def test_a_list_of_more_than_a_year_is_not_followed_further(lab: Any, town: dict[str, str]) -> None:
    town["/hdjl/dczj/"] = (
        rows(lab, "/hdjl/dczj/", range(2, 400, 20)) + "<a href='/hdjl/dczj/index_1.html'>下一页</a>"
    )
    assert "/hdjl/dczj/index_1.html" not in lab.visit(town, next_pages=20).urls(Role.COLUMN_NEXT)


def test_of_a_column_the_newest_and_one_older_than_a_month_are_sampled(
    lab: Any, town: dict[str, str]
) -> None:
    trip = lab.visit(town, articles=40)
    for folder, number in (("/xwzx/yw/", 3), ("/zwgk/zcwj/", 3), ("/zwgk/tzgg/", 2)):
        ages = [
            int(url.rsplit("/", 1)[1].removesuffix(".html"))
            for url in trip.urls(Role.ARTICLE)
            if url.startswith(folder)
        ]
        assert len(ages) == number
        assert ages[0] == 2
        assert ages[1] > 30


def test_one_article_of_each_type_before_two_of_any(lab: Any, town: dict[str, str]) -> None:
    # Two columns of news, one each of policy, notices, surveys and interviews.
    urls = lab.visit(town, articles=6).urls(Role.ARTICLE)
    assert {url.rsplit("/", 1)[0] for url in urls[:5]} == {
        "/zwgk/zcwj", "/xwzx/yw", "/zwgk/tzgg", "/hdjl/dczj", "/hdjl/zxft",
    }  # fmt: skip
    more = [url.rsplit("/", 1)[0] for url in lab.visit(town, articles=7).urls(Role.ARTICLE)]
    assert more[5] == "/zwgk/zcwj"


def test_one_article_is_old_enough_for_the_archive_of_a_search(lab: Any, town: dict[str, str]) -> None:
    ages = [int(url.rsplit("/", 1)[1][:-5]) for url in lab.visit(town, articles=6).urls(Role.ARTICLE)]
    assert [age > 90 for age in ages] == [False] * 5 + [True]
    assert ages[5] == 92


def test_documents_that_are_said_to_be_void_are_sampled(lab: Any, town: dict[str, str]) -> None:
    void, marked = "实验镇集市管理办法", "实验镇道路养护规定（已失效）"
    day = (lab.as_of - timedelta(days=300)).date()
    more = "".join(
        f"<li><a href='/zwgk/zcwj/{n}.html'>{title}</a><span>{day}</span></li>"
        for n, title in ((501, void), (502, marked))
    )
    town["/zwgk/zcwj/"] = MAIN + rows(lab, "/zwgk/zcwj/", range(2, 92, 6)).replace("</ul>", more + "</ul>")
    town["/zwgk/zcwj/501.html"] = town["/zwgk/zcwj/502.html"] = article(300, lab)
    # Without a notice, only the row that says so itself is preferred.
    urls = lab.visit(town).urls(Role.ARTICLE)
    assert ("/zwgk/zcwj/502.html" in urls, "/zwgk/zcwj/501.html" in urls) == (True, False)
    notice = f"<li><a href='/zwgk/tzgg/500.html'>关于废止部分规范性文件的决定</a><span>{day}</span></li>"
    town["/zwgk/tzgg/"] = MAIN + rows(lab, "/zwgk/tzgg/", range(2, 92, 6)).replace("</ul>", notice + "</ul>")
    said = f"<h1>关于废止部分规范性文件的决定</h1><div class=content><p>{BODY}</p><p>一、《{void}》</p></div>"
    town["/zwgk/tzgg/500.html"] = f"{MAIN}<div class=article>{said}</div>"
    urls = lab.visit(town, articles=8).urls(Role.ARTICLE)
    assert {"/zwgk/tzgg/500.html", "/zwgk/zcwj/501.html", "/zwgk/zcwj/502.html"} <= set(urls)
    assert len(urls) == 8


def test_articles_know_their_column(lab: Any, town: dict[str, str]) -> None:
    for page in lab.visit(town).of(Role.ARTICLE):
        assert page.column is not None
        assert page.url.startswith(page.column.url)


def test_another_seed_samples_other_articles_and_the_same_seed_the_same(
    lab: Any, town: dict[str, str]
) -> None:
    plans = [lab.visit(town, seed=seed, articles=40).urls(Role.ARTICLE) for seed in (0, 0, 1)]
    assert plans[0] == plans[1]
    assert plans[0] != plans[2]


def test_messages_come_from_consultation_alone(lab: Any, town: dict[str, str]) -> None:
    messages = lab.visit(town).urls(Role.MESSAGE)
    assert messages
    assert all(url.startswith("/hdjl/xx/") for url in messages)
    assert not any(url.startswith("/hdjl/xx/") for url in lab.visit(town).urls(Role.ARTICLE))


def test_what_one_writes_on_is_no_column_of_its_mailbox(lab: Any, town: dict[str, str]) -> None:
    town["/hdjl/xx/"] += "<a href='/hdjl/write.html'>我要写信</a>"
    assert "/hdjl/write.html" not in lab.visit(town).types()
    town["/hdjl/"] = MAIN + "<a href='/hdjl/write.html'>我要写信</a>"
    assert lab.visit(town).types()["/hdjl/write.html"] == "consultation"


def test_waiting_messages_of_some_months_are_opened_first(lab: Any, town: dict[str, str]) -> None:
    def row(age: int, state: str) -> str:
        day = (lab.as_of - timedelta(days=age)).date()
        return f"<tr><td><a href='/hdjl/xx/{age}.html'>咨询办理事项{age}</a></td><td>{day}</td><td>{state}</td></tr>"

    town["/hdjl/xx/"] = (
        "<table><tr><th>标题</th><th>留言时间</th><th>状态</th></tr>"
        + "".join(row(age, "已回复") for age in (3, 9, 20))
        + row(120, "待回复")
        + "".join(row(age, "已回复") for age in (150, 380))
        + "</table>"
    )
    messages = lab.visit(town).urls(Role.MESSAGE)
    assert messages[:2] == ["/hdjl/xx/120.html", "/hdjl/xx/3.html"]


def test_guides_their_forms_and_their_systems(lab: Any, town: dict[str, str]) -> None:
    guide = (
        "<h1>居住证办理</h1><table><tr><th>事项名称</th><td>居住证办理</td></tr><tr><th>设定依据</th><td>某条例第三条</td></tr>"
        "<tr><th>申请条件</th><td>居住满半年</td></tr><tr><th>办理材料</th><td>申请表 <a href='/f/apply.doc'>申请表下载</a></td></tr>"
        "<tr><th>联系电话</th><td>010-12345678</td></tr></table><a href='/online/apply?item=1'>在线办理</a>"
    )
    town["/bsfw/g1.html"] = town["/bsfw/g2.html"] = guide
    trip = lab.visit(town)
    assert trip.urls(Role.GUIDE) == ["/bsfw/g1.html", "/bsfw/g2.html"]
    assert "/f/apply.doc" in trip.urls(Role.ATTACHMENT)
    assert "/online/apply?item=1" in trip.urls(Role.SYSTEM)


def test_forms_of_guides_and_what_articles_attach_share_the_budget(lab: Any, town: dict[str, str]) -> None:
    forms = "".join(f"<p><a href='/f/g1-{n}.doc'>第{n}张申请表下载</a></p>" for n in range(15))
    guide = "<h1>居住证办理</h1><table><tr><th>设定依据</th><td>某条例</td></tr><tr><th>申请条件</th><td>居住满半年</td></tr></table>"
    town["/bsfw/g1.html"] = guide + forms
    town["/bsfw/g2.html"] = guide + forms.replace("g1-", "g2-")
    for age in range(1, 182):
        attached = f"<p><a href='/f/a{age}.pdf'>附件：工作方案.pdf</a></p>"
        town[f"/zwgk/zcwj/{age}.html"] = article(age, lab, attached)
    asked = lab.visit(town, attachments=6, articles=20).urls(Role.ATTACHMENT)
    assert len(asked) == 6
    assert asked[:4:2] == ["/f/g1-0.doc", "/f/g2-0.doc"]
    assert sum("/f/a" in url for url in asked) == 3


def test_systems_and_other_hosts_are_no_guides(lab: Any, town: dict[str, str]) -> None:
    town["/bsfw/"] = MAIN + (
        "<table><tr><td><a href='/bsfw/g1.html'>居住证办理</a></td><td><a href='/apply?item=1'>在线申报</a></td></tr>"
        "<tr><td><a href='http://fw.example/g2.html'>养犬登记办理</a></td><td><a href='/apply?item=2'>在线办理</a></td></tr></table>"
    )
    town["/bsfw/g1.html"] = "<h1>居住证办理</h1>"
    trip = lab.visit(town)
    assert trip.urls(Role.GUIDE) == ["/bsfw/g1.html"]
    assert trip.urls(Role.SYSTEM) == ["/apply?item=1", "/apply?item=2"]


def test_the_inventory_goes_before_everything(lab: Any, town: dict[str, str]) -> None:
    site = lab.site(columns=(ColumnHint("民声", "survey", "/ms/"),), guides=("/bsfw/hint.html",))
    trip = lab.visit({**town, "/ms/": "<p>暂无", "/bsfw/hint.html": "<p>指南"}, site=site, columns=3)
    assert trip.urls(Role.COLUMN)[0] == "/ms/"
    assert trip.of(Role.COLUMN)[0].column.found == "inventory"
    assert trip.types()["/ms/"] == "survey"
    assert trip.urls(Role.GUIDE)[0] == "/bsfw/hint.html"


def test_a_label_says_what_a_column_is_for(lab: Any, town: dict[str, str]) -> None:
    town["/zwgk/ldzc/"] = "<meta name=ColumnType content=机构职能><p>" + BODY
    town["/zwgk/tzgg/"] = "<meta name=ColumnType content=工作动态>" + town["/zwgk/tzgg/"]
    notes = [note for note in lab.visit(town).notes if note.kind == "column-type"]
    assert [(note.subject, note.outcome, note.detail) for note in notes] == [
        ("http://www.lab.gov.cn/zwgk/ldzc/", "functions", "label")
    ]


def test_articles_carry_the_type_of_the_label(lab: Any, town: dict[str, str]) -> None:
    town["/xwzx/bm/"] = "<meta name=ColumnType content=政策解读>" + town["/xwzx/bm/"]
    kinds = {
        page.column.type for page in lab.visit(town).of(Role.ARTICLE) if page.column and "/bm/" in page.url
    }
    assert kinds == {"interpretation"}


def test_what_a_home_page_links_to_is_looked_at_once(lab: Any, town: dict[str, str]) -> None:
    town["/"] += (
        "<a href='/about.html'>关于</a><a href='/about.html#a'>关于</a><a href='/f/plan.pdf'>计划</a><a href='/logout'>退出</a>"
        "<a href='javascript:void(0)'>空</a><a href='mailto:a@b.cn'>邮箱</a><a href='tel:110'>电话</a><a href='/cal?month=9'>日历</a>"
        "<a href='http://a.example/1'>甲</a><a href='http://a.example/2'>甲二</a><a href='http://b.example/'>乙</a>"
        "<img src='/i/a.png'><img src='/i/a.png'><img src='data:image/png;base64,AA'><img src='http://c.example/b.gif'>"
        + "".join(f"<a href='/q.jsp?p={i}'>第{i}个参数</a>" for i in range(9))
    )
    trip = lab.visit(town, externals=2)
    links = trip.urls(Role.LINK)
    assert links.count("/about.html") == 1
    assert not [url for url in links if "logout" in url or "month" in url]
    assert len([url for url in links if url.startswith("/q.jsp")]) == 3
    assert trip.urls(Role.EXTERNAL) == ["http://a.example/1", "http://b.example/"]
    assert trip.urls(Role.RESOURCE) == ["/i/a.png", "http://c.example/b.gif"]
    assert "/f/plan.pdf" in trip.urls(Role.ATTACHMENT)
    text = {page.url for page in trip.wanted if page.role not in {Role.LINK, Role.ATTACHMENT, Role.EXTERNAL}}
    assert not text & {page.url for page in trip.of(Role.LINK)}


def test_a_sample_of_the_links_of_other_pages_is_looked_at(lab: Any, town: dict[str, str]) -> None:
    town["/zwgk/"] += "".join(f"<a href='/deep/{i}.html'>深处的链接{i}</a>" for i in range(60))
    trip = lab.visit(town, links_elsewhere=5)
    home = {f"/xwzx/yw/{i}.html" for i in range(1, 6)}
    elsewhere = [url for url in trip.urls(Role.LINK) if url not in home]
    assert len(elsewhere) == 5


def test_how_the_server_behaves(lab: Any, town: dict[str, str]) -> None:
    trip = lab.visit(town)
    (probe,) = trip.urls(Role.PROBE)
    assert probe.startswith("/govsite-checks-")
    assert probe == lab.visit(town, seed=9).urls(Role.PROBE)[0]
    assert trip.urls(Role.HTTPS) == ["https://www.lab.gov.cn/"]
    assert trip.urls(Role.TWIN) == ["http://lab.gov.cn/"]


@pytest.mark.parametrize(
    ("url", "https", "twin"),
    [
        ("https://www.lab.gov.cn/", [], ["https://lab.gov.cn/"]),
        ("http://lab.gov.cn/", ["https://lab.gov.cn/"], ["http://www.lab.gov.cn/"]),
        ("http://mzj.lab.gov.cn/a/", ["https://mzj.lab.gov.cn/a/"], []),
        ("http://127.0.0.1:8080/", [], []),
        ("http://lab.cn/", ["https://lab.cn/"], ["http://www.lab.cn/"]),
    ],
)
def test_the_other_doors_of_a_site(lab: Any, url: str, https: list[str], twin: list[str]) -> None:
    trip = lab.visit({"/": MAIN}, site=lab.site(url=url))
    assert [page.url for page in trip.of(Role.HTTPS)] == https
    assert [page.url for page in trip.of(Role.TWIN)] == twin


def test_a_gate_is_passed(lab: Any, town: dict[str, str]) -> None:
    town["/main.html"] = town["/"]
    town["/"] = "<img src=/big.jpg><a href='/main.html'>进入网站</a>"
    trip = lab.visit(town)
    assert trip.urls(Role.OTHER) == ["/main.html"]
    assert "/xwzx/yw/" in trip.urls(Role.COLUMN)
    assert trip.urls(Role.SITEMAP) == ["/map.html"]


def test_a_home_page_of_frames(lab: Any, town: dict[str, str]) -> None:
    town["/top.html"] = MAIN
    town["/"] = "<frameset><frame src='/top.html'><frame src='/body.html'></frameset>"
    town["/body.html"] = "<p>正文"
    trip = lab.visit(town)
    assert "/top.html" in trip.urls(Role.FRAME)
    assert "/xwzx/yw/" in trip.urls(Role.COLUMN)


def test_parts_of_the_home_page_are_those_of_the_footer(lab: Any) -> None:
    foot = "<div class=footer><script src='/footer.js'></script><iframe src='/frame.html'></iframe><a href='/map.html'>网站地图</a></div>"
    pages = {
        "/": foot,
        "/frame.html": foot.replace("frame.html", "frame2.html"),
        "/frame2.html": foot.replace("frame.html", "frame3.html"),
    }
    trip = lab.visit(pages)
    assert trip.urls(Role.FOOTER_SCRIPT) == ["/footer.js"]
    assert trip.urls(Role.FRAME) == ["/frame.html", "/frame2.html"]
    assert trip.urls(Role.SITEMAP) == ["/map.html"]


def test_editions_and_single_pages_are_no_columns(lab: Any) -> None:
    pages = {
        "/": nav(
            ("工作动态", "/gzdt/"),
            ("通知公告", "/en/tzgg/"),
            ("政策文件", "http://m.lab.gov.cn/zcwj/"),
            ("要闻", "/yw/t20180901_12.html"),
            ("互动交流", "/hdjl/"),
        )
    }
    assert lab.visit(pages).urls(Role.COLUMN) == ["/gzdt/", "/hdjl/"]


def test_of_yearly_reports_the_latest_is_one_column(lab: Any) -> None:
    links = "".join(
        f"<a href='/bb/{year}/'>政府网站工作年度报表（{year}年度）</a>" for year in (2015, 2017, 2016)
    )
    assert lab.visit({"/": MAIN + links}).types()["/bb/2017/"] == ColumnType.ANNUAL_REPORT
    assert "/bb/2016/" not in lab.visit({"/": MAIN + links}).types()
    listed = lab.visit({"/": MAIN + links + "<a href='/wznb/'>政府网站工作年度报表</a>"})
    assert "/wznb/" in listed.types()
    assert "/bb/2017/" not in listed.types()


def test_one_column_at_two_addresses_of_a_page_counts_once(lab: Any) -> None:
    pages = {"/": MAIN + "<h3><a href='/yw/'>要闻</a></h3><h3><a href='/index.jsp?link=yw'>要 闻</a></h3>"}
    assert [url for url in lab.visit(pages).urls(Role.COLUMN) if "yw" in url] == ["/yw/"]


def test_of_a_type_one_column_is_opened_on_other_hosts(lab: Any) -> None:
    entries = [
        ("政务服务", "http://fw.gov.cn/a/"),
        ("个人办事", "http://fw.gov.cn/b/"),
        ("区长信箱", "http://xx.gov.cn/"),
        ("新闻中心", "/xw/"),
    ]
    trip = lab.visit({"/": nav(*entries)})
    assert [page.url for page in trip.of(Role.COLUMN)] == [
        "http://fw.gov.cn/a/",
        "http://xx.gov.cn/",
        lab.home + "xw/",
    ]


def test_columns_on_other_hosts_are_named_and_few_are_opened(lab: Any) -> None:
    entries = [
        ("政务服务", "http://zwfw.prov.gov.cn/lab/"),
        ("投诉举报", "http://www.12345.example/"),
        ("互动交流", "/hdjl/"),
        ("新闻中心", "/xw/"),
    ]
    trip = lab.visit({"/": nav(*entries)})
    services = next(page for page in trip.of(Role.COLUMN) if page.column and page.column.type == "services")
    assert services.column is not None
    assert services.column.offsite
    (left,) = trip.skipped()
    assert left.url == "http://www.12345.example/"
    assert "其他网站" in left.skip
    assert trip.omitted("offsite") == {"reporting": 1}


@pytest.mark.parametrize("error", [PageError.ROBOTS, PageError.CHALLENGE, PageError.BLOCKED_BY_GUARD])
def test_a_site_that_lets_nobody_in_is_left_alone(lab: Any, error: str) -> None:
    site = lab.site(columns=(ColumnHint("动态", "news", "/a/"),), search="/s?q=")
    trip = lab.visit({}, site=site, errors={"/": error})
    assert [page.role for page in trip.wanted] == [Role.HOME]


def test_where_the_home_page_fails_its_other_doors_and_the_hints_are_tried(lab: Any) -> None:
    site = lab.site(columns=(ColumnHint("动态", "news", "/a/"),))
    trip = lab.visit({"/a/": "<p>"}, site=site)
    assert trip.urls(Role.COLUMN) == ["/a/"]
    assert trip.urls(Role.HTTPS) == ["https://www.lab.gov.cn/"]
    assert not trip.of(Role.PROBE)
    assert not trip.of(Role.SEARCH)
