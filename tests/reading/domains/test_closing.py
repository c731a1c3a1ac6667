"""What a visitor of a closed site meets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from govsite_checks import sample
from govsite_checks.model import Page, PageError, Role, Site, Snapshot
from govsite_checks.reading.domains.closing import (
    Met,
    holds_content,
    months_after,
    quoted,
    read_standing,
    read_standings,
)
from govsite_checks.reading.page.document import Document

SITE = replace(sample.SITE, status="offline")
PARENT = replace(sample.SITE, id="p", url="https://www.parent.com.cn/", name="上级网站")


def snapshot(*pages: Page, site: Site = SITE, parent: Site | None = None) -> Snapshot:
    return Snapshot(site=site, as_of=sample.AS_OF, pages=pages, parent=parent)


def met(
    html: str = "", *, final: str = "", parent: Site | None = None, site: Site = SITE, **more: object
) -> Met:
    page = sample.page(Role.HOME, site.url, html, final=final, **more)  # type: ignore[arg-type]
    return read_standing(snapshot(page, parent=parent, site=site)).met


SILENT = {PageError.DNS, PageError.REFUSED, PageError.CONNECTION}


@pytest.mark.parametrize("error", list(PageError))
def test_only_what_no_firewall_says_is_silence(error: PageError) -> None:
    for status in (None, 403, 500, 503):
        assert met(error=error, status=status) is (Met.SILENT if error in SILENT else Met.UNSEEN)


@pytest.mark.parametrize(("status", "expected"), [(404, Met.SILENT), (410, Met.SILENT), (403, Met.UNSEEN)])
def test_a_page_that_is_gone(status: int, expected: Met) -> None:
    assert met(error="http-status", status=status) is expected


def test_nothing_was_collected() -> None:
    assert read_standing(snapshot()).met is Met.UNSEEN


def test_the_site_itself_names_itself_and_has_links() -> None:
    assert met(sample.site_page()) is Met.SITE
    assert met(sample.site_page(links=5)) is Met.SITE
    assert met(sample.site_page(links=4)) is Met.PAGE
    assert met(sample.site_page().replace(SITE.name, "另一家网站")) is Met.PAGE
    assert met(sample.site_page("网站标识码：1100000088").replace(SITE.name, "另一家网站")) is Met.SITE


def test_a_short_name_names_nothing() -> None:
    page = sample.site_page(more="<p>市水利局</p>")
    assert met(page, site=replace(SITE, name="市水利局", site_code="")) is Met.SITE
    assert met(page, site=replace(SITE, name="水利局网站", site_code="")) is Met.PAGE


def test_redirects() -> None:
    page = sample.site_page()
    assert met(page, final="https://example.gov.cn/index.html") is Met.SITE  # without www
    assert met(page, final="https://new.example.gov.cn/") is Met.SITE  # below a domain that is the site's own
    assert met(page, final="https://www.other.gov.cn/") is Met.MOVED
    assert met(page, final="https://www.shop.com/") is Met.LEFT
    assert met(page, final="https://www.parent.com.cn/a/", parent=PARENT) is Met.MOVED
    assert met(page, final="https://www.other.gov.cn.shop.com/") is Met.LEFT


def test_a_department_below_its_government_moves_to_it() -> None:
    site = replace(SITE, url="http://slj.example.gov.cn/")
    assert met(sample.site_page(), final="https://www.example.gov.cn/", site=site) is Met.MOVED


def test_other_pages() -> None:
    assert met("<p>本网站已关停。</p>") is Met.NOTICE
    assert met("<title>Welcome to nginx!</title>") is Met.DEFAULT
    assert met("<div id='app'></div><script src='/a.js'></script>") is Met.EMPTY
    assert met("<p>此域名可转让</p>") is Met.FOREIGN


def test_words_of_gamblers_on_the_sites_own_page_are_still_the_site() -> None:
    assert met(sample.site_page(more="<p>防范百家乐、老虎机、时时彩</p>")) is Met.SITE


def test_https_and_the_twin_are_looked_at_too() -> None:
    home = sample.page(Role.HOME, "/", error="dns", status=None)
    twin = sample.page(Role.TWIN, "https://example.gov.cn/", sample.site_page())
    silent = sample.page(Role.HTTPS, "/", error="refused", status=None)
    found = read_standings(snapshot(home, silent, twin))
    assert [standing.met for standing in found] == [Met.SILENT, Met.SITE]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2018, 2, 10), 7, date(2018, 9, 10)),
        (date(2018, 7, 31), 7, date(2019, 2, 28)),
        (date(2018, 12, 31), 2, date(2019, 2, 28)),
        (date(2018, 5, 31), 7, date(2018, 12, 31)),
        (date(9999, 12, 1), 7, date.max),
    ],
)
def test_months(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("html", "holds"),
    [
        ("<p>" + "字" * 300 + "</p>", True),
        ("<p>" + "字" * 299 + "</p>", False),
        ("<a href='/1'>一</a>" * 8, True),
        ("<a href='/1'>一</a>" * 7, False),
        ("<title>404 页面不存在</title>" + "<a href='/1'>一</a>" * 9, False),
        ("<h1>您访问的页面不存在</h1>" + "<a href='/1'>一</a>" * 9, False),
    ],
)
def test_content(html: str, holds: bool) -> None:
    page = sample.page(Role.MIGRATED, "/a/", html)
    assert holds_content(Document(page, sample.AS_OF)) is holds


def test_words_for_a_message_end_no_sentence() -> None:
    assert quoted("甲。乙！") == "甲 乙"
    assert len(quoted("字" * 500)) <= 60
