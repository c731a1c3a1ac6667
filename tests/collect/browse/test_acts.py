"""What a citizen does: words typed and sent, an entry pressed; and what is never sent."""

from __future__ import annotations

from typing import Any

import pytest

from govsite_checks.collect.browse.contracts import Act, Doing
from govsite_checks.model import RenderError

WORDS = '清明 "防火" FIELD'
SEARCH = Act(Doing.SEARCH, WORDS)
FIELD = "<input id=kw placeholder=请输入关键字>"
BUTTON = "<button onclick=go()>搜索</button>"
GOES = "location.href = '/so?q=' + encodeURIComponent(kw.value)"


def result(server: Any, shown: Any) -> str:
    """The words that reached the server, as the browser shows them."""
    assert shown.error == "", shown.detail
    assert "结果：" in shown.html
    (asked,) = [request.target for request in server.requests if request.path == "/so"]
    return asked


def answers(body: str) -> dict[str, Any]:
    return {"/": f"<!doctype html><meta charset=utf-8><body>{body}", "/so": "<meta charset=utf-8><p>结果：有"}


SENT = "/so?q=%E6%B8%85%E6%98%8E%20%22%E9%98%B2%E7%81%AB%22%20FIELD"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (FIELD + BUTTON, GOES),
        (f"<div>{FIELD}<a href='javascript:go()'>搜索</a></div>", GOES),
        (
            f"<div>{FIELD}<a href='javascript:void(0)' onclick=go()><img src=s.png alt=检索 width=9 height=9></a></div>",
            GOES,
        ),
        (f"<div class=top><div>{FIELD}</div><span class=search-btn onclick=go()>GO</span></div>", GOES),
        (f"<form onsubmit='go();return false'>{FIELD}<input type=submit value=搜索></form>", GOES),
        (f"<form onsubmit='go();return false'>{FIELD}</form>", GOES),
        (FIELD, f"kw.onkeydown = (e) => {{ if (e.keyCode === 13) go() }}; const late = () => {{ {GOES} }}"),
        (FIELD + BUTTON, f"setTimeout(() => {{ {GOES} }}, 1500)"),
        (FIELD + BUTTON, GOES.replace("location.href =", "window.open(") + ")"),
        (
            FIELD + BUTTON,
            "fetch('/so?q=' + encodeURIComponent(kw.value)).then(r => r.text()).then(t => out.innerHTML = t)",
        ),
    ],
    ids=[
        *("button", "link", "picture", "span", "submit", "enter", "key", "later", "window", "in-page"),
    ],
)
def test_words_are_typed_and_sent(desk: Any, body: str, code: str) -> None:
    inner = GOES if "late" in code else code
    setup = code if "late" in code else ""
    script = f"<div id=out></div><script>function go() {{ {inner} }}; {setup}</script>"
    server = desk.serve(answers(body + script))
    (shown,) = desk.show(server, "/", act=SEARCH)
    assert result(server, shown) == SENT


def test_a_framework_hears_what_is_typed(desk: Any) -> None:
    code = "let typed = ''; kw.addEventListener('input', (e) => typed = e.target.value);"
    code += f"function go() {{ {GOES.replace('kw.value', 'typed')} }}"
    server = desk.serve(answers(f"{FIELD}{BUTTON}<script>{code}</script>"))
    (shown,) = desk.show(server, "/", act=SEARCH)
    assert result(server, shown) == SENT


def test_a_form_that_a_script_wrote_is_found(desk: Any) -> None:
    code = f"setTimeout(() => document.body.innerHTML = `{FIELD}{BUTTON}`, 1000); function go() {{ {GOES} }}"
    server = desk.serve(answers(f"<script>{code}</script>"))
    (shown,) = desk.show(server, "/", act=SEARCH)
    assert result(server, shown) == SENT


