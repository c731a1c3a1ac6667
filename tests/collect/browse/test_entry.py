"""The browser enters the user's own hosts, tells no other host anything, and keeps no secret that is said back."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
from pathlib import Path
from typing import Any

import pytest
import trustme

from govsite_checks.collect.access import Access, HostAccess
from govsite_checks.collect.browse.contracts import Act, BrowseOptions, Doing
from govsite_checks.collect.browse.entry import changes_of, settings_of
from govsite_checks.collect.limits import CollectOptions
from govsite_checks.collect.looks.auditor import examine, measure_loads
from govsite_checks.collect.looks.camera import photograph
from govsite_checks.collect.looks.desk import Label
from govsite_checks.collect.looks.scene import Scene
from govsite_checks.collect.looks.studio import open_studio
from govsite_checks.model import Role

TOKEN, PASSWORD = "preview-token-77", "s3cret-Wort!"
WAY_IN = HostAccess("checker", PASSWORD, (("X-Preview", TOKEN),))
ACCESS = Access({"www.a.test": WAY_IN})
PAGE = "<!doctype html><meta charset=utf-8><title>题</title><body>"


def told(server: Any, path: str) -> list[bool]:
    """For each request of a path, whether both secrets came with it; a part of them is neither."""
    fields = (f"X-Preview: {TOKEN}".encode(), b"Authorization: Basic ")
    found = [[field.lower() in r.head.lower() for field in fields] for r in server.requests if r.path == path]
    assert all(len(set(row)) == 1 for row in found)
    return [row[0] for row in found]


def moved(lab: Any, place: str) -> bytes:
    moved: bytes = lab.http(status="302 Found", location=place)
    return moved


def two_hosts(desk: Any, body: str, **pages: Any) -> tuple[Any, Any, dict[str, Any]]:
    """The user's own host, another one, and the options under which both are reached."""
    other = desk.serve({}, default=desk.lab.http(b"alert", access_control_allow_origin="*"))
    own = desk.serve({"/": PAGE + body} | {f"/{name}": page for name, page in pages.items()})
    return own, other, {"access": ACCESS, "resolve": {"www.b.test": other.endpoint}}


def test_its_host_is_told_and_no_other(desk: Any) -> None:
    body = "<script src=/own.js></script><script src=http://www.b.test/other.js></script><iframe src=http://www.b.test/frame></iframe>"
    own, other, more = two_hosts(desk, body, **{"own.js": desk.lab.http(b"fetch('/data')"), "data": "x"})
    (shown,) = desk.show(own, "/", **more)
    assert shown.error == ""
    assert [told(own, path) for path in ("/", "/own.js", "/data")] == [[True], [True], [True]]
    assert [told(other, path) for path in ("/other.js", "/frame")] == [[False], [False]]


def test_a_redirect_to_another_host_takes_nothing_along(desk: Any) -> None:
    body = "<script src=/away.js></script><script>fetch('/away-data')</script>"
    away = {
        "away.js": moved(desk.lab, "http://www.b.test/away.js"),
        "away-data": moved(desk.lab, "http://www.b.test/data"),
        "leave": moved(desk.lab, "http://www.b.test/page"),
    }
    own, other, more = two_hosts(desk, body, **away)
    desk.show(own, "/", "/leave", **more)
    assert told(own, "/away.js") == told(own, "/away-data") == told(own, "/leave") == [True]
    assert [told(other, path) for path in ("/away.js", "/data", "/page")] == [[False]] * 3


def test_a_redirect_to_its_host_is_told(desk: Any) -> None:
    own, other, more = two_hosts(desk, "<script src=http://www.b.test/back.js></script>")
    other.pages["/back.js"] = moved(desk.lab, "http://www.a.test/own.js")
    desk.show(own, "/", **more)
    assert (told(other, "/back.js"), told(own, "/own.js")) == ([False], [True])


def test_an_address_that_only_looks_like_its_host_is_told_nothing() -> None:
    for url in (
        "http://www.a.test:80@www.b.test/",
        "http://www.a.test.b.test/",
        "http://b.test/?http://www.a.test/",
    ):
        assert changes_of(ACCESS, {"url": url, "headers": {}}) == {}
    told = changes_of(
        ACCESS, {"url": "http://WWW.A.test:8080/", "headers": {"authorization": "x", "Accept": "y"}}
    )
    assert [row["name"] for row in told["headers"]] == ["Accept", "Authorization", "X-Preview"]


def test_a_search_that_opens_a_window_enters_there_too(desk: Any) -> None:
    body = "<input id=kw placeholder=请输入关键字><button onclick=\"window.open('/so?q='+kw.value)\">搜索</button>"
    own, _, more = two_hosts(desk, body, so="<p>结果")
    (shown,) = desk.show(own, "/", act=Act(Doing.SEARCH, "a"), **more)
    assert "结果" in shown.html
    assert told(own, "/so")[-1] is True


def test_cookies_of_the_site_go_along(desk: Any) -> None:
    own, _, more = two_hosts(desk, "<script>document.cookie='seen=1'; fetch('/data')</script>", data="x")
    desk.show(own, "/", **more)
    (head,) = [r.head for r in own.requests if r.path == "/data"]
    assert b"seen=1" in head
    assert TOKEN.encode() in head


def test_nothing_that_is_said_back_is_kept(desk: Any) -> None:
    long = "x" * 290
    body = (
        f"<p>{PASSWORD}|{TOKEN}</p><script>document.title = '{TOKEN}'; console.error('{long}{TOKEN}');"
        f"fetch('/data?t={TOKEN}'); history.replaceState(0, 0, '/?t={TOKEN}')</script>"
    )
    own, _, more = two_hosts(desk, body)
    (shown,) = desk.show(own, "/", **more)
    assert f"{'*' * len(PASSWORD)}|{'*' * len(TOKEN)}" in shown.html
    assert shown.title == "*" * len(TOKEN)
    assert TOKEN[:6] not in repr(shown), "not in part either"
    assert PASSWORD not in repr(shown)


