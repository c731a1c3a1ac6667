"""Search forms and their result pages: what is read, what is not mistaken for one, what is sent."""

from __future__ import annotations

import base64
import time
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.model import Encoding, Role
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.search.page import (
    Results,
    SearchForm,
    offers_search,
    read_answer,
    read_results,
    read_search_forms,
    request_for,
)

WORDS = "关于印发示例市道路养护办法的通知"


def document(html: str, *, encoding: str = "utf-8", path: str = "/", query: str = "") -> Document:
    page = sample.page(Role.HOME, path, html, query=query)
    return Document(replace(page, encoding=Encoding(used=encoding)), sample.AS_OF)


def forms(html: str, **more: str) -> tuple[SearchForm, ...]:
    return read_search_forms(document(html, **more))


def only(html: str, **more: str) -> SearchForm:
    (form,) = forms(html, **more)
    return form


def answer(html: str, words: str = WORDS) -> Results:
    return read_results(document(html, path="/s?q=x"), words)


@pytest.mark.parametrize(
    ("html", "action", "field"),
    [
        ('<form action="/s"><input name="q"><button>搜索</button></form>', "/s", "q"),
        ('<form action="/so/s" method="post"><input name="qt" placeholder="请输入关键词"></form>', "/so/s", "qt"),
        ('<form action="/x.do"><input name="a" value="请输入检索关键字"><input type=image></form>', "/x.do", "a"),
        ('<form action="/search.html"><input name="title"><input type=submit value="查询"></form>', "/search.html", "title"),
        ('<form action="/list.htm"><input name="keyword"><input type=submit value="站内搜索"></form>', "/list.htm", "keyword"),
        # What is typed goes into a hidden field.
        ('<form action="/search/"><input type=hidden name="searchWord"><input id=t value="请输入关键词"></form>', "/search/", "searchWord"),
        # An input of a kind that no browser knows is a text field.
        ('<form action="/search"><input type="keywords" name="keywords"></form>', "/search", "keywords"),
        # A framework's path before the name.
        ('<form action="s.aspx"><input name="c$txtKey"><input type=submit name="c$go" value="搜索"></form>', "/s.aspx", "c$txtKey"),
        # A form that is torn apart by a table.
        ('<table><form action="/search"><tr><td><input name="keyword"></td><td>x</td></tr></form></table>', "/search", "keyword"),
    ],
)  # fmt: skip
def test_a_search_form_is_found(html: str, action: str, field: str) -> None:
    form = only(html)
    assert (form.action, form.field) == (f"https://www.example.gov.cn{action}", field)
    assert not form.scripted
    assert not form.foreign
    assert offers_search(document(html))


@pytest.mark.parametrize(
    "html",
    [
        '<form action="/login.do"><input name="username"><input type="password" name="pwd"><button>登录</button></form>',
        '<form action="/search"><input name="q"><input type="password" name="p"></form>',
        '<form action="/mail/save"><input name="title"><textarea name="content"></textarea><button>提交</button></form>',
        '<form action="/query/letter"><input name="code" placeholder="信件编号"><button>查询</button></form>',
        '<form action="/banjian"><label>办件编号</label><input name="key"><button>查询</button></form>',
        '<form action="/subscribe"><input name="email" placeholder="您的邮箱"><button>订阅</button></form>',
        '<form action="/vote"><input type="radio" name="q"><button>提交</button></form>',
        '<form action="/list"><input name="jump" value="1"><button>跳转</button></form>',
        '<form action="/exposure/jiucuo"><input name="keyword" placeholder="关键词"></form>',
        "<!-- <form action='/search'><input name='q'></form> -->",
        "<p>站内搜索正在建设</p>",
        "",
    ],
)
def test_other_forms_are_no_search(html: str) -> None:
    assert forms(html) == ()
    assert not offers_search(document(html))


