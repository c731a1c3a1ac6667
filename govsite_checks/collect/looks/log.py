"""What did not come of what a page asked for, and what its scripts complained of, by the browser's own log."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.async_api import ConsoleMessage, Page, Request, Response
from playwright.async_api import Error as PlaywrightError

from govsite_checks.collect.browse.proxy import GuardProxy
from govsite_checks.collect.browse.watch import trouble_of
from govsite_checks.model import URL_CHARS, PageError, Resource, printable

MOST = 300
CONSOLE = 20
CHARS = 300
FAILED, MIXED = "failed", "mixed"
# Ended by ourselves, or by the page.
_ABORTED = ("ERR_ABORTED", "ERR_BLOCKED_BY_CLIENT")
_MIXED = re.compile(r"Mixed Content:.{0,4000}?'(http://[^'\s]+)'\s*[.,]", re.DOTALL)
_ENDPOINT = re.compile(r"insecure[^']{0,60}'(http://[^'\s]+)'")
_OF_LOADING = ("Failed to load resource", "Mixed Content:")


class Log:
    """To be made before the page is opened. What is beyond its bounds is not kept."""

    def __init__(self, page: Page, proxy: GuardProxy, mask: Callable[[str], str]) -> None:
        self._proxy, self._mask = proxy, mask
        self._asked = 0
        self._lost: dict[str, Resource] = {}
        self._lines: dict[str, None] = {}
        page.on("request", self._note_request)
        page.on("response", self._note_answer)
        page.on("requestfailed", self._note_failure)
        page.on("console", self._note_line)
        page.on("pageerror", lambda error: self._write(str(error)))

    @property
    def resources(self) -> tuple[Resource, ...]:
        """What did not come, each address once."""
        return tuple(self._lost.values())

    @property
    def console(self) -> tuple[str, ...]:
        """The errors of the page's scripts, each once."""
        return tuple(self._lines)

    def _note_request(self, _: Request) -> None:
        self._asked += 1

    def _note_answer(self, response: Response) -> None:
        request = response.request
        if (
            response.status >= 400
            and not request.is_navigation_request()
            and not self._is_guarded(response.url)
        ):
            self._lose(response.url, request.resource_type, f"http-{response.status}")

    def _note_failure(self, request: Request) -> None:
        reason = request.failure or ""
        if request.is_navigation_request() or request.resource_type == "media":
            return
        if any(reason.endswith(word) for word in _ABORTED):
            return
        if not self._is_guarded(request.url):
            self._lose(request.url, request.resource_type, FAILED)

    def _is_guarded(self, url: str) -> bool:
        """Whether the guard refuses the address: our own doing, and no fault of the page."""
        known = trouble_of(self._proxy, url)
        return known is not None and known[0] == PageError.BLOCKED_BY_GUARD

    def _note_line(self, message: ConsoleMessage) -> None:
        try:
            text, kind = message.text, message.type
        except PlaywrightError:
            return
        if text.startswith("Mixed Content:"):
            found = _ENDPOINT.search(text) or _MIXED.search(text)
            if found:
                self._lose(found[1], "", MIXED)
        if kind == "error" and not text.startswith(_OF_LOADING):
            self._write(text)

    def _lose(self, url: str, kind: str, outcome: str) -> None:
        known = self._lost.get(url)
        if len(self._lost) < MOST and (known is None or outcome == MIXED):
            self._lost[url] = Resource(
                printable(self._mask(url), URL_CHARS), kind or (known.kind if known else ""), outcome
            )

    def _write(self, text: str) -> None:
        if len(self._lines) < CONSOLE:
            self._lines.setdefault(printable(self._mask(text), CHARS))
