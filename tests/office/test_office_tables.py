"""Tables of offices: what is found, what is named, and that no row is lost without a word."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govsite_checks.model import CHINA
from govsite_checks.office import ColumnSpec, Kind, Table, TableError, read_table, renamed, tables

COLUMNS = (
    ColumnSpec("unit", ("主管单位", "单位"), required=True),
    ColumnSpec("name", ("网站名称", "名称"), required=True),
    ColumnSpec("code", ("网站标识码", "标识码"), Kind.CODE, length=10),
    ColumnSpec("received", ("收到时间", "收到日期"), Kind.DATETIME),
    ColumnSpec("day", ("批准日期",), Kind.DATE),
    ColumnSpec("count", ("留言数",), Kind.INT),
    ColumnSpec("late", ("是否超时",), Kind.YES_NO),
    ColumnSpec("kind", ("类别",), Kind.CHOICE, lenient=True, words={"区": "district", "部门": "department"}),
)
HEAD = ["主管单位", "网站名称", "标识码", "收到日期", "批准日期", "留言数", "是否超时", "类别"]


def workbook(path: Path, rows: list[list[Any]], *, merged: tuple[str, ...] = (), name: str = "表1") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def one(tmp_path: Path, head: str, cell: Any) -> Table:
    return read_table(workbook(tmp_path / "t.xlsx", [["单位", "名称", head], ["甲局", "甲", cell]]), COLUMNS)


def said(table: Table) -> str:
    return "\n".join(map(str, table.faults))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_the_encodings_and_separators_of_offices(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "台账.csv"
    lines = [separator.join(HEAD[:3]), separator.join(["市教委", "首都之窗“好”", "0100000088"])]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    table = read_table(path, COLUMNS)
    assert [(row.text("unit"), row.text("name"), row.text("code")) for row in table.rows] == [
        ("市教委", "首都之窗“好”", "0100000088")
    ]
    assert (table.total, table.refused, table.faults) == (1, 0, ())


def test_a_bad_cell_is_named_and_the_good_rows_are_kept(tmp_path: Path) -> None:
    rows = [HEAD, ["甲局", "甲"], ["", "乙"], ["丙局", "丙", None, None, None, "十"]]
    path = workbook(tmp_path / "台账.xlsx", rows)
    table = read_table(path, COLUMNS)
    assert [row.text("name") for row in table.rows] == ["甲"]
    assert (table.total, table.refused) == (3, 2)
    assert [str(fault) for fault in table.faults] == [
        f"{path}[表1]:3:A “主管单位”为空",
        f"{path}[表1]:4:F “留言数”应为整数，现为“十”",
    ]


def test_the_head_may_stand_below_titles_and_be_merged(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["2018年第三季度台账", None, None, None],
        ["主管单位", "网站", None, "批准日期"],
        [None, "名称", "标识码", None],
        ["甲局", "甲", "0100000088", date(2018, 9, 10)],
        [None, "乙", "0100000089", None],
    ]
    merged = ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5")
    table = read_table(workbook(tmp_path / "t.xlsx", rows, merged=merged), COLUMNS)
    assert [(row.text("unit"), row.text("name"), row.day("day")) for row in table.rows] == [
        ("甲局", "甲", date(2018, 9, 10)),
        ("甲局", "乙", None),
    ]


def test_a_title_above_several_columns_tells_them_apart(tmp_path: Path) -> None:
    columns = (
        ColumnSpec("sites", ("网站数量",), Kind.INT, required=True),
        ColumnSpec("count", ("留言数量",), Kind.INT, required=True),
    )
    rows: list[list[Any]] = [["网站", None, "留言", None], ["数量", "合格率", "数量", "办结率"], [3, 1, 8, 1]]
    path = workbook(tmp_path / "t.xlsx", rows, merged=("A1:B1", "C1:D1"))
    table = read_table(path, columns)
    assert [(row.number("sites"), row.number("count")) for row in table.rows] == [(3, 8)]
    assert table.ignored == ("合格率", "办结率")


def test_a_number_merged_over_rows_is_nobodys(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["单位", "名称", "留言数"], ["甲局", "甲", 12], ["甲局", "乙", None]]
    table = read_table(workbook(tmp_path / "t.xlsx", rows, merged=("C2:C3",)), COLUMNS)
    assert (table.rows, table.refused) == ((), 2)
    assert "跨 2 行合并的数字" in said(table)


def test_totals_groups_remarks_and_repeated_heads_are_noted_and_no_data(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["单位", "名称", "留言数"],
        ["一、各区", None, None],
        ["甲局", "甲", 1],
        ["单位", "名称", "留言数"],
        ["乙局", "乙", 2],
        [None, None, None],
        ["  ", None, None],
        ["合 计", None, 3],
        ["填表人：某某", None, None],
    ]
    table = read_table(workbook(tmp_path / "t.xlsx", rows, merged=("A2:C2",)), COLUMNS)
    assert [row.text("name") for row in table.rows] == ["甲", "乙"]
    assert (table.refused, table.faults) == (0, ())
    assert [(note.row, note.message[:6]) for note in table.notes] == [
        (2, "是分组标题“"),
        (4, "重复了表头，"),
        (8, "是合计行，不"),
        (9, "是说明“填表"),
    ]


def test_a_name_that_begins_like_a_total_is_data(tmp_path: Path) -> None:
    table = read_table(
        workbook(tmp_path / "t.xlsx", [["单位", "名称"], ["合计算所", "网"], ["注协", "网"]]), COLUMNS
    )
    assert len(table.rows) == 2


def test_a_formula_needs_its_stored_result(tmp_path: Path) -> None:
    table = one(tmp_path, "留言数", "=1+2")
    assert table.refused == 1
    assert "是公式，文件中没有它的计算结果" in said(table)


def change(path: Path, member: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    assert old in members[member]
    members[member] = members[member].replace(old, new)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)


def test_the_stored_result_of_a_formula_counts_also_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["单位", "名称", "留言数"], ["甲局", "甲"], ["乙局", "乙"]]):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 2, "=1+2", None, 3)
        sheet.write_formula(2, 2, '=""', None, "")
    change(
        path, "xl/worksheets/sheet1.xml", b'<c r="C3">', b'<c r="C3" t="str">'
    )  # as Excel stores an empty text
    table = read_table(path, COLUMNS)
    assert [(row.text("name"), row.number("count")) for row in table.rows] == [("甲", 3), ("乙", None)]


@pytest.mark.parametrize("cell", ["=A1+1", "=SUM(A1:A3)", "#N/A", "#REF!"])
def test_formulas_and_their_errors_in_csv_are_named(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"单位,名称,留言数\n甲局,甲,{cell}\n", encoding="utf-8")
    table = read_table(path, COLUMNS)
    assert table.refused == 1
    assert "公式" in said(table)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("0100000088", "0100000088"),
        (" 0100 000088 ", "0100000088"),
        ("０１０００００088", "0100000088"),
        ("'0100000088", "0100000088"),
        ('="0100000088"', "0100000088"),
        (1100000088, "1100000088"),
        (1100000088.0, "1100000088"),
        ("bm01000001", "bm01000001"),
    ],
)
def test_codes(tmp_path: Path, cell: Any, meant: str) -> None:
    path = tmp_path / "t.csv"
    if isinstance(cell, str):
        quoted = cell.replace('"', '""')
        path.write_text(f'单位,名称,标识码\n甲局,甲,"{quoted}"\n', encoding="utf-8")
        assert read_table(path, COLUMNS).rows[0].text("code") == meant
    else:
        assert one(tmp_path, "标识码", cell).rows[0].text("code") == meant


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        (100000088, "只有 9 位，应为 10 位，可能丢了开头的 0"),
        ("100000088", "应为 10 位，现为 9 位"),
        ("1.1E+09", "科学记数法"),
        (12345678901234567, "超过 15 位"),
        (1.5, "应为编码"),
        ("一二三", "应为字母和数字"),
        (date(2018, 9, 10), "应为编码"),
    ],
)
def test_codes_that_lost_something_are_named_not_guessed(tmp_path: Path, cell: Any, says: str) -> None:
    table = one(tmp_path, "标识码", cell)
    assert table.refused == 1
    assert says in said(table)


@pytest.mark.parametrize(
    "cell",
    [
        "2018年9月10日",
        "2018.9.10",
        "2018/9/10 18:00",
        "2018-09-10",
        "２０１８年９月１０日",
        "2018年9月10日（星期一）",
        "2018年9月10日下午3时5分",
        "2018-09-10T08:30:00",
        "2018-9-10 8:05:01",
        "20180910",
        pytest.param(20180910, id="eight digits as a number"),
        43353,
        43353.75,
        datetime(2018, 9, 10, 23, 59, 59),  # noqa: DTZ001
        date(2018, 9, 10),
    ],
)
def test_days_in_the_forms_that_offices_write(tmp_path: Path, cell: Any) -> None:
    assert one(tmp_path, "批准日期", cell).rows[0].day("day") == date(2018, 9, 10)


@pytest.mark.parametrize(
    ("cell", "hour", "minute"),
    [
        ("2018/9/10 18:00", 18, 0),
        ("2018年9月10日下午3时5分", 15, 5),
        (43353.75, 18, 0),
        ("2018.9.10", 0, 0),
        ("2018-09-10 上午9点", 9, 0),
    ],
)
def test_moments_are_beijing_time(tmp_path: Path, cell: Any, hour: int, minute: int) -> None:
    moment = one(tmp_path, "收到日期", cell).rows[0].moment("received")
    assert moment == datetime(2018, 9, 10, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    "cell",
    [
        "2018.9",
        "9月10日",
        "2018.9.31",
        "18.9.10",
        pytest.param(2018.9, id="a number"),
        pytest.param("43353", id="a serial as text"),
        "2018-09-10 25:00",
        "上周",
        12,
        True,
        "1018年9月10日",
    ],
)
def test_what_is_no_day_is_named(tmp_path: Path, cell: Any) -> None:
    table = one(tmp_path, "批准日期", cell)
    assert (table.rows, table.refused) == ((), 1)
    assert "“批准日期”" in said(table)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("１２", 12), ("1,234", 1234), (" 7 ", 7), (7.0, 7), ("3.0", 3), ("—", None), ("/", None), ("无", None)],
)
def test_numbers(tmp_path: Path, cell: Any, meant: int | None) -> None:
    assert one(tmp_path, "留言数", cell).rows[0].number("count") == meant


@pytest.mark.parametrize("cell", ["12条", 1.5, -1, True, "1,23", "9" * 40, date(2018, 9, 10)])
def test_what_is_no_number_is_named(tmp_path: Path, cell: Any) -> None:
    assert one(tmp_path, "留言数", cell).refused == 1


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("是", True), ("无", False), ("√", True), ("N", False), (True, True), (0, False), ("", None)],
)
def test_yes_and_no(tmp_path: Path, cell: Any, meant: bool | None) -> None:
    assert one(tmp_path, "是否超时", cell).rows[0].flag("late") is meant


def test_a_word_that_nobody_knows_leaves_a_lenient_cell_empty_and_is_named(tmp_path: Path) -> None:
    table = one(tmp_path, "类别", "街道")
    assert (len(table.rows), table.refused) == (1, 0)
    assert table.rows[0].text("kind") == ""
    assert "“类别”不在可用的说法之内：“街道”" in said(table)


def test_two_columns_of_one_name_are_not_chosen_between(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["单位", "名称", "名称"], ["甲局", "甲", "乙"]])
    with pytest.raises(TableError, match=r"\[表1\]:1:C 有 2 列都是“网站名称”"):
        read_table(path, COLUMNS)


def test_the_better_name_wins(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["单位", "主管单位", "名称"], ["乙局", "甲局", "甲"]])
    table = read_table(path, COLUMNS)
    assert table.rows[0].text("unit") == "甲局"
    assert table.ignored == ("单位",)


def test_a_missing_column_is_named_with_its_other_names_and_what_is_there(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["名称", "电话"], ["甲", "1"]])
    with pytest.raises(TableError, match=r"缺少“主管单位”列（也可叫作单位）；表头现有：名称、电话"):
        read_table(path, COLUMNS)


def sheets(path: Path, **states: str) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, state in states.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        if not name.startswith("空"):
            sheet.append(["单位", "名称"])
            sheet.append([name, "甲"])
    book.save(path)
    return path


def test_the_sheet_is_found_and_the_others_are_named(tmp_path: Path) -> None:
    path = sheets(tmp_path / "t.xlsx", 空说明="visible", 数据="visible", 旧="hidden")
    table = read_table(path, COLUMNS)
    assert table.head.sheet == "数据"
    assert [note.message for note in table.notes] == ["未读取这个隐藏的工作表", "未读取这个工作表"]
    assert read_table(path, COLUMNS, sheet="旧").rows[0].text("unit") == "旧"


def test_a_wrong_sheet_is_named_with_those_there_are(tmp_path: Path) -> None:
    path = sheets(tmp_path / "t.xlsx", 空说明="visible", 数据="visible", 旧="hidden")
    with pytest.raises(TableError, match="没有名为“表9”的工作表；文件中有：“空说明”、“数据”、“旧”（隐藏）"):
        read_table(path, COLUMNS, sheet="表9")


def test_two_fitting_sheets_are_not_chosen_between(tmp_path: Path) -> None:
    path = sheets(tmp_path / "t.xlsx", 二季度="visible", 三季度="visible")
    with pytest.raises(TableError, match="有 2 个工作表都符合要求（“二季度”、“三季度”）"):
        read_table(path, COLUMNS)


def test_a_hidden_sheet_is_not_read_unasked(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="隐藏"):
        read_table(sheets(tmp_path / "t.xlsx", 空="visible", 旧="hidden"), COLUMNS)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (OLE + b"\x00" * 600 + "Workbook".encode("utf-16-le"), "旧版 Excel 格式"),
        (OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xef\xbb\xbf<html><table><tr><td>x", "网页或 XML"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:x">', "网页或 XML"),
        (b"%PDF-1.4", "不是表格文件"),
        (b"", "文件为空"),
        (b"PK\x03\x04" + b"x" * 200, "损坏"),
        (b"\x80\xff\xfe\x81" * 20, "编码无法识别"),
    ],
)
def test_other_kinds_of_files_by_any_name(tmp_path: Path, data: bytes, says: str) -> None:
    for name in ("t.xls", "t.xlsx", "t.csv"):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(TableError, match=says) as caught:
            read_table(tmp_path / name, COLUMNS)
        assert len(str(caught.value).splitlines()) == 1


def packed(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return path


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = {"[Content_Types].xml": b"<x/>", "xl__sharedStrings.xml": b" " * (65 * 1024 * 1024)}
    path = packed(tmp_path / "t.xlsx", **bomb)
    assert path.stat().st_size < 200_000
    monkeypatch.setattr("openpyxl.load_workbook", None)
    with pytest.raises(TableError, match="解压后过大"):
        read_table(path, COLUMNS)


def test_entities_are_refused(tmp_path: Path) -> None:
    members = {
        "[Content_Types].xml": b"<x/>",
        "xl__workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    }
    with pytest.raises(TableError, match="文档类型声明"):
        read_table(packed(tmp_path / "t.xlsx", **members), COLUMNS)


@pytest.mark.parametrize(
    ("member", "says"),
    [
        ("content.xml", "OpenDocument"),
        ("word__document.xml", "Word"),
        ("a.txt", "压缩包"),
        ("xl__workbook.bin", "xlsb"),
    ],
)
def test_other_packages(tmp_path: Path, member: str, says: str) -> None:
    with pytest.raises(TableError, match=says):
        read_table(packed(tmp_path / "t.xlsx", **{member: b"<x/>"}), COLUMNS)


def test_too_many_rows_are_refused_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    path = tmp_path / "t.csv"
    path.write_text("单位,名称\n" + "甲局,甲\n" * 3, encoding="utf-8")
    assert read_table(path, COLUMNS).total == 3
    path.write_text("单位,名称\n" + "甲局,甲\n" * 4, encoding="utf-8")
    with pytest.raises(TableError, match="数据超过 3 行"):
        read_table(path, COLUMNS)


def test_a_row_of_a_csv_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('单位,名称\n"甲\n局",甲\n,乙\n', encoding="utf-8")
    table = read_table(path, COLUMNS)
    assert [row.place.row for row in table.rows] == [2]
    assert str(table.faults[0]) == f"{path}:4:A “单位”为空"


def test_further_faults_refuse_their_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["单位", "名称"], ["甲局", "甲"], ["乙局", "乙"]])
    table = read_table(path, COLUMNS)
    less = table.without([table.rows[1].fault("没有这个单位", "unit")])
    assert [row.text("name") for row in less.rows] == ["甲"]
    assert (less.total, less.refused) == (2, 1)
    assert str(less.faults[0]) == f"{path}[表1]:3:A 没有这个单位"


def test_an_offices_own_names_come_first(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [["单位", "站名", "名称"], ["甲局", "甲", "乙"]])
    columns = renamed(COLUMNS, {"name": ["站名"]})
    assert read_table(path, columns).rows[0].text("name") == "甲"
    with pytest.raises(ValueError, match="没有名为“x”的项目"):
        renamed(COLUMNS, {"x": ["y"]})


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=20),
    st.datetimes(min_value=datetime(1900, 3, 1)),  # noqa: DTZ001
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=6))
def test_every_row_is_kept_refused_or_noted(tmp_path: Path, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD)
    written = 0
    for row in rows:
        cells = [
            openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", c).replace("\ufffe", "").replace("\uffff", "")
            if isinstance(c, str)
            else c
            for c in row
        ]
        sheet.append(cells)
        written += any(c is not None and (not isinstance(c, str) or c.strip()) for c in cells)
    path = tmp_path / "t.xlsx"
    book.save(path)
    table = read_table(path, COLUMNS)
    assert table.total + len(table.notes) == written
    bad = {fault.row for fault in table.faults if "类别" not in fault.message}
    assert len(bad) == table.refused


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300))
def test_any_bytes_end_in_a_table_or_one_clear_error(tmp_path: Path, data: bytes) -> None:
    for begin in (b"", b"PK\x03\x04", "单位,名称\n".encode()):
        (tmp_path / "t.csv").write_bytes(begin + data)
        try:
            read_table(tmp_path / "t.csv", COLUMNS)
        except TableError as error:
            assert str(error)  # noqa: PT017
