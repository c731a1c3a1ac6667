"""Lists as content systems write them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.model import Role
from govsite_checks.reading.lists.listing import MAX_ITEMS, Listing, read_list
from govsite_checks.reading.lists.pagination import pages_said
from govsite_checks.reading.page.document import Document

MENU = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/xw/">动态要闻</a></li>'
    '<li><a href="/gg/">通知公告</a></li></ul></div><div class="wz">当前位置：<a href="/">首页</a> &gt; '
    '<a href="/xw/">动态要闻</a></div>'
)
FOOT = (
    '<div class="footer"><a href="/map.html">网站地图</a><a href="/about.html">联系我们</a>'
    "<p>主办：示例市人民政府 京ICP备05000001号</p></div>"
)
SUBJECTS = (
    "示例市召开防汛工作部署会议",
    "关于开展秋季植树活动的通知",
    "示例市公布八月份空气质量情况",
    "便民服务中心调整窗口",
)


def page_of(html: str, path: str = "/xw/") -> Document:
    return Document(sample.page(Role.COLUMN, path, f"<body>{MENU}{html}{FOOT}</body>"), sample.AS_OF)


def read(html: str, path: str = "/xw/") -> Listing:
    return read_list(page_of(html, path))


def days(listing: Listing) -> list[str | None]:
    return [item.dated.day.isoformat() if item.dated else None for item in listing.items]


def titles(listing: Listing) -> list[str]:
    return [item.title for item in listing.items]


DATES = ("2018-09-08", "2018-09-03", "2018-08-30", "2018-08-01")


def rows(template: str, dates: tuple[str, ...] = DATES, around: str = "{}") -> str:
    return around.format(
        "".join(
            template.format(n=n, t=title, d=date)
            for n, (title, date) in enumerate(zip(SUBJECTS, dates, strict=True), 1)
        )
    )


SHAPES = {
    "date after": ('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', "<ul>{}</ul>"),
    "date before": ('<li><span class="date">[{d}]</span><a href="a{n}.html">{t}</a></li>', "<ul>{}</ul>"),
    "date in the link": ('<li><a href="a{n}.html">{t}<span>{d}</span></a></li>', "<ul>{}</ul>"),
    "date at the end of the link's text": ('<li><a href="a{n}.html">{t}({d})</a></li>', "<ul>{}</ul>"),
    "date in the title attribute": (
        '<li><a href="a{n}.html" title="标题：{t}&#10;发布时间：{d}">{t}</a></li>',
        "<ul>{}</ul>",
    ),
    "table": ('<tr><td>·</td><td><a href="a{n}.html">{t}</a></td><td>{d}</td></tr>', "<table>{}</table>"),
    "a table for each row": (
        '<table><tr><td><a href="a{n}.html">{t}</a></td><td>{d}</td></tr></table>',
        "<div>{}</div>",
    ),
    "definition list": ('<dt><a href="a{n}.html">{t}</a></dt><dd>{d}</dd>', "<dl>{}</dl>"),
    "one block a row": ('<div class="row"><a href="a{n}.html">{t}</a><em>{d}</em></div>', "<div>{}</div>"),
    "lines broken": ('<a href="a{n}.html">{t}</a> <span>{d}</span><br>', "<div>{}</div>"),
    "date before each of a run": ('<span>{d}</span> <a href="a{n}.html">{t}</a><br>', "<div>{}</div>"),
    "card with summary": (
        '<div class="card"><h3><a href="a{n}.html">{t}</a></h3><p>记者1月2日从有关部门获悉，这项工作已经展开。</p>'
        '<p class="info">来源：本站　发布时间：{d} 08:30</p></div>',
        '<div class="cards">{}</div>',
    ),
    "card that is a link": (
        '<a class="card" href="a{n}.html"><h4>{t}</h4><p>2015年1月2日，这项工作开始。</p><span>{d}</span></a>',
        "<div>{}</div>",
    ),
    "picture and headline": (
        '<li><a href="a{n}.html"><img src="/2010/01/02/p.jpg"></a><a href="a{n}.html">{t}</a><i>{d}</i></li>',
        "<ul>{}</ul>",
    ),
    "category and headline": (
        '<li><a href="/xw/bm/">[部门]</a><a href="a{n}.html">{t}</a><span>{d}</span></li>',
        "<ul>{}</ul>",
    ),
    "headline and more": (
        '<li><h3><a href="a{n}.html">{t}</a></h3><p>{d}</p><a href="b{n}.html">[详情]</a></li>',
        "<ul>{}</ul>",
    ),
    "cut headline": (
        '<li><a href="a{n}.html" title="{t}">{t:.4}…</a><span>{d}</span></li>',
        "<ul>{}</ul>",
    ),
    "a list for each two rows": (
        '<ul class="l"><li><a href="a{n}.html">{t}</a><span>{d}</span></li></ul><hr>',
        '<div class="r">{}</div>',
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_rows(shape: str) -> None:
    template, around = SHAPES[shape]
    listing = read(rows(template, around=around))
    assert days(listing) == list(DATES), shape
    assert [title.removeprefix("标题：")[:8] for title in titles(listing)] == [s[:8] for s in SUBJECTS]
    assert listing.sure
    assert not listing.scripted
    assert [item.link.url for item in listing.items] == [
        f"https://www.example.gov.cn/xw/a{n}.html" for n in range(1, 5)
    ]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("09-08", "09-03", "08-30", "08-01"), DATES),
        (("9月8日", "9月3日", "8月30日", "8月1日"), DATES),
        (("２０１８－０９－０８", "2018/9/3", "2018.8.30", "2018年8月1日"), DATES),
        (("2018—09—08", "二〇一八年九月三日", "20180830", "2018-08-01 星期三"), DATES),
        (("今天", "昨天", "3天前", "2018-08-01"), ("2018-09-10", "2018-09-09", "2018-09-07", "2018-08-01")),
        (("01-05", "12-28", "11-30", "10-10"), ("2018-01-05", "2017-12-28", "2017-11-30", "2017-10-10")),
    ],
)
def test_ways_to_write_a_date(dates: tuple[str, ...], expected: tuple[str, ...]) -> None:
    listing = read(rows('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', dates, "<ul>{}</ul>"))
    assert days(listing) == list(expected)
    assert all(item.dated is not None and item.dated.sure for item in listing.items)


def test_a_day_and_its_month_in_blocks_of_their_own() -> None:
    template = '<li><div class="d"><span>{d}</span><em>2018-09</em></div><a href="a{n}.html">{t}</a></li>'
    listing = read(rows(template, ("08", "07", "06", "05"), "<ul>{}</ul>"))
    assert days(listing) == ["2018-09-08", "2018-09-07", "2018-09-06", "2018-09-05"]


def test_days_without_a_year_are_not_sure_out_of_order() -> None:
    template = '<li><a href="a{n}.html">{t}</a><span>{d}</span></li>'
    more = "".join(
        f'<li><a href="b{n}.html">示例市第{n}项工作的信息</a><span>{d}</span></li>'
        for n, d in enumerate(("03-01", "03-20", "02-01", "02-28", "01-02", "01-20"))
    )
    listing = read(f"<ul>{rows(template, ('09-08', '09-01', '08-01', '08-20'))}{more}</ul>")
    assert not any(item.dated and item.dated.sure for item in listing.items)


def test_years_go_down_along_a_list() -> None:
    dates = ("09-08", "08-30", "05-01", "03-02", "01-05", "12-28", "03-01", "12-30")
    html = "".join(
        f'<li><a href="b{n}.html">示例市第{n}项工作的信息</a>{d}</li>' for n, d in enumerate(dates)
    )
    listing = read(f"<ul>{html}</ul>")
    assert [day[:4] for day in days(listing) if day] == ["2018"] * 5 + ["2017"] + ["2018"] + ["2017"]
    assert not any(item.dated and item.dated.sure for item in listing.items)


def test_a_pinned_row_without_a_year_makes_no_year_pass() -> None:
    dates = ("01-10", "09-08", "09-01", "08-30")
    html = "".join(
        f'<li><a href="b{n}.html">示例市第{n}项工作的信息</a>{d}</li>' for n, d in enumerate(dates)
    )
    assert days(read(f"<ul>{html}</ul>")) == ["2018-01-10", "2018-09-08", "2018-09-01", "2018-08-30"]


def test_two_days_without_a_year_are_not_sure() -> None:
    html = (
        '<ul><li><a href="a.html">示例市召开防汛工作会议</a>09-08</li>'
        '<li><a href="b.html">示例市召开抗旱工作会议</a>09-01</li></ul>'
    )
    assert not any(item.dated and item.dated.sure for item in read(html).items)


def test_the_year_of_the_address() -> None:
    template = '<li><a href="201{n}09/t201{n}0908_12{n}.html">{t}</a><span>{d}</span></li>'
    listing = read(rows(template, ("09-08",) * 4, "<ul>{}</ul>"))
    assert days(listing) == ["2011-09-08", "2012-09-08", "2013-09-08", "2014-09-08"]
    assert all(item.dated and item.dated.sure for item in listing.items)


def test_a_date_that_the_address_contradicts_is_not_sure() -> None:
    listing = read(
        rows('<li><a href="t20180101_{n}.html">{t}</a><span>{d}</span></li>', around="<ul>{}</ul>")
    )
    assert not any(item.dated and item.dated.sure for item in listing.items)
    assert "网址中为2018-01-01" in (listing.items[0].dated.text if listing.items[0].dated else "")
    assert listing.newest is None


def test_a_day_after_the_look_is_not_sure() -> None:
    dates = ("2018-09-11", "2018-09-10", "2018-09-09", "2018-09-08")
    listing = read(rows('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', dates, "<ul>{}</ul>"))
    assert [bool(item.dated and item.dated.sure) for item in listing.items] == [False, True, True, True]


@pytest.mark.parametrize("date", ["9999-01-01", "0000-00-00", "2018-02-31", "2018-13-01"])
def test_no_date(date: str) -> None:
    listing = read(rows('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', (date,) * 4, "<ul>{}</ul>"))
    assert days(listing) == [None] * 4


@pytest.mark.parametrize(
    "words",
    [
        "京政发〔2018〕12号",
        "电话：0100-2018-0910",
        "编号 20180910123",
        "成文日期：2018-09-10",
        "截止日期：2018-09-10",
        "10-20人参加",
        "9.10",
        "192.168.9.10",
        "2018年9月",
    ],
)
def test_what_is_no_date_of_publication(words: str) -> None:
    listing = read(rows('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', (words,) * 4, "<ul>{}</ul>"))
    assert days(listing) == [None] * 4


def test_a_date_in_the_words_of_a_headline_is_not_the_row_s() -> None:
    html = (
        '<ul><li><a href="a1.html">关于2018年9月10日起停水的通知</a></li>'
        '<li><a href="a2.html">示例市9月9日天气预报发布</a></li>'
        '<li><a href="a3.html">2015年1月1日起施行的规定全文</a></li></ul>'
    )
    assert days(read(html)) == [None] * 3


def test_labelled_dates_beat_others() -> None:
    html = "".join(
        f'<li><a href="a{n}.html">{t}</a><p>成文日期：2010-01-0{n}</p><p>发布日期：2018-09-0{n}</p>'
        f"<p>有效期至：2020-01-01</p></li>"
        for n, t in enumerate(SUBJECTS, 1)
    )
    assert days(read(f"<ul>{html}</ul>")) == [f"2018-09-0{n}" for n in range(1, 5)]


def test_two_dates_of_which_neither_is_named() -> None:
    html = "".join(
        f'<tr><td><a href="a{n}.html">{t}</a></td><td>2018-03-0{n}</td><td>2018-09-0{n}</td></tr>'
        for n, t in enumerate(SUBJECTS, 1)
    )
    listing = read(f"<table>{html}</table>")
    assert days(listing) == [f"2018-09-0{n}" for n in range(1, 5)]
    assert not any(item.dated and item.dated.sure for item in listing.items)


def test_the_heads_of_a_table_name_its_dates() -> None:
    head = "<tr><th>标题</th><th>成文日期</th><th>发布日期</th></tr>"
    html = "".join(
        f'<tr><td><a href="a{n}.html">{t}</a></td><td>2018-03-0{n}</td><td>2018-09-0{n}</td></tr>'
        for n, t in enumerate(SUBJECTS, 1)
    )
    listing = read(f"<table>{head}{html}</table>")
    assert days(listing) == [f"2018-09-0{n}" for n in range(1, 5)]
    assert all(item.dated and item.dated.sure for item in listing.items)


def test_pinned_rows() -> None:
    dates = ("2018-01-05", "2018-09-08", "2018-09-01", "2018-08-01")
    listing = read(rows('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', dates, "<ul>{}</ul>"))
    assert [item.pinned for item in listing.items] == [True, False, False, False]
    assert listing.newest is not None
    assert listing.newest.day.isoformat() == "2018-09-08"


def test_a_row_marked_as_pinned() -> None:
    html = (
        '<ul><li><em>置顶</em><a href="a.html">示例市召开防汛工作会议</a><i>2018-09-09</i></li>'
        '<li><a href="b.html">示例市召开抗旱工作会议</a><i>2018-09-08</i></li></ul>'
    )
    assert [item.pinned for item in read(html).items] == [True, False]


def test_the_list_and_not_the_ranking_beside_it() -> None:
    ranking = rows('<li><a href="/old{n}.html">{t}</a></li>', around='<div class="hotlist"><ul>{}</ul></div>')
    main = rows('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', around="<ul>{}</ul>")
    listing = read(ranking + main)
    assert days(listing) == list(DATES)
    assert read(main + ranking).items == listing.items or days(read(main + ranking)) == list(DATES)


def test_a_menu_is_no_list() -> None:
    listing = read("<h2>动态要闻</h2>")
    assert not listing.items
    assert not listing.sure


RECORDS = "".join(
    f'<record><![CDATA[<li><a href="/art/2018/9/{n}/art_1_{n}.html">{t}</a><b>2018-09-0{n}</b></li>]]></record>'
    for n, t in enumerate(SUBJECTS, 1)
)


def test_records_that_a_page_carries_for_its_script() -> None:
    of = page_of(
        '<div id="1"><script type="text/xml"><datastore><totalpage>7</totalpage><recordset>'
        f"{RECORDS}</recordset></datastore></script></div><script>$.ajax({{url: '/dataproxy.jsp'}})</script>"
    )
    listing = read_list(of)
    assert days(listing) == ["2018-09-01", "2018-09-02", "2018-09-03", "2018-09-04"]
    assert listing.items[0].link.url == "https://www.example.gov.cn/art/2018/9/1/art_1_1.html"
    assert listing.sure
    assert not listing.scripted
    assert pages_said(of) == 7


@pytest.mark.parametrize(
    "html",
    [
        '<ul id="list"></ul><script>$.ajax({url: "/api"})</script>',
        '<ul><li v-for="item in list"><a :href="item.url">{{ item.title }}</a></li></ul>',
        '<div id="app"></div><script src="/a.js"></script>',
        "<script>document.write(rows)</script>",
        '<iframe src="/list.html"></iframe>',
        "<script>fetch('/api').then(show)</script>",
    ],
)
def test_a_list_that_a_script_or_a_frame_fills(html: str) -> None:
    listing = read(html)
    assert listing.scripted
    assert not listing.sure


@pytest.mark.parametrize(
    "html",
    [
        "<script>document.write(unescape('%3Cspan id=%22_ideConac%22%3E'))</script>",
        "<script>var a = 1;</script>",
    ],
)
def test_scripts_that_fill_no_list(html: str) -> None:
    assert not read(html).scripted


@pytest.mark.parametrize(
    "words",
    [
        "暂无信息",
        "暂无数据！",
        "没有找到相关信息",
        "栏目建设中",
        "敬请期待",
        "共0条",
        "暂时没有内容",
        "无相关数据",
        "未找到相关内容",
    ],
)
def test_words_for_nothing(words: str) -> None:
    assert read(f"<div><p>{words}</p></div>").empty_said == words


@pytest.mark.parametrize("words", ["城市建设中的新问题", "有关工作正在有序推进", "共20条", "暂无"])
def test_words_that_are_none(words: str) -> None:
    assert not read(f"<div><p>{words}</p></div>").empty_said


MAIN = rows('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', around="<ul>{}</ul>")


@pytest.mark.parametrize(
    ("html", "expected", "pages"),
    [
        ('<a href="index_1.html">下一页</a>', "index_1.html", 0),
        ('<a href="?page=2">下页</a> 共12页', "?page=2", 12),
        ('<a href="list_2.html">后一页</a>', "list_2.html", 0),
        ('<a href="xw/2.htm">&gt;</a>', "xw/2.htm", 0),
        ('<a href="p2.html">2</a><a href="p3.html">3</a>', "p2.html", 0),
        ('<script>createPageHTML(12, 0, "index", "html");</script>', "index_1.html", 12),
        ('<script>createPageHTML(12,3,"index","shtml")</script>', "index_4.shtml", 12),
        ('<script>createPageHTML(1, 0, "index", "html");</script>', "", 1),
        ("<script>var countPage = 9; var currentPage = 0;</script>", "", 9),
        ('<a href="javascript:;">下一页</a> 1/5页', "", 5),
        ('<a href="https://elsewhere.gov.cn/2.html">下一页</a>', "", 0),
        ('<a href="/xw/">下一页</a>', "", 0),
        ("", "", 0),
    ],
)
def test_the_next_page(html: str, expected: str, pages: int) -> None:
    of = page_of(MAIN + html)
    whole = f"https://www.example.gov.cn/xw/{expected}" if expected else ""
    assert (read_list(of).next_url, pages_said(of)) == (whole, pages)


@pytest.mark.parametrize(
    "html",
    [
        '<div class="right"><ul id="news">\n</ul></div><script>$.ajax({url: "/api"})</script>',
        '<div class="newslist"></div><script>$.getJSON("/api", show)</script>',
        '<ul><li v-for="item in list">{{item.title}}</li></ul>',
    ],
)
def test_a_list_beside_one_that_is_still_to_come_is_not_all_there_is(html: str) -> None:
    assert read(MAIN + html).scripted


def test_what_else_a_script_fetches_is_no_matter_where_the_list_stands() -> None:
    assert not read(MAIN + '<script>$.ajax({url: "/visits"})</script>').scripted
    assert not read(MAIN + '<div class="newslist"></div>').scripted


def test_an_article_is_no_list() -> None:
    text = "".join(
        f"<p>示例市第{n}项工作今年以来有序展开，取得了阶段性的进展，群众反映良好。</p>" for n in range(12)
    )
    assert read(f"<h1>示例市工作综述</h1>{text}").is_article
    assert not read(MAIN).is_article
    assert not read(MAIN + text[:400]).is_article
    assert read(text * 3 + MAIN).is_article


def test_a_list_of_ten_thousand_rows_is_bounded() -> None:
    html = "".join(
        f'<li><a href="a{n}.html">示例市第{n}项工作的信息</a>2018-09-01</li>' for n in range(10_000)
    )
    started = time.process_time()
    listing = read(f"<ul>{html}</ul>")
    assert time.process_time() - started < 10
    assert len(listing.items) == MAX_ITEMS
    assert listing.cut == 10_000 - MAX_ITEMS


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 900 + '<a href="/a">示例市召开防汛工作会议 2018-09-01</a>' * 2_000,
        '<ul><li><a href="/a.html">示例</a>2018-09-01' * 900,
        '<a href="/a.html">示例市召开会议</a><p>' + "2018-09-01 " * 20_000 + "</p>",
        '<a href="/a.html">示例市召开防汛工作会议</a><i>09-01</i>' * 10_000,
        "<datastore><record>" * 50_000,
        "<datastore>" + "<record><![CDATA[<a href='/a'>示例</a>]]></record>" * 20_000,
        "{{" * 100_000 + "}}",
        "document.write( " * 50_000,
        "createPageHTML(" * 50_000,
        "共 " * 100_000,
        "<p>暂" * 50_000,
        "<table>" + "<tr><td><a href=/a>x</a><td>2018-01-01<td>2018-08-08" * 5_000,
        "<div>" * 200_000,
    ],
    ids=range(13),
)
def test_hostile_pages_take_no_time(html: str) -> None:
    started = time.process_time()
    listing = read(html)
    assert time.process_time() - started < 10
    assert len(listing.items) <= MAX_ITEMS


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<ul>",
                "</ul>",
                "<li>",
                "<a href='/a'>",
                "</a>",
                "<tr>",
                "<table>",
                "<div>",
                "</div>",
                "<a href=>",
                "2018-09-10",
                "09-10",
                "置顶",
                "二〇一八年",
                "<script>",
                "<datastore><record>",
                "]]>",
                "下一页",
                "\x00",
            ]
        ),
        max_size=60,
    )
)
def test_any_page_is_read(parts: list[str]) -> None:
    listing = read("".join(parts))
    assert len(listing.items) <= MAX_ITEMS


@pytest.mark.parametrize(
    "clock",
    [
        '<div class="top">今天是2018年9月10日 <a href="/wza/">辅助工具条</a></div>',
        '<table><tr><td>2018年9月10日 星期一　<a href="/wza/">工具</a> <a href="/e/">老人</a></td></tr></table>',
        '<p>2018-09-10 10:20 星期一 <a href="/wza/">本站辅助浏览工具条</a></p>',
        '<div class="header">2018年9月10日 <a href="/wza/">工具</a></div>',
        '<div id="t"><span>2018年9月10日</span><a href="/wza/">工具</a></div>',
    ],
)
def test_the_clock_of_a_page_is_no_row_s_date(clock: str) -> None:
    listing = read(clock + rows('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', DATES, "<ul>{}</ul>"))
    assert days(listing) == list(DATES)
    assert [item for item in listing.others if item.dated is not None] == []


def test_a_row_of_the_day_with_its_day_of_the_week_before_yesterday_counts() -> None:
    shape = '<li><a href="a{n}.html">{t}</a><span>{d} 星期六</span></li>'
    assert days(read(rows(shape, DATES, "<ul>{}</ul>"))) == list(DATES)


def test_a_footer_of_no_name_is_no_list() -> None:
    foot = (
        '<div><ul class="words"><li>备案序号：<a href="https://beian.example/">京ICP备00000001号-1</a></li>'
        '<li><a href="https://ga.example/">京公网安备11990000000001号</a></li>'
        '<li><a href="/map.html">站点地图</a></li></ul></div>'
    )
    listing = read(f"<h2>公示</h2><p>暂无信息</p>{foot}")
    assert (listing.items, listing.others, listing.empty_said) == ((), (), "暂无信息")


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_row_takes_no_date_from_a_list_beside_it(place: str) -> None:
    banner = '<p><a href="/zt/2.html"><img src="/b.jpg" alt="示例市读书节活动专题网页"></a></p>'
    shown = rows('<li><a href="a{n}.html">{t}</a><span>{d}</span></li>', DATES, "<ul>{}</ul>")
    listing = read(shown + banner if place == "before" else banner + shown)
    assert [(item.title, item.dated) for item in listing.others] == [("示例市读书节活动专题网页", None)]
