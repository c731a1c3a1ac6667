"""What a page makes the browser ask for, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Request, Response, WebSocket

from govsite_checks.collect.urls import DEFAULT_PORTS
from govsite_checks.model import URL_CHARS, PageError, Resource, printable

from .proxy import GuardProxy

OK, FAILED, BLOCKED, PENDING = "ok", "failed", "blocked", "pending"
_SCHEMES = {"http": "http", "https": "https", "ws": "http", "wss": "https"}
# Never asked for, by our own choice: they say nothing that a reading reads.
_UNWANTED = frozenset({"image", "media", "font", "texttrack"})
# What a page's content may come by.
_CONTENT = frozenset({"xhr", "fetch", "document", "eventsource"})
# Answers that another visitor, or the same one later, may well not get.
_PASSING = frozenset({401, 403, 405, 407, 408, 412, 421, 425, 429})


@dataclass(slots=True)
class _Asked:
    """One request. ``own`` says that the page itself asked, and none of its frames."""

    url: str
    kind: str
    own: bool
    outcome: str = PENDING
    status: int = 0
    aborted: bool = False


class Traffic:
    """The requests of one page, the first of them; what is beyond the bound is counted as unseen."""

    def __init__(self, page: Page, proxy: GuardProxy, most: int, mask: Callable[[str], str]) -> None:
        """Made before the page is opened; ``mask`` takes secrets out of what is told."""
        self._page, self._proxy, self._most, self._mask = page, proxy, most, mask
        self._asked: dict[Request, _Asked] = {}
        self._sockets: list[_Asked] = []
        self._listening = True
        self.status = 0  # of the latest main document
        self.documents = 0
        page.on("request", self._note)
        page.on("response", self._note_answer)
        page.on("requestfailed", self._note_failure)
        page.on("websocket", self._note_socket)

    def stop(self) -> None:
        """Hear no more of the page."""
        if self._listening:
            self._listening = False
            self._page.remove_listener("request", self._note)
            self._page.remove_listener("response", self._note_answer)
            self._page.remove_listener("requestfailed", self._note_failure)
            self._page.remove_listener("websocket", self._note_socket)

    @property
    def overflowed(self) -> bool:
        """Whether the page asked for more than is noted."""
        return len(self._asked) >= self._most

    def resources(self) -> tuple[Resource, ...]:
        """What was asked for, each address and kind once, in the order of asking."""
        rows = {(printable(self._mask(a.url), URL_CHARS), a.kind): self._outcome(a) for a in self._all()}
        return tuple(Resource(url, kind, outcome) for (url, kind), outcome in rows.items())

    def failed_scripts(self) -> frozenset[str]:
        """The addresses of scripts that did not come, though they may come to somebody else."""
        return frozenset(a.url for a in self._asked.values() if a.kind == "script" and self._is_lost(a))

    def missing_scripts(self) -> frozenset[str]:
        """The addresses of scripts that their servers do not have."""
        scripts = (a for a in self._asked.values() if a.kind == "script")
        return frozenset(a.url for a in scripts if 400 <= a.status < 500 and not self._is_lost(a))

    @property
    def whole(self) -> bool:
        """Whether all came that the page's scripts may have asked content of, or it is known that it does not exist."""
        own = (a for a in self._asked.values() if a.own and a.kind in _CONTENT)
        return not self.overflowed and not any(self._is_lost(a) for a in own)

    def _all(self) -> list[_Asked]:
        return [a for a in (*self._asked.values(), *self._sockets) if a.kind not in _UNWANTED][: self._most]

    def _is_lost(self, asked: _Asked) -> bool:
        outcome = self._outcome(asked)
        if outcome == FAILED and asked.aborted:  # by the page itself
            return False
        return outcome in {FAILED, BLOCKED, PENDING} or asked.status in _PASSING or asked.status >= 500

    def _outcome(self, asked: _Asked) -> str:
        if asked.outcome == OK:
            return OK
        known = self._trouble(asked.url)
        if known is not None and not asked.aborted:
            return BLOCKED if known[0] == PageError.BLOCKED_BY_GUARD else FAILED
        return FAILED if asked.outcome == PENDING else asked.outcome

    def _trouble(self, url: str) -> tuple[PageError, str] | None:
        return trouble_of(self._proxy, url)

    def _note(self, request: Request) -> None:
        if _scheme(request.url) == "" or len(self._asked) >= self._most:
            if len(self._asked) >= self._most:
                self.stop()
            return
        self._asked[request] = _Asked(request.url, request.resource_type, self._is_own(request))

    def _note_answer(self, response: Response) -> None:
        asked = self._asked.get(response.request)
        if asked is None:
            return
        asked.status = response.status
        asked.outcome = OK if response.status < 400 else f"http-{response.status}"
        if asked.own and asked.kind == "document" and not 300 <= response.status < 400:
            self.status = response.status
            self.documents += 1

    def _note_failure(self, request: Request) -> None:
        asked = self._asked.get(request)
        # An answer that is an error and has no body fails too: what it says is kept.
        if asked is not None and asked.status < 400:
            asked.outcome, asked.status = FAILED, 0
            asked.aborted = (request.failure or "").endswith("ERR_ABORTED")

    def _note_socket(self, socket: WebSocket) -> None:
        if len(self._sockets) < self._most:
            self._sockets.append(_Asked(socket.url, "websocket", True))

    def _is_own(self, request: Request) -> bool:
        try:
            return request.frame == self._page.main_frame
        except PlaywrightError:  # a frame that is not there yet: the page's own navigation
            return request.is_navigation_request()


def trouble_of(proxy: GuardProxy, url: str) -> tuple[PageError, str] | None:
    """Why the host of an address was not connected to; None where nothing is known."""
    scheme = _scheme(url)
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(scheme, 0)
    except ValueError:
        return None
    return proxy.trouble(parts.hostname or "", port)


def _scheme(url: str) -> str:
    return _SCHEMES.get(url.partition(":")[0].lower(), "")
