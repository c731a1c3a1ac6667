"""Open files of a folder that may come from elsewhere: no symbolic links, no devices, no sizes without a bound."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

_READ = os.O_RDONLY | os.O_CLOEXEC
_FOLDER = _READ | os.O_DIRECTORY


@contextmanager
def opened_folder(path: Path) -> Iterator[int]:
    """A folder that the user named; it may be a symbolic link of the user's own.

    Raises:
        OSError: it cannot be opened.
    """
    handle = os.open(path, _FOLDER)
    try:
        yield handle
    finally:
        os.close(handle)


@contextmanager
def folder_at(parent: int, name: str) -> Iterator[int]:
    """A folder inside an opened folder, never a symbolic link.

    Raises:
        OSError: it is missing, no folder, or a link.
    """
    handle = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=parent)
    try:
        yield handle
    finally:
        os.close(handle)


def open_at(parent: int, name: str, limit: int) -> FileIO:
    """A regular file of an opened folder, of at most ``limit`` bytes, to read without a buffer.

    Raises:
        FileNotFoundError: there is none.
        OSError: it is no regular file, is larger, or cannot be opened.
    """
    # Without O_NONBLOCK a named pipe would keep us waiting for ever.
    handle = os.open(name, _READ | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=parent)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(f"{name} 不是普通文件")
        if found.st_size > limit:
            raise OSError(f"{name} 有 {found.st_size} 字节，超过 {limit} 字节的上限")
        return FileIO(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_at(parent: int, name: str, limit: int) -> bytes:
    """The content of such a file.

    Raises:
        OSError: as ``open_at``.
    """
    with open_at(parent, name, limit) as stream:
        data = stream.read(limit + 1)
        while more := stream.read(limit + 1 - len(data)):
            data += more
    if len(data) > limit:
        raise OSError(f"{name} 超过 {limit} 字节的上限")
    return data
