"""``govsite history`` and ``govsite census``: what is typed, what is printed, how it exits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsite_checks import cli

Make = Callable[..., Any]
Capture = pytest.CaptureFixture[str]
INVENTORY = """inventory: bj
title: 北京市政府网站
sites:
  - {id: s1, name: 第一网, url: "http://www.s1.gov.cn/", unit: 甲区, unit_kind: district}
  - {id: s2, name: 第二网, url: "http://www.s2.gov.cn/", unit: 市乙局, unit_kind: department}
"""
MARKS = ("footer-party-gov-mark", "footer-site-code", "footer-icp", "footer-police-filing")


@pytest.fixture
def govsite(tmp_path: Path, capsys: Capture) -> Callable[..., tuple[int, str, str]]:
    """Run a command against the history of the test; its exit code and what it printed."""
    (tmp_path / "bj.yaml").write_text(INVENTORY, encoding="utf-8")

    def go(*arguments: str, history: str = "h.sqlite") -> tuple[int, str, str]:
        given = [text.replace("@", f"{tmp_path}/") for text in arguments]
        code = cli.main([*given, "--history", str(tmp_path / history)])
        out, err = capsys.readouterr()
        return code, out, err

    return go


def imported(part_of: Make, govsite: Make) -> None:
    """Two quarters: an inventory alone, then two parts of a run."""
    assert govsite("history", "import", "--quarter", "2018Q2", "--sites", "@bj.yaml")[0] == 0
    part_of("one", {"s1": {**dict.fromkeys(MARKS, "ok"), "footer-icp": "violation"}})
    part_of("two", {"s2": dict.fromkeys(MARKS, "ok")})
    code, out, err = govsite("history", "import", "--quarter", "2018Q3", "--sites", "@bj.yaml", "@one")
    assert (code, "新增 4 条" in out) == (1, True)
    assert "1 个正常运行的网站还没有检查结果：s2" in err
    assert govsite("history", "import", "--quarter", "2018Q3", "--sites", "@bj.yaml", "@two", "@one")[0] == 0


def test_quarters_are_imported_part_by_part_and_listed(part_of: Make, govsite: Make) -> None:
    imported(part_of, govsite)
    code, out, _ = govsite("history", "list")
    assert code == 0
    assert [line.split() for line in out.splitlines()[1:]] == [
        ["2018Q2", "2018-06-30", "bj", "2", "0", "（只有台账）"],
        ["2018Q3", "2018-09-10", "bj", "2", "2", "beijing-2018"],
    ]
    assert [row["judged"] for row in json.loads(govsite("history", "list", "--format", "json")[1])] == [0, 2]


def test_a_census_is_printed_with_n_and_definition(part_of: Make, govsite: Make) -> None:
    imported(part_of, govsite)
    code, out, _ = govsite("census", "--quarter", "2018Q3")
    assert code == 0
    assert "正常运行的网站数：2，上季度 2" in out
    assert "ICP备案编号添加比例：50%（1/2），不与上季度比较（2018年第二季度没有检查 footer-icp）" in out
    assert "口径：首页底部有ICP备案编号的网站数 ÷" in out
    assert "底部标识缺项（1 个网站）\n    “第一网”（甲区，s1）：ICP备案编号" in out
    assert "一区一网（1）：甲区" in out
    found = json.loads(govsite("census", "--quarter", "2018Q3", "--format", "json")[1])
    figures = {figure["id"]: figure for figure in found["figures"]}
    assert (figures["mark-icp"]["n"], figures["mark-icp"]["of"], figures["mark-icp"]["percent"]) == (
        1,
        2,
        50.0,
    )
    assert [problem["details"] for problem in found["problems"]] == [["ICP备案编号"]]
    assert [(c["site"], c["state"]) for c in found["courses"]] == [("s1", "open")]


def test_parts_in_any_order_give_the_same_census_to_the_byte(part_of: Make, govsite: Make) -> None:
    part_of("one", {"s1": dict.fromkeys(MARKS, "violation")})
    part_of("two", {"s2": dict.fromkeys(MARKS, "ok")})
    part_of("whole", {"s1": dict.fromkeys(MARKS, "violation"), "s2": dict.fromkeys(MARKS, "ok")})
    told = set()
    for n, order in enumerate((["@one", "@two"], ["@two", "@one"], ["@whole"])):
        name = f"{n}.sqlite"
        govsite("history", "import", "--quarter", "2018Q3", "--sites", "@bj.yaml", *order, history=name)
        for how in ("text", "json"):
            told.add(govsite("census", "--quarter", "2018Q3", "--format", how, history=name)[1])
    assert len(told) == 2


def test_trends_and_problems_are_told(part_of: Make, govsite: Make) -> None:
    imported(part_of, govsite)
    code, out, _ = govsite("history", "trend", "--rule", "footer-icp")
    assert (code, "2018Q3  50.0%   1/2" in out, "口径：" in out) == (0, True, True)
    (point,) = json.loads(govsite("history", "trend", "--site", "s1", "--format", "json")[1])
    assert (point["n"], point["of"], point["outcome"], point["score"]) == (3, 4, "passed", 88.5)
    assert "75.0%" in govsite("history", "trend", "--unit", "甲区")[1]
    code, out, _ = govsite("history", "problems", "--unit", "甲区")
    assert (code, "第一网（s1）" in out, "未见整改" in out) == (1, True, True)
    assert govsite("history", "problems", "--state", "rectified")[:2] == (0, "没有这样的问题\n")
    (course,) = json.loads(govsite("history", "problems", "--state", "open", "--format", "json")[1])
    assert (course["since"], course["until"]) == ("2018Q3", None)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["census", "--quarter", "2018-3"], "请写作 2018Q3"),
        (["census", "--quarter", "2018Q1"], "没有 2018Q1"),
        (["census", "--quarter", "2018Q2"], "只有台账"),
        (["history", "trend"], "--rule、--unit 或 --site"),
        (["history", "trend", "--site", "s1", "--rule", "footer-icp"], "不与其他两项同用"),
        (["history", "trend", "--rule", "no-such"], "没有 no-such"),
        (["history", "problems", "--quarter", "x"], "请写作 2018Q3"),
        (["history", "import", "--quarter", "2018Q3", "--sites", "@none.yaml"], "none.yaml"),
        (["history", "import", "--quarter", "2018Q3", "--sites", "@bj.yaml", "@nowhere"], "不是检查报告目录"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(
    part_of: Make, govsite: Make, arguments: list[str], says: str
) -> None:
    imported(part_of, govsite)
    code, out, err = govsite(*arguments)
    assert (code, out) == (2, "")
    assert says in err
    assert len(err.splitlines()) == 1


def test_without_a_history_the_way_to_one_is_told(govsite: Make) -> None:
    for arguments in (["census", "--quarter", "2018Q3"], ["history", "list"], ["history", "problems"]):
        code, _, err = govsite(*arguments)
        assert (code, "govsite history import" in err) == (2, True)
