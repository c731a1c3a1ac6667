"""What remains of a document once its scripts have run."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from govsite_checks.reading.rendering.settled import settled

BASE = "https://www.example.gov.cn/zwgk/"


def keep(body: str, *failed: str, complete: bool = True) -> str:
    html = f"<!DOCTYPE html><html><head></head><body>{body}</body></html>"
    return settled(html, BASE, frozenset(failed), complete)


@pytest.mark.parametrize(
    "script",
    [
        "<script>go()</script>",
        '<script src="/js/a.js"></script>',
        '<script type="module" src="/js/a.js"></script>',
        '<script type="text/javascript; charset=utf-8">go()</script>',
        '<script type="text/babel">go()</script>',
        '<SCRIPT LANGUAGE="JavaScript">go()</SCRIPT>',
    ],
)
def test_a_script_that_ran_goes(script: str) -> None:
    assert "script" not in keep(f"<p>正文</p>{script}").lower()
    assert "<p>正文</p>" in keep(f"<p>正文</p>{script}")


def test_what_is_not_complete_stays_as_it_is() -> None:
    html = '<html><body><noscript>请启用脚本</noscript><script>go()</script><p v-for="x in y">甲</p></body></html>'
    assert settled(html, BASE, frozenset(), False) == html


@pytest.mark.parametrize(
    ("src", "failed"),
    [
        ("/js/foot.js", "https://www.example.gov.cn/js/foot.js"),
        ("foot.js?v=1", "https://www.example.gov.cn/zwgk/foot.js?v=1"),
        ("//cdn.example.com/a.js", "https://cdn.example.com/a.js"),
        ("/js/页脚.js", "https://www.example.gov.cn/js/%E9%A1%B5%E8%84%9A.js"),
    ],
)
def test_a_script_that_failed_stays(src: str, failed: str) -> None:
    script = f'<script src="{src}"></script>'
    assert f'src="{src}"' in keep(script, failed)
    assert f'src="{src}"' not in keep(script, failed + "x")


def test_the_base_of_the_document_counts() -> None:
    body = '<base href="/other/"><script src="a.js"></script>'
    assert "a.js" in keep(body, "https://www.example.gov.cn/other/a.js")
    assert "a.js" not in keep(body, "https://www.example.gov.cn/zwgk/a.js")


@pytest.mark.parametrize(
    "script",
    [
        '<script id="_jiucuo_" sitecode="1100000088" src="https://a.example.cn/j.js"></script>',
        '<script src="https://zfwzgl.www.gov.cn/exposure/jiucuo.js"></script>',
        '<script src="https://dcs.conac.cn/js/01/000/0000/60429025/CA010000000604290250001.js"></script>',
        '<script src="/js/conac-mark.js"></script>',
        '<script type="application/ld+json">{"a": 1}</script>',
        '<script type="text/xml"><datastore></datastore></script>',
    ],
)
def test_embeds_and_data_stay_and_say_that_they_wait_for_nothing(script: str) -> None:
    tree = LexborHTMLParser(keep(script))
    assert len(tree.css("script[data-ran]")) == 1


def test_a_script_that_failed_is_not_said_to_have_had_its_turn() -> None:
    assert "data-ran" not in keep('<script src="/a.js"></script>', "https://www.example.gov.cn/a.js")


def test_a_script_that_the_server_has_no_more_stays_and_holds_up_nothing() -> None:
    body = '<script src="/js/foot.js"></script><script>a()</script><ul v-for="x in y"></ul>'
    html = f"<html><head></head><body>{body}</body></html>"
    kept = settled(html, BASE, frozenset(), True, frozenset({"https://www.example.gov.cn/js/foot.js"}))
    assert "foot.js" in kept
    assert "a()" not in kept
    assert "v-for" not in kept


def test_what_nobody_saw_goes_even_where_it_is_not_closed() -> None:
    kept = keep("<noscript><p>请启用脚本<div></noscript><p>正文</p><!-- <noscript> --><b>末尾</b>")
    assert "请启用脚本" not in kept
    assert "<p>正文</p>" in kept
    assert "<b>末尾</b>" in kept


def test_the_word_within_a_script_is_no_element() -> None:
    kept = keep('<script type="application/json">"<noscript>"</script><p>正文</p><noscript>无</noscript>')
    assert '"<noscript>"' in kept
    assert "<p>正文</p>" in kept
    assert ">无<" not in kept


def test_what_frameworks_bind_by_goes_once_all_ran() -> None:
    row = '<li v-for="x in y" wx:for="z" data-bind="a" title="v-for">甲</li>'
    assert keep(row + "<script>go()</script>").count("<li title=") == 1
    assert "v-for=" in keep(row + '<script src="/vue.js"></script>', "https://www.example.gov.cn/vue.js")


def test_the_doctype_stays() -> None:
    assert keep("<p>正文</p>").startswith("<!DOCTYPE html><html>")
    assert not settled("<html><body></body></html>", BASE, frozenset(), True).startswith("<!")


def test_instructions_left_by_the_server_stay() -> None:
    assert '<!--#include file="foot.html"-->' in keep('<!--#include file="foot.html"-->')


@pytest.mark.parametrize(
    "body",
    [
        "<pre>\n\n甲</pre>",
        "<textarea>\n\n甲</textarea>",
        '<p title="a&quot;&lt;b">甲&amp;乙&nbsp;丙</p>',
        "<table><tbody><tr><td>甲</td></tr></tbody></table>",
        "<template><p>甲</p></template><noscript>乙</noscript>",
    ],
)
def test_a_settled_document_stays_as_it_is(body: str) -> None:
    once = keep(body + "<script>go()</script><script type='application/json'>{}</script>")
    assert settled(once, BASE, frozenset(), True) == once


_PIECES = st.sampled_from(
    (
        *(
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<ul><li>",
            "</ul>",
            "甲",
            "&lt;",
            "<!-- 注 -->",
            "<pre>\n\n乙</pre>",
        ),
        *(
            "<script>a<b</script>",
            "<script src=/a.js></script>",
            "<noscript>无</noscript>",
            "<b title='>'>丙</b>",
        ),
    )
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_PIECES, max_size=25))
def test_settling_is_done_once(pieces: list[str]) -> None:
    # A browser hands over what it serialised itself.
    html = LexborHTMLParser("".join(pieces)).html or ""
    once = settled(html, BASE, frozenset(), True)
    assert settled(once, BASE, frozenset(), True) == once
    assert "<noscript" not in once
    assert "a<b" not in once


@pytest.mark.parametrize(
    "hostile",
    [
        "<noscript" * 150_000,
        "<noscript>" * 100_000,
        "<!--" * 200_000,
        "<script>" * 100_000,
        "<pre>\n" * 50_000,
    ],
)
def test_hostile_documents_take_linear_time(hostile: str) -> None:
    began = time.process_time()
    settled(hostile, BASE, frozenset(), True)
    assert time.process_time() - began < 5
