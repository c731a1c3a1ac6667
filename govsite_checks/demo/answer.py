"""What a demo host is asked and what it says: the contract between the pages and the server."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request: ``target`` is path and query as they were sent, ``secure`` whether it came over TLS, ``cookie`` that field."""

    host: str
    target: str
    method: str = "GET"
    body: bytes = b""
    secure: bool = False
    cookie: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer.

    ``location`` is sent as the bytes it is. ``stream`` yields a body piece by piece in place of ``body``; the
    server bounds its size and its time. ``delay_s`` is waited before it is sent. ``hang_up`` closes the connection
    without a word, and ``stay_silent`` keeps it open.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html"
    location: bytes = b""
    encoding: str = ""
    stream: Callable[[], AsyncIterator[bytes]] | None = None
    delay_s: float = 0.0
    hang_up: bool = False
    stay_silent: bool = False


# A picture of one dot.
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)

NOT_FOUND = Answer(
    404,
    "<html><title>404</title><body>您访问的页面不存在。</body></html>".encode(),
    "text/html; charset=utf-8",
)


def redirect(location: bytes, status: int = 302) -> Answer:
    """A redirect to ``location``, byte for byte."""
    return Answer(status, b"", location=location)
