from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govsite_checks.notice.annexes import write_annex_1, write_annex_2
from govsite_checks.notice.material import Material
from govsite_checks.notice.speaking import MissingError


def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_annex_1_has_a_row_for_each_unit_and_a_row_of_totals(tmp_path: Path, material: Material) -> None:
    write_annex_1(tmp_path / "a.xlsx", material)
    sheet = opened(tmp_path / "a.xlsx").worksheets[0]
    found = {row[1]: row for row in rows(sheet) if row[1]}
    assert found["合计"][3:6] == [845, 457, 457]
    assert found["合计"][8:12] == [97.2, 92.8, 93.4, 77.5]
    assert found["东城区"][2:5] == ["区", 11, 11]
    assert found["市己局"][3:5] == [388, 0]
    assert found["市己局"][6] is None  # nothing to divide by
    assert found["市科委"][14:17] == [1, 1, 1]
    assert found["东城区"][14] is None  # none of its sites is closed
    units = [row for row in rows(sheet) if isinstance(row[0], int)]
    assert sum(row[4] for row in units) == 457


def test_annex_1_is_made_for_paper_and_for_filters(tmp_path: Path, material: Material) -> None:
    write_annex_1(tmp_path / "a.xlsx", material)
    sheet = opened(tmp_path / "a.xlsx").worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert str(sheet.page_setup.paperSize) == "9"
    assert sheet.freeze_panes == "C4"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.auto_filter.ref


def test_codes_are_texts_and_shares_have_their_fractions(tmp_path: Path, material: Material) -> None:
    write_annex_1(tmp_path / "a.xlsx", material)
    book = opened(tmp_path / "a.xlsx")
    first = rows(book["网站明细"])[1]
    assert first[1] == "1100000000"
    assert book["网站明细"].cell(2, 2).data_type == "s"
    totals = rows(book["分子分母"])[-1]
    assert "354/457" in totals
    definitions = {row[0]: row for row in rows(book["计算口径"])}
    assert definitions["四项标识全部列明的比例"][1:3] == ["354/457", 77.5]


def test_annex_2_has_the_messages_of_each_unit(tmp_path: Path, material: Material) -> None:
    write_annex_2(tmp_path / "b.xlsx", material)
    found = rows(opened(tmp_path / "b.xlsx").worksheets[0])
    by_unit = {row[1]: row for row in found}
    assert by_unit["市第0局"][2:9] == [7, 7, 5, 2, 0, 71.4, 1]
    assert by_unit["合计"][2:9] == [641, 641, 619, 22, 0, 96.6, 20]
    assert any("2 行（共 643 行）" in str(row[0]) for row in found)


def test_without_messages_there_is_no_annex_2(tmp_path: Path, bare: Material) -> None:
    with pytest.raises(MissingError):
        write_annex_2(tmp_path / "b.xlsx", bare)
    assert not list(tmp_path.iterdir())


def test_no_cell_from_outside_can_run(tmp_path: Path, hostile: Material) -> None:
    write_annex_1(tmp_path / "a.xlsx", hostile)
    write_annex_2(tmp_path / "b.xlsx", hostile)
    for name in ("a.xlsx", "b.xlsx"):
        cells = [cell for sheet in opened(tmp_path / name) for row in sheet.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        texts = [cell.value for cell in cells if isinstance(cell.value, str)]
        assert any(text.startswith("'=cmd") for text in texts)
        assert not any("\x07" in text or "\u202e" in text for text in texts)


def test_the_same_material_gives_the_same_bytes(tmp_path: Path, material: Material) -> None:
    for name in ("a", "b"):
        write_annex_1(tmp_path / name, material)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
