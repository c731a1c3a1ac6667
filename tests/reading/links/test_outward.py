"""Which links leave a site for a host of no government."""

from __future__ import annotations

import pytest

from govsite_checks import sample
from govsite_checks.reading.links.outward import is_foreign, is_official, read_outward
from govsite_checks.reading.page.document import Document

OWN = "www.example.gov.cn"


@pytest.mark.parametrize(
    "host",
    [OWN, "zwfw.example.gov.cn", "www.gov.cn", "a.xn--zfr164b", "bszs.conac.cn", "www.12377.cn", "x.gov.hk"],
)
def test_public_hosts(host: str) -> None:
    assert not is_foreign(host, OWN)


@pytest.mark.parametrize(
    "host", ["example.gov.cn.evil.com", "gov.cn.com", "mygov.cn", "www.people.com.cn", "203.0.113.7", ""]
)
def test_others(host: str) -> None:
    assert is_foreign(host, OWN) == bool(host)


def test_one_platform_under_another_suffix() -> None:
    assert not is_foreign("img.museum.org.cn", "www.museum.org.cn")
    assert is_foreign("www.theatre.org.cn", "www.museum.org.cn")


def test_a_suffix_is_compared_by_labels() -> None:
    assert is_official("gov.cn")
    assert not is_official("notgov.cn")


def test_reading_of_a_page() -> None:
    html = (
        '<a href="/a/">本站</a><a href="//shop.example.com/x">店</a><a href="https://user@b.example.org:8080/">乙</a>'
        '<a href="https://weibo.com/1">微博</a><a href="javascript:;">无</a><a href="https://www.gov.cn/">国</a>'
    )
    found = read_outward(Document(sample.page("home", "/", html), sample.AS_OF))
    assert [(item.host, item.known) for item in found] == [
        ("shop.example.com", False),
        ("b.example.org", False),
        ("weibo.com", True),
    ]
