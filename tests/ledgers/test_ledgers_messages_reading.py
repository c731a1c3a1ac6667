"""The ledger of messages as offices send it: every bad row named, the rest counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govsite_checks.ledgers.gathered import gather
from govsite_checks.ledgers.known import Units
from govsite_checks.ledgers.measures import message_measures
from govsite_checks.ledgers.messages import Messages
from govsite_checks.ledgers.messages_reading import Period, messages_of
from govsite_checks.model import CHINA
from govsite_checks.office import TableError, tables, workbook

Sheet = Callable[..., Path]
HEAD = ["留言编号", "办理单位", "收到日期", "办理期限", "答复日期", "是否退回重办"]
GOOD: list[Any] = ["1", "市教委", "2018-09-03", "2018-09-06", "2018-09-05", "否"]
UNITS = Units(["市教委", "市公安局"], {"市公安局": ["北京市公安局"]})
PERIOD = Period(datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA))


def read(*paths: Path, units: Units = UNITS, period: Period = PERIOD) -> Messages:
    return messages_of(gather(paths, "messages"), units, period, message_measures())


def test_a_ledger_gives_its_figures(sheet: Sheet) -> None:
    found = read(
        sheet(
            HEAD,
            GOOD,
            ["2", "北京市公安局", "2018年9月3日", "", "2018-09-07", "是"],
            ["3", "市公安局", datetime.fromisoformat("2018-09-03 09:30"), "", "未答复", ""],
            ["4", "市公安局", "2018-09-10", "", "", ""],
        )
    )
    assert (found.rows_read, found.rows_refused, found.total) == (4, 0, 4)
    police = found.unit("市公安局")
    assert police is not None
    assert (police.received, police.on_time, police.late, police.not_due, police.returned) == (3, 0, 2, 1, 1)
    assert [unit.unit for unit in found.units] == ["市教委", "市公安局"]
    assert [unit.unit for unit in found.units_below] == ["市公安局"]
    assert found.refusal == ""


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["2", "市教育委", "2018-09-03", "", "", ""], "表.xlsx[表1]:3:B 单位“市教育委”不在网站台账的单位中；是否应为“市教委”"),
        (["2", "市教委", "2018-09-03", "", "2018-09-02", ""], "表.xlsx[表1]:3:E 答复（2018-09-02）早于收到（2018-09-03）"),
        (["2", "市教委", "2018-09-03", "2018-09-01", "", ""], "表.xlsx[表1]:3:D 办理期限（2018-09-01）早于收到"),
        (["1", *GOOD[1:]], "表.xlsx[表1]:3:A 留言编号与第 2 行重复，只计一次"),
        (["2", "", "2018-09-03", "", "", ""], "表.xlsx[表1]:3:B “办理单位”为空"),
        (["2", "市教委", "上周", "", "", ""], "表.xlsx[表1]:3:C “收到日期”应为日期"),
        (["2", "市教委", "=TODAY()-3", "", "", ""], "表.xlsx[表1]:3:C “收到日期”是公式，文件中没有它的计算结果"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_and_the_rest_counted(sheet: Sheet, row: list[Any], says: str) -> None:
    found = read(sheet(HEAD, GOOD, row))
    assert (found.total, found.rows_refused) == (1, 1)
    assert any(says in str(one) for one in found.refused)
    assert found.refusal == "另有 1 行（共 2 行）因填写有误未计入"


def test_days_and_hours_are_compared_as_far_as_both_are_known(sheet: Sheet) -> None:
    found = read(
        sheet(
            HEAD,
            ["1", "市教委", "2018-09-03 09:30", "2018-09-06", "2018-09-03", ""],
            ["2", "市教委", "2018-09-03", "2018-09-06", "2018-09-06 15:00", ""],
            ["3", "市教委", "2018-09-03 09:30", "2018-09-03", "2018-09-03 09:31", ""],
            ["4", "市教委", "2018-09-03 09:30", "", "2018-09-03 09:29", ""],
        )
    )
    assert (found.units[0].on_time, found.units[0].late) == (3, 0)
    assert [(one.row, one.column) for one in found.refused] == [(5, "E")]


def test_messages_without_a_number_are_no_doubles(sheet: Sheet) -> None:
    found = read(sheet(HEAD, ["", *GOOD[1:]], ["", *GOOD[1:]]))
    assert (found.total, found.rows_refused) == (2, 0)
    assert "2 条留言没有编号，无法查重" in found.notes


def test_one_number_with_two_stories_counts_for_neither(sheet: Sheet) -> None:
    found = read(sheet(HEAD, GOOD, [*GOOD[:4], "", "否"], ["2", *GOOD[1:]]))
    assert (found.total, found.rows_refused) == (1, 2)
    assert [one.why for one in found.refused] == ["留言编号出现 2 次（第 2、3 行）且内容不一，均未计入"] * 2


def test_done_without_a_day_is_never_taken_for_late(sheet: Sheet) -> None:
    head = [*HEAD, "办理状态"]
    found = read(sheet(head, [*GOOD[:4], "", "否", "已办结"], ["2", *GOOD[1:], "已办结"]))
    assert (found.total, found.rows_refused) == (1, 1)
    assert "已办结却没有答复日期" in found.refused[0].why
    assert not found.units_below


def test_a_ledger_without_replies_is_refused_whole(sheet: Sheet) -> None:
    with pytest.raises(TableError, match="缺少“答复日期”列"):
        read(sheet(HEAD[:4], GOOD[:4]))


def test_what_is_outside_the_period_or_not_valid_is_said(sheet: Sheet) -> None:
    head = [*HEAD, "是否有效"]
    found = read(
        sheet(
            head,
            [*GOOD, "是"],
            ["2", "市教委", "2018-09-11", "", "", "", "是"],
            ["3", *GOOD[1:], "否"],
            ["4", "市教委", "2018-06-30", "", "", "", "是"],
        ),
        period=Period(PERIOD.cut_off, datetime(2018, 7, 1, tzinfo=CHINA)),
    )
    assert (found.total, found.outside, found.rows_refused) == (1, 3, 0)
    assert "3 条留言不在监测期内或无效，未计入" in found.notes


def test_years_without_a_calendar_are_said(sheet: Sheet) -> None:
    cut_off = Period(datetime(2055, 12, 31, tzinfo=CHINA))
    found = read(sheet(HEAD, ["1", "市教委", "2055-03-01", "", "2055-03-02", ""]), period=cut_off)
    assert found.assumed == 1
    assert any("2055 年的节假日安排尚不在日历中" in note for note in found.notes)


def test_without_an_inventory_names_are_taken_as_they_stand(sheet: Sheet) -> None:
    found = read(sheet(HEAD, GOOD), units=Units([]))
    assert [unit.unit for unit in found.units] == ["市教委"]
    assert "没有给出网站台账，单位名称未经核对" in found.notes


def test_returns_that_the_ledger_does_not_tell_are_not_known(sheet: Sheet) -> None:
    assert not read(sheet(HEAD[:5], GOOD[:5])).returns_known
    counted = read(sheet([*HEAD[:5], "退回次数"], [*GOOD[:5], 2]))
    assert counted.returns_known
    assert counted.units[0].returned == 1


def test_gbk_csv_merged_heads_and_a_bad_file_beside_them(sheet: Sheet, tmp_path: Path) -> None:
    text = "\r\n".join(",".join(row) for row in (HEAD, GOOD))
    gbk = tmp_path / "留言.csv"
    gbk.write_bytes(text.encode("gbk"))
    top = ["找错留言", "", "", "", "办理情况", ""]
    merged = sheet(top, HEAD, ["2", *GOOD[1:]], merged=("A1:D1", "E1:F1"), name="合并.xlsx")
    old = tmp_path / "旧.xlsx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    empty = tmp_path / "空.csv"
    empty.write_bytes(b"")
    found = read(gbk, merged, old, empty)
    assert found.total == 2
    said = "\n".join(map(str, found.refused))
    assert "旧.xlsx 是旧版 Excel 格式（.xls）" in said
    assert "空.csv 文件为空" in said
    assert sum("其中的各行未计入" in note for note in found.notes) == 2


def test_a_wrong_sheet_is_named(sheet: Sheet) -> None:
    with pytest.raises(TableError, match="没有名为“留言”的工作表；文件中有：“表1”"):
        gather([sheet(HEAD, GOOD)], "messages", sheets=["留言"])
    with pytest.raises(TableError, match="没有找到表头"):
        gather([sheet(["甲", "乙"], ["1", "2"])], "messages")


def test_several_sheets_of_one_file_are_one_ledger(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number, name in enumerate(("7月", "8月", "9月")):
        page = book.create_sheet(name)
        for row in (HEAD, [str(number), *GOOD[1:]]):
            page.append(row)
    path = tmp_path / "三个月.xlsx"
    book.save(path)
    with pytest.raises(TableError, match="有 3 个工作表都符合要求"):
        read(path)
    gathered = gather([path], "messages", sheets=["7月", "9月", "10月"])
    assert messages_of(gathered, UNITS, PERIOD, message_measures()).total == 2
    assert [name.rsplit("/", 1)[-1] for name in gathered.lost] == ["三个月.xlsx[10月]"]


def test_a_million_rows_end_with_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 1_000)  # what it is takes seconds to reach
    path = tmp_path / "多.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("办理单位,收到日期,答复日期\n")
        stream.write("甲,2018-09-03,\n" * 1_000_000)
    with pytest.raises(TableError, match=r"多\.csv:1002 数据超过 1000 行；请拆分后再试"):
        read(path)


def test_what_a_cell_holds_runs_nowhere(sheet: Sheet) -> None:
    name = '=HYPERLINK("http://x","y")\x1b[31m'
    path = sheet(["办理单位", "收到日期", "答复日期"], ["甲", "2018-09-03", ""])
    path.with_suffix(".csv").write_text(
        f'办理单位,收到日期,答复日期\n"@{name[1:].replace(chr(34), "")}",2018-09-03,\n', encoding="utf-8"
    )
    found = read(path.with_suffix(".csv"))
    said = str(found.refused[0])
    assert "\x1b" not in said
    assert "不在网站台账的单位中" in said
    taken = read(path.with_suffix(".csv"), units=Units([]))
    assert workbook.plain(taken.units[0].unit).startswith("'@")
