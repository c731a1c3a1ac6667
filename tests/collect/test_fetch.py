"""Attempts: what is tried again, how long is waited, when a site is left; and old TLS."""

from __future__ import annotations

import datetime
import itertools
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
import trustme

from govsite_checks.model import PageError, Role


def answers(*replies: bytes) -> Callable[..., None]:
    """One reply after another; the last one is repeated."""
    rest = itertools.chain(replies, itertools.repeat(replies[-1]))
    return lambda connection, request: connection.sendall(next(rest))


def test_a_passing_server_error_is_asked_again(lab):
    server = lab.serve({"/": answers(lab.http(b"", "503 X"), lab.http(b"", "502 X"), lab.http(b"<p>a"))})
    page = lab.home(server)
    assert (page.error, len(server.requests)) == ("", 3)
    assert len(page.exchanges) == 1


def test_retries_are_bounded(lab):
    server = lab.serve({"/": lab.http(b"<p>a", "503 X")})
    page = lab.home(server)
    assert (page.error, page.status) == (PageError.HTTP_STATUS, 503)
    assert len(server.requests) == 1 + lab.quick.retries


def test_the_pause_between_attempts_doubles_up_to_a_bound(lab):
    server = lab.serve({"/": lab.http(b"<p>a", "503 X")})
    lab.home(server, limits=replace(lab.quick, retries=4, backoff_s=0.05, backoff_most_s=0.15))
    at = [request.at for request in server.requests]
    pauses = [later - earlier for earlier, later in itertools.pairwise(at)]
    for pause, least in zip(pauses, (0.05, 0.1, 0.15, 0.15), strict=True):
        assert least * 0.9 <= pause < least + 0.2


@pytest.mark.parametrize("status", ["400 X", "401 X", "403 X", "404 X", "410 X", "501 X", "505 X"])
def test_other_errors_are_final(lab, status):
    server = lab.serve({"/": lab.http(b"<p>a", status)})
    assert lab.home(server).error == PageError.HTTP_STATUS
    assert len(server.requests) == 1


def test_a_connection_that_gives_nothing_is_tried_again(lab):
    server = lab.serve({"/": answers(b"", lab.http(b"<p>a"))})
    assert lab.home(server).error == ""


def test_retry_after_is_honoured(lab):
    server = lab.serve({"/": answers(lab.http(b"", "429 X", retry_after="1"), lab.http(b"<p>a"))})
    page = lab.home(server, limits=replace(lab.quick, retry_after_most_s=5.0))
    first, second = server.requests
    assert page.error == ""
    assert 0.95 <= second.at - first.at < 1.5
    assert page.elapsed_s < 0.5  # the wait is ours


def test_retry_after_is_bounded(lab):
    server = lab.serve({"/": lab.http(b"<p>a", "429 X", retry_after="86400")})
    started = time.monotonic()
    page = lab.home(server, limits=replace(lab.quick, retry_after_most_s=0.1))
    assert (page.error, page.status) == (PageError.HTTP_STATUS, 429)
    assert 0.2 <= time.monotonic() - started < 1.0


def test_retry_after_may_be_a_date(lab):
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    field = soon.strftime("%a, %d %b %Y %H:%M:%S GMT")
    server = lab.serve({"/": answers(lab.http(b"", "503 X", retry_after=field), lab.http(b"<p>a"))})
    lab.home(server, limits=replace(lab.quick, retry_after_most_s=0.3))
    first, second = server.requests
    assert 0.28 <= second.at - first.at < 0.6


def test_a_held_host_is_held_for_every_site_of_it(lab):
    server = lab.serve(
        {"/": answers(lab.http(b"", "429 X", retry_after="1"), lab.http(b"<p>a")), "/b": lab.http(b"b")}
    )
    server.pages["/late"] = answers(lab.http(b"", "302 X", location="/b"))
    lab.run(
        {"b": "http://www.a.test/", "a": "http://www.a.test/late"},  # "b" is the first of the two to be asked
        {"www.a.test": server.endpoint},
        limits=replace(lab.quick, retry_after_most_s=0.4),
        politeness=replace(lab.polite, per_host=1),
    )
    held = server.requests[0].at
    assert all(request.at - held >= 0.38 for request in server.requests[1:])


# --- leaving a site


def test_three_timeouts_in_a_row_leave_the_site(lab):
    server = lab.serve(default=lambda connection, request: time.sleep(0.4))
    server.pages["/"] = lab.http(b"<p>a")
    paths = [f"/{i}" for i in range(8)]
    folder, _ = lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=lab.pages(*paths),
        limits=replace(lab.quick, total_s=0.1),
        politeness=replace(lab.polite, per_host=1),
    )
    rest = folder.captures(role=Role.OTHER)
    assert [page.url for page in rest] == paths
    assert [page.error for page in rest] == ["timeout"] * 3 + ["site-left"] * 5
    assert rest[-1].detail == "已连续 3 次超时"
    assert len(server.requests) == 4


