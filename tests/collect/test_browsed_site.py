"""Whole collections with a real browser: what is shown, what a killed one costs, what a hostile page costs the others."""

from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import replace
from typing import Any

import pytest

from govsite_checks.collect import CollectOptions, Wanted
from govsite_checks.collect.browse.contracts import BrowseLimits, BrowseOptions, Mode
from govsite_checks.collect.browse.engine import ChromiumBrowser, open_browser
from govsite_checks.model import PageError, Politeness, RenderError, Role

SHELL = "<!doctype html><meta charset=utf-8><title>局</title><div id=app></div><script>CODE</script>"
FILLED = SHELL.replace(
    "CODE", "fetch('/data').then(r => r.text()).then(t => app.innerHTML = '<p>' + t + '</p>')"
)
LIMITS = BrowseLimits(page_s=8.0)


def browser_of(options: CollectOptions) -> ChromiumBrowser:
    browser = open_browser(options)
    assert isinstance(browser, ChromiumBrowser)
    return browser


def options_of(lab: Any, resolve: dict[str, str], **more: Any) -> CollectOptions:
    more = {"browse": BrowseOptions(), "browse_limits": LIMITS} | more
    return CollectOptions(lab.polite, resolve, limits=lab.quick, **more)


def collected(lab: Any, urls: Any, resolve: dict[str, str], meddle: Any = None, **more: Any) -> Any:
    """The folder of a collection; ``meddle`` is given the browser while it goes on, in a thread of its own."""
    options = options_of(lab, resolve, **{k: v for k, v in more.items() if k.startswith("browse")})
    browser = browser_of(options)
    if meddle is not None:
        threading.Thread(target=meddle, args=(browser,), daemon=True).start()
    folder, report = lab.run(
        urls, resolve, browser=browser, **{"browse": options.browse, "browse_limits": LIMITS} | more
    )
    assert report.problems == ()
    assert browser.pid == 0
    return folder


def test_a_shell_is_shown_and_the_planner_reads_what_it_became(lab: Any) -> None:
    server = lab.serve({"/": lab.http(FILLED.encode()), "/data": lab.http("<a href='/x'>通知</a>".encode())})
    folder = collected(lab, "http://www.a.test/", {"www.a.test": server.endpoint})
    (home,) = folder.captures()
    assert home.rendered is not None
    assert (home.rendered.error, home.rendered.reason) == ("", "shell")
    assert "通知</a>" in home.rendered.html


def test_a_browser_killed_again_and_again_loses_no_site_and_no_page(lab: Any) -> None:
    server = lab.serve({"/": lab.http(FILLED.encode()), "/data": lab.http("数据".encode())})
    hosts = {f"s{n}": f"www.s{n}.test" for n in range(12)}
    killed: list[int] = []

    def kill(browser: ChromiumBrowser) -> None:
        end = time.monotonic() + 60
        while len(killed) < 3 and time.monotonic() < end:
            pid = browser.pid
            if pid and pid not in killed:
                time.sleep(0.4)
                if browser.pid == pid:
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
            time.sleep(0.02)

    folder = collected(
        lab,
        {name: f"http://{host}/" for name, host in hosts.items()},
        dict.fromkeys(hosts.values(), server.endpoint),
        kill,
        planner=lab.pages("/?a", "/?b", "/?c"),
    )
    assert len(killed) >= 1
    assert sorted(folder.kept) == sorted(hosts)
    for name in hosts:
        assert [capture.error for capture in folder.kept[name]] == [""] * 4
        shown = [capture.rendered for capture in folder.kept[name]]
        # A page that was open in two browsers that were killed says so; every other was shown.
        said = [(r.error, r.detail) for r in shown if r is not None]
        assert len(said) == 4
        assert {error for error, _ in said} <= {"", RenderError.CRASHED}, said
    every = [capture.rendered for captures in folder.kept.values() for capture in captures]
    assert sum(not r.error for r in every) >= len(every) - 2 * LIMITS.pages_at_once


@pytest.mark.parametrize("code", ["while (true) {}", "for (;;) alert(1)"], ids=["busy", "alerts"])
def test_a_site_that_holds_the_browser_up_costs_the_others_nothing(lab: Any, code: str) -> None:
    good = lab.serve({"/": lab.http(FILLED.encode()), "/data": lab.http("数据".encode())})
    bad = lab.serve({"/": lab.http(SHELL.replace("CODE", code).encode())})
    hosts = {"good1": good, "bad": bad, "good2": good}
    folder = collected(
        lab,
        {name: f"http://www.{name}.test/" for name in hosts},
        {f"www.{name}.test": server.endpoint for name, server in hosts.items()},
        browse_limits=replace(LIMITS, page_s=2.0),
    )
    errors = {name: folder.captures(name)[0].rendered.error for name in hosts}
    assert errors["good1"] == errors["good2"] == ""
    assert errors["bad"] in {RenderError.TIMEOUT, RenderError.CRASHED}


