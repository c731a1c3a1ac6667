"""Pages that only lead elsewhere, and pages that merely could."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.reading.page.redirects import html_redirect


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ('<meta http-equiv="refresh" content="0;url=index.shtml">', "index.shtml"),
        ("<META HTTP-EQUIV=REFRESH CONTENT='0; URL=/a/'>", "/a/"),
        ("<meta http-equiv=refresh content=\"3;url='http://b.test/x y'\">正在跳转…", "http://b.test/x y"),
        ("<meta http-equiv='refresh' content='0,/a'>", "/a"),
        ("<meta http-equiv='refresh' content='0.5; /a'>", "/a"),
        ("<meta content='0;url=/a?x=1&amp;y=2' http-equiv='refresh'>", "/a?x=1&y=2"),
        ("<script>location.href='/a.html'</script>", "/a.html"),
        ('<script>window.location.href = "/a.html";</script>', "/a.html"),
        ("<script>window.location='a'</script>", "a"),
        ("<script>location = 'a';</script>", "a"),
        ("<script>top.location.replace('a');</script>", "a"),
        ('<script>document.location.assign( "a" )</script>', "a"),
        ("<script>setTimeout(\"location.href='a'\", 1000)</script>", "a"),
        ("<script><!--\nlocation.href='a'\n//--></script>", "a"),
        ("<script>// location.href='old'\nlocation.href='new'</script>", "new"),
        ("<script>/* location.href='old' */ location.href='new'</script>", "new"),
        ("<script>location.href='http://a.test/x'</script>", "http://a.test/x"),
        ("<body onload=\"location.href='a'\">", "a"),
        (
            "<title>某市政府</title><script>location.href='a'</script><noscript><p>请开启脚本</p></noscript>",
            "a",
        ),
    ],
)
def test_what_leads_elsewhere(page, target):
    assert html_redirect(page) == target


CONTENT = "本市今日召开常务会议，研究部署下一阶段政务公开工作。" * 20


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<p>location",
        "<meta http-equiv=refresh content=30>",
        "<meta http-equiv=refresh content='300;url=/a'>",
        "<meta http-equiv=refresh content=''>",
        "<meta http-equiv=refresh>",
        "<meta http-equiv=refresh content='x;url=/a'>",
        "<noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript>",
        "<!-- <meta http-equiv=refresh content='0;url=/a'> -->",
        f"<meta http-equiv=refresh content='0;url=/a'><p>{CONTENT}",
        f"<script>location.href='/a'</script><p>{CONTENT}",
        "<script>location.href='/a'</script>" + "<a href='/x'>栏目</a>" * 8,
        "<script>location.href='/a'</script>" + "<A HREF='/x'>栏目</A>" * 8,
        "<script>if (/mobile/i.test(navigator.userAgent)) location.href='/m/'</script>",
        "<script>if(top!=self){top.location='/a'}</script>",
        "<script>location.href = mobile ? '/m/' : '/pc/'</script>",
        "<script>location.href='/a';location.href='/b';</script>",
        "<script>location.href='/a'+x</script>",
        "<script>location.href=url</script>",
        "<script>var u=location.href;</script>",
        "<script>if(location.href=='/a'){}</script>",
        "<script>mylocation='a'</script>",
        "<script>x.location='a'</script>",
        "<script>document.cookie='a=b';location.href='/a'</script>",
    ],
)
def test_what_does_not(page):
    assert html_redirect(page) == ""


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="<>metarfshcripulo='\";/ .\n", max_size=300))
def test_it_never_raises(text):
    assert isinstance(html_redirect("<script>location.href='a'</script>" + text), str)


@pytest.mark.parametrize(
    "unit",
    ["location", "location.href='", "<meta http-equiv=refresh content='0;", "/*", "window.", "<script>"],
)
def test_hostile_repetition_takes_no_time(unit):
    started = time.process_time()
    html_redirect(unit * (60_000 // len(unit)))
    assert time.process_time() - started < 1.0
