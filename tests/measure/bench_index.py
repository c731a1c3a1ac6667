"""How long a browser takes to open the index of a report with 14 000 sites, and how large its files are."""

from __future__ import annotations

import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

import test_many_sites as many

import conftest
from govsite_checks.report import writer

ROUNDS = 3


def main() -> None:
    """Measure and print."""
    run, summary = many.national(conftest.sample_run)
    rules = [replace(rule, id=f"{rule.id}-{k}") for k in range(many.TIMES) for rule in run.rules]
    with tempfile.TemporaryDirectory(prefix="govsite-bench-") as folder, sync_playwright() as playwright:
        index = writer._Report(Path(folder), summary, rules, run.clauses).write_index()
        largest = max(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
        browser = playwright.chromium.launch(
            executable_path=conftest.browser_executable(), args=["--no-sandbox"]
        )
        seconds = []
        for _ in range(ROUNDS):
            page = browser.new_page()
            page.goto(index.as_uri())
            seconds.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000)
            page.close()
        browser.close()
    print(f"\nReport index: {many.SITES} sites, {len(summary.rules)} demands, {many.UNITS} units.\n")
    print("| figure | value | goal |\n|---|---|---|")
    print(f"| the index opens, seconds (median of {ROUNDS}) | {statistics.median(seconds):.1f} | < 2 |")
    print(f"| its largest file, MB | {largest:.1f} | < 10 |")


if __name__ == "__main__":
    main()
