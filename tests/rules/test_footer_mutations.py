"""A compliant footer, one mark at a time taken away, disguised or moved: the rule changes as it should, no other does."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest

from govsite_checks.evaluate import evaluate, gravest, snapshot_of
from govsite_checks.model import Example, Role, Rule
from govsite_checks.rules.footer.footer_contact import footer_contact
from govsite_checks.rules.footer.footer_icp import footer_icp
from govsite_checks.rules.footer.footer_jiucuo import footer_jiucuo
from govsite_checks.rules.footer.footer_jiucuo_code import footer_jiucuo_code
from govsite_checks.rules.footer.footer_party_gov_mark import footer_party_gov_mark
from govsite_checks.rules.footer.footer_police_filing import footer_police_filing
from govsite_checks.rules.footer.footer_site_code import footer_site_code
from govsite_checks.rules.footer.footer_site_code_matches_inventory import footer_site_code_matches_inventory
from govsite_checks.rules.footer.footer_sitemap import footer_sitemap
from govsite_checks.rules.footer.footer_sponsor import footer_sponsor

RULES: tuple[Rule, ...] = (
    footer_party_gov_mark, footer_site_code, footer_site_code_matches_inventory, footer_icp, footer_police_filing,
    footer_jiucuo, footer_jiucuo_code, footer_sponsor, footer_contact, footer_sitemap,
)  # fmt: skip

MARKS: dict[str, str] = {
    "conac": (
        '<a href="//bszs.conac.cn/sitename?method=show&amp;id=0123456789ABCDEF0123456789ABCDEF">'
        '<img src="/images/m1.png" alt="党政机关"></a>'
    ),
    "code": "<span>政府网站标识码：1100000088</span>",
    "icp": '<a href="https://beian.miit.gov.cn/">京ICP备05000001号-1</a>',
    "police": '<a href="https://beian.mps.gov.cn/#/query/webSearch?code=11010102000001">京公网安备11010102000001号</a>',
    "jiucuo": (
        '<script id="_jiucuo_" sitecode="1100000088" src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>'
    ),
    "sponsor": "<p>主办单位：示例市人民政府办公室</p>",
    "contact": "<p>联系电话：010-12345678</p>",
    "sitemap": '<a href="/map/index.html">网站地图</a>',
}
# The rules that a mark carries, and their verdict when it is gone for certain.
GONE: dict[str, dict[str, str]] = {
    "conac": {"footer-party-gov-mark": "violation"},
    "code": {"footer-site-code": "violation", "footer-site-code-matches-inventory": "not-applicable"},
    "icp": {"footer-icp": "violation"},
    "police": {"footer-police-filing": "violation"},
    "jiucuo": {"footer-jiucuo": "violation", "footer-jiucuo-code": "not-applicable"},
    "sponsor": {"footer-sponsor": "violation"},
    "contact": {"footer-contact": "violation"},
    "sitemap": {"footer-sitemap": "violation"},
}
ARTICLE = (
    '<div class="article"><h1>关于某项活动的通知</h1><p>本次活动主办单位：某某公司，联系电话：0571-87654321，详见其网站'
    "（浙ICP备11111111号，网站标识码：3300000099，浙公网安备33010002000099号）。</p></div>"
)
NEWS = "".join(
    f'<li><a href="/news/{n}.html">某县召开第{n}次会议部署工作</a><span>09-0{n}</span></li>'
    for n in range(1, 9)
)


def page(
    marks: dict[str, str], *, wrap: str = '<div class="footer">{}</div>', before: str = "", after: str = ""
) -> str:
    footer = wrap.format("\n".join(marks.values()))
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>示例市</title><script src="/js/jquery.min.js"></script>'
        f'</head><body><div class="nav"><a href="/">首页</a></div><ul>{NEWS}</ul>{before}{footer}{after}'
        '<script src="/js/swiper.min.js"></script><script src="https://hm.baidu.com/hm.js?x"></script></body></html>'
    )


def verdicts(html: str, parts: tuple[tuple[str, str, str], ...] = ()) -> dict[str, str]:
    snapshot = snapshot_of(Example.ok(html, parts=parts))
    return {rule.id: str(gravest(evaluate(rule, snapshot))) for rule in RULES}


ALL_OK = {rule.id: "ok" for rule in RULES}


def test_the_compliant_page_is_ok() -> None:
    assert verdicts(page(MARKS)) == ALL_OK


def test_an_article_changes_nothing() -> None:
    assert verdicts(page(MARKS, before=ARTICLE)) == ALL_OK


@pytest.mark.parametrize("kind", MARKS)
@pytest.mark.parametrize(
    "take_away",
    [
        lambda mark: "",
        lambda mark: f"<!-- {mark} -->",
        lambda mark: f"<template>{mark}</template>",
        lambda mark: f'<script type="text/template">{mark.replace("</script>", "")}</script>',
        lambda mark: f"<script>// document.write({mark.split('<', 1)[0]!r}); </script>",
    ],
    ids=["deleted", "commented-out", "template", "text-template", "script-comment"],
)
@pytest.mark.parametrize("before", ["", ARTICLE], ids=["plain", "article-before"])
def test_a_mark_that_is_gone_is_a_violation_of_its_rule_alone(
    kind: str, take_away: Callable[[str], str], before: str
) -> None:
    marks = {**MARKS, kind: take_away(MARKS[kind])}
    assert verdicts(page(marks, before=before)) == {**ALL_OK, **GONE[kind]}


def _split(mark: str) -> str:
    """Each character of the visible text in a tag of its own, as Word does."""
    return _in_text(mark, lambda text: "".join(f'<span lang="EN-US">{char}</span>' for char in text))


def _in_text(mark: str, change: Callable[[str], str]) -> str:
    """The mark with its visible text changed and its tags left alone."""
    return "".join(part if part.startswith("<") else change(part) for part in re.split(r"(<[^>]*>)", mark))


def _full_width(mark: str) -> str:
    return _in_text(mark, lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text))


def _zero_width(mark: str) -> str:
    return _in_text(mark, lambda text: "\u200b".join(text))


def _set_apart(mark: str) -> str:
    """The characters of labels set apart by ideographic spaces, as printers do."""
    return _in_text(
        mark, lambda text: re.sub("(主办单位|联系电话|标识码)", lambda found: "\u3000".join(found[0]), text)
    )


WRITERS: dict[str, Callable[[str], str]] = {
    "as it is": lambda mark: mark,
    "split over tags": _split,
    "full width": _full_width,
    "zero width": _zero_width,
    "set apart": _set_apart,
    "spaces": lambda mark: mark.replace("1100000088</span>", "11 0000 0088</span>").replace(
        "京ICP备", "京 ICP 备 "
    ),
    "entities": lambda mark: mark.replace("：", "&#65306;&nbsp;").replace("备", "&#22791;"),
    "written": lambda mark: f"<script>document.write('{_js(mark)}');</script>",
    "written in pieces": lambda mark: (
        f"<script>var s='{_js(mark[:20])}';\ns += '{_js(mark[20:])}';\ndocument.writeln(s)</script>"
    ),
    "unescaped": lambda mark: f'<script>document.write(unescape("{_escaped(mark)}"));</script>',
    "decoded": lambda mark: f'<script>document.write(decodeURIComponent("{quote(mark)}"))</script>',
    "unicode escapes": lambda mark: f'<script>document.write("{_unicode(mark)}")</script>',
    "template string": lambda mark: (
        f"<script>document.body.insertAdjacentHTML('beforeend', `{_js(mark)}`)</script>"
    ),
    "inner html": lambda mark: (
        f"<i id='x'></i><script>document.getElementById('x').innerHTML = '{_js(mark)}';</script>"
    ),
    "jquery": lambda mark: f"<i id='x'></i><script>$(function(){{ $('#x').html('{_js(mark)}'); }})</script>",
    "appended": lambda mark: f"<i id='x'></i><script>$('{_js(mark)}').appendTo('#x');</script>",
}


def _js(html: str) -> str:
    return (
        html.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("</script", "<\\/script")
    )


def _escaped(html: str) -> str:
    return "".join(
        char
        if char.isalnum() and char.isascii()
        else f"%{ord(char):02X}"
        if ord(char) < 256
        else f"%u{ord(char):04X}"
        for char in html
    )


def _unicode(html: str) -> str:
    return "".join(char if char.isalnum() and char.isascii() else f"\\u{ord(char):04x}" for char in html)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("kind", MARKS)
def test_a_mark_in_disguise_is_seen(kind: str, writer: str) -> None:
    if kind == "jiucuo" and writer in ("split over tags", "full width"):
        assert WRITERS[writer](MARKS[kind]) == MARKS[kind]  # no visible text
    marks = {**MARKS, kind: WRITERS[writer](MARKS[kind])}
    assert verdicts(page(marks)) == ALL_OK


@pytest.mark.parametrize("writer", WRITERS)
def test_a_whole_footer_in_disguise_is_seen(writer: str) -> None:
    assert verdicts(page({"all": WRITERS[writer]("\n".join(MARKS.values()))})) == ALL_OK


def _script(html: str) -> str:
    return "\n".join(f"document.writeln('{_js(line)}');" for line in html.splitlines())


@pytest.mark.parametrize("src", ["/js/foot.js", "/script/0/1708171610341487.js", "../common/bottom.js?v=1"])
def test_a_footer_in_an_external_script(src: str) -> None:
    html = page({}, wrap=f'{{}}<script src="{src}"></script>')
    text = _script('<div class="footer">' + "\n".join(MARKS.values()) + "</div>")
    url = "https://www.example.gov.cn/" + src.lstrip("./").lstrip("/")
    assert verdicts(html, ((Role.FOOTER_SCRIPT, url, text),)) == ALL_OK
    unread = verdicts(html)
    assert "violation" not in unread.values()
    assert unread["footer-icp"] == "needs-review"
    empty = verdicts(html, ((Role.FOOTER_SCRIPT, url, "var nothing = 1;"),))
    assert empty["footer-icp"] == "violation"


@pytest.mark.parametrize(
    "tag", ['<iframe src="/foot.html" width="100%"></iframe>', '<iframe src="/col/col1/index.html"></iframe>']
)
def test_a_footer_in_a_frame(tag: str) -> None:
    html = page({}, wrap=f"{{}}{tag}")
    url = "https://www.example.gov.cn" + tag.split('"')[1]
    inner = '<html><body><div class="foot">' + "\n".join(MARKS.values()) + "</div></body></html>"
    assert verdicts(html, ((Role.FRAME, url, inner),)) == ALL_OK
    assert "violation" not in verdicts(html).values()


def test_a_frameset() -> None:
    html = '<html><frameset rows="*,80"><frame src="main.html"><frame src="b.html"></frameset></html>'
    assert "violation" not in verdicts(html).values()
    inner = "<body>" + "\n".join(MARKS.values()) + "</body>"
    parts = (
        (Role.FRAME, "https://www.example.gov.cn/main.html", f"<ul>{NEWS}</ul>"),
        (Role.FRAME, "https://www.example.gov.cn/b.html", inner),
    )
    assert verdicts(html, parts) == ALL_OK


def test_a_footer_loaded_by_jquery() -> None:
    html = page({}, wrap='{}<div id="footer"></div><script>$("#footer").load("/inc/footer.html");</script>')
    assert "violation" not in verdicts(html).values()
    parts = ((Role.FRAME, "https://www.example.gov.cn/inc/footer.html", "\n".join(MARKS.values())),)
    assert verdicts(html, parts) == ALL_OK


@pytest.mark.parametrize(
    "shell",
    [
        '<div id="app"></div><script src="/static/js/app.3f2a.js"></script>',
        '<div id="root"></div><script type="module" src="/assets/index-1.js"></script>',
        '<!--#include virtual="/inc/footer.html" -->',
        '<div class="footer"><p>主办单位：{{site.sponsor}}</p><p>{{site.icp}} 版权所有</p></div>',
    ],
)
def test_what_only_a_browser_can_show_is_no_violation(shell: str) -> None:
    assert "violation" not in verdicts(f"<html><body>{shell}</body></html>").values()


@pytest.mark.parametrize(
    "wrap",
    [
        "<div>{}</div>",
        "<table><tr><td align=center>{}</td></tr></table>",
        "<center><font size=2>{}</font></center>",
        '<div id="dibu">{}</div>',
        "<footer>{}</footer>",
    ],
)
def test_footers_by_other_names_or_none(wrap: str) -> None:
    assert verdicts(page(MARKS, wrap=wrap)) == ALL_OK
    for kind, gone in GONE.items():
        rest = {name: mark for name, mark in MARKS.items() if name != kind}
        assert verdicts(page(rest, wrap=wrap)) == {**ALL_OK, **gone}


@pytest.mark.parametrize("kind", MARKS)
def test_a_hidden_mark_is_for_a_person(kind: str) -> None:
    marks = {**MARKS, kind: f'<div style="display: none">{MARKS[kind]}</div>'}
    found = verdicts(page(marks))
    assert found[next(iter(GONE[kind]))] == "needs-review"
    assert "violation" not in found.values()


def test_a_page_without_any_mark_is_accused() -> None:
    text = "本局负责全市有关工作，欢迎社会各界通过本网站了解工作动态、政策文件和办事服务。" * 3
    found = verdicts(f"<html><body><h1>某局</h1><p>{text}</p></body></html>")
    assert found["footer-icp"] == found["footer-site-code"] == found["footer-sponsor"] == "violation"


def test_a_page_that_shows_next_to_nothing_is_for_a_person() -> None:
    found = verdicts("<html><body><h1>某局</h1><p>网站正在维护</p></body></html>")
    assert found["footer-icp"] == found["footer-site-code"] == found["footer-sponsor"] == "needs-review"


DECOY = "<p>网站标识码：3300000099 浙ICP备11111111号 浙公网安备33010002000099号 主办单位：甲公司 联系电话：0571-87654321</p>"


@pytest.mark.parametrize("kind", ["code", "icp", "police", "sponsor", "contact"])
@pytest.mark.parametrize(
    "name", ["content", "article-content", "TRS_Editor", "news", "main-con", "text", "zoom"]
)
def test_a_mark_in_an_article_is_not_the_sites(kind: str, name: str) -> None:
    rest = {other: mark for other, mark in MARKS.items() if other != kind}
    found = verdicts(page(rest, before=f'<div class="{name}">{DECOY}</div>'))
    assert found == {**ALL_OK, **GONE[kind]}


@pytest.mark.parametrize("kind", ["code", "icp", "police", "sponsor", "contact"])
def test_a_mark_just_outside_the_footer_is_for_a_person(kind: str) -> None:
    rest = {other: mark for other, mark in MARKS.items() if other != kind}
    found = verdicts(page(rest, before=f"<div>{MARKS[kind]}</div>"))
    assert "violation" not in found.values()


@pytest.mark.parametrize(
    "wrap",
    [
        '<div class="article-page"><p>正文</p><div>{}</div></div>',
        '<div class="content"><div class="list"><p>正文</p><div>{}</div></div></div>',
    ],
)
def test_a_wrapper_with_an_articles_name_leads_to_no_accusation(wrap: str) -> None:
    assert "violation" not in verdicts(page(MARKS, wrap=wrap)).values()


def test_unread_scripts_without_a_footers_name_do_not_excuse_a_rich_footer() -> None:
    rest = {other: mark for other, mark in MARKS.items() if other != "contact"}
    after = '<script src="/js/common.js"></script><script src="/js/index.js"></script>'
    assert verdicts(page(rest, after=after)) == {**ALL_OK, **GONE["contact"]}
    named = verdicts(page(rest, after=after + '<script src="/js/footer.js"></script>'))
    assert named == {**ALL_OK, "footer-contact": "needs-review"}


def test_of_two_codes_one_is_right() -> None:
    marks = {**MARKS, "code": "网站标识码：1100000099 网站标识码：1100000088"}
    assert verdicts(page(marks)) == ALL_OK
    wrong = {**MARKS, "code": "网站标识码：1100000099"}
    assert verdicts(page(wrong)) == {**ALL_OK, "footer-site-code-matches-inventory": "violation"}
