from __future__ import annotations

from pathlib import Path

import pytest

from govsite_checks.pictures.fonts import font_warning


def _fc_list(folder: Path, says: str) -> None:
    script = folder / "fc-list"
    script.write_text(f'#!/bin/sh\n[ "$1" = ":lang=zh" ] || exit 1\n{says}\n', encoding="utf-8")
    script.chmod(0o755)


@pytest.mark.parametrize(
    ("says", "warned"), [("exit 0", True), ('echo "WenQuanYi Zen Hei"', False), ("exit 3", False)]
)
def test_a_machine_without_a_chinese_font_is_told_which_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, warned: bool
) -> None:
    _fc_list(tmp_path, says)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    assert ("fonts-wqy-zenhei" in font_warning()) == warned


def test_where_nobody_can_say_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert font_warning() == ""
