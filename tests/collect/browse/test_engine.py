"""One process for a run: bounded, replaced when worn or dead, and nothing of it left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from govsite_checks.collect import CollectOptions
from govsite_checks.collect.browse.contracts import BrowseOptions, Mode
from govsite_checks.collect.browse.engine import ChromiumBrowser, open_browser, why_not
from govsite_checks.collect.browse.process import _runs
from govsite_checks.model import Rendered, RenderError, Site

HOME = "http://www.a.test/"


def runs(pid: int) -> bool:
    return _runs(pid)


def test_the_browser_starts_with_the_first_page_and_ends_with_the_run(desk: Any) -> None:
    server = desk.serve({"/": "<p>a"})
    pids = []

    async def use(browser: ChromiumBrowser) -> None:
        assert browser.pid == 0
        view = browser.open_site(desk.site)
        await view.show(HOME, "always")
        pids.append(browser.pid)
        assert runs(browser.pid)

    desk.run(desk.options(server), use)
    assert not runs(pids[0])


def test_no_more_pages_are_open_at_once_than_may(desk: Any) -> None:
    def slow(connection: Any, request: Any) -> None:
        server.now += 1
        server.most = max(server.most, server.now)
        time.sleep(0.3)
        server.now -= 1
        connection.sendall(desk.lab.http(b"<p>a"))

    server = desk.serve({"/": "a"}, default=slow)
    server.now = server.most = 0

    async def use(browser: ChromiumBrowser) -> list[Rendered]:
        views = [browser.open_site(replace(desk.site, id=str(n))) for n in range(4)]
        return await asyncio.gather(*(views[n % 4].show(f"{HOME}p{n}", "always") for n in range(12)))

    shown = desk.run(desk.options(server, replace(desk.limits, pages_at_once=2)), use)
    assert [page.error for page in shown] == [""] * 12
    assert server.most == 2


def test_sites_share_no_cookie_and_a_site_keeps_its_own(desk: Any) -> None:
    code = "<p id=p><script>p.textContent = document.cookie || '无'; document.cookie = 'k=1'</script>"
    server = desk.serve({"/": code})

    async def use(browser: ChromiumBrowser) -> list[str]:
        one, two = browser.open_site(desk.site), browser.open_site(replace(desk.site, id="b"))
        return [(await view.show(HOME, "always")).html for view in (one, one, two)]

    first, again, other = desk.run(desk.options(server), use)
    assert "无" in first
    assert "k=1" in again
    assert "无" in other


@pytest.mark.parametrize("after", [1, 2])
def test_a_worn_process_is_replaced_and_cookies_move_with_the_site(desk: Any, after: int) -> None:
    code = (
        "<p id=p><script>p.textContent = document.cookie || '无'; document.cookie = 'k=1;max-age=99'</script>"
    )
    server = desk.serve({"/": code})
    pids = []

    async def use(browser: ChromiumBrowser) -> list[Rendered]:
        view, shown = browser.open_site(desk.site), []
        for _ in range(2 * after + 1):
            shown.append(await view.show(HOME, "always"))
            pids.append(browser.pid)
        return shown

    shown = desk.run(desk.options(server, replace(desk.limits, pages_per_browser=after)), use)
    assert len(set(pids)) == 3
    assert all("k=1" in page.html for page in shown[1:])
    assert not any(runs(pid) for pid in pids)


def test_a_killed_browser_loses_no_page(desk: Any) -> None:
    server = desk.serve({"/": "<p>a"}, latency=0.2)

    async def use(browser: ChromiumBrowser) -> list[Rendered]:
        view = browser.open_site(desk.site)
        await view.show(HOME, "always")
        first = browser.pid
        pages = [asyncio.create_task(view.show(f"{HOME}?{n}", "always")) for n in range(6)]
        await asyncio.sleep(0.3)
        os.kill(first, signal.SIGKILL)
        shown = await asyncio.gather(*pages)
        assert browser.pid != first
        return shown

    shown = desk.run(desk.options(server), use)
    assert [page.error for page in shown] == [""] * 6
    assert all("<p>a" in page.html for page in shown)


def test_a_page_that_kills_the_browser_twice_is_given_up(desk: Any) -> None:
    server = desk.serve({"/": "<p>a", "/hang": "<script>setTimeout(() => 0, 1)</script>"})

    async def use(browser: ChromiumBrowser) -> list[Rendered]:
        view = browser.open_site(desk.site)

        async def kill() -> None:
            for _ in range(2):
                before = len(server.paths())
                while len(server.paths()) == before:
                    await asyncio.sleep(0.01)
                os.kill(browser.pid, signal.SIGKILL)

        server.latency = 1.0
        killer = asyncio.create_task(kill())
        bad = await view.show(f"{HOME}hang", "always")
        await killer
        server.latency = 0.0
        return [bad, await view.show(HOME, "always")]

    bad, good = desk.run(desk.options(server), use)
    assert bad.error == RenderError.CRASHED
    assert "<p>a" in good.html


def test_a_browser_that_dies_again_and_again_is_not_started_for_ever(desk: Any) -> None:
    server = desk.serve({"/": "<p>a"})

    async def use(browser: ChromiumBrowser) -> list[Rendered]:
        view, shown = browser.open_site(desk.site), []
        for _ in range(5):
            shown.append(await view.show(HOME, "always"))
            if browser.pid:
                os.kill(browser.pid, signal.SIGKILL)
                await asyncio.sleep(0.3)
        return shown

    shown = desk.run(desk.options(server, replace(desk.limits, restarts=1)), use)
    assert [page.error for page in shown] == ["", "", *[RenderError.CRASHED] * 3]


def script(folder: Path, code: str) -> str:
    path = folder / "browser"
    path.write_text(f"#!/bin/sh\n{code}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize(
    "code", ["exit 1", "echo no; exit 0", "exec sleep 60"], ids=["fails", "ends", "hangs"]
)
def test_an_executable_that_is_no_browser_says_so(desk: Any, tmp_path: Path, code: str) -> None:
    server = desk.serve({"/": "<p>a"})
    browse = BrowseOptions(path=script(tmp_path, code))
    options = desk.options(server, replace(desk.limits, start_s=2.0), browse=browse)

    async def use(browser: ChromiumBrowser) -> list[Rendered]:
        view = browser.open_site(desk.site)
        return [await view.show(HOME, "always") for _ in range(2)]

    for shown in desk.run(options, use):
        assert shown.error == RenderError.NO_BROWSER
        assert browse.path in shown.detail
        assert "\n" not in shown.detail
    assert asyncio.run(why_not(options))


def test_a_browser_that_works_gives_no_reason_against_it(desk: Any) -> None:
    assert asyncio.run(why_not(desk.options(desk.serve({"/": "a"})))) == ""


def shown_by(options: CollectOptions) -> Rendered:
    async def main() -> Rendered:
        browser = open_browser(options)
        try:
            return await browser.open_site(Site("a", "a", HOME)).show(HOME, "always")
        finally:
            await browser.close()

    return asyncio.run(main())


def test_without_a_browser_every_page_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown_by(CollectOptions(browse=BrowseOptions(Mode.NEVER))).error == RenderError.SWITCHED_OFF
    for name in ("PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH", "CHROME_PATH", "PATH", "HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("govsite_checks.collect.browse.find._CHANNELS", ())
    shown = shown_by(CollectOptions(browse=BrowseOptions()))
    assert (shown.error, shown.detail) == (RenderError.NO_BROWSER, "没有找到 Chromium 浏览器")


def test_a_proxy_that_no_browser_can_use_is_no_end_of_the_run(desk: Any) -> None:
    shown = shown_by(CollectOptions(browse=BrowseOptions(), proxy="socks5://127.0.0.1:1080"))
    assert shown.error == RenderError.NO_BROWSER
    assert "socks5" in shown.detail


def test_pages_of_a_site_are_bounded_in_auto_and_not_in_always(desk: Any) -> None:
    server = desk.serve({"/": "<p>a"})
    limits = replace(desk.limits, pages_per_site=2)
    errors = [page.error for page in desk.show(server, *["/"] * 3, limits=limits)]
    assert errors == ["", "", RenderError.BUDGET]
    always = desk.show(server, *["/"] * 3, limits=limits, browse=BrowseOptions(Mode.ALWAYS))
    assert [page.error for page in always] == [""] * 3


def test_a_firewall_that_lets_a_browser_through_is_passed_and_one_that_does_not_is_named(desk: Any) -> None:
    gate = "<html><head><title>安全验证</title></head><body>正在进行安全验证，请开启 JavaScript<script>SET</script></body></html>"

    def answer(connection: Any, request: Any) -> None:
        passed = b"pass=1" in request.head
        body = (
            "<title>首页</title><p>正文"
            if passed
            else gate.replace("SET", "document.cookie='pass=1';location.reload()")
        )
        connection.sendall(desk.lab.http(body.encode(), "200 OK" if passed else "412 Precondition Failed"))

    server = desk.serve(
        {"/": answer, "/shut": desk.lab.http(gate.replace("SET", "").encode(), "412 Precondition Failed")}
    )
    opened, shut = desk.show(server, "/", "/shut")
    assert (opened.error, opened.title) == ("", "首页")
    assert shut.error == RenderError.CHALLENGE


def test_a_login_of_the_user_s_own_is_taken_along(desk: Any, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text(
        '{"cookies": [{"name": "login", "value": "甲", "domain": "www.a.test", "path": "/", "expires": -1,'
        ' "httpOnly": true, "secure": false, "sameSite": "Lax"}], "origins": []}'.replace("甲", "yes")
    )
    server = desk.serve({"/": "<p>a"})
    desk.show(server, "/", browse=BrowseOptions(storage_state=str(state)))
    assert any(b"login=yes" in request.head for request in server.requests)


def test_it_says_who_it_is(desk: Any) -> None:
    server = desk.serve({"/": "<p>a"})
    desk.show(server, "/")
    (head,) = [request.head for request in server.requests if request.path == "/"]
    assert b"govsite-checks/" in head
    assert b"(+mailto:office@example.org)" in head
