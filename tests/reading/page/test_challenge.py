"""A firewall's page in place of the site's: recognised with any status, never a page of the site."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govsite_checks.reading.page.challenge import challenge

FOOTER = "<p>主办单位：某市人民政府　网站标识码：1100000088　京ICP备05000000号"


@pytest.mark.parametrize(
    ("status", "page", "name"),
    [
        (
            521,
            "<script>document.cookie='__jsl_clearance_s=x';location.href=location.pathname</script>",
            "加速乐",
        ),
        (
            200,
            "<html><script>var arg1='0A';function setCookie(){document.cookie='acw_sc__v2='+x}</script></html>",
            "阿里云 WAF",
        ),
        (
            403,
            "<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>",
            "Cloudflare",
        ),
        (
            503,
            "<title>Just a moment...</title><script src='/cdn-cgi/challenge-platform/h/b'></script>",
            "Cloudflare",
        ),
        (
            200,
            "<iframe src='/_Incapsula_Resource?x'>Request unsuccessful. Incapsula incident ID: 1</iframe>",
            "Imperva",
        ),
        (
            412,
            "<meta id='9Dh' content='{abc}'><script>$_ts=window['$_ts'];$_ts.nsd=1</script>",
            "瑞数动态安全",
        ),
        (202, "<script>var _0x1=['a'];(function(){eval(_0x1)})()</script>", "脚本验证页"),
        (412, "<!DOCTYPE html><script r='m'>x()</script>", "脚本验证页"),
        (403, "<h1>您的访问被拦截</h1><p>事件编号 20180101</p><a href='http://x.test'>反馈</a>", "防火墙"),
        (
            405,
            "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。<p>errors.aliyun.com",
            "阿里云 WAF",
        ),
        (200, "<title>网站防火墙</title><p>您的请求带有不合法的参数，已被网站管理员设置拦截！", "网站安全狗"),
        (200, "<p>您所在的 IP 访问过于频繁，请稍后再试", "防火墙"),
        (403, "<p>本次访问已被堡塔云WAF拦截", "宝塔防火墙"),
        (
            403,
            "<p>The requested URL was rejected. Please consult with your administrator.<p>Your support ID is: 1",
            "F5",
        ),
        (200, "<script>document.cookie='a='+b();location.reload()</script>", "脚本设置 Cookie 的验证页"),
        (200, "<script>document['cookie']='a';window.location.href=x</script>", "脚本设置 Cookie 的验证页"),
    ],
)
def test_a_firewall_is_named(status, page, name):
    assert challenge(status, page) == name


NEWS = "市委网信办提醒：遇到“您的访问被拦截”、Just a moment... 等人机验证页面时，请勿输入验证码。" * 20


@pytest.mark.parametrize(
    ("status", "page"),
    [
        (200, ""),
        (200, "<p>某市人民政府欢迎您"),
        (200, f"<h1>关于网站防火墙与安全验证的科普</h1><p>{NEWS}"),
        (200, "<p>访问被拦截怎么办" + "<a href='/x'>栏目</a>" * 20),
        (200, "<p>访问被拦截怎么办" + "<A HREF='/x'>栏目</A>" * 20),
        (200, f"<a href='http://safedog.cn'>网站安全狗</a>{FOOTER}"),
        (200, f"<script src='http://wangzhan.360.cn/x.js'></script>{FOOTER}"),
        (200, "<div id=app></div><script src='/static/app.js'></script>"),
        (200, "<frameset><frame src='top.html'><frame src='main.html'></frameset>"),
        (200, "<script>location.href='/index.html'</script>"),
        (200, "<script>document.cookie='visited=1'</script>"),
        (403, "<h1>403 Forbidden</h1><hr>nginx"),
        (404, "<h1>404 Not Found</h1>"),
        (404, "<script>x()</script>"),
        (500, "<h1>服务器错误</h1>"),
        (503, "<h1>Service Unavailable</h1>"),
        (412, "<h1>Precondition Failed</h1>"),
    ],
)
def test_a_page_of_the_site_and_a_plain_error_are_none(status, page):
    assert challenge(status, page) == ""


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([200, 403, 412, 521]), st.text(max_size=200))
def test_it_never_raises(status, text):
    assert isinstance(challenge(status, "<script>" + text), str)


@pytest.mark.parametrize("unit", ["<script>", "document.cookie", "<a href=x>", "<div>", "访问"])
def test_hostile_repetition_takes_no_time(unit):
    started = time.process_time()
    challenge(403, unit * (400_000 // len(unit)))
    assert time.process_time() - started < 1.5
