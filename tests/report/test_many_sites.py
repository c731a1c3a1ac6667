"""The index of a national run: 14 000 sites and 90 demands, no file of 10 MB, paged and searched in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from govsite_checks.report import writer
from govsite_checks.summary import Summary

SITES, COPIES, UNITS, TIMES = 14_000, 140, 3_000, 9
MOST_BYTES = 10_000_000


def national(make_run: Callable[..., Any]) -> tuple[Any, Summary]:
    """A run, and the summary of one as large as the country, made of its rows."""
    run = make_run(COPIES)
    few = run.summary()
    rows = tuple(
        replace(
            few.sites[n % COPIES],
            id=f"{n:010d}",
            name=f"某某省某某自治州某某县第{n}号政府网站",
            unit=f"某某省某某自治州某某县第{n % UNITS}号单位",
            url=f"https://www.a-rather-long-name-{n}.gov.cn/index.html",
            marks=few.sites[n % COPIES].marks * TIMES,
        )
        for n in range(SITES)
    )
    rules = tuple(replace(rule, id=f"{rule.id}-{k}") for k in range(TIMES) for rule in few.rules)
    return run, replace(few, sites=rows, rules=rules)


@pytest.fixture(scope="module")
def index(make_run: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index, written as a run writes it once its sites are done."""
    run, summary = national(make_run)
    rules = [replace(rule, id=f"{rule.id}-{k}") for k in range(TIMES) for rule in run.rules]
    folder = tmp_path_factory.mktemp("national")
    return writer._Report(folder, summary, rules, run.clauses).write_index()


def test_no_file_of_the_index_is_large(index: Path) -> None:
    sizes = {path.name: path.stat().st_size for path in index.parent.rglob("*") if path.is_file()}
    assert max(sizes.values()) < MOST_BYTES, sizes
    assert sizes["index.html"] < 2_000_000


def test_it_is_paged_filtered_and_sorted(index: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(index.as_uri())
    assert page.inner_text("#state") == f"共 {SITES} 个网站。"
    assert page.inner_text("#where") == f"第 1 页，共 {SITES // 100} 页"
    assert page.locator("#site-table tbody tr").count() == 100
    page.click("#next")
    assert page.locator("#site-table tbody tr").count() == 100
    page.fill("#f-text", "第13999号")
    assert page.inner_text("#state") == f"共 {SITES} 个网站，符合条件 1 个。"
    page.fill("#f-text", "")
    page.select_option("#f-unit", "某某省某某自治州某某县第2999号单位")
    assert page.inner_text("#state").endswith("符合条件 4 个。")
    page.close()
