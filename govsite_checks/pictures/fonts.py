"""Whether this machine has a font for Chinese: without one, pictures show boxes in place of characters."""

from __future__ import annotations

import shutil
import subprocess

_PACKAGE = "fonts-wqy-zenhei"
_SECONDS = 10


def font_warning(command: str = "fc-list") -> str:
    """One Chinese line where there is surely none; empty where there is one, or nobody can say."""
    path = shutil.which(command)
    if path is None:
        return ""
    try:
        found = subprocess.run(  # noqa: S603 - the system's own, with fixed words
            [path, ":lang=zh", "family"], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    if found.returncode != 0 or found.stdout.strip():
        return ""
    return f"本机没有中文字体，图片中的汉字会显示为方框：请安装字体（如 apt-get install {_PACKAGE}）后再检查"
