"""A small HTTP/1.1 server on loopback, in one thread of its own: many hosts, bounded in every direction."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus

from .answer import Answer

LOOPBACK = "127.0.0.1"
MAX_CONNECTIONS = 512
MAX_HEAD_BYTES = 32 * 1024
MAX_STREAM_BYTES = 64 << 20
MAX_STREAM_S = 60.0
IDLE_S = 30.0
STOP_S = 2.0

Respond = Callable[[str, str], Answer]


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    target: str
    host: str
    keep_alive: bool


class Server:
    """Answers requests by ``respond(host, target)`` until it is stopped."""

    def __init__(self, respond: Respond) -> None:
        self._respond = respond
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
        server = await asyncio.start_server(self._connected, LOOPBACK, 0, limit=MAX_HEAD_BYTES, backlog=256)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._connections) >= MAX_CONNECTIONS:
            writer.transport.abort()
            return
        self._connections.add(task)
        # A client that leaves, dawdles or sends no HTTP loses its connection; nobody else notices.
        try:
            with suppress(
                ConnectionError,
                TimeoutError,
                ValueError,
                asyncio.IncompleteReadError,
                asyncio.LimitOverrunError,
            ):
                while await self._exchange(reader, writer):
                    pass
                await asyncio.wait_for(_close(writer), IDLE_S)
        except asyncio.CancelledError:
            pass  # the server stops
        finally:
            self._connections.discard(task)
            writer.transport.abort()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection stays open."""
        request = _parse(await asyncio.wait_for(_read_head(reader), IDLE_S))
        if request.method not in {"GET", "HEAD"}:
            writer.write(_head(Answer(405), 0, keep_alive=False))
            await asyncio.wait_for(writer.drain(), IDLE_S)
            return False
        answer = self._respond(request.host, request.target)
        if answer.hang_up:
            return False
        if answer.stay_silent:
            await asyncio.sleep(MAX_STREAM_S)
            return False
        if answer.stream is not None:
            await _send_stream(writer, answer, request)
            return False
        writer.write(_head(answer, len(answer.body), request.keep_alive))
        if request.method == "GET":
            writer.write(answer.body)
        await asyncio.wait_for(writer.drain(), IDLE_S)
        return request.keep_alive


async def _read_head(reader: asyncio.StreamReader) -> bytes:
    """A request's head.

    Raises:
        ValueError: what arrives is no HTTP, as when a client begins with TLS: it would wait for us, and we for it.
    """
    first = await reader.readexactly(1)
    if not first.isalpha():
        raise ValueError("no HTTP")
    return first + await reader.readuntil(b"\r\n\r\n")


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    await writer.wait_closed()


async def _send_stream(writer: asyncio.StreamWriter, answer: Answer, request: _Request) -> None:
    """A body of unknown length in chunks, until its end or until the first of our bounds."""
    assert answer.stream is not None
    writer.write(_head(answer, None, keep_alive=False))
    if request.method == "HEAD":
        return
    end = time.monotonic() + MAX_STREAM_S
    sent = 0
    async for piece in answer.stream():
        writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        await asyncio.wait_for(writer.drain(), IDLE_S)
        sent += len(piece)
        if sent >= MAX_STREAM_BYTES or time.monotonic() >= end:
            break
    writer.write(b"0\r\n\r\n")


def _parse(head: bytes) -> _Request:
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
    # A body of a GET is not read, so what follows on the connection would not be a request.
    keep_alive = keep_alive and "content-length" not in fields and "transfer-encoding" not in fields
    return _Request(method, target, host.lower().rpartition("@")[2].partition(":")[0].rstrip("."), keep_alive)


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
