"""Bodies: content decoding with a bound on its output, and whether bytes are text at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, cast

from isal import isal_zlib

# More layers than two are an attack, not a page.
_LAYERS = 2
_MEMBERS = 100
_STEP = 256 * 1024
_TEXTUAL = re.compile(
    r"text/|application/(?:[a-z0-9.+-]*\+)?(?:xml|json)|application/(?:x-|xhtml\+)?(?:javascript|ecmascript|html|wap)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|meta|script|\?xml|!--|div|table|frameset)", re.I
)
_SNIFFED = 1024
# The stubs of isal call its exception an instance.
ISAL_ERROR: Final = cast("type[Exception]", isal_zlib.IsalError)


class TooLargeError(ValueError):
    """A body is beyond the bound after decoding."""


class UndecodableError(ValueError):
    """A body is not in the content encoding it says, or in one that is not supported."""


def decode_content(body: bytes, content_encoding: str, limit: int) -> bytes:
    """The body without its content encodings; the same object where there are none.

    A body that says gzip and does not begin like gzip is taken as it is, for that is a server's common slip.

    Raises:
        TooLargeError: the result is longer than ``limit`` bytes.
        UndecodableError: the encoding is unknown, or the body is damaged.
    """
    layers = [
        layer
        for part in content_encoding.lower().split(",")
        if (layer := part.strip()) not in {"", "identity"}
    ]
    if len(layers) > _LAYERS:
        raise UndecodableError("内容编码层数过多")
    for layer in reversed(layers):
        if not body:
            break
        body = _decode_layer(body, layer, limit)
    if len(body) > limit:
        raise TooLargeError("解压后超过大小上限")
    return body


def first_bytes(body: bytes, content_encoding: str, limit: int) -> bytes:
    """What the beginning of a body, cut anywhere, decodes to: at most ``limit`` bytes, nothing where it does not."""
    coding = content_encoding.strip().lower()
    if coding in {"", "identity"} or (coding.endswith("gzip") and body[:2] != b"\x1f\x8b"):
        return body[:limit]
    for window in {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}.get(coding, ()):
        try:
            return bytes(isal_zlib.decompressobj(window).decompress(body, limit))
        except ISAL_ERROR:
            continue
    return b""


def _decode_layer(body: bytes, layer: str, limit: int) -> bytes:
    if layer in {"gzip", "x-gzip"}:
        return _inflate(body, 31, limit) if body[:2] == b"\x1f\x8b" else body
    if layer == "deflate":
        try:
            return _inflate(body, 15, limit)  # what the standard says: zlib's format
        except UndecodableError:
            return _inflate(body, -15, limit)  # what some servers send: bare deflate
    raise UndecodableError(f"不支持内容编码 {layer[:20]!r}")


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    """Every member of a stream, in steps, so that a bomb costs no more than the bound."""
    out: list[bytes] = []
    left = limit
    rest = body
    try:
        for _ in range(_MEMBERS):
            stream = isal_zlib.decompressobj(window)
            while not stream.eof:
                piece = stream.decompress(rest, min(_STEP, left + 1))
                rest = stream.unconsumed_tail
                left -= len(piece)
                if left < 0:
                    raise TooLargeError("解压后超过大小上限")
                out.append(piece)
                if not piece and not rest and not stream.eof:
                    raise UndecodableError("压缩内容不完整")
            rest = stream.unused_data
            if window != 31 or rest[:2] != b"\x1f\x8b":
                break
        else:
            raise UndecodableError("压缩内容分段过多")
    except ISAL_ERROR:
        raise UndecodableError("压缩内容损坏") from None
    return out[0] if len(out) == 1 else b"".join(out)


@lru_cache(maxsize=256)
def _says_text(content_type: str) -> bool | None:
    kind = content_type.partition(";")[0].strip()
    if _TEXTUAL.match(kind):
        return True
    return None if not kind or kind.lower() == "application/octet-stream" else False


def is_text(body: bytes, content_type: str) -> bool:
    """Whether a body is text: by its declared type, and by its first bytes where that says nothing or is wrong."""
    said = _says_text(content_type)
    if said:
        return True
    head = body[:_SNIFFED]
    if _MARKUP.match(head):
        return True
    return said is None and (head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" not in head)
