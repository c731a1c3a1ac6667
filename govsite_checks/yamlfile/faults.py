"""What is wrong with a file, and where: one line for each fault, all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# How many faults are spelled out; nobody reads more, and a broken export may have one per line.
MAX_SHOWN = 200


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault. Line and column count from 1; line 0 means the file as a whole. ``path`` is the key path."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        """``beijing.yaml:8:5 sites[1].urll：未知的键；是否为 url？``."""
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{where} {self.path}：{self.message}" if self.path else f"{where}：{self.message}"


class FileError(Exception):
    """A file cannot be used. ``str()`` gives one line per fault, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Sort the faults and drop repetitions."""
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """The first MAX_SHOWN faults, then how many there are besides."""
        lines = [str(fault) for fault in self.faults[:MAX_SHOWN]]
        if more := len(self.faults) - len(lines):
            lines.append(f"另有 {more} 处问题未列出，请先修正以上各处再试。")
        return "\n".join(lines)


def shown(path: Path) -> str:
    """The path as a user can paste it: relative where it lies below the working directory."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
