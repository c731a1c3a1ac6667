"""Which browser of this machine is used: the user's choice first, then Playwright's own, then what is installed."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# Read in this order; each is a choice that its setter made, so one that cannot be run is said and not passed over.
ENVIRONMENT = ("PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH", "CHROME_PATH")

# The shell without windows comes first: it costs half of what a whole Chromium does.
_OWN = (
    "chromium_headless_shell-*/*/headless_shell",
    "chromium_headless_shell-*/*/chrome-headless-shell",
    "chromium-*/*/chrome",
    "chromium-*/*/*.app/Contents/MacOS/*",
)
_CHANNELS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "chrome",
        "Google Chrome",
        ("/opt/google/chrome/chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    ),
    (
        "msedge",
        "Microsoft Edge",
        ("/opt/microsoft/msedge/msedge", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
    ),
)
_NAMES = (
    *("chromium-headless-shell", "chrome-headless-shell", "headless_shell", "chromium", "chromium-browser"),
    *("google-chrome-stable", "google-chrome", "microsoft-edge-stable", "microsoft-edge"),
)
_REVISION = re.compile(r"-(\d+)$")


class BrowserPathError(ValueError):
    """A browser that the user named and that cannot be run; the message is one Chinese line."""


@dataclass(frozen=True, slots=True)
class Found:
    """A browser: its executable, the release channel where it is one of a vendor's, and in Chinese how it was found."""

    path: str
    channel: str = ""
    how: str = ""


def find(path: str = "", environment: Mapping[str, str] | None = None) -> Found | None:
    """The first browser there is, in the documented order; None where there is none.

    Raises:
        BrowserPathError: ``path``, or what a variable of the environment names, is no executable file.
    """
    known = os.environ if environment is None else environment
    if path:
        return Found(_runnable(path, "选项 --govsite-browser-path"), how="选项指定")
    for name in ENVIRONMENT:
        if known.get(name):
            return Found(_runnable(known[name], f"环境变量 {name}"), how=f"环境变量 {name}")
    return next(_installed(known), None)


def _runnable(path: str, where: str) -> str:
    whole = Path(path).expanduser()
    if not _runs(whole):
        raise BrowserPathError(
            f"{where} 指定的浏览器 {path} 不存在或不能执行；请改为 Chromium 可执行文件的路径"
        )
    return str(whole)


def _runs(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)


def _installed(environment: Mapping[str, str]) -> Iterator[Found]:
    for own in _playwrights_own(environment):
        yield Found(str(own), how="Playwright 自带")
    for channel, title, paths in _CHANNELS:
        yield from (Found(path, channel, title) for path in paths if _runs(Path(path)))
    for name in _NAMES:
        named = shutil.which(name, path=environment.get("PATH", ""))
        if named:
            yield Found(named, how=f"系统中的 {name}")


def _playwrights_own(environment: Mapping[str, str]) -> Iterator[Path]:
    """What ``playwright install`` has put into its folder, the latest revision first."""
    folder = _registry(environment)
    if folder is None or not folder.is_dir():
        return
    for pattern in _OWN:
        yield from sorted(filter(_runs, folder.glob(pattern)), key=_revision, reverse=True)


def _registry(environment: Mapping[str, str]) -> Path | None:
    chosen = environment.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if chosen:
        return None if chosen == "0" else Path(chosen)
    home = environment.get("HOME", "")
    if not home:
        return None
    return Path(home) / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "ms-playwright"


def _revision(path: Path) -> int:
    numbers = [_REVISION.search(part) for part in path.parts]
    return max((int(found[1]) for found in numbers if found), default=0)
