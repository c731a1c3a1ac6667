from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from PIL import Image

from govsite_checks.model import CHINA
from govsite_checks.notice.rectification_note import Note, NoteItem, NotePicture, note_document

AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
ITEM = NoteItem(
    "首页底部未见标识码。",
    "《政府网站发展指引》（国办发〔2017〕47号）",
    "在底部写明标识码。",
    "http://www.a.gov.cn/x",
)


def note(*items: NoteItem, **more: Any) -> Note:
    given = {
        "site": "甲市文化局",
        "code": "1100000088",
        "url": "http://www.a.gov.cn/",
        "unit": "市文化局",
    } | more
    return Note(quarter="2018年第三季度", as_of=AS_OF, items=items, **given)


def read(made: Note) -> Any:
    return docx.Document(io.BytesIO(note_document(made).to_bytes()))


def png(width: int, height: int) -> NotePicture:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "PNG")
    return NotePicture(buffer.getvalue(), width, height)


def text(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_what_is_wrong_by_which_clause_and_what_to_do() -> None:
    document = read(note(ITEM, authority="某市人民政府办公厅", due="2018年11月15日", day="2018年9月19日"))
    said = text(document)
    assert "“甲市文化局”（http://www.a.gov.cn/，标识码 1100000088）存在以下1项问题" in said
    assert "请于2018年11月15日前完成整改" in said
    assert "某市人民政府办公厅" in said
    cells = [cell.text for cell in document.tables[0].rows[1].cells]
    assert cells == ["1", ITEM.problem, ITEM.clause, ITEM.remedy]


def test_the_page_where_it_was_seen_is_a_link() -> None:
    links = [
        rel.target_ref
        for rel in read(note(ITEM)).part.rels.values()
        if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK
    ]
    assert links == ["http://www.a.gov.cn/x"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://a/\x07b", "\\\\host\\share"]
)
def test_no_other_address_becomes_one(url: str) -> None:
    item = NoteItem("甲", "乙", "丙", url)
    rels = read(note(item)).part.rels.values()
    assert not [rel for rel in rels if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK]


def test_what_does_not_fit_on_the_page_is_counted() -> None:
    document = read(note(*[ITEM] * 40))
    shown = len(document.tables[0].rows) - 1
    assert 5 <= shown < 15
    assert f"另有{40 - shown}项问题见检查报告" in text(document)


def test_of_many_problems_each_is_told_in_short() -> None:
    long = NoteItem("问题" * 50, "依据" * 30, "要求" * 50)
    document = read(note(*[long] * 4))
    assert len(document.tables[0].rows) == 5
    assert document.tables[0].rows[1].cells[1].text.endswith("…")
    assert "另有" not in text(document)
    assert "以上为摘要，详见检查报告" in text(document)


def test_pictures_take_what_room_is_left() -> None:
    few, many = note(ITEM, pictures=(png(1280, 400),)), note(*[ITEM] * 40, pictures=(png(1280, 400),))
    assert len(read(few).inline_shapes) == 1
    assert len(read(many).inline_shapes) == 0
    shape = read(note(ITEM, pictures=(png(400, 4_000),))).inline_shapes[0]
    assert shape.height.mm < 120


def test_names_that_mean_harm_stay_on_their_line() -> None:
    bad = "甲”\x00\u202e\n" + "长" * 500
    document = read(note(NoteItem(bad, bad, bad, bad), site=bad, unit=bad, url=bad))
    said = text(document) + document.tables[0].rows[1].cells[1].text
    assert "\u202e" not in said
    assert "\x00" not in said
    assert "长" * 150 not in said
