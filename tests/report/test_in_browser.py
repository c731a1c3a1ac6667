"""The report in a real browser: opened by double click, without a network, with hostile names in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from govsite_checks.model import Finding, Verdict

MakeRun = Callable[..., Any]
SCREEN = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
EVIL = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "javascript:alert(4)",
    "${alert(5)}",
    "<a href=//evil.example/>x</a>",
)


@dataclass(slots=True)
class Opened:
    """A page of the report, and everything that went wrong while it was open."""

    page: Page
    troubles: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def rows(self) -> list[list[str]]:
        """The cells of the table of sites as they are shown."""
        shown: list[list[str]] = self.page.eval_on_selector_all(
            "#site-table tbody tr", "rows => rows.map(r => [...r.cells].map(c => c.innerText.trim()))"
        )
        return shown

    def names(self) -> list[str]:
        """The names of the sites that are shown."""
        return [row[1].split("\n")[0] for row in self.rows()]

    def state(self) -> str:
        return self.page.inner_text("#state")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Open a file in a window of its own; at the end nothing may have gone wrong in it."""
    opened: list[Opened] = []

    def go(path: Path, viewport: dict[str, int] = SCREEN, **more: Any) -> Opened:
        page = browser.new_page(viewport=viewport, **more)
        window = Opened(page)
        opened.append(window)
        page.on("console", lambda message: window.troubles.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: window.troubles.append(f"error: {error}"))
        page.on("requestfailed", lambda request: window.troubles.append(f"failed: {request.url}"))
        page.on("request", lambda request: window.requests.append(request.url))

        def dialog(box: Any) -> None:
            window.troubles.append(f"dialog: {box.message}")
            box.dismiss()

        page.on("dialog", dialog)
        page.goto(path.as_uri())
        return window

    yield go
    for window in opened:
        assert window.troubles == []
        assert all(url.startswith("file:") for url in window.requests)
        window.page.close()


