"""Bytes to text: the order of belief, declarations that lie, and no byte that could crash it."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govsite_checks.model import Encoding
from govsite_checks.reading.page.encoding import META_BYTES, decode

CHINESE = "北京市人民政府办公厅主办，网站标识码见页面底部。政府信息公开指南、政务服务、互动交流。"


def page(text: str, encoding: str, meta: str = "") -> bytes:
    return f"<html><head>{meta}<title>标题</title></head><body>{text}</body></html>".encode(encoding)


@pytest.mark.parametrize(
    ("body", "header", "used", "how"),
    [
        (page(CHINESE, "utf-8"), "text/html; charset=utf-8", "utf-8", "header"),
        (page(CHINESE, "utf-8"), "text/html;charset=UTF8", "utf-8", "header"),
        (page(CHINESE, "gbk"), "text/html; charset=GB2312", "gb18030", "header"),
        (page(CHINESE, "gbk"), 'text/html; charset="gbk"', "gb18030", "header"),
        (page(CHINESE, "gbk", "<meta charset=gbk>"), "", "gb18030", "meta"),
        (page(CHINESE, "utf-8", '<meta charset="utf-8">'), "text/html", "utf-8", "meta"),
        (page(CHINESE, "gbk", "<meta charset=utf-8>"), "text/html; charset=gb2312", "gb18030", "header"),
        (codecs.BOM_UTF8 + page(CHINESE, "utf-8"), "text/html; charset=gbk", "utf-8", "bom"),
        (codecs.BOM_UTF16_LE + page(CHINESE, "utf-16-le"), "", "utf-16-le", "bom"),
        (codecs.BOM_UTF16_BE + page(CHINESE, "utf-16-be"), "", "utf-16-be", "bom"),
        (page(CHINESE, "utf-16-le"), "", "utf-16-le", "detected"),
        (page(CHINESE, "utf-16-be"), "text/html; charset=utf-8", "utf-16-be", "detected"),
        (page(CHINESE, "gb18030"), "", "gb18030", "detected"),
        (page(CHINESE, "utf-8"), "", "utf-8", "detected"),
        (b"<p>plain", "", "utf-8", "fallback"),
        (b"", "", "utf-8", "fallback"),
    ],
)
def test_the_order(body, header, used, how):
    text, encoding = decode(body, header)
    assert (encoding.used, encoding.how) == (used, how)
    if len(body) > 100:
        assert CHINESE in text
        assert not text.startswith("\ufeff")


@pytest.mark.parametrize(
    "declared", ["gb2312", "gbk", "gb18030", "iso-8859-1", "big5", "unicode", "utf-16", "none", ""]
)
@pytest.mark.parametrize("where", ["header", "meta"])
def test_utf8_is_utf8_whatever_it_says(declared, where):
    meta = f'<meta charset="{declared}">' if where == "meta" else ""
    header = f"text/html; charset={declared}" if where == "header" else ""
    text, encoding = decode(page(CHINESE, "utf-8", meta), header)
    assert CHINESE in text
    assert encoding.used == "utf-8"
    assert (encoding.header, encoding.meta) == ((declared, "") if where == "header" else ("", declared))


@pytest.mark.parametrize(
    "declared", ["utf-8", "iso-8859-1", "unicode", "us-ascii", "utf-7", "base64", "rot13", "idna", "x" * 300]
)
def test_gbk_that_says_something_else_is_not_garbled(declared):
    text, encoding = decode(page(CHINESE * 3, "gbk"), f"text/html; charset={declared}")
    assert CHINESE in text, encoding
    assert len(encoding.header) <= 40


@pytest.mark.parametrize(
    "meta",
    [
        "<meta http-equiv='Content-Type' content='text/html; charset=gbk'>",
        '<meta httpequiv=ContentType content="text/html;charset=gbk">',
        "<META HTTP-EQUIV=Content-Type CONTENT=text/html;charset=gbk />",
        '<meta charset="gbk"/>',
        "<meta charset='gbk'>",
        "<meta\n charset = gbk >",
        "<meta content='text/html' charset=gbk>",
        "<?xml version='1.0' encoding='gbk'?>",
        "<!-- <meta charset=utf-8> --><meta charset=gbk>",
    ],
)
def test_broken_forms_of_the_meta_are_read(meta):
    body = meta.encode() + "<p>甲".encode("gbk")
    text, encoding = decode(body, "")
    assert (encoding.meta, encoding.used, encoding.how) == ("gbk", "gb18030", "meta")
    assert "甲" in text


def test_a_meta_far_down_is_none():
    assert decode(b" " * META_BYTES + b"<meta charset=gbk>", "")[1].meta == ""


def test_a_declaration_survives_a_few_broken_bytes():
    body = page(CHINESE * 10, "gbk", "<meta charset=gbk>").replace("北京".encode("gbk"), b"\xff\xff", 1)
    text, encoding = decode(body, "")
    assert (encoding.used, encoding.how) == ("gb18030", "meta")
    assert text.count("北京") == 9
    body = page(CHINESE * 10, "utf-8").replace("北".encode(), b"\xe5\x8c", 1)
    text, encoding = decode(body, "text/html; charset=utf-8")
    assert (encoding.used, text.count("京市")) == ("utf-8", 10)


def test_a_declaration_that_most_characters_contradict_is_not_followed():
    body = b"<p>" * 5000 + page("短", "gbk")
    text, encoding = decode(body, "text/html; charset=utf-8")
    assert (encoding.used, "短" in text, "标题" in text) == ("gb18030", True, True)


def test_two_byte_characters_alone_do_not_make_utf8():
    body = b"<meta charset=gbk>" + "通".encode("gbk")
    assert body.decode("utf-8")  # it would be valid
    assert decode(body, "") == ("<meta charset=gbk>通", Encoding("", "gbk", "gb18030", "meta"))


def test_a_page_in_a_western_language_stays_one():
    text = (
        "<p>Les autorités françaises ont été reçues à la préfecture; le maire, très honoré, a répondu.</p>"
        * 5
    )
    assert decode(text.encode("cp1252"), "text/html; charset=iso-8859-1")[0] == text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=60))
@example(b"\xff\xfe", "charset=")
@example(b"\x00\xd8\x00\xdc", "charset=utf-16")
@example(b"<meta charset=\x00>", "text/html; charset='")
def test_it_never_raises_and_is_the_same_again(body, header):
    text, encoding = decode(body, header)
    assert isinstance(text, str)
    text.encode("utf-8")  # no lone surrogates
    assert decode(body, header) == (text, encoding)
    assert encoding.how in {"bom", "header", "meta", "detected", "fallback"}


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=20, max_size=200))
def test_chinese_comes_back_from_both_encodings(text):
    for encoding in ("utf-8", "gb18030"):
        assert text in decode(page(text, encoding, f"<meta charset={encoding}>"), "")[0]


@pytest.mark.parametrize("unit", [b"<meta ", b"<!--", b"charset=", b"<meta charset", b"\xff", b"\xb0\xa1"])
def test_hostile_repetition_takes_no_time(unit):
    started = time.process_time()
    decode(unit * (2_000_000 // len(unit)), "charset=" * 1000)
    assert time.process_time() - started < 1.5
