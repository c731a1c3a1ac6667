"""The evidence of one site while it is written: under a temporary name, renamed when it is whole."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from govsite_checks.model import Site

from . import index, limits, manifest
from .errors import EvidenceError
from .exchange import Capture
from .header import RunHeader
from .layout import INDEX, MANIFEST, TEMPORARY, WARC, folder_name
from .records import Archived, archive, warcinfo


class Draft:
    """Writes one site. Not thread-safe: it belongs to the writer."""

    def __init__(self, sites: Path, site: Site, header: RunHeader) -> None:
        """Make nothing yet; raises EvidenceError where the site's id cannot name a folder."""
        self._site = site
        self._header = header
        self._final = sites / folder_name(site.id)
        self._folder = sites / f"{TEMPORARY}{site.id}-{os.getpid()}-{secrets.token_hex(4)}"
        self._rows: list[dict[str, Any]] = []
        self._warc: BinaryIO | None = None
        self._digest = hashlib.sha256()
        self._offset = 0
        self._sequence = 0

    @property
    def label(self) -> str:
        """The site, to name in an error."""
        return f"{self._site.id} {self._site.name}".strip()

    def add(self, capture: Capture) -> None:
        """Archive the exchanges of a page and note the page in the index.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
            EvidenceError: the site has more pages than an index may hold.
        """
        if len(self._rows) >= limits.PAGES:
            raise EvidenceError(
                f"站点 {self.label} 的页面超过 {limits.PAGES} 个，超出证据索引的上限；请调低采集页数"
            )
        archived: list[Archived] = []
        offsets: list[int] = []
        chunks: list[bytes] = []
        offset = self._begin(capture)
        for exchange in capture.exchanges:
            item = archive(exchange, self._site.id, capture.role, self._sequence)
            self._sequence += 1
            archived.append(item)
            offsets.append(offset)
            chunks.extend(item.members)
            offset += sum(map(len, item.members))
        self._write(b"".join(chunks))
        self._rows.append(index.row_of(capture, archived, offsets))

    def finish(self) -> None:
        """Make the site's folder whole and give it its final name.

        Raises:
            OSError: as ``add``.
        """
        stream = self._opened()
        stream.flush()
        os.fsync(stream.fileno())
        stream.close()
        data = index.to_bytes(self._site, self._header.tool_version, self._rows)
        _write_new(self._folder / INDEX, data)
        files = {
            WARC: manifest.FileRow(sha256=self._digest.hexdigest(), size=self._offset),
            INDEX: manifest.FileRow(sha256=hashlib.sha256(data).hexdigest(), size=len(data)),
        }
        _write_new(self._folder / MANIFEST, manifest.to_bytes(self._site, self._header.tool_version, files))
        sync_folder(self._folder)
        self._publish()

    def discard(self) -> None:
        """Leave nothing behind. Never raises: it is called where something has failed already."""
        if self._warc is not None:
            with suppress(OSError):
                self._warc.close()
        remove(self._folder)

    def _begin(self, capture: Capture) -> int:
        """Open the archive at the first page; the offset of the next record."""
        if self._warc is None:
            moment = capture.exchanges[0].started if capture.exchanges else self._header.as_of
            self._open(warcinfo(self._header, self._site, moment))
        return self._offset

    def _opened(self) -> BinaryIO:
        if self._warc is None:
            self._open(warcinfo(self._header, self._site, self._header.as_of))
        assert self._warc is not None
        return self._warc

    def _open(self, first: bytes) -> None:
        self._folder.mkdir()
        self._warc = (self._folder / WARC).open("xb")
        self._write(first)

    def _write(self, data: bytes) -> None:
        assert self._warc is not None
        self._warc.write(data)
        self._digest.update(data)
        self._offset += len(data)

    def _publish(self) -> None:
        """Rename to the final name. What lies there can only be a damaged folder that this one replaces."""
        if not os.path.lexists(self._final):
            self._folder.rename(self._final)
            return
        old = self._folder.with_name(f"{self._folder.name}-old")
        self._final.rename(old)
        self._folder.rename(self._final)
        remove(old)


def _write_new(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Make what was created or renamed in a folder outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a folder, or the link in its place, and never what a link points to. Never raises."""
    if path.is_symlink() or not path.is_dir():
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return
    shutil.rmtree(path, ignore_errors=True)


def sweep(sites: Path) -> None:
    """Remove what killed runs left half-written."""
    with os.scandir(sites) as entries:
        leftovers = [Path(entry.path) for entry in entries if entry.name.startswith(TEMPORARY)]
    for path in leftovers:
        remove(path)
