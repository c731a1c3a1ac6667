from __future__ import annotations

import json
from pathlib import Path

import pytest

from govsite_checks.notice.lint import DraftError, lint, read_census
from govsite_checks.notice.lint.draft import draft_of

ROWS = [("甲市文化局", 2), ("甲市民政局（社会组织局）", 0), ("甲市档案馆", 0)]


def census(folder: Path) -> Path:
    rows = [{"name": name, "verdicts": {"violation": found}} for name, found in ROWS]
    (folder / "summary.json").write_text(json.dumps({"site_rows": rows}), encoding="utf-8")
    return folder


def unnamed(folder: Path, said: str, heading: str = "二、存在的问题") -> list[tuple[object, str]]:
    found = lint(draft_of([heading, said]), census=read_census(census(folder)))
    return [(item.value, item.nearest) for item in found if item.kind == "unnamed-finding"]


def test_a_site_without_a_finding_is_not_to_be_named(tmp_path: Path) -> None:
    said = "“甲市文化局”网指南缺项；“甲市民政局(社会组织局)”网栏目未使用；“甲市档案局”网无法访问。"
    assert unnamed(tmp_path, said) == [
        ("甲市民政局(社会组织局)", "甲市民政局（社会组织局）"),
        ("甲市档案局", "甲市档案馆"),
    ]


def test_what_is_quoted_and_no_website_is_left_alone(tmp_path: Path) -> None:
    assert unnamed(tmp_path, "“我为政府网站找错”平台、“调查征集”栏目、“申请条件”等要素，“一部门一网”。") == []


@pytest.mark.parametrize(
    "said",
    [
        "“甲市档案馆”网存在问题。",
        "经检查，“甲市档案馆”网站首页存在错别字。",
        "“甲市档案馆”网、“甲市文化局”网存在问题。",
        "其中“甲市文化局”网运行良好，“甲市档案馆”网无法访问。",
        "“甲市档案馆”网“通知公告”栏目长期未更新。",
    ],
)
def test_who_is_said_to_have_a_problem_elsewhere_needs_a_finding_too(tmp_path: Path, said: str) -> None:
    assert unnamed(tmp_path, said, "一、总体情况") == [("甲市档案馆", "甲市档案馆")]


@pytest.mark.parametrize(
    "said",
    [
        "“甲市档案馆”网功能完善。",
        "“甲市档案馆”网不存在问题。",
        "“甲市档案馆”网存在的问题已整改。",
        "“甲市档案馆”网运行良好，部分网站存在问题。",
        "“甲市档案馆”网功能完善，“甲市文化局”网存在问题。",
        "网民反映“甲市档案馆”网无法访问，经核实属网络故障。",
        "“甲市文化局”网存在问题。",
        "“我为政府网站找错”平台存在问题。",
    ],
)
def test_who_is_not_said_to_have_one_elsewhere_needs_none(tmp_path: Path, said: str) -> None:
    assert unnamed(tmp_path, said, "一、总体情况") == []


def test_without_a_census_nobody_can_say_what_a_site_lacks() -> None:
    assert lint(draft_of(["“某市文化局”网存在问题。"])) == []


@pytest.mark.parametrize("content", ["", "[]", '{"site_rows": 3}', '{"site_rows": [{"name": "a"}]}'])
def test_a_file_that_is_no_summary_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "summary.json").write_text(content, encoding="utf-8")
    with pytest.raises(DraftError, match=r"summary\.json"):
        read_census(tmp_path)


def test_a_folder_without_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="报告目录"):
        read_census(tmp_path / "nowhere")
