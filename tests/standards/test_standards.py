from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest

from govsite_checks.standards import Clause, Document, StandardsError, load
from govsite_checks.standards.loading import read

GOOD = """\
document: sample
title: 示例文件
number: 示〔2020〕1号
published: 2020-01-02
clauses:
  - {id: one, title: 第一, text: 内容一, mark: R, verified: true}
"""


def read_one(text: str, name: str = "sample.yaml") -> tuple[dict[str, Document], dict[str, Clause]]:
    documents: dict[str, Document] = {}
    clauses: dict[str, Clause] = {}
    read(name, text, documents, clauses)
    return documents, clauses


def test_a_file_becomes_a_document_and_its_clauses() -> None:
    documents, clauses = read_one(GOOD)
    document = Document("sample", "示例文件", "示〔2020〕1号", None, date(2020, 1, 2), "")
    assert documents == {"sample": document}
    assert clauses == {"sample/one": Clause("sample/one", document, "第一", "内容一", True, "R")}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("mark: R, verified: true", "mark: M, verified: true", "不能标为已核实"),
        ("mark: R, verified: true", "mark: D, verified: true", "不能标为已核实"),
        (", verified: true", "", "verified：缺少必填项"),
        ("mark: R", "mark: X", "来源应为 R、M 或 D"),
        ("text: 内容一", "text: words", "应为中文"),
        ("text: 内容一", "text: ''", "应为中文"),
        ("id: one", "id: One", "编号应为小写字母"),
        ("document: sample", "document: other", "文件名应与 document 一致"),
        ("number:", "numbr:", "未知的键；是否为 number？"),
        (
            "clauses:\n",
            "clauses:\n  - {id: one, title: 又, text: 又, mark: R, verified: true}\n",
            "“sample/one”重复",
        ),
        ("document: sample", "document: [", "sample.yaml:"),
    ],
)
def test_a_damaged_file_is_refused(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(StandardsError, match=re.escape(says)):
        read_one(GOOD.replace(old, new))


def test_the_packaged_files_are_all_read() -> None:
    names = {
        file.name.removesuffix(".yaml")
        for file in (files("govsite_checks.standards") / "documents").iterdir()
    }
    assert set(load().documents) == names
    assert {"census-2015", "guideline-2017", "domain-2018", "index-2019"} <= names


@pytest.mark.parametrize(
    ("id", "number"),
    [
        ("census-2015", "国办发〔2015〕15号"),
        ("guideline-2017", "国办发〔2017〕47号"),
        ("domain-2018", "国办函〔2018〕55号"),
        ("index-2019", "国办秘函〔2019〕19号"),
    ],
)
def test_the_four_standards_have_their_numbers(id: str, number: str) -> None:
    assert load().document(id).number == number


def test_laws_of_every_clause() -> None:
    for id, clause in load().clauses.items():
        assert id == clause.id
        assert id.startswith(clause.document.id + "/")
        assert re.search("[\u4e00-\u9fff]", clause.title), id
        assert re.search("[\u4e00-\u9fff]", clause.text), id
        assert clause.text.endswith("。"), id
        assert clause.source_mark == "R" or not clause.verified, id


def test_a_figure_of_points_is_never_printed_as_known() -> None:
    # Of the 2015 and 2019 tables only the frame is known; an item that names points of its own would be invented.
    for id, clause in load().clauses.items():
        if clause.document.id in {"census-2015", "index-2019"} and "分值未核实" in clause.text:
            assert not re.search(r"[扣加]\s*\d+(?:\.\d+)?\s*分", clause.text), id


def test_the_footer_clause_names_the_seven_elements() -> None:
    clause = load().clause("guideline-2017/footer")
    assert clause.verified
    for word in (
        "党政机关网站标识",
        "找错",
        "网站标识码",
        "主办单位及联系方式",
        "ICP备案",
        "公安机关备案",
        "站点地图",
    ):
        assert word in clause.text


def test_an_unknown_clause_is_said_in_chinese_with_a_suggestion() -> None:
    with pytest.raises(
        StandardsError, match="没有编号为“guideline-2017/fotter”的条款；是否为 guideline-2017/footer？"
    ):
        load().clause("guideline-2017/fotter")
    with pytest.raises(StandardsError, match="请检查编号"):
        load().clause("zzz")
    with pytest.raises(StandardsError, match=r"没有编号为“x”的文件；可用：.*census-2015"):
        load().document("x")


def test_standards_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load().clauses["x"] = load().clause("guideline-2017/footer")  # type: ignore[index]
