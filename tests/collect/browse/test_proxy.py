"""The guarding proxy, spoken to over raw sockets as a hostile page would like to."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from govsite_checks.collect import CollectOptions
from govsite_checks.collect.browse.proxy import GuardProxy, ProxyLimits
from govsite_checks.collect.browse.upstream import parse_upstream
from govsite_checks.model import PageError

QUICK = ProxyLimits(head_s=0.5, idle_s=0.5, total_s=1.0, answer_bytes=10_000, head_bytes=4096)


def talk(
    options: CollectOptions, *sent: bytes, limits: ProxyLimits = QUICK
) -> tuple[list[bytes], GuardProxy]:
    """What the proxy answers to each, on a connection of its own, and the proxy."""

    async def main() -> tuple[list[bytes], GuardProxy]:
        proxy = GuardProxy(options, limits)
        port = await proxy.start()
        answers = []
        try:
            for data in sent:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(data)
                async with asyncio.timeout(5):
                    answers.append(await reader.read())
                writer.close()
        finally:
            await proxy.close()
        return answers, proxy

    return asyncio.run(main())


def get(host: str, more: str = "") -> bytes:
    return f"GET http://{host}/ HTTP/1.1\r\nHost: {host}\r\n{more}\r\n".encode()


@pytest.fixture
def server(lab: Any) -> Any:
    return lab.serve({"/": lab.http(b"hello")})


def opening(lab: Any, server: Any, **more: Any) -> CollectOptions:
    return CollectOptions(lab.polite, {"www.a.test": server.endpoint}, limits=lab.quick, **more)


def test_a_host_that_is_opened_is_reached_whatever_its_port(lab: Any, server: Any) -> None:
    (one, two), _ = talk(opening(lab, server), get("www.a.test"), get("www.a.test:9999"))
    assert one.endswith(b"\r\n\r\nhello")
    assert two.endswith(b"\r\n\r\nhello")
    assert b"Connection: close" in one


def test_its_address_is_not(lab: Any, server: Any) -> None:
    answers, proxy = talk(
        opening(lab, server), get(server.endpoint), f"CONNECT {server.endpoint} HTTP/1.1\r\n\r\n".encode()
    )
    assert [answer.split(b"\r\n")[0] for answer in answers] == [b"HTTP/1.1 403 Forbidden"] * 2
    assert server.requests == []
    trouble = proxy.trouble("127.0.0.1", server.port)
    assert trouble is not None
    assert trouble[0] == PageError.BLOCKED_BY_GUARD


def test_no_second_request_rides_on_a_connection(lab: Any, server: Any) -> None:
    (answer,), _ = talk(opening(lab, server), get("www.a.test") + get("127.0.0.1"))
    assert answer.count(b"HTTP/1.1") <= 1
    assert len(server.requests) <= 1


def test_a_host_field_sends_nobody_elsewhere(lab: Any, server: Any) -> None:
    talk(opening(lab, server), b"GET http://www.a.test/ HTTP/1.1\r\nHost: other.test\r\n\r\n")
    assert b"Host: www.a.test\r\n" in server.requests[0].head
    assert b"other.test" not in server.requests[0].head


def test_a_tunnel_goes_where_the_book_says(lab: Any, server: Any) -> None:
    inner = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    (answer,), _ = talk(opening(lab, server), b"CONNECT www.a.test:443 HTTP/1.1\r\n\r\n" + inner)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"hello")


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"hello\r\n\r\n", b"HTTP/1.1 400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 400"),
        (b"GET http://www.a.test/ HTTP/1.1\r\nX: " + b"x" * 9000 + b"\r\n\r\n", b"HTTP/1.1 431"),
        (b"POST http://www.a.test/ HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", b"HTTP/1.1 413"),
        (b"GET http://www.a", b""),
    ],
    ids=["no-http", "no-proxy-request", "long", "large", "half"],
)
def test_what_is_no_request_ends(lab: Any, server: Any, sent: bytes, answer: bytes) -> None:
    (got,), _ = talk(opening(lab, server), sent)
    assert got.startswith(answer)
    assert bool(got) == bool(answer)
    assert server.requests == []


def test_an_answer_without_end_is_cut(lab: Any) -> None:
    def flood(connection: Any, request: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 200_000)

    (got,), _ = talk(opening(lab, lab.serve({"/": flood})), get("www.a.test"))
    assert len(got) < 100_000


@pytest.mark.parametrize("said", [b"", b"SSH-2.0\r\n\r\n", b"HTTP/1.1 101 Switching\r\n\r\nraw"])
def test_what_is_no_answer_is_a_closed_connection(lab: Any, said: bytes) -> None:
    def speak(connection: Any, request: Any) -> None:
        connection.sendall(said)

    (got,), _ = talk(opening(lab, lab.serve({"/": speak})), get("www.a.test"))
    assert got == b""


def test_a_server_that_stands_still_is_left(lab: Any) -> None:
    async def wait(proxy: GuardProxy, port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(get("www.a.test"))
        async with asyncio.timeout(5):
            answer = await reader.read()
        writer.close()
        return answer

    assert with_proxy(opening(lab, lab.serve({"/": lambda c, r: c.recv(1)})), wait) == b""


def with_proxy(options: CollectOptions, use: Callable[[GuardProxy, int], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        proxy = GuardProxy(options, QUICK)
        try:
            return await use(proxy, await proxy.start())
        finally:
            await proxy.close()

    return asyncio.run(main())


def test_connections_are_bounded(lab: Any, server: Any) -> None:
    async def use(proxy: GuardProxy, port: int) -> bytes:
        pairs = [await asyncio.open_connection("127.0.0.1", port) for _ in range(4)]
        async with asyncio.timeout(5):
            answer = await pairs[3][0].read()
        for _, writer in pairs:
            writer.close()
        return answer

    few = ProxyLimits(connections=3, head_s=3.0)

    async def main() -> bytes:
        proxy = GuardProxy(opening(lab, server), few)
        try:
            return await use(proxy, await proxy.start())
        finally:
            await proxy.close()

    assert asyncio.run(main()).startswith(b"HTTP/1.1 503")


def test_what_was_refused_is_forgotten_once_it_answers_and_after_so_many(lab: Any, server: Any) -> None:
    limits = ProxyLimits(remembered=2)
    options = opening(lab, server)
    _, proxy = talk(options, *(get(f"127.0.0.{n}:1") for n in range(1, 5)), limits=limits)
    assert proxy.trouble("127.0.0.1", 1) is None
    assert proxy.trouble("127.0.0.4", 1) is not None


# --- the user's own proxy behind it


def test_all_but_the_own_machine_goes_through_the_user_s_proxy(lab: Any, server: Any) -> None:
    upstream = lab.serve(default=lab.http(b"from upstream"))
    options = opening(lab, server, proxy=f"http://me:pass@{upstream.endpoint}")
    (own, other), _ = talk(options, get("www.a.test"), get("elsewhere.invalid"))
    assert own.endswith(b"hello")
    assert other.endswith(b"from upstream")
    (request,) = upstream.requests
    assert request.target == "http://elsewhere.invalid/"
    assert b"Proxy-Authorization: Basic bWU6cGFzcw==" in request.head


def test_the_guard_holds_before_the_user_s_proxy(lab: Any, server: Any) -> None:
    upstream = lab.serve(default=lab.http(b"from upstream"))
    options = opening(lab, server, proxy=f"http://{upstream.endpoint}")
    (answer,), _ = talk(options, get("127.0.0.1:8080"))
    assert answer.startswith(b"HTTP/1.1 403")
    assert upstream.requests == []


@pytest.mark.parametrize("proxy", ["socks5://a:1", "ftp://a", "http://", "http://a:x"])
def test_a_proxy_of_another_kind_is_refused(proxy: str) -> None:
    with pytest.raises(ValueError, match="HTTP 代理"):
        parse_upstream(proxy)


def test_no_proxy_is_none() -> None:
    assert parse_upstream("") is None