def test_masks_know_how_pages_write_a_text() -> None:
    access = Access({}, ("a&b/c+d=<",))
    for form in ("a&b/c+d=<", "a&amp;b/c+d=&lt;", "a%26b%2Fc%2Bd%3D%3C", "a%26b/c%2Bd%3D%3C", "a&b\\/c+d=<"):
        assert access.masked_text(f"<p>{form}") == "<p>" + "*" * len(form)


def test_a_host_that_is_told_a_secret_must_prove_who_it_is() -> None:
    own = CollectOptions(resolve={"www.a.test": "127.0.0.1:1"}, access=ACCESS)
    assert settings_of(own, 1, "")["ignore_https_errors"] is True
    assert settings_of(CollectOptions(access=ACCESS), 1, "")["ignore_https_errors"] is False
    assert settings_of(CollectOptions(), 1, "") == {"ignore_https_errors": True}


@pytest.fixture
def certified(desk: Any) -> tuple[Any, Access]:
    """A server that lets in who has its certificate, and the way in."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("www.a.test").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    client = authority.issue_cert("client@a.test").private_key_and_cert_chain_pem.bytes()
    server = desk.serve({"/": f"{PAGE}<script src=http://www.b.test/x.js></script>进来了"}, tls=context)
    return server, Access({"www.a.test": HostAccess(certificate=client, key=client)})


async def look(options: CollectOptions, url: str) -> Any:
    from govsite_checks.collect.browse.engine import ChromiumBrowser, open_browser
    from govsite_checks.model import Site

    browser = open_browser(options)
    assert isinstance(browser, ChromiumBrowser)
    try:
        return await browser.open_site(Site("a", "a", url)).show(url, "always")
    finally:
        await browser.close()


@pytest.mark.parametrize("port", ["", ":8443"])
def test_a_client_certificate_is_shown(desk: Any, certified: tuple[Any, Access], port: str) -> None:
    server, access = certified
    url = f"https://www.a.test{port}/"
    assert asyncio.run(look(desk.options(server), url)).error != ""
    shown = asyncio.run(look(desk.options(server, access=access), url))
    assert shown.error == "", shown.detail
    assert "进来了" in shown.html


def test_the_guard_holds_where_the_driver_connects(desk: Any, certified: tuple[Any, Access]) -> None:
    """With a certificate, it is the driver that connects: to what the guard passes, all the same."""
    _, access = certified
    silent = socket.create_server(("127.0.0.1", 0))
    silent.settimeout(0.3)
    port = silent.getsockname()[1]
    body = f"<script src=http://127.0.0.1:{port}/a.js></script><img src=https://localhost:{port}/><script>fetch('http://[::1]:{port}/')</script>"
    server = desk.serve({"/": PAGE + body})
    shown = asyncio.run(look(desk.options(server, access=access), "http://www.a.test/"))
    assert shown.error == "", shown.detail
    with pytest.raises(TimeoutError):
        silent.accept()
    silent.close()
    assert {r.outcome for r in shown.resources if str(port) in r.url} <= {"blocked", "failed"}


def test_an_audit_enters_with_fields_and_login_and_keeps_nothing(desk: Any, tmp_path: Path) -> None:
    cookie = {"name": "login", "value": "login-cookie-4711", "domain": "www.a.test", "path": "/"}
    rest = {"expires": -1, "httpOnly": False, "secure": False, "sameSite": "Lax"}
    state = tmp_path / "state.json"
    state.write_text(json.dumps({"cookies": [cookie | rest], "origins": []}), encoding="utf-8")
    body = f"<img src=http://www.b.test/a.png alt='{TOKEN}'><img id='{'y' * 190}{TOKEN}' src=/b.png><script>throw '{TOKEN}'</script>"
    own, other, more = two_hosts(desk, body)
    more["access"] = Access({"www.a.test": WAY_IN}, ("login-cookie-4711",))
    more["browse"] = BrowseOptions(storage_state=str(state))

    async def audit() -> Any:
        async with open_studio(desk.options(own, **more)) as studio:
            loads = await measure_loads(studio, "http://www.a.test/")
            return loads, await examine(studio, Role.HOME, f"http://www.a.test/?t={TOKEN}")

    loads, page = asyncio.run(audit())
    assert len(loads) == 3
    assert page.checked
    assert "image-alt" in {barrier.rule for barrier in page.barriers}
    assert TOKEN[:6] not in repr(page)
    assert set(told(own, "/")) == {True}
    assert set(told(other, "/a.png")) == {False}
    heads = {b"login=login-cookie-4711" in r.head for r in own.requests if r.path == "/"}
    assert heads == {True}
    assert not any(b"login-cookie" in r.head for r in other.requests)


def test_a_picture_asks_its_host_for_looks_and_tells_no_other(desk: Any) -> None:
    body = "<img src=/own.png><img src=/away.png><img src=http://www.b.test/a.png><p>正文"
    own, other, more = two_hosts(desk, "", **{"away.png": moved(desk.lab, "http://www.b.test/away.png")})

    async def shoot() -> Any:
        async with open_studio(desk.options(own, **more)) as studio:
            scene = Scene("http://www.a.test/", PAGE + body)
            return await photograph(studio, scene, (), Label("http://www.a.test/", "采集时间"))

    roll = asyncio.run(shoot())
    assert roll.problem == ""
    assert roll.top is not None
    assert told(own, "/own.png") == told(own, "/away.png") == [True]
    assert told(other, "/away.png") == told(other, "/a.png") == [False]
