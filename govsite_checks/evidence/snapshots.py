"""From the evidence of one site on disk to the snapshot that rules judge. Reads only; opens no socket."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Container, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Final

from fastwarc.warc import WarcRecord, WarcRecordType
from isal import isal_zlib

from govsite_checks.model import (
    BRIEF_ROLES,
    ColumnType,
    Observation,
    Page,
    PageError,
    Rendered,
    Site,
    Snapshot,
)
from govsite_checks.reading.page.encoding import decode

from . import index, limits, manifest
from .coding import CODINGS, ISAL_ERROR, undo
from .errors import EvidenceError, corrupt
from .guarded import folder_at, open_at, opened_folder, read_at
from .layout import INDEX, MANIFEST, SITES, WARC, folder_name
from .stored import StoredPage, StoredRendered

_GZIP: Final = 31
# Codecs of Python that are no encodings of pages, and some of which take quadratic time.
_NOT_FOR_PAGES: Final = frozenset(
    {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "unicode-escape",
        "raw-unicode-escape",
        "undefined",
    }
)


def load(
    folder: Path,
    site: Site,
    as_of: datetime,
    parent: Site | None,
    roles: Container[str] | None,
    later: bool,
) -> Snapshot:
    """The snapshot of a site; one that says ``未采集`` where the folder holds nothing of it.

    Raises:
        EvidenceError: the evidence of the site is damaged, or was written by a version of another format.
    """
    name = folder_name(site.id)
    place = f"{SITES}/{name}"
    with ExitStack() as stack:
        try:
            sites = stack.enter_context(folder_at(stack.enter_context(opened_folder(folder)), SITES))
            handle = stack.enter_context(folder_at(sites, name))
        except FileNotFoundError:
            problem = "未采集：证据目录中没有该站点，可用 --govsite-resume 补采"
            return Snapshot(site=site, as_of=as_of, parent=parent, problem=problem)
        except OSError as error:
            raise corrupt(place, "不是可以读取的目录（符号链接不予采信）") from error
        return _Reader(handle, place, site).snapshot(as_of, parent, roles, later)


def is_whole(folder: Path, name: str) -> bool:
    """Whether the folder of a site holds the files that its manifest lists, in their sizes."""
    try:
        with opened_folder(folder) as root, folder_at(root, SITES) as sites, folder_at(sites, name) as handle:
            listed = manifest.parse(name, read_at(handle, MANIFEST, limits.MANIFEST_BYTES))
            if folder_name(listed.site) != name:
                return False
            for file, row in listed.files.items():
                with open_at(handle, file, row.size) as stream:
                    if stream.seek(0, 2) != row.size:
                        return False
    except (OSError, EvidenceError):
        return False
    return True


class _Reader:
    """Reads the opened folder of one site."""

    def __init__(self, handle: int, place: str, site: Site) -> None:
        self._handle = handle
        self._place = place
        self._site = site
        self._room = limits.SITE_BYTES

    def snapshot(
        self, as_of: datetime, parent: Site | None, roles: Container[str] | None, later: bool
    ) -> Snapshot:
        """Verify the hashes, then make the pages."""
        listed = manifest.parse(f"{self._place}/{MANIFEST}", self._read(MANIFEST, limits.MANIFEST_BYTES))
        data = self._read(INDEX, limits.INDEX_BYTES)
        self._verify(INDEX, listed.files[INDEX], len(data), hashlib.sha256(data).hexdigest())
        found = index.parse(f"{self._place}/{INDEX}", data)
        if found.site != self._site.id or listed.site != self._site.id:
            raise corrupt(self._place, f"其中是另一个站点（{found.site[:64]}）的证据")
        with self._open(WARC) as stream:
            self._verify_archive(stream, listed.files[WARC])
            if _differ(found.url, self._site.url):
                return Snapshot(
                    site=self._site, as_of=as_of, parent=parent, problem=_moved(found.url, self._site)
                )
            observations = tuple(Observation(**dict(row)) for row in found.observations)
            rows = _labelled(found.pages, observations)
            pages = tuple(self._page(stream, row, roles, later) for row in rows)
        return Snapshot(self._site, as_of, pages, parent, observations=observations)

    def _read(self, name: str, limit: int) -> bytes:
        try:
            return read_at(self._handle, name, limit)
        except OSError as error:
            raise self._unreadable(name, error) from error

    def _open(self, name: str) -> FileIO:
        try:
            return open_at(self._handle, name, limits.WARC_BYTES)
        except OSError as error:
            raise self._unreadable(name, error) from error

    def _unreadable(self, name: str, error: OSError) -> EvidenceError:
        if isinstance(error, FileNotFoundError):
            return corrupt(f"{self._place}/{name}", "不存在")
        return corrupt(f"{self._place}/{name}", f"无法读取（{error.strerror or error}）")

    def _verify(self, name: str, listed: manifest.FileRow, size: int, sha256: str) -> None:
        if size != listed.size:
            raise corrupt(f"{self._place}/{name}", f"有 {size} 字节，清单所列为 {listed.size} 字节")
        if sha256 != listed.sha256:
            raise corrupt(f"{self._place}/{name}", "与清单中的 SHA-256 不符，内容被改动过")

    def _verify_archive(self, stream: FileIO, listed: manifest.FileRow) -> None:
        size = stream.seek(0, 2)
        stream.seek(0)
        self._verify(WARC, listed, size, hashlib.file_digest(stream, "sha256").hexdigest())

    def _page(self, stream: FileIO, row: index.PageRow, roles: Container[str] | None, later: bool) -> Page:
        """A page with its text, with the promise of one, or without; empty where nothing answered or no text did."""
        at_once = roles is None or row.role in roles
        if not (at_once or later):
            return row.page("", None if row.rendered is None else row.rendered.rendered(""))
        rendered = self._rendered(stream, row.rendered, at_once) if row.rendered is not None else None
        if not row.record or row.role in BRIEF_ROLES or row.error == PageError.NOT_TEXT or not row.size:
            return row.page("", rendered)
        place, member = self._taken(stream, row)
        if at_once:
            return row.page(_decoded(place, row, _body(place, row, member)), rendered)
        return StoredPage.of(row.page("", rendered), lambda: _decoded(place, row, _body(place, row, member)))

    def _rendered(self, stream: FileIO, row: index.RenderedRow, at_once: bool) -> Rendered:
        """What a browser made of a page, with its document or the promise of it."""
        if row.error:
            return row.rendered("")
        place, member = self._taken(stream, row)
        if at_once:
            return row.rendered(_converted(place, row, member))
        return StoredRendered.of(row.rendered(""), lambda: _converted(place, row, member))

    def _taken(self, stream: FileIO, row: index.PageRow | index.RenderedRow) -> tuple[str, bytes]:
        """Where a record lies, to name in an error, and its gzip member; its size counts towards the site's."""
        place = f"{self._place}/{WARC}"
        if row.size > min(limits.RECORD_BYTES, self._room):
            raise corrupt(place, f"中的页面过大（{row.size} 字节）")
        self._room -= row.size
        return place, _member(stream, row)