def test_the_form_sends_what_a_browser_would() -> None:
    form = only(
        '<form action="/s?old=1"><input type=hidden name=site value="示例"><select name=scope><option value=a>甲'
        "<option value=b selected>乙</select><input type=checkbox name=c1 checked><input type=checkbox name=c2>"
        '<input name=q value="请输入关键词"><input name=off disabled value=1><input type=submit name=go value="搜索"></form>'
    )
    method, address, body = request_for(form, "道路 养护")
    assert (method, body) == ("GET", b"")
    assert parse_qs(urlsplit(address).query) == {
        "site": ["示例"], "scope": ["b"], "c1": ["on"], "go": ["搜索"], "q": ["道路 养护"],
    }  # fmt: skip


def test_a_post_form_keeps_the_query_of_its_address() -> None:
    form = only('<form action="/s?site=1" method="POST"><input name="keyword" placeholder="搜索"></form>')
    assert request_for(form, "道路") == (
        "POST",
        "https://www.example.gov.cn/s?site=1",
        b"keyword=%E9%81%93%E8%B7%AF",
    )


@pytest.mark.parametrize(
    ("attributes", "inner", "page", "expected"),
    [
        ("", "", "utf-8", "utf-8"),
        ("", "", "gb18030", "gb18030"),
        ("", "", "gb2312", "gb18030"),
        ('accept-charset="utf-8"', "", "gb18030", "utf-8"),
        ('accept-charset="GBK, utf-8"', "", "utf-8", "gb18030"),
        ("", '<input type=hidden name="StringEncoding" value="UTF-8">', "gbk", "utf-8"),
        ("", "", "big5", "utf-8"),
    ],
)
def test_the_query_is_written_in_the_forms_encoding(
    attributes: str, inner: str, page: str, expected: str
) -> None:
    form = only(f'<form action="/search" {attributes}>{inner}<input name="q"></form>', encoding=page)
    assert form.encoding == expected
    address = request_for(form, "路")[1]
    assert address.endswith("q=" + {"utf-8": "%E8%B7%AF", "gb18030": "%C2%B7"}[expected])


def test_a_system_that_encodes_the_words_is_known() -> None:
    form = only(
        '<form action="search.jsp?wbtreeid=1001" method="post" onsubmit="return check()"><input type="hidden" '
        'name="lucenenewssearchkey1" value=""><input type="hidden" name="_lucenesearchtype" value="1">'
        '<input name="showkeycode" placeholder="请输入关键字"></form>'
    )
    assert (form.field, form.fixed) == ("lucenenewssearchkey1", (("_lucenesearchtype", "1"),))
    body = parse_qs(request_for(form, "道路")[2].decode())
    assert base64.b64decode(body["lucenenewssearchkey1"][0]).decode() == "道路"


@pytest.mark.parametrize(
    ("script", "address"),
    [
        ("location.href='/search.html?q='+encodeURIComponent(x);", "/search.html?q=%E8%B7%AF"),
        ('window.open("/jsearch/?site=1&q="+encodeURIComponent($("#k").val()))', "/jsearch/?site=1&q=%E8%B7%AF"),
        ("window.location = '/so/s?qt=' + encodeURI(v) + '&siteCode=' + siteCode;", "/so/s?siteCode=110&qt=%E8%B7%AF"),
        ("location.href=`/search?siteId=1&keyword=${encodeURIComponent(w)}`", "/search?siteId=1&keyword=%E8%B7%AF"),
        ("// u='/old/search?q='+x\nu='/search?q='+encodeURI(x)", "/search?q=%E8%B7%AF"),
        ("/* u='/old/search?q='+x */ u='/search?q='+encodeURI(x)", "/search?q=%E8%B7%AF"),
        ("u='/search?lang='+lang+'&keyword='+encodeURI(k)", "/search?keyword=%E8%B7%AF"),
        ("u='/search?q='+escape(k)", "/search?q=%u8DEF"),
    ],
)  # fmt: skip
def test_an_address_that_a_script_builds_is_a_form(script: str, address: str) -> None:
    html = (
        '<input id="k" placeholder="请输入关键词"><input type=hidden name=siteCode value=110>'
        f'<a onclick="go()">搜</a><script>function go(){{{script}}}</script>'
    )
    form = only(html)
    assert request_for(form, "路")[1] == f"https://www.example.gov.cn{address}"
    assert offers_search(document(html))


