"""Exchanges as WARC records, each compressed as a gzip member of its own (ISO 28500).

The records are put together here and not by warcio's writer: that one parses and rewrites HTTP heads, which must stay
as received, its gzip costs several times what fetching a page costs, and its headers as much as the rest of a record.
What is written is held against warcio and fastwarc by the tests.
WARC/1.0, the version that every reader accepts; times finer than a second are in the index.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from isal import isal_zlib

from govsite_checks.model import Rendered, Site

from . import limits
from .coding import gives, known_coding
from .exchange import Exchange
from .header import RunHeader
from .http_head import CODED, ArchivedHead, answer_head, content_coding, renamed, request_head

VERSION: Final = "WARC/1.0"
_GZIP: Final = 31
_NAMESPACE: Final = uuid.UUID("5f3c0a4e-6a0e-5d0b-9a35-0f1c6f1f5b11").bytes
_URI_SAFE: Final = "!#$%&'()*+,-./:;=?@[]_~"
_Fields = Sequence[tuple[str, str]]
_ORIGINAL_BYTES: Final = 256 * 1024
# Of so little nothing is gained by a better level, which costs several times as much.
_SMALL_BYTES: Final = 2048


@dataclass(frozen=True, slots=True)
class Archived:
    """One exchange as the archive holds it.

    ``record`` is the id of the response record (empty where nothing answered) and ``members`` its gzip member
    first, then those of the request and of the notes. ``coding`` is what has to be undone to get the ``size``
    bytes of the decoded body.
    """

    record: str
    members: tuple[bytes, ...]
    coding: str = ""
    size: int = 0


def warcinfo(header: RunHeader, site: Site, moment: datetime) -> bytes:
    """The member that opens an archive: who collected, with what, under which rules."""
    fields = (
        ("software", f"govsite-checks/{header.tool_version}"),
        ("format", "WARC File Format 1.0"),
        ("conformsTo", "http://bibnum.bnf.fr/WARC/WARC_ISO_28500_version1_latestdraft.pdf"),
        ("operator", header.contact),
        ("robots", header.robots),
        ("isPartOf", header.inventory),
        ("description", f"{site.id} {site.url}"),
    )
    lines = [f"{name}: {' '.join(value.split())}\r\n" for name, value in fields if value]
    block = "".join(lines).encode("utf-8", "replace")
    record = _record_id(site.id, "warcinfo", header.inventory, 0, "")
    about = [("WARC-Date", _date(moment)), ("WARC-Filename", f"{site.id}.warc.gz")]
    return _member("warcinfo", record, "application/warc-fields", (block,), about)


def archive(exchange: Exchange, site_id: str, role: str, sequence: int) -> Archived:
    """The records of one exchange: the answer, the request, and the head as received where it was repaired.

    The ids follow from the site, the role, the address, the place in the order and the payload alone.
    """
    about = _about(exchange)
    if not exchange.head and not exchange.body:
        return Archived("", _request(exchange, about, _record_id(site_id, role, exchange.url, sequence, "")))
    head = answer_head(exchange.head, exchange.status)
    coding, body = _stored_body(exchange, head.data)
    data = renamed(head.data, CODED[:1] if coding else CODED)
    payload = _payload_digest(body)
    record = _record_id(site_id, role, exchange.url, sequence, payload)
    answer = _member(
        "response",
        record,
        "application/http; msgtype=response",
        (data, body),
        (*about, *_response_fields(exchange, about, head, payload)),
        compressed=bool(coding),
    )
    concurrent = (*about, ("WARC-Concurrent-To", f"<{record}>"))
    members = (
        answer,
        *_request(exchange, concurrent, _beside(record, 1)),
        *_original_head(exchange, concurrent, head, record),
    )
    return Archived(record, members, coding, len(exchange.decoded))


def archive_rendered(
    rendered: Rendered, site_id: str, page: tuple[str, str], source: str, moment: datetime, number: int
) -> Archived:
    """The document that a browser made of a page, as a conversion of the answer (ISO 28500, 6.7).

    ``page`` is its role and address, ``source`` the record that it was made of, empty where a form was submitted in the
    browser and the answer was seen there alone. ``number`` tells it from other renderings of the site. The id follows
    from these and the document. Nothing is archived of a page that the browser could not show.
    """
    if rendered.error:
        return Archived("", ())
    role, url = page
    body = rendered.html.encode("utf-8", "replace")
    payload = _payload_digest(body)
    record = _record_id(site_id, f"{role} rendered {source}", url, number, payload)
    fields = [("WARC-Date", _date(moment)), ("WARC-Target-URI", _uri(rendered.url or url))]
    if source:
        fields.append(("WARC-Refers-To", f"<{source}>"))
    member = _member("conversion", record, "text/html; charset=utf-8", (body,), fields)
    return Archived(record, (member,), "", len(body))


def _stored_body(exchange: Exchange, head: bytes) -> tuple[str, bytes]:
    """The coding to undo later, and the body to keep: the decoded one where only the collector could decode it."""
    if not exchange.decoded or exchange.decoded is exchange.body or exchange.decoded == exchange.body:
        return "", exchange.body
    coding = known_coding(content_coding(head))
    if coding and gives(exchange.body, coding, exchange.decoded):
        return coding, exchange.body
    return "", exchange.decoded


def _response_fields(exchange: Exchange, about: _Fields, head: ArchivedHead, payload: str) -> _Fields:
    fields: list[tuple[str, str]] = []
    # Only of these addresses do readers look for an HTTP head, which is no part of the payload.
    if about[1][1].startswith(("http:", "https:")):
        fields.append(("WARC-Payload-Digest", payload))
    if exchange.truncated:
        fields.append(("WARC-Truncated", "length"))
    if head.protocol:
        fields.append(("WARC-Protocol", head.protocol))
    return fields


def _request(exchange: Exchange, fields: _Fields, record: str) -> tuple[bytes, ...]:
    if not exchange.request_head:
        return ()
    head = request_head(exchange.request_head, exchange.method)
    block = (head.data, exchange.request_body) if exchange.request_body else (head.data,)
    return (_member("request", record, "application/http; msgtype=request", block, fields),)


def _original_head(exchange: Exchange, fields: _Fields, head: ArchivedHead, record: str) -> tuple[bytes, ...]:
    if not head.repaired or not exchange.head:
        return ()
    original = base64.b64encode(exchange.head[:_ORIGINAL_BYTES])
    block = b"http-head-as-received-base64: " + original + b"\r\n"
    return (_member("metadata", _beside(record, 2), "application/warc-fields", (block,), fields),)


def _about(exchange: Exchange) -> _Fields:
    """When, whereof, and from which address: what the records of an exchange have in common."""
    fields = [("WARC-Date", _date(exchange.started)), ("WARC-Target-URI", _uri(exchange.url))]
    if address := _ip(exchange.address):
        fields.append(("WARC-IP-Address", address))
    return fields


def _member(
    kind: str,
    record: str,
    content_type: str,
    block: tuple[bytes, ...],
    fields: _Fields,
    *,
    compressed: bool = False,
) -> bytes:
    """One record as one gzip member; ``compressed`` says that its bulk is already, so that it is only wrapped."""
    named = "".join([f"{name}: {value}\r\n" for name, value in fields])
    head = (
        f"{VERSION}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{record}>\r\n{named}"
        f"WARC-Block-Digest: {_block_digest(block)}\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {sum(map(len, block))}\r\n\r\n"
    )
    data = b"".join((head.encode("utf-8", "replace"), *block, b"\r\n\r\n"))
    if compressed:
        return zlib.compress(data, 0, _GZIP)
    return isal_zlib.compress(data, 0 if len(data) < _SMALL_BYTES else 1, _GZIP)


def _record_id(site_id: str, role: str, url: str, sequence: int, payload: str) -> str:
    name = "\n".join((site_id, role, url, str(sequence), payload)).encode("utf-8", "replace")
    digest = hashlib.sha1(_NAMESPACE + name, usedforsecurity=False).hexdigest()
    # A UUID of version 5 (RFC 9562, 5.5); the library's own takes several times as long to say the same.
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def _beside(record: str, step: int) -> str:
    """The id of a record that belongs to another one: its last digit a few steps on."""
    return f"{record[:-1]}{(int(record[-1], 16) + step) % 16:x}"


def _payload_digest(body: bytes) -> str:
    """In base 32, by which archives find the same payload again."""
    digest = hashlib.sha1(body, usedforsecurity=False).digest()
    return "sha1:" + base64.b32encode(digest).decode("ascii")


def _block_digest(parts: tuple[bytes, ...]) -> str:
    """In hexadecimal, which costs a tenth: nobody looks up a block."""
    digest = hashlib.sha1(usedforsecurity=False)
    for part in parts:
        digest.update(part)
    return "sha1:" + digest.hexdigest()


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


@lru_cache(maxsize=1024)
def _uri(url: str) -> str:
    """The address in ASCII without spaces or controls, its scheme in lower case: what a record header may hold."""
    scheme, colon, rest = url[: limits.URL_CHARS].partition(":")
    return quote(scheme.lower() + colon + rest, safe=_URI_SAFE, errors="replace")


@lru_cache(maxsize=1024)
def _ip(address: str) -> str:
    """The address without port, empty where it is none."""
    bare = address.removeprefix("[").partition("]")[0] if "[" in address else address
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        return ""
