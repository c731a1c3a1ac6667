"""Hosts taken apart: by the registered domain, never by a substring."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.reading.domains.names import domain_of, leads_to_column, read_domain, same_site


@pytest.mark.parametrize(
    ("host", "registered", "sub", "governmental"),
    [
        ("www.beijing.gov.cn", "beijing.gov.cn", ("www",), True),
        ("slj.bd.gov.cn", "bd.gov.cn", ("slj",), True),
        ("WWW.BEIJING.GOV.CN.", "beijing.gov.cn", ("www",), True),
        ("www.gov.cn", "www.gov.cn", (), True),
        ("示例市.政务", "xn--fiq06l2rdsvs.xn--zfr164b", (), True),
        ("示例市。政务", "xn--fiq06l2rdsvs.xn--zfr164b", (), True),
        ("x.gov.cn.evil.com", "evil.com", ("x", "gov", "cn"), False),
        ("evilgov.cn", "evilgov.cn", (), False),
        ("gov.cn.evil.cn", "evil.cn", ("gov", "cn"), False),
        ("www.x.gov.cn-evil.com", "cn-evil.com", ("www", "x", "gov"), False),
        ("x.bj.cn", "x.bj.cn", (), False),
        ("示例.公益", "xn--fsqu00a.xn--55qw42g", (), False),
    ],
)
def test_a_name_is_taken_apart(host: str, registered: str, sub: tuple[str, ...], governmental: bool) -> None:
    domain = read_domain(host)
    assert (domain.sub, domain.governmental, domain.public) == (sub, governmental, True)
    if host.isascii():
        assert domain.registered == registered
    else:
        assert domain.registered.startswith("xn--")
        assert not domain.english


@pytest.mark.parametrize(
    "host", ["gov.cn", "localhost", "www.x.test", "a.example", "", "a..gov.cn", "a b.gov.cn", "x" * 300]
)
def test_what_is_no_public_name(host: str) -> None:
    domain = read_domain(host)
    assert not domain.public
    assert not domain.address


@pytest.mark.parametrize("host", ["127.0.0.1", "198.51.100.7", "::1", "1.2.3.4.5"])
def test_an_address_is_no_name(host: str) -> None:
    domain = read_domain(host)
    assert domain.address
    assert not domain.public
    assert not domain.governmental


def test_user_info_is_not_the_host() -> None:
    assert domain_of("http://www.x.gov.cn@evil.com/").registered == "evil.com"
    assert domain_of("http://www.x.gov.cn\\@evil.com/").registered in {"evil.com", "x.gov.cn", ""}
    assert domain_of("http://[::1").host == ""


def test_www_aside() -> None:
    assert same_site("www.x.gov.cn", "X.gov.cn.")
    assert not same_site("a.x.gov.cn", "x.gov.cn")
    assert not same_site("", "")


@pytest.mark.parametrize(
    ("url", "column"),
    [
        ("https://www.x.gov.cn/", False),
        ("https://www.x.gov.cn", False),
        ("https://www.x.gov.cn/index.html?x=/a/", False),
        ("https://www.x.gov.cn/slj/", True),
        ("https://www.x.gov.cn/slj", True),
        ("https://www.x.gov.cn/a/index.html", True),
        ("http://[::1", False),
    ],
)
def test_columns_of_other_sites(url: str, column: bool) -> None:
    assert leads_to_column(url) is column


def test_the_list_of_suffixes_is_loaded_late() -> None:
    code = "import sys, govsite_checks.reading.domains.names; print('publicsuffixlist' in sys.modules, 'idna' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_taken_apart_without_a_fault(host: str) -> None:
    domain = read_domain(host)
    assert not (domain.governmental and not domain.registered)
    assert domain.host.endswith(domain.registered)
