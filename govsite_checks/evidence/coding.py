"""Undo the content coding of a body, up to a known size."""

from __future__ import annotations

from typing import Final, cast

from isal import isal_zlib

# The stubs of isal call its exception an instance.
ISAL_ERROR: Final = cast("type[Exception]", isal_zlib.IsalError)
CODINGS: Final = frozenset({"gzip", "deflate"})
_ALIASES: Final = {"x-gzip": "gzip"}
_WBITS: Final = {"gzip": (31,), "deflate": (15, -15)}


def known_coding(declared: str) -> str:
    """Our name of a declared coding; empty where we cannot undo it."""
    name = _ALIASES.get(declared, declared)
    return name if name in CODINGS else ""


def undo(body: bytes, coding: str, size: int) -> bytes | None:
    """The first ``size`` bytes of the decoded body; None where the body does not decode to that many.

    ``deflate`` means the zlib format (RFC 9110, 8.4.1.2) but many servers send the bare one: both are tried.
    """
    if size == 0:
        return b""
    for wbits in _WBITS[coding]:
        try:
            decoded = isal_zlib.decompressobj(wbits).decompress(body, size)
        except ISAL_ERROR:
            continue
        if len(decoded) == size:
            return bytes(decoded)
    return None


def gives(body: bytes, coding: str, decoded: bytes) -> bool:
    """Whether ``undo`` will give ``decoded``: by the trailer of a gzip stream, else by doing it."""
    if coding == "gzip" and len(body) > 18 and int.from_bytes(body[-4:], "little") == len(decoded):
        return int.from_bytes(body[-8:-4], "little") == isal_zlib.crc32(decoded)
    return undo(body, coding, len(decoded)) == decoded
