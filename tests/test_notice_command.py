from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from govsite_checks.cli import main

DRAFT = "对全市457个政府网站进行了检查，95.5%的网站添加了标识。"


def draft(folder: Path, text: str = DRAFT) -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "draft.docx"))
    return folder / "draft.docx"


def test_the_findings_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint-notice", str(draft(tmp_path)), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "kind": "impossible-percentage",
            "value": 95.5,
            "denominator": 457,
            "nearest": "436/457=95.4%",
            "quote": DRAFT,
        }
    ]


def test_the_findings_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint-notice", str(draft(tmp_path))]) == 1
    out = capsys.readouterr().out
    assert "第1段" in out
    assert "436/457=95.4%" in out
    assert DRAFT in out


def test_nothing_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = draft(tmp_path, "对全市457个政府网站进行了检查，97.2%的网站添加了标识。")
    assert main(["lint-notice", str(clean), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_what_cannot_be_read_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lint-notice", str(tmp_path / "nowhere.docx")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "nowhere.docx" in error


def test_terminal_codes_in_a_draft_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\x1b[31m" + DRAFT, "utf-8")
    assert main(["lint-notice", str(path)]) == 1
    assert "\x1b" not in capsys.readouterr().out
