"""The demo's server: HTTP over raw sockets, with clients that behave badly."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator

import pytest

from govsite_checks.demo import server as demo_server
from govsite_checks.demo.answer import Answer, Request
from govsite_checks.demo.server import LOOPBACK, Server


async def _for_ever() -> AsyncIterator[bytes]:
    while True:
        yield b"x" * 65536


async def _trickle() -> AsyncIterator[bytes]:
    while True:
        yield b"."
        await asyncio.sleep(0.05)


def _respond(request: Request) -> Answer:
    special = {
        "/endless": Answer(stream=_for_ever),
        "/trickle": Answer(stream=_trickle),
        "/silent": Answer(stay_silent=True),
        "/hang-up": Answer(hang_up=True),
    }
    return special.get(request.target) or Answer(
        body=f"{request.host}|{request.target}".encode() + request.body
    )


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(_respond)
    server.start()
    yield server
    server.stop()


def connect(server: Server) -> socket.socket:
    return socket.create_connection((LOOPBACK, server.port), timeout=10)


def read_all(client: socket.socket) -> bytes:
    """Everything until the server closes."""
    pieces = []
    with contextlib.suppress(ConnectionError):
        while piece := client.recv(1 << 20):
            pieces.append(piece)
    return b"".join(pieces)


def ask(server: Server, request: bytes) -> bytes:
    with connect(server) as client:
        client.sendall(request)
        return read_all(client)


def get(server: Server, target: str = "/", host: str = "a.example") -> bytes:
    return ask(server, f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())


def test_answers_by_host_and_target(server: Server) -> None:
    assert get(server, "/x?y=1", "WWW.A.Example.:8080").endswith(b"\r\n\r\nwww.a.example|/x?y=1")


def test_absolute_form_names_the_host(server: Server) -> None:
    answer = ask(server, b"GET http://b.example/z HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert answer.endswith(b"b.example|/z")


def test_head_has_the_length_and_no_body(server: Server) -> None:
    answer = ask(server, b"HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert b"Content-Length: 3\r\n" in answer
    assert answer.endswith(b"\r\n\r\n")


def test_head_of_a_stream_ends(server: Server) -> None:
    assert ask(server, b"HEAD /endless HTTP/1.1\r\nHost: a\r\n\r\n").endswith(b"\r\n\r\n")


def test_connection_is_kept_and_pipelined(server: Server) -> None:
    answer = ask(
        server,
        b"GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    )
    assert answer.count(b"HTTP/1.1 200 OK") == 2
    assert b"a|/1" in answer
    assert answer.endswith(b"a|/2")


def test_http_10_closes(server: Server) -> None:
    assert ask(server, b"GET / HTTP/1.0\r\nHost: a\r\n\r\n").endswith(b"a|/")


def test_other_methods_are_refused(server: Server) -> None:
    answer = ask(server, b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
    assert answer.startswith(b"HTTP/1.1 405 ")


def test_a_posted_body_arrives_and_the_connection_goes_on(server: Server) -> None:
    posted = b"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi"
    answer = ask(server, posted + b"GET /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert b"a|/ahi" in answer
    assert b"a|/b" in answer


def test_a_body_beyond_the_bound_is_refused(server: Server) -> None:
    size = demo_server.MAX_BODY_BYTES + 1
    answer = ask(server, b"POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % size)
    assert answer.startswith(b"HTTP/1.1 405 ")


def test_a_body_of_a_get_is_not_taken_for_a_request(server: Server) -> None:
    smuggled = b"GET /2 HTTP/1.1\r\nHost: a\r\n\r\n"
    answer = ask(server, b"GET /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\n" + smuggled)
    assert b"a|/2" not in answer


@pytest.mark.parametrize(
    "request_bytes",
    [b"\x16\x03\x01\x02\x00\x01", b"nonsense\r\n\r\n", b"GET / HTTP/9\r\n\r\n", b"G" * 100_000],
    ids=["tls", "nonsense", "version", "huge"],
)
def test_what_is_no_http_is_hung_up_on(server: Server, request_bytes: bytes) -> None:
    with connect(server) as client:
        with contextlib.suppress(ConnectionError):
            client.sendall(request_bytes)
        assert read_all(client) == b""
    assert get(server).endswith(b"a.example|/")


def test_hang_up_says_nothing(server: Server) -> None:
    assert get(server, "/hang-up") == b""


def test_a_stream_is_bounded_in_size(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_server, "MAX_STREAM_BYTES", 1 << 20)
    answer = get(server, "/endless")
    assert (1 << 20) <= len(answer) < (1 << 20) + 70_000
    assert answer.endswith(b"0\r\n\r\n")


@pytest.mark.parametrize("target", ["/trickle", "/silent"])
def test_a_slow_answer_is_bounded_in_time(
    server: Server, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.setattr(demo_server, "MAX_STREAM_S", 0.2)
    begun = time.monotonic()
    get(server, target)
    assert time.monotonic() - begun < 3


def test_clients_that_dawdle_or_leave_hold_nobody_up(server: Server) -> None:
    idle = [connect(server) for _ in range(20)]
    for position, client in enumerate(idle):
        client.sendall(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n" if position % 2 else b"GET / HT")
    gone = connect(server)
    gone.sendall(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
    gone.close()
    begun = time.monotonic()
    assert get(server).endswith(b"a.example|/")
    assert time.monotonic() - begun < 2
    for client in idle:
        client.close()


def test_an_idle_client_is_dropped(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_server, "IDLE_S", 0.2)
    with connect(server) as client:
        client.sendall(b"GET / HTTP/1.1\r\n")
        assert read_all(client) == b""


def test_connections_are_bounded(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_server, "MAX_CONNECTIONS", 2)
    held = [connect(server), connect(server)]
    for client in held:
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert client.recv(100)
    with connect(server) as third:
        assert read_all(third) == b""
    for client in held:
        client.close()


def test_stop_frees_the_port_and_the_thread_whatever_clients_do() -> None:
    server = Server(_respond)
    before = threading.active_count()
    server.start()
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(connect(server)) for _ in range(5)]
        targets = ["/silent", "/trickle", "/endless", "/"]
        for client, target in zip(clients, targets, strict=False):
            client.sendall(f"GET {target} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        time.sleep(0.2)
        server.stop()  # gives up after STOP_S, and leaves the thread behind
        assert threading.active_count() == before
        with pytest.raises(ConnectionRefusedError):
            connect(server)
        server.stop()


def test_a_server_that_never_started_can_be_stopped() -> None:
    Server(_respond).stop()
