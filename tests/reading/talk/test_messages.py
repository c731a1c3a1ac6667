"""Messages in tables, items, cards and pages of their own: whose day is whose, what is a reply, what is unknown."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks import sample
from govsite_checks.model import Role
from govsite_checks.reading.page.document import Document
from govsite_checks.reading.talk.messages import MessageList, read_messages
from govsite_checks.reading.talk.surveys import read_surveys, shows_result
from govsite_checks.reading.talk.words import role_of, state_of

ASKED, REPLIED = date(2018, 3, 1), date(2018, 3, 9)


def document_of(html: str, role: str = Role.COLUMN) -> Document:
    return Document(sample.page(role, "/m/1.html", html), sample.AS_OF)


def shown(html: str) -> MessageList:
    return read_messages(document_of(html))


LISTS = {
    "table": "<table><tr><th>编号</th><th>信件标题</th><th>来信时间</th><th>办理状态</th><th>回复时间</th></tr>"
    "<tr><td>1</td><td><a href='/m/1.html'>路灯不亮</a></td><td>2018-03-01</td><td>已回复</td><td>2018-03-09</td></tr>"
    "<tr><td>2</td><td><a href='/m/2.html'>公交改线</a></td><td>2018-03-01</td><td>已受理</td><td></td></tr></table>",
    "heading in a table of its own": "<table><tr><td>标题</td><td>写信日期</td><td>状态</td><td>答复日期</td></tr></table>"
    "<table><tr><td><a href='/m/1.html'>路灯不亮</a></td><td>2018-03-01</td><td>已答复</td><td>2018-03-09</td></tr>"
    "<tr><td><a href='/m/2.html'>公交改线</a></td><td>2018-03-01</td><td>未答复</td><td></td></tr></table>",
    "items": "<ul><li><a href='/m/1.html'>路灯不亮</a><p>来信时间：2018-03-01　办理状态：已办结　回复时间：2018-03-09</p></li>"
    "<li><a href='/m/2.html'>公交改线</a><p>来信时间：2018-03-01　办理状态：办理中</p></li></ul>",
    "spans without spaces": "<ul><li><a href='/m/1.html'>路灯不亮</a><div><span>来信时间：2018-03-01</span>"
    "<span>办理状态：已回复</span><span>回复时间：2018-03-09</span></div></li><li><a href='/m/2.html'>公交改线</a>"
    "<div><span>来信<b>时间</b>：2018-03-01</span><em>状态：待办</em></div></li></ul>",
    "cards": "<div class=c><h3><a href='/m/1.html'>路灯不亮</a></h3><p>留言时间：2018-03-01</p><p>答复时间：2018-03-09</p></div>"
    "<div class=c><h3><a href='/m/2.html'>公交改线</a></h3><p>留言时间：2018-03-01</p><p>状态：待处理</p></div>",
}


@pytest.mark.parametrize("html", LISTS.values(), ids=LISTS)
def test_every_shape_of_a_list(html: str) -> None:
    first, second = shown(html).messages
    assert (first.title, first.state, first.url) == ("路灯不亮", "replied", sample.SITE.url + "m/1.html")
    assert (second.title, second.state, second.url) == ("公交改线", "waiting", sample.SITE.url + "m/2.html")
    assert first.asked is not None
    assert first.replied is not None
    assert second.asked is not None
    assert (first.asked.day, first.replied.day, second.asked.day) == (ASKED, REPLIED, ASKED)
    assert second.asked.sure
    assert second.replied is None
    assert not shown(html).detail


def row(number: int, day: str, state: str) -> str:
    link = f'<a href="/m/{number}">咨询户口迁移之{number}</a>'
    return f"<div><span>{link}</span><span>{day}</span><span>{state}</span></div>"


def test_rows_that_are_no_list_do_not_lend_each_other_days_and_states() -> None:
    found = shown(
        row(1, "2018-05-13", "已回复") + row(2, "2018-09-08", "受理中") + row(3, "2018-04-13", "已回复")
    )
    assert [(m.asked.day if m.asked else None, m.state) for m in found.messages] == [
        (date(2018, 5, 13), "replied"),
        (date(2018, 9, 8), "waiting"),
        (date(2018, 4, 13), "replied"),
    ]
    found = shown(row(1, "2018-05-13", "") + row(2, "2018-09-08", "受理中") + row(3, "2018-04-13", ""))
    assert not any(m.state == "waiting" for m in found.messages)


def test_a_second_link_to_the_same_page_parts_nothing() -> None:
    card = '<div><a href="/m/1">咨询户口迁移之一</a></div><div>2018-05-13 受理中</div><div><a href="/m/1">查看详情</a></div>'
    (message,) = shown(card).messages
    assert (message.state, message.title) == ("waiting", "咨询户口迁移之一")


def test_a_bare_day_is_that_of_the_question_only_while_it_waits() -> None:
    html = (
        "<ul><li><a href='/m/1.html'>路灯不亮的问题</a><i>[已办结]</i><span>2018-03-01</span></li>"
        "<li><a href='/m/2.html'>公交改线的问题</a><i>未回复</i><span>2018-03-01</span></li></ul>"
    )
    first, second = shown(html).messages
    assert first.asked is not None
    assert second.asked is not None
    assert (first.state, first.asked.sure) == ("replied", False)
    assert (second.state, second.asked.sure) == ("waiting", True)


def test_a_dead_link_leads_nowhere() -> None:
    html = LISTS["table"].replace("/m/2.html", "javascript:;")
    assert [message.url for message in shown(html).messages] == [sample.SITE.url + "m/1.html", ""]


def test_a_full_title_stands_in_the_attribute() -> None:
    html = LISTS["table"].replace("'/m/1.html'>路灯不亮", "'/m/1.html' title='路灯不亮已有三天'>路灯不亮已…")
    assert shown(html).messages[0].title == "路灯不亮已有三天"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        *((text, "replied") for text in ("已回复", "已答复", "已办结", "处理完毕", "已办理")),
        *(
            (text, "waiting")
            for text in (
                "已受理",
                "办理中",
                "待办理",
                "未回复",
                "未办结",
                "未处理",
                "已转办",
                "等待回复",
                "暂无回复",
            )
        ),
        *((text, "") for text in ("待受理 > 已受理 > 办理中 > 已办结", "受理中/已回复")),
        *((text, "refused") for text in ("拒绝受理", "不予受理", "已退回", "无效")),
        *((text, "") for text in ("", "咨询", "2018-03-01", "已" * 50)),
    ],
)
def test_words_of_states(text: str, state: str) -> None:
    assert state_of(text) == state


def test_a_refused_message_neither_waits_nor_is_answered() -> None:
    html = LISTS["table"].replace("已受理", "拒绝受理")
    assert shown(html).messages[1].state == "unknown"


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("写信时间：", "asked"),
        ("【答复时间】", "replied"),
        ("办理时间", "handled"),
        ("时间", "maybe"),
        ("天气", ""),
    ],
)
def test_roles_of_labels(label: str, role: str) -> None:
    assert role_of(label) == role


def letter(rest: str = "") -> str:
    return f"<h1>路灯不亮</h1><p>来信时间：2018-03-01 10:20　来信人：李某</p><p>来信内容：</p><p>巷口的路灯三天没亮。</p>{rest}"


DETAILS = {
    "lines": letter(
        "<p>回复单位：城管局　回复时间：2018-03-09</p><p>回复内容：</p><p>您好，路灯已修复。</p>"
    ),
    "table": "<h1>路灯不亮</h1><table><tr><th>来信时间</th><td>2018-03-01</td></tr><tr><th>来信内容</th><td>不亮</td></tr>"
    "<tr><th>回复单位</th><td>城管局</td><th>回复时间</th><td>2018-03-09</td></tr>"
    "<tr><th>回复内容</th><td>您好，路灯已修复。</td></tr></table>",
    "dl": "<h1>路灯不亮</h1><dl><dt>来信时间</dt><dd>2018-03-01</dd><dt>来信内容</dt><dd>不亮</dd><dt>答复单位</dt><dd>城管局</dd>"
    "<dt>答复时间</dt><dd>2018-03-09</dd><dt>答复内容</dt><dd>您好，路灯已修复。</dd></dl>",
}


@pytest.mark.parametrize("html", DETAILS.values(), ids=DETAILS)
def test_a_page_of_one_message(html: str) -> None:
    found = shown(html)
    (message,) = found.messages
    assert found.detail
    assert message.asked is not None
    assert message.replied is not None
    assert (message.title, message.state, message.unit) == ("路灯不亮", "replied", "城管局")
    assert (message.asked.day, message.replied.day) == (ASKED, REPLIED)
    assert "路灯已修复" in message.reply


@pytest.mark.parametrize(
    "rest",
    [
        "<p>办理状态：已受理</p>",
        "<h3>回复内容</h3><p></p>",
        "<h3>回复内容</h3><p>暂无回复</p>",
        "<table><tr><th>回复内容</th><td></td></tr></table>",
        "",
    ],
    ids=["said", "empty place", "said in its place", "empty cell", "silent"],
)
def test_a_page_without_a_reply_waits(rest: str) -> None:
    (message,) = shown(letter(rest)).messages
    assert message.state == "waiting"
    assert message.replied is None


@pytest.mark.parametrize(
    "rest",
    [
        "<p>市城管局答复如下，请见附图。</p>",
        "<p>您好，路灯将于近日修复。</p>",
        "<h3>回复内容</h3><p>您的来信已收悉，正在办理。</p>",
        "<p>办理状态：已受理</p><p>回复时间：2018-03-09</p>",
        '<div id="r"></div><script>$.get("/r",function(d){$("#r").html(d)})</script>',
        "<p>办理状态：不予受理</p>",
    ],
    ids=["reply without a heading", "greeting", "only accepted", "contradiction", "script", "refused"],
)
def test_a_page_that_may_hold_a_reply_is_not_said_to_wait(rest: str) -> None:
    (message,) = shown(letter(rest)).messages
    assert message.state in {"unknown", "replied"}


def test_a_reply_without_a_day_is_a_reply() -> None:
    (message,) = shown(letter("<h3>回复内容</h3><p>您好，路灯已修复，感谢来信。</p>")).messages
    assert (message.state, message.replied) == ("replied", None)


def test_days_of_work_are_a_reply_only_when_it_is_answered() -> None:
    done = shown(letter("<p>办理时间：2018-03-09</p><p>办理状态：已办结</p>")).messages[0]
    open_ = shown(letter("<p>办理时间：2018-03-09</p><p>办理状态：办理中</p>")).messages[0]
    assert done.replied is not None
    assert (open_.replied, open_.state) == (None, "waiting")


def test_a_day_after_the_run_is_unsure() -> None:
    (message,) = shown(letter("<p>办理状态：已受理</p>").replace("2018-03-01", "2018-12-01")).messages
    assert message.asked is not None
    assert not message.asked.sure


def test_forms_logins_and_entries() -> None:
    form = '<form action="/send"><textarea></textarea><input type="submit" value="提交"></form>'
    assert shown(form).form
    assert not shown("<form><input type=text><input type=submit value=搜索></form>").form
    assert shown("<p>请先登录后再留言</p>").login
    assert not shown("<p>欢迎来信</p>").login
    assert [link.label for link in shown('<a href="/w.html">我要写信</a>').entries] == ["我要写信"]
    dead = shown('<a href="javascript:;">我要留言</a>')
    assert (dead.entries, dead.dead_entry) == ((), "我要留言")


def test_a_list_that_a_script_fills() -> None:
    html = '<ul id="l"></ul><script>$.ajax({url:"/q",success:function(d){$("#l").append(d)}})</script>'
    assert "脚本" in shown(html).scripted
    assert "模板" in shown("<ul><li>{{ item.title }}</li></ul>").scripted
    assert "框架" in shown('<iframe src="https://12345.example.com/"></iframe>').scripted
    assert shown(LISTS["table"]).scripted == ""


def test_a_plain_list_says_nothing_of_states() -> None:
    (first, *_) = shown(sample.rows(10, 20, 30, subject="关于路灯的来信")).messages
    assert first.state == "unknown"
    assert first.asked is not None
    assert not first.asked.sure
    # Beside a message on its own page, such rows are of something else.
    assert read_messages(document_of(sample.rows(10, 20, 30), Role.MESSAGE)).messages == ()


@pytest.mark.parametrize(
    ("kind", "count"), [("consultation", 3), ("reporting", 3), ("policy", 0), ("other", 0)]
)
def test_rows_of_other_columns_are_no_messages(kind: str, count: int) -> None:
    rows = "".join(
        f"<li><a href='/m/{n}.html'>关于公交线路调整的有关情况{n}</a><span>2018-03-0{n}</span></li>"
        for n in (1, 2, 3)
    )
    page = sample.column(kind, f"<ul>{rows}</ul>")
    assert len(read_messages(Document(page, sample.AS_OF)).messages) == count


def test_states_are_messages_wherever_they_stand() -> None:
    page = sample.column("other", LISTS["table"])
    assert len(read_messages(Document(page, sample.AS_OF)).messages) == 2


def test_small_print_without_days_is_no_list_of_messages() -> None:
    foot = "<div><a href='/a/'>京ICP备00000000号</a> <a href='/b/'>站点地图</a> <a href='/c/'>京公网安备 11000000000000号</a></div>"
    page = sample.column("consultation", f"<h2>镇长信箱</h2><p>请填写您的意见。</p>{foot}")
    assert read_messages(Document(page, sample.AS_OF)).messages == ()


def test_the_foot_of_a_page_is_no_reply() -> None:
    html = (
        "<h1>路灯不亮请修理</h1><p>来信时间：2018-03-01</p><p>来信内容：请修路灯。</p><p>回复内容：</p>"
        "<div><p>主 办 单 位：示例镇人民政府　联 系 电 话：010-1234567</p><p>标识码：1100000000</p>"
        "<p>京ICP备00000000号</p></div>"
    )
    (message,) = read_messages(document_of(html, Role.MESSAGE)).messages
    assert (message.state, message.reply) == ("waiting", "")


def test_figures_of_letters_are_no_messages() -> None:
    html = "<ul><li>已受理<b>1234</b>件</li><li>已办结<b>1200</b>件</li></ul>"
    assert shown(html).messages == ()


def test_surveys_of_a_column() -> None:
    html = (
        '<ul><li><a href="/s/1.html">停车办法意见征集</a><i>已结束</i><a href="/s/1.html#r">查看结果</a><b>2018-06-01</b></li>'
        '<li><a href="/s/2.html">公交线路问卷调查</a><i>已结束</i><b>2018-05-01</b></li>'
        '<li><a href="/s/3.html">图书馆开放时间调查</a><i>进行中</i><b>2018-04-01</b></li>'
        '<li><a href="/s/4.html">公园管理办法意见征集</a><i>征集时间：2018-02-01至2018-03-01</i><b>2018-02-01</b></li></ul>'
    )
    found = read_surveys(document_of(html))
    assert [(survey.ended, survey.result) for survey in found] == [
        (True, True), (True, False), (False, False), (True, False),
    ]  # fmt: skip
    assert shows_result(document_of("<h3>结果反馈</h3><p>收到意见五条。</p>"))
    assert not shows_result(document_of("<p>欢迎参与。</p>"))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<li>",
                "<tr>",
                "<td>",
                "<a href=/m.html>路灯不亮</a>",
                "来信时间：2018-03-01",
                "已受理",
                "回复内容",
                "</table>",
            ]
        )
    )
)
def test_any_page_is_read(parts: list[str]) -> None:
    for message in shown("".join(parts)).messages:
        assert message.state in {"replied", "waiting", "unknown"}


def test_ten_thousand_rows_are_bounded() -> None:
    row = "<li><a href=/a.html>关于路灯的来信</a>来信时间：2018-01-01 办理状态：已受理</li>"
    assert 0 < len(shown(f"<ul>{row * 10_000}</ul>").messages) <= 300