@pytest.mark.parametrize(
    "body",
    [
        "<form action=/so method=post><input name=title placeholder=标题><textarea name=c></textarea><button>提交</button></form>",
        "<form action=/so><input name=user placeholder=用户名><input type=password name=p><button>登录</button></form>",
        "<form action=/guestbook/save method=post><input name=keyword placeholder=留言><button>搜索</button></form>",
        "<form action=/vote><input name=vote placeholder=投票><button>投票</button></form>",
        "<form action=/search/submit><input name=q placeholder=请输入关键词><button>搜索</button></form>",
        "<form action=/so><input name=mail placeholder=订阅邮箱><button>订阅</button></form>",
        f"<div style='display:none'>{FIELD}{BUTTON}</div>",
        "<p>没有搜索",
    ],
    ids=["letter", "login", "guestbook", "vote", "submit", "subscription", "hidden", "none"],
)
def test_nothing_but_a_search_is_ever_sent(desk: Any, body: str) -> None:
    server = desk.serve(answers(body + "<script>function go() {" + GOES + "}</script>"))
    (shown,) = desk.show(server, "/", act=SEARCH)
    assert shown.error == RenderError.NO_SUCH_PLACE
    assert set(server.paths()) <= {"/", "/favicon.ico"}
    assert {request.method for request in server.requests} == {"GET"}


def test_a_search_beside_a_letter_is_the_one_that_is_used(desk: Any) -> None:
    letter = "<form action=/save method=post><input name=title placeholder=标题><textarea name=c></textarea><button>提交</button></form>"
    server = desk.serve(answers(f"{letter}{FIELD}{BUTTON}<script>function go() {{ {GOES} }}</script>"))
    (shown,) = desk.show(server, "/", act=SEARCH)
    assert result(server, shown) == SENT
    assert "/save" not in server.paths()


def test_a_page_that_does_not_change_is_no_answer(desk: Any) -> None:
    server = desk.serve(answers(f"{FIELD}<button onclick='void 0'>搜索</button>"))
    (shown,) = desk.show(server, "/", act=SEARCH)
    assert (shown.error, shown.detail) == (RenderError.NO_SUCH_PLACE, "操作之后页面没有变化")


@pytest.mark.parametrize(
    "entry",
    [
        "<ul><li onclick=\"location='/so?q=1'\"><span>办事 指南</span></li></ul>",
        "<a href=\"javascript:location='/so?q=1'\">办事指南</a>",
        "<div class=nav><div onclick=\"window.open('/so?q=1')\">办事指南</div></div>",
        "<a href='/so?q=1'>办事指南</a>",
    ],
    ids=["item", "script", "window", "plain"],
)
def test_an_entry_of_the_navigation_is_pressed(desk: Any, entry: str) -> None:
    server = desk.serve(answers(f"<p>关于办事指南的说明</p>{entry}"))
    (shown,) = desk.show(server, "/", act=Act(Doing.PRESS, "办事指南"))
    assert result(server, shown) == "/so?q=1"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<form action=/so><button>调查征集</button></form>", "调查征集"),
        ("<a href='/so'>投票</a>", "投票"),
        ("<a href='/so'>退出登录</a>", "退出登录"),
        ("<a href='/so'>办事</a>", "办事指南"),
        ("<a href='/so' style='visibility:hidden'>办事指南</a>", "办事指南"),
        ("<a href='/so'>办事指南</a>", " "),
    ],
    ids=["form", "vote", "logout", "other", "hidden", "blank"],
)
def test_what_acts_or_is_not_there_is_not_pressed(desk: Any, body: str, words: str) -> None:
    server = desk.serve(answers(body))
    (shown,) = desk.show(server, "/", act=Act(Doing.PRESS, words))
    assert shown.error == RenderError.NO_SUCH_PLACE
    assert "/so" not in {request.path for request in server.requests}


def test_marks_of_ours_are_not_left_in_the_document(desk: Any) -> None:
    code = "function go() { out.textContent = '结果：' + kw.value }"
    server = desk.serve(answers(f"{FIELD}{BUTTON}<div id=out></div><script>{code}</script>"))
    (shown,) = desk.show(server, "/", act=SEARCH)
    assert "结果：清明" in shown.html
    assert "data-govsite" not in shown.html
