"""The documentation as a website: whole, and nothing of it comes from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import website
from building.pages import DOCS, reference
from playwright.sync_api import sync_playwright

from govsite_checks.collect.browse.find import find


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return website.build(tmp_path_factory.mktemp("docs") / "built")


def test_every_page_is_built_and_asks_nobody_for_anything(site: Path) -> None:
    names = ["index", "english", "tutorial/gate", "how-to/office", "rules/footer-icp", "explanation/limits"]
    for name in [*names, *(name.removesuffix(".md") for name in reference())]:
        assert not website.outward(site / f"{name}.html"), name
    assert not list(site.rglob("building"))
    assert (site / "recipes/gate.sh").read_bytes() == (DOCS / "recipes/gate.sh").read_bytes()


def test_every_page_stands_in_the_navigation(site: Path) -> None:
    shown = (site / "index.html").read_text("utf-8")
    listed = (DOCS / "zensical.toml").read_text("utf-8")
    for path in DOCS.rglob("*.md"):
        name = path.relative_to(DOCS).as_posix()
        if not name.startswith("rules/"):
            assert f'"{name}"' in listed, f"{name} is not in docs/zensical.toml"
    assert "操作指南" in shown


def test_a_chinese_sentence_has_no_holes_and_an_address_no_tail(site: Path) -> None:
    assert "写出每个结论都能追溯到原始字节的报告。（" in (site / "index.html").read_text("utf-8")
    assert "www.gov.cn；不会访问它</a>" not in (site / "reference/commands.html").read_text("utf-8")


def test_a_file_that_a_reader_writes_stands_under_its_name(site: Path) -> None:
    shown = (site / "tutorial/gate.html").read_text("utf-8")
    assert '<span class="filename">www/index.html</span>' in shown


def test_a_browser_searches_it_from_the_disk_and_asks_nobody_else(site: Path) -> None:
    found = find()
    if found is None:
        pytest.fail("no Chromium to test with: install the package chromium-headless-shell or chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.path, args=["--no-sandbox"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "tutorial/gate.html").as_uri())
        page.locator(".md-search__button").first.click()
        page.keyboard.type("豁免")
        page.get_by_text("豁免：批准过的、有期限的").first.wait_for(timeout=30_000)
        browser.close()
    assert [url for url in asked if not url.startswith((site.as_uri(), "blob:", "data:"))] == []


def test_what_a_page_would_load_from_elsewhere_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<script src="https://cdn.example/a.js"></script><a href="https://www.gov.cn/">x</a>', "utf-8"
    )
    assert len(website.outward(page)) == 1
