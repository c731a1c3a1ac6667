"""A small HTTP/1.1 server on loopback, in one thread of its own: many hosts, bounded in every direction."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus

from .answer import Answer, Request

LOOPBACK = "127.0.0.1"
MAX_CONNECTIONS = 512
MAX_HEAD_BYTES = 32 * 1024
MAX_STREAM_BYTES = 64 << 20
MAX_STREAM_S = 60.0
IDLE_S = 30.0
STOP_S = 2.0

MAX_BODY_BYTES = 64 * 1024
_TLS_HANDSHAKE = b"\x16"

Respond = Callable[[Request], Answer]


@dataclass(frozen=True, slots=True)
class _Head:
    method: str
    target: str
    host: str
    keep_alive: bool
    length: int = 0
    cookie: str = ""


class Server:
    """Answers requests by ``respond`` until it is stopped: HTTP and, with ``tls``, HTTPS on the same port."""

    def __init__(self, respond: Respond, tls: ssl.SSLContext | None = None) -> None:
        self._respond = respond
        self._tls = tls
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        self._error: OSError | None = None
        self._connections: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="govsite-demo", daemon=True)
        self.port = 0

    def start(self) -> None:
        """Listen on a free port.

        Raises:
            OSError: no port of the loopback address can be had.
        """
        self._thread.start()
        self._ready.wait()
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """Close every connection and wait for the thread to end, ``STOP_S`` seconds at the most."""
        if self._loop is not None and self._thread.is_alive():
            with suppress(RuntimeError):  # the loop may end on its own between the two lines
                self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(STOP_S)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:
            self._error = error
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        listening = socket.create_server((LOOPBACK, 0), backlog=256)
        listening.setblocking(False)
        self.port = listening.getsockname()[1]
        accepting = asyncio.create_task(self._accept(listening))
        self._ready.set()
        await self._stop.wait()
        accepting.cancel()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(accepting, *self._connections, return_exceptions=True)
        listening.close()

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, _ = await loop.sock_accept(listening)
            except OSError:  # it was gone before it was here, or there are too many
                await asyncio.sleep(0.01)
                continue
            if len(self._connections) >= MAX_CONNECTIONS:
                accepted.close()
                continue
            task = loop.create_task(self._connected(accepted))
            self._connections.add(task)
            task.add_done_callback(self._connections.discard)

    async def _connected(self, accepted: socket.socket) -> None:
        # A client that leaves, dawdles or sends no HTTP loses its connection; nobody else notices.
        writer: asyncio.StreamWriter | None = None
        try:
            with suppress(
                OSError, TimeoutError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError
            ):
                accepted.setblocking(False)
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                async with asyncio.timeout(IDLE_S):
                    secure = await _peek(accepted) == _TLS_HANDSHAKE
                if secure and self._tls is None:
                    return
                reader, writer = await _streams(accepted, self._tls if secure else None)
                while await self._exchange(reader, writer, secure=secure):
                    pass
                async with asyncio.timeout(IDLE_S):
                    await _close(writer)
        except asyncio.CancelledError:
            pass  # the server stops
        finally:
            if writer is not None:
                writer.transport.abort()
            else:
                accepted.close()

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, secure: bool
    ) -> bool:
        """One request and its answer; whether the connection stays open."""
        async with asyncio.timeout(IDLE_S):
            request = _parse(await _read_head(reader))
        if request.method not in {"GET", "HEAD", "POST"} or request.length > MAX_BODY_BYTES:
            writer.write(_head(Answer(405), 0, keep_alive=False))
            await _drained(writer)
            return False
        posted = request.method == "POST" and request.length > 0
        async with asyncio.timeout(IDLE_S):
            body = await reader.readexactly(request.length) if posted else b""
        answer = self._respond(
            Request(request.host, request.target, request.method, body, secure, request.cookie)
        )
        if answer.delay_s:
            await asyncio.sleep(answer.delay_s)
        if answer.hang_up:
            return False
        if answer.stay_silent:
            await asyncio.sleep(MAX_STREAM_S)
            return False
        if answer.stream is not None:
            await _send_stream(writer, answer, request)
            return False
        writer.write(_head(answer, len(answer.body), request.keep_alive))
        if request.method != "HEAD":
            writer.write(answer.body)
        await _drained(writer)
        return request.keep_alive


async def _peek(accepted: socket.socket) -> bytes:
    """The first byte that a client sends, left where it is; empty where it sends none and leaves."""
    loop = asyncio.get_running_loop()
    arrived = asyncio.Event()
    loop.add_reader(accepted.fileno(), arrived.set)
    try:
        await arrived.wait()
    finally:
        loop.remove_reader(accepted.fileno())
    return accepted.recv(1, socket.MSG_PEEK)


async def _streams(
    accepted: socket.socket, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=MAX_HEAD_BYTES)
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await loop.connect_accepted_socket(lambda: protocol, accepted, ssl=tls)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)


async def _read_head(reader: asyncio.StreamReader) -> bytes:
    """A request's head.

    Raises:
        ValueError: what arrives is no HTTP, as when a client begins with TLS: it would wait for us, and we for it.
    """
    first = await reader.readexactly(1)
    if not first.isalpha():
        raise ValueError("no HTTP")
    return first + await reader.readuntil(b"\r\n\r\n")


async def _drained(writer: asyncio.StreamWriter) -> None:
    # Not wait_for: on Python 3.11 it loses a cancellation that comes as the drain ends, and a stream would go on.
    async with asyncio.timeout(IDLE_S):
        await writer.drain()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    await writer.wait_closed()


async def _send_stream(writer: asyncio.StreamWriter, answer: Answer, request: _Head) -> None:
    """A body of unknown length in chunks, until its end or until the first of our bounds."""
    assert answer.stream is not None
    writer.write(_head(answer, None, keep_alive=False))
    if request.method == "HEAD":
        return
    end = time.monotonic() + MAX_STREAM_S
    sent = 0
    async for piece in answer.stream():
        writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        await _drained(writer)
        sent += len(piece)
        if sent >= MAX_STREAM_BYTES or time.monotonic() >= end:
            break
    writer.write(b"0\r\n\r\n")


def _parse(head: bytes) -> _Head:
    """The request of a head.

    Raises:
        ValueError: it is no HTTP/1 request.
    """
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, target, version = first.split(" ")
    if version not in {"HTTP/1.0", "HTTP/1.1"}:
        raise ValueError(version)
    fields = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    host = fields.get("host", "")
    if target.startswith("http://"):  # as to a proxy
        host, slash, path = target.removeprefix("http://").partition("/")
        target = slash + path or "/"
    connection = fields.get("connection", "").lower()
    keep_alive = connection != "close" if version == "HTTP/1.1" else connection == "keep-alive"
    length = fields.get("content-length", "0")
    if not length.isdecimal() or len(length) > 9:
        raise ValueError(length)
    # Only the body of a POST is read; what follows on the connection of another would not be a request.
    unread = "transfer-encoding" in fields or (method != "POST" and "content-length" in fields)
    named = host.lower().rpartition("@")[2].partition(":")[0].rstrip(".")
    return _Head(method, target, named, keep_alive and not unread, int(length), fields.get("cookie", ""))


def _head(answer: Answer, length: int | None, keep_alive: bool) -> bytes:
    """Status line and fields. There is no Date, so that the same request gets the same bytes."""
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = ""
    fields = [
        f"HTTP/1.1 {answer.status} {phrase}".encode(),
        b"Server: govsite-demo",
        b"Content-Type: " + answer.content_type.encode(),
        b"Connection: " + (b"keep-alive" if keep_alive else b"close"),
        b"Transfer-Encoding: chunked" if length is None else b"Content-Length: %d" % length,
    ]
    if answer.encoding:
        fields.append(b"Content-Encoding: " + answer.encoding.encode())
    if answer.location:
        fields.append(b"Location: " + answer.location)
    return b"\r\n".join(fields) + b"\r\n\r\n"
