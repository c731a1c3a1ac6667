"""Opens live pages as a visitor does, and measures: how long the home page takes, what axe-core finds, what did not come."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.async_api import CDPSession, Page
from playwright.async_api import Error as PlaywrightError

from govsite_checks.collect.access import Access
from govsite_checks.collect.browse.entry import enter
from govsite_checks.collect.browse.process import Process
from govsite_checks.collect.browse.render import QUIET
from govsite_checks.collect.browse.watch import trouble_of
from govsite_checks.collect.urls import BadUrlError, absolute
from govsite_checks.model import AuditedPage, Barrier, printable

from .log import Log
from .studio import Studio

LOADS = 3
LOAD_S = 20.0
AXE_S = 30.0
_STILL_S = 1.0
_WORLD = "govsite-audit"
_MOST = 200
_CHARS = 200
# In a world of its own: a page cannot meet axe-core, nor make it say what it likes.
_RUN = """axe.run(document, {iframes: false, preload: false, resultTypes: ["violations", "incomplete"],
  runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}).then((r) => {
  const row = (sure) => (v) => ({rule: v.id, tags: v.tags, count: v.nodes.length, sure,
    selector: String(((v.nodes[0] || {}).target || [""])[0]).slice(0, CHARS), snippet: ((v.nodes[0] || {}).html || "").slice(0, CHARS)});
  return JSON.stringify([...r.violations.map(row(true)), ...r.incomplete.map(row(false))].slice(0, MOST));
})"""


@cache
def axe_source() -> str:
    """axe-core, as the installed package carries it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


async def measure_loads(studio: Studio, url: str) -> tuple[float, ...]:
    """The seconds until a page has loaded, three times with nothing kept; fewer where it did not load each time.

    Raises:
        StudioError: there is no browser.
    """
    seconds: list[float] = []
    for _ in range(LOADS):
        async with studio.turn() as process:
            with suppress(Exception):  # a page that does not load has no time
                async with asyncio.timeout(LOAD_S + 10), _page(studio, process, url) as page:
                    began = asyncio.get_running_loop().time()
                    answer = await page.goto(absolute(url), wait_until="load", timeout=LOAD_S * 1000)
                    if answer is not None and answer.status < 400:
                        seconds.append(round(asyncio.get_running_loop().time() - began, 3))
    return tuple(seconds)


async def examine(studio: Studio, role: str, url: str) -> AuditedPage:
    """What there is to find on one page. Never raises for what the page or the network does.

    Raises:
        StudioError: there is no browser.
    """
    mask = studio.options.access.masked_text
    shown = mask(url)
    try:
        address = absolute(url)
    except BadUrlError as problem:
        return AuditedPage(role, shown, mask(str(problem)))
    async with studio.turn() as process:
        try:
            async with asyncio.timeout(LOAD_S + AXE_S + 15), _page(studio, process, address) as page:
                return replace(await _examined(studio, page, role, address), url=shown)
        except TimeoutError:
            return AuditedPage(role, shown, "页面长时间没有停下来")
        except Exception as error:  # whatever the driver makes of a page, or of a dying browser
            known = trouble_of(studio.proxy, address)
            process.suspect = process.suspect or not isinstance(error, PlaywrightError)
            words = known[1] if known else "浏览器在打开本页时崩溃" if process.gone else "浏览器没有打开本页"
            return AuditedPage(role, shown, printable(mask(words), 200))


async def _examined(studio: Studio, page: Page, role: str, url: str) -> AuditedPage:
    access = studio.options.access
    log = Log(page, studio.proxy, access.masked_text)
    answer = await page.goto(url, wait_until="commit", timeout=LOAD_S * 1000)
    if answer is not None and answer.status >= 400:
        return AuditedPage(role, url, f"HTTP {answer.status}")
    with suppress(PlaywrightError):  # what has not come by then is not waited for
        await page.wait_for_load_state("load", timeout=LOAD_S * 1000)
    await asyncio.sleep(_STILL_S)
    session = await page.context.new_cdp_session(page)
    barriers = await _barriers(session, access)
    return AuditedPage(role, url, "", barriers or (), barriers is not None, log.resources, log.console)


async def _barriers(session: CDPSession, access: Access) -> tuple[Barrier, ...] | None:
    """What axe-core finds; None where it did not come to its end."""
    tree = await session.send("Page.getFrameTree")
    frame = tree["frameTree"]["frame"]["id"]
    world = await session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": _WORLD})
    where = {"contextId": world["executionContextId"], "returnByValue": True}
    try:
        async with asyncio.timeout(AXE_S):
            await session.send("Runtime.evaluate", {"expression": f"{axe_source()};0", **where})
            expression = _RUN.replace("MOST", str(_MOST)).replace("CHARS", str(_CHARS + access.longest))
            answer = await session.send(
                "Runtime.evaluate", {"expression": expression, "awaitPromise": True, **where}
            )
    except (TimeoutError, PlaywrightError):
        return None
    value = answer["result"].get("value")
    rows = json.loads(value) if isinstance(value, str) else None
    return tuple(_barrier(row, access) for row in rows) if rows is not None else None


def _barrier(row: dict[str, Any], access: Access) -> Barrier:
    """What is cut short is masked before: half a secret is found by nobody."""
    return Barrier(
        printable(str(row["rule"]), 80),
        max(1, int(row["count"])),
        tuple(printable(str(tag), 40) for tag in row["tags"][:30]),
        printable(access.masked_text(str(row["selector"])), _CHARS),
        printable(access.masked_text(str(row["snippet"])), _CHARS),
        bool(row["sure"]),
    )


@asynccontextmanager
async def _page(studio: Studio, process: Process, url: str) -> AsyncIterator[Page]:
    """A page with nothing kept from before. Windows that it opens are closed; its dialogs, too, by the driver."""
    async with studio.context(process, url) as context:
        await context.add_init_script(QUIET)
        page = await context.new_page()
        await enter(await context.new_cdp_session(page), studio.options.access)
        page.on("popup", _close)
        yield page


def _close(window: Page) -> None:
    task = asyncio.ensure_future(window.close())
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
