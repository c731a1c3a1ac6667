"""Heads of requests as the guarding proxy takes them: what is not plain is not passed on."""

from __future__ import annotations

import pytest

from govsite_checks.collect.browse.head import BadHeadError, closing, parse_request

END = b"\r\n\r\n"


def parsed(*lines: str) -> object:
    return parse_request("\r\n".join(lines).encode("latin-1") + END, 1000)


def test_a_request_is_written_anew_for_its_one_host() -> None:
    head = parse_request(
        b"GET http://www.A.test:8080/a?b=1 HTTP/1.1\r\nHost: evil.test\r\nProxy-Connection: keep-alive\r\n"
        b"Connection: upgrade\r\nUpgrade: h2c\r\nAccept: */*" + END,
        1000,
    )
    assert (head.host, head.port, head.target, head.is_tunnel) == ("www.a.test", 8080, "/a?b=1", False)
    assert head.encoded(head.target) == (
        b"GET /a?b=1 HTTP/1.1\r\nHost: www.a.test:8080\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("target", "aim"),
    [
        ("http://a.test", ("a.test", 80, "/")),
        ("http://a.test?q", ("a.test", 80, "/?q")),
        ("http://[::1]:81/x", ("::1", 81, "/x")),
    ],
)
def test_where_a_request_goes(target: str, aim: tuple[str, int, str]) -> None:
    head = parse_request(f"GET {target} HTTP/1.1\r\n\r\n".encode(), 10)
    assert (head.host, head.port, head.target) == aim


def test_a_tunnel_names_its_port() -> None:
    head = parse_request(b"CONNECT a.test:443 HTTP/1.1" + END, 10)
    assert (head.is_tunnel, head.host, head.port, head.authority) == (True, "a.test", 443, "a.test:443")


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        (("GET / HTTP/1.1",), "400"),
        (("GET https://a.test/ HTTP/1.1",), "400"),
        (("GET ftp://a.test/ HTTP/1.1",), "400"),
        (("GET http://a@b.test/ HTTP/1.1",), "400"),
        (("GET http://a.test:0/ HTTP/1.1",), "400"),
        (("GET http://a.test:99999/ HTTP/1.1",), "400"),
        (("GET http://a.test/ HTTP/2",), "400"),
        (("CONNECT a.test HTTP/1.1",), "400"),
        (("GET http://a.test/ HTTP/1.1", "no colon"), "400"),
        (("GET http://a.test/ HTTP/1.1", " folded: x"), "400"),
        (("GET http://a.test/ HTTP/1.1", "a: b\nc: d"), "400"),
        (("GET http://a.test/ HTTP/1.1", "a: b\rc: d"), "400"),
        (("GET http://a.test/ HTTP/1.1", "a: \0"), "400"),
        (("POST http://a.test/ HTTP/1.1", "Transfer-Encoding: chunked"), "411"),
        (("POST http://a.test/ HTTP/1.1", "Content-Length: 1", "content-length: 2"), "400"),
        (("POST http://a.test/ HTTP/1.1", "Content-Length: -1"), "400"),
        (("POST http://a.test/ HTTP/1.1", "Content-Length: 0x1"), "400"),
        (("POST http://a.test/ HTTP/1.1", "Content-Length: 1001"), "413"),
    ],
)
def test_what_could_be_read_otherwise_is_refused(lines: tuple[str, ...], status: str) -> None:
    with pytest.raises(BadHeadError) as raised:
        parsed(*lines)
    assert raised.value.status.startswith(status)


def test_a_body_s_length_is_taken() -> None:
    head = parse_request(b"POST http://a.test/ HTTP/1.1\r\nContent-Length: 5" + END, 10)
    assert head.length == 5


def test_an_answer_s_head_says_that_the_connection_ends() -> None:
    status, head = closing(b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: 5\r\nA: b" + END)
    assert (status, head) == (200, b"HTTP/1.1 200 OK\r\nA: b\r\nConnection: close\r\n\r\n")
    with pytest.raises(BadHeadError):
        closing(b"SSH-2.0-OpenSSH" + END)
