"""Service guides as real sites write them: every shape, synonyms, empty headings, what only a script shows."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.model import Role
from govsite_checks.reading.guides.guide import (
    ELEMENTS,
    Guide,
    guide_links,
    offsite_guides,
    read_guide,
    system_links,
)
from govsite_checks.reading.guides.words import head_of, kinds_of
from govsite_checks.reading.page.document import Document

TITLE = "<h1>食品经营许可证核发</h1>"
VALUES = {
    "事项名称": "食品经营许可证核发",
    "设定依据": "食品安全法",
    "申请条件": "年满十八周岁",
    "申请材料": "身份证",
    "办理地点": "一号窗口",
    "办公时间": "周一至周五",
    "咨询电话": "010-12345678",
    "办理流程": "受理、审查、发证",
}
KIND = dict(zip(VALUES, ELEMENTS, strict=True))


def document_of(html: str, url: str = "/g/1.html") -> Document:
    return Document(sample.page(Role.GUIDE, url, html), sample.AS_OF)


def guide(html: str) -> Guide:
    return read_guide(document_of(html))


def rows(values: dict[str, str], row: str, around: str = "{}") -> str:
    return TITLE + around.format("".join(row.format(h=heading, v=value) for heading, value in values.items()))


SHAPES = {
    "th": lambda v: rows(v, "<tr><th>{h}</th><td>{v}</td></tr>", "<table>{}</table>"),
    "td": lambda v: rows(v, "<tr><td><b>{h}：</b></td><td><p>{v}</p></td></tr>", "<table>{}</table>"),
    "numbered": lambda v: rows(v, "<tr><td>1</td><td>{h}</td><td>{v}</td></tr>", "<table>{}</table>"),
    "below": lambda v: rows(
        v, "<tr><td colspan=2>{h}</td></tr><tr><td>1</td><td>{v}</td></tr>", "<table>{}</table>"
    ),
    "sections": lambda v: rows(v, "<table><tr><td>{h}</td></tr></table><table><tr><td>{v}</td></tr></table>"),
    "dl": lambda v: rows(v, "<dt>{h}</dt><dd>{v}</dd>", "<dl>{}</dl>"),
    "h3": lambda v: rows(v, "<h3>一、{h}</h3><div>{v}</div>"),
    "strong": lambda v: rows(v, "<p><strong>{h}</strong></p><p>{v}</p>"),
    "title": lambda v: rows(v, '<div class="title">【{h}】</div><div>{v}</div>'),
    "paragraphs": lambda v: rows(v, "<p>（一）{h}：{v}</p>"),
    "breaks": lambda v: rows(v, "<b>{h}：</b>{v}<br>"),
    "one line": lambda v: rows(v, "<span>{h}：{v}　</span>", "<p>{}</p>"),
    "labels": lambda v: rows(v, "<div><label>{h}</label><span>{v}</span></div>"),
    "accordion": lambda v: rows(v, '<div class="hd"><a>{h}</a></div><div style="display:none">{v}</div>'),
    "tabs": lambda v: (
        TITLE
        + f"<ul class='nav'>{''.join(f'<li><a>{h}</a></li>' for h in v)}</ul>"
        + f"<div>{''.join(f'<div style=display:none>{x}</div>' for x in v.values())}</div>"
    ),
    "header row": lambda v: (
        TITLE
        + f"<table><tr>{''.join(f'<th>{h}</th>' for h in v)}</tr>"
        + f"<tr>{''.join(f'<td>{x}</td>' for x in v.values())}</tr></table>"
    ),
    "four columns": lambda v: (
        TITLE
        + "<table><tr>"
        + "".join(
            f"{'</tr><tr>' if n % 2 == 0 else ''}<td>{h}</td><td>{x}</td>"
            for n, (h, x) in enumerate(v.items())
        )
        + "</tr></table>"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_every_element(shape: str) -> None:
    found = guide(SHAPES[shape](VALUES))
    assert found.missing == ()
    for heading, value in VALUES.items():
        assert value in found.elements[KIND[heading]].text


# Where a heading is taken out with its text, all of the others are still there.
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("heading", [heading for heading in VALUES if heading != "事项名称"])
def test_a_heading_that_is_gone_is_missing(shape: str, heading: str) -> None:
    rest = {key: value for key, value in VALUES.items() if key != heading}
    found = guide(SHAPES[shape](rest))
    assert found.missing == (KIND[heading],)
    assert found.surely_missing == (KIND[heading],)


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {"below", "sections"}))
@pytest.mark.parametrize("heading", VALUES)
def test_an_empty_heading_is_missing(shape: str, heading: str) -> None:
    found = guide(SHAPES[shape](VALUES | {heading: ""}))
    assert found.missing == (KIND[heading],)
    assert found.surely_missing == (KIND[heading],)


def test_the_name_may_be_the_title_of_the_page() -> None:
    rest = {key: value for key, value in VALUES.items() if key != "事项名称"}
    found = guide(SHAPES["th"](rest))
    assert found.elements["name"].text == "食品经营许可证核发"
    nameless = guide(
        SHAPES["th"](rest).replace(TITLE, "<title>某市食品药品监督管理局</title><h1>办事指南</h1>")
    )
    assert nameless.missing == ("name",)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        *(
            (h, "conditions")
            for h in (
                "受理条件",
                "申办条件",
                "办理条件",
                "许可条件",
                "申请人应具备的条件",
                "二、准予批准的条件",
            )
        ),
        *(
            (h, "materials")
            for h in ("申报材料", "所需材料", "提交材料", "申请材料目录", "办理所需材料清单", "需提交的文件")
        ),
        *(
            (h, "place")
            for h in ("受理地址", "办公地址", "受理窗口", "办理地点及交通", "窗口地址", "具体地址")
        ),
        *(
            (h, "time")
            for h in ("办理时间", "办公时间", "工作时间", "受理时间", "对外办公时间", "窗口服务时间")
        ),
        *((h, "phone") for h in ("联系电话", "联系方式", "业务咨询电话", "咨询方式", "窗口联系电话")),
        *(
            (h, "process")
            for h in ("办事流程", "办理程序", "流程图", "审批流程", "办理流程图", "网上办理流程", "如何办理")
        ),
        *((h, "basis") for h in ("办理依据", "法律依据", "政策依据", "设立依据", "法律法规依据", "审批依据")),
        *((h, "name") for h in ("项目名称", "许可事项名称", "事项全称", "办理事项")),
        *(
            (h, "limit")
            for h in ("法定时限", "承诺时限", "办结时限", "承诺办结时限", "办理期限", "法定办结时间")
        ),
        *(
            (h, "other")
            for h in (
                "收费标准",
                "监督电话",
                "投诉电话",
                "实施机关",
                "服务对象",
                "收费依据",
                "不予受理的条件",
                "附件",
            )
        ),
    ],
)
def test_synonyms(heading: str, kind: str) -> None:
    assert kinds_of(head_of(heading)) == {kind}


def test_a_heading_of_two_elements_is_both() -> None:
    assert kinds_of(head_of("办理地点、时间")) == {"place", "time"}
    assert kinds_of(head_of("受理条件及依据")) == {"conditions", "basis"}
    assert "phone" in kinds_of(head_of("咨询及投诉电话"))


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "年满十八周岁的公民",
        "2018年9月10日",
        "",
        "条",
        "申请人提交申请后由窗口受理并出具凭证，当场办结",
    ],
)
def test_ordinary_words_are_no_headings(text: str) -> None:
    assert kinds_of(head_of(text)) == frozenset()


@pytest.mark.parametrize("value", ["—", "/", "-", "暂无", "待完善", "null", "内容建设中", "&nbsp;", "<br>"])
def test_a_dash_is_no_answer(value: str) -> None:
    assert guide(SHAPES["th"](VALUES | {"申请条件": value})).surely_missing == ("conditions",)


@pytest.mark.parametrize(
    ("value", "vague"),
    [
        ("无", "无"),
        ("详见附件", "详见附件"),
        ("无需材料", ""),
        ('<img src="/lc.jpg">', ""),
        ('<a href="/f.doc"></a>', ""),
        ("<textarea>身份证</textarea>", ""),
    ],
)
def test_what_counts_as_an_answer(value: str, vague: str) -> None:
    found = guide(SHAPES["th"](VALUES | {"申请材料": value}))
    assert found.missing == ()
    assert found.elements["materials"].vague == vague


def test_a_table_in_a_cell_is_its_text() -> None:
    inner = "<table><tr><td>序号</td><td>材料名称</td></tr><tr><td>1</td><td>申请书</td></tr></table>"
    assert guide(SHAPES["th"](VALUES | {"申请材料": inner})).missing == ()


def test_a_time_limit_is_no_office_hours_but_a_doubt() -> None:
    rest = {key: value for key, value in VALUES.items() if key != "办公时间"} | {"承诺时限": "5个工作日"}
    found = guide(SHAPES["th"](rest))
    assert found.missing == ("time",)
    assert found.surely_missing == ()
    assert found.doubts["time"] == "承诺时限"
    # An empty heading stays empty whatever the limit says.
    assert guide(SHAPES["th"](rest | {"办公时间": ""})).surely_missing == ("time",)


@pytest.mark.parametrize(
    ("heading", "more"),
    [
        ("办公时间", "<p>窗口周一至周五上午9:00开放。</p>"),
        ("咨询电话", "<p>有疑问请拨打热线010-87654321。</p>"),
        ("申请条件", "<h3>哪些人可以申请</h3><p>成年人</p>"),
        ("办理流程", "<h3>办事指引</h3><p>先取号</p>"),
    ],
)
def test_other_words_of_an_element_are_a_doubt(heading: str, more: str) -> None:
    rest = {key: value for key, value in VALUES.items() if key != heading}
    assert guide(SHAPES["th"](rest)).surely_missing == (KIND[heading],)
    assert guide(SHAPES["th"](rest) + more).surely_missing == ()


def test_a_footer_does_not_give_the_phone() -> None:
    rest = {key: value for key, value in VALUES.items() if key not in {"咨询电话", "办理地点"}}
    foot = "<p>主办：某局</p><p>联系电话：010-1</p><p>地址：某路1号</p><p>京ICP备05000001号</p>"
    for footer in (foot, f'<div class="footer">{foot}</div>', f'<div id="foot">{foot}</div>'):
        assert guide(SHAPES["h3"](rest) + footer).missing == ("place", "phone")


def test_technical_support_among_the_elements_is_no_footer() -> None:
    values = {"申请条件": "成年", "技术支持": "010-1", **{k: v for k, v in VALUES.items() if k != "申请条件"}}
    assert guide(SHAPES["paragraphs"](values)).missing == ()


def test_tabs_of_a_menu_are_no_menu() -> None:
    html = SHAPES["tabs"](VALUES).replace("class='nav'", "class='nav nav-tabs'")
    assert guide(html).missing == ()


def test_anchors_above_their_sections_are_not_empty_headings() -> None:
    anchors = "<ul>" + "".join(f"<li><a href='#{n}'>{h}</a></li>" for n, h in enumerate(VALUES)) + "</ul>"
    html = TITLE + anchors + SHAPES["h3"](VALUES)
    assert guide(html).missing == ()
    emptied = TITLE + anchors + SHAPES["h3"](VALUES | {"申请条件": ""})
    assert guide(emptied).surely_missing == ("conditions",)


def test_tabs_without_panels_are_in_doubt() -> None:
    html = TITLE + "<div>" + "".join(f"<span>{h}</span>" for h in VALUES) + "</div><p>成年</p>"
    found = guide(html)
    assert "选项卡" in found.scripted
    assert found.surely_missing == ()


SCRIPTED = {
    "template": SHAPES["th"](VALUES | {"申请条件": "{{ item.tj }}"}),
    "template of another kind": SHAPES["th"](VALUES | {"申请条件": "${row.tj}"}),
    "named place": SHAPES["th"](VALUES).replace("<td>年满十八周岁</td>", '<td id="tj"></td>')
    + '<script src="/g.js"></script>',
    "bound place": SHAPES["th"](VALUES).replace("<td>年满十八周岁</td>", '<td v-html="g.tj"></td>')
    + '<script src="/v.js"></script>',
    "request": SHAPES["th"](VALUES | {"申请条件": ""})
    + '<script>$.ajax({url:"/g",success:function(d){$("#a").html(d)}})</script>',
}


@pytest.mark.parametrize("html", SCRIPTED.values(), ids=SCRIPTED)
def test_what_a_script_fills_is_not_missing_for_sure(html: str) -> None:
    found = guide(html)
    assert found.missing == ("conditions",)
    assert found.scripted
    assert found.surely_missing == ()


def test_a_counter_and_a_library_fill_nothing() -> None:
    counter = '<script src="/jquery.js"></script><script>$.get("/hits?id=1",function(n){$("#hits").html(n)})</script>'
    assert guide(SHAPES["th"](VALUES | {"申请条件": ""}) + counter).surely_missing == ("conditions",)


def test_a_frame_holds_what_is_not_here() -> None:
    assert "框架" in guide(TITLE + '<iframe src="https://zwfw.example.com/1"></iframe>').scripted
    assert guide(TITLE + '<iframe src="/a" width="0"></iframe>').scripted == ""


def test_two_headings_may_be_of_a_notice() -> None:
    two = TITLE + "<p>一、申报条件：企业</p><p>二、申报材料：申请书</p>"
    assert guide(two).is_guide
    assert guide(two).surely_missing == ()
    assert "time" in guide(two.replace("核发", "核发办事指南")).surely_missing
    assert not guide("<p>今天召开会议。</p>").is_guide


def test_forms_and_systems_of_a_guide() -> None:
    more = '<a href="/f/1.doc">许可申请表</a><a href="/f/2.pdf">2018年</a><a href="/sb/">在线办理</a><a href="javascript:;">样表下载</a>'
    found = guide(SHAPES["th"](VALUES) + more)
    assert [link.url for link in found.forms] == [sample.SITE.url + "f/1.doc", sample.SITE.url + "f/2.pdf"]
    assert [link.url for link in found.online] == [sample.SITE.url + "sb/"]


def test_links_to_guides() -> None:
    html = (
        '<div class="nav"><a href="/">首页</a><a href="/bszn/">办事指南</a></div><ul>'
        '<li><a href="/g/1.html">食品经营许可</a></li><li><a href="/g/2.html">户口迁移登记</a></li>'
        '<li><a href="/n/1.html">关于开展许可证换证工作的通知</a></li>'
        '<li><a href="https://zwfw.other.gov.cn/g/3">护照办理</a></li></ul>'
    )
    found = document_of(html, "/fw/")
    assert [link.url for link in guide_links(found)] == [
        sample.SITE.url + "g/1.html",
        sample.SITE.url + "g/2.html",
    ]
    assert [link.url for link in offsite_guides(found)] == ["https://zwfw.other.gov.cn/g/3"]


@pytest.mark.parametrize(
    "around",
    [
        "<div class='top'><h1>示例市残联</h1></div>{}",
        "<header><h1>示例市残疾人之家</h1></header>{}",
        "{}<div class='title'>示例市残联</div>",
    ],
)
def test_the_name_of_the_site_is_no_title_of_a_guide(around: str) -> None:
    own = f"<h1>养犬登记办理</h1>{SHAPES['th'](VALUES)}"
    html = f"<title>养犬登记办理 - 示例市残联</title>{around.format(own)}"
    assert guide(html).title == "养犬登记办理"


def test_the_title_element_may_begin_with_the_site() -> None:
    html = f"<title>示例市残联 - 养犬登记办理</title><h1>养犬登记办理</h1>{SHAPES['th'](VALUES).replace(TITLE, '')}"
    assert guide(html).title == "养犬登记办理"


def test_forms_of_the_menu_are_no_forms_of_the_guide() -> None:
    html = "<div id=header><a href='/bgxz/'>表格下载</a></div>" + SHAPES["th"](VALUES)
    assert guide(html).forms == ()


def test_systems_beside_matters_are_no_guides() -> None:
    item = (
        '<li><a href="/bsfw/content_{n}.html">老年人优待证办理{n}</a>'
        '<a class="online" href="/wsbs/apply.html?id={n}">{words}</a></li>'
    )
    words = ("在线办理", "网上申报", "[我要预约]", "立即办理 >>", "申请入口")
    found = document_of("".join(item.format(n=n, words=said) for n, said in enumerate(words)), "/bsfw/")
    assert [link.url[-6:] for link in guide_links(found)] == [f"{n}.html" for n in range(5)]
    assert [link.url[-4:] for link in system_links(found)] == [f"id={n}" for n in range(5)]


def test_buttons_beside_each_matter_are_the_guides() -> None:
    item = (
        '<tr><td><a href="/i/{n}.html">第{n}项许可</a></td><td><a href="/g/{n}.html">办事指南</a></td></tr>'
    )
    html = f"<table>{''.join(item.format(n=n) for n in (1, 2, 3))}</table>"
    assert [link.url for link in guide_links(document_of(html, "/fw/"))] == [
        f"{sample.SITE.url}g/{n}.html" for n in (1, 2, 3)
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<td>", "</td>", "<tr>", "<table>", "</table>", "<dt>", "<li>", "申请条件", "：", "x", "<b>"]
        )
    )
)
def test_any_page_is_read(parts: list[str]) -> None:
    found = guide("".join(parts))
    assert set(found.surely_missing) <= set(found.missing) <= set(ELEMENTS)


@pytest.mark.parametrize(
    "html",
    [
        TITLE + "<p>申请条件</p><p>申请材料</p>" * 3000,
        TITLE + "<ul>" + "<li>申请条件</li><li>申请材料</li>" * 5000 + "</ul>",
        TITLE + "<p>" + "联系电话：1 " * 20_000 + "</p>",
        TITLE + "".join(f"<p>{'申请人所需提交办理受理' * 2}{n}</p>" for n in range(6000)),
        "<div>" * 200_000 + "申请条件",
    ],
    ids=["headings", "items", "labels", "prefixes", "depth"],
)
def test_a_hostile_page_takes_no_longer_than_its_size(html: str) -> None:
    started = time.process_time()
    guide(html)
    assert time.process_time() - started < 6


def test_the_heading_over_a_panel_is_not_its_text() -> None:
    tabs = "<ul>" + "".join(f"<li><a>{h}</a></li>" for h in VALUES) + "</ul>"
    panels = "".join(
        f"<section><h6>{h}</h6>{'' if h == '办理流程' else f'<p>{value}</p>'}</section>"
        for h, value in VALUES.items()
    )
    assert guide(f"{TITLE}{tabs}<div>{panels}</div>").surely_missing == ("process",)
