"""What a page becomes once its scripts have had their time, and that none of them takes more than its share."""

from __future__ import annotations

import time
from typing import Any

import pytest

from govsite_checks.model import RenderError

WAITS = "setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<footer>京ICP备1号</footer>'), 2000)"


def test_a_footer_injected_late_is_there_and_its_script_is_gone(desk: Any) -> None:
    shown = desk.page(f"<p>正文</p><script>{WAITS}</script>")
    assert (shown.error, shown.complete, shown.title) == ("", True, "题")
    assert "<footer>京ICP备1号</footer>" in shown.html
    assert "<script" not in shown.html


def test_the_time_of_timers_is_the_page_s_own(desk: Any) -> None:
    began = time.monotonic()
    slow = "".join(f"<script>{WAITS}</script>" for _ in range(10))
    server = desk.serve({"/": "<p>a", "/slow": slow})
    desk.show(server, "/", *["/slow"] * 5)
    assert time.monotonic() - began < 10  # ten seconds of timers, of which nobody waits for one


def test_a_list_by_fetch_is_there(desk: Any) -> None:
    code = "fetch('/rows.json').then(r => r.text()).then(t => { list.innerHTML = '<li>' + t })"
    shown = desk.page(f"<ul id=list></ul><script>{code}</script>", rows_json="通知一")
    assert "<li>通知一</li>" in shown.html
    assert shown.complete
    assert [(r.url, r.kind, r.outcome) for r in shown.resources] == [
        ("http://www.a.test/", "document", "ok"),
        ("http://www.a.test/rows.json", "fetch", "ok"),
    ]


@pytest.mark.parametrize("status", ["500 Oops", "403 Forbidden", "429 Too Many Requests"])
def test_content_that_did_not_come_leaves_the_page_incomplete(desk: Any, status: str) -> None:
    code = "fetch('/rows.json').catch(() => 0)"
    shown = desk.page(f"<script>{code}</script>", rows_json=desk.lab.http(b"", status))
    assert not shown.complete
    assert code in shown.html


def test_content_that_does_not_exist_leaves_it_whole(desk: Any) -> None:
    shown = desk.page("<script>fetch('/nowhere').catch(() => 0)</script>")
    assert shown.complete
    assert ("http://www.a.test/nowhere", "http-404") in [(r.url, r.outcome) for r in shown.resources]


def test_a_script_that_did_not_come_stays_and_others_go(desk: Any) -> None:
    shown = desk.page(
        '<script src="/foot.js"></script><script src="/b.js"></script><script src="/c.js"></script>',
        foot_js=desk.lab.http(b"", "503 Busy"),
        b_js=desk.lab.http("document.title = '改'".encode(), content_type="text/javascript; charset=utf-8"),
    )
    assert 'src="/foot.js"' in shown.html
    assert 'src="/b.js"' not in shown.html
    assert 'src="/c.js"' in shown.html  # 404: what it would have written is for a person to say
    assert shown.title == "改"


def test_errors_of_the_console_are_noted_and_bounded(desk: Any) -> None:
    code = "for (let i = 0; i < 1000; i++) console.error('错' + i + 'x'.repeat(1000)); nowhere()"
    shown = desk.page(f"<script>{code}</script>")
    assert len(shown.console) == desk.limits.console
    assert shown.console[0].startswith("错0x")
    assert all(len(line) <= desk.limits.console_chars for line in shown.console)


def test_no_image_media_or_font_is_asked_for(desk: Any) -> None:
    server = desk.serve(
        {
            "/": "<style>@font-face{font-family:f;src:url(/f.woff)}p{font-family:f}div{background:url(/b.png)}</style>"
            "<p>字</p><div>a</div><img src=/a.png><video autoplay src=/v.mp4></video><audio autoplay src=/a.mp3></audio>"
            "<script>new Image().src='/s.png'</script>"
        }
    )
    (shown,) = desk.show(server, "/")
    assert not shown.error
    asked = {path for path in server.paths() if path != "/f.woff"}
    assert asked <= {"/", "/favicon.ico"}


# --- pages that would never end


@pytest.mark.parametrize(
    "code",
    ["while (true) {}", "const a = []; while (true) a.push(new Array(1e6).fill(Math.random()))"],
    ids=["busy", "hungry"],
)
def test_an_endless_script_costs_its_page_s_time_and_nothing_else(desk: Any, code: str) -> None:
    server = desk.serve({"/bad": f"<p>a<script>{code}</script>", "/good": "<p>好"})
    limits = desk.limits.__class__(page_s=3.0)
    bad, good = desk.show(server, "/bad", "/good", limits=limits)
    assert bad.error in {RenderError.TIMEOUT, RenderError.CRASHED}
    assert "好" in good.html