def _labelled(rows: Iterable[index.PageRow], observations: Iterable[Observation]) -> Iterator[index.PageRow]:
    """The rows, their columns of the type that the column's own page states: it is learnt after it was asked for."""
    stated = {
        o.subject: o.outcome for o in observations if o.kind == "column-type" and o.outcome in set(ColumnType)
    }
    for row in rows:
        column = row.column
        if column is not None and column.url in stated:
            own = column.model_copy(update={"type": stated[column.url], "found": "label"})
            row = row.model_copy(update={"column": own})
        yield row


def _member(stream: FileIO, row: index.PageRow | index.RenderedRow) -> bytes:
    stream.seek(row.offset)
    return stream.read(min(row.length, limits.RECORD_BYTES))


def _body(place: str, row: index.PageRow, member: bytes) -> bytes:
    """The body of a page as the site meant it: out of its gzip member, its record and its content coding."""
    payload = _payload(place, row, member, WarcRecordType.response)
    if not row.coding:
        body: bytes | None = payload
    else:
        body = undo(payload, row.coding, row.size) if row.coding in CODINGS else None
    if body is None or len(body) != row.size:
        raise corrupt(place, f"在 {row.offset} 处的页面不能还原为 {row.size} 字节")
    return body


def _converted(place: str, row: index.RenderedRow, member: bytes) -> str:
    """The document that a browser made of a page."""
    body = _payload(place, row, member, WarcRecordType.conversion)
    if len(body) != row.size:
        raise corrupt(place, f"在 {row.offset} 处的页面不能还原为 {row.size} 字节")
    return body.decode("utf-8", "replace")


def _payload(
    place: str, row: index.PageRow | index.RenderedRow, member: bytes, kind: WarcRecordType
) -> bytes:
    """What a record holds, out of its gzip member."""
    unzip = isal_zlib.decompressobj(_GZIP)
    try:
        data = unzip.decompress(member, limits.RECORD_BYTES)
        if not unzip.eof or unzip.unused_data:
            raise corrupt(place, f"在 {row.offset} 处不是一条完整的压缩记录")
        record = WarcRecord.from_bytes(bytes(data))
        if record.record_type != kind or record.record_id != f"<{row.record}>":
            raise corrupt(place, f"在 {row.offset} 处不是索引所指的记录")
        if kind == WarcRecordType.response:
            record.parse_http()
        return bytes(record.reader.read())
    except (OSError, ValueError, ISAL_ERROR) as error:
        raise corrupt(place, f"在 {row.offset} 处读不出记录") from error


def _decoded(place: str, row: index.PageRow, body: bytes) -> str:
    """The text of a body, by the encoding that was decided on when it was collected."""
    used = row.encoding.used
    if not used:
        return "" if row.error else decode(body, row.content_type)[0]
    try:
        codec = codecs.lookup(used)
        if codec.name in _NOT_FOR_PAGES:
            raise LookupError(used)
        text = body.decode(codec.name, errors="replace")
    except (LookupError, ValueError) as error:
        raise corrupt(place, f"的编码 {used[:40]!r} 无法识别") from error
    # As the collector's decoder: a mark is taken off only where it decided.
    return text.removeprefix("\ufeff") if row.encoding.how == "bom" else text


def _differ(collected: str, listed: str) -> bool:
    """Whether two addresses are of different sites, trifles aside."""
    return collected.strip().rstrip("/").lower() != listed[: limits.URL_CHARS].strip().rstrip("/").lower()


def _moved(collected: str, site: Site) -> str:
    return f"证据采集自 {collected}，与台账中的网址 {site.url} 不同，不能据此判定，请重新采集该站点"
