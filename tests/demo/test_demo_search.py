"""The search of the demo sites: it finds what is there, in the encoding of the site, and says so where nothing is."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote, quote_from_bytes

import pytest

from govsite_checks.demo.mutants import LAYOUTS, compliant
from govsite_checks.demo.pages import SitePages
from govsite_checks.demo.search import FORMS
from govsite_checks.demo.site import DemoSite

AS_OF = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
WORDS = "召开乡村道路养护工作推进会"


def ask(layout: str, words: str, *defects: str, more: str = "") -> str:
    """The result page, asked as a browser would: by the form's method, in the site's encoding."""
    site = compliant(layout)
    site = DemoSite(site.number, site.name, "", layout, site.charset, defects=defects, listed=site.listed)
    form, charset = FORMS[layout], site.charset.actual
    query = f"{form.field}={quote_from_bytes(words.encode(charset), safe='')}{more}"
    pages = SitePages(site, AS_OF)
    if form.method == "post":
        return pages.answer(form.action, query.encode("ascii")).body.decode(charset)
    return pages.answer(f"{form.action}?{query}").body.decode(charset)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_article_is_found_by_its_title_with_date_and_column(layout: str) -> None:
    text = ask(layout, WORDS)
    assert f">{WORDS}</a></h3>" in text
    assert "2026-03-02" in text
    assert "所属栏目：工作动态" in text
    assert "下一页" in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nonsense_is_answered_by_words(layout: str) -> None:
    text = ask(layout, "qzxv0000")
    assert "没有找到" in text
    assert '<div class="result">' not in text


def test_pages_of_results_go_on_and_end() -> None:
    first, last = ask("portal", WORDS), ask("portal", WORDS, more="&p=3")
    assert quote(WORDS, safe="") in first
    assert "下一页" not in last
    assert WORDS in last


@pytest.mark.parametrize(
    ("defect", "lacking"),
    [
        ("search-results-undated", '<span class="date">'),
        ("search-results-without-column", "所属栏目"),
        ("search-results-unclassified", 'class="classes"'),
        ("search-unpaged", "下一页"),
        ("search-finds-nothing", '<div class="result">'),
    ],
)
def test_each_defect_takes_one_thing_away(defect: str, lacking: str) -> None:
    assert lacking in ask("portal", WORDS)
    assert lacking not in ask("portal", WORDS, defect)


def test_a_search_of_recent_articles_does_not_know_old_ones() -> None:
    old = "关于系统升级维护的公告"
    assert f">{old}</a></h3>" in ask("cards", old)
    assert f">{old}</a></h3>" not in ask("cards", old, "search-finds-recent-only")


def test_a_field_that_is_no_number_or_no_text_does_no_harm() -> None:
    for more in ("&p=x", "&p=99999999999", "&p=-1", "&p=%FF", "&&=&="):
        assert "<html" in ask("portal", WORDS, more=more)
