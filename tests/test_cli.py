"""The ``govsite`` command: what it prints and how it exits."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from govsite_checks import cli


def govsite(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "govsite_checks.cli", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def test_rules_as_json_have_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    assert len(rows) >= 10
    for row in rows:
        assert list(row) == [
            "id",
            "title",
            "clause",
            "remediation",
            "version",
            "catalogue",
            "verified",
            "auto",
        ]
        assert isinstance(row["verified"], bool)
        assert all(isinstance(entry, str) for entry in row["catalogue"])


def test_rules_as_a_table_and_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "--format", "md"]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0].startswith("| 规则 |")
    assert any("`footer-icp`" in line for line in table)
    assert cli.main(["rules"]) == 0
    assert "footer-icp" in capsys.readouterr().out


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["collect"], ["rules", "--format", "pdf"]])
def test_wrong_usage_is_exit_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2


def test_an_inventory_that_is_not_there_is_one_line_and_exit_2(tmp_path: Path) -> None:
    done = govsite("collect", "--sites", "missing.yaml", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("govsite: ")
    assert "missing.yaml" in done.stderr
    assert "Traceback" not in done.stderr


GONE = 'inventory: gone\nsites:\n  - {id: gone, name: 无, url: "https://gone.invalid/"}\n'


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--browser", "sometimes"], "always、auto、never"),
        (["--browser-path", "nowhere"], "不存在或不能执行"),
        (["--browser-state", "nowhere.json"], "登录状态文件"),
        (["--browser", "never", "--require-browser"], "互相矛盾"),
    ],
)
def test_a_browser_that_cannot_be_used_is_said_before_collecting(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    (tmp_path / "gone.yaml").write_text(GONE, encoding="utf-8")
    done = govsite("collect", "--sites", "gone.yaml", "--report-dir", "out", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert says in done.stderr
    assert not (tmp_path / "out").exists()


def test_collect_keeps_evidence_without_judging(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").write_text(GONE, encoding="utf-8")
    done = govsite("collect", "--sites", "gone.yaml", "--report-dir", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "evidence" / "sites" / "gone" / "manifest.json").is_file()
    assert not (tmp_path / "out" / "findings.jsonl").exists()
    again = govsite("collect", "--sites", "gone.yaml", "--report-dir", "out", cwd=tmp_path)
    assert again.returncode == 2
    assert "--govsite-resume" in again.stderr or "--resume" in again.stderr


def test_the_demo_fleet_is_served_until_its_time_is_up(tmp_path: Path) -> None:
    done = govsite("demo", "--seconds", "0.5", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "127.0.0.1:" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lint-notice", "没有.docx"], "没有.docx：无法读取（没有这个文件或文件夹）；请检查路径"),
        (["lint-notice", "."], ".：无法读取（这是一个文件夹，不是文件）；请检查路径"),
        (
            ["baseline", "update", "基线.yaml", "--findings", "没有"],
            "没有 无法读取（没有这个文件或文件夹）；请给出检查的报告目录",
        ),
        (
            ["baseline", "update", "基线.yaml", "--findings", "坏.jsonl"],
            "坏.jsonl 无法读取（第 1 行不是检查结论）；请给出检查的报告目录",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_chinese_line(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "坏.jsonl").write_bytes(b"\xff{")
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err == f"govsite: {said}\n"
