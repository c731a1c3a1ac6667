"""The file of the history: opened, told from any other file, brought to the present schema, written all or none."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from .records import HistoryError

_APPLICATION: Final = 0x47564849  # "GVHI"
_BUSY_S: Final = 30.0
_CACHE_KB: Final = 32 * 1024
_SCRIPT: Final = re.compile(r"(\d{3})\.sql")
_COMMENT: Final = re.compile(r"--[^\n]*")


@cache
def _scripts() -> tuple[str, ...]:
    """The steps of the schema, the first makes an empty file a history of version 1."""
    folder = resources.files(__package__).joinpath("schema")
    named = sorted((item for item in folder.iterdir() if _SCRIPT.fullmatch(item.name)), key=lambda i: i.name)
    return tuple(item.read_text(encoding="utf-8") for item in named)


def newest_version() -> int:
    """The version of the schema that this program writes."""
    return len(_scripts())


def connect(path: Path, *, make: bool) -> sqlite3.Connection:
    """Open a history, bring an older one to the present schema; with ``make``, make one where there is none.

    Raises:
        HistoryError: there is none, it is no history, of a later version, or cannot be read and written.
    """
    if not make and not path.is_file():
        raise HistoryError(f"历史文件 {path} 不存在；请先用 govsite history import 导入，或用 --history 指定")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        base = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise unusable(path, error) from error
    try:
        base.execute(f"PRAGMA cache_size=-{_CACHE_KB}")
        _prepare(base, path)
    except (sqlite3.Error, HistoryError) as error:
        base.close()
        raise (error if isinstance(error, HistoryError) else unusable(path, error)) from error
    return base


@contextmanager
def transaction(base: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Write all or none.

    Raises:
        HistoryError: it could not be written.
    """
    try:
        base.execute("BEGIN IMMEDIATE")
        yield
        base.execute("COMMIT")
    except sqlite3.Error as error:
        raise unusable(path, error) from error
    finally:
        if base.in_transaction:
            base.execute("ROLLBACK")


def unusable(path: Path, error: Exception) -> HistoryError:
    """What is wrong with the file, in Chinese."""
    if "not a database" in str(error):
        return HistoryError(f"{path} 不是历史文件；请换一个文件")
    why = getattr(error, "strerror", None) or str(error)
    return HistoryError(f"历史文件 {path} 无法读写（{why[:120]}）；请检查路径、权限和磁盘空间")


def _prepare(base: sqlite3.Connection, path: Path) -> None:
    """Check the file, and run the steps of the schema that it lacks, all or none."""
    if _version(base, path) == newest_version():
        return
    with transaction(base, path):
        done = _version(base, path)  # again: somebody else may have been first
        for number, script in enumerate(_scripts()[done:], start=done + 1):
            for statement in filter(str.strip, _COMMENT.sub("", script).split(";")):
                base.execute(statement)
            base.execute(f"PRAGMA user_version={number}")
        base.execute(f"PRAGMA application_id={_APPLICATION}")


def _version(base: sqlite3.Connection, path: Path) -> int:
    """The version of the schema of a file; 0 of an empty one.

    Raises:
        HistoryError: it is of another program, or of a later version of this one.
    """
    (application,) = base.execute("PRAGMA application_id").fetchone()
    (version,) = base.execute("PRAGMA user_version").fetchone()
    empty = base.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    if not empty and application != _APPLICATION:
        raise HistoryError(f"{path} 不是历史文件；请换一个文件")
    if version > newest_version():
        raise HistoryError(
            f"{path} 是第 {version} 版的历史文件，本程序只认识到第 {newest_version()} 版；请升级程序"
        )
    return 0 if empty else int(version)
