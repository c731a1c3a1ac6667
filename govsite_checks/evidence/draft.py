"""The evidence of one site while it is written: under a temporary name, renamed when it is whole."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Collection
from contextlib import suppress
from io import FileIO
from pathlib import Path

from govsite_checks.model import Site

from . import manifest
from .header import RunHeader
from .layout import INDEX, MANIFEST, TEMPORARY, WARC, folder_name


class Draft:
    """Writes one site. Not thread-safe: it belongs to the writer."""

    def __init__(self, sites: Path, site: Site, header: RunHeader) -> None:
        """Make nothing yet; raises EvidenceError where the site's id cannot name a folder."""
        self._site = site
        self._header = header
        self._final = sites / folder_name(site.id)
        self._folder = sites / f"{TEMPORARY}{site.id}-{os.getpid()}-{secrets.token_hex(4)}"
        self._warc: FileIO | None = None
        self._digest = hashlib.sha256()
        self._size = 0

    @property
    def label(self) -> str:
        """The site, to name in an error."""
        return f"{self._site.id} {self._site.name}".strip()

    def write(self, data: bytes) -> None:
        """Append to the archive.

        Raises:
            OSError: the disk is full, or the folder cannot be written.
        """
        if self._warc is None:
            self._folder.mkdir()
            # No buffer: what comes is large already.
            self._warc = (self._folder / WARC).open("xb", buffering=0)
        rest = memoryview(data)
        while rest:
            rest = rest[self._warc.write(rest) :]
        self._digest.update(data)
        self._size += len(data)

    def finish(self, data: bytes, index: bytes, browsers: Collection[str] = ()) -> None:
        """Append the last of the archive, make the site's folder whole and give it its final name.

        Raises:
            OSError: as ``write``.
        """
        self.write(data)
        assert self._warc is not None
        os.fsync(self._warc.fileno())
        self._warc.close()
        _write_new(self._folder / INDEX, index)
        files = {
            WARC: manifest.FileRow(sha256=self._digest.hexdigest(), size=self._size),
            INDEX: manifest.FileRow(sha256=hashlib.sha256(index).hexdigest(), size=len(index)),
        }
        whole = manifest.to_bytes(self._site, self._header.tool_version, files, browsers)
        _write_new(self._folder / MANIFEST, whole)
        sync_folder(self._folder)
        self._publish()

    def discard(self) -> None:
        """Leave nothing behind. Never raises: it is called where something has failed already."""
        if self._warc is not None:
            with suppress(OSError):
                self._warc.close()
        remove(self._folder)

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
