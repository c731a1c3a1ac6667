"""The browser tier as ratios in one run, with the machine: part of ``make bench``. Prints Markdown; times nothing in a test.

Pages that a script fills answer on loopback. Figures:

* pages per second of the tier, guarding proxy and all, against a bare Playwright loop on the same pages with the same browser
  and as many pages at once: a page opened, loaded, its document read, closed. In turn, the median of the rounds;
* the memory of this process, and of it with all its children, while 500 pages are shown.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import statistics
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.async_api import async_playwright

from govsite_checks.collect import CollectOptions
from govsite_checks.collect.browse.contracts import BrowseLimits, BrowseOptions, Mode
from govsite_checks.collect.browse.engine import ChromiumBrowser, open_browser
from govsite_checks.collect.browse.find import find
from govsite_checks.model import Site

sys.path.insert(0, str(Path(__file__).parent))

from bench import cpu_model

ROUNDS = 3
HOST = "www.bench.gov.cn"
SITE = Site("bench", "bench", f"http://{HOST}/")
ROWS = "".join(
    f'<li><span>2018-09-{i % 28 + 1:02d}</span><a href="/a/{i}.html">关于做好第{i}号事项的通知</a></li>'
    for i in range(120)
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>虚构市某局</title>
<link rel="stylesheet" href="/s.css"><script src="/a.js"></script></head><body>
<ul>{"".join(f'<li><a href="/{i}/">栏目{i}</a></li>' for i in range(40))}</ul><ul id="list"></ul><ul>{ROWS}</ul>
<script>fetch("/rows").then(r => r.text()).then(t => document.getElementById("list").innerHTML = t)</script>
</body></html>"""
FILES = {
    "/s.css": ("text/css", "li { color: #333 }"),
    "/a.js": ("text/javascript", "function nothing() {}"),
    "/rows": ("text/html; charset=utf-8", ROWS),
}


class Handler(BaseHTTPRequestHandler):
    """The files by path, the page for every other one."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer."""
        kind, text = FILES.get(self.path, ("text/html; charset=utf-8", PAGE))
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


async def shared(count: int, width: int, show: Callable[[int], Awaitable[None]]) -> float:
    """Pages per second of ``show``, as many at once."""
    todo: Iterator[int] = iter(range(count))

    async def work() -> None:
        for number in todo:
            await show(number)

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(width)))
    return count / (time.perf_counter() - started)


async def bare(port: int, count: int, limits: BrowseLimits) -> float:
    """Pages per second of Playwright alone, in one context."""
    found = find()
    assert found is not None
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=found.path, args=[f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{port}"]
        )
        context = await browser.new_context()

        async def show(number: int) -> None:
            page = await context.new_page()
            await page.goto(f"http://{HOST}/{number}")
            assert "关于做好第1号" in await page.content()
            await page.close()

        await show(0)
        rate = await shared(count, limits.pages_at_once, show)
        await browser.close()
    return rate


async def ours(
    port: int, count: int, limits: BrowseLimits, note: Callable[[int], None] = lambda _: None
) -> float:
    """Pages per second of the tier, as one site."""
    options = CollectOptions(
        resolve={HOST: f"127.0.0.1:{port}"}, browse=BrowseOptions(Mode.ALWAYS), browse_limits=limits
    )
    browser = open_browser(options)
    assert isinstance(browser, ChromiumBrowser)
    view = browser.open_site(SITE)

    async def show(number: int) -> None:
        shown = await view.show(f"http://{HOST}/{number}", "always")
        if shown.error or shown.html.count("关于做好第1号") != 2:
            raise SystemExit(f"a page was not shown whole: {shown.error} {shown.detail}: no figure")
        note(number)

    await show(0)
    rate = await shared(count, limits.pages_at_once, show)
    await view.close()
    await browser.close()
    return rate


def resident(pid: int) -> int:
    """The resident memory of a process in MB, what it shares counted in; 0 where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text().split()
    except OSError:
        return 0
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") // 2**20


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(each for child in children for each in family(int(child)))]


def memory(port: int, count: int, limits: BrowseLimits) -> list[tuple[int, int, int]]:
    """After every 50 pages: how many, MB of this process, MB of it and all its children."""
    rows: list[tuple[int, int, int]] = []

    def note(number: int) -> None:
        if number and number % 50 == 0:
            pid = os.getpid()
            rows.append((number, resident(pid), sum(resident(each) for each in family(pid))))

    asyncio.run(ours(port, count, limits, note))
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--memory-pages", type=int, default=501)
    options = parser.parse_args()
    if find() is None:
        raise SystemExit("no Chromium on this machine: no figure")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port, limits = server.server_address[1], BrowseLimits(pages_per_browser=10_000)
    rates = []
    for turn in range(ROUNDS):
        loop = asyncio.run(bare(port, options.pages, limits))
        mine = asyncio.run(ours(port, options.pages, limits))
        rates.append((mine, loop))
        sys.stderr.write(f"round {turn + 1}: tier {mine:.1f}, bare loop {loop:.1f} pages/s\n")
    rows = memory(port, options.memory_pages, BrowseLimits())
    server.shutdown()
    ratio = statistics.median(mine / loop for mine, loop in rates)
    found = find()
    print(
        f"Machine: {cpu_model()}, {os.cpu_count()} cores, Python {platform.python_version()}, {found.how if found else ''}.\n"
    )
    print("| figure | value | goal |\n|---|---|---|")
    print(
        f"| browser tier / bare Playwright loop, pages per second (median of {ROUNDS}) | {ratio:.2f} | >= 0.8 |"
    )
    print(f"| browser tier, pages per second (median) | {statistics.median(m for m, _ in rates):.1f} | |")
    print(f"| bare loop, pages per second (median) | {statistics.median(b for _, b in rates):.1f} | |")
    print("\n| pages shown | this process, MB | with all its children, MB |\n|---|---|---|")
    for number, own, whole in rows:
        print(f"| {number} | {own} | {whole} |")


if __name__ == "__main__":
    main()
