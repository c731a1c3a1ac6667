"""Tables as offices send them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import JudgedRule, QuarterResults, RuleResult, SiteResult
from govsite_checks.model import CHINA

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


@pytest.fixture
def census() -> Callable[..., QuarterResults]:
    """Results of a quarter: sites as ``id=(name, unit, {rule: verdict})``."""

    def made(titles: dict[str, str], **sites: tuple[str, str, dict[str, str]]) -> QuarterResults:
        return QuarterResults(
            quarter=Quarter(2018, 3),
            as_of=datetime(2018, 9, 10, 23, 59, 59, tzinfo=CHINA),
            inventory="beijing-2018q3",
            title="北京市政府网站",
            region="北京市",
            profile="beijing-2018",
            profile_verified=False,
            sites=tuple(
                SiteResult(
                    id=id,
                    name=name,
                    unit=unit,
                    url=f"http://www.{id}.gov.cn/",
                    rules={rule: RuleResult(verdict, 1) for rule, verdict in rules.items()},
                )
                for id, (name, unit, rules) in sites.items()
            ),
            judged={id: JudgedRule(id, title, 1) for id, title in titles.items()},
        )

    return made
