"""Addresses as sites write them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govsite_checks.collect.urls import (
    URL_BYTES,
    BadUrlError,
    _plain,
    _resolved,
    absolute,
    at_origin,
    origin_of,
    redirect_target,
)

BASE = "http://www.a.test/dir/page.html?x=1"


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("", BASE),
        ("b.html", "http://www.a.test/dir/b.html"),
        ("/b", "http://www.a.test/b"),
        ("../../../b", "http://www.a.test/b"),
        ("?y=2", "http://www.a.test/dir/page.html?y=2"),
        ("//b.test/x", "http://b.test/x"),
        ("https://B.TEST:443/x#y", "https://b.test/x"),
        ("HTTP://b.test", "http://b.test/"),
        ("http://b.test:80", "http://b.test/"),
        ("http://b.test:8080?q", "http://b.test:8080/?q"),
        ("http://user:secret@b.test/", "http://b.test/"),
        ("  /a b\t\n ", "http://www.a.test/a%20b"),
        ("/a%20b%E4%B8%AD", "http://www.a.test/a%20b%E4%B8%AD"),
        ("/栏目?名=值", "http://www.a.test/%E6%A0%8F%E7%9B%AE?%E5%90%8D=%E5%80%BC"),
        ("\\b\\c?d\\e", "http://www.a.test/b/c?d%5Ce"),
        ("http:\\\\b.test\\x", "http://b.test/x"),
        ("http://b\uff0etest/", "http://b.test/"),
        ("http://[2400:3200::1]:81/", "http://[2400:3200::1]:81/"),
        ("java\nscript/x", "http://www.a.test/dir/javascript/x"),
    ],
)
def test_references(reference, expected):
    assert absolute(reference, BASE) == expected


def test_a_host_of_another_script_is_punycode():
    assert absolute("http://中文.政务/") == "http://xn--fiq228c.xn--zfr164b/"


@pytest.mark.parametrize(
    "reference",
    [
        "javascript:void(0)",
        "mailto:a@b.test",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://b.test/",
        "http://b.test:99999/",
        "http://b.test:x/",
        "http://[::1/",
        "http://a<b>/",
        "http://a b/",
        "http://" + "a" * 300 + "/",
        "/" + "x" * URL_BYTES,
        "http://b.test\x00.evil/",
    ],
)
def test_what_cannot_be_asked_for(reference):
    with pytest.raises(BadUrlError) as caught:
        absolute(reference, BASE)
    assert str(caught.value)


@pytest.mark.parametrize("reference", ["", "/a", "a", "//", "http://"])
def test_without_a_base_an_address_must_be_whole(reference):
    with pytest.raises(BadUrlError):
        absolute(reference)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_what_comes_out_can_be_asked_for(reference):
    try:
        url = absolute(reference, BASE)
    except BadUrlError:
        return
    assert url.isascii()
    assert not set(url) & set(' \r\n\t"<>\\#')
    assert url.startswith(("http://", "https://"))
    assert absolute(url) == url
    scheme, host, port = origin_of(url)
    assert host
    assert at_origin((scheme, host, port), "/x").startswith(scheme)


@settings(max_examples=500, deadline=None)
@given(
    st.text(alphabet="htp:s/.aB0-_~?=&%+ ", max_size=30),
    st.sampled_from([BASE, "http://a.test/", "", "http://a.test:8080/x", "x"]),
)
@example("http://a.test/a/../b", "")
@example("/a//b", BASE)
@example("/?", BASE)
@example("http://a.test?x", "")
def test_the_short_way_and_the_long_way_agree(reference, base):
    short = _plain(reference, base)
    if short:
        assert short == _resolved(reference, base, "utf-8")


def test_most_addresses_go_the_short_way():
    assert _plain("/zwgk/t20180901_1234.html?a=b", BASE) == "http://www.a.test/zwgk/t20180901_1234.html?a=b"
    assert _plain("https://www.b.test/", "") == "https://www.b.test/"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=80))
def test_any_location_is_an_address_or_none(location):
    try:
        url = redirect_target(location, BASE)
    except BadUrlError:
        return
    assert absolute(url) == url


def test_raw_bytes_of_a_location_keep_their_encoding():
    assert redirect_target("/政".encode(), BASE) == "http://www.a.test/%E6%94%BF"
    assert redirect_target("/政".encode("gbk"), BASE) == "http://www.a.test/%D5%FE"
    assert redirect_target(b"/\xff\x80", BASE).lower() in {
        "http://www.a.test/%ff%80",
        "http://www.a.test/%c3%bf%c2%80",
    }


def test_origins():
    assert origin_of("http://a.test/x") == ("http", "a.test", 80)
    assert origin_of("https://[2400::1]:8443/") == ("https", "2400::1", 8443)
    assert at_origin(("https", "2400::1", 8443), "/robots.txt") == "https://[2400::1]:8443/robots.txt"
    assert at_origin(("http", "a.test", 80), "/robots.txt") == "http://a.test/robots.txt"
