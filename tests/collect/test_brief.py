"""Pages of which only the first bytes matter, and forms that are posted."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from govsite_checks.collect import Wanted
from govsite_checks.model import BRIEF_ROLES, PageError, Role

HOME = "http://www.a.test/"


def see(lab, server, *wanted, **more):
    resolve = {"www.a.test": server.endpoint, "d.test": server.endpoint}
    folder, _ = lab.run(HOME, resolve, planner=lab.rounds(list(wanted)), **more)
    return folder.kept["a"][1:]


def brief(lab, server, path="/x", role=Role.ATTACHMENT, **more):
    (page,) = see(lab, server, Wanted(role, path, HOME), **more)
    return page


@pytest.mark.parametrize("role", sorted(BRIEF_ROLES))
def test_only_the_first_bytes_are_read_and_few_are_kept(lab, role):
    sent = []

    def endless(connection, request):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n")
        for _ in range(500):
            connection.sendall(b"\0" * 16_384)
            sent.append(16_384)

    server = lab.serve({"/": lab.http(b"<p>a"), "/x": endless})
    page = brief(lab, server, role=role)
    assert (page.error, page.status, page.content_type) == ("", 200, "application/pdf")
    exchange = page.exchanges[0]
    assert (len(exchange.body), exchange.truncated) == (4096, True)
    assert sum(sent) < 7_000_000


def test_a_small_one_is_whole(lab):
    server = lab.serve({"/": lab.http(b"<p>a"), "/x": lab.http(b"\x89PNG\0", content_type="image/png")})
    page = brief(lab, server, role=Role.RESOURCE)
    assert (page.error, page.exchanges[0].body, page.exchanges[0].truncated) == ("", b"\x89PNG\0", False)
    assert (page.title, page.encoding.used) == ("", "")


@pytest.mark.parametrize("role", [Role.LINK, Role.EXTERNAL])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize(("coding", "status"), [("gb18030", "200 OK"), ("utf-8", "404 Not Found")])
def test_the_title_of_a_page_is_kept(lab, role, pack, coding, status):
    html = f"<meta charset={coding}><TITLE>\n示例\u202e大学 &amp; 学院\n</TITLE><p>" + "正文" * 9_000
    fields = {"content_encoding": "gzip"} if pack is gzip.compress else {}
    body = lab.http(pack(html.encode(coding)), status, **fields)
    server = lab.serve({"/": lab.http(b"<p>a"), "/x": body})
    page = brief(lab, server, role=role)
    assert page.title == "示例 大学 & 学院"


@pytest.mark.parametrize("html", ["<p>无题", "<title>未完" + "长" * 30_000 + "</title>", "<title></title>"])
def test_a_title_that_is_cut_off_or_absent_is_none(lab, html):
    server = lab.serve({"/": lab.http(b"<p>a"), "/x": lab.http(html.encode())})
    assert brief(lab, server, role=Role.EXTERNAL).title == ""


def test_other_brief_pages_keep_no_title(lab):
    server = lab.serve({"/": lab.http(b"<p>a"), "/x": lab.http("<title>申报</title>".encode())})
    assert brief(lab, server, role=Role.ATTACHMENT).title == ""


def test_an_empty_one_is_an_answer(lab):
    server = lab.serve({"/": lab.http(b"<p>a"), "/x": lab.http(b"")})
    assert brief(lab, server).error == ""


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "500 X"])
def test_statuses_are_told(lab, status):
    server = lab.serve({"/": lab.http(b"<p>a"), "/x": lab.http(b"<h1>no</h1>", status)})
    page = brief(lab, server, limits=replace(lab.quick, retries=0))
    assert (page.error, page.status) == (PageError.HTTP_STATUS, int(status[:3]))


def test_redirects_by_http_are_followed_and_those_of_the_page_are_not(lab):
    server = lab.serve(
        {
            "/": lab.http(b"<p>a"),
            "/x": lab.http(b"", "302 Found", location="/y"),
            "/y": lab.http(b"<meta http-equiv=refresh content='0;url=/z'>"),
        }
    )
    page = brief(lab, server, role=Role.LINK)
    assert (page.error, page.final_url) == ("", "http://www.a.test/y")
    assert "/z" not in server.paths()


CHALLENGE = b"<script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname</script>"


@pytest.mark.parametrize("status", ["200 OK", "412 Precondition Failed"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_firewalls_page_is_recognised(lab, status, pack):
    fields = {"content_encoding": "gzip"} if pack is gzip.compress else {}
    server = lab.serve({"/": lab.http(b"<p>a"), "/x": lab.http(pack(CHALLENGE), status, **fields)})
    page = brief(lab, server, role=Role.LINK)
    assert page.error == PageError.CHALLENGE


def test_a_compressed_page_cut_short_is_no_error(lab):
    body = gzip.compress(bytes(range(256)) * 20_000, 0)
    server = lab.serve({"/": lab.http(b"<p>a"), "/x": lab.http(body, content_encoding="gzip")})
    page = brief(lab, server, role=Role.LINK)
    assert (page.error, page.exchanges[0].body, page.exchanges[0].decoded) == ("", body[:4096], b"")


def test_a_broken_answer_stays_one(lab):
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"
    server = lab.serve({"/": lab.http(b"<p>a"), "/x": lambda connection, request: connection.sendall(short)})
    assert brief(lab, server).error == PageError.CONNECTION


def test_a_handle_that_read_little_reads_everything_again(lab):
    server = lab.serve(default=lab.http(b"x" * 200_000))
    pages = see(
        lab,
        server,
        Wanted(Role.LINK, "/1", HOME),
        Wanted(Role.OTHER, "/2", HOME),
        politeness=replace(lab.polite, per_host=1),
    )
    assert [len(page.exchanges[0].body) for page in pages] == [4096, 200_000]


# --- forms


def post(path="/s", body=b"q=%D5%FE%B8%AE", role=Role.SEARCH):
    return Wanted(role, path, HOME, method="POST", body=body, note="known", query="政府")


def test_a_form_is_posted_and_recorded(lab):
    server = lab.serve({"/": lab.http(b"<p>a"), "/s": lab.http(b"<p>found")})
    (page,) = see(lab, server, post())
    request = server.requests[-1]
    assert (request.method, request.body) == ("POST", b"q=%D5%FE%B8%AE")
    assert b"Content-Type: application/x-www-form-urlencoded" in request.head
    assert (page.error, page.exchanges[0].method) == ("", "POST")
    assert page.exchanges[0].request_head == request.head
    assert page.exchanges[0].request_body == request.body


def test_an_empty_form_is_posted_too(lab):
    server = lab.serve({"/": lab.http(b"<p>a"), "/s": lab.http(b"<p>found")})
    see(lab, server, post(body=b""))
    assert (server.requests[-1].method, server.requests[-1].body) == ("POST", b"")


@pytest.mark.parametrize(
    ("status", "method", "body"),
    [(301, "GET", b""), (302, "GET", b""), (303, "GET", b""), (307, "POST", b"q=1"), (308, "POST", b"q=1")],
)
def test_redirects_of_a_form(lab, status, method, body):
    server = lab.serve({"/": lab.http(b"<p>a"), "/r": lab.http(b"<p>found")})
    server.pages["/s"] = lab.http(b"", f"{status} X", location="/r")
    (page,) = see(lab, server, post(body=b"q=1"))
    assert (server.requests[-1].method, server.requests[-1].body) == (method, body)
    assert (page.error, page.exchanges[-1].method) == ("", method)


def test_a_form_is_not_posted_to_another_server(lab):
    server = lab.serve({"/": lab.http(b"<p>a"), "/r": lab.http(b"<p>found")})
    server.pages["/s"] = lab.http(b"", "307 X", location="http://d.test/r")
    (page,) = see(lab, server, post())
    assert (page.error, "/r" in server.paths()) == (PageError.HTTP_STATUS, False)
    assert "没有提交" in page.detail


def test_what_follows_a_form_is_a_get_again(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    polite = replace(lab.polite, per_host=1)
    see(lab, server, post(), Wanted(Role.OTHER, "/2", HOME), politeness=polite)
    assert [(r.method, r.target) for r in server.requests] == [("GET", "/"), ("POST", "/s"), ("GET", "/2")]
    assert server.requests[-1].body == b""


def test_a_form_beyond_the_bound_is_not_posted(lab):
    server = lab.serve(default=lab.http(b"<p>a"))
    (page,) = see(lab, server, post(body=b"q=" + b"x" * 20_000))
    assert (page.error, len(server.requests)) == (PageError.SITE_LEFT, 1)
