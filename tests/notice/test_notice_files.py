from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest

from govsite_checks.notice.composing import compose
from govsite_checks.notice.lint import lint, read_draft
from govsite_checks.notice.material import Material
from govsite_checks.notice.notice_files import notice_document, write_sources
from govsite_checks.notice.template import read_template


@pytest.fixture(scope="module")
def data(material: Material) -> bytes:
    return notice_document(compose(material, read_template()), material).to_bytes()


def read(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def test_every_figure_has_a_remark_that_says_where_it_comes_from(data: bytes) -> None:
    remarks = [remark.text for remark in read(data).comments]
    assert any("四项标识全部列明的比例；354/457" in remark for remark in remarks)
    assert all(remark.author == "" for remark in read(data).comments)


def test_the_text_is_whole_for_a_reader_that_knows_no_remarks(data: bytes) -> None:
    text = "\n".join(paragraph.text for paragraph in read(data).paragraphs)
    assert "共反映全市政府网站问题641条" in text
    assert "附件：1.2018年第三季度各单位政府网站运行和检查情况" in text
    assert re.search(r"二、存在的问题\n（一）", text)
    assert text.rstrip().endswith("2018年9月19日")
    assert "〔2017〕" in text


def test_without_remarks_where_they_are_not_wanted(material: Material) -> None:
    document = notice_document(compose(material, read_template()), material, comments=False)
    assert not list(read(document.to_bytes()).comments)


def test_the_same_material_gives_the_same_bytes(material: Material, data: bytes) -> None:
    assert notice_document(compose(material, read_template()), material).to_bytes() == data


def test_our_own_notice_stands_before_our_own_linter(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "notice.docx").write_bytes(data)
    assert lint(read_draft(tmp_path / "notice.docx")) == []


def test_a_wrong_figure_in_it_does_not(tmp_path: Path, data: bytes) -> None:
    text = "\n".join(paragraph.text for paragraph in read(data).paragraphs).replace("97.2%", "95.5%")
    (tmp_path / "notice.txt").write_text(text, "utf-8")
    assert [item.value for item in lint(read_draft(tmp_path / "notice.txt"))] == [95.5]


def test_the_sources_beside_it(tmp_path: Path, material: Material) -> None:
    path = tmp_path / "notice.sources.json"
    write_sources(path, compose(material, read_template()), material)
    content = json.loads(path.read_text("utf-8"))
    figures = {figure["id"]: figure for sentence in content["sentences"] for figure in sentence["figures"]}
    assert (figures["marks-all"]["n"], figures["marks-all"]["of"]) == (354, 457)
    assert figures["sites-total"]["count_before"] == 845
    assert "已作出结论" in figures["mark-icp"]["definition"]
    assert any("自查表" in gone["why"] for gone in content["left_out"])
    assert content["ledgers"][0]["refused"] == ["留言.xlsx:12:C “答复日期”早于收到日期"]
