"""One browser for a run: started when the first page is to be shown, replaced when it is worn or has died."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from govsite_checks.collect.limits import CollectOptions
from govsite_checks.model import Rendered, RenderError, Site

from .choice import NONE_FOUND, choose
from .contracts import LOOK, Act, BrowseLimits, BrowseOptions, Browser, Mode, SiteView
from .find import Found
from .pace import Pace
from .process import Process, StartError
from .proxy import GuardProxy
from .upstream import parse_upstream
from .view import ChromiumSite, NoTurnError


class NoBrowser:
    """A browser that shows nothing, and says why."""

    def __init__(self, error: RenderError, detail: str) -> None:
        self.error, self.detail = error, detail

    def open_site(self, site: Site) -> SiteView:  # noqa: ARG002
        """A view that shows nothing."""
        return self

    async def show(self, url: str, reason: str, act: Act = LOOK) -> Rendered:  # noqa: ARG002
        """The reason why there is nothing to show."""
        return Rendered(reason, error=self.error, detail=self.detail)

    async def close(self) -> None:
        """Nothing was opened."""


class ChromiumBrowser:
    """A Chromium, ``pages_at_once`` pages at a time. To be used within one event loop, and closed."""

    def __init__(
        self, found: Found, options: CollectOptions, browse: BrowseOptions, limits: BrowseLimits
    ) -> None:
        self.found, self.options, self.limits = found, browse, limits
        self.collecting = options
        self.proxy = GuardProxy(options)
        self.pace = Pace(options, self.proxy)
        self.restarts = 0
        self._slots = asyncio.Semaphore(max(1, limits.pages_at_once))
        self._door = asyncio.Lock()
        self._idle = asyncio.Event()
        self._idle.set()
        self._in_flight = 0
        self._process: Process | None = None
        self._hopeless: NoTurnError | None = None
        self._views: set[ChromiumSite] = set()

    @property
    def pid(self) -> int:
        """The process id of the browser that runs now; 0 while none does."""
        return self._process.pid if self._process is not None and not self._process.gone else 0

    def open_site(self, site: Site) -> SiteView:
        """A view for one site."""
        view = ChromiumSite(self, site.url)
        self._views.add(view)
        return view

    def forget(self, view: ChromiumSite) -> None:
        """A view that is closed."""
        self._views.discard(view)

    async def enter(self) -> Process:
        """Wait for a turn; the process to use in it.

        Raises:
            NoTurnError: there is no browser, and there will be none.
        """
        await self._slots.acquire()
        try:
            async with self._door:
                process = await self._ready()
        except BaseException:
            self._slots.release()
            raise
        process.shown += 1
        self._in_flight += 1
        self._idle.clear()
        return process

    def leave(self) -> None:
        """Give the turn back."""
        self._in_flight -= 1
        if not self._in_flight:
            self._idle.set()
        self._slots.release()

    async def close(self) -> None:
        """End the process, if one was started, and the proxy."""
        self._hopeless = NoTurnError(RenderError.NO_BROWSER, "浏览器已关闭")
        process, self._process = self._process, None
        if process is not None:
            await process.close(self.limits.close_s)
        await self.proxy.close()

    async def _ready(self) -> Process:
        """A process that is fit to show a page. A worn one is replaced when its last page is done."""
        if self._hopeless is not None:
            raise self._hopeless
        process = self._process
        if process is not None and (
            process.gone or process.suspect or process.shown >= self.limits.pages_per_browser
        ):
            await self._idle.wait()
            await self._put_away(process)
        if self._process is None:
            self._process = await self._start()
        return self._process

    async def _put_away(self, process: Process) -> None:
        if process.gone or process.suspect:
            self.restarts += 1
        if not process.gone:
            with suppress(Exception):  # cookies that are lost are set again
                async with asyncio.timeout(self.limits.close_s):
                    for view in tuple(self._views):
                        await view.save()
        self._process = None
        await process.close(self.limits.close_s)

    async def _start(self) -> Process:
        if self.restarts > self.limits.restarts:
            self._hopeless = NoTurnError(RenderError.CRASHED, f"浏览器已崩溃 {self.restarts} 次，不再启动")
            raise self._hopeless
        trouble = ""
        for _ in range(self.limits.start_attempts):  # a busy machine may have been too slow once
            try:
                return await Process.start(self.found, await self.proxy.start(), self.limits)
            except (StartError, OSError) as problem:
                trouble = str(problem)
        self._hopeless = NoTurnError(RenderError.NO_BROWSER, trouble)
        raise self._hopeless


def open_browser(options: CollectOptions) -> Browser:
    """The browser of a run as ``options.browse`` wants it; one that shows nothing where there is none to be had.

    Raises:
        ValueError: the browser or the storage state that the user named cannot be used; the message is one Chinese line.
    """
    browse = options.browse or BrowseOptions(Mode.NEVER)
    found = choose(browse)
    if browse.mode == Mode.NEVER:
        return NoBrowser(RenderError.SWITCHED_OFF, "本次运行不使用浏览器")
    if found is None:
        return NoBrowser(RenderError.NO_BROWSER, NONE_FOUND)
    try:
        parse_upstream(options.proxy)
    except ValueError as problem:
        return NoBrowser(RenderError.NO_BROWSER, str(problem))
    return ChromiumBrowser(found, options, browse, options.browse_limits)


async def why_not(options: CollectOptions) -> str:
    """Why no browser can show a page, in Chinese; empty where one has been started and ended to see that it can.

    Raises:
        ValueError: as ``open_browser``.
    """
    browser = open_browser(options)
    try:
        if isinstance(browser, ChromiumBrowser):
            await browser.enter()
            browser.leave()
            return ""
        assert isinstance(browser, NoBrowser)
        return browser.detail
    except NoTurnError as problem:
        return problem.detail
    finally:
        await browser.close()
