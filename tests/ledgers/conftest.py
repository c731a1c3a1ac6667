"""Tables as offices send them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Sheet = Callable[..., Path]


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """Write a workbook of one sheet, its first row the head, and give its path."""

    def written(
        *rows: list[Any], merged: tuple[str, ...] = (), name: str = "表.xlsx", tab: str = "表1"
    ) -> Path:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = tab
        for row in rows:
            page.append(row)
        for cells in merged:
            page.merge_cells(cells)
        path = tmp_path / name
        book.save(path)
        return path

    return written
