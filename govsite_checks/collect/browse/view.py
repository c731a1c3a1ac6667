"""The browser as one site has it: a context of its own, pages opened in it one by one, what became of each in words."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from playwright.async_api import BrowserContext, Page, StorageState
from playwright.async_api import Error as PlaywrightError

from govsite_checks.collect.limits import CollectOptions
from govsite_checks.collect.urls import BadUrlError, absolute
from govsite_checks.model import Rendered, RenderError, printable
from govsite_checks.reading.page.challenge import challenge
from govsite_checks.reading.rendering.settled import settled

from .acts import NoSuchPlaceError, perform
from .contracts import LOOK, Act, BrowseLimits, BrowseOptions, Doing, Mode
from .entry import host_of
from .pace import Pace
from .process import Process
from .proxy import GuardProxy
from .render import QUIET, Document, PageCrashedError, Showing
from .watch import Traffic, trouble_of

_ATTEMPTS = 2
_CLOSED = ("has been closed", "Connection closed", "crashed", "Target closed")
_DETAIL = 200


class Turns(Protocol):
    """What a view needs of the browser: a turn, and a process in it."""

    options: BrowseOptions
    collecting: CollectOptions
    limits: BrowseLimits
    proxy: GuardProxy
    pace: Pace

    async def enter(self) -> Process:
        """Wait for a turn; the process to use in it."""

    def leave(self) -> None:
        """Give the turn back."""

    def forget(self, view: ChromiumSite) -> None:
        """A view that is closed."""


class NoTurnError(Exception):
    """There is no browser to be had: the error, and why in Chinese."""

    def __init__(self, error: RenderError, detail: str) -> None:
        super().__init__(detail)
        self.error, self.detail = error, detail


class ChromiumSite:
    """One site's view. ``show`` may be called for several pages at once."""

    def __init__(self, turns: Turns, address: str) -> None:
        self._turns, self._address = turns, address
        self._access = turns.collecting.access
        self._context: BrowserContext | None = None
        self._process: Process | None = None
        self._state: StorageState | None = None
        self._opening = asyncio.Lock()
        self._shown = 0
        self._closed = False

    async def show(self, url: str, reason: str, act: Act = LOOK) -> Rendered:
        """What the browser makes of an address. Never raises for what a page or the network does."""
        try:
            address = absolute(url)
        except BadUrlError as problem:
            return Rendered(reason, error=RenderError.NAVIGATION, detail=str(problem))
        limits = self._turns.limits
        if self._turns.options.mode != Mode.ALWAYS and self._shown >= limits.pages_per_site:
            detail = f"每个站点最多用浏览器查看 {limits.pages_per_site} 页"
            return Rendered(reason, error=RenderError.BUDGET, detail=detail)
        self._shown += 1
        for _ in range(_ATTEMPTS):
            try:
                return self._masked(await self._in_turn(address, reason, act))
            except NoTurnError as problem:
                return Rendered(reason, error=problem.error, detail=problem.detail)
            except PageCrashedError:
                continue
        return self._masked(
            Rendered(reason, url=address, error=RenderError.CRASHED, detail="浏览器在打开本页时两次崩溃")
        )

    def _masked(self, rendered: Rendered) -> Rendered:
        """A rendering without any secret that the site said back; lines that are cut short were masked before."""
        mask = self._access.masked_text
        return replace(
            rendered, html=mask(rendered.html), url=mask(rendered.url), detail=mask(rendered.detail)
        )

    async def _in_turn(self, url: str, reason: str, act: Act) -> Rendered:
        await self._turns.pace.wait(url)  # before a turn is taken that others could use
        process = await self._turns.enter()
        now = asyncio.get_running_loop().time
        began = now()
        try:
            rendered = await self._show(process, url, reason, act)
        finally:
            self._turns.leave()
        return replace(rendered, elapsed_s=round(now() - began, 3), browser=process.product)

    async def _show(self, process: Process, url: str, reason: str, act: Act) -> Rendered:
        page: Page | None = None
        try:
            async with asyncio.timeout(self._turns.limits.page_s):
                context = await self._context_in(process)
                page = await context.new_page()
                return await self._shown_on(process, page, url, reason, act)
        except TimeoutError:
            if process.has_died:
                process.note_gone()
                raise PageCrashedError from None
            detail = f"页面在 {self._turns.limits.page_s:g} 秒内没有停下来"
            return Rendered(reason, url=url, error=RenderError.TIMEOUT, detail=detail)
        except NoSuchPlaceError as problem:
            return Rendered(reason, url=url, error=RenderError.NO_SUCH_PLACE, detail=str(problem))
        except PageCrashedError:
            raise
        except Exception as problem:  # whatever the driver makes of a dying browser
            return self._explained(process, url, reason, problem)
        finally:
            await self._close_page(process, page)

    def _explained(self, process: Process, url: str, reason: str, problem: Exception) -> Rendered:
        text = str(problem)
        if process.has_died or any(words in text for words in _CLOSED):
            if process.has_died or "Connection closed" in text:
                process.note_gone()
            raise PageCrashedError from problem
        if isinstance(problem, PlaywrightError) and "Timeout" in type(problem).__name__:
            detail = f"页面在 {self._turns.limits.page_s:g} 秒内没有打开"
            return Rendered(reason, url=url, error=RenderError.TIMEOUT, detail=detail)
        return self._not_opened(url, reason, _code_of(text))

    def _not_opened(self, url: str, reason: str, detail: str) -> Rendered:
        known = trouble_of(self._turns.proxy, url)
        words = known[1] if known is not None else detail
        return Rendered(reason, url=url, error=RenderError.NAVIGATION, detail=printable(words, _DETAIL))

    async def _shown_on(self, process: Process, page: Page, url: str, reason: str, act: Act) -> Rendered:
        limits = self._turns.limits
        traffic = self._traffic(page)
        windows = _Windows(page, limits.popups if act.doing == Doing.NOTHING else limits.popups + 1)
        showing = await Showing.of(page, traffic, limits, self._access)
        process.watchers.add(showing.note_crash)
        if process.gone:
            raise PageCrashedError
        try:
            ran_out = await showing.open(url)
            document = await showing.read()
            if _is_challenge(traffic, document):  # its cookie is set by now
                await self._turns.pace.wait(url)
                ran_out = await showing.open(url)
                document = await showing.read()
            if act.doing != Doing.NOTHING and not _is_challenge(traffic, document):
                return await self._acted(process, showing, windows, document, reason, act)
            return await self._rendered(showing, document, url, reason, ran_out)
        finally:
            traffic.stop()
            process.watchers.discard(showing.note_crash)

    async def _acted(
        self, process: Process, showing: Showing, windows: _Windows, before: Document, reason: str, act: Act
    ) -> Rendered:
        """Do the act, and go on in the window that it opened, if it opened one."""
        windows.keep_next()
        await perform(showing, act)
        ran_out = await showing.settle()
        opened = await windows.kept(showing)
        if opened is None:
            after = await showing.read()
            if (after.html, after.url) == (before.html, before.url):
                raise NoSuchPlaceError("操作之后页面没有变化")
            return await self._rendered(showing, after, before.url, reason, ran_out)
        traffic = self._traffic(opened)
        follower = await Showing.of(opened, traffic, self._turns.limits, self._access)
        process.watchers.add(follower.note_crash)
        try:
            with suppress(PlaywrightError):
                await opened.wait_for_load_state("domcontentloaded", timeout=5000)
            if (
                self._access.of(host_of(opened.url)) is not None
            ):  # it was asked for before we could add anything
                ran_out = await follower.open(opened.url)
            else:
                ran_out = await follower.settle()
            return await self._rendered(follower, await follower.read(), opened.url, reason, ran_out)
        finally:
            traffic.stop()
            process.watchers.discard(follower.note_crash)

    async def _rendered(
        self, showing: Showing, document: Document, url: str, reason: str, ran_out: bool
    ) -> Rendered:
        traffic = showing.traffic
        blank = Rendered(reason, url=document.url or url, resources=traffic.resources())
        if not document.url.startswith(("http:", "https:")):
            failed = self._not_opened(url, reason, "页面跳转到了打不开的地址")
            return replace(failed, resources=blank.resources)
        if _is_challenge(traffic, document):
            kind = challenge(traffic.status, document.html)
            return replace(blank, error=RenderError.CHALLENGE, detail=printable(kind, _DETAIL))
        if traffic.status >= 400:
            known = trouble_of(self._turns.proxy, document.url)
            detail = known[1] if known else f"HTTP {traffic.status}"
            return replace(blank, error=RenderError.NAVIGATION, detail=detail)
        complete = ran_out and document.whole and traffic.whole
        html = settled(
            document.html, document.url, traffic.failed_scripts(), complete, traffic.missing_scripts()
        )
        return replace(
            blank,
            html=html,
            title=printable(self._access.masked_text(document.title), 400),
            complete=complete,
            console=await showing.console(),
        )

    async def _context_in(self, process: Process) -> BrowserContext:
        """The site's context, moved with its cookies where the browser is a fresh one."""
        async with self._opening:
            if self._context is None or self._process is not process:
                self._context, self._process = None, process
                context = await process.new_context(self._turns.collecting, self._address, self._state)
                await context.add_init_script(QUIET)
                self._context = context
            return self._context

    def _traffic(self, page: Page) -> Traffic:
        return Traffic(page, self._turns.proxy, self._turns.limits.resources, self._access.masked_text)

    async def save(self) -> None:
        """Keep the site's cookies: its process is about to be replaced."""
        if self._context is not None:
            self._state = await self._context.storage_state()
        self._context = None

    async def _close_page(self, process: Process, page: Page | None) -> None:
        if page is None or process.gone:
            return
        try:
            async with asyncio.timeout(self._turns.limits.close_s):
                await page.close()
        except Exception:  # what cannot be closed ends with its browser
            process.suspect = True

    async def close(self) -> None:
        """Forget the site."""
        if self._closed:
            return
        self._closed = True
        self._turns.forget(self)
        context, process, self._context = self._context, self._process, None
        if context is None or process is None or process.gone:
            return
        try:
            async with asyncio.timeout(self._turns.limits.close_s):
                await context.close()
        except Exception:  # as above
            process.suspect = True


