"""Official documents: the type area, fonts, lines and numbers that GB/T 9704 asks for."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govsite_checks.model import CHINA
from govsite_checks.office import OfficialDocument, Run

AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + b"\xc8\x50\x50" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def whole() -> OfficialDocument:
    document = OfficialDocument(AS_OF, subject="通报")
    document.title("关于普查情况的通报")
    document.recipients("各区人民政府：")
    document.heading("一、总体情况")
    document.heading("（一）运行情况。", 2, "共有457个。")
    document.paragraph("正文", Run("重点", bold=True))
    document.attachments(["运行和检查情况", "留言办理情况"])
    document.signature("某市人民政府办公厅", "2018年9月19日")
    document.annex("附件1")
    document.table([["项目", "内容"], ["网站", "甲"]], [40, 116])
    document.picture(png(80, 50), width_mm=80)
    return document


def read(document: OfficialDocument) -> Any:
    return docx.Document(io.BytesIO(document.to_bytes()))


def paragraph(text: str) -> Any:
    return next(p for p in read(whole()).paragraphs if p.text == text)


def fonts(paragraph: Any) -> dict[str, str]:
    own = paragraph.style.element.rPr.rFonts
    return {name: own.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia", "cs")}


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    section = read(whole()).sections[0]
    near = [
        (section.page_width, 210), (section.page_height, 297), (section.top_margin, 37), (section.bottom_margin, 35),
        (section.left_margin, 28), (section.right_margin, 26),
    ]  # fmt: skip
    assert all(abs(length - Mm(wanted)) < Mm(0.1) for length, wanted in near)


@pytest.mark.parametrize(
    ("text", "font", "points", "line"),
    [
        ("关于普查情况的通报", "方正小标宋简体", 22, 35),
        ("各区人民政府：", "仿宋_GB2312", 16, 28),
        ("一、总体情况", "黑体", 16, 28),
        ("（一）运行情况。共有457个。", "楷体_GB2312", 16, 28),
        ("正文重点", "仿宋_GB2312", 16, 28),
    ],
)
def test_fonts_by_name_for_chinese_too_and_exact_lines(text: str, font: str, points: int, line: int) -> None:
    found = paragraph(text)
    assert set(fonts(found).values()) == {font}
    assert found.style.font.size == Pt(points)
    assert found.style.paragraph_format.line_spacing == Pt(line)
    assert found.style.paragraph_format.space_after == Pt(0)
    assert all(run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia" for run in found.runs)


def test_the_text_behind_a_heading_is_in_the_font_of_the_body() -> None:
    run = paragraph("（一）运行情况。共有457个。").runs[1]
    assert run._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"


def test_the_first_line_is_two_characters_in() -> None:
    indent = paragraph("正文重点").style.element.pPr.ind
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")
    assert paragraph("各区人民政府：").style.element.pPr.ind is None


def test_numbers_are_on_the_outer_side() -> None:
    document = read(whole())
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        line = footer.paragraphs[0]
        assert line.text == "— 1 —"
        assert line.alignment.name == side
        assert "PAGE" in line._p.xml
        assert line.runs[0].font.size == Pt(14)


@pytest.mark.parametrize("day", ["2018年9月19日", "二〇一八年十二月二十一日星期五上午"])
def test_authority_and_date_end_two_characters_before_the_edge(day: str) -> None:
    document = OfficialDocument(AS_OF)
    document.signature("某市人民政府办公厅", day)
    lines = [line for line in read(document).paragraphs if line.text]
    authority, date = (int(line._p.pPr.ind.get(qn("w:leftChars"))) / 100 for line in lines)
    assert date - authority == 2
    width = sum(0.5 if sign.isascii() else 1 for sign in day)
    assert max(authority + 9, date + width) == 25.5


def test_attachments_are_numbered_and_one_alone_is_not() -> None:
    assert [p.text for p in read(whole()).paragraphs if "情况" in p.text][-2:] == [
        "附件：1.运行和检查情况",
        "2.留言办理情况",
    ]
    alone = OfficialDocument(AS_OF)
    alone.attachments(["办理情况"])
    alone.attachments([])
    assert [p.text for p in read(alone).paragraphs] == ["", "附件：办理情况"]


def test_a_picture_fits_its_frame() -> None:
    document = OfficialDocument(AS_OF)
    document.picture(png(100, 400), width_mm=100, height_mm=80)
    document.picture(png(400, 100), width_mm=100, height_mm=80)
    tall, wide = read(document).inline_shapes
    assert (round(tall.height / Mm(1)), round(tall.width / Mm(1))) == (80, 20)
    assert (round(wide.height / Mm(1)), round(wide.width / Mm(1))) == (25, 100)


def test_a_damaged_picture_leaves_nothing_behind() -> None:
    document = OfficialDocument(AS_OF)
    document.paragraph("前")
    with pytest.raises(ValueError, match="图片无法读取"):
        document.picture(b"\x89PNG\r\n\x1a\n broken")
    assert [p.text for p in read(document).paragraphs] == ["前"]


def test_the_head_of_a_table_is_repeated() -> None:
    table = read(whole()).tables[0]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [round(column.width / Mm(1)) for column in table.columns] == [40, 116]


def test_the_same_input_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = whole().to_bytes()
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert whole().to_bytes() == first
    properties = read(whole()).core_properties
    assert (properties.author, properties.title, properties.created.year) == ("", "通报", 2018)


WRITERS: list[Callable[[OfficialDocument, str], None]] = [
    lambda d, t: d.title(t),
    lambda d, t: d.heading(t, 1, t),
    lambda d, t: d.paragraph(t, Run(t, bold=True, font="黑体")),
    lambda d, t: d.attachments([t, t]),
    lambda d, t: d.signature(t, t),
    lambda d, t: d.annex(t),
    lambda d, t: d.table([[t]], [20]),
]


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=60))
@example("\ufffe\uffff\ud800\x00\x0b")
def test_any_text_can_be_written(text: str) -> None:
    document = OfficialDocument(AS_OF, subject=text)
    for write in WRITERS:
        write(document, text)
    assert read(document).paragraphs
