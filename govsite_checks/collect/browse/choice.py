"""The browser of a run, chosen and checked before anything is asked of a site. Starts nothing."""

from __future__ import annotations

import json
from pathlib import Path

from .contracts import BrowseOptions, Mode
from .find import Found, find

NONE_FOUND = "没有找到 Chromium 浏览器"
_STATE_BYTES = 10 * 1024 * 1024


def choose(browse: BrowseOptions) -> Found | None:
    """The browser that a run uses; None where it is to use none, or none is installed.

    Raises:
        ValueError: the browser or the storage state that the user named cannot be used; the message is one Chinese line.
    """
    if browse.mode == Mode.NEVER:
        return None
    if browse.storage_state:
        _check_state(Path(browse.storage_state))
    return find(browse.path)


def _check_state(path: Path) -> None:
    try:
        if path.stat().st_size > _STATE_BYTES:
            raise ValueError
        state = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(state, dict) or not isinstance(state.get("cookies"), list):
            raise ValueError
    except (OSError, ValueError, RecursionError):
        raise ValueError(f"登录状态文件 {path} 无法读取；请用 Playwright 的 storage_state 重新保存") from None