def test_opens_by_double_click_and_draws_the_table(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    run = make_run(23)
    window = open_page(run.write(tmp_path))
    assert window.page.title() == f"政府网站检查报告 · {run.title}"
    assert window.page.evaluate("document.documentElement.lang") == "zh-CN"
    assert len(window.requests) == 4
    assert window.page.is_visible("#filters")
    assert window.state() == "共 23 个网站。"
    rows = window.rows()
    assert len(rows) == 23
    assert rows[0][4].startswith("×")
    # The style sheet is applied too, so its policy lets it in.
    assert (
        window.page.evaluate("getComputedStyle(document.querySelector('.toc')).backgroundColor")
        == "rgb(23, 64, 109)"
    )


def test_the_script_draws_the_rows_that_the_page_carries(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    index = make_run(23, tool_error=True).write(tmp_path)
    with_script = open_page(index)
    without = open_page(index, java_script_enabled=False)
    assert without.page.is_hidden("#filters")
    assert without.rows() == with_script.rows()


def test_sorts_by_every_column(make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path) -> None:
    window = open_page(make_run(23, tool_error=True).write(tmp_path))
    page = window.page
    heads = page.locator("#site-table thead th[data-key]:visible")
    assert heads.count() == 12
    for column in range(heads.count()):
        button = heads.nth(column).locator("button")
        orders = []
        for _ in range(2):
            button.click()
            assert heads.nth(column).get_attribute("aria-sort") in {"ascending", "descending"}
            assert page.locator("th[aria-sort]").count() == 1
            orders.append([row[column] for row in window.rows()])
        assert sorted(orders[0]) == sorted(orders[1])
        assert orders[0] == orders[1][::-1], f"column {column}"


def test_figures_sort_as_numbers_with_the_most_first(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    window = open_page(make_run(23).write(tmp_path))
    window.page.click("th[data-key=c4] button")
    fine = [int(row[9]) for row in window.rows()]
    assert fine == sorted(fine, reverse=True)
    assert fine[0] == 10
    window.page.click("th[data-key='0'] button")
    assert [row[0] for row in window.rows()] == [str(n) for n in range(1, 24)]


def test_sorting_and_filtering_work_from_the_keyboard(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    window = open_page(make_run(23).write(tmp_path))
    page = window.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("th[data-key='0'] button")
    page.keyboard.press("Enter")
    assert window.rows()[0][0] == "1"
    page.focus("#f-text")
    page.keyboard.type("示例 007")
    assert len(window.rows()) == 1


def test_filters_by_text_unit_rule_and_verdict(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    run = make_run(43)
    summary = run.summary()
    window = open_page(run.write(tmp_path))
    page = window.page

    page.fill("#f-text", "SITE12.example")
    assert window.names() == [run.sites[12].name]
    assert window.state() == "共 43 个网站，符合条件 1 个。"
    page.fill("#f-text", "没有这个网站")
    assert window.rows() == []
    page.click("#filters button[type=reset]")
    expect(page.locator("#site-table tbody tr")).to_have_count(43)

    page.select_option("#f-unit", "青湖区政府")
    assert {row[2] for row in window.rows()} == {"青湖区政府"}
    page.select_option("#f-unit", "")

    page.select_option("#f-verdict", "needs-review")
    expected = {row.name for row in summary.sites if row.counts[Verdict.NEEDS_REVIEW]}
    assert set(window.names()) == expected

    page.select_option("#f-rule", "3")
    expected = {row.name for row in summary.sites if row.marks[3] == Verdict.NEEDS_REVIEW}
    assert set(window.names()) == expected
    assert all("待人工复核" in row[-1] for row in window.rows())

    page.select_option("#f-verdict", "")
    assert len(window.rows()) == sum(row.marks[3] != Verdict.NOT_APPLICABLE for row in summary.sites)


def test_a_figure_of_a_rule_leads_to_its_sites_and_back_finds_them_again(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    run = make_run(43)
    summary = run.summary()
    window = open_page(run.write(tmp_path))
    page = window.page
    page.click(f"#rules tbody tr:has-text('{run.rules[1].title}') a.pick.violation")
    expect(page).to_have_url(re.compile("verdict=violation"))
    expected = {row.name for row in summary.sites if row.marks[1] == Verdict.VIOLATION}
    assert set(window.names()) == expected
    first = window.names()[0]
    page.click("#site-table tbody a >> nth=0")
    assert page.inner_text("h1") == first
    page.go_back()
    assert set(window.names()) == expected


def test_many_sites_come_in_pages_of_a_hundred(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    window = open_page(make_run(210).write(tmp_path))
    page = window.page
    assert len(window.rows()) == 100
    assert page.inner_text("#where") == "第 1 页，共 3 页"
    assert page.is_disabled("#previous")
    seen = window.names()
    for _ in range(2):
        page.click("#next")
        seen += window.names()
    assert page.is_disabled("#next")
    assert len(seen) == len(set(seen)) == 210


@pytest.mark.parametrize("viewport", [SCREEN, PHONE], ids=["screen", "phone"])
def test_hostile_text_does_nothing(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path, viewport: dict[str, int]
) -> None:
    run = make_run(len(EVIL))
    for n, evil in enumerate(EVIL):
        site = run.sites[n]
        run.sites[n] = replace(site, name=evil, url=evil, unit=evil, sponsor=evil)
        run.judgements[site.id] = [
            replace(row, findings=tuple(Finding(f.verdict, evil, evil, evil, evil) for f in row.findings))
            for row in run.judgements[site.id]
        ]
    run.title = EVIL[0]
    window = open_page(run.write(tmp_path), viewport)
    assert sorted(window.names()) == sorted(EVIL)
    assert window.page.locator("h1").inner_text() == EVIL[0]
    window.page.select_option("#f-unit", EVIL[1])
    assert window.names() == [EVIL[1]]
    for site in run.sites[:2]:
        page = open_page(tmp_path / "sites" / f"{site.id}.html", viewport).page
        assert page.locator("h1").inner_text() == site.name
        assert page.locator("img, [onload], [onerror]").count() == 0


def test_the_policy_stops_what_escaping_might_miss(
    make_run: MakeRun, browser: Browser, tmp_path: Path
) -> None:
    index = make_run(1).write(tmp_path)
    injected = "<script>window.owned=1</script><img src=x onerror='window.owned=1'></main>"
    index.write_text(index.read_text("utf-8").replace("</main>", injected), "utf-8")
    page = browser.new_page()
    page.goto(index.as_uri())
    assert page.evaluate("window.owned === undefined")
    page.close()


@pytest.mark.parametrize("viewport", [SCREEN, PHONE], ids=["screen", "phone"])
def test_nothing_is_wider_than_the_window(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path, viewport: dict[str, int]
) -> None:
    run = make_run(23)
    long = "http://www.example.gov.cn/" + "a" * 400
    run.sites[0] = replace(run.sites[0], url=long)
    index = run.write(tmp_path)
    for path in (index, tmp_path / "sites" / f"{run.sites[0].id}.html"):
        page = open_page(path, viewport).page
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_prints_on_a4_with_every_row(
    make_run: MakeRun, open_page: Callable[..., Opened], tmp_path: Path
) -> None:
    run = make_run(104)
    window = open_page(run.write(tmp_path))
    page = window.page
    page.evaluate(
        "addEventListener('beforeprint', () => "
        "{ window.printed = document.querySelectorAll('#site-table tbody tr').length })"
    )
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = set(re.findall(rb"/MediaBox\s*\[([^\]]+)\]", pdf))
    assert {tuple(round(float(n)) for n in box.split()) for box in boxes} == {(0, 0, 595, 842)}
    assert page.evaluate("window.printed") == 104
    assert len(window.rows()) == 100
    page.emulate_media(media="print")
    for hidden in ("#filters", ".toc", "#pager", "thead button"):
        assert page.locator(f"{hidden} >> visible=true").count() == 0
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.sites thead')).display")
        == "table-header-group"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.sites tbody tr')).breakInside") == "avoid"
    assert page.locator("th[data-key=c0] .printed").inner_text() == "不符合"
