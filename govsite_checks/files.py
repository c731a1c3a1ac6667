"""Write a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

_TEMPORARY = ".tmp"


def write_text(path: Path, text: str) -> None:
    """Replace ``path`` by ``text`` in UTF-8, with line ends as they are.

    A lone surrogate, which a page may smuggle into a text, becomes a question mark and never stops the run.

    Raises:
        OSError: the file cannot be written.
    """
    write_bytes(path, text.encode("utf-8", errors="replace"))


def write_bytes(path: Path, data: bytes) -> None:
    """Replace ``path`` by ``data``: a reader sees the whole old content or the whole new, even after a crash.

    Missing folders are made. On failure (a full disk, no permission) the old file stays and nothing else.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{secrets.token_hex(8)}{_TEMPORARY}"
    try:
        # Not tempfile: its 0600 would outlive the rename, and a report is there to be read by others.
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself outlive a power cut, on file systems that can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