@pytest.mark.parametrize(
    "code",
    [
        "setInterval(() => fetch('/tick?' + Math.random()), 50)",
        "const spin = () => requestAnimationFrame(spin); spin()",
        "for (let i = 0; i < 300; i++) alert(i)",
        "setInterval(() => alert(1), 10)",
        "onbeforeunload = () => 'stay'; confirm('a'); prompt('b')",
        "for (let i = 0; i < 50; i++) window.open('/w' + i)",
        "setInterval(() => { const a = document.createElement('a'); a.href='/w'; a.target='_blank'; a.click() }, 500)",
        "navigator.serviceWorker && navigator.serviceWorker.register('/sw.js').catch(() => 0)",
        "navigator.geolocation.getCurrentPosition(() => 0); Notification.requestPermission()",
        "setInterval(() => console.log('x'), 0)",
    ],
    ids=[
        *(
            "polling",
            "spinner",
            "alerts",
            "alert-timer",
            "confirm",
            "windows",
            "links",
            "worker",
            "permissions",
        ),
        "console",
    ],
)
def test_what_annoys_visitors_ends_and_the_page_is_read(desk: Any, code: str) -> None:
    shown = desk.page(f"<p>正文</p><script>{code}</script>", tick="x", w="<p>窗")
    assert shown.error == ""
    assert "<p>正文</p>" in shown.html


def test_windows_that_nobody_asked_for_are_not_opened(desk: Any) -> None:
    server = desk.serve(
        {"/": "<p>a<script>document.body.append(String(window.open('/w')))</script>", "/w": "w"}
    )
    (shown,) = desk.show(server, "/")
    assert "null" in shown.html
    assert "/w" not in server.paths()


def test_links_that_a_script_presses_open_no_windows_either(desk: Any) -> None:
    press = "const a = document.createElement('a'); a.href='/w'; a.target='_blank'; a.click()"
    server = desk.serve({"/": f"<p>正文</p><script>{press}</script>", "/w": "w"})
    (shown,) = desk.show(server, "/")
    assert shown.error == ""
    assert "/w" not in server.paths()


def test_a_page_that_sends_itself_away_without_end_is_left(desk: Any) -> None:
    server = desk.serve({"/": "<script>location.href = '/?' + Math.random()</script>"})
    (shown,) = desk.show(server, "/", limits=desk.limits.__class__(page_s=4.0))
    assert shown.error in {RenderError.TIMEOUT, RenderError.NAVIGATION} or not shown.complete


def test_a_download_is_refused(desk: Any) -> None:
    file = desk.lab.http(b"x" * 1000, content_type="application/octet-stream")
    server = desk.serve({"/a.zip": file, "/": "<p>正文</p><script>location.href='/a.zip'</script>"})
    direct, led = desk.show(server, "/a.zip", "/")
    assert direct.error == RenderError.NAVIGATION
    assert "下载" in direct.detail
    assert led.error == ""
    assert "<p>正文</p>" in led.html


def test_a_document_beyond_the_bound_is_cut_and_incomplete(desk: Any) -> None:
    server = desk.serve({"/": "<p>" + "字" * 5000})
    (shown,) = desk.show(server, "/", limits=desk.limits.__class__(html_chars=1000))
    assert len(shown.html) <= 1000
    assert not shown.complete


def test_resources_beyond_the_bound_leave_the_page_incomplete(desk: Any) -> None:
    server = desk.serve({"/": "<script>for (let i = 0; i < 40; i++) fetch('/x?' + i)</script>", "/x": "x"})
    (shown,) = desk.show(server, "/", limits=desk.limits.__class__(resources=10))
    assert len(shown.resources) <= 10
    assert not shown.complete


def test_what_a_page_puts_in_place_of_the_browser_s_functions_is_not_met(desk: Any) -> None:
    shown = desk.page(
        "<p>正文</p><script>Object.defineProperty(Element.prototype, 'outerHTML', {get: () => '假'});"
        "XMLSerializer.prototype.serializeToString = () => '假'; document.querySelector = () => null</script>"
    )
    assert "<p>正文</p>" in shown.html
    assert shown.html.lower().startswith("<!doctype html>")


def test_a_lone_surrogate_is_no_end(desk: Any) -> None:
    shown = desk.page(r"<p id=p>a</p><script>p.textContent = '\ud800b'; document.title = '\udfff'</script>")
    assert shown.error == ""
    shown.html.encode()
    shown.title.encode()


def test_an_address_that_does_not_open_says_why(desk: Any) -> None:
    server = desk.serve({"/": "a", "/gone": desk.lab.http(b"<p>none", "404 Not Found")})
    gone, bad = desk.show(server, "/gone", ":99999/")
    assert (gone.error, gone.detail) == (RenderError.NAVIGATION, "HTTP 404")
    assert bad.error == RenderError.NAVIGATION
    assert bad.detail