def test_a_script_that_encodes_nothing_leaves_it_to_the_browser() -> None:
    html = (
        '<input placeholder="搜索"><script>location="/search?q="+document.getElementById("k").value</script>'
    )
    assert only(html, encoding="gb18030").encoding == "gb18030"
    assert only(html.replace("document", "encodeURI(document")).encoding == "utf-8"


def test_what_only_a_browser_can_use_says_so() -> None:
    shell = only(
        '<input class="s" placeholder="请输入搜索内容"><button onclick="doSearch(this)">搜索</button>'
    )
    assert "脚本" in shell.scripted
    behind = only(
        '<input placeholder="搜索"><script>open("/ssp/index.html?s=1#keyWord="+encodeURI(v))</script>'
    )
    assert "#" in behind.scripted
    linked = only('<a href="/search/">站内搜索</a>')
    assert linked.scripted
    assert linked.action == "https://www.example.gov.cn/search/"
    for form in (shell, behind, linked):
        with pytest.raises(ValueError, match="浏览器"):
            request_for(form, "路")


@pytest.mark.parametrize(
    ("action", "foreign"),
    [
        ("https://www.baidu.com/s", "www.baidu.com"),
        ("http://zhannei.baidu.com/cse/search", "zhannei.baidu.com"),
        ("https://www.so.com/s", "www.so.com"),
        ("https://search.other.com/s", "search.other.com"),
        ("https://search.example.gov.cn/s", ""),
        ("https://search.province.gov.cn/search/local/1", ""),
        ("https://so.kaipuyun.cn/s", ""),
        ("/s", ""),
    ],
)
def test_whose_the_search_is(action: str, foreign: str) -> None:
    assert only(f'<form action="{action}"><input name="wd" placeholder="搜索"></form>').foreign == foreign


def test_the_sites_own_form_comes_first() -> None:
    found = forms(
        '<form action="https://www.baidu.com/s"><input name="wd" placeholder="搜索"><button>搜索</button></form>'
        '<form action="/search"><input name="q"></form>'
    )
    assert [form.foreign for form in found] == ["", "www.baidu.com"]


def row(number: int, title: str = WORDS, rest: str = "") -> str:
    return f'<li><a href="/a/{number}.html">{title}</a><p>正文节选</p>{rest}</li>'


def test_results_with_date_and_column() -> None:
    found = answer(
        f'<form action="/s"><input name="q" value="{WORDS}"></form><p>共找到约 <b>1,203</b> 条</p><ul>'
        + row(1, f"<em>{WORDS}</em>", "<span>[通知公告]</span> <span>2018-09-01</span>")
        + row(2, rest="<i>来源：市交通局 2018年8月2日</i>")
        + row(3, "与此无关的新闻一则", "2018-07-01")
        + '</ul><a href="/s?q=x&p=2">下一页</a>'
    )
    assert found.count == 1203
    assert [str(result.dated.day) for result in found.results if result.dated] == [
        "2018-09-01",
        "2018-08-02",
        "2018-07-01",
    ]
    assert [result.column for result in found.results] == ["通知公告", "市交通局", ""]
    assert found.next_url == "https://www.example.gov.cn/s?q=x&p=2"
    assert found.echoed
    assert found.paged
    assert not found.scripted


def part(titles: list[str], said: str = "10 条", more: str = "") -> str:
    """A result page of an engine that splits the words up: most rows match by a part of them."""
    rows = "".join(
        f'<div class="result"><h3><a href="/a/{n}.html">{title}</a></h3><p>正文节选</p><p class="meta">2018-09-0{n}</p></div>'
        for n, title in enumerate(titles, 1)
    )
    hot = "".join(f'<p><a href="/hot/{n}.html">热点信息的标题第{n}则</a></p>' for n in range(6))
    return (
        f"<nav><a href='/'>首页</a></nav><p class=count>找到与“{WORDS}”相关的结果约 {said}</p>"
        f"<div class=results>{rows}</div><div class=pager>第1/2页 <a href='/s?q=x&p=2'>下一页</a></div><div>{hot}</div>{more}"
    )


