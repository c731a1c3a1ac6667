"""Workbooks that an office gets: safe, the same each time, and set out for paper."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govsite_checks.model import CHINA
from govsite_checks.office import Form, OutColumn, OutSheet, workbook_bytes, write_workbook
from govsite_checks.office.workbook import plain, sheet_names

AS_OF = datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA)
COLUMNS = (
    OutColumn("单位", width=20),
    OutColumn("标识码", Form.CODE),
    OutColumn("网站数", Form.COUNT, group="检查"),
    OutColumn("合格率", Form.PERCENT, group="检查"),
    OutColumn("日期", Form.DATE),
)
ROWS = [["市教委", "0100000088", 1200, Decimal("97.2"), date(2018, 9, 10)], ["=1+1", None, None, None, None]]


def sheet(**more: Any) -> OutSheet:
    return OutSheet("附件1", COLUMNS, ROWS, **more)


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def test_heads_stay_and_repeat_on_a4_across() -> None:
    page = read(workbook_bytes([sheet(title="运行情况", totals=["合计", None, 1200, None, None])], AS_OF))
    assert page.freeze_panes == "B4"
    assert page.print_title_rows == "$1:$3"
    assert page.auto_filter.ref == "A3:E5"  # without the totals
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in page.oddFooter.center.text or "Page" in page.oddFooter.center.text
    assert {"A1:E1", "C2:D2", "A2:A3"} <= {str(cells) for cells in page.merged_cells.ranges}
    assert [cell.value for cell in page[6]] == ["合计", None, 1200, None, None]


def test_codes_are_texts_and_figures_are_figures() -> None:
    page = read(workbook_bytes([sheet()], AS_OF))
    unit, code, count, rate, day = page[3]
    assert (code.value, code.data_type, code.number_format) == ("0100000088", "s", "@")
    assert (count.value, count.number_format) == (1200, "#,##0")
    assert (rate.value, rate.number_format) == (97.2, '0.0"%"')
    assert day.value.date() == date(2018, 9, 10)
    assert unit.value == "市教委"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "\u200b=1+1"]
)
def test_nothing_from_outside_is_a_formula(text: str) -> None:
    columns = (OutColumn(text, group=text), OutColumn(text, Form.CODE))
    data = workbook_bytes(
        [OutSheet(text, columns, [[text, text]], title=text, totals=[text, text], notes=[text])], AS_OF
    )
    cells = [cell for row in read(data).iter_rows() for cell in row if cell.value is not None]
    assert len(cells) >= 7
    assert all(cell.data_type == "s" and cell.value.startswith("'") for cell in cells)


@pytest.mark.parametrize(
    "text", ["-", "—", "http://a.gov.cn/", "mailto:a@b.cn", "internal:A1", "{=1}", "123", "a=b"]
)
def test_what_is_no_formula_is_left_alone_and_no_link_or_number(text: str) -> None:
    cell = read(workbook_bytes([OutSheet("表", (OutColumn("甲"),), [[text]])], AS_OF))["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = workbook_bytes([sheet()], AS_OF)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert workbook_bytes([sheet()], AS_OF) == first
    write_workbook(tmp_path / "a.xlsx", [sheet()], AS_OF)
    assert (tmp_path / "a.xlsx").read_bytes() == first
    assert workbook_bytes([sheet()], AS_OF.replace(year=2019)) != first


def test_names_of_sheets_are_safe_and_told_apart() -> None:
    names = sheet_names(["附件1:表/1", "'", "", "x" * 40, "X" * 40, "history", "表2"])
    assert sheet_names(["𐀀" * 40]) == ["𐀀" * 15]
    assert names == ["附件1 表 1", "表2", "表3", "x" * 31, "X" * 25 + "(2)", "history(2)", "表2(2)"]


def test_a_row_of_the_wrong_length_is_an_error() -> None:
    with pytest.raises(ValueError, match="附件1"):
        workbook_bytes([OutSheet("附件1", COLUMNS, [["甲"]])], AS_OF)


def test_long_texts_get_room() -> None:
    rows = [["很长的文字" * 30, "", None, None, None], ["短", "", None, None, None]]
    page = read(workbook_bytes([OutSheet("表", COLUMNS[:2], [row[:2] for row in rows])], AS_OF))
    assert page.row_dimensions[2].height > 5 * page.row_dimensions[3].height


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(max_size=60), min_size=1, max_size=5))
@example(["\ufffe", "\uffff", "\ud800", "_x0041_", "a\x0bb"])
def test_any_text_can_be_written_and_read_back(texts: list[str]) -> None:
    data = workbook_bytes([OutSheet(texts[0], (OutColumn("甲"),), [[text] for text in texts])], AS_OF)
    page = read(data)
    assert [page.cell(number, 1).value or "" for number in range(2, len(texts) + 2)] == [
        plain(t) for t in texts
    ]
