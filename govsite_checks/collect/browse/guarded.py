"""A browser behind the guard for whoever needs pages outside the collection of a site: pictures, audits.

How to open a page::

    async with guarded_browser(options, BrowseOptions(path=path), pictures=True) as browser:
        context = await browser.process.new_context(browser.product, viewport={"width": 1280, "height": 900})
        page = await context.new_page()
        try:
            await page.goto(url, timeout=20_000)
            ...
        finally:
            await page.close()

``options`` are the collector's own (``resolve``, ``proxy``, the contact in ``politeness``): what they open is all that a
page reaches, whatever its scripts ask for. ``browser.proxy.trouble(host, port)`` says why a host was not connected to.
Every wait of a page is the caller's to bound (``asyncio.timeout``); how many pages are open at once, too.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from govsite_checks.collect.limits import CollectOptions
from govsite_checks.collect.naming import user_agent

from .choice import NONE_FOUND, choose
from .contracts import BrowseLimits, BrowseOptions
from .process import Process, StartError
from .proxy import GuardProxy


@dataclass(frozen=True, slots=True)
class GuardedBrowser:
    """A running browser, the proxy that it is behind, and the name that its contexts are given."""

    process: Process
    proxy: GuardProxy
    product: str


@asynccontextmanager
async def guarded_browser(
    options: CollectOptions,
    browse: BrowseOptions,
    limits: BrowseLimits | None = None,
    *,
    pictures: bool = False,
) -> AsyncIterator[GuardedBrowser]:
    """A browser of its own, ended with the block. Images are loaded only where ``pictures`` are wanted.

    Raises:
        StartError: there is no browser, or it does not start; the message is one Chinese line.
        ValueError: what ``browse`` names, ``options.resolve`` or ``options.proxy`` cannot be used; the message likewise.
    """
    limits = limits or options.browse_limits
    found = choose(browse)
    if found is None:
        raise StartError(NONE_FOUND)
    proxy = GuardProxy(options)
    try:
        process = await Process.start(found, await proxy.start(), limits, pictures=pictures)
        try:
            yield GuardedBrowser(process, proxy, user_agent(options.politeness.contact))
        finally:
            await process.close(limits.close_s)
    finally:
        await proxy.close()