OTHERS = ["召开工作推进会议部署任务", "村级公路管养现场会", "部门联席会议召开", "农村环境整治推进会"]


def test_rows_that_match_by_a_part_of_the_words_are_results() -> None:
    found = answer(part([WORDS, *OTHERS]))
    assert ([result.title for result in found.results], found.count) == ([WORDS, *OTHERS], 10)
    assert [result.dated.day.day for result in found.results if result.dated] == [1, 2, 3, 4, 5]
    assert found.next_url.endswith("p=2")


def test_a_further_page_may_hold_parts_alone() -> None:
    assert [result.title for result in answer(part(OTHERS)).results] == OTHERS


def test_rows_beside_are_results_only_as_far_as_the_page_says_so() -> None:
    titles = [WORDS, *OTHERS]
    assert [r.title for r in answer(part(titles, "1 条")).results] == [WORDS]
    assert [r.title for r in answer(part(titles, "若干")).results] == [WORDS]
    assert answer(part(OTHERS, "若干")).results == ()
    assert answer(part(OTHERS, "2 条")).results == ()
    script = "<script>$.ajax({url:'/q'})</script>"
    assert answer(part(OTHERS, "10 条", script)).results == ()


def test_navigation_is_no_result() -> None:
    nav = f'<nav><a href="/a/">{WORDS}</a></nav><div class="hotword"><a href="/b/">{WORDS}</a></div>'
    rest = "".join(f'<p><a href="/c{n}/">栏目{n}的名称</a></p>' for n in range(9))
    assert answer(nav + rest).results == ()


def test_words_that_stand_in_the_summary_alone() -> None:
    found = answer(
        '<ul><li><h3><a href="/a.html">道路养护工作动态</a></h3>'
        f"<p>根据<em>{WORDS}</em>，本周开工</p><span>2018-09-01</span></li></ul>"
    )
    assert [result.title for result in found.results] == ["道路养护工作动态"]
    assert found.results[0].dated is not None


def test_a_flat_page_gives_each_title_what_follows_it() -> None:
    found = answer(
        f'<div><h3><a href="/1">{WORDS}</a></h3><p>2018-09-01</p><h3><a href="/2">{WORDS}（修订）</a></h3><p>2017-03-04</p></div>'
    )
    assert [str(result.dated.day) for result in found.results if result.dated] == ["2018-09-01", "2017-03-04"]


@pytest.mark.parametrize(
    "html",
    [
        # A table for each result, rows of one table, terms, divisions side by side.
        f"<table><tr><td><table><tr><td><a href=/{{n}}>{WORDS}</a></td></tr><tr><td>市交通局 2018-09-0{{n}}</td></tr></table></td></tr></table>",
        f"<tr><td><a href=/{{n}}>{WORDS}</a></td></tr><tr><td>节选</td></tr><tr><td>市交通局 2018-09-0{{n}}</td></tr>",
        f"<dt><a href=/{{n}}>{WORDS}</a></dt><dd>节选</dd><dd>市交通局 | 2018-09-0{{n}}</dd>",
        f"<div><a href=/{{n}}>{WORDS}</a></div><div>节选</div><div>2018-09-0{{n}} 市交通局</div>",
        f"<li><div><h3><a href=/{{n}}>{WORDS}</a></h3></div><div><p>[市交通局]</p><p>2018-09-0{{n}}</p></div></li>",
        f"<p><a href=/{{n}}>{WORDS}</a><br>发布机构：市交通局<br>2018年09月0{{n}}日</p>",
    ],
)
def test_the_parts_of_a_row_wherever_they_stand(html: str) -> None:
    rows = "".join(html.format(n=n) for n in (1, 2, 3))
    found = answer(
        f"<nav><a href=/>首页</a></nav><table>{rows}</table>" if html[1:3] == "tr" else f"<nav></nav>{rows}"
    )
    assert [str(result.dated.day) for result in found.results if result.dated] == [
        f"2018-09-0{n}" for n in (1, 2, 3)
    ]
    assert [result.column for result in found.results] == ["市交通局"] * 3


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("共找到约 123 条", 123),
        ("为您找到相关结果约1,234个", 1234),
        ("找到 0 条结果", 0),
        ("搜索结果：56", 56),
        ("共有 7 条记录", 7),
        ("符合条件的信息共 12 条", 12),
        ("检索到与“道路”相关的信息 9 条", 9),
        ("用时0.12秒", -1),
        ("2018年9月10日", -1),
    ],
)
def test_how_many_were_found(text: str, count: int) -> None:
    assert answer(f"<p>{text}</p>").count == count


