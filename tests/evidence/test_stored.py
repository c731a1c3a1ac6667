"""Texts that are read when they are asked for: the same texts, once, and never an empty one in place of an error."""

from __future__ import annotations

import pytest

from govsite_checks.evidence.stored import StoredPage
from govsite_checks.model import Page


def test_a_stored_page_is_a_page_with_all_its_facts():
    page = Page("home", "http://a/", final_url="http://a/b", status=200, title="题", record="r")
    stored = StoredPage.of(page, lambda: "文")
    assert isinstance(stored, Page)
    assert (stored.role, stored.final_url, stored.status, stored.title, stored.record) == (
        "home",
        "http://a/b",
        200,
        "题",
        "r",
    )
    assert stored.seen


def test_its_text_is_read_once_and_only_when_asked_for():
    calls = []
    stored = StoredPage.of(Page("home", "http://a/"), lambda: calls.append(1) or "文")
    assert calls == []
    assert stored.text == stored.text == "文"
    assert calls == [1]


def test_a_text_that_cannot_be_read_is_an_error_each_time():
    def fail():
        raise OSError("damaged")

    stored = StoredPage.of(Page("home", "http://a/"), fail)
    for _ in range(2):
        with pytest.raises(OSError, match="damaged"):
            _ = stored.text


def test_other_names_are_not_made_up():
    with pytest.raises(AttributeError, match="nothing"):
        _ = StoredPage.of(Page("home", "http://a/"), str).nothing
