"""Heads of HTTP messages as the guarding proxy takes them: strictly, so that nobody behind it reads them otherwise. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from govsite_checks.collect.urls import DEFAULT_PORTS

_LINE = re.compile(rb"([A-Z]{1,20}) ([\x21-\x7e\x80-\xff]+) HTTP/1\.[01]")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([^\r\n\0]*)")
_AUTHORITY = r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_.-]{1,255})(?::([0-9]{1,5}))?"
_ABSOLUTE = re.compile(rf"http://{_AUTHORITY}(/[^\s#]*|\?[^\s#]*)?", re.IGNORECASE)
_TUNNEL = re.compile(_AUTHORITY)
_STATUS = re.compile(rb"HTTP/1\.[01] ([0-9]{3})(?: [^\r\n\0]*)?")
# What concerns one connection alone, RFC 9110, 7.6.1; each side of the proxy has its own.
_OF_ONE_HOP = frozenset(
    (b"connection", b"keep-alive", b"proxy-connection", b"proxy-authorization", b"te", b"trailer", b"upgrade")
)


class BadHeadError(Exception):
    """A head that is not passed on: the status to answer with."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Head:
    """A request: where it goes, its target there, the fields to pass on without ``Host``, the bytes of its body."""

    method: str
    host: str
    port: int
    target: str
    fields: tuple[bytes, ...] = ()
    length: int = 0

    @property
    def is_tunnel(self) -> bool:
        """Whether a connection is asked for, and no page."""
        return self.method == "CONNECT"

    @property
    def authority(self) -> str:
        """Host and port as a ``Host`` field has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        plain = not self.is_tunnel and self.port == DEFAULT_PORTS["http"]
        return host if plain else f"{host}:{self.port}"

    def encoded(self, target: str, extra: Sequence[bytes] = ()) -> bytes:
        """The bytes of the one request that its connection will carry."""
        lines = (
            f"{self.method} {target} HTTP/1.1".encode("latin-1"),
            f"Host: {self.authority}".encode("latin-1"),
            *self.fields,
            *extra,
            b"Connection: close",
        )
        return b"\r\n".join(lines) + b"\r\n\r\n"


def parse_request(head: bytes, most_body: int) -> Head:
    """A request's head, the empty line that ends it included.

    Raises:
        BadHeadError: it is anything but one plain request through a proxy.
    """
    first, *lines = _lines(head)
    found = _LINE.fullmatch(first)
    if found is None:
        raise BadHeadError("400 Bad Request")
    method, target = found[1].decode("ascii"), found[2].decode("latin-1")
    fields = [_field(line) for line in lines]
    host, port, rest = _aim(method, target)
    if method == "CONNECT":
        return Head(method, host, port, "")
    kept = tuple(
        name + b":" + value
        for name, value in fields
        if name.lower() not in _OF_ONE_HOP and name.lower() != b"host"
    )
    return Head(method, host, port, rest, kept, _length(fields, most_body))


def _lines(head: bytes) -> list[bytes]:
    if not head.endswith(b"\r\n\r\n"):
        raise BadHeadError("400 Bad Request")
    lines = head[:-4].split(b"\r\n")
    if any(b"\n" in line or b"\r" in line or b"\0" in line for line in lines):
        raise BadHeadError("400 Bad Request")
    return lines


def _field(line: bytes) -> tuple[bytes, bytes]:
    found = _FIELD.fullmatch(line)
    if found is None:
        raise BadHeadError("400 Bad Request")
    return found[1], found[2]


def _aim(method: str, target: str) -> tuple[str, int, str]:
    found = (_TUNNEL if method == "CONNECT" else _ABSOLUTE).fullmatch(target)
    if found is None or (method == "CONNECT" and found[2] is None):
        raise BadHeadError("400 Bad Request")
    port = DEFAULT_PORTS["http"] if found[2] is None else int(found[2])
    if not 0 < port < 65536:
        raise BadHeadError("400 Bad Request")
    rest = "" if method == "CONNECT" else found[3] or "/"
    return found[1].strip("[]").lower(), port, rest if rest[:1] in {"/", ""} else "/" + rest


def _length(fields: Sequence[tuple[bytes, bytes]], most: int) -> int:
    """The bytes of the body: said once and plainly, or none."""
    if any(name.lower() == b"transfer-encoding" for name, _ in fields):
        raise BadHeadError("411 Length Required")
    said = [value.strip() for name, value in fields if name.lower() == b"content-length"]
    if not said:
        return 0
    if len(said) > 1 or not said[0].isdigit() or len(said[0]) > 12:
        raise BadHeadError("400 Bad Request")
    if int(said[0]) > most:
        raise BadHeadError("413 Content Too Large")
    return int(said[0])


def closing(head: bytes) -> tuple[int, bytes]:
    """The status of an answer, and its head for a connection that carries nothing after it.

    Raises:
        BadHeadError: not the head of an HTTP answer.
    """
    first, *lines = head[:-4].split(b"\r\n")
    found = _STATUS.fullmatch(first)
    if found is None:
        raise BadHeadError("502 Bad Gateway")
    kept = [line for line in lines if line.partition(b":")[0].strip().lower() not in _OF_ONE_HOP]
    return int(found[1]), b"\r\n".join((first, *kept, b"Connection: close")) + b"\r\n\r\n"