@pytest.mark.parametrize(
    "text",
    [
        "抱歉，没有找到相关内容",
        "未检索到符合条件的信息",
        "暂无搜索结果",
        "共找到 0 条结果",
        "对不起，没有相关信息！",
        "搜索结果为空",
    ],
)
def test_words_that_there_is_nothing(text: str) -> None:
    assert answer(f"<p>{text}</p>").none_said == text
    assert answer(f'<div style="display:none">{text}</div><p>其他</p>').none_said == ""


@pytest.mark.parametrize(
    "html",
    [
        '<div id="app"></div><script>new Vue({el:"#app"})</script>',
        "<ul><li v-for='x in list'>{{x.title}}</li></ul>",
        "<script>$.ajax({url:'/api/s'})</script><div id=list></div>",
        "<iframe src='/results.jsp'></iframe>",
        "<p>您的操作过于频繁，请稍后再试</p>",
        '{"total": 3, "list": []}',
    ],
)
def test_results_that_may_be_there_unseen(html: str) -> None:
    assert answer(html).scripted


@pytest.mark.parametrize(
    ("html", "classes"),
    [
        ("<div><a>全部</a><a>新闻</a><a>政策</a><a>服务</a></div>", ("新闻", "政策", "服务")),
        ("<ul><li>全部(12)</li><li>政务公开(3)</li><li>互动交流(9)</li></ul>", ("政务公开", "互动交流")),
        ("<p><span>通知公告(12)</span><span>政策文件(3)</span></p>", ("通知公告", "政策文件")),
        ("<div><a>全部</a><a>标题</a><a>正文</a></div>", ()),
        ("<div><a>全部</a><a>一天内</a><a>一周内</a></div>", ()),
        ("<nav><a>首页</a><a>政务公开</a><a>政务服务</a></nav>", ()),
    ],
)
def test_classes_of_results(html: str, classes: tuple[str, ...]) -> None:
    assert answer(html).classes == classes


def test_a_page_of_a_search_knows_its_own_query() -> None:
    read = document(f"<ul>{row(1)}</ul>", query=WORDS).derive(read_answer)
    assert len(read.results) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_words_and_any_page_are_read(text: str, words: str) -> None:
    html = f'<form action="/search"><input name="q" value="{text}"></form>{text}<a href="/x">{words}</a>'
    page = document(html)
    read_results(page, words)
    for form in read_search_forms(page):
        if not form.scripted:
            method, address, body = request_for(form, words)
            assert address.isascii()
            assert method in {"GET", "POST"}
            assert body.isascii()


@pytest.mark.parametrize(
    "html",
    [
        "<form action=/search><input name=q>" * 5_000,
        "<input placeholder=搜索>" * 20_000,
        "<script>" + "u='/search?q='+" * 20_000 + "</script><input placeholder=搜索>",
        "<script>" + "'/search?q='+x;" * 20_000 + "</script><input placeholder=搜索>",
        "<ul>" + "".join(row(number) for number in range(5_000)) + "</ul>",
        "<ul>" + f"<li><a href=/x>{WORDS}</a>" * 5_000 + "<em>道路养护</em>" * 5_000,
        "<div>" * 900 + f"<a href=/x>{WORDS}</a>" + "全部 " * 5_000,
        "<a>全部</a>" * 5_000,
        "找到" * 50_000 + "共" * 50_000,
    ],
)
def test_a_hostile_page_is_bounded(html: str) -> None:
    begin = time.process_time()
    page = document(html)
    read_search_forms(page)
    offers_search(page)
    read_results(page, WORDS)
    assert time.process_time() - begin < 4
