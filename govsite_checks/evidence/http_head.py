"""Heads of HTTP messages as they enter the archive: as received where every reader can parse them, else repaired.

A reader finds the body by parsing the head, so a head with bare line feeds, NULs, no status line or a field without
a colon would make it take the wrong bytes for the page. Clause: ISO 28500, 6.3 (a response record's block is the
message as received); what had to be repaired is kept beside it, byte by byte, by ``records``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Readers give up on fields and heads above 32 KiB.
HEAD_BYTES: Final = 16 * 1024
_FIELD_BYTES: Final = 4 * 1024
_FIELDS: Final = 200

_TOKEN = rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_VALUE = rb"[\t\x20-\x7e\x80-\xff]*"
_FIELD_LINES = rb"(?:" + _TOKEN + rb":" + _VALUE + rb"\r\n)*\r\n"
_CLEAN_ANSWER = re.compile(rb"HTTP/1\.[01] [0-9]{3}(?: " + _VALUE + rb")?\r\n" + _FIELD_LINES)
_CLEAN_REQUEST = re.compile(rb"[A-Z]+ [\x21-\x7e\x80-\xff]+ HTTP/1\.[01]\r\n" + _FIELD_LINES)
_LATER_ANSWER = re.compile(rb"HTTP/([23])(?:\.0)? (?=[0-9]{3}[ \r\n])")
_LATER_REQUEST = re.compile(rb" HTTP/([23])(?:\.0)?(?=\r\n)")
_STATUS_LINE = re.compile(rb"HTTP/\S{1,8}[ \t]+([0-9]{3})(?![0-9])(.*)", re.DOTALL)
_REQUEST_LINE = re.compile(rb"([A-Z]{1,20}) +([\x21-\x7e\x80-\xff]+)")
_FIELD = re.compile(rb"(" + _TOKEN + rb")[ \t]*:(.*)", re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]+")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_CONTENT_CODING = re.compile(rb"^content-encoding[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_RENAMED: Final = rb"X-Archive-Orig-"
CODED: Final = (b"Transfer-Encoding", b"Content-Encoding")
"""Fields that are not true of a body that is de-chunked and decoded."""


@dataclass(frozen=True, slots=True)
class ArchivedHead:
    """A head that every reader parses; ``repaired`` where more than names of fields had to change.

    ``protocol`` is ``h2`` or ``h3`` where the message was none of HTTP/1, else empty.
    """

    data: bytes
    repaired: bool = False
    protocol: str = ""


def answer_head(head: bytes, status: int | None) -> ArchivedHead:
    """The head of an answer."""
    later = _LATER_ANSWER.match(head)
    data = b"HTTP/1.1 " + head[later.end() :] if later else head
    repaired = len(data) > HEAD_BYTES or not _CLEAN_ANSWER.fullmatch(data)
    if repaired:
        data = _rebuilt(head, _status_line(head, status))
    return ArchivedHead(data, repaired, _protocol(later))


def request_head(head: bytes, method: str) -> ArchivedHead:
    """The head of a request."""
    later = _LATER_REQUEST.search(head[:HEAD_BYTES].partition(b"\n")[0] + b"\n")
    data = head[: later.start()] + b" HTTP/1.1" + head[later.end() :] if later else head
    if len(data) <= HEAD_BYTES and _CLEAN_REQUEST.fullmatch(data):
        return ArchivedHead(data, protocol=_protocol(later))
    line = _REQUEST_LINE.match(head[:_FIELD_BYTES])
    verb, target = line.groups() if line else (method.encode("ascii", "replace"), b"*")
    data = _rebuilt(head, verb + b" " + target + b" HTTP/1.1")
    # Our own client sends neither; a reader would try to undo them.
    return ArchivedHead(renamed(data, CODED), True, _protocol(later))


def content_coding(head: bytes) -> str:
    """The content coding that an answer declares, in lower case; empty where there is none."""
    return ", ".join(
        name
        for found in _CONTENT_CODING.findall(head)
        for name in found.decode("latin-1").lower().replace(",", " ").split()
        if name != "identity"
    )[:100]


def renamed(data: bytes, names: tuple[bytes, ...]) -> bytes:
    """A head in which the fields ``names`` no longer hold for the archived body.

    They get the prefix ``X-Archive-Orig-``, as archives commonly do, so that the fact stays readable.
    """
    for name in names:
        if name.lower() in data.lower():
            data = re.sub(rb"(?im)^(?=" + re.escape(name) + rb":)", _RENAMED, data)
    return data


def _protocol(later: re.Match[bytes] | None) -> str:
    return f"h{later[1].decode()}" if later else ""


def _status_line(head: bytes, status: int | None) -> bytes:
    found = _STATUS_LINE.match(_LINE_END.split(head[:_FIELD_BYTES], 1)[0])
    code, reason = found.groups() if found else (b"%03d" % ((status or 0) % 1000), b"")
    return b"HTTP/1.1 " + code + b" " + _CONTROL.sub(b" ", reason).strip()


def _rebuilt(head: bytes, first: bytes) -> bytes:
    """``first`` and the fields of a head, cleaned, folded lines joined, bounded."""
    lines = _LINE_END.split(head[: 4 * HEAD_BYTES], 2 * _FIELDS)[1:]
    fields: list[bytes] = []
    for line in lines[: 2 * _FIELDS - 1]:
        clean = _CONTROL.sub(b" ", line[:_FIELD_BYTES])
        if not clean.strip():
            continue
        if clean[:1] in b" \t" and fields:
            fields[-1] = (fields[-1] + b" " + clean.strip())[:_FIELD_BYTES]
            continue
        found = _FIELD.fullmatch(clean)
        fields.append(found[1] + b":" + found[2] if found else _RENAMED + b"Line: " + clean.strip())
    kept, room = [first[:_FIELD_BYTES]], HEAD_BYTES - _FIELD_BYTES - 4
    for field in fields[:_FIELDS]:
        if (room := room - len(field) - 2) < 0:
            break
        kept.append(field)
    return b"\r\n".join(kept) + b"\r\n\r\n"
