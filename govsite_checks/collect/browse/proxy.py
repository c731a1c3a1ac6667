"""The proxy that every byte of the browser goes through: it resolves names itself and connects to what the guard passes.

A connection carries one request, or one tunnel: bytes behind a request's body are never passed on, so no second request
can ride on a connection to a host that was allowed. It listens on loopback for the browser of this run.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass

from govsite_checks.collect.addresses import AddressBook, Endpoint, UnreachableError
from govsite_checks.collect.limits import CollectOptions
from govsite_checks.model import PageError

from .head import BadHeadError, Head, closing, parse_request
from .upstream import Upstream, parse_upstream

GUARD_FIELD = "X-Govsite-Guard"
_END = b"\r\n\r\n"
_CHUNK = 64 * 1024
_INTERIM_MOST = 5
_SWITCHING = 101

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class ProxyLimits:
    """The bounds of the proxy. Seconds, bytes or counts."""

    connections: int = 256
    head_bytes: int = 64 * 1024  # of a request, and of an answer
    head_s: float = 10.0
    body_bytes: int = 1024 * 1024  # of a request
    answer_bytes: int = 64 * 1024 * 1024  # of an answer, or of one direction of a tunnel
    idle_s: float = 30.0
    total_s: float = 300.0
    remembered: int = 2000  # hosts that were not connected to


class _Clock:
    """Ends what stands still, and what goes on for too long."""

    def __init__(self, limits: ProxyLimits) -> None:
        self._loop = asyncio.get_running_loop()
        self._idle_s = limits.idle_s
        self._end = self._loop.time() + limits.total_s
        self.timeout = asyncio.timeout_at(self._next())

    def _next(self) -> float:
        return min(self._end, self._loop.time() + self._idle_s)

    def moved(self) -> None:
        """Something came through."""
        if not self.timeout.expired():
            self.timeout.reschedule(self._next())


class GuardProxy:
    """One for a run. ``start`` gives its port; ``close`` ends every connection."""

    def __init__(self, options: CollectOptions, limits: ProxyLimits = ProxyLimits()) -> None:
        self._book = AddressBook(options)
        self._upstream: Upstream | None = parse_upstream(options.proxy)
        self._connect_s = options.limits.connect_s
        self._limits = limits
        self._troubles: OrderedDict[tuple[str, int], tuple[PageError, str]] = OrderedDict()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Listen on loopback; the port."""
        if self._server is None:
            self._server = await asyncio.start_server(
                self._serve, "127.0.0.1", 0, limit=self._limits.head_bytes
            )
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def close(self) -> None:
        """Listen no more, and end what is open."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def is_own(self, host: str) -> bool:
        """Whether a host is the user's own machine."""
        return self._book.is_own(host)

    def trouble(self, host: str, port: int) -> tuple[PageError, str] | None:
        """Why a host was not connected to, in the page's word and in Chinese; None where nothing is known."""
        return self._troubles.get((host, port))

    def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._open) >= self._limits.connections:
            writer.write(_answer("503 Service Unavailable"))
            writer.close()
            return
        task = asyncio.create_task(self._carry(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection from its head to its end. Whatever happens on it ends it, and nothing else."""
        try:
            async with asyncio.timeout(self._limits.head_s):
                head = parse_request(await reader.readuntil(_END), self._limits.body_bytes)
            clock = _Clock(self._limits)
            async with clock.timeout:
                await self._pass(head, (reader, writer), clock)
        except BadHeadError as problem:
            writer.write(_answer(problem.status))
        except asyncio.LimitOverrunError:
            writer.write(_answer("431 Request Header Fields Too Large"))
        except (OSError, asyncio.IncompleteReadError):  # TimeoutError is an OSError
            pass
        finally:
            await _shut(writer)

    async def _pass(self, head: Head, client: Streams, clock: _Clock) -> None:
        try:
            endpoints = await self._book.find(head.host)
            server = await self._connect(head, endpoints)
        except UnreachableError as problem:
            self._note(head, problem)
            if problem.error == PageError.BLOCKED_BY_GUARD:
                client[1].write(_answer("403 Forbidden", f"{GUARD_FIELD}: refused\r\n"))
            return  # else a closed connection: to the page's scripts a failure, as without a proxy
        self._troubles.pop((head.host, head.port), None)
        try:
            if head.is_tunnel:
                await self._tunnel(client, server, clock)
            else:
                await self._exchange(head, client, server, clock, endpoints[0])
        finally:
            await _shut(server[1])

    def _note(self, head: Head, problem: UnreachableError) -> None:
        key = (head.host, head.port)
        self._troubles.pop(key, None)
        self._troubles[key] = (problem.error, problem.detail)
        while len(self._troubles) > self._limits.remembered:
            self._troubles.popitem(last=False)

    def _chained(self, endpoint: Endpoint) -> Upstream | None:
        return None if endpoint.own else self._upstream

    async def _connect(self, head: Head, endpoints: tuple[Endpoint, ...]) -> Streams:
        """A connection to the first endpoint that gives one.

        Raises:
            UnreachableError: none does.
        """
        error, detail = PageError.CONNECTION, "连接失败"
        for endpoint in endpoints:
            try:
                async with asyncio.timeout(self._connect_s / len(endpoints)):
                    return await self._open_one(head, endpoint)
            except TimeoutError:
                error, detail = PageError.TIMEOUT, "连接超时"
            except ConnectionRefusedError:
                error, detail = PageError.REFUSED, "连接被拒绝"
            except OSError:
                error, detail = PageError.CONNECTION, "连接失败"
        raise UnreachableError(error, detail, passing=True)

    async def _open_one(self, head: Head, endpoint: Endpoint) -> Streams:
        upstream = self._chained(endpoint)
        if upstream is None:
            port = endpoint.port or head.port
            return await asyncio.open_connection(endpoint.address, port, limit=self._limits.head_bytes)
        return await (upstream.tunnel(head.authority) if head.is_tunnel else upstream.connect())

    async def _exchange(
        self, head: Head, client: Streams, server: Streams, clock: _Clock, endpoint: Endpoint
    ) -> None:
        """One request and its answer; whatever else the browser sends ends the connection unread."""
        upstream = self._chained(endpoint)
        if upstream is None:
            server[1].write(head.encoded(head.target))
        else:
            server[1].write(head.encoded(f"http://{head.authority}{head.target}", upstream.fields))
        left = head.length
        while left > 0:
            data = await client[0].read(min(left, _CHUNK))
            if not data:
                return
            left -= len(data)
            await _send(server[1], data)
            clock.moved()
        await _first(self._answered(client, server, clock), client[0].read(1))

    async def _answered(self, client: Streams, server: Streams, clock: _Clock) -> None:
        for _ in range(_INTERIM_MOST):
            try:
                status, head = closing(await server[0].readuntil(_END))
            except (asyncio.LimitOverrunError, asyncio.IncompleteReadError, BadHeadError):
                return  # no HTTP: a closed connection
            if status == _SWITCHING:
                return
            if status >= 200:
                await _send(client[1], head)
                break
        await self._pump(server[0], client[1], clock)

    async def _tunnel(self, client: Streams, server: Streams, clock: _Clock) -> None:
        await _send(client[1], b"HTTP/1.1 200 Connection established\r\n\r\n")
        await _first(
            self._pump(client[0], server[1], clock),
            self._pump(server[0], client[1], clock),
        )

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, clock: _Clock) -> None:
        left = self._limits.answer_bytes
        while left > 0 and (data := await reader.read(_CHUNK)):
            left -= len(data)
            await _send(writer, data)
            clock.moved()


async def _first(*coroutines: object) -> None:
    """Run them until one ends; the others end with it.

    Raises:
        OSError: what broke the one that ended.
    """
    tasks = [asyncio.ensure_future(coroutine) for coroutine in coroutines]  # type: ignore[call-overload]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


async def _shut(writer: asyncio.StreamWriter) -> None:
    """Close a connection, giving what is written a moment to leave."""
    writer.close()
    try:
        async with asyncio.timeout(1.0):
            with suppress(OSError):
                await writer.wait_closed()
    except TimeoutError:
        writer.transport.abort()


def _answer(status: str, fields: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\n{fields}Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