def test_timeouts_that_are_not_in_a_row_do_not(lab):
    server = lab.serve(default=lambda connection, request: time.sleep(0.3))
    for i in range(0, 9, 3):
        server.pages[f"/{i}"] = lab.http(b"<p>a")
    server.pages["/"] = lab.http(b"<p>a")
    folder, _ = lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=lab.pages(*(f"/{i}" for i in range(9))),
        limits=replace(lab.quick, total_s=0.1),
        politeness=replace(lab.polite, per_host=1),
    )
    assert [page.error for page in folder.captures(role=Role.OTHER)] == ["", "timeout", "timeout"] * 3


def test_the_time_of_a_site_is_bounded(lab):
    server = lab.serve(default=lab.http(b"<p>a"), latency=0.15)
    paths = [f"/{i}" for i in range(10)]
    started = time.monotonic()
    folder, _ = lab.run(
        "http://www.a.test/",
        {"www.a.test": server.endpoint},
        planner=lab.pages(*paths),
        politeness=replace(lab.polite, per_host=1, site_seconds=0.5),
    )
    assert time.monotonic() - started < 0.9
    errors = [page.error for page in folder.kept["a"]]
    assert errors[:3] == ["", "", ""]
    assert set(errors[4:]) == {"site-left"}
    assert folder.kept["a"][-1].detail == "本站点用时已满 0.5 秒"
    assert len(folder.kept["a"]) == 11


def test_a_page_in_flight_when_the_time_is_up_is_no_timeout_of_the_server(lab):
    server = lab.serve({"/": lambda connection, request: time.sleep(0.6)})
    page = lab.home(server, politeness=replace(lab.polite, site_seconds=0.2))
    assert (page.error, page.detail) == (PageError.SITE_LEFT, "本站点用时已满 0.2 秒")
    assert page.elapsed_s < 0.5


def test_waiting_for_other_sites_does_not_count(lab):
    server = lab.serve(default=lab.http(b"<p>a"), latency=0.1)
    names = [f"s{i}" for i in range(8)]
    folder, _ = lab.run(
        {name: f"http://{name}.test/" for name in names},
        {f"{name}.test": server.endpoint for name in names},
        politeness=replace(lab.polite, per_address=1, site_seconds=0.3),
    )
    assert [folder.captures(name)[0].error for name in names] == [""] * 8


# --- TLS


@pytest.fixture(scope="module")
def certificate():
    return trustme.CA().issue_cert("www.other.test")


def context(certificate) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def test_a_certificate_that_nobody_vouches_for_hides_no_page(lab, certificate):
    page = lab.home(lab.serve({"/": lab.http(b"<p>a")}, tls=context(certificate)))
    assert page.error == ""
    assert page.exchanges[0].tls == "modern"


def test_old_tls_is_tried_after_modern_and_recorded(lab, certificate):
    old = context(certificate)
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.minimum_version = ssl.TLSVersion.TLSv1
    with pytest.warns(DeprecationWarning, match="TLSv1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    server = lab.serve({"/": lab.http(b"<p>a"), "/b": lab.http(b"b")}, tls=old)
    folder, _ = lab.run("https://www.a.test/", {"www.a.test": server.endpoint}, planner=lab.pages("/b"))
    first, second = folder.kept["a"]
    assert [first.error, second.error] == ["", ""]
    assert [first.exchanges[0].tls, second.exchanges[0].tls] == ["legacy", "legacy"]
    assert server.connections == 2  # one modern, one legacy: what worked is remembered


class PlainSpoken:
    """Stands where a TLS context does, and answers a handshake in plain HTTP."""

    def wrap_socket(self, connection, server_side):
        connection.recv(1)
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        time.sleep(0.05)
        connection.close()
        raise OSError


def test_no_tls_at_all_is_a_tls_failure(lab):
    page = lab.home(lab.serve({"/": lab.http(b"<p>a")}, tls=PlainSpoken()))
    assert (page.error, page.detail) == (PageError.TLS, "该端口提供的不是 TLS，网址或应写作 http://")


def test_a_server_that_takes_no_connection_times_out_and_is_tried_again(lab):
    backlog = socket.socket()
    backlog.bind(("127.0.0.1", 0))
    backlog.listen(0)
    port = backlog.getsockname()[1]
    crowd = [socket.socket() for _ in range(4)]
    for one in crowd:
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", port))
    started = time.monotonic()
    folder, _ = lab.run(
        "http://www.a.test/", {"www.a.test": f"127.0.0.1:{port}"}, limits=replace(lab.quick, connect_s=0.2)
    )
    for one in [*crowd, backlog]:
        one.close()
    (page,) = folder.captures()
    assert (page.error, page.detail) == (PageError.TIMEOUT, "连接超时")
    assert 0.6 <= time.monotonic() - started < 2.0


def test_a_server_without_a_common_cipher_is_a_tls_failure(lab, certificate):
    odd = context(certificate)
    odd.maximum_version = ssl.TLSVersion.TLSv1_2
    odd.set_ciphers("NULL-SHA256:@SECLEVEL=0")
    assert lab.home(lab.serve({"/": lab.http(b"<p>a")}, tls=odd)).error == PageError.TLS