def test_a_search_typed_in_the_page_is_a_page_of_the_site(lab: Any) -> None:
    form = "<input id=k placeholder=请输入关键字><button onclick=\"location='/so?q='+encodeURIComponent(k.value)\">搜索</button>"
    server = lab.serve({"/": lab.http(form.encode()), "/so": lab.http("<p>共找到 3 条".encode())})
    home = "http://www.a.test/"
    asks = [Wanted(Role.SEARCH, home, home, query=words, act="search") for words in ("防火", "防汛")]
    folder = collected(lab, home, {"www.a.test": server.endpoint}, planner=lab.rounds(asks))
    found = folder.captures(role=Role.SEARCH)
    assert [(page.query, page.error, page.exchanges) for page in found] == [
        ("防火", "", ()),
        ("防汛", "", ()),
    ]
    assert [page.final_url for page in found] == [
        "http://www.a.test/so?q=%E9%98%B2%E7%81%AB",
        "http://www.a.test/so?q=%E9%98%B2%E6%B1%9B",
    ]
    assert all("共找到 3 条" in page.rendered.html for page in found)


def test_always_shows_every_document_and_nothing_else(lab: Any) -> None:
    server = lab.serve(
        {
            "/": lab.http(b"<p>a"),
            "/b": lab.http(b"<p>b"),
            "/c.js": lab.http(b"a()", content_type="text/javascript"),
        }
    )
    folder = collected(
        lab,
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        browse=BrowseOptions(Mode.ALWAYS),
        planner=lab.pages("/b", "/c.js"),
    )
    shown = {capture.url: capture.rendered is not None for capture in folder.kept["a"]}
    assert shown == {"http://www.a.test/": True, "/b": True, "/c.js": False}


FIELD = (
    "<input id=kw placeholder=请输入关键字><button onclick=\"location.href='/so?q='+kw.value\">搜索</button>"
)
ENTRY = "<li onclick=\"location.href='/hidden/list'\">办事指南</li>"


def obeying(lab: Any) -> Politeness:
    return replace(lab.polite, robots="obey")


@pytest.mark.parametrize(
    ("act", "words", "kept_out"),
    [("search", "清明", "/so"), ("press", "办事指南", "/hidden/"), ("search", "清明", "/other")],
)
def test_where_an_act_leads_robots_are_asked_before_it_is_kept(
    lab: Any, act: str, words: str, kept_out: str
) -> None:
    robots = lab.http(f"User-agent: *\nDisallow: {kept_out}\n".encode(), content_type="text/plain")
    page = f"<!doctype html><meta charset=utf-8><title>局</title><p>{'正文' * 100}</p>{FIELD}{ENTRY}"
    found = lab.http("<meta charset=utf-8><p>找到的内容".encode())
    server = lab.serve({"/": lab.http(page.encode()), "/robots.txt": robots}, default=found)
    wanted = [Wanted(Role.OTHER, "http://www.a.test/", "http://www.a.test/", act=act, query=words)]
    folder = collected(
        lab,
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=lab.rounds(wanted),
        politeness=obeying(lab),
    )
    (shown,) = folder.captures(role=Role.OTHER)
    assert shown.rendered is not None
    if kept_out == "/other":
        assert (shown.error, shown.rendered.error) == ("", "")
        assert "找到的内容" in shown.rendered.html
    else:
        assert (shown.error, shown.rendered.error) == (PageError.ROBOTS, RenderError.ROBOTS)
        assert "robots.txt" in shown.detail
        assert shown.rendered.html == ""


def test_robots_of_another_host_that_an_act_leads_to_are_recorded(lab: Any) -> None:
    page = f"<!doctype html><meta charset=utf-8><title>局</title><p>{'正文' * 100}</p>{FIELD}"
    page = page.replace("'/so?q='", "'http://www.b.test/so?q='")
    robots = lab.http(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
    server = lab.serve({"/": lab.http(page.encode())})
    other = lab.serve({"/robots.txt": robots}, default=lab.http("<p>找到的内容".encode()))
    wanted = [Wanted(Role.OTHER, "http://www.a.test/", act="search", query="清明")]
    hosts = {"www.a.test": server.endpoint, "www.b.test": other.endpoint}
    folder = collected(lab, "http://www.a.test/", hosts, planner=lab.rounds(wanted), politeness=obeying(lab))
    assert [capture.error for capture in folder.captures(role=Role.OTHER)] == [PageError.ROBOTS]
    asked = [capture.url for capture in folder.captures(role=Role.ROBOTS)]
    assert "http://www.b.test/robots.txt" in asked
