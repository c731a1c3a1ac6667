"""The user's own proxy, behind which the guarding proxy works."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64encode
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

# libcurl's, which the rest of the collector goes by.
_DEFAULT_PORT = 1080
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Upstream:
    """An HTTP proxy: where it is, whether it is spoken to in TLS, the field that it wants to see."""

    host: str
    port: int
    tls: bool = False
    field: bytes = b""

    @property
    def fields(self) -> tuple[bytes, ...]:
        """What is added to a request for it."""
        return (self.field,) if self.field else ()

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to the proxy itself."""
        context = ssl.create_default_context() if self.tls else None
        return await asyncio.open_connection(self.host, self.port, ssl=context, limit=_HEAD_BYTES)

    async def tunnel(self, authority: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection through the proxy.

        Raises:
            OSError: the proxy does not give one.
        """
        reader, writer = await self.connect()
        try:
            lines = (f"CONNECT {authority} HTTP/1.1".encode(), f"Host: {authority}".encode(), *self.fields)
            writer.write(b"\r\n".join(lines) + b"\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            if head.split(b" ", 2)[1:2] != [b"200"]:
                raise ConnectionRefusedError("the proxy refuses")
        except BaseException as problem:
            writer.close()
            if isinstance(problem, (asyncio.IncompleteReadError, asyncio.LimitOverrunError)):
                raise ConnectionError("the proxy speaks no HTTP") from None
            raise
        return reader, writer


def parse_upstream(proxy: str) -> Upstream | None:
    """The proxy of the option ``proxy``; None where there is none.

    Raises:
        ValueError: no HTTP proxy; the message is in Chinese.
    """
    if not proxy:
        return None
    try:
        parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        port = parts.port or _DEFAULT_PORT
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port:
        raise ValueError(f"浏览器只能经由 HTTP 代理访问，不支持代理 {parts.scheme or '（无法识别）'}")
    field = b""
    if parts.username is not None:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        field = b"Proxy-Authorization: Basic " + b64encode(login.encode())
    return Upstream(parts.hostname, port, parts.scheme == "https", field)
