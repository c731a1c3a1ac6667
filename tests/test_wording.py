"""Every word of the closed vocabularies has its Chinese."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from govsite_checks import wording
from govsite_checks.model import TOOL_ERROR, EffectKind, PageError, Verdict


def test_every_verdict_effect_and_error_has_words() -> None:
    assert set(wording.VERDICT) == {*Verdict, TOOL_ERROR}
    assert set(wording.EFFECT) == set(EffectKind)
    assert set(wording.PAGE_ERROR) == set(PageError)
    assert set(wording.STATUS) == {"online", "suspended", "offline", "merged"}


def test_what_the_system_refuses_is_said_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "没有").read_bytes()
    with pytest.raises(IsADirectoryError) as folder:
        tmp_path.read_bytes()
    assert wording.os_words(missing.value) == "没有这个文件或文件夹"
    assert wording.os_words(folder.value) == "这是一个文件夹，不是文件"
    assert wording.os_words(PermissionError(errno.EACCES, "Permission denied")) == "没有权限"
    assert wording.os_words(OSError(errno.EADDRINUSE, "Address already in use")) == "系统错误 EADDRINUSE"
    assert wording.os_words(OSError("端口已被占用")) == "端口已被占用"
