"""How an office keeps its ledgers: its names and measures, every fault of the file with its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from govsite_checks.ledgers.practice import practice_text, read_practice, usual_practice
from govsite_checks.yamlfile import FileError


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "office.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_usual_holds(tmp_path: Path) -> None:
    assert read_practice(None) == usual_practice()
    assert read_practice(write(tmp_path, practice_text())) == usual_practice()
    assert usual_practice().messages.working_days == 3


def test_what_an_office_says_holds_and_the_rest_stays(tmp_path: Path) -> None:
    found = read_practice(
        write(
            tmp_path,
            "units: {市公安局: 北京市公安局}\n"
            "columns:\n  messages: {unit: [承办部门, 主责单位]}\n"
            "messages: {least_percent: 80.5}\n"
            "newmedia: {window_days: 7}\n",
        )
    )
    assert found.units == {"市公安局": ["北京市公安局"]}
    assert found.heads == {"messages": {"unit": ["承办部门", "主责单位"]}}
    assert (found.messages.least_percent, found.messages.busiest) == (Decimal("80.5"), 2)
    assert (found.newmedia.window_days, found.newmedia.close_days) == (7, 90)
    assert found.truthful == usual_practice().truthful


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("unit: {}", "office.yaml:1:1 unit：未知的键；是否为 units？"),
        ("columns: {message: {unit: 甲}}", "没有名为“message”的台账；是否为 messages？"),
        ("columns: {messages: {units: 甲}}", "messages：没有名为“units”的项目"),
        ("messages: {least_percent: 101}", "messages.least_percent：不得大于 100"),
        ("messages: {working_days: 0}", "messages.working_days：不得小于 1"),
        ("newmedia: {likeness: 3}", "newmedia.likeness：不得小于 50"),
        ("units: {甲: ['']}", "不能为空"),
        ("- 甲", "应为键值对"),
        ("units: {甲", "方括号或花括号没有写完"),
    ],
)
def test_faults_are_named_with_their_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(FileError) as caught:
        read_practice(write(tmp_path, text))
    assert says in str(caught.value)
    assert "office.yaml:" in str(caught.value)
