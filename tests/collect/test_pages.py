"""One page to one capture: every way in which a page is not there, and every way in which it is elsewhere."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from dataclasses import replace

import pytest

from govsite_checks.model import PageError, Politeness, Role


def test_a_page_is_seen(lab):
    server = lab.serve({"/": lab.http("<title>甲&amp;乙 </title><p>正文".encode())})
    page = lab.home(server)
    assert (page.error, page.status, page.title) == ("", 200, "甲&乙")
    (exchange,) = page.exchanges
    assert exchange.address == "127.0.0.1"
    assert exchange.head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert exchange.head.endswith(b"\r\n\r\n")
    assert exchange.decoded is exchange.body
    assert exchange.tls == ""
    assert page.opened_in_time


def test_the_recorded_request_is_the_one_that_was_sent(lab):
    server = lab.serve({"/": lab.http(b"<p>a", set_cookie="k=v"), "/b": lab.http(b"b")})
    folder, _ = lab.run("http://www.a.test/?q=1", {"www.a.test": server.endpoint}, planner=lab.pages("/b"))
    first, second = folder.kept["a"]
    assert first.exchanges[0].request_head == server.requests[0].head
    assert second.exchanges[0].request_head == server.requests[1].head
    assert b"Cookie: k=v\r\n" in server.requests[1].head
    assert b"User-Agent: govsite-checks/" in server.requests[0].head
    assert b"(+mailto:office@example.org)\r\n" in server.requests[0].head
    assert b"Accept-Language: zh-CN" in server.requests[0].head
    assert b"br" not in server.requests[0].head.split(b"Accept-Encoding:")[1].split(b"\r\n")[0]


def test_cookies_are_shared_by_the_requests_of_a_site(lab):
    server = lab.serve({"/": lab.http(b"<p>a", set_cookie="k=v")}, default=lab.http(b"b"), latency=0.05)
    lab.run("http://www.a.test/", {"www.a.test": server.endpoint}, planner=lab.pages("/1", "/2"))
    assert server.most_in_flight == 2
    assert all(b"Cookie: k=v\r\n" in request.head for request in server.requests[1:])


def test_cookies_stay_within_their_site(lab):
    server = lab.serve({"/": lab.http(b"<p>a", set_cookie="k=v; Domain=a.test")})
    lab.run(
        {"a": "http://www.a.test/", "b": "http://w2.a.test/"},
        {"www.a.test": server.endpoint, "w2.a.test": server.endpoint},
        sites_in_flight=1,
    )
    assert len(server.requests) == 2
    assert b"Cookie" not in server.requests[1].head


# --- what is not there


def test_refused(lab):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    folder, _ = lab.run("http://www.a.test/", {"www.a.test": f"127.0.0.1:{port}"})
    (page,) = folder.captures()
    assert (page.error, page.exchanges, page.status) == (PageError.REFUSED, (), None)


def test_no_such_name(lab):
    folder, _ = lab.run("http://no-such-name.invalid/", {}, limits=replace(lab.quick, retries=0))
    (page,) = folder.captures()
    assert page.error == PageError.DNS
    assert page.detail


@pytest.mark.parametrize(
    "url", ["http:///", "ftp://a.test/", "javascript:alert(1)", "http://[::1/", "http://a b/", ""]
)
def test_what_is_no_address_is_a_failure_of_the_page(lab, url):
    folder, report = lab.run(url, {})
    (page,) = folder.captures()
    assert page.error == PageError.CONNECTION
    assert page.detail
    assert report.finished == 1


def test_timeout(lab):
    server = lab.serve({"/": lambda connection, request: time.sleep(1.0)})
    page = lab.home(server, limits=replace(lab.quick, total_s=0.2))
    assert (page.error, page.exchanges) == (PageError.TIMEOUT, ())
    assert len(server.requests) == 1  # a server that is slow is not asked again


def test_a_slow_drip_ends_with_the_total_time(lab):
    def drip(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            connection.sendall(b"x")
            time.sleep(0.03)

    server = lab.serve({"/": drip})
    page = lab.home(server, limits=replace(lab.quick, total_s=0.3))
    assert page.error == PageError.TIMEOUT
    assert page.exchanges[0].truncated
    assert 0 < len(page.exchanges[0].body) < 50
    assert page.elapsed_s < 0.8


def test_a_page_that_opens_late_is_seen_and_marked(lab):
    server = lab.serve({"/": lab.http(b"<p>a")}, latency=0.2)
    page = lab.home(server, limits=replace(lab.quick, opened_s=0.1))
    assert (page.error, page.opened_in_time) == ("", False)
    assert page.elapsed_s >= 0.2


def test_our_own_politeness_is_no_delay_of_the_site(lab):
    server = lab.serve(
        {
            "/": lab.http(b"", "302 Found", location="http://198.100.0.2/"),
            "http://198.100.0.2/": lab.http(b"a"),
        }
    )
    server.pages["http://198.100.0.1/"] = server.pages.pop("/")
    folder, _ = lab.run(
        "http://198.100.0.1/",
        {},
        proxy=f"http://{server.endpoint}",
        politeness=replace(lab.polite, delay_s=0.4, per_host=1),
        planner=lab.pages("http://198.100.0.1/"),
    )
    again = folder.captures(role=Role.OTHER)[0]
    assert (again.error, again.opened_in_time) == ("", True)
    assert again.elapsed_s < 0.3


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"garbage without any head\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"\x15\x03\x01\x00\x02\x02\x46",
    ],
    ids=["nothing", "http-0.9", "closed-early", "bad-chunk", "bad-status", "tls-alert"],
)
def test_broken_answers(lab, answer):
    server = lab.serve({"/": lambda connection, request: connection.sendall(answer)})
    page = lab.home(server)
    assert page.error == PageError.CONNECTION, page
    assert page.detail


def test_a_reset_is_a_broken_connection(lab):
    def reset(connection, request):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    assert lab.home(lab.serve({"/": reset})).error == PageError.CONNECTION


def test_odd_bytes_in_a_head_do_no_harm(lab):
    odd = b"HTTP/1.1 200 OK\r\nX-A: \xff\xfe\x80\r\n: nameless\r\nno colon\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n<p>hi"
    page = lab.home(lab.serve({"/": odd}))
    assert page.error in {"", PageError.CONNECTION}  # libcurl may refuse it; nothing may crash
    if not page.error:
        assert b"\xff\xfe\x80" in page.exchanges[0].head


@pytest.mark.parametrize(
    ("status", "error"),
    [("404 Not Found", "http-status"), ("403 Forbidden", "http-status"), ("500 X", "http-status")],
)
def test_http_status(lab, status, error):
    page = lab.home(lab.serve({"/": lab.http("<h1>错误</h1>".encode(), status)}))
    assert page.error == error
    assert page.status == int(status[:3])
    assert page.exchanges[0].body


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", ""])
def test_not_text(lab, kind):
    page = lab.home(lab.serve({"/": lab.http(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", content_type=kind)}))
    assert page.error == PageError.NOT_TEXT


def test_a_page_that_is_wrongly_declared_is_text(lab):
    page = lab.home(lab.serve({"/": lab.http("<!DOCTYPE html><p>正文".encode(), content_type="image/png")}))
    assert page.error == ""


def test_an_empty_page_shows_nothing(lab):
    page = lab.home(lab.serve({"/": lab.http(b" \r\n ")}))
    assert (page.error, page.detail) == (PageError.NOT_TEXT, "应答没有内容")


@pytest.mark.parametrize("status", ["200 OK", "412 Precondition Failed", "521 X"])
def test_challenge(lab, status):
    script = b"<script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname</script>"
    page = lab.home(lab.serve({"/": lab.http(script, status)}), limits=replace(lab.quick, retries=0))
    assert (page.error, page.detail) == (PageError.CHALLENGE, "加速乐")


# --- size


def test_a_body_beyond_the_bound_without_a_length(lab):
    sent = []

    def endless(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(2000):
            connection.sendall(b"x" * 10_000)
            sent.append(10_000)

    server = lab.serve({"/": endless})
    page = lab.home(server, limits=replace(lab.quick, compressed_bytes=100_000))
    assert page.error == PageError.TOO_LARGE
    assert page.exchanges[0].truncated
    assert len(page.exchanges[0].body) == 100_000
    assert sum(sent) < 20_000_000


def test_a_body_beyond_the_bound_with_a_length(lab):
    page = lab.home(
        lab.serve({"/": lab.http(b"x" * 200_000)}), limits=replace(lab.quick, compressed_bytes=100_000)
    )
    assert page.error == PageError.TOO_LARGE
    assert len(page.exchanges[0].body) == 100_000


def test_a_body_at_the_bound_is_whole(lab):
    page = lab.home(
        lab.serve({"/": lab.http(b"x" * 100_000)}), limits=replace(lab.quick, compressed_bytes=100_000)
    )
    assert (page.error, len(page.exchanges[0].body)) == ("", 100_000)


def test_a_gzip_bomb(lab):
    bomb = gzip.compress(b"\0" * 50_000_000)
    server = lab.serve({"/": lab.http(bomb, content_encoding="gzip")})
    page = lab.home(server, limits=replace(lab.quick, decoded_bytes=1_000_000))
    assert page.error == PageError.TOO_LARGE
    assert page.exchanges[0].body == bomb
    assert page.exchanges[0].decoded == b""


def test_a_header_flood(lab):
    def flood(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for i in range(5000):
            connection.sendall(b"X-%d: %s\r\n" % (i, b"y" * 1000))

    page = lab.home(lab.serve({"/": flood}))
    assert (page.error, page.detail) == (PageError.TOO_LARGE, "应答头超过大小上限")


def test_one_endless_header_line(lab):
    def flood(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(100):
            connection.sendall(b"y" * 10_000)

    page = lab.home(lab.serve({"/": flood}))
    assert page.error in {PageError.TOO_LARGE, PageError.CONNECTION}


# --- content coding


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("gzip", lambda data: data),
        ("identity", lambda data: data),
        ("deflate, gzip", lambda data: gzip.compress(zlib.compress(data))),
    ],
)
def test_content_coding_is_taken_off_and_the_raw_bytes_are_kept(lab, coding, pack):
    body = "<p>正文</p>".encode() * 50
    page = lab.home(lab.serve({"/": lab.http(pack(body), content_encoding=coding)}))
    assert page.error == ""
    assert (page.exchanges[0].decoded, page.exchanges[0].body) == (body, pack(body))


def test_a_damaged_content_coding(lab):
    page = lab.home(lab.serve({"/": lab.http(gzip.compress(b"a" * 1000)[:-20], content_encoding="gzip")}))
    assert page.error == PageError.CONNECTION
    page = lab.home(lab.serve({"/": lab.http(b"x", content_encoding="br")}))
    assert (page.error, "br" in page.detail) == (PageError.CONNECTION, True)


# --- redirects


def test_redirects_are_recorded_in_order(lab):
    server = lab.serve(
        {
            "/": lab.http(b"", "302 Found", location="//www.b.test/x/y"),
            "/x/y": lab.http(b"", "301 Moved", location="../z?a=b#part"),
            "/z": lab.http(b"<p>end"),
        }
    )
    folder, _ = lab.run("http://www.a.test/", {"www.a.test": server.endpoint, "www.b.test": server.endpoint})
    (page,) = folder.captures()
    assert page.final_url == "http://www.b.test/z?a=b"
    assert [exchange.status for exchange in page.exchanges] == [302, 301, 200]
    assert page.url == "http://www.a.test/"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_location_of_raw_chinese_bytes(lab, encoding):
    from urllib.parse import quote

    raw = "/政务 公开/?栏目=信息".encode(encoding)
    answer = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + raw + b"\r\n\r\n"
    target = f"/{quote('政务 公开', encoding=encoding)}/"
    server = lab.serve({"/": answer, target: lab.http(b"<p>end")})
    page = lab.home(server)
    assert page.error == ""
    assert (
        server.requests[-1].target
        == f"{target}?{quote('栏目', encoding=encoding)}={quote('信息', encoding=encoding)}"
    )


def test_endless_redirects(lab):
    server = lab.serve({"/": lab.http(b"", "302 Found", location="/?again")})
    page = lab.home(server, limits=replace(lab.quick, redirects=3))
    assert page.error == PageError.TOO_MANY_REDIRECTS
    assert len(server.requests) == len(page.exchanges) == 4


def test_as_many_redirects_as_allowed(lab):
    server = lab.serve({f"/{i}": lab.http(b"", "302 Found", location=f"/{i + 1}") for i in range(3)})
    server.pages["/3"] = lab.http(b"<p>end")
    assert lab.home(server, "/0", limits=replace(lab.quick, redirects=3)).error == ""


def test_a_cookie_loop_ends_when_cookies_are_kept(lab):
    def gate(connection, request):
        if b"Cookie: pass=1" in request.head:
            connection.sendall(lab.http(b"<p>in"))
        else:
            connection.sendall(lab.http(b"", "302 Found", location="/", set_cookie="pass=1"))

    page = lab.home(lab.serve({"/": gate}))
    assert (page.error, len(page.exchanges)) == ("", 2)


@pytest.mark.parametrize(
    "target", ["ftp://x.test/", "javascript:void(0)", "file:///etc/passwd", "http://:80/", "http://[/"]
)
def test_a_redirect_to_what_is_no_page(lab, target):
    page = lab.home(lab.serve({"/": lab.http(b"", "302 Found", location=target)}))
    assert (page.error, page.status) == (PageError.HTTP_STATUS, 302)
    assert page.detail


@pytest.mark.parametrize(
    "body",
    ["<meta http-equiv=refresh content='0;url=/in'>", "<script>window.location.href='/in';</script>"],
)
def test_a_page_that_leads_elsewhere_is_a_hop(lab, body):
    page = lab.home(lab.serve({"/": lab.http(body.encode()), "/in": lab.http(b"<p>in")}))
    assert page.final_url == "http://www.a.test/in"
    assert [exchange.status for exchange in page.exchanges] == [200, 200]


def test_pages_that_lead_to_each_other_end(lab):
    pages = {
        "/": b"<meta http-equiv=refresh content='0;url=/b'>",
        "/b": b"<meta http-equiv=refresh content='0;url=/'>",
    }
    server = lab.serve({path: lab.http(body) for path, body in pages.items()})
    page = lab.home(server)
    assert page.error == PageError.TOO_MANY_REDIRECTS
    assert len(server.requests) == lab.quick.redirects + 1


def test_a_page_that_loads_itself_again_is_itself(lab):
    server = lab.serve({"/": lab.http(b"<meta http-equiv=refresh content='5;url=/'>wait")})
    assert lab.home(server).error == ""
    assert len(server.requests) == 1


def test_a_script_is_not_followed(lab):
    server = lab.serve(
        {"/": lab.http(b"<p>a"), "/f.js": lab.http(b"location.href='/x'", content_type="text/javascript")}
    )
    folder, _ = lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=lab.pages("/f.js", role=Role.FOOTER_SCRIPT),
    )
    (script,) = folder.captures(role=Role.FOOTER_SCRIPT)
    assert (script.error, script.final_url) == ("", "http://www.a.test/f.js")
    assert server.paths() == ["/", "/f.js"]


def test_politeness_defaults_are_those_of_the_model():
    assert Politeness().robots == "obey"
