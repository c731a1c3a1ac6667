"""Write a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_TEMPORARY = ".tmp"


def write_text(path: Path, text: str, *, durable: bool = True) -> None:
    """Replace ``path`` by ``text`` in UTF-8, with line ends as they are.

    A lone surrogate, which a page may smuggle into a text, becomes a question mark and never stops the run.

    Raises:
        OSError: the file cannot be written.
    """
    write_bytes(path, text.encode("utf-8", errors="replace"), durable=durable)


def write_bytes(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace ``path`` by ``data``: a reader sees the whole old content or the whole new, even after a crash.

    Without ``durable`` that holds for a killed process but not for a power cut, until ``sync_folder`` was
    called: for many small files, of which a last one says that all are there.

    Missing folders are made. On failure (a full disk, no permission) the old file stays and nothing else.

    Raises:
        OSError: the file cannot be written.
    """
    with replaced_file(path, durable=durable) as stream:
        stream.write(data)


@contextmanager
def replaced_file(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A stream whose content replaces ``path`` when the block ends well: for what is too much to hold at once.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{secrets.token_hex(8)}{_TEMPORARY}"
    try:
        # Not tempfile: its 0600 would outlive the rename, and a report is there to be read by others.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    if durable:
        _sync_entries(path.parent)


def sync_folder(folder: Path) -> None:
    """Make every file of a folder outlive a power cut: cheaper in one go than one by one as they are written.

    Raises:
        OSError: a file cannot be written to the disk.
    """
    for path in folder.iterdir():
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
    _sync_entries(folder)


def _sync_entries(folder: Path) -> None:
    """Make the names in a folder outlive a power cut, on file systems that can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
