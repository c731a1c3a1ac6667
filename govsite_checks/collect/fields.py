"""Fields of an answer's head, from its raw bytes: a header may hold anything, so nothing is assumed of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_PATTERNS: dict[bytes, re.Pattern[bytes]] = {
    name: re.compile(rb"^" + name + rb"[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
    for name in (
        b"location",
        b"content-type",
        b"content-encoding",
        b"retry-after",
        b"set-cookie",
        b"last-modified",
    )
}


def raw(head: bytes, name: bytes) -> bytes:
    """The first value of a field that is one of the known ones, as bytes; empty where there is none."""
    if name not in head.lower():  # most heads lack most fields, and a pattern is slow to find that out
        return b""
    found = _PATTERNS[name].search(head)
    return found[1] if found else b""


def text(head: bytes, name: bytes) -> str:
    """The first value of a field as text, its odd bytes replaced."""
    return raw(head, name).decode("utf-8", "replace")


def retry_after(head: bytes, now: datetime) -> float | None:
    """The seconds that ``Retry-After`` asks for (RFC 9110, 10.2.3), None where it says nothing that can be read."""
    value = text(head, b"retry-after")
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds())
