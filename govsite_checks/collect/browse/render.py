"""One page in the browser: opened, given the time of its own clock, and written down as the document that it has become."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession, ConsoleMessage, Frame, Page
from playwright.async_api import Error as PlaywrightError

from govsite_checks.collect.access import Access
from govsite_checks.model import printable

from .contracts import BrowseLimits
from .entry import answer, go_on, patterns_of
from .watch import Traffic

_WORLD = "govsite"
# Of the time of a page, what is kept back to write it down.
_RESERVE = 0.25
# Documents that a page's scripts may lead to, one after another.
_MOVES = 4
_STARVATION = 1000
_POLL_S = 0.05
# In a world of its own, where nothing that the page has put in place of the browser's own functions is met.
_READ = """(() => {
  const root = document.documentElement, type = document.doctype;
  const head = type ? new XMLSerializer().serializeToString(type) : "";
  const html = head + (root ? root.outerHTML : "");
  return {html: html.slice(0, MOST), whole: html.length <= MOST, title: document.title.slice(0, 2000)};
})()"""
# Before any script of a page. One that writes to its console without end would hold up every other page; windows that
# nobody asked for are blocked, as the browsers of visitors do.
QUIET = """(() => {
  const open = window.open;
  window.open = function () { return navigator.userActivation.isActive ? open.apply(this, arguments) : null; };
  const click = HTMLElement.prototype.click;
  HTMLElement.prototype.click = function () {
    const elsewhere = this instanceof HTMLAnchorElement && !/^(|_self|_top|_parent)$/i.test(this.target);
    if (!elsewhere || navigator.userActivation.isActive) return click.apply(this, arguments);
  };
  let left = 100;
  for (const name of Object.keys(console)) {
    const real = console[name];
    if (typeof real === "function")
      console[name] = function () { if (left > 0) { left--; return real.apply(console, arguments); } };
  }
})()"""


class PageCrashedError(Exception):
    """The process of the page, or the browser as a whole, has ended."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a page has become: ``whole`` says that nothing was cut off."""

    html: str
    title: str
    url: str
    whole: bool


class Showing:
    """A page that is shown. To be made before it is opened."""

    def __init__(
        self, page: Page, session: CDPSession, traffic: Traffic, limits: BrowseLimits, access: Access
    ) -> None:
        self.page, self.traffic = page, traffic
        self._session, self._limits, self._access = session, limits, access
        loop = asyncio.get_running_loop()
        self._now: Callable[[], float] = loop.time
        self._end = loop.time() + limits.page_s * (1 - _RESERVE)
        self._wake = asyncio.Event()
        self._expired = self._crashed = False
        self._documents = 0
        session.on("Emulation.virtualTimeBudgetExpired", self._note_expiry)
        session.on("Fetch.requestPaused", self._answer)
        page.on("crash", lambda _: self.note_crash())
        page.on("framenavigated", self._note_move)

    @classmethod
    async def of(cls, page: Page, traffic: Traffic, limits: BrowseLimits, access: Access) -> Showing:
        """A page ready to be opened: media, of which a reading takes nothing, are never asked for.

        Hosts of the user's own are told what ``access`` has for them, on whichever page they are asked.
        """
        session = await page.context.new_cdp_session(page)
        showing = cls(page, session, traffic, limits, access)
        media = {"urlPattern": "*", "resourceType": "Media"}
        await session.send("Fetch.enable", {"patterns": [media, *patterns_of(access)]})
        return showing

    def note_crash(self) -> None:
        """The page will not answer any more."""
        self._crashed = True
        self._wake.set()

    async def open(self, url: str) -> bool:
        """Go to an address and let its scripts run; whether their time ran out by itself.

        Raises:
            PlaywrightError: the address did not open.
            PageCrashedError: the browser ended.
        """
        left = max(self._end - self._now(), 0.1)
        await self.page.goto(url, wait_until="commit", timeout=left * 1000)
        return await self.settle()

    async def settle(self) -> bool:
        """Let the page's clock run, and that of the documents its scripts lead to; whether it ran out by itself."""
        for _ in range(_MOVES):
            before = self.traffic.documents
            if not await self._run_clock():
                return False
            if self.traffic.documents == before:
                return True
        return False

    async def _run_clock(self) -> bool:
        await self._wind()
        while not self._expired:
            self._check()
            left = self._end - self._now()
            if left <= 0:
                return False
            self._wake.clear()
            try:
                async with asyncio.timeout(left):
                    await self._wake.wait()
            except TimeoutError:
                return False
            if self._documents != self.traffic.documents and not self._expired:
                await self._wind()  # the new document may live in another process, with a clock of its own
        self._check()
        return True

    async def _wind(self) -> None:
        self._expired = False
        self._documents = self.traffic.documents
        policy = {
            "policy": "pauseIfNetworkFetchesPending",
            "budget": self._limits.virtual_ms,
            "maxVirtualTimeTaskStarvationCount": _STARVATION,
        }
        await self._session.send("Emulation.setVirtualTimePolicy", policy)

    async def read(self) -> Document:
        """The document as it stands now.

        Raises:
            PlaywrightError: the page does not answer.
        """
        answer = await self.evaluate(_READ.replace("MOST", str(self._limits.html_chars)))
        value: dict[str, Any] = answer if isinstance(answer, dict) else {}
        html = str(value.get("html") or "").encode("utf-8", "replace").decode("utf-8")
        return Document(html, str(value.get("title") or ""), self.page.url, bool(value.get("whole")))

    async def evaluate(self, expression: str, *, gesture: bool = False) -> Any:
        """The value of an expression in our own world of the page: its document, none of its scripts' functions.

        ``gesture`` lets what follows from it pass for the act of a visitor.

        Raises:
            PlaywrightError: the page does not answer.
        """
        tree = await self._session.send("Page.getFrameTree")
        frame = tree["frameTree"]["frame"]["id"]
        world = await self._session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": _WORLD})
        answer = await self._session.send(
            "Runtime.evaluate",
            {
                "expression": expression,
                "contextId": world["executionContextId"],
                "returnByValue": True,
                "userGesture": gesture,
            },
        )
        return answer["result"].get("value")

    async def console(self) -> tuple[str, ...]:
        """The errors that the page wrote on its console or did not catch, the first of them, each once."""
        written = [m for m in await self.page.console_messages() if m.type == "error"]
        thrown = await self.page.page_errors()
        said = [*map(_text_of, written), *(str(error) for error in thrown)]
        lines = map(self._access.masked_text, said)
        most = self._limits.console_chars
        return tuple(dict.fromkeys(printable(line, most) for line in lines))[: self._limits.console]

    def _check(self) -> None:
        if self._crashed:
            raise PageCrashedError

    def _note_expiry(self, _: object) -> None:
        self._expired = True
        self._wake.set()

    def _note_move(self, frame: Frame) -> None:
        if frame == self.page.main_frame:
            self._wake.set()

    def _answer(self, event: dict[str, Any]) -> None:
        if event["resourceType"] == "Media":
            answer(self._session, event, "Fetch.failRequest", {"errorReason": "BlockedByClient"})
        else:
            go_on(self._session, self._access, event)


def _text_of(message: ConsoleMessage) -> str:
    try:
        return message.text
    except PlaywrightError:
        return ""
