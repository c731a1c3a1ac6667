from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from govsite_checks.notice.lint import DraftError, read_draft

SAID = "全市共有457个政府网站。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "通报.txt"
    path.write_bytes(f"一、总体情况\r\n\r\n{SAID}\r\n".encode(encoding))
    assert [paragraph.raw for paragraph in read_draft(path).paragraphs] == ["一、总体情况", SAID]


def test_lines_broken_at_a_width_are_one_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "一、总体情况\n市政府办公厅对全市457个政府网站进行了检查，总体合\n格率为100%。\n（一）运行情况\n",
        "utf-8",
    )
    assert [p.raw for p in read_draft(path).paragraphs][1].endswith("总体合格率为100%。")


def test_a_word_file_with_runs_tables_struck_out_text_and_fields(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("全市共有")
    paragraph.add_run("457").bold = True
    struck = OxmlElement("w:del")
    struck.append(paragraph.add_run("999")._r)
    paragraph._p.append(struck)
    code = OxmlElement("w:instrText")
    code.text = "PAGE"
    paragraph.add_run()._r.append(code)
    paragraph.add_run("个政府网站。")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "合计", "16"
    document.save(str(tmp_path / "a.docx"))
    draft = read_draft(tmp_path / "a.docx")
    assert [p.raw for p in draft.paragraphs] == [SAID]
    assert draft.tables[0].rows == (("合计", "16"),)


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/") + ".xml", data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为不加密的 .docx"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04 broken", "损坏"),
        (zipped(xl__workbook=b"<a/>"), "不是 Word 文档"),
        (zipped(word__document=b"<a/>"), "损坏"),
        (zipped(word__document=b" " * (129 * 1024 * 1024)), "过大"),
        (b"\x00\x01\x02" * 9, "不是文本文件"),
    ],
)
def test_files_of_another_kind_are_refused_with_what_to_do(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(data)
    with pytest.raises(DraftError, match=says):
        read_draft(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="nowhere"):
        read_draft(tmp_path / "nowhere.txt")


def test_places_in_the_folded_text_are_places_in_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("“甲　局”网，达９５．５％（共１００个）。其他！", "utf-8")
    for sentence in read_draft(path).sentences:
        assert len(sentence.text) == len(sentence.raw)