class _Windows:
    """Windows that a page opens: closed, but for the one that an act is to open. Beyond the bound the page is left."""

    def __init__(self, page: Page, most: int) -> None:
        self._left, self._keep = most, False
        self._kept: Page | None = None
        self._page = page
        self._came = asyncio.Event()
        page.on("popup", self._note)

    def keep_next(self) -> None:
        """The next window is what was asked for."""
        self._keep = True

    async def kept(self, showing: Showing) -> Page | None:
        """The window that an act opened; a moment is waited where the page itself has not moved."""
        if self._kept is None and showing.traffic.documents < 2:
            with suppress(TimeoutError):
                async with asyncio.timeout(0.5):
                    await self._came.wait()
        return self._kept

    def _note(self, window: Page) -> None:
        self._left -= 1
        if self._keep:
            self._keep, self._kept = False, window
            self._came.set()
            return
        task = asyncio.ensure_future(window.close() if self._left >= 0 else self._leave(window))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _leave(self, window: Page) -> None:
        await self._page.close()
        await window.close()


def _is_challenge(traffic: Traffic, document: Document) -> bool:
    return bool(challenge(traffic.status, document.html))


def _code_of(text: str) -> str:
    """The browser's own code in a message of the driver."""
    if "Download is starting" in text:
        return "该地址是下载文件，不是网页"
    start = text.find("net::")
    return text[start:].split()[0] if start >= 0 else "浏览器无法打开该地址"
