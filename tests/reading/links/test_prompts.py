"""Prompts before a site is left."""

from __future__ import annotations

from govsite_checks import sample
from govsite_checks.reading.links.prompts import read_prompts
from govsite_checks.reading.page.document import Document


def doc(html: str) -> Document:
    return Document(sample.page("article", "/a/1.html", html), sample.AS_OF)


def test_prompts() -> None:
    link = '<a href="http://x.example.com/"{}>某协会</a>'
    assert read_prompts(doc(link.format(' onclick="outlink(this)"'))).silent == ()
    assert len(read_prompts(doc(link.format(' onclick="count(1)"'))).silent) == 1
    assert not read_prompts(doc(link.format(""))).scripted
    assert read_prompts(doc(link.format("") + "<script>tip('您即将离开本站')</script>")).scripted
