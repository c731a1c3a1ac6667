"""A browser that loads images too: for pictures and measurements. One process behind the guard, replaced where it fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from playwright.async_api import BrowserContext

from govsite_checks.collect.browse.find import Found, find
from govsite_checks.collect.browse.process import Process, StartError
from govsite_checks.collect.browse.proxy import GuardProxy
from govsite_checks.collect.limits import CollectOptions

from .limits import BROWSER, PROXY, LookLimits


class StudioError(Exception):
    """There is no browser to look with; the message is one Chinese line."""


class Studio:
    """To be entered within one event loop. The browser starts at the first page."""

    def __init__(self, found: Found, options: CollectOptions, limits: LookLimits) -> None:
        """Make one; raises ValueError where the proxy of the options is none that a browser can go through."""
        self.found, self.options, self.limits = found, options, limits
        self.proxy = GuardProxy(options, PROXY)
        self._slots = asyncio.Semaphore(limits.at_once)
        self._door = asyncio.Lock()
        self._process: Process | None = None
        self._in_flight = 0
        self._starts = 0
        self.product = ""  # of the browser that was started last, with its version

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process, self._process = self._process, None
        if process is not None:
            await process.close(BROWSER.close_s)
        await self.proxy.close()

    @property
    def pid(self) -> int:
        """The process id of the browser that runs now; 0 while none does."""
        return self._process.pid if self._process is not None and not self._process.gone else 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Process]:
        """Wait for a turn; the process to use in it.

        Raises:
            StudioError: there is no browser, and there will be none.
        """
        async with self._slots:
            async with self._door:
                process = await self._ready()
            self._in_flight += 1
            process.shown += 1
            try:
                yield process
            finally:
                self._in_flight -= 1

    @asynccontextmanager
    async def context(self, process: Process, address: str) -> AsyncIterator[BrowserContext]:
        """A fresh context for a page: no cookies but those of the user's login, no cache, nothing permitted."""
        viewport = {"width": self.limits.width, "height": self.limits.region_height}
        context = await process.new_context(self.options, address, viewport=viewport)
        try:
            yield context
        finally:
            await self._put_away(process, context)

    async def _put_away(self, process: Process, context: BrowserContext) -> None:
        if process.gone:
            return
        try:
            async with asyncio.timeout(BROWSER.close_s):
                await context.close()
        except Exception:  # what cannot be closed ends with its browser
            process.suspect = True

    async def _ready(self) -> Process:
        process = self._process
        if process is not None:
            worn = process.shown >= self.limits.pages_per_browser and not self._in_flight
            if not (process.gone or process.suspect or worn):
                return process
            self._process = None
            await process.close(BROWSER.close_s)
            self._starts += 0 if worn else 1
        if self._starts > self.limits.restarts:
            raise StudioError(f"浏览器已崩溃 {self._starts} 次，不再启动")
        try:
            self._process = await Process.start(self.found, await self.proxy.start(), BROWSER, pictures=True)
        except StartError as problem:
            raise StudioError(str(problem)) from None
        self.product = self._process.product
        return self._process


def open_studio(options: CollectOptions, path: str = "", limits: LookLimits | None = None) -> Studio:
    """A studio with the browser that is found; ``path`` is the one that the user chose.

    Raises:
        StudioError: there is none, or none that can go through the user's proxy.
    """
    try:
        found = find(path)
        if found is None:
            raise StudioError("没有找到 Chromium 浏览器")
        return Studio(found, options, limits or LookLimits())
    except ValueError as problem:
        raise StudioError(str(problem)) from None
