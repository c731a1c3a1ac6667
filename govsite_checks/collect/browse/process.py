"""One Chromium with the driver that steers it: started behind the proxy, and surely ended.

``engine`` keeps one for the pages of sites, ``looks.studio`` one for pictures and audits.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from playwright.async_api import Browser, BrowserContext, Playwright, StorageState, async_playwright
from playwright.async_api import Error as PlaywrightError

from govsite_checks.collect.limits import CollectOptions
from govsite_checks.collect.naming import user_agent
from govsite_checks.model import printable

from .contracts import BrowseLimits
from .entry import settings_of
from .find import Found

_FLAGS = (
    # Every byte goes through the proxy, loopback too, and no name is resolved beside it.
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-blink-features=WebTransport",
    "--disable-background-networking",
    "--dns-prefetch-disable",
    "--no-pings",
    # Nothing is asked of a user, for there is none.
    "--deny-permission-prompts",
    "--autoplay-policy=user-gesture-required",
    "--mute-audio",
    # Frames of other hosts share the process of their page, so that the page's clock is theirs too.
    "--disable-site-isolation-trials",
)
_NO_IMAGES = "--blink-settings=imagesEnabled=false"
_POLL_S = 0.05
_ZONE = "Asia/Shanghai"
_PRODUCT_CHARS = 100


class _Known(NamedTuple):
    """Its process id, its name in requests, its product with the version, such as ``HeadlessChrome/149.0.1``."""

    pid: int
    user_agent: str
    product: str


class StartError(Exception):
    """The browser does not start; the message is one Chinese line."""


class Process:
    """A running browser. ``gone`` is set once it has ended, whoever ended it; ``suspect`` asks for a fresh one."""

    def __init__(self, driver: Playwright, browser: Browser, port: int, known: _Known) -> None:
        self._driver, self.browser, self._port = driver, browser, port
        self.pid, self.user_agent, self.product = known
        self.shown = 0
        self.gone = self.suspect = False
        self.watchers: set[Callable[[], None]] = set()
        browser.on("disconnected", lambda _: self.note_gone())

    @classmethod
    async def start(cls, found: Found, port: int, limits: BrowseLimits, *, pictures: bool = False) -> Process:
        """Start a browser that knows no way but the proxy at ``port``; images come only where ``pictures`` are taken.

        Raises:
            StartError: it does not start in time, or at all.
        """
        try:
            async with asyncio.timeout(limits.start_s):
                driver = await async_playwright().start()
                try:
                    browser = await _launch(driver, found, port, limits, pictures)
                    return cls(driver, browser, port, await _known_of(browser))
                except BaseException:
                    await asyncio.shield(driver.stop())
                    raise
        except TimeoutError:
            raise StartError(f"浏览器 {found.path} 在 {limits.start_s:g} 秒内没有启动") from None
        except (PlaywrightError, OSError) as problem:
            raise StartError(f"浏览器 {found.path} 无法启动（{_first_line(problem)}）") from None

    async def new_context(
        self, options: CollectOptions, address: str, state: StorageState | None = None, **more: Any
    ) -> BrowserContext:
        """A context with cookies of its own for the pages of an address, which is given nothing and keeps nothing.

        It has the login and the certificates of the options; ``state`` is what became of that login since. ``more`` is
        what Playwright takes beside, such as ``viewport``.
        """
        login = options.browse.storage_state if options.browse is not None else ""
        return await self.browser.new_context(
            user_agent=f"{self.user_agent} {user_agent(options.politeness.contact)}",
            storage_state=state or login or None,
            service_workers="block",
            accept_downloads=False,
            permissions=[],
            locale="zh-CN",
            timezone_id=_ZONE,
            **settings_of(options, self._port, address),
            **more,
        )

    def note_gone(self) -> None:
        """The browser has ended: wake whoever waits for a page of it."""
        self.gone = True
        for watcher in tuple(self.watchers):
            watcher()

    @property
    def has_died(self) -> bool:
        """Whether the browser has ended, be it that the driver has not heard of it yet."""
        return self.gone or (self.pid > 1 and not _runs(self.pid))

    async def close(self, within_s: float) -> None:
        """End the browser and its driver, by force where they do not end by themselves."""
        self.watchers.clear()
        if not self.gone:
            with suppress(PlaywrightError, TimeoutError, Exception):
                async with asyncio.timeout(within_s):
                    await self.browser.close()
        await self._make_sure(within_s)
        with suppress(PlaywrightError, TimeoutError, Exception):
            async with asyncio.timeout(within_s):
                await self._driver.stop()

    async def _make_sure(self, within_s: float) -> None:
        """The process that was started must be gone: ended by force if it is still the one that was started."""
        if not _runs(self.pid):
            return
        if self.gone:
            await asyncio.sleep(_POLL_S)  # its last moments
        if _runs(self.pid):
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
        for _ in range(int(within_s / _POLL_S)):
            if not _runs(self.pid):
                return
            await asyncio.sleep(_POLL_S)


async def _launch(
    driver: Playwright, found: Found, port: int, limits: BrowseLimits, pictures: bool
) -> Browser:
    """With the sandbox where the system lets us have one, else without, as containers mostly need it."""
    args = [
        *_FLAGS,
        *(() if pictures else (_NO_IMAGES,)),
        f"--proxy-server=http://127.0.0.1:{port}",
        f"--js-flags=--max-old-space-size={limits.heap_mb}",
    ]
    for sandbox in (True, False) if os.geteuid() != 0 else (False,):
        try:
            return await driver.chromium.launch(
                executable_path=found.path,
                args=args,
                chromium_sandbox=sandbox,
                handle_sigint=False,  # whoever started the run ends the browser
                handle_sigterm=False,
                handle_sighup=False,
                timeout=limits.start_s * 1000,
            )
        except PlaywrightError:
            if not sandbox:
                raise
    raise AssertionError("unreachable")


async def _known_of(browser: Browser) -> _Known:
    """What the browser says of itself."""
    session = await browser.new_browser_cdp_session()
    version = await session.send("Browser.getVersion")
    told = await session.send("SystemInfo.getProcessInfo")
    await session.detach()
    pids = [entry["id"] for entry in told["processInfo"] if entry["type"] == "browser"]
    product = printable(str(version["product"]), _PRODUCT_CHARS)
    return _Known(pids[0] if pids else 0, str(version["userAgent"]), product)


def _runs(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be counted does not."""
    if pid <= 1:
        return False
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    try:
        with open(f"/proc/{pid}/stat", "rb") as stream:  # noqa: PTH123 - no file of anybody's
            return stream.read().rpartition(b")")[2].split()[0] not in {b"Z", b"X"}
    except (OSError, IndexError):
        return True


def _first_line(problem: Exception) -> str:
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    return (lines[0] if lines else type(problem).__name__)[:200]
