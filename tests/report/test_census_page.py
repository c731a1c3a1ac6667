"""The census page: charts that plotly takes, a table beside each, offline, harmless whatever units are called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from govsite_checks.census.census import Census
from govsite_checks.census.figures import Comparison, figures
from govsite_checks.census.quarter import Quarter
from govsite_checks.census.results import JudgedRule, QuarterResults, RuleResult, SiteResult
from govsite_checks.census.taking import take_census
from govsite_checks.model import CHINA
from govsite_checks.report.census_page import INDEX_PLACE, write_census_page
from govsite_checks.report.charts import SHOWN, Trend, charts, plain

MARKS = ("footer-party-gov-mark", "footer-site-code", "footer-icp", "footer-police-filing")
EVIL = '<a href="https://evil.example/">区</a></script><img src=x onerror=alert(1)>%{x}'
NOW = Quarter(2018, 3)
CHARTS = ("chart-units", "chart-trend", "chart-heat", "chart-unjudged")


def results(when: Quarter, version: int = 1) -> QuarterResults:
    """Eleven sites of three units, one of them with a hostile name; something is missing, something unseen."""
    sites = []
    for n in range(11):
        verdicts = dict.fromkeys(MARKS, "ok")
        verdicts[MARKS[n % 4]] = ("ok", "violation", "no-evidence")[n % 3]
        rules = {mark: RuleResult(verdict, version) for mark, verdict in verdicts.items()}
        unit = ("甲区", EVIL, "市乙局")[n % 3]
        sites.append(SiteResult(f"s{n}", f"第{n}网{EVIL}", unit, "district", outcome="passed", rules=rules))
    judged = {mark: JudgedRule(mark, mark, version) for mark in MARKS}
    as_of = datetime(2018, 9, 10, tzinfo=CHINA)
    return QuarterResults(when, as_of, "bj", f"北京{EVIL}", "", "p", True, tuple(sites), judged, "普查")


def made(version_before: int = 1) -> tuple[Census, Trend]:
    """The census of a quarter, and the figures of it and of the one before."""
    before, now = results(NOW.previous, version_before), results(NOW)
    trend = [
        (before.quarter, figures(before.sites, (), Comparison.of(before, None))),
        (now.quarter, figures(now.sites, before.sites, Comparison.of(now, before))),
    ]
    return take_census(now, [before]), trend


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page, opened by double click; at the end nothing may have gone wrong, and nothing have left the machine."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda box: (troubles.append(box.message), box.dismiss()))
    page.on(
        "request",
        lambda request: None if request.url.startswith(("file:", "data:")) else troubles.append(request.url),
    )
    page.goto(write_census_page(tmp_path, *made()).as_uri())
    page.wait_for_selector("#chart-unjudged .main-svg", state="attached")
    yield page
    assert troubles == []
    page.close()


def test_plotly_itself_takes_every_chart() -> None:
    from plotly import graph_objects

    found = charts(*made())
    assert tuple(chart.id for chart in found) == CHARTS
    for chart in found:
        graph_objects.Figure(data=chart.data, layout=chart.layout)  # raises on what it does not know


def test_no_text_from_outside_is_markup_to_plotly() -> None:
    text = json.dumps([chart.to_dict() for chart in charts(*made())], ensure_ascii=False)
    assert "evil.example" in text
    assert "<" not in text
    assert plain('<b>&"') == "&lt;b&gt;&amp;&quot;"


def test_a_line_is_broken_where_quarters_may_not_be_compared() -> None:
    for version, expected in ((1, 2), (2, 3)):
        trend = next(chart for chart in charts(*made(version)) if chart.id == "chart-trend")
        line = next(line for line in trend.data if line["name"] == "ICP备案")
        assert len(line["y"]) == expected
        assert (None in line["y"]) == (version == 2)


def test_long_names_that_are_cut_stay_apart() -> None:
    census, trend = made()
    rows = [replace(census.units[0], unit=f"{'很长的单位名称' * 5}{n}") for n in range(3)]
    chart = charts(replace(census, units=tuple(rows)), trend)[0]
    assert len(set(chart.data[0]["y"])) == 3


def test_all_charts_are_drawn_with_a_table_beside_each(opened: Page) -> None:
    for id in CHARTS:
        assert opened.locator(f"#{id} .main-svg").count() > 0
        assert opened.locator(f".beside:has(#{id}) table tbody tr").count() > 0
    assert opened.locator("#chart-heat .hm image, #chart-heat .heatmaplayer").count() > 0
    rows = opened.locator("#heat tbody tr")
    assert rows.count() == 3
    assert rows.first.locator("td").count() == len(SHOWN)
    assert "ICP备案编号添加比例" in opened.inner_text("#figures")


def test_hostile_names_are_text(opened: Page) -> None:
    assert EVIL in opened.inner_text("#heat tbody")
    assert EVIL in opened.inner_text("h1")
    assert opened.locator("img, [onerror]").count() == 0
    assert opened.locator("a[href*=evil]").count() == 0
    assert opened.evaluate("[...document.querySelectorAll('svg a')].length") == 0


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, {"width": 390, "height": 844}])
def test_nothing_is_wider_than_the_window(opened: Page, size: Any) -> None:
    opened.set_viewport_size(size)
    assert opened.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_prints_on_a4_with_the_charts_in_full(opened: Page) -> None:
    pdf = opened.pdf(prefer_css_page_size=True)
    boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf))
    assert {tuple(round(float(n)) for n in box.split()) for box in boxes} == {(0, 0, 595, 842)}
    opened.set_viewport_size({"width": 688, "height": 972})  # A4 between its margins
    opened.emulate_media(media="print")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 688
    assert opened.locator(".toc").is_hidden()


def test_without_scripts_the_tables_say_it_all(browser: Browser, tmp_path: Path) -> None:
    path = write_census_page(tmp_path, *made())
    page = browser.new_page(java_script_enabled=False)
    page.goto(path.as_uri())
    assert page.locator(".beside table").count() == 4
    assert "数据见表" in page.inner_text("#chart-trend")
    page.close()


def test_the_same_census_gives_the_same_bytes(tmp_path: Path) -> None:
    kept = []
    for name in ("a", "b"):
        write_census_page(tmp_path / name, *made())
        kept.append({p.name: p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()})
    assert kept[0] == kept[1]
    assert set(kept[0]) == {
        "census.html",
        "plotly.min.js",
        "census-data.js",
        "census.js",
        "census.css",
        "report.css",
    }


def test_the_index_of_the_report_leads_to_the_page_and_back(tmp_path: Path, make_run: Any) -> None:
    index = make_run(3).write(tmp_path)
    assert INDEX_PLACE in index.read_text("utf-8")
    for _ in range(2):
        page = write_census_page(tmp_path, *made())
        assert index.read_text("utf-8").count('<a href="census.html">') == 1
    assert '<a href="index.html">' in page.read_text("utf-8")


def test_sites_lead_to_their_pages_only_where_the_report_has_them(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "s1.html").touch()
    text = write_census_page(tmp_path, *made()).read_text("utf-8")
    assert 'href="sites/s1.html"' in text
    assert 'href="sites/s4.html"' not in text
    assert "第4网" in text
